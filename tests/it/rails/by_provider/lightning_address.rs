//! What happens at the wallet behind a Lightning address. It tells nothing by itself, and sends nothing back.

use serde_json::{Value, json};

use super::{Begun, Can, Double, Ends, Fact, Sent, Told};
use crate::rails::doubles::line::Line;
use crate::rails::doubles::wallet::{HIDDEN, NAME, Wallet};

impl Double for Wallet {
    const RAIL: &'static str = "lightning_address";
    const CAN: Can = Can {
        tell: false,
        sign: false,
        be_away: true,
        be_asked: true,
        take_any_amount: false,
        take_any_currency: false,
        send_back: false,
        send_back_itself: false,
        dispute: false,
    };
    const BOOKED: &'static str = "lightning_address";
    const FEE: &'static str = "0.00";
    const ENDS: Ends = Ends::Cannot;
    const REFUSES: &'static [(&'static str, &'static str)] = &[("25.00", "IRR")];
    const SECRETS: &'static [&'static str] = &[NAME];
    const PEOPLE: &'static [&'static str] = &HIDDEN;
    // The amount in millisatoshis, and what the wallet's callback has of its own.
    const WORDS: &'static [&'static str] = &["31250000", "zq7"];
    const HEADERS: &'static [&'static str] = &[];
    const SENDS_BACK: (&'static str, &'static str) = ("", "");

    fn start() -> Self {
        Self::start()
    }

    fn line(&self) -> Option<&Line> {
        Some(&self.line)
    }

    fn environment(&self) -> Option<(&'static str, &str)> {
        Some(("CHIT_RATES_URL", &self.line.base))
    }

    fn settings(&self) -> Value {
        json!({"address": self.address()})
    }

    fn wrong() -> (Value, &'static [&'static str]) {
        (json!({"address": "anna"}), &["address"])
    }

    fn refused(&self) -> Option<(Value, &'static str)> {
        Some((json!({"address": self.address().replace(NAME, "berta")}), "address"))
    }

    fn begun(&self, location: &str) -> Begun {
        Begun { order: self.last(), own: location.to_owned() }
    }

    fn pay(&self, order: &str, _: &str, _: &str) {
        Self::pay(self, order);
    }

    fn is_payable(&self, order: &str) -> bool {
        !self.is_paid(order)
    }

    fn fail(&self, _: &str) {
        unreachable!("an invoice only ends");
    }

    fn tell(&self, _: &str, _: Fact) -> Option<Told> {
        None
    }

    fn forged(&self, _: &Told) -> Vec<(&'static str, Told)> {
        Vec::new()
    }

    fn send_back(&self, _: &str, _: &str) {
        unreachable!("a wallet sends nothing back");
    }

    fn sent(&self, _: &str) -> Option<Vec<Sent>> {
        None
    }
}
