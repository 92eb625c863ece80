//! The table of queries (`tests/queries`), answered by warehouses: DuckDB and PostgreSQL, and in `make test-spark` Spark.
//! All must name the same customers as the engine and the slow twin do.
//!
//! The warehouses get the tables as `shared/SUMMARY.md` fixes them, filled from what `batch segment --out` exports and
//! from the portfolio's lines; the statements are those of `batch sql` and those the page would copy, which knows the
//! fields of the base. A warehouse that `scripts/setup.sh sql` could not set up is left out, with a loud note.
//!
//! It needs warehouses, so it is not a part of plain `cargo test`: `make test-sql`.

mod batch;
mod tables;
mod warehouse;

#[path = "../queries/agreed.rs"]
mod agreed;
#[path = "../queries/bases.rs"]
mod bases;
#[path = "../queries/table.rs"]
mod table;
#[path = "../queries/world.rs"]
mod world;

// The twin reads the tree of the crate it stands in.
use carteira::query::ast;
#[path = "../../src/query/tests/naive.rs"]
mod naive;

use agreed::{Asked, asked_of, of_tables};
use bases::Loaded;
use carteira::query::{
    error::Cause,
    evaluate::evaluate,
    fields::Schema,
    parse::parse,
    sql::{Dialect, tables::CUSTOMERS, write},
};
use std::{collections::BTreeMap, path::PathBuf};
use table::{Sql, questions};
use warehouse::{Answer, Statement};

/// The table has at least so many queries.
const MIN_QUERIES: usize = 120;
/// A statement of the page is tried where the day is given and where it is not.
const FORMS: [&str; 2] = ["as of the day", "as of the latest day"];

#[test]
fn everyone_names_the_same_customers() {
    let questions = questions();
    assert!(questions.len() >= MIN_QUERIES, "only {} queries", questions.len());
    let mut wrong: Vec<String> = Vec::new();
    let warehouses = warehouse::all();
    for base in all_bases() {
        let asked = asked_of(&base, &questions, &mut wrong);
        let mut statements: Vec<Statement> = Vec::new();
        for asked in of_tables(&asked) {
            statements.extend(statements_of(&base, asked));
        }
        println!("{}: {} queries, {} statements", base.name, asked.len(), statements.len());
        match warehouse::parse(&statements) {
            None => warehouse::loud(
                "sqlglot is not here: nobody parses the statements of BigQuery and Spark",
            ),
            Some(errors) => {
                for (statement, error) in statements.iter().zip(errors) {
                    let name = statement.dialect.name();
                    wrong.extend(error.map(|e| format!("{name}: {e}\n{}", statement.sql)));
                }
            }
        }
        let tables = tables::write(&base);
        for warehouse in &warehouses {
            let started = std::time::Instant::now();
            let texts: Vec<&str> = statements
                .iter()
                .filter(|statement| statement.dialect == warehouse.dialect())
                .map(|statement| statement.sql.as_str())
                .collect();
            let answers = warehouse.answers(&tables, &texts);
            assert_eq!(answers.len(), texts.len(), "{}", warehouse.name());
            let of_dialect = statements.iter().filter(|s| s.dialect == warehouse.dialect());
            for (statement, answer) in of_dialect.zip(answers) {
                let right = matches!(&answer, Answer::Ids(ids) if *ids == statement.ids);
                if !right {
                    wrong.push(format!(
                        "{} on {}: {} ({})\n{}\n{}",
                        warehouse.name(),
                        base.name,
                        statement.query,
                        statement.form,
                        statement.sql,
                        answer.against(&statement.ids)
                    ));
                }
            }
            println!(
                "  {}: {} statements in {:.1?}",
                warehouse.name(),
                texts.len(),
                started.elapsed()
            );
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n\n{}", wrong.len(), wrong.join("\n\n"));
}

/// All bases that are at hand.
fn all_bases() -> Vec<Loaded> {
    let shared = std::env::var_os("CARTEIRA_SHARED").map(PathBuf::from);
    let shared = shared.unwrap_or_else(|| batch::root().join("../shared"));
    let mut all = vec![bases::bare(), bases::small(), bases::sample()];
    match std::fs::read(shared.join("data/online_retail.csv.gz")) {
        Ok(packed) => all.push(bases::retail(&packed)),
        Err(_) => warehouse::loud("Online Retail is not at hand: the queries are not tried on it"),
    }
    all
}

/// The statements of a question, in all dialects: as `batch sql` writes them and as the page would.
fn statements_of(base: &Loaded, asked: &Asked) -> Vec<Statement> {
    let question = asked.question;
    // On large bases, for the time it takes, the first form alone.
    let n_forms = if base.name == "retail" { 1 } else { FORMS.len() };
    let known = Schema::of(&base.data());
    let mut out: BTreeMap<(usize, String), Statement> = BTreeMap::new();
    for (schema, of) in [(Schema::without_data(), "batch"), (known, "page")] {
        let takes = match question.sql {
            Sql::Same => true,
            Sql::OfTheFile => of == "page",
            Sql::Refused(_) => false,
        };
        // The page's tables lack what batch's lack; and batch takes any name for an attribute.
        if !takes {
            continue;
        }
        for (place, dialect) in Dialect::ALL.into_iter().enumerate() {
            for (as_of, form) in [base.as_of, None].into_iter().zip(FORMS).take(n_forms) {
                let Ok(sql) = write(&asked.node, &schema, dialect, as_of) else { continue };
                out.entry((place, sql.clone())).or_insert_with(|| Statement {
                    dialect,
                    query: question.query.clone(),
                    form: format!("{of}, {form}"),
                    sql,
                    ids: asked.ids.clone(),
                });
            }
        }
    }
    out.into_values().collect()
}

#[test]
fn the_command_prints_or_refuses_as_the_table_says() {
    for question in questions() {
        let query = &question.query;
        for dialect in Dialect::ALL {
            let run = batch::run(&["sql", "--dialect", dialect.name(), query]);
            match (&question.error, &question.sql) {
                (Some(_), _) => assert_eq!(run.code, 1, "{query}: {}", run.err),
                (None, Sql::Refused(reason)) => {
                    assert_eq!(run.code, 2, "{query}: {}", run.out);
                    assert!(run.err.contains(reason), "{query}: {}", run.err);
                }
                (None, Sql::Same | Sql::OfTheFile) => {
                    assert_eq!(run.code, 0, "{query}: {}", run.err);
                    let sql = write(&parse(query).unwrap(), &Schema::without_data(), dialect, None);
                    assert_eq!(run.out, sql.unwrap(), "{query}");
                }
            }
        }
    }
    for (args, code) in [
        (&["sql", "--dialect", "oracle", "n_orders > 1"][..], 1),
        (&["sql", "n_orders > 1"], 1),
        (&["sql", "--dialect", "duckdb"], 1),
        (&["sql", "--dialect", "duckdb", "--as-of", "2024-02-30", "n_orders > 1"], 1),
        (&["sql", "--dialect", "duckdb", "--as-of", "2024-02-29", "n_orders > 1"], 0),
    ] {
        assert_eq!(batch::run(args).code, code, "{args:?}");
    }
}

#[test]
fn the_tables_are_those_of_the_export() {
    let names: Vec<&str> = CUSTOMERS.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, carteira::export::columns::BUILT_IN);
}

#[test]
fn the_table_of_queries_has_every_word_and_mark() {
    let questions = questions();
    let all: Vec<&str> = questions.iter().map(|question| question.query.as_str()).collect();
    let text = all.join("\n");
    for word in carteira::query::lex::KEYWORDS {
        let plain = text.split(|c: char| !c.is_alphanumeric() && c != '_').any(|w| w == *word);
        assert!(plain, "no query says {word}");
    }
    for mark in ["<=", ">=", "!=", "<", ">", "=", "%", "`", "\"\"", "-1"] {
        assert!(text.contains(mark), "no query has {mark}");
    }
    let refused = questions.iter().filter(|q| matches!(q.sql, Sql::Refused(_))).count();
    assert!(refused >= 5 && refused * 3 < questions.len(), "{refused} are refused");
    assert!(questions.iter().any(|q| q.error.is_some()));
    let unknown = parse("nothing = 1").map(|node| {
        let base = bases::small();
        evaluate(&node, &base.data()).unwrap_err().cause
    });
    assert!(matches!(unknown, Ok(Cause::UnknownField { .. })));
}
