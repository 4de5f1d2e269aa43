//! The terms of a new request: every field of the form or the API call, checked together.

use chrono::NaiveDate;

use super::after_payment::AfterPayment;
use super::item::{self, ItemsSum};
use super::parts::{PartDraft, Parts, PartsError, ReadParts};
use super::prices::{self, PriceDraft, Prices};
use super::suggested::Suggested;
use super::{Item, Preview, RequestAmount};
use crate::domain::clock::Timestamp;
use crate::domain::field::{FieldError, Problem, Problems};
use crate::domain::language::Language;
use crate::domain::money::currency::Currency;
use crate::domain::money::notation::Notation;
use crate::domain::money::{AmountError, Money};
use crate::domain::payment::tip;
use crate::domain::text::{Label, Memo, OwnReference};
use crate::domain::when::{day, future};

/// The unchecked terms of a request, as typed or sent. A field is absent or verbatim; a form leaves out its empty fields.
#[derive(Debug, Clone, Default)]
pub struct RequestDraft {
    /// The notation of the amounts below.
    pub notation: Notation,
    /// The fixed amount; open when absent.
    pub amount: Option<String>,
    /// Further prices beside the fixed amount, in other currencies.
    pub prices: Vec<PriceDraft>,
    /// ISO 4217; the payee's default when absent.
    pub currency: Option<String>,
    /// Lower bound of an open amount.
    pub min_amount: Option<String>,
    /// Upper bound of an open amount.
    pub max_amount: Option<String>,
    /// The purpose, shown to payers.
    pub memo: Option<String>,
    /// The payee's own reference, such as an invoice number.
    pub reference: Option<String>,
    /// The due date, `2026-11-30`.
    pub due_on: Option<String>,
    /// The parts, if the amount is to be paid at different times.
    pub parts: Vec<PartDraft>,
    /// The time from which it can't be paid, RFC 3339.
    pub expires_at: Option<String>,
    /// The largest number of payments.
    pub max_payments: Option<i64>,
    /// `none`, `generic` or `amount`.
    pub preview: Option<String>,
    /// The lines, if there are any.
    pub items: Vec<Item>,
    /// A tag of [`Language`]; the payee's default when absent.
    pub language: Option<String>,
    /// Amounts to suggest for an open amount.
    pub suggested: Vec<String>,
    /// Payers are offered a field for a note.
    pub asks_note: bool,
    /// Payers may add a tip to the fixed amount.
    pub takes_tips: bool,
    /// The payee's labels.
    pub labels: Vec<String>,
    /// The text that payers read once they have paid.
    pub after_text: Option<String>,
    /// The link that payers get once they have paid.
    pub after_url: Option<String>,
    /// Errors about members of a body that could not be read, reported together with all others.
    pub misread: Vec<FieldError>,
}

/// The checked terms of a request.
#[derive(Debug, Clone)]
pub struct Terms {
    /// The fixed amount, or the bounds of an open one.
    pub asked: RequestAmount,
    /// The fixed amount and its further prices; none without further ones.
    pub prices: Prices,
    /// The purpose, shown to payers.
    pub memo: Option<Memo>,
    /// The payee's own reference, such as an invoice number.
    pub reference: Option<OwnReference>,
    /// The due date, which is only shown; that of the first part where there are parts.
    pub due_on: Option<NaiveDate>,
    /// The parts of the amount, when it is to be paid at different times.
    pub parts: Parts,
    /// The time from which it can't be paid.
    pub expires_at: Option<Timestamp>,
    /// The largest number of payments; unlimited when `None`.
    pub max_payments: Option<i64>,
    /// The detail that a chat's preview shows.
    pub preview: Preview,
    /// Line by line; they add up to the amount, unless payers choose from them.
    pub items: Vec<Item>,
    /// The default language of its pages, message and card.
    pub language: Language,
    /// Amounts offered to a payer who chooses the amount.
    pub suggested: Suggested,
    /// Payers are offered a field for a note.
    pub asks_note: bool,
    /// Payers may add a tip to the fixed amount.
    pub takes_tips: bool,
    /// The payee's labels, which nobody else sees.
    pub labels: Vec<Label>,
    /// The text or link that payers read once they have paid.
    pub after_payment: Option<AfterPayment>,
}

/// The largest limit on the number of payments.
const MAX_PAYMENTS: i64 = 1_000_000;

/// Reads a preview's level of detail.
///
/// # Errors
/// The text is none of the three words.
pub fn preview(text: &str) -> Result<Preview, FieldError> {
    Preview::parse(text).ok_or_else(|| FieldError::plain("preview", "invalid", "Choose none, generic or amount."))
}

/// Reads a language tag.
///
/// # Errors
/// The tag isn't one of [`Language::ALL`].
pub fn language(tag: &str) -> Result<Language, FieldError> {
    Language::parse(tag).ok_or_else(|| {
        let known = Language::ALL.map(Language::tag).join(", ");
        FieldError::plain("language", "unknown", format!("Choose one of: {known}."))
    })
}

impl RequestDraft {
    /// Checks every field. A draft without currency or language gets the payee's.
    ///
    /// # Errors
    /// Every problem, each with its field's name.
    pub fn check(
        mut self,
        payees_own: Currency,
        payees_language: Language,
        now: Timestamp,
    ) -> Result<Terms, Vec<FieldError>> {
        // Collected rather than returned at the first, so that one answer names every field to correct.
        let mut problems = Problems::after(std::mem::take(&mut self.misread));
        let currency = match self.currency.as_deref() {
            // Its error is among those of the body. The payee's default must not stand in for it: amounts would be read in the wrong
            // currency.
            _ if problems.is_misread("currency") => None,
            Some(code) => problems.check("currency", Currency::parse_in_use(code)),
            None => problems.check("currency", payees_own.in_use()),
        };
        let (asked, parts) = match currency {
            Some(currency) => self.check_amount(currency, &mut problems).unzip(),
            None => {
                self.judge_writing(payees_own, &mut problems);
                (None, None)
            }
        };
        let memo = self.memo.as_deref().and_then(|t| problems.check("memo", Memo::optional(t)).flatten());
        let reference =
            self.reference.as_deref().and_then(|t| problems.check("reference", OwnReference::optional(t)).flatten());
        let due_on = self.due_on.as_deref().and_then(|t| problems.check("due_on", day(t)));
        let expires_at = self.expires_at.as_deref().and_then(|t| problems.check("expires_at", future(t, now)));
        let parts = parts.unwrap_or_default();
        self.check_beside_parts(&parts, expires_at, &mut problems);
        let preview = self.preview.as_deref().and_then(|t| preview(t).map_err(|e| problems.push(e)).ok());
        if self.max_payments.is_some_and(|n| !(1..=MAX_PAYMENTS).contains(&n)) {
            let detail = format!("Say how often it may be paid: 1 to {MAX_PAYMENTS}, or leave it out.");
            problems.push(FieldError::plain("max_payments", "out_of_range", detail));
        }
        let language = self.language.as_deref().and_then(|t| language(t).map_err(|e| problems.push(e)).ok());
        let labels = super::labels::parse(&self.labels).map_err(|e| problems.push(e)).ok();
        if let Some(asked) = &asked {
            let fits = tip::check_terms(self.takes_tips, asked.fixed().is_some(), !parts.is_empty());
            problems.check("takes_tips", fits);
        }
        let after_payment = AfterPayment::check(self.after_text.as_deref(), self.after_url.as_deref(), &mut problems);
        let beside = !self.items.is_empty() || !self.parts.is_empty();
        let prices = asked
            .map(|asked| prices::read(&self.prices, self.notation, &asked, beside, &mut problems))
            .unwrap_or_default();
        // Only with an amount: its currency and bounds decide what may be suggested.
        let suggested = asked.and_then(|asked| {
            problems.check("suggested_amounts", Suggested::parse(&self.suggested, self.notation, &asked, &[]))
        });
        problems.finish()?;
        // Every path without an amount has noted a problem. Should one forget to, an error is better than a request for nothing.
        let asked = asked.ok_or_else(|| vec![FieldError::required("amount", "how much")])?;
        // A fixed amount is a bill for one payer unless the draft says otherwise; an open one takes any number of payments.
        let once = asked.fixed().map(|_| 1);
        Ok(Terms {
            asked,
            prices,
            memo,
            reference,
            due_on: parts.due_on(0).or(due_on),
            parts,
            expires_at,
            max_payments: self.max_payments.or(once),
            preview: preview.unwrap_or_default(),
            items: self.items,
            language: language.unwrap_or(payees_language),
            suggested: suggested.unwrap_or_default(),
            asks_note: self.asks_note,
            takes_tips: self.takes_tips,
            labels: labels.unwrap_or_default(),
            after_payment,
        })
    }

    /// Notes amounts that are wrong in every currency, for a draft whose currency isn't known. `stand_in` only serves the parser.
    fn judge_writing(&self, stand_in: Currency, problems: &mut Problems) {
        let fields = [("amount", &self.amount), ("min_amount", &self.min_amount), ("max_amount", &self.max_amount)];
        for (field, text) in fields {
            let read = text.as_deref().map(|text| self.notation.read(text, stand_in));
            if let Some(Err(error @ (AmountError::NotANumber(_) | AmountError::Zero))) = read {
                problems.push(FieldError::new(field, &error));
            }
        }
    }

    /// Notes the members that don't go with parts.
    fn check_beside_parts(&self, parts: &Parts, expires_at: Option<Timestamp>, problems: &mut Problems) {
        if parts.is_empty() {
            return;
        }
        if self.due_on.is_some() {
            problems.push(Parts::other_day());
        }
        if self.max_payments.is_some_and(|most| most != 1) {
            problems.push(FieldError::new("parts", &PartsError::SeveralPayers));
        }
        if let Err(error) = parts.check_expiry(expires_at) {
            problems.push(error);
        }
    }

    /// Checks the amount with what has to fit it: the bounds, the lines and the parts.
    fn check_amount(&self, currency: Currency, problems: &mut Problems) -> Option<(RequestAmount, Parts)> {
        let parts = ReadParts::read(&self.parts, self.notation, currency, problems);
        let sum = match &parts {
            Some(parts) => problems.check("parts", parts.sum())?,
            None => None,
        };
        let asked = self.check_asked(currency, sum, problems)?;
        let parts = parts?;
        let fitting = match asked.fixed() {
            Some(whole) => parts.of(whole),
            None if parts.is_empty() => Ok(Parts::default()),
            None => Err(PartsError::Open),
        };
        Some((asked, problems.check("parts", fitting)?))
    }

    /// Checks the amount, its bounds and its lines. Without an amount, the sum of the lines or the one of the parts is the amount.
    fn check_asked(
        &self,
        currency: Currency,
        sum_of_parts: Option<Money>,
        problems: &mut Problems,
    ) -> Option<RequestAmount> {
        let mut read = |field, text: &Option<String>| {
            text.as_deref().map(|t| problems.check(field, self.notation.read(t, currency)))
        };
        let amount = read("amount", &self.amount);
        let min = read("min_amount", &self.min_amount);
        let max = read("max_amount", &self.max_amount);
        let bounded = min.is_some() || max.is_some();
        // All three are read before the first error returns, so that each of them is reported.
        let (amount, min, max) = (invert(amount)?, invert(min)?, invert(max)?);
        let items_total = match item::check(&self.items, currency, problems)? {
            ItemsSum::None => None,
            ItemsSum::Fixed(total) => Some(total),
            // What each payer picks makes the amount, so there is nothing else to say about it.
            ItemsSum::Chosen => {
                let suggests = self.suggested.iter().any(|text| !text.trim().is_empty());
                let other = amount.is_some() || bounded || !self.parts.is_empty() || suggests;
                return problems.check("items", if other { Err(ItemsConflict) } else { Ok(open_in(currency)) });
            }
        };
        let amount = match (amount, items_total) {
            // Neither of two sums is guessed to be the right one.
            (Some(amount), Some(total)) if amount != total => {
                let detail = format!(
                    "The items add up to {total}, but the amount is {amount}. Make them equal, or leave the amount out."
                );
                problems.push(FieldError::plain("items", "sum_differs", detail));
                return None;
            }
            (amount, total) => amount.or(total).or(sum_of_parts),
        };
        match (amount, min, max) {
            (Some(_), _, _) if bounded => {
                let detail = "An amount that is fixed has no bounds. Leave out amount, or min_amount and max_amount.";
                problems.push(FieldError::plain("amount", "conflict", detail));
                None
            }
            (Some(amount), _, _) => Some(RequestAmount::Fixed(amount)),
            (None, Some(min), Some(max)) if min.minor() > max.minor() => {
                let detail = format!("The smallest amount ({min}) is larger than the largest ({max}).");
                problems.push(FieldError::plain("min_amount", "out_of_range", detail));
                None
            }
            (None, min, max) => {
                Some(RequestAmount::Open { currency, min: min.map(|m| m.minor()), max: max.map(|m| m.minor()) })
            }
        }
    }
}

/// The error of an amount beside items that make it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "What payers choose of the items makes the amount. Leave out the amount, its bounds, parts and suggested amounts."
)]
pub struct ItemsConflict;

impl Problem for ItemsConflict {
    fn code(&self) -> &'static str {
        "conflict"
    }

    fn key(&self) -> Option<&'static str> {
        Some("error-items-amount")
    }
}

fn open_in(currency: Currency) -> RequestAmount {
    RequestAmount::Open { currency, min: None, max: None }
}

/// `None` when a field was given and wrong; `Some(None)` when it was left out.
fn invert<T>(read: Option<Option<T>>) -> Option<Option<T>> {
    match read {
        None => Some(None),
        Some(None) => None,
        Some(some) => Some(some),
    }
}

#[cfg(test)]
mod tests;
