//! Bank transfer in Czechia and Slovakia. For a Czech account, a Short Payment Descriptor 1.0, known as QR Platba; for a Slovak one, PAY
//! by square. In euros, a link of the Payme standard opens a Slovak bank's app.
//!
//! The RF reference is carried as the message for the payee: the scheme's own `RF` and the variable symbol hold only digits, and too few
//! to distinguish the service's references.

use super::code::by_square::PaymentOrder;
use super::code::spelling::Alphabet;
use super::transfer::{self, Form, Scheme, Unfit, encoded, payto};
use crate::domain::money::Money;
use crate::domain::money::currency::Currency;
use crate::domain::reference::rf::grouped;
use crate::domain::text::DisplayName;
use crate::rails::{Charge, Group, Instructions, PayerTexts, RailError, RailField, RailKind, RowKind, Warning};

/// QR Platba and PAY by square.
pub const KIND: RailKind = RailKind {
    name: "spayd",
    label: "QR Platba, PAY by square (Czechia, Slovakia)",
    payer: PayerTexts {
        name: "rail-spayd",
        hint: "rail-spayd-hint",
        pay: "rail-spayd-pay",
        pay_any: "rail-spayd-pay-any",
    },
    group: Group::Bank,
    about: "rail-spayd-about",
    test: false,
    by_hand: true,
    refunds: false,
    webhook_by_payee: false,
    fields: &[
        RailField {
            name: "iban",
            label: "rail-iban",
            hint: Some("rail-spayd-iban-hint"),
            required: true,
            secret: false,
        },
        RailField {
            name: "beneficiary",
            label: "rail-holder",
            hint: Some("rail-holder-hint"),
            required: true,
            secret: false,
        },
    ],
    supports: carries,
    check: transfer::check::<Spayd>,
    open: transfer::open::<Spayd>,
};

/// Returns whether the amount fits ten characters: 0.01 to 9,999,999.99.
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
    near.then_some(iban)
        .ok_or(Unfit::new("error-iban-czech-slovak", "This needs an account in Czechia or Slovakia: CZ… or SK…"))
}

/// Writes `SPD*1.0*KEY:VALUE*…`. An asterisk ends a value, so it is percent-encoded inside of one, as is the percent sign.
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
    fn is_slovak(&self) -> bool {
        self.iban.country_code() == "SK"
    }

    fn short_descriptor(&self, charge: &Charge) -> String {
        // Upper case makes the QR code smaller.
        let name = charge.beneficiary(self.beneficiary.as_ref(), Alphabet::Descriptor, 35).to_ascii_uppercase();
        descriptor(&[
            ("ACC", self.iban.as_str()),
            ("AM", &charge.money.to_decimal()),
            ("CC", charge.money.currency().code()),
            ("RN", &name),
            ("MSG", charge.rf.as_str()),
        ])
    }

    fn by_square(&self, charge: &Charge) -> Result<String, RailError> {
        let order = PaymentOrder {
            amount: &charge.money.to_decimal(),
            currency: charge.money.currency().code(),
            iban: self.iban.as_str(),
            name: &charge.beneficiary(self.beneficiary.as_ref(), Alphabet::SepaBasic, 70),
            note: charge.rf.as_str(),
        };
        order.code().map_err(|_| RailError::Unsupported)
    }

    /// A link of the Slovak Banking Association's Payme standard, version 1.
    fn payme(&self, charge: &Charge) -> String {
        format!(
            "https://payme.sk/?V=1&IBAN={}&AM={}&CC=EUR&MSG={}&CN={}",
            self.iban.as_str(),
            charge.money.to_decimal(),
            charge.rf.as_str(),
            encoded(&charge.beneficiary(self.beneficiary.as_ref(), Alphabet::SepaBasic, 70)),
        )
    }

    /// The account in the national notation of both countries: `prefix-number/bank`.
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
        let beneficiary = form.compared_holder(Alphabet::Sepa);
        Some(Self { iban: iban?, beneficiary })
    }

    fn instructions(&self, charge: &Charge) -> Result<Instructions, RailError> {
        let name = &charge.beneficiary(self.beneficiary.as_ref(), Alphabet::Sepa, 70);
        let account = self.iban.as_str();
        let shown = Instructions::default().row(RowKind::Beneficiary, name);
        let shown = match self.account() {
            Some(account) => shown.row(RowKind::Account, &account),
            None => shown,
        };
        Ok(shown
            .row_shown(RowKind::Iban, grouped(account), account)
            .amount(&charge.money)
            .reference(&charge.rf)
            .code(if self.is_slovak() { self.by_square(charge)? } else { self.short_descriptor(charge) })
            .link(if self.is_slovak() && charge.money.currency() == Currency::EUR {
                self.payme(charge)
            } else {
                payto(&self.iban, name, &charge.money, charge.rf.as_str())
            }))
    }

    fn warnings(&self) -> Vec<Warning> {
        self.beneficiary.is_none().then_some(transfer::HOLDER_MISSING).into_iter().collect()
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
        assert_eq!(wrong::<Spayd>(&json!({"iban": "DE75512108001245126199", "beneficiary": "Anna"})), ["iban"]);
        assert!(wrong::<Spayd>(&json!({"iban": "SK31 1200 0000 1987 4263 7541", "beneficiary": "Anna"})).is_empty());
    }

    #[test]
    fn a_slovak_account_shows_what_slovak_banks_read() {
        let settings = json!({"iban": "SK31 1200 0000 1987 4263 7541", "beneficiary": "Pekáreň Anna"});
        let euros = shown::<Spayd>(&settings, &charge("480.50", "EUR"));
        assert!(euros.qr.expect("a code").starts_with("080"), "PAY by square 1.2.0");
        assert_eq!(
            euros.link.as_deref(),
            Some(
                "https://payme.sk/?V=1&IBAN=SK3112000000198742637541&AM=480.50&CC=EUR&MSG=RF18539007547034&CN=Pekaren%20Anna"
            )
        );
        let crowns = shown::<Spayd>(&settings, &charge("480.50", "CZK"));
        assert!(crowns.qr.expect("a code").starts_with("080"));
        assert!(crowns.link.expect("a link").starts_with("payto://iban/SK"), "Payme is for euros");
    }
}
