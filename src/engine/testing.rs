//! An engine for tests, loaded from text as the worker loads it from files.

use super::{
    core::{Answer, Engine},
    files::Files,
    protocol::{Ask, Say},
};
use crate::portfolio::sample::{SampleLanguage, sample_files};

/// An engine that has loaded these files, beyond doubt.
pub fn engine(files: &[(&str, &str)]) -> Engine {
    let mut engine = Engine::default();
    load(&mut engine, files);
    engine
}

/// Loads these files in the place of those that are there.
pub fn load(engine: &mut Engine, files: &[(&str, &str)]) {
    engine.files = Files::default();
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
}

/// An engine that has loaded the English sample.
pub fn sample() -> Engine {
    let files = sample_files(SampleLanguage::En);
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8");
    let texts: Vec<(String, String)> =
        files.into_iter().map(|file| (file.name, text(&file.bytes))).collect();
    let files: Vec<(&str, &str)> = texts.iter().map(|(n, t)| (n.as_str(), t.as_str())).collect();
    engine(&files)
}

/// Customers and revenue of a query.
pub fn count(engine: &mut Engine, query: &str) -> (u32, Option<f64>) {
    match engine.said(&Ask::SetQuery { text: query.into() }) {
        Say::Selection(view) => (view.selected, view.revenue),
        say => panic!("{query}: {say:?}"),
    }
}

impl Engine {
    /// The one thing that is said to a question, beside which columns there are.
    pub fn said(&mut self, ask: &Ask) -> Say {
        match self.answer(ask) {
            Answer::Say(mut says) => {
                says.retain(|say| !matches!(say, Say::Columns(_)));
                assert_eq!(says.len(), 1, "{says:?}");
                says.remove(0)
            }
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
