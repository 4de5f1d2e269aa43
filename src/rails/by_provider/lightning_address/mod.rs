//! Lightning addresses: invoices from the payee's own wallet, by nothing but the address that it shows to everybody (LUD-16 and LUD-06).
//!
//! The request's currency is the one that is asked for and booked. The operator's source of prices ([`Rates`]) says how many satoshis that is;
//! without a source the rail is offered for bitcoin only, which needs no price. The invoice expires after `OPEN_FOR`, since the price
//! doesn't hold for longer. It is paid in full or not at all, so the requested amount is booked. Fees of the payee's wallet are in satoshis
//! and not in the books.
//!
//! The wallet gets the amount and, if it takes comments (LUD-12), the request's RF reference. Nothing of its description of the payee is kept.
//!
//! The trust model:
//!
//! - **The wallet** is the payee's choice, and gets the payer's money. What it answers is checked all the same: the invoice has to be for
//!   mainnet, of exactly the amount, bound to the wallet's own description by its hash, and not at its end.
//! - **A payment is proved** by the preimage of its hash (LUD-21), which the wallet hands out at an address on its own server. Without such an
//!   address nobody can be asked: the payer says that it was sent, and the payee confirms, as for rails by hand.
//! - **Addresses that the wallet names** are called by the rules for servers that payees name: nothing in a private network, no redirects, bounded
//!   in time and size.

mod address;
mod objects;
#[cfg(test)]
mod tests;
mod wallet;

use std::time::Duration;

use serde_json::{Map, Value};

use self::address::LightningAddress;
use self::wallet::AddressWallet;
use crate::domain::clock::Clock;
use crate::domain::field::FieldError;
use crate::domain::method::Settings;
use crate::domain::money::Money;
use crate::domain::reference::rf::grouped;
use crate::rails::by_provider::lightning::LightningInvoice;
use crate::rails::by_provider::rates::{self, LEFT, OPEN_FOR, Rates};
use crate::rails::form;
use crate::rails::{
    Charge, ChargeQuery, EventKind, Future, Group, Next, PayerTexts, Rail, RailContext, RailError, RailEvent,
    RailField, RailKind, Started,
};

/// Lightning through the wallet behind a Lightning address.
pub const KIND: RailKind = RailKind {
    name: "lightning_address",
    label: "Lightning address",
    payer: PayerTexts {
        // To payers it is Lightning, whoever writes the invoice.
        name: "rail-lnbits",
        hint: "rail-lnbits-hint",
        pay: "rail-lnbits-pay",
        pay_any: "rail-lnbits-pay-any",
    },
    group: Group::Bitcoin,
    about: "rail-lightning_address-about",
    test: false,
    by_hand: false,
    refunds: false,
    webhook_by_payee: false,
    fields: &[RailField {
        name: "address",
        label: "rail-lightning_address-address",
        hint: Some("rail-lightning_address-address-hint"),
        required: true,
        secret: false,
    }],
    supports: |money| rates::is_known(money.currency()),
    check,
    open,
};

/// The longest wait for the three calls that an invoice takes, less than a payer's own request may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// A payee's Lightning address, with the source of prices.
#[derive(Debug)]
struct LightningAddressRail {
    wallet: AddressWallet,
    /// None where the operator names no source of prices.
    rates: Option<Rates>,
    clock: Clock,
}

fn read(given: &Map<String, Value>, context: &RailContext) -> Result<LightningAddress, Vec<FieldError>> {
    form::fill(&KIND, given, |form| {
        form.required("address", "your Lightning address, such as anna@wallet.example", |text| {
            LightningAddress::read(text, &context.servers)
        })
    })
}

fn check(given: &Map<String, Value>, context: &RailContext) -> Result<Settings, Vec<FieldError>> {
    read(given, context)?;
    Ok(form::kept(given))
}

fn open(settings: &Settings, context: &RailContext) -> Result<Box<dyn Rail>, RailError> {
    let address = form::reopened(settings, |given| read(given, context))?;
    let wallet = AddressWallet::new(address, context.servers.clone());
    Ok(Box::new(LightningAddressRail { wallet, rates: context.rates.clone(), clock: context.clock.clone() }))
}

impl LightningAddressRail {
    /// The satoshis to ask for.
    async fn sats(&self, money: &Money) -> Result<u64, RailError> {
        match (rates::whole_sats(money), &self.rates) {
            (Some(sats), _) => Ok(sats),
            (None, Some(rates)) => rates.sats(money).await,
            (None, None) => Err(RailError::Unsupported),
        }
    }

    /// Has an invoice written and shows it.
    async fn start_charge(&self, charge: &Charge) -> Result<Started, RailError> {
        if !self.supports(&charge.money) {
            return Err(RailError::Unsupported);
        }
        let (sats, offer) = tokio::try_join!(self.sats(&charge.money), self.wallet.offer())?;
        let msat = sats.checked_mul(1000).ok_or(RailError::Unsupported)?;
        // A reference is the same in every language and tells nothing about the purpose.
        let rf = charge.rf.as_str();
        let written = self.wallet.invoice(&offer, msat, &[&grouped(rf), rf]).await?;
        // A wallet pays by the invoice alone, so its content is checked.
        let other = || RailError::Unavailable("the wallet’s invoice is of something else".into());
        let invoice = LightningInvoice::read(&written.bolt11).ok_or_else(other)?;
        if invoice.sats != sats || invoice.description_hash.as_deref() != Some(offer.description_hash.as_str()) {
            return Err(other());
        }
        if !invoice.real {
            return Err(RailError::Refused("The wallet is on a test network, where no money moves.".into()));
        }
        let now = self.clock.now();
        if invoice.ends_at < now + LEFT {
            return Err(RailError::Unavailable("the wallet’s invoice has ended; is its clock right?".into()));
        }
        // Some wallets write invoices with a longer validity, but the price holds no longer than that.
        let expires_at = Some(invoice.ends_at.min(now + OPEN_FOR));
        let instructions = invoice.instructions();
        let (external_id, instructions) = match written.verify {
            Some(verify) => (Some(invoice.hash), instructions.verify(verify)),
            // Nobody can be asked: the payee confirms.
            None => (None, instructions),
        };
        Ok(Started { external_id, next: Next::Show(instructions), expires_at })
    }

    /// The event of a payment, if its wallet proves it.
    async fn payment_events(&self, query: ChargeQuery<'_>) -> Result<Vec<RailEvent>, RailError> {
        let hash = query.external_id;
        let Some(verify) = query.verify else { return Ok(Vec::new()) };
        if !self.wallet.is_paid(verify, hash).await? {
            return Ok(Vec::new());
        }
        let kind = EventKind::Settled;
        Ok(vec![RailEvent {
            event_id: format!("{hash}:{}", kind.as_str()),
            external_id: hash.to_owned(),
            kind,
            money: query.money,
            fee: Some(0),
            // The wallet doesn't say when.
            occurred_at: query.now,
            refund: None,
        }])
    }
}

impl Rail for LightningAddressRail {
    fn supports(&self, money: &Money) -> bool {
        (KIND.supports)(money) && (self.rates.is_some() || rates::whole_sats(money).is_some())
    }

    fn server(&self) -> Option<String> {
        Some(self.wallet.origin())
    }

    fn start<'a>(&'a self, charge: &'a Charge) -> Future<'a, Result<Started, RailError>> {
        let late = |_| Err(RailError::Unavailable("no invoice in time".into()));
        Box::pin(async move { tokio::time::timeout(PATIENCE, self.start_charge(charge)).await.unwrap_or_else(late) })
    }

    fn asks_by_verify(&self) -> bool {
        true
    }

    fn poll<'a>(&'a self, query: ChargeQuery<'a>) -> Future<'a, Result<Vec<RailEvent>, RailError>> {
        Box::pin(self.payment_events(query))
    }

    fn probe(&self) -> Future<'_, Result<(), RailError>> {
        Box::pin(async move { self.wallet.offer().await.map(drop).map_err(|error| error.by("address")) })
    }
}
