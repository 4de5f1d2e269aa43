//! What we write on an invoice, to know it again: our name for the payment and what was asked, under a tag that takes the invoice key.

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};

use crate::domain::id::PaymentId;
use crate::domain::money::Money;
use crate::domain::money::currency::Currency;
use crate::domain::secret::mac::{HmacSha256, Mac, hmac_sha256};

/// See the module.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    payment: String,
    amount: String,
    currency: String,
    tag: String,
}

fn mac(key: &SecretString, payment: &str, amount: &str, currency: &str) -> HmacSha256 {
    let mut mac = hmac_sha256(key.expose_secret().as_bytes());
    for part in ["chit/lnbits/1", payment, amount, currency] {
        mac.update(part.as_bytes());
        mac.update(b"\n");
    }
    mac
}

impl Mark {
    /// Of a payment and what is asked for it.
    pub fn sign(key: &SecretString, payment: &PaymentId, money: &Money) -> Self {
        let (payment, amount) = (payment.to_string(), money.to_decimal());
        let currency = money.currency().code().to_owned();
        let tag = hex::encode(mac(key, &payment, &amount, &currency).finalize().into_bytes());
        Self { payment, amount, currency, tag }
    }

    /// What was asked, if the mark is ours. Compared in constant time.
    pub fn verified_money(&self, key: &SecretString) -> Option<Money> {
        let Self { payment, amount, currency, tag } = self;
        let tag = hex::decode(tag).ok()?;
        mac(key, payment, amount, currency).verify_slice(&tag).ok()?;
        Money::parse(amount, Currency::parse(currency).ok()?).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::chance::Chance;

    fn key() -> SecretString {
        "1ad6ddac47b040ee93509b1bd9deffe6".into()
    }

    #[test]
    fn what_was_asked_is_read_back_and_nothing_that_was_changed() {
        for (minor, currency) in [(2510, "EUR"), (2500, "JPY"), (12_345, "KWD"), (1, "USD")] {
            let money = Money::new(minor, Currency::parse(currency).expect("a currency"));
            let mark = Mark::sign(&key(), &PaymentId::draw(&Chance::secure()), &money);
            assert_eq!(mark.verified_money(&key()), Some(money));
            assert_eq!(mark.verified_money(&"00000000000000000000000000000000".into()), None, "another key");
            let changed = |change: fn(&mut Mark)| {
                let mut mark = mark.clone();
                change(&mut mark);
                mark.verified_money(&key())
            };
            assert_eq!(changed(|m| m.payment.push('1')), None);
            assert_eq!(changed(|m| m.amount.insert(0, '1')), None);
            assert_eq!(changed(|m| m.currency = "GBP".into()), None);
            assert_eq!(changed(|m| m.tag.clear()), None);
            assert_eq!(changed(|m| m.tag.truncate(62)), None);
            assert_eq!(changed(|m| m.tag = "0".repeat(64)), None);
            // No part can be moved into its neighbour.
            assert_eq!(changed(|m| m.payment = format!("{}\n{}", m.payment, m.amount)), None);
        }
    }
}
