//! Values of camt elements: amounts, days, directions.

use chrono::NaiveDate;

use super::super::exact::minor_units;
use super::super::{Fault, Flaw, StatementError, is_bank_day};
use super::xml::Elements;
use crate::domain::money::Money;
use crate::domain::money::currency::Currency;

/// The amount of an `Amt`. One without a currency has that of the account.
pub(super) fn amount(xml: &mut Elements<'_>, account: Option<Currency>) -> Result<Money, StatementError> {
    let currency = currency_of(xml, account);
    xml.parsed(|text| money(text, currency))
}

/// The currency of an amount that begins: its own, or else the account's.
pub(super) fn currency_of(xml: &Elements<'_>, account: Option<Currency>) -> Option<Currency> {
    match xml.currency() {
        Some(code) => Currency::parse(code).ok(),
        None => account,
    }
}

/// Reads an amount without a sign.
pub(super) fn money(text: &str, currency: Option<Currency>) -> Result<Money, Flaw> {
    let currency = currency.ok_or(Fault::NoCurrency.says("This amount has no currency of ISO 4217 (Ccy)."))?;
    unsigned(text, currency)
}

/// An amount in a currency that may be unknown here, since a payer may have sent any.
pub(super) fn foreign_amount(xml: &mut Elements<'_>) -> Result<Option<Money>, StatementError> {
    let currency = xml.currency().and_then(|code| Currency::parse(code).ok());
    currency.map(|currency| xml.parsed(|text| unsigned(text, currency))).transpose()
}

fn unsigned(text: &str, currency: Currency) -> Result<Money, Flaw> {
    let minor = minor_units(text, currency)?;
    if minor < 0 {
        return Err(Fault::NotAmount.says(format!("The amount {text} has a sign, but CdtDbtInd says the direction.")));
    }
    Ok(Money::new(minor, currency))
}

/// True for CRDT, false for DBIT.
pub(super) fn is_credit(xml: &mut Elements<'_>) -> Result<bool, StatementError> {
    xml.parsed(direction)
}

/// Reads a direction: true for CRDT, false for DBIT.
pub(super) fn direction(text: &str) -> Result<bool, Flaw> {
    match text {
        "CRDT" => Ok(true),
        "DBIT" => Ok(false),
        _ => Err(Fault::NoDirection.says("This is neither CRDT nor DBIT.")),
    }
}

/// `true` or `1`, as XML Schema writes it.
pub(super) fn is_true(xml: &mut Elements<'_>) -> Result<bool, StatementError> {
    xml.parsed(|text| match text {
        "true" | "1" => Ok(true),
        "false" | "0" => Ok(false),
        _ => Err(Fault::Malformed.says("This is neither true nor false.")),
    })
}

/// The day of a `Dt` or a `DtTm`, in the bank's own zone, as it is written.
pub(super) fn day(xml: &mut Elements<'_>) -> Result<NaiveDate, StatementError> {
    xml.parsed(calendar_day)
}

/// Reads a day, with a time behind it or not.
pub(super) fn calendar_day(text: &str) -> Result<NaiveDate, Flaw> {
    parse_day(text)
        .ok_or_else(|| Fault::NotDay.says("This is no day of the calendar: one such as 2026-11-02 is wanted."))
}

/// The same of an element that a statement does without.
pub(super) fn day_if_any(xml: &mut Elements<'_>) -> Result<Option<NaiveDate>, StatementError> {
    xml.parsed(|text| Ok(parse_day(text)))
}

fn parse_day(text: &str) -> Option<NaiveDate> {
    let (date, rest) = text.split_at_checked(10)?;
    let digits = date.bytes().filter(u8::is_ascii_digit).count() == 8;
    let plausible = digits && (rest.is_empty() || rest.starts_with(['T', 'Z', '+', '-']));
    NaiveDate::parse_from_str(date, "%Y-%m-%d").ok().filter(|day| plausible && is_bank_day(*day))
}
