//! Texts in Windows-1252, with other letters replaced by those that come near.

use any_ascii::any_ascii_char;
use encoding_rs::WINDOWS_1252;
use unicode_normalization::UnicodeNormalization as _;

/// A text of at most `max` characters in quotes, which are doubled inside. Controls and line breaks become blanks.
pub(super) fn quoted(text: &str, max: usize) -> String {
    let blank = |c: char| if c.is_control() { ' ' } else { c };
    let mut known = String::with_capacity(text.len());
    for c in text.chars().map(blank).nfc() {
        if is_known(c) {
            known.push(c);
        } else {
            known.push_str(any_ascii_char(c));
        }
    }
    let words = known.split_whitespace().collect::<Vec<_>>().join(" ");
    let cut: String = words.chars().take(max).collect();
    format!("\"{}\"", cut.trim_end().replace('"', "\"\""))
}

/// The characters of a text that a document number ("Belegfeld 1") may have.
pub(super) fn key(text: &str) -> String {
    text.chars().filter(|c| c.is_ascii_alphanumeric() || "_$&%*+-/".contains(*c)).collect()
}

/// The bytes of a text in Windows-1252.
pub(super) fn latin(text: &str) -> Vec<u8> {
    WINDOWS_1252.encode(text).0.into_owned()
}

fn is_known(c: char) -> bool {
    let mut bytes = [0; 4];
    let (_, _, has_unknown) = WINDOWS_1252.encode(c.encode_utf8(&mut bytes));
    c.is_ascii() || !has_unknown
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn letters_that_are_missing_become_those_that_come_near() {
        for (text, shown) in [
            ("Brötchen für 25 €", "\"Brötchen für 25 €\""),
            ("Bro\u{308}tchen", "\"Brötchen\""),
            ("Łódź „Ω“ – Кафе", "\"Lódz „O“ – Kafe\""),
            ("say \"so\"; twice\r\n", "\"say \"\"so\"\"; twice\""),
            ("東京", "\"DongJing\""),
            ("", "\"\""),
        ] {
            assert_eq!(quoted(text, 60), shown);
        }
        assert_eq!(quoted("a\"bcd e", 3), "\"a\"\"b\"");
        assert_eq!(key("RF18 ä.7/_"), "RF187/_");
        assert_eq!(latin(&quoted("ü€", 9)), b"\"\xFC\x80\"");
    }

    proptest! {
        #[test]
        fn any_text_is_one_quoted_cell_of_its_length(text in "\\PC*|[\"\r\n\t;\u{80}-\u{9f}]*", max in 0usize..70) {
            let cell = quoted(&text, max);
            let bytes = latin(&cell);
            prop_assert_eq!(bytes.len(), cell.chars().count(), "a byte for each character");
            prop_assert!(!bytes.iter().any(|b| *b < 32));
            let inner = cell.strip_prefix('"').and_then(|cell| cell.strip_suffix('"')).expect("quotes");
            prop_assert!(!inner.replace("\"\"", "").contains('"'));
            prop_assert!(inner.replace("\"\"", "'").chars().count() <= max);
        }
    }
}
