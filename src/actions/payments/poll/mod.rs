//! Asking providers how payments stand, instead of waiting for a report that may have been lost. What they answer goes the way of
//! what they report, so that it makes no difference who is quicker. Payments that have settled are asked about, too, more and more
//! rarely: a refund or a dispute whose report got lost is known days later, and not never.

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
use crate::rails::{ChargeQuery, Demands, RailError};

/// The longest wait for a provider's answer. A little longer than that for one call, so that its circuit breaker hears of a call that was too
/// late, and those who ask next are told at once.
const PATIENCE: Duration = Duration::from_secs(12);
/// How long a page waits for it.
const PAGE_PATIENCE: Duration = Duration::from_secs(1);
/// How often a payment is asked about because somebody looks at it, however many look.
const LOOK_PAUSE: TimeDelta = TimeDelta::seconds(8);

/// Asks about one payment because its payer came back. Waits a second at most; what takes longer goes on without whoever waits, and
/// the page turns by itself. Answers whether it was asked in time.
///
/// # Errors
/// As [`poll_viewed`].
pub async fn poll_briefly(ctx: &Context, payment: &PaymentId) -> Result<bool, Error> {
    let (ctx, payment) = (ctx.clone(), payment.clone());
    let asking = tokio::spawn(async move { poll_viewed(&ctx, &payment).await });
    match tokio::time::timeout(PAGE_PATIENCE, asking).await {
        // The page tells what is known. That its provider can't be asked now says nothing about the money.
        Ok(Ok(Err(Error::Rail(error)))) => {
            tracing::info!(%error, "a provider could not be asked");
            Ok(false)
        }
        Ok(Ok(answer)) => answer,
        Ok(Err(_)) | Err(_) => Ok(false),
    }
}

/// Asks about one payment because somebody looks at it, if it may still change and no page asked a moment ago. This is out of turn:
/// however long somebody looks, the next turn comes when it would have come. Answers whether the provider answered.
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

/// Asks about one payment. Answers whether the provider answered.
pub(in crate::actions) async fn poll_payment(ctx: &Context, payment: &Payment) -> Result<bool, Error> {
    let Some((method, external_id)) = payment.method_id.as_ref().zip(payment.external_id.as_deref()) else {
        return Ok(false);
    };
    // Nobody can be asked with settings that are lost: what is known stands.
    let (method, rail) = match open_rail(ctx, method).await {
        Err(Error::SettingsLost | Error::NotFound) => return Ok(false),
        opened => opened?,
    };
    let demand = MethodDemands { ctx, method: &method.id }.demand(external_id).await?;
    let asking = ChargeQuery { external_id, money: payment.requested(), now: ctx.clock.now(), demand };
    let late = |_| Err(RailError::Unavailable("no answer in time".into()));
    let answer = tokio::time::timeout(PATIENCE, rail.poll(asking)).await.unwrap_or_else(late);
    for event in answer? {
        let outcome = apply_answer(ctx, &method, event).await?;
        tracing::info!(rail = method.rail, outcome = outcome.as_str(), "a provider answered");
    }
    Ok(true)
}
