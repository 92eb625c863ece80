//! What the statements look like. That they return the right ids is for the warehouses to say: `tests/sql`.

use super::{Dialect, SqlError, Unanswerable, write};
use crate::{
    calendar::Day,
    query::{error::Cause, fields::Schema, parse::parse},
};

fn sql(dialect: Dialect, as_of: Option<&str>, query: &str) -> Result<String, SqlError> {
    let as_of = as_of.map(|day| day.parse::<Day>().unwrap());
    let node = parse(query).unwrap_or_else(|error| panic!("{query}: {error}"));
    write(&node, &Schema::without_data(), dialect, as_of)
}

/// The statement without its comments.
fn bare(dialect: Dialect, as_of: Option<&str>, query: &str) -> String {
    let text = sql(dialect, as_of, query).unwrap_or_else(|error| panic!("{query}: {error}"));
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("--"));
    lines.collect::<Vec<_>>().join("\n")
}

fn condition(dialect: Dialect, query: &str) -> String {
    let text = bare(dialect, Some("2024-03-31"), query);
    text.split_once("WHERE ").unwrap_or_else(|| panic!("{text}")).1.to_string()
}

#[test]
fn a_statement_reads_from_the_question_to_the_answer() {
    let expected = "\
-- Customers who match, as of 2024-03-31:
--   spend_total >= 300 and not (orders(count >= 5, last 2 months) or Região = \"São Paulo\")
-- DuckDB, over the exported customers, one row each, and their order lines; empty is NULL:
--   customers: customer_id text, spend_total decimal, \"Região\" text
--   lines: customer_id text, order_id text, day date, kind text
WITH orders AS (
  -- An order: the lines of one customer with one order_id, at least one of them a purchase.
  SELECT customer_id, order_id,
         min(CASE WHEN kind = 'purchase' THEN day END) AS day
  FROM lines
  GROUP BY customer_id, order_id
  HAVING min(CASE WHEN kind = 'purchase' THEN day END) IS NOT NULL
),
orders_1 AS (
  -- orders(count >= 5, last 2 months)
  SELECT o.customer_id, count(*) AS value
  FROM orders AS o
  WHERE o.day BETWEEN DATE '2024-02-01' AND DATE '2024-03-31'
  GROUP BY o.customer_id
)
SELECT c.customer_id
FROM customers AS c
LEFT JOIN orders_1 ON orders_1.customer_id = c.customer_id
WHERE c.spend_total >= 300
  AND (
    coalesce(orders_1.value, 0) >= 5
    OR lower(strip_accents(c.\"Região\")) = 'sao paulo'
  ) IS NOT TRUE
";
    let query = "spend_total >= 300 and not (orders(count >= 5, last 2 months) or `Região` = \"São Paulo\")";
    assert_eq!(sql(Dialect::DuckDb, Some("2024-03-31"), query).unwrap(), expected);
}

#[test]
fn everyone_needs_no_condition() {
    for dialect in Dialect::ALL {
        assert_eq!(bare(dialect, None, ""), "SELECT c.customer_id\nFROM customers AS c");
    }
}

#[test]
fn the_same_rows_are_grouped_once() {
    let text = bare(
        Dialect::DuckDb,
        None,
        "orders(count >= 5) or orders(count = 0) or orders(count != 1)",
    );
    assert_eq!(text.matches("GROUP BY o.customer_id").count(), 1, "{text}");
    let text = bare(
        Dialect::DuckDb,
        None,
        "lines(count >= 5, any 2 weeks) or lines(count < 2, any 1 days)",
    );
    assert_eq!(text.matches("GROUP BY l.customer_id, l.day").count(), 1, "{text}");
}

#[test]
fn literals_are_those_of_the_column_and_the_dialect() {
    use Dialect::*;
    for (dialect, query, expected) in [
        (DuckDb, "spend_total > 0010.50", "c.spend_total > 10.5"),
        (BigQuery, "spend_total > 10.5", "c.spend_total > NUMERIC '10.5'"),
        (BigQuery, "spend_total > 10.0123456789", "c.spend_total > BIGNUMERIC '10.0123456789'"),
        (BigQuery, "spend_total > 10", "c.spend_total > 10"),
        (BigQuery, "spend_mean > 10.5", "c.spend_mean > 10.5"),
        (DuckDb, "spend_mean < 99999999999999999999999", "c.spend_mean < 1e23"),
        (DuckDb, "spend_total < 99999999999999999999999", "c.spend_total < 9999999999999999999"),
        (DuckDb, "x = \"it's\"", "lower(strip_accents(c.\"x\")) = 'it''s'"),
        (BigQuery, "x = true", "c.`x` = TRUE"),
        (Spark, "activity = \"LOST\"", "c.activity = 'Lost'"),
        (Spark, "rfm_segment = \"can't lose\"", "c.rfm_segment = 'Can\\'t lose'"),
        (DuckDb, "activity starts with \"a\"", "c.activity IN ('Active', 'At risk')"),
        (DuckDb, "activity contains \"zz\"", "FALSE"),
        (DuckDb, "segment \"champions\"", "c.rfm_segment = 'Champions'"),
        (DuckDb, "`a\"b` is empty", "c.\"a\"\"b\" IS NULL"),
        (Spark, "`a``b` is not empty", "c.`a``b` IS NOT NULL"),
        (DuckDb, "n_orders not in (1, 2.5)", "(c.n_orders IN (1, 2.5)) IS NOT TRUE"),
        (
            DuckDb,
            "born in last 1 months",
            "c.\"born\" BETWEEN DATE '2024-03-01' AND DATE '2024-03-31'",
        ),
        (DuckDb, "born before 2024-01-01", "c.\"born\" < DATE '2024-01-01'"),
        (DuckDb, "born anniversary in this month", "EXTRACT(MONTH FROM c.\"born\") = 3"),
    ] {
        assert_eq!(condition(dialect, query), expected, "{query}");
    }
}

#[test]
fn no_text_of_a_query_leaves_its_quotes_or_its_comment() {
    let query = "x = \"a'\\\n; drop table customers --\u{2028}\" and `y\n-- \"z` is empty";
    for dialect in Dialect::ALL {
        let text = sql(dialect, None, query).unwrap();
        for line in text.lines().filter(|line| line.contains("drop table")) {
            let quoted = line.starts_with("--") || line.contains('\'');
            // PostgreSQL and DuckDB have the line break within the quotes.
            assert!(quoted || line.starts_with("; drop table customers --"), "{line}");
        }
        assert!(text.lines().next().unwrap().starts_with("-- "), "{text}");
    }
    let bad = parse("x = \"\0\"").unwrap();
    let error = write(&bad, &Schema::without_data(), Dialect::Spark, None).unwrap_err();
    assert_eq!(error, SqlError::Unanswerable(Unanswerable::CharacterZero));
}

#[test]
fn what_the_tables_lack_is_said() {
    for (query, reason) in [
        ("events(count >= 1)", "events are in neither table"),
        ("not events \"visit\" (count >= 1, any 5 days)", "events are in neither table"),
        ("reachable = true", "reachable is no column"),
        ("spend_total > median(growth_12m)", "growth_12m is no column"),
        ("fm >= 4", "fm is no column"),
        ("lines(`my channel` = \"web\", count >= 1)", "`my channel` is no column of lines"),
        ("lines(sum(weight) >= 1)", "weight is no column of lines"),
    ] {
        let error = sql(Dialect::DuckDb, None, query).unwrap_err();
        assert!(matches!(error, SqlError::Unanswerable(_)), "{query}");
        assert!(error.to_string().starts_with(reason), "{query}: {error}");
    }
}

#[test]
fn values_must_agree_on_the_type_of_an_unknown_attribute() {
    for query in ["x > \"a\"", "x <= true", "x in (1, true)", "x between 1 and 2024-01-01"] {
        let error = sql(Dialect::DuckDb, None, query).unwrap_err();
        let SqlError::Query(error) = error else { panic!("{query}: {error}") };
        assert!(
            matches!(error.cause, Cause::WrongType { .. } | Cause::WrongTest { .. }),
            "{query}"
        );
    }
    for query in ["x in (\"a\", 1, 2024-01-01)", "x in (1, 2024-01-01)", "x in (1, median(y))"] {
        sql(Dialect::DuckDb, None, query).unwrap();
    }
}

#[test]
fn letters_of_a_table_have_partners() {
    for dialect in [Dialect::Postgres, Dialect::Spark] {
        let (.., body) = dialect.writer().folding_table().unwrap();
        let texts: Vec<usize> =
            body.split('\'').skip(1).step_by(2).map(|text| text.chars().count()).collect();
        assert_eq!(texts[0], texts[1], "{body}");
    }
}
