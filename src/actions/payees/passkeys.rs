//! Passkeys by WebAuthn Level 3. A ceremony is a challenge and its answer; the challenge lies in the database, so that any replica can
//! take the answer, once. Verification is webauthn-rs's.

use chrono::TimeDelta;
use data_encoding::BASE64URL_NOPAD;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use webauthn_rs::prelude::{
    CredentialID, DiscoverableAuthentication, DiscoverableKey, Passkey, PasskeyRegistration, PublicKeyCredential,
    RegisterPublicKeyCredential, Uuid, Webauthn, WebauthnError,
};

use super::relying_party::RelyingParty;
use super::sign_in::SESSION;
use crate::actions::{Context, Error};
use crate::domain::field::Problems;
use crate::domain::id::{MemberId, PasskeyId, PayeeId};
use crate::domain::payee::Payee;
use crate::domain::secret::token::Token;
use crate::domain::text::DisplayName;
use crate::store::{self, CeremonyPurpose, NewPasskey};

/// The time for a ceremony, as the challenge tells the browser.
const CEREMONY: TimeDelta = TimeDelta::minutes(5);
/// The most passkeys of a member.
const PASSKEYS: i64 = 20;

/// A ceremony that was started.
#[derive(Debug)]
pub struct Ceremony {
    /// Names the ceremony to [`add`] or [`sign_in`].
    pub token: Token,
    /// The options for the browser: `PublicKeyCredentialCreationOptionsJSON` or `PublicKeyCredentialRequestOptionsJSON`.
    pub options: Value,
}

/// The user handle of a member: random for whoever doesn't know the member's id, and the same for all of its passkeys.
fn user_handle(member: &MemberId) -> Uuid {
    let digest = Sha256::digest(member.as_str());
    let mut handle = [0; 16];
    for (byte, from) in handle.iter_mut().zip(digest) {
        *byte = from;
    }
    Uuid::from_bytes(handle)
}

fn party(ctx: &Context) -> Result<&Webauthn, Error> {
    ctx.passkeys.as_ref().map(RelyingParty::webauthn).ok_or(Error::Conflict("error-no-passkeys"))
}

fn defect(error: impl std::fmt::Display) -> Error {
    Error::Store(store::Error::Defect(error.to_string()))
}

/// Refuses an answer that doesn't verify. The log says why; the person reads that nothing happened.
fn refused(error: WebauthnError) -> Error {
    tracing::info!(%error, "a passkey was refused");
    Error::Denied
}

async fn begin(
    ctx: &Context,
    purpose: CeremonyPurpose,
    member: Option<&MemberId>,
    state: String,
) -> Result<Token, Error> {
    let token = Token::draw("", &ctx.chance);
    let (hash, member, until) = (token.hash(), member.cloned(), ctx.clock.now() + CEREMONY);
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                tx.insert_ceremony(&hash, purpose, member.as_ref(), until, &state).await?;
                Ok::<_, Error>(())
            })
        })
        .await?;
    Ok(token)
}

/// Ends a ceremony, whatever becomes of its answer. Returns the member and the state.
async fn end(ctx: &Context, token: &Token, purpose: CeremonyPurpose) -> Result<(Option<MemberId>, String), Error> {
    let (hash, now) = (token.hash(), ctx.clock.now());
    let ended = ctx
        .store
        .write(move |mut tx| Box::pin(async move { Ok::<_, Error>(tx.end_ceremony(&hash, purpose, now).await?) }));
    ended.await?.ok_or(Error::Denied)
}

/// Starts a ceremony by which a member adds a passkey.
///
/// # Errors
/// [`Error::Conflict`] where passkeys can't be used, or the member has too many.
pub async fn start_adding(ctx: &Context, payee: &Payee, member: &MemberId) -> Result<Ceremony, Error> {
    let known = ctx.store.passkeys(member).await?;
    // What counts is the look of [`keep`]; this one spares the device a passkey of no use.
    if i64::try_from(known.len()).is_ok_and(|known| known >= PASSKEYS) {
        return Err(Error::Conflict("error-many-passkeys"));
    }
    let known = known.iter().filter_map(|key| BASE64URL_NOPAD.decode(key.credential_id.as_bytes()).ok());
    let known: Vec<CredentialID> = known.collect();
    let (handle, name) = (payee.handle.as_str(), payee.name.to_string());
    let started = party(ctx)?.start_passkey_registration(user_handle(member), handle, &name, Some(known));
    let (challenge, state) = started.map_err(defect)?;
    let mut options = serde_json::to_value(challenge).map_err(defect)?["publicKey"].take();
    // Signing in without a name needs a key that the device itself finds; the library would discourage it.
    let selection = &mut options["authenticatorSelection"];
    selection["residentKey"] = json!("required");
    selection["requireResidentKey"] = json!(true);
    let state = serde_json::to_string(&state).map_err(defect)?;
    let token = begin(ctx, CeremonyPurpose::Add, Some(member), state).await?;
    Ok(Ceremony { token, options })
}

/// Adds a passkey by the browser's answer to [`start_adding`].
///
/// # Errors
/// [`Error::Denied`] if the answer doesn't verify, was taken before or came too late; [`Error::Invalid`] for the label; others as [`keep`].
pub async fn add(
    ctx: &Context,
    payee: &PayeeId,
    member: &MemberId,
    token: &Token,
    answer: &str,
    label: &str,
) -> Result<(), Error> {
    let mut problems = Problems::default();
    let label = problems.check("label", DisplayName::parse(label)).map(|label| label.to_string());
    problems.finish().map_err(Error::Invalid)?;
    let (asked, state) = end(ctx, token, CeremonyPurpose::Add).await?;
    if asked.as_ref() != Some(member) {
        return Err(Error::Denied);
    }
    let state: PasskeyRegistration = serde_json::from_str(&state).map_err(defect)?;
    let answer: RegisterPublicKeyCredential = serde_json::from_str(answer).map_err(|_| Error::Denied)?;
    let passkey = party(ctx)?.finish_passkey_registration(&answer, &state).map_err(refused)?;
    let credential = serde_json::to_value(&passkey).map_err(defect)?;
    let passkey = NewPasskey {
        id: PasskeyId::draw(&ctx.chance),
        member: member.clone(),
        credential_id: BASE64URL_NOPAD.encode(passkey.cred_id().as_ref()),
        label: label.unwrap_or_default(),
        counter: credential["cred"]["counter"].as_i64().unwrap_or_default(),
        credential: credential.to_string(),
    };
    keep(ctx, payee, passkey).await
}

/// Stores a passkey whose making was verified, for a member of the payee.
///
/// # Errors
/// [`Error::Denied`] if the member was removed, or the credential is known; [`Error::Conflict`] if the member has too many.
pub async fn keep(ctx: &Context, payee: &PayeeId, passkey: NewPasskey) -> Result<(), Error> {
    let (payee, now) = (payee.clone(), ctx.clock.now());
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                tx.hold_member(&payee, &passkey.member).await?.ok_or(Error::Denied)?;
                if tx.count_passkeys(&passkey.member).await? >= PASSKEYS {
                    return Err(Error::Conflict("error-many-passkeys"));
                }
                // Of a known credential nothing is told: it may be another payee's.
                tx.insert_passkey(&passkey, now).await.map_err(|e| match e {
                    store::Error::Taken => Error::Denied,
                    other => other.into(),
                })
            })
        })
        .await
}

/// Starts a ceremony by which somebody signs in. Nobody says who they are: the device finds its passkey.
///
/// # Errors
/// [`Error::Conflict`] where passkeys can't be used.
pub async fn start_sign_in(ctx: &Context) -> Result<Ceremony, Error> {
    let (challenge, state) = party(ctx)?.start_discoverable_authentication().map_err(defect)?;
    let options = serde_json::to_value(challenge).map_err(defect)?["publicKey"].take();
    let state = serde_json::to_string(&state).map_err(defect)?;
    let token = begin(ctx, CeremonyPurpose::SignIn, None, state).await?;
    Ok(Ceremony { token, options })
}

/// Signs in by the browser's answer to [`start_sign_in`]. Returns the session's token.
///
/// # Errors
/// [`Error::Denied`] if the answer doesn't verify, was taken before or came too late, if the passkey was revoked, and if its counter
/// did not go on, since a copy of the key may exist then.
pub async fn sign_in(ctx: &Context, token: &Token, answer: &str) -> Result<Token, Error> {
    let (_, state) = end(ctx, token, CeremonyPurpose::SignIn).await?;
    let state: DiscoverableAuthentication = serde_json::from_str(&state).map_err(defect)?;
    let answer: PublicKeyCredential = serde_json::from_str(answer).map_err(|_| Error::Denied)?;
    let party = party(ctx)?;
    let (user, credential_id) = party.identify_discoverable_authentication(&answer).map_err(refused)?;
    let known = ctx.store.passkey_by_credential(&BASE64URL_NOPAD.encode(credential_id)).await?.ok_or(Error::Denied)?;
    if user != user_handle(&known.member_id) {
        return Err(Error::Denied);
    }
    let mut passkey: Passkey = serde_json::from_str(&known.credential).map_err(defect)?;
    let verified = party.finish_discoverable_authentication_v2(&answer, state, DiscoverableKey::from(&passkey));
    let verified = verified.map_err(refused)?;
    passkey.update_credential(&verified);
    let credential = serde_json::to_string(&passkey).map_err(defect)?;
    let session = Token::draw("", &ctx.chance);
    let (hash, now) = (session.hash(), ctx.clock.now());
    let (counter, day) = (i64::from(verified.counter()), known.zone.day_of(now));
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                if !tx.use_passkey(&known.id, counter, &credential, day).await? {
                    tracing::warn!(passkey = %known.id, "a passkey was refused: revoked, or its counter did not go on");
                    return Err(Error::Denied);
                }
                tx.insert_session(&hash, &known.payee_id, &known.member_id, now, now + SESSION).await?;
                Ok(())
            })
        })
        .await?;
    Ok(session)
}

/// Gives a member's passkey another label.
///
/// # Errors
/// [`Error::NotFound`] if there is no such passkey; [`Error::Invalid`] for the label.
pub async fn rename(ctx: &Context, member: &MemberId, passkey: &PasskeyId, label: &str) -> Result<(), Error> {
    let mut problems = Problems::default();
    let label = problems.check("label", DisplayName::parse(label)).map(|label| label.to_string());
    problems.finish().map_err(Error::Invalid)?;
    let (member, passkey, label) = (member.clone(), passkey.clone(), label.unwrap_or_default());
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                let renamed = tx.rename_passkey(&member, &passkey, &label).await?;
                if renamed { Ok(()) } else { Err(Error::NotFound) }
            })
        })
        .await
}

/// Revokes a member's passkey. Sessions stay valid: signing out everywhere is a separate action.
///
/// # Errors
/// [`Error::NotFound`] if there is no such passkey.
pub async fn revoke(ctx: &Context, member: &MemberId, passkey: &PasskeyId) -> Result<(), Error> {
    let (member, passkey) = (member.clone(), passkey.clone());
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                let gone = tx.delete_passkey(&member, &passkey).await?;
                if gone { Ok(()) } else { Err(Error::NotFound) }
            })
        })
        .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::chance::Chance;

    #[test]
    fn a_member_has_one_user_handle() {
        let (member, other) = (MemberId::draw(&Chance::secure()), MemberId::draw(&Chance::secure()));
        assert_eq!(user_handle(&member), user_handle(&member.clone()));
        assert_ne!(user_handle(&member), user_handle(&other));
    }
}
