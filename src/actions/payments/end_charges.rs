//! Ending charges that are over at their providers: sessions or invoices whose money is no longer wanted.
//!
//! The change that ends a charge marks it in its own transaction ([`crate::store::Tx::end_charges`], one rule for every reason). The
//! worker calls the provider until it answers or the charge has expired. Polls of the payment go on meanwhile: money that arrives anyway
//! is booked.

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

/// The most charges that are marked in one pass.
const MARKED: i64 = 500;
/// The longest wait for a provider's answer.
const PATIENCE: Duration = Duration::from_secs(20);
/// The most calls for one charge. With the pauses between them they take more than a day, after which every charge has expired.
const MOST: i64 = 12;
/// The shortest time between two calls for a charge: longer than [`PATIENCE`].
const SETTLED_DOWN: TimeDelta = TimeDelta::minutes(1);
/// The outcomes that are stored for a charge whose provider never answered, and for one that had ended before its turn.
const GIVEN_UP: &str = "given_up";
const LAPSED: &str = "lapsed";

/// Marks the charges whose request has expired, and those that were started while it changed.
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
                    // The payers' pages show the change.
                    Ok::<_, Error>(tx.announce(&code).await?)
                })
            })
            .await?;
    }
    Ok(())
}

/// Ends the charges that are due at their providers, until none is due. Returns the number that was tried.
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

/// Ends one due charge, unless another replica does.
async fn take_turn(ctx: &Context, due: DueEnd) -> Result<(), Error> {
    let (payment, attempts, now) = (due.payment.clone(), due.end_attempts, ctx.clock.now());
    // A payment that isn't pending is paid, in progress or ended: there is nothing to end.
    let moot = payment.state != PaymentState::Pending || payment.expires_at.is_some_and(|at| at <= now);
    let last = if moot { Some(LAPSED) } else { (attempts >= MOST).then_some(GIVEN_UP) };
    if let Some(outcome) = last {
        // In one statement: a service that stops in between must not leave a charge that is neither due nor concluded.
        let is_ours =
            ctx.store.write_one(move |mut tx| Box::pin(async move { tx.drop_end(&due, outcome).await })).await?;
        if is_ours && !moot {
            tracing::warn!(rail = payment.rail, "a charge that is over could not be ended at its provider");
        }
        return Ok(());
    }
    let again = now + backoff::pause(attempts, &ctx.chance).max(SETTLED_DOWN);
    if !ctx.store.write_one(move |mut tx| Box::pin(async move { tx.take_end(&due, again).await })).await? {
        return Ok(());
    }
    let ended = end(ctx, &payment).await?;
    tracing::info!(rail = payment.rail, outcome = ended.as_str(), "a charge is over");
    conclude(ctx, &payment, ended.as_str()).await?;
    match ended {
        // Updates the payer's page at once, and books money that arrived meanwhile. If this answer is lost, the next poll has it.
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
    let charge = ChargeQuery {
        external_id,
        money: payment.requested(),
        now: ctx.clock.now(),
        demand: Demand::Over,
        verify: None,
    };
    let late = |_| Err(RailError::Unavailable("no answer in time".into()));
    Ok(tokio::time::timeout(PATIENCE, rail.end(charge)).await.unwrap_or_else(late)?)
}

async fn conclude(ctx: &Context, payment: &Payment, outcome: &'static str) -> Result<(), Error> {
    let id = payment.id.clone();
    ctx.store.write_one(move |mut tx| Box::pin(async move { Ok(tx.conclude_end(&id, outcome).await?) })).await
}
