//! `/app/methods`: the payee's payment methods, and the forms that add one.

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
use crate::web::app::frame::{Frame, Place};
use crate::web::error::PageError;
use crate::web::http::extract::{Deed, DeedForm, MoveMethod, PagePath, RemoveMethod, SignedIn};
use crate::web::view::render;
use crate::web::view::{FieldErrorView, day_of, errors};

/// The most reports of unknown payments that are shown.
const UNKNOWN: i64 = 5;

/// A payment method of the payee, without its settings, which are write-only.
pub struct MethodRowView {
    pub id: String,
    pub label: &'static str,
    pub detail: String,
    pub test: bool,
    pub webhook: Option<String>,
    /// Remarks on the method's settings.
    pub warnings: Vec<String>,
    /// A remark on open requests that could not be paid without the method.
    pub needed: Option<String>,
}

/// One setting of a rail, as a field of its form.
pub struct RailFieldView {
    pub name: &'static str,
    pub label: &'static str,
    pub hint: &'static str,
    pub value: String,
    pub required: bool,
    pub autocomplete_off: bool,
    pub secret: bool,
}

/// The webhook's address of a method before it is added, for the provider's settings.
pub struct WebhookView {
    pub id: String,
    pub url: String,
}

/// The form that adds a method of one rail.
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
    frame: Frame,
    methods: Vec<MethodRowView>,
    forms: Vec<RailFormView>,
    /// Providers' latest reports of payments that aren't known here.
    unknown: Vec<EventView>,
    /// Errors that belong to no rail's form, such as an unknown rail.
    problem: Option<String>,
}

/// The fields and errors of the form that was sent.
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
        // Secrets are never sent back to the browser, not even for correction.
        value: if field.secret { String::new() } else { value(field.name) },
        required: field.required,
        autocomplete_off: true,
        secret: field.secret,
    });
    let fields = fields.collect();
    let webhook = if kind.webhook_by_payee {
        // The provider may have the webhook's address already, so it survives errors in the form.
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

async fn page(app: &App, who: &SignedIn, mut typed: Typed) -> Result<MethodsPage, PageError> {
    let (rails, payee) = (&app.ctx.rails, &who.payee);
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
    // Rails that take the payee's currency come first.
    let (near, far): (Vec<_>, Vec<_>) = rails.kinds().partition(|kind| kind.takes_some(payee.currency));
    let mut forms = Vec::new();
    for kind in near.into_iter().chain(far) {
        forms.push(form(app, payee, kind, &mut typed).await?);
    }
    Ok(MethodsPage {
        frame: Frame::of(app, who, Place::Settings).await?,
        methods: rows,
        forms,
        unknown: unknown.iter().map(|event| unknown_view(event, label(&event.rail), payee.zone)).collect(),
        problem: typed.errors.into_iter().map(|e| e.detail).reduce(|all, one| format!("{all} {one}")),
    })
}

/// `GET /app/methods`: the methods, and the forms for more.
pub async fn show(State(app): State<App>, who: SignedIn) -> Result<Response, PageError> {
    render(StatusCode::OK, &page(&app, &who, Typed::default()).await?)
}

/// The fields of a rail's form: `once`, `rail`, `id`, and the settings by name.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub struct AddForm(HashMap<String, String>);

impl Deed for AddForm {
    const NAME: &'static str = "add-method";
}

/// `POST /app/methods`: adds a method.
pub async fn add(
    State(app): State<App>,
    who: SignedIn,
    DeedForm(AddForm(fields)): DeedForm<AddForm>,
) -> Result<Response, PageError> {
    let typed = Typed { fields, errors: Vec::new() };
    // The result of an outdated form is forgotten: it could add the method twice.
    let form = match FormId::received(typed.field("once"), app.ctx.clock.now()) {
        Ok(form) => form,
        Err(outdated) => {
            let typed = Typed { errors: errors(&who.words(), vec![outdated]), ..typed };
            return render(StatusCode::BAD_REQUEST, &page(&app, &who, typed).await?);
        }
    };
    // The other fields are settings. Browsers send empty ones as well.
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
            let typed = Typed { errors: errors(&who.words(), wrong), ..typed };
            render(StatusCode::SERVICE_UNAVAILABLE, &page(&app, &who, typed).await?)
        }
        Err(actions::Error::Invalid(wrong)) => {
            let typed = Typed { errors: errors(&who.words(), wrong), ..typed };
            render(StatusCode::BAD_REQUEST, &page(&app, &who, typed).await?)
        }
        Err(actions::Error::Taken(wrong)) => {
            let mut typed = Typed { errors: errors(&who.words(), vec![wrong]), ..typed };
            // The method's id is taken, so the form gets a new one.
            typed.fields.remove("id");
            render(StatusCode::CONFLICT, &page(&app, &who, typed).await?)
        }
        added => Ok(added?),
    }
}

/// `POST /app/methods/{id}/delete`: removes a method.
pub async fn remove(
    State(app): State<App>,
    who: SignedIn,
    PagePath(id): PagePath<MethodId>,
    DeedForm(RemoveMethod {}): DeedForm<RemoveMethod>,
) -> Result<Response, PageError> {
    remove_method(&app.ctx, &who.payee.id, &id).await?;
    Ok(Redirect::to("/app/methods").into_response())
}

/// `POST /app/methods/{id}/up`: moves a method up by one.
pub async fn move_up(
    State(app): State<App>,
    who: SignedIn,
    PagePath(id): PagePath<MethodId>,
    DeedForm(MoveMethod {}): DeedForm<MoveMethod>,
) -> Result<Response, PageError> {
    move_method(&app.ctx, &who.payee.id, &id, NewPosition::Up).await?;
    Ok(Redirect::to("/app/methods").into_response())
}
