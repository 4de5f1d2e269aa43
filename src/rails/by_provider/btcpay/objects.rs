//! What BTCPay sends, as far as we read it (Greenfield API, of BTCPay Server 1 and 2). There is no field for a person: `buyer*`, `posData`,
//! `itemDesc` and whatever else an invoice's metadata may hold have no place to land.

use chrono::{DateTime, TimeDelta};
use rust_decimal::Decimal;
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};

use crate::domain::clock::Timestamp;
use crate::domain::id::PaymentId;
use crate::domain::money::Money;
use crate::domain::money::currency::Currency;

/// A number that BTCPay writes as text, with all its digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Exact(pub Decimal);

impl TryFrom<String> for Exact {
    type Error = rust_decimal::Error;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Decimal::from_str_exact(&text).map(Self)
    }
}

/// What we ask for.
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
    /// In percent. Without it, the store's own counts.
    pub payment_tolerance: u8,
    pub lazy_payment_methods: bool,
}

/// BTCPay's own page for whoever paid.
#[derive(Debug, Serialize)]
pub struct ReceiptOptions {
    pub enabled: bool,
}

/// An invoice.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Invoice {
    pub id: String,
    pub store_id: String,
    pub amount: Exact,
    pub currency: String,
    pub status: InvoiceStatus,
    pub additional_status: Additional,
    /// Seconds, as is the other.
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

/// Ours is text. Other shops may write what they like.
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
    /// More came than was asked.
    PaidOver,
    /// The payee said by hand how it stands.
    Marked,
    /// Less came, or it came late; or a word that we don't know.
    #[serde(other)]
    Other,
}

impl Invoice {
    /// Our name for the payment: `None` for an invoice that something else made in the same store.
    pub fn payment(&self) -> Option<PaymentId> {
        match self.metadata.order_id.as_ref()? {
            OrderId::Text(text) => PaymentId::parse(text),
            OrderId::Other(_) => None,
        }
    }

    /// What it asks for. `None` where that is no amount of the currency.
    pub fn money(&self) -> Option<Money> {
        let currency = Currency::parse(&self.currency).ok()?;
        let exponent = u32::from(currency.exponent());
        // Zeros at the end may be there or not.
        let mut text = self.amount.0.normalize();
        if text.scale() > exponent {
            return None;
        }
        text.rescale(exponent);
        Money::parse(&text.to_string(), currency).ok()
    }

    /// How long it can be paid, from its beginning.
    pub fn lasts(&self) -> Option<TimeDelta> {
        TimeDelta::try_seconds(self.expiration_time.checked_sub(self.created_time)?).filter(|t| *t > TimeDelta::zero())
    }
}

/// A way in which an invoice can be paid, and what came that way.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InvoiceMethod {
    #[serde(alias = "paymentMethod")]
    pub payment_method_id: String,
    /// An address, or an invoice of Lightning. `None` before BTCPay has made one.
    pub destination: Option<String>,
    /// One coin in the invoice's currency.
    pub rate: Exact,
    /// What is left to pay in coins; less than nothing when more came than was asked.
    pub due: Exact,
    #[serde(default)]
    pub payments: Vec<InvoicePayment>,
}

impl InvoiceMethod {
    /// Bitcoin itself.
    pub fn is_bitcoin(&self) -> bool {
        matches!(self.payment_method_id.as_str(), "BTC-CHAIN" | "BTC-OnChain" | "BTC")
    }

    /// Lightning, by an invoice of its own.
    pub fn is_lightning(&self) -> bool {
        matches!(self.payment_method_id.as_str(), "BTC-LN" | "BTC-LightningNetwork")
    }
}

/// Coins that came.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InvoicePayment {
    pub received_date: Option<i64>,
    pub value: Exact,
    /// What the payer was asked on top for what it costs to spend them.
    pub fee: Exact,
    pub status: InvoicePaymentStatus,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum InvoicePaymentStatus {
    /// Seen, and not confirmed as often as the store wants.
    Processing,
    /// Here.
    Settled,
    /// Replaced or spent twice: not here and not coming.
    #[serde(other)]
    Invalid,
}

impl InvoicePayment {
    pub fn received_at(&self) -> Option<Timestamp> {
        DateTime::from_timestamp(self.received_date?, 0)
    }
}

/// A webhook's message: which invoice to ask about. What it says of it is not read.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InvoiceHint {
    #[serde(rename = "type")]
    pub kind: String,
    pub store_id: Option<String>,
    pub invoice_id: Option<String>,
}
