//! `STMTTRN`: an entry of an OFX statement.

use chrono::NaiveDate;

use super::super::collector::Collector;
use super::super::exact::minor_units;
use super::super::{EntryFacts, Fault, Position, Remittance, StatementError, is_bank_day};
use crate::domain::money::currency::Currency;

/// The longest texts of an entry together, in bytes.
const LONGEST: usize = 1 << 20;

/// The fields of an entry as they come, with their lines.
#[derive(Default)]
pub(super) struct OfxTransaction {
    line: u64,
    pending: bool,
    corrects: bool,
    amount: Option<(String, u64)>,
    posted: Option<(String, u64)>,
    available: String,
    /// `CURSYM` of `CURRENCY`: the amount is in another currency than the account's.
    currency: Option<(String, u64)>,
    name: String,
    memo: String,
    references: Vec<String>,
    bank_ref: String,
    size: usize,
}

impl OfxTransaction {
    /// The entry that begins in a line. Pending ones stand in a list of their own.
    pub(super) fn new(line: u64, pending: bool) -> Self {
        Self { line, pending, ..Self::default() }
    }

    /// Takes a field of the entry itself; those of a payee or of another account aren't taken.
    pub(super) fn field(&mut self, name: &'static str, value: String, line: u64) -> Result<(), StatementError> {
        // Each counts with the line break that joins it to others.
        self.size = self.size.saturating_add(value.len()).saturating_add(1);
        if self.size > LONGEST {
            return Err(StatementError::new(
                Position::Element("STMTTRN", self.line),
                Fault::TooLong.says("An entry holds more than 1 MiB of text."),
            ));
        }
        match name {
            _ if value.is_empty() => {}
            "TRNAMT" => self.amount = Some((value, line)),
            "DTPOSTED" | "DTTRAN" => self.posted = Some((value, line)),
            "DTAVAIL" | "VALUEDATE" => self.available = value,
            "CURSYM" => self.currency = Some((value, line)),
            "NAME" => self.name = value,
            "MEMO" if self.memo.is_empty() => self.memo = value,
            "MEMO" => {
                self.memo.push('\n');
                self.memo.push_str(&value);
            }
            "REFNUM" | "CHECKNUM" if value.trim_matches('0').is_empty() => {}
            "REFNUM" | "CHECKNUM" => self.references.push(value),
            "FITID" if value.trim_matches('0').is_empty() => {}
            "FITID" => self.bank_ref = value,
            // Money that is set aside and hasn't moved.
            "TRNTYPE" => self.pending |= value.eq_ignore_ascii_case("HOLD"),
            "CORRECTFITID" => self.corrects = true,
            _ => {}
        }
        Ok(())
    }

    /// Gives the entry to the collector.
    pub(super) fn finish(self, account: Option<Currency>, out: &mut Collector) -> Result<(), StatementError> {
        let at = Position::Element("STMTTRN", self.line);
        let lacking = |fault: Fault, what: &str| fault.says(format!("This entry has no {what}.")).at(at.clone());
        let (amount, amount_line) = self.amount.ok_or_else(|| lacking(Fault::NoAmount, "amount (TRNAMT)"))?;
        let currency = match self.currency {
            Some((code, line)) => Currency::parse(&code).map_err(|_| {
                StatementError::new(
                    Position::Element("CURSYM", line),
                    Fault::NoCurrency.says("This is no currency of ISO 4217."),
                )
            })?,
            None => account.ok_or_else(|| lacking(Fault::NoCurrency, "currency of ISO 4217 (CURDEF)"))?,
        };
        let amount = minor_units(&with_dot(&amount), currency)
            .map_err(|flaw| flaw.at(Position::Element("TRNAMT", amount_line)))?;
        let (posted, posted_line) = self.posted.ok_or_else(|| lacking(Fault::NoDay, "day (DTPOSTED)"))?;
        let booking_date = day(&posted).ok_or_else(|| {
            let wanted = Fault::NotDay.says("This is no day of the calendar: one such as 20261102 is wanted.");
            StatementError::new(Position::Element("DTPOSTED", posted_line), wanted)
        })?;
        if self.corrects {
            out.warn(
                at.clone(),
                Fault::Correction.says("This entry corrects an earlier one, so it is shown and settles nothing."),
            );
        }
        let remittance = Remittance {
            structured: self.references,
            // A memo often begins with all of the name, which has room for 32 characters only.
            text: if self.memo.starts_with(&self.name) {
                self.memo
            } else {
                format!("{}\n{}", self.name, self.memo).trim().into()
            },
            end_to_end: None,
            bank_ref: Some(self.bank_ref).filter(|id| !id.is_empty()),
        };
        let facts = EntryFacts {
            at,
            amount,
            currency,
            booking_date,
            value_date: day(&self.available),
            pending: self.pending || self.corrects,
            reversal: false,
            instructed: None,
            fee: Some(0),
        };
        out.entry(facts, remittance, Vec::new());
        Ok(())
    }
}

/// The day of `YYYYMMDD`, with a time and a zone behind it or not: `20261102120000.000[-5:EST]`. It is the bank's own day, as it is written.
fn day(text: &str) -> Option<NaiveDate> {
    let (date, rest) = text.split_at_checked(8)?;
    let digits = date.bytes().all(|byte| byte.is_ascii_digit());
    // Twelve or fourteen digits are a time of day; an odd one out is a slip that may have moved the digits of the day.
    let time = rest.split(['.', ':', '[']).next().unwrap_or_default().trim_end();
    let plausible = digits && matches!(time.len(), 0 | 2 | 4 | 6) && time.bytes().all(|byte| byte.is_ascii_digit());
    NaiveDate::parse_from_str(date, "%Y%m%d").ok().filter(|day| plausible && is_bank_day(*day))
}

/// A number with a dot before its decimals. OFX allows a comma there, and no other marks; where both are, the first groups digits.
pub(super) fn with_dot(text: &str) -> String {
    match (text.find(','), text.find('.')) {
        (Some(_), None) => text.replace(',', "."),
        (Some(comma), Some(dot)) => {
            let (groups, decimal) = if comma < dot { (',', '.') } else { ('.', ',') };
            let (whole, fraction) = text.rsplit_once(decimal).unwrap_or((text, ""));
            let mut parts = whole.split(groups);
            let first = parts.next().unwrap_or_default().trim_start_matches(['+', '-']).len();
            // What isn't grouped by three stays as it is, and is refused as no number.
            if (1..=3).contains(&first) && parts.all(|part| part.len() == 3) {
                format!("{}.{fraction}", whole.replace(groups, ""))
            } else {
                text.to_owned()
            }
        }
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_stand_behind_a_dot_or_a_comma() {
        for (text, dotted) in [
            ("-34.51", "-34.51"),
            ("-34,51", "-34.51"),
            ("1,234", "1.234"),
            ("-1,234.50", "-1234.50"),
            ("1.234.567,5", "1234567.5"),
            ("12,34.5", "12,34.5"),
            ("1,2,3", "1.2.3"),
            ("1,234.5.6", "1,234.5.6"),
        ] {
            assert_eq!(with_dot(text), dotted);
        }
    }

    #[test]
    fn a_day_is_the_bank_s_own() {
        let days = NaiveDate::from_ymd_opt(2026, 11, 2);
        for text in [
            "20261102",
            "202611022359",
            "20261102120000",
            "20261102235959.999",
            "20261102235959.999[-5:EST]",
            "20261102120000[0:GMT]",
            "20261102[-3:BRT]",
            "20261102093914:014",
            "20261102120000 [-5:EST]",
        ] {
            assert_eq!(day(text), days, "{text}");
        }
        for text in [
            "",
            "2026110",
            "20261302",
            "20260230",
            "201120000000",
            "2026-11-02",
            "202611021",
            "20261102x",
            "ANNA MEIER",
            "00010101",
            "99991231",
        ] {
            assert_eq!(day(text), None, "{text}");
        }
    }
}
