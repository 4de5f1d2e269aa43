//! The files that are small: the payee itself, and those who sign in and are called for it.

use serde::Serialize;
use serde_json::{Map, Value};

use super::{File, json, one};
use crate::accounting::accounts::Accounts;
use crate::actions::books::settings::{BookSettings, book_settings};
use crate::actions::catalogue::manage::read_catalogue;
use crate::actions::{Context, Error};
use crate::domain::clock::rfc3339;
use crate::domain::id::{MemberId, MethodId};
use crate::domain::language::Language;
use crate::domain::method::{Method, Settings};
use crate::domain::payee::Payee;
use crate::domain::text::MethodLabel;
use crate::rails::RailKind;
use crate::store;
use crate::store::held::{HeldApiKey, HeldMember, HeldMethod};
use crate::web::api::catalogue::CatalogueResource;
use crate::web::api::keys::KeyResource;
use crate::web::api::me::MeResource;
use crate::web::api::webhooks::WebhookResource;

/// The files.
pub(super) fn files(ctx: &Context, payee: &Payee) -> [File; 9] {
    let of = || (ctx.clone(), payee.clone());
    [
        File { name: "profile.json", about: "leave-file-profile", bytes: one(profile(of())) },
        File { name: "methods.json", about: "leave-file-methods", bytes: one(methods(of())) },
        File { name: "people.json", about: "leave-file-people", bytes: one(people(of())) },
        File { name: "devices.json", about: "leave-file-devices", bytes: one(devices(of())) },
        File { name: "keys.json", about: "leave-file-keys", bytes: one(keys(of())) },
        File { name: "webhooks.json", about: "leave-file-webhooks", bytes: one(webhooks(of())) },
        File { name: "catalogue.json", about: "leave-file-catalogue", bytes: one(catalogue(of())) },
        File { name: "labels.json", about: "leave-file-labels", bytes: one(labels(of())) },
        File { name: "statement-mappings.json", about: "leave-file-mappings", bytes: one(mappings(of())) },
    ]
}

/// The payee, with the settings of its books.
#[derive(Serialize)]
struct Profile {
    #[serde(flatten)]
    payee: MeResource,
    closing_day: u32,
    accounts: Accounts,
}

async fn profile((ctx, payee): (Context, Payee)) -> Result<Vec<u8>, Error> {
    let BookSettings { closing_day, accounts } = book_settings(&ctx, &payee.id).await?;
    json(&Profile { payee: MeResource::from(payee), closing_day: closing_day.number(), accounts })
}

/// A method with what the payee typed.
#[derive(Serialize)]
struct TypedMethod {
    id: MethodId,
    rail: String,
    wallet: Option<String>,
    label: Option<MethodLabel>,
    test: bool,
    created_at: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    removed_at: Option<String>,
    /// `null` where they were lost with their key, or erased after the removal.
    settings: Option<Map<String, Value>>,
    /// The names of those that are left out, because whoever has them could move money.
    left_out: Vec<String>,
}

async fn catalogue((ctx, payee): (Context, Payee)) -> Result<Vec<u8>, Error> {
    json(&CatalogueResource::of(&ctx, &payee.handle, &read_catalogue(&ctx, &payee).await?))
}

async fn methods((ctx, payee): (Context, Payee)) -> Result<Vec<u8>, Error> {
    let mut typed = Vec::new();
    for held in ctx.store.held_methods(&payee.id).await? {
        let settings = match ctx.store.known_method(&held.method.id).await {
            Ok(found) => found.map(|(_, settings)| settings),
            Err(store::Error::Sealed(_)) => None,
            Err(error) => return Err(error.into()),
        };
        let kind = ctx.rails.kind(&held.method.rail);
        typed.push(typed_method(held, settings.as_ref(), kind));
    }
    json(&typed)
}

/// Only settings that the rail names and doesn't call secret are shown: what it keeps besides, such as the secret of a webhook that it
/// registered, is none that the payee typed.
fn typed_method(held: HeldMethod, settings: Option<&Settings>, kind: Option<&RailKind>) -> TypedMethod {
    let fields = kind.map(|kind| kind.fields).unwrap_or_default();
    let is_shown = |name: &str| fields.iter().any(|field| field.name == name && !field.secret);
    let stored = settings.and_then(|settings| settings.value().as_object());
    let (shown, left_out): (Vec<_>, Vec<_>) = stored.into_iter().flatten().partition(|(name, _)| is_shown(name));
    let HeldMethod { method, removed_at } = held;
    let Method { id, payee_id: _, rail, test, only_currency: _, wallet, label, created_at } = method;
    TypedMethod {
        id,
        rail,
        wallet,
        label,
        test,
        created_at: rfc3339(created_at),
        removed_at: removed_at.map(rfc3339),
        settings: stored.map(|_| shown.into_iter().map(|(name, value)| (name.clone(), value.clone())).collect()),
        left_out: left_out.into_iter().map(|(name, _)| name.clone()).collect(),
    }
}

/// The people who act for the payee, those who were removed, and the invitations that nobody has accepted.
#[derive(Serialize)]
struct People {
    people: Vec<Person>,
    removed: Vec<Person>,
    invitations: Vec<PendingInvitation>,
}

#[derive(Serialize)]
struct Person {
    id: MemberId,
    label: String,
    role: &'static str,
    created_at: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    removed_at: Option<String>,
}

#[derive(Serialize)]
struct PendingInvitation {
    label: String,
    role: &'static str,
    created_at: String,
    expires_at: String,
}

async fn people((ctx, payee): (Context, Payee)) -> Result<Vec<u8>, Error> {
    let held = ctx.store.held_members(&payee.id).await?.into_iter().map(|HeldMember { member, removed_at }| Person {
        id: member.id,
        label: member.label,
        role: member.role.word(),
        created_at: rfc3339(member.created_at),
        removed_at: removed_at.map(rfc3339),
    });
    let (people, removed) = held.partition(|person| person.removed_at.is_none());
    let invitations = ctx.store.open_invitations(&payee.id, ctx.clock.now()).await?.into_iter();
    let invitations = invitations.map(|open| PendingInvitation {
        label: open.label,
        role: open.role.word(),
        created_at: rfc3339(open.created_at),
        expires_at: rfc3339(open.expires_at),
    });
    json(&People { people, removed, invitations: invitations.collect() })
}

/// The passkeys, recovery codes and signed-in browsers of a person, and the devices that show alerts.
#[derive(Serialize)]
struct Devices {
    person: MemberId,
    passkeys: Vec<Device>,
    recovery_codes_left: i64,
    signed_in: Vec<SignedInBrowser>,
    alerts: Vec<AlertedDevice>,
}

/// A device that shows alerts, without its address at the push service.
#[derive(Serialize)]
struct AlertedDevice {
    label: String,
    language: Language,
    amounts: bool,
    created_at: String,
}

#[derive(Serialize)]
struct Device {
    label: String,
    created_at: String,
    last_used_on: Option<String>,
}

#[derive(Serialize)]
struct SignedInBrowser {
    since: String,
    until: String,
}

async fn devices((ctx, payee): (Context, Payee)) -> Result<Vec<u8>, Error> {
    let sessions = ctx.store.sessions(&payee.id, ctx.clock.now()).await?;
    let mut devices = Vec::new();
    for member in ctx.store.members(&payee.id).await? {
        let passkeys = ctx.store.passkeys(&member.id).await?.into_iter().map(|passkey| Device {
            label: passkey.label,
            created_at: rfc3339(passkey.created_at),
            last_used_on: passkey.last_used_on.map(|day| day.to_string()),
        });
        let own = sessions.iter().filter(|session| session.member_id == member.id);
        let signed_in = own
            .map(|session| SignedInBrowser { since: rfc3339(session.created_at), until: rfc3339(session.expires_at) });
        let alerts = ctx.store.alert_devices(&member.id).await?.into_iter().map(|device| AlertedDevice {
            label: device.label,
            language: device.language,
            amounts: device.amounts,
            created_at: rfc3339(device.created_at),
        });
        devices.push(Devices {
            passkeys: passkeys.collect(),
            recovery_codes_left: ctx.store.count_recovery_codes(&member.id).await?,
            signed_in: signed_in.collect(),
            alerts: alerts.collect(),
            person: member.id,
        });
    }
    json(&devices)
}

/// A key of a program, which may have been revoked.
#[derive(Serialize)]
struct ProgramKey {
    #[serde(flatten)]
    key: KeyResource,
    #[serde(skip_serializing_if = "Option::is_none")]
    revoked_at: Option<String>,
}

async fn keys((ctx, payee): (Context, Payee)) -> Result<Vec<u8>, Error> {
    let keys = ctx.store.held_api_keys(&payee.id).await?;
    let keys = keys.iter().map(|HeldApiKey { key, revoked_at }| ProgramKey {
        key: KeyResource::from(key),
        revoked_at: revoked_at.map(rfc3339),
    });
    json(&keys.collect::<Vec<_>>())
}

async fn webhooks((ctx, payee): (Context, Payee)) -> Result<Vec<u8>, Error> {
    let endpoints = ctx.store.endpoints(&payee.id).await?;
    json(&endpoints.iter().map(WebhookResource::from).collect::<Vec<_>>())
}

async fn labels((ctx, payee): (Context, Payee)) -> Result<Vec<u8>, Error> {
    json(&ctx.store.labels(&payee.id).await?)
}

/// The meaning of a table's columns, as the payee chose it. The fingerprint of the headings that it is found by tells nothing.
#[derive(Serialize)]
struct ColumnMapping {
    created_at: String,
    mapping: Value,
}

async fn mappings((ctx, payee): (Context, Payee)) -> Result<Vec<u8>, Error> {
    let read = |text: &str| serde_json::from_str(text).map_err(|e| store::Error::Defect(format!("a mapping: {e}")));
    let mut mappings = Vec::new();
    for held in ctx.store.held_mappings(&payee.id).await? {
        mappings.push(ColumnMapping { created_at: rfc3339(held.created_at), mapping: read(&held.mapping)? });
    }
    json(&mappings)
}
