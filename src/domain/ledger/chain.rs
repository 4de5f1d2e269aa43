//! The hash chain of a payee's lines: each line's hash covers the line and the hash before it.

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::{AccountingDay, Movement, MovementKind};
use crate::domain::id::{MovementId, PayeeId, PaymentId, StatementId};
use crate::domain::payment::Evidence;
use crate::domain::reference::rf::RfReference;
use crate::domain::request::code::RequestCode;
use crate::domain::schema::{self, schemas};
use crate::domain::text::OwnReference;

/// The hash of a line: hex SHA-256.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, sqlx::Type)]
#[sqlx(transparent)]
#[serde(transparent)]
pub struct ChainHash(String);

schemas! {
    ChainHash: |about| schema::text(about).pattern(Some("^[0-9a-f]{64}$")), "The hash of a line: hex SHA-256.";
}

impl ChainHash {
    /// The previous hash of every chain's first line: 64 zeros.
    pub fn genesis() -> Self {
        Self("0".repeat(64))
    }

    /// Reads a stored hash: 64 lower-case hexadecimal digits.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = |c: u8| matches!(c, b'0'..=b'9' | b'a'..=b'f');
        (text.len() == 64 && text.bytes().all(digits)).then(|| Self(text.to_owned()))
    }

    /// The 64 hexadecimal digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A ledger line with its number, its day in the books, and hashes.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct LedgerEntry {
    /// The line's number, counted from 1 per payee.
    pub seq: i64,
    /// The hash of the line before.
    pub prev_hash: ChainHash,
    /// The hash of this line; see [`Movement::chained`].
    pub hash: ChainHash,
    /// The day in the books, which is hashed, too.
    #[sqlx(flatten)]
    pub day: AccountingDay,
    /// The hashed content of the line.
    #[sqlx(flatten)]
    pub movement: Movement,
}

impl Movement {
    /// Links the line to the one before it and computes its hash.
    pub fn chained(self, seq: i64, day: AccountingDay, prev_hash: ChainHash) -> LedgerEntry {
        let hash = self.hash(seq, day, &prev_hash);
        LedgerEntry { seq, prev_hash, hash, day, movement: self }
    }

    /// SHA-256 over the previous hash and a JSON object of every field in a fixed order, `v` first. Times are in microseconds
    /// since 1970, so that no formatting can change them. Destructured without `..`, so that a new field can't be left out.
    #[expect(clippy::expect_used, reason = "a hash of nothing would be chained for ever")]
    fn hash(&self, seq: i64, day: AccountingDay, prev_hash: &ChainHash) -> ChainHash {
        // The hashed format: another name, order or type of a member would invalidate every chain that is stored.
        #[derive(Serialize)]
        struct Canonical<'a> {
            v: u8,
            prev: &'a str,
            seq: i64,
            id: &'a MovementId,
            payee: &'a PayeeId,
            kind: MovementKind,
            request: &'a RequestCode,
            payment: &'a PaymentId,
            reference: &'a Option<OwnReference>,
            rf: &'a RfReference,
            currency: &'a str,
            gross: i64,
            /// Left out where there is none: a line without a tip has the hash that it has always had.
            #[serde(skip_serializing_if = "Option::is_none")]
            tip: Option<i64>,
            fee: Option<i64>,
            rail: &'a str,
            evidence: Evidence,
            evidence_ref: &'a Option<String>,
            booking_date: Option<String>,
            created_at: i64,
            settled_at: i64,
            reverses: &'a Option<MovementId>,
            statement: &'a Option<StatementId>,
            accounting_date: String,
            belongs_to: Option<String>,
        }
        let Self {
            id,
            payee_id,
            kind,
            request_code,
            payment_id,
            reference,
            rf,
            currency,
            gross,
            tip,
            fee,
            rail,
            evidence,
            evidence_ref,
            booking_date,
            created_at,
            settled_at,
            reverses_id,
            statement_id,
        } = self;
        let AccountingDay { accounting_date, belongs_to } = day;
        let canonical = Canonical {
            // An absent value is hashed as `null`, never replaced by zero: "not known" and "none" differ.
            v: 1,
            prev: prev_hash.as_str(),
            seq,
            id,
            payee: payee_id,
            kind: *kind,
            request: request_code,
            payment: payment_id,
            reference,
            rf,
            currency: currency.code(),
            gross: *gross,
            tip: Some(*tip).filter(|tip| *tip != 0),
            fee: *fee,
            rail,
            evidence: *evidence,
            evidence_ref,
            booking_date: booking_date.map(|d| d.to_string()),
            // Microseconds are the precision that both databases keep: a finer time would not match after it was read back.
            created_at: created_at.timestamp_micros(),
            settled_at: settled_at.timestamp_micros(),
            reverses: reverses_id,
            statement: statement_id,
            accounting_date: accounting_date.to_string(),
            belongs_to: belongs_to.map(|d| d.to_string()),
        };
        let bytes = serde_json::to_vec(&canonical).expect("a struct of texts and numbers serializes");
        ChainHash(hex::encode(Sha256::digest(&bytes)))
    }
}

/// The first fault found in a chain.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    /// A hash that was kept outside of the database isn't in the chain.
    #[error("line {seq} isn't the one whose hash was kept: the ledger was written anew since")]
    Rewritten {
        /// The number of the faulty line.
        seq: i64,
    },
    /// A number is missing or repeated.
    #[error("line {expected} is missing: line {found} ({id}) stands in its place")]
    Gap {
        /// The number that should follow.
        expected: i64,
        /// The number found in its place.
        found: i64,
        /// The id of the line found.
        id: MovementId,
    },
    /// The line's previous hash isn't the hash of the line before.
    #[error("line {seq} ({id}) does not follow the line before it")]
    Link {
        /// The number of the faulty line.
        seq: i64,
        /// The id of the faulty line.
        id: MovementId,
    },
    /// The line was changed after it was written.
    #[error("line {seq} ({id}) was changed after it was written")]
    Changed {
        /// The number of the faulty line.
        seq: i64,
        /// The id of the faulty line.
        id: MovementId,
    },
    /// A value of a line can't be read as its type.
    #[error("a line after line {after} can't be read: it was changed after it was written")]
    Unreadable {
        /// The number of the last valid line before the chunk that can't be read.
        after: i64,
    },
    /// The line's time is later than the one in the ledger's head, which would allow a later line to be dated before it.
    #[error("line {seq} is dated after the moment that the ledger's end has for it")]
    Undated {
        /// The number of the faulty line.
        seq: i64,
    },
    /// The head's seal isn't this service's: the chain was written anew, or set back to an earlier end.
    #[error("the ledger's end of @{ledger} isn't sealed by this service's key: somebody else wrote it")]
    Unsealed {
        /// The payee's handle, or its id where the payee is missing.
        ledger: String,
    },
    /// Lines are missing at the end.
    #[error("the ledger should end at line {expected} and ends at line {found}")]
    Tail {
        /// The last number according to the head.
        expected: i64,
        /// The last number found.
        found: i64,
    },
}

/// Verifies one payee's chain line by line, in constant memory.
#[derive(Debug)]
pub struct ChainCheck {
    seq: i64,
    hash: ChainHash,
}

impl Default for ChainCheck {
    fn default() -> Self {
        Self { seq: 0, hash: ChainHash::genesis() }
    }
}

impl ChainCheck {
    /// Verifies the next line.
    ///
    /// # Errors
    /// The first fault in it.
    pub fn follow(&mut self, entry: &LedgerEntry) -> Result<(), Broken> {
        let id = || entry.movement.id.clone();
        if entry.seq != self.seq + 1 {
            return Err(Broken::Gap { expected: self.seq + 1, found: entry.seq, id: id() });
        }
        if entry.prev_hash != self.hash {
            return Err(Broken::Link { seq: entry.seq, id: id() });
        }
        if entry.movement.hash(entry.seq, entry.day, &entry.prev_hash) != entry.hash {
            return Err(Broken::Changed { seq: entry.seq, id: id() });
        }
        self.seq = entry.seq;
        self.hash = entry.hash.clone();
        Ok(())
    }

    /// Verifies that the chain ends at its head's number and hash.
    ///
    /// # Errors
    /// [`Broken::Tail`].
    pub fn end(self, head_seq: i64, head_hash: &ChainHash) -> Result<i64, Broken> {
        if self.seq == head_seq && self.hash == *head_hash {
            Ok(self.seq)
        } else {
            Err(Broken::Tail { expected: head_seq, found: self.seq })
        }
    }

    /// The number of lines verified.
    pub fn length(&self) -> i64 {
        self.seq
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::chance::Chance;
    use crate::domain::money::currency::Currency;

    fn chain(length: i64) -> Vec<LedgerEntry> {
        let chance = Chance::secure();
        let payee_id = PayeeId::draw(&chance);
        let mut prev = ChainHash::genesis();
        (1..=length)
            .map(|seq| {
                let at = chrono::DateTime::from_timestamp(1_700_000_000 + seq, 0).expect("in range");
                let movement = Movement {
                    id: MovementId::draw(&chance),
                    payee_id: payee_id.clone(),
                    kind: MovementKind::Settlement,
                    request_code: RequestCode::draw(&chance),
                    payment_id: PaymentId::draw(&chance),
                    reference: None,
                    rf: RfReference::draw(&chance),
                    currency: Currency::EUR,
                    gross: seq * 100,
                    tip: seq % 2,
                    fee: Some(0),
                    rail: "demo".into(),
                    evidence: Evidence::Webhook,
                    evidence_ref: None,
                    booking_date: None,
                    created_at: at,
                    settled_at: at,
                    reverses_id: None,
                    statement_id: None,
                };
                let entry = movement.chained(seq, AccountingDay::of(at.date_naive(), None), prev.clone());
                prev = entry.hash.clone();
                entry
            })
            .collect()
    }

    fn check(entries: &[LedgerEntry], head: &LedgerEntry) -> Result<i64, Broken> {
        let mut check = ChainCheck::default();
        entries.iter().try_for_each(|e| check.follow(e))?;
        check.end(head.seq, &head.hash)
    }

    #[test]
    fn an_honest_chain_holds() {
        let entries = chain(5);
        assert_eq!(check(&entries, &entries[4]), Ok(5));
    }

    #[test]
    fn every_kind_of_tampering_shows() {
        let honest = chain(5);
        let head = &honest[4];

        let mut changed = honest.clone();
        changed[2].movement.gross += 1;
        assert!(matches!(check(&changed, head), Err(Broken::Changed { seq: 3, .. })));

        for tip in [0, 2] {
            let mut tipped = honest.clone();
            tipped[2].movement.tip = tip;
            assert!(matches!(check(&tipped, head), Err(Broken::Changed { seq: 3, .. })), "{tip}");
        }

        let mut moved = honest.clone();
        moved[2].day = AccountingDay::of(moved[2].day.accounting_date, Some(chrono::NaiveDate::MAX));
        assert!(matches!(check(&moved, head), Err(Broken::Changed { seq: 3, .. })));

        let mut rehashed = honest.clone();
        rehashed[2].movement.gross += 1;
        rehashed[2] = rehashed[2].movement.clone().chained(3, rehashed[2].day, rehashed[2].prev_hash.clone());
        assert!(matches!(check(&rehashed, head), Err(Broken::Link { seq: 4, .. })));

        let mut missing = honest.clone();
        missing.remove(1);
        assert!(matches!(check(&missing, head), Err(Broken::Gap { expected: 2, found: 3, .. })));

        assert!(matches!(check(&honest[..4], head), Err(Broken::Tail { expected: 5, found: 4 })));
    }
}
