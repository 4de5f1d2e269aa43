//! XML elements, pulled one by one: no document in memory, no entities, bounded depth and length.

use quick_xml::errors::{Error, IllFormedError};
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::reader::Reader;

use super::super::utf8::Utf8Source;
use super::super::{Fault, Flaw, Position, StatementError};

/// The longest text, and the longest tag, in bytes.
pub(super) const LONGEST: usize = 1 << 20;

/// The deepest nesting. The schemas need less than 20.
const DEEPEST: usize = 64;

/// The names that are read, in the order of their bytes. Any other element is skipped with all that it holds.
#[rustfmt::skip]
const NAMES: [&str; 47] = [
    "Acct", "AcctSvcrRef", "AddtlNtryInf", "AddtlRmtInf", "AddtlTxInf", "Amt", "AmtDtls", "Bal", "BkToCstmrAcctRpt",
    "BkToCstmrDbtCdtNtfctn", "BkToCstmrStmt", "BookgDt", "Ccy", "CcyXchg", "Cd", "CdOrPrtry", "CdtDbtInd", "CdtrRefInf",
    "CreDtTm", "Document", "Dt", "EndToEndId", "GrpHdr", "IBAN", "Id", "InstdAmt", "Nb", "Ntfctn", "Ntry", "NtryDtls",
    "Othr", "Prtry", "Prxy", "Ref", "Refs", "RfrdDocInf", "RmtInf", "Rpt", "RvslInd", "Stmt", "Strd", "Sts", "Tp",
    "TxAmt", "TxDtls", "Ustrd", "ValDt",
];

const CUT: (Fault, &str) = (Fault::Cut, "The file ends before this element does.");
const TOO_LONG: (Fault, &str) = (Fault::TooLong, "This holds more than 1 MiB of text or of markup.");

/// A piece of a document.
pub(super) enum XmlPiece {
    /// A start tag; the name is empty for an element that isn't read.
    Open(&'static str),
    /// An end tag.
    Close,
    /// Text, a comment, or a processing instruction.
    Other,
    /// The end of the file, outside of all elements.
    End,
}

/// The elements of a file.
pub(super) struct Elements<'r> {
    reader: Reader<Utf8Source<'r>>,
    buffer: Vec<u8>,
    /// The open elements with the lines of their start tags, outermost first.
    open: Vec<(&'static str, u64)>,
    /// The attribute `Ccy` of the element opened last.
    currency: Option<String>,
}

impl<'r> Elements<'r> {
    /// The elements of a source.
    pub(super) fn new(source: Utf8Source<'r>) -> Self {
        let mut reader = Reader::from_reader(source);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, buffer: Vec::new(), open: Vec::new(), currency: None }
    }

    /// The innermost open element that has a name here.
    pub(super) fn at(&self) -> Position {
        let named = self.open.iter().rev().find(|(name, _)| !name.is_empty());
        named
            .map_or_else(|| Position::Line(self.reader.get_ref().line()), |(name, line)| Position::Element(name, *line))
    }

    /// The attribute `Ccy` of the element opened last.
    pub(super) fn currency(&self) -> Option<&str> {
        self.currency.as_deref()
    }

    /// Reads each child of the open element, and its end tag. A child that `read` leaves unread is skipped.
    pub(super) fn children(
        &mut self,
        mut read: impl FnMut(&mut Self, &'static str) -> Result<(), StatementError>,
    ) -> Result<(), StatementError> {
        loop {
            match self.next(None)? {
                XmlPiece::Open(name) => {
                    let depth = self.open.len();
                    read(self, name)?;
                    while self.open.len() >= depth {
                        self.next(None)?;
                    }
                }
                XmlPiece::Close => return Ok(()),
                XmlPiece::Other => {}
                XmlPiece::End => return Err(Flaw::from(CUT).at(self.at())),
            }
        }
    }

    /// The text of the open element and of those in it, and reads its end tag.
    pub(super) fn text(&mut self) -> Result<String, StatementError> {
        let depth = self.open.len();
        let mut text = String::new();
        while self.open.len() >= depth {
            self.next(Some(&mut text))?;
        }
        Ok(text)
    }

    /// The text of the open element without blanks around it, as `parse` reads it.
    pub(super) fn parsed<T>(&mut self, parse: impl FnOnce(&str) -> Result<T, Flaw>) -> Result<T, StatementError> {
        let at = self.at();
        self.tried(parse)?.map_err(|flaw| flaw.at(at))
    }

    /// The same of a value that a statement can do without: the inner error is the value's, the outer one the document's.
    pub(super) fn tried<T>(
        &mut self,
        parse: impl FnOnce(&str) -> Result<T, Flaw>,
    ) -> Result<Result<T, Flaw>, StatementError> {
        let text = self.text()?;
        Ok(parse(text.trim()))
    }

    /// Reads one mark, and appends what is text to `text`.
    pub(super) fn next(&mut self, text: Option<&mut String>) -> Result<XmlPiece, StatementError> {
        self.buffer.clear();
        let line = self.reader.get_ref().line();
        self.reader.get_mut().allow(LONGEST);
        let mark = match self.reader.read_event_into(&mut self.buffer) {
            Ok(Event::Start(_)) if self.open.len() >= DEEPEST => Err((Fault::Malformed, "Elements are nested deeper than 64.")),
            Ok(Event::Start(tag)) => {
                let name = known(&tag);
                self.currency = currency(&tag);
                self.open.push((name, line));
                Ok(XmlPiece::Open(name))
            }
            Ok(Event::End(_)) => {
                self.open.pop();
                Ok(XmlPiece::Close)
            }
            Ok(Event::Text(piece)) => append(text, piece.xml10_content().ok().as_deref()),
            Ok(Event::CData(piece)) => append(text, piece.xml10_content().ok().as_deref()),
            Ok(Event::GeneralRef(reference)) => resolve(&reference)
                .ok_or((Fault::Malformed, "This refers to an entity that XML itself doesn't have. Statements need none, and none is expanded."))
                .and_then(|character| append(text, Some(character.encode_utf8(&mut [0; 4])))),
            Ok(Event::DocType(_)) => Err((Fault::Declaration, "A document type (DOCTYPE) isn't taken: no statement needs one.")),
            Ok(Event::Empty(_) | Event::Decl(_) | Event::PI(_) | Event::Comment(_)) => Ok(XmlPiece::Other),
            Ok(Event::Eof) if self.open.is_empty() => Ok(XmlPiece::End),
            Ok(Event::Eof) => Err(CUT),
            Err(Error::Io(_)) if self.reader.get_ref().exhausted() => Err(TOO_LONG),
            Err(Error::Io(_)) => Err((Fault::Unreadable, "The file can't be read to its end.")),
            Err(Error::Syntax(_)) => Err((Fault::Cut, "A tag, a comment or the like isn't closed before the file ends.")),
            Err(Error::IllFormed(IllFormedError::UnclosedReference)) => Err((Fault::Malformed, "An & begins no reference. As a character it is &amp;.")),
            Err(Error::IllFormed(_)) => Err((Fault::Malformed, "This is no well-formed XML: tags don't match.")),
            Err(_) => Err((Fault::Malformed, "This is no well-formed XML.")),
        };
        mark.map_err(|flaw| Flaw::from(flaw).at(self.at()))
    }
}

/// The name without its prefix, or nothing for an element that isn't read.
fn known(tag: &BytesStart<'_>) -> &'static str {
    let name = tag.local_name();
    let place = NAMES.binary_search_by(|known| known.as_bytes().cmp(name.as_ref())).ok();
    place.and_then(|place| NAMES.get(place)).copied().unwrap_or_default()
}

fn currency(tag: &BytesStart<'_>) -> Option<String> {
    let value = tag.try_get_attribute("Ccy").ok()??.value;
    // A code has three letters; whatever is longer isn't one.
    std::str::from_utf8(value.get(..16).unwrap_or(&value)).ok().map(|code| code.trim().to_owned())
}

fn append(text: Option<&mut String>, piece: Option<&str>) -> Result<XmlPiece, (Fault, &'static str)> {
    if let Some(text) = text {
        text.push_str(piece.unwrap_or_default());
        if text.len() > LONGEST {
            return Err(TOO_LONG);
        }
    }
    Ok(XmlPiece::Other)
}

/// The character of one of the five predefined entities, or of a character reference.
fn resolve(reference: &BytesRef<'_>) -> Option<char> {
    if reference.is_char_ref() {
        return reference.resolve_char_ref().ok()?;
    }
    resolve_predefined_entity(reference.decode().ok()?.as_ref())?.chars().next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_by_halves() {
        assert!(NAMES.is_sorted());
    }

    #[test]
    fn no_more_is_kept_than_one_long_piece() {
        for start in ["<a>", "<a b='", "<!--", "<a><![CDATA["] {
            let mut endless = std::io::Read::chain(start.as_bytes(), std::io::repeat(b'x'));
            let mut xml = Elements::new(Utf8Source::new(&mut endless).expect("a source"));
            let (mut text, mut error) = (String::new(), None);
            while error.is_none() {
                error = xml.next(Some(&mut text)).err();
            }
            assert_eq!(error.map(|error| error.detail).as_deref(), Some(TOO_LONG.1), "{start}");
            assert!(xml.buffer.capacity() + text.capacity() <= 4 * LONGEST, "{start}");
        }
    }
}
