//! QR codes as an SVG path, PNG or terminal text. Those of the service's links are not encoded: see [`LinkQr`].

mod cross;
mod link;
pub mod picture;

use qrcode::types::Color;
use qrcode::{EcLevel, QrCode};

pub use self::cross::Cross;
pub use self::link::LinkQr;

/// The quiet zone around a code, in modules (ISO/IEC 18004).
const QUIET: usize = 4;

/// Reasons for which there is no code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum QrError {
    /// The text is too long for a QR code.
    #[error("this is too much for a QR code")]
    TooLong,
    /// The picture would be too small to scan, or too large.
    #[error("a QR picture has {min} to {max} pixels")]
    Size {
        /// The least side, in pixels.
        min: u32,
        /// The greatest side, in pixels.
        max: u32,
    },
}

/// The modules of a code, without its quiet zone: a square of bits, row by row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matrix {
    width: usize,
    bits: Vec<u64>,
    /// Has a Swiss cross over its middle.
    crossed: bool,
}

impl Matrix {
    /// Encodes any text with error correction level M.
    ///
    /// # Errors
    /// [`QrError::TooLong`].
    pub fn encode(text: &str) -> Result<Self, QrError> {
        let code = QrCode::with_error_correction_level(text, EcLevel::M).map_err(|_| QrError::TooLong)?;
        Ok(Self::from_colors(code.width(), &code.to_colors()))
    }

    fn from_colors(width: usize, colors: &[Color]) -> Self {
        let mut bits = vec![0; (width * width).div_ceil(64)];
        for (at, _) in colors.iter().enumerate().filter(|(_, color)| **color == Color::Dark) {
            bits[at / 64] |= 1 << (at % 64);
        }
        Self { width, bits, crossed: false }
    }

    fn dark(&self, x: usize, y: usize) -> bool {
        let at = y * self.width + x;
        self.bits[at / 64] >> (at % 64) & 1 == 1
    }

    /// The index of the next dark or light module in row-by-row order; `end` if there is none before it. Scans 64 modules at a time.
    fn find(&self, dark: bool, from: usize, end: usize) -> usize {
        let mut at = from;
        while at < end {
            let (word, bit) = (self.bits[at / 64], at % 64);
            let wanted = (if dark { word } else { !word }) >> bit;
            if wanted != 0 {
                return (at + usize::try_from(wanted.trailing_zeros()).unwrap_or_default()).min(end);
            }
            at += 64 - bit;
        }
        end
    }

    /// The side of the drawing in modules, including the quiet zone.
    pub fn size(&self) -> usize {
        self.width + 2 * QUIET
    }

    /// The `viewBox` of the code without its quiet zone, for standards that give the code's own size.
    pub fn bare_view_box(&self) -> String {
        format!("{QUIET} {QUIET} {0} {0}", self.width)
    }

    /// One SVG path of horizontal strokes, one module wide: `M4 4.5h7m1 0h1…` for a `viewBox` of [`Matrix::size`].
    pub fn svg_path(&self) -> String {
        let mut path = String::with_capacity(1536);
        for y in 0..self.width {
            let (row, end) = (y * self.width, (y + 1) * self.width);
            let mut last = None;
            let mut at = self.find(true, row, end);
            while at < end {
                let x = at - row;
                match last {
                    None => {
                        path.push('M');
                        push(&mut path, x + QUIET);
                        path.push(' ');
                        push(&mut path, y + QUIET);
                        path.push_str(".5h");
                    }
                    Some(last) => {
                        path.push('m');
                        push(&mut path, x - last);
                        path.push_str(" 0h");
                    }
                }
                let light = self.find(false, at, end);
                push(&mut path, light - at);
                last = Some(light - row);
                at = self.find(true, light, end);
            }
        }
        path
    }

    /// A whole SVG document, black on white.
    pub fn svg(&self) -> String {
        let (size, path) = (self.size(), self.svg_path());
        let over = match self.cross() {
            Some(Cross { plate, ink }) => {
                format!("<path fill=\"#fff\" d=\"{plate}\"/><path fill=\"#000\" fill-rule=\"evenodd\" d=\"{ink}\"/>")
            }
            None => String::new(),
        };
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {size} {size}\" shape-rendering=\"crispEdges\">\
             <path fill=\"#fff\" d=\"M0 0h{size}v{size}H0z\"/><path stroke=\"#000\" d=\"{path}\"/>{over}</svg>"
        )
    }

    /// A PNG of exactly `pixels` per side: modules have whole pixels, and the remainder goes to the quiet zone.
    ///
    /// # Errors
    /// [`QrError::Size`].
    pub fn png(&self, pixels: u32) -> Result<Vec<u8>, QrError> {
        const MAX: u32 = 2048;
        let modules = u32::try_from(self.size()).map_err(|_| QrError::TooLong)?;
        let wrong = QrError::Size { min: modules * 2, max: MAX };
        if !(modules * 2..=MAX).contains(&pixels) {
            return Err(wrong);
        }
        let side = usize::try_from(pixels).map_err(|_| wrong)?;
        let scale = side / self.size();
        let margin = (side - scale * self.width) / 2;
        let row_bytes = side.div_ceil(8);
        let mut data = vec![0xff_u8; row_bytes * side];
        let code = self.width * scale;
        for y in 0..code {
            let dark = |x: &usize| self.crossed_at(code, *x, y).unwrap_or_else(|| self.dark(x / scale, y / scale));
            for x in (0..code).filter(dark) {
                let at = margin + x;
                data[(margin + y) * row_bytes + at / 8] &= !(0x80 >> (at % 8));
            }
        }
        let mut out = Vec::with_capacity(4096);
        let mut encoder = png::Encoder::new(&mut out, pixels, pixels);
        encoder.set_color(png::ColorType::Grayscale);
        encoder.set_depth(png::BitDepth::One);
        encoder.write_header().and_then(|mut w| w.write_image_data(&data)).map_err(|_| wrong)?;
        Ok(out)
    }

    /// Text for a terminal: two modules per character, light ones drawn, so that it scans on a dark background; with `ansi`, colours are
    /// set and it scans on any background.
    pub fn terminal(&self, ansi: bool) -> String {
        let quiet = 2;
        let side = self.width + 2 * quiet;
        let light = |x: usize, y: usize| {
            let inside = (quiet..quiet + self.width).contains(&x) && (quiet..quiet + self.width).contains(&y);
            !(inside && self.dark(x - quiet, y - quiet))
        };
        let mut out = String::new();
        for y in (0..side).step_by(2) {
            out.push_str(if ansi { "\x1b[97;40m" } else { "" });
            for x in 0..side {
                out.push(match (light(x, y), y + 1 < side && light(x, y + 1)) {
                    (true, true) => '█',
                    (true, false) => '▀',
                    (false, true) => '▄',
                    (false, false) => ' ',
                });
            }
            out.push_str(if ansi { "\x1b[0m\n" } else { "\n" });
        }
        out
    }
}

/// Appends a small number. A path has some four hundred, written on every view; the formatting machinery would take longer for them than
/// the database for the request.
fn push(path: &mut String, number: usize) {
    const DIGITS: [char; 10] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];
    for place in [100, 10] {
        if number >= place {
            path.push(DIGITS[number / place % 10]);
        }
    }
    path.push(DIGITS[number % 10]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_draws_the_modules() {
        // From 21 modules per side to 177: rows begin at any bit of a word, and are longer than one.
        for length in [1, 35, 200, 700, 2000] {
            let matrix = Matrix::encode(&"https://chit.example/r/abcdefghijkm".repeat(60)[..length]).expect("fits");
            assert_draws(&matrix);
        }
        let width = 64;
        for bits in [vec![0; width], vec![u64::MAX; width], vec![1; width], vec![1 << 63; width]] {
            assert_draws(&Matrix { width, bits, crossed: false });
        }
    }

    fn assert_draws(matrix: &Matrix) {
        let mut drawn = vec![false; matrix.width * matrix.width];
        for row in matrix.svg_path().split('M').skip(1) {
            let (start, strokes) = row.split_once('h').expect("a stroke");
            let (x, y) = start.split_once(' ').expect("a point");
            let mut x: usize = x.parse::<usize>().expect("a number") - QUIET;
            let y: usize = y.strip_suffix(".5").expect("a middle").parse::<usize>().expect("a number") - QUIET;
            for (i, stroke) in strokes.split('h').enumerate() {
                let (length, gap) = stroke
                    .split_once('m')
                    .map_or((stroke, 0), |(l, g)| (l, g.strip_suffix(" 0").expect("level").parse().expect("a number")));
                let length: usize = length.parse().unwrap_or_else(|_| panic!("stroke {i} of row {y}: {stroke}"));
                drawn[y * matrix.width + x..][..length].fill(true);
                x += length + gap;
            }
        }
        let dark: Vec<bool> = (0..drawn.len()).map(|at| matrix.dark(at % matrix.width, at / matrix.width)).collect();
        assert_eq!(drawn, dark);
    }

    #[test]
    fn pictures_have_the_size_that_was_asked_for() {
        let matrix = Matrix::encode("hello").expect("fits");
        let png = matrix.png(301).expect("a picture");
        let reader = png::Decoder::new(std::io::Cursor::new(&png)).read_info().expect("a PNG");
        assert_eq!((reader.info().width, reader.info().height), (301, 301));
        for size in [0, 1, 57, 2049, u32::MAX] {
            assert!(matches!(matrix.png(size), Err(QrError::Size { .. })), "{size}");
        }
        assert_eq!(Matrix::encode(&"x".repeat(3000)), Err(QrError::TooLong));
    }
}
