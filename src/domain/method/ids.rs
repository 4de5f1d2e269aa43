//! Ids of methods before there are methods: stable, and nobody else's to guess.

use crate::domain::id::{MethodId, PayeeId};
use crate::domain::secret::SecretKey;

/// The key that ids of methods to come are derived with: HMAC-SHA256 (RFC 2104) by way of HKDF. A payee gives the address of a webhook to a
/// provider before the method is saved, so the id in it has to be the same whenever the form is shown.
#[derive(Clone)]
pub struct MethodIdKey(SecretKey);

impl MethodIdKey {
    /// Under a secret of the service.
    pub fn new(secret: &SecretKey) -> Self {
        Self(SecretKey::from_bytes(*secret.derive("chit/method-ids/1")))
    }

    /// The id that a payee's method of a rail has after so many others of its own.
    pub fn id(&self, payee: &PayeeId, rail: &str, before: usize) -> MethodId {
        MethodId::draw(&self.0.chance(format!("{payee} {rail} {before}")))
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
    use crate::domain::chance::Chance;

    #[test]
    fn an_id_follows_from_its_key_payee_rail_and_number() {
        let chance = Chance::secure();
        let (anna, bert) = (PayeeId::draw(&chance), PayeeId::draw(&chance));
        let key = |byte| MethodIdKey::new(&SecretKey::from_bytes([byte; 32]));
        let id = key(1).id(&anna, "stripe", 0);
        assert_eq!(key(1).id(&anna, "stripe", 0), id);
        assert_eq!(MethodId::parse(id.as_str()), Some(id.clone()));
        // Addresses that providers were given have to stay.
        let known = PayeeId::parse("pye_1111111111111111111111").expect("an id");
        assert_eq!(key(1).id(&known, "stripe", 0).as_str(), "mtd_mxUsi9RLzznd7eAeJyP97W");
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
