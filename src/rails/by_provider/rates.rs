//! Bitcoin's price, for rails whose payee's wallet only knows satoshis: asked of an LNbits or a BTCPay Server that the operator names.
//!
//! Prices and amounts are exact decimals. What a payer is asked for in satoshis is rounded up to a whole one, so that the payee never gets
//! less than the price says; what is booked is the amount in the request's currency. An amount in bitcoin has no price: it is satoshis already.

use std::sync::Arc;

use chrono::TimeDelta;
use rust_decimal::{Decimal, RoundingStrategy};
use secrecy::SecretString;
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::domain::money::Money;
use crate::domain::money::currency::Currency;
use crate::net::{Call, Credential, Provider};
use crate::rails::RailError;

/// ISO 4217 currencies for which LNbits 1.6 has no price. A server may support fewer; then it refuses the amount. BTCPay's depend on the sources
/// of its store.
const UNKNOWN: [&str; 20] = [
    "BOV", "CHE", "CHW", "COU", "CUP", "IRR", "KPW", "MRU", "MXV", "SDG", "SLE", "STN", "SYP", "USN", "UYI", "UYW",
    "VED", "XAD", "XCG", "ZWG",
];

/// The time that the payer has: enough to find a wallet and pay, and short enough that the price still holds.
pub(super) const OPEN_FOR: TimeDelta = TimeDelta::minutes(20);

/// The shortest validity of an invoice that is shown. A shorter one is the result of a wrong clock.
pub(super) const LEFT: TimeDelta = TimeDelta::minutes(1);

/// The satoshis of a bitcoin.
const SATS: i64 = 100_000_000;

/// The most satoshis that there can be.
const ALL: i64 = 21_000_000 * SATS;

/// Returns whether a source may have a price in a currency.
pub(super) fn is_known(currency: Currency) -> bool {
    !UNKNOWN.contains(&currency.code())
}

/// The source of prices.
#[derive(Clone)]
pub struct Rates(PriceSource);

#[derive(Clone)]
enum PriceSource {
    Lnbits(Arc<Provider>),
    BtcPay {
        provider: Arc<Provider>,
        store: String,
        /// The header's value, `token …`.
        authorization: SecretString,
    },
}

impl std::fmt::Debug for Rates {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Rates(…)")
    }
}

/// LNbits' answer, with the field that is read.
#[derive(Deserialize)]
struct PriceAnswer {
    /// The price of a bitcoin, as a JSON number, never read as a float.
    price: Box<RawValue>,
}

/// A pair of currencies in BTCPay's answer, with the fields that are read.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PairAnswer {
    currency_pair: String,
    /// The price as a JSON string, or a number in older versions; null where the store's sources have none.
    rate: Option<Box<RawValue>>,
}

impl Rates {
    /// The prices of an LNbits.
    pub fn lnbits(provider: Arc<Provider>) -> Self {
        Self(PriceSource::Lnbits(provider))
    }

    /// The prices of a store of a BTCPay Server, whose key may view the store.
    pub fn btcpay(provider: Arc<Provider>, store: String, key: &str) -> Self {
        Self(PriceSource::BtcPay { provider, store, authorization: format!("token {key}").into() })
    }

    /// The satoshis that an amount is worth now, rounded up.
    ///
    /// # Errors
    /// [`RailError::Unsupported`] if the source has no price in the currency; [`RailError::Unavailable`].
    pub async fn sats(&self, money: &Money) -> Result<u64, RailError> {
        let unavailable = |why: &str| RailError::Unavailable(why.into());
        let price = self.price(money.currency()).await?;
        let price = exact(&price).ok_or_else(|| unavailable("the source of prices: its price is no number"))?;
        // LNbits says 0 where it has found no price.
        if price <= Decimal::ZERO {
            return Err(unavailable("the source of prices has none now"));
        }
        sats_at(money, price).ok_or(RailError::Unsupported)
    }

    /// The price of a bitcoin, with the digits that the source wrote.
    async fn price(&self, currency: Currency) -> Result<String, RailError> {
        match &self.0 {
            PriceSource::Lnbits(provider) => {
                let path = ["api", "v1", "rate", currency.code()];
                let answer = provider.send(&Call::get(&path, Credential::None)).await?;
                if !answer.status.is_success() {
                    return Err(RailError::Unsupported);
                }
                answer.read().map(|PriceAnswer { price }| price.get().to_owned()).map_err(RailError::from)
            }
            PriceSource::BtcPay { provider, store, authorization } => {
                let (path, pair) = (["api", "v1", "stores", store, "rates"], format!("BTC_{currency}"));
                let query = [("currencyPair", pair.as_str())];
                let call = Call::get(&path, Credential::Header("authorization", authorization)).query(&query);
                let answer = provider.send(&call).await?;
                if !answer.status.is_success() {
                    // The operator's key or store, not the payee's.
                    let status = answer.status.as_u16();
                    tracing::warn!(provider = "BTCPay’s prices", status, "a provider refuses");
                    return Err(RailError::Unavailable(format!("BTCPay’s prices: it refuses: {status}")));
                }
                let pairs: Vec<PairAnswer> = answer.read()?;
                let rate = pairs.into_iter().find(|other| other.currency_pair == pair).and_then(|found| found.rate);
                let rate = rate.ok_or(RailError::Unsupported)?;
                Ok(serde_json::from_str::<String>(rate.get()).unwrap_or_else(|_| rate.get().to_owned()))
            }
        }
    }
}

/// The satoshis of an amount in bitcoin, which needs no price; `None` for other currencies.
pub(super) fn whole_sats(money: &Money) -> Option<u64> {
    (money.currency() == Currency::BTC).then(|| u64::try_from(money.minor()).ok())?.filter(|sats| *sats > 0)
}

/// A JSON number as a decimal; `None` if a digit would be lost.
fn exact(number: &str) -> Option<Decimal> {
    match number.contains(['e', 'E']) {
        true => Decimal::from_scientific(number).ok(),
        false => Decimal::from_str_exact(number).ok(),
    }
}

/// The satoshis of an amount at a price, rounded up; `None` where that is none, or more than there are.
fn sats_at(money: &Money, price: Decimal) -> Option<u64> {
    let amount = Decimal::try_from_i128_with_scale(money.minor().into(), money.currency().exponent().into()).ok()?;
    let sats = amount.checked_mul(SATS.into())?.checked_div(price)?;
    let sats = sats.round_dp_with_strategy(0, RoundingStrategy::ToPositiveInfinity);
    u64::try_from(i64::try_from(sats).ok().filter(|sats| (1..=ALL).contains(sats))?).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn sats(minor: i64, currency: &str, price: &str) -> Option<u64> {
        let money = Money::new(minor, Currency::parse(currency).expect("a currency"));
        sats_at(&money, exact(price).expect("a price"))
    }

    #[test]
    fn what_a_wallet_is_asked_for_is_rounded_up_once() {
        assert_eq!(sats(2500, "EUR", "80000"), Some(31_250));
        assert_eq!(sats(2500, "EUR", "80000.01"), Some(31_250), "31249.996…");
        assert_eq!(sats(2500, "EUR", "79999.99"), Some(31_251), "31250.003…");
        assert_eq!(sats(1, "EUR", "80123.45"), Some(13));
        assert_eq!(sats(2500, "JPY", "14100000"), Some(17_731));
        assert_eq!(sats(12_345, "KWD", "28765.432"), Some(42_917));
        assert_eq!(sats(1, "EUR", "1e28"), Some(1), "a satoshi at least");
        assert_eq!(sats(i64::MAX, "EUR", "0.01"), None);
    }

    #[test]
    fn a_price_is_every_digit_that_was_written() {
        for (text, read) in [("80123.45", "80123.45"), ("1.5e4", "15000"), ("8E-3", "0.008"), ("7", "7")] {
            assert_eq!(exact(text).map(|price| price.normalize().to_string()).as_deref(), Some(read));
        }
        for text in ["null", "\"7\"", "true", "NaN", "0.12345678901234567890123456789012", "[1]", ""] {
            assert_eq!(exact(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_payee_gets_the_price_and_at_most_a_satoshi_more(cents in 1..10_000_000_i64, price in 1..100_000_000_i64) {
            let money = Money::new(cents, Currency::EUR);
            if let Some(sats) = sats_at(&money, Decimal::new(price, 2)) {
                // In units of a cent times a satoshi's part of a bitcoin.
                let (got, due) = (i128::from(sats) * i128::from(price), i128::from(cents) * i128::from(SATS));
                prop_assert!(got >= due && got - due < i128::from(price));
            }
        }
    }
}
