//! Stripe's webhook signature: `t=…,v1=…[,v1=…]`, HMAC-SHA256 in hex over `t.body`. The key is the whole text `whsec_…`.

use secrecy::{ExposeSecret, SecretString};

use crate::domain::clock::Timestamp;
use crate::domain::secret::mac::{Mac, hmac_sha256};
use crate::rails::RailError;

/// The header that carries it.
pub const HEADER: &str = "stripe-signature";
/// How far a message's time may be off, in seconds.
const TOLERANCE: u64 = 300;

/// Whether the body was signed under the secret, and lately. Compared in constant time.
///
/// # Errors
/// [`RailError::Unsigned`] when it wasn't, and always under an empty secret.
pub fn verify(secret: &SecretString, headers: &http::HeaderMap, body: &[u8], now: Timestamp) -> Result<(), RailError> {
    let secret = secret.expose_secret().as_bytes();
    let mut sent = headers.get_all(HEADER).iter();
    // Two headers are not one signature.
    let (Some(header), None, false) = (sent.next(), sent.next(), secret.is_empty()) else {
        return Err(RailError::Unsigned);
    };
    let header = header.to_str().map_err(|_| RailError::Unsigned)?;
    let parts = || header.split(',').filter_map(|part| part.trim().split_once('='));
    let at = parts().find_map(|(name, value)| (name == "t").then_some(value)).ok_or(RailError::Unsigned)?;
    let seconds: i64 = at.parse().map_err(|_| RailError::Unsigned)?;
    if now.timestamp().abs_diff(seconds) > TOLERANCE {
        return Err(RailError::Unsigned);
    }
    let mut mac = hmac_sha256(secret);
    for part in [at.as_bytes(), b".", body] {
        mac.update(part);
    }
    // While the secret is being changed, there is one under the old and one under the new.
    let tags = parts().filter(|(name, _)| *name == "v1").filter_map(|(_, tag)| hex::decode(tag).ok());
    match tags.map(|tag| mac.clone().verify_slice(&tag).is_ok()).fold(false, |one, other| one | other) {
        true => Ok(()),
        false => Err(RailError::Unsigned),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "whsec_test_secret";
    const BODY: &[u8] = b"{\"id\":\"evt_test_webhook\",\"object\":\"event\"}";
    const TAG: &str = "d95c6b7477fbd7e9f90b1b0ef5f9c7ac25abca5382460e0d988c2b2a5b71b990";
    const AT: i64 = 1_700_000_000;

    fn check(secret: &str, header: Option<&str>, body: &[u8], at: i64) -> bool {
        let headers = header.map(|h| (http::HeaderName::from_static(HEADER), h.parse().expect("a header")));
        let now = chrono::DateTime::from_timestamp(at, 0).expect("in range");
        match verify(&SecretString::from(secret), &headers.into_iter().collect(), body, now) {
            Ok(()) => true,
            Err(RailError::Unsigned) => false,
            Err(other) => panic!("{other}"),
        }
    }

    fn header() -> String {
        format!("t={AT},v1={TAG}")
    }

    #[test]
    fn the_known_vector_holds() {
        assert!(check(SECRET, Some(&header()), BODY, AT));
    }

    #[test]
    fn five_minutes_are_tolerated() {
        for (offset, good) in [(-301, false), (-300, true), (0, true), (300, true), (301, false)] {
            assert_eq!(check(SECRET, Some(&header()), BODY, AT + offset), good, "{offset}");
        }
    }

    #[test]
    fn one_good_signature_of_several_is_enough() {
        let other = "0".repeat(64);
        for header in [
            format!("t={AT},v1={other},v1={TAG}"),
            format!("t={AT},v1={TAG},v1={other}"),
            format!("t={AT}, v0={other}, v1={TAG}"),
        ] {
            assert!(check(SECRET, Some(&header), BODY, AT), "{header}");
        }
    }

    #[test]
    fn nothing_else_is_believed() {
        assert!(!check(SECRET, None, BODY, AT));
        assert!(!check("", Some(&header()), BODY, AT), "an empty secret");
        assert!(!check("whsec_other", Some(&header()), BODY, AT));
        let late = AT + 1;
        for forged in [
            String::new(),
            format!("t={AT}"),
            format!("v1={TAG}"),
            format!("t={late},v1={TAG}"),
            format!("t={AT},v0={TAG}"),
            format!("t={AT},v1="),
            format!("t={AT},v1={}", &TAG[2..]),
            format!("t=,v1={TAG}"),
            format!("t=x,v1={TAG}"),
            format!("t={AT},v1=zz"),
            format!("t={}9,v1={TAG}", i64::MAX),
        ] {
            assert!(!check(SECRET, Some(&forged), BODY, AT), "{forged}");
        }
        for at in 0..BODY.len() {
            let mut flipped = BODY.to_vec();
            flipped[at] ^= 1;
            assert!(!check(SECRET, Some(&header()), &flipped, AT), "bit flipped at {at}");
        }
    }

    #[test]
    fn an_empty_secrets_own_signature_is_not_believed() {
        let mut mac = hmac_sha256(b"");
        mac.update(format!("{AT}.").as_bytes());
        mac.update(BODY);
        let header = format!("t={AT},v1={}", hex::encode(mac.finalize().into_bytes()));
        assert!(!check("", Some(&header), BODY, AT));
    }
}
