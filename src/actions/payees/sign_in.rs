//! Signing in and out. Tokens are random, hashed at rest, and can be taken back.

use chrono::TimeDelta;

use crate::actions::{Context, Error};
use crate::domain::id::PayeeId;
use crate::domain::secret::token::Token;
use crate::store::Purpose;

/// How long a sign-in link is good for.
const LINK: TimeDelta = TimeDelta::hours(24);
/// How long a browser stays signed in.
pub const SESSION: TimeDelta = TimeDelta::days(30);

/// Makes a one-time sign-in link's token.
///
/// # Errors
/// The database's.
pub async fn make_link(ctx: &Context, payee: &PayeeId) -> Result<Token, Error> {
    let token = Token::draw("", &ctx.chance);
    let (hash, payee, now) = (token.hash(), payee.clone(), ctx.clock.now());
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                tx.insert_one_time_link(&hash, Purpose::SignIn, Some(&payee), now, now + LINK).await?;
                Ok::<_, Error>(())
            })
        })
        .await?;
    Ok(token)
}

/// Signs in by a one-time link and uses it up.
///
/// # Errors
/// [`Error::Denied`] when it opens nothing (any more).
pub async fn by_link(ctx: &Context, link: &Token) -> Result<Token, Error> {
    let session = Token::draw("", &ctx.chance);
    let (link, hash, now) = (link.hash(), session.hash(), ctx.clock.now());
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                let payee = tx.use_one_time_link(&link, Purpose::SignIn, now).await?.flatten().ok_or(Error::Denied)?;
                tx.insert_session(&hash, &payee, now, now + SESSION).await?;
                Ok::<_, Error>(())
            })
        })
        .await?;
    Ok(session)
}

/// Signs in by the owner key.
///
/// # Errors
/// [`Error::Denied`] when it is nobody's.
pub async fn by_owner_key(ctx: &Context, key: &Token) -> Result<Token, Error> {
    let payee = ctx.store.payee_by_owner_key(&key.hash()).await?.ok_or(Error::Denied)?;
    start_session(ctx, &payee.id).await
}

/// Begins a session for a payee that has just proved itself.
///
/// # Errors
/// The database's.
pub async fn start_session(ctx: &Context, payee: &PayeeId) -> Result<Token, Error> {
    let session = Token::draw("", &ctx.chance);
    let (hash, payee, now) = (session.hash(), payee.clone(), ctx.clock.now());
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                tx.insert_session(&hash, &payee, now, now + SESSION).await?;
                Ok::<_, Error>(())
            })
        })
        .await?;
    Ok(session)
}

/// Ends one session.
///
/// # Errors
/// The database's.
pub async fn sign_out(ctx: &Context, session: &Token) -> Result<(), Error> {
    let hash = session.hash();
    ctx.store.write(move |mut tx| Box::pin(async move { Ok(tx.delete_session(&hash).await?) })).await
}

/// Ends every session of a payee, and every sign-in link that would begin one. The owner key and API keys still work.
///
/// # Errors
/// The database's.
pub async fn sign_out_everywhere(ctx: &Context, payee: &PayeeId) -> Result<(), Error> {
    let payee = payee.clone();
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                // Links before sessions: a link that is used at the same moment is waited for, and its session is among those that end.
                tx.delete_sign_in_links(&payee).await?;
                Ok(tx.delete_sessions(&payee).await?)
            })
        })
        .await
}

/// Gives a payee a new owner key; the old one stops working. Browsers stay signed in: signing out everywhere is a button of its own.
///
/// # Errors
/// The database's.
pub async fn new_owner_key(ctx: &Context, payee: &PayeeId) -> Result<Token, Error> {
    let key = Token::draw("owner_", &ctx.chance);
    let (hash, payee, now, chance) = (key.hash(), payee.clone(), ctx.clock.now(), ctx.chance.clone());
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                tx.replace_owner_key(&payee, &hash, &chance, now).await?;
                Ok::<_, Error>(())
            })
        })
        .await?;
    Ok(key)
}
