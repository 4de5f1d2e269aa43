//! Errors of handlers, as problem+json for programs and as pages for people. They are logged once, here.

mod api;
pub mod fields;
mod kind;
mod lnurl;
pub mod no_route;
mod page;

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};

pub use self::api::{ApiError, ProblemJson, UnwrittenProblem};
pub use self::kind::{Explanation, ProblemKind};
pub use self::lnurl::LnurlError;
pub use self::page::{PageError, SignedOut, UnrenderedProblem, panicked};
use chrono::NaiveDate;

use crate::actions;
use crate::actions::methods::open_rail::SETTINGS_LOST;
use crate::domain::access::Scope;
use crate::domain::field::FieldError;
use crate::domain::language::Language;
use crate::domain::request::Status;
use crate::locale::{Locale, Words};
use crate::rails::RailError;
use crate::store;
use crate::web::http::calls_left::{Allowance, CallsLeft};
use crate::web::machines::cards::CardsError;

/// An error of a handler or of the middleware.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// An action refused or failed.
    #[error(transparent)]
    Action(#[from] actions::Error),
    /// The body or the query can't be parsed at all.
    #[error("{detail}")]
    Unreadable {
        /// 400, 413, 415 or 422.
        status: StatusCode,
        /// The error and its remedy, as a sentence.
        detail: String,
    },
    /// The API key is missing or unknown.
    #[error("no valid API key")]
    NoKey,
    /// The API key lacks a scope that the call needs.
    #[error("the API key lacks the scope {}", .0.word())]
    Scope(Scope),
    /// The role of the person who is signed in may not use this address.
    #[error("the role may not do this")]
    Role,
    /// The session is missing, unknown or expired.
    #[error("not signed in")]
    SignedOut,
    /// The form's `do` field is missing or names another action.
    #[error("a form that does not say what it does")]
    NotSaid,
    /// A browser reports the POST as coming from another site.
    #[error("a cross-site post")]
    CrossSite,
    /// A rate limit is exceeded.
    #[error("too many requests")]
    TooMany {
        /// The limit that was exceeded.
        allowed: Allowance,
        /// The seconds until the next call is admitted.
        retry_after: u64,
    },
    /// The address exists, but not for this HTTP method.
    #[error("wrong method")]
    WrongMethod,
    /// The body or the answer took longer than a client is waited for.
    #[error("the call took too long")]
    TooSlow,
    /// The first call with this idempotency key is still in flight.
    #[error("the first call with this key is under way")]
    KeyInFlight,
    /// The idempotency key was used with another path or body.
    #[error("the key was used for another call")]
    KeyReused,
    /// The preview card could not be drawn.
    #[error(transparent)]
    Card(#[from] CardsError),
    /// A handler panicked, which is a defect.
    #[error("a handler panicked")]
    Panicked,
    /// A template could not be rendered.
    #[error("a page did not render: {0}")]
    Render(#[from] askama::Error),
    /// A page could not be compressed.
    #[error("a page was not compressed")]
    Pack,
}

impl From<store::Error> for Error {
    fn from(e: store::Error) -> Self {
        Self::Action(e.into())
    }
}

/// The explanation for a payee whose links the operator has disabled.
pub const PAYEE_DISABLED: &str = "Whoever runs this service has disabled your links, so you can’t make new ones. Nobody could open them. Ask whoever runs it.";

/// An error's presentation: status, short title, explanation with the remedy, and invalid fields.
struct ProblemText {
    status: StatusCode,
    title: Saying,
    detail: Saying,
    fields: Vec<FieldError>,
}

/// The reader of a problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// Somebody who may have paid a moment ago: the visitor of a link, or a payer who comes back from a provider.
    Payer,
    /// A seller, or a program.
    Other,
}

impl Audience {
    /// The audience of the page at a path.
    pub fn of(path: &str) -> Self {
        let of_sellers = path == "/" || path == "/app" || path.starts_with("/app/");
        if of_sellers { Self::Other } else { Self::Payer }
    }
}

/// A text that is localized for its reader, or fixed in English.
#[derive(Debug, Clone)]
enum Saying {
    /// The Fluent key of a text.
    Key(&'static str),
    /// The Fluent keys of two texts. A failure of the service says nothing about money that is in transit, so payers are also told not
    /// to pay again; that would make no sense to a seller or a program.
    ByAudience { payer: &'static str, other: &'static str },
    /// The Fluent key of a text with a waiting time, and that time in seconds.
    Wait(&'static str, u64),
    /// The Fluent key of a text with a day, and that day.
    Day(&'static str, NaiveDate),
    /// A text that is English for everybody.
    Plain(String),
    /// A text in English, for programs, with the Fluent key of what everybody else reads.
    Keyed(&'static str, String),
    /// Errors of fields.
    Fields(Vec<FieldError>),
}

impl From<&'static str> for Saying {
    fn from(key: &'static str) -> Self {
        Self::Key(key)
    }
}

impl Saying {
    fn plain(text: impl Into<String>) -> Self {
        Self::Plain(text.into())
    }

    fn to_text(&self, locale: Locale, audience: Audience) -> String {
        let words = Words::new(locale);
        match self {
            Self::Key(key) => words.say(key).into_owned(),
            Self::ByAudience { payer, other } => {
                let key = if audience == Audience::Payer { payer } else { other };
                words.say(key).into_owned()
            }
            Self::Wait(key, seconds) => {
                let count = i64::try_from(*seconds).unwrap_or(i64::MAX);
                words.with_count("count", count).with("seconds", locale.count(count)).say(key).into_owned()
            }
            Self::Day(key, day) => words.with("day", locale.day(*day)).say(key).into_owned(),
            Self::Plain(text) => text.clone(),
            Self::Keyed(_, text) if locale.language() == Language::En => text.clone(),
            Self::Keyed(key, _) => words.say(key).into_owned(),
            Self::Fields(fields) => {
                let said = fields.iter().map(|field| match locale.language() {
                    // Programs know fields by their names.
                    Language::En => format!("{}: {}", field.field, field.detail),
                    _ => fields::text(field, locale),
                });
                said.collect::<Vec<_>>().join(" ")
            }
        }
    }
}

impl Error {
    /// The error of a body or an address that can't be read, with the reason in English.
    pub fn unreadable(status: StatusCode, detail: impl Into<String>) -> Self {
        Self::Unreadable { status, detail: detail.into() }
    }

    fn describe(self) -> ProblemText {
        use actions::Error as A;
        let of = |status, title: &'static str, detail| ProblemText {
            status,
            title: title.into(),
            detail,
            fields: Vec::new(),
        };
        let told = |status, title, detail: &'static str| of(status, title, detail.into());
        let program = |status, title: &str, detail: &str| ProblemText {
            status,
            title: Saying::plain(title),
            detail: Saying::plain(detail),
            fields: Vec::new(),
        };
        match self {
            Self::Action(A::Invalid(fields)) => ProblemText {
                status: StatusCode::BAD_REQUEST,
                title: "problem-invalid-title".into(),
                detail: Saying::Fields(fields.clone()),
                fields,
            },
            Self::Action(A::Taken(field)) => ProblemText {
                status: StatusCode::CONFLICT,
                title: "problem-conflict-title".into(),
                detail: Saying::Fields(vec![field.clone()]),
                fields: vec![field],
            },
            Self::Action(A::NotFound) => told(StatusCode::NOT_FOUND, "problem-not-found-title", "problem-not-found"),
            Self::Action(A::NotOpen(status)) => told(StatusCode::CONFLICT, "problem-not-open-title", not_open(status)),
            Self::Action(A::Underway) => told(StatusCode::CONFLICT, "problem-underway-title", "problem-underway"),
            Self::Action(A::ReportsItself) => {
                told(StatusCode::CONFLICT, "problem-conflict-title", "problem-reports-itself")
            }
            Self::Action(A::NotArrived) => told(StatusCode::CONFLICT, "problem-conflict-title", "problem-not-arrived"),
            Self::Action(A::PayeeDisabled) => ProblemText {
                title: Saying::Keyed("problem-conflict-title", "Your links are disabled".into()),
                ..of(
                    StatusCode::CONFLICT,
                    "problem-conflict-title",
                    Saying::Keyed("app-disabled", PAYEE_DISABLED.into()),
                )
            },
            Self::Action(A::Conflict(key)) => told(StatusCode::CONFLICT, "problem-conflict-title", key),
            Self::Action(A::DayClosed(day)) => {
                of(StatusCode::CONFLICT, "problem-conflict-title", Saying::Day("books-refused-day-closed", day))
            }
            Self::Action(A::Denied) => told(StatusCode::FORBIDDEN, "problem-denied-title", "problem-denied"),
            Self::Action(A::KeyInUse) | Self::KeyInFlight => program(
                StatusCode::CONFLICT,
                "Already under way",
                "A call with this Idempotency-Key is under way. Wait for its answer, or repeat this call in a moment.",
            ),
            Self::Action(A::Changed) => program(
                StatusCode::PRECONDITION_FAILED,
                "Changed meanwhile",
                "This was changed since you read it. Read it again, and decide by what it is now.",
            ),
            Self::Action(A::Repeated) => told(StatusCode::CONFLICT, "problem-conflict-title", "new-repeated"),
            Self::KeyReused => program(
                StatusCode::UNPROCESSABLE_ENTITY,
                "Key used before",
                "This Idempotency-Key belongs to a call with another body or path. Use a new key for a new call.",
            ),
            // 410 ends a provider's repetitions: without the settings no webhook can be verified.
            Self::Action(A::SettingsLost) => ProblemText {
                title: Saying::Keyed("problem-rail-title", "Settings lost".into()),
                ..of(StatusCode::GONE, "problem-rail-title", Saying::Keyed("settings-lost", SETTINGS_LOST.into()))
            },
            Self::Action(A::Rail(RailError::Unsigned)) => {
                program(StatusCode::UNAUTHORIZED, "Not signed", "The message’s signature does not prove its sender.")
            }
            Self::Action(A::Rail(RailError::Unreadable(_))) => program(
                StatusCode::BAD_REQUEST,
                "Not readable",
                "The message is signed, but its content can’t be read.",
            ),
            // A payer whose payment could not begin reads `problem-rail` on the pay page itself. Anybody else may be in the middle of
            // something, such as a refund, whose outcome is unknown here: the text says nothing about money.
            Self::Action(A::Rail(_)) => of(
                StatusCode::SERVICE_UNAVAILABLE,
                "problem-rail-title",
                Saying::Keyed(
                    "error-provider-away-now",
                    "The provider can’t be used at the moment. Try again later.".into(),
                ),
            ),
            Self::Action(A::Store(store::Error::Unavailable(_))) | Self::Card(CardsError::Busy) => of(
                StatusCode::SERVICE_UNAVAILABLE,
                "problem-unavailable-title",
                Saying::ByAudience { payer: "problem-unavailable", other: "problem-unavailable-elsewhere" },
            ),
            Self::Action(A::Store(_)) | Self::Card(_) | Self::Render(_) | Self::Pack | Self::Panicked => of(
                StatusCode::INTERNAL_SERVER_ERROR,
                "problem-failed-title",
                Saying::ByAudience { payer: "problem-failed", other: "problem-failed-elsewhere" },
            ),
            Self::Unreadable { status, detail } => ProblemText {
                status,
                title: "problem-unreadable-title".into(),
                detail: match status {
                    StatusCode::PAYLOAD_TOO_LARGE => Saying::Keyed("error-too-big", detail),
                    _ => Saying::Keyed("error-unreadable", detail),
                },
                fields: Vec::new(),
            },
            Self::NoKey => program(
                StatusCode::UNAUTHORIZED,
                "No valid API key",
                "Send your API key as “Authorization: Bearer KEY”. A key that was replaced no longer works.",
            ),
            Self::Scope(scope) => program(
                StatusCode::FORBIDDEN,
                "Scope missing",
                &format!("This API key lacks the scope “{}”. Use a key that has it, or “admin”.", scope.word()),
            ),
            Self::Role => told(StatusCode::FORBIDDEN, "signin-not-yours-title", "signin-not-yours"),
            Self::SignedOut => told(StatusCode::UNAUTHORIZED, "problem-signed-out-title", "problem-signed-out"),
            Self::NotSaid => told(StatusCode::BAD_REQUEST, "problem-not-said-title", "problem-not-said"),
            Self::CrossSite => told(StatusCode::FORBIDDEN, "problem-cross-site-title", "problem-cross-site"),
            Self::TooMany { retry_after, .. } => ProblemText {
                status: StatusCode::TOO_MANY_REQUESTS,
                title: "problem-too-many-title".into(),
                detail: Saying::Wait("problem-too-many", retry_after),
                fields: Vec::new(),
            },
            Self::TooSlow => program(
                StatusCode::REQUEST_TIMEOUT,
                "Too slow",
                "The call took too long. Send it again; with an Idempotency-Key nothing is done twice.",
            ),
            Self::WrongMethod => told(StatusCode::METHOD_NOT_ALLOWED, "problem-method-title", "problem-method"),
        }
    }

    /// Logs the errors that the operator can mend, in full.
    fn log(&self) {
        match self {
            Self::Action(
                actions::Error::Store(store::Error::Unavailable(_))
                | actions::Error::Rail(RailError::Settings(_) | RailError::Rejected { .. }),
            ) => {
                tracing::warn!(error = %self, "unavailable");
            }
            Self::Action(actions::Error::Store(_))
            | Self::Card(CardsError::Card(_) | CardsError::Ended)
            | Self::Render(_)
            | Self::Pack => tracing::error!(error = %self, "failed"),
            _ => {}
        }
    }

    fn headers(&self) -> HeaderMap {
        let mut headers = HeaderMap::new();
        match self {
            Self::TooMany { allowed, retry_after } => {
                headers.insert(header::RETRY_AFTER, HeaderValue::from(*retry_after));
                CallsLeft::none(*allowed, *retry_after).tell(&mut headers);
            }
            Self::NoKey => {
                headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
            }
            Self::Action(actions::Error::Store(store::Error::Unavailable(_)) | actions::Error::Rail(_)) => {
                headers.insert(header::RETRY_AFTER, HeaderValue::from_static("5"));
            }
            Self::Card(CardsError::Busy) => {
                headers.insert(header::RETRY_AFTER, HeaderValue::from_static("2"));
            }
            _ => {}
        }
        headers
    }
}

fn not_open(status: Status) -> &'static str {
    match status {
        Status::Paid => "problem-not-open-paid",
        Status::Cancelled => "problem-not-open-cancelled",
        Status::Expired => "problem-not-open-expired",
        // The request was open again when its status was read after the refusal: trying again helps.
        Status::Open => "problem-underway",
    }
}
