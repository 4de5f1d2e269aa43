//! `/payments/{id}/refund` and `/refunds`: money that goes back.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;

use super::once::{json, misread_first, once};
use super::payments::{PaymentResource, address};
use super::requests::NoBody;
use crate::actions::refunds::conclude::{Conclusion, conclude_refund};
use crate::actions::refunds::send::{PaymentRefunds, RefundDraft, refund_payment};
use crate::domain::id::{PayeeId, PaymentId, RefundId};
use crate::domain::money::notation::Notation;
use crate::domain::schema::Decimal;
use crate::web::App;
use crate::web::error::ApiError;
use crate::web::http::extract::{ApiCall, ApiDraft, ApiPath, ApiPayee, IdempotencyKey};

/// The body of `POST /payments/{id}/refund`.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[schema(as = NewRefund, example = json!({"amount": "5.00"}))]
#[serde(default, deny_unknown_fields)]
pub struct RefundBody {
    /// The amount that goes back; by default all that is left.
    #[schema(value_type = Option<Decimal>)]
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
