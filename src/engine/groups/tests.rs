//! Every group, cell, step, rule and overlap against the query it carries, asked of the engine by itself.

use super::{
    cross::CrossView,
    dimension::{GroupName, GroupsView},
    saved::SavedText,
    *,
};
use crate::{
    classes::{ORDER, rules::Rule},
    engine::{
        core::{Answer, Engine},
        protocol::{Ask, Say},
        testing::{count, sample},
    },
};

fn ask(engine: &mut Engine, ask: GroupsAsk) -> GroupsSay {
    match engine.answer(&Ask::Groups(ask)) {
        Answer::Say(says) => says
            .into_iter()
            .find_map(|say| match say {
                Say::Groups(say) => Some(say),
                Say::Failed(problem) => panic!("{problem:?}"),
                _ => None,
            })
            .expect("an answer"),
        Answer::File { .. } => panic!("a file"),
    }
}

fn field(field: &str, cuts: &[f64]) -> DimensionAsk {
    DimensionAsk { field: field.into(), cuts: cuts.into() }
}

#[test]
fn each_group_is_whom_its_query_selects_and_all_are_everyone() {
    let mut engine = sample();
    let everyone = count(&mut engine, "").0;
    let asks = [
        field("activity", &[]),
        field("Zone", &[]),
        field("Stratum", &[]),
        field("spend_total", &[]),
        field("spend_total", &[100.0, 250.5, 1000.0]),
        field("typical_gap_days", &[]),
        field("reachable", &[]),
        field("first_order", &[]),
        field("score", &[7.0, 9.0]),
    ];
    for wanted in asks {
        let GroupsSay::Groups(GroupsView { rows, .. }) =
            ask(&mut engine, GroupsAsk::Groups(wanted.clone()))
        else {
            panic!("groups")
        };
        assert!(rows.len() > 1, "{wanted:?}: {rows:?}");
        assert_eq!(rows.iter().map(|row| row.customers).sum::<u32>(), everyone, "{wanted:?}");
        for row in rows {
            assert_eq!(count(&mut engine, &row.query), (row.customers, row.revenue), "{row:?}");
        }
    }
}

#[test]
fn each_cell_of_a_cross_table_is_whom_its_query_selects() {
    let mut engine = sample();
    let (rows, columns) = (field("top_category", &[]), field("spend_mean", &[]));
    let GroupsSay::Cross(CrossView { rows, columns, cells, .. }) =
        ask(&mut engine, GroupsAsk::Cross { rows, columns })
    else {
        panic!("a cross-table")
    };
    assert_eq!(cells.len(), rows.len() * columns.len());
    for cell in cells {
        assert_eq!(count(&mut engine, &cell.query).0, cell.customers, "{cell:?}");
    }
}

#[test]
fn a_ladder_goes_up_until_nobody_is_left() {
    let mut engine = sample();
    for template in ["n_orders >= {x}", "lines(sum(quantity) >= {x}, any 60 days)"] {
        let GroupsSay::Ladder(view) =
            ask(&mut engine, GroupsAsk::Ladder { template: template.into() })
        else {
            panic!("a ladder")
        };
        assert!(view.steps.len() > 2, "{view:?}");
        assert!(
            view.steps
                .windows(2)
                .all(|pair| pair[0].at < pair[1].at && pair[0].customers > pair[1].customers)
        );
        for step in &view.steps {
            assert_eq!(count(&mut engine, &step.query).0, step.customers);
        }
    }
}

#[test]
fn a_tried_list_takes_everyone_once_and_changes_nothing() {
    let mut engine = sample();
    let everyone = count(&mut engine, "").0;
    let champions = count(&mut engine, "rfm_segment = \"Champions\"").0;
    let GroupsSay::Lists(lists) = ask(&mut engine, GroupsAsk::Lists) else { panic!("lists") };
    assert_eq!(lists.iter().map(|list| list.field.as_str()).collect::<Vec<_>>(), ORDER);
    for list in &lists {
        let total: u32 = list.classes.iter().map(|row| row.customers).sum();
        assert_eq!(total, everyone, "{}", list.field);
    }
    let mut list = lists[0].list.clone().unwrap();
    list.rules.insert(1, Rule { name: "Big".into(), query: "spend_total >= 500".into() });
    let GroupsSay::Trial(trial) = ask(&mut engine, GroupsAsk::Trial(list.clone())) else {
        panic!("a trial")
    };
    assert_eq!(trial.takes.iter().map(|(n, _)| n).sum::<u32>(), everyone);
    assert_eq!(trial.takes[1].0, count(&mut engine, "n_orders >= 1 and spend_total >= 500").0);
    assert_eq!(count(&mut engine, "rfm_segment = \"Champions\"").0, champions);

    list.rules[1].query = "loyalty_stage = \"Defender\"".into();
    let GroupsSay::Trial(trial) = ask(&mut engine, GroupsAsk::Trial(list.clone())) else {
        panic!("a trial")
    };
    assert!(matches!(trial.problem, Some((1, Problem::RuleTooEarly { .. }))), "{trial:?}");

    list.rules[1].query = "spend_total >= 500".into();
    let set = RuleSet { edited: vec![list], ..RuleSet::default() };
    engine.answer(&Ask::Groups(GroupsAsk::SetRules(set)));
    let big = count(&mut engine, "n_orders >= 1 and spend_total >= 500").0;
    assert_eq!(count(&mut engine, "rfm_segment = \"Big\"").0, big);
}

#[test]
fn saved_segments_are_counted_and_overlaid() {
    let mut engine = sample();
    let text = |name: &str, query: &str| SavedText {
        name: name.into(),
        query: query.into(),
        description: String::new(),
    };
    let texts = vec![
        text("often", "n_orders >= 5"),
        text("big", "spend_total in top 20 %"),
        text("both", "segment \"often\" and segment \"big\""),
        text("torn", "n_orders >="),
    ];
    let GroupsSay::Saved(saved) = ask(&mut engine, GroupsAsk::SetSaved(texts)) else {
        panic!("segments")
    };
    assert_eq!(saved[0].customers, count(&mut engine, "n_orders >= 5").0);
    assert_eq!(
        saved[2].customers,
        count(&mut engine, "n_orders >= 5 and spend_total in top 20 %").0
    );
    assert!(saved[3].problem.is_some());

    let names: Vec<String> = ["often", "big", "nothing"].map(String::from).to_vec();
    let GroupsSay::Overlap(view) = ask(&mut engine, GroupsAsk::Overlap(names)) else {
        panic!("an overlap")
    };
    assert_eq!(view.names, ["often", "big"]);
    assert_eq!(view.pairs[0], saved[0].customers);
    assert_eq!(view.pairs[1], saved[2].customers);
    for part in &view.parts {
        assert_eq!(count(&mut engine, &part.query), (part.customers, part.revenue), "{part:?}");
    }
    let inside: u32 = view.parts.iter().map(|part| part.customers).sum();
    assert_eq!(inside, saved[0].customers + saved[1].customers - saved[2].customers);
}

#[test]
fn what_sets_two_segments_apart_is_counted_as_the_queries_count() {
    let mut engine = sample();
    let (a, b) =
        ("spend_total in top 20 %".to_string(), "not (spend_total in top 20 %)".to_string());
    let ask_for = GroupsAsk::Compare { a: a.clone(), b: b.clone() };
    let GroupsSay::Compare(view) = ask(&mut engine, ask_for) else { panic!("a comparison") };
    assert_eq!(view.customers_a, count(&mut engine, &a).0);
    assert_eq!(view.customers_b, count(&mut engine, &b).0);
    assert!(view.rows.len() > 10);
    for row in &view.rows {
        let of = |engine: &mut Engine, whom: &str| {
            count(engine, &format!("({whom}) and {}", row.query)).0
        };
        assert_eq!((of(&mut engine, &a), of(&mut engine, &b)), (row.in_a, row.in_b), "{row:?}");
        let shares = (
            f64::from(row.in_a) / f64::from(view.customers_a),
            f64::from(row.in_b) / f64::from(view.customers_b),
        );
        assert_eq!((row.share_a, row.share_b), shares);
        if let Some((lift, low, high)) = row.lift {
            assert!(low <= lift && lift <= high && (low > 1.0 || high < 1.0), "{row:?}");
        }
    }
    assert!(view.rows.iter().any(|row| row.field == "product" || row.field == "category"));

    let nobody = "n_orders < 0".to_string();
    let ask_for = GroupsAsk::Compare { a: nobody, b: String::new() };
    let GroupsSay::Compare(view) = ask(&mut engine, ask_for) else { panic!("a comparison") };
    assert_eq!((view.customers_a, view.rows.len()), (0, 0));
}

#[test]
fn an_own_classification_is_counted_crossed_exported_and_taken_away() {
    let mut engine = sample();
    let everyone = count(&mut engine, "").0;
    let rules = [("Dear", "spend_total >= 500"), ("Frequent", "n_orders >= 5")];
    let own = RuleList::new("Our tiers", rules, "Others");
    let GroupsSay::Trial(trial) = ask(&mut engine, GroupsAsk::Trial(own.clone())) else {
        panic!("a trial")
    };
    assert_eq!(trial.problem, None);
    let set = |engine: &mut Engine, edited: Vec<RuleList>| {
        let set = RuleSet { edited, ..RuleSet::default() };
        engine.answer(&Ask::Groups(GroupsAsk::SetRules(set)));
    };
    set(&mut engine, vec![own]);
    let GroupsSay::Lists(lists) = ask(&mut engine, GroupsAsk::Lists) else { panic!("lists") };
    let list = lists.last().unwrap();
    let counted: Vec<u32> = list.classes.iter().map(|row| row.customers).collect();
    let tried: Vec<u32> = trial.takes.iter().map(|(n, _)| *n).collect();
    assert_eq!((list.field.as_str(), &counted), ("Our tiers", &tried));
    assert_eq!(counted.iter().sum::<u32>(), everyone);
    let frequent = count(&mut engine, "n_orders >= 5 and not spend_total >= 500").0;
    assert_eq!(count(&mut engine, "`our tiers` = \"Frequent\"").0, frequent);
    let uncut = |field: &str| DimensionAsk { field: field.into(), cuts: Vec::new() };
    let cross = GroupsAsk::Cross { rows: uncut("Our tiers"), columns: uncut("activity") };
    assert!(matches!(ask(&mut engine, cross), GroupsSay::Cross(_)));
    let export = crate::engine::protocol::ExportFormat::Csv(Default::default());
    let export = Ask::Export { format: export, sort: Default::default(), search: String::new() };
    let Answer::File { bytes, .. } = engine.answer(&export) else { panic!("a file") };
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.lines().next().unwrap().ends_with(",Seller,Our tiers"));
    assert_eq!(text.matches(",Frequent\r\n").count(), frequent as usize);

    set(&mut engine, Vec::new());
    assert!(engine.select("`our tiers` = \"Frequent\"").is_err());
}

#[test]
fn what_is_the_same_customers_is_told_once() {
    let mut engine = sample();
    let compare = GroupsAsk::Compare { a: "rfm_segment = \"Champions\"".into(), b: "".into() };
    let GroupsSay::Compare(view) = ask(&mut engine, compare) else { panic!("two segments") };
    let mut known = std::collections::HashMap::new();
    for row in &view.rows {
        engine.select(&row.query).unwrap();
        let whom = engine.selected().unwrap().words().to_vec();
        let before = known.insert(whom, row.query.clone());
        assert_eq!(before, None, "{}", row.query);
    }
    // Of nine fields that those without an order lack, a class is told.
    assert!(view.rows.iter().any(|row| row.name == GroupName::Class("No order".into())));
}

#[test]
fn look_alikes_are_known_to_whoever_names_them() {
    let mut engine = sample();
    let some = count(&mut engine, "alike >= 0.1").0;
    assert!(some > 0);
    engine.answer(&Ask::SetAsOf {
        day: "2026-06-30".parse::<crate::calendar::Day>().ok().map(|d| d.0),
    });
    assert!(engine.selected().unwrap().count() > 0);
}

#[test]
fn stages_go_from_everyone_to_the_few_and_say_what_is_missing() {
    let mut engine = sample();
    let everyone = count(&mut engine, "").0;
    for field in stages::WAYS {
        let GroupsSay::Stages(view) =
            ask(&mut engine, GroupsAsk::Stages { field: field.to_string() })
        else {
            panic!("stages")
        };
        assert_eq!(view.stages[0].reached, everyone);
        let aside: u32 = view.aside.iter().map(|row| row.customers).sum();
        let at: u32 = view.stages.iter().map(|stage| stage.at.customers).sum();
        assert_eq!(at + aside, everyone, "{field}");
        for (step, stage) in view.stages.iter().enumerate() {
            assert_eq!(count(&mut engine, &stage.at.query), (stage.at.customers, stage.at.revenue));
            let beyond: u32 = view.stages[step..].iter().map(|stage| stage.at.customers).sum();
            assert_eq!(stage.reached, beyond + if step == 0 { aside } else { 0 }, "{field}");
            for near in &stage.near {
                assert_eq!(count(&mut engine, &near.query).0, near.customers, "{near:?}");
                assert_eq!(count(&mut engine, &near.warm_query).0, near.warm, "{near:?}");
                // They lack just this, and nobody at the stage who has it lacks nothing else.
                let (met, in_words) = (format!("{} and ({})", near.query, near.lacks), &near.lacks);
                assert_eq!(count(&mut engine, &met).0, 0, "{in_words}");
            }
        }
        assert!(view.stages.iter().any(|stage| !stage.near.is_empty()), "{view:?}");
        assert!(view.paces.iter().all(|pace| pace.customers == 0 || pace.median_days >= Some(0.0)));
    }
    let field = "activity".to_string();
    let said = engine.answer(&Ask::Groups(GroupsAsk::Stages { field }));
    assert!(matches!(said, Answer::Say(says) if says.is_empty()));
}

#[test]
fn tiers_cost_what_their_rates_make_of_what_was_spent() {
    let mut engine = sample();
    let rates =
        tiers::Rates { tiers: vec![("Gold".into(), 0.1), ("Basic".into(), 0.5)], bonus: 0.0 };
    let GroupsSay::Tiers(view) = ask(&mut engine, GroupsAsk::Tiers(rates)) else { panic!("tiers") };
    let names: Vec<&str> = view.tiers.iter().map(|tier| tier.name.as_str()).collect();
    assert_eq!(names, ["Gold", "Silver", "Bronze", "Basic"]);
    // Whoever is in Basic has not ordered in these months.
    assert!((view.tiers[0].cost - view.tiers[0].spend / 10.0).abs() < 0.006, "{view:?}");
    assert!((view.cost - view.tiers[0].cost - view.tiers[3].cost).abs() < 1e-6);
    assert_eq!(view.tiers[0].next, None);
    for tier in &view.tiers {
        assert_eq!(count(&mut engine, &tier.query).0, tier.customers);
        assert_eq!(count(&mut engine, &tier.growing_query).0, tier.growing);
        let Some(next) = &tier.next else { continue };
        for near in &next.near {
            assert_eq!(count(&mut engine, &near.query).0, near.customers, "{near:?}");
        }
        if let Some(threshold) = &next.threshold {
            assert_eq!(count(&mut engine, &threshold.near_query).0, threshold.near);
        }
    }
    let silver = view.tiers[1].next.as_ref().and_then(|next| next.threshold.as_ref()).unwrap();
    let gold = format!("spend_12m in top 5 % and spend_12m < {}", silver.at);
    assert_eq!(count(&mut engine, &gold).0, 0, "nobody of the top lies below where it begins");
}

#[test]
fn who_bought_and_who_never_did_are_the_whole_group() {
    let mut engine = sample();
    let field = "rfm_segment".to_string();
    let GroupsSay::Bought(view) = ask(&mut engine, GroupsAsk::Bought { field }) else {
        panic!("a table")
    };
    assert!(view.categories.len() > 2);
    for row in &view.groups {
        for cell in &row.cells {
            assert_eq!(count(&mut engine, &cell.query).0, cell.bought, "{cell:?}");
            let others = count(&mut engine, &cell.other_query).0;
            assert_eq!(others, row.customers - cell.bought, "{cell:?}");
        }
    }
}

#[test]
fn what_rises_and_what_falls_is_everything_that_changes() {
    use products::ProductOrder::{Falling, Revenue, Rising};
    let mut engine = sample();
    let mut changes = |order| {
        let GroupsSay::Products(view) =
            ask(&mut engine, GroupsAsk::Products { categories: false, order })
        else {
            panic!("products")
        };
        view.rows.iter().map(|row| row.change).collect::<Vec<f64>>()
    };
    let (all, up, down) = (changes(Revenue), changes(Rising), changes(Falling));
    assert!(up.is_sorted_by(|a, b| a >= b) && up.iter().all(|&change| change > 0.0));
    assert!(down.is_sorted() && down.iter().all(|&change| change < 0.0));
    assert_eq!(up.len() + down.len(), all.iter().filter(|&&change| change != 0.0).count());
}
