//! `/app/methods/add`: the rails in groups, and the form of each.

use std::collections::HashMap;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::preview::{SEEN, Trial, TrialPreview, to_preview};
use super::wallet;
use super::{line, name};
use crate::actions;
use crate::actions::methods::manage::{AddedMethod, MethodDraft, add_method, next_id, webhook_url};
use crate::domain::field::FieldError;
use crate::domain::id::MethodId;
use crate::rails::by_hand::link::WALLET;
use crate::rails::by_hand::link::wallet::Wallet;
use crate::rails::by_hand::merchant_code;
use crate::rails::registry::{ConfirmedBy, wallets_of};
use crate::rails::{Group, RailError, RailKind};
use crate::web::App;
use crate::web::app::frame::{Frame, NavigationPlace};
use crate::web::app::one_time::{FormId, once};
use crate::web::error::PageError;
use crate::web::http::extract::{Deed, DeedForm, PagePath, PageQuery, RailName, SignedIn};
use crate::web::view::render;
use crate::web::view::{FieldErrorView, errors};

/// A rail to choose, or one of its wallets.
struct RailView {
    address: String,
    way: String,
    line: String,
    test: bool,
}

/// A group of rails.
struct GroupView {
    title: String,
    rails: Vec<RailView>,
}

#[derive(Template)]
#[template(path = "app/methods_add.html")]
struct AddPage {
    frame: Frame,
    groups: Vec<GroupView>,
    /// Errors that belong to no rail's form, such as an unknown rail.
    errors: Vec<FieldErrorView>,
}

/// One setting of a rail, as a field of its form.
pub struct RailFieldView {
    pub id: String,
    pub name: &'static str,
    pub label: String,
    pub hint: Option<String>,
    pub value: String,
    pub required: bool,
    pub secret: bool,
}

/// The webhook's address of a method before it is added, for the provider's settings.
pub struct WebhookView {
    pub id: String,
    pub url: String,
}

#[derive(Template)]
#[template(path = "app/methods_form.html")]
struct FormPage {
    frame: Frame,
    once: String,
    rail: &'static str,
    way: String,
    about: String,
    confirms: String,
    submit: String,
    test: bool,
    webhook: Option<WebhookView>,
    /// The name of the wallet, where the rail has several.
    wallet: Option<&'static str>,
    /// A picture of the code can be sent instead of its text.
    reads_pictures: bool,
    preview: Option<TrialPreview>,
    fields: Vec<RailFieldView>,
    /// The payee's own name, as typed.
    own: String,
    errors: Vec<FieldErrorView>,
}

/// The fields and errors of the form that was sent.
#[derive(Default)]
struct Typed {
    fields: HashMap<String, String>,
    errors: Vec<FieldErrorView>,
    /// The button that payers will get by these fields, where it is to be seen first.
    preview: Option<TrialPreview>,
}

impl Typed {
    fn field(&self, name: &str) -> &str {
        self.fields.get(name).map(String::as_str).unwrap_or_default()
    }
}

/// The name of the field with the payee's own name. No rail has a setting of this name, nor one called [`SEEN`].
const LABEL: &str = "label";

/// The ways of a rail: its wallets, or itself.
fn ways(kind: &'static RailKind) -> Vec<(&'static RailKind, Option<&'static Wallet>)> {
    match wallets_of(kind) {
        [] => vec![(kind, None)],
        wallets => wallets.iter().map(|wallet| (kind, Some(wallet))).collect(),
    }
}

/// The ways of a group; those that take the payee's currency come first.
fn group(app: &App, who: &SignedIn, group: Group) -> GroupView {
    let t = who.words();
    let ways = app.ctx.rails.kinds().filter(|kind| kind.group == group).flat_map(ways);
    let currency = who.payee.currency;
    let (near, far): (Vec<_>, Vec<_>) = ways.partition(|(kind, wallet)| match wallet {
        Some(wallet) => wallet.takes_some(currency),
        None => app.ctx.rails.takes_some(kind, currency),
    });
    let view = |(kind, wallet): (&'static RailKind, Option<&'static Wallet>)| RailView {
        address: match wallet {
            Some(wallet) => format!("{}?wallet={}", kind.name, wallet.name),
            None => kind.name.to_owned(),
        },
        way: name(Some(kind), wallet.map(|wallet| wallet.label), &t),
        line: line(&app.ctx.rails, kind, wallet.and_then(Wallet::only_currency), &t),
        test: kind.test,
    };
    let title = match group {
        Group::Bank => "settings-group-bank",
        Group::Cards => "settings-group-cards",
        Group::Wallets => "settings-group-wallets",
        Group::Bitcoin => "settings-group-bitcoin",
        Group::ByHand => "settings-group-hand",
    };
    GroupView { title: t.say(title).into_owned(), rails: near.into_iter().chain(far).map(view).collect() }
}

async fn groups(app: &App, who: &SignedIn, errors: Vec<FieldErrorView>) -> Result<AddPage, PageError> {
    let frame = Frame::of(app, who, NavigationPlace::Settings).await?;
    let groups = Group::ALL.map(|of| group(app, who, of)).into_iter().filter(|group| !group.rails.is_empty());
    Ok(AddPage { frame, groups: groups.collect(), errors })
}

/// `GET /app/methods/add`: the rails in groups.
pub async fn show(State(app): State<App>, who: SignedIn) -> Result<Response, PageError> {
    render(StatusCode::OK, &groups(&app, &who, Vec::new()).await?)
}

async fn form(app: &App, who: &SignedIn, kind: &'static RailKind, typed: Typed) -> Result<FormPage, PageError> {
    let ctx = &app.ctx;
    let wallet = wallet::chosen(kind, typed.field(WALLET));
    let webhook = if kind.webhook_by_payee {
        // The provider may have the webhook's address already, so it survives errors in the form.
        let id = match MethodId::parse(typed.field("id")) {
            Some(id) => id,
            None => next_id(ctx, &who.payee.id, kind.name).await?,
        };
        webhook_url(ctx, kind.name, &id).map(|url| WebhookView { id: id.to_string(), url: url.to_string() })
    } else {
        None
    };
    let frame = Frame::of(app, who, NavigationPlace::Settings).await?;
    let rail_name = name(Some(kind), wallet.map(|wallet| wallet.label), &who.words());
    let way = typed.preview.as_ref().map_or(rail_name, |preview| preview.way.clone());
    let t = who.words().with("wallet", way.as_str());
    let t = match wallet {
        Some(wallet) => t.with("example", wallet.example).with("link", wallet.example_link()),
        None => t,
    };
    let asked = kind.fields.iter().filter(|field| match wallet {
        Some(wallet) => field.name != WALLET && wallet::asks(wallet, field.name),
        None => true,
    });
    let fields = asked.map(|field| RailFieldView {
        id: format!("{}-{}", kind.name, field.name),
        name: field.name,
        label: t.say(wallet.map_or(field.label, |wallet| wallet::label(wallet, field))).into_owned(),
        hint: field.hint.map(|hint| t.say(hint).into_owned()),
        // Secrets are never sent back to the browser, not even for correction.
        value: if field.secret { String::new() } else { typed.field(field.name).to_owned() },
        required: wallet.map_or(field.required, |_| true),
        secret: field.secret,
    });
    let fields = fields.collect();
    let is_code = kind.name == merchant_code::KIND.name;
    let seen = (wallet.is_none() && !is_code) || typed.preview.is_some();
    let submit = if seen { t.say_with("settings-add", "way", &way) } else { t.say("rail-link-show") };
    Ok(FormPage {
        frame,
        once: FormId::draw(app),
        rail: kind.name,
        about: t.say(kind.about).into_owned(),
        confirms: t.say(confirms(kind)).into_owned(),
        submit: submit.into_owned(),
        way,
        test: kind.test,
        webhook,
        wallet: wallet.map(|wallet| wallet.name),
        reads_pictures: is_code && typed.preview.is_none(),
        fields,
        own: typed.field(LABEL).to_owned(),
        errors: typed.errors,
        preview: typed.preview,
    })
}

/// The Fluent key of who confirms that the money of a rail arrived.
fn confirms(kind: &RailKind) -> &'static str {
    match ConfirmedBy::of(kind) {
        ConfirmedBy::Payee => "settings-you-confirm",
        ConfirmedBy::Provider => "settings-confirms-itself",
        ConfirmedBy::Either => "settings-confirms-either",
    }
}

/// The query of a rail's form.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct FormQuery {
    /// The name of the wallet, for a rail that has several.
    wallet: String,
}

/// `GET /app/methods/add/{rail}`: the form of a rail; the groups, if it has wallets and none of them is named.
pub async fn show_rail(
    State(app): State<App>,
    who: SignedIn,
    PagePath(rail): PagePath<RailName>,
    PageQuery(FormQuery { wallet }): PageQuery<FormQuery>,
) -> Result<Response, PageError> {
    let kind = app.ctx.rails.kinds().find(|kind| rail.is(kind.name)).ok_or(actions::Error::NotFound)?;
    if !wallets_of(kind).is_empty() && wallet::chosen(kind, &wallet).is_none() {
        return show(State(app), who).await;
    }
    let fields = HashMap::from([(WALLET.to_owned(), wallet)]);
    render(StatusCode::OK, &form(&app, &who, kind, Typed { fields, ..Typed::default() }).await?)
}

/// The fields of a rail's form: `once`, `rail`, `id`, `label`, and the settings by name.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub struct AddForm(HashMap<String, String>);

impl Deed for AddForm {
    const NAME: &'static str = "add-method";
}

/// Renders the form with what payers will get by its settings, or with what is wrong in them.
pub(super) async fn look(app: &App, who: &SignedIn, fields: HashMap<String, String>) -> Result<Response, PageError> {
    let settings = settings(&fields);
    if let Some((kind, preview)) = to_preview(app, who, &fields, &settings).await {
        return previewed(app, who, kind, fields, preview).await;
    }
    let kind = fields.get("rail").and_then(|rail| app.ctx.rails.kind(rail)).ok_or(actions::Error::NotFound)?;
    let wrong = (kind.check)(&settings, app.ctx.rails.context()).err().unwrap_or_default();
    again(app, who, StatusCode::BAD_REQUEST, fields, wrong).await
}

/// The fields that are settings. Browsers send empty ones as well.
fn settings(fields: &HashMap<String, String>) -> Map<String, Value> {
    let is_setting = |(name, value): &(&String, &String)| {
        !["do", "once", "rail", "id", LABEL, SEEN].contains(&name.as_str()) && !value.trim().is_empty()
    };
    fields.iter().filter(is_setting).map(|(name, value)| (name.clone(), Value::from(value.as_str()))).collect()
}

/// Renders the form again, with what is wrong in it; the groups, if there is no such rail.
pub(super) async fn again(
    app: &App,
    who: &SignedIn,
    status: StatusCode,
    fields: HashMap<String, String>,
    wrong: Vec<FieldError>,
) -> Result<Response, PageError> {
    let typed = Typed { fields, errors: errors(&who.words(), wrong), preview: None };
    let kind = app.ctx.rails.kind(typed.field("rail"));
    match kind.filter(|kind| wallets_of(kind).is_empty() || wallet::chosen(kind, typed.field(WALLET)).is_some()) {
        Some(kind) => render(status, &form(app, who, kind, typed).await?),
        None => render(status, &groups(app, who, typed.errors).await?),
    }
}

/// Renders the form with what payers will get by its fields.
async fn previewed(
    app: &App,
    who: &SignedIn,
    kind: &'static RailKind,
    fields: HashMap<String, String>,
    preview: TrialPreview,
) -> Result<Response, PageError> {
    let typed = Typed { fields, preview: Some(preview), ..Typed::default() };
    render(StatusCode::OK, &form(app, who, kind, typed).await?)
}

/// `POST /app/methods`: adds a method.
pub async fn add(
    State(app): State<App>,
    who: SignedIn,
    DeedForm(AddForm(mut fields)): DeedForm<AddForm>,
) -> Result<Response, PageError> {
    let field = |name: &str| fields.get(name).map(String::as_str).unwrap_or_default();
    // The result of an outdated form is forgotten: it could add the method twice.
    let form = match FormId::received(field("once"), app.ctx.clock.now()) {
        Ok(form) => form,
        Err(outdated) => return again(&app, &who, StatusCode::BAD_REQUEST, fields, vec![outdated]).await,
    };
    let settings = settings(&fields);
    if let Some((kind, preview)) = to_preview(&app, &who, &fields, &settings).await {
        return previewed(&app, &who, kind, fields, preview).await;
    }
    let id = Some(field("id")).filter(|id| !id.is_empty());
    let draft = MethodDraft { id, rail: field("rail"), label: Some(field(LABEL)), settings: &settings, misread: &[] };
    let (ctx, payee) = (&app.ctx, &who.payee.id);
    let place = |added: &AddedMethod| match &added.method.wallet {
        Some(wallet) => format!("/app/methods?added={}&wallet={wallet}", added.method.rail),
        None => format!("/app/methods?added={}", added.method.rail),
    };
    match once(&app, payee, &form, place, |answer_key| add_method(ctx, payee, draft, Some(answer_key))).await {
        Err(actions::Error::Rail(RailError::Unavailable(_))) => {
            let detail =
                "The provider does not answer now, so the settings could not be checked. Try again in a few minutes.";
            let wrong = vec![FieldError::plain("form", "unavailable", detail)];
            again(&app, &who, StatusCode::SERVICE_UNAVAILABLE, fields, wrong).await
        }
        Err(actions::Error::Invalid(wrong)) => again(&app, &who, StatusCode::BAD_REQUEST, fields, wrong).await,
        Err(actions::Error::Taken(wrong)) => {
            // The method's id is taken, so the form gets a new one.
            fields.remove("id");
            again(&app, &who, StatusCode::CONFLICT, fields, vec![wrong]).await
        }
        added => Ok(added?),
    }
}
