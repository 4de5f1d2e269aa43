//! `/r/{code}/card.png` and `/{handle}/card.png`: the pictures in previews of links.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::domain::money::Money;
use crate::domain::payee::handle::Handle;
use crate::domain::request::code::RequestCode;
use crate::domain::request::public::PublicRequest;
use crate::domain::request::{Preview, RequestAmount};
use crate::locale::{Locale, Words};
use crate::share::card::{CardFigures, Face};
use crate::web::App;
use crate::web::error::{Error, PageError};
use crate::web::http::client::Client;
use crate::web::http::extract::PagePath;
use crate::web::pay::{personal, request};

/// The `Cache-Control` of pictures. Chats keep a picture for days; this is for clients that ask again.
const CACHE: &str = "public, max-age=3600";

/// The card's heading, in the language of the link, because one picture is shown to everybody in a chat.
fn heading(locale: Locale) -> String {
    Words::new(locale).say("preview-title").into_owned()
}

/// The mark on a card for which no money moves.
fn mark(locale: Locale) -> String {
    Words::new(locale).say("test-only").into_owned()
}

fn figures(money: &Money, locale: Locale) -> CardFigures {
    let amount = locale.figures(money);
    let sign_last = amount.before.trim().is_empty();
    let sign = if sign_last { amount.after } else { amount.before };
    CardFigures { sign: sign.trim().to_owned(), sign_last, figures: amount.figures, code: money.currency().code() }
}

/// The card's content, with as much as the payee's preview setting allows, by the same rule as the page's title; never the memo or the
/// payment state.
fn face(request: &PublicRequest, only_tests: bool) -> Face {
    let locale = Locale::from(request.language);
    let test = only_tests.then(|| mark(locale));
    match (request.preview, request.named().fixed()) {
        (Preview::None, _) => Face::Blank,
        (Preview::Amount, Some(money)) => Face::Amount {
            heading: heading(locale),
            amount: figures(&money, locale),
            name: request.name.to_string(),
            handle: request.handle.to_string(),
            accent: request.accent,
            test,
        },
        (Preview::Generic | Preview::Amount, _) => Face::Generic { heading: heading(locale), test },
    }
}

/// `GET /r/{code}/card.png`: a request's card. A miss counts against the client's address.
pub async fn of_request(
    State(app): State<App>,
    client: Client,
    PagePath(code): PagePath<RequestCode>,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let request = request::find_request(&app, client, &code).await?;
    // Judged by the amount that was asked for, so that the card doesn't reveal a part payment.
    let only_tests = match request.prices.is_empty() {
        true => app.ctx.rails.only_tests(&request.methods, &request.asked, None),
        false => app.ctx.rails.only_tests_of_any(&request.methods, request.prices.iter().map(|price| price.asked)),
    };
    Ok(answer(&app, face(&request, only_tests), &headers).await?)
}

/// `GET /{handle}/card.png`: a personal link's card. It doesn't name the payee; the link does.
pub async fn of_payee(
    State(app): State<App>,
    client: Client,
    PagePath(handle): PagePath<Handle>,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    let (payee, methods) = personal::find_payee(&app, client, &handle).await?;
    let locale = Locale::from(payee.language);
    let asked = RequestAmount::Open { currency: payee.currency, min: None, max: None };
    let test = app.ctx.rails.only_tests(&methods, &asked, None).then(|| mark(locale));
    let face = Face::Generic { heading: heading(locale), test };
    Ok(answer(&app, face, &headers).await?)
}

/// Answers with the picture, or with 304 and without drawing to a client that has it.
async fn answer(app: &App, face: Face, request: &HeaderMap) -> Result<Response, Error> {
    let tag = format!("\"{}\"", URL_SAFE_NO_PAD.encode(&face.key()[..15]));
    let headers = [
        (header::CACHE_CONTROL, CACHE.to_owned()),
        // Other sites have to embed the picture, which is public to everybody who has the link.
        (header::HeaderName::from_static("cross-origin-resource-policy"), "cross-origin".to_owned()),
        (header::ETAG, tag.clone()),
    ];
    if has(request, &tag) {
        return Ok((StatusCode::NOT_MODIFIED, headers).into_response());
    }
    let picture = app.cards.picture(face).await?;
    Ok((headers, [(header::CONTENT_TYPE, "image/png")], picture).into_response())
}

/// Returns whether `If-None-Match` has the picture's entity tag (RFC 9110 §13.1.2).
fn has(request: &HeaderMap, tag: &str) -> bool {
    let listed = request.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    let mut tags = listed.flat_map(|value| value.split(',')).map(str::trim);
    tags.any(|one| one == "*" || one.strip_prefix("W/").unwrap_or(one) == tag)
}
