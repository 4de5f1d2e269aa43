//! The comparison of lines with rows, in chunks: rows by primary key, and beside them the lines that name keys of the same range.

use std::collections::HashMap;

use super::Report;
use crate::actions::Error;
use crate::domain::reconciliation::{Line, PaymentCheck, RequestCheck, RowCheck};
use crate::store::{self, KeyRange, LinePlace, Snapshot};

/// A table that is walked beside its lines.
pub(super) trait Walked: RowCheck {
    async fn rows(view: &mut Snapshot, after: &str) -> Result<Vec<Self::Row>, store::Error>;
    async fn lines(view: &mut Snapshot, place: &LinePlace, range: &KeyRange) -> Result<Vec<Line>, store::Error>;
}

impl Walked for PaymentCheck {
    async fn rows(view: &mut Snapshot, after: &str) -> Result<Vec<Self::Row>, store::Error> {
        view.payments_after(after).await
    }

    async fn lines(view: &mut Snapshot, place: &LinePlace, range: &KeyRange) -> Result<Vec<Line>, store::Error> {
        view.lines_by_payment(place, range).await
    }
}

impl Walked for RequestCheck {
    async fn rows(view: &mut Snapshot, after: &str) -> Result<Vec<Self::Row>, store::Error> {
        view.requests_after(after).await
    }

    async fn lines(view: &mut Snapshot, place: &LinePlace, range: &KeyRange) -> Result<Vec<Line>, store::Error> {
        view.lines_by_request(place, range).await
    }
}

/// Compares every row of a table with the lines that name it, and finds lines that name none.
pub(super) async fn reconcile<C: Walked>(view: &mut Snapshot, report: &mut Report) -> Result<(), Error> {
    let mut after = String::new();
    loop {
        let rows = C::rows(view, &after).await?;
        let whole = rows.len() >= Snapshot::chunk();
        // After the last row there may be lines whose rows are gone.
        let to = rows.last().filter(|_| whole).map(|row| C::key(row).to_owned()).unwrap_or_default();
        let range = KeyRange { after, to };
        let rows = rows.into_iter().map(|row| (C::key(&row).to_owned(), row)).collect();
        reconcile_range::<C>(view, report, rows, &range).await?;
        if !whole {
            return Ok(());
        }
        after = range.to;
    }
}

async fn reconcile_range<C: Walked>(
    view: &mut Snapshot,
    report: &mut Report,
    mut rows: HashMap<String, C::Row>,
    range: &KeyRange,
) -> Result<(), Error> {
    let mut place = LinePlace::after_key(&range.after);
    // Lines that name one row stand together.
    let mut open: Option<(String, C)> = None;
    loop {
        let lines = C::lines(view, &place, range).await?;
        let Some(last) = lines.last() else { break };
        place = LinePlace::of(C::named_by(last), last);
        for line in &lines {
            report.open_ledger(&line.payee_id);
            let key = C::named_by(line);
            if open.as_ref().is_none_or(|(current, _)| current != key) {
                if let Some((_, check)) = open.take() {
                    report.add(check.end());
                }
                open = Some((key.to_owned(), C::start(key, rows.remove(key))));
            }
            if let Some((_, check)) = &mut open {
                check.follow(line);
            }
        }
    }
    if let Some((_, check)) = open {
        report.add(check.end());
    }
    let mut unnamed: Vec<_> = rows.into_iter().collect();
    unnamed.sort_by(|(a, _), (b, _)| a.cmp(b));
    for (key, row) in unnamed {
        report.add(C::start(&key, Some(row)).end());
    }
    Ok(())
}

/// Compares refunds that are known by name with the payments and lines that they name.
pub(super) async fn reconcile_refunds(view: &mut Snapshot, report: &mut Report) -> Result<(), Error> {
    let mut after = String::new();
    loop {
        let rows = view.refunds_after(&after).await?;
        let Some(last) = rows.last() else { return Ok(()) };
        after = last.id.clone();
        for row in &rows {
            report.add(row.check());
        }
    }
}
