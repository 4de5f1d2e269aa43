//! `/.well-known/…`: what programs look for at a place that is agreed on (RFC 8615).

use axum::Json;
use axum::extract::State as FromState;
use axum::http::header;
use axum::response::{IntoResponse, Response};

use super::State;

/// `GET /.well-known/chit-keys.json`: the key that receipts are signed with, as a JWK Set (RFC 7517). It stays as long as the
/// service's secret does, so it may be kept for an hour.
pub async fn keys(FromState(state): FromState<State>) -> Response {
    let headers = [(header::CACHE_CONTROL, "public, max-age=3600"), (header::CONTENT_TYPE, "application/jwk-set+json")];
    (headers, Json(state.ctx.receipts.published())).into_response()
}
