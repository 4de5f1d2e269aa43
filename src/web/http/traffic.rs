//! Counts of requests for the metrics: by method, route template and status, never by path; and how long answers took to begin.

use std::time::Duration;

use axum::http::{Method, StatusCode};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};

/// The word for requests for which there is no route, in metrics and in the log.
pub const UNMATCHED: &str = "unmatched";

/// The number of buckets of durations: each is twice as long as the one before, from a millisecond to eight seconds.
const BUCKETS: u16 = 14;

/// The labels `method`, `route` and `status`.
pub type OfRequest = [(&'static str, String); 3];

/// Durations, told apart by the label `group`.
pub type Durations = Family<[(&'static str, &'static str); 1], Histogram, fn() -> Histogram>;

/// The counts of one process. Cheap to clone; clones count together.
#[derive(Clone)]
pub struct Traffic {
    /// Requests.
    pub requests: Family<OfRequest, Counter>,
    /// Seconds until an answer began.
    pub seconds: Durations,
}

impl Traffic {
    /// Counts from zero.
    pub fn new() -> Self {
        let seconds = Durations::new_with_constructor(|| Histogram::new(exponential_buckets(0.001, 2.0, BUCKETS)));
        Self { requests: Family::default(), seconds }
    }

    /// Counts an answered request. `group` is that of its route.
    pub fn count(&self, method: &Method, route: &str, status: StatusCode, group: &'static str, took: Duration) {
        let labels = [("method", known(method)), ("route", route), ("status", status.as_str())];
        self.requests.get_or_create(&labels.map(|(name, value)| (name, value.to_owned()))).inc();
        self.seconds.get_or_create(&[("group", group)]).observe(took.as_secs_f64());
    }
}

/// The name of a method. Callers may invent others, each of which would be counted by itself.
fn known(method: &Method) -> &str {
    match *method {
        Method::GET | Method::HEAD | Method::POST | Method::PUT | Method::PATCH | Method::DELETE | Method::OPTIONS => {
            method.as_str()
        }
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strangers_add_no_lines() {
        let traffic = Traffic::new();
        for name in ["GET", "BREW", "WHEN"] {
            let method = Method::from_bytes(name.as_bytes()).expect("a method");
            traffic.count(&method, UNMATCHED, StatusCode::NOT_FOUND, "pages", Duration::from_millis(3));
        }
        let counted = |method: &str| {
            let labels = [("method", method), ("route", UNMATCHED), ("status", "404")];
            traffic.requests.get_or_create(&labels.map(|(name, value)| (name, value.to_owned()))).get()
        };
        assert_eq!((counted("GET"), counted("other")), (1, 2));
    }
}
