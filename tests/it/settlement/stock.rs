//! Items that payers choose from: the sum is what they pick, and no more is sold than there is, however many pick at a time. What is taken
//! is given back once when its payment ends without money, and money that comes late is booked all the same.

use chit::actions::Context;
use chit::actions::upkeep::upkeep;
use chit::domain::clock::Clock;
use chrono::TimeDelta;
use futures_util::future::join_all;
use libtest_mimic::Trial;
use serde_json::{Value, json};

use crate::accounting::statements::{booking, import};
use crate::house::store::context;
use crate::support::{Answer, Api, App, Hook, Message, between, both, has, has_not, now, order, until};

pub fn tests() -> Vec<Trial> {
    both![
        a_payer_picks_sees_the_sum_and_pays,
        fifty_payers_at_a_time_buy_what_there_is_and_no_more,
        what_ends_without_money_is_given_back_once,
        money_that_comes_late_is_booked_beyond_the_stock,
        what_is_taken_back_is_for_sale_only_when_it_ended,
        what_is_wrong_with_picks_is_told_and_kept,
        an_erased_request_keeps_no_names,
    ]
}

const SEPA: &str = r#"{"rail": "sepa", "settings": {"iban": "DE75512108001245126199", "beneficiary": "Anna"}}"#;

/// A request with a stock of rye, jam without one, a bag to tick, and a box that comes with everything.
pub async fn list(app: &App, api: &Api, stock: i64) -> String {
    let items = json!([
        {"name": "Rye", "amount": "4.50", "max_quantity": 5, "stock": stock},
        {"name": "Jam", "amount": "3.00", "max_quantity": 9},
        {"name": "Bag", "amount": "0.20", "max_quantity": 1},
        {"name": "Box", "amount": "1.00"},
    ]);
    app.request(api, &json!({"memo": "Saturday", "items": items})).await
}

pub async fn post(app: &App, code: &str, fields: &[(&str, &str)]) -> Answer {
    app.browser().post(&format!("r/{code}/pay"), fields).await
}

/// Begins a payment of some rye; answers the provider's name for it.
pub async fn begin(app: &App, code: &str, rye: &str) -> String {
    let started = post(app, code, &[("q-0", rye)]).await.status(303);
    order(started.location())["id"].as_str().expect("an id").to_owned()
}

/// The units of the first item that are taken and sold, as the database has them.
async fn units(app: &App, code: &str) -> (i64, i64) {
    let of = |column: &str| format!("select {column} from item_stocks where request_code = '{code}' and position = 0");
    (app.db().number(&of("taken")).await, app.db().number(&of("sold")).await)
}

pub async fn first_item(api: &Api, code: &str) -> Value {
    api.get(&format!("requests/{code}")).await.status(200).json()["items"][0].clone()
}

async fn reported(hook: &Hook, payment: &str, what: &'static str, amount: &str) {
    hook.reported(&Message::new(payment, what).of(amount, "EUR")).await;
}

async fn a_payer_picks_sees_the_sum_and_pays(app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let code = list(&app, &api, 12).await;
    let made = api.get(&format!("requests/{code}")).await.status(200).json();
    assert_eq!((&made["amount"], &made["max_payments"]), (&Value::Null, &Value::Null));
    let rye = json!({"name": "Rye", "quantity": 0, "amount": "4.50", "min_quantity": 0, "max_quantity": 5, "stock": 12, "left": 12, "sold": 0});
    assert_eq!(made["items"][0], rye);
    assert_eq!(made["items"][3], json!({"name": "Box", "quantity": 1, "amount": "1.00"}));
    let payer = app.browser();
    let page = payer.page(&format!("r/{code}")).await;
    has(
        &page,
        &["Choose how many", "name=\"q-0\"", "max=\"5\"", "type=\"checkbox\" id=\"q-2\"", "Box", "data-base=\"100\""],
    );
    has_not(&page, &["name=\"q-3\"", "name=\"amount\"", "12 left", "name=\"method\""]);
    // Without a script, the sum is on the next page, and nothing is stored before the payer has seen it.
    let before = app.db().rows().await;
    let picks = [("q-0", "2"), ("q-1", ""), ("q-2", "1")];
    let summed = [&picks[..], &[("then", "sum")]].concat();
    let page = post(&app, &code, &summed).await.status(200).text();
    has(
        &page,
        &["10.20", "2 × Rye", "Bag", "Box", "name=\"method\"", "name=\"q-0\" value=\"2\"", "Change what you picked"],
    );
    has_not(&page, &["Jam"]);
    let back = post(&app, &code, &[&picks[..], &[("then", "change")]].concat()).await.status(200).text();
    has(&back, &["name=\"q-0\" value=\"2\"", "Choose how many"]);
    assert!(between(&back, "id=\"q-2\"", ">").contains("checked"));
    assert_eq!(app.db().rows().await, before, "something was written");
    let started = post(&app, &code, &picks).await.status(303);
    let provider = started.location().to_owned();
    let id = order(&provider)["id"].as_str().expect("an id").to_owned();
    assert_eq!(units(&app, &code).await, (2, 0));
    assert_eq!(first_item(&api, &code).await["left"], 10);
    // Few are left by now, so that is said.
    has(&payer.page(&format!("r/{code}")).await, &["10 left"]);
    reported(&hook, &id, "approve", "10.20").await;
    assert_eq!(units(&app, &code).await, (2, 2));
    let lines = json!([
        {"name": "Rye", "quantity": 2, "amount": "4.50"},
        {"name": "Bag", "quantity": 1, "amount": "0.20"},
        {"name": "Box", "quantity": 1, "amount": "1.00"},
    ]);
    let payment = api.get(&format!("payments?request={code}")).await.status(200).json()["data"][0].clone();
    assert_eq!((&payment["items"], &payment["asked"], &payment["difference"]), (&lines, &json!("10.20"), &Value::Null));
    until("the event tells what was picked", async || {
        let told = api.get("events").await.status(200).json();
        let mut events = told["data"].as_array().expect("a list").iter();
        events.any(|event| event["type"] == "payment.settled" && event["data"]["items"] == lines)
    })
    .await;
    let own = order(&provider)["return_url"].as_str().expect("a page").to_owned();
    has(&payer.page(&own).await, &["2 × Rye", "Bag", "Box", "PAID"]);
    let receipt = payer.get(&format!("{own}/receipt.json")).await.status(200).json();
    assert_eq!((&receipt["receipt"]["items"], &receipt["receipt"]["version"]), (&lines, &json!(1)));
    let seller = app.signed_in(&payee).await;
    let page = seller.page(&format!("app/requests/{code}")).await;
    has(&page, &["2 × Rye, 1 × Bag, 1 × Box", "0 to 5 per payment · 2 sold · 10 left", "0 to 9 per payment · 0 sold"]);
    // A refund puts nothing back.
    let refund = format!("payments/{}/refund", payment["id"].as_str().expect("an id"));
    api.post(&refund, &json!({})).await.status(201);
    assert_eq!(units(&app, &code).await, (2, 2));
    // A payer who picks nothing but what comes with everything pays for that.
    let box_only = post(&app, &code, &[("then", "")]).await.status(303);
    assert_eq!(order(box_only.location())["amount"], 100);
    app.audit();
}

async fn fifty_payers_at_a_time_buy_what_there_is_and_no_more(app: App) {
    let app = app.with(&[("CHIT_LIMIT_PAYMENTS", "0"), ("CHIT_LIMIT_ATTEMPTS", "0")]).await;
    let (_, api, hook) = app.seller("anna").await;
    let code = list(&app, &api, 30).await;
    let replica = app.replica().await;
    let payers = (0..50).map(|n| post(if n % 2 == 0 { &app } else { &replica }, &code, &[("q-0", "1"), ("q-1", "1")]));
    let answers = join_all(payers).await;
    let begun: Vec<_> = answers.iter().filter(|answer| answer.code == 303).collect();
    let refused: Vec<_> = answers.iter().filter(|answer| answer.code == 409).collect();
    assert_eq!((begun.len(), refused.len()), (30, 20));
    assert_eq!(units(&app, &code).await, (30, 0));
    for answer in refused {
        let page = answer.text();
        has(&page, &["Sold out"]);
        // What else was picked is kept.
        assert_eq!(between(&page, "name=\"q-1\" value=\"", "\""), "1");
    }
    assert_eq!(app.db().number("select count(*) from payments where picks is not null").await, 30);
    // Nothing of a refused payment stays: neither the jam that was picked beside the rye.
    let jam = format!("select taken from item_stocks where request_code = '{code}' and position = 1");
    assert_eq!(app.db().number(&jam).await, 30);
    // Half of them are declined and half pay, all at once, and each is told of twice.
    let ids: Vec<_> =
        begun.iter().map(|answer| order(answer.location())["id"].as_str().expect("an id").to_owned()).collect();
    let told = ids.iter().enumerate().flat_map(|(n, id)| {
        let what = if n % 2 == 0 { "approve" } else { "decline" };
        [reported(&hook, id, what, "8.50"), reported(&hook, id, what, "8.50")]
    });
    join_all(told).await;
    assert_eq!(units(&app, &code).await, (15, 15));
    let left = first_item(&api, &code).await;
    assert_eq!((&left["left"], &left["sold"]), (&json!(15), &json!(15)));
    let answers = join_all((0..50).map(|_| post(&app, &code, &[("q-0", "2")]))).await;
    assert_eq!(answers.iter().filter(|answer| answer.code == 303).count(), 7, "two at a time, of fifteen");
    assert_eq!(units(&app, &code).await, (29, 15));
    app.audit();
}

async fn what_ends_without_money_is_given_back_once(mut app: App) {
    let (_, api, hook) = app.seller("anna").await;
    api.post("methods", &serde_json::from_str(SEPA).expect("JSON")).await.status(201);
    let code = list(&app, &api, 9).await;
    let methods = api.get("methods").await.status(200).json();
    let of = |rail: &str| {
        let mut methods = methods["data"].as_array().expect("a list").iter();
        let found = methods.find(|method| method["rail"] == rail).expect("a method");
        found["id"].as_str().expect("an id").to_owned()
    };
    let (demo, sepa) = (of("demo"), of("sepa"));
    let pay = async |method: &str, rye: &str| {
        let started = post(&app, &code, &[("q-0", rye), ("method", method)]).await.status(303);
        started.location().to_owned()
    };
    let id = |page: &str| order(page)["id"].as_str().expect("an id").to_owned();
    // Declined, told twice.
    let declined = id(&pay(&demo, "1").await);
    assert_eq!(units(&app, &code).await, (1, 0));
    for _ in 0..2 {
        reported(&hook, &declined, "decline", "5.50").await;
    }
    assert_eq!(units(&app, &code).await, (0, 0));
    // On its way, then set aside by the payee.
    let aside = id(&pay(&demo, "2").await);
    reported(&hook, &aside, "pending", "10.00").await;
    assert_eq!(units(&app, &code).await, (2, 0), "it may arrive");
    let payment = api.get(&format!("payments?request={code}&state=processing")).await.status(200).json();
    let payment = payment["data"][0]["id"].as_str().expect("an id").to_owned();
    for _ in 0..2 {
        api.post(&format!("payments/{payment}/set-aside"), &json!({})).await.status(200);
    }
    assert_eq!(units(&app, &code).await, (0, 0));
    // One that its payer says was sent waits for its payee; what nobody paid expires: at a provider after an hour, by hand after a day.
    let claimed = pay(&sepa, "1").await;
    app.browser().post(&format!("{claimed}/claim"), &[]).await.status(303);
    pay(&demo, "2").await;
    pay(&sepa, "3").await;
    assert_eq!(units(&app, &code).await, (6, 0));
    let ctx = context(&mut app).await;
    for (hours, taken) in [(0, 6), (2, 4), (2, 4), (23, 4), (25, 1), (25, 1), (24 * 40, 1)] {
        upkeep(&Context { clock: Clock::fixed(now() + TimeDelta::hours(hours)), ..ctx.clone() }).await.expect("upkeep");
        assert_eq!(units(&app, &code).await, (taken, 0), "after {hours} hours");
    }
    // Old attempts are deleted, and that gives nothing back once more.
    upkeep(&Context { clock: Clock::fixed(now() + TimeDelta::days(100)), ..ctx.clone() }).await.expect("upkeep");
    assert_eq!(units(&app, &code).await, (1, 0));
    let kept = app.db().number("select count(*) from payments where picks is not null").await;
    assert_eq!(kept, 3, "claimed, set aside, and one that its provider is asked about");
    ctx.store.close().await;
    app.audit();
}

async fn money_that_comes_late_is_booked_beyond_the_stock(app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let code = list(&app, &api, 3).await;
    let late = begin(&app, &code, "2").await;
    reported(&hook, &late, "decline", "10.00").await;
    let quick = begin(&app, &code, "3").await;
    reported(&hook, &quick, "approve", "14.50").await;
    assert_eq!(units(&app, &code).await, (3, 3));
    has(&app.browser().page(&format!("r/{code}")).await, &["Sold out"]);
    reported(&hook, &late, "approve", "10.00").await;
    assert_eq!(units(&app, &code).await, (5, 5));
    let item = first_item(&api, &code).await;
    assert_eq!((&item["stock"], &item["left"], &item["sold"]), (&json!(3), &json!(0), &json!(5)));
    let seller = app.signed_in(&payee).await;
    let page = format!("app/requests/{code}");
    has(&seller.page(&page).await, &["More were sold than there are, because money came late: 2 too many."]);
    // The payee makes two more, or three.
    let refused =
        api.patch(&format!("requests/{code}"), &json!({"stocks": [{"item": 0, "stock": 4}]})).await.status(400);
    assert_eq!(refused.problems(), [("stocks[0].stock".to_owned(), "too_small".to_owned())]);
    let wrong = seller.post(&format!("{page}/stock"), &[("stock-0", "4"), ("stock-1", "")]).await.status(400).text();
    has(between(&wrong, "id=\"stock-error\"", "</p>"), &["5 are sold or being paid for already"]);
    seller.post(&format!("{page}/stock"), &[("stock-0", "6"), ("stock-1", "")]).await.status(303);
    assert_eq!(first_item(&api, &code).await["left"], 1);
    has_not(&seller.page(&page).await, &["too many"]);
    app.audit();
}

async fn what_is_taken_back_is_for_sale_only_when_it_ended(app: App) {
    let payee = app.payee("anna");
    let api = app.api(&payee.api_key);
    api.post("methods", &serde_json::from_str(SEPA).expect("JSON")).await.status(201);
    let code = list(&app, &api, 3).await;
    let own = post(&app, &code, &[("q-0", "2")]).await.status(303).location().to_owned();
    app.browser().post(&format!("{own}/claim"), &[]).await.status(303);
    let payment = api.get(&format!("payments?request={code}")).await.status(200).json()["data"][0].clone();
    let id = payment["id"].as_str().expect("an id");
    let seller = app.signed_in(&payee).await;
    has(&seller.page(&format!("app/requests/{code}")).await, &["2 × Rye, 1 × Box"]);
    for _ in 0..2 {
        seller.post(&format!("app/payments/{id}/confirm"), &[]).await.status(303);
        assert_eq!(units(&app, &code).await, (2, 2));
        seller.post(&format!("app/payments/{id}/not-arrived"), &[]).await.status(303);
        // Its payer still says that it was sent.
        assert_eq!(units(&app, &code).await, (2, 0));
    }
    // A bank statement settles it, and takes it back when it is undone.
    let rf =
        api.get(&format!("requests/{code}")).await.status(200).json()["rf"].as_str().expect("a reference").to_owned();
    let statement = import(&api, &[booking("10.00", "B1", &rf)]).await;
    assert_eq!(statement["matched"], 1, "{statement}");
    assert_eq!(units(&app, &code).await, (2, 2));
    app.audit();
    let statement = statement["id"].as_str().expect("an id");
    api.post(&format!("statements/{statement}/undo"), &json!({})).await.status(200);
    assert_eq!(units(&app, &code).await, (2, 0));
    // Money that the payee records says nothing of items.
    api.post(&format!("requests/{code}/payments"), &json!({"amount": "4.50"})).await.status(201);
    assert_eq!(units(&app, &code).await, (2, 0));
    app.audit();
}

async fn what_is_wrong_with_picks_is_told_and_kept(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let items = json!([
        {"name": "Rye", "amount": "4.50", "max_quantity": 5, "stock": 2},
        {"name": "Jam", "amount": "3.00", "max_quantity": 9, "min_quantity": 2, "quantity": 3},
    ]);
    let code = app.request(&api, &json!({"items": items, "asks_note": true})).await;
    let page = app.browser().page(&format!("r/{code}")).await;
    assert_eq!(
        (between(&page, "name=\"q-1\" value=\"", "\""), between(&page, "name=\"q-0\" value=\"", "\"")),
        ("3", "")
    );
    let before = app.db().rows().await;
    for (rye, jam, status, says) in [
        ("x", "2", 400, "Choose a whole number from 0 to 5."),
        ("6", "2", 409, "Less of this is left than you picked."),
        ("3", "2", 409, "Less of this is left than you picked."),
        ("1", "1", 400, "Choose a whole number from 2 to 9."),
        ("1", "", 400, "Choose a whole number from 2 to 9."),
        ("1", "10", 400, "Choose a whole number from 2 to 9."),
    ] {
        for then in ["sum", ""] {
            let page = post(&app, &code, &[("q-0", rye), ("q-1", jam), ("then", then)]).await.status(status).text();
            has(&page, &[says, &format!("name=\"q-0\" value=\"{rye}\""), &format!("name=\"q-1\" value=\"{jam}\"")]);
            assert_eq!(page.matches("-error\"").count(), 2, "beside its item: {page}");
        }
    }
    // A note that is too long leaves the picks as they are, and the sum is asked for again.
    let long = "n".repeat(141);
    let page = post(&app, &code, &[("q-0", "1"), ("q-1", "2"), ("note", &long)]).await.status(400).text();
    has(&page, &["10.50", "id=\"note-error\"", "type=\"hidden\" name=\"q-1\" value=\"2\""]);
    assert_eq!(app.db().rows().await, before, "something was written");
    let optional = app.request(&api, &json!({"items": [{"name": "Rye", "amount": "4.50", "max_quantity": 5}]})).await;
    let page = post(&app, &optional, &[("q-0", "0"), ("then", "sum")]).await.status(400).text();
    has(&page, &["Choose how many you want of something first."]);
    // Other requests take no picks.
    let plain = app.request(&api, &json!({"amount": "5.00"})).await;
    post(&app, &plain, &[("q-0", "3")]).await.status(303);
    assert_eq!(app.db().number("select count(*) from payments where picks is not null").await, 0);
}

async fn an_erased_request_keeps_no_names(app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let items = json!([{"name": "Zq7secret", "amount": "4.50", "max_quantity": 5, "stock": 3}]);
    let code = app.request(&api, &json!({"items": items})).await;
    let id = begin(&app, &code, "2").await;
    let waiting = begin(&app, &code, "1").await;
    reported(&hook, &id, "approve", "9.00").await;
    api.post(&format!("requests/{code}/cancel"), &json!({})).await.status(200);
    let erased = api.post(&format!("requests/{code}/erase"), &json!({})).await.status(200).json();
    assert_eq!(erased["items"], json!([]));
    let told = api.get(&format!("payments?request={code}")).await.status(200).text();
    assert!(!told.contains("Zq7secret"), "{told}");
    // What is under way is booked, and the units are counted.
    reported(&hook, &waiting, "approve", "4.50").await;
    assert_eq!(units(&app, &code).await, (3, 3));
    app.audit();
}
