//! Static files: in the binary, named by their content, compressed once, kept by browsers for ever.

use std::io::Write;
use std::sync::{LazyLock, OnceLock};

use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

use crate::web::http::extract::{PagePath, Segment};

struct Asset {
    /// `chit.1a2b3c4d.css`.
    name: String,
    media_type: &'static str,
    bytes: &'static [u8],
    /// The same, as Brotli.
    brotli: &'static [u8],
    /// The same, as gzip, once somebody has asked for it.
    gzip: OnceLock<Vec<u8>>,
    /// Named by its content, so that it never changes.
    immutable: bool,
}

/// A file of static/ as the build script left it, and its Brotli.
macro_rules! built {
    ($name:literal) => {
        (
            include_bytes!(concat!(env!("OUT_DIR"), "/", $name)),
            include_bytes!(concat!(env!("OUT_DIR"), "/", $name, ".br")),
        )
    };
}

/// The bytes of a file, and their Brotli.
type Built = (&'static [u8], &'static [u8]);

impl Asset {
    fn new(name: String, media_type: &'static str, (bytes, brotli): Built, immutable: bool) -> Self {
        Self { name, media_type, bytes, brotli, gzip: OnceLock::new(), immutable }
    }

    fn hashed(stem: &str, extension: &str, media_type: &'static str, built: Built) -> Self {
        let hash = hex::encode(&Sha256::digest(built.0)[..5]);
        Self::new(format!("{stem}.{hash}.{extension}"), media_type, built, true)
    }

    fn gzip(&self) -> &[u8] {
        self.gzip.get_or_init(|| gzip(self.bytes))
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
        if takes(request, "br") {
            return (headers, [(header::CONTENT_ENCODING, "br")], self.brotli).into_response();
        }
        if takes(request, "gzip") {
            return (headers, [(header::CONTENT_ENCODING, "gzip")], self.gzip().to_vec()).into_response();
        }
        (headers, self.bytes).into_response()
    }
}

/// Compresses as well as gzip can.
#[expect(clippy::expect_used, reason = "an empty file would be served as the asset")]
fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).expect("memory takes every byte");
    encoder.finish().expect("memory takes every byte")
}

/// Whether a request says that it takes a coding (RFC 9110 §12.5.3), and not that it takes it at no price.
pub(in crate::web) fn takes(request: &HeaderMap, coding: &str) -> bool {
    let accepted = request.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    accepted.flat_map(|value| value.split(',')).any(|listed| {
        let (name, weight) = listed.split_once(';').unwrap_or((listed, ""));
        let refused = weight.split_once("q=").is_some_and(|(_, q)| q.trim().chars().all(|c| matches!(c, '0' | '.')));
        name.trim().eq_ignore_ascii_case(coding) && !refused
    })
}

static MORE_CSS: LazyLock<Asset> =
    LazyLock::new(|| Asset::hashed("more", "css", "text/css; charset=utf-8", built!("more.css")));
static BILL_CSS: LazyLock<Asset> =
    LazyLock::new(|| Asset::hashed("bill", "css", "text/css; charset=utf-8", built!("bill.css")));
static JS: LazyLock<Asset> =
    LazyLock::new(|| Asset::hashed("chit", "js", "text/javascript; charset=utf-8", built!("chit.js")));
static ICON: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("icon.svg".into(), "image/svg+xml", built!("icon.svg"), false));

/// The URL of the style sheet for pages that payers don't meet.
pub fn more_css_url() -> String {
    MORE_CSS.url()
}

/// The URL of the style sheet that lays out a printed Swiss QR-bill.
pub fn bill_css_url() -> String {
    BILL_CSS.url()
}

/// The script's URL.
pub fn js_url() -> String {
    JS.url()
}

/// A file that there is.
pub struct AssetFile(&'static Asset);

impl Segment for AssetFile {
    fn read(text: &str) -> Option<Self> {
        let assets = [&MORE_CSS, &BILL_CSS, &JS, &ICON].into_iter().map(|asset| &**asset);
        assets.into_iter().find(|asset| asset.name == text).map(Self)
    }
}

/// `GET /static/{file}`.
pub async fn serve(PagePath(AssetFile(asset)): PagePath<AssetFile>, request: HeaderMap) -> Response {
    asset.serve(&request)
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
    fn comments_stay_here() {
        let script = std::str::from_utf8(JS.bytes).expect("UTF-8");
        assert!(script.lines().all(|line| !line.trim_start().starts_with("//")) && script.contains("EventSource"));
        assert!(include_str!("../../../static/chit.js").contains("\n  //"));
    }

    #[test]
    fn a_coding_goes_only_to_who_takes_it() {
        for (accepts, takes) in [
            ("gzip", true),
            ("br, GZIP;q=0.8", true),
            ("gzip;q=0", false),
            ("gzip; q=0.0", false),
            ("br", false),
            ("", false),
        ] {
            let headers = HeaderMap::from_iter([(header::ACCEPT_ENCODING, accepts.parse().expect("a header"))]);
            assert_eq!(super::takes(&headers, "gzip"), takes, "{accepts}");
        }
        assert!(!takes(&HeaderMap::new(), "gzip"));
    }

    #[test]
    fn every_form_is_the_same_file() {
        let mut unpacked = Vec::new();
        let mut decoder = flate2::write::GzDecoder::new(&mut unpacked);
        decoder.write_all(MORE_CSS.gzip()).and_then(|()| decoder.finish().map(drop)).expect("gzip");
        assert_eq!(unpacked, MORE_CSS.bytes);
        let mut unpacked = Vec::new();
        std::io::copy(&mut brotli_decompressor::Decompressor::new(MORE_CSS.brotli, 4096), &mut unpacked)
            .expect("Brotli");
        assert_eq!(unpacked, MORE_CSS.bytes);
        assert!(MORE_CSS.brotli.len() < MORE_CSS.gzip().len());
        assert!(MORE_CSS.gzip().len() < MORE_CSS.bytes.len() / 2);
    }
}
