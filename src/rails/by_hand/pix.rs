//! Pix, Brazil's instant transfers: a static code with amount and `txid`, by the central bank's manual (BR Code 2.10).

use super::code::emv::{self, Objects, id};
use super::code::spelling::Alphabet;
use super::pasted::{unlabelled, visible};
use super::transfer::{self, Form, Scheme, Unfit};
use crate::domain::text::DisplayName;
use crate::rails::{Charge, Group, Instructions, PayerTexts, RailError, RailField, RailKind, RowKind};

/// Pix, in reais.
pub const KIND: RailKind = RailKind {
    name: "pix",
    label: "Pix",
    payer: PayerTexts { name: "rail-pix", hint: "rail-pix-hint", pay: "rail-pix-pay", pay_any: "rail-pix-pay-any" },
    group: Group::Bank,
    about: "rail-pix-about",
    test: false,
    by_hand: true,
    refunds: false,
    webhook_by_payee: false,
    fields: &[
        RailField {
            name: "key",
            label: "rail-pix-key",
            hint: Some("rail-pix-key-hint"),
            required: true,
            secret: false,
        },
        RailField {
            name: "beneficiary",
            label: "rail-holder",
            hint: Some("rail-holder-optional"),
            required: false,
            secret: false,
        },
        RailField { name: "city", label: "rail-city", hint: Some("rail-city-hint"), required: false, secret: false },
    ],
    supports: |money| money.currency().code() == "BRL" && emv::carries(money),
    check: transfer::check::<Pix>,
    open: transfer::open::<Pix>,
};

/// The id of the data object with Pix's scheme, key and text.
const ACCOUNT: u8 = 26;
const SCHEME: &str = "br.gov.bcb.pix";

struct Pix {
    key: String,
    beneficiary: Option<DisplayName>,
    city: Option<DisplayName>,
}

/// Parses a Pix key into the form of the central bank's directory.
fn key(text: &str) -> Result<String, Unfit> {
    const NONE: Unfit = Unfit::new(
        "error-pix-key",
        "This is not a Pix key. Write a random key, a CPF, a CNPJ, a phone number that begins with +55, or an e-mail address.",
    );
    const SLIP: Unfit = Unfit::new("error-check-digit", "This number’s check digits don’t fit. Check it for a slip.");
    let text = visible(text);
    let text = unlabelled(&text, &["CHAVE PIX", "PIX KEY", "PIX", "CHAVE", "CPF", "CNPJ", "TEL", "E-MAIL", "EMAIL"]);
    let bare: String = text.chars().filter(|c| !matches!(c, ' ' | '.' | '-' | '/' | '(' | ')')).collect();
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if let Some((name, host)) = text.split_once('@') {
        let fits = text.is_ascii() && text.len() <= 77 && !name.is_empty() && host.contains('.');
        let fits = fits && !text.contains(|c: char| c.is_ascii_whitespace() || c.is_ascii_control());
        return if fits && !host.contains('@') { Ok(text.to_ascii_lowercase()) } else { Err(NONE) };
    }
    if let Some(number) = bare.strip_prefix("+55") {
        return if digits(number) && (10..=11).contains(&number.len()) { Ok(bare) } else { Err(NONE) };
    }
    if is_uuid(text) {
        return Ok(text.to_ascii_lowercase());
    }
    let upper = bare.to_ascii_uppercase();
    match upper.len() {
        11 if digits(&upper) => {
            if checks(&upper, 11) {
                Ok(upper)
            } else {
                Err(SLIP)
            }
        }
        14 if upper.bytes().all(|b| b.is_ascii_alphanumeric()) => {
            if checks(&upper, 9) {
                Ok(upper)
            } else {
                Err(SLIP)
            }
        }
        _ => Err(NONE),
    }
}

fn is_uuid(text: &str) -> bool {
    let mut groups = text.split('-');
    let mut fits =
        |length| groups.next().is_some_and(|g| g.len() == length && g.bytes().all(|b| b.is_ascii_hexdigit()));
    let whole = [8, 4, 4, 4, 12].into_iter().all(&mut fits);
    whole && groups.next().is_none()
}

/// Returns whether the last two digits check the others: modulo 11, with weights that repeat from 2 to `heaviest` from the right.
/// Letters, which a CNPJ may contain since 2026, count as their ASCII code less 48.
fn checks(number: &str, heaviest: u32) -> bool {
    let values: Vec<u32> = number.bytes().map(|b| u32::from(b).saturating_sub(48)).collect();
    let digit = |values: &[u32]| {
        let sum: u32 = values.iter().rev().zip((2..=heaviest).cycle()).map(|(value, weight)| value * weight).sum();
        match sum % 11 {
            0 | 1 => 0,
            rest => 11 - rest,
        }
    };
    let Some((second, rest)) = values.split_last() else { return false };
    let Some((first, body)) = rest.split_last() else { return false };
    let repeated = values.iter().all(|value| value == second);
    !repeated && *first == digit(body) && *second == digit(rest)
}

impl Pix {
    fn payload(&self, name: &str, amount: Option<String>, txid: &str) -> Result<String, RailError> {
        let city = self.city.as_ref().and_then(|city| Alphabet::BrCode.spell(city.as_str(), 15));
        let city = city.unwrap_or_else(|| "BRASILIA".into());
        let code = Objects::code()
            .within(ACCOUNT, Objects::new().with(0, SCHEME).with(1, self.key.as_str()))
            .with(id::CATEGORY, "0000")
            .with(id::CURRENCY, "986")
            .with_some(id::AMOUNT, amount)
            .with(id::COUNTRY, "BR")
            .with(id::NAME, name)
            .with(id::CITY, city)
            .within(id::ADDITIONAL, Objects::new().with(5, txid));
        code.payload().map_err(|_| RailError::Unsupported)
    }
}

impl Scheme for Pix {
    const KIND: &'static RailKind = &KIND;

    fn read(form: &mut Form<'_>) -> Option<Self> {
        let key = form.required("key", "the key that money goes to", key);
        let beneficiary = form.holder(Alphabet::BrCode);
        let city = form.name("city");
        Some(Self { key: key?, beneficiary, city })
    }

    fn instructions(&self, charge: &Charge) -> Result<Instructions, RailError> {
        let name = self.beneficiary.as_ref().unwrap_or(&charge.payee).as_str();
        let spelled = charge.beneficiary(self.beneficiary.as_ref(), Alphabet::BrCode, 25);
        let code = self.payload(&spelled, Some(charge.money.to_decimal()), charge.rf.as_str())?;
        Ok(Instructions::default()
            .row(RowKind::Code, &code)
            .row(RowKind::Beneficiary, name)
            .row(RowKind::PixKey, &self.key)
            .amount(&charge.money)
            .reference(&charge.rf)
            .code(code))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::super::code::emv::tests::{parsed, row};
    use super::super::transfer::tests::{charge, named, shown, wrong};
    use super::*;

    const RANDOM: &str = "123e4567-e12b-12d1-a456-426655440000";

    /// The manual's example, and the same with an amount and a `txid`.
    #[test]
    fn the_manuals_examples() {
        let city = DisplayName::parse("BRASILIA").ok();
        let pix = Pix { key: RANDOM.into(), beneficiary: None, city };
        assert_eq!(
            pix.payload("Fulano de Tal", None, "***").expect("valid"),
            "00020126580014br.gov.bcb.pix0136123e4567-e12b-12d1-a456-4266554400005204000053039865802BR5913Fulano de Tal6008BRASILIA62070503***63041D3D"
        );
        assert_eq!(
            pix.payload("Fulano de Tal", Some("123.45".into()), "RP123456782019").expect("valid"),
            "00020126580014br.gov.bcb.pix0136123e4567-e12b-12d1-a456-4266554400005204000053039865406123.455802BR5913Fulano de Tal6008BRASILIA62180514RP1234567820196304CCE3"
        );
    }

    #[test]
    fn the_code_is_there_to_scan_and_to_paste() {
        let shown = shown::<Pix>(&json!({"key": RANDOM, "city": "São José do Rio Preto"}), &charge("1234.50", "BRL"));
        let code = shown.qr.expect("a code");
        assert_eq!(shown.rows[0].copied, code);
        let objects = parsed(&code);
        let value = |id: &str| objects.iter().find(|(at, _)| at == id).map(|(_, value)| value.as_str());
        assert_eq!((value("54"), value("59"), value("60")), (Some("1234.50"), Some("Anna"), Some("Sao Jose do Rio")));
        assert_eq!(row(value("62").expect("there")), [("05".into(), "RF18539007547034".into())]);
    }

    #[test]
    fn keys_are_written_as_the_directory_writes_them() {
        for (typed, kept) in [
            ("123E4567-E12B-12D1-A456-426655440000", RANDOM),
            ("123.456.789-09", "12345678909"),
            ("00.000.000/0001-91", "00000000000191"),
            ("12.ABC.345/01DE-35", "12ABC34501DE35"),
            ("+55 (61) 91234-5678", "+5561912345678"),
            ("Fulano@Example.com", "fulano@example.com"),
            ("Chave Pix: fulano@example.com\u{200b}", "fulano@example.com"),
            ("CPF 123.456.789\u{2011}09", "12345678909"),
            ("\u{202a}+55\u{a0}61\u{a0}91234-5678\u{202c}", "+5561912345678"),
        ] {
            assert_eq!(key(typed).as_deref(), Ok(kept), "{typed}");
        }
        for bad in [
            "123.456.789-08",
            "00.000.000/0001-92",
            "111.111.111-11",
            "61912345678",
            "+4915790000000",
            "a@b",
            "x",
            "@.",
            "123e4567-e12b-12d1-a456-42665544000",
            "a b@c.de",
        ] {
            assert_eq!(wrong::<Pix>(&json!({"key": bad})), ["key"], "{bad}");
        }
        assert_eq!(wrong::<Pix>(&json!({"city": "x".repeat(71)})), ["key", "city"]);
    }

    proptest! {
        #[test]
        fn any_name_fits(name in "\\PC{0,70}", minor in 1i64..=999_999_999_999) {
            let Ok(payee) = DisplayName::parse(&name) else { return Ok(()) };
            let code = shown::<Pix>(&json!({"key": RANDOM}), &named(payee, minor, "BRL")).qr.expect("a code");
            prop_assert!(code.is_ascii());
            let objects = parsed(&code);
            let name = &objects.iter().find(|(id, _)| id == "59").expect("a name").1;
            prop_assert!((1..=25).contains(&name.len()) && name.chars().all(|c| Alphabet::BrCode.has(c)), "{name}");
        }
    }
}
