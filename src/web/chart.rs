//! Charts: bars on a baseline, as an SVG that the server draws. This is their geometry, in whole numbers; `partials/chart.html` writes it down.
//!
//! A chart is as wide as its place, so what lies beside one another is measured in hundredths of a percent, and what lies above one another
//! in pixels. So bars stretch and letters don't. A bar below the baseline is less than nothing; one that is above zero by ever so little can
//! be seen. On pages from right to left the first bar is the rightmost.

use std::fmt;

/// The width of a chart, in hundredths of a percent.
const WIDTH: i64 = 10_000;
/// The greatest width of a bar.
const WIDEST: i64 = 800;
/// The height of a bar that is hardly anything.
const LEAST: i64 = 3;
/// The height of a label above its bar, and the space between the two.
const LETTERS: i64 = 18;
const SPACE: i64 = 6;
/// Half the width of a letter of a label, on a phone.
const HALF_LETTER: i64 = 130;

/// A bar before it is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// The value, in any unit that all bars of the chart share.
    pub value: i64,
    /// The bar stands for the present, and is solid.
    pub is_now: bool,
    /// The text above the bar; none below the baseline.
    pub label: Option<String>,
}

/// The values between which a chart is drawn. It has zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    lowest: i64,
    highest: i64,
}

impl Range {
    /// The range of some values. Charts that are compared share one.
    pub fn of(values: impl IntoIterator<Item = i64>) -> Self {
        let grow =
            |range: Self, value: i64| Self { lowest: range.lowest.min(value), highest: range.highest.max(value) };
        values.into_iter().fold(Self { lowest: 0, highest: 0 }, grow)
    }
}

/// The direction in which the bars follow one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// From left to right.
    LeftToRight,
    /// From right to left.
    RightToLeft,
}

/// A length or place from the left edge, in hundredths of a percent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ChartExtent(i64);

impl fmt::Display for ChartExtent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02}%", self.0 / 100, self.0 % 100)
    }
}

/// A text above a bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The text.
    pub text: String,
    /// The place of its anchor.
    pub x: ChartExtent,
    /// The line that it stands on, in pixels from the top.
    pub y: i64,
    /// The value of `text-anchor`, in the direction of the page.
    pub anchor: &'static str,
}

/// A bar as it is drawn. Heights are in pixels, `y` from the top.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    /// The left edge.
    pub x: ChartExtent,
    /// The width.
    pub width: ChartExtent,
    /// The upper edge.
    pub y: i64,
    /// The height; 0 for a value of 0.
    pub height: i64,
    /// The bar is below the baseline.
    pub is_below: bool,
    /// The bar stands for the present.
    pub is_now: bool,
}

/// A chart as it is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// The height in pixels, with labels and baseline.
    pub height: i64,
    /// The middle of the baseline, in pixels from the top.
    pub baseline: i64,
    /// The bars, in the order of their values.
    pub bars: Vec<Drawn>,
    /// The labels.
    pub labels: Vec<Label>,
}

impl Chart {
    /// Draws bars in a plot of some height, with room for their labels above it. A value outside of the range is drawn as its end.
    pub fn new(bars: &[Bar], range: Range, plot: i64, direction: Direction) -> Self {
        let top = if bars.iter().any(|bar| bar.label.is_some()) { LETTERS + SPACE } else { 0 };
        let plot = plot.max(2 * LEAST);
        let above = room_above(range, plot);
        let baseline = top + above;
        let mut chart = Self { height: top + plot + 2, baseline, bars: Vec::new(), labels: Vec::new() };
        let count = i64::try_from(bars.len()).unwrap_or(i64::MAX).max(1);
        for (at, bar) in (0..).zip(bars) {
            let (left, right) = (at * WIDTH / count, (at + 1) * WIDTH / count);
            let width = ((right - left) * 7 / 10).min(WIDEST);
            let left = left + (right - left - width) / 2;
            let x = match direction {
                Direction::LeftToRight => left,
                Direction::RightToLeft => WIDTH - left - width,
            };
            let is_below = bar.value < 0;
            let height = match is_below {
                false => height(bar.value, range.highest, above),
                true => height(bar.value, range.lowest, plot - above),
            };
            let y = if is_below { baseline } else { baseline - height };
            let is_now = bar.is_now;
            chart.bars.push(Drawn { x: ChartExtent(x), width: ChartExtent(width), y, height, is_below, is_now });
            if let Some(text) = bar.label.clone().filter(|_| !is_below) {
                chart.labels.push(label(text, x + width / 2, y - SPACE, direction));
            }
        }
        chart
    }
}

/// The part of the plot's height that is above the baseline. Where there are values on both sides, either can be seen.
fn room_above(range: Range, plot: i64) -> i64 {
    let (up, down) = (i128::from(range.highest), -i128::from(range.lowest));
    if down == 0 {
        return plot;
    }
    if up == 0 {
        return 0;
    }
    scaled(up, up + down, plot).clamp(LEAST, plot - LEAST)
}

/// The height of a bar in the room on its side of the baseline.
fn height(value: i64, end: i64, room: i64) -> i64 {
    if value == 0 || end == 0 {
        return 0;
    }
    scaled(i128::from(value).abs(), i128::from(end).abs(), room).clamp(LEAST.min(room), room)
}

/// `room` times `part` by `whole`, rounded down; `whole` is positive.
fn scaled(part: i128, whole: i128, room: i64) -> i64 {
    i64::try_from(part * i128::from(room) / whole).unwrap_or(room)
}

/// A label above the middle of its bar, or at the edge of the chart that it would stick out of.
fn label(text: String, middle: i64, y: i64, direction: Direction) -> Label {
    let letters = i64::try_from(text.chars().count()).unwrap_or(WIDTH);
    let half = letters.saturating_mul(HALF_LETTER);
    // An anchor at the start is at the right edge of a text from right to left.
    let (left, right) = match direction {
        Direction::LeftToRight => ("start", "end"),
        Direction::RightToLeft => ("end", "start"),
    };
    let (x, anchor) = if middle >= half && middle + half <= WIDTH {
        (middle, "middle")
    } else if middle <= WIDTH / 2 {
        (0, left)
    } else {
        (WIDTH, right)
    };
    Label { text, x: ChartExtent(x), y, anchor }
}

#[cfg(test)]
mod tests;
