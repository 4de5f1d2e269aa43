//! The background loops: refunds that wait for their provider, payments to ask about, expiry and forgetting; ending at providers what is
//! over; and clearing away what was erased. They end with the service.

use std::time::Duration;

use tokio::sync::watch;

use crate::actions::end_charges::{end_charges, mark_charges};
use crate::actions::poll_payments::poll_payments;
use crate::actions::refund_payment::retry_refunds;
use crate::actions::service_keys::still_sealing;
use crate::actions::{Context, upkeep};

/// How often it looks.
const PAUSE: Duration = Duration::from_secs(60);
/// How soon it tries again to clear away what was erased, while a long read is in the way.
const CLEARING_PAUSE: Duration = Duration::from_secs(5);

/// Runs until `shutdown` changes. A failure is logged and tried again at the next turn.
pub async fn run(ctx: Context, shutdown: watch::Receiver<bool>) {
    tokio::join!(
        take_turns(&ctx, shutdown.clone()),
        end_what_is_over(&ctx, shutdown.clone()),
        clear_erased(&ctx, shutdown),
    );
}

/// Ends charges at their providers, as soon as they are over. A loop of its own: a provider that is slow keeps nobody waiting for money.
async fn end_what_is_over(ctx: &Context, mut shutdown: watch::Receiver<bool>) {
    loop {
        let turn = async {
            if let Err(error) = mark_charges(ctx).await {
                tracing::warn!(%error, "finding what is over has to wait");
            }
            match end_charges(ctx).await {
                Ok(0) => {}
                Ok(tried) => tracing::debug!(tried, "charges were ended"),
                Err(error) => tracing::warn!(%error, "ending charges has to wait"),
            }
        };
        tokio::select! {
            // What is cut off here is called again.
            () = turn => {}
            _ = shutdown.changed() => return,
        }
        tokio::select! {
            () = tokio::time::sleep(PAUSE) => {}
            () = ctx.store.charges_over() => {}
            _ = shutdown.changed() => return,
        }
    }
}

/// Clears away what was erased, as soon as it is.
async fn clear_erased(ctx: &Context, mut shutdown: watch::Receiver<bool>) {
    loop {
        tokio::select! {
            () = ctx.store.erased() => {}
            _ = shutdown.changed() => return,
        }
        match upkeep::clear_erased(ctx).await {
            Ok(true) => continue,
            Ok(false) => tracing::debug!("clearing away what was erased has to wait for a reader"),
            Err(error) => tracing::warn!(%error, "clearing away what was erased has to wait"),
        }
        tokio::select! {
            () = tokio::time::sleep(CLEARING_PAUSE) => {}
            _ = shutdown.changed() => return,
        }
    }
}

async fn take_turns(ctx: &Context, mut shutdown: watch::Receiver<bool>) {
    loop {
        tokio::select! {
            // What is cut off here is not lost: what was asked is asked again.
            () = turn(ctx) => {}
            _ = shutdown.changed() => return,
        }
        tokio::select! {
            () = tokio::time::sleep(PAUSE) => {}
            _ = shutdown.changed() => return,
        }
    }
}

/// Everything once. Providers are asked before payments expire, so that one which was paid at the last moment is not given up.
async fn turn(ctx: &Context) {
    match retry_refunds(ctx).await {
        Ok(0) => {}
        Ok(tried) => tracing::info!(tried, "refunds were tried again"),
        Err(error) => tracing::warn!(%error, "refunds have to wait"),
    }
    match poll_payments(ctx).await {
        Ok(0) => {}
        Ok(asked) => tracing::debug!(asked, "providers were asked"),
        Err(error) => tracing::warn!(%error, "asking providers has to wait"),
    }
    match still_sealing(ctx).await {
        Ok(false) => {}
        Ok(true) => {
            let key = ctx.store.sealing_key();
            tracing::warn!(key, "`chit rekey` was run while this replica still seals under an older CHIT_SECRET_KEY");
        }
        Err(error) => tracing::warn!(%error, "saying which key seals has to wait"),
    }
    match upkeep::upkeep(ctx).await {
        Ok(0) => {}
        Ok(expired) => tracing::info!(expired, "payments expired"),
        Err(error) => tracing::warn!(%error, "upkeep has to wait"),
    }
}
