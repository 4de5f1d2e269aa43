//! PayNow, Singapore's instant transfers: an SGQR (EMVCo) code with the payee's proxy, the amount, the RF reference and an expiry date.

use super::code::emv::{self, Objects, id};
use super::code::spelling::Alphabet;
use super::pasted::{unlabelled, visible};
use super::transfer::{self, Form, Scheme, Unfit};
use crate::domain::text::DisplayName;
use crate::rails::{Charge, Group, Instructions, PayerTexts, RailError, RailField, RailKind, RowKind};

/// PayNow, in Singapore dollars.
pub const KIND: RailKind = RailKind {
    name: "paynow",
    label: "PayNow",
    payer: PayerTexts {
        name: "rail-paynow",
        hint: "rail-paynow-hint",
        pay: "rail-paynow-pay",
        pay_any: "rail-paynow-pay-any",
    },
    group: Group::Bank,
    about: "rail-paynow-about",
    test: false,
    by_hand: true,
    refunds: false,
    webhook_by_payee: false,
    fields: &[
        RailField {
            name: "id",
            label: "rail-paynow-id",
            hint: Some("rail-paynow-id-hint"),
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
    ],
    supports: |money| money.currency().code() == "SGD" && emv::carries(money),
    check: transfer::check::<PayNow>,
    open: transfer::open::<PayNow>,
};

/// The id of the data object with PayNow's scheme and proxy.
const ACCOUNT: u8 = 26;
const SCHEME: &str = "SG.PAYNOW";

struct PayNow {
    id: Proxy,
    beneficiary: Option<DisplayName>,
}

/// A proxy under which an account is registered for PayNow.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Proxy {
    /// A mobile number with its country code: `+6590901234`.
    Mobile(String),
    /// A Unique Entity Number.
    Uen(String),
}

impl Proxy {
    fn parts(&self) -> (&'static str, &str) {
        match self {
            Self::Mobile(number) => ("0", number),
            Self::Uen(number) => ("2", number),
        }
    }
}

fn proxy(text: &str) -> Result<Proxy, Unfit> {
    let text = visible(text);
    let text = unlabelled(&text, &["PAYNOW", "UEN", "TEL", "MOBILE"]);
    let bare: String =
        text.chars().filter(|c| !matches!(c, ' ' | '-' | '.' | '(' | ')')).collect::<String>().to_ascii_uppercase();
    let mobile = bare.strip_prefix("+65").unwrap_or(&bare);
    if mobile.len() == 8 && mobile.starts_with(['8', '9']) && mobile.bytes().all(|b| b.is_ascii_digit()) {
        return Ok(Proxy::Mobile(format!("+65{mobile}")));
    }
    if is_uen(&bare) {
        Ok(Proxy::Uen(bare))
    } else {
        Err(Unfit::new(
            "error-paynow-id",
            "Write a UEN, such as 201403121W, or a mobile number of Singapore, such as +65 9090 1234.",
        ))
    }
}

/// Checks a UEN's form: businesses `nnnnnnnnX`, companies `yyyynnnnnX`, others `TyyPQnnnnX`, or one of these with the three characters
/// that PayNow allows a company to add. A person's identity number, `SnnnnnnnX`, isn't one.
fn is_uen(text: &str) -> bool {
    let shaped = |shape: &str| {
        let fits = |(b, wanted): (u8, u8)| match wanted {
            b'n' => b.is_ascii_digit(),
            b'X' => b.is_ascii_uppercase(),
            b'T' => matches!(b, b'R' | b'S' | b'T'),
            _ => b.is_ascii_uppercase() || b.is_ascii_digit(),
        };
        text.len() == shape.len() && text.bytes().zip(shape.bytes()).all(fits)
    };
    ["nnnnnnnnX", "nnnnnnnnXaaa", "nnnnnnnnnX", "nnnnnnnnnXaaa", "TnnXannnnX", "TnnXannnnXaaa"].into_iter().any(shaped)
}

impl PayNow {
    fn account(&self, editable: bool, until: Option<String>) -> Objects {
        let (kind, number) = self.id.parts();
        let editable = if editable { "1" } else { "0" };
        Objects::new().with(0, SCHEME).with(1, kind).with(2, number).with(3, editable).with_some(4, until)
    }

    fn payload(
        code: Objects,
        account: Objects,
        name: &str,
        amount: String,
        reference: &str,
    ) -> Result<String, RailError> {
        let code = code
            .within(ACCOUNT, account)
            .with(id::CATEGORY, "0000")
            .with(id::CURRENCY, "702")
            .with(id::AMOUNT, amount)
            .with(id::COUNTRY, "SG")
            .with(id::NAME, name)
            .with(id::CITY, "Singapore")
            .within(id::ADDITIONAL, Objects::new().with(1, reference));
        code.payload().map_err(|_| RailError::Unsupported)
    }
}

impl Scheme for PayNow {
    const KIND: &'static RailKind = &KIND;

    fn read(form: &mut Form<'_>) -> Option<Self> {
        let id = form.required("id", "the number that money goes to", proxy);
        let beneficiary = form.holder(Alphabet::Emv);
        Some(Self { id: id?, beneficiary })
    }

    fn instructions(&self, charge: &Charge) -> Result<Instructions, RailError> {
        let name = self.beneficiary.as_ref().unwrap_or(&charge.payee).as_str();
        let account = self.account(false, Some(charge.expires_at.format("%Y%m%d").to_string()));
        let amount = charge.money.to_decimal();
        let spelled = charge.beneficiary(self.beneficiary.as_ref(), Alphabet::Emv, 25);
        let code = Self::payload(Objects::code_used(true), account, &spelled, amount, charge.rf.as_str())?;
        Ok(Instructions::default()
            .row(RowKind::Beneficiary, name)
            .row(RowKind::PayNowId, self.id.parts().1)
            .amount(&charge.money)
            .reference(&charge.rf)
            .code(code))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::code::emv::tests::{parsed, row};
    use super::super::transfer::tests::{charge, shown, wrong};
    use super::*;

    /// A vector of a public implementation.
    #[test]
    fn a_known_code() {
        let paynow = PayNow { id: proxy("+65 9090 1234").expect("valid"), beneficiary: None };
        let account = paynow.account(false, Some("20500415".into()));
        let amount = "888.88".to_owned();
        let code = PayNow::payload(Objects::code_used(false), account, "NA", amount, "Payment reference XX12345678");
        assert_eq!(
            code.expect("valid"),
            "00020101021126500009SG.PAYNOW010100211+6590901234030100408205004155204000053037025406888.885802SG5902NA6009Singapore62320128Payment reference XX1234567863046B73"
        );
    }

    #[test]
    fn the_amount_is_fixed_and_the_code_has_a_last_day() {
        let shown = shown::<PayNow>(&json!({"id": "201403121w"}), &charge("12.50", "SGD"));
        let objects = parsed(&shown.qr.expect("a code"));
        let value = |id: &str| objects.iter().find(|(at, _)| at == id).expect("there").1.clone();
        let account = row(&value("26"));
        let account: Vec<_> = account.iter().map(|(_, value)| value.as_str()).collect();
        assert_eq!(account, ["SG.PAYNOW", "2", "201403121W", "0", "20261224"]);
        assert_eq!((value("01"), value("54")), ("12".into(), "12.50".into()));
        assert_eq!(row(&value("62")), [("01".into(), "RF18539007547034".into())]);
    }

    #[test]
    fn numbers_of_companies_and_phones_are_told_apart() {
        for (typed, kept) in [
            ("9090 1234", "+6590901234"),
            ("53012345D", "53012345D"),
            ("UEN: 5301\u{200b}2345d", "53012345D"),
            ("\u{202a}+65\u{a0}9090\u{a0}1234\u{202c}", "+6590901234"),
            ("T08GB0001A", "T08GB0001A"),
            ("201403121WA01", "201403121WA01"),
        ] {
            assert_eq!(proxy(typed).expect("valid").parts().1, kept);
        }
        for bad in ["S1234567D", "61234567", "+4915790000000", "2014031210", "x"] {
            assert_eq!(wrong::<PayNow>(&json!({"id": bad})), ["id"], "{bad}");
        }
    }
}
