//! Headers and cross-site rules.

use std::sync::LazyLock;

use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tower_http::csrf::CsrfLayer;

use super::style;
use crate::actions;
use crate::web::App;
use crate::web::error::{ApiError, Error, PageError, Problem};

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

/// The answer to a request whose path is no text; `None` for every other one.
pub fn refuse_path(request: &Request) -> Option<Response> {
    match request.uri().path() {
        path if is_text(path) => None,
        path if path.starts_with("/api/") => Some(ApiError(nothing_here()).into_response()),
        _ => Some(PageError(nothing_here()).into_response()),
    }
}

/// Sets the headers that every answer has.
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

/// The answer to a post on payers' pages that a browser says comes from another site. One without that word is let through: old
/// messengers' browsers don't send it, their `Origin` is hidden by our own no-referrer policy, and a payer's post does nothing that
/// its sender couldn't do himself.
pub fn refuse_cross_site(request: &Request) -> Option<Response> {
    let site = request.headers().get("sec-fetch-site").and_then(|v| v.to_str().ok());
    let crosses = request.method() == Method::POST && matches!(site, Some("cross-site" | "same-site"));
    crosses.then(|| PageError(Error::CrossSite).into_response())
}

/// Lets a payers' page send its reader on to providers' pages. A problem has no form, and is one and the same wherever it stands.
pub fn allow_payment_pages(app: &App, response: &mut Response) {
    if response.extensions().get::<Problem>().is_none() {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, app.payers_policy.clone());
    }
}

/// Sellers' pages keep the referrer within the site: under no-referrer, browsers would hide `Origin` from our own check.
pub async fn sellers_pages(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    // The check of a post's origin refuses without a word; a handler that refuses says why.
    let unexplained = response.extensions().get::<Problem>().is_none();
    if response.status() == StatusCode::FORBIDDEN
        && unexplained
        && !response.headers().contains_key(header::CONTENT_TYPE)
    {
        response = PageError(Error::CrossSite).into_response();
    }
    set(&mut response, header::REFERRER_POLICY, "same-origin");
    response
}

/// Refuses posts from other sites, by `Sec-Fetch-Site`, else by `Origin` against our own.
#[expect(clippy::expect_used, reason = "without an origin of our own, older browsers could send no form")]
pub fn same_origin(app: &App) -> CsrfLayer {
    let origin = app.ctx.public_url.origin().ascii_serialization();
    CsrfLayer::new().add_trusted_origin(origin).expect("the settings take only http and https addresses")
}
