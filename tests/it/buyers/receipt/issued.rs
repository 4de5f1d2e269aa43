//! Signed receipts, from the payment to what became of it.

use std::fs;
use std::path::Path;
use std::process::Command;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use libtest_mimic::Trial;
use serde_json::{Value, json};

use super::{Desk, bank, begun, key, keys, paid, published, receipt};
use crate::support::{App, Message, SECRET_KEY, both, has, has_not, now};

pub fn tests() -> Vec<Trial> {
    both![
        a_receipt_says_what_was_paid_and_holds_for_others,
        there_is_no_receipt_before_the_money,
        a_receipt_says_what_became_of_the_money,
        the_payees_word_is_called_that,
        replicas_sign_alike,
        nothing_personal_is_on_a_receipt,
    ]
}

/// Checks a signature as OpenSSL does. The canonical form is worked out anew: sorted members, no white space.
fn openssl_verifies(desk: &Path, signed: &Value) -> bool {
    fn sorted(value: &Value) -> String {
        match value {
            Value::Object(members) => {
                let mut names: Vec<_> = members.keys().collect();
                names.sort();
                let members = names.iter().map(|name| format!("{}:{}", json!(name), sorted(&members[*name])));
                format!("{{{}}}", members.collect::<Vec<_>>().join(","))
            }
            Value::Array(list) => format!("[{}]", list.iter().map(sorted).collect::<Vec<_>>().join(",")),
            other => other.to_string(),
        }
    }
    let bytes = |name: &str| URL_SAFE_NO_PAD.decode(signed["signature"][name].as_str().expect("text")).expect("base64");
    // RFC 8410: the head of an Ed25519 key's SubjectPublicKeyInfo.
    let head = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];
    fs::write(desk.join("key.der"), [&head[..], &bytes("public_key")].concat()).expect("a file");
    fs::write(desk.join("signature"), bytes("value")).expect("a file");
    fs::write(desk.join("message"), sorted(&signed["receipt"])).expect("a file");
    let words = "pkeyutl -verify -rawin -pubin -keyform DER -inkey key.der -in message -sigfile signature";
    let done = Command::new("openssl").args(words.split(' ')).current_dir(desk).output().expect("openssl runs");
    let said = String::from_utf8_lossy(&done.stdout).into_owned();
    assert!(said.contains("Signature Verif"), "{said}{}", String::from_utf8_lossy(&done.stderr));
    done.status.success()
}

async fn a_receipt_says_what_was_paid_and_holds_for_others(app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    app.signed_in(&payee)
        .await
        .post("app/settings/profile", &[("name", "Anna’s Bakery"), ("currency", "EUR")])
        .await
        .status(200);
    let items = json!([{"name": "Rye \"dark\"", "quantity": 2, "amount": "10.00"}, {"name": "Cake", "amount": "5"}]);
    let request = api.post("requests", &json!({"memo": "Loaves & a cake €", "items": items})).await.status(201).json();
    let code = request["code"].as_str().expect("a code");
    let own = paid(&app, &hook, code).await;
    let answer = app.browser().get(&format!("{own}/receipt.json")).await.status(200);
    assert_eq!(answer.header("content-type"), "application/json");
    assert_eq!(answer.header("content-disposition"), format!("attachment; filename=\"chit-receipt-{code}.json\""));
    assert_eq!(answer.header("cache-control"), "no-store");
    let signed = answer.json();
    let payment = api.get(&format!("payments?request={code}")).await.json()["data"][0].clone();
    let expected = json!({
        "format": "chit-receipt", "version": 1, "service": app.base,
        "payee": {"handle": "anna", "name": "Anna’s Bakery"}, "request": code, "payment": payment["id"],
        "memo": "Loaves & a cake €",
        "items": [{"name": "Rye \"dark\"", "quantity": 2, "amount": "10.00"}, {"name": "Cake", "quantity": 1, "amount": "5"}],
        "currency": "EUR", "asked": "25.00", "received": "25.00", "refunded": "0.00", "state": "settled",
        "settled_at": payment["settled_at"], "issued_at": signed["receipt"]["issued_at"], "rail": "demo", "test": true,
        "evidence": "webhook", "check_words": request["check_words"],
    });
    assert_eq!(signed["receipt"], expected);
    let issued = signed["receipt"]["issued_at"].as_str().expect("a moment").parse::<chrono::DateTime<chrono::Utc>>();
    assert!((now() - issued.expect("a moment")).num_minutes() < 10);

    // The key is the one that the service publishes, and may be kept for an hour.
    let published = app.browser().get(".well-known/chit-keys.json").await.status(200);
    assert_eq!(published.header("content-type"), "application/jwk-set+json");
    assert_eq!(published.header("cache-control"), "public, max-age=3600");
    let key = published.json()["keys"][0].clone();
    assert_eq!(published.json()["keys"].as_array().map(Vec::len), Some(1));
    assert_eq!((&key["kid"], &key["x"]), (&signed["signature"]["kid"], &signed["signature"]["public_key"]));
    assert_eq!(
        (&key["kty"], &key["crv"], &signed["signature"]["alg"]),
        (&json!("OKP"), &json!("Ed25519"), &json!("EdDSA"))
    );

    // It holds for us, and for somebody who has never heard of us.
    let desk = Desk::new();
    desk.put("receipt.json", &answer.body);
    desk.put("keys.json", &published.body);
    let kid = key["kid"].as_str().expect("a name");
    let said = desk.holds(&["receipt.json"]);
    has(
        &said,
        &["Anna’s Bakery (@anna)", "25.00 EUR", "settled", "2 × Rye \"dark\", 10.00 EUR each", "TEST: no money moved"],
    );
    has(&said, &[request["check_words"].as_str().expect("words"), "webhook: the provider said so, signed"]);
    has(
        &said,
        &[&format!("the key {kid} that the file itself carries"), &format!("{}.well-known/chit-keys.json", app.base)],
    );
    has(&said, &["does not say who paid", "does not say that the money is still there"]);
    let said = desk.holds(&["receipt.json", "--keys", "keys.json"]);
    has(&said, &[&format!("the key {kid}, which is among the keys that you gave"), "does not say who paid"]);
    has_not(&said, &["that the file itself carries"]);
    assert_eq!(desk.files(), 2, "checking leaves nothing behind");
    assert!(openssl_verifies(desk.0.path(), &signed));

    // Changed, it holds for neither.
    let mut forged = signed.clone();
    forged["receipt"]["received"] = json!("2500.00");
    desk.put("forged.json", forged.to_string());
    has(&desk.refuses(&["forged.json"], 1), &["forged.json proves nothing", "the signature does not fit"]);
    assert!(!openssl_verifies(desk.0.path(), &forged));
}

async fn there_is_no_receipt_before_the_money(app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (own, name) = begun(&app, &code).await;
    let path = format!("{own}/receipt.json");
    for state in ["pending", "claimed", "processing", "failed", "expired"] {
        app.db().execute(&format!("update payments set state = '{state}'")).await;
        let refused = app.browser().get(&path).await.status(409);
        has(refused.header("content-type"), &["text/html"]);
        has(&refused.text(), &["There is a receipt once the money has arrived"]);
        assert_eq!(refused.header("content-disposition"), "");
        let german = app.browser().get(&format!("{path}?lang=de")).await.status(409).text();
        has(&german, &["Einen Beleg gibt es, sobald das Geld angekommen ist."]);
    }
    hook.reported(&Message::new(&name, "approve")).await;
    app.browser().get(&path).await.status(200);
    // To others it doesn't exist. Its payer keeps it, whatever becomes of the payee.
    for token in ["", "x", &code, &"1".repeat(24)] {
        app.browser().get(&format!("p/{token}/receipt.json")).await.status(404);
    }
    app.cli_ok(&["payee", "disable", "anna"]);
    app.browser().get(&path).await.status(200);
    app.db().execute("update payments set state = 'pending', received = null").await;
    app.browser().get(&path).await.status(404);
}

async fn a_receipt_says_what_became_of_the_money(app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let desk = Desk::new();
    desk.put("keys.json", keys(&app).await.to_string());
    // More than was asked.
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (own, name) = begun(&app, &code).await;
    hook.reported(&Message::new(&name, "approve").of("30.00", "EUR")).await;
    for (state, refunded, minor) in [
        ("settled", "0.00", 0),
        ("partially_refunded", "4.99", 499),
        ("refunded", "30.00", 3000),
        ("disputed", "0.00", 0),
    ] {
        app.db().execute(&format!("update payments set state = '{state}', refunded = {minor}")).await;
        let signed = receipt(&app, &own).await;
        let told = |name: &str| signed["receipt"][name].as_str().expect("text").to_owned();
        assert_eq!(
            (told("asked"), told("received"), told("refunded")),
            ("25.00".into(), "30.00".into(), refunded.into())
        );
        assert_eq!(told("state"), state);
        desk.put("receipt.json", signed.to_string());
        has(&desk.holds(&["receipt.json", "--keys", "keys.json"]), &[state, &format!("{refunded} EUR")]);
    }
    // Yen have no decimals.
    let code = app.request(&api, &json!({"amount": "1200", "currency": "JPY"})).await;
    let (own, name) = begun(&app, &code).await;
    hook.reported(&Message::new(&name, "approve").of("1200", "JPY")).await;
    let signed = receipt(&app, &own).await;
    assert_eq!((&signed["receipt"]["received"], &signed["receipt"]["currency"]), (&json!("1200"), &json!("JPY")));
}

async fn the_payees_word_is_called_that(app: App) {
    let api = bank(&app).await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let own = app.browser().post(&format!("r/{code}/pay"), &[]).await.status(303).location().to_owned();
    app.browser().post(&format!("{own}/claim"), &[]).await.status(303);
    app.browser().get(&format!("{own}/receipt.json")).await.status(409);
    api.post(&format!("requests/{code}/payments"), &json!({"paid_on": "2026-01-02"})).await.status(201);
    let signed = receipt(&app, &own).await;
    let told = &signed["receipt"];
    assert_eq!((&told["evidence"], &told["rail"], &told["test"]), (&json!("manual"), &json!("sepa"), &json!(false)));
    assert_eq!((&told["memo"], &told["items"]), (&Value::Null, &json!([])));
    has(told["settled_at"].as_str().expect("a moment"), &["2026-01-02T"]);
    let desk = Desk::new();
    desk.put("receipt.json", signed.to_string());
    let said = desk.holds(&["receipt.json"]);
    has(&said, &["manual: the payee said that it arrived"]);
    has_not(&said, &["TEST", "a test"]);
}

async fn replicas_sign_alike(app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let own = paid(&app, &hook, &code).await;
    let replica = app.replica().await;
    assert_eq!(keys(&replica).await, keys(&app).await);
    let token = own.rsplit('/').next().expect("a token");
    let desk = Desk::new();
    desk.put("keys.json", keys(&app).await.to_string());
    for one in [&app, &replica] {
        desk.put("receipt.json", receipt(one, &format!("p/{token}")).await.to_string());
        desk.holds(&["receipt.json", "--keys", "keys.json"]);
    }
    // Another service's keys are no proof of it.
    desk.put("keys.json", published(&key(8)));
    has(&desk.refuses(&["receipt.json", "--keys", "keys.json"], 1), &["is not among the keys that you gave"]);
}

async fn nothing_personal_is_on_a_receipt(app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let terms = json!({"amount": "25.00", "reference": "zq7-order"});
    let other = app.request(&api, &terms).await;
    let (own, name) = begun(&app, &other).await;
    hook.reported(&Message::new(&name, "approve")).await;
    let settings = json!({"iban": "DE75512108001245126199", "beneficiary": "Zq7 Kontoinhaberin"});
    let bank = api.post("methods", &json!({"rail": "sepa", "settings": settings})).await.status(201).json();
    let code = app.request(&api, &terms).await;
    let wish = [("method", bank["id"].as_str().expect("an id")), ("name", "Zq7 Payer")];
    let transfer = app.browser().post(&format!("r/{code}/pay"), &wish).await.status(303).location().to_owned();
    app.browser().post(&format!("{transfer}/claim"), &[("note", "Zq7 Payer")]).await.status(303);
    api.post(&format!("requests/{code}/payments"), &json!({"note": "from Zq7 Payer"})).await.status(201);
    for (own, code) in [(&transfer, &code), (&own, &other)] {
        let text = receipt(&app, own).await.to_string();
        let rf = api.get(&format!("requests/{code}")).await.json()["rf"].as_str().expect("a reference").to_owned();
        let token = own.rsplit('/').next().expect("a token");
        has(&text, &["\"anna\"", code]);
        has_not(&text, &["Zq7 ", "zq7 ", "Kontoinhaberin", "DE75", "1245126199", &rf, &name, token, SECRET_KEY]);
    }
}
