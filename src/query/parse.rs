//! Query text → tree, by descent over the tokens. The tree is canonical: and/or lists are flat, groups
//! of one are dissolved ([`super::print::canonical`]).
//!
//! The trap: depth. Every `(` of a group is a call, so groups are counted and limited; lists are loops.
//!
//! ```
//! use carteira::query::{parse::parse, print::print};
//! let tree = parse("REGION in (\"Sul\") and ((n_orders>=2))").unwrap();
//! assert_eq!(print(&tree), "REGION in (\"Sul\") and n_orders >= 2");
//! assert_eq!(parse("n_orders >=").unwrap_err().span.start, 11);
//! ```

use super::{
    ast::*,
    error::{Cause, Expected, QueryError, nearest},
    lex::{self, Token},
    print::canonical,
};
use crate::calendar::Day;

/// Groups within groups.
pub const MAX_DEPTH: usize = 100;

/// The tree of a query's text. An empty text is everyone.
pub fn parse(text: &str) -> Result<Node, QueryError> {
    let tokens = lex::tokens(text)?;
    let mut parser = Parser { text, tokens, at: 0, depth: 0 };
    if *parser.peek() == Token::End {
        return Ok(Node::And(Vec::new()));
    }
    let node = parser.query()?;
    if *parser.peek() != Token::End {
        return Err(parser.expected(Expected::Joint));
    }
    Ok(canonical(&node))
}

struct Parser<'a> {
    text: &'a str,
    tokens: Vec<(Token, Span)>,
    at: usize,
    depth: usize,
}

impl Parser<'_> {
    fn query(&mut self) -> Result<Node, QueryError> {
        let mut parts = vec![self.term()?];
        while self.take("or") {
            parts.push(self.term()?);
        }
        Ok(Node::Or(parts))
    }

    fn term(&mut self) -> Result<Node, QueryError> {
        let mut parts = vec![self.factor()?];
        while self.take("and") {
            parts.push(self.factor()?);
        }
        Ok(Node::And(parts))
    }

    fn factor(&mut self) -> Result<Node, QueryError> {
        if self.take("not") {
            return Ok(Node::Not(Box::new(self.plain_factor()?)));
        }
        self.plain_factor()
    }

    fn plain_factor(&mut self) -> Result<Node, QueryError> {
        if *self.peek() != Token::Open {
            return Ok(Node::Condition(self.condition()?));
        }
        if self.depth == MAX_DEPTH {
            return Err(self.error(self.span(), Cause::TooDeep { limit: MAX_DEPTH }));
        }
        self.next();
        self.depth += 1;
        let node = self.query()?;
        self.depth -= 1;
        self.close(Expected::Joint)?;
        Ok(node)
    }

    fn condition(&mut self) -> Result<Condition, QueryError> {
        let start = self.span();
        let test = match self.peek().clone() {
            Token::Keyword("segment") => {
                self.next();
                let span = self.span();
                Test::Segment { name: Name { text: self.text_token()?, span } }
            }
            Token::Keyword(word @ ("orders" | "lines" | "events")) => {
                self.next();
                Test::Source(self.source(word)?)
            }
            _ => {
                let name = self.name(Expected::Condition)?;
                self.field_test(name)?
            }
        };
        Ok(Condition { span: start.to(self.last_span()), test })
    }

    /// What follows a field's name.
    fn field_test(&mut self, name: Name) -> Result<Test, QueryError> {
        let token = self.peek().clone();
        match token {
            Token::Compare(op) => {
                self.next();
                return Ok(Test::Compare { name, op, value: self.value()? });
            }
            Token::Keyword("between") => {
                self.next();
                let low = self.value()?;
                self.word("and")?;
                return Ok(Test::Between { name, low, high: self.value()? });
            }
            Token::Keyword("is") => {
                self.next();
                let negated = self.take("not");
                self.word("empty")?;
                return Ok(Test::IsEmpty { name, negated });
            }
            Token::Keyword("not") => {
                self.next();
                self.word("in")?;
                return Ok(Test::In { name, negated: true, values: self.values()? });
            }
            Token::Keyword("anniversary") => {
                self.next();
                self.word("in")?;
                return Ok(Test::Anniversary { name, when: self.anniversary()? });
            }
            Token::Keyword("in") => {
                self.next();
                match self.peek() {
                    Token::Open => {
                        return Ok(Test::In { name, negated: false, values: self.values()? });
                    }
                    Token::Keyword("top") => {
                        self.next();
                        let n = self.count()?;
                        let percent = *self.peek() == Token::Percent;
                        if percent {
                            self.next();
                        }
                        return Ok(Test::InTop { name, n, percent });
                    }
                    _ => {}
                }
                return Ok(Test::Span { name, span: self.period()? });
            }
            Token::Keyword("last" | "next" | "this" | "since" | "before") => {
                return Ok(Test::Span { name, span: self.period()? });
            }
            _ => {}
        }
        let op = match token {
            Token::Keyword("contains") => TextOp::Contains,
            Token::Keyword("starts") => TextOp::StartsWith,
            Token::Keyword("ends") => TextOp::EndsWith,
            _ => return Err(self.expected(Expected::Test)),
        };
        self.next();
        if op != TextOp::Contains {
            self.word("with")?;
        }
        Ok(Test::Text { name, op, text: self.text_token()? })
    }

    fn values(&mut self) -> Result<Vec<Value>, QueryError> {
        self.open()?;
        let mut values = vec![self.value()?];
        while self.comma() {
            values.push(self.value()?);
        }
        self.close(Expected::Word(")".into()))?;
        Ok(values)
    }

    fn value(&mut self) -> Result<Value, QueryError> {
        let start = self.span();
        let kind = match self.peek().clone() {
            Token::Number(number) => ValueKind::Number(number),
            Token::Text(text) => ValueKind::Text(text),
            Token::Date(day) => ValueKind::Date(day),
            Token::Keyword("true") => ValueKind::YesNo(true),
            Token::Keyword("false") => ValueKind::YesNo(false),
            Token::Keyword("median") => {
                self.next();
                self.open()?;
                let name = self.name(Expected::Name)?;
                self.close(Expected::Word(")".into()))?;
                return Ok(Value {
                    span: start.to(self.last_span()),
                    kind: ValueKind::Median(name),
                });
            }
            Token::Name(name) => {
                let mut error = self.expected(Expected::Value);
                error.suggestion = Some(super::print::quote(&name));
                return Err(error);
            }
            _ => return Err(self.expected(Expected::Value)),
        };
        self.next();
        Ok(Value { span: start, kind })
    }

    /// The parts between the parentheses of a source, in any order.
    fn source(&mut self, word: &str) -> Result<SourceTest, QueryError> {
        let source = match word {
            "orders" => Source::Orders,
            "lines" => Source::Lines,
            _ => Source::Events(match self.peek() {
                Token::Text(_) => Some(self.text_token()?),
                _ => None,
            }),
        };
        self.open()?;
        let mut filters = Vec::new();
        let mut measured = None;
        let mut window = None;
        loop {
            let span = self.span();
            match self.peek() {
                Token::Keyword("count" | "days" | "sum" | "mean" | "max" | "min") => {
                    if measured.is_some() {
                        return Err(self.error(span, Cause::TwoAggregates));
                    }
                    measured = Some((self.aggregate()?, self.comparison()?, self.value()?));
                }
                Token::Keyword(
                    "ever" | "last" | "this" | "since" | "before" | "between" | "any",
                ) => {
                    if window.is_some() {
                        return Err(self.error(span, Cause::TwoWindows));
                    }
                    window = Some(self.window()?);
                }
                Token::Close => return Err(self.error(span, Cause::NoAggregate)),
                Token::Keyword("orders" | "lines" | "events" | "segment" | "not") | Token::Open => {
                    return Err(self.error(span, Cause::NotInSource));
                }
                _ => filters.push(self.condition()?),
            }
            if !self.comma() {
                break;
            }
        }
        let end = self.span();
        self.close(Expected::Word(")".into()))?;
        let Some((aggregate, op, value)) = measured else {
            return Err(self.error(end, Cause::NoAggregate));
        };
        Ok(SourceTest { source, filters, aggregate, op, value, window })
    }

    fn aggregate(&mut self) -> Result<Aggregate, QueryError> {
        let Token::Keyword(word) = self.next() else { unreachable!("the caller saw a keyword") };
        let make = match word {
            "count" => return Ok(Aggregate::Count),
            "days" => return Ok(Aggregate::Days),
            "sum" => Aggregate::Sum,
            "mean" => Aggregate::Mean,
            "max" => Aggregate::Max,
            _ => Aggregate::Min,
        };
        self.open()?;
        let name = self.name(Expected::Name)?;
        self.close(Expected::Word(")".into()))?;
        Ok(make(name))
    }

    fn comparison(&mut self) -> Result<Op, QueryError> {
        match *self.peek() {
            Token::Compare(op) => {
                self.next();
                Ok(op)
            }
            _ => Err(self.expected(Expected::Comparison)),
        }
    }

    fn window(&mut self) -> Result<Window, QueryError> {
        if self.take("ever") {
            return Ok(Window::Ever);
        }
        if self.take("between") {
            let first = self.date()?;
            self.word("and")?;
            return Ok(Window::Between(first, self.date()?));
        }
        if self.take("any") {
            let n = self.count()?;
            return Ok(Window::Any(n, self.unit()?));
        }
        Ok(match self.period()? {
            Period::Last(n, unit) => Window::Last(n, unit),
            Period::ThisMonth => Window::ThisMonth,
            Period::ThisYear => Window::ThisYear,
            Period::Since(day) => Window::Since(day),
            Period::Before(day) => Window::Before(day),
            Period::Next(..) => unreachable!("no window begins with next"),
        })
    }

    fn period(&mut self) -> Result<Period, QueryError> {
        if self.take("last") {
            let n = self.count()?;
            return Ok(Period::Last(n, self.unit()?));
        }
        if self.take("next") {
            let n = self.count()?;
            return Ok(Period::Next(n, self.unit()?));
        }
        if self.take("this") {
            if self.take("month") {
                return Ok(Period::ThisMonth);
            }
            self.word("year")?;
            return Ok(Period::ThisYear);
        }
        if self.take("since") {
            return Ok(Period::Since(self.date()?));
        }
        if self.take("before") {
            return Ok(Period::Before(self.date()?));
        }
        Err(self.expected(Expected::Period))
    }

    fn anniversary(&mut self) -> Result<Anniversary, QueryError> {
        if self.take("this") {
            self.word("month")?;
            return Ok(Anniversary::ThisMonth);
        }
        self.word("next")?;
        let n = self.count()?;
        if !self.take("day") {
            self.word("days")?;
        }
        Ok(Anniversary::NextDays(n))
    }

    fn unit(&mut self) -> Result<Unit, QueryError> {
        let unit = match self.peek() {
            Token::Keyword("day" | "days") => Unit::Days,
            Token::Keyword("week" | "weeks") => Unit::Weeks,
            Token::Keyword("month" | "months") => Unit::Months,
            Token::Keyword("year" | "years") => Unit::Years,
            _ => return Err(self.expected(Expected::Unit)),
        };
        self.next();
        Ok(unit)
    }

    /// A whole number from 1 on.
    fn count(&mut self) -> Result<u32, QueryError> {
        let Token::Number(number) = self.peek() else {
            return Err(self.expected(Expected::Word("1".into())));
        };
        let found = number.written().to_string();
        match found.parse::<u32>() {
            Ok(n) if n >= 1 => {
                self.next();
                Ok(n)
            }
            _ => Err(self.error(self.span(), Cause::BadCount { found })),
        }
    }

    fn date(&mut self) -> Result<Day, QueryError> {
        match *self.peek() {
            Token::Date(day) => {
                self.next();
                Ok(day)
            }
            _ => Err(self.expected(Expected::Date)),
        }
    }

    fn text_token(&mut self) -> Result<String, QueryError> {
        match self.peek().clone() {
            Token::Text(text) => {
                self.next();
                Ok(text)
            }
            Token::Name(name) => {
                let mut error = self.expected(Expected::Text);
                error.suggestion = Some(super::print::quote(&name));
                Err(error)
            }
            _ => Err(self.expected(Expected::Text)),
        }
    }

    fn name(&mut self, what: Expected) -> Result<Name, QueryError> {
        let span = self.span();
        match self.peek().clone() {
            Token::Name(text) => {
                self.next();
                Ok(Name { text, span })
            }
            Token::Keyword(_) => {
                let word = self.written(span).to_string();
                let suggestion = Some(format!("`{word}`"));
                Err(QueryError { span, cause: Cause::Reserved { word }, suggestion })
            }
            _ => Err(self.expected(what)),
        }
    }

    fn peek(&self) -> &Token {
        &self.tokens[self.at].0
    }

    fn span(&self) -> Span {
        self.tokens[self.at].1
    }

    fn last_span(&self) -> Span {
        self.tokens[self.at.saturating_sub(1)].1
    }

    /// Passes a token; never the end.
    fn next(&mut self) -> Token {
        let token = self.peek().clone();
        if token != Token::End {
            self.at += 1;
        }
        token
    }

    fn take(&mut self, word: &str) -> bool {
        let found = matches!(self.peek(), Token::Keyword(keyword) if *keyword == word);
        if found {
            self.next();
        }
        found
    }

    fn word(&mut self, word: &'static str) -> Result<(), QueryError> {
        if self.take(word) { Ok(()) } else { Err(self.expected(Expected::Word(word.into()))) }
    }

    fn comma(&mut self) -> bool {
        let found = *self.peek() == Token::Comma;
        if found {
            self.next();
        }
        found
    }

    fn open(&mut self) -> Result<(), QueryError> {
        match self.peek() {
            Token::Open => {
                self.next();
                Ok(())
            }
            _ => Err(self.expected(Expected::Word("(".into()))),
        }
    }

    fn close(&mut self, otherwise: Expected) -> Result<(), QueryError> {
        match self.peek() {
            Token::Close => {
                self.next();
                Ok(())
            }
            Token::End => Err(self.expected(Expected::Word(")".into()))),
            _ => Err(self.expected(otherwise)),
        }
    }

    fn written(&self, span: Span) -> &str {
        &self.text[span.start as usize..span.end as usize]
    }

    /// An error at the next token: `what` should stand there. A misspelt keyword is recognised.
    fn expected(&self, what: Expected) -> QueryError {
        let span = self.span();
        let words: &[&str] = match what {
            Expected::Joint => &["and", "or"],
            Expected::Test => {
                &["between", "in", "is", "contains", "starts", "ends", "last", "next", "this"]
            }
            Expected::Unit => &["days", "weeks", "months", "years"],
            Expected::Value => &["true", "false", "median"],
            Expected::Period => &["last", "next", "this", "since", "before"],
            Expected::Word(ref word) if word.len() > 1 => &[word],
            _ => &[],
        };
        let suggestion = match self.peek() {
            Token::Name(name) => nearest(name, words.iter().copied()).map(str::to_string),
            _ => None,
        };
        let found = self.written(span).chars().take(SHOWN).collect();
        QueryError { span, cause: Cause::Expected { what, found }, suggestion }
    }

    fn error(&self, span: Span, cause: Cause) -> QueryError {
        QueryError { span, cause, suggestion: None }
    }
}

/// Characters of the query that an error repeats.
const SHOWN: usize = 60;
