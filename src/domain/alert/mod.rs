//! Alerts: what a seller's devices are told while the app isn't open, by Web Push.

mod subscription;
mod vapid;

use serde::Serialize;

pub use self::subscription::{BadSubscription, Subscription};
pub use self::vapid::{BadSubject, Vapid, VapidKey, VapidSubject};
use super::clock::Timestamp;
use super::id::{AlertDeviceId, MemberId, PayeeId};
use super::language::Language;

/// The time after which an alert is of no use any more.
pub const USEFUL: chrono::TimeDelta = chrono::TimeDelta::hours(24);

/// The refusals of this service's signature in a row after which nothing is sent to a device any more. By the pauses between tries they take
/// two hours and a half at least, in which a clock that is wrong, or a push service that is, can be put right.
pub const REFUSALS: i64 = 5;

/// The subject of tests, so that one waits for a device.
pub const TEST: &str = "test";

/// The kind of an alert.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, sqlx::Type, strum::IntoStaticStr)]
#[sqlx(type_name = "TEXT", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum AlertKind {
    /// The money of a payment arrived.
    Arrived,
    /// A payer says that the money was sent.
    Claimed,
    /// A payment is disputed.
    Disputed,
    /// A buyer ordered something.
    Ordered,
    /// A test that the seller asked for. It is about nothing.
    Test,
}

impl AlertKind {
    /// The spelling in the database.
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// The outcome of a call to a push service, or of an alert that was not sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum AlertOutcome {
    /// The push service took it.
    Sent,
    /// It is to be sent again.
    Postponed,
    /// It was given up: the message was refused, or is too old.
    GivenUp,
    /// The push service refused this service's signature. It is sent again, unless that was the last of [`REFUSALS`].
    Refused,
    /// The device's subscription has ended, so the device was forgotten.
    Ended,
}

/// A browser or app of a member's that is told, without its subscription.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct AlertDevice {
    /// The id.
    pub id: AlertDeviceId,
    /// The payee that it is told about.
    pub payee_id: PayeeId,
    /// The member whose device it is.
    pub member_id: MemberId,
    /// The SHA-256 of its endpoint, in hexadecimal digits.
    pub endpoint_hash: String,
    /// The word by which its member knows it.
    pub label: String,
    /// The language of its alerts.
    pub language: Language,
    /// Alerts say amounts.
    pub amounts: bool,
    /// The time at which it was turned on.
    pub created_at: Timestamp,
    /// The number of times in a row that the push service refused this service's signature.
    pub refusals: i64,
    /// The time since which nothing is sent to it, because of [`REFUSALS`].
    pub stopped_at: Option<Timestamp>,
    /// The time at which the key of its subscription was given up as lost.
    pub lost_at: Option<Timestamp>,
}

/// An alert that waits to be sent. It is known by its device, its kind and its subject.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Alert {
    /// The device that is told.
    pub device_id: AlertDeviceId,
    /// The kind.
    pub kind: AlertKind,
    /// The id of the payment; of a claim or an order, the code of the request; of a test, [`TEST`].
    pub subject: String,
    /// The payee.
    pub payee_id: PayeeId,
    /// The number of calls so far.
    pub attempts: i64,
    /// The time of the fact.
    pub created_at: Timestamp,
}
