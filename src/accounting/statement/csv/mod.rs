//! Tables of banks and providers (CSV).
//!
//! No two banks agree about one, so nothing is taken for granted: the header is the first line that names a day and an amount, and what
//! headings leave open is concluded from whole columns, never from a single cell. What stays in doubt, such as `1.234` or 02/03/2026 alone, is
//! asked for and answered by a [`CsvMapping`].

mod amounts;
mod days;
mod fees;
mod find;
mod heading_words;
mod headings;
mod layout;
mod mapping;
mod preview;
mod rows;
mod search;
mod table;
#[cfg(test)]
mod tests;
mod words;

use std::io::Read;

pub use self::layout::TableQuestion;
pub use self::mapping::{Column, CsvMapping, DateOrder, DecimalMark};
pub use self::preview::{CsvPreview, inspect, inspect_with, signature};
use self::rows::RowReader;
use self::table::Rows;
use super::{Collector, Fault, Position, StatementError, StatementFormat, read_head};
use crate::domain::money::currency::Currency;

/// Returns true if a file that begins with `head` is a table with headings that are known.
pub(super) fn sniffs(head: &[u8]) -> bool {
    find::find(head, &CsvMapping::default(), None).layout.is_some()
}

/// Returns true if a file that begins with `head` is a table whose columns somebody has to name.
pub(super) fn is_table(head: &[u8]) -> bool {
    find::is_table(head)
}

/// Reads a table. `currency` is that of the account, if neither the table nor the mapping says another.
///
/// # Errors
/// For what is in doubt, with the mapping's fields that are wanted; and for rows that can't be read.
pub(super) fn read(
    source: &mut dyn Read,
    mapping: &CsvMapping,
    currency: Option<Currency>,
    out: &mut Collector,
) -> Result<StatementFormat, StatementError> {
    let head = read_head(source, find::SAMPLE)?;
    let findings = find::find(&head, mapping, currency);
    let place = findings.header_line.filter(|line| *line > 0).map_or(Position::File, Position::Line);
    let questions: Vec<&str> = findings.questions.iter().map(|question| question.sentence.as_str()).collect();
    let layout = match findings.layout {
        Some(layout) if questions.is_empty() => layout,
        _ => return Err(StatementError::new(place, Fault::Unclear.says(questions.join(" ")))),
    };
    drop(findings.sample);
    let mut source = head.as_slice().chain(source);
    let mut rows = Rows::new(&mut source, layout.delimiter, layout.header_line)?;
    let mut reader = RowReader::new(&layout);
    while let Some(row) = rows.next()? {
        reader.read(row, out)?;
    }
    reader.end(out);
    Ok(StatementFormat::Csv)
}
