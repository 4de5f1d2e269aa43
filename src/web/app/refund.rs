//! The payee's actions on one payment: `POST /app/payments/{id}/refund` sends money back, `…/refunds/{refund}/sent` and `…/not-sent`
//! conclude a refund that the provider never answered, `…/set-aside` gives up a payment that never arrives.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::own_request::own_request;
use super::payments::Retyped;
use super::request::{RequestPageState, back, page};
use crate::actions;
use crate::actions::methods::open_rail::SETTINGS_LOST;
use crate::actions::payments::set_aside::set_aside_payment;
use crate::actions::refunds::conclude::{Conclusion, conclude_refund};
use crate::actions::refunds::send::{RefundDraft, refund_payment};
use crate::domain::id::{PaymentId, RefundId};
use crate::domain::money::notation::Notation;
use crate::domain::text::filled;
use crate::web::App;
use crate::web::error::PageError;
use crate::web::http::extract::{Deed, DeedForm, PagePath, RefundNotSent, RefundSent, SignedIn};
use crate::web::view::render;

/// The refund form's fields.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct RefundFields {
    amount: String,
    left: String,
    /// `yes` when the payee states that it has sent the money back itself.
    sent: String,
}

impl Deed for RefundFields {
    const NAME: &'static str = "refund";
}

/// `POST /app/payments/{id}/refund`: sends money back, or records that the payee did.
pub async fn refund(
    State(app): State<App>,
    who: SignedIn,
    PagePath(id): PagePath<PaymentId>,
    DeedForm(form): DeedForm<RefundFields>,
) -> Result<Response, PageError> {
    let payment = app.ctx.store.payment(&who.payee.id, &id).await?.ok_or(actions::Error::NotFound)?;
    // The refundable amount that the page showed: it differs after a first tap, so that a second one sends nothing.
    let seen =
        form.left.parse().map_err(|_| actions::Error::Conflict("error-look-again"))?;
    let draft = RefundDraft {
        amount: filled(&form.amount),
        notation: Notation::Typed,
        seen: Some(seen),
        only_by_rail: form.sent != "yes",
        misread: Vec::new(),
    };
    match refund_payment(&app.ctx, &who.payee.id, &id, draft, None).await {
        Err(error @ (actions::Error::Invalid(_) | actions::Error::SettingsLost)) => {
            let request = own_request(&app, &who, &payment.request_code).await?;
            let (status, errors) = match error {
                actions::Error::Invalid(fields) => {
                    let place = |field: &str| if field == "sent" { "sent" } else { "amount" };
                    (StatusCode::BAD_REQUEST, fields.into_iter().map(|e| (place(&e.field), e.detail)).collect())
                }
                _ => (StatusCode::CONFLICT, vec![("amount", SETTINGS_LOST.to_owned())]),
            };
            let shown = RequestPageState {
                refund: Some(Retyped { payment: id, amount: form.amount, errors }),
                ..RequestPageState::default()
            };
            render(status, &page(&app, &who, &request, shown).await?)
        }
        // Another tap came first, or the provider refused: the request's page shows the state.
        Err(actions::Error::Conflict(_)) => Ok(back(&payment.request_code)),
        sent => {
            sent?;
            Ok(back(&payment.request_code))
        }
    }
}

/// `POST /app/payments/{id}/refunds/{refund}/sent`: concludes a refund as sent.
pub async fn sent(
    State(app): State<App>,
    who: SignedIn,
    PagePath(about): PagePath<(PaymentId, RefundId)>,
    DeedForm(RefundSent {}): DeedForm<RefundSent>,
) -> Result<Response, PageError> {
    conclude(&app, &who, &about, Conclusion::Sent).await
}

/// `POST /app/payments/{id}/refunds/{refund}/not-sent`: concludes a refund as not sent.
pub async fn not_sent(
    State(app): State<App>,
    who: SignedIn,
    PagePath(about): PagePath<(PaymentId, RefundId)>,
    DeedForm(RefundNotSent {}): DeedForm<RefundNotSent>,
) -> Result<Response, PageError> {
    conclude(&app, &who, &about, Conclusion::NotSent).await
}

/// The field of the form that sets a payment aside: a box to tick, `yes`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct SetAsideFields {
    looked: String,
}

impl Deed for SetAsideFields {
    const NAME: &'static str = "set-aside";
}

/// `POST /app/payments/{id}/set-aside`: gives up a payment that is processing.
pub async fn set_aside(
    State(app): State<App>,
    who: SignedIn,
    PagePath(id): PagePath<PaymentId>,
    DeedForm(form): DeedForm<SetAsideFields>,
) -> Result<Response, PageError> {
    if form.looked != "yes" {
        return Err(actions::Error::Conflict("error-look-first").into());
    }
    let payment = set_aside_payment(&app.ctx, &who.payee.id, &id, None).await?;
    Ok(back(&payment.request_code))
}

async fn conclude(
    app: &App,
    who: &SignedIn,
    (payment, refund): &(PaymentId, RefundId),
    found: Conclusion,
) -> Result<Response, PageError> {
    let concluded = conclude_refund(&app.ctx, &who.payee.id, (payment, refund), found, None).await?;
    Ok(back(&concluded.payment.request_code))
}
