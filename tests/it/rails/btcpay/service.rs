//! Invoices, through the whole service beside a BTCPay.

use chrono::{DateTime, Utc};
use libtest_mimic::Trial;
use serde_json::json;

use super::{beside_btcpay, btcpay_method, keeps_no_secret, start};
use crate::rails::by_hand::{copied, scanned};
use crate::rails::doubles::btcpay::Mood;
use crate::rails::doubles::{state, status};
use crate::support::{App, Payee, between, both, has, has_not, now};

pub fn tests() -> Vec<Trial> {
    both![
        a_link_is_paid_by_a_wallet,
        what_is_seen_is_on_its_way_until_it_is_confirmed,
        what_came_is_booked_and_not_what_was_asked,
        what_comes_to_nothing_leaves_the_link_open,
        the_payees_word_at_btcpay_counts,
        what_is_over_is_marked_and_what_comes_is_booked,
        what_comes_late_is_asked_about_until_it_is_confirmed,
    ]
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
    has(
        &app.signed_in(&payee).await.page(&format!("app/requests/{code}")).await,
        &["Bitcoin or Lightning reported it."],
    );
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
        has(&seller.page(&format!("app/requests/{code}")).await, &[" reported again: €"]);
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
