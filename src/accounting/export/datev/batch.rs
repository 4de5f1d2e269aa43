//! The header of a batch: its fiscal year, its period and its client.

use std::ops::RangeInclusive;

use chrono::{Datelike, NaiveDate};

use super::columns::COLUMNS;
use super::text::quoted;
use crate::accounting::export::ExportContext;
use crate::domain::money::currency::Currency;

/// The days of a batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct BatchDays {
    /// The fiscal year, which completes the days of rows.
    pub year: RangeInclusive<NaiveDate>,
    /// The period, within the year.
    pub period: RangeInclusive<NaiveDate>,
}

impl BatchDays {
    /// The batch of a file. Its fiscal year is that of the period's first day, or else of the first line, or of the day of making.
    pub fn new(context: &ExportContext, first: Option<NaiveDate>) -> Self {
        let made_on = || context.zone.day_of(context.made_at);
        let day = context.from.or(first).unwrap_or_else(made_on);
        let year = fiscal_year(day, context.accounts.datev.first_month);
        let from = context.from.unwrap_or(*year.start());
        let until = context.until.map_or(*year.end(), |until| until.min(*year.end()));
        Self { period: from..=until.max(from), year }
    }

    /// The two lines before the rows: 31 fields about the batch, and the columns' headings.
    pub fn header(&self, context: &ExportContext, currency: Currency) -> String {
        let accounts = &context.accounts.datev;
        let day = |day: &NaiveDate| day.format("%Y%m%d").to_string();
        let made_at = context.zone.local(context.made_at).format("%Y%m%d%H%M%S%3f").to_string();
        let mut fields = [const { String::new() }; 31];
        for (number, value) in [
            (1, "\"EXTF\"".to_owned()),
            (2, "700".into()),
            (3, "21".into()),
            (4, "\"Buchungsstapel\"".into()),
            (5, "13".into()),
            (6, made_at),
            (8, "\"CH\"".into()),
            (9, "\"Chit\"".into()),
            (10, "\"\"".into()),
            (11, accounts.consultant.to_string()),
            (12, accounts.client.to_string()),
            (13, day(self.year.start())),
            (14, accounts.account_length.to_string()),
            (15, day(self.period.start())),
            (16, day(self.period.end())),
            (17, quoted(&self.designation(currency), 30)),
            (18, "\"\"".into()),
            // Financial accounting.
            (19, "1".into()),
            (20, "0".into()),
            // Rows can be changed after the import: 1, the default, locks them.
            (21, "0".into()),
            (22, quoted(currency.code(), 3)),
            (24, "\"\"".into()),
            (27, quoted(accounts.chart.number(), 2)),
            (30, "\"\"".into()),
            (31, "\"Chit\"".into()),
        ] {
            if let Some(field) = fields.get_mut(number - 1) {
                *field = value;
            }
        }
        format!("{}\r\n{}\r\n", fields.join(";"), COLUMNS.join(";"))
    }

    /// The batch's name: `Chit 2026-11 EUR`, or both days where the period isn't a month.
    fn designation(&self, currency: Currency) -> String {
        let (from, until) = (self.period.start(), self.period.end());
        let next = until.succ_opt().unwrap_or(*until);
        let is_month = from.day() == 1 && next.day() == 1 && from.with_day(28) == until.with_day(28);
        if is_month {
            format!("Chit {} {currency}", from.format("%Y-%m"))
        } else {
            format!("Chit {from} {until} {currency}")
        }
    }
}

/// The fiscal year that has a day.
fn fiscal_year(day: NaiveDate, first_month: u32) -> RangeInclusive<NaiveDate> {
    let first = |year| NaiveDate::from_ymd_opt(year, first_month, 1).unwrap_or(day);
    let year = if day.month() >= first_month { day.year() } else { day.year() - 1 };
    let next = first(year + 1);
    first(year)..=next.pred_opt().unwrap_or(next)
}
