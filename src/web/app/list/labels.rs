//! Labels: those of a request, with its place in the archive, and all of a payee's.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use crate::actions::requests::archive::archive_request;
use crate::actions::requests::labels::{replace_label, set_labels};
use crate::domain::field::{FieldError, Problem};
use crate::domain::request::code::RequestCode;
use crate::domain::request::{PaymentRequest, Status, labels};
use crate::domain::text::Label;
use crate::web::App;
use crate::web::app::frame::{Frame, NavigationPlace};
use crate::web::app::own_request::own_request;
use crate::web::error::PageError;
use crate::web::http::extract::{Deed, DeedForm, FieldList, PagePath, SignedIn};
use crate::web::view::{FieldErrorView, errors, render};

/// The view of an error in a field.
pub(super) fn problems_of(who: &SignedIn, field: &'static str, error: &impl Problem) -> Vec<FieldErrorView> {
    errors(&who.words(), vec![FieldError::new(field, error)])
}

/// A label, and whether the request has it.
struct LabelView {
    text: String,
    chosen: bool,
}

#[derive(Template)]
#[template(path = "app/labels_of_request.html")]
struct RequestLabelsPage {
    frame: Frame,
    code: String,
    back: String,
    memo: Option<String>,
    labels: Vec<LabelView>,
    new: String,
    can_archive: bool,
    archived: bool,
    errors: Vec<FieldErrorView>,
}

async fn page_of(
    app: &App,
    who: &SignedIn,
    request: &PaymentRequest,
    chosen: &[String],
    new: String,
    errors: Vec<FieldErrorView>,
) -> Result<RequestLabelsPage, PageError> {
    let mut texts: Vec<_> = app.ctx.store.labels(&who.payee.id).await?.iter().map(ToString::to_string).collect();
    let more = chosen.iter().filter(|text| !texts.contains(*text)).cloned().collect::<Vec<_>>();
    texts.extend(more);
    let view = |text: String| LabelView { chosen: chosen.contains(&text), text };
    Ok(RequestLabelsPage {
        frame: Frame::of(app, who, NavigationPlace::Requests).await?,
        code: request.code.to_string(),
        back: format!("/app/requests/{}", request.code),
        memo: request.memo.as_ref().map(ToString::to_string),
        labels: texts.into_iter().map(view).collect(),
        new,
        can_archive: request.status(app.ctx.clock.now()) != Status::Open && request.archived_at.is_none(),
        archived: request.archived_at.is_some(),
        errors,
    })
}

/// `GET /app/requests/{code}/labels`: the labels of a request, and its place in the archive.
pub async fn of_request(
    State(app): State<App>,
    who: SignedIn,
    PagePath(code): PagePath<RequestCode>,
) -> Result<Response, PageError> {
    let request = own_request(&app, &who, &code).await?;
    let chosen: Vec<_> = request.labels.iter().map(ToString::to_string).collect();
    render(StatusCode::OK, &page_of(&app, &who, &request, &chosen, String::new(), Vec::new()).await?)
}

/// The labels that are ticked, `label` once for each, and a new one.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(transparent)]
pub struct LabelsForm(FieldList);

impl Deed for LabelsForm {
    const NAME: &'static str = "labels";
}

/// `POST /app/requests/{code}/labels`: sets the labels of a request.
pub async fn set(
    State(app): State<App>,
    who: SignedIn,
    PagePath(code): PagePath<RequestCode>,
    DeedForm(LabelsForm(fields)): DeedForm<LabelsForm>,
) -> Result<Response, PageError> {
    let (chosen, new) = (fields.all("label").map(str::to_owned).collect::<Vec<_>>(), fields.first("new").to_owned());
    let all: Vec<_> = chosen.iter().cloned().chain(Some(new.clone()).filter(|new| !new.trim().is_empty())).collect();
    match labels::parse(&all) {
        Ok(labels) => {
            set_labels(&app.ctx, &who.payee.id, &code, labels).await?;
            Ok(Redirect::to(&format!("/app/requests/{code}")).into_response())
        }
        Err(error) => {
            let request = own_request(&app, &who, &code).await?;
            let errors = errors(&who.words(), vec![FieldError { field: "new".into(), ..error }]);
            render(StatusCode::BAD_REQUEST, &page_of(&app, &who, &request, &chosen, new, errors).await?)
        }
    }
}

/// Archives a request.
#[derive(Debug, Deserialize)]
pub struct ArchiveForm {}

impl Deed for ArchiveForm {
    const NAME: &'static str = "archive";
}

/// Takes a request out of the archive.
#[derive(Debug, Deserialize)]
pub struct Unarchive {}

impl Deed for Unarchive {
    const NAME: &'static str = "unarchive";
}

/// `POST /app/requests/{code}/archive`: archives a request that isn't open.
pub async fn archive(
    State(app): State<App>,
    who: SignedIn,
    PagePath(code): PagePath<RequestCode>,
    DeedForm(ArchiveForm {}): DeedForm<ArchiveForm>,
) -> Result<Response, PageError> {
    archive_request(&app.ctx, &who.payee.id, &code, true, None).await?;
    Ok(Redirect::to("/app/requests?done=archived&n=1").into_response())
}

/// `POST /app/requests/{code}/unarchive`: puts a request back into the list.
pub async fn unarchive(
    State(app): State<App>,
    who: SignedIn,
    PagePath(code): PagePath<RequestCode>,
    DeedForm(Unarchive {}): DeedForm<Unarchive>,
) -> Result<Response, PageError> {
    archive_request(&app.ctx, &who.payee.id, &code, false, None).await?;
    Ok(Redirect::to(&format!("/app/requests/{code}")).into_response())
}

#[derive(Template)]
#[template(path = "app/labels.html")]
struct LabelsPage {
    frame: Frame,
    labels: Vec<String>,
    /// The label of the form that was refused, with what was typed.
    typed: Option<RenameLabelForm>,
    errors: Vec<FieldErrorView>,
}

impl LabelsPage {
    async fn of(
        app: &App,
        who: &SignedIn,
        typed: Option<RenameLabelForm>,
        errors: Vec<FieldErrorView>,
    ) -> Result<Self, PageError> {
        Ok(Self {
            frame: Frame::of(app, who, NavigationPlace::Settings).await?,
            labels: app.ctx.store.labels(&who.payee.id).await?.iter().map(ToString::to_string).collect(),
            typed,
            errors,
        })
    }

    /// The value of a label's field.
    fn value<'l>(&'l self, label: &'l str) -> &'l str {
        self.refused(label).map_or(label, |typed| &typed.new)
    }

    fn refused(&self, label: &str) -> Option<&RenameLabelForm> {
        self.typed.as_ref().filter(|typed| typed.label == label)
    }

    fn is_refused(&self, label: &str) -> bool {
        self.refused(label).is_some()
    }
}

/// `GET /app/settings/labels`: all labels of the payee.
pub async fn of_settings(State(app): State<App>, who: SignedIn) -> Result<Response, PageError> {
    render(StatusCode::OK, &LabelsPage::of(&app, &who, None, Vec::new()).await?)
}

/// A label and its new name.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct RenameLabelForm {
    label: String,
    new: String,
}

impl Deed for RenameLabelForm {
    const NAME: &'static str = "rename-label";
}

/// `POST /app/settings/labels`: renames a label on all requests. One that is there already takes them over.
pub async fn rename(
    State(app): State<App>,
    who: SignedIn,
    DeedForm(form): DeedForm<RenameLabelForm>,
) -> Result<Response, PageError> {
    let new = match Label::parse(&form.new) {
        Ok(new) => new,
        Err(error) => {
            let errors = problems_of(&who, "new", &error);
            return render(StatusCode::BAD_REQUEST, &LabelsPage::of(&app, &who, Some(form), errors).await?);
        }
    };
    if let Ok(old) = Label::parse(&form.label) {
        replace_label(&app.ctx, &who.payee.id, &old, Some(&new)).await?;
    }
    Ok(Redirect::to("/app/settings/labels").into_response())
}

/// A label that is to be deleted.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct DeleteForm {
    label: String,
}

impl Deed for DeleteForm {
    const NAME: &'static str = "delete-label";
}

/// `POST /app/settings/labels/delete`: takes a label off all requests.
pub async fn delete(
    State(app): State<App>,
    who: SignedIn,
    DeedForm(form): DeedForm<DeleteForm>,
) -> Result<Response, PageError> {
    if let Ok(old) = Label::parse(&form.label) {
        replace_label(&app.ctx, &who.payee.id, &old, None).await?;
    }
    Ok(Redirect::to("/app/settings/labels").into_response())
}
