//! What happens at an LNbits. It signs nothing and sends nothing back.

use serde_json::{Value, json};

use super::{Begun, Can, Double, Ends, Fact, Sent, Told};
use crate::rails::doubles::line::Line;
use crate::rails::doubles::lnbits::{HIDDEN, INVOICE_KEY, Lnbits};

impl Double for Lnbits {
    const RAIL: &'static str = "lnbits";
    const CAN: Can = Can {
        tell: true,
        sign: false,
        be_away: true,
        be_asked: true,
        take_any_amount: false,
        take_any_currency: false,
        send_back: false,
        send_back_itself: false,
        dispute: false,
    };
    const BOOKED: &'static str = "lnbits";
    const FEE: &'static str = "0.00";
    const ENDS: Ends = Ends::Cannot;
    const REFUSES: &'static [(&'static str, &'static str)] = &[("25.00", "IRR")];
    const SECRETS: &'static [&'static str] = &[INVOICE_KEY];
    const PEOPLE: &'static [&'static str] = &HIDDEN;
    const WORDS: &'static [&'static str] = &["false", "25.0", "1200"];
    const HEADERS: &'static [&'static str] = &["x-api-key"];
    const SENDS_BACK: (&'static str, &'static str) = ("", "");

    fn start() -> Self {
        Self::start()
    }

    fn line(&self) -> Option<&Line> {
        Some(&self.line)
    }

    fn environment(&self) -> Option<(&'static str, &str)> {
        None
    }

    fn settings(&self) -> Value {
        json!({"url": self.base, "invoice_key": INVOICE_KEY})
    }

    fn wrong() -> (Value, &'static [&'static str]) {
        (json!({"url": "my server"}), &["url", "invoice_key"])
    }

    fn refused(&self) -> Option<(Value, &'static str)> {
        let mut refused = self.settings();
        refused["invoice_key"] = json!("0".repeat(32));
        Some((refused, "invoice_key"))
    }

    fn begun(&self, location: &str) -> Begun {
        Begun { order: self.last(), own: location.to_owned() }
    }

    fn mark(&self, order: &str) -> Option<String> {
        self.payment(order)["extra"]["chit"]["tag"].as_str().map(str::to_owned)
    }

    fn pay(&self, order: &str, _: &str, _: &str) {
        self.set(order, "success");
    }

    fn is_payable(&self, order: &str) -> bool {
        self.payment(order)["status"] == "pending"
    }

    fn fail(&self, order: &str) {
        self.set(order, "failed");
    }

    fn tell(&self, order: &str, fact: Fact) -> Option<Told> {
        // It says that there is news, and not which.
        let news = matches!(fact, Fact::Settled | Fact::Failed);
        news.then(|| Told { headers: Vec::new(), body: self.message(order) })
    }

    fn forged(&self, _: &Told) -> Vec<(&'static str, Told)> {
        Vec::new()
    }

    fn send_back(&self, _: &str, _: &str) {
        unreachable!("LNbits sends nothing back");
    }

    fn sent(&self, _: &str) -> Option<Vec<Sent>> {
        None
    }
}
