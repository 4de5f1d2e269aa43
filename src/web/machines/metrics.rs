//! Metrics for Prometheus, in the OpenMetrics text format. Counters count in the process; the rest is computed for each scrape from the
//! current state of the process and the database, so that a stalled task can't hide behind a stale value. Nothing is told of a person: no
//! label names a payee, a request or an address.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;

use crate::actions::Context;
use crate::domain::clock::Timestamp;
use crate::store::{self, Counts, EarliestDue, PoolUse};
use crate::web::App;
use crate::web::http::traffic::Traffic;

/// One label, such as `task="…"`, which names a background task.
type OneLabel = [(&'static str, &'static str); 1];

const CONTENT_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// The values of one scrape.
struct Measured {
    /// The background tasks with the number of their panics since the start.
    panics: Vec<(&'static str, u64)>,
    /// The background tasks that have panicked and not recovered yet.
    ailing: Vec<&'static str>,
    due: PlannedCalls,
    now: Timestamp,
    open_pages: usize,
    writer_queue: Option<usize>,
    pool: PoolUse,
    counts: Counts,
    traffic: Traffic,
}

/// The times of the earliest calls that are planned, of each task that calls others.
pub struct PlannedCalls {
    /// Calls to providers.
    providers: EarliestDue,
    /// Calls to payees' endpoints.
    deliveries: Option<Timestamp>,
    /// Calls to push services.
    alerts: Option<Timestamp>,
}

impl PlannedCalls {
    /// Reads them.
    ///
    /// # Errors
    /// The database's.
    pub async fn read(ctx: &Context) -> Result<Self, store::Error> {
        // Without an identity at push services, what waits for devices is sent by nobody, and is late for nobody.
        let alerts = if ctx.vapid.is_some() { ctx.store.earliest_alert().await? } else { None };
        let (providers, deliveries) = (ctx.store.earliest_due().await?, ctx.store.earliest_delivery().await?);
        Ok(Self { providers, deliveries, alerts })
    }

    /// The age in seconds of the earliest call of each task that is due; 0 for none.
    pub fn ages(&self, now: Timestamp) -> [(&'static str, i64); 6] {
        let EarliestDue { refunds, polls, settled_polls, ends } = self.providers;
        [
            ("refunds", refunds),
            ("polls", polls),
            ("settled_polls", settled_polls),
            ("ends", ends),
            ("deliveries", self.deliveries),
            ("alerts", self.alerts),
        ]
        .map(|(task, at)| (task, at.map_or(0, |at| (now - at).num_seconds().max(0))))
    }
}

/// `GET /metrics`, on a listener of its own.
pub async fn show(State(app): State<App>) -> Response {
    let store = &app.ctx.store;
    let due = match PlannedCalls::read(&app.ctx).await {
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
        writer_queue: store.writer_queue(),
        pool: store.pool_use(),
        counts: store.counts().clone(),
        traffic: app.traffic.clone(),
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
    fn text(self) -> Result<String, std::fmt::Error> {
        let mut registry = Registry::with_prefix("chit");
        self.register_tasks(&mut registry);
        self.register_load(&mut registry);
        let Counts { movements, events, refunds, deliveries, alerts, .. } = self.counts;
        registry.register("movements", "Ledger lines that were written, by type and evidence", movements);
        registry.register("events", "Providers' events, by outcome", events);
        registry.register("refunds", "Refunds that were asked for, by the state that they got into", refunds);
        registry.register(
            "deliveries",
            "Calls to payees' endpoints, by the state of the delivery afterwards",
            deliveries,
        );
        registry.register("alerts", "Calls to push services, by what came of the alert", alerts);
        let Traffic { requests, seconds } = self.traffic;
        registry.register("requests", "Requests that were answered, by method, route template and status", requests);
        registry.register("answer_seconds", "Seconds until an answer began, by group of routes", seconds);
        let mut text = String::new();
        encode(&mut text, &registry)?;
        Ok(text)
    }

    /// Registers the background tasks: whether they are well, and whether they keep up.
    fn register_tasks(&self, registry: &mut Registry) {
        let (panics, well, ages_of_tasks) = (
            Family::<OneLabel, Counter>::default(),
            Family::<OneLabel, Gauge>::default(),
            Family::<OneLabel, Gauge>::default(),
        );
        for (task, count) in &self.panics {
            panics.get_or_create(&[("task", *task)]).inc_by(*count);
            well.get_or_create(&[("task", *task)]).set(i64::from(!self.ailing.contains(task)));
        }
        for (task, age) in self.due.ages(self.now) {
            ages_of_tasks.get_or_create(&[("task", task)]).set(age);
        }
        registry.register("task_panics", "Panics of each background task since the start", panics);
        registry.register("task_well", "1 for a background task that runs well, 0 after a panic", well);
        registry.register(
            "oldest_due_seconds",
            "Age of the earliest call that is due, by task, 0 for none",
            ages_of_tasks,
        );
    }

    /// Registers what this process has open and queued.
    fn register_load(&self, registry: &mut Registry) {
        let gauge = |value: usize| {
            let gauge = Gauge::<i64>::default();
            gauge.set(i64::try_from(value).unwrap_or(i64::MAX));
            gauge
        };
        registry.register("open_pages", "Open pages that are told of changes", gauge(self.open_pages));
        let PoolUse { busy, idle, most } = self.pool;
        let connections = Family::<OneLabel, Gauge>::default();
        for (state, count) in [("busy", busy), ("idle", idle)] {
            connections.get_or_create(&[("state", state)]).set(i64::try_from(count).unwrap_or(i64::MAX));
        }
        registry.register("database_connections", "Connections of the database's pool, by state", connections);
        let limit = Gauge::<i64>::default();
        limit.set(most.into());
        registry.register("database_connections_limit", "The most connections of the database's pool", limit);
        // PostgreSQL has no writer of ours.
        if let Some(queue) = self.writer_queue {
            let Counts { writer_commits, writer_jobs, .. } = &self.counts;
            registry.register("writer_queue", "Writes that wait for SQLite's writer", gauge(queue));
            registry.register("writer_commits", "Commits of SQLite's writer", writer_commits.clone());
            registry.register("writer_jobs", "Writes that shared these commits", writer_jobs.clone());
        }
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
        let providers = EarliestDue { refunds: None, polls: ago(90), settled_polls: ago(-3600), ends: ago(1) };
        let measured = Measured {
            panics: vec![("polls", 2), ("upkeep", 0)],
            ailing: vec!["polls"],
            due: PlannedCalls { providers, deliveries: ago(7), alerts: ago(8) },
            now,
            open_pages: 3,
            writer_queue: None,
            pool: PoolUse { busy: 1, idle: 2, most: 8 },
            counts: Counts::default(),
            traffic: Traffic::new(),
        };
        let text = measured.text().expect("a text");
        for line in [
            "chit_task_panics_total{task=\"polls\"} 2",
            "chit_task_panics_total{task=\"upkeep\"} 0",
            "chit_task_well{task=\"polls\"} 0",
            "chit_task_well{task=\"upkeep\"} 1",
            "chit_oldest_due_seconds{task=\"refunds\"} 0",
            "chit_oldest_due_seconds{task=\"polls\"} 90",
            "chit_oldest_due_seconds{task=\"settled_polls\"} 0",
            "chit_oldest_due_seconds{task=\"ends\"} 1",
            "chit_oldest_due_seconds{task=\"deliveries\"} 7",
            "chit_oldest_due_seconds{task=\"alerts\"} 8",
            "chit_open_pages 3",
            "chit_database_connections{state=\"busy\"} 1",
            "chit_database_connections_limit 8",
            "# EOF",
        ] {
            assert!(text.lines().any(|l| l == line), "{line} is not in\n{text}");
        }
        assert!(!text.contains("writer"), "PostgreSQL has no writer of ours");
    }
}
