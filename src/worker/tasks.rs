//! The tasks and their turns. A turn that is cancelled when the service stops loses nothing: its work is taken up again.

use tokio::sync::watch;

use super::deliveries::Deliveries;
use super::{PAUSE, alerts, clearing, closes, ends, lanes, notices, polls, refunds, sealing, upkeep, words};
use crate::actions::Context;
use crate::actions::webhooks::message::Resources;
use crate::store::PollQueue;

/// A background task. A provider that is slow holds up its own task only.
#[derive(Debug, Clone, Copy, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub(super) enum Task {
    /// Refunds whose outcome isn't known.
    Refunds,
    /// Polls of payments that may still bring money.
    Polls,
    /// Polls of payments that have settled.
    SettledPolls,
    /// Charges that are over, to be ended at their providers.
    Ends,
    /// Months whose payees' closing day has come.
    Closes,
    /// Notices to payees' programs, to be put in line.
    Notices,
    /// Deliveries of notices to payees' endpoints.
    Deliveries,
    /// Alerts to sellers' devices.
    Alerts,
    /// Expiry of payments and requests, and deletion of old rows.
    Upkeep,
    /// The record of the keys with which this replica seals and signs.
    Sealing,
    /// Clearing of erased texts from the write-ahead log.
    Clearing,
    /// Search words of requests of older versions.
    Words,
}

impl Task {
    pub const ALL: [Self; 12] = [
        Self::Refunds,
        Self::Polls,
        Self::SettledPolls,
        Self::Ends,
        Self::Closes,
        Self::Notices,
        Self::Deliveries,
        Self::Alerts,
        Self::Upkeep,
        Self::Sealing,
        Self::Clearing,
        Self::Words,
    ];

    /// The name in the log, the metrics and the answer of `/readyz`.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// Returns whether there is work for it: a service without an identity at push services sends no alerts.
    pub fn is_needed(self, ctx: &Context) -> bool {
        !matches!(self, Self::Alerts) || ctx.vapid.is_some()
    }

    /// Runs until `stopping` turns true, or nothing is left to do.
    pub async fn run(self, ctx: Context, resources: Resources, mut stopping: watch::Receiver<bool>) {
        let ctx = &ctx;
        let turns = async {
            match self {
                Self::Refunds => every_minute(|| refunds::refunds(ctx)).await,
                Self::Polls => polls::poll(ctx, PollQueue::Pending).await,
                Self::SettledPolls => polls::poll(ctx, PollQueue::Settled).await,
                Self::Ends => ends::end_what_is_over(ctx).await,
                Self::Closes => every_minute(|| closes::close_due_months(ctx)).await,
                Self::Notices => notices::line_up(ctx, resources).await,
                Self::Deliveries => lanes::run(ctx, Deliveries(resources), "webhooks").await,
                Self::Alerts => alerts::alert(ctx).await,
                Self::Upkeep => every_minute(|| upkeep::run_upkeep(ctx)).await,
                Self::Sealing => every_minute(|| sealing::log_sealing_keys(ctx)).await,
                Self::Clearing => clearing::clear_erased(ctx).await,
                Self::Words => words::fold_older_words(ctx).await,
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
