//! Lists: newest first, by opaque cursors over (created, id).

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;

use crate::actions;
use crate::domain::clock::Timestamp;
use crate::domain::request::terms::moment_of;

/// What a list is when nobody says how long.
const DEFAULT: usize = 20;
/// The longest.
const MAX: usize = 100;

/// A page of a list.
#[derive(Debug, Serialize)]
pub struct Page<T> {
    data: Vec<T>,
    has_more: bool,
    next_cursor: Option<String>,
}

/// How many entries a query asks for.
///
/// # Errors
/// When it isn't 1 to 100.
pub fn limit(text: Option<&str>) -> Result<usize, actions::Error> {
    let Some(text) = text else { return Ok(DEFAULT) };
    // `parse` alone would take a sign as well.
    let digits = Some(text).filter(|text| text.bytes().all(|b| b.is_ascii_digit()));
    digits
        .and_then(|text| text.parse().ok())
        .filter(|n| (1..=MAX).contains(n))
        .ok_or_else(|| actions::Error::field("limit", "out_of_range", format!("A list has 1 to {MAX} entries a page.")))
}

/// Makes a page of one entry more than asked for, which tells whether there is more.
pub fn page<E, T>(
    mut entries: Vec<E>,
    limit: usize,
    place: impl Fn(&E) -> (Timestamp, &str),
    show: impl Fn(&E) -> T,
) -> Page<T> {
    let has_more = entries.len() > limit;
    entries.truncate(limit);
    let next_cursor = entries.last().filter(|_| has_more).map(|last| {
        let (at, id) = place(last);
        URL_SAFE_NO_PAD.encode(format!("{} {id}", at.timestamp_micros()))
    });
    Page { data: entries.iter().map(show).collect(), has_more, next_cursor }
}

/// The place that a cursor names.
///
/// # Errors
/// When it is none of ours.
pub fn place(cursor: Option<&str>) -> Result<Option<(Timestamp, String)>, actions::Error> {
    let Some(cursor) = cursor else { return Ok(None) };
    let read = || {
        let text = String::from_utf8(URL_SAFE_NO_PAD.decode(cursor).ok()?).ok()?;
        let (at, id) = text.split_once(' ')?;
        let at = moment_of(at.parse().ok()?)?;
        let ours = id.len() <= 64 && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
        ours.then(|| (at, id.to_owned()))
    };
    let wrong = || actions::Error::field("cursor", "invalid", "Use next_cursor of the page before, unchanged.");
    read().map(Some).ok_or_else(wrong)
}
