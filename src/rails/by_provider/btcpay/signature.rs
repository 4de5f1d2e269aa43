//! BTCPay's webhook signature: `BTCPay-Sig: sha256=…`, HMAC-SHA256 in hex over the body. There is no time in it: a message that is
//! played again makes us ask how the invoice stands, and says nothing new.

use secrecy::{ExposeSecret, SecretString};

use crate::domain::secret::mac::{Mac, hmac_sha256};
use crate::rails::RailError;

/// The header that carries it.
pub const HEADER: &str = "btcpay-sig";

/// Whether the body was signed under the secret. Compared in constant time.
///
/// # Errors
/// [`RailError::Unsigned`] when it wasn't, and always under an empty secret.
pub fn verify(secret: &SecretString, headers: &http::HeaderMap, body: &[u8]) -> Result<(), RailError> {
    let secret = secret.expose_secret().as_bytes();
    let mut sent = headers.get_all(HEADER).iter();
    // Two headers are not one signature.
    let (Some(header), None, false) = (sent.next(), sent.next(), secret.is_empty()) else {
        return Err(RailError::Unsigned);
    };
    let tag = header.to_str().ok().and_then(|header| hex::decode(header.strip_prefix("sha256=")?).ok());
    let mut mac = hmac_sha256(secret);
    mac.update(body);
    mac.verify_slice(&tag.ok_or(RailError::Unsigned)?).map_err(|_| RailError::Unsigned)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "secret";
    const BODY: &[u8] = br#"{"deliveryId":"d1","type":"InvoiceSettled","invoiceId":"i1"}"#;
    const TAG: &str = "96205b3bf394418599d9fb11f8ae747a1c1a15168a5e78099381ba198bb8ba7d";

    fn check(secret: &str, headers: &[&str], body: &[u8]) -> bool {
        let name = || http::HeaderName::from_static(HEADER);
        let mut sent = http::HeaderMap::new();
        for header in headers {
            sent.append(name(), header.parse().expect("a header"));
        }
        match verify(&SecretString::from(secret), &sent, body) {
            Ok(()) => true,
            Err(RailError::Unsigned) => false,
            Err(other) => panic!("{other}"),
        }
    }

    fn header() -> String {
        format!("sha256={TAG}")
    }

    #[test]
    fn the_known_vector_holds() {
        assert!(check(SECRET, &[&header()], BODY));
    }

    #[test]
    fn hex_is_read_in_either_case() {
        assert!(check(SECRET, &[&format!("sha256={}", TAG.to_uppercase())], BODY));
    }

    #[test]
    fn nothing_else_is_believed() {
        let good = header();
        assert!(!check(SECRET, &[], BODY));
        assert!(!check("", &[&good], BODY), "an empty secret");
        assert!(!check("Secret", &[&good], BODY));
        assert!(!check(SECRET, &[&good, &good], BODY), "two signatures");
        for forged in [
            String::new(),
            TAG.to_owned(),
            "sha256=".to_owned(),
            format!("SHA256={TAG}"),
            format!("sha1={TAG}"),
            format!("sha256= {TAG}"),
            format!("sha256={}", &TAG[2..]),
            format!("sha256={TAG}00"),
            format!("sha256={}", "0".repeat(64)),
            format!("sha256={}zz", &TAG[2..]),
        ] {
            assert!(!check(SECRET, &[&forged], BODY), "{forged}");
        }
        for at in 0..BODY.len() {
            let mut flipped = BODY.to_vec();
            flipped[at] ^= 1;
            assert!(!check(SECRET, &[&good], &flipped), "bit flipped at {at}");
        }
        assert!(!check(SECRET, &[&good], &BODY[..BODY.len() - 1]));
    }

    #[test]
    fn an_empty_secrets_own_signature_is_not_believed() {
        let mut mac = hmac_sha256(b"");
        mac.update(BODY);
        let header = format!("sha256={}", hex::encode(mac.finalize().into_bytes()));
        assert!(!check("", &[&header], BODY));
    }
}
