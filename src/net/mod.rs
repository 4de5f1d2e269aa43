//! The one way out: every call to a provider goes through here.
//!
//! A [`Provider`] is one provider's server. It is asked below its [`Base`] and nowhere else, redirects are not followed, an answer has
//! a time and a size that it may take, a call is repeated only where that is harmless, and a provider that fails every time is left
//! alone for a while. Neither bodies nor URLs nor credentials are logged.

mod base;
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

/// How patient we are with a provider.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// For a connection.
    pub connect: Duration,
    /// For one answer, to its end.
    pub answer: Duration,
    /// For a call with all its repetitions: less than a payer's own request may take.
    pub whole: Duration,
    /// How often a call is repeated that may be.
    pub repetitions: usize,
    /// How long before the first repetition; each further one waits twice as long.
    pub pause: Duration,
    /// How large an answer may be, in bytes.
    pub size: usize,
    /// After how many failures in a row the provider is left alone…
    pub failures: u32,
    /// …and for how long.
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

/// Made when it is first needed: a service that calls nobody needs no certificates of authorities.
type LazyClient = Arc<OnceLock<Option<Client>>>;

/// One provider's server.
#[derive(Debug)]
pub struct Provider {
    name: &'static str,
    base: Base,
    reach: Reach,
    patience: Patience,
    client: LazyClient,
    breaker: StateMachine<ConsecutiveFailures<Constant>, ()>,
    /// See [`Provider::for_strangers`].
    strangers: OnceLock<Arc<Provider>>,
}

/// Who we say we are.
#[derive(Debug)]
pub enum Credential<'a> {
    /// A name and a password (RFC 7617).
    Basic(&'a str, &'a SecretString),
    /// A token (RFC 6750).
    Bearer(&'a SecretString),
    /// The whole value of a header of the provider's own choice.
    Header(&'static str, &'a SecretString),
}

/// A call to a provider. Its Debug tells the method and nothing else.
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

    /// Reads. It may be repeated.
    pub fn get(path: &'a [&'a str], credential: Credential<'a>) -> Self {
        Self::new(Method::GET, path, credential)
    }

    /// Does something. It is not repeated unless [`Call::once`] or [`Call::repeatable`] says that it may be.
    pub fn post(path: &'a [&'a str], credential: Credential<'a>) -> Self {
        Self::new(Method::POST, path, credential)
    }

    /// With a query.
    pub fn query(self, query: &'a [(&'a str, &'a str)]) -> Self {
        Self { query, ..self }
    }

    /// With a header.
    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// With a key under which the provider does it once, however often it is asked: so it may be repeated.
    pub fn once(self, header: &'static str, key: &str) -> Self {
        Self { repeatable: true, ..self.header(header, key) }
    }

    /// It changes nothing, so it may be repeated.
    pub fn repeatable(self) -> Self {
        Self { repeatable: true, ..self }
    }

    /// With a form's fields.
    pub fn form(self, fields: &[(&str, String)]) -> Self {
        let body = serde_urlencoded::to_string(fields).unwrap_or_default().into_bytes();
        Self { body, ..self.header(header::CONTENT_TYPE.as_str(), "application/x-www-form-urlencoded") }
    }

    /// With JSON.
    pub fn json(self, body: Vec<u8>) -> Self {
        Self { body, ..self.header(header::CONTENT_TYPE.as_str(), "application/json") }
    }
}

/// What a provider answered: that it did, or that it will not. Its Debug doesn't tell the body.
pub struct Answer {
    /// 2xx or 4xx.
    pub status: StatusCode,
    body: Vec<u8>,
}

impl std::fmt::Debug for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Answer").field("status", &self.status).finish_non_exhaustive()
    }
}

impl Answer {
    /// Reads the body.
    ///
    /// # Errors
    /// [`Error::Unreadable`].
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, Error> {
        // What serde says of it may repeat it.
        serde_json::from_slice(&self.body).map_err(|_| Error::Unreadable)
    }
}

/// A call without an answer that can be used. It is not known whether the server has done what it was called for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// No whole answer came, or none of status 2xx or 4xx.
    #[error("{server}: {failure}")]
    NoAnswer {
        /// The name of the server, as [`Provider::new`] got it.
        server: &'static str,
        /// The reason.
        failure: Failure,
    },
    /// The answer's body is not of the type that was expected.
    #[error("it answered nonsense")]
    Unreadable,
}

/// The reason of [`Error::NoAnswer`].
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
    /// No connection.
    #[error("it can't be reached")]
    Unreachable,
    /// A time limit of [`Patience`] has passed.
    #[error("it did not answer in time")]
    Late,
    /// The connection ended within the answer.
    #[error("its answer broke off")]
    BrokenOff,
    /// An error of the server (5xx), a redirect, or a request to come back later.
    #[error("it answered {}", .0.as_u16())]
    Status(StatusCode),
    /// The answer exceeds [`Patience::size`].
    #[error("its answer is too large")]
    TooLarge,
}

impl Failure {
    /// Whether another try may go better.
    fn may_pass(self) -> bool {
        match self {
            Self::Unreachable | Self::Late | Self::BrokenOff => true,
            Self::Status(status) => status.is_server_error() || is_busy(status),
            Self::Resting | Self::NoClient | Self::NotPublic | Self::TooLarge => false,
        }
    }
}

/// It works, but not now: it was asked too often, or it is at this very call already.
fn is_busy(status: StatusCode) -> bool {
    matches!(
        status,
        StatusCode::REQUEST_TIMEOUT | StatusCode::CONFLICT | StatusCode::TOO_EARLY | StatusCode::TOO_MANY_REQUESTS
    )
}

impl Provider {
    /// A provider at its base. `name` is for logs and error texts.
    pub fn new(name: &'static str, base: Base, patience: Patience) -> Self {
        let reach = if base.is_private() { Reach::Trusted } else { Reach::Proxied };
        Self::reached(name, base, reach, patience, LazyClient::default())
    }

    fn reached(name: &'static str, base: Base, reach: Reach, patience: Patience, client: LazyClient) -> Self {
        let policy = failure_policy::consecutive_failures(patience.failures, backoff::constant(patience.rest));
        let breaker = Config::new().failure_policy(policy).build();
        Self { name, base, reach, patience, client, breaker, strangers: OnceLock::new() }
    }

    /// The same server, for calls that anybody can trigger by a message that nobody has verified. Whether they fail says nothing to
    /// payees' own calls, so they have a circuit breaker of their own; and they are not repeated, because who sends messages repeats
    /// them.
    pub fn for_strangers(&self) -> Arc<Self> {
        let apart = || {
            let patience = Patience { repetitions: 0, ..self.patience };
            Arc::new(Self::reached(self.name, self.base.clone(), self.reach, patience, Arc::clone(&self.client)))
        };
        Arc::clone(self.strangers.get_or_init(apart))
    }

    /// Where it is.
    pub fn base(&self) -> &Base {
        &self.base
    }

    /// Calls it. The answer's status is 2xx or 4xx.
    ///
    /// # Errors
    /// [`Error::NoAnswer`] for everything else. Whether the provider has done it is not known then.
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
        if !self.reach.takes(&self.base) {
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
        };
        for (name, value) in &call.headers {
            request = request.header(*name, value);
        }
        let failed = |error: &reqwest::Error| match error {
            e if reach::is_refused(e) => Failure::NotPublic,
            e if e.is_timeout() => Failure::Late,
            e if e.is_connect() => Failure::Unreachable,
            _ => Failure::BrokenOff,
        };
        let mut response = request.body(call.body.clone()).send().await.map_err(|e| failed(&e))?;
        let status = response.status();
        if !(status.is_success() || status.is_client_error()) || is_busy(status) {
            return Err(Failure::Status(status));
        }
        let mut body = Vec::new();
        while let Some(part) = response.chunk().await.map_err(|e| failed(&e))? {
            if body.len() + part.len() > self.patience.size {
                return Err(Failure::TooLarge);
            }
            body.extend_from_slice(&part);
        }
        Ok(Answer { status, body })
    }

    fn client(&self) -> Option<Client> {
        // Whoever is first says who checks certificates; it is the same one everywhere here.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder()
            // No version: nobody out there needs to know it.
            .user_agent(HeaderValue::from_static("Chit"))
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .connect_timeout(self.patience.connect)
            .timeout(self.patience.answer);
        self.reach
            .bound(client)
            .build()
            .inspect_err(|error| tracing::error!(provider = self.name, %error, "no client"))
            .ok()
    }
}
