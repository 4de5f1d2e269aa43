//! Notices: facts about a payee's requests and payments that changed, as its programs are told. By Standard Webhooks they are called
//! events, a word that in this code is taken by what providers report.

pub mod endpoint;
pub mod retries;
pub mod signing;

use super::clock::Timestamp;
use super::id::{PayeeId, PaymentId};
use super::request::code::RequestCode;

/// The state of a delivery.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::Type, serde::Serialize, strum::IntoStaticStr, utoipa::ToSchema)]
#[sqlx(type_name = "TEXT", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum DeliveryState {
    /// It is to be sent, or sent again.
    Waiting,
    /// The endpoint took it.
    Delivered,
    /// It was given up.
    Failed,
}

/// The kind of a notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::Type)]
#[sqlx(type_name = "TEXT")]
pub enum NoticeKind {
    /// A request was made.
    #[sqlx(rename = "request.created")]
    RequestCreated,
    /// A request was paid as far, or as often, as it asks.
    #[sqlx(rename = "request.paid")]
    RequestPaid,
    /// A request was cancelled.
    #[sqlx(rename = "request.cancelled")]
    RequestCancelled,
    /// A request expired.
    #[sqlx(rename = "request.expired")]
    RequestExpired,
    /// The money of a payment arrived.
    #[sqlx(rename = "payment.settled")]
    PaymentSettled,
    /// The money of a payment will not arrive.
    #[sqlx(rename = "payment.failed")]
    PaymentFailed,
    /// The sum that went back of a payment has changed: a refund or a lost dispute, or a refund that failed after all.
    #[sqlx(rename = "payment.refunded")]
    PaymentRefunded,
    /// A dispute about a payment was opened, or ended without money going back.
    #[sqlx(rename = "payment.disputed")]
    PaymentDisputed,
    /// A test that the payee asked for. It is about nothing.
    #[sqlx(rename = "webhook.test")]
    Test,
}

impl NoticeKind {
    /// The kinds that an endpoint can choose: all but the test, which is sent to any.
    pub const CHOICE: [Self; 8] = [
        Self::RequestCreated,
        Self::RequestPaid,
        Self::RequestCancelled,
        Self::RequestExpired,
        Self::PaymentSettled,
        Self::PaymentFailed,
        Self::PaymentRefunded,
        Self::PaymentDisputed,
    ];

    /// The spelling in messages and in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::RequestCreated => "request.created",
            Self::RequestPaid => "request.paid",
            Self::RequestCancelled => "request.cancelled",
            Self::RequestExpired => "request.expired",
            Self::PaymentSettled => "payment.settled",
            Self::PaymentFailed => "payment.failed",
            Self::PaymentRefunded => "payment.refunded",
            Self::PaymentDisputed => "payment.disputed",
            Self::Test => "webhook.test",
        }
    }

    /// Reads a kind that an endpoint can choose.
    pub fn choose(text: &str) -> Option<Self> {
        Self::CHOICE.into_iter().find(|kind| kind.as_str() == text)
    }
}

/// A notice, as stored.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Notice {
    /// The request that the fact is about, or whose payment it is about.
    pub request_code: RequestCode,
    /// The number among the request's notices.
    pub position: i64,
    /// The payee that is told.
    pub payee_id: PayeeId,
    /// The kind of the fact.
    pub kind: NoticeKind,
    /// The payment that the fact is about, if it is about one.
    pub payment_id: Option<PaymentId>,
    /// The time of the fact.
    pub occurred_at: Timestamp,
}

impl Notice {
    /// The id by which receivers know the notice again. It follows from the request's code, which is unique.
    pub fn message_id(&self) -> String {
        format!("evt_{}_{}", self.request_code, self.position)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_chosen_is_read() {
        for kind in NoticeKind::CHOICE {
            assert_eq!(NoticeKind::choose(kind.as_str()), Some(kind));
        }
        for other in ["webhook.test", "", "request", "Request.paid", "request.paid "] {
            assert_eq!(NoticeKind::choose(other), None, "{other:?}");
        }
    }
}
