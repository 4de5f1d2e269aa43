//! Events: facts that a provider reports about a payment, and the outcomes of applying them.

use super::refund::RefundStage;

/// The kind of a provider's event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EventKind {
    /// Money arrived; its sum is the event's.
    Settled,
    /// The payment is in progress.
    Processing,
    /// No money will arrive.
    Failed,
    /// A part went back. The event's money is the cumulative sum: providers repeat and reorder. For providers that don't name refunds, or
    /// whose reported refunds can't fail: a rail reports totals, or [`EventKind::Refund`], never both.
    Refunded,
    /// A named refund reached a stage. The event's money is that refund's.
    Refund(RefundStage),
    /// The payer disputes it at its bank or provider.
    DisputeOpened,
    /// The dispute was decided for the payee, who keeps the money.
    DisputeWon,
    /// The dispute was decided for the payer; the money went back.
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
pub struct UnknownEventKind(String);

impl TryFrom<String> for EventKind {
    type Error = UnknownEventKind;

    fn try_from(text: String) -> Result<Self, UnknownEventKind> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text).ok_or(UnknownEventKind(text))
    }
}

/// The outcome of a provider's event, kept with the event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::Type, strum::IntoStaticStr)]
#[sqlx(type_name = "TEXT", rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum EventOutcome {
    /// Stored and not applied yet; only visible inside the applying transaction.
    Received,
    /// The event changed the payment.
    Applied,
    /// The payment settled after the request had expired.
    AppliedLate,
    /// The payment settled although the payee had cancelled the request.
    AppliedCancelled,
    /// The payment settled although the request had been paid as often as it may.
    AppliedTwice,
    /// A refund or dispute of a payment that hasn't settled: kept until it has.
    Early,
    /// More was reported to have gone back than arrived. All that arrived is booked as returned; the rest isn't.
    OverRefunded,
    /// The event was applied before. Never stored: the first outcome stands.
    Repeated,
    /// The event was known already, or overtaken by a later one.
    Unchanged,
    /// No payment has the event's external id.
    UnknownPayment,
    /// The currency differs from the payment's.
    WrongCurrency,
    /// The amount is out of range, or isn't that of the refund known by this id.
    WrongAmount,
}

impl EventOutcome {
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
        assert_eq!(EventKind::try_from("refund".to_owned()), Err(UnknownEventKind("refund".into())));
    }
}
