//! The whole service beside PayPal.

use libtest_mimic::Trial;
use serde_json::json;

use super::{beside_paypal, paypal_method, settings, start};
use crate::rails::doubles::line::{Heard, Weather};
use crate::rails::doubles::paypal::{CLIENT_ID, CLIENT_SECRET, PEOPLE, PayPal};
use crate::rails::doubles::{keeps_none_of, state, status};
use crate::support::{App, both, client, has, has_not, now, until};

pub fn tests() -> Vec<Trial> {
    both![
        what_the_payer_agreed_to_is_taken_once,
        only_what_paypal_signed_is_believed,
        messages_of_strangers_are_not_passed_on,
        messages_of_strangers_break_nothing_for_others,
        credentials_are_tried_before_they_are_saved,
    ]
}

fn keeps_no_secret(app: &App) {
    keeps_none_of(app, PEOPLE.iter().chain(&[CLIENT_SECRET, "A21-1"]));
}

async fn what_the_payer_agreed_to_is_taken_once(app: App) {
    let (app, double, api) = beside_paypal(app).await;
    let hook = paypal_method(&api).await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    has(&app.browser().page(&format!("r/{code}")).await, &["PayPal"]);
    let order = start(&app, &double, &code).await;
    double.agree(&order);
    let approved = double.event("CHECKOUT.ORDER.APPROVED", &order);
    double.post(&hook, &approved).await.status(204);
    assert_eq!((status(&api, &code).await, state(&api, &code).await), (json!("paid"), json!("settled")));
    // What follows says the same again.
    for message in [approved, double.event("PAYMENT.CAPTURE.COMPLETED", &order)] {
        double.post(&hook, &message).await.status(204);
    }
    assert_eq!(app.db().number("select count(*) from rail_events").await, 1);
    assert_eq!(double.calls().iter().filter(|call| *call == "capture").count(), 1);
}

async fn only_what_paypal_signed_is_believed(app: App) {
    let (app, double, api) = beside_paypal(app).await;
    let hook = paypal_method(&api).await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let order = start(&app, &double, &code).await;
    double.agree(&order);
    let event = double.event("CHECKOUT.ORDER.APPROVED", &order);
    let body = serde_json::to_vec(&event).expect("JSON");
    let signed = double.sign(&body);
    let send = async |headers: &[(&'static str, String)], body: Vec<u8>| {
        let mut request = client().post(&hook).body(body);
        for (name, value) in headers {
            request = request.header(*name, value);
        }
        request.send().await.expect("an answer").status().as_u16()
    };
    // What would break out of the question, if it were put in as it came.
    for more in [&b", \"webhook_id\": \"x\""[..], b"}", b"{}"] {
        assert_eq!(send(&signed, [&body, more].concat()).await, 401);
    }
    assert_eq!(send(&signed, b"\xff".to_vec()).await, 401);
    let asked_before = double.calls().len();
    assert_eq!(send(&[], body.clone()).await, 401);
    assert_eq!(double.calls().len(), asked_before, "what has no signature isn't asked about");
    assert_eq!(state(&api, &code).await, json!("pending"));
    assert!(!double.calls().contains(&"capture".to_owned()), "nothing was taken by a word that isn't PayPal's");
    // Signed, and none of ours.
    for foreign in [
        json!({"id": "WH-1", "event_type": "CUSTOMER.DISPUTE.CREATED", "resource": {"id": "x"}}),
        json!({"id": "WH-2", "event_type": "CHECKOUT.ORDER.APPROVED", "resource": {"id": "NOBODYS"}}),
        json!({"id": "WH-3", "event_type": "PAYMENT.CAPTURE.COMPLETED", "resource": {"id": "x"}}),
    ] {
        double.post(&hook, &foreign).await.status(204);
    }
    // Signed, and nonsense.
    double.post(&hook, &json!({"event_type": "PAYMENT.CAPTURE.COMPLETED"})).await.status(400);
    assert_eq!(send(&signed, body).await, 204);
    assert_eq!(state(&api, &code).await, json!("settled"));
    keeps_no_secret(&app);
}

/// A stranger's message makes no call unless it names a payment of ours, and then a few.
async fn messages_of_strangers_are_not_passed_on(app: App) {
    let app = app.with(&[("CHIT_PROXY_HOPS", "1")]).await;
    let (app, double, api) = beside_paypal(app).await;
    let hook = paypal_method(&api).await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let order = start(&app, &double, &code).await;
    double.agree(&order);
    let genuine = double.event("CHECKOUT.ORDER.APPROVED", &order);
    let body = serde_json::to_vec(&genuine).expect("JSON");
    let headers = double.sign(b"something else");
    let send = |name: &str, value: Option<&str>, body: &[u8]| {
        let mut request = client().post(&hook).body(body.to_vec());
        for (header, usual) in &headers {
            let value = if *header == name { value } else { Some(usual.as_str()) };
            if let Some(value) = value {
                request = request.header(*header, value);
            }
        }
        async move { request.send().await.expect("an answer").status().as_u16() }
    };
    let calls = || double.line.heard().len();
    let before = calls();
    let (old, soon) = (now() - chrono::TimeDelta::days(5), now() + chrono::TimeDelta::hours(1));
    for (name, value) in [
        ("paypal-auth-algo", None),
        ("paypal-auth-algo", Some("MD5withRSA")),
        ("paypal-cert-url", None),
        ("paypal-cert-url", Some("https://api.paypal.com.evil.example/v1/notifications/certs/CERT-1")),
        ("paypal-cert-url", Some("https://evilpaypal.com/v1/notifications/certs/CERT-1")),
        ("paypal-cert-url", Some("http://api.paypal.com/v1/notifications/certs/CERT-1")),
        ("paypal-transmission-id", Some("not an id")),
        ("paypal-transmission-sig", Some("not base64!")),
        ("paypal-transmission-time", Some("yesterday")),
        ("paypal-transmission-time", Some(old.to_rfc3339().as_str())),
        ("paypal-transmission-time", Some(soon.to_rfc3339().as_str())),
    ] {
        assert_eq!(send(name, value, &body).await, 401, "{name} {value:?}");
    }
    // Well-formed, and of nobody's payment, or of nothing that is booked.
    for at in 0..40 {
        let resource = match at % 4 {
            0 => json!({"id": format!("5O{at}")}),
            1 => json!({"id": "3C1", "supplementary_data": {"related_ids": {"order_id": format!("5O{at}")}}}),
            2 => {
                json!({"id": "1R1", "links": [{"rel": "up", "href": format!("https://x/v2/payments/captures/3C{at}")}]})
            }
            _ => json!({"id": "x"}),
        };
        let kind = [
            "CHECKOUT.ORDER.APPROVED",
            "PAYMENT.CAPTURE.COMPLETED",
            "PAYMENT.REFUND.FAILED",
            "CUSTOMER.DISPUTE.CREATED",
        ][at % 4];
        let event = json!({"id": format!("WH-{at}"), "event_type": kind, "resource": resource});
        assert_eq!(send("", None, &serde_json::to_vec(&event).expect("JSON")).await, 204);
    }
    assert_eq!(calls(), before, "nothing is asked");
    // Whoever knows the order's name, before its payer has agreed: a few questions, however many ask at once, and one how the order is.
    let unpaid = app.request(&api, &json!({"amount": "25.00"})).await;
    let waiting = start(&app, &double, &unpaid).await;
    let forged = serde_json::to_vec(&double.event("CHECKOUT.ORDER.APPROVED", &waiting)).expect("JSON");
    let before = calls();
    let asked =
        |whole: &[Heard]| whole.iter().filter(|heard| heard.path.ends_with("/verify-webhook-signature")).count();
    let answers = futures_util::future::join_all((0..40).map(|_| send("", None, &forged))).await;
    assert!(answers.iter().all(|answer| [401, 429].contains(answer)), "{answers:?}");
    assert_eq!(answers.iter().filter(|answer| **answer == 401).count(), 5);
    assert_eq!(asked(&double.line.heard()[before..]), 5);
    assert!(calls() - before < 20, "{} calls", calls() - before);
    assert_eq!(state(&api, &unpaid).await, json!("pending"));
    // PayPal's own message comes from elsewhere, and is not kept out; nor is another payment's.
    double.agree(&waiting);
    let own = double.event("CHECKOUT.ORDER.APPROVED", &waiting);
    let own_body = PayPal::written(&own);
    let mut request = client().post(&hook).header("X-Forwarded-For", "198.51.100.9").body(own_body.clone());
    for (name, value) in double.sign(&own_body) {
        request = request.header(name, value);
    }
    assert_eq!(request.send().await.expect("an answer").status(), 204);
    assert_eq!(state(&api, &unpaid).await, json!("settled"));
    // Where it seems to come from the forger's address, or too many addresses forge, it is turned away, but asked for at once.
    for _ in 0..6 {
        send("", None, &body).await;
    }
    assert_eq!(send("", None, &body).await, 429);
    until("it is asked for", async || state(&api, &code).await == "settled").await;
    let payment = &api.get(&format!("payments?request={code}")).await.json()["data"][0];
    assert_eq!(payment["evidence"], "poll");
    app.audit();
}

/// Messages that make the provider fail leave the calls of payees alone.
async fn messages_of_strangers_break_nothing_for_others(app: App) {
    let (app, double, api) = beside_paypal(app).await;
    let hook = paypal_method(&api).await;
    let mut orders = Vec::new();
    for _ in 0..3 {
        let code = app.request(&api, &json!({"amount": "25.00"})).await;
        orders.push(start(&app, &double, &code).await);
    }
    let path = "/verify-webhook-signature";
    for order in orders {
        double.line.be(Weather::Answers(path, 500));
        let event = double.event("CHECKOUT.ORDER.APPROVED", &order);
        for _ in 0..8 {
            let answer = double.post(&hook, &event).await;
            assert!([429, 503].contains(&answer.code), "{}", answer.code);
        }
    }
    let asked = double.line.heard().iter().filter(|heard| heard.path.ends_with(path)).count();
    assert!(asked <= 5, "after so many failures it is left alone: {asked}");
    // Payers go on.
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    start(&app, &double, &code).await;
}

async fn credentials_are_tried_before_they_are_saved(app: App) {
    let (app, double, api) = beside_paypal(app).await;
    for (name, value, words) in [
        ("client_secret", "not-the-secret-at-all", "PayPal does not know this client ID and secret."),
        ("webhook_id", "0AB1234567", "PayPal knows no webhook of this ID"),
    ] {
        let mut wrong = settings();
        wrong[name] = json!(value);
        let refused = api.post("methods", &json!({"rail": "paypal", "settings": wrong})).await.status(400);
        assert_eq!(refused.problems(), [(name.to_owned(), "refused".to_owned())]);
        has(&refused.text(), &[words]);
    }
    double.line.be(Weather::Nonsense);
    api.post("methods", &json!({"rail": "paypal", "settings": settings()})).await.status(503).problem();
    assert_eq!(app.db().number("select count(*) from methods").await, 0);
    double.line.be(Weather::Fine);
    paypal_method(&api).await;
    has_not(&api.get("methods").await.status(200).text(), &[CLIENT_SECRET, CLIENT_ID]);
    keeps_no_secret(&app);
}
