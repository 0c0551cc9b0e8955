#!/bin/sh
# Everything that has to hold, on a bare machine too: installs what is missing, runs every stage, and ends with one line of counts.
cd "$(dirname "$0")/.." || exit 1
sh scripts/install.sh || { echo '0 passed, 1 failed'; exit 1; }
PATH="$PWD/node_modules/.bin:$PATH"
export PATH
exec node scripts/test.ts
