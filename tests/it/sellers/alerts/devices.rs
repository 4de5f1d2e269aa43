//! Devices: turned on by their member, seen and changed by nobody else, and gone with all by which they were there.

use chit::domain::access::Role;
use libtest_mimic::Trial;

use super::service::{Device, PushService, alerting, paid, public_key};
use crate::sellers::leaving::member;
use crate::support::{App, Browser, both, has, has_not, until};

pub fn tests() -> Vec<Trial> {
    both![
        a_device_is_listed_and_tried_and_removed,
        the_same_endpoint_again_is_the_same_device,
        what_is_no_subscription_is_refused,
        a_device_is_its_members_own,
        devices_go_with_sessions_members_and_accounts,
        signing_out_ends_the_alerts_of_that_session,
        the_key_is_one_and_outlives_a_secret,
        a_lost_secret_takes_the_devices_along,
    ]
}

/// Another secret than the service's.
const NEXT: &str = "IB8eHRwbGhkYFxYVFBMSERAPDg0MCwoJCAcGBQQDAgE=";

async fn count(app: &App) -> i64 {
    app.db().number("select count(*) from alert_devices").await
}

/// Turns a device on, with other fields than its own; answers the status and the page.
async fn posted(seller: &Browser, device: &Device, other: &[(&str, &str)]) -> (u16, String) {
    let own = device.fields();
    let fields: Vec<_> = own
        .iter()
        .map(|(name, value)| {
            let value = other.iter().find(|(of, _)| of == name).map_or(value.as_str(), |(_, value)| value);
            (*name, value)
        })
        .collect();
    let answer = seller.post("app/settings/alerts/devices", &fields).await;
    (answer.code, answer.text())
}

async fn a_device_is_listed_and_tried_and_removed(app: App) {
    let app = alerting(app).await;
    let seller = app.signed_in(&app.payee("anna")).await;
    let page = seller.page("app/settings/alerts?lang=de").await;
    has(&page, &["Wenn die App geschlossen ist", "data-push=\"B", "Auf diesem Gerät einschalten"]);
    let device = Device::at(&PushService::open(), 1);
    let id = device.turned_on(&seller).await;
    has(&seller.page("app/settings/alerts").await, &["data-device=\"", "Say amounts", "Send a test", "Remove"]);
    let tried = seller.post(&format!("app/settings/alerts/devices/{id}/test"), &[]).await.status(303);
    has(&seller.page(tried.location().trim_start_matches('/')).await, &["A test is on its way."]);
    let came = device.hears(1).await;
    assert_eq!(device.titles(), ["Alerts work on this device"]);
    device.verify(&came[0], &public_key(&seller).await);
    // What is stored of it is sealed.
    let stored = app.db().texts("select subscription || endpoint_hash || label from alert_devices").await.remove(0);
    has_not(&stored, &["127.0.0.1", "p256dh"]);
    for _ in 0..2 {
        seller.post(&format!("app/settings/alerts/devices/{id}/remove"), &[]).await.status(303);
    }
    has_not(&seller.page("app/settings/alerts").await, &["data-device"]);
    seller.post(&format!("app/settings/alerts/devices/{id}/test"), &[]).await.status(404);
    // One without a name gets a number.
    assert_eq!(posted(&seller, &device, &[("label", " ")]).await.0, 303);
    has(&seller.page("app/settings/alerts").await, &["Device 1"]);
}

async fn the_same_endpoint_again_is_the_same_device(app: App) {
    let app = alerting(app).await;
    let (anna, berta) = (app.signed_in(&app.payee("anna")).await, app.signed_in(&app.payee("berta")).await);
    let device = Device::at(&PushService::open(), 1);
    let first = device.turned_on(&anna).await;
    let second = device.turned_on(&anna).await;
    assert!(first != second && count(&app).await == 1);
    // A browser in which somebody else signs in tells that payee's news, and no longer the first one's.
    device.turned_on(&berta).await;
    assert_eq!(count(&app).await, 1);
    has_not(&anna.page("app/settings/alerts").await, &["data-device"]);
}

async fn what_is_no_subscription_is_refused(app: App) {
    let app = alerting(app).await;
    let seller = app.signed_in(&app.payee("anna")).await;
    let device = Device::at(&PushService::open(), 1);
    let long = "x".repeat(71);
    for other in [
        ("endpoint", ""),
        ("endpoint", "ftp://push.example/1"),
        ("endpoint", "https://user@push.example/1"),
        ("p256dh", "AAAA"),
        ("auth", "AAAA"),
        ("label", long.as_str()),
    ] {
        let (status, page) = posted(&seller, &device, &[other]).await;
        assert_eq!(status, 400, "{other:?}");
        has(&page, &["role=\"alert\""]);
    }
    assert_eq!(count(&app).await, 0);
    let service = PushService::open();
    for number in 1..=10 {
        Device::at(&service, number).turned_on(&seller).await;
    }
    let (status, page) = posted(&seller, &Device::at(&service, 11), &[]).await;
    assert_eq!(status, 409);
    has(&page, &["10 devices are the most"]);
    // One of them again is none more.
    Device::at(&service, 10).turned_on(&seller).await;
    assert_eq!(count(&app).await, 10);
    // They are counted by person: nobody keeps another one of the payee from turning theirs on.
    let till = member(&app, &seller, Role::Seller).await;
    Device::at(&service, 11).turned_on(&till).await;
    assert_eq!(count(&app).await, 11);
}

async fn a_device_is_its_members_own(app: App) {
    let app = alerting(app).await;
    let owner = app.signed_in(&app.payee("anna")).await;
    let till = member(&app, &owner, Role::Seller).await;
    let stranger = app.signed_in(&app.payee("berta")).await;
    let id = Device::at(&PushService::open(), 1).turned_on(&till).await;
    for other in [&owner, &stranger] {
        has_not(&other.page("app/settings/alerts").await, &["data-device"]);
        for deed in ["amounts", "test"] {
            other.post(&format!("app/settings/alerts/devices/{id}/{deed}"), &[("amounts", "on")]).await.status(404);
        }
        other.post(&format!("app/settings/alerts/devices/{id}/remove"), &[]).await.status(303);
    }
    assert_eq!((count(&app).await, app.db().number("select count(*) from alert_devices where amounts").await), (1, 0));
}

async fn devices_go_with_sessions_members_and_accounts(app: App) {
    let app = alerting(app).await;
    let (payee, api, hook) = app.seller("anna").await;
    let owner = app.signed_in(&payee).await;
    let service = PushService::open();
    let till = member(&app, &owner, Role::Seller).await;
    let (of_owner, of_till) = (Device::at(&service, 1), Device::at(&service, 2));
    of_owner.turned_on(&owner).await;
    of_till.turned_on(&till).await;
    // Everywhere, for a seller, is everywhere of their own.
    till.post("app/sign-out-everywhere", &[]).await;
    assert_eq!(count(&app).await, 1);
    let till = member(&app, &owner, Role::Seller).await;
    of_till.turned_on(&till).await;
    let ids = app
        .db()
        .texts("select member_id from alert_devices d join members m on m.id = d.member_id where m.role = 'seller'")
        .await;
    owner.post(&format!("app/settings/people/{}/remove", ids[0]), &[]).await.status(303);
    assert_eq!(count(&app).await, 1);
    // What still waits for a device that is gone is sent to nobody.
    paid(&app, &api, &hook).await;
    of_owner.hears(1).await;
    assert_eq!(of_till.came().len(), 0);
    until("nothing waits", async || app.db().number("select count(*) from alerts").await == 0).await;
    owner.post("app/sign-out-everywhere", &[]).await;
    assert_eq!(count(&app).await, 0);

    let other = app.payee("berta");
    let owner = app.signed_in(&other).await;
    Device::at(&service, 3).turned_on(&owner).await;
    owner.post("app/settings/close", &[("handle", "berta")]).await.status(200);
    assert_eq!((count(&app).await, app.db().number("select count(*) from alerts").await), (0, 0));
}

async fn signing_out_ends_the_alerts_of_that_session(app: App) {
    let app = alerting(app).await;
    let payee = app.payee("anna");
    let service = PushService::open();
    let phone = app.signed_in(&payee).await;
    Device::at(&service, 1).turned_on(&phone).await;
    let desk = app.browser();
    desk.post(app.cli_ok(&["payee", "sign-in", "anna"]).trim(), &[]).await.status(303);
    Device::at(&service, 2).turned_on(&desk).await;
    phone.post("app/sign-out", &[]).await.status(303);
    assert_eq!(app.db().texts("select label from alert_devices").await, ["/to/2/secret"]);
    // Turned on again elsewhere, a device is that session's.
    let phone = app.browser();
    phone.post(app.cli_ok(&["payee", "sign-in", "anna"]).trim(), &[]).await.status(303);
    Device::at(&service, 2).turned_on(&phone).await;
    desk.post("app/sign-out", &[]).await.status(303);
    assert_eq!(count(&app).await, 1);
}

async fn the_key_is_one_and_outlives_a_secret(app: App) {
    let app = alerting(app).await;
    let seller = app.signed_in(&app.payee("anna")).await;
    let key = public_key(&seller).await;
    let device = Device::at(&PushService::open(), 1);
    device.turned_on(&seller).await;
    let vapid = "select id from service_keys where purpose = 'vapid'";
    let replica = alerting(app.replica().await).await;
    let there = replica.signed_in(&replica.payee("dora")).await;
    assert_eq!(public_key(&there).await, key);
    drop(replica);
    assert_eq!(app.db().texts(vapid).await, ["vapid"]);
    let secrets = [("CHIT_SECRET_KEY", NEXT), ("CHIT_SECRET_KEY_FALLBACKS", crate::support::SECRET_KEY)];
    let app = app.with(&secrets).await;
    has(&app.cli_ok(&["rekey"]), &["devices: 1 sealed anew", "No key but CHIT_SECRET_KEY"]);
    let app = app.with(&[("CHIT_SECRET_KEY_FALLBACKS", "")]).await;
    let seller = app.signed_in(&app.payee("berta")).await;
    assert_eq!(public_key(&seller).await, key);
    // The device of before is still reached.
    let id = app.db().texts("select id from alert_devices").await.remove(0);
    let now = crate::support::now().to_rfc3339();
    let waits = format!(
        "insert into alerts (device_id, kind, subject, payee_id, attempts, next_try_at, created_at) \
        select '{id}', 'test', 'test', payee_id, 0, '{now}', '{now}' from alert_devices"
    );
    assert_eq!(app.db().execute(&waits).await, 1);
    let came = device.hears(1).await;
    device.verify(&came[0], &key);
}

async fn a_lost_secret_takes_the_devices_along(app: App) {
    let mut app = alerting(app).await;
    let seller = app.signed_in(&app.payee("anna")).await;
    let key = public_key(&seller).await;
    Device::at(&PushService::open(), 1).turned_on(&seller).await;
    app.kill();
    let lost = app.command_for(&["rekey", "--lost"]).env("CHIT_SECRET_KEY", NEXT).output().expect("chit runs");
    has(&String::from_utf8_lossy(&lost.stdout), &["devices: 0 sealed anew"]);
    assert_eq!(count(&app).await, 0);
    let app = app.with(&[("CHIT_SECRET_KEY", NEXT)]).await;
    let seller = app.signed_in(&app.payee("berta")).await;
    let fresh = public_key(&seller).await;
    assert_ne!(fresh, key);
    assert_eq!(app.db().number("select count(*) from service_keys where purpose = 'vapid'").await, 1);
}
