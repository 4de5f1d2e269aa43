//! Ids of methods before there are methods: stable, and nobody else's to guess.

use zeroize::Zeroizing;

use super::chance::Chance;
use super::id::{MethodId, PayeeId};
use super::secret::SecretKey;

/// The key that ids of methods to come are derived with: HMAC-SHA256 (RFC 2104) by way of HKDF. A payee gives the address of a webhook to a
/// provider before the method is saved, so the id in it has to be the same whenever the form is shown.
#[derive(Clone)]
pub struct MethodIdKey(Zeroizing<[u8; 32]>);

impl MethodIdKey {
    /// Under a secret of the service.
    pub fn new(secret: &SecretKey) -> Self {
        Self(secret.derive("chit/method-ids/1"))
    }

    /// The id that a payee's method of a rail has after so many others of its own.
    pub fn id(&self, payee: &PayeeId, rail: &str, before: usize) -> MethodId {
        let (key, name) = (SecretKey::from_bytes(*self.0), format!("{payee} {rail} {before}"));
        let block = std::sync::atomic::AtomicUsize::new(0);
        // As many bytes as are asked for, block after block.
        let bytes = move |length| {
            let mut bytes = Vec::new();
            while bytes.len() < length {
                let number = block.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                bytes.extend_from_slice(key.derive(&format!("{name} {number}")).as_slice());
            }
            bytes.truncate(length);
            bytes
        };
        MethodId::draw(&Chance::scripted(bytes))
    }
}

impl std::fmt::Debug for MethodIdKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("MethodIdKey(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_follows_from_its_key_payee_rail_and_number() {
        let chance = Chance::secure();
        let (anna, bert) = (PayeeId::draw(&chance), PayeeId::draw(&chance));
        let key = |byte| MethodIdKey::new(&SecretKey::from_bytes([byte; 32]));
        let id = key(1).id(&anna, "stripe", 0);
        assert_eq!(key(1).id(&anna, "stripe", 0), id);
        assert_eq!(MethodId::parse(id.as_str()), Some(id.clone()));
        for other in [
            key(2).id(&anna, "stripe", 0),
            key(1).id(&bert, "stripe", 0),
            key(1).id(&anna, "paypal", 0),
            key(1).id(&anna, "stripe", 1),
        ] {
            assert_ne!(other, id);
        }
        assert_eq!(format!("{:?}", key(1)), "MethodIdKey(…)");
    }
}
