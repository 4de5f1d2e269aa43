//! Ids of methods before they are saved: stable for the payee, and unguessable for others.

use crate::domain::id::{MethodId, PayeeId};
use crate::domain::secret::SecretKey;

/// The key from which ids of future methods are derived: HMAC-SHA256 (RFC 2104) by way of HKDF. A payee registers a webhook's URL with a
/// provider before the method is saved, so the id in it must be the same each time the form is shown.
#[derive(Clone)]
pub struct MethodIdKey(SecretKey);

impl MethodIdKey {
    /// Derives the key from the service's secret.
    pub fn new(secret: &SecretKey) -> Self {
        Self(SecretKey::from_bytes(*secret.derive("chit/method-ids/1")))
    }

    /// The id of a payee's next method of a rail, after `before` earlier ones.
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
        // URLs that providers already have must stay valid.
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
