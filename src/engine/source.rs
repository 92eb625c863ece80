//! **`Source`**: a file, as understood from its head and the user's choices.

use super::view::{FileColumnView, FileView, Problem, Question};
use crate::{
    ingest::{
        reader::Reader,
        records::Records,
        sniff::{Binary, DialectChoice, HeaderChoice, Refusal, Sniffed, sniff_with},
    },
    money::Currency,
    schema::{
        guess::{self, Choices, Context, CurrencyGuess, Doubt, MappingGuess, Rival, Verdict},
        mapping::Mapping,
        profile::ColumnProfile,
        role::Role,
    },
};

/// Bytes of a file's head from which it is understood.
pub const HEAD: usize = 1 << 20;
/// Records shown of a file.
const PREVIEW: usize = 20;

/// A file on its way in.
#[derive(Debug, Clone)]
pub struct Source {
    pub name: String,
    pub size: u64,
    head: Vec<u8>,
    pub dialect: DialectChoice,
    pub choices: Choices,
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
}

impl Source {
    /// A file of that many bytes, of which these are the first.
    pub fn new(name: String, size: u64, head: Vec<u8>) -> Source {
        let mut source = Source {
            name,
            size,
            head,
            dialect: DialectChoice::default(),
            choices: Choices::default(),
            confirmed: false,
            understood: Err(Problem::NoOrders),
            read_ms: None,
        };
        source.understand();
        source
    }

    /// Reads the head anew, after a choice about its dialect.
    pub fn understand(&mut self) {
        self.understood = understand(&self.name, self.size, &self.head, &self.dialect);
    }

    /// The mapping that holds now.
    pub fn mapping(&self) -> Option<Mapping> {
        self.understood.as_ref().ok().map(|understood| understood.guess.settle(&self.choices))
    }

    /// Questions that are open.
    pub fn questions(&self) -> Vec<Question> {
        let Ok(understood) = &self.understood else { return Vec::new() };
        let keyed = self.mapping().is_some_and(|mapping| mapping.key.is_some());
        if understood.guess.verdict == Verdict::Refused && !keyed {
            let candidates = (0..understood.guess.columns.len() as u32).collect();
            return vec![Question::WhichColumn { role: Role::CustomerId, candidates }];
        }
        if self.confirmed {
            return Vec::new();
        }
        understood.guess.open_doubts(&self.choices).into_iter().map(question).collect()
    }

    /// What the Files screen shows of it.
    pub fn view(&self) -> FileView {
        let understood = self.understood.as_ref().ok();
        let mapping = self.mapping();
        let dialect = understood.map(|understood| &understood.sniffed.dialect);
        let currency = mapping.as_ref().and_then(|mapping| mapping.currency);
        FileView {
            name: self.name.clone(),
            bytes: self.size,
            encoding: dialect.map(|d| d.encoding.name().to_string()).unwrap_or_default(),
            delimiter: dialect.map(|d| char::from(d.delimiter).to_string()).unwrap_or_default(),
            quote: dialect.map(|d| char::from(d.quote).to_string()).unwrap_or_default(),
            header_line: dialect.and_then(|d| d.header_line),
            kind: mapping.as_ref().map(|mapping| mapping.kind),
            columns: self.column_views(),
            amount_of: mapping.as_ref().map(|mapping| mapping.amount_of).unwrap_or_default(),
            currency: currency.map(|currency| currency.code().to_string()),
            questions: self.questions(),
            refused: self.understood.as_ref().err().cloned(),
            preview: understood.map(|understood| understood.preview.clone()).unwrap_or_default(),
            read_ms: self.read_ms,
        }
    }

    fn column_views(&self) -> Vec<FileColumnView> {
        let (Ok(understood), Some(mapping)) = (&self.understood, self.mapping()) else {
            return Vec::new();
        };
        let guesses = &understood.guess.columns;
        mapping
            .columns
            .into_iter()
            .zip(guesses)
            .map(|(column, guess)| FileColumnView {
                name: column.name,
                role: column.role,
                number: column.number,
                date: column.date,
                confidence: guess.confidence,
                evidence: guess.evidence.iter().map(ToString::to_string).collect(),
                rivals: guess
                    .rivals
                    .iter()
                    .filter_map(|rival| match rival {
                        Rival::Role(role, _) => Some(*role),
                        Rival::Column(..) => None,
                    })
                    .collect(),
            })
            .collect()
    }

    /// A chip of the dialect: by name as the screen shows it. Whether something changed.
    pub fn choose_dialect(&mut self, change: impl FnOnce(&mut DialectChoice)) {
        change(&mut self.dialect);
        // Columns may be others now: choices by their place no longer hold.
        self.choices = Choices::default();
        self.understand();
    }
}

/// The header line that a number means: 0 is none.
pub fn header_choice(line: u64) -> HeaderChoice {
    if line == 0 { HeaderChoice::Absent } else { HeaderChoice::Line(line) }
}

fn understand(
    name: &str,
    size: u64,
    head: &[u8],
    choice: &DialectChoice,
) -> Result<Understood, Problem> {
    let complete = head.len() as u64 >= size;
    let sniffed = sniff_with(head, complete, choice).map_err(|refusal| refused(name, refusal))?;
    let mut reader = Reader::new(sniffed.dialect.clone());
    let mut records = reader.feed(head.to_vec());
    if complete {
        records.append(reader.finish());
    }
    let header = reader.header().map(<[String]>::to_vec);
    if records.is_empty() {
        return Err(Problem::OnlyHeader { file: name.to_string() });
    }
    let guess = guess_from(name, header.as_deref(), &records);
    let width = guess.columns.len();
    let preview = (0..records.len().min(PREVIEW))
        .map(|row| (0..width).map(|column| records.field(row, column).to_string()).collect())
        .collect();
    Ok(Understood { sniffed, header, guess, preview })
}

fn guess_from(name: &str, header: Option<&[String]>, records: &Records) -> MappingGuess {
    let width = header.map_or_else(
        || (0..records.len()).map(|row| records.n_fields(row)).max().unwrap_or(0),
        <[String]>::len,
    );
    let mut profiles = vec![ColumnProfile::default(); width];
    for row in 0..records.len() {
        for (column, profile) in profiles.iter_mut().enumerate() {
            profile.feed(records.field(row, column));
        }
    }
    let context = Context { file_name: name, sample: Some(records) };
    guess::guess(header, &profiles, &context)
}

fn refused(name: &str, refusal: Refusal) -> Problem {
    let file = name.to_string();
    let kind = match refusal {
        Refusal::Empty => return Problem::EmptyFile { file },
        Refusal::Binary(Binary::Image) => "image",
        Refusal::Binary(Binary::Pdf) => "pdf",
        Refusal::Binary(Binary::Xlsx | Binary::Ods | Binary::Xls) => "spreadsheet",
        Refusal::Binary(Binary::Zip | Binary::Gzip | Binary::Archive) => "archive",
        _ => "unknown",
    };
    Problem::NotATable { file, kind: kind.to_string() }
}

fn question(doubt: &Doubt) -> Question {
    let places = |columns: &[usize]| columns.iter().map(|&column| column as u32).collect();
    match doubt {
        Doubt::Customer { columns } => {
            Question::WhichColumn { role: Role::CustomerId, candidates: places(columns) }
        }
        Doubt::NameOnly { column } => Question::KeyIsName { column: *column as u32 },
        Doubt::Date { columns } => {
            Question::WhichColumn { role: Role::OrderDate, candidates: places(columns) }
        }
        Doubt::Amount { columns } => {
            Question::WhichColumn { role: Role::Amount, candidates: places(columns) }
        }
        Doubt::DateOrder { column, .. } => Question::DateOrder { column: *column as u32 },
        Doubt::DecimalMark { column, .. } => Question::DecimalMark { column: *column as u32 },
        Doubt::Currency { currencies } => Question::Currency {
            codes: currencies.iter().map(|currency| currency.code().to_string()).collect(),
        },
        Doubt::AmountOf { column } => Question::AmountOf { column: *column as u32 },
    }
}

/// The currencies of a guess.
pub fn currencies(guess: &MappingGuess) -> Vec<Currency> {
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
