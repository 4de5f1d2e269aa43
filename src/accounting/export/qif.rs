//! QIF, the Quicken Interchange Format: a field per line, and `^` behind each transaction. It knows no currency, so a file has one; and no
//! id by which a program would know a transaction again, so it is to be imported once. The id stands in `N`, the number of a cheque.
//!
//! Days are ISO 8601, which no program reads with day and month exchanged. Amounts have a decimal point; readers make 2500 of `25,00`. A
//! byte order mark would be taken for a part of the header.

use super::posting::{Posting, one_line, postings};
use super::{Format, FormatError, FormatKind};
use crate::domain::ledger::ExportLine;

/// The format's entry in the table of formats.
pub(super) const KIND: FormatKind = FormatKind {
    name: "qif",
    label: "QIF",
    audience: "For older programs such as Quicken: one currency; import each file once",
    media_type: "application/x-qif",
    stem: "movements",
    extension: "qif",
    one_currency: true,
    iso_only: false,
    may_refuse: false,
    open: |_| Box::new(Qif),
};

struct Qif;

impl Format for Qif {
    fn begin(&mut self) -> Vec<u8> {
        b"!Type:Bank\n".to_vec()
    }

    fn lines(&mut self, lines: &[ExportLine]) -> Result<Vec<u8>, FormatError> {
        Ok(lines.iter().flat_map(postings).map(|posting| transaction(&posting)).collect::<String>().into())
    }
}

fn transaction(posting: &Posting<'_>) -> String {
    let (day, amount) = (posting.day(), posting.amount.to_decimal());
    let (id, payee, memo) = (posting.id(), one_line(&posting.counterparty(), 64), posting.description(255));
    format!("D{day}\nT{amount}\nN{id}\nP{payee}\nM{memo}\n^\n")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::samples::{assert_postings, hostile_text, lines};
    use super::super::{ExportContext, write_whole};
    use super::*;

    fn write(lines: &[ExportLine]) -> String {
        String::from_utf8(write_whole(&KIND, &ExportContext::example(), lines)).expect("UTF-8")
    }

    /// The values of each transaction's fields `D`, `T`, `N`, `P` and `M`.
    fn read(file: &str) -> Vec<[String; 5]> {
        let body = file.strip_prefix("!Type:Bank\n").expect("a header");
        let records = body.split_terminator("\n^\n").map(|record| {
            let fields: Vec<_> = record.split('\n').map(|field| field.split_at(1)).collect();
            assert_eq!(fields.iter().map(|(code, _)| *code).collect::<String>(), "DTNPM");
            fields.iter().map(|(_, value)| (*value).to_owned()).collect::<Vec<_>>().try_into().expect("five fields")
        });
        records.collect()
    }

    #[test]
    fn a_transaction_is_six_lines() {
        let line = ExportLine { fee: Some(58), rail: "stripe".into(), ..ExportLine::example(2500) };
        let expected = "!Type:Bank\n\
            D2026-03-29\nT25.00\nNmov_1\nPChit stripe\nMPayment / RF18539007547034\n^\n\
            D2026-03-29\nT-0.58\nNmov_1-fee\nPChit stripe\nMFee / RF18539007547034\n^\n";
        assert_eq!(write(&[line]), expected);
    }

    #[test]
    fn sums_are_the_ledgers() {
        for currency in ["EUR", "JPY", "KWD"] {
            let lines = lines(&[currency]);
            let (mut gross, mut fees) = (Vec::new(), Vec::new());
            for [_, amount, id, ..] in read(&write(&lines)) {
                if id.ends_with("-fee") { &mut fees } else { &mut gross }.push(amount);
            }
            assert_postings(&lines, currency, &gross, &fees);
        }
    }

    proptest! {
        #[test]
        fn no_text_breaks_a_transaction(memo in hostile_text(), reference in hostile_text(), rail in hostile_text()) {
            let line = ExportLine { memo: Some(memo), reference: Some(reference), rail, ..ExportLine::example(100) };
            let [[_, amount, id, payee, _]] = read(&write(&[line])).try_into().expect("one transaction");
            prop_assert_eq!((&*amount, &*id), ("1.00", "mov_1"));
            prop_assert!(payee.starts_with("Chit"));
        }
    }
}
