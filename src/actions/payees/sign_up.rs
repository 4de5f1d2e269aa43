//! Signing up as a payee, with a handle and no personal data; disabling it.

use chrono::TimeDelta;

use crate::actions::{Context, Error};
use crate::domain::access::Role;
use crate::domain::field::Problems;
use crate::domain::id::{MemberId, PayeeId};
use crate::domain::language::Language;
use crate::domain::money::currency::Currency;
use crate::domain::payee::Payee;
use crate::domain::payee::handle::Handle;
use crate::domain::request::suggested::Suggested;
use crate::domain::request::terms;
use crate::domain::secret::token::Token;
use crate::domain::text::DisplayName;
use crate::domain::zone::Zone;
use crate::store::{self, Purpose};

/// The validity of an invitation.
const INVITATION: TimeDelta = TimeDelta::days(14);
/// The time for which a repeated form gets the first answer, with the owner key. Later, someone else may use the browser.
const REPEATED: TimeDelta = TimeDelta::minutes(10);

/// The form of a new payee, as sent.
#[derive(Debug, Clone, Default)]
pub struct SignUp {
    /// The handle that links will contain.
    pub handle: String,
    /// The display name; the handle if empty.
    pub name: String,
    /// An ISO 4217 code; EUR if empty.
    pub currency: String,
    /// The language tag of its links; English if empty.
    pub language: String,
    /// The IANA name of its time zone; UTC if empty.
    pub zone: String,
}

/// A new payee, with its only copy of the owner key.
#[derive(Debug)]
pub struct NewPayee {
    /// The payee as stored.
    pub payee: Payee,
    /// Shown once; stored as a hash.
    pub owner_key: Token,
}

/// The outcome of a form, which may have been sent before.
#[derive(Debug)]
pub enum SignedUp {
    /// A payee was created, now or a moment ago.
    Made(NewPayee),
    /// The form created this payee some time ago. Its owner key isn't shown again.
    Before(Payee),
}

impl SignUp {
    fn check(&self, ctx: &Context) -> Result<Payee, Error> {
        let mut problems = Problems::default();
        let handle = problems.check("handle", Handle::parse(&self.handle));
        let currency = match self.currency.trim() {
            "" => Some(Currency::EUR),
            code => problems.check("currency", Currency::parse_in_use(code)),
        };
        let language = language(&self.language, Language::default(), &mut problems);
        let zone = zone(&self.zone, Zone::UTC, &mut problems);
        let name = match (self.name.trim(), &handle) {
            ("", Some(handle)) => problems.check("name", DisplayName::parse(handle.as_str())),
            ("", None) => None,
            (name, _) => problems.check("name", DisplayName::parse(name)),
        };
        problems.finish().map_err(Error::Invalid)?;
        match (handle, name, currency) {
            (Some(handle), Some(name), Some(currency)) => Ok(Payee {
                id: PayeeId::draw(&ctx.chance),
                handle,
                name,
                currency,
                zone,
                language,
                accent: None,
                suggested: Suggested::default(),
                asks_note: false,
                takes_tips: false,
                created_at: ctx.clock.now(),
                disabled_at: None,
                closed_at: None,
            }),
            _ => Err(Error::field("handle", "required", "Choose a handle.")),
        }
    }
}

/// Creates a payee. An invitation is used up in the same transaction.
///
/// # Errors
/// [`Error::Invalid`], also for a handle that is taken or confusable with one; [`Error::Denied`] for an invitation that isn't valid.
pub async fn sign_up(ctx: &Context, form: &SignUp, invitation: Option<&Token>) -> Result<NewPayee, Error> {
    make(ctx, form, invitation, Token::draw("owner_", &ctx.chance)).await
}

/// Creates a payee by a form that works once. If it is sent twice, as by a double tap, one payee is created, and both answers contain its
/// owner key, since either may be the one that is displayed. `id` is the form's.
///
/// # Errors
/// As [`sign_up`].
pub async fn sign_up_once(
    ctx: &Context,
    form: &SignUp,
    invitation: Option<&Token>,
    id: &str,
) -> Result<SignedUp, Error> {
    if let Some(made) = made_before(ctx, id).await? {
        return Ok(made);
    }
    let failed = match make(ctx, form, invitation, ctx.sign_ups.owner_key(id)).await {
        Ok(made) => return Ok(SignedUp::Made(made)),
        Err(error) => error,
    };
    // A concurrent request with the same form may have taken the handle or the invitation.
    made_before(ctx, id).await?.ok_or(failed)
}

/// The payee that a form created, found by the owner key derived from the form's id, unless that was replaced.
async fn made_before(ctx: &Context, id: &str) -> Result<Option<SignedUp>, Error> {
    let owner_key = ctx.sign_ups.owner_key(id);
    let payee = ctx.store.payee_by_owner_key(&owner_key.hash()).await?;
    let now = ctx.clock.now();
    Ok(payee.map(|payee| match now - payee.created_at < REPEATED {
        true => SignedUp::Made(NewPayee { payee, owner_key }),
        false => SignedUp::Before(payee),
    }))
}

async fn make(ctx: &Context, form: &SignUp, invitation: Option<&Token>, owner_key: Token) -> Result<NewPayee, Error> {
    let payee = form.check(ctx)?;
    let (stored, chance) = (payee.clone(), ctx.chance.clone());
    let (key_hash, invitation) = (owner_key.hash(), invitation.map(Token::hash));
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                let now = stored.created_at;
                if let Some(invitation) = invitation {
                    tx.use_one_time_link(&invitation, Purpose::Invite, now).await?.ok_or(Error::Denied)?;
                }
                tx.insert_payee(&stored).await.map_err(|e| match e {
                    store::Error::Taken => Error::field(
                        "handle",
                        "taken",
                        "This handle, or one that looks like it, is taken. Choose another.",
                    ),
                    other => other.into(),
                })?;
                // Whoever signs up is the first owner, known by the handle until the owner says otherwise.
                let owner = MemberId::draw(&chance);
                tx.insert_member(&owner, &stored.id, Role::Owner, stored.handle.as_str(), now).await?;
                tx.replace_owner_key(&owner, &key_hash, &chance, now).await?;
                Ok::<_, Error>(())
            })
        })
        .await?;
    Ok(NewPayee { payee, owner_key })
}

/// Returns whether an invitation can still be used.
///
/// # Errors
/// The database's.
pub async fn is_invitation_good(ctx: &Context, invitation: &Token) -> Result<bool, Error> {
    Ok(ctx.store.is_one_time_link_good(&invitation.hash(), Purpose::Invite, ctx.clock.now()).await?)
}

/// Creates an invitation for one sign-up.
///
/// # Errors
/// The database's.
pub async fn invite(ctx: &Context) -> Result<Token, Error> {
    let token = Token::draw("invite_", &ctx.chance);
    let (hash, now) = (token.hash(), ctx.clock.now());
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                tx.insert_one_time_link(&hash, Purpose::Invite, None, now, now + INVITATION).await?;
                Ok::<_, Error>(())
            })
        })
        .await?;
    Ok(token)
}

/// Parses a language tag. Returns `otherwise` if it is empty, or invalid, which is added to `problems`.
pub(super) fn language(tag: &str, otherwise: Language, problems: &mut Problems) -> Language {
    match tag.trim() {
        "" => otherwise,
        tag => terms::language(tag).unwrap_or_else(|e| {
            problems.push(e);
            otherwise
        }),
    }
}

/// Parses a time zone's name. Returns `otherwise` if it is empty, or invalid, which is added to `problems`.
pub(super) fn zone(name: &str, otherwise: Zone, problems: &mut Problems) -> Zone {
    match name.trim() {
        "" => otherwise,
        name => problems.check("zone", Zone::parse(name)).unwrap_or(otherwise),
    }
}

/// Disables a payee, or enables it again. While disabled, its links behave as if they didn't exist, and it can't create others. Open
/// pages update.
///
/// # Errors
/// [`Error::Conflict`] if its account is closed.
pub async fn disable_payee(ctx: &Context, payee: &Payee, disabled: bool) -> Result<(), Error> {
    if payee.closed_at.is_some() {
        return Err(Error::Conflict("error-account-closed"));
    }
    let (id, handle) = (payee.id.clone(), payee.handle.clone());
    let now = ctx.clock.now();
    let since = disabled.then_some(now);
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                let codes = tx.hold_requests_with_charges(&id, None).await?;
                tx.disable_payee(&id, since).await?;
                for code in &codes {
                    tx.end_charges(code, now).await?;
                }
                Ok(tx.announce_payee(&handle).await?)
            })
        })
        .await
}
