//! An extractor of forms with a file (RFC 7578). The file is handed on while it arrives: it lies neither in memory nor on disk.

use std::io;

use axum::body::Body;
use axum::extract::{FromRequest, Request};
use axum::http::{StatusCode, header};
use futures_util::TryStreamExt;
use multer::{Constraints, Field, Multipart, SizeLimit};

use super::form::{Deed, form, names_deed};
use super::upload::{Feed, LIMIT, Upload, discard, pipe, too_large};
use crate::web::App;
use crate::web::error::{Error, PageError};

/// The largest of the fields before the file, in bytes.
const FIELD_LIMIT: u64 = 64 * 1024;
/// The most fields before the file.
const FIELDS: usize = 100;

/// A form whose `do` is [`Deed::NAME`], with a file in the field `file`, its last one.
#[derive(Debug)]
pub struct FileForm<T> {
    /// The fields before the file.
    pub form: T,
    /// The file as it arrives; `None` if none was picked. It ends with an error where the sender hangs up.
    pub file: Option<(Upload, Feed)>,
}

impl<T: Deed> FromRequest<App> for FileForm<T> {
    type Rejection = PageError;

    async fn from_request(request: Request, _: &App) -> Result<Self, PageError> {
        let content_type = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        // A form of another kind is one of another page.
        let boundary = content_type.and_then(|text| multer::parse_boundary(text).ok()).ok_or(Error::NotSaid)?;
        let length = request.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse().ok());
        if length.is_some_and(|bytes: u64| bytes > LIMIT + FIELD_LIMIT) {
            discard(request.into_body()).await;
            return Err(too_large().into());
        }
        let limits = SizeLimit::new().per_field(FIELD_LIMIT).for_field("file", LIMIT + FIELD_LIMIT);
        let stream = request.into_body().into_data_stream();
        let mut parts = Multipart::with_constraints(stream, boundary, Constraints::new().size_limit(limits));
        let (mut texts, mut file) = (Vec::new(), None);
        while let Some(part) = parts.next_field().await.map_err(unreadable)? {
            let Some(name) = part.name().map(str::to_owned) else { continue };
            if name == "file" {
                file = part.file_name().is_some_and(|name| !name.is_empty()).then(|| pipe(body(part)));
                break;
            }
            if texts.len() == FIELDS {
                return Err(Error::unreadable(StatusCode::BAD_REQUEST, "The form has too many fields.").into());
            }
            texts.push((name, part.text().await.map_err(unreadable)?));
        }
        let fields = serde_urlencoded::to_string(&texts)
            .map_err(|e| Error::unreadable(StatusCode::BAD_REQUEST, format!("The form can’t be read: {e}.")))?;
        if !names_deed::<T>(fields.as_bytes())? {
            return Err(Error::NotSaid.into());
        }
        Ok(Self { form: form(fields.as_bytes())?, file })
    }
}

fn body(part: Field<'static>) -> Body {
    Body::from_stream(part.map_err(io::Error::other))
}

fn unreadable(error: multer::Error) -> Error {
    match error {
        multer::Error::FieldSizeExceeded { .. } | multer::Error::StreamSizeExceeded { .. } => too_large(),
        _ => Error::unreadable(StatusCode::BAD_REQUEST, "The form could not be read to its end. Nothing was imported."),
    }
}
