//! EMVCo's merchant-presented QR codes, of which Pix, PromptPay and PayNow are dialects.
//!
//! A code is a sequence of data objects, each with two digits of id, two digits of length and a value; a value can be such a sequence
//! itself. Lengths count characters. The last object is a checksum over the UTF-8 bytes.

use crc::{CRC_16_IBM_3740, Crc};

use crate::domain::money::Money;

/// CRC-16/CCITT-FALSE: polynomial 0x1021, initial value 0xFFFF.
const CHECKSUM: Crc<u16> = Crc::<u16>::new(&CRC_16_IBM_3740);

/// The id of the format's version, the first object: `01`.
const FORMAT: u8 = 0;
/// The id of the point of initiation, which says if the code may be used once.
const INITIATION: u8 = 1;

/// Ids of data objects that the dialects use.
pub mod id {
    /// The merchant category code (ISO 18245).
    pub const CATEGORY: u8 = 52;
    /// The numeric ISO 4217 code.
    pub const CURRENCY: u8 = 53;
    /// The amount in major units.
    pub const AMOUNT: u8 = 54;
    /// The ISO 3166 code, two letters.
    pub const COUNTRY: u8 = 58;
    /// 25 characters at most.
    pub const NAME: u8 = 59;
    /// 15 characters at most.
    pub const CITY: u8 = 60;
    /// Additional data, a sequence itself.
    pub const ADDITIONAL: u8 = 62;
}

/// Returns whether an amount fits EMVCo's 13 characters.
pub fn carries(money: &Money) -> bool {
    money.minor() > 0 && money.to_decimal().len() <= 13
}

/// Reasons why a code can't be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EmvError {
    /// A value is empty or longer than 99 characters.
    #[error("data object {0:02} has {1} characters")]
    Length(u8, usize),
    /// An id has three digits.
    #[error("{0} is no data object’s id")]
    Id(u8),
}

/// A sequence of data objects.
#[derive(Debug, Clone, Default)]
pub struct Objects(Vec<(u8, Value)>);

#[derive(Debug, Clone)]
enum Value {
    Text(String),
    Row(Objects),
}

impl Objects {
    /// An empty sequence, for the value of an object.
    pub fn new() -> Self {
        Self::default()
    }

    /// The beginning of a code: the format's version.
    pub fn code() -> Self {
        Self::new().with(FORMAT, "01")
    }

    /// The beginning of a code with its point of initiation: `12` for one use, with an amount; `11` for several.
    pub fn code_used(once: bool) -> Self {
        Self::code().with(INITIATION, if once { "12" } else { "11" })
    }

    /// Appends an object with a text.
    pub fn with(mut self, id: u8, value: impl Into<String>) -> Self {
        self.0.push((id, Value::Text(value.into())));
        self
    }

    /// Appends an object if there is a value.
    pub fn with_some(self, id: u8, value: Option<impl Into<String>>) -> Self {
        match value {
            Some(value) => self.with(id, value),
            None => self,
        }
    }

    /// Appends an object whose value is a sequence.
    pub fn within(mut self, id: u8, row: Self) -> Self {
        self.0.push((id, Value::Row(row)));
        self
    }

    /// The code's payload: all objects, then the checksum.
    ///
    /// # Errors
    /// [`EmvError`] if an object can't be written.
    pub fn payload(&self) -> Result<String, EmvError> {
        let mut code = self.written()?;
        // The checksum covers its own id and length.
        code.push_str("6304");
        let sum = CHECKSUM.checksum(code.as_bytes());
        Ok(format!("{code}{sum:04X}"))
    }

    fn written(&self) -> Result<String, EmvError> {
        let mut row = String::new();
        for (id, value) in &self.0 {
            let value = match value {
                Value::Text(text) => text.clone(),
                Value::Row(inner) => inner.written()?,
            };
            let length = value.chars().count();
            if *id > 99 {
                return Err(EmvError::Id(*id));
            }
            if !(1..=99).contains(&length) {
                return Err(EmvError::Length(*id, length));
            }
            row.push_str(&format!("{id:02}{length:02}{value}"));
        }
        Ok(row)
    }
}

#[cfg(test)]
pub(in crate::rails::by_hand) mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Parses a code independently of the writer. Verifies the checksum bit by bit, by its definition, and returns the outermost objects.
    pub fn parsed(code: &str) -> Vec<(String, String)> {
        let (covered, sum) = code.split_at(code.len() - 4);
        assert!(covered.ends_with("6304"), "{code}");
        let mut register = 0xFFFF_u16;
        for byte in covered.bytes() {
            for bit in (0..8).rev() {
                let carry = (register >> 15 & 1 == 1) != (byte >> bit & 1 == 1);
                register = register << 1 ^ if carry { 0x1021 } else { 0 };
            }
        }
        assert_eq!(sum, format!("{register:04X}"), "{code}");
        row(covered.strip_suffix("6304").expect("asserted"))
    }

    /// Parses a sequence of objects.
    pub fn row(text: &str) -> Vec<(String, String)> {
        let characters: Vec<char> = text.chars().collect();
        let (mut at, mut objects) = (0, Vec::new());
        while at < characters.len() {
            let id: String = characters[at..at + 2].iter().collect();
            let length: usize = characters[at + 2..at + 4].iter().collect::<String>().parse().expect("a length");
            objects.push((id, characters[at + 4..at + 4 + length].iter().collect()));
            at += 4 + length;
        }
        objects
    }

    #[test]
    fn the_checksums_check_value() {
        assert_eq!(CHECKSUM.checksum(b"123456789"), 0x29B1);
    }

    #[test]
    fn lengths_count_characters_and_have_bounds() {
        assert_eq!(Objects::new().with(59, "São").written().as_deref(), Ok("5903São"));
        assert_eq!(Objects::new().with(59, "").payload(), Err(EmvError::Length(59, 0)));
        assert_eq!(Objects::new().with(59, "x".repeat(100)).payload(), Err(EmvError::Length(59, 100)));
        assert!(Objects::new().with(99, "x".repeat(99)).payload().is_ok());
        assert_eq!(Objects::new().with(100, "x").payload(), Err(EmvError::Id(100)));
        let wide = Objects::new().with(1, "x".repeat(90)).with(2, "xx");
        assert_eq!(Objects::new().within(26, wide).payload(), Err(EmvError::Length(26, 100)));
    }

    proptest! {
        #[test]
        fn every_code_reads_back(objects in prop::collection::vec((0u8..100, "\\PC{1,99}"), 0..12)) {
            let code = objects.iter().fold(Objects::new(), |code, (id, value)| code.with(*id, value.as_str()));
            let written: Vec<_> = objects.iter().map(|(id, value)| (format!("{id:02}"), value.clone())).collect();
            prop_assert_eq!(parsed(&code.payload().expect("within bounds")), written);
        }

        #[test]
        fn a_row_within_a_row_reads_back(inner in prop::collection::vec((0u8..100, ".{1,20}"), 1..4)) {
            let within = inner.iter().fold(Objects::new(), |row, (id, value)| row.with(*id, value.as_str()));
            let code = Objects::code().within(26, within).payload().expect("within bounds");
            let outer = parsed(&code);
            prop_assert_eq!(&outer[0], &("00".to_owned(), "01".to_owned()));
            let written: Vec<_> = inner.iter().map(|(id, value)| (format!("{id:02}"), value.clone())).collect();
            prop_assert_eq!(row(&outer[1].1), written);
        }
    }
}
