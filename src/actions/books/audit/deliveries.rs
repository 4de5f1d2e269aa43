//! The comparison of closes, batches and day sums with the lines of their ledger.

use crate::actions::books::batches::contents;
use crate::actions::{Context, Error};
use crate::domain::id::PayeeId;
use crate::domain::ledger::{BatchContents, LedgerKey, LineTally};
use crate::domain::reconciliation::{DeliveryCheck, Finding, Mismatch, Table};
use crate::store::{self, BatchRecord, Snapshot};

/// Reads a payee's closes and batches, for a comparison line by line. Rows that can't be read are findings, and so are broken seals.
pub(super) async fn deliveries(
    view: &mut Snapshot,
    payee: &PayeeId,
    key: Option<&LedgerKey>,
    findings: &mut Vec<Finding>,
) -> Result<(DeliveryCheck, Vec<BatchRecord>), Error> {
    let closes = or_finding(view.closes(payee).await, payee, Table::Closes, findings)?;
    let batches = or_finding(view.batches(payee).await, payee, Table::Batches, findings)?;
    let unsealed = |table, id: &str| finding(payee, table, id, Mismatch::Differs("seal"));
    for (close, seal) in closes.iter().zip(view.seals_of_closes(payee).await?) {
        if !key.is_some_and(|key| key.holds_row(seal.as_ref(), close)) {
            findings.push(unsealed(Table::Closes, close.id.as_str()));
        }
    }
    for (BatchRecord { batch, .. }, seal) in batches.iter().zip(view.seals_of_batches(payee).await?) {
        if !key.is_some_and(|key| key.holds_row(seal.as_ref(), batch)) {
            findings.push(unsealed(Table::Batches, batch.id.as_str()));
        }
    }
    let taken: Vec<_> = batches.iter().map(|made| made.batch.clone()).collect();
    Ok((DeliveryCheck::new(payee.as_str(), closes, &taken), batches))
}

/// The rows of a table; none, and a finding, where they can't be read.
fn or_finding<T>(
    read: Result<Vec<T>, store::Error>,
    payee: &PayeeId,
    table: Table,
    findings: &mut Vec<Finding>,
) -> Result<Vec<T>, store::Error> {
    if let Err(store::Error::Defect(_)) = read {
        findings.push(finding(payee, table, payee.as_str(), Mismatch::Unreadable));
        return Ok(Vec::new());
    }
    read
}

/// Makes the files of a payee's batches anew and compares them with what was delivered.
pub(super) async fn compare_files(
    ctx: &Context,
    handle: &str,
    payee: &PayeeId,
    batches: Vec<BatchRecord>,
) -> Result<Vec<Finding>, Error> {
    let mut findings = Vec::new();
    for BatchRecord { batch, contents: delivered } in batches {
        // A batch that a crash left without its result gets it from whoever reads it next.
        let Some(BatchContents { tally, sha256 }) = delivered else { continue };
        let LineTally { lines, days, totals } = tally;
        let wrong: Vec<&str> = match contents(ctx, handle, &batch).await {
            Ok(made) => [
                ("line_count", made.tally.lines == lines),
                ("first_day", made.tally.days.map(|days| days.0) == days.map(|days| days.0)),
                ("last_day", made.tally.days.map(|days| days.1) == days.map(|days| days.1)),
                ("totals", made.tally.totals == totals),
                ("sha256", made.sha256 == sha256),
            ]
            .into_iter()
            .filter_map(|(column, holds)| (!holds).then_some(column))
            .collect(),
            Err(Error::Store(store::Error::Defect(_)) | Error::Invalid(_)) => vec!["sha256"],
            Err(error) => return Err(error),
        };
        let row = batch.id.as_str();
        findings.extend(wrong.into_iter().map(|column| finding(payee, Table::Batches, row, Mismatch::Differs(column))));
    }
    Ok(findings)
}

/// Compares the sums of days with the lines.
pub(super) async fn compare_days(view: &mut Snapshot, payee: &PayeeId) -> Result<Vec<Finding>, Error> {
    let wrong = view.unbalanced_days(payee).await?;
    Ok(wrong.into_iter().map(|row| finding(payee, Table::LedgerDays, &row, Mismatch::DaySums)).collect())
}

fn finding(payee: &PayeeId, table: Table, row: &str, mismatch: Mismatch) -> Finding {
    Finding { payee_id: payee.to_string(), table, row: row.to_owned(), mismatch }
}
