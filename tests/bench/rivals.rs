//! How long from a chosen file to its segments on screen, in Chromium: ours, and by other ways. `make bench`.
//!
//! All take the same file in the same browser, in turns, each in a page just loaded, as a visitor has it; and all must come
//! to the same segments. The trap: one time on one machine says little. The ratios are what counts.
//!
//! `CARTEIRA_BENCH_LINES=10000000`: that many lines, ours alone, with the memory it takes.

#[path = "../walks/browser.rs"]
#[allow(dead_code, reason = "the walks need more of it")]
mod browser;
#[path = "../walks/host.rs"]
#[allow(dead_code, reason = "the walks need more of it")]
mod host;
#[path = "../walks/orders.rs"]
mod orders;

use browser::{Browser, Engine};
use host::Host;
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed},
    thread,
    time::Duration,
};

const LINES: usize = 1_000_000;
const ROUNDS: usize = 5;
/// What a person takes to choose a file, at the least, after the page is there. All pages have it to make ready.
const CHOOSING: Duration = Duration::from_secs(2);
/// The others' times over ours, at least.
const MUST: [(&str, f64); 2] = [("DuckDB-WASM", 2.0), ("PapaParse", 10.0)];

const STATE: &str = "document.documentElement.dataset.state";

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let dist = std::env::var_os("CARTEIRA_DIST").map_or_else(|| root.join("dist"), PathBuf::from);
    let lines =
        std::env::var("CARTEIRA_BENCH_LINES").map_or(LINES, |n| n.parse().expect("a number"));
    let file = root.join(format!("target/bench/orders-{lines}.csv"));
    orders::write(&file, lines).expect("room for the file");
    println!("{lines} lines, {:.1} MB", file.metadata().unwrap().len() as f64 / 1e6);
    let host = Host::of(&[
        ("/page/", &dist),
        ("/bench/", &root.join("tests/bench")),
        ("/node_modules/", &root.join("tests/node_modules")),
    ]);
    let browser = Browser::start(Engine::Chromium);
    if lines > 2 * LINES {
        alone(&browser, &host, &file);
    } else if !beside_others(&browser, &host, &file) {
        std::process::exit(1);
    }
}

/// Ours and the others, in turns; whether we are as much faster as we must be.
fn beside_others(browser: &Browser, host: &Host, file: &Path) -> bool {
    let rivals =
        [("DuckDB-WASM", "duckdb"), ("PapaParse", "papaparse"), ("reading alone", "floor")];
    let mut times: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for round in 0..ROUNDS {
        let (ingest, segment, champions) = ours(browser, host, file);
        times.entry("ingest").or_default().push(ingest);
        times.entry("Carteira").or_default().push(ingest + segment);
        for (name, hash) in rivals {
            let (ms, result) = theirs(browser, host, file, hash);
            times.entry(name).or_default().push(ms);
            if hash != "floor" {
                assert_eq!(result["Champions"], champions, "{name} comes to other segments");
            }
        }
        println!("round {} of {ROUNDS}", round + 1);
    }
    let median = |name: &str| {
        let mut sorted = times[name].clone();
        sorted.sort_by(f64::total_cmp);
        sorted[sorted.len() / 2]
    };
    let ours = median("Carteira");
    println!("\nfrom the chosen file to the segments on screen, median of {ROUNDS}");
    for name in ["Carteira", "DuckDB-WASM", "PapaParse", "reading alone"] {
        let all: Vec<String> = times[name].iter().map(|ms| format!("{ms:.0}")).collect();
        println!(
            "{name:16}{:7.0} ms  {:5.2} ×  ({})",
            median(name),
            median(name) / ours,
            all.join(" ")
        );
    }
    println!("of ours, {:.0} ms until the portfolio is built", median("ingest"));
    let fast = |&(name, must): &(&str, f64)| {
        let is = median(name) / ours;
        println!("{name} takes {is:.1} × our time; it must be {must} × or more");
        is >= must
    };
    let verdicts: Vec<bool> = MUST.iter().map(fast).collect();
    !verdicts.contains(&false)
}

/// Ours alone, with the memory of the browser's processes above that at the start screen.
fn alone(browser: &Browser, host: &Host, file: &Path) {
    open_ours(browser, host);
    let (before, most, done) =
        (browser.resident_memory(), AtomicU64::new(0), AtomicBool::new(false));
    let (ingest, segment) = thread::scope(|scope| {
        scope.spawn(|| {
            while !done.load(Relaxed) {
                most.fetch_max(browser.resident_memory(), Relaxed);
                thread::sleep(Duration::from_millis(50));
            }
        });
        let times = load_ours(browser, file);
        done.store(true, Relaxed);
        times
    });
    let after = browser.resident_memory();
    let half_a_year_before = painted(browser, "#/overview?as_of=2025-03-31");
    let today = painted(browser, "#/overview");
    let forecasts = painted(browser, "#/overview?q=clv_12m%20%3E%3D%200");
    let mb = |bytes: u64| bytes.saturating_sub(before) / 1_000_000;
    println!(
        "{:.0} ms until the portfolio is built, {:.0} ms until the segments are on screen",
        ingest,
        ingest + segment
    );
    println!(
        "{} MB above the start screen at most, {} MB at the end",
        mb(most.into_inner()),
        mb(after)
    );
    println!(
        "{half_a_year_before:.0} ms until all is painted as of another day, {today:.0} ms back; {forecasts:.0} ms until a \
         query that names a forecast is, all of which are made for it"
    );
}

/// The time from an address until what it says is painted.
fn painted(browser: &Browser, hash: &str) -> f64 {
    /// The page has come to rest.
    const REST: Duration = Duration::from_millis(300);
    const PAINTED: &str = r#"(hash) => new Promise((resolve) => {
      const start = performance.now();
      const painted = new MutationObserver(() => {
        painted.disconnect();
        resolve(performance.now() - start);
      });
      painted.observe(document.documentElement, { attributeFilter: ["data-revision"] });
      location.hash = hash;
    })"#;
    thread::sleep(REST);
    let hash = serde_json::to_string(hash).expect("a text");
    browser.value_of_promise(&format!("({PAINTED})({hash})")).as_f64().expect("a time")
}

fn open_ours(browser: &Browser, host: &Host) {
    browser.open("about:blank");
    browser.open(&format!("{}?lang=en", host.address));
    browser.wait_for(STATE, "empty");
    browser.wait_for("document.documentElement.dataset.offline", "ready");
    thread::sleep(CHOOSING);
}

/// Times of `carteira:ingest` and `carteira:segment`.
fn load_ours(browser: &Browser, file: &Path) -> (f64, f64) {
    browser.type_into(&browser.find("input[type=file]"), file.to_str().unwrap());
    browser.wait_for(STATE, "ready");
    let measure = |name: &str| {
        let last = format!("performance.getEntriesByName('carteira:{name}').at(-1).duration");
        browser.value(&last).as_f64().expect("a time")
    };
    (measure("ingest"), measure("segment"))
}

/// The times, and the number of champions.
fn ours(browser: &Browser, host: &Host, file: &Path) -> (f64, f64, u64) {
    open_ours(browser, host);
    let (ingest, segment) = load_ours(browser, file);
    let revision = browser.value("document.documentElement.dataset.revision");
    browser.value("location.hash = '#/people?q=rfm_segment%20%3D%20%22Champions%22'");
    browser.wait_for(&format!("document.documentElement.dataset.revision !== {revision}"), true);
    let champions = browser.value("Number(document.documentElement.dataset.selected)");
    (ingest, segment, champions.as_u64().expect("a number"))
}

/// The time of another way, and what it came to.
fn theirs(browser: &Browser, host: &Host, file: &Path, name: &str) -> (f64, serde_json::Value) {
    let root = host.address.trim_end_matches("page/");
    browser.open("about:blank");
    browser.open(&format!("{root}bench/rival.html#{name}"));
    browser.wait_for(STATE, "empty");
    thread::sleep(CHOOSING);
    browser.type_into(&browser.find("input[type=file]"), file.to_str().unwrap());
    browser.wait_for(STATE, "ready");
    let ms = browser.value("Number(document.documentElement.dataset.ms)").as_f64().expect("a time");
    (ms, browser.value("JSON.parse(document.documentElement.dataset.result)"))
}
