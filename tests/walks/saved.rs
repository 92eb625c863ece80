//! What the user made outlives a day and a file: a saved segment over time, and classifications that do not fit the files.

use crate::{
    browser::Engine,
    files::Folder,
    independent::{Person, iso_day},
    page::Page,
    sample::{Classes, Sample, dollars, grouped},
};
use chrono::{Datelike, Days, Months, NaiveDate};

/// Who is in the segment, and what they spent since the same day a year before, in cents.
fn size(then: &Sample, before: &Sample, is_in: &dyn Fn(&str, &Person) -> bool) -> (usize, i64) {
    let spend =
        |sample: &Sample, key: &str| sample.people.get(key).map_or(0, |person| person.spend);
    let who = then.people.iter().filter(|(key, person)| is_in(key, person));
    who.fold((0, 0), |(n, sum), (key, _)| (n + 1, sum + spend(then, key) - spend(before, key)))
}

#[test]
fn a_saved_segment_has_the_size_it_had_at_each_months_end() {
    const QUERY: &str = "rhythm in (\"Monthly\", \"Quarterly\") and spend_total >= 300 and \
        orders(count >= 1, last 90 days)";
    let date = |day: i64| NaiveDate::MIN + Days::new(day as u64);
    let day = |date: NaiveDate| iso_day(&date.to_string());
    let mut ends = vec![date(Sample::of(None).as_of)];
    while ends.len() < 13 {
        ends.insert(0, ends[0].with_day(1).unwrap().pred_opt().unwrap());
    }
    let expect: Vec<(usize, i64)> = (ends.iter())
        .map(|&end| {
            let then = Sample::of(Some(day(end)));
            let before = Sample::of(Some(day(end - Months::new(12))));
            let rhythm: Classes = then.rhythm();
            let since = day(end) - 90;
            size(&then, &before, &|key, person| {
                matches!(rhythm[key], "Monthly" | "Quarterly")
                    && person.spend >= 30_000
                    && person.orders.values().any(|&ordered| ordered > since)
            })
        })
        .collect();

    let page = Page::open(Engine::Chromium);
    page.load_sample();
    let query = QUERY.replace(' ', "%20").replace('"', "%22");
    page.selecting(|page| page.go_to(&format!("#/segments?q={query}&view=saved")));
    let field = page.named("textbox", "Save the selection as");
    page.browser.type_into(&field, "Steady");
    page.press("button", "Save segment");
    page.press("button", "Over time");
    page.press("button", "table: Steady over time");
    page.browser.wait_for("document.querySelectorAll('.saved figure tbody tr').length", 13);
    let shown = page.rows("Steady over time");
    assert_eq!(shown[0], ["Day", "Customers", "Revenue, 12 months"]);
    for ((row, end), (customers, spent)) in shown[1..].iter().zip(&ends).zip(&expect) {
        let told = |part: u32| row[0].split(' ').any(|word| word == part.to_string());
        assert!(told(end.day()) && told(end.year() as u32), "{end}: {row:?}");
        assert_eq!(row[1..], [grouped(*customers as i64), dollars(*spent)], "{end}");
    }
    assert!(expect.iter().any(|size| size.0 != expect[12].0), "{expect:?}");

    // A column stands for who is in it now, whichever it is.
    page.selecting(|page| page.go_to("#/segments?view=saved"));
    // With nothing selected, everyone is in what is compared.
    page.wait_for_text("Everyone is in it");
    page.settle();
    let first = page.named("button", &shown[1][0]);
    let now = page.selecting(|page| page.browser.click(&first));
    assert_eq!(now.selected as usize, expect[12].0);
    let last = page.named("button", &shown[13][0]);
    assert_eq!(page.selecting(|page| page.browser.click(&last)).selected, now.customers);

    // As of an earlier day it ends there, and that day's size is the one it had.
    let moved = format!("#/segments?as_of={}&q={query}&view=saved", ends[10]);
    page.selecting(|page| page.go_to(&moved));
    let ready = format!(
        "((rows) => rows.length === 13 && rows[12].innerText.startsWith({:?}))
            ([...document.querySelectorAll('.saved figure tbody tr')])",
        shown[11][0]
    );
    page.browser.wait_for(&ready, true);
    let earlier = page.rows("Steady over time");
    assert_eq!(earlier[3..], shown[1..12]);
    page.press("button", "Over time");
    page.settle();
    assert_eq!(page.browser.value("document.querySelectorAll('.saved figure').length"), 0);
}

const LISTS: &str = r#"{"segments": [], "lists": [
    {"field": "By plan", "fallback": "Rest", "rules": [
        {"name": "Many", "query": "n_orders >= 2"}, {"name": "Rich", "query": "membership = \"gold\""}]},
    {"field": "Often", "fallback": "Once", "rules": [{"name": "Again", "query": "n_orders >= 2"}]}]}"#;
const ORDERS: &str = "customer_id,order_id,order_date,amount,membership\n\
    a,1,2024-01-05,20.00,gold\na,2,2024-02-05,10.00,gold\nb,3,2024-02-06,7.50,gold\nc,4,2024-02-07,5.00,basic\n";

#[test]
fn a_classification_that_does_not_fit_is_set_aside_until_files_that_fit_come() {
    let folder = Folder::new("saved");
    let lists = folder.file("lists.json", LISTS.as_bytes());
    let orders = folder.file("orders.csv", ORDERS.as_bytes());
    let page = Page::open(Engine::Chromium);
    page.load_sample();
    page.go_to("#/segments?view=saved");
    page.named("textbox", "Save the selection as");
    let input = page.browser.find("main input[accept*=json]");
    page.browser.type_into(&input, lists.to_str().unwrap());
    page.wait_for_text("Your rules for “By plan” are set aside");
    page.wait_for_text("rule 2 (“Rich”)");
    page.wait_for_text("“membership”");
    // The other one counts.
    let often = Sample::of(None).people.values().filter(|person| person.orders.len() >= 2).count();
    page.go_to("#/segments?view=class:Often");
    page.wait_for_text(&format!("Again\t{}", grouped(often as i64)));
    // What is set aside can be mended where it stands.
    page.press("button", "Open the rules");
    page.settle();
    let rules = "[...document.querySelectorAll('.rule-query')].map((one) => one.value)";
    let given = serde_json::json!(["n_orders >= 2", "membership = \"gold\""]);
    assert_eq!(page.browser.value(rules), given);

    page.give(&[&orders]);
    page.browser.wait_for("document.documentElement.dataset.customers", "3");
    page.wait_for_state("ready");
    page.go_to("#/segments?view=class:By%20plan");
    page.wait_for_text("Rich\t1");
    assert_eq!(page.column("By plan", "Customers").len(), 3);
    assert!(!page.text().contains("set aside"), "{}", page.text());
}
