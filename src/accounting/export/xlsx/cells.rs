//! The cells of a workbook, and how each kind is shown.

use std::borrow::Cow;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use rust_xlsxwriter::{ColNum, ExcelDateTime, Format, FormatAlign, RowNum, Worksheet, XlsxError};

use crate::accounting::export::COLUMNS;
use crate::accounting::export::totals::decimal;
use crate::domain::clock::Timestamp;
use crate::domain::ledger::ExportLine;
use crate::domain::money::currency::Currency;
use crate::domain::zone::Zone;

/// The digits that a cell's number holds exactly, and Excel shows.
const DIGITS: usize = 15;

/// The largest number of decimals of a currency.
const DECIMALS: usize = 8;

/// A cell's value.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum SheetCell<'c> {
    /// Nothing: a value that isn't known.
    Empty,
    /// A text, whatever it begins with.
    Text(Cow<'c, str>),
    /// A number of things.
    Count(i64),
    /// An amount in minor units.
    Money(i128, Currency),
    /// A day.
    Day(NaiveDate),
    /// A day and a time, by the clocks that the column names.
    Time(NaiveDateTime),
}

/// The formats of cells.
pub(super) struct Cells {
    /// The headings' format.
    pub heading: Format,
    text: Format,
    count: Format,
    day: Format,
    time: Format,
    amounts: [Format; DECIMALS + 1],
    long_amount: Format,
}

impl Cells {
    pub fn new() -> Self {
        let number = |format: &str| Format::new().set_num_format(format);
        let amount = |decimals: usize| match decimals {
            0 => number("#,##0"),
            decimals => number(&format!("#,##0.{}", "0".repeat(decimals))),
        };
        Self {
            heading: Format::new().set_bold(),
            // A text that is edited stays one: a reference doesn't lose its zeros.
            text: number("@"),
            count: number("0"),
            day: number("yyyy-mm-dd"),
            time: number("yyyy-mm-dd hh:mm:ss"),
            amounts: std::array::from_fn(amount),
            long_amount: number("@").set_align(FormatAlign::Right),
        }
    }

    /// Writes the cells of a row.
    pub fn write_row<'c>(
        &self,
        sheet: &mut Worksheet,
        row: RowNum,
        cells: impl IntoIterator<Item = SheetCell<'c>>,
    ) -> Result<(), XlsxError> {
        (0..).zip(cells).try_for_each(|(column, cell)| self.write(sheet, row, column, cell))
    }

    /// Writes a cell.
    fn write(&self, sheet: &mut Worksheet, row: RowNum, column: ColNum, cell: SheetCell<'_>) -> Result<(), XlsxError> {
        let written = match cell {
            SheetCell::Empty => return Ok(()),
            SheetCell::Text(text) => sheet.write_string_with_format(row, column, text, &self.text),
            SheetCell::Count(number) => match exact(&number.to_string()) {
                Some(exact) => sheet.write_number_with_format(row, column, exact, &self.count),
                None => sheet.write_string_with_format(row, column, number.to_string(), &self.long_amount),
            },
            SheetCell::Money(minor, currency) => {
                let amount = decimal(minor, currency);
                let format = self.amounts.get(usize::from(currency.exponent()));
                match exact(&amount).zip(format) {
                    Some((exact, format)) => sheet.write_number_with_format(row, column, exact, format),
                    // Excel would show other digits: rather a text that nobody adds up than a number that is wrong.
                    None => sheet.write_string_with_format(row, column, amount, &self.long_amount),
                }
            }
            SheetCell::Day(day) => match serial(day.and_time(NaiveTime::MIN)) {
                Some(serial) => sheet.write_datetime_with_format(row, column, &serial, &self.day),
                None => sheet.write_string_with_format(row, column, day.to_string(), &self.text),
            },
            SheetCell::Time(time) => match serial(time) {
                Some(serial) => sheet.write_datetime_with_format(row, column, &serial, &self.time),
                None => sheet.write_string_with_format(row, column, time.to_string(), &self.text),
            },
        };
        written.map(drop)
    }
}

/// The number nearest to a decimal, which has the same digits; `None` for more digits than a cell's number holds.
fn exact(decimal: &str) -> Option<f64> {
    let digits = decimal.bytes().filter(u8::is_ascii_digit).skip_while(|digit| *digit == b'0').count();
    decimal.parse().ok().filter(|_| digits <= DIGITS)
}

/// A time on Excel's calendar, which begins in 1900. It knows no zone.
fn serial(time: NaiveDateTime) -> Option<ExcelDateTime> {
    ExcelDateTime::from_timestamp(time.and_utc().timestamp()).ok()
}

/// The cells of a line, in the order of [`COLUMNS`].
pub(super) fn record(line: &ExportLine, zone: Zone) -> impl Iterator<Item = SheetCell<'_>> {
    COLUMNS.iter().map(move |column| cell(column, line, zone).unwrap_or(SheetCell::Empty))
}

/// The cell of a column; `None` for a column that isn't known here, of which a test says that there is none.
fn cell<'l>(column: &str, line: &'l ExportLine, zone: Zone) -> Option<SheetCell<'l>> {
    let text = |text: &'l str| SheetCell::Text(text.into());
    let optional =
        |text: &'l Option<String>| text.as_deref().map_or(SheetCell::Empty, |text| SheetCell::Text(text.into()));
    let money = |minor: i64| SheetCell::Money(minor.into(), line.currency);
    let utc = |at: Timestamp| SheetCell::Time(at.naive_utc());
    Some(match column {
        "movement_id" => text(&line.id),
        "request_code" => text(&line.request_code),
        "payment_id" => text(&line.payment_id),
        "type" => text(line.kind.as_str()),
        "reference" => optional(&line.reference),
        "rf" => text(&line.rf),
        "created_at_utc" => utc(line.created_at),
        "settled_at_utc" => utc(line.settled_at),
        "settled_at_local" => SheetCell::Time(zone.local(line.settled_in(zone)).naive_local()),
        "zone" => text(zone.name()),
        "booking_date" => line.booking_date.map_or(SheetCell::Empty, SheetCell::Day),
        "accounting_date" => SheetCell::Day(line.accounting_date),
        "belongs_to" => line.belongs_to.map_or(SheetCell::Empty, SheetCell::Day),
        "currency" => text(line.currency.code()),
        "gross" => money(line.gross),
        "tip" => money(line.tip),
        "fee" => line.fee.map_or(SheetCell::Empty, money),
        "net" => line
            .fee
            .map_or(SheetCell::Empty, |fee| SheetCell::Money(i128::from(line.gross) - i128::from(fee), line.currency)),
        "status" => text(line.kind.status()),
        "rail" => text(&line.rail),
        "evidence" => text(&line.evidence),
        "evidence_ref" => optional(&line.evidence_ref),
        "memo" => optional(&line.memo),
        "reverses_id" => optional(&line.reverses_id),
        "batch_id" => optional(&line.batch_id),
        "seq" => SheetCell::Count(line.seq),
        "provider_ref" => optional(&line.provider_ref),
        "statement_id" => optional(&line.statement_id),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_is_known() {
        let line = ExportLine::example(1);
        for column in COLUMNS {
            assert!(cell(column, &line, Zone::UTC).is_some(), "{column}");
        }
        assert_eq!(cell("another", &line, Zone::UTC), None);
    }

    #[test]
    fn a_number_has_the_digits_that_it_was_made_of() {
        for (amount, number) in [
            ("0.00", Some(0.0)),
            ("-0.58", Some(-0.58)),
            ("9999999999999.99", Some(9_999_999_999_999.99)),
            ("10000000000000.00", None),
        ] {
            assert_eq!(exact(amount), number, "{amount}");
        }
        for minor in [1_i128, -7, 123_456_789_012_345, 999_999_999_999_999, -999_999_999_999_999] {
            let amount = decimal(minor, Currency::EUR);
            assert_eq!(format!("{:.2}", exact(&amount).expect("15 digits")), amount);
        }
        assert_eq!((exact(&i64::MAX.to_string()), exact("1000000000000000")), (None, None));
    }

    #[test]
    fn a_time_is_that_of_the_zone_and_a_day_has_none() {
        let zone = Zone::parse("Europe/Berlin").expect("a zone");
        let line = ExportLine { booking_date: None, ..ExportLine::example(1) };
        let time = |text: &str| Some(SheetCell::Time(text.parse().expect("a time")));
        assert_eq!(cell("settled_at_local", &line, zone), time("2026-03-29T03:00:00.000005"));
        assert_eq!(cell("settled_at_utc", &line, zone), time("2026-03-29T01:00:00.000005"));
        let serial = |text: &str| serial(text.parse().expect("a time")).map(|serial| serial.to_excel());
        assert_eq!(serial("2026-03-29T12:00:00"), Some(46_110.5));
        assert_eq!(serial("1899-12-30T00:00:00"), None);
    }
}
