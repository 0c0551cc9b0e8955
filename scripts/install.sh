#!/bin/sh
# Installs the packages of the lock file unless they are there already.
set -eu
cd "$(dirname "$0")/.."
stamp=node_modules/.lock-installed
if [ ! -f "$stamp" ] && [ node_modules/.package-lock.json -nt package-lock.json ]; then
  cp package-lock.json "$stamp"
fi
if ! cmp -s package-lock.json "$stamp"; then
  echo 'Installing packages'
  # No package needs a script of its own to be installed.
  npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
  cp package-lock.json "$stamp"
fi
