//! DATEV's "Buchungsstapel": the CSV of an EXTF file, header version 700, category 21, format version 13, as developer.datev.de describes it.
//!
//! A file has one currency and one fiscal year: a day is written without its year, and amounts in another currency would need a rate. Text
//! is Windows-1252, rows end in CRLF, and a row's first account is the one that its side, S (debit) or H (credit), is about. The books of
//! the client keep gross amounts and fees apart, so a line with a fee is two rows, and so is one with a tip, which is taxed apart. VAT
//! belongs to the invoice: no row has a tax key.

mod batch;
mod columns;
mod text;

use chrono::{Datelike, NaiveDate};

use self::batch::BatchDays;
use self::text::{key, latin, quoted};
use super::{ExportContext, FileEnd, Format, FormatError, FormatKind};
use crate::domain::ledger::{ExportLine, MovementKind};
use crate::domain::money::Money;
use crate::domain::money::currency::Currency;
use crate::domain::payment::MANUAL;

/// The format in the table of formats.
pub(super) const KIND: FormatKind = FormatKind {
    name: "datev",
    label: "DATEV",
    audience: "For German tax advisers: a batch of postings (EXTF Buchungsstapel), one currency and fiscal year",
    media_type: "text/csv; charset=windows-1252; header=present",
    // Files of another name are not offered for import.
    stem: "EXTF_movements",
    extension: "csv",
    one_currency: true,
    iso_only: true,
    may_refuse: true,
    open: |context| Box::new(Datev { context: context.clone(), batch: None, rows: 0, bytes: 0, most: MOST }),
};

/// The greatest number of rows in a batch, and of bytes in a file.
const MOST: Most = Most { rows: 99_999, bytes: 50_000_000 };

#[derive(Clone, Copy)]
struct Most {
    rows: u32,
    bytes: usize,
}

/// The cents from which on an amount has more than ten digits before the comma.
const TOO_LARGE: u64 = 1_000_000_000_000;

struct Datev {
    context: ExportContext,
    /// The values in the header; `None` before it is written. Without a period, the first line decides about the fiscal year.
    batch: Option<BatchDays>,
    rows: u32,
    bytes: usize,
    most: Most,
}

/// A row's cells that aren't empty, by their numbers in DATEV's description, which counts from 1.
struct DatevRow {
    cells: [String; columns::COLUMNS.len()],
}

impl DatevRow {
    fn new() -> Self {
        Self { cells: [const { String::new() }; columns::COLUMNS.len()] }
    }

    fn set(&mut self, number: usize, value: impl Into<String>) {
        if let Some(cell) = number.checked_sub(1).and_then(|at| self.cells.get_mut(at)) {
            *cell = value.into();
        }
    }
}

/// One side of a line: an amount that isn't zero, and the accounts that it moves between.
struct DatevPosting<'p> {
    minor: i64,
    account: &'p str,
    contra: &'p str,
    text: String,
    /// The provider's name for the movement, which the row of a fee leaves to the row of the money.
    evidence: Option<&'p str>,
}

impl Datev {
    fn currency(&self) -> Currency {
        self.context.currency.unwrap_or(Currency::EUR)
    }

    /// The header, if it isn't written yet.
    fn header(&mut self, first: Option<NaiveDate>) -> String {
        if self.batch.is_some() {
            return String::new();
        }
        let batch = BatchDays::new(&self.context, first);
        let header = batch.header(&self.context, self.currency());
        self.batch = Some(batch);
        self.bytes += header.chars().count();
        header
    }

    fn line(&mut self, line: &ExportLine, out: &mut String) -> Result<(), FormatError> {
        out.push_str(&self.header(Some(line.accounting_date)));
        self.check(line)?;
        let accounts = &self.context.accounts.datev;
        let (clearing, fees, debtor) = (accounts.clearing_of(&line.rail), accounts.fees(), accounts.debtor());
        let tips = accounts.tips();
        let rail = if line.rail == MANUAL { "manuell" } else { &line.rail };
        let kind = match line.kind {
            MovementKind::Settlement => "Zahlung",
            MovementKind::Refund => "Erstattung",
            MovementKind::Correction => "Korrektur",
        };
        let subject = line.reference.as_deref().or(line.memo.as_deref()).unwrap_or_default();
        let money = DatevPosting {
            minor: line.price(),
            account: &clearing,
            contra: &debtor,
            text: format!("{kind} {rail} {subject}"),
            evidence: line.evidence_ref.as_deref(),
        };
        let tip = DatevPosting {
            minor: line.tip,
            account: &clearing,
            contra: &tips,
            text: format!("Trinkgeld {rail} {subject}"),
            evidence: line.evidence_ref.as_deref(),
        };
        let fee = DatevPosting {
            minor: line.fee.unwrap_or_default(),
            account: &fees,
            contra: &clearing,
            text: format!("Gebühr {rail}"),
            evidence: None,
        };
        // DATEV takes no row of 0,00.
        for posting in [money, tip, fee].into_iter().filter(|posting| posting.minor != 0) {
            self.rows += 1;
            if self.rows > self.most.rows {
                let detail = format!(
                    "A DATEV batch has at most {} rows. Export a shorter period, such as one month.",
                    self.most.rows
                );
                return Err(FormatError::of(line, detail));
            }
            let row = row(line, &posting, self.currency())?.cells.join(";") + "\r\n";
            // In Windows-1252, a character is a byte.
            self.bytes += row.chars().count();
            if self.bytes > self.most.bytes {
                let detail = format!(
                    "A DATEV file has at most {} MB. Export a shorter period, such as one month.",
                    self.most.bytes / 1_000_000
                );
                return Err(FormatError::of(line, detail));
            }
            out.push_str(&row);
        }
        Ok(())
    }

    /// Refuses a line that is not of the file's currency or days.
    fn check(&self, line: &ExportLine) -> Result<(), FormatError> {
        let currency = self.currency();
        if line.currency != currency {
            let detail = format!(
                "It is in {}, and this DATEV file in {currency}. Export each currency by itself.",
                line.currency
            );
            return Err(FormatError::of(line, detail));
        }
        let Some(batch) = &self.batch else { return Ok(()) };
        let (day, year) = (line.accounting_date, &batch.year);
        if !year.contains(&day) {
            let detail = format!(
                "It is booked on {day}, and this DATEV file is of the fiscal year from {} to {}. Export each fiscal year by itself, by the \
                 day in the books, and check the first month of your fiscal year.",
                year.start(),
                year.end(),
            );
            return Err(FormatError::of(line, detail));
        }
        if !batch.period.contains(&day) {
            let detail = format!(
                "It is booked on {day}, and this DATEV file is of {} to {}. Export by the day in the books.",
                batch.period.start(),
                batch.period.end(),
            );
            return Err(FormatError::of(line, detail));
        }
        Ok(())
    }
}

impl Format for Datev {
    fn begin(&mut self) -> Vec<u8> {
        // The header names the fiscal year, which the first line may decide.
        Vec::new()
    }

    fn lines(&mut self, lines: &[ExportLine]) -> Result<Vec<u8>, FormatError> {
        let mut out = String::with_capacity(lines.len() * 640);
        lines.iter().try_for_each(|line| self.line(line, &mut out))?;
        Ok(latin(&out))
    }

    fn end(&mut self) -> Result<FileEnd, std::io::Error> {
        let header = self.header(None);
        Ok(FileEnd::Bytes(latin(&header)))
    }
}

/// The cells of a posting, by their numbers in DATEV's description.
fn row(line: &ExportLine, posting: &DatevPosting<'_>, currency: Currency) -> Result<DatevRow, FormatError> {
    let day = line.accounting_date;
    let mut row = DatevRow::new();
    row.set(1, amount(line, posting.minor)?);
    row.set(2, if posting.minor > 0 { "\"S\"" } else { "\"H\"" });
    row.set(3, quoted(currency.code(), 3));
    row.set(7, posting.account);
    row.set(8, posting.contra);
    row.set(10, format!("{:02}{:02}", day.day(), day.month()));
    // Clears open items, so it is the reference that the payer was given.
    row.set(11, quoted(&key(&line.rf), 36));
    row.set(14, quoted(&posting.text, 60));
    row.set(48, quoted("Chit", 20));
    row.set(49, quoted(&format!("Zeile {}, {}", line.seq, line.id), 210));
    let mut further = (50..).step_by(2);
    let mut note = |name: &str, value: &str| {
        if let Some(number) = further.next() {
            row.set(number, quoted(name, 20));
            row.set(number + 1, quoted(value, 210));
        }
    };
    if let Some(reversed) = &line.reverses_id {
        note("hebt auf", reversed);
    }
    if let Some(day) = line.belongs_to {
        note("gehört zu", &day.to_string());
    }
    if line.fee.is_none() {
        note("Gebühr", "nicht bekannt");
    }
    // Part of a name is no name: what doesn't fit is left out.
    row.set(95, name(posting.evidence, 30));
    row.set(114, "0");
    row.set(121, name(line.batch_id.as_deref(), 50));
    Ok(row)
}

/// A provider's name for something; empty if it is missing or too long.
fn name(text: Option<&str>, max: usize) -> String {
    text.filter(|text| text.chars().count() <= max).map(|text| quoted(text, max)).unwrap_or_default()
}

/// An amount without its sign: up to ten digits, a comma, two decimals.
fn amount(line: &ExportLine, minor: i64) -> Result<String, FormatError> {
    let refuse = |reason: &str| {
        let money = Money::new(minor, line.currency).human();
        FormatError::of(
            line,
            format!("{money} {reason} Export this currency in another format, such as csv-eu or xlsx."),
        )
    };
    let (digits, exponent) = (minor.unsigned_abs(), u32::from(line.currency.exponent()));
    let finer = 10_u64.pow(exponent.saturating_sub(2));
    if digits % finer != 0 {
        return Err(refuse("has more than two decimals, which DATEV can't hold."));
    }
    let cents = (digits / finer).checked_mul(10_u64.pow(2_u32.saturating_sub(exponent)));
    match cents.filter(|cents| *cents < TOO_LARGE) {
        Some(cents) => Ok(format!("{},{:02}", cents / 100, cents % 100)),
        None => Err(refuse("has more than ten digits before the comma, which DATEV can't hold.")),
    }
}

#[cfg(test)]
mod tests;
