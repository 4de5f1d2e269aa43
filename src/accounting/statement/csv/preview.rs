//! A preview of a table, for a person who names its columns.

use super::find::{find, known_by};
use super::headings::fold;
use super::layout::{AmountColumns, Fees, Layout, TableQuestion};
use super::mapping::{Column, CsvMapping};
use super::{amounts, days};
use crate::domain::money::currency::Currency;

/// The number of rows that are shown.
const ROWS: usize = 5;

/// A table, its columns as far as they are known, and what has to be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CsvPreview {
    /// The columns that were named or found. With the questions answered, it reads the file.
    pub mapping: CsvMapping,
    /// Columns in doubt; none if the file can be read.
    pub questions: Vec<TableQuestion>,
    /// The headings; empty if no line has any.
    pub headings: Vec<String>,
    /// The cells of the first rows, `None` for those that could have anything but a date, an amount or a currency.
    pub rows: Vec<Vec<Option<String>>>,
}

/// Looks at the beginning of a table, up to 1 MiB of it.
pub fn inspect(head: &[u8]) -> CsvPreview {
    inspect_with(head, &CsvMapping::default(), None)
}

/// Looks at the beginning of a table of which something is known: answers, and the currency of an account that names none itself.
pub fn inspect_with(head: &[u8], answers: &CsvMapping, currency: Option<Currency>) -> CsvPreview {
    let findings = find(head, answers, currency);
    let mut mapping = answers.clone();
    mapping.header_line = mapping.header_line.or(findings.header_line);
    mapping.delimiter = mapping.delimiter.or(findings.delimiter.map(char::from));
    if let Some(layout) = &findings.layout {
        complete(&mut mapping, layout);
    }
    let width = findings.sample.iter().map(Vec::len).chain([findings.headings.len()]).max().unwrap_or(0);
    // The first row of a table without known headings may be headings that nobody knows: it says nothing about its columns.
    let unknown = usize::from(findings.headings.is_empty());
    let sample = || findings.sample.iter();
    let column = |index: usize| sample().skip(unknown).filter_map(move |row| row.get(index)).map(String::as_str);
    let shown: Vec<bool> = (0..width).map(|index| is_harmless(column(index))).collect();
    let show = |(row, cells): (usize, &Vec<String>)| {
        let is_own = |cell: &String| row >= unknown || is_harmless(std::iter::once(cell.as_str()));
        cells.iter().zip(&shown).map(|(cell, shown)| (*shown && is_own(cell)).then(|| cell.clone())).collect()
    };
    let rows = sample().take(ROWS).enumerate().map(show).collect();
    CsvPreview { mapping, questions: findings.questions, headings: findings.headings, rows }
}

/// The headings of a table, folded, by which a mapping is remembered. `None` for what is no table. It may be a row of somebody's data where no
/// line has headings, so only a keyed hash of it may be kept.
pub fn signature(head: &[u8]) -> Option<String> {
    let headings = known_by(head)?;
    Some(headings.iter().map(|heading| fold(heading).0).collect::<Vec<_>>().join("\n"))
}

/// True if a column has nothing but dates, amounts with decimals, or currencies. Numbers without decimals may be those of accounts.
fn is_harmless<'a>(cells: impl Iterator<Item = &'a str>) -> bool {
    let mut filled = cells.filter(|cell| !cell.is_empty()).peekable();
    let is_money = |cell: &str| {
        let behind = cell.rfind(['.', ',']).map(|at| cell.chars().skip(at + 1).filter(char::is_ascii_digit).count());
        cell.len() <= 20 && amounts::read(cell).is_some() && matches!(behind, Some(1..=4))
    };
    let is_code = |cell: &str| cell.len() == 3 && Currency::parse_reported(cell).is_ok();
    // Eight digits are a date only by chance.
    let is_day = |cell: &str| days::read(cell).is_some() && !cell.bytes().all(|byte| byte.is_ascii_digit());
    filled.peek().is_some() && filled.all(|cell| is_day(cell) || is_money(cell) || is_code(cell))
}

/// Fills in what was found, by numbers of columns.
fn complete(mapping: &mut CsvMapping, layout: &Layout) {
    let number = |column: usize| Column::Number(column + 1);
    let found = |slot: &mut Option<Column>, column: Option<usize>| {
        if slot.is_none() {
            *slot = column.map(number);
        }
    };
    found(&mut mapping.date, Some(layout.date));
    found(&mut mapping.value_date, layout.value_date);
    match layout.amounts {
        AmountColumns::Signed(amount) => found(&mut mapping.amount, Some(amount)),
        AmountColumns::Marked { amount, sign } => {
            found(&mut mapping.amount, Some(amount));
            found(&mut mapping.sign, Some(sign));
        }
        AmountColumns::Split { debit, credit, .. } => {
            found(&mut mapping.debit, Some(debit));
            found(&mut mapping.credit, Some(credit));
        }
    }
    // Without a net amount that proves it, only somebody's word makes a column one of fees.
    if let Fees { fee: Some(fee), net: Some(net), .. } = layout.fees {
        found(&mut mapping.fee, Some(fee));
        found(&mut mapping.net, Some(net));
    }
    found(&mut mapping.currency_column, layout.currency_column);
    found(&mut mapping.reference, layout.reference);
    found(&mut mapping.end_to_end, layout.end_to_end);
    found(&mut mapping.id, layout.id);
    found(&mut mapping.status, layout.status);
    found(&mut mapping.account, layout.account_column);
    if mapping.text.is_empty() {
        mapping.text = layout.texts.iter().map(|column| number(*column)).collect();
    }
    mapping.date_order = mapping.date_order.or(layout.order);
    mapping.decimal_mark = mapping.decimal_mark.or(layout.mark);
    if layout.currency_column.is_none() {
        mapping.currency = mapping.currency.or(layout.currency);
    }
}
