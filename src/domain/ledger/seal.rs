//! Seals of ledger heads. Hashes alone reveal a changed line only to somebody who knows the last hash: a writer of the database can compute
//! a chain anew. A seal can't be computed without the service's key.

use chrono::NaiveDate;

use super::ChainHash;
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

/// HMAC-SHA256 (RFC 2104) of a ledger's head, in hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::Type)]
#[sqlx(transparent)]
pub struct HeadSeal(String);

impl LedgerKey {
    /// Uses a service's stored key.
    pub fn new(bytes: &[u8; 32]) -> Self {
        Self(hmac_sha256(bytes))
    }

    /// Seals the head of a payee's ledger.
    pub fn seal(&self, payee: &PayeeId, head: SealedHead<'_>) -> HeadSeal {
        HeadSeal(hex::encode(self.mac(payee, head).finalize().into_bytes()))
    }

    /// Verifies a seal of a head in constant time; a missing seal is invalid.
    pub fn holds(&self, seal: Option<&HeadSeal>, payee: &PayeeId, head: SealedHead<'_>) -> bool {
        let seal = seal.and_then(|seal| hex::decode(&seal.0).ok());
        seal.is_some_and(|seal| self.mac(payee, head).verify_slice(&seal).is_ok())
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
        assert!(!key.holds(Some(&HeadSeal(String::new())), &anna, head));
        assert_eq!(format!("{key:?}"), "LedgerKey(…)");
    }
}
