//! The order page: a buyer picks from the payee's catalogue, pays at once or sends the order, and the payee confirms it. No price is ever
//! another than the one that was shown.

use chit::actions::Context;
use chit::actions::upkeep::upkeep;
use chit::domain::clock::Clock;
use chrono::TimeDelta;
use futures_util::future::join_all;
use libtest_mimic::Trial;
use serde_json::{Value, json};

use crate::house::store::context;
use crate::support::{Answer, Api, App, Browser, Page, between, both, form_id, has, has_not, now};

pub fn tests() -> Vec<Trial> {
    both![
        a_buyer_orders_and_pays_at_once,
        an_order_is_sent_as_a_message_and_confirmed,
        an_order_that_waits_is_paid_once_it_is_confirmed,
        what_changed_meanwhile_is_told_and_nothing_is_lost,
        what_is_wrong_is_told_and_kept,
        a_double_tap_makes_one_order,
        fifty_buyers_at_a_time_fill_what_is_left,
        strangers_order_as_often_as_they_may,
        orders_that_nobody_answers_are_deleted,
        a_payee_without_products_has_no_order_page,
        an_order_that_waits_needs_a_look,
        the_order_page_has_a_sheet_to_print,
    ]
}

/// A payee with a catalogue of three products, of which one is sold out.
struct Shop {
    api: Api,
    seller: Browser,
    buyer: Browser,
    rye: String,
    cake: String,
}

pub fn products() -> Value {
    json!([
        {"name": "Rye bread", "price": "4.50", "description": "A kilo, sour"},
        {"name": "Cake", "price": "3.33"},
        {"name": "Pretzel", "price": "1.00", "available": false},
    ])
}

fn id(catalogue: &Value, at: usize) -> String {
    catalogue["products"][at]["id"].as_str().expect("an id").to_owned()
}

async fn shop(app: &App) -> Shop {
    let (payee, api, _) = app.seller("anna").await;
    let catalogue = api.put("catalogue", &json!({"products": products()})).await.status(200).json();
    let seller = app.signed_in(&payee).await;
    Shop { seller, buyer: app.browser(), rye: id(&catalogue, 0), cake: id(&catalogue, 1), api }
}

impl Shop {
    /// Sends the form of the order page: quantities and the prices that were seen.
    async fn order(&self, then: &str, picks: &[(&str, &str, &str)]) -> Answer {
        self.order_once(&form_id(), then, picks).await
    }

    async fn order_once(&self, once: &str, then: &str, picks: &[(&str, &str, &str)]) -> Answer {
        let mut fields = vec![("once".to_owned(), once.to_owned()), ("then".to_owned(), then.to_owned())];
        for (product, quantity, seen) in picks {
            fields.push((format!("q-{product}"), (*quantity).to_owned()));
            fields.push((format!("p-{product}"), (*seen).to_owned()));
        }
        let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        self.buyer.post("anna/order", &fields).await
    }

    /// Orders two loaves and a cake, and returns the order's code.
    async fn ordered(&self, then: &str) -> String {
        let made = self.order(then, &[(&self.rye, "2", "450"), (&self.cake, "1", "333")]).await.status(303);
        code(made.location())
    }

    async fn request(&self, code: &str) -> Value {
        self.api.get(&format!("requests/{code}")).await.status(200).json()
    }
}

/// The value of a form's field.
#[track_caller]
fn hidden<'p>(page: &'p Page, name: &str) -> &'p str {
    let field = page.all("form input").into_iter().find(|input| input.attribute("name") == name);
    field.unwrap_or_else(|| panic!("no {name}")).attribute("value")
}

fn code(place: &str) -> String {
    between(&format!("{place}/"), "/r/", "/").to_owned()
}

async fn orders(app: &App) -> i64 {
    app.db().number("select count(*) from requests where origin = 'order'").await
}

async fn a_buyer_orders_and_pays_at_once(app: App) {
    let shop = shop(&app).await;
    has(&shop.buyer.page("anna").await, &["href=\"/anna/order\"", "Order from the list"]);
    let answer = shop.buyer.get("anna/order").await.status(200);
    assert_eq!(answer.header("referrer-policy"), "no-referrer");
    assert!(answer.header("x-robots-tag").contains("noindex"), "{:?}", answer.headers);
    assert!(answer.headers.get("set-cookie").is_none());
    let page = Page::read(&answer.text());
    assert_eq!(page.one("h1").text.trim(), "Order from anna");
    let rye = page.one(&format!("#q-{}", shop.rye));
    assert_eq!((rye.attribute("data-price"), rye.attribute("max")), ("450", "99"));
    has(&answer.text(), &["Rye bread", "A kilo, sour", "€4.50", "€3.33", "Pretzel", "Sold out"]);
    assert_eq!(page.all(".counter-of input").len(), 2, "what is sold out can't be ordered");
    let code = shop.ordered("pay").await;
    let page = shop.buyer.page(&format!("r/{code}")).await;
    has(&page, &["12.33", "2 × Rye bread", "Cake", "Send to the seller"]);
    let request = shop.request(&code).await;
    assert_eq!((&request["amount"], &request["order"]["state"]), (&json!("12.33"), &json!("placed")));
    assert_eq!(request["max_payments"], 1);
    let lines: Vec<_> = request["items"].as_array().expect("lines").iter().map(|i| i["name"].clone()).collect();
    assert_eq!(lines, ["Rye bread", "Cake"]);
    // Payable at once, by any way that the payee has.
    app.start_payment(&code).await;
    // A later price changes nothing of it.
    let dearer = json!({"products": [{"id": shop.rye, "name": "Rye", "price": "9.00"}]});
    shop.api.put("catalogue", &dearer).await.status(200);
    assert_eq!(shop.request(&code).await["amount"], "12.33");
    app.audit();
}

async fn an_order_is_sent_as_a_message_and_confirmed(app: App) {
    let shop = shop(&app).await;
    let made = shop.order("send", &[(&shop.cake, "1", "333"), (&shop.rye, "2", "450")]).await.status(303);
    assert!(made.location().ends_with("/send"), "{}", made.location());
    let code = code(made.location());
    let page = shop.buyer.page(made.location()).await;
    let read = Page::read(&page);
    // Only a test method can pay it, and the message says so.
    let message = format!("Test: no money moves · 2 × Rye bread, 1 × Cake: {}r/{code}", app.base);
    assert_eq!(read.one("#message").text, message);
    has(
        &page,
        &[
            "https://wa.me/?text=Test",
            "2%20%C3%97%20Rye%20bread%2C%201%20%C3%97%20Cake%3A%20http",
            "fb-messenger://",
            "https://t.me/share/",
            "viber://forward",
        ],
    );
    has_not(&page, &["wa.me/4", "type=\"tel\""]);
    // The seller finds it in its list, and answers.
    let list = shop.seller.page("app/requests").await;
    has(&list, &["New order", "2 × Rye bread, 1 × Cake"]);
    let place = format!("app/requests/{code}");
    has(&shop.seller.page(&place).await, &["A buyer made this order", "Confirm the order", "2 × Rye bread", "€4.50"]);
    let confirm = format!("{place}/confirm-order");
    let refused = shop.seller.post(&confirm, &[("note", "a\u{202e}b")]).await.status(400).text();
    has(&refused, &["value=\"a\u{202e}b\"", "U+202E"]);
    shop.seller.post(&confirm, &[("note", "Ready at five <b>")]).await.status(303);
    // A second tap changes nothing, not even the word.
    shop.seller.post(&confirm, &[("note", "Never")]).await.status(303);
    has(&shop.seller.page(&place).await, &["You have confirmed this order.", "Ready at five &#60;b&#62;"]);
    has_not(&shop.seller.page("app/requests").await, &["New order"]);
    let page = shop.buyer.page(&format!("r/{code}")).await;
    has(&page, &["</bdi> has confirmed this order.", "Ready at five &#60;b&#62;"]);
    has_not(&page, &["Never", "Send to the seller"]);
    assert_eq!(shop.request(&code).await["order"], json!({"state": "confirmed", "note": "Ready at five <b>"}));
    // Erased with the other words.
    shop.api.post(&format!("requests/{code}/cancel"), &json!({})).await.status(200);
    shop.api.post(&format!("requests/{code}/erase"), &json!({})).await.status(200);
    assert_eq!(shop.request(&code).await["order"], json!({"state": "confirmed", "note": null}));
    // What is no order has neither page nor button.
    let other = app.request(&shop.api, &json!({"amount": "5.00"})).await;
    assert_eq!(shop.buyer.get(&format!("r/{other}/send")).await.code, 404);
    assert_eq!(shop.api.post(&format!("requests/{other}/confirm"), &json!({})).await.code, 404);
    has_not(&shop.seller.page(&format!("app/requests/{other}")).await, &["confirm-order"]);
}

async fn an_order_that_waits_is_paid_once_it_is_confirmed(app: App) {
    let shop = shop(&app).await;
    shop.seller.post("app/catalogue", &[("confirms_first", "on")]).await.status(303);
    let page = shop.buyer.page("anna/order").await;
    has(&page, &["confirms each order first"]);
    has_not(&page, &["value=\"pay\""]);
    let code = shop.ordered("send").await;
    assert_eq!(shop.request(&code).await["order"]["state"], "waiting");
    let page = shop.buyer.page(&format!("r/{code}")).await;
    has(&page, &["Not confirmed yet", "confirms this order first"]);
    has_not(&page, &["name=\"method\""]);
    let pay = format!("r/{code}/pay");
    has(&shop.buyer.post(&pay, &[]).await.status(409).text(), &["Not confirmed yet"]);
    assert_eq!(app.db().number("select count(*) from payments").await, 0);
    let confirm = format!("requests/{code}/confirm");
    let confirmed = shop.api.post(&confirm, &json!({"note": "Yes"})).await.status(200).json();
    assert_eq!(confirmed["order"], json!({"state": "confirmed", "note": "Yes"}));
    assert_eq!(shop.api.post(&confirm, &json!({})).await.status(200).json()["order"]["note"], "Yes");
    shop.buyer.post(&pay, &[]).await.status(303);
    // Whoever is no longer open isn't confirmed.
    let other = shop.ordered("send").await;
    shop.api.post(&format!("requests/{other}/cancel"), &json!({})).await.status(200);
    assert_eq!(shop.api.post(&format!("requests/{other}/confirm"), &json!({})).await.code, 409);
    let wrong = shop.api.post(&confirm, &json!({"note": "x".repeat(141)})).await.status(400);
    assert_eq!(wrong.problems(), [("note".to_owned(), "too_long".to_owned())]);
}

async fn what_changed_meanwhile_is_told_and_nothing_is_lost(app: App) {
    let shop = shop(&app).await;
    let picks = [(&*shop.rye, "2", "450"), (&*shop.cake, "7", "333")];
    // Another price than the one that was shown, in either direction.
    let products = json!([{"id": shop.rye, "name": "Rye bread", "price": "4.00"}, {"id": shop.cake, "name": "Cake", "price": "3.33"}]);
    shop.api.put("catalogue", &json!({"products": products})).await.status(200);
    let page = shop.order("pay", &picks).await.status(409).text();
    has(&page, &["The list has changed", "The price has changed. Before, it was €4.50.", "€4.00"]);
    let read = Page::read(&page);
    let typed = |product: &str| read.one(&format!("#q-{product}")).attribute("value").to_owned();
    assert_eq!((typed(&shop.rye), typed(&shop.cake)), ("2".to_owned(), "7".to_owned()));
    // The page that came back is good for the new price.
    assert_eq!(hidden(&read, &format!("p-{}", shop.rye)), "400");
    // Sold out, and gone.
    shop.seller.post(&format!("app/catalogue/{}/available", shop.cake), &[("available", "no")]).await.status(303);
    let page = shop.order("pay", &[(&shop.rye, "2", "400"), (&shop.cake, "7", "333")]).await.status(409).text();
    has(&page, &["The list has changed", "note is-failed\">Sold out"]);
    assert_eq!(Page::read(&page).one(&format!("#q-{}", shop.rye)).attribute("value"), "2");
    shop.seller.post(&format!("app/catalogue/{}/remove", shop.cake), &[]).await.status(303);
    has(&shop.order("pay", &[(&shop.cake, "1", "333")]).await.status(409).text(), &["The list has changed"]);
    // A price that no page showed.
    for seen in ["", "-1", "0", "99999999999999999999"] {
        shop.order("pay", &[(&shop.rye, "1", seen)]).await.status(409);
    }
    assert_eq!(orders(&app).await, 0);
    let made = shop.order("pay", &[(&shop.rye, "2", "400")]).await.status(303);
    assert_eq!(shop.request(&code(made.location())).await["amount"], "8.00");
}

async fn what_is_wrong_is_told_and_kept(app: App) {
    let shop = shop(&app).await;
    has(
        &shop.order("pay", &[(&shop.rye, "0", "450"), (&shop.cake, "", "333")]).await.status(400).text(),
        &["Choose how many"],
    );
    for bad in ["1.5", "-1", "100", "two", "٢"] {
        let page = shop.order("pay", &[(&shop.rye, "3", "450"), (&shop.cake, bad, "333")]).await.status(400).text();
        has(&page, &["whole numbers from 0 to 99", "aria-invalid=\"true\""]);
        let read = Page::read(&page);
        assert_eq!(read.one(&format!("#q-{}", shop.rye)).attribute("value"), "3");
        assert_eq!(read.one(&format!("#q-{}", shop.cake)).attribute("value"), bad);
    }
    for once in ["", "x", "1-aaaaaaaaaaaaaaaaaaaaaa"] {
        let page = shop.order_once(once, "pay", &[(&shop.rye, "3", "450")]).await.status(400).text();
        has(&page, &["not up to date", "value=\"3\""]);
    }
    let dear = json!({"products": [{"name": "Ship", "price": "9999999999.99"}]});
    let dear = shop.api.put("catalogue", &dear).await;
    if dear.code == 200 {
        let ship = id(&dear.json(), 0);
        let page = shop.order("pay", &[(&ship, "99", "999999999999")]).await.status(409).text();
        has(&page, &["more than can be paid at once"]);
    }
    assert_eq!(orders(&app).await, 0);
}

async fn a_double_tap_makes_one_order(app: App) {
    let shop = shop(&app).await;
    let once = hidden(&Page::read(&shop.buyer.page("anna/order").await), "once").to_owned();
    let picks = [(&*shop.rye, "2", "450")];
    let taps = join_all((0..4).map(|_| shop.order_once(&once, "pay", &picks))).await;
    let places: Vec<_> = taps.into_iter().map(|answer| answer.status(303).location().to_owned()).collect();
    assert!(places.iter().all(|place| *place == places[0]), "{places:?}");
    let changed = shop.order_once(&once, "pay", &[(&shop.rye, "9", "450")]).await.status(303).location().to_owned();
    assert_eq!((changed, orders(&app).await), (places[0].clone(), 1));
}

async fn fifty_buyers_at_a_time_fill_what_is_left(app: App) {
    let app = app.with(&[("CHIT_LIMIT_PAYMENTS", "0"), ("CHIT_LIMIT_ATTEMPTS", "0")]).await;
    let shop = shop(&app).await;
    let picks = [(&*shop.rye, "1", "450")];
    for _ in 0..70 {
        shop.order("pay", &picks).await.status(303);
    }
    let answers = join_all((0..50).map(|_| shop.order("pay", &picks))).await;
    let made = answers.iter().filter(|answer| answer.code == 303).count();
    let full: Vec<_> = answers.iter().filter(|answer| answer.code == 409).collect();
    assert_eq!((made, full.len(), orders(&app).await), (30, 20, 100));
    for answer in full {
        has(&answer.text(), &["Too many orders wait", "value=\"1\""]);
    }
    // Each that is answered makes room for another.
    let code = app.db().texts("select code from requests where origin = 'order' limit 1").await.remove(0);
    shop.api.post(&format!("requests/{code}/confirm"), &json!({})).await.status(200);
    shop.order("pay", &picks).await.status(303);
    assert_eq!(shop.order("pay", &picks).await.code, 409);
}

async fn strangers_order_as_often_as_they_may(app: App) {
    let app = app.with(&[("CHIT_LIMIT_ATTEMPTS", "3")]).await;
    let shop = shop(&app).await;
    for expected in [303, 303, 303, 429, 429] {
        assert_eq!(shop.order("send", &[(&shop.rye, "1", "450")]).await.code, expected);
    }
    assert_eq!(orders(&app).await, 3);
}

async fn orders_that_nobody_answers_are_deleted(mut app: App) {
    let shop = shop(&app).await;
    let [forgotten, cancelled, confirmed, tried] =
        [shop.ordered("send").await, shop.ordered("send").await, shop.ordered("send").await, shop.ordered("pay").await];
    let booked = shop.ordered("send").await;
    let own = app.request(&shop.api, &json!({"amount": "5.00"})).await;
    shop.api.post(&format!("requests/{cancelled}/cancel"), &json!({})).await.status(200);
    shop.api.post(&format!("requests/{confirmed}/confirm"), &json!({})).await.status(200);
    app.start_payment(&tried).await;
    shop.api.post(&format!("requests/{booked}/payments"), &json!({"amount": "5.00"})).await.status(201);
    shop.api.patch(&format!("requests/{forgotten}"), &json!({"labels": ["Zq7label"]})).await.status(200);
    let ctx = context(&mut app).await;
    let later = |days| Context { clock: Clock::fixed(now() + TimeDelta::days(days)), ..ctx.clone() };
    upkeep(&later(6)).await.expect("upkeep");
    assert_eq!(orders(&app).await, 5, "they wait for a week");
    upkeep(&later(8)).await.expect("upkeep");
    let mut left = app.db().texts("select code from requests").await;
    let mut kept = vec![confirmed, tried, booked, own];
    left.sort();
    kept.sort();
    assert_eq!(left, kept);
    for table in ["request_words where code", "request_labels where code", "notices where request_code"] {
        let sql = format!("select count(*) from {table} in ('{forgotten}', '{cancelled}')");
        assert_eq!(app.db().number(&sql).await, 0, "{table}");
    }
    ctx.store.close().await;
    app.audit();
}

async fn a_payee_without_products_has_no_order_page(app: App) {
    let shop = shop(&app).await;
    app.payee("berta");
    let none = shop.buyer.get("berta/order").await.status(404).text();
    assert_eq!(
        none,
        shop.buyer.get("nobody/order").await.status(404).text(),
        "whether there is such a payee isn't told"
    );
    has_not(&shop.buyer.page("berta").await, &["/berta/order"]);
    shop.buyer.post("berta/order", &[("once", &form_id()), ("then", "pay")]).await.status(404);
    // All sold out: the page says so, and the personal page doesn't lead there.
    for product in [&shop.rye, &shop.cake] {
        shop.seller.post(&format!("app/catalogue/{product}/available"), &[("available", "no")]).await.status(303);
    }
    let page = shop.buyer.page("anna/order").await;
    has(&page, &["Nothing can be ordered here at the moment."]);
    has_not(&page, &["name=\"then\"", "type=\"number\""]);
    has_not(&shop.buyer.page("anna").await, &["/anna/order"]);
}

async fn an_order_that_waits_needs_a_look(app: App) {
    let shop = shop(&app).await;
    let placed = shop.ordered("send").await;
    has(&shop.seller.page("app/look").await, &["Nothing needs a look."]);
    shop.api.put("catalogue", &json!({"products": products(), "confirms_first": true})).await.status(200);
    let catalogue = shop.api.get("catalogue").await.json();
    let rye = id(&catalogue, 0);
    let waits = code(shop.order("send", &[(&rye, "2", "450")]).await.status(303).location());
    has(&shop.seller.page("app").await, &["1 needs a look"]);
    let page = shop.seller.page("app/look").await;
    has(&page, &["€9.00: an order waits for your answer.", "Order", &format!("/app/requests/{waits}")]);
    has_not(&page, &[&placed, "Rye"]);
    shop.api.post(&format!("requests/{waits}/confirm"), &json!({})).await.status(200);
    has(&shop.seller.page("app/look").await, &["Nothing needs a look."]);
    // One that is cancelled needs none either.
    let other = code(shop.order("send", &[(&rye, "1", "450")]).await.status(303).location());
    has(&shop.seller.page("app").await, &["1 needs a look"]);
    shop.api.post(&format!("requests/{other}/cancel"), &json!({})).await.status(200);
    has(&shop.seller.page("app/look").await, &["Nothing needs a look."]);
}

async fn the_order_page_has_a_sheet_to_print(app: App) {
    let shop = shop(&app).await;
    has(&shop.seller.page("app/catalogue").await, &["/anna/order/print", "Print a sheet for the counter"]);
    let sheet = shop.buyer.page("anna/order/print").await;
    has(&sheet, &["Order from <bdi>anna</bdi>", "Scan to order", "/anna/order", "<svg", "data-print"]);
    has_not(&sheet, &["Rye", "4.50", "Scan to pay"]);
    has(&shop.buyer.page("anna/order/print?lang=de").await, &["Zum Bestellen scannen"]);
    app.payee("berta");
    shop.buyer.get("berta/order/print").await.status(404);
    shop.buyer.get("nobody/order/print").await.status(404);
}
