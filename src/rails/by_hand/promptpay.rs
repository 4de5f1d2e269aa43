//! PromptPay, Thailand's instant transfers: an EMVCo code with the payee's id and the amount. It carries no reference: the payee
//! recognises the payment by its amount.

use super::code::emv::{self, Objects, id};
use super::pasted::{unlabelled, visible};
use super::transfer::{self, Form, Scheme, Unfit};
use crate::rails::{Charge, Group, Instructions, PayerTexts, RailError, RailField, RailKind, RowKind};

/// PromptPay, in baht.
pub const KIND: RailKind = RailKind {
    name: "promptpay",
    label: "PromptPay",
    payer: PayerTexts {
        name: "rail-promptpay",
        hint: "rail-promptpay-hint",
        pay: "rail-promptpay-pay",
        pay_any: "rail-promptpay-pay-any",
    },
    group: Group::Bank,
    about: "rail-promptpay-about",
    test: false,
    by_hand: true,
    refunds: false,
    webhook_by_payee: false,
    fields: &[RailField {
        name: "id",
        label: "rail-promptpay-id",
        hint: Some("rail-promptpay-id-hint"),
        required: true,
        secret: false,
    }],
    supports: |money| money.currency().code() == "THB" && emv::carries(money),
    check: transfer::check::<PromptPay>,
    open: transfer::open::<PromptPay>,
};

/// The id of the data object with PromptPay's scheme and id.
const ACCOUNT: u8 = 29;
const SCHEME: &str = "A000000677010111";

/// An id under which an account is registered for PromptPay.
#[derive(Debug, Clone, PartialEq, Eq)]
enum PromptPay {
    /// The nine digits of a mobile number after the country code or the leading zero.
    Mobile(String),
    /// A national id or tax number: 13 digits, of which the last is a check digit.
    Identity(String),
    /// The 15 digits of an e-wallet, assigned by its issuer.
    Wallet(String),
}

fn number(text: &str) -> Result<PromptPay, Unfit> {
    let text = visible(text);
    let text = unlabelled(&text, &["PROMPTPAY ID", "PROMPTPAY", "TEL", "MOBILE"]);
    let bare: String = text.chars().filter(|c| !matches!(c, ' ' | '-' | '.' | '(' | ')')).collect();
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let mobile = bare.strip_prefix("+66").or_else(|| bare.strip_prefix("0066")).or_else(|| bare.strip_prefix('0'));
    if let Some(rest) = mobile.filter(|rest| rest.len() == 9 && digits(rest)) {
        return Ok(PromptPay::Mobile(rest.to_owned()));
    }
    if bare.len() == 13 && digits(&bare) {
        let sum: u32 = bare.bytes().zip((2..=13).rev()).map(|(b, weight)| (u32::from(b) - 48) * weight).sum();
        return if bare.ends_with(&((11 - sum % 11) % 10).to_string()) {
            Ok(PromptPay::Identity(bare))
        } else {
            Err(Unfit::new(
                "error-check-digit",
                "This number’s last digit doesn’t fit the others. Check it for a slip.",
            ))
        };
    }
    if bare.len() == 15 && digits(&bare) {
        return Ok(PromptPay::Wallet(bare));
    }
    Err(Unfit::new(
        "error-promptpay-id",
        "Write a Thai mobile number, such as 081 234 5678, the 13 digits of an identity or tax number, or the 15 digits of an e-wallet.",
    ))
}

impl PromptPay {
    fn payload(&self, amount: Option<String>) -> Result<String, RailError> {
        let account = Objects::new().with(0, SCHEME);
        let account = match self {
            Self::Mobile(digits) => account.with(1, format!("0066{digits}")),
            Self::Identity(digits) => account.with(2, digits.as_str()),
            Self::Wallet(digits) => account.with(3, digits.as_str()),
        };
        let code = Objects::code_used(amount.is_some())
            .within(ACCOUNT, account)
            .with(id::COUNTRY, "TH")
            .with(id::CURRENCY, "764")
            .with_some(id::AMOUNT, amount);
        code.payload().map_err(|_| RailError::Unsupported)
    }
}

impl Scheme for PromptPay {
    const KIND: &'static RailKind = &KIND;

    fn read(form: &mut Form<'_>) -> Option<Self> {
        form.required("id", "the number that money goes to", number)
    }

    fn instructions(&self, charge: &Charge) -> Result<Instructions, RailError> {
        let id = match self {
            Self::Mobile(digits) => format!("0{digits}"),
            Self::Identity(digits) | Self::Wallet(digits) => digits.clone(),
        };
        Ok(Instructions::default()
            .row(RowKind::PromptPayId, &id)
            .amount(&charge.money)
            .code(self.payload(Some(charge.money.to_decimal()))?))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::transfer::tests::{charge, shown, wrong};
    use super::*;

    /// Vectors of a public implementation.
    #[test]
    fn known_codes() {
        let payload = |id: &str, amount: Option<&str>| {
            number(id).expect("valid").payload(amount.map(ToOwned::to_owned)).expect("valid")
        };
        let unpriced = "00020101021129370016A000000677010111011300668012345675802TH530376463046197";
        for id in [
            "0801234567",
            "080-123-4567",
            "+66801234567",
            "+66 80 123 4567",
            "PromptPay: 080\u{2011}123\u{2011}4567",
            "\u{200e}๐๘๐\u{a0}๑๒๓\u{a0}๔๕๖๗",
        ] {
            assert_eq!(payload(id, None), unpriced, "{id}");
        }
        assert_eq!(
            payload("000-000-0000", Some("4.22")),
            "00020101021229370016A000000677010111011300660000000005802TH530376454044.226304E469"
        );
        // An e-wallet's number.
        let wallet = "012345678901234";
        assert_eq!(
            payload(wallet, None),
            "00020101021129390016A00000067701011103150123456789012345802TH530376463049781"
        );
        assert_eq!(
            payload(wallet, Some("42.00")),
            "00020101021229390016A00000067701011103150123456789012345802TH5303764540542.006304EBB8"
        );
    }

    #[test]
    fn shows_number_and_amount() {
        let shown = shown::<PromptPay>(&json!({"id": "1-2345-67890-12-1"}), &charge("4.22", "THB"));
        assert_eq!(shown.rows[0].copied, "1234567890121");
        assert!(shown.qr.expect("a code").contains("02131234567890121"));
    }

    #[test]
    fn a_slip_is_noticed() {
        for bad in ["1234567890122", "12345678901", "1234567890123456", "08012345678", "+4915790000000", "x"] {
            assert_eq!(wrong::<PromptPay>(&json!({"id": bad})), ["id"], "{bad}");
        }
        assert_eq!(wrong::<PromptPay>(&json!({})), ["id"]);
    }
}
