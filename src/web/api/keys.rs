//! `/keys`: API keys. A key is shown once.

use std::borrow::Cow;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use secrecy::ExposeSecret;
use serde::{Deserialize, Serialize};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::Schema;
use utoipa::{PartialSchema, ToSchema};

use super::once::{json, once_shown};
use super::paging::Page;
use super::requests::NoBody;
use crate::actions::payees::api_key::{KeyDraft, NewKey, add_api_key, revoke_api_key, rotate_api_key};
use crate::domain::access::Scope;
use crate::domain::clock::rfc3339;
use crate::domain::id::KeyId;
use crate::domain::schema::{self, Day, Moment};
use crate::store::ApiKey;
use crate::web::App;
use crate::web::error::ApiError;
use crate::web::http::extract::{ApiCall, ApiDraft, ApiPath, ApiPayee};

/// The words for scopes, for their schema.
#[derive(Debug)]
pub enum ScopeWord {}

impl PartialSchema for ScopeWord {
    fn schema() -> RefOr<Schema> {
        let text = schema::text("A scope of API keys. `admin` allows everything.");
        schema::finished(text.enum_values(Some(Scope::ALL.map(Scope::word))))
    }
}

impl ToSchema for ScopeWord {
    fn name() -> Cow<'static, str> {
        "Scope".into()
    }
}

/// An API key, for its payee.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Key)]
pub struct KeyResource {
    id: KeyId,
    /// The payee's name for it.
    name: String,
    /// The scopes that it has.
    #[schema(value_type = Vec<ScopeWord>)]
    scopes: Vec<&'static str>,
    /// The time at which it was made.
    #[schema(value_type = Moment)]
    created_at: String,
    /// The day on which it was last used, in UTC.
    #[schema(value_type = Option<Day>)]
    last_used_at: Option<String>,
    /// The key itself, where it was just made.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String, required = false)]
    key: Option<String>,
}

impl From<&ApiKey> for KeyResource {
    fn from(key: &ApiKey) -> Self {
        let ApiKey { id, payee_id: _, label, scopes, created_at, used_on } = key;
        Self {
            id: id.clone(),
            name: label.clone(),
            scopes: scopes.words().collect(),
            created_at: rfc3339(*created_at),
            last_used_at: used_on.map(|day| day.to_string()),
            key: None,
        }
    }
}

impl From<&NewKey> for KeyResource {
    fn from(NewKey { key, secret }: &NewKey) -> Self {
        Self { key: Some(secret.expose_secret().to_owned()), ..Self::from(key) }
    }
}

/// `GET /keys`: the keys that aren't revoked, newest first, in one page.
pub async fn list(State(app): State<App>, ApiPayee(payee): ApiPayee) -> Result<Json<Page<KeyResource>>, ApiError> {
    let keys = app.ctx.store.api_key_list(&payee.id).await?;
    Ok(Json(Page::whole(keys.iter().map(KeyResource::from).collect())))
}

/// The body of `POST /keys`.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[schema(as = NewKey, example = json!({"name": "Web shop", "scopes": ["requests:read", "requests:write"]}))]
#[serde(default, deny_unknown_fields)]
pub struct AddKeyBody {
    /// The name, which no other key has.
    #[schema(value_type = String, required, min_length = 1, max_length = 40, format = "line")]
    name: Option<String>,
    /// The scopes, each once; `admin` stands alone.
    #[schema(value_type = BTreeSet<ScopeWord>, required, min_items = 1)]
    scopes: Option<Vec<String>>,
}

/// `POST /keys`: makes a key.
pub async fn add(
    State(app): State<App>,
    ApiPayee(payee): ApiPayee,
    call: ApiDraft<AddKeyBody>,
) -> Result<Response, ApiError> {
    let AddKeyBody { name, scopes } = call.body;
    let draft = KeyDraft { name, scopes, misread: call.misread };
    let kept = |made: &NewKey| json(StatusCode::CREATED, None, &KeyResource::from(&made.key));
    let shown = |made: &NewKey| json(StatusCode::CREATED, None, &KeyResource::from(made));
    once_shown(&app, &payee.id, call.key, kept, shown, |key| add_api_key(&app.ctx, &payee.id, None, draft, key)).await
}

/// `POST /keys/{id}/rotate`: gives a key another secret.
pub async fn rotate(
    State(app): State<App>,
    ApiPayee(payee): ApiPayee,
    ApiPath(id): ApiPath<KeyId>,
    call: ApiCall<NoBody>,
) -> Result<Response, ApiError> {
    let kept = |made: &NewKey| json(StatusCode::OK, None, &KeyResource::from(&made.key));
    let shown = |made: &NewKey| json(StatusCode::OK, None, &KeyResource::from(made));
    once_shown(&app, &payee.id, call.key, kept, shown, |key| rotate_api_key(&app.ctx, &payee.id, None, &id, key)).await
}

/// `DELETE /keys/{id}`: revokes a key.
pub async fn revoke(
    State(app): State<App>,
    ApiPayee(payee): ApiPayee,
    ApiPath(id): ApiPath<KeyId>,
) -> Result<StatusCode, ApiError> {
    revoke_api_key(&app.ctx, &payee.id, &id).await?;
    Ok(StatusCode::NO_CONTENT)
}
