//! Payees' own endpoints, which the service posts messages to.
//!
//! They may be where servers that payees name may be ([`Servers`]): on the public internet by https, for a private service also beside it,
//! and wherever the operator allows. A name is resolved once for a call and the connection pinned to the address that was checked;
//! redirects are not followed; of an answer, nothing is read but its head.

use std::time::Duration;

use chrono::{DateTime, TimeDelta};
use http::{HeaderMap, StatusCode, header};
use reqwest::RequestBuilder;
use url::Url;

use super::reach::Reach;
use super::servers::Servers;
use super::{Failure, LazyClient, Patience, client, failure_of};
use crate::domain::clock::Timestamp;
use crate::domain::field::Problem;

/// The longest address, in bytes.
const LONGEST: usize = 2048;

/// The limits of a call. Standard Webhooks wants 15 to 30 seconds for an answer.
const PATIENCE: Duration = Duration::from_secs(20);

/// The way to endpoints. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Endpoints {
    servers: Servers,
    public: LazyClient,
    trusted: LazyClient,
}

/// The reason why an address is no endpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadEndpoint {
    /// The text is no URL, or not a safe one.
    #[error("Write an address that begins with https://, without user name, password and #.")]
    Address,
    /// The text is too long.
    #[error("An address has {LONGEST} characters at most.")]
    TooLong,
    /// The server is not on the public internet.
    #[error("This server is in a private network. Whoever runs this service can allow it by CHIT_ALLOW_SERVERS.")]
    Private,
}

impl Problem for BadEndpoint {
    fn code(&self) -> &'static str {
        match self {
            Self::Address => "invalid",
            Self::TooLong => "too_long",
            Self::Private => "private",
        }
    }

    fn key(&self) -> Option<&'static str> {
        // The text of other addresses refuses a question mark.
        matches!(self, Self::Address).then_some("error-webhook-address")
    }
}

/// A message to an endpoint, with the headers of Standard Webhooks.
pub struct EndpointMessage {
    /// The message's id.
    pub id: String,
    /// The time of this attempt.
    pub at: Timestamp,
    /// The signatures of id, time and body.
    pub signature: String,
    /// The body, JSON.
    pub body: String,
}

impl std::fmt::Debug for EndpointMessage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Message").field("id", &self.id).finish_non_exhaustive()
    }
}

/// The head of an endpoint's answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reply {
    /// The HTTP status, any.
    pub status: StatusCode,
    /// The pause that `Retry-After` asks for.
    pub retry_after: Option<TimeDelta>,
}

impl Endpoints {
    /// The way to endpoints, by the rules for servers that payees name.
    pub fn new(servers: Servers) -> Self {
        Self { servers, public: LazyClient::default(), trusted: LazyClient::default() }
    }

    /// Parses an endpoint's address. Nothing is called, and no name is resolved.
    ///
    /// # Errors
    /// [`BadEndpoint`].
    pub fn check(&self, text: &str) -> Result<Url, BadEndpoint> {
        if text.len() > LONGEST {
            return Err(BadEndpoint::TooLong);
        }
        let url = Url::parse(text).map_err(|_| BadEndpoint::Address)?;
        let bare = url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
        let safe = url.scheme() == "https" || (url.scheme() == "http" && self.servers.may_be_in_clear(&url));
        // The parser mends blanks and control characters, which nobody means.
        let is_clean = text.bytes().all(|b| b.is_ascii_graphic());
        if !(bare && safe && is_clean && url.has_host()) {
            return Err(BadEndpoint::Address);
        }
        if self.servers.reach(&url).takes(&url) { Ok(url) } else { Err(BadEndpoint::Private) }
    }

    /// Posts a message, once. The rules are applied again: an address may have been stored while it was allowed.
    ///
    /// # Errors
    /// [`Failure`], if no head of an answer arrived.
    pub async fn post(&self, url: &str, message: &EndpointMessage) -> Result<Reply, Failure> {
        let url = self.check(url).map_err(|_| Failure::NotPublic)?;
        let request = self
            .posting(url)?
            .header(header::CONTENT_TYPE, "application/json")
            .header("webhook-id", &message.id)
            .header("webhook-timestamp", message.at.timestamp())
            .header("webhook-signature", &message.signature)
            .body(message.body.clone());
        reply(request, message.at).await
    }

    /// A POST request to an address that was checked just now.
    pub(super) fn posting(&self, url: Url) -> Result<RequestBuilder, Failure> {
        let reach = self.servers.reach(&url);
        let shared = if reach == Reach::Public { &self.public } else { &self.trusted };
        let patience = Patience { answer: PATIENCE, ..Patience::default() };
        let made = || client(reach, patience).inspect_err(|error| tracing::error!(%error, "no client")).ok();
        Ok(shared.get_or_init(made).as_ref().ok_or(Failure::NoClient)?.post(url))
    }
}

/// Sends a request at a time, and reads the head of its answer.
pub(super) async fn reply(request: RequestBuilder, at: Timestamp) -> Result<Reply, Failure> {
    let response = request.send().await.map_err(|e| failure_of(&e))?;
    Ok(Reply { status: response.status(), retry_after: retry_after(response.headers(), at) })
}

/// Reads `Retry-After` (RFC 9110, section 10.2.3): seconds, or a time.
fn retry_after(headers: &HeaderMap, now: Timestamp) -> Option<TimeDelta> {
    let text = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse::<u32>() {
        return Some(TimeDelta::seconds(seconds.into()));
    }
    let at = DateTime::parse_from_rfc2822(text).ok()?.to_utc();
    Some((at - now).max(TimeDelta::zero()))
}

#[cfg(test)]
mod tests {
    use super::super::servers::origin;
    use super::*;

    fn endpoints(public_url: &str, trusted: &[&str]) -> Endpoints {
        let trusted = trusted.iter().map(|text| origin(text).expect("good")).collect();
        Endpoints::new(Servers::new(&public_url.parse().expect("a URL"), trusted))
    }

    #[test]
    fn a_public_service_posts_to_what_is_public() {
        let endpoints = endpoints("https://chit.example", &["http://shop:3000"]);
        for good in ["https://shop.example/hook?key=1", "https://8.8.8.8/", "http://shop:3000/hook"] {
            assert!(endpoints.check(good).is_ok(), "{good}");
        }
        for private in [
            "https://127.0.0.1/",
            "https://127.1/",
            "https://2130706433/",
            "https://169.254.169.254/latest",
            "http://10.0.0.1/",
            "https://[::1]/",
            "https://[::ffff:127.0.0.1]/",
            "https://[64:ff9b::7f00:1]/",
            "https://localhost/",
            "http://x.localhost/",
        ] {
            assert_eq!(endpoints.check(private), Err(BadEndpoint::Private), "{private}");
        }
        for bad in [
            "",
            "shop.example",
            "http://shop.example/",
            "ftp://shop.example/",
            "https://user@shop.example/",
            "https://:word@shop.example/",
            "https://shop.example/#part",
            " https://shop.example/",
            "https://shop.example/a b",
            "https://shop.example/\n",
            "data:text/plain,x",
            "https://",
        ] {
            assert_eq!(endpoints.check(bad), Err(BadEndpoint::Address), "{bad:?}");
        }
        let long = format!("https://shop.example/{}", "a".repeat(LONGEST));
        assert_eq!(endpoints.check(&long), Err(BadEndpoint::TooLong));
    }

    #[tokio::test]
    async fn what_is_not_public_is_not_connected_to() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        listener.set_nonblocking(true).expect("set");
        let port = listener.local_addr().expect("bound").port();
        let endpoints = endpoints("https://chit.example", &[]);
        let at = DateTime::from_timestamp(1_614_265_330, 0).expect("in range");
        let message = EndpointMessage { id: "evt_1".into(), at, signature: "v1,".into(), body: "{}".into() };
        for host in ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]"] {
            let answer = endpoints.post(&format!("https://{host}:{port}/"), &message).await;
            assert_eq!(answer, Err(Failure::NotPublic), "{host}");
        }
        assert_eq!(listener.accept().map(drop).map_err(|e| e.kind()), Err(std::io::ErrorKind::WouldBlock));
    }

    #[test]
    fn a_pause_is_read_in_both_forms() {
        let now = DateTime::from_timestamp(1_614_265_330, 0).expect("in range");
        let read = |text: &str| {
            let headers = HeaderMap::from_iter([(header::RETRY_AFTER, text.parse().expect("a header"))]);
            retry_after(&headers, now).map(|pause| pause.num_seconds())
        };
        assert_eq!(read("120"), Some(120));
        assert_eq!(read("Thu, 25 Feb 2021 15:03:10 GMT"), Some(60));
        assert_eq!(read("Thu, 25 Feb 2021 15:00:00 GMT"), Some(0));
        for nonsense in ["", "-1", "soon", "1.5", "99999999999999"] {
            assert_eq!(read(nonsense), None, "{nonsense}");
        }
        assert_eq!(retry_after(&HeaderMap::new(), now), None);
    }
}
