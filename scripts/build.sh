#!/usr/bin/env bash
# Builds the static page into dist/, setting up what that needs.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"

scripts/setup.sh build

# The page and its workers compare this, since a host may serve them from two different uploads. Same sources, same id.
CARTEIRA_BUILD=$(find src www .cargo Cargo.toml Cargo.lock -type f -print0 | LC_ALL=C sort -z | xargs -0 cat | sha256sum | cut -c 1-12)
export CARTEIRA_BUILD

# One build serves whoever asks for the page in a run: those who look at it, walk through it or time it.
made=$(cat Trunk.toml scripts/build.sh scripts/finish.py | sha256sum)$CARTEIRA_BUILD
if [[ -e dist/index.html && -e target/dist-made && $(<target/dist-made) == "$made" ]]; then
  say "dist/ is up to date"
  exit
fi
rm -f target/dist-made

# Trunk passes --offline on to cargo, and without it would ask the network for tools that are here already.
on_wasm cargo fetch --quiet --locked
# Trunk 0.21 takes NO_COLOR=1 for a broken option.
on_wasm env -u NO_COLOR trunk build --release --offline
python3 scripts/finish.py dist
echo "$made" >target/dist-made
