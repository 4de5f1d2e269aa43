//! Pages that turn by themselves: server-sent events (HTML Living Standard §9.2). A page says which state it shows; as soon as the
//! state is another one, the page is told once, and loads itself anew.

use std::convert::Infallible;
use std::time::Duration;

use axum::http::{HeaderName, HeaderValue, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream::{self, StreamExt};
use serde::Deserialize;
use tokio::sync::broadcast::Receiver;

use super::State;
use super::client::Client;
use crate::domain::code::RequestCode;
use crate::domain::handle::Handle;
use crate::store::{self, Changed};

/// The longest time that most pages rely on news alone: time passes without news, and a listener may have lost its database.
pub const LOOK: Duration = Duration::from_secs(20);
/// The interval of the comments that keep proxies from cutting a quiet connection.
const ALIVE: Duration = Duration::from_secs(15);
/// The pause after which a browser connects again when its stream has ended.
const AGAIN: Duration = Duration::from_secs(2);
/// The same pause for a page that found no place.
const AGAIN_WITHOUT_PLACE: Duration = Duration::from_secs(30);

/// The state that a page shows.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Since {
    /// As the page was told when it was rendered.
    pub since: String,
}

/// A page that is open in a browser.
pub struct OpenPage {
    /// The request that it shows; none of a page of the payee's own.
    pub code: Option<RequestCode>,
    /// The payee.
    pub payee: Handle,
    /// The state that it shows.
    pub shown: String,
    /// The sentence for a reader who is typing and so isn't taken to the new page at once. Without it browsers would drop the event:
    /// one without data is none.
    pub told: String,
    /// The longest time without a look at the state.
    pub every: Duration,
}

/// Answers with a stream that tells once that the state is no longer the one that the page shows. `now` reads the state, on news and
/// every so often without. A page that finds no place gets the same answer, for the moment only, and comes again later: any status but
/// 200 would keep browsers from connecting again (HTML Living Standard §9.2.3).
pub async fn stream<F>(
    state: &State,
    client: Client,
    page: OpenPage,
    now: impl Fn(State) -> F + Send + 'static,
) -> Response
where
    F: Future<Output = Result<Option<String>, store::Error>> + Send + 'static,
{
    // Subscribed before the first look, so that nothing falls between the two.
    let news = state.ctx.store.news();
    let Some(place) = state.live_pages.take(client) else {
        let event =
            if page.is_outdated(now(state.clone()).await) { page.change() } else { Event::default().comment("full") };
        let events = [Event::default().retry(AGAIN_WITHOUT_PLACE), event].map(Ok::<_, Infallible>);
        // Nor does its connection take a place.
        let close = [(header::CONNECTION, HeaderValue::from_static("close"))];
        return unbuffered((close, Sse::new(stream::iter(events))));
    };
    let state = state.clone();
    let told = async move {
        let _place = place;
        Ok::<_, Infallible>(outcome(&state, &page, news, now).await)
    };
    let events = stream::iter([Ok(Event::default().retry(AGAIN))]).chain(stream::once(told));
    unbuffered(Sse::new(events).keep_alive(KeepAlive::new().interval(ALIVE)))
}

/// An answer that is passed on as it comes: nginx would gather it first.
fn unbuffered(events: impl IntoResponse) -> Response {
    let headers = [
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no")),
    ];
    (headers, events).into_response()
}

impl OpenPage {
    /// A database that doesn't answer says nothing about the state.
    fn is_outdated(&self, read: Result<Option<String>, store::Error>) -> bool {
        read.is_ok_and(|state| state.as_deref() != Some(self.shown.as_str()))
    }

    fn shows(&self, changed: &Changed) -> bool {
        match changed {
            Changed::Request(code) => self.code.as_ref() == Some(code),
            Changed::Payee(handle) => self.payee == *handle,
            Changed::Anything => true,
        }
    }

    fn change(&self) -> Event {
        Event::default().event("change").data(&self.told)
    }
}

/// Waits until the page is out of date, and says so; or until the page has to connect again, which it does by itself.
async fn outcome<F>(state: &State, page: &OpenPage, mut news: Receiver<Changed>, now: impl Fn(State) -> F) -> Event
where
    F: Future<Output = Result<Option<String>, store::Error>>,
{
    let mut stopping = state.stopping.clone();
    // A browser that went away without a word gives back its place.
    let age = tokio::time::sleep(state.live_time);
    tokio::pin!(age);
    loop {
        if page.is_outdated(now(state.clone()).await) {
            return page.change();
        }
        tokio::select! {
            () = about(&mut news, page) => {}
            () = tokio::time::sleep(page.every) => {}
            () = &mut age => return Event::default().comment("connect again"),
            // Whoever serves then.
            _ = stopping.wait_for(|stopping| *stopping) => return Event::default().comment("stopping"),
        }
    }
}

/// Waits for news about what a page shows, or for news having been missed.
async fn about(news: &mut Receiver<Changed>, page: &OpenPage) {
    use tokio::sync::broadcast::error::RecvError;
    loop {
        match news.recv().await {
            Ok(other) if !page.shows(&other) => {}
            Ok(_) | Err(RecvError::Lagged(_)) => return,
            Err(RecvError::Closed) => std::future::pending().await,
        }
    }
}
