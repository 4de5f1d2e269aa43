//! Tags and values of OFX: SGML whose leaf elements have no end tags (version 1), or XML (version 2).
//!
//! A value is what stands between a leaf's start tag and the next tag of any kind, so both versions are one. What OFX 1 files get wrong is read
//! as it is meant: a `<` or `&` that begins nothing is itself.

use std::io::BufRead;

use super::super::utf8::Utf8Source;
use super::super::{Fault, Flaw, Position, StatementError};

/// The longest value in bytes, and the longest tag.
const LONGEST_VALUE: usize = 1 << 20;
const LONGEST_TAG: usize = 1024;

/// The longest name of an entity, with its number sign.
const LONGEST_ENTITY: usize = 8;

const TOO_LONG: (Fault, &str) = (Fault::TooLong, "A value is longer than 1 MiB, or a tag than 1 KiB.");
const UNREADABLE: (Fault, &str) = (Fault::Unreadable, "The file can't be read to its end.");
const CUT: (Fault, &str) = (Fault::Cut, "The file ends within a tag, a comment or a CDATA section.");

/// A tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OfxTag {
    /// A start tag; the name is empty if it isn't among those that are read.
    Open(&'static str),
    /// An end tag, likewise.
    Close(&'static str),
    /// The end of the file.
    End,
}

/// The tags of a file, one by one.
pub(super) struct OfxTags<'r> {
    source: Utf8Source<'r>,
    /// The names that are read, in upper case.
    names: &'static [&'static str],
    value: Vec<u8>,
    /// The element that its start tag closed (`<MEMO/>`).
    closed: Option<&'static str>,
    line: u64,
}

impl<'r> OfxTags<'r> {
    /// The tags of a source. Names other than `names` are all alike.
    pub(super) fn new(source: Utf8Source<'r>, names: &'static [&'static str]) -> Self {
        Self { source, names, value: Vec::new(), closed: None, line: 1 }
    }

    /// The line of the last tag.
    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// The text before the last tag, if it was kept: decoded, without blanks around it.
    pub(super) fn value(&self) -> String {
        String::from_utf8_lossy(&self.value).trim().to_owned()
    }

    /// Reads up to and with the next tag. The text before it is kept if `keep`.
    pub(super) fn next(&mut self, keep: bool) -> Result<OfxTag, StatementError> {
        self.value.clear();
        if let Some(name) = self.closed.take() {
            return Ok(OfxTag::Close(name));
        }
        loop {
            self.run(keep)?;
            let Some(byte) = self.peek()? else {
                self.line = self.source.line();
                return Ok(OfxTag::End);
            };
            let line = self.source.line();
            self.source.consume(1);
            if byte == b'&' {
                self.entity(keep)?;
                continue;
            }
            let token = match self.peek()? {
                Some(b'/') => {
                    self.source.consume(1);
                    Some(OfxTag::Close(self.tag()?.0))
                }
                Some(b'!') => self.declaration(keep)?,
                Some(b'?') => self.skip_past(b">", None)?,
                Some(byte) if byte.is_ascii_alphabetic() => {
                    let (name, is_empty) = self.tag()?;
                    self.closed = is_empty.then_some(name);
                    Some(OfxTag::Open(name))
                }
                _ => self.keep(keep, b"<")?,
            };
            if let Some(token) = token {
                self.line = line;
                return Ok(token);
            }
        }
    }

    /// Reads text up to the next `<` or `&`, or the end of the file.
    fn run(&mut self, keep: bool) -> Result<(), StatementError> {
        loop {
            let left = self.source.fill_buf().map_err(|_| Flaw::from(UNREADABLE).at(Position::File))?;
            let length = left.iter().position(|byte| matches!(byte, b'<' | b'&')).unwrap_or(left.len());
            if length == 0 {
                return Ok(());
            }
            if keep {
                self.value.extend_from_slice(left.get(..length).unwrap_or_default());
            }
            self.source.consume(length);
            if self.value.len() > LONGEST_VALUE {
                return Err(self.fault(TOO_LONG));
            }
        }
    }

    /// The rest of a tag behind `<` or `</`: its name, and true if it ends with `/>`. Attributes are skipped; OFX has none.
    fn tag(&mut self) -> Result<(&'static str, bool), StatementError> {
        let (mut name, mut named, mut last) = (Vec::new(), true, 0);
        for _ in 0..LONGEST_TAG {
            let byte = self.peek()?.ok_or_else(|| self.fault(CUT))?;
            self.source.consume(1);
            if byte == b'>' {
                return Ok((self.known(&name), last == b'/'));
            }
            named &= !byte.is_ascii_whitespace() && byte != b'/';
            if named {
                name.push(byte.to_ascii_uppercase());
            }
            last = byte;
        }
        Err(self.fault(TOO_LONG))
    }

    fn known(&self, name: &[u8]) -> &'static str {
        self.names.iter().find(|known| known.as_bytes() == name).copied().unwrap_or_default()
    }

    /// A comment or a CDATA section. Any other declaration is refused.
    fn declaration(&mut self, keep: bool) -> Result<Option<OfxTag>, StatementError> {
        self.source.consume(1);
        let start: &[u8] = if self.peek()? == Some(b'-') { b"--" } else { b"[CDATA[" };
        for wanted in start {
            if self.peek()? != Some(*wanted) {
                return Err(self.fault(
                    Fault::Declaration.says("A declaration such as DOCTYPE isn't taken: no statement needs one."),
                ));
            }
            self.source.consume(1);
        }
        if start == b"--" { self.skip_past(b"-->", None) } else { self.skip_past(b"]]>", Some(keep)) }
    }

    /// Reads past `end`, and keeps what is before it if `keep`.
    fn skip_past(&mut self, end: &[u8], keep: Option<bool>) -> Result<Option<OfxTag>, StatementError> {
        let mut last = Vec::with_capacity(end.len());
        loop {
            let byte = self.peek()?.ok_or_else(|| self.fault(CUT))?;
            self.source.consume(1);
            last.push(byte);
            if last == end {
                return Ok(None);
            }
            if last.len() == end.len() {
                let first = last.remove(0);
                self.keep(keep == Some(true), &[first])?;
            }
        }
    }

    /// The text of what an `&` begins: a reference to a character, or nothing but itself.
    fn entity(&mut self, keep: bool) -> Result<(), StatementError> {
        let mut name = Vec::new();
        while let Some(byte) = self.peek()? {
            if byte == b';' {
                if let Some(character) = character(&name) {
                    self.source.consume(1);
                    self.keep(keep, character.encode_utf8(&mut [0; 4]).as_bytes())?;
                    return Ok(());
                }
                break;
            }
            if name.len() == LONGEST_ENTITY || !(byte.is_ascii_alphanumeric() || byte == b'#') {
                break;
            }
            self.source.consume(1);
            name.push(byte);
        }
        self.keep(keep, b"&")?;
        self.keep(keep, &name)?;
        Ok(())
    }

    fn keep(&mut self, keep: bool, bytes: &[u8]) -> Result<Option<OfxTag>, StatementError> {
        if keep {
            if self.value.len() + bytes.len() > LONGEST_VALUE {
                return Err(self.fault(TOO_LONG));
            }
            self.value.extend_from_slice(bytes);
        }
        Ok(None)
    }

    fn peek(&mut self) -> Result<Option<u8>, StatementError> {
        let left = self.source.fill_buf().map_err(|_| Flaw::from(UNREADABLE).at(Position::File))?;
        Ok(left.first().copied())
    }

    fn fault(&self, flaw: impl Into<Flaw>) -> StatementError {
        flaw.into().at(Position::Line(self.source.line()))
    }
}

/// The character of an entity that OFX files have, or of a number.
fn character(name: &[u8]) -> Option<char> {
    let name = std::str::from_utf8(name).ok()?;
    let number = match name.strip_prefix('#') {
        None => {
            return Some(match name {
                "amp" => '&',
                "lt" => '<',
                "gt" => '>',
                "quot" => '"',
                "apos" => '\'',
                "nbsp" => ' ',
                _ => return None,
            });
        }
        Some(number) => number,
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16),
        None => number.parse(),
    };
    char::from_u32(code.ok()?).filter(|character| !character.is_control())
}
