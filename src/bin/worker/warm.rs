//! **Warming up**, while nobody has asked for anything: the whole way from a file to its portfolio, and edits of a query, with
//! the sample's orders and a host that nobody hears but the page, once, which draws what it says unseen.
//!
//! A browser compiles a function when it is first called, and a second time, for speed, when it has run for a while; most of
//! those that a first file needs are through before that, and the second compiling takes the cores that reading needs.
//! Warm, the first file takes half the time.
//!
//! The trap: whoever gives a file meanwhile must not wait for this. It goes in short steps, and ends at the first file.

use super::{
    host::{Host, now},
    room::make_room,
};
use carteira::{
    engine::{
        protocol::{Ask, Opened, Request},
        view::FacetAsk,
    },
    portfolio::sample::{SampleLanguage, sample_files},
};
use gloo::timers::future::TimeoutFuture;
use js_sys::{Array, Object, Reflect, Uint8Array};
use std::rc::Rc;
use wasm_bindgen::JsValue;
use web_sys::File;

/// The page comes first.
const WAIT_MS: u32 = 150;
/// How long it may take, in ms: by then all that a file needs is compiled for speed.
const MOST_MS: f64 = 1200.0;
/// And at most so many times.
const ROUNDS: usize = 16;
/// Edits of a round, and how long they may take, in ms.
const EDITS: usize = 24;
const EDIT_MS: f64 = 12.0;
/// Bytes: most of what a file of a million lines takes.
const ROOM: usize = 64 << 20;
/// Between two looks whether a round is through, in ms.
const STEP_MS: u32 = 4;

/// Warms up, round by round, until a file is given.
pub async fn warm_up(host: Rc<Host>) {
    TimeoutFuture::new(WAIT_MS).await;
    let begin = now();
    let Some(request) = request() else { return };
    for _ in 0..ROUNDS {
        let quiet = host.quiet();
        quiet.receive(&request);
        while quiet.busy.get() {
            TimeoutFuture::new(STEP_MS).await;
            if host.busy.get() {
                quiet.cancel();
            }
        }
        if host.busy.get() {
            return;
        }
        edit(&quiet);
        if now() - begin > MOST_MS {
            break;
        }
    }
    make_room(ROOM, || host.busy.get()).await;
}

/// What the page would ask while the user edits a query.
fn edit(quiet: &Host) {
    let mut engine = quiet.engine.borrow_mut();
    let begin = now();
    for spend in 0..EDITS {
        if now() - begin > EDIT_MS {
            return;
        }
        let text = format!(
            "spend_total >= {spend} and n_orders >= 2 and last_order >= 2020-01-01 and orders(count >= 2, last 3 months) \
             and orders(count >= 3, any 60 days)"
        );
        let facet = |field: &str| FacetAsk { field: field.into(), find: String::new(), values: 8 };
        let fields = ["spend_total", "last_order", "rfm_segment", "country"].map(facet).to_vec();
        engine.answer(&Ask::SetQuery { text });
        engine.answer(&Ask::Facets { fields });
    }
}

/// What the page would ask with the sample's orders.
fn request() -> Option<JsValue> {
    let orders = sample_files(SampleLanguage::En).into_iter().next()?;
    let bytes = Array::of1(&Uint8Array::from(orders.bytes.as_slice()));
    let file = File::new_with_u8_array_sequence(&bytes, &orders.name).ok()?;
    let opened = Opened { name: orders.name, origin: 0, is_sheet: false, known: None };
    let request = Request { id: 0, ask: Ask::Open { files: vec![opened] } };
    let message = Object::new();
    let value = serde_wasm_bindgen::to_value(&request).ok()?;
    Reflect::set(&message, &"request".into(), &value).ok()?;
    Reflect::set(&message, &"files".into(), &Array::of1(&file)).ok()?;
    Some(message.into())
}
