//! Payees: who is owed.

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

/// Who is owed. There is deliberately no field for an e-mail address, a phone number or a legal name.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Payee {
    /// Inside the service.
    pub id: PayeeId,
    /// Its public name and personal link.
    pub handle: Handle,
    /// What it calls itself; the handle when it chose nothing.
    pub name: DisplayName,
    /// The currency of its links that name none.
    #[sqlx(try_from = "String")]
    pub currency: Currency,
    /// The zone whose days its books and pages go by.
    #[sqlx(try_from = "String")]
    pub zone: Zone,
    /// What its links, messages and cards speak where nothing else is said.
    pub language: Language,
    /// The accent that it chose; see [`Payee::accent`].
    pub accent: Option<Accent>,
    /// What its personal page suggests.
    #[sqlx(try_from = "String")]
    pub suggested: Suggested,
    /// Whether its personal links ask payers for a note.
    pub asks_note: bool,
    /// When it came to be.
    pub created_at: Timestamp,
    /// Set by the operator: its links answer as if they did not exist.
    pub disabled_at: Option<Timestamp>,
}

impl Payee {
    /// The accent of its pages: the one it chose, or else the one of its handle.
    pub fn accent(&self) -> Accent {
        self.accent.unwrap_or_else(|| Accent::of(self.handle.as_str()))
    }
}
