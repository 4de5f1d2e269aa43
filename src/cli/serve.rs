//! `chit serve`.

use std::process::ExitCode;

use anyhow::Context as _;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

use super::{DATABASE, begin_log};
use crate::actions::service_keys::older_keys;
use crate::app;
use crate::config::Config;

pub(super) async fn run() -> anyhow::Result<ExitCode> {
    let config = begin_log(Config::from_env(DATABASE))?;
    let listener = listen(&config).await?;
    let local = app::local_url(listener.local_addr()?)?;
    let ctx = app::context(&config, Some(local.clone())).await?;
    let older = older_keys(&ctx).await?;
    if !older.is_empty() {
        tracing::warn!(keys = older.join(" "), "some of what is sealed still needs an older key: run `chit rekey`");
    }
    // Whoever reads that we listen may tell us to stop.
    let stop = stopped()?;
    println!("Listening on {local}");
    app::run(&config, ctx, listener, stop).await?;
    Ok(ExitCode::SUCCESS)
}

/// Takes the address.
pub(super) async fn listen(config: &Config) -> anyhow::Result<TcpListener> {
    TcpListener::bind(config.listen).await.with_context(|| format!("CHIT_LISTEN: can't listen on {}", config.listen))
}

/// Completes at SIGINT or SIGTERM.
pub(super) fn stopped() -> anyhow::Result<impl Future<Output = ()> + Send + 'static> {
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}
