//! A rail before any settings: how it is offered, and what it wants to know.

use super::{Rail, RailContext, RailError};
use crate::domain::field::FieldError;
use crate::domain::method::Settings;
use crate::domain::money::Money;
use crate::domain::money::currency::Currency;

/// What a rail is, before any settings: how it is offered and what it wants to know.
#[derive(Debug)]
pub struct RailKind {
    /// Its name in the API and the database.
    pub name: &'static str,
    /// What people call it.
    pub label: &'static str,
    /// What a payer reads of it, in the payer's language.
    pub payer: PayerTexts,
    /// One line for the payee who adds it.
    pub about: &'static str,
    /// Never moves money: refused on a public URL unless it is allowed by name. Of a rail that does, a method may still be a test
    /// account's: see [`Rail::test_setting`].
    pub test: bool,
    /// Money is known to have arrived by the payee's word or a statement: the payer may say that it was sent, the payee confirms.
    pub by_hand: bool,
    /// The provider sends money back when it is asked: [`Rail::refund`]. Where not, the payee does, and says so.
    pub refunds: bool,
    /// The payee sets the provider's webhook up, so it is shown the address. Where not, nobody reports, or is told where by us.
    pub webhook_by_payee: bool,
    /// The settings it wants, in the order of the form.
    pub fields: &'static [RailField],
    /// Whether it can take this amount, whatever the settings.
    pub supports: fn(&Money) -> bool,
    /// Checks settings as the payee typed them, and puts them in order for the vault.
    pub check: CheckSettings,
    /// Makes a rail of settings that were checked before.
    pub open: OpenRail,
}

impl RailKind {
    /// Whether it takes some amount of a currency.
    pub fn takes_some(&self, currency: Currency) -> bool {
        samples(currency).iter().any(self.supports)
    }
}

/// Amounts of which one lies between the bounds of every rail that takes the currency: bounds are far apart.
pub(super) fn samples(currency: Currency) -> [Money; 4] {
    [1, 100, 10_000, 1_000_000].map(|minor| Money::new(minor, currency))
}

/// The keys of a rail's texts for payers, in `locales/`.
#[derive(Debug, Clone, Copy)]
pub struct PayerTexts {
    /// Its name.
    pub name: &'static str,
    /// One line about it.
    pub hint: &'static str,
    /// The button that pays a known amount.
    pub pay: &'static str,
    /// The button while no amount is known.
    pub pay_any: &'static str,
}

/// See [`RailKind::check`].
pub type CheckSettings =
    fn(&serde_json::Map<String, serde_json::Value>, &RailContext) -> Result<Settings, Vec<FieldError>>;
/// See [`RailKind::open`].
pub type OpenRail = fn(&Settings, &RailContext) -> Result<Box<dyn Rail>, RailError>;

/// One setting.
#[derive(Debug)]
pub struct RailField {
    /// Its name in the API and the form.
    pub name: &'static str,
    /// What people call it.
    pub label: &'static str,
    /// One line on what to write.
    pub hint: &'static str,
    /// Whether it may be left out.
    pub required: bool,
    /// A credential: typed into a field that hides it, and never shown again.
    pub secret: bool,
}
