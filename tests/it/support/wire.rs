//! Requests as they stand on the wire.

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::{Answer, App};

/// Where a request of the test's own making goes: word for word, which no client's URL would be.
pub struct Wire<'a> {
    pub app: &'a App,
    pub cookie: Option<String>,
}

impl Wire<'_> {
    pub async fn send(&self, method: &str, path: &[u8], body: &str) -> Answer {
        let address = self.app.base.trim_start_matches("http://").trim_end_matches('/');
        let mut stream = TcpStream::connect(address).await.expect("it listens");
        let cookie = self.cookie.as_ref().map(|cookie| format!("cookie: {cookie}\r\n")).unwrap_or_default();
        let head = format!(
            " HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\nsec-fetch-site: same-origin\r\norigin: http://{address}\r\n\
            content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n{cookie}\r\n{body}",
            body.len()
        );
        stream.write_all(&[method.as_bytes(), b" ", path, head.as_bytes()].concat()).await.expect("sent");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.expect("an answer");
        let split = answer.windows(4).position(|four| four == b"\r\n\r\n").expect("a head");
        let head = String::from_utf8_lossy(&answer[..split]).into_owned();
        let code = head.split(' ').nth(1).and_then(|code| code.parse().ok()).expect("a status");
        let lines = head.lines().skip(1).filter_map(|line| line.split_once(": "));
        let headers: HeaderMap = lines
            .map(|(name, value)| {
                (name.parse::<HeaderName>().expect("a name"), HeaderValue::from_str(value).expect("a value"))
            })
            .collect();
        Answer { code, headers, body: answer[split + 4..].to_vec() }
    }
}
