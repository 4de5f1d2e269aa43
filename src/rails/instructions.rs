//! What a payer is shown who pays by hand: values to copy, a code to scan, a link that opens an app.

use serde::{Deserialize, Serialize};
use url::Url;

/// What a payer is shown: kept sealed with the payment, so that it stays what it was even if the payee's settings change.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub struct Instructions {
    /// Where to go on at the provider, for a payer who came back without paying.
    pub resume: Option<Url>,
    /// Values to copy.
    pub rows: Vec<Row>,
    /// A payload for a QR code that the payer's bank reads.
    pub qr: Option<String>,
    /// What is drawn over the middle of the code.
    pub overlay: Option<Overlay>,
    /// A link that may open the payer's bank.
    pub link: Option<String>,
}

impl Instructions {
    /// The keys of what a page says above the rows: a heading, and what to do with them.
    pub fn texts(&self) -> (&'static str, &'static str) {
        let has = |kind| self.rows.iter().any(|row| row.kind == kind);
        if self.is_invoice() {
            ("pending-invoice-title", "pending-invoice")
        } else if has(RowKind::Words) {
            ("pending-words-title", "pending-words")
        } else if has(RowKind::Reference) {
            ("pending-transfer-title", "pending-transfer")
        } else {
            ("pending-transfer-title", "pending-no-reference")
        }
    }

    /// The reference that the payer's bank carries to the payee, if there is one.
    pub fn carried_reference(&self) -> Option<&str> {
        self.rows.iter().find(|row| row.kind == RowKind::Reference).map(|row| row.copied.as_str())
    }

    /// Whether the payer's bank compares the account holder's name with the account (verification of payee).
    pub fn compares_name(&self) -> bool {
        let has = |kind| self.rows.iter().any(|row| row.kind == kind);
        has(RowKind::Iban) && has(RowKind::Beneficiary)
    }

    /// Whether it is an invoice that a wallet of Bitcoin or Lightning pays, and no bank.
    pub fn is_invoice(&self) -> bool {
        self.rows.iter().any(|row| matches!(row.kind, RowKind::LightningInvoice | RowKind::BitcoinAddress))
    }

    /// The keys of what is said of the app that reads the code and the link: to open it, and to scan with it.
    pub fn app_texts(&self) -> (&'static str, &'static str) {
        if self.is_invoice() { ("open-wallet", "scan-with-wallet") } else { ("open-bank", "scan-with-bank") }
    }

    /// Whether the link is of a scheme that apps on phones answer to. To a `payto:` link few of them do.
    pub fn opens_app(&self) -> bool {
        self.link.as_deref().is_some_and(|link| !link.starts_with("payto:"))
    }
}

/// What a standard wants drawn over a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Overlay {
    /// The cross of a Swiss QR-bill.
    SwissCross,
}

/// A value to copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// What it is.
    pub kind: RowKind,
    /// As it is read.
    pub shown: String,
    /// As it is copied.
    pub copied: String,
}

/// What a value is; the page has a word for each, see [`RowKind::label`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowKind {
    /// The account's holder.
    Beneficiary,
    /// The account.
    Iban,
    /// The bank.
    Bic,
    /// How much.
    Amount,
    /// The reference.
    Reference,
    /// The account as the country writes it.
    Account,
    /// Where the account's holder lives.
    Address,
    /// The whole code as text, to be pasted into an app.
    Code,
    /// A key of Pix.
    PixKey,
    /// A phone number or an identity number that PromptPay knows.
    PromptPayId,
    /// A phone number or a company's number that PayNow knows.
    PayNowId,
    /// An address of UPI.
    UpiId,
    /// An invoice of Lightning, as BOLT 11 writes it.
    LightningInvoice,
    /// An address of Bitcoin.
    BitcoinAddress,
    /// How much in bitcoin or in satoshis. [`RowKind::Amount`] is in the request's currency.
    BitcoinAmount,
    /// What the payee wrote, word for word.
    Words,
}

impl RowKind {
    /// The key of its label in `locales/`.
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

    /// A payment that began before there were overlays.
    #[test]
    fn older_instructions_are_read() {
        let older = r#"{"resume":null,"rows":[{"kind":"iban","shown":"DE 1","copied":"DE1"}],"qr":"BCD","link":null}"#;
        let read: Instructions = serde_json::from_str(older).expect("readable");
        assert_eq!((read.rows.len(), read.overlay), (1, None));
    }
}
