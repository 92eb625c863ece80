//! What the values of a column say for and against the roles that its header names, and the roles that
//! values name by themselves where the header says nothing.

use super::{Draft, ENOUGH, Evidence};
use crate::{
    schema::{
        profile::ColumnProfile,
        role::Role,
        values::{DateOrder, currency_mark, known_code},
    },
    text::fold,
};

/// A role whose values do not fit keeps this part of its weight.
const MISFIT: f64 = 0.2;

/// Changes the weights of a column's candidates by its values.
pub fn weigh(draft: &mut Draft, has_header: bool) {
    let profile = draft.profile;
    if profile.n_values == 0 {
        return;
    }
    choose_by_values(draft);
    for at in 0..draft.candidates.len() {
        let candidate = &mut draft.candidates[at];
        candidate.weight *= fit(profile, &draft.decision, candidate.role);
    }
    let silent = !has_header || draft.words.words.is_empty();
    if silent {
        propose(draft, has_header);
    }
    draft.candidates.retain(|candidate| candidate.weight > 0.02);
    draft.candidates.sort_by(|a, b| b.weight.total_cmp(&a.weight));
}

/// How well the values fit the role, 1 where they do or where nothing can be said.
fn fit(profile: &ColumnProfile, decision: &crate::schema::profile::Decision, role: Role) -> f64 {
    let numbers = profile.share(profile.n_numbers(decision.number.format()));
    let dates = profile.share(profile.n_dates(decision.date));
    let lettered = profile.share(profile.n_lettered);
    let misfit = |fits: bool| if fits { 1.0 } else { MISFIT };
    match role {
        Role::Email => misfit(profile.share(profile.n_emails) >= 0.2),
        Role::Phone => misfit(lettered < 0.5 && profile.share(profile.n_emails) < 0.5),
        Role::OrderDate | Role::EventDate | Role::SignupDate | Role::Birthday => {
            misfit(dates >= 0.3 || counted_dates(profile).is_some())
        }
        Role::Amount
        | Role::UnitPrice
        | Role::Quantity
        | Role::Cost
        | Role::Margin
        | Role::Discount => misfit(numbers >= 0.5),
        Role::Score => misfit(numbers >= 0.5),
        Role::Currency => misfit(profile.texts.iter().any(|(text, _)| currency_of(text).is_some())),
        Role::CustomerName | Role::ProductName => misfit(lettered >= 0.3),
        Role::OrderId | Role::CustomerId => {
            let counts = &profile.numbers;
            let fractions = profile.share(counts.n_fractions - counts.n_whole_floats);
            misfit(
                fractions < 0.3 && profile.share(profile.dates.n_read()) < 0.8
                    || numbers >= 1.0 && fractions == 0.0,
            )
        }
        Role::Status | Role::Stage | Role::EventKind if numbers > 0.9 => 0.7,
        _ => 1.0,
    }
}

/// The currency that a value of a currency column says.
pub fn currency_of(text: &str) -> Option<crate::money::Currency> {
    known_code(text.trim()).or(match currency_mark(text)? {
        crate::schema::values::Mark::Of(currency) => Some(currency),
        _ => None,
    })
}

/// As which count the column writes days, where its plain numbers lie in the range of one.
pub fn counted_dates(profile: &ColumnProfile) -> Option<DateOrder> {
    let counts = &profile.numbers;
    let read = counts.n_plain + counts.n_point + counts.n_comma;
    if read < profile.n_values || profile.n_values == 0 {
        return None;
    }
    let (low, high) = counts.range?;
    if low >= 1e8 && high < 5e9 {
        Some(DateOrder::EpochSeconds)
    } else if low >= 1e11 && high < 5e12 {
        Some(DateOrder::EpochMillis)
    } else if low >= 10_000.0 && high < 80_000.0 {
        Some(DateOrder::Serial)
    } else {
        None
    }
}

/// Words of the kept values that say in which state an order is, folded; enough to tell a status from a
/// state of the country.
const STATES: &str = "paid pending cancelled canceled completed complete processing shipped refunded open closed failed \
    pago pendente cancelado concluido aprovado faturado entregue enviado aberto atendido cancelada aprovada paga \
    pagado pendiente completado entregado anulado aprobado facturado abierto anulada pagada \
    apmoketa atsaukta ivykdyta laukiama uzbaigta vykdoma apmoketas ivykdytas atsauktas won lost ganho perdido";

/// Chooses between roles that one header names, where only values can tell.
fn choose_by_values(draft: &mut Draft) {
    let profile = draft.profile;
    let texts = profile.texts.len().max(1) as f64;
    let of_texts = |is: &dyn Fn(&str) -> bool| {
        profile.texts.iter().filter(|(text, _)| is(text)).count() as f64 / texts
    };
    let (id, name) = (draft.weight(Role::CustomerId), draft.weight(Role::CustomerName));
    if id > ENOUGH && name > ENOUGH {
        let strong = id.max(name);
        let named = of_texts(&is_name) >= 0.5;
        draft.set(Role::CustomerName, if named { strong } else { 0.3 });
        draft.set(Role::CustomerId, if named { 0.3 } else { strong });
    }
    let (code, name) = (draft.weight(Role::Product), draft.weight(Role::ProductName));
    if code > ENOUGH && name > ENOUGH {
        let named = of_texts(&is_name) >= 0.5;
        draft.set(Role::ProductName, if named { 0.85 } else { 0.3 });
        draft.set(Role::Product, if named { 0.3 } else { 0.85 });
    }
    if draft.weight(Role::Status) > 0.2 && draft.weight(Role::Region) > 0.2 {
        let state = of_texts(&|text| {
            fold(text)
                .split(|c: char| !c.is_alphanumeric())
                .any(|word| STATES.split(' ').any(|state| state == word))
        }) >= 0.3;
        draft.set(Role::Status, if state { 0.92 } else { 0.3 });
        draft.set(Role::Region, if state { 0.2 } else { 0.88 });
    }
    if draft.weight(Role::Document) > ENOUGH && draft.weight(Role::OrderId) > ENOUGH {
        let document = profile.share(profile.n_documents) >= 0.5;
        draft.set(Role::Document, if document { 0.93 } else { 0.5 });
        draft.set(Role::OrderId, if document { 0.2 } else { 0.6 });
    }
    if draft.weight(Role::Score) > ENOUGH && draft.weight(Role::OrderId) > ENOUGH {
        let marks = profile.numbers.range.is_some_and(|(low, high)| low >= 0.0 && high <= 10.0);
        draft.set(Role::Score, if marks { 0.85 } else { 0.2 });
        draft.set(Role::OrderId, if marks { 0.2 } else { 0.82 });
    }
}

/// Whether a text looks like a name rather than a code: no digit, and a small letter or a blank in it.
fn is_name(text: &str) -> bool {
    !text.bytes().any(|byte| byte.is_ascii_digit())
        && text.chars().any(|c| c.is_lowercase() || c == ' ')
}

/// Roles that values name by themselves, where the header says nothing.
fn propose(draft: &mut Draft, has_header: bool) {
    let profile = draft.profile;
    let share = |count| profile.share(count);
    let numbers = share(profile.n_numbers(draft.decision.number.format()));
    let propose: Option<(Role, f64)> = if share(profile.n_emails) >= 0.8 {
        Some((Role::Email, 0.85))
    } else if share(profile.n_documents) >= 0.8 {
        Some((Role::Document, 0.8))
    } else if share(profile.n_dates(draft.decision.date)) >= 0.9 && profile.dates.n_compact == 0 {
        Some((Role::OrderDate, 0.5))
    } else if share(profile.n_phones) >= 0.8 {
        Some((Role::Phone, 0.6))
    } else if !profile.many_texts
        && profile.texts.iter().all(|(text, _)| known_code(text).is_some())
    {
        Some((Role::Currency, 0.7))
    } else if has_header {
        None
    } else if numbers >= 0.9 && share(profile.numbers.n_fractions) >= 0.3 {
        Some((Role::Amount, 0.5))
    } else if numbers >= 0.9 && profile.numbers.range.is_some_and(|(_, high)| high <= 1_000.0) {
        Some((Role::Quantity, 0.46))
    } else if profile.distinct.ratio() < 0.95 && numbers >= 0.9 {
        Some((Role::CustomerId, 0.5))
    } else if profile.share(profile.n_worded) >= 0.8 {
        Some((Role::CustomerName, 0.46))
    } else {
        None
    };
    if let Some((role, weight)) = propose {
        draft.set(role, weight);
    }
}

/// The evidence for the role that a column got.
pub fn evidence(draft: &Draft, role: Role, given: bool) -> Vec<Evidence> {
    let profile = draft.profile;
    let mut evidence = Vec::new();
    if role == Role::Attribute {
        return evidence;
    }
    if given {
        evidence.push(Evidence::Given);
    } else if !draft.words.words.is_empty() {
        let named = crate::schema::header::candidates(&draft.words);
        let says = named.iter().any(|named| named.role == role && named.weight >= ENOUGH);
        let kind = if says { Evidence::Header(role) } else { Evidence::Company(role) };
        evidence.push(kind);
    }
    if profile.n_values == 0 {
        evidence.push(Evidence::NoValues);
        return evidence;
    }
    let mut push = |count: u64, make: fn(f64) -> Evidence| {
        if count > 0 {
            evidence.push(make(profile.share(count)));
        }
    };
    match role {
        Role::Email => push(profile.n_emails, Evidence::Emails),
        Role::Phone => push(profile.n_phones + profile.n_long_digits, Evidence::Phones),
        Role::Document => push(profile.n_documents, Evidence::Documents),
        Role::OrderDate | Role::EventDate | Role::Birthday | Role::SignupDate => {
            push(profile.n_dates(draft.decision.date), Evidence::Dates);
        }
        Role::Amount | Role::Quantity | Role::UnitPrice | Role::Cost | Role::Margin => {
            push(profile.n_numbers(draft.decision.number.format()), Evidence::Numbers);
        }
        Role::OrderId | Role::CustomerId => {
            push(profile.n_hashed, Evidence::OrderNumbers);
            push(profile.numbers.n_whole_floats, Evidence::FloatIds);
            evidence.push(Evidence::Distinct(profile.distinct.ratio()));
        }
        _ => {}
    }
    evidence
}
