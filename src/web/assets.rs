//! Static files: in the binary, named by their content, kept by browsers for ever.

use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::{HeaderValue, header};
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
    let asset = asset.ok_or(Error::Action(actions::Error::NotFound))?;
    let cache = if asset.immutable { "public, max-age=31536000, immutable" } else { "public, max-age=86400" };
    let headers = [(header::CONTENT_TYPE, asset.media_type), (header::CACHE_CONTROL, cache)];
    let mut response = (headers, asset.bytes).into_response();
    response.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(asset.bytes.len()));
    Ok(response)
}
