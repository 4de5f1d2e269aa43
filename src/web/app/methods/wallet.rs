//! The parts of a rail's form that only wallets have: which wallet it is for, and what payers get by a link before it is saved.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::sample;
use crate::actions::Context;
use crate::domain::id::{MethodId, PaymentId};
use crate::domain::money::currency::Currency;
use crate::domain::payee::Payee;
use crate::domain::reference::rf::RfReference;
use crate::rails::by_hand::link::HOLDER;
use crate::rails::by_hand::link::wallet::{HandleShape, Wallet};
use crate::rails::registry::wallets_of;
use crate::rails::{Charge, Instructions, Next, RailField, RailKind};
use crate::web::App;
use crate::web::http::extract::SignedIn;
use crate::web::pay::payer::pay_action;

/// The name of the hidden field with the account that was previewed.
pub const SEEN: &str = "seen";

/// The button that payers will get, with a link to try.
pub struct LinkPreview {
    /// The button's text, for a sample amount.
    pub action: String,
    /// The payee's handle at the wallet, as payers read it.
    pub handle: String,
    /// The link for the sample amount.
    pub link: String,
    /// The previewed account, which the form sends back.
    pub seen: String,
}

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

/// The preview of a wallet's link that its payee hasn't seen yet. Money that is sent to somebody else's link may not come back, so a link is
/// shown before it is saved. `None` if it was, for settings that are wrong, and for other rails.
pub async fn to_preview(
    app: &App,
    who: &SignedIn,
    fields: &HashMap<String, String>,
    settings: &Map<String, Value>,
) -> Option<(&'static RailKind, LinkPreview)> {
    let field = |name: &str| fields.get(name).map(String::as_str).unwrap_or_default();
    let kind = app.ctx.rails.kind(field("rail"))?;
    let wallet = chosen(kind, field("wallet"))?;
    let charge = sample_charge(&app.ctx, &who.payee, wallet)?;
    let shown = instructions(&app.ctx, kind, settings, &charge).await?;
    let handle = shown.rows.first()?;
    let preview = LinkPreview {
        action: pay_action(kind, wallet.label, &charge.money, who.locale),
        handle: handle.shown.clone(),
        seen: format!("{} {}", handle.copied, field(HOLDER).trim()),
        link: shown.link?,
    };
    (preview.seen != field(SEEN)).then_some((kind, preview))
}

/// A charge as a payer's would be, in the payee's currency if the wallet takes it.
fn sample_charge(ctx: &Context, payee: &Payee, wallet: &Wallet) -> Option<Charge> {
    let first = || wallet.takes.first().and_then(|taken| Currency::parse(taken.currency).ok());
    let currency = Some(payee.currency).filter(|currency| wallet.takes_some(*currency)).or_else(first)?;
    Some(Charge {
        payment: PaymentId::draw(&ctx.chance),
        method: MethodId::draw(&ctx.chance),
        money: sample(currency),
        rf: RfReference::draw(&ctx.chance),
        payee: payee.name.clone(),
        handle: payee.handle.clone(),
        return_url: ctx.public_url.clone(),
        expires_at: ctx.clock.now(),
    })
}

async fn instructions(
    ctx: &Context,
    kind: &RailKind,
    settings: &Map<String, Value>,
    charge: &Charge,
) -> Option<Instructions> {
    let settings = (kind.check)(settings, ctx.rails.context()).ok()?;
    let rail = ctx.rails.open(kind.name, &settings).ok()?;
    match rail.start(charge).await.ok()?.next {
        Next::Show(shown) => Some(shown),
        Next::Redirect(_) => None,
    }
}
