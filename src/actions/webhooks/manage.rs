//! A payee's endpoints: adding, changing, testing and removing them, and sending a delivery again.

use chrono::TimeDelta;
use secrecy::SecretString;

use super::message::message;
use super::send::DISABLED;
use crate::actions::idempotency::{self, AnswerKey};
use crate::actions::payees::hold_open_payee;
use crate::actions::precondition::Precondition;
use crate::actions::{Context, Error};
use crate::domain::field::{FieldError, Problems};
use crate::domain::id::{DeliveryId, EndpointId, PayeeId};
use crate::domain::notice::NoticeKind;
use crate::domain::notice::endpoint::{DisabledWhy, Endpoint, Kinds};
use crate::domain::notice::signing::{SigningSecret, SigningSecrets};
use crate::store::{self, Delivery, Tx};

/// The most endpoints of a payee.
const MOST: usize = 10;
/// The time for which the secret before signs as well.
const OVERLAP: TimeDelta = TimeDelta::hours(24);

/// An endpoint with its secret, which is shown once.
#[derive(Debug, Clone)]
pub struct NewSecret {
    /// The endpoint as stored.
    pub endpoint: Endpoint,
    /// The secret's text.
    pub secret: SecretString,
}

/// A new endpoint as sent.
#[derive(Debug, Default)]
pub struct EndpointDraft {
    /// The address.
    pub url: Option<String>,
    /// The kinds of notices; `None` for all.
    pub events: Option<Vec<String>>,
    /// A secret of the payee's own; `None` for a new one.
    pub secret: Option<String>,
    /// Members that couldn't be read.
    pub misread: Vec<FieldError>,
}

/// A change of an endpoint as sent. A field that is `None` stays as it is; `Some(None)` sets it to what a new endpoint has.
#[derive(Debug, Default)]
pub struct EndpointChange {
    /// The address, which a new endpoint has no default of.
    pub url: Option<Option<String>>,
    /// The kinds of notices.
    pub events: Option<Option<Vec<String>>>,
    /// `true` stops sending to it, `false` begins again.
    pub disabled: Option<Option<bool>>,
    /// Members that couldn't be read.
    pub misread: Vec<FieldError>,
}

fn check_url(ctx: &Context, problems: &mut Problems, url: Option<&str>) -> Option<String> {
    let Some(url) = url else {
        problems.push(FieldError::required("url", "the address that events are sent to"));
        return None;
    };
    problems.check("url", ctx.endpoints.check(url)).map(|_| url.to_owned())
}

fn check_events(problems: &mut Problems, events: Option<&[String]>) -> Kinds {
    let Some(words) = events else { return Kinds::default() };
    let known = || NoticeKind::CHOICE.map(NoticeKind::as_str).join(", ");
    let kinds: Option<Vec<_>> = words.iter().map(|word| NoticeKind::choose(word)).collect();
    match kinds {
        None => problems.push(FieldError::plain("events", "unknown", format!("Choose some of: {}.", known()))),
        Some(kinds) if kinds.is_empty() => {
            let detail = "Name an event, or leave the field out for all of them.";
            problems.push(FieldError::plain("events", "empty", detail));
        }
        Some(kinds) if (1..kinds.len()).any(|at| kinds.iter().take(at).any(|kind| Some(kind) == kinds.get(at))) => {
            problems.push(FieldError::plain("events", "duplicate", "Name each event once."));
        }
        Some(kinds) => return Kinds::only(kinds),
    }
    Kinds::default()
}

fn check_secret(ctx: &Context, problems: &mut Problems, secret: Option<&str>) -> SigningSecret {
    let read = secret.map(|text| problems.check("secret", SigningSecret::parse(text)));
    read.flatten().unwrap_or_else(|| SigningSecret::draw(&ctx.chance))
}

/// Adds an endpoint, with a new secret unless one is given.
///
/// # Errors
/// [`Error::Invalid`] of `url`, `events` or `secret`, also when there are too many endpoints.
pub async fn add_endpoint(
    ctx: &Context,
    payee: &PayeeId,
    draft: EndpointDraft,
    answer_key: Option<AnswerKey<NewSecret>>,
) -> Result<NewSecret, Error> {
    let EndpointDraft { url, events, secret, misread } = draft;
    let mut problems = Problems::after(misread);
    let url = check_url(ctx, &mut problems, url.as_deref());
    let kinds = check_events(&mut problems, events.as_deref());
    let secret = check_secret(ctx, &mut problems, secret.as_deref());
    problems.finish().map_err(Error::Invalid)?;
    let endpoint = Endpoint {
        id: EndpointId::draw(&ctx.chance),
        payee_id: payee.clone(),
        url: url.unwrap_or_default(),
        kinds,
        created_at: ctx.clock.now(),
        disabled_at: None,
        disabled_why: None,
        failing_since: None,
        last_success_at: None,
    };
    let text = secret.reveal();
    let sealed = ctx.store.seal_secrets(&endpoint.id, &SigningSecrets::new(secret))?;
    let made = NewSecret { endpoint, secret: text };
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                let NewSecret { endpoint, .. } = &made;
                hold_open_payee(&mut tx, &endpoint.payee_id).await?;
                // Locks the line of notices, so that concurrent calls can't exceed the limit together, and each notice is either before
                // the endpoint or sent to it.
                tx.hold_notices(&endpoint.payee_id).await?;
                let others = tx.endpoints(&endpoint.payee_id).await?;
                if others.len() >= MOST {
                    let detail = format!("There are {MOST} webhooks already. Remove one first.");
                    return Err(Error::field("url", "too_many", detail));
                }
                refuse_second(&others, endpoint)?;
                tx.insert_endpoint(endpoint, &sealed).await?;
                let (payee, now) = (&endpoint.payee_id, endpoint.created_at);
                idempotency::record(answer_key.as_ref(), &mut tx, payee, &made, now).await?;
                Ok(made)
            })
        })
        .await
}

/// Refuses a second endpoint of the same address: a form or a call that is sent twice makes one, and nobody is told everything twice.
fn refuse_second(endpoints: &[Endpoint], endpoint: &Endpoint) -> Result<(), Error> {
    if endpoints.iter().any(|other| other.id != endpoint.id && other.url == endpoint.url) {
        return Err(Error::field("url", "taken", "There is a webhook with this address already."));
    }
    Ok(())
}

/// Changes an endpoint. What waits for one that is disabled is given up.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Changed`]; [`Error::Invalid`] of `url` or `events`.
pub async fn change_endpoint(
    ctx: &Context,
    payee: &PayeeId,
    id: &EndpointId,
    change: EndpointChange,
    expected: Precondition<Endpoint>,
) -> Result<Endpoint, Error> {
    let EndpointChange { url, events, disabled, misread } = change;
    let mut problems = Problems::after(misread);
    let url = url.map(|url| check_url(ctx, &mut problems, url.as_deref()).unwrap_or_default());
    let kinds = events.map(|events| check_events(&mut problems, events.as_deref()));
    problems.finish().map_err(Error::Invalid)?;
    let disabled = disabled.map(Option::unwrap_or_default);
    let (payee, id, now) = (payee.clone(), id.clone(), ctx.clock.now());
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                tx.hold_notices(&payee).await?;
                let (mut endpoint, _) = tx.endpoint(&payee, &id).await?.ok_or(Error::NotFound)?;
                expected.check(&endpoint)?;
                if let Some(url) = url.filter(|url| *url != endpoint.url) {
                    // Failures of the old address say nothing about the new one.
                    (endpoint.url, endpoint.failing_since) = (url, None);
                    refuse_second(&tx.endpoints(&payee).await?, &endpoint)?;
                }
                endpoint.kinds = kinds.unwrap_or(endpoint.kinds);
                match disabled {
                    // One that the service stopped sending to is off by the payee's decision from now on.
                    Some(true) => {
                        if endpoint.disabled_at.is_none() {
                            endpoint.disabled_at = Some(now);
                            tx.give_up_deliveries(&id, DISABLED, now).await?;
                        }
                        endpoint.disabled_why = Some(DisabledWhy::Owner);
                    }
                    // Failures of before would disable it again at its next one.
                    Some(false) => {
                        (endpoint.disabled_at, endpoint.disabled_why, endpoint.failing_since) = (None, None, None);
                    }
                    None => {}
                }
                tx.update_endpoint(&endpoint).await?;
                Ok(endpoint)
            })
        })
        .await
}

/// Removes an endpoint, and gives up what waits for it.
///
/// # Errors
/// [`Error::NotFound`].
pub async fn remove_endpoint(ctx: &Context, payee: &PayeeId, id: &EndpointId) -> Result<(), Error> {
    let (payee, id, now) = (payee.clone(), id.clone(), ctx.clock.now());
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                tx.hold_notices(&payee).await?;
                if !tx.delete_endpoint(&payee, &id).await? {
                    return Err(Error::NotFound);
                }
                Ok(tx.give_up_deliveries(&id, DISABLED, now).await?)
            })
        })
        .await
}

/// Gives an endpoint a new secret. The one before signs beside it for a day, so that the receiver can change over.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Invalid`] of `secret`.
pub async fn rotate_secret(
    ctx: &Context,
    payee: &PayeeId,
    id: &EndpointId,
    (secret, misread): (Option<String>, Vec<FieldError>),
    answer_key: Option<AnswerKey<NewSecret>>,
) -> Result<NewSecret, Error> {
    let mut problems = Problems::after(misread);
    let secret = check_secret(ctx, &mut problems, secret.as_deref());
    problems.finish().map_err(Error::Invalid)?;
    let (store, payee, id, now) = (ctx.store.clone(), payee.clone(), id.clone(), ctx.clock.now());
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                tx.hold_notices(&payee).await?;
                let (endpoint, old) = tx.endpoint(&payee, &id).await?.ok_or(Error::NotFound)?;
                let made = NewSecret { endpoint, secret: secret.reveal() };
                let secrets = match store.open_secrets(&id, &old) {
                    Ok(secrets) => secrets.rotated(secret, now + OVERLAP),
                    // The old one was lost with its key, and can't sign.
                    Err(store::Error::Sealed(_)) => SigningSecrets::new(secret),
                    Err(other) => return Err(other.into()),
                };
                let sealed = store.seal_secrets(&id, &secrets)?;
                if !tx.replace_secrets(&id, &old, &sealed).await? {
                    return Err(store::Error::Unavailable("a secret was changed at the same moment".into()).into());
                }
                idempotency::record(answer_key.as_ref(), &mut tx, &payee, &made, now).await?;
                Ok(made)
            })
        })
        .await
}

/// An endpoint that is in use, inside a transaction that holds its payee's notices.
async fn in_use(tx: &mut Tx<'_>, payee: &PayeeId, id: &EndpointId) -> Result<(), Error> {
    tx.hold_notices(payee).await?;
    let (endpoint, _) = tx.endpoint(payee, id).await?.ok_or(Error::NotFound)?;
    if endpoint.disabled_at.is_some() { Err(Error::Conflict("error-webhook-disabled")) } else { Ok(()) }
}

/// Makes a delivery of a test, whatever kinds the endpoint wants.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Conflict`] if the endpoint is disabled.
pub async fn send_test(
    ctx: &Context,
    payee: &PayeeId,
    id: &EndpointId,
    answer_key: Option<AnswerKey<Delivery>>,
) -> Result<Delivery, Error> {
    let now = ctx.clock.now();
    let message_id = format!("evt_test_{}", ctx.chance.base58(22));
    let body = message(NoticeKind::Test, now, None)?;
    let place = (payee.clone(), id.clone());
    let delivery = Delivery::new(DeliveryId::draw(&ctx.chance), place, (message_id, NoticeKind::Test), Some(body), now);
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                in_use(&mut tx, &delivery.payee_id, &delivery.endpoint_id).await?;
                tx.insert_delivery(&delivery).await?;
                idempotency::record(answer_key.as_ref(), &mut tx, &delivery.payee_id, &delivery, now).await?;
                Ok(delivery)
            })
        })
        .await
}

/// Sends a delivery again, whatever came of it, as the first attempt of a new series: at once, unless an earlier one of its request is
/// still on its way.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Conflict`] if the endpoint is disabled.
pub async fn retry_delivery(
    ctx: &Context,
    payee: &PayeeId,
    endpoint: &EndpointId,
    id: &DeliveryId,
    answer_key: Option<AnswerKey<Delivery>>,
) -> Result<Delivery, Error> {
    let (payee, endpoint, id, now) = (payee.clone(), endpoint.clone(), id.clone(), ctx.clock.now());
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                in_use(&mut tx, &payee, &endpoint).await?;
                let retried = tx.delivery(&endpoint, &id).await?.ok_or(Error::NotFound)?;
                tx.retry_delivery(&retried, now).await?;
                let delivery = tx.delivery(&endpoint, &id).await?.ok_or(Error::NotFound)?;
                idempotency::record(answer_key.as_ref(), &mut tx, &payee, &delivery, now).await?;
                Ok(delivery)
            })
        })
        .await
}
