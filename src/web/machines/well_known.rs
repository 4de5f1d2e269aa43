//! `/.well-known/…`: what programs look for at a place that is agreed on (RFC 8615).

use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::actions::keys::service::published_keys;
use crate::web::App;
use crate::web::error::ApiError;

/// `GET /.well-known/chit-keys.json`: the keys that receipts hold against, as a JWK Set (RFC 7517). They are read from the database
/// and not remembered: while the service's secret is being changed, a replica that signs with the next key may be a moment old. A new
/// key is published before it signs, so the set may be kept for an hour.
pub async fn keys(State(app): State<App>) -> Result<Response, ApiError> {
    let headers = [(header::CACHE_CONTROL, "public, max-age=3600"), (header::CONTENT_TYPE, "application/jwk-set+json")];
    Ok((headers, Json(published_keys(&app.ctx).await?)).into_response())
}
