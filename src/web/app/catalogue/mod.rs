//! `/app/catalogue`: the products of the order page, and how orders are taken.

pub mod product;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use crate::actions::catalogue::manage::{
    move_product, read_catalogue, remove_product, set_available, set_confirms_first,
};
use crate::domain::catalogue::{MAX_PRODUCTS, Product};
use crate::domain::id::ProductId;
use crate::share::qr::Matrix;
use crate::web::App;
use crate::web::app::frame::{Frame, NavigationPlace};
use crate::web::error::PageError;
use crate::web::http::extract::{
    Deed, DeedForm, LowerProduct, PagePath, PageQuery, RaiseProduct, RemoveProduct, SignedIn,
};
use crate::web::view::{QrView, render};

/// A product in the payee's list.
struct ProductRowView {
    id: String,
    name: String,
    price: String,
    available: bool,
    /// The labels of the buttons that move it.
    up: String,
    down: String,
}

#[derive(Template)]
#[template(path = "app/catalogue.html")]
struct CataloguePage {
    frame: Frame,
    products: Vec<ProductRowView>,
    confirms_first: bool,
    /// The order page's address.
    url: String,
    /// Its QR code, unless the address is too long for one.
    qr: Option<QrView>,
    has_room: bool,
    saved: bool,
}

/// The page's query: set after the form was stored.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct CatalogueQuery {
    saved: Option<String>,
}

/// `GET /app/catalogue`: the products in their order.
pub async fn show(
    State(app): State<App>,
    who: SignedIn,
    PageQuery(query): PageQuery<CatalogueQuery>,
) -> Result<Response, PageError> {
    let catalogue = read_catalogue(&app.ctx, &who.payee).await?;
    let frame = Frame::of(&app, &who, NavigationPlace::Settings).await?;
    let (t, locale) = (who.words(), who.locale);
    let row = |product: &Product| ProductRowView {
        id: product.id.to_string(),
        name: product.name.to_string(),
        price: locale.money(&catalogue.price_of(product)),
        available: product.available,
        up: t.say_with("settings-way-up-of", "way", product.name.as_str()).into_owned(),
        down: t.say_with("settings-way-down-of", "way", product.name.as_str()).into_owned(),
    };
    let url = app.ctx.url(&format!("{}/order", who.payee.handle)).to_string();
    let page = CataloguePage {
        frame,
        products: catalogue.products.iter().map(row).collect(),
        confirms_first: catalogue.confirms_first,
        qr: Matrix::encode(&url).ok().map(|matrix| QrView::from(&matrix)),
        url,
        has_room: catalogue.products.len() < MAX_PRODUCTS,
        saved: query.saved.is_some(),
    };
    render(StatusCode::OK, &page)
}

fn back() -> Response {
    Redirect::to("/app/catalogue").into_response()
}

/// The form that says how orders are taken.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct OrdersForm {
    confirms_first: String,
}

impl Deed for OrdersForm {
    const NAME: &'static str = "take-orders";
}

/// `POST /app/catalogue`: says whether the payee confirms each order first.
pub async fn save(
    State(app): State<App>,
    who: SignedIn,
    DeedForm(form): DeedForm<OrdersForm>,
) -> Result<Response, PageError> {
    set_confirms_first(&app.ctx, &who.payee, form.confirms_first == "on").await?;
    Ok(Redirect::to("/app/catalogue?saved=1").into_response())
}

/// The button that marks a product as sold out, or offers it again.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct AvailableForm {
    /// `yes` where it can be ordered from now on.
    available: String,
}

impl Deed for AvailableForm {
    const NAME: &'static str = "product-available";
}

/// `POST /app/catalogue/{id}/available`: marks a product as sold out, or offers it again.
pub async fn available(
    State(app): State<App>,
    who: SignedIn,
    PagePath(id): PagePath<ProductId>,
    DeedForm(form): DeedForm<AvailableForm>,
) -> Result<Response, PageError> {
    set_available(&app.ctx, &who.payee, id, form.available == "yes").await?;
    Ok(back())
}

/// `POST /app/catalogue/{id}/up`: moves a product up by one.
pub async fn move_up(
    State(app): State<App>,
    who: SignedIn,
    PagePath(id): PagePath<ProductId>,
    DeedForm(RaiseProduct {}): DeedForm<RaiseProduct>,
) -> Result<Response, PageError> {
    move_product(&app.ctx, &who.payee, id, true).await?;
    Ok(back())
}

/// `POST /app/catalogue/{id}/down`: moves a product down by one.
pub async fn move_down(
    State(app): State<App>,
    who: SignedIn,
    PagePath(id): PagePath<ProductId>,
    DeedForm(LowerProduct {}): DeedForm<LowerProduct>,
) -> Result<Response, PageError> {
    move_product(&app.ctx, &who.payee, id, false).await?;
    Ok(back())
}

/// `POST /app/catalogue/{id}/remove`: removes a product.
pub async fn remove(
    State(app): State<App>,
    who: SignedIn,
    PagePath(id): PagePath<ProductId>,
    DeedForm(RemoveProduct {}): DeedForm<RemoveProduct>,
) -> Result<Response, PageError> {
    remove_product(&app.ctx, &who.payee, id).await?;
    Ok(back())
}
