//! `/app/settings/devices`: a member's passkeys and recovery codes, and the people who act for the payee.

use askama::Template;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::NaiveDate;
use serde::Deserialize;

use super::frame::{Frame, NavigationPlace};
use super::sign_in::CeremonyJson;
use crate::actions;
use crate::actions::payees::members::{self, Invitation};
use crate::actions::payees::{passkeys, recovery};
use crate::domain::access::{Right, Role};
use crate::domain::clock::Timestamp;
use crate::domain::field::FieldError;
use crate::domain::id::{MemberId, PasskeyId};
use crate::domain::secret::recovery::RecoveryCode;
use crate::domain::secret::token::Token;
use crate::locale::Words;
use crate::store::{MemberRecord, PasskeyRecord};
use crate::web::App;
use crate::web::error::{ApiError, PageError};
use crate::web::http::client::Client;
use crate::web::http::extract::{
    Deed, DeedForm, NewRecoveryCodes, PagePath, RemoveMember, RevokePasskey, SignedIn, StartAdding,
};
use crate::web::view::{FieldErrorView, errors, render};

/// The page's address.
const DEVICES: &str = "/app/settings/devices";

#[derive(Template)]
#[template(path = "app/devices.html")]
struct DevicesPage {
    frame: Frame,
    note: Option<String>,
    errors: Vec<FieldErrorView>,
    passkeys: Vec<PasskeyView>,
    available: bool,
    codes: String,
    people: Vec<MemberView>,
    roles: Vec<RoleView>,
    typed: InviteForm,
    invitation: Option<InvitationView>,
}

struct PasskeyView {
    id: PasskeyId,
    label: String,
    added: String,
    used: String,
}

struct MemberView {
    id: MemberId,
    label: String,
    role: String,
    since: String,
    is_you: bool,
    is_owner: bool,
}

struct RoleView {
    word: &'static str,
    name: String,
    may: String,
}

struct InvitationView {
    say: String,
    url: String,
}

#[derive(Template)]
#[template(path = "app/recovery_codes.html")]
struct RecoveryCodesPage {
    frame: Frame,
    codes: Vec<String>,
    next: &'static str,
    host: String,
}

/// The parts of the page that come from a form or an action.
#[derive(Default)]
struct DevicesState {
    note: Option<String>,
    errors: Vec<FieldErrorView>,
    typed: InviteForm,
    invitation: Option<InvitationView>,
}

/// The name of a role.
pub(super) fn role_name(t: &Words, role: Role) -> String {
    let key = match role {
        Role::Owner => "signin-role-owner",
        Role::Seller => "signin-role-seller",
        Role::Accountant => "signin-role-accountant",
    };
    t.say(key).into_owned()
}

/// The rights of a role, in a few words.
pub(super) fn role_may(t: &Words, role: Role) -> String {
    let key = match role {
        Role::Owner => "signin-role-owner-may",
        Role::Seller => "signin-role-seller-may",
        Role::Accountant => "signin-role-accountant-may",
    };
    t.say(key).into_owned()
}

fn passkey_view(who: &SignedIn, passkey: PasskeyRecord) -> PasskeyView {
    let (added, used) = (added_on(who, passkey.created_at), used_on(who, passkey.last_used_on));
    PasskeyView { id: passkey.id, label: passkey.label, added, used }
}

/// "Added on 27 November 2026".
pub(super) fn added_on(who: &SignedIn, at: Timestamp) -> String {
    let day = who.locale.day(who.payee.zone.day_of(at));
    who.words().with("day", day).say("signin-added-on").into_owned()
}

/// "Last used on 27 November 2026", or that it was not used yet.
pub(super) fn used_on(who: &SignedIn, day: Option<NaiveDate>) -> String {
    match day {
        Some(day) => who.words().with("day", who.locale.day(day)).say("signin-used-on").into_owned(),
        None => who.words().say("signin-not-used").into_owned(),
    }
}

fn member_view(who: &SignedIn, member: MemberRecord) -> MemberView {
    let since = who.locale.day(who.payee.zone.day_of(member.created_at));
    MemberView {
        role: role_name(&who.words(), member.role),
        since: who.words().with("day", since).say("signin-since").into_owned(),
        is_you: member.id == who.member,
        is_owner: member.role == Role::Owner,
        id: member.id,
        label: member.label,
    }
}

async fn page(app: &App, who: &SignedIn, status: StatusCode, shown: DevicesState) -> Result<Response, PageError> {
    let store = &app.ctx.store;
    let people = if who.role.may(Right::Manage) { store.members(&who.payee.id).await? } else { Vec::new() };
    let left = store.count_recovery_codes(&who.member).await?;
    let passkeys = store.passkeys(&who.member).await?;
    let frame = Frame::of(app, who, NavigationPlace::Settings).await?;
    let DevicesState { note, errors, typed, invitation } = shown;
    let codes = who.words().with_count("count", left).with("n", who.locale.count(left));
    let role =
        |role: Role| RoleView { word: role.word(), name: role_name(&frame.t, role), may: role_may(&frame.t, role) };
    let page = DevicesPage {
        note,
        errors,
        passkeys: passkeys.into_iter().map(|key| passkey_view(who, key)).collect(),
        available: app.ctx.passkeys.is_some(),
        codes: codes.say("signin-codes-left").into_owned(),
        people: people.into_iter().map(|member| member_view(who, member)).collect(),
        roles: [Role::Seller, Role::Accountant, Role::Owner].map(role).into(),
        typed,
        invitation,
        frame,
    };
    render(status, &page)
}

/// `GET /app/settings/devices`.
pub async fn show(State(app): State<App>, who: SignedIn) -> Result<Response, PageError> {
    page(&app, &who, StatusCode::OK, DevicesState::default()).await
}

/// `POST /app/settings/passkeys/start`: the challenge for a new passkey, for the page's script.
pub async fn start(
    State(app): State<App>,
    client: Client,
    who: SignedIn,
    DeedForm(StartAdding {}): DeedForm<StartAdding>,
) -> Result<Response, PageError> {
    if let Err(limited) = app.limits.ceremonies.count(&client) {
        return Ok(ApiError(limited).into_response());
    }
    let started = passkeys::start_adding(&app.ctx, &who.payee, &who.member).await?;
    Ok(Json(CeremonyJson::from(started)).into_response())
}

/// The fields of a new passkey.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct NewPasskeyForm {
    ceremony: String,
    answer: String,
    label: String,
}

impl Deed for NewPasskeyForm {
    const NAME: &'static str = "add-passkey";
}

/// `POST /app/settings/passkeys`: adds a passkey by the answer to a challenge. A member without recovery codes gets ten.
pub async fn add(
    State(app): State<App>,
    who: SignedIn,
    DeedForm(form): DeedForm<NewPasskeyForm>,
) -> Result<Response, PageError> {
    let label = match form.label.trim() {
        "" => {
            let number = i64::try_from(app.ctx.store.passkeys(&who.member).await?.len()).unwrap_or_default() + 1;
            who.words().with("n", who.locale.count(number)).say("signin-passkey-default").into_owned()
        }
        label => label.to_owned(),
    };
    let ceremony = Token::received(&form.ceremony);
    match passkeys::add(&app.ctx, &who.payee.id, &who.member, &ceremony, &form.answer, &label).await {
        Ok(()) if app.ctx.store.count_recovery_codes(&who.member).await? == 0 => codes_page(&app, &who).await,
        Ok(()) => Ok(Redirect::to(DEVICES).into_response()),
        Err(actions::Error::Denied) => {
            let note = Some(who.words().say("signin-nothing-added").into_owned());
            page(&app, &who, StatusCode::FORBIDDEN, DevicesState { note, ..DevicesState::default() }).await
        }
        Err(actions::Error::Invalid(fields)) => wrong(&app, &who, fields, InviteForm::default()).await,
        Err(e) => Err(e.into()),
    }
}

async fn wrong(app: &App, who: &SignedIn, fields: Vec<FieldError>, typed: InviteForm) -> Result<Response, PageError> {
    let shown = DevicesState { errors: errors(&who.words(), fields), typed, ..DevicesState::default() };
    page(app, who, StatusCode::BAD_REQUEST, shown).await
}

/// Draws new recovery codes, and shows them once.
async fn codes_page(app: &App, who: &SignedIn) -> Result<Response, PageError> {
    let codes = recovery::renew(&app.ctx, &who.payee.id, &who.member).await?;
    let can_be_paid = !app.ctx.store.methods(&who.payee.id).await?.is_empty();
    let page = RecoveryCodesPage {
        frame: Frame::of(app, who, NavigationPlace::Settings).await?,
        codes: codes.iter().map(RecoveryCode::reveal).collect(),
        next: if can_be_paid || !who.role.may(Right::Manage) { DEVICES } else { "/app/methods" },
        host: app.ctx.public_url.host_str().unwrap_or_default().to_owned(),
    };
    render(StatusCode::CREATED, &page)
}

/// `POST /app/settings/recovery-codes`: replaces the member's recovery codes. Counts as a ceremony: hashing them is work.
pub async fn new_codes(
    State(app): State<App>,
    client: Client,
    who: SignedIn,
    DeedForm(NewRecoveryCodes {}): DeedForm<NewRecoveryCodes>,
) -> Result<Response, PageError> {
    app.limits.ceremonies.count(&client)?;
    codes_page(&app, &who).await
}

/// The fields of a passkey's new label.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct RenamePasskeyForm {
    label: String,
}

impl Deed for RenamePasskeyForm {
    const NAME: &'static str = "rename-passkey";
}

/// `POST /app/settings/passkeys/{id}/rename`.
pub async fn rename(
    State(app): State<App>,
    who: SignedIn,
    PagePath(id): PagePath<PasskeyId>,
    DeedForm(form): DeedForm<RenamePasskeyForm>,
) -> Result<Response, PageError> {
    match passkeys::rename(&app.ctx, &who.member, &id, &form.label).await {
        Err(actions::Error::Invalid(fields)) => wrong(&app, &who, fields, InviteForm::default()).await,
        renamed => {
            renamed?;
            Ok(Redirect::to(DEVICES).into_response())
        }
    }
}

/// `POST /app/settings/passkeys/{id}/revoke`.
pub async fn revoke(
    State(app): State<App>,
    who: SignedIn,
    PagePath(id): PagePath<PasskeyId>,
    DeedForm(RevokePasskey {}): DeedForm<RevokePasskey>,
) -> Result<Response, PageError> {
    passkeys::revoke(&app.ctx, &who.member, &id).await?;
    Ok(Redirect::to(DEVICES).into_response())
}

/// The fields of an invitation.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct InviteForm {
    label: String,
    role: String,
}

impl Deed for InviteForm {
    const NAME: &'static str = "invite-member";
}

/// `POST /app/settings/people`: makes an invitation, and shows its link once.
pub async fn invite(
    State(app): State<App>,
    who: SignedIn,
    DeedForm(form): DeedForm<InviteForm>,
) -> Result<Response, PageError> {
    let wish = Invitation { role: form.role.clone(), label: form.label.clone() };
    match members::invite(&app.ctx, &who.payee.id, &who.member, &wish).await {
        Err(actions::Error::Invalid(fields)) => wrong(&app, &who, fields, form).await,
        made => {
            let say = who.words().with("label", form.label.trim()).say("signin-invite-made").into_owned();
            let url = app.ctx.url(&format!("app/invite/{}", made?.reveal())).to_string();
            let shown = DevicesState { invitation: Some(InvitationView { say, url }), ..DevicesState::default() };
            page(&app, &who, StatusCode::CREATED, shown).await
        }
    }
}

/// `POST /app/settings/people/{member}/remove`.
pub async fn remove(
    State(app): State<App>,
    who: SignedIn,
    PagePath(member): PagePath<MemberId>,
    DeedForm(RemoveMember {}): DeedForm<RemoveMember>,
) -> Result<Response, PageError> {
    members::remove(&app.ctx, &who.payee.id, &who.member, &member).await?;
    Ok(Redirect::to(DEVICES).into_response())
}
