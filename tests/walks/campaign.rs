//! What a campaign brought, on the Act screen: how far its target went, and target against control, each difference with its
//! interval.

use crate::{
    act::{Group, put},
    browser::Engine,
    files::Folder,
    independent::{iso_day, wilson},
    page::Page,
    sample::{Sample, dollars, grouped},
};
use std::collections::BTreeMap;

#[test]
fn a_campaign_is_told_from_its_list_and_the_orders() {
    // Twenty were sent something and twenty left alone; 15 and 5 ordered once for 10 in the days after it.
    let mut orders = String::from("order_id,customer_id,order_date,amount\n");
    let mut list = String::from("customer_id,date,event,campaign,group\n");
    for n in 0..40 {
        let (target, id) = (n < 20, format!("K{n:02}"));
        orders += &format!("B{n},{id},2025-01-{:02},30.00\n", n % 28 + 1);
        let (kind, group) =
            if target { ("campaign", "target") } else { ("control group", "control") };
        list += &format!("{id},2025-03-01,{kind},Spring,{group}\n");
        for (kind, most) in [("answered", 12), ("confirmed", 9), ("attended", 7)] {
            if n < most {
                list += &format!("{id},2025-03-05,{kind},Spring,target\n");
            }
        }
        if n < 15 || (20..25).contains(&n) {
            orders += &format!("A{n},{id},2025-03-{:02},10.00\n", 10 + n % 15);
        }
        // Too late to count.
        orders += &format!("L{n},{id},2025-06-01,99.00\n");
    }
    let folder = Folder::new("campaign");
    let page = Page::open(Engine::Chromium);
    page.give(&[
        &folder.file("orders.csv", orders.as_bytes()),
        &folder.file("list.csv", list.as_bytes()),
    ]);
    page.wait_for_state("ready");
    page.go_to("#/act?view=results");
    page.wait_for_text("Spring");
    let steps = page.rows("How far the target went");
    let steps: Vec<(&str, &str)> = steps.iter().map(|row| (&*row[0], &*row[1])).collect();
    let expect = [
        ("Sent", "20"),
        ("Answered", "12"),
        ("Confirmed", "9"),
        ("Attended", "7"),
        ("Ordered", "15"),
    ];
    assert_eq!(steps, expect);
    let some = page.selecting(|page| page.press("button", "Attended: 7"));
    assert_eq!(some.selected, 7);

    // Welch's interval of means, which with equal variances of two times 20 has 38 degrees of freedom, of which tables of t
    // give 2.0244.
    let (low, high) = newcombe((15, 20), (5, 20));
    let half = 2.0244 * (2.0 * 0.1875 / 19.0_f64).sqrt();
    let rows = page.rows("Target against control");
    let row = |name: &str| row(&rows, name);
    let interval = format!("{} … {}", percent(low), percent(high));
    assert_eq!(row("Ordered"), ["75%", "25%", "50%", &interval, "more than chance"]);
    let interval = format!("{:.2} … {:.2}", 0.5 - half, 0.5 + half);
    assert_eq!(row("Orders a head"), ["0.75", "0.25", "0.5", &interval, "more than chance"]);
    let interval = format!("{:.2} … {:.2}", 5.0 - 10.0 * half, 5.0 + 10.0 * half);
    assert_eq!(row("Revenue a head"), ["7.50", "2.50", "5.00", &interval, "more than chance"]);
    // Twenty heads at 5 each, and what is left of it when each cost 2.
    page.wait_for_text("Revenue it brought\n100.00");
    put(&page, "Cost per customer", "2");
    page.wait_for_text("Left after the cost\n60.00");
    page.wait_for_text("Cost of the action\n40.00");
}

#[test]
fn the_campaign_of_the_sample_is_as_counted_by_hand() {
    // Who was sent the one campaign of which the file tells the groups, who was left alone, and what the target did.
    let sample = Sample::of(None);
    let (mut target, mut control) = (Group::new(), Group::new());
    let mut steps: BTreeMap<String, Group> = BTreeMap::new();
    let mut first = i64::MAX;
    for event in csv::Reader::from_reader(&*sample.files[2]).records().map(Result::unwrap) {
        if &event[3] != "Autumn tasting 2026" || event[4].is_empty() {
            continue;
        }
        let is_target = &event[4] == "target";
        if is_target { &mut target } else { &mut control }.insert(event[0].to_owned());
        first = first.min(iso_day(&event[1]));
        steps.entry(event[2].to_owned()).or_default().insert(event[0].to_owned());
    }
    assert!(target.is_disjoint(&control) && target.len() > 100 && control.len() > 100);
    assert_eq!(steps["Campaign"], target);
    let within = |day: i64| (first..first + 45).contains(&day);
    let ordered = |group: &Group| -> Group {
        let did = |key: &&String| sample.people[*key].orders.values().any(|&day| within(day));
        group.iter().filter(did).cloned().collect()
    };
    let (bought, bought_alone) = (ordered(&target), ordered(&control));

    let page = Page::open(Engine::Chromium);
    page.load_sample();
    page.go_to("#/act?view=results");
    page.wait_for_text("How far the target went");
    page.settle();
    let rows = page.rows("How far the target went");
    let shown: Vec<(&str, &str)> = rows.iter().map(|row| (&*row[0], &*row[1])).collect();
    let expect = [
        ("Sent", &target),
        ("Answered", &steps["Answered"]),
        ("Confirmed", &steps["Confirmed"]),
        ("Attended", &steps["Attended"]),
        ("Ordered", &bought),
    ];
    let expect = expect.map(|(name, group)| (name, grouped(group.len() as i64)));
    assert_eq!(shown, expect.each_ref().map(|(name, n)| (*name, &**n)));

    // Orders, cents and margin of each head: an order is of the day of its first purchase, with all its lines.
    let lines = sample.lines();
    let a_head = |group: &Group| -> [Vec<f64>; 3] {
        let mut heads: BTreeMap<&str, [f64; 3]> =
            group.iter().map(|key| (&**key, [0.0; 3])).collect();
        for (key, head) in &mut heads {
            head[0] =
                sample.people[*key].orders.values().filter(|&&day| within(day)).count() as f64;
        }
        for line in &lines {
            let Some(head) = heads.get_mut(line.key()) else { continue };
            let day = sample.people[line.key()].orders.get(line.order());
            if day.is_some_and(|&day| within(day)) {
                head[1] += line.cents as f64 / 100.0;
                head[2] += (line.cents - line.cost) as f64 / 100.0;
            }
        }
        [0, 1, 2].map(|at| heads.values().map(|head| head[at]).collect())
    };
    let (sent, alone) = (a_head(&target), a_head(&control));
    let rows = page.rows("Target against control");
    assert_eq!(
        row(&rows, "Customers")[..2],
        [target.len(), control.len()].map(|n| grouped(n as i64))
    );
    let share = |part: &Group, of: &Group| part.len() as f64 / of.len() as f64;
    let (a, b) = (share(&bought, &target), share(&bought_alone, &control));
    let (low, high) = newcombe((bought.len(), target.len()), (bought_alone.len(), control.len()));
    check(&rows, "Ordered", [a, b, a - b, low, high], percent);
    for (at, name) in ["Orders a head", "Revenue a head", "Margin a head"].iter().enumerate() {
        let (difference, low, high) = welch(&sent[at], &alone[at]);
        let means = [&sent[at], &alone[at]].map(|all| all.iter().sum::<f64>() / all.len() as f64);
        let write = if at == 0 { decimal } else { money };
        check(&rows, name, [means[0], means[1], difference, low, high], write);
    }
    let brought = welch(&sent[1], &alone[1]).0 * target.len() as f64;
    page.wait_for_text(&format!("Revenue it brought\n{}", money(brought)));

    // A step selects whom it counts.
    let button = format!("Ordered: {}", grouped(bought.len() as i64));
    let some = page.selecting(|page| page.press("button", &button));
    assert_eq!(some.selected as usize, bought.len());
}

/// A row of the table by its first cell, without it.
fn row(rows: &[Vec<String>], name: &str) -> Vec<String> {
    let row = rows.iter().find(|row| row[0] == name);
    row.unwrap_or_else(|| panic!("{name}: {rows:?}"))[1..].to_vec()
}

/// Checks a row: target, control, difference, both ends of its interval, and whether chance is ruled out.
fn check(rows: &[Vec<String>], name: &str, found: [f64; 5], write: fn(f64) -> String) {
    let [target, control, difference, low, high] = found;
    let verdict = if low > 0.0 || high < 0.0 { "more than chance" } else { "could be chance" };
    let interval = format!("{} … {}", write(low), write(high));
    let expect = [write(target), write(control), write(difference), interval, verdict.into()];
    assert_eq!(row(rows, name), expect, "{name}");
}

/// Newcombe's interval of the difference of two shares.
fn newcombe(one: (usize, usize), other: (usize, usize)) -> (f64, f64) {
    let of = |(part, of): (usize, usize)| {
        let (part, of) = (part as f64, of as f64);
        (part / of, wilson(part, of))
    };
    let ((p, (p_low, p_high)), (q, (q_low, q_high))) = (of(one), of(other));
    let below = ((p - p_low).powi(2) + (q_high - q).powi(2)).sqrt();
    let above = ((p_high - p).powi(2) + (q - q_low).powi(2)).sqrt();
    (p - q - below, p - q + above)
}

/// The difference of two means, and Welch's interval of it. The point of t is expanded from that of the normal distribution
/// (Abramowitz and Stegun 26.7.5), which for as many heads as here is exact to more places than are shown.
fn welch(one: &[f64], other: &[f64]) -> (f64, f64, f64) {
    let of = |values: &[f64]| {
        let n = values.len() as f64;
        let mean = values.iter().sum::<f64>() / n;
        let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
        (n, mean, squares / (n - 1.0) / n)
    };
    let ((n, mean, error), (m, other_mean, other_error)) = (of(one), of(other));
    let both = error + other_error;
    let freedom = both * both / (error * error / (n - 1.0) + other_error * other_error / (m - 1.0));
    let z = 1.959_963_984_540_054_f64;
    let t = z
        + (z.powi(3) + z) / (4.0 * freedom)
        + (5.0 * z.powi(5) + 16.0 * z.powi(3) + 3.0 * z) / (96.0 * freedom * freedom);
    let (difference, half) = (mean - other_mean, t * both.sqrt());
    (difference, difference - half, difference + half)
}

fn percent(share: f64) -> String {
    format!("{}%", (share * 1000.0).round() / 10.0)
}

fn decimal(value: f64) -> String {
    ((value * 100.0).round() / 100.0).to_string()
}

fn money(value: f64) -> String {
    dollars((value * 100.0).round() as i64)
}
