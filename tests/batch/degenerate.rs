//! Data with hardly anything in it: sensible numbers, the exit codes of the contract, no NaN, no panic.

use super::*;

/// Nothing that a computer says and a person does not.
#[track_caller]
fn check_cells(out: &Segmented) {
    for (key, cells) in &out.customers {
        for (column, cell) in cells {
            let odd = ["nan", "inf", "-inf", "null", "none", "-0", "-0.00"];
            assert!(!odd.contains(&cell.to_lowercase().as_str()), "{key} {column}: {cell}");
        }
        for class in ["rfm_segment", "rhythm", "activity", "loyalty_stage", "funnel_stage"] {
            assert!(!cells[class].is_empty(), "{key} has no {class}");
        }
    }
    let counts = &out.summary["counts"];
    assert_eq!(counts["customers"], out.customers.len());
    assert_eq!(
        counts["buyers"].as_u64().unwrap() + counts["prospects"].as_u64().unwrap(),
        out.customers.len() as u64
    );
    assert_eq!(out.summary["ledger"]["unaccounted"], 0);
    for (field, classes) in out.summary["classes"].as_object().expect("classes") {
        let total: u64 = classes.as_object().unwrap().values().map(|n| n.as_u64().unwrap()).sum();
        let offered = out.summary["sums"]["spend_total"].is_string()
            || !matches!(field.as_str(), "pareto_class" | "reward_tier");
        assert_eq!(total, if offered { out.customers.len() as u64 } else { 0 }, "{field}");
    }
}

fn segment(name: &str, text: &str) -> Segmented {
    let folder = Folder::new(&format!("degenerate-{name}"));
    let file = folder.file("f.csv", text);
    let out = folder.segment(&[&file]);
    check_cells(&out);
    out
}

const HEAD: &str = "customer_id,order_id,date,amount\n";

#[test]
fn one_customer_with_one_order() {
    let out = segment("one", &format!("{HEAD}1,1,2024-01-13,10\n"));
    let cell = |column| out.cell("1", column);
    assert_eq!(
        (cell("activity"), cell("rhythm"), cell("pareto_class")),
        ("No rhythm", "Once", "A")
    );
    assert_eq!((cell("typical_gap_days"), cell("lapse_ratio"), cell("p_alive")), ("", "", ""));
    // Nobody is strictly worse than the only one.
    assert_eq!((cell("r"), cell("f"), cell("m"), cell("rfm_segment")), ("1", "1", "1", "Lost"));
    assert_eq!(out.summary["models"]["mbgnbd"], Value::Null);
    let why = out.summary["refusals"]["mbgnbd"].as_str().expect("it says why");
    assert!(why.contains("1 buyers"), "{why}");
    assert_eq!(out.summary["gap_median"], Value::Null);
    assert_eq!(out.summary["pareto"]["customers_share"], 1.0);
}

#[test]
fn one_order_each() {
    let rows: String =
        (1..=60).map(|i| format!("{i},{i},2024-01-{:02},{i}\n", i % 28 + 1)).collect();
    let out = segment("each", &format!("{HEAD}{rows}"));
    assert!(out.customers.values().all(|cells| cells["activity"] == "No rhythm"));
    assert_eq!(out.summary["models"]["bgnbd"], Value::Null);
    assert_eq!(out.summary["holdout"], Value::Null);
}

#[test]
fn all_alike() {
    let mut rows = String::new();
    for i in 1..=60 {
        for month in 1..=3 {
            rows += &format!("{i},{i}-{month},2024-{month:02}-15,10\n");
        }
    }
    let out = segment("alike", &format!("{HEAD}{rows}"));
    assert!(out.customers.values().all(|cells| cells["r"] == "1" && cells["m"] == "1"));
    assert_eq!(out.summary["cuts"]["r"]["1"]["customers"], 60);
    assert_eq!(out.summary["cuts"]["m"]["5"]["min"], Value::Null);
    assert_eq!(out.summary["models"]["mbgnbd"], Value::Null, "the likelihood has no top");
}

#[test]
fn one_day() {
    let rows: String = (1..=40).map(|i| format!("{},{i},2024-01-13,{i}\n", i % 20)).collect();
    let out = segment("day", &format!("{HEAD}{rows}"));
    assert_eq!(out.cell("1", "last_order_age_days"), "0");
    assert_eq!((out.cell("1", "n_orders"), out.cell("1", "n_order_days")), ("2", "1"));
}

#[test]
fn all_returns() {
    let out = segment("returns", &format!("{HEAD}1,1,2024-01-13,-10\n2,2,2024-01-14,-5\n"));
    assert_eq!((out.cell("1", "n_orders"), out.cell("1", "spend_total")), ("0", "-10.00"));
    assert_eq!(out.cell("1", "activity"), "No order");
    assert_eq!(out.summary["counts"]["return_lines"], 2);
    assert_eq!(out.summary["pareto"], Value::Null);
    assert_eq!(out.summary["as_of"], "2024-01-14");
}

#[test]
fn no_money() {
    let out = segment("no-money", "customer_id,date\n1,2024-01-13\n1,2024-02-13\n2,2024-02-14\n");
    for column in ["spend_total", "m", "pareto_class", "reward_tier", "promotion_gap", "clv_12m"] {
        assert_eq!(out.cell("1", column), "", "{column}");
    }
    assert_eq!((out.cell("1", "r"), out.cell("1", "f")), ("1", "3"));
    assert_eq!(out.cell("1", "rfm_segment"), "At risk", "fm is f");
    assert_eq!(out.summary["sums"]["spend_total"], Value::Null);
    assert_eq!(out.summary["cuts"]["m"]["1"]["customers"], 0);
}

#[test]
fn nothing_but_free_orders() {
    let out = segment(
        "free",
        &format!("{HEAD}1,1,2024-01-13,0\n1,2,2024-02-13,0\n2,3,2024-01-14,0.00\n"),
    );
    assert_eq!((out.cell("1", "n_orders"), out.cell("1", "spend_mean")), ("2", "0"));
    assert_eq!((out.cell("1", "pareto_class"), out.cell("1", "promotion_gap")), ("C", ""));
}

#[test]
fn no_dates() {
    let folder = Folder::new("degenerate-no-dates");
    let file = folder.file("f.csv", "customer_id,name,amount\n1,Ann,10\n2,Bob,20\n");
    let out = folder.segment(&[&file]);
    check_cells(&out);
    assert_eq!((out.cell("1", "n_orders"), out.cell("1", "customer_age_days")), ("0", ""));
    let unread = folder.file("u.csv", format!("{HEAD}1,1,soon,10\n2,2,later,20\n"));
    let run = folder.try_segment(&[&unread]);
    assert!([0, 2].contains(&run.code), "{}", run.stderr);
}

#[test]
fn everything_set_aside() {
    let folder = Folder::new("degenerate-aside");
    let text = "customer_id,order_id,date,amount,status\n1,1,2024-01-13,10,cancelled\n2,2,2024-01-14,20,void\n";
    let out = folder.segment(&[&folder.file("f.csv", text)]);
    check_cells(&out);
    assert_eq!(out.keys(), ["1", "2"]);
    assert_eq!((&out.summary["counts"]["lines"], &out.summary["as_of"]), (&0.into(), &Value::Null));
    let nobody = folder.file("n.csv", format!("{HEAD},1,2024-01-13,10\n,2,2024-01-14,20\n"));
    assert_eq!(folder.try_segment(&[&nobody]).code, 2);
}

#[test]
fn large_numbers_neither_wrap_nor_round() {
    let most = "9999999999999.99";
    let rows = format!(
        "1,1,2024-01-13,{most}\n2,2,2024-01-14,789123456789012345\n3,3,2024-01-15,0.005\n1,4,2024-01-15,{most}\n"
    );
    let out = segment("large", &format!("{HEAD}{rows}"));
    assert_eq!(out.cell("1", "spend_total"), "19999999999999.98");
    assert_eq!(out.cell("3", "spend_total"), "0.01");
    assert_eq!(out.summary["ledger"]["reasons"], serde_json::json!({ "bad amount": 1 }));
}

#[test]
fn days_far_away_are_days_and_years_of_no_calendar_are_bad_dates() {
    let rows = "1,1,1800-01-01,1\n1,2,2200-12-31,1\n2,3,2024-02-29,1\n3,4,0001-01-01,1\n3,5,9999-12-31,1\n";
    let out = segment("far", &format!("{HEAD}{rows}"));
    assert_eq!(
        (out.cell("1", "first_order"), out.cell("1", "last_order")),
        ("1800-01-01", "2200-12-31")
    );
    assert_eq!(out.cell("1", "longest_gap_days"), "146461");
    assert_eq!(out.summary["ledger"]["reasons"], serde_json::json!({ "bad date": 2 }));
}

#[test]
fn whatever_bytes_come_in_it_ends_well() {
    let folder = Folder::new("degenerate-bytes");
    // xorshift64*: the same bytes on every machine.
    let mut state = 0x9E37_79B9_7F4A_7C15u64;
    let mut next = || {
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        state.wrapping_mul(0x2545_F491_4F6C_DD1D)
    };
    let alphabet = b"0123456789,;\t\"\n\r.-/ abcZ@\xE9\xC3\xA7\0\xFF";
    for case in 0..60 {
        let n = (next() % 2_000) as usize;
        let bytes: Vec<u8> = (0..n)
            .map(|_| match case % 3 {
                0 => next() as u8,
                1 => alphabet[next() as usize % alphabet.len()],
                // A table whose cells are nonsense.
                _ => b"1,2;\n\"a-"[next() as usize % 8],
            })
            .collect();
        let headed = [&b"customer_id,date,amount\n"[..], &bytes].concat();
        for bytes in [bytes, headed] {
            let file = folder.file("f.csv", &bytes);
            let run = batch(["inspect", &file, "--json"]);
            assert!([0, 2].contains(&run.code), "case {case}: {}", run.stderr);
            let found: Value = serde_json::from_str(&run.stdout).expect("JSON");
            inspect::check_shape(&found["files"][0]);
            let run = folder.try_segment(&[&file]);
            assert!([0, 2].contains(&run.code), "case {case}: {}", run.stderr);
            let run =
                Command::new(env!("CARGO_BIN_EXE_batch")).args(["rows", &file]).output().unwrap();
            assert!([Some(0), Some(2)].contains(&run.status.code()), "case {case}");
            std::str::from_utf8(&run.stdout).expect("canonical rows are UTF-8");
        }
    }
}
