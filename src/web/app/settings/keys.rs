//! `/app/settings/keys`: the owner key, the key for the payee's own programs, and the addresses of webhooks.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use crate::actions::methods::manage::webhook_url;
use crate::actions::payees::api_key::make_api_key;
use crate::actions::payees::sign_in;
use crate::domain::secret::token::Token;
use crate::web::App;
use crate::web::app::frame::{Frame, Place};
use crate::web::error::PageError;
use crate::web::http::extract::{DeedForm, NewApiKey, NewOwnerKey, SignedIn};
use crate::web::view::render;

/// The label of the API key that the page makes. A new one replaces the one before.
const LABEL: &str = "page";

/// The webhook's address of a method.
struct HookView {
    way: String,
    url: String,
}

/// A key that was made a moment ago, and is shown once.
enum MadeKey {
    Owner(String),
    Api(String),
}

#[derive(Template)]
#[template(path = "app/settings_keys.html")]
struct KeysPage {
    frame: Frame,
    made: Option<MadeKey>,
    hooks: Vec<HookView>,
}

async fn page(app: &App, who: &SignedIn, made: Option<MadeKey>) -> Result<Response, PageError> {
    let methods = app.ctx.store.methods(&who.payee.id).await?;
    let frame = Frame::of(app, who, Place::Settings).await?;
    let hook = |method: &crate::domain::method::Method| {
        let kind = app.ctx.rails.kind(&method.rail).filter(|kind| kind.webhook_by_payee)?;
        let url = webhook_url(&app.ctx, &method.rail, &method.id)?.to_string();
        Some(HookView { way: frame.t.say(kind.payer.name).into_owned(), url })
    };
    let hooks = methods.iter().filter_map(hook).collect();
    render(StatusCode::OK, &KeysPage { frame, made, hooks })
}

/// `GET /app/settings/keys`: the buttons that make keys, and the addresses of webhooks.
pub async fn show(State(app): State<App>, who: SignedIn) -> Result<Response, PageError> {
    page(&app, &who, None).await
}

fn shown(key: &Token) -> String {
    key.reveal().to_owned()
}

/// `POST /app/settings/owner-key`: replaces the owner key and shows the new one, once.
pub async fn new_owner_key(
    State(app): State<App>,
    who: SignedIn,
    DeedForm(NewOwnerKey {}): DeedForm<NewOwnerKey>,
) -> Result<Response, PageError> {
    let key = sign_in::new_owner_key(&app.ctx, &who.payee.id, &who.member).await?;
    page(&app, &who, Some(MadeKey::Owner(shown(&key)))).await
}

/// `POST /app/settings/api-key`: makes a key for the payee's programs, which replaces the one made here before, and shows it, once.
pub async fn new_api_key(
    State(app): State<App>,
    who: SignedIn,
    DeedForm(NewApiKey {}): DeedForm<NewApiKey>,
) -> Result<Response, PageError> {
    let key = make_api_key(&app.ctx, &who.payee.id, Some(&who.member), LABEL).await?;
    page(&app, &who, Some(MadeKey::Api(shown(&key)))).await
}
