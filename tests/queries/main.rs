//! The table of queries (`*.txt` beside this), answered by the engine and by the slow twin of
//! `src/query/tests/naive.rs`, which must name the same customers: on this machine, and in `make test-wasm` in Chromium,
//! where the engine is that of the page. Each file of queries has its own base; every query is also tried on every other
//! base that has the fields it names.
//!
//! What warehouses say of the same table is for `tests/sql` to ask.

#[allow(dead_code, reason = "tests/sql needs more of it")]
mod agreed;
#[allow(dead_code, reason = "tests/sql needs more of it")]
mod bases;
mod productions;
#[allow(dead_code, reason = "tests/sql needs more of it")]
mod table;
mod world;

// The twin reads the tree of the crate it stands in.
use carteira::query::ast;
#[path = "../../src/query/tests/naive.rs"]
mod naive;

use agreed::{asked_of, of_tables};
use bases::Loaded;
use carteira::portfolio::columns::Column;
use std::collections::BTreeSet;
use table::questions;

/// The table has at least so many queries.
const MIN_QUERIES: usize = 80;

/// Asserts that engine and twin agree on a base, and that what it can be asked takes every way of the grammar; so does the part
/// of it that tables in a warehouse can answer, but for the events.
fn check(base: &Loaded) -> String {
    let questions = questions();
    let mut wrong = Vec::new();
    let asked = asked_of(base, &questions, &mut wrong);
    assert!(wrong.is_empty(), "{} wrong\n\n{}", wrong.len(), wrong.join("\n\n"));
    assert!(asked.len() >= MIN_QUERIES, "only {} queries on {}", asked.len(), base.name);

    let all = productions::all();
    let taken: BTreeSet<String> = asked.iter().flat_map(|a| productions::of(&a.node)).collect();
    let missing: Vec<&String> = all.difference(&taken).collect();
    assert!(missing.is_empty(), "no query on {} has {missing:?}", base.name);
    let unknown: Vec<&String> = taken.difference(&all).collect();
    assert!(unknown.is_empty(), "the list of productions lacks {unknown:?}");
    let taken: BTreeSet<String> =
        of_tables(&asked).flat_map(|asked| productions::of(&asked.node)).collect();
    // A table has a yes/no column only where a file has one.
    let attributes = &base.portfolio().customers.attributes;
    let has_yes_no = attributes.iter().any(|one| matches!(one.column, Column::YesNo(_)));
    let can_be = |way: &&String| !way.contains("events") && (has_yes_no || !way.contains("yes/no"));
    let missing: Vec<&String> = all.difference(&taken).filter(can_be).collect();
    assert!(missing.is_empty(), "no query for tables on {} has {missing:?}", base.name);
    format!("{}: {} queries, {} for tables", base.name, asked.len(), of_tables(&asked).count())
}

/// Asserts that engine and twin agree where there is no money.
fn check_bare() {
    let (questions, mut wrong) = (questions(), Vec::new());
    let asked = asked_of(&bases::bare(), &questions, &mut wrong);
    assert!(wrong.is_empty(), "{} wrong\n\n{}", wrong.len(), wrong.join("\n\n"));
    assert!(asked.len() >= MIN_QUERIES, "only {} queries without money", asked.len());
}

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use super::*;

    #[test]
    fn engine_and_twin_name_the_same_customers() {
        check_bare();
        println!("{}", check(&bases::small()));
        println!("{}", check(&bases::sample()));
    }

    #[test]
    fn engine_and_twin_name_the_same_customers_of_online_retail() {
        let shared = std::env::var_os("CARTEIRA_SHARED").map(std::path::PathBuf::from);
        let shared = shared.unwrap_or_else(|| "../shared".into());
        match std::fs::read(shared.join("data/online_retail.csv.gz")) {
            Ok(packed) => println!("{}", check(&bases::retail(&packed))),
            Err(_) => eprintln!("!!! Online Retail is not at hand: no query is tried on it !!!"),
        }
    }
}

#[cfg(target_arch = "wasm32")]
mod browser {
    use super::*;
    use js_sys::{Function, Promise, Reflect, Uint8Array, global};
    use wasm_bindgen::{JsCast, JsValue};
    use wasm_bindgen_futures::JsFuture;
    use wasm_bindgen_test::{console_log, wasm_bindgen_test, wasm_bindgen_test_configure};

    wasm_bindgen_test_configure!(run_in_dedicated_worker);

    /// Where the Makefile puts it for the tests' own host.
    const ONLINE_RETAIL: &str = "/target/shared/online_retail.csv.gz";

    #[wasm_bindgen_test]
    fn engine_and_twin_name_the_same_customers() {
        check_bare();
        console_log!("{}", check(&bases::small()));
        console_log!("{}", check(&bases::sample()));
    }

    #[wasm_bindgen_test]
    async fn engine_and_twin_name_the_same_customers_of_online_retail() {
        match fetched(ONLINE_RETAIL).await {
            Some(packed) => console_log!("{}", check(&bases::retail(&packed))),
            None => console_log!("!!! Online Retail is not at hand: no query is tried on it !!!"),
        }
    }

    /// The bytes at this address; none where there is nothing.
    async fn fetched(address: &str) -> Option<Vec<u8>> {
        let answer = called(&global(), "fetch", Some(&address.into())).await?;
        Reflect::get(&answer, &"ok".into()).ok()?.as_bool().filter(|&ok| ok)?;
        let buffer = called(&answer, "arrayBuffer", None).await?;
        Some(Uint8Array::new(&buffer).to_vec())
    }

    /// What a method promises.
    async fn called(of: &JsValue, name: &str, argument: Option<&JsValue>) -> Option<JsValue> {
        let method: Function = Reflect::get(of, &name.into()).ok()?.dyn_into().ok()?;
        let promise = match argument {
            Some(argument) => method.call1(of, argument),
            None => method.call0(of),
        };
        JsFuture::from(promise.ok()?.dyn_into::<Promise>().ok()?).await.ok()
    }
}
