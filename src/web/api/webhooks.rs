//! `/webhooks`: endpoints that events are sent to, by Standard Webhooks. A secret is shown once.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use secrecy::ExposeSecret;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::events::{ChosenEvent, EventType};
use super::nullable;
use super::once::{json, once_shown};
use super::paging::Page;
use super::version::{self, Versioned};
use crate::actions::webhooks::manage::{
    EndpointChange, EndpointDraft, NewSecret, add_endpoint, change_endpoint, remove_endpoint, rotate_secret,
};
use crate::actions::{self, Context};
use crate::domain::clock::rfc3339;
use crate::domain::id::EndpointId;
use crate::domain::notice::endpoint::{DisabledWhy, Endpoint};
use crate::domain::schema::{EndpointSecret, Moment};
use crate::store::StoredAnswer;
use crate::web::App;
use crate::web::error::ApiError;
use crate::web::http::extract::{ApiDraft, ApiPath, ApiPayee, IfMatch};

/// An endpoint, for its payee.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Webhook)]
pub struct WebhookResource {
    id: EndpointId,
    /// The address that messages are sent to.
    url: String,
    /// The types of events that are sent; `null` for all, also those of later versions.
    #[schema(value_type = Option<Vec<EventType>>)]
    events: Option<Vec<&'static str>>,
    /// The time at which it was added.
    #[schema(value_type = Moment)]
    created_at: String,
    /// The time from which nothing is sent any more.
    #[schema(value_type = Option<Moment>)]
    disabled_at: Option<String>,
    disabled_reason: Option<DisabledWhy>,
    /// The time of the first failure since the last success.
    #[schema(value_type = Option<Moment>)]
    failing_since: Option<String>,
    /// The time of the last success.
    #[schema(value_type = Option<Moment>)]
    last_success_at: Option<String>,
    /// The secret, where it was just made.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String, required = false)]
    secret: Option<String>,
}

impl From<&Endpoint> for WebhookResource {
    fn from(endpoint: &Endpoint) -> Self {
        // Without `..`, so that a new field is left out on purpose only.
        let Endpoint {
            id,
            payee_id: _,
            url,
            kinds,
            created_at,
            disabled_at,
            disabled_why,
            failing_since,
            last_success_at,
        } = endpoint;
        Self {
            id: id.clone(),
            url: url.clone(),
            events: kinds.words(),
            created_at: rfc3339(*created_at),
            disabled_at: disabled_at.map(rfc3339),
            disabled_reason: *disabled_why,
            failing_since: failing_since.map(rfc3339),
            last_success_at: last_success_at.map(rfc3339),
            secret: None,
        }
    }
}

impl From<&NewSecret> for WebhookResource {
    fn from(NewSecret { endpoint, secret }: &NewSecret) -> Self {
        Self { secret: Some(secret.expose_secret().to_owned()), ..Self::from(endpoint) }
    }
}

/// `GET /webhooks`: all endpoints, oldest first, in one page.
pub async fn list(State(app): State<App>, ApiPayee(payee): ApiPayee) -> Result<Json<Page<WebhookResource>>, ApiError> {
    let endpoints = app.ctx.store.endpoints(&payee.id).await?;
    Ok(Json(Page::whole(endpoints.iter().map(WebhookResource::from).collect())))
}

/// The answer to a call that made a secret: as it is kept, without the secret, and as it is shown.
fn answers(
    ctx: &Context,
    status: StatusCode,
) -> (impl Fn(&NewSecret) -> StoredAnswer + Clone + Send + Sync + 'static, impl Fn(&NewSecret) -> StoredAnswer) {
    let answer = {
        let ctx = ctx.clone();
        move |id: &EndpointId, resource: &WebhookResource| {
            let made = status == StatusCode::CREATED;
            json(status, made.then(|| ctx.url(&format!("api/v1/webhooks/{id}"))), resource)
        }
    };
    let kept = {
        let answer = answer.clone();
        move |made: &NewSecret| answer(&made.endpoint.id, &WebhookResource::from(&made.endpoint))
    };
    (kept, move |made: &NewSecret| answer(&made.endpoint.id, &WebhookResource::from(made)))
}

/// The body of `POST /webhooks`.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[schema(as = NewWebhook, example = json!({"url": "https://shop.example/chit", "events": ["request.paid"]}))]
#[serde(default, deny_unknown_fields)]
pub struct AddWebhookBody {
    /// The address, https and on the public internet.
    #[schema(value_type = String, required, max_length = 2048, format = "https")]
    url: Option<String>,
    /// The types of events that are sent; all by default.
    #[schema(value_type = Option<BTreeSet<ChosenEvent>>)]
    events: Option<Vec<String>>,
    /// The secret of its signatures: `whsec_` and 24 to 64 bytes in base64. Drawn by default.
    #[schema(value_type = Option<EndpointSecret>)]
    secret: Option<String>,
}

/// `POST /webhooks`: adds an endpoint.
pub async fn add(
    State(app): State<App>,
    ApiPayee(payee): ApiPayee,
    call: ApiDraft<AddWebhookBody>,
) -> Result<Response, ApiError> {
    let AddWebhookBody { url, events, secret } = call.body;
    let draft = EndpointDraft { url, events, secret, misread: call.misread };
    let (kept, shown) = answers(&app.ctx, StatusCode::CREATED);
    once_shown(&app, &payee.id, call.key, kept, shown, |key| add_endpoint(&app.ctx, &payee.id, draft, key)).await
}

/// `GET /webhooks/{id}`: one endpoint.
pub async fn show(
    State(app): State<App>,
    ApiPayee(payee): ApiPayee,
    ApiPath(id): ApiPath<EndpointId>,
) -> Result<Versioned<WebhookResource>, ApiError> {
    let endpoint = app.ctx.store.endpoint(&payee.id, &id).await?.ok_or(actions::Error::NotFound)?;
    Ok(Versioned::of(WebhookResource::from(&endpoint)))
}

/// The body of `PATCH /webhooks/{id}`: an absent field stays as it is, `null` sets it to what a new endpoint has.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[schema(as = WebhookChange, example = json!({"disabled": true}))]
#[serde(default, deny_unknown_fields)]
pub struct ChangeWebhookBody {
    /// The address.
    #[serde(deserialize_with = "nullable")]
    #[schema(value_type = String, required = false, max_length = 2048, format = "https")]
    url: Option<Option<String>>,
    /// The types of events that are sent; `null` for all.
    #[serde(deserialize_with = "nullable")]
    #[schema(value_type = Option<BTreeSet<ChosenEvent>>)]
    events: Option<Option<Vec<String>>>,
    /// True stops it, false starts it again.
    #[serde(deserialize_with = "nullable")]
    #[schema(value_type = Option<bool>)]
    disabled: Option<Option<bool>>,
}

/// `PATCH /webhooks/{id}`: changes an endpoint, disables it, or enables it again.
pub async fn change(
    State(app): State<App>,
    ApiPayee(payee): ApiPayee,
    ApiPath(id): ApiPath<EndpointId>,
    wanted: IfMatch,
    call: ApiDraft<ChangeWebhookBody>,
) -> Result<Versioned<WebhookResource>, ApiError> {
    let ChangeWebhookBody { url, events, disabled } = call.body;
    let change = EndpointChange { url, events, disabled, misread: call.misread };
    let expected = version::expected(wanted, |endpoint| WebhookResource::from(endpoint));
    let endpoint = change_endpoint(&app.ctx, &payee.id, &id, change, expected).await?;
    Ok(Versioned::of(WebhookResource::from(&endpoint)))
}

/// `DELETE /webhooks/{id}`: removes an endpoint.
pub async fn remove(
    State(app): State<App>,
    ApiPayee(payee): ApiPayee,
    ApiPath(id): ApiPath<EndpointId>,
) -> Result<StatusCode, ApiError> {
    remove_endpoint(&app.ctx, &payee.id, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The body of `POST /webhooks/{id}/rotate`.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[schema(as = NewSecret, example = json!({"secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"}))]
#[serde(default, deny_unknown_fields)]
pub struct RotateBody {
    /// The secret; drawn by default.
    #[schema(value_type = Option<EndpointSecret>)]
    secret: Option<String>,
}

/// `POST /webhooks/{id}/rotate`: gives an endpoint a new secret.
pub async fn rotate(
    State(app): State<App>,
    ApiPayee(payee): ApiPayee,
    ApiPath(id): ApiPath<EndpointId>,
    call: ApiDraft<RotateBody>,
) -> Result<Response, ApiError> {
    let given = (call.body.secret, call.misread);
    let (kept, shown) = answers(&app.ctx, StatusCode::OK);
    once_shown(&app, &payee.id, call.key, kept, shown, |key| rotate_secret(&app.ctx, &payee.id, &id, given, key)).await
}
