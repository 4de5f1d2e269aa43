//! Forms that arrive without a session. What was typed goes through signing in, in a hidden field, and can be sent again afterwards.

use askama::Template;
use axum::body::{Body, to_bytes};
use axum::extract::{MatchedPath, Request, State};
use axum::http::{Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};

use super::sign_in_page::{SignInState, cookie, sign_in_page};
use crate::domain::language::Language;
use crate::domain::secret::token::Token;
use crate::locale::Words;
use crate::web::App;
use crate::web::access;
use crate::web::error::{Error, PageError, SignedOut};
use crate::web::http::reader::Reader;
use crate::web::view::render;

/// The longest form that is kept, in bytes. It is encoded once more on its way, and bodies have a limit.
const LONGEST: usize = 16 * 1024;

/// A form that can be sent again.
#[derive(Debug)]
pub struct Kept {
    path: String,
    fields: Vec<(String, String)>,
}

impl Kept {
    /// Reads what [`Kept::write`] wrote. `None` unless it is a form of ours that says what it does.
    fn read(text: &str) -> Option<Self> {
        let (path, fields) = text.split_once(' ')?;
        let fields: Vec<(String, String)> = serde_urlencoded::from_str(fields).ok()?;
        let says = fields.iter().any(|(name, value)| name == "do" && !value.is_empty());
        (says && access::is_kept_path(path)).then(|| Self { path: path.to_owned(), fields })
    }

    fn write(path: &str, fields: &str) -> String {
        // A blank, which neither of them has: browsers turn the end of a line into two characters.
        format!("{path} {fields}")
    }
}

#[derive(Template)]
#[template(path = "app/send_again.html")]
struct SendAgainPage {
    t: Words,
    action: String,
    deed: String,
    fields: Vec<(String, String)>,
}

/// Lets a form through to its handler, and answers with the sign-in page that keeps it if nobody is signed in.
pub async fn keep(State(app): State<App>, request: Request, next: Next) -> Response {
    let Some(path) = kept_path(&request) else { return next.run(request).await };
    let reader = Reader::of(request.uri(), request.headers());
    let (parts, body) = request.into_parts();
    let Ok(fields) = to_bytes(body, LONGEST).await else {
        let detail = "The body could not be read to its end.";
        return PageError(Error::unreadable(StatusCode::BAD_REQUEST, detail)).into_response();
    };
    let answer = next.run(Request::from_parts(parts, Body::from(fields.clone()))).await;
    if answer.extensions().get::<SignedOut>().is_none() {
        return answer;
    }
    let kept = std::str::from_utf8(&fields).ok().map(|fields| Kept::write(&path, fields));
    match kept.filter(|kept| Kept::read(kept).is_some()) {
        Some(kept) => {
            let shown = SignInState { kept: Some(kept), ..SignInState::default() };
            sign_in_page(&app, &reader, StatusCode::UNAUTHORIZED, shown).unwrap_or_else(IntoResponse::into_response)
        }
        None => answer,
    }
}

/// The path of a form that may be kept.
fn kept_path(request: &Request) -> Option<String> {
    let text = |name| request.headers().get(name).and_then(|value| value.to_str().ok());
    let is_form = text(header::CONTENT_TYPE)?.starts_with("application/x-www-form-urlencoded");
    let fits = text(header::CONTENT_LENGTH)?.parse().is_ok_and(|length: usize| length <= LONGEST);
    let route = request.extensions().get::<MatchedPath>()?;
    let may = request.method() == Method::POST && is_form && fits && access::may_be_kept(route.as_str());
    may.then(|| request.uri().path().to_owned())
}

/// Answers a sign-in: with a form that was kept, or else by leading to `place`.
pub async fn go_on(
    app: &App,
    reader: &Reader,
    session: &Token,
    kept: Option<&str>,
    place: &str,
) -> Result<Response, PageError> {
    let Some(Kept { path, fields }) = kept.and_then(Kept::read) else {
        return Ok((cookie(app, session), Redirect::to(place)).into_response());
    };
    let found = app.ctx.store.session(&session.hash(), app.ctx.clock.now()).await?.ok_or(Error::SignedOut)?;
    let t = reader.words(Language::En).with("payee", found.payee.name.to_string());
    let deed = fields.iter().find(|(name, _)| name == "do").map(|(_, value)| value.clone()).unwrap_or_default();
    let fields = fields.into_iter().filter(|(name, _)| name != "do").collect();
    let page = render(StatusCode::OK, &SendAgainPage { t, action: path, deed, fields })?;
    Ok((cookie(app, session), page).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kept_form_is_one_of_ours_and_says_what_it_does() {
        let kept = Kept::read(&Kept::write("/app/new", "do=new-request&amount=25&memo=Two+loaves%0A")).expect("kept");
        assert_eq!(kept.path, "/app/new");
        assert_eq!(kept.fields[2], ("memo".into(), "Two loaves\n".into()));
        for (path, fields) in [
            ("/app/new", "amount=25"),
            ("/app/new", "do=&amount=25"),
            ("https://evil.example/app/new", "do=new-request"),
            ("/app/methods", "do=add-method&secret=x"),
            ("javascript:alert(1)", "do=new-request"),
        ] {
            assert!(Kept::read(&Kept::write(path, fields)).is_none(), "{path} {fields}");
        }
        assert!(Kept::read("").is_none());
    }
}
