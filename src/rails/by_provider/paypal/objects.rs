//! PayPal's objects, with the fields that are read or written. None has a field for personal data: `payer`, `payment_source`, `shipping`
//! and `payee` are not parsed.

use chrono::DateTime;
use serde::{Deserialize, Serialize};

use crate::domain::clock::Timestamp;
use crate::domain::id::PaymentId;
use crate::domain::money::Money;
use crate::domain::money::currency::Currency;

/// A time as PayPal writes it, in RFC 3339; `None` where there is none or it is malformed.
pub(super) fn time(text: Option<&str>) -> Option<Timestamp> {
    DateTime::parse_from_rfc3339(text?).ok().map(|at| at.to_utc())
}

/// The currencies that PayPal supports (<https://developer.paypal.com/api/rest/reference/currency-codes/>).
const CURRENCIES: [&str; 24] = [
    "AUD", "BRL", "CAD", "CHF", "CNY", "CZK", "DKK", "EUR", "GBP", "HKD", "HUF", "ILS", "JPY", "MXN", "MYR", "NOK",
    "NZD", "PHP", "PLN", "SEK", "SGD", "THB", "TWD", "USD",
];
/// Currencies of which PayPal accepts whole amounts only.
const WHOLE: [&str; 3] = ["HUF", "JPY", "TWD"];

/// An amount in PayPal's notation, in major units.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayPalAmount {
    pub currency_code: String,
    pub value: String,
}

impl PayPalAmount {
    /// `None` if PayPal doesn't support the currency, or the amount has decimals that it doesn't accept.
    pub fn of(money: &Money) -> Option<Self> {
        let code = money.currency().code();
        let text = money.to_decimal();
        let value = match text.split_once('.') {
            Some((whole, rest)) if WHOLE.contains(&code) => {
                rest.bytes().all(|b| b == b'0').then(|| whole.to_owned())?
            }
            _ => text,
        };
        CURRENCIES.contains(&code).then(|| Self { currency_code: code.to_owned(), value })
    }

    /// `None` if it isn't a valid amount of its currency.
    pub fn money(&self) -> Option<Money> {
        let currency = Currency::parse(&self.currency_code).ok()?;
        // Decimals that the currency doesn't have must be zeros.
        let value = match self.value.split_once('.') {
            Some((whole, rest)) if currency.exponent() == 0 && rest.bytes().all(|b| b == b'0') => whole,
            _ => &self.value,
        };
        Money::parse(value, currency).ok()
    }
}

/// An OAuth access token for an account.
#[derive(Deserialize)]
pub struct AccessToken {
    pub access_token: String,
    /// The validity in seconds.
    pub expires_in: i64,
}

/// An order (Orders v2).
#[derive(Debug, Deserialize)]
pub struct Order {
    pub id: String,
    pub status: String,
    #[serde(default)]
    pub purchase_units: Vec<PurchaseUnit>,
    #[serde(default)]
    pub links: Vec<PayPalLink>,
}

#[derive(Debug, Deserialize)]
pub struct PurchaseUnit {
    pub custom_id: Option<String>,
    pub amount: Option<PayPalAmount>,
    pub payments: Option<Payments>,
}

#[derive(Debug, Deserialize)]
pub struct Payments {
    #[serde(default)]
    pub captures: Vec<Capture>,
    #[serde(default)]
    pub refunds: Vec<PayPalRefund>,
}

/// A capture: money taken from the payer.
#[derive(Debug, Deserialize)]
pub struct Capture {
    pub id: String,
    pub status: String,
    pub amount: Option<PayPalAmount>,
    pub seller_receivable_breakdown: Option<Breakdown>,
    pub create_time: Option<String>,
    pub supplementary_data: Option<Supplement>,
}

#[derive(Debug, Deserialize)]
pub struct Breakdown {
    pub paypal_fee: Option<PayPalAmount>,
}

#[derive(Debug, Deserialize)]
pub struct Supplement {
    pub related_ids: Option<Related>,
}

#[derive(Debug, Deserialize)]
pub struct Related {
    pub order_id: Option<String>,
}

impl Supplement {
    /// The id of the order that it belongs to.
    pub fn order(self) -> Option<String> {
        self.related_ids?.order_id
    }
}

/// Money that went back: a refund or a reversal.
#[derive(Debug, Deserialize)]
pub struct PayPalRefund {
    pub id: String,
    pub status: String,
    pub amount: Option<PayPalAmount>,
    /// The service's id of the refund, if the service requested it.
    pub custom_id: Option<String>,
    pub create_time: Option<String>,
    #[serde(default)]
    pub links: Vec<PayPalLink>,
}

impl PayPalRefund {
    /// The id of the capture that it belongs to.
    pub fn capture(&self) -> Option<&str> {
        capture_above(&self.links)
    }
}

/// The id of the capture that the `up` link of a refund or a reversal names.
fn capture_above(links: &[PayPalLink]) -> Option<&str> {
    let up = links.iter().find(|link| link.rel == "up")?;
    let (_, id) = up.href.rsplit_once("/v2/payments/captures/")?;
    id.bytes().all(|b| b.is_ascii_alphanumeric()).then_some(id)
}

#[derive(Debug, Deserialize)]
pub struct PayPalLink {
    pub rel: String,
    pub href: String,
}

impl Order {
    /// The purchase unit; an order of the service has one.
    pub fn unit(&self) -> Option<&PurchaseUnit> {
        match self.purchase_units.as_slice() {
            [unit] => Some(unit),
            _ => None,
        }
    }

    /// The service's id of the payment; `None` for an order that another system made with the same account.
    pub fn payment(&self) -> Option<PaymentId> {
        PaymentId::parse(self.unit()?.custom_id.as_deref()?)
    }

    /// The refunds and reversals of the order.
    pub fn refunds(&self) -> &[PayPalRefund] {
        let payments = self.unit().and_then(|unit| unit.payments.as_ref());
        payments.map(|payments| payments.refunds.as_slice()).unwrap_or_default()
    }

    /// The capture. An order of the service is captured at once and in one piece.
    pub fn capture(&self) -> Option<&Capture> {
        self.unit()?.payments.as_ref()?.captures.last()
    }

    /// The URL of the page on which the payer approves the order.
    pub fn page(&self) -> Option<&str> {
        self.links
            .iter()
            .find(|link| matches!(link.rel.as_str(), "payer-action" | "approve"))
            .map(|link| link.href.as_str())
    }
}

/// The type of a webhook event, read before its resource.
#[derive(Debug, Deserialize)]
pub struct PayPalEventHead {
    pub event_type: String,
}

/// A webhook event: the ids by which its subject is fetched.
#[derive(Debug, Deserialize)]
pub struct PayPalEvent {
    pub event_type: String,
    pub resource: Resource,
}

/// The ids of an order, a capture, a refund or a reversal. Other fields of the message are not trusted and not read.
#[derive(Debug, Deserialize)]
pub struct Resource {
    pub id: String,
    pub supplementary_data: Option<Supplement>,
    #[serde(default)]
    pub links: Vec<PayPalLink>,
}

impl Resource {
    /// The id of the capture that a refund or a reversal belongs to.
    pub fn capture(&self) -> Option<&str> {
        capture_above(&self.links)
    }
}

/// PayPal's answer to a signature's verification.
#[derive(Debug, Deserialize)]
pub struct Verification {
    pub verification_status: String,
}

/// PayPal's refusal. Its messages are not read.
#[derive(Debug, Deserialize)]
pub struct PayPalRefusal {
    pub name: Option<String>,
    #[serde(default)]
    pub details: Vec<RefusalDetail>,
}

#[derive(Debug, Deserialize)]
pub struct RefusalDetail {
    pub issue: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, currency: &str) -> Money {
        Money::parse(text, Currency::parse(currency).expect("a currency")).expect("an amount")
    }

    #[test]
    fn amounts_are_written_as_paypal_takes_them() {
        for (text, currency, expected) in [
            ("12.50", "EUR", Some("12.50")),
            ("500", "JPY", Some("500")),
            ("500", "HUF", Some("500")),
            ("500.50", "HUF", None),
            ("30", "TWD", Some("30")),
            ("30.01", "TWD", None),
            ("25", "KWD", None),
            ("25", "INR", None),
        ] {
            assert_eq!(
                PayPalAmount::of(&of(text, currency)).map(|a| a.value).as_deref(),
                expected,
                "{text} {currency}"
            );
        }
    }

    #[test]
    fn amounts_are_read_as_paypal_writes_them() {
        let read = |value: &str, code: &str| PayPalAmount { currency_code: code.into(), value: value.into() }.money();
        assert_eq!(read("12.50", "EUR"), Some(of("12.50", "EUR")));
        assert_eq!((read("500", "HUF"), read("500.00", "HUF")), (Some(of("500", "HUF")), Some(of("500", "HUF"))));
        assert_eq!((read("500", "JPY"), read("500.00", "JPY")), (Some(of("500", "JPY")), Some(of("500", "JPY"))));
        for (value, code) in
            [("500.50", "JPY"), ("", "EUR"), ("1e3", "EUR"), ("12.505", "EUR"), ("12", "XXX"), ("-1", "EUR")]
        {
            assert_eq!(read(value, code), None, "{value} {code}");
        }
    }
}
