//! Bank transfer in Switzerland and Liechtenstein: a QR-bill's code (Swiss Payments Code 0200) with the Swiss cross.
//!
//! An account with a QR-IBAN requires a QR reference and accepts francs only (guidelines 2.4); any other accepts the RF reference.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::code::spelling::Alphabet;
use super::transfer::{self, Form, Scheme, Unfit, payto};
use crate::domain::money::Money;
use crate::domain::money::currency::Currency;
use crate::domain::reference::qr::QrReference;
use crate::domain::reference::rf::{RfReference, grouped};
use crate::domain::text::{DisplayName, characters};
use crate::rails::{
    Charge, Group, Instructions, Overlay, PayerTexts, RailError, RailField, RailKind, RowKind, Warning,
};

/// Swiss QR-bill, in francs or euros.
pub const KIND: RailKind = RailKind {
    name: "swiss",
    label: "Swiss QR-bill",
    payer: PayerTexts {
        name: "rail-swiss",
        hint: "rail-swiss-hint",
        pay: "rail-swiss-pay",
        pay_any: "rail-swiss-pay-any",
    },
    group: Group::Bank,
    about: "rail-swiss-about",
    test: false,
    by_hand: true,
    refunds: false,
    webhook_by_payee: false,
    fields: &[
        field("iban", "rail-swiss-iban", Some("rail-swiss-iban-hint"), true),
        field("beneficiary", "rail-holder", Some("rail-holder-hint"), true),
        field("street", "rail-street", None, false),
        field("building", "rail-building", None, false),
        field("postcode", "rail-postcode", Some("rail-postcode-hint"), true),
        field("town", "rail-town", None, true),
        field("country", "rail-country", Some("rail-country-hint"), false),
    ],
    supports: carries,
    check: transfer::check::<Swiss>,
    open: transfer::open::<Swiss>,
};

const fn field(name: &'static str, label: &'static str, hint: Option<&'static str>, required: bool) -> RailField {
    RailField { name, label, hint, required, secret: false }
}

/// Returns whether the amount is 0.01 to 999,999,999.99 in francs or euros.
fn carries(money: &Money) -> bool {
    matches!(money.currency().code(), "CHF" | "EUR") && (1..=99_999_999_999).contains(&money.minor())
}

/// The remark on a QR-IBAN (Swiss implementation guidelines 2.4, in force since 14 November 2026).
const FRANCS_ONLY: Warning = Warning {
    code: "francs_only",
    detail: Cow::Borrowed(
        "This is a QR-IBAN, which takes Swiss francs only. To be paid in euros as well, add your ordinary IBAN as another way.",
    ),
};

struct Swiss {
    iban: sepa::iban::Iban,
    beneficiary: Option<DisplayName>,
    street: Option<String>,
    building: Option<String>,
    postcode: String,
    town: String,
    country: String,
}

fn iban(text: &str) -> Result<sepa::iban::Iban, Unfit> {
    let iban = super::sepa::any_iban(text)?;
    let swiss = matches!(iban.country_code(), "CH" | "LI");
    swiss
        .then_some(iban)
        .ok_or(Unfit::new("error-iban-swiss", "A QR-bill needs an account in Switzerland or Liechtenstein: CH… or LI…"))
}

/// A parser of one address line in the standard's character set.
fn line(max: usize) -> impl Fn(&str) -> Result<String, Unfit> {
    move |text| match text.chars().count() {
        count if count > max => {
            Err(Unfit::found("error-longer", max.to_string(), format!("This is too long: {max} characters at most.")))
        }
        _ if characters::first_fault(text).is_some() => Err(Unfit::new(
            "error-one-line",
            "This holds a character that can’t be seen. Write one line of plain text.",
        )),
        _ => Alphabet::QrBill.spell(text, max).ok_or(Unfit::new("error-spelled", "Write it in letters or digits.")),
    }
}

fn country(text: &str) -> Result<String, Unfit> {
    let code = text.to_ascii_uppercase();
    let fits = code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase());
    fits.then_some(code).ok_or(Unfit::new("error-country", "Write the country’s two letters of ISO 3166, such as CH."))
}

/// The reference that the transfer carries, by its type.
enum TransferReference<'a> {
    Qr(QrReference),
    Rf(&'a RfReference),
}

impl TransferReference<'_> {
    fn kind(&self) -> &'static str {
        match self {
            Self::Qr(_) => "QRR",
            Self::Rf(_) => "SCOR",
        }
    }

    fn as_str(&self) -> &str {
        match self {
            Self::Qr(qr) => qr.as_str(),
            Self::Rf(rf) => rf.as_str(),
        }
    }

    fn printed(&self) -> String {
        match self {
            Self::Qr(qr) => qr.printed(),
            Self::Rf(rf) => rf.printed(),
        }
    }
}

impl Swiss {
    /// Returns whether the account's bank number is one reserved for QR-IBANs, 30000 to 31999.
    fn has_qr_iban(&self) -> bool {
        self.iban.as_str().get(4..9).is_some_and(|bank| matches!(bank.as_bytes(), [b'3', b'0' | b'1', ..]))
    }

    fn reference<'a>(&self, rf: &'a RfReference) -> Result<TransferReference<'a>, RailError> {
        if !self.has_qr_iban() {
            return Ok(TransferReference::Rf(rf));
        }
        QrReference::of(rf).map(TransferReference::Qr).ok_or(RailError::Unsupported)
    }

    fn payload(&self, name: &str, money: &Money, reference: &TransferReference<'_>) -> Result<String, RailError> {
        // The capacity of a code of version 25, in bytes.
        const LONGEST: usize = 997;
        let amount = Decimal::new(money.minor(), 2).to_string();
        let mut lines = vec!["SPC", "0200", "1", self.iban.as_str(), "S", name];
        lines.extend([self.street.as_deref(), self.building.as_deref()].map(Option::unwrap_or_default));
        lines.extend([self.postcode.as_str(), &self.town, &self.country]);
        // No ultimate creditor, and nothing about the debtor.
        lines.extend([""; 7]);
        lines.extend([amount.as_str(), money.currency().code()]);
        lines.extend([""; 7]);
        lines.extend([reference.kind(), reference.as_str(), "", "EPD"]);
        let payload = lines.join("\n");
        if payload.len() > LONGEST { Err(RailError::Unsupported) } else { Ok(payload) }
    }

    fn address(&self) -> String {
        let street = [self.street.as_deref(), self.building.as_deref()].into_iter().flatten().collect::<Vec<_>>();
        let place = format!("{}-{} {}", self.country, self.postcode, self.town);
        if street.is_empty() { place } else { format!("{}, {place}", street.join(" ")) }
    }
}

impl Scheme for Swiss {
    const KIND: &'static RailKind = &KIND;

    fn read(form: &mut Form<'_>) -> Option<Self> {
        let iban = form.required("iban", "the account that money goes to", iban);
        let beneficiary = form.compared_holder(Alphabet::QrBill);
        let street = form.optional("street", line(70));
        let building = form.optional("building", line(16));
        let postcode = form.required("postcode", "the account holder’s postcode", line(16));
        let town = form.required("town", "the account holder’s town", line(35));
        let country = form.optional("country", country);
        let iban = iban?;
        let country = country.unwrap_or_else(|| iban.country_code().to_owned());
        Some(Self { iban, beneficiary, street, building, postcode: postcode?, town: town?, country })
    }

    fn instructions(&self, charge: &Charge) -> Result<Instructions, RailError> {
        let name = charge.beneficiary(self.beneficiary.as_ref(), Alphabet::QrBill, 70);
        let reference = self.reference(&charge.rf)?;
        let account = self.iban.as_str();
        let shown = Instructions::default()
            .row(RowKind::Beneficiary, &name)
            .row(RowKind::Address, &self.address())
            .row_shown(RowKind::Iban, grouped(account), account)
            .amount(&charge.money)
            .row_shown(RowKind::Reference, reference.printed(), reference.as_str())
            .code(self.payload(&name, &charge.money, &reference)?)
            .link(payto(&self.iban, &name, &charge.money, reference.as_str()));
        Ok(Instructions { overlay: Some(Overlay::SwissCross), ..shown })
    }

    fn only_currency(&self) -> Option<Currency> {
        self.has_qr_iban().then_some(Currency::CHF)
    }

    fn warnings(&self) -> Vec<Warning> {
        let francs = self.has_qr_iban().then_some(FRANCS_ONLY);
        let holder = self.beneficiary.is_none().then_some(transfer::HOLDER_MISSING);
        francs.into_iter().chain(holder).collect()
    }
}

#[cfg(test)]
pub(super) mod tests {
    use serde_json::json;

    use super::super::qr_bill::QrBill;
    use super::super::transfer::tests::{charge, opened, remarks, shown, shown_by_stored, wrong};
    use super::*;

    /// An account and the QR-IBAN of the standard's examples.
    pub const IBAN: &str = "CH58 0079 1123 0008 8901 2";
    pub const QR_IBAN: &str = "CH44 3199 9123 0008 8901 2";

    fn settings(iban: &str) -> serde_json::Value {
        json!({"iban": iban, "beneficiary": "Robert Schneider AG", "street": "Rue du Lac", "building": "1268",
            "postcode": "2501", "town": "Biel"})
    }

    /// A bill for an amount in francs.
    pub fn bill(account: &str, amount: &str) -> QrBill {
        QrBill::of(&shown::<Swiss>(&settings(account), &charge(amount, "CHF"))).expect("a bill")
    }

    /// A bill of a creditor abroad, without a street.
    pub fn foreign() -> QrBill {
        let settings =
            json!({"iban": IBAN, "beneficiary": "Anna", "postcode": "00-001", "town": "Warszawa", "country": "pl"});
        QrBill::of(&shown::<Swiss>(&settings, &charge("1.00", "CHF"))).expect("a bill")
    }

    #[test]
    fn an_ordinary_account_takes_the_rf_reference() {
        let shown = shown::<Swiss>(&settings(IBAN), &charge("1949.75", "CHF"));
        assert_eq!(
            shown.qr.as_deref(),
            Some(
                "SPC\n0200\n1\nCH5800791123000889012\nS\nRobert Schneider AG\nRue du Lac\n1268\n2501\nBiel\nCH\n\n\n\n\n\n\n\n\
                 1949.75\nCHF\n\n\n\n\n\n\n\nSCOR\nRF18539007547034\n\nEPD"
            )
        );
        assert_eq!(shown.overlay, Some(Overlay::SwissCross));
        assert_eq!(shown.rows[1].shown, "Rue du Lac 1268, CH-2501 Biel");
    }

    #[test]
    fn a_qr_iban_takes_a_qr_reference_that_gives_the_rf_reference_back() {
        let charge = charge("0.05", "CHF");
        let shown = shown::<Swiss>(&settings(QR_IBAN), &charge);
        let lines: Vec<_> = shown.qr.as_deref().expect("a code").split('\n').collect();
        assert_eq!(lines.len(), 31);
        assert_eq!((lines[18], lines[19], lines[27]), ("0.05", "CHF", "QRR"));
        let reference = QrReference::parse(lines[28]).expect("valid");
        assert_eq!(reference.rf(), Some(charge.rf));
        assert_eq!(shown.rows[4].copied, lines[28]);
    }

    #[test]
    fn letters_that_the_standard_lacks_are_spelled() {
        let address = json!({"iban": IBAN, "postcode": "2501", "town": "Żółw 東京", "country": "pl"});
        let shown = shown_by_stored::<Swiss>(&address, &charge("1.00", "CHF"));
        assert_eq!(shown.rows[1].shown, "PL-2501 Żółw DongJing");
    }

    #[test]
    fn takes_francs_and_euros_and_accounts_of_two_countries() {
        for (amount, currency, taken) in [
            ("0.01", "CHF", true),
            ("999999999.99", "EUR", true),
            ("1000000000.00", "CHF", false),
            ("1.00", "USD", false),
        ] {
            assert_eq!(carries(&charge(amount, currency).money), taken, "{amount} {currency}");
        }
        assert_eq!(wrong::<Swiss>(&json!({})), ["iban", "beneficiary", "postcode", "town"]);
        let other = json!({"iban": "DE75512108001245126199", "postcode": "1", "town": "—", "country": "Suisse", "beneficiary": "Anna"});
        assert_eq!(wrong::<Swiss>(&other), ["iban", "town", "country"]);
        assert!(
            wrong::<Swiss>(&json!({"iban": "LI21 0881 0000 2324 013A A", "beneficiary": "Anna", "postcode": "9490", "town": "Vaduz"}))
                .is_empty()
        );
    }

    /// Guidelines 2.4: a QR reference goes with francs only, euros with an ordinary account.
    #[test]
    fn a_qr_iban_takes_francs_only() {
        for (account, currency, taken) in
            [(QR_IBAN, "CHF", true), (QR_IBAN, "EUR", false), (IBAN, "CHF", true), (IBAN, "EUR", true)]
        {
            let rail = opened::<Swiss>(&settings(account));
            assert_eq!(rail.supports(&charge("1.00", currency).money), taken, "{account} {currency}");
        }
        let lines = shown::<Swiss>(&settings(IBAN), &charge("0.05", "EUR")).qr.expect("a code");
        assert!(lines.contains("\n0.05\nEUR\n") && lines.contains("\nSCOR\nRF18539007547034\n"), "{lines}");
        assert_eq!(remarks::<Swiss>(&settings(QR_IBAN)), ["francs_only"]);
        assert!(remarks::<Swiss>(&settings(IBAN)).is_empty());
    }
}
