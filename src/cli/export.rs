//! `chit export`: the API's export or a batch, from the database itself.

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;
use clap::Args;
use futures_util::{Stream, StreamExt, pin_mut};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde_json::json;

use super::payee::wrong_use;
use super::whose::Whose;
use super::{WrongUse, open_existing};
use crate::accounting::export::FORMATS;
use crate::actions::books::batches::{BatchDraft, BatchFileDraft, batch_file, find_batch, make_batch};
use crate::actions::books::export::preview::preview;
use crate::actions::books::export::{Export, ExportDraft, ExportStream, LinesRead, export_movements};
use crate::actions::{self, Context};
use crate::domain::id::BatchId;
use crate::domain::ledger::BatchContents;
use crate::domain::payee::Payee;
use crate::store::BatchRecord;
use crate::store::files::UnnamedFile;

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
    #[arg(long, help = formats())]
    format: Option<String>,
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
    #[arg(long, group = "delivery", conflicts_with_all = ["from", "to", "zone", "by", "after"])]
    since_last: bool,
    /// Write the file of a batch again that was made before, with the same bytes
    #[arg(long, value_name = "ID", group = "delivery", conflicts_with_all = ["from", "to", "zone", "by", "after"])]
    batch: Option<String>,
    /// Print the batch as JSON
    #[arg(long, requires = "delivery", requires = "out")]
    json: bool,
    #[command(flatten)]
    whose: Whose,
    /// Write to a file instead of standard output
    #[arg(long)]
    out: Option<PathBuf>,
}

/// The help text of `--format`.
fn formats() -> String {
    let names: Vec<_> = FORMATS.iter().map(|format| format.name).collect();
    format!("{} (by default {}, or a batch's own)", names.join(", "), FORMATS[0].name)
}

pub(super) async fn run(arguments: ExportArguments) -> anyhow::Result<ExitCode> {
    let ExportArguments { from, to, zone, format, currency, by, after, since_last, batch, json, whose, out } =
        arguments;
    if since_last {
        let draft = BatchDraft { format, currency, misread: Vec::new() };
        return write_batch(Delivered::Now(draft), &whose, out.as_deref(), json).await;
    }
    if let Some(id) = batch {
        let id = BatchId::parse(&id).ok_or_else(|| WrongUse(format!("{id} is no batch's id")))?;
        let draft = BatchFileDraft { format, currency };
        return write_batch(Delivered::Before(id, draft), &whose, out.as_deref(), json).await;
    }
    let draft = ExportDraft { from, to, zone, currency, format, by: Some(by), after };
    // Wrong arguments are reported before a database is opened.
    draft.check().map_err(wrong_use)?;
    let ctx = open_existing().await?;
    let payee = whose.find(&ctx).await?;
    let export = draft.or_zone(payee.zone).check().map_err(wrong_use)?;
    let all = count_lines(&ctx, &payee, &export).await?;
    let ExportStream { is_final, chunks, read } = export_movements(&ctx, &payee, export).await.map_err(wrong_use)?;
    Output::open(out.as_deref())?.write(chunks, FileProgress { read, all }).await?;
    if !is_final {
        eprintln!("Provisional: the same export may have further lines later.");
    }
    ctx.store.close().await;
    Ok(ExitCode::SUCCESS)
}

/// A batch whose file is written.
enum Delivered {
    /// One that is made now.
    Now(BatchDraft),
    /// One that was made before.
    Before(BatchId, BatchFileDraft),
}

/// Makes or finds a batch, and writes its file.
async fn write_batch(delivered: Delivered, whose: &Whose, out: Option<&Path>, json: bool) -> anyhow::Result<ExitCode> {
    let ctx = open_existing().await?;
    let payee = whose.find(&ctx).await?;
    // Before the batch is made: its lines are in no later one, so a file that can't be written must not cost one.
    let output = Output::open(out)?;
    let (made, draft) = match delivered {
        Delivered::Now(draft) => {
            (make_batch(&ctx, &payee, draft, None).await.map_err(wrong_use)?, BatchFileDraft::default())
        }
        Delivered::Before(id, draft) => (find(&ctx, &payee, &id).await?, draft),
    };
    let (number, id) = (made.batch.number, &made.batch.id);
    write_file(&ctx, &payee, &made, &draft, output).await.with_context(|| {
        format!("batch {number} ({id}) is made and its file isn't whole: `chit export --batch {id}` writes it again")
    })?;
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

/// One of a payee's batches.
async fn find(ctx: &Context, payee: &Payee, id: &BatchId) -> anyhow::Result<BatchRecord> {
    match find_batch(ctx, payee, id).await {
        Err(actions::Error::NotFound) => Err(WrongUse(format!("{} has no batch {id}", payee.handle)).into()),
        found => Ok(found?),
    }
}

async fn write_file(
    ctx: &Context,
    payee: &Payee,
    made: &BatchRecord,
    draft: &BatchFileDraft,
    output: Output,
) -> anyhow::Result<()> {
    let file = batch_file(ctx, payee, made, draft).await.map_err(wrong_use)?;
    let all = made.contents.as_ref().map(|contents| contents.tally.lines);
    output.write(file.chunks, FileProgress { read: file.read, all }).await
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
struct FileProgress {
    /// The lines that were read for it so far.
    read: LinesRead,
    /// The lines that it will have, where their number is known.
    all: Option<i64>,
}

/// The place where a file is written.
enum Output {
    /// Standard output.
    Standard,
    /// A file, which gets its name when it is complete.
    File(UnnamedFile),
}

impl Output {
    /// Opens a file, or standard output where there is none.
    fn open(out: Option<&Path>) -> anyhow::Result<Self> {
        let Some(path) = out else { return Ok(Self::Standard) };
        let draft = UnnamedFile::of(path).with_context(|| format!("can't write {}", path.display()))?;
        Ok(Self::File(draft))
    }

    async fn write(self, chunks: impl Chunks, progress: FileProgress) -> anyhow::Result<()> {
        match self {
            Self::Standard => {
                // On a terminal that shows the file itself, the bar would tear it.
                let is_seen = !std::io::stdout().is_terminal();
                copy(chunks, std::io::stdout().lock(), progress, is_seen).await
            }
            Self::File(draft) => {
                copy(chunks, draft.file(), progress, true).await?;
                Ok(draft.replace()?)
            }
        }
    }
}

/// The bytes of a file, in order.
trait Chunks: Stream<Item = Result<Vec<u8>, actions::Error>> {}
impl<S: Stream<Item = Result<Vec<u8>, actions::Error>>> Chunks for S {}

/// Copies a file, with a bar of its lines where somebody looks on.
async fn copy(chunks: impl Chunks, mut out: impl Write, progress: FileProgress, is_seen: bool) -> anyhow::Result<()> {
    let FileProgress { read, all } = progress;
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
