//! The limit: an axum server that does nothing but answer, with the bytes and headers that the real server was seen to send.

use std::path::Path;
use std::str::FromStr;

use anyhow::Context;
use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use tokio::net::TcpListener;

/// Headers that the HTTP library writes itself.
const WRITTEN: [&str; 4] = ["connection", "content-length", "date", "transfer-encoding"];

/// An answer that was recorded.
#[derive(Clone)]
struct Recorded {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

/// Serves the recorded `page`, `made` and `taken` of a directory, until it is killed.
pub fn serve(directory: &Path) -> anyhow::Result<()> {
    let page = Recorded::read(&directory.join("page"))?;
    let made = Recorded::read(&directory.join("made"))?;
    let taken = Recorded::read(&directory.join("taken"))?;
    let router = Router::new()
        .route("/r/{code}", get(async move || page.clone()))
        .route("/api/v1/requests", post(async move |_: Bytes| made.clone()))
        .route("/hooks/{rail}/{method}", post(async move |_: Bytes| taken.clone()));
    tokio::runtime::Runtime::new()?.block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        println!("Listening on http://{}/", listener.local_addr()?);
        Ok(axum::serve(listener, router).await?)
    })
}

impl Recorded {
    fn read(file: &Path) -> anyhow::Result<Self> {
        let bytes = std::fs::read(file)?;
        let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").context("a head")?;
        let mut lines = std::str::from_utf8(&bytes[..end])?.split("\r\n");
        let status = lines.next().and_then(|line| line.split(' ').nth(1)).context("a status")?;
        let mut headers = HeaderMap::new();
        for line in lines {
            let (name, value) = line.split_once(": ").context("a header")?;
            if !WRITTEN.contains(&name) {
                headers.append(HeaderName::from_str(name)?, HeaderValue::from_str(value)?);
            }
        }
        Ok(Self { status: status.parse()?, headers, body: Bytes::copy_from_slice(&bytes[end + 4..]) })
    }
}

impl IntoResponse for Recorded {
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::from(self.body));
        *response.status_mut() = self.status;
        *response.headers_mut() = self.headers;
        response
    }
}
