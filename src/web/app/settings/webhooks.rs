//! `/app/settings/webhooks`: the endpoints that a payee's events are sent to, and a page for each with its deliveries.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use secrecy::ExposeSecret;
use serde::Deserialize;

use super::deliveries::{DeliveryView, delivery_view};
use crate::actions;
use crate::actions::precondition::Precondition;
use crate::actions::webhooks::manage::{
    EndpointChange, EndpointDraft, NewSecret, add_endpoint, change_endpoint, remove_endpoint, retry_delivery,
    rotate_secret, send_test,
};
use crate::domain::clock::Timestamp;
use crate::domain::field::FieldError;
use crate::domain::id::{DeliveryId, EndpointId};
use crate::domain::notice::NoticeKind;
use crate::domain::notice::endpoint::{DisabledWhy, Endpoint};
use crate::domain::text::filled;
use crate::web::App;
use crate::web::app::frame::{Frame, NavigationPlace};
use crate::web::app::paging::{PlaceQuery, cut, older};
use crate::web::error::PageError;
use crate::web::http::extract::{
    Deed, DeedForm, DisableWebhook, EnableWebhook, FieldList, PagePath, PageQuery, RemoveWebhook, RetryDelivery,
    RotateSecret, SignedIn, TestWebhook,
};
use crate::web::view::{FieldErrorView, errors, render};

/// The page's address.
const WEBHOOKS: &str = "/app/settings/webhooks";
/// The number of deliveries a page.
const LENGTH: usize = 20;

/// An endpoint in the list and on its page.
struct EndpointView {
    id: EndpointId,
    /// The host and path, by which a payee knows it again.
    address: String,
    /// A text's key of the state, and its mark's class.
    state: &'static str,
    mark: &'static str,
    /// The time of the last success or first failure, as a sentence.
    since: String,
    /// Nothing is sent to it.
    off: bool,
    /// The service stopped sending, and the payee hasn't decided yet.
    stopped: bool,
}

/// An event to tick.
struct EventView {
    word: &'static str,
    ticked: bool,
}

#[derive(Template)]
#[template(path = "app/settings_webhooks.html")]
struct WebhooksPage {
    frame: Frame,
    endpoints: Vec<EndpointView>,
    url: String,
    events: Vec<EventView>,
    errors: Vec<FieldErrorView>,
}

#[derive(Template)]
#[template(path = "app/settings_webhook.html")]
struct WebhookPage {
    frame: Frame,
    endpoint: EndpointView,
    /// The secret, where it was made a moment ago.
    secret: Option<String>,
    url: String,
    events: Vec<EventView>,
    errors: Vec<FieldErrorView>,
    deliveries: Vec<DeliveryView>,
    older: Option<String>,
}

fn endpoint_view(who: &SignedIn, endpoint: &Endpoint, now: Timestamp) -> EndpointView {
    let (state, mark) = match (endpoint.disabled_at, endpoint.disabled_why) {
        (None, _) if endpoint.failing_since.is_some() => ("settings-hook-failing", "is-failed"),
        (None, _) => ("settings-hook-on", "is-paid"),
        (Some(_), Some(DisabledWhy::Gone)) => ("settings-hook-off-gone", "is-failed"),
        (Some(_), Some(DisabledWhy::Failing)) => ("settings-hook-off-failing", "is-failed"),
        (Some(_), Some(DisabledWhy::SecretLost)) => ("settings-hook-off-secret", "is-failed"),
        (Some(_), Some(DisabledWhy::Owner) | None) => ("settings-hook-off", "is-over"),
    };
    let since = match endpoint.failing_since.or(endpoint.last_success_at) {
        Some(moment) => {
            let key = if endpoint.failing_since.is_some() { "settings-hook-fails" } else { "settings-hook-last" };
            let when = who.locale.brief(moment, now, who.payee.zone);
            who.words().with("when", when).say(key).into_owned()
        }
        None => who.words().say("settings-hook-never").into_owned(),
    };
    let address = endpoint.url.split_once("://").map_or(endpoint.url.as_str(), |(_, rest)| rest);
    EndpointView {
        id: endpoint.id.clone(),
        address: address.to_owned(),
        state,
        mark,
        since,
        off: endpoint.disabled_at.is_some(),
        stopped: endpoint.stopped_by_service(),
    }
}

/// The events to tick. None is ticked where all are sent.
fn events(ticked: impl Fn(&str) -> bool) -> Vec<EventView> {
    let view = |kind: NoticeKind| EventView { word: kind.as_str(), ticked: ticked(kind.as_str()) };
    NoticeKind::CHOICE.map(view).into()
}

/// The fields of an endpoint: `url`, and `events` once for each event that is chosen.
#[derive(Debug, Default, Deserialize)]
#[serde(transparent)]
pub struct EndpointFields(FieldList);

impl EndpointFields {
    fn url(&self) -> &str {
        self.0.first("url").trim()
    }

    fn names(&self, event: &str) -> bool {
        self.0.has("events", event)
    }

    /// The chosen events; `None` for all, where none is chosen.
    fn events(&self) -> Option<Vec<String>> {
        let named = self.0.all("events").map(str::to_owned);
        Some(named.collect::<Vec<_>>()).filter(|named| !named.is_empty())
    }
}

async fn list_page(
    app: &App,
    who: &SignedIn,
    refused: Option<(EndpointFields, Vec<FieldError>)>,
) -> Result<Response, PageError> {
    let now = app.ctx.clock.now();
    let endpoints = app.ctx.store.endpoints(&who.payee.id).await?;
    let status = if refused.is_some() { StatusCode::BAD_REQUEST } else { StatusCode::OK };
    let (fields, wrong) = refused.unwrap_or_default();
    let page = WebhooksPage {
        frame: Frame::of(app, who, NavigationPlace::Settings).await?,
        endpoints: endpoints.iter().map(|endpoint| endpoint_view(who, endpoint, now)).collect(),
        url: fields.url().to_owned(),
        events: events(|word| fields.names(word)),
        errors: errors(&who.words(), wrong),
    };
    render(status, &page)
}

/// `GET /app/settings/webhooks`: the list, and the form that adds an endpoint.
pub async fn show(State(app): State<App>, who: SignedIn) -> Result<Response, PageError> {
    list_page(&app, &who, None).await
}

/// The form of a new endpoint.
#[derive(Debug, Default, Deserialize)]
#[serde(transparent)]
pub struct AddWebhookForm(EndpointFields);

impl Deed for AddWebhookForm {
    const NAME: &'static str = "add-webhook";
}

/// `POST /app/settings/webhooks`: adds an endpoint, and shows its secret, once.
pub async fn add(
    State(app): State<App>,
    who: SignedIn,
    DeedForm(AddWebhookForm(fields)): DeedForm<AddWebhookForm>,
) -> Result<Response, PageError> {
    let draft = EndpointDraft { url: filled(fields.url()), events: fields.events(), ..EndpointDraft::default() };
    match add_endpoint(&app.ctx, &who.payee.id, draft, None).await {
        Err(actions::Error::Invalid(wrong)) => list_page(&app, &who, Some((fields, wrong))).await,
        made => shown_once(&app, &who, StatusCode::CREATED, made?).await,
    }
}

/// The parts of an endpoint's page that come from a form or an action.
#[derive(Default)]
struct EndpointState {
    secret: Option<String>,
    refused: Option<(EndpointFields, Vec<FieldError>)>,
    place: PlaceQuery,
}

async fn endpoint_page(
    app: &App,
    who: &SignedIn,
    status: StatusCode,
    endpoint: &Endpoint,
    shown: EndpointState,
) -> Result<Response, PageError> {
    let (store, now) = (&app.ctx.store, app.ctx.clock.now());
    let EndpointState { secret, refused, place } = shown;
    let after = place.after(DeliveryId::parse);
    let limit = i64::try_from(LENGTH + 1).unwrap_or(i64::MAX);
    let mut found = store.deliveries(&endpoint.id, after.as_ref(), limit).await?;
    let last = cut(&mut found, LENGTH);
    let older = last.map(|last| older(&format!("{WEBHOOKS}/{}", endpoint.id), last.created_at, &last.id));
    let (fields, wrong) = refused.unzip();
    let chosen = endpoint.kinds.words().unwrap_or_default();
    let ticked = |word: &str| fields.as_ref().map_or(chosen.contains(&word), |fields| fields.names(word));
    let page = WebhookPage {
        frame: Frame::of(app, who, NavigationPlace::Settings).await?,
        endpoint: endpoint_view(who, endpoint, now),
        secret,
        events: events(ticked),
        url: fields.as_ref().map_or(endpoint.url.as_str(), EndpointFields::url).to_owned(),
        errors: errors(&who.words(), wrong.unwrap_or_default()),
        deliveries: found.iter().map(|delivery| delivery_view(who, delivery, now)).collect(),
        older,
    };
    render(status, &page)
}

async fn find(app: &App, who: &SignedIn, id: &EndpointId) -> Result<Endpoint, PageError> {
    Ok(app.ctx.store.endpoint(&who.payee.id, id).await?.ok_or(actions::Error::NotFound)?)
}

/// `GET /app/settings/webhooks/{id}`: an endpoint, and what was sent to it.
pub async fn show_one(
    State(app): State<App>,
    who: SignedIn,
    PagePath(id): PagePath<EndpointId>,
    PageQuery(place): PageQuery<PlaceQuery>,
) -> Result<Response, PageError> {
    let endpoint = find(&app, &who, &id).await?;
    endpoint_page(&app, &who, StatusCode::OK, &endpoint, EndpointState { place, ..EndpointState::default() }).await
}

/// The page of an endpoint with its secret, once.
async fn shown_once(app: &App, who: &SignedIn, status: StatusCode, made: NewSecret) -> Result<Response, PageError> {
    let NewSecret { endpoint, secret } = made;
    let secret = Some(secret.expose_secret().to_owned());
    endpoint_page(app, who, status, &endpoint, EndpointState { secret, ..EndpointState::default() }).await
}

fn back(id: &EndpointId) -> Response {
    Redirect::to(&format!("{WEBHOOKS}/{id}")).into_response()
}

/// The form that changes an endpoint.
#[derive(Debug, Default, Deserialize)]
#[serde(transparent)]
pub struct ChangeWebhookForm(EndpointFields);

impl Deed for ChangeWebhookForm {
    const NAME: &'static str = "change-webhook";
}

/// `POST /app/settings/webhooks/{id}`: changes an endpoint's address and events.
pub async fn change(
    State(app): State<App>,
    who: SignedIn,
    PagePath(id): PagePath<EndpointId>,
    DeedForm(ChangeWebhookForm(fields)): DeedForm<ChangeWebhookForm>,
) -> Result<Response, PageError> {
    let change =
        EndpointChange { url: Some(filled(fields.url())), events: Some(fields.events()), ..EndpointChange::default() };
    match change_endpoint(&app.ctx, &who.payee.id, &id, change, Precondition::none()).await {
        Err(actions::Error::Invalid(wrong)) => {
            let endpoint = find(&app, &who, &id).await?;
            let refused = Some((fields, wrong));
            let shown = EndpointState { refused, ..EndpointState::default() };
            endpoint_page(&app, &who, StatusCode::BAD_REQUEST, &endpoint, shown).await
        }
        changed => Ok(back(&changed?.id)),
    }
}

async fn set_disabled(app: &App, who: &SignedIn, id: &EndpointId, disabled: bool) -> Result<Response, PageError> {
    let change = EndpointChange { disabled: Some(Some(disabled)), ..EndpointChange::default() };
    Ok(back(&change_endpoint(&app.ctx, &who.payee.id, id, change, Precondition::none()).await?.id))
}

/// `POST /app/settings/webhooks/{id}/disable`: stops sending to an endpoint, or leaves one off that the service stopped sending to.
pub async fn disable(
    State(app): State<App>,
    who: SignedIn,
    PagePath(id): PagePath<EndpointId>,
    DeedForm(DisableWebhook {}): DeedForm<DisableWebhook>,
) -> Result<Response, PageError> {
    set_disabled(&app, &who, &id, true).await
}

/// `POST /app/settings/webhooks/{id}/enable`: begins again to send to an endpoint.
pub async fn enable(
    State(app): State<App>,
    who: SignedIn,
    PagePath(id): PagePath<EndpointId>,
    DeedForm(EnableWebhook {}): DeedForm<EnableWebhook>,
) -> Result<Response, PageError> {
    set_disabled(&app, &who, &id, false).await
}

/// `POST /app/settings/webhooks/{id}/rotate`: gives an endpoint another secret, and shows it, once.
pub async fn rotate(
    State(app): State<App>,
    who: SignedIn,
    PagePath(id): PagePath<EndpointId>,
    DeedForm(RotateSecret {}): DeedForm<RotateSecret>,
) -> Result<Response, PageError> {
    let made = rotate_secret(&app.ctx, &who.payee.id, &id, (None, Vec::new()), None).await?;
    shown_once(&app, &who, StatusCode::OK, made).await
}

/// `POST /app/settings/webhooks/{id}/test`: sends a test to an endpoint.
pub async fn test(
    State(app): State<App>,
    who: SignedIn,
    PagePath(id): PagePath<EndpointId>,
    DeedForm(TestWebhook {}): DeedForm<TestWebhook>,
) -> Result<Response, PageError> {
    Ok(back(&send_test(&app.ctx, &who.payee.id, &id, None).await?.endpoint_id))
}

/// `POST /app/settings/webhooks/{id}/deliveries/{delivery}/retry`: sends a delivery again.
pub async fn retry(
    State(app): State<App>,
    who: SignedIn,
    PagePath((id, delivery)): PagePath<(EndpointId, DeliveryId)>,
    DeedForm(RetryDelivery {}): DeedForm<RetryDelivery>,
) -> Result<Response, PageError> {
    Ok(back(&retry_delivery(&app.ctx, &who.payee.id, &id, &delivery, None).await?.endpoint_id))
}

/// `POST /app/settings/webhooks/{id}/remove`: removes an endpoint. One that is gone already stays so.
pub async fn remove(
    State(app): State<App>,
    who: SignedIn,
    PagePath(id): PagePath<EndpointId>,
    DeedForm(RemoveWebhook {}): DeedForm<RemoveWebhook>,
) -> Result<Response, PageError> {
    match remove_endpoint(&app.ctx, &who.payee.id, &id).await {
        Ok(()) | Err(actions::Error::NotFound) => Ok(Redirect::to(WEBHOOKS).into_response()),
        Err(error) => Err(error.into()),
    }
}
