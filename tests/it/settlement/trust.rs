//! Who is believed about money: signed reports, at their own door, about their own payments.

use libtest_mimic::Trial;
use serde_json::{Value, json};

use crate::settlement::arrivals::{ledger_has, standing, stands, states};
use crate::support::{App, Hook, Message, both, now};

pub fn tests() -> Vec<Trial> {
    both![
        only_signed_reports_are_believed,
        a_signed_report_that_makes_no_sense_breaks_nothing,
        a_provider_cannot_speak_of_other_peoples_payments,
        a_report_goes_to_its_own_door,
    ]
}

async fn only_signed_reports_are_believed(app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (_, order) = app.start_payment(&code).await;
    let before = app.db().rows().await;
    let at = now().timestamp();
    let body = serde_json::to_vec(&json!({
        "id": "x", "order": order, "outcome": "approve", "amount": "25.00", "currency": "EUR", "at": at,
    }))
    .expect("JSON");
    let good = hook.sign(at, &body);
    let tag = good.split_once("v1=").expect("a tag").1.to_owned();
    let foreign = Hook { secret: "another-secret-of-16".into(), ..hook.clone() };
    let empty = Hook { secret: String::new(), ..hook.clone() };
    for signature in [
        None,
        Some(String::new()),
        Some("nonsense".into()),
        Some(format!("t={at}")),
        Some(format!("v1={tag}")),
        Some(format!("t={at},v1=")),
        Some(format!("t={at},v0={tag}")),
        Some(format!("t={at},v1={}", "0".repeat(64))),
        Some(format!("t={at},v1={}", &tag[..62])),
        Some(format!("t={},v1={tag}", at + 1)),
        Some(format!("t=,v1={tag}")),
        Some(format!("t={},v1={tag}", i64::MAX)),
        Some(hook.sign(at - 400, &body)),
        Some(hook.sign(at + 400, &body)),
        Some(hook.sign(i64::MIN, &body)),
        Some(foreign.sign(at, &body)),
        Some(empty.sign(at, &body)),
        Some(hook.sign(at, b"")),
    ] {
        let refused = hook.deliver(signature.as_deref(), body.clone()).await;
        assert_eq!(refused.code, 401, "{signature:?}");
        refused.problem();
    }
    let mut changed = body.clone();
    changed.push(b' ');
    hook.deliver(Some(&good), changed).await.status(401);
    hook.deliver(Some(&good), Vec::new()).await.status(401);
    hook.deliver(None, Vec::new()).await.status(401);
    assert_eq!(app.db().rows().await, before, "something was written");
    assert_eq!(states(&api, &code).await, ["pending"]);
    // Too large a message is not read to its end.
    hook.deliver(Some(&good), vec![b' '; 64 * 1024 + 1]).await.status(413).problem();
    hook.deliver(Some(&good), body).await.status(204);
    assert_eq!(stands(&api, &code).await, standing("paid", 1, "25.00"));
}

async fn a_signed_report_that_makes_no_sense_breaks_nothing(app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (_, order) = app.start_payment(&code).await;
    let at = now().timestamp();
    let good = json!({"id": "x", "order": order, "outcome": "approve", "amount": "25.00", "currency": "EUR", "at": at});
    let with = |field: &str, value: Value| {
        let mut body = good.clone();
        body[field] = value;
        body
    };
    let before = app.db().rows().await;
    for body in [
        json!({}),
        json!([]),
        json!("approve"),
        with("outcome", json!("mumble")),
        with("outcome", json!(null)),
        with("amount", json!("25,00")),
        with("amount", json!("-25.00")),
        with("amount", json!("25.001")),
        with("amount", json!(25)),
        with("currency", json!("ZZZ")),
        with("at", json!("now")),
        with("at", json!(i64::MAX)),
        with("id", json!(5)),
    ] {
        hook.deliver_signed(&body).await.status(400).problem();
    }
    let signature = hook.sign(at, b"{");
    hook.deliver(Some(&signature), b"{".to_vec()).await.status(400).problem();
    assert_eq!(app.db().rows().await, before, "something was written");
    // Signed and readable, but strange: taken or refused, never a defect, and never a line that can't be read again.
    for (at, body) in [
        with("id", json!("nul\u{0}")),
        with("order", json!("nul\u{0}")),
        with("id", json!("")),
        with("id", json!("x".repeat(50_000))),
        with("order", json!("x".repeat(50_000))),
        with("order", json!("demo_unknown")),
    ]
    .into_iter()
    .enumerate()
    {
        let answer = hook.deliver_signed(&body).await;
        assert!([204, 400].contains(&answer.code), "the {at}th: {} {}", answer.code, answer.text());
    }
    for (event, at) in [-8_000_000_000_000_i64, -62_135_596_801, -1, 0, 8_000_000_000_000].into_iter().enumerate() {
        let code = app.request(&api, &json!({"amount": "25.00"})).await;
        let (_, order) = app.start_payment(&code).await;
        let body = json!({"id": format!("at-{event}"), "order": order, "outcome": "approve", "amount": "25.00", "currency": "EUR", "at": at});
        let answer = hook.deliver_signed(&body).await;
        assert!([204, 400].contains(&answer.code), "at {at}: {} {}", answer.code, answer.text());
        api.get(&format!("payments?request={code}")).await.status(200);
    }
    assert_eq!(states(&api, &code).await.len(), 1);
    api.get("exports/movements").await.status(200);
    hook.reported(&Message::new(&order, "approve")).await;
    app.audit();
}

async fn a_provider_cannot_speak_of_other_peoples_payments(app: App) {
    let (_, anna, _) = app.seller("anna").await;
    let berta = app.api(&app.payee("berta").api_key);
    let method = json!({"rail": "demo", "settings": {"webhook_secret": "bertas-own-secret"}});
    let method = berta.post("methods", &method).await.status(201).json();
    let client = crate::support::client();
    let url = method["webhook_url"].as_str().expect("a URL").to_owned();
    let bertas = Hook { client, url, secret: "bertas-own-secret".into() };
    let code = app.request(&anna, &json!({"amount": "25.00"})).await;
    let (page, order) = app.start_payment(&code).await;
    // By her own door she may say what she likes: it is nobody's payment there.
    for outcome in ["approve", "decline", "pending"] {
        bertas.reported(&Message::new(&order, outcome)).await;
    }
    assert_eq!(states(&anna, &code).await, ["pending"]);
    assert_eq!(app.db().number("select count(*) from rail_events where outcome <> 'unknown_payment'").await, 0);
    // At Anna's door her signature is nothing, and neither is an order of hers.
    let annas_door =
        app.db().texts("select id from methods where payee_id = (select id from payees where handle = 'anna')").await;
    let at_annas = Hook { url: format!("{}hooks/demo/{}", app.base, annas_door[0]), ..bertas.clone() };
    at_annas.report(&Message::new(&order, "approve")).await.status(401);
    let bertas_page = page.replace(&annas_door[0], bertas.url.rsplit('/').next().expect("an id"));
    assert_ne!(bertas_page, page);
    app.browser().get(&bertas_page).await.status(404);
    app.browser().post(&bertas_page, &[("outcome", "approve")]).await.status(404);
    let mut forged = page.clone();
    forged.truncate(page.len() - 3);
    app.browser().post(&forged, &[("outcome", "approve")]).await.status(404);
    assert_eq!(states(&anna, &code).await, ["pending"]);
    ledger_has(&app, 0).await;
}

async fn a_report_goes_to_its_own_door(app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (_, order) = app.start_payment(&code).await;
    let sepa = json!({"rail": "sepa", "settings": {"iban": "DE75512108001245126199", "beneficiary": "Anna"}});
    let sepa = api.post("methods", &sepa).await.json()["id"].as_str().expect("an id").to_owned();
    let id = hook.url.rsplit('/').next().expect("an id").to_owned();
    let message = Message::new(&order, "approve");
    for door in [
        format!("sepa/{id}"),
        "demo/nobody".into(),
        format!("demo/{sepa}"),
        format!("stripe/{id}"),
        format!("demo/{}", "x".repeat(500)),
        "demo/%00".into(),
    ] {
        let elsewhere = Hook { url: format!("{}hooks/{door}", app.base), ..hook.clone() };
        elsewhere.report(&message).await.status(404).problem();
    }
    // A transfer has nobody who reports it.
    let transfer = Hook { url: format!("{}hooks/sepa/{sepa}", app.base), ..hook.clone() };
    let refused = transfer.report(&message).await;
    assert!((400..500).contains(&refused.code), "{} {}", refused.code, refused.text());
    assert_eq!(states(&api, &code).await, ["pending"]);
}
