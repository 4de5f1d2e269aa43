//! Endpoints: addresses of a payee's own that notices are sent to.

use super::NoticeKind;
use crate::domain::clock::Timestamp;
use crate::domain::id::{EndpointId, PayeeId};

/// The reason why nothing is sent to an endpoint any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::Type, serde::Serialize, utoipa::ToSchema)]
#[sqlx(type_name = "TEXT", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum DisabledWhy {
    /// The payee disabled it.
    Owner,
    /// It answered 410 Gone.
    Gone,
    /// Nothing could be delivered for a week.
    Failing,
    /// Its secret was lost with the service's key.
    SecretLost,
}

/// An endpoint, without its secrets.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Endpoint {
    /// The id.
    pub id: EndpointId,
    /// The payee that is told.
    pub payee_id: PayeeId,
    /// The address.
    pub url: String,
    /// The kinds of notices that are sent, as stored.
    #[sqlx(try_from = "Option<String>")]
    pub kinds: Kinds,
    /// The time at which it was added.
    pub created_at: Timestamp,
    /// The time from which nothing is sent any more.
    pub disabled_at: Option<Timestamp>,
    /// The reason of that.
    pub disabled_why: Option<DisabledWhy>,
    /// The time of the first failure since the last success.
    pub failing_since: Option<Timestamp>,
    /// The time of the last success.
    pub last_success_at: Option<Timestamp>,
}

impl Endpoint {
    /// Returns whether the service stopped sending to it, and the payee has not decided that it stays so.
    pub fn stopped_by_service(&self) -> bool {
        self.disabled_at.is_some() && self.disabled_why != Some(DisabledWhy::Owner)
    }

    /// Returns whether a notice of this kind is sent to it.
    pub fn wants(&self, kind: NoticeKind) -> bool {
        self.disabled_at.is_none() && self.kinds.has(kind)
    }
}

/// The kinds of notices that an endpoint is sent.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Kinds(Option<Vec<NoticeKind>>);

impl Kinds {
    /// These kinds alone.
    pub fn only(kinds: Vec<NoticeKind>) -> Self {
        Self(Some(kinds))
    }

    /// Returns whether a kind is among them.
    pub fn has(&self, kind: NoticeKind) -> bool {
        self.0.as_ref().is_none_or(|kinds| kinds.contains(&kind))
    }

    /// The words of the kinds; `None` for all, also those of later versions.
    pub fn words(&self) -> Option<Vec<&'static str>> {
        Some(self.0.as_ref()?.iter().map(|kind| kind.as_str()).collect())
    }

    /// The text in the database.
    pub fn stored(&self) -> Option<String> {
        Some(self.words()?.join(" "))
    }
}

/// A stored kind that this version doesn't know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an endpoint wants a kind of notice that is unknown")]
pub struct UnknownNoticeKind;

impl TryFrom<Option<String>> for Kinds {
    type Error = UnknownNoticeKind;

    fn try_from(stored: Option<String>) -> Result<Self, UnknownNoticeKind> {
        let Some(stored) = stored else { return Ok(Self(None)) };
        let kinds: Option<Vec<_>> = stored.split(' ').map(NoticeKind::choose).collect();
        kinds.map(Self::only).ok_or(UnknownNoticeKind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stored_kinds_read_back() {
        let some = Kinds::only(vec![NoticeKind::RequestPaid, NoticeKind::PaymentFailed]);
        assert_eq!(some.stored().as_deref(), Some("request.paid payment.failed"));
        assert_eq!(Kinds::try_from(some.stored()), Ok(some.clone()));
        assert!(some.has(NoticeKind::RequestPaid) && !some.has(NoticeKind::RequestCreated));
        assert_eq!(Kinds::try_from(None), Ok(Kinds::default()));
        assert!(NoticeKind::CHOICE.into_iter().all(|kind| Kinds::default().has(kind)));
        assert_eq!(Kinds::try_from(Some("request.lost".to_owned())), Err(UnknownNoticeKind));
    }
}
