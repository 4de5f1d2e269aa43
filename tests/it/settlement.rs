//! Money arrives once: replays, reordering, crowds, amounts that differ, and reports that nobody should believe.

use futures_util::future::join_all;
use libtest_mimic::Trial;
use serde_json::{Value, json};

use crate::support::{Api, App, Hook, Message, between, both, has, has_not, now};

pub fn tests() -> Vec<Trial> {
    both![
        a_report_settles_once_however_often_it_comes,
        what_was_overtaken_changes_nothing,
        money_that_comes_after_a_failure_is_taken,
        fifty_deliveries_of_one_event_settle_once,
        fifty_events_of_one_payment_settle_once,
        fifty_payments_of_one_payee_keep_the_chain_whole,
        two_replicas_settle_once_and_keep_the_chain_whole,
        another_currency_or_no_money_is_not_applied,
        an_underpayment_is_recorded_and_the_rest_is_asked_for,
        an_overpayment_is_recorded_and_shown,
        only_signed_reports_are_believed,
        a_signed_report_that_makes_no_sense_breaks_nothing,
        a_provider_cannot_speak_of_other_peoples_payments,
        a_report_goes_to_its_own_door,
        a_removed_method_still_settles_what_it_began,
        money_that_comes_after_the_end_is_recorded,
        two_who_pay_at_once_are_both_recorded,
        a_request_that_may_be_paid_thrice_is_paid_after_the_third,
        parts_add_up,
        a_recorded_payment_is_the_one_that_was_claimed,
        a_double_tap_records_once,
        a_double_confirmation_settles_once,
    ]
}

/// How the only request of a test stands: status, how often and how much it was paid.
async fn stands(api: &Api, code: &str) -> (String, i64, String) {
    let request = api.get(&format!("requests/{code}")).await.status(200).json();
    let text = |field: &str| request[field].as_str().expect("a text").to_owned();
    (text("status"), request["paid_count"].as_i64().expect("a number"), text("paid_total"))
}

/// As [`stands`] answers it.
fn standing(status: &str, count: i64, total: &str) -> (String, i64, String) {
    (status.to_owned(), count, total.to_owned())
}

/// The states of a request's payments, newest first.
async fn states(api: &Api, code: &str) -> Vec<String> {
    let page = api.get(&format!("payments?request={code}")).await.status(200).json();
    page["data"].as_array().expect("a list").iter().map(|p| p["state"].as_str().expect("a state").to_owned()).collect()
}

/// Delivers until the service says that it has it, as a provider does. "Come again" is an answer; anything else is not.
async fn deliver(hook: &Hook, message: &Message) {
    for _ in 0..100 {
        let answer = hook.report(message).await;
        match answer.code {
            204 => return,
            503 => assert!(!answer.header("retry-after").is_empty(), "it says when"),
            other => panic!("{other}: {}", answer.text()),
        }
    }
    panic!("the service never takes it");
}

/// The numbers of a payee's ledger lines have no gap, and the chain holds.
async fn ledger_has(app: &App, lines: i64) {
    assert_eq!(app.db().number("select count(*) from ledger_entries").await, lines);
    assert_eq!(app.db().number("select coalesce(max(seq), 0) from ledger_entries").await, lines);
    app.audit();
}

async fn a_report_settles_once_however_often_it_comes(app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (_, order) = app.start_payment(&code).await;
    let message = Message::new(&order, "approve");
    for _ in 0..100 {
        hook.reported(&message).await;
    }
    assert_eq!(stands(&api, &code).await, standing("paid", 1, "25.00"));
    assert_eq!(app.db().number("select count(*) from rail_events").await, 1);
    ledger_has(&app, 1).await;
}

async fn what_was_overtaken_changes_nothing(app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (_, order) = app.start_payment(&code).await;
    hook.reported(&Message::new(&order, "approve")).await;
    let paid_at = api.get(&format!("requests/{code}")).await.json()["paid_at"].clone();
    for late in [
        Message::new(&order, "decline"),
        Message::new(&order, "pending"),
        Message::new(&order, "approve").called("another-event"),
        Message::new(&order, "decline").called("another-decline").of("0.01", "EUR"),
    ] {
        hook.reported(&late).await;
    }
    assert_eq!(states(&api, &code).await, ["settled"]);
    assert_eq!(stands(&api, &code).await, standing("paid", 1, "25.00"));
    assert_eq!(api.get(&format!("requests/{code}")).await.json()["paid_at"], paid_at);
    // What was reported beside it is there for the payee to see.
    has(&app.signed_in(&payee).await.page(&format!("app/requests/{code}")).await, &["The provider reported again"]);
    ledger_has(&app, 1).await;
}

async fn money_that_comes_after_a_failure_is_taken(app: App) {
    let (_, api, hook) = app.seller("anna").await;
    for before in [&["decline"][..], &["pending"], &["pending", "decline"], &["decline", "pending"]] {
        let code = app.request(&api, &json!({"amount": "25.00"})).await;
        let (_, order) = app.start_payment(&code).await;
        for outcome in before {
            hook.reported(&Message::new(&order, outcome)).await;
        }
        assert_eq!(stands(&api, &code).await, standing("open", 0, "0.00"), "{before:?}");
        hook.reported(&Message::new(&order, "approve")).await;
        assert_eq!(stands(&api, &code).await, standing("paid", 1, "25.00"), "{before:?}");
    }
    // A failure is not taken back by "on its way".
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (_, order) = app.start_payment(&code).await;
    hook.reported(&Message::new(&order, "decline")).await;
    hook.reported(&Message::new(&order, "pending")).await;
    assert_eq!(states(&api, &code).await, ["failed"]);
    // Nor is one that was given up for lost.
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (_, order) = app.start_payment(&code).await;
    app.db().execute(&format!("update payments set state = 'expired' where request_code = '{code}'")).await;
    hook.reported(&Message::new(&order, "approve")).await;
    assert_eq!(stands(&api, &code).await, standing("paid", 1, "25.00"));
    ledger_has(&app, 5).await;
}

async fn fifty_deliveries_of_one_event_settle_once(app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (_, order) = app.start_payment(&code).await;
    let message = Message::new(&order, "approve");
    join_all((0..50).map(|_| deliver(&hook, &message))).await;
    assert_eq!(stands(&api, &code).await, standing("paid", 1, "25.00"));
    assert_eq!(app.db().number("select count(*) from rail_events").await, 1);
    ledger_has(&app, 1).await;
}

async fn fifty_events_of_one_payment_settle_once(app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (_, order) = app.start_payment(&code).await;
    let outcomes = ["approve", "pending", "decline", "approve", "approve"];
    let messages: Vec<_> =
        (0..50).map(|at| Message::new(&order, outcomes[at % 5]).called(&format!("event-{at}"))).collect();
    join_all(messages.iter().map(|message| deliver(&hook, message))).await;
    assert_eq!(states(&api, &code).await, ["settled"]);
    assert_eq!(stands(&api, &code).await, standing("paid", 1, "25.00"));
    assert_eq!(app.db().number("select count(*) from rail_events").await, 50);
    ledger_has(&app, 1).await;
}

/// Starts so many payments of a request; answers the providers' names for them.
async fn start(app: &App, code: &str, count: usize) -> Vec<String> {
    let mut orders = Vec::new();
    for _ in 0..count {
        orders.push(app.start_payment(code).await.1);
    }
    orders
}

async fn fifty_payments_of_one_payee_keep_the_chain_whole(app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00", "max_payments": 50})).await;
    let orders = start(&app, &code, 50).await;
    join_all(orders.iter().map(async |order| deliver(&hook, &Message::new(order, "approve")).await)).await;
    assert_eq!(stands(&api, &code).await, standing("paid", 50, "1250.00"));
    ledger_has(&app, 50).await;
    let file = api.get("exports/movements").await.status(200).text();
    assert_eq!(file.lines().count(), 51);
}

async fn two_replicas_settle_once_and_keep_the_chain_whole(app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00", "max_payments": 100})).await;
    let orders = start(&app, &code, 10).await;
    let replica = app.replica().await;
    let other = Hook { url: hook.url.replace(&app.base, &replica.base), ..hook.clone() };
    assert_ne!(other.url, hook.url);
    let deliveries = (0..40).map(|at| {
        let (hook, message) = (if at % 2 == 0 { &hook } else { &other }, Message::new(&orders[at % 10], "approve"));
        async move { deliver(hook, &message).await }
    });
    join_all(deliveries).await;
    assert_eq!(stands(&api, &code).await, standing("open", 10, "250.00"));
    ledger_has(&app, 10).await;
}

async fn another_currency_or_no_money_is_not_applied(app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (_, order) = app.start_payment(&code).await;
    hook.reported(&Message::new(&order, "approve").called("usd").of("25.00", "USD")).await;
    hook.reported(&Message::new(&order, "approve").called("jpy").of("2500", "JPY")).await;
    hook.reported(&Message::new(&order, "approve").called("none").of("0.00", "EUR")).await;
    assert_eq!(states(&api, &code).await, ["pending"]);
    assert_eq!(stands(&api, &code).await, standing("open", 0, "0.00"));
    let mut outcomes = app.db().texts("select outcome from rail_events").await;
    outcomes.sort();
    assert_eq!(outcomes, ["wrong_amount", "wrong_currency", "wrong_currency"]);
    let page = app.signed_in(&payee).await.page(&format!("app/requests/{code}")).await;
    has(&page, &["$25.00, which is not the currency", "without an amount"]);
    hook.reported(&Message::new(&order, "approve")).await;
    assert_eq!(stands(&api, &code).await, standing("paid", 1, "25.00"));
    ledger_has(&app, 1).await;
}

async fn an_underpayment_is_recorded_and_the_rest_is_asked_for(app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (_, order) = app.start_payment(&code).await;
    hook.reported(&Message::new(&order, "approve").of("19.99", "EUR")).await;
    let payments = api.get(&format!("payments?request={code}")).await.json();
    let payment = &payments["data"][0];
    assert_eq!(
        (&payment["state"], &payment["amount"], &payment["asked"], &payment["difference"]),
        (&json!("settled"), &json!("19.99"), &json!("25.00"), &json!("under"))
    );
    assert_eq!(stands(&api, &code).await, standing("open", 1, "19.99"));
    let seller = app.signed_in(&payee).await;
    has(&seller.page(&format!("app/requests/{code}")).await, &["€5.01 is missing"]);
    has(&seller.page("app").await, &["€5.01 missing"]);
    has(
        &app.browser().page(&format!("r/{code}")).await,
        &["Part of <bdi>€25.00</bdi> has been paid", "Pay €5.01 with Demo"],
    );
    let (_, order) = app.start_payment(&code).await;
    hook.reported(&Message::new(&order, "approve").of("5.01", "EUR")).await;
    assert_eq!(stands(&api, &code).await, standing("paid", 2, "25.00"));
    ledger_has(&app, 2).await;
}

async fn an_overpayment_is_recorded_and_shown(app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (page, order) = app.start_payment(&code).await;
    hook.reported(&Message::new(&order, "approve").of("30.00", "EUR")).await;
    let payments = api.get(&format!("payments?request={code}")).await.json();
    let payment = &payments["data"][0];
    assert_eq!(
        (&payment["amount"], &payment["asked"], &payment["difference"]),
        (&json!("30.00"), &json!("25.00"), &json!("over"))
    );
    assert_eq!(stands(&api, &code).await, standing("paid", 1, "30.00"));
    has(&app.signed_in(&payee).await.page(&format!("app/requests/{code}")).await, &["€5.00 more than was asked"]);
    let payer = app.browser();
    let own = payer.post(&page, &[("outcome", "approve")]).await.status(303);
    has(&payer.page(own.location()).await, &["PAID", "30.00", "€5.00 more than was asked"]);
    has(&api.get("exports/movements").await.text(), &["EUR,30.00,0.00,30.00"]);
    ledger_has(&app, 1).await;
}

async fn only_signed_reports_are_believed(app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (_, order) = app.start_payment(&code).await;
    let before = app.db().rows().await;
    let at = now().timestamp();
    let body = serde_json::to_vec(&json!({
        "id": "x", "order": order, "outcome": "approve", "amount": "25.00", "currency": "EUR", "at": at,
    }))
    .expect("JSON");
    let good = hook.sign(at, &body);
    let tag = good.split_once("v1=").expect("a tag").1.to_owned();
    let foreign = Hook { secret: "another-secret-of-16".into(), ..hook.clone() };
    let empty = Hook { secret: String::new(), ..hook.clone() };
    for signature in [
        None,
        Some(String::new()),
        Some("nonsense".into()),
        Some(format!("t={at}")),
        Some(format!("v1={tag}")),
        Some(format!("t={at},v1=")),
        Some(format!("t={at},v0={tag}")),
        Some(format!("t={at},v1={}", "0".repeat(64))),
        Some(format!("t={at},v1={}", &tag[..62])),
        Some(format!("t={},v1={tag}", at + 1)),
        Some(format!("t=,v1={tag}")),
        Some(format!("t={},v1={tag}", i64::MAX)),
        Some(hook.sign(at - 400, &body)),
        Some(hook.sign(at + 400, &body)),
        Some(hook.sign(i64::MIN, &body)),
        Some(foreign.sign(at, &body)),
        Some(empty.sign(at, &body)),
        Some(hook.sign(at, b"")),
    ] {
        let refused = hook.deliver(signature.as_deref(), body.clone()).await;
        assert_eq!(refused.code, 401, "{signature:?}");
        refused.problem();
    }
    let mut changed = body.clone();
    changed.push(b' ');
    hook.deliver(Some(&good), changed).await.status(401);
    hook.deliver(Some(&good), Vec::new()).await.status(401);
    hook.deliver(None, Vec::new()).await.status(401);
    assert_eq!(app.db().rows().await, before, "something was written");
    assert_eq!(states(&api, &code).await, ["pending"]);
    // Too large a message is not read to its end.
    hook.deliver(Some(&good), vec![b' '; 64 * 1024 + 1]).await.status(413).problem();
    hook.deliver(Some(&good), body).await.status(204);
    assert_eq!(stands(&api, &code).await, standing("paid", 1, "25.00"));
}

async fn a_signed_report_that_makes_no_sense_breaks_nothing(app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (_, order) = app.start_payment(&code).await;
    let at = now().timestamp();
    let good = json!({"id": "x", "order": order, "outcome": "approve", "amount": "25.00", "currency": "EUR", "at": at});
    let with = |field: &str, value: Value| {
        let mut body = good.clone();
        body[field] = value;
        body
    };
    let before = app.db().rows().await;
    for body in [
        json!({}),
        json!([]),
        json!("approve"),
        with("outcome", json!("refund")),
        with("outcome", json!(null)),
        with("amount", json!("25,00")),
        with("amount", json!("-25.00")),
        with("amount", json!("25.001")),
        with("amount", json!(25)),
        with("currency", json!("ZZZ")),
        with("at", json!("now")),
        with("at", json!(i64::MAX)),
        with("id", json!(5)),
    ] {
        hook.deliver_signed(&body).await.status(400).problem();
    }
    let signature = hook.sign(at, b"{");
    hook.deliver(Some(&signature), b"{".to_vec()).await.status(400).problem();
    assert_eq!(app.db().rows().await, before, "something was written");
    // Signed and readable, but strange: taken or refused, never a defect, and never a line that can't be read again.
    for (at, body) in [
        with("id", json!("nul\u{0}")),
        with("order", json!("nul\u{0}")),
        with("id", json!("")),
        with("id", json!("x".repeat(50_000))),
        with("order", json!("x".repeat(50_000))),
        with("order", json!("demo_unknown")),
    ]
    .into_iter()
    .enumerate()
    {
        let answer = hook.deliver_signed(&body).await;
        assert!([204, 400].contains(&answer.code), "the {at}th: {} {}", answer.code, answer.text());
    }
    for (event, at) in [-8_000_000_000_000_i64, -62_135_596_801, -1, 0, 8_000_000_000_000].into_iter().enumerate() {
        let code = app.request(&api, &json!({"amount": "25.00"})).await;
        let (_, order) = app.start_payment(&code).await;
        let body = json!({"id": format!("at-{event}"), "order": order, "outcome": "approve", "amount": "25.00", "currency": "EUR", "at": at});
        let answer = hook.deliver_signed(&body).await;
        assert!([204, 400].contains(&answer.code), "at {at}: {} {}", answer.code, answer.text());
        api.get(&format!("payments?request={code}")).await.status(200);
    }
    assert_eq!(states(&api, &code).await.len(), 1);
    api.get("exports/movements").await.status(200);
    hook.reported(&Message::new(&order, "approve")).await;
    app.audit();
}

async fn a_provider_cannot_speak_of_other_peoples_payments(app: App) {
    let (_, anna, _) = app.seller("anna").await;
    let berta = app.api(&app.payee("berta").api_key);
    let method = json!({"rail": "demo", "settings": {"webhook_secret": "bertas-own-secret"}});
    let method = berta.post("methods", &method).await.status(201).json();
    let client = crate::support::client();
    let url = method["webhook_url"].as_str().expect("a URL").to_owned();
    let bertas = Hook { client, url, secret: "bertas-own-secret".into() };
    let code = app.request(&anna, &json!({"amount": "25.00"})).await;
    let (page, order) = app.start_payment(&code).await;
    // By her own door she may say what she likes: it is nobody's payment there.
    for outcome in ["approve", "decline", "pending"] {
        bertas.reported(&Message::new(&order, outcome)).await;
    }
    assert_eq!(states(&anna, &code).await, ["pending"]);
    assert_eq!(app.db().number("select count(*) from rail_events where outcome <> 'unknown_payment'").await, 0);
    // At Anna's door her signature is nothing, and neither is an order of hers.
    let annas_door =
        app.db().texts("select id from methods where payee_id = (select id from payees where handle = 'anna')").await;
    let at_annas = Hook { url: format!("{}hooks/demo/{}", app.base, annas_door[0]), ..bertas.clone() };
    at_annas.report(&Message::new(&order, "approve")).await.status(401);
    let bertas_page = page.replace(&annas_door[0], bertas.url.rsplit('/').next().expect("an id"));
    assert_ne!(bertas_page, page);
    app.browser().get(&bertas_page).await.status(404);
    app.browser().post(&bertas_page, &[("outcome", "approve")]).await.status(404);
    let mut forged = page.clone();
    forged.truncate(page.len() - 3);
    app.browser().post(&forged, &[("outcome", "approve")]).await.status(404);
    assert_eq!(states(&anna, &code).await, ["pending"]);
    ledger_has(&app, 0).await;
}

async fn a_report_goes_to_its_own_door(app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (_, order) = app.start_payment(&code).await;
    let sepa = json!({"rail": "sepa", "settings": {"iban": "DE75512108001245126199"}});
    let sepa = api.post("methods", &sepa).await.json()["id"].as_str().expect("an id").to_owned();
    let id = hook.url.rsplit('/').next().expect("an id").to_owned();
    let message = Message::new(&order, "approve");
    for door in [
        format!("sepa/{id}"),
        "demo/nobody".into(),
        format!("demo/{sepa}"),
        format!("stripe/{id}"),
        format!("demo/{}", "x".repeat(500)),
        "demo/%00".into(),
    ] {
        let elsewhere = Hook { url: format!("{}hooks/{door}", app.base), ..hook.clone() };
        elsewhere.report(&message).await.status(404).problem();
    }
    // A transfer has nobody who reports it.
    let transfer = Hook { url: format!("{}hooks/sepa/{sepa}", app.base), ..hook.clone() };
    let refused = transfer.report(&message).await;
    assert!((400..500).contains(&refused.code), "{} {}", refused.code, refused.text());
    assert_eq!(states(&api, &code).await, ["pending"]);
}

async fn a_removed_method_still_settles_what_it_began(app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (_, order) = app.start_payment(&code).await;
    api.delete(&format!("methods/{}", hook.url.rsplit('/').next().expect("an id"))).await.status(204);
    has(&app.browser().page(&format!("r/{code}")).await, &["No way to pay yet"]);
    app.browser().post(&format!("r/{code}/pay"), &[]).await.status(400);
    hook.reported(&Message::new(&order, "approve")).await;
    assert_eq!(stands(&api, &code).await, standing("paid", 1, "25.00"));
    ledger_has(&app, 1).await;
}

async fn money_that_comes_after_the_end_is_recorded(app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (_, order) = app.start_payment(&code).await;
    api.post(&format!("requests/{code}/cancel"), &json!({})).await.status(200);
    hook.reported(&Message::new(&order, "approve")).await;
    assert_eq!(states(&api, &code).await, ["settled"]);
    assert_eq!(stands(&api, &code).await, standing("cancelled", 1, "25.00"));
    has(
        &seller.page(&format!("app/requests/{code}")).await,
        &["Cancelled", "arrived although this was no longer open", "Arrived"],
    );
    // A request whose time is over is paid by what was under way.
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (_, order) = app.start_payment(&code).await;
    app.db().execute(&format!("update requests set expires_at = created_at where code = '{code}'")).await;
    assert_eq!(stands(&api, &code).await, standing("expired", 0, "0.00"));
    hook.reported(&Message::new(&order, "approve")).await;
    assert_eq!(stands(&api, &code).await, standing("paid", 1, "25.00"));
    has(&seller.page(&format!("app/requests/{code}")).await, &["arrived although this was no longer open"]);
    ledger_has(&app, 2).await;
}

async fn two_who_pay_at_once_are_both_recorded(app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let orders = start(&app, &code, 2).await;
    join_all(orders.iter().map(async |order| deliver(&hook, &Message::new(order, "approve")).await)).await;
    assert_eq!(stands(&api, &code).await, standing("paid", 2, "50.00"));
    let page = app.signed_in(&payee).await.page(&format!("app/requests/{code}")).await;
    has(&page, &["€50.00", "arrived although this was no longer open"]);
    ledger_has(&app, 2).await;
}

async fn a_request_that_may_be_paid_thrice_is_paid_after_the_third(app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00", "max_payments": 3})).await;
    for (order, status) in start(&app, &code, 3).await.iter().zip(["open", "open", "paid"]) {
        hook.reported(&Message::new(order, "approve")).await;
        assert_eq!(stands(&api, &code).await.0, status);
    }
    app.browser().post(&format!("r/{code}/pay"), &[]).await.status(409);
    // An open amount without a limit is never done.
    let code = app.request(&api, &json!({"min_amount": "5.00"})).await;
    let payer = app.browser();
    for total in ["7.00", "14.00"] {
        let page = payer.post(&format!("r/{code}/pay"), &[("amount", "7")]).await.status(303);
        payer.post(page.location(), &[("outcome", "approve")]).await.status(303);
        assert_eq!(stands(&api, &code).await.2, total);
    }
    assert_eq!(stands(&api, &code).await, standing("open", 2, "14.00"));
    ledger_has(&app, 5).await;
}

async fn parts_add_up(app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let record = format!("requests/{code}/payments");
    api.post(&record, &json!({"amount": "5.00"})).await.status(201);
    assert_eq!(stands(&api, &code).await, standing("open", 1, "5.00"));
    // Part of it by a provider: the payer is asked for what is missing.
    let (_, order) = app.start_payment(&code).await;
    hook.reported(&Message::new(&order, "approve").of("10.00", "EUR")).await;
    assert_eq!(stands(&api, &code).await, standing("open", 2, "15.00"));
    // Without an amount it is the rest.
    let last = api.post(&record, &json!({})).await.status(201).json();
    assert_eq!((&last["amount"], &last["difference"]), (&json!("10.00"), &Value::Null));
    assert_eq!(stands(&api, &code).await, standing("paid", 3, "25.00"));
    // Then there is no rest; but what came on top is a fact that can be written down.
    api.post(&record, &json!({})).await.status(409).problem();
    api.post(&record, &json!({"amount": ""})).await.status(409).problem();
    assert_eq!(stands(&api, &code).await, standing("paid", 3, "25.00"));
    api.post(&record, &json!({"amount": "1.00"})).await.status(201);
    assert_eq!(stands(&api, &code).await, standing("paid", 4, "26.00"));
    ledger_has(&app, 4).await;
}

async fn a_recorded_payment_is_the_one_that_was_claimed(app: App) {
    let payee = app.payee("anna");
    let api = app.api(&payee.api_key);
    api.post("methods", &json!({"rail": "sepa", "settings": {"iban": "DE75512108001245126199"}})).await.status(201);
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let record = format!("requests/{code}/payments");
    let payer = app.browser();
    let own = payer.post(&format!("r/{code}/pay"), &[]).await.status(303).location().to_owned();
    payer.post(&format!("{own}/claim"), &[]).await.status(303);
    let claimed = api.get(&format!("payments?request={code}")).await.json()["data"][0]["id"].clone();
    // Other money than was claimed is a payment of its own.
    let other = api.post(&record, &json!({"amount": "1.00"})).await.status(201).json();
    assert_ne!(other["id"], claimed);
    has(&payer.page(&own).await, &["Waiting for confirmation"]);
    let made = api
        .post(&record, &json!({"amount": "25.00", "paid_on": "2026-01-02", "note": "on the statement"}))
        .await
        .status(201);
    let adopted = made.json();
    assert_eq!((&adopted["id"], &adopted["rail"], &adopted["evidence"]), (&claimed, &json!("sepa"), &json!("manual")));
    has(&payer.page(&own).await, &["PAID", "2 January 2026"]);
    has(&app.signed_in(&payee).await.page(&format!("app/requests/{code}")).await, &["on the statement"]);
    assert_eq!(stands(&api, &code).await, standing("paid", 2, "26.00"));
    // A late claim of a payment that arrived changes nothing.
    payer.post(&format!("{own}/claim"), &[]).await.status(303);
    has(&payer.page(&own).await, &["PAID"]);
    ledger_has(&app, 2).await;
}

async fn a_double_tap_records_once(app: App) {
    let payee = app.payee("anna");
    let api = app.api(&payee.api_key);
    let seller = app.signed_in(&payee).await;
    for fields in [&[("amount", "25.00")][..], &[]] {
        let code = app.request(&api, &json!({"amount": "25.00"})).await;
        let mark = format!("app/requests/{code}/mark-paid");
        for answer in join_all((0..5).map(|_| seller.post(&mark, fields))).await {
            assert!([303, 409, 503].contains(&answer.code), "{} {}", answer.code, answer.text());
        }
        assert_eq!(stands(&api, &code).await, standing("paid", 1, "25.00"), "{fields:?}");
        // A program that records without an amount means the rest, and of that there is one.
        let code = app.request(&api, &json!({"amount": "25.00"})).await;
        let record = format!("requests/{code}/payments");
        let body = json!({});
        let answers = join_all((0..5).map(|_| api.post(&record, &body))).await;
        assert!(answers.iter().all(|answer| [201, 409, 503].contains(&answer.code)));
        assert_eq!(stands(&api, &code).await, standing("paid", 1, "25.00"));
    }
    // A part that is written down twice from one page is one part; from the page that shows it, it is another.
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let mark = format!("app/requests/{code}/mark-paid");
    let page = seller.page(&format!("app/requests/{code}")).await;
    let seen = between(&page, "name=\"seen\" value=\"", "\"").to_owned();
    for _ in 0..2 {
        seller.post(&mark, &[("amount", "5.00"), ("seen", &seen)]).await.status(303);
        assert_eq!(stands(&api, &code).await, standing("open", 1, "5.00"));
    }
    let page = seller.page(&format!("app/requests/{code}")).await;
    let seen = between(&page, "name=\"seen\" value=\"", "\"").to_owned();
    seller.post(&mark, &[("amount", "5.00"), ("seen", &seen)]).await.status(303);
    assert_eq!(stands(&api, &code).await, standing("open", 2, "10.00"));
    ledger_has(&app, 6).await;
}

async fn a_double_confirmation_settles_once(app: App) {
    let payee = app.payee("anna");
    let api = app.api(&payee.api_key);
    api.post("methods", &json!({"rail": "sepa", "settings": {"iban": "DE75512108001245126199"}})).await.status(201);
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let own = app.browser().post(&format!("r/{code}/pay"), &[]).await.status(303).location().to_owned();
    app.browser().post(&format!("{own}/claim"), &[]).await.status(303);
    let seller = app.signed_in(&payee).await;
    let page = seller.page(&format!("app/requests/{code}")).await;
    let confirm = format!("app/payments/{}/confirm", between(&page, "action=\"/app/payments/", "/confirm\""));
    // Beside the payee's two thumbs, its shop says the same.
    let record = format!("requests/{code}/payments");
    let body = json!({});
    let (taps, calls) = tokio::join!(
        join_all((0..5).map(|_| seller.post(&confirm, &[]))),
        join_all((0..5).map(|_| api.post(&record, &body))),
    );
    for answer in taps.into_iter().chain(calls) {
        assert!([303, 201, 409, 503].contains(&answer.code), "{} {}", answer.code, answer.text());
    }
    assert_eq!(stands(&api, &code).await, standing("paid", 1, "25.00"));
    // Nobody else confirms it, and nothing else is confirmed.
    let stranger = app.signed_in(&app.payee("berta")).await;
    stranger.post(&confirm, &[]).await.status(404);
    seller.post("app/payments/pay_nothing/confirm", &[]).await.status(404);
    has_not(&seller.page(&format!("app/requests/{code}")).await, &["It arrived"]);
    ledger_has(&app, 1).await;
}
