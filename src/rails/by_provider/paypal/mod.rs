//! PayPal, Orders v2: the payer approves an order on PayPal's page, and the service captures it when the payer comes back, when a webhook
//! reports the approval, or at a poll, whichever is first.
//!
//! PayPal gets the amount, the service's opaque id of the payment, and the URL to which the payer returns. Webhook messages are only
//! hints: the state is that of the order, fetched from PayPal.

mod api;
mod events;
mod objects;
#[cfg(test)]
mod tests;
mod transmission;

use std::sync::Arc;

use secrecy::SecretString;
use serde_json::{Map, Value, json};

use self::api::PayPalApi;
use self::objects::PayPalAmount;
use self::transmission::Transmission;
use super::providers::{self, Providers};
use crate::domain::field::FieldError;
use crate::domain::method::Settings;
use crate::domain::money::Money;
use crate::rails::form::{self, Unfit};
use crate::rails::{
    Charge, ChargeQuery, EndOutcome, Future, Group, MessageSubject, Next, PayerTexts, Rail, RailContext, RailError,
    RailEvent, RailField, RailKind, RefundOrder, RefundOutcome, Started, WebhookMessage,
};

/// PayPal, live or sandbox.
pub const KIND: RailKind = RailKind {
    name: "paypal",
    label: "PayPal",
    payer: PayerTexts {
        name: "rail-paypal",
        hint: "rail-paypal-hint",
        pay: "rail-paypal-pay",
        pay_any: "rail-paypal-pay-any",
    },
    group: Group::Cards,
    about: "rail-paypal-about",
    test: false,
    by_hand: false,
    refunds: true,
    webhook_by_payee: true,
    fields: &[
        RailField {
            name: "environment",
            label: "rail-environment",
            hint: Some("rail-environment-hint"),
            required: true,
            secret: false,
        },
        RailField {
            name: "client_id",
            label: "rail-client-id",
            hint: Some("rail-client-id-hint"),
            required: true,
            secret: false,
        },
        RailField {
            name: "client_secret",
            label: "rail-client-secret",
            hint: Some("rail-client-secret-hint"),
            required: true,
            secret: true,
        },
        RailField {
            name: "webhook_id",
            label: "rail-webhook-id",
            hint: Some("rail-webhook-id-hint"),
            required: true,
            secret: false,
        },
    ],
    supports: |money| PayPalAmount::of(money).is_some(),
    check,
    open,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Environment {
    Live,
    Sandbox,
}

impl Environment {
    /// The origins of the API and of the pages.
    fn places(self) -> (&'static str, &'static str) {
        match self {
            Self::Live => ("https://api-m.paypal.com", "https://www.paypal.com"),
            Self::Sandbox => ("https://api-m.sandbox.paypal.com", "https://www.sandbox.paypal.com"),
        }
    }

    /// The origins of the pages to which payers are redirected.
    fn pages(self, all: &Providers) -> Vec<String> {
        let provider = match self {
            Self::Live => &all.paypal,
            Self::Sandbox => &all.paypal_sandbox,
        };
        let (api, pages) = self.places();
        providers::pages(provider, api, pages)
    }
}

/// The origins of both environments' pages, as scheme, host and port.
pub fn pages(providers: &Providers) -> Vec<String> {
    let mut pages = Environment::Live.pages(providers);
    let others = Environment::Sandbox.pages(providers);
    pages.extend(others.into_iter().filter(|page| !Environment::Live.pages(providers).contains(page)));
    pages
}

/// Settings as a payee types them.
struct PayPalSettings {
    environment: Environment,
    client_id: String,
    client_secret: SecretString,
    webhook_id: String,
}

/// A PayPal account of one payee.
pub struct PayPal {
    api: PayPalApi,
    environment: Environment,
    webhook_id: String,
    pages: Vec<String>,
}

impl std::fmt::Debug for PayPal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PayPal(…)")
    }
}

fn environment(text: &str) -> Result<Environment, Unfit> {
    match text.to_ascii_lowercase().as_str() {
        "live" => Ok(Environment::Live),
        "sandbox" => Ok(Environment::Sandbox),
        _ => Err(Unfit::new("error-environment", "Write live or sandbox.")),
    }
}

const NOT_PAYPALS: Unfit = Unfit::new(
    "error-copied",
    "This is not of PayPal’s making. Copy it from PayPal’s developer dashboard, without spaces.",
);

fn credential(text: &str) -> Result<String, Unfit> {
    let good =
        (16..=255).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b));
    good.then(|| text.to_owned()).ok_or(NOT_PAYPALS)
}

fn webhook_id(text: &str) -> Result<String, Unfit> {
    let good = (5..=50).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric());
    good.then(|| text.to_owned()).ok_or(NOT_PAYPALS)
}

fn read(given: &Map<String, Value>) -> Result<PayPalSettings, Vec<FieldError>> {
    form::fill(&KIND, given, |form| {
        let environment = form.required("environment", "live or sandbox", environment);
        let client_id = form.required("client_id", "the app’s client ID", credential);
        let client_secret = form.required("client_secret", "the app’s secret", credential);
        let webhook_id = form.required("webhook_id", "the webhook’s ID", webhook_id);
        Some(PayPalSettings {
            environment: environment?,
            client_id: client_id?,
            client_secret: client_secret?.into(),
            webhook_id: webhook_id?,
        })
    })
}

fn check(given: &Map<String, Value>, _: &RailContext) -> Result<Settings, Vec<FieldError>> {
    read(given)?;
    Ok(form::kept(given))
}

fn open(settings: &Settings, context: &RailContext) -> Result<Box<dyn Rail>, RailError> {
    let keys = form::reopened(settings, read)?;
    let provider = match keys.environment {
        Environment::Live => &context.providers.paypal,
        Environment::Sandbox => &context.providers.paypal_sandbox,
    };
    let api = PayPalApi {
        provider: Arc::clone(provider),
        tokens: Arc::clone(&context.providers.paypal_tokens),
        clock: context.clock.clone(),
        client_id: keys.client_id,
        client_secret: keys.client_secret,
    };
    let PayPalSettings { environment, webhook_id, .. } = keys;
    Ok(Box::new(PayPal { api, environment, webhook_id, pages: environment.pages(&context.providers) }))
}

impl PayPal {
    /// Creates an order that the payer can approve.
    async fn start_charge(&self, charge: &Charge) -> Result<Started, RailError> {
        let amount = PayPalAmount::of(&charge.money).ok_or(RailError::Unsupported)?;
        let payment = charge.payment.to_string();
        let order = json!({
            "intent": "CAPTURE",
            // The `custom_id` isn't shown to the payer.
            "purchase_units": [{"custom_id": payment, "amount": amount}],
            "payment_source": {"paypal": {"experience_context": {
                "return_url": charge.return_url,
                "cancel_url": charge.return_url,
                "shipping_preference": "NO_SHIPPING",
                "user_action": "PAY_NOW",
                "payment_method_preference": "IMMEDIATE_PAYMENT_REQUIRED",
            }}},
        });
        let order = self.api.create_order(&order, &payment).await?;
        let asked = order.payment().as_ref() == Some(&charge.payment)
            && order.unit().and_then(|unit| unit.amount.as_ref()?.money()) == Some(charge.money);
        let page = order.page().filter(|_| asked).and_then(|url| providers::page(url, &self.pages));
        let page =
            page.ok_or_else(|| RailError::Unavailable("PayPal: it made something else than was asked".into()))?;
        Ok(Started { external_id: Some(order.id), next: Next::Redirect(page), expires_at: None })
    }
}

impl Rail for PayPal {
    fn supports(&self, money: &Money) -> bool {
        (KIND.supports)(money)
    }

    fn server(&self) -> Option<String> {
        Some(self.api.provider.base().origin())
    }

    fn start<'a>(&'a self, charge: &'a Charge) -> Future<'a, Result<Started, RailError>> {
        Box::pin(self.start_charge(charge))
    }

    fn subject(&self, message: &WebhookMessage<'_>) -> Result<MessageSubject, RailError> {
        Transmission::read(message)?.subject()
    }

    fn read_message<'a>(&'a self, message: WebhookMessage<'a>) -> Future<'a, Result<Vec<RailEvent>, RailError>> {
        Box::pin(self.message_events(message))
    }

    fn poll<'a>(&'a self, query: ChargeQuery<'a>) -> Future<'a, Result<Vec<RailEvent>, RailError>> {
        Box::pin(self.payment_events(query.external_id, query.now, query.demand))
    }

    /// Orders v2 can't cancel an order that hasn't been captured. An approval moves no money, though, and the service captures nothing
    /// that is over.
    fn end<'a>(&'a self, _charge: ChargeQuery<'a>) -> Future<'a, Result<EndOutcome, RailError>> {
        Box::pin(std::future::ready(Ok(EndOutcome::Withheld)))
    }

    fn refund<'a>(&'a self, order: &'a RefundOrder) -> Future<'a, Result<RefundOutcome, RailError>> {
        Box::pin(self.send_back(order))
    }

    fn test_setting(&self) -> Option<&'static str> {
        (self.environment == Environment::Sandbox).then_some("environment")
    }

    fn probe(&self) -> Future<'_, Result<(), RailError>> {
        Box::pin(self.api.probe(&self.webhook_id))
    }
}
