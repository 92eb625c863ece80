//! The Segments screen, number by number: what it shows is what a count by hand of the sample's files gives.

use crate::{
    browser::Engine,
    independent::{cents, column, iso_day, of_class, segments},
    page::Page,
    sample::{Classes, Sample, counts, dollars, grouped},
};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

#[test]
fn classes_products_and_crossings_are_as_counted_by_hand() {
    let sample = Sample::of(None);
    let page = Page::open(Engine::Chromium);
    page.load_sample();
    let rfm = segments(&sample.people);
    let (pareto, gaps) = sample.pareto();
    check_classes(&page, "rfm_segment", "RFM segment", &sample, &rfm);
    check_classes(&page, "rhythm", "Rhythm", &sample, &sample.rhythm());
    check_classes(&page, "activity", "Activity", &sample, &sample.activity());
    check_classes(&page, "pareto_class", "Pareto class", &sample, &pareto);
    check_classes(&page, "loyalty_stage", "Loyalty stage", &sample, &sample.loyalty());
    check_classes(&page, "funnel_stage", "Funnel stage", &sample, &sample.funnel());

    // What is shown as a table stays one while the selection changes.
    page.go_to("#/segments?view=pareto_class");
    page.press("button", "table: Pareto class");
    page.selecting(|page| page.go_to("#/segments?q=n_orders%20%3E%3D%202&view=pareto_class"));
    page.settle();
    page.press("button", "picture: Pareto class");

    // Whom a class is when its rule changes, is selected then.
    page.selecting(|page| {
        page.go_to("#/segments?q=pareto_class%20%3D%20%22A%22&view=pareto_class")
    });
    let selected_by = |share: u32| {
        let script = format!(
            "(() => {{
                const input = document.querySelector('.shares input');
                input.value = '{share}';
                input.dispatchEvent(new Event('change', {{ bubbles: true }}));
            }})()"
        );
        let selected = page.selecting(|page| drop(page.browser.value(&script))).selected;
        page.settle();
        let of_a = page.column("Pareto class", "Customers")[0].1.replace(',', "");
        assert_eq!(selected.to_string(), of_a, "A up to {share} %");
        selected
    };
    assert!(selected_by(50) < selected_by(80));
    page.selecting(|page| page.go_to("#/segments?view=pareto_class"));

    let products = sample.products();
    page.go_to("#/segments?view=products");
    let shown = page.rows("Products");
    assert_eq!(shown.len() - 1, products.len());
    for row in &shown[1..] {
        let (customers, units, cents) = products[&row[0]];
        let expect = [grouped(customers as i64), grouped(units), dollars(cents)];
        assert_eq!(row[1..4], expect, "{}", row[0]);
    }

    check_changes(&page, &sample);

    page.selecting(|page| page.go_to("#/segments?view=cross"));
    page.choose("Columns", "Pareto class");
    page.wait_for_text("Pareto class");
    page.settle();
    check_crossings(&page, rfm.iter().map(|(key, class)| (*class, pareto[key])));

    // The profile of buyers: what they buy most, by what they spend an order.
    page.choose("Rows", "Favourite category");
    page.choose("Columns", "Average ticket");
    page.wait_for_text("Brewing");
    page.settle();
    check_profile(&page, &sample);

    // What each lacks to class A, of all who could get there.
    page.go_to("#/segments?view=pareto_class");
    let near = page.selecting(|page| page.press("button", "Who is nearest to class A"));
    assert_eq!(near.selected as usize, gaps.len());
    let list = page.export("CSV");
    let lacking = column(&list, "customer_id").into_iter().zip(column(&list, "promotion_gap"));
    let lacking: BTreeMap<String, i64> = lacking.map(|(id, gap)| (id, cents(&gap, '.'))).collect();
    assert_eq!(lacking, gaps);
}

/// What rises and what falls, in units of the last 12 months against those of the 12 before, by how much.
fn check_changes(page: &Page, sample: &Sample) {
    let day = chrono::NaiveDate::MIN + chrono::Days::new(sample.as_of as u64);
    let [year, two] = [12, 24].map(|months| {
        iso_day(&day.checked_sub_months(chrono::Months::new(months)).unwrap().to_string())
    });
    let mut units: BTreeMap<String, (i64, i64)> = BTreeMap::new();
    // Everything rises in the sample; what those bought who have been away for a while falls.
    let query = "last_order%20%3C%202026-07-01";
    page.selecting(|page| page.go_to(&format!("#/segments?q={query}&view=products")));
    let is_away = |key: &str| sample.people[key].last() < iso_day("2026-07-01");
    for line in sample.lines().iter().filter(|line| is_away(line.key())) {
        let sum = units.entry(line.product().to_owned()).or_default();
        match line.day {
            day if day > year => sum.0 += line.units,
            day if day > two => sum.1 += line.units,
            _ => {}
        }
    }
    for (order, way) in [("Rising", 1), ("Falling", -1)] {
        page.press("button", order);
        page.settle();
        let shown = page.rows("Products");
        let mut changes: Vec<i64> = units.values().map(|sum| way * (sum.0 - sum.1)).collect();
        changes.retain(|change| *change > 0);
        changes.sort_by_key(|change| -change);
        let signed = |n: i64| format!("{}{}", if n > 0 { "+" } else { "" }, grouped(n));
        let expect: Vec<String> = changes.iter().map(|change| signed(way * change)).collect();
        let last: Vec<String> = shown[1..].iter().map(|row| row[row.len() - 1].clone()).collect();
        assert!(!last.is_empty() && last == expect, "{order}: {shown:?}");
        for row in &shown[1..] {
            let (now, before) = units[&row[0]];
            let growth = ((now as f64 / before as f64 - 1.0) * 100.0).round() as i64;
            let told = [format!("{}%", signed(growth)), signed(now - before)];
            assert_eq!(row[row.len() - 2..], told, "{}", row[0]);
        }
    }
}

/// Customers by the category that brought the most of them, and by bands of their average ticket.
fn check_profile(page: &Page, sample: &Sample) {
    let mut spent: BTreeMap<String, BTreeMap<String, (i64, bool)>> = BTreeMap::new();
    for line in sample.lines() {
        let of = spent.entry(line.key().to_owned()).or_default();
        let sum = of.entry(line.category().to_owned()).or_default();
        *sum = (sum.0 + line.cents, sum.1 || line.units > 0);
    }
    let top = |key: &String| {
        let of = spent.get(key)?.iter().filter(|(_, (_, bought))| *bought);
        // Of equals, the first by name.
        Some(of.max_by_key(|(name, (sum, _))| (*sum, std::cmp::Reverse(*name)))?.0.clone())
    };
    let shown = page.rows("Cross-table");
    let band = |key: &String| {
        let person = &sample.people[key];
        let ticket = person.spend as f64 / 100.0 / person.orders.len() as f64;
        let fits = |head: &&String| {
            let ends: Vec<f64> = head
                .split(" to ")
                .map(|end| {
                    end.trim_matches(|sign: char| !sign.is_ascii_digit())
                        .replace(',', "")
                        .parse()
                        .unwrap_or(0.0)
                })
                .collect();
            match ends[..] {
                [end] if head.starts_with("under") => ticket < end,
                [end] => head.ends_with("more") && ticket >= end,
                [from, to] => from <= ticket && ticket < to,
                _ => false,
            }
        };
        shown[0][1..].iter().find(fits).cloned()
    };
    let known = "not known".to_string();
    let profile: Vec<(String, String)> = (sample.people.keys())
        .map(|key| match top(key) {
            Some(top) => (top, band(key).unwrap_or_else(|| known.clone())),
            None => (known.clone(), known.clone()),
        })
        .collect();
    assert!(shown[0].len() >= 6, "{:?}", shown[0]);
    check_crossings(page, profile.iter().map(|(top, band)| (top.as_str(), band.as_str())));
}

/// Checks the table of a classification, and that a class selects whom it counts.
fn check_classes(page: &Page, view: &str, name: &str, sample: &Sample, classes: &Classes) {
    page.go_to(&format!("#/segments?view={view}"));
    let customers = page.column(name, "Customers");
    let revenue = page.column(name, "Revenue");
    let mut counted = counts(classes);
    let mut spent: BTreeMap<String, i64> = BTreeMap::new();
    for (key, class) in classes {
        *spent.entry((*class).to_owned()).or_default() += sample.people[key].spend;
    }
    // Who is lost for good among the inactive, only a model can tell.
    let number = |text: &str| text.replace(',', "").parse::<usize>().unwrap();
    let inactive = |rows: &[(String, String)]| -> usize {
        rows.iter()
            .filter(|(class, _)| class == "Inactive" || class == "Lost")
            .map(|(_, n)| number(n))
            .sum()
    };
    if view == "activity" {
        assert_eq!(inactive(&customers), counted.remove("Inactive").unwrap_or(0));
    }
    for ((class, n), (_, money)) in customers.iter().zip(&revenue) {
        if view == "activity" && (class == "Inactive" || class == "Lost") {
            continue;
        }
        assert_eq!(number(n), counted.remove(class).unwrap_or(0), "{name}: {class}");
        assert_eq!(*money, dollars(spent.get(class).copied().unwrap_or(0)), "{name}: {class}");
    }
    assert!(counted.is_empty(), "{name} does not show {counted:?}");
    let (class, n) = customers.iter().find(|(_, n)| n != "0").unwrap();
    let some = page.selecting(|page| page.press("button", class));
    assert_eq!(some.selected as usize, number(n), "{class}");
    page.selecting(|page| page.press("button", class));
}

#[test]
fn saved_segments_are_laid_over_one_another_and_kept_only_when_asked() {
    let sample = Sample::of(None);
    let champions = of_class(&segments(&sample.people), "Champions");
    let many = |n: usize| {
        let who = sample.people.iter().filter(move |(_, person)| person.orders.len() >= n);
        who.map(|(key, _)| key.clone()).collect::<BTreeSet<String>>()
    };
    let (many, champions_only) = (many(8), champions.difference(&many(8)).count());
    let page = Page::open(Engine::Chromium);
    page.load_sample();
    save(&page, "rfm_segment = \"Champions\"", "Best", champions.len());
    save(&page, "n_orders >= 8", "Often", many.len());
    page.settle();

    let expect = [
        (["●", "●"], champions.intersection(&many).count()),
        (["●", "○"], champions_only),
        (["○", "●"], many.difference(&champions).count()),
        (["○", "○"], sample.people.len() - champions.union(&many).count()),
    ];
    let shown = page.rows("How they overlap");
    for row in &shown[1..] {
        let (_, n) = expect.iter().find(|(dots, _)| row[..2] == *dots).unwrap();
        assert_eq!(row[2], grouped(*n as i64), "{row:?}");
    }
    let there = expect[..3].iter().filter(|(_, n)| *n > 0).count();
    assert!(shown.len() > there, "{shown:?}");

    assert_eq!(page.browser.value("JSON.stringify(localStorage)"), "{}");

    // Taken away and put back, in its place.
    let names = || {
        page.browser
            .value("[...document.querySelectorAll('.saved .pick')].map((one) => one.textContent)")
    };
    assert_eq!(names(), serde_json::json!(["Best", "Often"]));
    page.press("button", "Delete");
    page.wait_for_text("“Best” is deleted.");
    assert_eq!(names(), serde_json::json!(["Often"]));
    press_beside(&page, "“Best” is deleted.", "Undo");
    page.settle();
    assert_eq!(names(), serde_json::json!(["Best", "Often"]));
    page.press("button", "Duplicate");
    page.settle();
    assert_eq!(names(), serde_json::json!(["Best", "Best′", "Often"]));

    // Named anew, it is followed by what names it; another's name is refused.
    let rename = |place: usize, name: &str| {
        let set = "(place, name) => {
            const field = [...document.querySelectorAll('main input')]
                .filter((one) => one.ariaLabel === 'Name of the segment')[place];
            field.value = name;
            field.dispatchEvent(new Event('change', { bubbles: true }));
            return field.value;
        }";
        page.browser.call_function(set, serde_json::json!([place, name]))
    };
    page.selecting(|page| page.go_to("#/segments?q=not%20segment%20%22Often%22&view=saved"));
    assert_eq!(rename(2, "Best"), "Often");
    page.selecting(|_| drop(rename(2, "Eight \"or\" more")));
    page.settle();
    assert_eq!(names(), serde_json::json!(["Best", "Best′", "Eight \"or\" more"]));
    page.browser
        .wait_for("decodeURIComponent(location.hash).includes('Eight \"\"or\"\" more')", true);
    assert_eq!(page.numbers().selected as usize, sample.people.len() - many.len());

    // Kept when that is asked for: rules, and nobody's name. The corner of every screen says so.
    page.wait_for_text("nothing stored");
    page.press("checkbox", "Keep them in this browser (rules only, no customer data)");
    page.wait_for_text("only your rules are stored");
    let kept = page.browser.value("JSON.stringify(localStorage)").to_string();
    assert!(kept.contains("Champions") && kept.contains("n_orders"), "{kept}");
    assert!(!kept.contains("C0") && !kept.contains('@'), "{kept}");
    page.visit("?lang=en");
    page.load_sample();
    page.go_to("#/segments?view=saved");
    page.wait_for_text("Best′");
    page.press("checkbox", "Keep them in this browser (rules only, no customer data)");
    assert_eq!(page.browser.value("JSON.stringify(localStorage)"), "{}");
    page.wait_for_text("nothing stored");
}

#[test]
fn own_classifications_are_made_crossed_exported_kept_and_taken_away() {
    let sample = Sample::of(None);
    let funnel = sample.funnel();
    let own = |key: &str| match &sample.people[key] {
        person if person.spend >= 50_000 => "Dear",
        person if person.orders.len() >= 5 => "Frequent",
        _ => "Others",
    };
    let mut counted: BTreeMap<&str, i64> = BTreeMap::new();
    for key in sample.people.keys() {
        *counted.entry(own(key)).or_default() += 1;
    }
    let page = Page::open(Engine::Chromium);
    page.load_sample();
    page.go_to("#/segments?view=new");
    let write = |label: &str, place: usize, text: &str| {
        let find = "(label, place) => [...document.querySelectorAll('main input')]
            .filter((one) => (one.ariaLabel ?? one.labels[0]?.textContent.trim()) === label)[place]";
        let field = page.browser.call_function(find, serde_json::json!([label, place]));
        let set = "(field, text) => {
            field.value = text;
            field.dispatchEvent(new Event('input', { bubbles: true }));
        }";
        page.browser.call_function(set, serde_json::json!([field, text]));
    };
    page.named("textbox", "Name of the classification");
    // A name that something else bears is refused.
    write("Name of the classification", 0, "Activity");
    page.wait_for_text("Something here is called “Activity” already.");
    write("Name of the classification", 0, "Our tiers");
    write("Name of the class", 0, "Dear");
    write("Rule", 0, "spend_total >= 500");
    page.press("button", "Add a rule");
    write("Name of the class", 1, "Frequent");
    write("Rule", 1, "n_orders >= 5");
    write("everyone else", 0, "Others");
    page.wait_for_text(&format!("takes {}", grouped(counted["Frequent"])));
    page.settle();
    page.press("button", "Use these rules");
    page.named("heading", "Our tiers");
    page.settle();
    let shown = page.column("Our tiers", "Customers");
    let expect: Vec<(String, String)> = ["Dear", "Frequent", "Others"]
        .map(|class| (class.to_string(), grouped(counted[class])))
        .to_vec();
    assert_eq!(shown, expect);
    let some = page.selecting(|page| page.press("button", "Frequent"));
    assert_eq!(i64::from(some.selected), counted["Frequent"]);
    let list = page.export("CSV");
    let told = column(&list, "Our tiers");
    assert!(told.len() == some.selected as usize && told.iter().all(|class| class == "Frequent"));
    page.selecting(|page| page.press("button", "Frequent"));

    page.go_to("#/segments?view=cross");
    page.choose("Rows", "Our tiers");
    page.choose("Columns", "Funnel stage");
    page.wait_for_text("Frequent");
    page.settle();
    check_crossings(&page, sample.people.keys().map(|key| (own(key), funnel[key])));

    // Kept as rules, and there again with the next data.
    page.go_to("#/segments?view=saved");
    page.press("checkbox", "Keep them in this browser (rules only, no customer data)");
    page.visit("?lang=en");
    page.load_sample();
    page.go_to("#/segments?view=class:Our%20tiers");
    page.wait_for_text(&format!("Frequent\t{}", grouped(counted["Frequent"])));
    // Taken away, it waits in the editor to be made again.
    page.press("button", "Delete");
    page.wait_for_text("“Our tiers” is deleted.");
    page.wait_for_text(&format!("takes {}", grouped(counted["Frequent"])));
    page.settle();
    page.press("button", "Use these rules");
    page.wait_for_text(&format!("Frequent\t{}", grouped(counted["Frequent"])));
}

#[test]
fn what_sets_two_segments_apart_is_counted_and_filters() {
    let sample = Sample::of(None);
    let champions = of_class(&segments(&sample.people), "Champions");
    let activity = sample.activity();
    let page = Page::open(Engine::Chromium);
    page.load_sample();
    page.selecting(|page| {
        page.go_to("#/segments?q=rfm_segment%20%3D%20%22Champions%22&view=saved")
    });
    page.wait_for_text("What sets them apart");
    page.settle();
    let shown = page.rows("What sets them apart");
    let row = shown.iter().find(|row| row[0] == "Activity: Inactive");
    let row = row.unwrap_or_else(|| panic!("{shown:?}"));
    // Inactive and Lost are told apart by a model; the first is at most both.
    let away = |inside: bool| {
        let of = sample.people.keys().filter(|key| champions.contains(*key) == inside);
        of.filter(|key| activity[*key] == "Inactive").count()
    };
    let number = |cell: &str| -> usize {
        cell.split('%').next_back().unwrap().trim().replace(',', "").parse().unwrap()
    };
    assert!(number(&row[1]) <= away(true) && number(&row[2]) <= away(false), "{row:?}");
    // Orders are counted in bands of whole numbers: the first of the fields that says it.
    let no_order = shown.iter().find(|row| row[0].ends_with(": No order")).unwrap();
    let none = activity.values().filter(|class| **class == "No order").count();
    assert_eq!((number(&no_order[1]), number(&no_order[2])), (0, none), "{no_order:?}");
    let same = shown[1..].iter().filter(|row| row[1..3] == no_order[1..3]).count();
    assert_eq!(same, 1, "the same customers are told once: {shown:?}");
    let some = page.selecting(|page| page.press("button", "Activity: Inactive"));
    assert_eq!(some.selected as usize, number(&row[1]));
}

/// Saves a query under a name, and checks its count.
fn save(page: &Page, query: &str, name: &str, customers: usize) {
    let encoded = query.replace(' ', "%20").replace('"', "%22");
    let some = page.selecting(|page| page.go_to(&format!("#/segments?q={encoded}&view=saved")));
    assert_eq!(some.selected as usize, customers, "{query}");
    let field = page.named("textbox", "Save the selection as");
    page.browser.type_into(&field, name);
    page.press("button", "Save segment");
    page.named("button", name);
    page.settle();
    let said = format!(
        "[...document.querySelectorAll('.saved li')].some((one) => one.innerText.includes({name:?}) && one.innerText.includes({:?}))",
        grouped(customers as i64)
    );
    page.browser.wait_for(&said, true);
}

/// Presses a button in the line that says this.
fn press_beside(page: &Page, text: &str, button: &str) {
    let find = "(text, name) => [...document.querySelectorAll('main button')].find((one) =>
        one.textContent.trim() === name && one.parentElement.textContent.includes(text))";
    let found = page.browser.call_function(find, serde_json::json!([text, button]));
    page.browser.click(&crate::browser::Element::of(&found));
}

/// The cross-table shows how many customers have these classes, and nobody besides.
fn check_crossings<'a>(page: &Page, classes: impl Iterator<Item = (&'a str, &'a str)>) {
    let mut crossings: BTreeMap<(String, String), i64> = BTreeMap::new();
    for (row, column) in classes {
        *crossings.entry((row.into(), column.into())).or_default() += 1;
    }
    let shown = page.rows("Cross-table");
    for row in &shown[1..] {
        for (head, cell) in shown[0][1..].iter().zip(&row[1..]) {
            let expect = crossings.remove(&(row[0].clone(), head.clone())).unwrap_or(0);
            let told = cell.lines().next().unwrap_or_default();
            assert_eq!(told, grouped(expect), "{} × {head}", row[0]);
        }
    }
    assert!(crossings.is_empty(), "{crossings:?}");
}

#[test]
fn what_is_chosen_is_seen_from_its_top() {
    let page = Page::open(Engine::Chromium);
    page.load_sample();
    page.go_to("#/segments");
    page.settle();
    let to_the_end = "window.scrollTo(0, document.documentElement.scrollHeight)";
    let current = "[...document.querySelectorAll('[aria-current]')].map((link) => {
        const { top, bottom } = link.getBoundingClientRect();
        return [link.textContent.trim(), top >= 0 && bottom <= innerHeight];
    })";
    for (link, seen) in [
        ("Cross-table", json!([["Segments", true], ["Cross-table", true]])),
        ("Time", json!([["Time", true]])),
    ] {
        page.browser.value(to_the_end);
        page.browser.wait_for("scrollY > 0", true);
        page.press("link", link);
        page.browser.wait_for("scrollY", 0);
        page.browser.wait_for(current, seen);
    }
}
