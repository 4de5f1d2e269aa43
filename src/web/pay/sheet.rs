//! `/r/{code}/print` and `/{handle}/order/print`: printable A6 sheets for a counter, with the link as a QR code.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::order::find as find_catalogue;
use super::payer::seller_page;
use super::request::find_request;
use crate::actions;
use crate::domain::payee::accent::Accent;
use crate::domain::payee::handle::Handle;
use crate::domain::request::Status;
use crate::domain::request::code::RequestCode;
use crate::locale::Words;
use crate::share::qr::Matrix;
use crate::web::App;
use crate::web::error::PageError;
use crate::web::http::client::Client;
use crate::web::http::extract::PagePath;
use crate::web::http::feet::Foot;
use crate::web::http::reader::Reader;
use crate::web::view::render;
use crate::web::view::{AmountView, LanguageView, QrView, languages};

#[derive(Template)]
#[template(path = "pay/sheet.html")]
struct SheetPage {
    t: Words,
    seller: String,
    languages: Vec<LanguageView>,
    here: String,
    foot: Foot,
    accent: Accent,
    amount: Option<AmountView>,
    /// The keys of the heading without an amount, and of the sentence beside the code.
    texts: (&'static str, &'static str),
    memo: Option<String>,
    test: bool,
    qr: QrView,
    url: String,
}

/// `GET /r/{code}/print`: redirects to the pay page unless the request is open.
pub async fn show(
    State(app): State<App>,
    client: Client,
    reader: Reader,
    PagePath(code): PagePath<RequestCode>,
) -> Result<Response, PageError> {
    let request = find_request(&app, client, &code).await?;
    let path = format!("/r/{}", request.code);
    if request.status != Status::Open {
        return Ok(Redirect::to(&reader.carry(&path)).into_response());
    }
    let ctx = &app.ctx;
    let locale = reader.locale(request.language);
    let sheet = SheetPage {
        t: Words::new(locale).with("payee", request.name.as_str()),
        seller: seller_page(ctx, &request.handle),
        languages: languages(Some(locale.language())),
        here: String::new(),
        foot: app.feet.foot(),
        accent: request.accent,
        amount: request.outstanding.map(|money| AmountView::of(&money, locale)),
        texts: ("pay-whom", "sheet-scan"),
        test: match request.prices.is_empty() {
            true => ctx.rails.only_tests(&request.methods, &request.asked, request.outstanding),
            false => ctx.rails.only_tests_of_any(&request.methods, request.offers()),
        },
        memo: request.memo.map(|memo| memo.to_string()),
        qr: QrView::from(&ctx.qr.matrix(&request.code)),
        url: ctx.qr.link(&request.code),
    };
    render(StatusCode::OK, &sheet)
}

/// `GET /{handle}/order/print`: the sheet of the page where buyers order.
pub async fn show_order(
    State(app): State<App>,
    client: Client,
    reader: Reader,
    PagePath(handle): PagePath<Handle>,
) -> Result<Response, PageError> {
    let (payee, _) = find_catalogue(&app, client, &handle).await?;
    let ctx = &app.ctx;
    let locale = reader.locale(payee.language);
    let url = ctx.url(&format!("{}/order", payee.handle)).to_string();
    let sheet = SheetPage {
        t: Words::new(locale).with("payee", payee.name.as_str()),
        seller: seller_page(ctx, &payee.handle),
        languages: languages(Some(locale.language())),
        here: String::new(),
        foot: app.feet.foot(),
        accent: payee.accent(),
        amount: None,
        texts: ("order-from", "sheet-scan-order"),
        test: false,
        memo: None,
        // An address of a handle's length fits any code.
        qr: QrView::from(&Matrix::encode(&url).map_err(|_| actions::Error::NotFound)?),
        url,
    };
    render(StatusCode::OK, &sheet)
}
