//! Payments outside the service, recorded or confirmed by the payee.

use chrono::NaiveDate;

use super::{NewSettlement, Withdrawn, settle, unsettle};
use crate::actions::idempotency::{self, AnswerKey};
use crate::actions::{Context, Error};
use crate::domain::chance::Chance;
use crate::domain::clock::Timestamp;
use crate::domain::field::{FieldError, Mention, Problem, Problems};
use crate::domain::id::{MovementId, PayeeId, PaymentId};
use crate::domain::money::currency::Currency;
use crate::domain::money::notation::Notation;
use crate::domain::money::{MAX_MINOR, Money};
use crate::domain::payment::tip::{self, TipError, TipsError};
use crate::domain::payment::{Evidence, MANUAL, Payment, PaymentState};
use crate::domain::request::code::RequestCode;
use crate::domain::request::picks::Picked;
use crate::domain::request::{PaymentRequest, Status};
use crate::domain::text::Note;
use crate::domain::when::day;
use crate::domain::zone::Zone;
use crate::store::{NewPayment, Settlement, Tx};

/// A payment outside the service, as the payee enters it.
#[derive(Debug, Clone, Default)]
pub struct ManualDraft {
    /// The amount; what is outstanding if absent.
    pub amount: Option<String>,
    /// The notation of `amount`. The page fills in what is outstanding.
    pub notation: Notation,
    /// The currency: the request's own, or one of its prices'.
    pub currency: Option<String>,
    /// The tip in it; none if absent or blank.
    pub tip: Option<String>,
    /// `amount` is without the tip, as the page's form asks for it.
    pub tip_on_top: bool,
    /// The day on which the money arrived, in the payee's time zone; today if absent.
    pub paid_on: Option<String>,
    /// A private remark of the payee.
    pub note: Option<String>,
    /// The number of settled payments that the payee saw. If there are more by now, this may be one of them.
    pub seen: Option<i64>,
    /// Fields of the request body that couldn't be parsed, reported with the other errors.
    pub misread: Vec<FieldError>,
}

/// Reasons to refuse a tip that came outside the service.
#[derive(Debug, thiserror::Error)]
enum TipByHandError {
    /// The request can't have tips.
    #[error(transparent)]
    Request(#[from] TipsError),
    /// The tip itself.
    #[error(transparent)]
    Tip(#[from] TipError),
}

impl Problem for TipByHandError {
    fn code(&self) -> &'static str {
        match self {
            Self::Request(error) => error.code(),
            Self::Tip(error) => error.code(),
        }
    }

    fn key(&self) -> Option<&'static str> {
        match self {
            Self::Request(error) => error.key(),
            Self::Tip(error) => error.key(),
        }
    }

    fn found_text(&self) -> Option<String> {
        match self {
            Self::Request(error) => error.found_text(),
            Self::Tip(error) => error.found_text(),
        }
    }

    fn mentions(&self) -> Vec<Mention> {
        match self {
            Self::Request(error) => error.mentions(),
            Self::Tip(error) => error.mentions(),
        }
    }
}

struct Manual {
    /// All that came, with the tip.
    money: Money,
    /// The tip in minor units; `None` if none was named.
    tip: Option<i64>,
    settled_at: Timestamp,
    booking_date: Option<NaiveDate>,
    note: Option<Note>,
}

impl ManualDraft {
    fn check(&self, request: &PaymentRequest, zone: Zone, now: Timestamp) -> Result<Manual, Error> {
        let mut problems = Problems::after(self.misread.clone());
        let mut currency = request.asked.currency();
        match self.currency.as_deref().map(Currency::parse) {
            None => {}
            Some(Ok(given)) if request.takes(given) => currency = given,
            Some(Ok(_)) if request.prices.is_empty() => {
                let detail = format!("This request is in {currency}, so the money must be too.");
                problems.push(FieldError::plain("currency", "wrong_currency", detail));
            }
            Some(Ok(_)) => {
                let detail = "This request has no price in that currency, so the money can’t be in it.";
                problems.push(FieldError::plain("currency", "wrong_currency", detail));
            }
            Some(Err(e)) => problems.push(FieldError::new("currency", &e)),
        }
        let money = match (self.amount.as_deref(), request.outstanding_in(currency)) {
            (Some(text), outstanding) => {
                problems.check("amount", self.notation.read_over(outstanding.as_slice(), text, currency))
            }
            (None, Some(outstanding)) => Some(outstanding),
            (None, None) => {
                problems.push(FieldError::required("amount", "how much came"));
                None
            }
        };
        let named = money.and_then(|money| problems.check("tip", self.with_tip(request, money)));
        let booking_date = self.paid_on.as_deref().and_then(|t| problems.check("paid_on", day(t)));
        if booking_date.is_some_and(|d| d > zone.day_of(now)) {
            let detail = format!("This day has not come yet. In {zone} it is {}.", zone.day_of(now));
            problems.push(FieldError::plain("paid_on", "future", detail));
        }
        let note = self.note.as_deref().and_then(|t| problems.check("note", Note::optional(t)).flatten());
        problems.finish().map_err(Error::Invalid)?;
        let (money, tip) = named.ok_or(Error::Conflict("error-nothing-left"))?;
        let settled_at = booking_date.map_or(now, |day| stand_in(day, now));
        Ok(Manual { money, tip, settled_at, booking_date, note })
    }

    /// All that came, and the tip in it. What is due comes first, as of any payment: a tip is at most what exceeds it.
    fn with_tip(&self, request: &PaymentRequest, money: Money) -> Result<(Money, Option<i64>), TipByHandError> {
        let Some(text) = self.tip.as_deref().filter(|text| !text.trim().is_empty()) else { return Ok((money, None)) };
        let due = request.outstanding().ok_or(TipsError::Open)?;
        if !request.parts.is_empty() {
            return Err(TipsError::Parts.into());
        }
        let tip = self.notation.read(text, due.currency()).map_err(TipError::from)?;
        let on_top = self.tip_on_top || self.amount.is_none();
        let whole = if on_top { money.minor().saturating_add(tip.minor()) } else { money.minor() };
        let most = tip::most(due).minor().min(whole - due.minor()).max(0);
        if tip.minor() > most || whole > MAX_MINOR {
            return Err(TipError::TooLarge(Money::new(most, due.currency())).into());
        }
        Ok((Money::new(whole, due.currency()), Some(tip.minor())))
    }
}

/// The timestamp that is stored beside a day: its noon in UTC, or `now` if earlier, but no earlier than its midnight in UTC. If the day
/// hasn't begun in UTC yet, that is in the future.
pub(super) fn stand_in(day: NaiveDate, now: Timestamp) -> Timestamp {
    Zone::UTC.noon(day).min(now).max(Zone::UTC.midnight(day))
}

/// Records money that arrived outside the service, such as cash or a transfer. If a payer claimed to have sent exactly this amount, its
/// payment is settled, so that its page updates too.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Invalid`]; [`Error::NotOpen`] if it is already paid and no amount was given; [`Error::Conflict`] if more
/// payments have settled than `seen`.
pub async fn record_payment(
    ctx: &Context,
    payee: &PayeeId,
    code: &RequestCode,
    draft: ManualDraft,
    answer_key: Option<AnswerKey<Payment>>,
) -> Result<Payment, Error> {
    let (payee, code, now, chance) = (payee.clone(), code.clone(), ctx.clock.now(), ctx.chance.clone());
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                let request = tx.hold_own_request(&payee, &code).await?.ok_or(Error::NotFound)?;
                // Compared while the request is held: a form that is sent twice, or a provider's report meanwhile, must not be booked
                // twice.
                if draft.seen.is_some_and(|seen| seen != request.paid_count) {
                    return Err(Error::Conflict("error-paid-meanwhile"));
                }
                // The time zone is needed only to check a day.
                let zone = match draft.paid_on {
                    Some(_) => tx.payee_zone(&payee).await?,
                    None => Zone::UTC,
                };
                let manual = draft.check(&request, zone, now)?;
                if request.status(now) == Status::Paid && draft.amount.is_none() {
                    return Err(Error::NotOpen(Status::Paid));
                }
                // A payer's own payment has the tip that the payer chose.
                let claimed = tx.claimed_payment(&code, manual.money).await?;
                let claimed = claimed.filter(|payment| manual.tip.is_none_or(|tip| tip == payment.tip));
                let payment = match claimed {
                    Some(payment) => {
                        if let Some(note) = &manual.note {
                            tx.note_payment(&payment.id, note).await?;
                        }
                        payment
                    }
                    None => {
                        let id = PaymentId::draw(&chance);
                        let tip = manual.tip.unwrap_or_default();
                        let payment = by_hand(id, &request, manual.money, manual.note.clone(), now);
                        let payment = Payment { amount: payment.amount + tip, tip, ..payment };
                        tx.insert_payment(NewPayment { payment: &payment, token: None, instructions: None }).await?;
                        payment
                    }
                };
                let new = vouched(&chance, manual.money.minor(), manual.settled_at, manual.booking_date);
                settle(&mut tx, &request, &payment, new, now).await?;
                let payment = tx.payment(&payment.id).await?.ok_or(Error::NotFound)?;
                // The answer is stored in the same commit, so that a repeated call with the key can't book again.
                idempotency::record(answer_key.as_ref(), &mut tx, &payee, &payment, now).await?;
                Ok(payment)
            })
        })
        .await
}

/// A payment of money that came outside the service, and that nobody began here.
pub(super) fn by_hand(
    id: PaymentId,
    request: &PaymentRequest,
    money: Money,
    note: Option<Note>,
    now: Timestamp,
) -> Payment {
    Payment {
        id,
        request_code: request.code.clone(),
        payee_id: request.payee_id.clone(),
        method_id: None,
        rail: MANUAL.to_owned(),
        test: false,
        // The amount asked, so that a difference to the amount received is shown. An open amount asks for what was received.
        amount: request.outstanding_in(money.currency()).unwrap_or(money).minor(),
        tip: 0,
        // Nobody says what it was for.
        picked: Picked::default(),
        currency: money.currency(),
        received: None,
        refunded: 0,
        pays_ahead: false,
        fee: Some(0),
        state: PaymentState::Pending,
        evidence: None,
        external_id: None,
        note,
        provider_ref: None,
        payer_note: None,
        created_at: now,
        expires_at: None,
        claimed_at: None,
        set_aside_at: None,
        put_off_until: None,
        kept_at: None,
        settled_at: None,
        booking_date: None,
    }
}

/// A settlement on the payee's word.
fn vouched(chance: &Chance, received: i64, settled_at: Timestamp, booking_date: Option<NaiveDate>) -> NewSettlement {
    let (fee, evidence) = (Some(0), Evidence::Manual);
    NewSettlement {
        movement: MovementId::draw(chance),
        evidence_ref: None,
        statement_id: None,
        settlement: Settlement { received, fee, evidence, settled_at, booking_date, next_poll_at: None },
    }
}

/// The outcome of confirming a transfer.
#[derive(Debug)]
pub enum TransferConfirmation {
    /// The payment has been booked.
    Booked(Payment),
    /// The request is already paid, and its total isn't the one that the payee confirmed to know. Nothing was booked.
    PaidAlready(Payment),
}

/// Holds the request of a payee's payment until the transaction ends, and returns both as they are by then.
async fn hold_payment(tx: &mut Tx<'_>, payee: &PayeeId, id: &PaymentId) -> Result<(PaymentRequest, Payment), Error> {
    let found = tx.payment(id).await?.filter(|payment| payment.payee_id == *payee).ok_or(Error::NotFound)?;
    let request = tx.hold_request(&found.request_code).await?.ok_or(Error::NotFound)?;
    let payment = tx.payment(id).await?.ok_or(Error::NotFound)?;
    Ok((request, payment))
}

/// Books a transfer that the payee confirms to have arrived with the announced amount. If that would overpay the request, `although_paid`
/// must be its [`PaymentRequest::totals_mark`], as proof that the payee knows of it.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Conflict`] if the payment can't be confirmed by its payee.
pub async fn confirm_payment(
    ctx: &Context,
    payee: &PayeeId,
    id: &PaymentId,
    although_paid: Option<i64>,
) -> Result<TransferConfirmation, Error> {
    let (payee, id, now, chance, rails) =
        (payee.clone(), id.clone(), ctx.clock.now(), ctx.chance.clone(), ctx.rails.clone());
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                let (request, payment) = hold_payment(&mut tx, &payee, &id).await?;
                if !rails.is_confirmed_by_payee(&payment) || !payment.state.may_settle() {
                    return Err(Error::Conflict("error-not-waiting"));
                }
                if !request.has_room_for(Money::new(payment.due(), payment.currency))
                    && although_paid != Some(request.totals_mark())
                {
                    return Ok(TransferConfirmation::PaidAlready(payment));
                }
                let new = vouched(&chance, payment.amount, now, None);
                settle(&mut tx, &request, &payment, new, now).await?;
                tx.payment(&id).await?.map(TransferConfirmation::Booked).ok_or(Error::NotFound)
            })
        })
        .await
}

/// Takes back the payee's word that money arrived: a correction in the ledger, and the request waits for its money again. A payment that
/// isn't settled is left as it is, so a repeated call changes nothing.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Conflict`] if a provider or a statement proved the payment, something went back of it, or its day is closed.
pub async fn withdraw_payment(ctx: &Context, payee: &PayeeId, id: &PaymentId) -> Result<Payment, Error> {
    let (payee, id, now, chance) = (payee.clone(), id.clone(), ctx.clock.now(), ctx.chance.clone());
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                let (request, payment) = hold_payment(&mut tx, &payee, &id).await?;
                if payment.received.is_none() {
                    return Ok(payment);
                }
                let withdrawn = Withdrawn {
                    evidence: Evidence::Manual,
                    evidence_ref: None,
                    booking_date: payment.booking_date,
                    statement_id: None,
                };
                let line = unsettle(&mut tx, &chance, &request, &payment, withdrawn, now)
                    .await?
                    .ok_or(Error::Conflict("error-not-own-word"))?;
                // Written under the ledger's lock, so no close comes in between; an error undoes it.
                if line.day.belongs_to.is_some() {
                    return Err(Error::Conflict("error-arrival-closed"));
                }
                tx.payment(&id).await?.ok_or(Error::NotFound)
            })
        })
        .await
}
