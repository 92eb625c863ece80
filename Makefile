# What people and CI run. Every target sets up what it lacks first, and says so (scripts/setup.sh).

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.PHONY: serve build check test test-native test-wasm test-walks test-all bench size setup clean
with_tools := source scripts/env.sh &&

serve: build         ## build the page and serve it to this computer
	python3 scripts/serve.py dist

build:               ## the static page, in dist/
	scripts/build.sh

check:               ## formatting, lints and documentation, for this machine and for the browser
	scripts/check.sh

test: test-native test-wasm test-walks

test-native:         ## the core, on this machine
	cargo test --locked --profile quick --lib --bins --test '*'

test-wasm: build     ## the core again, as wasm

test-walks: build    ## the built page in real browsers

size: build          ## what a visitor downloads
	node scripts/size.mjs dist

setup:               ## everything, the browsers too
	scripts/setup.sh

clean:
	cargo clean
	rm -rf dist tests/node_modules
