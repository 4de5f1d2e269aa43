//! Idempotent POSTs, by the header `Idempotency-Key`.

use std::sync::{Arc, Mutex, PoisonError};

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use url::Url;

use crate::actions;
use crate::actions::idempotency::{AnswerKey, find_answer};
use crate::domain::field::FieldError;
use crate::domain::id::PayeeId;
use crate::store::{self, StoredAnswer};
use crate::web::App;
use crate::web::error::{ApiError, Error};
use crate::web::http::extract::IdempotencyKey;

/// Gives errors of deserialization precedence over a refusal for another reason than the fields, such as a conflict. An action that
/// reports invalid fields was given `misread` and has included it.
pub fn misread_first<T>(misread: Vec<FieldError>, outcome: Result<T, actions::Error>) -> Result<T, actions::Error> {
    match outcome {
        Err(actions::Error::Invalid(fields)) => Err(actions::Error::Invalid(fields)),
        outcome if misread.is_empty() => outcome,
        _ => Err(actions::Error::Invalid(misread)),
    }
}

/// Makes the answer to store: a resource as JSON, and its URL if the call created it.
#[expect(clippy::expect_used, reason = "an empty answer would be kept as the call's answer for two days")]
pub fn json(status: StatusCode, location: Option<Url>, resource: &impl Serialize) -> StoredAnswer {
    let body = serde_json::to_string(resource).expect("resources are structs of texts, numbers and lists");
    StoredAnswer { status: status.as_u16().into(), location: location.map(Into::into), body }
}

/// Runs `act` and answers with its outcome by `render`; with a key, at most once. A repetition gets the first answer, byte for byte,
/// with the header `Idempotent-Replayed`.
pub async fn once<T, F>(
    app: &App,
    payee: &PayeeId,
    key: Option<IdempotencyKey>,
    render: impl Fn(&T) -> StoredAnswer + Clone + Send + Sync + 'static,
    act: impl FnOnce(Option<AnswerKey<T>>) -> F,
) -> Result<Response, ApiError>
where
    F: Future<Output = Result<T, actions::Error>>,
{
    let (answer, is_replayed) = once_kept(app, payee, key, render, act).await?;
    replied(answer, is_replayed)
}

/// As [`once`]; returns the answer as it is kept, and whether it is a repetition of an earlier one.
pub async fn once_kept<T, F>(
    app: &App,
    payee: &PayeeId,
    key: Option<IdempotencyKey>,
    render: impl Fn(&T) -> StoredAnswer + Clone + Send + Sync + 'static,
    act: impl FnOnce(Option<AnswerKey<T>>) -> F,
) -> Result<(StoredAnswer, bool), ApiError>
where
    F: Future<Output = Result<T, actions::Error>>,
{
    let Some(IdempotencyKey { key, fingerprint }) = key else {
        return Ok((render(&act(None).await?), false));
    };
    let _flight = app.guard_call(format!("{payee} {key}")).ok_or(Error::KeyInFlight)?;
    if let Some(replayed) = find_kept(app, payee, &key, &fingerprint).await? {
        return Ok((replayed, true));
    }
    // The answer is the bytes that were stored last: a second rendering could differ, because time passes in between.
    let kept = Arc::new(Mutex::new(None));
    let answer_key = {
        let (kept, render) = (Arc::clone(&kept), render.clone());
        move |outcome: &T| {
            let answer = render(outcome);
            *kept.lock().unwrap_or_else(PoisonError::into_inner) = Some(answer.clone());
            answer
        }
    };
    match act(Some(AnswerKey::new(key.clone(), fingerprint.clone(), answer_key))).await {
        Ok(outcome) => {
            let kept = kept.lock().unwrap_or_else(PoisonError::into_inner).take();
            Ok((kept.unwrap_or_else(|| render(&outcome)), false))
        }
        // Another replica may have completed the same call first, and this one failed because of that: its answer is replayed.
        Err(e) => match find_kept(app, payee, &key, &fingerprint).await? {
            Some(replayed) => Ok((replayed, true)),
            None => Err(e.into()),
        },
    }
}

/// As [`once`], for an outcome with a secret: the first answer is `show`'s. What is kept for a repetition is `render`'s, which has no
/// secret, because it lies readable.
pub async fn once_shown<T, F>(
    app: &App,
    payee: &PayeeId,
    key: Option<IdempotencyKey>,
    render: impl Fn(&T) -> StoredAnswer + Clone + Send + Sync + 'static,
    show: impl Fn(&T) -> StoredAnswer,
    act: impl FnOnce(Option<AnswerKey<T>>) -> F,
) -> Result<Response, ApiError>
where
    F: Future<Output = Result<T, actions::Error>>,
{
    let shown = Mutex::new(None);
    let showing = async |answer_key| {
        let outcome = act(answer_key).await?;
        *shown.lock().unwrap_or_else(PoisonError::into_inner) = Some(show(&outcome));
        Ok(outcome)
    };
    let kept = once(app, payee, key, render, showing).await?;
    // A repetition doesn't act.
    match shown.into_inner().unwrap_or_else(PoisonError::into_inner) {
        Some(answer) => Ok(response(answer)?),
        None => Ok(kept),
    }
}

async fn find_kept(app: &App, payee: &PayeeId, key: &str, fingerprint: &str) -> Result<Option<StoredAnswer>, ApiError> {
    let Some(kept) = find_answer(&app.ctx, payee, key).await? else { return Ok(None) };
    if kept.fingerprint != fingerprint {
        return Err(Error::KeyReused.into());
    }
    Ok(Some(kept.answer))
}

/// The response of a kept answer, marked where it repeats an earlier one.
pub(super) fn replied(answer: StoredAnswer, is_replayed: bool) -> Result<Response, ApiError> {
    Ok(marked(response(answer)?, is_replayed))
}

/// Marks an answer that repeats an earlier one.
pub(super) fn marked(mut response: Response, is_replayed: bool) -> Response {
    if is_replayed {
        response.headers_mut().insert("idempotent-replayed", HeaderValue::from_static("true"));
    }
    response
}

fn response(answer: StoredAnswer) -> Result<Response, store::Error> {
    let StoredAnswer { status, location, body } = answer;
    let unreadable = || store::Error::Defect("a kept answer is none of HTTP".into());
    let status = u16::try_from(status).ok().and_then(|status| StatusCode::from_u16(status).ok());
    let content = [(header::CONTENT_TYPE, "application/json")];
    let mut response = (status.ok_or_else(unreadable)?, content, body).into_response();
    if let Some(location) = location {
        let location = HeaderValue::try_from(location).map_err(|_| unreadable())?;
        response.headers_mut().insert(header::LOCATION, location);
    }
    Ok(response)
}
