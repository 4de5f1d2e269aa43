//! Words on a card: which of our fonts can draw them, in which order their runs stand, and how wide they come out.
//!
//! usvg reads a text with one font and takes others where that one has no glyph, but gives up where scripts mix and ligatures change the
//! number of glyphs: then boxes are drawn. So a text is cut into runs of one font and one direction here, and every run is a text of its
//! own, at a place of its own. What no font of ours can draw is no [`LineWords`].

use std::io::Read as _;
use std::sync::{Arc, LazyLock};

use askama::Template;
use resvg::usvg::fontdb::{Database, Source};
use resvg::usvg::{self, FontResolver, Group, Node, Options, Tree};
use skrifa::charmap::Charmap;
use skrifa::{FontRef, MetadataProvider};
use unicode_bidi::{BidiInfo, Level};

use crate::domain::text::characters::{self, is_direction_mark};

/// A font of ours. `static/fonts/README.md` says where they come from and what is in them.
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

/// In the order in which they are asked for a character.
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

/// A font and the characters it has.
struct FontFace {
    family: &'static str,
    weight: u16,
    has: Charmap<'static>,
}

struct Fonts {
    faces: Vec<FontFace>,
    database: Arc<Database>,
}

/// Read once, at the first card.
static LOADED: LazyLock<Fonts> = LazyLock::new(|| {
    let mut database = Database::new();
    let faces = FONTS.iter().filter_map(|Font { family, weight, packed }| {
        let mut data = Vec::new();
        brotli_decompressor::Decompressor::new(*packed, 4096).read_to_end(&mut data).ok()?;
        // Kept as long as the process: the character map borrows from it.
        let data: &'static [u8] = data.leak();
        database.load_font_source(Source::Binary(Arc::new(data)));
        Some(FontFace { family, weight: *weight, has: FontRef::new(data).ok()?.charmap() })
    });
    let faces = faces.collect();
    Fonts { faces, database: Arc::new(database) }
});

/// How a drawing is read: with our fonts, and with no others in their stead.
pub fn options() -> Options<'static> {
    let font_resolver = FontResolver { select_fallback: Box::new(|_, _, _| None), ..FontResolver::default() };
    Options { fontdb: Arc::clone(&LOADED.database), font_resolver, ..Options::default() }
}

/// Whether each font of ours was read.
#[cfg(test)]
pub fn are_whole() -> bool {
    LOADED.faces.len() == FONTS.len() && LOADED.database.len() == FONTS.len()
}

/// A name without the pictures in it that no font of ours has: emoji, flags, and what selects or joins them. None where no letter or
/// number is left to say who it is.
pub fn without_pictures(name: &str) -> Option<String> {
    let drawable = |c| Voice::Strong.faces().any(|face| face.has.map(c).is_some());
    let rest = characters::without_pictures(name, drawable);
    rest.chars().any(char::is_alphanumeric).then_some(rest)
}

/// How words are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voice {
    /// What a card says besides.
    Quiet,
    /// What it is about.
    Strong,
    /// An amount: as strong, and set closer, because figures of one width stand wide.
    Figures,
}

impl Voice {
    fn faces(self) -> impl Iterator<Item = &'static FontFace> {
        // Only Latin has both weights: of the others' few words, those that are strong come first.
        let other = match self {
            Self::Quiet => 600,
            Self::Strong | Self::Figures => 400,
        };
        LOADED.faces.iter().filter(move |face| face.weight != other)
    }

    /// What is added between letters, in thousandths of the font's size.
    fn spacing(self) -> i32 {
        match self {
            Self::Quiet | Self::Strong => 0,
            Self::Figures => -22,
        }
    }
}

/// Which way a text begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// As its first letter that has a direction.
    Own,
    /// From the left, whatever it holds: figures.
    Left,
}

/// A piece of text in one font and one direction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// The font's family.
    pub family: &'static str,
    /// The font's weight.
    pub weight: u16,
    /// What it says; between marks that keep its direction where that is from the right.
    pub text: String,
    /// What is added between letters, in thousandths of the font's size.
    pub spacing: i32,
    /// How far it reaches, in thousandths of the font's size.
    pub width: u32,
}

/// A line that our fonts can draw, as runs from left to right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineWords {
    /// From left to right.
    pub runs: Vec<Run>,
    /// How far it reaches, in thousandths of the font's size.
    pub width: u32,
}

/// How high above and below its line a text may reach, in thousandths of its size. A letter with two marks stays within; a name that
/// stacks marks on marks, to paint over what is written above, does not.
const REACH: std::ops::RangeInclusive<i32> = -1300..=500;

impl LineWords {
    /// A text as it will be drawn; none where it is empty or no font of ours has all its characters.
    pub fn set(text: &str, voice: Voice, direction: Direction) -> Option<Self> {
        // Formatted amounts have marks of direction; cutting into runs does their work.
        let text: String = text.chars().filter(|c| !is_direction_mark(*c)).collect();
        let mut runs = runs(&text, voice, direction)?;
        measure(&mut runs)?;
        Some(Self { width: runs.iter().map(|run| run.width).sum(), runs })
    }

    /// The size at which the line fits into so many pixels, and not above `most`.
    pub fn size(&self, most: u32, room: u32) -> u32 {
        (room * 1000).checked_div(self.width).map_or(most, |fits| most.min(fits))
    }
}

/// Cuts a text into runs, from left to right (UAX #9, then by font).
fn runs(text: &str, voice: Voice, direction: Direction) -> Option<Vec<Run>> {
    let level = (direction == Direction::Left).then(Level::ltr);
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
                // Between two marks, spaces and brackets at an end go from the right too.
                piece.text = format!("\u{200F}{}\u{200F}", piece.text);
            }
        }
        all.append(&mut pieces);
    }
    Some(all)
}

/// Cuts a text where a font has no more of its characters.
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

/// Finds out how wide the runs are, by the same code that draws them. None where one has a box for a glyph, no ink at all, or ink far
/// from its line.
fn measure(runs: &mut [Run]) -> Option<()> {
    let svg = Measure { runs }.render().ok()?;
    let tree = Tree::from_str(&svg, &options()).ok()?;
    let mut inked = false;
    for (at, run) in runs.iter_mut().enumerate() {
        let Some(text) = find(tree.root(), &at.to_string()) else {
            // A run of nothing but spaces is no node.
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

/// The width of a space, in thousandths of a font's size.
const SPACE: u32 = 270;

fn find<'t>(group: &'t Group, id: &str) -> Option<&'t usvg::Text> {
    group.children().iter().find_map(|node| match node {
        Node::Text(text) if text.id() == id => Some(&**text),
        Node::Group(group) => find(group, id),
        _ => None,
    })
}

/// Whether a text has a character that its font can't draw: glyph 0 is the box.
pub fn missing(text: &usvg::Text) -> bool {
    text.layouted().iter().flat_map(|span| &span.positioned_glyphs).any(|glyph| glyph.id.0 == 0)
}
