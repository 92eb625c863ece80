//! Why the command ends without having done its work.

use carteira::{
    engine::view::Problem,
    ingest::workbook::{Left, Trouble},
};
use std::fmt::Display;

/// A message and an exit code.
#[derive(Debug)]
pub struct Fail {
    pub code: u8,
    pub message: String,
}

impl Fail {
    /// A wrong call, an unreadable file, an error in a query.
    pub fn call(message: impl Display) -> Fail {
        Fail { code: 1, message: message.to_string() }
    }

    /// The data cannot answer, or a question is open.
    pub fn data(message: impl Display) -> Fail {
        Fail { code: 2, message: message.to_string() }
    }
}

impl From<lexopt::Error> for Fail {
    fn from(error: lexopt::Error) -> Fail {
        Fail::call(error)
    }
}

impl From<Problem> for Fail {
    fn from(problem: Problem) -> Fail {
        Fail::data(sentence(&problem))
    }
}

/// A problem in an English sentence.
pub fn sentence(problem: &Problem) -> String {
    match problem {
        Problem::EmptyFile { file } => format!("{file} is empty"),
        Problem::NotATable { file, kind } if kind == "spreadsheet" => {
            format!("{file} is a workbook: save its sheet as CSV")
        }
        Problem::NotATable { file, kind } if kind == "unknown" => {
            format!("{file} holds no table that can be read")
        }
        Problem::NotATable { file, kind } => {
            format!("{file} is no table but of the kind {kind}: export it as CSV")
        }
        Problem::Packed { file, trouble } => match trouble {
            Trouble::Locked => format!("{file} is protected by a password: save it without one"),
            Trouble::Torn => format!("{file} is damaged and cannot be opened: save it again"),
            Trouble::TooLarge => format!("{file} is too large to be opened: save it as CSV"),
            Trouble::Empty => format!("there is no table in {file}"),
        },
        Problem::LeftOut { file, part, left: Left::Hidden } => {
            format!("{file}: the hidden sheet {part} is left out")
        }
        Problem::LeftOut { file, part, left: Left::NoTable } => {
            format!("{file}: {part} is left out, since it holds no table")
        }
        Problem::SheetWithoutCustomers { file } => {
            format!("{file} is left out, since no column of it says who the customer is")
        }
        Problem::TooManyRows => {
            "a sheet of Excel has 1,048,575 rows below its header: write CSV, or narrow it by --where"
                .to_string()
        }
        Problem::OnlyHeader { file } => format!("{file} has names of columns but no records"),
        Problem::NoCustomer { file } => format!("no column of {file} says who the customer is"),
        Problem::NoOrders => "there are no orders in these files".to_string(),
        Problem::Unreadable { file } => format!("{file} cannot be read"),
        Problem::EngineStopped { detail } | Problem::EngineRestarted { detail } => detail.clone(),
        Problem::Query(error) => format!("query: {error}"),
        Problem::RuleTooEarly { field, uses } => format!("{uses} is not made before {field}"),
        Problem::NameTaken { name } => format!("a classification cannot be called {name:?}"),
        Problem::NoSuchCustomer { key } => format!("no customer {key}"),
    }
}
