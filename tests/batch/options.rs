//! Every option of `batch segment`, by running it.

use super::*;
use flate2::{Compression, write::GzEncoder};
use std::io::Write;

const ORDERS: &str = "\
customer_id,order_id,date,amount,quantity,region
a,1,2024-01-05,10.00,1,Sul
a,2,2024-03-05,20.00,2,Norte
b,3,2024-01-20,5.00,1,Sul
a,4,2024-03-06,-4.00,-1,Norte
,5,2024-03-07,9.99,1,Sul
b,6,soon,1.00,1,Sul
";

#[test]
fn the_export_has_the_columns_of_the_contract_in_their_order() {
    let folder = Folder::new("columns");
    let file = folder.file("orders.csv", ORDERS);
    folder.segment(&[&file]);
    let text = folder.read("out.csv");
    let header = "customer_id,name,n_orders,n_order_days,units,spend_total,spend_mean,repeat_spend_mean,first_order,last_order,\
        last_order_age_days,customer_age_days,own_gap_days,typical_gap_days,lapse_ratio,r,f,m,rfm_segment,activity,\
        pareto_class,promotion_gap,loyalty_stage,funnel_stage,p_alive,expected_orders_12m,clv_12m,top_product,\
        top_category,top_product_name,rhythm,reward_tier,spend_12m,spend_prev_12m,longest_gap_days,margin_total,score,\
        n_referrals,p_order_30d,region";
    let mut lines = text.split("\r\n");
    assert_eq!(lines.next(), Some(header));
    assert_eq!(lines.count(), 3, "two customers, and the end of the last line");
    assert!(text.ends_with("\r\n") && !text.starts_with('\u{FEFF}'));
    let a = "a,,2,2,2,26.00,13,20,2024-01-05,2024-03-05,1,61,60,60,0.016666666666666666,";
    assert!(text.contains(a), "{text}");
}

#[test]
fn as_of_hides_what_lies_after_it() {
    let folder = Folder::new("as-of");
    let file = folder.file("orders.csv", ORDERS);
    let now = folder.segment(&[&file]);
    assert_eq!(
        now.summary["as_of"], "2024-03-06",
        "a return counts, a line without a customer does not"
    );
    assert_eq!((now.cell("a", "spend_total"), now.cell("a", "region")), ("26.00", "Norte"));
    let then = folder.segment(&[&file, "--as-of", "2024-01-10"]);
    assert_eq!(then.keys(), ["a"], "b has not come yet");
    assert_eq!((then.cell("a", "spend_total"), then.cell("a", "region")), ("10.00", "Sul"));
    assert_eq!(then.cell("a", "last_order_age_days"), "5");
    assert_eq!(then.summary["counts"]["lines"], 1);
    let later = folder.segment(&[&file, "--as-of", "2025-01-01"]);
    assert_eq!(later.cell("b", "last_order_age_days"), "347");
    let before = folder.segment(&[&file, "--as-of", "2020-01-01"]);
    assert!(before.customers.is_empty());
    assert_eq!(before.summary["counts"]["customers"], 0);
}

#[test]
fn settings_change_what_they_name() {
    let folder = Folder::new("set");
    let file = folder.file("orders.csv", ORDERS);
    let gross = folder.segment(&[&file, "--set", "returns=ignore"]);
    assert_eq!((gross.cell("a", "spend_total"), gross.cell("a", "units")), ("30.00", "3"));
    assert_eq!(gross.summary["counts"]["return_lines"], 0);
    assert_eq!(gross.summary["counts"]["lines"], 3);
    assert_eq!(gross.summary["as_of"], "2024-03-06", "returns count for the day all the same");
    let settings = ["model=bgnbd", "discount_rate=0.25", "margin=0.4"];
    let named: Vec<&str> = settings.iter().flat_map(|setting| ["--set", setting]).collect();
    let set = folder.segment(&[&[file.as_str()][..], &named].concat());
    let expect = serde_json::json!({
        "returns": "net", "model": "bgnbd", "discount_rate": 0.25, "margin": 0.4
    });
    assert_eq!(set.summary["settings"], expect);
}

#[test]
fn where_limits_the_rows_only() {
    let folder = Folder::new("where");
    let file = folder.file("orders.csv", ORDERS);
    let all = folder.segment(&[&file]);
    let some = folder.segment(&[&file, "--where", "region = \"sul\" and n_orders >= 1"]);
    assert_eq!(some.keys(), ["b"]);
    assert_eq!(some.customers["b"], all.customers["b"]);
    assert_eq!((&all.summary["selected"], &some.summary["selected"]), (&2.into(), &1.into()));
    for key in ["counts", "sums", "cuts", "classes", "pareto", "ledger"] {
        assert_eq!(some.summary[key], all.summary[key], "{key} is of the whole base");
    }
    let nobody = folder.segment(&[&file, "--where", "spend_total > 1000"]);
    assert!(nobody.customers.is_empty());
}

#[test]
fn the_ledger_names_file_line_reason_and_text() {
    let folder = Folder::new("ledger");
    let file = folder.file("orders.csv", ORDERS);
    let more = folder.file(
        "more.csv",
        b"customer_id;order_id;date;amount;quantity;region\r\n=cmd;7;2024-01-01;\"x;\ny\";1;S\xFCl\r\na;8;2024-02-02;1;1;\r\n",
    );
    let out = folder.segment(&[&file, &more]);
    let expect = "file,line,reason,text\r\n\
        orders.csv,6,no customer,\",5,2024-03-07,9.99,1,Sul\"\r\n\
        orders.csv,7,bad date,\"b,6,soon,1.00,1,Sul\"\r\n\
        more.csv,2,bad amount,\"'=cmd;7;2024-01-01;\"\"x;\ny\"\";1;S\u{FC}l\"\r\n";
    assert_eq!(out.ledger, expect);
    let ledger = &out.summary["ledger"];
    let counts = ["read", "used", "set_aside", "unaccounted"].map(|key| ledger[key].as_i64());
    assert_eq!(counts, [Some(8), Some(5), Some(3), Some(0)]);
}

#[test]
fn a_packed_file_is_read_as_its_contents() {
    let folder = Folder::new("packed");
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(ORDERS.as_bytes()).expect("memory");
    let plain = folder.file("orders.csv", ORDERS);
    let packed = folder.file("orders.csv.gz", packed.finish().expect("memory"));
    assert_eq!(folder.segment(&[&packed]).customers, folder.segment(&[&plain]).customers);
    let rows = |path: &str| batch(["rows", path]).stdout;
    assert_eq!(rows(&packed), rows(&plain));
}

// ---- --mapping ----

#[test]
fn a_mapping_gives_roles_and_no_others_are_guessed() {
    let folder = Folder::new("roles");
    let file = folder
        .file("f.csv", "x;y;z;email;region\n1;05/01/2024;2,5;a@x;Sul\n2;06/01/2024;3,5;b@x;Sul\n");
    let roles = r#"{"roles": {"customer_id": "x", "order_date": "y", "amount": "z"},
                    "options": {"date_order": "mdy"}}"#;
    let out = folder.segment(&[&file, "--mapping", &folder.file("m.json", roles)]);
    assert_eq!(out.cell("1", "first_order"), "2024-05-01");
    assert_eq!(out.cell("1", "spend_total"), "2.50");
    assert!(!out.customers["1"].contains_key("email"), "a line's attribute, of no role");
    let none = r#"{"roles": {"customer_id": "x", "order_date": "y", "amount": null},
                   "options": {"date_order": "dmy"}}"#;
    let out = folder.segment(&[&file, "--mapping", &folder.file("n.json", none)]);
    assert_eq!(out.cell("1", "first_order"), "2024-01-05");
    assert_eq!((out.cell("1", "spend_total"), out.cell("1", "pareto_class")), ("", ""));
    let folded =
        r#"{"roles": {"customer_id": " X ", "order_date": "Y"}, "options": {"date_order": "dmy"}}"#;
    assert_eq!(
        folder.segment(&[&file, "--mapping", &folder.file("o.json", folded)]).keys(),
        ["1", "2"]
    );
}

#[test]
fn a_role_without_its_column_is_named_with_it() {
    let folder = Folder::new("no-column");
    let file = folder.file("f.csv", ORDERS);
    let roles = r#"{"roles": {"customer_id": "customer_id", "order_date": "Fecha"}}"#;
    let run = folder.try_segment(&[&file, "--mapping", &folder.file("m.json", roles)]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("order_date") && run.stderr.contains("Fecha"), "{}", run.stderr);
    let option = r#"{"options": {"currency": "gold"}}"#;
    let run = folder.try_segment(&[&file, "--mapping", &folder.file("o.json", option)]);
    assert!(run.code == 2 && run.stderr.contains("gold"), "{}", run.stderr);
}

#[test]
fn an_entry_of_a_file_replaces_what_holds_for_all() {
    let folder = Folder::new("entries");
    let orders = folder.file(
        "vendas.csv",
        "Cliente;Pedido;Data;Total;Item\n1;p1;03/04/2024;10,00;x\n1;p1;03/04/2024;10,00;y\n2;p2;04/04/2024;5,00;x\n",
    );
    let people = folder.file("pessoas.csv", "Cliente,Cidade\n1,Recife\n3,Olinda\n");
    let mapping = r#"{
        "roles": { "customer_id": "Cliente" },
        "files": { "vendas.csv": {
            "roles": { "customer_id": "Cliente", "order_id": "Pedido", "order_date": "Data", "amount": "Total", "product": "Item" },
            "options": { "amount_of": "order", "date_order": "dmy", "delimiter": ";", "decimal_mark": "," } } },
        "options": { "currency": "BRL", "encoding": "utf-8" } }"#;
    let out = folder.segment(&[&orders, &people, "--mapping", &folder.file("m.json", mapping)]);
    assert_eq!(out.keys(), ["1", "2", "3"]);
    assert_eq!((out.cell("1", "spend_total"), out.cell("1", "Cidade")), ("10.00", "Recife"));
    assert_eq!((out.cell("2", "n_orders"), out.cell("3", "n_orders")), ("1", "0"));
    assert_eq!(out.summary["currency"], "BRL");
    let by_line = mapping.replace("\"order\", \"date_order\"", "\"line\", \"date_order\"");
    let out = folder.segment(&[&orders, &people, "--mapping", &folder.file("l.json", by_line)]);
    assert_eq!(out.cell("1", "spend_total"), "20.00");
}

#[test]
fn columns_without_names_are_named_by_their_place() {
    let folder = Folder::new("nameless");
    let file = folder.file("f.csv", "1,2024-01-05,ana@x.com,19.90\n2,2024-01-15,bia@x.com,5.00\n");
    let roles =
        r#"{"roles": {"email": "column 3", "order_date": "column 2", "amount": "column 4"}}"#;
    let out = folder.segment(&[&file, "--mapping", &folder.file("m.json", roles)]);
    assert_eq!(out.cell("ana@x.com", "spend_total"), "19.90");
    assert_eq!(out.summary["ledger"]["read"], 2);
}

#[test]
fn several_currencies_are_asked_about_and_the_option_sets_the_others_aside() {
    let folder = Folder::new("currencies");
    let text = "customer_id,date,amount,currency\n1,2024-01-13,10.00,EUR\n1,2024-01-14,5.00,USD\n2,2024-01-15,3.00,USD\n";
    let file = folder.file("f.csv", text);
    let run = folder.try_segment(&[&file]);
    assert_eq!(run.code, 2);
    for word in ["EUR", "USD", "currency"] {
        assert!(run.stderr.contains(word), "{}", run.stderr);
    }
    let option = folder.file("m.json", r#"{"options": {"currency": "USD"}}"#);
    let out = folder.segment(&[&file, "--mapping", &option]);
    assert_eq!((out.cell("1", "spend_total"), out.cell("2", "spend_total")), ("5.00", "3.00"));
    assert_eq!(out.summary["ledger"]["reasons"], serde_json::json!({ "other currency": 1 }));
    assert_eq!(out.summary["currency"], "USD");

    // One currency a file is several too.
    let files = ["EUR", "JPY"].map(|code| {
        let text = format!("customer_id,date,amount,currency\n1,2024-01-13,10.50,{code}\n");
        folder.file(&format!("{code}.csv"), text)
    });
    let run = folder.try_segment(&[&files[0], &files[1]]);
    assert!(run.code == 2 && run.stderr.contains("JPY"), "{}", run.stderr);
    let option = folder.file("j.json", r#"{"options": {"currency": "JPY"}}"#);
    let out = folder.segment(&[&files[0], &files[1], "--mapping", &option]);
    assert_eq!(
        out.cell("1", "spend_total"),
        "11",
        "a yen has no parts: rounded once, half away from zero"
    );
}

#[test]
fn ambiguous_days_are_asked_about_and_settled() {
    let folder = Folder::new("ambiguous");
    let file = folder.file("f.csv", "customer_id,date,amount\n1,01/02/2024,10\n2,03/04/2024,5\n");
    let run = folder.try_segment(&[&file]);
    assert!(run.code == 2 && run.stderr.contains("date_order"), "{}", run.stderr);
    for (order, day) in [("dmy", "2024-02-01"), ("mdy", "2024-01-02")] {
        let text = format!(r#"{{"options": {{"date_order": "{order}"}}}}"#);
        let option = folder.file("m.json", text);
        assert_eq!(folder.segment(&[&file, "--mapping", &option]).cell("1", "first_order"), day);
    }
}

#[test]
fn customers_known_by_name_alone_are_used_and_said() {
    let folder = Folder::new("names");
    let file =
        folder.file("f.csv", "cliente,fecha,total\nAna Paz,13/01/2024,10\nAna Paz,14/01/2024,5\n");
    let out = folder.segment(&[&file]);
    assert_eq!(out.cell("Ana Paz", "n_orders"), "2");
    assert!(out.stderr.contains("name"), "it says so: {:?}", out.stderr);
}

// ---- files together ----

#[test]
fn a_customers_file_joins_by_email_and_overlapping_exports_count_once() {
    let folder = Folder::new("join");
    let head = "order_id,customer_id,email,date,amount\n";
    let january = format!(
        "{head}1,a,Ann@x.com,2024-01-05,10\n2,b,bob@x.com,2024-01-31,20\n2,b,bob@x.com,2024-01-31,20\n"
    );
    let february = format!(
        "{head}2,b,bob@x.com,2024-01-31,20\n2,b,bob@x.com,2024-01-31,20\n3,a,ann@x.com,2024-02-05,5\n1,a,ann@x.com,2024-02-09,7\n"
    );
    let people = "e-mail;nome;cidade\nANN@X.COM;Ann;Recife\nnew@x.com;Nina;Natal\n";
    let files = [
        folder.file("jan.csv", january),
        folder.file("feb.csv", february),
        folder.file("people.csv", people),
    ];
    let out = folder.segment(&[&files[0], &files[1], &files[2]]);
    assert_eq!(out.keys(), ["a", "b", "new@x.com"]);
    // Two equal lines of one file are two; order 1 of another day is another order file's, but the same order here.
    assert_eq!(out.cell("b", "spend_total"), "40.00");
    assert_eq!((out.cell("a", "spend_total"), out.cell("a", "n_orders")), ("22.00", "2"));
    assert_eq!((out.cell("a", "name"), out.cell("a", "cidade")), ("Ann", "Recife"));
    assert_eq!(out.summary["ledger"]["reasons"], serde_json::json!({ "duplicate order": 2 }));
    assert_eq!(out.summary["counts"]["prospects"], 1);
}

#[test]
fn orders_and_their_lines_join_by_order_id() {
    let folder = Folder::new("headers");
    let orders = "order_id,customer_id,order_date,status,total\n1,a,2024-01-05,paid,30\n2,b,2024-01-06,cancelled,7\n3,a,2024-01-07,paid,9\n";
    let lines = "order_id,sku,quantity\n1,S,2\n1,T,1\n2,S,1\n9,S,1\n";
    let files = [folder.file("orders.csv", orders), folder.file("lines.csv", lines)];
    let out = folder.segment(&[&files[0], &files[1]]);
    assert_eq!(out.keys(), ["a", "b"]);
    assert_eq!((out.cell("a", "spend_total"), out.cell("a", "n_orders")), ("39.00", "2"));
    assert_eq!((out.cell("a", "units"), out.cell("a", "top_product")), ("3", "S"));
    assert_eq!(out.cell("b", "n_orders"), "0");
    let reasons = serde_json::json!({ "cancelled": 2, "no customer": 1 });
    assert_eq!(out.summary["ledger"]["reasons"], reasons);
}

// ---- --summary ----

/// The keys that SUMMARY.md fixes, with the type of each; `?` may be null.
const SUMMARY: &str = "as_of ?text; first_day ?text; currency ?text; settings.returns text; settings.model text; \
    counts.customers number; counts.buyers number; counts.prospects number; counts.repeat_customers number; \
    counts.orders number; counts.order_days number; counts.lines number; counts.return_lines number; \
    counts.lines_without_customer number; sums.spend_total ?text; sums.returns ?text; sums.without_customer ?text; \
    gap_median ?number; regularity ?number; cuts.r.1.customers number; cuts.r.1.min ?number; cuts.f.5.max ?number; \
    cuts.m.3.customers number; cuts.m.3.min ?text; classes.rfm_segment.Champions number; classes.rhythm.Once number; \
    classes.activity.Active number; classes.pareto_class.A number; classes.reward_tier.Gold number; \
    classes.loyalty_stage.Defender number; classes.funnel_stage.Customer number; pareto.customers_share number; \
    pareto.spend_share number; pareto.concentrated yes; selected number; models.bgnbd ?; models.mbgnbd ?; \
    models.gamma_gamma ?; holdout ?; ledger.read number; ledger.used number; ledger.set_aside number; \
    ledger.unaccounted number; ledger.reasons object; timings_ms.read number; timings_ms.build number; \
    timings_ms.models number; timings_ms.segment number; timings_ms.total number";

#[test]
fn the_summary_has_the_shape_of_the_contract() {
    let folder = Folder::new("summary");
    let file = folder.file("orders.csv", ORDERS);
    let out = folder.segment(&[&file]);
    for entry in SUMMARY.split("; ") {
        let (path, kind) = entry.split_once(' ').expect("path and type");
        let pointer = format!("/{}", path.replace('.', "/"));
        let value = out.summary.pointer(&pointer).unwrap_or_else(|| panic!("no {path}"));
        let fits = match kind.trim_start_matches('?') {
            "text" => value.is_string(),
            "number" => value.is_number(),
            "yes" => value.is_boolean(),
            "object" => value.is_object(),
            _ => true,
        };
        assert!(fits || kind.starts_with('?') && value.is_null(), "{path} is {value}");
    }
    let scores = |of: &str| out.summary["cuts"][of].as_object().expect("scores").len();
    assert_eq!(["r", "f", "m"].map(scores), [5, 5, 5]);
    let said = batch(["segment", &file]);
    let printed: Value =
        serde_json::from_str(&said.stdout).expect("the summary, where nothing is written");
    assert_eq!(printed["counts"], out.summary["counts"]);
}
