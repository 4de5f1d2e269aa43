//! Names in the alphabets of payment codes. Each scheme has its own, and banks refuse codes with other characters, so other scripts are
//! transliterated to Latin letters, unsupported signs are left out, and emoji are dropped.

use unicode_normalization::UnicodeNormalization;

/// A scheme's alphabet. Each contains the ASCII letters, digits, space and hyphen, so that it can spell every handle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alphabet {
    /// SEPA's Latin characters (EPC217-08), and the accented letters of Latin-1 and Latin Extended-A that banks accept in names
    /// (EPC230-15). The example of EPC069-12 contains an `ä`.
    Sepa,
    /// SEPA's Latin characters alone, for apps that can't handle accents.
    SepaBasic,
    /// The Swiss QR-bill's: ASCII, Latin-1, Latin Extended-A, four Romanian letters and the euro sign.
    QrBill,
    /// A Short Payment Descriptor's: QR's alphanumeric mode, without the characters that separate its fields.
    Descriptor,
    /// A BR Code's. The manual allows ASCII, but banks refuse further signs.
    BrCode,
    /// The signs of EMVCo's common character set that occur in names.
    Emv,
    /// The characters that UPI apps accept in a name.
    Upi,
}

impl Alphabet {
    /// All alphabets, for tests.
    pub const ALL: [Self; 7] =
        [Self::Sepa, Self::SepaBasic, Self::QrBill, Self::Descriptor, Self::BrCode, Self::Emv, Self::Upi];

    /// Returns whether the alphabet contains a character.
    pub fn has(self, c: char) -> bool {
        let signs = match self {
            Self::Sepa | Self::SepaBasic => "/-?:().,'+",
            Self::QrBill => "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~",
            Self::Descriptor => "+-./",
            Self::BrCode => ".-",
            Self::Emv => ".,-/&()'",
            Self::Upi => ".-&",
        };
        let accented = match self {
            Self::Sepa => matches!(c, 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ſ'),
            Self::QrBill => matches!(c, '\u{a1}'..='\u{ac}' | '\u{ae}'..='ſ' | 'Ș' | 'ș' | 'Ț' | 'ț' | '€'),
            _ => false,
        };
        c == ' ' || c.is_ascii_alphanumeric() || signs.contains(c) || accented
    }

    /// Spells a text as one line of at most `max` characters, cut between words if possible. `None` if no letter or digit is left.
    pub fn spell(self, text: &str, max: usize) -> Option<String> {
        let mut letters = String::with_capacity(text.len());
        // Composed first, so that a letter with a combining accent is the one character that the alphabet contains.
        for c in text.nfc() {
            self.push(c, &mut letters);
        }
        let line = letters.split_whitespace().collect::<Vec<_>>().join(" ");
        let cut = cut(&line, max);
        cut.contains(char::is_alphanumeric).then(|| cut.to_owned())
    }

    fn push(self, c: char, letters: &mut String) {
        if self.has(c) {
            return letters.push(c);
        }
        match (c, any_ascii::any_ascii_char(c)) {
            ('&', _) if self.has('+') => letters.push('+'),
            (c, _) if c.is_whitespace() || is_flag(c) => letters.push(' '),
            // The transliteration table spells emoji by name, such as `:coffee:`.
            (_, spelling) if spelling.len() > 1 && spelling.starts_with(':') => letters.push(' '),
            (_, spelling) => letters.extend(spelling.chars().filter_map(|c| match c {
                c if self.has(c) => Some(c),
                // Apostrophes within words, as in O’Neill, and the soft sign of Cyrillic.
                '\'' | '"' | '`' | '^' => None,
                _ => Some(' '),
            })),
        }
    }
}

/// Returns whether a character is a regional indicator, half of a flag.
fn is_flag(c: char) -> bool {
    matches!(c, '\u{1f1e6}'..='\u{1f1ff}')
}

fn cut(line: &str, max: usize) -> &str {
    let Some((end, next)) = line.char_indices().nth(max) else { return line };
    let head = line.get(..end).unwrap_or(line);
    let whole = match head.rfind(' ') {
        Some(at) if next != ' ' => head.get(..at).unwrap_or(head),
        _ => head,
    };
    // A sign that joined the part which was cut off is dropped.
    let kept = whole.trim_end_matches([' ', ',', '-', '&', '(', '/', '+', ':']);
    if kept.contains(char::is_alphanumeric) { kept } else { head.trim_end() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::payee::handle::Handle;

    fn spelled(alphabet: Alphabet, text: &str, max: usize) -> String {
        alphabet.spell(text, max).unwrap_or_default()
    }

    #[test]
    fn each_scheme_has_its_own_letters() {
        let name = "Łódź’s Café & Söhne (№ 5) «Ω» ☕ 10 €\u{202f}";
        for (alphabet, wanted) in [
            (Alphabet::Sepa, "Łódź's Café + Söhne (No 5) O 10 EUR"),
            (Alphabet::SepaBasic, "Lodz's Cafe + Sohne (No 5) O 10 EUR"),
            (Alphabet::QrBill, "Łódź's Café & Söhne (No 5) «O» 10 €"),
            (Alphabet::Descriptor, "Lodzs Cafe + Sohne No 5 O 10 EUR"),
            (Alphabet::BrCode, "Lodzs Cafe Sohne No 5 O 10 EUR"),
            (Alphabet::Emv, "Lodz's Cafe & Sohne (No 5) O 10 EUR"),
            (Alphabet::Upi, "Lodzs Cafe & Sohne No 5 O 10 EUR"),
        ] {
            assert_eq!(spelled(alphabet, name, 70), wanted, "{alphabet:?}");
        }
    }

    #[test]
    fn any_script_is_spelled_in_latin_letters() {
        for (text, wanted) in [
            ("Анна Кузнецова", "Anna Kuznetsova"),
            ("东京", "DongJing"),
            ("٤٢ مقهى", "42 mqha"),
            ("अन्ना", "anna"),
            ("Mu\u{308}ller", "Muller"),
        ] {
            let spelling = spelled(Alphabet::BrCode, text, 70);
            assert_eq!(spelling.to_lowercase(), wanted.to_lowercase(), "{text}");
        }
        assert_eq!(spelled(Alphabet::Sepa, "Mu\u{308}ller", 70), "Müller");
    }

    #[test]
    fn pictures_are_dropped_and_never_named() {
        for (text, wanted) in [
            ("☕ Anna", "Anna"),
            ("Anna☕Bar", "Anna Bar"),
            ("👩\u{200d}🌾 Farm", "Farm"),
            ("🇨🇭 Käse", "Kase"),
            ("❤️Rosa❤️", "Rosa"),
        ] {
            for alphabet in [Alphabet::SepaBasic, Alphabet::BrCode, Alphabet::Emv] {
                assert_eq!(spelled(alphabet, text, 70), wanted, "{alphabet:?} {text}");
            }
        }
        for nothing in ["☕", "☕\u{fe0f}☕ – …", "\u{2060}\u{2060}", "\u{3164}", "—"] {
            assert!(Alphabet::ALL.iter().all(|alphabet| alphabet.spell(nothing, 70).is_none()), "{nothing:?}");
        }
    }

    #[test]
    fn a_long_name_is_cut_between_words() {
        for (text, wanted) in [
            ("São José do Rio Preto", "Sao Jose do Rio"),
            ("Anna & Konstantina", "Anna"),
            ("Donaudampfschifffahrt AG", "Donaudampfschif"),
            ("Bar Konstantinopel", "Bar"),
        ] {
            assert_eq!(spelled(Alphabet::Emv, text, 15), wanted);
        }
    }

    proptest! {
        #[test]
        fn whatever_is_spelled_is_in_the_set(text in any::<String>(), max in 15usize..80) {
            for alphabet in Alphabet::ALL {
                let Some(spelling) = alphabet.spell(&text, max) else { continue };
                prop_assert!((1..=max).contains(&spelling.chars().count()), "{alphabet:?} {spelling:?}");
                prop_assert!(spelling.chars().all(|c| alphabet.has(c)), "{alphabet:?} {spelling:?}");
                prop_assert_eq!(spelling.trim(), &spelling);
                prop_assert_eq!(alphabet.spell(&spelling, max), Some(spelling), "{:?}", alphabet);
            }
        }

        #[test]
        fn every_handle_is_spelled_as_it_is(text in "[a-z0-9-]{3,20}") {
            let Ok(handle) = Handle::parse(&text) else { return Ok(()) };
            for alphabet in Alphabet::ALL {
                prop_assert_eq!(alphabet.spell(handle.as_str(), 20), Some(handle.to_string()));
            }
        }
    }
}
