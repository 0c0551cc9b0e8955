#!/bin/sh
# Installs what is missing, then serves the console with hot reload. See the README for API_URL, PORT, HOST and BASE_PATH.
set -eu
cd "$(dirname "$0")/.."
sh scripts/install.sh
PATH="$PWD/node_modules/.bin:$PATH"
export PATH
# One port, and not the next free one: bookmarks, and whoever waits for the address, rely on it.
exec vite --port "${PORT:-5173}" --strictPort ${HOST:+--host "$HOST"}
