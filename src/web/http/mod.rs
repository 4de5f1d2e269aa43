//! HTTP around the handlers: connections, middleware, extractors, rate limits, security headers, compression and event streams.

pub mod calls_left;
pub mod client;
pub mod downloads;
pub mod edge;
pub mod extract;
pub mod feet;
pub mod guesses;
pub mod gzip;
pub mod handler;
pub mod json;
pub mod limits;
pub mod links;
pub mod live;
pub mod mount;
pub mod page_cache;
pub mod places;
pub mod policy;
pub mod reader;
pub mod renewal;
pub mod security;
pub mod serve;
pub mod style;
pub mod trace;
pub mod traffic;
pub mod typed;
