//! `/methods`: payment methods. Their settings are write-only.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::once::{json, once};
use crate::actions::methods::manage::{
    AddedMethod, MethodDraft, NewPosition, add_method, move_method, remarks, remove_method, webhook_url,
};
use crate::actions::methods::needed::NeededMethods;
use crate::actions::{self, Context};
use crate::domain::clock::rfc3339;
use crate::domain::field::{FieldError, Problems};
use crate::domain::id::{MethodId, PayeeId};
use crate::domain::method::Method;
use crate::rails::Warning;
use crate::web::App;
use crate::web::error::ApiError;
use crate::web::http::extract::{ApiDraft, ApiPath, ApiPayee};

/// A payment method, for its payee; without its settings.
#[derive(Debug, Serialize)]
pub struct MethodResource {
    id: MethodId,
    rail: String,
    /// The wallet, for the rail `link`.
    wallet: Option<String>,
    /// Set when the method moves no money.
    test: bool,
    webhook_url: Option<String>,
    /// Remarks on the settings; in the list, also on open requests that could not be paid without the method.
    warnings: Vec<Warning>,
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
#[derive(Debug, Serialize)]
pub struct MethodList {
    data: Vec<MethodResource>,
    has_more: bool,
    next_cursor: Option<String>,
}

impl MethodList {
    async fn of(ctx: &Context, payee: &PayeeId, methods: &[Method]) -> Result<Self, actions::Error> {
        let needed = NeededMethods::of(ctx, payee).await?;
        let mut data = Vec::with_capacity(methods.len());
        for method in methods {
            let warnings = remarks(ctx, method).await?.into_iter().chain(needed.remark(&method.id)).collect();
            data.push(MethodResource::of(ctx, method, warnings));
        }
        Ok(Self { data, has_more: false, next_cursor: None })
    }
}

/// `GET /methods`: all methods in the payee's order.
pub async fn list(State(app): State<App>, ApiPayee(payee): ApiPayee) -> Result<Json<MethodList>, ApiError> {
    let methods = app.ctx.store.methods(&payee.id).await?;
    Ok(Json(MethodList::of(&app.ctx, &payee.id, &methods).await?))
}

/// The body of `POST /methods`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AddBody {
    /// The id for the new method, for rails whose webhook address has to be known before their settings are.
    id: Option<String>,
    rail: Option<String>,
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
    call: ApiDraft<AddBody>,
) -> Result<Response, ApiError> {
    let (ctx, AddBody { id, rail, settings }) = (&app.ctx, call.body);
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

/// The body of `PATCH /methods/{id}`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MoveBody {
    /// The new position in the list, counted from 1.
    position: Option<usize>,
}

/// `PATCH /methods/{id}`: moves a method, and answers the list in its new order.
pub async fn reorder(
    State(app): State<App>,
    ApiPayee(payee): ApiPayee,
    ApiPath(id): ApiPath<MethodId>,
    call: ApiDraft<MoveBody>,
) -> Result<Json<MethodList>, ApiError> {
    let mut problems = Problems::after(call.misread);
    let place = call.body.position.filter(|position| *position > 0);
    if place.is_none() {
        let code = if call.body.position.is_none() { "required" } else { "too_small" };
        problems.push(FieldError::plain("position", code, "Say which place it goes to, counted from 1."));
    }
    problems.finish().map_err(actions::Error::Invalid)?;
    let methods = move_method(&app.ctx, &payee.id, &id, NewPosition::At(place.unwrap_or(1))).await?;
    Ok(Json(MethodList::of(&app.ctx, &payee.id, &methods).await?))
}
