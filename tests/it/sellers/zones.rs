//! Days and times are the payee's: on its own pages by name, to buyers by the offset, because a name tells where it lives.

use chit::actions::payees::sign_up::{SignUp, sign_up};
use chit::actions::requests::create::create_request;
use chit::actions::settle::{ManualDraft, record_payment};
use chit::actions::{Context, Error};
use chit::domain::clock::Clock;
use chit::domain::request::Origin;
use chit::domain::request::terms::RequestDraft;
use libtest_mimic::Trial;
use serde_json::json;

use crate::house::store::{context, terms};
use crate::support::{App, both, has, has_not};

pub fn tests() -> Vec<Trial> {
    both![
        a_zone_is_chosen_and_changed,
        a_sign_up_takes_the_browsers_zone,
        buyers_read_the_payees_days,
        a_payment_is_not_recorded_for_the_payees_tomorrow,
        an_export_is_in_the_payees_zone,
    ]
}

async fn a_zone_is_chosen_and_changed(app: App) {
    let payee = app.payee("anna");
    let api = app.api(&payee.api_key);
    assert_eq!(api.get("me").await.status(200).json()["zone"], "UTC");
    let browser = app.signed_in(&payee).await;
    let settings = |zone: &str| {
        let fields = [("name", "Anna"), ("currency", "EUR"), ("language", "en"), ("zone", zone)];
        fields.map(|(name, value)| (name.to_owned(), value.to_owned()))
    };
    let save = async |zone: &str| {
        let fields = settings(zone);
        let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        browser.post("app/settings/language", &fields).await
    };
    let refused = save("Mars/Olympus").await.status(400).text();
    has(&refused, &["Mars/Olympus", "This is not a time zone. Use a name such as Europe/Berlin or UTC."]);
    save("pacific/auckland").await.status(200);
    assert_eq!(api.get("me").await.json()["zone"], "Pacific/Auckland");
    has(&save("").await.status(200).text(), &["value=\"Pacific/Auckland\""]);
    let code = app.request(&api, &json!({"amount": "25.00", "expires_at": "2099-01-14T23:30:00Z"})).await;
    has(
        &browser.get(&format!("app/requests/{code}")).await.status(200).text(),
        &["15 January 2099 at 12:30", "Days and times are those of Pacific/Auckland."],
    );
    has(&browser.get("app").await.status(200).text(), &["Days and times are those of Pacific/Auckland."]);
    has(&browser.get("app/books").await.status(200).text(), &["value=\"Pacific/Auckland\""]);
    let made = app.cli_ok(&["payee", "add", "berta", "--zone", "America/Sao_Paulo", "--json"]);
    let made: serde_json::Value = serde_json::from_str(&made).expect("JSON");
    let berta = app.api(made["api_key"].as_str().expect("a key"));
    assert_eq!(berta.get("me").await.json()["zone"], "America/Sao_Paulo");
    let wrong = app.cli(&["payee", "add", "carla", "--zone", "Mars"]);
    assert_eq!(wrong.status.code(), Some(2));
    has(&String::from_utf8_lossy(&wrong.stderr), &["zone: This is not a time zone"]);
}

async fn a_sign_up_takes_the_browsers_zone(app: App) {
    let app = app.with(&[("CHIT_SIGNUP", "open")]).await;
    has(
        &app.browser().get("app/sign-up").await.status(200).text(),
        &["type=\"hidden\" name=\"zone\" value=\"\" data-zone"],
    );
    for (handle, sent, kept) in
        [("anna", "Asia/Kolkata", "Asia/Kolkata"), ("berta", "", "UTC"), ("carla", "Etc/Unknown", "UTC")]
    {
        let fields = [("handle", handle), ("name", handle), ("currency", "EUR"), ("zone", sent)];
        app.browser().post("app/sign-up", &fields).await.status(201);
        let zones = app.db().texts(&format!("select zone from payees where handle = '{handle}'")).await;
        assert_eq!(zones, [kept], "{sent}");
    }
}

async fn buyers_read_the_payees_days(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    app.db().execute("update payees set zone = 'Pacific/Auckland'").await;
    let open = app.request(&api, &json!({"amount": "25.00", "expires_at": "2099-01-14T23:30:00Z"})).await;
    let page = async |code: &str, language: &str| {
        app.browser().get(&format!("r/{code}?lang={language}")).await.status(200).text()
    };
    has(&page(&open, "en").await, &["15 January 2099 at 12:30\u{202f}pm UTC+13"]);
    has(&page(&open, "de").await, &["15. Januar 2099 um 12:30 UTC+13"]);
    has(&page(&open, "ja").await, &["2099年1月15日", "（UTC+13）"]);
    app.db().execute("update requests set expires_at = '2026-01-14 23:30:00+00:00'").await;
    has(&page(&open, "en").await, &["Expired on <bdi>15 January 2026 (UTC+13)</bdi>"]);
    let paid = app.request(&api, &json!({"amount": "25.00"})).await;
    api.post(&format!("requests/{paid}/payments"), &json!({})).await.status(201);
    app.db().execute("update requests set paid_at = '2026-07-14 23:30:00+00:00' where state = 'paid'").await;
    has(&page(&paid, "en").await, &["15 July 2026 (UTC+12)"]);
    // The name of the zone is the payee's own.
    for code in [&open, &paid] {
        has_not(&page(code, "en").await, &["Auckland", "NZDT", "NZST"]);
    }
    has(&app.signed_in(&payee).await.get(&format!("app/requests/{open}")).await.text(), &["Pacific/Auckland"]);
}

async fn a_payment_is_not_recorded_for_the_payees_tomorrow(mut app: App) {
    let ctx = context(&mut app).await;
    // In the farthest east it is one in the morning of the 31st, in the farthest west eleven at night of the 29th.
    let now = "2026-01-30T11:00:00Z".parse().expect("a moment");
    let ctx = Context { clock: Clock::fixed(now), ..ctx };
    for (handle, zone, today, tomorrow) in [
        ("east", "Pacific/Kiritimati", "2026-01-31", "2026-02-01"),
        ("middle", "UTC", "2026-01-30", "2026-01-31"),
        ("west", "Etc/GMT+12", "2026-01-29", "2026-01-30"),
    ] {
        let wish = SignUp { handle: handle.into(), zone: zone.into(), ..SignUp::default() };
        let payee = sign_up(&ctx, &wish, None).await.expect("a payee").payee;
        let made = create_request(&ctx, &payee.id, &terms(RequestDraft::default()), Origin::Api, None).await;
        let code = made.expect("a request").code;
        let record = async |paid_on: &str| {
            let draft =
                ManualDraft { amount: Some("1.00".into()), paid_on: Some(paid_on.into()), ..ManualDraft::default() };
            record_payment(&ctx, &payee.id, &code, draft, None).await
        };
        let payment = record(today).await.expect("recorded");
        assert_eq!(payment.booking_date.map(|day| day.to_string()).as_deref(), Some(today));
        assert_eq!(payment.settled_at.map(|at| at.date_naive()), payment.booking_date, "{zone}: that day in UTC, too");
        let Err(Error::Invalid(wrong)) = record(tomorrow).await else { panic!("{zone}: tomorrow was recorded") };
        has(&wrong[0].detail, &["This day has not come yet", zone, today]);
    }
    ctx.store.close().await;
}

async fn an_export_is_in_the_payees_zone(app: App) {
    let (_, api, _) = app.seller("anna").await;
    app.db().execute("update payees set zone = 'Asia/Kolkata'").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    api.post(&format!("requests/{code}/payments"), &json!({})).await.status(201);
    has(&api.get("exports/movements").await.status(200).text(), &["+05:30,Asia/Kolkata,"]);
    has(&api.get("exports/movements?zone=UTC").await.status(200).text(), &["+00:00,UTC,"]);
    has(&app.cli_ok(&["export"]), &["+05:30,Asia/Kolkata,"]);
}
