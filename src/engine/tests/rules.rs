//! Classifications of the user's over files that they fit and files that they do not, and over what is made late.

use crate::{
    classes::{RuleSet, rules::RuleList},
    engine::{
        builder::{BuilderAsk, BuilderSay},
        core::{Answer, Engine},
        groups::{GroupsAsk, GroupsSay},
        protocol::{Ask, Say},
        testing::{count, engine, load, sample},
        view::{Problem, SetAsideList},
        worth::WorthAsk,
    },
    query::error::Scope,
};

const WITH_PLAN: &str = "customer_id,order_id,order_date,amount,plan\n\
    a,1,2024-01-05,20.00,gold\na,2,2024-02-05,10.00,gold\nb,3,2024-02-06,7.50,basic\n";
const WITHOUT: &str = "customer_id,order_id,order_date,amount\n\
    a,1,2024-01-05,20.00\na,2,2024-02-05,10.00\nb,3,2024-02-06,7.50\n";

fn set(engine: &mut Engine, edited: Vec<RuleList>) {
    let set = RuleSet { edited, ..RuleSet::default() };
    let said = engine.answer(&Ask::Groups(GroupsAsk::SetRules(set)));
    let Answer::Say(says) = said else { panic!("a file") };
    assert!(!says.iter().any(|say| matches!(say, Say::Failed(_))), "{says:?}");
}

/// What is said to be set aside as of the latest day.
fn aside(engine: &mut Engine) -> Vec<SetAsideList> {
    let Answer::Say(says) = engine.answer(&Ask::SetAsOf { day: None }) else { panic!("a file") };
    says.into_iter()
        .find_map(|say| match say {
            Say::Base(base) => Some(base.set_aside),
            _ => None,
        })
        .expect("a base")
}

fn told(list: &SetAsideList) -> String {
    let (of, place, name) = list.rule.as_ref().expect("a rule");
    format!("{}: {of} {place} {name}", list.list)
}

#[test]
fn a_list_that_does_not_fit_is_set_aside_alone_and_comes_back() {
    let by_plan =
        RuleList::new("By plan", [("Many", "n_orders >= 2"), ("Rich", "plan = \"gold\"")], "Rest");
    let by_orders = RuleList::new("By orders", [("Often", "n_orders >= 2")], "Once");
    let leans = RuleList::new("Leans", [("Both", "`By plan` = \"Many\"")], "Other");
    let rhythm = RuleList::new("rhythm", [("Golden", "plan = \"gold\"")], "Plain");
    let mut engine = engine(&[("orders.csv", WITH_PLAN)]);
    set(&mut engine, vec![by_plan, by_orders, leans, rhythm]);
    assert_eq!(aside(&mut engine), []);
    for query in ["`By plan` = \"Many\"", "`By orders` = \"Often\"", "rhythm = \"Golden\""] {
        assert_eq!(count(&mut engine, query).0, 1, "{query}");
    }
    count(&mut engine, "");

    load(&mut engine, &[("orders.csv", WITHOUT)]);
    assert_eq!(count(&mut engine, "`By orders` = \"Often\"").0, 1);
    assert_eq!(count(&mut engine, "rhythm = \"Once\"").0, 1, "the built-in one holds");
    assert!(engine.select("`By plan` = \"Many\"").is_err());
    let set_aside = aside(&mut engine);
    let told: Vec<String> = set_aside.iter().map(told).collect();
    assert_eq!(told, ["rhythm: rhythm 0 Golden", "By plan: By plan 1 Rich", "Leans: Leans 0 Both"]);
    assert!(set_aside.iter().all(|list| matches!(list.problem, Problem::Query(_))));

    load(&mut engine, &[("orders.csv", WITH_PLAN)]);
    assert_eq!(aside(&mut engine), []);
    assert_eq!(count(&mut engine, "Leans = \"Both\"").0, 1);
    assert_eq!(count(&mut engine, "rhythm = \"Golden\"").0, 1);
}

#[test]
fn a_list_that_others_cannot_do_without_or_whose_name_is_taken_is_set_aside_too() {
    let mut engine = engine(&[("orders.csv", WITH_PLAN)]);
    // The built-in loyalty stages ask for who is Active.
    let activity = RuleList::new("activity", [("Awake", "n_orders >= 2")], "Asleep");
    let plan = RuleList::new("plan", [("Any", "n_orders >= 1")], "None");
    let fits = RuleList::new("Fits", [("Often", "n_orders >= 2")], "Once");
    set(&mut engine, vec![activity, plan, fits]);
    let set_aside = aside(&mut engine);
    let lists: Vec<&str> = set_aside.iter().map(|list| list.list.as_str()).collect();
    assert_eq!(lists, ["plan", "activity"]);
    assert_eq!(set_aside[0].problem, Problem::NameTaken { name: "plan".into() });
    assert_eq!(told(&set_aside[1]), "activity: loyalty_stage 0 Defender");
    assert_eq!(count(&mut engine, "Fits = \"Often\"").0, 1);
}

#[test]
fn likeness_is_there_for_whoever_names_it() {
    let some = count(&mut sample(), "alike >= 0.1").0;
    assert!(some > 0);
    let compare = GroupsAsk::Compare { a: "alike >= 0.1".into(), b: String::new() };
    let Say::Groups(GroupsSay::Compare(view)) = sample().said(&Ask::Groups(compare)) else {
        panic!("two groups")
    };
    assert_eq!(view.customers_a, some);
    let spread = BuilderAsk::Spread { scope: Scope::Customers, field: "alike".into() };
    let Say::Builder(BuilderSay::Spread(spread)) = sample().said(&Ask::Builder(spread)) else {
        panic!("a spread")
    };
    assert!(!spread.bins.is_empty());
    let Say::Builder(BuilderSay::Fields(fields)) = sample().said(&Ask::Builder(BuilderAsk::Fields))
    else {
        panic!("fields")
    };
    assert!(fields.customers.iter().any(|field| field.name == "alike"));

    let list = RuleList::new("Leads", [("Warm", "alike >= 0.1")], "Other");
    let mut engine = sample();
    let trial = GroupsAsk::Trial(list.clone());
    let Say::Groups(GroupsSay::Trial(trial)) = engine.said(&Ask::Groups(trial)) else {
        panic!("a trial")
    };
    assert_eq!(trial.takes[0].0, some);

    let mut engine = sample();
    set(&mut engine, vec![list]);
    let warm = |engine: &mut Engine| count(engine, "Leads = \"Warm\"").0;
    assert_eq!(warm(&mut engine), some);
    // Whoever is compared with others has other people alike, and is in another class.
    engine.answer(&Ask::Worth(WorthAsk::Alike("n_orders >= 6".into())));
    let others = count(&mut engine, "alike >= 0.1").0;
    assert_ne!(others, some);
    assert_eq!(warm(&mut engine), others);
    // On another day as well.
    engine.answer(&Ask::SetAsOf {
        day: "2026-03-31".parse::<crate::calendar::Day>().ok().map(|d| d.0),
    });
    let then = count(&mut engine, "alike >= 0.1").0;
    assert_eq!(warm(&mut engine), then);
}

#[test]
fn what_changed_is_told_by_what_was_known_then() {
    let orders = "customer_id,order_id,order_date,amount,plan\n\
        a,1,2024-01-05,20.00,basic\na,2,2024-06-05,10.00,gold\nb,3,2024-01-06,7.50,gold\nb,4,2024-06-06,7.50,gold\n";
    let mut engine = engine(&[("orders.csv", orders)]);
    // Other lists name the other classes.
    let nobody = ["New", "Slipping", "At risk", "Lost"].map(|name| (name, "n_orders >= 9"));
    let rules = [("Active", "plan = \"gold\"")].into_iter().chain(nobody);
    let activity = RuleList::new("activity", rules, "Inactive");
    set(&mut engine, vec![activity]);
    assert_eq!(aside(&mut engine), []);
    let Answer::Say(says) = engine.answer(&Ask::Changes) else { panic!("a file") };
    let Some(Say::Changes { changes, .. }) = says.into_iter().next() else { panic!("no changes") };
    let told: Vec<_> = changes.iter().map(|c| (&*c.name, c.came, c.from.as_deref())).collect();
    assert_eq!(told, [("Active", 1, Some("Inactive"))]);
    // And what is known now is as it was.
    assert_eq!(count(&mut engine, "plan = \"gold\"").0, 2);
}
