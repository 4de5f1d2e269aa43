//! Inbound webhooks, one handler for all providers. The rail gets the raw body, verifies the signature first, and returns the events, to
//! which an action is applied.

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

/// `POST /hooks/{rail}/{method}`. 204 means that the events are stored; any other status makes the provider repeat the webhook.
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

/// Processes a webhook, also those of the demo provider's pages. `is_meant` checks the name of the method's rail.
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

/// The message concerns no payment of this method, or nothing that is booked.
struct Foreign;

/// Waits for the turn of a message whose verification costs a call to the provider; `None` where it costs none.
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
            // The message may be genuine nevertheless. It isn't verified, but the payment is polled as if its payer had opened the page, at
            // a bounded rate however many messages come. So a payment that was made becomes known without the message.
            poll::poll_briefly(&app.ctx, &payment).await?;
            Err(too_many.into())
        }
    }
}
