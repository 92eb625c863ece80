//! How wide a text will be, roughly: enough to leave room for it.

/// Pixels that a text takes at this size, in the widest of the fonts that systems bring along.
pub fn width(text: &str, size: f64) -> f64 {
    text.chars()
        .map(|c| {
            if is_narrow(c) {
                0.36
            } else if is_wide(c) {
                0.9
            } else {
                0.64
            }
        })
        .sum::<f64>()
        * size
}

/// Pixels of the widest of these texts.
pub fn widest<'a>(texts: impl IntoIterator<Item = &'a str>, size: f64) -> f64 {
    texts.into_iter().map(|text| width(text, size)).fold(0.0, f64::max)
}

/// The text, or as much of it as this room takes, ended by an ellipsis.
pub fn fit(text: &str, size: f64, room: f64) -> String {
    if width(text, size) <= room {
        return text.to_string();
    }
    let mut kept = String::new();
    for c in text.chars() {
        if width(&kept, size) + width("m…", size) > room {
            break;
        }
        kept.push(c);
    }
    format!("{}…", kept.trim_end())
}

fn is_narrow(c: char) -> bool {
    matches!(
        c,
        ' ' | '\u{a0}'
            | '\u{202f}'
            | '.'
            | ','
            | '\''
            | '’'
            | ':'
            | 'i'
            | 'j'
            | 'l'
            | 'I'
            | 'f'
            | 't'
    )
}

fn is_wide(c: char) -> bool {
    matches!(c, 'm' | 'w' | 'M' | 'W' | '%' | '—')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wider_texts_need_more_room() {
        assert_eq!(width("", 12.0), 0.0);
        assert!(width("ill", 12.0) < width("nnn", 12.0));
        assert!(width("nnn", 12.0) < width("mmm", 12.0));
        assert_eq!(fit("abc", 10.0, 100.0), "abc");
        let cut = fit("a long name of a product", 10.0, 60.0);
        assert!(cut.ends_with('…') && width(&cut, 10.0) <= 60.0, "{cut}");
        assert_eq!(widest(["a", "aaa", "aa"], 10.0), width("aaa", 10.0));
    }
}
