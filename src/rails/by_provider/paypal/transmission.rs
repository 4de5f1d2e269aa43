//! Checks of a webhook message before PayPal is asked to verify it. Anyone can post a message, and each verification is a call in the
//! payee's name, so messages that are malformed, too old or about no known payment are dropped first, without a call.

use chrono::TimeDelta;
use serde::Serialize;
use serde::de::IgnoredAny;
use serde_json::value::RawValue;
use url::Url;

use super::objects::{PayPalEvent, PayPalEventHead, time};
use crate::rails::{EventKind, MessageSubject, RailError, WebhookMessage};

/// The greatest age of a message. PayPal repeats one for three days (<https://developer.paypal.com/api/rest/webhooks/>).
const OLDEST: TimeDelta = TimeDelta::days(4);
/// The most by which PayPal's clock may be ahead of the service's.
const AHEAD: TimeDelta = TimeDelta::minutes(10);

/// The body of a verification call: the message's headers and the message, byte by byte.
#[derive(Serialize)]
struct Question<'a> {
    #[serde(flatten)]
    transmission: &'a Transmission<'a>,
    webhook_id: &'a str,
    webhook_event: &'a RawValue,
}

/// A message with well-formed headers, no older than PayPal's own repetitions. It isn't verified.
#[derive(Debug, Serialize)]
pub struct Transmission<'a> {
    auth_algo: &'a str,
    cert_url: &'a str,
    transmission_id: &'a str,
    transmission_sig: &'a str,
    transmission_time: &'a str,
    #[serde(skip)]
    event: &'a RawValue,
}

/// Returns whether an event type is about an order, a capture or a refund.
pub fn is_of_interest(event_type: &str) -> bool {
    event_type == "CHECKOUT.ORDER.APPROVED"
        || ["PAYMENT.CAPTURE.", "PAYMENT.REFUND."].iter().any(|prefix| event_type.starts_with(prefix))
}

/// Returns whether a URL is in PayPal's directory of signing certificates.
fn is_certificate(text: &str) -> bool {
    Url::parse(text).is_ok_and(|url| {
        let paypals = matches!(url.host_str(), Some(host) if host.ends_with(".paypal.com"));
        url.scheme() == "https" && paypals && url.path().starts_with("/v1/notifications/certs/")
    })
}

impl<'a> Transmission<'a> {
    /// Parses a message's headers and checks that its body is JSON.
    ///
    /// # Errors
    /// [`RailError::Unsigned`] for messages that can't be PayPal's.
    pub fn read(message: &WebhookMessage<'a>) -> Result<Self, RailError> {
        let header = |name: &str, fits: fn(&str) -> bool| -> Result<&'a str, RailError> {
            let value = message.headers.get(name).and_then(|value| value.to_str().ok());
            value.filter(|value| (1..=500).contains(&value.len()) && fits(value)).ok_or(RailError::Unsigned)
        };
        let sent = header("paypal-transmission-time", |text| time(Some(text)).is_some())?;
        let age = message.now - time(Some(sent)).ok_or(RailError::Unsigned)?;
        if age > OLDEST || age < -AHEAD {
            return Err(RailError::Unsigned);
        }
        // Exactly one JSON value: the body is inserted into the verification call and must not inject members there.
        let whole: Result<IgnoredAny, _> = serde_json::from_slice(message.body);
        let body = std::str::from_utf8(message.body).ok().filter(|_| whole.is_ok());
        let event = body.and_then(|body| serde_json::from_str(body).ok()).ok_or(RailError::Unsigned)?;
        let is_base64 = |text: &str| text.bytes().all(|b| b.is_ascii_alphanumeric() || b"+/=".contains(&b));
        let is_id = |text: &str| text.len() <= 64 && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        Ok(Self {
            auth_algo: header("paypal-auth-algo", |text| text == "SHA256withRSA")?,
            cert_url: header("paypal-cert-url", is_certificate)?,
            transmission_id: header("paypal-transmission-id", is_id)?,
            transmission_sig: header("paypal-transmission-sig", is_base64)?,
            transmission_time: sent,
            event,
        })
    }

    /// The body of the verification call. It contains the message byte by byte, since the signature doesn't match a re-serialised one.
    pub fn question(&self, webhook_id: &str) -> Result<Vec<u8>, RailError> {
        let question = Question { transmission: self, webhook_id, webhook_event: self.event };
        serde_json::to_vec(&question).map_err(|_| RailError::Unsigned)
    }

    /// The subject that the message claims.
    pub fn subject(&self) -> Result<MessageSubject, RailError> {
        let unreadable = |_| RailError::Unreadable("PayPal’s event");
        let PayPalEventHead { event_type } = serde_json::from_str(self.event.get()).map_err(unreadable)?;
        if !is_of_interest(&event_type) {
            return Ok(MessageSubject::Nothing);
        }
        let PayPalEvent { resource, .. } = serde_json::from_str(self.event.get()).map_err(unreadable)?;
        if event_type == "CHECKOUT.ORDER.APPROVED" {
            return Ok(MessageSubject::Payment(resource.id));
        }
        // A refund names only its capture, of which an earlier event was stored.
        let above = resource.capture().map(str::to_owned);
        let order = resource.supplementary_data.and_then(|data| data.order());
        let of = |capture: String| {
            let said = [EventKind::Settled, EventKind::Processing].map(|kind| format!("{capture}:{}", kind.as_str()));
            MessageSubject::PaymentOf(said.into())
        };
        Ok(order.map(MessageSubject::Payment).or(above.map(of)).unwrap_or(MessageSubject::Nothing))
    }
}
