//! The whole service beside a wallet.

use libtest_mimic::Trial;
use serde_json::json;

use crate::rails::by_hand::{copied, scanned};
use crate::rails::doubles::wallet::{HIDDEN, Mood, NAME, Wallet};
use crate::rails::doubles::{keeps_none_of, state, status};
use crate::support::{Api, App, Payee, both, has, has_not};

pub fn tests() -> Vec<Trial> {
    both![
        an_invoice_is_shown_and_proved,
        without_a_proof_the_payee_confirms,
        a_proof_is_kept_where_nobody_reads_it,
        an_address_is_tried_before_it_is_saved,
        without_prices_addresses_take_bitcoin_only,
        an_invoice_is_paid_once,
    ]
}

/// A service beside a wallet, and a payee who has no method yet.
async fn beside_a_wallet(app: App) -> (App, Wallet, Api, Payee) {
    let double = Wallet::start();
    let app = app.with(&[("CHIT_LOG", "trace"), ("CHIT_RATES_URL", &double.line.base)]).await;
    let payee = app.payee("anna");
    let api = api_of(&app, &payee);
    (app, double, api, payee)
}

fn api_of(app: &App, payee: &Payee) -> Api {
    app.api(&payee.api_key)
}

async fn method(api: &Api, double: &Wallet) {
    let method = json!({"rail": "lightning_address", "settings": {"address": double.address()}});
    let made = api.post("methods", &method).await.status(201).json();
    assert_eq!(made["webhook_url"], json!(null), "nobody reports");
}

async fn start(app: &App, code: &str) -> String {
    app.browser().post(&format!("r/{code}/pay"), &[]).await.status(303).location().to_owned()
}

fn keeps_no_secret(app: &App, hash: &str, double: &Wallet) {
    let preimage = double.preimage(hash);
    keeps_none_of(app, HIDDEN.iter().chain(&[NAME, preimage.as_str(), "/lnurlp/"]));
}

async fn an_invoice_is_shown_and_proved(app: App) {
    let (app, double, api, _) = beside_a_wallet(app).await;
    method(&api, &double).await;
    let code = app.request(&api, &json!({"amount": "25.10", "memo": "Zq7 two loaves", "reference": "zq7-4711"})).await;
    has(&app.browser().page(&format!("r/{code}")).await, &["Lightning", "The wallet confirms it by itself, or"]);
    let own = start(&app, &code).await;
    let hash = double.last();
    let invoice = double.bolt11(&hash);
    let page = app.browser().page(&own).await;
    has(&page, &["Pay with a Bitcoin or Lightning wallet", "It expires in", "31\u{202f}375 sat", "Open your wallet"]);
    has(&page, &[&format!("href=\"lightning:{invoice}\"")]);
    has_not(&page, &["value=\"claim\"", "/lnurlp/", NAME]);
    assert_eq!(copied(&page), ["31375", &invoice]);
    assert_eq!(scanned(&app, &own).await, format!("lightning:{}", invoice.to_uppercase()));
    // A payer's word is nothing where the wallet is asked.
    app.browser().post(&format!("{own}/claim"), &[]).await.status(409);
    assert_eq!(state(&api, &code).await, json!("pending"));
    double.pay(&hash);
    app.db().execute("update payments set polled_at = null").await;
    has(&app.browser().page(&own).await, &["PAID"]);
    assert_eq!((status(&api, &code).await, state(&api, &code).await), (json!("paid"), json!("settled")));
    let csv = api.get("exports/movements").await.status(200).text();
    has(
        csv.lines().nth(1).expect("a movement"),
        &["settlement", "25.10,0.00,25.10", "lightning_address", "poll", &hash],
    );
    app.audit();
    keeps_no_secret(&app, &hash, &double);
    has_not(&app.log(), &[&hash, &invoice]);
}

async fn without_a_proof_the_payee_confirms(app: App) {
    let (app, double, api, payee) = beside_a_wallet(app).await;
    method(&api, &double).await;
    double.be(Mood::Silent);
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let own = start(&app, &code).await;
    let hash = double.last();
    let page = app.browser().page(&own).await;
    has(
        &page,
        &["Pay with a Bitcoin or Lightning wallet", "It expires in", "I have sent the money", "value=\"claim\""],
    );
    has(&page, &[&format!("href=\"lightning:{}\"", double.bolt11(&hash))]);
    double.pay(&hash);
    app.db().execute("update payments set polled_at = null").await;
    has_not(&app.browser().page(&own).await, &["PAID"]);
    app.browser().post(&format!("{own}/claim"), &[]).await.status(303);
    assert_eq!(state(&api, &code).await, json!("claimed"));
    has_not(&format!("{:?}", double.line.heard()), &["/lnurlp/verify/"]);
    // The payee looks into its wallet.
    let seller = app.signed_in(&payee).await;
    let request = seller.page(&format!("app/requests/{code}")).await;
    let id = api.get(&format!("payments?request={code}")).await.json()["data"][0]["id"].clone();
    let confirm = format!("app/payments/{}/confirm", id.as_str().expect("an id"));
    has(&request, &[&confirm]);
    seller.post(&confirm, &[]).await.status(303);
    assert_eq!((status(&api, &code).await, state(&api, &code).await), (json!("paid"), json!("settled")));
    let csv = api.get("exports/movements").await.status(200).text();
    has(csv.lines().nth(1).expect("a movement"), &["25.00,0.00,25.00", "lightning_address", "manual"]);
    app.audit();
    keeps_no_secret(&app, &hash, &double);
}

/// What the wallet named lies sealed, is sealed anew with everything else, and what it proves afterwards counts.
async fn a_proof_is_kept_where_nobody_reads_it(mut app: App) {
    let (double, api);
    (app, double, api, _) = beside_a_wallet(app).await;
    method(&api, &double).await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    start(&app, &code).await;
    let hash = double.last();
    let rows = app.db().texts("select instructions from payments").await;
    has_not(&rows[0], &["lnurlp", &hash]);
    // Nobody comes back. The worker asks.
    double.pay(&hash);
    app.stop();
    app.db().execute("update payments set next_poll_at = created_at").await;
    app.start_again();
    crate::support::until("the worker asks", async || state(&api, &code).await == "settled").await;
    keeps_no_secret(&app, &hash, &double);
}

async fn an_address_is_tried_before_it_is_saved(app: App) {
    let (app, double, api, payee) = beside_a_wallet(app).await;
    let add = async |address: &str| {
        api.post("methods", &json!({"rail": "lightning_address", "settings": {"address": address}})).await
    };
    let unknown = double.address().replace(NAME, "berta");
    for (address, code, words) in [
        ("anna", "invalid", "It looks like anna@wallet.example."),
        ("anna@wallet.example/x", "invalid", "It looks like anna@wallet.example."),
        (&unknown, "refused", "does not know this Lightning address"),
    ] {
        let refused = add(address).await.status(400);
        assert_eq!(refused.problems(), [("address".to_owned(), code.to_owned())], "{address}");
        has(&refused.text(), &[words]);
    }
    double.be(Mood::Withdraws);
    has(&add(&double.address()).await.status(400).text(), &["no wallet with Lightning addresses"]);
    // A seller reads it in its own language.
    let seller = app.signed_in(&payee).await;
    seller.post("app/settings/pages-language", &[("pages", "de")]).await.status(303);
    let fields = [("rail", "lightning_address"), ("address", &double.address())];
    let form = seller.page("app/methods/add/lightning_address").await;
    has(&form, &["Lightning-Adresse", "Ihre Wallet bestätigt es, wenn sie es kann"]);
    let refused = seller.post("app/methods", &fields).await.status(400).text();
    has(&refused, &["antwortet keine Wallet", &double.address()]);
    double.be(Mood::Redirects);
    seller.post("app/methods", &fields).await.status(503);
    assert_eq!(app.db().number("select count(*) from methods").await, 0);
    double.be(Mood::Works);
    method(&api, &double).await;
    let listed = seller.page("app/methods").await;
    has(&listed, &["Lightning address", "Ihre Wallet bestätigt, oder Sie"]);
    has_not(&api.get("methods").await.status(200).text(), &[NAME]);
}

async fn without_prices_addresses_take_bitcoin_only(app: App) {
    let (mut app, double, api, payee) = beside_a_wallet(app).await;
    method(&api, &double).await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    has(&app.browser().page(&format!("r/{code}")).await, &["Pay €25.00 with Lightning"]);
    app = app.with(&[("CHIT_RATES_URL", "")]).await;
    // Its address is another one now.
    let (api, berta) = (api_of(&app, &payee), app.payee("berta"));
    has_not(&app.browser().page(&format!("r/{code}")).await, &["Lightning"]);
    let warned = api.post("requests", &json!({"amount": "25.00"})).await.status(201).json();
    assert_eq!(warned["warnings"][0]["code"], "nobody_can_pay");
    let seller = app.signed_in(&berta).await;
    has(&seller.page("app/methods/add").await, &["Lightning address", "BTC · "]);
    seller.get("app/methods/add/lightning_address").await.status(200);
    // A satoshi is a satoshi: what is asked for and booked needs no price.
    let code = app.request(&api, &json!({"amount": "0.00031250", "currency": "BTC"})).await;
    has(&app.browser().page(&format!("r/{code}")).await, &["Pay BTC\u{a0}0.00031250 with Lightning"]);
    let own = start(&app, &code).await;
    let hash = double.last();
    has(&double.asked().pop().expect("it was asked"), &["amount=31250000&"]);
    double.pay(&hash);
    app.db().execute("update payments set polled_at = null").await;
    has(&app.browser().page(&own).await, &["PAID", "0.00031250"]);
    let payment = api.get(&format!("payments?request={code}")).await.json()["data"][0].clone();
    assert_eq!((payment["amount"].clone(), payment["currency"].clone()), (json!("0.00031250"), json!("BTC")));
    // Files say bitcoin, or say why they don't.
    let csv = api.get("exports/movements").await.status(200).text();
    has(csv.lines().nth(1).expect("a movement"), &["BTC,0.00031250,0.00000000,0.00031250", "lightning_address"]);
    for format in ["csv-eu", "xlsx", "jsonl", "beancount", "hledger", "qif"] {
        api.get(&format!("exports/movements?format={format}")).await.status(200);
    }
    for format in ["ofx", "xero", "quickbooks", "datev"] {
        for query in ["", "&currency=BTC"] {
            let refused = api.get(&format!("exports/movements?format={format}{query}")).await.status(400);
            assert_eq!(refused.problems(), [("currency".to_owned(), "not_iso".to_owned())], "{format}{query}");
        }
        let refused = api.post("batches", &json!({"format": format})).await.status(400);
        assert_eq!(refused.problems(), [("currency".to_owned(), "not_iso".to_owned())], "{format}");
    }
    app.audit();
}

/// A wallet that writes one invoice for two payments would have one of them paid for both.
async fn an_invoice_is_paid_once(app: App) {
    let (app, double, api, _) = beside_a_wallet(app).await;
    method(&api, &double).await;
    double.be(Mood::Repeats);
    let [first, second] =
        [app.request(&api, &json!({"amount": "25.00"})).await, app.request(&api, &json!({"amount": "25.00"})).await];
    start(&app, &first).await;
    let answer = app.browser().post(&format!("r/{second}/pay"), &[]).await.status(503);
    has(&answer.text(), &["This way of paying is not available now"]);
    assert_eq!(api.get(&format!("payments?request={second}")).await.status(200).json()["data"], json!([]));
}
