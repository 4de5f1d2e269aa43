//! What a payee takes along: a ZIP of all that is kept of it, made while it is sent, in constant memory. Everything is as the API writes it,
//! with what the API has no call for: settings of methods, texts for payers who have paid, devices and people.

mod archive;
mod lists;
mod readme;
mod rows;

use std::pin::Pin;

use futures_util::{Stream, StreamExt, TryStreamExt, stream};
use serde::Serialize;

use crate::actions::books::export::{ExportDraft, ExportStream, export_movements};
use crate::actions::{Context, Error};
use crate::domain::payee::Payee;
use crate::locale::Locale;
use crate::store;

/// The bytes of a file, in order.
type Bytes = Pin<Box<dyn Stream<Item = Result<Vec<u8>, Error>> + Send>>;

/// A file of the archive.
struct File {
    name: &'static str,
    /// The Fluent key of the sentence that explains it.
    about: &'static str,
    bytes: Bytes,
}

/// An archive that is being sent.
#[derive(Debug)]
pub struct TakeAlong<S> {
    /// The file's name, with the day on which it is made.
    pub name: String,
    /// The file's bytes, in order. An error ends them before the archive's end, so that half an archive can't pass for a whole one.
    pub chunks: S,
}

/// Makes the archive of a payee. Its explanation is in the reader's language.
pub fn take_along<L: Into<Locale>>(
    ctx: &Context,
    payee: &Payee,
    reader: L,
) -> TakeAlong<impl Stream<Item = Result<Vec<u8>, Error>> + Send + use<L>> {
    let now = ctx.clock.now();
    let today = payee.zone.day_of(now);
    let lines = File { name: "movements.csv", about: "leave-file-movements", bytes: movements(ctx, payee) };
    let files: Vec<_> = rows::files(ctx, payee).into_iter().chain(lists::files(ctx, payee)).chain([lines]).collect();
    let readme = readme::text(&payee.name, reader.into(), today, &files);
    let mut packed = vec![("README.txt", one(async move { Ok(readme.into_bytes()) }))];
    packed.extend(files.into_iter().map(|file| (file.name, file.bytes)));
    let name = format!("chit-{}-{today}.zip", payee.handle);
    TakeAlong { name, chunks: archive::zip(packed, payee.zone.local(now).naive_local()) }
}

/// Every line of the ledger, as the export without a period has them.
fn movements(ctx: &Context, payee: &Payee) -> Bytes {
    let (ctx, payee) = (ctx.clone(), payee.clone());
    let export = async move {
        let export = ExportDraft::default().or_zone(payee.zone).check()?;
        let ExportStream { is_final: _, chunks, read: _ } = export_movements(&ctx, &payee, export).await?;
        Ok::<_, Error>(chunks)
    };
    stream::once(export).try_flatten().boxed()
}

/// A file that is small enough to be made at once, when it is its turn.
fn one(made: impl Future<Output = Result<Vec<u8>, Error>> + Send + 'static) -> Bytes {
    stream::once(made).boxed()
}

/// A file of JSON, for people who look into it.
fn json(value: &impl Serialize) -> Result<Vec<u8>, Error> {
    let mut text = serde_json::to_vec_pretty(value).map_err(|e| store::Error::Defect(e.to_string()))?;
    text.push(b'\n');
    Ok(text)
}
