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
        mapping_file::{MappingError, MappingFile},
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
    /// Records in the head.
    pub n_records: usize,
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
            given: None,
            confirmed: false,
            understood: Err(Problem::NoOrders),
            read_ms: None,
        };
        source.understand();
        source
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

    /// Questions that are open; `orders` as in [`Source::lacks_customer`].
    pub fn questions(&self, orders: bool) -> Vec<Question> {
        let Ok(understood) = &self.understood else { return Vec::new() };
        if understood.guess.verdict == Verdict::Refused && self.lacks_customer(orders) {
            let candidates = (0..understood.guess.columns.len() as u32).collect();
            return vec![Question::WhichColumn { role: Role::CustomerId, candidates }];
        }
        if self.confirmed {
            return Vec::new();
        }
        self.open_doubts(orders).into_iter().map(question).collect()
    }

    /// What the Files screen shows of it.
    pub fn view(&self, orders: bool) -> FileView {
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
            questions: self.questions(orders),
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

fn understand(source: &Source) -> Result<Understood, Problem> {
    let Source { name, head, .. } = source;
    let complete = head.len() as u64 >= source.size;
    let sniffed =
        sniff_with(head, complete, &source.dialect).map_err(|refusal| refused(name, refusal))?;
    let mut reader = Reader::new(sniffed.dialect.clone());
    let mut records = reader.feed(head.clone());
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
    Ok(Understood { sniffed, header, guess, preview, n_records: records.len() })
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
