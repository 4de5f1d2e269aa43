//! A device's subscription to a push service: an address, and the keys by which nobody but the device reads what is sent there.

use data_encoding::BASE64URL_NOPAD;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use web_push_native::p256::PublicKey;

use crate::domain::field::Problem;

/// The number of bytes of a device's secret.
const AUTH: usize = 16;

/// A push subscription (Push API). Its `Debug` shows nothing: whoever knows the endpoint can call it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subscription {
    endpoint: String,
    /// The device's public key on P-256, uncompressed, in base64url.
    p256dh: String,
    /// The device's secret, in base64url.
    auth: String,
}

/// A key of a subscription that is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("This is no key of a push subscription.")]
pub struct BadSubscription;

impl Problem for BadSubscription {
    fn code(&self) -> &'static str {
        "invalid"
    }
}

fn bytes(text: &str) -> Option<Vec<u8>> {
    BASE64URL_NOPAD.decode(text.trim_end_matches('=').as_bytes()).ok()
}

impl Subscription {
    /// Reads a subscription as browsers write it. The endpoint was checked before.
    ///
    /// # Errors
    /// [`BadSubscription`] for a public key that is no point on the curve, or a secret of another length.
    pub fn parse(endpoint: &str, p256dh: &str, auth: &str) -> Result<Self, BadSubscription> {
        let read = Self { endpoint: endpoint.into(), p256dh: p256dh.trim().into(), auth: auth.trim().into() };
        if read.keys().is_some() { Ok(read) } else { Err(BadSubscription) }
    }

    /// Reads a subscription as [`Self::to_json`] writes it.
    ///
    /// # Errors
    /// serde's.
    pub fn from_json(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }

    /// The subscription as JSON, to be sealed.
    ///
    /// # Errors
    /// serde's; none for what [`Self::parse`] has read.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(self)
    }

    /// The address at the push service.
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// The SHA-256 of the endpoint in hexadecimal digits, by which a browser finds its own device on a page.
    pub fn endpoint_hash(&self) -> String {
        hex::encode(Sha256::digest(self.endpoint.as_bytes()))
    }

    /// The device's public key and secret; `None` where they are none.
    pub fn keys(&self) -> Option<(PublicKey, [u8; AUTH])> {
        let key = PublicKey::from_sec1_bytes(&bytes(&self.p256dh)?).ok()?;
        Some((key, bytes(&self.auth)?.try_into().ok()?))
    }
}

impl std::fmt::Debug for Subscription {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Subscription(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The device of RFC 8291, appendix A.
    const KEY: &str = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
    const SECRET: &str = "BTBZMqHH6r4Tts7J_aSIgg";

    #[test]
    fn what_a_browser_writes_is_read_and_kept() {
        for auth in [SECRET, "BTBZMqHH6r4Tts7J_aSIgg=="] {
            let read = Subscription::parse("https://push.example/1", KEY, auth).expect("a subscription");
            let kept = Subscription::from_json(&read.to_json().expect("JSON")).expect("reads back");
            assert!(kept == read && kept.endpoint() == "https://push.example/1" && kept.keys().is_some());
            assert_eq!(format!("{kept:?}"), "Subscription(…)");
            // By sha256sum.
            assert_eq!(kept.endpoint_hash().len(), 64);
        }
    }

    #[test]
    fn keys_that_are_none_are_refused() {
        let off_curve = KEY.replace("iw4", "iw5");
        for (key, auth) in [
            ("", SECRET),
            (KEY, ""),
            (KEY, "BTBZMqHH6r4Tts7J_aSI"),
            (KEY, "!"),
            (&off_curve, SECRET),
            (SECRET, SECRET),
            ("AA", SECRET),
        ] {
            assert_eq!(Subscription::parse("https://push.example/1", key, auth), Err(BadSubscription), "{key} {auth}");
        }
    }
}
