//! Decisions of the payee about entries.

use super::decide::{Decider, attached};
use super::recorded::{RecordedBefore, recorded_within};
use super::refusal::Refusal;
use crate::actions::idempotency::{self, AnswerKey};
use crate::actions::{Context, Error};
use crate::domain::clock::Timestamp;
use crate::domain::field::FieldError;
use crate::domain::id::{EntryId, PaymentId, StatementId};
use crate::domain::money::Money;
use crate::domain::payee::Payee;
use crate::domain::payment::Evidence;
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
    /// The payments that were recorded before and may be its money, while it waits.
    pub recorded: Vec<RecordedBefore>,
}

/// A payee's statement of what an entry is, as it was sent.
#[derive(Debug, Clone, Default)]
pub struct Confirmation {
    /// The code of the request that its money is for. With neither, its only suggestion.
    pub request: Option<String>,
    /// The id of a payment that was recorded before and is this money: the entry becomes evidence of it, and nothing is booked.
    pub payment: Option<String>,
}

/// A confirmation, parsed: the request, and the payment if the entry is evidence of one.
struct Wanted {
    request: RequestCode,
    payment: Option<PaymentId>,
}

/// Books an entry's money for a request, or has it be evidence of a payment that was recorded before. Of an entry by which the bank took money
/// back, what it booked for the request before. Repeated for the same request or payment, it changes nothing.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Invalid`] of `request` or `payment`; [`Error::Conflict`] if the entry is decided, the payment is other money,
/// or nothing was booked that the bank could have taken back.
pub async fn confirm_entry(
    ctx: &Context,
    payee: &Payee,
    (statement, entry): (&StatementId, &EntryId),
    said: Confirmation,
    answer_key: Option<AnswerKey<Decided>>,
) -> Result<Decided, Error> {
    let row = ctx.store.statement(&payee.id, statement).await?.ok_or(Error::NotFound)?;
    let (ours, payee, id) = (ctx.clone(), payee.clone(), entry.clone());
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                let entry = held(&mut tx, &payee, &row.id, &id).await?;
                let wanted = wanted(&mut tx, &payee, &entry, &said).await?;
                // A second tap says what was said before: it is answered as if it were the first.
                if entry.state == EntryState::Matched {
                    let matches = tx.matches_of(&entry).await?;
                    if matches.iter().all(|found| wanted.is(found)) {
                        return Ok(Decided { entry, matches, recorded: Vec::new() });
                    }
                }
                if !entry.state.is_open() {
                    return Err(Refusal::Decided.into());
                }
                let found = tx.hold_own_request(&payee.id, &wanted.request).await?;
                let found =
                    found.ok_or_else(|| Error::field("request", "unknown", "None of your requests has this code."))?;
                let matches = match wanted.payment {
                    Some(payment) => vec![show(&mut tx, &entry, payment).await?],
                    None => book(&mut tx, &ours, &payee, &row, &entry, &found).await?,
                };
                let now = ours.clock.now();
                // Money is booked before the entry moves: if another confirmation moved it meanwhile, the transaction takes both back.
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

impl Wanted {
    /// Returns whether a part of a decided entry is what is wanted.
    fn is(&self, found: &EntryMatch) -> bool {
        found.request_code == self.request && self.payment.as_ref().is_none_or(|payment| found.payment_id == *payment)
    }
}

/// The payment that is named and its request; or the request that is named; or else the only one that is suggested.
async fn wanted(
    tx: &mut Tx<'_>,
    payee: &Payee,
    entry: &EntryRow,
    Confirmation { request, payment }: &Confirmation,
) -> Result<Wanted, Error> {
    let unknown = || Error::field("request", "invalid", "Use the code of one of your requests.");
    let named = request.as_deref().map(|code| RequestCode::parse(code.trim()).ok_or_else(unknown)).transpose()?;
    if let Some(id) = payment.as_deref() {
        let id = PaymentId::parse(id.trim());
        let id = id.ok_or_else(|| Error::field("payment", "invalid", "Use the id of one of your payments."))?;
        let known = tx.payment(&id).await?.filter(|known| known.payee_id == payee.id);
        let known = known.ok_or_else(|| Error::field("payment", "unknown", "None of your payments has this id."))?;
        if named.is_some_and(|named| named != known.request_code) {
            return Err(Error::field("payment", "conflict", "This payment is of another request than `request`."));
        }
        return Ok(Wanted { request: known.request_code, payment: Some(id) });
    }
    let request = match (named, entry.suggestions()?.as_slice()) {
        (Some(code), _) => code,
        (None, [only]) => only.request.clone(),
        (None, _) => {
            let missing = FieldError::required("request", "the code of the request that the money is for");
            return Err(Error::Invalid(vec![missing]));
        }
    };
    Ok(Wanted { request, payment: None })
}

/// The entry as evidence of a payment that was recorded before. The payment's request is held, and so are all statements.
async fn show(tx: &mut Tx<'_>, entry: &EntryRow, id: PaymentId) -> Result<EntryMatch, Error> {
    let payment = tx.payment(&id).await?.ok_or(Error::NotFound)?;
    let is_same = entry.amount > 0
        && !payment.test
        && payment.received == Some(entry.amount)
        && payment.currency == entry.currency
        // What a statement booked has its entry.
        && payment.evidence != Some(Evidence::Statement);
    if !is_same || tx.has_entry(&id).await? {
        return Err(Refusal::OtherMoney.into());
    }
    Ok(attached(entry.id.clone(), payment.request_code, id, entry.amount))
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
    if !request.takes(entry.currency) {
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
            let is_same_money = earlier.currency == entry.currency;
            if is_same_money && let Some(matches) = decider.reverse(&entry.id, &earlier, entry.booking_date).await? {
                return Ok(matches);
            }
        }
        // A part of a payment, the newest of which that much is left.
        let taken = Money::new(entry.amount.saturating_neg(), entry.currency);
        let part: Vec<_> = decider.parts_left(&request.code, taken).await?.into_iter().take(1).collect();
        if !part.is_empty() {
            return decider.take_parts(&entry.id, part, Some(taken), entry.booking_date).await;
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
    let recorded = recorded_within(tx, payee, &entry).await?;
    let decided = Decided { entry, matches, recorded };
    idempotency::record(answer_key, tx, &payee.id, &decided, now).await?;
    Ok(decided)
}
