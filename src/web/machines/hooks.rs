//! Inbound webhooks: one door for every provider. The raw body goes to the rail, which checks the signature first; facts come back;
//! an action decides.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};

use super::unproved::Turn;
use crate::actions::methods::open_rail::open_rail;
use crate::actions::payments::demands::MethodDemands;
use crate::actions::payments::poll;
use crate::actions::{self, settle};
use crate::domain::id::MethodId;
use crate::rails::{MessageSubject, WebhookMessage};
use crate::web::App;
use crate::web::error::{ApiError, Error};
use crate::web::http::client::Client;
use crate::web::http::extract::{ApiPath, RailName};

/// `POST /hooks/{rail}/{method}`. 204 means that the event is kept; anything else asks the provider to come again.
pub async fn receive(
    State(app): State<App>,
    client: Client,
    ApiPath((rail, method)): ApiPath<(RailName, MethodId)>,
    headers: HeaderMap,
    body: Result<Bytes, axum::extract::rejection::BytesRejection>,
) -> Result<StatusCode, ApiError> {
    let body = body.map_err(|e| Error::Unreadable {
        status: e.status(),
        detail: "The body is too large or was cut off.".into(),
    })?;
    app.limits.hooks.count(&client)?;
    deliver(&app, client, &method, |name| rail.is(name), &headers, &body).await
}

/// Takes a message in, whoever carries it: the stand-in provider's pages use this door as well. `is_meant` tells from a rail's name whether
/// the message is for it.
pub async fn deliver(
    app: &App,
    client: Client,
    id: &MethodId,
    is_meant: impl Fn(&str) -> bool,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<StatusCode, ApiError> {
    let ctx = &app.ctx;
    let name = ctx.store.method_rail(id).await?.ok_or(actions::Error::NotFound)?;
    if !is_meant(&name) {
        return Err(actions::Error::NotFound.into());
    }
    app.limits.hooks_of_method.count(id)?;
    let (method, rail) = open_rail(ctx, id).await?;
    let demands = MethodDemands { ctx, method: id };
    let message = WebhookMessage { headers, body, now: ctx.clock.now(), demands: &demands };
    let subject = rail.subject(&message).map_err(actions::Error::from)?;
    let Ok(turn) = turn(app, client, id, subject).await? else {
        return Ok(StatusCode::NO_CONTENT);
    };
    let events = rail.read_message(message).await.inspect_err(|_| {
        if let Some(turn) = &turn {
            app.unproved.failed(turn);
        }
    });
    let events = events.map_err(actions::Error::from)?;
    for event in events {
        let outcome = if rail.signs_messages() {
            settle::apply_event(ctx, &method, event).await?
        } else {
            settle::apply_answer(ctx, &method, event).await?
        };
        tracing::info!(rail = method.rail, outcome = outcome.as_str(), "a provider reported");
    }
    Ok(StatusCode::NO_CONTENT)
}

/// Nothing of ours, or nothing that is booked.
struct Foreign;

/// The turn of a message whose proof costs a call to the provider; none where it costs nothing.
async fn turn(
    app: &App,
    client: Client,
    method: &MethodId,
    subject: MessageSubject,
) -> Result<Result<Option<Turn>, Foreign>, ApiError> {
    let store = &app.ctx.store;
    let payment = match subject {
        MessageSubject::Provable => return Ok(Ok(None)),
        MessageSubject::Nothing => None,
        MessageSubject::Payment(name) => store.payment_named(method, &name).await?,
        MessageSubject::PaymentOf(events) => {
            let mut known = None;
            for event in events {
                if known.is_none() {
                    known = store.payment_of_event(method, &event).await?;
                }
            }
            known
        }
    };
    let Some(payment) = payment else { return Ok(Err(Foreign)) };
    match app.unproved.turn(payment.clone(), client).await {
        Ok(turn) => Ok(Ok(Some(turn))),
        Err(too_many) => {
            // The message may be the provider's own all the same. Nobody asks whose it is, but the payment is asked about, as if its payer
            // had looked: once in a while, however many messages come. If it is true that it was paid, that is known without it.
            poll::poll_briefly(&app.ctx, &payment).await?;
            Err(too_many.into())
        }
    }
}
