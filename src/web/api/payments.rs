//! `/payments`: payments and their refunds, and money received outside of Chit.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use url::Url;
use utoipa::{IntoParams, ToSchema};

use super::items::PickedItem;
use super::once::{json, misread_first, once};
use super::paging::{self, Page};
use super::requests::NoBody;
use crate::actions::payments::set_aside::set_aside_payment;
use crate::actions::refunds::send::PaymentRefunds;
use crate::actions::settle::{ManualDraft, record_payment};
use crate::actions::{self, Context};
use crate::domain::clock::rfc3339;
use crate::domain::field::{FieldError, Problems};
use crate::domain::id::{PaymentId, RefundId};
use crate::domain::money::Money;
use crate::domain::money::notation::Notation;
use crate::domain::payment::refund::{Refund, RefundState, RefundWay};
use crate::domain::payment::{Difference, Evidence, Payment, PaymentState};
use crate::domain::request::code::RequestCode;
use crate::domain::schema::{CurrencyCode, Cursor, Day, Decimal, Moment, SignedDecimal};
use crate::domain::text::PayerNote;
use crate::domain::zone::offset_moment;
use crate::store::{PaymentFilter, PaymentPosition};
use crate::web::App;
use crate::web::error::ApiError;
use crate::web::http::extract::{ApiCall, ApiDraft, ApiPath, ApiPayee, ApiQuery};

/// The direction in which an amount differs from what was asked, for its schema.
#[derive(Debug, ToSchema)]
#[serde(rename_all = "snake_case")]
#[expect(dead_code, reason = "it describes what is written as a word")]
enum Differs {
    Under,
    Over,
}

/// A payment, for its payee.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Payment)]
pub struct PaymentResource {
    id: PaymentId,
    /// The code of its request.
    request: RequestCode,
    /// The amount that arrived, and what was asked before.
    #[schema(value_type = Decimal)]
    amount: String,
    #[schema(value_type = CurrencyCode)]
    currency: &'static str,
    /// The amount that was asked.
    #[schema(value_type = Decimal)]
    asked: String,
    /// The part of `amount` that the payer added as a tip, where there is one. It pays nothing of the request.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Decimal, required = false)]
    tip: Option<String>,
    /// What the payer picked, and the fixed lines beside it, where the request leaves payers a choice: they add up to `asked`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    items: Vec<PickedItem>,
    /// Set where another amount than what was asked arrived.
    #[schema(value_type = Option<Differs>)]
    difference: Option<&'static str>,
    state: PaymentState,
    /// The name of its rail; `manual` for what was recorded by hand.
    rail: String,
    /// Set where no money moves.
    test: bool,
    /// The evidence of the settlement; `null` before.
    evidence: Option<Evidence>,
    /// The reference that the payer's bank or provider transmitted.
    provider_ref: Option<String>,
    /// The sum that went back.
    #[schema(value_type = Decimal)]
    refunded: String,
    /// The provider's fee; `null` where it doesn't report one in the payment's currency.
    #[schema(value_type = Option<SignedDecimal>)]
    fee: Option<String>,
    /// The payer's note, if the payer was asked for one.
    payer_note: Option<PayerNote>,
    /// The time at which it began.
    #[schema(value_type = Moment)]
    created_at: String,
    /// The time at which the payer said that it was sent.
    #[schema(value_type = Option<Moment>)]
    claimed_at: Option<String>,
    /// The time at which the payee set it aside.
    #[schema(value_type = Option<Moment>)]
    set_aside_at: Option<String>,
    /// The time at which it arrived.
    #[schema(value_type = Option<Moment>)]
    settled_at: Option<String>,
    /// The day that the payee recorded; it takes precedence over `settled_at`.
    #[schema(value_type = Option<Day>)]
    paid_on: Option<String>,
    /// The refunds, where a single payment is shown; lists leave them out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
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
            tip: _,
            picked,
            currency,
            received: _,
            refunded,
            pays_ahead: _,
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
            tip: payment.tip_shown().map(|tip| tip.to_decimal()),
            items: PickedItem::of(picked),
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
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Refund)]
pub struct RefundResource {
    id: RefundId,
    #[schema(value_type = Decimal)]
    amount: String,
    #[schema(value_type = CurrencyCode)]
    currency: &'static str,
    state: RefundState,
    way: RefundWay,
    /// The time at which it was asked for.
    #[schema(value_type = Moment)]
    created_at: String,
    /// The time at which it was done or failed.
    #[schema(value_type = Option<Moment>)]
    ended_at: Option<String>,
    /// The time of the next call to the provider. Without one, a refund that is `asked` or `sent` waits until the payee concludes it.
    #[schema(value_type = Option<Moment>)]
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

/// The address of a payment.
pub fn address(ctx: &Context, payment: &PaymentId) -> Url {
    ctx.url(&format!("api/v1/payments/{payment}"))
}

/// The body of `POST /requests/{code}/payments`.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[schema(as = NewPayment, example = json!({"amount": "10.00", "note": "At the counter"}))]
#[serde(default, deny_unknown_fields)]
pub struct RecordBody {
    /// The amount that came; by default what is outstanding.
    #[schema(value_type = Option<Decimal>)]
    amount: Option<String>,
    /// The request's currency.
    #[schema(value_type = Option<CurrencyCode>)]
    currency: Option<String>,
    /// The part of `amount` that is a tip; without `amount`, it comes on top of what is outstanding. Only with a fixed amount that isn't
    /// paid in parts.
    #[schema(value_type = Option<Decimal>)]
    tip: Option<String>,
    /// The day on which it came, not after the payee's today; by default now.
    #[schema(value_type = Option<Day>)]
    paid_on: Option<String>,
    /// A remark for the payee alone.
    #[schema(max_length = 140, format = "line")]
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
    let RecordBody { amount, currency, tip, paid_on, note } = call.body;
    let (misread, notation) = (call.misread, Notation::Api);
    let draft = ManualDraft {
        amount,
        notation,
        currency,
        tip,
        tip_on_top: false,
        paid_on,
        note,
        seen: None,
        misread: misread.clone(),
    };
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
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default, deny_unknown_fields)]
pub struct PaymentListQuery {
    /// The payments of this request.
    #[param(inline, value_type = RequestCode, required = false)]
    request: Option<String>,
    /// The payments in this state.
    #[param(inline, value_type = PaymentState, required = false)]
    state: Option<String>,
    /// Those that arrived at this time or later. The list is in the order of arrival then.
    #[param(inline, value_type = Moment, required = false)]
    settled_from: Option<String>,
    /// Those that arrived before this time. The list is in the order of arrival then.
    #[param(inline, value_type = Moment, required = false)]
    settled_to: Option<String>,
    /// The number of entries a page, 20 by default.
    #[param(value_type = u32, required = false, minimum = 1, maximum = 100)]
    limit: Option<String>,
    /// `next_cursor` of the page before, unchanged.
    #[param(inline, value_type = Cursor, required = false)]
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
