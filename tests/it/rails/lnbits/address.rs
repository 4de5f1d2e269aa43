//! A payee's Lightning address in front of its LNbits, as wallets ask for it.

use libtest_mimic::Trial;
use lightning_invoice::Bolt11Invoice;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::settings;
use crate::rails::doubles::keeps_none_of;
use crate::rails::doubles::lnbits::{INVOICE_KEY, Lnbits, Mood};
use crate::support::{Answer, Api, App, Payee, both, has, has_not};

pub fn tests() -> Vec<Trial> {
    both![
        an_address_is_paid_to_the_satoshi,
        who_has_no_lightning_wallet_has_no_address,
        an_amount_that_is_none_stores_nothing,
        a_wallet_that_cannot_be_used_stores_nothing,
        an_address_is_asked_as_often_as_a_form,
        a_proof_is_its_payers,
        bitcoin_is_asked_for_in_satoshis,
    ]
}

const ANNA: &str = ".well-known/lnurlp/anna";

async fn beside_lnbits(app: App) -> (App, Lnbits, Api, Payee, String) {
    let double = Lnbits::start();
    let app = app.with(&[("CHIT_LOG", "trace")]).await;
    let payee = app.payee("anna");
    let api = app.api(&payee.api_key);
    let method =
        api.post("methods", &json!({"rail": "lnbits", "settings": settings(&double)})).await.status(201).json();
    let hook = method["webhook_url"].as_str().expect("LNbits reports").to_owned();
    (app, double, api, payee, hook)
}

/// What a wallet in a browser, on a page of another site, is answered.
async fn ask(app: &App, path: &str) -> Answer {
    let answer = app.browser().get(path).await;
    assert_eq!(answer.header("access-control-allow-origin"), "*", "{path}");
    assert_eq!(
        (answer.header("content-type"), answer.header("cache-control")),
        ("application/json", "no-store"),
        "{path}"
    );
    answer
}

async fn pay(app: &App, msat: &str) -> Answer {
    ask(app, &format!("{ANNA}/callback?amount={msat}")).await
}

fn path(url: &Value, app: &App) -> String {
    let url = url.as_str().expect("an address");
    url.strip_prefix(&*app.base).unwrap_or_else(|| panic!("{url} is elsewhere")).to_owned()
}

/// A refusal by LUD-06, and its reason.
fn reason(answer: &Answer) -> String {
    let told = answer.json();
    assert_eq!(told["status"], "ERROR", "{told}");
    told["reason"].as_str().expect("a reason").to_owned()
}

async fn counted(app: &App) -> (i64, i64) {
    let db = app.db();
    (db.number("select count(*) from requests").await, db.number("select count(*) from payments").await)
}

async fn an_address_is_paid_to_the_satoshi(app: App) {
    let (app, double, api, payee, hook) = beside_lnbits(app).await;
    let terms = ask(&app, ANNA).await.status(200).json();
    let host = app.base.trim_start_matches("http://").trim_end_matches('/').to_owned();
    let metadata = json!([["text/plain", "anna"], ["text/identifier", format!("anna@{host}")]]).to_string();
    assert_eq!(terms["metadata"], metadata);
    assert_eq!((&terms["tag"], &terms["minSendable"]), (&json!("payRequest"), &json!(1000)));
    assert_eq!(terms["maxSendable"], json!(999_999_999_999_000_i64));
    for other in ["commentAllowed", "payerData", "nostrPubkey"] {
        assert!(terms.get(other).is_none(), "{other}");
    }
    assert_eq!(counted(&app).await, (0, 0), "asking stores nothing");

    let callback = path(&terms["callback"], &app);
    let begun =
        ask(&app, &format!("{callback}?amount=31250000&comment=zq7%20from%20Ben&nostr=zq7")).await.status(200).json();
    let text = begun["pr"].as_str().expect("an invoice");
    let invoice: Bolt11Invoice = text.parse().expect("an invoice by BOLT 11");
    assert_eq!(invoice.amount_milli_satoshis(), Some(31_250_000));
    let lightning_invoice::Bolt11InvoiceDescriptionRef::Hash(hash) = invoice.description() else { panic!("no hash") };
    assert_eq!(hash.0.to_string(), hex::encode(Sha256::digest(&metadata)), "LUD-06");
    assert_eq!((&begun["status"], &begun["routes"]), (&json!("OK"), &json!([])));
    has(&double.asked(), &["\"amount\":31250,", "\"unit\":\"sat\"", &hex::encode(&metadata)]);
    has_not(&double.asked(), &["zq7 ", "/p/"]);

    let verify = path(&begun["verify"], &app);
    let waiting = ask(&app, &verify).await.status(200).json();
    assert_eq!(waiting, json!({"status": "OK", "settled": false, "preimage": null, "pr": text}));
    let hash = double.last();
    double.set(&hash, "success");
    assert_eq!(double.report(&hook, &double.message(&hash)).await.map(|answer| answer.code), [204, 204]);
    let proved = ask(&app, &verify).await.status(200).json();
    assert_eq!((&proved["settled"], &proved["pr"]), (&json!(true), &json!(text)));
    let preimage = proved["preimage"].as_str().expect("a proof");
    assert_eq!(hex::encode(Sha256::digest(hex::decode(preimage).expect("hex"))), hash);

    // What was asked for is what is booked, and the payer has a receipt of it.
    let payment = api.get("payments").await.json()["data"][0].clone();
    assert_eq!((&payment["amount"], &payment["currency"]), (&json!("0.00031250"), &json!("BTC")));
    assert_eq!((&payment["state"], &payment["payer_note"]), (&json!("settled"), &Value::Null));
    let csv = api.get("exports/movements").await.status(200).text();
    has(csv.lines().nth(1).expect("a movement"), &["BTC,0.00031250,0.00000000,0.00031250", ",lnbits,", &hash]);
    assert_eq!(begun["successAction"]["tag"], "url");
    let own = app.browser().page(&path(&begun["successAction"]["url"], &app)).await;
    has(&own, &["PAID", "0.00031250"]);
    assert_eq!(app.db().texts("select origin from requests").await, ["link"]);
    let seller = app.signed_in(&payee).await;
    has(&seller.page("app/methods").await, &["Your Lightning address", &format!("anna@{host}")]);
    has(&seller.page("app").await, &["0.00031250"]);
    app.audit();
    keeps_none_of(&app, [preimage, "zq7 from", "zq7%20from", INVOICE_KEY].iter());
}

async fn who_has_no_lightning_wallet_has_no_address(app: App) {
    let (app, _double, api, _, _) = beside_lnbits(app).await;
    let nobody = ask(&app, ".well-known/lnurlp/nobody").await.status(404).text();
    assert_eq!(serde_json::from_str::<Value>(&nobody).expect("JSON")["status"], "ERROR");
    // Somebody with other ways to be paid.
    let berta = app.payee("berta");
    let words = json!({"rail": "cash", "settings": {"directions": "At the counter"}});
    app.api(&berta.api_key).post("methods", &words).await.status(201);
    for path in ["berta", "berta/callback?amount=1000", "nobody/callback?amount=1000", "no..body", "r"] {
        assert_eq!(ask(&app, &format!(".well-known/lnurlp/{path}")).await.status(404).text(), nobody, "{path}");
    }
    // A payee who was disabled, and one whose method was removed, are nobody.
    ask(&app, ANNA).await.status(200);
    app.cli_ok(&["payee", "disable", "anna"]);
    for path in [ANNA.to_owned(), format!("{ANNA}/callback?amount=1000")] {
        assert_eq!(ask(&app, &path).await.status(404).text(), nobody, "{path}");
    }
    app.cli_ok(&["payee", "enable", "anna"]);
    ask(&app, ANNA).await.status(200);
    let method = api.get("methods").await.json()["data"][0]["id"].as_str().expect("an id").to_owned();
    api.delete(&format!("methods/{method}")).await.status(204);
    for path in [ANNA.to_owned(), format!("{ANNA}/callback?amount=1000")] {
        assert_eq!(ask(&app, &path).await.status(404).text(), nobody, "{path}");
    }
    assert_eq!(counted(&app).await, (0, 0));
}

async fn an_amount_that_is_none_stores_nothing(app: App) {
    let (app, double, ..) = beside_lnbits(app).await;
    for (msat, words) in [
        ("", "a number of millisatoshis"),
        ("ten", "a number of millisatoshis"),
        ("-1000", "a number of millisatoshis"),
        ("%2B1000", "a number of millisatoshis"),
        ("1e6", "a number of millisatoshis"),
        ("1000.0", "a number of millisatoshis"),
        ("99999999999999999999", "a number of millisatoshis"),
        ("0", "1000 to 999999999999000 millisatoshis"),
        ("999", "1000 to 999999999999000 millisatoshis"),
        ("1000000000000000", "1000 to 999999999999000 millisatoshis"),
        ("31250001", "whole satoshis"),
        ("1001", "whole satoshis"),
    ] {
        has(&reason(&pay(&app, msat).await.status(200)), &[words]);
    }
    has(&reason(&ask(&app, &format!("{ANNA}/callback")).await.status(200)), &["a number of millisatoshis"]);
    assert_eq!((counted(&app).await, double.calls().iter().any(|call| call == "create")), ((0, 0), false));
    for msat in ["1000", "999999999999000"] {
        pay(&app, msat).await.status(200);
    }
    assert_eq!(counted(&app).await, (2, 2));
}

async fn a_wallet_that_cannot_be_used_stores_nothing(app: App) {
    let (app, double, ..) = beside_lnbits(app).await;
    for mood in [
        Mood::OtherDescription,
        Mood::AsksMore,
        Mood::OtherHash,
        Mood::AnyAmount,
        Mood::Forged,
        Mood::Slow,
        Mood::TestNetwork,
        Mood::OtherKeys,
        Mood::Nonsense,
        Mood::Down,
    ] {
        double.be(mood);
        let told = pay(&app, "31250000").await;
        assert!(told.code >= 500, "{mood:?}: {}", told.code);
        has_not(&reason(&told), &["lnbc", "LNbits"]);
    }
    assert_eq!(counted(&app).await, (0, 0));
}

async fn an_address_is_asked_as_often_as_a_form(app: App) {
    let (app, ..) = beside_lnbits(app).await;
    let app = app.with(&[("CHIT_LIMIT_PAYMENTS", "3")]).await;
    for _ in 0..3 {
        pay(&app, "1000").await.status(200);
    }
    let refused = pay(&app, "1000").await.status(429);
    assert!(!refused.header("retry-after").is_empty());
    has(&reason(&refused), &["seconds"]);
    assert_eq!(counted(&app).await, (3, 3));
    // Who guesses at handles is locked out, as on every page of payers.
    let app = app.with(&[("CHIT_LIMIT_MISSES", "2")]).await;
    for at in 0..3 {
        app.browser().get(&format!(".well-known/lnurlp/nobody-{at}")).await.status(404);
    }
    ask(&app, ".well-known/lnurlp/nobody-9").await.status(429);
}

async fn a_proof_is_its_payers(app: App) {
    let (app, double, api, _, hook) = beside_lnbits(app).await;
    let begun = pay(&app, "1000").await.status(200).json();
    let verify = path(&begun["verify"], &app);
    let hash = double.last();
    let (nobodys, others) = (format!("{}aaaa", &verify[..verify.len() - 4]), verify.replace("/anna/", "/berta/"));
    app.payee("berta");
    for path in [&nobodys, &others, &format!("{ANNA}/verify/{hash}")] {
        assert_eq!(
            reason(&ask(&app, path).await.status(404)),
            reason(&ask(&app, ".well-known/lnurlp/nobody").await),
            "{path}"
        );
    }
    double.set(&hash, "success");
    double.report(&hook, &double.message(&hash)).await;
    // What is booked stands, whether the wallet answers or not; what proves it is the wallet's alone.
    double.be(Mood::Down);
    let told = ask(&app, &verify).await.status(200).json();
    assert_eq!((&told["settled"], &told["preimage"]), (&json!(true), &Value::Null));
    double.be(Mood::Works);
    assert!(ask(&app, &verify).await.json()["preimage"].is_string());
    // The proof outlives the method by which it was paid.
    let method = api.get("methods").await.json()["data"][0]["id"].as_str().expect("an id").to_owned();
    api.delete(&format!("methods/{method}")).await.status(204);
    assert_eq!(ask(&app, &verify).await.status(200).json()["settled"], json!(true));
}

/// By a request as by an address: what is in bitcoin is the invoice's satoshis.
async fn bitcoin_is_asked_for_in_satoshis(app: App) {
    let (app, double, api, _, hook) = beside_lnbits(app).await;
    let code = app.request(&api, &json!({"amount": "0.00000001", "currency": "BTC"})).await;
    has(&app.browser().page(&format!("r/{code}")).await, &["Pay BTC\u{a0}0.00000001 with Lightning"]);
    super::start(&app, &code).await;
    has(&double.asked(), &["\"amount\":1,", "\"unit\":\"sat\""]);
    has_not(&double.asked(), &["unhashed_description"]);
    let hash = double.last();
    assert_eq!(double.payment(&hash)["amount"], json!(1000));
    double.set(&hash, "success");
    double.report(&hook, &double.message(&hash)).await;
    let request = api.get(&format!("requests/{code}")).await.json();
    assert_eq!((&request["status"], &request["paid_total"]), (&json!("paid"), &json!("0.00000001")));
    // In every language an amount in bitcoin has all its decimals.
    for (language, written) in [("de", "0,00000001"), ("hi", "0.00000001"), ("ar", "0.00000001")] {
        let page = app.browser().page(&format!("r/{code}?lang={language}")).await;
        assert!(page.contains("BTC"), "{language}");
        if language != "ar" {
            has(&page, &[written]);
        }
    }
    let personal = app.browser().page("anna/0.0005btc").await;
    has(&personal, &["BTC", "0.00050000"]);
    app.audit();
}
