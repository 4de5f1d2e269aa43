//! Static files: embedded in the binary, named by their hash, compressed once, and cached by browsers for a year.

use std::io::Write;
use std::sync::{LazyLock, OnceLock};

use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};

use super::icons::AppIcon;
use crate::web::http::extract::{PagePath, Segment};

/// An embedded file.
pub struct Asset {
    /// The file's name, such as `chit.1a2b3c4d5e.js`.
    name: String,
    media_type: &'static str,
    bytes: &'static [u8],
    /// The file as Brotli, compressed by the build script.
    brotli: &'static [u8],
    /// The file as gzip, compressed at the first request for it.
    gzip: OnceLock<Vec<u8>>,
    /// Set when the name has a hash, so that the content never changes.
    immutable: bool,
}

/// A file of `static/` as the build script left it, and the same as Brotli.
macro_rules! built {
    ($name:literal) => {
        (
            include_bytes!(concat!(env!("OUT_DIR"), "/", $name)),
            include_bytes!(concat!(env!("OUT_DIR"), "/", $name, ".br")),
        )
    };
}

/// The bytes of a file, and the same as Brotli.
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

/// Compresses with gzip at its best level.
#[expect(clippy::expect_used, reason = "an empty file would be served as the asset")]
fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).expect("memory takes every byte");
    encoder.finish().expect("memory takes every byte")
}

/// Returns whether `Accept-Encoding` lists a coding, and not with the weight 0 (RFC 9110 §12.5.3).
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
static APP_CSS: LazyLock<Asset> =
    LazyLock::new(|| Asset::hashed("app", "css", "text/css; charset=utf-8", built!("app.css")));
static APP_JS: LazyLock<Asset> =
    LazyLock::new(|| Asset::hashed("app", "js", "text/javascript; charset=utf-8", built!("app.js")));
static BILL_CSS: LazyLock<Asset> =
    LazyLock::new(|| Asset::hashed("bill", "css", "text/css; charset=utf-8", built!("bill.css")));
static JS: LazyLock<Asset> =
    LazyLock::new(|| Asset::hashed("chit", "js", "text/javascript; charset=utf-8", built!("chit.js")));
static ORDER_JS: LazyLock<Asset> =
    LazyLock::new(|| Asset::hashed("order", "js", "text/javascript; charset=utf-8", built!("order.js")));
static ICON: LazyLock<Asset> =
    LazyLock::new(|| Asset::new("icon.svg".into(), "image/svg+xml", built!("icon.svg"), false));

/// The text of the service worker of the sellers' app, which has an address of its own.
pub fn worker() -> &'static [u8] {
    built!("worker.js").0
}

/// The path of the style sheet for sellers' pages, the demo provider and the counter sheet.
pub fn more_css_url() -> String {
    MORE_CSS.url()
}

/// The path of the style sheet of the sellers' app.
pub fn app_css_url() -> String {
    APP_CSS.url()
}

/// The path of the script of the sellers' app.
pub fn app_js_url() -> String {
    APP_JS.url()
}

/// The path of the style sheet for a printed Swiss QR-bill.
pub fn bill_css_url() -> String {
    BILL_CSS.url()
}

/// The path of the script of the order page.
pub fn order_js_url() -> String {
    ORDER_JS.url()
}

/// The path of the script, with its hash.
pub fn js_url() -> String {
    JS.url()
}

/// An existing file; any other name is a 404.
pub enum AssetFile {
    /// A file of `static/`.
    Embedded(&'static Asset),
    /// A picture of the icon.
    Icon(AppIcon),
}

impl Segment for AssetFile {
    fn read(text: &str) -> Option<Self> {
        let assets = [&MORE_CSS, &APP_CSS, &APP_JS, &BILL_CSS, &JS, &ORDER_JS, &ICON].into_iter().map(|asset| &**asset);
        let embedded = assets.into_iter().find(|asset| asset.name == text).map(Self::Embedded);
        embedded.or_else(|| AppIcon::ALL.into_iter().find(|icon| icon.name() == text).map(Self::Icon))
    }
}

/// `GET /static/{file}`: an embedded file.
pub async fn serve(PagePath(file): PagePath<AssetFile>, request: HeaderMap) -> Response {
    match file {
        AssetFile::Embedded(asset) => asset.serve(&request),
        AssetFile::Icon(icon) => icon.serve(),
    }
}

/// `GET /favicon.ico`: the icon, for browsers that ask for it by this name.
pub async fn icon(request: HeaderMap) -> Response {
    ICON.serve(&request)
}

/// `GET /apple-touch-icon.png`: the icon for home screens of Apple's, which ask for it by this name.
pub async fn touch_icon() -> Response {
    AppIcon::Touch.serve()
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
