//! The form for money that was paid another way.

use serde::Deserialize;

use crate::domain::money::Money;
use crate::locale::Locale;
use crate::web::http::extract::Deed;

/// The fields of the form for money that was paid another way.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct MarkForm {
    pub(super) amount: String,
    pub(super) tip: String,
    pub(super) paid_on: String,
    pub(super) note: String,
    pub(super) seen: String,
    pub(super) once: String,
}

impl Deed for MarkForm {
    const NAME: &'static str = "mark-paid";
}

impl MarkForm {
    /// The form before anything is typed, with the amount that is missing.
    pub(super) fn filled_in(outstanding: Option<Money>, locale: Locale) -> Self {
        Self { amount: outstanding.map(|money| locale.to_type(&money)).unwrap_or_default(), ..Self::default() }
    }
}
