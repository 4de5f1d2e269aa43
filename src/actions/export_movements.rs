//! The export, as a stream of chunks: constant memory, whatever the length.

use futures_util::Stream;
use futures_util::stream::try_unfold;

use super::{Context, Error};
use crate::accounting::export::{Format, Line};
use crate::accounting::period::Period;
use crate::domain::clock::Instant;
use crate::domain::currency::Currency;
use crate::domain::field::FieldError;
use crate::domain::id::PayeeId;
use crate::store::{MovementFilter, Store};

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
    /// `csv`.
    pub format: Option<String>,
    /// `settled` (when the money moved) or `created` (when the line was written).
    pub by: Option<String>,
}

/// A checked export.
#[derive(Debug, Clone)]
pub struct Export {
    /// The period.
    pub period: Period,
    /// The format.
    pub format: Format,
    filter: MovementFilter,
}

impl ExportDraft {
    /// Checks every part.
    ///
    /// # Errors
    /// [`Error::Invalid`] with everything that is wrong.
    pub fn check(&self) -> Result<Export, Error> {
        let given = |text: &Option<String>| text.as_deref().map(str::trim).filter(|t| !t.is_empty()).map(str::to_owned);
        let period = Period::parse(self.from.as_deref(), self.to.as_deref(), self.zone.as_deref());
        let (period, mut wrong) = match period {
            Ok(period) => (Some(period), Vec::new()),
            Err(wrong) => (None, wrong),
        };
        let currency = given(&self.currency)
            .and_then(|code| Currency::parse(&code).map_err(|e| wrong.push(FieldError::new("currency", &e))).ok());
        let format = Format::parse(given(&self.format).as_deref().unwrap_or_default());
        if format.is_none() {
            wrong.push(FieldError::plain("format", "unknown", "Choose csv."));
        }
        let by_created = match given(&self.by).as_deref() {
            None | Some("settled") => false,
            Some("created") => true,
            Some(_) => {
                wrong.push(FieldError::plain("by", "unknown", "Choose settled or created."));
                false
            }
        };
        match (period, format) {
            (Some(period), Some(format)) if wrong.is_empty() => {
                let filter = MovementFilter {
                    from: period.from,
                    to: period.to,
                    currency: currency.map(|c| c.code()),
                    by_created,
                };
                Ok(Export { period, format, filter })
            }
            _ => Err(Error::Invalid(wrong)),
        }
    }
}

struct State {
    store: Store,
    payee: PayeeId,
    export: Export,
    head: i64,
    last: Option<(Instant, i64)>,
    begun: bool,
}

/// The export's bytes, chunk by chunk. It is a snapshot: what is written while it runs belongs to the next one.
///
/// # Errors
/// The database's, at the start; later ones end the stream, so that a file that was cut off is known as such.
pub async fn export_movements(
    ctx: &Context,
    payee: &PayeeId,
    export: Export,
) -> Result<impl Stream<Item = Result<Vec<u8>, Error>> + Send + use<>, Error> {
    let head = ctx.store.ledger_head(payee).await?.ok_or(Error::NotFound)?.seq;
    let state = State { store: ctx.store.clone(), payee: payee.clone(), export, head, last: None, begun: false };
    Ok(try_unfold(state, next))
}

async fn next(mut state: State) -> Result<Option<(Vec<u8>, State)>, Error> {
    let format = state.export.format;
    if !state.begun {
        state.begun = true;
        return Ok(Some((format.head(), state)));
    }
    let filter = &state.export.filter;
    let rows = state.store.movements(&state.payee, filter, state.head, state.last).await?;
    let Some(last) = rows.last() else { return Ok(None) };
    let at = if filter.by_created { last.entry.movement.created_at } else { last.entry.movement.settled_at };
    state.last = Some((at, last.entry.seq));
    let lines = rows.iter().map(|r| Line {
        movement: &r.entry.movement,
        memo: r.memo.as_ref().map(|m| m.as_str()),
        provider_ref: r.provider_ref.as_deref(),
    });
    let bytes = format.lines(lines, state.export.period.zone);
    Ok(Some((bytes, state)))
}
