//! Files read in parts, by several, are what one reads alone.

use crate::{
    engine::{
        intake::Reading,
        source::Source,
        stretch::{Lexicon, PartReading, Plan, Stretch},
    },
    ingest::{dialect::Dialect, encoding::Encoding},
    portfolio::shard::{BuildOptions, Shard},
};
use proptest::prelude::*;
use std::mem::take;

/// Lines of orders with quotations over several lines, blank lines, torn and short records, total rows and headers.
fn file() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        8 => (0..40u32, 1..29u32, 0..500i32, 0..5usize).prop_map(|(who, day, amount, end)| {
            let end = ["\n", "\r\n", "\r\n", "\n\n", "\r\r\n"][end];
            format!("C{who},2024-01-{day:02},{amount}.50,plain{end}")
        }),
        2 => (0..9u32).prop_map(|n| format!("C{n},2024-02-03,R$ 5,\"say \"\"{n}\"\"\nC1,2024-02-04,7,x\nend\"\n")),
        1 => Just("C1,2024-02-05,9,\"two\r\nlines\"\r\n".to_string()),
        1 => Just("C1,2024-02-05,9,\"never closed\n".to_string()),
        1 => Just("C1,2024-02-05,9,a,b,c,d\nC2\n".to_string()),
        1 => Just("Total,,99,\ncustomer_id,order_date,amount,note\n".to_string()),
        1 => Just("\n \n\r\n".to_string()),
    ];
    (proptest::collection::vec(line, 1..60), any::<bool>()).prop_map(|(lines, ended)| {
        let text = format!("customer_id,order_date,amount,note\n{}", lines.concat());
        if ended { text } else { text.trim_end().to_string() }
    })
}

fn plan_of(source: &Source) -> Plan {
    let understood = source.understood.as_ref().unwrap();
    Plan {
        file: 0,
        dialect: Dialect {
            encoding: Encoding::Utf8,
            delimiter: b',',
            ..understood.sniffed.dialect.clone()
        },
        width: understood.guess.columns.len() as u32,
        mapping: source.mapping().unwrap(),
        options: BuildOptions::default(),
    }
}

fn feed_all(reading: &mut Reading, bytes: &[u8], step: usize) {
    for slice in bytes.chunks(step) {
        if reading.is_done() {
            break;
        }
        reading.feed(slice.to_vec());
    }
}

/// The part from `from` to `to` as another worker reads it, by way of bytes.
fn part(
    plan: &Plan,
    bytes: &[u8],
    (from, to): (usize, usize),
    step: usize,
    lexicon: &mut Lexicon,
) -> Option<Vec<u8>> {
    let mut part = PartReading::new(plan.clone(), from as u64, to as u64, take(lexicon));
    while !part.is_done() && (part.at() as usize) < bytes.len() {
        let at = part.at() as usize;
        part.feed(bytes[at..(at + step).min(bytes.len())].to_vec());
    }
    let (bytes, known) = part.finish()?;
    *lexicon = known;
    Some(bytes)
}

/// All of a shard that is seen of it.
fn seen(shard: &Shard) -> impl PartialEq + std::fmt::Debug {
    let texts: Vec<_> = shard
        .texts
        .iter()
        .map(|column| (column.codes.clone(), column.texts.texts().clone(), column.dropped))
        .collect();
    let places: Vec<_> = (0..shard.len()).map(|row| shard.places.get(row)).collect();
    let numbers = (shard.amount.clone(), shard.quantity.clone(), shard.currency.clone());
    let kept = (shard.flags.clone(), shard.day.clone(), shard.time.clone(), shard.hashes.clone());
    let counts = (shard.read, shard.set_aside.clone(), shard.checks.clone());
    (texts, places, numbers, kept, counts, shard.currencies.clone())
}

fn check(text: &str, cuts: &[usize], step: usize) {
    let bytes = text.as_bytes();
    let source = Source::new("orders.csv".into(), bytes.len() as u64, bytes.to_vec());
    if source.understood.is_err() {
        return;
    }
    let plan = plan_of(&source);
    let mut alone = Reading::begin(0, &source, &plan.options).unwrap();
    feed_all(&mut alone, bytes, bytes.len());
    let alone = alone.finish();

    let mut cuts: Vec<usize> = cuts.iter().map(|cut| 1 + cut % bytes.len()).collect();
    cuts.push(bytes.len());
    cuts.sort_unstable();
    cuts.dedup();
    let mut own = Reading::begin(0, &source, &plan.options).unwrap();
    feed_all(&mut own, &bytes[..cuts[0]], step);
    own.stop_at(cuts[0] as u64);
    feed_all(&mut own, &bytes[cuts[0]..], step);
    let (mut lexicon, mut foreign) = (Lexicon::default(), Vec::new());
    for ends in cuts.windows(2) {
        let (from, to) = (ends[0], ends[1]);
        let sent = part(&plan, bytes, (from, to), step, &mut lexicon);
        let stretch = sent.and_then(|sent| Stretch::from_bytes(&sent, &plan, &mut foreign));
        if stretch.is_none_or(|stretch| !own.append(stretch, &mut foreign)) {
            let here = own.end();
            let mut again = Reading::within(&plan, here, to as u64);
            feed_all(&mut again, &bytes[here.offset as usize..], step);
            let mut again = again.finish_stretch();
            let mut foreign = again.shard.take_texts();
            assert!(own.append(again, &mut foreign));
        }
    }
    assert_eq!(own.end().offset, bytes.len() as u64);
    assert_eq!(seen(&own.finish()), seen(&alone));
}

proptest! {
    #[test]
    fn parts_come_to_what_one_reads_alone(
        text in file(), cuts in proptest::collection::vec(any::<usize>(), 0..6), step in 1usize..200,
    ) {
        check(&text, &cuts, step);
    }
}

#[test]
fn a_cut_may_fall_anywhere() {
    let text = "customer_id,order_date,amount,note\r\nC1,2024-01-02,5.00,\"a\nC9,2024-01-09,1,\nb\"\r\n\r\nC2,2024-01-03,6,x";
    (0..text.len()).for_each(|cut| check(text, &[cut], 7));
    (0..text.len()).for_each(|cut| check(text, &[cut, cut + 9], 1000));
}
