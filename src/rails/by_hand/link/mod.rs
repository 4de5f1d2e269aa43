//! The payee's own link at a wallet, with the amount in it: a button that opens the wallet, and its QR code. The wallets are rows of one
//! table, [`wallets`]; no host and no template is ever typed. The wallet reports nothing, so the payee confirms.

pub mod wallet;
pub mod wallets;

#[cfg(test)]
mod tests;

use self::wallet::{LinkValues, Wallet, WalletHandle, WalletHandleError};
use self::wallets::WALLETS;
use super::code::spelling::Alphabet;
use super::transfer::{self, Form, Scheme, Unfit};
use crate::domain::money::currency::Currency;
use crate::domain::text::DisplayName;
use crate::rails::{
    Charge, Group, Instructions, PayerTexts, RailError, RailField, RailKind, RowKind, WalletLink, Warning,
};

/// A link at one of the wallets of the table.
pub const KIND: RailKind = RailKind {
    name: "link",
    label: "Wallet link",
    payer: PayerTexts { name: "rail-link", hint: "rail-link-hint", pay: "rail-link-pay", pay_any: "rail-link-pay-any" },
    group: Group::Wallets,
    about: "rail-link-about",
    test: false,
    by_hand: true,
    refunds: false,
    webhook_by_payee: false,
    fields: &[
        RailField { name: WALLET, label: "rail-link-wallet", hint: None, required: true, secret: false },
        RailField {
            name: "handle",
            label: "rail-link-handle",
            hint: Some("rail-link-handle-hint"),
            required: true,
            secret: false,
        },
        RailField {
            name: HOLDER,
            label: "rail-holder",
            hint: Some("rail-holder-hint"),
            required: false,
            secret: false,
        },
    ],
    supports: |money| WALLETS.iter().any(|wallet| wallet.takes(money)),
    check: transfer::check::<Link>,
    open: transfer::open::<Link>,
};

/// The name of the setting with the wallet's name.
pub const WALLET: &str = "wallet";
/// The name of the setting with the account holder's name, for wallets whose link has it.
pub const HOLDER: &str = "beneficiary";

struct Link {
    wallet: &'static Wallet,
    handle: WalletHandle,
    holder: Option<DisplayName>,
}

fn known(name: &str) -> Result<&'static Wallet, Unfit> {
    wallets::named(name).ok_or_else(|| {
        let names = WALLETS.iter().map(|wallet| wallet.name).collect::<Vec<_>>().join(", ");
        Unfit::found("error-choose", names.clone(), format!("Choose one of: {names}."))
    })
}

fn handle(wallet: &Wallet, text: &str) -> Result<WalletHandle, Unfit> {
    wallet.handle(text).map_err(|error| match error {
        WalletHandleError::Shape => {
            let sentence =
                format!("This isn’t a name, number or link of {}. It looks like {}.", wallet.label, wallet.example);
            Unfit::found("error-wallet-handle", wallet.example, sentence)
        }
        WalletHandleError::Address => {
            let example = wallet.example_link();
            let sentence = format!("This isn’t a link of {}. Yours looks like {example}", wallet.label);
            Unfit::found("error-wallet-address", example, sentence)
        }
    })
}

impl Scheme for Link {
    const KIND: &'static RailKind = &KIND;

    fn read(form: &mut Form<'_>) -> Option<Self> {
        const WANTED: &str = "your name, number or link there";
        let Some(wallet) = form.required(WALLET, "the wallet that the link is at", known) else {
            // Whether it is missing can be said without the wallet; its shape can't.
            form.required::<(), Unfit>("handle", WANTED, |_| Ok(()));
            return None;
        };
        let handle = form.required("handle", WANTED, |text| handle(wallet, text));
        let holder = if wallet.names_holder() { form.compared_holder(Alphabet::SepaBasic) } else { None };
        Some(Self { wallet, handle: handle?, holder })
    }

    fn instructions(&self, charge: &Charge) -> Result<Instructions, RailError> {
        let wallet = self.wallet;
        let name = charge.beneficiary(self.holder.as_ref(), Alphabet::SepaBasic, 70);
        let values = LinkValues { handle: &self.handle, money: &charge.money, rf: &charge.rf, name: &name };
        let link = wallet.link(&values).ok_or(RailError::Unsupported)?;
        let code = wallet.code(&values).ok_or(RailError::Unsupported)?;
        let note = wallet.fills_in_note().then(|| charge.rf.to_string());
        let of = WalletLink { name: wallet.name.to_owned(), note };
        let mut shown = Instructions { wallet: Some(of), ..Instructions::default() };
        shown = shown.row_shown(RowKind::WalletHandle, wallet.shown(&self.handle), self.handle.as_str());
        if !wallet.fills_in_amount() {
            shown = shown.amount(&charge.money);
        }
        if !wallet.fills_in_note() {
            shown = shown.reference(&charge.rf);
        }
        Ok(shown.code(code).link(link))
    }

    fn only_currency(&self) -> Option<Currency> {
        self.wallet.only_currency()
    }

    fn wallet(&self) -> Option<&'static Wallet> {
        Some(self.wallet)
    }

    fn warnings(&self) -> Vec<Warning> {
        let missing = self.wallet.names_holder() && self.holder.is_none();
        missing.then_some(transfer::HOLDER_MISSING).into_iter().collect()
    }
}
