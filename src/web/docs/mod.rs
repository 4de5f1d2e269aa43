//! Pages for programmers: the API's description, as a file and as a page, and a page about each kind of problem. In English, as the API is.

mod view;

use std::sync::LazyLock;

use askama::Template;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use self::view::{GroupView, Prose, SchemaView};
use super::view::render;
use crate::web::api::description::{DESCRIPTION, JSON};
use crate::web::error::{Explanation, PageError, ProblemKind};
use crate::web::http::extract::{PagePath, Segment};

/// `GET /openapi.json`: the description of the API by OpenAPI 3.1.
pub async fn openapi() -> Response {
    ([(header::CONTENT_TYPE, "application/json")], JSON.as_str()).into_response()
}

#[derive(Template)]
#[template(path = "docs/api.html")]
struct ApiPage {
    version: &'static str,
    about: Prose,
    groups: Vec<GroupView>,
    schemas: Vec<SchemaView>,
    problems: Vec<(&'static str, Explanation)>,
}

/// The page about the API; the description doesn't change while the process lives.
static API_PAGE: LazyLock<ApiPage> = LazyLock::new(|| {
    let mut problems: Vec<_> = ProblemKind::all().map(|kind| (kind.word(), kind.explanation())).collect();
    problems.sort_by_key(|(_, explanation)| explanation.status);
    ApiPage {
        version: env!("CARGO_PKG_VERSION"),
        about: Prose::of(DESCRIPTION.info.description.as_deref()),
        groups: view::groups(&DESCRIPTION),
        schemas: view::schemas(&DESCRIPTION),
        problems,
    }
});

/// `GET /docs/api`: the description of the API, to read.
pub async fn api() -> Result<Response, PageError> {
    render(StatusCode::OK, &*API_PAGE)
}

#[derive(Template)]
#[template(path = "docs/problem.html")]
struct ProblemPage {
    word: &'static str,
    status: u16,
    title: &'static str,
    cause: Prose,
    remedy: Prose,
}

/// The last part of the address of a problem's page.
impl Segment for ProblemKind {
    fn read(text: &str) -> Option<Self> {
        Self::all().find(|kind| kind.word() == text)
    }
}

/// `GET /docs/problems/{problem}`: what a kind of problem means, and what to do. It is the problem's `type`.
pub async fn problem(PagePath(kind): PagePath<ProblemKind>) -> Result<Response, PageError> {
    let Explanation { status, title, cause, remedy } = kind.explanation();
    let (cause, remedy) = (Prose::of(Some(cause)), Prose::of(Some(remedy)));
    render(StatusCode::OK, &ProblemPage { word: kind.word(), status, title, cause, remedy })
}
