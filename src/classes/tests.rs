//! Classes of small bases against the definitions, and totality over everything that rules can see.

use super::*;
use crate::{
    mask::Mask,
    measures::{Measured, compute, table::OrderColumns, testing::*},
    portfolio::columns::Attribute,
    query::parse::parse,
    schema::role::Role,
};
use proptest::prelude::*;

fn classified(shop: &Portfolio, as_of: Option<i32>) -> (Measured, ClassFacts) {
    let mut m = compute(shop, as_of, &Settings::default());
    let facts = classify(shop, &mut m.table, &Settings::default(), &[], &RuleSet::default());
    (m, facts.unwrap())
}

fn of(text: &str) -> Measured {
    classified(&portfolio(text), None).0
}

/// The RFM segment by the definition, word for word.
fn segment(r: i32, fm: f64) -> &'static str {
    match r {
        4.. if fm >= 4.0 => "Champions",
        4.. if fm >= 3.0 => "Loyal",
        4.. if fm >= 2.0 => "Potential loyalist",
        5 => "Recent",
        4 => "Promising",
        3 if fm >= 3.0 => "Loyal",
        3 if fm >= 2.0 => "Needs attention",
        3 => "About to sleep",
        2 if fm > 2.0 => "At risk",
        2 => "Hibernating",
        _ if fm >= 4.0 => "Can't lose",
        _ if fm > 2.0 => "At risk",
        _ => "Lost",
    }
}

#[test]
fn every_score_code_has_the_segment_of_the_definition() {
    let codes: Vec<[i32; 3]> = (0..125).map(|i| [i / 25 + 1, i / 5 % 5 + 1, i % 5 + 1]).collect();
    let n = codes.len();
    let orders = OrderColumns::default();
    let mut table = Table::new(Some(0), Mask::all(n), Mask::all(n), orders);
    let column = |place: usize| Column::Whole(codes.iter().map(|code| code[place]).collect());
    let fm: Vec<f64> = codes.iter().map(|code| f64::from(code[1] + code[2]) / 2.0).collect();
    table.set("n_orders", Column::Whole(vec![1; n]));
    table.set("r", column(0));
    table.set("f", column(1));
    table.set("m", column(2));
    table.set("fm", Column::Number(fm.clone()));
    let portfolio = portfolio(&(0..n).map(|i| format!("c{i:03}\n")).collect::<String>());
    let settings = Settings::default();
    let list = builtin::rfm_segment();
    let data = Data { portfolio: &portfolio, table: &table, settings: &settings, segments: &[] };
    let column = by_rules(&list, &[], &data).unwrap();
    for i in 0..n {
        assert_eq!(show(&column, i), segment(codes[i][0], fm[i]), "{:?}", codes[i]);
    }
    // Sizes of the segments, counted apart when the map was drawn up.
    let sizes: Vec<u64> = rules::count(&column).into_iter().map(|(_, n)| n).collect();
    assert_eq!(sizes, [12, 33, 14, 3, 3, 7, 3, 32, 6, 6, 6, 0]);
}

#[test]
fn a_monthly_buyer_is_active_at_37_days_and_inactive_at_91() {
    let shop = portfolio("a 2024-01-01 1; a 2024-01-31 1; a 2024-03-01 1; a 2024-03-31 1");
    for (age, class) in [
        (0, "Active"),
        (37, "Active"),
        (38, "Slipping"),
        (60, "Slipping"),
        (61, "At risk"),
        (89, "At risk"),
        (90, "Inactive"),
        (91, "Inactive"),
        (179, "Inactive"),
        (180, "Lost"),
    ] {
        let (m, _) = classified(&shop, Some(day("2024-03-31") + age));
        check(&m, "activity", &format!("a={class}"));
        check(&m, "rhythm", "a=Monthly");
    }
}

#[test]
fn a_customer_is_lost_only_where_the_model_agrees() {
    let shop =
        portfolio("a 2024-01-01 1; a 2024-01-11 1; b 2024-01-01 1; b 2024-01-11 1; c 2024-06-01 1");
    let mut m = compute(&shop, None, &Settings::default());
    m.table.set("p_alive", Column::Number(vec![0.05, 0.1, 0.9]));
    classify(&shop, &mut m.table, &Settings::default(), &[], &RuleSet::default()).unwrap();
    check(&m, "activity", "a=Lost b=Inactive c=New");
}

#[test]
fn classes_go_from_the_best_to_the_worst() {
    let names = builtin::activity().names().join(", ");
    assert_eq!(names, "No rhythm, New, Active, Slipping, At risk, Inactive, Lost, No order");
}

#[test]
fn own_classifications_come_after_the_seven_and_use_those_before_them() {
    let shop = portfolio("a 2024-01-01 30; a 2024-02-01 5; b 2024-01-05 9; c 2024-02-09 1");
    let classified = |lists: &[RuleList]| {
        let mut m = compute(&shop, None, &Settings::default());
        let rules = RuleSet { edited: lists.to_vec(), ..RuleSet::default() };
        let facts = classify(&shop, &mut m.table, &Settings::default(), &[], &rules);
        facts.map(|facts| (m, facts))
    };
    let size = RuleList::new("Größe", [("Big", "spend_total >= 20")], "Small");
    let use_of_size = [("Big and often", "Größe = \"Big\" and n_orders > 1")];
    let mix = RuleList::new("mix", use_of_size, "Rest");
    let (m, facts) = classified(&[size.clone(), mix.clone()]).unwrap();
    check(&m, "Größe", "a=Big b=Small c=Small");
    check(&m, "mix", "a=Big and often b=Rest c=Rest");
    assert_eq!(facts.lists.len(), ORDER.len() + 1);

    let early = classified(&[mix, size.clone()]).err();
    assert!(matches!(early, Some(ClassError::Query { .. } | ClassError::TooEarly { .. })));
    for name in ["", "spend_total", "PARETO_CLASS", "promotion_gap", "latest_deal_stage"] {
        let list = RuleList { field: name.into(), ..size.clone() };
        let error = classified(&[list]).err();
        assert_eq!(error, Some(ClassError::NameTaken { field: name.into() }));
    }
    let twice = RuleList { field: "grosse".into(), ..size.clone() };
    assert!(classified(&[size.clone(), twice]).is_ok(), "ß is no ss");
    let twice = RuleList { field: "grÖße".into(), ..size.clone() };
    assert!(classified(&[size, twice]).is_err());
}

#[test]
fn new_is_one_order_day_within_the_rhythm_of_the_base() {
    // G = 10; ages 10, 11, 21 of one-time buyers.
    let m = of(
        "a 2024-01-12 1; a 2024-01-22 1; b 2024-01-12 1; c 2024-01-11 1; d 2024-01-01 1; e 2024-01-22 -1",
    );
    check(&m, "activity", "a=Active b=New c=Active d=At risk e=No order");
    check(&m, "rhythm", "a=Weekly b=Once c=Once d=Once e=No order");
    check(&of("a 2024-01-12 1; b 2024-01-22 1"), "activity", "a=No rhythm b=No rhythm");
}

#[test]
fn rhythms_end_where_they_end() {
    for (gap, class) in [
        (10, "Weekly"),
        (11, "Fortnightly"),
        (21, "Fortnightly"),
        (22, "Monthly"),
        (45, "Monthly"),
        (46, "Quarterly"),
        (135, "Quarterly"),
        (136, "Half-yearly"),
        (270, "Half-yearly"),
        (271, "Yearly"),
        (540, "Yearly"),
        (541, "Rare"),
    ] {
        let second = crate::calendar::Day(day("2024-01-01") + gap);
        check(&of(&format!("a 2024-01-01 1; a {second} 1")), "rhythm", &format!("a={class}"));
    }
}

#[test]
fn without_an_order_there_is_no_order_in_the_first_five() {
    let m = of("a 2024-01-01 10; b 2024-01-02 -3; c");
    for field in &ORDER[..5] {
        let column = m.table.get(field).unwrap();
        assert_eq!([show(column, 1), show(column, 2)], ["No order", "No order"], "{field}");
        assert_ne!(show(column, 0), "No order", "{field}");
    }
    check(&m, "loyalty_stage", "a=Effective customer b=Suspect c=Suspect");
    check(&m, "funnel_stage", "a=Customer b=Information c=Information");
    check(&m, "promotion_gap", "a= b= c=");
}

#[test]
fn without_money_pareto_and_reward_are_empty() {
    let mut shop = portfolio("a 2024-01-01 0; b 2024-01-01 0; b 2024-01-02 0; c");
    shop.has_money = false;
    let (m, facts) = classified(&shop, None);
    check(&m, "pareto_class", "a= b= c=");
    check(&m, "reward_tier", "a= b= c=");
    check(&m, "promotion_gap", "a= b= c=");
    check(&m, "loyalty_stage", "a=Effective customer b=Consumer c=Suspect");
    assert_eq!(facts.not_offered, ["pareto_class", "reward_tier"]);
    assert_eq!(facts.pareto, None);
}

#[test]
fn rewards_ask_for_two_orders_of_the_year() {
    // Twenty buyers: the top 5 % is one, the top 20 % four. b spends most but in one order.
    let mut text =
        String::from("a 2024-01-01 90 o=1; a 2024-01-01 9 o=2; b 2024-01-01 999; c 2022-01-01 5");
    for (i, key) in ('d'..='s').enumerate() {
        text += &format!("; {key} 2024-01-01 {} o=1; {key} 2024-01-02 1 o=2", 50 - i);
    }
    let m = of(&(text + "; t 2024-01-02 700 o=1; t 2024-01-02 700 o=2"));
    let tier = |i| show(m.table.get("reward_tier").unwrap(), i);
    assert_eq!(
        [tier(0), tier(1), tier(2), tier(3), tier(4), tier(19)],
        ["Silver", "Bronze", "Basic", "Silver", "Bronze", "Gold"]
    );
}

#[test]
fn loyalty_by_signs_or_by_stand_ins() {
    // a: four orders in rhythm, and most of the money. b: as often, little money. c: two orders. d: one.
    let text = "a 2024-01-01 900; a 2024-01-11 900; a 2024-01-21 900; a 2024-01-31 900
                b 2024-01-01 1; b 2024-01-11 1; b 2024-01-21 1; b 2024-01-31 1
                c 2024-01-21 1; c 2024-01-31 1; d 2024-01-31 1; e";
    let mut shop = portfolio(text);
    let (m, facts) = classified(&shop, None);
    assert_eq!(facts.signs, Signs::default());
    check(&m, "loyalty_stage", "a=Defender b=Supporter c=Consumer d=Effective customer e=Suspect");

    // With a score somebody supports, with usage somebody consumes, an order or not.
    events(
        &mut shop,
        "a 2024-01-05 survey 10; d 2024-01-05 survey 9; e 2024-01-05 survey 9; e 2024-01-06 usage",
    );
    let (m, facts) = classified(&shop, None);
    assert!(facts.signs.supporters);
    assert_eq!(facts.signs.consumers, ["events \"usage\" (count >= 1)"]);
    check(
        &m,
        "loyalty_stage",
        "a=Defender b=Effective customer c=Effective customer d=Supporter e=Consumer",
    );

    // As of a day before the signs, the stand-ins are back.
    let (_, facts) = classified(&shop, Some(day("2024-01-04")));
    assert_eq!(facts.signs, Signs::default());
}

#[test]
fn a_beneficiary_makes_a_consumer() {
    let mut shop = portfolio("a 2024-01-01 9; b 2024-01-01 9; c 2024-01-02 9; c 2024-01-03 9");
    let beneficiary = |name: &str, values: &[&str]| Attribute {
        name: name.into(),
        role: Role::Beneficiary,
        column: text_column(values),
    };
    shop.customers.attributes = vec![beneficiary("for whom", &["Ana", "", ""])];
    let (m, facts) = classified(&shop, None);
    assert_eq!(facts.signs.consumers, ["`for whom` is not empty"]);
    check(&m, "loyalty_stage", "a=Consumer b=Effective customer c=Effective customer");
    shop.lines.attributes = vec![beneficiary("student", &["", "Rui", "", "Eva"])];
    let (m, _) = classified(&shop, None);
    check(&m, "loyalty_stage", "a=Consumer b=Consumer c=Consumer");
    let (m, _) = classified(&shop, Some(day("2024-01-02")));
    check(&m, "loyalty_stage", "a=Consumer b=Consumer c=Effective customer");
}

#[test]
fn funnels_go_by_order_then_deal_then_events() {
    let mut shop = portfolio("a 2024-01-01 1; b; c; d; e; f; g; h; i");
    events(
        &mut shop,
        "a 2024-01-01 deal stage=Perdido; b 2024-01-01 deal stage=Ganho; c 2024-01-01 deal stage=Perdido
         d 2024-01-01 deal stage=Lead; d 2024-01-02 cart; e 2024-01-01 deal stage=??; e 2024-01-02 cart
         f 2024-01-01 visit; f 2024-01-01 visit; g 2024-01-01 visit; h 2024-01-01 reply
         i 2024-01-01 deal stage=Proposta; i 2024-01-02 reply",
    );
    let (m, _) = classified(&shop, Some(day("2024-01-31")));
    check(
        &m,
        "funnel_stage",
        "a=Customer b=Customer c=Lost deal d=Information e=About to decide f=Prospect g=Information \
         h=Prospect i=About to decide",
    );
}

#[test]
fn rules_can_be_edited_and_say_what_is_wrong() {
    let shop = portfolio("a 2024-01-01 1; b 2024-01-01 1; b 2024-01-02 1");
    let mut m = compute(&shop, None, &Settings::default());
    let mut run = |field: &str, query: &str, segments: &[SavedSegment]| {
        let edited = vec![RuleList::new(field, [("mine", query)], "other")];
        let rules = RuleSet { edited, ..RuleSet::default() };
        let facts = classify(&shop, &mut m.table, &Settings::default(), segments, &rules);
        facts.map(|_| m.table.get(field).map(|column| [show(column, 0), show(column, 1)]))
    };
    let mine = Some(["other".to_string(), "mine".to_string()]);
    assert_eq!(run("rhythm", "n_orders >= 2", &[]).unwrap(), mine);
    assert_eq!(run("funnel_stage", "activity = \"Active\"", &[]).unwrap(), mine);
    let saved = SavedSegment { name: "often".into(), query: parse("f >= 3").unwrap() };
    assert_eq!(run("rhythm", "segment \"often\"", &[saved]).unwrap(), mine);
    for (field, query, says) in [
        ("activity", "n_orders >=", "activity, rule 1 (mine)"),
        ("activity", "nonsense = 1", "nonsense"),
        (
            "activity",
            "n_orders = 1",
            "loyalty_stage, rule 1 (Defender): activity has no class \"Active\"",
        ),
        ("activity", "activity = \"mine\"", "activity is not made before activity"),
        ("rhythm", "segment \"Defender\"", "loyalty_stage is not made before rhythm"),
        ("activity", "promotion_gap > 1", "promotion_gap is not made before activity"),
        ("pareto_class", "n_orders >= 1", "cannot be called \"pareto_class\""),
    ] {
        let error = run(field, query, &[]).unwrap_err().to_string();
        assert!(error.contains(says), "{error} lacks {says}");
    }
}

proptest! {
    #[test]
    fn everyone_who_exists_has_exactly_one_class_of_each(
        rows in prop::collection::vec((0u8..6, 0i32..400, -2i64..60), 0..40),
        listed in prop::collection::vec(0u8..8, 0..4),
        cut in 0i32..500,
    ) {
        let text: String = (rows.iter())
            .map(|&(c, d, amount)| format!("c{c} {} {amount}\n", crate::calendar::Day(19_000 + d)))
            .chain(listed.iter().map(|c| format!("c{c}\n")))
            .collect();
        let shop = portfolio(&text);
        let (m, facts) = classified(&shop, Some(19_000 + cut));
        for field in ORDER {
            let Some(Column::Class { codes, names }) = m.table.get(field) else {
                panic!("{field} is a class");
            };
            for (customer, &code) in codes.iter().enumerate() {
                let exists = m.table.exists.get(customer);
                prop_assert_eq!((code as usize) < names.len(), exists, "{} of {}", field, customer);
                if ORDER[..5].contains(&field) && exists {
                    let none = names[code as usize] == rules::NO_ORDER;
                    prop_assert_eq!(none, !m.table.buyers.get(customer), "{} of {}", field, customer);
                }
            }
        }
        let Some(Column::Money(gaps)) = m.table.get("promotion_gap") else { panic!("money") };
        prop_assert!(gaps.iter().all(|&gap| gap < i64::MAX && (gap >= 0 || gap == i64::MIN)));
        prop_assert_eq!(facts.lists.len(), ORDER.len() - 1);
    }
}
