//! A file's characters in UTF-8, whatever it was written in.
//!
//! A byte order mark decides. Without one, the bytes are UTF-8 for as long as they can be; from the first that can't, they are what the file
//! declares, or Windows-1252. Banks declare what their files aren't: UTF-8 as ISO 8859-1, and the other way round. Windows-1252 differs from
//! ISO 8859-1 in control characters only, which no statement has.

use std::io::{self, BufRead, Read};

use encoding_rs::{Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Bytes at the beginning of a file that hold its declaration.
const HEAD: usize = 4096;

/// Bytes that are read at a time.
const CHUNK: usize = 16 * 1024;

/// A file as UTF-8, in constant memory; it counts lines.
pub(super) struct Utf8Source<'r> {
    source: &'r mut dyn Read,
    /// Bytes that aren't decoded.
    raw: Vec<u8>,
    /// Decoded bytes; those before `at` are consumed.
    text: Vec<u8>,
    at: usize,
    decoding: Decoding,
    /// Replaces UTF-8 where the bytes aren't.
    fallback: &'static Encoding,
    ended: bool,
    finished: bool,
    line: u64,
    allowance: usize,
    exhausted: bool,
}

enum Decoding {
    Utf8,
    Other(Decoder),
}

impl<'r> Utf8Source<'r> {
    /// A source that has read the beginning of the file.
    ///
    /// # Errors
    /// For a file that can't be read.
    pub(super) fn new(source: &'r mut dyn Read) -> io::Result<Self> {
        let mut raw = Vec::with_capacity(HEAD);
        Read::take(&mut *source, HEAD.try_into().unwrap_or(u64::MAX)).read_to_end(&mut raw)?;
        let (encoding, mark) = Encoding::for_bom(&raw).unwrap_or_else(|| (of_zero_bytes(&raw), 0));
        let fallback = declared(&raw).unwrap_or(WINDOWS_1252);
        raw.drain(..mark);
        let decoding = if encoding == UTF_8 {
            Decoding::Utf8
        } else {
            Decoding::Other(encoding.new_decoder_without_bom_handling())
        };
        Ok(Self {
            source,
            raw,
            text: Vec::new(),
            at: 0,
            decoding,
            fallback,
            ended: false,
            finished: false,
            line: 1,
            allowance: usize::MAX,
            exhausted: false,
        })
    }

    /// The line of the next character, counted from 1.
    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// Allows so many bytes to be read from here; further ones are an error until more are allowed.
    pub(super) fn allow(&mut self, bytes: usize) {
        self.allowance = bytes;
    }

    /// True after an error for more bytes than were allowed.
    pub(super) fn exhausted(&self) -> bool {
        self.exhausted
    }

    fn fill(&mut self) -> io::Result<()> {
        self.text.clear();
        self.at = 0;
        loop {
            self.decode();
            if !self.text.is_empty() || self.finished {
                return Ok(());
            }
            let length = self.raw.len();
            self.raw.resize(length + CHUNK, 0);
            let read = loop {
                match self.source.read(self.raw.get_mut(length..).unwrap_or_default()) {
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                    read => break read,
                }
            };
            self.raw.truncate(length + read.as_ref().map_or(0, |read| *read));
            self.ended = read? == 0;
        }
    }

    /// Decodes as many of the raw bytes as are whole characters.
    fn decode(&mut self) {
        if matches!(self.decoding, Decoding::Utf8) {
            let (whole, broken) = match std::str::from_utf8(&self.raw) {
                Ok(_) => (self.raw.len(), false),
                Err(error) => (error.valid_up_to(), error.error_len().is_some() || self.ended),
            };
            self.text.extend(self.raw.drain(..whole));
            self.finished = self.ended && self.raw.is_empty();
            if !broken || whole > 0 {
                return;
            }
            self.decoding = Decoding::Other(self.fallback.new_decoder_without_bom_handling());
        }
        if let Decoding::Other(decoder) = &mut self.decoding
            && !self.finished
        {
            // Three bytes of UTF-8 for each byte are the most that any encoding comes to.
            let room = decoder.max_utf8_buffer_length(self.raw.len()).unwrap_or(self.raw.len().saturating_mul(3));
            self.text.resize(room, 0);
            let (_, read, written, _) = decoder.decode_to_utf8(&self.raw, &mut self.text, self.ended);
            self.text.truncate(written);
            self.raw.drain(..read);
            self.finished = self.ended;
        }
    }
}

impl BufRead for Utf8Source<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at == self.text.len() && !self.finished {
            self.fill()?;
        }
        let left = self.text.get(self.at..).unwrap_or_default();
        if self.allowance == 0 && !left.is_empty() {
            self.exhausted = true;
            return Err(io::Error::other("more bytes than are allowed"));
        }
        Ok(left.get(..self.allowance).unwrap_or(left))
    }

    fn consume(&mut self, count: usize) {
        let consumed = self.text.get(self.at..self.at + count).unwrap_or_default();
        let lines = consumed.iter().filter(|byte| **byte == b'\n').count();
        self.line = self.line.saturating_add(lines.try_into().unwrap_or(u64::MAX));
        self.at = (self.at + count).min(self.text.len());
        self.allowance = self.allowance.saturating_sub(count);
    }
}

impl Read for Utf8Source<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(into)?;
        self.consume(read);
        Ok(read)
    }
}

/// The beginning of a file as text without a byte order mark and leading blanks.
pub(super) fn opening(head: &[u8]) -> String {
    let mut head = head;
    let mut text = String::new();
    // A slice can't fail to be read.
    let _ = Utf8Source::new(&mut head).and_then(|mut source| source.read_to_string(&mut text));
    text.trim_start().to_owned()
}

/// UTF-16 without a byte order mark: one of the first two bytes is zero, since statements begin with ASCII.
fn of_zero_bytes(head: &[u8]) -> &'static Encoding {
    match head {
        [0, second, ..] if *second != 0 => UTF_16BE,
        [first, 0, ..] if *first != 0 => UTF_16LE,
        _ => UTF_8,
    }
}

/// The encoding that an XML declaration or a header of OFX 1 names, unless it is Unicode: bytes that aren't UTF-8 aren't that then.
fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(head);
    let label =
        if let Some((_, rest)) = head.trim_start().strip_prefix("<?xml").and_then(|xml| xml.split_once("encoding")) {
            let rest = rest.trim_start_matches([' ', '=', '\t']);
            let quote = rest.chars().next()?;
            rest.split(quote).nth(1)?.to_owned()
        } else {
            let (_, rest) = head.split_once("CHARSET:")?;
            let name = rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').next()?;
            match name {
                "8859-1" => "iso-8859-1".to_owned(),
                page if page.len() == 4 && page.bytes().all(|byte| byte.is_ascii_digit()) => format!("windows-{page}"),
                other => other.to_owned(),
            }
        };
    Encoding::for_label(label.as_bytes()).filter(|encoding| ![UTF_8, UTF_16BE, UTF_16LE].contains(encoding))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> String {
        let mut source = bytes;
        let mut text = String::new();
        Utf8Source::new(&mut source).and_then(|mut utf8| utf8.read_to_string(&mut text)).expect("text");
        text
    }

    #[test]
    fn every_encoding_comes_out_as_utf_8() {
        let declaring = |name: &str| format!("<?xml version=\"1.0\" encoding=\"{name}\"?><a>");
        let with = |head: &str, rest: &[u8]| [head.as_bytes(), rest].concat();
        for (bytes, end) in [
            (with(&declaring("UTF-8"), "Zürich".as_bytes()), "Zürich"),
            // Declared and not so.
            (with(&declaring("ISO-8859-1"), "Zürich €".as_bytes()), "Zürich €"),
            (with(&declaring("UTF-8"), b"Z\xfcrich \x80"), "Zürich €"),
            (with(&declaring("iso-8859-1"), b"Z\xfcrich"), "Zürich"),
            (with(&declaring("UTF-16"), b"Z\xfcrich"), "Zürich"),
            (with(&declaring("windows-1250"), b"\xa3\xf3d\x9f"), "Łódź"),
            (with(&declaring("ISO-8859-15"), b"\xa4"), "€"),
            (with("OFXHEADER:100\nCHARSET:1252\n<OFX>", b"\xa3"), "£"),
            (with("OFXHEADER:100\r\nCHARSET:1250\r\n<OFX>", b"\xa3"), "Ł"),
            (with("OFXHEADER:100\nCHARSET:NONE\n<OFX>", b"\xe9"), "é"),
            (with("", b"\xef\xbb\xbf<a>\xc3\xa9"), "<a>é"),
            // Cut within a character.
            (with("<a>", b"\xc3\xa9\xc3"), "éÃ"),
        ] {
            let text = read(&bytes);
            assert!(text.ends_with(end), "{text}");
        }
        let utf_16 = |text: &str, turn: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(turn).collect::<Vec<u8>>();
        let turns: [fn(u16) -> [u8; 2]; 2] = [u16::to_le_bytes, u16::to_be_bytes];
        for (mark, turn) in ["\u{feff}", ""].into_iter().flat_map(|mark| turns.map(|turn| (mark, turn))) {
            assert_eq!(read(&utf_16(&format!("{mark}<a>Zürich 😀"), turn)), "<a>Zürich 😀");
        }
        assert_eq!(read(b""), "");
        assert_eq!(opening(b"\xef\xbb\xbf \r\n<OFX>"), "<OFX>");
    }

    /// Reads one byte at a time.
    struct Drops<'b>(&'b [u8]);

    impl Read for Drops<'_> {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let count = 1.min(into.len()).min(self.0.len());
            self.0.read(into.get_mut(..count).unwrap_or_default())
        }
    }

    #[test]
    fn a_character_may_lie_across_chunks() {
        for text in ["ü€😀\n".repeat(20_000), format!("{}ü€", "a".repeat(HEAD - 1))] {
            let (mut drops, mut found) = (Drops(text.as_bytes()), String::new());
            let mut source = Utf8Source::new(&mut drops).expect("a source");
            source.read_to_string(&mut found).expect("text");
            assert!(found == text);
            let lines = text.bytes().filter(|byte| *byte == b'\n').count();
            assert_eq!(usize::try_from(source.line()), Ok(lines + 1));
        }
    }

    #[test]
    fn no_more_is_read_than_is_allowed() {
        let mut endless = io::repeat(b'a');
        let mut source = Utf8Source::new(&mut endless).expect("a source");
        source.allow(100_000);
        let mut found = Vec::new();
        assert!(source.read_to_end(&mut found).is_err());
        assert!(source.exhausted());
        assert_eq!(found.len(), 100_000);
        assert!(source.raw.capacity() + source.text.capacity() < 8 * CHUNK);
    }
}
