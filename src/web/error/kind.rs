//! The kinds of problems that programs are told of. Each has a page of its own, whose address is the problem's `type`.

use axum::http::StatusCode;
use strum::{EnumIter, IntoEnumIterator, IntoStaticStr};

use super::Error;
use crate::actions::Error as ActionError;
use crate::rails::RailError;
use crate::store;
use crate::web::machines::cards::CardsError;

/// A kind of problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum ProblemKind {
    /// Fields of a body or a query are wrong.
    Invalid,
    /// A body can't be read at all.
    Unreadable,
    /// A body is too large.
    TooLarge,
    /// A body isn't JSON.
    NotJson,
    /// The API key is missing or unknown.
    NoKey,
    /// A provider's message isn't signed.
    Unsigned,
    /// The API key lacks a scope.
    ScopeMissing,
    /// The address is nobody's with a key.
    Forbidden,
    /// There is no such thing.
    NotFound,
    /// The address has no such method.
    WrongMethod,
    /// The call took too long.
    TooSlow,
    /// Something isn't in the right state.
    Conflict,
    /// Something was changed since it was read.
    Changed,
    /// A request accepts no payments any more.
    NotOpen,
    /// Somebody else is at it.
    UnderWay,
    /// An id or a name is taken.
    Taken,
    /// The operator has disabled the payee.
    PayeeDisabled,
    /// The first call with the idempotency key isn't answered yet.
    CallInFlight,
    /// The idempotency key belongs to another call.
    IdempotencyKeyReused,
    /// A method's settings were lost.
    SettingsLost,
    /// The calls of a key are used up for now.
    TooMany,
    /// A provider can't be used.
    ProviderUnavailable,
    /// The service can't be used for now.
    Unavailable,
    /// The service failed.
    Failed,
}

/// A kind of problem as its page explains it.
#[derive(Debug, Clone, Copy)]
pub struct Explanation {
    /// The HTTP status of answers with this problem.
    pub status: u16,
    /// The problem, in a few words.
    pub title: &'static str,
    /// The cause.
    pub cause: &'static str,
    /// The remedy.
    pub remedy: &'static str,
}

impl ProblemKind {
    /// The last part of the address of its page.
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// All kinds, in the order of their statuses.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::iter()
    }

    /// The path of its page, relative to the public URL.
    pub fn path(self) -> String {
        format!("docs/problems/{}", self.word())
    }

    /// Its page's texts.
    pub fn explanation(self) -> Explanation {
        let of = |status, title, cause, remedy| Explanation { status, title, cause, remedy };
        match self {
            Self::Invalid => of(
                400,
                "A field is wrong",
                "A member of the body, or a parameter of the query, is unknown, missing, of a wrong type or of a wrong value.",
                "`errors` lists every wrong field with `field`, `code` and `detail`. Put them right, and send the call again with the same \
                idempotency key.",
            ),
            Self::Unreadable => of(
                400,
                "The body can’t be read",
                "The body isn’t valid JSON, or didn’t arrive to its end.",
                "Send a JSON object in UTF-8. `detail` says where the reader stopped.",
            ),
            Self::TooLarge => of(
                413,
                "The body is too large",
                "A body has 64 KiB at most, and a bank statement 50 MiB.",
                "Send less at a time: a statement by months, for example.",
            ),
            Self::NotJson => of(
                415,
                "The body isn’t JSON",
                "The header `Content-Type` doesn’t say that the body is JSON.",
                "Send `Content-Type: application/json`.",
            ),
            Self::NoKey => of(
                401,
                "There is no valid API key",
                "The header `Authorization` is missing, or its key is unknown, was revoked or was replaced.",
                "Send `Authorization: Bearer KEY`. The payee makes keys on the page of its settings, and the operator by `chit key add`.",
            ),
            Self::Unsigned => of(
                401,
                "A message isn’t signed",
                "A message to a provider’s webhook has no signature, or one that doesn’t prove its sender.",
                "Compare the webhook’s secret at the provider with the settings of the payment method.",
            ),
            Self::ScopeMissing => of(
                403,
                "The API key lacks a scope",
                "The call needs a scope that the key doesn’t have. `detail` names it.",
                "Use another key, or make one with that scope. `admin` has all of them.",
            ),
            Self::Forbidden => of(
                403,
                "This isn’t allowed",
                "The address isn’t open to this caller.",
                "Look the call up in the description of the API.",
            ),
            Self::NotFound => of(
                404,
                "There is nothing here",
                "The address is misspelt, the thing was removed, or it belongs to another payee: the answer is the same for all three.",
                "Compare the path with the description of the API, and the id with the list that it comes from.",
            ),
            Self::WrongMethod => of(
                405,
                "The address has no such method",
                "The address exists, and not for this HTTP method.",
                "The header `Allow` lists the methods that it has.",
            ),
            Self::TooSlow => of(
                408,
                "The call took too long",
                "The body didn’t arrive, or the answer wasn’t ready, within 30 seconds (5 minutes for a bank statement).",
                "Send the call again with the same idempotency key: what was done the first time isn’t done twice.",
            ),
            Self::Conflict => of(
                409,
                "This can’t be done now",
                "The thing isn’t in a state in which this can be done. `detail` says which state it is in.",
                "Read the thing again, and decide by its state.",
            ),
            Self::Changed => of(
                412,
                "It was changed meanwhile",
                "`If-Match` names another version than the present one: somebody has changed it since you read it.",
                "Read it again, and send the change with its new `ETag`, if it is still wanted.",
            ),
            Self::NotOpen => of(
                409,
                "The request isn’t open",
                "The request is paid, cancelled or expired, so that it accepts no payments.",
                "Make a new request. An expired one opens again when its `expires_at` is changed.",
            ),
            Self::UnderWay => of(
                409,
                "Something else is under way",
                "Another call or a payment is changing the same thing at this moment.",
                "Send the call again in a moment.",
            ),
            Self::Taken => of(
                409,
                "This is taken",
                "An id or a name is or was used for something else. `errors` names the field.",
                "Choose another one.",
            ),
            Self::PayeeDisabled => of(
                409,
                "The payee’s links are disabled",
                "The operator of this service has disabled the payee, so that it can’t make new requests.",
                "Ask the operator.",
            ),
            Self::CallInFlight => of(
                409,
                "The first call isn’t answered yet",
                "A call with this `Idempotency-Key` is under way.",
                "Wait for its answer, or send this call again in a moment: then it gets the first one’s answer.",
            ),
            Self::IdempotencyKeyReused => of(
                422,
                "The idempotency key belongs to another call",
                "In the last 48 hours, this `Idempotency-Key` was sent with another body or to another path.",
                "Use a new key for every new call, and the same one only to repeat a call.",
            ),
            Self::SettingsLost => of(
                410,
                "The settings are lost",
                "The method’s settings were sealed under a key that the service doesn’t have any more.",
                "Add the method again, with its settings.",
            ),
            Self::TooMany => of(
                429,
                "Too many calls",
                "The calls that a key, or an address, may send in a minute are used up.",
                "Wait for the seconds that `Retry-After` says. `RateLimit` tells with every answer how many calls are left.",
            ),
            Self::ProviderUnavailable => of(
                503,
                "The provider can’t be used",
                "The payment provider doesn’t answer, or refuses the settings of the method.",
                "Send the call again after `Retry-After` seconds. If it goes on, look at the method’s settings.",
            ),
            Self::Unavailable => of(
                503,
                "The service can’t be used for now",
                "The database doesn’t answer, or the service is busy.",
                "Send the call again after `Retry-After` seconds, with the same idempotency key.",
            ),
            Self::Failed => of(
                500,
                "The service failed",
                "This is a defect of the service.",
                "Send the call again with the same idempotency key. If it goes on, tell the operator the `x-request-id` of the answer: the log has \
                it, too.",
            ),
        }
    }
}

impl From<&Error> for ProblemKind {
    fn from(error: &Error) -> Self {
        use ActionError as A;
        match error {
            Error::Action(A::Invalid(_)) | Error::NotSaid => Self::Invalid,
            Error::Action(A::Taken(_)) => Self::Taken,
            Error::Action(A::NotFound) => Self::NotFound,
            Error::Action(A::NotOpen(_)) => Self::NotOpen,
            Error::Action(A::Underway) => Self::UnderWay,
            Error::Action(A::ReportsItself | A::NotArrived | A::Conflict(_) | A::DayClosed(_) | A::Repeated) => {
                Self::Conflict
            }
            Error::Action(A::Changed) => Self::Changed,
            Error::Action(A::PayeeDisabled) => Self::PayeeDisabled,
            Error::Action(A::Denied) | Error::Role | Error::CrossSite => Self::Forbidden,
            Error::Action(A::KeyInUse) | Error::KeyInFlight => Self::CallInFlight,
            Error::KeyReused => Self::IdempotencyKeyReused,
            Error::Action(A::SettingsLost) => Self::SettingsLost,
            Error::Action(A::Rail(RailError::Unsigned)) => Self::Unsigned,
            Error::Action(A::Rail(RailError::Unreadable(_))) => Self::Unreadable,
            Error::Action(A::Rail(_)) => Self::ProviderUnavailable,
            Error::Action(A::Store(store::Error::Unavailable(_))) | Error::Card(CardsError::Busy) => Self::Unavailable,
            Error::Action(A::Store(_)) | Error::Card(_) | Error::Render(_) | Error::Pack | Error::Panicked => {
                Self::Failed
            }
            Error::Unreadable { status: StatusCode::PAYLOAD_TOO_LARGE, .. } => Self::TooLarge,
            Error::Unreadable { status: StatusCode::UNSUPPORTED_MEDIA_TYPE, .. } => Self::NotJson,
            Error::Unreadable { .. } => Self::Unreadable,
            Error::NoKey | Error::SignedOut => Self::NoKey,
            Error::Scope(_) => Self::ScopeMissing,
            Error::TooMany { .. } => Self::TooMany,
            Error::WrongMethod => Self::WrongMethod,
            Error::TooSlow => Self::TooSlow,
        }
    }
}
