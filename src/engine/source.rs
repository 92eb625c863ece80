//! **`Source`**: a file, as understood from its head and the user's choices.

use super::{
    questions::{examples, question},
    view::{Known, Problem, Question},
};
use crate::{
    ingest::{
        dialect::Dialect,
        encoding::Encoding,
        reader::Reader,
        records::Records,
        sniff::{Binary, DialectChoice, HeaderChoice, Markup, Refusal, Sniffed, sniff_with},
    },
    money::Currency,
    schema::{
        guess::{self, Choices, Context, CurrencyGuess, Doubt, MappingGuess, Verdict},
        mapping::Mapping,
        mapping_file::{MappingError, MappingFile},
        profile::ColumnProfile,
        role::Role,
    },
};
use std::{collections::BTreeMap, sync::Arc};

/// Bytes of a file's head from which it is understood.
pub const HEAD: usize = 512 << 10;
/// Records shown of a file.
const PREVIEW: usize = 20;

/// A file on its way in.
#[derive(Debug, Clone)]
pub struct Source {
    pub name: String,
    /// Bytes of its text; a guess where it is packed.
    pub size: u64,
    /// Bytes of it as it is stored.
    pub stored: u64,
    /// The number that whoever opened it gave it.
    pub origin: u32,
    /// A sheet of a workbook, written as CSV by us.
    pub is_sheet: bool,
    head: Arc<Vec<u8>>,
    pub dialect: DialectChoice,
    pub choices: Choices,
    /// Roles that a mapping file gives; no others are guessed then.
    given: Option<Vec<Role>>,
    /// The user said "go on" to what is understood.
    pub confirmed: bool,
    pub understood: Result<Understood, Problem>,
    pub read_ms: Option<f64>,
}

/// What the head says.
#[derive(Debug, Clone)]
pub struct Understood {
    pub sniffed: Sniffed,
    pub header: Option<Vec<String>>,
    pub guess: MappingGuess,
    pub preview: Vec<Vec<String>>,
    /// By column that a question is about: a value that reads differently under its answers.
    pub examples: BTreeMap<usize, String>,
    /// Records in the head.
    pub n_records: usize,
}

/// A file as it is given: its name, its size, and its first bytes.
#[derive(Debug, Clone, Default)]
pub struct Given {
    pub name: String,
    /// Bytes of its text; a guess where it is packed.
    pub size: u64,
    /// Bytes of it as it is stored, where it is packed.
    pub stored: u64,
    pub head: Vec<u8>,
    /// The number that whoever opened it gave it.
    pub origin: u32,
    pub is_sheet: bool,
    /// What the user said of it before.
    pub known: Option<Known>,
}

impl Source {
    /// A file of that many bytes, of which these are the first.
    pub fn new(name: String, size: u64, head: Vec<u8>) -> Source {
        Source::given(Given { name, size, head, ..Given::default() })
    }

    /// A file as it is given.
    pub fn given(given: Given) -> Source {
        let known = given.known.unwrap_or_default();
        let mut source = Source {
            name: given.name,
            size: given.size,
            stored: if given.stored > 0 { given.stored } else { given.size },
            origin: given.origin,
            is_sheet: given.is_sheet,
            head: Arc::new(given.head),
            dialect: known.dialect,
            choices: known.choices,
            given: None,
            confirmed: known.confirmed,
            understood: Err(Problem::NoOrders),
            read_ms: None,
        };
        source.understand();
        source
    }

    /// What the user said of it.
    pub fn known(&self) -> Known {
        Known {
            dialect: self.dialect.clone(),
            choices: self.choices.clone(),
            confirmed: self.confirmed,
        }
    }

    /// How its records are read: where this stays the same, so do they.
    pub fn reading(&self) -> Option<(Dialect, Mapping)> {
        Some((self.understood.as_ref().ok()?.sniffed.dialect.clone(), self.mapping()?))
    }

    /// Reads the head anew, after a choice about its dialect.
    pub fn understand(&mut self) {
        self.understood = understand(self);
    }

    /// Why the file can never be used, if so.
    pub fn problem(&self) -> Option<Problem> {
        match &self.understood {
            Err(problem) => Some(problem.clone()),
            Ok(understood) if understood.n_records == 0 => {
                Some(Problem::OnlyHeader { file: self.name.clone() })
            }
            Ok(_) => None,
        }
    }

    /// Takes roles and options from a mapping file.
    pub fn apply(&mut self, mapping: &MappingFile) -> Result<(), MappingError> {
        let options = mapping.options_for(&self.name);
        self.choices = options.choices()?;
        self.dialect.encoding = options.encoding()?;
        self.dialect.delimiter = options.delimiter_byte()?;
        self.understand();
        let Ok(understood) = &self.understood else { return Ok(()) };
        // Columns without a header have names too: those they are shown by.
        let names: Vec<String> = understood.guess.columns.iter().map(|c| c.name.clone()).collect();
        self.given = mapping.roles_for(&self.name, &names)?;
        if self.given.is_some() {
            self.understand();
        }
        Ok(())
    }

    /// The guess that other profiles of the columns give, those of the whole file for one.
    pub fn guess_from(&self, profiles: &[ColumnProfile], sample: &Records) -> Option<MappingGuess> {
        let header = self.understood.as_ref().ok()?.header.as_deref();
        let context = Context { file_name: &self.name, sample: Some(sample) };
        Some(match &self.given {
            Some(roles) => guess::with_roles(header, profiles, roles, &context),
            None => guess::guess(header, profiles, &context),
        })
    }

    /// The mapping that holds now.
    pub fn mapping(&self) -> Option<Mapping> {
        self.understood.as_ref().ok().map(|understood| understood.guess.settle(&self.choices))
    }

    /// Whether it tells whose its orders are.
    pub fn has_orders(&self) -> bool {
        self.mapping().is_some_and(|mapping| mapping.has_orders())
    }

    /// Whether no column says who the customer is; with `orders`, another file may say it of this one's lines.
    pub fn lacks_customer(&self, orders: bool) -> bool {
        self.mapping()
            .is_none_or(|mapping| mapping.key.is_none() && !(orders && mapping.needs_orders()))
    }

    /// Doubts that are open; `orders` as in [`Source::lacks_customer`].
    pub fn open_doubts(&self, orders: bool) -> Vec<&Doubt> {
        let Ok(understood) = &self.understood else { return Vec::new() };
        let told = !self.lacks_customer(orders);
        let mut open = understood.guess.open_doubts(&self.choices);
        if understood.guess.verdict == Verdict::Refused && told {
            open.retain(|doubt| !matches!(doubt, Doubt::Customer { .. }));
        }
        open
    }

    /// The questions there are until the user goes on, with the answers that hold now; `orders` as in
    /// [`Source::lacks_customer`].
    pub fn questions(&self, orders: bool) -> Vec<Question> {
        let (Ok(understood), Some(mapping)) = (&self.understood, self.mapping()) else {
            return Vec::new();
        };
        let guess = &understood.guess;
        let chosen = mapping.key.map(|key| key as u32);
        let refused = guess.verdict == Verdict::Refused;
        let told = chosen.is_none() && !self.lacks_customer(orders);
        if refused && !told && !(self.confirmed && chosen.is_some()) {
            let candidates = (0..guess.columns.len() as u32).collect();
            return vec![Question::WhichColumn { role: Role::CustomerId, candidates, chosen }];
        }
        if self.confirmed {
            return Vec::new();
        }
        let doubts = guess
            .doubts
            .iter()
            .filter(|doubt| !(refused && matches!(doubt, Doubt::Customer { .. })));
        doubts.map(|doubt| question(doubt, &mapping, &self.choices, &understood.examples)).collect()
    }

    /// Whether the user must be asked before it can be read; `orders` as with the questions.
    pub fn asks(&self, orders: bool) -> bool {
        match &self.understood {
            Ok(guess) if guess.guess.verdict == Verdict::Refused => self.lacks_customer(orders),
            Ok(_) => !self.confirmed && !self.open_doubts(orders).is_empty(),
            Err(_) => false,
        }
    }

    /// A chip of the dialect.
    pub fn choose_dialect(&mut self, change: impl FnOnce(&mut DialectChoice)) {
        let width = |source: &Source| {
            let understood = source.understood.as_ref().ok()?;
            Some(understood.guess.columns.len())
        };
        let before = width(self);
        change(&mut self.dialect);
        self.understand();
        if width(self) != before {
            // Columns are others now: choices by their place no longer hold.
            self.choices = Choices::default();
        }
    }
}

/// The header line that a number means: 0 is none.
pub fn header_choice(line: u64) -> HeaderChoice {
    if line == 0 { HeaderChoice::Absent } else { HeaderChoice::Line(line) }
}

fn understand(source: &Source) -> Result<Understood, Problem> {
    let Source { name, head, .. } = source;
    let complete = head.len() as u64 >= source.size;
    let choice = if source.is_sheet { canonical(&source.dialect) } else { source.dialect.clone() };
    let sniffed = sniff_with(head, complete, &choice).map_err(|refusal| refused(name, refusal))?;
    let mut reader = Reader::new(sniffed.dialect.clone());
    let mut records = reader.feed(head.to_vec());
    if complete {
        records.append(reader.finish());
    }
    let header = reader.header().map(<[String]>::to_vec);
    let width = reader.width().unwrap_or(0);
    let mut profiles = vec![ColumnProfile::default(); width];
    profile(&mut profiles, &records);
    let context = Context { file_name: name, sample: Some(&records) };
    let guess = match &source.given {
        Some(roles) => guess::with_roles(header.as_deref(), &profiles, roles, &context),
        None => guess::guess(header.as_deref(), &profiles, &context),
    };
    let preview = (0..records.len().min(PREVIEW))
        .map(|row| (0..width).map(|column| records.field(row, column).to_string()).collect())
        .collect();
    let examples = examples(&guess, &records);
    Ok(Understood { sniffed, header, guess, preview, examples, n_records: records.len() })
}

/// The dialect of a sheet is ours; only its line of names is open.
fn canonical(choice: &DialectChoice) -> DialectChoice {
    DialectChoice {
        encoding: Some(Encoding::Utf8),
        delimiter: Some(b','),
        quote: Some(b'"'),
        header_line: choice.header_line,
    }
}

/// Counts what the values of each column are.
pub fn profile(profiles: &mut [ColumnProfile], records: &Records) {
    for row in 0..records.len() {
        for (column, profile) in profiles.iter_mut().enumerate() {
            profile.feed(records.field(row, column));
        }
    }
}

fn refused(name: &str, refusal: Refusal) -> Problem {
    let file = name.to_string();
    let kind = match refusal {
        Refusal::Empty => return Problem::EmptyFile { file },
        Refusal::Binary(Binary::Image) => "image",
        Refusal::Binary(Binary::Pdf) => "pdf",
        Refusal::Binary(Binary::Xlsx | Binary::Ods | Binary::Xls) => "spreadsheet",
        Refusal::Binary(Binary::Zip | Binary::Gzip | Binary::Archive) => "archive",
        Refusal::Markup(Markup::Json) => "json",
        Refusal::Markup(Markup::Html | Markup::Xml) => "web",
        _ => "unknown",
    };
    Problem::NotATable { file, kind: kind.to_string() }
}

/// The currencies of a guess.
pub fn guessed_currencies(guess: &MappingGuess) -> Vec<Currency> {
    match &guess.currency {
        CurrencyGuess::Unknown => Vec::new(),
        CurrencyGuess::One(currency) => vec![*currency],
        CurrencyGuess::Several(currencies) => currencies.clone(),
    }
}

/// Makes a question of the currencies that only the whole file showed.
pub fn ask_currency(guess: &mut MappingGuess, currencies: Vec<Currency>) {
    guess.currency = CurrencyGuess::Several(currencies.clone());
    guess.doubts.retain(|doubt| !matches!(doubt, Doubt::Currency { .. }));
    guess.doubts.push(Doubt::Currency { currencies });
}
