//! The tasks and their turns. A turn that is cut off when the service stops loses nothing: what was taken up is taken up again.

use std::time::Duration;

use tokio::sync::watch;

use crate::actions::keys::service::still_sealing;
use crate::actions::payments::end_charges::{end_charges, mark_charges};
use crate::actions::payments::poll::Polling;
use crate::actions::refunds::send::retry_refunds;
use crate::actions::requests::words::fold_words;
use crate::actions::{Context, upkeep};
use crate::store::PollQueue;

/// The pause between turns.
const PAUSE: Duration = Duration::from_secs(60);
/// The pause before what was erased is cleared away again, while a long read is in the way.
const CLEARING_PAUSE: Duration = Duration::from_secs(5);

/// A background task. A provider that is slow holds up its own task only.
#[derive(Debug, Clone, Copy)]
pub(super) enum Task {
    /// Refunds whose outcome isn't known.
    Refunds,
    /// Polls of payments that may still arrive.
    Polls,
    /// Polls of payments that have settled.
    SettledPolls,
    /// Charges that are over, to be ended at their providers.
    Ends,
    /// Expiry and forgetting.
    Upkeep,
    /// The note which keys this replica seals and signs with.
    Sealing,
    /// Clearing away what was erased.
    Clearing,
    /// Words of requests of older versions, for search.
    Words,
}

impl Task {
    pub const ALL: [Self; 8] = [
        Self::Refunds,
        Self::Polls,
        Self::SettledPolls,
        Self::Ends,
        Self::Upkeep,
        Self::Sealing,
        Self::Clearing,
        Self::Words,
    ];

    /// The name in the log, the metrics and the answer of `/readyz`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Refunds => "refunds",
            Self::Polls => "polls",
            Self::SettledPolls => "settled_polls",
            Self::Ends => "ends",
            Self::Upkeep => "upkeep",
            Self::Sealing => "sealing",
            Self::Clearing => "clearing",
            Self::Words => "words",
        }
    }

    /// Runs until `stopping` turns true, or nothing is left to do.
    pub async fn run(self, ctx: Context, mut stopping: watch::Receiver<bool>) {
        let ctx = &ctx;
        let turns = async {
            match self {
                Self::Refunds => every_minute(|| refunds(ctx)).await,
                Self::Polls => poll(ctx, PollQueue::Pending).await,
                Self::SettledPolls => poll(ctx, PollQueue::Settled).await,
                Self::Ends => end_what_is_over(ctx).await,
                Self::Upkeep => every_minute(|| look_after(ctx)).await,
                Self::Sealing => every_minute(|| say_what_seals(ctx)).await,
                Self::Clearing => clear_erased(ctx).await,
                Self::Words => fold_older_words(ctx).await,
            }
        };
        tokio::select! {
            () = turns => {}
            _ = stopping.wait_for(|stopping| *stopping) => {}
        }
    }
}

async fn every_minute<F: Future<Output = ()>>(turn: impl Fn() -> F) {
    loop {
        turn().await;
        tokio::time::sleep(PAUSE).await;
    }
}

async fn refunds(ctx: &Context) {
    match retry_refunds(ctx).await {
        Ok(0) => {}
        Ok(tried) => tracing::info!(tried, "refunds were tried again"),
        Err(error) => tracing::warn!(%error, "refunds have to wait"),
    }
}

/// Polls, and remembers between turns which servers answer.
async fn poll(ctx: &Context, queue: PollQueue) {
    let mut polling = Polling::new(ctx.clone(), queue);
    loop {
        match polling.turn().await {
            Ok(0) => {}
            Ok(polled) => tracing::debug!(polled, "providers were polled"),
            Err(error) => tracing::warn!(%error, "polling has to wait"),
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// Ends charges at their providers, as soon as they are over.
async fn end_what_is_over(ctx: &Context) {
    loop {
        if let Err(error) = mark_charges(ctx).await {
            tracing::warn!(%error, "finding what is over has to wait");
        }
        match end_charges(ctx).await {
            Ok(0) => {}
            Ok(tried) => tracing::debug!(tried, "charges were ended"),
            Err(error) => tracing::warn!(%error, "ending charges has to wait"),
        }
        tokio::select! {
            () = tokio::time::sleep(PAUSE) => {}
            () = ctx.store.charges_over() => {}
        }
    }
}

async fn look_after(ctx: &Context) {
    match upkeep::upkeep(ctx).await {
        Ok(0) => {}
        Ok(expired) => tracing::info!(expired, "payments expired"),
        Err(error) => tracing::warn!(%error, "upkeep has to wait"),
    }
}

async fn say_what_seals(ctx: &Context) {
    match still_sealing(ctx).await {
        Ok(false) => {}
        Ok(true) => {
            let key = ctx.store.sealing_key();
            tracing::warn!(key, "`chit rekey` was run while this replica still seals under an older CHIT_SECRET_KEY");
        }
        Err(error) => tracing::warn!(%error, "saying which key seals has to wait"),
    }
}

/// Clears away what was erased, as soon as it is.
async fn clear_erased(ctx: &Context) {
    loop {
        ctx.store.erased().await;
        loop {
            match upkeep::clear_erased(ctx).await {
                Ok(true) => break,
                Ok(false) => tracing::debug!("clearing away what was erased has to wait for a reader"),
                Err(error) => tracing::warn!(%error, "clearing away what was erased has to wait"),
            }
            tokio::time::sleep(CLEARING_PAUSE).await;
        }
    }
}

/// Makes requests of older versions searchable.
async fn fold_older_words(ctx: &Context) {
    loop {
        match fold_words(ctx).await {
            Ok(false) => return,
            Ok(true) => {}
            Err(error) => {
                tracing::warn!(%error, "folding the words of older requests has to wait");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}
