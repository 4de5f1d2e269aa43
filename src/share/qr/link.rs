//! QR codes of the service's links, computed without encoding them.
//!
//! Encoding a code takes some 350 µs, ten times the rest of a pay page. But the service's links differ only in twelve characters, and with
//! a fixed version and mask, encoding is linear over GF(2): data bits, Reed–Solomon and mask are all XOR. So [`LinkQr`] encodes one link
//! at start and each of its single-character changes once, when a link first needs it; the modules of any other link are the XOR of
//! twelve rows of that table. Nothing is stored per request, and after some hundred links nothing is encoded per view.
//!
//! Byte mode takes eight bits per character, alphanumeric mode with its upper-case letters five and a half. Schemes and hosts are
//! case-insensitive (RFC 3986, 6.2.2.1), and the service answers `/R/` like `/r/`; so the prefix is drawn in upper case if that makes the
//! code smaller, and so easier to scan.

use std::sync::OnceLock;

use qrcode::bits::Bits;
use qrcode::canvas::{Canvas, MaskPattern};
use qrcode::{EcLevel, Version};

use super::{Matrix, QrError};
use crate::domain::request::code::RequestCode;

/// The table for the codes of all links of one service.
pub struct LinkQr {
    prefix: String,
    start: Start,
    version: Version,
    mask: MaskPattern,
    base: Matrix,
    /// For each position in the code and each ASCII letter or digit: the modules that change if it replaces the base's character.
    changes: Vec<OnceLock<Vec<u64>>>,
}

/// The number of rows per position: one per ASCII character.
const ROWS: usize = 128;

/// The code of the base link.
const BASE: [u8; RequestCode::LENGTH] = [b'1'; RequestCode::LENGTH];

impl LinkQr {
    /// Prepares the table for links of the form `{prefix}{code}`.
    ///
    /// # Errors
    /// [`QrError::TooLong`] when the links don't fit into a code.
    pub fn new(prefix: &str) -> Result<Self, QrError> {
        let start = Start::smallest(prefix, &BASE)?;
        let version = start.version(&BASE)?;
        // The best mask for the base link; any mask is readable, so one serves all links.
        let chosen = canvas(start.bits(&BASE, version)?, version)?.apply_best_mask().into_colors();
        let chosen = Matrix::from_colors(width(version)?, &chosen);
        let mask = MASKS.into_iter().find(|mask| encode(&start, &BASE, version, *mask).as_ref() == Ok(&chosen));
        let mask = mask.unwrap_or(MaskPattern::Checkerboard);
        let base = encode(&start, &BASE, version, mask)?;
        let changes = vec![OnceLock::new(); RequestCode::LENGTH * ROWS];
        Ok(Self { prefix: prefix.to_owned(), start, version, mask, base, changes })
    }

    /// The modules that change if a letter replaces the base's at a position.
    #[expect(clippy::expect_used, reason = "the base link has the same length, and was encoded at start")]
    fn change(&self, at: usize, letter: u8) -> &[u64] {
        self.changes[at * ROWS + usize::from(letter % 128)].get_or_init(|| {
            let mut code = BASE;
            code[at] = letter;
            let other = encode(&self.start, &code, self.version, self.mask).expect("a code of the base's length fits");
            self.base.bits.iter().zip(&other.bits).map(|(a, b)| a ^ b).collect()
        })
    }

    /// The link for a request's code.
    pub fn link(&self, code: &RequestCode) -> String {
        format!("{}{code}", self.prefix)
    }

    /// The QR code of a link, from the table.
    pub fn matrix(&self, code: &RequestCode) -> Matrix {
        let mut matrix = self.base.clone();
        for (at, letter) in code.as_str().bytes().enumerate() {
            for (word, change) in matrix.bits.iter_mut().zip(self.change(at, letter)) {
                *word ^= change;
            }
        }
        matrix
    }
}

impl std::fmt::Debug for LinkQr {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "LinkQr({}…)", self.prefix)
    }
}

const MASKS: [MaskPattern; 8] = [
    MaskPattern::Checkerboard,
    MaskPattern::HorizontalLines,
    MaskPattern::VerticalLines,
    MaskPattern::DiagonalLines,
    MaskPattern::LargeCheckerboard,
    MaskPattern::Fields,
    MaskPattern::Diamonds,
    MaskPattern::Meadow,
];

/// The prefix of links and its encoding mode. The request's code after it is always in byte mode.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Start {
    /// Unchanged, in byte mode together with the code.
    Plain(String),
    /// In upper case, in alphanumeric mode.
    Capitals(String),
}

impl Start {
    /// The prefix that makes the smaller code; unchanged if both are equal.
    fn smallest(prefix: &str, code: &[u8]) -> Result<Self, QrError> {
        let plain = Self::Plain(prefix.to_owned());
        let smaller = Self::capitals(prefix).filter(|capitals| match (capitals.version(code), plain.version(code)) {
            (Ok(capitals), Ok(plain)) => capitals.width() < plain.width(),
            (capitals, _) => capitals.is_ok(),
        });
        Ok(smaller.unwrap_or(plain))
    }

    /// The prefix in upper case, if that is equivalent: a scheme, a host and `/r/`. Another path may be case-sensitive.
    fn capitals(prefix: &str) -> Option<Self> {
        let (scheme, rest) = prefix.split_once("://")?;
        let host = rest.strip_suffix("/r/").filter(|host| !host.contains('/'))?;
        let capitals = format!("{scheme}://{host}/R/").to_ascii_uppercase();
        // The characters of alphanumeric mode (ISO/IEC 18004, table 5), except the space.
        let alphanumeric = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit() || b"$%*+-./:".contains(&b);
        capitals.bytes().all(alphanumeric).then_some(Self::Capitals(capitals))
    }

    /// The bits of a link, with explicit modes.
    fn bits(&self, code: &[u8], version: Version) -> Result<Bits, QrError> {
        let mut bits = Bits::new(version);
        match self {
            Self::Plain(prefix) => bits.push_byte_data(&[prefix.as_bytes(), code].concat()),
            Self::Capitals(prefix) => {
                bits.push_alphanumeric_data(prefix.as_bytes()).and_then(|()| bits.push_byte_data(code))
            }
        }
        .and_then(|()| bits.push_terminator(EcLevel::M))
        .map_err(|_| QrError::TooLong)?;
        Ok(bits)
    }

    /// The smallest version that fits a link.
    fn version(&self, code: &[u8]) -> Result<Version, QrError> {
        (1..=40).map(Version::Normal).find(|version| self.bits(code, *version).is_ok()).ok_or(QrError::TooLong)
    }
}

fn width(version: Version) -> Result<usize, QrError> {
    usize::try_from(version.width()).map_err(|_| QrError::TooLong)
}

/// The canvas of a code, without a mask.
fn canvas(bits: Bits, version: Version) -> Result<Canvas, QrError> {
    let raw = bits.into_bytes();
    let (data, correction) =
        qrcode::ec::construct_codewords(&raw, version, EcLevel::M).map_err(|_| QrError::TooLong)?;
    let mut canvas = Canvas::new(version, EcLevel::M);
    canvas.draw_all_functional_patterns();
    canvas.draw_data(&data, &correction);
    Ok(canvas)
}

/// The masked modules of a link.
fn encode(start: &Start, code: &[u8], version: Version, mask: MaskPattern) -> Result<Matrix, QrError> {
    let mut canvas = canvas(start.bits(code, version)?, version)?;
    canvas.apply_mask(mask);
    Ok(Matrix::from_colors(width(version)?, &canvas.into_colors()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::chance::Chance;

    const PLAIN: &[u8] = b"111111111111";

    #[test]
    fn the_table_gives_what_the_encoder_gives() {
        for prefix in [
            "https://chit.example/r/",
            "http://127.0.0.1:8080/r/",
            "https://pay.a-rather-long-name.example/shop/r/",
            "https://chit.me/r/",
            "https://pay.chit-or-so.example/r/",
        ] {
            let table = LinkQr::new(prefix).expect("fits");
            let start = Start::smallest(prefix, PLAIN).expect("fits");
            let version = start.version(PLAIN).expect("fits");
            let mask = MASKS
                .into_iter()
                .find(|m| encode(&start, PLAIN, version, *m).as_ref() == Ok(&table.base))
                .expect("a mask");
            for _ in 0..200 {
                let code = RequestCode::draw(&Chance::secure());
                let link = table.link(&code);
                assert_eq!(link, format!("{prefix}{code}"), "what is written in a chat stays as it is");
                let encoded = encode(&start, code.as_str().as_bytes(), version, mask).expect("fits");
                assert_eq!(table.matrix(&code), encoded, "{link}");
            }
        }
    }

    #[test]
    fn capitals_are_used_where_they_make_the_code_smaller() {
        // Modules per side: a code of version 2 has 25, each further version 4 more.
        for (prefix, capitals, width) in [
            ("https://c.me/r/", true, 25),
            ("https://chit.me/r/", true, 25),
            ("https://chit.de/r/", true, 25),
            ("https://chit.com/r/", false, 29),
            ("https://chit.example/r/", false, 29),
            ("http://127.0.0.1:8080/r/", false, 29),
            ("https://pay.chit-or-so.example/r/", true, 29),
            ("https://pay.chit-or-so.example:8443/r/", true, 29),
            ("https://pay.chit-or-so.example/shop/r/", false, 33),
            ("https://pay.chit_or_so.example/r/", false, 33),
        ] {
            let start = Start::smallest(prefix, PLAIN).expect("fits");
            assert_eq!(matches!(start, Start::Capitals(_)), capitals, "{prefix}");
            assert_eq!(start.version(PLAIN).expect("fits").width(), width, "{prefix}");
        }
        assert_eq!(Start::capitals("https://chit.me/r/"), Some(Start::Capitals("HTTPS://CHIT.ME/R/".into())));
        for prefix in
            ["https://chit.me/", "https://chit.me/shop/r/", "https://[::1]/r/", "https://a@chit.me/r/", "r/", ""]
        {
            assert_eq!(Start::capitals(prefix), None, "{prefix}");
        }
        assert_eq!(LinkQr::new(&format!("https://{}/r/", "a".repeat(4000))).err(), Some(QrError::TooLong));
    }
}
