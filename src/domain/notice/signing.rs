//! Secrets and signatures of messages to endpoints, by [Standard Webhooks](https://www.standardwebhooks.com) 1.0.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use secrecy::{ExposeSecret, SecretSlice, SecretString};
use serde::{Deserialize, Serialize};

use crate::domain::chance::Chance;
use crate::domain::clock::Timestamp;
use crate::domain::field::Problem;
use crate::domain::secret::mac::{Mac, hmac_sha256};

/// The beginning of a secret's text.
const PREFIX: &str = "whsec_";
/// The number of random bytes of a new secret.
const DRAWN: usize = 32;

/// A secret that signs messages to one endpoint: 24 to 64 bytes.
pub struct SigningSecret(SecretSlice<u8>);

/// The error of a text that is no secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("A secret is whsec_ and 24 to 64 random bytes in base64. Leave it out to get one.")]
pub struct BadSecret;

impl Problem for BadSecret {
    fn code(&self) -> &'static str {
        "invalid"
    }
}

impl SigningSecret {
    /// Draws a new secret.
    pub fn draw(chance: &Chance) -> Self {
        Self(chance.bytes(DRAWN).into())
    }

    /// Reads a secret in the standard's form.
    ///
    /// # Errors
    /// [`BadSecret`].
    pub fn parse(text: &str) -> Result<Self, BadSecret> {
        let bytes = text.strip_prefix(PREFIX).and_then(|encoded| STANDARD.decode(encoded).ok());
        let bytes = bytes.filter(|bytes| (24..=64).contains(&bytes.len()));
        bytes.map(|bytes| Self(bytes.into())).ok_or(BadSecret)
    }

    /// The secret's text, to show to its owner and to be sealed.
    pub fn reveal(&self) -> SecretString {
        format!("{PREFIX}{}", STANDARD.encode(self.0.expose_secret())).into()
    }

    /// The signature of a message: `v1,` and HMAC-SHA256 in base64 over `id.seconds.body`.
    pub fn sign(&self, id: &str, at: Timestamp, body: &str) -> String {
        let mac = hmac_sha256(self.0.expose_secret());
        let mac = mac.chain_update(format!("{id}.{}.", at.timestamp())).chain_update(body);
        format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()))
    }
}

impl std::fmt::Debug for SigningSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SigningSecret(…)")
    }
}

/// The secrets of an endpoint: the current one and, for a while after its rotation, the one before. Both sign, so that a receiver that
/// knows either goes on.
#[derive(Debug)]
pub struct SigningSecrets {
    current: SigningSecret,
    previous: Option<(SigningSecret, Timestamp)>,
}

/// [`SigningSecrets`] as JSON.
#[derive(Serialize, Deserialize)]
struct Sealed {
    current: String,
    previous: Option<(String, Timestamp)>,
}

impl SigningSecrets {
    /// One secret.
    pub fn new(current: SigningSecret) -> Self {
        Self { current, previous: None }
    }

    /// A new secret, with the current one of these signing beside it until a moment.
    pub fn rotated(self, current: SigningSecret, until: Timestamp) -> Self {
        Self { current, previous: Some((self.current, until)) }
    }

    /// The header `webhook-signature` of a message.
    pub fn sign(&self, id: &str, at: Timestamp, body: &str) -> String {
        let previous = self.previous.iter().filter(|(_, until)| *until > at).map(|(secret, _)| secret);
        let signatures = std::iter::once(&self.current).chain(previous).map(|secret| secret.sign(id, at, body));
        signatures.collect::<Vec<_>>().join(" ")
    }

    /// The text to be sealed.
    ///
    /// # Errors
    /// None in practice: texts and a time are JSON.
    pub fn to_json(&self) -> Result<SecretString, serde_json::Error> {
        let text = |secret: &SigningSecret| secret.reveal().expose_secret().to_owned();
        let previous = self.previous.as_ref().map(|(secret, until)| (text(secret), *until));
        Ok(serde_json::to_string(&Sealed { current: text(&self.current), previous })?.into())
    }

    /// Reads the text that was sealed.
    ///
    /// # Errors
    /// [`BadSecret`] for any other text.
    pub fn from_json(text: &str) -> Result<Self, BadSecret> {
        let Sealed { current, previous } = serde_json::from_str(text).map_err(|_| BadSecret)?;
        let previous = previous.map(|(secret, until)| SigningSecret::parse(&secret).map(|secret| (secret, until)));
        Ok(Self { current: SigningSecret::parse(&current)?, previous: previous.transpose()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    const ID: &str = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    const BODY: &str = "{\"test\": 2432232314}";
    const SIGNATURE: &str = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    fn at(seconds: i64) -> Timestamp {
        chrono::DateTime::from_timestamp(seconds, 999).expect("in range")
    }

    #[test]
    fn the_signature_is_the_one_of_the_standard() {
        let secret = SigningSecret::parse(SECRET).expect("good");
        assert_eq!(secret.sign(ID, at(1_614_265_330), BODY), SIGNATURE);
        assert_eq!(secret.reveal().expose_secret(), SECRET);
        assert_eq!(format!("{secret:?}"), "SigningSecret(…)");
    }

    #[test]
    fn a_secret_before_signs_until_its_end() {
        let drawn = SigningSecret::draw(&Chance::scripted(|n| vec![7; n]));
        let (new, now) = (drawn.sign(ID, at(1_614_265_330), BODY), 1_614_265_330);
        let secrets = SigningSecrets::new(SigningSecret::parse(SECRET).expect("good")).rotated(drawn, at(now + 1));
        let stored = secrets.to_json().expect("JSON");
        let secrets = SigningSecrets::from_json(stored.expose_secret()).expect("it reads back");
        assert_eq!(secrets.sign(ID, at(now), BODY), format!("{new} {SIGNATURE}"));
        assert!(!secrets.sign(ID, at(now + 2), BODY).contains(' '));
        assert!(SigningSecrets::from_json("{}").is_err() && SigningSecrets::from_json("").is_err());
    }

    #[test]
    fn other_texts_are_no_secrets() {
        let of = |bytes: usize| format!("whsec_{}", STANDARD.encode(vec![1; bytes]));
        for good in [24, 32, 64] {
            assert!(SigningSecret::parse(&of(good)).is_ok(), "{good}");
        }
        for bad in ["", "whsec_", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_!!!!", &of(23), &of(65), "whsk_AAAA"] {
            assert_eq!(SigningSecret::parse(bad).err(), Some(BadSecret), "{bad}");
        }
    }
}
