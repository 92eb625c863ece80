//! The **rehearsal**: behind the door, the house draws the first picture of the sample once, into an element that is in no
//! page. A browser compiles a function when it is first called; so the first picture of a real file comes twice as soon.
//!
//! The trap: what is drawn must change nothing. It has a state of its own, which ends with it, and whatever writes to the
//! page itself (title, address, `<html>`) is no part of `App`.

use super::{
    app::{App, is_behind_door},
    page,
    route::Screen,
    state::{Phase, State},
};
use crate::engine::protocol::Loaded;
use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use std::{cell::Cell, sync::Arc};
use wasm_bindgen::JsCast;

thread_local! {
    static DONE: Cell<bool> = const { Cell::new(false) };
}

/// Draws it, once, as long as nothing was given.
pub fn draw(loaded: Loaded) {
    if DONE.replace(true) || !is_behind_door() {
        return;
    }
    let Ok(stage) = page::document().create_element("div") else { return };
    let owner = Owner::new();
    let state = owner.with(State::of_browser);
    state.phase.set(Phase::Reading);
    let app = owner.with(|| mount_to(stage.unchecked_into(), move || view! { <App state /> }));
    // One step after the other, as with a file: effects run in between.
    Timeout::new(0, move || {
        state.base.set(Arc::new(loaded.base));
        state.columns.set(Arc::new(loaded.columns));
        state.files.set(Arc::new(loaded.files));
        state.overview.set(Some(Arc::new(loaded.overview)));
        state.counts.set(Arc::new(loaded.selection));
        state.selection.set(state.counts.get_untracked());
        state.route.update(|route| route.screen = Screen::Overview);
        Timeout::new(0, move || {
            state.phase.set(Phase::Ready);
            Timeout::new(0, move || {
                drop(app);
                owner.cleanup();
            })
            .forget();
        })
        .forget();
    })
    .forget();
}
