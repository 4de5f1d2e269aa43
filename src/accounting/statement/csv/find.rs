//! Finds the header of a table and a sample of its rows, and by them its layout.

use super::super::lines::Lines;
use super::headings::Columns;
use super::layout::{Layout, TableQuestion};
use super::mapping::{Column, CsvMapping};
use super::search::ColumnSearch;
use super::table::{DELIMITERS, Row, Rows, Splitter};
use crate::domain::money::currency::Currency;

/// The number of bytes that are looked at. Where no row among them tells, somebody is asked.
pub(super) const SAMPLE: usize = 1 << 20;

/// The most rows that are looked at. A bank's rows are longer than 50 bytes each.
const SAMPLE_ROWS: usize = 20_000;

/// The lines in which a header is searched.
const PREAMBLE: u64 = 100;

/// The findings about a table.
pub(super) struct Findings {
    /// The table, unless columns are missing.
    pub layout: Option<Layout>,
    pub questions: Vec<TableQuestion>,
    pub headings: Vec<String>,
    pub sample: Vec<Vec<String>>,
    pub header_line: Option<u64>,
    pub delimiter: Option<u8>,
}

/// A header that was found: its line, its delimiter and its headings.
struct Header {
    line: u64,
    delimiter: u8,
    headings: Vec<String>,
}

/// The delimiter that somebody has named.
fn delimiter_of(mapping: &CsvMapping) -> Option<u8> {
    mapping.delimiter.and_then(|mark| u8::try_from(mark).ok()).filter(u8::is_ascii)
}

fn cells(row: &Row) -> Vec<String> {
    row.cells().map(str::to_owned).collect()
}

/// Searches the header in the first lines, and an IBAN above it.
fn find_header(head: &[u8], mapping: &CsvMapping) -> (Option<Header>, Option<String>) {
    let mut source = head;
    let mut lines = Lines::new(&mut source);
    let wanted = delimiter_of(mapping);
    let delimiters: Vec<u8> = wanted.map_or_else(|| DELIMITERS.to_vec(), |mark| vec![mark]);
    let named: Vec<&Column> = [&mapping.date, &mapping.amount, &mapping.debit, &mapping.credit]
        .into_iter()
        .flatten()
        .filter(|c| matches!(c, Column::Heading(_)))
        .collect();
    let mut account = None;
    let mut splitter = Splitter::default();
    while let Ok(Some((number, line))) = lines.next() {
        if number > PREAMBLE {
            break;
        }
        let split: Vec<(u8, Vec<String>)> =
            delimiters.iter().map(|delimiter| (*delimiter, cells(&splitter.split(line, *delimiter)))).collect();
        let is_header = |headings: &[String]| {
            let columns = Columns::of(headings.iter().map(String::as_str));
            match mapping.header_line {
                Some(wanted) => wanted == number,
                None if named.is_empty() => columns.is_header(),
                None => named.iter().all(|column| columns.find(column).is_some()),
            }
        };
        let headers = split.iter().filter(|(_, headings)| is_header(headings));
        if let Some((delimiter, headings)) = headers.max_by_key(|(_, headings)| headings.len()) {
            return (Some(Header { line: number, delimiter: *delimiter, headings: headings.clone() }), account);
        }
        if account.is_none() {
            account = split.iter().flat_map(|(_, cells)| cells).find_map(|cell| iban(cell));
        }
    }
    (None, account)
}

/// The text as an IBAN, if it looks like one.
fn iban(cell: &str) -> Option<String> {
    let compact: String = cell.split_whitespace().collect();
    let bytes = compact.as_bytes();
    let country = bytes.get(..2)?.iter().all(u8::is_ascii_uppercase) && bytes.get(2..4)?.iter().all(u8::is_ascii_digit);
    let rest = bytes.get(4..)?;
    let rest = (11..=30).contains(&rest.len()) && rest.iter().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase());
    (country && rest).then_some(compact)
}

/// The most lines that have the same number of cells, of at least `least`, if they are split by `delimiter`: how many, and of how many cells.
fn even_lines(head: &[u8], delimiter: u8, least: usize) -> (usize, usize) {
    let mut source = head;
    let mut lines = Lines::new(&mut source);
    let mut counts = [0_usize; 64];
    let mut splitter = Splitter::default();
    while let Ok(Some((number, line))) = lines.next() {
        if number > PREAMBLE {
            break;
        }
        let cells = splitter.split(line, delimiter).len();
        if let Some(count) = counts.get_mut(cells).filter(|_| cells >= least) {
            *count += 1;
        }
    }
    counts.into_iter().zip(0..).max_by_key(|(count, _)| *count).unwrap_or_default()
}

/// The delimiter by which most lines have the same number of cells, and that number.
fn likely_delimiter(head: &[u8]) -> Option<(u8, usize)> {
    let counted = DELIMITERS.into_iter().rev().map(|delimiter| (even_lines(head, delimiter, 2), delimiter));
    let best = counted.max_by_key(|((lines, _), _)| *lines).filter(|((lines, _), _)| *lines > 0);
    best.map(|((_, width), delimiter)| (delimiter, width))
}

/// True if several lines have the same number of cells.
pub(super) fn is_table(head: &[u8]) -> bool {
    DELIMITERS.into_iter().any(|delimiter| even_lines(head, delimiter, 3).0 >= 2)
}

/// The headings by which a table is known again: those of its header, or the cells of its first line that is as wide as most.
pub(super) fn known_by(head: &[u8]) -> Option<Vec<String>> {
    if let Some(header) = find_header(head, &CsvMapping::default()).0 {
        return Some(header.headings);
    }
    let (delimiter, width) = likely_delimiter(head)?;
    let mut source = head;
    let mut lines = Lines::new(&mut source);
    let mut splitter = Splitter::default();
    while let Ok(Some((_, line))) = lines.next() {
        let row = splitter.split(line, delimiter);
        if row.len() == width {
            return Some(cells(&row));
        }
    }
    None
}

/// Reads the rows of a sample as far as they can be read.
fn sample_rows(head: &[u8], delimiter: u8, header_line: u64) -> Vec<Vec<String>> {
    let mut source = head;
    let mut found = Vec::new();
    if let Ok(mut rows) = Rows::new(&mut source, delimiter, header_line) {
        while found.len() < SAMPLE_ROWS
            && let Ok(Some(row)) = rows.next()
        {
            found.push(cells(row));
        }
    }
    if head.len() >= SAMPLE && found.len() < SAMPLE_ROWS {
        // The last one may be cut.
        found.pop();
    }
    found
}

/// Finds out what a table is that begins with `head`. `currency` is that of its account, if nothing in it says another.
pub(super) fn find(head: &[u8], mapping: &CsvMapping, currency: Option<Currency>) -> Findings {
    let mut findings = Findings {
        layout: None,
        questions: Vec::new(),
        headings: Vec::new(),
        sample: Vec::new(),
        header_line: None,
        delimiter: None,
    };
    let (header, account) = find_header(head, mapping);
    let header = header.or_else(|| {
        let delimiter = delimiter_of(mapping).or_else(|| Some(likely_delimiter(head)?.0))?;
        Some(Header { line: 0, delimiter, headings: Vec::new() })
    });
    let Some(header) = header else {
        findings.ask(
            "delimiter",
            "It isn't known which character stands between the cells. Say so in the mapping's `delimiter`.",
        );
        return findings;
    };
    findings.sample = sample_rows(head, header.delimiter, header.line);
    findings.headings = header.headings;
    (findings.header_line, findings.delimiter) = (Some(header.line), Some(header.delimiter));
    let columns = Columns::of(findings.headings.iter().map(String::as_str));
    let search = ColumnSearch {
        columns: &columns,
        mapping,
        sample: std::mem::take(&mut findings.sample),
        questions: Vec::new(),
    };
    let (layout, search) = search.layout(header.delimiter, header.line, currency);
    (findings.sample, findings.questions) = (search.sample, search.questions);
    findings.layout = layout.map(|layout| Layout { account, ..layout });
    findings
}

impl Findings {
    fn ask(&mut self, field: &'static str, sentence: &str) {
        self.questions.push(TableQuestion { field, sentence: sentence.to_owned() });
    }
}
