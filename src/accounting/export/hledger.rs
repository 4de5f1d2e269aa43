//! hledger's journal format, checked with `hledger check --strict`; the same file loads in Ledger.
//!
//! In a description, `;` begins a comment and `|` ends the payee; in a tag's value, a comma ends it. A balance is asserted with `=`: `==`
//! would deny other currencies in the account.

use chrono::NaiveDate;

use super::FormatKind;
use super::journal::{AccountPosting, Journal, JournalNotation, TAGS, Tag, sentence, tags};
use crate::domain::ledger::ExportLine;
use crate::domain::money::currency::Currency;

/// The format in the table of formats.
pub(super) const KIND: FormatKind = FormatKind {
    name: "hledger",
    label: "hledger",
    audience: "For plain-text accounting with hledger or Ledger: a checked transaction for each line",
    media_type: "text/plain; charset=utf-8",
    stem: "movements",
    extension: "journal",
    one_currency: false,
    iso_only: false,
    may_refuse: false,
    open: |context| Box::new(Journal::new(Hledger, context)),
};

struct Hledger;

/// A text that begins no comment.
fn description(text: &str) -> String {
    text.replace(';', ",")
}

/// A text that no reader ends early, and that Ledger doesn't take for a date, which stands in brackets there.
fn value(text: &str) -> String {
    text.replace(',', ";").replace('[', "(").replace(']', ")")
}

fn postings(postings: impl IntoIterator<Item = (String, String)>, out: &mut String) {
    for (account, amount) in postings {
        out.push_str(&format!("    {account}  {amount}\n"));
    }
}

impl JournalNotation for Hledger {
    fn head(&self, _: &str, out: &mut String) {
        out.push_str("decimal-mark .\n\npayee Chit\n");
        TAGS.iter().for_each(|tag| out.push_str(&format!("tag {tag}\n")));
    }

    fn currency(&self, currency: Currency, out: &mut String) {
        // The point is needed even where no decimal follows it.
        let decimals = "0".repeat(currency.exponent().into());
        out.push_str(&format!("\ncommodity 1000.{decimals} {currency}\n"));
    }

    fn account(&self, account: &str, out: &mut String) {
        out.push_str(&format!("\naccount {account}\n"));
    }

    fn transaction(&self, line: &ExportLine, parts: &[AccountPosting<'_>], out: &mut String) {
        let (day, sentence) = (line.accounting_date, description(&sentence(line)));
        out.push_str(&format!("\n{day} * ({}) Chit | {sentence}\n", line.seq));
        for (name, tag) in tags(line) {
            let (Tag::Text(text) | Tag::Plain(text)) = tag;
            out.push_str(&format!("    ; {name}: {}\n", value(&text)));
        }
        postings(parts.iter().map(|part| (part.account.to_owned(), part.amount())), out);
    }

    fn balances(&self, day: NaiveDate, balances: &[AccountPosting<'_>], out: &mut String) {
        out.push_str(&format!("{day} * Chit | Closing balances\n"));
        let asserted = balances.iter().map(|balance| {
            let nothing = AccountPosting { minor: 0, ..*balance };
            (balance.account.to_owned(), format!("{} = {}", nothing.amount(), balance.amount()))
        });
        postings(asserted, out);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::super::ExportContext;
    use super::super::journal::tests::{balances, lines, minor, written};
    use super::*;

    /// A file as it is read again.
    #[derive(Debug, Default)]
    struct Read {
        declared: Vec<String>,
        transactions: usize,
        descriptions: Vec<String>,
        sums: BTreeMap<(String, String), i128>,
        asserted: BTreeMap<(String, String), i128>,
    }

    fn read(file: &str) -> Read {
        let mut read = Read::default();
        let mut open: BTreeMap<String, i128> = BTreeMap::new();
        for line in file.lines() {
            if !line.starts_with(' ') {
                assert!(open.values().all(|sum| *sum == 0), "{line} follows what doesn't balance: {open:?}");
                open.clear();
            }
            let (code, comment) = line.split_once(';').unwrap_or((line, ""));
            if line.starts_with("    ;") {
                let (name, value) = comment.split_once(':').expect("a tag");
                assert!(TAGS.contains(&name.trim()) && !value.trim().is_empty() && !value.contains(','), "{line}");
                continue;
            }
            let words: Vec<_> = code.split_whitespace().collect();
            match words[..] {
                [] | ["decimal-mark", "."] | ["payee", "Chit"] => {}
                ["tag", name] => assert!(TAGS.contains(&name)),
                ["account", name] | ["commodity", _, name] => read.declared.push(name.to_owned()),
                [_, "*", .., "Closing", "balances"] => {}
                [_, "*", number, "Chit", "|", ..] => {
                    assert!(number.starts_with('(') && comment.is_empty(), "{line}");
                    read.transactions += 1;
                    read.descriptions.push(code.split_once(" | ").expect("a payee").1.to_owned());
                }
                [account, amount, currency] => {
                    *open.entry(currency.into()).or_default() += minor(amount, currency);
                    *read.sums.entry((account.into(), currency.into())).or_default() += minor(amount, currency);
                }
                [account, nothing, of, "=", amount, currency] => {
                    assert_eq!((of, minor(nothing, of)), (currency, 0));
                    read.asserted.insert((account.into(), currency.into()), minor(amount, currency));
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
        assert_eq!(read.descriptions[0], "Settlement k7m2pq9xw4dt: two loaves \"rye\", \\ sour");
        let booked: BTreeMap<_, _> =
            balances(&lines()).into_iter().filter(|(place, _)| read.sums.contains_key(place)).collect();
        assert_eq!((&read.sums, &read.asserted), (&booked, &booked));
        for name in read.sums.keys().flat_map(|(account, currency)| [account, currency]) {
            assert_eq!(read.declared.iter().filter(|declared| *declared == name).count(), 1, "{name}");
        }
        for part in [
            "commodity 1000. JPY\n",
            "commodity 1000.000 KWD\n",
            "    ; fee: unknown\n",
            "    ; belongs_to: 2026-10-31\n",
            "2026-11-08 * Chit | Closing balances\n",
            "    Assets:Chit:Clearing:Stripe  0.00 EUR = 36.32 EUR\n",
        ] {
            assert!(file.contains(part), "{part} in {file}");
        }
    }

    #[test]
    fn a_part_of_a_ledger_asserts_nothing() {
        let context = ExportContext { currency: Some(Currency::EUR), ..ExportContext::example() };
        let file = written(&KIND, &context, &lines());
        assert!(
            read(&file).asserted.is_empty() && file.contains("; Assets:Chit:Clearing:Stripe  36.32 EUR\n"),
            "{file}"
        );
        assert_eq!(read(&written(&KIND, &context, &[])).transactions, 0);
    }

    proptest! {
        #[test]
        fn no_text_breaks_a_transaction(
            memo in "\\PC*|[\";\r\n\t\u{2028}|= ]*",
            reference in "\\PC*|[;:,\r\n\t\\[\\]=0-9 ]*",
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
            prop_assert_eq!(&read.descriptions[0], &read.descriptions[1]);
            prop_assert_eq!(&read.sums, &read.asserted);
        }
    }
}
