//! Outcomes of the requests that a payee made in a period.

use crate::accounting::span::Span;
use crate::actions::{Context, Error};
use crate::domain::clock::Timestamp;
use crate::domain::payee::Payee;
use crate::domain::request::outcomes::{Outcome, Outcomes};
use crate::domain::request::{Origin, Status};
use crate::store::MadeRequest;

/// The most requests that are looked at: the newest of a period.
pub const MOST: usize = 2_000;

/// Outcomes of requests, and whether they are those of all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeriodOutcomes {
    /// The outcomes.
    pub outcomes: Outcomes,
    /// Set when there are more than [`MOST`] requests: the outcomes are those of the newest.
    pub is_cut: bool,
}

/// Reads what became of the requests for one payment that a payee made in a period of adjacent spans. Those of personal links don't count:
/// payers make them when they begin to pay.
///
/// # Errors
/// The database's.
pub async fn outcomes(ctx: &Context, payee: &Payee, period: &[Span], now: Timestamp) -> Result<PeriodOutcomes, Error> {
    let (Some(first), Some(last)) = (period.first(), period.last()) else {
        return Ok(PeriodOutcomes { outcomes: Outcomes::default(), is_cut: false });
    };
    let until = last.last.succ_opt().unwrap_or(last.last);
    let (from, until) = (payee.zone.midnight(first.first), payee.zone.midnight(until));
    let limit = i64::try_from(MOST).unwrap_or(i64::MAX).saturating_add(1);
    let made = ctx.store.made_requests(&payee.id, from, until, limit).await?;
    let is_counted = |request: &&MadeRequest| request.max_payments == Some(1) && request.origin != Origin::Link;
    let outcome = |request: &MadeRequest| {
        Outcome::of(Status::at(request.state, request.expires_at, now), request.created_at, request.paid_at)
    };
    Ok(PeriodOutcomes {
        outcomes: made.iter().take(MOST).filter(is_counted).map(outcome).collect(),
        is_cut: made.len() > MOST,
    })
}
