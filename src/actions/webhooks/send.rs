//! Sending of deliveries. A call stands between two transactions: the first reserves it for a while, the second records the answer. A crash
//! in between makes it due again, under the same message id.

use chrono::TimeDelta;
use futures_util::StreamExt;
use futures_util::stream;
use http::StatusCode;

use super::message::{Resources, message_of};
use crate::actions::{Context, Error};
use crate::domain::clock::Timestamp;
use crate::domain::id::{EndpointId, PayeeId};
use crate::domain::notice::endpoint::{DisabledWhy, Endpoint};
use crate::domain::notice::signing::SigningSecrets;
use crate::domain::notice::{DeliveryState, retries};
use crate::net::Failure;
use crate::net::endpoints::{EndpointMessage, Reply};
use crate::store::{self, Attempt, Delivery};

/// The number of deliveries of a turn. They are of as many requests: one that isn't over holds up the others of its own.
const TURN: i64 = 16;
/// The most calls to one endpoint at a time.
const AT_ONCE: usize = 4;
/// The time for which a call is reserved; more than it may take.
const RESERVED: TimeDelta = TimeDelta::seconds(60);
/// The time without a success after which an endpoint that fails is disabled.
const WEEK: TimeDelta = TimeDelta::days(7);
/// The least number of attempts of one delivery that have failed before its endpoint is disabled: where little is sent, two failures may
/// lie weeks apart, with nothing between them.
const ENOUGH: i64 = 5;
/// The word for a delivery that was given up because of its endpoint.
pub(super) const DISABLED: &str = "disabled";

/// Sends an endpoint's deliveries that are due, a few at most. Returns their number.
///
/// # Errors
/// The database's. A call that fails is none.
pub async fn send_due(ctx: &Context, resources: Resources, endpoint: &EndpointId) -> Result<usize, Error> {
    let mut due = ctx.store.due_deliveries(endpoint, ctx.clock.now(), TURN).await?;
    let Some(payee) = due.first().map(|delivery| delivery.payee_id.clone()) else { return Ok(0) };
    let found = ctx.store.sealed_endpoint(endpoint).await?;
    let Some((endpoint, sealed)) = found.filter(|(endpoint, _)| endpoint.disabled_at.is_none()) else {
        give_up(ctx, payee, endpoint, None).await?;
        return Ok(0);
    };
    let secrets = match ctx.store.open_secrets(&endpoint.id, &sealed) {
        Err(store::Error::Sealed(_)) => {
            give_up(ctx, payee, &endpoint.id, Some(DisabledWhy::SecretLost)).await?;
            return Ok(0);
        }
        opened => opened?,
    };
    if endpoint.failing_since.is_some() {
        // One that is silent holds its turn for the time of one call only.
        due.truncate(1);
    }
    let count = due.len();
    let attempts = stream::iter(due).map(|due| attempt(ctx, resources, &endpoint, &secrets, due));
    let outcomes: Vec<_> = attempts.buffer_unordered(AT_ONCE).collect().await;
    outcomes.into_iter().collect::<Result<(), Error>>()?;
    Ok(count)
}

/// Gives up all that waits for an endpoint, and disables it if a reason is given.
async fn give_up(ctx: &Context, payee: PayeeId, endpoint: &EndpointId, why: Option<DisabledWhy>) -> Result<(), Error> {
    let (endpoint, now) = (endpoint.clone(), ctx.clock.now());
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                tx.hold_notices(&payee).await?;
                if let Some(why) = why {
                    tx.disable_endpoint(&endpoint, why, now).await?;
                }
                Ok(tx.give_up_deliveries(&endpoint, DISABLED, now).await?)
            })
        })
        .await
}

/// Makes the next attempt of a delivery, unless another replica does.
async fn attempt(
    ctx: &Context,
    resources: Resources,
    endpoint: &Endpoint,
    secrets: &SigningSecrets,
    due: Delivery,
) -> Result<(), Error> {
    let (reserving, until) = (due.clone(), ctx.clock.now() + RESERVED);
    let reserved = ctx.store.write_one(move |mut tx| {
        Box::pin(async move { Ok::<_, Error>(tx.reserve_delivery(&reserving, until).await?) })
    });
    if !reserved.await? {
        return Ok(());
    }
    let body = message_of(ctx, resources, &due).await?;
    let at = ctx.clock.now();
    let signature = secrets.sign(&due.message_id, at, &body);
    let message = EndpointMessage { id: due.message_id.clone(), at, signature, body };
    let answer = ctx.endpoints.post(&endpoint.url, &message).await;
    let (attempts, ended_at) = (due.attempts + 1, ctx.clock.now());
    let verdict = DeliveryVerdict::of(answer);
    tracing::info!(kind = due.kind.as_str(), attempts, failure = verdict.failure, "a webhook was called");
    let next = match verdict.state {
        DeliveryState::Waiting => retries::pause(attempts, verdict.retry_after, &ctx.chance),
        DeliveryState::Delivered | DeliveryState::Failed => None,
    };
    let state =
        if verdict.state == DeliveryState::Waiting && next.is_none() { DeliveryState::Failed } else { verdict.state };
    let attempt = Attempt {
        state,
        next_try_at: next.map(|pause| ended_at + pause),
        tried_at: ended_at,
        took: (ended_at - at).num_milliseconds().max(0),
        answer: verdict.status.map(|status| status.as_u16().into()),
        failure: verdict.failure.map(ToOwned::to_owned),
    };
    conclude(ctx, due, attempts, attempt, verdict.is_gone(), ended_at).await
}

/// Records the outcome of a call, for the delivery and for its endpoint.
async fn conclude(
    ctx: &Context,
    due: Delivery,
    attempts: i64,
    attempt: Attempt,
    is_gone: bool,
    now: Timestamp,
) -> Result<(), Error> {
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                tx.hold_notices(&due.payee_id).await?;
                // It was given up or begun anew meanwhile, by hand: what this call said is about the past.
                if !tx.conclude_delivery(&due, attempts, &attempt).await? {
                    return Ok(());
                }
                if attempt.state == DeliveryState::Delivered {
                    tx.note_success(&due.endpoint_id, now).await?;
                } else {
                    let since = tx.note_failure(&due.endpoint_id, now).await?;
                    let is_failing = attempts >= ENOUGH && since.is_some_and(|since| now - since >= WEEK);
                    let why =
                        if is_gone { Some(DisabledWhy::Gone) } else { is_failing.then_some(DisabledWhy::Failing) };
                    if let Some(why) = why {
                        tx.disable_endpoint(&due.endpoint_id, why, now).await?;
                        tx.give_up_deliveries(&due.endpoint_id, DISABLED, now).await?;
                        return Ok(());
                    }
                }
                match &due.request_code {
                    // The next one of the request was waiting for this one.
                    Some(code) if attempt.state != DeliveryState::Waiting => {
                        Ok(tx.advance_deliveries(&due.endpoint_id, code, now).await?)
                    }
                    _ => Ok(()),
                }
            })
        })
        .await
}

/// The consequence of an answer, or of none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct DeliveryVerdict {
    state: DeliveryState,
    status: Option<StatusCode>,
    failure: Option<&'static str>,
    retry_after: Option<TimeDelta>,
}

impl DeliveryVerdict {
    fn of(answer: Result<Reply, Failure>) -> Self {
        let (status, retry_after) = match answer {
            Ok(Reply { status, retry_after }) => (Some(status), retry_after),
            Err(_) => (None, None),
        };
        let (state, failure) = match answer {
            Ok(Reply { status, .. }) if status.is_success() => (DeliveryState::Delivered, None),
            // The endpoint wants nothing any more, so nothing is repeated.
            Ok(Reply { status: StatusCode::GONE, .. }) => (DeliveryState::Failed, Some("gone")),
            Ok(Reply { status, .. }) if status.is_redirection() => (DeliveryState::Waiting, Some("redirect")),
            Ok(_) => (DeliveryState::Waiting, Some("status")),
            Err(failure) => (DeliveryState::Waiting, Some(word(failure))),
        };
        Self { state, status, failure, retry_after }
    }

    fn is_gone(self) -> bool {
        self.status == Some(StatusCode::GONE)
    }
}

/// The word for a call without an answer.
fn word(failure: Failure) -> &'static str {
    match failure {
        Failure::NotPublic => "not_public",
        Failure::Unreachable => "unreachable",
        Failure::Late => "timeout",
        Failure::BrokenOff | Failure::TooLarge | Failure::Status(_) => "broken_off",
        Failure::Resting | Failure::NoClient => "not_called",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_success_is_one_and_only_gone_is_final() {
        let of = |status: u16| {
            let status = StatusCode::from_u16(status).expect("a status");
            let verdict = DeliveryVerdict::of(Ok(Reply { status, retry_after: None }));
            (verdict.state, verdict.failure)
        };
        for status in [200, 201, 202, 204] {
            assert_eq!(of(status), (DeliveryState::Delivered, None), "{status}");
        }
        for status in [301, 302, 303, 307, 308] {
            assert_eq!(of(status), (DeliveryState::Waiting, Some("redirect")), "{status}");
        }
        for status in [400, 401, 404, 409, 429, 500, 502, 503] {
            assert_eq!(of(status), (DeliveryState::Waiting, Some("status")), "{status}");
        }
        assert_eq!(of(410), (DeliveryState::Failed, Some("gone")));
        assert_eq!(DeliveryVerdict::of(Err(Failure::Late)).failure, Some("timeout"));
    }
}
