//! Pages that reload when their state changes, by server-sent events (HTML Living Standard §9.2). A page names the state that it shows;
//! as soon as the state differs, it gets one event and reloads.

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

/// The longest time without a read of the state, as a safety net for lost notifications. A database that was out of reach reports a
/// change of everything when it is back.
pub const QUIET: Duration = Duration::from_secs(300);
/// The interval of reads of a state that changes without notifications, or is overdue for a change.
pub const LOOK: Duration = Duration::from_secs(20);
/// The interval of comments that keep proxies from closing an idle connection: many do after 30 seconds, nginx after 60.
const ALIVE: Duration = Duration::from_secs(25);
/// The browser's pause before it reconnects after its stream has ended.
const AGAIN: Duration = Duration::from_secs(2);
/// The same pause while all slots for streams are taken.
const AGAIN_WITHOUT_PLACE: Duration = Duration::from_secs(30);

/// The query of an event stream's address.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Since {
    /// The state that the page shows, from the stream's address.
    pub since: String,
}

/// The current state of a page's subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LiveState {
    /// A word that differs whenever the page would look different.
    pub state: String,
    /// The time at which it changes without a notification, such as an expiry.
    pub changes_at: Option<Timestamp>,
}

/// A page that is open in a browser.
pub struct OpenPage {
    /// The request whose changes concern the page; `None` for pages of the payee itself.
    pub code: Option<RequestCode>,
    /// The payee whose changes concern the page.
    pub payee: Handle,
    /// The state that the page shows.
    pub shown: String,
    /// The event's data: a sentence for a reader who is typing, whose page isn't reloaded at once. It can't be empty, because browsers
    /// drop events without data.
    pub told: String,
    /// The longest time without a read of the state: [`QUIET`] where every change is notified or known in advance.
    pub every: Duration,
}

/// Answers with a stream that sends one event once the state differs from the one that the page shows. `now` reads the state, on
/// notifications and at intervals. A page that gets no slot has its state read once and reconnects later; it also gets status 200,
/// since any other would keep browsers from reconnecting (HTML Living Standard §9.2.3).
pub async fn stream<F>(app: &App, client: Client, page: OpenPage, now: impl Fn(App) -> F + Send + 'static) -> Response
where
    F: Future<Output = Result<Option<LiveState>, store::Error>> + Send + 'static,
{
    stream_about(app, client, page, None, now).await
}

/// As [`stream()`], for a page that a further subject concerns.
pub async fn stream_about<F>(
    app: &App,
    client: Client,
    page: OpenPage,
    further: Option<Subject>,
    now: impl Fn(App) -> F + Send + 'static,
) -> Response
where
    F: Future<Output = Result<Option<LiveState>, store::Error>> + Send + 'static,
{
    // Subscribed before the first read, so that no change between the two is lost.
    let news = app.ctx.store.wait_for(page.subjects().into_iter().chain(further));
    let Some(place) = app.live_pages.take(client) else {
        let event =
            if page.is_outdated(&now(app.clone()).await) { page.change() } else { Event::default().comment("full") };
        let events = [Event::default().retry(AGAIN_WITHOUT_PLACE), event].map(Ok::<_, Infallible>);
        // Closed, so that the connection takes no place either.
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

/// Makes an answer that proxies pass on unbuffered; nginx would collect it first.
fn unbuffered(events: impl IntoResponse) -> Response {
    let headers = [
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no")),
    ];
    (headers, events).into_response()
}

impl OpenPage {
    /// Returns whether a read shows another state. A failed read proves nothing.
    fn is_outdated(&self, read: &Result<Option<LiveState>, store::Error>) -> bool {
        read.as_ref().is_ok_and(|now| now.as_ref().is_none_or(|now| now.state != self.shown))
    }

    /// The time until the next read of the state.
    fn pause(&self, read: &Result<Option<LiveState>, store::Error>, now: Timestamp) -> Duration {
        let changes_at = match read {
            Ok(state) => state.as_ref().and_then(|state| state.changes_at),
            Err(_) => return self.every.min(LOOK),
        };
        // A change that is overdue is read every `LOOK`.
        changes_at.map_or(self.every, |at| (at - now).to_std().unwrap_or(LOOK).min(self.every))
    }

    fn subjects(&self) -> Vec<Subject> {
        self.code.clone().map(Subject::Request).into_iter().chain([Subject::Payee(self.payee.clone())]).collect()
    }

    fn change(&self) -> Event {
        Event::default().event("change").data(&self.told)
    }
}

/// Waits until the state has changed, or until the stream has to end; browsers then reconnect by themselves.
async fn outcome<F>(app: &App, page: &OpenPage, mut news: Waiter, now: impl Fn(App) -> F) -> Event
where
    F: Future<Output = Result<Option<LiveState>, store::Error>>,
{
    let mut stopping = app.stopping.clone();
    // A browser that vanished without closing its connection holds a slot no longer than this.
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
            // The browser reconnects to the process that serves next.
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
