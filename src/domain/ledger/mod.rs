//! The ledger: one append-only line per movement, chained by hashes per payee, so that a changed, missing or inserted line is detected; the
//! chain's head is sealed under a key of the service.

mod batch;
mod chain;
mod close;
mod closing_day;
mod day;
mod export_line;
mod seal;

use serde::{Deserialize, Serialize};

pub use self::batch::{Batch, BatchContents, CurrencyTotal, LineTally};
pub use self::chain::{Broken, ChainCheck, ChainHash, LedgerEntry};
pub use self::close::{Close, CloseCause};
pub use self::closing_day::{ClosingDay, NoClosingDay};
pub use self::day::AccountingDay;
pub use self::export_line::ExportLine;
pub use self::seal::{LedgerKey, LedgerSeal, SealedHead, SealedRow};
use super::clock::Timestamp;
use super::id::{MovementId, PayeeId, PaymentId, StatementId};
use super::money::currency::Currency;
use super::payment::Evidence;
use super::reference::rf::RfReference;
use super::request::code::RequestCode;
use super::text::OwnReference;

/// The kind of a movement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, sqlx::Type, strum::IntoStaticStr)]
#[sqlx(type_name = "TEXT", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum MovementKind {
    /// Money arrived: a positive amount.
    Settlement,
    /// Money went back, by a refund or a lost dispute: a negative amount.
    Refund,
    /// Reverses an earlier line that was wrong.
    Correction,
}

impl MovementKind {
    /// The word in exports.
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// The movement's status in an export. It depends on the line alone, so that the export of a past period never changes.
    pub fn status(self) -> &'static str {
        match self {
            Self::Settlement => "settled",
            Self::Refund => "refunded",
            Self::Correction => "corrected",
        }
    }
}

/// One ledger line, without its place in the chain.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Movement {
    /// The line's id, `mov_…`.
    pub id: MovementId,
    /// The payee whose ledger has the line.
    pub payee_id: PayeeId,
    /// The kind of movement, which determines the sign of `gross`.
    pub kind: MovementKind,
    /// The code of the request.
    pub request_code: RequestCode,
    /// The payment whose money moved.
    pub payment_id: PaymentId,
    /// The payee's reference at the time.
    pub reference: Option<OwnReference>,
    /// The ISO 11649 reference.
    pub rf: RfReference,
    /// The currency of `gross` and `fee`.
    #[sqlx(try_from = "String")]
    pub currency: Currency,
    /// The amount, in minor units; negative where money went back.
    pub gross: i64,
    /// The part of `gross` that is a tip, of the same sign; see [`tip`](crate::domain::payment::tip).
    pub tip: i64,
    /// The provider's fee, in minor units, never negative for a settlement; `None` where the provider doesn't report it, or only in another
    /// currency.
    pub fee: Option<i64>,
    /// The rail's name; see [`booked_rail`](crate::domain::payment::Payment::booked_rail).
    pub rail: String,
    /// The kind of evidence.
    pub evidence: Evidence,
    /// The provider's id of the evidence.
    pub evidence_ref: Option<String>,
    /// The date recorded by the payee or its bank, if there is one.
    pub booking_date: Option<chrono::NaiveDate>,
    /// The time at which the line was written.
    pub created_at: Timestamp,
    /// The time at which the money moved.
    pub settled_at: Timestamp,
    /// The line that this one reverses, in whole or in part: the settlement, for a refund.
    pub reverses_id: Option<MovementId>,
    /// The bank statement that proved it.
    pub statement_id: Option<StatementId>,
}
