//! `/app/books`: the books of a payee, a file for each part. Days are those of the payee's zone.

pub mod accounts;
pub mod close;
pub mod deliveries;
pub mod export;
pub mod month;
pub mod statement;
pub mod statements;

use chrono::{Datelike, NaiveDate};

use crate::actions::Context;
use crate::actions::books::sums::Sums;
use crate::domain::ledger::{ExportLine, MovementKind};
use crate::domain::money::Money;
use crate::domain::payee::Payee;
use crate::domain::payment::MANUAL;
use crate::domain::text::in_threes;
use crate::store::StatementRow;
use crate::web::error::PageError;
use crate::web::view::day;

/// The days and the account of a statement: "1 November 2026 to 30 November 2026, account …1234".
fn title(row: &StatementRow) -> String {
    let days = match (row.first_day, row.last_day) {
        (Some(first), Some(last)) if first == last => day(first),
        (Some(first), Some(last)) => format!("{} to {}", day(first), day(last)),
        _ => "No entries".to_owned(),
    };
    match &row.account {
        Some(account) => format!("{days}, account …{account}"),
        None => days,
    }
}

/// The most currencies that are offered by name.
const CURRENCIES: usize = 50;

/// The codes of the ledger's currencies, in their order.
async fn currency_codes(ctx: &Context, payee: &Payee) -> Result<Vec<&'static str>, PageError> {
    let currencies = ctx.store.ledger_currencies(&payee.id, CURRENCIES).await?;
    Ok(currencies.into_iter().map(|currency| currency.code()).collect())
}

/// The sums of a currency, or of one way of payment in it.
pub struct SumsView {
    pub currency: &'static str,
    /// The way of payment, where the sums are of one.
    pub method: String,
    pub lines: String,
    pub came_in: String,
    pub went_back: String,
    pub fees: String,
    /// The sum of what went back and of the fees.
    pub went_out: String,
    pub net: String,
    /// The lines whose fees aren't known: "2 fees aren’t known"; empty if all are.
    pub unknown: String,
}

impl SumsView {
    /// Formats sums in English.
    fn of(ctx: &Context, sums: &Sums) -> Self {
        let text = |minor| sums.money(minor).human();
        Self {
            currency: sums.currency.code(),
            method: sums.rail.as_deref().map(|rail| method(ctx, rail)).unwrap_or_default(),
            lines: counted(sums.lines, "line", "lines"),
            came_in: text(sums.came_in),
            went_back: text(sums.went_back),
            fees: text(-sums.fees),
            went_out: text(sums.went_back - sums.fees),
            net: text(sums.net()),
            unknown: match sums.unknown_fees {
                0 => String::new(),
                1 => "One fee isn’t known.".to_owned(),
                count => format!("{} fees aren’t known.", figures(count)),
            },
        }
    }
}

/// A line of the ledger.
pub struct LineView {
    pub day: String,
    /// The day that it is about, where that was closed already.
    pub belongs_to: Option<String>,
    /// The memo, or else the payee's reference.
    pub text: String,
    /// The payee's reference, where the memo is shown.
    pub reference: String,
    pub rf: String,
    pub kind: &'static str,
    pub method: String,
    pub gross: String,
    /// Empty if it isn't known.
    pub fee: String,
    /// Empty if the fee isn't known.
    pub net: String,
}

impl LineView {
    /// Formats a line that stands on a day; a day of another year than `today`'s is written with its year.
    fn of(ctx: &Context, line: &ExportLine, on: NaiveDate, today: NaiveDate) -> Self {
        let text = |minor: i64| Money::new(minor, line.currency).human();
        let memo = line.memo.clone().filter(|memo| !memo.is_empty());
        let reference = line.reference.clone().unwrap_or_default();
        let (text_shown, reference) = match memo {
            Some(memo) => (memo, reference),
            None => (reference, String::new()),
        };
        Self {
            day: short_day(on, today),
            belongs_to: line.belongs_to.map(|day| short_day(day, today)),
            text: text_shown,
            reference,
            rf: line.rf.clone(),
            kind: match line.kind {
                MovementKind::Settlement => "Came in",
                MovementKind::Refund => "Went back",
                MovementKind::Correction => "Correction",
            },
            method: match line.rail.as_str() {
                MANUAL if line.evidence == "statement" => "Bank statement".to_owned(),
                rail => method(ctx, rail),
            },
            gross: text(line.gross),
            fee: line.fee.map(|fee| text(-fee)).unwrap_or_default(),
            net: line.net().map(text).unwrap_or_default(),
        }
    }
}

/// The English name of a rail as the ledger has it.
fn method(ctx: &Context, rail: &str) -> String {
    if rail == MANUAL {
        return "By hand".to_owned();
    }
    if let Some(kind) = ctx.rails.kind(rail) {
        return kind.label.to_owned();
    }
    let test = rail.strip_suffix("_test").and_then(|name| ctx.rails.kind(name));
    test.map_or_else(|| rail.to_owned(), |kind| format!("{} (test)", kind.label))
}

/// A day without its year, if that is the year of `today`: "25 Nov", "25 Nov 2025".
fn short_day(day: NaiveDate, today: NaiveDate) -> String {
    let format = if day.year() == today.year() { "%-d %b" } else { "%-d %b %Y" };
    day.format(format).to_string()
}

/// A number in groups of three digits: "212,000".
fn figures(count: i64) -> String {
    in_threes(&count.unsigned_abs().to_string(), ',')
}

/// A number with its noun: "One line", "212 lines".
fn counted(count: i64, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{} {many}", figures(count)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_and_days_short() {
        for (count, text) in [
            (0, "0 lines"),
            (1, "1 line"),
            (212, "212 lines"),
            (40_000, "40,000 lines"),
            (1_212_000, "1,212,000 lines"),
        ] {
            assert_eq!(counted(count, "line", "lines"), text);
        }
        let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
        assert_eq!(short_day(day("2026-11-05"), day("2026-01-01")), "5 Nov");
        assert_eq!(short_day(day("2025-11-05"), day("2026-01-01")), "5 Nov 2025");
    }
}
