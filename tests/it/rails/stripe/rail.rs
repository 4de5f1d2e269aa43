//! The rail alone, by its contract.

use chit::domain::money::Money;
use chit::domain::money::currency::Currency;
use chit::domain::payment::refund::RefundStage;
use chit::rails::{
    Charge, ChargeQuery, Demand, EventKind, Next, Rail, RailError, RailEvent, RefundOrder, RefundOutcome,
};
use libtest_mimic::Trial;
use serde_json::{Value, json};

use super::{heard, rail};
use crate::rails::doubles::line::Weather;
use crate::rails::doubles::stripe::{KEY, Mood, Stripe};
use crate::rails::doubles::{UNTOLD, charge, said};
use crate::support::{alone_async, now};

pub fn tests() -> Vec<Trial> {
    alone_async![
        a_session_asks_for_no_more_than_it_needs,
        the_same_payment_is_begun_once,
        what_a_webhook_would_have_said_can_be_asked_for,
        refunds_and_disputes_are_told_of_the_session,
        disputes_can_be_asked_for,
        money_goes_back_once,
        a_key_with_fewer_permissions_knows_less,
        every_way_of_being_unavailable_is_told_alike,
    ]
    .into()
}

/// Begins a payment; answers the session.
async fn begin(rail: &dyn Rail, charge: &Charge) -> String {
    let started = rail.start(charge).await.expect("starts");
    assert!(matches!(started.next, Next::Redirect(_)));
    started.external_id.expect("a session")
}

async fn ask(rail: &dyn Rail, session: &str, money: Money) -> Vec<RailEvent> {
    rail.poll(ChargeQuery { external_id: session, money, now: now(), demand: Demand::Open, verify: None })
        .await
        .expect("an answer")
}

async fn a_session_asks_for_no_more_than_it_needs() {
    let double = Stripe::start();
    let rail = rail(&double);
    for (amount, currency, units) in
        [(2500, "EUR", "2500"), (500, "JPY", "500"), (5, "ISK", "500"), (5120, "KWD", "5120")]
    {
        let charge = charge(amount, currency);
        begin(rail.as_ref(), &charge).await;
        let call = double.calls().pop().expect("a call");
        assert_eq!(call.form["line_items[0][price_data][unit_amount]"], units, "{currency}");
        assert_eq!(call.form["line_items[0][price_data][currency]"], currency.to_lowercase());
        assert_eq!(call.once.as_deref(), Some(charge.payment.as_str()));
        assert_eq!(call.version.as_deref(), Some("2026-10-28.endive"));
        assert!(!format!("{call:?}").contains("Zq7 "), "{call:?}");
    }
    assert!(!rail.supports(&Money::new(49, Currency::EUR)));
    assert!(matches!(rail.start(&charge(49, "EUR")).await, Err(RailError::Unsupported)));
}

async fn the_same_payment_is_begun_once() {
    let double = Stripe::start();
    let (rail, charge) = (rail(&double), charge(2500, "EUR"));
    let rail = rail.as_ref();
    assert_eq!(begin(rail, &charge).await, begin(rail, &charge).await);
    assert_eq!(double.ids("cs").len(), 1);
    // The same key for something else is refused by Stripe, and told as a refusal.
    let other = Charge { money: Money::new(9900, Currency::EUR), ..charge.clone() };
    assert!(matches!(rail.start(&other).await, Err(RailError::Refused(_))));
    assert_eq!(double.ids("cs").len(), 1);
}

async fn what_a_webhook_would_have_said_can_be_asked_for() {
    let double = Stripe::start();
    let (rail, charge) = (rail(&double), charge(2500, "EUR"));
    let rail = rail.as_ref();
    let session = begin(rail, &charge).await;
    assert_eq!(ask(rail, &session, charge.money).await, []);
    double.pay(&session, true);
    let first = ask(rail, &session, charge.money).await;
    assert_eq!(said(&first), [(EventKind::Settled, 2500, 67)]);
    assert_eq!(first[0].external_id, session);
    assert_eq!(ask(rail, &session, charge.money).await, first, "the same facts are the same events");
    double.send_back(&session, 1000);
    let names: Vec<_> =
        ask(rail, &session, charge.money).await.into_iter().map(|e| (e.kind, e.event_id, e.money.minor())).collect();
    assert_eq!(
        names,
        [
            (EventKind::Settled, format!("poll:{session}:settled"), 2500),
            (
                EventKind::Refund(RefundStage::Done),
                format!("{}:refund_done", double.refunds(&session)[0]["id"].as_str().expect("an id")),
                1000
            ),
        ]
    );

    let slow = begin(rail, &self::charge(2500, "EUR")).await;
    double.pay(&slow, false);
    assert_eq!(said(&ask(rail, &slow, charge.money).await), [(EventKind::Processing, 2500, 0)]);
    double.finish(&slow, false);
    assert_eq!(said(&ask(rail, &slow, charge.money).await), [(EventKind::Failed, 2500, 0)]);

    let left = begin(rail, &self::charge(2500, "EUR")).await;
    double.expire(&left);
    assert_eq!(said(&ask(rail, &left, charge.money).await), [(EventKind::Failed, 2500, 0)]);
    assert_eq!(ask(rail, "cs_test_unknown", charge.money).await, [], "what Stripe doesn't know");
    double.set(&session, json!({"metadata": {}}));
    assert_eq!(ask(rail, &session, charge.money).await, [], "what is none of ours");
    double.set(&session, json!({"livemode": true}));
    let other_mode = rail
        .poll(ChargeQuery {
            external_id: &session,
            money: charge.money,
            now: now(),
            demand: Demand::Open,
            verify: None,
        })
        .await;
    assert!(matches!(other_mode, Err(RailError::Unavailable(_))));
}

async fn refunds_and_disputes_are_told_of_the_session() {
    let double = Stripe::start();
    let (rail, charge) = (rail(&double), charge(2500, "EUR"));
    let rail = rail.as_ref();
    // Another session of the account, to be mistaken for.
    let (session, other) = (begin(rail, &charge).await, begin(rail, &self::charge(900, "EUR")).await);
    double.pay(&session, true);
    double.pay(&other, true);
    let done = EventKind::Refund(RefundStage::Done);
    for (units, known) in [(1000, vec![(done, 1000, 0)]), (500, vec![(done, 500, 0), (done, 1000, 0)])] {
        double.send_back(&session, units);
        let events = heard(rail, &double.event("charge.refunded", &double.charge(&session))).await;
        assert_eq!(said(&events), known);
        assert!(events.iter().all(|event| event.external_id == session));
    }
    let dispute = double.open_dispute(&session, 700, now().timestamp())["id"].as_str().expect("an id").to_owned();
    for (kind, status, expected) in [
        ("charge.dispute.created", "needs_response", EventKind::DisputeOpened),
        ("charge.dispute.created", "warning_needs_response", EventKind::DisputeOpened),
        ("charge.dispute.closed", "won", EventKind::DisputeWon),
        ("charge.dispute.closed", "warning_closed", EventKind::DisputeWon),
        ("charge.dispute.closed", "lost", EventKind::DisputeLost),
    ] {
        let withdrawn = json!([
            {"object": "balance_transaction", "amount": -700, "fee": 1500, "net": -2200, "currency": "eur"},
            {"object": "balance_transaction", "amount": 0, "fee": 500, "net": -500, "currency": "eur"},
        ]);
        double.set(&dispute, json!({ "status": status, "balance_transactions": withdrawn }));
        // The message is signed, and says more than is so: Stripe's own word counts.
        let mut told = double.object(&dispute);
        told["amount"] = json!(2500);
        let events = heard(rail, &double.event(kind, &told)).await;
        let fee = if expected == EventKind::DisputeLost { 2000 } else { 0 };
        assert_eq!(said(&events), [(expected, 700, fee)], "{kind} {status}");
        assert_eq!(events[0].external_id, session);
        let asked = ask(rail, &session, charge.money).await;
        assert!(asked.iter().all(|event| event.kind != EventKind::DisputeLost || event.fee == Some(fee)), "{asked:?}");
    }
    // Charged in another currency than was disputed, it can't be set against it.
    let abroad =
        json!([{"object": "balance_transaction", "amount": -800, "fee": 1500, "net": -2300, "currency": "usd"}]);
    double.set(&dispute, json!({ "balance_transactions": abroad }));
    let events = heard(rail, &double.event("charge.dispute.closed", &double.object(&dispute))).await;
    assert_eq!(said(&events), [(EventKind::DisputeLost, 700, UNTOLD)], "that isn't nothing");
    // A charge of something else on the same account: by an intent that no session has, or by none.
    for intent in [json!("pi_of_another_shop"), json!(null)] {
        let mut foreign = double.charge(&session);
        foreign["payment_intent"] = intent;
        assert_eq!(heard(rail, &double.event("charge.refunded", &foreign)).await, []);
    }
}

/// Facts about disputes that were asked for: the name, what, of how much, and how many seconds after `from`.
fn of_disputes(events: &[RailEvent], from: i64) -> Vec<(String, EventKind, i64, i64)> {
    let disputes = events.iter().filter(|event| !matches!(event.kind, EventKind::Settled | EventKind::Refunded));
    disputes
        .map(|event| (event.event_id.clone(), event.kind, event.money.minor(), event.occurred_at.timestamp() - from))
        .collect()
}

async fn disputes_can_be_asked_for() {
    let double = Stripe::start();
    let (rail, charge) = (rail(&double), charge(2500, "EUR"));
    let rail = rail.as_ref();
    let (session, other) = (begin(rail, &charge).await, begin(rail, &self::charge(900, "EUR")).await);
    double.pay(&session, true);
    double.pay(&other, true);
    let from = now().timestamp() - 1000;
    assert_eq!(of_disputes(&ask(rail, &session, charge.money).await, from), []);
    assert!(
        !double.calls().iter().any(|call| call.path.starts_with("/v1/disputes")),
        "nothing says that there are any"
    );
    let (first, second) =
        (double.open_dispute(&session, 700, from + 10), double.open_dispute(&session, 500, from + 500));
    double.open_dispute(&other, 900, from);
    let id = |dispute: &Value, what: &str| format!("{}:{what}", dispute["id"].as_str().expect("an id"));
    let opened = [
        (id(&first, "dispute_opened"), EventKind::DisputeOpened, 700, 10),
        (id(&second, "dispute_opened"), EventKind::DisputeOpened, 500, 500),
    ];
    assert_eq!(of_disputes(&ask(rail, &session, charge.money).await, from), opened);
    // What is told has the name and the time of what is asked for.
    let told = heard(rail, &double.event("charge.dispute.created", &first)).await;
    assert_eq!(of_disputes(&told, from), opened[..1]);
    double.set(first["id"].as_str().expect("an id"), json!({"status": "lost"}));
    double.set(second["id"].as_str().expect("an id"), json!({"status": "won"}));
    let asked = of_disputes(&ask(rail, &session, charge.money).await, from);
    let names: Vec<_> = asked.iter().map(|event| event.0.clone()).collect();
    assert_eq!(
        names,
        [
            id(&first, "dispute_opened"),
            id(&first, "dispute_lost"),
            id(&second, "dispute_opened"),
            id(&second, "dispute_won")
        ]
    );
    assert_eq!((asked[1].1, asked[1].2, asked[1].3), (EventKind::DisputeLost, 700, 499), "before the next one");
    assert!(asked[3].3 > 500);
    let told =
        heard(rail, &double.event("charge.dispute.closed", &double.object(first["id"].as_str().expect("an id")))).await;
    assert_eq!(of_disputes(&told, from)[0].0, id(&first, "dispute_lost"));
    // A key that may not read them knows less, and not nothing.
    double.be(Mood::Restricted);
    assert_eq!(said(&ask(rail, &session, charge.money).await), [(EventKind::Settled, 2500, UNTOLD)]);
}

async fn money_goes_back_once() {
    let double = Stripe::start();
    let (rail, charge) = (rail(&double), charge(2500, "EUR"));
    let rail = rail.as_ref();
    let session = begin(rail, &charge).await;
    let order = |id: &str, minor| RefundOrder {
        id: id.into(),
        external_id: session.clone(),
        money: Money::new(minor, Currency::EUR),
    };
    assert!(rail.refund(&order("ref_0", 100)).await.is_err(), "a look-up that fails proves nothing");
    double.pay(&session, true);
    // Less than may be charged may well go back.
    let first = rail.refund(&order("ref_1", 40)).await.expect("goes back");
    assert_eq!(rail.refund(&order("ref_1", 40)).await.expect("the same"), first);
    assert_eq!(double.charge(&session)["amount_refunded"], 40);
    let second = rail.refund(&order("ref_2", 2460)).await.expect("goes back");
    assert_ne!(first, second);
    assert_eq!(rail.refund(&order("ref_3", 1)).await.expect("an answer"), RefundOutcome::Refused, "more than was paid");
    // The same key for something else says nothing of what happened under it.
    assert!(rail.refund(&order("ref_2", 40)).await.is_err());
    assert_eq!(double.charge(&session)["amount_refunded"], 2500);
    for weather in [Weather::Down, Weather::Silent, Weather::Nonsense] {
        double.line.be(weather);
        assert!(rail.refund(&order("ref_4", 1)).await.is_err(), "{weather:?}");
    }
}

async fn a_key_with_fewer_permissions_knows_less() {
    let double = Stripe::start();
    let (rail, charge) = (rail(&double), charge(2500, "EUR"));
    let rail = rail.as_ref();
    let session = begin(rail, &charge).await;
    double.pay(&session, true);
    double.be(Mood::Restricted);
    assert_eq!(said(&ask(rail, &session, charge.money).await), [(EventKind::Settled, 2500, UNTOLD)]);
    let event = double.event("checkout.session.completed", &double.object(&session));
    assert_eq!(said(&heard(rail, &event).await), [(EventKind::Settled, 2500, UNTOLD)]);
}

async fn every_way_of_being_unavailable_is_told_alike() {
    let double = Stripe::start();
    let rail = rail(&double);
    let told = async |how: String| {
        let outcome = rail.start(&charge(2500, "EUR")).await;
        assert!(matches!(&outcome, Err(RailError::Unavailable(text)) if !text.contains(KEY)), "{how}: {outcome:?}");
    };
    for mood in [Mood::Redirects, Mood::LeadsAstray, Mood::Miscounts] {
        double.be(mood);
        told(format!("{mood:?}")).await;
    }
    double.be(Mood::Works);
    for weather in [Weather::Nonsense, Weather::Silent, Weather::Down] {
        double.line.be(weather);
        told(format!("{weather:?}")).await;
    }
    assert!(matches!(rail.probe().await, Err(RailError::Unavailable(_))));
    double.line.be(Weather::Fine);
    rail.probe().await.expect("it works again");
}
