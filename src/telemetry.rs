//! The log: levels, route templates, durations, request ids; no paths, codes, addresses, amounts or names of people.

use std::io::IsTerminal;

use tracing::{Level, Metadata};
use tracing_subscriber::Layer;
use tracing_subscriber::filter::{FilterExt, Targets, filter_fn};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use crate::config::LogConfig;

/// Starts logging to standard error. A second call does nothing. A panic is logged by its place in the source, without its message, which
/// may repeat a user's input.
pub fn start(config: &LogConfig) {
    let wanted: Targets = config.filter.parse().unwrap_or_else(|_| Targets::new().with_default(Level::INFO));
    let log = tracing_subscriber::fmt::layer()
        .with_ansi(std::io::stderr().is_terminal())
        // A line that can't be written is dropped: reporting that would be written to the same place, and panic.
        .log_internal_errors(false)
        .with_writer(std::io::stderr);
    let log = if config.json { log.json().boxed() } else { log.boxed() };
    let _ = tracing_subscriber::registry().with(log.with_filter(wanted.and(filter_fn(is_ours_or_grave)))).try_init();
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "a panic: this is a defect");
    }));
}

/// Limits libraries to warnings and errors, whatever the filter says: their lower levels log headers, paths and SQL statements.
fn is_ours_or_grave(metadata: &Metadata<'_>) -> bool {
    metadata.target().starts_with("chit") || *metadata.level() <= Level::WARN
}
