//! A **turn** of the messages: whoever works on and on takes one now and then, so that what was posted meanwhile is heard.
//!
//! The trap: a timer of 0 ms waits for 4 after a while. A message to oneself comes right behind those that wait.

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::MessageChannel;

/// Lets messages in.
pub struct Turn(Option<MessageChannel>);

impl Turn {
    /// Anybody's.
    pub fn new() -> Turn {
        Turn(MessageChannel::new().ok())
    }

    /// Those that wait.
    pub async fn take(&self) {
        let Turn(Some(channel)) = self else { return };
        let last = Promise::new(&mut |heard, _| {
            channel.port1().set_onmessage(Some(&heard));
            let _ = channel.port2().post_message(&JsValue::NULL);
        });
        let _ = JsFuture::from(last).await;
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        if let Some(channel) = &self.0 {
            channel.port1().close();
        }
    }
}
