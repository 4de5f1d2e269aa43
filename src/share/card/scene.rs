//! The layout of a card, in pixels.

use askama::Template;

use super::lines::{NAME, name_lines};
use super::text::{LineWords, Run, TextDirection, Voice};
use super::{CardFigures, Face, ROOM, colour};
use crate::domain::payee::accent::Accent;
use crate::share::avatar::Avatar;

/// The horizontal centre of the card.
const MIDDLE: u32 = 600;
/// The vertical position of the perforation.
const TEAR: u32 = 466;
/// The height of capitals and figures, in thousandths of the font size.
const CAPITALS: u32 = 727;
const INK: &str = "#17191E";
const QUIET: &str = "#5B6068";

/// The variable parts of the drawing; the others are in the template.
#[derive(Template, Default)]
#[template(path = "card/card.svg")]
struct Scene {
    avatar: Option<AvatarView>,
    /// Shows bars in place of words that the preview withholds.
    untold: bool,
    /// The background of the test mark.
    plate: Option<PlateView>,
    texts: Vec<TextRun>,
}

struct PlateView {
    x: u32,
    y: u32,
    width: u32,
    height: u32,
}

struct AvatarView {
    path: String,
    colour: &'static str,
    y: u32,
}

/// A run of text at its position.
struct TextRun {
    run: Run,
    x: u32,
    y: u32,
    size: u32,
    fill: &'static str,
}

/// A card as an SVG document.
pub fn svg(face: &Face) -> Result<String, askama::Error> {
    Scene::of(face).render()
}

impl Scene {
    fn of(face: &Face) -> Self {
        match face {
            Face::Blank => Self { untold: true, ..Self::default() },
            Face::Generic { heading, test } => Self::generic(heading, test.as_deref()),
            Face::Amount { heading, amount, name, handle, accent, test } => {
                let Some(amount) = Amount::set(amount) else { return Self::generic(heading, test.as_deref()) };
                let mut scene = Self::default();
                let below = scene.write_payee(name, handle, *accent);
                amount.write(&mut scene, (below + TEAR) / 2);
                let (size, y) = if test.is_some() { (30, 518) } else { (34, 542) };
                if let Some(words) = LineWords::set(heading, Voice::Quiet, TextDirection::Own) {
                    scene.write(&words, words.size(size, ROOM), y, QUIET);
                }
                scene.mark(test.as_deref(), 26, 534);
                scene
            }
        }
    }

    fn generic(heading: &str, test: Option<&str>) -> Self {
        let mut scene = Self { untold: true, ..Self::default() };
        if let Some(words) = LineWords::set(heading, Voice::Strong, TextDirection::Own) {
            scene.write(&words, words.size(60, ROOM), 294, INK);
        }
        scene.mark(test, 32, 500);
        scene
    }

    /// Writes the test mark on a plate.
    fn mark(&mut self, test: Option<&str>, most: u32, y: u32) {
        let Some(words) = test.and_then(|text| LineWords::set(text, Voice::Strong, TextDirection::Own)) else { return };
        let size = words.size(most, ROOM - 48);
        let (width, height) = (words.width * size / 1000 + 40, size * 17 / 10);
        self.plate = Some(PlateView { x: MIDDLE.saturating_sub(width / 2), y, width, height });
        self.write(&words, size, y + (height + size * CAPITALS / 1000) / 2, INK);
    }

    /// Writes the payee and returns the lowest baseline. Any name can be chosen, so the handle, which is unique, is below it; or takes its
    /// place if the fonts can't draw the name.
    fn write_payee(&mut self, name: &str, handle: &str, accent: Accent) -> u32 {
        let at = format!("@{handle}");
        let mut below = (name != handle).then_some(&at);
        let mut lines = name_lines(name);
        if lines.is_empty() {
            let whole = LineWords::set(&at, Voice::Strong, TextDirection::Left);
            // A handle is never truncated, because a part of it could be another payee's.
            lines.extend(whole.map(|words| (words.clone(), words.size(NAME[0], ROOM))));
            below = None;
        }
        let top = if lines.len() == 2 { 60 } else { 70 };
        self.avatar = Some(AvatarView { path: Avatar::of(handle).path(), colour: colour(accent), y: top });
        let mut baseline = top + 96 + 8;
        for (at, (words, size)) in lines.iter().enumerate() {
            baseline += size + if at == 0 { 2 } else { 6 };
            self.write(words, *size, baseline, INK);
        }
        if let Some(words) = below.and_then(|at| LineWords::set(at, Voice::Quiet, TextDirection::Left)) {
            baseline += 36;
            self.write(&words, words.size(28, ROOM), baseline, QUIET);
        }
        baseline
    }

    /// Writes a line, horizontally centred.
    fn write(&mut self, words: &LineWords, size: u32, y: u32, fill: &'static str) {
        let x = MIDDLE.saturating_sub(words.width * size / 2000);
        self.write_from(words, size, (x, y), fill);
    }

    /// Writes a line from a position and returns its right end.
    fn write_from(&mut self, words: &LineWords, size: u32, (mut x, y): (u32, u32), fill: &'static str) -> u32 {
        for run in &words.runs {
            self.texts.push(TextRun { run: run.clone(), x, y, size, fill });
            x += run.width * size / 1000;
        }
        x
    }
}

/// An amount with its sign, which is smaller than the figures.
struct Amount {
    sign: LineWords,
    sign_last: bool,
    figures: LineWords,
    /// The sign is a code, which is smaller than a symbol and further away.
    code: bool,
}

impl Amount {
    fn set(CardFigures { sign, sign_last, figures, code }: &CardFigures) -> Option<Self> {
        let figures = LineWords::set(figures, Voice::Figures, TextDirection::Left)?;
        let set = |text: &str| LineWords::set(text, Voice::Strong, TextDirection::Own);
        let (sign, code) = match set(sign) {
            Some(words) => (words, sign == code),
            None => (set(code)?, true),
        };
        Some(Self { sign, sign_last: *sign_last, figures, code })
    }

    /// Writes the amount, vertically centred on `middle`.
    fn write(&self, scene: &mut Scene, middle: u32) {
        // In thousandths of the figures' size.
        let (scale, gap) = match (self.code, self.sign_last) {
            (true, _) => (440, 180),
            (false, false) => (620, 50),
            (false, true) => (620, 160),
        };
        let sign_width = self.sign.width * scale / 1000;
        let width = self.figures.width + gap + sign_width;
        let size = (ROOM * 1000 / width.max(1)).min(130);
        let y = middle + size * CAPITALS / 2000;
        // The top of a leading sign is aligned with the figures'.
        let rise = if self.code || self.sign_last { 0 } else { (size - size * scale / 1000) * CAPITALS / 1000 };
        let (sign_size, gap) = (size * scale / 1000, gap * size / 1000);
        let left = MIDDLE.saturating_sub(width * size / 2000);
        if self.sign_last {
            let end = scene.write_from(&self.figures, size, (left, y), INK);
            scene.write_from(&self.sign, sign_size, (end + gap, y), INK);
        } else {
            let end = scene.write_from(&self.sign, sign_size, (left, y - rise), INK);
            scene.write_from(&self.figures, size, (end + gap, y), INK);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::payee::accent::Accent;
    use crate::share::card::CardFigures;

    /// A drawing as a person can read it in a diff: an element in each line.
    fn lines(face: &Face) -> String {
        svg(face).expect("it renders").replace("><", ">\n<")
    }

    #[test]
    fn drawings_are_as_they_were() {
        let amount = Face::Amount {
            heading: "A payment request".to_owned(),
            amount: CardFigures { sign: "€".to_owned(), sign_last: false, figures: "25.00".to_owned(), code: "EUR" },
            name: "Anna Lindqvist".to_owned(),
            handle: "anna".to_owned(),
            accent: Accent::Blue,
            test: Some("Test: no money moves".to_owned()),
        };
        let generic = Face::Generic { heading: "A payment request".to_owned(), test: None };
        let mut settings = insta::Settings::clone_current();
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| {
            insta::assert_snapshot!("card_amount", lines(&amount));
            insta::assert_snapshot!("card_generic", lines(&generic));
            insta::assert_snapshot!("card_blank", lines(&Face::Blank));
        });
    }
}
