//! **`MappingFile`**: roles and options that the user wrote down, for `--mapping`.
//!
//! Roles go by role, to column names; an entry of `files` is for the file of that base name. Its roles
//! replace the general ones as a whole, its options one by one. Where a file is given roles, no others
//! are guessed: its other columns are attributes.
//!
//! The trap: a name that no column bears is an error that names both, never a role left out in silence.
//!
//! ```
//! use carteira::schema::{mapping_file::MappingFile, role::Role};
//! let file: MappingFile =
//!     serde_json::from_str(r#"{"roles": {"customer_id": "Cliente", "phone": null}}"#).unwrap();
//! let roles = file.roles_for("vendas.csv", &["Data".into(), "Cliente".into()]).unwrap().unwrap();
//! assert_eq!(roles, [Role::Attribute, Role::CustomerId]);
//! ```

use super::{
    guess::Choices,
    mapping::AmountOf,
    role::Role,
    values::{DateOrder, NumberFormat},
};
use crate::{ingest::encoding::Encoding, money::Currency, text::fold};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, fmt};

/// The mapping file.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MappingFile {
    /// Column names by role; none: the role is not used.
    pub roles: BTreeMap<Role, Option<String>>,
    /// By base name.
    pub files: BTreeMap<String, FileEntry>,
    pub options: Options,
}

/// What holds for one file.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FileEntry {
    pub roles: BTreeMap<Role, Option<String>>,
    pub options: Options,
}

/// How files are to be read.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Options {
    /// `dmy`, `mdy`, `ymd`.
    pub date_order: Option<String>,
    /// `.` or `,`.
    pub decimal_mark: Option<String>,
    pub delimiter: Option<String>,
    /// As the WHATWG list names it.
    pub encoding: Option<String>,
    /// ISO 4217.
    pub currency: Option<String>,
    pub amount_of: Option<AmountOf>,
}

/// Why a mapping file cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MappingError {
    /// A role whose column the file does not have.
    NoSuchColumn { file: String, role: Role, column: String },
    /// Two roles for one column.
    TwoRoles { file: String, column: String, roles: [Role; 2] },
    /// An option whose value means nothing.
    BadOption { option: &'static str, value: String, allowed: &'static str },
}

impl fmt::Display for MappingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            MappingError::NoSuchColumn { file, role, column } => write!(
                f,
                "the mapping gives the role {} to the column {column:?}, which {file} does not have",
                role.name()
            ),
            MappingError::TwoRoles { file, column, roles: [first, second] } => write!(
                f,
                "the mapping gives the column {column:?} of {file} two roles, {} and {}",
                first.name(),
                second.name()
            ),
            MappingError::BadOption { option, value, allowed } => {
                write!(f, "the option {option} of the mapping is {value:?}; it may be {allowed}")
            }
        }
    }
}

impl std::error::Error for MappingError {}

impl MappingFile {
    /// The roles of a file's columns, in file order; none where the mapping gives this file no roles.
    pub fn roles_for(
        &self,
        file: &str,
        header: &[String],
    ) -> Result<Option<Vec<Role>>, MappingError> {
        let given = self.files.get(file).map(|entry| &entry.roles).filter(|r| !r.is_empty());
        let given = given.unwrap_or(&self.roles);
        if given.is_empty() {
            return Ok(None);
        }
        let mut roles = vec![Role::Attribute; header.len()];
        for (&role, column) in given {
            let Some(column) = column else { continue };
            let at = find(header, column).ok_or_else(|| MappingError::NoSuchColumn {
                file: file.to_string(),
                role,
                column: column.clone(),
            })?;
            if roles[at] != Role::Attribute {
                return Err(MappingError::TwoRoles {
                    file: file.to_string(),
                    column: column.clone(),
                    roles: [roles[at], role],
                });
            }
            roles[at] = role;
        }
        Ok(Some(roles))
    }

    /// The options that hold for a file.
    pub fn options_for(&self, file: &str) -> Options {
        let Some(entry) = self.files.get(file) else { return self.options.clone() };
        let (own, general) = (entry.options.clone(), self.options.clone());
        Options {
            date_order: own.date_order.or(general.date_order),
            decimal_mark: own.decimal_mark.or(general.decimal_mark),
            delimiter: own.delimiter.or(general.delimiter),
            encoding: own.encoding.or(general.encoding),
            currency: own.currency.or(general.currency),
            amount_of: own.amount_of.or(general.amount_of),
        }
    }
}

/// The column of that name: to the letter, else without case and accents.
fn find(header: &[String], name: &str) -> Option<usize> {
    let name = name.trim();
    let exact = header.iter().position(|column| column.trim() == name);
    exact.or_else(|| header.iter().position(|column| fold(column.trim()) == fold(name)))
}

impl Options {
    /// The choices that the options make.
    pub fn choices(&self) -> Result<Choices, MappingError> {
        let date = read("date_order", &self.date_order, "dmy, mdy or ymd", DateOrder::from_name)?;
        let number =
            read("decimal_mark", &self.decimal_mark, "\".\" or \",\"", NumberFormat::from_mark)?;
        let currency = read("currency", &self.currency, "an ISO 4217 code", Currency::from_code)?;
        Ok(Choices { date, number, currency, amount_of: self.amount_of, ..Choices::default() })
    }

    /// The byte between fields.
    pub fn delimiter_byte(&self) -> Result<Option<u8>, MappingError> {
        read("delimiter", &self.delimiter, "one ASCII character or \"tab\"", |text| match text {
            "tab" | "\\t" => Some(b'\t'),
            text => <[u8; 1]>::try_from(text.as_bytes()).ok().map(|[byte]| byte),
        })
    }

    /// The encoding.
    pub fn encoding(&self) -> Result<Option<Encoding>, MappingError> {
        read("encoding", &self.encoding, "a name of the WHATWG list", Encoding::from_name)
    }
}

fn read<T>(
    option: &'static str,
    value: &Option<String>,
    allowed: &'static str,
    from: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, MappingError> {
    let Some(value) = value else { return Ok(None) };
    match from(value) {
        Some(read) => Ok(Some(read)),
        None => Err(MappingError::BadOption { option, value: value.clone(), allowed }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(names: &str) -> Vec<String> {
        names.split(',').map(str::to_string).collect()
    }

    const BOTH: &str = r#"{
        "roles": { "customer_id": "Cliente", "order_date": "Data" },
        "files": { "vendas.csv": {
            "roles": { "customer_id": "Cliente", "order_id": "Pedido", "amount": "Total" },
            "options": { "amount_of": "order" } } },
        "options": { "date_order": "dmy", "decimal_mark": ",", "delimiter": ";", "encoding": "windows-1252", "currency": "brl" } }"#;

    #[test]
    fn entries_of_files_replace_roles_and_add_options() {
        let file: MappingFile = serde_json::from_str(BOTH).expect("a mapping");
        let names = header("Pedido,Cliente,Total, Data ");
        assert_eq!(
            file.roles_for("vendas.csv", &names),
            Ok(Some(vec![Role::OrderId, Role::CustomerId, Role::Amount, Role::Attribute]))
        );
        assert_eq!(
            file.roles_for("outras.csv", &names),
            Ok(Some(vec![Role::Attribute, Role::CustomerId, Role::Attribute, Role::OrderDate]))
        );
        let options = file.options_for("vendas.csv");
        let choices = options.choices().expect("choices");
        assert_eq!(choices.amount_of, Some(AmountOf::Order));
        assert_eq!(choices.date, Some(DateOrder::Dmy));
        assert_eq!(choices.number, Some(NumberFormat::Comma));
        assert_eq!(choices.currency.map(|c| c.code().to_string()), Some("BRL".to_string()));
        assert_eq!(options.delimiter_byte(), Ok(Some(b';')));
        assert_eq!(options.encoding(), Ok(Some(Encoding::Windows1252)));
        assert_eq!(file.options_for("outras.csv").amount_of, None);
    }

    #[test]
    fn errors_name_role_and_column() {
        let file: MappingFile = serde_json::from_str(BOTH).expect("a mapping");
        let error = file.roles_for("vendas.csv", &header("Pedido,Total")).expect_err("no Cliente");
        let text = error.to_string();
        for part in ["customer_id", "Cliente", "vendas.csv"] {
            assert!(text.contains(part), "{text}");
        }
        let twice = r#"{"roles": {"customer_id": "A", "email": "a"}}"#;
        let file: MappingFile = serde_json::from_str(twice).expect("a mapping");
        assert!(matches!(
            file.roles_for("x.csv", &header("A")),
            Err(MappingError::TwoRoles { .. })
        ));
        let options = Options { date_order: Some("ydm".into()), ..Options::default() };
        assert!(options.choices().expect_err("no order").to_string().contains("dmy, mdy or ymd"));
        assert!(serde_json::from_str::<MappingFile>(r#"{"roles": {"client": "A"}}"#).is_err());
        assert!(serde_json::from_str::<MappingFile>(r#"{"rolls": {}}"#).is_err());
    }

    #[test]
    fn no_roles_means_guessing_and_null_means_none() {
        let names = header("A,B");
        let read = |text: &str| {
            serde_json::from_str::<MappingFile>(text).expect("a mapping").roles_for("x.csv", &names)
        };
        assert_eq!(read("{}"), Ok(None));
        assert_eq!(read(r#"{"roles": {"email": null}}"#), Ok(Some(vec![Role::Attribute; 2])));
    }
}
