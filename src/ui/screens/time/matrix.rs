//! **Matrix**: the numbers of a picture as a table of rows and columns, whose cells pick what the picture's marks pick.

use crate::ui::parts::picking::Picking;
use leptos::prelude::*;

/// A table of finished texts.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Matrix {
    /// The head of the names, then those of the columns.
    pub heads: Vec<String>,
    pub rows: Vec<MatrixRow>,
}

/// A row of it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MatrixRow {
    pub name: MatrixCell,
    /// The customers' class it stands for, which has a colour everywhere; empty for none.
    pub group: String,
    pub cells: Vec<MatrixCell>,
}

/// A cell, and the mark of the picture that it is, where it is one.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MatrixCell {
    pub text: String,
    pub mark: Option<usize>,
}

impl MatrixCell {
    /// A cell that picks nothing.
    pub fn plain(text: String) -> MatrixCell {
        MatrixCell { text, mark: None }
    }
}

/// The table.
#[component]
pub fn MatrixView(
    #[prop(into)] title: Signal<String>,
    matrix: Memo<Matrix>,
    picking: Picking,
) -> impl IntoView {
    let cell = move |cell: MatrixCell, group: String| match cell.mark {
        Some(mark) => view! {
            <button
                class="pick"
                data-class=group
                aria-pressed=move || picking.is_chosen(mark).to_string()
                on:click=move |_| picking.toggle(mark)
            >
                {cell.text}
            </button>
        }
        .into_any(),
        None => cell.text.into_any(),
    };
    view! {
        <div class="sheet matrix" role="region" aria-label=title tabindex="0">
            <table>
                <thead>
                    <tr>
                        {move || {
                            let heads = matrix.with(|matrix| matrix.heads.clone());
                            heads
                                .into_iter()
                                .enumerate()
                                .map(|(i, head)| view! { <th scope="col" class:number=i != 0>{head}</th> })
                                .collect_view()
                        }}
                    </tr>
                </thead>
                <tbody>
                    {move || {
                        let rows = matrix.with(|matrix| matrix.rows.clone());
                        rows.into_iter()
                            .map(|row| view! {
                                <tr>
                                    <th scope="row">{cell(row.name, row.group)}</th>
                                    {row
                                        .cells
                                        .into_iter()
                                        .map(|known| view! { <td class="number">{cell(known, String::new())}</td> })
                                        .collect_view()}
                                </tr>
                            })
                            .collect_view()
                    }}
                </tbody>
            </table>
        </div>
    }
}
