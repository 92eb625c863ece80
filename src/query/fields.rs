//! **`Schema`**: the fields that a query may name, of customers and of the three sources, with their
//! types. The builder lists it, [`super::check`] reads it.
//!
//! The trap: a field of the definitions that the data cannot give is still a field. It is "not
//! computed": empty for everyone, and no error.

use super::{
    ast::Node,
    error::{Scope, Type},
    evaluate::Data,
};
use crate::{
    measures::table::Table,
    portfolio::columns::{Attribute, Column, Portfolio},
    schema::role::Role,
    text::fold,
};
use serde::{Deserialize, Serialize};
use std::{collections::HashMap, sync::Arc};

/// How the values of a field are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Kind {
    Whole,
    Number,
    /// Minor units.
    Money,
    /// Millionths.
    Quantity,
    Date,
    YesNo,
    Text,
    Class,
}

impl Kind {
    /// The type by which it compares.
    pub fn type_of(self) -> Type {
        match self {
            Kind::Whole | Kind::Number | Kind::Money | Kind::Quantity => Type::Number,
            Kind::Date => Type::Date,
            Kind::YesNo => Type::YesNo,
            Kind::Text => Type::Text,
            Kind::Class => Type::Class,
        }
    }

    /// The kind of a column.
    pub fn of(column: &Column) -> Kind {
        match column {
            Column::Whole(_) => Kind::Whole,
            Column::Number(_) => Kind::Number,
            Column::Money(_) => Kind::Money,
            Column::Quantity(_) => Kind::Quantity,
            Column::Day(_) => Kind::Date,
            Column::YesNo(_) => Kind::YesNo,
            Column::Text { .. } => Kind::Text,
            Column::Class { .. } => Kind::Class,
        }
    }
}

/// Where a field comes from: how the builder groups them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Group {
    /// Key and name.
    Identity,
    /// A number of the customer (§2).
    Measure,
    /// A score or class (§3).
    Class,
    /// A model's figure (§4).
    Model,
    /// A field of an order, a line or an event.
    Record,
    /// A column of a file.
    Attribute,
}

/// A field that a query may name.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldInfo {
    pub name: String,
    /// Another name by which it is found: its role, where it alone has it.
    pub role: Option<&'static str>,
    pub kind: Kind,
    pub group: Group,
    /// The classes in their order; empty for other kinds.
    pub classes: Arc<[String]>,
    /// Whether there is a column; if not, it is empty for everyone.
    pub computed: bool,
}

/// The kind of a field of the definitions, by its exact name; none for a column of a file.
pub fn kind_of(scope: Scope, name: &str) -> Option<Kind> {
    let records = match scope {
        Scope::Customers => {
            let mut fields = IDENTITY.iter().chain(BUILT_IN);
            return fields.find(|(known, ..)| *known == name).map(|&(_, kind, _)| kind);
        }
        Scope::Orders => ORDER,
        Scope::Lines => LINE,
        Scope::Events => EVENT,
    };
    records.iter().find(|(known, _)| *known == name).map(|&(_, kind)| kind)
}

/// A query with a name, kept by the user.
#[derive(Debug, Clone, PartialEq)]
pub struct SavedSegment {
    pub name: String,
    pub query: Node,
}

/// The fields of one scope, in the order in which they are offered.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Fields {
    fields: Vec<FieldInfo>,
    /// Folded name or role → place in `fields`.
    places: HashMap<String, usize>,
}

impl Fields {
    /// All of them.
    pub fn list(&self) -> &[FieldInfo] {
        &self.fields
    }

    /// By name without case and accents, or by role.
    pub fn find(&self, name: &str) -> Option<&FieldInfo> {
        self.places.get(&fold(name)).map(|&place| &self.fields[place])
    }

    /// Adds a field, unless one of that name is there.
    pub fn add(&mut self, field: FieldInfo) {
        let place = self.fields.len();
        if let std::collections::hash_map::Entry::Vacant(slot) =
            self.places.entry(fold(&field.name))
        {
            slot.insert(place);
            self.fields.push(field);
        }
    }

    fn add_plain(&mut self, name: &str, kind: Kind, group: Group, computed: bool) {
        let classes = Arc::new([]);
        self.add(FieldInfo { name: name.into(), role: None, kind, group, classes, computed });
    }

    /// Adds the attributes, then the roles that exactly one of them has.
    fn add_attributes(&mut self, attributes: &[Attribute]) {
        for attribute in attributes {
            let kind = Kind::of(&attribute.column);
            self.add_plain(&attribute.name, kind, Group::Attribute, true);
        }
        for attribute in attributes {
            let role = attribute.role;
            let alone = attributes.iter().filter(|other| other.role == role).count() == 1;
            if role == Role::Attribute || !alone || self.places.contains_key(role.name()) {
                continue;
            }
            if let Some(&place) = self.places.get(&fold(&attribute.name)) {
                self.places.insert(role.name().to_string(), place);
                self.fields[place].role = Some(role.name());
            }
        }
    }
}

/// Everything that a query may name.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Schema {
    pub customers: Fields,
    pub orders: Fields,
    pub lines: Fields,
    pub events: Fields,
    pub segments: Vec<SavedSegment>,
    /// Whether an unknown name of a customer, a line or an event is an attribute, of the type it is compared with.
    pub open: bool,
}

impl Schema {
    /// The fields of these data.
    pub fn of(data: &Data) -> Schema {
        let (orders, lines, events) = (orders(data), lines(data.portfolio), events(data));
        let segments = data.segments.to_vec();
        Schema { customers: customers(data), orders, lines, events, segments, open: false }
    }

    /// The fields of the definitions where no data is at hand: any other name of a customer is taken for
    /// an attribute.
    pub fn without_data() -> Schema {
        let mut schema = Schema { open: true, ..Schema::default() };
        for &(name, kind, group) in IDENTITY.iter().chain(BUILT_IN) {
            schema.customers.add(built_in(name, kind, group, None));
        }
        for (fields, names) in [(&mut schema.orders, ORDER), (&mut schema.lines, LINE)] {
            names.iter().for_each(|&(name, kind)| {
                fields.add_plain(name, kind, Group::Record, true);
            });
        }
        EVENT.iter().for_each(|&(name, kind)| {
            schema.events.add_plain(name, kind, Group::Record, true);
        });
        schema
    }

    /// The fields of a scope.
    pub fn scope(&self, scope: Scope) -> &Fields {
        match scope {
            Scope::Customers => &self.customers,
            Scope::Orders => &self.orders,
            Scope::Lines => &self.lines,
            Scope::Events => &self.events,
        }
    }

    /// The saved segment of that name, without case and accents.
    pub fn segment(&self, name: &str) -> Option<usize> {
        let name = fold(name);
        self.segments.iter().position(|segment| fold(&segment.name) == name)
    }

    /// The class fields with a class of that name, and the place of the class among its names.
    pub fn classes_named(&self, name: &str) -> Vec<(&FieldInfo, usize)> {
        let name = fold(name);
        let place = |field: &FieldInfo| field.classes.iter().position(|class| fold(class) == name);
        self.customers.fields.iter().filter_map(|f| Some((f, place(f)?))).collect()
    }
}

fn customers(data: &Data) -> Fields {
    let table: &Table = data.table;
    let mut fields = Fields::default();
    for &(name, kind, group) in IDENTITY {
        fields.add_plain(name, kind, group, true);
    }
    for &(name, kind, group) in BUILT_IN {
        fields.add(built_in(name, kind, group, table.get(name)));
    }
    // What the layers above computed and the definitions do not name, classifications of the user's own
    // among it.
    let attributes = &data.portfolio.customers.attributes;
    for field in table.fields() {
        if !attributes.iter().any(|attribute| attribute.name == field.name) {
            let kind = Kind::of(&field.column);
            let group = if kind == Kind::Class { Group::Class } else { Group::Measure };
            fields.add(built_in(&field.name, kind, group, Some(&field.column)));
        }
    }
    fields.add_attributes(attributes);
    fields
}

fn built_in(name: &str, kind: Kind, group: Group, column: Option<&Column>) -> FieldInfo {
    let classes: Arc<[String]> = match column {
        Some(Column::Class { names, .. }) => names.clone(),
        Some(_) => Arc::new([]),
        None => class_names(name).iter().map(|class| class.to_string()).collect(),
    };
    FieldInfo {
        name: name.to_string(),
        role: None,
        kind: column.map_or(kind, Kind::of),
        group,
        classes,
        computed: column.is_some(),
    }
}

fn orders(data: &Data) -> Fields {
    let mut fields = Fields::default();
    for &(name, kind) in ORDER {
        let there = match name {
            "amount" => data.portfolio.has_money,
            "quantity" => !data.table.orders.quantity.is_empty(),
            _ => true,
        };
        fields.add_plain(name, kind, Group::Record, there);
    }
    fields
}

fn lines(portfolio: &Portfolio) -> Fields {
    let lines = &portfolio.lines;
    let mut fields = Fields::default();
    for &(name, kind) in LINE {
        fields.add_plain(name, kind, Group::Record, line_has(portfolio, name));
    }
    fields.add_attributes(&lines.attributes);
    fields
}

fn line_has(portfolio: &Portfolio, name: &str) -> bool {
    match name {
        "product" => !portfolio.lines.product.is_empty(),
        "category" => !portfolio.lines.category.is_empty(),
        "quantity" => !portfolio.lines.quantity.is_empty(),
        "amount" => portfolio.has_money,
        _ => true,
    }
}

/// An order line is an event too: what lines have, events may be asked for.
fn events(data: &Data) -> Fields {
    let mut fields = Fields::default();
    for &(name, kind) in EVENT {
        let there = match name {
            "stage" => !data.portfolio.events.stage.is_empty(),
            "score" => !data.portfolio.events.score.is_empty(),
            "amount" if !data.portfolio.events.amount.is_empty() => true,
            _ => line_has(data.portfolio, name),
        };
        fields.add_plain(name, kind, Group::Record, there);
    }
    fields.add_attributes(&data.portfolio.events.attributes);
    fields.add_attributes(&data.portfolio.lines.attributes);
    fields
}

const IDENTITY: &[(&str, Kind, Group)] =
    &[("customer_id", Kind::Text, Group::Identity), ("name", Kind::Text, Group::Identity)];

/// Every number, score, class and figure of a customer that the definitions name.
const BUILT_IN: &[(&str, Kind, Group)] = &[
    ("n_orders", Kind::Whole, Group::Measure),
    ("n_order_days", Kind::Whole, Group::Measure),
    ("n_repeat_days", Kind::Whole, Group::Measure),
    ("units", Kind::Quantity, Group::Measure),
    ("spend_total", Kind::Money, Group::Measure),
    ("spend_mean", Kind::Number, Group::Measure),
    ("repeat_spend_mean", Kind::Number, Group::Measure),
    ("spend_12m", Kind::Money, Group::Measure),
    ("spend_prev_12m", Kind::Money, Group::Measure),
    ("growth_12m", Kind::Number, Group::Measure),
    ("margin_total", Kind::Money, Group::Measure),
    ("first_order", Kind::Date, Group::Measure),
    ("last_order", Kind::Date, Group::Measure),
    ("last_order_age_days", Kind::Whole, Group::Measure),
    ("order_span_days", Kind::Whole, Group::Measure),
    ("customer_age_days", Kind::Whole, Group::Measure),
    ("own_gap_days", Kind::Number, Group::Measure),
    ("longest_gap_days", Kind::Whole, Group::Measure),
    ("typical_gap_days", Kind::Number, Group::Measure),
    ("lapse_ratio", Kind::Number, Group::Measure),
    ("ever_lapsed", Kind::YesNo, Group::Measure),
    ("missed_orders", Kind::Whole, Group::Measure),
    ("next_order", Kind::Date, Group::Measure),
    ("top_product", Kind::Text, Group::Measure),
    ("top_product_name", Kind::Text, Group::Measure),
    ("top_category", Kind::Text, Group::Measure),
    ("n_products", Kind::Whole, Group::Measure),
    ("n_categories", Kind::Whole, Group::Measure),
    ("return_rate", Kind::Number, Group::Measure),
    ("score", Kind::Number, Group::Measure),
    ("n_referrals", Kind::Whole, Group::Measure),
    ("referred_spend", Kind::Money, Group::Measure),
    ("reachable", Kind::YesNo, Group::Measure),
    ("age_years", Kind::Whole, Group::Measure),
    ("r", Kind::Whole, Group::Class),
    ("f", Kind::Whole, Group::Class),
    ("m", Kind::Whole, Group::Class),
    ("fm", Kind::Number, Group::Class),
    ("rfm_segment", Kind::Class, Group::Class),
    ("rhythm", Kind::Class, Group::Class),
    ("activity", Kind::Class, Group::Class),
    ("pareto_class", Kind::Class, Group::Class),
    ("promotion_gap", Kind::Money, Group::Class),
    ("reward_tier", Kind::Class, Group::Class),
    ("loyalty_stage", Kind::Class, Group::Class),
    ("funnel_stage", Kind::Class, Group::Class),
    ("duplicate", Kind::YesNo, Group::Class),
    ("p_alive", Kind::Number, Group::Model),
    ("p_order_30d", Kind::Number, Group::Model),
    ("expected_orders_12m", Kind::Number, Group::Model),
    ("clv_12m", Kind::Number, Group::Model),
    ("alike", Kind::Number, Group::Model),
];

const ORDER: &[(&str, Kind)] = &[
    ("day", Kind::Date),
    ("order_id", Kind::Text),
    ("amount", Kind::Money),
    ("quantity", Kind::Quantity),
];

const LINE: &[(&str, Kind)] = &[
    ("day", Kind::Date),
    ("order_id", Kind::Text),
    ("product", Kind::Text),
    ("category", Kind::Text),
    ("quantity", Kind::Quantity),
    ("amount", Kind::Money),
    ("kind", Kind::Text),
];

const EVENT: &[(&str, Kind)] = &[
    ("day", Kind::Date),
    ("kind", Kind::Text),
    ("amount", Kind::Money),
    ("stage", Kind::Text),
    ("score", Kind::Number),
    ("order_id", Kind::Text),
    ("product", Kind::Text),
    ("category", Kind::Text),
    ("quantity", Kind::Quantity),
];

/// The classes of a classification before it is computed.
fn class_names(field: &str) -> &'static [&'static str] {
    match field {
        "rfm_segment" => &[
            "Champions",
            "Loyal",
            "Potential loyalist",
            "Recent",
            "Promising",
            "Needs attention",
            "About to sleep",
            "At risk",
            "Hibernating",
            "Can't lose",
            "Lost",
            "No order",
        ],
        "rhythm" => &[
            "Weekly",
            "Fortnightly",
            "Monthly",
            "Quarterly",
            "Half-yearly",
            "Yearly",
            "Rare",
            "Once",
            "No order",
        ],
        "activity" => {
            &["No rhythm", "New", "Active", "Slipping", "At risk", "Inactive", "Lost", "No order"]
        }
        "pareto_class" => &["A", "B", "C", "No order"],
        "reward_tier" => &["Gold", "Silver", "Bronze", "Basic", "No order"],
        "loyalty_stage" => &["Defender", "Supporter", "Consumer", "Effective customer", "Suspect"],
        "funnel_stage" => &["Information", "Prospect", "About to decide", "Customer", "Lost deal"],
        _ => &[],
    }
}
