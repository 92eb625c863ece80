//! Invented orders: some customers buy often, most seldom; an order has three lines on average. The same file for the
//! same number of lines, on any machine.

use std::{
    fs,
    io::{self, BufWriter, Write},
    path::Path,
};

/// Lines of a customer, on average.
const LINES_EACH: usize = 12;
const CITIES: [&str; 8] =
    ["Porto Alegre", "Bogotá", "Vilnius", "Leeds", "São Paulo", "Medellín", "Kaunas", "Recife"];
const CATEGORIES: [&str; 6] = ["Kitchen", "Tea", "Textiles", "Garden", "Gifts", "Lamps"];

/// Writes the file if it is not there yet; how many customers it has.
pub fn write(path: &Path, lines: usize) -> io::Result<usize> {
    let customers = lines / LINES_EACH;
    if path.exists() {
        return Ok(customers);
    }
    fs::create_dir_all(path.parent().expect("a file in a folder"))?;
    // Renamed at the end, so that half a file is never taken for one.
    let unfinished = path.with_extension("part");
    let mut out = BufWriter::new(fs::File::create(&unfinished)?);
    writeln!(
        out,
        "order_id,customer_id,order_date,product,category,quantity,unit_price,amount,city"
    )?;
    let mut dice = Dice(7);
    let first = chrono::NaiveDate::from_ymd_opt(2023, 1, 1).expect("a day");
    let days: Vec<String> = first.iter_days().take(1000).map(|day| day.to_string()).collect();
    let (mut order, mut left, mut customer, mut day) = (0, 0, 0, 0);
    for line in 0..lines {
        if left == 0 {
            order += 1;
            left = 1 + dice.below(5);
            // Everyone once, then the low numbers more often than the high ones.
            customer = if order <= customers {
                order - 1
            } else {
                let part = dice.below(1 << 20) as f64 / f64::from(1 << 20);
                (part * part * customers as f64) as usize
            };
            // Orders come about in the sequence of their days, as exports do.
            day = (line * 950 / lines + dice.below(50)).min(999);
        }
        left -= 1;
        let (product, quantity) = (dice.below(3000), 1 + dice.below(4));
        let price = 150 + product * 7 % 9000;
        let cents = |n: usize| format!("{}.{:02}", n / 100, n % 100);
        writeln!(
            out,
            "O{order:07},C{customer:07},{},SKU-{product:04},{},{quantity},{},{},{}",
            days[day],
            CATEGORIES[product % 6],
            cents(price),
            cents(price * quantity),
            CITIES[customer % 8]
        )?;
    }
    out.into_inner()?;
    fs::rename(unfinished, path)?;
    Ok(customers)
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
