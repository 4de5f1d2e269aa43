//! Signing in and out. Tokens are random, stored as hashes, and can be revoked.

use chrono::TimeDelta;

use super::hold_open_payee;
use crate::actions::{Context, Error};
use crate::domain::access::Role;
use crate::domain::clock::Timestamp;
use crate::domain::id::{MemberId, PayeeId};
use crate::domain::secret::token::Token;
use crate::store::{self, Purpose};

/// The validity of a sign-in link.
const LINK: TimeDelta = TimeDelta::hours(24);
/// The time for which a browser's session goes on after its last use.
pub const SESSION: TimeDelta = TimeDelta::days(30);

/// The time after a sign-in at which its session ends, however often it is used.
const LONGEST: TimeDelta = TimeDelta::days(365);

/// Creates a token for a one-time sign-in link.
///
/// # Errors
/// [`Error::Conflict`] if the account is closed.
pub async fn make_link(ctx: &Context, payee: &PayeeId) -> Result<Token, Error> {
    let token = Token::draw("", &ctx.chance);
    let (hash, payee, now) = (token.hash(), payee.clone(), ctx.clock.now());
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                hold_open_payee(&mut tx, &payee).await?;
                tx.insert_one_time_link(&hash, Purpose::SignIn, Some(&payee), now, now + LINK).await?;
                Ok::<_, Error>(())
            })
        })
        .await?;
    Ok(token)
}

/// Signs in the payee's first owner with a one-time link, which is used up.
///
/// # Errors
/// [`Error::Denied`] if it isn't valid (any more).
pub async fn by_link(ctx: &Context, link: &Token) -> Result<Token, Error> {
    let session = Token::draw("", &ctx.chance);
    let (link, hash, now) = (link.hash(), session.hash(), ctx.clock.now());
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                let payee = tx.use_one_time_link(&link, Purpose::SignIn, now).await?.flatten().ok_or(Error::Denied)?;
                let owner = tx.first_owner(&payee).await?;
                tx.insert_session(&hash, &payee, &owner, now, now + SESSION).await?;
                Ok::<_, Error>(())
            })
        })
        .await?;
    Ok(session)
}

/// Signs in the owner whose key this is. Where `passkeys_only`, the key is refused once its owner has a passkey.
///
/// # Errors
/// [`Error::Denied`] if it is nobody's (any more); [`Error::Conflict`] if passkeys have taken its place.
pub async fn by_owner_key(ctx: &Context, key: &Token, passkeys_only: bool) -> Result<Token, Error> {
    let session = Token::draw("", &ctx.chance);
    let (key, hash, now) = (key.hash(), session.hash(), ctx.clock.now());
    let payee = ctx.store.payee_by_owner_key(&key).await?.ok_or(Error::Denied)?.id;
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                // Looked up again while the payee is held: the owner may be removed at the same moment, or add a passkey.
                tx.hold_payee(&payee).await?;
                let owner = tx.member_by_owner_key(&key).await?.ok_or(Error::Denied)?;
                if passkeys_only && tx.count_passkeys(&owner).await? > 0 {
                    return Err(Error::Conflict("error-owner-key-off"));
                }
                tx.insert_session(&hash, &payee, &owner, now, now + SESSION).await?;
                Ok(())
            })
        })
        .await?;
    Ok(session)
}

/// Ends one session, and the alerts on the devices that it turned on.
///
/// # Errors
/// The database's.
pub async fn sign_out(ctx: &Context, session: &Token) -> Result<(), Error> {
    let hash = session.hash();
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                tx.delete_alert_devices_of_session(&hash).await?;
                Ok(tx.delete_session(&hash).await?)
            })
        })
        .await
}

/// The later end that a session in use is due to be given, if it is: [`SESSION`] from now, a year after the sign-in at most. It is moved once a
/// day, so that it tells no more than the day of the last use.
pub fn renewed_end(since: Timestamp, expires_at: Timestamp, now: Timestamp) -> Option<Timestamp> {
    let until = (now + SESSION).min(since + LONGEST);
    (until - expires_at >= TimeDelta::days(1)).then_some(until)
}

/// Lets a session that is used go on until a later moment. Returns whether it does: it may have been ended meanwhile. What fails is
/// logged, since the next page tries again.
pub async fn renew_session(ctx: &Context, session: &Token, until: Timestamp) -> bool {
    let (hash, now) = (session.hash(), ctx.clock.now());
    let renewed: Result<bool, store::Error> =
        ctx.store.write_one(move |mut tx| Box::pin(async move { tx.extend_session(&hash, until, now).await })).await;
    renewed.unwrap_or_else(|error| {
        tracing::warn!(%error, "a session was not renewed");
        false
    })
}

/// Ends all sessions of a payee and all alerts on its devices, and revokes its sign-in links and invitations of members. The owner key, passkeys and API keys stay valid.
///
/// # Errors
/// The database's.
pub async fn sign_out_everywhere(ctx: &Context, payee: &PayeeId) -> Result<(), Error> {
    let payee = payee.clone();
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                // Links before sessions: a sign-in with a link at the same moment is waited for, so that its session is deleted as well.
                tx.delete_sign_in_links(&payee).await?;
                tx.delete_join_links(&payee).await?;
                tx.delete_alert_devices(&payee).await?;
                Ok(tx.delete_sessions(&payee).await?)
            })
        })
        .await
}

/// Ends all sessions of a member, and the alerts on its devices.
///
/// # Errors
/// The database's.
pub async fn sign_out_member(ctx: &Context, member: &MemberId) -> Result<(), Error> {
    let member = member.clone();
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                tx.delete_alert_devices_of_member(&member).await?;
                Ok(tx.delete_sessions_of_member(&member).await?)
            })
        })
        .await
}

/// Replaces an owner's key. Sessions stay valid: signing out everywhere is a separate action.
///
/// # Errors
/// [`Error::Denied`] if it is no owner any more.
pub async fn new_owner_key(ctx: &Context, payee: &PayeeId, owner: &MemberId) -> Result<Token, Error> {
    let key = Token::draw("owner_", &ctx.chance);
    let (hash, payee, owner, now) = (key.hash(), payee.clone(), owner.clone(), ctx.clock.now());
    let chance = ctx.chance.clone();
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                if tx.hold_member(&payee, &owner).await? != Some(Role::Owner) {
                    return Err(Error::Denied);
                }
                tx.replace_owner_key(&owner, &hash, &chance, now).await?;
                Ok(())
            })
        })
        .await?;
    Ok(key)
}
