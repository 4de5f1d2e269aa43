//! Instructions for a payer who pays by hand: values to copy, a code to scan, a link that opens an app.

use serde::{Deserialize, Serialize};
use url::Url;

/// A payer's instructions, stored encrypted with the payment so that later changes of the payee's settings don't alter them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub struct Instructions {
    /// The provider's page, for a payer who came back without paying.
    pub resume: Option<Url>,
    /// Values to copy, in the order of the page.
    pub rows: Vec<InstructionRow>,
    /// The payload of a QR code for the payer's banking or wallet app.
    pub qr: Option<String>,
    /// A mark over the middle of the code, if a standard requires it.
    pub overlay: Option<Overlay>,
    /// A link that may open the payer's app.
    pub link: Option<String>,
    /// The wallet whose page the link is, if it is one's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wallet: Option<WalletLink>,
    /// The address at which the payee's wallet proves that it was paid. It isn't shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verify: Option<String>,
}

/// A link to a page of the payee's at a wallet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub struct WalletLink {
    /// The wallet's name in its table.
    pub name: String,
    /// The note that the link fills in, if the wallet lets it.
    pub note: Option<String>,
}

impl Instructions {
    /// Sets the address at which the payee's wallet proves that it was paid.
    pub fn verify(self, address: String) -> Self {
        Self { verify: Some(address), ..self }
    }

    /// The Fluent keys of the texts above the rows: a heading and an instruction.
    pub fn texts(&self) -> (&'static str, &'static str) {
        let has = |kind| self.rows.iter().any(|row| row.kind == kind);
        if self.wallet.is_some() {
            ("pending-link-title", if has(RowKind::Reference) { "pending-link-note" } else { "pending-link" })
        } else if self.is_invoice() {
            ("pending-invoice-title", "pending-invoice")
        } else if has(RowKind::Words) {
            ("pending-words-title", "pending-words")
        } else if has(RowKind::MerchantCode) {
            ("pending-code-title", "pending-code")
        } else if has(RowKind::Reference) {
            ("pending-transfer-title", "pending-transfer")
        } else {
            ("pending-transfer-title", "pending-no-reference")
        }
    }

    /// The reference that the payer's bank carries to the payee, if there is one.
    pub fn carried_reference(&self) -> Option<&str> {
        let row = self.rows.iter().find(|row| row.kind == RowKind::Reference);
        row.map(|row| row.copied.as_str()).or_else(|| self.wallet.as_ref()?.note.as_deref())
    }

    /// Returns whether the payer's bank compares the account holder's name with the account (verification of payee).
    pub fn compares_name(&self) -> bool {
        let has = |kind| self.rows.iter().any(|row| row.kind == kind);
        has(RowKind::Iban) && has(RowKind::Beneficiary)
    }

    /// Returns whether these are a Bitcoin or Lightning invoice, which a wallet pays and not a bank.
    pub fn is_invoice(&self) -> bool {
        self.rows.iter().any(|row| matches!(row.kind, RowKind::LightningInvoice | RowKind::BitcoinAddress))
    }

    /// The Fluent keys of the texts about the app: to open it, and to scan the code with it.
    pub fn app_texts(&self) -> (&'static str, &'static str) {
        if self.wallet.is_some() {
            // A wallet's own code is read by its own scanner, a link by any camera.
            ("open-wallet", if self.qr == self.link { "scan-with-camera" } else { "scan-with-rail" })
        } else if self.is_invoice() {
            ("open-wallet", "scan-with-wallet")
        } else if self.rows.iter().any(|row| row.kind == RowKind::MerchantCode) {
            ("open-bank", "scan-with-either")
        } else {
            ("open-bank", "scan-with-bank")
        }
    }

    /// The Lightning invoice, if the payer pays one.
    pub fn invoice(&self) -> Option<&str> {
        self.rows.iter().find(|row| row.kind == RowKind::LightningInvoice).map(|row| row.copied.as_str())
    }

    /// Returns whether phones have apps for the link's scheme. Few have one for `payto:`.
    pub fn opens_app(&self) -> bool {
        self.link.as_deref().is_some_and(|link| !link.starts_with("payto:"))
    }
}

/// A mark that a standard requires over a QR code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Overlay {
    /// The cross of a Swiss QR-bill.
    SwissCross,
}

/// One value to copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InstructionRow {
    /// The kind of value, which gives the label.
    pub kind: RowKind,
    /// The value as displayed, with grouping.
    pub shown: String,
    /// The value as copied, without grouping.
    pub copied: String,
}

/// The kind of a value to copy. The page's label is [`RowKind::label`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowKind {
    /// The account holder's name.
    Beneficiary,
    /// The account's IBAN (ISO 13616).
    Iban,
    /// The bank's BIC (ISO 9362).
    Bic,
    /// The amount in the request's currency.
    Amount,
    /// The reference that the bank carries.
    Reference,
    /// The account number in its national notation.
    Account,
    /// The account holder's postal address.
    Address,
    /// The QR code's payload as text, to be pasted into an app.
    Code,
    /// A Pix key.
    PixKey,
    /// A phone number or national id that is registered for PromptPay.
    PromptPayId,
    /// A phone number or UEN that is registered for PayNow.
    PayNowId,
    /// A UPI address (VPA).
    UpiId,
    /// A BOLT 11 invoice for Lightning.
    LightningInvoice,
    /// A Bitcoin address.
    BitcoinAddress,
    /// The amount in bitcoin or satoshis. [`RowKind::Amount`] is in the request's currency.
    BitcoinAmount,
    /// A merchant's code with the amount in it as text, to be pasted into an app.
    MerchantCode,
    /// The merchant's name in its code.
    Merchant,
    /// The payee's name or number at a wallet.
    WalletHandle,
    /// The payee's own text, unchanged.
    Words,
}

impl RowKind {
    /// The label's Fluent key in `locales/`.
    pub fn label(self) -> &'static str {
        match self {
            Self::Beneficiary => "row-beneficiary",
            Self::Iban => "row-iban",
            Self::Bic => "row-bic",
            Self::Amount => "row-amount",
            Self::Reference => "row-reference",
            Self::Account => "row-account",
            Self::Address => "row-address",
            Self::Code => "row-code",
            Self::PixKey => "row-pix-key",
            Self::PromptPayId => "row-promptpay-id",
            Self::PayNowId => "row-paynow-id",
            Self::UpiId => "row-upi-id",
            Self::LightningInvoice => "row-lightning-invoice",
            Self::BitcoinAddress => "row-bitcoin-address",
            Self::BitcoinAmount => "row-bitcoin-amount",
            Self::MerchantCode => "row-merchant-code",
            Self::Merchant => "row-merchant",
            Self::WalletHandle => "row-wallet-handle",
            Self::Words => "row-words",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_above_the_rows_fits_them() {
        let text = |kind| Instructions::default().row(kind, "x").texts();
        assert_eq!(text(RowKind::Words), ("pending-words-title", "pending-words"));
        assert_eq!(text(RowKind::Reference), ("pending-transfer-title", "pending-transfer"));
        assert_eq!(text(RowKind::PromptPayId), ("pending-transfer-title", "pending-no-reference"));
        for invoice in [RowKind::LightningInvoice, RowKind::BitcoinAddress] {
            assert_eq!(text(invoice), ("pending-invoice-title", "pending-invoice"));
            assert_eq!(Instructions::default().row(invoice, "x").app_texts().0, "open-wallet");
        }
        assert_eq!(Instructions::default().row(RowKind::Iban, "x").app_texts().0, "open-bank");
        let code = Instructions::default().row(RowKind::MerchantCode, "x").row(RowKind::Reference, "x");
        assert_eq!((code.texts().0, code.app_texts().1), ("pending-code-title", "scan-with-either"));
        let both = Instructions::default().row(RowKind::Reference, "x").row(RowKind::Words, "x");
        assert_eq!(both.texts(), text(RowKind::Words));
    }

    #[test]
    fn an_app_is_opened_by_a_link_that_apps_answer_to() {
        let opens = |link: &str| Instructions::default().link(link.to_owned()).opens_app();
        assert!(opens("upi://pay?pa=anna@okbank"));
        assert!(!opens("payto://iban/DE75512108001245126199"));
        assert!(!Instructions::default().opens_app());
    }

    /// A payment from before overlays existed.
    #[test]
    fn older_instructions_are_read() {
        let older = r#"{"resume":null,"rows":[{"kind":"iban","shown":"DE 1","copied":"DE1"}],"qr":"BCD","link":null}"#;
        let read: Instructions = serde_json::from_str(older).expect("readable");
        assert_eq!((read.rows.len(), read.overlay), (1, None));
    }
}
