//! Sentences as people read them, in four languages.

use super::Voice;
use crate::ui::{locale::Lang, messages::Messages};

fn voice(lang: Lang) -> Voice {
    let currency = if lang == Lang::En { "GBP" } else { "BRL" };
    Voice { lang, t: Messages::of(lang), currency: Some(currency.to_string()), decimals: 2 }
}

#[test]
fn conditions_read_naturally() {
    let mut query = "";
    let mut langs = Lang::ALL.into_iter();
    let mut n = 0;
    for line in include_str!("examples.txt").lines().filter(|line| !line.starts_with('#')) {
        if let Some(next) = line.strip_prefix('>') {
            (query, langs) = (next.trim(), Lang::ALL.into_iter());
            continue;
        }
        let lang = langs.next().expect("four languages");
        assert_eq!(voice(lang).text(query), line.trim(), "{query}");
        n += 1;
    }
    assert!(n > 200);
}

#[test]
fn every_part_of_the_language_has_its_sentence() {
    let parts = [
        "customer_id ends with \"7\"",
        "name starts with \"Ana\"",
        "last_order = 2011-03-01",
        "last_order != 2011-03-01",
        "last_order <= 2011-03-01",
        "last_order between 2011-03-01 and 2011-03-31",
        "spend_total between 10 and 20",
        "spend_total in (10, 20)",
        "reachable != true",
        "last_order >= median(last_order)",
        "last_order in this year",
        "last_order since 2011-03-01",
        "orders(order_id = \"7\", min(`day`) >= 2011-03-01, any 2 weeks)",
        "orders(`day` in last 3 days, mean(amount) > median(spend_mean))",
        "lines(product contains \"mug\", min(quantity) < 2, before 2011-03-01)",
        "events \"cart\" (sum(amount) != 3, next_visit is empty, this month)",
    ];
    for part in parts {
        for lang in Lang::ALL {
            let sentence = voice(lang).text(part);
            assert!(!sentence.contains('{') && !sentence.contains("  "), "{sentence}");
            assert_ne!(sentence, part);
        }
    }
    let unreadable = "events(product = \"X\", count";
    assert_eq!(voice(Lang::Pt).text(unreadable), unreadable);
}
