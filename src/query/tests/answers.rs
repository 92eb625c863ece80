//! Queries over the example base with the ids they keep, by hand from the definitions. The twin must
//! agree on every one.

use super::{base::example, naive};
use crate::{measures::settings::Returns, query::parse::parse};

/// Query and ids, separated by blanks. Those who exist: Bea ana caio dora edu fia hugo íris.
const ANSWERS: &[(&str, &str)] = &[
    ("", "Bea ana caio dora edu fia hugo íris"),
    // Numbers, money and quantities: exact.
    ("n_orders = 0", "edu fia hugo"),
    ("n_orders != 1", "ana caio edu fia hugo"),
    ("n_orders >= 3", "ana caio"),
    ("n_orders > 2.5", "ana caio"),
    ("n_orders < 1.0", "edu fia hugo"),
    ("n_orders = 1.5", ""),
    ("spend_total >= 300", "Bea ana"),
    ("spend_total > 330.05", "Bea"),
    ("spend_total >= 330.05", "Bea ana"),
    ("spend_total = 330.050", "ana"),
    ("spend_total = 330.051", ""),
    ("spend_total != 0", "Bea ana caio fia íris"),
    ("spend_total < -24.999", "fia"),
    ("spend_total <= 10.009999", "dora edu fia hugo"),
    ("spend_total <= 10.01", "dora edu fia hugo íris"),
    ("spend_total between 10.01 and 60", "caio íris"),
    ("spend_total between 60 and 10.01", ""),
    ("spend_total in (60, 10.01, 5)", "caio íris"),
    ("spend_total not in (60, 10.01, 0)", "Bea ana fia"),
    ("spend_total < 99999999999999999999999999", "Bea ana caio dora edu fia hugo íris"),
    ("spend_total is empty", ""),
    // Floats with empties.
    ("`renda mensal` >= 2.5", "ana caio"),
    ("`Renda Mensal` = -1", "edu"),
    ("`renda mensal` != 2.5", "Bea dora edu fia hugo íris"),
    ("`renda mensal` is empty", "dora fia hugo"),
    ("`renda mensal` is not empty", "Bea ana caio edu íris"),
    ("not `renda mensal` > 0", "dora edu fia hugo íris"),
    ("`renda mensal` between -1 and 0", "edu íris"),
    // Medians over buyers: spends 1000, 330.05, 60, 0, 10.01; incomes 1.5, 2.5, 2.5, 0.
    ("spend_total > median(spend_total)", "Bea ana"),
    ("spend_total = median(spend_total)", "caio"),
    ("`renda mensal` >= median(`renda mensal`)", "ana caio"),
    ("spend_total < median(`renda mensal`)", "dora edu fia hugo"),
    ("first_order <= median(first_order)", "Bea ana íris"),
    ("clv_12m > 0", ""),
    ("clv_12m != 0", "Bea ana caio dora edu fia hugo íris"),
    ("clv_12m is empty and not clv_12m <= 5", "Bea ana caio dora edu fia hugo íris"),
    ("spend_total > median(clv_12m)", ""),
    ("spend_total != median(clv_12m)", "Bea ana caio dora edu fia hugo íris"),
    // Top: five buyers.
    ("spend_total in top 2", "Bea ana"),
    ("spend_total in top 20 %", "Bea"),
    ("spend_total in top 21 %", "Bea ana"),
    ("spend_total in top 1000 %", "Bea ana caio dora íris"),
    ("`renda mensal` in top 1", "ana"),
    ("`renda mensal` in top 100 %", "Bea ana caio íris"),
    ("n_orders in top 3", "ana Bea caio"),
    // Texts: folded; numbers and dates as written.
    ("region = \"SUL\"", "ana dora"),
    ("Regiao = \"sudeste\"", "Bea"),
    ("região != \"sul\"", "Bea caio edu fia hugo íris"),
    ("região = \"\"", ""),
    ("região != \"\"", "Bea ana caio dora edu fia hugo íris"),
    ("região in (\"Norte\", \"sao paulo\")", "caio hugo íris"),
    ("região not in (\"Norte\", \"sao paulo\")", "Bea ana dora edu fia"),
    ("região is empty", "edu"),
    ("região contains \"su\"", "Bea ana dora"),
    ("região contains \"\"", "Bea ana caio dora fia hugo íris"),
    ("região starts with \"SÃO\"", "caio"),
    ("região ends with \"te\"", "Bea hugo íris"),
    ("região = \"lodz\"", ""),
    ("região = \"łódź\"", "fia"),
    ("código = 7", "ana"),
    ("código = 007", "Bea"),
    ("código = 1", "íris"),
    ("código = 1.0", "hugo"),
    ("código = -1.50", "dora"),
    ("código = 2024-01-31", "caio"),
    ("código in (7, \"X\", 2024-01-31)", "ana caio fia"),
    ("customer_id = \"IRIS\"", "íris"),
    ("customer_id in (\"ana\", \"gil\")", "ana"),
    ("customer_id is empty", ""),
    ("name = \"ana \"\"a\"\" lima\"", "ana"),
    ("name is empty", "dora"),
    ("name contains \"nao\"", "Bea"),
    ("top_product = \"x\" or top_product is not empty", ""),
    // Yes or no.
    ("member = true", "Bea caio"),
    ("member != true", "ana dora edu fia hugo íris"),
    ("member in (true, false)", "Bea ana caio edu"),
    ("member not in (false)", "Bea caio dora fia hugo íris"),
    ("member is empty", "dora fia hugo íris"),
    ("reachable = false", ""),
    // Classes and segments.
    ("activity = \"lost\"", "Bea íris"),
    ("activity != \"Lost\"", "ana caio dora edu fia hugo"),
    ("activity in (\"active\", \"At risk\")", "ana caio dora"),
    ("activity is empty", "edu fia hugo"),
    ("activity starts with \"a\"", "ana caio dora"),
    ("segment \"potential LOYALIST\"", "caio íris"),
    ("segment \"at risk\"", "dora"),
    ("segment \"ricos\"", "Bea ana"),
    ("segment \"sul do pais\" and not segment \"Ricos\"", "dora"),
    ("segment \"champions\"", "Bea dora íris"),
    // Dates and spans; as of 2024-03-31.
    ("first_order = 2024-01-31", "ana"),
    ("first_order != 2024-01-31", "Bea caio dora edu fia hugo íris"),
    ("first_order between 2023-12-31 and 2024-01-31", "ana íris"),
    ("first_order in (2022-06-15, 2024-02-01)", "Bea dora"),
    ("first_order in last 31 days", "caio"),
    ("first_order last 2 months", "caio dora"),
    ("first_order in last 3 months", "ana caio dora"),
    ("first_order in last 91 days", "ana caio dora"),
    ("first_order in last 92 days", "ana caio dora íris"),
    ("first_order in last 2 years", "Bea ana caio dora íris"),
    ("first_order in this month", "caio"),
    ("first_order in this year", "ana caio dora"),
    ("first_order since 2024-01-31", "ana caio dora"),
    ("first_order before 2024-01-31", "Bea íris"),
    ("first_order before 9999-12-31", "Bea ana caio dora íris"),
    ("first_order in next 10 years", ""),
    ("nascimento in next 1 days", ""),
    ("birthday anniversary in next 1 days", "fia"),
    ("birthday anniversary in next 5 days", "Bea fia"),
    ("birthday anniversary in this month", "caio hugo"),
    ("birthday anniversary in next 334 days", "Bea ana edu fia íris"),
    ("birthday anniversary in next 333 days", "Bea edu fia íris"),
    ("birthday anniversary in next 366 days", "Bea ana caio edu fia hugo íris"),
    // Orders.
    ("orders(count >= 3)", "ana caio"),
    ("orders(count = 0)", "edu fia hugo"),
    ("orders(count >= 1, last 1 days)", "ana"),
    ("orders(count >= 1, last 2 months)", "ana caio dora"),
    ("not orders(count >= 1, last 90 days)", "Bea edu fia hugo íris"),
    ("orders(sum(amount) = 0)", "dora edu fia hugo"),
    ("orders(amount < 0.01, count >= 1)", "caio dora"),
    ("orders(order_id = \"o1\", count >= 1)", "Bea ana"),
    ("orders(order_id = 2023-12-31, count >= 1)", "íris"),
    ("orders(order_id starts with \"P\", count = 4)", "caio"),
    ("orders(`day` before 2023-01-01, count >= 1)", "Bea"),
    ("orders(max(`day`) = 2024-03-31)", "ana"),
    ("orders(min(`day`) <= 2023-12-31)", "Bea íris"),
    ("orders(min(amount) < 5)", "caio dora"),
    ("orders(mean(amount) = 15)", "caio"),
    ("orders(mean(amount) = 110.0166666666)", ""),
    ("orders(mean(amount) > 110.01666)", "Bea ana"),
    ("orders(mean(amount) > 110.01667)", "Bea"),
    ("orders(mean(amount) != 15)", "Bea ana dora edu fia hugo íris"),
    ("orders(sum(quantity) >= 6)", "Bea ana caio"),
    ("orders(sum(quantity) >= 10, any 1 days)", "Bea"),
    ("orders(days >= 3, any 10 days)", "caio"),
    ("orders(amount > median(spend_total), count >= 1)", "Bea ana"),
    // Lines: returns are lines too.
    ("lines(count = 1)", "Bea fia íris"),
    (
        "lines(product = \"SKU-1\", count >= 1) and not lines(product = \"SKU-2\", count >= 1)",
        "Bea dora fia íris",
    ),
    ("lines(product = \"maca\", count >= 1)", "ana"),
    ("lines(product is empty, count >= 1)", "caio"),
    ("lines(product != \"SKU-1\", count >= 1)", "ana caio"),
    ("lines(kind = \"Return\", count >= 1)", "ana dora fia"),
    ("lines(kind = \"return\", sum(amount) <= -49.95)", "ana dora"),
    ("lines(category is empty, count >= 6)", ""),
    ("lines(category is empty, count >= 5)", "ana"),
    ("lines(channel = \"web\", count >= 2)", "ana caio dora"),
    ("lines(canal in (\"loja\"), sum(quantity) > 0, before 2024-01-01)", "Bea íris"),
    ("lines(order_id = 2023-12-31, count = 1)", "íris"),
    ("lines(sum(quantity) >= 6)", "Bea ana caio"),
    ("lines(sum(quantity) >= 6, any 7 days)", "Bea caio"),
    ("lines(sum(quantity) >= 6, any 6 days)", "Bea"),
    ("lines(sum(quantity) >= 7.5, any 30 days)", "Bea ana"),
    ("lines(sum(quantity) >= 7.5, any 29 days)", "Bea"),
    ("lines(sum(quantity) >= 7.5, any 1 months)", "Bea ana"),
    ("lines(sum(quantity) >= 7.5, any 2 months)", "Bea ana"),
    ("lines(sum(quantity) = 0)", "dora edu hugo"),
    ("lines(sum(quantity) = 0, any 1 weeks)", "dora"),
    ("lines(sum(weight) >= 6, any 1 weeks)", "Bea caio"),
    ("lines(max(amount) >= 100.05, any 2 days)", "Bea ana"),
    ("lines(min(amount) < 0, any 1 years)", "ana dora fia"),
    ("lines(max(quantity) != 3)", "Bea ana dora edu fia hugo íris"),
    ("lines(max(quantity) = 3)", "caio"),
    ("lines(mean(quantity) = 2)", "caio"),
    ("lines(mean(weight) = 2)", "caio"),
    ("lines(mean(quantity) >= 2, any 4 days)", "Bea ana caio"),
    ("lines(days = 2)", "dora"),
    ("lines(count >= 3, last 1 months)", "caio"),
    ("lines(count >= 1, between 2024-02-05 and 2024-02-29)", "ana dora"),
    ("lines(count >= 1, since 2024-03-31)", "ana"),
    ("lines(count >= 1, before 2022-06-15)", ""),
    ("lines(count >= 1, before 2022-06-16)", "Bea"),
    ("lines(count = 0, this year)", "Bea edu hugo íris"),
    ("lines(count < 5, any 1 days)", "Bea ana caio dora fia íris"),
    ("lines(sum(amount) > 0, amount > 0, this month)", "ana caio"),
    // Events: order lines too.
    ("events(count >= 3)", "ana caio edu"),
    ("events \"visit\" (count >= 1)", "ana edu"),
    ("events \"VISIT\" (count = 3)", "edu"),
    ("events \"visit\" (days = 2)", "edu"),
    ("events \"visit\" (count >= 2, any 6 days)", "edu"),
    ("events \"visit\" (count >= 2, any 5 days)", ""),
    ("events \"visit\" (count >= 2, last 2 weeks)", "edu"),
    ("events \"cart\" (count >= 1)", ""),
    ("events \"purchase\" (count >= 4)", "ana caio"),
    ("events \"return\" (count >= 1)", "ana dora fia"),
    ("events(kind = \"visit\", count >= 1)", "ana edu"),
    ("events(kind in (\"visit\", \"return\"), count >= 2, last 1 months)", "ana edu"),
    ("events(page = \"/precos\", count >= 2)", "edu"),
    ("events(page is empty, kind = \"visit\", count >= 1)", ""),
    ("events(sum(minutes) = 2.5)", "edu"),
    ("events(mean(minutes) >= 1.25)", "ana edu"),
    ("events(max(minutes) >= 2, any 1 days)", "edu"),
    ("events(max(`day`) = 2024-03-25)", "edu"),
    ("events(channel = \"web\", count >= 2)", "ana caio dora"),
    ("events(sum(weight) = 6)", "ana caio"),
    ("events(days >= 5)", "ana"),
    ("events(count >= 2, any 2 days)", "ana"),
    ("events(`day` is empty, count >= 1)", "edu"),
    // Trees.
    ("n_orders >= 3 or n_orders = 0 and member = false", "ana caio edu"),
    ("(n_orders >= 3 or n_orders = 0) and member = false", "ana edu"),
    ("not (n_orders >= 3 or n_orders = 0)", "Bea dora íris"),
    ("not (not n_orders = 1)", "Bea dora íris"),
];

#[test]
fn every_query_keeps_whom_the_definitions_keep() {
    let base = example();
    let mut wrong = Vec::new();
    for (query, expected) in ANSWERS {
        let mut expected: Vec<&str> = expected.split_whitespace().collect();
        expected.sort_unstable();
        let kept = base.ids(query);
        let twin: Vec<_> = naive::kept(&base, &parse(query).unwrap())
            .into_iter()
            .map(|i| base.people[i].id.clone())
            .collect();
        if kept != expected || twin != expected {
            wrong.push(format!(
                "{query}\n  expected {expected:?}\n  columns  {kept:?}\n  twin     {twin:?}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn ignored_returns_are_in_no_number_and_their_customers_stay() {
    let mut base = example();
    base.returns = Returns::Ignore;
    for (query, expected) in [
        ("lines(count = 0)", "edu fia hugo"),
        ("lines(kind = \"return\", count >= 1)", ""),
        ("events \"return\" (count >= 1)", ""),
        ("events(count = 0)", "fia hugo"),
        ("lines(sum(quantity) = 1)", "dora"),
        ("orders(amount = 50, count >= 1)", "dora"),
        ("orders(sum(amount) = 380)", "ana"),
    ] {
        let expected: Vec<&str> = expected.split_whitespace().collect();
        assert_eq!(base.ids(query), expected, "{query}");
    }
}

#[test]
fn an_earlier_day_hides_what_lies_after_it() {
    let mut base = example();
    base.as_of = Some(super::base::day("2024-02-29"));
    for (query, expected) in [
        ("", "Bea ana dora edu hugo íris"),
        ("orders(count >= 1, last 1 days)", "ana"),
        ("orders(count = 2)", "ana"),
        ("orders(amount = 150, count = 1)", "ana"),
        ("lines(kind = \"return\", count >= 1)", "dora"),
        ("events \"visit\" (count = 1)", "edu"),
        ("birthday anniversary in this month", "ana"),
    ] {
        let expected: Vec<&str> = expected.split_whitespace().collect();
        assert_eq!(base.ids(query), expected, "{query}");
    }
}

#[test]
fn without_a_day_nothing_is_recent() {
    let mut base = example();
    base.as_of = None;
    base.lines.clear();
    for (query, expected) in [
        ("", "edu ana hugo"),
        ("events \"visit\" (count >= 3)", "edu"),
        ("events(count >= 1, last 5 years)", ""),
        ("events(count >= 1, since 2024-04-01)", "edu hugo"),
        ("events(count >= 2, any 6 days)", "edu"),
        ("events(sum(minutes) >= 2, any 1 weeks)", "edu"),
        ("events \"visit\" (count < 2, any 5 days)", "edu ana hugo"),
        ("birthday in last 100 years", ""),
        ("birthday anniversary in this month", ""),
        ("lines(count = 0) and orders(days = 0) and orders(max(amount) != 1)", "ana edu hugo"),
        ("n_orders in top 5 or spend_total > median(spend_total)", ""),
    ] {
        let mut expected: Vec<&str> = expected.split_whitespace().collect();
        expected.sort_unstable();
        assert_eq!(base.ids(query), expected, "{query}");
    }
}
