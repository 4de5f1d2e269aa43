//! Bank transfer in the SEPA area: an EPC code, values to copy, a `payto:` link (RFC 8905). Money is known to have arrived by the
//! payee's word or a bank statement; "I have sent it" is a claim.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::epc::{self, Remittance, Transfer};
use super::{
    Charge, Future, Instructions, Next, PayerTexts, Rail, RailError, RailField, RailKind, Row, RowKind, Started,
    Surroundings,
};
use crate::domain::field::{FieldError, Problem, Problems};
use crate::domain::method::Settings;
use crate::domain::money::Money;
use crate::domain::reference::grouped;
use crate::domain::text::DisplayName;

/// Bank transfer.
pub const KIND: RailKind = RailKind {
    name: "sepa",
    label: "Bank transfer",
    payer: PayerTexts { name: "rail-sepa", hint: "rail-sepa-hint", pay: "rail-sepa-pay", pay_any: "rail-sepa-pay-any" },
    about: "SEPA transfers in euros, straight to your account. Your bank details are stored encrypted and shown only to a payer who \
            asks for them.",
    test: false,
    by_hand: true,
    fields: &[
        RailField {
            name: "iban",
            label: "IBAN",
            hint: "The account that money goes to.",
            required: true,
            secret: false,
        },
        RailField {
            name: "beneficiary",
            label: "Account holder",
            hint: "As your bank knows it: payers' banks compare it. Leave it empty to use your display name.",
            required: false,
            secret: false,
        },
        RailField {
            name: "bic",
            label: "BIC",
            hint: "Only for accounts outside the EEA.",
            required: false,
            secret: false,
        },
    ],
    supports: epc::carries,
    check,
    open,
};

#[derive(Serialize, Deserialize)]
struct Account {
    iban: String,
    beneficiary: Option<String>,
    bic: Option<String>,
}

struct Sepa {
    iban: sepa::iban::Iban,
    beneficiary: Option<DisplayName>,
    bic: Option<sepa::bic::Bic>,
}

impl std::fmt::Debug for Sepa {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sepa(…)")
    }
}

#[derive(Debug, thiserror::Error)]
enum BankError {
    #[error(
        "This is not a valid IBAN. Check for a slip: it begins with two letters and two digits, such as DE75 5121 0800 1245 1261 99."
    )]
    Iban,
    #[error("Transfers in euros reach accounts of the SEPA area only, and this one is in {0}.")]
    Area(String),
    #[error("This is not a valid BIC. It has 8 or 11 letters and digits.")]
    Bic,
}

impl Problem for BankError {
    fn code(&self) -> &'static str {
        "invalid"
    }
}

fn iban(text: &str) -> Result<sepa::iban::Iban, BankError> {
    let iban = sepa::iban::validate_iban(text).map_err(|_| BankError::Iban)?;
    if iban.is_sepa() { Ok(iban) } else { Err(BankError::Area(iban.country_code().to_owned())) }
}

fn check(given: &Map<String, Value>, _: &Surroundings) -> Result<Settings, Vec<FieldError>> {
    let mut problems = Problems::default();
    let text = |name: &str| given.get(name).and_then(Value::as_str).map(str::trim).filter(|t| !t.is_empty());
    for (name, value) in given {
        if !KIND.fields.iter().any(|f| f.name == name) || !(value.is_string() || value.is_null()) {
            problems.push(FieldError::plain(
                "settings",
                "invalid",
                "Bank transfer takes iban, beneficiary and bic, as texts.",
            ));
        }
    }
    let iban = match text("iban") {
        Some(given) => problems.take("iban", iban(given)),
        None => {
            problems.push(FieldError::required("iban", "the account that money goes to"));
            None
        }
    };
    let beneficiary = text("beneficiary").and_then(|t| problems.take("beneficiary", DisplayName::parse(t)));
    let bic = text("bic").and_then(|t| problems.take("bic", sepa::bic::validate_bic(t).map_err(|_| BankError::Bic)));
    problems.finish()?;
    let account = Account {
        iban: iban.map(|i| i.as_str().to_owned()).unwrap_or_default(),
        beneficiary: beneficiary.map(|b| b.as_str().to_owned()),
        bic: bic.map(|b| b.as_str().to_owned()),
    };
    Ok(Settings::new(serde_json::to_value(account).unwrap_or_default()))
}

fn open(settings: &Settings, _: &Surroundings) -> Result<Box<dyn Rail>, RailError> {
    let unfit = |what: String| RailError::Settings(what);
    let account = Account::deserialize(settings.value()).map_err(|e| unfit(e.to_string()))?;
    Ok(Box::new(Sepa {
        iban: iban(&account.iban).map_err(|_| unfit("the IBAN".into()))?,
        beneficiary: account.beneficiary.and_then(|b| DisplayName::parse(&b).ok()),
        bic: account.bic.and_then(|b| sepa::bic::validate_bic(&b).ok()),
    }))
}

impl Rail for Sepa {
    fn supports(&self, money: &Money) -> bool {
        epc::carries(money)
    }

    fn start<'a>(&'a self, charge: &'a Charge) -> Future<'a, Result<Started, RailError>> {
        Box::pin(async move {
            let instructions = self.instructions(charge)?;
            Ok(Started { external_id: None, next: Next::Show(instructions) })
        })
    }
}

impl Sepa {
    fn instructions(&self, charge: &Charge) -> Result<Instructions, RailError> {
        let name = self.beneficiary.as_ref().unwrap_or(&charge.payee).as_str();
        let transfer = Transfer {
            bic: self.bic.as_ref(),
            name,
            iban: &self.iban,
            money: charge.money,
            purpose: None,
            remittance: Remittance::Reference(charge.rf.as_str()),
        };
        let row = |kind, shown: String, copied: &str| Row { kind, shown, copied: copied.to_owned() };
        let mut rows = vec![
            row(RowKind::Beneficiary, name.to_owned(), name),
            row(RowKind::Iban, grouped(self.iban.as_str()), self.iban.as_str()),
        ];
        rows.extend(self.bic.as_ref().map(|bic| row(RowKind::Bic, bic.as_str().to_owned(), bic.as_str())));
        rows.push(row(RowKind::Amount, charge.money.human(), &charge.money.to_decimal()));
        rows.push(row(RowKind::Reference, charge.rf.printed(), charge.rf.as_str()));
        Ok(Instructions {
            resume: None,
            rows,
            qr: Some(transfer.payload().map_err(|_| RailError::Unsupported)?),
            link: Some(payto(&self.iban, name, &charge.money, charge.rf.as_str())),
        })
    }
}

/// `payto://iban/…` of RFC 8905: each option once, values percent-encoded.
fn payto(iban: &sepa::iban::Iban, name: &str, money: &Money, reference: &str) -> String {
    let encoded =
        |text: &str| url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>().replace('+', "%20");
    format!(
        "payto://iban/{}?amount={}:{}&receiver-name={}&message={}",
        iban.as_str(),
        money.currency(),
        money.to_decimal(),
        encoded(name),
        encoded(reference),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::chance::Chance;
    use crate::domain::currency::Currency;
    use crate::domain::id::{MethodId, PaymentId};
    use crate::domain::reference::RfReference;

    fn surroundings() -> Surroundings {
        Surroundings::new("https://chit.example".parse().expect("a URL"), Chance::secure()).expect("good")
    }

    fn settings(json: Value) -> Result<Settings, Vec<FieldError>> {
        check(json.as_object().expect("an object"), &surroundings())
    }

    #[tokio::test]
    async fn shows_what_a_bank_wants_to_know() {
        let settings = settings(serde_json::json!({"iban": "de75 5121 0800 1245 1261 99"})).expect("good");
        let rail = open(&settings, &surroundings()).expect("opens");
        let charge = Charge {
            payment: PaymentId::draw(&Chance::secure()),
            method: MethodId::draw(&Chance::secure()),
            money: Money::new(1250, Currency::EUR),
            rf: RfReference::parse("RF18539007547034").expect("valid"),
            payee: DisplayName::parse("Anna & Söhne").expect("good"),
            return_url: "https://chit.example/p/x".parse().expect("a URL"),
        };
        let Next::Show(shown) = rail.start(&charge).await.expect("starts").next else { panic!("a transfer is shown") };
        let kinds: Vec<_> = shown.rows.iter().map(|r| r.kind).collect();
        assert_eq!(kinds, [RowKind::Beneficiary, RowKind::Iban, RowKind::Amount, RowKind::Reference]);
        assert_eq!(shown.rows[1].shown, "DE75 5121 0800 1245 1261 99");
        assert_eq!(shown.rows[2].copied, "12.50");
        assert_eq!(
            shown.link.as_deref(),
            Some(
                "payto://iban/DE75512108001245126199?amount=EUR:12.50&receiver-name=Anna%20%26%20S%C3%B6hne&message=RF18539007547034"
            )
        );
        assert!(
            shown.qr.expect("a code").contains("\nAnna & Söhne\nDE75512108001245126199\nEUR12.5\n\nRF18539007547034")
        );
    }

    #[test]
    fn settings_are_checked_by_name() {
        let wrong = |json| {
            settings(json).err().unwrap_or_default().into_iter().map(|e| e.field.into_owned()).collect::<Vec<_>>()
        };
        assert_eq!(wrong(serde_json::json!({})), ["iban"]);
        assert_eq!(wrong(serde_json::json!({"iban": "GB82WEST12345698765433"})), ["iban"]);
        assert_eq!(wrong(serde_json::json!({"iban": "DE75512108001245126199", "bic": "BHBLDEHHXX"})), ["bic"]);
        assert_eq!(wrong(serde_json::json!({"iban": "DE75512108001245126199", "pin": "1234"})), ["settings"]);
        assert_eq!(wrong(serde_json::json!({"iban": 5})), ["settings", "iban"]);
        for good in ["GB82WEST12345698765432", "BE72000000001616", "CZ5855000000001265098001"] {
            assert!(wrong(serde_json::json!({"iban": good})).is_empty(), "{good}");
        }
    }

    #[test]
    fn debug_shows_no_account() {
        let settings = settings(serde_json::json!({"iban": "DE75512108001245126199"})).expect("good");
        assert!(!format!("{settings:?} {:?}", open(&settings, &surroundings())).contains("DE75"));
    }
}
