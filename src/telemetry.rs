//! Logs: levels, routes as templates, durations, request ids. No path, code, address, amount or name of a person.

use std::io::IsTerminal;

use tracing::{Level, Metadata};
use tracing_subscriber::Layer;
use tracing_subscriber::filter::{FilterExt, Targets, filter_fn};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use crate::config::LogConfig;

/// Starts logging to standard error. A second call does nothing. Of a panic the log has the place in the source and not the message, which may
/// repeat what somebody wrote.
pub fn start(config: &LogConfig) {
    let wanted: Targets = config.filter.parse().unwrap_or_else(|_| Targets::new().with_default(Level::INFO));
    let log = tracing_subscriber::fmt::layer()
        .with_ansi(std::io::stderr().is_terminal())
        // A line that can't be written is lost. Saying so would go the same way, and end the service.
        .log_internal_errors(false)
        .with_writer(std::io::stderr);
    let log = if config.json { log.json().boxed() } else { log.boxed() };
    let _ = tracing_subscriber::registry().with(log.with_filter(wanted.and(filter_fn(is_ours_or_grave)))).try_init();
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "a panic: this is a defect");
    }));
}

/// Libraries at their most talkative write down what we promise not to: headers, paths, statements. So whatever the filter says,
/// they are heard only when something is wrong.
fn is_ours_or_grave(metadata: &Metadata<'_>) -> bool {
    metadata.target().starts_with("chit") || *metadata.level() <= Level::WARN
}
