//! Verification of receipt files, offline. A file can come from anybody: nothing in it is trusted before its signature is verified, and the
//! signature only proves that the key named in it has signed it.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ed25519_dalek::VerifyingKey;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::keys::{KeySet, public_key, thumbprint};
use super::{ALGORITHM, FORMAT, Receipt, Signature, SignedReceipt, VERSION, VERSION_WITH_TIP, canonical};

/// The largest file that is read, in bytes. A receipt of fifty long lines has a tenth of it.
pub const LIMIT: usize = 256 * 1024;

/// A receipt with a valid signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// The receipt that was signed.
    pub receipt: Receipt,
    /// The key's thumbprint (RFC 7638), computed from the key rather than read.
    pub key_id: String,
    key: VerifyingKey,
}

/// Reasons for which a file proves nothing. The messages may quote the file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unproven {
    /// The file is larger than [`LIMIT`].
    #[error("it is larger than any receipt: {} KiB at most", LIMIT / 1024)]
    TooLarge,
    /// The file isn't well-formed JSON.
    #[error("it is no JSON: {0}")]
    NotJson(String),
    /// JSON with a member that is missing, repeated, or not part of a receipt.
    #[error("it is no receipt as Chit writes them: {0}")]
    NotAReceipt(String),
    /// A version of the format that this program doesn't know.
    #[error("it is of version {0}, and this program knows versions {VERSION} and {VERSION_WITH_TIP}: use a newer one")]
    UnknownVersion(u64),
    /// Signed with an algorithm other than Ed25519.
    #[error("it is signed with {0}, and a receipt is signed with {ALGORITHM}")]
    UnknownAlgorithm(String),
    /// The public key isn't a valid Ed25519 key.
    #[error("the public key in it is no Ed25519 key")]
    BadKey,
    /// The `kid` isn't the thumbprint of the key in the file.
    #[error("the key in it is not the one that it names: {0}")]
    MisnamedKey(String),
    /// The signature isn't valid for this key and receipt.
    #[error("the signature does not fit: the receipt was changed after it was signed, or the key did not sign it")]
    BadSignature,
}

/// The members that identify format and version, read alone because another version may have others.
#[derive(Deserialize)]
struct ReceiptHead {
    receipt: ReceiptHeadBody,
}

#[derive(Deserialize)]
struct ReceiptHeadBody {
    format: String,
    version: u64,
}

/// Verifies a file.
///
/// Only a file whose every member is understood is accepted: what was parsed has the same canonical form as the file, so no unsigned
/// content is carried along and nothing can be read in two ways.
///
/// # Errors
/// [`Unproven`].
pub fn verify(file: &[u8]) -> Result<Verified, Unproven> {
    if file.len() > LIMIT {
        return Err(Unproven::TooLarge);
    }
    let ReceiptHead { receipt: ReceiptHeadBody { format, version } } = read(file)?;
    if format != FORMAT {
        return Err(Unproven::NotAReceipt(format!("its format is “{format}”")));
    }
    if ![VERSION, VERSION_WITH_TIP].contains(&version) {
        return Err(Unproven::UnknownVersion(version));
    }
    let understood: SignedReceipt = read(file)?;
    // Serde alone would accept an array in place of an object, and an absent text for `null`.
    let [as_read, as_it_is] = [canonical(&understood), canonical(&read::<serde_json::Value>(file)?)]
        .map(|form| form.map_err(|e| Unproven::NotAReceipt(e.to_string())));
    if as_read? != as_it_is? {
        return Err(Unproven::NotAReceipt("something in it is left out, or written in another way".into()));
    }
    if understood.receipt.tip.is_some() != (version == VERSION_WITH_TIP) {
        return Err(Unproven::NotAReceipt(format!("version {VERSION_WITH_TIP}, and no other, tells a tip")));
    }
    let SignedReceipt { receipt, signature: Signature { alg, kid, public_key: x, value } } = understood;
    if alg != ALGORITHM {
        return Err(Unproven::UnknownAlgorithm(alg));
    }
    let key = public_key(&x).ok_or(Unproven::BadKey)?;
    let key_id = thumbprint(&x);
    if key_id != kid {
        return Err(Unproven::MisnamedKey(kid));
    }
    let message = canonical(&receipt).map_err(|e| Unproven::NotAReceipt(e.to_string()))?;
    if !holds(&key, &message, &value) {
        return Err(Unproven::BadSignature);
    }
    Ok(Verified { receipt, key_id, key })
}

impl Verified {
    /// Returns whether one of these keys signed it.
    pub fn is_signed_by(&self, keys: &KeySet) -> bool {
        keys.has(&self.key)
    }
}

fn read<T: DeserializeOwned>(file: &[u8]) -> Result<T, Unproven> {
    serde_json::from_slice(file)
        .map_err(|e| if e.is_data() { Unproven::NotAReceipt(e.to_string()) } else { Unproven::NotJson(e.to_string()) })
}

/// Verifies a signature, strictly: a weak key or a second encoding of a signature is refused.
pub(super) fn holds(key: &VerifyingKey, message: &[u8], signature: &str) -> bool {
    let signature = URL_SAFE_NO_PAD.decode(signature).ok().and_then(|bytes| bytes.try_into().ok());
    signature.is_some_and(|bytes: [u8; 64]| {
        key.verify_strict(message, &ed25519_dalek::Signature::from_bytes(&bytes)).is_ok()
    })
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::super::keys::{KnownKey, PublishedKeys, ReceiptKey};
    use super::super::tests::receipt;
    use super::*;
    use crate::domain::secret::SecretKey;

    fn key(byte: u8) -> ReceiptKey {
        ReceiptKey::new(&SecretKey::from_bytes([byte; 32]))
    }

    /// Signed once: slow without optimisation.
    fn signed() -> Value {
        static SIGNED: LazyLock<Value> =
            LazyLock::new(|| serde_json::to_value(key(7).sign(receipt()).expect("signed")).expect("JSON"));
        SIGNED.clone()
    }

    fn check(file: &Value) -> Result<Verified, Unproven> {
        verify(file.to_string().as_bytes())
    }

    fn set(key: &ReceiptKey) -> KeySet {
        let since = chrono::DateTime::from_timestamp(0, 0).expect("in range");
        let known = KnownKey { public_key: key.public_key().to_owned(), since, until: None };
        KeySet::parse(&serde_json::to_vec(&PublishedKeys::from_iter([known])).expect("JSON")).expect("a key set")
    }

    #[test]
    fn what_was_signed_holds_in_any_layout() {
        let verified = check(&signed()).expect("it holds");
        assert_eq!(verified.receipt, receipt());
        assert!(verified.is_signed_by(&set(&key(7))));
        assert!(!verified.is_signed_by(&set(&key(8))));
        let pretty = serde_json::to_vec_pretty(&key(7).sign(receipt()).expect("signed")).expect("JSON");
        assert_eq!(verify(&pretty), Ok(verified.clone()));
        let escaped = signed().to_string().replace('ä', "\\u00E4");
        assert_eq!(verify(escaped.as_bytes()), Ok(verified));
    }

    #[test]
    fn a_tip_has_a_version_of_its_own() {
        let tip = Some("2.50".to_owned());
        let file = |version, tip: &Option<String>| {
            let receipt = Receipt { version, tip: tip.clone(), ..receipt() };
            check(&serde_json::to_value(key(7).sign(receipt).expect("signed")).expect("JSON"))
        };
        assert_eq!(file(VERSION_WITH_TIP, &tip).map(|verified| verified.receipt.tip), Ok(tip.clone()));
        for (version, tip) in [(VERSION, &tip), (VERSION_WITH_TIP, &None)] {
            assert!(matches!(file(version, tip), Err(Unproven::NotAReceipt(_))), "{version}");
        }
    }

    #[test]
    fn every_member_is_signed() {
        for (member, value) in signed()["receipt"].as_object().expect("an object").clone() {
            let mut changed = signed();
            changed["receipt"][&member] = match value {
                Value::String(text) => json!(format!("{text} ")),
                Value::Bool(yes) => json!(!yes),
                Value::Array(_) => json!([]),
                Value::Object(_) => json!({"handle": "anna", "name": "Berta"}),
                _ => json!(3),
            };
            let refused = check(&changed).expect_err(&member);
            match member.as_str() {
                "format" => assert!(matches!(refused, Unproven::NotAReceipt(_))),
                "version" => assert_eq!(refused, Unproven::UnknownVersion(3)),
                _ => assert_eq!(refused, Unproven::BadSignature, "{member}"),
            }
            let mut without = signed();
            without["receipt"].as_object_mut().expect("an object").remove(&member);
            assert!(check(&without).is_err(), "without {member}");
        }
    }

    #[test]
    fn the_signature_is_of_the_key_that_it_names() {
        let other = serde_json::to_value(key(8).sign(receipt()).expect("signed")).expect("JSON");
        let with = |member: &str, value: Value| {
            let mut file = signed();
            file["signature"][member] = value;
            check(&file)
        };
        assert_eq!(with("value", other["signature"]["value"].clone()), Err(Unproven::BadSignature));
        assert!(matches!(with("kid", other["signature"]["kid"].clone()), Err(Unproven::MisnamedKey(_))));
        assert!(matches!(with("public_key", other["signature"]["public_key"].clone()), Err(Unproven::MisnamedKey(_))));
        assert_eq!(with("alg", json!("none")), Err(Unproven::UnknownAlgorithm("none".into())));
        for x in ["", "AAAA", "!", &"A".repeat(44)] {
            assert_eq!(with("public_key", json!(x)), Err(Unproven::BadKey), "{x}");
        }
        for value in ["", "AAAA", "!", &"A".repeat(86)] {
            assert_eq!(with("value", json!(value)), Err(Unproven::BadSignature), "{value}");
        }
        // Signed by somebody else, it is valid for their key, and isn't the service's.
        let theirs = check(&other).expect("it holds");
        assert!(!theirs.is_signed_by(&set(&key(7))));
    }

    /// A key that is the neutral point validates every signature, unless it is refused.
    #[test]
    fn a_weak_key_signs_nothing() {
        let mut one = [0; 32];
        one[0] = 1;
        let weak = VerifyingKey::from_bytes(&one).expect("a point");
        let signature = URL_SAFE_NO_PAD.encode([one, [0; 32]].concat());
        assert!(!holds(&weak, b"anything", &signature));
    }

    #[test]
    fn a_file_is_read_in_one_way_only() {
        let text = signed().to_string();
        let twice = |member: &str, value: &str| {
            text.replacen(&format!("\"{member}\":"), &format!("\"{member}\":{value},\"{member}\":"), 1)
        };
        for (what, file) in [
            ("a member twice", twice("received", "\"9999.00\"")),
            ("a member of the payee twice", twice("handle", "\"berta\"")),
            ("a receipt twice", twice("receipt", &receipt_text())),
            ("an extra member", text.replacen("\"received\":", "\"paid_by\":\"x\",\"received\":", 1)),
            ("an extra member of the file", text.replacen("\"receipt\":", "\"note\":\"x\",\"receipt\":", 1)),
            ("an extra member of the signature", text.replacen("\"alg\":", "\"crit\":[],\"alg\":", 1)),
            ("another format", text.replace("chit-receipt", "chit-invoice")),
            ("an array", format!("[{text}]")),
            (
                "a receipt that is a list",
                text.replacen("\"receipt\":{", "\"receipt\":[{", 1).replacen("},\"signature\"", "}],\"signature\"", 1),
            ),
            ("a receipt alone", receipt_text()),
            ("a signature that is a list", {
                let mut file = signed();
                file["signature"] =
                    ["alg", "kid", "public_key", "value"].map(|m| file["signature"][m].clone()).to_vec().into();
                file.to_string()
            }),
            ("a number", "7".into()),
            ("nothing inside", "{}".into()),
        ] {
            assert!(
                matches!(verify(file.as_bytes()), Err(Unproven::NotAReceipt(_))),
                "{what}: {:?}",
                verify(file.as_bytes())
            );
        }
        for (what, file) in [
            ("nothing", Vec::new()),
            ("half of it", text.as_bytes()[..text.len() / 2].to_vec()),
            ("something behind it", format!("{text}x").into_bytes()),
            ("two files in one", format!("{text}{text}").into_bytes()),
            ("no text", vec![0xff; 100]),
            ("a deep one", format!("{{\"receipt\":{{\"memo\":{}", "[".repeat(100_000)).into_bytes()),
        ] {
            assert!(matches!(verify(&file), Err(Unproven::NotJson(_))), "{what}: {:?}", verify(&file));
        }
        let newer = json!({"receipt": {"format": FORMAT, "version": 3, "new": 1}, "signatures": []});
        assert_eq!(check(&newer), Err(Unproven::UnknownVersion(3)));
        let padded = [text.as_bytes(), &vec![b' '; LIMIT]].concat();
        assert_eq!(verify(&padded), Err(Unproven::TooLarge));
        assert!(verify(&padded[..LIMIT]).is_ok());
    }

    fn receipt_text() -> String {
        serde_json::to_string(&receipt()).expect("JSON")
    }

    proptest! {
        #[test]
        fn no_byte_of_it_can_be_changed(at in 0..100_000_usize, byte: u8) {
            let file = canonical(&signed()).expect("JSON");
            let at = at % file.len();
            prop_assume!(file[at] != byte);
            let mut changed = file;
            changed[at] = byte;
            prop_assert!(verify(&changed).is_err(), "{}", String::from_utf8_lossy(&changed));
        }

        #[test]
        fn nothing_panics(file in prop::collection::vec(any::<u8>(), 0..200)) {
            prop_assert!(verify(&file).is_err());
            let _ = KeySet::parse(&file);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn any_receipt_that_is_signed_holds(memo in "\\PC*", name in "\\PC*", quantity: u32, seed: u8) {
            let mut made = receipt();
            made.memo = Some(memo);
            made.items[0].quantity = quantity;
            made.payee.name = name;
            let file = serde_json::to_vec_pretty(&key(seed).sign(made.clone()).expect("signed")).expect("JSON");
            prop_assert_eq!(verify(&file).map(|v| v.receipt), Ok(made));
        }
    }
}
