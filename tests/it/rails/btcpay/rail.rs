//! The rail alone, by its contract.

use chit::domain::money::Money;
use chit::domain::money::currency::Currency;
use chit::rails::{ChargeQuery, Demand, EventKind, Rail, RailError, RailEvent, RefundOrder, RefundOutcome, RowKind};
use libtest_mimic::Trial;
use serde_json::json;

use super::{begin, opened, rail, settings};
use crate::rails::doubles::btcpay::{BtcPay, KEY, Mood, PEOPLE};
use crate::rails::doubles::line::Weather;
use crate::rails::doubles::{charge, said};
use crate::support::{alone_async, now};

pub fn tests() -> Vec<Trial> {
    alone_async![
        an_invoice_asks_for_no_more_than_it_needs,
        wallets_of_every_kind_are_served,
        what_a_webhook_would_have_said_can_be_asked_for,
        what_is_none_of_ours_says_nothing,
        a_server_is_on_the_network_that_its_settings_name,
        every_way_of_being_unavailable_is_told_alike,
        money_goes_back_by_the_payees_hand,
    ]
    .into()
}

async fn ask(rail: &dyn Rail, invoice: &str) -> Vec<RailEvent> {
    let money = Money::new(2500, Currency::EUR);
    rail.poll(ChargeQuery { external_id: invoice, money, now: now(), demand: Demand::Open, verify: None })
        .await
        .expect("an answer")
}

async fn an_invoice_asks_for_no_more_than_it_needs() {
    let double = BtcPay::start();
    let rail = rail(&double);
    for (amount, currency, text) in
        [(2500, "EUR", "25.00"), (500, "JPY", "500"), (5124, "KWD", "5.124"), (1, "USD", "0.01")]
    {
        let charge = charge(amount, currency);
        rail.start(&charge).await.expect("starts");
        let made = double.calls().into_iter().rfind(|call| call.method == "POST").expect("a call");
        assert_eq!(
            made.body,
            json!({"amount": text, "currency": currency, "metadata": {"orderId": charge.payment.to_string()},
                "checkout": {"expirationMinutes": 30, "monitoringMinutes": 1440, "paymentTolerance": 0, "lazyPaymentMethods": false},
                "receipt": {"enabled": false}})
        );
        assert!(!format!("{:?}", double.calls()).contains("Zq7 "));
    }
    assert!(!rail.supports(&Money::new(0, Currency::EUR)));
}

async fn wallets_of_every_kind_are_served() {
    let double = BtcPay::start();
    let rail = rail(&double);
    for (mood, kinds, scheme) in [
        (Mood::Works, &[RowKind::LightningInvoice, RowKind::BitcoinAddress, RowKind::BitcoinAmount][..], "bitcoin:"),
        (Mood::Old, &[RowKind::LightningInvoice, RowKind::BitcoinAddress, RowKind::BitcoinAmount], "bitcoin:"),
        (Mood::NoLightning, &[RowKind::BitcoinAddress, RowKind::BitcoinAmount], "bitcoin:"),
        (Mood::OnlyLightning, &[RowKind::LightningInvoice, RowKind::BitcoinAmount], "lightning:"),
    ] {
        double.be(mood);
        let (invoice, shown) = begin(rail.as_ref(), 2500, "EUR").await;
        assert_eq!(shown.rows.iter().map(|row| row.kind).collect::<Vec<_>>(), kinds, "{mood:?}");
        assert!(shown.qr.as_deref().is_some_and(|code| code.starts_with(scheme)), "{mood:?}");
        assert!(shown.link.is_some_and(|link| link.starts_with(scheme)), "{mood:?}");
        double.pay(&invoice, double.asks(&invoice), mood != Mood::NoLightning);
        double.confirm(&invoice);
        assert_eq!(said(&ask(rail.as_ref(), &invoice).await), [(EventKind::Settled, 2500, 0)], "{mood:?}");
    }
}

async fn what_a_webhook_would_have_said_can_be_asked_for() {
    let double = BtcPay::start();
    let rail = rail(&double);
    let rail = rail.as_ref();
    let (invoice, _) = begin(rail, 2500, "EUR").await;
    assert_eq!(ask(rail, &invoice).await, []);
    double.pay(&invoice, double.asks(&invoice), false);
    assert_eq!(said(&ask(rail, &invoice).await), [(EventKind::Processing, 2500, 0)]);
    double.confirm(&invoice);
    let first = ask(rail, &invoice).await;
    assert_eq!(said(&first), [(EventKind::Settled, 2500, 0)]);
    assert_eq!((&first[0].external_id, first[0].event_id.clone()), (&invoice, format!("{invoice}:settled:2500")));
    assert_eq!(ask(rail, &invoice).await, first, "the same facts are the same events");
    // Yen have no cents, and dong are worth less than a satoshi.
    for (amount, currency) in [(500, "JPY"), (10_007, "VND"), (1, "EUR")] {
        let (invoice, _) = begin(rail, amount, currency).await;
        double.pay(&invoice, double.asks(&invoice), true);
        assert_eq!(said(&ask(rail, &invoice).await), [(EventKind::Settled, amount, 0)], "{amount} {currency}");
    }
    assert_eq!(ask(rail, "unknown").await, [], "what BTCPay doesn't know");
}

async fn what_is_none_of_ours_says_nothing() {
    let double = BtcPay::start();
    let rail = rail(&double);
    let (invoice, _) = begin(rail.as_ref(), 2500, "EUR").await;
    double.pay(&invoice, double.asks(&invoice), true);
    for (pointer, foreign) in
        [("/storeId", "AnotherStore"), ("/metadata/orderId", "4711"), ("/id", "another"), ("/status", "SomethingNew")]
    {
        let before = double.invoice(&invoice).pointer(pointer).expect("a member").clone();
        double.set(&invoice, pointer, json!(foreign));
        assert_eq!(ask(rail.as_ref(), &invoice).await, [], "{pointer}");
        double.set(&invoice, pointer, before);
    }
    assert_eq!(ask(rail.as_ref(), &invoice).await.len(), 1);
}

async fn a_server_is_on_the_network_that_its_settings_name() {
    let double = BtcPay::start();
    let mut test = settings(&double);
    test["network"] = json!("test");
    let (real, play) = (rail(&double), opened(&double, &test));
    let refused = async |rail: &dyn Rail| {
        let outcome = rail.start(&charge(2500, "EUR")).await;
        assert!(matches!(&outcome, Err(RailError::Refused(why)) if why.contains("network")), "{outcome:?}");
    };
    refused(play.as_ref()).await;
    double.be(Mood::Testnet);
    refused(real.as_ref()).await;
    let (_, shown) = begin(play.as_ref(), 2500, "EUR").await;
    assert!(shown.rows[0].copied.starts_with("lnbcrt416670n1"));
}

async fn every_way_of_being_unavailable_is_told_alike() {
    let double = BtcPay::start();
    let rail = rail(&double);
    let told = async |how: String| {
        let before = double.line.heard().len();
        let outcome = rail.start(&charge(2500, "EUR")).await;
        assert!(matches!(&outcome, Err(RailError::Unavailable(text)) if !text.contains(KEY)), "{how}: {outcome:?}");
        // BTCPay would make a second invoice.
        assert_eq!(double.line.heard().len() - before, 1, "{how}");
    };
    for weather in [Weather::Nonsense, Weather::Down] {
        double.line.be(weather);
        told(format!("{weather:?}")).await;
    }
    double.line.be(Weather::Fine);
    for mood in [Mood::Miscounts, Mood::Converts, Mood::Mistakes, Mood::Redirects] {
        double.be(mood);
        told(format!("{mood:?}")).await;
    }
    for mood in [Mood::NoWallet, Mood::NoRate, Mood::ViewsOnly] {
        double.be(mood);
        let outcome = rail.start(&charge(2500, "EUR")).await;
        assert!(
            matches!(&outcome, Err(RailError::Refused(text)) if !text.contains(PEOPLE[0])),
            "{mood:?}: {outcome:?}"
        );
    }
    double.be(Mood::Works);
    rail.probe().await.expect("it works again");
}

async fn money_goes_back_by_the_payees_hand() {
    let double = BtcPay::start();
    let rail = rail(&double);
    let (invoice, _) = begin(rail.as_ref(), 2500, "EUR").await;
    double.pay(&invoice, double.asks(&invoice), true);
    let order = RefundOrder { id: "ref_1".into(), external_id: invoice, money: Money::new(100, Currency::EUR) };
    assert!(matches!(rail.refund(&order).await, Ok(RefundOutcome::Unsupported)));
}
