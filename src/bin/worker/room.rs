//! **Room** for a file: memory that is the heap's before there is a file. The system has to find a page of memory for whatever
//! is first written to, which takes longer than most that is done with a page; what the heap had once, it keeps.
//!
//! The trap: memory that nobody uses is taken from others. It is no more than a file of a million lines needs, and none on a
//! device that says it has little.

use gloo::timers::future::TimeoutFuture;
use js_sys::{Reflect, global};
use std::{hint::black_box, mem::MaybeUninit};

/// Bytes of a page of memory; where pages are larger, some are written to more often.
const PAGE: usize = 4 << 10;
/// Bytes at a time: others wait meanwhile.
const STEP: usize = 4 << 20;
/// Gigabytes of a device that has little.
const LITTLE: f64 = 4.0;

/// Makes room for so many bytes, but for what is left when `busy` says that they are needed already.
pub async fn make_room(bytes: usize, busy: impl Fn() -> bool) {
    let mut room: Vec<u8> = Vec::new();
    if has_little() || room.try_reserve_exact(bytes).is_err() {
        return;
    }
    for step in room.spare_capacity_mut().chunks_mut(STEP) {
        if busy() {
            return;
        }
        for page in black_box(step).iter_mut().step_by(PAGE) {
            *page = MaybeUninit::new(1);
        }
        TimeoutFuture::new(0).await;
    }
}

/// Whether the device says that it has little memory; most do not say.
fn has_little() -> bool {
    let navigator = Reflect::get(&global(), &"navigator".into()).unwrap_or_default();
    let gigabytes = Reflect::get(&navigator, &"deviceMemory".into()).ok();
    gigabytes.and_then(|gigabytes| gigabytes.as_f64()).is_some_and(|gigabytes| gigabytes <= LITTLE)
}
