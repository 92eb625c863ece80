//! Sentences as people read them, in four languages.

use super::Voice;
use crate::{
    query::{
        check::check,
        fields::Schema,
        parse::{MAX_DEPTH, parse},
    },
    ui::{locale::Lang, messages::Messages},
};

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

#[test]
fn every_error_has_its_sentence() {
    let schema = Schema::without_data();
    for (query, en, pt) in [
        (
            "spend_total >= ",
            "The query ends where a value is missing. (at character 16)",
            "A consulta acaba onde falta um valor. (no caractere 16)",
        ),
        (
            "região = 1 adn r = 5",
            "“adn” stands where and, or, or the end is missing. (at character 12) Perhaps: and",
            "“adn” está no lugar de and, or ou o fim. (no caractere 12) Talvez: and",
        ),
        (
            "spend_total = \"300,5\"",
            "“spend_total” is a number (written 12.5), and not a text. (at character 15) Perhaps: 300.5",
            "“spend_total” é um número (escreve-se 12.5), e não um texto. (no caractere 15) Talvez: 300.5",
        ),
        (
            "activity = \"Activ\"",
            "Activity has no class “Activ”. (at character 12) Perhaps: \"Active\"",
            "Atividade não tem a classe “Activ”. (no caractere 12) Talvez: \"Active\"",
        ),
        (
            "orders(qantity > 1, count > 1)",
            "Orders have no field “qantity”. (at character 8) Perhaps: quantity",
            "Pedidos não têm o campo “qantity”. (no caractere 8) Talvez: quantity",
        ),
    ] {
        let error = parse(query).and_then(|node| check(&node, &schema)).expect_err(query);
        assert_eq!(voice(Lang::En).error(&error, query), en);
        assert_eq!(voice(Lang::Pt).error(&error, query), pt);
    }
    for query in [
        "~",
        "\"a",
        "`a",
        "``",
        "2024-02-30 = 1",
        "last_order in last 0 days",
        "count = 1",
        "orders(last 3 days)",
        "orders(count > 1, days > 1)",
        "orders(count > 1, ever, ever)",
        "name > 3",
        "segment \"x\"",
        "segment \"Lost\"",
        "orders(n_orders in top 3, count > 1)",
        "first_order in top 3",
        "orders(segment \"x\", count > 1)",
        "orders(count > 1, last 3 dayz)",
    ] {
        let error = parse(query).and_then(|node| check(&node, &schema)).expect_err(query);
        for lang in Lang::ALL {
            let sentence = voice(lang).error(&error, query);
            assert!(!sentence.contains('{') && sentence.len() > 10, "{query}: {sentence}");
        }
    }
}

#[test]
fn too_deep_is_said_with_the_limit() {
    let text = format!("{}n_orders = 1{}", "(".repeat(10_000), ")".repeat(10_000));
    let error = parse(&text).unwrap_err();
    for lang in Lang::ALL {
        let said = voice(lang).error(&error, &text);
        assert!(said.contains(&MAX_DEPTH.to_string()), "{said}");
    }
}
