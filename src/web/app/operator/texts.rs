//! `/app/operator/texts/{text}`: the form for one of the operator's texts.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use crate::actions;
use crate::actions::service_texts::write_text;
use crate::domain::field::FieldError;
use crate::domain::service_text::{ServiceText, TextKind};
use crate::web::App;
use crate::web::app::frame::{Frame, NavigationPlace};
use crate::web::error::PageError;
use crate::web::http::extract::{Deed, DeedForm, PagePath, PageQuery, SignedIn};
use crate::web::http::feet;
use crate::web::view::{FieldErrorView, errors, render};

#[derive(Template)]
#[template(path = "app/operator_text.html")]
struct TextPage {
    frame: Frame,
    kind: TextKind,
    title: String,
    text: String,
    /// The time at which it was written, as a sentence.
    written: Option<String>,
    /// The text is a draft of ours.
    draft: bool,
    errors: Vec<FieldErrorView>,
    saved: bool,
    max: usize,
}

/// The form's field.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct TextForm {
    text: String,
}

impl Deed for TextForm {
    const NAME: &'static str = "service-text";
}

/// The paragraphs of an accessibility statement to begin with. They say of the pages what the project's tests hold.
const DRAFT: [&str; 4] =
    ["operator-draft-what", "operator-draft-rules", "operator-draft-limits", "operator-draft-reach"];

/// A text to begin with, in the reader's language; empty where there is none.
fn draft(app: &App, who: &SignedIn, kind: TextKind) -> String {
    match kind {
        TextKind::Imprint | TextKind::Contact => String::new(),
        TextKind::Accessibility => {
            let words = who.words().with("address", app.ctx.public_url.to_string());
            DRAFT.map(|key| words.say(key).into_owned()).join("\n\n")
        }
    }
}

/// Set in the address after the form was saved.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct TextQuery {
    saved: Option<String>,
}

/// The state of the form that a page shows.
enum FormState {
    Fresh,
    Saved,
    Refused(String, Vec<FieldError>),
}

async fn page(app: &App, who: &SignedIn, kind: TextKind, state: FormState) -> Result<Response, PageError> {
    let stored = app.ctx.store.service_text(kind).await?;
    let (now, t) = (app.ctx.clock.now(), who.words());
    let written = stored.as_ref().map(|stored| {
        let when = who.locale.brief(stored.changed_at, now, who.payee.zone);
        t.say_with("operator-text-written", "when", &when).into_owned()
    });
    let saved = matches!(state, FormState::Saved);
    let (text, wrong, is_draft) = match (state, stored) {
        (FormState::Refused(typed, wrong), _) => (typed, wrong, false),
        (_, Some(stored)) => (stored.body.as_str().to_owned(), Vec::new(), false),
        (_, None) => (draft(app, who, kind), Vec::new(), true),
    };
    let status = if wrong.is_empty() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    let page = TextPage {
        frame: Frame::of(app, who, NavigationPlace::Settings).await?,
        kind,
        title: t.say(feet::title(kind)).into_owned(),
        draft: is_draft && !text.is_empty(),
        text,
        written,
        errors: errors(&t, wrong),
        saved,
        max: ServiceText::MAX,
    };
    render(status, &page)
}

/// `GET /app/operator/texts/{text}`: the text, or a draft of it.
pub async fn show(
    State(app): State<App>,
    who: SignedIn,
    PagePath(kind): PagePath<TextKind>,
    PageQuery(query): PageQuery<TextQuery>,
) -> Result<Response, PageError> {
    page(&app, &who, kind, if query.saved.is_some() { FormState::Saved } else { FormState::Fresh }).await
}

/// `POST /app/operator/texts/{text}`: stores the text; an empty one is removed.
pub async fn save(
    State(app): State<App>,
    who: SignedIn,
    PagePath(kind): PagePath<TextKind>,
    DeedForm(TextForm { text }): DeedForm<TextForm>,
) -> Result<Response, PageError> {
    match write_text(&app.ctx, kind, &text).await {
        Err(actions::Error::Invalid(wrong)) => page(&app, &who, kind, FormState::Refused(text, wrong)).await,
        written => {
            written?;
            // The very next page of this process has the link; others hear of it.
            app.feet.read(&app.ctx.store).await?;
            Ok(Redirect::to(&format!("/app/operator/texts/{}?saved=1", kind.as_str())).into_response())
        }
    }
}
