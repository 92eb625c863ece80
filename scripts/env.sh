# shellcheck shell=bash
# Where the tools are, for every other script: `source scripts/env.sh`. It sets variables and changes nothing on disk.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root" || exit 1

# Built tools are kept outside the clone, one folder a version, so that the next clone finds them.
tools=${CARTEIRA_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/carteira/tools}
trunk_version=0.21.14
geckodriver_version=0.37.1
# Warehouses that SQL is tried in (tests/sql), and a parser of all their dialects: Python packages.
duckdb_version=2.0.1
sqlglot_version=30.30.0
pyspark_version=4.3.0
# The command must be of the very version the crate is locked to.
bindgen_version=$(awk '/^name = "wasm-bindgen"$/ { getline; gsub(/[^0-9.]/, ""); print }' Cargo.lock)

PATH=$tools/trunk-$trunk_version/bin:$tools/wasm-bindgen-cli-$bindgen_version/bin:$PATH
PATH=$tools/geckodriver-$geckodriver_version/bin:$root/tests/node_modules/.bin:$PATH
export PATH

say() { printf '· %s\n' "$*"; }
give_up() { printf '\n%s\n' "$*" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

# version_is trunk 0.21.14: is this command here, and of this version?
version_is() { have "$1" && [[ " $("$1" --version 2>/dev/null | head -n 1) " == *" $2 "* ]]; }

# has_wasm [+toolchain]: can this compiler build for the browser?
has_wasm() {
  local lib
  lib=$(rustc "$@" --print target-libdir --target wasm32-unknown-unknown 2>/dev/null) || return 1
  compgen -G "$lib/libstd-*.rlib" >/dev/null || return 1
  # A standard library we built ourselves fits one release of the compiler only.
  [[ ! -e $lib/built-for || $(<"$lib/built-for") == "$(rustc "$@" --version)" ]]
}

# The toolchain to build wasm32 with: the default one where it knows the target, else Debian's as linked by setup.sh.
wasm_toolchain() {
  if [[ ${CARTEIRA_WASM:-} != debian ]] && has_wasm; then echo default
  elif has_wasm +debian; then echo debian
  else return 1; fi
}

# on_wasm COMMAND…: with that toolchain. RUSTFLAGS would replace the flags of .cargo/config.toml, SIMD among them.
on_wasm() {
  case $(wasm_toolchain) in
    default) env -u RUSTFLAGS "$@" ;;
    debian) env -u RUSTFLAGS RUSTUP_TOOLCHAIN=debian "$@" ;;
    *) give_up "No compiler for wasm32 here. Run: scripts/setup.sh build" ;;
  esac
}

# first_of NAME…: the path of the first that exists, as a command or as a file; nothing when there is none.
first_of() {
  local name
  for name; do command -v "$name" 2>/dev/null && return; done
  return 0
}

# What the browser walks are told (tests/): where the page is, and whom to ask for a browser.
export CARTEIRA_DIST=${CARTEIRA_DIST:-$root/dist}
export CARTEIRA_CHROMIUM=${CARTEIRA_CHROMIUM:-$(first_of chromium chromium-browser google-chrome)}
export CARTEIRA_CHROMEDRIVER=${CARTEIRA_CHROMEDRIVER:-$(first_of chromedriver)}
export CARTEIRA_FIREFOX=${CARTEIRA_FIREFOX:-$(first_of firefox-esr firefox)}
export CARTEIRA_GECKODRIVER=${CARTEIRA_GECKODRIVER:-$(first_of geckodriver)}
export CARTEIRA_WEBKITDRIVER=${CARTEIRA_WEBKITDRIVER:-$(first_of WebKitWebDriver)}
export CARTEIRA_MINIBROWSER=${CARTEIRA_MINIBROWSER:-$(first_of /usr/lib/*/webkit2gtk-4.1/MiniBrowser /usr/libexec/webkit2gtk-4.1/MiniBrowser)}

# What the tests of SQL are told (tests/sql): a Python that has DuckDB, and the folder of PostgreSQL's programs.
warehouses=$tools/warehouses-$duckdb_version-$sqlglot_version
export CARTEIRA_SQL_PYTHON=${CARTEIRA_SQL_PYTHON:-$(first_of "$warehouses/bin/python")}
postgres_initdb=$(first_of /usr/lib/postgresql/*/bin/initdb initdb)
export CARTEIRA_POSTGRES=${CARTEIRA_POSTGRES:-${postgres_initdb%/initdb}}
