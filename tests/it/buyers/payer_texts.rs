//! Sentences about money on payers' pages: each says no more than what is known at its address.

use chit::domain::language::Language;
use libtest_mimic::Trial;
use serde_json::json;

use crate::house::locales::messages;
use crate::settlement::refunds::only_payment;
use crate::support::{App, Message, Page, alone, both, has, has_not, order};

pub fn tests() -> Vec<Trial> {
    let mut tests = both![
        a_refund_by_hand_is_the_payees_word,
        a_refund_by_the_provider_is_a_fact,
        a_lost_dispute_is_not_the_payees_refund,
        who_may_have_paid_at_a_provider_is_not_told_that_nothing_was_taken,
    ];
    tests.extend(alone![a_failure_of_the_service_says_nothing_about_charges]);
    tests
}

/// A payer's own page, as it is read.
async fn read(app: &App, own: &str) -> String {
    Page::read(&app.browser().page(own).await).one("main").text.clone()
}

async fn a_refund_by_hand_is_the_payees_word(app: App) {
    let payee = app.payee("berta");
    let api = app.api(&payee.api_key);
    api.post(
        "methods",
        &json!({"rail": "sepa", "settings": {"iban": "DE75512108001245126199", "beneficiary": "Anna"}}),
    )
    .await
    .status(201);
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let own = app.browser().post(&format!("r/{code}/pay"), &[]).await.status(303).location().to_owned();
    app.browser().post(&format!("{own}/claim"), &[]).await.status(303);
    let payment = only_payment(&api, &code).await;
    app.signed_in(&payee).await.post(&format!("app/payments/{payment}/confirm"), &[]).await.status(303);
    for (amount, said) in [("10.00", "€10.00"), ("15.00", "€25.00")] {
        api.post(&format!("payments/{payment}/refund"), &json!({"amount": amount})).await.status(201);
        let page = read(&app, &own).await;
        has(&page, &["Refund reported", &format!("berta says that {said} was sent back to you"), "ask berta"]);
        has_not(&page, &["has refunded", "Refunded", "Partly refunded"]);
    }
}

async fn a_refund_by_the_provider_is_a_fact(app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (page, name) = app.start_payment(&code).await;
    let own = order(&page)["return_url"].as_str().expect("a URL").to_owned();
    hook.reported(&Message::new(&name, "approve")).await;
    let payment = only_payment(&api, &code).await;
    for (amount, said) in [
        ("10.00", ["Partly refunded", "anna has refunded €10.00."]),
        ("15.00", ["Refunded", "anna has refunded the whole amount."]),
    ] {
        api.post(&format!("payments/{payment}/refund"), &json!({"amount": amount})).await.status(201);
        let page = read(&app, &own).await;
        has(&page, &said);
        has_not(&page, &["says that", "dispute"]);
    }
}

async fn a_lost_dispute_is_not_the_payees_refund(app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (page, name) = app.start_payment(&code).await;
    let own = order(&page)["return_url"].as_str().expect("a URL").to_owned();
    hook.reported(&Message::new(&name, "approve")).await;
    let payment = only_payment(&api, &code).await;
    api.post(&format!("payments/{payment}/refund"), &json!({"amount": "10.00"})).await.status(201);
    hook.reported(&Message::new(&name, "dispute_lost").of("15.00", "EUR").shifted(2)).await;
    let page = read(&app, &own).await;
    has(&page, &["anna has refunded €10.00.", "decided in your favour: €15.00 goes back to you", "ask your bank"]);
    has_not(&page, &["the whole amount", "says that"]);
}

async fn who_may_have_paid_at_a_provider_is_not_told_that_nothing_was_taken(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (page, _) = app.start_payment(&code).await;
    let own = order(&page)["return_url"].as_str().expect("a URL").to_owned();
    let page = read(&app, &own).await;
    has(&page, &["Demo has not confirmed it yet", "don’t pay again", "Continue to Demo"]);
    has_not(&page, &["Nothing has been taken", "charged"]);
}

/// In each language the sentence about a failure holds, beyond what a seller reads, what a payer should do: the two differ.
fn a_failure_of_the_service_says_nothing_about_charges() {
    for language in Language::ALL {
        let texts = messages(language);
        // Where a payment could not begin it is known that nothing was charged: the first sentence there.
        let stop = |c| matches!(c, '.' | '。' | '।');
        let charged = texts["problem-rail"].split(stop).next().expect("a sentence");
        for key in ["problem-unavailable", "problem-failed"] {
            let (payer, other) = (&texts[key], &texts[&format!("{key}-elsewhere")]);
            assert!(payer.starts_with(other.trim_end_matches(stop)), "{}: {key}", language.tag());
            assert!(payer.chars().count() > other.chars().count() + 15, "{}: {key}", language.tag());
            assert!(!payer.contains(charged), "{}: {key}", language.tag());
        }
    }
}
