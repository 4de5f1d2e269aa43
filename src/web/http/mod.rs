//! HTTP around the handlers: connections, what comes in, limits, headers and what every answer has in common.

pub(super) mod client;
pub(super) mod edge;
pub(super) mod extract;
pub(super) mod guesses;
pub(super) mod gzip;
pub(super) mod json;
pub(super) mod kept_pages;
pub(super) mod limits;
pub(super) mod links;
pub(super) mod live;
pub(super) mod places;
pub(super) mod reader;
pub(super) mod security;
pub(super) mod serve;
pub mod style;
pub(super) mod trace;
pub(super) mod typed;
