//! What went wrong, said twice: as problem+json to programs, as a page to people. Logged once, here.

mod api;
mod page;

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};

pub use self::api::ApiError;
pub use self::page::{PageError, panicked};
use crate::actions;
use crate::domain::field::FieldError;
use crate::domain::request::Status;
use crate::rails::RailError;
use crate::store;

/// Why a request got no good answer.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// An action refused or failed.
    #[error(transparent)]
    Action(#[from] actions::Error),
    /// The body or the query can't be read at all.
    #[error("{detail}")]
    Unreadable {
        /// 400, 413, 415 or 422.
        status: StatusCode,
        /// What is wrong and what is wanted.
        detail: String,
    },
    /// No key, or none that we know.
    #[error("no valid API key")]
    NoKey,
    /// Not signed in.
    #[error("not signed in")]
    SignedOut,
    /// A post from another site.
    #[error("a cross-site post")]
    CrossSite,
    /// Too many in a minute.
    #[error("too many requests")]
    TooMany {
        /// How many a minute are allowed.
        limit: u32,
        /// Seconds to wait.
        retry_after: u64,
    },
    /// There is nothing here for this method.
    #[error("wrong method")]
    WrongMethod,
    /// The idempotency key's first call is still under way.
    #[error("the first call with this key is under way")]
    KeyInFlight,
    /// The idempotency key was used for another call.
    #[error("the key was used for another call")]
    KeyReused,
    /// A template did not render.
    #[error("a page did not render: {0}")]
    Render(#[from] askama::Error),
}

impl From<store::Error> for Error {
    fn from(e: store::Error) -> Self {
        Self::Action(e.into())
    }
}

/// How an error is told: status, a short title, what it means and what to do, and the fields.
struct Told {
    status: StatusCode,
    title: &'static str,
    detail: String,
    fields: Vec<FieldError>,
}

impl Error {
    fn tell(self) -> Told {
        use actions::Error as A;
        let told = |status, title, detail: &str| Told { status, title, detail: detail.to_owned(), fields: Vec::new() };
        match self {
            Self::Action(A::Invalid(fields)) => Told {
                status: StatusCode::BAD_REQUEST,
                title: "Something needs another look",
                detail: fields.iter().map(|f| format!("{}: {}", f.field, f.detail)).collect::<Vec<_>>().join(" "),
                fields,
            },
            Self::Action(A::NotFound) => told(
                StatusCode::NOT_FOUND,
                "Nothing here",
                "This link leads nowhere. Check that it was copied whole, or ask whoever sent it.",
            ),
            Self::Action(A::NotOpen(status)) => {
                told(StatusCode::CONFLICT, "This request can’t be paid", not_open(status))
            }
            Self::Action(A::Underway) => told(
                StatusCode::CONFLICT,
                "This request is being paid",
                "A payment is on its way. Wait until it has arrived or failed before you pay again.",
            ),
            Self::Action(A::Conflict(detail)) => told(StatusCode::CONFLICT, "Not possible now", detail),
            Self::Action(A::Denied) => told(
                StatusCode::FORBIDDEN,
                "This no longer opens anything",
                "The link or key was used, has run out, or was replaced. Ask for a new one.",
            ),
            Self::Action(A::KeyInUse) | Self::KeyInFlight => told(
                StatusCode::CONFLICT,
                "Already under way",
                "A call with this Idempotency-Key is under way. Wait for its answer, or repeat this call in a moment.",
            ),
            Self::KeyReused => told(
                StatusCode::UNPROCESSABLE_ENTITY,
                "Key used before",
                "This Idempotency-Key belongs to a call with another body or path. Use a new key for a new call.",
            ),
            Self::Action(A::Rail(RailError::Unsigned)) => {
                told(StatusCode::UNAUTHORIZED, "Not signed", "The message’s signature does not prove its sender.")
            }
            Self::Action(A::Rail(RailError::Unreadable(_))) => {
                told(StatusCode::BAD_REQUEST, "Not readable", "The message is signed, but its content can’t be read.")
            }
            Self::Action(A::Rail(_)) => told(
                StatusCode::SERVICE_UNAVAILABLE,
                "This way of paying is not available now",
                "Nothing was charged. Choose another way to pay, or try again later.",
            ),
            Self::Action(A::Store(store::Error::Unavailable(_))) => told(
                StatusCode::SERVICE_UNAVAILABLE,
                "Not available for a moment",
                "Nothing was lost and nothing was charged. Try again in a moment.",
            ),
            Self::Action(A::Store(_)) | Self::Render(_) => told(
                StatusCode::INTERNAL_SERVER_ERROR,
                "Something failed on our side",
                "It has been noted. Nothing was charged. Try again later.",
            ),
            Self::Unreadable { status, detail } => told(status, "Not readable", &detail),
            Self::NoKey => told(
                StatusCode::UNAUTHORIZED,
                "No valid API key",
                "Send your API key as “Authorization: Bearer KEY”. A key that was replaced no longer works.",
            ),
            Self::SignedOut => told(StatusCode::UNAUTHORIZED, "You are signed out", "Sign in and try again."),
            Self::CrossSite => told(
                StatusCode::FORBIDDEN,
                "Sent from another site",
                "This form was sent from another site, so nothing was done. Open the page here and try again.",
            ),
            Self::TooMany { retry_after, .. } => told(
                StatusCode::TOO_MANY_REQUESTS,
                "Too many at once",
                &format!("Wait {retry_after} seconds and try again."),
            ),
            Self::WrongMethod => told(
                StatusCode::METHOD_NOT_ALLOWED,
                "Not done this way",
                "This address exists, but not for this HTTP method.",
            ),
        }
    }

    /// Says it once in the log, in full, where it is ours to mend.
    fn log(&self) {
        match self {
            Self::Action(
                actions::Error::Store(store::Error::Unavailable(_)) | actions::Error::Rail(RailError::Settings(_)),
            ) => {
                tracing::warn!(error = %self, "unavailable");
            }
            Self::Action(actions::Error::Store(_)) | Self::Render(_) => tracing::error!(error = %self, "failed"),
            _ => {}
        }
    }

    fn headers(&self) -> HeaderMap {
        let mut headers = HeaderMap::new();
        match self {
            Self::TooMany { limit, retry_after } => {
                headers.insert(header::RETRY_AFTER, HeaderValue::from(*retry_after));
                let policy = format!("\"minute\";q={limit};w=60");
                let left = format!("\"minute\";r=0;t={retry_after}");
                for (name, value) in [("ratelimit-policy", policy), ("ratelimit", left)] {
                    if let Ok(value) = HeaderValue::try_from(value) {
                        headers.insert(name, value);
                    }
                }
            }
            Self::NoKey => {
                headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
            }
            Self::Action(actions::Error::Store(store::Error::Unavailable(_)) | actions::Error::Rail(_)) => {
                headers.insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
            }
            _ => {}
        }
        headers
    }
}

fn not_open(status: Status) -> &'static str {
    match status {
        Status::Paid => "It has been paid already. There is nothing left to do.",
        Status::Cancelled => "Whoever asked for it took it back. Nothing was charged.",
        Status::Expired => "Its time is over. Nothing was charged. Ask for a new link if you still want to pay.",
        Status::Open => "It is open.",
    }
}
