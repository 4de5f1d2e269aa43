//! Changing a payee's settings, each page of them by itself.

use super::sign_up::{language, zone};
use crate::actions::{Context, Error};
use crate::domain::field::{FieldError, Problems};
use crate::domain::money::currency::Currency;
use crate::domain::money::notation::Notation;
use crate::domain::payee::Payee;
use crate::domain::payee::accent::Accent;
use crate::domain::request::RequestAmount;
use crate::domain::request::suggested::Suggested;
use crate::domain::text::DisplayName;
use crate::store::PayeeChange;

/// The settings that a payee changes, as typed; the others stay as they are stored, whatever another page changes meanwhile.
#[derive(Debug, Clone, Default)]
pub struct Wishes {
    /// The display name.
    pub name: Option<String>,
    /// An ISO 4217 code.
    pub currency: Option<String>,
    /// The language tag of its links; unchanged if empty.
    pub language: Option<String>,
    /// The IANA name of its time zone; unchanged if empty.
    pub zone: Option<String>,
    /// The number of an accent colour; the handle's if empty.
    pub accent: Option<String>,
    /// Suggested amounts of the personal page; empty ones are left out.
    pub suggested: Option<Vec<String>>,
    /// The notation of the suggested amounts.
    pub notation: Notation,
    /// Personal links ask payers for a note.
    pub asks_note: Option<bool>,
    /// Personal links with an amount let payers add a tip.
    pub takes_tips: Option<bool>,
}

/// Changes a payee's settings, and returns the payee as it is then.
///
/// # Errors
/// [`Error::Invalid`] with all errors, by field; [`Error::Conflict`] if another change of the currency came between.
pub async fn change_payee(ctx: &Context, payee: &Payee, wishes: &Wishes) -> Result<Payee, Error> {
    let Wishes { name, currency, language: tag, zone: zone_name, accent, suggested, notation, asks_note, takes_tips } =
        wishes;
    let mut problems = Problems::default();
    let name = name.as_deref().and_then(|name| problems.check("name", DisplayName::parse(name)));
    let code = currency.as_deref().map(str::trim);
    let currency = match code {
        Some(code) => problems.check("currency", Currency::parse_in_use(code)),
        None => Some(payee.currency),
    };
    let language = tag.as_deref().map(|tag| language(tag, payee.language, &mut problems));
    let zone = zone_name.as_deref().map(|name| zone(name, payee.zone, &mut problems));
    let accent = accent.as_deref().map(|accent| {
        problems.known(Some(accent).filter(|a| !a.is_empty()), Accent::parse, || {
            FieldError::plain("accent", "invalid", "Choose one of the colours.")
        })
    });
    let suggested = match (suggested, currency) {
        // Checked in the new currency.
        (Some(suggested), Some(currency)) => {
            let open = RequestAmount::Open { currency, min: None, max: None };
            let filled_in = payee.suggested.amounts(payee.currency);
            problems.check("suggested_amounts", Suggested::parse(suggested, *notation, &open, &filled_in))
        }
        // The figures stay: 5.00 in another currency. They can't where that has other decimals.
        (None, Some(currency)) if currency.exponent() != payee.currency.exponent() => {
            if !payee.suggested.amounts(payee.currency).is_empty() {
                let detail = "Your suggested amounts don’t fit this currency. Empty them on the page Profile first.";
                problems.push(FieldError::plain("currency", "conflict", detail));
            }
            None
        }
        _ => None,
    };
    problems.finish().map_err(Error::Invalid)?;
    let change = PayeeChange {
        name,
        // The stored currency has to be the one that the suggestions were checked in.
        currency_before: (code.is_some() || suggested.is_some()).then_some(payee.currency),
        currency: currency.filter(|_| code.is_some()),
        language,
        zone,
        accent,
        suggested,
        asks_note: *asks_note,
        takes_tips: *takes_tips,
    };
    let (id, handle) = (payee.id.clone(), payee.handle.clone());
    let write =
        ctx.store.write(move |mut tx| Box::pin(async move { Ok::<_, Error>(tx.change_payee(&id, &change).await?) }));
    if !write.await? {
        return Err(Error::Conflict("error-changed-meanwhile"));
    }
    ctx.store.payee_by_handle(&handle).await?.ok_or(Error::NotFound)
}
