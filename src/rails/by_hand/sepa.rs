//! Bank transfer in the SEPA area: an EPC code, values to copy, a `payto:` link (RFC 8905). The payee or a bank statement confirms that
//! money arrived; "I have sent the money" is only a claim.

use super::code::epc::{self, EpcRemittance};
use super::code::spelling::Alphabet;
use super::pasted;
use super::transfer::{self, Form, Scheme, Unfit, payto};
use crate::domain::reference::rf::grouped;
use crate::domain::text::DisplayName;
use crate::rails::{Charge, Group, Instructions, PayerTexts, RailError, RailField, RailKind, RowKind, Warning};

/// SEPA credit transfer, in euros.
pub const KIND: RailKind = RailKind {
    name: "sepa",
    label: "Bank transfer",
    payer: PayerTexts { name: "rail-sepa", hint: "rail-sepa-hint", pay: "rail-sepa-pay", pay_any: "rail-sepa-pay-any" },
    group: Group::Bank,
    about: "rail-sepa-about",
    test: false,
    by_hand: true,
    refunds: false,
    webhook_by_payee: false,
    fields: &[
        RailField { name: "iban", label: "rail-iban", hint: Some("rail-iban-hint"), required: true, secret: false },
        RailField {
            name: "beneficiary",
            label: "rail-holder",
            hint: Some("rail-holder-hint"),
            required: true,
            secret: false,
        },
        RailField { name: "bic", label: "rail-bic", hint: Some("rail-bic-hint"), required: false, secret: false },
    ],
    supports: epc::carries,
    check: transfer::check::<Sepa>,
    open: transfer::open::<Sepa>,
};

struct Sepa {
    iban: sepa::iban::Iban,
    beneficiary: Option<DisplayName>,
    bic: Option<sepa::bic::Bic>,
}

/// Parses an IBAN of any country.
///
/// # Errors
/// A sentence that says what is wrong.
pub(super) fn any_iban(text: &str) -> Result<sepa::iban::Iban, Unfit> {
    pasted::read(text, &["IBAN", "QRIBAN"], |number| {
        sepa::iban::validate_iban(number).map_err(|_| {
            Unfit::new(
                "error-iban",
                "This is not a valid IBAN. Check for a slip: it begins with two letters and two digits, such as DE75 5121 0800 1245 1261 99.",
            )
        })
    })
}

fn iban(text: &str) -> Result<sepa::iban::Iban, Unfit> {
    let iban = any_iban(text)?;
    if iban.is_sepa() {
        return Ok(iban);
    }
    let country = iban.country_code();
    let sentence = format!("Transfers in euros reach accounts of the SEPA area only, and this one is in {country}.");
    Err(Unfit::found("error-iban-sepa", country, sentence))
}

fn bic(text: &str) -> Result<sepa::bic::Bic, Unfit> {
    const LABELS: &[&str] = &["BICSWIFT", "SWIFTBIC", "BICCODE", "SWIFTCODE", "BIC", "SWIFT"];
    pasted::read(text, LABELS, |code| {
        sepa::bic::validate_bic(code)
            .map_err(|_| Unfit::new("error-bic", "This is not a valid BIC. It has 8 or 11 letters and digits."))
    })
}

impl Scheme for Sepa {
    const KIND: &'static RailKind = &KIND;

    fn read(form: &mut Form<'_>) -> Option<Self> {
        let iban = form.required("iban", "the account that money goes to", iban);
        let beneficiary = form.compared_holder(Alphabet::Sepa);
        let bic = form.optional("bic", bic);
        Some(Self { iban: iban?, beneficiary, bic })
    }

    fn instructions(&self, charge: &Charge) -> Result<Instructions, RailError> {
        let name = &charge.beneficiary(self.beneficiary.as_ref(), Alphabet::Sepa, 70);
        let code = epc::EpcTransfer {
            bic: self.bic.as_ref(),
            name,
            iban: &self.iban,
            money: charge.money,
            purpose: None,
            remittance: EpcRemittance::Reference(charge.rf.as_str()),
        };
        let account = self.iban.as_str();
        let shown =
            Instructions::default().row(RowKind::Beneficiary, name).row_shown(RowKind::Iban, grouped(account), account);
        let shown = match &self.bic {
            Some(bic) => shown.row(RowKind::Bic, bic.as_str()),
            None => shown,
        };
        Ok(shown
            .amount(&charge.money)
            .reference(&charge.rf)
            .code(code.payload().map_err(|_| RailError::Unsupported)?)
            .link(payto(&self.iban, name, &charge.money, charge.rf.as_str())))
    }

    fn warnings(&self) -> Vec<Warning> {
        self.beneficiary.is_none().then_some(transfer::HOLDER_MISSING).into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::transfer::tests::{charge, named, remarks, shown_by_stored, wrong};
    use super::*;
    use crate::domain::method::Settings;
    use crate::rails::form::{Source, reopened};

    #[test]
    fn a_holder_from_before_is_read_without_what_is_hidden() {
        let charge = named(DisplayName::parse("Anna & Söhne").expect("good"), 1250, "EUR");
        let opened = |holder: &str| {
            let settings = Settings::new(json!({"iban": "DE75512108001245126199", "beneficiary": holder}));
            let sepa: Sepa = reopened(&settings, |given| transfer::read::<Sepa>(Source::Vault, given)).expect("opens");
            sepa.beneficiary.as_ref().unwrap_or(&charge.payee).to_string()
        };
        assert_eq!(opened("Berta\u{3164}\u{200B} Beispiel"), "Berta Beispiel");
        assert_eq!(opened("\u{3164}"), "Anna & Söhne");
        for hidden in ["Berta\u{3164}", "\u{200D}", "DE75\u{200B}512108001245126199"] {
            let given = json!({"iban": "DE75512108001245126199", "beneficiary": hidden});
            assert_eq!(wrong::<Sepa>(&given), ["beneficiary"]);
        }
    }

    #[test]
    fn shows_what_a_bank_wants_to_know() {
        let charge = named(DisplayName::parse("Anna & Söhne").expect("good"), 1250, "EUR");
        let shown = shown_by_stored::<Sepa>(&json!({"iban": "de75 5121 0800 1245 1261 99"}), &charge);
        let kinds: Vec<_> = shown.rows.iter().map(|r| r.kind).collect();
        assert_eq!(kinds, [RowKind::Beneficiary, RowKind::Iban, RowKind::Amount, RowKind::Reference]);
        assert_eq!(shown.rows[1].shown, "DE75 5121 0800 1245 1261 99");
        assert_eq!(shown.rows[2].copied, "12.50");
        assert_eq!(
            shown.link.as_deref(),
            Some(
                "payto://iban/DE75512108001245126199?amount=EUR:12.50&receiver-name=Anna%20%2B%20S%C3%B6hne&message=RF18539007547034"
            )
        );
        assert!(
            shown.qr.expect("a code").contains("\nAnna + Söhne\nDE75512108001245126199\nEUR12.5\n\nRF18539007547034")
        );
    }

    #[test]
    fn settings_are_checked_by_name() {
        assert_eq!(wrong::<Sepa>(&json!({})), ["iban", "beneficiary"]);
        assert_eq!(wrong::<Sepa>(&json!({"iban": "GB82WEST12345698765433", "beneficiary": "Anna"})), ["iban"]);
        assert_eq!(
            wrong::<Sepa>(&json!({"iban": "DE75512108001245126199", "beneficiary": "Anna", "bic": "BHBLDEHHXX"})),
            ["bic"]
        );
        assert_eq!(
            wrong::<Sepa>(&json!({"iban": "DE75512108001245126199", "beneficiary": "Anna", "pin": "1234"})),
            ["settings"]
        );
        assert_eq!(wrong::<Sepa>(&json!({"iban": 5})), ["settings", "iban", "beneficiary"]);
        for good in ["GB82WEST12345698765432", "BE72000000001616", "CZ5855000000001265098001"] {
            assert!(wrong::<Sepa>(&json!({"iban": good, "beneficiary": "Anna"})).is_empty(), "{good}");
        }
    }

    /// Methods from before settings were stored as typed contain nulls.
    #[test]
    fn settings_with_nulls_open() {
        let stored = json!({"iban": "DE75512108001245126199", "beneficiary": null, "bic": null});
        assert_eq!(shown_by_stored::<Sepa>(&stored, &charge("1.00", "EUR")).rows.len(), 4);
        assert_eq!(remarks::<Sepa>(&stored), ["account_holder_missing"]);
    }

    #[test]
    fn an_account_is_taken_as_it_is_pasted() {
        let iban = |typed: &str| any_iban(typed).map(|iban| iban.as_str().to_owned());
        for typed in [
            "IBAN DE75 5121 0800 1245 1261 99",
            "iban: de75-5121-0800-1245-1261-99",
            "QR-IBAN: DE75.5121.0800.1245.1261.99",
            "\u{feff}DE75\u{a0}5121\u{a0}0800\u{202f}1245 1261 99\u{200b}",
            "\u{202a}DE75512108001245126199\u{202c}",
            "ＤＥ７５５１２１０８００１２４５１２６１９９",
        ] {
            assert_eq!(iban(typed).as_deref(), Ok("DE75512108001245126199"), "{typed:?}");
        }
        for slip in ["IBAN", "DE7551210800124512619", "DE755121080012451261999", "DЕ75512108001245126199"] {
            assert!(iban(slip).is_err(), "{slip:?}");
        }
        for typed in ["BIC: bhbl de hh xxx", "SWIFT-BIC BHBLDEHHXXX\u{200e}", "BHBL-DE-HH-XXX"] {
            assert_eq!(bic(typed).map(|bic| bic.as_str().to_owned()).as_deref(), Ok("BHBLDEHHXXX"), "{typed:?}");
        }
    }

    #[test]
    fn the_name_is_in_the_letters_that_banks_take() {
        let iban = json!({"iban": "DE75512108001245126199"});
        let name = |payee: &str| {
            let charge = named(DisplayName::parse(payee).expect("good"), 1250, "EUR");
            let code = shown_by_stored::<Sepa>(&iban, &charge).qr.expect("a code");
            code.lines().nth(5).expect("the name's line").to_owned()
        };
        for (payee, written) in [
            ("☕ Café «Ω» 10 €", "Café O 10 EUR"),
            ("Bäckerei\u{202f}Zoë", "Bäckerei Zoë"),
            ("مقهى", "mqha"),
            ("☕☕☕", "anna"),
            (&"☕".repeat(70), "anna"),
        ] {
            assert_eq!(name(payee), written, "{payee}");
        }
        let holder = json!({"iban": "DE75512108001245126199", "beneficiary": "☕"});
        assert_eq!(wrong::<Sepa>(&holder), ["beneficiary"], "no bank knows anybody by a picture");
        assert_eq!(remarks::<Sepa>(&holder), ["account_holder_missing"], "one that was stored before");
    }
}
