//! What is sent: opaque, encrypted, signed, again where it failed, and never where nobody listens any more.

use libtest_mimic::Trial;
use serde_json::json;

use super::service::{self, Device, MEMO, Mood, PushService, alerting, by_bank, claim, public_key};
use crate::support::{Api, App, Browser, Hook, Message, both, has, has_not, until};

pub fn tests() -> Vec<Trial> {
    both![
        an_arrival_is_told_and_says_nothing,
        an_amount_is_said_where_it_is_wanted,
        a_claim_and_a_dispute_are_told,
        one_claim_of_a_request_waits,
        what_is_no_news_or_no_money_is_not_told,
        no_more_than_a_hundred_wait,
        one_test_waits,
        a_day_asked_for_holds_up_the_others,
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

/// The number of alerts that were tried and wait for a further try: one that is on its way is reserved for a minute only.
pub async fn planned(app: &App) -> i64 {
    let later = (crate::support::now() + chrono::TimeDelta::minutes(10)).to_rfc3339();
    app.db().number(&format!("select count(*) from alerts where attempts = 1 and next_try_at > '{later}'")).await
}

/// A seller with a device, signed in.
pub struct Desk {
    pub api: Api,
    hook: Hook,
    pub seller: Browser,
    pub device: Device,
    pub id: String,
}

impl Desk {
    pub async fn of(app: &App) -> Self {
        Self::with(app, Device::at(&PushService::open(), 1)).await
    }

    /// The same with another device.
    pub async fn with(app: &App, device: Device) -> Self {
        let (payee, api, hook) = app.seller("anna").await;
        let seller = app.signed_in(&payee).await;
        let id = device.turned_on(&seller).await;
        Self { api, hook, seller, device, id }
    }

    /// A request that was paid; answers its code and the provider's order.
    pub async fn paid(&self, app: &App) -> (String, String) {
        service::paid(app, &self.api, &self.hook).await
    }

    /// Has everything that waits sent at once: a test to another device wakes the worker.
    pub async fn hurry(&self, app: &App) {
        let waker = Device::at(&PushService::open(), 9);
        let id = waker.turned_on(&self.seller).await;
        app.db().execute(&format!("update alerts set next_try_at = {LONG_AGO}")).await;
        self.seller.post(&format!("app/settings/alerts/devices/{id}/test"), &[]).await.status(303);
        waker.hears(1).await;
        self.seller.post(&format!("app/settings/alerts/devices/{id}/remove"), &[]).await.status(303);
    }
}

pub async fn waiting(app: &App) -> i64 {
    app.db().number("select count(*) from alerts").await
}

pub async fn nothing_waits(app: &App) {
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
    // Address, code and tag, which are checked apart, have any digits and letters.
    let tag = notification["tag"].as_str().expect("a tag");
    let told = [app.base.as_str(), &code, tag].iter().fold(said.to_string(), |told, random| told.replace(random, ""));
    has_not(&told, &["25", "EUR", "€", MEMO, "cake", "pay_", "demo"]);
    assert_eq!(came.headers["topic"], tag);
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
    assert_eq!(app.db().execute("update payments set test = false").await, 1);
    desk.hook.reported(&Message::new(&order, "dispute").shifted(1)).await;
    let came = desk.device.hears(2).await;
    assert_eq!(
        (desk.device.titles()[1].as_str(), came[1].headers["urgency"].as_str()),
        ("A payment is disputed", "high")
    );
    // The only way from here on is by hand.
    by_bank(&desk.api).await;
    let code = app.request(&desk.api, &json!({"amount": "7.00"})).await;
    claim(&app, &code).await;
    desk.device.hears(3).await;
    nothing_waits(&app).await;
    assert_eq!(desk.device.titles()[2..], ["Somebody says that money was sent"]);
}

async fn one_claim_of_a_request_waits(app: App) {
    let app = alerting(app).await;
    let desk = Desk::of(&app).await;
    by_bank(&desk.api).await;
    let code = app.request(&desk.api, &json!({"amount": "7.00"})).await;
    desk.device.service.be(Mood::Answers(503, 3600));
    for _ in 0..3 {
        claim(&app, &code).await;
    }
    assert_eq!(app.db().texts("select kind || ' ' || subject from alerts").await, [format!("claimed {code}")]);
    desk.device.hears(1).await;
    until("it is planned", async || planned(&app).await == 1).await;
    desk.device.service.be(Mood::Takes);
    desk.hurry(&app).await;
    desk.device.hears(2).await;
    nothing_waits(&app).await;
}

async fn what_is_no_news_or_no_money_is_not_told(app: App) {
    let app = alerting(app).await;
    let desk = Desk::of(&app).await;
    // The demonstration's money is none, settled or disputed.
    let code = app.request(&desk.api, &json!({"amount": "25.00"})).await;
    let (_, order) = app.start_payment(&code).await;
    desk.hook.reported(&Message::new(&order, "approve")).await;
    desk.hook.reported(&Message::new(&order, "dispute").shifted(1)).await;
    // What the seller recorded, it knows.
    let code = app.request(&desk.api, &json!({"amount": "25.00"})).await;
    desk.api.post(&format!("requests/{code}/payments"), &json!({})).await.status(201);
    assert_eq!(app.db().number("select count(*) from ledger_entries where kind = 'settlement'").await, 2);
    assert_eq!((waiting(&app).await, desk.device.came().len()), (0, 0));
}

async fn no_more_than_a_hundred_wait(app: App) {
    let app = alerting(app).await;
    let desk = Desk::of(&app).await;
    let next = (crate::support::now() + chrono::TimeDelta::hours(1)).to_rfc3339();
    let waits: Vec<_> = (0..100).map(|n| format!("('{}', 'arrived', 'pay_{n}', 0)", desk.id)).collect();
    let waits = format!(
        "insert into alerts (device_id, kind, subject, payee_id, attempts, next_try_at, created_at) \
        select v.column1, v.column2, v.column3, d.payee_id, v.column4, '{next}', '{next}' \
        from (values {}) v, alert_devices d",
        waits.join(", ")
    );
    assert_eq!(app.db().execute(&waits).await, 100);
    desk.paid(&app).await;
    assert_eq!((waiting(&app).await, desk.device.came().len()), (100, 0));
}

async fn one_test_waits(app: App) {
    let app = alerting(app).await;
    let desk = Desk::of(&app).await;
    desk.device.service.be(Mood::Answers(503, 3600));
    for _ in 0..3 {
        desk.seller.post(&format!("app/settings/alerts/devices/{}/test", desk.id), &[]).await.status(303);
    }
    desk.device.hears(1).await;
    assert_eq!(waiting(&app).await, 1);
}

async fn a_day_asked_for_holds_up_the_others(app: App) {
    let app = alerting(app).await;
    let desk = Desk::of(&app).await;
    desk.device.service.be(Mood::Answers(503, 3600));
    desk.paid(&app).await;
    until("it is planned", async || planned(&app).await == 1).await;
    desk.device.service.be(Mood::Answers(429, 86_400));
    let (code, _) = desk.paid(&app).await;
    desk.device.hears(2).await;
    until("the second is given up", async || waiting(&app).await == 1).await;
    let subject =
        format!("select count(*) from alerts a join payments p on p.id = a.subject where p.request_code = '{code}'");
    assert_eq!(app.db().number(&subject).await, 0);
    let soon = (crate::support::now() + chrono::TimeDelta::hours(23)).to_rfc3339();
    assert_eq!(app.db().number(&format!("select count(*) from alerts where next_try_at > '{soon}'")).await, 1);
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
    for (at, status) in [400, 413, 307].into_iter().enumerate() {
        desk.device.service.be(Mood::Answers(status, 0));
        desk.paid(&app).await;
        desk.device.hears(at + 1).await;
        nothing_waits(&app).await;
    }
    assert_eq!(app.db().number("select count(*) from alert_devices").await, 1);
    // A day later it is of no use.
    desk.device.service.be(Mood::Answers(503, 0));
    desk.paid(&app).await;
    desk.device.hears(4).await;
    until("it failed", async || app.db().number("select count(*) from alerts where attempts = 1").await == 1).await;
    app.db().execute(&format!("update alerts set created_at = {LONG_AGO}")).await;
    desk.device.service.be(Mood::Takes);
    desk.hurry(&app).await;
    nothing_waits(&app).await;
    assert_eq!(desk.device.came().len(), 4);
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
    by_bank(&api).await;
    claim(&app, &app.request(&api, &json!({"amount": "25.00"})).await).await;
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
    let now = crate::support::now().to_rfc3339();
    let waits = format!(
        "insert into alerts (device_id, kind, subject, payee_id, attempts, next_try_at, created_at) \
        select d.id, 'test', 'test_1', d.payee_id, 0, '{now}', '{now}' from alert_devices d"
    );
    assert_eq!(app.db().execute(&waits).await, 1);
    let came = desk.device.hears(1).await.remove(0);
    let said = desk.device.read(&came);
    assert!(app.base.ends_with("/pay/"), "{}", app.base);
    assert_eq!(said["notification"]["navigate"], format!("{}app/settings/alerts", app.base));
}
