//! Amounts in the fields of forms, which pages fill in and read.

use super::Locale;
use crate::domain::money::Money;
use crate::domain::money::currency::Currency;
use crate::domain::money::notation::Notation;

impl Locale {
    /// The character between units and decimals.
    pub fn separator(self) -> char {
        self.example(Currency::EUR).chars().find(|c| !c.is_numeric()).unwrap_or('.')
    }

    /// An amount as the content of a form's field: `1234,50`. [`Self::notation`] reads it.
    pub fn to_type(self, money: &Money) -> String {
        money.with_separator(self.separator())
    }

    /// The notation in which forms of the locale are read.
    pub fn notation(self) -> Notation {
        Notation::Typed(self.separator())
    }
}
