//! `chit close`: closes a payee's books.

use std::process::ExitCode;

use clap::Args;
use serde_json::json;

use super::open_existing;
use super::payee::wrong_use;
use super::whose::Whose;
use crate::actions::books::close::{Closing, close_books};

#[derive(Debug, Args)]
pub(super) struct CloseArguments {
    /// The last day to close, such as 2026-11-30
    until: String,
    #[command(flatten)]
    whose: Whose,
    /// Print the close as JSON
    #[arg(long)]
    json: bool,
}

pub(super) async fn run(arguments: CloseArguments) -> anyhow::Result<ExitCode> {
    let CloseArguments { until, whose, json } = arguments;
    let ctx = open_existing().await?;
    let payee = whose.find(&ctx).await?;
    let closed = close_books(&ctx, &payee, Some(&until), Vec::new(), None).await.map_err(wrong_use);
    ctx.store.close().await;
    let Closing { close, is_new } = closed?;
    if json {
        let until = close.until.to_string();
        println!("{}", json!({"handle": payee.handle, "until": until, "seq": close.seq, "new": is_new}));
        return Ok(ExitCode::SUCCESS);
    }
    let verb = if is_new { "are closed" } else { "were closed already" };
    println!("{}: the books {verb} up to {}, at line {}.", payee.handle, close.until, close.seq);
    Ok(ExitCode::SUCCESS)
}
