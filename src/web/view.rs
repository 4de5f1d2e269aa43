//! Parts that several pages show.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use chrono::NaiveDate;

use super::error::{Error, PageError};
use crate::domain::clock::Timestamp;
use crate::domain::field::FieldError;
use crate::domain::language::Language;
use crate::domain::money::Money;
use crate::domain::money::currency::Currency;
use crate::domain::payee::accent::Accent;
use crate::domain::request::{Item, RequestAmount};
use crate::domain::zone::Zone;
use crate::locale::{Figures, Locale};
use crate::share::qr::{Cross, Matrix};

/// An amount in its parts, which are set in different sizes.
pub struct AmountView {
    /// The sign and the space, where they come first.
    pub before: String,
    /// The figures.
    pub figures: String,
    /// The space and the sign, where they come last.
    pub after: String,
    /// ISO 4217, where the sign alone could mean several currencies.
    pub code: Option<&'static str>,
    /// The direction of the whole.
    pub dir: &'static str,
}

impl AmountView {
    /// As a reader writes it.
    pub fn of(money: &Money, locale: Locale) -> Self {
        let Figures { before, figures, after } = locale.figures(money);
        let currency = money.currency();
        let said = currency.sign().is_some() || before.contains(currency.code()) || after.contains(currency.code());
        Self { before, figures, after, code: (!said).then_some(currency.code()), dir: locale.language().dir() }
    }

    /// The class of the size at which it fits on a phone's line.
    pub fn fit(&self) -> &'static str {
        let length = [&self.before, &self.figures, &self.after].into_iter().map(|part| part.chars().count()).sum();
        match length {
            0..=7 => "fit-1",
            8..=10 => "fit-2",
            11..=13 => "fit-3",
            _ => "fit-4",
        }
    }
}

/// As the sellers' pages write it.
impl From<Money> for AmountView {
    fn from(money: Money) -> Self {
        let (sign, figures) = money.parts();
        let space = if sign == money.currency().code() { "\u{a0}" } else { "" };
        Self { before: format!("{sign}{space}"), figures, after: String::new(), code: None, dir: "ltr" }
    }
}

/// A QR code as an inline SVG.
pub struct QrView {
    /// Its side in modules.
    pub size: usize,
    /// Its one path.
    pub path: String,
    /// What a standard wants drawn over its middle.
    pub cross: Option<Cross>,
}

impl From<&Matrix> for QrView {
    fn from(matrix: &Matrix) -> Self {
        Self { size: matrix.size(), path: matrix.svg_path(), cross: matrix.cross() }
    }
}

/// One line of what a request is for.
pub struct ItemView {
    /// What it is.
    pub name: String,
    /// How many, unless it is one.
    pub quantity: Option<String>,
    /// Of one.
    pub amount: String,
}

impl ItemView {
    /// As a reader writes it.
    pub fn of(Item { name, quantity, amount }: Item, currency: Currency, locale: Locale) -> Self {
        let shown = Money::parse(&amount, currency).map_or(amount, |money| locale.money(&money));
        let quantity = (quantity != 1).then(|| locale.count(quantity.into()));
        Self { name, quantity, amount: shown }
    }
}

/// One way to pay, on offer.
pub struct MethodView {
    /// What the form sends back.
    pub id: String,
    /// What people call it.
    pub label: String,
    /// One line about it.
    pub hint: String,
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
    fields.into_iter().map(|FieldError { field, code: _, detail, found: _ }| FieldErrorView { field, detail }).collect()
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

/// Every language, of which one may be chosen.
pub fn languages(chosen: Option<Language>) -> Vec<LanguageView> {
    let view = |language: Language| LanguageView {
        tag: language.tag(),
        name: language.own_name(),
        dir: language.dir(),
        chosen: chosen == Some(language),
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

/// "30 November 2026 (CET)", the day of a moment by a payee's clocks.
pub fn day_of(at: Timestamp, zone: Zone) -> String {
    format!("{} ({})", day(zone.day_of(at)), zone.abbreviation(at))
}

/// "30 November 2026, 18:00 CET", by a payee's clocks.
pub fn moment(at: Timestamp, zone: Zone) -> String {
    format!("{} {}", zone.local(at).format("%-d %B %Y, %H:%M"), zone.abbreviation(at))
}

/// "Between €5.00 and €50.00"; nothing without bounds.
pub fn bounds(asked: &RequestAmount) -> Option<String> {
    match (asked.min(), asked.max()) {
        (Some(min), Some(max)) => Some(format!("Between {min} and {max}")),
        (Some(min), None) => Some(format!("{min} or more")),
        (None, Some(max)) => Some(format!("Up to {max}")),
        (None, None) => None,
    }
}

/// What is asked for, in a few words.
pub fn amount_text(asked: &RequestAmount) -> String {
    match asked {
        RequestAmount::Fixed(money) => money.human(),
        open => bounds(open).unwrap_or_else(|| format!("Any amount, {}", open.currency())),
    }
}

/// Renders a page.
pub(super) fn render(status: StatusCode, page: &impl Template) -> Result<Response, PageError> {
    let html = page.render().map_err(Error::from)?;
    Ok((status, Html(html)).into_response())
}
