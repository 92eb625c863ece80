//! **Frozen cuts**: the rules of one day with everything that is relative to that day's base turned into fixed numbers, so
//! that they can be applied to another day: score cuts, `in top n %`, `median(…)`, and the least spend of Pareto A and B.
//!
//! Measures stay those of each day: they say what a customer did. So do the fit behind `p_alive` and the base's typical
//! gap, which are facts about the base and no cuts.
//!
//! The trap: ties. `in top n` breaks them by id, a number cannot: whoever ties with the last of the top is in it. Classes
//! of the first day are therefore to be made by the frozen rules too, so that nobody seems to move who did nothing.

use crate::{
    classes::{ClassFacts, RuleSet, pareto::Least, rules::RuleList},
    mask::Mask,
    measures::{base::BaseFacts, scores::Cuts},
    money::{QUANTITY_DECIMALS, format_units},
    portfolio::columns::{Column, EMPTY_I32, EMPTY_I64},
    query::{
        ast::*,
        edit::condition,
        evaluate::{Data, evaluate},
        fields::{SavedSegment, Schema},
        parse::parse,
        print::print,
    },
};

/// Rules that no longer depend on the base they are applied to.
#[derive(Debug, Clone, PartialEq)]
pub struct Frozen {
    /// None where the day had no buyers: then the other day's own stand.
    pub cuts: Option<Cuts>,
    pub classes: RuleSet,
    pub segments: Vec<SavedSegment>,
}

/// The rules of the day that `data` is of. `pareto` are those shares that are set, used where the day had no class A.
pub fn freeze(data: &Data, facts: &BaseFacts, classes: &ClassFacts, rules: &RuleSet) -> Frozen {
    let freezer = Freezer { data, schema: Schema::of(data) };
    let spend = match data.table.get("spend_total") {
        Some(Column::Money(spend)) => &spend[..],
        _ => &[],
    };
    let least = data.table.get("pareto_class").and_then(|column| Least::of(column, spend));
    Frozen {
        cuts: (facts.counts.buyers > 0).then_some(facts.cuts),
        classes: RuleSet {
            edited: classes.lists.iter().map(|list| freezer.list(list)).collect(),
            pareto: rules.pareto,
            pareto_least: rules.pareto_least.or(least),
        },
        segments: data
            .segments
            .iter()
            .map(|s| SavedSegment { name: s.name.clone(), query: freezer.node(&s.query) })
            .collect(),
    }
}

struct Freezer<'a> {
    data: &'a Data<'a>,
    schema: Schema,
}

impl Freezer<'_> {
    fn list(&self, list: &RuleList) -> RuleList {
        let mut list = list.clone();
        for rule in &mut list.rules {
            // A rule that does not parse was never applied; it stays to be complained of.
            if let Ok(node) = parse(&rule.query) {
                rule.query = print(&self.node(&node));
            }
        }
        list
    }

    fn node(&self, node: &Node) -> Node {
        let all = |parts: &[Node]| parts.iter().map(|part| self.node(part)).collect();
        match node {
            Node::And(parts) => Node::And(all(parts)),
            Node::Or(parts) => Node::Or(all(parts)),
            Node::Not(part) => Node::Not(Box::new(self.node(part))),
            Node::Condition(known) => match &known.test {
                Test::InTop { name, .. } => self.top(name, node),
                test => condition(self.test(test)),
            },
        }
    }

    /// `field in top n` as `field >= value of the last`; nobody where it kept nobody.
    fn top(&self, name: &Name, node: &Node) -> Node {
        let last = evaluate(node, self.data).ok().and_then(|mask| {
            let (column, decimals) = self.column(name)?;
            least(column, decimals, &mask)
        });
        match last {
            Some(number) => condition(Test::Compare {
                name: name.clone(),
                op: Op::Ge,
                value: Value::new(ValueKind::Number(number)),
            }),
            None => {
                let is_empty = |negated| condition(Test::IsEmpty { name: name.clone(), negated });
                Node::And(vec![is_empty(true), is_empty(false)])
            }
        }
    }

    fn test(&self, test: &Test) -> Test {
        match test {
            Test::Compare { name, op, value } => {
                Test::Compare { name: name.clone(), op: *op, value: self.value(value) }
            }
            Test::Between { name, low, high } => {
                Test::Between { name: name.clone(), low: self.value(low), high: self.value(high) }
            }
            Test::In { name, negated, values } => Test::In {
                name: name.clone(),
                negated: *negated,
                values: values.iter().map(|value| self.value(value)).collect(),
            },
            Test::Source(source) => {
                let mut source = source.clone();
                source.value = self.value(&source.value);
                for filter in &mut source.filters {
                    filter.test = self.test(&filter.test);
                }
                Test::Source(source)
            }
            other => other.clone(),
        }
    }

    /// A median as the number it is today; one of nothing stays.
    fn value(&self, value: &Value) -> Value {
        let ValueKind::Median(name) = &value.kind else { return value.clone() };
        let median = self
            .column(name)
            .and_then(|(column, decimals)| median(column, decimals, &self.data.table.buyers));
        median.map_or_else(|| value.clone(), |number| Value::new(ValueKind::Number(number)))
    }

    fn column(&self, name: &Name) -> Option<(&Column, u32)> {
        let portfolio = self.data.portfolio;
        let field = &self.schema.customers.find(&name.text)?.name;
        let attributes = &portfolio.customers.attributes;
        let column = self.data.table.get(field).or_else(|| {
            attributes.iter().find(|a| a.name == *field).map(|attribute| &attribute.column)
        })?;
        Some((column, portfolio.decimals()))
    }
}

/// The smallest value of the kept, as the language writes it.
fn least(column: &Column, decimals: u32, of: &Mask) -> Option<Number> {
    match column {
        Column::Whole(v) => {
            let least = of.iter().map(|i| v[i]).filter(|&v| v != EMPTY_I32).min()?;
            Some(Number::from(i64::from(least)))
        }
        Column::Money(v) => units(v, of).into_iter().min().and_then(|u| written(u, decimals)),
        Column::Quantity(v) => {
            units(v, of).into_iter().min().and_then(|u| written(u, QUANTITY_DECIMALS))
        }
        Column::Number(v) => {
            let known = of.iter().map(|i| v[i]).filter(|v| !v.is_nan());
            Number::new(&known.min_by(f64::total_cmp)?.to_string())
        }
        _ => None,
    }
}

/// The median of the kept that have a value, exactly, as the language writes it.
fn median(column: &Column, decimals: u32, of: &Mask) -> Option<Number> {
    let (mut values, decimals) = match column {
        Column::Whole(v) => {
            let known = of.iter().map(|i| v[i]).filter(|&v| v != EMPTY_I32);
            (known.map(i64::from).collect(), 0)
        }
        Column::Money(v) => (units(v, of), decimals),
        Column::Quantity(v) => (units(v, of), QUANTITY_DECIMALS),
        Column::Number(v) => {
            let mut values: Vec<f64> = of.iter().map(|i| v[i]).filter(|v| !v.is_nan()).collect();
            values.sort_unstable_by(f64::total_cmp);
            let (low, high) =
                (values.get(values.len().checked_sub(1)? / 2)?, values[values.len() / 2]);
            return Number::new(&if *low == high { high } else { (low + high) / 2.0 }.to_string());
        }
        _ => return None,
    };
    values.sort_unstable();
    let (low, high) = (*values.get(values.len().checked_sub(1)? / 2)?, values[values.len() / 2]);
    if low == high {
        return written(low, decimals);
    }
    // Half of a sum, in tenths of the unit: one more decimal writes it exactly.
    written(low.checked_add(high)?.checked_mul(5)?, decimals + 1)
}

fn units(values: &[i64], of: &Mask) -> Vec<i64> {
    of.iter().map(|i| values[i]).filter(|&value| value != EMPTY_I64).collect()
}

fn written(units: i64, decimals: u32) -> Option<Number> {
    Number::new(&format_units(units, decimals))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        classes::classify,
        measures::{compute, settings::Settings, table::Table, testing::*},
        portfolio::columns::Portfolio,
    };

    fn classed(
        shop: &Portfolio,
        as_of: &str,
        settings: &Settings,
        rules: &RuleSet,
    ) -> (Table, BaseFacts, ClassFacts) {
        let measured = compute(shop, Some(day(as_of)), settings);
        let mut table = measured.table;
        let facts = classify(shop, &mut table, settings, &[], rules).unwrap();
        (table, measured.base, facts)
    }

    fn shop() -> Portfolio {
        portfolio(
            "a 2024-01-01 10; a 2024-01-20 10; b 2024-01-02 20; b 2024-01-21 20; c 2024-01-03 30; d 2024-01-04 40
             e 2024-01-05 50; e 2024-01-25 50
             f 2024-02-10 900; f 2024-02-12 900; g 2024-02-11 800; g 2024-02-12 700; h 2024-02-12 950",
        )
    }

    #[test]
    fn relative_conditions_become_numbers() {
        let shop = shop();
        let settings = Settings::default();
        let (table, facts, classes) = classed(&shop, "2024-01-31", &settings, &RuleSet::default());
        let segments = [SavedSegment {
            name: "s".into(),
            query: parse("n_orders >= median(n_orders)").unwrap(),
        }];
        let data =
            Data { portfolio: &shop, table: &table, settings: &settings, segments: &segments };
        let freezer = Freezer { data: &data, schema: Schema::of(&data) };
        for (query, expect) in [
            ("spend_total in top 2", "spend_total >= 40.00"),
            ("spend_total in top 20 %", "spend_total >= 100.00"),
            ("n_orders in top 3", "n_orders >= 2"),
            ("n_orders in top 4 or r = 5", "n_orders >= 1 or r = 5"),
            ("spend_total >= median(spend_total)", "spend_total >= 40.00"),
            ("spend_mean >= median(spend_mean)", "spend_mean >= 30"),
            (
                "customer_age_days between 1 and median(customer_age_days)",
                "customer_age_days between 1 and 28",
            ),
            (
                "not lines(amount > median(spend_total), count >= 1)",
                "not lines(amount > 40.00, count >= 1)",
            ),
            ("score in top 5", "score is not empty and score is empty"),
            ("score > median(score)", "score > median(score)"),
            ("activity = \"Active\"", "activity = \"Active\""),
        ] {
            assert_eq!(print(&freezer.node(&parse(query).unwrap())), expect, "{query}");
        }
        let frozen = freeze(&data, &facts, &classes, &RuleSet::default());
        assert_eq!(print(&frozen.segments[0].query), "n_orders >= 2");
        assert_eq!(frozen.cuts, Some(facts.cuts));
        let text: String = frozen
            .classes
            .edited
            .iter()
            .flat_map(|l| l.rules.iter().map(|r| r.query.clone()))
            .collect();
        assert!(!text.contains("in top") && !text.contains("median"), "{text}");
    }

    #[test]
    fn a_median_of_two_is_written_exactly() {
        let all = Mask::all(2);
        let check = |column: Column, expect: &str| {
            assert_eq!(median(&column, 2, &all).unwrap().written(), expect);
        };
        check(Column::Money(vec![-105, 100]), "-0.025");
        check(Column::Whole(vec![1, 2]), "1.5");
        check(Column::Quantity(vec![1_000_000, 2_500_000]), "1.7500000");
        check(Column::Number(vec![0.1, f64::NAN]), "0.1");
        assert_eq!(median(&Column::Money(vec![]), 2, &Mask::none(0)), None);
    }

    #[test]
    fn who_did_nothing_does_not_fall_by_what_others_did() {
        let shop = shop();
        let own = Settings::default();
        let (then, facts, classes) = classed(&shop, "2024-01-31", &own, &RuleSet::default());
        let data = Data { portfolio: &shop, table: &then, settings: &own, segments: &[] };
        let frozen = freeze(&data, &facts, &classes, &RuleSet::default());
        let settings = Settings { cuts: frozen.cuts, ..own };
        let (now, ..) = classed(&shop, "2024-02-12", &settings, &frozen.classes);
        let (ranked, ..) = classed(&shop, "2024-02-12", &own, &RuleSet::default());
        let class =
            |table: &Table, field: &str, customer: usize| show(table.get(field).unwrap(), customer);
        // e was a big buyer in January; three bigger ones came in February.
        let e = 4;
        assert_eq!(class(&then, "pareto_class", e), "A");
        assert_eq!(class(&ranked, "pareto_class", e), "B");
        assert_eq!(class(&now, "pareto_class", e), "A");
        assert_eq!(
            (class(&then, "m", e), class(&ranked, "m", e), class(&now, "m", e)),
            ("5".into(), "3".into(), "5".into())
        );
        assert_eq!(class(&then, "reward_tier", e), "Gold");
        assert_eq!(class(&ranked, "reward_tier", e), "Bronze");
        assert_eq!(class(&now, "reward_tier", e), "Gold");
    }
}
