//! The QR pictures of pages that are paid at, and how they are asked for.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use crate::domain::request::code::RequestCode;
use crate::share::qr::Matrix;
use crate::web::error::Error;
use crate::web::http::extract::Segment;

/// A path segment: a request's code, with the extension `.svg` or `.png` for its QR picture.
#[derive(Debug)]
pub struct PageOrPicture {
    /// The request's code.
    pub code: RequestCode,
    /// The picture that is wanted instead of the page.
    pub picture: Option<PictureKind>,
}

/// The format of a QR picture.
#[derive(Debug)]
pub enum PictureKind {
    /// SVG.
    Svg,
    /// PNG.
    Png,
}

impl Segment for PageOrPicture {
    fn read(text: &str) -> Option<Self> {
        let (code, picture) = match text.split_once('.') {
            None => (text, None),
            Some((code, "svg")) => (code, Some(PictureKind::Svg)),
            Some((code, "png")) => (code, Some(PictureKind::Png)),
            Some(_) => return None,
        };
        Some(Self { code: RequestCode::parse(code)?, picture })
    }
}

/// The query `?size=`, the side of a PNG in pixels.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct PictureQuery {
    size: Option<String>,
}

/// Renders a QR code as a PNG of the requested size, 512 pixels by default.
pub fn png(code: &Matrix, PictureQuery { size }: &PictureQuery) -> Result<Response, Error> {
    const DEFAULT: u32 = 512;
    let wrong = |detail: String| Error::Unreadable { status: StatusCode::BAD_REQUEST, detail };
    let size = match size {
        None => DEFAULT,
        Some(text) => text.parse().map_err(|_| wrong("The size is a number of pixels, such as 512.".into()))?,
    };
    let png = code.png(size).map_err(|e| wrong(format!("{e}.")))?;
    Ok(([(header::CONTENT_TYPE, "image/png")], png).into_response())
}
