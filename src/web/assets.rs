//! Static files: in the binary, named by their content, kept by browsers for ever.

use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

use super::error::{Error, PageError};
use crate::actions;

struct Asset {
    /// `chit.1a2b3c4d.css`.
    name: String,
    media_type: &'static str,
    bytes: &'static [u8],
    /// Named by its content, so that it never changes.
    immutable: bool,
}

impl Asset {
    fn hashed(stem: &str, extension: &str, media_type: &'static str, bytes: &'static [u8]) -> Self {
        let hash: String = Sha256::digest(bytes).iter().take(5).map(|b| format!("{b:02x}")).collect();
        Self { name: format!("{stem}.{hash}.{extension}"), media_type, bytes, immutable: true }
    }

    fn url(&self) -> String {
        format!("/static/{}", self.name)
    }

    fn serve(&self) -> Response {
        let cache = if self.immutable { "public, max-age=31536000, immutable" } else { "public, max-age=86400" };
        let headers = [(header::CONTENT_TYPE, self.media_type), (header::CACHE_CONTROL, cache)];
        let mut response = (headers, self.bytes).into_response();
        response.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(self.bytes.len()));
        response
    }
}

static CSS: LazyLock<Asset> =
    LazyLock::new(|| Asset::hashed("chit", "css", "text/css; charset=utf-8", include_bytes!("../../static/chit.css")));
static JS: LazyLock<Asset> = LazyLock::new(|| {
    Asset::hashed("chit", "js", "text/javascript; charset=utf-8", include_bytes!("../../static/chit.js"))
});
static ICON: LazyLock<Asset> = LazyLock::new(|| Asset {
    name: "icon.svg".into(),
    media_type: "image/svg+xml",
    bytes: include_bytes!("../../static/icon.svg"),
    immutable: false,
});

/// The style sheet's URL.
pub fn css_url() -> String {
    CSS.url()
}

/// The script's URL.
pub fn js_url() -> String {
    JS.url()
}

/// `GET /static/{file}`.
pub async fn serve(Path(file): Path<String>) -> Result<Response, PageError> {
    let asset = [&CSS, &JS, &ICON].into_iter().find(|asset| asset.name == file);
    Ok(asset.ok_or(Error::Action(actions::Error::NotFound))?.serve())
}

/// `GET /favicon.ico`: browsers ask for it by name where a page doesn't say.
pub async fn icon() -> Response {
    ICON.serve()
}

/// Icons that browsers ask for and we don't have. Not a wrong guess at a link.
pub async fn no_icon() -> StatusCode {
    StatusCode::NOT_FOUND
}
