//! `/app/settings/keys`: the owner key, the keys of the payee's own programs, and the addresses for providers' webhooks.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use secrecy::ExposeSecret;
use serde::Deserialize;

use crate::actions;
use crate::actions::methods::manage::webhook_url;
use crate::actions::payees::api_key::{KeyDraft, NewKey, add_api_key, revoke_api_key, rotate_api_key};
use crate::actions::payees::sign_in;
use crate::domain::access::Scope;
use crate::domain::field::FieldError;
use crate::domain::id::KeyId;
use crate::domain::method::Method;
use crate::domain::text::filled;
use crate::locale::Words;
use crate::store::ApiKey;
use crate::web::App;
use crate::web::app::devices::{added_on, used_on};
use crate::web::app::frame::{Frame, NavigationPlace};
use crate::web::error::PageError;
use crate::web::http::extract::{Deed, DeedForm, FieldList, NewOwnerKey, PagePath, RevokeKey, RotateKey, SignedIn};
use crate::web::view::{FieldErrorView, errors, render};

/// The page's address.
const KEYS: &str = "/app/settings/keys";
/// The scopes that are ticked in a fresh form: those of a shop that makes links and asks what was paid.
const SHOP: [Scope; 3] = [Scope::RequestsRead, Scope::RequestsWrite, Scope::PaymentsRead];

/// The webhook's address of a method.
struct HookView {
    way: String,
    url: String,
}

/// A key that was made a moment ago, and is shown once.
enum MadeKey {
    Owner(String),
    Api { label: String, key: String },
}

/// A key of the payee's programs.
struct KeyView {
    id: KeyId,
    label: String,
    scopes: Vec<String>,
    added: String,
    used: String,
}

/// A scope to tick.
struct ScopeView {
    word: &'static str,
    name: String,
    ticked: bool,
}

#[derive(Template)]
#[template(path = "app/settings_keys.html")]
struct KeysPage {
    frame: Frame,
    made: Option<MadeKey>,
    keys: Vec<KeyView>,
    name: String,
    scopes: Vec<ScopeView>,
    errors: Vec<FieldErrorView>,
    hooks: Vec<HookView>,
}

/// The parts of the page that come from a form or an action.
#[derive(Default)]
struct KeysState {
    made: Option<MadeKey>,
    refused: Option<(KeyForm, Vec<FieldErrorView>)>,
}

/// The name of a scope.
fn scope_name(t: &Words, scope: Scope) -> String {
    let key = match scope {
        Scope::RequestsRead => "settings-scope-requests-read",
        Scope::RequestsWrite => "settings-scope-requests-write",
        Scope::PaymentsRead => "settings-scope-payments-read",
        Scope::PaymentsWrite => "settings-scope-payments-write",
        Scope::AccountingRead => "settings-scope-accounting-read",
        Scope::Admin => "settings-scope-admin",
    };
    t.say(key).into_owned()
}

fn key_view(who: &SignedIn, key: ApiKey) -> KeyView {
    let t = who.words();
    KeyView {
        scopes: key.scopes.each().map(|scope| scope_name(&t, scope)).collect(),
        added: added_on(who, key.created_at),
        used: used_on(who, key.used_on),
        id: key.id,
        label: key.label,
    }
}

async fn page(app: &App, who: &SignedIn, status: StatusCode, shown: KeysState) -> Result<Response, PageError> {
    let methods = app.ctx.store.methods(&who.payee.id).await?;
    let keys = app.ctx.store.api_key_list(&who.payee.id).await?;
    let frame = Frame::of(app, who, NavigationPlace::Settings).await?;
    let hook = |method: &Method| {
        let kind = app.ctx.rails.kind(&method.rail).filter(|kind| kind.webhook_by_payee)?;
        let url = webhook_url(&app.ctx, &method.rail, &method.id)?.to_string();
        Some(HookView { way: frame.t.say(kind.payer.name).into_owned(), url })
    };
    let hooks = methods.iter().filter_map(hook).collect();
    let KeysState { made, refused } = shown;
    let (form, errors) = refused.unzip();
    let ticked = |scope: Scope| form.as_ref().map_or(SHOP.contains(&scope), |form| form.names(scope));
    let scope =
        |scope: Scope| ScopeView { word: scope.word(), name: scope_name(&frame.t, scope), ticked: ticked(scope) };
    let page = KeysPage {
        made,
        keys: keys.into_iter().map(|key| key_view(who, key)).collect(),
        scopes: Scope::ALL.map(scope).into(),
        name: form.as_ref().map(KeyForm::name).unwrap_or_default().to_owned(),
        errors: errors.unwrap_or_default(),
        hooks,
        frame,
    };
    render(status, &page)
}

/// `GET /app/settings/keys`: the keys, and the form that makes one.
pub async fn show(State(app): State<App>, who: SignedIn) -> Result<Response, PageError> {
    page(&app, &who, StatusCode::OK, KeysState::default()).await
}

/// `POST /app/settings/owner-key`: replaces the owner key and shows the new one, once.
pub async fn new_owner_key(
    State(app): State<App>,
    who: SignedIn,
    DeedForm(NewOwnerKey {}): DeedForm<NewOwnerKey>,
) -> Result<Response, PageError> {
    let key = sign_in::new_owner_key(&app.ctx, &who.payee.id, &who.member).await?;
    let made = Some(MadeKey::Owner(key.reveal().to_owned()));
    page(&app, &who, StatusCode::OK, KeysState { made, ..KeysState::default() }).await
}

/// The fields of a new key: `name`, and `scopes` once for each scope.
#[derive(Debug, Default, Deserialize)]
#[serde(transparent)]
pub struct KeyForm(FieldList);

impl Deed for KeyForm {
    const NAME: &'static str = "add-key";
}

impl KeyForm {
    fn name(&self) -> &str {
        self.0.first("name")
    }

    fn names(&self, scope: Scope) -> bool {
        self.0.has("scopes", scope.word())
    }

    fn draft(&self) -> KeyDraft {
        let scopes: Vec<_> = self.0.all("scopes").map(str::to_owned).collect();
        KeyDraft {
            name: filled(self.name()),
            scopes: Some(scopes).filter(|scopes| !scopes.is_empty()),
            misread: Vec::new(),
        }
    }
}

/// The page with the secret of a key, once.
async fn shown_once(app: &App, who: &SignedIn, status: StatusCode, made: NewKey) -> Result<Response, PageError> {
    let NewKey { key, secret } = made;
    let made = Some(MadeKey::Api { label: key.label, key: secret.expose_secret().to_owned() });
    page(app, who, status, KeysState { made, ..KeysState::default() }).await
}

/// `POST /app/settings/keys`: makes a key for the payee's programs, and shows it, once.
pub async fn add(
    State(app): State<App>,
    who: SignedIn,
    DeedForm(form): DeedForm<KeyForm>,
) -> Result<Response, PageError> {
    match add_api_key(&app.ctx, &who.payee.id, Some(&who.member), form.draft(), None).await {
        Err(actions::Error::Invalid(fields)) => refuse(&app, &who, form, fields).await,
        Err(actions::Error::Taken(field)) => refuse(&app, &who, form, vec![field]).await,
        made => shown_once(&app, &who, StatusCode::CREATED, made?).await,
    }
}

async fn refuse(app: &App, who: &SignedIn, form: KeyForm, fields: Vec<FieldError>) -> Result<Response, PageError> {
    let refused = Some((form, errors(&who.words(), fields)));
    page(app, who, StatusCode::BAD_REQUEST, KeysState { refused, ..KeysState::default() }).await
}

/// `POST /app/settings/keys/{id}/rotate`: gives a key another secret, and shows it, once.
pub async fn rotate(
    State(app): State<App>,
    who: SignedIn,
    PagePath(id): PagePath<KeyId>,
    DeedForm(RotateKey {}): DeedForm<RotateKey>,
) -> Result<Response, PageError> {
    let made = rotate_api_key(&app.ctx, &who.payee.id, Some(&who.member), &id, None).await?;
    shown_once(&app, &who, StatusCode::OK, made).await
}

/// `POST /app/settings/keys/{id}/revoke`: revokes a key. One that is revoked already stays so.
pub async fn revoke(
    State(app): State<App>,
    who: SignedIn,
    PagePath(id): PagePath<KeyId>,
    DeedForm(RevokeKey {}): DeedForm<RevokeKey>,
) -> Result<Response, PageError> {
    match revoke_api_key(&app.ctx, &who.payee.id, &id).await {
        Ok(()) | Err(actions::Error::NotFound) => Ok(Redirect::to(KEYS).into_response()),
        Err(error) => Err(error.into()),
    }
}
