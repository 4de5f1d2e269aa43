//! BTCPay Server through its Greenfield API: Lightning and Bitcoin payments into the payee's own wallet, on a server of its choice.
//!
//! The payer stays on this service's page. BTCPay creates an invoice; its address and Lightning invoice are shown on the payer's own
//! page, so that no other page gets data of the payer. BTCPay gets the amount and the service's opaque id of the payment, and nothing
//! else.
//!
//! Webhook messages are only hints: the state is that of the invoice, fetched from BTCPay. Since the server is the payee's, its answers
//! are the payee's word about its own money. They can't affect another payee's payments: an invoice is found by the method that created
//! it.
//!
//! - `value.rs` defines which payments count as arrived, and their value in the invoice's currency.
//! - An invoice that the payee marks as settled is settled with the requested amount. One that it marks as invalid fails, unless it has
//!   settled or its link is over: booked money isn't removed by a mark. The payee records a refund instead.
//! - Payments that arrive after an invoice was booked aren't booked; the payee sees that BTCPay reported them.
//! - BTCPay charges no fee. Its refunds are offers that the payer has to claim, so they aren't used: the payee sends money back from its
//!   wallet and records it.

mod api;
mod events;
mod objects;
mod signature;
#[cfg(test)]
mod tests;
mod value;
mod wallet;

use chrono::TimeDelta;
use secrecy::SecretString;
use serde_json::{Map, Value};

use self::api::BtcPayApi;
use self::objects::{Checkout, Invoice, NewInvoice, NewMetadata, ReceiptOptions};
use self::wallet::Ways;
use crate::domain::clock::Clock;
use crate::domain::field::FieldError;
use crate::domain::method::Settings;
use crate::domain::money::Money;
use crate::net::Base;
use crate::rails::form::{self, Form, Unfit};
use crate::rails::{
    Charge, ChargeQuery, EndOutcome, Future, Group, Next, PayerTexts, Rail, RailContext, RailError, RailEvent,
    RailField, RailKind, Started, WebhookMessage,
};

/// BTCPay Server, mainnet or test networks.
pub const KIND: RailKind = RailKind {
    name: "btcpay",
    label: "BTCPay Server",
    payer: PayerTexts {
        name: "rail-btcpay",
        hint: "rail-btcpay-hint",
        pay: "rail-btcpay-pay",
        pay_any: "rail-btcpay-pay-any",
    },
    group: Group::Bitcoin,
    about: "rail-btcpay-about",
    test: false,
    by_hand: false,
    refunds: false,
    webhook_by_payee: true,
    fields: &[
        RailField {
            name: "url",
            label: "rail-btcpay-server",
            hint: Some("rail-server-hint"),
            required: true,
            secret: false,
        },
        RailField {
            name: "store_id",
            label: "rail-store-id",
            hint: Some("rail-store-id-hint"),
            required: true,
            secret: false,
        },
        RailField {
            name: "api_key",
            label: "rail-api-key",
            hint: Some("rail-api-key-hint"),
            required: true,
            secret: true,
        },
        RailField {
            name: "webhook_secret",
            label: "rail-webhook-secret",
            hint: Some("rail-webhook-secret-hint"),
            required: true,
            secret: true,
        },
        RailField {
            name: "network",
            label: "rail-network",
            hint: Some("rail-network-hint"),
            required: false,
            secret: false,
        },
    ],
    supports: |money| money.minor() > 0,
    check,
    open,
};

/// The time for which an invoice can be paid, in minutes. Long enough to find a wallet; the payee bears the exchange rate's changes.
const PAYABLE: i64 = 30;
/// The time for which BTCPay goes on monitoring an expired invoice for confirmations and late payments, in minutes. A day is its default.
const WATCHED: i64 = 24 * 60;

/// A BTCPay store of one payee.
pub struct BtcPay {
    api: BtcPayApi,
    webhook_secret: SecretString,
    clock: Clock,
    /// The network is a test network, whose coins have no value.
    test: bool,
}

impl std::fmt::Debug for BtcPay {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("BtcPay(…)")
    }
}

/// Settings as a payee types them.
struct BtcPaySettings {
    server: Base,
    store_id: String,
    api_key: String,
    webhook_secret: String,
    test: bool,
}

/// Returns whether a text has the form of BTCPay's ids.
fn is_id(text: &str) -> bool {
    (1..=100).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
}

fn store_id(text: &str) -> Result<String, Unfit> {
    if is_id(text) {
        return Ok(text.to_owned());
    }
    Err(Unfit::new(
        "error-copied",
        "This is not the ID of a store. BTCPay shows it in the store’s settings, under General.",
    ))
}

fn api_key(text: &str) -> Result<String, Unfit> {
    if (16..=255).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return Ok(text.to_owned());
    }
    Err(Unfit::new(
        "error-copied",
        "This is not an API key of BTCPay’s. Copy it from your account’s settings, without spaces.",
    ))
}

fn webhook_secret(text: &str) -> Result<String, Unfit> {
    if (8..=255).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_graphic()) {
        return Ok(text.to_owned());
    }
    Err(Unfit::new(
        "error-copied",
        "A webhook’s secret has 8 characters or more, without spaces. BTCPay shows it beside the webhook.",
    ))
}

/// Returns whether the named network is a test network.
fn network(text: &str) -> Result<bool, Unfit> {
    match text.to_ascii_lowercase().as_str() {
        "main" => Ok(false),
        "test" => Ok(true),
        _ => Err(Unfit::new("error-network", "Leave it empty, or write main or test.")),
    }
}

fn read(given: &Map<String, Value>, context: &RailContext) -> Result<BtcPaySettings, Vec<FieldError>> {
    form::fill(&KIND, given, |form: &mut Form<'_>| {
        let server = form.required("url", "your server’s address", |text| context.servers.check(text));
        let store_id = form.required("store_id", "the store’s ID", store_id);
        let api_key = form.required("api_key", "an API key", api_key);
        let webhook_secret = form.required("webhook_secret", "the webhook’s secret", webhook_secret);
        let test = form.optional("network", network).unwrap_or(false);
        Some(BtcPaySettings {
            server: server?,
            store_id: store_id?,
            api_key: api_key?,
            webhook_secret: webhook_secret?,
            test,
        })
    })
}

fn check(given: &Map<String, Value>, context: &RailContext) -> Result<Settings, Vec<FieldError>> {
    read(given, context)?;
    Ok(form::kept(given))
}

fn open(settings: &Settings, context: &RailContext) -> Result<Box<dyn Rail>, RailError> {
    let BtcPaySettings { server, store_id, api_key, webhook_secret, test } =
        form::reopened(settings, |given| read(given, context))?;
    let provider = context.servers.provider("BTCPay", server);
    Ok(Box::new(BtcPay {
        api: BtcPayApi::new(provider, store_id, &api_key),
        webhook_secret: webhook_secret.into(),
        clock: context.clock.clone(),
        test,
    }))
}

/// An error of the payee's BTCPay set-up, by which nobody could pay. It is logged for the operator; payers don't see it.
fn unfit(why: &'static str) -> RailError {
    tracing::warn!(provider = "BTCPay", why, "a provider can't be used");
    RailError::Refused(format!("BTCPay: {why}"))
}

impl BtcPay {
    /// Creates an invoice and shows its address and Lightning invoice.
    async fn start_charge(&self, charge: &Charge) -> Result<Started, RailError> {
        let begun = self.clock.now();
        let asked = NewInvoice {
            amount: charge.money.to_decimal(),
            currency: charge.money.currency().code(),
            metadata: NewMetadata { order_id: charge.payment.to_string() },
            checkout: Checkout {
                expiration_minutes: PAYABLE,
                monitoring_minutes: WATCHED,
                // No tolerance: an invoice settles only with the full amount.
                payment_tolerance: 0,
                lazy_payment_methods: false,
            },
            receipt: ReceiptOptions { enabled: false },
        };
        let invoice = self.api.create(&asked).await?;
        let ours = self.is_own(&invoice) && invoice.payment().as_ref() == Some(&charge.payment) && is_id(&invoice.id);
        let lasts = invoice.lasts().filter(|_| ours && invoice.money() == Some(charge.money));
        let lasts =
            lasts.ok_or_else(|| RailError::Unavailable("BTCPay: it made something else than was asked".into()))?;
        let ways = Ways::of(&self.api.methods(&invoice.id).await?);
        if ways.is_none() {
            return Err(unfit(
                "it offers neither a Bitcoin address nor a Lightning invoice: the store has no wallet that is ready",
            ));
        }
        if ways.are_real() == self.test {
            return Err(unfit("its network isn’t the one that the settings name"));
        }
        // Measured with the service's clock, since BTCPay's may be off.
        let expires_at = Some(begun + lasts.min(TimeDelta::minutes(PAYABLE)));
        Ok(Started { external_id: Some(invoice.id), next: Next::Show(ways.instructions()), expires_at })
    }

    /// Returns whether the service created the invoice.
    fn is_own(&self, invoice: &Invoice) -> bool {
        invoice.store_id == self.api.store() && invoice.payment().is_some()
    }
}

impl Rail for BtcPay {
    fn supports(&self, money: &Money) -> bool {
        (KIND.supports)(money)
    }

    fn server(&self) -> Option<String> {
        Some(self.api.provider().base().origin())
    }

    fn start<'a>(&'a self, charge: &'a Charge) -> Future<'a, Result<Started, RailError>> {
        Box::pin(self.start_charge(charge))
    }

    fn read_message<'a>(&'a self, message: WebhookMessage<'a>) -> Future<'a, Result<Vec<RailEvent>, RailError>> {
        Box::pin(self.message_events(message))
    }

    fn poll<'a>(&'a self, query: ChargeQuery<'a>) -> Future<'a, Result<Vec<RailEvent>, RailError>> {
        Box::pin(self.payment_events(query.external_id, query.now, query.demand))
    }

    fn end<'a>(&'a self, charge: ChargeQuery<'a>) -> Future<'a, Result<EndOutcome, RailError>> {
        Box::pin(self.invalidate(charge.external_id))
    }

    fn test_setting(&self) -> Option<&'static str> {
        self.test.then_some("network")
    }

    fn probe(&self) -> Future<'_, Result<(), RailError>> {
        Box::pin(self.api.probe())
    }
}
