//! `/p/{token}/qr.png`: a payment's QR code as a picture, for a payer whose banking app is on the phone that shows the page.

use axum::extract::State;
use axum::response::Response;

use super::instructions::{code, instructions};
use super::payment::find_payment;
use super::qr_picture::{PictureQuery, png};
use crate::actions;
use crate::domain::secret::token::Token;
use crate::rails::Instructions;
use crate::store::PayerView;
use crate::web::App;
use crate::web::error::{Error, PageError};
use crate::web::http::client::Client;
use crate::web::http::extract::{PagePath, PageQuery};

/// Reads the payment of a payer's token, with its instructions while it waits to be paid.
pub(super) async fn waiting(
    app: &App,
    client: Client,
    token: &Token,
) -> Result<(PayerView, Option<Instructions>), Error> {
    let mut view = find_payment(app, client, token).await?;
    let shown = instructions(&mut view)?;
    Ok((view, shown))
}

/// `GET /p/{token}/qr.png`: 404 unless the payment waits to be paid and its rail has a QR code.
pub async fn picture(
    State(app): State<App>,
    client: Client,
    PagePath(token): PagePath<Token>,
    PageQuery(picture): PageQuery<PictureQuery>,
) -> Result<Response, PageError> {
    let (_, shown) = waiting(&app, client, &token).await?;
    let shown = shown.ok_or(actions::Error::NotFound)?;
    Ok(png(&code(&shown).ok_or(actions::Error::NotFound)?, &picture)?)
}
