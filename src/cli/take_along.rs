//! `chit payee export`: all that is kept of a payee, as a ZIP.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::Args;
use futures_util::StreamExt;
use serde_json::json;

use crate::actions::Context;
use crate::app::{TakeAlong, take_along};
use crate::domain::payee::Payee;
use crate::store::files::UnnamedFile;

#[derive(Debug, Args)]
pub(super) struct TakeAlongArguments {
    /// Handle of the payee
    pub(super) handle: String,
    /// File to write; an existing one stays as it is
    #[arg(long)]
    out: PathBuf,
    /// Print JSON instead of text
    #[arg(long)]
    json: bool,
}

pub(super) async fn run(ctx: &Context, payee: &Payee, arguments: &TakeAlongArguments) -> anyhow::Result<()> {
    let TakeAlongArguments { out, json, .. } = arguments;
    let TakeAlong { name: _, chunks } = take_along(ctx, payee, payee.language);
    let draft = draft(out)?;
    let (mut chunks, mut file) = (std::pin::pin!(chunks), draft.file());
    while let Some(chunk) = chunks.next().await {
        file.write_all(&chunk?)?;
    }
    draft.finish().with_context(|| format!("can't write {}", out.display()))?;
    if *json {
        println!("{}", json!({ "handle": payee.handle, "file": out }));
    } else {
        eprintln!("{} has all that is kept of {}.", out.display(), payee.handle);
    }
    Ok(())
}

fn draft(out: &Path) -> anyhow::Result<UnnamedFile> {
    UnnamedFile::of(out).with_context(|| format!("can't write {}", out.display()))
}
