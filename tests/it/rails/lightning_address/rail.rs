//! The rail alone, by its contract.

use std::sync::Arc;

use chit::domain::money::Money;
use chit::domain::money::currency::Currency;
use chit::net::Provider;
use chit::net::servers::{Servers, origin};
use chit::rails::by_provider::lightning_address;
use chit::rails::by_provider::rates::Rates;
use chit::rails::{
    Charge, ChargeQuery, Demand, EventKind, Instructions, Next, Rail, RailError, RailEvent, RowKind, Started,
};
use libtest_mimic::Trial;
use serde_json::json;

use crate::rails::doubles::line::Weather;
use crate::rails::doubles::wallet::{Mood, STORE, STORE_KEY, Wallet};
use crate::rails::doubles::{charge, said, surroundings};
use crate::support::{alone_async, has, has_not, now};

pub fn tests() -> Vec<Trial> {
    alone_async![
        what_is_asked_for_is_exact_and_tells_nothing,
        an_invoice_of_something_else_is_not_shown,
        what_is_no_wallet_is_refused,
        without_a_price_nothing_is_asked_for,
        bitcoin_needs_no_price,
        a_btcpay_server_has_prices_too,
        only_the_preimage_proves,
        a_proof_elsewhere_is_none,
    ]
    .into()
}

fn rail(double: &Wallet) -> Box<dyn Rail> {
    rail_by(double, |provider| Some(Rates::lnbits(provider)))
}

fn rail_by(double: &Wallet, rates: impl FnOnce(Arc<Provider>) -> Option<Rates>) -> Box<dyn Rail> {
    let mut around = surroundings();
    around.servers = Servers::new(&around.public_url, vec![origin(&double.line.base).expect("an origin")]);
    let prices = around.servers.check(&double.line.base).expect("it may be called");
    around.rates = rates(around.servers.provider("prices", prices));
    let settings = json!({"address": double.address()});
    let settings = (lightning_address::KIND.check)(settings.as_object().expect("an object"), &around).expect("good");
    (lightning_address::KIND.open)(&settings, &around).expect("opens")
}

async fn begin(rail: &dyn Rail, charge: &Charge) -> (Started, Instructions) {
    let started = rail.start(charge).await.expect("starts");
    let ends = started.expires_at.expect("it ends");
    // Twenty minutes from when this rail was opened, a while ago.
    let (least, most) = (chrono::TimeDelta::minutes(10), chrono::TimeDelta::seconds(1201));
    assert!(ends - now() >= least && ends - now() <= most, "{ends}");
    let Next::Show(shown) = started.next.clone() else { panic!("{:?}", started.next) };
    (started, shown)
}

async fn ask(rail: &dyn Rail, hash: &str, verify: Option<&str>) -> Result<Vec<RailEvent>, RailError> {
    let money = Money::new(2500, Currency::EUR);
    rail.poll(ChargeQuery { external_id: hash, money, now: now(), demand: Demand::Open, verify }).await
}

async fn what_is_asked_for_is_exact_and_tells_nothing() {
    let double = Wallet::start();
    let rail = rail(&double);
    for (minor, currency, sats) in [
        (1, "EUR", "13"),
        (2500, "EUR", "31250"),
        (2510, "EUR", "31375"),
        (1_234_567, "USD", "15432088"),
        (25, "JPY", "31250"),
        (12_345, "KWD", "15432"),
    ] {
        let charge = charge(minor, currency);
        let (started, shown) = begin(rail.as_ref(), &charge).await;
        let hash = started.external_id.expect("a hash");
        assert_eq!(hash, double.last());
        let rows: Vec<_> = shown.rows.iter().map(|row| (row.kind, row.copied.clone())).collect();
        let bolt11 = double.bolt11(&hash);
        assert_eq!(rows, [(RowKind::BitcoinAmount, sats.to_owned()), (RowKind::LightningInvoice, bolt11.clone())]);
        assert_eq!(shown.link, Some(format!("lightning:{bolt11}")));
        assert_eq!(shown.qr, Some(format!("lightning:{}", bolt11.to_uppercase())));
        let asked = double.asked().pop().expect("it was asked");
        let rf = chit::domain::reference::rf::grouped(charge.rf.as_str()).replace(' ', "+");
        assert_eq!(asked, format!("k1=zq7&amount={sats}000&comment={rf}"));
        has_not(&asked, &["Anna", "anna", "token"]);
    }
    // A comment is cut nowhere: it is the reference, shorter, or none.
    let charge = charge(2500, "EUR");
    for (mood, comment) in
        [(Mood::ShortComments, format!("&comment={}", charge.rf.as_str())), (Mood::NoComments, String::new())]
    {
        double.be(mood);
        begin(rail.as_ref(), &charge).await;
        assert_eq!(double.asked().pop(), Some(format!("k1=zq7&amount=31250000{comment}")));
    }
    // However long the invoice is good, the price is not.
    double.be(Mood::Lasting);
    begin(rail.as_ref(), &charge).await;
}

async fn an_invoice_of_something_else_is_not_shown() {
    let double = Wallet::start();
    let rail = rail(&double);
    for mood in [
        Mood::AsksMore,
        Mood::AnyAmount,
        Mood::OtherDescription,
        Mood::PlainDescription,
        Mood::Forged,
        Mood::Slow,
        Mood::Redirects,
        Mood::Large,
    ] {
        double.be(mood);
        let outcome = rail.start(&charge(2500, "EUR")).await;
        let told =
            matches!(&outcome, Err(RailError::Unavailable(text)) if !text.contains("lnbc") && !text.contains("zq7"));
        assert!(told, "{mood:?}: {outcome:?}");
    }
    // What is worth nothing is not shown, and not booked.
    double.be(Mood::TestNetwork);
    assert!(matches!(rail.start(&charge(2500, "EUR")).await, Err(RailError::Refused(_))));
    // The wallet's own bounds, to the millisatoshi.
    double.be(Mood::AtMost(31_249_999));
    assert!(matches!(rail.start(&charge(2500, "EUR")).await, Err(RailError::Unsupported)));
    double.be(Mood::AtMost(31_250_000));
    begin(rail.as_ref(), &charge(2500, "EUR")).await;
}

async fn what_is_no_wallet_is_refused() {
    let double = Wallet::start();
    let rail = rail(&double);
    for mood in [
        Mood::Refuses,
        Mood::Withdraws,
        Mood::NoBounds,
        Mood::NoMetadata,
        Mood::LongCallback,
        Mood::CallbackAt("http://wallet.example/cb"),
        Mood::CallbackAt("https://10.0.0.1/cb"),
        Mood::CallbackAt("https://169.254.169.254/latest/meta-data"),
        Mood::CallbackAt("https://localhost/cb"),
        Mood::CallbackAt("https://u:p@wallet.example/cb"),
        Mood::CallbackAt("/cb"),
    ] {
        double.be(mood);
        let heard = double.line.heard().len();
        let outcome = rail.probe().await;
        assert!(matches!(&outcome, Err(RailError::Rejected { field: "address", .. })), "{mood:?}: {outcome:?}");
        assert!(matches!(rail.start(&charge(2500, "EUR")).await, Err(RailError::Refused(_))), "{mood:?}");
        let heard: Vec<_> = double.line.heard().split_off(heard);
        assert!(heard.iter().all(|heard| !heard.path.starts_with("/lnurlp/")), "{mood:?}: no further call");
    }
    for mood in [Mood::Redirects, Mood::Large] {
        double.be(mood);
        assert!(matches!(rail.probe().await, Err(RailError::Unavailable(_))), "{mood:?}");
    }
    has_not(&format!("{:?}", double.line.heard()), &["elsewhere"]);
    double.be(Mood::Works);
    rail.probe().await.expect("a wallet");
}

async fn without_a_price_nothing_is_asked_for() {
    let double = Wallet::start();
    let rail = rail(&double);
    for mood in [Mood::NoPrice, Mood::OddPrice] {
        double.be(mood);
        assert!(matches!(rail.start(&charge(2500, "EUR")).await, Err(RailError::Unavailable(_))), "{mood:?}");
    }
    double.be(Mood::Works);
    assert!(matches!(rail.start(&charge(2500, "XPF")).await, Err(RailError::Unsupported)), "LNbits has none");
    assert!(matches!(rail.start(&charge(2500, "IRR")).await, Err(RailError::Unsupported)), "nobody has");
    assert_eq!(double.asked().len(), 0);
}

async fn bitcoin_needs_no_price() {
    let double = Wallet::start();
    let with_source = rail(&double);
    double.be(Mood::NoPrice);
    let without = rail_by(&double, |_| None);
    for rail in [with_source, without] {
        for (minor, msat) in [(1, "1000"), (31_250, "31250000")] {
            begin(rail.as_ref(), &charge(minor, "BTC")).await;
            has(&double.asked().pop().expect("it was asked"), &[&format!("amount={msat}&")]);
        }
    }
    let without = rail_by(&double, |_| None);
    assert!(!without.supports(&Money::new(2500, Currency::EUR)) && without.supports(&Money::new(1, Currency::BTC)));
    assert!(matches!(without.start(&charge(2500, "EUR")).await, Err(RailError::Unsupported)));
    has_not(&format!("{:?}", double.line.heard()), &["/api/v1/"]);
}

async fn a_btcpay_server_has_prices_too() {
    let double = Wallet::start();
    let rail = rail_by(&double, |provider| Some(Rates::btcpay(provider, STORE.into(), STORE_KEY)));
    for (minor, currency, msat) in [(2500, "EUR", "31250000"), (2510, "USD", "31375000"), (25, "JPY", "31250000")] {
        begin(rail.as_ref(), &charge(minor, currency)).await;
        has(&double.asked().pop().expect("it was asked"), &[&format!("amount={msat}&")]);
    }
    has(&format!("{:?}", double.line.heard()), &["rates?currencyPair=BTC_EUR"]);
    let asked = double.asked().len();
    assert!(matches!(rail.start(&charge(2500, "XPF")).await, Err(RailError::Unsupported)), "BTCPay has none");
    for mood in [Mood::NoPrice, Mood::OddPrice] {
        double.be(mood);
        assert!(matches!(rail.start(&charge(2500, "EUR")).await, Err(RailError::Unavailable(_))), "{mood:?}");
    }
    double.be(Mood::Works);
    // The operator's key is no fault of the payee's method.
    let refused = rail_by(&double, |provider| Some(Rates::btcpay(provider, STORE.into(), "another")));
    assert!(matches!(refused.start(&charge(2500, "EUR")).await, Err(RailError::Unavailable(_))));
    assert_eq!(double.asked().len(), asked, "without a price, no invoice");
    assert!(!format!("{rail:?}").contains("zq7e8f"));
}

async fn only_the_preimage_proves() {
    let double = Wallet::start();
    let rail = rail(&double);
    let rail = rail.as_ref();
    let (started, shown) = begin(rail, &charge(2500, "EUR")).await;
    let (hash, verify) = (started.external_id.expect("a hash"), shown.verify.expect("a proof"));
    has(&verify, &["/lnurlp/verify/"]);
    let ask = async |verify: &str| ask(rail, &hash, Some(verify)).await;
    assert_eq!(ask(&verify).await.expect("an answer"), [], "nobody has paid");
    double.pay(&hash);
    for mood in [Mood::OtherPreimage, Mood::NoPreimage, Mood::NoHex] {
        double.be(mood);
        assert_eq!(ask(&verify).await.expect("an answer"), [], "{mood:?}");
    }
    double.be(Mood::Works);
    let told = ask(&verify).await.expect("an answer");
    assert_eq!(said(&told), [(EventKind::Settled, 2500, 0)]);
    assert_eq!((told[0].external_id.as_str(), told[0].event_id.clone()), (hash.as_str(), format!("{hash}:settled")));
    assert!(!format!("{told:?}").contains(&double.preimage(&hash)));
    assert_eq!(ask(&verify).await.expect("an answer")[0].event_id, told[0].event_id, "the same fact");
    // Another invoice's proof proves nothing of this one.
    let (other, shown) = begin(rail, &charge(2500, "EUR")).await;
    assert_ne!(other.external_id.as_deref(), Some(hash.as_str()));
    double.pay(&other.external_id.expect("a hash"));
    assert_eq!(ask(&shown.verify.expect("a proof")).await.expect("an answer"), []);
    // Instructions that are gone; a wallet that has forgotten, is away, or is somewhere else now.
    assert_eq!(
        rail.poll(ChargeQuery {
            external_id: &hash,
            money: Money::new(2500, Currency::EUR),
            now: now(),
            demand: Demand::Open,
            verify: None,
        })
        .await
        .expect("an answer"),
        []
    );
    double.forget(&hash);
    assert_eq!(ask(&verify).await.expect("an answer"), []);
    assert!(matches!(ask("http://wallet.example/v").await, Err(RailError::Refused(_))));
    double.line.be(Weather::Down);
    assert!(matches!(ask(&verify).await, Err(RailError::Unavailable(_))));
}

async fn a_proof_elsewhere_is_none() {
    let double = Wallet::start();
    let rail = rail(&double);
    for mood in [
        Mood::Silent,
        Mood::VerifyAt("https://other.example/verify/1"),
        Mood::VerifyAt("http://wallet.example/verify/1"),
        Mood::VerifyAt("https://127.0.0.1/verify/1"),
        Mood::VerifyAt("javascript:alert(1)"),
        Mood::VerifyAt(""),
    ] {
        double.be(mood);
        let (started, shown) = begin(rail.as_ref(), &charge(2500, "EUR")).await;
        assert_eq!((started.external_id, shown.verify), (None, None), "{mood:?}: the payee confirms");
    }
}
