//! Asking providers how payments stand, instead of waiting for a report that may have been lost. What they answer goes the way of
//! what they report, so that it makes no difference who is quicker. Payments that have settled are asked about, too, more and more
//! rarely: a refund or a dispute whose report got lost is known days later, and not never.

use std::time::Duration;

use chrono::TimeDelta;
use futures_util::StreamExt;
use futures_util::stream;

use super::end_charges::MethodDemands;
use super::open_rail::open_rail;
use super::settle::apply_answer;
use super::{Context, Error};
use crate::domain::backoff;
use crate::domain::id::PaymentId;
use crate::domain::payment::{Payment, PaymentState};
use crate::rails::{Asking, Demands, RailError};
use crate::store::DuePoll;

/// How many payments that payers wait for are asked about in one turn.
const TURN: i64 = 100;
/// How many that have settled are asked about after them. Few, so that the next turn comes soon however slow a provider is: they
/// have days.
const SETTLED_TURN: i64 = 24;
/// How many of either are asked about at the same time.
const AT_ONCE: usize = 8;
/// How long a provider may take to answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long a page waits for it.
const PAGE_PATIENCE: Duration = Duration::from_secs(1);
/// How often a payment is asked about because somebody looks at it, however many look.
const LOOK_PAUSE: TimeDelta = TimeDelta::seconds(8);
/// How long a payment is asked about that neither arrives nor fails. The slowest debits take two weeks.
const ASKING: TimeDelta = TimeDelta::days(30);

/// Asks about the payments that are due. Answers how many.
///
/// # Errors
/// The database's. A provider that doesn't answer is asked again later.
pub async fn poll_payments(ctx: &Context) -> Result<usize, Error> {
    let now = ctx.clock.now();
    let mut due = ctx.store.payments_to_poll(now, TURN).await?;
    due.extend(ctx.store.settled_to_poll(now, SETTLED_TURN).await?);
    let asked = due.len();
    let mut answers = stream::iter(due).map(|due| take_turn(ctx, due)).buffer_unordered(AT_ONCE);
    while let Some(answer) = answers.next().await {
        if let Err(error) = answer {
            tracing::info!(%error, "a provider could not be asked");
        }
    }
    Ok(asked)
}

/// Asks about one payment because its payer came back. Waits a second at most; what takes longer goes on without whoever waits, and
/// the page turns by itself. Answers whether it was asked in time.
///
/// # Errors
/// As [`look`].
pub async fn look_again(ctx: &Context, payment: &PaymentId) -> Result<bool, Error> {
    let (ctx, payment) = (ctx.clone(), payment.clone());
    let asking = tokio::spawn(async move { look(&ctx, &payment).await });
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
pub async fn look(ctx: &Context, payment: &PaymentId) -> Result<bool, Error> {
    let (now, id) = (ctx.clock.now(), payment.clone());
    let not_since = now - LOOK_PAUSE;
    let Some(payment) = ctx.store.payment_to_look_at(payment, not_since).await? else { return Ok(false) };
    match ctx.store.write_one(move |mut tx| Box::pin(async move { tx.take_look(&id, not_since, now).await })).await? {
        true => ask(ctx, &payment).await,
        false => Ok(false),
    }
}

/// Asks about a payment whose turn it is, unless somebody else does.
async fn take_turn(ctx: &Context, due: DuePoll) -> Result<bool, Error> {
    let (payment, now) = (due.payment.clone(), ctx.clock.now());
    let waits = matches!(payment.state, PaymentState::Pending | PaymentState::Claimed | PaymentState::Processing);
    // A refund may fail weeks after it was made, however long ago the payment settled.
    let pause = match payment.settled_at.max(due.refunded_at.filter(|_| payment.settled_at.is_some())) {
        Some(at) => backoff::after_settling(at, now, &ctx.chance),
        // One that was given up is asked about for a last time, and one that its payee set aside for half a year.
        None if payment.set_aside_at.is_some() => {
            payment.set_aside_at.and_then(|at| backoff::after_settling(at, now, &ctx.chance))
        }
        None => (waits && now < payment.created_at + ASKING).then(|| backoff::pause(due.polls, &ctx.chance)),
    };
    let next = pause.map(|pause| now + pause);
    if !ctx.store.write_one(move |mut tx| Box::pin(async move { tx.take_poll(&due, next, now).await })).await? {
        return Ok(false);
    }
    let answer = ask(ctx, &payment).await;
    if let (Err(Error::Rail(RailError::Unavailable(_))), Some(next), true) =
        (&answer, next, payment.state.has_settled())
    {
        // Its next turn may be a month away: it is asked again tomorrow.
        let tomorrow = backoff::after_settling(now, now, &ctx.chance).map_or(next, |pause| next.min(now + pause));
        let id = payment.id;
        ctx.store.write_one(move |mut tx| Box::pin(async move { tx.schedule_poll(&id, tomorrow).await })).await?;
    }
    answer
}

/// Asks about one payment. Answers whether the provider answered.
pub(super) async fn ask(ctx: &Context, payment: &Payment) -> Result<bool, Error> {
    let Some((method, external_id)) = payment.method_id.as_ref().zip(payment.external_id.as_deref()) else {
        return Ok(false);
    };
    // Nobody can be asked with settings that are lost: what is known stands.
    let (method, rail) = match open_rail(ctx, method).await {
        Err(Error::SettingsLost | Error::NotFound) => return Ok(false),
        opened => opened?,
    };
    let demand = MethodDemands { ctx, method: &method.id }.demand(external_id).await?;
    let asking = Asking { external_id, money: payment.asked(), now: ctx.clock.now(), demand };
    let late = |_| Err(RailError::Unavailable("no answer in time".into()));
    let answer = tokio::time::timeout(PATIENCE, rail.poll(asking)).await.unwrap_or_else(late);
    for event in answer? {
        let outcome = apply_answer(ctx, &method, event).await?;
        tracing::info!(rail = method.rail, outcome = outcome.as_str(), "a provider answered");
    }
    Ok(true)
}
