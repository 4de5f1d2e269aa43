//! The answers of a wallet, with the fields that are read. Reasons, messages and pictures are not parsed; neither is what the wallet would like
//! to know of a payer.

use serde::Deserialize;

/// A wallet's offer to be paid, by LUD-06.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PayOffer {
    pub tag: String,
    pub callback: String,
    /// In millisatoshis.
    pub min_sendable: u64,
    /// In millisatoshis.
    pub max_sendable: u64,
    /// A JSON text, whose bytes the invoice has the hash of. It describes the payee, so it is hashed and forgotten.
    pub metadata: String,
    /// The longest comment (LUD-12), in characters.
    pub comment_allowed: Option<u64>,
}

/// An invoice, by LUD-06, and the address that proves its payment, by LUD-21.
#[derive(Deserialize)]
pub struct InvoiceAnswer {
    pub pr: String,
    pub verify: Option<String>,
}

/// The state of an invoice, by LUD-21.
#[derive(Deserialize)]
pub struct Proof {
    pub settled: bool,
    /// In hex.
    pub preimage: Option<String>,
}

/// An error, by LUD-06.
#[derive(Deserialize)]
pub struct WalletRefusal {
    pub status: String,
}

impl WalletRefusal {
    /// Returns whether the wallet refuses, and doesn't just say that all is well.
    pub fn is_error(&self) -> bool {
        self.status.eq_ignore_ascii_case("error")
    }
}
