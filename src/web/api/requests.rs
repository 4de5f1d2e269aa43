//! `/requests`: single requests of the payee.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::items::ItemResource;
use super::once::{json, once};
use super::request_body::{AfterPaymentBody, CreateBody};
use super::version::Versioned;
use crate::actions::requests::erase::erase_request;
use crate::actions::requests::test_mark::TestMarks;
use crate::actions::requests::warnings::request_warnings;
use crate::actions::requests::{change, create};
use crate::actions::{self, Context};
use crate::domain::clock::{Timestamp, rfc3339};
use crate::domain::field::FieldError;
use crate::domain::language::Language;
use crate::domain::money::Money;
use crate::domain::money::currency::Currency;
use crate::domain::payee::Payee;
use crate::domain::payee::handle::Handle;
use crate::domain::request::code::RequestCode;
use crate::domain::request::order::OrderProgress;
use crate::domain::request::parts::PartProgress;
use crate::domain::request::prices::Price;
use crate::domain::request::terms::{self, RequestDraft};
use crate::domain::request::{Origin, PaymentRequest, Preview, Status};
use crate::domain::schema::{CurrencyCode, Day, Decimal, Moment, SignedDecimal};
use crate::domain::text::{Label, Memo, OwnReference};
use crate::rails::Warning;
use crate::share::links::Messenger;
use crate::share::message::ShareMessage;
use crate::store::{self, KeptAfterPayment, StoredAnswer};
use crate::web::App;
use crate::web::error::ApiError;
use crate::web::http::extract::{ApiCall, ApiDraft, ApiPath, ApiPayee, ApiQuery};

/// A request, for its payee.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Request)]
pub struct RequestResource {
    code: RequestCode,
    /// The link to pass on.
    url: String,
    /// The amount; `null` where the payer chooses it.
    #[schema(value_type = Option<Decimal>)]
    amount: Option<String>,
    #[schema(value_type = CurrencyCode)]
    currency: &'static str,
    /// All prices in the order in which payers are offered them, `amount` first; empty for a request with one price. A payer pays one of
    /// them, and what arrives in one currency counts for its price alone.
    prices: Vec<PriceResource>,
    /// The least amount that the payer may choose.
    #[schema(value_type = Option<Decimal>)]
    min_amount: Option<String>,
    /// The largest amount that the payer may choose.
    #[schema(value_type = Option<Decimal>)]
    max_amount: Option<String>,
    memo: Option<Memo>,
    reference: Option<OwnReference>,
    /// The RF reference (ISO 11649), which bank transfers carry.
    rf: String,
    status: Status,
    /// Set where only test methods can pay it, or only test payments arrived.
    test: bool,
    preview: Preview,
    /// Its lines, which add up to the amount; or from which payers choose, with what is sold and left of each.
    items: Vec<ItemResource>,
    language: Language,
    /// The amounts that are suggested to a payer who chooses the amount.
    #[schema(value_type = Vec<Decimal>)]
    suggested_amounts: Vec<String>,
    /// Set when payers are asked for a note.
    asks_note: bool,
    /// Set when payers may add a tip.
    takes_tips: bool,
    /// The largest number of payments; `null` for no limit.
    max_payments: Option<i64>,
    /// The number of payments that settled.
    paid_count: i64,
    /// The sum that has arrived, less what went back; of several prices that in `currency`.
    #[schema(value_type = SignedDecimal)]
    paid_total: String,
    /// The parts of the amount, in the order of their days; empty when it is to be paid at once.
    parts: Vec<PartResource>,
    /// The day by which it should be paid, which is only shown; that of the next part where there are parts.
    #[schema(value_type = Option<Day>)]
    due_on: Option<String>,
    /// The time from which it can't be paid.
    #[schema(value_type = Option<Moment>)]
    expires_at: Option<String>,
    /// The time at which it was made.
    #[schema(value_type = Moment)]
    created_at: String,
    /// The time at which it was paid as often as it may.
    #[schema(value_type = Option<Moment>)]
    paid_at: Option<String>,
    /// The time at which the payee cancelled it.
    #[schema(value_type = Option<Moment>)]
    cancelled_at: Option<String>,
    /// The time at which the operator disabled its link.
    #[schema(value_type = Option<Moment>)]
    disabled_at: Option<String>,
    /// The time at which it was put out of the seller's list.
    #[schema(value_type = Option<Moment>)]
    archived_at: Option<String>,
    /// The payee's labels, which payers never see.
    labels: Vec<Label>,
    /// The progress of an order, which a buyer made on the order page; `null` for any other request.
    order: Option<OrderProgress>,
    /// The words that the payer's page shows, too.
    check_words: String,
    /// Remarks for the payee, for example that no method can pay the request.
    warnings: Vec<Warning>,
    /// The message to paste, under `text`, and a link for each messenger under its name.
    #[schema(value_type = HashMap<String, String>)]
    share: BTreeMap<&'static str, String>,
    /// The text or link for payers who have paid. Only where its payee asks for this one request: the resource is kept and sent readable
    /// elsewhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = AfterPaymentBody, required = false)]
    after_payment: Option<AfterPaymentBody>,
}

/// One of several prices.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Price)]
pub struct PriceResource {
    /// The amount.
    #[schema(value_type = Decimal)]
    amount: String,
    #[schema(value_type = CurrencyCode)]
    currency: &'static str,
    /// The sum that has arrived in this currency, less what went back.
    #[schema(value_type = SignedDecimal)]
    paid_total: String,
}

impl PriceResource {
    fn of(price: &Price) -> Self {
        let (amount, paid_total) = (price.asked.to_decimal(), price.paid().to_decimal());
        Self { amount, currency: price.asked.currency().code(), paid_total }
    }
}

/// A part of an amount.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Part)]
pub struct PartResource {
    /// The amount.
    #[schema(value_type = Decimal)]
    amount: String,
    /// The day by which it is to be paid, which is only shown.
    #[schema(value_type = Day)]
    due_on: String,
    /// The sum that was paid of it: payments fill the parts in their order.
    #[schema(value_type = Decimal)]
    paid: String,
}

impl PartResource {
    fn of(PartProgress { part, paid }: PartProgress, currency: Currency) -> Self {
        let decimal = |minor| Money::new(minor, currency).to_decimal();
        Self { amount: decimal(part.amount), due_on: part.due_on.to_string(), paid: decimal(paid) }
    }
}

impl RequestResource {
    /// The resource of a payee's request, with its status at the time `now`.
    pub fn of(ctx: &Context, payee: &Handle, request: &PaymentRequest, marks: &TestMarks, now: Timestamp) -> Self {
        // Without `..`, so that a new field is left out on purpose only.
        let PaymentRequest {
            code,
            payee_id: _,
            asked: _,
            prices,
            memo,
            reference,
            rf,
            preview,
            items: _,
            stocks: _,
            language,
            suggested,
            asks_note,
            takes_tips,
            state: _,
            max_payments,
            paid_count,
            paid_total: _,
            parts,
            due_on,
            expires_at,
            created_at,
            paid_at,
            cancelled_at,
            disabled_at,
            archived_at,
            labels,
            order,
        } = request;
        // Fixed, whatever currency money arrives in.
        let asked = request.named();
        let paid_total = prices.main().map_or(request.paid_total(), Price::paid);
        Self {
            code: code.clone(),
            url: ctx.qr.link(code),
            amount: asked.fixed().map(|m| m.to_decimal()),
            currency: asked.currency().code(),
            prices: prices.iter().map(PriceResource::of).collect(),
            min_amount: asked.min().map(|m| m.to_decimal()),
            max_amount: asked.max().map(|m| m.to_decimal()),
            memo: memo.clone(),
            reference: reference.clone(),
            rf: rf.to_string(),
            status: request.status(now),
            test: marks.is_test(request),
            preview: *preview,
            items: ItemResource::of(request),
            language: *language,
            suggested_amounts: suggested.decimals(asked.currency()),
            asks_note: *asks_note,
            takes_tips: *takes_tips,
            max_payments: *max_payments,
            paid_count: *paid_count,
            paid_total: paid_total.to_decimal(),
            parts: parts.progress(request.paid_total).map(|part| PartResource::of(part, asked.currency())).collect(),
            due_on: due_on.map(|d| d.to_string()),
            expires_at: expires_at.map(rfc3339),
            created_at: rfc3339(*created_at),
            paid_at: paid_at.map(rfc3339),
            cancelled_at: cancelled_at.map(rfc3339),
            disabled_at: disabled_at.map(rfc3339),
            archived_at: archived_at.map(rfc3339),
            labels: labels.clone(),
            order: order.clone(),
            check_words: ctx.check_words.of_own(request, payee).to_string(),
            warnings: request_warnings(&ctx.rails, marks.methods(), request, now),
            share: share(request, *language, &ctx.qr.link(code), marks.is_offered_as_test(request)),
            after_payment: None,
        }
    }

    /// The text or link for payers who have paid, if there is one that can be opened.
    pub(super) async fn after_payment(
        ctx: &Context,
        code: &RequestCode,
    ) -> Result<Option<AfterPaymentBody>, store::Error> {
        Ok(AfterPaymentBody::of(ctx.store.after_payment(code).await?))
    }

    /// The resource with the text or link for payers who have paid, if there is one that can be opened.
    pub fn revealing(self, kept: Option<KeptAfterPayment>) -> Self {
        self.with_after_payment(AfterPaymentBody::of(kept))
    }

    /// The resource with the text or link for payers who have paid.
    pub(super) fn with_after_payment(self, after_payment: Option<AfterPaymentBody>) -> Self {
        Self { after_payment, ..self }
    }
}

/// The message to paste, under `text`, and a link for each messenger under its name.
fn share(request: &PaymentRequest, language: Language, url: &str, test: bool) -> BTreeMap<&'static str, String> {
    let message = ShareMessage::of(request, language, url, test);
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
    let draft = RequestDraft { misread: call.misread, ..RequestDraft::from(call.body) };
    let terms = draft.check(payee.currency, payee.language, ctx.clock.now()).map_err(actions::Error::Invalid)?;
    let marks = TestMarks::of(ctx, &payee.id, &[]).await?;
    once(&app, &payee.id, call.key, rendered(ctx, &payee.handle, marks, StatusCode::CREATED), |answer_key| {
        create::create_request(ctx, &payee.id, &terms, Origin::Api, answer_key)
    })
    .await
}

/// The query of `GET /requests/{code}`.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default, deny_unknown_fields)]
pub struct ShowQuery {
    /// The language of `share`, by default the request's own.
    #[param(inline, value_type = Language, required = false)]
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
) -> Result<Versioned<RequestResource>, ApiError> {
    let language = query.check()?;
    let request = app.ctx.store.request(&payee.id, &code).await?.ok_or(actions::Error::NotFound)?;
    let marks = TestMarks::of(&app.ctx, &payee.id, std::slice::from_ref(&request)).await?;
    let now = app.ctx.clock.now();
    let found = Versioned::of(RequestResource::of(&app.ctx, &payee.handle, &request, &marks, now));
    let after_payment = RequestResource::after_payment(&app.ctx, &code).await.map_err(actions::Error::from)?;
    Ok(found.shown(|found| match language {
        None => RequestResource { after_payment, ..found },
        Some(language) => {
            let share = share(&request, language, &found.url, marks.is_offered_as_test(&request));
            RequestResource { share, after_payment, ..found }
        }
    }))
}

/// The body of calls without parameters: none at all, or `{}`.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[schema(as = Nothing, example = json!({}))]
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
