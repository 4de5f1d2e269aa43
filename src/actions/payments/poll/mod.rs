//! Polls: asking providers for the state of payments, in case a webhook was lost. Answers and webhooks are applied alike, so that it
//! doesn't matter which is first. Settled payments are polled too, at growing intervals, so that a refund or dispute whose webhook was
//! lost is known within days.

mod schedule;
mod turns;

use std::time::Duration;

use chrono::TimeDelta;

pub use self::turns::Polling;
use super::demands::MethodDemands;
use crate::actions::methods::open_rail::open_rail;
use crate::actions::settle::apply_answer;
use crate::actions::{Context, Error};
use crate::domain::id::PaymentId;
use crate::domain::payment::Payment;
use crate::rails::{ChargeQuery, Demands, Instructions, RailError};
use crate::store;

/// The longest wait for a provider's answer. Longer than the timeout of one call, so that the circuit breaker counts a call that timed
/// out, and later callers fail at once.
const PATIENCE: Duration = Duration::from_secs(12);
/// The time that a page waits for a poll.
const PAGE_PATIENCE: Duration = Duration::from_secs(1);
/// The shortest interval between polls of a payment that are caused by page views, for all viewers together.
const LOOK_PAUSE: TimeDelta = TimeDelta::seconds(8);

/// Polls one payment because its payer came back. Waits a second at most; a longer poll goes on in the background, and the page updates
/// itself. Returns whether the provider answered in time.
///
/// # Errors
/// As [`poll_viewed`], except for the provider's errors, which are logged.
pub async fn poll_briefly(ctx: &Context, payment: &PaymentId) -> Result<bool, Error> {
    let (ctx, payment) = (ctx.clone(), payment.clone());
    let asking = tokio::spawn(async move { poll_viewed(&ctx, &payment).await });
    match tokio::time::timeout(PAGE_PATIENCE, asking).await {
        // The page shows what is known: an unavailable provider says nothing about the money.
        Ok(Ok(Err(Error::Rail(error)))) => {
            tracing::info!(%error, "a provider could not be asked");
            Ok(false)
        }
        Ok(Ok(answer)) => answer,
        Ok(Err(_)) | Err(_) => Ok(false),
    }
}

/// Polls one payment because its page is viewed, if it may still change and no view caused a poll just before. The payment's own schedule
/// isn't affected. Returns whether the provider answered.
///
/// # Errors
/// The database's, and the rail's.
pub async fn poll_viewed(ctx: &Context, payment: &PaymentId) -> Result<bool, Error> {
    let (now, id) = (ctx.clock.now(), payment.clone());
    let not_since = now - LOOK_PAUSE;
    let Some(payment) = ctx.store.viewed_payment_to_poll(payment, not_since).await? else { return Ok(false) };
    match ctx.store.write_one(move |mut tx| Box::pin(async move { tx.take_view(&id, not_since, now).await })).await? {
        true => poll_payment(ctx, &payment).await,
        false => Ok(false),
    }
}

/// Polls one payment and applies the events. Returns whether the provider answered.
pub(in crate::actions) async fn poll_payment(ctx: &Context, payment: &Payment) -> Result<bool, Error> {
    let Some((method, external_id)) = payment.method_id.as_ref().zip(payment.external_id.as_deref()) else {
        return Ok(false);
    };
    // Without settings no poll is possible: the known state stands.
    let (method, rail) = match open_rail(ctx, method).await {
        Err(Error::SettingsLost | Error::NotFound) => return Ok(false),
        opened => opened?,
    };
    let demand = MethodDemands { ctx, method: &method.id }.demand(external_id).await?;
    let verify = if rail.asks_by_verify() { verify_address(ctx, &payment.id).await? } else { None };
    let (money, now) = (payment.requested(), ctx.clock.now());
    let asking = ChargeQuery { external_id, money, now, demand, verify: verify.as_deref() };
    let late = |_| Err(RailError::Unavailable("no answer in time".into()));
    let answer = tokio::time::timeout(PATIENCE, rail.poll(asking)).await.unwrap_or_else(late);
    for event in answer? {
        let outcome = apply_answer(ctx, &method, event).await?;
        tracing::info!(rail = method.rail, outcome = outcome.as_str(), "a provider answered");
    }
    Ok(true)
}

/// The address at which the payee's wallet proves a payment. `None` if its instructions are gone, or no key opens them any more.
async fn verify_address(ctx: &Context, payment: &PaymentId) -> Result<Option<String>, Error> {
    let instructions = ctx.store.instructions(payment).await?.map(|json| serde_json::from_str::<Instructions>(&json));
    let instructions = instructions.transpose().map_err(|e| store::Error::Defect(format!("instructions: {e}")))?;
    Ok(instructions.and_then(|instructions| instructions.verify))
}
