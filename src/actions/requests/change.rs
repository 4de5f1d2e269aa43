//! Changing a request that hasn't been paid, and cancelling one.

use chrono::NaiveDate;

use crate::actions::idempotency::{self, AnswerKey};
use crate::actions::precondition::Precondition;
use crate::actions::{Context, Error};
use crate::domain::clock::Timestamp;
use crate::domain::field::{FieldError, Mention};
use crate::domain::id::PayeeId;
use crate::domain::language::Language;
use crate::domain::money::notation::Notation;
use crate::domain::notice::NoticeKind;
use crate::domain::payment::tip;
use crate::domain::request::after_payment::AfterPayment;
use crate::domain::request::code::RequestCode;
use crate::domain::request::item::check_stock;
use crate::domain::request::parts::Parts;
use crate::domain::request::suggested::Suggested;
use crate::domain::request::terms::ItemsConflict;
use crate::domain::request::{Item, PaymentRequest, Preview, RequestState, Status};
use crate::domain::text::{Label, Memo, OwnReference};
use crate::store::Tx;

/// A change of a request. A field that is `None` stays as it is; `Some(None)` clears it.
#[derive(Debug, Clone, Default)]
pub struct Change {
    /// The purpose of the payment.
    pub memo: Option<Option<Memo>>,
    /// The payee's own reference.
    pub reference: Option<Option<OwnReference>>,
    /// The day by which it should be paid.
    pub due_on: Option<Option<NaiveDate>>,
    /// The time from which it can't be paid.
    pub expires_at: Option<Option<Timestamp>>,
    /// The details that link previews show.
    pub preview: Option<Preview>,
    /// The language of its pages, message and card.
    pub language: Option<Language>,
    /// Suggested amounts in the API's notation, if the payer chooses the amount. Checked against the request's limits.
    pub suggested: Option<Vec<String>>,
    /// Payers are asked for a note.
    pub asks_note: Option<bool>,
    /// Payers may add a tip. Checked against the request's amount.
    pub takes_tips: Option<bool>,
    /// The payee's labels, which may be changed at any time.
    pub labels: Option<Vec<Label>>,
    /// The text or link that payers read once they have paid.
    pub after_payment: Option<Option<AfterPayment>>,
    /// Units for sale of items that payers choose from, which may be changed as long as it is open. Other items stay as they are.
    pub stocks: Option<Vec<StockChange>>,
}

/// Another number of units for sale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StockChange {
    /// The place of the item among the request's, from 0.
    pub item: usize,
    /// The units that can be sold in all; `None` for any number.
    pub stock: Option<i64>,
}

impl Change {
    /// Returns whether only labels and stocks change, if anything does.
    fn is_beside_terms(&self) -> bool {
        let Self {
            memo,
            reference,
            due_on,
            expires_at,
            preview,
            language,
            suggested,
            asks_note,
            takes_tips,
            labels,
            after_payment,
            stocks,
        } = self;
        let terms = [memo.is_some(), reference.is_some(), due_on.is_some(), expires_at.is_some(), preview.is_some()];
        let rest = [language.is_some(), suggested.is_some(), asks_note.is_some(), takes_tips.is_some()];
        (labels.is_some() || stocks.is_some())
            && after_payment.is_none()
            && !terms.into_iter().chain(rest).any(|given| given)
    }
}

/// Changes a request. An expired one is reopened by a later `expires_at`, or by none.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Changed`]; [`Error::Invalid`] of `stocks`, `suggested_amounts`, `takes_tips`, or of `due_on` and
/// `expires_at` where there are parts; [`Error::Conflict`] once something was paid or it was cancelled.
pub async fn change_request(
    ctx: &Context,
    payee: &PayeeId,
    code: &RequestCode,
    change: Change,
    expected: Precondition<PaymentRequest>,
) -> Result<PaymentRequest, Error> {
    let (payee, code, now) = (payee.clone(), code.clone(), ctx.clock.now());
    let seal = |after: &AfterPayment| ctx.store.seal_after_payment(&code, after);
    // `Some(None)` removes what was stored.
    let sealed = change.after_payment.as_ref().map(|after| after.as_ref().map(seal).transpose()).transpose()?;
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                let mut request = tx.hold_own_request(&payee, &code).await?.ok_or(Error::NotFound)?;
                expected.check(&request)?;
                let is_beside_terms = change.is_beside_terms();
                let Change {
                    memo,
                    reference,
                    due_on,
                    expires_at,
                    preview,
                    language,
                    suggested,
                    asks_note,
                    takes_tips,
                    labels,
                    after_payment: _,
                    stocks,
                } = change;
                if let Some(labels) = labels {
                    request.labels = labels;
                    tx.update_labels(&request).await?;
                }
                if let Some(stocks) = stocks {
                    change_stocks(&mut tx, &mut request, &stocks).await?;
                }
                if is_beside_terms {
                    return Ok(request);
                }
                request.memo = memo.unwrap_or(request.memo);
                request.reference = reference.unwrap_or(request.reference);
                check_beside_parts(&request, due_on, expires_at).map_err(|e| Error::Invalid(vec![e]))?;
                request.due_on = due_on.unwrap_or(request.due_on);
                request.expires_at = expires_at.unwrap_or(request.expires_at);
                request.preview = preview.unwrap_or(request.preview);
                request.language = language.unwrap_or(request.language);
                request.asks_note = asks_note.unwrap_or(request.asks_note);
                request.takes_tips = takes_tips.unwrap_or(request.takes_tips);
                tip::check_terms(request.takes_tips, request.asked.fixed().is_some(), !request.parts.is_empty())
                    .map_err(|e| Error::Invalid(vec![FieldError::new("takes_tips", &e)]))?;
                if let Some(texts) = suggested {
                    if request.items.iter().any(Item::is_chosen) && !texts.is_empty() {
                        return Err(Error::Invalid(vec![FieldError::new("suggested_amounts", &ItemsConflict)]));
                    }
                    request.suggested = Suggested::parse(&texts, Notation::Api, &request.asked, &[])
                        .map_err(|e| Error::Invalid(vec![FieldError::new("suggested_amounts", &e)]))?;
                }
                match tx.update_request(&request).await? {
                    // The change may have expired it.
                    true => {
                        if let Some(sealed) = sealed {
                            tx.replace_after_payment(&code, sealed.as_deref()).await?;
                        }
                        tx.end_charges(&code, now).await?;
                        Ok(request)
                    }
                    false => Err(Error::Conflict("error-not-changeable")),
                }
            })
        })
        .await
}

/// Sets how many units of items are for sale. The request is held.
async fn change_stocks(tx: &mut Tx<'_>, request: &mut PaymentRequest, stocks: &[StockChange]) -> Result<(), Error> {
    if request.state != RequestState::Open {
        return Err(Error::Conflict("error-not-changeable"));
    }
    let wrong = |error: FieldError| Error::Invalid(vec![error]);
    for (at, StockChange { item, stock }) in stocks.iter().enumerate() {
        let Some(kept) = request.stocks.of(*item) else {
            let detail = "Name an item that payers choose how many of, by its place among the items, from 0.";
            return Err(wrong(FieldError::plain("stocks", "unknown", detail).of_member(at, "item")));
        };
        check_stock("stocks", *stock).map_err(|e| wrong(e.of_member(at, "stock")))?;
        if !tx.set_stock(&request.code, *item, *stock).await? {
            let detail = format!("{} are sold or being paid for already, so there can’t be fewer.", kept.taken);
            let error = FieldError::plain("stocks", "too_small", detail);
            let error = error.said_by("error-stock-taken", vec![Mention::Max(kept.taken)]);
            return Err(wrong(error.of_member(at, "stock")));
        }
        request.stocks.set(*item, *stock);
    }
    tx.announce(&request.code).await?;
    Ok(())
}

/// Refuses days that don't go with a request's parts, whose own days stay as they are.
fn check_beside_parts(
    request: &PaymentRequest,
    due_on: Option<Option<NaiveDate>>,
    expires_at: Option<Option<Timestamp>>,
) -> Result<(), FieldError> {
    if !request.parts.is_empty() && due_on.is_some_and(|due_on| due_on != request.due_on) {
        return Err(Parts::other_day());
    }
    request.parts.check_expiry(expires_at.flatten())
}

/// Cancels a request: it accepts no further payments. Idempotent.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Conflict`] if it is paid.
pub async fn cancel_request(
    ctx: &Context,
    payee: &PayeeId,
    code: &RequestCode,
    answer_key: Option<AnswerKey<PaymentRequest>>,
) -> Result<PaymentRequest, Error> {
    let (payee, code, now) = (payee.clone(), code.clone(), ctx.clock.now());
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                tx.hold_request(&code).await?;
                if tx.cancel_request(&payee, &code, now).await? {
                    tx.note(&code, &payee, NoticeKind::RequestCancelled, None, now).await?;
                    tx.end_charges(&code, now).await?;
                    tx.announce(&code).await?;
                }
                let request = tx.request(&code).await?.filter(|r| r.payee_id == payee).ok_or(Error::NotFound)?;
                if request.state == RequestState::Paid {
                    return Err(Error::NotOpen(Status::Paid));
                }
                idempotency::record(answer_key.as_ref(), &mut tx, &payee, &request, now).await?;
                Ok(request)
            })
        })
        .await
}
