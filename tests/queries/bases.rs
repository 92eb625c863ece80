//! The bases that queries are tried on: a small one written by hand (`small/`), the project's sample, and Online Retail
//! where it is at hand.

use carteira::{
    calendar::Day,
    engine::{
        base::{Base, Rules},
        core::Engine,
        intake::SLICE,
        source::Given,
        source::HEAD,
    },
    portfolio::{
        columns::Portfolio,
        sample::{SampleLanguage, sample_files},
    },
    query::evaluate::Data,
    schema::mapping_file::MappingFile,
};
use flate2::read::MultiGzDecoder;
use std::io::Read;

/// A base, read by the engine as the batch command and the page read it.
pub struct Loaded {
    pub name: &'static str,
    /// Names and bytes.
    pub files: Vec<(String, Vec<u8>)>,
    pub mapping: Option<&'static str>,
    pub as_of: Option<Day>,
    engine: Engine,
}

impl Loaded {
    fn base(&self) -> &Base {
        self.engine.base().expect("the base was read")
    }

    pub fn portfolio(&self) -> &Portfolio {
        &self.base().portfolio
    }

    pub fn data(&self) -> Data<'_> {
        self.base().data(&self.engine.rules)
    }
}

/// Nine people by hand: those of `src/query/tests/base.rs`, as files.
pub fn small() -> Loaded {
    let files = [
        ("customers.csv", &include_bytes!("small/customers.csv")[..]),
        ("orders.csv", include_bytes!("small/orders.csv")),
        ("events.csv", include_bytes!("small/events.csv")),
    ];
    let files = files.map(|(name, bytes)| (name.to_string(), bytes.to_vec())).to_vec();
    let as_of = "2024-03-31".parse().expect("a day");
    load("small", files, Some(include_str!("small/mapping.json")), Some(as_of))
}

/// Orders without a word of money.
pub fn bare() -> Loaded {
    let orders = include_bytes!("bare/orders.csv").to_vec();
    load("bare", vec![("orders.csv".into(), orders)], None, None)
}

pub fn sample() -> Loaded {
    let files = sample_files(SampleLanguage::En).into_iter();
    load("sample", files.map(|file| (file.name, file.bytes)).collect(), None, None)
}

/// UCI Online Retail, from `data/online_retail.csv.gz` of the shared folder.
pub fn retail(packed: &[u8]) -> Loaded {
    let mut bytes = Vec::new();
    MultiGzDecoder::new(packed).read_to_end(&mut bytes).expect("the unpacked file");
    load("retail", vec![("online_retail.csv".into(), bytes)], None, None)
}

fn load(
    name: &'static str,
    files: Vec<(String, Vec<u8>)>,
    mapping: Option<&'static str>,
    as_of: Option<Day>,
) -> Loaded {
    let mut engine = Engine::default();
    engine.rules = Rules { as_of: as_of.map(|day| day.0), ..Rules::default() };
    for (name, bytes) in &files {
        let (name, size) = (name.clone(), bytes.len() as u64);
        let head = bytes[..bytes.len().min(HEAD)].to_vec();
        engine.add_any(Given { name, size, head, ..Given::default() });
    }
    if let Some(mapping) = mapping {
        let mapping: MappingFile = serde_json::from_str(mapping).expect("a mapping");
        for source in engine.sources() {
            source.apply(&mapping).expect("a mapping that fits");
        }
    }
    engine.begin_load();
    for (place, (_, bytes)) in files.iter().enumerate() {
        loop {
            for slice in bytes.chunks(SLICE) {
                engine.feed(place, slice.to_vec());
            }
            if !engine.end_file(place) {
                break;
            }
        }
    }
    engine.merge();
    let loaded = engine.finish_load(&mut |_| {}).expect("a base");
    assert!(loaded.is_some(), "{name}: a question is open");
    engine.complete();
    let as_of = as_of.or_else(|| engine.base().and_then(|base| base.table.as_of).map(Day));
    Loaded { name, files, mapping, as_of, engine }
}
