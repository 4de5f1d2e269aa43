//! `/app/settings/language`: the languages, the time zone and the currency.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use serde::Deserialize;

use super::profile::SettingsForm;
use crate::actions;
use crate::actions::payees::settings::change_payee;
use crate::domain::language::Language;
use crate::domain::payee::Payee;
use crate::domain::zone::Zone;
use crate::web::App;
use crate::web::app::frame::{Frame, NavigationPlace};
use crate::web::error::PageError;
use crate::web::http::extract::{Deed, DeedForm, PageQuery, SignedIn};
use crate::web::http::reader::{LANGUAGE_COOKIE, Reader};
use crate::web::view::render;
use crate::web::view::{FieldErrorView, LanguageView, errors, languages};

/// The time for which a browser keeps the language of these pages.
const KEPT: time::Duration = time::Duration::days(400);

#[derive(Template)]
#[template(path = "app/settings_language.html")]
struct LanguagePage {
    frame: Frame,
    currency: String,
    zone: String,
    zones: Vec<&'static str>,
    languages: Vec<LanguageView>,
    /// The languages of these pages; none is chosen where the browser decides.
    pages: Vec<LanguageView>,
    as_browser: bool,
    errors: Vec<FieldErrorView>,
    saved: bool,
}

fn form_of(payee: &Payee) -> SettingsForm {
    SettingsForm {
        currency: Some(payee.currency.code().to_owned()),
        language: Some(payee.language.tag().to_owned()),
        zone: Some(payee.zone.name().to_owned()),
        ..SettingsForm::default()
    }
}

async fn page(
    app: &App,
    who: &SignedIn,
    reader: &Reader,
    form: SettingsForm,
    errors: Vec<FieldErrorView>,
    saved: bool,
) -> Result<LanguagePage, PageError> {
    Ok(LanguagePage {
        frame: Frame::of(app, who, NavigationPlace::Settings).await?,
        currency: form.currency.unwrap_or_default(),
        zone: form.zone.unwrap_or_default(),
        zones: Zone::names().collect(),
        languages: languages(Language::parse(&form.language.unwrap_or_default())),
        pages: languages(reader.kept()),
        as_browser: reader.kept().is_none(),
        errors,
        saved,
    })
}

/// The query of the page.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct LanguageQuery {
    /// Set after a redirect from a form that was saved.
    saved: Option<String>,
}

/// `GET /app/settings/language`: the forms with what is stored.
pub async fn show(
    State(app): State<App>,
    who: SignedIn,
    reader: Reader,
    PageQuery(query): PageQuery<LanguageQuery>,
) -> Result<Response, PageError> {
    let form = form_of(&who.payee);
    render(StatusCode::OK, &page(&app, &who, &reader, form, Vec::new(), query.saved.is_some()).await?)
}

/// `POST /app/settings/language`: stores the language of links, the zone and the currency.
pub async fn save(
    State(app): State<App>,
    who: SignedIn,
    reader: Reader,
    DeedForm(form): DeedForm<SettingsForm>,
) -> Result<Response, PageError> {
    match change_payee(&app.ctx, &who.payee, &form.wishes(false, who.locale)).await {
        Err(actions::Error::Invalid(fields)) => {
            let wrong = errors(&who.words(), fields);
            render(StatusCode::BAD_REQUEST, &page(&app, &who, &reader, form, wrong, false).await?)
        }
        changed => {
            let who = SignedIn { payee: changed?, ..who };
            let form = form_of(&who.payee);
            render(StatusCode::OK, &page(&app, &who, &reader, form, Vec::new(), true).await?)
        }
    }
}

/// The form of the language of these pages.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct PagesLanguageForm {
    /// A language tag; empty to follow the browser.
    pages: String,
}

impl Deed for PagesLanguageForm {
    const NAME: &'static str = "pages-language";
}

/// `POST /app/settings/pages-language`: keeps the language of these pages in the browser, or forgets it.
pub async fn keep(
    State(app): State<App>,
    _: SignedIn,
    DeedForm(form): DeedForm<PagesLanguageForm>,
) -> Result<Response, PageError> {
    let kept = Language::parse(&form.pages);
    let name = app.mount.cookie(LANGUAGE_COOKIE, app.secure());
    let cookie = Cookie::build((name, kept.map(Language::tag).unwrap_or_default()))
        .path(app.mount.cookie_path())
        .http_only(true)
        .secure(app.secure())
        .same_site(SameSite::Lax)
        .max_age(kept.map_or(time::Duration::ZERO, |_| KEPT));
    Ok((CookieJar::new().add(cookie), Redirect::to("/app/settings/language?saved")).into_response())
}
