//! Creating many requests at once: all of them, or none.

use chrono::TimeDelta;

use super::create::{draw, drawing_again, refused};
use crate::actions::idempotency::{self, AnswerKey};
use crate::actions::{Context, Error};
use crate::domain::clock::Timestamp;
use crate::domain::id::PayeeId;
use crate::domain::request::terms::Terms;
use crate::domain::request::{Origin, PaymentRequest};

/// Creates a request for each of the checked terms, in one transaction. Lists show them in the order of the terms.
///
/// # Errors
/// [`Error::PayeeDisabled`], [`Error::KeyInUse`], or the database's. None is made then.
pub async fn create_requests(
    ctx: &Context,
    payee: &PayeeId,
    terms: &[Terms],
    origin: Origin,
    answer_key: Option<AnswerKey<Vec<PaymentRequest>>>,
) -> Result<Vec<PaymentRequest>, Error> {
    let now = ctx.clock.now();
    drawing_again(|| {
        let (payee_id, requests) = (payee.clone(), draw_in_order(ctx, payee, terms, now));
        let answer_key = answer_key.clone();
        let stored = ctx.store.write(move |mut tx| {
            Box::pin(async move {
                tx.insert_requests(&requests, origin).await.map_err(refused)?;
                idempotency::record(answer_key.as_ref(), &mut tx, &payee_id, &requests, now).await?;
                Ok(requests)
            })
        });
        async { stored.await.inspect(|_| ctx.store.tell_of_new_request(payee.clone())) }
    })
    .await
}

/// Requests with random codes. The first one is the newest by a microsecond, so that lists, which begin with the newest, keep the order.
pub(super) fn draw_in_order(ctx: &Context, payee: &PayeeId, terms: &[Terms], now: Timestamp) -> Vec<PaymentRequest> {
    let at = |place: usize| now - TimeDelta::microseconds(i64::try_from(place).unwrap_or_default());
    let drawn = terms.iter().enumerate().map(|(place, terms)| (place, draw(ctx, payee, terms)));
    drawn.map(|(place, request)| PaymentRequest { created_at: at(place), ..request }).collect()
}
