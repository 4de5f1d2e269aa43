//! Headers and cross-site rules.

use std::sync::LazyLock;

use axum::extract::{Request, State as FromState};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tower_http::csrf::CsrfLayer;

use super::error::{ApiError, Error, PageError, Problem};
use super::{State, style};
use crate::actions;

/// Nothing is loaded from anywhere but here, no style or script runs inline but the one style that each page carries, nobody frames
/// us, and forms go nowhere else. On payers' pages, providers' are added at the end.
static POLICY: LazyLock<HeaderValue> = LazyLock::new(|| policy(&[]));

fn policy(form_targets: &[String]) -> HeaderValue {
    let style = style::source();
    let targets: String = form_targets.iter().map(|target| format!(" {target}")).collect();
    let text = format!(
        "default-src 'none'; style-src 'self' {style}; img-src 'self' data:; script-src 'self'; connect-src 'self'; \
        base-uri 'none'; frame-ancestors 'none'; form-action 'self'{targets}"
    );
    // What is no header value is no address either; without it nothing at all is allowed.
    HeaderValue::try_from(text).unwrap_or(HeaderValue::from_static("default-src 'none'"))
}

/// The policy of payers' pages, from which these servers' pages are reached: a browser that is sent on by the answer to a form asks
/// `form-action` whether it may go.
pub fn payers_policy(payment_pages: &[String]) -> HeaderValue {
    policy(payment_pages)
}

/// Browser features that are denied: no page uses them. Sharing is not named, because by default a page may use the share sheet, and
/// browsers without one log the name `web-share` as an error.
const PERMISSIONS: &str = "camera=(), geolocation=(), microphone=()";

fn set(response: &mut Response, name: HeaderName, value: &'static str) {
    response.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
}

/// Whether a path is text. One that isn't names nothing.
fn is_text(path: &str) -> bool {
    percent_encoding::percent_decode_str(path).decode_utf8().is_ok()
}

fn nothing_here() -> Error {
    Error::Action(actions::Error::NotFound)
}

/// For every answer.
pub async fn everywhere(FromState(state): FromState<State>, request: Request, next: Next) -> Response {
    let mut response = match is_text(request.uri().path()) {
        true => next.run(request).await,
        false if request.uri().path().starts_with("/api/") => ApiError(nothing_here()).into_response(),
        false => PageError(nothing_here()).into_response(),
    };
    response.headers_mut().entry(header::CONTENT_SECURITY_POLICY).or_insert_with(|| POLICY.clone());
    set(&mut response, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(&mut response, header::REFERRER_POLICY, "no-referrer");
    set(&mut response, header::CACHE_CONTROL, "no-store");
    set(&mut response, HeaderName::from_static("x-robots-tag"), "noindex, nofollow, noarchive");
    set(&mut response, HeaderName::from_static("permissions-policy"), PERMISSIONS);
    set(&mut response, HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    set(&mut response, HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    if state.hsts {
        set(&mut response, header::STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
    response
}

/// Payers' pages. A post that a browser says comes from another site is refused. One without that word is let through: old
/// messengers' browsers don't send it, their `Origin` is hidden by our own no-referrer policy, and a payer's post does nothing that
/// its sender couldn't do himself.
pub async fn payers_pages(FromState(state): FromState<State>, request: Request, next: Next) -> Response {
    let site = request.headers().get("sec-fetch-site").and_then(|v| v.to_str().ok());
    if request.method() == Method::POST && matches!(site, Some("cross-site" | "same-site")) {
        return PageError(Error::CrossSite).into_response();
    }
    let mut response = next.run(request).await;
    // A problem has no form, and is one and the same wherever it stands.
    if response.extensions().get::<Problem>().is_none() {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, state.payers_policy.clone());
    }
    response
}

/// Sellers' pages keep the referrer within the site: under no-referrer, browsers would hide `Origin` from our own check.
pub async fn sellers_pages(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    if response.status() == StatusCode::FORBIDDEN && !response.headers().contains_key(header::CONTENT_TYPE) {
        response = PageError(Error::CrossSite).into_response();
    }
    set(&mut response, header::REFERRER_POLICY, "same-origin");
    response
}

/// Refuses posts from other sites, by `Sec-Fetch-Site`, else by `Origin` against our own.
pub fn same_origin(state: &State) -> CsrfLayer {
    let origin = state.ctx.public_url.origin().ascii_serialization();
    CsrfLayer::new().add_trusted_origin(origin).unwrap_or_else(|_| CsrfLayer::new())
}
