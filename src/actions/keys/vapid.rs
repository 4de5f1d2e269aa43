//! The key of the service's identity at push services. It is made once: devices subscribe to its public half.

use crate::domain::alert::VapidKey;
use crate::domain::chance::Chance;
use crate::domain::clock::Timestamp;
use crate::store::{self, KeyPurpose, Store};

/// Opens the key. Of replicas that start at the same moment without one, all take up the key that was stored first.
///
/// # Errors
/// The database's; [`store::Error::Sealed`] if no key opens it.
pub async fn load_vapid_key(store: &Store, chance: &Chance, now: Timestamp) -> Result<VapidKey, store::Error> {
    let known = store.service_keys().await?;
    if known.iter().any(|key| key.purpose == KeyPurpose::Vapid) {
        return store.open_vapid_key(&known);
    }
    let drawn = VapidKey::draw(chance).ok_or_else(|| store::Error::Defect("no key could be drawn".into()))?;
    let fresh = store.seal_vapid_key(&drawn, now)?;
    let known = store
        .write(move |mut tx| {
            Box::pin(async move {
                tx.add_service_key(&fresh).await?;
                tx.service_keys().await
            })
        })
        .await?;
    store.open_vapid_key(&known)
}
