//! An engine for tests, loaded from text as the worker loads it from files.

use super::{
    core::{Answer, Engine},
    protocol::{Ask, Say},
};

/// An engine that has loaded these files, beyond doubt.
pub fn engine(files: &[(&str, &str)]) -> Engine {
    let mut engine = Engine::default();
    engine.expect_files(false);
    for (name, text) in files {
        let head = text.as_bytes().to_vec();
        engine.add_file((*name).into(), head.len() as u64, head).expect("a usable file");
    }
    assert!(!engine.asks(), "{:?}", engine.files_view());
    engine.begin_load();
    for (file, (_, text)) in files.iter().enumerate() {
        loop {
            engine.feed(file, text.as_bytes().to_vec());
            if !engine.end_file(file) {
                break;
            }
        }
    }
    engine.merge();
    engine.finish_load(&mut |_| {}).expect("a portfolio").expect("no question");
    engine
}

impl Engine {
    /// The one thing that is said to a question.
    pub fn said(&mut self, ask: &Ask) -> Say {
        match self.answer(ask) {
            Answer::Say(mut says) if says.len() == 1 => says.remove(0),
            Answer::Say(says) => panic!("{says:?}"),
            Answer::File { name, .. } => panic!("{name}"),
        }
    }

    /// The bytes of the file that is given for a question, as text.
    pub fn file(&mut self, ask: &Ask) -> String {
        match self.answer(ask) {
            Answer::File { bytes, .. } => String::from_utf8(bytes).expect("UTF-8"),
            Answer::Say(says) => panic!("{says:?}"),
        }
    }
}
