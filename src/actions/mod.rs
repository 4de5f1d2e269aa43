//! The service's writes, a folder per noun and a file per verb. An action decides; the store only stores, and a rail only calls its
//! provider.

pub mod alerts;
pub mod books;
pub mod catalogue;
mod due;
pub mod idempotency;
pub mod keys;
pub mod methods;
pub mod payees;
pub mod payments;
pub mod precondition;
pub mod refunds;
pub mod requests;
pub mod service_texts;
pub mod settle;
pub mod upkeep;
pub mod webhooks;

use std::sync::Arc;

use chrono::{NaiveDate, TimeDelta};
use url::Url;

use self::payees::relying_party::RelyingParty;
use crate::domain::alert::Vapid;
use crate::domain::chance::Chance;
use crate::domain::clock::Clock;
use crate::domain::field::FieldError;
use crate::domain::method::ids::MethodIdKey;
use crate::domain::payee::sign_up_key::SignUpKey;
use crate::domain::request::Status;
use crate::domain::request::check_words::CheckWordKey;
use crate::net::endpoints::Endpoints;
use crate::rails::RailError;
use crate::rails::registry::Rails;
use crate::receipt::keys::ReceiptKey;
use crate::share::qr::LinkQr;
use crate::store::{self, Store};

/// The dependencies of actions.
#[derive(Debug, Clone)]
pub struct Context {
    /// The database, SQLite or PostgreSQL.
    pub store: Store,
    /// The rails that this service offers.
    pub rails: Rails,
    /// The way to payees' own endpoints.
    pub endpoints: Endpoints,
    /// The current time; tests inject another clock.
    pub clock: Clock,
    /// The source of randomness; tests inject a scripted one.
    pub chance: Chance,
    /// The base URL of links. It is configured, never derived from a request.
    pub public_url: Url,
    /// The QR codes of links, drawn from one precomputed code.
    pub qr: Arc<LinkQr>,
    /// The key from which check words are derived.
    pub check_words: CheckWordKey,
    /// The key from which the ids of future methods are derived.
    pub method_ids: MethodIdKey,
    /// The key from which sign-up forms' owner keys are derived.
    pub sign_ups: SignUpKey,
    /// The key that signs receipts.
    pub receipts: Arc<ReceiptKey>,
    /// The relying party of passkeys; `None` where browsers allow none.
    pub passkeys: Option<RelyingParty>,
    /// The identity at push services; `None` where no alerts are sent to devices.
    pub vapid: Option<Arc<Vapid>>,
    /// The time for which the ledger of a closed account is kept; `None` for ever.
    pub keep_ledger: Option<TimeDelta>,
}

impl Context {
    /// A URL of this service. `path` is one of its own, without a leading slash.
    #[expect(clippy::expect_used, reason = "a link to nowhere would be sent to buyers")]
    pub fn url(&self, path: &str) -> Url {
        self.public_url.join(path).expect("a path of ours is a relative reference")
    }
}

/// Reasons why an action was not done, not even in part.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Fields of the input are invalid.
    #[error("the input is wrong: {}", .0.iter().map(|e| e.field.as_ref()).collect::<Vec<_>>().join(", "))]
    Invalid(Vec<FieldError>),
    /// A unique value is already used.
    #[error("{} is taken", .0.field)]
    Taken(FieldError),
    /// The object doesn't exist, or belongs to someone else.
    #[error("there is no such thing")]
    NotFound,
    /// The request can't be paid (any more).
    #[error("the request is {}", .0.as_str())]
    NotOpen(Status),
    /// A provider reports a payment of this request in progress.
    #[error("the request is being paid")]
    Underway,
    /// The payee is disabled and can't create links.
    #[error("the payee is disabled")]
    PayeeDisabled,
    /// The payment's provider reports by itself, so the payer can't claim it.
    #[error("this way of paying reports by itself")]
    ReportsItself,
    /// No money has arrived, so there is no receipt.
    #[error("no money has arrived yet")]
    NotArrived,
    /// The object's state doesn't allow the action. The key is that of the text that says which state is needed, in
    /// `locales/*/errors.ftl`.
    #[error("{0}")]
    Conflict(&'static str),
    /// A booking that was to be undone, on a day that is closed.
    #[error("{0} is closed")]
    DayClosed(NaiveDate),
    /// The object was changed since its caller read it.
    #[error("it was changed meanwhile")]
    Changed,
    /// A concurrent call used the same idempotency key and has finished.
    #[error("the idempotency key is in use")]
    KeyInUse,
    /// The same was made a moment ago, from another form.
    #[error("the same was made a moment ago")]
    Repeated,
    /// A link or key that isn't valid (any more).
    #[error("this key or link opens nothing")]
    Denied,
    /// The settings of the payment's method can't be decrypted, since their key is lost.
    #[error("the method’s settings are lost with their key")]
    SettingsLost,
    /// The rail failed.
    #[error(transparent)]
    Rail(#[from] RailError),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

impl Error {
    /// An error in a single field.
    pub fn field(field: &'static str, code: &'static str, detail: impl Into<String>) -> Self {
        Self::Invalid(vec![FieldError::plain(field, code, detail)])
    }
}
