//! What payers will get by a payee's own link or code, which its payee sees before it is saved.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::sample;
use super::wallet::chosen;
use crate::actions::Context;
use crate::domain::id::{MethodId, PaymentId};
use crate::domain::money::currency::Currency;
use crate::domain::payee::Payee;
use crate::domain::reference::rf::RfReference;
use crate::rails::by_hand::link::HOLDER;
use crate::rails::by_hand::link::wallet::Wallet;
use crate::rails::by_hand::merchant_code::code::MerchantCode;
use crate::rails::by_hand::merchant_code::{self, CODE, schemes};
use crate::rails::{Charge, Instructions, Next, RailKind};
use crate::web::App;
use crate::web::http::extract::SignedIn;
use crate::web::pay::instructions;
use crate::web::pay::payer::pay_action;
use crate::web::view::QrView;

/// The name of the hidden field with the account that was previewed.
pub const SEEN: &str = "seen";

/// The button that payers will get, with something to try.
pub struct TrialPreview {
    /// The name of the wallet or of the code's scheme.
    pub way: String,
    /// The button's text, for a sample amount.
    pub action: String,
    /// The payee's handle at the wallet, or the name in the code, as payers read it.
    pub handle: Option<String>,
    /// The other facts in the code about its merchant.
    pub said: Option<String>,
    pub trial: Trial,
    /// The previewed account, which the form sends back.
    pub seen: String,
}

/// The link or code that a payer would open or scan for the sample amount.
pub enum Trial {
    Link(String),
    Code(QrView),
}

/// The preview of a link or a code that its payee hasn't seen yet. Money that is sent to somebody else's may not come back, so it is shown
/// before it is saved. `None` if it was, for settings that are wrong, and for other rails.
pub async fn to_preview(
    app: &App,
    who: &SignedIn,
    fields: &HashMap<String, String>,
    settings: &Map<String, Value>,
) -> Option<(&'static RailKind, TrialPreview)> {
    let field = |name: &str| fields.get(name).map(String::as_str).unwrap_or_default();
    let kind = app.ctx.rails.kind(field("rail"))?;
    let preview = if kind.name == merchant_code::KIND.name {
        of_code(app, who, kind, field(CODE), settings).await?
    } else {
        of_link(app, who, kind, chosen(kind, field("wallet"))?, (field(HOLDER), settings)).await?
    };
    (preview.seen != field(SEEN)).then_some((kind, preview))
}

async fn of_link(
    app: &App,
    who: &SignedIn,
    kind: &'static RailKind,
    wallet: &'static Wallet,
    (holder, settings): (&str, &Map<String, Value>),
) -> Option<TrialPreview> {
    let first = || wallet.takes.first().and_then(|taken| Currency::parse(taken.currency).ok());
    let currency = Some(who.payee.currency).filter(|currency| wallet.takes_some(*currency)).or_else(first)?;
    let charge = sample_charge(&app.ctx, &who.payee, currency);
    let shown = shown(&app.ctx, kind, settings, &charge).await?;
    let handle = shown.rows.first()?;
    Some(TrialPreview {
        way: wallet.label.to_owned(),
        action: pay_action(kind, wallet.label, &charge.money, who.locale),
        handle: Some(handle.shown.clone()),
        said: None,
        seen: format!("{} {}", handle.copied, holder.trim()),
        trial: Trial::Link(shown.link?),
    })
}

async fn of_code(
    app: &App,
    who: &SignedIn,
    kind: &'static RailKind,
    typed: &str,
    settings: &Map<String, Value>,
) -> Option<TrialPreview> {
    let code = MerchantCode::read(typed).ok()?;
    let charge = sample_charge(&app.ctx, &who.payee, code.currency());
    let shown = shown(&app.ctx, kind, settings, &charge).await?;
    let neutral = || who.words().say(kind.payer.name).into_owned();
    let way = schemes::of(&code).map_or_else(neutral, |scheme| scheme.label.to_owned());
    let said = code.city().into_iter().chain([code.country(), code.currency().code()]);
    Some(TrialPreview {
        action: pay_action(kind, &way, &charge.money, who.locale),
        way,
        handle: code.name().map(ToOwned::to_owned),
        said: Some(said.collect::<Vec<_>>().join(" · ")),
        seen: typed.trim().to_owned(),
        trial: Trial::Code(QrView::from(&instructions::code(&shown)?)),
    })
}

/// A charge as a payer's would be.
fn sample_charge(ctx: &Context, payee: &Payee, currency: Currency) -> Charge {
    Charge {
        payment: PaymentId::draw(&ctx.chance),
        method: MethodId::draw(&ctx.chance),
        money: sample(currency),
        rf: RfReference::draw(&ctx.chance),
        payee: payee.name.clone(),
        handle: payee.handle.clone(),
        description: None,
        return_url: ctx.public_url.clone(),
        expires_at: ctx.clock.now(),
    }
}

async fn shown(ctx: &Context, kind: &RailKind, settings: &Map<String, Value>, charge: &Charge) -> Option<Instructions> {
    let settings = (kind.check)(settings, ctx.rails.context()).ok()?;
    let rail = ctx.rails.open(kind.name, &settings).ok()?;
    match rail.start(charge).await.ok()?.next {
        Next::Show(shown) => Some(shown),
        Next::Redirect(_) => None,
    }
}
