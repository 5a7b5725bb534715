#!/bin/sh
# Say where a Chromium is; install Debian's where there is none and we may.
for name in chromium chromium-browser google-chrome google-chrome-stable; do
    if command -v "$name"; then exit 0; fi
done
if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
    apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends chromium
    exit
fi
echo "The browser tests need Chromium; please install it (Debian, Ubuntu: sudo apt-get install chromium)." >&2
exit 1
