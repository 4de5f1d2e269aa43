//! `chit rekey`.

use std::process::ExitCode;

use clap::Args;

use super::{DATABASE, open};
use crate::actions::Context;
use crate::actions::rekey::{self, Rekeyed, Resealed};
use crate::actions::service_keys::renew_check_words;
use crate::config::Config;
use crate::{app, telemetry};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Only look: exit 0 if no key but CHIT_SECRET_KEY is needed, 1 if another one is
    #[arg(long, conflicts_with_all = ["lost", "new_words"])]
    check: bool,
    /// Also make a new key for the words to compare: the words of every link change. For when the old secret has leaked
    #[arg(long)]
    new_words: bool,
    /// Put up with a secret that is lost: what was sealed under it stays unreadable
    #[arg(long)]
    lost: bool,
}

pub(super) async fn run(arguments: Arguments) -> anyhow::Result<ExitCode> {
    if arguments.lost {
        let config = Config::from_env(DATABASE)?;
        telemetry::start(&config.log);
        if app::give_up_lost_keys(&config).await? {
            println!("The words to compare have a new key, because theirs was sealed under the lost one.");
        }
    }
    let ctx = open().await?;
    let done = if arguments.check { check(&ctx).await } else { rekey(&ctx, arguments.new_words).await };
    ctx.store.close().await;
    done
}

async fn check(ctx: &Context) -> anyhow::Result<ExitCode> {
    let mut current = true;
    for (column, counts) in rekey::seals(ctx).await? {
        for count in counts {
            let key = count.fingerprint.as_deref().unwrap_or("a key that they do not name");
            println!("{}: {} under {key}", column.name(), count.texts);
            current &= rekey::is_current(ctx, &count);
        }
    }
    let own = ctx.store.sealing_key();
    if current {
        println!("No key but CHIT_SECRET_KEY ({own}) is needed.");
        return Ok(ExitCode::SUCCESS);
    }
    println!("Not everything is sealed under CHIT_SECRET_KEY ({own}): chit rekey does that.");
    Ok(ExitCode::FAILURE)
}

async fn rekey(ctx: &Context, new_words: bool) -> anyhow::Result<ExitCode> {
    if new_words {
        renew_check_words(ctx).await?;
        println!("The words to compare have a new key. Restart every replica: until then it shows the old words.");
    }
    let Rekeyed { columns, left } = rekey::rekey(ctx).await?;
    let mut code = ExitCode::SUCCESS;
    for Resealed { column, anew, unopened } in columns {
        println!("{}: {anew} sealed anew", column.name());
        for place in unopened {
            println!("{place}: CAN'T BE OPENED by CHIT_SECRET_KEY or a fallback");
            code = ExitCode::FAILURE;
        }
    }
    let own = ctx.store.sealing_key();
    if left > 0 {
        println!("{left} more were sealed under another key meanwhile: give every replica {own}, then run this again.");
        code = ExitCode::FAILURE;
    } else {
        println!("No key but CHIT_SECRET_KEY ({own}) is needed any more.");
    }
    Ok(code)
}
