//! Money that came outside, by the payee's word.

use chrono::{NaiveDate, NaiveTime, TimeDelta};

use super::{Arrival, settle};
use crate::actions::idempotency::{self, Keep};
use crate::actions::{Context, Error};
use crate::domain::clock::Instant;
use crate::domain::code::RequestCode;
use crate::domain::currency::Currency;
use crate::domain::field::{FieldError, Problems};
use crate::domain::id::{MovementId, PayeeId, PaymentId};
use crate::domain::money::Money;
use crate::domain::payment::{Evidence, MANUAL, Payment, PaymentState};
use crate::domain::request::{PaymentRequest, Status};
use crate::domain::terms::day;
use crate::domain::text::Note;
use crate::store::NewPayment;

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
                    next_poll_at: None,
                };
                settle(&mut tx, &request, &payment, arrival, now).await?;
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
        test: false,
        // What was asked: the difference to what came is then shown. An open amount asks for what it gets.
        amount: request.outstanding().unwrap_or(manual.money).minor(),
        currency: manual.money.currency(),
        received: None,
        refunded: 0,
        fee: 0,
        state: PaymentState::Pending,
        evidence: None,
        external_id: None,
        note: manual.note.clone(),
        provider_ref: None,
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
                let found = tx.payment(&id).await?.filter(|p| p.payee_id == payee).ok_or(Error::NotFound)?;
                let request = tx.hold_request(&found.request_code).await?.ok_or(Error::NotFound)?;
                let payment = tx.payment(&id).await?.ok_or(Error::NotFound)?;
                let by_hand = rails.kind(&payment.rail).is_some_and(|kind| kind.by_hand);
                if !by_hand || !payment.state.may_settle() {
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
                    next_poll_at: None,
                };
                settle(&mut tx, &request, &payment, arrival, now).await?;
                tx.payment(&id).await?.ok_or(Error::NotFound)
            })
        })
        .await
}
