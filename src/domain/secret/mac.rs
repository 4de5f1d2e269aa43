//! HMAC-SHA256 (RFC 2104), with one constructor for all uses.

pub use hmac::Mac;
use hmac::{Hmac, KeyInit as _};
use sha2::Sha256;

/// An HMAC computation. `verify_slice` compares in constant time.
pub type HmacSha256 = Hmac<Sha256>;

/// Starts an HMAC with a key of any length.
#[expect(clippy::expect_used, reason = "a fallback would be one tag for everything")]
pub fn hmac_sha256(key: &[u8]) -> HmacSha256 {
    // Longer keys are hashed and shorter ones padded, so the constructor never fails.
    HmacSha256::new_from_slice(key).expect("HMAC takes keys of any length")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 4231, test cases 2 and 6.
    #[test]
    fn tags_are_those_of_the_standard() {
        for (key, message, tag) in [
            (
                b"Jefe".as_slice(),
                b"what do ya want for nothing?".as_slice(),
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
            ),
            (
                [0xaa; 131].as_slice(),
                b"Test Using Larger Than Block-Size Key - Hash Key First".as_slice(),
                "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
            ),
        ] {
            assert_eq!(hex::encode(hmac_sha256(key).chain_update(message).finalize().into_bytes()), tag);
        }
    }
}
