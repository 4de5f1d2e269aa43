//! What is offered can be made: for any name, amount and settings, the rails that are paid by hand make a code that a scanner reads and
//! that holds no letter which the scheme lacks.

use chit::domain::chance::Chance;
use chit::domain::id::{MethodId, PaymentId};
use chit::domain::method::{OfferedMethod, Settings};
use chit::domain::money::currency::Currency;
use chit::domain::money::{MAX_MINOR, Money};
use chit::domain::payee::handle::Handle;
use chit::domain::reference::rf::RfReference;
use chit::domain::text::DisplayName;
use chit::rails::registry::Rails;
use chit::rails::{Charge, Instructions, Next, RailContext};
use chit::share::qr::Matrix;
use libtest_mimic::Trial;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};

use crate::support::alone;

pub fn tests() -> Vec<Trial> {
    alone![what_is_offered_can_be_made].into()
}

/// Settings of every rail by hand; the account holder's name, where the rail has it, goes in.
fn methods(holder: &str) -> Vec<(&'static str, Value)> {
    vec![
        ("sepa", json!({"iban": "DE75512108001245126199", "beneficiary": holder, "bic": "SOLADEST600"})),
        (
            "swiss",
            json!({"iban": "CH5800791123000889012", "beneficiary": holder, "postcode": "8000", "town": "Zürich"}),
        ),
        (
            "swiss",
            json!({"iban": "CH4431999123000889012", "beneficiary": holder, "postcode": "8000", "town": "Zürich"}),
        ),
        ("spayd", json!({"iban": "CZ5855000000001265098001", "beneficiary": holder})),
        ("spayd", json!({"iban": "SK3112000000198742637541", "beneficiary": holder})),
        ("pix", json!({"key": "anna@example.com", "beneficiary": holder, "city": holder})),
        ("paynow", json!({"id": "201403121W", "beneficiary": holder})),
        ("promptpay", json!({"id": "012345678901234"})),
        ("upi", json!({"id": "anna@okbank", "beneficiary": holder})),
        ("link", json!({"wallet": "payme", "handle": "SK3112000000198742637541", "beneficiary": holder})),
        ("link", json!({"wallet": "paypal", "handle": "anna"})),
        ("link", json!({"wallet": "swish", "handle": "1231231231"})),
        ("cash", json!({"directions": "At the counter"})),
    ]
}

/// Names as people write them, and as nobody does: any script, pictures, and signs alone.
fn names() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{1,70}",
        "[☕🎂👩🌾🇨🇭❤️ ]{1,70}",
        "[&()'*%:;«»€–—/.,+ -]{1,70}",
        "[A-Za-zÀ-ž ]{1,70}",
        "[\u{600}-\u{6ff}\u{900}-\u{97f}\u{4e00}-\u{4fff} ]{1,70}",
    ]
}

fn what_is_offered_can_be_made() {
    let surroundings = RailContext::new("http://127.0.0.1".parse().expect("a URL"), Chance::secure()).expect("good");
    let rails = Rails::new(surroundings, Vec::new());
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let currencies = ["EUR", "CHF", "CZK", "BRL", "SGD", "THB", "INR", "KWD", "JPY", "SEK", "HUF"];
    let amounts = prop_oneof![1..=MAX_MINOR, 1i64..=10_000, 99_999_999_000i64..=100_000_001_000];
    let payees = names().prop_filter_map("a name that is accepted", |name| DisplayName::parse(&name).ok());
    let given = (payees, names(), amounts, prop::sample::select(currencies.to_vec()));
    let made = std::cell::Cell::new(0);
    let mut runner = TestRunner::new(Config { cases: 200, failure_persistence: None, ..Config::default() });
    let outcome = runner.run(&given, |(payee, holder, minor, currency)| {
        let money = Money::new(minor, Currency::parse(currency).expect("a currency"));
        for (name, settings) in methods(&holder) {
            let settings = Settings::new(settings);
            let rail = rails.open(name, &settings).expect("whatever its holder was called, it opens");
            let method = OfferedMethod {
                id: MethodId::draw(&Chance::secure()),
                rail: name.into(),
                test: false,
                only_currency: rail.only_currency(),
                wallet: rail.wallet().map(|wallet| wallet.name.to_owned()),
            };
            let offered = rails.offers(&method, &money).is_some();
            prop_assert_eq!(offered, rail.supports(&money), "{} {}", name, money);
            if !offered {
                continue;
            }
            let charge = Charge {
                payment: PaymentId::draw(&Chance::secure()),
                method: method.id,
                money,
                rf: RfReference::draw(&Chance::secure()),
                payee: payee.clone(),
                handle: Handle::parse("anna-4").expect("good"),
                description: None,
                return_url: "http://127.0.0.1/p/x".parse().expect("a URL"),
                expires_at: "2026-12-24T12:00:00Z".parse().expect("a time"),
            };
            let started = runtime.block_on(rail.start(&charge)).expect("what is offered starts");
            let Next::Show(shown) = started.next else { panic!("it is shown") };
            check(name, &shown)?;
            made.set(made.get() + 1);
        }
        Ok(())
    });
    outcome.unwrap_or_else(|e| panic!("{e}"));
    // Cash takes any amount.
    assert!(made.get() >= 200, "hardly anything was offered: {}", made.get());
}

/// Whether a code is one that scanners and banks read.
fn check(rail: &str, shown: &Instructions) -> Result<(), TestCaseError> {
    let Some(code) = &shown.qr else {
        prop_assert_eq!(rail, "cash");
        return Ok(());
    };
    Matrix::encode(code).expect("it can be drawn");
    let latin = |c: char| matches!(c, 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ſ');
    let fits = |c: char| match rail {
        "sepa" => c.is_ascii_alphanumeric() || latin(c) || "\n/-?:().,'+ ".contains(c),
        "swiss" => matches!(c, '\n' | ' '..='~' | '\u{a1}'..='ſ' | 'Ș' | 'ș' | 'Ț' | 'ț' | '€'),
        "spayd" => c.is_ascii_uppercase() || c.is_ascii_digit() || "*:.+-/ ".contains(c),
        "pix" => c.is_ascii_alphanumeric() || " .-*@".contains(c),
        _ => c.is_ascii_graphic() || c == ' ',
    };
    prop_assert!(code.chars().all(fits), "{}: {:?}", rail, code);
    for picture in [":coffee:", ":birthday:", ":woman:", ":heart:"] {
        prop_assert!(!code.contains(picture), "{}: {:?}", rail, code);
    }
    Ok(())
}
