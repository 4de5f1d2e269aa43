//! What LNbits answers, as far as we read it. Names of wallets, memos, comments of payers and preimages have no place to land.

use serde::Deserialize;

use super::mark::Mark;

/// An invoice in the wallet.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct LnbitsPayment {
    pub payment_hash: String,
    pub bolt11: String,
    /// In millisatoshis; below zero for what the wallet pays itself.
    pub amount: i64,
    pub status: LnbitsStatus,
    /// When it last changed, by LNbits' clock. Of one that was paid, that is when it learned of it.
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

/// What is written on an invoice. LNbits and its extensions write there, too.
#[derive(Debug, Default, Clone, PartialEq, Eq, Deserialize)]
pub struct Extra {
    pub chit: Option<Mark>,
}

/// How a payment stands. Without `details`, it is not in the key's wallet.
#[derive(Debug, Deserialize)]
pub struct PaymentLookup {
    pub paid: bool,
    pub details: Option<LnbitsPayment>,
}

/// The wallet. Only the admin key is told its id.
#[derive(Debug, Deserialize)]
pub struct Wallet {
    /// It is there to be seen: what has none is no wallet of LNbits'.
    #[serde(rename = "balance")]
    _balance: i64,
    pub id: Option<String>,
}

/// Why LNbits will not. It is looked at for one word and never passed on.
#[derive(Debug, Deserialize)]
pub struct LnbitsRefusal {
    pub detail: String,
}

/// What a webhook brings, as far as it is looked at.
#[derive(Debug, Deserialize)]
pub struct PaymentHint {
    pub payment_hash: String,
    #[serde(default)]
    pub extra: Extra,
}

impl PaymentHint {
    /// Reads a webhook's body: JSON, or as LNbits sends it, a JSON string with JSON in it.
    pub fn read(body: &[u8]) -> Option<Self> {
        match serde_json::from_slice::<String>(body) {
            Ok(inner) => serde_json::from_str(&inner).ok(),
            Err(_) => serde_json::from_slice(body).ok(),
        }
    }
}
