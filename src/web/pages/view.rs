//! Parts that several pages show.

use chrono::NaiveDate;

use crate::domain::accent::Accent;
use crate::domain::clock::Instant;
use crate::domain::field::FieldError;
use crate::domain::language::Language;
use crate::domain::money::Money;
use crate::domain::request::Asked;
use crate::share::qr::Matrix;

/// An amount in its parts, which are set in different sizes.
pub struct AmountView {
    /// The sign, or the code where there is none.
    pub sign: &'static str,
    /// The figures.
    pub figures: String,
    /// ISO 4217.
    pub code: &'static str,
}

impl From<Money> for AmountView {
    fn from(money: Money) -> Self {
        let (sign, figures) = money.parts();
        Self { sign, figures, code: money.currency().code() }
    }
}

/// A QR code as an inline SVG.
pub struct QrView {
    /// Its side in modules.
    pub size: usize,
    /// Its one path.
    pub path: String,
}

impl From<&Matrix> for QrView {
    fn from(matrix: &Matrix) -> Self {
        Self { size: matrix.size(), path: matrix.svg_path() }
    }
}

/// One line of what a request is for.
pub struct ItemView {
    /// What it is.
    pub name: String,
    /// How many.
    pub quantity: u32,
    /// Of one.
    pub amount: String,
}

/// One way to pay, on offer.
pub struct MethodView {
    /// What the form sends back.
    pub id: String,
    /// What people call it.
    pub label: &'static str,
    /// One line about it.
    pub hint: &'static str,
    /// What pressing it does: "Pay €25.00 with Demo".
    pub action: String,
    /// Moves no money.
    pub test: bool,
}

/// What is wrong with one field.
pub struct FieldErrorView {
    /// The field's name in the form.
    pub field: std::borrow::Cow<'static, str>,
    /// What is wrong and what is wanted.
    pub detail: String,
}

/// Errors as a form shows them.
pub fn errors(fields: Vec<FieldError>) -> Vec<FieldErrorView> {
    fields.into_iter().map(|FieldError { field, code: _, detail }| FieldErrorView { field, detail }).collect()
}

/// One language of a list.
pub struct LanguageView {
    /// Its tag.
    pub tag: &'static str,
    /// What its speakers call it.
    pub name: &'static str,
    /// Which way it is written.
    pub dir: &'static str,
    /// Whether it is the chosen one.
    pub chosen: bool,
}

/// Every language, of which one is chosen.
pub fn languages(chosen: &str) -> Vec<LanguageView> {
    let view = |language: Language| LanguageView {
        tag: language.tag(),
        name: language.own_name(),
        dir: language.dir(),
        chosen: Language::parse(chosen) == Some(language),
    };
    Language::ALL.map(view).into()
}

/// One accent of a list.
pub struct AccentView {
    /// Its number, which the form sends back.
    pub number: String,
    /// What it is called.
    pub name: &'static str,
    /// The class that shows it.
    pub class: &'static str,
}

/// Every accent.
pub fn accents() -> Vec<AccentView> {
    let view =
        |accent: Accent| AccentView { number: accent.number().to_string(), name: accent.name(), class: accent.class() };
    Accent::ALL.map(view).into()
}

/// "30 November 2026".
pub fn day(date: NaiveDate) -> String {
    date.format("%-d %B %Y").to_string()
}

/// "30 November 2026", the day of a moment in UTC.
pub fn day_of(at: Instant) -> String {
    day(at.date_naive())
}

/// "30 November 2026, 18:00 UTC".
pub fn moment(at: Instant) -> String {
    at.format("%-d %B %Y, %H:%M UTC").to_string()
}

/// "Between €5.00 and €50.00"; nothing without bounds.
pub fn bounds(asked: &Asked) -> Option<String> {
    match (asked.min(), asked.max()) {
        (Some(min), Some(max)) => Some(format!("Between {min} and {max}")),
        (Some(min), None) => Some(format!("{min} or more")),
        (None, Some(max)) => Some(format!("Up to {max}")),
        (None, None) => None,
    }
}

/// What is asked for, in a few words.
pub fn asked(asked: &Asked) -> String {
    match asked {
        Asked::Fixed(money) => money.human(),
        open => bounds(open).unwrap_or_else(|| format!("Any amount, {}", open.currency())),
    }
}
