//! Settlement: that money arrived becomes a fact. One transaction: the payment's state, the ledger's line, the request's totals.

use chrono::{NaiveDate, NaiveTime, TimeDelta};

use super::idempotency::{self, Keep};
use super::{Context, Error};
use crate::domain::clock::Instant;
use crate::domain::code::RequestCode;
use crate::domain::currency::Currency;
use crate::domain::field::{FieldError, Problems};
use crate::domain::id::{MovementId, PayeeId, PaymentId};
use crate::domain::ledger::{Movement, MovementKind};
use crate::domain::method::Method;
use crate::domain::money::Money;
use crate::domain::payment::{Evidence, MANUAL, Payment, PaymentState};
use crate::domain::request::{PaymentRequest, Status};
use crate::domain::terms::day;
use crate::domain::text::Note;
use crate::rails::{EventKind, RailError, RailEvent};
use crate::store::{self, NewPayment, Tx};

/// What came of a provider's event. Each has a word that is kept with it and shown to the payee where it matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It changed the payment.
    Applied,
    /// It changed the payment, but the request was no longer open: paid before, cancelled or expired.
    AppliedLate,
    /// It was heard before.
    Repeated,
    /// It says what we know already, or what has been overtaken.
    Unchanged,
    /// It speaks of a payment that we don't know.
    UnknownPayment,
    /// It speaks of another currency than was asked for.
    WrongCurrency,
    /// It speaks of no money.
    WrongAmount,
}

impl Outcome {
    /// The word that is kept.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Applied => "applied",
            Self::AppliedLate => "applied_late",
            Self::Repeated => "repeated",
            Self::Unchanged => "unchanged",
            Self::UnknownPayment => "unknown_payment",
            Self::WrongCurrency => "wrong_currency",
            Self::WrongAmount => "wrong_amount",
        }
    }
}

/// Takes a provider's verified event to heart, once.
///
/// # Errors
/// The database's. An event that can't be applied is not an error: it is kept with its outcome, and the provider need not repeat
/// it.
pub async fn apply_event(ctx: &Context, method: &Method, event: RailEvent) -> Result<Outcome, Error> {
    if [&event.event_id, &event.external_id].into_iter().any(|id| !(1..=255).contains(&id.len()) || id.contains('\0')) {
        return Err(RailError::Unreadable("an id").into());
    }
    let (method, now, chance) = (method.clone(), ctx.clock.now(), ctx.chance.clone());
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                let kind = event.kind.as_str();
                if !tx.keep_event(&method.id, &event.event_id, kind, Some(event.money), now).await? {
                    return Ok(Outcome::Repeated);
                }
                let payment = tx.payment_by_external(&method.id, &event.external_id).await?;
                let outcome = match &payment {
                    None => Outcome::UnknownPayment,
                    Some(payment) => apply(&mut tx, payment, &event, MovementId::draw(&chance), now).await?,
                };
                let payment = payment.as_ref().map(|p| &p.id);
                tx.note_outcome(&method.id, &event.event_id, payment, outcome.as_str()).await?;
                Ok(outcome)
            })
        })
        .await
}

async fn apply(
    tx: &mut Tx<'_>,
    payment: &Payment,
    event: &RailEvent,
    movement: MovementId,
    now: Instant,
) -> Result<Outcome, Error> {
    if event.money.currency() != payment.currency {
        return Ok(Outcome::WrongCurrency);
    }
    if event.money.minor() <= 0 {
        return Ok(Outcome::WrongAmount);
    }
    let next = match event.kind {
        EventKind::Settled => PaymentState::Settled,
        EventKind::Processing => PaymentState::Processing,
        EventKind::Failed => PaymentState::Failed,
        // No rail of ours reports these yet.
        EventKind::Refunded | EventKind::DisputeOpened | EventKind::DisputeWon | EventKind::DisputeLost => {
            return Ok(Outcome::Unchanged);
        }
    };
    if !payment.state.may_become(next) {
        return Ok(Outcome::Unchanged);
    }
    if next != PaymentState::Settled {
        if !tx.move_payment(&payment.id, payment.state, next, now).await? {
            return Err(raced());
        }
        tx.announce(&payment.request_code).await?;
        return Ok(Outcome::Applied);
    }
    let arrival = Arrival {
        movement,
        received: event.money.minor(),
        fee: event.fee,
        evidence: Evidence::Webhook,
        evidence_ref: Some(event.external_id.clone()),
        booking_date: None,
        // A provider's clock is its own; but money neither comes from the future nor before anybody began to pay.
        settled_at: event.occurred_at.max(payment.created_at).min(now),
    };
    let before = settle(tx, payment, arrival, now).await?;
    Ok(if before == Status::Open { Outcome::Applied } else { Outcome::AppliedLate })
}

/// Money that arrived for a payment.
struct Arrival {
    movement: MovementId,
    received: i64,
    fee: i64,
    evidence: Evidence,
    evidence_ref: Option<String>,
    booking_date: Option<NaiveDate>,
    settled_at: Instant,
}

/// The one place where money arrives. Answers how the request stood before.
async fn settle(tx: &mut Tx<'_>, payment: &Payment, arrival: Arrival, now: Instant) -> Result<Status, Error> {
    let Arrival { movement, received, fee, evidence, evidence_ref, booking_date, settled_at } = arrival;
    let request = tx.hold_request(&payment.request_code).await?.ok_or(Error::NotFound)?;
    if !tx.settle_payment(&payment.id, payment.state, received, evidence, settled_at).await? {
        return Err(raced());
    }
    let before = request.status(now);
    tx.append(Movement {
        id: movement,
        payee_id: payment.payee_id.clone(),
        kind: MovementKind::Settlement,
        request_code: payment.request_code.clone(),
        payment_id: payment.id.clone(),
        reference: request.reference,
        rf: request.rf,
        currency: payment.currency,
        gross: received,
        fee,
        rail: payment.rail.clone(),
        evidence,
        evidence_ref,
        booking_date,
        created_at: now,
        settled_at,
        reverses_id: None,
        batch_id: None,
    })
    .await?;
    tx.count_settlement(&payment.request_code, received, now).await?;
    tx.announce(&payment.request_code).await?;
    Ok(before)
}

/// Somebody else moved the payment between our look and our step. Nothing was done; the provider (or the payee) comes again.
fn raced() -> Error {
    store::Error::Unavailable("a payment was moved at the same moment".into()).into()
}

/// Money that came outside, as the payee writes it down.
#[derive(Debug, Clone, Default)]
pub struct ManualDraft {
    /// How much; what is outstanding when absent. In the API's notation.
    pub amount: Option<String>,
    /// The amount is in a person's notation instead.
    pub typed: bool,
    /// Must be the request's own, if given.
    pub currency: Option<String>,
    /// The day; today when absent.
    pub paid_on: Option<String>,
    /// The payee's private remark.
    pub note: Option<String>,
    /// How many payments the payee had seen arrive when it wrote this. If there are more by now, this may be one of them.
    pub seen: Option<i64>,
}

struct Manual {
    money: Money,
    settled_at: Instant,
    booking_date: Option<NaiveDate>,
    note: Option<Note>,
}

impl ManualDraft {
    fn check(&self, request: &PaymentRequest, now: Instant) -> Result<Manual, Error> {
        let mut problems = Problems::default();
        let given = |text: &Option<String>| text.as_deref().map(str::trim).filter(|t| !t.is_empty()).map(str::to_owned);
        let currency = request.asked.currency();
        match given(&self.currency).map(|code| Currency::parse(&code)) {
            None => {}
            Some(Ok(given)) if given == currency => {}
            Some(Ok(_)) => {
                let detail = format!("This request is in {currency}, so the money must be too.");
                problems.push(FieldError::plain("currency", "wrong_currency", detail));
            }
            Some(Err(e)) => problems.push(FieldError::new("currency", &e)),
        }
        let read = if self.typed { Money::typed } else { Money::parse };
        let money = match (given(&self.amount), request.outstanding()) {
            (Some(text), _) => problems.take("amount", read(&text, currency).and_then(Money::asked)),
            (None, Some(outstanding)) => Some(outstanding),
            (None, None) => {
                problems.push(FieldError::required("amount", "how much came"));
                None
            }
        };
        let booking_date = given(&self.paid_on).and_then(|t| problems.take("paid_on", day(&t)));
        // Somewhere it is tomorrow already.
        if booking_date.is_some_and(|d| d > (now + TimeDelta::hours(14)).date_naive()) {
            problems.push(FieldError::plain("paid_on", "future", "This day has not come yet."));
        }
        let note = given(&self.note).and_then(|t| problems.take("note", Note::parse(&t)));
        problems.finish().map_err(Error::Invalid)?;
        let money = money.ok_or(Error::Conflict("There is nothing left to pay."))?;
        // A day has no hour. Noon UTC is that day nearly everywhere.
        let noon = |d: NaiveDate| d.and_time(NaiveTime::MIN).and_utc() + TimeDelta::hours(12);
        Ok(Manual { money, settled_at: booking_date.map_or(now, noon).min(now), booking_date, note })
    }
}

/// Records money that came outside: cash, a transfer. If a payer said it sent exactly this, that payment is the one that settles,
/// so that its page turns too.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Invalid`]; [`Error::NotOpen`] when it is paid already and no amount was given;
/// [`Error::Conflict`] when there is more than was seen.
pub async fn record_payment(
    ctx: &Context,
    payee: &PayeeId,
    code: &RequestCode,
    draft: ManualDraft,
    keep: Option<Keep<Payment>>,
) -> Result<Payment, Error> {
    let (payee, code, now, chance) = (payee.clone(), code.clone(), ctx.clock.now(), ctx.chance.clone());
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                let request = tx.hold_request(&code).await?.filter(|r| r.payee_id == payee).ok_or(Error::NotFound)?;
                if draft.seen.is_some_and(|seen| seen != request.paid_count) {
                    return Err(Error::Conflict("Something was paid meanwhile. Look at the request again."));
                }
                let manual = draft.check(&request, now)?;
                if request.status(now) == Status::Paid && draft.amount.as_deref().is_none_or(|a| a.trim().is_empty()) {
                    return Err(Error::NotOpen(Status::Paid));
                }
                let claimed = tx.claimed_payment(&code, manual.money).await?;
                let payment = match claimed {
                    Some(payment) => {
                        if let Some(note) = &manual.note {
                            tx.note_payment(&payment.id, note).await?;
                        }
                        payment
                    }
                    None => {
                        let payment = by_hand(PaymentId::draw(&chance), &request, &manual, now);
                        tx.insert_payment(NewPayment { payment: &payment, token: None, instructions: None }).await?;
                        payment
                    }
                };
                let arrival = Arrival {
                    movement: MovementId::draw(&chance),
                    received: manual.money.minor(),
                    fee: 0,
                    evidence: Evidence::Manual,
                    evidence_ref: None,
                    booking_date: manual.booking_date,
                    settled_at: manual.settled_at,
                };
                settle(&mut tx, &payment, arrival, now).await?;
                let payment = tx.payment(&payment.id).await?.ok_or(Error::NotFound)?;
                idempotency::keep(keep.as_ref(), &mut tx, &payee, &payment, now).await?;
                Ok(payment)
            })
        })
        .await
}

fn by_hand(id: PaymentId, request: &PaymentRequest, manual: &Manual, now: Instant) -> Payment {
    Payment {
        id,
        request_code: request.code.clone(),
        payee_id: request.payee_id.clone(),
        method_id: None,
        rail: MANUAL.to_owned(),
        // What was asked: the difference to what came is then shown. An open amount asks for what it gets.
        amount: request.outstanding().unwrap_or(manual.money).minor(),
        currency: manual.money.currency(),
        received: None,
        refunded: 0,
        state: PaymentState::Pending,
        evidence: None,
        external_id: None,
        note: manual.note.clone(),
        payer_note: None,
        created_at: now,
        expires_at: None,
        claimed_at: None,
        settled_at: None,
    }
}

/// The payee confirms that a transfer arrived as it was announced.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Conflict`] when the payment isn't waiting for the payee.
pub async fn confirm_payment(ctx: &Context, payee: &PayeeId, id: &PaymentId) -> Result<Payment, Error> {
    let (payee, id, now, chance, rails) =
        (payee.clone(), id.clone(), ctx.clock.now(), ctx.chance.clone(), ctx.rails.clone());
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                let payment = tx.payment(&id).await?.filter(|p| p.payee_id == payee).ok_or(Error::NotFound)?;
                let by_hand = rails.kind(&payment.rail).is_some_and(|kind| kind.by_hand);
                if !by_hand || !payment.state.may_become(PaymentState::Settled) {
                    return Err(Error::Conflict("Only a transfer that has not arrived yet can be confirmed."));
                }
                let arrival = Arrival {
                    movement: MovementId::draw(&chance),
                    received: payment.amount,
                    fee: 0,
                    evidence: Evidence::Manual,
                    evidence_ref: None,
                    booking_date: None,
                    settled_at: now,
                };
                settle(&mut tx, &payment, arrival, now).await?;
                tx.payment(&id).await?.ok_or(Error::NotFound)
            })
        })
        .await
}
