//! Any other way: cash, a wallet, a bank without a rail. The payee describes it in its own words, which the payer sees as such, and which
//! never become a link.

use super::transfer::{self, Form, Scheme};
use crate::domain::text::Directions;
use crate::rails::{Charge, Group, Instructions, PayerTexts, RailError, RailField, RailKind, RowKind};

/// The payee's own instructions.
pub const KIND: RailKind = RailKind {
    name: "cash",
    label: "Cash, or any other way",
    payer: PayerTexts { name: "rail-cash", hint: "rail-cash-hint", pay: "rail-cash-pay", pay_any: "rail-cash-pay-any" },
    group: Group::ByHand,
    about: "rail-cash-about",
    test: false,
    by_hand: true,
    refunds: false,
    webhook_by_payee: false,
    fields: &[RailField {
        name: "directions",
        label: "rail-directions",
        hint: Some("rail-directions-hint"),
        required: true,
        secret: false,
    }],
    // Coins and notes, and what banks and wallets of money hold. Bitcoin is paid by invoices, which these rails have none of.
    supports: |money| money.currency().is_iso(),
    check: transfer::check::<Cash>,
    open: transfer::open::<Cash>,
};

struct Cash(Directions);

impl Scheme for Cash {
    const KIND: &'static RailKind = &KIND;

    fn read(form: &mut Form<'_>) -> Option<Self> {
        form.required("directions", "how a payer can pay you", Directions::parse).map(Self)
    }

    fn instructions(&self, charge: &Charge) -> Result<Instructions, RailError> {
        Ok(Instructions::default().row(RowKind::Words, self.0.as_str()).amount(&charge.money).reference(&charge.rf))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::transfer::tests::{charge, shown, wrong};
    use super::*;

    #[test]
    fn says_what_the_payee_says_in_any_currency() {
        let words = "In bar an der Kasse, oder https://example.com";
        for currency in ["EUR", "JPY", "KWD"] {
            let shown = shown::<Cash>(&json!({"directions": words}), &charge("25", currency));
            assert_eq!((shown.rows[0].kind, shown.rows[0].copied.as_str()), (RowKind::Words, words));
            assert_eq!((shown.qr, shown.link), (None, None));
        }
    }

    #[test]
    fn words_are_plain_and_short() {
        assert!(wrong::<Cash>(&json!({"directions": "ü".repeat(500)})).is_empty());
        for bad in ["ü".repeat(501), "two\nlines".into(), "pay \u{202E}00.01".into()] {
            assert_eq!(wrong::<Cash>(&json!({"directions": bad})), ["directions"], "{bad}");
        }
    }
}
