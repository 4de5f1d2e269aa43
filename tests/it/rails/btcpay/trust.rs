//! What is believed of a BTCPay, and which of them.

use libtest_mimic::Trial;
use serde_json::{Value, json};

use super::{beside_btcpay, btcpay_method, keeps_no_secret, settings, start};
use crate::rails::doubles::btcpay::{KEY, Mood, PEOPLE, STORE, WEBHOOK_SECRET, sign};
use crate::rails::doubles::line::Weather;
use crate::rails::doubles::state;
use crate::support::{App, between, both, client, has, has_not};

pub fn tests() -> Vec<Trial> {
    both![
        only_what_the_invoice_says_is_believed,
        settings_are_tried_before_they_are_saved,
        coins_that_are_worth_nothing_are_marked_and_stay_at_home,
    ]
}

async fn only_what_the_invoice_says_is_believed(app: App) {
    let (app, double, _, api) = beside_btcpay(app).await;
    let hook = btcpay_method(&api, &double).await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (invoice, _) = start(&app, &double, &code).await;
    let event = double.event("InvoiceSettled", &invoice);
    // Signed, and not so.
    double.post(&hook, &event).await.status(204);
    assert_eq!(state(&api, &code).await, json!("pending"));
    double.pay(&invoice, double.asks(&invoice), true);
    let body = serde_json::to_vec(&event).expect("JSON");
    let good = sign(WEBHOOK_SECRET, &body);
    let asked = double.calls().len();
    for signature in [
        None,
        Some(String::new()),
        Some(good.replace("sha256=", "sha256=0")),
        Some(good.replace("sha256=", "sha1=")),
        Some(sign("another-secret", &body)),
        Some(sign("", &body)),
        Some(sign(WEBHOOK_SECRET, b"{}")),
    ] {
        let mut request = client().post(&hook).body(body.clone());
        if let Some(signature) = &signature {
            request = request.header("BTCPay-Sig", signature);
        }
        assert_eq!(request.send().await.expect("an answer").status().as_u16(), 401, "{signature:?}");
    }
    // Signed, and nonsense.
    for nonsense in [json!([]), json!({}), json!({"type": 1}), json!("InvoiceSettled")] {
        double.post(&hook, &nonsense).await.status(400);
    }
    // Signed, and none of ours: taken, and left at that. Nobody is asked about what can't be ours.
    let changed = |name: &str, value: Value| {
        let mut event = event.clone();
        event[name] = value;
        event
    };
    for message in [
        changed("storeId", json!("AnotherStore")),
        changed("type", json!("PayoutApproved")),
        changed("type", json!("InvoiceCreated")),
        changed("invoiceId", json!("../../users/me")),
        changed("invoiceId", Value::Null),
    ] {
        double.post(&hook, &message).await.status(204);
    }
    assert_eq!(double.calls().len(), asked);
    // What BTCPay sends to try a webhook out.
    double.post(&hook, &changed("invoiceId", json!("__test__2b1a__test__"))).await.status(204);
    // Somebody else's method.
    let bob = app.api(&app.payee("bob").api_key);
    let other = btcpay_method(&bob, &double).await;
    double.post(&other, &event).await.status(204);
    // An invoice of another shop with the same store.
    for foreign in [json!("4711"), json!(4711), Value::Null] {
        let order = double.invoice(&invoice)["metadata"]["orderId"].clone();
        double.set(&invoice, "/metadata/orderId", foreign);
        double.post(&hook, &event).await.status(204);
        double.set(&invoice, "/metadata/orderId", order);
    }
    assert_eq!(state(&api, &code).await, json!("pending"));
    assert_eq!(app.db().number("select count(*) from rail_events where outcome <> 'unknown_payment'").await, 0);
    double.post(&hook, &event).await.status(204);
    assert_eq!(state(&api, &code).await, json!("settled"));
    keeps_no_secret(&app);
}

async fn settings_are_tried_before_they_are_saved(app: App) {
    let (app, double, payee, api) = beside_btcpay(app).await;
    let with = |name: &str, value: &str| {
        let mut settings = settings(&double);
        settings[name] = json!(value);
        json!({"rail": "btcpay", "settings": settings})
    };
    let wrong_key = "0000000000000000000000000000000000000000";
    for (name, value, sentence) in [
        ("api_key", wrong_key, "does not know this API key"),
        ("store_id", "AnotherStore", "Check the store ID"),
        ("url", &double.base.replace("/pay", "/elsewhere"), "There is no BTCPay Server at this address."),
    ] {
        let refused = api.post("methods", &with(name, value)).await.status(400);
        assert_eq!(refused.problems(), [(name.to_owned(), "refused".to_owned())]);
        has(&refused.text(), &[sentence]);
        has_not(&refused.text(), &[PEOPLE[0], wrong_key, KEY, WEBHOOK_SECRET]);
    }
    let empty = api.post("methods", &with("webhook_secret", "")).await.status(400);
    assert_eq!(empty.problems(), [("webhook_secret".to_owned(), "empty".to_owned())]);
    let unsafe_address = api.post("methods", &with("url", "http://btcpay.example")).await.status(400);
    assert_eq!(unsafe_address.problems(), [("url".to_owned(), "invalid".to_owned())]);
    double.be(Mood::ViewsOnly);
    let views_only = api.post("methods", &with("store_id", STORE)).await.status(400);
    assert_eq!(views_only.problems(), [("api_key".to_owned(), "refused".to_owned())]);
    has(&views_only.text(), &["create invoices"]);
    double.be(Mood::Works);
    double.line.be(Weather::Nonsense);
    api.post("methods", &with("store_id", STORE)).await.status(503).problem();
    assert_eq!(app.db().number("select count(*) from methods").await, 0);
    double.line.be(Weather::Fine);

    let seller = app.signed_in(&payee).await;
    let page = seller.page("app/methods/add/btcpay").await;
    let form = between(&page, "value=\"btcpay\"", "</form>").to_owned();
    let id = between(&form, "name=\"id\" value=\"", "\"");
    has(&form, &[&format!("{}hooks/btcpay/{id}", app.base)]);
    for name in ["api_key", "webhook_secret"] {
        has(
            between(&form, &format!("name=\"{name}\""), ">"),
            &["type=\"password\"", "autocomplete=\"off\"", "value=\"\""],
        );
    }
    let typed = [
        ("rail", "btcpay"),
        ("id", id),
        ("url", &double.base),
        ("store_id", STORE),
        ("api_key", KEY),
        ("webhook_secret", WEBHOOK_SECRET),
    ];
    seller.post("app/methods", &typed).await.status(303);
    has_not(&seller.page("app/methods").await, &[KEY, WEBHOOK_SECRET]);
    has_not(&api.get("methods").await.status(200).text(), &[KEY, WEBHOOK_SECRET]);
    // Nothing was made at BTCPay by trying.
    assert!(double.invoices().is_empty());
    keeps_no_secret(&app);
}

async fn coins_that_are_worth_nothing_are_marked_and_stay_at_home(app: App) {
    let (app, double, payee, api) = beside_btcpay(app).await;
    double.be(Mood::Testnet);
    let mut settings = settings(&double);
    settings["network"] = json!("test");
    let method = json!({"rail": "btcpay", "settings": settings});
    assert_eq!(api.post("methods", &method).await.status(201).json()["test"], true);
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (invoice, own) = start(&app, &double, &code).await;
    double.pay(&invoice, double.asks(&invoice), true);
    has(&app.browser().page(&own).await, &["PAID", "Test: no money moves"]);
    has(&api.get("exports/movements").await.text(), &["btcpay_test"]);
    let trusted = double.base.trim_end_matches("/pay");
    let app = app.with(&[("CHIT_PUBLIC_URL", "https://pay.example"), ("CHIT_ALLOW_SERVERS", trusted)]).await;
    let refused = app.api(&payee.api_key).post("methods", &method).await.status(400);
    assert_eq!(refused.problems(), [("network".to_owned(), "refused".to_owned())]);
    // Real coins, at a server beside the service that its operator names.
    double.be(Mood::Works);
    let mut method = method;
    method["settings"].as_object_mut().expect("settings").remove("network");
    app.api(&payee.api_key).post("methods", &method).await.status(201);
    app.audit();
}
