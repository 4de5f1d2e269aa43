//! `chit serve`.

use std::process::ExitCode;

use anyhow::Context as _;
use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};

use super::{DATABASE, start_log};
use crate::actions::keys::service::older_keys;
use crate::app;
use crate::config::Config;

pub(super) async fn run() -> anyhow::Result<ExitCode> {
    let config = start_log(Config::from_env(DATABASE))?;
    let listener = listen(&config).await?;
    let local = app::local_url(listener.local_addr()?)?;
    let ctx = app::context(&config, Some(local.clone())).await?;
    let older = older_keys(&ctx).await?;
    if !older.is_empty() {
        tracing::warn!(keys = older.join(" "), "some of what is sealed still needs an older key: run `chit rekey`");
    }
    // Whoever reads that we listen may tell us to stop.
    let mut stops = StopSignals::watch()?;
    println!("Listening on {local}");
    app::run(&config, ctx, listener, async || stops.next().await).await?;
    Ok(ExitCode::SUCCESS)
}

/// Takes the address.
pub(super) async fn listen(config: &Config) -> anyhow::Result<TcpListener> {
    TcpListener::bind(config.listen).await.with_context(|| format!("CHIT_LISTEN: can't listen on {}", config.listen))
}

/// SIGINT and SIGTERM.
pub(super) struct StopSignals {
    interrupt: Signal,
    terminate: Signal,
}

impl StopSignals {
    /// Watches for them from now on.
    pub(super) fn watch() -> std::io::Result<Self> {
        Ok(Self { interrupt: signal(SignalKind::interrupt())?, terminate: signal(SignalKind::terminate())? })
    }

    /// Completes at the next one.
    pub(super) async fn next(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}
