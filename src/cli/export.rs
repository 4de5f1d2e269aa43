//! `chit export`: the API's export or a batch, from the database itself.

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;
use clap::Args;
use futures_util::{Stream, StreamExt, pin_mut};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde_json::json;

use super::open_existing;
use super::payee::wrong_use;
use super::whose::Whose;
use crate::accounting::export::FORMATS;
use crate::actions::books::batches::{BatchDraft, BatchFileDraft, batch_file, make_batch};
use crate::actions::books::export::preview::preview;
use crate::actions::books::export::{Delivery, Export, ExportDraft, LinesRead, export_movements};
use crate::actions::{self, Context};
use crate::domain::ledger::BatchContents;
use crate::domain::payee::Payee;
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
    let all = count_lines(&ctx, &payee, &export).await?;
    let Delivery { is_final, chunks, read } = export_movements(&ctx, &payee, export).await.map_err(wrong_use)?;
    write(chunks, out.as_deref(), Progress { read, all }).await?;
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
    let all = made.contents.as_ref().map(|contents| contents.tally.lines);
    write(file.chunks, out, Progress { read: file.read, all }).await?;
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

/// The number of lines that an export will have; `None` where nobody looks on, or where only reading them would tell.
async fn count_lines(ctx: &Context, payee: &Payee, export: &Export) -> anyhow::Result<Option<i64>> {
    if !std::io::stderr().is_terminal() {
        return Ok(None);
    }
    let sums = preview(ctx, payee, export, 0).await?.sums;
    Ok(sums.map(|sums| sums.iter().map(|sum| sum.lines).sum()))
}

/// The progress of a file that is being written.
struct Progress {
    /// The lines that were read for it so far.
    read: LinesRead,
    /// The lines that it will have, where their number is known.
    all: Option<i64>,
}

/// Writes a file, to standard output where it has no name.
async fn write(chunks: impl Chunks, out: Option<&Path>, progress: Progress) -> anyhow::Result<()> {
    let Some(path) = out else {
        // On a terminal that shows the file itself, the bar would tear it.
        let is_seen = !std::io::stdout().is_terminal();
        return copy(chunks, std::io::stdout().lock(), progress, is_seen).await;
    };
    // Written beside its name and then renamed, so that a file of that name is always complete.
    let draft = path.with_added_extension("part");
    let file = files::create(&draft).with_context(|| format!("can't write {}", draft.display()))?;
    copy(chunks, &file, progress, true).await?;
    file.sync_all()?;
    Ok(std::fs::rename(&draft, path)?)
}

/// The bytes of a file, in order.
trait Chunks: Stream<Item = Result<Vec<u8>, actions::Error>> {}
impl<S: Stream<Item = Result<Vec<u8>, actions::Error>>> Chunks for S {}

/// Copies a file, with a bar of its lines where somebody looks on.
async fn copy(chunks: impl Chunks, mut out: impl Write, progress: Progress, is_seen: bool) -> anyhow::Result<()> {
    let Progress { read, all } = progress;
    // It hides itself where standard error is no terminal.
    let target = if is_seen { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let bar = ProgressBar::with_draw_target(all.and_then(|all| all.try_into().ok()), target).with_style(style(all)?);
    pin_mut!(chunks);
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(wrong_use)?;
        out.write_all(&chunk)?;
        bar.set_position(read.get().try_into().unwrap_or_default());
    }
    bar.abandon();
    Ok(out.flush()?)
}

/// The bar's look: without a number of all lines, it only counts.
fn style(all: Option<i64>) -> anyhow::Result<ProgressStyle> {
    Ok(ProgressStyle::with_template(match all {
        Some(_) => "{bar:40} {human_pos} of {human_len} lines",
        None => "{human_pos} lines",
    })?)
}
