//! The path before all addresses of the service, where its public URL has one: `/pay` for `https://shop.example/pay/`.
//!
//! Routes, handlers, templates and scripts know nothing of it: they read and write addresses as if the service had its host to itself. This
//! module takes the path off each request, and puts it in front of the addresses in an answer: of redirects, and of links and forms in
//! pages. What is written whole, such as a link to be shared, has it from the public URL.

#![expect(clippy::disallowed_types, reason = "an address’s text is cut before it is routed")]

use std::borrow::Cow;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::uri::PathAndQuery;
use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use tower_service::Service;
use url::Url;

/// The probes of load balancers, which ask by the service's address and know no public URL.
const PROBES: [&str; 2] = ["/healthz", "/readyz"];

/// The attributes of pages that hold addresses. What people type stands in none of them: it can't begin with a slash there.
const ATTRIBUTES: [&str; 9] =
    ["href", "action", "formaction", "src", "data-live", "data-look", "data-picture", "data-worker", "data-offline"];

/// The largest page, in bytes: pages are held in memory whole.
const LARGEST: usize = 1024 * 1024;

/// The path before all addresses, without a slash at its end; `None` where the service has its host to itself. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Mount(Option<Arc<str>>);

impl Mount {
    /// The path of a public URL.
    pub fn of(public_url: &Url) -> Self {
        let path = public_url.path().trim_end_matches('/');
        Self((!path.is_empty()).then(|| path.into()))
    }

    /// Puts a router below the path. Where there is none, it stays as it is.
    pub fn wrap(&self, router: Router) -> Router {
        let Some(path) = self.0.clone() else { return router };
        Router::new().fallback(move |request: Request| {
            let (path, mut router) = (Arc::clone(&path), router.clone());
            async move {
                match route(&path, request) {
                    Routed::On(request) => router.call(request).await.unwrap_or_else(|never| match never {}),
                    Routed::Answered(response) => response,
                }
            }
        })
    }

    /// The name of a cookie. `__Host-` makes browsers insist on https, the whole host and the root path, `__Secure-` on https alone.
    pub fn cookie(&self, name: &'static str, is_https: bool) -> Cow<'static, str> {
        match (is_https, &self.0) {
            (false, _) => name.into(),
            (true, None) => format!("__Host-{name}").into(),
            (true, Some(_)) => format!("__Secure-{name}").into(),
        }
    }

    /// The path of cookies, so that a neighbour on the same host gets none of them.
    pub fn cookie_path(&self) -> String {
        format!("{}/", self.0.as_deref().unwrap_or_default())
    }

    /// An address of the service with the path in front, for answers other than pages.
    pub fn address(&self, address: &str) -> String {
        format!("{}{address}", self.0.as_deref().unwrap_or_default())
    }

    /// Puts the path in front of the addresses of an answer: its `Location`, and a page's links and forms.
    pub async fn place(&self, response: Response) -> Response {
        let Some(path) = self.0.as_deref() else { return response };
        let (mut parts, body) = response.into_parts();
        let location = parts.headers.get(header::LOCATION).and_then(|location| location.to_str().ok());
        let placed = location.filter(|to| is_own(to)).map(|to| HeaderValue::try_from(format!("{path}{to}")));
        if let Some(Ok(placed)) = placed {
            parts.headers.insert(header::LOCATION, placed);
        }
        let is_page = parts.headers.get(header::CONTENT_TYPE).is_some_and(|v| v.as_bytes().starts_with(b"text/html"));
        if !is_page || parts.headers.contains_key(header::CONTENT_ENCODING) {
            return Response::from_parts(parts, body);
        }
        // A page that was rendered is in one piece already.
        let page = match to_bytes(body, LARGEST).await {
            Ok(page) => page,
            Err(error) => {
                tracing::error!(%error, "a page's addresses can't be placed");
                return StatusCode::INTERNAL_SERVER_ERROR.into_response();
            }
        };
        let placed = match std::str::from_utf8(&page) {
            Ok(text) => Bytes::from(with_path(path, text)),
            Err(_) => page,
        };
        parts.headers.remove(header::CONTENT_LENGTH);
        Response::from_parts(parts, Body::from(placed))
    }

    /// As [`Self::place`], for a page that isn't an answer yet.
    pub fn place_page(&self, page: String) -> String {
        match self.0.as_deref() {
            Some(path) => with_path(path, &page),
            None => page,
        }
    }
}

/// A request without the path, or the answer to it.
enum Routed {
    /// It goes to the router.
    On(Request),
    /// It is answered.
    Answered(Response),
}

/// Takes the path off a request's address. Answers instead where there is nothing to route: without the slash behind the path, which
/// a redirect adds, and outside of the path.
fn route(path: &str, mut request: Request) -> Routed {
    let uri = request.uri();
    let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
    let inside = match uri.path().strip_prefix(path) {
        Some("") => {
            let location = [(header::LOCATION, format!("{path}/{query}"))];
            return Routed::Answered((StatusCode::PERMANENT_REDIRECT, location).into_response());
        }
        Some(inside) if inside.starts_with('/') => inside,
        _ if PROBES.contains(&uri.path()) => return Routed::On(request),
        _ => {
            let says = format!("The service is below {path}/.\n");
            return Routed::Answered((StatusCode::NOT_FOUND, says).into_response());
        }
    };
    // A part of a valid path that begins with a slash is a valid path.
    let Ok(inside) = PathAndQuery::try_from(format!("{inside}{query}")) else {
        return Routed::Answered(StatusCode::BAD_REQUEST.into_response());
    };
    *request.uri_mut() = Uri::from(inside);
    Routed::On(request)
}

/// Returns whether an address is one on this host: `//host` is one on another.
fn is_own(address: &str) -> bool {
    address.starts_with('/') && !address.starts_with("//")
}

/// A page with the path in front of the addresses in its attributes. Templates write attributes in double quotes, and text never has one
/// that isn't escaped, so nothing but attributes looks like them.
fn with_path(path: &str, page: &str) -> String {
    let mut placed = String::with_capacity(page.len() + page.len() / 16);
    let mut rest = page;
    while let Some(at) = rest.find("=\"/") {
        let (before, value) = rest.split_at(at + 2);
        placed.push_str(before);
        let name = before[..at].rsplit(|c: char| c.is_ascii_whitespace()).next().unwrap_or_default();
        if ATTRIBUTES.contains(&name) && is_own(value) {
            placed.push_str(path);
        }
        rest = value;
    }
    placed.push_str(rest);
    placed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mount(url: &str) -> Mount {
        Mount::of(&url.parse().expect("a URL"))
    }

    #[test]
    fn links_are_placed_and_texts_are_not() {
        let page = "<a class=\"x\" href=\"/app?a=1\">=\"/app</a><form action=\"/r/a/pay\"><input value=\"/a\" title=\"/b\">\
            <a href=\"//elsewhere\"></a><a href=\"https://shop.example/pay/r/a\"></a><i data-live=\"/app/live\"></i><a href=\"#x\"></a>";
        let placed = mount("https://shop.example/pay/").place_page(page.to_owned());
        let expected = page
            .replace("href=\"/app?", "href=\"/pay/app?")
            .replace("\"/r/a/pay\"", "\"/pay/r/a/pay\"")
            .replace("\"/app/live\"", "\"/pay/app/live\"");
        assert_eq!(placed, expected);
        assert_eq!(mount("https://pay.example/").place_page(page.to_owned()), page);
    }

    #[test]
    fn cookies_stay_below_the_path() {
        let (alone, below) = (mount("https://pay.example/"), mount("https://shop.example/a/pay/"));
        assert_eq!((&*alone.cookie("chit", true), alone.cookie_path().as_str()), ("__Host-chit", "/"));
        assert_eq!((&*below.cookie("chit", true), below.cookie_path().as_str()), ("__Secure-chit", "/a/pay/"));
        assert_eq!(&*below.cookie("chit", false), "chit");
    }

    #[test]
    fn the_path_is_taken_off() {
        let routed = |address: &str| {
            let request = Request::builder().uri(address).body(Body::empty()).expect("a request");
            match route("/pay", request) {
                Routed::On(request) => Ok(request.uri().to_string()),
                Routed::Answered(response) => Err(response.status().as_u16()),
            }
        };
        for (address, wanted) in [
            ("/pay/", Ok("/")),
            ("/pay/r/abc?lang=de", Ok("/r/abc?lang=de")),
            ("/pay/pay/r", Ok("/pay/r")),
            ("/pay//evil", Ok("//evil")),
            ("/healthz", Ok("/healthz")),
            ("/pay", Err(308)),
            ("/pay?x=1", Err(308)),
            ("/payments", Err(404)),
            ("/r/abc", Err(404)),
            ("/", Err(404)),
        ] {
            assert_eq!(routed(address).as_deref(), wanted.as_ref().copied(), "{address}");
        }
    }
}
