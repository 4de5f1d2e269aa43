//! `/app/payments/{id}/refund`: the page that sends money back. `…/refunds/{refund}/sent` and `…/not-sent` conclude a refund that the
//! provider never answered, `…/set-aside` gives up a payment that never arrives.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::frame::{Frame, NavigationPlace};
use super::next_step::last_arrived;
use super::own_request::{PAYMENTS, of, own_request};
use super::payments::{left, rail_name};
use super::request_deeds::{back, back_to};
use crate::actions;
use crate::actions::payments::set_aside::set_aside_payment;
use crate::actions::refunds::conclude::{Conclusion, conclude_refund};
use crate::actions::refunds::send::{RefundDraft, is_sent_by_rail, refund_payment};
use crate::domain::id::{PaymentId, RefundId};
use crate::domain::money::Money;
use crate::domain::payment::{Difference, Payment, PaymentState};
use crate::locale::Words;
use crate::web::App;
use crate::web::error::PageError;
use crate::web::http::extract::{Deed, DeedForm, PagePath, SignedIn};
use crate::web::view::{FieldErrorView, errors, render};

#[derive(Template)]
#[template(path = "app/request_refund.html")]
struct RefundPage {
    frame: Frame,
    payment: String,
    /// The address of the request's page.
    back: String,
    memo: Option<String>,
    /// A sentence about the amount that arrived, how and when.
    about: String,
    /// The typed amount, or a suggestion.
    amount: String,
    /// The refundable amount at the time of rendering, in minor units.
    seen: i64,
    /// The label of the amount, with the most that may go back.
    label: String,
    /// The sentence about an excess, if it is the suggested amount.
    too_much: Option<String>,
    /// The sentence about the way back.
    how: String,
    /// Set when the provider sends the refund; otherwise the payee sends it and only records it here.
    by_rail: bool,
    /// Set when the payee states that it has sent the refund.
    sent: bool,
    errors: Vec<FieldErrorView>,
}

/// The page of a payment's refund. `None` when nothing of it may go back.
async fn page(
    app: &App,
    who: &SignedIn,
    payment: &Payment,
    typed: Option<(RefundFields, Vec<FieldErrorView>)>,
) -> Result<Option<RefundPage>, PageError> {
    let (ctx, locale) = (&app.ctx, who.locale);
    let request = own_request(app, who, &payment.request_code).await?;
    let reversals = ctx.store.reversals(&request.code, PAYMENTS).await?;
    let left = left(payment, &reversals);
    if left == 0 || payment.state == PaymentState::Disputed {
        return Ok(None);
    }
    let money = |minor| Money::new(minor, payment.currency);
    // Only one payment suggests to refund the excess of several, or it could go back twice.
    let excess = match request.excess() {
        // What arrived in the currency of another price isn't too much in this one.
        Some(more) if more.currency() != payment.currency => None,
        Some(more) => {
            let payments = ctx.store.payments(&request.payee_id, &of(&request.code), PAYMENTS).await?;
            let is_last = last_arrived(&payments, &reversals, more).is_some_and(|last| last.id == payment.id);
            is_last.then(|| more.minor())
        }
        // After a refund the excess may be back already, so it isn't suggested. Payments of a request that is paid once add up: only
        // their sum exceeds what was asked.
        None => match payment.difference() {
            Difference::Over(over) if payment.refunded == 0 && request.max_payments != Some(1) => Some(over.minor()),
            _ => None,
        },
    };
    // The excess is the most likely refund, so the form suggests it.
    let too_much = excess.filter(|more| *more < left);
    let by_rail = is_sent_by_rail(ctx, payment).await?;
    let frame = Frame::of(app, who, NavigationPlace::Requests).await?;
    let t = &frame.t;
    let way = rail_name(ctx, payment, t);
    let day =
        locale.day(payment.settled_on(who.payee.zone).unwrap_or_else(|| who.payee.zone.day_of(payment.created_at)));
    let texts = Words::new(locale).with("amount", locale.money(&payment.shown())).with("way", way).with("day", day);
    let is_typed = typed.is_some();
    let filled_in =
        || RefundFields { amount: locale.to_type(&money(too_much.unwrap_or(left))), ..RefundFields::default() };
    let (typed, errors) = typed.unwrap_or_else(|| (filled_in(), Vec::new()));
    Ok(Some(RefundPage {
        payment: payment.id.to_string(),
        back: format!("/app/requests/{}", request.code),
        memo: request.memo.as_ref().map(ToString::to_string),
        about: texts.say("request-refund-about").into_owned(),
        amount: typed.amount,
        sent: typed.sent == "yes",
        seen: left,
        label: t.say_with("request-refund-amount", "amount", &locale.money(&money(left))).into_owned(),
        too_much: too_much
            .filter(|_| !is_typed)
            .map(|more| t.say_with("request-refund-excess", "amount", &locale.money(&money(more))).into_owned()),
        how: texts.say(if by_rail { "request-refund-by-provider" } else { "request-refund-by-hand" }).into_owned(),
        by_rail,
        errors,
        frame,
    }))
}

/// `GET /app/payments/{id}/refund`: the form that sends money back. Where nothing may go back, the request's page shows why.
pub async fn show(
    State(app): State<App>,
    who: SignedIn,
    PagePath(id): PagePath<PaymentId>,
) -> Result<Response, PageError> {
    let payment = app.ctx.store.payment(&who.payee.id, &id).await?.ok_or(actions::Error::NotFound)?;
    match page(&app, &who, &payment, None).await? {
        Some(page) => render(StatusCode::OK, &page),
        None => Ok(back(&payment.request_code)),
    }
}

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
    let seen = form.left.parse().map_err(|_| actions::Error::Conflict("error-look-again"))?;
    let draft = RefundDraft {
        // An empty field is a mistake, and not all that is left, which an absent one is to programs.
        amount: Some(form.amount.trim().to_owned()),
        notation: who.locale.notation(),
        seen: Some(seen),
        only_by_rail: form.sent != "yes",
        misread: Vec::new(),
    };
    let (status, errors) = match refund_payment(&app.ctx, &who.payee.id, &id, draft, None).await {
        Err(actions::Error::Invalid(fields)) => (StatusCode::BAD_REQUEST, errors(&who.words(), fields)),
        Err(actions::Error::SettingsLost) => (
            StatusCode::CONFLICT,
            vec![FieldErrorView { field: "amount".into(), detail: who.words().say("error-way-lost").into_owned() }],
        ),
        // Another tap came first, or the provider refused: the request's page shows the state.
        Err(actions::Error::Conflict(_)) => return Ok(back(&payment.request_code)),
        sent => {
            sent?;
            return Ok(back(&payment.request_code));
        }
    };
    match page(&app, &who, &payment, Some((form, errors))).await? {
        Some(page) => render(status, &page),
        None => Ok(back(&payment.request_code)),
    }
}

/// The field of the form that records that a refund was sent.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct RefundSent {
    /// The page on which the button was pressed.
    back: String,
}

impl Deed for RefundSent {
    const NAME: &'static str = "refund-sent";
}

/// The field of the form that records that a refund was not sent.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct RefundNotSent {
    /// As in [`RefundSent`].
    back: String,
}

impl Deed for RefundNotSent {
    const NAME: &'static str = "refund-not-sent";
}

/// `POST /app/payments/{id}/refunds/{refund}/sent`: concludes a refund as sent.
pub async fn sent(
    State(app): State<App>,
    who: SignedIn,
    PagePath(about): PagePath<(PaymentId, RefundId)>,
    DeedForm(RefundSent { back }): DeedForm<RefundSent>,
) -> Result<Response, PageError> {
    conclude(&app, &who, &about, (Conclusion::Sent, back.as_str())).await
}

/// `POST /app/payments/{id}/refunds/{refund}/not-sent`: concludes a refund as not sent.
pub async fn not_sent(
    State(app): State<App>,
    who: SignedIn,
    PagePath(about): PagePath<(PaymentId, RefundId)>,
    DeedForm(RefundNotSent { back }): DeedForm<RefundNotSent>,
) -> Result<Response, PageError> {
    conclude(&app, &who, &about, (Conclusion::NotSent, back.as_str())).await
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
    (found, page): (Conclusion, &str),
) -> Result<Response, PageError> {
    let concluded = conclude_refund(&app.ctx, &who.payee.id, (payment, refund), found, None).await?;
    Ok(back_to(page, &concluded.payment.request_code))
}
