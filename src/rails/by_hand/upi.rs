//! UPI, India's instant transfers: a `upi://pay` link by NPCI's linking specification, which opens any UPI app, and the same as a QR
//! code. UPI apps have no callback that can be trusted, so the payee confirms.

use super::code::spelling::Alphabet;
use super::pasted::{unlabelled, visible};
use super::transfer::{self, Form, Scheme, Unfit, encoded};
use crate::domain::text::DisplayName;
use crate::rails::{Charge, Group, Instructions, PayerTexts, RailError, RailField, RailKind, RowKind};

/// UPI, in rupees.
pub const KIND: RailKind = RailKind {
    name: "upi",
    label: "UPI",
    payer: PayerTexts { name: "rail-upi", hint: "rail-upi-hint", pay: "rail-upi-pay", pay_any: "rail-upi-pay-any" },
    group: Group::Bank,
    about: "rail-upi-about",
    test: false,
    by_hand: true,
    refunds: false,
    webhook_by_payee: false,
    fields: &[
        RailField { name: "id", label: "rail-upi-id", hint: Some("rail-upi-id-hint"), required: true, secret: false },
        RailField {
            name: "beneficiary",
            label: "rail-holder",
            hint: Some("rail-holder-optional"),
            required: false,
            secret: false,
        },
    ],
    supports: |money| money.currency().code() == "INR",
    check: transfer::check::<Upi>,
    open: transfer::open::<Upi>,
};

struct Upi {
    id: String,
    beneficiary: Option<DisplayName>,
}

fn address(text: &str) -> Result<String, Unfit> {
    let text = visible(text);
    let text = unlabelled(&text, &["UPI ID", "UPI", "VPA"]);
    let fits = text.split_once('@').is_some_and(|(name, handle)| {
        let name_fits = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_');
        (2..=255).contains(&name.len())
            && name.bytes().all(name_fits)
            && (2..=64).contains(&handle.len())
            && handle.starts_with(|c: char| c.is_ascii_alphabetic())
            && handle.bytes().all(|b| b.is_ascii_alphanumeric())
    });
    if fits {
        Ok(text.to_owned())
    } else {
        Err(Unfit::new("error-upi-id", "This is not a UPI ID. It looks like anna@okbank."))
    }
}

impl Upi {
    /// The link, with non-empty parameters only, each once. The reference is both in `tr`, for merchants, and in `tn`, which people read.
    fn link(&self, name: &str, charge: &Charge) -> String {
        let rf = charge.rf.as_str();
        format!("upi://pay?pa={}&pn={}&tr={rf}&tn={rf}&am={}&cu=INR", self.id, encoded(name), charge.money.to_decimal(),)
    }
}

impl Scheme for Upi {
    const KIND: &'static RailKind = &KIND;

    fn read(form: &mut Form<'_>) -> Option<Self> {
        let id = form.required("id", "the UPI ID that money goes to", address);
        let beneficiary = form.holder(Alphabet::Upi);
        Some(Self { id: id?, beneficiary })
    }

    fn instructions(&self, charge: &Charge) -> Result<Instructions, RailError> {
        let name = self.beneficiary.as_ref().unwrap_or(&charge.payee).as_str();
        let link = self.link(&charge.beneficiary(self.beneficiary.as_ref(), Alphabet::Upi, 50), charge);
        Ok(Instructions::default()
            .row(RowKind::Beneficiary, name)
            .row(RowKind::UpiId, &self.id)
            .amount(&charge.money)
            .reference(&charge.rf)
            .code(link.clone())
            .link(link))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::transfer::tests::{charge, shown, wrong};
    use super::*;

    #[test]
    fn the_link_has_every_parameter_once_and_none_without_a_value() {
        let settings = json!({"id": "anna.bakes@okbank", "beneficiary": "अन्ना & Söhne"});
        let shown = shown::<Upi>(&settings, &charge("1250.00", "INR"));
        let link = shown.link.expect("a link");
        assert_eq!(shown.qr.as_deref(), Some(link.as_str()));
        assert!(link.starts_with("upi://pay?pa=anna.bakes@okbank&pn="), "{link}");
        let url: url::Url = link.parse().expect("a URL");
        let pairs: Vec<_> = url.query_pairs().collect();
        let names: Vec<_> = pairs.iter().map(|(name, _)| &**name).collect();
        assert_eq!(names, ["pa", "pn", "tr", "tn", "am", "cu"]);
        assert!(pairs.iter().all(|(_, value)| !value.is_empty() && value != "null" && value.is_ascii()), "{link}");
        assert!(pairs[1].1.ends_with("& Sohne"), "{link}");
        assert_eq!((&*pairs[2].1, &*pairs[4].1), ("RF18539007547034", "1250.00"));
    }

    #[test]
    fn addresses_are_checked() {
        for good in ["9876543210@upi", "a-b_c.d@okaxis", "UPI ID: anna@okbank", "\u{200b}anna@okbank\u{feff}"] {
            assert!(wrong::<Upi>(&json!({"id": good})).is_empty(), "{good}");
        }
        for bad in ["anna", "anna@", "a@upi", "anna@ok.bank", "anna@1x", "an na@upi", "anna&x=1@upi"] {
            assert_eq!(wrong::<Upi>(&json!({"id": bad})), ["id"], "{bad}");
        }
    }
}
