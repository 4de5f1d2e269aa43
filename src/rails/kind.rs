//! A kind of rail, before it has settings: its texts, its fields, its constructor.

use super::{Rail, RailContext, RailError};
use crate::domain::field::FieldError;
use crate::domain::method::Settings;
use crate::domain::money::Money;
use crate::domain::money::currency::Currency;

/// The description of a rail without settings.
#[derive(Debug)]
pub struct RailKind {
    /// The name in the API and the database.
    pub name: &'static str,
    /// The name that people use, in English.
    pub label: &'static str,
    /// The keys of its texts for payers.
    pub payer: PayerTexts,
    /// The group under which payees find it.
    pub group: Group,
    /// The key of what the payee is told who is about to add it: what it needs and what it shows of the payee.
    pub about: &'static str,
    /// The rail never moves money: a public URL refuses it unless it is allowed by name. Other rails may have test accounts, see
    /// [`Rail::test_setting`].
    pub test: bool,
    /// The payee, or a statement, confirms that money arrived. The payer may claim to have sent it.
    pub by_hand: bool,
    /// The provider sends refunds through [`Rail::refund`]. If unset, the payee sends the money back and records it.
    pub refunds: bool,
    /// The payee sets up the provider's webhook, so it is shown the address. If unset, there is no webhook, or the service registers it.
    pub webhook_by_payee: bool,
    /// The settings, in the order of the form.
    pub fields: &'static [RailField],
    /// Returns whether an amount can be paid with any settings of this rail.
    pub supports: fn(&Money) -> bool,
    /// Checks settings as the payee typed them, and prepares them for the vault.
    pub check: CheckSettings,
    /// Builds a rail from checked settings.
    pub open: OpenRail,
}

impl RailKind {
    /// Returns whether the rail takes some amount of a currency.
    pub fn takes_some(&self, currency: Currency) -> bool {
        samples(currency).iter().any(self.supports)
    }
}

/// The groups under which payees find the rails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// Codes and details for the payer's bank app.
    Bank,
    /// Cards and wallets, at a provider.
    Cards,
    /// The payee's own links at wallets.
    Wallets,
    /// Bitcoin and Lightning.
    Bitcoin,
    /// Whatever the payee says.
    ByHand,
}

impl Group {
    /// All groups, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Bank, Self::Cards, Self::Wallets, Self::Bitcoin, Self::ByHand];
}

/// Sample amounts, one of which lies within the bounds of every rail that takes the currency, since bounds are far apart.
pub(super) fn samples(currency: Currency) -> [Money; 4] {
    [1, 100, 10_000, 1_000_000].map(|minor| Money::new(minor, currency))
}

/// The Fluent keys of a rail's texts for payers, in `locales/`.
#[derive(Debug, Clone, Copy)]
pub struct PayerTexts {
    /// The rail's name.
    pub name: &'static str,
    /// One line about the rail.
    pub hint: &'static str,
    /// The button's text when the amount is known.
    pub pay: &'static str,
    /// The button's text when the payer enters the amount.
    pub pay_any: &'static str,
}

/// The function that checks typed settings, [`RailKind::check`]. Its errors are by field.
pub type CheckSettings =
    fn(&serde_json::Map<String, serde_json::Value>, &RailContext) -> Result<Settings, Vec<FieldError>>;
/// The function that builds a rail, [`RailKind::open`].
pub type OpenRail = fn(&Settings, &RailContext) -> Result<Box<dyn Rail>, RailError>;

/// A field of a rail's settings.
#[derive(Debug)]
pub struct RailField {
    /// The name in the API and in the form.
    pub name: &'static str,
    /// The key of the label.
    pub label: &'static str,
    /// The key of a line on the expected value.
    pub hint: Option<&'static str>,
    /// The setting can't be left out.
    pub required: bool,
    /// A credential: typed into a password field and never shown again.
    pub secret: bool,
}
