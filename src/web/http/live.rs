//! Pages that turn by themselves: server-sent events (HTML Living Standard §9.2). A page says which state it shows; as soon as the
//! state is another one, the page is told once, and loads itself anew.

use std::convert::Infallible;
use std::time::Duration;

use axum::http::{HeaderName, HeaderValue, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream::{self, StreamExt};
use serde::Deserialize;

use super::client::Client;
use crate::domain::clock::Timestamp;
use crate::domain::payee::handle::Handle;
use crate::domain::request::code::RequestCode;
use crate::store::{self, Subject, Waiter};
use crate::web::App;

/// The longest time that a page relies on news alone. A database that can't tell news says so when it is back, so this is for what nobody
/// thought of.
pub const QUIET: Duration = Duration::from_secs(300);
/// The interval of looks at what changes without news, or should have changed by now.
pub const LOOK: Duration = Duration::from_secs(20);
/// The interval of the comments that keep proxies from cutting a quiet connection: many cut after 30 seconds, nginx after 60.
const ALIVE: Duration = Duration::from_secs(25);
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

/// The state of a page as it is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LiveState {
    /// A word that changes when the page does.
    pub state: String,
    /// The time at which it changes by itself, without news.
    pub changes_at: Option<Timestamp>,
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
    /// The longest time without a look at the state: [`QUIET`] where every change is news, or known in advance.
    pub every: Duration,
}

/// Answers with a stream that tells once that the state is no longer the one that the page shows. `now` reads the state, on news and
/// every so often without. A page that finds no place gets the same answer, for the moment only, and comes again later: any status but
/// 200 would keep browsers from connecting again (HTML Living Standard §9.2.3).
pub async fn stream<F>(app: &App, client: Client, page: OpenPage, now: impl Fn(App) -> F + Send + 'static) -> Response
where
    F: Future<Output = Result<Option<LiveState>, store::Error>> + Send + 'static,
{
    // Subscribed before the first look, so that nothing falls between the two.
    let news = app.ctx.store.wait_for(page.subjects());
    let Some(place) = app.live_pages.take(client) else {
        let event =
            if page.is_outdated(&now(app.clone()).await) { page.change() } else { Event::default().comment("full") };
        let events = [Event::default().retry(AGAIN_WITHOUT_PLACE), event].map(Ok::<_, Infallible>);
        // Nor does its connection take a place.
        let close = [(header::CONNECTION, HeaderValue::from_static("close"))];
        return unbuffered((close, Sse::new(stream::iter(events))));
    };
    let app = app.clone();
    let told = async move {
        let _place = place;
        Ok::<_, Infallible>(outcome(&app, &page, news, now).await)
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
    fn is_outdated(&self, read: &Result<Option<LiveState>, store::Error>) -> bool {
        read.as_ref().is_ok_and(|now| now.as_ref().is_none_or(|now| now.state != self.shown))
    }

    /// The pause until the next look, after this one.
    fn pause(&self, read: &Result<Option<LiveState>, store::Error>, now: Timestamp) -> Duration {
        let changes_at = match read {
            Ok(state) => state.as_ref().and_then(|state| state.changes_at),
            Err(_) => return self.every.min(LOOK),
        };
        // What should have changed is about to.
        changes_at.map_or(self.every, |at| (at - now).to_std().unwrap_or(LOOK).min(self.every))
    }

    fn subjects(&self) -> Vec<Subject> {
        self.code.clone().map(Subject::Request).into_iter().chain([Subject::Payee(self.payee.clone())]).collect()
    }

    fn change(&self) -> Event {
        Event::default().event("change").data(&self.told)
    }
}

/// Waits until the page is out of date, and says so; or until the page has to connect again, which it does by itself.
async fn outcome<F>(app: &App, page: &OpenPage, mut news: Waiter, now: impl Fn(App) -> F) -> Event
where
    F: Future<Output = Result<Option<LiveState>, store::Error>>,
{
    let mut stopping = app.stopping.clone();
    // A browser that went away without a word gives back its place.
    let age = tokio::time::sleep(app.live_time);
    tokio::pin!(age);
    loop {
        let read = now(app.clone()).await;
        if page.is_outdated(&read) {
            return page.change();
        }
        let pause = page.pause(&read, app.ctx.clock.now());
        tokio::select! {
            () = news.news() => {}
            () = tokio::time::sleep(pause) => {}
            () = &mut age => return Event::default().comment("connect again"),
            // Whoever serves then.
            _ = stopping.wait_for(|stopping| *stopping) => return Event::default().comment("stopping"),
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, TimeDelta};

    use super::*;

    #[test]
    fn a_page_looks_when_its_state_changes_by_itself_and_rarely_else() {
        let payee = Handle::parse("anna").expect("a handle");
        let page = OpenPage { code: None, payee, shown: "open".into(), told: String::new(), every: QUIET };
        let now = DateTime::from_timestamp(1_790_000_000, 0).expect("in range");
        let pause = |seconds: Option<i64>| {
            let changes_at = seconds.map(|seconds| now + TimeDelta::seconds(seconds));
            page.pause(&Ok(Some(LiveState { state: "open".into(), changes_at })), now).as_secs()
        };
        assert_eq!([None, Some(86_400), Some(301), Some(42)].map(pause), [300, 300, 300, 42]);
        assert_eq!([Some(-1), Some(-3600)].map(pause), [20, 20], "it should have changed");
        let lost = Err(store::Error::Unavailable(String::new()));
        assert_eq!(page.pause(&lost, now).as_secs(), 20);
        assert!(!page.is_outdated(&lost));
        assert!(page.is_outdated(&Ok(None)));
    }
}
