//! A movement as exports tell it.

use chrono::NaiveDate;
use serde::Deserialize;

use super::MovementKind;
use crate::domain::clock::Timestamp;
use crate::domain::money::currency::Currency;
use crate::domain::zone::Zone;

/// A line of the ledger as exports tell it: with its number and its request's memo, and without its hashes. Ids and references are texts
/// here, because nothing is done with them but to write them down. A database hands lines over as JSON arrays in the order of the fields.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ExportLine {
    /// The number in the ledger.
    pub seq: i64,
    /// The movement's id.
    pub id: String,
    /// The kind of movement.
    pub kind: MovementKind,
    /// The request.
    pub request_code: String,
    /// The payment.
    pub payment_id: String,
    /// The payee's reference at the time.
    pub reference: Option<String>,
    /// The bank's reference.
    pub rf: String,
    /// The currency.
    pub currency: Currency,
    /// The amount that moved, in minor units; negative where money went back.
    pub gross: i64,
    /// The provider's charge, in minor units; none where the provider doesn't tell.
    pub fee: Option<i64>,
    /// The rail.
    pub rail: String,
    /// The kind of evidence.
    pub evidence: String,
    /// The provider's name for it.
    pub evidence_ref: Option<String>,
    /// The day that the payee recorded, which goes before the moment.
    pub booking_date: Option<NaiveDate>,
    /// The moment when the line was written.
    pub created_at: Timestamp,
    /// The moment when the money moved.
    pub settled_at: Timestamp,
    /// The line that this one takes back.
    pub reverses_id: Option<String>,
    /// The batch in which it was paid out.
    pub batch_id: Option<String>,
    /// The request's memo. It is not part of the chain, because it may have to be erased one day; none where the request has none, or isn't
    /// there: no line is left out for want of its request.
    pub memo: Option<String>,
    /// The reference that travelled with the money.
    pub provider_ref: Option<String>,
}

impl ExportLine {
    /// The moment when the money moved, by a zone's clocks. A booking date is that day in every zone, and stands at its noon.
    pub fn settled_in(&self, zone: Zone) -> Timestamp {
        self.booking_date.map_or(self.settled_at, |day| zone.noon(day))
    }

    /// The amount that is left after the fee, in minor units; none where the fee isn't known.
    pub fn net(&self) -> Option<i64> {
        self.fee.map(|fee| self.gross - fee)
    }
}
