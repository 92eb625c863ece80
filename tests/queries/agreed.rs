//! What engine and slow twin say of a base: the same, or a difference that can be read.

use super::{
    bases::Loaded,
    naive,
    table::{Question, Sql},
    world::Rows,
};
use carteira::query::{ast::Node, error::QueryError, evaluate::evaluate, parse::parse};

/// A question that a base can be asked.
pub struct Asked<'a> {
    pub question: &'a Question,
    pub node: Node,
    /// Whom engine and twin name, sorted by code points.
    pub ids: Vec<String>,
}

/// Ids of a difference that are shown.
const SHOWN: usize = 8;

/// How ids differ from what they must be.
pub fn difference(ids: &[String], expected: &[String]) -> String {
    let not_in = |a: &[String], b: &[String]| {
        let missing = a.iter().filter(|id| b.binary_search(id).is_err());
        missing.take(SHOWN).cloned().collect::<Vec<_>>().join(" ")
    };
    format!(
        "  {} instead of {}; missing: {}; too many: {}",
        ids.len(),
        expected.len(),
        not_in(expected, ids),
        not_in(ids, expected)
    )
}

/// The questions that the base can be asked, and their answers; what is wrong is added to `wrong`. A query must be right on
/// its own base; another base need not have its fields or classes, nor fields of its types.
pub fn asked_of<'a>(
    base: &Loaded,
    questions: &'a [Question],
    wrong: &mut Vec<String>,
) -> Vec<Asked<'a>> {
    let data = base.data();
    let rows = Rows::new(&data);
    let mut asked = Vec::new();
    for question in questions {
        let own = question.base == base.name;
        let here = |what: &str| format!("{} on {}: {what}", question.query, base.name);
        let read = parse(&question.query);
        let found = read.and_then(|node| evaluate(&node, &data).map(|mask| (node, mask)));
        let (node, mask) = match found {
            Ok(found) => found,
            Err(error) => {
                if own && !is_expected(question, &error) {
                    wrong.push(here(&error.to_string()));
                }
                continue;
            }
        };
        if own && question.error.is_some() {
            wrong.push(here("an error was expected"));
        }
        let key = |i: usize| base.portfolio().customers.key(i).to_string();
        let ids: Vec<String> = mask.iter().map(key).collect();
        let twin: Vec<String> = naive::kept(&rows, &node).into_iter().map(key).collect();
        if twin != ids {
            wrong.push(here(&format!("engine and twin\n{}", difference(&twin, &ids))));
        }
        if let Some(expected) = question.ids.as_ref().filter(|_| own)
            && ids != *expected
        {
            wrong.push(here(&format!("engine\n{}", difference(&ids, expected))));
        }
        asked.push(Asked { question, node, ids });
    }
    asked
}

fn is_expected(question: &Question, error: &QueryError) -> bool {
    let said = error.to_string();
    question.error.as_ref().is_some_and(|text| said.contains(text))
}

/// Of these, those that tables in a warehouse can answer.
pub fn of_tables<'a, 'b>(asked: &'a [Asked<'b>]) -> impl Iterator<Item = &'a Asked<'b>> {
    asked.iter().filter(|asked| !matches!(asked.question.sql, Sql::Refused(_)))
}
