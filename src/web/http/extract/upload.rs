//! Files as request bodies: handed on piece by piece to a reader that waits for them, in constant memory and never on a disk.

use std::io::{self, Read};

use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, Request};
use axum::http::{StatusCode, header};
use futures_util::StreamExt;
use sha2::{Digest, Sha256};
use tokio::sync::mpsc;

use super::{IdempotencyKey, idempotency_key};
use crate::web::App;
use crate::web::error::{ApiError, Error};

/// The largest file, in bytes.
pub const LIMIT: u64 = 50 * 1024 * 1024;
/// The largest file that is taken to its end and thrown away, in bytes, so that its sender gets to read why it is refused. A connection that is
/// closed while something is being sent shows as broken.
const DISCARDED: u64 = 2 * LIMIT;
/// The number of pieces that wait for the reader.
const WAITING: usize = 8;

/// A file that is being sent. [`Feed::run`] and the reader of [`Upload`] go on side by side.
#[derive(Debug)]
pub struct ApiUpload {
    /// The file, for a thread that may wait.
    pub upload: Upload,
    /// Takes the file from the network.
    pub feed: Feed,
    /// The call's `Idempotency-Key`.
    pub key: Option<String>,
}

/// The reading end. A file that breaks off is an error, so that it can't pass for a whole one.
#[derive(Debug)]
pub struct Upload {
    pieces: mpsc::Receiver<UploadPiece>,
    piece: Bytes,
    is_whole: bool,
}

#[derive(Debug)]
enum UploadPiece {
    Data(Bytes),
    End,
}

/// The sending end.
#[derive(Debug)]
pub struct Feed {
    body: Body,
    pieces: mpsc::Sender<UploadPiece>,
}

impl FromRequest<App> for ApiUpload {
    type Rejection = ApiError;

    async fn from_request(request: Request, _: &App) -> Result<Self, ApiError> {
        let key = idempotency_key(&request)?;
        let length =
            request.headers().get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
        if length.is_some_and(|length: u64| length > LIMIT) {
            discard(request.into_body()).await;
            return Err(too_large().into());
        }
        let (upload, feed) = pipe(request.into_body());
        Ok(Self { upload, feed, key })
    }
}

/// The two ends of a file that arrives as a body.
pub(super) fn pipe(body: Body) -> (Upload, Feed) {
    let (sender, pieces) = mpsc::channel(WAITING);
    (Upload { pieces, piece: Bytes::new(), is_whole: false }, Feed { body, pieces: sender })
}

/// Takes a body that is too large from the network, up to [`DISCARDED`] bytes.
pub(super) async fn discard(body: Body) {
    let (mut stream, mut size) = (body.into_data_stream(), 0_u64);
    while let Some(Ok(data)) = stream.next().await
        && size <= DISCARDED
    {
        size = size.saturating_add(u64::try_from(data.len()).unwrap_or(u64::MAX));
    }
}

pub(super) fn too_large() -> Error {
    Error::unreadable(
        StatusCode::PAYLOAD_TOO_LARGE,
        "The file is too large: 50 MiB at most. Send it in parts, such as months.",
    )
}

impl Feed {
    /// Takes the whole file from the network, and returns the SHA-256 of it in hexadecimal digits. Where the reader has stopped early, the
    /// rest is taken all the same, so that the sender gets to read the answer.
    ///
    /// # Errors
    /// 413 for a file that is too large, 400 for one that breaks off.
    pub async fn run(self) -> Result<String, Error> {
        let Self { body, pieces } = self;
        let mut stream = body.into_data_stream();
        let (mut hash, mut size) = (Sha256::new(), 0_u64);
        while let Some(data) = stream.next().await {
            let broken = |_| Error::unreadable(StatusCode::BAD_REQUEST, "The file could not be read to its end.");
            let data = data.map_err(broken)?;
            size = size.saturating_add(u64::try_from(data.len()).unwrap_or(u64::MAX));
            if size > LIMIT {
                discard(Body::from_stream(stream)).await;
                return Err(too_large());
            }
            hash.update(&data);
            let _ = pieces.send(UploadPiece::Data(data)).await;
        }
        let _ = pieces.send(UploadPiece::End).await;
        Ok(hex::encode(hash.finalize()))
    }
}

impl Read for Upload {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.piece.is_empty() && !self.is_whole {
            match self.pieces.blocking_recv() {
                Some(UploadPiece::Data(data)) => self.piece = data,
                Some(UploadPiece::End) => self.is_whole = true,
                None => return Err(io::ErrorKind::UnexpectedEof.into()),
            }
        }
        let length = buffer.len().min(self.piece.len());
        let part = self.piece.split_to(length);
        if let Some(start) = buffer.get_mut(..length) {
            start.copy_from_slice(&part);
        }
        Ok(length)
    }
}

impl IdempotencyKey {
    /// The key of a call with a file, by the file's SHA-256 and what else tells the call from others.
    pub fn of_file(key: String, call: &str, sha256: &str) -> Self {
        Self { key, fingerprint: hex::encode(Sha256::digest(format!("{call}\n{sha256}"))) }
    }
}
