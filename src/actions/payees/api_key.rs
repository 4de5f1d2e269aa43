//! API keys: making, naming, replacing and revoking them. A key is shown once; only its hash is stored.

use chrono::NaiveDate;

use super::hold_open_payee;
use crate::actions::idempotency::{self, AnswerKey};
use crate::actions::{Context, Error};
use crate::domain::access::{Role, Scope, Scopes};
use crate::domain::field::{FieldError, Problems};
use crate::domain::id::{KeyId, MemberId, PayeeId};
use crate::domain::secret::token::Token;
use crate::domain::text::Label;
use crate::store::{self, ApiKey, Tx};

/// The most keys of a payee that aren't revoked.
const MOST: usize = 50;
/// The beginning of a key's text.
const PREFIX: &str = "chit_";

/// A key that was just made, with its secret.
#[derive(Debug, Clone)]
pub struct NewKey {
    /// The key as stored.
    pub key: ApiKey,
    /// The secret's text, which is shown once.
    pub secret: secrecy::SecretString,
}

/// A new key as sent.
#[derive(Debug, Default)]
pub struct KeyDraft {
    /// The name.
    pub name: Option<String>,
    /// The scopes' words.
    pub scopes: Option<Vec<String>>,
    /// Members that couldn't be read.
    pub misread: Vec<FieldError>,
}

impl KeyDraft {
    fn check(self) -> Result<(Label, Scopes), Error> {
        let mut problems = Problems::after(self.misread);
        let name = match &self.name {
            Some(name) => problems.check("name", Label::parse(name)),
            None => {
                problems.push(FieldError::required("name", "a name to know the key by"));
                None
            }
        };
        let scopes = match &self.scopes {
            Some(words) => Scopes::of(words.iter().map(String::as_str))
                .map_err(|_| {
                    let known = Scope::ALL.map(Scope::word).join(", ");
                    let detail = format!("Choose some of: {known}, each once.");
                    problems.push(FieldError::plain("scopes", "unknown", detail));
                })
                .ok(),
            None => {
                problems.push(FieldError::required("scopes", "what the key may do"));
                None
            }
        };
        problems.finish().map_err(Error::Invalid)?;
        // Each that is missing was noted as a problem.
        name.zip(scopes).ok_or_else(|| Error::field("scopes", "required", "Name the scopes."))
    }
}

/// Holds the payee. `by` is the owner who asks on a page; `None` for a program or the operator.
///
/// # Errors
/// [`Error::Denied`] if `by` is no owner any more: a key would outlive what a removed owner may do.
async fn hold(tx: &mut Tx<'_>, payee: &PayeeId, by: Option<&MemberId>) -> Result<(), Error> {
    match by {
        None => hold_open_payee(tx, payee).await,
        Some(by) if tx.hold_member(payee, by).await? == Some(Role::Owner) => Ok(()),
        Some(_) => Err(Error::Denied),
    }
}

/// Makes a key with a name that no other key of the payee has. `by` is the owner who asks on a page.
///
/// # Errors
/// [`Error::Invalid`] of `name` or `scopes`, also when there are too many keys; [`Error::Taken`] of `name`; [`Error::Denied`] if `by` is
/// no owner any more.
pub async fn add_api_key(
    ctx: &Context,
    payee: &PayeeId,
    by: Option<&MemberId>,
    draft: KeyDraft,
    answer_key: Option<AnswerKey<NewKey>>,
) -> Result<NewKey, Error> {
    let (label, scopes) = draft.check()?;
    let token = Token::draw(PREFIX, &ctx.chance);
    let (hash, now) = (token.hash(), ctx.clock.now());
    let key = ApiKey {
        id: KeyId::draw(&ctx.chance),
        payee_id: payee.clone(),
        label: label.to_string(),
        scopes,
        created_at: now,
        used_on: None,
    };
    let (made, by) = (NewKey { key, secret: token.reveal().into() }, by.cloned());
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                let key = &made.key;
                // Locks the payee, so that concurrent calls can neither exceed the limit nor take a name twice.
                hold(&mut tx, &key.payee_id, by.as_ref()).await?;
                let others = tx.api_keys(&key.payee_id).await?;
                if others.len() >= MOST {
                    let detail = format!("There are {MOST} keys already. Revoke one first.");
                    return Err(Error::field("name", "too_many", detail));
                }
                if others.iter().any(|other| other.label == key.label) {
                    let detail = "Another key has this name. Choose another one, or rotate that key.";
                    return Err(Error::Taken(FieldError::plain("name", "taken", detail)));
                }
                tx.insert_api_key(key, &hash).await?;
                idempotency::record(answer_key.as_ref(), &mut tx, &key.payee_id, &made, now).await?;
                Ok(made)
            })
        })
        .await
}

/// Gives a key another secret. The one before stops working at once; id, name and scopes stay. `by` is the owner who asks on a page.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Denied`] if `by` is no owner any more.
pub async fn rotate_api_key(
    ctx: &Context,
    payee: &PayeeId,
    by: Option<&MemberId>,
    id: &KeyId,
    answer_key: Option<AnswerKey<NewKey>>,
) -> Result<NewKey, Error> {
    let token = Token::draw(PREFIX, &ctx.chance);
    let (payee, by, id, now) = (payee.clone(), by.cloned(), id.clone(), ctx.clock.now());
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                hold(&mut tx, &payee, by.as_ref()).await?;
                if !tx.replace_api_key_hash(&payee, &id, &token.hash()).await? {
                    return Err(Error::NotFound);
                }
                let key = tx.api_keys(&payee).await?.into_iter().find(|key| key.id == id).ok_or(Error::NotFound)?;
                let made = NewKey { key, secret: token.reveal().into() };
                idempotency::record(answer_key.as_ref(), &mut tx, &payee, &made, now).await?;
                Ok(made)
            })
        })
        .await
}

/// Revokes a key: it opens nothing any more.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn revoke_api_key(ctx: &Context, payee: &PayeeId, id: &KeyId) -> Result<(), Error> {
    let (payee, id, now) = (payee.clone(), id.clone(), ctx.clock.now());
    let revoked = ctx
        .store
        .write_one(move |mut tx| Box::pin(async move { Ok::<_, Error>(tx.revoke_api_key(&payee, &id, now).await?) }));
    if revoked.await? { Ok(()) } else { Err(Error::NotFound) }
}

/// Records that a key is used today, once a day. `used_on` is the day that is known. A failure is logged and no error: the call that is
/// made with the key is worth more.
pub async fn note_key_use(ctx: &Context, id: &KeyId, used_on: Option<NaiveDate>) {
    let today = ctx.clock.now().date_naive();
    if used_on.is_some_and(|day| day >= today) {
        return;
    }
    let id = id.clone();
    let noted: Result<(), store::Error> =
        ctx.store.write_one(move |mut tx| Box::pin(async move { tx.note_key_use(&id, today).await })).await;
    if let Err(error) = noted {
        tracing::warn!(%error, "the use of an API key was not recorded");
    }
}

/// Creates an API key with all permissions, for the operator. An older key with the same label stops working.
///
/// # Errors
/// [`Error::Conflict`] if the account is closed.
pub async fn make_api_key(ctx: &Context, payee: &PayeeId, label: &str) -> Result<Token, Error> {
    let key = Token::draw(PREFIX, &ctx.chance);
    let (id, hash, payee, now) = (KeyId::draw(&ctx.chance), key.hash(), payee.clone(), ctx.clock.now());
    let label = label.to_owned();
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                hold_open_payee(&mut tx, &payee).await?;
                tx.replace_api_key(&id, &payee, &label, &hash, now).await?;
                Ok::<_, Error>(())
            })
        })
        .await?;
    Ok(key)
}
