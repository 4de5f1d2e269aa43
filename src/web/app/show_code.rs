//! `/app/requests/{code}/show`: the link's QR code on the whole screen, for somebody across a counter.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::own_request::own_request;
use super::slip::SlipView;
use crate::actions::requests::test_mark::TestMarks;
use crate::domain::request::code::RequestCode;
use crate::web::App;
use crate::web::app::frame::{Frame, NavigationPlace};
use crate::web::error::PageError;
use crate::web::http::extract::{PagePath, PageQuery, SignedIn};
use crate::web::view::{QrView, render};

#[derive(Template)]
#[template(path = "app/show.html")]
struct CodePage {
    frame: Frame,
    code: String,
    slip: SlipView,
    qr: QrView,
    /// Set when the screen is read from its other side.
    turned: bool,
}

/// The query: the mark of a screen that is turned around.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct CodeQuery {
    turned: Option<String>,
}

/// `GET /app/requests/{code}/show`: the code, until the link is paid or has ended.
pub async fn show(
    State(app): State<App>,
    who: SignedIn,
    PagePath(code): PagePath<RequestCode>,
    PageQuery(CodeQuery { turned }): PageQuery<CodeQuery>,
) -> Result<Response, PageError> {
    let request = own_request(&app, &who, &code).await?;
    let marks = TestMarks::of(&app.ctx, &request.payee_id, std::slice::from_ref(&request)).await?;
    let page = CodePage {
        frame: Frame::of(&app, &who, NavigationPlace::Requests).await?,
        code: request.code.to_string(),
        slip: SlipView::of(&app, &who, &request, &marks).await?,
        qr: QrView::from(&app.ctx.qr.matrix(&request.code)),
        turned: turned.is_some(),
    };
    render(StatusCode::OK, &page)
}
