//! What a payer chose and typed, read against what its request asks.

use crate::actions::Error;
use crate::domain::field::FieldError;
use crate::domain::language::Language;
use crate::domain::money::currency::Currency;
use crate::domain::money::{AmountError, Money};
use crate::domain::payment::tip::TipChoice;
use crate::domain::request::RequestAmount;
use crate::domain::request::picks::TypedPicks;
use crate::domain::request::public::PublicRequest;
use crate::domain::text::PayerNote;

/// An amount that the payer chooses.
#[derive(Debug, Clone)]
pub enum PayerAmount {
    /// As typed by the payer.
    Typed(String),
    /// A suggested amount that the payer picked, in the API's notation.
    Picked(String),
}

impl Default for PayerAmount {
    fn default() -> Self {
        Self::Typed(String::new())
    }
}

impl PayerAmount {
    fn read(&self, currency: Currency) -> Result<Money, AmountError> {
        match self {
            Self::Typed(text) => Money::typed(text, currency),
            Self::Picked(text) => Money::parse(text, currency),
        }
        .and_then(Money::payable)
    }

    fn is_blank(&self) -> bool {
        let (Self::Typed(text) | Self::Picked(text)) = self;
        text.trim().is_empty()
    }
}

/// The payer's input.
#[derive(Debug, Clone, Default)]
pub struct PayerInput {
    /// The method's id, as the form sent it; of a request with several prices followed by a colon and the currency to pay in.
    pub method: String,
    /// The amount, if the request leaves it to the payer.
    pub amount: PayerAmount,
    /// The quantities, if the request leaves the payer a choice of items.
    pub picks: TypedPicks,
    /// The tip on a fixed amount. Ignored if the payee doesn't take any.
    pub tip: TipChoice,
    /// A note to the payee. Ignored if the payee doesn't ask for one.
    pub note: String,
    /// The language that the payer chose, for its own page.
    pub language: Option<Language>,
}

/// The amount of this payment.
pub(super) fn amount(request: &PublicRequest, payers: &PayerAmount) -> Result<Money, Error> {
    match request.outstanding {
        Some(money) => Ok(money),
        None => payer_amount(payers, &request.asked),
    }
}

/// The amount that is asked of a payer, and the tip in it, in minor units.
pub(super) struct Asked {
    pub total: Money,
    pub tip: i64,
}

/// Adds the payer's tip to the amount that is due, if the payee takes tips.
pub(super) fn with_tip(taken: bool, choice: &TipChoice, due: Money) -> Result<Asked, Error> {
    let tip = if taken { choice.tip(due).map_err(|e| Error::Invalid(vec![FieldError::new("tip", &e)]))? } else { 0 };
    // No more than the largest amount: that bounds the tip.
    Ok(Asked { total: Money::new(due.minor() + tip, due.currency()), tip })
}

/// Parses the payer's note, if the payee asks for one.
pub(super) fn note(asked: bool, text: &str) -> Result<Option<PayerNote>, Error> {
    if !asked || text.trim().is_empty() {
        return Ok(None);
    }
    PayerNote::parse(text).map(Some).map_err(|e| Error::Invalid(vec![FieldError::new("note", &e)]))
}

pub(super) fn payer_amount(amount: &PayerAmount, asked: &RequestAmount) -> Result<Money, Error> {
    let wrong = |code, detail: String| Error::field("amount", code, detail);
    if amount.is_blank() {
        return Err(wrong("required", "Type how much you want to pay.".into()));
    }
    let money = amount.read(asked.currency()).map_err(|e| Error::Invalid(vec![FieldError::new("amount", &e)]))?;
    match (asked.min(), asked.max()) {
        (Some(min), _) if money.minor() < min.minor() => {
            Err(wrong("too_small", format!("The smallest amount is {min}.")))
        }
        (_, Some(max)) if money.minor() > max.minor() => {
            Err(wrong("too_large", format!("The largest amount is {max}.")))
        }
        _ => Ok(money),
    }
}
