//! SWIFT MT940 and MT942, as banks write them: with and without the envelope of SWIFT, with lines of their own before it.
//!
//! A message is a list of fields, `:61:…`, each of one or more lines. An MT940 has an opening and a closing balance. They say where a
//! statement begins and ends, and its currency, so they have to be there; what else they say is compared, and told where it can't be read. An
//! MT942 has neither, and its entries may still change, so they are pending.

mod details;
mod fields;
#[cfg(test)]
mod tests;

use std::io::Read;

use self::fields::EntryField;
use super::lines::Lines;
use super::{Collector, EntryFacts, Fault, Flaw, Position, Remittance, StatementError, StatementFormat};
use crate::domain::money::Money;
use crate::domain::money::currency::Currency;

/// The longest text of an entry, in bytes. SWIFT allows 6 lines of 65 characters; banks write more, but not this much.
const LONGEST_TEXT: usize = 64 << 10;

/// Returns true if a file that begins with `head` is an MT940 or MT942.
pub(super) fn sniffs(head: &[u8]) -> bool {
    let mut head = head;
    let mut lines = Lines::new(&mut head);
    let mut seen = 0;
    while let Ok(Some((_, line))) = lines.next() {
        let known = ["20", "25", "28", "28C", "60F", "60M", "61", "34F", "62F", "62M"];
        if tag(line).is_some_and(|(tag, _)| known.contains(&tag)) {
            seen += 1;
            if seen == 2 {
                return true;
            }
        }
    }
    false
}

/// Splits a line that begins a field into its tag and what follows. Some banks write the envelope and the first field in one line, or blanks
/// before a field.
fn tag(line: &str) -> Option<(&str, &str)> {
    let line = line.rsplit_once("{4:").map_or(line, |(_, rest)| rest);
    tag_at_start(line.trim_start_matches(' '))
}

/// The same of a line that may be a payer's text: there, an envelope or a blank before a field would let a payer write the bank's fields.
fn tag_at_start(line: &str) -> Option<(&str, &str)> {
    let (tag, value) = line.strip_prefix(':')?.split_once(':')?;
    let digits = tag.get(..2)?.bytes().all(|byte| byte.is_ascii_digit());
    let letter = tag.get(2..)?;
    let plain = digits && (letter.is_empty() || letter.len() == 1 && letter.bytes().all(|b| b.is_ascii_uppercase()));
    (plain || tag == "NS" || matches!(tag, "940" | "942")).then_some((tag, value))
}

/// Reads all messages of a file.
///
/// # Errors
/// For fields that can't be read, messages without a closing balance, and a file without messages.
pub(super) fn read(source: &mut dyn Read, out: &mut Collector) -> Result<StatementFormat, StatementError> {
    let mut lines = Lines::new(source);
    let mut reader = Mt940Reader {
        out,
        field: Field::Other,
        account: String::new(),
        message: None,
        entry: None,
        page: None,
        has_statement: false,
        has_report: false,
        indent: 0,
    };
    while let Some((number, line)) = lines.next()? {
        reader.line(number, line)?;
    }
    reader.end(lines.number())
}

/// The field whose lines are being read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    Entry,
    Text,
    Other,
}

/// The message whose entries are being read.
struct Message {
    currency: Currency,
    /// True for an MT942.
    interim: bool,
    /// True behind its closing balance.
    closed: bool,
}

/// An entry whose text is being read.
struct OpenEntry {
    line: u64,
    field: EntryField,
    /// The second line of `:61:`.
    supplement: String,
    text: String,
}

/// The closing balance of a page that isn't the last one of its statement (`:62M:`).
struct PageBalance {
    account: String,
    line: u64,
    currency: Currency,
    /// `None` where it can't be read.
    balance: Option<Money>,
}

struct Mt940Reader<'o> {
    out: &'o mut Collector,
    field: Field,
    account: String,
    message: Option<Message>,
    entry: Option<OpenEntry>,
    page: Option<PageBalance>,
    has_statement: bool,
    has_report: bool,
    /// The blanks before the fields of the statement that is being read: as many as before its opening balance.
    indent: usize,
}

impl Mt940Reader<'_> {
    fn line(&mut self, number: u64, line: &str) -> Result<(), StatementError> {
        let at = |flaw: Flaw| flaw.at(Position::Line(number));
        let indent = line.len() - line.trim_start_matches(' ').len();
        let is_deep = self.may_be_text();
        if let Some((tag, value)) = if is_deep { line.get(self.indent..).and_then(tag_at_start) } else { tag(line) } {
            self.indent = if is_deep { self.indent } else { indent };
            return self.field(number, tag, value).map_err(at);
        }
        let trimmed = line.trim_end();
        if trimmed == "-" || trimmed.starts_with("-}") {
            self.flush();
            self.field = Field::Other;
            return Ok(());
        }
        match (self.field, &mut self.entry) {
            (Field::Text, Some(entry)) => append(&mut entry.text, line).map_err(at),
            (Field::Entry, Some(entry)) => append(&mut entry.supplement, line).map_err(at),
            // Banks' own lines before, between and behind messages.
            _ => Ok(()),
        }
    }

    /// Returns whether the next line may go on with a text: behind an entry, and everywhere between the balances of a statement.
    fn may_be_text(&self) -> bool {
        let is_within = self.message.as_ref().is_some_and(|message| !message.closed && !message.interim);
        is_within || self.entry.is_some() && self.field != Field::Other
    }

    fn field(&mut self, number: u64, tag: &str, value: &str) -> Result<(), Flaw> {
        self.field = Field::Other;
        match tag {
            "20" | "940" | "942" => {
                self.leave_message()?;
                self.account.clear();
            }
            "25" | "25P" => {
                self.leave_message()?;
                self.account = value.trim().trim_start_matches('/').to_owned();
            }
            "60F" | "60M" => self.open(number, value, tag == "60M")?,
            "34F" => self.open_report(value)?,
            "61" => {
                self.flush();
                let message = self.message.as_ref().filter(|message| !message.closed);
                let currency =
                    message
                        .ok_or(Fault::NoBalance.says(
                            "The entry (:61:) stands before an opening balance (:60F:), which says its currency.",
                        ))?
                        .currency;
                let field = fields::entry(value, currency)?;
                self.entry = Some(OpenEntry { line: number, field, supplement: String::new(), text: String::new() });
                self.field = Field::Entry;
            }
            "86" => {
                // Behind a closing balance it is a text about the whole statement.
                if let Some(entry) = &mut self.entry {
                    append(&mut entry.text, value)?;
                    self.field = Field::Text;
                }
            }
            "62F" | "62M" => {
                self.flush();
                self.close(number, value, tag == "62M");
            }
            // Numbers, sums and balances of other days.
            _ => {}
        }
        Ok(())
    }

    /// Begins a statement, or its next page.
    fn open(&mut self, line: u64, value: &str, is_page: bool) -> Result<(), Flaw> {
        self.leave_message()?;
        let balance = fields::balance(value);
        let currency = match &balance {
            Ok(balance) => balance.currency(),
            // The entries have no other.
            Err(flaw) => fields::balance_currency(value).ok_or_else(|| flaw.clone())?,
        };
        let balance = self.readable(line, balance);
        let continues = |page: &PageBalance| is_page && page.account == self.account && page.currency == currency;
        match self.page.take_if(|page| continues(page)) {
            Some(page) => {
                if let Some((last, next)) = page.balance.zip(balance).filter(|(last, next)| last != next) {
                    let detail = format!("The page ends with {last}, but the next one begins with {next}.");
                    self.out.warn(Position::Line(page.line), Fault::BalanceOff.says(detail));
                }
            }
            None => {
                self.end_pages();
                self.out.account(identity(&self.account, currency), Some(currency));
                if let Some(balance) = balance {
                    self.out.opening(balance);
                }
            }
        }
        self.has_statement = true;
        self.message = Some(Message { currency, interim: false, closed: false });
        Ok(())
    }

    /// Begins a report within the day, unless it has begun: `:34F:EURD0,` may be followed by a limit for credits.
    fn open_report(&mut self, limit: &str) -> Result<(), Flaw> {
        if self.message.is_some() {
            return Ok(());
        }
        let unknown = Fault::NoCurrency.says("The report (:34F:) names no currency of ISO 4217.");
        let currency = limit.trim().get(..3).and_then(|code| Currency::parse_reported(code).ok()).ok_or(unknown)?;
        self.end_pages();
        self.out.account(identity(&self.account, currency), Some(currency));
        self.has_report = true;
        self.message = Some(Message { currency, interim: true, closed: false });
        Ok(())
    }

    /// Ends the entries of a statement, or of its page.
    fn close(&mut self, line: u64, value: &str, is_page: bool) {
        let Some(message) = self.message.as_mut().filter(|message| !message.closed) else {
            let none = Fault::NoBalance.says("It has no opening balance (:60F:) before it.");
            return self.out.warn_of_balance(Position::Line(line), &none);
        };
        message.closed = true;
        let currency = message.currency;
        let balance = self.readable(line, fields::balance(value));
        if is_page {
            self.page = Some(PageBalance { account: self.account.clone(), line, currency, balance });
        } else if let Some(balance) = balance {
            self.out.closing(Position::Line(line), balance);
        }
    }

    /// A balance, or a warning where it can't be read.
    fn readable(&mut self, line: u64, balance: Result<Money, Flaw>) -> Option<Money> {
        balance.map_err(|flaw| self.out.warn_of_balance(Position::Line(line), &flaw)).ok()
    }

    /// Ends a message, which has to be complete.
    fn leave_message(&mut self) -> Result<(), Flaw> {
        self.flush();
        match self.message.take() {
            Some(message) if !message.closed && !message.interim => {
                Err(Fault::NoBalance.says("The statement before this line has no closing balance (:62F:), so a part of it may be missing. Download it again."))
            }
            _ => Ok(()),
        }
    }

    /// Reports the closing balance of a page that no other one has followed.
    fn end_pages(&mut self) {
        if let Some(PageBalance { line, balance: Some(balance), .. }) = self.page.take() {
            self.out.closing(Position::Line(line), balance);
        }
    }

    /// Hands over the entry whose text is complete.
    fn flush(&mut self) {
        let (Some(entry), Some(message)) = (self.entry.take(), &self.message) else { return };
        let EntryField { amount, value_date, booking_date, reversal, expected, customer_ref, bank_ref } = entry.field;
        let currency = message.currency;
        let instructed =
            fields::original_amount(&entry.supplement, currency).filter(|original| *original != amount.abs());
        let instructed = instructed.map(|original| Money::new(original * amount.signum(), currency));
        let facts = EntryFacts {
            at: Position::Line(entry.line),
            amount,
            currency,
            booking_date,
            value_date: Some(value_date),
            pending: message.interim || expected,
            reversal,
            instructed,
            fee: Some(0),
        };
        let details::Details { mut structured, text, end_to_end } = details::read(&entry.text);
        // A creditor reference fits into the customer's reference exactly.
        let is_rf = |text: &String| text.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("RF"));
        structured.extend(customer_ref.clone().filter(is_rf));
        let text = if entry.text.trim().is_empty() { entry.supplement.trim().to_owned() } else { text };
        let remittance = Remittance { structured, text, end_to_end: end_to_end.or(customer_ref), bank_ref };
        self.out.entry(facts, remittance, Vec::new());
    }

    /// Ends the file after its line `last`.
    fn end(mut self, last: u64) -> Result<StatementFormat, StatementError> {
        self.leave_message().map_err(|_| {
            let detail = Fault::Cut.says(
                "The file ends before the closing balance (:62F:), so a part of it is missing. Download it again.",
            );
            StatementError::new(Position::Line(last), detail)
        })?;
        self.end_pages();
        match (self.has_statement, self.has_report) {
            (true, _) => Ok(StatementFormat::Mt940),
            (false, true) => Ok(StatementFormat::Mt942),
            (false, false) => {
                let detail = Fault::NoStatement.says("There is no statement in the file: no opening balance (:60F:) of an MT940, and no limit (:34F:) of an MT942.");
                Err(StatementError::new(Position::File, detail))
            }
        }
    }
}

/// Adds a line to a text.
fn append(text: &mut String, line: &str) -> Result<(), Flaw> {
    if text.len() + line.len() > LONGEST_TEXT {
        return Err(Fault::TooLong.says("The text of this entry is longer than 64 KiB. A bank's is 390 characters."));
    }
    if !text.is_empty() {
        text.push('\n');
    }
    text.push_str(line);
    Ok(())
}

/// An account's number without its currency, which some banks write behind it.
fn identity(account: &str, currency: Currency) -> &str {
    let number = account.strip_suffix(currency.code()).map(str::trim_end);
    number.filter(|number| number.ends_with(|c: char| c.is_ascii_digit())).unwrap_or(account)
}
