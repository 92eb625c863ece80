#!/usr/bin/env bash
# Sets up what building and testing Carteira needs. It looks first, installs only what is missing, says what it does, and
# can be run again at any time.
#
#   scripts/setup.sh build       the wasm32 target, Trunk, wasm-bindgen, wasm-opt: what `make build` needs
#   scripts/setup.sh tests       the test runners' own packages (axe, and the libraries we measure ourselves against)
#   scripts/setup.sh browsers    Chromium, Firefox, WebKit and their drivers
#   scripts/setup.sh sql         the warehouses that SQL is tried in: DuckDB, PostgreSQL
#   scripts/setup.sh spark       Spark too, for `make test-all` (half a gigabyte)
#   scripts/setup.sh             all but Spark
#
# CARTEIRA_TOOLS=DIR   where built tools go (else a folder in the user's cache)
# CARTEIRA_WASM=debian take Debian's compiler for wasm32 even where rustup has the target
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"

as_root() {
  if [[ $(id -u) == 0 ]]; then "$@"; elif have sudo; then sudo "$@"; else return 1; fi
}

apt_updated=
apt_install() {
  have apt-get || return 1
  say "Installing by apt: $*"
  local apt=(as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=600)
  if [[ -z $apt_updated ]]; then "${apt[@]}" update || return 1; fi
  apt_updated=yes
  "${apt[@]}" install -y --no-install-recommends "$@" >/dev/null
}

# build_tool NAME VERSION [cargo option]…: `cargo install` into a folder of its own. The tools' own release profiles
# spend minutes on link-time optimisation that a build tool gives nothing back for.
build_tool() {
  local crate=$1 version=$2
  shift 2
  say "Building $crate $version (some minutes, once on this machine)"
  env -u RUSTFLAGS CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 \
    CARGO_PROFILE_RELEASE_OPT_LEVEL=1 CARGO_PROFILE_RELEASE_DEBUG=0 \
    cargo install --quiet "$crate" --version "$version" --root "$tools/$crate-$version" "$@"
}

setup_rust() {
  have cargo || give_up "Rust is missing. Install it from https://rustup.rs and run this again."
  if wasm_toolchain >/dev/null; then return; fi
  if [[ ${CARTEIRA_WASM:-} != debian ]] && have rustup; then
    say "Adding the wasm32 target by rustup"
    if rustup target add wasm32-unknown-unknown && has_wasm; then return; fi
    say "rustup could not fetch it; taking Debian's compiler instead"
  fi
  if apt_install rustc-web cargo-web rust-web-src rust-web-clippy rust-web-llvm lld-22; then scripts/debian-wasm.sh; fi
  wasm_toolchain >/dev/null || give_up "Rust cannot build for the browser here yet. Run: rustup target add wasm32-unknown-unknown"
}

setup_tools() {
  version_is trunk "$trunk_version" || build_tool trunk "$trunk_version" --locked
  # Not --locked: the lock it ships may name a release that was taken back.
  version_is wasm-bindgen "$bindgen_version" || build_tool wasm-bindgen-cli "$bindgen_version"
}

# setup_node prod|all: wasm-opt alone, or the tests' packages too.
setup_node() {
  have npm || apt_install nodejs npm || give_up "Node.js 18 or newer with npm is missing. Install it and run this again."
  local stamp=tests/node_modules/.installed want=$1
  if [[ -e $stamp ]] && grep -qxE "all|$want" "$stamp" && cmp -s tests/package-lock.json <(tail -n +2 "$stamp"); then return; fi
  say "Installing the locked npm packages of tests/ ($want)"
  local omit=()
  if [[ $want == prod ]]; then omit=(--omit=dev); fi
  npm ci --prefix tests --ignore-scripts --no-audit --no-fund --loglevel=error "${omit[@]}" >/dev/null
  { echo "$want"; cat tests/package-lock.json; } >"$stamp"
}

setup_browsers() {
  local missing=()
  [[ -n $CARTEIRA_CHROMIUM && -n $CARTEIRA_CHROMEDRIVER ]] || missing+=(chromium chromium-driver)
  [[ -n $CARTEIRA_FIREFOX ]] || missing+=(firefox-esr)
  [[ -n $CARTEIRA_WEBKITDRIVER && -n $CARTEIRA_MINIBROWSER ]] || missing+=(webkit2gtk-driver)
  have xvfb-run || missing+=(xvfb xauth)
  if ((${#missing[@]})); then
    apt_install "${missing[@]}" || give_up "The browser tests want Chromium, Firefox and WebKitGTK with their WebDrivers, and
xvfb-run. On Debian: apt-get install ${missing[*]}
Elsewhere install what you have; CARTEIRA_CHROMIUM, CARTEIRA_CHROMEDRIVER and their like (scripts/env.sh) say where."
  fi
  version_is geckodriver "$geckodriver_version" || build_tool geckodriver "$geckodriver_version" --locked
}

# The warehouses. Where one cannot be had, its tests are left out and say so: nothing else depends on them.
setup_sql() {
  if ! has_python_package duckdb || ! has_python_package sqlglot; then
    say "Installing DuckDB $duckdb_version and sqlglot $sqlglot_version"
    add_python_packages "duckdb==$duckdb_version" "sqlglot==$sqlglot_version" || say "DuckDB could not be installed"
  fi
  if [[ ! -x $CARTEIRA_POSTGRES/initdb ]] || ! have psql; then
    apt_install postgresql postgresql-client || say "PostgreSQL could not be installed"
  fi
}

setup_spark() {
  setup_sql
  have java || apt_install default-jre-headless || say "Java could not be installed"
  if ! has_python_package pyspark; then
    say "Installing PySpark $pyspark_version (some minutes, once on this machine)"
    add_python_packages "pyspark==$pyspark_version" || say "PySpark could not be installed"
  fi
}

has_python_package() { "$warehouses/bin/python" -c "import $1" 2>/dev/null; }

add_python_packages() {
  have python3 || apt_install python3 || return 1
  if [[ ! -x $warehouses/bin/pip ]]; then
    python3 -m venv "$warehouses" 2>/dev/null || { apt_install python3-venv && python3 -m venv "$warehouses"; } || return 1
  fi
  "$warehouses/bin/pip" --quiet --disable-pip-version-check install "$@"
}

case ${1:-all} in
  build) setup_rust; setup_tools; setup_node prod ;;
  tests) setup_node all ;;
  browsers) setup_browsers ;;
  sql) setup_sql ;;
  spark) setup_spark ;;
  all) setup_rust; setup_tools; setup_node all; setup_browsers; setup_sql ;;
  *) give_up "usage: scripts/setup.sh [build|tests|browsers|sql|spark|all]" ;;
esac
