//! A split: one amount in shares, each a request of its own. Nothing that a payer of one share can reach tells of another.

use std::fmt;
use std::ops::RangeInclusive;

use super::terms::{RequestDraft, Terms};
use super::{PaymentRequest, RequestAmount, Status};
use crate::domain::clock::Timestamp;
use crate::domain::field::{FieldError, Mention, Problem, Problems};
use crate::domain::language::Language;
use crate::domain::money::Money;
use crate::domain::money::currency::Currency;
use crate::domain::money::notation::Notation;
use crate::domain::text::ShareName;

/// The numbers of shares that a split may have.
pub const COUNT: RangeInclusive<usize> = 2..=50;

/// The unchecked shares of a split.
#[derive(Debug, Clone)]
pub enum ShareDrafts {
    /// That many equal shares.
    Equal(i64),
    /// One by one.
    Each(Vec<ShareDraft>),
}

/// An unchecked share.
#[derive(Clone, Default)]
pub struct ShareDraft {
    /// The payee's word for who is to pay it.
    pub name: Option<String>,
    /// The amount; an equal part of the rest when absent.
    pub amount: Option<String>,
}

/// Names nothing of its payer, so that no log does.
impl fmt::Debug for ShareDraft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ShareDraft").field("amount", &self.amount).finish_non_exhaustive()
    }
}

/// The unchecked terms of a split.
#[derive(Debug, Clone)]
pub struct SplitDraft {
    /// The terms of all shares; the amount is the total.
    pub terms: RequestDraft,
    /// The shares, if any were given.
    pub shares: Option<ShareDrafts>,
}

/// A checked share.
#[derive(Clone, PartialEq, Eq)]
pub struct Share {
    /// The payee's word for who is to pay it.
    pub name: Option<ShareName>,
    /// The amount.
    pub amount: Money,
}

/// Names nothing of its payer, so that no log does.
impl fmt::Debug for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Share").field("amount", &self.amount).finish_non_exhaustive()
    }
}

/// A checked split, whose shares add up to its total.
#[derive(Debug, Clone)]
pub struct Split {
    terms: Terms,
    shares: Vec<Share>,
}

impl Split {
    /// The shares, in their order.
    pub fn shares(&self) -> &[Share] {
        &self.shares
    }

    /// The terms of the request of each share. None says how many there are, or which one it is.
    pub fn terms_of_shares(&self) -> Vec<Terms> {
        let of = |share: &Share| Terms { asked: RequestAmount::Fixed(share.amount), ..self.terms.clone() };
        self.shares.iter().map(of).collect()
    }
}

/// The error of a number of shares that is not in [`COUNT`].
pub fn wrong_count() -> FieldError {
    let (least, most) = COUNT.into_inner();
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    FieldError::plain("shares", "out_of_range", format!("A split has {least} to {most} shares."))
        .said_by("error-split-count", vec![Mention::Range(count(least), count(most))])
}

impl SplitDraft {
    /// Checks terms and shares. A draft without currency or language gets the payee's.
    ///
    /// # Errors
    /// Every problem, each with its field's name. A problem of one share has the field `shares[0].name`.
    pub fn check(
        self,
        payees_own: Currency,
        payees_language: Language,
        now: Timestamp,
    ) -> Result<Split, Vec<FieldError>> {
        let Self { terms, shares } = self;
        let (notation, has_amount, misread) = (terms.notation, terms.amount.is_some(), terms.misread.clone());
        let (terms, wrong) = match terms.check(payees_own, payees_language, now) {
            Ok(terms) => (Some(terms), misread),
            Err(wrong) => (None, wrong),
        };
        // What is wrong with the terms is told once: of the same fields, nothing more is noted.
        let mut problems = Problems::after(wrong);
        if !has_amount {
            problems.push(FieldError::required("amount", "how much is to be split"));
        }
        let total = terms.as_ref().and_then(|terms| terms.asked.fixed());
        let shares = match shares {
            Some(shares) => shares.check(total, notation, &mut problems),
            None => {
                problems.push(FieldError::required("shares", "how many shares, or a list of them"));
                None
            }
        };
        problems.finish()?;
        match (terms, shares) {
            (Some(terms), Some(shares)) => Ok(Split { terms, shares }),
            // Every path without the one or the other has noted a problem.
            _ => Err(vec![wrong_count()]),
        }
    }
}

impl ShareDrafts {
    /// Checks the shares of a total. Names are checked without a total as well, so that all errors are told at once.
    fn check(self, total: Option<Money>, notation: Notation, problems: &mut Problems) -> Option<Vec<Share>> {
        let drafts = match self {
            Self::Each(drafts) => drafts,
            Self::Equal(count) => {
                let count = usize::try_from(count).ok().filter(|count| COUNT.contains(count));
                vec![ShareDraft::default(); count.unwrap_or_default()]
            }
        };
        if !COUNT.contains(&drafts.len()) {
            problems.push(wrong_count());
            return None;
        }
        let mut read = |at: usize, draft: ShareDraft| {
            let name = draft.name.map(|text| ShareName::optional(&text));
            let name = name.transpose().map_err(|e| problems.push(of_share(at, "name", &e))).ok();
            let total = total?;
            let amount = draft.amount.map(|text| notation.read(&text, total.currency())).transpose();
            let amount = amount.map_err(|e| problems.push(of_share(at, "amount", &e))).ok();
            Some((name?.flatten(), amount?))
        };
        // Every share is read, although one of them is wrong.
        let read: Vec<_> = drafts.into_iter().enumerate().map(|(at, draft)| read(at, draft)).collect();
        let read: Vec<_> = read.into_iter().collect::<Option<_>>()?;
        let amounts: Vec<_> = read.iter().map(|(_, amount)| *amount).collect();
        let amounts = divide(total?, &amounts).map_err(|e| problems.push(e)).ok()?;
        Some(read.into_iter().zip(amounts).map(|((name, _), amount)| Share { name, amount }).collect())
    }
}

/// The error of a member of one share.
fn of_share(at: usize, member: &str, problem: &impl Problem) -> FieldError {
    FieldError::new("shares", problem).of_member(at, member)
}

/// The amounts of all shares of a total: those that are given, and equal parts of the rest. They add up to the total.
fn divide(total: Money, given: &[Option<Money>]) -> Result<Vec<Money>, FieldError> {
    let known = given.iter().flatten().try_fold(0_i64, |sum, amount| sum.checked_add(amount.minor()));
    let rest = known.and_then(|known| total.minor().checked_sub(known));
    let open = given.iter().filter(|amount| amount.is_none()).count();
    let mut parts = match rest {
        Some(0) if open == 0 => Vec::new(),
        Some(rest) => equal_parts(rest, open).ok_or_else(|| wrong_sum(total, given))?,
        None => return Err(wrong_sum(total, given)),
    }
    .into_iter();
    let amount = |given: &Option<Money>| match given {
        Some(amount) => *amount,
        None => Money::new(parts.next().unwrap_or_default(), total.currency()),
    };
    Ok(given.iter().map(amount).collect())
}

/// `count` parts of `minor` units that add up to it: the units that are left over go to the first ones. `None` where one would get nothing.
fn equal_parts(minor: i64, count: usize) -> Option<Vec<i64>> {
    let parts = i64::try_from(count).ok().filter(|parts| *parts > 0 && minor >= *parts)?;
    let (each, left) = (minor / parts, minor % parts);
    Some((0..parts).map(|at| each + i64::from(at < left)).collect())
}

/// The error of a total that its shares don't fit.
fn wrong_sum(total: Money, given: &[Option<Money>]) -> FieldError {
    if given.iter().all(Option::is_none) {
        let least = Money::new(i64::try_from(given.len()).unwrap_or(i64::MAX), total.currency());
        let detail = format!("This is too little for that many shares: at least {least}.");
        return FieldError::plain("amount", "too_small", detail)
            .said_by("error-split-small", vec![Mention::Amount(least.minor(), total.currency())]);
    }
    let detail = match given.iter().all(Option::is_some) {
        true => format!("The shares have to add up to the amount, {total}."),
        false => format!("The shares with an amount leave too little of {total} for the others."),
    };
    FieldError::plain("shares", "sum_differs", detail)
}

/// The progress of a split, as its payee sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// The number of shares that are paid.
    pub paid: usize,
    /// The number of shares.
    pub shares: usize,
    /// The sum that arrived and has not gone back.
    pub paid_total: Money,
    /// The sum of the shares.
    pub total: Money,
}

impl Progress {
    /// The progress of the requests of a split; `None` without any.
    pub fn of<'r>(requests: impl Iterator<Item = &'r PaymentRequest>, now: Timestamp) -> Option<Self> {
        let requests: Vec<_> = requests.collect();
        let currency = requests.first()?.asked.currency();
        let sum = |amount: fn(&PaymentRequest) -> i64| {
            Money::new(requests.iter().fold(0, |sum: i64, request| sum.saturating_add(amount(request))), currency)
        };
        Some(Self {
            paid: requests.iter().filter(|request| request.status(now) == Status::Paid).count(),
            shares: requests.len(),
            paid_total: sum(|request| request.paid_total),
            total: sum(|request| request.asked.fixed().map(|amount| amount.minor()).unwrap_or_default()),
        })
    }
}

#[cfg(test)]
mod tests;
