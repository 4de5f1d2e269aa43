//! Ending a charge: the service's demand for its money, and the provider's answer.

use std::fmt;

use super::{Future, RailError};

/// The service's demand for the money of a charge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Demand {
    /// The money is wanted, or the charge is unknown to the service.
    Open,
    /// No money is wanted any more: the request is paid, cancelled, expired or taken down, or asks for another amount, or the method was
    /// removed.
    Over,
}

/// The service's demands, for a rail that needs one before it captures money or trusts a provider's message.
pub trait Demands: Send + Sync + fmt::Debug {
    /// The current demand for a charge, by the provider's id.
    ///
    /// # Errors
    /// [`RailError::Unavailable`] if it can't be read now.
    fn demand<'a>(&'a self, external_id: &'a str) -> Future<'a, Result<Demand, RailError>>;
}

/// Gives the same demand for every charge.
impl Demands for Demand {
    fn demand<'a>(&'a self, _external_id: &'a str) -> Future<'a, Result<Demand, RailError>> {
        Box::pin(std::future::ready(Ok(*self)))
    }
}

/// The result of ending a charge at its provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum EndOutcome {
    /// The provider accepts no money for the charge any more, or doesn't know it.
    Closed,
    /// The provider can't end the charge, but takes no money unless the service captures it, which it doesn't for a charge that is over.
    /// No call was made.
    Withheld,
    /// The payer was faster: the charge is paid, or a payment is in progress. The provider's next answer has the amount.
    Taken,
    /// The provider can't end the charge, or the payee's key isn't permitted to. It expires by itself.
    Unsupported,
}

impl EndOutcome {
    /// The outcome as it is stored, in snake case.
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}
