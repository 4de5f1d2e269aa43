//! BTCPay Server: through the whole service, and the rail alone against the double.

use chit::domain::money::Money;
use chit::domain::money::currency::Currency;
use chit::net::servers::{Servers, origin};
use chit::rails::by_provider::btcpay;
use chit::rails::{
    ChargeQuery, Demand, EventKind, Instructions, Next, Rail, RailError, RailEvent, RefundOrder, RefundOutcome,
    RowKind, Started,
};
use chrono::{DateTime, TimeDelta, Utc};
use libtest_mimic::Trial;
use serde_json::{Value, json};

use super::btcpay_double::{BtcPay, KEY, Mood, PEOPLE, STORE, WEBHOOK_SECRET, sign};
use super::line::Weather;
use super::{alone, charge, keeps_none_of, said, state, status, surroundings};
use crate::rails::by_hand::{copied, scanned};
use crate::support::{Api, App, Payee, between, both, client, has, has_not, now};

pub fn tests() -> Vec<Trial> {
    let mut tests = both![
        a_link_is_paid_by_a_wallet,
        what_is_seen_is_on_its_way_until_it_is_confirmed,
        what_came_is_booked_and_not_what_was_asked,
        what_comes_to_nothing_leaves_the_link_open,
        the_payees_word_at_btcpay_counts,
        what_is_over_is_marked_and_what_comes_is_booked,
        what_comes_late_is_asked_about_until_it_is_confirmed,
        only_what_the_invoice_says_is_believed,
        settings_are_tried_before_they_are_saved,
        coins_that_are_worth_nothing_are_marked_and_stay_at_home,
    ];
    tests.extend(alone![
        an_invoice_asks_for_no_more_than_it_needs,
        wallets_of_every_kind_are_served,
        what_a_webhook_would_have_said_can_be_asked_for,
        what_is_none_of_ours_says_nothing,
        a_server_is_on_the_network_that_its_settings_name,
        every_way_of_being_unavailable_is_told_alike,
        money_goes_back_by_the_payees_hand,
    ]);
    tests
}

fn settings(double: &BtcPay) -> Value {
    json!({"url": double.base, "store_id": STORE, "api_key": KEY, "webhook_secret": WEBHOOK_SECRET})
}

/// A service beside a BTCPay, and a payee who has no method yet.
async fn beside_btcpay(app: App) -> (App, BtcPay, Payee, Api) {
    let double = BtcPay::start();
    let app = app.with(&[("CHIT_LOG", "trace")]).await;
    let payee = app.payee("anna");
    let api = app.api(&payee.api_key);
    (app, double, payee, api)
}

/// The webhook of a new method.
async fn btcpay_method(api: &Api, double: &BtcPay) -> String {
    let method = json!({"rail": "btcpay", "settings": settings(double)});
    let method = api.post("methods", &method).await.status(201).json();
    method["webhook_url"].as_str().expect("BTCPay reports").to_owned()
}

/// A payer presses the button; answers the invoice and the payer's own page.
async fn start(app: &App, double: &BtcPay, code: &str) -> (String, String) {
    let started = app.browser().post(&format!("r/{code}/pay"), &[]).await.status(303);
    let own = started.location().to_owned();
    assert!(own.starts_with("/p/"), "{own}");
    (double.invoices().pop().expect("an invoice"), own.trim_start_matches('/').to_owned())
}

fn keeps_no_secret(app: &App) {
    keeps_none_of(app, PEOPLE.iter().chain(&[KEY, WEBHOOK_SECRET]));
}

async fn a_link_is_paid_by_a_wallet(app: App) {
    let (app, double, payee, api) = beside_btcpay(app).await;
    let hook = btcpay_method(&api, &double).await;
    let code = app.request(&api, &json!({"amount": "25.00", "memo": "Zq7 two loaves", "reference": "zq7-4711"})).await;
    let offered = app.browser().get(&format!("r/{code}")).await;
    has(&offered.text(), &["Bitcoin or Lightning"]);
    has_not(offered.header("content-security-policy"), &[&double.base]);
    let (invoice, own) = start(&app, &double, &code).await;

    // BTCPay was told what it needs, and not what for, nor by whom to whom, nor where the payer's own page is.
    let made = double.calls().into_iter().rfind(|call| call.method == "POST").expect("a call").body;
    has_not(&made.to_string(), &["Zq7 ", "zq7-", "anna", "Anna", "buyer", "mail", "redirect", "/p/", &app.base]);
    assert_eq!((&made["amount"], &made["currency"]), (&json!("25.00"), &json!("EUR")));

    // The payer reads, copies, scans and opens the same.
    let before = now();
    let page = app.browser().page(&own).await;
    let after = now();
    has(&page, &["Pay with a Bitcoin or Lightning wallet", "0.00041667 BTC", "It expires in"]);
    has_not(&page, &[&double.base, &invoice, "Send it from your bank"]);
    let values = copied(&page);
    let [bolt11, address, amount] = values.as_slice() else { panic!("{values:?}") };
    assert!(bolt11.starts_with("lnbc416670n1"), "{bolt11}");
    assert_eq!(amount, "0.00041667");
    let code_of = |address: &str, bolt11: &str| format!("bitcoin:{address}?amount={amount}&lightning={bolt11}");
    assert_eq!(scanned(&app, &own).await, code_of(&address.to_uppercase(), &bolt11.to_uppercase()));
    has(&page.replace("&#38;", "&"), &[&format!("href=\"{}\"", code_of(address, bolt11))]);
    let minutes: i64 = between(&page, "It expires in <bdi>", "</bdi>").parse().expect("minutes");
    let end = double.invoice(&invoice)["expirationTime"].as_i64().and_then(|at| DateTime::from_timestamp(at, 0));
    let left = |at: DateTime<Utc>| (end.expect("an end") - at).num_minutes();
    assert!((left(after)..=left(before)).contains(&minutes), "{minutes}");

    double.pay(&invoice, double.asks(&invoice), true);
    // BTCPay tells each step, and repeats itself.
    for kind in ["InvoiceReceivedPayment", "InvoiceProcessing", "InvoicePaymentSettled", "InvoiceSettled"] {
        let mut event = double.event(kind, &invoice);
        double.post(&hook, &event).await.status(204);
        event["isRedelivery"] = json!(true);
        event["deliveryId"] = json!("again");
        double.post(&hook, &event).await.status(204);
    }
    assert_eq!((status(&api, &code).await, state(&api, &code).await), (json!("paid"), json!("settled")));
    assert_eq!(app.db().number("select count(*) from rail_events").await, 1);
    has(&app.browser().page(&own).await, &["PAID", "Bitcoin or Lightning"]);
    let csv = api.get("exports/movements").await.status(200).text();
    let line = csv.lines().nth(1).expect("a movement");
    has(line, &["settlement", "25.00,0.00,25.00", "btcpay", "webhook", &invoice]);
    assert_eq!(csv.lines().count(), 2);
    app.audit();
    has(&app.signed_in(&payee).await.page(&format!("app/requests/{code}")).await, &["BTCPay Server"]);
    keeps_no_secret(&app);
}

async fn what_is_seen_is_on_its_way_until_it_is_confirmed(app: App) {
    let (app, double, _, api) = beside_btcpay(app).await;
    let hook = btcpay_method(&api, &double).await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (invoice, own) = start(&app, &double, &code).await;
    double.pay(&invoice, double.asks(&invoice), false);
    double.tell(&hook, "InvoiceProcessing", &invoice).await;
    assert_eq!((status(&api, &code).await, state(&api, &code).await), (json!("open"), json!("processing")));
    let page = app.browser().page(&own).await;
    has(&page, &["don’t pay again"]);
    has_not(&page, &["lnbc"]);
    // Not confirmed in time, and then after all: BTCPay leaves that to the payee, but the money is there.
    double.give_up(&invoice);
    double.tell(&hook, "InvoiceInvalid", &invoice).await;
    assert_eq!(state(&api, &code).await, json!("failed"));
    double.confirm(&invoice);
    double.tell(&hook, "InvoicePaymentSettled", &invoice).await;
    assert_eq!((status(&api, &code).await, state(&api, &code).await), (json!("paid"), json!("settled")));
    app.audit();
    keeps_no_secret(&app);
}

async fn what_came_is_booked_and_not_what_was_asked(app: App) {
    let (app, double, payee, api) = beside_btcpay(app).await;
    let hook = btcpay_method(&api, &double).await;
    // What comes in time and what comes late, in satoshis; what is booked of 25.00; what the page says.
    for (in_time, late, booked, says) in [
        (51_667, 0, "31.00", "€6.00 more than was asked."),
        (41_668, 0, "25.00", "PAID"),
        (41_666, 0, "24.99", "€0.01 less than was asked."),
        (11_667, 0, "7.00", "€18.00 less than was asked."),
        (0, 41_667, "25.00", "PAID"),
        (20_000, 21_667, "25.00", "PAID"),
        (20_000, 11_667, "19.00", "€6.00 less than was asked."),
    ] {
        let code = app.request(&api, &json!({"amount": "25.00"})).await;
        let (invoice, own) = start(&app, &double, &code).await;
        if in_time > 0 {
            double.pay(&invoice, in_time, false);
        }
        double.tell(&hook, "InvoiceReceivedPayment", &invoice).await;
        if late > 0 {
            double.expire(&invoice);
            double.pay(&invoice, late, false);
            double.tell(&hook, "InvoiceExpired", &invoice).await;
            assert_eq!(state(&api, &code).await, json!("processing"), "{in_time} + {late}");
        }
        double.confirm(&invoice);
        double.expire(&invoice);
        double.tell(&hook, "InvoicePaymentSettled", &invoice).await;
        let payment = &api.get(&format!("payments?request={code}")).await.json()["data"][0];
        assert_eq!(payment["state"], "settled", "{in_time} + {late}: {}", double.invoice(&invoice));
        let csv = api.get("exports/movements").await.text();
        let line = csv.lines().find(|line| line.contains(&code)).expect("a movement");
        has(line, &[&format!(",{booked},0.00,{booked},")]);
        has(&app.browser().page(&own).await, &[says]);
        let whole = !says.contains("less than");
        assert_eq!(status(&api, &code).await, if whole { json!("paid") } else { json!("open") }, "{in_time} + {late}");
        // What comes after that is told to the payee, and not booked.
        double.pay(&invoice, 10_000, true);
        double.tell(&hook, "InvoiceReceivedPayment", &invoice).await;
        let seller = app.signed_in(&payee_again(&app, &payee)).await;
        has(&seller.page(&format!("app/requests/{code}")).await, &["The provider reported again: settled €"]);
    }
    assert_eq!(api.get("exports/movements").await.text().lines().count(), 8, "a line each");
    app.audit();
    keeps_no_secret(&app);
}

/// A further link to sign in: each opens once.
fn payee_again(app: &App, payee: &Payee) -> Payee {
    let printed = app.cli_ok(&["payee", "sign-in", &payee.handle]);
    Payee { sign_in_url: printed.trim().to_owned(), ..payee.clone() }
}

async fn what_comes_to_nothing_leaves_the_link_open(app: App) {
    let (app, double, _, api) = beside_btcpay(app).await;
    let hook = btcpay_method(&api, &double).await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    // Nothing came: our own time for it is over as well, and nothing more is said of it.
    let (invoice, _) = start(&app, &double, &code).await;
    double.expire(&invoice);
    double.tell(&hook, "InvoiceExpired", &invoice).await;
    assert_eq!((status(&api, &code).await, state(&api, &code).await), (json!("open"), json!("pending")));
    // It was seen, and replaced by something else: whoever waits for it must not wait for ever.
    let (invoice, _) = start(&app, &double, &code).await;
    double.pay(&invoice, double.asks(&invoice), false);
    double.tell(&hook, "InvoiceProcessing", &invoice).await;
    assert_eq!(state(&api, &code).await, json!("processing"));
    double.replace(&invoice);
    double.expire(&invoice);
    double.tell(&hook, "InvoiceExpired", &invoice).await;
    assert_eq!((status(&api, &code).await, state(&api, &code).await), (json!("open"), json!("failed")));
    let (last, _) = start(&app, &double, &code).await;
    double.pay(&last, double.asks(&last), true);
    double.tell(&hook, "InvoiceSettled", &last).await;
    assert_eq!(status(&api, &code).await, json!("paid"));
    app.audit();
}

async fn the_payees_word_at_btcpay_counts(app: App) {
    let (app, double, _, api) = beside_btcpay(app).await;
    let hook = btcpay_method(&api, &double).await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (invoice, _) = start(&app, &double, &code).await;
    double.mark(&invoice, "Invalid");
    double.tell(&hook, "InvoiceInvalid", &invoice).await;
    assert_eq!(state(&api, &code).await, json!("failed"));
    double.mark(&invoice, "Settled");
    double.tell(&hook, "InvoiceSettled", &invoice).await;
    assert_eq!((status(&api, &code).await, state(&api, &code).await), (json!("paid"), json!("settled")));
    // What is in the books doesn't leave them by a word.
    double.mark(&invoice, "Invalid");
    double.tell(&hook, "InvoiceInvalid", &invoice).await;
    assert_eq!((status(&api, &code).await, state(&api, &code).await), (json!("paid"), json!("settled")));
    has(&api.get("exports/movements").await.text(), &[",25.00,0.00,25.00,"]);
    app.audit();
}

/// What came of ending the newest payment at BTCPay.
async fn end_of(app: &App) -> String {
    let sql = "select coalesce(end_outcome, '') from payments order by created_at desc limit 1";
    for _ in 0..20_000 {
        let end = app.db().texts(sql).await.remove(0);
        if !end.is_empty() {
            return end;
        }
    }
    panic!("it is never ended");
}

async fn what_is_over_is_marked_and_what_comes_is_booked(app: App) {
    let (app, double, _, api) = beside_btcpay(app).await;
    let hook = btcpay_method(&api, &double).await;
    let begin = async || {
        let code = app.request(&api, &json!({"amount": "25.00"})).await;
        let (invoice, own) = start(&app, &double, &code).await;
        (code, invoice, own)
    };
    let cancel = async |code: &str| drop(api.post(&format!("requests/{code}/cancel"), &json!({})).await.status(200));
    let (code, invoice, own) = begin().await;
    cancel(&code).await;
    assert_eq!(end_of(&app).await, "closed");
    let marked = double.invoice(&invoice);
    assert_eq!((&marked["status"], &marked["additionalStatus"]), (&json!("Invalid"), &json!("Marked")));
    double.tell(&hook, "InvoiceInvalid", &invoice).await;
    has_not(&app.browser().page(&own).await, &["bitcoin:", "lightning:"]);
    // Somebody has its address, and sends there all the same. The mark is ours, and hides nothing.
    double.pay(&invoice, double.asks(&invoice), false);
    double.tell(&hook, "InvoiceReceivedPayment", &invoice).await;
    assert_eq!(state(&api, &code).await, json!("processing"));
    double.confirm(&invoice);
    double.tell(&hook, "InvoicePaymentSettled", &invoice).await;
    assert_eq!((status(&api, &code).await, state(&api, &code).await), (json!("cancelled"), json!("settled")));
    has(&api.get("exports/movements").await.text(), &[",25.00,0.00,25.00,"]);

    // What has come in part is left to come to an end by itself.
    let (code, invoice, _) = begin().await;
    double.pay(&invoice, double.asks(&invoice) / 2, true);
    cancel(&code).await;
    assert_eq!(end_of(&app).await, "taken");
    assert_eq!(double.invoice(&invoice)["status"], "New");

    // A key that may only make and view invoices is enough for everything else.
    double.be(Mood::ChangesNone);
    let (code, invoice, _) = begin().await;
    cancel(&code).await;
    assert_eq!(end_of(&app).await, "unsupported");
    assert_eq!(double.invoice(&invoice)["status"], "New");
    double.pay(&invoice, double.asks(&invoice), true);
    double.tell(&hook, "InvoiceSettled", &invoice).await;
    assert_eq!((status(&api, &code).await, state(&api, &code).await), (json!("cancelled"), json!("settled")));
    app.audit();
}

async fn what_comes_late_is_asked_about_until_it_is_confirmed(app: App) {
    let (app, double, _, api) = beside_btcpay(app).await;
    let hook = btcpay_method(&api, &double).await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (invoice, own) = start(&app, &double, &code).await;
    // Its time is over, and BTCPay was asked about it for a last time.
    double.expire(&invoice);
    app.db().execute("update payments set state = 'expired', next_poll_at = null").await;
    double.pay(&invoice, double.asks(&invoice), false);
    double.tell(&hook, "InvoiceReceivedPayment", &invoice).await;
    assert_eq!(state(&api, &code).await, json!("processing"));
    // Nobody tells that it is confirmed.
    double.confirm(&invoice);
    has(&app.browser().page(&own).await, &["PAID"]);
    assert_eq!((status(&api, &code).await, state(&api, &code).await), (json!("paid"), json!("settled")));
    app.audit();
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
    let page = seller.page("app/methods").await;
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

/// The rail alone, in a public service whose operator trusts the double.
fn rail(double: &BtcPay) -> Box<dyn Rail> {
    opened(double, &settings(double))
}

fn opened(double: &BtcPay, settings: &Value) -> Box<dyn Rail> {
    let mut around = surroundings();
    let trusted = origin(double.base.trim_end_matches("/pay")).expect("an origin");
    around.servers = Servers::new(&around.public_url, vec![trusted]);
    let settings = (btcpay::KIND.check)(settings.as_object().expect("an object"), &around).expect("good");
    (btcpay::KIND.open)(&settings, &around).expect("opens")
}

/// Begins a payment; answers the invoice, and what the payer is shown.
async fn begin(rail: &dyn Rail, amount: i64, currency: &str) -> (String, Instructions) {
    let before = now();
    let Started { external_id, next, expires_at } = rail.start(&charge(amount, currency)).await.expect("starts");
    let expires_at = expires_at.expect("an end");
    // Thirty minutes from a moment before: when this rail was opened, however long ago that is by now.
    let (least, most) = (TimeDelta::minutes(20), TimeDelta::minutes(30));
    assert!(expires_at - before >= least && expires_at - now() <= most, "{expires_at}");
    let Next::Show(shown) = next else { panic!("it is shown here") };
    (external_id.expect("an invoice"), shown)
}

async fn ask(rail: &dyn Rail, invoice: &str) -> Vec<RailEvent> {
    let money = Money::new(2500, Currency::EUR);
    rail.poll(ChargeQuery { external_id: invoice, money, now: now(), demand: Demand::Open }).await.expect("an answer")
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
