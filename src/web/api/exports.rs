//! `GET /exports/movements`: an export file, streamed.

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use futures_util::{Stream, StreamExt as _};

use crate::accounting::export::FormatKind;
use crate::actions;
use crate::actions::Context;
use crate::actions::books::export::{ExportDraft, ExportStream, LinesRead, export_movements};
use crate::domain::payee::Payee;
use crate::web::App;
use crate::web::error::ApiError;
use crate::web::http::extract::{ApiPayee, ApiQuery};

/// The header that is `true` when the same export will have the same lines for ever.
const FINAL: HeaderName = HeaderName::from_static("chit-final");

/// `GET /exports/movements`: the export as a download.
pub async fn movements(
    State(app): State<App>,
    ApiPayee(payee): ApiPayee,
    ApiQuery(draft): ApiQuery<ExportDraft>,
) -> Result<Response, ApiError> {
    Ok(stream(&app.ctx, &payee, &draft, |_| ()).await?)
}

/// Streams an export, for the API and for the sellers' page. What `follow` makes of the count of lines is kept until the stream ends.
///
/// # Errors
/// When the draft is invalid or the database fails before the first byte. A later failure breaks the connection off, so that a
/// truncated file can't pass for a whole one.
pub async fn stream<G: Send + 'static>(
    ctx: &Context,
    payee: &Payee,
    draft: &ExportDraft,
    follow: impl FnOnce(LinesRead) -> G,
) -> Result<Response, actions::Error> {
    let export = draft.clone().or_zone(payee.zone).check()?;
    let format = export.format;
    let ExportStream { is_final, chunks, read } = export_movements(ctx, payee, export).await?;
    let followed = follow(read);
    let chunks = chunks.map(move |chunk| {
        let _kept = &followed;
        chunk
    });
    Ok(attachment(format, &format.file_name(is_final), is_final, chunks))
}

/// An export file as a download, streamed.
pub fn attachment(
    format: &'static FormatKind,
    name: &str,
    is_final: bool,
    chunks: impl Stream<Item = Result<Vec<u8>, actions::Error>> + Send + 'static,
) -> Response {
    let mut response = download(format.media_type, name, chunks);
    response.headers_mut().insert(FINAL, HeaderValue::from_static(if is_final { "true" } else { "false" }));
    response
}

/// A download of this name, streamed.
pub fn download(
    media_type: &'static str,
    name: &str,
    chunks: impl Stream<Item = Result<Vec<u8>, actions::Error>> + Send + 'static,
) -> Response {
    let mut response = Body::from_stream(chunks).into_response();
    let disposition = format!("attachment; filename=\"{name}\"");
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    if let Ok(disposition) = HeaderValue::try_from(disposition) {
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
    response
}
