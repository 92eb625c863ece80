#!/usr/bin/env bash
# Builds the static page into dist/, setting up what that needs.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"

scripts/setup.sh build

# The page and its workers compare this, since a host may serve them from two different uploads. Same sources, same id.
CARTEIRA_BUILD=$(find src www .cargo Cargo.toml Cargo.lock -type f -print0 | LC_ALL=C sort -z | xargs -0 cat | sha256sum | cut -c 1-12)
export CARTEIRA_BUILD

# Trunk passes --offline on to cargo, and without it would ask the network for tools that are here already.
on_wasm cargo fetch --quiet --locked
# Trunk 0.21 takes NO_COLOR=1 for a broken option.
on_wasm env -u NO_COLOR trunk build --release --offline
python3 scripts/finish.py dist
