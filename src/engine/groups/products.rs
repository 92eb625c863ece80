//! Products and categories by what was bought: customers, units, revenue, and whether they rise or fall. Unlike the
//! groups of a field these overlap: a customer buys many products.

use super::{money, share};
use crate::{
    calendar::Day,
    engine::{base::Base, view::Revision},
    mask::Mask,
    measures::settings::Returns,
    portfolio::columns::EMPTY_I64,
    query::print::quote,
};
use serde::{Deserialize, Serialize};

/// Products told, the first of their order.
const MOST: usize = 200;
/// A unit, in the millionths of quantities; a line without a quantity counts as one.
const ONE: i64 = 1_000_000;

/// Which products are told first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum ProductOrder {
    /// The most revenue, else the most customers.
    #[default]
    Revenue,
    /// The most gained, or lost, in 12 months, in units, else lines. A share would put first what sold once and then
    /// twice.
    Rising,
    Falling,
}

/// What the selected bought.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProductsView {
    pub revision: Revision,
    pub categories: bool,
    pub order: ProductOrder,
    /// In that order; only what rises, or falls, where that is asked for.
    pub rows: Vec<ProductRow>,
    /// How many there are in all.
    pub total: u32,
}

/// A product or category.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProductRow {
    /// What queries name it by.
    pub code: String,
    /// Its name, where one stands beside the code; else empty.
    pub name: String,
    /// Selected customers with a purchase of it.
    pub customers: u32,
    /// Net of returns; none where no file has quantities.
    pub units: Option<f64>,
    pub revenue: Option<f64>,
    pub revenue_share: Option<f64>,
    /// Net units, else lines, of the last 12 months against those of the 12 before − 1; none without the latter.
    pub growth: Option<f64>,
    /// The difference of the two.
    pub change: f64,
    pub query: String,
}

#[derive(Clone, Default)]
struct Sum {
    customers: u32,
    last: u32,
    units: i64,
    revenue: i64,
    recent: i64,
    before: i64,
}

impl Sum {
    fn change(&self) -> i64 {
        self.recent - self.before
    }
}

/// Products, or categories, of the selected customers.
pub fn products(
    base: &Base,
    returns: Returns,
    (categories, order): (bool, ProductOrder),
    selected: &Mask,
    revision: Revision,
) -> ProductsView {
    let lines = &base.portfolio.lines;
    let (codes, texts) = match categories {
        true => (&lines.category, &lines.categories),
        false => (&lines.product, &lines.products),
    };
    let empty = ProductsView { revision, categories, order, rows: Vec::new(), total: 0 };
    let Some(as_of) = base.table.as_of.filter(|_| !codes.is_empty()) else { return empty };
    let year = Day(as_of).add_months(-12).0;
    let before = Day(as_of).add_months(-24).0;
    let mut sums = vec![Sum::default(); texts.len()];
    for customer in selected.iter() {
        for line in lines.of(customer).filter(|&line| lines.day[line] <= as_of) {
            if lines.is_return[line] && returns == Returns::Ignore {
                continue;
            }
            let sum = &mut sums[codes[line] as usize];
            if !lines.is_return[line] && sum.last != customer as u32 + 1 {
                sum.last = customer as u32 + 1;
                sum.customers += 1;
            }
            let quantity = lines.quantity.get(line).copied().filter(|&q| q != EMPTY_I64);
            let moved = quantity.unwrap_or(if lines.is_return[line] { -ONE } else { ONE });
            sum.units += quantity.unwrap_or(0);
            sum.revenue += lines.amount[line];
            match lines.day[line] {
                day if day > year => sum.recent += moved,
                day if day > before => sum.before += moved,
                _ => {}
            }
        }
    }
    let mut kept: Vec<u32> =
        (1..texts.len() as u32).filter(|&code| sums[code as usize].customers > 0).collect();
    let whole: i64 = kept.iter().map(|&code| sums[code as usize].revenue).sum();
    match order {
        ProductOrder::Revenue => {}
        ProductOrder::Rising => kept.retain(|&code| sums[code as usize].change() > 0),
        ProductOrder::Falling => kept.retain(|&code| sums[code as usize].change() < 0),
    }
    let total = kept.len() as u32;
    kept.sort_by_key(|&code| {
        let sum = &sums[code as usize];
        let first = if order == ProductOrder::Revenue { sum.revenue } else { sum.change().abs() };
        std::cmp::Reverse((first, sum.customers, std::cmp::Reverse(code)))
    });
    kept.truncate(MOST);
    let field = if categories { "category" } else { "product" };
    let rows = kept
        .into_iter()
        .map(|code| {
            let (sum, text) = (&sums[code as usize], texts.get(code));
            let name = match categories {
                true => "",
                false => lines
                    .product_names
                    .get(code as usize)
                    .map_or("", |&name| lines.product_name_texts.get(name)),
            };
            ProductRow {
                code: text.to_string(),
                name: name.to_string(),
                customers: sum.customers,
                units: (!lines.quantity.is_empty()).then(|| sum.units as f64 / 1e6),
                revenue: money(base, sum.revenue),
                revenue_share: money(base, sum.revenue).and(share(sum.revenue, whole)),
                change: sum.change() as f64 / ONE as f64,
                growth: (sum.before > 0).then(|| sum.recent as f64 / sum.before as f64 - 1.0),
                query: format!("lines({field} = {}, kind = \"purchase\", count >= 1)", quote(text)),
            }
        })
        .collect();
    ProductsView { rows, total, ..empty }
}
