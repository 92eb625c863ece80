//! A **turn** of the messages: whoever works on and on takes one now and then, so that what was posted meanwhile is heard.
//!
//! The trap: a timer of 0 ms waits for 4 after a while. A message to oneself comes right behind those that wait.

use js_sys::{Function, Promise};
use std::{cell::RefCell, collections::VecDeque, rc::Rc};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::MessageChannel;

/// Lets messages in.
pub struct Turn(Option<Way>);

struct Way {
    channel: MessageChannel,
    /// Whom to tell, in the order of their messages.
    waiting: Rc<RefCell<VecDeque<Function>>>,
    _on_message: Closure<dyn Fn()>,
}

impl Turn {
    /// Anybody's.
    pub fn new() -> Turn {
        let way = MessageChannel::new().ok().map(|channel| {
            let waiting = Rc::<RefCell<VecDeque<Function>>>::default();
            let all = waiting.clone();
            let on_message = Closure::<dyn Fn()>::new(move || {
                let next = all.borrow_mut().pop_front();
                if let Some(tell) = next {
                    let _ = tell.call0(&JsValue::NULL);
                }
            });
            channel.port1().set_onmessage(Some(on_message.as_ref().unchecked_ref()));
            Way { channel, waiting, _on_message: on_message }
        });
        Turn(way)
    }

    /// Those that wait.
    pub async fn take(&self) {
        let Turn(Some(way)) = self else { return };
        let last = Promise::new(&mut |tell, _| {
            way.waiting.borrow_mut().push_back(tell);
            let _ = way.channel.port2().post_message(&JsValue::NULL);
        });
        let _ = JsFuture::from(last).await;
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        if let Some(way) = &self.0 {
            way.channel.port1().close();
        }
    }
}
