//! Closing an account, and erasing what was kept of it.
//!
//! Links, keys and sign-ins end in the transaction that closes. The words go in short transactions afterwards, the first of them at once,
//! so that other writers don't wait for a payee with many requests; the worker goes on where that ended. What a call that had begun before
//! writes after all goes with the last turn.

use chrono::TimeDelta;

use crate::actions::{Context, Error};
use crate::domain::access::Role;
use crate::domain::clock::Timestamp;
use crate::domain::id::{MemberId, PayeeId};
use crate::domain::payee::Payee;
use crate::store::RequestPosition;

/// The requests that one transaction erases.
const PIECE: i64 = 50;
/// The transactions that follow the closing before it is answered.
const AT_ONCE: usize = 40;
/// The time by which every call that began before the closing has ended.
const SETTLED_DOWN: TimeDelta = TimeDelta::minutes(15);
/// The pause before it is looked again whether providers have ended the last charges.
const PAUSE: TimeDelta = TimeDelta::hours(1);
/// The accounts that one turn of the worker takes up.
const ACCOUNTS: i64 = 20;

/// Closes an account, for good. `by` is the owner who does; the operator is none. `typed` is the handle, which the owner typed to confirm.
///
/// # Errors
/// [`Error::Invalid`] if another handle was typed; [`Error::Denied`] if `by` is no owner any more; [`Error::Conflict`] if it is closed
/// already.
pub async fn close_account(ctx: &Context, payee: &Payee, by: Option<&MemberId>, typed: &str) -> Result<(), Error> {
    let typed = typed.trim().trim_start_matches('@').to_lowercase();
    if typed != payee.handle.as_str() {
        return Err(Error::field("handle", "mistyped", "That is not the name of this account. Nothing was closed."));
    }
    close(ctx, payee, by.cloned()).await?;
    // Without the rest the account is closed all the same, and the worker erases it.
    if let Err(error) = erase_account(ctx, &payee.id, ctx.clock.now(), Some(AT_ONCE)).await {
        tracing::warn!(%error, "erasing what a closed account leaves has to wait");
    }
    Ok(())
}

/// The transaction that closes.
async fn close(ctx: &Context, payee: &Payee, by: Option<MemberId>) -> Result<(), Error> {
    let (id, handle, now) = (payee.id.clone(), payee.handle.clone(), ctx.clock.now());
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                let codes = tx.hold_requests_with_charges(&id, None).await?;
                tx.hold_payee(&id).await?;
                if let Some(by) = &by
                    && tx.member_role(&id, by).await? != Some(Role::Owner)
                {
                    return Err(Error::Denied);
                }
                if !tx.close_account(&id, now, now).await? {
                    return Err(Error::Conflict("error-account-closed"));
                }
                for code in &codes {
                    tx.end_charges(code, now).await?;
                }
                Ok(tx.announce_payee(&handle).await?)
            })
        })
        .await
}

/// Erases what is due of closed accounts, and ledgers that were kept as long as the operator wants. Returns the number of accounts that
/// were taken up.
///
/// # Errors
/// The database's.
pub async fn erase_closed_accounts(ctx: &Context) -> Result<usize, Error> {
    let now = ctx.clock.now();
    let due = ctx.store.accounts_to_erase(now, ACCOUNTS).await?;
    for payee in &due {
        erase_account(ctx, &payee.id, payee.closed_at.unwrap_or(now), None).await?;
    }
    let Some(kept) = ctx.keep_ledger else { return Ok(due.len()) };
    for payee in ctx.store.ledgers_to_erase(now - kept, ACCOUNTS).await? {
        let erased = ctx.store.write(move |mut tx| Box::pin(async move { tx.erase_ledger(&payee, now).await })).await?;
        if erased {
            tracing::info!("the ledger of a closed account was kept as long as is wanted, and is erased");
        }
    }
    Ok(due.len())
}

/// Erases what is left of a closed account, in at most `most` transactions. Where these don't suffice, it stays due.
async fn erase_account(ctx: &Context, payee: &PayeeId, closed_at: Timestamp, most: Option<usize>) -> Result<(), Error> {
    let now = ctx.clock.now();
    let has_settled_down = now >= closed_at + SETTLED_DOWN;
    if has_settled_down {
        end_account(ctx, payee, now).await?;
    }
    let whose = payee.clone();
    // First: requests whose charges have ended since can go with the others.
    let settings_are_gone =
        ctx.store.write(move |mut tx| Box::pin(async move { tx.erase_settings(&whose).await })).await?;
    let mut left = most;
    let mut may_go_on = move || {
        let may = left != Some(0);
        left = left.map(|left| left.saturating_sub(1));
        may
    };
    loop {
        if !may_go_on() {
            return Ok(());
        }
        let whose = payee.clone();
        if !ctx.store.write(move |mut tx| Box::pin(async move { tx.erase_beside_requests(&whose).await })).await? {
            break;
        }
    }
    let mut place = None;
    loop {
        if !may_go_on() {
            return Ok(());
        }
        place = erase_requests(ctx, payee, place).await?;
        if place.is_none() {
            break;
        }
    }
    let whose = payee.clone();
    let next = match has_settled_down {
        false => Some(closed_at + SETTLED_DOWN),
        true => Some(now + PAUSE).filter(|_| !settings_are_gone),
    };
    ctx.store.write(move |mut tx| Box::pin(async move { Ok(tx.plan_erasure(&whose, next).await?) })).await
}

/// Ends again what calls wrote that had begun before the account was closed: keys, endpoints, methods with their charges, words.
async fn end_account(ctx: &Context, payee: &PayeeId, now: Timestamp) -> Result<(), Error> {
    let payee = payee.clone();
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                let codes = tx.hold_requests_with_charges(&payee, None).await?;
                tx.hold_payee(&payee).await?;
                tx.end_account(&payee, now).await?;
                for code in &codes {
                    tx.end_charges(code, now).await?;
                }
                Ok(())
            })
        })
        .await
}

/// Erases a piece of the requests after a place. Returns the place of the last one; `None` at the end.
async fn erase_requests(
    ctx: &Context,
    payee: &PayeeId,
    after: Option<RequestPosition>,
) -> Result<Option<RequestPosition>, Error> {
    let whose = payee.clone();
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                let found: Vec<(_, Timestamp)> = tx.requests_in_order(&whose, after.as_ref(), PIECE).await?;
                // Held in the order of their codes, as by everybody who holds several.
                let mut codes: Vec<_> = found.iter().map(|(code, _)| code.clone()).collect();
                codes.sort_by(|a, b| a.as_str().cmp(b.as_str()));
                for code in &codes {
                    tx.hold_request(code).await?;
                    tx.announce(code).await?;
                    tx.erase_closed_request(code).await?;
                }
                let last = found.into_iter().next_back();
                Ok::<_, Error>(
                    last.map(|(code, created_at)| RequestPosition { created_at, code: code.as_str().to_owned() }),
                )
            })
        })
        .await
}
