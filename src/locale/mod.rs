//! Readers' locales: negotiation, texts, numbers and dates.
//!
//! Texts are Fluent messages in `locales/`, a directory per language. Numbers and dates follow CLDR for the reader's region: Swiss German has
//! `CHF 1’234.50`, Austrian German `CHF 1.234,50`. Texts don't differ by region: Portuguese is Brazil's, and Chinese is in simplified
//! characters, in Taipei too.

mod brief;
mod calendar;
mod fields;
mod figures;
mod format;
mod qr_bill;
mod regions;
#[cfg(test)]
mod signs;
mod words;

use unic_langid::LanguageIdentifier;

pub use self::figures::Figures;
pub use self::format::Locale;
pub use self::qr_bill::QrBillHeadings;
pub use self::words::{Html, Words};
use crate::domain::language::Language;

/// The longest `Accept-Language` that is parsed, in bytes. Browsers send some 50.
const LONGEST: usize = 500;

impl Locale {
    /// Selects the locale: the chosen language, else the browser's preference (`Accept-Language`, RFC 9110 §12.5.4), else the seller's
    /// language. A chosen language keeps the browser's region if the languages match.
    pub fn negotiate(chosen: Option<Language>, accepted: Option<&str>, fallback: Language) -> Self {
        let ours = |id: &LanguageIdentifier| Some((Language::parse(id.language.as_str())?, id.region));
        let wanted = preferences(accepted.unwrap_or_default());
        let best = wanted.iter().filter_map(ours).find(|(language, _)| chosen.is_none_or(|chosen| chosen == *language));
        match best {
            Some((language, region)) => Self::of(language, region.as_ref().map(|region| region.as_str())),
            None => chosen.unwrap_or(fallback).into(),
        }
    }
}

/// The languages of an `Accept-Language` header, by descending weight. Unreadable parts are ignored.
fn preferences(header: &str) -> Vec<LanguageIdentifier> {
    if header.len() > LONGEST {
        return Vec::new();
    }
    let weighed = header.split(',').filter_map(|part| {
        let (tag, parameters) = part.split_once(';').unwrap_or((part, ""));
        let weight = match parameters.split_once("q=") {
            None => 1000,
            Some((_, q)) => thousandths(q.trim())?,
        };
        let id: LanguageIdentifier = tag.trim().parse().ok()?;
        (weight > 0).then_some((weight, id))
    });
    let mut weighed: Vec<_> = weighed.collect();
    weighed.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
    weighed.into_iter().map(|(_, id)| id).collect()
}

/// Reads a weight: `0.8` → 800, with at most three decimals.
fn thousandths(q: &str) -> Option<u32> {
    let (whole, fraction) = q.split_once('.').unwrap_or((q, ""));
    if fraction.len() > 3 || !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    match whole {
        "1" => Some(1000),
        "0" => format!("{fraction:0<3}").parse().ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::zone::Zone;

    fn best(accepted: &str) -> &'static str {
        Locale::negotiate(None, Some(accepted), Language::Nl).tag()
    }

    #[test]
    fn the_heaviest_language_that_we_have_wins() {
        for (accepted, tag) in [
            ("de", "de"),
            ("de-AT,de;q=0.9,en;q=0.8", "de-AT"),
            ("de-DE", "de"),
            ("en;q=0.5, fr;q=0.9", "fr"),
            ("sv-SE, en-GB;q=0.3, pl;q=0.7", "pl"),
            ("en-US,en;q=0.9", "en-US"),
            ("en", "en"),
            ("en-DE", "en"),
            ("pt-PT", "pt-PT"),
            ("pt-BR", "pt"),
            ("zh-CN,zh;q=0.9", "zh"),
            ("zh-TW", "zh-TW"),
            ("zh-Hant-HK", "zh-HK"),
            ("zh-Hant", "zh"),
            ("es-419", "es-419"),
            ("fr-MA,fr;q=0.9", "fr-MA"),
            ("ar-QA", "ar-QA"),
            ("ar-EG", "ar-EG"),
            ("de;q=0, it", "it"),
            ("JA", "ja"),
        ] {
            assert_eq!(best(accepted), tag, "{accepted}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_passed_over() {
        for accepted in
            ["", "*", "sv", ";;;,,,", "de;q=2", "de;q=0.1234", "de;q=x", "q=1", "\u{7f}", &"de,".repeat(200)]
        {
            assert_eq!(best(accepted), "nl", "{accepted}");
        }
        assert_eq!(best("de;q=x, fr"), "fr");
    }

    #[test]
    fn a_choice_comes_first_and_keeps_the_region() {
        let of = |chosen, accepted| Locale::negotiate(Some(chosen), Some(accepted), Language::En).tag();
        assert_eq!(of(Language::De, "fr-CH, en"), "de");
        assert_eq!(of(Language::De, "fr-CH, de-CH;q=0.5"), "de-CH");
        assert_eq!(of(Language::Ar, ""), "ar");
    }

    #[test]
    fn weights() {
        for (q, weight) in [("1", 1000), ("1.000", 1000), ("0.8", 800), ("0.05", 50), ("0", 0), ("0.", 0)] {
            assert_eq!(thousandths(q), Some(weight), "{q}");
        }
    }

    fn locale(tag: &str) -> Locale {
        Locale::all().find(|locale| locale.tag() == tag).expect("a locale on offer")
    }

    #[test]
    fn a_list_says_a_time_in_one_word() {
        let now = chrono::DateTime::from_timestamp(1_700_000_000, 0).expect("a moment");
        let before = |days: i64| now - chrono::TimeDelta::days(days);
        for (tag, written) in [
            ("en", ["10:13\u{202f}pm", "Mon", "Wed", "7 Nov", "14 Nov 2022"]),
            ("de", ["22:13", "Mo", "Mi", "7. Nov.", "14.11.2022"]),
            ("en-US", ["10:13\u{202f}PM", "Mon", "Wed", "Nov 7", "Nov 14, 2022"]),
        ] {
            let said = [0, 1, 6, 7, 365].map(|days| locale(tag).brief(before(days), now, Zone::UTC));
            assert_eq!(said, written, "{tag}");
        }
        assert_eq!(locale("en").brief_day(Zone::UTC.day_of(now), Zone::UTC.day_of(now)), "14 Nov");
    }
}
