//! `/app/requests/{code}`: the payee's page of one request with its payments.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::change_form::{ChangeForm, ChangeView};
use super::list::ListPane;
use super::events::{EventView, event_view};
use super::one_time::{FormId, once};
use super::own_request::{PAYMENTS, of, own_request, standing};
use super::payments::{DoubtView, PaymentView, Retyped, last_arrived};
use super::share::ShareView;
use crate::actions;
use crate::actions::requests::change::{cancel_request, change_request};
use crate::actions::requests::erase::erase_request;
use crate::actions::requests::test_mark::TestMarks;
use crate::actions::requests::warnings::request_warnings;
use crate::actions::settle::{Confirmation, ManualDraft, confirm_payment, record_payment};
use crate::domain::id::PaymentId;
use crate::domain::language::Language;
use crate::domain::money::notation::Notation;
use crate::domain::payment::{Difference, Payment};
use crate::domain::request::code::RequestCode;
use crate::domain::request::{PaymentRequest, Status};
use crate::domain::text::filled;
use crate::web::App;
use crate::web::app::frame::{Frame, Place};
use crate::web::error::PageError;
use crate::web::http::extract::{Cancel, Deed, DeedForm, Erase, PagePath, PageQuery, SignedIn};
use crate::web::view::render;
use crate::web::view::{AmountView, FieldErrorView, amount_text, day, errors, moment};

#[derive(Template)]
#[template(path = "app/request.html")]
struct SellerRequestPage {
    code: String,
    url: String,
    check_words: String,
    /// Set when the last change has changed the check words.
    new_words: bool,
    amount: Option<AmountView>,
    amount_text: String,
    memo: Option<String>,
    reference: Option<String>,
    rf: String,
    status: &'static str,
    test: bool,
    disabled: bool,
    frame: Frame,
    /// The list that it was opened from, which a desk shows beside it.
    pane: Option<ListPane>,
    /// Remarks for the payee, for example that no method can pay the request.
    warnings: Vec<String>,
    paid_total: Option<String>,
    /// The amount by which several payments together exceed the requested one.
    too_much: Option<String>,
    payments: Vec<PaymentView>,
    events: Vec<EventView>,
    due: Option<String>,
    until: Option<String>,
    created: String,
    can_cancel: bool,
    can_erase: bool,
    can_mark_paid: bool,
    mark_amount: String,
    mark_paid_on: String,
    mark_note: String,
    mark_seen: i64,
    mark_once: String,
    errors: Vec<FieldErrorView>,
    change: Option<ChangeView>,
    share: ShareView,
    fresh: bool,
    sending: bool,
    live: String,
}

/// Returns whether there are texts to erase. Payments beyond a full page may have some.
fn words_are_left(request: &PaymentRequest, payments: &[Payment]) -> bool {
    let remarks = payments.iter().any(|payment| payment.note.is_some() || payment.payer_note.is_some());
    request.memo.is_some() || !request.items.is_empty() || remarks || payments.len() == PAYMENTS
}

/// The parts of the page that come from the query or a form.
#[derive(Default)]
pub(super) struct RequestPageState {
    pub fresh: bool,
    /// The filter of the list that the request was opened from.
    pub list: Option<String>,
    /// Set when the last change has changed the check words.
    pub new_words: bool,
    /// The language that the message is shown in; the request's own by default.
    pub message: Option<Language>,
    pub typed: Option<MarkForm>,
    pub errors: Vec<FieldErrorView>,
    pub change: Option<ChangeForm>,
    pub change_errors: Vec<FieldErrorView>,
    /// The refund form that was refused.
    pub refund: Option<Retyped>,
    /// The transfer about which the page asks, since the request is paid already.
    pub doubted: Option<PaymentId>,
}

pub(super) async fn page(
    app: &App,
    who: &SignedIn,
    request: &PaymentRequest,
    shown: RequestPageState,
) -> Result<impl Template + use<>, PageError> {
    let (ctx, payee, now) = (&app.ctx, &who.payee, app.ctx.clock.now());
    let payments = ctx.store.payments(&request.payee_id, &of(&request.code), PAYMENTS).await?;
    let events = ctx.store.rail_events(&request.code).await?;
    let refunds = ctx.store.refunds_of_request(&request.payee_id, &request.code, PAYMENTS).await?;
    let reversals = ctx.store.reversals(&request.code, PAYMENTS).await?;
    let methods = ctx.store.offered_methods(&payee.id).await?;
    let marks = TestMarks::of(ctx, &payee.id, std::slice::from_ref(request)).await?;
    let status = request.status(now);
    let outstanding = request.outstanding();
    let excess = request.excess();
    // Only one payment suggests to refund the excess, or it could go back twice.
    let last = excess.and_then(|_| last_arrived(&payments, &reversals));
    let typed = shown.typed.unwrap_or_else(|| MarkForm {
        amount: outstanding.map(|m| m.to_decimal()).unwrap_or_default(),
        ..MarkForm::default()
    });
    Ok(SellerRequestPage {
        code: request.code.to_string(),
        check_words: ctx.check_words.of_own(request, &payee.handle).to_string(),
        new_words: shown.new_words,
        amount: request.asked.fixed().map(AmountView::from),
        amount_text: amount_text(&request.asked),
        memo: request.memo.as_ref().map(ToString::to_string),
        reference: request.reference.as_ref().map(ToString::to_string),
        rf: request.rf.printed(),
        status: status.as_str(),
        test: marks.is_test(request),
        disabled: request.disabled_at.is_some(),
        frame: Frame::of(app, who, Place::Requests).await?,
        pane: ListPane::read(app, who, shown.list.as_deref()).await?,
        warnings: request_warnings(&ctx.rails, &methods, request, now)
            .into_iter()
            .map(|warning| warning.detail.into_owned())
            .collect(),
        paid_total: (request.paid_total > 0).then(|| request.paid_total().human()),
        // A single payment shows its own excess.
        too_much: excess.filter(|_| request.paid_count > 1).map(|more| more.human()),
        payments: payments
            .iter()
            .map(|payment| {
                let excess = excess.filter(|_| last == Some(&payment.id)).map(|more| more.minor());
                let view =
                    PaymentView::of((ctx, payee.zone), payment, &refunds, &reversals, excess, shown.refund.as_ref());
                // A payment below its amount isn't remarked on once others have covered the rest.
                let lacks = matches!(payment.difference(), Difference::Under(_));
                // The same transfer may have been recorded by “mark as paid” already.
                let doubt = (view.can_confirm && !request.has_room_for(payment.amount)).then(|| DoubtView {
                    booked: request.paid_total().human(),
                    seen: request.paid_total,
                    open: shown.doubted.as_ref() == Some(&payment.id),
                });
                let difference = view.difference.filter(|_| !(lacks && request.is_covered()));
                PaymentView { difference, doubt, ..view }
            })
            .collect(),
        events: events.iter().filter_map(|event| event_view(event, &payments, payee.zone)).collect(),
        due: request.due_on.map(day),
        until: request.expires_at.map(|at| moment(at, payee.zone)),
        created: moment(request.created_at, payee.zone),
        can_cancel: status == Status::Open,
        can_erase: status != Status::Open && words_are_left(request, &payments),
        can_mark_paid: status != Status::Paid,
        mark_amount: typed.amount,
        mark_paid_on: typed.paid_on,
        mark_note: typed.note,
        mark_seen: request.paid_count,
        mark_once: FormId::draw(app),
        errors: shown.errors,
        change: (status == Status::Open && request.paid_count == 0)
            .then(|| shown.change.unwrap_or_else(|| ChangeForm::of(request)).view(shown.change_errors)),
        share: ShareView::of(ctx, payee, request, &marks, shown.message),
        url: ctx.qr.link(&request.code),
        sending: shown.fresh || shown.message.is_some(),
        fresh: shown.fresh,
        live: format!(
            "/app/requests/{}/live?since={}",
            request.code,
            standing(request, payee.disabled_at.is_some(), &payments, &refunds, now)
        ),
    })
}

fn address(code: &RequestCode) -> String {
    format!("/app/requests/{code}")
}

pub(super) fn back(code: &RequestCode) -> Response {
    Redirect::to(&address(code)).into_response()
}

/// The page's query: marks of a new request (`made`) and of new check words (`words`), and the message's language.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct RequestPageQuery {
    made: Option<String>,
    words: Option<String>,
    message: String,
    #[serde(rename = "in")]
    list: Option<String>,
}

/// `GET /app/requests/{code}`: a request with its payments.
pub async fn show(
    State(app): State<App>,
    who: SignedIn,
    PagePath(code): PagePath<RequestCode>,
    PageQuery(RequestPageQuery { made, words, message, list }): PageQuery<RequestPageQuery>,
) -> Result<Response, PageError> {
    let request = own_request(&app, &who, &code).await?;
    let (fresh, new_words) = (made.is_some(), words.is_some());
    let shown =
        RequestPageState { fresh, new_words, list, message: Language::parse(&message), ..RequestPageState::default() };
    render(StatusCode::OK, &page(&app, &who, &request, shown).await?)
}

/// `POST /app/requests/{code}/change`: changes memo, language and preview.
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
        Ok(wanted) => match change_request(&app.ctx, &who.payee.id, &request.code, wanted).await {
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
        },
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

/// The fields of the "mark as paid" form.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct MarkForm {
    amount: String,
    paid_on: String,
    note: String,
    seen: String,
    once: String,
}

impl Deed for MarkForm {
    const NAME: &'static str = "mark-paid";
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
        notation: Notation::Typed,
        currency: None,
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
pub struct ConfirmForm {
    /// The amount that the page showed as booked already, in minor units.
    although_paid: String,
}

impl Deed for ConfirmForm {
    const NAME: &'static str = "confirm";
}

/// `POST /app/payments/{id}/confirm`: confirms that a transfer arrived.
pub async fn confirm(
    State(app): State<App>,
    who: SignedIn,
    PagePath(id): PagePath<PaymentId>,
    DeedForm(form): DeedForm<ConfirmForm>,
) -> Result<Response, PageError> {
    match confirm_payment(&app.ctx, &who.payee.id, &id, form.although_paid.parse().ok()).await? {
        Confirmation::Booked(payment) => Ok(back(&payment.request_code)),
        Confirmation::PaidAlready(payment) => {
            let request = own_request(&app, &who, &payment.request_code).await?;
            let shown = RequestPageState { doubted: Some(payment.id), ..RequestPageState::default() };
            render(StatusCode::CONFLICT, &page(&app, &who, &request, shown).await?)
        }
    }
}
