//! `/app/settings/alerts`: sound and vibration when money arrives, which a browser keeps for itself; and the devices that are told of it
//! while the app isn't open.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::devices::added_on;
use super::frame::{Frame, NavigationPlace};
use crate::actions;
use crate::actions::alerts::devices::{self, DeviceDraft, SubscriptionDraft};
use crate::domain::alert::AlertDevice;
use crate::domain::clock::Timestamp;
use crate::domain::field::FieldError;
use crate::domain::id::AlertDeviceId;
use crate::domain::text::filled;
use crate::web::App;
use crate::web::error::PageError;
use crate::web::http::extract::{Deed, DeedForm, PagePath, PageQuery, RemoveDevice, SignedIn, TestDevice};
use crate::web::view::{FieldErrorView, errors, render};

/// The page's address.
const ALERTS: &str = "/app/settings/alerts";

#[derive(Template)]
#[template(path = "app/alerts.html")]
struct AlertsPage {
    frame: Frame,
    /// The key that devices subscribe to; `None` where the service sends no alerts to them.
    key: Option<String>,
    devices: Vec<DeviceView>,
    /// A test was sent.
    tried: bool,
    errors: Vec<FieldErrorView>,
    label: String,
}

struct DeviceView {
    id: AlertDeviceId,
    /// The hash of its endpoint, by which the page's script finds the device that it runs on.
    hash: String,
    label: String,
    added: String,
    amounts: bool,
    /// The sentence about a push service that refuses its alerts.
    stopped: Option<String>,
}

/// The parts of the page that come from a form.
#[derive(Default)]
struct AlertsState {
    tried: bool,
    errors: Vec<FieldError>,
    label: String,
}

fn device_view(who: &SignedIn, device: AlertDevice, now: Timestamp) -> DeviceView {
    let AlertDevice { id, endpoint_hash: hash, label, amounts, created_at, stopped_at, .. } = device;
    let said =
        |at| who.words().with("when", who.locale.brief(at, now, who.payee.zone)).say("home-push-stopped").into_owned();
    DeviceView { id, hash, label, added: added_on(who, created_at), amounts, stopped: stopped_at.map(said) }
}

async fn page(app: &App, who: &SignedIn, shown: AlertsState) -> Result<Response, PageError> {
    let (found, now) = (app.ctx.store.alert_devices(&who.member).await?, app.ctx.clock.now());
    let AlertsState { tried, errors: wrong, label } = shown;
    let status = if wrong.is_empty() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    let page = AlertsPage {
        frame: Frame::of(app, who, NavigationPlace::Settings).await?,
        key: app.ctx.vapid.as_ref().map(|vapid| vapid.key.public_key()),
        devices: found.into_iter().map(|device| device_view(who, device, now)).collect(),
        tried,
        errors: errors(&who.words(), wrong),
        label,
    };
    render(status, &page)
}

/// The outcome that a form leads back with.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct AlertsQuery {
    tried: Option<String>,
}

/// `GET /app/settings/alerts`: the switches, which a script works; without one the page says so. Devices are removed without one, too.
pub async fn show(
    State(app): State<App>,
    who: SignedIn,
    PageQuery(query): PageQuery<AlertsQuery>,
) -> Result<Response, PageError> {
    page(&app, &who, AlertsState { tried: query.tried.is_some(), ..AlertsState::default() }).await
}

/// The fields of a device, which the page's script fills in.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct DeviceForm {
    endpoint: String,
    p256dh: String,
    auth: String,
    label: String,
}

impl Deed for DeviceForm {
    const NAME: &'static str = "add-device";
}

/// `POST /app/settings/alerts/devices`: turns alerts on for a device.
pub async fn add(
    State(app): State<App>,
    who: SignedIn,
    DeedForm(form): DeedForm<DeviceForm>,
) -> Result<Response, PageError> {
    let DeviceForm { endpoint, p256dh, auth, label: typed } = form;
    let label = match filled(&typed) {
        Some(label) => label,
        None => default_label(&app, &who).await?,
    };
    let subscription = SubscriptionDraft { endpoint, p256dh, auth };
    let draft = DeviceDraft { subscription, label, language: who.locale.language() };
    match devices::add(&app.ctx, &who.payee.id, &who.member, &who.session, &draft).await {
        Err(actions::Error::Invalid(errors)) => {
            page(&app, &who, AlertsState { errors, label: typed, ..AlertsState::default() }).await
        }
        added => {
            added?;
            Ok(Redirect::to(ALERTS).into_response())
        }
    }
}

async fn default_label(app: &App, who: &SignedIn) -> Result<String, PageError> {
    let devices = app.ctx.store.alert_devices(&who.member).await?;
    let number = i64::try_from(devices.len()).unwrap_or_default() + 1;
    Ok(who.words().with("n", who.locale.count(number)).say("home-push-device").into_owned())
}

/// The fields of a subscription that takes the place of another one, which the app's service worker fills in.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ReplacedForm {
    /// The hash of the endpoint so far.
    known: String,
    endpoint: String,
    p256dh: String,
    auth: String,
}

impl Deed for ReplacedForm {
    const NAME: &'static str = "replace-device";
}

/// `POST /app/settings/alerts/devices/replace`: notes that a browser replaced the subscription of a device of the member who is signed in
/// there. Nobody reads the answer but the service worker, which looks at its status.
pub async fn replace(
    State(app): State<App>,
    who: SignedIn,
    DeedForm(ReplacedForm { known, endpoint, p256dh, auth }): DeedForm<ReplacedForm>,
) -> Result<StatusCode, PageError> {
    let draft = SubscriptionDraft { endpoint, p256dh, auth };
    let member = (&who.payee.id, &who.member);
    devices::replace_subscription(&app.ctx, member, &who.session, &known, &draft).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The switch of a device.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct AmountsForm {
    amounts: Option<String>,
}

impl Deed for AmountsForm {
    const NAME: &'static str = "device-amounts";
}

/// `POST /app/settings/alerts/devices/{id}/amounts`: sets whether a device's alerts say amounts.
pub async fn set_amounts(
    State(app): State<App>,
    who: SignedIn,
    PagePath(id): PagePath<AlertDeviceId>,
    DeedForm(form): DeedForm<AmountsForm>,
) -> Result<Response, PageError> {
    devices::set_amounts(&app.ctx, &who.member, &id, form.amounts.is_some()).await?;
    Ok(Redirect::to(ALERTS).into_response())
}

/// `POST /app/settings/alerts/devices/{id}/test`: sends a test to a device.
pub async fn test(
    State(app): State<App>,
    who: SignedIn,
    PagePath(id): PagePath<AlertDeviceId>,
    DeedForm(TestDevice {}): DeedForm<TestDevice>,
) -> Result<Response, PageError> {
    devices::send_test(&app.ctx, &who.member, &id).await?;
    Ok(Redirect::to(&format!("{ALERTS}?tried=1")).into_response())
}

/// `POST /app/settings/alerts/devices/{id}/remove`: removes a device. One that is gone already stays so.
pub async fn remove(
    State(app): State<App>,
    who: SignedIn,
    PagePath(id): PagePath<AlertDeviceId>,
    DeedForm(RemoveDevice {}): DeedForm<RemoveDevice>,
) -> Result<Response, PageError> {
    match devices::remove(&app.ctx, &who.member, &id).await {
        Ok(()) | Err(actions::Error::NotFound) => Ok(Redirect::to(ALERTS).into_response()),
        Err(error) => Err(error.into()),
    }
}
