//! Errors as `application/problem+json` (RFC 9457), for programs.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use super::{Audience, Error, ProblemKind, ProblemText};
use crate::actions::Context;
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

/// An error of a call, by RFC 9457.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct ProblemJson {
    /// The address of a page that says what to do.
    r#type: String,
    /// The kind of problem, in a few words.
    title: String,
    /// The HTTP status.
    status: u16,
    /// The problem and its remedy, for people.
    detail: String,
    /// The fields that are wrong.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    errors: Vec<FieldJson>,
}

/// A field that is wrong.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = FieldProblem)]
struct FieldJson {
    /// The name of the field, or the path of the member: `items[0].name`.
    field: std::borrow::Cow<'static, str>,
    /// A stable word for programs, such as `required`.
    code: &'static str,
    /// The error and what is expected, for people.
    detail: String,
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        self.0.log();
        let (headers, kind) = (self.0.headers(), ProblemKind::from(&self.0));
        let ProblemText { status, title, detail, fields } = self.0.describe();
        // The API speaks English, whatever `Accept-Language` says.
        let english = Locale::from(Language::En);
        let (title, detail) = (title.to_text(english, Audience::Other), detail.to_text(english, Audience::Other));
        let errors = fields
            .into_iter()
            .map(|FieldError { field, code, detail, .. }| FieldJson { field, code, detail })
            .collect();
        let problem = UnwrittenProblem { kind, title, status, detail, errors };
        let mut response = status.into_response();
        response.headers_mut().extend(headers);
        response.extensions_mut().insert(problem);
        response
    }
}

/// A problem that [`crate::web::http::edge`] writes as JSON: only there the service's own address is known.
#[derive(Debug, Clone)]
pub struct UnwrittenProblem {
    kind: ProblemKind,
    title: String,
    status: StatusCode,
    detail: String,
    errors: Vec<FieldJson>,
}

impl UnwrittenProblem {
    /// Writes the problem into an empty answer. `type` is the address of the page about its kind.
    pub fn json(self, ctx: &Context, empty: Response) -> Response {
        let Self { kind, title, status, detail, errors } = self;
        let problem =
            ProblemJson { r#type: ctx.url(&kind.path()).into(), title, status: status.as_u16(), detail, errors };
        let (mut parts, _) = empty.into_parts();
        let (made, body) = (status, Json(problem)).into_response().into_parts();
        parts.headers.extend(made.headers);
        parts.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        Response::from_parts(parts, body)
    }
}
