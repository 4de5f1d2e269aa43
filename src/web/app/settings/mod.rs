//! `/app/settings`: a menu, and a page for each of its entries.

pub mod close;
pub mod data;
mod deliveries;
pub mod keys;
pub mod language;
pub mod profile;
pub mod webhooks;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use crate::domain::access::Right;
use crate::domain::payee::Payee;
use crate::web::App;
use crate::web::app::frame::{Frame, NavigationPlace};
use crate::web::error::PageError;
use crate::web::http::extract::SignedIn;
use crate::web::view::render;

/// An entry of the menu.
struct MenuEntryView {
    href: &'static str,
    name: String,
    /// The present values, or what the page is about.
    line: String,
}

#[derive(Template)]
#[template(path = "app/settings.html")]
struct MenuPage {
    frame: Frame,
    entries: Vec<MenuEntryView>,
}

#[derive(Template)]
#[template(path = "app/settings_about.html")]
struct AboutPage {
    frame: Frame,
    version: &'static str,
}

/// The values on the menu's entry of language, zone and currency.
fn language_line(payee: &Payee) -> String {
    format!("{} · {} · {}", payee.language.own_name(), payee.zone.name(), payee.currency.code())
}

/// `GET /app/settings`: the menu.
pub async fn show(State(app): State<App>, who: SignedIn) -> Result<Response, PageError> {
    let methods = app.ctx.store.methods(&who.payee.id).await?;
    let frame = Frame::of(&app, &who, NavigationPlace::Settings).await?;
    let t = &frame.t;
    let mut names: Vec<_> = methods
        .iter()
        .filter_map(|method| app.ctx.rails.kind(&method.rail))
        .map(|kind| t.say(kind.payer.name).into_owned())
        .collect();
    names.dedup();
    let ways = if names.is_empty() { t.say("settings-ways-none").into_owned() } else { names.join(" · ") };
    let entry = |href, name: &str, line: String| MenuEntryView { href, name: t.say(name).into_owned(), line };
    let said = |key: &str| t.say(key).into_owned();
    let manages = frame.may(Right::Manage);
    let mut entries = Vec::new();
    if manages {
        entries.push(entry("/app/settings/profile", "settings-profile", said("settings-profile-line")));
        entries.push(entry("/app/methods", "settings-ways", ways));
    }
    entries.extend([
        entry("/app/settings/language", "settings-language", language_line(&who.payee)),
        entry("/app/settings/devices", "settings-people", said("settings-people-line")),
        entry("/app/settings/alerts", "settings-alerts", said("settings-alerts-line")),
    ]);
    if frame.may(Right::MakeRequests) {
        entries.push(entry("/app/catalogue", "catalogue-title", said("catalogue-line")));
        entries.push(entry("/app/settings/labels", "settings-labels", said("settings-labels-line")));
    }
    if manages {
        entries.push(entry("/app/settings/keys", "settings-keys", said("settings-keys-line")));
        entries.push(entry("/app/settings/webhooks", "settings-hooks", said("settings-hooks-line")));
    }
    if app.is_operator(&who.payee, who.role) {
        entries.push(entry("/app/operator", "operator-title", said("operator-line")));
    }
    entries.extend([
        entry("/app/settings/data", "settings-data", said("settings-data-line")),
        entry("/app/settings/about", "settings-about", format!("Chit {}", env!("CARGO_PKG_VERSION"))),
    ]);
    render(StatusCode::OK, &MenuPage { entries, frame })
}

/// `GET /app/settings/about`: the version and the licence.
pub async fn show_about(State(app): State<App>, who: SignedIn) -> Result<Response, PageError> {
    let frame = Frame::of(&app, &who, NavigationPlace::Settings).await?;
    render(StatusCode::OK, &AboutPage { frame, version: env!("CARGO_PKG_VERSION") })
}
