//! Keyed fingerprints, by which an entry is known again when its texts are forgotten.

use zeroize::Zeroizing;

use crate::domain::secret::mac::{Mac, hmac_sha256};

/// A payee's key for fingerprints. It is random and stored sealed: the texts are gone, so nothing could be computed anew under another key.
/// Without the key nobody can try names or accounts against stored fingerprints.
#[derive(Clone)]
pub struct FingerprintKey(Zeroizing<[u8; 32]>);

impl FingerprintKey {
    /// A key of the given bytes.
    pub fn new(bytes: Zeroizing<[u8; 32]>) -> Self {
        Self(bytes)
    }

    /// The fingerprint of a table's headings, by which a mapping of its columns is remembered.
    pub fn headings(&self, signature: &str) -> Fingerprint {
        self.print("headings", &[signature.as_bytes()])
    }

    /// The fingerprint of parts. `kind` separates fingerprints of different things; each part is preceded by its length, so that no two
    /// lists of parts are alike.
    pub(super) fn print(&self, kind: &str, parts: &[&[u8]]) -> Fingerprint {
        let mut mac = hmac_sha256(self.0.as_slice());
        for part in [kind.as_bytes()].iter().chain(parts) {
            mac.update(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
            mac.update(part);
        }
        let tag: [u8; 32] = mac.finalize().into_bytes().into();
        let mut short = [0; 16];
        short.copy_from_slice(&tag[..16]);
        Fingerprint(short)
    }
}

impl std::fmt::Debug for FingerprintKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("FingerprintKey(…)")
    }
}

/// HMAC-SHA-256, cut to 128 bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Fingerprint([u8; 16]);

impl Fingerprint {
    /// The bytes, as a part of another fingerprint.
    pub(super) fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// 32 hexadecimal digits, as the database keeps it.
    pub fn to_hex(self) -> String {
        hex::encode(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fingerprints_differ_by_key_kind_and_division() {
        let key = |byte| FingerprintKey::new(Zeroizing::new([byte; 32]));
        let print = key(1).print("weak", &[b"ab", b"c"]);
        assert_eq!(print, key(1).print("weak", &[b"ab", b"c"]));
        for other in [
            key(2).print("weak", &[b"ab", b"c"]),
            key(1).print("strong", &[b"ab", b"c"]),
            key(1).print("weak", &[b"a", b"bc"]),
            key(1).print("weak", &[b"abc"]),
            key(1).print("weak", &[b"ab", b"c", b""]),
        ] {
            assert_ne!(print, other);
        }
        assert_eq!(print.to_hex().len(), 32);
        assert_eq!(format!("{:?}", key(7)), "FingerprintKey(…)");
    }
}
