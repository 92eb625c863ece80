//! The start screen: the promise, the drop target, the sample.

use crate::{
    engine::glimpse::{ACTIVITY, PARETO},
    ui::{
        hall::{Given, Hall, choose_files},
        locale,
        messages::fill,
    },
};
use leptos::prelude::*;

/// What a person sees first. The whole window takes files; this says so.
#[component]
pub fn StartScreen(
    hall: Hall,
    give: Callback<Given>,
    /// The address of how to check it.
    #[prop(into)]
    privacy: Signal<String>,
    /// What stands under the promise where a rule waits for files.
    #[prop(optional)]
    waiting: Option<AnyView>,
) -> impl IntoView {
    let hint = RwSignal::new(false);
    view! {
        <div class="start">
            <div class="promise">
            <h1>
                {move || hall.t().start.promise[0]}<br />{move || hall.t().start.promise[1]}
            </h1>
            <p class="pitch">{move || hall.t().start.pitch}</p>
            {waiting}
            <div class="drop">
                <p class="drop-title">{move || hall.t().start.drop}</p>
                <p class="muted">{move || hall.t().start.formats}</p>
                <p class="buttons">
                    <button class="primary" on:click=|_| choose_files()>{move || hall.t().start.choose}</button>
                    <button on:click=move |_| hint.update(|shown| *shown = !*shown)>
                        {move || hall.t().start.paste}
                    </button>
                    <button data-action="sample" on:click=move |_| give.run(Given::Sample)>{move || hall.t().start.sample}</button>
                </p>
                <Show when=move || hint.get()>
                    <p class="muted" role="status">{move || hall.t().start.paste_hint}</p>
                </Show>
            </div>
            <p class="trust">
                <span class="dot"></span>
                {move || locale::plural(hall.lang.get(), &hall.t().start.requests, f64::from(hall.requests.get()))}
                {move || hall.kept.get().0.then(|| format!(" · {}", hall.t().start.offline))}
                " · "
                <a href=move || privacy.get()>
                    {move || hall.t().shell.how_check}
                </a>
            </p>
            </div>
            <Glimpse hall />
        </div>
    }
}

/// A small picture of what files become: the sample's own figures, drawn like the overview's.
#[component]
fn Glimpse(hall: Hall) -> impl IntoView {
    let most = f64::from(ACTIVITY.iter().map(|class| class.1).max().unwrap_or(1));
    let say = move || {
        let percent = |share| locale::percent(hall.lang.get(), f64::from(share) / 100.0);
        let (customers, spend) = (percent(PARETO.0), percent(PARETO.1));
        let text =
            fill(hall.t().overview.lead_pareto, &[("customers", &customers), ("spend", &spend)]);
        // Between asterisks stands what matters most.
        let part = |(at, part): (usize, &str)| match at % 2 {
            0 => part.to_string().into_any(),
            _ => view! { <b>{part.to_string()}</b> }.into_any(),
        };
        text.split('*').enumerate().map(part).collect_view()
    };
    let row = move |(class, count): (&'static str, u32)| {
        let count = f64::from(count);
        view! {
            <div class="row" data-class=class>
                <span class="tag">{move || hall.t().words.class(class)}</span>
                <span class="bar"><i style:width=format!("{:.1}%", 100.0 * count / most)></i></span>
                <span class="number">{move || locale::whole(hall.lang.get(), count)}</span>
            </div>
        }
    };
    view! {
        <figure class="glimpse card">
            <figcaption>{move || hall.t().start.picture}</figcaption>
            <p class="say">{say}</p>
            {ACTIVITY.map(row).collect_view()}
        </figure>
    }
}
