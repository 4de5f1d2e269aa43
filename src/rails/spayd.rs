//! Bank transfer in Czechia and Slovakia by a Short Payment Descriptor 1.0, which Czech banks call QR Platba.
//!
//! Our reference travels as the message for the payee: the scheme's own `RF` and a variable symbol hold digits only, and fewer of them
//! than it takes to tell one of our references from another.

use super::transfer::{self, Form, Scheme, Unfit, payto, plain, spelled};
use super::{Charge, Instructions, PayerTexts, RailError, RailField, RailKind, RowKind};
use crate::domain::money::Money;
use crate::domain::reference::grouped;
use crate::domain::text::DisplayName;

/// QR Platba.
pub const KIND: RailKind = RailKind {
    name: "spayd",
    label: "QR Platba (Czechia, Slovakia)",
    payer: PayerTexts {
        name: "rail-spayd",
        hint: "rail-spayd-hint",
        pay: "rail-spayd-pay",
        pay_any: "rail-spayd-pay-any",
    },
    about: "Transfers in Czech crowns or euros to an account in Czechia or Slovakia. Your account is stored encrypted and shown only \
            to a payer who asks for it. The reference comes as the message for the payee.",
    test: false,
    by_hand: true,
    refunds: false,
    webhook_by_payee: false,
    fields: &[
        RailField {
            name: "iban",
            label: "IBAN",
            hint: "The account that money goes to. It begins with CZ or SK.",
            required: true,
            secret: false,
        },
        RailField {
            name: "beneficiary",
            label: "Account holder",
            hint: "Leave it empty to use your display name.",
            required: false,
            secret: false,
        },
    ],
    supports: carries,
    check: transfer::check::<Spayd>,
    open: transfer::open::<Spayd>,
};

/// Ten characters of amount: 0.01 to 9,999,999.99.
fn carries(money: &Money) -> bool {
    matches!(money.currency().code(), "CZK" | "EUR") && (1..=999_999_999).contains(&money.minor())
}

struct Spayd {
    iban: sepa::iban::Iban,
    beneficiary: Option<DisplayName>,
}

fn iban(text: &str) -> Result<sepa::iban::Iban, Unfit> {
    let iban = super::sepa::any_iban(text)?;
    let near = matches!(iban.country_code(), "CZ" | "SK");
    near.then_some(iban).ok_or(Unfit::new("This needs an account in Czechia or Slovakia: CZ… or SK…"))
}

/// `SPD*1.0*KEY:VALUE*…`. An asterisk ends a value, so one inside is percent-encoded, and so is the percent sign itself.
fn descriptor(pairs: &[(&str, &str)]) -> String {
    let mut text = String::from("SPD*1.0");
    for (key, value) in pairs {
        text.push('*');
        text.push_str(key);
        text.push(':');
        text.push_str(&value.replace('%', "%25").replace('*', "%2A"));
    }
    text
}

impl Spayd {
    /// As people in both countries write an account: `prefix-number/bank`.
    fn account(&self) -> Option<String> {
        let digits = self.iban.as_str().get(4..)?;
        let (bank, prefix, number) = (digits.get(..4)?, digits.get(4..10)?, digits.get(10..20)?);
        let bare = |digits: &str| digits.trim_start_matches('0').to_owned();
        let prefix = Some(bare(prefix)).filter(|prefix| !prefix.is_empty()).map(|prefix| format!("{prefix}-"));
        Some(format!("{}{}/{bank}", prefix.unwrap_or_default(), bare(number)))
    }
}

impl Scheme for Spayd {
    const KIND: &'static RailKind = &KIND;

    fn read(form: &mut Form<'_>) -> Option<Self> {
        let iban = form.required("iban", "the account that money goes to", iban);
        let beneficiary = form.optional("beneficiary", DisplayName::parse);
        Some(Self { iban: iban?, beneficiary })
    }

    fn instructions(&self, charge: &Charge) -> Result<Instructions, RailError> {
        let name = self.beneficiary.as_ref().unwrap_or(&charge.payee).as_str();
        // In capitals a code is smaller.
        let spelled = spelled(name, 35, plain).to_ascii_uppercase();
        let account = self.iban.as_str();
        let code = descriptor(&[
            ("ACC", account),
            ("AM", &charge.money.to_decimal()),
            ("CC", charge.money.currency().code()),
            ("RN", &spelled),
            ("MSG", charge.rf.as_str()),
        ]);
        let shown = Instructions::default().row(RowKind::Beneficiary, name);
        let shown = match self.account() {
            Some(account) => shown.row(RowKind::Account, &account),
            None => shown,
        };
        Ok(shown
            .row_shown(RowKind::Iban, grouped(account), account)
            .amount(&charge.money)
            .reference(&charge.rf)
            .code(code)
            .link(payto(&self.iban, name, &charge.money, charge.rf.as_str())))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::transfer::tests::{charge, shown, wrong};
    use super::*;

    const IBAN: &str = "CZ58 5500 0000 0012 6509 8001";

    /// The standard's own example.
    #[test]
    fn a_known_descriptor() {
        let pairs = [
            ("ACC", "CZ5855000000001265098001"),
            ("AM", "480.50"),
            ("CC", "CZK"),
            ("RF", "7004139146"),
            ("X-SS", "1234567890"),
            ("DT", "20120524"),
            ("MSG", "PLATBA ZA ZBOZI"),
        ];
        assert_eq!(
            descriptor(&pairs),
            "SPD*1.0*ACC:CZ5855000000001265098001*AM:480.50*CC:CZK*RF:7004139146*X-SS:1234567890*DT:20120524*MSG:PLATBA ZA ZBOZI"
        );
        assert_eq!(descriptor(&[("MSG", "5* of 100%")]), "SPD*1.0*MSG:5%2A of 100%25");
    }

    #[test]
    fn the_reference_is_the_message() {
        let shown = shown::<Spayd>(&json!({"iban": IBAN, "beneficiary": "Pekařství *Anna*"}), &charge("480.50", "CZK"));
        assert_eq!(
            shown.qr.as_deref(),
            Some("SPD*1.0*ACC:CZ5855000000001265098001*AM:480.50*CC:CZK*RN:PEKARSTVI ANNA*MSG:RF18539007547034")
        );
        assert_eq!(shown.rows[1].copied, "1265098001/5500");
    }

    #[test]
    fn draws_the_standards_lines() {
        for (amount, currency, taken) in
            [("0.01", "CZK", true), ("9999999.99", "EUR", true), ("10000000.00", "CZK", false), ("1.00", "PLN", false)]
        {
            assert_eq!(carries(&charge(amount, currency).money), taken, "{amount} {currency}");
        }
        assert_eq!(wrong::<Spayd>(&json!({"iban": "DE75512108001245126199"})), ["iban"]);
        assert!(wrong::<Spayd>(&json!({"iban": "SK31 1200 0000 1987 4263 7541"})).is_empty());
    }
}
