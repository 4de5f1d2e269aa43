//! Calls of LNbits' API.

use std::sync::Arc;

use chrono::TimeDelta;
use data_encoding::HEXLOWER_PERMISSIVE;
use http::StatusCode;
use secrecy::SecretString;
use serde::Serialize;
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};
use url::Url;

use super::mark::Mark;
use super::objects::{LnbitsPayment, LnbitsRefusal, LnbitsWallet, PaymentLookup, PreimageLookup};
use crate::domain::money::Money;
use crate::net::{Answer, Call, Credential, Provider};
use crate::rails::RailError;
use crate::rails::by_provider::rates::whole_sats;

/// The error for a server that isn't LNbits.
const NO_LNBITS: &str = "What answers at this address is no LNbits. Write what its web address begins with.";

const KEY_IS_GONE: &str = "LNbits does not know the invoice key any more.";

/// A client of LNbits' API for one wallet.
pub struct LnbitsApi {
    pub provider: Arc<Provider>,
    pub key: SecretString,
}

/// The invoice to create.
pub struct InvoiceOrder<'a> {
    pub money: &'a Money,
    /// The text that the payer's wallet shows.
    pub memo: &'a str,
    /// The text to whose SHA-256 the invoice is bound instead, if there is one.
    pub description: Option<&'a str>,
    /// The invoice's validity.
    pub lasts: TimeDelta,
    pub mark: &'a Mark,
    /// The URL to which LNbits posts its webhook.
    pub hook: &'a Url,
}

#[derive(Serialize)]
struct InvoiceBody<'a> {
    /// `false` for an incoming payment: LNbits pays an invoice otherwise.
    out: bool,
    /// A JSON number with the service's own digits, never converted to a float.
    amount: &'a RawValue,
    unit: &'a str,
    memo: &'a str,
    /// In hex.
    #[serde(skip_serializing_if = "Option::is_none")]
    unhashed_description: Option<String>,
    expiry: i64,
    extra: Marked<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    webhook: Option<&'a str>,
}

#[derive(Serialize)]
struct Marked<'a> {
    chit: &'a Mark,
}

impl LnbitsApi {
    /// Creates an invoice. The call isn't repeated automatically, since LNbits would create another.
    pub async fn create(&self, order: &InvoiceOrder<'_>) -> Result<LnbitsPayment, RailError> {
        let told = self.post(order, Some(order.hook.as_str())).await?;
        if told.status != StatusCode::BAD_REQUEST {
            return Ok(accepted(&told)?.read()?);
        }
        // LNbits refuses webhook URLs that its rules forbid, by default IP addresses and names without a dot. Then it is polled instead.
        let told = self.post(order, None).await?;
        Ok(accepted(&told)?.read()?)
    }

    async fn post(&self, order: &InvoiceOrder<'_>, webhook: Option<&str>) -> Result<Answer, RailError> {
        // LNbits has no price of bitcoin in bitcoin: it is told the satoshis.
        let (amount, unit) = match whole_sats(order.money) {
            Some(sats) => (sats.to_string(), "sat"),
            None => (order.money.to_decimal(), order.money.currency().code()),
        };
        let amount = RawValue::from_string(amount).map_err(|_| RailError::Unsupported)?;
        let body = InvoiceBody {
            out: false,
            amount: &amount,
            unit,
            memo: order.memo,
            unhashed_description: order.description.map(hex::encode),
            expiry: order.lasts.num_seconds(),
            extra: Marked { chit: order.mark },
            webhook,
        };
        let body = serde_json::to_vec(&body).map_err(|_| RailError::Unsupported)?;
        Ok(self.provider.send(&Call::post(&["api", "v1", "payments"], self.credential()).json(body)).await?)
    }

    /// An invoice of the wallet, whose state LNbits fetches from its node. `None` if the wallet has no such invoice.
    pub async fn payment(&self, hash: &str) -> Result<Option<LnbitsPayment>, RailError> {
        let path = ["api", "v1", "payments", hash];
        let answer = self.provider.send(&Call::get(&path, self.credential())).await?;
        if answer.status == StatusCode::NOT_FOUND {
            return Ok(None);
        }
        let PaymentLookup { paid, details } = accepted(&answer)?.read()?;
        // Anyone may ask whether an invoice was paid; its amount is returned only with the wallet's key.
        let payment = details.ok_or_else(|| RailError::Refused(KEY_IS_GONE.into()))?;
        Ok(Some(payment).filter(|payment| payment.payment_hash == hash && payment.says(paid)))
    }

    /// The preimage of an invoice of the wallet, in hex, checked against its hash. `None` while it isn't paid.
    pub async fn preimage(&self, hash: &str) -> Result<Option<String>, RailError> {
        let path = ["api", "v1", "payments", hash];
        let answer = self.provider.send(&Call::get(&path, self.credential())).await?;
        if answer.status == StatusCode::NOT_FOUND {
            return Ok(None);
        }
        let PreimageLookup { paid, preimage } = accepted(&answer)?.read()?;
        let is_proof = |text: &String| {
            let bytes = HEXLOWER_PERMISSIVE.decode(text.as_bytes()).ok();
            bytes.is_some_and(|bytes| bytes.len() == 32 && hex::encode(Sha256::digest(&bytes)) == hash)
        };
        Ok(preimage.filter(|_| paid).filter(is_proof))
    }

    /// Checks that LNbits accepts the key, and that the key can't spend.
    pub async fn probe(&self) -> Result<(), RailError> {
        let answer = self.provider.send(&Call::get(&["api", "v1", "wallet"], self.credential())).await?;
        let rejected = |field, detail: &str| Err(RailError::Rejected { field, detail: detail.to_owned() });
        if answer.status.is_success() {
            match answer.read() {
                Ok(LnbitsWallet { id: None, .. }) => Ok(()),
                Ok(_) => rejected(
                    "invoice_key",
                    "This is the admin key, which can spend. Use the invoice/read key that stands beside it.",
                ),
                Err(_) => rejected("url", NO_LNBITS),
            }
        } else if answer.read().is_ok_and(|LnbitsRefusal { detail }| detail.contains("Wallet")) {
            rejected("invoice_key", "LNbits does not know this key.")
        } else {
            rejected("url", NO_LNBITS)
        }
    }

    fn credential(&self) -> Credential<'_> {
        Credential::Header("x-api-key", &self.key)
    }
}

/// Passes a successful answer on, or returns LNbits' refusal.
fn accepted(answer: &Answer) -> Result<&Answer, RailError> {
    if answer.status.is_success() {
        return Ok(answer);
    }
    let status = answer.status.as_u16();
    tracing::warn!(provider = "LNbits", status, "a provider refuses");
    Err(match answer.status {
        // LNbits has no rate for the currency, or refuses the amount.
        StatusCode::BAD_REQUEST => RailError::Unsupported,
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN | StatusCode::NOT_FOUND => {
            RailError::Refused(KEY_IS_GONE.into())
        }
        _ => RailError::Refused(format!("LNbits refuses: {status}")),
    })
}
