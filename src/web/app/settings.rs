//! `/app/settings`: the payee's settings and owner key.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use crate::actions;
use crate::actions::payees::sign_in;
use crate::actions::payees::sign_up::{Wishes, change_payee};
use crate::domain::language::Language;
use crate::domain::payee::Payee;
use crate::domain::payee::accent::Accent;
use crate::domain::zone::Zone;
use crate::web::App;
use crate::web::app::frame::{Frame, Place};
use crate::web::error::PageError;
use crate::web::http::extract::{Deed, DeedForm, NewOwnerKey, SignedIn};
use crate::web::view::render;
use crate::web::view::{AccentView, FieldErrorView, LanguageView, accents, errors, languages};

#[derive(Template)]
#[template(path = "app/settings.html")]
struct SettingsPage {
    frame: Frame,
    name: String,
    currency: String,
    zone: String,
    zones: Vec<&'static str>,
    languages: Vec<LanguageView>,
    accents: Vec<AccentView>,
    accent: String,
    handles_accent: &'static str,
    suggested: [String; 4],
    asks_note: bool,
    errors: Vec<FieldErrorView>,
    saved: bool,
    sessions: i64,
    key: Option<String>,
    personal_link: String,
}

/// The parts of the page that come from a form or an action.
#[derive(Default)]
struct SettingsPageState {
    typed: Option<SettingsForm>,
    errors: Vec<FieldErrorView>,
    saved: bool,
    key: Option<String>,
}

async fn page(app: &App, who: &SignedIn, shown: SettingsPageState) -> Result<SettingsPage, PageError> {
    let payee = &who.payee;
    let form = shown.typed.unwrap_or_else(|| SettingsForm::of(payee));
    let (suggested, asks_note) = (form.suggested(), form.asks_note.is_some());
    let SettingsForm { name, currency, language, zone, accent, .. } = form;
    Ok(SettingsPage {
        frame: Frame::of(app, who, Place::Settings).await?,
        name,
        currency,
        zone,
        zones: Zone::names().collect(),
        languages: languages(Language::parse(&language)),
        accents: accents(),
        accent,
        handles_accent: Accent::of(payee.handle.as_str()).class(),
        suggested,
        asks_note,
        errors: shown.errors,
        saved: shown.saved,
        sessions: app.ctx.store.count_sessions(&payee.id, app.ctx.clock.now()).await?,
        key: shown.key,
        personal_link: app.ctx.url(payee.handle.as_str()).to_string(),
    })
}

/// The fields that the form sends.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct SettingsForm {
    name: String,
    currency: String,
    language: String,
    zone: String,
    accent: String,
    suggested_1: String,
    suggested_2: String,
    suggested_3: String,
    suggested_4: String,
    /// Sent only when the box is ticked.
    asks_note: Option<String>,
}

impl Deed for SettingsForm {
    const NAME: &'static str = "settings";
}

impl SettingsForm {
    /// The form as it would be sent without any change.
    fn of(payee: &Payee) -> Self {
        let mut suggested = payee.suggested.decimals(payee.currency).into_iter();
        let mut next = || suggested.next().unwrap_or_default();
        Self {
            name: payee.name.to_string(),
            currency: payee.currency.code().to_owned(),
            language: payee.language.tag().to_owned(),
            zone: payee.zone.name().to_owned(),
            accent: payee.accent.map(|accent| accent.number().to_string()).unwrap_or_default(),
            suggested_1: next(),
            suggested_2: next(),
            suggested_3: next(),
            suggested_4: next(),
            asks_note: payee.asks_note.then(|| "on".to_owned()),
        }
    }

    fn suggested(&self) -> [String; 4] {
        [&self.suggested_1, &self.suggested_2, &self.suggested_3, &self.suggested_4].map(Clone::clone)
    }

    fn wishes(&self) -> Wishes {
        Wishes {
            name: self.name.clone(),
            currency: self.currency.clone(),
            language: self.language.clone(),
            zone: self.zone.clone(),
            accent: self.accent.clone(),
            suggested: self.suggested().into(),
            asks_note: self.asks_note.is_some(),
        }
    }
}

/// `GET /app/settings`: the form with the stored settings.
pub async fn show(State(app): State<App>, who: SignedIn) -> Result<Response, PageError> {
    render(StatusCode::OK, &page(&app, &who, SettingsPageState::default()).await?)
}

/// `POST /app/settings`: stores the settings.
pub async fn save(
    State(app): State<App>,
    who: SignedIn,
    DeedForm(form): DeedForm<SettingsForm>,
) -> Result<Response, PageError> {
    match change_payee(&app.ctx, &who.payee, &form.wishes()).await {
        Err(actions::Error::Invalid(fields)) => {
            let shown = SettingsPageState {
                typed: Some(form),
                errors: errors(&who.words(), fields),
                ..SettingsPageState::default()
            };
            render(StatusCode::BAD_REQUEST, &page(&app, &who, shown).await?)
        }
        changed => {
            let shown = SettingsPageState { saved: true, ..SettingsPageState::default() };
            let who = SignedIn { payee: changed?, ..who };
            render(StatusCode::OK, &page(&app, &who, shown).await?)
        }
    }
}

/// `POST /app/settings/owner-key`: replaces the owner key and shows the new one, once.
pub async fn new_owner_key(
    State(app): State<App>,
    who: SignedIn,
    DeedForm(NewOwnerKey {}): DeedForm<NewOwnerKey>,
) -> Result<Response, PageError> {
    let key = sign_in::new_owner_key(&app.ctx, &who.payee.id).await?;
    let shown = SettingsPageState { key: Some(key.reveal().to_owned()), ..SettingsPageState::default() };
    render(StatusCode::OK, &page(&app, &who, shown).await?)
}
