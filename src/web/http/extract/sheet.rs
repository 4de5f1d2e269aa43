//! Extractors of tables, which are small enough to lie in memory.

use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, Request};
use axum::http::{StatusCode, header};
use futures_util::StreamExt;
use multer::{Constraints, Field, Multipart, SizeLimit};
use sha2::{Digest, Sha256};

use super::form::{Deed, form, names_deed};
use super::upload::discard;
use super::{idempotency_key, media_type};
use crate::domain::request::sheet::{MAX_BYTES, MAX_ROWS};
use crate::web::App;
use crate::web::error::{ApiError, Error, PageError};

/// The largest of a form's other fields together, in bytes.
const FIELDS: u64 = 64 * 1024;
/// The largest form that is read to its end, in bytes.
const MOST: u64 = 8 * 1024 * 1024;

/// An API call's table and its `Idempotency-Key`.
#[derive(Debug)]
pub struct ApiSheet {
    /// The table, as it came.
    pub bytes: Bytes,
    /// SHA-256 of the table, in hex.
    pub sha256: String,
    /// The key, if one was sent.
    pub key: Option<String>,
}

impl FromRequest<App> for ApiSheet {
    type Rejection = ApiError;

    async fn from_request(request: Request, _: &App) -> Result<Self, ApiError> {
        let key = idempotency_key(&request)?;
        if media_type(&request).as_deref() != Some("text/csv") {
            let detail = "Send a table, with “Content-Type: text/csv”.";
            return Err(Error::unreadable(StatusCode::UNSUPPORTED_MEDIA_TYPE, detail).into());
        }
        let bytes = read(request.into_body()).await?;
        let sha256 = hex::encode(Sha256::digest(&bytes));
        Ok(Self { bytes, sha256, key })
    }
}

/// Reads a table whole.
async fn read(body: Body) -> Result<Bytes, Error> {
    let (mut stream, mut read) = (body.into_data_stream(), Vec::new());
    while let Some(piece) = stream.next().await {
        let broken = |_| {
            let detail = "The table could not be read to its end. Nothing was made.";
            Error::unreadable(StatusCode::BAD_REQUEST, detail)
        };
        read.extend_from_slice(&piece.map_err(broken)?);
        if read.len() > MAX_BYTES {
            // Taken to its end, so that its sender gets to read why it is refused.
            discard(Body::from_stream(stream)).await;
            return Err(too_large());
        }
    }
    Ok(read.into())
}

fn too_large() -> Error {
    let detail =
        format!("The table is too large: {} KiB and {MAX_ROWS} rows at most. Send it in parts.", MAX_BYTES / 1024);
    Error::unreadable(StatusCode::PAYLOAD_TOO_LARGE, detail)
}

/// A form whose `do` is [`Deed::NAME`], with a table as a file or as text.
#[derive(Debug)]
pub struct SheetForm<T> {
    /// The other fields.
    pub form: T,
    /// The file in the field `file` if one was picked, and else the text in the field `sheet`. Cut off one byte behind the longest table, so
    /// that reading it tells that it is too long.
    pub sheet: Bytes,
    /// The name of the field that the table came in.
    pub field: &'static str,
}

impl<T: Deed> FromRequest<App> for SheetForm<T> {
    type Rejection = PageError;

    async fn from_request(request: Request, _: &App) -> Result<Self, PageError> {
        let content_type = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        // A form of another kind is one of another page.
        let boundary = content_type.and_then(|text| multer::parse_boundary(text).ok()).ok_or(Error::NotSaid)?;
        // What goes beyond a table's limit isn't kept, so that the page comes back and names the field.
        let limits = SizeLimit::new().whole_stream(MOST).per_field(FIELDS);
        let limits = limits.for_field("file", MOST).for_field("sheet", MOST);
        let stream = request.into_body().into_data_stream();
        let mut parts = Multipart::with_constraints(stream, boundary, Constraints::new().size_limit(limits));
        let (mut texts, mut file, mut typed) = (Vec::new(), Bytes::new(), Bytes::new());
        while let Some(part) = parts.next_field().await.map_err(unreadable)? {
            let Some(name) = part.name().map(str::to_owned) else { continue };
            match name.as_str() {
                "file" => file = table(part).await?,
                "sheet" => typed = table(part).await?,
                _ => texts.push((name, part.text().await.map_err(unreadable)?)),
            }
        }
        let fields = serde_urlencoded::to_string(&texts)
            .map_err(|e| Error::unreadable(StatusCode::BAD_REQUEST, format!("The form can’t be read: {e}.")))?;
        if !names_deed::<T>(fields.as_bytes())? {
            return Err(Error::NotSaid.into());
        }
        let (sheet, field) = if file.is_empty() { (typed, "sheet") } else { (file, "file") };
        Ok(Self { form: form(fields.as_bytes())?, sheet, field })
    }
}

/// Reads a table, and of one that is too long one byte more than it may have. The rest is taken to its end.
async fn table(mut part: Field<'_>) -> Result<Bytes, Error> {
    let mut read = Vec::new();
    while let Some(piece) = part.chunk().await.map_err(unreadable)? {
        let room = (MAX_BYTES + 1).saturating_sub(read.len());
        read.extend_from_slice(&piece[..piece.len().min(room)]);
    }
    Ok(read.into())
}

fn unreadable(error: multer::Error) -> Error {
    match error {
        multer::Error::FieldSizeExceeded { .. } | multer::Error::StreamSizeExceeded { .. } => too_large(),
        _ => Error::unreadable(StatusCode::BAD_REQUEST, "The form could not be read to its end. Nothing was made."),
    }
}
