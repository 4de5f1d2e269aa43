//! A workbook of Excel (ECMA-376), in which amounts are numbers, days are dates and text is never a formula.
//!
//! Rows go to temporary files while they are written, and the workbook is put together at the end. On Linux the files have no name
//! (`O_TMPFILE`), elsewhere theirs is removed at once and only their owner may read them, so nobody else can open them and nothing is left.

mod cells;

use std::io::{BufWriter, Error as IoError, Seek as _, Write as _};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format as CellFormat, RowNum, Workbook, Worksheet, XlsxError};

use self::cells::{Cells, SheetCell};
use super::totals::{Sum, Totals};
use super::{COLUMNS, ExportContext, FileEnd, Format, FormatError, FormatKind};
use crate::domain::ledger::ExportLine;
use crate::domain::zone::Zone;

/// The format in the table of formats.
pub(super) const KIND: FormatKind = FormatKind {
    name: "xlsx",
    label: "Excel",
    audience: "For Excel, LibreOffice and Numbers: amounts and dates as such, every column, and a sheet of totals",
    media_type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    stem: "movements",
    extension: "xlsx",
    one_currency: false,
    iso_only: false,
    may_refuse: false,
    open: |context| Box::new(Xlsx::new(context, ROWS)),
};

/// The greatest number of rows in a sheet, besides the headings.
const ROWS: RowNum = 1_048_575;

/// The headings of the sheet of totals.
const TOTALS: [&str; 11] = [
    "currency",
    "rail",
    "lines",
    "settled",
    "refunded",
    "corrected",
    "gross",
    "fee",
    "net",
    "lines_without_fee",
    "tip",
];

struct Xlsx {
    workbook: Workbook,
    cells: Cells,
    zone: Zone,
    totals: Totals,
    /// The number of sheets with lines.
    sheets: usize,
    /// The rows of the last one, with its headings.
    rows: RowNum,
    most: RowNum,
    /// The first error. The file is given up then, and the error told at its end.
    failed: Option<XlsxError>,
}

impl Xlsx {
    fn new(context: &ExportContext, most: RowNum) -> Self {
        let mut workbook = Workbook::new();
        let mut properties =
            DocProperties::new().set_title(format!("Chit, payee {}", context.handle)).set_author("Chit");
        // With the time of the run in it, no two files would have the same bytes.
        if let Ok(made_at) = ExcelDateTime::from_timestamp(context.made_at.timestamp()) {
            properties = properties.set_creation_datetime(&made_at);
        }
        workbook.set_properties(&properties);
        let (cells, zone) = (Cells::new(), context.zone);
        Self { workbook, cells, zone, totals: Totals::default(), sheets: 0, rows: 0, most, failed: None }
    }

    /// Starts a sheet of lines, with its headings.
    fn start_sheet(&mut self) -> Result<(), XlsxError> {
        self.sheets += 1;
        let name = if self.sheets == 1 { "Movements".to_owned() } else { format!("Movements {}", self.sheets) };
        let sheet = self.workbook.add_worksheet_with_constant_memory()?;
        sheet.set_name(name)?;
        headings(sheet, COLUMNS, &self.cells.heading)?;
        self.rows = 1;
        Ok(())
    }

    fn line(&mut self, line: &ExportLine) -> Result<(), XlsxError> {
        if self.rows > self.most {
            self.start_sheet()?;
        }
        self.totals.add(line);
        let sheet = self.workbook.worksheet_from_index(self.sheets.saturating_sub(1))?;
        self.cells.write_row(sheet, self.rows, cells::record(line, self.zone))?;
        self.rows += 1;
        Ok(())
    }

    /// The sheet of totals: a row for each rail, and below them one for their currency.
    fn totals(&mut self) -> Result<(), XlsxError> {
        let sheet = self.workbook.add_worksheet();
        sheet.set_name("Totals")?;
        headings(sheet, &TOTALS, &self.cells.heading)?;
        let mut rails = self.totals.by_rail().into_iter().peekable();
        let mut row = 1;
        for currency in self.totals.by_currency() {
            while let Some(rail) = rails.next_if(|rail| rail.currency == currency.currency) {
                self.cells.write_row(sheet, row, total(rail, &rail.rail))?;
                row += 1;
            }
            self.cells.write_row(sheet, row, total(&currency, "all"))?;
            row += 1;
        }
        Ok(())
    }
}

/// The cells of a row of totals. What is left is none where a fee isn't known.
fn total<'s>(sum: &'s Sum, rail: &'s str) -> [SheetCell<'s>; TOTALS.len()] {
    let money = |minor| SheetCell::Money(minor, sum.currency);
    [
        SheetCell::Text(sum.currency.code().into()),
        SheetCell::Text(rail.into()),
        SheetCell::Count(sum.lines),
        money(sum.settled),
        money(sum.refunded),
        money(sum.corrected),
        money(sum.gross()),
        money(sum.fee),
        sum.net().map_or(SheetCell::Empty, money),
        SheetCell::Count(sum.unknown_fees),
        money(sum.tip),
    ]
}

/// Writes the first row, which stays when the others are scrolled.
fn headings(sheet: &mut Worksheet, names: &[&str], format: &CellFormat) -> Result<(), XlsxError> {
    sheet.set_freeze_panes(1, 0)?;
    for (column, name) in (0..).zip(names) {
        sheet.set_column_width(column, 18)?;
        sheet.write_string_with_format(0, column, *name, format)?;
    }
    Ok(())
}

impl Format for Xlsx {
    fn begin(&mut self) -> Vec<u8> {
        self.failed = self.start_sheet().err();
        Vec::new()
    }

    fn lines(&mut self, lines: &[ExportLine]) -> Result<Vec<u8>, FormatError> {
        if self.failed.is_none() {
            self.failed = lines.iter().try_for_each(|line| self.line(line)).err();
        }
        Ok(Vec::new())
    }

    fn end(&mut self) -> Result<FileEnd, IoError> {
        if let Some(error) = self.failed.take() {
            return Err(IoError::other(error));
        }
        self.totals().map_err(IoError::other)?;
        let mut file = tempfile::tempfile()?;
        let mut out = BufWriter::new(&mut file);
        self.workbook.save_to_writer(&mut out).map_err(IoError::other)?;
        out.flush()?;
        drop(out);
        file.rewind()?;
        Ok(FileEnd::File(file))
    }
}

#[cfg(test)]
mod tests;
