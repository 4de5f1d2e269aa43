//! `chit rekey`: seals everything anew under the current key.

use std::process::ExitCode;

use clap::Args;
use serde::Serialize;
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
    /// Print JSON instead of text: what was sealed anew, or, with --check, what is sealed under which key
    #[arg(long)]
    json: bool,
}

/// Keys that a run replaced beside the sealing key.
#[derive(Debug, Default, Serialize)]
struct NewKeys {
    /// Set where the words to compare have a new key.
    words: bool,
    /// Set where the ends of ledgers have a new key.
    ledgers: bool,
}

/// The outcome of a run, as `--json` prints it.
#[derive(Debug, Serialize)]
struct RekeyOutcome {
    /// The fingerprint of `CHIT_SECRET_KEY`.
    key: String,
    /// Set where the fallbacks can go. The texts that `unopened` lists stay closed with or without them.
    no_other_is_needed: bool,
    columns: Vec<ColumnOutcome>,
    /// Number of texts that another replica sealed under another key meanwhile.
    left: usize,
    /// Number of texts that were recorded as lost, by `--lost`.
    recorded_as_lost: usize,
    new_keys: NewKeys,
}

#[derive(Debug, Serialize)]
struct ColumnOutcome {
    column: String,
    anew: usize,
    lost: usize,
    /// Places of the texts that no key opens.
    unopened: Vec<String>,
}

pub(super) async fn run(arguments: RekeyArguments) -> anyhow::Result<ExitCode> {
    let mut new_keys = NewKeys::default();
    if arguments.lost {
        let config = Config::from_env(DATABASE)?;
        telemetry::start(&config.log);
        require_database(&config)?;
        let renewed = app::give_up_lost_keys(&config).await?;
        new_keys = NewKeys { words: renewed.check_words, ledgers: renewed.ledger };
        if renewed.check_words && !arguments.json {
            println!("The words to compare have a new key, because theirs was sealed under the lost one.");
        }
        if renewed.ledger && !arguments.json {
            println!(
                "The ends of ledgers have a new key and were sealed as they are: compare them with what you kept of chit audit."
            );
        }
    }
    let ctx = open_existing().await?;
    let done =
        if arguments.check { check(&ctx, arguments.json).await } else { rekey(&ctx, &arguments, new_keys).await };
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

async fn rekey(ctx: &Context, arguments: &RekeyArguments, mut new_keys: NewKeys) -> anyhow::Result<ExitCode> {
    let text = !arguments.json;
    if arguments.new_ledger_key {
        let ledgers = renew_ledger_key(ctx).await?;
        new_keys.ledgers = true;
        if text {
            println!("Ledgers have a new key: {ledgers} ends were sealed as they are.");
        }
    }
    if arguments.new_words {
        renew_check_words(ctx).await?;
        new_keys.words = true;
        if text {
            println!("The words to compare have a new key. Restart every replica: until then it shows the old words.");
        }
    }
    // New keys come first: what follows treats them as any other text that is sealed.
    let Rekeyed { columns, left } = rekey::rekey(ctx).await?;
    if text {
        columns.iter().for_each(print_column);
    }
    let recorded_as_lost = if arguments.lost { rekey::record_lost(ctx, &columns).await? } else { 0 };
    let key = ctx.store.sealing_key().to_string();
    let all_opened = columns.iter().all(|column| column.unopened.is_empty());
    let no_other_is_needed = left == 0;
    if text {
        if recorded_as_lost > 0 {
            println!(
                "{recorded_as_lost} texts are recorded as lost: payees read which ways to be paid they have to add again."
            );
        }
        if left > 0 {
            println!(
                "{left} more were sealed under another key meanwhile: give every replica {key}, then run this again."
            );
        } else {
            println!("No key but CHIT_SECRET_KEY ({key}) is needed any more.");
        }
    } else {
        let columns = columns.iter().map(ColumnOutcome::of).collect();
        let outcome = RekeyOutcome { key, no_other_is_needed, columns, left, recorded_as_lost, new_keys };
        println!("{}", serde_json::to_string(&outcome)?);
    }
    // A script that drops the old key on success must not lose what only the old key opens.
    Ok(if no_other_is_needed && all_opened { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn print_column(Resealed { column, anew, unopened, lost }: &Resealed) {
    match lost {
        0 => println!("{}: {anew} sealed anew", column.name()),
        lost => println!("{}: {anew} sealed anew, {lost} lost with their key before", column.name()),
    }
    for seal in unopened {
        println!("{}: CAN'T BE OPENED by CHIT_SECRET_KEY or a fallback", column.place(&seal.id));
    }
}

impl ColumnOutcome {
    fn of(Resealed { column, anew, unopened, lost }: &Resealed) -> Self {
        Self {
            column: column.name().into(),
            anew: *anew,
            lost: *lost,
            unopened: unopened.iter().map(|seal| column.place(&seal.id)).collect(),
        }
    }
}
