//! `/p/{token}/receipt.json`: the payer's signed receipt, to keep.

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};

use super::payment::find_payment;
use crate::actions::payments::receipt::issue_receipt;
use crate::domain::secret::token::Token;
use crate::store;
use crate::web::App;
use crate::web::error::PageError;
use crate::web::http::client::Client;
use crate::web::http::extract::PagePath;

/// `GET /p/{token}/receipt.json`.
pub async fn download(
    State(app): State<App>,
    client: Client,
    PagePath(token): PagePath<Token>,
) -> Result<Response, PageError> {
    let view = find_payment(&app, client, &token).await?;
    let name = format!("attachment; filename=\"chit-receipt-{}.json\"", view.payment.request_code);
    let signed = issue_receipt(&app.ctx, view).await?;
    // In lines, because people open it too; what is signed is its canonical form.
    let file = serde_json::to_string_pretty(&signed).map_err(|e| store::Error::Defect(format!("a receipt: {e}")))?;
    let headers = [(header::CONTENT_TYPE, "application/json".to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, file + "\n").into_response())
}
