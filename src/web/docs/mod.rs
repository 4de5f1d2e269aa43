//! Pages for programmers: the API's description, as a file and as a page, and a page about each kind of problem. In English, as the API is.

mod view;

use std::sync::LazyLock;

use askama::Template;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use self::view::{CallGroupView, Prose, SchemaView};
use super::view::render;
use crate::domain::language::Language;
use crate::locale::Words;
use crate::web::App;
use crate::web::api::description::{DESCRIPTION, JSON};
use crate::web::error::{Explanation, PageError, ProblemKind};
use crate::web::http::extract::{PagePath, Segment};
use crate::web::http::feet::Foot;

/// `GET /openapi.json`: the description of the API by OpenAPI 3.1.
pub async fn openapi() -> Response {
    ([(header::CONTENT_TYPE, "application/json")], JSON.as_str()).into_response()
}

/// The words of the links at the foot: these pages are in English.
fn english() -> Words {
    Words::new(Language::En.into())
}

#[derive(Template)]
#[template(path = "docs/api.html")]
struct ApiPage {
    t: Words,
    foot: Foot,
    api: &'static ApiView,
}

/// The content of the page about the API.
struct ApiView {
    version: &'static str,
    about: Prose,
    groups: Vec<CallGroupView>,
    schemas: Vec<SchemaView>,
    problems: Vec<(&'static str, Explanation)>,
}

/// The description doesn't change while the process lives.
static API: LazyLock<ApiView> = LazyLock::new(|| {
    let mut problems: Vec<_> = ProblemKind::all().map(|kind| (kind.word(), kind.explanation())).collect();
    problems.sort_by_key(|(_, explanation)| explanation.status);
    ApiView {
        version: env!("CARGO_PKG_VERSION"),
        about: Prose::of(DESCRIPTION.info.description.as_deref()),
        groups: view::groups(&DESCRIPTION),
        schemas: view::schemas(&DESCRIPTION),
        problems,
    }
});

/// `GET /docs/api`: the description of the API, to read.
pub async fn api(State(app): State<App>) -> Result<Response, PageError> {
    render(StatusCode::OK, &ApiPage { t: english(), foot: app.feet.foot(), api: &API })
}

#[derive(Template)]
#[template(path = "docs/problem.html")]
struct ProblemTypePage {
    t: Words,
    foot: Foot,
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
pub async fn problem(State(app): State<App>, PagePath(kind): PagePath<ProblemKind>) -> Result<Response, PageError> {
    let Explanation { status, title, cause, remedy } = kind.explanation();
    let (cause, remedy) = (Prose::of(Some(cause)), Prose::of(Some(remedy)));
    let (t, foot) = (english(), app.feet.foot());
    render(StatusCode::OK, &ProblemTypePage { t, foot, word: kind.word(), status, title, cause, remedy })
}
