#!/bin/sh
# Prints the path of a Chromium or Chrome that the browser tests can drive.
# Looks for an installed one, then Playwright's own, then installs Debian's when root.
# Usage: find_browser.sh PYTHON
set -u
python=$1

for candidate in "${HOLDFAST_BROWSER:-}" chromium chromium-browser google-chrome google-chrome-stable \
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" \
    "/Applications/Chromium.app/Contents/MacOS/Chromium"; do
    if [ -n "$candidate" ] && found=$(command -v "$candidate" 2>/dev/null); then
        echo "$found"
        exit 0
    fi
done

own=$("$python" -c 'from playwright.sync_api import sync_playwright
with sync_playwright() as p: print(p.chromium.executable_path)' 2>/dev/null) || own=
if [ -n "$own" ] && [ -x "$own" ]; then
    echo "$own"
    exit 0
fi

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing Chromium for the browser tests" >&2
    if DEBIAN_FRONTEND=noninteractive apt-get update -qq >&2 &&
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null; then
        command -v chromium && exit 0
    fi
fi

echo "No browser for the browser tests, so they are left out: install Chromium or Chrome, or run '$python -m playwright install chromium'." >&2
exit 1
