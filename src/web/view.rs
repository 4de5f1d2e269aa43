//! Views that the templates of several pages share.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

use super::error::{Error, PageError, fields};
use crate::domain::field::FieldError;
use crate::domain::language::Language;
use crate::domain::money::Money;
use crate::domain::money::currency::Currency;
use crate::domain::request::Item;
use crate::domain::request::parts::PartProgress;
use crate::locale::{Figures, Locale, Words};
use crate::rails::Warning;
use crate::share::qr::{Cross, Matrix};

/// An amount in parts, which are set in different sizes.
pub struct AmountView {
    /// The sign with its space, in locales that put it first.
    pub before: String,
    /// Digits with separators, such as `1,234.50`.
    pub figures: String,
    /// The sign with its space, in locales that put it last.
    pub after: String,
    /// The ISO 4217 code, where the sign alone could mean several currencies.
    pub code: Option<&'static str>,
    /// The writing direction, `ltr` or `rtl`.
    pub dir: &'static str,
}

impl AmountView {
    /// Formats an amount for a locale.
    pub fn of(money: &Money, locale: Locale) -> Self {
        let Figures { before, figures, after } = locale.figures(money);
        let currency = money.currency();
        let said = currency.sign().is_some() || before.contains(currency.code()) || after.contains(currency.code());
        Self { before, figures, after, code: (!said).then_some(currency.code()), dir: locale.language().dir() }
    }

    /// The CSS class of the size that fits on one line of a phone.
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

/// Formats an amount in English, for sellers' pages.
impl From<Money> for AmountView {
    fn from(money: Money) -> Self {
        let (sign, figures) = money.parts();
        let space = if sign == money.currency().code() { "\u{a0}" } else { "" };
        Self { before: format!("{sign}{space}"), figures, after: String::new(), code: None, dir: "ltr" }
    }
}

/// A QR code as an inline SVG.
pub struct QrView {
    /// The side's length in modules.
    pub size: usize,
    /// The `d` attribute of the one SVG path.
    pub path: String,
    /// The cross that Swiss QR-bills have over the middle.
    pub cross: Option<Cross>,
}

impl From<&Matrix> for QrView {
    fn from(matrix: &Matrix) -> Self {
        Self { size: matrix.size(), path: matrix.svg_path(), cross: matrix.cross() }
    }
}

/// A part of an amount, with what was paid of it.
pub struct PartView {
    /// The amount in the reader's notation.
    pub amount: String,
    /// The day by which it is to be paid, in the reader's language.
    pub day: String,
    /// Set when it is paid in full.
    pub is_paid: bool,
    /// Set for the first part that isn't.
    pub is_next: bool,
    /// The sum that was paid of it so far, unless it is nothing or all.
    pub some: Option<String>,
}

/// Formats the parts of an amount.
pub fn parts(progress: impl IntoIterator<Item = PartProgress>, currency: Currency, locale: Locale) -> Vec<PartView> {
    let money = |minor| locale.money(&Money::new(minor, currency));
    let mut is_next = true;
    let view = |progress: PartProgress| PartView {
        amount: money(progress.part.amount),
        day: locale.day(progress.part.due_on),
        is_paid: progress.is_paid(),
        // Payments fill the parts in their order, so the first that isn't paid is the next one.
        is_next: !progress.is_paid() && std::mem::take(&mut is_next),
        some: (progress.paid > 0 && !progress.is_paid()).then(|| money(progress.paid)),
    };
    progress.into_iter().map(view).collect()
}

/// One line item of a request.
pub struct ItemView {
    /// The item's name, as the payee wrote it.
    pub name: String,
    /// The quantity; `None` for 1, and where payers choose it.
    pub quantity: Option<String>,
    /// The unit price with its currency.
    pub amount: String,
}

impl ItemView {
    /// Formats an item. An amount that can't be parsed is shown as stored.
    pub fn of(item: Item, currency: Currency, locale: Locale) -> Self {
        let is_chosen = item.is_chosen();
        let Item { name, quantity, amount, .. } = item;
        let shown = Money::parse(&amount, currency).map_or(amount, |money| locale.money(&money));
        let quantity = (quantity != 1 && !is_chosen).then(|| locale.count(quantity.into()));
        Self { name, quantity, amount: shown }
    }
}

/// One way to pay, on offer.
pub struct MethodView {
    /// The method's id, which the form sends.
    pub id: String,
    /// The rail's name for payers.
    pub label: String,
    /// Its amount, where the page offers several prices.
    pub price: Option<String>,
    /// One line about it.
    pub hint: String,
    /// A sentence on who confirms that the money arrived.
    pub confirms: String,
    /// The button's label: "Pay €25.00 with Demo".
    pub action: String,
    /// Set when the method moves no money.
    pub test: bool,
}

/// A validation error of one form field.
pub struct FieldErrorView {
    /// The field's name in the form.
    pub field: std::borrow::Cow<'static, str>,
    /// The error and its remedy, as a sentence.
    pub detail: String,
}

/// Turns validation errors into their views, in the language of `t`.
pub fn errors(t: &Words, fields: Vec<FieldError>) -> Vec<FieldErrorView> {
    let view = |error: FieldError| FieldErrorView { detail: fields::text(&error, t.locale()), field: error.field };
    fields.into_iter().map(view).collect()
}

/// Says a remark on a method or a request in the language of `t`.
pub fn remark(t: &Words, remark: &Warning) -> String {
    let key = match remark.code {
        "settings_lost" => "settings-lost",
        "francs_only" => "settings-francs-only",
        "account_holder_missing" => "settings-holder-missing",
        "only_way" => "settings-only-way",
        _ => return remark.detail.clone().into_owned(),
    };
    // The sources' English has the numbers, too.
    if t.locale().language() == Language::En { remark.detail.clone().into_owned() } else { t.say(key).into_owned() }
}

/// An option of a language selector.
pub struct LanguageView {
    /// The BCP 47 tag.
    pub tag: &'static str,
    /// The language's name for itself.
    pub name: &'static str,
    /// The writing direction, `ltr` or `rtl`.
    pub dir: &'static str,
    /// Set for the option that is selected.
    pub chosen: bool,
}

/// Lists all languages; at most one is selected.
pub fn languages(chosen: Option<Language>) -> Vec<LanguageView> {
    let view = |language: Language| LanguageView {
        tag: language.tag(),
        name: language.own_name(),
        dir: language.dir(),
        chosen: chosen == Some(language),
    };
    Language::ALL.map(view).into()
}

/// A text with a number, in the plural that the number has. Its values are `count` and `n`.
pub(super) fn counted(locale: Locale, key: &str, count: i64) -> String {
    Words::new(locale).with_count("count", count).with("n", locale.count(count)).say(key).into_owned()
}

/// Renders a page's template as an HTML answer.
pub(super) fn render(status: StatusCode, page: &impl Template) -> Result<Response, PageError> {
    let html = page.render().map_err(Error::from)?;
    Ok((status, Html(html)).into_response())
}
