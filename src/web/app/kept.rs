//! Requests of somebody without a session. A page's address and a form's contents go through signing in, in a hidden field: the page is
//! shown afterwards, and the form can be sent again.

use askama::Template;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{MatchedPath, Request, State};
use axum::http::uri::PathAndQuery;
use axum::http::{Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use multer::Multipart;

use super::sign_in_page::{SignInState, cookie, sign_in_page};
use crate::domain::language::Language;
use crate::domain::secret::token::Token;
use crate::locale::Words;
use crate::web::App;
use crate::web::access;
use crate::web::error::{Error, PageError, SignedOut};
use crate::web::http::feet::Foot;
use crate::web::http::reader::Reader;
use crate::web::view::render;

/// The longest form that is kept, in bytes. It is encoded once more on its way, and bodies have a limit.
const LONGEST: usize = 16 * 1024;

/// The longest address of a page that is kept, in bytes.
const LONGEST_ADDRESS: usize = 1000;

/// The continuation of a sign-in.
#[derive(Debug, PartialEq, Eq)]
enum Kept {
    /// A page is shown, by its path and query.
    Page(String),
    /// A form can be sent again.
    Form { path: String, fields: Vec<(String, String)> },
}

impl Kept {
    /// Reads an address, or what [`Kept::write`] wrote. `None` unless it is a page of the app, or a form of it that says what it does.
    fn read(text: &str) -> Option<Self> {
        let Some((path, fields)) = text.split_once(' ') else {
            return is_page(text).then(|| Self::Page(text.to_owned()));
        };
        let fields: Vec<(String, String)> = serde_urlencoded::from_str(fields).ok()?;
        let says = fields.iter().any(|(name, value)| name == "do" && !value.is_empty());
        (says && access::is_kept_path(path)).then(|| Self::Form { path: path.to_owned(), fields })
    }

    fn write(path: &str, fields: &str) -> String {
        // A blank, which neither of them has: browsers turn the end of a line into two characters.
        format!("{path} {fields}")
    }
}

/// Returns whether an address is that of a page of the app, apart from those for signing in and out.
pub(super) fn is_page(address: &str) -> bool {
    let inside = address.strip_prefix("/app").is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']));
    // No browser reads another host, another page, or a second header, in what has none of these.
    let plain = address.bytes().all(|b| b.is_ascii_graphic() && b != b'\\') && !address.contains("//");
    let path = address.split('?').next().unwrap_or_default().to_ascii_lowercase().replace("%2e", ".");
    let direct = path.split('/').all(|part| part != "." && part != "..");
    inside && plain && direct && !path.starts_with("/app/sign-") && address.len() <= LONGEST_ADDRESS
}

/// The address of the sign-in page that leads to `page` afterwards.
fn sign_in_for(page: &str) -> String {
    let query = serde_urlencoded::to_string([("to", page)]).unwrap_or_default();
    format!("/app/sign-in?{query}")
}

/// The fields of forms that people type, in the order in which the page before the second sending says them.
const SAID: [&str; 5] = ["amount", "memo", "name", "label", "note"];

#[derive(Template)]
#[template(path = "app/send_again.html")]
struct SendAgainPage {
    t: Words,
    foot: Foot,
    /// The texts that were typed.
    said: Vec<String>,
    action: String,
    deed: String,
    fields: Vec<(String, String)>,
    /// It is a form that takes a table, which is sent as it was.
    has_table: bool,
}

/// Lets a request through to its handler. If nobody is signed in, the sign-in page keeps where it was going, and with what.
pub async fn keep(State(app): State<App>, request: Request, next: Next) -> Response {
    let reader = Reader::of(request.uri(), request.headers());
    let sent = sent_form(&request);
    let Some((path, kind)) = sent.clone().filter(|_| is_short(&request)) else {
        let page = request.uri().path_and_query().filter(|_| request.method() == Method::GET).cloned();
        let answer = next.run(request).await;
        if sent.is_some() && is_signed_out(&answer) {
            return not_kept(&app, &reader);
        }
        let page = page.filter(|_| is_signed_out(&answer));
        // The first page is where signing in leads anyway.
        return match page.as_ref().map(PathAndQuery::as_str).filter(|page| *page != "/app" && is_page(page)) {
            Some(page) => Redirect::to(&sign_in_for(page)).into_response(),
            None => answer,
        };
    };
    let (parts, body) = request.into_parts();
    let Ok(fields) = to_bytes(body, LONGEST).await else {
        let detail = "The body could not be read to its end.";
        return PageError(Error::unreadable(StatusCode::BAD_REQUEST, detail)).into_response();
    };
    let answer = next.run(Request::from_parts(parts, Body::from(fields.clone()))).await;
    if !is_signed_out(&answer) {
        return answer;
    }
    let fields = match kind {
        FormKind::Fields => String::from_utf8(fields.to_vec()).ok(),
        FormKind::Table(boundary) => table_fields(fields, boundary).await,
    };
    let kept = fields.map(|fields| Kept::write(&path, &fields));
    match kept.filter(|kept| Kept::read(kept).is_some()) {
        Some(kept) => {
            let shown = SignInState { kept: Some(kept), ..SignInState::default() };
            sign_in_page(&app, &reader, StatusCode::UNAUTHORIZED, shown).unwrap_or_else(IntoResponse::into_response)
        }
        None => not_kept(&app, &reader),
    }
}

/// The sign-in page for a form that is too long to go through signing in, or unreadable: it says so.
fn not_kept(app: &App, reader: &Reader) -> Response {
    let note = reader.words(Language::En).say("signin-not-kept").into();
    let shown = SignInState { note: Some(note), ..SignInState::default() };
    sign_in_page(app, reader, StatusCode::UNAUTHORIZED, shown).unwrap_or_else(IntoResponse::into_response)
}

fn is_signed_out(answer: &Response) -> bool {
    answer.extensions().get::<SignedOut>().is_some()
}

/// The encoding of a form.
#[derive(Clone)]
enum FormKind {
    Fields,
    /// A form with a table, with the boundary between its parts.
    Table(String),
}

/// The fields of a form with a table, written like those of others: a file that was picked becomes the table's text. `None` if it isn't
/// text, or longer than what is kept.
async fn table_fields(body: Bytes, boundary: String) -> Option<String> {
    let mut parts = Multipart::new(Body::from(body).into_data_stream(), boundary);
    let (mut fields, mut file) = (Vec::new(), None);
    while let Some(part) = parts.next_field().await.ok()? {
        let Some(name) = part.name().map(str::to_owned) else { continue };
        let text = String::from_utf8(part.bytes().await.ok()?.to_vec()).ok()?;
        match name.as_str() {
            "file" => file = Some(text).filter(|text| !text.is_empty()),
            _ => fields.push((name, text)),
        }
    }
    if let Some(file) = file {
        fields.retain(|(name, _)| name != "sheet");
        fields.push(("sheet".to_owned(), file));
    }
    serde_urlencoded::to_string(&fields).ok().filter(|fields| fields.len() <= LONGEST)
}

fn header(request: &Request, name: header::HeaderName) -> Option<&str> {
    request.headers().get(name).and_then(|value| value.to_str().ok())
}

/// Returns whether a form is as short as those that are kept.
fn is_short(request: &Request) -> bool {
    let length = header(request, header::CONTENT_LENGTH).and_then(|length| length.parse::<usize>().ok());
    length.is_some_and(|length| length <= LONGEST)
}

/// The path and the encoding of a form that may be kept, if it is short enough.
fn sent_form(request: &Request) -> Option<(String, FormKind)> {
    let content_type = header(request, header::CONTENT_TYPE)?;
    let kind = match multer::parse_boundary(content_type) {
        Ok(boundary) => FormKind::Table(boundary),
        Err(_) if content_type.starts_with("application/x-www-form-urlencoded") => FormKind::Fields,
        Err(_) => return None,
    };
    let route = request.extensions().get::<MatchedPath>()?;
    let may = request.method() == Method::POST && access::may_be_kept(route.as_str());
    may.then(|| (request.uri().path().to_owned(), kind))
}

/// Answers a sign-in: with a form that was kept, by leading to a page that was, or else to `place`.
pub async fn go_on(
    app: &App,
    reader: &Reader,
    session: &Token,
    kept: Option<&str>,
    place: &str,
) -> Result<Response, PageError> {
    let (path, fields) = match kept.and_then(Kept::read) {
        Some(Kept::Form { path, fields }) => (path, fields),
        Some(Kept::Page(page)) => return Ok((cookie(app, session), Redirect::to(&page)).into_response()),
        None => return Ok((cookie(app, session), Redirect::to(place)).into_response()),
    };
    let found = app.ctx.store.session(&session.hash(), app.ctx.clock.now()).await?.ok_or(Error::SignedOut)?;
    let t = reader.words(Language::En).with("payee", found.payee.name.to_string());
    let deed = fields.iter().find(|(name, _)| name == "do").map(|(_, value)| value.clone()).unwrap_or_default();
    let fields: Vec<_> = fields.into_iter().filter(|(name, _)| name != "do").collect();
    let typed = |name| fields.iter().filter(move |(field, value)| field == name && !value.is_empty());
    let said = SAID.into_iter().flat_map(typed).map(|(_, value)| value.clone()).collect();
    let has_table = fields.iter().any(|(name, _)| name == "sheet");
    let page = SendAgainPage { t, foot: app.feet.foot(), said, action: path, deed, fields, has_table };
    let page = render(StatusCode::OK, &page)?;
    Ok((cookie(app, session), page).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kept_form_is_one_of_ours_and_says_what_it_does() {
        let kept = Kept::read(&Kept::write("/app/new", "do=new-request&amount=25&memo=Two+loaves%0A"));
        let Some(Kept::Form { path, fields }) = kept else { panic!("it is not kept: {kept:?}") };
        assert_eq!((path.as_str(), &fields[2]), ("/app/new", &("memo".into(), "Two loaves\n".into())));
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

    #[test]
    fn a_kept_page_is_one_of_the_app() {
        for page in ["/app", "/app?x=1", "/app/requests/3ofrqFxy6SKa", "/app/requests?q=caf%C3%A9&status=open"] {
            assert_eq!(Kept::read(page), Some(Kept::Page(page.into())));
        }
        let long = format!("/app/new?memo={}", "x".repeat(LONGEST_ADDRESS));
        for other in [
            "https://evil.example/app",
            "//evil.example/app",
            "/app//evil.example",
            "/app/..//evil.example",
            "/app/../r/3ofrqFxy6SKa",
            "/app/x/%2E%2e/sign-in/token",
            "/app/./sign-in",
            "/app/new do=new-request&amount=25",
            "/app\\evil.example",
            "/apple",
            "/app\r\nSet-Cookie:x=y",
            "/app/sign-out",
            "/r/3ofrqFxy6SKa",
            "app",
            long.as_str(),
        ] {
            assert!(!is_page(other), "{other}");
        }
    }
}
