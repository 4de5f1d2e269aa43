//! The cells of tables ([`COLUMNS`]) and their encoding by RFC 4180.

use std::borrow::Cow;

use chrono::SecondsFormat;

use super::COLUMNS;
use crate::domain::clock::rfc3339;
use crate::domain::ledger::ExportLine;
use crate::domain::money::Money;
use crate::domain::zone::Zone;

/// A value in a column.
#[derive(Debug)]
pub(super) enum Cell<'a> {
    /// The line has no such value, such as a fee that isn't known.
    Absent,
    /// A word of Chit's, a day or a time.
    Word(Cow<'a, str>),
    /// An id, a reference, or a text that somebody wrote.
    Text(&'a str),
    /// An amount.
    Amount(Money),
    /// A whole number.
    Number(i64),
}

/// A line's cells, in the order of [`COLUMNS`].
pub(super) fn cells(line: &ExportLine, zone: Zone) -> [Cell<'_>; COLUMNS.len()] {
    let amount = |minor| Cell::Amount(Money::new(minor, line.currency));
    let some = |cell: Option<i64>| cell.map_or(Cell::Absent, amount);
    let local = zone.local(line.settled_in(zone)).to_rfc3339_opts(SecondsFormat::Secs, false);
    [
        text(Some(&line.id)),
        text(Some(&line.request_code)),
        text(Some(&line.payment_id)),
        word(line.kind.as_str()),
        text(line.reference.as_deref()),
        text(Some(&line.rf)),
        word(rfc3339(line.created_at)),
        word(rfc3339(line.settled_at)),
        word(local),
        word(zone.name()),
        line.booking_date.map_or(Cell::Absent, |day| word(day.to_string())),
        word(line.currency.code()),
        amount(line.gross),
        some(line.fee),
        some(line.net()),
        word(line.kind.status()),
        text(Some(&line.rail)),
        word(&*line.evidence),
        text(line.evidence_ref.as_deref()),
        text(line.memo.as_deref()),
        text(line.reverses_id.as_deref()),
        text(line.batch_id.as_deref()),
        Cell::Number(line.seq),
        text(line.provider_ref.as_deref()),
        word(line.accounting_date.to_string()),
        text(line.statement_id.as_deref()),
        line.belongs_to.map_or(Cell::Absent, |day| word(day.to_string())),
        amount(line.tip),
    ]
}

fn word<'a>(word: impl Into<Cow<'a, str>>) -> Cell<'a> {
    Cell::Word(word.into())
}

fn text(text: Option<&str>) -> Cell<'_> {
    text.filter(|text| !text.is_empty()).map_or(Cell::Absent, Cell::Text)
}

/// A text cell that no spreadsheet evaluates as a formula: one that would begin a formula gets an apostrophe in front.
pub(crate) fn disarmed(cell: &str) -> Cow<'_, str> {
    match cell.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠') => format!("'{cell}").into(),
        _ => cell.into(),
    }
}

/// Encodes records, all with as many cells. Lines end with CRLF, and cells are quoted where they need it.
#[expect(clippy::expect_used, reason = "a line that is missing from a file would be missing from somebody's books")]
pub(crate) fn records<R: AsRef<[C]>, C: AsRef<str>>(delimiter: u8, records: impl IntoIterator<Item = R>) -> Vec<u8> {
    let memory = Vec::with_capacity(64 * 1024);
    let terminator = ::csv::Terminator::CRLF;
    let mut out = ::csv::WriterBuilder::new().delimiter(delimiter).terminator(terminator).from_writer(memory);
    for record in records {
        let cells = record.as_ref().iter().map(|cell| cell.as_ref().as_bytes());
        out.write_record(cells).expect("memory takes every record, and all have as many cells");
    }
    out.into_inner().expect("memory takes what is buffered")
}
