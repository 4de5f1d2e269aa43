//! A stand-in provider, to try the service without money. It has pages of its own (`/sandbox/…`, served by [`crate::web`]), takes
//! a payer through approve, decline or leave pending, and reports by a signed webhook through the same door as a real provider.
//!
//! It keeps no state: the order travels in the page's URL, signed under the method's secret. The webhook is signed the way Stripe
//! signs: `t=…,v1=…`, HMAC-SHA256 over `t.body`, five minutes of tolerance.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use sha2::Sha256;

use super::{Charge, EventKind, Future, Next, PayerTexts, Rail, RailError, RailEvent, RailKind, Started, Surroundings};
use crate::domain::clock::Instant;
use crate::domain::currency::Currency;
use crate::domain::field::FieldError;
use crate::domain::method::Settings;
use crate::domain::money::Money;

/// The stand-in.
pub const KIND: RailKind = RailKind {
    name: "demo",
    label: "Demo",
    payer: PayerTexts { name: "rail-demo", hint: "rail-demo-hint", pay: "rail-demo-pay", pay_any: "rail-demo-pay-any" },
    about: "A stand-in provider that approves, declines or waits as you tell it. For trying things out: no money moves.",
    test: true,
    by_hand: false,
    fields: &[],
    supports: |_| true,
    check,
    open,
};

/// The header that carries the signature.
pub const SIGNATURE: &str = "chit-demo-signature";
/// How far a message's time may be off, in seconds.
const TOLERANCE: i64 = 300;

#[derive(Serialize, Deserialize)]
struct Keys {
    webhook_secret: String,
}

/// The stand-in provider with one method's secret. Both ends of the wire are here: what a provider would do ([`Demo::order`],
/// [`Demo::report`]) and what a rail does.
#[derive(Debug)]
pub struct Demo {
    secret: SecretString,
    base_url: url::Url,
}

/// What the stand-in knows of an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// Its name for the payment.
    pub id: String,
    /// Minor units.
    pub amount: i64,
    /// ISO 4217.
    pub currency: String,
    /// Who is paid.
    pub payee: String,
    /// Where the payer goes afterwards.
    pub return_url: url::Url,
}

/// The webhook's body.
#[derive(Serialize, Deserialize)]
struct Message {
    id: String,
    order: String,
    outcome: Outcome,
    amount: String,
    currency: String,
    at: i64,
}

/// What the person at the stand-in's page decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The money arrives.
    Approve,
    /// It doesn't.
    Decline,
    /// It is on its way.
    Pending,
}

impl Outcome {
    fn as_str(self) -> &'static str {
        match self {
            Self::Approve => "approve",
            Self::Decline => "decline",
            Self::Pending => "pending",
        }
    }
}

fn check(given: &Map<String, Value>, around: &Surroundings) -> Result<Settings, Vec<FieldError>> {
    let secret = given.get("webhook_secret").and_then(Value::as_str);
    let extra = given.keys().any(|key| key != "webhook_secret");
    if extra || (given.contains_key("webhook_secret") && secret.is_none_or(|s| s.len() < 16)) {
        let detail = "The stand-in needs no settings. A webhook_secret, if you give one, has 16 characters or more.";
        return Err(vec![FieldError::plain("settings", "invalid", detail)]);
    }
    let webhook_secret = secret.map_or_else(|| format!("whsec_{}", around.chance.base58(32)), str::to_owned);
    Ok(Settings::new(serde_json::to_value(Keys { webhook_secret }).unwrap_or_default()))
}

fn open(settings: &Settings, around: &Surroundings) -> Result<Box<dyn Rail>, RailError> {
    Ok(Box::new(Demo::new(settings, around)?))
}

impl Demo {
    /// The stand-in for one method.
    ///
    /// # Errors
    /// [`RailError::Settings`] when there is no secret: nothing is ever signed or believed under an empty one.
    pub fn new(settings: &Settings, around: &Surroundings) -> Result<Self, RailError> {
        let keys = Keys::deserialize(settings.value()).map_err(|e| RailError::Settings(e.to_string()))?;
        if keys.webhook_secret.is_empty() {
            return Err(RailError::Settings("an empty webhook secret".into()));
        }
        Ok(Self { secret: keys.webhook_secret.into(), base_url: around.public_url.clone() })
    }

    fn mac(&self, purpose: &str, message: &[u8]) -> Result<Hmac<Sha256>, RailError> {
        let mut mac = Hmac::<Sha256>::new_from_slice(self.secret.expose_secret().as_bytes())
            .map_err(|_| RailError::Settings("the webhook secret".into()))?;
        mac.update(purpose.as_bytes());
        mac.update(b".");
        mac.update(message);
        Ok(mac)
    }

    /// Reads an order off the page's URL, if it is one of ours.
    ///
    /// # Errors
    /// [`RailError::Unsigned`] when it was made up or changed.
    pub fn order(&self, token: &str) -> Result<Order, RailError> {
        let (order, tag) = token.split_once('.').ok_or(RailError::Unsigned)?;
        let tag = URL_SAFE_NO_PAD.decode(tag).map_err(|_| RailError::Unsigned)?;
        self.mac("order", order.as_bytes())?.verify_slice(&tag).map_err(|_| RailError::Unsigned)?;
        let order = URL_SAFE_NO_PAD.decode(order).map_err(|_| RailError::Unreadable("base64"))?;
        serde_json::from_slice(&order).map_err(|_| RailError::Unreadable("the order"))
    }

    fn token(&self, order: &Order) -> Result<String, RailError> {
        let json = serde_json::to_vec(order).map_err(|_| RailError::Unreadable("the order"))?;
        let order = URL_SAFE_NO_PAD.encode(json);
        let tag = self.mac("order", order.as_bytes())?.finalize().into_bytes();
        Ok(format!("{order}.{}", URL_SAFE_NO_PAD.encode(tag)))
    }

    /// What the stand-in posts to the method's webhook: the body and its signature. One outcome of one order is one event, however
    /// often it is reported.
    ///
    /// # Errors
    /// [`RailError`] when it can't be signed.
    pub fn report(&self, order: &Order, outcome: Outcome, now: Instant) -> Result<(Vec<u8>, String), RailError> {
        let currency = Currency::parse(&order.currency).map_err(|_| RailError::Unreadable("the currency"))?;
        let message = Message {
            id: format!("{}:{}", order.id, outcome.as_str()),
            order: order.id.clone(),
            outcome,
            amount: Money::new(order.amount, currency).to_decimal(),
            currency: order.currency.clone(),
            at: now.timestamp(),
        };
        let body = serde_json::to_vec(&message).map_err(|_| RailError::Unreadable("the message"))?;
        let at = now.timestamp();
        let tag = self.mac(&at.to_string(), &body)?.finalize().into_bytes();
        Ok((body, format!("t={at},v1={}", hex::encode(tag))))
    }
}

impl Rail for Demo {
    fn supports(&self, _: &Money) -> bool {
        true
    }

    fn start<'a>(&'a self, charge: &'a Charge) -> Future<'a, Result<Started, RailError>> {
        Box::pin(async move {
            let order = Order {
                id: format!("demo_{}", charge.payment.as_str().trim_start_matches("pay_")),
                amount: charge.money.minor(),
                currency: charge.money.currency().code().to_owned(),
                payee: charge.payee.as_str().to_owned(),
                return_url: charge.return_url.clone(),
            };
            let path = format!("sandbox/{}/{}", charge.method, self.token(&order)?);
            let page = self.base_url.join(&path).map_err(|_| RailError::Unreadable("the page's URL"))?;
            Ok(Started { external_id: Some(order.id), next: Next::Redirect(page) })
        })
    }

    fn verify<'a>(&'a self, message: super::Message<'a>) -> Future<'a, Result<Vec<RailEvent>, RailError>> {
        Box::pin(std::future::ready(self.read(message.headers, message.body, message.now)))
    }
}

impl Demo {
    /// The facts of a signed message.
    fn read(&self, headers: &http::HeaderMap, body: &[u8], now: Instant) -> Result<Vec<RailEvent>, RailError> {
        let header = headers.get(SIGNATURE).and_then(|h| h.to_str().ok()).ok_or(RailError::Unsigned)?;
        let part = |name: &str| header.split(',').find_map(|p| p.trim().strip_prefix(name)?.strip_prefix('='));
        let (at, tag) = part("t").zip(part("v1")).ok_or(RailError::Unsigned)?;
        let sent: i64 = at.parse().map_err(|_| RailError::Unsigned)?;
        if now.timestamp().abs_diff(sent) > TOLERANCE.unsigned_abs() {
            return Err(RailError::Unsigned);
        }
        let tag = hex::decode(tag).map_err(|_| RailError::Unsigned)?;
        self.mac(at, body)?.verify_slice(&tag).map_err(|_| RailError::Unsigned)?;
        let message: Message = serde_json::from_slice(body).map_err(|_| RailError::Unreadable("JSON"))?;
        let currency = Currency::parse(&message.currency).map_err(|_| RailError::Unreadable("currency"))?;
        let money = Money::parse(&message.amount, currency).map_err(|_| RailError::Unreadable("amount"))?;
        let occurred_at = chrono::DateTime::from_timestamp(message.at, 0).ok_or(RailError::Unreadable("at"))?;
        let kind = match message.outcome {
            Outcome::Approve => EventKind::Settled,
            Outcome::Decline => EventKind::Failed,
            Outcome::Pending => EventKind::Processing,
        };
        Ok(vec![RailEvent { event_id: message.id, external_id: message.order, kind, money, fee: 0, occurred_at }])
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::domain::chance::Chance;
    use crate::domain::id::{MethodId, PaymentId};
    use crate::domain::reference::RfReference;
    use crate::domain::text::DisplayName;

    fn surroundings() -> Surroundings {
        Surroundings::new("http://127.0.0.1:8080".parse().expect("a URL"), Chance::secure()).expect("good")
    }

    fn demo() -> Demo {
        let settings = check(&Map::new(), &surroundings()).expect("needs nothing");
        Demo::new(&settings, &surroundings()).expect("opens")
    }

    fn now() -> Instant {
        chrono::DateTime::from_timestamp(1_700_000_000, 0).expect("in range")
    }

    async fn order(demo: &Demo) -> Order {
        let chance = Chance::secure();
        let charge = Charge {
            payment: PaymentId::draw(&chance),
            method: MethodId::draw(&chance),
            money: Money::new(2500, Currency::EUR),
            rf: RfReference::draw(&chance),
            payee: DisplayName::parse("Anna").expect("good"),
            return_url: "http://127.0.0.1:8080/p/x".parse().expect("a URL"),
        };
        let Next::Redirect(page) = demo.start(&charge).await.expect("starts").next else { panic!("it has a page") };
        let token = page.path_segments().and_then(Iterator::last).expect("a token");
        demo.order(token).expect("its own order")
    }

    fn headers(signature: &str) -> http::HeaderMap {
        [(http::HeaderName::from_static(SIGNATURE), signature.parse().expect("a header"))].into_iter().collect()
    }

    #[tokio::test]
    async fn a_report_is_believed_as_it_was_sent() {
        let demo = demo();
        let order = order(&demo).await;
        let (body, signature) = demo.report(&order, Outcome::Approve, now()).expect("signs");
        let events = demo.read(&headers(&signature), &body, now()).expect("believed");
        assert_eq!(events.len(), 1);
        assert_eq!(
            (events[0].kind, events[0].money, &events[0].external_id),
            (EventKind::Settled, Money::new(2500, Currency::EUR), &order.id)
        );
        for offset in [-300, 300] {
            assert!(demo.read(&headers(&signature), &body, now() + TimeDelta::seconds(offset)).is_ok(), "{offset}");
        }
    }

    #[tokio::test]
    async fn nothing_else_is() {
        let (demo, other) = (demo(), demo());
        let order = order(&demo).await;
        let (body, signature) = demo.report(&order, Outcome::Approve, now()).expect("signs");
        let unsigned = |headers: &http::HeaderMap, body: &[u8], at| {
            matches!(demo.read(headers, body, at), Err(RailError::Unsigned))
        };
        assert!(unsigned(&http::HeaderMap::new(), &body, now()));
        for offset in [-301, 301] {
            assert!(unsigned(&headers(&signature), &body, now() + TimeDelta::seconds(offset)), "{offset}");
        }
        for at in 0..body.len() {
            let mut flipped = body.clone();
            flipped[at] ^= 1;
            assert!(unsigned(&headers(&signature), &flipped, now()), "bit flipped at {at}");
        }
        for forged in ["", "t=1700000000", "v1=00", "t=1700000000,v1=", "t=x,v1=00", "t=1700000000,v1=zz"] {
            assert!(unsigned(&headers(forged), &body, now()), "{forged}");
        }
        let (_, others) = other.report(&order, Outcome::Approve, now()).expect("signs");
        assert!(unsigned(&headers(&others), &body, now()), "another method's secret");
    }

    #[tokio::test]
    async fn an_order_cannot_be_changed_in_the_url() {
        let (demo, other) = (demo(), demo());
        let order = Order { amount: 1, ..order(&demo).await };
        let token = other.token(&order).expect("signs");
        assert!(matches!(demo.order(&token), Err(RailError::Unsigned)));
        assert!(matches!(demo.order("x"), Err(RailError::Unsigned)));
    }

    #[test]
    fn an_empty_secret_opens_nothing() {
        let settings = Settings::new(serde_json::json!({"webhook_secret": ""}));
        assert!(matches!(Demo::new(&settings, &surroundings()), Err(RailError::Settings(_))));
        assert!(
            check(serde_json::json!({"webhook_secret": "short"}).as_object().expect("an object"), &surroundings())
                .is_err()
        );
    }
}
