//! Columns that came with an upgrade and that no migration can fill in, because what they say is sealed. It is done when the service
//! starts, as often as it starts; rows that have been filled in are not looked at again.

use super::{Context, Error};
use crate::rails::Instructions;
use crate::rails::by_hand::swiss;
use crate::store;

/// How many payments one transaction fills in.
const CHUNK: i64 = 500;

/// Notes which currency a QR-IBAN takes, and which of two references a payer of a QR-bill was shown.
///
/// # Errors
/// The database's. What can't be opened stays as it is.
pub async fn fill_in(ctx: &Context) -> Result<(), Error> {
    let rail = swiss::KIND.name;
    for id in ctx.store.methods_in_any_currency(rail).await? {
        let found = match ctx.store.method(&id).await {
            Ok(found) => found,
            Err(store::Error::Sealed(_) | store::Error::Defect(_)) => continue,
            Err(other) => return Err(other.into()),
        };
        let opened = found.and_then(|(method, settings)| ctx.rails.open_method(&method, &settings).ok());
        if let Some(currency) = opened.and_then(|rail| rail.only_currency()) {
            let noted = ctx.store.write(move |mut tx| {
                Box::pin(async move { Ok::<_, Error>(tx.note_only_currency(&id, currency).await?) })
            });
            noted.await?;
        }
    }
    let mut after = String::new();
    loop {
        let found = ctx.store.unreferenced_payments(rail, &after, CHUNK).await?;
        let Some((last, _)) = found.last() else { return Ok(()) };
        after = last.to_string();
        let noted = ctx.store.write(move |mut tx| {
            Box::pin(async move {
                for (id, shown) in found {
                    let shown = shown.and_then(|json| serde_json::from_str::<Instructions>(&json).ok());
                    if let Some(reference) = shown.as_ref().and_then(Instructions::carried_reference) {
                        tx.note_provider_ref(&id, reference).await?;
                    }
                }
                Ok::<_, Error>(())
            })
        });
        noted.await?;
    }
}
