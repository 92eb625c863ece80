//! The Overview: one sentence's numbers, things to do, and the pictures.

use super::{
    base::Base,
    tally::{Tally, class_rows, major, spend, sum_of},
    view::*,
};
use crate::{
    calendar::Day,
    classes::rules::NO_ORDER,
    mask::Mask,
    measures::{
        scores::Band,
        settings::{Returns, Settings},
        table::Table,
    },
    portfolio::columns::{Column, EMPTY_CLASS, EMPTY_I32, EMPTY_I64},
    query::print::quote,
};

/// Most months drawn; a longer history shows its latest.
const MONTHS: usize = 60;

/// The Overview of a base with a selection.
pub fn overview(
    base: &Base,
    settings: &Settings,
    selected: &Mask,
    revision: Revision,
) -> OverviewView {
    let Base { portfolio, table, facts, .. } = base;
    let money = portfolio.has_money.then(|| portfolio.decimals());
    let leaving = of_classes(table, "activity", &["Slipping", "At risk"]);
    OverviewView {
        revision,
        customers: table.exists.count() as u32,
        buyers: table.buyers.count() as u32,
        orders: facts.counts.orders as u32,
        revenue: money.map(|decimals| major(sum_of(table, "spend_total", &table.exists), decimals)),
        pareto: money.and_then(|_| pareto(base, selected)),
        gap_median: facts.gap_median,
        leaving: leaving.count() as u32,
        leaving_revenue: money
            .map(|decimals| major(sum_of(table, "spend_12m", &leaving), decimals)),
        tasks: tasks(base),
        activity: class_rows(table, "activity", selected, money),
        rfm_segments: class_rows(table, "rfm_segment", selected, money),
        rfm_map: rfm_map(table, selected, money),
        rfm_rows: facts.bands.r.iter().rev().map(extent).collect(),
        rfm_columns: facts.bands.f.iter().map(extent).collect(),
        months: months(base, settings, selected),
    }
}

/// The existing customers in one of these classes of a field.
pub fn of_classes(table: &Table, field: &str, classes: &[&str]) -> Mask {
    let Some(Column::Class { codes, names }) = table.get(field) else {
        return Mask::none(table.len());
    };
    let wanted: Vec<bool> = names.iter().map(|name| classes.contains(&name.as_str())).collect();
    let mut mask =
        Mask::from_fn(table.len(), |i| wanted.get(codes[i] as usize).copied().unwrap_or(false));
    mask.and(&table.exists);
    mask
}

fn pareto(base: &Base, selected: &Mask) -> Option<ParetoView> {
    let Base { portfolio, table, .. } = base;
    let facts = base.classes.pareto?;
    let mut spends: Vec<i64> = table.buyers.iter().map(|i| spend(table)[i].max(0)).collect();
    spends.sort_unstable_by(|a, b| b.cmp(a));
    let total: i64 = spends.iter().sum();
    // Points of whole customers, so that each lies on the curve however few there are.
    let steps = spends.len().min(100);
    let mut curve = Vec::with_capacity(steps + 1);
    let (mut sum, mut next) = (0i64, 0usize);
    for step in 0..=steps {
        let upto = spends.len() * step / steps;
        sum += spends[next..upto].iter().sum::<i64>();
        next = upto;
        curve.push((upto as f64 / spends.len() as f64, sum as f64 / total as f64));
    }
    Some(ParetoView {
        customers_share: facts.customers_share(),
        spend_share: facts.spend_share(),
        concentrated: facts.concentrated(),
        curve,
        classes: class_rows(table, "pareto_class", selected, Some(portfolio.decimals())),
    })
}

/// Things to do, those that concern nobody left out.
fn tasks(base: &Base) -> Vec<Task> {
    let Base { portfolio, table, .. } = base;
    let money = |name: &str, of: &Mask| {
        portfolio.has_money.then(|| major(sum_of(table, name, of), portfolio.decimals()))
    };
    let mut quiet = of_classes(table, "activity", &["Inactive", "Lost"]);
    quiet.and(&of_classes(table, "pareto_class", &["A"]));
    let slipping = of_classes(table, "activity", &["Slipping"]);
    let lost = of_classes(table, "activity", &["Lost"]);
    let mut tasks = vec![
        Task {
            kind: TaskKind::WinBack,
            customers: quiet.count() as u32,
            money: money("spend_total", &quiet),
            query: "pareto_class = \"A\" and activity in (\"Inactive\", \"Lost\")".into(),
        },
        Task {
            kind: TaskKind::CatchInTime,
            customers: slipping.count() as u32,
            money: money("spend_12m", &slipping),
            query: "activity = \"Slipping\"".into(),
        },
    ];
    tasks.extend(promotion(base));
    tasks.push(Task {
        kind: TaskKind::CleanUp,
        customers: lost.count() as u32,
        money: money("spend_total", &lost),
        query: "activity = \"Lost\"".into(),
    });
    tasks.retain(|task| task.customers > 0);
    tasks
}

/// The customers nearest to class A: those who lack at most a round sum, about a tenth of what the lowest
/// of A has spent.
fn promotion(base: &Base) -> Option<Task> {
    let Base { portfolio, table, .. } = base;
    let Some(Column::Money(gaps)) = table.get("promotion_gap") else { return None };
    let lowest = base.classes.pareto?.lowest;
    let whole = 10i64.pow(portfolio.decimals());
    let limit = round_sum(lowest / 10 / whole)?;
    let near = |gap: i64| gap != EMPTY_I64 && gap <= limit * whole;
    let customers = table.exists.iter().filter(|&i| near(gaps[i])).count() as u32;
    Some(Task {
        kind: TaskKind::Promote,
        customers,
        money: Some(limit as f64),
        query: format!("promotion_gap <= {limit}"),
    })
}

/// The largest of 1, 2, 5, 10, 20, 50 … that is not above this.
fn round_sum(limit: i64) -> Option<i64> {
    let power = 10i64.checked_pow(limit.checked_ilog10()?)?;
    [5, 2, 1].into_iter().map(|digit| digit * power).find(|&sum| sum <= limit)
}

fn rfm_map(table: &Table, selected: &Mask, money: Option<u32>) -> Vec<RfmCell> {
    let (Some(Column::Whole(r)), Some(Column::Whole(f))) = (table.get("r"), table.get("f")) else {
        return Vec::new();
    };
    if table.buyers.count() == 0 {
        return Vec::new();
    }
    let mut tallies = [Tally::default(); 25];
    let spend = spend(table);
    for i in table.buyers.iter() {
        let spend = spend.get(i).copied().unwrap_or(EMPTY_I64);
        tallies[((5 - r[i]) * 5 + f[i] - 1) as usize].add(selected.get(i), spend);
    }
    tallies
        .iter()
        .enumerate()
        .map(|(i, tally)| {
            let (r, f) = (5 - i / 5, i % 5 + 1);
            RfmCell {
                r: r as u8,
                f: f as u8,
                customers: tally.customers,
                selected: tally.selected,
                revenue: money.map(|decimals| major(tally.spend, decimals)),
                query: format!("r = {r} and f = {f}"),
            }
        })
        .collect()
}

/// Orders and net spend of the selected by calendar month.
fn months(base: &Base, settings: &Settings, selected: &Mask) -> Vec<MonthView> {
    let Base { portfolio, table, .. } = base;
    let (Some(as_of), Some((first, _))) = (table.as_of, portfolio.span()) else {
        return Vec::new();
    };
    if portfolio.lines.is_empty() || first > as_of {
        return Vec::new();
    }
    let mut starts = vec![Day(as_of).month_start()];
    while starts[starts.len() - 1].0 > first && starts.len() < MONTHS {
        starts.push(starts[starts.len() - 1].add_months(-1));
    }
    starts.reverse();
    let from = starts[0].0;
    // The month of each day, looked up instead of worked out for every line.
    let month_of: Vec<u16> = (from..=as_of)
        .map(|day| (starts.partition_point(|start| start.0 <= day) - 1) as u16)
        .collect();
    let mut orders = vec![0u32; starts.len()];
    let mut spend = vec![0i64; starts.len()];
    let net = settings.returns == Returns::Net;
    let lines = &portfolio.lines;
    for customer in selected.iter() {
        for order in portfolio.orders.of(customer) {
            let day = table.orders.day[order];
            if day != EMPTY_I32 && day >= from {
                orders[month_of[(day - from) as usize] as usize] += 1;
            }
        }
        for line in lines.of(customer) {
            let day = lines.day[line];
            if (from..=as_of).contains(&day) && (net || !lines.is_return[line]) {
                spend[month_of[(day - from) as usize] as usize] += lines.amount[line];
            }
        }
    }
    starts
        .iter()
        .enumerate()
        .map(|(i, start)| {
            let last = Day(start.add_months(1).0 - 1);
            MonthView {
                month: start.0,
                orders: orders[i],
                revenue: portfolio.has_money.then(|| major(spend[i], portfolio.decimals())),
                partial: start.0 < first || last.0 > as_of,
                query: format!("orders(count >= 1, between {start} and {last})"),
            }
        })
        .collect()
}

/// Smallest and greatest value of a score, where somebody has it.
fn extent(band: &Band) -> Option<(i64, i64)> {
    (band.customers > 0).then_some((band.min, band.max))
}

/// What became of the activity classes between two days: who came into each from another, and from which most
/// of them came.
pub fn changes(before: &Table, now: &Table, money: Option<u32>) -> Vec<ActivityChange> {
    let (
        Some(Column::Class { codes: old, names: old_names }),
        Some(Column::Class { codes: new, names }),
    ) = (before.get("activity"), now.get("activity"))
    else {
        return Vec::new();
    };
    let change = |(code, name): (usize, &String)| {
        let code = code as u8;
        let came = Mask::from_fn(now.len(), |i| new[i] == code && old[i] != code);
        let mut from = [0u32; 256];
        for i in came.iter() {
            // Who did not exist had not ordered.
            let class = old_names.get(old[i] as usize).filter(|name| *name != NO_ORDER);
            from[class.map_or(EMPTY_CLASS, |_| old[i]) as usize] += 1;
        }
        let most = (0..from.len()).rev().max_by_key(|&class| from[class]).unwrap_or(0);
        ActivityChange {
            name: name.clone(),
            came: came.count() as u32,
            revenue: money.map(|decimals| major(sum_of(now, "spend_12m", &came), decimals)),
            from: old_names.get(most).cloned(),
            from_count: from[most],
            query: format!("activity = {}", quote(name)),
        }
    };
    let all = names.iter().enumerate().map(change);
    all.filter(|change| change.came > 0 && change.name != NO_ORDER).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        calendar::Day,
        engine::base::{Rules, work_out},
        measures::testing::portfolio,
    };

    /// Buys every 10 days up to the first day; two buy on, one stops, one begins.
    const SHOP: &str = "on 2024-01-01 5; on 2024-01-11 5; on 2024-01-21 5; on 2024-01-31 5; \
        on 2024-02-10 5; off 2024-01-01 7; off 2024-01-11 7; off 2024-01-21 7; new 2024-02-08 9";

    fn base(text: &str) -> Base {
        Base::new(portfolio(text), &Rules::default(), &mut |_| {}).unwrap()
    }

    fn view(text: &str) -> OverviewView {
        let base = base(text);
        overview(&base, &Settings::default(), &base.table.exists, 1)
    }

    #[test]
    fn sums_are_round() {
        for (limit, expect) in [
            (0, None),
            (1, Some(1)),
            (9, Some(5)),
            (10, Some(10)),
            (49, Some(20)),
            (199, Some(100)),
        ] {
            assert_eq!(round_sum(limit), expect, "{limit}");
        }
    }

    #[test]
    fn changes_say_who_came_from_where() {
        let base = base(SHOP);
        let as_of = "2024-01-31".parse::<Day>().unwrap().0;
        let rules = Rules { as_of: Some(as_of), ..Rules::default() };
        let before = work_out(&base.portfolio, &rules, &mut |_| {}).unwrap().table;
        let said: Vec<String> = (changes(&before, &base.table, Some(2)).iter())
            .map(|c| format!("{} {} {:?} {} {:?}", c.name, c.came, c.from, c.from_count, c.revenue))
            .collect();
        assert_eq!(said, ["New 1 None 1 Some(9.0)", "Slipping 1 Some(\"Active\") 1 Some(21.0)"]);
    }

    #[test]
    fn the_map_says_what_its_scores_stand_for() {
        let view = view("a 2024-01-01 1; b 2024-01-02 1; b 2024-01-03 1; c 2024-01-05 1");
        assert_eq!(view.rfm_map.len(), 25);
        assert_eq!(view.rfm_map.iter().map(|cell| cell.customers).sum::<u32>(), 3);
        // Of three buyers the worst gets 1, the middle 2, the best 4.
        assert_eq!(view.rfm_rows, [None, Some((0, 0)), None, Some((2, 2)), Some((4, 4))]);
        assert_eq!(view.rfm_columns, [Some((1, 1)), None, None, Some((2, 2)), None]);
    }

    #[test]
    fn months_at_the_edges_are_partial() {
        let view = view("a 2024-01-01 1; a 2024-02-15 2; a 2024-03-10 4");
        let months: Vec<_> =
            view.months.iter().map(|m| (m.orders, m.revenue.unwrap(), m.partial)).collect();
        assert_eq!(months, [(1, 1.0, false), (1, 2.0, false), (1, 4.0, true)]);
        assert_eq!(view.months[1].query, "orders(count >= 1, between 2024-02-01 and 2024-02-29)");
    }

    #[test]
    fn little_data_makes_no_nonsense() {
        let one = view("a 2024-01-05 10");
        assert_eq!((one.buyers, one.leaving, one.gap_median), (1, 0, None));
        let pareto = one.pareto.unwrap();
        assert_eq!((pareto.customers_share, pareto.spend_share), (1.0, 1.0));
        assert_eq!(pareto.curve, [(0.0, 0.0), (1.0, 1.0)]);
        let returned = view("a 2024-01-05 10; a 2024-02-05 -20");
        assert_eq!((returned.pareto, returned.revenue), (None, Some(-10.0)));
        let nobody = view("a 2024-02-05 -20");
        assert_eq!((nobody.buyers, nobody.rfm_map.len()), (0, 0));
    }
}
