//! `batch inspect`: files of `tests/data/inspect` with what is expected of each in a JSON file of the same name:
//! keys of INSPECT.md to the letter, `roles` by column (all others are attributes), and beyond it the exit code
//! (`exit`, 0 where it is not named), what `batch segment` makes of the file alone (`customers`, some cells each;
//! `n_customers`) or at which exit it stops and what it then says.

use super::*;

/// The roles that INSPECT.md names.
const ROLES: &str = "customer_id, customer_name, email, phone, document, order_id, order_date, amount, quantity, unit_price, \
    product, product_name, category, status, currency, region, stage, event_kind, event_date, score, birthday, \
    signup_date, cost, discount, channel, source, loss_reason, beneficiary, referrer, stratum, plan, sector, \
    seller, consent, direction, margin, current_supplier, attribute";

/// Roles of one column a file at most.
const SINGLE: [&str; 7] =
    ["customer_id", "order_id", "order_date", "event_date", "amount", "quantity", "unit_price"];

/// Keys that a file's entry must have.
const KEYS: [&str; 11] = [
    "name",
    "encoding",
    "delimiter",
    "quote",
    "header_line",
    "decimal_mark",
    "date_order",
    "currency",
    "columns",
    "ledger",
    "verdict",
];

/// Whether an entry has the shape that INSPECT.md fixes.
pub fn check_shape(file: &Value) {
    let name = file["name"].as_str().expect("a name");
    for key in KEYS {
        assert!(file.get(key).is_some(), "{name} lacks {key}");
    }
    let ledger = &file["ledger"];
    let count = |of: &Value| of.as_u64().unwrap_or_else(|| panic!("{name}: {ledger}"));
    let (read, used, aside) =
        (count(&ledger["read"]), count(&ledger["used"]), count(&ledger["set_aside"]));
    assert_eq!(read, used + aside, "{name}");
    let reasons = ledger["reasons"].as_object().expect("reasons");
    assert_eq!(aside, reasons.values().map(count).sum::<u64>(), "{name}");
    let verdict = file["verdict"].as_str().expect("a verdict");
    assert!(["orders", "customers", "events", "prospects", "refused"].contains(&verdict));
    assert_eq!(file["reason"].is_null(), verdict == "orders", "{name}");
    if verdict == "refused" {
        assert_eq!(used, 0, "{name}: of a refused file all is set aside");
    }
    assert!([Value::Null, ".".into(), ",".into()].contains(&file["decimal_mark"]), "{name}");
    let columns = file["columns"].as_array().expect("columns");
    for column in columns {
        let role = column["role"].as_str().expect("a role");
        assert!(ROLES.split(", ").any(|known| known == role), "{name}: {role}");
        let kind = column["type"].as_str().expect("a type");
        assert!(["text", "number", "date", "yes/no"].contains(&kind), "{name}: {kind}");
        let confidence = column["confidence"].as_f64().expect("a confidence");
        assert!((0.0..=1.0).contains(&confidence), "{name}: {confidence}");
        assert!(column["evidence"].as_array().is_some_and(|of| of.iter().all(Value::is_string)));
        for rival in column["rivals"].as_array().expect("rivals") {
            assert!(rival["role"].is_string() != rival["column"].is_string(), "{name}: {rival}");
        }
    }
    for role in SINGLE {
        let holders = columns.iter().filter(|column| column["role"] == role).count();
        assert!(holders <= 1, "{name}: {holders} columns are {role}");
    }
}

/// Compares an entry with what is expected, `roles` left out.
fn check_entry(file: &Value, expect: &serde_json::Map<String, Value>) {
    for key in KEYS.iter().filter(|key| !matches!(**key, "columns" | "name")) {
        if let Some(expect) = expect.get(*key) {
            assert_eq!(&file[*key], expect, "{} of {}", key, file["name"]);
        }
    }
    let roles = expect["roles"].as_object().expect("roles");
    let columns = file["columns"].as_array().expect("columns");
    for column in columns {
        let name = column["name"].as_str().expect("a name");
        let expect = roles.get(name).and_then(Value::as_str).unwrap_or("attribute");
        assert_eq!(column["role"], expect, "role of {name} in {}", file["name"]);
    }
    for name in roles.keys() {
        assert!(columns.iter().any(|c| c["name"] == *name), "{} has no {name}", file["name"]);
    }
}

#[test]
fn every_file_is_understood_as_its_expectation_says() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/inspect");
    let mut files: Vec<PathBuf> = fs::read_dir(&data)
        .expect("the folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension != "json"))
        .collect();
    files.sort();
    assert!(files.len() > 20);
    for path in files {
        let expect = fs::read_to_string(path.with_extension("json")).expect("an expectation");
        let expect: Value = serde_json::from_str(&expect).expect("JSON");
        let expect = expect.as_object().expect("an object");
        let name = path.to_str().expect("a name");
        let run = batch(["inspect", name, "--json"]);
        let code = |key: &str| expect.get(key).map_or(0, |code| code.as_i64().expect("a code"));
        assert_eq!(i64::from(run.code), code("exit"), "{name}: {}", run.stderr);
        let found: Value = serde_json::from_str(&run.stdout).expect("one JSON object");
        let [file] = &found["files"].as_array().expect("files")[..] else { panic!("one file") };
        check_shape(file);
        check_entry(file, expect);
        check_segment(name, expect, code("segment_exit"));
    }
}

fn check_segment(path: &str, expect: &serde_json::Map<String, Value>, code: i64) {
    let folder = Folder::new("inspect");
    let run = folder.try_segment(&[path]);
    assert_eq!(i64::from(run.code), code, "{path}: {}", run.stderr);
    if code != 0 {
        for word in expect["segment_says"].as_array().expect("words") {
            assert!(run.stderr.contains(word.as_str().expect("a word")), "{path}: {}", run.stderr);
        }
        return;
    }
    let customers = customers(&folder.read("out.csv"));
    if let Some(n) = expect.get("n_customers") {
        assert_eq!(&Value::from(customers.len()), n, "{path}: {:?}", customers.keys());
    }
    let Some(some) = expect.get("customers") else { return };
    for (key, cells) in some.as_object().expect("customers by key") {
        let found = customers.get(key).unwrap_or_else(|| panic!("{path}: no customer {key}"));
        for (column, cell) in cells.as_object().expect("cells by column") {
            assert_eq!(&Value::from(found[column].as_str()), cell, "{path}: {column} of {key}");
        }
    }
}
