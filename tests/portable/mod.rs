//! What is checked natively and in the browser alike: a file through the whole engine to its export, and the
//! parameters of models on a shop made up by whole numbers alone.
//!
//! The trap: libraries of functions differ in their last digit from machine to machine. Exports are compared to
//! the byte where no model is fitted, parameters to 1e-6.

use carteira::{
    engine::{base::Rules, core::Engine, source::Given},
    export::csv::{CsvOptions, write},
};

/// A file of an office: windows-1252, a title above its header, decimal commas, a total row.
pub const OFFICE: (&str, &[u8]) =
    ("vendas_cp1252.csv", include_bytes!("../data/inspect/vendas_cp1252.csv"));
/// Its export.
pub const OFFICE_CUSTOMERS: &str = include_str!("../data/portable/vendas_cp1252.customers.csv");
/// What the models say of [`shop`]: a name and a number a line.
pub const SHOP_MODELS: &str = include_str!("../data/portable/shop.models.txt");

/// The engine after a file was read in slices of that size.
pub fn engine(name: &str, bytes: &[u8], slice: usize) -> Engine {
    let mut engine = Engine::default();
    let (size, head) = (bytes.len() as u64, bytes.to_vec());
    engine.add_any(Given { name: name.into(), size, head, ..Given::default() });
    engine.begin_load();
    loop {
        bytes.chunks(slice).for_each(|slice| {
            engine.feed(0, slice.to_vec());
        });
        if !engine.end_file(0) {
            break;
        }
    }
    engine.merge();
    engine.finish_load(&mut |_| {}).expect("customers");
    engine.complete();
    engine
}

/// The export of everyone.
pub fn export(engine: &Engine) -> String {
    let (base, selected) = (engine.base().expect("a base"), engine.selected().expect("everyone"));
    let rows: Vec<u32> = selected.iter().map(|row| row as u32).collect();
    let bytes = write(&base.portfolio, &base.table, &rows, CsvOptions::default());
    String::from_utf8(bytes).expect("UTF-8")
}

/// Orders of 400 customers over two years, each at an own rhythm, some of whom stop.
pub fn shop() -> String {
    let mut state = 20_240_229u64;
    let mut below = |n: u64| {
        // The constants of Knuth's MMIX; the high bits are the good ones.
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % n
    };
    let mut text = String::from("customer_id,date,amount\n");
    for customer in 0..400 {
        let (rhythm, ticket) = (5 + below(90), 500 + below(9_000));
        // Some leave after every other order, some hardly ever.
        let stays = [2, 2, 3, 5, 30, 30][below(6) as usize];
        let mut day = below(365);
        loop {
            let cents = ticket / 2 + below(ticket);
            let (year, of_year) = (2022 + day / 365, day % 365);
            text += &format!(
                "c{customer:03},{year}-{:02}-{:02},{}.{:02}\n",
                of_year / 31 + 1,
                of_year % 31 % 28 + 1,
                cents / 100,
                cents % 100
            );
            day += 1 + below(2 * rhythm);
            if day >= 730 || below(stays) == 0 {
                break;
            }
        }
    }
    text
}

/// The parameters of all models, by name.
pub fn parameters(engine: &Engine) -> Vec<(&'static str, f64)> {
    let base = engine.base().expect("a base");
    // By default the columns come from MBG/NBD, and BG/NBD is the other.
    let models = base.models.as_ref().expect("the models are fitted");
    let mbg = models.purchase.as_ref().expect("MBG/NBD is fitted");
    let bg = base.checks(&Rules::default()).other.as_ref().expect("BG/NBD is fitted");
    let gg = models.gamma_gamma.as_ref().expect("Gamma-Gamma is fitted");
    vec![
        ("bgnbd.r", bg.r),
        ("bgnbd.alpha", bg.alpha),
        ("bgnbd.a", bg.a),
        ("bgnbd.b", bg.b),
        ("bgnbd.log_likelihood", bg.log_likelihood),
        ("mbgnbd.r", mbg.r),
        ("mbgnbd.alpha", mbg.alpha),
        ("mbgnbd.a", mbg.a),
        ("mbgnbd.b", mbg.b),
        ("mbgnbd.log_likelihood", mbg.log_likelihood),
        ("gamma_gamma.p", gg.p),
        ("gamma_gamma.q", gg.q),
        ("gamma_gamma.gamma", gg.gamma),
        ("gamma_gamma.log_likelihood", gg.log_likelihood),
    ]
}

/// Asserts that the export of the office's file is what it is everywhere.
pub fn check_office() {
    for slice in [1, 37, 1 << 20] {
        let found = export(&engine(OFFICE.0, OFFICE.1, slice));
        assert_eq!(found, OFFICE_CUSTOMERS, "slices of {slice}");
    }
}

/// Asserts that the models of the shop are what they are everywhere, to 1e-6.
pub fn check_models() {
    let found = parameters(&engine("shop.csv", shop().as_bytes(), 1 << 20));
    let expect: Vec<(&str, f64)> = SHOP_MODELS
        .lines()
        .map(|line| line.split_once(' ').expect("a name and a number"))
        .map(|(name, number)| (name, number.parse().expect("a number")))
        .collect();
    assert_eq!(found.len(), expect.len());
    for ((name, got), (expected, value)) in found.into_iter().zip(expect) {
        assert_eq!(name, expected);
        assert!((got / value - 1.0).abs() < 1e-6, "{name}: {got}, not {value}");
    }
}
