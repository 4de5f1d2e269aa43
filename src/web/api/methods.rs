//! `/methods`: payment methods. Their settings are write-only.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::once::{json, once};
use super::paging::Page;
use super::version::{self, Versioned};
use crate::actions::methods::manage::{
    AddedMethod, MethodDraft, NewPosition, add_method, move_method, remarks, remove_method, webhook_url,
};
use crate::actions::methods::needed::NeededMethods;
use crate::actions::precondition::Precondition;
use crate::actions::{self, Context};
use crate::domain::clock::rfc3339;
use crate::domain::field::{FieldError, Problems};
use crate::domain::id::{MethodId, PayeeId};
use crate::domain::method::Method;
use crate::domain::schema::Moment;
use crate::rails::Warning;
use crate::web::App;
use crate::web::error::ApiError;
use crate::web::http::extract::{ApiDraft, ApiPath, ApiPayee, IfMatch};

/// A payment method, for its payee; without its settings.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Method)]
pub struct MethodResource {
    id: MethodId,
    /// The name of its rail.
    #[schema(example = "sepa")]
    rail: String,
    /// The wallet, for the rail `link`; the code's scheme, for `merchant_code`, if it is known by name.
    wallet: Option<String>,
    /// Set when the method moves no money.
    test: bool,
    /// The address where its provider reports; `null` where none does.
    webhook_url: Option<String>,
    /// Remarks on the settings; in the list, also on open requests that could not be paid without the method.
    warnings: Vec<Warning>,
    /// The time at which it was added.
    #[schema(value_type = Moment)]
    created_at: String,
}

impl MethodResource {
    fn of(ctx: &Context, method: &Method, warnings: Vec<Warning>) -> Self {
        let Method { id, payee_id: _, rail, test, only_currency: _, wallet, label: _, created_at } = method;
        Self {
            id: id.clone(),
            rail: rail.clone(),
            wallet: wallet.clone(),
            test: *test,
            webhook_url: webhook_url(ctx, rail, id).map(|url| url.to_string()),
            warnings,
            created_at: rfc3339(*created_at),
        }
    }
}

/// The list of all methods in the payee's order, in one page.
async fn list_of(ctx: &Context, payee: &PayeeId, methods: &[Method]) -> Result<Page<MethodResource>, actions::Error> {
    let needed = NeededMethods::of(ctx, payee).await?;
    let mut data = Vec::with_capacity(methods.len());
    for method in methods {
        let warnings = remarks(ctx, method).await?.into_iter().chain(needed.remark(&method.id)).collect();
        data.push(MethodResource::of(ctx, method, warnings));
    }
    Ok(Page::whole(data))
}

/// The part of the list that is its version: which methods it has, in which order. Their warnings are not the payee's to change here.
fn order(methods: &[Method]) -> Vec<&MethodId> {
    methods.iter().map(|method| &method.id).collect()
}

/// `GET /methods`: all methods in the payee's order.
pub async fn list(
    State(app): State<App>,
    ApiPayee(payee): ApiPayee,
) -> Result<Versioned<Page<MethodResource>>, ApiError> {
    let methods = app.ctx.store.methods(&payee.id).await?;
    Ok(Versioned::by(list_of(&app.ctx, &payee.id, &methods).await?, &order(&methods)))
}

/// The body of `POST /methods`.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(
    as = NewMethod,
    example = json!({"rail": "sepa", "settings": {"iban": "DE89370400440532013000", "beneficiary": "Anna Schmidt"}})
)]
#[serde(deny_unknown_fields)]
pub struct AddMethodBody {
    /// The id for the new method, for rails whose webhook address has to be known before their settings are.
    #[schema(value_type = Option<MethodId>)]
    id: Option<String>,
    /// The name of the rail.
    #[schema(value_type = String, required, example = "sepa")]
    rail: Option<String>,
    /// The rail's settings by their names. They never come back.
    #[schema(value_type = Option<HashMap<String, Value>>)]
    settings: Option<Map<String, Value>>,
}

/// The errors for empty settings: a program leaves out the ones that it doesn't set.
fn empty(settings: &Map<String, Value>) -> impl Iterator<Item = FieldError> {
    let empty = settings.iter().filter(|(_, value)| value.as_str().is_some_and(|text| text.trim().is_empty()));
    empty.map(|(name, _)| FieldError::plain(name.clone(), "empty", "Write something here, or leave it out."))
}

/// `POST /methods`: adds a method.
pub async fn add(
    State(app): State<App>,
    ApiPayee(payee): ApiPayee,
    call: ApiDraft<AddMethodBody>,
) -> Result<Response, ApiError> {
    let (ctx, AddMethodBody { id, rail, settings }) = (&app.ctx, call.body);
    let (rail, mut settings) = (rail.unwrap_or_default(), settings.unwrap_or_default());
    let misread: Vec<_> = call.misread.into_iter().chain(empty(&settings)).collect();
    // The rail isn't to report a second error for the same setting.
    settings.retain(|name, _| !misread.iter().any(|error| error.field == *name));
    let rendering = ctx.clone();
    let rendered = move |added: &AddedMethod| {
        json(StatusCode::CREATED, None, &MethodResource::of(&rendering, &added.method, added.warnings.clone()))
    };
    let draft = MethodDraft { id: id.as_deref(), rail: &rail, label: None, settings: &settings, misread: &misread };
    once(&app, &payee.id, call.key, rendered, |answer_key| add_method(ctx, &payee.id, draft, answer_key)).await
}

/// `DELETE /methods/{id}`: removes a method.
pub async fn remove(
    State(app): State<App>,
    ApiPayee(payee): ApiPayee,
    ApiPath(id): ApiPath<MethodId>,
) -> Result<StatusCode, ApiError> {
    remove_method(&app.ctx, &payee.id, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The condition that the list is in the order that the caller has read.
fn expected_order(wanted: IfMatch) -> Precondition<Vec<Method>> {
    version::expected(wanted, |methods: &Vec<Method>| {
        methods.iter().map(|method| method.id.clone()).collect::<Vec<_>>()
    })
}

/// The body of `PATCH /methods/{id}`.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = MethodPosition, example = json!({"position": 1}))]
#[serde(deny_unknown_fields)]
pub struct MoveBody {
    /// The new position in the list, counted from 1.
    #[schema(value_type = i32, required, minimum = 1)]
    position: Option<i32>,
}

/// `PATCH /methods/{id}`: moves a method, and answers the list in its new order.
pub async fn reorder(
    State(app): State<App>,
    ApiPayee(payee): ApiPayee,
    ApiPath(id): ApiPath<MethodId>,
    wanted: IfMatch,
    call: ApiDraft<MoveBody>,
) -> Result<Versioned<Page<MethodResource>>, ApiError> {
    let mut problems = Problems::after(call.misread);
    let place = call.body.position.and_then(|position| usize::try_from(position).ok()).filter(|place| *place > 0);
    if place.is_none() {
        let code = if call.body.position.is_none() { "required" } else { "too_small" };
        problems.push(FieldError::plain("position", code, "Say which place it goes to, counted from 1."));
    }
    problems.finish().map_err(actions::Error::Invalid)?;
    let (to, expected) = (NewPosition::At(place.unwrap_or(1)), expected_order(wanted));
    let methods = move_method(&app.ctx, &payee.id, &id, to, expected).await?;
    Ok(Versioned::by(list_of(&app.ctx, &payee.id, &methods).await?, &order(&methods)))
}
