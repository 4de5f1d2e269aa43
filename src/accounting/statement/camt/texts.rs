//! Texts of an entry or a detail, of bounded size.

use super::super::{Fault, Remittance, StatementError};
use super::xml::{Elements, LONGEST};

/// Lengths of lines that banks cut a payer's text into, be it in the middle of a word: of German statements, SWIFT and SEPA.
const LINES: [usize; 5] = [27, 35, 65, 70, 140];

/// The texts of an entry or a detail.
#[derive(Default)]
pub(super) struct Texts {
    remittance: Remittance,
    size: usize,
    /// The last piece of the text is a full line, so that the next may continue its last word.
    cut: bool,
}

impl Texts {
    /// A reference of a structured field.
    pub(super) fn structured(&mut self, xml: &mut Elements<'_>) -> Result<(), StatementError> {
        let text = self.read(xml)?;
        if !text.trim().is_empty() {
            self.remittance.structured.push(text.trim().to_owned());
        }
        Ok(())
    }

    /// A piece of the payer's text. It continues the piece before without a blank if that was a full line.
    pub(super) fn unstructured(&mut self, xml: &mut Elements<'_>) -> Result<(), StatementError> {
        let piece = self.read(xml)?;
        // Blanks with line breaks are the file's indentation; others belong to the text.
        let piece = if piece.contains('\n') { piece.trim() } else { &piece };
        if !self.cut && !self.remittance.text.is_empty() {
            self.remittance.text.push(' ');
        }
        self.remittance.text.push_str(piece);
        self.cut = LINES.contains(&piece.chars().count());
        Ok(())
    }

    /// A text of its own, such as the bank's.
    pub(super) fn additional(&mut self, xml: &mut Elements<'_>) -> Result<(), StatementError> {
        let text = self.read(xml)?;
        self.line(text.trim());
        Ok(())
    }

    /// The payer's end-to-end id.
    pub(super) fn end_to_end(&mut self, xml: &mut Elements<'_>) -> Result<(), StatementError> {
        let text = self.read(xml)?;
        self.remittance.end_to_end = provided(&text);
        Ok(())
    }

    /// The bank's reference.
    pub(super) fn bank_ref(&mut self, xml: &mut Elements<'_>) -> Result<(), StatementError> {
        let text = self.read(xml)?;
        self.remittance.bank_ref = provided(&text);
        Ok(())
    }

    /// Takes the texts of the entry's only detail. The entry's own references are worth more.
    pub(super) fn merge(&mut self, detail: Remittance) {
        self.remittance.structured.extend(detail.structured);
        let own = std::mem::take(&mut self.remittance.text);
        self.line(detail.text.trim());
        self.line(own.trim());
        self.remittance.end_to_end = detail.end_to_end.or(self.remittance.end_to_end.take());
        self.remittance.bank_ref = self.remittance.bank_ref.take().or(detail.bank_ref);
    }

    /// The texts.
    pub(super) fn finish(mut self) -> Remittance {
        self.remittance.text.truncate(self.remittance.text.trim_end().len());
        self.remittance
    }

    fn line(&mut self, text: &str) {
        if !text.is_empty() {
            if !self.remittance.text.is_empty() {
                self.remittance.text.push('\n');
            }
            self.remittance.text.push_str(text);
            self.cut = false;
        }
    }

    fn read(&mut self, xml: &mut Elements<'_>) -> Result<String, StatementError> {
        let at = xml.at();
        let text = xml.text()?;
        self.size = self.size.saturating_add(text.len());
        if self.size > LONGEST {
            return Err(StatementError::new(
                at,
                Fault::TooLong.says("An entry or a detail of one holds more than 1 MiB of text."),
            ));
        }
        Ok(text)
    }
}

/// An id that says something. Banks write a word of this kind where there is none.
fn provided(id: &str) -> Option<String> {
    let id = id.trim();
    let none = ["NOTPROVIDED", "NOT PROVIDED", "NONREF", "NOREF"];
    (!id.is_empty() && !none.iter().any(|word| id.eq_ignore_ascii_case(word))).then(|| id.to_owned())
}
