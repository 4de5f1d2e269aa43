//! The rail alone, by its contract.

use chit::domain::money::Money;
use chit::domain::money::currency::Currency;
use chit::rails::{ChargeQuery, Demand, EventKind, Instructions, Next, Rail, RailError, RowKind, WebhookMessage};
use libtest_mimic::Trial;
use serde_json::Value;

use super::{ask, rail};
use crate::rails::doubles::lnbits::{INVOICE_KEY, Lnbits, Mood, RATE};
use crate::rails::doubles::{charge, said};
use crate::support::{alone_async, has, has_not, now};

pub fn tests() -> Vec<Trial> {
    alone_async![
        what_is_asked_for_is_exact_and_tells_nothing,
        an_invoice_of_something_else_is_not_shown,
        an_lnbits_that_may_not_call_us_makes_the_invoice_all_the_same,
        news_and_answers_are_the_same_facts,
        what_lnbits_has_no_rate_for_is_not_offered,
    ]
    .into()
}

async fn begin(rail: &dyn Rail, minor: i64, currency: &str) -> (String, Instructions) {
    let before = now();
    let started = rail.start(&charge(minor, currency)).await.expect("starts");
    let ends = started.expires_at.expect("it ends");
    // Twenty minutes from a moment before: when this rail was opened, however long ago that is by now.
    let (least, most) = (chrono::TimeDelta::minutes(10), chrono::TimeDelta::seconds(1201));
    assert!(ends - before >= least && ends - now() <= most, "{ends}");
    let Next::Show(shown) = started.next else { panic!("{:?}", started.next) };
    (started.external_id.expect("a hash"), shown)
}

async fn what_is_asked_for_is_exact_and_tells_nothing() {
    let double = Lnbits::start();
    let rail = rail(&double);
    for (minor, currency, written, sats) in [
        (1, "EUR", "0.01", "12"),
        (2510, "EUR", "25.10", "31324"),
        (123_456_789, "USD", "1234567.89", "1540740726"),
        (2500, "JPY", "2500", "3120000"),
        (12_345, "KWD", "12.345", "15406"),
    ] {
        let (hash, shown) = begin(rail.as_ref(), minor, currency).await;
        let asked = double.asked();
        has(&asked, &[&format!("\"amount\":{written},\"unit\":\"{currency}\""), "\"expiry\":1200", "\"out\":false"]);
        assert_eq!(shown.rows[0].kind, RowKind::BitcoinAmount);
        assert_eq!(shown.rows[0].copied, sats);
        assert_eq!(shown.rows[0].shown.replace('\u{202f}', ""), format!("{sats} sat"));
        assert_eq!(shown.rows[1].copied, double.payment(&hash)["bolt11"]);
        let asked: Value = serde_json::from_str(&asked).expect("JSON");
        let names: Vec<_> = asked.as_object().expect("an object").keys().map(String::as_str).collect();
        assert_eq!(names, ["amount", "expiry", "extra", "memo", "out", "unit", "webhook"]);
        assert!(asked["memo"].as_str().is_some_and(|memo| memo.starts_with("RF") && memo.len() <= 31), "{asked}");
        has_not(&asked.to_string(), &["Zq7 ", "token"]);
    }
    assert_eq!(RATE, 1248);
    // However long the invoice is good, the rate is not.
    double.be(Mood::Lasting);
    begin(rail.as_ref(), 2500, "EUR").await;
}

async fn an_invoice_of_something_else_is_not_shown() {
    let double = Lnbits::start();
    let rail = rail(&double);
    let outcome = async |mood| {
        double.be(mood);
        rail.start(&charge(2500, "EUR")).await
    };
    for mood in [Mood::AsksMore, Mood::OtherHash, Mood::AnyAmount, Mood::Forged, Mood::Slow, Mood::Nonsense] {
        let outcome = outcome(mood).await;
        assert!(
            matches!(&outcome, Err(RailError::Unavailable(text)) if !text.contains("lnbc") && !text.contains(INVOICE_KEY)),
            "{mood:?}: {outcome:?}"
        );
    }
    // What is worth nothing is not shown, and not booked.
    assert!(matches!(outcome(Mood::TestNetwork).await, Err(RailError::Refused(_))));
    assert!(matches!(outcome(Mood::NoRate).await, Err(RailError::Unsupported)));
    outcome(Mood::Works).await.expect("starts");
}

async fn an_lnbits_that_may_not_call_us_makes_the_invoice_all_the_same() {
    let double = Lnbits::start();
    let rail = rail(&double);
    double.be(Mood::CallsNobody);
    let (hash, _) = begin(rail.as_ref(), 2500, "EUR").await;
    assert_eq!(double.payment(&hash)["webhook"], Value::Null);
    has_not(&double.asked(), &["webhook"]);
    assert_eq!(double.calls(), ["create", "create"]);
}

async fn news_and_answers_are_the_same_facts() {
    let double = Lnbits::start();
    let rail = rail(&double);
    let rail = rail.as_ref();
    let heard = async |hash: &str| {
        let (body, headers) = (double.message(hash), http::HeaderMap::new());
        rail.read_message(WebhookMessage { headers: &headers, body: &body, now: now(), demands: &Demand::Open })
            .await
            .expect("believed")
    };
    for (status, expected) in [("success", EventKind::Settled), ("failed", EventKind::Failed)] {
        let (hash, _) = begin(rail, 2510, "USD").await;
        let money = Money::new(2510, Currency::parse("USD").expect("a currency"));
        assert_eq!(ask(rail, &hash, money).await, []);
        assert_eq!(heard(&hash).await, []);
        double.set(&hash, status);
        let told = heard(&hash).await;
        assert_eq!(said(&told), [(expected, 2510, 0)]);
        assert_eq!((told[0].money, told[0].external_id.as_str()), (money, hash.as_str()));
        assert_eq!(ask(rail, &hash, money).await, told, "the same facts are the same events");
        let updated = double.payment(&hash)["updated_at"].clone();
        assert_eq!(told[0].occurred_at.to_rfc3339(), updated);
        // LNbits calls what has ended failed. That it ended is known without it.
        let later = ChargeQuery {
            external_id: &hash,
            money,
            now: now() + chrono::TimeDelta::minutes(21),
            demand: Demand::Open,
            verify: None,
        };
        let later = rail.poll(later).await.expect("an answer");
        assert_eq!(later.len(), usize::from(expected == EventKind::Settled));
    }
    assert_eq!(ask(rail, &"00".repeat(32), Money::new(1, Currency::EUR)).await, []);
    // The key was taken away: what is said to anybody is not enough.
    let (hash, _) = begin(rail, 2510, "EUR").await;
    double.set(&hash, "success");
    double.be(Mood::OtherKeys);
    let asked = ChargeQuery {
        external_id: &hash,
        money: Money::new(2510, Currency::EUR),
        now: now(),
        demand: Demand::Open,
        verify: None,
    };
    assert!(matches!(rail.poll(asked).await, Err(RailError::Refused(_))));
    double.be(Mood::Down);
    let asked = ChargeQuery {
        external_id: "x",
        money: Money::new(1, Currency::EUR),
        now: now(),
        demand: Demand::Open,
        verify: None,
    };
    assert!(matches!(rail.poll(asked).await, Err(RailError::Unavailable(_))));
}

async fn what_lnbits_has_no_rate_for_is_not_offered() {
    let double = Lnbits::start();
    let rail = rail(&double);
    for (currency, offered) in [("EUR", true), ("KWD", true), ("JPY", true), ("SLE", false), ("KPW", false)] {
        let money = Money::new(2500, Currency::parse(currency).expect("a currency"));
        assert_eq!(rail.supports(&money), offered, "{currency}");
    }
    assert!(matches!(rail.start(&charge(2500, "SLE")).await, Err(RailError::Unsupported)));
    assert_eq!(double.calls().len(), 0);
}
