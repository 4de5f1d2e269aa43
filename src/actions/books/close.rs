//! Closes: days of the books that don't change any more.
//!
//! A close moves the first open day of the ledger, under the lock that writers of lines take. A line that is being written is waited for, and
//! a later one gets the first open day at the earliest.

use chrono::NaiveDate;

use crate::actions::idempotency::{self, AnswerKey};
use crate::actions::{Context, Error};
use crate::domain::chance::Chance;
use crate::domain::clock::Timestamp;
use crate::domain::field::{FieldError, Problems};
use crate::domain::id::{CloseId, PayeeId};
use crate::domain::ledger::{Close, CloseCause};
use crate::domain::payee::Payee;
use crate::domain::when::day;
use crate::store::{ClosingCalendar, LedgerHead, Tx};

/// The ledgers that the calendar closes before others get a turn.
const DUE: i64 = 100;

/// A close by the payee's wish.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closing {
    /// The close that covers the day: an earlier one where that day was closed already.
    pub close: Close,
    /// True if it was made by this call.
    pub is_new: bool,
}

/// Closes a payee's books up to and including a day, which must have ended in the payee's zone. A day that is closed already stays so: the
/// answer is the first close that covers it. `misread` are errors of the caller's parsing.
///
/// # Errors
/// [`Error::Invalid`] on the field `until`; the database's.
pub async fn close_books(
    ctx: &Context,
    payee: &Payee,
    until: Option<&str>,
    misread: Vec<FieldError>,
    answer_key: Option<AnswerKey<Closing>>,
) -> Result<Closing, Error> {
    let now = ctx.clock.now();
    let (until, whose, chance) = (last_day(payee, until, now, misread)?, payee.id.clone(), ctx.chance.clone());
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                let head = tx.hold_ledger(&whose).await?.ok_or(Error::NotFound)?;
                let closing = close_until(&mut tx, &head, until, CloseCause::Payee, &chance, now).await?;
                idempotency::record(answer_key.as_ref(), &mut tx, &whose, &closing, now).await?;
                Ok(closing)
            })
        })
        .await
}

/// Checks the day up to which books are to be closed.
fn last_day(payee: &Payee, until: Option<&str>, now: Timestamp, misread: Vec<FieldError>) -> Result<NaiveDate, Error> {
    let mut problems = Problems::after(misread);
    let today = payee.zone.day_of(now);
    let until = match until.map(str::trim) {
        None => {
            problems.push(FieldError::plain("until", "required", "Write the last day to close, such as 2026-11-30."));
            None
        }
        Some(text) => problems.check("until", day(text)),
    };
    if until.is_some_and(|until| until >= today) {
        let last = today.pred_opt().unwrap_or(today);
        let detail =
            format!("Only a day that is over can be closed: by the clocks of {}, {last} at the latest.", payee.zone);
        problems.push(FieldError::plain("until", "not_over", detail));
    }
    problems.finish().map_err(Error::Invalid)?;
    Ok(until.unwrap_or(NaiveDate::MIN))
}

/// Closes a held ledger, unless the day is closed.
async fn close_until(
    tx: &mut Tx<'_>,
    head: &LedgerHead,
    until: NaiveDate,
    cause: CloseCause,
    chance: &Chance,
    now: Timestamp,
) -> Result<Closing, Error> {
    if let Some(close) = tx.close_covering(&head.payee_id, until).await? {
        return Ok(Closing { close, is_new: false });
    }
    let LedgerHead { payee_id, seq, hash, .. } = head;
    let (id, payee_id) = (CloseId::draw(chance), payee_id.clone());
    let close = Close { id, payee_id, until, cause, closed_at: now, seq: *seq, hash: hash.clone() };
    tx.insert_close(&close).await?;
    if let Some(first) = until.succ_opt() {
        tx.open_books_from(head, first).await?;
    }
    Ok(Closing { close, is_new: true })
}

/// Closes the month before in every ledger whose closing day has come. Returns the number of ledgers that were due.
///
/// # Errors
/// The database's. Ledgers that were done stay done.
pub async fn close_months(ctx: &Context) -> Result<usize, Error> {
    let now = ctx.clock.now();
    let mut done = 0;
    loop {
        let due = ctx.store.ledgers_to_close(now, DUE).await?;
        let is_last = due.len() < usize::try_from(DUE).unwrap_or(usize::MAX);
        done += due.len();
        for payee in due {
            close_month(ctx, payee, now).await?;
        }
        if is_last {
            return Ok(done);
        }
    }
}

async fn close_month(ctx: &Context, payee: PayeeId, now: Timestamp) -> Result<(), Error> {
    let chance = ctx.chance.clone();
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                let Some(head) = tx.hold_due_ledger(&payee, now).await? else { return Ok(()) };
                let ClosingCalendar { zone, closing_day } = tx.closing_calendar(&payee).await?;
                let today = zone.day_of(now);
                // A ledger without lines has nothing to close.
                if let Some(until) = closing_day.closed_by(today).filter(|_| head.seq > 0) {
                    close_until(&mut tx, &head, until, CloseCause::Calendar, &chance, now).await?;
                }
                let next = closing_day.next(today).map(|day| zone.midnight(day));
                Ok(tx.schedule_close(&payee, next).await?)
            })
        })
        .await
}
