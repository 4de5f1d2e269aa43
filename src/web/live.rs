//! Pages that turn by themselves: server-sent events (HTML Living Standard §9.2). A page says what it shows; as soon as that is no
//! longer so, it is told once, and loads itself anew.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::response::IntoResponse;
use axum::response::Response;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::stream;
use serde::Deserialize;
use tokio::sync::broadcast::Receiver;

use super::State;
use super::error::Error;
use crate::domain::code::RequestCode;
use crate::store;

/// How long most pages rely on news alone before looking anyway: time passes without news, and a listener may have lost its database.
pub const LOOK: Duration = Duration::from_secs(20);
/// How often to say that the connection lives, so that nobody in between cuts it.
const ALIVE: Duration = Duration::from_secs(15);

/// What the page shows.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Since {
    /// As the page was told when it was rendered.
    pub since: String,
}

/// Answers with a stream that tells once that `shown` is no longer how the request stands. `now` says how it stands; it is asked on
/// news, and where there are none, every so often.
///
/// # Errors
/// [`Error::TooMany`] when too many pages are open.
pub fn stream<F>(
    state: &State,
    code: RequestCode,
    shown: String,
    every: Duration,
    now: impl Fn(State) -> F + Send + 'static,
) -> Result<Response, Error>
where
    F: Future<Output = Result<Option<String>, store::Error>> + Send,
{
    let busy = Error::TooMany { limit: 0, retry_after: 30 };
    let place = Arc::clone(&state.live_pages).try_acquire_owned().map_err(|_| busy)?;
    // Subscribed before the first look, so that nothing falls between the two.
    let news = state.ctx.store.news();
    let state = state.clone();
    let told = async move {
        let _place = place;
        Ok::<_, Infallible>(changed(&state, &code, &shown, every, news, now).await)
    };
    Ok(Sse::new(stream::once(told)).keep_alive(KeepAlive::new().interval(ALIVE)).into_response())
}

async fn changed<F>(
    state: &State,
    code: &RequestCode,
    shown: &str,
    every: Duration,
    mut news: Receiver<RequestCode>,
    now: impl Fn(State) -> F,
) -> Event
where
    F: Future<Output = Result<Option<String>, store::Error>>,
{
    let mut stopping = state.stopping.clone();
    loop {
        // A database that doesn't answer says nothing about the request.
        if let Ok(stands) = now(state.clone()).await
            && stands.as_deref() != Some(shown)
        {
            return Event::default().event("change").data("");
        }
        tokio::select! {
            () = about(&mut news, code) => {}
            () = tokio::time::sleep(every) => {}
            // The page connects again by itself, to whoever serves then.
            _ = stopping.wait_for(|stopping| *stopping) => return Event::default().comment("stopping"),
        }
    }
}

/// Waits for news about a request, or for news having been missed.
async fn about(news: &mut Receiver<RequestCode>, code: &RequestCode) {
    use tokio::sync::broadcast::error::RecvError;
    loop {
        match news.recv().await {
            Ok(other) if other != *code => {}
            Ok(_) | Err(RecvError::Lagged(_)) => return,
            Err(RecvError::Closed) => std::future::pending().await,
        }
    }
}
