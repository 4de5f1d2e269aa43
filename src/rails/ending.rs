//! The end of a charge: what the service still wants of it, and what a provider makes of its end.

use std::fmt;

use super::{Future, RailError};

/// The service's own word on a charge that a provider names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Demand {
    /// Its money is wanted, or the service doesn't know the charge.
    Open,
    /// No money is wanted by it any more: the request is paid, cancelled, expired or taken down, asks for another amount, or the method
    /// was removed.
    Over,
}

/// The service's demands, for a rail that has to know one before it takes money or believes a provider's word.
pub trait Demands: Send + Sync + fmt::Debug {
    /// The demand behind a provider's name for a charge, at this moment.
    ///
    /// # Errors
    /// [`RailError::Unavailable`] when it can't be known now.
    fn demand<'a>(&'a self, external_id: &'a str) -> Future<'a, Result<Demand, RailError>>;
}

/// The same answer for every charge.
impl Demands for Demand {
    fn demand<'a>(&'a self, _external_id: &'a str) -> Future<'a, Result<Demand, RailError>> {
        Box::pin(std::future::ready(Ok(*self)))
    }
}

/// The outcome of ending a charge at its provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum EndOutcome {
    /// The provider takes no money for it any more, or knows no such charge.
    Closed,
    /// The provider has no way to end it, and takes nothing either unless the service asks for it, which it doesn't once the charge is
    /// over. No call was made.
    Withheld,
    /// The payer was quicker: it is paid, or being paid. The provider's next answer says how much.
    Taken,
    /// The provider has no way to end it, or none that the payee's key may use. It ends by its own time.
    Unsupported,
}

impl EndOutcome {
    /// The word that is kept.
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}
