//! Calls to a small server of our own, on the loopback, that misbehaves in many ways.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{any, get};
use futures_util::stream;

use super::*;

const QUICK: Patience = Patience {
    connect: Duration::from_secs(5),
    answer: Duration::from_secs(5),
    whole: Duration::from_secs(30),
    repetitions: 2,
    pause: Duration::from_millis(1),
    size: 1000,
    failures: 1000,
    rest: Duration::ZERO,
};

/// A server that counts its requests. It ends with the test's runtime.
struct Server {
    base: Base,
    asked: Arc<AtomicUsize>,
}

impl Server {
    async fn of(router: Router) -> Self {
        let asked = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&asked);
        let counting = move |request: Request, next: axum::middleware::Next| {
            counter.fetch_add(1, Ordering::SeqCst);
            next.run(request)
        };
        let router = router.layer(axum::middleware::from_fn(counting));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let base = format!("http://{}", listener.local_addr().expect("an address")).parse().expect("a base");
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { base, asked }
    }

    /// A server that answers every request alike.
    async fn saying(status: u16, body: &'static str) -> Self {
        let status = StatusCode::from_u16(status).expect("a status");
        Self::of(Router::new().fallback(any(move || async move { (status, body) }))).await
    }

    fn provider(&self, patience: Patience) -> Provider {
        Provider::new("Test", self.base.clone(), patience)
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }
}

fn key() -> SecretString {
    SecretString::from("sk_test_hidden")
}

fn failure(answer: Result<Answer, Error>) -> String {
    match answer {
        Err(error @ Error::NoAnswer { .. }) => error.to_string(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn an_answer_comes_back_as_it_is() {
    for status in [200, 201, 400, 401, 402, 403, 404, 422] {
        let server = Server::saying(status, "{\"a\":1}").await;
        let key = key();
        let answer = server.provider(QUICK).send(&Call::get(&["v1", "x"], Credential::Bearer(&key))).await;
        let answer = answer.expect("an answer");
        assert_eq!(answer.status.as_u16(), status);
        assert_eq!(answer.read::<serde_json::Value>().expect("JSON"), serde_json::json!({"a": 1}));
        assert_eq!(server.asked(), 1);
    }
}

#[tokio::test]
async fn what_is_sent_is_what_was_said() {
    let echo = |request: Request| async move {
        let (parts, body) = request.into_parts();
        let header = |headers: &HeaderMap, name: &str| headers.get(name).map(|v| v.to_str().expect("text").to_owned());
        let body = axum::body::to_bytes(body, 1000).await.expect("a body");
        axum::Json(serde_json::json!({
            "call": format!("{} {}", parts.method, parts.uri),
            "agent": header(&parts.headers, "user-agent"),
            "authorization": header(&parts.headers, "authorization"),
            "once": header(&parts.headers, "idempotency-key"),
            "type": header(&parts.headers, "content-type"),
            "body": String::from_utf8_lossy(&body),
        }))
    };
    let server = Server::of(Router::new().fallback(any(echo))).await;
    let key = key();
    let fields = [("a[b]", "1 & 2".to_owned())];
    let call = Call::post(&["v1", "../x"], Credential::Basic("me", &key)).once("Idempotency-Key", "k").form(&fields);
    let said: serde_json::Value = server.provider(QUICK).send(&call).await.expect("an answer").read().expect("JSON");
    assert_eq!(
        said,
        serde_json::json!({
            "call": "POST /v1/..%2Fx",
            "agent": "Chit",
            "authorization": "Basic bWU6c2tfdGVzdF9oaWRkZW4=",
            "once": "k",
            "type": "application/x-www-form-urlencoded",
            "body": "a%5Bb%5D=1+%26+2",
        })
    );
}

#[tokio::test]
async fn only_harmless_calls_are_repeated() {
    let key = key();
    for status in [500, 502, 503, 429, 409] {
        let server = Server::saying(status, "no").await;
        let provider = server.provider(QUICK);
        let get = Call::get(&["x"], Credential::Bearer(&key));
        assert_eq!(failure(provider.send(&get).await), format!("Test: it answered {status}"));
        assert_eq!(server.asked(), 3, "{status}: a reading call, thrice");
        let post = Call::post(&["x"], Credential::Bearer(&key));
        failure(provider.send(&post).await);
        assert_eq!(server.asked(), 4, "{status}: a doing call, once");
        let once = Call::post(&["x"], Credential::Bearer(&key)).once("Idempotency-Key", "k");
        failure(provider.send(&once).await);
        assert_eq!(server.asked(), 7, "{status}: a doing call under a key, thrice");
    }
}

#[tokio::test]
async fn a_failure_that_passes_is_not_seen() {
    let count = Arc::new(AtomicUsize::new(0));
    let answer = move || {
        let status = if count.fetch_add(1, Ordering::SeqCst) < 2 { 503 } else { 200 };
        async move { (StatusCode::from_u16(status).expect("a status"), "{}") }
    };
    let server = Server::of(Router::new().fallback(any(answer))).await;
    let key = key();
    let answer = server.provider(QUICK).send(&Call::get(&["x"], Credential::Bearer(&key))).await.expect("an answer");
    assert_eq!((answer.status.as_u16(), server.asked()), (200, 3));
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let router = Router::new()
        .route("/v1/away", any(|| async { Redirect::temporary("/v1/secret") }))
        .route("/v1/secret", get(|| async { "{}" }));
    let server = Server::of(router).await;
    let key = key();
    let answer = server.provider(QUICK).send(&Call::get(&["v1", "away"], Credential::Bearer(&key))).await;
    assert_eq!(failure(answer), "Test: it answered 307");
    assert_eq!(server.asked(), 1);
}

#[tokio::test]
async fn nonsense_is_no_answer() {
    let key = key();
    for nonsense in ["", "<html>", "{\"a\":", "[]", "{\"id\":1}", "\u{0}"] {
        #[derive(Debug, serde::Deserialize)]
        struct Thing {
            #[expect(dead_code, reason = "it is never read because it never comes")]
            id: String,
        }
        let server = Server::saying(200, nonsense).await;
        let answer =
            server.provider(QUICK).send(&Call::get(&["x"], Credential::Bearer(&key))).await.expect("an answer");
        let read: Result<Thing, _> = answer.read();
        assert!(matches!(read, Err(Error::Unreadable)), "{nonsense}");
    }
}

#[tokio::test]
async fn a_huge_answer_is_given_up() {
    let key = key();
    // With a length, and without one: chunk by chunk, without end.
    let endless = || async {
        Body::from_stream(stream::repeat_with(|| Ok::<_, std::io::Error>(Bytes::from_static(&[b' '; 100]))))
    };
    let router = Router::new().route("/long", get(|| async { "x".repeat(1001) })).route("/endless", get(endless));
    let server = Server::of(router).await;
    let provider = server.provider(QUICK);
    for path in [["long"], ["endless"]] {
        let answer = provider.send(&Call::get(&path, Credential::Bearer(&key))).await;
        assert_eq!(failure(answer), "Test: its answer is too large");
    }
    assert_eq!(server.asked(), 2, "it is not asked again for what is too large");
}

#[tokio::test]
async fn a_provider_that_does_not_answer_is_given_up() {
    let silent = || async { std::future::pending::<Response>().await };
    let broken = || async {
        let parts = [Ok(Bytes::from_static(b"{")), Err(std::io::Error::other("gone"))];
        Body::from_stream(stream::iter(parts)).into_response()
    };
    let router = Router::new().route("/silent", get(silent)).route("/broken", get(broken));
    let server = Server::of(router).await;
    let key = key();
    let soon = Duration::from_millis(20);
    for patience in [Patience { answer: soon, ..QUICK }, Patience { whole: soon, ..QUICK }] {
        let answer = server.provider(patience).send(&Call::get(&["silent"], Credential::Bearer(&key))).await;
        assert_eq!(failure(answer), "Test: it did not answer in time");
    }
    let answer = server.provider(QUICK).send(&Call::get(&["broken"], Credential::Bearer(&key))).await;
    assert_eq!(failure(answer), "Test: its answer broke off");
    // A port without a listener, held so that nothing else can listen on it.
    let taken = tokio::net::TcpSocket::new_v4().expect("a socket");
    taken.bind(([127, 0, 0, 1], 0).into()).expect("a port");
    let base = format!("http://{}", taken.local_addr().expect("an address")).parse().expect("a base");
    let nobody = Provider::new("Test", base, QUICK);
    let answer = nobody.send(&Call::get(&["x"], Credential::Bearer(&key))).await;
    assert_eq!(failure(answer), "Test: it can't be reached");
}

#[tokio::test]
async fn a_provider_that_always_fails_is_left_alone() {
    let server = Server::saying(500, "no").await;
    let provider = server.provider(Patience { failures: 3, rest: Duration::from_secs(3600), ..QUICK });
    let key = key();
    let call = || Call::post(&["x"], Credential::Bearer(&key));
    for _ in 0..3 {
        assert_eq!(failure(provider.send(&call()).await), "Test: it answered 500");
    }
    for _ in 0..3 {
        assert_eq!(failure(provider.send(&call()).await), "Test: it failed too often and is left alone for a while");
    }
    assert_eq!(server.asked(), 3);
}

#[tokio::test]
async fn a_provider_that_works_again_is_used_again() {
    let count = Arc::new(AtomicUsize::new(0));
    let answer = move || {
        let status = if count.fetch_add(1, Ordering::SeqCst) < 3 { 500 } else { 200 };
        async move { (StatusCode::from_u16(status).expect("a status"), "{}") }
    };
    let server = Server::of(Router::new().fallback(any(answer))).await;
    let provider = server.provider(Patience { failures: 3, rest: Duration::ZERO, ..QUICK });
    let key = key();
    for _ in 0..3 {
        failure(provider.send(&Call::post(&["x"], Credential::Bearer(&key))).await);
    }
    for _ in 0..5 {
        provider.send(&Call::post(&["x"], Credential::Bearer(&key))).await.expect("an answer");
    }
    assert_eq!(server.asked(), 8);
}

#[tokio::test]
async fn what_a_provider_refuses_does_not_count_as_its_failure() {
    for status in [400, 401, 404, 429] {
        let server = Server::saying(status, "{}").await;
        let provider = server.provider(Patience { failures: 1, rest: Duration::from_secs(3600), ..QUICK });
        let key = key();
        for asked in 1..4 {
            let _ = provider.send(&Call::post(&["x"], Credential::Bearer(&key))).await;
            assert_eq!(server.asked(), asked, "{status}");
        }
    }
}

#[tokio::test]
async fn debug_tells_neither_keys_nor_bodies() {
    let server = Server::saying(200, "\"hidden answer\"").await;
    let key = key();
    let call = Call::post(&["hidden path"], Credential::Bearer(&key))
        .query(&[("hidden", "query")])
        .header("x", "hidden header")
        .json(b"hidden body".to_vec());
    let answer = server.provider(QUICK).send(&call).await.expect("an answer");
    let text = format!("{call:?} {answer:?} {:?}", call.credential);
    assert!(!text.contains("hidden"), "{text}");
}
