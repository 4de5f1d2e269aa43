//! `chit export`: the API's export or a batch, from the database itself.

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;
use clap::Args;
use futures_util::{Stream, StreamExt, pin_mut};
use serde_json::json;

use super::open_existing;
use super::payee::wrong_use;
use super::whose::Whose;
use crate::accounting::export::FORMATS;
use crate::actions;
use crate::actions::books::batches::{BatchDraft, BatchFileDraft, batch_file, make_batch};
use crate::actions::books::export::{Delivery, ExportDraft, export_movements};
use crate::domain::ledger::BatchContents;
use crate::store::{BatchRecord, files};

#[derive(Debug, Args)]
pub(super) struct ExportArguments {
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
    /// Make a batch of everything that no earlier batch delivered, and write its file
    #[arg(long, conflicts_with_all = ["from", "to", "zone", "by", "after"])]
    since_last: bool,
    /// Print the batch as JSON
    #[arg(long, requires = "since_last", requires = "out")]
    json: bool,
    #[command(flatten)]
    whose: Whose,
    /// Write to a file instead of standard output
    #[arg(long)]
    out: Option<PathBuf>,
}

/// The help text of `--format`.
fn formats() -> String {
    FORMATS.iter().map(|format| format.name).collect::<Vec<_>>().join(", ")
}

pub(super) async fn run(arguments: ExportArguments) -> anyhow::Result<ExitCode> {
    let ExportArguments { from, to, zone, format, currency, by, after, since_last, json, whose, out } = arguments;
    if since_last {
        let draft = BatchDraft { format: Some(format), currency, misread: Vec::new() };
        return write_batch(draft, &whose, out.as_deref(), json).await;
    }
    let draft = ExportDraft { from, to, zone, currency, format: Some(format), by: Some(by), after };
    // Wrong arguments are reported before a database is opened.
    draft.check().map_err(wrong_use)?;
    let ctx = open_existing().await?;
    let payee = whose.find(&ctx).await?;
    let export = draft.or_zone(payee.zone).check().map_err(wrong_use)?;
    let Delivery { is_final, chunks, read: _ } = export_movements(&ctx, &payee, export).await.map_err(wrong_use)?;
    write(chunks, out.as_deref()).await?;
    if !is_final {
        eprintln!("Provisional: the same export may have further lines later.");
    }
    ctx.store.close().await;
    Ok(ExitCode::SUCCESS)
}

/// Makes a batch and writes its file.
async fn write_batch(draft: BatchDraft, whose: &Whose, out: Option<&Path>, json: bool) -> anyhow::Result<ExitCode> {
    let ctx = open_existing().await?;
    let payee = whose.find(&ctx).await?;
    let made = make_batch(&ctx, &payee, draft, None).await.map_err(wrong_use)?;
    let file = batch_file(&ctx, &payee, &made, &BatchFileDraft::default()).await.map_err(wrong_use)?;
    write(file.chunks, out).await?;
    let BatchRecord { batch, contents } = made;
    if let (true, Some(BatchContents { tally, sha256 })) = (json, &contents) {
        let lines = tally.lines;
        let told =
            json!({"id": batch.id, "number": batch.number, "rows": lines, "to_seq": batch.to_seq, "sha256": sha256});
        println!("{told}");
    } else if let Some(BatchContents { tally, sha256 }) = contents {
        eprintln!(
            "Batch {} ({}): {} new lines up to line {}. SHA-256 {sha256}",
            batch.number, batch.id, tally.lines, batch.to_seq
        );
    }
    ctx.store.close().await;
    Ok(ExitCode::SUCCESS)
}

/// Writes a file, to standard output where it has no name.
async fn write(chunks: impl Chunks, out: Option<&Path>) -> anyhow::Result<()> {
    let Some(path) = out else {
        // On a terminal that shows the file itself, its size would tear it.
        let is_seen = !std::io::stdout().is_terminal();
        return copy(chunks, std::io::stdout().lock(), is_seen).await;
    };
    // Written beside its name and then renamed, so that a file of that name is always complete.
    let draft = path.with_added_extension("part");
    let file = files::create(&draft).with_context(|| format!("can't write {}", draft.display()))?;
    copy(chunks, &file, true).await?;
    file.sync_all()?;
    Ok(std::fs::rename(&draft, path)?)
}

/// The bytes of a file, in order.
trait Chunks: Stream<Item = Result<Vec<u8>, actions::Error>> {}
impl<S: Stream<Item = Result<Vec<u8>, actions::Error>>> Chunks for S {}

/// Copies a file, and shows its size meanwhile where somebody looks on.
async fn copy(chunks: impl Chunks, mut out: impl Write, is_seen: bool) -> anyhow::Result<()> {
    let mut progress = Progress { is_seen: is_seen && std::io::stderr().is_terminal(), bytes: 0, shown: 0 };
    pin_mut!(chunks);
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(wrong_use)?;
        out.write_all(&chunk)?;
        progress.add(chunk.len());
    }
    progress.end();
    Ok(out.flush()?)
}

/// The size of a long file on a terminal, while it is being written.
#[derive(Debug)]
struct Progress {
    is_seen: bool,
    bytes: usize,
    shown: usize,
}

impl Progress {
    /// The bytes after which the size is shown again: a long file only is worth a line.
    const STEP: usize = 4 << 20;

    fn add(&mut self, bytes: usize) {
        self.bytes += bytes;
        if self.is_seen && self.bytes - self.shown >= Self::STEP {
            self.shown = self.bytes;
            eprint!("\r{} MiB", self.bytes >> 20);
        }
    }

    fn end(&self) {
        if self.shown > 0 {
            eprintln!("\r{} MiB, done", self.bytes >> 20);
        }
    }
}
