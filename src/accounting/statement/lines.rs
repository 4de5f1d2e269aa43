//! Lines of a text whose encoding and line endings aren't known beforehand, in constant memory.

use std::io::{ErrorKind, Read};

use encoding_rs::{Decoder, Encoding, UTF_8, WINDOWS_1252};

use super::{Fault, Flaw, Position, StatementError};

/// The longest line that is read, in bytes.
pub(super) const LONGEST_LINE: usize = 1 << 20;

/// The size of one read.
const CHUNK: usize = 16 << 10;

/// Lines that end with LF, CRLF or CR. A byte order mark says which Unicode encoding a text has. Without one, each line is UTF-8 where it is
/// valid, else Windows-1252, which the older formats of banks are written in.
pub(super) struct Lines<'r> {
    source: &'r mut dyn Read,
    /// Of UTF-16, whose text is made UTF-8 before it is split.
    decoder: Option<Decoder>,
    /// True once something wasn't UTF-16; U+FFFD stands in its place.
    malformed: bool,
    begun: bool,
    ended: bool,
    chunk: Vec<u8>,
    start: usize,
    line: Vec<u8>,
    decoded: String,
    number: u64,
    after_cr: bool,
    terminated: bool,
}

impl<'r> Lines<'r> {
    /// Lines of a source.
    pub(super) fn new(source: &'r mut dyn Read) -> Self {
        Self {
            source,
            decoder: None,
            malformed: false,
            begun: false,
            ended: false,
            chunk: Vec::new(),
            start: 0,
            line: Vec::new(),
            decoded: String::new(),
            number: 0,
            after_cr: false,
            terminated: false,
        }
    }

    /// The number of the line that [`Lines::next`] returned last.
    pub(super) fn number(&self) -> u64 {
        self.number
    }

    /// True if an end of line followed the line that [`Lines::next`] returned last: otherwise the file ends there, perhaps too early.
    pub(super) fn is_terminated(&self) -> bool {
        self.terminated
    }

    /// Reads the next line, without its end: its number, counted from 1, and its text.
    ///
    /// # Errors
    /// For a line that is too long or has a NUL character, for malformed UTF-16, and where the source fails.
    pub(super) fn next(&mut self) -> Result<Option<(u64, &str)>, StatementError> {
        self.line.clear();
        self.terminated = false;
        loop {
            if self.start >= self.chunk.len() && !self.fill()? {
                if self.line.is_empty() {
                    return Ok(None);
                }
                break;
            }
            let rest = self.chunk.get(self.start..).unwrap_or_default();
            // CRLF may be cut by the end of a chunk: its second half is no line of its own.
            if std::mem::take(&mut self.after_cr) && rest.first() == Some(&b'\n') {
                self.start += 1;
                continue;
            }
            let end = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
            let (part, after) = rest.split_at(end.unwrap_or(rest.len()));
            self.line.extend_from_slice(part);
            self.start += part.len();
            if self.line.len() > LONGEST_LINE {
                return Err(self
                    .error(Fault::TooLong.says("The line is longer than 1 MiB. A bank's statement has short lines.")));
            }
            if let Some(ending) = after.first() {
                self.start += 1;
                self.after_cr = *ending == b'\r';
                self.terminated = true;
                break;
            }
        }
        if self.line.contains(&0) {
            return Err(
                self.error(Fault::NotText.says("The line has a NUL character, so this is no text that a bank wrote."))
            );
        }
        let replaced = char::REPLACEMENT_CHARACTER.to_string();
        if self.malformed && self.line.windows(replaced.len()).any(|part| part == replaced.as_bytes()) {
            return Err(self.error(Fault::NotText.says("The file says that it is UTF-16, but here it isn't.")));
        }
        self.number += 1;
        // Line by line, because banks paste texts of payers in an encoding of their own into files that are UTF-8 otherwise.
        match std::str::from_utf8(&self.line) {
            Ok(line) => Ok(Some((self.number, line))),
            Err(_) => {
                self.decoded = WINDOWS_1252.decode_without_bom_handling(&self.line).0.into_owned();
                Ok(Some((self.number, &self.decoded)))
            }
        }
    }

    /// An error of the line that is being read.
    fn error(&self, flaw: Flaw) -> StatementError {
        flaw.at(Position::Line(self.number + 1))
    }

    /// Reads a chunk; false at the end.
    fn fill(&mut self) -> Result<bool, StatementError> {
        self.chunk.clear();
        self.start = 0;
        let mut raw = [0; CHUNK];
        while self.chunk.is_empty() && !self.ended {
            // A byte order mark has up to three bytes, which a source may deliver one by one.
            let wanted = if self.begun { 1 } else { 3 };
            let count = self.read_at_least(wanted, &mut raw)?;
            self.ended = count == 0;
            let mut bytes = raw.get(..count).unwrap_or_default();
            if !std::mem::replace(&mut self.begun, true)
                && let Some((encoding, length)) = Encoding::for_bom(bytes)
            {
                bytes = bytes.get(length..).unwrap_or_default();
                self.decoder = (encoding != UTF_8).then(|| encoding.new_decoder_without_bom_handling());
            }
            let ended = self.ended;
            match &mut self.decoder {
                None => self.chunk.extend_from_slice(bytes),
                Some(decoder) => {
                    let mut text = String::new();
                    text.reserve(decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(4 * CHUNK));
                    let (_, _, malformed) = decoder.decode_to_string(bytes, &mut text, ended);
                    self.malformed |= malformed;
                    self.chunk.extend_from_slice(text.as_bytes());
                }
            }
        }
        Ok(!self.chunk.is_empty())
    }

    /// Reads until `wanted` bytes are there or the source ends.
    fn read_at_least(&mut self, wanted: usize, raw: &mut [u8]) -> Result<usize, StatementError> {
        let mut count = 0;
        while count < wanted {
            match self.source.read(raw.get_mut(count..).unwrap_or_default()) {
                Ok(0) => break,
                Ok(more) => count += more,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(_) => {
                    return Err(
                        self.error(Fault::Unreadable.says("The file could not be read to its end. Send it again."))
                    );
                }
            }
        }
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A source that delivers a byte at a time.
    struct Slow<'a>(&'a [u8]);

    impl Read for Slow<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let Some((first, rest)) = self.0.split_first() else { return Ok(0) };
            buffer[0] = *first;
            self.0 = rest;
            Ok(1)
        }
    }

    fn all(source: &mut dyn Read) -> Result<Vec<(u64, String)>, StatementError> {
        let mut lines = Lines::new(source);
        let mut found = Vec::new();
        while let Some((number, line)) = lines.next()? {
            found.push((number, line.to_owned()));
        }
        Ok(found)
    }

    fn texts(bytes: &[u8]) -> Vec<String> {
        let whole = all(&mut &bytes[..]).expect("lines");
        assert_eq!(all(&mut Slow(bytes)).expect("lines"), whole, "however the bytes arrive");
        whole.into_iter().map(|(_, line)| line).collect()
    }

    #[test]
    fn every_ending_ends_a_line() {
        assert_eq!(texts(b"a\nb\r\nc\rd\r\r\ne"), ["a", "b", "c", "d", "", "e"]);
        assert_eq!(texts(b"a\n"), ["a"]);
        assert_eq!(texts(b"\n\na"), ["", "", "a"]);
        assert_eq!(texts(b""), Vec::<String>::new());
        let numbers: Vec<u64> =
            all(&mut &b"a\r\n\r\nb"[..]).expect("lines").iter().map(|(number, _)| *number).collect();
        assert_eq!(numbers, [1, 2, 3]);
    }

    #[test]
    fn a_mark_or_the_bytes_say_the_encoding() {
        assert_eq!(texts(b"\xEF\xBB\xBFM\xC3\xBCller\r\n"), ["Müller"]);
        assert_eq!(texts(b"M\xC3\xBCller\nM\xFCller \x80\n"), ["Müller", "Müller €"]);
        let utf16 = |little: bool| -> Vec<u8> {
            let units = "\u{FEFF}Müller €\r\nb".encode_utf16();
            units.flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
        };
        assert_eq!(texts(&utf16(true)), ["Müller €", "b"]);
        assert_eq!(texts(&utf16(false)), ["Müller €", "b"]);
    }

    #[test]
    fn what_is_no_text_is_refused_with_its_line() {
        let refused = |bytes: &[u8]| all(&mut &bytes[..]).expect_err("refused").to_string();
        assert!(refused(b"a\nb\0c\n").starts_with("Line 2: The line has a NUL"));
        assert!(refused(b"\xFF\xFEa\0\n\0\0\xD8b\0").starts_with("Line 2: The file says that it is UTF-16"));
        let mut long = b"a\r\n".to_vec();
        long.resize(LONGEST_LINE + 4, b'x');
        assert!(refused(&long).starts_with("Line 2: The line is longer than 1 MiB"));
        long.pop();
        assert_eq!(texts(&long)[1].len(), LONGEST_LINE);
    }

    /// A line of 64 bytes, over and over.
    struct Endless(u64);

    impl Read for Endless {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let length = buffer.len().min(usize::try_from(self.0).unwrap_or(usize::MAX)) / 64 * 64;
            for line in buffer[..length].chunks_mut(64) {
                line.fill(b'x');
                line[63] = b'\n';
            }
            self.0 -= u64::try_from(length).expect("a length");
            Ok(length)
        }
    }

    #[test]
    fn a_stream_of_fifty_mebibytes_fits_into_one_chunk() {
        let mut source = Endless(50 << 20);
        let mut lines = Lines::new(&mut source);
        while lines.next().expect("a line").is_some() {}
        assert_eq!(lines.number(), (50 << 20) / 64);
        assert!(lines.chunk.capacity() <= 2 * CHUNK && lines.line.capacity() <= 256, "nothing is gathered");
    }
}
