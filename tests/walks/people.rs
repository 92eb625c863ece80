//! The page of a customer, and the list taken away: as a workbook, drawn into target and control, as SQL.

use crate::{
    browser::{Element, Engine},
    independent::{column, segments},
    page::Page,
    sample::{Sample, dollars, grouped, order_days},
};
use serde_json::json;
use std::{
    collections::{BTreeMap, BTreeSet},
    io::{Cursor, Read},
};

/// What stands beside a name in the figures of a customer.
fn figure(page: &Page, name: &str) -> String {
    let find = "(name) => [...document.querySelectorAll('dt')]
        .find((one) => one.textContent.trim() === name)?.nextElementSibling?.innerText ?? null";
    let found = page
        .browser
        .wait_until(|| page.browser.call_function(find, json!([name])).as_str().map(str::to_owned));
    found.unwrap_or_else(|| panic!("no figure {name}: {}", page.text()))
}

#[test]
fn a_customer_is_told_in_figures_and_why_it_is_here() {
    let sample = Sample::of(None);
    let classes = segments(&sample.people);
    let (id, person) = sample.people.iter().max_by_key(|(_, person)| person.spend).unwrap();
    let days = order_days(person);
    let page = Page::open(Engine::Chromium);
    page.load_sample();
    let query = "n_orders%20%3E%3D%202%20and%20rfm_segment%20%3D%20%22";
    let class = classes[id];
    page.selecting(|page| page.go_to(&format!("#/people?q={query}{class}%22")));
    let find = "(id) => [...document.querySelectorAll('[role=row], tr')].find((one) => one.innerText.startsWith(id))";
    let row = page.browser.wait_until(|| {
        Some(page.browser.call_function(find, json!([id]))).filter(|row| !row.is_null())
    });
    page.browser.click(&Element::of(&row.expect("who spent most is the first of the list")));

    page.wait_for_text("Why this customer is here");
    let buyers = sample.people.values().filter(|person| !person.orders.is_empty()).count();
    let all: i64 = sample.people.values().map(|person| person.spend).sum();
    let share = (person.spend as f64 / all as f64 * 100.0).round();
    page.wait_for_text(&format!(
        "The best of {} buyers: nobody spent more; {share}% of revenue.",
        grouped(buyers as i64)
    ));
    let orders = person.orders.len() as i64;
    assert_eq!(figure(&page, "Orders"), grouped(orders));
    assert_eq!(figure(&page, "Spent"), dollars(person.spend));
    let ticket = (person.spend as f64 / orders as f64).round() as i64;
    assert_eq!(figure(&page, "Average ticket"), dollars(ticket));
    let gap = (days[days.len() - 1] - days[0]) as f64 / (days.len() - 1) as f64;
    let gap = format!("{} days", (gap * 10.0).round() / 10.0);
    assert_eq!(figure(&page, "Own rhythm"), gap);
    let some = page.browser.value(
        "[...document.querySelectorAll('button')].find((one) => /^all [0-9]+ figures$/.test(one.textContent.trim())).textContent.trim()",
    );
    page.press("button", some.as_str().unwrap());
    assert_eq!(figure(&page, "Days with an order"), grouped(days.len() as i64));
    let age = sample.as_of - person.last();
    assert_eq!(figure(&page, "Days since last order"), grouped(age));
    let (mut products, mut units) = (BTreeSet::new(), 0);
    for line in csv::Reader::from_reader(&*sample.files[0]).records().map(Result::unwrap) {
        if line[2] == **id && &line[11] != "Cancelled" {
            let quantity: i64 = line[6].parse().unwrap();
            units += quantity;
            if quantity > 0 {
                products.insert(line[3].to_owned());
            }
        }
    }
    assert_eq!(figure(&page, "Different products"), grouped(products.len() as i64));
    assert_eq!(figure(&page, "Units"), grouped(units));
    assert!(figure(&page, "RFM segment").starts_with(class));
    let spent: BTreeMap<i64, &String> =
        sample.people.iter().map(|(id, person)| (person.spend, id)).collect();
    assert_eq!(*spent.last_key_value().unwrap().1, id, "nobody shares the first place");

    // With the selection of somebody else's kind the page stays and says why not.
    page.wait_for_text("At least 2 orders has");
    page.selecting(|page| page.go_to("#/people?q=n_orders%20%3D%201"));
    page.wait_for_text("Why this customer is not in the selection");
    page.wait_for_text("does not hold");
}

/// The text of a file inside a workbook.
fn inside(workbook: &[u8], name: &str) -> String {
    let mut workbook = zip::ZipArchive::new(Cursor::new(workbook)).expect("a zip archive");
    let mut text = String::new();
    workbook.by_name(name).expect(name).read_to_string(&mut text).expect("UTF-8");
    text
}

#[test]
fn a_workbook_holds_the_same_list_as_the_csv() {
    use calamine::{Data, Reader, Xlsx};
    let page = Page::open(Engine::Chromium);
    page.load_sample();
    page.selecting(|page| page.press("button", "Champions"));
    let list = page.export("CSV");
    let workbook = page.export("XLSX");
    assert!(inside(&workbook, "[Content_Types].xml").contains("worksheet"));
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(workbook)).expect("a workbook");
    let names = workbook.sheet_names();
    assert_eq!(names.len(), 2, "the list and what it was made by: {names:?}");
    let sheet = workbook.worksheet_range(&names[0]).expect("a sheet");
    let records: Vec<csv::StringRecord> = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(&*list)
        .records()
        .map(Result::unwrap)
        .collect();
    assert_eq!(sheet.height(), records.len());
    for (row, record) in sheet.rows().zip(&records) {
        assert_eq!(row.len(), record.len());
        for (cell, text) in row.iter().zip(record) {
            match cell {
                Data::Empty => assert_eq!(text, ""),
                // In a CSV a text that looks like a formula is defused; a workbook has texts.
                Data::String(said) => assert_eq!(said, text.strip_prefix('\'').unwrap_or(text)),
                Data::Bool(said) => assert_eq!(said.to_string(), text),
                Data::Int(number) => assert_eq!(number.to_string(), text),
                Data::Float(number) => assert_eq!(*number, text.parse::<f64>().unwrap(), "{text}"),
                Data::DateTime(day) => {
                    // Days are counted from 30 December 1899.
                    let first = chrono::NaiveDate::from_ymd_opt(1899, 12, 30).unwrap();
                    let day = first + chrono::Days::new(day.as_f64() as u64);
                    assert_eq!(day.to_string(), text);
                }
                cell => panic!("{cell:?} for {text}"),
            }
        }
    }
    let rules = workbook.worksheet_range(&names[1]).expect("the rules");
    let has =
        |text: &str| rules.rows().any(|row| row.iter().any(|cell| cell.to_string().contains(text)));
    assert!(has("rfm_segment = \"Champions\"") && has("everyone else"));
}

#[test]
fn a_list_is_drawn_into_target_and_control() {
    let page = Page::open(Engine::Chromium);
    page.load_sample();
    page.selecting(|page| page.press("button", "Champions"));
    let list = page.export("CSV");
    let draw = |percent: &str| {
        page.press("button", "Export");
        page.press("menuitem", "Target and control…");
        page.wait_for_dialog();
        let set = "(name, value) => {
            const label = [...document.querySelectorAll('dialog:modal label')].find((one) => one.textContent.trim() === name);
            label.control.value = value;
            label.control.dispatchEvent(new Event('input', { bubbles: true }));
        }";
        page.browser.call_function(set, json!(["Control, %", percent]));
        page.press("button", "Download CSV");
        page.browser.take_download("target-control.csv")
    };
    let ids = column(&list, "customer_id");
    let mut before = BTreeSet::new();
    for percent in [10, 25] {
        let drawn = draw(&percent.to_string());
        assert_eq!(column(&drawn, "customer_id"), ids);
        let groups = column(&drawn, "group");
        let control: BTreeSet<String> = groups
            .iter()
            .zip(&ids)
            .filter(|(group, _)| *group == "control")
            .map(|(_, id)| id.clone())
            .collect();
        assert_eq!(control.len(), (ids.len() * percent + 50) / 100);
        assert_eq!(
            groups.iter().filter(|group| *group == "target").count(),
            ids.len() - control.len()
        );
        // The same seed: whoever was in the smaller control is in the larger.
        assert!(before.is_subset(&control));
        before = control;
    }
    // Closed by a key, the dialog gives the focus back.
    page.press("button", "Export");
    page.press("menuitem", "Target and control…");
    page.wait_for_dialog();
    page.press("button", "Close");
    page.browser.wait_for("document.activeElement.textContent.trim()", "Export");
}

#[test]
fn the_selection_can_be_taken_away_as_sql() {
    let page = Page::open(Engine::Chromium);
    page.load_sample();
    page.selecting(|page| {
        page.go_to("#/people?q=spend_total%20%3E%3D%20300%20and%20n_orders%20%3E%201")
    });
    page.press("button", "As SQL");
    page.wait_for_text("spend_total >= 300");
    page.wait_for_text("SELECT");
    page.wait_for_text("DuckDB");
    page.choose("Dialect", "BigQuery");
    page.wait_for_text("-- BigQuery");
    // What two tables cannot answer is said in words.
    page.selecting(|page| page.go_to("#/people?q=events%20%22visit%22%20(count%20%3E%3D%202)"));
    page.wait_for_text("Events are in neither of the two tables");
}
