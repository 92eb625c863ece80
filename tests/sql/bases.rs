//! The bases: small ones written by hand (`tests/queries/*/`), the project's sample, and Online Retail where it is at
//! hand (`../shared/data`, or the folder that `CARTEIRA_SHARED` names).

use super::batch::{root, scratch};
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
use std::{
    path::{Path, PathBuf},
    process::Command,
};

/// A base, read by the engine.
pub struct Loaded {
    pub name: &'static str,
    pub files: Vec<PathBuf>,
    pub mapping: Option<PathBuf>,
    pub as_of: Option<Day>,
    /// Of the forms of a statement, how many are tried: on large bases, for the time it takes, the first alone.
    pub n_forms: usize,
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

    /// The arguments that make the batch command read the same.
    pub fn arguments(&self) -> Vec<String> {
        let path = |path: &Path| path.to_string_lossy().into_owned();
        let mut arguments: Vec<String> = self.files.iter().map(|file| path(file)).collect();
        if let Some(mapping) = &self.mapping {
            arguments.extend(["--mapping".to_string(), path(mapping)]);
        }
        if let Some(day) = self.as_of {
            arguments.extend(["--as-of".to_string(), day.to_string()]);
        }
        arguments
    }
}

/// All bases that are at hand.
pub fn all() -> Vec<Loaded> {
    let mut bases = vec![small(), sample()];
    match retail() {
        Some(base) => bases.push(base),
        None => {
            super::warehouse::loud("Online Retail is not at hand: the queries are not tried on it")
        }
    }
    bases
}

/// Nine people by hand: those of `src/query/tests/base.rs`, as files.
pub fn small() -> Loaded {
    by_hand("small", "2024-03-31")
}

fn by_hand(name: &'static str, as_of: &str) -> Loaded {
    let folder = root().join("tests/queries").join(name);
    let files = ["customers.csv", "orders.csv", "events.csv"].map(|file| folder.join(file));
    let files = files.into_iter().filter(|file| file.exists()).collect();
    let mapping = Some(folder.join("mapping.json"));
    load(name, files, mapping, Some(as_of.parse().expect("a day")))
}

fn sample() -> Loaded {
    let folder = scratch("sample-files");
    let mut files = Vec::new();
    for file in sample_files(SampleLanguage::En) {
        let path = folder.join(&file.name);
        std::fs::write(&path, &file.bytes).expect("a file of the sample");
        files.push(path);
    }
    load("sample", files, None, None)
}

fn retail() -> Option<Loaded> {
    let shared = std::env::var_os("CARTEIRA_SHARED").map(PathBuf::from);
    let shared = shared.unwrap_or_else(|| root().join("../shared"));
    let packed = shared.join("data/online_retail.csv.gz");
    if !packed.exists() {
        return None;
    }
    let unpacked = Command::new("gzip").arg("-dc").arg(&packed).output().ok()?;
    let path = scratch("retail-files").join("online_retail.csv");
    std::fs::write(&path, unpacked.stdout).expect("the unpacked file");
    Some(load("retail", vec![path], None, None))
}

/// Reads files as the batch command does.
fn load(
    name: &'static str,
    files: Vec<PathBuf>,
    mapping: Option<PathBuf>,
    as_of: Option<Day>,
) -> Loaded {
    let mut engine = Engine::default();
    engine.rules = Rules { as_of: as_of.map(|day| day.0), ..Rules::default() };
    let contents: Vec<Vec<u8>> =
        files.iter().map(|file| std::fs::read(file).expect("a file of the base")).collect();
    for (file, content) in files.iter().zip(&contents) {
        let name = file.file_name().expect("a name").to_string_lossy().into_owned();
        let head = content[..content.len().min(HEAD)].to_vec();
        engine.add_any(Given { name, size: content.len() as u64, head, ..Given::default() });
    }
    if let Some(mapping) = &mapping {
        let text = std::fs::read_to_string(mapping).expect("a mapping");
        let mapping: MappingFile = serde_json::from_str(&text).expect("a mapping");
        for source in engine.sources() {
            source.apply(&mapping).expect("a mapping that fits");
        }
    }
    engine.begin_load();
    for (place, content) in contents.iter().enumerate() {
        loop {
            for slice in content.chunks(SLICE) {
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
    let as_of = as_of.or_else(|| engine.base().and_then(|base| base.table.as_of).map(Day));
    let n_forms = if name == "retail" { 1 } else { 2 };
    Loaded { name, files, mapping, as_of, n_forms, engine }
}
