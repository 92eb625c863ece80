//! Exports of shops and tools, as `index.json` beside them describes each: delimiter, encoding, header, records.

use super::*;

/// What each platform's export gives, by what its records are, with the exit code of the file alone.
fn expected(kind: &str, data_rows: u64) -> (&'static [&'static str], i32) {
    match kind {
        _ if data_rows == 0 => (&["refused"], 2),
        "customers" => (&["customers"], 2),
        "contacts" => (&["prospects"], 2),
        // Opportunities without any customer.
        "opportunities" => (&["refused"], 2),
        _ => (&["orders"], 0),
    }
}

#[test]
fn every_export_is_understood_as_its_index_says() {
    let Some(index) = data("exports/index.json") else { return };
    let exports: Value = serde_json::from_slice(&fs::read(&index).unwrap()).unwrap();
    let exports = exports.as_array().expect("a list");
    assert!(exports.len() >= 20);
    for export in exports {
        let name = export["file"].as_str().expect("a name");
        let out = Command::new(env!("CARGO_BIN_EXE_batch"))
            .arg("inspect")
            .arg(index.with_file_name(name))
            .arg("--json")
            .output()
            .expect("batch runs");
        let found: Value = serde_json::from_slice(&out.stdout).expect("JSON");
        let file = &found["files"][0];
        let delimiter =
            export["delimiter"].as_str().map(|text| if text == "TAB" { "\t" } else { text });
        assert_eq!(file["delimiter"].as_str(), delimiter, "{name}");
        assert_eq!(file["encoding"], export["encoding"], "{name}");
        assert_eq!(file["header_line"], 1, "{name}");
        let columns: Vec<&str> = file["columns"]
            .as_array()
            .expect("columns")
            .iter()
            .map(|column| column["name"].as_str().expect("a name"))
            .collect();
        let header = export["header"].as_array().expect("a header");
        let header: Vec<&str> =
            header.iter().map(|name| name.as_str().expect("a name").trim()).collect();
        assert_eq!(columns, header, "{name}");
        let rows = export["data_rows"].as_u64().expect("a count");
        assert_eq!(file["ledger"]["read"], rows, "{name}");
        let (verdicts, code) = expected(export["kind"].as_str().expect("a kind"), rows);
        assert!(verdicts.contains(&file["verdict"].as_str().expect("a verdict")), "{name}: {file}");
        assert_eq!(out.status.code(), Some(code), "{name}");
    }
}

/// The orders of three of them, counted by hand.
#[test]
fn the_money_of_some_exports_is_what_a_person_counts() {
    let Some(index) = data("exports/index.json") else { return };
    let of = |name: &str| segment(&index.with_file_name(name), &[]);
    // Ann: 100 + 40 + 500, two lines of the first order; Bob's free sample is an order; #1004 has nobody.
    let shop = of("shopify_orders_fixture_ltv-cohort-kit.csv");
    let cells = |key: &str| {
        let cells = &shop.customers[key];
        (cells["n_orders"].clone(), cells["spend_total"].clone())
    };
    assert_eq!(cells("ann@example.com"), ("3".into(), "640.00".into()));
    assert_eq!(cells("bob@example.com"), ("2".into(), "50.00".into()));
    assert_eq!(shop.customers.len(), 4);
    assert_eq!(shop.summary["ledger"]["reasons"], serde_json::json!({ "no customer": 1 }));
    // One real sale: holds, withdrawals and a pending row have nobody.
    let paypal = of("paypal_activity_us.csv");
    assert_eq!(paypal.customers.len(), 1);
    assert_eq!(paypal.customers["jana@example.com"]["spend_total"], "1250.00");
    // Pesos have no decimals.
    let pesos = of("shopify_orders_clp_es.csv");
    assert_eq!(pesos.customers["cliente1@mail.com"]["spend_total"], "96990");
    assert_eq!(pesos.summary["currency"], "CLP");
}
