//! Preview cards: the picture that a chat shows for a link. It draws a slip of paper, with the amount in the middle if the payee's
//! [`Preview`](crate::domain::request::Preview) allows it.
//!
//! A card is drawn from its [`Face`] alone, so it can't show anything else: no memo, no buyer, no state. The essential parts are in the
//! central square, which is all that some messengers show. Everything is centred, so right-to-left languages need no mirroring.

mod lines;
mod scene;
mod text;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::Tree;
use sha2::{Digest, Sha256};

use crate::domain::payee::accent::Accent;

/// The width in pixels, as every messenger recommends.
pub const WIDTH: u32 = 1200;
/// The height in pixels.
pub const HEIGHT: u32 = 630;
/// The width for text: the inside of the slip, and of the central square to which some messengers crop.
const ROOM: u32 = 592;

/// The version of the design. Increased when the same face is drawn differently, so that caches don't keep the old picture.
const LOOK: u8 = 3;

/// The content of a card, in the reader's language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Face {
    /// An empty slip without words.
    Blank,
    /// A request for money without a payee, not even by colour: one picture per language, for all payees.
    Generic {
        /// The heading "A payment request", translated.
        heading: String,
        /// The test mark, if only test methods can pay.
        test: Option<String>,
    },
    /// The payee and the amount.
    Amount {
        /// The heading "A payment request", translated.
        heading: String,
        /// The requested amount, formatted.
        amount: CardFigures,
        /// The payee's display name.
        name: String,
        /// The payee's handle, which can't be mistaken for another; also determines the avatar.
        handle: String,
        /// The colour of the payee's pages.
        accent: Accent,
        /// The test mark, if only test methods can pay.
        test: Option<String>,
    },
}

/// The parts of a formatted amount, which have different sizes. Written from left to right in every language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardFigures {
    /// The currency's sign or code.
    pub sign: String,
    /// The sign comes after the figures: `25,00 €`.
    pub sign_last: bool,
    /// The figures, in the locale's digits: `1,234.50`.
    pub figures: String,
    /// The ISO 4217 code, written if the fonts lack the sign.
    pub code: &'static str,
}

/// Reasons for which drawing failed. None is expected to occur.
#[derive(Debug, thiserror::Error)]
pub enum CardError {
    /// The SVG template couldn't be rendered.
    #[error("the card’s drawing did not render: {0}")]
    Template(#[from] askama::Error),
    /// The rendered SVG couldn't be parsed.
    #[error("the card’s drawing can’t be read: {0}")]
    Drawing(#[from] resvg::usvg::Error),
    /// The canvas couldn't be allocated.
    #[error("there is no canvas for the card")]
    Canvas,
    /// The PNG couldn't be encoded.
    #[error("the card’s picture can’t be written: {0}")]
    Picture(#[from] png::EncodingError),
}

impl Face {
    /// The picture's identity: faces with equal keys have equal pictures.
    pub fn key(&self) -> [u8; 32] {
        let mut hash = Sha256::new_with_prefix([LOOK]);
        let mut feed = |parts: &[&str]| {
            for part in parts {
                // A separator that occurs in no UTF-8 text keeps the parts apart.
                hash.update(part.as_bytes());
                hash.update([0xFF]);
            }
        };
        match self {
            Self::Blank => feed(&["blank"]),
            Self::Generic { heading, test } => feed(&["generic", heading, test.as_deref().unwrap_or_default()]),
            Self::Amount { heading, amount, name, handle, accent, test } => {
                let CardFigures { sign, sign_last, figures, code } = amount;
                let place = if *sign_last { "last" } else { "first" };
                feed(&["amount", heading, sign, place, figures, code, name, handle, accent.class()]);
                feed(&[test.as_deref().unwrap_or_default()]);
            }
        }
        hash.finalize().into()
    }

    /// Draws the card: a PNG of [`WIDTH`] by [`HEIGHT`] pixels. Takes tens of milliseconds of processor time, so it must not run on an
    /// async thread. A name that the fonts can't draw is replaced by the handle; other such texts are omitted.
    ///
    /// # Errors
    /// [`CardError`], which would indicate a defect.
    pub fn draw(&self) -> Result<Vec<u8>, CardError> {
        let tree = Tree::from_str(&scene::svg(self)?, &text::options())?;
        let mut canvas = Pixmap::new(WIDTH, HEIGHT).ok_or(CardError::Canvas)?;
        resvg::render(&tree, Transform::identity(), &mut canvas.as_mut());
        // The table covers the whole canvas, so the alpha channel is dropped.
        let mut pixels = vec![0; canvas.data().len() / 4 * 3];
        for (to, from) in pixels.chunks_exact_mut(3).zip(canvas.data().chunks_exact(4)) {
            to.copy_from_slice(&from[..3]);
        }
        let mut picture = Vec::with_capacity(32 * 1024);
        let mut encoder = png::Encoder::new(&mut picture, WIDTH, HEIGHT);
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.set_compression(png::Compression::Balanced);
        encoder.write_header()?.write_image_data(&pixels)?;
        Ok(picture)
    }
}

/// The accent's colour on white paper, as in `static/chit.css`.
fn colour(accent: Accent) -> &'static str {
    match accent.number() {
        1 => "#0F6163",
        2 => "#7A2E6B",
        3 => "#4338A0",
        4 => "#44546A",
        5 => "#0B5A80",
        6 => "#6B3FA0",
        7 => "#6B4A35",
        _ => "#1F4E8C",
    }
}

#[cfg(test)]
mod tests;
