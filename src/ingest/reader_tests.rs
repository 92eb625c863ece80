//! Table cases of the reader, one oddity each, and its properties.

use super::*;
use proptest::prelude::*;

/// Everything a file gives, read in slices of `size` bytes.
fn read(dialect: &Dialect, bytes: &[u8], size: usize) -> (Option<Vec<String>>, Records, u64) {
    let mut reader = Reader::new(dialect.clone());
    let mut records = Records::default();
    for slice in bytes.chunks(size) {
        records.append(reader.feed(slice.to_vec()));
    }
    records.append(reader.finish());
    (reader.header().map(<[String]>::to_vec), records, reader.invalid_utf8())
}

/// What a batch says, without how it is laid out.
fn plain(records: &Records) -> Vec<(Vec<&str>, Row)> {
    (0..records.len())
        .map(|row| (records.fields_of(row).collect(), Row { first: 0, ..records.rows[row] }))
        .collect()
}

fn dialect(delimiter: u8, header_line: Option<u64>) -> Dialect {
    let first_line = header_line.map_or(1, |line| line + 1);
    Dialect { delimiter, header_line, first_line, ..Dialect::default() }
}

/// Records as `line[!torn]: a|b|c`; fields show their line ends as `␊` and `␍`.
fn shown(records: &Records) -> Vec<String> {
    plain(records)
        .into_iter()
        .map(|(fields, row)| {
            let text = fields.join("|").replace('\n', "␊").replace('\r', "␍");
            format!("{}{}: {text}", row.line, if row.torn { "!" } else { "" })
        })
        .collect()
}

/// Reads `bytes` below the header `a,b,c`, in slices of every small size, and compares.
fn check(bytes: impl AsRef<[u8]>, expect: &[&str]) {
    let file = [b"a,b,c\n", bytes.as_ref()].concat();
    for size in [file.len(), 1, 2, 3, 5, 7, 64] {
        let (header, records, _) = read(&dialect(b',', Some(1)), &file, size);
        assert_eq!(header.unwrap(), ["a", "b", "c"]);
        assert_eq!(shown(&records), expect, "{} in slices of {size}", file.escape_ascii());
        for (_, row) in plain(&records) {
            let (start, end) = (row.offset as usize, row.offset as usize + row.length as usize);
            assert!(
                !file[start..end].is_empty()
                    && file[end..].first().is_none_or(|b| b"\r\n".contains(b))
            );
            assert!(file[..start].ends_with(b"\n") || file[..start].ends_with(b"\r"));
        }
    }
}

#[test]
fn line_ends() {
    check("1,2,3\n4,5,6\n", &["2: 1|2|3", "3: 4|5|6"]);
    check("1,2,3\n4,5,6", &["2: 1|2|3", "3: 4|5|6"]);
    check("1,2,3\r\n4,5,6\r\n", &["2: 1|2|3", "3: 4|5|6"]);
    check("1,2,3\r4,5,6\r", &["2: 1|2|3", "3: 4|5|6"]);
    check("1,2,3\r\r\n4,5,6\r\r\n", &["2: 1|2|3", "3: 4|5|6"]);
    check("1,2,3\n\r4,5,6", &["2: 1|2|3", "4: 4|5|6"]);
    check("1,2,3\r\r4,5,6", &["2: 1|2|3", "4: 4|5|6"]);
    check("1,2,3\n\n\n4,5,6\n\n", &["2: 1|2|3", "5: 4|5|6"]);
    check("1,2,3\n  \t \n4,5,6\n\x1A", &["2: 1|2|3", "4: 4|5|6"]);
    check("", &[]);
    check("\n\r\n", &[]);
}

#[test]
fn quotations() {
    check(r#""1","2","3""#, &["2: 1|2|3"]);
    check("1,\"2,5\",3\n", &["2: 1|2,5|3"]);
    check("1,\"he said \"\"no\"\"\",3\n", &["2: 1|he said \"no\"|3"]);
    check("1,\"\",3\n\"\",\"\",\"\"\n", &["2: 1||3", "3: ||"]);
    check("1,\"\"\"\",3\n", &["2: 1|\"|3"]);
    check("1,\"two\nlines\",3\n4,5,6\n", &["2: 1|two␊lines|3", "4: 4|5|6"]);
    check("1,\"two\r\nlines\",3\r\n4,5,6", &["2: 1|two␍␊lines|3", "4: 4|5|6"]);
    check("1,\"two\rlines\",3\r4,5,6", &["2: 1|two␍lines|3", "4: 4|5|6"]);
    check("1, \"2,5\" ,\"3\"  \n4,5,6", &["2: 1|2,5|3", "3: 4|5|6"]);
    check("1,é,\"ção \"\"ã\"\"\"\n", &["2: 1|é|ção \"ã\""]);
    check("\"\"\n", &["2: "]);
}

#[test]
fn stray_quotes_are_letters() {
    check("1,12\" monitor,3\n4,5,6\n", &["2: 1|12\" monitor|3", "3: 4|5|6"]);
    check("1,5' 2\",3\"\n4,5,6\n", &["2: 1|5' 2\"|3\"", "3: 4|5|6"]);
    check("1,\"12\" monitor\",3\n", &["2: 1|12\" monitor|3"]);
    check("1,\"the \"big\" one\",3\n", &["2: 1|the \"big\" one|3"]);
    check("1,\"the \"big, red\" one\",3\n", &["2: 1|the \"big, red\" one|3"]);
    check("1,\"Deluxe\" lamp,3\n4,5,6\n", &["2: 1|\"Deluxe\" lamp|3", "3: 4|5|6"]);
    check("1,\"Deluxe\" lamp,\"3\"\n", &["2: 1|\"Deluxe\" lamp|3"]);
    check("1,\"A\" x,y\"B\"z\",3\n4,5,6\n", &["2: 1|A\" x,y\"B\"z|3", "3: 4|5|6"]);
    check("1,\"A\" x,y\"B\"z\"\n4,5,6\n", &["2!: 1|A\" x,y\"B\"z", "3: 4|5|6"]);
}

#[test]
fn unclosed_quotes_tear_one_record() {
    check("1,\"2,3\n4,5,6\n", &["2!: 1|\"2|3", "3: 4|5|6"]);
    check("1,\"2,3\n4,\"5\",6\n7,8,9", &["2!: 1|\"2|3", "3: 4|5|6", "4: 7|8|9"]);
    check("1,2,\"3\n4,5,6\n7,8,\"9\n", &["2!: 1|2|\"3", "3: 4|5|6", "4!: 7|8|\"9"]);
    check("\"1,2,3\n\"4,5,6\n7,8,9\n", &["2!: \"1|2|3", "3!: \"4|5|6", "4: 7|8|9"]);
    check("\"1\",\"2\"\",\"3\"\n\"4\",\"5\",\"6\"\n", &["2!: 1|\"2\"\"|3", "3: 4|5|6"]);
    check("1,\"2,3", &["2!: 1|\"2|3"]);
    check("1,\"", &["2!: 1|\""]);
    check("1,\"a\nb\",\"3\n4,5,6\n", &["2!: 1|a␊b|\"3", "4: 4|5|6"]);
    check("1,\"2,\"3\n4\"\n5,6,7\n", &["2!: 1|\"2|\"3", "3: 4\"", "4: 5|6|7"]);
    // A chance quote four records later does not swallow what lies between.
    check(
        "1,\"2,3\n4,5,6\n7,8,9\n10,11,12\n13,14\",15\n",
        &["2!: 1|\"2|3", "3: 4|5|6", "4: 7|8|9", "5: 10|11|12", "6: 13|14\"|15"],
    );
}

#[test]
fn backslashes() {
    check(r#"1,"12\" monitor",3"#, &[r#"2: 1|12" monitor|3"#]);
    check(r#"1,"a\",b",3"#, &[r#"2: 1|a",b|3"#]);
    check("1,\"12\\\"\",3\n4,5,6\n", &["2: 1|12\"|3", "3: 4|5|6"]);
    check("1,\"C:\\dir\\\",3\n", &["2: 1|C:\\dir\\|3"]);
    check("1,\"C:\\dir\\\\\",3\n", &["2: 1|C:\\dir\\\\|3"]);
    check("1,\\N,3\n", &["2: 1|\\N|3"]);
}

#[test]
fn widths() {
    check("1,2\n3\n4,5,6\n", &["2: 1|2", "3: 3", "4: 4|5|6"]);
    check("1,2,3,\n1,2,3,, ,\"\"\n", &["2: 1|2|3|", "3: 1|2|3|| |"]);
    check("1,2,3,4\n5,6,7\n", &["2!: 1|2|3|4", "3: 5|6|7"]);
    check("1,2,3,\"4\"\n", &["2!: 1|2|3|4"]);
    check(",,\n", &["2: ||"]);
    check("a\0b,\0,\x07\n", &["2: a\0b|\0|\x07"]);
}

#[test]
fn broken_utf8_is_read_as_windows_1252_and_counted() {
    let file = b"a,b\ncaf\xE9,\"x \"\"\xC3\xA7\xE3\"\"\"\n\xFF,ok\n";
    for size in 1..file.len() {
        let (_, records, broken) = read(&dialect(b',', Some(1)), file, size);
        assert_eq!(shown(&records), ["2: café|x \"çã\"", "3: ÿ|ok"]);
        assert_eq!(broken, 3);
    }
}

#[test]
fn preambles_marks_and_missing_headers() {
    let check = |bytes: &[u8], dialect: Dialect, header: Option<&[&str]>, expect: &[&str]| {
        for size in 1..=bytes.len() {
            let (names, records, _) = read(&dialect, bytes, size);
            assert_eq!(names.as_deref().map(|n| n.join("|")), header.map(|h| h.join("|")));
            assert_eq!(shown(&records), expect, "{} in slices of {size}", bytes.escape_ascii());
        }
    };
    let semicolon = |header_line| dialect(b';', header_line);
    check(
        b"Report \"x\r\n\r\nid;n\r\n1;2\r\n",
        semicolon(Some(3)),
        Some(&["id", "n"]),
        &["4: 1|2"],
    );
    check(b"\xEF\xBB\xBFid;n\n1;2", semicolon(Some(1)), Some(&["id", "n"]), &["2: 1|2"]);
    check(b"sep=;\nid;n\n1;2", semicolon(Some(2)), Some(&["id", "n"]), &["3: 1|2"]);
    check(b"id;\"two\nlines\"\n1;2", semicolon(Some(1)), Some(&["id", "two\nlines"]), &["3: 1|2"]);
    check(b"1;2\n3;4\n5;6;7\n", semicolon(None), None, &["1: 1|2", "2: 3|4", "3!: 5|6|7"]);
    check(b"id;n", semicolon(Some(1)), Some(&["id", "n"]), &[]);
    check(b"id;n\n", semicolon(Some(9)), None, &[]);
    check(b"", semicolon(Some(1)), None, &[]);
    let footed = Dialect { first_line: 3, ..semicolon(None) };
    check(b"Report\n\n1;2\n3;4\n", footed, None, &["3: 1|2", "4: 3|4"]);
}

#[test]
fn utf16_and_single_bytes_have_places_on_the_disk() {
    let text = "\u{FEFF}nome;preço\n\"São\nJosé\";1\n\n😀;€ 2\n";
    for encoding in [Encoding::Utf16Le, Encoding::Utf16Be] {
        let bytes: Vec<u8> = text
            .encode_utf16()
            .flat_map(
                |u| if encoding == Encoding::Utf16Be { u.to_be_bytes() } else { u.to_le_bytes() },
            )
            .collect();
        for size in 1..9 {
            let dialect = Dialect { encoding, ..dialect(b';', Some(1)) };
            let (header, records, invalid) = read(&dialect, &bytes, size);
            assert_eq!(header.unwrap(), ["nome", "preço"]);
            assert_eq!(shown(&records), ["2: São␊José|1", "5: 😀|€ 2"]);
            assert_eq!(invalid, 0);
            let raw = |row: usize| {
                let Row { offset, length, .. } = records.rows[row];
                super::super::encoding::decode(
                    encoding,
                    &bytes[offset as usize..][..length as usize],
                )
            };
            assert_eq!((raw(0).as_str(), raw(1).as_str()), ("\"São\nJosé\";1", "😀;€ 2"));
        }
    }
    let bytes = b"nome;pre\xE7o\nJos\xE9;1\n\x80;2";
    for size in 1..9 {
        let dialect = Dialect { encoding: Encoding::Windows1252, ..dialect(b';', Some(1)) };
        let (_, records, _) = read(&dialect, bytes, size);
        assert_eq!(shown(&records), ["2: José|1", "3: €|2"]);
        assert_eq!((records.rows[0].offset, records.rows[0].length), (11, 6));
        assert_eq!((records.rows[1].offset, records.rows[1].length), (18, 3));
    }
}

/// Bytes of which much is structure, so that oddities meet.
fn soup() -> impl Strategy<Value = Vec<u8>> {
    let piece = proptest::sample::select(vec![
        &b"a"[..],
        b"12",
        b" ",
        b",",
        b",",
        b",",
        b"\n",
        b"\n",
        b"\r\n",
        b"\r",
        b"\r\r\n",
        b"\"",
        b"\"",
        b"\"\"",
        b"\",\"",
        b"\\\"",
        b"\\",
        b"\xC3\xA7",
        b"\xE9",
        b"\0",
        b"a,b,c\n",
        b"\"x, y\",",
    ]);
    proptest::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]
    #[test]
    fn any_slicing_gives_the_same_records(
        bytes in soup(), sizes in proptest::collection::vec(1usize..40, 1..6),
        header_line in proptest::option::of(1u64..4),
        encoding in proptest::sample::select(Encoding::ALL.to_vec()),
    ) {
        let dialect = Dialect { encoding, ..dialect(b',', header_line) };
        let (header, records, broken) = read(&dialect, &bytes, bytes.len().max(1));
        let mut reader = Reader::new(dialect);
        let (mut sliced, mut rest) = (Records::default(), &bytes[..]);
        for &size in sizes.iter().cycle() {
            if rest.is_empty() { break; }
            let slice;
            (slice, rest) = rest.split_at(size.min(rest.len()));
            sliced.append(reader.feed(slice.to_vec()));
        }
        sliced.append(reader.finish());
        prop_assert_eq!(plain(&sliced), plain(&records));
        prop_assert_eq!((reader.header(), reader.invalid_utf8()), (header.as_deref(), broken));
    }

    /// Every byte that is no blank and no line end is in exactly one record or in the header; records
    /// stand in order; lines count the line ends before.
    #[test]
    fn every_line_is_in_exactly_one_record(bytes in soup()) {
        let (_, records, _) = read(&dialect(b',', None), &bytes, 16);
        let mut end = 0;
        let mut lines = 1;
        let blank = |text: &[u8]| text.iter().all(|b| b" \t\r\n".contains(b));
        for row in &records.rows {
            let start = row.offset as usize;
            prop_assert!(blank(&bytes[end..start]));
            lines += count_line_ends(&bytes[end..start]);
            prop_assert_eq!(row.line, lines);
            end = start + row.length as usize;
            lines += count_line_ends(&bytes[start..end]);
        }
        prop_assert!(blank(&bytes[end..]));
    }

    /// What the csv crate writes is read back, by it and by us alike.
    #[test]
    fn well_formed_files_read_as_the_csv_crate_reads_them(
        rows in proptest::collection::vec(
            proptest::collection::vec("[a-zé€\",; \\\\]{0,6}(\r?\n[a-z,\"]{0,3}){0,2}", 4), 1..12),
        delimiter in proptest::sample::select(b",;\t|".to_vec()), quote in any::<bool>(),
        always in any::<bool>(), crlf in any::<bool>(), size in 1usize..50,
    ) {
        let quote = if quote { b'"' } else { b'\'' };
        let mut writer = csv::WriterBuilder::new()
            .delimiter(delimiter)
            .quote(quote)
            .quote_style(if always { csv::QuoteStyle::Always } else { csv::QuoteStyle::Necessary })
            .terminator(if crlf { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') })
            .from_writer(Vec::new());
        // A first record without oddities sets the width; the csv crate leaves leading blanks unquoted.
        writer.write_record(["w", "x", "y", "z"]).unwrap();
        for row in &rows {
            writer.write_record(row).unwrap();
        }
        let bytes = writer.into_inner().unwrap();
        let dialect = Dialect { quote, ..dialect(delimiter, Some(1)) };
        let (_, records, _) = read(&dialect, &bytes, size);
        let mut reader =
            csv::ReaderBuilder::new().delimiter(delimiter).quote(quote).from_reader(&bytes[..]);
        let expect: Vec<Vec<String>> = reader
            .records()
            .map(|record| record.unwrap().iter().map(str::to_owned).collect())
            .collect();
        let ours: Vec<Vec<&str>> = plain(&records).into_iter().map(|(fields, _)| fields).collect();
        prop_assert_eq!(&ours, &expect, "{}", bytes.escape_ascii());
        prop_assert!(records.rows.iter().all(|row| !row.torn));
    }
}

/// Line ends as the reader counts them.
fn count_line_ends(bytes: &[u8]) -> u64 {
    let keep = |&b: &u8| if b == b'\r' || b == b'\n' { char::from(b) } else { '-' };
    let text: String = bytes.iter().map(keep).collect();
    let text = text.replace("\r\r\n", "L").replace("\r\n", "L").replace(['\r', '\n'], "L");
    text.matches('L').count() as u64
}
