//! Where the customer stands among all buyers, and how much may be spent to keep them.

use crate::{
    engine::view::{Cell, CustomerView},
    models::worth::investment_ceiling,
    ui::{
        messages::fill,
        screens::{overview::writer::Writer, worth::CHANCE},
        state::State,
    },
};
use leptos::prelude::*;
use std::sync::Arc;

/// One or two sentences; nothing where neither money nor a model is there.
pub fn worth(state: State, customer: Memo<Option<Arc<CustomerView>>>) -> AnyView {
    let said = move || {
        let customer = customer.get()?;
        let write = Writer::of(state);
        let t = &write.messages.worth;
        let standing = customer.standing?;
        let text = if standing.rank == 1 { t.standing_first } else { t.standing };
        // Whoever spent less than another did not spend more than all.
        let percentile = (standing.percentile * 100.0).floor() / 100.0;
        let mut said = fill(
            text,
            &[
                ("rank", &write.count(standing.rank)),
                ("buyers", &write.count(standing.buyers)),
                ("percentile", &write.percent(percentile)),
                ("share", &write.share(standing.share?)),
            ],
        );
        let clv = customer.facts.iter().find(|(name, _)| name == "clv_12m");
        if let Some((_, Cell::Number(clv))) = clv {
            let chance = CHANCE / 100.0;
            let most = write.money(investment_ceiling(*clv, chance));
            let values = [("chance", write.percent(chance)), ("money", most)];
            said.push(' ');
            said +=
                &fill(t.ceiling_one, &values.each_ref().map(|(name, text)| (*name, text.as_str())));
        }
        Some(said)
    };
    view! { {move || said().map(|said| view! { <p class="muted">{said}</p> })} }.into_any()
}
