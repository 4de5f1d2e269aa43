//! The signing key of receipts, and the published key set: its public half, and those of earlier keys.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ed25519_dalek::{Signer, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{ALGORITHM, Receipt, Signature, SignedReceipt, canonical};
use crate::domain::clock::Timestamp;
use crate::domain::secret::SecretKey;

/// The service's signing key for receipts: the same on every replica, because it is derived from the service's secret.
pub struct ReceiptKey {
    key: SigningKey,
    jwk: Jwk,
}

impl ReceiptKey {
    /// Derives the key from the service's secret.
    pub fn new(secret: &SecretKey) -> Self {
        Self::from_seed(&secret.derive("chit/receipts/1"))
    }

    fn from_seed(seed: &[u8; 32]) -> Self {
        let key = SigningKey::from_bytes(seed);
        let jwk = Jwk::of(URL_SAFE_NO_PAD.encode(key.verifying_key().as_bytes()));
        Self { key, jwk }
    }

    /// Signs a receipt with Ed25519 over its canonical form.
    ///
    /// # Errors
    /// The receipt has no canonical form.
    pub fn sign(&self, receipt: Receipt) -> Result<SignedReceipt, serde_json::Error> {
        let signature = Signature {
            alg: ALGORITHM.into(),
            kid: self.jwk.kid.clone(),
            public_key: self.jwk.x.clone(),
            value: self.signature(&canonical(&receipt)?),
        };
        Ok(SignedReceipt { receipt, signature })
    }

    fn signature(&self, message: &[u8]) -> String {
        URL_SAFE_NO_PAD.encode(self.key.sign(message).to_bytes())
    }

    /// The JWK's `kid`: the key's thumbprint (RFC 7638).
    pub fn kid(&self) -> &str {
        &self.jwk.kid
    }

    /// The public key in a JWK's `x`: base64url without padding.
    pub fn public_key(&self) -> &str {
        &self.jwk.x
    }
}

impl std::fmt::Debug for ReceiptKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ReceiptKey({}…)", self.jwk.kid)
    }
}

/// A public key: a JWK (RFC 7517) of an Ed25519 key (RFC 8037).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Jwk {
    kty: &'static str,
    crv: &'static str,
    r#use: &'static str,
    alg: &'static str,
    kid: String,
    x: String,
}

const TYPE: &str = "OKP";
const CURVE: &str = "Ed25519";

impl Jwk {
    fn of(x: String) -> Self {
        Self { kty: TYPE, crv: CURVE, r#use: "sig", alg: ALGORITHM, kid: thumbprint(&x), x }
    }
}

/// The key's thumbprint (RFC 7638): the hash of its required members in lexical order.
pub(super) fn thumbprint(x: &str) -> String {
    let members = format!(r#"{{"crv":"{CURVE}","kty":"{TYPE}","x":"{x}"}}"#);
    URL_SAFE_NO_PAD.encode(Sha256::digest(members))
}

/// The published JWK Set (RFC 7517). A retired key stays in it, because its signatures remain valid. The period of use is given as in the
/// historical keys of OpenID Federation 1.0 (8.7): `iat` and `exp`, in seconds.
#[derive(Debug, Clone, Serialize)]
pub struct PublishedKeys {
    keys: Vec<PublishedKey>,
}

#[derive(Debug, Clone, Serialize)]
struct PublishedKey {
    #[serde(flatten)]
    jwk: Jwk,
    iat: i64,
    /// Present only for a retired key.
    #[serde(skip_serializing_if = "Option::is_none")]
    exp: Option<i64>,
}

/// A stored public key.
#[derive(Debug, Clone)]
pub struct KnownKey {
    /// The key in a JWK's `x`.
    pub public_key: String,
    /// The time at which the service first stored it.
    pub since: Timestamp,
    /// The time of its retirement; `None` while it signs.
    pub until: Option<Timestamp>,
}

impl FromIterator<KnownKey> for PublishedKeys {
    fn from_iter<I: IntoIterator<Item = KnownKey>>(known: I) -> Self {
        let published = |KnownKey { public_key, since, until }| PublishedKey {
            jwk: Jwk::of(public_key),
            iat: since.timestamp(),
            exp: until.map(|until| until.timestamp()),
        };
        Self { keys: known.into_iter().map(published).collect() }
    }
}

/// The keys of a service, read from a saved key set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeySet(Vec<VerifyingKey>);

/// Reasons to refuse a key set.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadKeySet {
    /// Not JSON, or without a list of keys.
    #[error("this is no key set (chit-keys.json): {0}")]
    Unreadable(String),
    /// No Ed25519 key among them.
    #[error("there is no Ed25519 key in this key set")]
    NoKey,
}

#[derive(Deserialize)]
struct SetFile {
    keys: Vec<serde_json::Value>,
}

impl KeySet {
    /// Reads a JWK Set. Keys of other types are ignored (RFC 7517, section 5), and a key's `kid` isn't trusted.
    ///
    /// # Errors
    /// [`BadKeySet`].
    pub fn parse(bytes: &[u8]) -> Result<Self, BadKeySet> {
        let SetFile { keys } = serde_json::from_slice(bytes).map_err(|e| BadKeySet::Unreadable(e.to_string()))?;
        let ours = |key: &&serde_json::Value| key["kty"] == TYPE && key["crv"] == CURVE;
        let keys: Vec<_> =
            keys.iter().filter(ours).filter_map(|key| key["x"].as_str()).filter_map(public_key).collect();
        if keys.is_empty() { Err(BadKeySet::NoKey) } else { Ok(Self(keys)) }
    }

    /// Returns whether the set contains the key.
    pub(super) fn has(&self, key: &VerifyingKey) -> bool {
        self.0.contains(key)
    }
}

/// The public key of a JWK's `x`; `None` where it isn't a valid Ed25519 key.
pub(super) fn public_key(x: &str) -> Option<VerifyingKey> {
    let bytes: [u8; 32] = URL_SAFE_NO_PAD.decode(x).ok()?.try_into().ok()?;
    VerifyingKey::from_bytes(&bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::super::verify::holds;
    use super::*;

    fn bytes<const N: usize>(hex: &str) -> [u8; N] {
        hex::decode(hex).expect("hex").try_into().expect("of this length")
    }

    /// RFC 8032, 7.1: tests 1, 2, 3 and SHA(abc).
    #[test]
    fn signatures_are_those_of_the_standard() {
        for (seed, public, message, signature) in [
            (
                "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
                "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
                "",
                "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
            ),
            (
                "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
                "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
                "72",
                "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
            ),
            (
                "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
                "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
                "af82",
                "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
            ),
            (
                "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
                "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
                "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
                "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704",
            ),
        ] {
            let key = ReceiptKey::from_seed(&bytes(seed));
            let message = hex::decode(message).expect("hex");
            assert_eq!(key.jwk.x, URL_SAFE_NO_PAD.encode(bytes::<32>(public)));
            let signed = key.signature(&message);
            assert_eq!(signed, URL_SAFE_NO_PAD.encode(bytes::<64>(signature)));
            let public = public_key(&key.jwk.x).expect("a key");
            assert!(holds(&public, &message, &signed));
            assert!(!holds(&public, &[message.as_slice(), b" "].concat(), &signed));
        }
    }

    /// RFC 8037, A.2 and A.3.
    #[test]
    fn a_key_is_named_by_its_thumbprint() {
        let seed = URL_SAFE_NO_PAD.decode("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A").expect("base64");
        let key = ReceiptKey::from_seed(&seed.try_into().expect("32 bytes"));
        assert_eq!(key.jwk.x, "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo");
        assert_eq!(key.jwk.kid, "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    }

    #[test]
    fn what_is_published_reads_back() {
        let [key, retired, other] = [7, 8, 9].map(|byte| ReceiptKey::new(&SecretKey::from_bytes([byte; 32])));
        let at = |seconds| chrono::DateTime::from_timestamp(seconds, 0).expect("in range");
        let known = |key: &ReceiptKey, since, until: Option<i64>| KnownKey {
            public_key: key.public_key().to_owned(),
            since: at(since),
            until: until.map(at),
        };
        let published = PublishedKeys::from_iter([known(&retired, 5, Some(6)), known(&key, 7, None)]);
        let json = serde_json::to_value(published).expect("JSON");
        let (first, second) = (&json["keys"][0], &json["keys"][1]);
        assert_eq!((&second["kty"], &second["crv"]), (&"OKP".into(), &"Ed25519".into()));
        assert_eq!((&second["use"], &second["alg"]), (&"sig".into(), &"EdDSA".into()));
        assert_eq!((&second["kid"], &second["iat"], second.get("exp")), (&key.kid().into(), &7.into(), None));
        assert_eq!((&first["iat"], &first["exp"]), (&5.into(), &6.into()));
        let set = KeySet::parse(json.to_string().as_bytes()).expect("a key set");
        assert!(set.has(&key.key.verifying_key()) && set.has(&retired.key.verifying_key()));
        assert!(!set.has(&other.key.verifying_key()));
        assert!(!format!("{key:?}").contains(&hex::encode(key.key.as_bytes())[..8]));
    }

    #[test]
    fn a_key_set_is_read_as_the_standard_wants_it() {
        let ours =
            r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo","kid":"any","new":[1]}"#;
        let others = r#"{"kty":"RSA","n":"x","e":"AQAB"},{"kty":"OKP","crv":"X25519","x":"x"},7,{"kty":"OKP","crv":"Ed25519"},
            {"kty":"OKP","crv":"Ed25519","x":"short"}"#;
        let key = public_key("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo").expect("a key");
        let mixed = format!(r#"{{"keys":[{others},{ours}],"more":true}}"#);
        assert_eq!(KeySet::parse(mixed.as_bytes()), Ok(KeySet(vec![key])));
        assert_eq!(KeySet::parse(format!(r#"{{"keys":[{others}]}}"#).as_bytes()), Err(BadKeySet::NoKey));
        for text in ["", "x", "[]", "{}", r#"{"keys":7}"#, ours, &mixed[..mixed.len() - 1]] {
            assert!(matches!(KeySet::parse(text.as_bytes()), Err(BadKeySet::Unreadable(_))), "{text}");
        }
    }
}
