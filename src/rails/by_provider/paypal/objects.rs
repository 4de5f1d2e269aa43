//! PayPal's objects, as far as we read or write them. There is no field for a person: `payer`, `payment_source`, `shipping` and
//! `payee` have no place to land.

use serde::{Deserialize, Serialize};

use crate::domain::id::PaymentId;
use crate::domain::money::Money;
use crate::domain::money::currency::Currency;

/// The currencies that PayPal takes (<https://developer.paypal.com/api/rest/reference/currency-codes/>).
const CURRENCIES: [&str; 24] = [
    "AUD", "BRL", "CAD", "CHF", "CNY", "CZK", "DKK", "EUR", "GBP", "HKD", "HUF", "ILS", "JPY", "MXN", "MYR", "NOK",
    "NZD", "PHP", "PLN", "SEK", "SGD", "THB", "TWD", "USD",
];
/// Those of which PayPal takes whole ones only.
const WHOLE: [&str; 3] = ["HUF", "JPY", "TWD"];

/// An amount as PayPal writes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PayPalAmount {
    pub currency_code: String,
    pub value: String,
}

impl PayPalAmount {
    /// `None` where PayPal doesn't take the currency, or only whole ones of it.
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

    /// `None` for what is no amount of a currency.
    pub fn money(&self) -> Option<Money> {
        let currency = Currency::parse(&self.currency_code).ok()?;
        // Decimals that the currency doesn't have are zeros.
        let value = match self.value.split_once('.') {
            Some((whole, rest)) if currency.exponent() == 0 && rest.bytes().all(|b| b == b'0') => whole,
            _ => &self.value,
        };
        Money::parse(value, currency).ok()
    }
}

/// A token that stands for the account for a while.
#[derive(Deserialize)]
pub struct AccessToken {
    pub access_token: String,
    /// Seconds.
    pub expires_in: i64,
}

/// An order.
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

/// Money that was taken from the payer.
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
    /// The order that it belongs to.
    pub fn order(self) -> Option<String> {
        self.related_ids?.order_id
    }
}

/// Money that went back: a refund, or a reversal.
#[derive(Debug, Deserialize)]
pub struct PayPalRefund {
    pub id: String,
    pub status: String,
    pub amount: Option<PayPalAmount>,
    /// Our name for it, if it is ours.
    pub custom_id: Option<String>,
    pub create_time: Option<String>,
    #[serde(default)]
    pub links: Vec<PayPalLink>,
}

impl PayPalRefund {
    /// The capture that it belongs to.
    pub fn capture(&self) -> Option<&str> {
        capture_above(&self.links)
    }
}

/// The capture that a refund or a reversal names as the thing above it.
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
    /// The thing that is bought: ours has one.
    pub fn unit(&self) -> Option<&PurchaseUnit> {
        match self.purchase_units.as_slice() {
            [unit] => Some(unit),
            _ => None,
        }
    }

    /// Our name for the payment; `None` for an order that something else made with the same account.
    pub fn payment(&self) -> Option<PaymentId> {
        PaymentId::parse(self.unit()?.custom_id.as_deref()?)
    }

    /// Money that went back of it.
    pub fn refunds(&self) -> &[PayPalRefund] {
        let payments = self.unit().and_then(|unit| unit.payments.as_ref());
        payments.map(|payments| payments.refunds.as_slice()).unwrap_or_default()
    }

    /// The money that was taken. An order of ours is taken at once and in one piece.
    pub fn capture(&self) -> Option<&Capture> {
        self.unit()?.payments.as_ref()?.captures.last()
    }

    /// The page at which the payer agrees to it.
    pub fn page(&self) -> Option<&str> {
        self.links
            .iter()
            .find(|link| matches!(link.rel.as_str(), "payer-action" | "approve"))
            .map(|link| link.href.as_str())
    }
}

/// The head of a webhook's message: what kind it is of.
#[derive(Debug, Deserialize)]
pub struct PayPalEventHead {
    pub event_type: String,
}

/// A webhook's message: what it is about, to ask for it.
#[derive(Debug, Deserialize)]
pub struct PayPalEvent {
    pub event_type: String,
    pub resource: Resource,
}

/// The name of an order, a capture, a refund or a reversal. What a message says of it beyond that is not read.
#[derive(Debug, Deserialize)]
pub struct Resource {
    pub id: String,
    pub supplementary_data: Option<Supplement>,
    #[serde(default)]
    pub links: Vec<PayPalLink>,
}

impl Resource {
    /// The capture that a refund or a reversal belongs to.
    pub fn capture(&self) -> Option<&str> {
        capture_above(&self.links)
    }
}

/// PayPal’s word on a message’s signature.
#[derive(Debug, Deserialize)]
pub struct Verification {
    pub verification_status: String,
}

/// PayPal’s reason for a refusal. Its sentences are not read.
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
