//! The preview card: the picture that a chat shows of a link. One slip of paper on a quiet table, the amount in its middle where the
//! payee's dial allows it.
//!
//! A card is made of nothing but its [`Face`], so what isn't on one can't be seen: no memo, no buyer, no state. Whatever is essential
//! lies in the central square, which is all that some messengers show. Everything is centred, so right-to-left needs no mirroring.

mod lines;
mod scene;
mod text;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::Tree;
use sha2::{Digest, Sha256};

use crate::domain::payee::accent::Accent;

/// In pixels; what every messenger asks for.
pub const WIDTH: u32 = 1200;
/// In pixels.
pub const HEIGHT: u32 = 630;

/// Counts up when the same face is drawn differently, so that nobody keeps the old picture for the new one.
const LOOK: u8 = 3;

/// What a card tells. The texts are in the reader's language already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Face {
    /// Nothing: a slip without a word.
    Blank,
    /// That money is asked for, and nothing else: no payee, not even by its colour. So it is one picture for everybody.
    Generic {
        /// "A payment request".
        heading: String,
        /// That no money moves, where nothing but tests can pay.
        test: Option<String>,
    },
    /// Who asks for how much.
    Amount {
        /// "A payment request".
        heading: String,
        /// How much.
        amount: Figures,
        /// What the payee calls itself.
        name: String,
        /// The payee's handle, which can't pass for another's; also what the avatar is drawn by.
        handle: String,
        /// The payee's colour.
        accent: Accent,
        /// That no money moves, where nothing but tests can pay.
        test: Option<String>,
    },
}

/// An amount as it is written in a language, in parts that are set in different sizes. It goes from left to right in every language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    /// The currency's sign, or its code.
    pub sign: String,
    /// Whether the sign stands behind the figures: `25,00 €`.
    pub sign_last: bool,
    /// The figures, in the language's digits: `1,234.50`.
    pub figures: String,
    /// ISO 4217, which is written where our fonts have no such sign.
    pub code: &'static str,
}

/// Why there is no picture. None of these is expected to happen.
#[derive(Debug, thiserror::Error)]
pub enum CardError {
    /// The template.
    #[error("the card’s drawing did not render: {0}")]
    Template(#[from] askama::Error),
    /// The drawing can't be read.
    #[error("the card’s drawing can’t be read: {0}")]
    Drawing(#[from] resvg::usvg::Error),
    /// There is no such canvas.
    #[error("there is no canvas for the card")]
    Canvas,
    /// The picture can't be written.
    #[error("the card’s picture can’t be written: {0}")]
    Picture(#[from] png::EncodingError),
}

impl Face {
    /// Names the picture by its content: faces with one key have one picture.
    pub fn key(&self) -> [u8; 32] {
        let mut hash = Sha256::new_with_prefix([LOOK]);
        let mut feed = |parts: &[&str]| {
            for part in parts {
                // A part can't run over into the next one: no text that is drawn holds this byte.
                hash.update(part.as_bytes());
                hash.update([0xFF]);
            }
        };
        match self {
            Self::Blank => feed(&["blank"]),
            Self::Generic { heading, test } => feed(&["generic", heading, test.as_deref().unwrap_or_default()]),
            Self::Amount { heading, amount, name, handle, accent, test } => {
                let Figures { sign, sign_last, figures, code } = amount;
                let place = if *sign_last { "last" } else { "first" };
                feed(&["amount", heading, sign, place, figures, code, name, handle, accent.class()]);
                feed(&[test.as_deref().unwrap_or_default()]);
            }
        }
        hash.finalize().into()
    }

    /// Draws the card: a PNG of [`WIDTH`] by [`HEIGHT`] pixels. Takes tens of milliseconds of a processor, so it is no work for a thread
    /// that others wait for. A name that no font of ours can draw is replaced by the handle; other such texts are left off.
    ///
    /// # Errors
    /// [`CardError`], which would be a defect.
    pub fn draw(&self) -> Result<Vec<u8>, CardError> {
        let tree = Tree::from_str(&scene::svg(self)?, &text::options())?;
        let mut canvas = Pixmap::new(WIDTH, HEIGHT).ok_or(CardError::Canvas)?;
        resvg::render(&tree, Transform::identity(), &mut canvas.as_mut());
        // The table covers all of it, so there is nothing to see through.
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

/// The colour of an accent on white paper, as in `static/chit.css`.
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
