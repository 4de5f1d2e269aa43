//! `/sandbox/…`: the stand-in provider's own pages. It plays another company: it knows the order that came with the URL and the
//! method's webhook, and nothing else of ours.

use askama::Template;
use axum::extract::State as FromState;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::render;
use super::view::AmountView;
use crate::actions;
use crate::domain::currency::Currency;
use crate::domain::id::MethodId;
use crate::domain::money::Money;
use crate::rails::demo::{self, Demo, Order, Outcome};
use crate::web::State;
use crate::web::error::{Error, PageError};
use crate::web::extract::{PageForm, PagePath, Segment};
use crate::web::hooks;

#[derive(Template)]
#[template(path = "pay/demo.html")]
struct DemoPage {
    amount: AmountView,
    payee: String,
    action: String,
    order: String,
    problem: Option<String>,
}

/// The order that a URL carries: base64url, a dot, and the tag that seals it.
#[derive(Debug)]
pub struct OrderToken(String);

impl Segment for OrderToken {
    fn read(text: &str) -> Option<Self> {
        let base64url = |part: &str| {
            let fits = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
            (1..=4096).contains(&part.len()) && part.bytes().all(fits)
        };
        let (order, tag) = text.split_once('.')?;
        (base64url(order) && base64url(tag)).then(|| Self(text.to_owned()))
    }
}

/// Finds the stand-in of a method and the order that the URL carries.
async fn open(state: &State, id: &MethodId, order: &OrderToken) -> Result<(Demo, Order), Error> {
    let missing = || Error::Action(actions::Error::NotFound);
    let (method, settings) = state.ctx.store.method(id, true).await?.ok_or_else(missing)?;
    // Where test rails are refused, their pages are not there either.
    if method.rail != demo::KIND.name || state.ctx.rails.kind(demo::KIND.name).is_none() {
        return Err(missing());
    }
    let demo = Demo::new(&settings, state.ctx.rails.surroundings()).map_err(actions::Error::from)?;
    let order = demo.order(&order.0).map_err(|_| missing())?;
    Ok((demo, order))
}

fn address(method: &MethodId, OrderToken(token): &OrderToken) -> String {
    format!("/sandbox/{method}/{token}")
}

fn page(order: &Order, action: String, problem: Option<String>) -> DemoPage {
    let currency = Currency::parse(&order.currency).unwrap_or(Currency::EUR);
    DemoPage {
        amount: Money::new(order.amount, currency).into(),
        payee: order.payee.clone(),
        action,
        order: order.id.clone(),
        problem,
    }
}

/// `GET /sandbox/{method}/{order}`.
pub async fn show(
    FromState(state): FromState<State>,
    PagePath((method, token)): PagePath<(MethodId, OrderToken)>,
) -> Result<Response, PageError> {
    let (_, order) = open(&state, &method, &token).await?;
    render(StatusCode::OK, &page(&order, address(&method, &token), None))
}

/// What the person decided.
#[derive(Debug, Deserialize)]
pub struct Decision {
    outcome: Outcome,
}

/// `POST /sandbox/{method}/{order}`: signs what was decided, posts it to the webhook, and sends the payer back.
pub async fn decide(
    FromState(state): FromState<State>,
    PagePath((method, token)): PagePath<(MethodId, OrderToken)>,
    PageForm(Decision { outcome }): PageForm<Decision>,
) -> Result<Response, PageError> {
    let (demo, order) = open(&state, &method, &token).await?;
    let (body, signature) = demo.report(&order, outcome, state.ctx.clock.now()).map_err(actions::Error::from)?;
    let signature = HeaderValue::try_from(signature).map_err(|_| actions::Error::NotFound)?;
    let headers = HeaderMap::from_iter([(HeaderName::from_static(demo::SIGNATURE), signature)]);
    match hooks::deliver(&state, &method, |rail| rail == demo::KIND.name, &headers, &body).await {
        Ok(_) => Ok(Redirect::to(order.return_url.as_str()).into_response()),
        // A real provider would come again by itself; here the person does.
        Err(_) => {
            let problem = Some("The shop’s server did not take the message. Try again in a moment.".to_owned());
            render(StatusCode::BAD_GATEWAY, &page(&order, address(&method, &token), problem))
        }
    }
}
