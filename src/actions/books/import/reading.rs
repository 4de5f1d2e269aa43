//! Reads a file to its end before anything is written.

use std::io::Read;

use crate::accounting::statement::csv::{CsvMapping, CsvPreview, inspect_with, signature};
use crate::accounting::statement::{
    Collector, Fault, Fingerprint, FingerprintKey, OwnReferences, Position, ReadOptions, Statement, StatementError,
    StatementFormat, may_be_table, read,
};
use crate::actions::{Context, Error};
use crate::domain::field::FieldError;
use crate::domain::payee::Payee;
use crate::store;

/// The greatest number of entries of a file. They are kept in memory until all are read.
const MOST: usize = 200_000;
/// The most bytes that are kept of them. A file of [`MOST`] entries has room for eight words of references in each, and with what lies between
/// pieces of memory, less than 64 MiB is taken.
const MOST_KEPT: usize = 47 << 20;
/// The beginning of a file, by which a table's headings are known.
const HEAD: u64 = 64 * 1024;

/// A file that was read and isn't written yet.
#[derive(Debug)]
pub struct ReadStatement {
    pub(super) format: StatementFormat,
    pub(super) statement: Statement,
    /// The fingerprint of a table's headings, and the mapping that was given for it, to be remembered.
    pub(super) mapping: Option<(String, String)>,
}

/// The reasons why a file isn't read.
#[derive(Debug)]
pub enum Unread {
    /// The file has a fault.
    Faulty(StatementError),
    /// The columns of a table aren't clear: the preview has the questions.
    Unclear(Box<CsvPreview>),
    /// Anything else.
    Failed(Error),
}

impl From<Error> for Unread {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

impl From<store::Error> for Unread {
    fn from(error: store::Error) -> Self {
        Self::Failed(error.into())
    }
}

impl From<Unread> for Error {
    fn from(unread: Unread) -> Self {
        match unread {
            Unread::Faulty(StatementError { fault: Fault::TooMany | Fault::TooMuch, detail, .. }) => {
                Self::field("file", "too_long", detail)
            }
            Unread::Faulty(error) => Self::field("file", "unreadable", error.to_string()),
            Unread::Unclear(preview) => {
                let asked = preview.questions.into_iter().map(|question| {
                    FieldError::plain(format!("mapping.{}", question.field), "required", question.sentence)
                });
                Self::Invalid(asked.collect())
            }
            Unread::Failed(error) => error,
        }
    }
}

/// Reads a file without writing anything, on a thread that may wait for `source`. `mapping` says what the columns of a table are, as JSON;
/// without it, the one counts that was given for a table with the same headings before.
///
/// # Errors
/// [`Unread`], which is an [`Error::Invalid`] of `file`, with the line or the element; or of `mapping` and its members, where something about
/// a table has to be said.
pub async fn read_statement(
    ctx: &Context,
    payee: &Payee,
    mut source: impl Read + Send + 'static,
    mapping: Option<String>,
) -> Result<ReadStatement, Unread> {
    let given = mapping.as_deref().map(parse).transpose()?;
    let key = FingerprintKey::new(ctx.store.statement_key(&payee.id, &ctx.chance).await?);
    let (head, source) = waiting(move || {
        let mut head = Vec::new();
        source.by_ref().take(HEAD).read_to_end(&mut head).map(|_| (head, source))
    })
    .await?
    .map_err(|_| {
        let flaw = Fault::Unreadable.says("The file could not be read to its end. Send it again.");
        Unread::Faulty(StatementError::new(Position::File, flaw))
    })?;
    let (start, prints) = (head.clone(), key.clone());
    let header = waiting(move || {
        let signature = signature(&start).filter(|_| may_be_table(&start));
        signature.map(|signature| prints.headings(&signature)).map(Fingerprint::to_hex)
    })
    .await?;
    let remembered = match &header {
        Some(header) if given.is_none() => ctx.store.statement_mapping(&payee.id, header).await?,
        _ => None,
    };
    let csv = given.or(remembered.as_deref().map(parse).transpose()?);
    let own = own_references(ctx, payee).await?;
    let (options, start) = (ReadOptions { csv: csv.clone(), currency: None }, head.clone());
    let done = waiting(move || {
        let mut collector = Collector::limited(key, MOST, MOST_KEPT).knowing(own);
        let mut source = collector.stopping(start.as_slice().chain(source));
        let format = read(&mut source, &options, &mut collector);
        // A reader that was stopped may take that for the file's end.
        if let Some(fault) = collector.excess() {
            return Err(StatementError::new(Position::File, fault.says(too_much(fault))));
        }
        Ok((format?, collector.finish()))
    })
    .await?;
    let (format, statement) = match done {
        Ok(read) => read,
        // A table whose columns aren't clear is asked about, member by member.
        Err(error) if header.is_some() => {
            let preview = waiting(move || inspect_with(&head, &csv.unwrap_or_default(), None)).await?;
            let is_unclear = !preview.questions.is_empty();
            return Err(if is_unclear { Unread::Unclear(Box::new(preview)) } else { Unread::Faulty(error) });
        }
        Err(error) => return Err(Unread::Faulty(error)),
    };
    let mapping = mapping.filter(|_| format == StatementFormat::Csv);
    Ok(ReadStatement { format, statement, mapping: header.zip(mapping) })
}

/// A sentence about a file that has more than is taken.
fn too_much(fault: Fault) -> String {
    let what = match fault {
        Fault::TooMany => format!("A file has at most {MOST} entries; this one has more."),
        _ => "The entries of this file have more references than can be kept at once.".to_owned(),
    };
    format!("{what} Import it in parts, such as months.")
}

/// The references of all requests of the payee. One that is made while a file is read waits for the next file.
async fn own_references(ctx: &Context, payee: &Payee) -> Result<OwnReferences, store::Error> {
    let mut own = OwnReferences::default();
    let mut last = String::new();
    loop {
        let page = ctx.store.references_after(&payee.id, &last).await?;
        own.extend(&page);
        match page.into_iter().next_back() {
            Some(reference) => last = reference,
            None => return Ok(own),
        }
    }
}

fn parse(mapping: &str) -> Result<CsvMapping, Error> {
    serde_json::from_str(mapping)
        .map_err(|e| Error::field("mapping", "invalid", format!("This is no mapping of columns as JSON: {e}.")))
}

/// Runs work on a thread that may wait.
async fn waiting<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Error> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|e| store::Error::Defect(format!("a reader of statements panicked: {e}")).into())
}
