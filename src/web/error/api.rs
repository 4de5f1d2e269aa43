//! Errors as `application/problem+json` (RFC 9457), for programs.

use axum::Json;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::{Audience, Error, ProblemText};
use crate::domain::field::FieldError;
use crate::domain::language::Language;
use crate::locale::Locale;

/// An error of an API handler, in English.
#[derive(Debug)]
pub struct ApiError(pub Error);

impl<E: Into<Error>> From<E> for ApiError {
    fn from(e: E) -> Self {
        Self(e.into())
    }
}

#[derive(Serialize)]
struct ProblemJson {
    r#type: &'static str,
    title: String,
    status: u16,
    detail: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<FieldJson>,
}

#[derive(Serialize)]
struct FieldJson {
    field: std::borrow::Cow<'static, str>,
    code: &'static str,
    detail: String,
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        self.0.log();
        let headers = self.0.headers();
        let ProblemText { status, title, detail, fields } = self.0.describe();
        // The API speaks English, whatever `Accept-Language` says.
        let english = Locale::from(Language::En);
        let (title, detail) = (title.to_text(english, Audience::Other), detail.to_text(english, Audience::Other));
        let errors = fields
            .into_iter()
            .map(|FieldError { field, code, detail, .. }| FieldJson { field, code, detail })
            .collect();
        let problem = ProblemJson { r#type: "about:blank", title, status: status.as_u16(), detail, errors };
        let mut response = (status, Json(problem)).into_response();
        response.headers_mut().extend(headers);
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        response
    }
}
