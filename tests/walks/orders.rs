//! Invented orders: everyone begins some day, orders at a pace of their own, and leaves after some order. The same file
//! for the same number of lines, on any machine.

use std::{
    fs,
    io::{self, BufWriter, Write},
    path::Path,
};

const DAYS: usize = 1000;
const CITIES: [&str; 8] =
    ["Porto Alegre", "Bogotá", "Vilnius", "Leeds", "São Paulo", "Medellín", "Kaunas", "Recife"];
const CATEGORIES: [&str; 6] = ["Kitchen", "Tea", "Textiles", "Garden", "Gifts", "Lamps"];

/// An order of a customer, with so many lines.
struct Order {
    day: usize,
    customer: usize,
    lines: usize,
}

/// Writes the file if it is not there yet. A customer has some twelve lines.
pub fn write(path: &Path, lines: usize) -> io::Result<()> {
    if path.exists() {
        return Ok(());
    }
    fs::create_dir_all(path.parent().expect("a file in a folder"))?;
    // Renamed at the end, so that half a file is never taken for one.
    let unfinished = path.with_extension("part");
    let mut out = BufWriter::new(fs::File::create(&unfinished)?);
    writeln!(
        out,
        "order_id,customer_id,order_date,product,category,quantity,unit_price,amount,city"
    )?;
    let first = chrono::NaiveDate::from_ymd_opt(2023, 1, 1).expect("a day");
    let days: Vec<String> = first.iter_days().take(DAYS).map(|day| day.to_string()).collect();
    let mut dice = Dice(7);
    for (number, Order { day, customer, lines }) in orders(lines, &mut dice).iter().enumerate() {
        for _ in 0..*lines {
            let (product, quantity) = (dice.below(3000), 1 + dice.below(4));
            let price = 150 + product * 7 % 9000 * (1 + customer % 5);
            let cents = |n: usize| format!("{}.{:02}", n / 100, n % 100);
            writeln!(
                out,
                "O{number:07},C{customer:07},{},SKU-{product:04},{},{quantity},{},{},{}",
                days[*day],
                CATEGORIES[product % 6],
                cents(price),
                cents(price * quantity),
                CITIES[customer % 8]
            )?;
        }
    }
    out.into_inner()?;
    fs::rename(unfinished, path)
}

/// Orders that have this many lines in all, by their days.
fn orders(lines: usize, dice: &mut Dice) -> Vec<Order> {
    let (mut orders, mut left, mut customer) = (Vec::new(), lines, 0);
    while left > 0 {
        let (pace, chance_to_leave) = (5 + dice.below(20) * dice.below(20), 3 + dice.below(40));
        let mut day = dice.below(DAYS);
        while day < DAYS && left > 0 {
            let lines = (1 + dice.below(5)).min(left);
            orders.push(Order { day, customer, lines });
            left -= lines;
            let leaves = dice.below(100) < chance_to_leave;
            day = if leaves { DAYS } else { day + 1 + dice.below(2 * pace) };
        }
        customer += 1;
    }
    orders.sort_by_key(|order| order.day);
    orders
}

/// SplitMix64 (Steele, Lea and Flood 2014).
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % n as u64) as usize
    }
}
