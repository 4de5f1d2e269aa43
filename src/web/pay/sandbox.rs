//! `/sandbox/…`: the payment page of the demo provider.
//!
//! The order in the URL is signed under the method's secret, which its payee may have chosen. So the signature is trusted to name the
//! payment and nothing else: the amounts shown and reported and the redirect's target come from the stored payment.

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
use crate::locale::Words;
use crate::rails::by_provider::demo::{self, Demo, DemoOrder, DemoOutcome};
use crate::store::{self, PayerView};
use crate::web::App;
use crate::web::error::{Error, PageError};
use crate::web::http::client::Client;
use crate::web::http::extract::{PageForm, PagePath, Segment};
use crate::web::http::feet::Foot;
use crate::web::machines::hooks;
use crate::web::view::AmountView;
use crate::web::view::render;

#[derive(Template)]
#[template(path = "pay/demo.html")]
struct DemoPage {
    /// The page is in English, and so are the links at its foot.
    t: Words,
    foot: Foot,
    amount: AmountView,
    payee: String,
    action: String,
    order: String,
    problem: Option<String>,
}

/// The order in a URL: base64url, a dot, and the order's HMAC tag as base64url.
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

/// A method's demo provider, with the stored payment that an order names.
struct Sandbox {
    demo: Demo,
    view: PayerView,
    /// The order, rebuilt from the stored payment.
    order: DemoOrder,
}

impl Sandbox {
    /// # Errors
    /// [`actions::Error::NotFound`] where the order isn't signed under the method's secret, names no payment of this method, or would send
    /// the payer to anything but that payment's own page; also while the link is taken down or the demo rail is switched off.
    async fn open(app: &App, id: &MethodId, order: &OrderToken) -> Result<Self, Error> {
        let missing = || Error::Action(actions::Error::NotFound);
        let (method, settings) = match app.ctx.store.known_method(id).await {
            // The method's secret is lost, so no order of it can be verified.
            Err(store::Error::Sealed(_)) => return Err(missing()),
            found => found?.ok_or_else(missing)?,
        };
        // Services that don't allow test rails don't have their pages either.
        if method.rail != demo::KIND.name || app.ctx.rails.kind(demo::KIND.name).is_none() {
            return Err(missing());
        }
        let demo = Demo::new(&settings, app.ctx.rails.context()).map_err(actions::Error::from)?;
        let signed = demo.order(&order.0).map_err(|_| missing())?;
        // Only the token's hash is stored, so the order has to carry the token. It must open the payment that the order names, since a
        // payee that knows the secret can sign any order.
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

    fn page(self, app: &App, action: String, problem: Option<String>) -> DemoPage {
        let DemoOrder { id, payee, .. } = self.order;
        let (t, foot) = (Words::new(Language::En.into()), app.feet.foot());
        DemoPage { t, foot, amount: self.view.payment.requested().into(), payee, action, order: id, problem }
    }
}

/// Returns the token and the language in the URL of a payer's page. Scheme, host, port and what stands before the page are ignored.
fn own_page_parts(url: &Url) -> Option<(Token, Option<Language>)> {
    let (_, token) = url.path().rsplit_once("/p/")?;
    let language = url.query_pairs().find(|(name, _)| name == "lang").and_then(|(_, tag)| Language::parse(&tag));
    Some((Token::received(token), language))
}

/// The message for an order whose payment is over.
const OVER: &str = "The shop has ended this order. It can’t be paid any more, and nothing was charged.";

/// `GET /sandbox/{method}/{order}`: the page on which the outcome is chosen.
pub async fn show(
    State(app): State<App>,
    PagePath((method, token)): PagePath<(MethodId, OrderToken)>,
) -> Result<Response, PageError> {
    let sandbox = Sandbox::open(&app, &method, &token).await?;
    let problem = sandbox.view.over.then(|| OVER.to_owned());
    render(StatusCode::OK, &sandbox.page(&app, address(&method, &token), problem))
}

/// The outcome that the person at the page chose.
#[derive(Debug, Deserialize)]
pub struct SandboxDecision {
    outcome: DemoOutcome,
}

/// `POST /sandbox/{method}/{order}`: signs the outcome, delivers it as a webhook, and redirects to the payer's page.
pub async fn decide(
    State(app): State<App>,
    client: Client,
    PagePath((method, token)): PagePath<(MethodId, OrderToken)>,
    PageForm(SandboxDecision { outcome }): PageForm<SandboxDecision>,
) -> Result<Response, PageError> {
    let sandbox = Sandbox::open(&app, &method, &token).await?;
    // Like a real provider that was told to end the charge.
    if sandbox.view.over && matches!(outcome, DemoOutcome::Approve | DemoOutcome::Pending) {
        return render(StatusCode::CONFLICT, &sandbox.page(&app, address(&method, &token), Some(OVER.to_owned())));
    }
    let (body, signature) =
        sandbox.demo.report(&sandbox.order, outcome, app.ctx.clock.now()).map_err(actions::Error::from)?;
    let signature = HeaderValue::try_from(signature).map_err(|_| actions::Error::NotFound)?;
    let headers = HeaderMap::from_iter([(HeaderName::from_static(demo::SIGNATURE), signature)]);
    match hooks::deliver(&app, client, &method, |rail| rail == demo::KIND.name, &headers, &body).await {
        Ok(_) => Ok(Redirect::to(sandbox.order.return_url.as_str()).into_response()),
        // A real provider would repeat the webhook; here the person sends the form again.
        Err(_) => {
            let problem = Some("The shop’s server did not take the message. Try again in a moment.".to_owned());
            render(StatusCode::BAD_GATEWAY, &sandbox.page(&app, address(&method, &token), problem))
        }
    }
}
