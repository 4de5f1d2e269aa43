//! Pagination of lists: newest first, by opaque cursors over (time, id).

use std::borrow::Cow;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Ref, Schema, SchemaType, Type};
use utoipa::{IntoParams, ToSchema};

use crate::actions;
use crate::domain::clock::Timestamp;
use crate::domain::schema::{self, Cursor};
use crate::domain::when::moment_of;

/// The number of entries a page without `limit`.
const DEFAULT: usize = 20;
/// The largest `limit` a query may have.
const MAX: usize = 100;

/// The query of lists that have no filter.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default, deny_unknown_fields)]
pub struct PagingQuery {
    /// The number of entries a page, 20 by default.
    #[param(value_type = u32, required = false, minimum = 1, maximum = 100)]
    pub limit: Option<String>,
    /// `next_cursor` of the page before, unchanged.
    #[param(inline, value_type = Cursor, required = false)]
    pub cursor: Option<String>,
}

/// A page of a list, with the cursor of the next one.
#[derive(Debug, Serialize)]
pub struct Page<T> {
    data: Vec<T>,
    has_more: bool,
    next_cursor: Option<String>,
}

/// Not derived, because `utoipa` gives the pages of all types one name.
impl<T: ToSchema> utoipa::PartialSchema for Page<T> {
    fn schema() -> RefOr<Schema> {
        let next = ObjectBuilder::new()
            .schema_type(SchemaType::from_iter([Type::String, Type::Null]))
            .description(Some("What to pass for the next page; `null` on the last one."));
        let more = ObjectBuilder::new().schema_type(Type::Boolean).description(Some("Set when there is a next page."));
        schema::finished(
            ObjectBuilder::new()
                .description(Some("A page of a list."))
                .property("data", Ref::from_schema_name(T::name()).to_array_builder())
                .property("has_more", more)
                .property("next_cursor", next)
                .required("data")
                .required("has_more"),
        )
    }
}

impl<T: ToSchema> ToSchema for Page<T> {
    fn name() -> Cow<'static, str> {
        format!("{}List", T::name()).into()
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        T::schemas(schemas);
        schemas.push((T::name().into_owned(), T::schema()));
    }
}

impl<T> Page<T> {
    /// A list that is one page.
    pub fn whole(data: Vec<T>) -> Self {
        Self::of(data, None)
    }

    /// A page of a list that isn't in the order of time; `next` is where the next page begins.
    pub fn of(data: Vec<T>, next: Option<String>) -> Self {
        Self { data, has_more: next.is_some(), next_cursor: next }
    }
}

/// Parses `limit`, the number of entries a page.
///
/// # Errors
/// When it isn't an integer from 1 to 100.
pub fn limit(text: Option<&str>) -> Result<usize, actions::Error> {
    let Some(text) = text else { return Ok(DEFAULT) };
    // `parse` alone would accept a plus sign.
    let digits = Some(text).filter(|text| text.bytes().all(|b| b.is_ascii_digit()));
    digits
        .and_then(|text| text.parse().ok())
        .filter(|n| (1..=MAX).contains(n))
        .ok_or_else(|| actions::Error::field("limit", "out_of_range", format!("A list has 1 to {MAX} entries a page.")))
}

/// Makes a page from up to `limit` + 1 entries, of which the last one only proves that there is a next page.
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

/// Makes a page of a list that is in the order of a number, from up to `limit` + 1 entries with theirs.
pub fn numbered<T>(mut entries: Vec<(i64, T)>, limit: usize) -> Page<T> {
    let has_more = entries.len() > limit;
    entries.truncate(limit);
    let last = entries.last().filter(|_| has_more);
    let next_cursor = last.map(|(number, _)| URL_SAFE_NO_PAD.encode(number.to_string()));
    Page { data: entries.into_iter().map(|(_, entry)| entry).collect(), has_more, next_cursor }
}

/// Decodes a cursor of [`numbered`]; 0 without one.
///
/// # Errors
/// When it isn't in the form that [`numbered`] makes.
pub fn number(cursor: Option<&str>) -> Result<i64, actions::Error> {
    let Some(cursor) = cursor else { return Ok(0) };
    let text = URL_SAFE_NO_PAD.decode(cursor).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let number = text.and_then(|text| text.parse().ok()).filter(|number| *number > 0);
    number.ok_or_else(wrong_cursor)
}

fn wrong_cursor() -> actions::Error {
    actions::Error::field("cursor", "invalid", "Use next_cursor of the page before, unchanged.")
}

/// Decodes a cursor into the time and id of the last entry before it.
///
/// # Errors
/// When it isn't in the form that [`page`] makes.
pub fn place(cursor: Option<&str>) -> Result<Option<(Timestamp, String)>, actions::Error> {
    let Some(cursor) = cursor else { return Ok(None) };
    let read = || {
        let text = String::from_utf8(URL_SAFE_NO_PAD.decode(cursor).ok()?).ok()?;
        let (at, id) = text.split_once(' ')?;
        let at = moment_of(at.parse().ok()?)?;
        let ours = id.len() <= 64 && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
        ours.then(|| (at, id.to_owned()))
    };
    read().map(Some).ok_or_else(wrong_cursor)
}
