//! `/r/{code}/card.png` and `/{handle}/card.png`: the pictures that chats show of a link.

use axum::extract::{Path, State as FromState};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::domain::accent::Accent;
use crate::domain::code::RequestCode;
use crate::domain::handle::Handle;
use crate::domain::money::Money;
use crate::domain::public::PublicRequest;
use crate::domain::request::Preview;
use crate::share::card::{Face, Figures};
use crate::web::State;
use crate::web::cards::CardsError;
use crate::web::client::Client;
use crate::web::error::PageError;

/// Chats fetch a picture once and keep it for days; this is for those that ask again.
const CACHE: &str = "public, max-age=3600";

/// What a card says when it says nothing else.
fn heading() -> String {
    "A payment request".to_owned()
}

fn figures(money: Money) -> Figures {
    let (sign, figures) = money.parts();
    Figures { sign: sign.to_owned(), sign_last: false, figures, code: money.currency().code() }
}

/// As much as the payee's dial allows, by the same rule as the page's title; never the memo, never that it was paid.
fn face(request: &PublicRequest) -> Face {
    match (request.preview, request.asked.fixed()) {
        (Preview::None, _) => Face::Blank,
        (Preview::Amount, Some(money)) => Face::Amount {
            heading: heading(),
            amount: figures(money),
            name: request.name.to_string(),
            handle: request.handle.to_string(),
            accent: Accent::of(request.handle.as_str(), None),
        },
        (Preview::Generic | Preview::Amount, _) => Face::Generic { heading: heading() },
    }
}

/// `GET /r/{code}/card.png`. A miss is counted against whoever looks.
pub async fn of_request(
    FromState(state): FromState<State>,
    client: Client,
    Path(code): Path<String>,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    state.limits.may_look(client)?;
    let found = match RequestCode::parse(&code) {
        Some(code) => state.ctx.store.public_request(&code, state.ctx.clock.now()).await?,
        None => None,
    };
    let request = state.limits.found(client, found)?;
    Ok(answer(&state, face(&request), &headers).await)
}

/// `GET /{handle}/card.png`: of a personal link, which says of itself whose it is. The card doesn't.
pub async fn of_payee(
    FromState(state): FromState<State>,
    client: Client,
    Path(handle): Path<String>,
    headers: HeaderMap,
) -> Result<Response, PageError> {
    state.limits.may_look(client)?;
    let found = match Handle::parse(&handle) {
        Ok(handle) => state.ctx.store.personal_page(&handle).await?,
        Err(_) => None,
    };
    state.limits.found(client, found)?;
    Ok(answer(&state, Face::Generic { heading: heading() }, &headers).await)
}

/// The picture; or, to who has it, that it is still the same, for which nothing is drawn.
async fn answer(state: &State, face: Face, request: &HeaderMap) -> Response {
    let tag = format!("\"{}\"", URL_SAFE_NO_PAD.encode(&face.key()[..15]));
    let headers = [
        (header::CACHE_CONTROL, CACHE.to_owned()),
        // A picture to be shown elsewhere; it holds nothing that isn't in everybody's chat already.
        (header::HeaderName::from_static("cross-origin-resource-policy"), "cross-origin".to_owned()),
        (header::ETAG, tag.clone()),
    ];
    if has(request, &tag) {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    match state.cards.picture(face).await {
        Ok(picture) => (headers, [(header::CONTENT_TYPE, "image/png")], picture).into_response(),
        Err(CardsError::Busy) => (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "2")]).into_response(),
        Err(error) => {
            tracing::error!(%error, "no card");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

/// Whether a request says that it has the picture of this tag (RFC 9110 §13.1.2).
fn has(request: &HeaderMap, tag: &str) -> bool {
    let listed = request.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    let mut tags = listed.flat_map(|value| value.split(',')).map(str::trim);
    tags.any(|one| one == "*" || one.strip_prefix("W/").unwrap_or(one) == tag)
}
