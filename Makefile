# What people and CI run. Every target sets up what it lacks first, and says so (scripts/setup.sh).

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.PHONY: serve build single check test test-native test-sql test-wasm test-walks test-all test-spark screenshots bench bench-large size setup clean
with_tools := source scripts/env.sh &&

serve: build         ## build the page and serve it to this computer
	python3 scripts/serve.py dist

build:               ## the static page, in dist/
	scripts/build.sh

check:               ## formatting, lints and documentation, for this machine and for the browser
	scripts/check.sh

test: test-native test-sql test-wasm test-walks size

test-native:         ## the core, on this machine
	cargo test --quiet --locked --profile quick

test-sql:            ## a table of queries, in the engine, a slow twin, DuckDB and PostgreSQL
	scripts/setup.sh sql
	$(with_tools) cargo test --quiet --locked --profile quick --test sql -- --nocapture

test-spark:          ## the same in Spark, and more of everything that is drawn at random
	scripts/setup.sh spark
	$(with_tools) CARTEIRA_SPARK=1 cargo test --quiet --locked --profile quick --test sql -- --nocapture

test-wasm:           ## the core and the table of queries again, as wasm, in Chromium
	scripts/setup.sh build
	scripts/setup.sh browsers
	mkdir -p target/shared && cp "$${CARTEIRA_SHARED:-../shared}/data/online_retail.csv.gz" target/shared || echo "· Online Retail is not at hand"
	$(with_tools) on_wasm env CHROMEDRIVER="$$CARTEIRA_CHROMEDRIVER" WASM_BINDGEN_TEST_WEBDRIVER_JSON=tests/webdriver.json \
		WASM_BINDGEN_TEST_TIMEOUT=600 \
		cargo test --locked --profile quick --target wasm32-unknown-unknown --test wasm --test queries -- --nocapture

single: build        ## the page as one file, target/carteira.html, for a stick or a mail
	python3 scripts/single.py dist target/carteira.html

test-walks: build    ## the built page, in Chromium, Firefox and WebKit
	scripts/setup.sh tests
	scripts/setup.sh browsers
	$(with_tools) cargo test --locked --profile quick --test walks

screenshots: build   ## pictures of the screens, for README.md
	scripts/setup.sh browsers
	$(with_tools) CARTEIRA_SCREENSHOTS=tests/screenshots cargo test --locked --profile quick --test walks pictures

test-all: check test test-spark ## all that CI runs, and what is too heavy for it
	CARTEIRA_CASES=1000000 cargo test --quiet --locked --profile quick --lib fuzz

bench: build         ## how fast it is, against what else there is
	scripts/setup.sh tests
	scripts/setup.sh browsers
	$(with_tools) cargo bench --locked --profile quick

bench-large: build   ## ten million lines: time and memory
	scripts/setup.sh browsers
	$(with_tools) CARTEIRA_BENCH_LINES=10000000 cargo bench --locked --profile quick

size: build          ## what a visitor downloads, and whether the first screen is small enough
	node scripts/size.mjs dist

setup:               ## everything, the browsers too
	scripts/setup.sh

clean:
	cargo clean
	rm -rf dist tests/node_modules
