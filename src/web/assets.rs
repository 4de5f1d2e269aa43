//! Static files: in the binary, named by their content, compressed once, kept by browsers for ever.

use std::io::Write;
use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

use super::error::{Error, PageError};
use crate::actions;

struct Asset {
    /// `chit.1a2b3c4d.css`.
    name: String,
    media_type: &'static str,
    bytes: &'static [u8],
    /// The same, as gzip.
    gzip: Vec<u8>,
    /// Named by its content, so that it never changes.
    immutable: bool,
}

impl Asset {
    fn hashed(stem: &str, extension: &str, media_type: &'static str, bytes: &'static [u8]) -> Self {
        let hash = hex::encode(&Sha256::digest(bytes)[..5]);
        Self { name: format!("{stem}.{hash}.{extension}"), media_type, bytes, gzip: gzip(bytes), immutable: true }
    }

    fn url(&self) -> String {
        format!("/static/{}", self.name)
    }

    fn serve(&self, request: &HeaderMap) -> Response {
        let cache = if self.immutable { "public, max-age=31536000, immutable" } else { "public, max-age=86400" };
        let headers = [
            (header::CONTENT_TYPE, self.media_type),
            (header::CACHE_CONTROL, cache),
            (header::VARY, header::ACCEPT_ENCODING.as_str()),
        ];
        if takes_gzip(request) {
            return (headers, [(header::CONTENT_ENCODING, "gzip")], self.gzip.clone()).into_response();
        }
        (headers, self.bytes).into_response()
    }
}

/// Compresses as well as gzip can. Writing to memory does not fail.
fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}

/// Whether a request says that it takes gzip (RFC 9110 §12.5.3), and not that it takes it at no price.
fn takes_gzip(request: &HeaderMap) -> bool {
    let accepted = request.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    accepted.flat_map(|value| value.split(',')).any(|coding| {
        let (name, weight) = coding.split_once(';').unwrap_or((coding, ""));
        let refused = weight.split_once("q=").is_some_and(|(_, q)| q.trim().chars().all(|c| matches!(c, '0' | '.')));
        name.trim().eq_ignore_ascii_case("gzip") && !refused
    })
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
    gzip: gzip(include_bytes!("../../static/icon.svg")),
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
pub async fn serve(Path(file): Path<String>, request: HeaderMap) -> Result<Response, PageError> {
    let asset = [&CSS, &JS, &ICON].into_iter().find(|asset| asset.name == file);
    Ok(asset.ok_or(Error::Action(actions::Error::NotFound))?.serve(&request))
}

/// `GET /favicon.ico`: browsers ask for it by name where a page doesn't say.
pub async fn icon(request: HeaderMap) -> Response {
    ICON.serve(&request)
}

/// Icons that browsers ask for and we don't have. Not a wrong guess at a link.
pub async fn no_icon() -> StatusCode {
    StatusCode::NOT_FOUND
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gzip_goes_only_to_who_takes_it() {
        for (accepts, takes) in [
            ("gzip", true),
            ("br, GZIP;q=0.8", true),
            ("gzip;q=0", false),
            ("gzip; q=0.0", false),
            ("br", false),
            ("", false),
        ] {
            let headers = HeaderMap::from_iter([(header::ACCEPT_ENCODING, accepts.parse().expect("a header"))]);
            assert_eq!(takes_gzip(&headers), takes, "{accepts}");
        }
        assert!(!takes_gzip(&HeaderMap::new()));
    }

    #[test]
    fn both_forms_are_the_same_file() {
        let mut unpacked = Vec::new();
        let mut decoder = flate2::write::GzDecoder::new(&mut unpacked);
        decoder.write_all(&CSS.gzip).and_then(|()| decoder.finish().map(drop)).expect("gzip");
        assert_eq!(unpacked, CSS.bytes);
        assert!(CSS.gzip.len() < CSS.bytes.len() / 2);
    }
}
