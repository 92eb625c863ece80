//! What an edit changes beside its input waits here until its counts have been painted, or are late: all that the page does
//! before it hears them, they wait for.

use gloo::timers::callback::Timeout;
use leptos::prelude::*;

/// Longer than this nothing waits, in milliseconds: what comes later is felt as late.
const LATE_MS: u32 = 100;

#[derive(Default)]
struct Waiting {
    calls: Vec<Box<dyn FnOnce()>>,
    /// How often those who waited were called: a timer set for those before calls nobody.
    turn: u32,
}

/// The row of those who wait. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Later(StoredValue<Waiting, LocalStorage>);

impl Default for Later {
    fn default() -> Later {
        Later(StoredValue::new_local(Waiting::default()))
    }
}

impl Later {
    /// Calls back with the next [`Later::go_on`], or once that is late.
    pub fn wait(self, call: impl FnOnce() + 'static) {
        let turn = self.0.with_value(|waiting| waiting.turn);
        if self.0.with_value(|waiting| waiting.calls.is_empty()) {
            let is_same = move || self.0.with_value(|waiting| waiting.turn == turn);
            Timeout::new(LATE_MS, move || {
                if is_same() {
                    self.go_on()
                }
            })
            .forget();
        }
        self.0.update_value(|waiting| waiting.calls.push(Box::new(call)));
    }

    /// Calls back all who wait, in their order.
    pub fn go_on(self) {
        let calls = self.0.try_update_value(|waiting| {
            waiting.turn = waiting.turn.wrapping_add(1);
            std::mem::take(&mut waiting.calls)
        });
        for call in calls.unwrap_or_default() {
            call();
        }
    }
}
