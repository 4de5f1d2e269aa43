//! The form for money that was paid another way.

use serde::Deserialize;

use crate::domain::request::PaymentRequest;
use crate::locale::Locale;
use crate::web::http::extract::Deed;

/// The fields of the form for money that was paid another way.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct MarkForm {
    pub(super) amount: String,
    pub(super) tip: String,
    /// The currency, where the request has several prices.
    pub(super) currency: String,
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
    pub(super) fn filled_in(request: &PaymentRequest, locale: Locale) -> Self {
        // An amount stays empty beside a choice of currencies: it would be that of one of them.
        let missing = request.outstanding().filter(|_| request.prices.is_empty());
        let currency = request.asked.currency().code().to_owned();
        Self { amount: missing.map(|money| locale.to_type(&money)).unwrap_or_default(), currency, ..Self::default() }
    }
}
