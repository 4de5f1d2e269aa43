//! Pages of the sellers' lists: newest first, each from the last entry of the page before.

use serde::Deserialize;

use crate::domain::clock::Timestamp;
use crate::domain::when::moment_of;

/// The place in a list, in a page's address.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct PlaceQuery {
    before: String,
    before_id: String,
}

impl PlaceQuery {
    /// The time and id of the last entry of the page before. An invalid place is ignored, as in every page's query.
    pub fn after<Id: ToString>(&self, parse: impl Fn(&str) -> Option<Id>) -> Option<(Timestamp, String)> {
        let at = self.before.parse().ok().and_then(moment_of)?;
        Some((at, parse(&self.before_id)?.to_string()))
    }
}

/// Cuts a list to the length of a page. Returns the last entry where there were more: one more than is shown proves a next page.
pub fn cut<E>(found: &mut Vec<E>, length: usize) -> Option<&E> {
    let is_more = found.len() > length;
    found.truncate(length);
    found.last().filter(|_| is_more)
}

/// The address of the page after an entry.
pub fn older(list: &str, at: Timestamp, id: impl std::fmt::Display) -> String {
    format!("{list}?before={}&before_id={id}", at.timestamp_micros())
}
