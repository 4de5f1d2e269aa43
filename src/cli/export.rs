//! `chit export`: the API's export, from the database itself.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;
use clap::Args;
use futures_util::{StreamExt, pin_mut};

use super::payee::{find, wrong_use};
use super::{WrongUse, open_existing};
use crate::accounting::export::FORMATS;
use crate::actions::Context;
use crate::actions::books::export::{Delivery, Export, ExportDraft, export_movements};
use crate::domain::payee::Payee;
use crate::domain::secret::token::Token;
use crate::store::files;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// From this day or moment on
    #[arg(long)]
    from: Option<String>,
    /// Up to this day or moment, which is not part of it
    #[arg(long)]
    to: Option<String>,
    /// IANA time zone of the days and of local times; the payee's when left out
    #[arg(long)]
    zone: Option<String>,
    #[arg(long, default_value = FORMATS[0].name, help = formats())]
    format: String,
    /// Only lines in this currency
    #[arg(long)]
    currency: Option<String>,
    /// accounting (the day in the books, which is fixed), settled (when the money moved) or created (when a line was written): which time
    /// counts
    #[arg(long, default_value = "accounting")]
    by: String,
    /// Every line after the one of this number (column seq) instead of a period's
    #[arg(long)]
    after: Option<String>,
    /// Handle of the payee; may be left out where there is one payee, or CHIT_KEY is set
    #[arg(long)]
    payee: Option<String>,
    /// API key of the payee, instead of its handle
    #[arg(long, env = "CHIT_KEY", hide_env_values = true)]
    key: Option<String>,
    /// Write to a file instead of standard output
    #[arg(long)]
    out: Option<PathBuf>,
}

/// The help text of `--format`.
fn formats() -> String {
    FORMATS.iter().map(|format| format.name).collect::<Vec<_>>().join(", ")
}

pub(super) async fn run(arguments: Arguments) -> anyhow::Result<ExitCode> {
    let Arguments { from, to, zone, format, currency, by, after, payee, key, out } = arguments;
    let draft = ExportDraft { from, to, zone, currency, format: Some(format), by: Some(by), after };
    // Wrong arguments are reported before a database is opened.
    draft.check().map_err(wrong_use)?;
    let ctx = open_existing().await?;
    let payee = whose(&ctx, payee.as_deref(), key.as_deref()).await?;
    let export = draft.or_zone(payee.zone).check().map_err(wrong_use)?;
    let is_final = match out {
        None => write(&ctx, &payee, export, std::io::stdout().lock()).await?,
        Some(path) => {
            // Written beside its name and then renamed, so that a file of that name is always complete.
            let draft = path.with_added_extension("part");
            let file = files::create(&draft).with_context(|| format!("can't write {}", draft.display()))?;
            let is_final = write(&ctx, &payee, export, &file).await?;
            file.sync_all()?;
            std::fs::rename(&draft, &path)?;
            is_final
        }
    };
    if !is_final {
        eprintln!("Provisional: the same export may have further lines later.");
    }
    ctx.store.close().await;
    Ok(ExitCode::SUCCESS)
}

/// Writes the export, and returns whether it is final.
async fn write(ctx: &Context, payee: &Payee, export: Export, mut out: impl Write) -> anyhow::Result<bool> {
    let Delivery { is_final, chunks } = export_movements(ctx, payee, export).await?;
    pin_mut!(chunks);
    while let Some(chunk) = chunks.next().await {
        out.write_all(&chunk?)?;
    }
    out.flush()?;
    Ok(is_final)
}

/// The payee of the handle or of the API key, or else the only payee.
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
