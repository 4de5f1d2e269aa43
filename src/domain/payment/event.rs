//! Events: facts that a provider reports about a payment, and their outcomes here.

use super::refund::RefundStage;

/// The kind of a provider's event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventKind {
    /// Money arrived.
    Settled,
    /// Money is on its way.
    Processing,
    /// It will not arrive.
    Failed,
    /// Some of it went back. The event's money is what went back in all so far: providers repeat and reorder. For providers that don't
    /// name refunds, or whose refunds can't fail once they are told: a rail tells totals, or [`EventKind::Refund`], never both.
    Refunded,
    /// A refund has come so far. The event's money is that refund's.
    Refund(RefundStage),
    /// The payer's bank disputes it.
    DisputeOpened,
    /// The dispute was decided for the payee: the money stays.
    DisputeWon,
    /// The dispute was decided for the payer: the money went back.
    DisputeLost,
}

impl EventKind {
    const ALL: [Self; 10] = [
        Self::Settled,
        Self::Processing,
        Self::Failed,
        Self::Refunded,
        Self::Refund(RefundStage::Pending),
        Self::Refund(RefundStage::Done),
        Self::Refund(RefundStage::Failed),
        Self::DisputeOpened,
        Self::DisputeWon,
        Self::DisputeLost,
    ];

    /// The spelling in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Settled => "settled",
            Self::Processing => "processing",
            Self::Failed => "failed",
            Self::Refunded => "refunded",
            Self::Refund(RefundStage::Pending) => "refund_pending",
            Self::Refund(RefundStage::Done) => "refund_done",
            Self::Refund(RefundStage::Failed) => "refund_failed",
            Self::DisputeOpened => "dispute_opened",
            Self::DisputeWon => "dispute_won",
            Self::DisputeLost => "dispute_lost",
        }
    }
}

/// A stored kind that this version doesn't know.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no kind of event")]
pub struct UnknownKind(String);

impl TryFrom<String> for EventKind {
    type Error = UnknownKind;

    fn try_from(text: String) -> Result<Self, UnknownKind> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text).ok_or(UnknownKind(text))
    }
}

/// The outcome of a provider's event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::Type, strum::IntoStaticStr)]
#[sqlx(type_name = "TEXT", rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Outcome {
    /// Stored and not applied yet, which only the transaction sees that applies it.
    Received,
    /// It changed the payment.
    Applied,
    /// It settled the payment after the request's time was over.
    AppliedLate,
    /// It settled the payment although the payee had cancelled the request.
    AppliedCancelled,
    /// It settled the payment although the request had been paid as often as it may.
    AppliedTwice,
    /// It speaks of a refund or a dispute of money that isn't known to have arrived: it waits.
    Early,
    /// More is said to have gone back than arrived. All of what arrived is gone; the rest is not booked.
    OverRefunded,
    /// It was applied before. Never stored: the first outcome stands.
    Repeated,
    /// It says what is known already, or what has been overtaken.
    Unchanged,
    /// It speaks of a payment that isn't known.
    UnknownPayment,
    /// It speaks of another currency than was asked for.
    WrongCurrency,
    /// It speaks of no money, or of more than there can be.
    WrongAmount,
}

impl Outcome {
    /// The spelling in the database and in logs.
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stored_kind_reads_back() {
        for kind in EventKind::ALL {
            assert_eq!(EventKind::try_from(kind.as_str().to_owned()), Ok(kind));
        }
        assert_eq!(EventKind::try_from("refund".to_owned()), Err(UnknownKind("refund".into())));
    }
}
