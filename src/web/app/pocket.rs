//! The app in the pocket: the manifest that browsers install it by, its service worker, and the page that the worker shows where the
//! server can't be reached.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};

use super::new_form::NewForm;
use crate::domain::language::Language;
use crate::domain::payee::Payee;
use crate::domain::request::shared::SharedTerms;
use crate::domain::text::filled;
use crate::locale::{Locale, Words};
use crate::web::App;
use crate::web::error::PageError;
use crate::web::http::feet::Foot;
use crate::web::http::reader::Reader;
use crate::web::machines::assets;
use crate::web::machines::icons::{AppIcon, PAPER};
use crate::web::view::render;

/// The path of the first page, which is the app's scope as well.
const HOME: &str = "/app";

/// A web application manifest (W3C), with the extensions for shortcuts and shared texts.
#[derive(Serialize)]
struct Manifest {
    id: String,
    name: &'static str,
    short_name: &'static str,
    description: String,
    lang: &'static str,
    dir: &'static str,
    start_url: String,
    scope: String,
    display: &'static str,
    theme_color: &'static str,
    background_color: &'static str,
    icons: Vec<ManifestIcon>,
    shortcuts: [Shortcut; 1],
    share_target: ShareTarget,
}

#[derive(Serialize)]
struct ManifestIcon {
    src: String,
    sizes: String,
    #[serde(rename = "type")]
    media_type: &'static str,
    purpose: &'static str,
}

#[derive(Serialize)]
struct Shortcut {
    name: String,
    url: String,
}

/// The form that receives texts from other apps. It is a GET, as a link with a draft is: a POST would come from no page of the service.
#[derive(Serialize)]
struct ShareTarget {
    action: String,
    method: &'static str,
    enctype: &'static str,
    params: ShareParams,
}

/// The names of the parameters, those of [`SharedForm`].
#[derive(Serialize)]
struct ShareParams {
    title: &'static str,
    text: &'static str,
    url: &'static str,
}

impl ManifestIcon {
    fn of(app: &App, icon: AppIcon) -> Self {
        let purpose = if icon == AppIcon::Maskable { "maskable" } else { "any" };
        let sizes = format!("{0}x{0}", icon.size());
        Self { src: app.mount.address(&icon.url()), sizes, media_type: "image/png", purpose }
    }
}

impl Manifest {
    fn of(app: &App, t: &Words) -> Self {
        let at = |address: &str| app.mount.address(address);
        let drawn = ManifestIcon {
            src: at("/static/icon.svg"),
            sizes: "any".into(),
            media_type: "image/svg+xml",
            purpose: "any",
        };
        let pictures = [AppIcon::Small, AppIcon::Large, AppIcon::Maskable].map(|icon| ManifestIcon::of(app, icon));
        Self {
            id: at(HOME),
            name: "Chit",
            short_name: "Chit",
            description: t.say("pocket-about").into_owned(),
            lang: t.lang(),
            dir: t.dir(),
            start_url: at(HOME),
            scope: at(HOME),
            display: "standalone",
            theme_color: PAPER,
            background_color: PAPER,
            icons: pictures.into_iter().chain([drawn]).collect(),
            shortcuts: [Shortcut { name: t.say("new-title").into_owned(), url: at("/app/new") }],
            share_target: ShareTarget {
                action: at("/app/new"),
                method: "GET",
                enctype: "application/x-www-form-urlencoded",
                params: ShareParams { title: "title", text: "text", url: "url" },
            },
        }
    }
}

/// `GET /app/manifest.webmanifest`: the manifest, in the reader's language. Browsers fetch it without cookies, so the page's link to it
/// names the language.
pub async fn manifest(State(app): State<App>, reader: Reader) -> Response {
    let manifest = Manifest::of(&app, &reader.words(Language::En));
    ([(header::CONTENT_TYPE, "application/manifest+json")], axum::Json(manifest)).into_response()
}

/// `GET /app/worker.js`: the service worker. Its scope is wider than its folder, since Home has no slash at its end.
pub async fn worker(State(app): State<App>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/javascript; charset=utf-8".to_owned()),
        (HeaderName::from_static("service-worker-allowed"), app.mount.address(HOME)),
    ];
    (headers, assets::worker()).into_response()
}

#[derive(Template)]
#[template(path = "app/offline.html")]
struct OfflinePage {
    t: Words,
    foot: Foot,
}

/// `GET /app/offline`: the page that the worker keeps, for addresses of the app that need the server.
pub async fn offline(State(app): State<App>, reader: Reader) -> Result<Response, PageError> {
    render(StatusCode::OK, &OfflinePage { t: reader.words(Language::En), foot: app.feet.foot() })
}

/// The text that another app shares.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct SharedForm {
    title: String,
    text: String,
    url: String,
}

impl SharedForm {
    /// Fills a form in with what was shared, if something was: its text, or else its title or address.
    pub(super) fn fill(self, form: NewForm, payee: &Payee, locale: Locale) -> NewForm {
        let Some(text) = [&self.text, &self.title, &self.url].into_iter().find_map(|text| filled(text)) else {
            return form;
        };
        let SharedTerms { amount, memo } = SharedTerms::read(&text, payee.currency);
        let form = NewForm { memo, ..form };
        match amount {
            Some(money) => form.asking_for(&money, locale),
            None => form,
        }
    }
}
