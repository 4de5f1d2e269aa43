//! API keys: creating and replacing them.

use crate::actions::{Context, Error};
use crate::domain::access::Role;
use crate::domain::id::{KeyId, MemberId, PayeeId};
use crate::domain::secret::token::Token;

/// Creates an API key with all permissions. An older key with the same label stops working. `by` is the owner who asks for it; `None` if
/// that is the operator.
///
/// # Errors
/// [`Error::Denied`] if `by` is no owner any more.
pub async fn make_api_key(ctx: &Context, payee: &PayeeId, by: Option<&MemberId>, label: &str) -> Result<Token, Error> {
    let key = Token::draw("chit_", &ctx.chance);
    let (id, hash, payee, now) = (KeyId::draw(&ctx.chance), key.hash(), payee.clone(), ctx.clock.now());
    let (by, label) = (by.cloned(), label.to_owned());
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                if let Some(by) = by
                    && tx.hold_member(&payee, &by).await? != Some(Role::Owner)
                {
                    return Err(Error::Denied);
                }
                tx.replace_api_key(&id, &payee, &label, &hash, now).await?;
                Ok(())
            })
        })
        .await?;
    Ok(key)
}
