//! `/p/{token}/qr.png`: the bank's code of a payment as a picture, for a payer whose banking app is on the phone that shows the page.

use axum::extract::State as FromState;
use axum::response::Response;

use super::payment::look;
use super::request::{Picture, png};
use crate::actions;
use crate::domain::secret::token::Token;
use crate::rails::{Instructions, Overlay};
use crate::share::qr::Matrix;
use crate::store::{self, PayerView};
use crate::web::State;
use crate::web::error::{Error, PageError};
use crate::web::http::client::Client;
use crate::web::http::extract::{PagePath, PageQuery};

/// The code that a payer scans or saves, if the rail has one.
pub fn code(shown: &Instructions) -> Option<Matrix> {
    let code = Matrix::encode(shown.qr.as_deref()?).ok()?;
    Some(match shown.overlay {
        Some(Overlay::SwissCross) => code.with_swiss_cross(),
        None => code,
    })
}

/// The payment that a token opens, and what its payer is shown while it waits to be paid.
pub(super) async fn waiting(
    state: &State,
    client: Client,
    token: &Token,
) -> Result<(PayerView, Option<Instructions>), Error> {
    let mut view = look(state, client, token).await?;
    let shown = instructions(&mut view)?;
    Ok((view, shown))
}

/// Takes out of a view what its payer is shown while the payment waits to be paid.
pub(super) fn instructions(view: &mut PayerView) -> Result<Option<Instructions>, store::Error> {
    let awaits_payer = view.state().awaits_payer();
    let shown = view.instructions.take().filter(|_| awaits_payer);
    let shown = shown.map(|json| serde_json::from_str(&json)).transpose();
    shown.map_err(|e| store::Error::Defect(format!("instructions: {e}")))
}

/// `GET /p/{token}/qr.png`: while the payment waits and its rail has a code to show.
pub async fn picture(
    FromState(state): FromState<State>,
    client: Client,
    PagePath(token): PagePath<Token>,
    PageQuery(picture): PageQuery<Picture>,
) -> Result<Response, PageError> {
    let (_, shown) = waiting(&state, client, &token).await?;
    let shown = shown.ok_or(actions::Error::NotFound)?;
    Ok(png(&code(&shown).ok_or(actions::Error::NotFound)?, &picture)?)
}
