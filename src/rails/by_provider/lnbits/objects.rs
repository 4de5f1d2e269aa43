//! LNbits' answers, with the fields that are read. Wallet names, memos and payers' comments are not parsed; a preimage is, where the payer of an
//! invoice asks for the proof.

use serde::Deserialize;

use super::mark::Mark;

/// An invoice of the wallet.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct LnbitsPayment {
    pub payment_hash: String,
    pub bolt11: String,
    /// In millisatoshis; negative for outgoing payments.
    pub amount: i64,
    pub status: LnbitsStatus,
    /// The time of the last change, by LNbits' clock. For a paid invoice, the time at which LNbits learned of it.
    pub updated_at: Option<String>,
    #[serde(default)]
    pub extra: Extra,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LnbitsStatus {
    Pending,
    Success,
    Failed,
    #[serde(other)]
    Other,
}

/// The `extra` object of an invoice, which LNbits and its extensions also write to.
#[derive(Debug, Default, Clone, PartialEq, Eq, Deserialize)]
pub struct Extra {
    pub chit: Option<Mark>,
}

/// The answer about one payment. Without `details`, it isn't in the key's wallet.
#[derive(Debug, Deserialize)]
pub struct PaymentLookup {
    pub paid: bool,
    pub details: Option<LnbitsPayment>,
}

/// The proof in the answer about one payment, which has it as long as anyone asks.
#[derive(Deserialize)]
pub struct PreimageLookup {
    pub paid: bool,
    pub preimage: Option<String>,
}

/// A wallet. Its id is returned only for an admin key.
#[derive(Debug, Deserialize)]
pub struct LnbitsWallet {
    /// Required, so that an answer without a balance isn't taken for a wallet.
    #[serde(rename = "balance")]
    _balance: i64,
    pub id: Option<String>,
}

/// LNbits' refusal. It is searched for one word and never passed on.
#[derive(Debug, Deserialize)]
pub struct LnbitsRefusal {
    pub detail: String,
}

/// The parts of a webhook message that are read.
#[derive(Debug, Deserialize)]
pub struct PaymentHint {
    pub payment_hash: String,
    #[serde(default)]
    pub extra: Extra,
}

impl PaymentHint {
    /// Parses a webhook's body: JSON, or, as LNbits sends it, a JSON string that contains JSON.
    pub fn read(body: &[u8]) -> Option<Self> {
        match serde_json::from_slice::<String>(body) {
            Ok(inner) => serde_json::from_str(&inner).ok(),
            Err(_) => serde_json::from_slice(body).ok(),
        }
    }
}
