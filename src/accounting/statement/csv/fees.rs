//! The fees that providers keep, in their tables.
//!
//! Some providers write a fee with a minus, others without, so its sign alone says nothing. Where a column has what is left of the amount,
//! each fee is proved by it. Without one, nobody knows whether the fee comes off the amount or has come off already: it isn't known then,
//! unless somebody names the column.

use super::super::{Fault, Flaw};
use super::amounts;
use super::layout::{Fees, Layout};
use super::table::Row;
use crate::domain::money::MAX_MINOR;
use crate::domain::money::currency::Currency;

/// Reads the fees of one table.
#[derive(Default)]
pub(super) struct FeeReader {
    /// True if fees without a net amount have had a minus so far; `None` before the first one.
    has_minus: Option<bool>,
}

impl FeeReader {
    /// The fee that was kept of an incoming amount; `None` where the row doesn't tell it, and for money that went. A table that has no fees
    /// is a bank's, which books what arrives.
    ///
    /// # Errors
    /// For a fee that isn't the difference of the amount and the net amount, and one whose sign differs from those before it.
    pub(super) fn read(
        &mut self,
        layout: &Layout,
        row: &Row,
        amount: i64,
        currency: Currency,
    ) -> Result<Option<i64>, Flaw> {
        let Fees { fee, net, is_named } = layout.fees;
        if fee.is_none() && net.is_none() {
            return Ok(Some(0));
        }
        let minor = |column: usize| amounts::in_cell(row.cell(column), column, layout.mark, currency);
        let left = net.map(minor).transpose()?.flatten();
        let kept = match (fee, left) {
            (Some(fee), Some(left)) => match minor(fee)? {
                Some(told) if told.abs() == amount.abs_diff(left).cast_signed() => Some(amount - left),
                Some(_) => {
                    return Err(Fault::FeeOff.says(format!(
                        "The fee in column {} is not the difference between the amount and the net amount.",
                        fee + 1
                    )));
                }
                None => (amount == left).then_some(0),
            },
            // Gross and net may differ by a tax.
            (None, Some(left)) => (amount == left).then_some(0),
            (Some(fee), None) if is_named => minor(fee)?.map(|told| self.unproved(fee, amount, told)).transpose()?,
            (Some(fee), None) => amounts::read(row.cell(fee)).filter(amounts::WrittenAmount::is_zero).map(|_| 0),
            (None, None) => None,
        };
        Ok(kept.filter(|kept| amount > 0 && (0..=MAX_MINOR).contains(kept)))
    }

    /// A fee by somebody's word that it comes off the amount. In one column, all have a minus or none has.
    fn unproved(&mut self, column: usize, amount: i64, told: i64) -> Result<i64, Flaw> {
        // The fee for money that goes back may be returned, and has the other sign then.
        if amount > 0 && told != 0 && *self.has_minus.get_or_insert(told < 0) != (told < 0) {
            return Err(Fault::FeeOff.says(format!(
                "The fee in column {} has another sign than those before it. Say in the mapping's `net` which column has the amounts after fees.",
                column + 1
            )));
        }
        Ok(told.abs())
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::Collector;
    use super::super::{CsvMapping, inspect, read};
    use super::*;

    fn mapping(json: &str) -> CsvMapping {
        serde_json::from_str(json).expect("a mapping")
    }

    /// The fees of a table's entries.
    fn fees(text: &str, mapping: &CsvMapping) -> Result<Vec<Option<i64>>, String> {
        let mut out = Collector::default();
        let told = read(&mut text.as_bytes(), mapping, Some(Currency::EUR), &mut out);
        told.map(|_| out.raw.iter().map(|(facts, _)| facts.fee).collect()).map_err(|e| e.to_string())
    }

    fn found(text: &str) -> Result<Vec<Option<i64>>, String> {
        fees(text, &CsvMapping::default())
    }

    #[test]
    fn a_fee_is_what_the_net_amount_proves() {
        // PayPal writes fees with a minus, Stripe without; a refund may give a part of one back.
        let paypal = "Date;Gross;Fee;Net\n2026-11-02;1.025,00;-1,23;1.023,77\n2026-11-03;-25,00;0,58;-24,42\n2026-11-04;5,00;0,00;5,00\n";
        assert_eq!(found(paypal), Ok(vec![Some(123), None, Some(0)]));
        let stripe = "created_utc,currency,gross,fee,net\n2026-11-02 10:00:00,eur,25.00,0.58,24.42\n";
        assert_eq!(found(stripe), Ok(vec![Some(58)]));
        let bank = "Date;Amount\n2026-11-02;25,00\n";
        assert_eq!(found(bank), Ok(vec![Some(0)]), "a bank books what arrives");
    }

    #[test]
    fn a_fee_that_isnt_told_is_not_known() {
        for (row, fee) in [
            ("25.00;;24.42", None),
            ("25.00;;25.00", Some(0)),
            ("25.00;0.58;", None),
            ("25.00;0.00;", Some(0)),
            ("25.00;;", None),
            ("25.00;0.10;25.10", None),
        ] {
            assert_eq!(found(&format!("Date;Gross;Fee;Net\n2026-11-02;{row}\n")), Ok(vec![fee]), "{row}");
        }
        // Whether it comes off the amount or has come off already, this table doesn't say.
        let revolut =
            "Completed Date,Description,Amount,Fee,Currency\n2026-11-02,x,25.00,0.58,EUR\n2026-11-02,x,5.00,0.00,EUR\n";
        assert_eq!(found(revolut), Ok(vec![None, Some(0)]));
        assert_eq!(inspect(revolut.as_bytes()).mapping.fee, None);
        assert_eq!(fees(revolut, &mapping(r#"{"fee":"fee"}"#)), Ok(vec![Some(58), Some(0)]));
        // With a net amount and no fee, the difference may be a tax.
        assert_eq!(found("Datum;Brutto;Netto;Währung\n2026-11-02;119,00;100,00;EUR\n"), Ok(vec![None]));
        assert_eq!(found("Date,Amount,Fee\n2026-11-02,25.00,x\n"), Ok(vec![None]), "a text that nobody called a fee");
        assert_eq!(found("Date,Amount,Fee,State\n2026-11-02,25.00,0.58,Pending\n"), Ok(vec![None]));
    }

    #[test]
    fn amounts_that_do_not_agree_are_refused_with_line_and_column() {
        let table = |row: &str| format!("Date;Gross;Fee;Net\n2026-11-01;25.00;-0.58;24.42\n2026-11-02;{row}\n");
        for (row, wanted) in [
            ("25.00;-0.58;24.41", "Line 3: The fee in column 3 is not the difference"),
            ("25.00;0.00;24.42", "Line 3: The fee in column 3 is not the difference"),
            ("-25.00;0.58;-24.41", "Line 3: The fee in column 3 is not the difference"),
            ("25.00;-0.585;24.415", "Line 3: The amount 24.415 is finer than EUR"),
            ("25.00;-0.585;24.42", "Line 3: The amount 0.585 is finer than EUR"),
            ("25.00;SECRET;24.42", "Line 3: The amount in column 3 is not a number."),
            ("25.00;-0.58 USD;24.42", "Line 3: The amount is in USD"),
        ] {
            let error = found(&table(row)).expect_err(row);
            assert!(error.starts_with(wanted), "{row}: {error}");
        }
        let named = mapping(r#"{"fee":"Fee"}"#);
        assert_eq!(
            fees(&table("-5.00;0.10;1"), &named),
            Ok(vec![Some(58), None]),
            "the net isn't asked where only a fee is named"
        );
        let error = fees(&table("25.00;0.58;1"), &named).expect_err("signs differ");
        assert!(error.starts_with("Line 3: The fee in column 3 has another sign"), "{error}");
        let error = fees(&table("25.00;0.58;1"), &mapping(r#"{"net":"left"}"#)).expect_err("no such column");
        assert!(error.contains("`net` names a column"), "{error}");
    }

    #[test]
    fn whoever_names_the_columns_needs_no_headings() {
        let text = "Wann|Wieviel|Ab|Bleibt\n2026-11-02|30|0,88|29,12\n";
        let named = mapping(r#"{"delimiter":"|","date":"Wann","amount":"Wieviel","fee":"Ab","net":4}"#);
        assert_eq!(fees(text, &named), Ok(vec![Some(88)]), "a fee may be the only one that shows the decimal mark");
        // What is left of the amount is no amount and a fee of it.
        let net = mapping(r#"{"amount":"Net"}"#);
        assert_eq!(fees("Date;Fee;Net\n2026-11-02;0.58;24.42\n", &net), Ok(vec![None]));
        let preview = inspect("Date;Gross;Fee;Net\n2026-11-02;25.00;-0.58;24.42\n".as_bytes());
        let json = serde_json::to_string(&preview.mapping).expect("JSON");
        assert!(json.contains(r#""fee":3,"net":4"#), "{json}");
    }
}
