//! Becoming a payee: a handle, and nothing personal.

use chrono::TimeDelta;

use crate::actions::{Context, Error};
use crate::domain::field::{FieldError, Problems};
use crate::domain::id::PayeeId;
use crate::domain::language::Language;
use crate::domain::money::currency::Currency;
use crate::domain::money::notation::Notation;
use crate::domain::payee::Payee;
use crate::domain::payee::accent::Accent;
use crate::domain::payee::handle::Handle;
use crate::domain::request::RequestAmount;
use crate::domain::request::suggested::Suggested;
use crate::domain::request::terms;
use crate::domain::secret::token::Token;
use crate::domain::text::DisplayName;
use crate::domain::zone::Zone;
use crate::store::{self, Purpose};

/// The time for which an invitation is good.
const INVITATION: TimeDelta = TimeDelta::days(14);
/// The time for which a form that is sent again is answered as it was at first. Later somebody else may have the browser.
const REPEATED: TimeDelta = TimeDelta::minutes(10);

/// The wishes of somebody who wants to be a payee.
#[derive(Debug, Clone, Default)]
pub struct SignUp {
    /// The handle.
    pub handle: String,
    /// The name that it calls itself; the handle when empty.
    pub name: String,
    /// ISO 4217; euros when empty.
    pub currency: String,
    /// The language of its links, by its tag; English when empty.
    pub language: String,
    /// The IANA name of its time zone; UTC when empty.
    pub zone: String,
}

/// A payee that came to be, and the key that only it has now.
#[derive(Debug)]
pub struct NewPayee {
    /// The payee.
    pub payee: Payee,
    /// Shown once; stored hashed.
    pub owner_key: Token,
}

/// The outcome of a form that is sent, maybe not for the first time.
#[derive(Debug)]
pub enum SignedUp {
    /// It made a payee, now or a moment ago.
    Made(NewPayee),
    /// It made this payee some time ago. The owner key was shown then.
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
                created_at: ctx.clock.now(),
                disabled_at: None,
            }),
            _ => Err(Error::field("handle", "required", "Choose a handle.")),
        }
    }
}

/// Makes a payee. With an invitation, it is used up in the same transaction.
///
/// # Errors
/// [`Error::Invalid`], also for a handle that is taken or looks like one; [`Error::Denied`] for an invitation that opens nothing.
pub async fn sign_up(ctx: &Context, form: &SignUp, invitation: Option<&Token>) -> Result<NewPayee, Error> {
    make(ctx, form, invitation, Token::draw("owner_", &ctx.chance)).await
}

/// Makes a payee by a form that is good once. Sent twice, as by a double tap, it makes one payee, and both answers have the owner key that
/// opens it: nobody knows which of them will be seen. `id` is the form's.
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
    // The other tap may have been quicker, and have taken the handle or the invitation.
    made_before(ctx, id).await?.ok_or(failed)
}

/// The payee that a form made, known by the owner key that it gave, as long as that has not been replaced.
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
                tx.replace_owner_key(&stored.id, &key_hash, &chance, now).await?;
                Ok::<_, Error>(())
            })
        })
        .await?;
    Ok(NewPayee { payee, owner_key })
}

/// Tells an invitation that can still be used.
///
/// # Errors
/// The database's.
pub async fn is_invitation_good(ctx: &Context, invitation: &Token) -> Result<bool, Error> {
    Ok(ctx.store.is_one_time_link_good(&invitation.hash(), Purpose::Invite, ctx.clock.now()).await?)
}

/// Makes an invitation, good for one sign-up.
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

/// A payee's settings, as its form sends them.
#[derive(Debug, Clone, Default)]
pub struct Wishes {
    /// The name that it calls itself.
    pub name: String,
    /// ISO 4217.
    pub currency: String,
    /// The language of its links, by its tag; as it is when empty.
    pub language: String,
    /// The IANA name of its time zone; as it is when empty.
    pub zone: String,
    /// The number of an accent; the one of the handle when empty.
    pub accent: String,
    /// Amounts that the personal page suggests, as people write amounts; empty ones are left out.
    pub suggested: Vec<String>,
    /// Personal links ask payers for a note.
    pub asks_note: bool,
}

/// Changes what a payee may choose about itself and its links.
///
/// # Errors
/// [`Error::Invalid`].
pub async fn change_payee(ctx: &Context, payee: &Payee, wishes: &Wishes) -> Result<Payee, Error> {
    let Wishes { name, currency, language: tag, zone: zone_name, accent, suggested, asks_note } = wishes;
    let mut problems = Problems::default();
    let name = problems.check("name", DisplayName::parse(name));
    let currency = problems.check("currency", Currency::parse_in_use(currency.trim()));
    let language = language(tag, payee.language, &mut problems);
    let zone = zone(zone_name, payee.zone, &mut problems);
    let accent = problems.known(Some(accent.as_str()).filter(|a| !a.is_empty()), Accent::parse, || {
        FieldError::plain("accent", "invalid", "Choose one of the colours.")
    });
    // In the currency as it will be.
    let suggested = currency.and_then(|currency| {
        let open = RequestAmount::Open { currency, min: None, max: None };
        let filled_in = payee.suggested.amounts(payee.currency);
        problems.check("suggested_amounts", Suggested::parse(suggested, Notation::Typed, &open, &filled_in))
    });
    problems.finish().map_err(Error::Invalid)?;
    let changed = Payee {
        name: name.unwrap_or_else(|| payee.name.clone()),
        currency: currency.unwrap_or(payee.currency),
        language,
        zone,
        accent,
        suggested: suggested.unwrap_or_default(),
        asks_note: *asks_note,
        ..payee.clone()
    };
    let stored = changed.clone();
    ctx.store.write(move |mut tx| Box::pin(async move { Ok::<_, Error>(tx.update_payee(&stored).await?) })).await?;
    Ok(changed)
}

/// The language of a tag; `otherwise` when there is none, and when it is none of ours, which is noted.
fn language(tag: &str, otherwise: Language, problems: &mut Problems) -> Language {
    match tag.trim() {
        "" => otherwise,
        tag => terms::language(tag).unwrap_or_else(|e| {
            problems.push(e);
            otherwise
        }),
    }
}

/// The zone of a name; `otherwise` when there is none, and when it names none, which is noted.
fn zone(name: &str, otherwise: Zone, problems: &mut Problems) -> Zone {
    match name.trim() {
        "" => otherwise,
        name => problems.check("zone", Zone::parse(name)).unwrap_or(otherwise),
    }
}

/// Switches a payee off (or on again): its links answer as if they did not exist, and it makes no further ones. Pages that are open
/// turn.
///
/// # Errors
/// The database's.
pub async fn disable_payee(ctx: &Context, payee: &Payee, disabled: bool) -> Result<(), Error> {
    let (id, handle) = (payee.id.clone(), payee.handle.clone());
    let now = ctx.clock.now();
    let since = disabled.then_some(now);
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                // Requests are held before their payee, as by those who start a payment.
                let codes = tx.requests_with_charges(&id, None).await?;
                for code in &codes {
                    tx.hold_request(code).await?;
                }
                tx.disable_payee(&id, since).await?;
                for code in &codes {
                    tx.end_charges(code, now).await?;
                }
                Ok(tx.announce_payee(&handle).await?)
            })
        })
        .await
}
