//! `chit export`: the API's export, on the database itself.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;
use clap::Args;
use futures_util::{StreamExt, pin_mut};

use super::payee::{find, wrong_use};
use super::{WrongUse, open};
use crate::actions::Context;
use crate::actions::export_movements::{Export, ExportDraft, export_movements};
use crate::domain::payee::Payee;
use crate::domain::token::Token;
use crate::store::files;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// From this day or moment on
    #[arg(long)]
    from: Option<String>,
    /// Up to this day or moment, which is not part of it
    #[arg(long)]
    to: Option<String>,
    /// IANA time zone of the days and of local times
    #[arg(long, default_value = "UTC")]
    zone: String,
    /// csv
    #[arg(long, default_value = "csv")]
    format: String,
    /// Only this currency
    #[arg(long)]
    currency: Option<String>,
    /// settled or created: which time counts
    #[arg(long, default_value = "settled")]
    by: String,
    /// Whose; may be left out where there is one payee, or CHIT_KEY is set
    #[arg(long)]
    payee: Option<String>,
    /// An API key that says whose
    #[arg(long, env = "CHIT_KEY", hide_env_values = true)]
    key: Option<String>,
    /// Write to a file instead of standard output
    #[arg(long)]
    out: Option<PathBuf>,
}

pub(super) async fn run(arguments: Arguments) -> anyhow::Result<ExitCode> {
    let Arguments { from, to, zone, format, currency, by, payee, key, out } = arguments;
    let draft = ExportDraft { from, to, zone: Some(zone), currency, format: Some(format), by: Some(by) };
    let export = draft.check().map_err(wrong_use)?;
    let ctx = open().await?;
    let payee = whose(&ctx, payee.as_deref(), key.as_deref()).await?;
    match out {
        None => write(&ctx, &payee, export, std::io::stdout().lock()).await?,
        Some(path) => {
            // Written beside its name and then renamed, so that a file of that name is always a whole one.
            let draft = path.with_added_extension("part");
            let file = files::create(&draft).with_context(|| format!("can't write {}", draft.display()))?;
            write(&ctx, &payee, export, &file).await?;
            file.sync_all()?;
            std::fs::rename(&draft, &path)?;
        }
    }
    ctx.store.close().await;
    Ok(ExitCode::SUCCESS)
}

async fn write(ctx: &Context, payee: &Payee, export: Export, mut out: impl Write) -> anyhow::Result<()> {
    let chunks = export_movements(ctx, &payee.id, export).await?;
    pin_mut!(chunks);
    while let Some(chunk) = chunks.next().await {
        out.write_all(&chunk?)?;
    }
    out.flush()?;
    Ok(())
}

/// The payee that was named, or whose key it is, or the only one.
async fn whose(ctx: &Context, handle: Option<&str>, key: Option<&str>) -> anyhow::Result<Payee> {
    if let Some(handle) = handle {
        return find(ctx, handle).await;
    }
    if let Some(key) = key {
        let record = ctx.store.api_key(&Token::received(key).hash()).await?;
        return Ok(record.ok_or_else(|| WrongUse("CHIT_KEY is nobody's key here".into()))?.payee);
    }
    let mut payees = ctx.store.payees().await?;
    match (payees.pop(), payees.len()) {
        (Some(only), 0) => Ok(only),
        (None, _) => Err(WrongUse("there is no payee yet".into()).into()),
        (Some(_), _) => Err(WrongUse("there are several payees: say whose with --payee HANDLE".into()).into()),
    }
}
