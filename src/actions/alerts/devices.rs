//! Devices that are told: turned on, changed, tried, removed. Each is one member's.

use crate::actions::{Context, Error};
use crate::domain::alert::{Alert, AlertDevice, AlertKind, Subscription, TEST};
use crate::domain::field::Problems;
use crate::domain::id::{AlertDeviceId, MemberId, PayeeId};
use crate::domain::language::Language;
use crate::domain::secret::token::Token;
use crate::domain::text::DisplayName;

/// The most devices of a member.
pub const DEVICES: i64 = 10;

/// A subscription as a browser describes it.
#[derive(Debug, Clone)]
pub struct SubscriptionDraft {
    /// The endpoint at the push service.
    pub endpoint: String,
    /// The device's public key, in base64url.
    pub p256dh: String,
    /// The device's secret, in base64url.
    pub auth: String,
}

/// A device as its browser describes it.
#[derive(Debug, Clone)]
pub struct DeviceDraft {
    /// The subscription.
    pub subscription: SubscriptionDraft,
    /// The word by which its member knows it.
    pub label: String,
    /// The language of its alerts.
    pub language: Language,
}

/// Turns alerts on for a device, until the member signs out of the `session` that asks for it. The same endpoint again replaces the one
/// before, whosever it was.
///
/// # Errors
/// [`Error::Conflict`] if this service sends no alerts, or the member has too many devices; [`Error::Invalid`] for fields;
/// [`Error::Denied`] if the member was removed.
pub async fn add(
    ctx: &Context,
    payee: &PayeeId,
    member: &MemberId,
    session: &Token,
    draft: &DeviceDraft,
) -> Result<(), Error> {
    if ctx.vapid.is_none() {
        return Err(Error::Conflict("error-no-alerts"));
    }
    let (device, subscription) = check(ctx, payee, member, draft)?;
    let session = session.hash();
    let sealed = ctx.store.seal_subscription(&device.id, &subscription)?;
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                tx.hold_member(&device.payee_id, &device.member_id).await?.ok_or(Error::Denied)?;
                tx.delete_alert_device_at(&device.endpoint_hash, &device.id).await?;
                if tx.count_alert_devices(&device.member_id).await? >= DEVICES {
                    return Err(Error::Conflict("error-many-devices"));
                }
                Ok(tx.insert_alert_device(&device, &session, &sealed).await?)
            })
        })
        .await
}

fn check(
    ctx: &Context,
    payee: &PayeeId,
    member: &MemberId,
    draft: &DeviceDraft,
) -> Result<(AlertDevice, Subscription), Error> {
    let mut problems = Problems::default();
    let label = problems.check("label", DisplayName::parse(&draft.label));
    let subscription = check_subscription(ctx, &mut problems, &draft.subscription);
    match (label, subscription, problems.finish()) {
        (Some(label), Some(subscription), Ok(())) => {
            let device = AlertDevice {
                id: AlertDeviceId::draw(&ctx.chance),
                payee_id: payee.clone(),
                member_id: member.clone(),
                endpoint_hash: subscription.endpoint_hash(),
                label: label.to_string(),
                language: draft.language,
                amounts: false,
                created_at: ctx.clock.now(),
                refusals: 0,
                stopped_at: None,
                lost_at: None,
            };
            Ok((device, subscription))
        }
        (.., problems) => Err(Error::Invalid(problems.err().unwrap_or_default())),
    }
}

fn check_subscription(ctx: &Context, problems: &mut Problems, draft: &SubscriptionDraft) -> Option<Subscription> {
    let endpoint = problems.check("endpoint", ctx.endpoints.check(&draft.endpoint));
    let endpoint = endpoint.map(String::from).unwrap_or_default();
    problems.check("keys", Subscription::parse(&endpoint, &draft.p256dh, &draft.auth))
}

/// Replaces the subscription of a member's device, where the browser did: the device is known by the hash of its endpoint so far. It stays as
/// it is otherwise, until the member signs out of the `session` that asks for it. A session can replace what its member turned on, and
/// turns on nothing that was off.
///
/// # Errors
/// [`Error::NotFound`] if the member has no such device; [`Error::Invalid`] for fields; [`Error::Denied`] if the member was removed.
pub async fn replace_subscription(
    ctx: &Context,
    (payee, member): (&PayeeId, &MemberId),
    session: &Token,
    known_hash: &str,
    draft: &SubscriptionDraft,
) -> Result<(), Error> {
    let mut problems = Problems::default();
    let subscription = check_subscription(ctx, &mut problems, draft);
    let subscription = match (subscription, problems.finish()) {
        (Some(subscription), Ok(())) => subscription,
        (_, problems) => return Err(Error::Invalid(problems.err().unwrap_or_default())),
    };
    let devices = ctx.store.alert_devices(member).await?;
    let device = devices.into_iter().find(|device| device.endpoint_hash == known_hash).ok_or(Error::NotFound)?;
    let (endpoint_hash, session) = (subscription.endpoint_hash(), session.hash());
    let sealed = ctx.store.seal_subscription(&device.id, &subscription)?;
    let (payee, member) = (payee.clone(), member.clone());
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                tx.hold_member(&payee, &member).await?.ok_or(Error::Denied)?;
                tx.delete_alert_device_at(&endpoint_hash, &device.id).await?;
                let known = (&device.id, device.endpoint_hash.as_str());
                let is_replaced = tx.replace_subscription(&member, known, &session, (&endpoint_hash, &sealed)).await?;
                if is_replaced { Ok(()) } else { Err(Error::NotFound) }
            })
        })
        .await
}

/// Sets whether alerts on a member's device say amounts.
///
/// # Errors
/// [`Error::NotFound`] if the member has no such device.
pub async fn set_amounts(ctx: &Context, member: &MemberId, id: &AlertDeviceId, amounts: bool) -> Result<(), Error> {
    let (member, id) = (member.clone(), id.clone());
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                let is_set = tx.set_alert_amounts(&member, &id, amounts).await?;
                if is_set { Ok(()) } else { Err(Error::NotFound) }
            })
        })
        .await
}

/// Sends a test to a member's device, unless one waits.
///
/// # Errors
/// [`Error::Conflict`] if this service sends no alerts; [`Error::NotFound`] if the member has no such device.
pub async fn send_test(ctx: &Context, member: &MemberId, id: &AlertDeviceId) -> Result<(), Error> {
    if ctx.vapid.is_none() {
        return Err(Error::Conflict("error-no-alerts"));
    }
    let devices = ctx.store.alert_devices(member).await?;
    let device = devices.into_iter().find(|device| device.id == *id).ok_or(Error::NotFound)?;
    let alert = Alert {
        device_id: device.id,
        kind: AlertKind::Test,
        subject: TEST.into(),
        payee_id: device.payee_id,
        attempts: 0,
        created_at: ctx.clock.now(),
    };
    ctx.store.write(move |mut tx| Box::pin(async move { Ok(tx.insert_alert(&alert).await?) })).await
}

/// Removes a member's device.
///
/// # Errors
/// [`Error::NotFound`] if the member has no such device.
pub async fn remove(ctx: &Context, member: &MemberId, id: &AlertDeviceId) -> Result<(), Error> {
    let (member, id) = (member.clone(), id.clone());
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                let is_gone = tx.delete_alert_device(&member, &id).await?;
                if is_gone { Ok(()) } else { Err(Error::NotFound) }
            })
        })
        .await
}
