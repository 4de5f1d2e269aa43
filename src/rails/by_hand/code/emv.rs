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
/// The beginnings of codes: the format's version. DuitNow's say 02, and are alike in everything else.
const STARTS: [&str; 2] = ["000201", "000202"];
/// The end of every code before the four digits of its checksum: the checksum's id and length, which it covers.
const CHECKSUM_START: &str = "6304";

/// Ids of data objects that the dialects use.
pub mod id {
    /// The point of initiation, which says if the code may be used once.
    pub const INITIATION: u8 = 1;
    /// The merchant category code (ISO 18245).
    pub const CATEGORY: u8 = 52;
    /// The numeric ISO 4217 code.
    pub const CURRENCY: u8 = 53;
    /// The amount in major units.
    pub const AMOUNT: u8 = 54;
    /// The payer’s addition to the amount: a tip, or a fee of one of two kinds, whose figures are the next two.
    pub const TIP_OR_FEE: [u8; 3] = [55, 56, 57];
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

/// Reasons why a text can't be read as a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EmvReadError {
    /// It doesn't begin and end as a code does, or isn't a sequence of data objects.
    #[error("the text is no code")]
    Shape,
    /// A character was changed, lost or added since the code was written.
    #[error("the checksum doesn’t fit")]
    Checksum,
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
        Self::code().with(id::INITIATION, if once { "12" } else { "11" })
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

    /// Reads a code: its version, its checksum, its objects. The values are texts; the checksum isn't one of the objects.
    ///
    /// # Errors
    /// [`EmvReadError`].
    pub fn read_code(code: &str) -> Result<Self, EmvReadError> {
        let split = code.len().checked_sub(4).and_then(|at| code.split_at_checked(at));
        let (covered, sum) = split.ok_or(EmvReadError::Shape)?;
        let objects = covered.strip_suffix(CHECKSUM_START).ok_or(EmvReadError::Shape)?;
        if !STARTS.iter().any(|start| objects.starts_with(start)) || !sum.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Err(EmvReadError::Shape);
        }
        if !sum.eq_ignore_ascii_case(&checksum(covered)) {
            return Err(EmvReadError::Checksum);
        }
        Self::read(objects).ok_or(EmvReadError::Shape)
    }

    /// Reads a sequence of objects, whose values are texts. `None` if it isn't one.
    pub fn read(text: &str) -> Option<Self> {
        let (mut objects, mut rest) = (Vec::new(), text);
        while !rest.is_empty() {
            let (id, behind) = two_digits(rest)?;
            let (length, behind) = two_digits(behind).filter(|(length, _)| *length > 0)?;
            let ends = behind.char_indices().map(|(at, _)| at).chain([behind.len()]);
            let (value, behind) = behind.split_at_checked(ends.into_iter().nth(usize::from(length))?)?;
            objects.push((id, Value::Text(value.to_owned())));
            rest = behind;
        }
        Some(Self(objects))
    }

    /// The ids of the objects, in their order.
    pub fn ids(&self) -> impl Iterator<Item = u8> {
        self.0.iter().map(|(id, _)| *id)
    }

    /// The text of the first object with an id; `None` if there is none, or if it is a sequence.
    pub fn text(&self, id: u8) -> Option<&str> {
        self.0.iter().find(|(other, _)| *other == id).and_then(|(_, value)| match value {
            Value::Text(text) => Some(text.as_str()),
            Value::Row(_) => None,
        })
    }

    /// Replaces an object's value by a text, or puts a new object behind the last that has a lower id. All others stay as and where they
    /// are.
    pub fn put(mut self, id: u8, value: impl Into<String>) -> Self {
        let value = Value::Text(value.into());
        if let Some((_, old)) = self.0.iter_mut().find(|(other, _)| *other == id) {
            *old = value;
            return self;
        }
        // In a code whose ids ascend, that keeps them ascending. Some codes are in no order, which the standard allows.
        let at = self.0.iter().rposition(|(other, _)| *other < id).map_or(0, |before| before + 1);
        self.0.insert(at, (id, value));
        self
    }

    /// The code's payload: all objects, then the checksum.
    ///
    /// # Errors
    /// [`EmvError`] if an object can't be written.
    pub fn payload(&self) -> Result<String, EmvError> {
        let mut code = self.written()?;
        code.push_str(CHECKSUM_START);
        code.push_str(&checksum(&code));
        Ok(code)
    }

    /// The objects as a text, without a checksum: the value of another object.
    ///
    /// # Errors
    /// [`EmvError`] if an object can't be written.
    pub fn written(&self) -> Result<String, EmvError> {
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

/// The four digits of a checksum.
fn checksum(covered: &str) -> String {
    format!("{:04X}", CHECKSUM.checksum(covered.as_bytes()))
}

fn two_digits(text: &str) -> Option<(u8, &str)> {
    let (digits, rest) = text.split_at_checked(2)?;
    let number = digits.bytes().all(|b| b.is_ascii_digit()).then_some(digits)?;
    Some((number.parse().ok()?, rest))
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

    #[test]
    fn what_is_no_code_is_not_read() {
        let good = Objects::code().with(59, "Anna").payload().expect("within bounds");
        assert!(Objects::read_code(&good).is_ok() && Objects::read_code(&good.to_lowercase()).is_err());
        let (covered, sum) = good.split_at(good.len() - 4);
        assert!(Objects::read_code(&format!("{covered}{}", sum.to_lowercase())).is_ok());
        assert_eq!(Objects::read_code(&good.replace("Anna", "Anne")).err(), Some(EmvReadError::Checksum));
        let sealed = |text: &str| format!("{text}6304{}", checksum(&format!("{text}6304")));
        for bad in [
            "",
            "6304",
            "é",
            "000201",
            &good[..good.len() - 1],
            &good[1..],
            "https://chit.example/",
            &format!("{covered}ééxx"),
        ] {
            assert_eq!(Objects::read_code(bad).err(), Some(EmvReadError::Shape), "{bad}");
        }
        for (text, good) in [
            ("0002015904Anna", true),
            ("0002015904Ann", false),
            ("0002015905Anna", false),
            ("0002015900", false),
            ("0002015", false),
            ("00020159é4Anna", false),
            ("000201+904Anna", false),
            ("00020159+4Anna", false),
            ("0002025904Anna", true),
            ("0002035904Anna", false),
        ] {
            assert_eq!(Objects::read_code(&sealed(text)).is_ok(), good, "{text}");
        }
    }

    #[test]
    fn an_object_is_put_where_its_id_belongs() {
        let ids = |code: Objects| code.ids().collect::<Vec<_>>();
        let code = || Objects::code().with(53, "978").with(58, "DE").with(80, "x");
        assert_eq!(ids(code().put(54, "1").put(1, "12").put(62, "x").put(99, "x")), [0, 1, 53, 54, 58, 62, 80, 99]);
        let replaced = code().put(58, "FR");
        assert_eq!((replaced.text(58), ids(replaced.clone())), (Some("FR"), vec![0, 53, 58, 80]));
        // In no order, as PromptPay's.
        assert_eq!(ids(Objects::code().with(58, "TH").with(53, "764").put(54, "1")), [0, 58, 53, 54]);
        assert_eq!(ids(Objects::new().with(7, "x").put(5, "x")), [5, 7]);
    }

    proptest! {
        #[test]
        fn whatever_is_read_is_written_as_it_was(text in "\\PC{0,80}", objects in prop::collection::vec((0u8..100, "\\PC{1,99}"), 0..12)) {
            let code = objects.iter().fold(Objects::code(), |code, (id, value)| code.with(*id, value.as_str()));
            let written = code.payload().expect("within bounds");
            let read = Objects::read_code(&written).expect("its own");
            prop_assert_eq!(read.payload(), Ok(written));
            // Any text is read without a panic.
            if let Some(read) = Objects::read(&text) {
                prop_assert_eq!(read.written(), Ok(text));
            }
        }

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
