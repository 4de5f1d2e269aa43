//! Objects of BTCPay's Greenfield API (BTCPay Server 1 and 2), with the fields that are read or written. None has a field for personal
//! data: `buyer*`, `posData`, `itemDesc` and other metadata of an invoice are not parsed.

use chrono::{DateTime, TimeDelta};
use rust_decimal::Decimal;
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};

use crate::domain::clock::Timestamp;
use crate::domain::id::PaymentId;
use crate::domain::money::Money;
use crate::domain::money::currency::Currency;

/// A decimal number that BTCPay writes as a string, with all its digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Exact(pub Decimal);

impl TryFrom<String> for Exact {
    type Error = rust_decimal::Error;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Decimal::from_str_exact(&text).map(Self)
    }
}

/// The body of a call that creates an invoice.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NewInvoice {
    pub amount: String,
    pub currency: &'static str,
    pub metadata: NewMetadata,
    pub checkout: Checkout,
    pub receipt: ReceiptOptions,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NewMetadata {
    pub order_id: String,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Checkout {
    pub expiration_minutes: i64,
    pub monitoring_minutes: i64,
    /// In percent. If absent, the store's setting applies.
    pub payment_tolerance: u8,
    pub lazy_payment_methods: bool,
}

/// BTCPay's own receipt page, which is switched off.
#[derive(Debug, Serialize)]
pub struct ReceiptOptions {
    pub enabled: bool,
}

/// An invoice, open or closed.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Invoice {
    pub id: String,
    pub store_id: String,
    pub amount: Exact,
    pub currency: String,
    pub status: InvoiceStatus,
    pub additional_status: Additional,
    /// A Unix time in seconds, as is `expiration_time`.
    pub created_time: i64,
    pub expiration_time: i64,
    #[serde(default)]
    pub metadata: InvoiceMetadata,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InvoiceMetadata {
    order_id: Option<OrderId>,
}

/// A string on the service's invoices. Other systems may write other JSON.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum OrderId {
    Text(String),
    Other(IgnoredAny),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum InvoiceStatus {
    New,
    Processing,
    Settled,
    Expired,
    Invalid,
    #[serde(other)]
    Other,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Additional {
    None,
    /// More than the requested amount arrived.
    PaidOver,
    /// The payee set the status by hand.
    Marked,
    /// Too little arrived, or it arrived late; or the status is unknown.
    #[serde(other)]
    Other,
}

impl Invoice {
    /// The service's id of the payment: `None` for an invoice that another system created in the same store.
    pub fn payment(&self) -> Option<PaymentId> {
        match self.metadata.order_id.as_ref()? {
            OrderId::Text(text) => PaymentId::parse(text),
            OrderId::Other(_) => None,
        }
    }

    /// The requested amount. `None` if it isn't a valid amount of the currency.
    pub fn money(&self) -> Option<Money> {
        let currency = Currency::parse(&self.currency).ok()?;
        let exponent = u32::from(currency.exponent());
        // Trailing zeros are optional.
        let mut text = self.amount.0.normalize();
        if text.scale() > exponent {
            return None;
        }
        text.rescale(exponent);
        Money::parse(&text.to_string(), currency).ok()
    }

    /// The time from the invoice's creation to its expiry.
    pub fn lasts(&self) -> Option<TimeDelta> {
        TimeDelta::try_seconds(self.expiration_time.checked_sub(self.created_time)?).filter(|t| *t > TimeDelta::zero())
    }
}

/// A payment method of an invoice, with the payments received through it.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InvoiceMethod {
    #[serde(alias = "paymentMethod")]
    pub payment_method_id: String,
    /// A Bitcoin address or a Lightning invoice. `None` before BTCPay has created one.
    pub destination: Option<String>,
    /// The price of one coin in the invoice's currency.
    pub rate: Exact,
    /// The amount left to pay in coins; negative if the invoice is overpaid.
    pub due: Exact,
    #[serde(default)]
    pub payments: Vec<InvoicePayment>,
}

impl InvoiceMethod {
    /// Returns whether it is Bitcoin on-chain.
    pub fn is_bitcoin(&self) -> bool {
        matches!(self.payment_method_id.as_str(), "BTC-CHAIN" | "BTC-OnChain" | "BTC")
    }

    /// Returns whether it is Lightning by a BOLT 11 invoice.
    pub fn is_lightning(&self) -> bool {
        matches!(self.payment_method_id.as_str(), "BTC-LN" | "BTC-LightningNetwork")
    }
}

/// A payment received for an invoice.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InvoicePayment {
    pub received_date: Option<i64>,
    pub value: Exact,
    /// The network fee that was added to the amount for spending the coins.
    pub fee: Exact,
    pub status: InvoicePaymentStatus,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum InvoicePaymentStatus {
    /// Seen, without the number of confirmations that the store requires.
    Processing,
    /// Confirmed as often as the store requires.
    Settled,
    /// Replaced or double-spent: it won't arrive.
    #[serde(other)]
    Invalid,
}

impl InvoicePayment {
    pub fn received_at(&self) -> Option<Timestamp> {
        DateTime::from_timestamp(self.received_date?, 0)
    }
}

/// A webhook message: the id of the invoice to fetch. Other fields of it are not trusted and not read.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InvoiceHint {
    #[serde(rename = "type")]
    pub kind: String,
    pub store_id: Option<String>,
    pub invoice_id: Option<String>,
}
