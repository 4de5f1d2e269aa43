use chrono::TimeDelta;

use super::*;
use crate::domain::chance::Chance;
use crate::domain::id::{MethodId, PaymentId};
use crate::domain::payee::handle::Handle;
use crate::domain::reference::rf::RfReference;
use crate::domain::text::DisplayName;
use crate::rails::Demand;

fn context() -> RailContext {
    RailContext::new("http://127.0.0.1:8080".parse().expect("a URL"), Chance::secure()).expect("good")
}

fn demo() -> Demo {
    let settings = check(&Map::new(), &context()).expect("needs nothing");
    Demo::new(&settings, &context()).expect("opens")
}

fn now() -> Timestamp {
    chrono::DateTime::from_timestamp(1_700_000_000, 0).expect("in range")
}

async fn order(demo: &Demo) -> DemoOrder {
    let chance = Chance::secure();
    let charge = Charge {
        payment: PaymentId::draw(&chance),
        method: MethodId::draw(&chance),
        money: Money::new(2500, Currency::EUR),
        rf: RfReference::draw(&chance),
        payee: DisplayName::parse("Anna").expect("good"),
        handle: Handle::parse("anna").expect("good"),
        description: None,
        return_url: "http://127.0.0.1:8080/p/x".parse().expect("a URL"),
        expires_at: now(),
    };
    let Next::Redirect(page) = demo.start(&charge).await.expect("starts").next else { panic!("it has a page") };
    let token = page.path_segments().and_then(Iterator::last).expect("a token");
    demo.order(token).expect("its own order")
}

fn headers(signature: &str) -> http::HeaderMap {
    [(http::HeaderName::from_static(SIGNATURE), signature.parse().expect("a header"))].into_iter().collect()
}

#[tokio::test]
async fn a_report_is_believed_as_it_was_sent() {
    let demo = demo();
    let order = order(&demo).await;
    let (body, signature) = demo.report(&order, DemoOutcome::Approve, now()).expect("signs");
    let events = demo.read(&headers(&signature), &body, now()).expect("believed");
    assert_eq!(events.len(), 1);
    assert_eq!(
        (events[0].kind, events[0].money, &events[0].external_id),
        (EventKind::Settled, Money::new(2500, Currency::EUR), &order.id)
    );
    for offset in [-300, 300] {
        assert!(demo.read(&headers(&signature), &body, now() + TimeDelta::seconds(offset)).is_ok(), "{offset}");
    }
}

#[tokio::test]
async fn nothing_else_is() {
    let (demo, other) = (demo(), demo());
    let order = order(&demo).await;
    let (body, signature) = demo.report(&order, DemoOutcome::Approve, now()).expect("signs");
    let unsigned =
        |headers: &http::HeaderMap, body: &[u8], at| matches!(demo.read(headers, body, at), Err(RailError::Unsigned));
    assert!(unsigned(&http::HeaderMap::new(), &body, now()));
    for offset in [-301, 301] {
        assert!(unsigned(&headers(&signature), &body, now() + TimeDelta::seconds(offset)), "{offset}");
    }
    for at in 0..body.len() {
        let mut flipped = body.clone();
        flipped[at] ^= 1;
        assert!(unsigned(&headers(&signature), &flipped, now()), "bit flipped at {at}");
    }
    for forged in ["", "t=1700000000", "v1=00", "t=1700000000,v1=", "t=x,v1=00", "t=1700000000,v1=zz"] {
        assert!(unsigned(&headers(forged), &body, now()), "{forged}");
    }
    let (_, others) = other.report(&order, DemoOutcome::Approve, now()).expect("signs");
    assert!(unsigned(&headers(&others), &body, now()), "another method's secret");
}

#[tokio::test]
async fn an_order_cannot_be_changed_in_the_url() {
    let (demo, other) = (demo(), demo());
    let order = DemoOrder { amount: 1, ..order(&demo).await };
    let token = other.token(&order).expect("signs");
    assert!(matches!(demo.order(&token), Err(RailError::Unsigned)));
    assert!(matches!(demo.order("x"), Err(RailError::Unsigned)));
}

#[test]
fn an_empty_secret_opens_nothing() {
    let settings = Settings::new(serde_json::json!({"webhook_secret": ""}));
    assert!(matches!(Demo::new(&settings, &context()), Err(RailError::Settings(_))));
    assert!(check(serde_json::json!({"webhook_secret": "short"}).as_object().expect("an object"), &context()).is_err());
}

#[tokio::test]
async fn it_answers_as_its_settings_say() {
    let open = |settings: Value| {
        let settings = check(settings.as_object().expect("an object"), &context()).expect("good");
        Demo::new(&settings, &context()).expect("opens")
    };
    let asked = ChargeQuery {
        external_id: "demo_1",
        money: Money::new(2500, Currency::EUR),
        now: now(),
        demand: Demand::Open,
        verify: None,
    };
    assert_eq!(open(serde_json::json!({})).poll(asked).await.expect("answers"), []);
    let told = open(serde_json::json!({"when_asked": "approve"})).poll(asked).await.expect("answers");
    assert_eq!((told[0].kind, told[0].event_id.as_str()), (EventKind::Settled, "demo_1:approve"));
    let order = RefundOrder { id: "rfd_1".into(), external_id: "demo_1".into(), money: Money::new(5, Currency::EUR) };
    let made = |stage| RefundOutcome::Made(MadeRefund { external_id: "demo_rfd_1".into(), stage });
    for (how, expected) in [
        ("accept", made(RefundStage::Done)),
        ("pending", made(RefundStage::Pending)),
        ("fail", made(RefundStage::Failed)),
        ("refuse", RefundOutcome::Refused),
        ("unsupported", RefundOutcome::Unsupported),
    ] {
        let answer = open(serde_json::json!({ "refunds": how })).refund(&order).await.expect("answers");
        assert_eq!(answer, expected, "{how}");
    }
    let down = open(serde_json::json!({"refunds": "down"})).refund(&order).await;
    assert!(matches!(down, Err(RailError::Unavailable(_))));
    for wrong in [serde_json::json!({"refunds": "maybe"}), serde_json::json!({"when_asked": 5})] {
        assert!(check(wrong.as_object().expect("an object"), &context()).is_err(), "{wrong}");
    }
}
