//! Outcomes of the requests that a payee made in a period.

use crate::accounting::span::Span;
use crate::actions::{Context, Error};
use crate::domain::clock::Timestamp;
use crate::domain::payee::Payee;
use crate::domain::request::Status;
use crate::domain::request::outcomes::{Outcomes, RequestOutcome};
use crate::domain::zone::Zone;
use crate::store::{MadeRequest, MadeSettlement};

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
/// payers make them when they begin to pay. Nor do those that were paid with test payments alone.
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
    let is_test = |request: &MadeRequest| !request.settlements.is_empty() && request.settlements.iter().all(|s| s.test);
    let outcome = |request: &MadeRequest| {
        let paid = paid_at(request, payee.zone);
        RequestOutcome::of(Status::at(request.state, request.expires_at, now), request.created_at, paid)
    };
    Ok(PeriodOutcomes {
        outcomes: made.iter().take(MOST).filter(|request| !is_test(request)).map(outcome).collect(),
        is_cut: made.len() > MOST,
    })
}

/// The time at which the money arrived that made a request paid. It may be booked much later, as by a statement of the month.
fn paid_at(request: &MadeRequest, zone: Zone) -> Option<Timestamp> {
    let booked = request.paid_at?;
    let mut arrivals: Vec<_> = request.settlements.iter().map(|one| (arrived_at(one, booked, zone), one)).collect();
    arrivals.sort_by_key(|(at, _)| *at);
    let mut total = 0_i64;
    let covers = |(_, one): &&(Timestamp, &MadeSettlement)| {
        total = total.saturating_add(one.received);
        request.amount.is_none_or(|amount| total >= amount)
    };
    arrivals.iter().find(covers).or(arrivals.last()).map(|(at, _)| *at).or(Some(booked))
}

/// The time at which money arrived. A day counts with its end, or with the time at which the request was noted as paid if that is earlier.
fn arrived_at(one: &MadeSettlement, booked: Timestamp, zone: Zone) -> Timestamp {
    match one.booking_date.and_then(|day| day.succ_opt()) {
        Some(next) => zone.midnight(next).min(booked),
        None => one.settled_at,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::request::RequestState;

    fn at(text: &str) -> Timestamp {
        text.parse().expect("a moment")
    }

    fn paid(settlements: &[(i64, &str, Option<&str>)], booked: &str) -> Option<Timestamp> {
        let settlement = |(received, moment, day): &(i64, &str, Option<&str>)| MadeSettlement {
            received: *received,
            test: false,
            settled_at: at(moment),
            booking_date: day.map(|day| day.parse().expect("a day")),
        };
        let request = MadeRequest {
            amount: Some(100),
            state: RequestState::Paid,
            created_at: at("2026-11-02T09:00:00Z"),
            paid_at: Some(at(booked)),
            expires_at: None,
            settlements: settlements.iter().map(settlement).collect(),
        };
        paid_at(&request, Zone::UTC)
    }

    #[test]
    fn money_counts_when_it_arrives() {
        let (noon, booked) = ("2026-11-03T12:00:00Z", "2026-11-30T08:00:00Z");
        let told = paid(&[(100, noon, Some("2026-11-03"))], booked);
        assert_eq!(told, Some(at("2026-11-04T00:00:00Z")), "a day that is known later counts with its end");
        let told = paid(&[(100, noon, Some("2026-11-03"))], "2026-11-03T13:00:00Z");
        assert_eq!(told, Some(at("2026-11-03T13:00:00Z")), "it can't arrive after it was noted");
        assert_eq!(paid(&[(100, noon, None)], booked), Some(at(noon)), "a provider tells the moment");
    }

    #[test]
    fn the_last_part_makes_a_request_paid_and_more_does_not() {
        let parts = [
            (30, "2026-11-09T12:00:00Z", None),
            (40, "2026-11-20T12:00:00Z", None),
            (70, "2026-11-05T12:00:00Z", None),
        ];
        assert_eq!(paid(&parts, "2026-11-30T08:00:00Z"), Some(at("2026-11-09T12:00:00Z")));
    }
}
