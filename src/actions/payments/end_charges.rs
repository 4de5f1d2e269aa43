//! Ending at the provider what is over here: a session or an invoice by which no money is wanted any more.
//!
//! What ends it marks it in its own transaction ([`crate::store::Tx::end_charges`], one rule for every reason). The worker calls the provider, again
//! and again until it answers, or until the charge has ended by its own time. The provider is asked all the while how the payment stands,
//! as ever: what comes anyway is booked.

use std::time::Duration;

use chrono::TimeDelta;

use super::poll::poll_payment;
use crate::actions::due::work_off;
use crate::actions::methods::open_rail::open_rail;
use crate::actions::{Context, Error};
use crate::domain::backoff;
use crate::domain::payment::{Payment, PaymentState};
use crate::rails::{ChargeQuery, Demand, EndOutcome, RailError};
use crate::store::DueEnd;

/// The requests whose charges are marked in one turn.
const MARKED: i64 = 500;
/// The longest wait for a provider's answer.
const PATIENCE: Duration = Duration::from_secs(20);
/// The calls for one charge: with their pauses they take longer than a day, by which every charge has ended by its own time.
const MOST: i64 = 12;
/// The shortest time between two calls for the same charge: longer than an answer is waited for.
const SETTLED_DOWN: TimeDelta = TimeDelta::minutes(1);
/// The words for a charge whose provider never answered, and for one of which nothing was left to end when its turn came.
const GIVEN_UP: &str = "given_up";
const LAPSED: &str = "lapsed";

/// Marks the charges that time has ended, and those that were begun while their request changed.
///
/// # Errors
/// The database's.
pub async fn mark_charges(ctx: &Context) -> Result<(), Error> {
    for code in ctx.store.requests_with_charges_over(ctx.clock.now(), MARKED).await? {
        let now = ctx.clock.now();
        ctx.store
            .write(move |mut tx| {
                Box::pin(async move {
                    tx.hold_request(&code).await?;
                    tx.end_charges(&code, now).await?;
                    // What their payers' pages show has changed.
                    Ok::<_, Error>(tx.announce(&code).await?)
                })
            })
            .await?;
    }
    Ok(())
}

/// Ends the charges that are due at their providers, until none is. Answers how many were tried.
///
/// # Errors
/// The database's. A provider that doesn't answer is called again later.
pub async fn end_charges(ctx: &Context) -> Result<usize, Error> {
    let work = async |due| match take_turn(ctx, due).await {
        Err(error @ Error::Store(_)) => Err(error),
        Err(error) => {
            tracing::info!(%error, "a charge could not be ended");
            Ok(true)
        }
        Ok(()) => Ok(true),
    };
    work_off(|limit| ctx.store.charges_to_end(ctx.clock.now(), limit), work).await
}

/// Ends one charge whose turn it is, unless another replica does.
async fn take_turn(ctx: &Context, due: DueEnd) -> Result<(), Error> {
    let (payment, attempts, now) = (due.payment.clone(), due.end_attempts, ctx.clock.now());
    // What is no longer pending was paid, is on its way, or has ended by itself: nothing is left to end.
    let moot = payment.state != PaymentState::Pending || payment.expires_at.is_some_and(|at| at <= now);
    let again = now + backoff::pause(attempts, &ctx.chance).max(SETTLED_DOWN);
    let next = (!moot && attempts < MOST).then_some(again);
    if !ctx.store.write_one(move |mut tx| Box::pin(async move { tx.take_end(&due, next).await })).await? {
        return Ok(());
    }
    if next.is_none() {
        if moot {
            return conclude(ctx, &payment, LAPSED).await;
        }
        tracing::warn!(rail = payment.rail, "a charge that is over could not be ended at its provider");
        return conclude(ctx, &payment, GIVEN_UP).await;
    }
    let ended = end(ctx, &payment).await?;
    tracing::info!(rail = payment.rail, outcome = ended.as_str(), "a charge is over");
    conclude(ctx, &payment, ended.as_str()).await?;
    match ended {
        // The payer’s page says so at once, and what was paid meanwhile is booked. Should this answer get lost, the next turn of asking
        // brings it.
        EndOutcome::Closed | EndOutcome::Taken => poll_payment(ctx, &payment).await.map(drop),
        EndOutcome::Withheld | EndOutcome::Unsupported => Ok(()),
    }
}

async fn end(ctx: &Context, payment: &Payment) -> Result<EndOutcome, Error> {
    let Some((method, external_id)) = payment.method_id.as_ref().zip(payment.external_id.as_deref()) else {
        return Ok(EndOutcome::Unsupported);
    };
    let (_, rail) = match open_rail(ctx, method).await {
        Err(Error::SettingsLost | Error::NotFound) => return Ok(EndOutcome::Unsupported),
        opened => opened?,
    };
    let charge = ChargeQuery { external_id, money: payment.requested(), now: ctx.clock.now(), demand: Demand::Over };
    let late = |_| Err(RailError::Unavailable("no answer in time".into()));
    Ok(tokio::time::timeout(PATIENCE, rail.end(charge)).await.unwrap_or_else(late)?)
}

async fn conclude(ctx: &Context, payment: &Payment, outcome: &'static str) -> Result<(), Error> {
    let id = payment.id.clone();
    ctx.store.write_one(move |mut tx| Box::pin(async move { Ok(tx.conclude_end(&id, outcome).await?) })).await
}
