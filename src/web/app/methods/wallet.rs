//! The parts of a rail's form that only wallets have: which wallet it is for, and what it asks.

use crate::rails::by_hand::link::HOLDER;
use crate::rails::by_hand::link::wallet::{HandleShape, Wallet};
use crate::rails::registry::wallets_of;
use crate::rails::{RailField, RailKind};

/// The wallet of a rail by its name; `None` for an unknown one, and for rails without wallets.
pub fn chosen(kind: &RailKind, name: &str) -> Option<&'static Wallet> {
    wallets_of(kind).iter().find(|wallet| wallet.name == name)
}

/// The key of a setting's label: the wallet says what its handle is.
pub fn label(wallet: &Wallet, field: &RailField) -> &'static str {
    match wallet.shape {
        _ if field.name == HOLDER => field.label,
        HandleShape::Name { .. } => "rail-link-handle",
        HandleShape::Number { .. } => "rail-link-number",
        HandleShape::Iban { .. } => "rail-iban",
    }
}

/// Returns whether a wallet has a use for a setting.
pub fn asks(wallet: &Wallet, setting: &str) -> bool {
    setting != HOLDER || wallet.names_holder()
}
