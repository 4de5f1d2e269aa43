//! Members of a payee: inviting, joining, removing.

use chrono::TimeDelta;

use super::sign_in::SESSION;
use crate::actions::{Context, Error};
use crate::domain::access::Role;
use crate::domain::field::{FieldError, Problems};
use crate::domain::id::{MemberId, PayeeId};
use crate::domain::secret::token::Token;
use crate::domain::text::DisplayName;
use crate::store::Tx;

/// The validity of an invitation.
const INVITATION: TimeDelta = TimeDelta::days(7);
/// The most members of a payee.
const MEMBERS: i64 = 50;

/// The form of an invitation, as sent.
#[derive(Debug, Clone, Default)]
pub struct Invitation {
    /// The role's word.
    pub role: String,
    /// The word by which the owner will know the member.
    pub label: String,
}

/// Creates a token for a link by which somebody becomes a member.
///
/// # Errors
/// [`Error::Invalid`] with all errors, by field; [`Error::Denied`] if `by` is no owner any more; [`Error::Conflict`] if there are too many
/// members.
pub async fn invite(ctx: &Context, payee: &PayeeId, by: &MemberId, form: &Invitation) -> Result<Token, Error> {
    let mut problems = Problems::default();
    let label = problems.check("label", DisplayName::parse(&form.label));
    let role = problems.known(Some(form.role.as_str()), Role::parse, || {
        FieldError::plain("role", "invalid", "Choose one of the roles.")
    });
    problems.finish().map_err(Error::Invalid)?;
    let (Some(label), Some(role)) = (label, role) else {
        return Err(Error::field("role", "required", "Choose one of the roles."));
    };
    let token = Token::draw("", &ctx.chance);
    let (hash, payee, by, now) = (token.hash(), payee.clone(), by.clone(), ctx.clock.now());
    let label = label.to_string();
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                if tx.hold_member(&payee, &by).await? != Some(Role::Owner) {
                    return Err(Error::Denied);
                }
                room(&mut tx, &payee).await?;
                tx.insert_join_link(&hash, &payee, role, &label, now, now + INVITATION).await?;
                Ok(())
            })
        })
        .await?;
    Ok(token)
}

/// Refuses a further member where there are too many. The caller holds the payee.
async fn room(tx: &mut Tx<'_>, payee: &PayeeId) -> Result<(), Error> {
    if tx.count_members(payee).await? >= MEMBERS { Err(Error::Conflict("error-many-members")) } else { Ok(()) }
}

/// Makes a member by an invitation, which is used up, and signs it in. Returns the session's token.
///
/// # Errors
/// [`Error::Denied`] if the invitation isn't valid (any more); [`Error::Conflict`] if there are too many members.
pub async fn join(ctx: &Context, invitation: &Token) -> Result<Token, Error> {
    let (session, member) = (Token::draw("", &ctx.chance), MemberId::draw(&ctx.chance));
    let (link, hash, now) = (invitation.hash(), session.hash(), ctx.clock.now());
    let payee = ctx.store.join_link(&link, now).await?.ok_or(Error::Denied)?.payee.id;
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                // The payee is held before its invitation, in the same order as by a removal.
                tx.hold_payee(&payee).await?;
                room(&mut tx, &payee).await?;
                let (role, label) = tx.use_join_link(&link, now).await?.ok_or(Error::Denied)?;
                tx.insert_member(&member, &payee, role, &label, now).await?;
                tx.insert_session(&hash, &payee, &member, now, now + SESSION).await?;
                Ok::<_, Error>(())
            })
        })
        .await?;
    Ok(session)
}

/// Removes a member, which ends its sessions and revokes its passkeys, recovery codes and owner key. With an owner, sign-in links and open
/// invitations end as well, because the owner may know them. Nobody removes themselves, so one owner always stays.
///
/// # Errors
/// [`Error::NotFound`] if there is no such member; [`Error::Denied`] if `by` is no owner any more; [`Error::Conflict`] for themselves.
pub async fn remove(ctx: &Context, payee: &PayeeId, by: &MemberId, member: &MemberId) -> Result<(), Error> {
    if by == member {
        return Err(Error::Conflict("error-not-yourself"));
    }
    let (payee, by, member, now) = (payee.clone(), by.clone(), member.clone(), ctx.clock.now());
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                // Two owners who remove each other at the same moment are let in one after the other.
                if tx.hold_member(&payee, &by).await? != Some(Role::Owner) {
                    return Err(Error::Denied);
                }
                let role = tx.member_role(&payee, &member).await?.ok_or(Error::NotFound)?;
                if role == Role::Owner {
                    tx.delete_sign_in_links(&payee).await?;
                    tx.delete_join_links(&payee).await?;
                }
                tx.remove_member(&payee, &member, now).await?;
                Ok(())
            })
        })
        .await
}
