//! OFX 1 (SGML) and 2 (XML), and what Quicken calls QFX and Web Connect.

mod tokens;
mod transaction;

use std::io::Read;

use self::tokens::{OfxTag, OfxTags};
use self::transaction::{OfxTransaction, with_dot};
use super::collector::Collector;
use super::exact::minor_units;
use super::utf8::{self, Utf8Source};
use super::{Fault, Position, StatementError, StatementFormat};
use crate::domain::money::Money;
use crate::domain::money::currency::Currency;

/// The names that are read: elements that hold others, and behind them leaves.
#[rustfmt::skip]
const NAMES: [&str; 38] = [
    "OFX", "STMTRS", "CCSTMTRS", "INVSTMTRS", "BANKACCTFROM", "CCACCTFROM", "INVACCTFROM", "STMTTRN", "STMTTRNP", "PAYEE", "EXTDPAYEE",
    "BANKACCTTO", "CCACCTTO", "CURRENCY", "ORIGCURRENCY", "IMAGEDATA", "LEDGERBAL", "AVAILBAL", "BALLIST", "BAL", "SONRS", "FI",
    "CURDEF", "ACCTID", "TRNTYPE", "DTPOSTED", "DTTRAN", "DTAVAIL", "VALUEDATE", "TRNAMT", "FITID", "CORRECTFITID", "NAME", "MEMO", "REFNUM",
    "CHECKNUM", "CURSYM", "BALAMT",
];

/// The number of names that hold others.
const HOLDERS: usize = 22;

/// The deepest nesting of elements that hold others.
const DEEPEST: usize = 32;

/// True for a header of OFX 1, or where the first element is `OFX`.
pub(super) fn sniffs(head: &[u8]) -> bool {
    let head = utf8::opening(head).to_ascii_uppercase();
    let mut tags = head.split('<').skip(1);
    let first = tags.find(|tag| tag.starts_with("?OFX") || tag.starts_with(|c: char| c.is_ascii_alphabetic()));
    let name = first.map_or("", |tag| tag.split(|c: char| c == '>' || c.is_whitespace()).next().unwrap_or_default());
    head.starts_with("OFXHEADER") || head.starts_with('<') && (name == "OFX" || name == "?OFX")
}

/// Reads a file of statements.
///
/// # Errors
/// For a file that ends too early, and whatever can't be taken exactly.
pub(super) fn read(source: &mut dyn Read, out: &mut Collector) -> Result<StatementFormat, StatementError> {
    let source = Utf8Source::new(source)
        .map_err(|_| StatementError::new(Position::File, Fault::Unreadable.says("The file can't be read.")))?;
    let mut tokens = OfxTags::new(source, &NAMES);
    let mut reader =
        OfxReader { out, open: Vec::new(), currency: None, number: None, transaction: None, statements: 0, files: 0 };
    let mut leaf = None;
    loop {
        let token = tokens.next(leaf.is_some())?;
        if let Some((name, line)) = leaf.take() {
            reader.leaf(name, tokens.value(), line)?;
        }
        match token {
            OfxTag::Open("") | OfxTag::Close("") => {}
            OfxTag::Open(name) if holds(name) => reader.begin(name, tokens.line())?,
            OfxTag::Open(name) => leaf = Some((name, tokens.line())),
            OfxTag::Close(name) => reader.end(name)?,
            OfxTag::End => return reader.finish(),
        }
    }
}

fn holds(name: &str) -> bool {
    NAMES.iter().take(HOLDERS).any(|holder| *holder == name)
}

/// The state of reading.
struct OfxReader<'c> {
    out: &'c mut Collector,
    /// The open elements that hold others, with their lines.
    open: Vec<(&'static str, u64)>,
    /// `CURDEF` of the statement.
    currency: Option<Currency>,
    /// `ACCTID` of the statement, once its account is open.
    number: Option<String>,
    transaction: Option<OfxTransaction>,
    statements: usize,
    files: usize,
}

impl OfxReader<'_> {
    fn begin(&mut self, name: &'static str, line: u64) -> Result<(), StatementError> {
        if self.open.len() >= DEEPEST {
            return Err(StatementError::new(
                Position::Element(name, line),
                Fault::Malformed.says("Elements are nested deeper than 32."),
            ));
        }
        match name {
            "OFX" => self.files += 1,
            "STMTRS" | "CCSTMTRS" | "INVSTMTRS" => {
                self.currency = None;
                self.number = None;
                self.statements += 1;
            }
            "BANKACCTFROM" | "CCACCTFROM" | "INVACCTFROM" => self.number = Some(String::new()),
            "STMTTRN" | "STMTTRNP" => {
                if self.transaction.is_some() {
                    return Err(StatementError::new(
                        Position::Element(name, line),
                        Fault::Malformed.says("This entry begins before the one before it ends."),
                    ));
                }
                if self.number.is_none() {
                    let detail = Fault::NoAccount
                        .says("This entry stands in no statement of an account (BANKACCTFROM, CCACCTFROM).");
                    return Err(StatementError::new(Position::Element(name, line), detail));
                }
                self.transaction = Some(OfxTransaction::new(line, name == "STMTTRNP"));
            }
            _ => {}
        }
        self.open.push((name, line));
        Ok(())
    }

    fn leaf(&mut self, name: &'static str, value: String, line: u64) -> Result<(), StatementError> {
        let within = self.open.last().map_or("", |(holder, _)| *holder);
        match (within, name) {
            ("STMTRS" | "CCSTMTRS" | "INVSTMTRS", "CURDEF") => self.currency = Currency::parse(&value).ok(),
            ("BANKACCTFROM" | "CCACCTFROM" | "INVACCTFROM", "ACCTID") => {
                self.number = Some(value.chars().filter(|c| !c.is_whitespace()).collect());
            }
            ("LEDGERBAL", "BALAMT") => self.balance(&value, Position::Element("BALAMT", line)),
            // The name of a payee (PAYEE) is a person's, and ORIGCURRENCY is what the bank has exchanged. Other fields have one meaning each.
            (within, "NAME") if !matches!(within, "STMTTRN" | "STMTTRNP") => {}
            (within, "CURSYM") if within != "CURRENCY" => {}
            _ => {
                if let Some(transaction) = &mut self.transaction {
                    transaction.field(name, value, line)?;
                }
            }
        }
        Ok(())
    }

    /// A closing balance. One that can't be read is told and no reason to refuse the entries.
    fn balance(&mut self, value: &str, at: Position) {
        let Some(currency) = self.currency.filter(|_| self.number.is_some() && !value.is_empty()) else { return };
        match minor_units(&with_dot(value), currency) {
            Ok(minor) => self.out.closing(at, Money::new(minor, currency)),
            Err(flaw) => self.out.warn_of_balance(at, &flaw),
        }
    }

    /// Ends an element, and those in it that have no end tags.
    fn end(&mut self, name: &'static str) -> Result<(), StatementError> {
        let Some(place) = self.open.iter().rposition(|(open, _)| *open == name) else { return Ok(()) };
        for (ended, line) in self.open.split_off(place).into_iter().rev() {
            match ended {
                "BANKACCTFROM" | "CCACCTFROM" | "INVACCTFROM" => {
                    self.out.account(self.number.as_deref().unwrap_or_default(), self.currency);
                }
                "STMTTRN" | "STMTTRNP" if ended != name => {
                    return Err(StatementError::new(
                        Position::Element(ended, line),
                        Fault::Malformed.says("This entry has no end tag."),
                    ));
                }
                "STMTTRN" | "STMTTRNP" => {
                    if let Some(transaction) = self.transaction.take() {
                        transaction.finish(self.currency, self.out)?;
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn finish(self) -> Result<StatementFormat, StatementError> {
        if let Some((name, line)) = self.open.last() {
            return Err(StatementError::new(
                Position::Element(name, *line),
                Fault::Cut.says("The file ends before this element does."),
            ));
        }
        if self.files == 0 {
            return Err(StatementError::new(
                Position::File,
                Fault::NoStatement.says("This file has no element <OFX>."),
            ));
        }
        if self.statements == 0 {
            self.out.warn(Position::File, Fault::NoStatement.says("The file holds no statement of an account."));
        }
        Ok(StatementFormat::Ofx)
    }
}

#[cfg(test)]
mod tests;
