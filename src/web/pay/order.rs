//! `/{handle}/order`: the order page, on which buyers pick products of the payee's catalogue. Nothing is stored until somebody orders.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::order_form::{ProductView, TypedOrder};
use super::payer::seller_page;
use crate::actions;
use crate::actions::catalogue::order::make_order;
use crate::domain::catalogue::{Catalogue, MAX_QUANTITY};
use crate::domain::field::FieldError;
use crate::domain::payee::Payee;
use crate::domain::payee::accent::Accent;
use crate::domain::payee::handle::Handle;
use crate::domain::report::ReportableLink;
use crate::domain::request::PaymentRequest;
use crate::locale::Words;
use crate::share::avatar::Avatar;
use crate::store;
use crate::web::App;
use crate::web::app::one_time::{FormId, once};
use crate::web::error::{Error, PageError};
use crate::web::http::client::Client;
use crate::web::http::extract::{FieldList, PageForm, PagePath};
use crate::web::http::feet::Foot;
use crate::web::http::guesses::GuessTarget;
use crate::web::http::reader::Reader;
use crate::web::view::{FieldErrorView, LanguageView, errors, languages, render};

#[derive(Template)]
#[template(path = "pay/order.html")]
struct BuyerOrderPage {
    t: Words,
    languages: Vec<LanguageView>,
    /// The path of the language switch's links; empty for the page's own address.
    here: String,
    foot: Foot,
    accent: Accent,
    avatar: String,
    /// The address of the payee's page, without the scheme.
    seller: String,
    report: String,
    action: String,
    once: String,
    products: Vec<ProductView>,
    /// The number of decimals of the prices.
    decimals: u8,
    most: u32,
    /// Set when something can be ordered.
    is_open: bool,
    confirms_first: bool,
    wrong: Vec<FieldErrorView>,
}

/// Finds the payee of an order page with its catalogue. A payee without products has no such page: that is a miss like any other.
pub(super) async fn find(app: &App, client: Client, handle: &Handle) -> Result<(Payee, Catalogue), Error> {
    let store = &app.ctx.store;
    let look = async {
        let Some((payee, _)) = store.personal_page(handle).await? else { return Ok::<_, store::Error>(None) };
        let catalogue = store.catalogue(&payee.id).await?.filter(|catalogue| !catalogue.products.is_empty());
        Ok(catalogue.map(|catalogue| (payee, catalogue)))
    };
    app.guesses.look_up(client, GuessTarget::Payee(handle), look).await
}

fn page(
    app: &App,
    (payee, catalogue): &(Payee, Catalogue),
    reader: &Reader,
    typed: Option<&TypedOrder>,
    wrong: Vec<FieldError>,
) -> BuyerOrderPage {
    let locale = reader.locale(payee.language);
    let t = Words::new(locale).with("payee", payee.name.as_str());
    let seller = seller_page(&app.ctx, &payee.handle);
    let t = t.with("address", seller.as_str());
    let path = format!("/{}/order", payee.handle);
    let products = typed.unwrap_or(&TypedOrder::empty()).views(catalogue, locale);
    BuyerOrderPage {
        languages: languages(Some(locale.language())),
        here: if typed.is_some() { path.clone() } else { String::new() },
        foot: app.feet.foot(),
        accent: payee.accent(),
        avatar: Avatar::of(payee.handle.as_str()).path(),
        seller,
        report: reader.carry(&format!("/{}/report", payee.handle)),
        action: reader.carry(&path),
        once: FormId::draw(app),
        decimals: catalogue.currency.exponent(),
        most: MAX_QUANTITY,
        is_open: catalogue.is_open(),
        confirms_first: catalogue.confirms_first,
        wrong: errors(&t, wrong),
        products,
        t,
    }
}

/// `GET /{handle}/order`: the products with their prices.
pub async fn show(
    State(app): State<App>,
    client: Client,
    reader: Reader,
    PagePath(handle): PagePath<Handle>,
) -> Result<Response, PageError> {
    let found = find(&app, client, &handle).await?;
    render(StatusCode::OK, &page(&app, &found, &reader, None, Vec::new()))
}

/// `POST /{handle}/order`: makes the order, and goes on to its pay page, or to the page that sends it to the payee.
pub async fn order(
    State(app): State<App>,
    client: Client,
    reader: Reader,
    PagePath(handle): PagePath<Handle>,
    PageForm(fields): PageForm<FieldList>,
) -> Result<Response, PageError> {
    app.limits.payments.count(&client)?;
    let found = find(&app, client, &handle).await?;
    let (ctx, payee) = (&app.ctx, &found.0);
    app.limits.attempts.count(&(ReportableLink::Page(payee.handle.clone()), client))?;
    let form = FormId::received(fields.first("once"), ctx.clock.now());
    let sends = fields.first("then") == "send";
    let typed = TypedOrder::of(fields);
    let checked = form.and_then(|form| Ok((form, typed.picks()?)));
    let (form, picks) = match checked {
        Ok(checked) => checked,
        Err(wrong) => {
            return render(StatusCode::BAD_REQUEST, &page(&app, &found, &reader, Some(&typed), vec![wrong]));
        }
    };
    let chosen = reader.clone();
    let place = move |made: &PaymentRequest| {
        let last = if sends { "/send" } else { "" };
        chosen.carry(&format!("/r/{}{last}", made.code))
    };
    let made =
        once(&app, &payee.id, &form, place, |key| async move { make_order(ctx, payee, &picks, &key).await }).await;
    match made {
        Err(actions::Error::Invalid(wrong)) => {
            // Read anew: what has changed is why nothing was ordered.
            let found = find(&app, client, &handle).await?;
            let state = wrong.first().map_or("", |error| error.code);
            let status = if state == "required" { StatusCode::BAD_REQUEST } else { StatusCode::CONFLICT };
            render(status, &page(&app, &found, &reader, Some(&typed), wrong))
        }
        made => Ok(made?),
    }
}
