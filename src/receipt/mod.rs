//! Signed receipts: a payer's proof of a payment as the service recorded it.
//!
//! A file is `{"receipt": {…}, "signature": {…}}`. The signature is Ed25519 (RFC 8032) over the canonical form (RFC 8785) of the object
//! `receipt`; white space and the order of members are free. Anybody can verify it without the service: [`verify`] does, and [`keys`]
//! publishes the key.

pub mod keys;
pub mod verify;

use serde::{Deserialize, Serialize};

/// The value of [`Receipt::format`].
pub const FORMAT: &str = "chit-receipt";

/// The version of the format without a tip.
pub const VERSION: u64 = 1;

/// The version of a receipt with a tip, which has a member more. Any other payment's receipt is of [`VERSION`], so that programs which know
/// that one only go on reading it.
pub const VERSION_WITH_TIP: u64 = 2;

/// The content of a receipt. It has no field for the payer or a payer's note. Amounts are strings in major units of `currency`, times are
/// RFC 3339 in UTC.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    /// The format's name, [`FORMAT`].
    pub format: String,
    /// The format's version: [`VERSION_WITH_TIP`] where there is a tip, [`VERSION`] otherwise.
    pub version: u64,
    /// The public URL of the service that issued it.
    pub service: String,
    /// The payee, as named at the time.
    pub payee: ReceiptPayee,
    /// The code of the payment request.
    pub request: String,
    /// The payment's id, `pay_…`.
    pub payment: String,
    /// The purpose, in the payee's words.
    pub memo: Option<String>,
    /// The lines of the request; empty when it has none.
    pub items: Vec<ReceiptItem>,
    /// The ISO 4217 code of all amounts.
    pub currency: String,
    /// The amount requested of this payer.
    pub asked: String,
    /// The sum received from this payer.
    pub received: String,
    /// The part of it that the payer added as a tip; absent where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tip: Option<String>,
    /// The part of it that had gone back when the receipt was issued.
    pub refunded: String,
    /// The payment's state then: `settled`, `partially_refunded`, `refunded`, `disputed`.
    pub state: String,
    /// The time of the settlement.
    pub settled_at: String,
    /// The time at which the receipt was issued.
    pub issued_at: String,
    /// The rail's name, such as `sepa`.
    pub rail: String,
    /// A test payment: it moved no real money.
    pub test: bool,
    /// The evidence: `webhook`, the provider's signed message; `poll`, its answer to a query; `manual`, the payee's confirmation; `statement`,
    /// a bank statement of the payee.
    pub evidence: String,
    /// The request's check words, separated by spaces.
    pub check_words: String,
}

/// The payee of a receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReceiptPayee {
    /// The handle at the service.
    pub handle: String,
    /// The display name at the time.
    pub name: String,
}

/// One line of the request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReceiptItem {
    /// The text of the line.
    pub name: String,
    /// The number of units.
    pub quantity: u32,
    /// The price of one unit, in major units of the receipt's currency.
    pub amount: String,
}

/// A receipt with its signature: the content of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignedReceipt {
    /// The object that is signed.
    pub receipt: Receipt,
    /// The signature over the canonical form of `receipt`.
    pub signature: Signature,
}

/// A signature and the key that verifies it. Bytes are base64url without padding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signature {
    /// `EdDSA` (RFC 8037): Ed25519.
    pub alg: String,
    /// The key's thumbprint (RFC 7638).
    pub kid: String,
    /// The public key, 32 bytes.
    pub public_key: String,
    /// The signature, 64 bytes.
    pub value: String,
}

/// The JWS name (RFC 8037) of the only signature algorithm.
const ALGORITHM: &str = "EdDSA";

/// The canonical form of a value (RFC 8785): the bytes that are signed.
///
/// # Errors
/// The value can't be serialized as JSON.
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
            tip: None,
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
        let tipped = Receipt { version: VERSION_WITH_TIP, tip: Some("2.50".into()), ..receipt() };
        let text = String::from_utf8(canonical(&tipped).expect("JSON")).expect("text");
        let expected = expected.replace(r#","version":1"#, r#","tip":"2.50","version":2"#);
        assert_eq!(text, expected);
    }
}
