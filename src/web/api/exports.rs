//! `GET /exports/movements`: the file, streamed.

use axum::body::Body;
use axum::extract::State as FromState;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};

use crate::actions;
use crate::actions::Context;
use crate::actions::export_movements::{ExportDraft, export_movements};
use crate::domain::payee::Payee;
use crate::web::State;
use crate::web::error::ApiError;
use crate::web::extract::{ApiPayee, ApiQuery};

/// The export as a download.
pub async fn movements(
    FromState(state): FromState<State>,
    ApiPayee(payee): ApiPayee,
    ApiQuery(draft): ApiQuery<ExportDraft>,
) -> Result<Response, ApiError> {
    Ok(stream(&state.ctx, &payee, &draft).await?)
}

/// Streams an export to whoever asked for it.
///
/// # Errors
/// When the draft is wrong or the database fails before the first byte. After it, a failure cuts the file off, and the connection
/// with it.
pub async fn stream(ctx: &Context, payee: &Payee, draft: &ExportDraft) -> Result<Response, actions::Error> {
    let export = draft.check()?;
    let format = export.format;
    let chunks = export_movements(ctx, &payee.id, export).await?;
    let mut response = Body::from_stream(chunks).into_response();
    let disposition = format!("attachment; filename=\"{}\"", format.file_name());
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(format.media_type()));
    if let Ok(disposition) = HeaderValue::try_from(disposition) {
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
    Ok(response)
}
