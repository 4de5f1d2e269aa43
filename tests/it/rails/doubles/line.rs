//! The line to a provider's double: it notes whatever is asked, word for word, and it can be bad.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};

/// How the line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weather {
    Fine,
    /// Whatever is asked, the answer is 500, and nothing was done.
    Down,
    /// It says that all is well, in no language.
    Nonsense,
    /// There is never an answer.
    Silent,
    /// What is asked by a POST to a path that ends like this is done, and the answer is lost.
    Lost(&'static str),
    /// A POST to a path that ends like this is answered so, and nothing was done.
    Answers(&'static str, u16),
    /// Whatever is asked is answered so, and nothing was done.
    All(u16),
}

/// A request as it came.
#[derive(Debug, Clone)]
pub struct Heard {
    pub method: String,
    /// The path with its query.
    pub path: String,
    pub headers: BTreeMap<String, String>,
    pub body: String,
}

struct Inner {
    weather: Weather,
    heard: Vec<Heard>,
    listener: Option<std::net::TcpListener>,
}

/// A server's address, and what came there. It ends with the process.
#[derive(Clone)]
pub struct Line {
    pub base: String,
    inner: Arc<Mutex<Inner>>,
}

impl Line {
    /// Takes a free port.
    pub fn open() -> Self {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        listener.set_nonblocking(true).expect("a listener");
        let base = format!("http://{}", listener.local_addr().expect("an address"));
        let inner = Inner { weather: Weather::Fine, heard: Vec::new(), listener: Some(listener) };
        Self { base, inner: Arc::new(Mutex::new(inner)) }
    }

    /// Answers, on a thread of its own, so that it answers while a test waits for a command.
    pub fn serve(&self, router: Router) {
        let listener = self.lock().listener.take().expect("it serves once");
        let router = router.layer(from_fn_with_state(self.clone(), meet));
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
            runtime.block_on(async {
                let listener = tokio::net::TcpListener::from_std(listener).expect("a listener");
                axum::serve(listener, router).await.expect("it serves");
            });
        });
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn be(&self, weather: Weather) {
        self.lock().weather = weather;
    }

    /// Everything that came, oldest first.
    pub fn heard(&self) -> Vec<Heard> {
        self.lock().heard.clone()
    }
}

async fn meet(State(line): State<Line>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(body) = axum::body::to_bytes(body, 1 << 20).await else {
        return (StatusCode::BAD_REQUEST, "cut off").into_response();
    };
    let text = |value: &http::HeaderValue| value.to_str().expect("text").to_owned();
    let heard = Heard {
        method: parts.method.to_string(),
        path: parts.uri.to_string(),
        headers: parts.headers.iter().map(|(name, value)| (name.to_string(), text(value))).collect(),
        body: String::from_utf8(body.to_vec()).expect("text"),
    };
    let weather = {
        let mut inner = line.lock();
        inner.heard.push(heard);
        inner.weather
    };
    let is_lost = |end: &str| parts.method == http::Method::POST && parts.uri.path().ends_with(end);
    let is_lost = matches!(weather, Weather::Lost(end) if is_lost(end));
    let refused = |status: u16| {
        // As both providers write it, with a reason that isn't of the call.
        let body = r#"{"error": {"type": "invalid_request_error", "code": "resource_missing"}, "name": "REFUSED", "details": []}"#;
        (StatusCode::from_u16(status).expect("a status"), body).into_response()
    };
    let is_answered = |end: &str| parts.method == http::Method::POST && parts.uri.path().ends_with(end);
    let answered = match weather {
        Weather::All(status) => Some(status),
        Weather::Answers(end, status) if is_answered(end) => Some(status),
        _ => None,
    };
    if let Some(status) = answered {
        return refused(status);
    }
    let down = || (StatusCode::INTERNAL_SERVER_ERROR, "down").into_response();
    let request = Request::from_parts(parts, Body::from(body));
    match weather {
        Weather::Lost(_) if is_lost => {
            next.run(request).await;
            down()
        }
        Weather::Fine | Weather::Lost(_) | Weather::Answers(..) | Weather::All(_) => next.run(request).await,
        Weather::Down => down(),
        Weather::Nonsense => "<html>Everything is fine</html>".into_response(),
        Weather::Silent => std::future::pending().await,
    }
}
