//! The frame of every picture: its title, the switch between picture and table, its downloads, a line of words below.

use super::{
    picking::Picking,
    picture::{Draw, PictureView},
    save_picture::{Format, save_picture},
    sheet::{Sheet, SheetView},
};
use crate::ui::{messages::fill, state::State};
use leptos::{html, prelude::*};

/// A picture with its table and its downloads. Every mark picks the customers it stands for.
#[component]
pub fn Figure(
    #[prop(into)] title: Signal<String>,
    /// Name of the downloaded files, without ending.
    name: &'static str,
    /// Said below the picture; gives way to what the pointed mark says.
    #[prop(into)]
    note: Signal<String>,
    /// What the marks of the picture and the rows of the sheet stand for, in their order.
    #[prop(into, optional)]
    queries: Signal<Vec<String>>,
    /// What picking one does; by default it is among the queries.
    #[prop(optional)]
    picking: Option<Picking>,
    draw: Draw,
    #[prop(into, optional)] sheet: Signal<Sheet>,
    /// The table in place of the sheet, where one row a mark would not do.
    #[prop(into, optional)]
    table: Option<ViewFn>,
    /// What stands between the title and the picture.
    #[prop(into, optional)]
    controls: ViewFn,
    /// What stands below it.
    #[prop(into, optional)]
    detail: ViewFn,
) -> impl IntoView {
    let state = State::here();
    let frame = NodeRef::<html::Figure>::new();
    let as_table = RwSignal::new(false);
    let pointed = RwSignal::new(String::new());
    let picking = picking.unwrap_or_else(|| Picking::among(queries));
    let save = move |format: Format| {
        let picture =
            frame.get_untracked().and_then(|frame| frame.query_selector("svg").ok().flatten());
        if let Some(svg) = picture {
            save_picture(&svg, &title.get_untracked(), name, format);
        }
    };
    let button = move |kind: &'static str, format: Format| {
        let label =
            move || fill(state.t().overview.download, &[("what", &title.get()), ("kind", kind)]);
        view! {
            <button class="quiet" aria-label=label title=label on:click=move |_| save(format)>{kind}</button>
        }
    };
    view! {
        <figure class="card figure" node_ref=frame>
            <div class="card-head">
                <h2>{title}</h2>
                <span class="space"></span>
                <span class="tools">
                <Show when=move || !as_table.get()>{button("SVG", Format::Svg)} {button("PNG", Format::Png)}</Show>
                <button
                    class="quiet"
                    aria-label=move || {
                        let t = &state.t().overview;
                        format!("{}: {}", if as_table.get() { t.picture } else { t.table }, title.get())
                    }
                    on:click=move |_| {
                        pointed.set(String::new());
                        as_table.update(|as_table| *as_table = !*as_table);
                    }
                >
                    {move || {
                        let t = &state.t().overview;
                        if as_table.get() { t.picture } else { t.table }
                    }}
                </button>
                </span>
            </div>
            {controls.run()}
            {move || {
                if as_table.get() {
                    match &table {
                        Some(table) => table.run(),
                        None => view! { <SheetView title sheet picking /> }.into_any(),
                    }
                } else {
                    let draw = draw.clone();
                    view! { <PictureView title draw picking pointed /> }.into_any()
                }
            }}
            {detail.run()}
            <figcaption>
                {move || {
                    let pointed = pointed.get();
                    if pointed.is_empty() { note.get() } else { pointed }
                }}
            </figcaption>
        </figure>
    }
}
