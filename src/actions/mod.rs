//! Every write, a folder per noun and a file per verb. An action decides; the store only stores, a rail only talks.

pub mod books;
mod due;
pub mod idempotency;
pub mod keys;
pub mod methods;
pub mod payees;
pub mod payments;
pub mod refunds;
pub mod requests;
pub mod settle;
pub mod upkeep;

use std::sync::Arc;

use url::Url;

use crate::domain::chance::Chance;
use crate::domain::clock::Clock;
use crate::domain::field::FieldError;
use crate::domain::method::ids::MethodIdKey;
use crate::domain::payee::sign_up_key::SignUpKey;
use crate::domain::request::Status;
use crate::domain::request::check_words::CheckWordKey;
use crate::rails::RailError;
use crate::rails::registry::Rails;
use crate::receipt::keys::ReceiptKey;
use crate::share::qr::LinkQr;
use crate::store::{self, Store};

/// The things that actions work with.
#[derive(Debug, Clone)]
pub struct Context {
    /// The database.
    pub store: Store,
    /// The rails of this service.
    pub rails: Rails,
    /// The clock.
    pub clock: Clock,
    /// The source of randomness.
    pub chance: Chance,
    /// The URL that links begin with. Never taken from a request.
    pub public_url: Url,
    /// The QR codes of links.
    pub qr: Arc<LinkQr>,
    /// The key that check words are derived with.
    pub check_words: CheckWordKey,
    /// The key of ids of methods to come.
    pub method_ids: MethodIdKey,
    /// The key that sign-up forms' owner keys are derived with.
    pub sign_ups: SignUpKey,
    /// The key that receipts are signed with.
    pub receipts: Arc<ReceiptKey>,
}

impl Context {
    /// A URL of this service. `path` is one of our own, without a leading slash.
    #[expect(clippy::expect_used, reason = "a link to nowhere would be sent to buyers")]
    pub fn url(&self, path: &str) -> Url {
        self.public_url.join(path).expect("a path of ours is a relative reference")
    }
}

/// Reasons why an action was not done. Nothing of it was.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Something in the input is wrong, field by field.
    #[error("the input is wrong: {}", .0.iter().map(|e| e.field.as_ref()).collect::<Vec<_>>().join(", "))]
    Invalid(Vec<FieldError>),
    /// A value that can exist only once, and does.
    #[error("{} is taken", .0.field)]
    Taken(FieldError),
    /// There is no such thing, or it is somebody else's.
    #[error("there is no such thing")]
    NotFound,
    /// The request can't be paid (any more).
    #[error("the request is {}", .0.as_str())]
    NotOpen(Status),
    /// A provider says that this request is being paid.
    #[error("the request is being paid")]
    Underway,
    /// The payee is disabled, and makes no links.
    #[error("the payee is disabled")]
    PayeeDisabled,
    /// A payment of which its provider tells by itself: a payer has nothing to say.
    #[error("this way of paying reports by itself")]
    ReportsItself,
    /// There is no receipt, because no money has arrived.
    #[error("no money has arrived yet")]
    NotArrived,
    /// It isn't in a state in which this can be done; the sentence says what it would take.
    #[error("{0}")]
    Conflict(&'static str),
    /// The idempotency key was used by a call that ended meanwhile.
    #[error("the idempotency key is in use")]
    KeyInUse,
    /// A link or key that opens nothing (any more).
    #[error("this key or link opens nothing")]
    Denied,
    /// The settings of the payment's method are lost with the key that kept them.
    #[error("the method’s settings are lost with their key")]
    SettingsLost,
    /// The rail could not.
    #[error(transparent)]
    Rail(#[from] RailError),
    /// The database could not.
    #[error(transparent)]
    Store(#[from] store::Error),
}

impl Error {
    /// One thing wrong with one field.
    pub fn field(field: &'static str, code: &'static str, detail: impl Into<String>) -> Self {
        Self::Invalid(vec![FieldError::plain(field, code, detail)])
    }
}
