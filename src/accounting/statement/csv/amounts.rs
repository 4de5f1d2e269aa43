//! Amounts in cells.

use super::super::decimal::minor_units;
use super::super::{Fault, Flaw};
use super::mapping::DecimalMark;
use crate::domain::money::currency::Currency;

/// An amount as it is written, without what stands around the digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct WrittenAmount {
    /// True if a minus or brackets say so.
    pub negative: bool,
    /// The currency that the cell names by its code, `€` or `£`.
    pub currency: Option<Currency>,
    /// Digits, dots and commas. Other separators of thousands are blanks.
    digits: String,
}

/// Reads an amount. `None` for text and for an empty cell.
pub(super) fn read(cell: &str) -> Option<WrittenAmount> {
    let is_sign = |c: char| matches!(c, '+' | '-' | '−' | '–' | '(' | ')');
    let mut currency = None;
    let mut digits = String::new();
    let mut signs = String::new();
    let mut letters = String::new();
    for c in cell.chars() {
        match c {
            '0'..='9' | '.' | ',' => digits.push(c),
            '\'' | '’' | ' ' | '\u{A0}' | '\u{2009}' | '\u{202F}' => digits.push(' '),
            '€' => currency = Some(Currency::EUR),
            '£' => currency = Currency::parse("GBP").ok(),
            '$' | '¥' => {}
            _ if is_sign(c) => signs.push(c),
            _ if c.is_ascii_alphabetic() => letters.push(c),
            _ => return None,
        }
    }
    let digits = digits.trim().to_owned();
    if !letters.is_empty() {
        currency = Some(Currency::parse_reported(&letters).ok()?);
        // A code stands before or behind the figures, never between them.
        let bare = cell.trim_matches(|c: char| c.is_ascii_alphabetic() || c.is_whitespace() || is_sign(c));
        if bare.chars().any(|c| c.is_ascii_alphabetic()) {
            return None;
        }
    }
    let negative = match signs.as_str() {
        "" | "+" => false,
        "-" | "−" | "–" | "()" => true,
        _ => return None,
    };
    let digit = |c: char| c.is_ascii_digit();
    // A sign between digits makes it a date or a number of an account.
    let inner = cell.trim_start_matches(|c: char| !digit(c)).trim_end_matches(|c: char| !digit(c));
    (digits.contains(digit) && !inner.contains(is_sign)).then_some(WrittenAmount { negative, currency, digits })
}

/// The amount in a cell of `column` in minor units, signed; `None` for an empty cell.
///
/// # Errors
/// For text, for another currency than the row's, and as [`WrittenAmount::minor`].
pub(super) fn in_cell(
    cell: &str,
    column: usize,
    mark: Option<DecimalMark>,
    currency: Currency,
) -> Result<Option<i64>, Flaw> {
    if cell.is_empty() {
        return Ok(None);
    }
    let wanted = || Fault::NotAmount.says(format!("The amount in column {} is not a number.", column + 1));
    let figures = read(cell).ok_or_else(wanted)?;
    if let Some(written) = figures.currency.filter(|written| *written != currency) {
        return Err(Fault::CurrencyDiffers
            .says(format!("The amount is in {written}, but the row or the mapping says {currency}.")));
    }
    figures.minor(mark, currency).map(Some)
}

/// The evidence that an amount gives about its decimal mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MarkEvidence {
    /// It can have one decimal mark only.
    Mark(DecimalMark),
    /// No dot and no comma.
    Nothing,
    /// `1.234`: thousands or decimals.
    Open,
}

impl WrittenAmount {
    /// True for nothing but zeros.
    pub(super) fn is_zero(&self) -> bool {
        !self.digits.contains(|c: char| matches!(c, '1'..='9'))
    }

    /// The evidence about the decimal mark of the column.
    pub(super) fn evidence(&self) -> MarkEvidence {
        use DecimalMark::{Comma, Dot};
        let count = |mark: char| self.digits.matches(mark).count();
        let last = self.digits.rfind(['.', ',']);
        let Some(last) = last else { return MarkEvidence::Nothing };
        let (before, behind) = self.digits.split_at_checked(last).unwrap_or_default();
        let (mark, other) = if behind.starts_with('.') { (Dot, Comma) } else { (Comma, Dot) };
        match (count('.'), count(',')) {
            (1, 1) => MarkEvidence::Mark(mark),
            // Several of one kind are thousands.
            (0, _) | (_, 0) if count('.') + count(',') > 1 => MarkEvidence::Mark(other),
            (0, _) | (_, 0) => {
                let in_group = matches!(before.trim_start_matches('0').len(), 1..=3)
                    && !before.starts_with('0')
                    && !before.contains(' ');
                if behind.len() == 4 && in_group { MarkEvidence::Open } else { MarkEvidence::Mark(mark) }
            }
            _ => MarkEvidence::Mark(mark),
        }
    }

    /// The amount in minor units, signed.
    ///
    /// # Errors
    /// A sentence: for separators that don't fit, and for more decimals than the currency has.
    pub(super) fn minor(&self, mark: Option<DecimalMark>, currency: Currency) -> Result<i64, Flaw> {
        let (mark, group) = match mark {
            Some(DecimalMark::Dot) => ('.', ','),
            Some(DecimalMark::Comma) => (',', '.'),
            None if self.digits.contains(['.', ',']) => {
                return Err(Fault::Unclear.says("It isn't known whether amounts have a dot or a comma before their decimals. Say so in the mapping's `decimal_mark`."));
            }
            None => ('.', ','),
        };
        let (whole, fraction) = self.digits.split_once(mark).unwrap_or((&self.digits, ""));
        let groups: Vec<&str> = whole.split([group, ' ']).collect();
        let sizes = |(index, part): (usize, &&str)| match (index, index + 1 == groups.len()) {
            // In India, groups above the thousands have two digits.
            (0, false) => (1..=3).contains(&part.len()),
            (_, false) => (2..=3).contains(&part.len()),
            (_, true) => part.len() == 3,
        };
        if groups.len() > 1 && !groups.iter().enumerate().all(sizes) {
            let column = if mark == '.' { "a dot" } else { "a comma" };
            return Err(Fault::NotAmount.says(format!(
                "The separators of the amount don't fit: in this column, {column} stands before the decimals."
            )));
        }
        let minor = minor_units(&groups.concat(), fraction, currency)?;
        Ok(if self.negative { -minor } else { minor })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minor(cell: &str, mark: DecimalMark) -> Result<i64, Flaw> {
        read(cell).ok_or_else(|| Fault::NotAmount.says("no amount"))?.minor(Some(mark), Currency::EUR)
    }

    #[test]
    fn amounts_are_read_by_the_mark_of_their_column() {
        use DecimalMark::{Comma, Dot};
        for (cell, mark, wanted) in [
            ("25.00", Dot, 2500),
            ("-12.90", Dot, -1290),
            ("+1149,50", Comma, 114_950),
            ("1.234,50", Comma, 123_450),
            ("1.234", Comma, 123_400),
            ("1,234", Dot, 123_400),
            ("1'234.5", Dot, 123_450),
            ("1\u{202F}234,5", Comma, 123_450),
            ("1,50,000.00", Dot, 15_000_000),
            ("12,90-", Comma, -1290),
            ("(12.90)", Dot, -1290),
            ("−12,90 €", Comma, -1290),
            ("EUR 5", Dot, 500),
            ("$5.5", Dot, 550),
            ("-£5", Dot, -500),
            ("0", Dot, 0),
            (".5", Dot, 50),
        ] {
            assert_eq!(minor(cell, mark), Ok(wanted), "{cell}");
        }
        for cell in [
            "1,50",
            "1,234,5",
            "1.234.567",
            "12,34.5",
            "1.234",
            "",
            "-",
            "abc",
            "5 x",
            "1-2",
            "2026-11-02",
            "--5",
            "1EUR2",
            "5 EURO",
            "(5",
        ] {
            assert!(minor(cell, Dot).is_err(), "{cell}");
        }
        let figures = read("7").expect("figures");
        assert_eq!(figures.minor(None, Currency::EUR), Ok(700));
        assert!(
            read("7.5")
                .expect("figures")
                .minor(None, Currency::EUR)
                .expect_err("asked")
                .detail
                .contains("`decimal_mark`")
        );
    }

    #[test]
    fn a_mark_is_concluded_where_it_can_be() {
        use DecimalMark::{Comma, Dot};
        for (cell, evidence) in [
            ("25.00", MarkEvidence::Mark(Dot)),
            ("25,0", MarkEvidence::Mark(Comma)),
            ("1.234,5", MarkEvidence::Mark(Comma)),
            ("1,234.567", MarkEvidence::Mark(Dot)),
            ("1.234.567", MarkEvidence::Mark(Comma)),
            ("1.234", MarkEvidence::Open),
            ("123,456", MarkEvidence::Open),
            ("1234.567", MarkEvidence::Mark(Dot)),
            ("0.123", MarkEvidence::Mark(Dot)),
            ("1 234,567", MarkEvidence::Mark(Comma)),
            ("1,50,000", MarkEvidence::Mark(Dot)),
            ("1250", MarkEvidence::Nothing),
        ] {
            assert_eq!(read(cell).expect(cell).evidence(), evidence, "{cell}");
        }
    }
}
