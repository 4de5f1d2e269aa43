//! Makes entries of rows.

use chrono::NaiveDate;

use super::super::{Collector, EntryFacts, Fault, Flaw, Position, Remittance, StatementError};
use super::fees::FeeReader;
use super::layout::{AmountColumns, Layout};
use super::table::Row;
use super::words::{RowState, is_incoming, is_total, is_without_effect, row_state};
use super::{amounts, days};
use crate::domain::money::currency::Currency;

/// Reads the rows of one table.
pub(super) struct RowReader<'l> {
    layout: &'l Layout,
    /// The account whose entries are being read.
    account: Option<String>,
    /// The least cells that a row before had.
    usual_width: usize,
    has_warned_of_state: bool,
    fees: FeeReader,
}

impl<'l> RowReader<'l> {
    pub(super) fn new(layout: &'l Layout) -> Self {
        Self {
            layout,
            account: None,
            usual_width: layout.width,
            has_warned_of_state: false,
            fees: FeeReader::default(),
        }
    }

    /// Reads a row: an entry, or one that is none, such as a sum at the end.
    pub(super) fn read(&mut self, row: &Row, out: &mut Collector) -> Result<(), StatementError> {
        let at = || Position::Line(row.line);
        let width = self.usual_width;
        self.usual_width = width.min(row.len());
        if row.len() < width && !row.terminated {
            let detail = Fault::Cut
                .says("The file ends in the middle of this row, so a part of it is missing. Download it again.");
            return Err(StatementError::new(at(), detail));
        }
        self.entry(row, out).map_err(|flaw| flaw.at(at()))
    }

    /// Begins an account that no row has named.
    pub(super) fn end(mut self, out: &mut Collector) {
        if self.account.is_none() {
            self.begin_account("", out);
        }
    }

    fn entry(&mut self, row: &Row, out: &mut Collector) -> Result<(), Flaw> {
        let layout = self.layout;
        let at = Position::Line(row.line);
        if layout.impact.is_some_and(|(impact, kind)| is_without_effect(row.cell(impact), row.cell(kind))) {
            return Ok(());
        }
        let state = self.state(row, out);
        if state == RowState::Failed {
            return Ok(());
        }
        let columns = layout.amounts.columns();
        if columns.iter().all(|column| row.cell(*column).is_empty()) {
            return self.without_amount(row, out);
        }
        let is_amount = columns.iter().any(|column| amounts::read(row.cell(*column)).is_some());
        let (day, pending) = match self.day(row.cell(layout.date))? {
            Some(day) => (day, state == RowState::Pending),
            // A note or a row above the table.
            None if !is_amount => return Ok(()),
            None => match self.day_of_undated(row, state, out)? {
                Some(day) => (day, true),
                None => return Ok(()),
            },
        };
        let Some(currency) = self.currency_of(row, out)? else { return Ok(()) };
        let amount = self.amount(row, currency)?;
        // What isn't booked yet is only counted.
        let fee = if pending { None } else { self.fees.read(layout, row, amount, currency)? };
        let value_date = layout.value_date.and_then(|column| self.day(row.cell(column)).ok().flatten());
        let facts = EntryFacts {
            at,
            amount,
            currency,
            booking_date: day,
            value_date,
            pending,
            reversal: false,
            instructed: None,
            fee,
        };
        let account =
            layout.account_column.map(|column| row.cell(column)).filter(|cell| !cell.is_empty()).unwrap_or_default();
        self.begin_account(account, out);
        out.entry(facts, self.remittance(row), Vec::new());
        Ok(())
    }

    fn begin_account(&mut self, number: &str, out: &mut Collector) {
        let number = if number.is_empty() { self.layout.account.as_deref().unwrap_or_default() } else { number };
        if self.account.as_deref() != Some(number) {
            let currency = if self.layout.currency_column.is_some() { None } else { self.layout.currency };
            out.account_of_rows(number, currency);
            self.account = Some(number.to_owned());
        }
    }

    /// The state of a row. A word that isn't known settles nothing.
    fn state(&mut self, row: &Row, out: &mut Collector) -> RowState {
        let cell = self.layout.status.map(|column| row.cell(column)).unwrap_or_default();
        let pending = || {
            let detail = Fault::UnknownState
                .says("The state of this row, and perhaps of others, isn't known. It counts as not booked yet.");
            if !std::mem::replace(&mut self.has_warned_of_state, true) {
                out.warn(Position::Line(row.line), detail);
            }
            RowState::Pending
        };
        if cell.is_empty() { RowState::Booked } else { row_state(cell).unwrap_or_else(pending) }
    }

    /// A day; `None` for a cell that has none.
    fn day(&self, cell: &str) -> Result<Option<NaiveDate>, Flaw> {
        match days::read(cell) {
            None if cell.starts_with(|c: char| c.is_ascii_digit()) => Err(Fault::NotDay.says("The date is no day of the calendar.")),
            None => Ok(None),
            Some(written) => match (self.layout.order, written) {
                (_, days::Written::Certain(day)) => Ok(Some(day)),
                (Some(order), _) => {
                    let wanted = Fault::NotDay.says("The date is no day of the calendar in the order of this column. Another order can be said in the mapping's `date_order`.");
                    written.day(order).map(Some).ok_or(wanted)
                }
                (None, _) => Err(Fault::Unclear.says("The date can be read in two orders. Say in the mapping's `date_order` which it is: \"dmy\" or \"mdy\".")),
            },
        }
    }

    /// The day of a row that has an amount and no day of booking, if it is a pending entry; none if it is a sum, which isn't read.
    fn day_of_undated(&self, row: &Row, state: RowState, out: &mut Collector) -> Result<Option<NaiveDate>, Flaw> {
        let is_reserved = row_state(row.cell(self.layout.date)) == Some(RowState::Pending);
        if !is_reserved && state != RowState::Pending {
            let wanted = Fault::NoDay.says("The row has an amount, but no date.");
            return if row.cells().any(is_total) { Ok(None) } else { Err(wanted) };
        }
        let mut other = self.layout.other_dates.iter().chain(&self.layout.value_date);
        let day = other.find_map(|column| self.day(row.cell(*column)).ok().flatten());
        if day.is_none() {
            out.warn(
                Position::Line(row.line),
                Fault::LeftOut.says("The row isn't booked yet and has no date. It was left out."),
            );
        }
        Ok(day)
    }

    /// Lets a row pass that has no amount, unless it was cut there.
    fn without_amount(&self, row: &Row, out: &mut Collector) -> Result<(), Flaw> {
        let is_dated = days::read(row.cell(self.layout.date)).is_some();
        let last = self.layout.amounts.columns().into_iter().max().unwrap_or(0);
        if is_dated && row.len() <= last {
            return Err(Fault::Cut.says(format!("The row ends before its amount, which is in column {}.", last + 1)));
        }
        // With a column for each direction, such rows are the parts of a batch.
        if is_dated && !matches!(self.layout.amounts, AmountColumns::Split { .. }) {
            out.warn(
                Position::Line(row.line),
                Fault::LeftOut.says("The row has a date and no amount. It was left out."),
            );
        }
        Ok(())
    }

    /// The currency of a row; `None` for what isn't money of any country, which is left out.
    fn currency_of(&self, row: &Row, out: &mut Collector) -> Result<Option<Currency>, Flaw> {
        let cell = self.layout.currency_column.map(|column| row.cell(column)).unwrap_or_default();
        if cell.is_empty() {
            let wanted =
                Fault::NoCurrency.says("The row has no currency. Say it in the mapping's `currency`, such as \"EUR\".");
            return self.layout.currency.map(Some).ok_or(wanted);
        }
        let currency = Currency::parse_reported(cell).ok();
        if currency.is_none() {
            out.warn(
                Position::Line(row.line),
                Fault::LeftOut.says("The row is in a currency that ISO 4217 hasn't. It was left out."),
            );
        }
        Ok(currency)
    }

    fn amount(&self, row: &Row, currency: Currency) -> Result<i64, Flaw> {
        let minor = |column: usize| amounts::in_cell(row.cell(column), column, self.layout.mark, currency);
        let missing = || Fault::NoAmount.says("The row has no amount.");
        match self.layout.amounts {
            AmountColumns::Signed(amount) => minor(amount)?.ok_or_else(missing),
            AmountColumns::Marked { amount, sign } => {
                let wanted = || Fault::NoDirection.says(format!("Column {} says neither debit nor credit.", sign + 1));
                let incoming = is_incoming(row.cell(sign)).ok_or_else(wanted)?;
                let amount = minor(amount)?.ok_or_else(missing)?;
                if amount < 0 && incoming {
                    return Err(Fault::NotAmount
                        .says(format!("The amount has a minus, but column {} says that it came in.", sign + 1)));
                }
                Ok(if incoming { amount } else { -amount.abs() })
            }
            AmountColumns::Split { debit, credit, minus } => {
                let (out, came) = (minor(debit)?.unwrap_or(0), minor(credit)?.unwrap_or(0));
                if out != 0 && came != 0 {
                    return Err(Fault::NotAmount.says("The row has both a debit and a credit."));
                }
                if minus && out > 0 {
                    return Err(Fault::NotAmount.says("This debit has no minus, though those before it have one."));
                }
                Ok(if minus { came + out } else { came - out })
            }
        }
    }

    fn remittance(&self, row: &Row) -> Remittance {
        let cell = |column: Option<usize>| {
            column.map(|column| row.cell(column)).filter(|cell| !cell.is_empty()).map(str::to_owned)
        };
        let texts: Vec<&str> =
            self.layout.texts.iter().map(|column| row.cell(*column)).filter(|cell| !cell.is_empty()).collect();
        let none = ["NOTPROVIDED", "NONREF", "NOT PROVIDED", "-"];
        Remittance {
            structured: cell(self.layout.reference).into_iter().collect(),
            text: texts.join(" "),
            end_to_end: cell(self.layout.end_to_end)
                .filter(|id| !none.iter().any(|word| id.eq_ignore_ascii_case(word))),
            bank_ref: cell(self.layout.id),
        }
    }
}
