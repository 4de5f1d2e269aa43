//! Those who talk to the service: a program with a key, and a person with a browser.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use reqwest::header::{COOKIE, HeaderMap, LOCATION, ORIGIN, SET_COOKIE};
use reqwest::{Client, Method, RequestBuilder};
use serde_json::Value;

/// A client that follows nothing by itself and does not wait forever.
pub fn client() -> Client {
    Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        // It never meets a certificate, and reading those of the system takes longer than a call.
        .tls_certs_only([])
        // A connection that was kept would be dead after a restart.
        .pool_max_idle_per_host(0)
        .timeout(Duration::from_secs(60))
        .build()
        .expect("a client")
}

/// An answer, whole.
#[derive(Debug, Clone)]
pub struct Answer {
    pub code: u16,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    /// Sends and reads to the end.
    pub async fn of(request: RequestBuilder) -> Self {
        let response = request.send().await.expect("an answer");
        let (code, headers) = (response.status().as_u16(), response.headers().clone());
        let body = response.bytes().await.expect("a whole answer").to_vec();
        Self { code, headers, body }
    }

    /// Panics unless the status is this.
    #[track_caller]
    pub fn status(self, code: u16) -> Self {
        assert_eq!(self.code, code, "{}", self.text());
        self
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|e| panic!("{e}: {}", self.text()))
    }

    /// A header, empty where there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The address that it sends us to.
    #[track_caller]
    pub fn location(&self) -> &str {
        let location = self.header(LOCATION.as_str());
        assert!(!location.is_empty(), "no Location: {} {}", self.code, self.text());
        location
    }

    /// The fields that a problem+json names, with the code of what is wrong with each. Panics unless it is one, complete.
    #[track_caller]
    pub fn problems(&self) -> Vec<(String, String)> {
        let problem = self.problem();
        let errors = problem["errors"].as_array().unwrap_or_else(|| panic!("no errors in {problem}"));
        let named = errors.iter().map(|error| {
            let text = |name: &str| error[name].as_str().filter(|t| !t.is_empty()).expect("a text").to_owned();
            let (field, code, _detail) = (text("field"), text("code"), text("detail"));
            (field, code)
        });
        named.collect()
    }

    /// A problem+json. Panics unless it is one.
    #[track_caller]
    pub fn problem(&self) -> Value {
        assert_eq!(self.header("content-type"), "application/problem+json", "{}", self.text());
        let problem = self.json();
        assert_eq!(problem["status"], self.code, "{problem}");
        for part in ["type", "title", "detail"] {
            assert!(problem[part].as_str().is_some_and(|text| !text.is_empty()), "{part} in {problem}");
        }
        problem
    }
}

/// A program with an API key.
#[derive(Debug, Clone)]
pub struct Api {
    client: Client,
    base: String,
    key: String,
}

impl Api {
    pub fn new(client: Client, base: &str, key: &str) -> Self {
        Self { client, base: format!("{base}api/v1/"), key: key.to_owned() }
    }

    /// The key.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// A call that isn't sent yet.
    pub fn call(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{path}", self.base)).bearer_auth(&self.key)
    }

    /// The service's own address.
    pub fn service(&self) -> &str {
        self.base.trim_end_matches("/api/v1/")
    }

    pub async fn get(&self, path: &str) -> Answer {
        Answer::of(self.call(Method::GET, path)).await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        Answer::of(self.call(Method::POST, path).json(body)).await
    }

    /// A POST with an `Idempotency-Key`.
    pub async fn post_once(&self, path: &str, key: &str, body: &Value) -> Answer {
        Answer::of(self.call(Method::POST, path).header("Idempotency-Key", key).json(body)).await
    }

    pub async fn patch(&self, path: &str, body: &Value) -> Answer {
        Answer::of(self.call(Method::PATCH, path).json(body)).await
    }

    pub async fn put(&self, path: &str, body: &Value) -> Answer {
        Answer::of(self.call(Method::PUT, path).json(body)).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        Answer::of(self.call(Method::DELETE, path)).await
    }
}

/// A person's browser: keeps cookies, says where a form comes from, and follows redirects only when told to.
#[derive(Debug)]
pub struct Browser {
    client: Client,
    base: String,
    cookies: Mutex<BTreeMap<String, String>>,
}

impl Browser {
    pub fn new(client: Client, base: &str) -> Self {
        Self { client, base: base.to_owned(), cookies: Mutex::default() }
    }

    /// The URL of a path, with or without a leading slash; a URL stays as it is.
    pub fn url(&self, path: &str) -> String {
        if path.starts_with("http") {
            path.to_owned()
        } else {
            format!("{}{}", self.base, path.trim_start_matches('/'))
        }
    }

    /// A request with the browser's cookies and nothing else.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let cookies = self.cookies.lock().unwrap_or_else(PoisonError::into_inner);
        let cookies: Vec<_> = cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = self.client.request(method, self.url(path));
        if cookies.is_empty() { request } else { request.header(COOKIE, cookies.join("; ")) }
    }

    /// Sends, and keeps the cookies that come back.
    pub async fn send(&self, request: RequestBuilder) -> Answer {
        let answer = Answer::of(request).await;
        let mut cookies = self.cookies.lock().unwrap_or_else(PoisonError::into_inner);
        for cookie in answer.headers.get_all(SET_COOKIE) {
            let cookie = cookie.to_str().expect("text");
            let (name, value) = cookie.split(';').next().and_then(|pair| pair.split_once('=')).expect("a cookie");
            if value.is_empty() {
                cookies.remove(name);
            } else {
                cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        answer
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(self.request(Method::GET, path)).await
    }

    /// The text of a page that is there.
    pub async fn page(&self, path: &str) -> String {
        self.get(path).await.status(200).text()
    }

    /// Sends a form from a page of the service.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let request = self.request(Method::POST, path);
        let origin = self.base.trim_end_matches('/');
        self.send(form(request, fields).header(ORIGIN, origin).header("Sec-Fetch-Site", "same-origin")).await
    }

    /// The cookies, as a new browser's: what a thief would have.
    pub fn copy(&self) -> Self {
        let cookies = self.cookies.lock().unwrap_or_else(PoisonError::into_inner).clone();
        Self { client: self.client.clone(), base: self.base.clone(), cookies: Mutex::new(cookies) }
    }
}

/// A form's fields as a request's body, with those that the page has in it besides: what is done, and the form's own id.
pub fn form(request: RequestBuilder, fields: &[(&str, &str)]) -> RequestBuilder {
    let built = request.try_clone().and_then(|request| request.build().ok()).expect("a request");
    let deed = deed(built.url().path());
    let once = deed.filter(|deed| MAKERS.contains(deed)).map(|_| form_id());
    let hidden = [("do", deed), ("once", once.as_deref())];
    let hidden = hidden.into_iter().filter_map(|(name, value)| Some((name, value?)));
    let hidden: Vec<_> = hidden.filter(|(name, _)| fields.iter().all(|(given, _)| given != name)).collect();
    bare_form(request, &[&hidden[..], fields].concat())
}

/// A form's fields and no others.
pub fn bare_form(request: RequestBuilder, fields: &[(&str, &str)]) -> RequestBuilder {
    let body = serde_urlencoded::to_string(fields).expect("a form");
    request.header("Content-Type", "application/x-www-form-urlencoded").body(body)
}

/// The forms that are good once.
const MAKERS: [&str; 8] =
    ["new-request", "add-product", "make-bulk", "split", "add-method", "mark-paid", "sign-up", "deliver"];

/// The deed that the form of an address names. `tests/it/house/doors.rs` holds this against the pages.
pub fn deed(path: &str) -> Option<&'static str> {
    let parts: Vec<_> = path.trim_start_matches('/').split('/').collect();
    Some(match parts[..] {
        ["app", "new"] => "new-request",
        ["app", "split"] => "split",
        ["app", "bulk"] => "check-bulk",
        ["app", "bulk", "make"] => "make-bulk",
        ["app", "requests", _, "change"] => "change",
        ["app", "requests", _, "cancel"] => "cancel",
        ["app", "requests", _, "stock"] => "change-stock",
        ["app", "requests", _, "confirm-order"] => "confirm-order",
        ["app", "catalogue"] => "take-orders",
        ["app", "catalogue", "add"] => "add-product",
        ["app", "catalogue", _] => "change-product",
        ["app", "catalogue", _, "available"] => "product-available",
        ["app", "catalogue", _, "up"] => "raise-product",
        ["app", "catalogue", _, "down"] => "lower-product",
        ["app", "catalogue", _, "remove"] => "remove-product",
        ["app", "requests", _, "erase"] => "erase",
        ["app", "requests", _, "mark-paid"] => "mark-paid",
        ["app", "requests", _, "labels"] => "labels",
        ["app", "requests", _, "archive"] => "archive",
        ["app", "requests", _, "unarchive"] => "unarchive",
        ["app", "selected", "cancel"] => "cancel-many",
        ["app", "selected", "archive"] => "archive-many",
        ["app", "selected", "unarchive"] => "unarchive-many",
        ["app", "selected", "label"] => "label-many",
        ["app", "settings", "labels"] => "rename-label",
        ["app", "settings", "labels", "delete"] => "delete-label",
        ["app", "payments", _, "confirm"] => "confirm",
        ["app", "payments", _, "refund"] => "refund",
        ["app", "payments", _, "set-aside"] => "set-aside",
        ["app", "payments", _, "not-yet"] => "not-yet",
        ["app", "payments", _, "not-arrived"] => "not-arrived",
        ["app", "payments", _, "keep"] => "keep",
        ["app", "payments", _, "ask"] => "ask-provider",
        ["app", "payments", _, "refunds", _, "sent"] => "refund-sent",
        ["app", "payments", _, "refunds", _, "not-sent"] => "refund-not-sent",
        ["app", "look", "seen"] => "see-event",
        ["app", "look", "arrived"] => "confirm-all",
        ["app", "methods"] => "add-method",
        ["app", "methods", "picture"] => "read-code-picture",
        ["app", "methods", _, "delete"] => "remove-method",
        ["app", "methods", _, "up"] => "move-method",
        ["app", "methods", _, "down"] => "lower-method",
        ["app", "methods", _, "label"] => "label-method",
        ["app", "books", "deliveries"] => "deliver",
        ["app", "books", "close"] => "close-books",
        ["app", "books", "closing-day"] => "closing-day",
        ["app", "books", "accounts"] => "accounts",
        ["app", "books", "statements"] => "import-statement",
        ["app", "books", "statements", _, "undo"] => "undo-import",
        ["app", "books", "statements", _, "entries", _, "confirm"] => "confirm-entry",
        ["app", "books", "statements", _, "entries", _, "dismiss"] => "dismiss-entry",
        ["app", "settings", "profile" | "language"] => "settings",
        ["app", "settings", "pages-language"] => "pages-language",
        ["app", "settings", "keys"] => "add-key",
        ["app", "settings", "keys", _, "rotate"] => "rotate-key",
        ["app", "settings", "keys", _, "revoke"] => "revoke-key",
        ["app", "settings", "webhooks"] => "add-webhook",
        ["app", "settings", "webhooks", _] => "change-webhook",
        ["app", "settings", "webhooks", _, "disable"] => "disable-webhook",
        ["app", "settings", "webhooks", _, "enable"] => "enable-webhook",
        ["app", "settings", "webhooks", _, "rotate"] => "rotate-secret",
        ["app", "settings", "webhooks", _, "test"] => "test-webhook",
        ["app", "settings", "webhooks", _, "remove"] => "remove-webhook",
        ["app", "settings", "webhooks", _, "deliveries", _, "retry"] => "retry-delivery",
        ["app", "settings", "alerts", "devices"] => "add-device",
        ["app", "settings", "alerts", "devices", "replace"] => "replace-device",
        ["app", "settings", "alerts", "devices", _, "amounts"] => "device-amounts",
        ["app", "settings", "alerts", "devices", _, "test"] => "test-device",
        ["app", "settings", "alerts", "devices", _, "remove"] => "remove-device",
        ["app", "settings", "close"] => "close-account",
        ["app", "settings", "owner-key"] => "new-owner-key",
        ["app", "operator", "take-down"] => "take-down",
        ["app", "operator", "put-back"] => "put-back",
        ["app", "operator", "dismiss"] => "dismiss-reports",
        ["app", "operator", "texts", _] => "service-text",
        ["app", "sign-up"] => "sign-up",
        ["app", "sign-in"] => "sign-in",
        ["app", "settings", "passkeys"] => "add-passkey",
        ["app", "settings", "passkeys", "start"] => "start-new-passkey",
        ["app", "settings", "passkeys", _, "rename"] => "rename-passkey",
        ["app", "settings", "passkeys", _, "revoke"] => "revoke-passkey",
        ["app", "settings", "recovery-codes"] => "new-recovery-codes",
        ["app", "settings", "people"] => "invite-member",
        ["app", "settings", "people", _, "remove"] => "remove-member",
        ["app", "invite", _] => "join",
        ["app", "sign-in", "start"] => "start-passkey",
        ["app", "sign-in", "passkey"] => "passkey-sign-in",
        ["app", "sign-in", "recovery"] => "recovery-sign-in",
        ["app", "sign-in", _] => "sign-in-by-link",
        ["app", "sign-out"] => "sign-out",
        ["app", "sign-out-everywhere"] => "sign-out-everywhere",
        ["p", _, "claim"] => "claim",
        _ => return None,
    })
}

/// An id that no form had before.
pub fn form_id() -> String {
    static DRAWN: AtomicU32 = AtomicU32::new(0);
    format!("{}-{:022}", super::now().timestamp(), DRAWN.fetch_add(1, Ordering::Relaxed))
}

/// Calls until the answer is 429: the answers before, and that one. What a limit lets through in all depends on how fast the calls
/// come; that it lets through so many at once is shown beside `web/http/limits.rs`, by a clock of the test's own.
pub async fn until_too_many(call: impl AsyncFn() -> Answer) -> (usize, Answer) {
    for before in 0..40 {
        let answer = call().await;
        if answer.code == 429 {
            return (before, answer);
        }
    }
    panic!("it never is too much");
}
