//! The Clean-up screen with a file whose every candidate is known by name, and with the sample, counted by hand.

use crate::{
    act::{Group, reachable},
    browser::Engine,
    files::Folder,
    forecast::Forecast,
    independent::{column, iso_day, of_class},
    page::Page,
    sample::{Sample, dollars, grouped},
    stages::acts,
};
use serde_json::{Value, json};
use std::{collections::BTreeMap, path::Path};

/// Each customer is there for one thing.
const CUSTOMERS: &str = "\
customer_id,name,email,phone,signup_date
K01,Ana Prado,ana@example.com,+1 555 0100001,2023-01-05
K02,Ana Prado,ANA@example.com,,2023-02-05
K03,Bruno Sales,,,2023-01-07
K04,Carla Dias,carla@example.com,,2022-01-01
K05,Davi Moura,davi@example.com,,2025-05-01
K06,Elisa Rocha,elisa@example.com,,2023-01-09
K07,Fabio Lima,fabio@example.com,,2023-01-09
K08,Gina Torres,gina@example.com,,2023-01-09
";

/// K06 returns most of what is bought; K08 ordered every ten days and then no more; K04 and K05 never bought.
const ORDERS: &str = "\
order_id,customer_id,order_date,amount
O01,K01,2025-05-20,100.00
O02,K01,2025-06-20,100.00
O03,K02,2025-05-30,40.00
O04,K03,2025-06-10,30.00
O05,K06,2025-06-01,100.00
O05,K06,2025-06-05,-80.00
O06,K07,2025-06-12,75.00
O07,K07,2025-06-28,75.00
O08,K08,2025-01-01,20.00
O09,K08,2025-01-11,20.00
O10,K08,2025-01-21,20.00
O11,K08,2025-01-31,20.00
O12,K07,2025-06-30,10.00
";

/// The reasons with how many each takes, in their order.
fn reasons(page: &Page) -> Value {
    page.browser.value(
        "[...document.querySelectorAll('.reasons > li')].map((one) =>
            [one.querySelector('button').textContent.trim(), Number(one.querySelector('b').textContent)])",
    )
}

/// The keys of the candidates, in their order.
fn candidates(page: &Page) -> Vec<String> {
    let found = page.browser.value(
        "[...document.querySelectorAll('.candidates > li')].map((one) => /K\\d\\d/.exec(one.innerText)[0])",
    );
    serde_json::from_value(found).unwrap()
}

/// How many stay and how many go.
fn balance(page: &Page) -> Value {
    page.browser.value(
        "[...document.querySelectorAll('.balance .figure')].map((one) => Number(one.textContent))",
    )
}

/// Decides about a customer.
fn decide(page: &Page, key: &str, what: &str) {
    let find = "(key, what) => [...document.querySelectorAll('.candidates > li')]
        .filter((one) => one.innerText.includes(key))
        .flatMap((one) => [...one.querySelectorAll('button')])
        .find((one) => one.textContent.trim() === what)";
    let button = page.browser.call_function(find, json!([key, what]));
    page.browser.click(&crate::browser::Element::of(&button));
    page.settle();
}

fn load(page: &Page, files: &[&Path]) {
    page.give(files);
    let there = "['ready', 'mapping'].includes(document.documentElement.dataset.state)";
    page.browser.wait_for(there, true);
    if page.state() == "mapping" {
        page.press("button", "Confirm");
    }
    page.wait_for_state("ready");
    page.go_to("#/cleanup");
    page.wait_for_text("All candidates");
    page.settle();
}

#[test]
fn candidates_decisions_and_lists_are_those_known_by_name() {
    let folder = Folder::new("cleanup");
    let (customers, orders) = (
        folder.file("customers.csv", CUSTOMERS.as_bytes()),
        folder.file("orders.csv", ORDERS.as_bytes()),
    );
    let page = Page::open(Engine::Chromium);
    load(&page, &[&customers, &orders]);
    let expect = json!([
        ["All candidates", 6],
        ["Lost", 1],
        ["Never bought and silent", 1],
        ["Cannot be reached", 1],
        ["Perhaps twice in the list", 2],
        ["Dissatisfied though served", 0],
        ["Returns most of it", 1],
        ["Negative margin", 0],
        ["Not for us", 0],
    ]);
    assert_eq!(reasons(&page), expect);
    // Those with the least to lose first.
    assert_eq!(candidates(&page), ["K04", "K06", "K03", "K02", "K08", "K01"]);
    page.press("button", "Lost");
    page.settle();
    assert_eq!(candidates(&page), ["K08"]);
    page.press("button", "All candidates");
    page.settle();

    // The pair: on the left whoever brought more.
    let pair = page.browser.value(
        "[...document.querySelectorAll('.pairs > li > div')].map((one) => /K\\d\\d/.exec(one.innerText)[0])",
    );
    assert_eq!(pair, json!(["K01", "K02"]));

    // Decisions, each to be undone.
    assert_eq!(balance(&page), json!([8, 0]));
    decide(&page, "K04", "Remove");
    assert_eq!(balance(&page), json!([7, 1]));
    decide(&page, "K02", "Remove");
    decide(&page, "K01", "Keep");
    assert_eq!(balance(&page), json!([6, 2]));
    page.press("button", "Undo the last decision");
    page.press("button", "Undo the last decision");
    page.settle();
    assert_eq!(balance(&page), json!([7, 1]));
    decide(&page, "K02", "Remove");
    decide(&page, "K01", "Keep");
    page.wait_for_text("3 not decided");

    // Both lists, and the decisions.
    page.press("button", "List of who goes");
    let goes = page.browser.take_download("removed.csv");
    assert_eq!(column(&goes, "customer_id"), ["K02", "K04"]);
    page.press("button", "List of who stays");
    let stays = page.browser.take_download("kept.csv");
    assert_eq!(column(&stays, "customer_id"), ["K01", "K03", "K05", "K06", "K07", "K08"]);
    page.press("button", "Save decisions");
    let decisions = page.browser.take_download("decisions.json");
    let read: Value = serde_json::from_slice(&decisions).unwrap();
    let decision = |key: &str, remove: bool| json!({ "customer_id": key, "remove": remove });
    assert_eq!(read, json!([decision("K01", false), decision("K02", true), decision("K04", true)]));

    // The next load, in which one more has gone quiet: only what is new is asked.
    let more = format!("{CUSTOMERS}K09,Hugo Neves,,,2023-03-03\n");
    let customers = folder.file("customers.csv", more.as_bytes());
    page.visit("?lang=en");
    load(&page, &[&customers, &orders]);
    let input = page.browser.find("main input[type=file][accept*=json]");
    let path = folder.file("decisions.json", &decisions);
    page.browser.type_into(&input, path.to_str().unwrap());
    page.settle();
    assert_eq!(balance(&page), json!([7, 2]));
    page.wait_for_text("4 not decided");
    let open = &candidates(&page)[..4];
    assert_eq!(open, ["K09", "K06", "K03", "K08"]);

    // One's own rule, and all of a reason at once.
    page.fill("“Not for us”, as a query", "n_orders = 2");
    page.settle();
    assert_eq!(reasons(&page)[8], json!(["Not for us", 1]));
    assert_eq!(page.browser.chromium_console(), [""; 0]);
}

#[test]
fn each_reason_takes_whom_it_takes_by_hand() {
    let sample = Sample::of(None);
    let reasons = reasons_by_hand(&sample);
    let whole = |group: &Group| group.iter().map(|key| sample.people[key].spend).sum::<i64>();
    let page = Page::open(Engine::Chromium);
    page.load_sample();
    page.go_to("#/cleanup");
    page.wait_for_text("All candidates");
    page.fill("“Not for us”, as a query", "n_orders = 1 and Zone = \"Coast\"");
    page.settle();
    let everyone: Group = reasons.iter().flat_map(|(_, group)| group).cloned().collect();
    let mut expect = vec![vec!["All candidates".into(), grouped(everyone.len() as i64)]];
    expect.extend(reasons.iter().map(|(name, group)| {
        vec![(*name).into(), grouped(group.len() as i64), dollars(whole(group))]
    }));
    let shown = page.browser.value(
        "[...document.querySelectorAll('.reasons > li')].map((one) =>
            ['button', 'b', 'span.muted'].map((part) => one.querySelector(part)?.textContent.trim()).filter(Boolean))",
    );
    assert_eq!(shown, json!(expect));
    page.wait_for_text(&format!("{} not decided", grouped(everyone.len() as i64)));

    // What would go with all of a reason, and what would stay: heads, contacts, money.
    let may = reachable(&sample);
    let parts = "[...document.querySelectorAll('.balance > .card')].map((one) =>
        [...one.querySelectorAll('p')].map((line) => line.textContent.replace(/\\s+/g, ' ').trim()))";
    let part = |group: &Group| {
        let contacts = grouped(group.intersection(&may).count() as i64);
        let lines = format!("{contacts} can be reached · Spent {}", dollars(whole(group)));
        json!([grouped(group.len() as i64), lines])
    };
    let all: Group = sample.people.keys().cloned().collect();
    let mut gone = Group::new();
    for name in ["Lost", "Never bought and silent", "Negative margin"] {
        let find = "(name) => [...document.querySelectorAll('.reasons > li')]
            .find((one) => one.querySelector('button').textContent.trim() === name)
            .querySelector('.all-of-them button')";
        let button = page.browser.call_function(find, json!([name]));
        page.browser.click(&crate::browser::Element::of(&button));
        page.settle();
        gone.extend(reasons.iter().find(|(own, _)| *own == name).unwrap().1.iter().cloned());
        let stays: Group = all.difference(&gone).cloned().collect();
        assert_eq!(page.browser.value(parts), json!([part(&stays), part(&gone)]), "{name}");
    }
    page.browser.value("scrollTo(0, 0)");
    page.press("button", "List of who goes");
    let goes = page.browser.take_download("removed.csv");
    assert_eq!(column(&goes, "customer_id").into_iter().collect::<Group>(), gone);
}

/// Whom each reason takes, in their order.
fn reasons_by_hand(sample: &Sample) -> Vec<(&'static str, Group)> {
    let customers = &sample.files[1];
    let by_id = |name: &str| -> BTreeMap<String, String> {
        column(customers, "Customer ID").into_iter().zip(column(customers, name)).collect()
    };
    let who = |takes: &dyn Fn(&str) -> bool| -> Group {
        sample.people.keys().filter(|key| takes(key)).cloned().collect()
    };
    let orders = |key: &str| sample.people[key].orders.len();

    let signs: Group = (acts(sample).into_iter())
        .filter(|(_, day, _)| *day > sample.as_of - 365)
        .map(|(key, ..)| key)
        .collect();
    let signup = by_id("Signup date");
    let is_new = |key: &str| {
        signup.get(key).is_some_and(|day| !day.is_empty() && iso_day(day) > sample.as_of - 365)
    };
    let may = reachable(sample);

    // The same mail or the same digits of a phone, however written; or a name of the same words.
    let mut alike: BTreeMap<String, Group> = BTreeMap::new();
    for (name, normal) in [
        ("E-mail", (|text| text.to_lowercase()) as fn(&str) -> String),
        ("Phone", |text| text.chars().filter(char::is_ascii_digit).collect()),
        ("Name", |text| {
            let mut words: Vec<String> = text.split(' ').map(str::to_lowercase).collect();
            words.sort();
            words.join(" ")
        }),
    ] {
        for (key, text) in by_id(name).into_iter().filter(|(_, text)| !text.is_empty()) {
            alike.entry(format!("{name} {}", normal(&text))).or_default().insert(key);
        }
    }
    let twins: Group = alike.into_values().filter(|group| group.len() > 1).flatten().collect();

    let scores = sample.scores();
    let mut served = Group::new();
    for event in csv::Reader::from_reader(&*sample.files[2]).records().map(Result::unwrap) {
        if &event[2] == "Complaint" && &event[6] == "yes" && iso_day(&event[1]) <= sample.as_of {
            served.insert(event[0].to_owned());
        }
    }

    // What was bought, what of it came back, and what is left of it after its cost.
    let mut sums: BTreeMap<String, [i64; 3]> = BTreeMap::new();
    for line in sample.lines() {
        let sum = sums.entry(line.key().to_owned()).or_default();
        sum[usize::from(line.cents < 0)] += line.cents.abs();
        sum[2] += line.cents - line.cost;
    }
    let sum = |key: &str| sums.get(key).copied().unwrap_or_default();
    let zone = by_id("Zone");
    vec![
        ("Lost", of_class(&Forecast::of(sample).activity(sample), "Lost")),
        (
            "Never bought and silent",
            who(&|key| orders(key) == 0 && !signs.contains(key) && !is_new(key)),
        ),
        ("Cannot be reached", who(&|key| !may.contains(key))),
        ("Perhaps twice in the list", twins),
        (
            "Dissatisfied though served",
            who(&|key| scores.get(key).is_some_and(|&score| score <= 6) || served.contains(key)),
        ),
        ("Returns most of it", who(&|key| sum(key)[1] * 2 > sum(key)[0])),
        ("Negative margin", who(&|key| sum(key)[2] < 0)),
        (
            "Not for us",
            who(&|key| orders(key) == 1 && zone.get(key).is_some_and(|zone| zone == "Coast")),
        ),
    ]
}
