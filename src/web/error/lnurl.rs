//! Errors as wallets read them, by LUD-06: an object with `status` and `reason`.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::{Audience, Error, ProblemText};
use crate::domain::language::Language;
use crate::locale::Locale;

/// An error of a handler for wallets, in English.
#[derive(Debug)]
pub struct LnurlError(pub Error);

impl<E: Into<Error>> From<E> for LnurlError {
    fn from(e: E) -> Self {
        Self(e.into())
    }
}

impl IntoResponse for LnurlError {
    fn into_response(self) -> Response {
        self.0.log();
        let headers = self.0.headers();
        let ProblemText { status, title: _, detail, fields } = self.0.describe();
        let reason = match fields.first() {
            // Wallets know no fields.
            Some(field) => field.detail.clone(),
            None => detail.to_text(Locale::from(Language::En), Audience::Payer),
        };
        // Many wallets read a reason only in an answer with 200. What is wrong with a wallet's question is told that way; what doesn't exist,
        // what is too much and what fails keeps its status, for caches and whoever watches the service.
        let status = if status == StatusCode::BAD_REQUEST { StatusCode::OK } else { status };
        let mut response = (status, Json(json!({"status": "ERROR", "reason": reason}))).into_response();
        response.headers_mut().extend(headers);
        response.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
        response
    }
}
