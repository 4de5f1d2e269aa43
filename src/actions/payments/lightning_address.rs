//! Lightning addresses of payees: `anna@chit.example`, by LUD-16, LUD-06 and LUD-21 (<https://github.com/lnurl/luds>).
//!
//! A payee whose Lightning wallet can bind an invoice to a description by its hash has an address, without anything to set up. Paying it is paying
//! by the personal link: a request and its payment are stored in one transaction, once the wallet has written the invoice. The payer says how
//! many satoshis, so that is what is asked for and booked, in [`Currency::BTC`]: any other currency would need a price, and a price rounds.
//!
//! Nothing comes from the payer but the amount. Comments (LUD-12) and data of the payer's (LUD-18) aren't offered.

use serde_json::json;

use super::payer_input::Asked;
use super::start::{NextStep, PaymentTarget, StartedPayment, start};
use crate::actions::methods::open_rail::open_rail;
use crate::actions::requests::create::{draw, terms_by_payer};
use crate::actions::{Context, Error};
use crate::domain::method::OfferedMethod;
use crate::domain::money::currency::Currency;
use crate::domain::money::{MAX_MINOR, Money};
use crate::domain::payee::Payee;
use crate::domain::payee::handle::Handle;
use crate::domain::request::picks::ChosenItems;
use crate::domain::request::terms::Terms;
use crate::domain::secret::token::Token;
use crate::rails::{Instructions, RailError};
use crate::store::{self, ChargeOwner, PayerView};

/// The millisatoshis of a satoshi.
const MSAT: i64 = 1000;

/// The terms on which a Lightning address takes money.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddressTerms {
    /// The payee as a wallet shows it, in the form of LUD-06: the display name and the address, which everybody may see. An invoice is bound to
    /// this text by its hash.
    pub metadata: String,
    /// The smallest amount, in millisatoshis: a satoshi.
    pub min_msat: i64,
    /// The largest amount, in millisatoshis: that of any request.
    pub max_msat: i64,
}

/// An invoice that was written for a payer.
#[derive(Debug)]
pub struct AddressInvoice {
    /// The invoice by BOLT 11.
    pub bolt11: String,
    /// The payment's token, by which its payer sees it.
    pub token: Token,
}

/// A payment as its payer may know it by LUD-21.
#[derive(Debug, PartialEq, Eq)]
pub struct AddressProof {
    /// The money arrived.
    pub settled: bool,
    /// The preimage in hex, once it arrived and while the payee's wallet answers.
    pub preimage: Option<String>,
    /// The invoice; `None` once it was erased.
    pub bolt11: Option<String>,
}

/// The Lightning address of a payee, if one of its methods can write the invoices. None where the service's address has a path: then
/// `/.well-known/` of its host isn't the service's.
pub fn address(ctx: &Context, handle: &Handle, methods: &[OfferedMethod]) -> Option<String> {
    ctx.rails.writer_of_addresses(methods)?;
    let url = &ctx.public_url;
    let host = url.host_str().filter(|_| url.path() == "/")?;
    Some(match url.port() {
        Some(port) => format!("{handle}@{host}:{port}"),
        None => format!("{handle}@{host}"),
    })
}

/// The terms of a payee; `None` if it has no Lightning address.
pub fn terms(ctx: &Context, payee: &Payee, methods: &[OfferedMethod]) -> Option<AddressTerms> {
    let address = address(ctx, &payee.handle, methods)?;
    let metadata = json!([["text/plain", payee.name.as_str()], ["text/identifier", address]]).to_string();
    Some(AddressTerms { metadata, min_msat: MSAT, max_msat: MAX_MINOR * MSAT })
}

/// Starts a payment of an amount in millisatoshis by a payee's Lightning address.
///
/// # Errors
/// [`Error::NotFound`] if there is no such address; [`Error::Invalid`] of `amount`; the rail's.
pub async fn start_by_address(ctx: &Context, handle: &Handle, msat: Option<i64>) -> Result<AddressInvoice, Error> {
    let now = ctx.clock.now();
    let (payee, methods) = ctx.store.personal_page(handle).await?.ok_or(Error::NotFound)?;
    let terms = terms(ctx, &payee, &methods).ok_or(Error::NotFound)?;
    let money = amount(msat, &terms)?;
    let method = ctx.rails.writer_of_addresses(&methods).ok_or(Error::NotFound)?;
    let kind = ctx.rails.offers(method, &money).ok_or(Error::NotFound)?;
    // A wallet asks for an amount and nothing else: no tip, and no note.
    let request = draw(ctx, &payee.id, &Terms { takes_tips: false, asks_note: false, ..terms_by_payer(&payee, money) });
    let target = PaymentTarget {
        code: request.code.clone(),
        items: ChosenItems::default(),
        basis: ChargeOwner { payee_id: payee.id, rf: request.rf.clone() },
        name: payee.name,
        handle: payee.handle,
        description: Some(terms.metadata),
        note: None,
        language: None,
        request: Some(request),
    };
    let StartedPayment { next, instructions } =
        start(ctx, target, Asked { total: money, tip: 0 }, &method.id, kind, now).await?;
    match (next, instructions.invoice()) {
        (NextStep::OwnPage(token), Some(bolt11)) => Ok(AddressInvoice { bolt11: bolt11.to_owned(), token }),
        _ => Err(RailError::Unreadable("an invoice").into()),
    }
}

/// The satoshis of an amount in millisatoshis. Parts of a satoshi are refused: no invoice here has any, and nothing is rounded.
fn amount(msat: Option<i64>, terms: &AddressTerms) -> Result<Money, Error> {
    let wrong = |code, detail: String| Err(Error::field("amount", code, detail));
    let (min, max) = (terms.min_msat, terms.max_msat);
    match msat {
        None => wrong("invalid", "The amount is a number of millisatoshis.".into()),
        Some(msat) if !(min..=max).contains(&msat) => {
            wrong("out_of_range", format!("The amount is {min} to {max} millisatoshis."))
        }
        Some(msat) if msat % MSAT != 0 => wrong("invalid", "The amount is a number of whole satoshis.".into()),
        Some(msat) => Ok(Money::new(msat / MSAT, Currency::BTC)),
    }
}

/// The payment of a view as LUD-21 tells it. The preimage is asked of the payee's wallet; a wallet that is away leaves it out, because what is
/// booked stands.
///
/// # Errors
/// [`Error::NotFound`] for a payment without a Lightning invoice; the database's.
pub async fn proof(ctx: &Context, view: PayerView) -> Result<AddressProof, Error> {
    let PayerView { payment, instructions, .. } = view;
    let instructions = instructions.map(|json| serde_json::from_str::<Instructions>(&json)).transpose();
    let instructions = instructions.map_err(|e| store::Error::Defect(format!("instructions: {e}")))?;
    let bolt11 = instructions.as_ref().and_then(|shown| shown.invoice()).map(ToOwned::to_owned);
    let settled = payment.state.has_settled();
    let preimage = match (payment.method_id, payment.external_id.filter(|_| settled)) {
        (Some(method), Some(hash)) => match open_rail(ctx, &method).await {
            Ok((_, rail)) => rail.preimage(&hash).await.unwrap_or_else(|error| {
                tracing::info!(%error, "a provider could not be asked");
                None
            }),
            Err(Error::NotFound | Error::SettingsLost | Error::Rail(_)) => None,
            Err(other) => return Err(other),
        },
        _ => None,
    };
    Ok(AddressProof { settled, preimage, bolt11 })
}
