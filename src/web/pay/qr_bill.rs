//! `/p/{token}/qr-bill`: the printable Swiss QR-bill, with receipt and payment part. The payer's page shows only the QR code, for
//! e-banking (Swiss implementation guidelines 2.4).

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::instructions::code;
use super::payment_qr::waiting;
use crate::actions;
use crate::domain::payee::accent::Accent;
use crate::domain::secret::token::Token;
use crate::locale::{QrBillHeadings, Words};
use crate::rails::by_hand::qr_bill::QrBill;
use crate::web::App;
use crate::web::error::PageError;
use crate::web::http::client::Client;
use crate::web::http::extract::PagePath;
use crate::web::http::feet::Foot;
use crate::web::http::reader::Reader;
use crate::web::view::render;
use crate::web::view::{LanguageView, QrView, languages};

#[derive(Template)]
#[template(path = "pay/qr_bill.html")]
struct QrBillPage {
    t: Words,
    languages: Vec<LanguageView>,
    here: String,
    foot: Foot,
    accent: Accent,
    headings: QrBillHeadings,
    bill: QrBill,
    qr: QrView,
    /// The SVG `viewBox` of the code without its quiet zone, which the standard wants 46 mm wide.
    view_box: String,
    payment_url: String,
}

/// `GET /p/{token}/qr-bill`: redirects to the payer's page unless the payment waits to be paid.
pub async fn show(
    State(app): State<App>,
    client: Client,
    reader: Reader,
    PagePath(token): PagePath<Token>,
) -> Result<Response, PageError> {
    let (view, shown) = waiting(&app, client, &token).await?;
    let payment_url = reader.carry(&format!("/p/{}", token.reveal()));
    if !view.state().awaits_payer() {
        return Ok(Redirect::to(&payment_url).into_response());
    }
    let shown = shown.ok_or(actions::Error::NotFound)?;
    let (bill, matrix) = QrBill::of(&shown).zip(code(&shown)).ok_or(actions::Error::NotFound)?;
    let locale = reader.locale(view.language);
    let page = QrBillPage {
        t: Words::new(locale).with("payee", view.name.as_str()),
        languages: languages(Some(locale.language())),
        here: String::new(),
        foot: app.feet.foot(),
        accent: view.accent,
        headings: QrBillHeadings::of(locale.language()),
        bill,
        qr: QrView::from(&matrix),
        view_box: matrix.bare_view_box(),
        payment_url,
    };
    render(StatusCode::OK, &page)
}
