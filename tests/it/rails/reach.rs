//! A request that nobody can pay: its payee is told at once, and a buyer reads why.

use libtest_mimic::Trial;
use serde_json::{Value, json};

use crate::support::{App, both, has, has_not};

pub fn tests() -> Vec<Trial> {
    both![a_request_that_nobody_can_pay_says_so, a_qr_iban_takes_francs_only, the_account_holder_is_asked_for,]
}

const NO_WAY: &str = "has not set up a way to be paid";

async fn a_request_that_nobody_can_pay_says_so(app: App) {
    let payee = app.payee("anna");
    let api = app.api(&payee.api_key);
    let seller = app.signed_in(&payee).await;
    let warned = |made: &Value| -> Vec<String> {
        let warnings = made["warnings"].as_array().expect("a list");
        assert!(warnings.iter().all(|warning| warning["code"] == "nobody_can_pay"), "{warnings:?}");
        warnings.iter().map(|warning| warning["detail"].as_str().expect("a sentence").to_owned()).collect()
    };
    let look = async |body: &Value, told: Option<&str>, read: Option<&str>| {
        let made = api.post("requests", body).await.status(201).json();
        let details = warned(&made);
        assert_eq!(details.len(), usize::from(told.is_some()), "{body}: {details:?}");
        let code = made["code"].as_str().expect("a code");
        assert_eq!(warned(&api.get(&format!("requests/{code}")).await.json()), details);
        assert_eq!(warned(&api.patch(&format!("requests/{code}"), &json!({"memo": "x"})).await.json()), details);
        let page = app.browser().page(&format!("r/{code}")).await;
        let own = seller.page(&format!("app/requests/{code}")).await;
        let shared = seller.page(&format!("app/requests/{code}/share")).await;
        assert_eq!(shared.contains("Nobody can pay you yet"), told.is_some(), "{body}");
        for (text, page, all) in [
            (told, &own, &["Nobody can pay this yet"][..]),
            (read, &page, &[NO_WAY, "takes <bdi>", "takes this amount"]),
        ] {
            match text {
                Some(text) => has(page, &[text]),
                None => has_not(page, all),
            }
        }
        if let Some(told) = told {
            has(&details[0], &[told]);
        }
        assert_eq!(page.contains("name=\"method\""), told.is_none(), "{body}");
        code.to_owned()
    };

    let euros = json!({"amount": "5.00", "currency": "EUR"});
    look(&euros, Some("you have no way to be paid"), Some(NO_WAY)).await;
    has(&seller.page("app/new").await, &["Nobody can pay you yet", "Say how you want to be paid"]);

    let sepa = json!({"rail": "sepa", "settings": {"iban": "DE75512108001245126199", "beneficiary": "Anna"}});
    let method = api.post("methods", &sepa).await.status(201).json();
    let paid = look(&euros, None, None).await;
    let dollars = json!({"amount": "5.00", "currency": "USD"});
    look(&dollars, Some("takes USD"), Some("takes <bdi>USD</bdi>")).await;
    look(&json!({"currency": "USD"}), Some("takes USD"), Some("takes <bdi>USD</bdi>")).await;
    look(&json!({"currency": "EUR"}), None, None).await;
    let much = json!({"amount": "1000000000.00", "currency": "EUR"});
    look(&much, Some("takes this amount"), Some("takes this amount")).await;
    has_not(&seller.page("app/new?currency=EUR").await, &["Nobody can pay you yet", "ways to be paid takes"]);
    has(&seller.page("app/new?currency=USD").await, &["None of your ways to be paid takes USD"]);
    has(&app.browser().page("anna/5usd").await, &["takes <bdi>USD</bdi>"]);

    // The last way that takes it goes: the next look says so.
    api.delete(&format!("methods/{}", method["id"].as_str().expect("an id"))).await.status(204);
    assert_eq!(warned(&api.get(&format!("requests/{paid}")).await.json()).len(), 1);
    has(&app.browser().page(&format!("r/{paid}")).await, &[NO_WAY]);
    // One that is over needs no payer.
    api.post(&format!("requests/{paid}/cancel"), &json!({})).await.status(200);
    assert_eq!(warned(&api.get(&format!("requests/{paid}")).await.json()).len(), 0);
    has_not(&seller.page(&format!("app/requests/{paid}")).await, &["Nobody can pay this yet"]);
}

async fn a_qr_iban_takes_francs_only(app: App) {
    let payee = app.payee("anna");
    let api = app.api(&payee.api_key);
    let settings = json!({"iban": "QR-IBAN: CH44 3199 9123 0008 8901 2", "beneficiary": "Anna", "postcode": "8000", "town": "Bern"});
    let made = api.post("methods", &json!({"rail": "swiss", "settings": settings})).await.status(201).json();
    assert_eq!(made["warnings"][0]["code"], "francs_only");
    assert_eq!(api.get("methods").await.json()["data"], json!([made]));
    has(&app.signed_in(&payee).await.page("app/methods").await, &["which takes Swiss francs only"]);

    let euros = api.post("requests", &json!({"amount": "5.00", "currency": "EUR"})).await.json();
    assert_eq!(euros["warnings"][0]["code"], "nobody_can_pay");
    let code = euros["code"].as_str().expect("a code");
    has(&app.browser().page(&format!("r/{code}")).await, &["takes <bdi>EUR</bdi>"]);
    app.browser().post(&format!("r/{code}/pay"), &[]).await.status(400);
    app.browser().post(&format!("r/{code}/pay"), &[("method", made["id"].as_str().expect("an id"))]).await.status(400);
    let francs = api.post("requests", &json!({"amount": "5.00", "currency": "CHF"})).await.json();
    assert_eq!(francs["warnings"], json!([]));
    let code = francs["code"].as_str().expect("a code");
    let own = app.browser().post(&format!("r/{code}/pay"), &[]).await.status(303).location().to_owned();
    has(&app.browser().page(&own).await, &["Your bank compares the account holder’s name with the account"]);
}

/// New accounts need the holder's name; one that was stored before works, and its payee is asked.
async fn the_account_holder_is_asked_for(app: App) {
    let payee = app.payee("anna");
    let api = app.api(&payee.api_key);
    let seller = app.signed_in(&payee).await;
    for (rail, settings) in [
        ("sepa", json!({"iban": "DE75512108001245126199"})),
        ("swiss", json!({"iban": "CH5800791123000889012", "postcode": "8000", "town": "Bern"})),
        ("spayd", json!({"iban": "CZ5855000000001265098001"})),
    ] {
        let body = json!({"rail": rail, "settings": settings});
        assert_eq!(
            api.post("methods", &body).await.status(400).problems(),
            [("beneficiary".into(), "required".into())],
            "{rail}"
        );
        let mut named = settings.clone();
        named["beneficiary"] = json!("Anna Beispiel");
        let made = api.post("methods", &json!({"rail": rail, "settings": named})).await.status(201).json();
        assert_eq!(made["warnings"], json!([]), "{rail}");
    }
    has(&seller.page("app/methods/add/sepa").await, &["The payer’s bank compares this name with the account"]);
    has_not(&seller.page("app/methods").await, &["yours isn’t known here"]);
}
