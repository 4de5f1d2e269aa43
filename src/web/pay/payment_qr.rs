//! `/p/{token}/qr.png`: the bank's code of a payment as a picture, for a payer whose banking app is on the phone that shows the page.

use axum::extract::State;
use axum::response::Response;

use super::instructions::{code, instructions};
use super::payment::find_payment;
use super::request::{Picture, png};
use crate::actions;
use crate::domain::secret::token::Token;
use crate::rails::Instructions;
use crate::store::PayerView;
use crate::web::App;
use crate::web::error::{Error, PageError};
use crate::web::http::client::Client;
use crate::web::http::extract::{PagePath, PageQuery};

/// The payment that a token opens, and what its payer is shown while it waits to be paid.
pub(super) async fn waiting(
    app: &App,
    client: Client,
    token: &Token,
) -> Result<(PayerView, Option<Instructions>), Error> {
    let mut view = find_payment(app, client, token).await?;
    let shown = instructions(&mut view)?;
    Ok((view, shown))
}

/// `GET /p/{token}/qr.png`: while the payment waits and its rail has a code to show.
pub async fn picture(
    State(app): State<App>,
    client: Client,
    PagePath(token): PagePath<Token>,
    PageQuery(picture): PageQuery<Picture>,
) -> Result<Response, PageError> {
    let (_, shown) = waiting(&app, client, &token).await?;
    let shown = shown.ok_or(actions::Error::NotFound)?;
    Ok(png(&code(&shown).ok_or(actions::Error::NotFound)?, &picture)?)
}
