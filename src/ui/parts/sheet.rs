//! **Sheet**: the numbers of a picture as a table, whose rows pick what the picture's marks pick.

use super::picking::Picking;
use leptos::prelude::*;

/// A table of finished texts. The first column names the row.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sheet {
    pub heads: Vec<String>,
    /// One a mark, in the same order.
    pub rows: Vec<Row>,
}

/// A row of it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Row {
    pub name: String,
    /// The customers' class it stands for, which has a colour everywhere; empty for none.
    pub group: String,
    pub cells: Vec<String>,
}

/// The table. Rows stay in place when their numbers change, and with them the focus.
#[component]
pub fn SheetView(
    #[prop(into)] title: Signal<String>,
    #[prop(into)] sheet: Signal<Sheet>,
    picking: Picking,
) -> impl IntoView {
    let count = Memo::new(move |_| sheet.with(|sheet| sheet.rows.len()));
    let row = move |i: usize| {
        let of = move |read: fn(&Row) -> String| {
            sheet.with(|sheet| sheet.rows.get(i).map(read).unwrap_or_default())
        };
        view! {
            <tr data-chosen=move || picking.is_chosen(i).to_string()>
                <th scope="row">
                    <button
                        class="pick"
                        aria-pressed=move || picking.is_chosen(i).to_string()
                        data-class=move || of(|row| row.group.clone())
                        on:click=move |_| picking.toggle(i)
                    >
                        {move || of(|row| row.name.clone())}
                    </button>
                </th>
                {move || {
                    let cells = sheet.with(|sheet| sheet.rows.get(i).map(|row| row.cells.clone()));
                    cells.unwrap_or_default().into_iter().map(|cell| view! { <td class="number">{cell}</td> }).collect_view()
                }}
            </tr>
        }
    };
    view! {
        <div class="sheet" role="region" aria-label=title tabindex="0">
            <table>
                <thead>
                    <tr>
                        {move || {
                            let heads = sheet.with(|sheet| sheet.heads.clone());
                            heads
                                .into_iter()
                                .enumerate()
                                .map(|(i, head)| view! { <th scope="col" class:number=i != 0>{head}</th> })
                                .collect_view()
                        }}
                    </tr>
                </thead>
                <tbody>{move || (0..count.get()).map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}
