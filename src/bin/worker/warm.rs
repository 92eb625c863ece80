//! **Warming up**, while nobody has asked for anything: the engine works through the sample's orders a few times and
//! throws away what comes of it.
//!
//! A browser compiles what has run for a while a second time, for speed; but a function that runs once and long, as most
//! do over a first file, is through before. Warm, the first file takes two thirds of the time.
//!
//! The trap: whoever gives a file meanwhile must not wait for this. It goes in short steps, and ends at the first file.

use super::host::Host;
use carteira::{
    engine::{core::Engine, source::Given},
    portfolio::sample::{SampleLanguage, sample_files},
};
use gloo::timers::future::TimeoutFuture;
use std::rc::Rc;

/// The page comes first.
const WAIT_MS: u32 = 150;
/// What is compiled anew is ready a little later: the last round is for what the ones before it hid.
const ROUNDS: usize = 4;
/// As large a head as gives a guess.
const HEAD: usize = 64 << 10;

/// Warms up, step by step, until a file is given.
pub async fn warm_up(host: Rc<Host>) {
    TimeoutFuture::new(WAIT_MS).await;
    let Some(orders) = sample_files(SampleLanguage::En).into_iter().next() else { return };
    let mut engine = Engine::default();
    for _ in 0..ROUNDS {
        let given = Given {
            name: orders.name.clone(),
            size: orders.bytes.len() as u64,
            head: orders.bytes[..HEAD.min(orders.bytes.len())].to_vec(),
            ..Given::default()
        };
        let steps: [&dyn Fn(&mut Engine); 4] = [
            &|engine| {
                engine.expect_files(true);
                if engine.add(given.clone()).is_ok() {
                    engine.begin_load();
                }
            },
            &|engine| {
                engine.feed(0, orders.bytes.clone());
                engine.end_file(0);
            },
            &|engine| engine.merge(),
            &|engine| _ = engine.finish_load(&mut |_| {}),
        ];
        for step in steps {
            TimeoutFuture::new(0).await;
            if host.busy.get() {
                return;
            }
            step(&mut engine);
        }
    }
}
