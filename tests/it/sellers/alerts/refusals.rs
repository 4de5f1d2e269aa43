//! What push services refuse, and the rules of those that there are.

use libtest_mimic::Trial;

use super::sending::{Desk, nothing_waits, waiting};
use super::service::{Device, Mood, PushService, alerting};
use crate::support::{App, both, has, has_not, until};

pub fn tests() -> Vec<Trial> {
    both![
        each_push_service_takes_an_alert,
        a_topic_without_a_listener_is_asked_again,
        a_signature_that_is_refused_stops_the_device,
        what_is_taken_forgets_refusals,
    ]
}

/// The devices, each with its refusals, and whether it is stopped.
async fn refusals(app: &App) -> Vec<String> {
    let refusals = "select cast(refusals as text) || case when stopped_at is null then '' else ' stopped' end";
    app.db().texts(&format!("{refusals} from alert_devices")).await
}

async fn each_push_service_takes_an_alert(app: App) {
    let app = alerting(app).await;
    let desk = Desk::of(&app).await;
    for (number, rules, path) in
        [(2, Mood::Autopush, "/wpush/v2/gAAAAABh_secret"), (3, Mood::Ntfy, "/upA1b2C3d4E5f6?up=1")]
    {
        let device = Device::named(&PushService::open(), number, path);
        device.service.be(rules);
        device.turned_on(&desk.seller).await;
        desk.paid(&app).await;
        let came = device.hears(1).await;
        assert_eq!(device.titles(), ["A payment arrived"], "{rules:?}");
        assert!(came[0].body.len() < 4096 && came[0].headers["topic"].len() <= 32, "{rules:?}");
        nothing_waits(&app).await;
        desk.paid(&app).await;
        assert_eq!(device.hears(2).await.len(), 2, "it was taken once, and the next one, too");
    }
    nothing_waits(&app).await;
    assert_eq!(refusals(&app).await, ["0", "0", "0"]);
    // They all say differently that they took it.
    for (at, status) in [200, 201, 202].into_iter().enumerate() {
        desk.device.service.be(Mood::Answers(status, 0));
        desk.paid(&app).await;
        desk.device.hears(at + 5).await;
        nothing_waits(&app).await;
    }
}

/// By default ntfy limits a topic by who listens to it, and answers 507 while its phone is away: a word of ours would lose the device.
async fn a_topic_without_a_listener_is_asked_again(app: App) {
    let app = alerting(app).await;
    let desk = Desk::with(&app, Device::named(&PushService::open(), 1, "/upA1b2C3d4E5f6?up=1")).await;
    desk.device.service.be(Mood::Answers(507, 0));
    desk.paid(&app).await;
    desk.device.hears(1).await;
    until("it is planned", async || app.db().number("select count(*) from alerts where attempts = 1").await == 1).await;
    desk.device.service.be(Mood::Ntfy);
    desk.hurry(&app).await;
    desk.device.hears(2).await;
    nothing_waits(&app).await;
    assert_eq!(refusals(&app).await, ["0"]);
}

async fn a_signature_that_is_refused_stops_the_device(app: App) {
    let app = alerting(app).await;
    let desk = Desk::of(&app).await;
    let other = Device::at(&PushService::open(), 2);
    other.turned_on(&desk.seller).await;
    let ours = async || {
        let ours = format!("select refusals from alert_devices where id = '{}'", desk.id);
        app.db().number(&ours).await
    };
    desk.paid(&app).await;
    desk.device.hears(1).await;
    nothing_waits(&app).await;
    for refusal in 1..=5 {
        desk.device.service.be(Mood::Answers(if refusal % 2 == 0 { 401 } else { 403 }, 0));
        if refusal == 1 {
            desk.paid(&app).await;
        } else {
            desk.hurry(&app).await;
        }
        until("it is counted", async || ours().await == refusal).await;
        let waits = i64::from(refusal < 5);
        until("what waits", async || waiting(&app).await == waits).await;
        if refusal < 5 {
            has_not(&desk.seller.page("app/settings/alerts").await, &["data-stopped"]);
        }
    }
    assert_eq!(desk.device.came().len(), 6);
    let page = desk.seller.page("app/settings/alerts").await;
    has(&page, &["The push service has refused alerts to this device since ", "Send a test"]);
    assert_eq!(page.matches("data-stopped").count(), 1, "the other one is well");
    // Nothing is written for it any more, and nobody asks for it again.
    desk.paid(&app).await;
    other.hears(3).await;
    nothing_waits(&app).await;
    assert_eq!(desk.device.came().len(), 6);
    // A test is tried once, as often as the seller wants.
    let test = format!("app/settings/alerts/devices/{}/test", desk.id);
    desk.seller.post(&test, &[]).await.status(303);
    until("it is counted", async || ours().await == 6).await;
    nothing_waits(&app).await;
    desk.device.service.be(Mood::Takes);
    desk.seller.post(&test, &[]).await.status(303);
    desk.device.hears(8).await;
    until("it is well", async || ours().await == 0).await;
    has_not(&desk.seller.page("app/settings/alerts").await, &["data-stopped"]);
    desk.paid(&app).await;
    desk.device.hears(9).await;
    assert_eq!(desk.device.titles()[8], "A payment arrived");
}

async fn what_is_taken_forgets_refusals(app: App) {
    let app = alerting(app).await;
    let desk = Desk::of(&app).await;
    desk.device.service.be(Mood::Answers(403, 0));
    desk.paid(&app).await;
    until("it is counted", async || refusals(&app).await == ["1"]).await;
    desk.device.service.be(Mood::Takes);
    desk.hurry(&app).await;
    desk.device.hears(2).await;
    until("it is forgotten", async || refusals(&app).await == ["0"]).await;
    nothing_waits(&app).await;
    app.audit();
}
