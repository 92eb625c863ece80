//! A base as plain rows, and the columns made of it: what files, portfolio and measures would give.

use super::{
    ast::Node,
    naive::{ONE, Record, Val, World, fold, text},
};
use crate::{
    calendar::Day,
    mask::Mask,
    measures::{
        settings::{Returns, Settings},
        table::{OrderColumns, Table},
    },
    portfolio::columns::*,
    query::{
        evaluate::{Data, evaluate},
        fields::SavedSegment,
        parse::parse,
    },
    schema::role::Role,
    text::{Interner, Texts},
};
use std::sync::Arc;

#[derive(Debug, Clone)]
pub struct LineRow {
    pub customer: usize,
    /// Empty where the data has none.
    pub order: String,
    pub day: i32,
    pub product: String,
    /// In millionths.
    pub quantity: Option<i64>,
    pub cents: i64,
    pub is_return: bool,
    /// An attribute with the role `channel`.
    pub channel: String,
    /// A number attribute, in quarters.
    pub weight: Option<i32>,
}

#[derive(Debug, Clone)]
pub struct EventRow {
    pub customer: usize,
    pub day: Option<i32>,
    pub kind: String,
    /// A text property.
    pub page: String,
    /// A number property, in quarters.
    pub minutes: Option<i32>,
}

/// A customer of the test: sorted by id.
#[derive(Debug, Clone)]
pub struct Person {
    pub id: String,
    pub name: String,
    /// Text attribute with the role `region`.
    pub region: String,
    /// Text attribute `Código` of digits.
    pub code: String,
    pub birthday: Option<i32>,
    /// Number attribute, in quarters.
    pub income: Option<i32>,
    pub member: Option<bool>,
    /// Place in [`ACTIVITY`]; none is empty.
    pub activity: Option<u8>,
    /// Place in [`SEGMENT`]; none is empty.
    pub segment: Option<u8>,
    pub listed: bool,
}

pub const ACTIVITY: &[&str] = &["Active", "At risk", "Lost"];
pub const SEGMENT: &[&str] = &["Champions", "Lost", "Potential loyalist"];

#[derive(Debug, Clone)]
pub struct Base {
    pub as_of: Option<i32>,
    pub returns: Returns,
    pub people: Vec<Person>,
    /// By customer and day.
    pub lines: Vec<LineRow>,
    /// By customer and day, undated first.
    pub events: Vec<EventRow>,
    pub segments: Vec<SavedSegment>,
}

/// An order as of the day.
#[derive(Debug, Clone)]
pub struct OrderRow {
    pub customer: usize,
    pub id: String,
    pub day: Option<i32>,
    pub cents: i64,
    pub quantity: i64,
    /// Its lines' place in the base.
    pub lines: Vec<usize>,
}

impl Base {
    pub fn sees(&self, day: Option<i32>) -> bool {
        self.as_of.is_none_or(|as_of| day.is_none_or(|day| day <= as_of))
    }

    pub fn used(&self, line: &LineRow) -> bool {
        self.sees(Some(line.day)) && !(line.is_return && self.returns == Returns::Ignore)
    }

    /// Groups of lines by customer and order id, in the order of their days; without a day where there
    /// is no visible purchase.
    pub fn orders(&self) -> Vec<OrderRow> {
        let mut orders: Vec<OrderRow> = Vec::new();
        for (i, line) in self.lines.iter().enumerate() {
            let id = match line.order.is_empty() {
                true => Day(line.day).to_string(),
                false => line.order.clone(),
            };
            let known = orders.iter().position(|o| o.customer == line.customer && o.id == id);
            let place = known.unwrap_or_else(|| {
                let (customer, lines) = (line.customer, Vec::new());
                orders.push(OrderRow { customer, id, day: None, cents: 0, quantity: 0, lines });
                orders.len() - 1
            });
            orders[place].lines.push(i);
        }
        for order in &mut orders {
            let lines = || order.lines.iter().map(|&i| &self.lines[i]);
            order.day =
                lines().filter(|l| !l.is_return && self.sees(Some(l.day))).map(|l| l.day).min();
            order.cents = lines().filter(|l| self.used(l)).map(|l| l.cents).sum();
            order.quantity = lines().filter(|l| self.used(l)).filter_map(|l| l.quantity).sum();
        }
        let all_days = |o: &OrderRow| {
            let purchases = o.lines.iter().filter(|&&i| !self.lines[i].is_return);
            purchases.map(|&i| self.lines[i].day).min().unwrap_or(EMPTY_I32)
        };
        orders.sort_by_key(|o| (o.customer, all_days(o)));
        orders
    }

    pub fn exists(&self, customer: usize) -> bool {
        self.people[customer].listed
            || self.lines.iter().any(|l| l.customer == customer && self.sees(Some(l.day)))
            || self.events.iter().any(|e| e.customer == customer && self.sees(e.day))
    }

    pub fn is_buyer(&self, customer: usize) -> bool {
        self.orders().iter().any(|o| o.customer == customer && o.day.is_some())
    }

    /// The ids that a query keeps, by the columns.
    pub fn ids(&self, query: &str) -> Vec<String> {
        let node = parse(query).unwrap_or_else(|e| panic!("{query}: {e}"));
        self.kept(&node).into_iter().map(|i| self.people[i].id.clone()).collect()
    }

    /// The customers that a query keeps, by the columns.
    pub fn kept(&self, node: &Node) -> Vec<usize> {
        let mask = self.with(|data| evaluate(node, data));
        mask.unwrap_or_else(|e| panic!("{}: {e}", crate::query::print::print(node)))
            .iter()
            .collect()
    }

    /// Runs something on the columns of this base.
    pub fn with<T>(&self, f: impl FnOnce(&Data) -> T) -> T {
        let (portfolio, table) = self.columns();
        let settings = Settings { returns: self.returns, ..Settings::default() };
        let segments = &self.segments;
        f(&Data { portfolio: &portfolio, table: &table, settings: &settings, segments })
    }

    fn columns(&self) -> (Portfolio, Table) {
        let n = self.people.len();
        let orders = self.orders();
        let mut keys = Texts::default();
        for person in &self.people {
            keys.push(&person.id);
        }
        let (name_codes, names) = texts(self.people.iter().map(|p| p.name.as_str()));
        let attribute = |name: &str, role, column| Attribute { name: name.into(), role, column };
        let people = &self.people;
        let attributes = vec![
            attribute(
                "Região",
                Role::Region,
                text_column(people.iter().map(|p| p.region.as_str())),
            ),
            attribute(
                "Código",
                Role::Attribute,
                text_column(people.iter().map(|p| p.code.as_str())),
            ),
            attribute(
                "Nascimento",
                Role::Birthday,
                Column::Day(people.iter().map(|p| p.birthday.unwrap_or(EMPTY_I32)).collect()),
            ),
            attribute(
                "Renda mensal",
                Role::Attribute,
                Column::Number(quarters(people.iter().map(|p| p.income))),
            ),
            attribute(
                "member",
                Role::Attribute,
                Column::YesNo(
                    people.iter().map(|p| p.member.map_or(EMPTY_YES_NO, u8::from)).collect(),
                ),
            ),
        ];
        let mut portfolio = Portfolio { has_money: true, ..Portfolio::default() };
        portfolio.customers = Customers {
            keys,
            name_codes,
            names: Arc::new(names),
            attributes,
            known_from: people
                .iter()
                .map(|p| if p.listed { EMPTY_I32 } else { i32::MAX })
                .collect(),
            ..Customers::default()
        };
        portfolio.lines = self.line_columns(&orders);
        portfolio.orders = self.order_columns(&orders);
        portfolio.events = self.event_columns();

        let exists = Mask::from_fn(n, |i| self.exists(i));
        let buyers = Mask::from_fn(n, |i| self.is_buyer(i));
        let seen = OrderColumns {
            day: orders.iter().map(|o| o.day.unwrap_or(EMPTY_I32)).collect(),
            amount: orders.iter().map(|o| o.cents).collect(),
            quantity: orders.iter().map(|o| o.quantity).collect(),
        };
        let mut table = Table::new(self.as_of, exists, buyers, seen);
        for attribute in &portfolio.customers.attributes {
            table.set(&attribute.name, attribute.column.clone());
        }
        let of = |i: usize| orders.iter().filter(move |o| o.customer == i && o.day.is_some());
        table.set("n_orders", Column::Whole((0..n).map(|i| of(i).count() as i32).collect()));
        table.set("spend_total", Column::Money((0..n).map(|i| self.spend(i)).collect()));
        let first = |i| of(i).filter_map(|o| o.day).min().unwrap_or(EMPTY_I32);
        table.set("first_order", Column::Day((0..n).map(first).collect()));
        let classes = |names: &[&str], code: fn(&Person) -> Option<u8>| Column::Class {
            codes: people.iter().map(|p| code(p).unwrap_or(EMPTY_CLASS)).collect(),
            names: names.iter().map(|name| name.to_string()).collect(),
        };
        table.set("activity", classes(ACTIVITY, |p| p.activity));
        table.set("rfm_segment", classes(SEGMENT, |p| p.segment));
        (portfolio, table)
    }

    /// Net spend, in cents.
    pub fn spend(&self, customer: usize) -> i64 {
        let lines = self.lines.iter().filter(|l| l.customer == customer && self.used(l));
        lines.map(|l| l.cents).sum()
    }

    fn line_columns(&self, orders: &[OrderRow]) -> Lines {
        let rows = &self.lines;
        let (product, products) = texts(rows.iter().map(|l| l.product.as_str()));
        let order_of = |i| orders.iter().position(|o| o.lines.contains(&i)).unwrap() as u32;
        Lines {
            first: self.first(rows.iter().map(|l| l.customer)),
            day: rows.iter().map(|l| l.day).collect(),
            order: (0..rows.len()).map(order_of).collect(),
            amount: rows.iter().map(|l| l.cents).collect(),
            quantity: rows.iter().map(|l| l.quantity.unwrap_or(EMPTY_I64)).collect(),
            is_return: rows.iter().map(|l| l.is_return).collect(),
            product,
            products: Arc::new(products),
            attributes: vec![
                Attribute {
                    name: "Canal".into(),
                    role: Role::Channel,
                    column: text_column(rows.iter().map(|l| l.channel.as_str())),
                },
                Attribute {
                    name: "weight".into(),
                    role: Role::Attribute,
                    column: Column::Number(quarters(rows.iter().map(|l| l.weight))),
                },
            ],
            ..Lines::default()
        }
    }

    fn order_columns(&self, orders: &[OrderRow]) -> Orders {
        let has_id = |o: &OrderRow| !self.lines[o.lines[0]].order.is_empty();
        let (id, ids) = texts(orders.iter().map(|o| if has_id(o) { o.id.as_str() } else { "" }));
        let purchase_day = |o: &OrderRow| {
            let purchases = o.lines.iter().filter(|&&i| !self.lines[i].is_return);
            purchases.map(|&i| self.lines[i].day).min().unwrap_or(EMPTY_I32)
        };
        Orders {
            first: self.first(orders.iter().map(|o| o.customer)),
            day: orders.iter().map(purchase_day).collect(),
            id,
            ids: Arc::new(ids),
        }
    }

    fn event_columns(&self) -> Events {
        let rows = &self.events;
        let (kind, kinds) = texts(rows.iter().map(|e| e.kind.as_str()));
        Events {
            first: self.first(rows.iter().map(|e| e.customer)),
            day: rows.iter().map(|e| e.day.unwrap_or(EMPTY_I32)).collect(),
            kind,
            kinds: Arc::new(kinds),
            attributes: vec![
                Attribute {
                    name: "page".into(),
                    role: Role::Attribute,
                    column: text_column(rows.iter().map(|e| e.page.as_str())),
                },
                Attribute {
                    name: "minutes".into(),
                    role: Role::Attribute,
                    column: Column::Number(quarters(rows.iter().map(|e| e.minutes))),
                },
            ],
            ..Events::default()
        }
    }

    fn first(&self, customers: impl Iterator<Item = usize>) -> Vec<u32> {
        let mut first = vec![0; self.people.len() + 1];
        customers.for_each(|customer| first[customer + 1] += 1);
        for i in 1..first.len() {
            first[i] += first[i - 1];
        }
        first
    }
}

fn texts<'a>(values: impl Iterator<Item = &'a str>) -> (Vec<u32>, Texts) {
    let mut interner = Interner::default();
    let codes = values.map(|value| interner.intern(value)).collect();
    (codes, interner.into_texts())
}

fn text_column<'a>(values: impl Iterator<Item = &'a str>) -> Column {
    let (codes, texts) = texts(values);
    Column::Text { codes, texts: Arc::new(texts) }
}

fn quarters(values: impl Iterator<Item = Option<i32>>) -> Vec<f64> {
    values.map(|v| v.map_or(f64::NAN, |v| f64::from(v) / 4.0)).collect()
}

/// The day of a text, which must be right.
pub fn day(text: &str) -> i32 {
    text.parse::<Day>().unwrap_or_else(|()| panic!("{text}")).0
}

impl World for Base {
    fn n_customers(&self) -> usize {
        self.people.len()
    }

    fn as_of(&self) -> Option<i32> {
        self.as_of
    }

    fn exists(&self, customer: usize) -> bool {
        Base::exists(self, customer)
    }

    fn is_buyer(&self, customer: usize) -> bool {
        Base::is_buyer(self, customer)
    }

    fn id(&self, customer: usize) -> String {
        self.people[customer].id.clone()
    }

    fn value(&self, name: &str, i: usize) -> Val {
        let person = &self.people[i];
        let days =
            || Base::orders(self).into_iter().filter(|o| o.customer == i).filter_map(|o| o.day);
        let class =
            |names: &[&str], code: Option<u8>| code.map_or(Val::Empty, |c| text(names[c as usize]));
        match fold(name).as_str() {
            "customer_id" => text(&person.id),
            "name" => text(&person.name),
            "regiao" | "region" => text(&person.region),
            "codigo" => text(&person.code),
            "nascimento" | "birthday" => person.birthday.map_or(Val::Empty, Val::Date),
            "renda mensal" => quarter(person.income),
            "member" => person.member.map_or(Val::Empty, Val::YesNo),
            "n_orders" => Val::Number(days().count() as i128 * ONE),
            "spend_total" => cents(self.spend(i)),
            "first_order" => days().min().map_or(Val::Empty, Val::Date),
            "activity" => class(ACTIVITY, person.activity),
            "rfm_segment" => class(SEGMENT, person.segment),
            "clv_12m" | "reachable" | "top_product" | "last_order" => Val::Empty,
            other => panic!("the twin knows no field {other}"),
        }
    }

    fn classifications(&self) -> Vec<String> {
        vec!["activity".into(), "rfm_segment".into()]
    }

    fn saved(&self, folded: &str) -> Option<&Node> {
        let found = self.segments.iter().find(|saved| fold(&saved.name) == folded);
        found.map(|saved| &saved.query)
    }

    fn orders(&self, customer: usize) -> Vec<Record<'_>> {
        let orders = Base::orders(self).into_iter();
        let record = |order: OrderRow| -> Record {
            let field = move |name: &str| match name {
                "day" => order.day.map_or(Val::Empty, Val::Date),
                "order_id" => text(&order.id),
                "amount" => cents(order.cents),
                "quantity" => Val::Number(i128::from(order.quantity) * 1000),
                other => panic!("the twin knows no field {other} of orders"),
            };
            (order.day, Box::new(field))
        };
        orders.filter(|o| o.customer == customer && o.day.is_some()).map(record).collect()
    }

    fn lines(&self, customer: usize) -> Vec<Record<'_>> {
        let lines = self.lines.iter().filter(|l| l.customer == customer && self.used(l));
        let record = |line: &LineRow| -> Record {
            let line = line.clone();
            let field = move |name: &str| match name {
                "day" => Val::Date(line.day),
                "order_id" if line.order.is_empty() => text(&Day(line.day).to_string()),
                "order_id" => text(&line.order),
                "product" => text(&line.product),
                "category" | "page" | "minutes" => Val::Empty,
                "quantity" => {
                    line.quantity.map_or(Val::Empty, |q| Val::Number(i128::from(q) * 1000))
                }
                "amount" => cents(line.cents),
                "kind" => text(if line.is_return { "return" } else { "purchase" }),
                "canal" | "channel" => text(&line.channel),
                "weight" => quarter(line.weight),
                other => panic!("the twin knows no field {other} of lines"),
            };
            (Some(line.day), Box::new(field))
        };
        lines.map(record).collect()
    }

    fn events(&self, customer: usize) -> Vec<Record<'_>> {
        let events = self.events.iter().filter(|e| e.customer == customer && self.sees(e.day));
        let record = |event: &EventRow| -> Record {
            let event = event.clone();
            let field = move |name: &str| match name {
                "day" => event.day.map_or(Val::Empty, Val::Date),
                "kind" => text(&event.kind),
                "page" => text(&event.page),
                "minutes" => quarter(event.minutes),
                _ => Val::Empty,
            };
            (event.day, Box::new(field))
        };
        events.map(record).collect()
    }
}

fn quarter(value: Option<i32>) -> Val {
    value.map_or(Val::Empty, |v| Val::Number(i128::from(v) * ONE / 4))
}

fn cents(cents: i64) -> Val {
    Val::Number(i128::from(cents) * ONE / 100)
}

/// Nine people by hand, as of 2024-03-31.
///
/// - ana: three orders of a regular buyer, one return; born on 29 February.
/// - Bea: one large order long ago; accents.
/// - caio: four small orders within ten days; one line without quantity.
/// - dora: an order and its whole return.
/// - edu: a prospect with visits, one of them undated.
/// - fia: a return alone.
/// - gil: records only after as_of, so not there; hugo: likewise, but in a customers file.
/// - íris: an order without an order id.
pub fn example() -> Base {
    let person = |id: &str, name: &str, region: &str, code: &str, birthday: &str| Person {
        id: id.into(),
        name: name.into(),
        region: region.into(),
        code: code.into(),
        birthday: (!birthday.is_empty()).then(|| day(birthday)),
        income: None,
        member: None,
        activity: None,
        segment: None,
        listed: false,
    };
    let mut people = vec![
        person("Bea", "Beatriz Não", "SUDESTE", "007", "1990-04-05"),
        person("ana", "Ana \"A\" Lima", "Sul", "7", "1992-02-29"),
        person("caio", "Caio", "São Paulo", "2024-01-31", "1985-03-15"),
        person("dora", "", "sul", "-1.50", ""),
        person("edu", "Edu", "", "", "2000-12-31"),
        person("fia", "Fia", "Łódź", "x", "1999-04-01"),
        person("gil", "Gil", "Sul", "1", "1999-04-01"),
        person("hugo", "Hugo", "Norte", "1.0", "1970-03-31"),
        person("íris", "Íris", "Norte", "1", "1970-07-01"),
    ];
    people[7].listed = true;
    for (i, income) in [(0, 6), (1, 10), (2, 10), (4, -4), (8, 0)] {
        people[i].income = Some(income);
    }
    for (i, member) in [(0, true), (1, false), (2, true), (4, false)] {
        people[i].member = Some(member);
    }
    for (i, activity, segment) in [(0, 2, 1), (1, 0, 0), (2, 0, 2), (3, 1, 1), (8, 2, 2)] {
        people[i].activity = Some(activity);
        people[i].segment = Some(segment);
    }
    let line = |customer: usize,
                order: &str,
                on: &str,
                product: &str,
                quantity: i64,
                cents: i64,
                channel: &str| LineRow {
        customer,
        order: order.into(),
        day: day(on),
        product: product.into(),
        quantity: (quantity != 0).then_some(quantity),
        cents,
        is_return: cents < 0,
        channel: channel.into(),
        weight: (quantity != 0).then_some((quantity / 250_000) as i32),
    };
    let lines = vec![
        line(0, "O1", "2022-06-15", "SKU-1", 10_000_000, 100_000, "loja"),
        line(1, "O1", "2024-01-31", "SKU-1", 1_000_000, 10_005, "web"),
        line(1, "O1", "2024-01-31", "sku-2", 2_500_000, 4_995, "web"),
        line(1, "O2", "2024-02-29", "SKU-1", 4_000_000, 20_000, "loja"),
        line(1, "O1", "2024-03-02", "sku-2", -2_500_000, -4_995, ""),
        line(1, "O3", "2024-03-31", "maçã", 1_000_000, 3_000, "WEB"),
        line(2, "P1", "2024-03-01", "SKU-9", 1_000_000, 1_000, "web"),
        line(2, "P2", "2024-03-04", "SKU-9", 2_000_000, 2_000, "web"),
        line(2, "P3", "2024-03-07", "SKU-9", 3_000_000, 3_000, "loja"),
        line(2, "P4", "2024-03-10", "", 0, 0, ""),
        line(3, "D1", "2024-02-01", "SKU-1", 1_000_000, 5_000, "web"),
        line(3, "D1", "2024-02-05", "SKU-1", -1_000_000, -5_000, "web"),
        line(5, "F1", "2024-03-15", "SKU-1", -1_000_000, -2_500, ""),
        line(6, "G1", "2024-04-01", "SKU-1", 1_000_000, 5_000, "web"),
        line(7, "H1", "2024-05-01", "SKU-1", 1_000_000, 5_000, "web"),
        line(8, "", "2023-12-31", "SKU-1", 500_000, 1_001, "loja"),
    ];
    let event = |customer: usize, on: &str, kind: &str, page: &str, minutes: i32| EventRow {
        customer,
        day: (!on.is_empty()).then(|| day(on)),
        kind: kind.into(),
        page: page.into(),
        minutes: (minutes != 0).then_some(minutes),
    };
    let events = vec![
        event(1, "2024-03-30", "visit", "/home", 6),
        event(4, "", "visit", "/preços", 2),
        event(4, "2024-03-20", "visit", "/home", 8),
        event(4, "2024-03-25", "Visit", "/PREÇOS", 0),
        event(4, "2024-04-02", "cart", "/home", 1),
        event(7, "2024-04-02", "visit", "/home", 1),
    ];
    let segments = [
        ("Ricos", "spend_total >= 300"),
        ("Sul do país", "região = \"sul\" or segment \"ricos\""),
        ("Champions", "n_orders = 1"),
    ];
    let segments = segments
        .map(|(name, query)| SavedSegment { name: name.into(), query: parse(query).unwrap() })
        .to_vec();
    Base { as_of: Some(day("2024-03-31")), returns: Returns::Net, people, lines, events, segments }
}
