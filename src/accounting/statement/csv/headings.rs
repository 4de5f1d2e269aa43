//! The headings of banks' and providers' tables, in the languages that they export.

use super::heading_words::{
    ACCOUNT, AMOUNT, BOOKED, CREDIT, CURRENCY, DEBIT, END_TO_END, FEE, ID, IMPACT, KIND, NET, REFERENCE, SIGN, STATUS,
    TEXT, VALUE,
};
use super::mapping::{Column, DateOrder};
use crate::domain::money::currency::Currency;

/// A heading without what varies: letter case, signs, and a currency such as in `Betrag (€)`, which is returned apart.
pub(super) fn fold(heading: &str) -> (String, Option<Currency>) {
    let words: Vec<&str> = heading
        .split(|c: char| !c.is_alphanumeric() && !matches!(c, '€' | '£'))
        .filter(|word| !word.is_empty())
        .collect();
    let money = |word: &str| match word {
        "€" => Some(Currency::EUR),
        "£" => Currency::parse("GBP").ok(),
        _ if word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_uppercase()) => Currency::parse(word).ok(),
        _ => None,
    };
    let kept = match words.split_last() {
        Some((last, rest)) if !rest.is_empty() && money(last).is_some() => {
            (rest.strip_suffix(&["in"]).filter(|rest| !rest.is_empty()).unwrap_or(rest), money(last))
        }
        _ => (words.as_slice(), None),
    };
    (kept.0.join(" ").to_lowercase(), kept.1)
}

/// The columns of a table, as far as their headings say.
#[derive(Debug, Default)]
pub(super) struct Columns {
    /// All headings, folded.
    pub names: Vec<String>,
    /// The currencies that headings name.
    pub currencies: Vec<Option<Currency>>,
}

impl Columns {
    /// The columns of a header.
    pub(super) fn of<'a>(headings: impl Iterator<Item = &'a str>) -> Self {
        let (names, currencies) = headings.map(fold).unzip();
        Self { names, currencies }
    }

    /// The column that a mapping names.
    pub(super) fn find(&self, column: &Column) -> Option<usize> {
        match column {
            Column::Number(number) => number.checked_sub(1),
            Column::Heading(heading) => {
                let wanted = fold(heading).0;
                self.names.iter().position(|name| *name == wanted)
            }
        }
    }

    fn first(&self, list: &[&str]) -> Option<usize> {
        list.iter().find_map(|wanted| self.names.iter().position(|name| name == wanted))
    }

    fn all<'a>(&'a self, list: &'a [&str]) -> impl Iterator<Item = usize> + 'a {
        let known = |name: &String| list.contains(&name.as_str());
        self.names.iter().enumerate().filter(move |(_, name)| known(name)).map(|(index, _)| index)
    }

    /// True if this is a header: it names a day and an amount.
    pub(super) fn is_header(&self) -> bool {
        let amount = self.amount().is_some() || (self.debit().is_some() && self.credit().is_some());
        amount && (self.booked().next().is_some() || self.value().next().is_some())
    }

    /// Days of booking, the most certain first.
    pub(super) fn booked(&self) -> impl Iterator<Item = usize> {
        BOOKED.iter().filter_map(|wanted| self.names.iter().position(|name| name == wanted))
    }

    /// Columns that may have value dates.
    pub(super) fn value(&self) -> impl Iterator<Item = usize> {
        VALUE.iter().filter_map(|wanted| self.names.iter().position(|name| name == wanted))
    }

    pub(super) fn amount(&self) -> Option<usize> {
        // Without a fee beside it, gross is a price with tax rather than what moved.
        let has_fee = self.fee().or(self.net()).is_some();
        let gross = ["gross", "brutto", "bruto", "brut", "lordo"];
        AMOUNT
            .iter()
            .filter(|word| has_fee || !gross.contains(word))
            .find_map(|wanted| self.names.iter().position(|name| name == wanted))
    }

    pub(super) fn debit(&self) -> Option<usize> {
        self.first(DEBIT)
    }

    pub(super) fn credit(&self) -> Option<usize> {
        self.first(CREDIT)
    }

    pub(super) fn fee(&self) -> Option<usize> {
        self.first(FEE)
    }

    pub(super) fn net(&self) -> Option<usize> {
        self.first(NET)
    }

    pub(super) fn sign(&self) -> Option<usize> {
        self.first(SIGN)
    }

    /// Columns of currencies. Of two equal ones, that of the amount stands behind it.
    pub(super) fn currency(&self, amount: usize) -> Vec<usize> {
        let mut found: Vec<usize> = self.all(CURRENCY).collect();
        found.sort_by_key(|index| (*index < amount, index.abs_diff(amount)));
        found
    }

    pub(super) fn texts(&self) -> Vec<usize> {
        self.all(TEXT).collect()
    }

    pub(super) fn reference(&self) -> Option<usize> {
        self.first(REFERENCE)
    }

    pub(super) fn end_to_end(&self) -> Option<usize> {
        self.first(END_TO_END)
    }

    pub(super) fn id(&self) -> Option<usize> {
        self.first(ID)
    }

    pub(super) fn statuses(&self) -> impl Iterator<Item = usize> {
        self.all(STATUS)
    }

    pub(super) fn account(&self) -> Option<usize> {
        self.first(ACCOUNT)
    }

    /// PayPal's column of the effect on the balance, and that of the kinds of transactions.
    pub(super) fn impact(&self) -> Option<(usize, usize)> {
        Some((self.first(IMPACT)?, self.first(KIND)?))
    }

    /// The order of dates of tables that write it with slashes or dashes and are known by their other headings.
    pub(super) fn order(&self) -> Option<DateOrder> {
        let has = |headings: &[&str]| headings.iter().all(|heading| self.names.iter().any(|name| name == heading));
        let chase = has(&["details", "posting date", "description", "amount", "type", "balance"]);
        let wise = has(&["transferwise id", "date", "amount", "currency"]);
        let starling = has(&["date", "counter party", "reference", "type", "amount"]);
        let monzo = has(&["transaction id", "date", "time", "type", "name", "category", "amount", "local amount"]);
        if chase { Some(DateOrder::Mdy) } else { (wise || starling || monzo).then_some(DateOrder::Dmy) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_known_however_they_are_spelled() {
        let folded = |heading| fold(heading).0;
        assert_eq!(fold("Betrag (€)"), ("betrag".into(), Some(Currency::EUR)));
        assert_eq!(fold("Amount in EUR"), ("amount".into(), Some(Currency::EUR)));
        assert_eq!(fold("EUR"), ("eur".into(), None));
        assert_eq!(folded("*Date"), "date");
        assert_eq!(folded("Transaktions-Nr."), "transaktions nr");
        assert_eq!(folded("Kundenreferenz (End-to-End)"), "kundenreferenz end to end");
        assert_eq!(folded("Af Bij"), "af bij");
        let columns =
            Columns::of(["Buchung", "Wertstellungsdatum", "Saldo", "Währung", "Betrag", "Währung"].into_iter());
        assert!(columns.is_header());
        assert_eq!(columns.currency(4), [5, 3], "the one behind the amount comes first");
        assert!(!Columns::of(["Datum", "Text"].into_iter()).is_header());
        assert!(!Columns::of(["Datum:", "02.11.2026"].into_iter()).is_header());
        let columns = Columns::of(["Date", "Gross", "Fee", "Net"].into_iter());
        assert_eq!(columns.amount(), Some(1));
        assert_eq!(columns.find(&Column::Heading("NET".into())), Some(3));
        assert_eq!(columns.find(&Column::Number(2)), Some(1));
    }
}
