//! Creating requests from checked terms.

use crate::actions::idempotency::{self, AnswerKey};
use crate::actions::{Context, Error};
use crate::domain::id::PayeeId;
use crate::domain::money::Money;
use crate::domain::payee::Payee;
use crate::domain::reference::rf::RfReference;
use crate::domain::request::code::RequestCode;
use crate::domain::request::parts::Parts;
use crate::domain::request::picks::Stocks;
use crate::domain::request::prices::Prices;
use crate::domain::request::suggested::Suggested;
use crate::domain::request::terms::Terms;
use crate::domain::request::{Item, Origin, PaymentRequest, Preview, RequestAmount, RequestState};
use crate::store;

/// The most codes that are drawn for a request. With 70 bits of randomness, a second collision means that the source of randomness is
/// broken.
const DRAWS: usize = 5;

/// Creates something with random codes, and once more with others where one of them is taken.
pub(in crate::actions) async fn drawing_again<T, F>(mut create: impl FnMut() -> F) -> Result<T, Error>
where
    F: Future<Output = Result<T, Error>>,
{
    let mut result = Err(Error::Store(store::Error::Taken));
    for _ in 0..DRAWS {
        result = create().await;
        if !matches!(result, Err(Error::Store(store::Error::Taken))) {
            break;
        }
    }
    result
}

/// Creates a request from checked terms.
///
/// # Errors
/// [`Error::PayeeDisabled`], [`Error::KeyInUse`], or the database's.
pub async fn create_request(
    ctx: &Context,
    payee: &PayeeId,
    terms: &Terms,
    origin: Origin,
    answer_key: Option<AnswerKey<PaymentRequest>>,
) -> Result<PaymentRequest, Error> {
    drawing_again(|| create_drawn(ctx, draw(ctx, payee, terms), terms, origin, answer_key.clone())).await
}

/// Stores a request with the code that was drawn for it.
async fn create_drawn(
    ctx: &Context,
    request: PaymentRequest,
    terms: &Terms,
    origin: Origin,
    answer_key: Option<AnswerKey<PaymentRequest>>,
) -> Result<PaymentRequest, Error> {
    let seal = |after| ctx.store.seal_after_payment(&request.code, after);
    let sealed = terms.after_payment.as_ref().map(seal).transpose()?;
    match (answer_key, sealed) {
        // The common case shares a statement with others that are stored at the same time.
        (None, None) => ctx.store.insert_request(request.clone(), origin).await.map(|()| request).map_err(refused),
        (answer_key, sealed) => {
            let payee = request.payee_id.clone();
            let stored = ctx.store.write(move |mut tx| {
                Box::pin(async move {
                    tx.insert_request(&request, origin).await.map_err(refused)?;
                    if let Some(sealed) = &sealed {
                        tx.replace_after_payment(&request.code, Some(sealed)).await?;
                    }
                    idempotency::record(answer_key.as_ref(), &mut tx, &request.payee_id, &request, request.created_at)
                        .await?;
                    Ok(request)
                })
            });
            stored.await.inspect(|_| ctx.store.tell_of_new_request(payee))
        }
    }
}

pub(super) fn refused(error: store::Error) -> Error {
    match error {
        store::Error::Disabled => Error::PayeeDisabled,
        other => other.into(),
    }
}

/// A request with a random code and reference, not stored yet.
pub(in crate::actions) fn draw(ctx: &Context, payee: &PayeeId, terms: &Terms) -> PaymentRequest {
    PaymentRequest {
        code: RequestCode::draw(&ctx.chance),
        payee_id: payee.clone(),
        asked: terms.asked,
        prices: terms.prices.clone(),
        memo: terms.memo.clone(),
        reference: terms.reference.clone(),
        rf: RfReference::draw(&ctx.chance),
        preview: terms.preview,
        // What is for sale is kept beside the lines.
        items: terms.items.iter().map(|item| Item { stock: None, ..item.clone() }).collect(),
        stocks: Stocks::new(&terms.items),
        language: terms.language,
        suggested: terms.suggested.clone(),
        asks_note: terms.asks_note,
        takes_tips: terms.takes_tips,
        state: RequestState::Open,
        max_payments: terms.max_payments,
        paid_count: 0,
        paid_total: 0,
        parts: terms.parts.clone(),
        due_on: terms.due_on,
        expires_at: terms.expires_at,
        created_at: ctx.clock.now(),
        paid_at: None,
        cancelled_at: None,
        disabled_at: None,
        archived_at: None,
        labels: terms.labels.clone(),
        order: None,
    }
}

/// The terms of a request that a payer makes at one of the payee's public pages: an amount that is paid once, and else as the payee has it.
pub(in crate::actions) fn terms_by_payer(payee: &Payee, amount: Money) -> Terms {
    Terms {
        asked: RequestAmount::Fixed(amount),
        prices: Prices::default(),
        memo: None,
        reference: None,
        due_on: None,
        parts: Parts::default(),
        expires_at: None,
        max_payments: Some(1),
        preview: Preview::default(),
        items: Vec::new(),
        language: payee.language,
        suggested: Suggested::default(),
        asks_note: payee.asks_note,
        takes_tips: payee.takes_tips,
        labels: Vec::new(),
        after_payment: None,
    }
}
