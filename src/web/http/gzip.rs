//! Compressed pages (gzip, RFC 1952).
//!
//! A page is a few kilobytes of its own around a style that all pages share. The style is compressed once, as well as can be, into
//! blocks that refer to nothing outside of them; a view compresses what is before and after it, and puts the blocks in between. The
//! checksum of the whole follows from those of its parts.

use std::cell::RefCell;
use std::convert::Infallible;
use std::sync::LazyLock;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use flate2::{Compress, Compression, Crc, FlushCompress, Status};

use super::style;
use crate::web::error::Error;
use crate::web::machines::assets::takes;

/// Pages below this size, in bytes, are sent as they are: there is nothing to gain.
const SMALLEST: usize = 1024;
/// Pages are held in memory whole; a larger body is no page.
const LARGEST: usize = 1024 * 1024;
/// The header that a page depends on.
const VARY: &str = "accept-encoding";
/// Magic number, method deflate, no flags, no time, no extra flags, unknown system.
const HEADER: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];

thread_local! {
    /// An encoder costs more to make than a page costs to compress.
    static ENCODER: RefCell<Compress> = RefCell::new(Compress::new(Compression::fast(), false));
}

/// The style's blocks and checksum.
static STYLE: LazyLock<Option<(Vec<u8>, Crc)>> = LazyLock::new(|| {
    let mut blocks = Vec::new();
    let mut encoder = Compress::new(Compression::best(), false);
    deflate(&mut encoder, style::inline().as_bytes(), FlushCompress::Full, &mut blocks)?;
    Some((blocks, checksum(style::inline().as_bytes())))
});

/// Compresses a page for a browser that takes gzip. Other bodies, and pages that are compressed already, pass as they are.
pub async fn compress(mut response: Response, is_taken: bool) -> Response {
    let is_page = response.headers().get(header::CONTENT_TYPE).is_some_and(|v| v.as_bytes().starts_with(b"text/html"));
    if !is_page || response.headers().contains_key(header::CONTENT_ENCODING) {
        return response;
    }
    response.headers_mut().append(header::VARY, HeaderValue::from_static(VARY));
    if !is_taken {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    // A page that was rendered is in one piece already; this neither waits nor copies.
    let page = match to_bytes(body, LARGEST).await {
        Ok(page) => page,
        // An empty page would look like an answer.
        Err(error) => {
            tracing::error!(%error, "a page can't be compressed");
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        }
    };
    let Some(packed) = (page.len() >= SMALLEST).then(|| gzip(&page)).flatten() else {
        return Response::from_parts(parts, Body::from(page));
    };
    parts.headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(packed))
}

/// An answer of a page that [`pack`] has compressed.
pub fn answer(packed: Bytes) -> Response {
    let headers =
        [(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::CONTENT_ENCODING, "gzip"), (header::VARY, VARY)];
    (headers, packed).into_response()
}

/// Whether a browser takes gzip.
#[derive(Debug, Clone, Copy)]
pub struct TakesGzip(pub bool);

impl<S: Sync> FromRequestParts<S> for TakesGzip {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self(takes(&parts.headers, "gzip")))
    }
}

/// A page as a gzip file.
///
/// # Errors
/// [`Error::Pack`] when the encoder fails, which it does not.
pub fn pack(page: &[u8]) -> Result<Vec<u8>, Error> {
    gzip(page).ok_or(Error::Pack)
}

fn gzip(page: &[u8]) -> Option<Vec<u8>> {
    ENCODER.with_borrow_mut(|encoder| {
        encoder.reset();
        let mut file = Vec::with_capacity(page.len() / 2);
        file.extend_from_slice(&HEADER);
        let mut crc = Crc::new();
        let rest = match (around_style(page), &*STYLE) {
            (Some((before, after)), Some((blocks, style))) => {
                // A full flush ends on a byte and forgets what was before, so that the blocks of the style fit in.
                deflate(encoder, before, FlushCompress::Full, &mut file)?;
                crc.update(before);
                file.extend_from_slice(blocks);
                crc.combine(style);
                after
            }
            _ => page,
        };
        deflate(encoder, rest, FlushCompress::Finish, &mut file)?;
        crc.combine(&checksum(rest));
        file.extend_from_slice(&crc.sum().to_le_bytes());
        // The length modulo 2³², as the format has it; no page comes near.
        file.extend_from_slice(&u32::try_from(page.len()).ok()?.to_le_bytes());
        Some(file)
    })
}

fn checksum(bytes: &[u8]) -> Crc {
    let mut crc = Crc::new();
    crc.update(bytes);
    crc
}

/// The page's bytes before and after the shared style, if it has it.
fn around_style(page: &[u8]) -> Option<(&[u8], &[u8])> {
    const MARK: &[u8] = b"<style>";
    let at = page.windows(MARK.len()).position(|window| window == MARK)? + MARK.len();
    let (before, rest) = page.split_at(at);
    rest.strip_prefix(style::inline().as_bytes()).map(|after| (before, after))
}

/// Appends `bytes` to `out` as raw deflate blocks (RFC 1951), ended by `flush`.
fn deflate(encoder: &mut Compress, bytes: &[u8], flush: FlushCompress, out: &mut Vec<u8>) -> Option<()> {
    let mut rest = bytes;
    loop {
        out.reserve(rest.len() / 2 + 64);
        let taken = encoder.total_in();
        let status = encoder.compress_vec(rest, out, flush).ok()?;
        rest = rest.get(usize::try_from(encoder.total_in() - taken).ok()?..)?;
        match status {
            Status::StreamEnd => return Some(()),
            // Room that is left over means that everything is out: a flush ends there, the end of a stream says so itself.
            Status::Ok | Status::BufError
                if rest.is_empty() && out.len() < out.capacity() && flush != FlushCompress::Finish =>
            {
                return Some(());
            }
            Status::Ok | Status::BufError => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use flate2::read::GzDecoder;
    use proptest::prelude::*;

    use super::*;

    fn unpacked(file: &[u8]) -> Vec<u8> {
        let mut page = Vec::new();
        // Reads one member and checks its checksum and length.
        let mut decoder = GzDecoder::new(file);
        decoder.read_to_end(&mut page).expect("a gzip file");
        assert!(decoder.into_inner().is_empty(), "nothing follows the file");
        page
    }

    fn page(before: &str, after: &str) -> Bytes {
        format!("{before}<style>{}</style>{after}", style::inline()).into()
    }

    #[test]
    fn a_page_unpacks_to_itself_and_costs_little_more_than_its_style() {
        let page = page("<!DOCTYPE html>", &"<p>€25.00 for two loaves</p>".repeat(50));
        let packed = pack(&page).expect("packed");
        assert_eq!(unpacked(&packed), page);
        let style = STYLE.as_ref().expect("the style").0.len();
        assert!(packed.len() < style + 300, "{} bytes around {style} of style", packed.len());
    }

    #[test]
    fn a_page_with_another_style_is_compressed_whole() {
        for text in ["<style>p{}</style>".repeat(100), "no style at all".repeat(100), String::new()] {
            assert_eq!(unpacked(&pack(text.as_bytes()).expect("packed")), text.as_bytes());
        }
    }

    #[tokio::test]
    async fn a_page_that_is_too_large_is_no_empty_page() {
        let page = |length| axum::response::Html("x".repeat(length)).into_response();
        assert_eq!(compress(page(LARGEST), true).await.status(), StatusCode::OK);
        assert_eq!(compress(page(LARGEST + 1), true).await.status(), StatusCode::INTERNAL_SERVER_ERROR);
    }

    proptest! {
        #[test]
        fn whatever_stands_around_the_style(before in prop::collection::vec(any::<u8>(), 0..3000), after in prop::collection::vec(any::<u8>(), 0..3000)) {
            let whole: Bytes = [&before[..], b"<style>", style::inline().as_bytes(), &after].concat().into();
            prop_assert_eq!(unpacked(&pack(&whole).expect("packed")), whole);
        }

        #[test]
        fn letters_of_any_script(before in "\\PC*", after in "\\PC*") {
            let whole = page(&before, &after);
            prop_assert_eq!(unpacked(&pack(&whole).expect("packed")), whole);
        }
    }
}
