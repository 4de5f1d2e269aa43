//! The terms of a request that is about to be made: every field of the form or the API call, checked together.

use chrono::{Datelike, NaiveDate};

use super::suggested::Suggested;
use super::{Item, Preview, RequestAmount};
use crate::domain::clock::Timestamp;
use crate::domain::field::{FieldError, Problem, Problems};
use crate::domain::language::Language;
use crate::domain::money::currency::Currency;
use crate::domain::money::notation::Notation;
use crate::domain::money::{AmountError, Money};
use crate::domain::text::{Memo, OwnReference};

/// A request as somebody wrote it down: nothing checked yet. A field is absent or read as it stands; a form leaves out what was left
/// empty.
#[derive(Debug, Clone, Default)]
pub struct Draft {
    /// How the amounts below are written.
    pub notation: Notation,
    /// The fixed amount; open when absent.
    pub amount: Option<String>,
    /// ISO 4217; the payee's own when absent.
    pub currency: Option<String>,
    /// Lower bound of an open amount.
    pub min_amount: Option<String>,
    /// Upper bound of an open amount.
    pub max_amount: Option<String>,
    /// What for.
    pub memo: Option<String>,
    /// The payee's own reference.
    pub reference: Option<String>,
    /// A day, `2026-11-30`.
    pub due_on: Option<String>,
    /// A moment, RFC 3339.
    pub expires_at: Option<String>,
    /// How often it may be paid.
    pub max_payments: Option<i64>,
    /// `none`, `generic` or `amount`.
    pub preview: Option<String>,
    /// Line by line.
    pub items: Vec<Item>,
    /// A tag of [`Language`]; the payee's own when absent.
    pub language: Option<String>,
    /// What to suggest where the payer says how much.
    pub suggested: Vec<String>,
    /// Whether to ask payers for a note.
    pub asks_note: bool,
    /// Members of a body that could not be read, to be told with what is wrong besides.
    pub misread: Vec<FieldError>,
}

/// Checked terms.
#[derive(Debug, Clone)]
pub struct Terms {
    /// How much.
    pub asked: RequestAmount,
    /// What for.
    pub memo: Option<Memo>,
    /// The payee's own reference.
    pub reference: Option<OwnReference>,
    /// The day it should be paid by.
    pub due_on: Option<NaiveDate>,
    /// The moment from which it can't be paid.
    pub expires_at: Option<Timestamp>,
    /// How often it may be paid.
    pub max_payments: Option<i64>,
    /// What a preview may tell.
    pub preview: Preview,
    /// Line by line; they add up to the amount.
    pub items: Vec<Item>,
    /// What its pages, message and card speak.
    pub language: Language,
    /// What is suggested where the payer says how much.
    pub suggested: Suggested,
    /// Whether payers are asked for a note.
    pub asks_note: bool,
}

/// How many lines a request may have.
const MAX_ITEMS: usize = 50;
/// How often a request with a limit may be paid.
const MAX_PAYMENTS: i64 = 1_000_000;

/// The years that can be meant. Four digits keep the order of texts the order of times.
const YEARS: std::ops::Range<i32> = 1970..9999;

/// Why a date or time was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WhenError {
    /// Not a day.
    #[error("Write a day as year-month-day, such as 2026-11-30.")]
    NotADay,
    /// Not a moment.
    #[error("Write a moment as RFC 3339 with its offset, such as 2026-11-30T18:00:00Z.")]
    NotAMoment,
    /// Over already.
    #[error("This moment is over. Choose one in the future.")]
    Past,
}

impl Problem for WhenError {
    fn code(&self) -> &'static str {
        match self {
            Self::NotADay | Self::NotAMoment => "invalid",
            Self::Past => "past",
        }
    }
}

/// Reads a day.
///
/// # Errors
/// [`WhenError::NotADay`].
pub fn day(text: &str) -> Result<NaiveDate, WhenError> {
    // Chrono alone would also read blanks and signs before the numbers.
    let is_plain = text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    let read = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|d| is_plain && YEARS.contains(&d.year()));
    read.ok_or(WhenError::NotADay)
}

/// Reads a moment.
///
/// # Errors
/// [`WhenError::NotAMoment`].
pub fn moment(text: &str) -> Result<Timestamp, WhenError> {
    let read = chrono::DateTime::parse_from_rfc3339(text).map_err(|_| WhenError::NotAMoment)?;
    // By its microseconds, which are what is kept: a leap second becomes the second after it.
    moment_of(read.timestamp_micros()).ok_or(WhenError::NotAMoment)
}

/// The moment so many microseconds after the beginning of 1970, if it can be meant.
pub fn moment_of(micros: i64) -> Option<Timestamp> {
    Timestamp::from_timestamp_micros(micros).filter(|at| YEARS.contains(&at.year()))
}

/// Reads a moment that must lie ahead.
///
/// # Errors
/// [`WhenError`].
pub fn future(text: &str, now: Timestamp) -> Result<Timestamp, WhenError> {
    moment(text).and_then(|at| if at > now { Ok(at) } else { Err(WhenError::Past) })
}

/// Reads what a preview may tell.
///
/// # Errors
/// When it is none of the three words.
pub fn preview(text: &str) -> Result<Preview, FieldError> {
    Preview::parse(text).ok_or_else(|| FieldError::plain("preview", "invalid", "Choose none, generic or amount."))
}

/// Reads a language's tag.
///
/// # Errors
/// When it is none of ours.
pub fn language(tag: &str) -> Result<Language, FieldError> {
    Language::parse(tag).ok_or_else(|| {
        let known = Language::ALL.map(Language::tag).join(", ");
        FieldError::plain("language", "unknown", format!("Choose one of: {known}."))
    })
}

impl Draft {
    /// Checks every field. The payee's currency and language are those of a draft that names none.
    ///
    /// # Errors
    /// Everything that is wrong, each with its field's name.
    pub fn check(
        mut self,
        payees_own: Currency,
        payees_language: Language,
        now: Timestamp,
    ) -> Result<Terms, Vec<FieldError>> {
        let mut problems = Problems::after(std::mem::take(&mut self.misread));
        let currency = match self.currency.as_deref() {
            _ if problems.is_misread("currency") => None,
            Some(code) => problems.check("currency", Currency::parse_in_use(code)),
            None => problems.check("currency", payees_own.in_use()),
        };
        let asked = match currency {
            Some(currency) => self.check_amount(currency, &mut problems),
            None => {
                self.judge_writing(payees_own, &mut problems);
                None
            }
        };
        let memo = self.memo.as_deref().and_then(|t| problems.check("memo", Memo::optional(t)).flatten());
        let reference =
            self.reference.as_deref().and_then(|t| problems.check("reference", OwnReference::optional(t)).flatten());
        let due_on = self.due_on.as_deref().and_then(|t| problems.check("due_on", day(t)));
        let expires_at = self.expires_at.as_deref().and_then(|t| problems.check("expires_at", future(t, now)));
        let preview = self.preview.as_deref().and_then(|t| preview(t).map_err(|e| problems.push(e)).ok());
        if self.max_payments.is_some_and(|n| !(1..=MAX_PAYMENTS).contains(&n)) {
            let detail = format!("Say how often it may be paid: 1 to {MAX_PAYMENTS}, or leave it out.");
            problems.push(FieldError::plain("max_payments", "out_of_range", detail));
        }
        let language = self.language.as_deref().and_then(|t| language(t).map_err(|e| problems.push(e)).ok());
        let suggested = asked.and_then(|asked| {
            problems.check("suggested_amounts", Suggested::parse(&self.suggested, self.notation, &asked, &[]))
        });
        problems.finish()?;
        let asked = asked.ok_or_else(|| vec![FieldError::required("amount", "how much")])?;
        let once = asked.fixed().map(|_| 1);
        Ok(Terms {
            asked,
            memo,
            reference,
            due_on,
            expires_at,
            max_payments: self.max_payments.or(once),
            preview: preview.unwrap_or_default(),
            items: self.items,
            language: language.unwrap_or(payees_language),
            suggested: suggested.unwrap_or_default(),
            asks_note: self.asks_note,
        })
    }

    /// Notes amounts that are none in any currency, where it isn't known which one is meant.
    fn judge_writing(&self, stand_in: Currency, problems: &mut Problems) {
        let fields = [("amount", &self.amount), ("min_amount", &self.min_amount), ("max_amount", &self.max_amount)];
        for (field, text) in fields {
            let read = text.as_deref().map(|text| self.notation.read(text, stand_in));
            if let Some(Err(error @ (AmountError::NotANumber(_) | AmountError::Zero))) = read {
                problems.push(FieldError::new(field, &error));
            }
        }
    }

    fn check_amount(&self, currency: Currency, problems: &mut Problems) -> Option<RequestAmount> {
        let mut read = |field, text: &Option<String>| {
            text.as_deref().map(|t| problems.check(field, self.notation.read(t, currency)))
        };
        let amount = read("amount", &self.amount);
        let min = read("min_amount", &self.min_amount);
        let max = read("max_amount", &self.max_amount);
        let bounded = min.is_some() || max.is_some();
        let (amount, min, max) = (invert(amount)?, invert(min)?, invert(max)?);
        let items_total = self.items_total(currency, problems)?;
        let amount = match (amount, items_total) {
            (Some(amount), Some(total)) if amount != total => {
                let detail = format!(
                    "The items add up to {total}, but the amount is {amount}. Make them equal, or leave the amount out."
                );
                problems.push(FieldError::plain("items", "sum_differs", detail));
                return None;
            }
            (amount, total) => amount.or(total),
        };
        match (amount, min, max) {
            (Some(_), _, _) if bounded => {
                let detail = "An amount that is fixed has no bounds. Leave out amount, or min_amount and max_amount.";
                problems.push(FieldError::plain("amount", "conflict", detail));
                None
            }
            (Some(amount), _, _) => Some(RequestAmount::Fixed(amount)),
            (None, Some(min), Some(max)) if min.minor() > max.minor() => {
                let detail = format!("The smallest amount ({min}) is larger than the largest ({max}).");
                problems.push(FieldError::plain("min_amount", "out_of_range", detail));
                None
            }
            (None, min, max) => {
                Some(RequestAmount::Open { currency, min: min.map(|m| m.minor()), max: max.map(|m| m.minor()) })
            }
        }
    }

    /// The sum of the items: `Some(None)` when there are none, `None` when something is wrong with them.
    fn items_total(&self, currency: Currency, problems: &mut Problems) -> Option<Option<Money>> {
        if self.items.is_empty() {
            return Some(None);
        }
        if self.items.len() > MAX_ITEMS {
            problems.push(FieldError::plain("items", "too_many", format!("{MAX_ITEMS} items at most.")));
            return None;
        }
        let mut total: i64 = 0;
        for item in &self.items {
            problems.check("items", Memo::parse(&item.name))?;
            let one = problems.check("items", Money::parse(&item.amount, currency))?;
            let sum = one.minor().checked_mul(item.quantity.into()).and_then(|line| total.checked_add(line));
            total = problems.check("items", sum.ok_or(AmountError::TooLarge(currency)))?;
        }
        problems.check("items", Money::new(total, currency).payable()).map(Some)
    }
}

/// `None` when a field was given and wrong; `Some(None)` when it was left out.
fn invert<T>(read: Option<Option<T>>) -> Option<Option<T>> {
    match read {
        None => Some(None),
        Some(None) => None,
        Some(some) => Some(some),
    }
}

#[cfg(test)]
mod tests;
