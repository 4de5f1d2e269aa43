//! `chit close`: closes a payee's books.

use std::process::ExitCode;

use clap::Args;

use super::export::whose;
use super::open_existing;
use super::payee::wrong_use;
use crate::actions::books::close::{Closing, close_books};

#[derive(Debug, Args)]
pub(super) struct CloseArguments {
    /// The last day to close, such as 2026-11-30
    until: String,
    /// Handle of the payee; may be left out where there is one payee, or CHIT_KEY is set
    #[arg(long)]
    payee: Option<String>,
    /// API key of the payee, instead of its handle
    #[arg(long, env = "CHIT_KEY", hide_env_values = true)]
    key: Option<String>,
}

pub(super) async fn run(arguments: CloseArguments) -> anyhow::Result<ExitCode> {
    let CloseArguments { until, payee, key } = arguments;
    let ctx = open_existing().await?;
    let payee = whose(&ctx, payee.as_deref(), key.as_deref()).await?;
    let closed = close_books(&ctx, &payee, Some(&until), Vec::new(), None).await.map_err(wrong_use);
    ctx.store.close().await;
    let Closing { close, is_new } = closed?;
    let verb = if is_new { "are closed" } else { "were closed already" };
    println!("{}: the books {verb} up to {}, at line {}.", payee.handle, close.until, close.seq);
    Ok(ExitCode::SUCCESS)
}
