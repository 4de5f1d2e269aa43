//! One log line per request: method, route template, status, microseconds. Never the path: it holds codes and tokens.

use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::middleware::Next;
use axum::response::Response;
use tracing::Instrument;

/// Logs a request, and gives it an id that the answer carries as `x-request-id`.
pub async fn request(request: Request, next: Next) -> Response {
    let id = nanoid::nanoid!(12);
    let route = request.extensions().get::<MatchedPath>().map_or("unmatched", |path| path.as_str()).to_owned();
    let method = request.method().clone();
    let span = tracing::info_span!("request", id);
    let begun = Instant::now();
    let mut response = next.run(request).instrument(span.clone()).await;
    let (status, us) = (response.status().as_u16(), begun.elapsed().as_micros());
    span.in_scope(|| tracing::debug!(target: "chit::access", %method, route, status, us));
    if let Ok(id) = id.parse() {
        response.headers_mut().insert("x-request-id", id);
    }
    response
}
