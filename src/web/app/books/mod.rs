//! `/app/books`: the books of a payee, a file for each part. Days are those of the payee's zone.

pub mod accounts;
pub mod close;
mod columns;
pub mod decisions;
pub mod deliveries;
pub mod export;
mod faults;
mod formats;
pub mod month;
pub mod progress;
pub mod statement;
pub mod statements;

use chrono::NaiveDate;

use crate::actions::Context;
use crate::actions::books::sums::Sums;
use crate::domain::ledger::{ExportLine, MovementKind};
use crate::domain::money::Money;
use crate::domain::payee::Payee;
use crate::domain::payment::MANUAL;
use crate::locale::{Locale, Words};
use crate::store::StatementRow;
use crate::web::error::PageError;
use crate::web::pay::payment::tip_sentence;
use crate::web::view::counted;

/// A text with one argument.
fn said(locale: Locale, key: &str, name: &'static str, value: impl Into<String>) -> String {
    Words::new(locale).with(name, value).say(key).into_owned()
}

/// The days of a period: "1 November 2026 to 30 November 2026".
fn days_text(locale: Locale, first: NaiveDate, last: NaiveDate) -> String {
    if first == last {
        return locale.day(first);
    }
    let words = Words::new(locale).with("first", locale.day(first)).with("last", locale.day(last));
    words.say("books-days").into_owned()
}

/// The days and the account of a statement: "1 November 2026 to 30 November 2026, account …1234".
fn title(locale: Locale, row: &StatementRow) -> String {
    let words = Words::new(locale);
    let days = match (row.first_day, row.last_day) {
        (Some(first), Some(last)) => days_text(locale, first, last),
        _ => words.say("books-no-entries").into_owned(),
    };
    match &row.account {
        Some(account) => {
            words.with("days", days).with("account", format!("…{account}")).say("books-days-account").into()
        }
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
    /// The sum of the tips in the amounts; empty where there are none.
    pub tips: String,
    /// The sum of what went back and of the fees.
    pub went_out: String,
    pub net: String,
    /// The lines whose fees aren't known: "2 fees aren’t known…"; empty if all are.
    pub unknown: String,
}

impl SumsView {
    /// Formats sums for a locale.
    fn of(ctx: &Context, locale: Locale, sums: &Sums) -> Self {
        let text = |minor| locale.money(&sums.money(minor));
        Self {
            currency: sums.currency.code(),
            method: sums.rail.as_deref().map(|rail| method(ctx, locale, rail)).unwrap_or_default(),
            lines: counted(locale, "books-lines", sums.lines),
            came_in: text(sums.came_in),
            went_back: text(sums.went_back),
            fees: text(-sums.fees),
            tips: if sums.tips == 0 { String::new() } else { text(sums.tips) },
            went_out: text(sums.went_back - sums.fees),
            net: text(sums.net()),
            unknown: match sums.unknown_fees {
                0 => String::new(),
                count => counted(locale, "books-unknown-fees", count),
            },
        }
    }
}

/// A line of the ledger.
pub struct LineView {
    pub day: String,
    /// The day that it is about, where that was closed already: "for 30 Oct".
    pub belongs_to: Option<String>,
    /// The memo, or else the payee's reference.
    pub text: String,
    /// The payee's reference, where the memo is shown.
    pub reference: String,
    pub rf: String,
    pub kind: String,
    pub method: String,
    pub gross: String,
    /// The sentence about the tip in the amount; empty where there is none.
    pub tip: String,
    /// Empty if it isn't known.
    pub fee: String,
    /// Empty if the fee isn't known.
    pub net: String,
}

impl LineView {
    /// Formats a line that stands on a day; a day of another year than `today`'s is written with its year.
    fn of(ctx: &Context, locale: Locale, line: &ExportLine, on: NaiveDate, today: NaiveDate) -> Self {
        let words = Words::new(locale);
        let text = |minor: i64| locale.money(&Money::new(minor, line.currency));
        let memo = line.memo.clone().filter(|memo| !memo.is_empty());
        let reference = line.reference.clone().unwrap_or_default();
        let (text_shown, reference) = match memo {
            Some(memo) => (memo, reference),
            None => (reference, String::new()),
        };
        let kind = match line.kind {
            MovementKind::Settlement => "books-came-in",
            MovementKind::Refund => "books-went-back",
            MovementKind::Correction => "books-correction",
        };
        Self {
            day: locale.short_day(on, today),
            belongs_to: line.belongs_to.map(|day| said(locale, "books-for-day", "day", locale.short_day(day, today))),
            text: text_shown,
            reference,
            rf: line.rf.clone(),
            kind: words.say(kind).into_owned(),
            method: match line.rail.as_str() {
                MANUAL if line.evidence == "statement" => words.say("books-by-statement").into_owned(),
                rail => method(ctx, locale, rail),
            },
            gross: text(line.gross),
            tip: tip_sentence(Some(Money::new(line.tip, line.currency)).filter(|tip| tip.minor() != 0), locale)
                .unwrap_or_default(),
            fee: line.fee.map(|fee| text(-fee)).unwrap_or_default(),
            net: line.net().map(text).unwrap_or_default(),
        }
    }
}

/// The name of a rail as the ledger has it.
pub(super) fn method(ctx: &Context, locale: Locale, rail: &str) -> String {
    let words = Words::new(locale);
    if rail == MANUAL {
        return words.say("books-by-hand").into_owned();
    }
    if let Some(kind) = ctx.rails.kind(rail) {
        return words.say(kind.payer.name).into_owned();
    }
    let test = rail.strip_suffix("_test").and_then(|name| ctx.rails.kind(name));
    test.map_or_else(|| rail.to_owned(), |kind| said(locale, "books-test", "method", words.say(kind.payer.name)))
}
