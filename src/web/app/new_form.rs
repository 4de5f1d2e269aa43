//! The form of `/app/new`: its fields, what they become, and how a link fills them in.

use std::borrow::Cow;

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use super::new_items::{self, ItemFields};
use crate::domain::clock::{Timestamp, rfc3339};
use crate::domain::field::FieldError;
use crate::domain::money::Money;
use crate::domain::money::currency::Currency;
use crate::domain::money::notation::Notation;
use crate::domain::request::parts::PartDraft;
use crate::domain::request::terms::{RequestDraft, Terms};
use crate::domain::request::{PaymentRequest, RequestAmount};
use crate::domain::text::filled;
use crate::locale::Locale;
use crate::web::http::extract::Deed;
use crate::web::view::counted;

/// A time for which a link works.
pub struct DaysView {
    /// The value of `expires_in`.
    pub value: &'static str,
    /// The time in words.
    pub label: String,
    /// Set for the one that the form has.
    pub chosen: bool,
}

/// The times for which a link may work, in the reader's language.
pub fn works_for(locale: Locale, chosen: &str) -> Vec<DaysView> {
    let days = |(value, count)| DaysView { value, label: counted(locale, "new-days", count), chosen: chosen == value };
    [("1", 1), ("7", 7), ("30", 30)].map(days).into()
}

/// A row of the parts, as typed.
pub struct PartRow {
    /// The amount.
    pub amount: String,
    /// The day by which it is to be paid, `2026-11-30`.
    pub due_on: String,
}

/// The person or rule that sets the amount.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum AmountKind {
    /// The payee names it.
    #[default]
    Fixed,
    /// The payer chooses it.
    Open,
    /// The payer chooses it within bounds.
    Between,
}

impl AmountKind {
    /// Reads the form's spelling; anything else is fixed.
    fn of(text: &str) -> Self {
        match text {
            "open" => Self::Open,
            "between" => Self::Between,
            _ => Self::Fixed,
        }
    }

    /// The form's spelling.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Fixed => "fixed",
            Self::Open => "open",
            Self::Between => "between",
        }
    }
}

/// The fields that the form sends.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub struct NewForm {
    /// The form's one-time id.
    pub(super) once: String,
    /// The screen to go on with: `code`, or else the one that shares the link.
    pub(super) then: String,
    /// The code of a request to make another one like.
    pub(super) like: String,
    /// The handle of the payee whose link has waited in the browser; blank in a form that is sent from its own page.
    pub(super) payee: String,
    pub(super) kind: String,
    pub(super) amount: String,
    pub(super) currency: String,
    pub(super) memo: String,
    pub(super) min_amount: String,
    pub(super) max_amount: String,
    pub(super) reference: String,
    pub(super) due_on: String,
    pub(super) expires_in: String,
    pub(super) max_payments: String,
    pub(super) preview: String,
    pub(super) language: String,
    pub(super) suggested_1: String,
    pub(super) suggested_2: String,
    pub(super) suggested_3: String,
    pub(super) suggested_4: String,
    pub(super) part_1: String,
    pub(super) part_2: String,
    pub(super) part_3: String,
    pub(super) part_4: String,
    pub(super) part_due_1: String,
    pub(super) part_due_2: String,
    pub(super) part_due_3: String,
    pub(super) part_due_4: String,
    pub(super) price_1: String,
    pub(super) price_2: String,
    pub(super) price_3: String,
    pub(super) price_currency_1: String,
    pub(super) price_currency_2: String,
    pub(super) price_currency_3: String,
    /// Sent only when the box is ticked.
    pub(super) asks_note: Option<String>,
    /// Sent only when the box is ticked.
    pub(super) takes_tips: Option<String>,
    pub(super) after_text: String,
    pub(super) after_url: String,
    /// Sent only by the button that makes another link like the last one.
    pub(super) another: Option<String>,
    /// The rows of items, and whatever else was sent.
    #[serde(flatten)]
    pub(super) items: ItemFields,
}

impl Deed for NewForm {
    const NAME: &'static str = "new-request";
}

impl NewForm {
    /// The form filled in as the terms of a request. Its days are over or its own, and so are its
    /// reference and what its payers read once they have paid.
    pub(super) fn like(request: &PaymentRequest, locale: Locale) -> Self {
        let typed = |money: Option<Money>| money.map(|money| beyond_doubt(&money, locale)).unwrap_or_default();
        let asked = &request.named();
        let kind = match (asked.fixed(), asked.min().or(asked.max())) {
            (Some(_), _) => AmountKind::Fixed,
            (None, Some(_)) => AmountKind::Between,
            (None, None) => AmountKind::Open,
        };
        let usual = match kind {
            AmountKind::Fixed => Some(1),
            AmountKind::Open | AmountKind::Between => None,
        };
        let mut suggested = request.suggested.amounts(asked.currency()).into_iter().map(|money| typed(Some(money)));
        let mut next = || suggested.next().unwrap_or_default();
        // More than the form has rows for are left out as a whole: some of them would be another agreement.
        let rows = if request.parts.len() > 4 { 0 } else { 4 };
        let mut parts = request.parts.amounts(asked.currency()).take(rows).map(|money| typed(Some(money)));
        let mut part = || parts.next().unwrap_or_default();
        Self {
            kind: kind.as_str().to_owned(),
            amount: typed(asked.fixed()),
            currency: asked.currency().code().to_owned(),
            memo: request.memo.as_ref().map(ToString::to_string).unwrap_or_default(),
            min_amount: typed(asked.min()),
            max_amount: typed(asked.max()),
            max_payments: request
                .max_payments
                .filter(|_| request.max_payments != usual)
                .map(|n| n.to_string())
                .unwrap_or_default(),
            preview: request.preview.as_str().to_owned(),
            language: request.language.tag().to_owned(),
            suggested_1: next(),
            suggested_2: next(),
            suggested_3: next(),
            suggested_4: next(),
            part_1: part(),
            part_2: part(),
            part_3: part(),
            part_4: part(),
            items: new_items::like(request, |amount| typed(Money::parse(amount, asked.currency()).ok())),
            asks_note: request.asks_note.then(|| "on".to_owned()),
            takes_tips: request.takes_tips.then(|| "on".to_owned()),
            ..Self::default()
        }
        .with_prices_of(request, |money| typed(Some(*money)))
    }

    /// The form with a fixed amount filled in.
    pub(super) fn asking_for(self, money: &Money, locale: Locale) -> Self {
        let (amount, currency) = (beyond_doubt(money, locale), money.currency().code().to_owned());
        Self { kind: AmountKind::Fixed.as_str().to_owned(), amount, currency, ..self }
    }

    /// Returns whether the code is to be shown next.
    pub(super) fn is_to_code(&self) -> bool {
        self.then == "code"
    }

    /// The screen to go on with, as the last part of its address.
    pub(super) fn screen(&self) -> &'static str {
        if self.is_to_code() { "show" } else { "share" }
    }

    /// The kind of the amount: by whom it is set.
    pub(super) fn kind(&self) -> AmountKind {
        AmountKind::of(&self.kind)
    }

    /// The suggested amounts, as typed.
    pub(super) fn suggested(&self) -> [String; 4] {
        [&self.suggested_1, &self.suggested_2, &self.suggested_3, &self.suggested_4].map(Clone::clone)
    }

    /// The rows of the parts, as typed.
    pub(super) fn parts(&self) -> [PartRow; 4] {
        let row = |amount: &String, due_on: &String| PartRow { amount: amount.clone(), due_on: due_on.clone() };
        [
            row(&self.part_1, &self.part_due_1),
            row(&self.part_2, &self.part_due_2),
            row(&self.part_3, &self.part_due_3),
            row(&self.part_4, &self.part_due_4),
        ]
    }

    /// The rows with something in them, with their numbers from 1. An amount that is open has no parts.
    fn filled_parts(&self) -> Vec<(usize, PartDraft)> {
        let draft = |row: PartRow| PartDraft { amount: filled(&row.amount), due_on: filled(&row.due_on) };
        let rows = (1..).zip(self.parts().map(draft)).filter(|_| self.kind() == AmountKind::Fixed);
        rows.filter(|(_, part)| *part != PartDraft::default()).collect()
    }

    /// The form's field that an error is about, where the draft names it otherwise.
    pub(super) fn field_of(&self, named: Cow<'static, str>) -> Cow<'static, str> {
        if let Some(field) = self.price_field(&named) {
            return field;
        }
        if let Some(field) = new_items::field_of(&self.items, &named) {
            return field.into();
        }
        match &*named {
            "parts" => return "part_1".into(),
            "expires_at" => return "expires_in".into(),
            _ => {}
        }
        let Some((at, member)) = named.strip_prefix("parts[").and_then(|rest| rest.split_once("].")) else {
            return named;
        };
        let filled = self.filled_parts();
        let row = at.parse().ok().and_then(|at: usize| filled.get(at)).map_or(1, |(row, _)| *row);
        if member == "amount" { format!("part_{row}").into() } else { format!("part_due_{row}").into() }
    }

    /// Turns the form into a draft. Browsers send the fields of every kind of amount; those of the other kinds are left out.
    pub(super) fn draft(&self, now: Timestamp) -> Result<RequestDraft, Vec<FieldError>> {
        let kind = self.kind();
        let of = |wanted: AmountKind, text| filled(text).filter(|_| kind == wanted);
        let (min_amount, max_amount) =
            (of(AmountKind::Between, &self.min_amount), of(AmountKind::Between, &self.max_amount));
        let mut wrong = Vec::new();
        let items = new_items::drafts(&self.items, Currency::parse(self.currency.trim()).ok());
        let items = items.map_err(|errors| wrong.extend(errors)).unwrap_or_default();
        if kind == AmountKind::Fixed && self.amount.trim().is_empty() && !new_items::has_rows(&self.items) {
            wrong.push(FieldError::required("amount", "how much you ask for"));
        }
        if kind == AmountKind::Between && min_amount.is_none() && max_amount.is_none() {
            wrong.push(FieldError::required("min_amount", "the least, the most, or both"));
        }
        let days = filled(&self.expires_in).map(|text| text.parse::<u16>().ok().filter(|d| (1..=3650).contains(d)));
        if days == Some(None) {
            wrong.push(FieldError::plain("expires_in", "invalid", "Choose how long the link works."));
        }
        let max_payments = filled(&self.max_payments).map(|text| text.parse::<i64>().ok());
        if max_payments == Some(None) {
            wrong.push(FieldError::plain(
                "max_payments",
                "invalid",
                "Write how many times it can be paid, as a whole number.",
            ));
        }
        // The draft can’t tell these: an empty amount is an open one there, and the others are numbers.
        if !wrong.is_empty() {
            return Err(wrong);
        }
        let expires_at = days.flatten().map(|days| now + TimeDelta::days(days.into()));
        Ok(RequestDraft {
            notation: Notation::Typed('.'),
            amount: of(AmountKind::Fixed, &self.amount),
            prices: self.price_drafts(),
            currency: filled(&self.currency),
            min_amount,
            max_amount,
            memo: filled(&self.memo),
            reference: filled(&self.reference),
            due_on: filled(&self.due_on),
            parts: self.filled_parts().into_iter().map(|(_, part)| part).collect(),
            expires_at: expires_at.map(rfc3339),
            max_payments: max_payments.flatten(),
            preview: filled(&self.preview),
            items,
            language: filled(&self.language),
            suggested: if kind == AmountKind::Fixed { Vec::new() } else { self.suggested().into() },
            asks_note: self.asks_note.is_some(),
            takes_tips: self.takes_tips.is_some(),
            labels: Vec::new(),
            after_text: filled(&self.after_text),
            after_url: filled(&self.after_url),
            misread: Vec::new(),
        })
    }

    /// The content by which two forms ask for the same link: every field except for those that tell one form or one press of a button
    /// from another. Amounts and words are as they were read, however they were typed. What payers read once they have paid is sealed
    /// wherever it is kept, so it is in no key either, from which it could be guessed.
    pub(super) fn content(&self, terms: &Terms) -> String {
        let decimal = |money: Option<Money>| money.map(|money| money.to_decimal()).unwrap_or_default();
        let content = Self {
            once: String::new(),
            then: String::new(),
            like: String::new(),
            payee: String::new(),
            another: None,
            after_text: String::new(),
            after_url: String::new(),
            currency: terms.asked.currency().code().to_owned(),
            amount: decimal(terms.asked.fixed()),
            min_amount: decimal(terms.asked.min()),
            max_amount: decimal(terms.asked.max()),
            memo: terms.memo.as_ref().map(ToString::to_string).unwrap_or_default(),
            // All parts as they were read, in the place of the first one.
            part_1: terms.parts.to_json(),
            part_2: String::new(),
            part_3: String::new(),
            part_4: String::new(),
            part_due_1: String::new(),
            part_due_2: String::new(),
            part_due_3: String::new(),
            part_due_4: String::new(),
            // As the parts.
            price_1: terms.prices.to_json(),
            price_2: String::new(),
            price_3: String::new(),
            price_currency_1: String::new(),
            price_currency_2: String::new(),
            price_currency_3: String::new(),
            items: ItemFields::from([("items".to_owned(), format!("{:?}", terms.items))]),
            ..self.clone()
        };
        serde_urlencoded::to_string(content).unwrap_or_default()
    }

    /// The amount that the payer is asked for first, as far as it can be read: the first part's, or the whole.
    pub(super) fn asked_first(&self, currency: Currency) -> Option<Money> {
        let part = self.filled_parts().into_iter().next().and_then(|(_, part)| part.amount);
        let part = part.and_then(|text| Money::typed(&text, currency).ok()).filter(|money| money.minor() > 0);
        self.asked(currency).fixed().map(|whole| part.unwrap_or(whole))
    }

    /// The amount as far as it can be read, for a preview while it is typed.
    pub(super) fn asked(&self, currency: Currency) -> RequestAmount {
        let read = |text: &str| Money::typed(text, currency).ok().filter(|money| money.minor() > 0);
        let minor = |text: &str| read(text).map(|money| money.minor());
        match (self.kind(), read(&self.amount)) {
            (AmountKind::Fixed, Some(money)) => RequestAmount::Fixed(money),
            (AmountKind::Between, _) => {
                RequestAmount::Open { currency, min: minor(&self.min_amount), max: minor(&self.max_amount) }
            }
            _ => RequestAmount::Open { currency, min: None, max: None },
        }
    }
}

/// An amount as the content of a field whose amount nobody remembers: with a leading zero where it could be read as thousands, as in
/// `1.000` dinars.
fn beyond_doubt(money: &Money, locale: Locale) -> String {
    let text = locale.to_type(money);
    if Money::typed(&text, money.currency()) == Ok(*money) { text } else { format!("0{text}") }
}
