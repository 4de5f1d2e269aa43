//! Logs: levels, routes as templates, durations, request ids. No path, code, address, amount or name of a person.

use std::io::IsTerminal;

use tracing_subscriber::EnvFilter;

use crate::config::LogConfig;

/// Libraries that, at their most talkative, would write down what we promise not to: headers, paths, statements.
const TALKATIVE: [&str; 7] = ["axum", "h2", "hyper", "hyper_util", "reqwest", "sqlx", "tower_http"];

/// Starts logging to standard error. A second call does nothing.
pub fn start(config: &LogConfig) {
    let mut filter = EnvFilter::try_new(&config.filter).unwrap_or_else(|_| EnvFilter::new("info"));
    for library in TALKATIVE {
        if let Ok(quiet) = format!("{library}=warn").parse() {
            filter = filter.add_directive(quiet);
        }
    }
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::stderr().is_terminal())
        // A line that can't be written is lost. Saying so would go the same way, and end the service.
        .log_internal_errors(false)
        .with_writer(std::io::stderr);
    let _ = if config.json { log.json().try_init() } else { log.try_init() };
}
