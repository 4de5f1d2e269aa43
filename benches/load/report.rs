//! Everything that was measured and has a bound: one table for a terminal, docs/performance.md and its picture.

use std::fmt::Write;
use std::path::Path;

/// The bound of a figure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Bound {
    /// As much as this, or more.
    AtLeast(f64),
    /// As much as this, or less.
    AtMost(f64),
}

/// A measured figure and its bound.
#[derive(Debug, Clone)]
pub struct Figure {
    /// The name of the database.
    pub backend: &'static str,
    /// The name of what was measured.
    pub name: String,
    /// The value and its unit.
    pub value: f64,
    /// The unit, with a space before it where one belongs.
    pub unit: &'static str,
    /// The bound that issue and documentation name.
    pub bound: Bound,
}

impl Figure {
    fn is_within(&self) -> bool {
        match self.bound {
            Bound::AtLeast(least) => self.value >= least,
            Bound::AtMost(most) => self.value <= most,
        }
    }

    /// The share of the bound that is reached, or used up.
    fn share(&self) -> f64 {
        match self.bound {
            Bound::AtLeast(bound) | Bound::AtMost(bound) => self.value / bound,
        }
    }

    fn sign(&self) -> String {
        let (sign, bound) = match self.bound {
            Bound::AtLeast(bound) => ('≥', bound),
            Bound::AtMost(bound) => ('≤', bound),
        };
        format!("{sign} {}{}", short(bound), self.unit)
    }
}

/// The figures and tables of all databases.
#[derive(Debug, Default)]
pub struct Report {
    /// The figures that have bounds.
    pub figures: Vec<Figure>,
    /// The tables that they were taken from, as text.
    pub tables: String,
}

impl Report {
    /// Adds a figure to the report.
    pub fn add(&mut self, backend: &'static str, name: &str, (value, unit): (f64, &'static str), bound: Bound) {
        self.figures.push(Figure { backend, name: name.to_owned(), value, unit, bound });
    }

    /// The figures, for a terminal.
    pub fn table(&self) -> String {
        let mut out = String::new();
        for figure in &self.figures {
            let Figure { backend, name, value, unit, .. } = figure;
            let missed = if figure.is_within() { "" } else { "missed" };
            let _ = writeln!(out, "{backend:<12}{name:<58}{:>10}{unit:<8}{:<14}{missed}", short(*value), figure.sign());
        }
        out
    }

    /// Writes performance.md and performance.svg.
    pub fn write(&self, directory: &Path, taken: &str) -> std::io::Result<()> {
        std::fs::write(directory.join("performance.svg"), self.picture())?;
        std::fs::write(directory.join("performance.md"), self.page(taken))
    }

    fn page(&self, taken: &str) -> String {
        let mut out = format!(
            "# Speed\n\n`cargo bench --bench load` writes this page. {taken}\n\nRatios are what counts: absolute figures belong to one machine and one \
             minute. A bound of *at least* is a share of what the same machine does without Chit: a bare axum server that sends the \
             same bytes, the same insert in a transaction each, the database's own dump.\n\n![Each figure as a share of its bound](performance.svg)\n\n\
             | database | figure | measured | bound | |\n|---|---|---:|---|---|\n"
        );
        for figure in &self.figures {
            let Figure { backend, name, value, unit, .. } = figure;
            let missed = if figure.is_within() { "" } else { "missed" };
            let _ = writeln!(out, "| {backend} | {name} | {}{unit} | {} | {missed} |", short(*value), figure.sign());
        }
        let _ = write!(out, "\n## Tables\n\n```text\n{}\n```\n", self.tables.trim());
        out
    }

    /// A bar for each figure. The bound is the line that all bars share: who has to reach it, begins at its left; who has to stay below it, too.
    fn picture(&self) -> String {
        const LINE: f64 = 22.0;
        const BARS: f64 = 470.0;
        const BOUND: f64 = 200.0;
        let height = LINE * (self.figures.len() as f64 + 2.0);
        let mut out = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"900\" height=\"{height}\" viewBox=\"0 0 900 {height}\" \
             font-family=\"system-ui, sans-serif\" font-size=\"12\">\n<rect width=\"900\" height=\"{height}\" fill=\"#fff\"/>\n"
        );
        for (at, figure) in self.figures.iter().enumerate() {
            let y = LINE * (at as f64 + 1.0);
            let length = (figure.share() * BOUND).clamp(1.0, 2.0 * BOUND);
            let colour = match (figure.is_within(), figure.bound) {
                (false, _) => "#b3261e",
                (true, Bound::AtLeast(_)) => "#0b6e4f",
                (true, Bound::AtMost(_)) => "#3d6fb4",
            };
            let _ = writeln!(
                out,
                "<text x=\"{}\" y=\"{}\" text-anchor=\"end\" fill=\"#222\">{}: {}</text><rect x=\"{BARS}\" y=\"{y}\" width=\"{length:.1}\" \
                 height=\"{}\" fill=\"{colour}\"/><text x=\"{:.1}\" y=\"{}\" fill=\"#222\">{}{} ({})</text>",
                BARS - 8.0,
                y + 13.0,
                figure.backend,
                escape(&figure.name),
                LINE - 6.0,
                BARS + length + 6.0,
                y + 13.0,
                short(figure.value),
                figure.unit,
                figure.sign(),
            );
        }
        let _ = write!(
            out,
            "<path d=\"M{x} {}V{}\" stroke=\"#222\" stroke-dasharray=\"3 3\"/><text x=\"{x}\" y=\"14\" text-anchor=\"middle\" \
             fill=\"#222\">bound</text>\n</svg>\n",
            LINE,
            height - LINE,
            x = BARS + BOUND,
        );
        out
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// Three digits that count.
fn short(value: f64) -> String {
    match value.abs() {
        100.0.. => format!("{value:.0}"),
        10.0.. => format!("{value:.1}"),
        _ => format!("{value:.2}"),
    }
}
