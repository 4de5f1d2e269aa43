//! The first of the operator's pages: links, deliveries, and payees whom nobody can pay.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::rows::{self, DownView, FailingView, Moments, ReportedView, WaylessView};
use crate::domain::field::FieldError;
use crate::domain::service_text::TextKind;
use crate::store::{MOST_LISTED, NEWEST_PAYEES};
use crate::web::App;
use crate::web::app::frame::{Frame, NavigationPlace};
use crate::web::error::PageError;
use crate::web::http::extract::SignedIn;
use crate::web::http::feet;
use crate::web::view::{FieldErrorView, errors, render};

/// A text of the operator's, in the menu.
struct ServiceTextView {
    kind: TextKind,
    title: String,
    written: bool,
}

#[derive(Template)]
#[template(path = "app/operator.html")]
struct OperatorPage {
    frame: Frame,
    waiting: Vec<ReportedView>,
    dismissed: Vec<ReportedView>,
    down: Vec<DownView>,
    failing: Vec<FailingView>,
    wayless: Vec<WaylessView>,
    /// The sentence about the payees among whom the ones without a way were looked for.
    among: String,
    /// The sentence about a list that was cut.
    cut: String,
    texts: Vec<ServiceTextView>,
    /// The link that was typed to be taken down.
    typed: String,
    errors: Vec<FieldErrorView>,
}

impl OperatorPage {
    /// Returns whether a list may have been cut.
    fn is_cut<T>(&self, list: &[T]) -> bool {
        list.len() >= MOST_LISTED
    }
}

/// Renders the page, with a link that was refused.
pub(super) async fn page(
    app: &App,
    who: &SignedIn,
    status: StatusCode,
    (typed, wrong): (String, Vec<FieldError>),
) -> Result<Response, PageError> {
    let (store, now) = (&app.ctx.store, app.ctx.clock.now());
    let (waiting, dismissed) = (store.waiting_reports().await?, store.dismissed_reports(now).await?);
    let (down, failing) = (store.taken_down().await?, store.failing_endpoints().await?);
    let wayless = store.payees_without_way().await?;
    let frame = Frame::of(app, who, NavigationPlace::Settings).await?;
    let (t, moments) = (who.words(), Moments { who, now });
    let written: Vec<_> = frame.foot.kinds().collect();
    let text =
        |kind| ServiceTextView { kind, title: t.say(feet::title(kind)).into_owned(), written: written.contains(&kind) };
    let counted = |key: &str, count| t.say_with(key, "n", &who.locale.count(count)).into_owned();
    let page = OperatorPage {
        waiting: waiting.iter().map(|reports| rows::reported(&moments, reports)).collect(),
        dismissed: dismissed.iter().map(|reports| rows::reported(&moments, reports)).collect(),
        down: down.iter().map(|down| rows::down(&moments, down)).collect(),
        failing: failing.iter().map(|endpoint| rows::failing(&moments, endpoint)).collect(),
        wayless: wayless.iter().map(|payee| rows::wayless(&moments, payee)).collect(),
        among: counted("operator-among", NEWEST_PAYEES),
        cut: counted("operator-cut", i64::try_from(MOST_LISTED).unwrap_or(i64::MAX)),
        texts: TextKind::ALL.map(text).into(),
        typed,
        errors: errors(&t, wrong),
        frame,
    };
    render(status, &page)
}

/// `GET /app/operator`.
pub async fn show(State(app): State<App>, who: SignedIn) -> Result<Response, PageError> {
    page(&app, &who, StatusCode::OK, Default::default()).await
}
