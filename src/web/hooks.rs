//! Inbound webhooks: one door for every provider. The raw body goes to the rail, which checks the signature first; facts come back;
//! an action decides.

use axum::body::Bytes;
use axum::extract::{Path, State as FromState};
use axum::http::{HeaderMap, StatusCode};

use super::State;
use super::error::{ApiError, Error};
use crate::actions::{self, settle};
use crate::domain::id::MethodId;
use crate::rails::Message;

/// `POST /hooks/{rail}/{method}`. 204 means that the event is kept; anything else asks the provider to come again.
pub async fn receive(
    FromState(state): FromState<State>,
    Path((rail, method)): Path<(String, String)>,
    headers: HeaderMap,
    body: Result<Bytes, axum::extract::rejection::BytesRejection>,
) -> Result<StatusCode, ApiError> {
    let body = body.map_err(|e| Error::Unreadable {
        status: e.status(),
        detail: "The body is too large or was cut off.".into(),
    })?;
    deliver(&state, &rail, &method, &headers, &body).await
}

/// Takes a message in, whoever carries it: the stand-in provider's pages use this door as well.
pub async fn deliver(
    state: &State,
    rail: &str,
    method: &str,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<StatusCode, ApiError> {
    let ctx = &state.ctx;
    let id = MethodId::parse(method).ok_or(actions::Error::NotFound)?;
    let (method, settings) = ctx.store.method(&id, true).await?.ok_or(actions::Error::NotFound)?;
    if method.rail != rail {
        return Err(actions::Error::NotFound.into());
    }
    let rail = ctx.rails.open_method(&method, &settings).map_err(actions::Error::from)?;
    let message = Message { headers, body, now: ctx.clock.now() };
    let events = rail.verify(message).await.map_err(actions::Error::from)?;
    for event in events {
        let outcome = settle::apply_event(ctx, &method, event).await?;
        tracing::info!(rail = method.rail, outcome = outcome.as_str(), "a provider reported");
    }
    Ok(StatusCode::NO_CONTENT)
}
