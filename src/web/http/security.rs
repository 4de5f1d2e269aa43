//! Security headers, and the defence against cross-site requests.

use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tower_http::csrf::CsrfLayer;

use super::policy::{POLICY, SELLERS_POLICY};
use crate::actions;
use crate::web::App;
use crate::web::error::{ApiError, Error, PageError, UnrenderedProblem};

/// The browser features that are denied, since no page uses them. `web-share` isn't listed: it is allowed by default, and browsers
/// without it log the name as an error.
const PERMISSIONS: &str = "camera=(), geolocation=(), microphone=()";

fn set(response: &mut Response, name: HeaderName, value: &'static str) {
    response.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
}

/// Returns whether the percent-decoded path is UTF-8.
fn is_text(path: &str) -> bool {
    percent_encoding::percent_decode_str(path).decode_utf8().is_ok()
}

fn nothing_here() -> Error {
    Error::Action(actions::Error::NotFound)
}

/// Answers 404 to a request whose path isn't UTF-8; `None` for all others.
pub fn refuse_path(request: &Request) -> Option<Response> {
    match request.uri().path() {
        path if is_text(path) => None,
        path if path.starts_with("/api/") => Some(ApiError(nothing_here()).into_response()),
        _ => Some(PageError(nothing_here()).into_response()),
    }
}

/// Sets the security headers of every answer, unless the handler has set its own.
pub fn protect(app: &App, response: &mut Response) {
    response.headers_mut().entry(header::CONTENT_SECURITY_POLICY).or_insert_with(|| POLICY.clone());
    set(response, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(response, header::REFERRER_POLICY, "no-referrer");
    set(response, header::CACHE_CONTROL, "no-store");
    set(response, HeaderName::from_static("x-robots-tag"), "noindex, nofollow, noarchive");
    set(response, HeaderName::from_static("permissions-policy"), PERMISSIONS);
    set(response, HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    set(response, HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    if app.hsts {
        set(response, header::STRICT_TRANSPORT_SECURITY, "max-age=31536000");
    }
}

/// Answers 403 to a POST on payers' pages whose `Sec-Fetch-Site` names another site. A POST without that header is let through: old
/// messengers' browsers don't send it, their `Origin` is hidden by our own no-referrer policy, and a payer's POST does nothing that
/// its sender couldn't do directly.
pub fn refuse_cross_site(request: &Request) -> Option<Response> {
    let site = request.headers().get("sec-fetch-site").and_then(|v| v.to_str().ok());
    let crosses = request.method() == Method::POST && matches!(site, Some("cross-site" | "same-site"));
    crosses.then(|| PageError(Error::CrossSite).into_response())
}

/// Sets the policy of payers' pages. A problem page has no form and keeps the default one, so that it is the same on all routes.
pub fn allow_payment_pages(app: &App, response: &mut Response) {
    if response.extensions().get::<UnrenderedProblem>().is_none() {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, app.payers_policy.clone());
    }
}

/// Sets the policies of sellers' pages. Their content may be installed, except for problem pages, which are the same on all routes. Under
/// `Referrer-Policy: no-referrer` browsers would hide `Origin` from [`same_origin`].
pub async fn sellers_pages(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    // `same_origin` refuses with an empty answer; refusals of handlers carry a problem or a body.
    let unexplained = response.extensions().get::<UnrenderedProblem>().is_none();
    if response.status() == StatusCode::FORBIDDEN
        && unexplained
        && !response.headers().contains_key(header::CONTENT_TYPE)
    {
        response = PageError(Error::CrossSite).into_response();
    }
    if response.extensions().get::<UnrenderedProblem>().is_none() {
        response.headers_mut().entry(header::CONTENT_SECURITY_POLICY).or_insert_with(|| SELLERS_POLICY.clone());
    }
    set(&mut response, header::REFERRER_POLICY, "same-origin");
    response
}

/// The layer that refuses POSTs from other sites, by `Sec-Fetch-Site`, else by `Origin`.
#[expect(clippy::expect_used, reason = "without an origin of our own, older browsers could send no form")]
pub fn same_origin(app: &App) -> CsrfLayer {
    let origin = app.ctx.public_url.origin().ascii_serialization();
    CsrfLayer::new().add_trusted_origin(origin).expect("the settings take only http and https addresses")
}
