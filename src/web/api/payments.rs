//! `/payments`: payments and their refunds, and money received outside of Chit.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use url::Url;

use super::once::{json, misread_first, once};
use super::paging::{self, Page};
use super::requests::NoBody;
use crate::actions::payments::set_aside::set_aside_payment;
use crate::actions::refunds::conclude::{Conclusion, conclude_refund};
use crate::actions::refunds::send::{PaymentRefunds, RefundDraft, refund_payment};
use crate::actions::settle::{ManualDraft, record_payment};
use crate::actions::{self, Context};
use crate::domain::clock::rfc3339;
use crate::domain::field::{FieldError, Problems};
use crate::domain::id::{PayeeId, PaymentId, RefundId};
use crate::domain::money::Money;
use crate::domain::money::notation::Notation;
use crate::domain::payment::refund::{Refund, RefundState, RefundWay};
use crate::domain::payment::{Difference, Evidence, Payment, PaymentState};
use crate::domain::request::code::RequestCode;
use crate::domain::text::PayerNote;
use crate::domain::zone::offset_moment;
use crate::store::{PaymentFilter, PaymentPosition};
use crate::web::App;
use crate::web::error::ApiError;
use crate::web::http::extract::{ApiCall, ApiDraft, ApiPath, ApiPayee, ApiQuery, IdempotencyKey};

/// A payment, for its payee. `asked` is the requested amount; `amount` is what arrived, and the requested amount before.
#[derive(Debug, Serialize)]
pub struct PaymentResource {
    id: PaymentId,
    request: RequestCode,
    amount: String,
    currency: &'static str,
    asked: String,
    difference: Option<&'static str>,
    state: PaymentState,
    rail: String,
    test: bool,
    evidence: Option<Evidence>,
    /// The reference that the payer's bank or provider transmitted.
    provider_ref: Option<String>,
    refunded: String,
    /// The provider's fee; `None` where it doesn't report one.
    fee: Option<String>,
    payer_note: Option<PayerNote>,
    created_at: String,
    claimed_at: Option<String>,
    set_aside_at: Option<String>,
    settled_at: Option<String>,
    /// The day that the payee recorded; it takes precedence over `settled_at`.
    paid_on: Option<String>,
    /// The refunds, where a single payment is shown; lists leave them out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    refunds: Vec<RefundResource>,
}

impl From<&Payment> for PaymentResource {
    fn from(payment: &Payment) -> Self {
        // Without `..`, so that a new field is left out on purpose only.
        let Payment {
            id,
            request_code,
            payee_id: _,
            method_id: _,
            rail,
            test,
            amount: _,
            currency,
            received: _,
            refunded,
            state,
            evidence,
            external_id: _,
            provider_ref,
            note: _,
            payer_note,
            created_at,
            expires_at: _,
            claimed_at,
            set_aside_at,
            put_off_until: _,
            kept_at: _,
            settled_at,
            booking_date,
            fee,
        } = payment;
        Self {
            id: id.clone(),
            request: request_code.clone(),
            amount: payment.shown().to_decimal(),
            currency: currency.code(),
            asked: payment.requested().to_decimal(),
            // Without the sum, which follows from `amount` and `asked`.
            difference: match payment.difference() {
                Difference::None => None,
                Difference::Under(_) => Some("under"),
                Difference::Over(_) => Some("over"),
            },
            state: *state,
            rail: rail.clone(),
            test: *test,
            evidence: *evidence,
            provider_ref: provider_ref.clone(),
            refunded: Money::new(*refunded, *currency).to_decimal(),
            fee: fee.map(|fee| Money::new(fee, *currency).to_decimal()),
            payer_note: payer_note.clone(),
            created_at: rfc3339(*created_at),
            claimed_at: claimed_at.map(rfc3339),
            set_aside_at: set_aside_at.map(rfc3339),
            settled_at: settled_at.map(rfc3339),
            paid_on: booking_date.map(|day| day.to_string()),
            refunds: Vec::new(),
        }
    }
}

impl From<&PaymentRefunds> for PaymentResource {
    fn from(PaymentRefunds { payment, refunds, latest: _ }: &PaymentRefunds) -> Self {
        Self { refunds: refunds.iter().map(RefundResource::from).collect(), ..Self::from(payment) }
    }
}

impl PaymentResource {
    /// The payment without what its payer wrote, for messages that leave the service.
    pub fn without_payers_words(self) -> Self {
        Self { payer_note: None, ..self }
    }
}

/// A refund with an id: requested by the payee, or made on the provider's own pages and reported by name (`way` `elsewhere`). Other
/// reversals count in `refunded` only.
#[derive(Debug, Serialize)]
pub struct RefundResource {
    id: RefundId,
    amount: String,
    currency: &'static str,
    state: RefundState,
    way: RefundWay,
    created_at: String,
    ended_at: Option<String>,
    /// The time of the next call to the provider. Without one, a refund that is `asked` or `sent` waits until the payee concludes it.
    next_try_at: Option<String>,
}

impl From<&Refund> for RefundResource {
    fn from(refund: &Refund) -> Self {
        let Refund {
            id,
            payment_id: _,
            payee_id: _,
            amount: _,
            currency,
            state,
            way,
            attempts: _,
            next_try_at,
            created_at,
            ended_at,
            external_id: _,
            stage: _,
            movement_id: _,
        } = refund;
        Self {
            id: id.clone(),
            amount: refund.money().to_decimal(),
            currency: currency.code(),
            state: *state,
            way: *way,
            created_at: rfc3339(*created_at),
            ended_at: ended_at.map(rfc3339),
            next_try_at: next_try_at.map(rfc3339),
        }
    }
}

fn address(ctx: &Context, payment: &PaymentId) -> Url {
    ctx.url(&format!("api/v1/payments/{payment}"))
}

/// The body of `POST /requests/{code}/payments`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RecordBody {
    amount: Option<String>,
    currency: Option<String>,
    paid_on: Option<String>,
    note: Option<String>,
}

/// `POST /requests/{code}/payments`: records money received outside of Chit.
pub async fn record(
    State(app): State<App>,
    ApiPayee(payee): ApiPayee,
    ApiPath(code): ApiPath<RequestCode>,
    call: ApiDraft<RecordBody>,
) -> Result<Response, ApiError> {
    let ctx = &app.ctx;
    let RecordBody { amount, currency, paid_on, note } = call.body;
    let (misread, notation) = (call.misread, Notation::Api);
    let draft = ManualDraft { amount, notation, currency, paid_on, note, seen: None, misread: misread.clone() };
    let (payee, code) = (&payee.id, &code);
    let render = {
        let ctx = ctx.clone();
        move |payment: &Payment| {
            json(StatusCode::CREATED, Some(address(&ctx, &payment.id)), &PaymentResource::from(payment))
        }
    };
    once(&app, payee, call.key, render, |answer_key| async move {
        misread_first(misread, record_payment(ctx, payee, code, draft, answer_key).await)
    })
    .await
}

/// The query of `GET /payments`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PaymentListQuery {
    request: Option<String>,
    state: Option<String>,
    settled_from: Option<String>,
    settled_to: Option<String>,
    limit: Option<String>,
    cursor: Option<String>,
}

/// `GET /payments`: the payee's payments, newest first, by creation, or by settlement if the query filters by that.
pub async fn list(
    State(app): State<App>,
    ApiPayee(payee): ApiPayee,
    ApiQuery(query): ApiQuery<PaymentListQuery>,
) -> Result<Json<Page<PaymentResource>>, ApiError> {
    let limit = paging::limit(query.limit.as_deref())?;
    let after = paging::place(query.cursor.as_deref())?.map(|(at, id)| PaymentPosition { at, id });
    let mut problems = Problems::default();
    let request = problems.known(query.request.as_deref(), RequestCode::parse, || {
        FieldError::plain("request", "invalid", "Use the code of a request.")
    });
    let wanted = problems.known(query.state.as_deref(), PaymentState::parse, || {
        let known = PaymentState::ALL.map(PaymentState::as_str).join(", ");
        FieldError::plain("state", "unknown", format!("Choose one of: {known}."))
    });
    let mut edge = |field, text: Option<String>| text.and_then(|t| problems.check(field, offset_moment(&t)));
    let (settled_from, settled_to) = (edge("settled_from", query.settled_from), edge("settled_to", query.settled_to));
    problems.finish().map_err(actions::Error::Invalid)?;
    let filter = PaymentFilter { request, state: wanted, settled_from, settled_to, after };
    let found = app.ctx.store.payments(&payee.id, &filter, limit + 1).await?;
    Ok(Json(paging::page(found, limit, |p| (filter.moment_of(p), p.id.as_str()), |p| PaymentResource::from(p))))
}

/// `GET /payments/{id}`: a payment with its refunds.
pub async fn show(
    State(app): State<App>,
    ApiPayee(payee): ApiPayee,
    ApiPath(id): ApiPath<PaymentId>,
) -> Result<Json<PaymentResource>, ApiError> {
    let payment = app.ctx.store.payment(&payee.id, &id).await?.ok_or(actions::Error::NotFound)?;
    let refunds = app.ctx.store.refunds(&payee.id, &id).await?;
    Ok(Json(PaymentResource::from(&PaymentRefunds { payment, refunds, latest: None })))
}

/// The body of `POST /payments/{id}/refund`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RefundBody {
    amount: Option<String>,
}

/// `POST /payments/{id}/refund`: answers 201 when the refund is done, 202 while the provider has not answered or not finished.
pub async fn refund(
    State(app): State<App>,
    ApiPayee(payee): ApiPayee,
    ApiPath(id): ApiPath<PaymentId>,
    call: ApiDraft<RefundBody>,
) -> Result<Response, ApiError> {
    let ctx = &app.ctx;
    let draft = RefundDraft {
        amount: call.body.amount,
        notation: Notation::Api,
        misread: call.misread.clone(),
        ..RefundDraft::default()
    };
    let render = {
        let ctx = ctx.clone();
        move |refunding: &PaymentRefunds| {
            let status = if refunding.waits() { StatusCode::ACCEPTED } else { StatusCode::CREATED };
            json(status, Some(address(&ctx, &refunding.payment.id)), &PaymentResource::from(refunding))
        }
    };
    let (payee, id, misread) = (&payee.id, &id, call.misread);
    once(&app, payee, call.key, render, |answer_key| async move {
        misread_first(misread, refund_payment(ctx, payee, id, draft, answer_key).await)
    })
    .await
}

/// `POST /payments/{id}/set-aside`: gives up a payment that its provider reports as processing.
pub async fn set_aside(
    State(app): State<App>,
    ApiPayee(payee): ApiPayee,
    ApiPath(id): ApiPath<PaymentId>,
    call: ApiCall<NoBody>,
) -> Result<Response, ApiError> {
    let ctx = &app.ctx;
    let render = |payment: &Payment| json(StatusCode::OK, None, &PaymentResource::from(payment));
    once(&app, &payee.id, call.key, render, |answer_key| set_aside_payment(ctx, &payee.id, &id, answer_key)).await
}

/// `POST /payments/{id}/refunds/{refund}/sent`: concludes an unanswered refund as sent.
pub async fn refund_sent(
    State(app): State<App>,
    ApiPayee(payee): ApiPayee,
    ApiPath(about): ApiPath<(PaymentId, RefundId)>,
    call: ApiCall<NoBody>,
) -> Result<Response, ApiError> {
    conclude(&app, &payee.id, &about, Conclusion::Sent, call.key).await
}

/// `POST /payments/{id}/refunds/{refund}/not-sent`: concludes an unanswered refund as not sent.
pub async fn refund_not_sent(
    State(app): State<App>,
    ApiPayee(payee): ApiPayee,
    ApiPath(about): ApiPath<(PaymentId, RefundId)>,
    call: ApiCall<NoBody>,
) -> Result<Response, ApiError> {
    conclude(&app, &payee.id, &about, Conclusion::NotSent, call.key).await
}

async fn conclude(
    app: &App,
    payee: &PayeeId,
    (payment, refund): &(PaymentId, RefundId),
    found: Conclusion,
    key: Option<IdempotencyKey>,
) -> Result<Response, ApiError> {
    let render = |refunding: &PaymentRefunds| json(StatusCode::OK, None, &PaymentResource::from(refunding));
    let conclude = |answer_key| conclude_refund(&app.ctx, payee, (payment, refund), found, answer_key);
    once(app, payee, key, render, conclude).await
}
