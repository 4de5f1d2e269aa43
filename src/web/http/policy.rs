//! The content security policies of pages.

use std::sync::LazyLock;

use axum::http::HeaderValue;

use super::style;

/// The default content security policy: everything is loaded from this origin, no inline style or script but the one style sheet that
/// each page carries, no framing, no forms to other origins. `form-action` stands last, so that providers' pages can be appended.
pub static POLICY: LazyLock<HeaderValue> = LazyLock::new(|| policy(&[]));

/// The policy of sellers' pages: the app can be installed, and has a service worker.
pub static SELLERS_POLICY: LazyLock<HeaderValue> = LazyLock::new(|| {
    let text = POLICY.to_str().unwrap_or("default-src 'none'");
    let with = text.replacen("connect-src 'self';", "connect-src 'self'; manifest-src 'self'; worker-src 'self';", 1);
    HeaderValue::try_from(with).unwrap_or(HeaderValue::from_static("default-src 'none'"))
});

fn policy(form_targets: &[String]) -> HeaderValue {
    let style = style::source();
    let targets: String = form_targets.iter().map(|target| format!(" {target}")).collect();
    let text = format!(
        "default-src 'none'; style-src 'self' {style}; img-src 'self' data:; script-src 'self'; connect-src 'self'; \
        base-uri 'none'; frame-ancestors 'none'; form-action 'self'{targets}"
    );
    // Unreachable for origins of URLs; were it reached, the policy would fail closed.
    HeaderValue::try_from(text).unwrap_or(HeaderValue::from_static("default-src 'none'"))
}

/// The policy of payers' pages, which allows forms to be redirected to the origins of `payment_pages`: browsers check `form-action`
/// also for the redirect that answers a form.
pub fn payers_policy(payment_pages: &[String]) -> HeaderValue {
    policy(payment_pages)
}
