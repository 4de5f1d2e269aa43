//! The export, as a stream of chunks: constant memory, whatever the length.

mod lines;

use futures_util::Stream;

use self::lines::LineReader;
use crate::accounting::export::FormatKind;
use crate::accounting::period::Period;
use crate::actions::{Context, Error};
use crate::domain::clock::Timestamp;
use crate::domain::field::FieldError;
use crate::domain::id::PayeeId;
use crate::domain::money::currency::Currency;
use crate::domain::zone::Zone;
use crate::store::MovementFilter;

/// What to export, as a query or a command line says it.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ExportDraft {
    /// From a day or a moment, inclusive.
    pub from: Option<String>,
    /// To a day or a moment, exclusive.
    pub to: Option<String>,
    /// IANA time zone; UTC when absent.
    pub zone: Option<String>,
    /// One currency; all when absent.
    pub currency: Option<String>,
    /// A name of [`FORMATS`](crate::accounting::export::FORMATS).
    pub format: Option<String>,
    /// `created` (when the line was written), which is the default, or `settled` (when the money moved).
    pub by: Option<String>,
    /// The number of a line: every line after it, in the order of their numbers. Stands alone, without a period.
    pub after: Option<String>,
}

/// The order of an export's lines, and the time that its period is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ExportOrder {
    /// By when lines were written.
    Written,
    /// By when money moved.
    Settled,
    /// By their numbers, after one of them.
    After(i64),
}

/// A checked export.
#[derive(Debug, Clone)]
pub struct Export {
    /// The period.
    pub period: Period,
    /// The format.
    pub format: &'static FormatKind,
    order: ExportOrder,
    currency: Option<Currency>,
}

/// An export on its way.
#[derive(Debug)]
pub struct Delivery<S> {
    /// Whether the same export has the same lines for ever.
    pub is_final: bool,
    /// The file's bytes.
    pub chunks: S,
}

impl ExportDraft {
    /// The draft with a zone where it names none.
    pub fn or_zone(self, zone: Zone) -> Self {
        Self { zone: Some(self.zone.unwrap_or_else(|| zone.name().to_owned())), ..self }
    }

    /// Checks every part.
    ///
    /// # Errors
    /// [`Error::Invalid`] with everything that is wrong.
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
            None | Some("created") => ExportOrder::Written,
            Some("settled") => ExportOrder::Settled,
            Some(_) => {
                wrong.push(FieldError::plain("by", "unknown", "Choose created or settled."));
                ExportOrder::Written
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
    /// The end of a period that is over and about when lines were written. Nothing can be written into it any more once it is fixed.
    fn fixable_end(&self, now: Timestamp) -> Option<Timestamp> {
        let end = self.period.to.map(|edge| edge.moment).filter(|end| *end <= now);
        end.filter(|_| self.order == ExportOrder::Written)
    }

    fn filter(&self, head: i64) -> MovementFilter {
        let Period { from, to, zone: _ } = self.period;
        MovementFilter {
            from: from.map(|edge| edge.moment),
            to: to.map(|edge| edge.moment),
            from_day: from.map(|edge| edge.day),
            to_day: to.map(|edge| edge.day),
            currency: self.currency.map(|currency| currency.code()),
            head,
        }
    }
}

/// The export's bytes, chunk by chunk. It is a snapshot: what is written while it runs belongs to the next one.
///
/// Lines are dated before they are committed, by clocks that differ between replicas. So the end of a period that is over is fixed
/// first, under the lock under which lines are written: a line that is under way is waited for, and one that comes later is dated
/// behind the end, whatever its clock says.
///
/// # Errors
/// The database's, at the start; later ones end the stream, so that a file that was cut off is known as such.
pub async fn export_movements(
    ctx: &Context,
    payee: &PayeeId,
    export: Export,
) -> Result<Delivery<impl Stream<Item = Result<Vec<u8>, Error>> + Send + use<>>, Error> {
    let end = export.fixable_end(ctx.clock.now());
    let mut head = ctx.store.ledger_head(payee).await?.ok_or(Error::NotFound)?;
    if let Some(end) = end.filter(|end| head.not_before.is_none_or(|fixed| fixed < *end)) {
        let whose = payee.clone();
        ctx.store.write(move |mut tx| Box::pin(async move { tx.fix_until(&whose, end).await })).await?;
        head = ctx.store.ledger_head(payee).await?.ok_or(Error::NotFound)?;
    }
    let reader = LineReader::new(ctx.store.clone(), payee.clone(), export.order, export.filter(head.seq));
    let chunks = lines::stream(reader, export.format.open(export.period.zone), export.period.zone);
    Ok(Delivery { is_final: end.is_some(), chunks })
}
