//! `/app/settings/profile`: the payee's name, colour, and personal page.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use crate::actions;
use crate::actions::payees::settings::{Wishes, change_payee};
use crate::domain::payee::Payee;
use crate::domain::payee::accent::Accent;
use crate::locale::Locale;
use crate::web::App;
use crate::web::app::frame::{Frame, NavigationPlace};
use crate::web::error::PageError;
use crate::web::http::extract::{Deed, DeedForm, SignedIn};
use crate::web::view::render;
use crate::web::view::{FieldErrorView, errors};

/// A colour to choose.
struct SwatchView {
    /// The value that the form sends: the accent's number, or nothing for the one that follows from the handle.
    value: String,
    name: String,
    class: &'static str,
    chosen: bool,
}

#[derive(Template)]
#[template(path = "app/settings_profile.html")]
struct ProfilePage {
    frame: Frame,
    name: String,
    swatches: Vec<SwatchView>,
    suggested: Vec<SuggestedView>,
    asks_note: bool,
    takes_tips: bool,
    errors: Vec<FieldErrorView>,
    saved: bool,
    personal_link: String,
}

/// A field for an amount to suggest.
struct SuggestedView {
    label: String,
    value: String,
}

/// The fields of the form. Those of other pages are sent by none of this one; what is absent stays as it is.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct SettingsForm {
    pub(super) name: Option<String>,
    pub(super) currency: Option<String>,
    pub(super) language: Option<String>,
    pub(super) zone: Option<String>,
    pub(super) accent: Option<String>,
    pub(super) suggested_1: Option<String>,
    pub(super) suggested_2: Option<String>,
    pub(super) suggested_3: Option<String>,
    pub(super) suggested_4: Option<String>,
    /// Sent only when the box is ticked.
    pub(super) asks_note: Option<String>,
    /// Likewise.
    pub(super) takes_tips: Option<String>,
}

impl Deed for SettingsForm {
    const NAME: &'static str = "settings";
}

impl SettingsForm {
    /// The profile's form as it would be sent without any change.
    fn of(payee: &Payee, locale: Locale) -> Self {
        let mut suggested = payee.suggested.amounts(payee.currency).into_iter();
        let mut next = || Some(suggested.next().map(|money| locale.to_type(&money)).unwrap_or_default());
        Self {
            name: Some(payee.name.to_string()),
            accent: Some(payee.accent.map(|accent| accent.number().to_string()).unwrap_or_default()),
            suggested_1: next(),
            suggested_2: next(),
            suggested_3: next(),
            suggested_4: next(),
            asks_note: payee.asks_note.then(|| "on".to_owned()),
            takes_tips: payee.takes_tips.then(|| "on".to_owned()),
            ..Self::default()
        }
    }

    /// The amounts, if the form has fields for them.
    fn suggested(&self) -> Option<Vec<String>> {
        let fields = [&self.suggested_1, &self.suggested_2, &self.suggested_3, &self.suggested_4];
        let sent = fields.iter().any(|field| field.is_some());
        sent.then(|| fields.map(|field| field.clone().unwrap_or_default()).into())
    }

    /// The fields of the form. A box that isn't ticked is not sent, so the page tells whether it has one.
    pub(super) fn wishes(&self, has_box: bool, locale: Locale) -> Wishes {
        Wishes {
            name: self.name.clone(),
            currency: self.currency.clone(),
            language: self.language.clone(),
            zone: self.zone.clone(),
            accent: self.accent.clone(),
            suggested: self.suggested(),
            notation: locale.notation(),
            asks_note: has_box.then_some(self.asks_note.is_some()),
            takes_tips: has_box.then_some(self.takes_tips.is_some()),
        }
    }
}

/// The Fluent key of a colour's name.
fn colour(accent: Accent) -> &'static str {
    match accent {
        Accent::Blue => "settings-blue",
        Accent::Teal => "settings-teal",
        Accent::Plum => "settings-plum",
        Accent::Indigo => "settings-indigo",
        Accent::Slate => "settings-slate",
        Accent::Ocean => "settings-ocean",
        Accent::Violet => "settings-violet",
        Accent::Brown => "settings-brown",
    }
}

async fn page(
    app: &App,
    who: &SignedIn,
    form: SettingsForm,
    errors: Vec<FieldErrorView>,
    saved: bool,
) -> Result<ProfilePage, PageError> {
    let frame = Frame::of(app, who, NavigationPlace::Settings).await?;
    let payee = &who.payee;
    let t = who.words();
    let handles = Accent::of(payee.handle.as_str());
    let chosen = form.accent.as_deref().and_then(Accent::parse).unwrap_or(handles);
    let swatch = |accent: Accent| SwatchView {
        value: if accent == handles { String::new() } else { accent.number().to_string() },
        name: t.say(colour(accent)).into_owned(),
        class: accent.class(),
        chosen: accent == chosen,
    };
    let label = |n: i64| t.say_with("settings-suggested-one", "n", &who.locale.count(n)).into_owned();
    let suggested = form.suggested().unwrap_or_default().into_iter();
    let suggested = (1..).zip(suggested).map(|(n, value)| SuggestedView { label: label(n), value }).collect();
    Ok(ProfilePage {
        frame,
        name: form.name.unwrap_or_default(),
        swatches: Accent::ALL.map(swatch).into(),
        suggested,
        asks_note: form.asks_note.is_some(),
        takes_tips: form.takes_tips.is_some(),
        errors,
        saved,
        personal_link: app.ctx.url(payee.handle.as_str()).to_string(),
    })
}

/// `GET /app/settings/profile`: the form with the stored settings.
pub async fn show(State(app): State<App>, who: SignedIn) -> Result<Response, PageError> {
    let form = SettingsForm::of(&who.payee, who.locale);
    render(StatusCode::OK, &page(&app, &who, form, Vec::new(), false).await?)
}

/// `POST /app/settings/profile`: stores what the form has.
pub async fn save(
    State(app): State<App>,
    who: SignedIn,
    DeedForm(form): DeedForm<SettingsForm>,
) -> Result<Response, PageError> {
    match change_payee(&app.ctx, &who.payee, &form.wishes(true, who.locale)).await {
        Err(actions::Error::Invalid(fields)) => {
            let wrong = errors(&who.words(), fields);
            render(StatusCode::BAD_REQUEST, &page(&app, &who, form, wrong, false).await?)
        }
        changed => {
            let who = SignedIn { payee: changed?, ..who };
            let form = SettingsForm::of(&who.payee, who.locale);
            render(StatusCode::OK, &page(&app, &who, form, Vec::new(), true).await?)
        }
    }
}
