//! Account numbers as people paste them: grouped, with a label in front, and with invisible characters.

use unicode_normalization::UnicodeNormalization;

/// Removes invisible characters and maps variants to ASCII: full-width letters, digits of other scripts, dashes, and spaces of any width.
pub fn visible(text: &str) -> String {
    let shown = text.nfkc().filter_map(|c| match (c, any_ascii::any_ascii_char(c)) {
        (c, _) if c.is_ascii_graphic() => Some(c),
        (c, _) if c.is_whitespace() => Some(' '),
        (c, digit) if c.is_numeric() && digit.len() == 1 => digit.chars().next(),
        (_, "-") => Some('-'),
        (_, spelling) if spelling.trim().is_empty() => None,
        // Kept, so that the number's parser refuses it.
        _ => Some(c),
    });
    shown.collect::<String>().trim().to_owned()
}

/// The letters and digits of a number, in upper case, without separators.
pub fn compact(text: &str) -> String {
    visible(text).chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_uppercase()
}

/// A number without its label, such as `UPI ID:`. `labels` are in upper case.
pub fn unlabelled<'a>(text: &'a str, labels: &[&str]) -> &'a str {
    let stripped = labels.iter().find_map(|label| {
        let (head, rest) = text.split_at_checked(label.len())?;
        let number = rest.trim_start_matches([' ', ':', '.', '=', '#']);
        // A label that more letters follow is the beginning of another word.
        (head.eq_ignore_ascii_case(label) && number.len() < rest.len() && !number.is_empty()).then_some(number)
    });
    stripped.unwrap_or(text)
}

/// Parses a number in upper case or, if that fails, the part that follows one of the labels.
///
/// # Errors
/// The parser's error for the whole text.
pub fn read<T, E>(text: &str, labels: &[&str], read: impl Fn(&str) -> Result<T, E>) -> Result<T, E> {
    let number = compact(text);
    let behind = |label: &&str| number.strip_prefix(label).and_then(|rest| read(rest).ok());
    read(&number).or_else(|wrong| labels.iter().find_map(behind).ok_or(wrong))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_sees_is_left_out() {
        for mark in [
            '\u{ad}',
            '\u{34f}',
            '\u{61c}',
            '\u{200b}',
            '\u{200c}',
            '\u{200d}',
            '\u{200e}',
            '\u{200f}',
            '\u{202a}',
            '\u{202e}',
            '\u{2060}',
            '\u{2066}',
            '\u{2069}',
            '\u{fe0f}',
            '\u{feff}',
            '\u{3164}',
            '\u{180e}',
            '\u{2800}',
            '\u{e0020}',
        ] {
            let pasted = format!("{mark}DE75{mark} 5121{mark}");
            assert_eq!(compact(&pasted), "DE755121", "{}", mark.escape_unicode());
            assert_eq!(visible(&format!("{mark}a@b{mark}")), "a@b", "{}", mark.escape_unicode());
        }
    }

    #[test]
    fn groups_and_other_shapes_of_a_character_are_ascii() {
        assert_eq!(compact("de75-5121.0800\u{a0}1245\u{202f}1261\t99"), "DE75512108001245126199");
        assert_eq!(compact("ＤＥ７５"), "DE75");
        assert_eq!(visible("๐๘๑‑234"), "081-234");
        assert_eq!(compact("DЕ75"), "DЕ75", "a Cyrillic letter stays, to be refused");
    }

    #[test]
    fn a_label_goes() {
        assert_eq!(unlabelled("UPI ID: anna@okbank", &["UPI ID", "UPI"]), "anna@okbank");
        assert_eq!(unlabelled("upi anna@okbank", &["UPI ID", "UPI"]), "anna@okbank");
        assert_eq!(unlabelled("upianna@okbank", &["UPI"]), "upianna@okbank");
        let read =
            |text| read(text, &["IBAN"], |number| if number.len() == 4 { Ok(number.to_owned()) } else { Err(()) });
        assert_eq!(read("IBAN: DE 75"), Ok("DE75".into()));
        assert_eq!(read("IBAN"), Ok("IBAN".into()), "a number that begins like a label");
        assert_eq!(read("BIC: DE75"), Err(()));
    }
}
