#!/bin/sh
# Installs Koop, the FeatureServer that the fetching tests run on this machine, into tests/koop.
# Installs Debian's Node.js when root and there is none.
# Usage: install_koop.sh
set -u
cd "$(dirname "$0")/../tests/koop" || exit 1
mark=node_modules/.installed

usable() {
    command -v npm >/dev/null 2>&1 && command -v node >/dev/null 2>&1 &&
        node -e 'process.exit(process.versions.node.split(".")[0] < 18 ? 1 : 0)'
}

if cmp -s package-lock.json "$mark"; then
    exit 0
fi
if ! usable; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        echo "Installing Node.js for the fetching tests"
        DEBIAN_FRONTEND=noninteractive apt-get update -qq &&
            DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends nodejs npm >/dev/null
    fi
fi
if usable; then
    echo "Installing Koop for the fetching tests (half a minute the first time)"
    if npm ci --omit=optional --ignore-scripts --no-audit --no-fund --loglevel=error; then
        cp package-lock.json "$mark"
        exit 0
    fi
fi
echo "No Koop for the fetching tests, so they are left out: install Node.js 18 or newer with npm, and check the internet connection." >&2
exit 1
