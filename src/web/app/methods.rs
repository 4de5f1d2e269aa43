//! `/app/methods`: ways to be paid.

use std::collections::HashMap;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::events::{EventView, unknown_view};
use super::one_time::{FormId, once};
use crate::actions;
use crate::actions::methods::manage::{
    AddedMethod, MethodDraft, NewPosition, add_method, move_method, next_id, remarks, remove_method, webhook_url,
};
use crate::actions::methods::needed::NeededMethods;
use crate::domain::field::FieldError;
use crate::domain::id::MethodId;
use crate::domain::method::Method;
use crate::domain::payee::Payee;
use crate::rails::{RailError, RailKind, Warning};
use crate::web::App;
use crate::web::error::PageError;
use crate::web::http::extract::{Deed, DeedForm, MoveMethod, PagePath, RemoveMethod, SignedIn};
use crate::web::view::render;
use crate::web::view::{FieldErrorView, day_of, errors};

/// The number of reports of unknown payments that are shown.
const UNKNOWN: i64 = 5;

/// A method that the payee has. Its settings are not shown: they went in and stay in.
pub struct MethodRowView {
    pub id: String,
    pub label: &'static str,
    pub detail: String,
    pub test: bool,
    pub webhook: Option<String>,
    /// Remarks on its settings.
    pub warnings: Vec<String>,
    /// What nobody could pay any more without it.
    pub needed: Option<String>,
}

/// One setting of a rail, as a field.
pub struct RailFieldView {
    pub name: &'static str,
    pub label: &'static str,
    pub hint: &'static str,
    pub value: String,
    pub required: bool,
    pub autocomplete_off: bool,
    pub secret: bool,
}

/// The address at which a provider is to report, of a method that isn't there yet.
pub struct WebhookView {
    pub id: String,
    pub url: String,
}

/// A rail that can be added.
pub struct RailFormView {
    pub once: String,
    pub rail: &'static str,
    pub label: &'static str,
    pub hint: &'static str,
    pub test: bool,
    pub webhook: Option<WebhookView>,
    pub fields: Vec<RailFieldView>,
    pub errors: Vec<FieldErrorView>,
    pub open: bool,
}

#[derive(Template)]
#[template(path = "app/methods.html")]
struct MethodsPage {
    disabled: bool,
    methods: Vec<MethodRowView>,
    forms: Vec<RailFormView>,
    /// Providers' reports of payments that aren't known here.
    unknown: Vec<EventView>,
    /// Errors that no form can say: with the choice of a rail.
    problem: Option<String>,
}

/// One rail's form as it was typed, and its errors.
#[derive(Default)]
struct Typed {
    fields: HashMap<String, String>,
    errors: Vec<FieldErrorView>,
}

impl Typed {
    fn field(&self, name: &str) -> &str {
        self.fields.get(name).map(String::as_str).unwrap_or_default()
    }

    fn rail(&self) -> &str {
        self.field("rail")
    }
}

async fn form(app: &App, payee: &Payee, kind: &'static RailKind, typed: &mut Typed) -> Result<RailFormView, PageError> {
    let ctx = &app.ctx;
    let open = typed.rail() == kind.name;
    let value = |name: &str| typed.fields.get(name).filter(|_| open).cloned().unwrap_or_default();
    let fields = kind.fields.iter().map(|field| RailFieldView {
        name: field.name,
        label: field.label,
        hint: field.hint,
        // A credential that was typed doesn't come back, not even to be corrected.
        value: if field.secret { String::new() } else { value(field.name) },
        required: field.required,
        autocomplete_off: true,
        secret: field.secret,
    });
    let fields = fields.collect();
    let webhook = if kind.webhook_by_payee {
        // An address that was given to a provider stays, whatever else was wrong.
        let id = match MethodId::parse(&value("id")) {
            Some(id) => id,
            None => next_id(ctx, &payee.id, kind.name).await?,
        };
        webhook_url(ctx, kind.name, &id).map(|url| WebhookView { id: id.to_string(), url: url.to_string() })
    } else {
        None
    };
    Ok(RailFormView {
        once: FormId::draw(app),
        rail: kind.name,
        label: kind.label,
        hint: kind.about,
        test: kind.test,
        webhook,
        fields,
        errors: if open { std::mem::take(&mut typed.errors) } else { Vec::new() },
        open,
    })
}

async fn page(app: &App, payee: &Payee, mut typed: Typed) -> Result<MethodsPage, PageError> {
    let rails = &app.ctx.rails;
    let needed = NeededMethods::of(&app.ctx, &payee.id).await?;
    let row = |method: &Method, warnings: Vec<Warning>| {
        let kind = rails.kind(&method.rail);
        MethodRowView {
            id: method.id.to_string(),
            label: kind.map_or("Not available here", |kind| kind.label),
            detail: format!("Added {}", day_of(method.created_at, payee.zone)),
            test: method.test,
            webhook: webhook_url(&app.ctx, &method.rail, &method.id)
                .filter(|_| kind.is_some_and(|kind| kind.webhook_by_payee))
                .map(|url| url.to_string()),
            warnings: warnings.into_iter().map(|warning| warning.detail.into_owned()).collect(),
            needed: needed.remark(&method.id).map(|warning| warning.detail.into_owned()),
        }
    };
    let methods = app.ctx.store.methods(&payee.id).await?;
    let mut rows = Vec::with_capacity(methods.len());
    for method in &methods {
        rows.push(row(method, remarks(&app.ctx, method).await?));
    }
    let unknown = app.ctx.store.unknown_events(&payee.id, UNKNOWN).await?;
    let label = |rail: &str| rails.kind(rail).map_or("A provider", |kind| kind.label);
    // What takes the payee's own currency comes first.
    let (near, far): (Vec<_>, Vec<_>) = rails.kinds().partition(|kind| kind.takes_some(payee.currency));
    let mut forms = Vec::new();
    for kind in near.into_iter().chain(far) {
        forms.push(form(app, payee, kind, &mut typed).await?);
    }
    Ok(MethodsPage {
        disabled: payee.disabled_at.is_some(),
        methods: rows,
        forms,
        unknown: unknown.iter().map(|event| unknown_view(event, label(&event.rail), payee.zone)).collect(),
        problem: typed.errors.into_iter().map(|e| e.detail).reduce(|all, one| format!("{all} {one}")),
    })
}

/// `GET /app/methods`.
pub async fn show(State(app): State<App>, who: SignedIn) -> Result<Response, PageError> {
    render(StatusCode::OK, &page(&app, &who.payee, Typed::default()).await?)
}

/// The form's fields: the rail, and its settings by their names.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub struct AddForm(HashMap<String, String>);

impl Deed for AddForm {
    const NAME: &'static str = "add-method";
}

/// `POST /app/methods`.
pub async fn add(
    State(app): State<App>,
    who: SignedIn,
    DeedForm(AddForm(fields)): DeedForm<AddForm>,
) -> Result<Response, PageError> {
    let typed = Typed { fields, errors: Vec::new() };
    let form = match FormId::received(typed.field("once"), app.ctx.clock.now()) {
        Ok(form) => form,
        Err(outdated) => {
            let typed = Typed { errors: errors(vec![outdated]), ..typed };
            return render(StatusCode::BAD_REQUEST, &page(&app, &who.payee, typed).await?);
        }
    };
    let settings: Map<String, Value> = typed
        .fields
        .iter()
        .filter(|(name, value)| !["do", "once", "rail", "id"].contains(&name.as_str()) && !value.trim().is_empty())
        .map(|(name, value)| (name.clone(), Value::from(value.as_str())))
        .collect();
    let id = typed.fields.get("id").map(String::as_str).filter(|id| !id.is_empty());
    let draft = MethodDraft { id, rail: typed.rail(), settings: &settings, misread: &[] };
    let (ctx, payee) = (&app.ctx, &who.payee.id);
    let place = |_: &AddedMethod| "/app/methods".to_owned();
    match once(&app, payee, &form, place, |answer_key| add_method(ctx, payee, draft, Some(answer_key))).await {
        Err(actions::Error::Rail(RailError::Unavailable(_))) => {
            let detail =
                "The provider does not answer now, so the settings could not be checked. Try again in a few minutes.";
            let wrong = vec![FieldError::plain("form", "unavailable", detail)];
            let typed = Typed { errors: errors(wrong), ..typed };
            render(StatusCode::SERVICE_UNAVAILABLE, &page(&app, &who.payee, typed).await?)
        }
        Err(actions::Error::Invalid(wrong)) => {
            let typed = Typed { errors: errors(wrong), ..typed };
            render(StatusCode::BAD_REQUEST, &page(&app, &who.payee, typed).await?)
        }
        Err(actions::Error::Taken(wrong)) => {
            let mut typed = Typed { errors: errors(vec![wrong]), ..typed };
            // The form gets a new id: the one that it had can't be used any more.
            typed.fields.remove("id");
            render(StatusCode::CONFLICT, &page(&app, &who.payee, typed).await?)
        }
        added => Ok(added?),
    }
}

/// `POST /app/methods/{id}/delete`.
pub async fn remove(
    State(app): State<App>,
    who: SignedIn,
    PagePath(id): PagePath<MethodId>,
    DeedForm(RemoveMethod {}): DeedForm<RemoveMethod>,
) -> Result<Response, PageError> {
    remove_method(&app.ctx, &who.payee.id, &id).await?;
    Ok(Redirect::to("/app/methods").into_response())
}

/// `POST /app/methods/{id}/up`.
pub async fn move_up(
    State(app): State<App>,
    who: SignedIn,
    PagePath(id): PagePath<MethodId>,
    DeedForm(MoveMethod {}): DeedForm<MoveMethod>,
) -> Result<Response, PageError> {
    move_method(&app.ctx, &who.payee.id, &id, NewPosition::Up).await?;
    Ok(Redirect::to("/app/methods").into_response())
}
