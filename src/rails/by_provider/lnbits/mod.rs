//! LNbits: Lightning invoices from the payee's own wallet, shown on the payer's own page, without an intermediary.
//!
//! The request's currency is the one that is asked for and booked. LNbits converts the amount into satoshis by its own rate when it
//! creates the invoice, which expires after `OPEN_FOR`; an amount in bitcoin is in satoshis already. A Lightning invoice is paid in full or
//! not at all, so the requested amount is booked. Fees of the payee's node for receiving it are in satoshis and not in the books.
//!
//! LNbits gets the amount, the service's opaque id of the payment and the request's RF reference, which wallets display.
//!
//! The trust model:
//!
//! - **Anyone** can post to the webhook's URL, because LNbits signs nothing. A message is only a hint: it has to contain the `Mark` of
//!   the invoice, which is known only to those who have seen the invoice at LNbits, and then the invoice is fetched.
//! - **The invoice key's holder** can create further invoices, marked or not. They settle nothing: a payment is identified by the hash
//!   that LNbits returned when it was started, and no two invoices have the same one.
//! - **LNbits' operator** can report any invoice as paid. It is the payee's wallet, so it is the payee's choice whom to trust with it.
//!
//! Anyone who knows a payment's hash can ask LNbits about it without a key. It is part of the invoice that the payer is shown, otherwise
//! it is only in the payee's own books, and it is never logged.

mod api;
mod events;
mod mark;
mod objects;
#[cfg(test)]
mod tests;

use secrecy::SecretString;
use serde_json::{Map, Value};
use url::Url;

use self::api::{InvoiceOrder, LnbitsApi};
use self::mark::Mark;
use crate::domain::clock::Clock;
use crate::domain::field::FieldError;
use crate::domain::method::Settings;
use crate::domain::money::Money;
use crate::domain::reference::rf::grouped;
use crate::net::Base;
use crate::rails::by_provider::lightning::LightningInvoice;
use crate::rails::by_provider::rates::{self, LEFT, OPEN_FOR};
use crate::rails::form::{self, Unfit};
use crate::rails::{
    Charge, ChargeQuery, Future, Group, Next, PayerTexts, Rail, RailContext, RailError, RailEvent, RailField, RailKind,
    Started, WebhookMessage,
};

/// Lightning through LNbits.
pub const KIND: RailKind = RailKind {
    name: "lnbits",
    label: "Lightning (LNbits)",
    payer: PayerTexts {
        name: "rail-lnbits",
        hint: "rail-lnbits-hint",
        pay: "rail-lnbits-pay",
        pay_any: "rail-lnbits-pay-any",
    },
    group: Group::Bitcoin,
    about: "rail-lnbits-about",
    test: false,
    by_hand: false,
    refunds: false,
    webhook_by_payee: false,
    fields: &[
        RailField {
            name: "url",
            label: "rail-lnbits-server",
            hint: Some("rail-server-hint"),
            required: true,
            secret: false,
        },
        RailField {
            name: "invoice_key",
            label: "rail-invoice-key",
            hint: Some("rail-invoice-key-hint"),
            required: true,
            secret: true,
        },
    ],
    supports: |money| rates::is_known(money.currency()),
    check,
    open,
};

/// Settings as a payee types them.
struct LnbitsSettings {
    server: Base,
    invoice_key: SecretString,
}

/// An LNbits wallet of one payee.
pub struct Lnbits {
    api: LnbitsApi,
    key: SecretString,
    public_url: Url,
    clock: Clock,
}

impl std::fmt::Debug for Lnbits {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Lnbits(…)")
    }
}

fn invoice_key(text: &str) -> Result<SecretString, Unfit> {
    if text.len() == 32 && text.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Ok(text.into());
    }
    Err(Unfit::new(
        "error-copied",
        "This is not a key of LNbits’. It has 32 letters and digits; copy it from your wallet’s page at LNbits.",
    ))
}

fn read(given: &Map<String, Value>, context: &RailContext) -> Result<LnbitsSettings, Vec<FieldError>> {
    form::fill(&KIND, given, |form| {
        let server = form.required("url", "your LNbits server’s address", |text| context.servers.check(text));
        let invoice_key = form.required("invoice_key", "your wallet’s invoice key", invoice_key);
        Some(LnbitsSettings { server: server?, invoice_key: invoice_key? })
    })
}

fn check(given: &Map<String, Value>, context: &RailContext) -> Result<Settings, Vec<FieldError>> {
    read(given, context)?;
    Ok(form::kept(given))
}

fn open(settings: &Settings, context: &RailContext) -> Result<Box<dyn Rail>, RailError> {
    let LnbitsSettings { server, invoice_key: key } = form::reopened(settings, |given| read(given, context))?;
    let api = LnbitsApi { provider: context.servers.provider("LNbits", server), key: key.clone() };
    let (public_url, clock) = (context.public_url.clone(), context.clock.clone());
    Ok(Box::new(Lnbits { api, key, public_url, clock }))
}

impl Lnbits {
    /// Creates an invoice and shows it.
    async fn start_charge(&self, charge: &Charge) -> Result<Started, RailError> {
        if !self.supports(&charge.money) {
            return Err(RailError::Unsupported);
        }
        let hook = self.public_url.join(&format!("hooks/{}/{}", KIND.name, charge.method));
        let hook = hook.map_err(|_| RailError::Unreadable("the webhook’s URL"))?;
        let made = self
            .api
            .create(&InvoiceOrder {
                money: &charge.money,
                // A reference is the same in every language and tells nothing about the purpose.
                memo: &grouped(charge.rf.as_str()),
                description: charge.description.as_deref(),
                lasts: OPEN_FOR,
                mark: &Mark::sign(&self.key, &charge.payment, &charge.money),
                hook: &hook,
            })
            .await?;
        // A wallet pays by the invoice alone, so its content is checked.
        let invoice = LightningInvoice::read(&made.bolt11);
        let asked = invoice.filter(|invoice| {
            invoice.is(&made.payment_hash, made.amount)
                && rates::whole_sats(&charge.money).is_none_or(|sats| sats == invoice.sats)
                && charge.description.as_deref().is_none_or(|text| invoice.is_described(text))
        });
        let invoice = asked.ok_or_else(|| RailError::Unavailable("LNbits: its invoice is of something else".into()))?;
        if !invoice.real {
            return Err(RailError::Refused("LNbits is on a test network, where no money moves.".into()));
        }
        if invoice.ends_at < self.clock.now() + LEFT {
            return Err(RailError::Unavailable("LNbits: its invoice has ended; is its clock right?".into()));
        }
        // Some nodes create invoices with a longer validity, but the rate holds no longer than that.
        let expires_at = Some(invoice.ends_at.min(self.clock.now() + OPEN_FOR));
        let external_id = Some(made.payment_hash);
        Ok(Started { external_id, next: Next::Show(invoice.instructions()), expires_at })
    }
}

impl Rail for Lnbits {
    fn supports(&self, money: &Money) -> bool {
        (KIND.supports)(money)
    }

    fn server(&self) -> Option<String> {
        Some(self.api.provider.base().origin())
    }

    fn start<'a>(&'a self, charge: &'a Charge) -> Future<'a, Result<Started, RailError>> {
        Box::pin(self.start_charge(charge))
    }

    fn read_message<'a>(&'a self, message: WebhookMessage<'a>) -> Future<'a, Result<Vec<RailEvent>, RailError>> {
        Box::pin(self.message_events(message))
    }

    fn signs_messages(&self) -> bool {
        false
    }

    fn poll<'a>(&'a self, query: ChargeQuery<'a>) -> Future<'a, Result<Vec<RailEvent>, RailError>> {
        Box::pin(self.payment_events(query))
    }

    fn preimage<'a>(&'a self, external_id: &'a str) -> Future<'a, Result<Option<String>, RailError>> {
        Box::pin(self.api.preimage(external_id))
    }

    fn probe(&self) -> Future<'_, Result<(), RailError>> {
        Box::pin(self.api.probe())
    }
}
