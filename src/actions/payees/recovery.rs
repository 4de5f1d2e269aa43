//! Recovery codes: drawing them, and signing in by one.

use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use super::sign_in::SESSION;
use crate::actions::{Context, Error};
use crate::domain::id::{MemberId, PayeeId};
use crate::domain::secret::recovery::RecoveryCode;
use crate::domain::secret::token::Token;
use crate::store;

/// The most slow hashes at a time: each takes 19 MiB and a processor.
static HASHING: Semaphore = Semaphore::const_new(2);

/// Runs slow hashes on a thread of their own.
async fn hashing<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Error> {
    let defect = |e: String| Error::Store(store::Error::Defect(e));
    let _permit = HASHING.acquire().await.map_err(|e| defect(e.to_string()))?;
    spawn_blocking(work).await.map_err(|e| defect(e.to_string()))
}

/// Draws ten recovery codes for a member; its older ones stop working.
///
/// # Errors
/// [`Error::Denied`] if the member was removed.
pub async fn renew(ctx: &Context, payee: &PayeeId, member: &MemberId) -> Result<Vec<RecoveryCode>, Error> {
    let codes: Vec<_> = (0..RecoveryCode::SET).map(|_| RecoveryCode::draw(&ctx.chance)).collect();
    let chance = ctx.chance.clone();
    let (codes, hashes) = hashing(move || {
        let hash = |code: &RecoveryCode| Ok((code.locator().to_owned(), code.hash(&chance)?));
        let hashes: Result<Vec<_>, _> = codes.iter().map(hash).collect();
        (codes, hashes)
    })
    .await?;
    let hashes = hashes.map_err(|e: crate::domain::secret::recovery::HashError| store::Error::Defect(e.to_string()))?;
    let (payee, member) = (payee.clone(), member.clone());
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                tx.hold_member(&payee, &member).await?.ok_or(Error::Denied)?;
                tx.replace_recovery_codes(&member, &hashes).await?;
                Ok::<_, Error>(())
            })
        })
        .await?;
    Ok(codes)
}

/// Signs in with a recovery code, which is used up.
///
/// # Errors
/// [`Error::Denied`] if it isn't valid (any more).
pub async fn sign_in(ctx: &Context, typed: &str) -> Result<Token, Error> {
    let code = RecoveryCode::parse(typed).ok_or(Error::Denied)?;
    let candidates = ctx.store.recovery_candidates(code.locator()).await?;
    let found = hashing(move || candidates.into_iter().find(|candidate| code.fits(&candidate.hash))).await?;
    let found = found.ok_or(Error::Denied)?;
    let session = Token::draw("", &ctx.chance);
    let (hash, now) = (session.hash(), ctx.clock.now());
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                if !tx.use_recovery_code(&found.hash, now).await? {
                    return Err(Error::Denied);
                }
                tx.insert_session(&hash, &found.payee_id, &found.member_id, now, now + SESSION).await?;
                Ok(())
            })
        })
        .await?;
    Ok(session)
}
