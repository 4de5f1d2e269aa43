//! The calls.

use std::sync::Arc;

use chrono::TimeDelta;
use http::StatusCode;
use secrecy::SecretString;
use serde::Serialize;
use serde_json::value::RawValue;
use url::Url;

use super::mark::Mark;
use super::objects::{LnbitsPayment, LnbitsRefusal, PaymentLookup, Wallet};
use crate::domain::money::Money;
use crate::net::{Answer, Call, Credential, Provider};
use crate::rails::RailError;

/// Said of an address where something else answers.
const NO_LNBITS: &str = "What answers at this address is no LNbits. Write what its web address begins with.";

const KEY_IS_GONE: &str = "LNbits does not know the invoice key any more.";

/// LNbits' API, as one wallet.
pub struct LnbitsApi {
    pub provider: Arc<Provider>,
    pub key: SecretString,
}

/// The invoice that is wanted.
pub struct InvoiceOrder<'a> {
    pub money: &'a Money,
    /// What the payer's wallet shows.
    pub memo: &'a str,
    /// How long it is good.
    pub lasts: TimeDelta,
    pub mark: &'a Mark,
    /// Where LNbits reports to.
    pub hook: &'a Url,
}

#[derive(Serialize)]
struct InvoiceBody<'a> {
    /// It pays what it is given unless it is told that this is to come in.
    out: bool,
    /// A number in JSON, whose digits are ours: no float is made of it here.
    amount: &'a RawValue,
    unit: &'a str,
    memo: &'a str,
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
    /// Makes an invoice. It is not repeated by itself: LNbits would make another.
    pub async fn create(&self, order: &InvoiceOrder<'_>) -> Result<LnbitsPayment, RailError> {
        let told = self.post(order, Some(order.hook.as_str())).await?;
        if told.status != StatusCode::BAD_REQUEST {
            return Ok(accepted(&told)?.read()?);
        }
        // LNbits calls only addresses that its rules allow, by default no numbers and no names without a dot. It is asked then.
        let told = self.post(order, None).await?;
        Ok(accepted(&told)?.read()?)
    }

    async fn post(&self, order: &InvoiceOrder<'_>, webhook: Option<&str>) -> Result<Answer, RailError> {
        let amount = RawValue::from_string(order.money.to_decimal()).map_err(|_| RailError::Unsupported)?;
        let body = InvoiceBody {
            out: false,
            amount: &amount,
            unit: order.money.currency().code(),
            memo: order.memo,
            expiry: order.lasts.num_seconds(),
            extra: Marked { chit: order.mark },
            webhook,
        };
        let body = serde_json::to_vec(&body).map_err(|_| RailError::Unsupported)?;
        Ok(self.provider.send(&Call::post(&["api", "v1", "payments"], self.credential()).json(body)).await?)
    }

    /// An invoice of this wallet, as LNbits knows it now; it asks its node. `None` where the wallet has no such invoice.
    pub async fn payment(&self, hash: &str) -> Result<Option<LnbitsPayment>, RailError> {
        let path = ["api", "v1", "payments", hash];
        let answer = self.provider.send(&Call::get(&path, self.credential())).await?;
        if answer.status == StatusCode::NOT_FOUND {
            return Ok(None);
        }
        let PaymentLookup { paid, details } = accepted(&answer)?.read()?;
        // Whoever asks is told whether it was paid, and only the wallet's own key how much it is.
        let payment = details.ok_or_else(|| RailError::Refused(KEY_IS_GONE.into()))?;
        Ok(Some(payment).filter(|payment| payment.payment_hash == hash && payment.says(paid)))
    }

    /// Whether LNbits knows the key, and that it can't spend.
    pub async fn probe(&self) -> Result<(), RailError> {
        let answer = self.provider.send(&Call::get(&["api", "v1", "wallet"], self.credential())).await?;
        let rejected = |field, detail: &str| Err(RailError::Rejected { field, detail: detail.to_owned() });
        if answer.status.is_success() {
            match answer.read() {
                Ok(Wallet { id: None, .. }) => Ok(()),
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

/// An answer that says yes.
fn accepted(answer: &Answer) -> Result<&Answer, RailError> {
    if answer.status.is_success() {
        return Ok(answer);
    }
    let status = answer.status.as_u16();
    tracing::warn!(provider = "LNbits", status, "a provider refuses");
    Err(match answer.status {
        // It has no rate for the currency, or takes no such amount.
        StatusCode::BAD_REQUEST => RailError::Unsupported,
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN | StatusCode::NOT_FOUND => {
            RailError::Refused(KEY_IS_GONE.into())
        }
        _ => RailError::Refused(format!("LNbits refuses: {status}")),
    })
}
