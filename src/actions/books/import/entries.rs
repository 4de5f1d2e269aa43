//! Decisions of the payee about entries.

use super::decide::{Decider, attached};
use super::refusal::Refusal;
use crate::actions::idempotency::{self, AnswerKey};
use crate::actions::{Context, Error};
use crate::domain::clock::Timestamp;
use crate::domain::field::FieldError;
use crate::domain::id::{EntryId, StatementId};
use crate::domain::money::Money;
use crate::domain::payee::Payee;
use crate::domain::request::PaymentRequest;
use crate::domain::request::code::RequestCode;
use crate::domain::statement::EntryState;
use crate::store::{EntryMatch, EntryRow, StatementRow, Tx};

/// An entry and the payments that its money belongs to.
#[derive(Debug, Clone)]
pub struct Decided {
    /// The entry as it stands now.
    pub entry: EntryRow,
    /// Its payments.
    pub matches: Vec<EntryMatch>,
}

/// Books an entry's money for a request. Without `request`, for its only suggestion. Of an entry by which the bank took money back, what it
/// booked for the request before. Repeated for the same request, it changes nothing.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Invalid`] of `request`; [`Error::Conflict`] if the entry is decided, or nothing was booked that the bank
/// could have taken back.
pub async fn confirm_entry(
    ctx: &Context,
    payee: &Payee,
    (statement, entry): (&StatementId, &EntryId),
    request: Option<String>,
    answer_key: Option<AnswerKey<Decided>>,
) -> Result<Decided, Error> {
    let row = ctx.store.statement(&payee.id, statement).await?.ok_or(Error::NotFound)?;
    let (ours, payee, id) = (ctx.clone(), payee.clone(), entry.clone());
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                let entry = held(&mut tx, &payee, &row.id, &id).await?;
                let wanted = wanted(&entry, request.as_deref())?;
                if entry.state == EntryState::Matched {
                    let matches = tx.matches_of(&entry).await?;
                    if matches.iter().all(|found| found.request_code == wanted) {
                        return Ok(Decided { entry, matches });
                    }
                }
                if !entry.state.is_open() {
                    return Err(Refusal::Decided.into());
                }
                let found = tx.hold_own_request(&payee.id, &wanted).await?;
                let found =
                    found.ok_or_else(|| Error::field("request", "unknown", "None of your requests has this code."))?;
                let matches = book(&mut tx, &ours, &payee, &row, &entry, &found).await?;
                let now = ours.clock.now();
                if !tx.move_entry(&entry, EntryState::Matched, now).await? {
                    return Err(Refusal::Decided.into());
                }
                for found in &matches {
                    tx.insert_match(found).await?;
                }
                decided(&mut tx, &payee, &row.id, &id, answer_key.as_ref(), now).await
            })
        })
        .await
}

/// Puts an entry aside. Repeated, it changes nothing.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Conflict`] if its money is booked, or it never waited for a decision.
pub async fn dismiss_entry(
    ctx: &Context,
    payee: &Payee,
    (statement, entry): (&StatementId, &EntryId),
    answer_key: Option<AnswerKey<Decided>>,
) -> Result<Decided, Error> {
    let (payee, statement, id, now) = (payee.clone(), statement.clone(), entry.clone(), ctx.clock.now());
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                let entry = held(&mut tx, &payee, &statement, &id).await?;
                match entry.state {
                    EntryState::Dismissed => {}
                    EntryState::Suggested | EntryState::Unmatched => {
                        tx.move_entry(&entry, EntryState::Dismissed, now).await?;
                    }
                    _ => return Err(Refusal::NotWaiting.into()),
                }
                decided(&mut tx, &payee, &statement, &id, answer_key.as_ref(), now).await
            })
        })
        .await
}

/// The entry, held with all statements of the payee.
async fn held(tx: &mut Tx<'_>, payee: &Payee, statement: &StatementId, id: &EntryId) -> Result<EntryRow, Error> {
    if !tx.hold_statements(&payee.id).await? {
        return Err(Error::NotFound);
    }
    let row = tx.statement(&payee.id, statement).await?.ok_or(Error::NotFound)?;
    if row.undone_at.is_some() {
        return Err(Refusal::Undone.into());
    }
    tx.statement_entry(&payee.id, statement, id).await?.ok_or(Error::NotFound)
}

/// The code of the request that is named, or else the only one that is suggested.
fn wanted(entry: &EntryRow, named: Option<&str>) -> Result<RequestCode, Error> {
    let unknown = || Error::field("request", "invalid", "Use the code of one of your requests.");
    match (named, entry.suggestions()?.as_slice()) {
        (Some(code), _) => RequestCode::parse(code.trim()).ok_or_else(unknown),
        (None, [only]) => Ok(only.request.clone()),
        (None, _) => {
            Err(Error::Invalid(vec![FieldError::required("request", "the code of the request that the money is for")]))
        }
    }
}

async fn book(
    tx: &mut Tx<'_>,
    ctx: &Context,
    payee: &Payee,
    row: &StatementRow,
    entry: &EntryRow,
    request: &PaymentRequest,
) -> Result<Vec<EntryMatch>, Error> {
    let money = Money::new(entry.amount, entry.currency);
    if request.asked.currency() != entry.currency {
        let detail = format!(
            "This request is in {}, and the money is in {}. Record it on the request's page, in the request's currency.",
            request.asked.currency(),
            entry.currency
        );
        return Err(Error::field("request", "wrong_currency", detail));
    }
    let now = ctx.clock.now();
    let mut decider = Decider { tx, ctx, payee, statement: &row.id, format: &row.format, now };
    if entry.amount < 0 {
        for earlier in decider.tx.entries_that_paid(&request.code, entry.amount.saturating_neg()).await? {
            if let Some(matches) = decider.reverse(&entry.id, &earlier, entry.booking_date).await? {
                return Ok(matches);
            }
        }
        return Err(Refusal::NothingPaid.into());
    }
    money.payable().map_err(|e| Error::Invalid(vec![FieldError::new("request", &e)]))?;
    // What a provider or the payee reported of the same money isn't booked again.
    let recorded = decider.recorded(request, money, entry.booking_date).await?;
    Ok(vec![match recorded.same {
        Some(payment) => attached(entry.id.clone(), request.code.clone(), payment, entry.amount),
        None => decider.settle(&entry.id, &request.code, (money, entry.fee), entry.booking_date).await?,
    }])
}

async fn decided(
    tx: &mut Tx<'_>,
    payee: &Payee,
    statement: &StatementId,
    id: &EntryId,
    answer_key: Option<&AnswerKey<Decided>>,
    now: Timestamp,
) -> Result<Decided, Error> {
    let entry = tx.statement_entry(&payee.id, statement, id).await?.ok_or(Error::NotFound)?;
    let matches = tx.matches_of(&entry).await?;
    let decided = Decided { entry, matches };
    idempotency::record(answer_key, tx, &payee.id, &decided, now).await?;
    Ok(decided)
}
