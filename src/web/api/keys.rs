//! `/keys`: API keys. A key is shown once.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use secrecy::ExposeSecret;
use serde::{Deserialize, Serialize};

use super::once::{json, once_shown};
use super::requests::NoBody;
use crate::actions::payees::api_key::{KeyDraft, NewKey, add_api_key, revoke_api_key, rotate_api_key};
use crate::domain::clock::rfc3339;
use crate::domain::id::KeyId;
use crate::store::ApiKey;
use crate::web::App;
use crate::web::error::ApiError;
use crate::web::http::extract::{ApiCall, ApiDraft, ApiPath, ApiPayee};

/// An API key, for its payee.
#[derive(Debug, Serialize)]
pub struct KeyResource {
    id: KeyId,
    name: String,
    scopes: Vec<&'static str>,
    created_at: String,
    /// The day on which it was last used, in UTC.
    last_used_at: Option<String>,
    /// The key itself, where it was just made.
    #[serde(skip_serializing_if = "Option::is_none")]
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

/// The list of all keys, newest first, in one page.
#[derive(Debug, Serialize)]
pub struct KeyList {
    data: Vec<KeyResource>,
    has_more: bool,
    next_cursor: Option<String>,
}

/// `GET /keys`: the keys that aren't revoked, newest first.
pub async fn list(State(app): State<App>, ApiPayee(payee): ApiPayee) -> Result<Json<KeyList>, ApiError> {
    let keys = app.ctx.store.api_key_list(&payee.id).await?;
    let data = keys.iter().map(KeyResource::from).collect();
    Ok(Json(KeyList { data, has_more: false, next_cursor: None }))
}

/// The body of `POST /keys`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AddBody {
    name: Option<String>,
    scopes: Option<Vec<String>>,
}

/// `POST /keys`: makes a key.
pub async fn add(
    State(app): State<App>,
    ApiPayee(payee): ApiPayee,
    call: ApiDraft<AddBody>,
) -> Result<Response, ApiError> {
    let AddBody { name, scopes } = call.body;
    let draft = KeyDraft { name, scopes, misread: call.misread };
    let kept = |made: &NewKey| json(StatusCode::CREATED, None, &KeyResource::from(&made.key));
    let shown = |made: &NewKey| json(StatusCode::CREATED, None, &KeyResource::from(made));
    once_shown(&app, &payee.id, call.key, kept, shown, |key| add_api_key(&app.ctx, &payee.id, draft, key)).await
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
    once_shown(&app, &payee.id, call.key, kept, shown, |key| rotate_api_key(&app.ctx, &payee.id, &id, key)).await
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
