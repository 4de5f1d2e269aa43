//! Rows of a table, in constant memory.

use std::io::Read;

use csv_core::{ReadRecordResult, Reader, ReaderBuilder, Terminator};

use super::super::lines::{LONGEST_LINE, Lines};
use super::super::{Fault, Position, StatementError};

/// The most cells of a row. A bank's table has a few dozen columns.
const MOST_CELLS: usize = 512;

/// The delimiters of tables, the likeliest first.
pub(super) const DELIMITERS: [u8; 4] = [b';', b',', b'\t', b'|'];

/// A row. Its cells may have line breaks in quotes.
#[derive(Default)]
pub(super) struct Row {
    /// The line that it begins in.
    pub line: u64,
    /// False if the file ends behind it without an end of line.
    pub terminated: bool,
    text: Vec<u8>,
    ends: Vec<usize>,
    length: usize,
    cells: usize,
}

impl Row {
    /// The number of cells.
    pub(super) fn len(&self) -> usize {
        self.cells
    }

    /// A cell without blanks around it; empty where the row is too short.
    pub(super) fn cell(&self, index: usize) -> &str {
        if index >= self.cells {
            return "";
        }
        let end = |index: usize| self.ends.get(index).copied();
        let start = index.checked_sub(1).and_then(end).unwrap_or(0);
        let bytes = end(index).and_then(|end| self.text.get(start..end)).unwrap_or_default();
        // Lines are UTF-8, and cells end at ASCII characters.
        std::str::from_utf8(bytes).unwrap_or_default().trim()
    }

    /// All cells.
    pub(super) fn cells(&self) -> impl Iterator<Item = &str> {
        (0..self.cells).map(|index| self.cell(index))
    }

    fn clear(&mut self) {
        (self.length, self.cells) = (0, 0);
    }

    /// Adds a piece that ends with a line. Returns true if the row is complete, and false within quotes.
    fn feed(&mut self, parser: &mut Reader, mut piece: &[u8]) -> bool {
        while !piece.is_empty() {
            self.text.resize(self.length + piece.len() + 1, 0);
            self.ends.resize(self.cells + 64, 0);
            let text = self.text.get_mut(self.length..).unwrap_or_default();
            let ends = self.ends.get_mut(self.cells..).unwrap_or_default();
            let (result, read, written, ended) = parser.read_record(piece, text, ends);
            piece = piece.get(read..).unwrap_or_default();
            self.length += written;
            self.cells += ended;
            if matches!(result, ReadRecordResult::Record | ReadRecordResult::End) {
                return true;
            }
        }
        false
    }
}

fn parser(delimiter: u8) -> Reader {
    ReaderBuilder::new().delimiter(delimiter).terminator(Terminator::Any(b'\n')).build()
}

/// Splits single lines. It keeps a parser of each delimiter, since to build one takes far longer than to split a line.
#[derive(Default)]
pub(super) struct Splitter(Vec<(u8, Reader)>);

impl Splitter {
    /// Splits one line into cells, as many as a row may have.
    pub(super) fn split(&mut self, line: &str, delimiter: u8) -> Row {
        let mut row = Row { terminated: true, ..Row::default() };
        let mut known = self.0.extract_if(.., |(of, _)| *of == delimiter);
        let (_, mut parser) = known.next().unwrap_or_else(|| (delimiter, parser(delimiter)));
        drop(known);
        parser.reset();
        // A line within quotes is ended by force.
        if !row.feed(&mut parser, line.as_bytes()) && !row.feed(&mut parser, b"\n") {
            row.feed(&mut parser, b"\"\n");
        }
        self.0.push((delimiter, parser));
        row.cells = row.cells.min(MOST_CELLS);
        row
    }
}

/// The rows of a source.
pub(super) struct Rows<'r> {
    lines: Lines<'r>,
    parser: Reader,
    row: Row,
    piece: Vec<u8>,
}

impl<'r> Rows<'r> {
    /// Rows after the first `skipped` lines.
    ///
    /// # Errors
    /// As [`Lines::next`].
    pub(super) fn new(source: &'r mut dyn Read, delimiter: u8, skipped: u64) -> Result<Self, StatementError> {
        let mut lines = Lines::new(source);
        while lines.number() < skipped && lines.next()?.is_some() {}
        Ok(Self { lines, parser: parser(delimiter), row: Row::default(), piece: Vec::new() })
    }

    /// Reads the next row that isn't blank.
    ///
    /// # Errors
    /// As [`Lines::next`], for a quote that isn't closed, and for a row of too many cells.
    pub(super) fn next(&mut self) -> Result<Option<&Row>, StatementError> {
        self.row.clear();
        let mut begun = false;
        let unclosed = |line| {
            StatementError::new(
                Position::Line(line),
                Fault::Malformed.says("The row has a quotation mark that is never closed."),
            )
        };
        loop {
            let Some((number, line)) = self.lines.next()? else {
                return if begun { Err(unclosed(self.row.line)) } else { Ok(None) };
            };
            if !begun {
                if line.trim().is_empty() {
                    continue;
                }
                self.row.line = number;
                begun = true;
            }
            self.piece.clear();
            self.piece.extend_from_slice(line.as_bytes());
            self.piece.push(b'\n');
            let is_complete = self.row.feed(&mut self.parser, &self.piece);
            if self.row.cells > MOST_CELLS {
                let detail = format!("The row has more than {MOST_CELLS} cells. A bank's table has a few dozen.");
                return Err(StatementError::new(Position::Line(self.row.line), Fault::Malformed.says(detail)));
            }
            if is_complete {
                self.row.terminated = self.lines.is_terminated();
                return Ok(Some(&self.row));
            }
            if self.row.length > LONGEST_LINE {
                return Err(unclosed(self.row.line));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Result<Vec<(u64, Vec<String>)>, StatementError> {
        let mut source = text.as_bytes();
        let mut rows = Rows::new(&mut source, b';', 0)?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push((row.line, row.cells().map(str::to_owned).collect()));
        }
        Ok(found)
    }

    #[test]
    fn cells_have_quotes_and_lines() {
        let found = rows("a; b \n\n\"c;\"\"d\"\"\ne\";f;\r\n   \r\ng").expect("rows");
        let expected: Vec<(u64, Vec<&str>)> =
            vec![(1, vec!["a", "b"]), (3, vec!["c;\"d\"\ne", "f", ""]), (6, vec!["g"])];
        let found: Vec<(u64, Vec<&str>)> =
            found.iter().map(|(line, row)| (*line, row.iter().map(String::as_str).collect())).collect();
        assert_eq!(found, expected);
        assert_eq!(rows("a;O\"Neill;5\n").expect("rows")[0].1, ["a", "O\"Neill", "5"]);
        let mut splitter = Splitter::default();
        // A line leaves nothing behind, whatever it was.
        for _ in 0..2 {
            assert_eq!(splitter.split("a,\"b,c\",d", b',').cells().collect::<Vec<_>>(), ["a", "b,c", "d"]);
            assert_eq!(splitter.split("a;b,c", b';').cells().collect::<Vec<_>>(), ["a", "b,c"]);
            assert_eq!(splitter.split("a,\"b", b',').len(), 2);
            assert_eq!(splitter.split("", b',').len(), 0);
        }
        assert_eq!(splitter.0.len(), 2);
    }

    #[test]
    fn a_row_has_as_many_cells_as_a_table_of_a_bank() {
        let row = |cells: usize| format!("a\n{}\n", vec!["b"; cells].join(";"));
        assert_eq!(rows(&row(MOST_CELLS)).expect("rows")[1].1.len(), MOST_CELLS);
        assert!(rows(&row(MOST_CELLS + 1)).expect_err("too many").to_string().starts_with("Line 2: "));
        assert_eq!(Splitter::default().split(&vec!["b"; 100_000].join(";"), b';').len(), MOST_CELLS);
    }

    #[test]
    fn a_quote_that_is_never_closed_is_refused_early() {
        assert!(rows("a\n\"b;c\nd\n").expect_err("unclosed").to_string().starts_with("Line 2: "));
        let long = format!("a\n\"b{}", ";c\n".repeat(LONGEST_LINE));
        assert!(rows(&long).expect_err("unclosed").to_string().starts_with("Line 2: "));
    }
}
