//! Notations of amounts: a program's and a person's.

use super::currency::Currency;
use super::{AmountError, Money};

/// How amounts in a draft are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Notation {
    /// The API's: `1234.50`.
    #[default]
    Api,
    /// A person's: `1.234,50`.
    Typed,
}

impl Notation {
    /// Reads an amount that may be asked for.
    ///
    /// # Errors
    /// [`AmountError`].
    pub fn read(self, text: &str, currency: Currency) -> Result<Money, AmountError> {
        self.read_over(&[], text, currency)
    }

    /// Reads an amount that may be asked for, of a field that the page had filled in with one of these: see [`Money::entered`].
    ///
    /// # Errors
    /// [`AmountError`].
    pub fn read_over(self, filled_in: &[Money], text: &str, currency: Currency) -> Result<Money, AmountError> {
        match self {
            Self::Api => Money::parse(text, currency),
            Self::Typed => Money::entered(text, filled_in, currency),
        }
        .and_then(Money::payable)
    }
}
