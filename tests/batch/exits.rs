//! Exit 0: done. 1: a wrong call, an unreadable file, an error in a query. 2: the data cannot answer, or a question
//! is open. Whatever comes in, nothing else goes out.

use super::*;

const ORDERS: &str = "customer_id,date,amount\n1,2024-01-13,10\n2,2024-01-14,20\n";

#[track_caller]
fn check(arguments: &[&str], code: i32, says: &str) {
    let run = batch(arguments);
    assert_eq!(run.code, code, "{arguments:?}: {}{}", run.stdout, run.stderr);
    assert!(run.stderr.contains(says), "{arguments:?} says {:?}", run.stderr);
    if code != 0 {
        assert!(!run.stderr.trim().is_empty(), "{arguments:?} says nothing");
    }
}

#[test]
fn a_wrong_call_is_told_how_it_is_done() {
    let folder = Folder::new("calls");
    let file = folder.file("orders.csv", ORDERS);
    check(&[], 1, "batch inspect FILE");
    check(&["help"], 0, "");
    check(&["divide", &file], 1, "divide");
    check(&["inspect"], 1, "no file");
    check(&["segment"], 1, "no file");
    check(&["rows"], 1, "one file");
    check(&["rows", &file, &file], 1, "one file");
    check(&["inspect", &file, "--loud"], 1, "--loud");
    check(&["segment", &file, "--as-of", "13/01/2024"], 1, "13/01/2024");
    check(&["segment", &file, "--as-of", "2024-02-30"], 1, "2024-02-30");
    for wrong in
        ["returns=gone", "model=x", "discount_rate=-1", "discount_rate=NaN", "margin=", "x=1", "x"]
    {
        check(&["segment", &file, "--set", wrong], 1, wrong);
    }
    check(&["segment", &file, "--out", &folder.path("no/such/folder.csv")], 1, "folder.csv");
    check(&["segment", &file, "--mapping", &folder.path("none.json")], 1, "none.json");
    let torn = folder.file("torn.json", "{\"roles\": ");
    check(&["segment", &file, "--mapping", &torn], 1, "torn.json");
    let unknown = folder.file("unknown.json", "{\"roles\": {\"shoe_size\": \"date\"}}");
    check(&["segment", &file, "--mapping", &unknown], 1, "shoe_size");
}

#[test]
fn an_unreadable_file_is_named() {
    let folder = Folder::new("unreadable");
    let missing = folder.path("missing.csv");
    let cut = folder.file("cut.csv.gz", b"\x1f\x8b\x08\0\0\0\0\0\0\x03\x4b");
    for command in ["inspect", "rows", "segment"] {
        check(&[command, &missing], 1, "missing.csv");
        check(&[command, folder.0.to_str().unwrap()], 1, "batch-unreadable");
        check(&[command, &cut], 1, "cut.csv.gz");
    }
}

#[test]
fn an_error_in_a_query_has_its_place_and_a_suggestion() {
    let folder = Folder::new("query");
    let file = folder.file("orders.csv", ORDERS);
    check(&["segment", &file, "--where", "n_ordrs > 1"], 1, "n_orders");
    check(&["segment", &file, "--where", "activity = \"Activ\""], 1, "Active");
    check(&["segment", &file, "--where", "n_orders >"], 1, "");
    check(&["segment", &file, "--where", "rfm_segment = 3"], 1, "");
}

#[test]
fn data_that_cannot_answer_says_why() {
    let folder = Folder::new("cannot");
    for (name, bytes, says) in [
        ("empty.csv", &b""[..], "empty"),
        ("blank.csv", b"\n\n  \n", "blank.csv"),
        ("header.csv", b"customer_id,date,amount\n", "no records"),
        ("picture.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "picture.csv"),
        ("book.xlsx", b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0[Content_Types].xml", "book.xlsx"),
        ("goods.csv", b"sku,price\nA,1\nB,2\n", "customer"),
        ("shares.csv", b"date,amount\n2024-01-13,1\n2024-01-14,2\n", "customer"),
    ] {
        let file = folder.file(name, bytes);
        check(&["segment", &file], 2, says);
        let run = batch(["inspect", &file, "--json"]);
        assert_eq!(run.code, 2, "{name}");
        let found: Value = serde_json::from_str(&run.stdout).expect("an object all the same");
        inspect::check_shape(&found["files"][0]);
        assert_eq!(found["files"][0]["verdict"], "refused", "{name}");
    }
}

#[test]
fn customers_without_orders_are_segmented_and_not_orders() {
    let folder = Folder::new("without");
    let file = folder.file("customers.csv", "customer_id,name,email\n7,Ann,ann@x.com\n8,Bob,\n");
    check(&["inspect", &file], 2, "");
    let out = folder.segment(&[&file]);
    assert_eq!(out.keys(), ["7", "8"]);
    assert_eq!((out.cell("7", "n_orders"), out.cell("7", "activity")), ("0", "No order"));
    assert_eq!(out.summary["as_of"], Value::Null);
}

#[test]
fn one_of_several_files_may_give_the_orders() {
    let folder = Folder::new("several");
    let goods = folder.file("goods.csv", "sku,price\nA,1\n");
    let orders = folder.file("orders.csv", ORDERS);
    check(&["inspect", &goods, &orders], 0, "");
    let run = batch(["inspect", &goods, &orders, "--json"]);
    let found: Value = serde_json::from_str(&run.stdout).expect("JSON");
    let names: Vec<&Value> =
        found["files"].as_array().unwrap().iter().map(|file| &file["name"]).collect();
    assert_eq!(names, ["goods.csv", "orders.csv"]);
}

#[test]
fn rows_are_canonical() {
    let folder = Folder::new("rows");
    let said = |name: &str, bytes: &[u8]| {
        let run = batch(["rows", &folder.file(name, bytes)]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        run.stdout
    };
    let semicolons = b"\xEF\xBB\xBFid;text;total\r\n1;\"a;b\";1,5\r\n2;\"say \"\"so\"\"\";2\r\n\r\n3;\"two\nlines\";\r\n";
    assert_eq!(
        said("a.csv", semicolons),
        "id,text,total\n1,a;b,\"1,5\"\n2,\"say \"\"so\"\"\",2\n3,\"two\nlines\",\n"
    );
    assert_eq!(
        said("b.csv", b"1,2024-01-13,5\n2,2024-01-14,6\n"),
        "1,2024-01-13,5\n2,2024-01-14,6\n"
    );
    assert_eq!(said("c.csv", b"nome;e-mail\nJos\xE9;x@y.z\n"), "nome,e-mail\nJosé,x@y.z\n");
}

#[test]
fn who_hangs_up_is_no_error() {
    use std::process::Stdio;
    let folder = Folder::new("pipe");
    let mut text = String::from("customer_id,date,amount\n");
    (0..40_000).for_each(|i| text += &format!("{i},2024-01-13,10\n"));
    let file = folder.file("orders.csv", text);
    for arguments in [vec!["rows", &file], vec!["inspect", &file, "--json"], vec!["segment", &file]]
    {
        let mut child = Command::new(env!("CARGO_BIN_EXE_batch"))
            .args(&arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        drop(child.stdout.take());
        let out = child.wait_with_output().expect("it ends");
        let stderr = String::from_utf8_lossy(&out.stderr);
        assert!(!stderr.contains("panicked"), "{arguments:?}: {stderr}");
        assert_eq!(out.status.code(), Some(0), "{arguments:?}: {stderr}");
    }
}
