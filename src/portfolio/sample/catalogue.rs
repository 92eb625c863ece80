//! What the chain sells, without words: **product** `p` is row `p` of [`PRODUCTS`] and of every language's list of
//! names; **category** `c` likewise.
//!
//! The trap: the two lists must keep one order; a test holds the word lists to these lengths.

use super::random::Random;

/// How many categories there are: coffee, tea, sweets, brewing, tableware, textiles, decoration, gifts.
pub const CATEGORIES: usize = 8;

/// Letters of each category's product codes.
const CODES: [&str; CATEGORIES] = ["CF", "TE", "SW", "BR", "TW", "HT", "DC", "GF"];

/// What each category costs the chain, in hundredths of the list price.
const COST: [i64; CATEGORIES] = [52, 46, 58, 66, 48, 55, 50, 60];

/// Category, list price in minor units on the first day, weight within the category.
pub struct Product {
    pub category: u8,
    pub price: i64,
    pub weight: u16,
}

const fn p(category: u8, price: i64, weight: u16) -> Product {
    Product { category, price, weight }
}

/// All products, by category.
#[rustfmt::skip]
pub const PRODUCTS: [Product; 48] = [
    p(0, 790, 26), p(0, 840, 22), p(0, 1190, 14), p(0, 890, 8), p(0, 2690, 12), p(0, 2890, 10), p(0, 950, 12), p(0, 420, 8),
    p(1, 650, 24), p(1, 590, 28), p(1, 490, 20), p(1, 620, 16), p(1, 1890, 8),
    p(2, 390, 32), p(2, 450, 26), p(2, 680, 12), p(2, 750, 14), p(2, 560, 16),
    p(3, 1990, 12), p(3, 490, 34), p(3, 2990, 12), p(3, 3490, 10), p(3, 5990, 6), p(3, 24900, 2), p(3, 890, 16), p(3, 2490, 8),
    p(4, 990, 34), p(4, 1690, 20), p(4, 1190, 16), p(4, 3290, 8), p(4, 2290, 8), p(4, 2190, 14),
    p(5, 890, 34), p(5, 2490, 18), p(5, 2790, 18), p(5, 6990, 8), p(5, 1990, 22),
    p(6, 1490, 36), p(6, 3490, 14), p(6, 4490, 8), p(6, 1290, 22), p(6, 1790, 20),
    p(7, 3990, 30), p(7, 3490, 22), p(7, 5990, 0), p(7, 3690, 0), p(7, 2500, 28), p(7, 4490, 20),
];

/// The hamper of the weeks before Christmas and the box of the weeks before Mother's Day.
const CHRISTMAS_HAMPER: u8 = 44;
const MOTHERS_DAY_BOX: u8 = 45;

/// What sells along: with the first comes the second, so many times in a thousand.
const COMPANIONS: [(u8, u8, u32); 12] = [
    (18, 19, 480), // dripper, paper filters
    (23, 24, 420), // espresso machine, descaler
    (23, 5, 550),  // espresso machine, espresso roast by the kilo
    (22, 2, 380),  // grinder, single origin
    (21, 27, 300), // moka pot, espresso cups
    (8, 16, 260),  // green tea, honey
    (9, 14, 310),  // black tea, biscuits
    (2, 19, 160),  // single origin, paper filters
    (6, 13, 180),  // capsules, dark chocolate
    (20, 0, 320),  // French press, house blend
    (32, 34, 140), // tea towel, apron
    (37, 39, 110), // candle, wall clock
];

/// Its code: letters of the category, then its number there: `CF-101`, `TE-201`.
pub fn code(product: u8) -> String {
    let category = PRODUCTS[product as usize].category;
    let first = PRODUCTS.iter().position(|other| other.category == category).unwrap_or(0);
    let number = usize::from(product) - first + 1;
    format!("{}-{}{number:02}", CODES[category as usize], category + 1)
}

/// A product of that category; the day of the year is month × 100 + day of month. `favourite` is any number, the
/// same one for the same person.
pub fn choose(random: &mut Random, category: usize, favourite: usize, day_of_year: u32) -> u8 {
    let first = PRODUCTS.iter().position(|p| usize::from(p.category) == category).unwrap_or(0);
    let mut weights = [0u16; 8];
    let mut n = 0;
    for product in PRODUCTS[first..].iter().take_while(|p| usize::from(p.category) == category) {
        weights[n] = product.weight;
        n += 1;
    }
    // Coffee, tea and sweets are bought again and again by those who like them.
    if category < 3 && random.chance(550) {
        return (first + favourite % n) as u8;
    }
    if category == CATEGORIES - 1 {
        let (hamper, mothers) =
            (CHRISTMAS_HAMPER as usize - first, MOTHERS_DAY_BOX as usize - first);
        match day_of_year {
            1115..=1224 => weights[hamper] = 70,
            420..=510 => weights[mothers] = 90,
            _ => {}
        }
    }
    (first + random.pick(&weights)) as u8
}

/// What comes along with a product, if anything.
pub fn companion(random: &mut Random, product: u8, refused: impl Fn(u8) -> bool) -> Option<u8> {
    COMPANIONS
        .iter()
        .filter(|(first, second, _)| *first == product && !refused(*second))
        .find(|(_, _, per_mille)| random.chance(*per_mille))
        .map(|&(_, second, _)| second)
}

/// The list price after so many whole years: 4 % more a year, to ten minor units.
pub fn price(product: u8, years: i64) -> i64 {
    (PRODUCTS[product as usize].price * (100 + 4 * years) / 100 + 5) / 10 * 10
}

/// What so many units cost the chain when their list price is `price`.
pub fn cost(product: u8, quantity: i64, price: i64) -> i64 {
    let percent = COST[PRODUCTS[product as usize].category as usize];
    quantity * ((price * percent + 50) / 100)
}
