//! What is sent: opaque, encrypted, signed, again where it failed, and never where nobody listens any more.

use libtest_mimic::Trial;
use serde_json::json;

use super::service::{Device, Mood, PushService, alerting, public_key};
use crate::support::{Api, App, Browser, Hook, Message, both, has, has_not, until};

pub fn tests() -> Vec<Trial> {
    both![
        an_arrival_is_told_and_says_nothing,
        an_amount_is_said_where_it_is_wanted,
        a_claim_and_a_dispute_are_told,
        a_device_that_is_gone_is_forgotten,
        a_pause_is_granted_and_the_alert_sent_again,
        what_is_refused_or_old_is_given_up,
        one_that_is_silent_stops_nobody_else,
        nothing_is_sent_without_an_address,
        an_alert_leads_below_the_path,
    ]
}

/// A moment long ago, as both databases read it.
const LONG_AGO: &str = "'2020-01-01T00:00:00+00:00'";
const MEMO: &str = "A cake for the secret wedding";

/// A seller with a device, signed in.
struct Desk {
    api: Api,
    hook: Hook,
    seller: Browser,
    device: Device,
    id: String,
}

impl Desk {
    async fn of(app: &App) -> Self {
        let (payee, api, hook) = app.seller("anna").await;
        let seller = app.signed_in(&payee).await;
        let device = Device::at(&PushService::open(), 1);
        let id = device.turned_on(&seller).await;
        Self { api, hook, seller, device, id }
    }

    /// A request that was paid; answers its code and the provider's order.
    async fn paid(&self, app: &App) -> (String, String) {
        let code = app.request(&self.api, &json!({"amount": "25.00", "memo": MEMO})).await;
        let (_, order) = app.start_payment(&code).await;
        self.hook.reported(&Message::new(&order, "approve")).await;
        (code, order)
    }

    /// Has everything that waits sent at once: a test to another device wakes the worker.
    async fn hurry(&self, app: &App) {
        let waker = Device::at(&PushService::open(), 9);
        let id = waker.turned_on(&self.seller).await;
        app.db().execute(&format!("update alerts set next_try_at = {LONG_AGO}")).await;
        self.seller.post(&format!("app/settings/alerts/devices/{id}/test"), &[]).await.status(303);
        waker.hears(1).await;
        self.seller.post(&format!("app/settings/alerts/devices/{id}/remove"), &[]).await.status(303);
    }
}

async fn waiting(app: &App) -> i64 {
    app.db().number("select count(*) from alerts").await
}

async fn nothing_waits(app: &App) {
    until("nothing waits", async || waiting(app).await == 0).await;
}

async fn an_arrival_is_told_and_says_nothing(app: App) {
    let app = alerting(app).await;
    let desk = Desk::of(&app).await;
    let (code, _) = desk.paid(&app).await;
    let came = desk.device.hears(1).await.remove(0);
    let said = desk.device.read(&came);
    assert_eq!(said["web_push"], 8030);
    let notification = &said["notification"];
    assert_eq!(notification["title"], "A payment arrived");
    assert_eq!(notification["navigate"], format!("{}app/requests/{code}", app.base));
    assert_eq!((&notification["lang"], &notification["dir"]), (&json!("en"), &json!("ltr")));
    has_not(&said.to_string(), &["25", "EUR", "€", MEMO, "cake", "pay_", "demo"]);
    // Nobody on the way reads any of it, nor what it is about.
    let header = |name: &str| came.headers[name].clone();
    assert_eq!(header("content-encoding"), "aes128gcm");
    assert_eq!(header("content-type"), "application/octet-stream");
    assert_eq!((header("urgency").as_str(), header("topic").len()), ("high", 32));
    let kept: i64 = header("ttl").parse().expect("seconds");
    assert!(kept > 86_000 && kept <= 86_400, "{kept}");
    has_not(&format!("{:?}", came.headers), &[code.as_str(), "anna"]);
    has_not(&String::from_utf8_lossy(&came.body), &["payment", "web_push"]);
    let claims = desk.device.verify(&came, &public_key(&desk.seller).await);
    assert_eq!(claims["sub"], "mailto:ops@pay.example");
    nothing_waits(&app).await;
    has_not(&app.log(), &["/secret", "a body that nobody keeps"]);
    // The public address of a link and its payer's page know of no alert.
    has_not(&app.browser().page(&format!("r/{code}")).await, &["data-push"]);
}

async fn an_amount_is_said_where_it_is_wanted(app: App) {
    let app = alerting(app).await;
    let desk = Desk::of(&app).await;
    desk.paid(&app).await;
    desk.device.hears(1).await;
    let amounts = format!("app/settings/alerts/devices/{}/amounts", desk.id);
    desk.seller.post(&amounts, &[("amounts", "on")]).await.status(303);
    has(&desk.seller.page("app/settings/alerts").await, &["name=\"amounts\" value=\"on\"", " checked>"]);
    desk.paid(&app).await;
    let came = desk.device.hears(2).await;
    assert_eq!(desk.device.titles(), ["A payment arrived", "€25.00 arrived"]);
    has_not(&desk.device.read(&came[1]).to_string(), &[MEMO]);
    // Its length doesn't tell which of them it is, and its topic not that they are of one payee.
    assert_eq!(came[0].body.len(), came[1].body.len());
    assert_ne!(came[0].headers["topic"], came[1].headers["topic"]);
    desk.seller.post(&amounts, &[]).await.status(303);
    desk.paid(&app).await;
    desk.device.hears(3).await;
    assert_eq!(desk.device.titles()[2], "A payment arrived");
}

async fn a_claim_and_a_dispute_are_told(app: App) {
    let app = alerting(app).await;
    let desk = Desk::of(&app).await;
    let (_, order) = desk.paid(&app).await;
    desk.device.hears(1).await;
    nothing_waits(&app).await;
    desk.hook.reported(&Message::new(&order, "dispute").shifted(1)).await;
    let came = desk.device.hears(2).await;
    assert_eq!(
        (desk.device.titles()[1].as_str(), came[1].headers["urgency"].as_str()),
        ("A payment is disputed", "normal")
    );
    // The only way from here on is by hand.
    let demo = desk.api.get("methods").await.json()["data"][0]["id"].as_str().expect("an id").to_owned();
    desk.api.delete(&format!("methods/{demo}")).await.status(204);
    let bank = json!({"rail": "sepa", "settings": {"iban": "DE75512108001245126199", "beneficiary": "Anna"}});
    desk.api.post("methods", &bank).await.status(201);
    let code = app.request(&desk.api, &json!({"amount": "7.00"})).await;
    let payer = app.browser();
    let own = payer.post(&format!("r/{code}/pay"), &[]).await.status(303).location().to_owned();
    // Told twice, it is one.
    for _ in 0..2 {
        payer.post(&format!("{own}/claim"), &[]).await.status(303);
    }
    desk.device.hears(3).await;
    nothing_waits(&app).await;
    assert_eq!(desk.device.titles()[2..], ["Somebody says that money was sent"]);
}

async fn a_device_that_is_gone_is_forgotten(app: App) {
    let app = alerting(app).await;
    let desk = Desk::of(&app).await;
    for (at, status) in [404, 410].into_iter().enumerate() {
        let device = Device::at(&desk.device.service, 2);
        device.turned_on(&desk.seller).await;
        desk.device.service.be(Mood::Answers(status, 0));
        desk.paid(&app).await;
        device.hears(at + 1).await;
        until("they are gone", async || app.db().number("select count(*) from alert_devices").await == 0).await;
        nothing_waits(&app).await;
        desk.device.service.be(Mood::Takes);
    }
    has_not(&desk.seller.page("app/settings/alerts").await, &["data-device"]);
    // The books are as they are, and nobody is called any more.
    desk.paid(&app).await;
    assert_eq!((waiting(&app).await, desk.device.came().len()), (0, 1));
    app.audit();
}

async fn a_pause_is_granted_and_the_alert_sent_again(app: App) {
    let app = alerting(app).await;
    let desk = Desk::of(&app).await;
    desk.device.service.be(Mood::Answers(429, 7200));
    desk.paid(&app).await;
    desk.device.hears(1).await;
    let two_hours = async || {
        let planned = app.db().texts("select cast(next_try_at as text) from alerts where attempts = 1").await;
        let [at] = planned.as_slice() else { return false };
        let at = at.replace(' ', "T");
        let at = if at.ends_with("+00") { format!("{at}:00") } else { at };
        let at = chrono::DateTime::parse_from_rfc3339(&at).expect("a time").to_utc();
        (7100..=7300).contains(&(at - crate::support::now()).num_seconds())
    };
    until("it waits for two hours", two_hours).await;
    // A later one of the device is sent when it is due; the pause holds up what was due before its end.
    desk.device.service.be(Mood::Takes);
    desk.hurry(&app).await;
    let came = desk.device.hears(2).await;
    assert_eq!(came[0].headers["topic"], came[1].headers["topic"]);
    assert_eq!(desk.device.titles(), ["A payment arrived", "A payment arrived"]);
    assert_ne!(came[0].body, came[1].body, "each is encrypted anew");
    nothing_waits(&app).await;
    // Without a wish of the service's, the table is followed: five seconds and a fifth at most.
    desk.device.service.be(Mood::Answers(503, 0));
    desk.paid(&app).await;
    until("it is planned", async || {
        app.db().number("select count(*) from alerts where attempts = 1").await == 1 && desk.device.came().len() == 3
    })
    .await;
}

async fn what_is_refused_or_old_is_given_up(app: App) {
    let app = alerting(app).await;
    let desk = Desk::of(&app).await;
    for (at, status) in [400, 403, 413, 307].into_iter().enumerate() {
        desk.device.service.be(Mood::Answers(status, 0));
        desk.paid(&app).await;
        desk.device.hears(at + 1).await;
        nothing_waits(&app).await;
    }
    assert_eq!(app.db().number("select count(*) from alert_devices").await, 1);
    // A day later it is of no use.
    desk.device.service.be(Mood::Answers(503, 0));
    desk.paid(&app).await;
    desk.device.hears(5).await;
    until("it failed", async || app.db().number("select count(*) from alerts where attempts = 1").await == 1).await;
    app.db().execute(&format!("update alerts set created_at = {LONG_AGO}")).await;
    desk.device.service.be(Mood::Takes);
    desk.hurry(&app).await;
    nothing_waits(&app).await;
    assert_eq!(desk.device.came().len(), 5);
}

async fn one_that_is_silent_stops_nobody_else(app: App) {
    let app = alerting(app).await;
    let desk = Desk::of(&app).await;
    let other = Device::at(&PushService::open(), 2);
    other.turned_on(&desk.seller).await;
    desk.device.service.be(Mood::Silent);
    for _ in 0..3 {
        desk.paid(&app).await;
    }
    other.hears(3).await;
    assert_eq!(app.db().number("select count(*) from ledger_entries").await, 3);
    app.audit();
}

async fn nothing_is_sent_without_an_address(app: App) {
    let app = alerting(app).await;
    let (payee, api, _) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    let device = Device::at(&PushService::open(), 1);
    let id = device.turned_on(&seller).await;
    let app = app.with(&[("CHIT_VAPID_SUBJECT", "")]).await;
    let (seller, api) = (app.browser(), app.api(api.key()));
    seller.post(app.cli_ok(&["payee", "sign-in", "anna"]).trim(), &[]).await.status(303);
    let page = seller.page("app/settings/alerts").await;
    has_not(&page, &["data-push=", "test-device", "add-device"]);
    // It can still be removed.
    has(&page, &["remove-device"]);
    seller.post(&format!("app/settings/alerts/devices/{id}/test"), &[]).await.status(409);
    let fields = device.fields();
    let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    seller.post("app/settings/alerts/devices", &fields).await.status(409);
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    api.post(&format!("requests/{code}/payments"), &json!({})).await.status(201);
    assert_eq!((device.came().len(), waiting(&app).await), (0, 1));
    for (subject, is_good) in [("ops@pay.example", false), ("http://pay.example", false)] {
        let refused = app.command_for(&["serve"]).env("CHIT_VAPID_SUBJECT", subject).output().expect("chit runs");
        assert_eq!(refused.status.success(), is_good);
        has(&String::from_utf8_lossy(&refused.stderr), &["CHIT_VAPID_SUBJECT wants an address", subject]);
    }
}

async fn an_alert_leads_below_the_path(app: App) {
    let app = alerting(app).await;
    let desk = Desk::of(&app).await;
    let app = app.below("pay").await;
    let api = app.api(desk.api.key());
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    api.post(&format!("requests/{code}/payments"), &json!({})).await.status(201);
    let came = desk.device.hears(1).await.remove(0);
    let said = desk.device.read(&came);
    assert!(app.base.ends_with("/pay/"), "{}", app.base);
    assert_eq!(said["notification"]["navigate"], format!("{}app/requests/{code}", app.base));
}
