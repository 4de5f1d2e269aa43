//! Signed receipts: what a payer takes along as a proof of what the service knew.
//!
//! A file is `{"receipt": {…}, "signature": {…}}`. The signature is Ed25519 (RFC 8032) over the canonical form (RFC 8785) of the
//! object `receipt`; white space and the order of members are free. Anybody can check it without us: [`verify`] shows how, and
//! [`keys`] publishes the key.

pub mod keys;
pub mod verify;

use serde::{Deserialize, Serialize};

/// What [`Receipt::format`] says.
pub const FORMAT: &str = "chit-receipt";

/// The version of the format that is written, and read.
pub const VERSION: u64 = 1;

/// What a receipt says. No payer, and no word of a payer's: there is no field for one. Amounts are strings in major units of
/// `currency`, moments are RFC 3339 in UTC.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    /// [`FORMAT`].
    pub format: String,
    /// [`VERSION`].
    pub version: u64,
    /// The public URL of the service that issued it.
    pub service: String,
    /// Who was paid.
    pub payee: ReceiptPayee,
    /// The code of the payment request.
    pub request: String,
    /// The payment's id.
    pub payment: String,
    /// What for, in the payee's words.
    pub memo: Option<String>,
    /// The same line by line.
    pub items: Vec<ReceiptItem>,
    /// ISO 4217.
    pub currency: String,
    /// What was asked of this payer.
    pub asked: String,
    /// What arrived.
    pub received: String,
    /// How much of it had gone back when the receipt was issued.
    pub refunded: String,
    /// Where the payment stood then: `settled`, `partially_refunded`, `refunded`, `disputed`.
    pub state: String,
    /// When the money arrived.
    pub settled_at: String,
    /// When the receipt was issued.
    pub issued_at: String,
    /// The way it was paid.
    pub rail: String,
    /// The rail moves no money: it is there to try things out.
    pub test: bool,
    /// How the service knew: `webhook`, the provider's signed word; `poll`, its answer when it was asked; `manual`, the payee's word.
    pub evidence: String,
    /// The request's check words.
    pub check_words: String,
}

/// Who was paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReceiptPayee {
    /// Its handle at the service.
    pub handle: String,
    /// What it called itself.
    pub name: String,
}

/// One line of what was paid for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReceiptItem {
    /// What it is.
    pub name: String,
    /// How many.
    pub quantity: u32,
    /// Of one, in major units of the receipt's currency.
    pub amount: String,
}

/// A receipt with its signature: the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignedReceipt {
    /// What is signed.
    pub receipt: Receipt,
    /// By whom.
    pub signature: Signature,
}

/// A signature and the key that it is checked with. Bytes are base64url without padding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signature {
    /// `EdDSA` (RFC 8037): Ed25519.
    pub alg: String,
    /// The key's name: its thumbprint (RFC 7638).
    pub kid: String,
    /// The public key, 32 bytes.
    pub public_key: String,
    /// The signature, 64 bytes.
    pub value: String,
}

/// The one algorithm.
const ALGORITHM: &str = "EdDSA";

/// The canonical form of a value (RFC 8785): the bytes that are signed.
///
/// # Errors
/// When it isn't JSON.
pub fn canonical<T: Serialize>(value: &T) -> Result<Vec<u8>, serde_json::Error> {
    serde_json_canonicalizer::to_vec(value)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A receipt with everything in it.
    pub fn receipt() -> Receipt {
        Receipt {
            format: FORMAT.into(),
            version: VERSION,
            service: "https://pay.example/".into(),
            payee: ReceiptPayee { handle: "anna".into(), name: "Anna’s “Bäckerei”".into() },
            request: "abcdefghijkm".into(),
            payment: "pay_1111111111111111111111".into(),
            memo: Some("Two \"loaves\" \\ 👩‍🌾".into()),
            items: vec![ReceiptItem { name: "Rye".into(), quantity: 2, amount: "12.50".into() }],
            currency: "EUR".into(),
            asked: "25.00".into(),
            received: "25.00".into(),
            refunded: "0.00".into(),
            state: "settled".into(),
            settled_at: "2026-01-02T03:04:05.000000Z".into(),
            issued_at: "2026-01-02T03:05:05.000000Z".into(),
            rail: "sepa".into(),
            test: false,
            evidence: "manual".into(),
            check_words: "gospel throw leave".into(),
        }
    }

    fn canonical_text(json: &str) -> String {
        let value: serde_json::Value = serde_json::from_str(json).expect("JSON");
        String::from_utf8(canonical(&value).expect("JSON")).expect("text")
    }

    /// RFC 8785, 3.2.2 and 3.2.3.
    #[test]
    fn the_canonical_form_is_that_of_the_standard() {
        let sample = r#"{"numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
            "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "literals": [null, true, false]}"#;
        let expected = r#"{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}"#;
        assert_eq!(canonical_text(sample), expected);
        let unsorted = r#"{"\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh", "1": "One",
            "\ud83d\ude00": "Emoji: Grinning Face", "\u0080": "Control", "\u00f6": "Latin Small Letter O With Diaeresis"}"#;
        let sorted = canonical_text(unsorted);
        let order = ["Carriage", "One", "Control", "Latin", "Euro", "Emoji", "Hebrew"].map(|name| sorted.find(name));
        assert!(order.is_sorted() && order[0].is_some(), "{sorted}");
    }

    #[test]
    fn the_form_of_a_receipt_does_not_drift() {
        let text = String::from_utf8(canonical(&receipt()).expect("JSON")).expect("text");
        let expected = concat!(
            r#"{"asked":"25.00","check_words":"gospel throw leave","currency":"EUR","evidence":"manual","format":"chit-receipt","#,
            r#""issued_at":"2026-01-02T03:05:05.000000Z","items":[{"amount":"12.50","name":"Rye","quantity":2}],"#,
            r#""memo":"Two \"loaves\" \\ 👩‍🌾","payee":{"handle":"anna","name":"Anna’s “Bäckerei”"},"#,
            r#""payment":"pay_1111111111111111111111","rail":"sepa","received":"25.00","refunded":"0.00","#,
            r#""request":"abcdefghijkm","service":"https://pay.example/","settled_at":"2026-01-02T03:04:05.000000Z","#,
            r#""state":"settled","test":false,"version":1}"#
        );
        assert_eq!(text, expected);
    }
}
