//! Queries, read into structs of their own.

#![expect(clippy::disallowed_types, reason = "the one place where queries are read")]

use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use crate::actions;
use crate::web::App;
use crate::web::error::ApiError;

/// An API call's query; what it does not know is named.
#[derive(Debug)]
pub struct ApiQuery<T>(pub T);

impl<T: DeserializeOwned> FromRequestParts<App> for ApiQuery<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, ApiError> {
        let Query(query) = Query::<T>::try_from_uri(&parts.uri)
            .map_err(|e| actions::Error::field("query", "invalid", format!("{}.", e.body_text())))?;
        Ok(Self(query))
    }
}

/// A page's query. One that can't be read counts as none: a mangled link still shows its page.
#[derive(Debug)]
pub struct PageQuery<T>(pub T);

impl<T: DeserializeOwned + Default> FromRequestParts<App> for PageQuery<T> {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Self::Rejection> {
        Ok(Self(Query::<T>::try_from_uri(&parts.uri).map(|q| q.0).unwrap_or_default()))
    }
}
