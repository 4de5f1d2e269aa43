//! One log line per request: method, route template, status, microseconds. Never the path: it holds codes and tokens.

use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::http::Method;
use axum::response::Response;
use tracing::Span;

use super::traffic::{Traffic, UNMATCHED};

/// The length of a request's id, in characters.
const ID: usize = 12;

/// The facts of a request that may be logged.
#[derive(Debug)]
pub struct Access {
    id: String,
    route: Option<MatchedPath>,
    method: Method,
    span: Span,
    begun: Instant,
}

impl Access {
    /// Draws the request's id, opens its span, and starts the stopwatch.
    pub fn of(request: &Request) -> Self {
        let id = nanoid::format(nanoid::rngs::thread_local, &nanoid::alphabet::SAFE, ID);
        let span = tracing::info_span!("request", id);
        let (route, method) = (request.extensions().get::<MatchedPath>().cloned(), request.method().clone());
        Self { id, route, method, span, begun: Instant::now() }
    }

    /// The span of all events that are logged while the request is handled.
    pub fn span(&self) -> Span {
        self.span.clone()
    }

    /// Counts and logs the request, and gives the answer its id as `x-request-id`. `group` is that of its route.
    pub fn log(self, response: &mut Response, traffic: &Traffic, group: &'static str) {
        let Self { id, route, method, span, begun } = self;
        let (route, took) = (route.as_ref().map_or(UNMATCHED, MatchedPath::as_str), begun.elapsed());
        traffic.count(&method, route, response.status(), group, took);
        let (status, us) = (response.status().as_u16(), took.as_micros());
        span.in_scope(|| tracing::debug!(target: "chit::access", %method, route, status, us));
        if let Ok(id) = id.parse() {
            response.headers_mut().insert("x-request-id", id);
        }
    }
}
