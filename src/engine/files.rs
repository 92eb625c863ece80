//! The engine's **files**: taken in by their heads, changed by the user's chips, and kept as they were when the
//! last base was made, to go back to when something comes of nothing.
//!
//! A file that can never be used is **refused**, alone: the others go on.

use super::{
    answer,
    core::Engine,
    protocol::Choice,
    source::{Given, Source, header_choice},
    view::*,
};
use crate::{
    ingest::encoding::Encoding,
    money::Currency,
    portfolio::columns::Portfolio,
    schema::{
        guess::Rival,
        profile::ValueType,
        role::Role,
        values::{DateOrder, NumberFormat},
    },
};

/// Files and whether they are the sample.
#[derive(Debug, Clone, Default)]
pub struct Files {
    pub sources: Vec<Source>,
    pub is_sample: bool,
}

impl Engine {
    /// Announces files. The sample takes the place of what is there, and real files take that of the sample.
    pub fn expect_files(&mut self, is_sample: bool) {
        if is_sample || self.files.is_sample {
            self.files.sources.clear();
        }
        self.files.is_sample = is_sample;
        self.refused.clear();
    }

    /// Adds a file by its head; an error where it can never be used.
    pub fn add(&mut self, given: Given) -> Result<(), Problem> {
        let source = Source::given(given);
        match source.problem() {
            Some(problem) => Err(problem),
            None => {
                self.files.sources.push(source);
                Ok(())
            }
        }
    }

    /// Adds a file that nobody numbered.
    pub fn add_file(&mut self, name: String, size: u64, head: Vec<u8>) -> Result<(), Problem> {
        self.add(Given { name, size, head, ..Given::default() })
    }

    /// Adds a file that need not be usable, for inspection.
    pub fn add_any(&mut self, given: Given) {
        self.files.sources.push(Source::given(given));
    }

    /// Leaves out the sheets of workbooks that say nothing of customers, where something else has orders: a summary or a
    /// list of choices stands beside many a table, and is no cause for a question.
    pub fn leave_out_sheets(&mut self) {
        let orders = self.has_orders();
        let out = |source: &Source| {
            orders && source.is_sheet && !source.confirmed && source.lacks_customer(orders)
        };
        let (without, with) = self.files.sources.drain(..).partition(out);
        self.files.sources = with;
        let without: Vec<Source> = without;
        let problem = |source: Source| Problem::SheetWithoutCustomers { file: source.name };
        self.refused.extend(without.into_iter().map(problem));
    }

    /// Remembers why a file that was given is not among the others.
    pub fn refuse(&mut self, problem: Problem) {
        self.refused.push(problem);
    }

    /// What was refused since it was last asked.
    pub fn take_refused(&mut self) -> Vec<Problem> {
        std::mem::take(&mut self.refused)
    }

    /// The files.
    pub fn sources(&mut self) -> &mut [Source] {
        &mut self.files.sources
    }

    /// The name of a file.
    pub fn name(&self, file: usize) -> &str {
        self.source(file).map_or("", |source| &source.name)
    }

    /// A file.
    pub fn source(&self, file: usize) -> Option<&Source> {
        self.files.sources.get(file)
    }

    /// A chip of a file; whether the records are others by it.
    pub fn choose(&mut self, file: u32, choice: Choice) -> bool {
        let Some(source) = self.files.sources.get_mut(file as usize) else { return false };
        let before = source.reading();
        let byte = |text: &str| text.bytes().next();
        match choice {
            Choice::Encoding(name) => {
                source.choose_dialect(|dialect| dialect.encoding = Encoding::from_name(&name));
            }
            Choice::Delimiter(text) => {
                source.choose_dialect(|dialect| dialect.delimiter = byte(&text));
            }
            Choice::Quote(text) => source.choose_dialect(|dialect| dialect.quote = byte(&text)),
            Choice::HeaderLine(line) => {
                source.choose_dialect(|dialect| dialect.header_line = Some(header_choice(line)));
            }
            Choice::Kind(kind) => source.choices.kind = Some(kind),
            Choice::Role { column, role } => {
                source.choices.roles.insert(column as usize, role);
            }
            Choice::Number { column: Some(column), format } => {
                source.choices.numbers.insert(column as usize, format);
            }
            Choice::Number { column: None, format } => {
                source.choices.numbers.clear();
                source.choices.number = Some(format);
            }
            Choice::Date { column: Some(column), order } => {
                source.choices.dates.insert(column as usize, order);
            }
            Choice::Date { column: None, order } => {
                source.choices.dates.clear();
                source.choices.date = Some(order);
            }
            Choice::AmountOf(of) => source.choices.amount_of = Some(of),
            Choice::Currency(code) => source.choices.currency = Currency::from_code(&code),
        }
        before != source.reading()
    }

    /// The user goes on with what is understood.
    pub fn confirm(&mut self) {
        self.files.sources.iter_mut().for_each(|source| source.confirmed = true);
    }

    /// Takes a file out.
    pub fn remove(&mut self, file: u32) {
        if (file as usize) < self.files.sources.len() {
            self.files.sources.remove(file as usize);
        }
    }

    /// Whether the base was made with this file.
    pub fn is_in_base(&self, origin: u32) -> bool {
        self.base().is_some() && self.good.sources.iter().any(|source| source.origin == origin)
    }

    /// Back to the files of the base; without a base to none.
    pub fn restore(&mut self) {
        self.give_up_reading();
        self.files = self.good.clone();
    }

    /// Whether a file tells whose its orders are, so that lines in others can join it.
    pub fn has_orders(&self) -> bool {
        self.files.sources.iter().any(Source::has_orders)
    }

    /// Whether a question is open.
    pub fn asks(&self) -> bool {
        let orders = self.has_orders();
        self.files.sources.iter().any(|source| source.asks(orders))
    }

    /// The Files screen.
    pub fn files_view(&self) -> FilesView {
        let base = self.base();
        let portfolio = base.map(|base| &base.portfolio);
        let sources = self.files.sources.iter().enumerate();
        FilesView {
            files: sources
                .filter_map(|(at, source)| {
                    // While files are added or taken out, what is known of the base is of other files.
                    let in_base = self.good.sources.get(at);
                    let same = in_base.is_some_and(|known| known.origin == source.origin);
                    let questions = source.questions(self.has_orders());
                    file_view(source, at, questions, portfolio.filter(|_| same))
                })
                .collect(),
            asks: self.asks(),
            ledger: base.map(answer::ledger_view),
            notes: portfolio.map(|portfolio| portfolio.notes.clone()).unwrap_or_default(),
        }
    }
}

fn file_view(
    source: &Source,
    at: usize,
    questions: Vec<Question>,
    portfolio: Option<&Portfolio>,
) -> Option<FileView> {
    let understood = source.understood.as_ref().ok()?;
    let mapping = source.mapping()?;
    let dialect = &understood.sniffed.dialect;
    let letter = |byte: u8| char::from(byte).to_string();
    let columns = column_views(source);
    let number = |column: &FileColumnView| match column.reads {
        Reads::Number(format) => Some(format),
        _ => None,
    };
    let date = |column: &FileColumnView| match column.reads {
        Reads::Date(order) => Some(order),
        _ => None,
    };
    let codes = super::source::guessed_currencies(&understood.guess);
    let rivals = understood.sniffed.rivals.iter();
    let ledger = portfolio.map(|portfolio| &portfolio.ledger);
    Some(FileView {
        name: source.name.clone(),
        bytes: source.stored,
        origin: source.origin,
        known: source.known(),
        is_sheet: source.is_sheet,
        encoding: dialect.encoding.name().to_string(),
        delimiter: letter(dialect.delimiter),
        quote: letter(dialect.quote),
        header_line: dialect.header_line,
        evidence: understood.sniffed.evidence.clone(),
        other_delimiters: rivals.map(|rival| letter(rival.delimiter)).collect(),
        kind: mapping.kind,
        number: Agreed::of(columns.iter().filter_map(number)),
        date: Agreed::of(columns.iter().filter_map(date)),
        amount_of: mapping.column(Role::Amount).map(|_| mapping.amount_of),
        currency: mapping.currency.map(|currency| currency.code().to_string()),
        currencies: codes.iter().map(|currency| currency.code().to_string()).collect(),
        questions,
        preview: understood.preview.clone(),
        read_ms: source.read_ms,
        records: ledger.and_then(|ledger| Some((*ledger.read.get(at)?, *ledger.used.get(at)?))),
        join: portfolio
            .filter(|portfolio| portfolio.joins.len() > 1)
            .and_then(|portfolio| portfolio.joins.get(at).copied()),
        key: mapping.key.map(|key| key as u32),
        columns,
    })
}

fn column_views(source: &Source) -> Vec<FileColumnView> {
    let (Ok(understood), Some(mapping)) = (&source.understood, source.mapping()) else {
        return Vec::new();
    };
    let columns = mapping.columns.into_iter().zip(&understood.guess.columns);
    let column_view = |(column, guess): (crate::schema::mapping::ColumnMapping, _)| {
        let guess: &crate::schema::guess::ColumnGuess = guess;
        let role = |rival: &Rival| match rival {
            Rival::Role(role, _) => Some(*role),
            Rival::Column(..) => None,
        };
        let other = |rival: &Rival| match rival {
            Rival::Column(column, _) => Some(*column as u32),
            Rival::Role(..) => None,
        };
        FileColumnView {
            reads: reads(column.role, guess.value_type, column.number, column.date),
            name: column.name,
            role: column.role,
            confidence: guess.confidence,
            evidence: guess.evidence.clone(),
            rivals: guess.rivals.iter().filter_map(role).collect(),
            rival_columns: guess.rivals.iter().filter_map(other).collect(),
        }
    };
    columns.map(column_view).collect()
}

/// How a column is read: by its role where that says so, else by what its values are.
fn reads(role: Role, found: ValueType, number: NumberFormat, date: DateOrder) -> Reads {
    use Role::*;
    let counts = matches!(role, Amount | Quantity | UnitPrice | Cost | Discount | Margin | Score);
    match found {
        _ if role.is_date() => Reads::Date(date),
        _ if counts => Reads::Number(number),
        ValueType::Date => Reads::Date(date),
        ValueType::Number if role.may_be_number() => Reads::Number(number),
        _ => Reads::Text,
    }
}
