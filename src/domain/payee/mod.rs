//! Payees: the parties to whom money is owed.

pub mod accent;
pub mod handle;
pub mod link;
pub mod sign_up_key;

use self::accent::Accent;
use self::handle::Handle;
use super::clock::Timestamp;
use super::id::PayeeId;
use super::language::Language;
use super::money::currency::Currency;
use super::request::suggested::Suggested;
use super::text::DisplayName;
use super::zone::Zone;

/// A payee. There is deliberately no field for an e-mail address, a phone number or a legal name.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Payee {
    /// The internal id; the public one is the handle.
    pub id: PayeeId,
    /// The public name, and the path of its personal link.
    pub handle: Handle,
    /// The display name; the handle if the payee chose none.
    pub name: DisplayName,
    /// The default currency of its requests and links.
    #[sqlx(try_from = "String")]
    pub currency: Currency,
    /// The time zone of its books and pages.
    #[sqlx(try_from = "String")]
    pub zone: Zone,
    /// The default language of its links, messages and cards.
    pub language: Language,
    /// The accent that the payee chose; see [`Payee::accent`].
    pub accent: Option<Accent>,
    /// The amounts suggested on its personal page.
    #[sqlx(try_from = "String")]
    pub suggested: Suggested,
    /// Payers of its personal links are offered a field for a note.
    pub asks_note: bool,
    /// Personal links with an amount let payers add a tip.
    pub takes_tips: bool,
    /// The time of registration.
    pub created_at: Timestamp,
    /// Set by the operator, or with `closed_at`: its links answer as if they did not exist.
    pub disabled_at: Option<Timestamp>,
    /// The time at which its account was closed, for good.
    pub closed_at: Option<Timestamp>,
}

impl Payee {
    /// The accent of its pages: the chosen one, or else the handle's default.
    pub fn accent(&self) -> Accent {
        self.accent.unwrap_or_else(|| Accent::of(self.handle.as_str()))
    }
}
