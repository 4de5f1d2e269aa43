//! `chit rekey`: seals everything anew under the current key.

use std::process::ExitCode;

use clap::Args;
use serde_json::json;

use super::{DATABASE, open_existing, require_database};
use crate::actions::Context;
use crate::actions::keys::rekey::{self, Rekeyed, Resealed};
use crate::actions::keys::service::{renew_check_words, renew_ledger_key};
use crate::config::Config;
use crate::{app, telemetry};

#[derive(Debug, Args)]
pub(super) struct RekeyArguments {
    /// Only look: exit 0 if no key but CHIT_SECRET_KEY is needed, 1 if another one is
    #[arg(long, conflicts_with_all = ["lost", "new_words"])]
    check: bool,
    /// Also make a new key for the words to compare: the words of every link change. For when the old secret has leaked
    #[arg(long)]
    new_words: bool,
    /// Also give the ends of ledgers a new key, and seal them as they are. For when the old secret has leaked, or after chit audit found
    /// an end that isn't sealed and you know why. Stop the service first
    #[arg(long, conflicts_with = "check")]
    new_ledger_key: bool,
    /// Put up with a secret that is lost: what was sealed under it is named and recorded as lost; exit 1 when there is any, and 0 from
    /// then on. Should the secret be found, add it as a fallback and run this command without --lost
    #[arg(long)]
    lost: bool,
    /// With --check: print what is sealed under which key as JSON
    #[arg(long, requires = "check")]
    json: bool,
}

pub(super) async fn run(arguments: RekeyArguments) -> anyhow::Result<ExitCode> {
    if arguments.lost {
        let config = Config::from_env(DATABASE)?;
        telemetry::start(&config.log);
        require_database(&config)?;
        let renewed = app::give_up_lost_keys(&config).await?;
        if renewed.check_words {
            println!("The words to compare have a new key, because theirs was sealed under the lost one.");
        }
        if renewed.ledger {
            println!(
                "The ends of ledgers have a new key and were sealed as they are: compare them with what you kept of chit audit."
            );
        }
    }
    let ctx = open_existing().await?;
    let done = if arguments.check { check(&ctx, arguments.json).await } else { rekey(&ctx, &arguments).await };
    ctx.store.close().await;
    done
}

async fn check(ctx: &Context, json: bool) -> anyhow::Result<ExitCode> {
    let (mut current, mut sealed) = (true, Vec::new());
    for (column, counts) in rekey::seals(ctx).await? {
        for count in counts {
            current &= rekey::is_current(ctx, &count);
            sealed.push((column.name(), count));
        }
    }
    let own = ctx.store.sealing_key();
    if json {
        let sealed: Vec<_> = sealed
            .iter()
            .map(|(column, count)| json!({"column": column, "texts": count.texts, "key": count.fingerprint}))
            .collect();
        println!("{}", json!({"key": own.to_string(), "no_other_is_needed": current, "sealed": sealed}));
        return Ok(if current { ExitCode::SUCCESS } else { ExitCode::FAILURE });
    }
    for (column, count) in &sealed {
        let key = count.fingerprint.as_deref().unwrap_or("a key that they do not name");
        println!("{column}: {} under {key}", count.texts);
    }
    if current {
        println!("No key but CHIT_SECRET_KEY ({own}) is needed.");
        return Ok(ExitCode::SUCCESS);
    }
    println!("Not everything is sealed under CHIT_SECRET_KEY ({own}): chit rekey does that.");
    Ok(ExitCode::FAILURE)
}

async fn rekey(ctx: &Context, arguments: &RekeyArguments) -> anyhow::Result<ExitCode> {
    if arguments.new_ledger_key {
        let ledgers = renew_ledger_key(ctx).await?;
        println!("Ledgers have a new key: {ledgers} ends were sealed as they are.");
    }
    if arguments.new_words {
        renew_check_words(ctx).await?;
        println!("The words to compare have a new key. Restart every replica: until then it shows the old words.");
    }
    let Rekeyed { columns, left } = rekey::rekey(ctx).await?;
    let mut code = ExitCode::SUCCESS;
    for Resealed { column, anew, unopened, lost } in &columns {
        match lost {
            0 => println!("{}: {anew} sealed anew", column.name()),
            lost => println!("{}: {anew} sealed anew, {lost} lost with their key before", column.name()),
        }
        for seal in unopened {
            println!("{}: CAN'T BE OPENED by CHIT_SECRET_KEY or a fallback", column.place(&seal.id));
            code = ExitCode::FAILURE;
        }
    }
    if arguments.lost {
        let lost = rekey::record_lost(ctx, &columns).await?;
        if lost > 0 {
            println!("{lost} texts are recorded as lost: payees read which ways to be paid they have to add again.");
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
