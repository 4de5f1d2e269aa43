//! Refunds that a payee requests.
//!
//! A refund takes three steps, so that a crash neither loses it nor sends it twice: its row is stored and its amount reserved; the
//! provider is called with the row's id as idempotency key; the answer is recorded. If the outcome is unknown, the worker repeats the
//! call with the same key. A refund that the provider accepted but hasn't finished is polled until it has.

use std::time::Duration;

use chrono::TimeDelta;

use crate::actions::due::work_off;
use crate::actions::idempotency::{self, AnswerKey};
use crate::actions::methods::open_rail::open_rail;
use crate::actions::payments::poll;
use crate::actions::settle::{Reversal, apply_reversals, record_refund};
use crate::actions::{Context, Error};
use crate::domain::backoff;
use crate::domain::chance::Chance;
use crate::domain::clock::Timestamp;
use crate::domain::field::{FieldError, Mention, Problems};
use crate::domain::id::{PayeeId, PaymentId, RefundId};
use crate::domain::money::Money;
use crate::domain::money::notation::Notation;
use crate::domain::payment::refund::{Refund, RefundState, RefundWay};
use crate::domain::payment::{Difference, Evidence, MANUAL, Payment, PaymentState};
use crate::domain::request::PaymentRequest;
use crate::rails::{Rail, RailError, RefundOrder, RefundOutcome};
use crate::store::Tx;

/// The longest wait for a provider's answer.
const PATIENCE: Duration = Duration::from_secs(20);
/// The time for which a call is repeated with the same idempotency key. Providers forget keys after a day; then a repetition could send
/// twice.
const ASKING: TimeDelta = TimeDelta::hours(20);
/// The time for which an unfinished refund is polled.
const FINISHING: TimeDelta = TimeDelta::days(30);
/// The shortest time from an attempt to the next event: longer than [`PATIENCE`], so that its answer comes first.
const SETTLED_DOWN: TimeDelta = TimeDelta::minutes(1);
/// The most refunds of one payment. Few are usual, and each needs a call.
const MOST: usize = 100;

/// A refund as the payee requests it.
#[derive(Debug, Clone, Default)]
pub struct RefundDraft {
    /// The amount; all that is left if absent.
    pub amount: Option<String>,
    /// The notation of `amount`. The page fills in what is left, or the excess.
    pub notation: Notation,
    /// The amount that the payee saw as left, in minor units. If it has changed, this refund may have been made already.
    pub seen: Option<i64>,
    /// The provider has to send the refund: the payee hasn't stated that it sent the money itself. A call of the API implies that
    /// statement if the rail has no refunds.
    pub only_by_rail: bool,
    /// Fields of the request body that couldn't be parsed, reported with the other errors.
    pub misread: Vec<FieldError>,
}

/// A payment with its requested refunds, oldest first.
#[derive(Debug, Clone)]
pub struct PaymentRefunds {
    /// The payment as stored now.
    pub payment: Payment,
    /// The refunds, 100 at most.
    pub refunds: Vec<Refund>,
    /// The refund that was just requested, if any.
    pub latest: Option<RefundId>,
}

impl PaymentRefunds {
    /// Returns whether the refund that was just requested is incomplete: the provider hasn't answered or finished.
    pub fn waits(&self) -> bool {
        self.state() == Some(RefundState::Asked) || self.state() == Some(RefundState::Sent)
    }

    /// The state of the refund that was just requested.
    fn state(&self) -> Option<RefundState> {
        self.refunds.iter().find(|refund| self.latest.as_ref() == Some(&refund.id)).map(|refund| refund.state)
    }
}

/// Refunds a payment: through the rail if it has refunds, otherwise by recording that the payee has sent the money.
///
/// [Waits](PaymentRefunds::waits) if the provider hasn't answered or finished yet; the worker goes on.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Invalid`] of `amount` or `sent`; [`Error::Conflict`] if no money has arrived, none is left, the payment
/// is disputed, the amount left isn't the one seen, or the provider refuses; [`Error::SettingsLost`]; the rail's if its settings don't
/// open it.
pub async fn refund_payment(
    ctx: &Context,
    payee: &PayeeId,
    id: &PaymentId,
    draft: RefundDraft,
    answer_key: Option<AnswerKey<PaymentRefunds>>,
) -> Result<PaymentRefunds, Error> {
    let payment = ctx.store.payment(payee, id).await?.ok_or(Error::NotFound)?;
    // Opened before anything is reserved: a refund whose settings don't open would stay incomplete.
    let way = if refund_rail(ctx, &payment).await?.is_some() { RefundWay::Rail } else { RefundWay::Hand };
    let only_by_rail = draft.only_by_rail;
    if way == RefundWay::Hand && only_by_rail {
        let detail =
            "Send it back from your wallet or account first. Then tick this, so that your books say what is so.";
        return Err(Error::Invalid(vec![FieldError::plain("sent", "required", detail)]));
    }
    let (payment_refunds, refund) = reserve(ctx, &payment, way, draft, answer_key.clone()).await?;
    match refund.state {
        RefundState::Asked => send(ctx, &refund, only_by_rail, answer_key).await,
        RefundState::Sent | RefundState::Done | RefundState::Failed => Ok(payment_refunds),
    }
}

/// Repeats the calls of refunds whose outcome is unknown, and polls those that are unfinished, until none is due. Returns the number
/// tried.
///
/// # Errors
/// The database's.
pub async fn retry_refunds(ctx: &Context) -> Result<usize, Error> {
    work_off(|limit| ctx.store.refunds_to_try(ctx.clock.now(), limit), |refund| retry(ctx, refund)).await
}

/// Makes a refund's next attempt, unless another replica does. Returns whether it was made.
async fn retry(ctx: &Context, refund: Refund) -> Result<bool, Error> {
    let now = ctx.clock.now();
    // After `last` no attempt is made, and no answer of one can still come: from then on the payee may conclude the refund.
    let last = refund.created_at + if refund.state == RefundState::Sent { FINISHING } else { ASKING };
    let again = (now + backoff::pause(refund.attempts, &ctx.chance)).min(last).max(now + SETTLED_DOWN);
    let next = (now < last).then_some(again);
    let taken = refund.clone();
    if !ctx.store.write_one(move |mut tx| Box::pin(async move { tx.take_refund(&taken, next).await })).await? {
        return Ok(false);
    }
    if next.is_none() {
        tracing::warn!(refund = %refund.id, "a refund's outcome stays unknown: its payee has to look at the provider");
        return Ok(false);
    }
    let outcome = match refund.state {
        RefundState::Sent => check_sent(ctx, &refund).await,
        // No payee is here to state that it sent the money by hand.
        _ => send(ctx, &refund, true, None).await.map(drop),
    };
    if let Err(error) = outcome {
        tracing::info!(%error, "a refund was not made");
    }
    Ok(true)
}

/// Polls a refund that the provider accepted, by polling its payment: the answer lists all refunds of the payment.
async fn check_sent(ctx: &Context, refund: &Refund) -> Result<(), Error> {
    let payment = ctx.store.payment(&refund.payee_id, &refund.payment_id).await?.ok_or(Error::NotFound)?;
    poll::poll_payment(ctx, &payment).await.map(drop)
}

/// Returns whether the payment's provider sends refunds. If it doesn't, the payee sends the money and records it; so it is where the
/// settings were erased some time after the method's removal.
///
/// # Errors
/// The database's.
pub async fn is_sent_by_rail(ctx: &Context, payment: &Payment) -> Result<bool, Error> {
    let Some(method) = payment.method_id.as_ref().filter(|_| payment.external_id.is_some()) else { return Ok(false) };
    let sends =
        payment.evidence != Some(Evidence::Manual) && ctx.rails.kind(&payment.rail).is_some_and(|kind| kind.refunds);
    Ok(sends && ctx.store.has_settings(method).await?)
}

/// The rail that can refund a payment, with the provider's id of the payment; `None` if the payee sends the money.
async fn refund_rail(ctx: &Context, payment: &Payment) -> Result<Option<(Box<dyn Rail>, String)>, Error> {
    let Some((method, external_id)) = payment.method_id.as_ref().zip(payment.external_id.clone()) else {
        return Ok(None);
    };
    if !is_sent_by_rail(ctx, payment).await? {
        return Ok(None);
    }
    let (_, rail) = open_rail(ctx, method).await?;
    Ok(Some((rail, external_id)))
}

/// Step one: stores the refund and reserves its amount. A refund by hand is complete after it.
async fn reserve(
    ctx: &Context,
    payment: &Payment,
    way: RefundWay,
    draft: RefundDraft,
    answer_key: Option<AnswerKey<PaymentRefunds>>,
) -> Result<(PaymentRefunds, Refund), Error> {
    let (id, code, now, chance) =
        (payment.id.clone(), payment.request_code.clone(), ctx.clock.now(), ctx.chance.clone());
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                // The request is locked before its payment is read, so that two refunds can't both see the same amount as left.
                let request = tx.hold_request(&code).await?.ok_or(Error::NotFound)?;
                let payment = tx.payment(&id).await?.ok_or(Error::NotFound)?;
                let reversals = tx.reversals(&id).await?.ok_or(Error::NotFound)?;
                let received = payment.received.ok_or(Error::Conflict("error-none-arrived"))?;
                if payment.state == PaymentState::Disputed {
                    return Err(Error::Conflict("error-disputed"));
                }
                let left = Money::new(reversals.left(received), payment.currency);
                let over = match payment.difference() {
                    Difference::Over(over) => Some(over),
                    Difference::None | Difference::Under(_) => None,
                };
                // A field that still holds an amount which the page filled in isn't refused as ambiguous.
                let filled_in: Vec<_> = [Some(left), over, request.excess()].into_iter().flatten().collect();
                let money = draft.check(left, &filled_in)?;
                let by_rail = way == RefundWay::Rail;
                let refund = Refund {
                    id: RefundId::draw(&chance),
                    payment_id: id.clone(),
                    payee_id: payment.payee_id.clone(),
                    amount: money.minor(),
                    currency: payment.currency,
                    state: if by_rail { RefundState::Asked } else { RefundState::Done },
                    way,
                    // The first attempt follows right after this transaction; the worker makes the others.
                    attempts: i64::from(by_rail),
                    next_try_at: by_rail.then(|| now + backoff::pause(1, &chance)),
                    created_at: now,
                    ended_at: (!by_rail).then_some(now),
                    external_id: None,
                    stage: None,
                    movement_id: None,
                };
                if tx.refunds(&id).await?.len() >= MOST {
                    return Err(Error::Conflict("error-many-refunds"));
                }
                tx.insert_refund(&refund).await?;
                // No call follows for a refund by hand, so its reversal is booked in this transaction.
                if !by_rail {
                    let reversals = tx.reversals(&id).await?.ok_or(Error::NotFound)?;
                    let reversal = reversal(&payment, RefundWay::Hand, Some(&refund.id), &chance, now);
                    apply_reversals(&mut tx, &request, &payment, &reversals, reversal, now).await?;
                }
                tx.announce(&code).await?;
                let payment_refunds = payment_refunds(&mut tx, &id, &refund.id).await?;
                // The answer is stored with the reservation, so that a repeated call with the key reserves nothing more.
                idempotency::record(answer_key.as_ref(), &mut tx, &payment.payee_id, &payment_refunds, now).await?;
                Ok((payment_refunds, refund))
            })
        })
        .await
}

impl RefundDraft {
    /// Parses the amount and compares it with what is left. `filled_in` are the amounts with which the page may have filled the field.
    fn check(&self, left: Money, filled_in: &[Money]) -> Result<Money, Error> {
        if self.seen.is_some_and(|seen| seen != left.minor()) {
            return Err(Error::Conflict("error-back-meanwhile"));
        }
        if left.minor() <= 0 {
            return Err(Error::Conflict("error-nothing-to-refund"));
        }
        let mut problems = Problems::after(self.misread.clone());
        let money = self
            .amount
            .as_deref()
            .and_then(|text| problems.check("amount", self.notation.read_over(filled_in, text, left.currency())));
        if money.is_some_and(|money| money.minor() > left.minor()) {
            let wrong = FieldError::plain("amount", "too_large", format!("{left} is left: at most that can go back."));
            let left = Mention::Amount(left.minor(), left.currency());
            problems.push(wrong.said_by("error-too-much-back", vec![left]));
        }
        problems.finish().map_err(Error::Invalid)?;
        Ok(money.unwrap_or(left))
    }
}

/// Steps two and three: calls the provider and records its answer, which a message may have brought before.
async fn send(
    ctx: &Context,
    refund: &Refund,
    only_by_rail: bool,
    answer_key: Option<AnswerKey<PaymentRefunds>>,
) -> Result<PaymentRefunds, Error> {
    let payment = ctx.store.payment(&refund.payee_id, &refund.payment_id).await?.ok_or(Error::NotFound)?;
    // Only the answer to the refund call tells anything about the refund: settings that don't open any more, a look-up that failed or a
    // refused credential don't, because an earlier call may have succeeded and lost its answer.
    let outcome = match refund_rail(ctx, &payment).await {
        Ok(Some((rail, external_id))) => {
            let order = RefundOrder { id: refund.id.to_string(), external_id, money: refund.money() };
            let late = |_| Err(RailError::Unavailable("no answer in time".into()));
            tokio::time::timeout(PATIENCE, rail.refund(&order)).await.unwrap_or_else(late)
        }
        Ok(None) => Err(RailError::Settings("the payment has no provider".into())),
        Err(Error::Rail(error)) => Err(error),
        Err(Error::SettingsLost) => Err(RailError::Settings("its settings are lost".into())),
        Err(error) => return Err(error),
    };
    let outcome = match outcome {
        Ok(outcome) => outcome,
        Err(error) => {
            tracing::warn!(%error, rail = payment.rail, "a refund has to wait");
            let refunds = ctx.store.refunds(&refund.payee_id, &refund.payment_id).await?;
            return Ok(PaymentRefunds { payment, refunds, latest: Some(refund.id.clone()) });
        }
    };
    let outcome = match outcome {
        RefundOutcome::Unsupported if only_by_rail => RefundOutcome::Refused,
        outcome => outcome,
    };
    let payment_refunds = conclude(ctx, refund, &payment, outcome, answer_key).await?;
    if payment_refunds.state() == Some(RefundState::Failed) {
        return Err(Error::Conflict("error-refund-refused"));
    }
    Ok(payment_refunds)
}

async fn conclude(
    ctx: &Context,
    refund: &Refund,
    payment: &Payment,
    outcome: RefundOutcome,
    answer_key: Option<AnswerKey<PaymentRefunds>>,
) -> Result<PaymentRefunds, Error> {
    let (id, payment, code) = (refund.id.clone(), payment.id.clone(), payment.request_code.clone());
    let (now, chance) = (ctx.clock.now(), ctx.chance.clone());
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                let request = tx.hold_request(&code).await?.ok_or(Error::NotFound)?;
                let payment = tx.payment(&payment).await?.ok_or(Error::NotFound)?;
                let refund = tx.refunds(&payment.id).await?.into_iter().find(|r| r.id == id).ok_or(Error::NotFound)?;
                apply_outcome(&mut tx, &request, &payment, &refund, outcome, (&chance, now)).await?;
                let payment_refunds = payment_refunds(&mut tx, &payment.id, &refund.id).await?;
                match &answer_key {
                    Some(answer_key) if payment_refunds.state() == Some(RefundState::Failed) => {
                        answer_key.forget(&mut tx, &payment.payee_id).await?;
                    }
                    Some(answer_key) => answer_key.replace(&mut tx, &payment.payee_id, &payment_refunds).await?,
                    None => {}
                }
                Ok::<_, Error>(payment_refunds)
            })
        })
        .await
}

/// Moves a refund to the stage that the provider answered. A message may have been faster.
async fn apply_outcome(
    tx: &mut Tx<'_>,
    request: &PaymentRequest,
    payment: &Payment,
    refund: &Refund,
    outcome: RefundOutcome,
    (chance, now): (&Chance, Timestamp),
) -> Result<(), Error> {
    let (state, way) = match outcome {
        RefundOutcome::Made(made) => {
            let evidence_ref = Some(made.external_id.clone()).filter(|id| (1..=255).contains(&id.len()));
            let reversal = reversal(payment, RefundWay::Rail, None, chance, now);
            let reversal = Reversal { evidence_ref, ..reversal };
            return record_refund(tx, request, payment, refund, &made, reversal, now).await.map(drop);
        }
        RefundOutcome::Refused => (RefundState::Failed, RefundWay::Rail),
        RefundOutcome::Unsupported => (RefundState::Done, RefundWay::Hand),
    };
    if tx.end_refund(&refund.id, state, way, now).await? {
        let mut reversals = tx.reversals(&payment.id).await?.ok_or(Error::NotFound)?;
        reversals.recompute_external();
        apply_reversals(tx, request, payment, &reversals, reversal(payment, way, Some(&refund.id), chance, now), now)
            .await?;
        tx.announce(&payment.request_code).await?;
    }
    Ok(())
}

/// The facts of the service's own refund, proved by the provider's answer or by the payee's word.
fn reversal(payment: &Payment, way: RefundWay, refund: Option<&RefundId>, chance: &Chance, now: Timestamp) -> Reversal {
    let (rail, evidence) = match way {
        RefundWay::Rail | RefundWay::Elsewhere => (payment.booked_rail(), Evidence::Poll),
        // The money isn't taken from the provider's balance, so its payouts aren't reduced.
        RefundWay::Hand if payment.evidence != Some(Evidence::Manual) => (MANUAL.to_owned(), Evidence::Manual),
        RefundWay::Hand => (payment.booked_rail(), Evidence::Manual),
    };
    let (chance, refund) = (chance.clone(), refund.cloned());
    let (fee, evidence_ref, statement) = (Some(0), None, None);
    Reversal { chance, fee, rail, evidence, evidence_ref, returned_at: now, refund, statement }
}

pub(super) async fn payment_refunds(
    tx: &mut Tx<'_>,
    id: &PaymentId,
    latest: &RefundId,
) -> Result<PaymentRefunds, Error> {
    let payment = tx.payment(id).await?.ok_or(Error::NotFound)?;
    Ok(PaymentRefunds { payment, refunds: tx.refunds(id).await?, latest: Some(latest.clone()) })
}
