//! Adding, ordering and removing methods.

use chrono::TimeDelta;
use serde_json::{Map, Value};
use url::Url;

use crate::actions::idempotency::{self, AnswerKey};
use crate::actions::payees::hold_open_payee;
use crate::actions::precondition::Precondition;
use crate::actions::{Context, Error};
use crate::domain::field::{FieldError, Problems};
use crate::domain::id::{MethodId, PayeeId};
use crate::domain::method::{Method, Settings};
use crate::domain::money::currency::Currency;
use crate::domain::text::MethodLabel;
use crate::rails::registry::{ConfirmedBy, Rails, rank};
use crate::rails::{RailError, RailKind, Warning};
use crate::store;

/// The most methods of one payee.
const MAX: i64 = 20;

/// A method as a payee describes it.
#[derive(Debug)]
pub struct MethodDraft<'a> {
    /// The id to use. A provider needs the webhook's URL, which contains the id, before it issues the secret that belongs to the
    /// settings.
    pub id: Option<&'a str>,
    /// The rail's name, as in [`RailKind::name`].
    pub rail: &'a str,
    /// The payee's own name of the method, as typed.
    pub label: Option<&'a str>,
    /// The settings as typed.
    pub settings: &'a Map<String, Value>,
    /// Fields of the request body that couldn't be parsed, reported with the other errors.
    pub misread: &'a [FieldError],
}

impl MethodDraft<'_> {
    /// The rail, its checked settings, the chosen id and the label.
    fn check<'r>(&self, ctx: &'r Context) -> Result<CheckedDraft<'r>, Error> {
        let mut problems = Problems::after(self.misread.to_vec());
        let id = problems.known(self.id, MethodId::parse, || {
            FieldError::plain("id", "invalid", "A method’s id is mtd_ and 22 letters and digits.")
        });
        let label = self.label.and_then(|text| problems.check("label", MethodLabel::optional(text)).flatten());
        let unknown = || FieldError::plain("rail", "unknown", refusal(ctx, self.rail));
        let kind = problems.known(Some(self.rail), |rail| ctx.rails.kind(rail), unknown);
        // Settings that couldn't be parsed aren't reported as missing.
        let kind = kind.filter(|_| !problems.is_misread("settings"));
        let checked = kind.map(|kind| (kind, (kind.check)(self.settings, ctx.rails.context())));
        match checked {
            Some((kind, Ok(settings))) => {
                problems.finish().map_err(Error::Invalid)?;
                Ok(CheckedDraft { kind, settings, id, label })
            }
            unfit => {
                unfit.and_then(|(_, settings)| settings.err()).into_iter().flatten().for_each(|e| problems.push(e));
                problems.finish().map_err(Error::Invalid)?;
                Err(store::Error::Defect("settings that fit nothing".into()).into())
            }
        }
    }
}

/// A method as described, after all checks.
struct CheckedDraft<'r> {
    kind: &'r RailKind,
    settings: Settings,
    id: Option<MethodId>,
    label: Option<MethodLabel>,
}

/// A method that was added, with remarks for its payee.
#[derive(Debug)]
pub struct AddedMethod {
    /// The method as stored.
    pub method: Method,
    /// Remarks on its settings.
    pub warnings: Vec<Warning>,
}

/// Remarks on a stored method: on its settings if it has no provider, or on their loss if they don't open.
///
/// # Errors
/// The database's.
pub async fn remarks(ctx: &Context, method: &Method) -> Result<Vec<Warning>, Error> {
    let opened = match ctx.store.method(&method.id).await {
        Ok(opened) => opened,
        Err(store::Error::Sealed(_)) => {
            let detail = "Payers can’t use this any more: the key that kept its settings is lost. Add it again, and remove this one.";
            return Ok(vec![Warning { code: "settings_lost", detail: detail.into() }]);
        }
        Err(store::Error::Defect(_)) => None,
        Err(other) => return Err(other.into()),
    };
    if !ctx.rails.kind(&method.rail).is_some_and(|kind| kind.by_hand) {
        return Ok(Vec::new());
    }
    let rail = opened.and_then(|(method, settings)| ctx.rails.open_method(&method, &settings).ok());
    Ok(rail.map(|rail| rail.warnings()).unwrap_or_default())
}

/// Adds a method: checks its settings, also with the provider, encrypts them and appends the method to the payee's.
///
/// # Errors
/// [`Error::Invalid`] of `id`, `rail` or one of the rail's fields, also for a credential that the provider refuses; [`Error::Taken`] of
/// `id`; [`Error::Rail`] if the provider can't be called now, with nothing stored.
pub async fn add_method(
    ctx: &Context,
    payee: &PayeeId,
    draft: MethodDraft<'_>,
    answer_key: Option<AnswerKey<AddedMethod>>,
) -> Result<AddedMethod, Error> {
    let CheckedDraft { kind, settings, id, label } = draft.check(ctx)?;
    let id = id.unwrap_or_else(|| MethodId::draw(&ctx.chance));
    // Saves a call to the provider that would be in vain. The count that decides is below, under the lock.
    if ctx.store.methods(payee).await?.len() >= usize::try_from(MAX).unwrap_or(usize::MAX) {
        return Err(too_many());
    }
    if ctx.store.is_method_id_used(&id).await? {
        return Err(id_taken());
    }
    // Before the transaction: a slow provider must not keep it open.
    let Tried { test, only_currency, wallet, warnings } = tried(ctx, kind, &settings).await?;
    let method = Method {
        id,
        payee_id: payee.clone(),
        rail: kind.name.to_owned(),
        test,
        only_currency,
        wallet: wallet.map(ToOwned::to_owned),
        label,
        created_at: ctx.clock.now(),
    };
    let sealed = ctx.store.seal_settings(&method.id, &settings)?;
    let rank = rank(kind);
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                // Locks the payee, so that concurrent calls can't exceed the limit together.
                hold_open_payee(&mut tx, &method.payee_id).await?;
                if tx.count_methods(&method.payee_id).await? >= MAX {
                    return Err(too_many());
                }
                tx.insert_method(&method, &sealed, rank).await.map_err(|e| match e {
                    store::Error::Taken => id_taken(),
                    other => other.into(),
                })?;
                let added = AddedMethod { method, warnings };
                let AddedMethod { method, .. } = &added;
                idempotency::record(answer_key.as_ref(), &mut tx, &method.payee_id, &added, method.created_at).await?;
                Ok(added)
            })
        })
        .await
}

/// The reason why a rail can't be used here, and the names of those that can.
fn refusal(ctx: &Context, rail: &str) -> String {
    let known: Vec<_> = ctx.rails.kinds().map(|kind| kind.name).collect();
    let choose = format!("Choose one of: {}.", known.join(", "));
    match Rails::test_rail(rail) {
        Some(name) => format!(
            "{name} moves no money, so it isn’t allowed here. Whoever runs this service can allow it by \
             CHIT_ALLOW_TEST_RAILS={name}. {choose}"
        ),
        None => choose,
    }
}

/// Facts from the settings that are stored unencrypted.
struct Tried {
    test: bool,
    only_currency: Option<Currency>,
    wallet: Option<&'static str>,
    warnings: Vec<Warning>,
}

/// Opens a rail with new settings and checks them with the provider.
async fn tried(ctx: &Context, kind: &RailKind, settings: &Settings) -> Result<Tried, Error> {
    let refused = |error| match error {
        RailError::Rejected { field, detail } => Error::field(field, "refused", detail),
        RailError::Refused(detail) => {
            let field = kind.fields.iter().find(|field| field.secret).map_or("settings", |field| field.name);
            Error::field(field, "refused", detail)
        }
        other => other.into(),
    };
    let rail = ctx.rails.open(kind.name, settings).map_err(refused)?;
    rail.probe().await.map_err(refused)?;
    Ok(Tried {
        test: ctx.rails.is_test(kind.name, rail.as_ref()),
        only_currency: rail.only_currency(),
        wallet: rail.wallet().map(|wallet| wallet.name).or(rail.code_scheme().map(|scheme| scheme.name)),
        warnings: rail.warnings(),
    })
}

/// The id of the next method of a rail. It stays the same until it is used, so that the webhook's URL can be given to the provider first.
///
/// # Errors
/// The database's.
pub async fn next_id(ctx: &Context, payee: &PayeeId, rail: &str) -> Result<MethodId, Error> {
    let mut before = 0;
    loop {
        let id = ctx.method_ids.id(payee, rail, before);
        if !ctx.store.is_method_id_used(&id).await? {
            return Ok(id);
        }
        before += 1;
    }
}

/// The URL of a method's webhook; `None` if its rail has none.
pub fn webhook_url(ctx: &Context, rail: &str, id: &MethodId) -> Option<Url> {
    let reports = ctx.rails.kind(rail).is_some_and(|kind| ConfirmedBy::of(kind) == ConfirmedBy::Provider);
    reports.then(|| ctx.url(&format!("hooks/{rail}/{id}")))
}

fn too_many() -> Error {
    Error::field("rail", "too_many", format!("A payee has {MAX} methods at most. Remove one that you don’t need."))
}

fn id_taken() -> Error {
    let detail = "A method has or had this id. Choose another, or leave it out to get a new one.";
    Error::Taken(FieldError::plain("id", "taken", detail))
}

/// The time by which every call has ended that began to start a payment by a method before its removal.
const SETTLED_DOWN: TimeDelta = TimeDelta::minutes(15);

/// Erases the settings of removed methods that nothing is under way with.
///
/// # Errors
/// The database's.
pub async fn erase_removed_settings(ctx: &Context) -> Result<(), Error> {
    let before = ctx.clock.now() - SETTLED_DOWN;
    while ctx.store.write(move |mut tx| Box::pin(async move { tx.erase_removed_settings(before).await })).await? {}
    Ok(())
}

/// Removes a method. Its open charges are ended at the provider if possible; money that still arrives is booked. Its settings are erased
/// by [`erase_removed_settings`].
///
/// # Errors
/// [`Error::NotFound`].
pub async fn remove_method(ctx: &Context, payee: &PayeeId, id: &MethodId) -> Result<(), Error> {
    let (payee, id, now) = (payee.clone(), id.clone(), ctx.clock.now());
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                let codes = tx.hold_requests_with_charges(&payee, Some(&id)).await?;
                if !tx.remove_method(&payee, &id, now).await? {
                    return Err(Error::NotFound);
                }
                for code in &codes {
                    tx.end_charges(code, now).await?;
                }
                Ok(())
            })
        })
        .await
}

/// Gives a method the payee's own name, or takes it away if `label` is blank.
///
/// # Errors
/// [`Error::Invalid`] of `label`; [`Error::NotFound`].
pub async fn label_method(ctx: &Context, payee: &PayeeId, id: &MethodId, label: &str) -> Result<(), Error> {
    let label = MethodLabel::optional(label).map_err(|error| Error::Invalid(vec![FieldError::new("label", &error)]))?;
    let (payee, id) = (payee.clone(), id.clone());
    let write = ctx.store.write(move |mut tx| {
        Box::pin(async move { Ok::<_, Error>(tx.label_method(&payee, &id, label.as_ref()).await?) })
    });
    if write.await? { Ok(()) } else { Err(Error::NotFound) }
}

/// A method's new position in the payee's order.
#[derive(Debug, Clone, Copy)]
pub enum NewPosition {
    /// One position up.
    Up,
    /// One position down.
    Down,
    /// The position counted from 1; the last one if there are fewer.
    At(usize),
}

/// Moves a method in the order in which payers are offered them. Returns all methods in their new order.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Changed`] by the list; [`Error::Invalid`] of `position`.
pub async fn move_method(
    ctx: &Context,
    payee: &PayeeId,
    id: &MethodId,
    to: NewPosition,
    expected: Precondition<Vec<Method>>,
) -> Result<Vec<Method>, Error> {
    let (payee, id) = (payee.clone(), id.clone());
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                // One move after the other, each of the order that it finds.
                hold_open_payee(&mut tx, &payee).await?;
                let mut methods = tx.methods(&payee).await?;
                let from = methods.iter().position(|method| method.id == id).ok_or(Error::NotFound)?;
                expected.check(&methods)?;
                let to = match to {
                    NewPosition::Up => from.saturating_sub(1),
                    NewPosition::Down => (from + 1).min(methods.len() - 1),
                    NewPosition::At(0) => {
                        return Err(Error::field("position", "too_small", "Places are counted from 1."));
                    }
                    NewPosition::At(place) => (place - 1).min(methods.len() - 1),
                };
                let moved = methods.remove(from);
                methods.insert(to, moved);
                for (position, method) in (1..).zip(&methods) {
                    tx.place_method(&payee, &method.id, position).await?;
                }
                Ok(methods)
            })
        })
        .await
}
