//! The ZIP around the files, written while it is sent: lengths stand behind each file, so nothing is written twice and nothing is kept.

use std::io::{self, Write};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::vec::IntoIter;

use chrono::{Datelike, NaiveDateTime, Timelike};
use futures_util::{Stream, StreamExt, stream};
use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::Bytes;
use crate::actions::Error;
use crate::store;

/// The compressed bytes that are sent at a time.
const CHUNK: usize = 32 << 10;
/// The permissions of an unpacked file: its owner's alone.
const PRIVATE: u32 = 0o600;

/// Packs files into an archive, one after the other. Each is begun when those before it are sent.
pub(super) fn zip(
    files: Vec<(&'static str, Bytes)>,
    made_at: NaiveDateTime,
) -> impl Stream<Item = Result<Vec<u8>, Error>> + Send {
    let packed = Packed::default();
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(stamp(made_at).unwrap_or_default())
        .unix_permissions(PRIVATE);
    let archive =
        Archive { zip: ZipWriter::new_stream(packed.clone()), packed, options, left: files.into_iter(), open: None };
    stream::try_unfold(Some(archive), |archive| async {
        match archive {
            Some(archive) => archive.send().await.map(Some),
            None => Ok(None),
        }
    })
}

/// A time as ZIP has it, without a zone.
fn stamp(at: NaiveDateTime) -> Option<DateTime> {
    let year = u16::try_from(at.year()).ok()?;
    let [month, day, hour, minute, second] =
        [at.month(), at.day(), at.hour(), at.minute(), at.second()].map(|part| u8::try_from(part).unwrap_or_default());
    DateTime::from_date_and_time(year, month, day, hour, minute, second).ok()
}

/// An archive that is being written.
struct Archive {
    zip: ZipWriter<StreamWriter<Packed>>,
    /// The bytes that the writer has written and nobody has sent.
    packed: Packed,
    options: SimpleFileOptions,
    left: IntoIter<(&'static str, Bytes)>,
    open: Option<Bytes>,
}

impl Archive {
    /// Writes on until there is something to send. Returns it, and the archive unless that was the end.
    async fn send(mut self) -> Result<(Vec<u8>, Option<Self>), Error> {
        while self.packed.len() < CHUNK {
            if let Some(file) = &mut self.open {
                match file.next().await {
                    Some(bytes) => self.zip.write_all(&bytes?).map_err(failed)?,
                    None => self.open = None,
                }
            } else if let Some((name, file)) = self.left.next() {
                self.zip.start_file(name, self.options).map_err(failed)?;
                self.open = Some(file);
            } else {
                self.zip.finish().map_err(failed)?;
                return Ok((self.packed.take(), None));
            }
        }
        Ok((self.packed.take(), Some(self)))
    }
}

fn failed(error: impl std::error::Error) -> Error {
    store::Error::Defect(format!("an archive: {error}")).into()
}

/// Memory that the writer writes to and the stream takes from.
#[derive(Debug, Clone, Default)]
struct Packed(Arc<Mutex<Vec<u8>>>);

impl Packed {
    fn bytes(&self) -> MutexGuard<'_, Vec<u8>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn len(&self) -> usize {
        self.bytes().len()
    }

    fn take(&self) -> Vec<u8> {
        std::mem::take(&mut self.bytes())
    }
}

impl Write for Packed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read};

    use zip::ZipArchive;

    use super::*;

    fn noon() -> NaiveDateTime {
        "2026-11-27T12:34:56".parse().expect("a time")
    }

    /// A file of chunks that don't compress well, so that several are sent.
    fn noise(seed: u32, chunks: u32) -> Vec<Vec<u8>> {
        let mut state = seed;
        let mut next = move || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state.to_be_bytes()[0]
        };
        (0..chunks).map(|_| (0..10_000).map(|_| next()).collect()).collect()
    }

    fn file(chunks: Vec<Vec<u8>>) -> Bytes {
        stream::iter(chunks.into_iter().map(Ok)).boxed()
    }

    #[tokio::test]
    async fn files_come_out_as_they_went_in() {
        let (one, two) = (noise(1, 20), noise(2, 3));
        let files =
            vec![("one.json", file(one.clone())), ("none.json", file(Vec::new())), ("two.csv", file(two.clone()))];
        let sent: Vec<_> = zip(files, noon()).map(|chunk| chunk.expect("no file fails")).collect().await;
        assert!(sent.len() > 3, "it is sent in pieces");
        let mut archive = ZipArchive::new(Cursor::new(sent.concat())).expect("an archive");
        for (name, chunks) in [("one.json", one), ("none.json", Vec::new()), ("two.csv", two)] {
            let mut found = Vec::new();
            let mut file = archive.by_name(name).expect("a file");
            assert_eq!(file.last_modified().map(|at| at.to_string()), Some("2026-11-27 12:34:56".into()));
            file.read_to_end(&mut found).expect("it opens");
            assert_eq!(found, chunks.concat(), "{name}");
        }
    }

    #[tokio::test]
    async fn a_failure_leaves_no_archive() {
        let broken = stream::iter([Ok(b"[".to_vec()), Err(Error::NotFound)]).boxed();
        let sent: Vec<_> = zip(vec![("one.json", broken), ("two.json", file(noise(1, 1)))], noon()).collect().await;
        assert!(matches!(sent.last(), Some(Err(Error::NotFound))));
        let bytes = sent.into_iter().flatten().collect::<Vec<_>>().concat();
        assert!(ZipArchive::new(Cursor::new(bytes)).is_err());
    }
}
