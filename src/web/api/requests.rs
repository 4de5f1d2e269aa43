//! `/requests`: single requests of the payee.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::{Deserialize, Serialize};

use super::once::{json, once};
use super::request_body::{AfterPaymentBody, ChangeBody, CreateBody};
use crate::actions::requests::change::change_request;
use crate::actions::requests::erase::erase_request;
use crate::actions::requests::test_mark::TestMarks;
use crate::actions::requests::warnings::request_warnings;
use crate::actions::requests::{change, create};
use crate::actions::{self, Context};
use crate::domain::clock::{Timestamp, rfc3339};
use crate::domain::field::FieldError;
use crate::domain::language::Language;
use crate::domain::payee::Payee;
use crate::domain::payee::handle::Handle;
use crate::domain::request::code::RequestCode;
use crate::domain::request::terms::{self, Draft};
use crate::domain::request::{Item, Origin, PaymentRequest, Preview, Status};
use crate::domain::text::{Label, Memo, OwnReference};
use crate::rails::Warning;
use crate::share::links::Messenger;
use crate::share::message::Message;
use crate::store::{self, StoredAnswer};
use crate::web::App;
use crate::web::error::ApiError;
use crate::web::http::extract::{ApiCall, ApiDraft, ApiPath, ApiPayee, ApiQuery};

/// A request, for its payee.
#[derive(Debug, Serialize)]
pub struct RequestResource {
    code: RequestCode,
    url: String,
    amount: Option<String>,
    currency: &'static str,
    min_amount: Option<String>,
    max_amount: Option<String>,
    memo: Option<Memo>,
    reference: Option<OwnReference>,
    rf: String,
    status: Status,
    /// Only test methods can pay it, or only test payments arrived.
    test: bool,
    preview: Preview,
    items: Vec<Item>,
    language: Language,
    suggested_amounts: Vec<String>,
    asks_note: bool,
    max_payments: Option<i64>,
    paid_count: i64,
    paid_total: String,
    due_on: Option<String>,
    expires_at: Option<String>,
    created_at: String,
    paid_at: Option<String>,
    cancelled_at: Option<String>,
    disabled_at: Option<String>,
    archived_at: Option<String>,
    /// The payee's labels, which payers never see.
    labels: Vec<Label>,
    check_words: String,
    /// Remarks for the payee, for example that no method can pay the request.
    warnings: Vec<Warning>,
    share: BTreeMap<&'static str, String>,
    /// The text or link for payers who have paid. Only where its payee asks for this one request: the resource is kept and sent readable
    /// elsewhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    after_payment: Option<AfterPaymentBody>,
}

impl RequestResource {
    /// The resource of a payee's request, with its status at the time `now`.
    pub fn of(ctx: &Context, payee: &Handle, request: &PaymentRequest, marks: &TestMarks, now: Timestamp) -> Self {
        // Without `..`, so that a new field is left out on purpose only.
        let PaymentRequest {
            code,
            payee_id: _,
            asked,
            memo,
            reference,
            rf,
            preview,
            items,
            language,
            suggested,
            asks_note,
            state: _,
            max_payments,
            paid_count,
            paid_total: _,
            due_on,
            expires_at,
            created_at,
            paid_at,
            cancelled_at,
            disabled_at,
            archived_at,
            labels,
        } = request;
        Self {
            code: code.clone(),
            url: ctx.qr.link(code),
            amount: asked.fixed().map(|m| m.to_decimal()),
            currency: asked.currency().code(),
            min_amount: asked.min().map(|m| m.to_decimal()),
            max_amount: asked.max().map(|m| m.to_decimal()),
            memo: memo.clone(),
            reference: reference.clone(),
            rf: rf.to_string(),
            status: request.status(now),
            test: marks.is_test(request),
            preview: *preview,
            items: items.clone(),
            language: *language,
            suggested_amounts: suggested.decimals(asked.currency()),
            asks_note: *asks_note,
            max_payments: *max_payments,
            paid_count: *paid_count,
            paid_total: request.paid_total().to_decimal(),
            due_on: due_on.map(|d| d.to_string()),
            expires_at: expires_at.map(rfc3339),
            created_at: rfc3339(*created_at),
            paid_at: paid_at.map(rfc3339),
            cancelled_at: cancelled_at.map(rfc3339),
            disabled_at: disabled_at.map(rfc3339),
            archived_at: archived_at.map(rfc3339),
            labels: labels.clone(),
            check_words: ctx.check_words.of_own(request, payee).to_string(),
            warnings: request_warnings(&ctx.rails, marks.methods(), request, now),
            share: share(request, *language, &ctx.qr.link(code), marks.is_offered_as_test(request)),
            after_payment: None,
        }
    }

    /// The resource with the text or link for payers who have paid, if there is one that can be opened.
    async fn with_after_payment(self, ctx: &Context) -> Result<Self, store::Error> {
        let kept = ctx.store.after_payment(&self.code).await?;
        Ok(Self { after_payment: AfterPaymentBody::of(kept), ..self })
    }
}

/// The message to paste, under `text`, and a link for each messenger under its name.
fn share(request: &PaymentRequest, language: Language, url: &str, test: bool) -> BTreeMap<&'static str, String> {
    let message = Message::of(request, language, url, test);
    let links = Messenger::ALL.map(|messenger| (messenger.name(), messenger.link(&message)));
    links.into_iter().chain([("text", message.text)]).collect()
}

/// Reads the facts that decide about `test` of a request.
pub(super) async fn marks_of(ctx: &Context, payee: &Payee, code: &RequestCode) -> Result<TestMarks, actions::Error> {
    let request = ctx.store.request(&payee.id, code).await?;
    TestMarks::of(ctx, &payee.id, request.as_slice()).await
}

/// The renderer of an answer about a request: with the request's URL if the status is 201.
pub(super) fn rendered(
    ctx: &Context,
    payee: &Handle,
    marks: TestMarks,
    status: StatusCode,
) -> impl Fn(&PaymentRequest) -> StoredAnswer + Clone + Send + Sync + 'static {
    let (ctx, payee) = (ctx.clone(), payee.clone());
    move |request| {
        let resource = RequestResource::of(&ctx, &payee, request, &marks, ctx.clock.now());
        let made = status == StatusCode::CREATED;
        json(status, made.then(|| ctx.url(&format!("api/v1/requests/{}", request.code))), &resource)
    }
}

/// `POST /requests`: creates a request.
pub async fn create(
    State(app): State<App>,
    ApiPayee(payee): ApiPayee,
    call: ApiDraft<CreateBody>,
) -> Result<Response, ApiError> {
    let ctx = &app.ctx;
    let draft = Draft { misread: call.misread, ..Draft::from(call.body) };
    let terms = draft.check(payee.currency, payee.language, ctx.clock.now()).map_err(actions::Error::Invalid)?;
    let marks = TestMarks::of(ctx, &payee.id, &[]).await?;
    once(&app, &payee.id, call.key, rendered(ctx, &payee.handle, marks, StatusCode::CREATED), |answer_key| {
        create::create_request(ctx, &payee.id, &terms, Origin::Api, answer_key)
    })
    .await
}

/// The query of `GET /requests/{code}`. `lang` is the language of `share`, by default the request's own.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ShowQuery {
    lang: Option<String>,
}

impl ShowQuery {
    fn check(self) -> Result<Option<Language>, actions::Error> {
        let read = self.lang.map(|tag| terms::language(&tag)).transpose();
        read.map_err(|e| actions::Error::Invalid(vec![FieldError { field: "lang".into(), ..e }]))
    }
}

/// `GET /requests/{code}`: a request in its current state.
pub async fn show(
    State(app): State<App>,
    ApiPayee(payee): ApiPayee,
    ApiPath(code): ApiPath<RequestCode>,
    ApiQuery(query): ApiQuery<ShowQuery>,
) -> Result<Json<RequestResource>, ApiError> {
    let language = query.check()?;
    let request = app.ctx.store.request(&payee.id, &code).await?.ok_or(actions::Error::NotFound)?;
    let marks = TestMarks::of(&app.ctx, &payee.id, std::slice::from_ref(&request)).await?;
    let now = app.ctx.clock.now();
    let mut resource = RequestResource::of(&app.ctx, &payee.handle, &request, &marks, now);
    if let Some(language) = language {
        resource.share = share(&request, language, &resource.url, marks.is_offered_as_test(&request));
    }
    Ok(Json(resource.with_after_payment(&app.ctx).await.map_err(actions::Error::from)?))
}

/// `PATCH /requests/{code}`: changes a request without payments.
pub async fn change(
    State(app): State<App>,
    ApiPayee(payee): ApiPayee,
    ApiPath(code): ApiPath<RequestCode>,
    call: ApiDraft<ChangeBody>,
) -> Result<Json<RequestResource>, ApiError> {
    let ctx = &app.ctx;
    let change = call.body.check(call.misread, payee.language, ctx.clock.now())?;
    let request = change_request(ctx, &payee.id, &code, change).await?;
    let marks = TestMarks::of(ctx, &payee.id, std::slice::from_ref(&request)).await?;
    let resource = RequestResource::of(ctx, &payee.handle, &request, &marks, ctx.clock.now());
    Ok(Json(resource.with_after_payment(ctx).await.map_err(actions::Error::from)?))
}

/// The body of calls without parameters: none at all, or `{}`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoBody {}

/// `POST /requests/{code}/cancel`: cancels an open request.
pub async fn cancel(
    State(app): State<App>,
    ApiPayee(payee): ApiPayee,
    ApiPath(code): ApiPath<RequestCode>,
    call: ApiCall<NoBody>,
) -> Result<Response, ApiError> {
    let ctx = &app.ctx;
    let marks = marks_of(ctx, &payee, &code).await?;
    once(&app, &payee.id, call.key, rendered(ctx, &payee.handle, marks, StatusCode::OK), |answer_key| {
        change::cancel_request(ctx, &payee.id, &code, answer_key)
    })
    .await
}

/// `POST /requests/{code}/erase`: erases the texts of a closed request.
pub async fn erase(
    State(app): State<App>,
    ApiPayee(payee): ApiPayee,
    ApiPath(code): ApiPath<RequestCode>,
    call: ApiCall<NoBody>,
) -> Result<Response, ApiError> {
    let ctx = &app.ctx;
    let marks = marks_of(ctx, &payee, &code).await?;
    once(&app, &payee.id, call.key, rendered(ctx, &payee.handle, marks, StatusCode::OK), |answer_key| {
        erase_request(ctx, &payee.id, &code, answer_key)
    })
    .await
}
