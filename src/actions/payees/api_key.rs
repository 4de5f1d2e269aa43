//! API keys: creating and replacing them.

use crate::actions::{Context, Error};
use crate::domain::id::{KeyId, PayeeId};
use crate::domain::secret::token::Token;

/// Creates an API key with all permissions. An older key with the same label stops working.
///
/// # Errors
/// The database's.
pub async fn make_api_key(ctx: &Context, payee: &PayeeId, label: &str) -> Result<Token, Error> {
    let key = Token::draw("chit_", &ctx.chance);
    let (id, hash, payee, now) = (KeyId::draw(&ctx.chance), key.hash(), payee.clone(), ctx.clock.now());
    let label = label.to_owned();
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                tx.replace_api_key(&id, &payee, &label, &hash, now).await?;
                Ok::<_, Error>(())
            })
        })
        .await?;
    Ok(key)
}
