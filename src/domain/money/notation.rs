//! Notations of amounts: for programs and for people.

use super::currency::Currency;
use super::{AmountError, Money};

/// The notation of the amounts in a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Notation {
    /// The API's notation, see [`Money::parse`]: `1234.50`.
    #[default]
    Api,
    /// The notations that people type, see [`Money::typed`]: `1.234,50`. With the decimal separator of the amounts that the page itself
    /// writes into its fields.
    Typed(char),
}

impl Notation {
    /// Reads a payable amount.
    ///
    /// # Errors
    /// [`AmountError`].
    pub fn read(self, text: &str, currency: Currency) -> Result<Money, AmountError> {
        self.read_over(&[], text, currency)
    }

    /// Reads a payable amount from a form field that the page had filled in with one of `filled_in`: see [`Money::entered`].
    ///
    /// # Errors
    /// [`AmountError`].
    pub fn read_over(self, filled_in: &[Money], text: &str, currency: Currency) -> Result<Money, AmountError> {
        match self {
            Self::Api => Money::parse(text, currency),
            Self::Typed(separator) => Money::entered(text, (filled_in, separator), currency),
        }
        .and_then(Money::payable)
    }
}
