//! `/sandbox/…`: the stand-in provider's own pages.
//!
//! The order in the URL is signed under the method's secret, which its payee may have chosen. So the signature says which payment is meant,
//! and nothing else: what the page shows, what it reports and where it sends the payer comes from the stored payment.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use url::Url;

use crate::actions;
use crate::actions::payments::start::own_page;
use crate::domain::id::MethodId;
use crate::domain::language::Language;
use crate::domain::secret::token::Token;
use crate::rails::by_provider::demo::{self, Demo, DemoOrder, DemoOutcome};
use crate::store::{self, PayerView};
use crate::web::App;
use crate::web::error::{Error, PageError};
use crate::web::http::client::Client;
use crate::web::http::extract::{PageForm, PagePath, Segment};
use crate::web::machines::hooks;
use crate::web::view::AmountView;
use crate::web::view::render;

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

fn address(method: &MethodId, OrderToken(token): &OrderToken) -> String {
    format!("/sandbox/{method}/{token}")
}

/// The stand-in of a method and the stored payment that an order in a URL names.
struct Sandbox {
    demo: Demo,
    view: PayerView,
    /// The order, in the words of the stored payment.
    order: DemoOrder,
}

impl Sandbox {
    /// # Errors
    /// [`actions::Error::NotFound`] where the order isn't signed under the method's secret, names no payment of this method, or would send
    /// the payer to anything but that payment's own page; also while the link is taken down or the stand-in is switched off.
    async fn open(app: &App, id: &MethodId, order: &OrderToken) -> Result<Self, Error> {
        let missing = || Error::Action(actions::Error::NotFound);
        let (method, settings) = match app.ctx.store.known_method(id).await {
            // Whose order it is can't be told any more.
            Err(store::Error::Sealed(_)) => return Err(missing()),
            found => found?.ok_or_else(missing)?,
        };
        // Where test rails are refused, their pages are not there either.
        if method.rail != demo::KIND.name || app.ctx.rails.kind(demo::KIND.name).is_none() {
            return Err(missing());
        }
        let demo = Demo::new(&settings, app.ctx.rails.context()).map_err(actions::Error::from)?;
        let signed = demo.order(&order.0).map_err(|_| missing())?;
        // The payer's token is stored nowhere, so the order has to carry it; what it opens must be the payment that the order names.
        let (token, language) = own_page_parts(&signed.return_url).ok_or_else(missing)?;
        let view = app.ctx.store.payment_by_token(&token.hash()).await?.ok_or_else(missing)?;
        let PayerView { payment, name, .. } = &view;
        if payment.method_id.as_ref() != Some(id) || payment.external_id.as_ref() != Some(&signed.id) {
            return Err(missing());
        }
        let order = DemoOrder {
            id: signed.id,
            amount: payment.amount,
            currency: payment.currency.code().to_owned(),
            payee: name.to_string(),
            return_url: own_page(&app.ctx, &token, language),
        };
        Ok(Self { demo, view, order })
    }

    fn page(self, action: String, problem: Option<String>) -> DemoPage {
        let DemoOrder { id, payee, .. } = self.order;
        DemoPage { amount: self.view.payment.requested().into(), payee, action, order: id, problem }
    }
}

/// The token and the language in the URL of a payer's page. Its scheme, host and port are not looked at, and not used.
fn own_page_parts(url: &Url) -> Option<(Token, Option<Language>)> {
    let token = url.path().strip_prefix("/p/")?;
    let language = url.query_pairs().find(|(name, _)| name == "lang").and_then(|(_, tag)| Language::parse(&tag));
    Some((Token::received(token), language))
}

/// The reason why the stand-in takes no money for an order.
const OVER: &str = "The shop has ended this order. It can’t be paid any more, and nothing was charged.";

/// `GET /sandbox/{method}/{order}`.
pub async fn show(
    State(app): State<App>,
    PagePath((method, token)): PagePath<(MethodId, OrderToken)>,
) -> Result<Response, PageError> {
    let sandbox = Sandbox::open(&app, &method, &token).await?;
    let problem = sandbox.view.over.then(|| OVER.to_owned());
    render(StatusCode::OK, &sandbox.page(address(&method, &token), problem))
}

/// The person's decision.
#[derive(Debug, Deserialize)]
pub struct Decision {
    outcome: DemoOutcome,
}

/// `POST /sandbox/{method}/{order}`: signs what was decided, posts it to the webhook, and sends the payer back.
pub async fn decide(
    State(app): State<App>,
    client: Client,
    PagePath((method, token)): PagePath<(MethodId, OrderToken)>,
    PageForm(Decision { outcome }): PageForm<Decision>,
) -> Result<Response, PageError> {
    let sandbox = Sandbox::open(&app, &method, &token).await?;
    // As a provider does that was told so.
    if sandbox.view.over && matches!(outcome, DemoOutcome::Approve | DemoOutcome::Pending) {
        return render(StatusCode::CONFLICT, &sandbox.page(address(&method, &token), Some(OVER.to_owned())));
    }
    let (body, signature) =
        sandbox.demo.report(&sandbox.order, outcome, app.ctx.clock.now()).map_err(actions::Error::from)?;
    let signature = HeaderValue::try_from(signature).map_err(|_| actions::Error::NotFound)?;
    let headers = HeaderMap::from_iter([(HeaderName::from_static(demo::SIGNATURE), signature)]);
    match hooks::deliver(&app, client, &method, |rail| rail == demo::KIND.name, &headers, &body).await {
        Ok(_) => Ok(Redirect::to(sandbox.order.return_url.as_str()).into_response()),
        // A real provider would come again by itself; here the person does.
        Err(_) => {
            let problem = Some("The shop’s server did not take the message. Try again in a moment.".to_owned());
            render(StatusCode::BAD_GATEWAY, &sandbox.page(address(&method, &token), problem))
        }
    }
}
