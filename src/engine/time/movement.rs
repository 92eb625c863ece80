//! Movement between two days, and the size of classes on any day.

use super::{Moment, is_chosen, money, segment::month_end_before, view::*};
use crate::{
    calendar::Day,
    classes::{ORDER, rules::ClassError},
    engine::base::Base,
    insight::{
        movement::{self, Flow, Snapshot},
        standing::WINDOWS,
    },
    mask::Mask,
    portfolio::columns::Column,
    query::{
        edit,
        print::{print_name, quote},
    },
};
use std::sync::Arc;

/// The movement that is asked for, of whom the selection leaves without conditions on the field.
pub fn view(moment: &mut Moment, ask: &MovementAsk) -> Result<MovementView, ClassError> {
    let mut out = MovementView {
        revision: moment.revision,
        frozen: ask.frozen,
        fields: fields(moment.base),
        ..MovementView::default()
    };
    let (Some((from, to)), Some(field)) = (days(moment.base, ask), field(moment.base, ask)) else {
        return Ok(out);
    };
    (out.from, out.to, out.field) = (from, to, field.clone());
    let of = rest(moment, &field);
    let (before, after) = both(moment, ask.frozen, from, to)?;
    let Some(found) = movement::movement(&before, &after, &field, &of) else { return Ok(out) };

    let money = money(moment.base);
    let (n_from, n_to) = (found.from.len(), found.to.len());
    let sum = |cells: &mut dyn Iterator<Item = Flow>| {
        cells.fold(Flow::default(), |mut sum, flow| {
            sum.customers += flow.customers;
            sum.spend_before += flow.spend_before;
            sum.spend_after += flow.spend_after;
            sum
        })
    };
    let nameable = to_is_now(moment.base, &after, &field);
    let conditions = edit::parts(&moment.selection.node);
    let rows: Vec<(usize, MovementSide)> = (0..=n_from)
        .map(|from| {
            let all = sum(&mut (0..=n_to).map(|to| found.flow(from, to)));
            let class = found.from.get(from).cloned();
            let (customers, revenue) = (all.customers, money(all.spend_before));
            (from, MovementSide { class, customers, revenue, query: None, chosen: false })
        })
        .filter(|(_, side)| side.customers > 0)
        .collect();
    let columns: Vec<(usize, MovementSide)> = (0..=n_to)
        .map(|to| {
            let all = sum(&mut (0..=n_from).map(|from| found.flow(from, to)));
            let class = found.to.get(to).cloned();
            let query = class
                .as_ref()
                .filter(|_| nameable)
                .map(|class| format!("{} = {}", print_name(&field), quote(class)));
            let chosen = query.as_ref().is_some_and(|query| is_chosen(&conditions, query));
            let (customers, revenue) = (all.customers, money(all.spend_after));
            (to, MovementSide { class, customers, revenue, query, chosen })
        })
        .filter(|(_, side)| side.customers > 0)
        .collect();
    for (from, row) in &rows {
        for (to, column) in &columns {
            let flow = found.flow(*from, *to);
            if let (Some(old), Some(new)) = (&row.class, &column.class) {
                let same = if old == new { &mut out.stayed } else { &mut out.moved };
                *same += flow.customers;
            }
            out.flows.push(MovementFlow {
                customers: flow.customers,
                before: money(flow.spend_before),
                after: money(flow.spend_after),
            });
        }
    }
    out.rows = rows.into_iter().map(|(_, side)| side).collect();
    out.columns = columns.into_iter().map(|(_, side)| side).collect();
    Ok(out)
}

/// The customers of one cell of a movement.
pub fn who(
    moment: &mut Moment,
    ask: &MovementAsk,
    pair: (Option<&str>, Option<&str>),
) -> Result<Mask, ClassError> {
    let (Some((from, to)), Some(field)) = (days(moment.base, ask), field(moment.base, ask)) else {
        return Ok(Mask::none(moment.base.table.len()));
    };
    let of = rest(moment, &field);
    let (before, after) = both(moment, ask.frozen, from, to)?;
    Ok(movement::who(&before, &after, &field, &of, pair))
}

/// How many each class of a field had on a day.
pub fn sizes(moment: &mut Moment, field: &str, day: Option<i32>) -> Result<SizesView, ClassError> {
    let as_of = moment.base.table.as_of;
    let Some(day) = day.or(as_of) else { return Ok(SizesView::default()) };
    let of = rest(moment, field);
    let snapshot = moment.snapshots.own(moment.base, moment.rules, day)?;
    let money = money(moment.base);
    let classes = movement::sizes(&snapshot, field, &of)
        .into_iter()
        .map(|(class, customers, spend)| ClassSize { class, customers, revenue: money(spend) })
        .collect();
    Ok(SizesView {
        revision: moment.revision,
        field: field.to_string(),
        day,
        is_now: Some(day) == as_of,
        earlier: month_end_before(moment.base, day),
        classes,
    })
}

/// The two days: the second as of which all is shown, the first as many months before it as leave as many of the data before
/// themselves, so that on the first day, too, people had a past.
fn days(base: &Base, ask: &MovementAsk) -> Option<(i32, i32)> {
    let to = ask.to.or(base.table.as_of)?;
    let from = ask.from.or_else(|| {
        let (begin, _) = base.portfolio.span()?;
        let back = |months: i32| Day(to).add_months(-months).0;
        let months = WINDOWS.into_iter().find(|&months| back(2 * months) + 1 >= begin)?;
        Some(back(months))
    });
    Some((from.unwrap_or(to), to))
}

/// Classifications of these data: those that the data cannot make are left out.
fn fields(base: &Base) -> Vec<String> {
    let offered = |field: &&str| !base.classes.not_offered.contains(field);
    ORDER.iter().copied().filter(offered).map(String::from).collect()
}

fn field(base: &Base, ask: &MovementAsk) -> Option<String> {
    fields(base).into_iter().find(|field| *field == ask.field)
}

fn rest(moment: &mut Moment, field: &str) -> Mask {
    let data = moment.base.data(moment.rules);
    let rest = edit::without_field(&moment.selection.node, field);
    let mask = moment.evaluator.mask(&rest, &data);
    mask.unwrap_or_else(|_| moment.base.table.exists.clone())
}

/// The classes of both days.
fn both(
    moment: &mut Moment,
    frozen: bool,
    from: i32,
    to: i32,
) -> Result<(Arc<Snapshot>, Arc<Snapshot>), ClassError> {
    let Moment { base, rules, snapshots, .. } = moment;
    if frozen {
        return snapshots.frozen(base, rules, from, to);
    }
    Ok((snapshots.own(base, rules, from)?, snapshots.own(base, rules, to)?))
}

/// Whether the classes of the second day are those that all screens show, so that a query names them.
fn to_is_now(base: &Base, after: &Snapshot, field: &str) -> bool {
    let Some(Column::Class { codes, names }) = base.table.get(field) else { return false };
    Some(after.day) == base.table.as_of && after.class(field) == Some((codes, names))
}
