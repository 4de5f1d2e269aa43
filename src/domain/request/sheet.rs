//! A table of requests to make: CSV by RFC 4180, a request in each row, whose header names the fields of a [`RequestDraft`].

use std::io::Read;

use strum::IntoEnumIterator;

use super::prices::PriceDraft;
use super::terms::{RequestDraft, Terms};
use crate::domain::clock::Timestamp;
use crate::domain::field::{FieldError, Mention};
use crate::domain::language::Language;
use crate::domain::money::currency::Currency;
use crate::domain::money::notation::Notation;

/// The columns that an answer has beyond those of its table.
pub const ANSWERED: [&str; 3] = ["code", "url", "error"];

/// The largest file, in bytes.
pub const MAX_BYTES: usize = 1024 * 1024;
/// The largest number of rows below the header.
pub const MAX_ROWS: usize = 1000;

/// A row that is read after a table's own.
const LAST_ROW: &[u8] = b"\nend";

/// The character between the values of a cell that has several.
const BETWEEN: char = '|';

/// A field of a request that a column can have. What is sealed where it is kept has no column: sheets lie about readable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr, strum::EnumIter)]
#[strum(serialize_all = "snake_case")]
pub enum SheetColumn {
    /// The fixed amount.
    Amount,
    /// ISO 4217.
    Currency,
    /// Further prices, each an amount, a blank and a currency, with `|` between them.
    Prices,
    /// Lower bound of an open amount.
    MinAmount,
    /// Upper bound of an open amount.
    MaxAmount,
    /// The purpose.
    Memo,
    /// The payee's own reference.
    Reference,
    /// The day by which it should be paid.
    DueOn,
    /// The time from which it can't be paid.
    ExpiresAt,
    /// The largest number of payments.
    MaxPayments,
    /// The detail of previews.
    Preview,
    /// The default language of its pages.
    Language,
    /// Amounts to suggest, with `|` between them.
    SuggestedAmounts,
    /// `true` where payers are asked for a note.
    AsksNote,
    /// `true` where payers may add a tip.
    TakesTips,
    /// The payee's labels, with `|` between them.
    Labels,
}

impl SheetColumn {
    /// The name in the header, which is the field's name in the API.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// The names of all columns.
    pub fn names() -> Vec<&'static str> {
        Self::iter().map(Self::name).collect()
    }

    fn parse(text: &str) -> Option<Self> {
        Self::iter().find(|column| column.name().eq_ignore_ascii_case(text))
    }
}

/// A table of unchecked requests, as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The header's cells, as written.
    pub header: Vec<String>,
    /// The rows, each with as many cells as the header.
    pub rows: Vec<Vec<String>>,
    /// The place of each row below the header, counted from 1. Rows without any text have places of their own.
    pub numbers: Vec<usize>,
    /// The character between cells: a comma, a semicolon or, as spreadsheets copy cells, a tab.
    pub delimiter: u8,
    /// Set when it began with a byte order mark, by which some spreadsheets know UTF-8.
    pub has_mark: bool,
    columns: Vec<SheetColumn>,
}

impl Sheet {
    /// Reads a table. Rows without any text are left out.
    ///
    /// # Errors
    /// Errors of the table as a whole have the field `file`, and errors of its header the name of the column.
    pub fn read(bytes: &[u8]) -> Result<Self, Vec<FieldError>> {
        if bytes.len() > MAX_BYTES {
            let detail = format!("The table is too large: {} KiB at most. Send it in parts.", MAX_BYTES / 1024);
            return Err(vec![wrong("too_long", detail).said_by("error-many-rows", vec![max_rows()])]);
        }
        let text = std::str::from_utf8(bytes)
            .map_err(|_| vec![wrong("not_utf8", "The table isn’t UTF-8. Save it as “CSV UTF-8”.")])?;
        let (text, has_mark) = text.strip_prefix('\u{feff}').map_or((text, false), |rest| (rest, true));
        let delimiter = delimiter(text);
        // Flexible, so that a row of another length is told by its number.
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .from_reader(text.as_bytes().chain(LAST_ROW));
        // The reader passes lines without any byte by, which have places all the same.
        let mut place = 0;
        let records = reader.records().map(|read| {
            let record = read.map_err(|e| vec![wrong("unreadable", format!("The table can’t be read: {e}."))])?;
            let begins_at = record.position().and_then(|position| usize::try_from(position.byte()).ok());
            place += 1 + begins_at.map_or(0, |at| empty_lines(text, at));
            Ok((place, record.iter().map(str::to_owned).collect::<Vec<_>>()))
        });
        let mut records = records.collect::<Result<Vec<_>, Vec<FieldError>>>()?;
        // Where the table ends within quotes, which the reader takes for the end of the cell, the row after it belongs to that cell.
        let ends_in_quotes = records.pop_if(|(_, row)| row == &["end"]).is_none();
        let last = records.last().map_or(0, |(place, _)| *place);
        let mut records = records.into_iter();
        let (first, mut header) = records.next().ok_or_else(|| vec![wrong("no_rows", "The table is empty.")])?;
        // Spreadsheets write delimiters for columns that somebody has emptied.
        while header.last().is_some_and(|cell| cell.trim().is_empty()) {
            header.pop();
        }
        let columns = columns(&header)?;
        if ends_in_quotes {
            let row = last - first;
            let detail = format!("Row {row}, the last one, ends within quotes. Put a quote where its text ends.");
            let row = i64::try_from(row).unwrap_or(i64::MAX);
            return Err(vec![wrong("open_quotes", detail).said_by("error-open-quotes", vec![Mention::Row(row)])]);
        }
        let filled = records.filter(|(_, row)| row.iter().any(|cell| !cell.trim().is_empty()));
        let (numbers, rows): (Vec<_>, Vec<_>) =
            filled.map(|(place, row)| (place - first, fitted(row, header.len(), place - first))).unzip();
        if rows.is_empty() {
            return Err(vec![wrong("no_rows", "The table has a header and no rows.")]);
        }
        if rows.len() > MAX_ROWS {
            let detail = format!("The table has {} rows: {MAX_ROWS} at most. Send it in parts.", rows.len());
            return Err(vec![wrong("too_many_rows", detail).said_by("error-many-rows", vec![max_rows()])]);
        }
        let rows = rows.into_iter().collect::<Result<_, _>>().map_err(|error| vec![error])?;
        Ok(Self { header, rows, numbers, delimiter, has_mark, columns })
    }

    /// Checks every row. Amounts are written in `notation`; the rest is the payee's default, see [`RequestDraft::check`].
    pub fn check(
        &self,
        notation: Notation,
        currency: Currency,
        language: Language,
        now: Timestamp,
    ) -> Vec<Result<Terms, Vec<FieldError>>> {
        self.rows.iter().map(|row| self.draft(row, notation).check(currency, language, now)).collect()
    }

    /// The draft of a row. An empty cell counts as absent.
    fn draft(&self, row: &[String], notation: Notation) -> RequestDraft {
        let mut draft = RequestDraft { notation, ..RequestDraft::default() };
        for (column, cell) in self.columns.iter().zip(row) {
            let text = cell.trim();
            if !text.is_empty() {
                fill(&mut draft, *column, text);
            }
        }
        draft
    }

    /// The text in a row's cell of a column; empty where the table lacks the column.
    pub fn cell<'r>(&self, row: &'r [String], column: SheetColumn) -> &'r str {
        let at = self.columns.iter().position(|found| *found == column);
        at.and_then(|at| row.get(at)).map_or("", |cell| cell.trim())
    }
}

/// Writes a cell's text into the field of its column.
fn fill(draft: &mut RequestDraft, column: SheetColumn, text: &str) {
    let several = || text.split(BETWEEN).map(|part| part.trim().to_owned()).collect();
    let one = Some(text.to_owned());
    match column {
        SheetColumn::Amount => draft.amount = one,
        SheetColumn::Currency => draft.currency = one,
        SheetColumn::Prices => draft.prices = text.split(BETWEEN).map(price).collect(),
        SheetColumn::MinAmount => draft.min_amount = one,
        SheetColumn::MaxAmount => draft.max_amount = one,
        SheetColumn::Memo => draft.memo = one,
        SheetColumn::Reference => draft.reference = one,
        SheetColumn::DueOn => draft.due_on = one,
        SheetColumn::ExpiresAt => draft.expires_at = one,
        SheetColumn::Preview => draft.preview = one,
        SheetColumn::Language => draft.language = one,
        SheetColumn::SuggestedAmounts => draft.suggested = several(),
        SheetColumn::Labels => draft.labels = several(),
        SheetColumn::MaxPayments => match text.parse() {
            Ok(times) => draft.max_payments = Some(times),
            Err(_) => {
                let detail = "Write how many times it can be paid, as a whole number.";
                draft.misread.push(FieldError::plain("max_payments", "invalid", detail));
            }
        },
        SheetColumn::AsksNote => match truth(text) {
            Some(asks) => draft.asks_note = asks,
            None => draft.misread.push(FieldError::plain("asks_note", "invalid", "Write true or false.")),
        },
        SheetColumn::TakesTips => match truth(text) {
            Some(takes) => draft.takes_tips = takes,
            None => draft.misread.push(FieldError::plain("takes_tips", "invalid", "Write true or false.")),
        },
    }
}

/// A further price as `27.00 USD`.
fn price(text: &str) -> PriceDraft {
    let some = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    match text.trim().rsplit_once(char::is_whitespace) {
        Some((amount, currency)) => PriceDraft { amount: some(amount), currency: some(currency) },
        None => PriceDraft { amount: some(text), currency: None },
    }
}

/// Reads `true` or `false`, in any case of letters, as spreadsheets write them.
fn truth(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    }
}

fn wrong(code: &'static str, detail: impl Into<String>) -> FieldError {
    FieldError::plain("file", code, detail)
}

fn max_rows() -> Mention {
    Mention::Max(i64::try_from(MAX_ROWS).unwrap_or(i64::MAX))
}

/// The delimiter that the header has more of. No name of a column has one.
fn delimiter(text: &str) -> u8 {
    let header = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |wanted: u8| header.bytes().filter(|byte| *byte == wanted).count();
    // The last of equals is the comma, which a header of one column gets.
    [b'\t', b';', b','].into_iter().max_by_key(|delimiter| count(*delimiter)).unwrap_or(b',')
}

/// The number of lines without any byte that a record begins with, as the reader counts its bytes.
fn empty_lines(text: &str, begins_at: usize) -> usize {
    let (before, rest) = text.split_at_checked(begins_at).unwrap_or((text, ""));
    // The line before may end with a line feed that the reader leaves to the next record.
    let rest = if before.ends_with('\r') { rest.strip_prefix('\n').unwrap_or(rest) } else { rest };
    let ends = &rest[..rest.len() - rest.trim_start_matches(['\r', '\n']).len()];
    ends.matches('\n').count() + ends.replace("\r\n", "").matches('\r').count()
}

/// The columns that a header names, each once.
fn columns(header: &[String]) -> Result<Vec<SheetColumn>, Vec<FieldError>> {
    // Where no cell names a column, the first row is most likely a link already: one error, not one for each of its cells.
    if header.iter().all(|cell| SheetColumn::parse(cell.trim()).is_none()) {
        let names = SheetColumn::names().join(", ");
        let detail = format!("The first row has to name the columns, and names none. A column is one of: {names}.");
        return Err(vec![wrong("no_header", detail).said_by("error-no-header", Vec::new())]);
    }
    let (mut columns, mut problems) = (Vec::new(), Vec::new());
    for cell in header {
        match SheetColumn::parse(cell.trim()) {
            None => {
                let name: String = cell.trim().chars().take(64).collect();
                let detail = if ANSWERED.contains(&name.as_str()) {
                    "This column is one of an answer. Take out its columns code, url and error, and the rows that have a code: \
                        their links are made."
                        .to_owned()
                } else {
                    format!(
                        "No field of a request has this name. A column is one of: {}.",
                        SheetColumn::names().join(", ")
                    )
                };
                problems
                    .push(FieldError::plain(name, "unknown_field", detail).said_by("error-unknown-column", Vec::new()));
            }
            Some(column) if columns.contains(&column) => {
                let twice = FieldError::plain(column.name(), "duplicate", "This column stands there twice.");
                problems.push(twice.said_by("error-column-twice", Vec::new()));
            }
            Some(column) => columns.push(column),
        }
    }
    if problems.is_empty() { Ok(columns) } else { Err(problems) }
}

/// A row with as many cells as the header. A spreadsheet may leave out empty cells at the end, or write more of them.
fn fitted(mut row: Vec<String>, length: usize, number: usize) -> Result<Vec<String>, FieldError> {
    if row.iter().skip(length).any(|cell| !cell.trim().is_empty()) {
        let detail = format!("Row {number} has more cells than the header. Put a text with a delimiter in quotes.");
        let number = i64::try_from(number).unwrap_or(i64::MAX);
        return Err(wrong("uneven", detail).said_by("error-uneven", vec![Mention::Row(number)]));
    }
    row.resize(length, String::new());
    Ok(row)
}

#[cfg(test)]
mod tests;
