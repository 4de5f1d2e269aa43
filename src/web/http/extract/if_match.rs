//! The header `If-Match`.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;

use crate::web::App;

/// The versions that a caller is ready to change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IfMatch {
    /// Any: there is no such header, or it is `*`.
    Anything,
    /// One of these entity tags, with their quotes. A weak one never matches (RFC 9110 §13.1.1).
    OneOf(Vec<String>),
}

impl IfMatch {
    fn read<'a>(lines: impl Iterator<Item = &'a str>) -> Self {
        let tags: Vec<_> = lines.flat_map(|line| line.split(',')).map(|tag| tag.trim().to_owned()).collect();
        if tags.is_empty() || tags.iter().any(|tag| tag == "*") { Self::Anything } else { Self::OneOf(tags) }
    }
}

impl FromRequestParts<App> for IfMatch {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Infallible> {
        let lines = parts.headers.get_all(header::IF_MATCH).iter();
        // A line that isn't text names no version of ours, and so it must match none.
        Ok(Self::read(lines.map(|line| line.to_str().unwrap_or_default())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_named_matches() {
        let read = |lines: &[&str]| IfMatch::read(lines.iter().copied());
        assert_eq!(read(&[]), IfMatch::Anything);
        assert_eq!(read(&[" * "]), IfMatch::Anything);
        let several = ["\"a\"", "\"b\"", "W/\"c\""].map(str::to_owned).to_vec();
        assert_eq!(read(&["\"a\", \"b\"", "W/\"c\""]), IfMatch::OneOf(several));
        assert_eq!(read(&[""]), IfMatch::OneOf(vec![String::new()]));
    }
}
