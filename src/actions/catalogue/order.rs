//! Orders: requests that buyers make from a catalogue, and that their payee confirms.

use super::manage::has_room;
use crate::actions::idempotency::{self, AnswerKey};
use crate::actions::requests::create::{draw, drawing_again, terms_by_payer};
use crate::actions::{Context, Error};
use crate::domain::alert::AlertKind;
use crate::domain::catalogue::{Pick, PickError, PickedLines};
use crate::domain::field::FieldError;
use crate::domain::id::PayeeId;
use crate::domain::payee::Payee;
use crate::domain::request::code::RequestCode;
use crate::domain::request::order::{OrderProgress, OrderState};
use crate::domain::request::terms::Terms;
use crate::domain::request::{Origin, PaymentRequest, Status};
use crate::domain::text::OrderNote;
use crate::store;

fn refused(error: PickError) -> Error {
    let (code, detail) = match error {
        PickError::Nothing => ("required", "Choose how many you want of something first."),
        PickError::Changed => (
            "changed",
            "The list has changed since you opened this page, so nothing was ordered. Look at the marked lines, then order again.",
        ),
        PickError::TooLarge => {
            ("out_of_range", "This order adds up to more than can be paid at once. Make it smaller.")
        }
    };
    Error::field("order", code, detail)
}

fn terms(payee: &Payee, PickedLines { items, total }: PickedLines) -> Terms {
    Terms { items, ..terms_by_payer(payee, total) }
}

/// Makes an order of what a buyer picked, at the catalogue's prices as they stand inside the transaction.
///
/// # Errors
/// [`Error::Invalid`] of `order`: nothing was picked, the catalogue has changed since the buyer saw it, the sum is too large, or too many
/// orders wait already. [`Error::NotFound`] when the payee takes no orders any more.
pub async fn make_order(
    ctx: &Context,
    payee: &Payee,
    picks: &[Pick],
    answer_key: &AnswerKey<PaymentRequest>,
) -> Result<PaymentRequest, Error> {
    drawing_again(|| make_drawn(ctx, payee, picks.to_vec(), answer_key.clone())).await
}

async fn make_drawn(
    ctx: &Context,
    payee: &Payee,
    picks: Vec<Pick>,
    answer_key: AnswerKey<PaymentRequest>,
) -> Result<PaymentRequest, Error> {
    let (context, payee, id) = (ctx.clone(), payee.clone(), payee.id.clone());
    let made = ctx.store.write(move |mut tx| {
        Box::pin(async move {
            // One order after the other, so that they can't exceed the limit together; and no change of a price in between.
            if !tx.hold_payee(&payee.id).await? {
                return Err(Error::NotFound);
            }
            let catalogue = tx.catalogue(&payee.id).await?.filter(|catalogue| catalogue.currency.in_use().is_ok());
            let catalogue = catalogue.ok_or(Error::NotFound)?;
            let lines = catalogue.put_together(&picks).map_err(refused)?;
            if !has_room(&mut tx, &payee.id).await? {
                let detail = "Too many orders wait for an answer just now, so nothing was ordered. Write to the seller, or try again later.";
                return Err(Error::field("order", "too_many", detail));
            }
            let state = if catalogue.confirms_first { OrderState::Waiting } else { OrderState::Placed };
            let order = Some(OrderProgress { state, note: None });
            let request = PaymentRequest { order, ..draw(&context, &payee.id, &terms(&payee, lines)) };
            // The operator may have disabled the payee since the page was read.
            tx.insert_request(&request, Origin::Order).await.map_err(|e| match e {
                store::Error::Disabled => Error::NotFound,
                other => other.into(),
            })?;
            tx.alert(AlertKind::Ordered, &payee.id, request.code.as_str(), request.created_at).await?;
            idempotency::record(Some(&answer_key), &mut tx, &payee.id, &request, request.created_at).await?;
            Ok(request)
        })
    });
    made.await.inspect(|_| ctx.store.tell_of_new_request(id))
}

/// Confirms an order, with a word to the buyer: from now on it can be paid, if it couldn't before. Idempotent; the first word stays.
///
/// # Errors
/// [`Error::NotFound`] for a request that is no order; [`Error::NotOpen`]; [`Error::Invalid`] of `note`.
pub async fn confirm_order(
    ctx: &Context,
    payee: &PayeeId,
    code: &RequestCode,
    note: &str,
    answer_key: Option<AnswerKey<PaymentRequest>>,
) -> Result<PaymentRequest, Error> {
    let note = OrderNote::optional(note).map_err(|e| Error::Invalid(vec![FieldError::new("note", &e)]))?;
    let (payee, code, now) = (payee.clone(), code.clone(), ctx.clock.now());
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                tx.hold_own_request(&payee, &code).await?.ok_or(Error::NotFound)?;
                if tx.confirm_order(&payee, &code, note.as_ref()).await? {
                    tx.announce(&code).await?;
                }
                let request = tx.request(&code).await?.ok_or(Error::NotFound)?;
                let order = request.order.as_ref().ok_or(Error::NotFound)?;
                if !order.is_confirmed() {
                    return Err(Error::NotOpen(Status::at(request.state, request.expires_at, now)));
                }
                idempotency::record(answer_key.as_ref(), &mut tx, &payee, &request, now).await?;
                Ok(request)
            })
        })
        .await
}
