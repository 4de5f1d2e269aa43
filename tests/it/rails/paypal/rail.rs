//! The rail alone, by its contract.

use chit::domain::money::Money;
use chit::domain::money::currency::Currency;
use chit::domain::payment::refund::RefundStage;
use chit::rails::{ChargeQuery, Demand, EventKind, Next, Rail, RailError, RailEvent, RefundOrder, RefundOutcome};
use libtest_mimic::Trial;
use serde_json::json;

use super::{heard, rail, tried};
use crate::rails::doubles::line::Weather;
use crate::rails::doubles::paypal::{CLIENT_SECRET, Mood, PayPal};
use crate::rails::doubles::{UNTOLD, charge, said};
use crate::support::{alone_async, now};

pub fn tests() -> Vec<Trial> {
    alone_async![
        to_agree_is_not_to_pay_until_it_is_taken,
        what_paypal_holds_is_processing,
        refunds_and_reversals_are_told_of_the_order,
        a_reversal_is_as_paypal_has_it,
        money_goes_back_once,
        a_token_is_fetched_once_and_again_when_it_is_forgotten,
        amounts_are_whole_where_paypal_wants_them_whole,
        every_way_of_being_unavailable_is_told_alike,
    ]
    .into()
}

async fn begin(rail: &dyn Rail, minor: i64) -> String {
    let started = rail.start(&charge(minor, "EUR")).await.expect("starts");
    assert!(matches!(started.next, Next::Redirect(_)));
    started.external_id.expect("an order")
}

async fn ask(rail: &dyn Rail, order: &str) -> Vec<RailEvent> {
    let money = Money::new(2500, Currency::EUR);
    rail.poll(ChargeQuery { external_id: order, money, now: now(), demand: Demand::Open, verify: None })
        .await
        .expect("an answer")
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
