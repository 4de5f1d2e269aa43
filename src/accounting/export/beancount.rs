//! Beancount 3, checked with its `bean-check`: UTF-8 without a BOM; parts of account names begin with a capital or a digit.
//!
//! Directives are sorted by date before they are checked, so `open` bears a day before any line. A balance is asserted with a tolerance of
//! zero, because the default would pass over a cent; it is that of the morning.

use chrono::NaiveDate;

use super::FormatKind;
use super::journal::{AccountPosting, Journal, JournalNotation, Tag, sentence, tags};
use crate::domain::ledger::ExportLine;
use crate::domain::money::currency::Currency;

/// The format in the table of formats.
pub(super) const KIND: FormatKind = FormatKind {
    name: "beancount",
    label: "Beancount",
    audience: "For plain-text accounting with Beancount: a checked transaction for each line",
    media_type: "text/plain; charset=utf-8",
    stem: "movements",
    extension: "beancount",
    one_currency: false,
    iso_only: false,
    may_refuse: false,
    open: |context| Box::new(Journal::new(Beancount, context)),
};

/// A day before any line: no earlier one is accepted as the day of a payment.
const OPENED: &str = "1970-01-01";

struct Beancount;

/// A text in quotes.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

impl JournalNotation for Beancount {
    fn head(&self, handle: &str, out: &mut String) {
        out.push_str(&format!("option \"title\" {}\n", quoted(&format!("Chit, payee {handle}"))));
        out.push_str("option \"inferred_tolerance_default\" \"*:0\"\n");
    }

    fn currency(&self, currency: Currency, out: &mut String) {
        out.push_str(&format!("\n{OPENED} commodity {currency}\n"));
    }

    fn account(&self, account: &str, out: &mut String) {
        out.push_str(&format!("\n{OPENED} open {account}\n"));
    }

    fn transaction(&self, line: &ExportLine, postings: &[AccountPosting<'_>], out: &mut String) {
        let (day, sentence) = (line.accounting_date, quoted(&sentence(line)));
        out.push_str(&format!("\n{day} * \"Chit\" {sentence} ^{} #chit\n", line.request_code));
        for (name, tag) in tags(line) {
            let value = match tag {
                Tag::Text(text) => quoted(&text),
                Tag::Plain(value) => value,
            };
            out.push_str(&format!("  {name}: {value}\n"));
        }
        for posting in postings {
            out.push_str(&format!("  {}  {}\n", posting.account, posting.amount()));
        }
    }

    fn balances(&self, day: NaiveDate, balances: &[AccountPosting<'_>], out: &mut String) {
        let Some(morning) = day.succ_opt() else { return };
        for balance in balances {
            let (account, currency) = (balance.account, balance.currency);
            let amount = balance.amount();
            let number = amount.split(' ').next().unwrap_or_default();
            out.push_str(&format!("{morning} balance {account}  {number} ~ 0 {currency}\n"));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::super::ExportContext;
    use super::super::journal::tests::{balances, lines, minor, written};
    use super::super::posting::one_line;
    use super::*;

    /// A file as it is read again.
    #[derive(Debug, Default)]
    struct Read {
        declared: Vec<String>,
        transactions: usize,
        narrations: Vec<String>,
        sums: BTreeMap<(String, String), i128>,
        asserted: BTreeMap<(String, String), i128>,
    }

    /// The text in quotes at the start, and what follows it.
    fn unquoted(text: &str) -> (String, &str) {
        let mut chars = text.strip_prefix('"').expect("a quote").char_indices();
        let mut read = String::new();
        while let Some((at, c)) = chars.next() {
            match c {
                '\\' => read.push(chars.next().expect("what is escaped").1),
                '"' => return (read, &text[at + 2..]),
                c => read.push(c),
            }
        }
        panic!("no closing quote: {text}")
    }

    fn read(file: &str) -> Read {
        let mut read = Read::default();
        let mut open: BTreeMap<String, i128> = BTreeMap::new();
        let mut words = Vec::new();
        for line in file.lines() {
            words.clear();
            words.extend(line.split_whitespace());
            if !line.starts_with(' ') {
                assert!(open.values().all(|sum| *sum == 0), "{line} follows what doesn't balance: {open:?}");
                open.clear();
            }
            match words[..] {
                [] | [";", ..] | ["option", ..] => {}
                [OPENED, "commodity" | "open", what] => read.declared.push(what.to_owned()),
                [_, "*", ..] => {
                    read.transactions += 1;
                    let (payee, rest) = unquoted(line.get("2026-11-02 * ".len()..).expect("a day"));
                    let (narration, rest) = unquoted(rest.trim_start());
                    assert_eq!((payee.as_str(), rest), ("Chit", " ^k7m2pq9xw4dt #chit"));
                    read.narrations.push(narration);
                }
                [_, "balance", account, number, "~", "0", currency] => {
                    read.asserted.insert((account.into(), currency.into()), minor(number, currency));
                }
                [name, ..] if name.ends_with(':') => {
                    let value = line.trim_start().split_once(": ").expect("a value").1;
                    assert!(!value.starts_with('"') || unquoted(value).1.is_empty(), "{line}");
                }
                [account, number, currency] => {
                    *open.entry(currency.into()).or_default() += minor(number, currency);
                    *read.sums.entry((account.into(), currency.into())).or_default() += minor(number, currency);
                }
                _ => panic!("unread: {line}"),
            }
        }
        read
    }

    #[test]
    fn a_ledger_from_its_first_line_on_balances_and_says_so() {
        let file = written(&KIND, &ExportContext::example(), &lines());
        let read = read(&file);
        assert_eq!(read.transactions, 8);
        assert_eq!(read.narrations[0], "Settlement k7m2pq9xw4dt: two loaves \"rye\"; \\ sour");
        let booked: BTreeMap<_, _> =
            balances(&lines()).into_iter().filter(|(place, _)| read.sums.contains_key(place)).collect();
        assert_eq!((&read.sums, &read.asserted), (&booked, &booked));
        let declared = |what: &str| read.declared.iter().filter(|name| *name == what).count();
        for name in read.sums.keys().flat_map(|(account, currency)| [account, currency]) {
            assert_eq!(declared(name), 1, "{name}");
        }
        assert!(file.contains("2026-11-09 balance Assets:Chit:Clearing:Stripe  36.32 ~ 0 EUR\n"), "{file}");
        for tag in [
            "  seq: 1\n",
            "  reference: \"2026-117\"\n",
            "  fee: \"unknown\"\n",
            "  belongs_to: 2026-10-31\n",
            "  reverses: \"mov_1\"\n",
        ] {
            assert!(file.contains(tag), "{tag} in {file}");
        }
        assert!(
            file.contains("  Assets:Chit:Clearing:Stripe-Test  12.340 KWD\n") && file.contains(" -1500 JPY\n"),
            "{file}"
        );
    }

    #[test]
    fn a_part_of_a_ledger_asserts_nothing() {
        let context = ExportContext { from: NaiveDate::from_ymd_opt(2026, 11, 1), ..ExportContext::example() };
        let file = written(&KIND, &context, &lines());
        assert!(
            read(&file).asserted.is_empty() && file.contains("; Assets:Chit:Clearing:Stripe  36.32 EUR\n"),
            "{file}"
        );
        let none = written(&KIND, &ExportContext::example(), &[]);
        assert!(read(&none).transactions == 0 && none.contains("title"), "{none}");
    }

    proptest! {
        #[test]
        fn no_text_breaks_a_transaction(
            memo in "\\PC*|[\"\\\\;\r\n\t\u{2028}* ]*",
            reference in "\\PC*|[\"\\\\;\r\n\t:, ]*",
            gross in any::<i64>(),
            fee in prop::option::of(any::<i64>()),
        ) {
            let texts = || Some(reference.clone());
            let line = ExportLine {
                seq: 1, memo: Some(memo.clone()), reference: texts(), provider_ref: texts(), evidence_ref: texts(), fee,
                ..ExportLine::example(gross)
            };
            let read = read(&written(&KIND, &ExportContext::example(), &[line.clone(), ExportLine { seq: 2, ..line }]));
            prop_assert_eq!(read.transactions, 2);
            let words = one_line(&memo, usize::MAX);
            let kind = if gross < 0 { "Refund" } else { "Settlement" };
            let colon = if words.is_empty() { "" } else { ": " };
            prop_assert_eq!(&read.narrations[0], &format!("{kind} k7m2pq9xw4dt{colon}{words}"));
            prop_assert_eq!(&read.sums, &read.asserted);
        }
    }
}
