//! The service's identity at push services: Voluntary Application Server Identification (RFC 8292).

use chrono::TimeDelta;
use data_encoding::BASE64URL_NOPAD;
use serde_json::json;
use url::Url;
use web_push_native::p256::ecdsa::signature::Signer;
use web_push_native::p256::ecdsa::{Signature, SigningKey};
use zeroize::Zeroizing;

use crate::domain::chance::Chance;
use crate::domain::clock::Timestamp;

/// The time for which a token is good. RFC 8292 allows 24 hours, and clocks differ.
const GOOD: TimeDelta = TimeDelta::hours(12);

/// The number of drawings until it is sure that a key isn't bad luck: each fails once in four billion times.
const DRAWINGS: usize = 8;

/// A key pair on P-256 that signs tokens. Devices subscribe to its public half, so a service keeps it.
pub struct VapidKey(SigningKey);

impl VapidKey {
    /// Draws the bytes of a new key; `None` if the source of randomness fails.
    pub fn draw(chance: &Chance) -> Option<Zeroizing<[u8; 32]>> {
        let drawn = || Some(Zeroizing::new(<[u8; 32]>::try_from(chance.bytes(32)).ok()?));
        (0..DRAWINGS).find_map(|_| drawn().filter(|bytes| Self::from_bytes(bytes).is_some()))
    }

    /// The key of these bytes; `None` if they are none.
    pub fn from_bytes(bytes: &[u8; 32]) -> Option<Self> {
        SigningKey::from_slice(bytes).ok().map(Self)
    }

    /// The public half, uncompressed in base64url, which browsers subscribe to.
    pub fn public_key(&self) -> String {
        BASE64URL_NOPAD.encode(self.0.verifying_key().to_encoded_point(false).as_bytes())
    }
}

impl std::fmt::Debug for VapidKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("VapidKey(…)")
    }
}

/// The address by which a push service reaches the operator: `mailto:` or `https:`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VapidSubject(String);

/// A text that is no such address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "wants an address where push services reach you, such as mailto:ops@pay.example or https://pay.example/contact"
)]
pub struct BadSubject;

impl std::str::FromStr for VapidSubject {
    type Err = BadSubject;

    fn from_str(text: &str) -> Result<Self, BadSubject> {
        let url = Url::parse(text).map_err(|_| BadSubject)?;
        let is_good = match url.scheme() {
            "mailto" => url.path().split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.')),
            "https" => url.has_host() && url.username().is_empty() && url.password().is_none(),
            _ => false,
        };
        let is_clean = text.len() <= 200 && text.bytes().all(|b| b.is_ascii_graphic());
        if is_good && is_clean { Ok(Self(text.to_owned())) } else { Err(BadSubject) }
    }
}

/// The identity: key and address.
#[derive(Debug)]
pub struct Vapid {
    /// The key.
    pub key: VapidKey,
    /// The operator's address.
    pub subject: VapidSubject,
}

impl Vapid {
    /// The value of `Authorization` for a call to an endpoint: a JSON Web Token (RFC 7515) for its origin, and the public key.
    pub fn authorization(&self, endpoint: &Url, now: Timestamp) -> String {
        let part = |json: serde_json::Value| BASE64URL_NOPAD.encode(json.to_string().as_bytes());
        let claims = json!({
            "aud": endpoint.origin().ascii_serialization(),
            "exp": (now + GOOD).timestamp(),
            "sub": self.subject.0,
        });
        let text = format!("{}.{}", part(json!({"alg": "ES256", "typ": "JWT"})), part(claims));
        let signature: Signature = self.key.0.sign(text.as_bytes());
        let signature = BASE64URL_NOPAD.encode(&signature.to_bytes());
        format!("vapid t={text}.{signature}, k={}", self.key.public_key())
    }
}

#[cfg(test)]
mod tests {
    use web_push_native::p256::ecdsa::VerifyingKey;
    use web_push_native::p256::ecdsa::signature::Verifier;

    use super::*;

    #[test]
    fn a_token_is_for_one_origin_and_half_a_day() {
        let key = VapidKey::from_bytes(&[7; 32]).expect("a key");
        let vapid = Vapid { subject: "mailto:ops@pay.example".parse().expect("an address"), key };
        let now = chrono::DateTime::from_timestamp(1_700_000_000, 0).expect("in range");
        let said = vapid.authorization(&"https://push.example:8443/send/secret?x".parse().expect("a URL"), now);
        let (token, key) = said.strip_prefix("vapid t=").and_then(|rest| rest.split_once(", k=")).expect("its form");
        let (text, signature) = token.rsplit_once('.').expect("a signature");
        let bytes = |text: &str| BASE64URL_NOPAD.decode(text.as_bytes()).expect("base64url");
        let verifying = VerifyingKey::from_sec1_bytes(&bytes(key)).expect("a key");
        let signature = Signature::from_slice(&bytes(signature)).expect("a signature");
        assert!(verifying.verify(text.as_bytes(), &signature).is_ok());
        assert!(verifying.verify(format!("{text}x").as_bytes(), &signature).is_err());
        let claims: serde_json::Value =
            serde_json::from_slice(&bytes(text.split_once('.').expect("claims").1)).expect("JSON");
        let exp = 1_700_000_000 + 12 * 3600;
        assert_eq!(claims, json!({"aud": "https://push.example:8443", "exp": exp, "sub": "mailto:ops@pay.example"}));
        assert!(!said.contains("secret") && format!("{:?}", vapid.key) == "VapidKey(…)");
    }

    #[test]
    fn bad_luck_is_drawn_again_and_a_broken_source_is_not() {
        let turns = std::sync::atomic::AtomicU8::new(0);
        let chance = Chance::scripted(move |n| vec![turns.fetch_add(1, std::sync::atomic::Ordering::Relaxed); n]);
        assert_eq!(VapidKey::draw(&chance).map(|bytes| *bytes), Some([1; 32]));
        assert!(VapidKey::draw(&Chance::scripted(|n| vec![0; n])).is_none());
        assert!(VapidKey::draw(&Chance::scripted(|_| Vec::new())).is_none());
    }

    #[test]
    fn an_address_is_one_where_somebody_is_reached() {
        for good in ["mailto:ops@pay.example", "https://pay.example/contact", "https://pay.example"] {
            assert!(good.parse::<VapidSubject>().is_ok(), "{good}");
        }
        let long = format!("https://pay.example/{}", "a".repeat(200));
        for bad in [
            "",
            "ops@pay.example",
            "mailto:ops",
            "mailto:@pay.example",
            "http://pay.example",
            "https://u:p@x.example",
            &long,
        ] {
            assert_eq!(bad.parse::<VapidSubject>(), Err(BadSubject), "{bad}");
        }
    }
}
