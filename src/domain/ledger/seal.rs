//! Seals of ledger heads, and of closes and batches. Hashes alone reveal a changed line only to somebody who knows the last hash: a writer of the database can compute
//! a chain anew. A seal can't be computed without the service's key.

use chrono::NaiveDate;

use super::{Batch, ChainHash, Close, CloseCause};
use crate::domain::id::PayeeId;
use crate::domain::secret::mac::{HmacSha256, Mac, hmac_sha256};

/// The key of the seals. It is kept when the service's secret changes.
#[derive(Clone)]
pub struct LedgerKey(HmacSha256);

/// The content of a head that its seal covers, beside the payee.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SealedHead<'a> {
    /// The number of the last line.
    pub seq: i64,
    /// The hash of the last line.
    pub hash: &'a ChainHash,
    /// The first open day.
    pub open_from: Option<NaiveDate>,
}

/// HMAC-SHA256 (RFC 2104) of a ledger's head, or of a row about it, in hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::Type)]
#[sqlx(transparent)]
pub struct LedgerSeal(String);

impl LedgerKey {
    /// Uses a service's stored key.
    pub fn new(bytes: &[u8; 32]) -> Self {
        Self(hmac_sha256(bytes))
    }

    /// Seals the head of a payee's ledger.
    pub fn seal(&self, payee: &PayeeId, head: SealedHead<'_>) -> LedgerSeal {
        LedgerSeal(hex::encode(self.mac(payee, head).finalize().into_bytes()))
    }

    /// Verifies a seal of a head in constant time; a missing seal is invalid.
    pub fn holds(&self, seal: Option<&LedgerSeal>, payee: &PayeeId, head: SealedHead<'_>) -> bool {
        let seal = seal.and_then(|seal| hex::decode(&seal.0).ok());
        seal.is_some_and(|seal| self.mac(payee, head).verify_slice(&seal).is_ok())
    }

    /// Seals a close or a batch.
    pub fn seal_row(&self, row: &impl SealedRow) -> LedgerSeal {
        LedgerSeal(hex::encode(self.row_mac(row).finalize().into_bytes()))
    }

    /// Verifies a seal of a close or a batch in constant time; a missing seal is invalid.
    pub fn holds_row(&self, seal: Option<&LedgerSeal>, row: &impl SealedRow) -> bool {
        let seal = seal.and_then(|seal| hex::decode(&seal.0).ok());
        seal.is_some_and(|seal| self.row_mac(row).verify_slice(&seal).is_ok())
    }

    fn row_mac(&self, row: &impl SealedRow) -> HmacSha256 {
        let mut mac = self.0.clone();
        mac.update(row.message().as_bytes());
        mac
    }

    /// The message. None of its parts has line breaks, so that no two heads have the same.
    fn mac(&self, payee: &PayeeId, head: SealedHead<'_>) -> HmacSha256 {
        let SealedHead { seq, hash, open_from } = head;
        let open_from = open_from.map(|day| day.to_string()).unwrap_or_default();
        let mut mac = self.0.clone();
        mac.update(format!("chit/ledger/1\n{}\n{seq}\n{}\n{open_from}", payee.as_str(), hash.as_str()).as_bytes());
        mac
    }
}

/// A row about a ledger whose content is sealed.
pub trait SealedRow {
    /// The message of the seal: the kind of the row, and every column that never changes. None of them has line breaks.
    fn message(&self) -> String;
}

impl SealedRow for Close {
    fn message(&self) -> String {
        let Self { id, payee_id, until, cause, closed_at, seq, hash } = self;
        let cause = match cause {
            CloseCause::Payee => "payee",
            CloseCause::Calendar => "calendar",
        };
        let (id, payee, hash, at) = (id.as_str(), payee_id.as_str(), hash.as_str(), closed_at.timestamp_micros());
        format!("chit/close/1\n{id}\n{payee}\n{until}\n{cause}\n{at}\n{seq}\n{hash}")
    }
}

impl SealedRow for Batch {
    fn message(&self) -> String {
        let Self {
            id,
            payee_id,
            number,
            from_seq,
            to_seq,
            hash,
            currency,
            format,
            zone,
            open_from,
            created_at,
            accounts,
        } = self;
        let (id, payee, hash, at) = (id.as_str(), payee_id.as_str(), hash.as_str(), created_at.timestamp_micros());
        let (currency, zone) = (currency.map_or("", |currency| currency.code()), zone.name());
        format!(
            "chit/batch/1\n{id}\n{payee}\n{number}\n{from_seq}\n{to_seq}\n{hash}\n{currency}\n{format}\n{zone}\n{open_from}\n{at}\n\
            {accounts}"
        )
    }
}

impl std::fmt::Debug for LedgerKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("LedgerKey(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::chance::Chance;

    #[test]
    fn a_close_is_sealed_with_all_that_it_says() {
        let (chance, key) = (Chance::secure(), LedgerKey::new(&[7; 32]));
        let closed_at = chrono::DateTime::from_timestamp(1_796_112_000, 0).expect("a moment");
        let close = Close {
            id: crate::domain::id::CloseId::draw(&chance),
            payee_id: PayeeId::draw(&chance),
            until: closed_at.date_naive(),
            cause: CloseCause::Payee,
            closed_at,
            seq: 4,
            hash: ChainHash::genesis(),
        };
        let seal = key.seal_row(&close);
        assert!(key.holds_row(Some(&seal), &close) && !key.holds_row(None, &close));
        assert!(!LedgerKey::new(&[8; 32]).holds_row(Some(&seal), &close));
        for other in [
            Close { cause: CloseCause::Calendar, ..close.clone() },
            Close { closed_at: closed_at + chrono::TimeDelta::microseconds(1), ..close.clone() },
            Close { seq: 5, ..close.clone() },
        ] {
            assert!(!key.holds_row(Some(&seal), &other), "{other:?}");
        }
    }

    #[test]
    fn a_seal_is_bound_to_its_ledger_its_line_and_its_key() {
        let (chance, key) = (Chance::secure(), LedgerKey::new(&[7; 32]));
        let (anna, berta) = (PayeeId::draw(&chance), PayeeId::draw(&chance));
        let hash = ChainHash::genesis();
        let head = SealedHead { seq: 4, hash: &hash, open_from: None };
        let seal = key.seal(&anna, head);
        assert!(key.holds(Some(&seal), &anna, head));
        assert!(!key.holds(Some(&seal), &berta, head));
        assert!(!key.holds(Some(&seal), &anna, SealedHead { seq: 5, ..head }));
        assert!(!key.holds(Some(&seal), &anna, SealedHead { open_from: Some(NaiveDate::MIN), ..head }));
        assert!(!LedgerKey::new(&[8; 32]).holds(Some(&seal), &anna, head));
        assert!(!key.holds(None, &anna, head));
        assert!(!key.holds(Some(&LedgerSeal(String::new())), &anna, head));
        assert_eq!(format!("{key:?}"), "LedgerKey(…)");
    }
}
