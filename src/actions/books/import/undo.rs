//! Undoing an import. Nothing is erased: a correction takes each settlement back, and the request is open again.

use super::refusal::Refusal;
use super::{detached, patiently};
use crate::actions::idempotency::{self, AnswerKey};
use crate::actions::settle::{StatementMoney, can_be_taken, undo_reversal, undo_settlement};
use crate::actions::{Context, Error};
use crate::domain::clock::Timestamp;
use crate::domain::id::StatementId;
use crate::domain::money::Money;
use crate::domain::payee::Payee;
use crate::domain::statement::EntryState;
use crate::store::{EntryRow, StatementRow, Tx};

/// The number of entries that one transaction undoes.
const CHUNK: usize = 100;

/// Undoes an import as a whole. Its entries may be imported again. Repeated, it goes on where it was interrupted, or changes nothing.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::DayClosed`]; [`Error::Conflict`] if its money has gone back since.
pub async fn undo_statement(
    ctx: &Context,
    payee: &Payee,
    id: &StatementId,
    answer_key: Option<AnswerKey<StatementRow>>,
) -> Result<StatementRow, Error> {
    let (ctx, payee, id) = (ctx.clone(), payee.clone(), id.clone());
    detached(async move { undo(&ctx, &payee, &id, answer_key).await }).await
}

async fn undo(
    ctx: &Context,
    payee: &Payee,
    id: &StatementId,
    answer_key: Option<AnswerKey<StatementRow>>,
) -> Result<StatementRow, Error> {
    patiently(|| begin(ctx, payee, id)).await?;
    // Backwards: what the bank took back stands behind what it had booked.
    let mut before = i64::MAX;
    while let Some(place) = patiently(|| undo_next(ctx, payee, id, before)).await? {
        before = place;
    }
    let now = ctx.clock.now();
    patiently(|| finish(ctx, payee, id, answer_key.clone(), now)).await
}

/// Marks the import as undone, if it may be.
async fn begin(ctx: &Context, payee: &Payee, id: &StatementId) -> Result<(), Error> {
    let (whose, which, now) = (payee.id.clone(), id.clone(), ctx.clock.now());
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                if !tx.hold_statements(&whose).await? {
                    return Err(Error::NotFound);
                }
                let statement = tx.statement(&whose, &which).await?.ok_or(Error::NotFound)?;
                // One that was interrupted goes on: a part of it is undone already.
                if statement.undone_at.is_some() {
                    return Ok(());
                }
                let open_from = tx.open_from(&whose).await?;
                let first = tx.first_booked_day(&which).await?;
                if let Some((first, open_from)) = first.zip(open_from)
                    && first < open_from
                {
                    return Err(Error::DayClosed(first));
                }
                if tx.is_taken_back_elsewhere(&which).await? {
                    return Err(Refusal::TakenBackLater.into());
                }
                if tx.has_gone_back(&which).await? {
                    return Err(Refusal::GoneBack.into());
                }
                tx.mark_undone(&which, now).await?;
                Ok(())
            })
        })
        .await
}

async fn undo_next(ctx: &Context, payee: &Payee, id: &StatementId, before: i64) -> Result<Option<i64>, Error> {
    let (ours, whose, which) = (ctx.clone(), payee.clone(), id.clone());
    ctx.store
        .write(move |mut tx| Box::pin(async move { undo_chunk(&mut tx, &ours, &whose, &which, before).await }))
        .await
}

/// Records the answer, and returns the statement.
async fn finish(
    ctx: &Context,
    payee: &Payee,
    id: &StatementId,
    answer_key: Option<AnswerKey<StatementRow>>,
    now: Timestamp,
) -> Result<StatementRow, Error> {
    let (whose, which) = (payee.id.clone(), id.clone());
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                let row = tx.statement(&whose, &which).await?.ok_or(Error::NotFound)?;
                idempotency::record(answer_key.as_ref(), &mut tx, &whose, &row, now).await?;
                Ok(row)
            })
        })
        .await
}

/// Undoes the last entries before a place, and returns the place of the first one; `None` at the end.
async fn undo_chunk(
    tx: &mut Tx<'_>,
    ctx: &Context,
    payee: &Payee,
    id: &StatementId,
    before: i64,
) -> Result<Option<i64>, Error> {
    if !tx.hold_statements(&payee.id).await? {
        return Err(Error::NotFound);
    }
    let entries = tx.entries_to_undo(id, before, CHUNK).await?;
    for entry in &entries {
        if entry.state == EntryState::Matched && entry.amount < 0 {
            undo_returns(tx, ctx, id, entry).await?;
        } else if entry.state == EntryState::Matched {
            // Its money has gone back between two of these transactions: nothing is left to be taken, and the entry stays.
            if !can_be_undone(tx, entry).await? {
                continue;
            }
            undo_matches(tx, ctx, id, entry).await?;
        }
        tx.move_entry(entry, EntryState::Undone, ctx.clock.now()).await?;
    }
    Ok(entries.last().map(|last| last.position))
}

/// Returns whether all that an entry paid is still there.
async fn can_be_undone(tx: &mut Tx<'_>, entry: &EntryRow) -> Result<bool, Error> {
    for part in tx.matches_of(entry).await? {
        if part.undone || part.movement_id.is_none() {
            continue;
        }
        tx.hold_request(&part.request_code).await?.ok_or(Error::NotFound)?;
        let payment = tx.payment(&part.payment_id).await?.ok_or(Error::NotFound)?;
        if !can_be_taken(tx, &payment, part.amount).await? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Gives back what the bank took back by an entry.
async fn undo_returns(tx: &mut Tx<'_>, ctx: &Context, id: &StatementId, entry: &EntryRow) -> Result<(), Error> {
    for part in tx.matches_of(entry).await? {
        if let (false, Some(line)) = (part.undone, &part.movement_id) {
            let request = tx.hold_request(&part.request_code).await?.ok_or(Error::NotFound)?;
            let payment = tx.payment(&part.payment_id).await?.ok_or(Error::NotFound)?;
            let taken = money_of(id, entry, part.amount.saturating_neg());
            if undo_reversal(tx, &ctx.chance, &request, &payment, (line, &taken), ctx.clock.now()).await? {
                tx.redo_match(&part.payment_id).await?;
            }
        }
        tx.undo_match(&part.entry_id, &part.payment_id).await?;
    }
    Ok(())
}

fn money_of(statement: &StatementId, entry: &EntryRow, amount: i64) -> StatementMoney {
    StatementMoney {
        statement: statement.clone(),
        entry: entry.id.clone(),
        money: Money::new(amount, entry.currency),
        booking_date: entry.booking_date,
    }
}

async fn undo_matches(tx: &mut Tx<'_>, ctx: &Context, id: &StatementId, entry: &EntryRow) -> Result<(), Error> {
    for part in tx.matches_of(entry).await? {
        // What the bank took back has gone back already.
        if part.undone {
            continue;
        }
        if part.movement_id.is_some() {
            let request = tx.hold_request(&part.request_code).await?.ok_or(Error::NotFound)?;
            let payment = tx.payment(&part.payment_id).await?.ok_or(Error::NotFound)?;
            let booked = money_of(id, entry, part.amount);
            undo_settlement(tx, &ctx.chance, &request, &payment, &booked, ctx.clock.now()).await?;
        }
        tx.undo_match(&part.entry_id, &part.payment_id).await?;
    }
    Ok(())
}
