//! A merchant's own code, as it stands on its counter: QRIS, DuitNow, QR Ph, FPS, VietQR, KHQR, SGQR and any other by EMVCo. Per payment,
//! the amount and the reference are put into it. The scheme reports nothing to this service, so the payee or a statement confirms.

pub mod code;
pub mod schemes;

#[cfg(test)]
mod tests;

use self::code::MerchantCode;
use self::schemes::CodeScheme;
use super::transfer::{self, Form, Scheme};
use crate::domain::money::currency::Currency;
use crate::rails::{Charge, Group, Instructions, PayerTexts, RailError, RailField, RailKind, RowKind};

/// A merchant's own code, in its currency.
pub const KIND: RailKind = RailKind {
    name: "merchant_code",
    label: "Merchant QR code",
    payer: PayerTexts {
        name: "rail-merchant_code",
        hint: "rail-merchant_code-hint",
        pay: "rail-merchant_code-pay",
        pay_any: "rail-merchant_code-pay-any",
    },
    group: Group::Bank,
    about: "rail-merchant_code-about",
    test: false,
    by_hand: true,
    refunds: false,
    webhook_by_payee: false,
    fields: &[RailField {
        name: CODE,
        label: "rail-merchant_code-code",
        hint: Some("rail-merchant_code-code-hint"),
        required: true,
        secret: false,
    }],
    supports: |money| money.currency().is_iso() && code::amount(money).is_some(),
    check: transfer::check::<Merchant>,
    open: transfer::open::<Merchant>,
};

/// The name of the setting with the code's text.
pub const CODE: &str = "code";

struct Merchant {
    code: MerchantCode,
}

impl Scheme for Merchant {
    const KIND: &'static RailKind = &KIND;

    fn read(form: &mut Form<'_>) -> Option<Self> {
        form.required(CODE, "the text of your code", MerchantCode::read).map(|code| Self { code })
    }

    fn instructions(&self, charge: &Charge) -> Result<Instructions, RailError> {
        let code = self.code.of_payment(&charge.money, &charge.rf, charge.expires_at).ok_or(RailError::Unsupported)?;
        let mut shown = Instructions::default().row(RowKind::MerchantCode, &code);
        if let Some(name) = self.code.name() {
            shown = shown.row(RowKind::Merchant, name);
        }
        Ok(shown.amount(&charge.money).reference(&charge.rf).code(code))
    }

    fn only_currency(&self) -> Option<Currency> {
        Some(self.code.currency())
    }

    fn code_scheme(&self) -> Option<&'static CodeScheme> {
        schemes::of(&self.code)
    }
}
