//! PayPal: through the whole service, and the rail alone against the double.

use std::sync::Arc;
use std::time::Duration;

use chit::domain::money::Money;
use chit::domain::money::currency::Currency;
use chit::domain::payment::refund::RefundStage;
use chit::net::{Patience, Provider};
use chit::rails::by_provider::paypal;
use chit::rails::{
    ChargeQuery, Demand, EventKind, Next, Rail, RailError, RailEvent, RefundOrder, RefundOutcome, WebhookMessage,
};
use libtest_mimic::Trial;
use serde_json::{Value, json};

use super::line::{Heard, Weather};
use super::paypal_double::{CLIENT_ID, CLIENT_SECRET, Mood, PEOPLE, PayPal, WEBHOOK_ID};
use super::{UNTOLD, alone, charge, keeps_none_of, said, state, status, surroundings};
use crate::support::{Api, App, both, client, has, has_not, now, until};

pub fn tests() -> Vec<Trial> {
    let mut tests = both![
        what_the_payer_agreed_to_is_taken_once,
        only_what_paypal_signed_is_believed,
        messages_of_strangers_are_not_passed_on,
        messages_of_strangers_break_nothing_for_others,
        credentials_are_tried_before_they_are_saved,
    ];
    tests.extend(alone![
        to_agree_is_not_to_pay_until_it_is_taken,
        what_paypal_holds_is_processing,
        refunds_and_reversals_are_told_of_the_order,
        a_reversal_is_as_paypal_has_it,
        money_goes_back_once,
        a_token_is_fetched_once_and_again_when_it_is_forgotten,
        amounts_are_whole_where_paypal_wants_them_whole,
        every_way_of_being_unavailable_is_told_alike,
    ]);
    tests
}

pub fn settings() -> Value {
    json!({"environment": "sandbox", "client_id": CLIENT_ID, "client_secret": CLIENT_SECRET, "webhook_id": WEBHOOK_ID})
}

/// A service beside a PayPal, and a payee who has no method yet.
pub async fn beside_paypal(app: App) -> (App, PayPal, Api) {
    let double = PayPal::start();
    let app = app.with(&[("CHIT_PAYPAL_URL", &double.base), ("CHIT_LOG", "trace")]).await;
    let api = app.api(&app.payee("anna").api_key);
    (app, double, api)
}

pub async fn paypal_method(api: &Api) -> String {
    let method = api.post("methods", &json!({"rail": "paypal", "settings": settings()})).await.status(201).json();
    method["webhook_url"].as_str().expect("PayPal reports").to_owned()
}

/// A payer presses the button; answers the order.
async fn start(app: &App, double: &PayPal, code: &str) -> String {
    let started = app.browser().post(&format!("r/{code}/pay"), &[]).await.status(303);
    let order = started.location().strip_prefix(&format!("{}/checkoutnow?token=", double.base));
    order.unwrap_or_else(|| panic!("{}", started.location())).to_owned()
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

/// The rail alone, with a test's patience.
fn rail(double: &PayPal) -> Box<dyn Rail> {
    let patience = Patience {
        answer: Duration::from_secs(5),
        pause: Duration::from_millis(1),
        failures: 1000,
        ..Patience::default()
    };
    let mut around = surroundings();
    around.providers.paypal_sandbox = Arc::new(Provider::new("PayPal", double.base.parse().expect("a base"), patience));
    let settings = (paypal::KIND.check)(settings().as_object().expect("an object"), &around).expect("good");
    (paypal::KIND.open)(&settings, &around).expect("opens")
}

async fn begin(rail: &dyn Rail, minor: i64) -> String {
    let started = rail.start(&charge(minor, "EUR")).await.expect("starts");
    assert!(matches!(started.next, Next::Redirect(_)));
    started.external_id.expect("an order")
}

async fn ask(rail: &dyn Rail, order: &str) -> Vec<RailEvent> {
    let money = Money::new(2500, Currency::EUR);
    rail.poll(ChargeQuery { external_id: order, money, now: now(), demand: Demand::Open }).await.expect("an answer")
}

async fn heard(rail: &dyn Rail, double: &PayPal, event: &Value) -> Vec<RailEvent> {
    tried(rail, double, event).await.expect("believed")
}

/// The outcome of a message that PayPal has signed.
async fn tried(rail: &dyn Rail, double: &PayPal, event: &Value) -> Result<Vec<RailEvent>, RailError> {
    let body = serde_json::to_vec(event).expect("JSON");
    let headers = double.sign(&body).into_iter();
    let headers = headers.map(|(name, value)| (http::HeaderName::from_static(name), value.parse().expect("a header")));
    let headers: http::HeaderMap = headers.collect();
    rail.read_message(WebhookMessage { headers: &headers, body: &body, now: now(), demands: &Demand::Open }).await
}

async fn to_agree_is_not_to_pay_until_it_is_taken() {
    let double = PayPal::start();
    let rail = rail(&double);
    let rail = rail.as_ref();
    let order = begin(rail, 2500).await;
    assert_eq!(ask(rail, &order).await, []);
    double.agree(&order);
    // A card that is declined isn't the end: the payer may choose another.
    double.be(Mood::Declines);
    assert_eq!(ask(rail, &order).await, []);
    double.be(Mood::Works);
    double.agree(&order);
    let first = ask(rail, &order).await;
    assert_eq!(said(&first), [(EventKind::Settled, 2500, 122)]);
    assert_eq!(first[0].external_id, order);
    assert_eq!(ask(rail, &order).await, first, "the same facts are the same events");
    assert_eq!(heard(rail, &double, &double.event("PAYMENT.CAPTURE.COMPLETED", &order)).await, first);
    // An answer that is lost: the money is taken once all the same.
    let lost = begin(rail, 900).await;
    double.agree(&lost);
    double.be(Mood::TakesAndFails);
    assert_eq!(said(&ask(rail, &lost).await), [(EventKind::Settled, 900, 122)]);
    assert_eq!(ask(rail, "UNKNOWN").await, []);
}

async fn what_paypal_holds_is_processing() {
    let double = PayPal::start();
    let rail = rail(&double);
    let rail = rail.as_ref();
    for (last, expected, fee) in [("COMPLETED", EventKind::Settled, UNTOLD), ("DECLINED", EventKind::Failed, 0)] {
        let order = begin(rail, 2500).await;
        double.agree(&order);
        double.be(Mood::Holds);
        assert_eq!(said(&ask(rail, &order).await), [(EventKind::Processing, 2500, 0)]);
        double.be(Mood::Works);
        double.set_capture(&order, last);
        let events = heard(rail, &double, &double.event(&format!("PAYMENT.CAPTURE.{last}"), &order)).await;
        assert_eq!(said(&events), [(expected, 2500, fee)]);
    }
}

async fn refunds_and_reversals_are_told_of_the_order() {
    let double = PayPal::start();
    let rail = rail(&double);
    let rail = rail.as_ref();
    let order = begin(rail, 2500).await;
    double.agree(&order);
    ask(rail, &order).await;
    let done = EventKind::Refund(RefundStage::Done);
    let settled = (EventKind::Settled, 2500, 122);
    for (id, minor, known) in [
        ("ref_1", 1000, vec![settled, (done, 1000, 0)]),
        ("ref_2", 500, vec![settled, (done, 1000, 0), (done, 500, 0)]),
    ] {
        let back = RefundOrder { id: id.into(), external_id: order.clone(), money: Money::new(minor, Currency::EUR) };
        rail.refund(&back).await.expect("goes back");
        let events = heard(rail, &double, &double.event("PAYMENT.CAPTURE.REFUNDED", &order)).await;
        assert_eq!(said(&events), known);
        assert!(events.iter().all(|event| event.external_id == order));
        assert_eq!(
            ask(rail, &order).await.iter().map(|e| &e.event_id).collect::<Vec<_>>(),
            events.iter().map(|e| &e.event_id).collect::<Vec<_>>()
        );
    }
    let event = double.event("PAYMENT.CAPTURE.REVERSED", &order);
    let events = heard(rail, &double, &event).await;
    let last: Vec<_> = said(&events).into_iter().skip(3).collect();
    assert_eq!(last, [(EventKind::DisputeOpened, 2500, 0), (EventKind::DisputeLost, 2500, UNTOLD)]);
    // Told once more, by another message, it is the same.
    let again = heard(rail, &double, &double.event("PAYMENT.CAPTURE.REVERSED", &order)).await;
    assert_eq!(again[3..], events[3..]);
}

async fn a_reversal_is_as_paypal_has_it() {
    let double = PayPal::start();
    let rail = rail(&double);
    let rail = rail.as_ref();
    let (order, other) = (begin(rail, 2500).await, begin(rail, 900).await);
    for order in [&order, &other] {
        double.agree(order);
        ask(rail, order).await;
    }
    // A message that PayPal's own tools let an account send to itself: its amount, its time and its state are inventions.
    let mut event = double.event("PAYMENT.CAPTURE.REVERSED", &order);
    event["create_time"] = json!("2001-02-03T04:05:06Z");
    event["resource"]["amount"] = json!({"currency_code": "USD", "value": "99.00"});
    event["resource"]["status"] = json!("FAILED");
    double.set_reversal(&order, "amount", json!({"currency_code": "EUR", "value": "7.00"}));
    double.set_reversal(&order, "create_time", json!("2026-03-04T05:06:07Z"));
    let events = heard(rail, &double, &event).await;
    assert_eq!(said(&events)[1..], [(EventKind::DisputeOpened, 700, 0), (EventKind::DisputeLost, 700, UNTOLD)]);
    assert!(events[1..].iter().all(|event| {
        event.money == Money::new(700, Currency::EUR) && event.occurred_at.to_rfc3339() == "2026-03-04T05:06:07+00:00"
    }));
    // One that isn't done yet, or that PayPal doesn't know, is waited for: PayPal comes again.
    double.set_reversal(&order, "status", json!("PENDING"));
    assert!(matches!(tried(rail, &double, &event).await, Err(RailError::Unavailable(_))));
    let mut unknown = event.clone();
    unknown["resource"]["id"] = json!("1V9");
    assert!(matches!(tried(rail, &double, &unknown).await, Err(RailError::Unavailable(_))));
    // One that came to nothing, one of another payment, and one that is no name: nothing comes of them.
    double.set_reversal(&order, "status", json!("FAILED"));
    let mut elsewhere = event.clone();
    elsewhere["resource"]["id"] = double.reverse(&other)["id"].clone();
    let mut nowhere = event.clone();
    nowhere["resource"]["id"] = json!("../orders");
    for nothing in [event, elsewhere, nowhere] {
        assert_eq!(said(&heard(rail, &double, &nothing).await), [(EventKind::Settled, 2500, 122)]);
    }
}

async fn money_goes_back_once() {
    let double = PayPal::start();
    let rail = rail(&double);
    let rail = rail.as_ref();
    let external_id = begin(rail, 2500).await;
    let order = |id: &str, minor| RefundOrder {
        id: id.into(),
        external_id: external_id.clone(),
        money: Money::new(minor, Currency::EUR),
    };
    assert!(rail.refund(&order("ref_0", 100)).await.is_err(), "a look-up that fails proves nothing");
    double.agree(&external_id);
    ask(rail, &external_id).await;
    let first = rail.refund(&order("ref_1", 40)).await.expect("goes back");
    assert_eq!(rail.refund(&order("ref_1", 40)).await.expect("the same"), first);
    assert_eq!(
        rail.refund(&order("ref_2", 2461)).await.expect("an answer"),
        RefundOutcome::Refused,
        "more than was paid"
    );
    rail.refund(&order("ref_3", 2460)).await.expect("goes back");
    let paid = double.order(&external_id);
    assert_eq!(paid["purchase_units"][0]["payments"]["refunds"].as_array().map(Vec::len), Some(2));
}

async fn a_token_is_fetched_once_and_again_when_it_is_forgotten() {
    let double = PayPal::start();
    let rail = rail(&double);
    for _ in 0..3 {
        begin(rail.as_ref(), 2500).await;
    }
    assert_eq!(double.tokens_given(), 1);
    double.forget_tokens();
    begin(rail.as_ref(), 2500).await;
    assert_eq!((double.tokens_given(), double.orders()), (2, 4));
}

async fn amounts_are_whole_where_paypal_wants_them_whole() {
    let double = PayPal::start();
    let rail = rail(&double);
    for (minor, currency, value) in
        [(2500, "EUR", "25.00"), (500, "JPY", "500"), (50_000, "HUF", "500"), (3000, "TWD", "30")]
    {
        let started = rail.start(&charge(minor, currency)).await.expect("starts");
        let order = double.order(&started.external_id.expect("an order"));
        assert_eq!(order["purchase_units"][0]["amount"], json!({"currency_code": currency, "value": value}));
    }
    for (minor, currency) in [(50_050, "HUF"), (3001, "TWD"), (2500, "INR")] {
        assert!(matches!(rail.start(&charge(minor, currency)).await, Err(RailError::Unsupported)), "{currency}");
    }
}

async fn every_way_of_being_unavailable_is_told_alike() {
    let double = PayPal::start();
    let rail = rail(&double);
    let told = async |how: String| {
        let outcome = rail.start(&charge(2500, "EUR")).await;
        assert!(
            matches!(&outcome, Err(RailError::Unavailable(text)) if !text.contains(CLIENT_SECRET)),
            "{how}: {outcome:?}"
        );
    };
    for mood in [Mood::LeadsAstray, Mood::Miscounts] {
        double.be(mood);
        told(format!("{mood:?}")).await;
    }
    double.be(Mood::Works);
    for weather in [Weather::Nonsense, Weather::Down] {
        double.line.be(weather);
        told(format!("{weather:?}")).await;
    }
    assert!(matches!(rail.probe().await, Err(RailError::Unavailable(_))));
    double.line.be(Weather::Fine);
    rail.probe().await.expect("it works again");
}
