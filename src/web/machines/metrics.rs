//! Metrics for Prometheus, in the OpenMetrics text format. They are gathered when they are asked for, from what the service and its database
//! know then, so a task that stands still can't hide it.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;

use crate::domain::clock::Timestamp;
use crate::store::EarliestDue;
use crate::web::App;

/// The label that names a background task.
type OfTask = [(&'static str, &'static str); 1];

const CONTENT_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// The figures of one moment.
struct Measured {
    /// The background tasks, each with the number of its panics.
    panics: Vec<(&'static str, u64)>,
    /// The tasks that are not well.
    ailing: Vec<&'static str>,
    due: EarliestDue,
    now: Timestamp,
    open_pages: usize,
}

/// `GET /metrics`, on an address of its own.
pub async fn show(State(app): State<App>) -> Response {
    let due = match app.ctx.store.earliest_due().await {
        Ok(due) => due,
        Err(error) => {
            tracing::warn!(%error, "metrics can't be gathered");
            return (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n").into_response();
        }
    };
    let measured = Measured {
        panics: app.supervisor.panics(),
        ailing: app.supervisor.ailing(),
        due,
        now: app.ctx.clock.now(),
        open_pages: app.live_pages.taken(),
    };
    match measured.text() {
        Ok(text) => ([(header::CONTENT_TYPE, CONTENT_TYPE)], text).into_response(),
        Err(error) => {
            tracing::error!(%error, "metrics can't be written");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

impl Measured {
    fn text(&self) -> Result<String, std::fmt::Error> {
        let (panics, well, ages) = (
            Family::<OfTask, Counter>::default(),
            Family::<OfTask, Gauge>::default(),
            Family::<OfTask, Gauge>::default(),
        );
        for (task, count) in &self.panics {
            panics.get_or_create(&[("task", *task)]).inc_by(*count);
            well.get_or_create(&[("task", *task)]).set(i64::from(!self.ailing.contains(task)));
        }
        let EarliestDue { refunds, polls, settled_polls, ends } = self.due;
        for (task, at) in [("refunds", refunds), ("polls", polls), ("settled_polls", settled_polls), ("ends", ends)] {
            let age = at.map_or(0, |at| (self.now - at).num_seconds().max(0));
            ages.get_or_create(&[("task", task)]).set(age);
        }
        let open_pages = Gauge::<i64>::default();
        open_pages.set(i64::try_from(self.open_pages).unwrap_or(i64::MAX));

        let mut registry = Registry::with_prefix("chit");
        registry.register("task_panics", "Panics of each background task since the start", panics);
        registry.register("task_well", "1 for a background task that runs well, 0 after a panic", well);
        registry.register("oldest_due_seconds", "Age of the earliest call to a provider that is due, 0 for none", ages);
        registry.register("open_pages", "Open pages that are told of changes", open_pages);
        let mut text = String::new();
        encode(&mut text, &registry)?;
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, TimeDelta};

    use super::*;

    #[test]
    fn tasks_and_ages_are_told() {
        let now = DateTime::from_timestamp(1_790_000_000, 0).expect("in range");
        let ago = |seconds| Some(now - TimeDelta::seconds(seconds));
        let due = EarliestDue { refunds: None, polls: ago(90), settled_polls: ago(-3600), ends: ago(1) };
        let panics = vec![("polls", 2), ("upkeep", 0)];
        let text = Measured { panics, ailing: vec!["polls"], due, now, open_pages: 3 }.text().expect("a text");
        for line in [
            "chit_task_panics_total{task=\"polls\"} 2",
            "chit_task_panics_total{task=\"upkeep\"} 0",
            "chit_task_well{task=\"polls\"} 0",
            "chit_task_well{task=\"upkeep\"} 1",
            "chit_oldest_due_seconds{task=\"refunds\"} 0",
            "chit_oldest_due_seconds{task=\"polls\"} 90",
            "chit_oldest_due_seconds{task=\"settled_polls\"} 0",
            "chit_oldest_due_seconds{task=\"ends\"} 1",
            "chit_open_pages 3",
            "# EOF",
        ] {
            assert!(text.lines().any(|l| l == line), "{line} is not in\n{text}");
        }
    }
}
