//! A provider without money, for trials of the service. It has pages of its own (`/sandbox/…`, served by [`crate::web`]) where a payer
//! approves, declines or leaves a payment pending, and it reports by signed webhooks to the same endpoint as a real provider.
//!
//! It is stateless: the order is part of the page's URL, signed with the method's secret. The payee may know that secret, so an order is
//! only the payee's claim, and the pages compare it with the stored payment. Webhooks are signed as Stripe's are: `t=…,v1=…`, HMAC-SHA256
//! over `t.body`, with a tolerance of five minutes.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::domain::clock::Timestamp;
use crate::domain::field::FieldError;
use crate::domain::id::RefundId;
use crate::domain::method::Settings;
use crate::domain::money::Money;
use crate::domain::money::currency::Currency;
use crate::domain::payment::STAND_IN;
use crate::domain::payment::refund::RefundStage;
use crate::domain::secret::mac::{HmacSha256, Mac, hmac_sha256};
use crate::rails::{
    Charge, ChargeQuery, EndOutcome, EventKind, Future, Group, MadeRefund, NamedRefund, Next, PayerTexts, Rail,
    RailContext, RailError, RailEvent, RailKind, RefundOrder, RefundOutcome, Started,
};

/// The demo provider, a test rail.
pub const KIND: RailKind = RailKind {
    name: STAND_IN,
    label: "Demo",
    payer: PayerTexts { name: "rail-demo", hint: "rail-demo-hint", pay: "rail-demo-pay", pay_any: "rail-demo-pay-any" },
    group: Group::Cards,
    about: "rail-demo-about",
    test: true,
    by_hand: false,
    refunds: true,
    webhook_by_payee: false,
    fields: &[],
    supports: |_| true,
    check,
    open,
};

/// The name of the signature's header.
pub const SIGNATURE: &str = "chit-demo-signature";
/// The greatest age of a message, or its lead, in seconds.
const TOLERANCE: i64 = 300;

/// The prefix of the demo's ids of refunds that the service requested; the service's id follows.
const OWN_REFUND: &str = "demo_";

/// A method's settings. They define the provider's answers in advance, because it is stateless.
#[derive(Serialize, Deserialize)]
struct DemoSettings {
    webhook_secret: String,
    /// The outcome that [`Rail::poll`] reports for every order; no event if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    when_asked: Option<DemoOutcome>,
    /// The provider's reaction to refunds.
    #[serde(default)]
    refunds: Refunds,
}

/// The reactions to a refund call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refunds {
    /// Completes the refund.
    #[default]
    Accept,
    /// Accepts the refund; a later event has its result.
    Pending,
    /// Accepts the refund, which fails at once.
    Fail,
    /// Refuses the refund.
    Refuse,
    /// Fails as a server that doesn't answer.
    Down,
    /// Behaves as a rail without refunds.
    Unsupported,
}

/// The demo provider with one method's secret. It implements both sides: the provider ([`Demo::order`], [`Demo::report`]) and the rail.
#[derive(Debug)]
pub struct Demo {
    secret: SecretString,
    base_url: url::Url,
    when_asked: Option<DemoOutcome>,
    refunds: Refunds,
}

/// An order at the demo provider. One that was parsed from a URL is a claim of anyone who knows the method's secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DemoOrder {
    /// The provider's id of the payment.
    pub id: String,
    /// The amount in minor units.
    pub amount: i64,
    /// An ISO 4217 code.
    pub currency: String,
    /// The payee's display name.
    pub payee: String,
    /// The payer's own page, for the way back.
    pub return_url: url::Url,
}

/// The body of a webhook message.
#[derive(Serialize, Deserialize)]
struct DemoMessage {
    id: String,
    order: String,
    outcome: DemoOutcome,
    amount: String,
    currency: String,
    /// The provider's fee, in major units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    fee: Option<String>,
    /// The provider's id of the refund that the message is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    refund: Option<String>,
    at: i64,
}

/// A decision on the demo's page, or a later event of the payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum DemoOutcome {
    /// The payment succeeds.
    Approve,
    /// The payment fails.
    Decline,
    /// The payment is processing.
    Pending,
    /// The amount of the message is the total that was refunded so far.
    Refund,
    /// A refund was accepted and is pending.
    RefundPending,
    /// A refund has completed.
    RefundDone,
    /// A refund failed, possibly after it had completed.
    RefundFailed,
    /// The payer's bank opened a dispute.
    Dispute,
    /// The dispute was won by the payee.
    DisputeWon,
    /// The dispute was lost, and the payer gets the message's amount back.
    DisputeLost,
}

impl DemoOutcome {
    fn as_str(self) -> &'static str {
        self.into()
    }

    fn kind(self) -> EventKind {
        match self {
            Self::Approve => EventKind::Settled,
            Self::Decline => EventKind::Failed,
            Self::Pending => EventKind::Processing,
            Self::Refund => EventKind::Refunded,
            Self::RefundPending => EventKind::Refund(RefundStage::Pending),
            Self::RefundDone => EventKind::Refund(RefundStage::Done),
            Self::RefundFailed => EventKind::Refund(RefundStage::Failed),
            Self::Dispute => EventKind::DisputeOpened,
            Self::DisputeWon => EventKind::DisputeWon,
            Self::DisputeLost => EventKind::DisputeLost,
        }
    }
}

/// The id of an event: the same for every report of one outcome of one order, by webhook or poll.
fn event_id(order: &str, outcome: DemoOutcome) -> String {
    format!("{order}:{}", outcome.as_str())
}

fn check(given: &Map<String, Value>, context: &RailContext) -> Result<Settings, Vec<FieldError>> {
    let secret = given.get("webhook_secret").and_then(Value::as_str);
    let extra = given.keys().any(|key| !["webhook_secret", "when_asked", "refunds"].contains(&key.as_str()));
    if extra || (given.contains_key("webhook_secret") && secret.is_none_or(|s| s.len() < 16)) {
        let detail = "The stand-in needs no settings. A webhook_secret, if you give one, has 16 characters or more.";
        return Err(vec![FieldError::plain("settings", "invalid", detail)]);
    }
    let webhook_secret = secret.map_or_else(|| format!("whsec_{}", context.chance.base58(32)), str::to_owned);
    let behaviour =
        (given.get("when_asked").map(DemoOutcome::deserialize), given.get("refunds").map(Refunds::deserialize));
    let (Ok(when_asked), Ok(refunds)) = (behaviour.0.transpose(), behaviour.1.transpose()) else {
        let detail =
            "when_asked is an outcome, such as approve; refunds is accept, pending, fail, refuse, down or unsupported.";
        return Err(vec![FieldError::plain("settings", "invalid", detail)]);
    };
    let keys = DemoSettings { webhook_secret, when_asked, refunds: refunds.unwrap_or_default() };
    Ok(Settings::new(serde_json::to_value(keys).unwrap_or_default()))
}

fn open(settings: &Settings, context: &RailContext) -> Result<Box<dyn Rail>, RailError> {
    Ok(Box::new(Demo::new(settings, context)?))
}

impl Demo {
    /// The provider for one method.
    ///
    /// # Errors
    /// [`RailError::Settings`] if the secret is empty, since such signatures prove nothing.
    pub fn new(settings: &Settings, context: &RailContext) -> Result<Self, RailError> {
        let keys = DemoSettings::deserialize(settings.value()).map_err(|e| RailError::Settings(e.to_string()))?;
        if keys.webhook_secret.is_empty() {
            return Err(RailError::Settings("an empty webhook secret".into()));
        }
        let DemoSettings { webhook_secret, when_asked, refunds } = keys;
        Ok(Self { secret: webhook_secret.into(), base_url: context.public_url.clone(), when_asked, refunds })
    }

    fn mac(&self, purpose: &str, message: &[u8]) -> HmacSha256 {
        let mac = hmac_sha256(self.secret.expose_secret().as_bytes());
        mac.chain_update(purpose).chain_update(b".").chain_update(message)
    }

    /// Parses and verifies the order in a page's URL.
    ///
    /// # Errors
    /// [`RailError::Unsigned`] if the signature is wrong.
    pub fn order(&self, token: &str) -> Result<DemoOrder, RailError> {
        let (order, tag) = token.split_once('.').ok_or(RailError::Unsigned)?;
        let tag = URL_SAFE_NO_PAD.decode(tag).map_err(|_| RailError::Unsigned)?;
        self.mac("order", order.as_bytes()).verify_slice(&tag).map_err(|_| RailError::Unsigned)?;
        let order = URL_SAFE_NO_PAD.decode(order).map_err(|_| RailError::Unreadable("base64"))?;
        serde_json::from_slice(&order).map_err(|_| RailError::Unreadable("the order"))
    }

    fn token(&self, order: &DemoOrder) -> Result<String, RailError> {
        let json = serde_json::to_vec(order).map_err(|_| RailError::Unreadable("the order"))?;
        let order = URL_SAFE_NO_PAD.encode(json);
        let tag = self.mac("order", order.as_bytes()).finalize().into_bytes();
        Ok(format!("{order}.{}", URL_SAFE_NO_PAD.encode(tag)))
    }

    /// A webhook message of the provider: the body and its signature header.
    ///
    /// # Errors
    /// [`RailError`] if the message can't be written.
    pub fn report(
        &self,
        order: &DemoOrder,
        outcome: DemoOutcome,
        now: Timestamp,
    ) -> Result<(Vec<u8>, String), RailError> {
        let currency = Currency::parse(&order.currency).map_err(|_| RailError::Unreadable("the currency"))?;
        let message = DemoMessage {
            id: event_id(&order.id, outcome),
            order: order.id.clone(),
            outcome,
            amount: Money::new(order.amount, currency).to_decimal(),
            currency: order.currency.clone(),
            fee: None,
            refund: None,
            at: now.timestamp(),
        };
        let body = serde_json::to_vec(&message).map_err(|_| RailError::Unreadable("the message"))?;
        let at = now.timestamp();
        let tag = self.mac(&at.to_string(), &body).finalize().into_bytes();
        Ok((body, format!("t={at},v1={}", hex::encode(tag))))
    }
}

impl Rail for Demo {
    fn supports(&self, _: &Money) -> bool {
        true
    }

    fn start<'a>(&'a self, charge: &'a Charge) -> Future<'a, Result<Started, RailError>> {
        Box::pin(async move {
            let order = DemoOrder {
                id: format!("demo_{}", charge.payment.as_str().trim_start_matches("pay_")),
                amount: charge.money.minor(),
                currency: charge.money.currency().code().to_owned(),
                payee: charge.payee.as_str().to_owned(),
                return_url: charge.return_url.clone(),
            };
            let path = format!("sandbox/{}/{}", charge.method, self.token(&order)?);
            let page = self.base_url.join(&path).map_err(|_| RailError::Unreadable("the page's URL"))?;
            Ok(Started { external_id: Some(order.id), next: Next::Redirect(page), expires_at: None })
        })
    }

    fn read_message<'a>(
        &'a self,
        message: crate::rails::WebhookMessage<'a>,
    ) -> Future<'a, Result<Vec<RailEvent>, RailError>> {
        Box::pin(std::future::ready(self.read(message.headers, message.body, message.now)))
    }

    fn poll<'a>(&'a self, query: ChargeQuery<'a>) -> Future<'a, Result<Vec<RailEvent>, RailError>> {
        // A poll can't tell which refund is meant, so it reports none.
        let said = self.when_asked.filter(|outcome| !matches!(outcome.kind(), EventKind::Refund(_)));
        let answer = said.map(|outcome| RailEvent {
            event_id: event_id(query.external_id, outcome),
            external_id: query.external_id.to_owned(),
            kind: outcome.kind(),
            money: query.money,
            fee: Some(0),
            occurred_at: query.now,
            refund: None,
        });
        Box::pin(std::future::ready(Ok(answer.into_iter().collect())))
    }

    /// No call: its page is the service's own, which accepts nothing for a charge that is over.
    fn end<'a>(&'a self, _charge: ChargeQuery<'a>) -> Future<'a, Result<EndOutcome, RailError>> {
        Box::pin(std::future::ready(Ok(EndOutcome::Withheld)))
    }

    fn refund<'a>(&'a self, order: &'a RefundOrder) -> Future<'a, Result<RefundOutcome, RailError>> {
        let made =
            |stage| Ok(RefundOutcome::Made(MadeRefund { external_id: format!("{OWN_REFUND}{}", order.id), stage }));
        Box::pin(std::future::ready(match self.refunds {
            Refunds::Accept => made(RefundStage::Done),
            Refunds::Pending => made(RefundStage::Pending),
            Refunds::Fail => made(RefundStage::Failed),
            Refunds::Refuse => Ok(RefundOutcome::Refused),
            Refunds::Down => Err(RailError::Unavailable("as its settings say".into())),
            Refunds::Unsupported => Ok(RefundOutcome::Unsupported),
        }))
    }
}

impl Demo {
    /// Verifies a signed message and returns its events.
    fn read(&self, headers: &http::HeaderMap, body: &[u8], now: Timestamp) -> Result<Vec<RailEvent>, RailError> {
        let header = headers.get(SIGNATURE).and_then(|h| h.to_str().ok()).ok_or(RailError::Unsigned)?;
        let part = |name: &str| header.split(',').find_map(|p| p.trim().strip_prefix(name)?.strip_prefix('='));
        let (at, tag) = part("t").zip(part("v1")).ok_or(RailError::Unsigned)?;
        let sent: i64 = at.parse().map_err(|_| RailError::Unsigned)?;
        if now.timestamp().abs_diff(sent) > TOLERANCE.unsigned_abs() {
            return Err(RailError::Unsigned);
        }
        let tag = hex::decode(tag).map_err(|_| RailError::Unsigned)?;
        self.mac(at, body).verify_slice(&tag).map_err(|_| RailError::Unsigned)?;
        let message: DemoMessage = serde_json::from_slice(body).map_err(|_| RailError::Unreadable("JSON"))?;
        let currency = Currency::parse(&message.currency).map_err(|_| RailError::Unreadable("currency"))?;
        let money = Money::parse(&message.amount, currency).map_err(|_| RailError::Unreadable("amount"))?;
        let fee = message.fee.map(|fee| Money::parse(&fee, currency)).transpose();
        let fee = fee.map_err(|_| RailError::Unreadable("fee"))?.map_or(0, |fee| fee.minor());
        let fee = Some(fee);
        let occurred_at = chrono::DateTime::from_timestamp(message.at, 0).ok_or(RailError::Unreadable("at"))?;
        let kind = message.outcome.kind();
        let refund = matches!(kind, EventKind::Refund(_)).then(|| {
            let external_id = message.refund.ok_or(RailError::Unreadable("refund"))?;
            let our_id = external_id.strip_prefix(OWN_REFUND).and_then(RefundId::parse);
            Ok::<_, RailError>(NamedRefund { external_id, our_id })
        });
        let refund = refund.transpose()?;
        let (event_id, external_id) = (message.id, message.order);
        Ok(vec![RailEvent { event_id, external_id, kind, money, fee, occurred_at, refund }])
    }
}

#[cfg(test)]
mod tests;
