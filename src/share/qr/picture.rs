//! The QR codes in a picture that somebody sends: a photo or a screenshot, as PNG or JPEG. Files, pixels and passes are bounded before
//! anything is decoded, so that a small file can't become a large picture in memory.

use std::io::Cursor;

use png::{Limits, Transformations};
use rqrr::PreparedImage;
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

/// The largest file, in bytes: phones' photos have half of it.
pub const LARGEST_FILE: usize = 12 * 1024 * 1024;
/// The most pixels of a picture: phones' photos have 12 or 24 million.
const MOST_PIXELS: usize = 25_000_000;
/// The most pixels of a PNG whose rows don't come one after the other, so that it has to be in memory with its colours.
const MOST_INTERLACED: usize = 4_000_000;
/// The longest side, in pixels.
const LONGEST_SIDE: usize = 12_000;
/// The most passes of a JPEG that is refined pass by pass; cameras and programs write about ten.
const MOST_SCANS: usize = 24;
/// The most memory for a PNG's tables, texts and colour profiles, in bytes.
const MOST_ASIDE: usize = 1024 * 1024;
/// The longest sides to which a picture is shrunk, one after the other until a code is found. Noise and unsharp edges vanish in a small one,
/// but so does a code that is far away.
const SIDES: [usize; 3] = [1200, 600, 3000];

/// Reasons for which no code is found in a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PictureError {
    /// It is neither a PNG nor a JPEG, or broken.
    #[error("the file is no picture that can be read")]
    Unreadable,
    /// The file or the picture in it is too large.
    #[error("the picture is too large")]
    TooLarge,
    /// No QR code is found in it, or none that can be read.
    #[error("there is no QR code in the picture")]
    NoCode,
}

/// Brightness by pixel, row by row.
struct Grey {
    width: usize,
    height: usize,
    pixels: Vec<u8>,
}

/// The texts of the QR codes in a picture; at least one. Slow: for a thread that may work.
///
/// # Errors
/// [`PictureError`].
pub fn texts(file: &[u8]) -> Result<Vec<String>, PictureError> {
    if file.len() > LARGEST_FILE {
        return Err(PictureError::TooLarge);
    }
    let picture = match file {
        [0x89, b'P', b'N', b'G', ..] => png(file)?,
        [0xFF, 0xD8, 0xFF, ..] => jpeg(file)?,
        _ => return Err(PictureError::Unreadable),
    };
    let mut tried = 0;
    for side in SIDES {
        let factor = picture.width.max(picture.height).div_ceil(side);
        // A small picture is the same for all sides.
        if factor == tried {
            continue;
        }
        tried = factor;
        let found = picture.shrunk(factor).codes();
        if !found.is_empty() {
            return Ok(found);
        }
    }
    Err(PictureError::NoCode)
}

fn bounded(width: usize, height: usize, most: usize) -> Result<(), PictureError> {
    let fits = width <= LONGEST_SIDE && height <= LONGEST_SIDE && width.saturating_mul(height) <= most;
    if fits { Ok(()) } else { Err(PictureError::TooLarge) }
}

fn png(file: &[u8]) -> Result<Grey, PictureError> {
    let unreadable = |error| match error {
        png::DecodingError::LimitsExceeded => PictureError::TooLarge,
        _ => PictureError::Unreadable,
    };
    let mut decoder = png::Decoder::new_with_limits(Cursor::new(file), Limits { bytes: MOST_ASIDE });
    decoder.set_transformations(Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().map_err(unreadable)?;
    let info = reader.info();
    let side = |pixels: u32| usize::try_from(pixels).unwrap_or(usize::MAX);
    let (width, height, interlaced) = (side(info.width), side(info.height), info.interlaced);
    bounded(width, height, if interlaced { MOST_INTERLACED } else { MOST_PIXELS })?;
    let samples = reader.output_color_type().0.samples();
    let mut pixels = Vec::with_capacity(width * height);
    if interlaced {
        let mut colours = vec![0; reader.output_buffer_size().ok_or(PictureError::TooLarge)?];
        reader.next_frame(&mut colours).map_err(unreadable)?;
        pixels.extend(colours.chunks_exact(samples).map(brightness));
    } else {
        for _ in 0..height {
            let row = reader.next_row().map_err(unreadable)?.ok_or(PictureError::Unreadable)?;
            pixels.extend(row.data().chunks_exact(samples).map(brightness));
        }
    }
    Grey::new(width, height, pixels)
}

fn jpeg(file: &[u8]) -> Result<Grey, PictureError> {
    let unreadable = |_| PictureError::Unreadable;
    let options = DecoderOptions::new_safe()
        .set_max_width(usize::from(u16::MAX))
        .set_max_height(usize::from(u16::MAX))
        .jpeg_set_max_scans(MOST_SCANS)
        .jpeg_set_out_colorspace(ColorSpace::Luma);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(file), options);
    decoder.decode_headers().map_err(unreadable)?;
    let info = decoder.info().ok_or(PictureError::Unreadable)?;
    let (width, height) = (usize::from(info.width), usize::from(info.height));
    bounded(width, height, MOST_PIXELS)?;
    let pixels = decoder.decode().map_err(unreadable)?;
    Grey::new(width, height, pixels)
}

/// The brightness of a pixel: grey or colours, perhaps with opacity, over white.
fn brightness(samples: &[u8]) -> u8 {
    let mixed =
        |red: u8, green: u8, blue: u8| (77 * u32::from(red) + 150 * u32::from(green) + 29 * u32::from(blue)) >> 8;
    let (grey, opacity) = match *samples {
        [grey] => (u32::from(grey), u8::MAX),
        [grey, opacity] => (u32::from(grey), opacity),
        [red, green, blue] => (mixed(red, green, blue), u8::MAX),
        [red, green, blue, opacity] => (mixed(red, green, blue), opacity),
        _ => (255, 0),
    };
    let opacity = u32::from(opacity);
    u8::try_from((grey * opacity + 255 * (255 - opacity)) / 255).unwrap_or(u8::MAX)
}

impl Grey {
    fn new(width: usize, height: usize, pixels: Vec<u8>) -> Result<Self, PictureError> {
        let whole = width > 0 && height > 0 && pixels.len() == width * height;
        whole.then_some(Self { width, height, pixels }).ok_or(PictureError::Unreadable)
    }

    /// The picture with each square of `factor` by `factor` pixels as one, the rest of a side left out.
    fn shrunk(&self, factor: usize) -> Self {
        let (width, height) = (self.width / factor, self.height / factor);
        let mut sums = vec![0_u32; width];
        let mut pixels = Vec::with_capacity(width * height);
        let area = u32::try_from(factor * factor).unwrap_or(u32::MAX);
        for rows in self.pixels.chunks_exact(self.width * factor).take(height) {
            sums.fill(0);
            for row in rows.chunks_exact(self.width) {
                for (sum, square) in sums.iter_mut().zip(row.chunks_exact(factor)) {
                    *sum += square.iter().map(|pixel| u32::from(*pixel)).sum::<u32>();
                }
            }
            pixels.extend(sums.iter().map(|sum| u8::try_from(sum / area).unwrap_or(u8::MAX)));
        }
        Self { width, height, pixels }
    }

    /// The texts of the codes that are found and read, each once.
    fn codes(&self) -> Vec<String> {
        if self.pixels.is_empty() {
            return Vec::new();
        }
        let pixel = |x: usize, y: usize| self.pixels.get(y * self.width + x).copied().unwrap_or(u8::MAX);
        let mut prepared = PreparedImage::prepare_from_greyscale(self.width, self.height, pixel);
        let mut texts: Vec<String> = Vec::new();
        for (_, text) in prepared.detect_grids().iter().filter_map(|grid| grid.decode().ok()) {
            if !texts.contains(&text) {
                texts.push(text);
            }
        }
        texts
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::Matrix;
    use super::*;

    const TEXT: &str = "00020101021126570011ID.DANA.WWW011893600915302259148102090225914810303UMI51440014ID.CO.QRIS.WWW0215ID10200176114730303UMI5204581253033605802ID5922Warung Sayur Bu Sugeng6010Kab. Demak610559567630458C7";

    fn drawn(pixels: u32) -> Vec<u8> {
        Matrix::encode(TEXT).expect("short").png(pixels).expect("a size")
    }

    /// A PNG of any size and kind, of one colour, which compresses to next to nothing.
    fn plain(width: u32, height: u32, interlaced: bool) -> Vec<u8> {
        let mut file = Vec::new();
        let mut info = png::Info::with_size(width, height);
        (info.color_type, info.bit_depth) = (png::ColorType::Grayscale, png::BitDepth::One);
        info.interlaced = interlaced;
        let mut writer = png::Encoder::with_info(&mut file, info).expect("an info").write_header().expect("a header");
        if interlaced {
            // The beginning of its data is all that is looked at of one that is too large.
            writer.write_chunk(png::chunk::IDAT, &[0x78, 0x9C]).expect("written");
        } else {
            let row = usize::try_from(width.div_ceil(8)).expect("small");
            writer.write_image_data(&vec![0xFF; row * usize::try_from(height).expect("small")]).expect("written");
        }
        drop(writer);
        file
    }

    #[test]
    fn a_code_is_read_at_any_size() {
        for pixels in [256, 512, 1024, 2000] {
            assert_eq!(texts(&drawn(pixels)).as_deref(), Ok(&[TEXT.to_owned()][..]), "{pixels}");
        }
    }

    /// Pictures made by other programs: a photo's JPEG, one that is refined pass by pass, and PNGs with colours, opacity, a palette, 16 bits,
    /// and interlaced.
    #[test]
    fn a_code_is_read_from_the_pictures_of_other_programs() {
        let dir = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/codes");
        let mut seen = 0;
        for entry in std::fs::read_dir(dir).expect("a directory") {
            let path = entry.expect("an entry").path();
            if !path.extension().is_some_and(|extension| extension == "png" || extension == "jpg") {
                continue;
            }
            let file = std::fs::read(&path).expect("a file");
            assert_eq!(texts(&file).as_deref(), Ok(&[TEXT.to_owned()][..]), "{}", path.display());
            seen += 1;
        }
        assert!(seen >= 7, "{seen}");
    }

    #[test]
    fn what_is_no_picture_with_a_code_is_said() {
        for bad in [&b""[..], b"GIF89a", b"\x89PNG\r\n\x1a\n", b"\xFF\xD8\xFF", b"%PDF-1.7", &drawn(256)[..400]] {
            assert_eq!(texts(bad), Err(PictureError::Unreadable));
        }
        assert_eq!(texts(&plain(300, 200, false)), Err(PictureError::NoCode));
        assert_eq!(texts(&plain(1, 1, false)), Err(PictureError::NoCode));
    }

    #[test]
    fn nothing_large_is_decoded() {
        for (width, height) in [(5001, 5001), (12_001, 1), (1, 12_001), (u32::MAX >> 1, 1)] {
            assert_eq!(texts(&claiming(width, height)), Err(PictureError::TooLarge), "{width} × {height}");
        }
        let bomb = plain(6000, 6000, false);
        assert!(bomb.len() < 20_000, "{}", bomb.len());
        assert_eq!(texts(&bomb), Err(PictureError::TooLarge));
        assert_eq!(texts(&plain(2001, 2001, true)), Err(PictureError::TooLarge));
        // Where a row is missing, nothing is made up.
        assert_eq!(texts(&claiming(300, 200)), Err(PictureError::Unreadable));
        // A JPEG's header that claims 65,535 pixels each way.
        let mut jpeg =
            std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/codes/photo.jpg")).expect("a file");
        let frame = jpeg.windows(2).position(|bytes| bytes == [0xFF, 0xC0]).expect("a frame");
        jpeg[frame + 5..frame + 9].fill(0xFF);
        assert_eq!(texts(&jpeg), Err(PictureError::TooLarge));
        assert_eq!(texts(&vec![0xFF; LARGEST_FILE + 1]), Err(PictureError::TooLarge));
    }

    /// A PNG whose header claims another size than its data have.
    fn claiming(width: u32, height: u32) -> Vec<u8> {
        let mut file = plain(8, 8, false);
        file[16..20].copy_from_slice(&width.to_be_bytes());
        file[20..24].copy_from_slice(&height.to_be_bytes());
        let sum = crc::Crc::<u32>::new(&crc::CRC_32_ISO_HDLC).checksum(&file[12..29]);
        file[29..33].copy_from_slice(&sum.to_be_bytes());
        file
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        /// Pictures that were damaged on their way, or made to be: an error or a text, and no panic.
        #[test]
        fn a_damaged_picture_does_no_harm(at in any::<prop::sample::Index>(), bytes in prop::collection::vec(any::<u8>(), 1..40), jpeg in any::<bool>()) {
            let mut file = if jpeg {
                std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/codes/photo.jpg")).expect("a file")
            } else {
                drawn(256)
            };
            let start = at.index(file.len());
            for (place, byte) in file.iter_mut().skip(start).zip(bytes) {
                *place = byte;
            }
            let _ = texts(&file);
        }
    }
}
