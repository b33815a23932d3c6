#!/bin/sh
# Makes a virtual environment with Python 3.11 or newer and installs a requirements file into it.
# Usage: environment.sh FOLDER REQUIREMENTS
set -eu
folder=$1
requirements=$2
new_enough='import sys; sys.exit(sys.version_info < (3, 11))'

if [ ! -x "$folder/bin/python" ]; then
    python=
    for candidate in "${HOLDFAST_PYTHON:-}" python3 python3.14 python3.13 python3.12 python3.11 python; do
        if [ -n "$candidate" ] && command -v "$candidate" >/dev/null 2>&1 &&
            "$candidate" -c "$new_enough" >/dev/null 2>&1; then
            python=$candidate
            break
        fi
    done
    if [ -z "$python" ]; then
        echo "Holdfast needs Python 3.11 or newer, and none was found: install it from python.org (or with your package manager) and run this again." >&2
        exit 1
    fi
    echo "Making the environment in $folder with $("$python" --version)"
    if ! "$python" -m venv "$folder"; then
        rm -rf "$folder"
        echo "Python could not make a virtual environment: install its venv module (Debian and Ubuntu: apt install python3-venv) and run this again." >&2
        exit 1
    fi
fi
echo "Installing $requirements (a few minutes the first time)"
if ! "$folder/bin/python" -m pip install --quiet --disable-pip-version-check --requirement "$requirements"; then
    echo "Installing $requirements failed: the lines above say why. Check the internet connection and run this again." >&2
    exit 1
fi
