//! POSTs that are done once, however often they are sent.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::actions;
use crate::actions::idempotency::{Keep, Rendered, answered};
use crate::domain::field::FieldError;
use crate::domain::id::PayeeId;
use crate::web::State;
use crate::web::error::{ApiError, Error};
use crate::web::http::extract::IdempotencyKey;

/// Puts what could not be read of a body before everything that a call is refused for besides its fields. An action that was given it
/// tells the two together.
pub fn misread_first<T>(misread: Vec<FieldError>, outcome: Result<T, actions::Error>) -> Result<T, actions::Error> {
    match outcome {
        Err(actions::Error::Invalid(fields)) => Err(actions::Error::Invalid(fields)),
        outcome if misread.is_empty() => outcome,
        _ => Err(actions::Error::Invalid(misread)),
    }
}

/// Does `act` and answers with what `render` makes of its outcome; with a key, at most once. A repetition gets the first answer,
/// byte for byte, marked `Idempotent-Replayed`.
pub async fn once<T, F>(
    state: &State,
    payee: &PayeeId,
    key: Option<IdempotencyKey>,
    render: impl Fn(&T) -> Rendered + Clone + Send + Sync + 'static,
    act: impl FnOnce(Option<Keep<T>>) -> F,
) -> Result<Response, ApiError>
where
    F: Future<Output = Result<T, actions::Error>>,
{
    let Some(IdempotencyKey { key, fingerprint }) = key else {
        return Ok(answer(render(&act(None).await?), false));
    };
    let _flight = state.take_flight(format!("{payee} {key}")).ok_or(Error::KeyInFlight)?;
    if let Some(replayed) = replay(state, payee, &key, &fingerprint).await? {
        return Ok(replayed);
    }
    match act(Some(Keep::new(key.clone(), fingerprint.clone(), render.clone()))).await {
        Ok(outcome) => Ok(answer(render(&outcome), false)),
        // Another replica may have been quicker with the same call: then this one failed because that one did what it asks.
        Err(e) => replay(state, payee, &key, &fingerprint).await?.ok_or_else(|| e.into()),
    }
}

async fn replay(state: &State, payee: &PayeeId, key: &str, fingerprint: &str) -> Result<Option<Response>, ApiError> {
    let Some(kept) = answered(&state.ctx, payee, key).await? else { return Ok(None) };
    if kept.fingerprint != fingerprint {
        return Err(Error::KeyReused.into());
    }
    let status = u16::try_from(kept.status).unwrap_or(200);
    Ok(Some(answer(Rendered { status, location: kept.location, body: kept.body }, true)))
}

fn answer(rendered: Rendered, replayed: bool) -> Response {
    let Rendered { status, location, body } = rendered;
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
    let mut response = (status, [(header::CONTENT_TYPE, "application/json")], body).into_response();
    if let Some(location) = location.and_then(|l| HeaderValue::try_from(l).ok()) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    if replayed {
        response.headers_mut().insert("idempotent-replayed", HeaderValue::from_static("true"));
    }
    response
}
