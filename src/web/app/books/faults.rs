//! Faults of statements in the seller's language.

use crate::accounting::statement::{Fault, Position};
use crate::locale::{Locale, Words};

/// A fault with its place: "Line 214: The amount has no currency."
pub(super) fn fault_text(locale: Locale, at: &Position, fault: Fault) -> String {
    let words = Words::new(locale);
    let fault = words.say(key(fault)).into_owned();
    let at_line = |line: u64| words.with("line", locale.undivided(i64::try_from(line).unwrap_or(i64::MAX)));
    match at {
        Position::File => fault,
        Position::Line(line) => at_line(*line).with("fault", fault).say("books-at-line").into_owned(),
        Position::Element(name, line) => {
            at_line(*line).with("element", *name).with("fault", fault).say("books-at-element").into_owned()
        }
    }
}

fn key(fault: Fault) -> &'static str {
    match fault {
        Fault::Unreadable => "books-fault-unreadable",
        Fault::Cut => "books-fault-cut",
        Fault::TooLong => "books-fault-too-long",
        Fault::NotText => "books-fault-not-text",
        Fault::Malformed => "books-fault-malformed",
        Fault::Declaration => "books-fault-declaration",
        Fault::NoAccount => "books-fault-no-account",
        Fault::NoAmount => "books-fault-no-amount",
        Fault::NoDirection => "books-fault-no-direction",
        Fault::NoDay => "books-fault-no-day",
        Fault::NoCurrency => "books-fault-no-currency",
        Fault::NotAmount => "books-fault-not-amount",
        Fault::TooFine => "books-fault-too-fine",
        Fault::TooLarge => "books-fault-too-large",
        Fault::NotDay => "books-fault-not-day",
        Fault::CurrencyDiffers => "books-fault-currency-differs",
        Fault::FeeOff => "books-fault-fee-off",
        Fault::NoBalance => "books-fault-no-balance",
        Fault::Pdf => "books-fault-pdf",
        Fault::Packed => "books-fault-packed",
        Fault::Compressed => "books-fault-compressed",
        Fault::Empty => "books-fault-empty",
        Fault::UnknownFormat => "books-fault-unknown-format",
        Fault::NoStatement => "books-fault-no-statement",
        Fault::TooMany => "books-fault-too-many",
        Fault::TooMuch => "books-fault-too-much",
        Fault::Unclear => "books-fault-unclear",
        Fault::BalanceOff => "books-fault-balance-off",
        Fault::BalanceUnread => "books-fault-balance-unread",
        Fault::DetailsOff => "books-fault-details-off",
        Fault::DayOfStatement => "books-fault-day-of-statement",
        Fault::LeftOut => "books-fault-left-out",
        Fault::UnknownState => "books-fault-unknown-state",
        Fault::Correction => "books-fault-correction",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::language::Language;

    #[test]
    fn a_fault_has_its_place_in_every_language() {
        for language in Language::ALL {
            let locale = language.into();
            let told = fault_text(locale, &Position::Line(214), Fault::NoCurrency);
            assert!(told.contains(&Locale::from(language).undivided(214)), "{told}");
            let told = fault_text(locale, &Position::Element("BookgDt", 7), Fault::NotDay);
            assert!(told.contains("BookgDt"), "{told}");
        }
        let english = Language::En.into();
        assert_eq!(
            fault_text(english, &Position::Line(214), Fault::NoCurrency),
            "Line 214: The amount has no currency."
        );
        assert_eq!(fault_text(english, &Position::File, Fault::Empty), "The file is empty.");
    }
}
