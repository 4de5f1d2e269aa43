//! Buyers' pages in thirteen languages: every page in every state, by the browser's word and by the reader's own choice, and how
//! that choice is carried on without a cookie.

mod cases;
mod choice;
mod every_page;
mod figures;

use libtest_mimic::Trial;
use reqwest::Method;
use reqwest::header::ACCEPT_LANGUAGE;
use serde_json::json;

use crate::support::{Answer, Api, App, Page, form};

pub fn tests() -> Vec<Trial> {
    [every_page::tests(), choice::tests(), figures::tests()].into_iter().flatten().collect()
}

const IBAN: &str = "DE75512108001245126199";

/// How a reader says what it speaks.
#[derive(Clone, Copy)]
enum Way {
    /// Its browser does.
    Browser(&'static str),
    /// It chose on the page.
    Chosen(&'static str),
}

/// Asks for a page, or sends a form, as a reader does.
async fn ask(app: &App, path: &str, fields: Option<&[(&str, &str)]>, way: Option<Way>) -> Answer {
    let mut path = path.to_owned();
    if let Some(Way::Chosen(tag)) = way {
        path = format!("{path}{}lang={tag}", if path.contains('?') { '&' } else { '?' });
    }
    let method = if fields.is_some() { Method::POST } else { Method::GET };
    let mut request = app.browser().request(method, &path);
    if let Some(Way::Browser(tag)) = way {
        request = request.header(ACCEPT_LANGUAGE, tag);
    }
    if let Some(fields) = fields {
        request = form(request, fields).header("Sec-Fetch-Site", "same-origin");
    }
    Answer::of(request).await
}

/// A page, read by a browser that prefers this.
async fn read(app: &App, path: &str, accepted: &'static str) -> Page {
    Page::read(&ask(app, path, None, Some(Way::Browser(accepted))).await.status(200).text())
}

/// A payee that takes transfers.
async fn bank(app: &App, handle: &str) -> Api {
    let api = app.api(&app.payee(handle).api_key);
    api.post("methods", &json!({"rail": "sepa", "settings": {"iban": IBAN, "beneficiary": "Anna"}})).await.status(201);
    api
}

/// What stands around a text's values: `Pay only ` and `.` of `Pay only { $amount }.`
fn pieces(text: &str) -> Vec<&str> {
    let piece = |piece: &'_ str| !piece.contains('$') && !piece.trim().is_empty();
    // A plural's choices stand in a line each, after what they are for.
    let lines = text.split('\n').map(|line| line.split_once(']').map_or(line, |(_, choice)| choice));
    lines.flat_map(|line| line.split(['{', '}'])).filter(|text| piece(text)).map(str::trim).collect()
}
