//! Adding a way to be paid, putting it in its place, and taking it away.

use serde_json::{Map, Value};
use url::Url;

use crate::actions::idempotency::{self, AnswerKey};
use crate::actions::{Context, Error};
use crate::domain::field::{FieldError, Problems};
use crate::domain::id::{MethodId, PayeeId};
use crate::domain::method::{Method, Settings};
use crate::domain::money::currency::Currency;
use crate::rails::registry::{Rails, rank};
use crate::rails::{RailError, RailKind, Warning};
use crate::store;

/// The most methods that a payee may have.
const MAX: i64 = 20;

/// A way to be paid, as a payee describes it.
#[derive(Debug)]
pub struct MethodDraft<'a> {
    /// The id that it is to have. A provider wants to know the webhook's address, which has the id in it, before it gives out the secret
    /// that belongs into the settings.
    pub id: Option<&'a str>,
    /// The rail's name.
    pub rail: &'a str,
    /// Its settings, as they were typed.
    pub settings: &'a Map<String, Value>,
    /// Members of a body that could not be read, to be told with what is wrong besides.
    pub misread: &'a [FieldError],
}

impl MethodDraft<'_> {
    /// The rail, its checked settings, and the id that was chosen.
    fn check<'r>(&self, ctx: &'r Context) -> Result<(&'r RailKind, Settings, Option<MethodId>), Error> {
        let mut problems = Problems::after(self.misread.to_vec());
        let id = problems.known(self.id, MethodId::parse, || {
            FieldError::plain("id", "invalid", "A method’s id is mtd_ and 22 letters and digits.")
        });
        let unknown = || FieldError::plain("rail", "unknown", refusal(ctx, self.rail));
        let kind = problems.known(Some(self.rail), |rail| ctx.rails.kind(rail), unknown);
        // Nobody knows what settings that could not be read lack.
        let kind = kind.filter(|_| !problems.is_misread("settings"));
        let checked = kind.map(|kind| (kind, (kind.check)(self.settings, ctx.rails.context())));
        match checked {
            Some((kind, Ok(settings))) => {
                problems.finish().map_err(Error::Invalid)?;
                Ok((kind, settings, id))
            }
            unfit => {
                unfit.and_then(|(_, settings)| settings.err()).into_iter().flatten().for_each(|e| problems.push(e));
                problems.finish().map_err(Error::Invalid)?;
                Err(store::Error::Defect("settings that fit nothing".into()).into())
            }
        }
    }
}

/// A method that was added, and what its payee should know of it.
#[derive(Debug)]
pub struct AddedMethod {
    /// The method.
    pub method: Method,
    /// Remarks on its settings.
    pub warnings: Vec<Warning>,
}

/// Remarks on a stored method: on its settings where it is paid by hand, and on their loss where they don't open.
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

/// Adds a method: checks its settings, asks the provider whether it takes them, seals them, stores it behind the others.
///
/// # Errors
/// [`Error::Invalid`] of `id`, of `rail` or of one of the rail's own fields, which is also where a credential is refused;
/// [`Error::Taken`] of `id`; [`Error::Rail`] when the provider can't be asked now: nothing is stored then.
pub async fn add_method(
    ctx: &Context,
    payee: &PayeeId,
    draft: MethodDraft<'_>,
    answer_key: Option<AnswerKey<AddedMethod>>,
) -> Result<AddedMethod, Error> {
    let (kind, settings, id) = draft.check(ctx)?;
    let id = id.unwrap_or_else(|| MethodId::draw(&ctx.chance));
    // The provider isn't asked in vain. What decides is counted below, where nobody else can add one meanwhile.
    if ctx.store.methods(payee).await?.len() >= usize::try_from(MAX).unwrap_or(usize::MAX) {
        return Err(too_many());
    }
    if ctx.store.is_method_id_used(&id).await? {
        return Err(id_taken());
    }
    let Tried { test, only_currency, warnings } = tried(ctx, kind, &settings).await?;
    let method = Method {
        id,
        payee_id: payee.clone(),
        rail: kind.name.to_owned(),
        test,
        only_currency,
        created_at: ctx.clock.now(),
    };
    let sealed = ctx.store.seal_settings(&method.id, &settings)?;
    let rank = rank(kind);
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                tx.hold_payee(&method.payee_id).await?;
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

/// The reason why a rail can't be had here, with those that can.
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

/// The facts about settings that are kept in the clear.
struct Tried {
    test: bool,
    only_currency: Option<Currency>,
    warnings: Vec<Warning>,
}

/// Tries settings: they may be used here, and the provider takes them.
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
        warnings: rail.warnings(),
    })
}

/// The id of the method of a rail that a payee adds next: the same until it is used, so that the address of its webhook can be given to the
/// provider before.
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

/// The address at which a method's provider reports. `None` where nobody reports.
pub fn webhook_url(ctx: &Context, rail: &str, id: &MethodId) -> Option<Url> {
    let reports = ctx.rails.kind(rail).is_some_and(|kind| !kind.by_hand);
    reports.then(|| ctx.url(&format!("hooks/{rail}/{id}")))
}

fn too_many() -> Error {
    Error::field("rail", "too_many", format!("A payee has {MAX} methods at most. Remove one that you don’t need."))
}

fn id_taken() -> Error {
    let detail = "A method has or had this id. Choose another, or leave it out to get a new one.";
    Error::Taken(FieldError::plain("id", "taken", detail))
}

/// Takes a method away. What its payers have begun ends at the provider, as far as it can be ended; what comes all the same is booked.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn remove_method(ctx: &Context, payee: &PayeeId, id: &MethodId) -> Result<(), Error> {
    let (payee, id, now) = (payee.clone(), id.clone(), ctx.clock.now());
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                let codes = tx.requests_with_charges(&payee, Some(&id)).await?;
                for code in &codes {
                    tx.hold_request(code).await?;
                }
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

/// A method's place in the payee's order.
#[derive(Debug, Clone, Copy)]
pub enum NewPosition {
    /// One up.
    Up,
    /// To a place counted from 1; the last one if there are fewer.
    At(usize),
}

/// Moves a method in the order in which payers are offered them; answers all of them in their new order.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Invalid`] of `position`.
pub async fn move_method(ctx: &Context, payee: &PayeeId, id: &MethodId, to: NewPosition) -> Result<Vec<Method>, Error> {
    let mut methods = ctx.store.methods(payee).await?;
    let from = methods.iter().position(|method| method.id == *id).ok_or(Error::NotFound)?;
    let to = match to {
        NewPosition::Up => from.saturating_sub(1),
        NewPosition::At(0) => return Err(Error::field("position", "too_small", "Places are counted from 1.")),
        NewPosition::At(place) => (place - 1).min(methods.len() - 1),
    };
    let moved = methods.remove(from);
    methods.insert(to, moved);
    let payee = payee.clone();
    // Two who move at once leave one order or a mixture of both, which is an order, too.
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                // In the order of their ids, so that two who move at once wait for each other and not in a circle.
                let mut places: Vec<_> = (1..).zip(&methods).collect();
                places.sort_by_key(|(_, method)| method.id.as_str());
                for (position, method) in places {
                    tx.place_method(&payee, &method.id, position).await?;
                }
                Ok(methods)
            })
        })
        .await
}
