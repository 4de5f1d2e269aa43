//! Subscriptions that browsers replace, and sessions that end by their time.

use chit::actions::upkeep::upkeep;
use libtest_mimic::Trial;

use super::sending::Desk;
use super::service::{Device, PushService, alerting};
use crate::house::store::context;
use crate::support::{App, Browser, both, has};

pub fn tests() -> Vec<Trial> {
    both![
        a_replaced_subscription_keeps_its_device,
        a_session_replaces_what_its_member_turned_on,
        a_session_that_ended_takes_its_devices_along,
    ]
}

/// What a browser's service worker sends; answers the status.
async fn replaced(seller: &Browser, known: &str, device: &Device) -> u16 {
    let own = device.fields();
    let fields = own.iter().filter(|(name, _)| *name != "label").map(|(name, value)| (*name, value.as_str()));
    let fields: Vec<_> = fields.chain([("known", known)]).collect();
    seller.post("app/settings/alerts/devices/replace", &fields).await.code
}

async fn hashes(app: &App) -> Vec<String> {
    app.db().texts("select endpoint_hash from alert_devices order by endpoint_hash").await
}

async fn a_replaced_subscription_keeps_its_device(app: App) {
    let app = alerting(app).await;
    let desk = Desk::of(&app).await;
    let amounts = format!("app/settings/alerts/devices/{}/amounts", desk.id);
    desk.seller.post(&amounts, &[("amounts", "on")]).await.status(303);
    assert_eq!(app.db().execute("update alert_devices set refusals = 4").await, 1);
    let known = hashes(&app).await.remove(0);
    let next = Device::named(&PushService::open(), 2, "/next");
    assert_eq!(replaced(&desk.seller, &known, &next).await, 204);
    assert_eq!(
        app.db().texts("select id || ' ' || label from alert_devices").await,
        [format!("{} {}", desk.id, desk.device.path)]
    );
    assert_eq!(app.db().number("select count(*) from alert_devices where amounts and refusals = 0").await, 1);
    desk.paid(&app).await;
    next.hears(1).await;
    assert_eq!((next.titles(), desk.device.came().len()), (vec!["€25.00 arrived".to_owned()], 0));
    // It said so already; a late repetition finds nothing.
    assert_eq!(replaced(&desk.seller, &known, &next).await, 404);
    // A browser whose endpoint was a device of its own by then is one device again.
    let third = Device::named(&next.service, 3, "/third");
    third.turned_on(&desk.seller).await;
    let all = hashes(&app).await;
    let known =
        app.db().texts(&format!("select endpoint_hash from alert_devices where id = '{}'", desk.id)).await.remove(0);
    assert_eq!((all.len(), replaced(&desk.seller, &known, &third).await), (2, 204));
    assert_eq!(app.db().texts("select id from alert_devices").await.join(" "), desk.id);
    has(&desk.seller.page("app/settings/alerts").await, &["data-device=\"", " checked>"]);
}

async fn a_session_replaces_what_its_member_turned_on(app: App) {
    let app = alerting(app).await;
    let desk = Desk::of(&app).await;
    let known = hashes(&app).await.remove(0);
    let next = Device::at(&PushService::open(), 2);
    // Somebody else who signed in there gets no alerts that way, and turns none on.
    let stranger = app.signed_in(&app.payee("berta")).await;
    let till = crate::sellers::leaving::member(&app, &desk.seller, chit::domain::access::Role::Seller).await;
    for other in [&stranger, &till] {
        assert_eq!(replaced(other, &known, &next).await, 404);
    }
    assert_ne!(replaced(&app.browser(), &known, &next).await, 204, "nobody is signed in");
    for unknown in ["", "0"] {
        assert_eq!(replaced(&desk.seller, unknown, &next).await, 404);
    }
    let broken =
        [("known", known.as_str()), ("endpoint", "ftp://push.example/1"), ("p256dh", "AAAA"), ("auth", "AAAA")];
    desk.seller.post("app/settings/alerts/devices/replace", &broken).await.status(400);
    assert_eq!(hashes(&app).await.join(" "), known);
    // Another session of the same member takes the device over, which lasts as long as that.
    let again = app.browser();
    again.post(app.cli_ok(&["payee", "sign-in", "anna"]).trim(), &[]).await.status(303);
    assert_eq!(replaced(&again, &known, &next).await, 204);
    desk.seller.post("app/sign-out", &[]).await.status(303);
    assert_eq!(hashes(&app).await.len(), 1);
    again.post("app/sign-out", &[]).await.status(303);
    assert_eq!(hashes(&app).await.len(), 0);
}

async fn a_session_that_ended_takes_its_devices_along(app: App) {
    let mut app = alerting(app).await;
    let desk = Desk::of(&app).await;
    let ended = app.db().execute("update sessions set expires_at = '2020-01-01T00:00:00+00:00'").await;
    assert_eq!(ended, 1);
    let again = app.browser();
    again.post(app.cli_ok(&["payee", "sign-in", "anna"]).trim(), &[]).await.status(303);
    Device::at(&desk.device.service, 2).turned_on(&again).await;
    let ctx = context(&mut app).await;
    upkeep(&ctx).await.expect("it runs");
    assert_eq!(app.db().texts("select label from alert_devices").await, ["/to/2/secret"]);
    assert_eq!(app.db().number("select count(*) from sessions").await, 1);
    ctx.store.close().await;
}
