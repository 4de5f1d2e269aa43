//! ISO 20022 camt.052, camt.053 and camt.054, versions .02 to .14.
//!
//! Three things differ between versions, as far as they are read here: `Sts` has its text in a child from .07 on, parties lie one level
//! deeper from .07 on, which are skipped anyway, and the amount of a transaction stands in `AmtDtls` in .02. So elements are known by their names, in any
//! namespace, and an envelope around the document is fine. No element about a party is read.

mod balances;
mod entry;
mod texts;
mod transaction;
mod values;
mod xml;

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Read;

use chrono::NaiveDate;

use self::balances::Balances;
use self::entry::Surrounding;
use self::xml::{Elements, XmlPiece};
use super::collector::Collector;
use super::utf8::{self, Utf8Source};
use super::{Fault, Position, StatementError, StatementFormat};
use crate::domain::money::currency::Currency;

/// True for XML that isn't OFX. Only reading it to the end tells which XML it is, and [`read`] says so.
pub(super) fn sniffs(head: &[u8]) -> bool {
    utf8::opening(head).starts_with('<') && !super::ofx::sniffs(head)
}

/// Reads a file of statements, reports or notifications.
///
/// # Errors
/// For XML of another kind, a file that ends too early, and whatever can't be taken exactly.
pub(super) fn read(source: &mut dyn Read, out: &mut Collector) -> Result<StatementFormat, StatementError> {
    let source = Utf8Source::new(source)
        .map_err(|_| StatementError::new(Position::File, Fault::Unreadable.says("The file can't be read.")))?;
    let mut xml = Elements::new(source);
    let mut found = None;
    let mut notifications = Notifications::default();
    loop {
        let format = match xml.next(None)? {
            XmlPiece::Open("BkToCstmrAcctRpt") => StatementFormat::Camt052,
            XmlPiece::Open("BkToCstmrStmt") => StatementFormat::Camt053,
            XmlPiece::Open("BkToCstmrDbtCdtNtfctn") => StatementFormat::Camt054,
            XmlPiece::End => break,
            XmlPiece::Open(_) | XmlPiece::Close | XmlPiece::Other => continue,
        };
        found.get_or_insert(format);
        message(&mut xml, format, &mut notifications, out)?;
    }
    found.ok_or_else(|| {
        StatementError::new(
            Position::File,
            Fault::NoStatement.says("This XML file is no statement of camt.052, camt.053 or camt.054."),
        )
    })
}

/// The notifications of a file so far, by hashes of their ids, since a file of 50 MiB may have a million.
#[derive(Default)]
struct Notifications(HashSet<u64>);

impl Notifications {
    /// Adds one, and returns whether it is new.
    fn add(&mut self, id: &str, at: &Position) -> Result<bool, StatementError> {
        const MOST: usize = 100_000;
        if self.0.len() >= MOST {
            let detail = format!("A file has at most {MOST} notifications; this one has more. Import it in parts.");
            return Err(StatementError::new(at.clone(), Fault::TooMany.says(detail)));
        }
        let mut hasher = DefaultHasher::new();
        id.hash(&mut hasher);
        Ok(self.0.insert(hasher.finish()))
    }
}

fn message(
    xml: &mut Elements<'_>,
    format: StatementFormat,
    notifications: &mut Notifications,
    out: &mut Collector,
) -> Result<(), StatementError> {
    let mut written = None;
    xml.children(|xml, name| match name {
        "GrpHdr" => xml.children(|xml, name| {
            if name == "CreDtTm" {
                written = values::day_if_any(xml)?;
            }
            Ok(())
        }),
        "Stmt" | "Rpt" | "Ntfctn" => statement(xml, format, written, notifications, out),
        _ => Ok(()),
    })
}

fn statement(
    xml: &mut Elements<'_>,
    format: StatementFormat,
    written: Option<NaiveDate>,
    notifications: &mut Notifications,
    out: &mut Collector,
) -> Result<(), StatementError> {
    let at = xml.at();
    let mut has_account = false;
    // Reports of one day repeat each other's entries. A notification has its own, unless it is the same one again.
    let mut is_new = false;
    let mut balances = Balances::default();
    let mut within = Surrounding { currency: None, written, booked: format == StatementFormat::Camt053 };
    xml.children(|xml, name| {
        match name {
            "CreDtTm" => within.written = values::day_if_any(xml)?.or(written),
            "Id" if format == StatementFormat::Camt054 => is_new = notifications.add(&xml.text()?, &at)?,
            "Acct" => {
                let (number, currency) = account(xml)?;
                within.currency = currency;
                has_account = true;
                if is_new {
                    out.account_of_rows(&number, currency);
                } else {
                    out.account(&number, currency);
                }
            }
            "Bal" => balances.read(xml, within.currency, out)?,
            "Ntry" if !has_account => {
                return Err(StatementError::new(
                    at.clone(),
                    Fault::NoAccount.says("This statement has entries and no account (Acct)."),
                ));
            }
            "Ntry" => {
                if let Some(opening) = balances.take_opening() {
                    out.opening(opening);
                }
                entry::read(xml, within, out)?;
            }
            _ => {}
        }
        Ok(())
    })?;
    if let Some(opening) = balances.take_opening() {
        out.opening(opening);
    }
    if let Some((at, closing)) = balances.take_closing() {
        out.closing(at, closing);
    }
    Ok(())
}

/// The number and the currency of the open `Acct`: an IBAN, another number, or an alias (`Prxy`). Its owner isn't read.
fn account(xml: &mut Elements<'_>) -> Result<(String, Option<Currency>), StatementError> {
    let at = xml.at();
    let (mut number, mut alias, mut currency) = (String::new(), String::new(), None);
    xml.children(|xml, name| {
        match name {
            "Id" => xml.children(|xml, name| {
                match name {
                    "IBAN" => number = compact(&xml.text()?),
                    "Othr" => number = identification(xml)?,
                    _ => {}
                }
                Ok(())
            })?,
            "Prxy" => alias = identification(xml)?,
            // An entry's own currency is what counts.
            "Ccy" => currency = xml.parsed(|text| Ok(Currency::parse(text).ok()))?,
            _ => {}
        }
        Ok(())
    })?;
    match [number, alias].into_iter().find(|number| !number.is_empty()) {
        Some(number) => Ok((number, currency)),
        None => Err(StatementError::new(at, Fault::NoAccount.says("This account has no number (Id)."))),
    }
}

/// The `Id` within the open element, and not the one of its scheme.
fn identification(xml: &mut Elements<'_>) -> Result<String, StatementError> {
    let mut number = String::new();
    xml.children(|xml, name| {
        if name == "Id" {
            number = compact(&xml.text()?);
        }
        Ok(())
    })?;
    Ok(number)
}

fn compact(number: &str) -> String {
    number.chars().filter(|c| !c.is_whitespace()).collect()
}

#[cfg(test)]
mod tests;
