//! Text layout on a card: font selection, order of runs, and widths.
//!
//! usvg sets a text in one font and falls back to others for missing glyphs, but fails where scripts mix and ligatures change the number of
//! glyphs: then boxes are drawn. So a text is split here into runs of one font and one direction, and every run becomes a text of its own
//! at its own position. A text that the fonts can't draw has no [`LineWords`].

use std::io::Read as _;
use std::sync::{Arc, LazyLock};

use askama::Template;
use resvg::usvg::fontdb::{Database, Source};
use resvg::usvg::{self, FontResolver, Group, Node, Options, Tree};
use skrifa::charmap::Charmap;
use skrifa::{FontRef, MetadataProvider};
use unicode_bidi::{BidiInfo, Level};

use crate::domain::text::characters::{self, is_direction_mark};

/// An embedded font. `static/fonts/README.md` describes origin and contents.
struct Font {
    family: &'static str,
    weight: u16,
    /// The file, compressed by Brotli (RFC 7932).
    packed: &'static [u8],
}

macro_rules! font {
    ($family:literal, $weight:literal, $file:literal) => {
        Font {
            family: $family,
            weight: $weight,
            packed: include_bytes!(concat!("../../../static/fonts/", $file, ".br")),
        }
    };
}

/// In the order in which they are searched for a character.
const FONTS: [Font; 8] = [
    font!("Chit Latin", 400, "latin-400.otf"),
    font!("Chit Latin", 600, "latin-600.otf"),
    font!("Chit Arabic", 700, "arabic.ttf"),
    font!("Chit Devanagari", 700, "devanagari.ttf"),
    font!("Chit Hebrew", 700, "hebrew.ttf"),
    font!("Chit Thai", 700, "thai.ttf"),
    font!("Chit Japanese", 700, "japanese.otf"),
    font!("Chit Chinese", 700, "chinese.otf"),
];

/// A font with its character map.
struct FontFace {
    family: &'static str,
    weight: u16,
    has: Charmap<'static>,
}

struct Fonts {
    faces: Vec<FontFace>,
    database: Arc<Database>,
}

/// Loaded once, for the first card.
static LOADED: LazyLock<Fonts> = LazyLock::new(|| {
    let mut database = Database::new();
    let faces = FONTS.iter().filter_map(|Font { family, weight, packed }| {
        let mut data = Vec::new();
        brotli_decompressor::Decompressor::new(*packed, 4096).read_to_end(&mut data).ok()?;
        // Leaked on purpose, once per process: the character map borrows from it.
        let data: &'static [u8] = data.leak();
        database.load_font_source(Source::Binary(Arc::new(data)));
        Some(FontFace { family, weight: *weight, has: FontRef::new(data).ok()?.charmap() })
    });
    let faces = faces.collect();
    Fonts { faces, database: Arc::new(database) }
});

/// The options to parse a drawing: embedded fonts only, without fallbacks.
pub fn options() -> Options<'static> {
    let font_resolver = FontResolver { select_fallback: Box::new(|_, _, _| None), ..FontResolver::default() };
    Options { fontdb: Arc::clone(&LOADED.database), font_resolver, ..Options::default() }
}

/// Returns whether every embedded font was loaded.
#[cfg(test)]
pub fn are_whole() -> bool {
    LOADED.faces.len() == FONTS.len() && LOADED.database.len() == FONTS.len()
}

/// A name without the emoji and flags that the fonts lack, and their selectors and joiners. `None` if no letter or number is left to
/// identify the payee.
pub fn without_pictures(name: &str) -> Option<String> {
    let drawable = |c| Voice::Strong.faces().any(|face| face.has.map(c).is_some());
    let rest = characters::without_pictures(name, drawable);
    rest.chars().any(char::is_alphanumeric).then_some(rest)
}

/// The style of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voice {
    /// Secondary text, such as the heading.
    Quiet,
    /// Primary text, such as a name.
    Strong,
    /// An amount: like [`Voice::Strong`], but tighter, because figures of equal width look loose.
    Figures,
}

impl Voice {
    fn faces(self) -> impl Iterator<Item = &'static FontFace> {
        // Only Latin has both weights. The other scripts' fonts are bold, for either style.
        let other = match self {
            Self::Quiet => 600,
            Self::Strong | Self::Figures => 400,
        };
        LOADED.faces.iter().filter(move |face| face.weight != other)
    }

    /// The letter spacing, in thousandths of the font size.
    fn spacing(self) -> i32 {
        match self {
            Self::Quiet | Self::Strong => 0,
            Self::Figures => -22,
        }
    }
}

/// The base direction of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextDirection {
    /// The direction of its first letter that has one.
    Own,
    /// Left to right, whatever the content: figures and handles.
    Left,
}

/// A piece of text in one font and one direction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The family of the font.
    pub family: &'static str,
    /// The weight of the font.
    pub weight: u16,
    /// The text; between directional marks if it is right to left.
    pub text: String,
    /// The letter spacing, in thousandths of the font size.
    pub spacing: i32,
    /// The width, in thousandths of the font size.
    pub width: u32,
}

/// A line that the fonts can draw, as runs from left to right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineWords {
    /// The runs, from left to right.
    pub runs: Vec<Run>,
    /// The width, in thousandths of the font size.
    pub width: u32,
}

/// The vertical extent that a text may have around its baseline, in thousandths of its size. A letter with two marks is within it; a name
/// that stacks marks to paint over the line above isn't.
const REACH: std::ops::RangeInclusive<i32> = -1300..=500;

impl LineWords {
    /// Sets a text; `None` if it is empty or the fonts lack any of its characters.
    pub fn set(text: &str, voice: Voice, direction: TextDirection) -> Option<Self> {
        // Formatted amounts contain directional marks; splitting into runs replaces them.
        let text: String = text.chars().filter(|c| !is_direction_mark(*c)).collect();
        let mut runs = runs(&text, voice, direction)?;
        measure(&mut runs)?;
        Some(Self { width: runs.iter().map(|run| run.width).sum(), runs })
    }

    /// The largest size up to `most` at which the line fits `room` pixels.
    pub fn size(&self, most: u32, room: u32) -> u32 {
        (room * 1000).checked_div(self.width).map_or(most, |fits| most.min(fits))
    }
}

/// Splits a text into runs from left to right, by direction (UAX #9) and then by font.
fn runs(text: &str, voice: Voice, direction: TextDirection) -> Option<Vec<Run>> {
    let level = (direction == TextDirection::Left).then(Level::ltr);
    let bidi = BidiInfo::new(text, level);
    let [paragraph] = &bidi.paragraphs[..] else { return None };
    let (levels, order) = bidi.visual_runs(paragraph, paragraph.range.clone());
    let mut all = Vec::new();
    for range in order {
        let from_right = levels.get(range.start)?.is_rtl();
        let mut pieces = by_font(text.get(range)?, voice)?;
        if from_right {
            pieces.reverse();
            for piece in &mut pieces {
                // Between two marks, spaces and brackets at its ends are right to left, too.
                piece.text = format!("\u{200F}{}\u{200F}", piece.text);
            }
        }
        all.append(&mut pieces);
    }
    Some(all)
}

/// Splits a text where the font changes; `None` if a character is in no font.
fn by_font(text: &str, voice: Voice) -> Option<Vec<Run>> {
    let mut runs: Vec<Run> = Vec::new();
    let mut face: Option<&FontFace> = None;
    for c in text.chars() {
        let has = |face: &&'static FontFace| face.has.map(c).is_some();
        let next = face.filter(has).or_else(|| voice.faces().find(has))?;
        match runs.last_mut() {
            Some(run) if face.is_some_and(|face| std::ptr::eq(face, next)) => run.text.push(c),
            _ => runs.push(Run {
                family: next.family,
                weight: next.weight,
                text: c.into(),
                spacing: voice.spacing(),
                width: 0,
            }),
        }
        face = Some(next);
    }
    Some(runs)
}

#[derive(Template)]
#[template(path = "card/measure.svg")]
struct Measure<'a> {
    runs: &'a [Run],
}

/// Measures the runs with the code that draws them. `None` if one has a box for a glyph, no ink at all, or ink far from its line.
fn measure(runs: &mut [Run]) -> Option<()> {
    let svg = Measure { runs }.render().ok()?;
    let tree = Tree::from_str(&svg, &options()).ok()?;
    let mut inked = false;
    for (at, run) in runs.iter_mut().enumerate() {
        let Some(text) = find(tree.root(), &at.to_string()) else {
            // usvg has no node for a run of spaces.
            let spaces = u32::try_from(run.text.chars().filter(|c| c.is_whitespace()).count()).ok()?;
            run.width = SPACE * spaces;
            continue;
        };
        if missing(text) {
            return None;
        }
        run.width = text.bounding_box().round()?.width();
        let ink = text.flattened().bounding_box().round()?;
        if !REACH.contains(&ink.top()) || !REACH.contains(&ink.bottom()) {
            return None;
        }
        inked = true;
    }
    inked.then_some(())
}

/// The width of a space, in thousandths of the font size.
const SPACE: u32 = 270;

fn find<'t>(group: &'t Group, id: &str) -> Option<&'t usvg::Text> {
    group.children().iter().find_map(|node| match node {
        Node::Text(text) if text.id() == id => Some(&**text),
        Node::Group(group) => find(group, id),
        _ => None,
    })
}

/// Returns whether a text has a character that its font lacks: glyph 0 is the box.
pub fn missing(text: &usvg::Text) -> bool {
    text.layouted().iter().flat_map(|span| &span.positioned_glyphs).any(|glyph| glyph.id.0 == 0)
}
