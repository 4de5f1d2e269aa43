//! All calls to other servers: providers', payees' own [endpoints], and [push] services.
//!
//! A [`Provider`] is one provider's server. It is called below its [`Base`] and nowhere else, redirects are not followed, an answer is
//! limited in time and size, a call is repeated only where that is harmless, and a circuit breaker stops calls to a provider that keeps
//! failing. Neither bodies nor URLs nor credentials are logged.

mod base;
pub mod callable;
pub mod endpoints;
pub mod push;
mod reach;
pub mod servers;
#[cfg(test)]
mod tests;

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use backon::{ExponentialBuilder, Retryable};
use failsafe::backoff::Constant;
use failsafe::failure_policy::ConsecutiveFailures;
use failsafe::{Config, StateMachine, backoff, failure_policy};
use http::{HeaderValue, Method, StatusCode, header};
use reqwest::Client;
use secrecy::{ExposeSecret, SecretString};
use serde::de::DeserializeOwned;

pub use self::base::{BadBase, Base, is_private};
use self::reach::Reach;

/// The limits of calls to a provider: time, repetitions, size, failures.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// The time limit for establishing a connection.
    pub connect: Duration,
    /// The time limit for one answer, to its end.
    pub answer: Duration,
    /// The time limit for a call with all its repetitions; less than a payer's own request may take.
    pub whole: Duration,
    /// The maximum number of repetitions of a call that may be repeated.
    pub repetitions: usize,
    /// The pause before the first repetition; it doubles for each further one.
    pub pause: Duration,
    /// The maximum size of an answer's body, in bytes.
    pub size: usize,
    /// The number of consecutive failures after which the circuit breaker opens.
    pub failures: u32,
    /// The time for which the circuit breaker stays open.
    pub rest: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(4),
            answer: Duration::from_secs(10),
            whole: Duration::from_secs(20),
            repetitions: 2,
            pause: Duration::from_millis(250),
            size: 1024 * 1024,
            failures: 5,
            rest: Duration::from_secs(15),
        }
    }
}

/// An HTTP client, built at its first use: a service that calls no provider needs no authorities' certificates.
type LazyClient = Arc<OnceLock<Option<Client>>>;

/// One provider's server, with its client and circuit breaker.
#[derive(Debug)]
pub struct Provider {
    name: &'static str,
    base: Base,
    reach: Reach,
    patience: Patience,
    client: LazyClient,
    breaker: StateMachine<ConsecutiveFailures<Constant>, ()>,
    /// The instance that [`Provider::for_strangers`] returns.
    strangers: OnceLock<Arc<Provider>>,
}

/// A credential of a payee's account at a provider.
#[derive(Debug)]
pub enum Credential<'a> {
    /// A user name and a password (RFC 7617).
    Basic(&'a str, &'a SecretString),
    /// A bearer token (RFC 6750).
    Bearer(&'a SecretString),
    /// The whole value of a header that the provider defines.
    Header(&'static str, &'a SecretString),
    /// Nothing, for what everybody may ask.
    None,
}

/// A call to a provider. Its `Debug` shows only the method.
pub struct Call<'a> {
    method: Method,
    path: &'a [&'a str],
    query: &'a [(&'a str, &'a str)],
    credential: Credential<'a>,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
    repeatable: bool,
}

impl std::fmt::Debug for Call<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Call").field("method", &self.method).finish_non_exhaustive()
    }
}

impl<'a> Call<'a> {
    fn new(method: Method, path: &'a [&'a str], credential: Credential<'a>) -> Self {
        let repeatable = method == Method::GET;
        Self { method, path, query: &[], credential, headers: Vec::new(), body: Vec::new(), repeatable }
    }

    /// A GET request, which may be repeated.
    pub fn get(path: &'a [&'a str], credential: Credential<'a>) -> Self {
        Self::new(Method::GET, path, credential)
    }

    /// A POST request. It is not repeated unless [`Call::once`] or [`Call::repeatable`] allows it.
    pub fn post(path: &'a [&'a str], credential: Credential<'a>) -> Self {
        Self::new(Method::POST, path, credential)
    }

    /// Sets the query's parameters, not yet encoded.
    pub fn query(self, query: &'a [(&'a str, &'a str)]) -> Self {
        Self { query, ..self }
    }

    /// Adds a header to the request.
    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// Adds an idempotency key, under which the provider acts once however often it is called; so the call may be repeated.
    pub fn once(self, header: &'static str, key: &str) -> Self {
        Self { repeatable: true, ..self.header(header, key) }
    }

    /// Allows repetitions of a call that changes nothing.
    pub fn repeatable(self) -> Self {
        Self { repeatable: true, ..self }
    }

    /// Sets the body to a form's fields, URL-encoded.
    pub fn form(self, fields: &[(&str, String)]) -> Self {
        let body = serde_urlencoded::to_string(fields).unwrap_or_default().into_bytes();
        Self { body, ..self.header(header::CONTENT_TYPE.as_str(), "application/x-www-form-urlencoded") }
    }

    /// Sets the body to a JSON text.
    pub fn json(self, body: Vec<u8>) -> Self {
        Self { body, ..self.header(header::CONTENT_TYPE.as_str(), "application/json") }
    }
}

/// A provider's answer: it accepted the call or refused it. Its `Debug` doesn't show the body.
pub struct Answer {
    /// The HTTP status, 2xx or 4xx.
    pub status: StatusCode,
    body: Vec<u8>,
}

impl std::fmt::Debug for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Answer").field("status", &self.status).finish_non_exhaustive()
    }
}

impl Answer {
    /// Parses the body as JSON.
    ///
    /// # Errors
    /// [`Error::Unreadable`].
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, Error> {
        // serde's error may quote the body.
        serde_json::from_slice(&self.body).map_err(|_| Error::Unreadable)
    }
}

/// A call without a usable answer. The server may or may not have acted on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// No complete answer with a status of 2xx or 4xx arrived.
    #[error("{server}: {failure}")]
    NoAnswer {
        /// The name of the server, as [`Provider::new`] got it.
        server: &'static str,
        /// The kind of failure.
        failure: Failure,
    },
    /// The answer's body is not of the type that was expected.
    #[error("it answered nonsense")]
    Unreadable,
}

/// The kind of failure of [`Error::NoAnswer`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// The circuit breaker is open.
    #[error("it failed too often and is left alone for a while")]
    Resting,
    /// The client, or a header of the call, could not be made.
    #[error("no client could be made")]
    NoClient,
    /// The address is private, and calls to it are not allowed.
    #[error("it is not on the public internet")]
    NotPublic,
    /// No connection could be established.
    #[error("it can't be reached")]
    Unreachable,
    /// A time limit of [`Patience`] has passed.
    #[error("it did not answer in time")]
    Late,
    /// The connection ended before the answer did.
    #[error("its answer broke off")]
    BrokenOff,
    /// A server error (5xx), a redirect, or a status that asks to come back later.
    #[error("it answered {}", .0.as_u16())]
    Status(StatusCode),
    /// The answer exceeds [`Patience::size`].
    #[error("its answer is too large")]
    TooLarge,
}

impl Failure {
    /// Returns whether a repetition may succeed.
    fn may_pass(self) -> bool {
        match self {
            Self::Unreachable | Self::Late | Self::BrokenOff => true,
            Self::Status(status) => status.is_server_error() || is_busy(status),
            Self::Resting | Self::NoClient | Self::NotPublic | Self::TooLarge => false,
        }
    }
}

/// Returns whether a server that works refuses for now: too many calls, or this very call is still in progress.
fn is_busy(status: StatusCode) -> bool {
    matches!(
        status,
        StatusCode::REQUEST_TIMEOUT | StatusCode::CONFLICT | StatusCode::TOO_EARLY | StatusCode::TOO_MANY_REQUESTS
    )
}

impl Provider {
    /// A provider at a base URL. `name` is for logs and error texts.
    pub fn new(name: &'static str, base: Base, patience: Patience) -> Self {
        let reach = if base.is_private() { Reach::Trusted } else { Reach::Proxied };
        Self::reached(name, base, reach, patience, LazyClient::default())
    }

    fn reached(name: &'static str, base: Base, reach: Reach, patience: Patience, client: LazyClient) -> Self {
        let policy = failure_policy::consecutive_failures(patience.failures, backoff::constant(patience.rest));
        let breaker = Config::new().failure_policy(policy).build();
        Self { name, base, reach, patience, client, breaker, strangers: OnceLock::new() }
    }

    /// The same server, for calls that anyone can trigger by an unverified message. They have a circuit breaker of their own, because their
    /// failures say nothing about payees' calls, and are not repeated, because senders repeat their messages.
    pub fn for_strangers(&self) -> Arc<Self> {
        let apart = || {
            let patience = Patience { repetitions: 0, ..self.patience };
            Arc::new(Self::reached(self.name, self.base.clone(), self.reach, patience, Arc::clone(&self.client)))
        };
        Arc::clone(self.strangers.get_or_init(apart))
    }

    /// The base URL of the provider's API.
    pub fn base(&self) -> &Base {
        &self.base
    }

    /// Sends a call, and repeats it where that is allowed. The answer's status is 2xx or 4xx.
    ///
    /// # Errors
    /// [`Error::NoAnswer`] for everything else; the provider may have acted on the call.
    pub async fn send(&self, call: &Call<'_>) -> Result<Answer, Error> {
        let pauses = ExponentialBuilder::default()
            .with_min_delay(self.patience.pause)
            .with_max_times(if call.repeatable { self.patience.repetitions } else { 0 })
            .with_jitter();
        let tries = (|| self.attempt(call)).retry(pauses).when(|failure| failure.may_pass());
        let answer = tokio::time::timeout(self.patience.whole, tries).await.unwrap_or(Err(Failure::Late));
        answer.map_err(|failure| {
            tracing::warn!(provider = self.name, %failure, "a provider can't be used now");
            Error::NoAnswer { server: self.name, failure }
        })
    }

    async fn attempt(&self, call: &Call<'_>) -> Result<Answer, Failure> {
        if !self.breaker.is_call_permitted() {
            return Err(Failure::Resting);
        }
        let answer = self.send_once(call).await;
        match answer {
            Ok(_) => self.breaker.on_success(),
            Err(Failure::Status(status)) if is_busy(status) => self.breaker.on_success(),
            Err(_) => self.breaker.on_error(),
        }
        answer
    }

    async fn send_once(&self, call: &Call<'_>) -> Result<Answer, Failure> {
        if !self.reach.takes(self.base.url()) {
            return Err(Failure::NotPublic);
        }
        let client = self.client.get_or_init(|| self.client()).as_ref().ok_or(Failure::NoClient)?;
        let mut request = client.request(call.method.clone(), self.base.below(call.path, call.query));
        request = match call.credential {
            Credential::Basic(name, password) => request.basic_auth(name, Some(password.expose_secret())),
            Credential::Bearer(token) => request.bearer_auth(token.expose_secret()),
            Credential::Header(name, value) => {
                let mut value = HeaderValue::from_str(value.expose_secret()).map_err(|_| Failure::NoClient)?;
                value.set_sensitive(true);
                request.header(name, value)
            }
            Credential::None => request,
        };
        for (name, value) in &call.headers {
            request = request.header(*name, value);
        }
        let mut response = request.body(call.body.clone()).send().await.map_err(|e| failure_of(&e))?;
        let status = response.status();
        if !(status.is_success() || status.is_client_error()) || is_busy(status) {
            return Err(Failure::Status(status));
        }
        let mut body = Vec::new();
        while let Some(part) = response.chunk().await.map_err(|e| failure_of(&e))? {
            if body.len() + part.len() > self.patience.size {
                return Err(Failure::TooLarge);
            }
            body.extend_from_slice(&part);
        }
        Ok(Answer { status, body })
    }

    fn client(&self) -> Option<Client> {
        client(self.reach, self.patience)
            .inspect_err(|error| tracing::error!(provider = self.name, %error, "no client"))
            .ok()
    }
}

/// A client of a reach: no redirects, and nothing in its headers that no server needs.
fn client(reach: Reach, patience: Patience) -> reqwest::Result<Client> {
    // The TLS provider is chosen once per process. A second attempt fails, which is harmless: it is the same one everywhere.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = Client::builder()
        // Without the version, which no provider needs.
        .user_agent(HeaderValue::from_static("Chit"))
        .redirect(reqwest::redirect::Policy::none())
        .referer(false)
        .connect_timeout(patience.connect)
        .timeout(patience.answer);
    reach.bound(client).build()
}

/// The failure that an error of the client is.
fn failure_of(error: &reqwest::Error) -> Failure {
    match error {
        e if reach::is_refused(e) => Failure::NotPublic,
        e if e.is_timeout() => Failure::Late,
        e if e.is_connect() => Failure::Unreachable,
        _ => Failure::BrokenOff,
    }
}
