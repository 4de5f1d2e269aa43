//! A ledger line as exports contain it.

use chrono::NaiveDate;
use serde::Deserialize;

use super::MovementKind;
use crate::domain::clock::Timestamp;
use crate::domain::money::currency::Currency;
use crate::domain::zone::Zone;

/// A ledger line with its number and its request's memo, and without its hashes. Ids and references are plain texts, because they are only
/// written out. A database delivers lines as JSON arrays in the order of the fields.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ExportLine {
    /// The number in the ledger.
    pub seq: i64,
    /// The line's id, `mov_…`.
    pub id: String,
    /// The kind of movement.
    pub kind: MovementKind,
    /// The code of the request.
    pub request_code: String,
    /// The payment's id, `pay_…`.
    pub payment_id: String,
    /// The payee's reference at the time.
    pub reference: Option<String>,
    /// The ISO 11649 reference.
    pub rf: String,
    /// The currency of `gross` and `fee`.
    pub currency: Currency,
    /// The amount that moved, in minor units; negative where money went back.
    pub gross: i64,
    /// The part of `gross` that is a tip, of the same sign.
    pub tip: i64,
    /// The provider's fee, in minor units; `None` where the provider doesn't report it.
    pub fee: Option<i64>,
    /// The rail's name; see [`booked_rail`](crate::domain::payment::Payment::booked_rail).
    pub rail: String,
    /// The kind of evidence.
    pub evidence: String,
    /// The provider's id of the evidence.
    pub evidence_ref: Option<String>,
    /// The date that the payee recorded, which takes precedence over `settled_at`.
    pub booking_date: Option<NaiveDate>,
    /// The time at which the line was written.
    pub created_at: Timestamp,
    /// The time at which the money moved.
    pub settled_at: Timestamp,
    /// The line that this one reverses.
    pub reverses_id: Option<String>,
    /// The batch whose file it is in; `None` in other exports. It is no column of the ledger.
    #[serde(skip)]
    pub batch_id: Option<String>,
    /// The request's memo. It is not part of the chain, because it may have to be erased; `None` where the request has none or is missing:
    /// a line is exported without its request, too.
    pub memo: Option<String>,
    /// The reference that travelled with the money.
    pub provider_ref: Option<String>,
    /// The day in the books, fixed when the line was written.
    pub accounting_date: NaiveDate,
    /// The day that the line belongs to, where that was closed or delivered already when the line was written; `accounting_date` is the
    /// first open day then.
    pub belongs_to: Option<NaiveDate>,
    /// The bank statement that proved the movement.
    pub statement_id: Option<String>,
}

impl ExportLine {
    /// The time at which the money moved, in `zone`. A booking date is that day in every zone, at noon.
    pub fn settled_in(&self, zone: Zone) -> Timestamp {
        self.booking_date.map_or(self.settled_at, |day| zone.noon(day))
    }

    /// The part of `gross` that isn't a tip: what pays requests.
    pub fn price(&self) -> i64 {
        self.gross - self.tip
    }

    /// The amount after the fee, in minor units; `None` where the fee isn't known.
    pub fn net(&self) -> Option<i64> {
        self.fee.map(|fee| self.gross - fee)
    }
}

#[cfg(test)]
impl ExportLine {
    /// A line of euros by play money: a settlement, or a refund if `gross` is negative.
    pub(crate) fn example(gross: i64) -> Self {
        let at = chrono::DateTime::from_timestamp(1_774_746_000, 5000).expect("in range");
        Self {
            seq: 7,
            id: "mov_1".into(),
            kind: if gross < 0 { MovementKind::Refund } else { MovementKind::Settlement },
            request_code: "k7m2pq9xw4dt".into(),
            payment_id: "pay_1".into(),
            reference: None,
            rf: "RF18539007547034".into(),
            currency: Currency::EUR,
            gross,
            tip: 0,
            fee: Some(0),
            rail: "demo".into(),
            evidence: "webhook".into(),
            evidence_ref: Some("=cmd".into()),
            booking_date: None,
            created_at: at,
            settled_at: at,
            reverses_id: None,
            batch_id: None,
            memo: None,
            provider_ref: None,
            accounting_date: at.date_naive(),
            belongs_to: None,
            statement_id: None,
        }
    }
}
