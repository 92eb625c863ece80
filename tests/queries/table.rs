//! The files of queries: one for each base, of the same name. A line that begins in the first column is a query, `everyone` the empty one; what is known of it follows, indented; `#` begins a comment.
//!
//! - `= ana Bea`: the ids it keeps on its own base, by hand; `=` alone: nobody
//! - `sql of the file`: a statement needs the types and roles of the file's fields
//! - `no sql: reason`: `batch sql` exits 2 and says so
//! - `error: message`: the query is wrong, and this is a part of the message

/// The files by their bases.
const FILES: [(&str, &str); 4] = [
    ("bare", include_str!("bare.txt")),
    ("retail", include_str!("retail.txt")),
    ("sample", include_str!("sample.txt")),
    ("small", include_str!("small.txt")),
];

/// A query and what is known of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// The base of its file.
    pub base: &'static str,
    pub query: String,
    /// Sorted as the engine sorts customers.
    pub ids: Option<Vec<String>>,
    pub error: Option<String>,
    pub sql: Sql,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Sql {
    /// The same ids with and without the file.
    Same,
    OfTheFile,
    Refused(String),
}

/// All questions of all files.
pub fn questions() -> Vec<Question> {
    let mut questions: Vec<Question> = Vec::new();
    for (base, text) in FILES {
        for (number, line) in text.lines().enumerate() {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let place = || format!("{base}.txt:{}: {line}", number + 1);
            if !line.starts_with(' ') {
                let query = if line == "everyone" { "" } else { line };
                questions.push(Question {
                    base,
                    query: query.to_string(),
                    ids: None,
                    error: None,
                    sql: Sql::Same,
                });
                continue;
            }
            let last = questions.last_mut().unwrap_or_else(|| panic!("{}", place()));
            let line = line.trim();
            if let Some(ids) = line.strip_prefix('=') {
                let mut ids: Vec<String> = ids.split_whitespace().map(str::to_string).collect();
                ids.sort_unstable();
                last.ids = Some(ids);
            } else if let Some(reason) = line.strip_prefix("no sql:") {
                last.sql = Sql::Refused(reason.trim().to_string());
            } else if let Some(message) = line.strip_prefix("error:") {
                last.error = Some(message.trim().to_string());
            } else if line == "sql of the file" {
                last.sql = Sql::OfTheFile;
            } else {
                panic!("{}", place());
            }
        }
    }
    questions
}
