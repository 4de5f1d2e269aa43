//! The first lines of an export, for whoever is about to download it.

use super::lines::LineReader;
use super::{Export, ExportOrder};
use crate::actions::{Context, Error};
use crate::domain::ledger::ExportLine;
use crate::domain::payee::Payee;
use crate::store::{DaySum, LedgerHead};

/// The beginning of an export and its sums, as they are now.
#[derive(Debug)]
pub struct ExportPreview {
    /// The first lines, in the export's order.
    pub first: Vec<ExportLine>,
    /// The sums of all lines; `None` where the order isn't that of days in the books, by which sums are kept.
    pub sums: Option<Vec<DaySum>>,
    /// The same export will always have the same lines.
    pub is_final: bool,
    /// The end of the ledger that the lines are of.
    pub head: LedgerHead,
}

/// Reads the first lines of an export, and its sums.
///
/// # Errors
/// The database's.
pub async fn preview(ctx: &Context, payee: &Payee, export: &Export, most: usize) -> Result<ExportPreview, Error> {
    let head = ctx.store.ledger_head(&payee.id).await?.ok_or(Error::NotFound)?;
    let mut reader = LineReader::new(ctx.store.clone(), payee.id.clone(), export.order, export.filter(head.seq));
    let mut first = reader.next(export.period.zone).await?;
    first.truncate(most);
    let (from, until) = (export.period.from, export.period.to);
    let (from, until) = (from.map(|edge| edge.day), until.map(|edge| edge.day.pred_opt().unwrap_or(edge.day)));
    let sums = match export.order {
        ExportOrder::Accounting => Some(ctx.store.day_sums(&payee.id, from, until, export.currency).await?),
        _ => None,
    };
    let is_final = export.is_closed(&head) || export.fixable_end(ctx.clock.now()).is_some();
    Ok(ExportPreview { first, sums, is_final, head })
}
