//! The text that a seller pastes into a chat. The link is at its end, where every messenger makes it clickable.

use chrono::NaiveDate;

use crate::domain::language::Language;
use crate::domain::money::Money;
use crate::domain::request::order::in_words;
use crate::domain::request::{Item, PaymentRequest};
use crate::domain::text::Memo;
use crate::locale::{Locale, Words};

/// The longest list of an order's lines in a message, in characters. The link has all of them.
const LONGEST_ORDER: usize = 600;

/// A message such as "Coffee beans, €25.00: https://…". Understandable without a preview, and without names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShareMessage {
    /// The complete text to paste.
    pub text: String,
    /// The text before the link: "Coffee beans, €25.00". For messengers that take text and link separately, and for subjects.
    pub about: String,
    /// The link, which also ends `text`.
    pub url: String,
}

impl ShareMessage {
    /// The message of a request in the buyer's language. Prefixed with a test mark if only test methods can pay.
    /// Of an amount that was paid in part, it asks for the rest, as the page does.
    pub fn of(request: &PaymentRequest, language: Language, url: &str, test: bool) -> Self {
        Self::draft(request.memo.as_ref(), request.outstanding(), language, url, test)
    }

    /// The message of a request that isn't made yet.
    pub fn draft(memo: Option<&Memo>, amount: Option<Money>, language: Language, url: &str, test: bool) -> Self {
        let said = Self::compose(memo, amount, language, url);
        if test { said.marked(language) } else { said }
    }

    /// The message by which a buyer sends an order to its payee: "2 × rye, 1 × cake: https://…".
    pub fn of_order(items: &[Item], language: Language, url: &str, test: bool) -> Self {
        let t = Words::new(language.into()).with_address("link", url).with("memo", in_words(items, LONGEST_ORDER));
        let said = Self::ending_in(t.say("message-memo").into_owned(), url);
        if test { said.marked(language) } else { said }
    }

    /// A friendly reminder of an open request, for the payee to send. It says by when the money was wanted, if that was said before.
    pub fn reminder(request: &PaymentRequest, language: Language, url: &str, test: bool, today: NaiveDate) -> Self {
        let said = Self::compose(request.memo.as_ref(), request.outstanding(), language, url);
        let said = said.reminding(request.due_on, language, today);
        if test { said.marked(language) } else { said }
    }

    fn reminding(self, due: Option<NaiveDate>, language: Language, today: NaiveDate) -> Self {
        let locale = Locale::from(language);
        let t = Words::new(locale).with("about", self.about).with_address("link", &self.url);
        let (t, key) = match due {
            None => (t, "reminder"),
            Some(day) if day < today => (t.with("day", locale.day(day)), "reminder-overdue"),
            Some(day) => (t.with("day", locale.day(day)), "reminder-due"),
        };
        Self::ending_in(t.say(key).into_owned(), &self.url)
    }

    fn marked(self, language: Language) -> Self {
        let words = Words::new(language.into());
        let marked = |text: &str| format!("{} · {text}", words.say("test-only"));
        Self { text: marked(&self.text), about: marked(&self.about), url: self.url }
    }

    fn compose(memo: Option<&Memo>, amount: Option<Money>, language: Language, url: &str) -> Self {
        let locale = Locale::from(language);
        let t = Words::new(locale).with_address("link", url);
        let t = match memo {
            Some(memo) => t.with("memo", memo.as_str()),
            None => t,
        };
        let t = match amount {
            Some(money) => t.with("amount", locale.money(&money)),
            None => t,
        };
        let key = match (memo, amount) {
            (Some(_), Some(_)) => "message-memo-amount",
            (Some(_), None) => "message-memo",
            (None, Some(_)) => "message-amount",
            (None, None) => "message-plain",
        };
        Self::ending_in(t.say(key).into_owned(), url)
    }

    /// A message whose text ends in its link.
    fn ending_in(text: String, url: &str) -> Self {
        // In every language the link comes last, after a colon of that language.
        let before = text.strip_suffix(url).unwrap_or(&text);
        let before = before.trim_end();
        let about = before.strip_suffix([':', '：']).unwrap_or(before).trim_end().to_owned();
        Self { about, text, url: url.to_owned() }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::money::currency::Currency;

    const URL: &str = "https://pay.example/r/8hTq4Kc2Wm9x";

    /// The message in a language for a memo and an amount in euro cents, if any.
    fn message(memo: Option<&str>, cents: Option<i64>, language: Language) -> ShareMessage {
        let memo = memo.map(|text| Memo::parse(text).expect("a memo"));
        ShareMessage::compose(memo.as_ref(), cents.map(|cents| Money::new(cents, Currency::EUR)), language, URL)
    }

    /// The properties of every message, whatever its memo.
    fn sound(message: &ShareMessage) -> Result<(), TestCaseError> {
        let ShareMessage { text, about, url } = message;
        prop_assert!(text.ends_with(url.as_str()), "the link is the last of {text:?}");
        prop_assert_eq!(text.matches(url.as_str()).count(), 1, "{:?}", text);
        // Messengers detect a link by the space before it; an adjacent character would become part of it.
        let before = text.strip_suffix(url.as_str()).and_then(|t| t.chars().next_back());
        prop_assert!(before.is_some_and(|c| c == ' ' || c == '：'), "{:?}", text);
        prop_assert!(text.starts_with(about.as_str()) && !about.is_empty() && !about.contains(url.as_str()));
        prop_assert!(!text.contains(['\n', '\r', '\t', '\0']), "{:?}", text);
        Ok(())
    }

    #[test]
    fn it_says_what_for_and_how_much_and_where() {
        for (memo, cents, language, text, about) in [
            (Some("Coffee"), Some(2500), Language::En, "Coffee, €25.00: ", "Coffee, €25.00"),
            (Some("Coffee"), None, Language::En, "Coffee: ", "Coffee"),
            (None, Some(123_450), Language::En, "Payment request, €1,234.50: ", "Payment request, €1,234.50"),
            (None, None, Language::De, "Zahlungsanfrage: ", "Zahlungsanfrage"),
            (Some("Café"), Some(123_450), Language::De, "Café, 1.234,50\u{a0}€: ", "Café, 1.234,50\u{a0}€"),
            (Some("Mehl"), Some(500), Language::Fr, "Mehl, 5,00\u{a0}€\u{a0}: ", "Mehl, 5,00\u{a0}€"),
            (Some("豆"), Some(500), Language::Ja, "豆（€5.00）：", "豆（€5.00）"),
        ] {
            let said = message(memo, cents, language);
            assert_eq!((said.text, said.about), (format!("{text}{URL}"), about.to_owned()));
        }
    }

    #[test]
    fn a_reminder_is_friendly_and_says_when_it_was_due() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 11, day);
        let today = day(26).expect("a day");
        let reminded =
            |due, language| message(Some("Two loaves"), Some(2500), language).reminding(due, language, today);
        for (due, about) in [
            (None, "Just a reminder: Two loaves, €25.00"),
            (day(25), "Just a reminder: Two loaves, €25.00, was due on 25 November 2026"),
            (day(26), "Just a reminder: Two loaves, €25.00, due on 26 November 2026"),
        ] {
            let said = reminded(due, Language::En);
            assert_eq!((said.text, said.about), (format!("{about}: {URL}"), about.to_owned()));
        }
        for language in Language::ALL {
            let all: std::collections::HashSet<_> = [None, day(25), day(26)]
                .map(|due| {
                    let said = reminded(due, language);
                    sound(&said).expect("a sound message");
                    let when = due.map(|day| Locale::from(language).day(day)).unwrap_or_default();
                    assert!(said.about.contains("Two loaves") && said.about.contains(&when), "{}", said.text);
                    said.text
                })
                .into();
            assert_eq!(all.len(), 3, "{all:?}");
        }
    }

    #[test]
    fn a_test_says_so_before_anything_else() {
        for language in Language::ALL {
            let plain = message(Some("Coffee"), Some(2500), language);
            let said = plain.clone().marked(language);
            sound(&said).expect("a sound message");
            let mark = Words::new(language.into()).say("test-only").into_owned();
            assert_eq!(
                (said.text, said.about),
                (format!("{mark} · {}", plain.text), format!("{mark} · {}", plain.about))
            );
            assert!(!plain.text.contains(&mark));
        }
    }

    #[test]
    fn in_every_language_the_amount_is_its_own_and_the_link_is_last() {
        for language in Language::ALL {
            let amount = Locale::from(language).money(&Money::new(123_450, Currency::EUR));
            for memo in [None, Some("Zwei Brote"), Some("خبز"), Some("Bread: https://bread.example/?a=1&b=2#c")] {
                let priced = message(memo, Some(123_450), language);
                assert!(priced.about.contains(&amount), "{}: {}", language.tag(), priced.text);
                let open = message(memo, None, language);
                for said in [&priced, &open] {
                    sound(said).expect("a sound message");
                    assert!(!said.about.ends_with([':', '：', ' ', '\u{a0}']), "{}", said.text);
                    assert!(said.about.contains(memo.unwrap_or_default()), "{}: {}", language.tag(), said.text);
                }
                assert_ne!(priced, open);
            }
        }
        let plain: std::collections::HashSet<_> =
            Language::ALL.map(|language| message(None, None, language).about).into();
        assert_eq!(plain.len(), 13, "each says it in words of its own: {plain:?}");
    }

    proptest! {
        #[test]
        fn no_memo_spoils_it(memo in "\\PC{1,140}", at in 0..Language::ALL.len(), cents in proptest::option::of(1..1_000_000_i64)) {
            prop_assume!(Memo::parse(&memo).is_ok());
            let said = message(Some(&memo), cents, Language::ALL[at]);
            sound(&said)?;
            prop_assert!(said.text.contains(memo.trim()), "the payee's words stay as they are");
        }
    }
}
