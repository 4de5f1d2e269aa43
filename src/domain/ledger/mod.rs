//! The ledger: one line per movement, append-only, chained by hashes per payee, so that a changed, missing or inserted line shows; the
//! chain's end is sealed under a key of the service.

mod chain;
mod export_line;
mod seal;

use serde::{Deserialize, Serialize};

pub use self::chain::{Broken, ChainCheck, ChainHash, LedgerEntry};
pub use self::export_line::ExportLine;
pub use self::seal::{HeadSeal, LedgerKey};
use super::clock::Timestamp;
use super::id::{MovementId, PayeeId, PaymentId};
use super::money::currency::Currency;
use super::payment::Evidence;
use super::reference::rf::RfReference;
use super::request::code::RequestCode;
use super::text::OwnReference;

/// What moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, sqlx::Type, strum::IntoStaticStr)]
#[sqlx(type_name = "TEXT", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum MovementKind {
    /// Money arrived.
    Settlement,
    /// Money went back: a negative amount. By a refund, or because a dispute was lost.
    Refund,
    /// An earlier line was wrong; this one takes it back.
    Correction,
}

impl MovementKind {
    /// The word that exports carry.
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// The status an export gives the movement: what became of it at that moment. It depends on the line alone, so that a month
    /// that was exported once exports the same for ever.
    pub fn status(self) -> &'static str {
        match self {
            Self::Settlement => "settled",
            Self::Refund => "refunded",
            Self::Correction => "corrected",
        }
    }
}

/// One line, without its place in the chain.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Movement {
    /// Its id.
    pub id: MovementId,
    /// Whose ledger.
    pub payee_id: PayeeId,
    /// What moved.
    pub kind: MovementKind,
    /// The request.
    pub request_code: RequestCode,
    /// The payment.
    pub payment_id: PaymentId,
    /// The payee's reference at the time.
    pub reference: Option<OwnReference>,
    /// The bank's reference.
    pub rf: RfReference,
    /// Of what currency.
    #[sqlx(try_from = "String")]
    pub currency: Currency,
    /// What moved, in minor units, signed.
    pub gross: i64,
    /// The provider's charge, in minor units, never negative for a settlement; none where the provider doesn't tell it, or only in
    /// another currency.
    pub fee: Option<i64>,
    /// By which rail.
    pub rail: String,
    /// How it is known.
    pub evidence: Evidence,
    /// The provider's name for the evidence.
    pub evidence_ref: Option<String>,
    /// The day by a bank's or the payee's word, where there is one.
    pub booking_date: Option<chrono::NaiveDate>,
    /// When the line was written.
    pub created_at: Timestamp,
    /// When the money moved.
    pub settled_at: Timestamp,
    /// The line that this one takes back, in whole or in part: a refund's settlement.
    pub reverses_id: Option<MovementId>,
    /// The payout or statement that it came with.
    pub batch_id: Option<String>,
}
