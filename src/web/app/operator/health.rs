//! `/app/operator/health`: the version, and what the probes and metrics of this process tell.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use crate::web::App;
use crate::web::app::frame::{Frame, NavigationPlace};
use crate::web::error::PageError;
use crate::web::http::extract::SignedIn;
use crate::web::machines::metrics::PlannedCalls;
use crate::web::view::render;

/// A background task.
struct TaskView {
    /// The name, as in the metrics and the log.
    name: &'static str,
    well: bool,
    panics: String,
    /// The age of its earliest call that is due; `None` for a task without calls.
    due: Option<String>,
}

#[derive(Template)]
#[template(path = "app/operator_health.html")]
struct HealthPage {
    frame: Frame,
    version: &'static str,
    ready: bool,
    tasks: Vec<TaskView>,
}

/// `GET /app/operator/health`.
pub async fn show(State(app): State<App>, who: SignedIn) -> Result<Response, PageError> {
    let store = &app.ctx.store;
    let ready = store.ready().await.is_ok();
    let ages = PlannedCalls::read(&app.ctx).await?.ages(app.ctx.clock.now());
    let ailing = app.supervisor.ailing();
    let t = who.words();
    let task = |(name, panics): (&'static str, u64)| {
        let age = ages.iter().find(|(of, _)| *of == name).map(|(_, seconds)| *seconds);
        TaskView {
            name,
            well: !ailing.contains(&name),
            panics: who.locale.count(i64::try_from(panics).unwrap_or(i64::MAX)),
            due: age.map(|seconds| t.say_with("operator-age", "n", &who.locale.count(seconds)).into_owned()),
        }
    };
    let tasks = app.supervisor.panics().into_iter().map(task).collect();
    let frame = Frame::of(&app, &who, NavigationPlace::Settings).await?;
    render(StatusCode::OK, &HealthPage { frame, version: env!("CARGO_PKG_VERSION"), ready, tasks })
}
