//! Exports as streams of chunks, in constant memory.

pub(super) mod lines;
pub mod preview;

use futures_util::Stream;

use self::lines::LineReader;
pub use self::lines::LinesRead;
use crate::accounting::accounts::Accounts;
use crate::accounting::export::{ExportContext, FormatKind, FormatName};
use crate::accounting::period::Period;
use crate::actions::books::currency::file_currency;
use crate::actions::books::settings::book_settings;
use crate::actions::{Context, Error};
use crate::domain::clock::Timestamp;
use crate::domain::field::FieldError;
use crate::domain::money::currency::Currency;
use crate::domain::payee::Payee;
use crate::domain::schema::{CurrencyCode, DayOrMoment};
use crate::domain::zone::Zone;
use crate::store::{LedgerHead, MovementFilter};

/// An export's parameters as a query or a command line has them.
#[derive(Debug, Clone, Default, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default, deny_unknown_fields)]
pub struct ExportDraft {
    /// The period's start, inclusive: a day or a timestamp.
    #[param(inline, value_type = DayOrMoment, required = false)]
    pub from: Option<String>,
    /// The period's end, exclusive: a day or a timestamp.
    #[param(inline, value_type = DayOrMoment, required = false)]
    pub to: Option<String>,
    /// The IANA name of a time zone; the payee's own if absent.
    #[param(value_type = String, required = false, example = "Europe/Berlin")]
    pub zone: Option<String>,
    /// An ISO 4217 code; all currencies if absent.
    #[param(inline, value_type = CurrencyCode, required = false)]
    pub currency: Option<String>,
    /// The name of a format, `csv` if absent.
    #[param(inline, value_type = FormatName, required = false)]
    pub format: Option<String>,
    /// `accounting` (the day in the books), the default, `settled` (the time at which the money moved) or `created` (the time of the line).
    #[param(value_type = String, required = false, pattern = "^(accounting|settled|created)$")]
    pub by: Option<String>,
    /// The number of a line: exports all later ones, in order. Not to be combined with a period.
    #[param(value_type = i64, required = false, minimum = 0)]
    pub after: Option<String>,
}

/// The order of an export's lines, and the time by which its period selects them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::actions::books) enum ExportOrder {
    /// By the day in the books.
    Accounting,
    /// By the time of writing.
    Written,
    /// By the time at which the money moved.
    Settled,
    /// By number, after the given one.
    After(i64),
}

/// An export with valid parameters.
#[derive(Debug, Clone)]
pub struct Export {
    /// The period, open on either side.
    pub period: Period,
    /// The file format.
    pub format: &'static FormatKind,
    order: ExportOrder,
    currency: Option<Currency>,
}

/// An export that is being streamed.
#[derive(Debug)]
pub struct ExportStream<S> {
    /// The same export will always have the same lines.
    pub is_final: bool,
    /// The file's bytes, in order.
    pub chunks: S,
    /// The number of lines that were read for them so far.
    pub read: LinesRead,
}

impl ExportDraft {
    /// Sets the time zone if the draft has none.
    pub fn or_zone(self, zone: Zone) -> Self {
        Self { zone: Some(self.zone.unwrap_or_else(|| zone.name().to_owned())), ..self }
    }

    /// Validates all parameters.
    ///
    /// # Errors
    /// [`Error::Invalid`] with all errors.
    pub fn check(&self) -> Result<Export, Error> {
        let period = Period::parse(self.from.as_deref(), self.to.as_deref(), self.zone.as_deref());
        let (period, mut wrong) = match period {
            Ok(period) => (Some(period), Vec::new()),
            Err(wrong) => (None, wrong),
        };
        let currency = self.currency.as_deref();
        let currency = currency
            .and_then(|code| Currency::parse(code).map_err(|e| wrong.push(FieldError::new("currency", &e))).ok());
        let format = FormatKind::named(self.format.as_deref()).map_err(|error| wrong.push(error)).ok();
        let order = match self.by.as_deref() {
            None | Some("accounting") => ExportOrder::Accounting,
            Some("created") => ExportOrder::Written,
            Some("settled") => ExportOrder::Settled,
            Some(_) => {
                wrong.push(FieldError::plain("by", "unknown", "Choose accounting, settled or created."));
                ExportOrder::Accounting
            }
        };
        let order = match self.after.as_deref() {
            None => order,
            Some(text) => {
                let after = text.parse().ok().filter(|seq| *seq >= 0);
                if after.is_none() {
                    let detail = "Write the number of a line, as the column seq has it, or 0.";
                    wrong.push(FieldError::plain("after", "invalid", detail));
                }
                if order == ExportOrder::Settled || self.from.is_some() || self.to.is_some() {
                    let detail = "Lines after a number are in the order of writing, of any time: leave out from, to and by=settled.";
                    wrong.push(FieldError::plain("after", "stands_alone", detail));
                }
                ExportOrder::After(after.unwrap_or_default())
            }
        };
        match (period, format) {
            (Some(period), Some(format)) if wrong.is_empty() => Ok(Export { period, format, order, currency }),
            _ => Err(Error::Invalid(wrong)),
        }
    }
}

impl Export {
    /// Returns whether no line can be booked into the period any more: its last day is closed.
    fn is_closed(&self, head: &LedgerHead) -> bool {
        let end = self.period.to.map(|edge| edge.day).filter(|_| self.order == ExportOrder::Accounting);
        end.zip(head.open_from).is_some_and(|(end, open_from)| end <= open_from)
    }

    /// The end of a past period by the time of writing. Once it is fixed, no line can be written into the period.
    fn fixable_end(&self, now: Timestamp) -> Option<Timestamp> {
        let end = self.period.to.map(|edge| edge.moment).filter(|end| *end <= now);
        end.filter(|_| self.order == ExportOrder::Written)
    }

    /// The circumstances of the file.
    fn context(&self, payee: &Payee, accounts: Accounts, head: &LedgerHead, now: Timestamp) -> ExportContext {
        let Period { from, to, zone } = self.period;
        ExportContext {
            zone,
            handle: payee.handle.to_string(),
            currency: self.currency,
            from: from.map(|edge| edge.day),
            until: to.and_then(|edge| edge.day.pred_opt()),
            made_at: now,
            accounts,
            head: (head.seq, head.hash.as_str().to_owned()),
        }
    }

    fn filter(&self, head: i64) -> MovementFilter {
        let Period { from, to, zone: _ } = self.period;
        MovementFilter {
            from: from.map(|edge| edge.moment),
            to: to.map(|edge| edge.moment),
            from_day: from.map(|edge| edge.day),
            to_day: to.map(|edge| edge.day),
            currency: self.currency.map(|currency| currency.code()),
            delivered: Vec::new(),
            head,
        }
    }
}

/// Streams an export. It is a snapshot: lines written meanwhile belong to the next one.
///
/// A period by the day in the books is final once its days are closed, which waits for lines that are being written. By the time of writing,
/// lines get their time before the commit, from clocks that differ between replicas. So the end of a past period is fixed first, under
/// the lock that writers of lines take: a line that is being written is waited for, and a later one gets a time after the end, whatever
/// its replica's clock.
///
/// # Errors
/// The database's, at the start; later ones abort the stream, so that a truncated file is recognised.
pub async fn export_movements(
    ctx: &Context,
    payee: &Payee,
    mut export: Export,
) -> Result<ExportStream<impl Stream<Item = Result<Vec<u8>, Error>> + Send + use<>>, Error> {
    let now = ctx.clock.now();
    export.currency = file_currency(ctx, &payee.id, export.format, export.currency).await?;
    let end = export.fixable_end(now);
    let mut head = ctx.store.ledger_head(&payee.id).await?.ok_or(Error::NotFound)?;
    if let Some(end) = end.filter(|end| head.not_before.is_none_or(|fixed| fixed < *end)) {
        let whose = payee.id.clone();
        ctx.store.write(move |mut tx| Box::pin(async move { tx.fix_until(&whose, end).await })).await?;
        head = ctx.store.ledger_head(&payee.id).await?.ok_or(Error::NotFound)?;
    }
    let settings = book_settings(ctx, &payee.id).await?;
    let context = export.context(payee, settings.accounts, &head, now);
    let (zone, format) = (export.period.zone, export.format);
    let reader = || LineReader::new(ctx.store.clone(), payee.id.clone(), export.order, export.filter(head.seq));
    if format.may_refuse {
        lines::try_whole(reader(), format.open(&context), zone).await?;
    }
    let reader = reader();
    let read = reader.lines_read();
    let chunks = lines::stream(reader, format.open(&context), zone);
    Ok(ExportStream { is_final: end.is_some() || export.is_closed(&head), chunks, read })
}
