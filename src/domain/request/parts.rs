//! The parts of an amount that one payer pays at different times: a deposit and the rest, or instalments.

use std::ops::RangeInclusive;

use chrono::NaiveDate;
use serde::Deserialize;

use crate::domain::clock::Timestamp;
use crate::domain::field::{FieldError, Mention, Problem, Problems};
use crate::domain::money::currency::Currency;
use crate::domain::money::notation::Notation;
use crate::domain::money::{AmountError, Money};
use crate::domain::when;

/// The numbers of parts that an amount may have.
pub const COUNT: RangeInclusive<usize> = 2..=12;

/// An unchecked part.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PartDraft {
    /// The amount; what the others leave when absent, of the last part only.
    pub amount: Option<String>,
    /// The day by which it is to be paid, `2026-11-30`.
    pub due_on: Option<String>,
}

/// A part of an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// The amount, in minor units.
    pub amount: i64,
    /// The day by which it is to be paid. It can be paid later.
    pub due_on: NaiveDate,
}

/// The parts of an amount in the order of their days: none, or as many as [`COUNT`] allows. They add up to the amount.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Parts(Vec<Part>);

/// A part with what was paid of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PartProgress {
    /// The part.
    pub part: Part,
    /// The minor units of the request's paid total that fall on it: payments fill the parts in their order.
    pub paid: i64,
}

impl PartProgress {
    /// Returns whether the part is paid in full.
    pub fn is_paid(&self) -> bool {
        self.paid == self.part.amount
    }
}

/// The part that is to be paid next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NextPart {
    /// The position, from 0.
    pub position: usize,
    /// The day by which it is to be paid.
    pub due_on: NaiveDate,
    /// The sum of the parts before it, in minor units.
    pub from: i64,
    /// The sum of the parts up to it, with its own amount.
    pub until: i64,
}

impl Parts {
    /// Returns whether the amount is to be paid at once.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The number of parts; 0 when the amount is to be paid at once.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The parts with what was paid of each, after payments of `paid_total` minor units.
    pub fn progress(&self, paid_total: i64) -> impl Iterator<Item = PartProgress> + '_ {
        let mut left = paid_total.max(0);
        self.0.iter().map(move |part| {
            let paid = left.min(part.amount);
            left -= paid;
            PartProgress { part: *part, paid }
        })
    }

    /// The first part that payments of `paid_total` minor units don't cover; `None` without parts, and when all are covered.
    pub fn next(&self, paid_total: i64) -> Option<NextPart> {
        let mut until: i64 = 0;
        self.0.iter().enumerate().find_map(|(position, part)| {
            let from = until;
            until = until.saturating_add(part.amount);
            (paid_total < until).then_some(NextPart { position, due_on: part.due_on, from, until })
        })
    }

    /// The day by which the next payment is expected after payments of `paid_total` minor units: that of the next part, and the last
    /// part's when all are covered. `None` without parts.
    pub fn due_on(&self, paid_total: i64) -> Option<NaiveDate> {
        self.next(paid_total).map(|next| next.due_on).or(self.0.last().map(|part| part.due_on))
    }

    /// Checks that a request with these parts doesn't expire before the day of its last part is over, by UTC.
    ///
    /// # Errors
    /// The error of `expires_at`.
    pub fn check_expiry(&self, expires_at: Option<Timestamp>) -> Result<(), FieldError> {
        let Some(last_day) = self.0.last().map(|part| part.due_on) else { return Ok(()) };
        // By the days of UTC, for a draft doesn't know its payee's zone.
        if expires_at.is_none_or(|at| at.date_naive() > last_day) {
            return Ok(());
        }
        let detail = format!("It would stop working before its last part is due, on {last_day}.");
        Err(FieldError::plain("expires_at", "out_of_range", detail).said_by("error-parts-expiry", Vec::new()))
    }

    /// The error of a due date beside parts, which have days of their own.
    pub fn other_day() -> FieldError {
        let detail = "Each part has a day of its own. Leave out due_on, or the parts.";
        FieldError::plain("due_on", "conflict", detail).said_by("error-parts-day", Vec::new())
    }

    /// The amounts as money of `currency`.
    pub fn amounts(&self, currency: Currency) -> impl Iterator<Item = Money> + '_ {
        self.0.iter().map(move |part| Money::new(part.amount, currency))
    }

    /// The stored form: a JSON array of objects with `amount` in minor units and `due_on`.
    pub fn to_json(&self) -> String {
        let object = |part: &Part| serde_json::json!({ "amount": part.amount, "due_on": part.due_on.to_string() });
        self.0.iter().map(object).collect::<serde_json::Value>().to_string()
    }
}

/// Reads the stored form of [`Parts::to_json`].
impl TryFrom<String> for Parts {
    type Error = serde_json::Error;

    fn try_from(json: String) -> Result<Self, serde_json::Error> {
        serde_json::from_str(&json).map(Self)
    }
}

/// Reasons to refuse a list of parts.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PartsError {
    /// Their number isn't in [`COUNT`].
    #[error("An amount has {} to {} parts, or none.", COUNT.start(), COUNT.end())]
    Count,
    /// They add up to another amount.
    #[error(
        "The parts add up to {sum}, but the amount is {whole}. Make them add up to it, or leave out the last part's amount."
    )]
    SumDiffers {
        /// The sum of the parts.
        sum: Money,
        /// The amount of the request.
        whole: Money,
    },
    /// The others leave nothing for the last part.
    #[error("The parts with an amount leave nothing of {0} for the last one.")]
    NothingLeft(Money),
    /// The amount is open.
    #[error("Only a fixed amount can be paid in parts. Leave out min_amount and max_amount, or the parts.")]
    Open,
    /// More than one payer may pay the request.
    #[error("Parts are paid by one payer. Leave out max_payments, or the parts.")]
    SeveralPayers,
}

impl Problem for PartsError {
    fn code(&self) -> &'static str {
        match self {
            Self::Count => "out_of_range",
            Self::SumDiffers { .. } | Self::NothingLeft(_) => "sum_differs",
            Self::Open | Self::SeveralPayers => "conflict",
        }
    }

    fn key(&self) -> Option<&'static str> {
        Some(match self {
            Self::Count => "error-parts-count",
            Self::SumDiffers { .. } => "error-parts-sum",
            Self::NothingLeft(_) => "error-parts-left",
            Self::Open => "error-parts-open",
            Self::SeveralPayers => "error-parts-payers",
        })
    }

    fn mentions(&self) -> Vec<Mention> {
        match self {
            Self::Count => {
                let count = |n: &usize| i64::try_from(*n).unwrap_or(i64::MAX);
                vec![Mention::Range(count(COUNT.start()), count(COUNT.end()))]
            }
            Self::SumDiffers { sum: money, .. } | Self::NothingLeft(money) => {
                vec![Mention::Amount(money.minor(), money.currency())]
            }
            Self::Open | Self::SeveralPayers => Vec::new(),
        }
    }
}

/// Parts whose own fields are good, before they are compared with the amount.
#[derive(Debug)]
pub(super) struct ReadParts {
    /// The amounts in minor units; `None` for a last part that takes the rest.
    amounts: Vec<Option<i64>>,
    days: Vec<NaiveDate>,
    currency: Currency,
}

impl ReadParts {
    /// Reads every part, so that one answer names every field to correct. `None` when a problem was noted.
    pub(super) fn read(
        drafts: &[PartDraft],
        notation: Notation,
        currency: Currency,
        problems: &mut Problems,
    ) -> Option<Self> {
        if !drafts.is_empty() && !COUNT.contains(&drafts.len()) {
            problems.push(FieldError::new("parts", &PartsError::Count));
            return None;
        }
        let last = drafts.len().saturating_sub(1);
        let mut read = |at: usize, draft: &PartDraft| {
            let amount = match draft.amount.as_deref() {
                Some(text) => {
                    note(problems, at, "amount", notation.read(text, currency)).map(|money| Some(money.minor()))
                }
                None if at == last => Some(None),
                None => missing(problems, at, "amount", "how much this part is"),
            };
            let day = match draft.due_on.as_deref() {
                Some(text) => note(problems, at, "due_on", when::day(text)),
                None => missing(problems, at, "due_on", "the day by which this part is to be paid"),
            };
            Some((amount?, day?))
        };
        let read: Vec<_> = drafts.iter().enumerate().map(|(at, draft)| read(at, draft)).collect();
        let (amounts, days): (Vec<_>, Vec<_>) = read.into_iter().collect::<Option<Vec<_>>>()?.into_iter().unzip();
        let back = days.iter().zip(days.iter().skip(1)).position(|(day, next)| next <= day);
        if let Some(at) = back {
            let detail = "Each part is due after the one before. Put the parts in the order of their days.";
            let error = FieldError::plain("parts", "out_of_range", detail).of_member(at + 1, "due_on");
            problems.push(error.said_by("error-parts-order", Vec::new()));
            return None;
        }
        Some(Self { amounts, days, currency })
    }

    /// The sum of the parts when each has an amount: the amount of a request that names none. `None` without parts.
    ///
    /// # Errors
    /// The sum is too large to be paid.
    pub(super) fn sum(&self) -> Result<Option<Money>, AmountError> {
        let known = self.amounts.iter().copied().collect::<Option<Vec<_>>>().filter(|amounts| !amounts.is_empty());
        let Some(amounts) = known else { return Ok(None) };
        let sum = amounts.into_iter().try_fold(0_i64, i64::checked_add).ok_or(AmountError::TooLarge(self.currency))?;
        Money::new(sum, self.currency).payable().map(Some)
    }

    /// The parts of an amount that is known.
    ///
    /// # Errors
    /// [`PartsError::SumDiffers`] or [`PartsError::NothingLeft`].
    pub(super) fn of(self, whole: Money) -> Result<Parts, PartsError> {
        let Self { amounts, days, currency } = self;
        if days.is_empty() {
            return Ok(Parts::default());
        }
        let known = amounts.iter().flatten().try_fold(0_i64, |sum, amount| sum.checked_add(*amount));
        // Amounts that are payable one by one don't exceed 64 bits together: there are twelve at most.
        let known = known.unwrap_or(i64::MAX);
        let takes_rest = amounts.last().is_some_and(Option::is_none);
        match whole.minor() - known {
            0 if !takes_rest => {}
            1.. if takes_rest => {}
            _ if takes_rest => return Err(PartsError::NothingLeft(whole)),
            _ => return Err(PartsError::SumDiffers { sum: Money::new(known, currency), whole }),
        }
        let rest = whole.minor() - known;
        let parts = amounts.into_iter().zip(days);
        Ok(Parts(parts.map(|(amount, due_on)| Part { amount: amount.unwrap_or(rest), due_on }).collect()))
    }

    /// Returns whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.days.is_empty()
    }
}

/// The value, or a noted error of a part's member.
fn note<T, E: Problem>(problems: &mut Problems, at: usize, name: &str, read: Result<T, E>) -> Option<T> {
    read.map_err(|e| problems.push(FieldError::new("parts", &e).of_member(at, name))).ok()
}

/// Notes a part's member that is missing.
fn missing<T>(problems: &mut Problems, at: usize, name: &str, wanted: &str) -> Option<T> {
    let error = FieldError::required("parts", wanted).of_member(at, name);
    problems.push(error.said_by("error-parts-needed", Vec::new()));
    None
}

#[cfg(test)]
mod tests;
