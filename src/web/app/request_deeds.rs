//! The payee's actions on a request and its payments: the POSTs behind the buttons of its page.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::change_form::ChangeForm;
use super::look::back_to_look;
use super::mark_form::MarkForm;
use super::one_time::{FormId, once};
use super::own_request::own_request;
use super::request::{RequestPageState, page};
use crate::actions;
use crate::actions::payments::poll::poll_briefly;
use crate::actions::payments::put_off::{keep_difference, put_off_claim};
use crate::actions::precondition::Precondition;
use crate::actions::requests::change::{cancel_request, change_request};
use crate::actions::requests::erase::erase_request;
use crate::actions::settle::{ManualDraft, TransferConfirmation, confirm_payment, record_payment, withdraw_payment};
use crate::domain::id::PaymentId;
use crate::domain::payment::Payment;
use crate::domain::request::Status;
use crate::domain::request::code::RequestCode;
use crate::domain::text::filled;
use crate::web::App;
use crate::web::error::PageError;
use crate::web::http::extract::{AskProvider, Cancel, Deed, DeedForm, Erase, NotArrived, PagePath, SignedIn};
use crate::web::view::{errors, render};

fn address(code: &RequestCode) -> String {
    format!("/app/requests/{code}")
}

/// The answer that shows a request's page.
pub(super) fn back(code: &RequestCode) -> Response {
    Redirect::to(&address(code)).into_response()
}

/// The answer that shows the page on which a button was pressed: of what needs a look, or of the request.
pub(super) fn back_to(page: &str, code: &RequestCode) -> Response {
    back_to_look(page).unwrap_or_else(|| back(code))
}

/// `POST /app/requests/{code}/change`: changes memo, due date, language and preview.
pub async fn change(
    State(app): State<App>,
    who: SignedIn,
    PagePath(code): PagePath<RequestCode>,
    DeedForm(form): DeedForm<ChangeForm>,
) -> Result<Response, PageError> {
    let request = own_request(&app, &who, &code).await?;
    match form.check() {
        Err(fields) => {
            let shown = RequestPageState {
                change: Some(form),
                change_errors: errors(&who.words(), fields),
                ..RequestPageState::default()
            };
            render(StatusCode::BAD_REQUEST, &page(&app, &who, &request, shown).await?)
        }
        Ok(wanted) => {
            match change_request(&app.ctx, &who.payee.id, &request.code, wanted, Precondition::none()).await {
                Ok(changed) => {
                    let words = |request| app.ctx.check_words.of_own(request, &who.payee.handle);
                    let (before, after) = (words(&request), words(&changed));
                    let place = address(&request.code);
                    let place = if before == after { place } else { format!("{place}?words=new") };
                    Ok(Redirect::to(&place).into_response())
                }
                // A payment came first: the page shows it.
                Err(actions::Error::Conflict(_)) => Ok(back(&request.code)),
                Err(other) => Err(other.into()),
            }
        }
    }
}

/// `POST /app/requests/{code}/cancel`: cancels an open request.
pub async fn cancel(
    State(app): State<App>,
    who: SignedIn,
    PagePath(code): PagePath<RequestCode>,
    DeedForm(Cancel {}): DeedForm<Cancel>,
) -> Result<Response, PageError> {
    let request = own_request(&app, &who, &code).await?;
    cancel_request(&app.ctx, &who.payee.id, &request.code, None).await?;
    Ok(back(&request.code))
}

/// `POST /app/requests/{code}/erase`: erases the texts of a request.
pub async fn erase(
    State(app): State<App>,
    who: SignedIn,
    PagePath(code): PagePath<RequestCode>,
    DeedForm(Erase {}): DeedForm<Erase>,
) -> Result<Response, PageError> {
    let request = own_request(&app, &who, &code).await?;
    erase_request(&app.ctx, &who.payee.id, &request.code, None).await?;
    Ok(back(&request.code))
}

/// `POST /app/requests/{code}/mark-paid`: records money received outside of Chit.
pub async fn mark_paid(
    State(app): State<App>,
    who: SignedIn,
    PagePath(code): PagePath<RequestCode>,
    DeedForm(form): DeedForm<MarkForm>,
) -> Result<Response, PageError> {
    let request = own_request(&app, &who, &code).await?;
    let draft = ManualDraft {
        amount: filled(&form.amount),
        notation: who.locale.notation(),
        currency: filled(&form.currency),
        tip: filled(&form.tip),
        tip_on_top: true,
        paid_on: filled(&form.paid_on),
        note: filled(&form.note),
        // The number of payments that the page showed; a form without it is taken to be up to date.
        seen: form.seen.parse().ok().or(Some(request.paid_count)),
        misread: Vec::new(),
    };
    // A second tap finds the request paid and records nothing.
    if request.status(app.ctx.clock.now()) == Status::Paid {
        return Ok(back(&request.code));
    }
    let (ctx, payee, code) = (&app.ctx, &who.payee.id, &request.code);
    let place = |payment: &Payment| address(&payment.request_code);
    let recorded = match FormId::received(&form.once, ctx.clock.now()) {
        Ok(id) => {
            once(&app, payee, &id, place, |answer_key| record_payment(ctx, payee, code, draft, Some(answer_key))).await
        }
        Err(outdated) => Err(actions::Error::Invalid(vec![outdated])),
    };
    match recorded {
        Err(actions::Error::Invalid(fields)) => {
            let shown = RequestPageState {
                typed: Some(form),
                errors: errors(&who.words(), fields),
                ..RequestPageState::default()
            };
            render(StatusCode::BAD_REQUEST, &page(&app, &who, &request, shown).await?)
        }
        // Another tap or a payment came first: the page shows it.
        Err(actions::Error::Conflict(_) | actions::Error::NotOpen(_)) => Ok(back(&request.code)),
        recorded => Ok(recorded?),
    }
}

/// The fields of the form that confirms a transfer.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ConfirmTransferForm {
    /// The mark of the sums that the page showed as booked already.
    although_paid: String,
    /// The page with the button: `look`, or else the request's.
    back: String,
}

impl Deed for ConfirmTransferForm {
    const NAME: &'static str = "confirm";
}

/// `POST /app/payments/{id}/confirm`: confirms that a transfer arrived.
pub async fn confirm(
    State(app): State<App>,
    who: SignedIn,
    PagePath(id): PagePath<PaymentId>,
    DeedForm(form): DeedForm<ConfirmTransferForm>,
) -> Result<Response, PageError> {
    match confirm_payment(&app.ctx, &who.payee.id, &id, form.although_paid.parse().ok()).await {
        Ok(TransferConfirmation::Booked(payment)) => Ok(back_to(&form.back, &payment.request_code)),
        Ok(TransferConfirmation::PaidAlready(payment)) => {
            let request = own_request(&app, &who, &payment.request_code).await?;
            let shown = RequestPageState { doubted: Some(payment.id), ..RequestPageState::default() };
            render(StatusCode::CONFLICT, &page(&app, &who, &request, shown).await?)
        }
        // A second tap finds it booked; the page shows by what.
        Err(actions::Error::Conflict(key)) => {
            let payment = app.ctx.store.payment(&who.payee.id, &id).await?.filter(|payment| payment.received.is_some());
            payment
                .map(|payment| back_to(&form.back, &payment.request_code))
                .ok_or(actions::Error::Conflict(key).into())
        }
        Err(other) => Err(other.into()),
    }
}

/// The field of the form that puts a claim off.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct NotYetForm {
    /// As in [`ConfirmTransferForm`].
    back: String,
}

impl Deed for NotYetForm {
    const NAME: &'static str = "not-yet";
}

/// `POST /app/payments/{id}/not-yet`: puts the question of a claimed payment off until tomorrow.
pub async fn not_yet(
    State(app): State<App>,
    who: SignedIn,
    PagePath(id): PagePath<PaymentId>,
    DeedForm(form): DeedForm<NotYetForm>,
) -> Result<Response, PageError> {
    let payment = put_off_claim(&app.ctx, &who.payee.id, &id).await?;
    Ok(back_to(&form.back, &payment.request_code))
}

/// The fields of the form that keeps another amount than was asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct KeepForm {
    /// The request's total that the page showed, in minor units.
    seen: String,
    /// As in [`ConfirmTransferForm`].
    back: String,
}

impl Deed for KeepForm {
    const NAME: &'static str = "keep";
}

/// `POST /app/payments/{id}/keep`: keeps what arrived although it isn't the amount.
pub async fn keep(
    State(app): State<App>,
    who: SignedIn,
    PagePath(id): PagePath<PaymentId>,
    DeedForm(form): DeedForm<KeepForm>,
) -> Result<Response, PageError> {
    let seen = form.seen.parse().unwrap_or_default();
    // If more arrived meanwhile, or some went back, the page asks about that.
    let payment = keep_difference(&app.ctx, &who.payee.id, &id, seen).await?;
    Ok(back_to(&form.back, &payment.request_code))
}

/// `POST /app/payments/{id}/not-arrived`: takes back the payee's word that money arrived.
pub async fn not_arrived(
    State(app): State<App>,
    who: SignedIn,
    PagePath(id): PagePath<PaymentId>,
    DeedForm(NotArrived {}): DeedForm<NotArrived>,
) -> Result<Response, PageError> {
    let payment = withdraw_payment(&app.ctx, &who.payee.id, &id).await?;
    Ok(back(&payment.request_code))
}

/// `POST /app/payments/{id}/ask`: asks the provider how a payment stands.
pub async fn ask_provider(
    State(app): State<App>,
    who: SignedIn,
    PagePath(id): PagePath<PaymentId>,
    DeedForm(AskProvider {}): DeedForm<AskProvider>,
) -> Result<Response, PageError> {
    let payment = app.ctx.store.payment(&who.payee.id, &id).await?.ok_or(actions::Error::NotFound)?;
    // The page shows what is known, whether the provider answered in time or not.
    poll_briefly(&app.ctx, &payment.id).await?;
    Ok(back(&payment.request_code))
}
