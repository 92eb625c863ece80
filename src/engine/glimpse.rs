//! What the sample comes to, for the picture on the start screen: figures of the English sample as the engine works
//! them out; only names differ in the other languages.

/// Customers of each activity class.
pub const ACTIVITY: [(&str, u32); 6] = [
    ("New", 145),
    ("Active", 993),
    ("Slipping", 282),
    ("At risk", 220),
    ("Inactive", 985),
    ("Lost", 302),
];

/// The share of class A among the buyers, and its part of the revenue, in whole percent.
pub const PARETO: (u32, u32) = (26, 80);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        engine::{protocol::Ask, protocol::Say, testing::engine},
        portfolio::sample::{SampleLanguage, sample_files},
    };

    #[test]
    fn the_picture_on_the_start_screen_is_true() {
        let files = sample_files(SampleLanguage::En);
        let texts: Vec<(&str, &str)> = (files.iter())
            .map(|file| (file.name.as_str(), std::str::from_utf8(&file.bytes).unwrap()))
            .collect();
        let Say::Overview(view) = engine(&texts).said(&Ask::Overview) else {
            panic!("no overview")
        };
        for (name, customers) in ACTIVITY {
            let row = view.activity.iter().find(|row| row.name == name).unwrap();
            assert_eq!(row.customers, customers, "{name}");
        }
        let pareto = view.pareto.unwrap();
        let percent = |share: f64| (share * 100.0).round() as u32;
        assert_eq!((percent(pareto.customers_share), percent(pareto.spend_share)), PARETO);
    }
}
