//! Stripe Checkout: the payer pays on Stripe's page; Stripe reports by signed webhooks and answers polls.
//!
//! Stripe gets the amount, the service's opaque id of the payment, the request's RF reference, and the URL to which the payer returns. It
//! gets neither the purpose of the payment nor anything about the payer; data that its page asks for stays with Stripe.

mod amount;
mod api;
mod events;
mod objects;
mod refunds;
mod signature;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use chrono::TimeDelta;
use secrecy::SecretString;
use serde_json::{Map, Value};

use self::api::StripeApi;
use self::objects::{Session, SessionStatus};
use super::providers::{self, Providers};
use crate::domain::clock::Clock;
use crate::domain::field::FieldError;
use crate::domain::method::Settings;
use crate::domain::money::Money;
use crate::domain::reference::rf::grouped;
use crate::net::Provider;
use crate::rails::form::{self, Unfit};
use crate::rails::{
    Charge, ChargeQuery, EndOutcome, Future, Group, Next, PayerTexts, Rail, RailContext, RailError, RailEvent,
    RailField, RailKind, RefundOrder, RefundOutcome, Started, WebhookMessage,
};

/// Stripe Checkout, live or test mode.
pub const KIND: RailKind = RailKind {
    name: "stripe",
    label: "Stripe",
    payer: PayerTexts {
        name: "rail-stripe",
        hint: "rail-stripe-hint",
        pay: "rail-stripe-pay",
        pay_any: "rail-stripe-pay-any",
    },
    group: Group::Cards,
    about: "rail-stripe-about",
    test: false,
    by_hand: false,
    refunds: true,
    webhook_by_payee: true,
    fields: &[
        RailField {
            name: "secret_key",
            label: "rail-secret-key",
            hint: Some("rail-secret-key-hint"),
            required: true,
            secret: true,
        },
        RailField {
            name: "webhook_secret",
            label: "rail-signing-secret",
            hint: Some("rail-signing-secret-hint"),
            required: true,
            secret: true,
        },
    ],
    supports: |money| amount::units(money).is_some(),
    check,
    open,
};

/// Stripe's API, and the origin of its pages.
const API: &str = "https://api.stripe.com";
const PAGES: &str = "https://checkout.stripe.com";

/// The time for which a session can be paid: an hour less than the service waits, so that its end is reported before the payment expires.
/// Stripe accepts half an hour to a day.
const OPEN_FOR: TimeDelta = TimeDelta::hours(23);

/// Settings as a payee types them.
struct StripeSettings {
    secret_key: String,
    webhook_secret: SecretString,
}

/// A Stripe account of one payee.
pub struct Stripe {
    api: StripeApi,
    webhook_secret: SecretString,
    clock: Clock,
}

impl std::fmt::Debug for Stripe {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Stripe(…)")
    }
}

/// The origins of the pages to which payers are redirected, as scheme, host and port.
pub fn pages(providers: &Providers) -> Vec<String> {
    providers::pages(&providers.stripe, API, PAGES)
}

/// Returns whether a text is the prefix and at least one more character, all of Stripe's alphabet.
fn follows(text: &str, prefix: &str) -> bool {
    let rest = text.strip_prefix(prefix).unwrap_or_default();
    (8..=250).contains(&rest.len()) && rest.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

fn secret_key(text: &str) -> Result<String, Unfit> {
    if ["sk_live_", "sk_test_", "rk_live_", "rk_test_"].iter().any(|prefix| follows(text, prefix)) {
        return Ok(text.to_owned());
    }
    Err(if text.starts_with("pk_") {
        Unfit::new("error-publishable", "This is a publishable key. The secret key begins with sk_ or rk_.")
    } else {
        let sentence = "This is not a secret key of Stripe’s. It begins with sk_live_, sk_test_, rk_live_ or rk_test_.";
        Unfit::new("error-copied", sentence)
    })
}

fn webhook_secret(text: &str) -> Result<SecretString, Unfit> {
    if follows(text, "whsec_") {
        return Ok(text.into());
    }
    Err(Unfit::new(
        "error-copied",
        "This is not a signing secret. It begins with whsec_; Stripe shows it beside the webhook endpoint.",
    ))
}

fn read(given: &Map<String, Value>) -> Result<StripeSettings, Vec<FieldError>> {
    form::fill(&KIND, given, |form| {
        let secret_key = form.required("secret_key", "your account’s secret key", secret_key);
        let webhook_secret = form.required("webhook_secret", "the webhook endpoint’s signing secret", webhook_secret);
        Some(StripeSettings { secret_key: secret_key?, webhook_secret: webhook_secret? })
    })
}

fn check(given: &Map<String, Value>, _: &RailContext) -> Result<Settings, Vec<FieldError>> {
    read(given)?;
    Ok(form::kept(given))
}

fn open(settings: &Settings, context: &RailContext) -> Result<Box<dyn Rail>, RailError> {
    Ok(Box::new(Stripe::new(settings, Arc::clone(&context.providers.stripe), context.clock.clone())?))
}

impl Stripe {
    fn new(settings: &Settings, provider: Arc<Provider>, clock: Clock) -> Result<Self, RailError> {
        let StripeSettings { secret_key, webhook_secret } = form::reopened(settings, read)?;
        Ok(Self { api: StripeApi::new(provider, secret_key), webhook_secret, clock })
    }

    /// Creates a Checkout session.
    async fn start_charge(&self, charge: &Charge) -> Result<Started, RailError> {
        let units = amount::units(&charge.money).ok_or(RailError::Unsupported)?;
        let (payment, back) = (charge.payment.to_string(), charge.return_url.to_string());
        let currency = charge.money.currency().code().to_ascii_lowercase();
        let expires_at = (self.clock.now() + OPEN_FOR).timestamp();
        let fields = [
            ("mode", "payment".to_owned()),
            ("line_items[0][quantity]", "1".to_owned()),
            ("line_items[0][price_data][currency]", currency.clone()),
            ("line_items[0][price_data][unit_amount]", units.to_string()),
            // The payer sees this text beside the amount. A reference is the same in every language and tells nothing about the purpose.
            ("line_items[0][price_data][product_data][name]", grouped(charge.rf.as_str())),
            ("client_reference_id", payment.clone()),
            ("metadata[chit]", payment.clone()),
            ("payment_intent_data[metadata][chit]", payment.clone()),
            ("success_url", back.clone()),
            ("cancel_url", back),
            ("expires_at", expires_at.to_string()),
            ("customer_creation", "if_required".to_owned()),
            ("billing_address_collection", "auto".to_owned()),
            // The payer pays exactly the requested amount, in the requested currency.
            ("adaptive_pricing[enabled]", "false".to_owned()),
        ];
        let session = self.api.create_session(&fields, &payment).await?;
        let asked = session.payment().as_ref() == Some(&charge.payment)
            && session.amount_total == Some(units)
            && session.currency.as_deref() == Some(currency.as_str());
        let page = session.url.as_deref().filter(|_| asked).and_then(|url| self.page(url));
        let page =
            page.ok_or_else(|| RailError::Unavailable("Stripe: it made something else than was asked".into()))?;
        Ok(Started { external_id: Some(session.id), next: Next::Redirect(page), expires_at: None })
    }

    /// Expires a session. If Stripe refuses, it has expired or was paid: its state says which.
    async fn expire(&self, id: &str) -> Result<EndOutcome, RailError> {
        let session = match self.api.expire(id).await? {
            Some(session) => Some(session),
            None => self.api.session(id).await?,
        };
        match session.and_then(|session| session.status) {
            None | Some(SessionStatus::Expired) => Ok(EndOutcome::Closed),
            Some(SessionStatus::Complete) => Ok(EndOutcome::Taken),
            Some(SessionStatus::Open | SessionStatus::Other) => {
                Err(RailError::Refused("Stripe does not end this session.".into()))
            }
        }
    }

    /// Parses a page to which a payer may be redirected: Stripe's own, or one of the server that replaces it.
    fn page(&self, text: &str) -> Option<url::Url> {
        providers::page(text, &providers::pages(self.api.provider(), API, PAGES))
    }

    /// Returns a session if the service created it.
    fn our_session(session: Session) -> Option<Session> {
        session.payment().is_some().then_some(session)
    }
}

impl Rail for Stripe {
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
        Box::pin(self.payment_events(query.external_id, query.now))
    }

    fn end<'a>(&'a self, charge: ChargeQuery<'a>) -> Future<'a, Result<EndOutcome, RailError>> {
        Box::pin(self.expire(charge.external_id))
    }

    fn refund<'a>(&'a self, order: &'a RefundOrder) -> Future<'a, Result<RefundOutcome, RailError>> {
        Box::pin(self.send_back(order))
    }

    fn test_setting(&self) -> Option<&'static str> {
        (!self.api.is_live()).then_some("secret_key")
    }

    fn probe(&self) -> Future<'_, Result<(), RailError>> {
        Box::pin(async { self.api.probe().await.map_err(|error| error.by("secret_key")) })
    }
}
