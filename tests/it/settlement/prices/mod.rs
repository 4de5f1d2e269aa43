//! Several prices of one request, each in a currency of its own: nothing is converted, and no sum mixes two of them.

mod books;
mod pages;

use libtest_mimic::Trial;
use serde_json::{Value, json};

use crate::settlement::arrivals::{deliver, standing, stands};
use crate::support::{Api, App, Hook, Message, Page, both, has, has_not, order};

pub fn tests() -> Vec<Trial> {
    let own = both![
        any_price_pays_by_a_rail,
        any_price_pays_by_hand,
        once_some_has_arrived_only_its_rest_is_asked_for,
        what_goes_back_opens_all_prices_again,
        money_in_two_currencies_at_once_is_booked_and_told,
        several_payers_choose_each,
        a_tip_is_in_the_currency_that_is_paid,
        further_prices_are_checked,
    ];
    [own, books::tests(), pages::tests()].into_iter().flatten().collect()
}

/// A request for 25 euros, 27 dollars or 4000 yen.
pub fn priced() -> Value {
    json!({
        "amount": "25.00",
        "currency": "EUR",
        "prices": [{"amount": "27.00", "currency": "USD"}, {"amount": "4000", "currency": "JPY"}],
    })
}

/// Each price, with its currency.
const PRICES: [(&str, &str); 3] = [("25.00", "EUR"), ("27.00", "USD"), ("4000", "JPY")];

/// A request as the API has it.
pub async fn request(api: &Api, code: &str) -> Value {
    api.get(&format!("requests/{code}")).await.status(200).json()
}

/// What arrived of each price: of euros, dollars and yen.
pub async fn arrived(api: &Api, code: &str) -> [String; 3] {
    let request = request(api, code).await;
    let prices = request["prices"].as_array().unwrap_or_else(|| panic!("no prices: {request}"));
    assert_eq!(request["paid_total"], prices[0]["paid_total"], "the main price’s");
    [0, 1, 2].map(|at| prices[at]["paid_total"].as_str().expect("an amount").to_owned())
}

/// The values of the pay page's buttons: a method with the currency that it is offered in.
async fn offered(app: &App, code: &str) -> Vec<String> {
    let page = Page::read(&app.browser().page(&format!("r/{code}")).await);
    let buttons =
        page.all("button").into_iter().filter(|button| button.attributes.get("name").is_some_and(|n| n == "method"));
    buttons.map(|button| button.attribute("value").to_owned()).collect()
}

/// Starts a payment in a currency by the button that the page has for it; answers the provider's name for the payment.
pub async fn start(app: &App, code: &str, currency: &str) -> String {
    let buttons = offered(app, code).await;
    let way = buttons.iter().find(|way| way.ends_with(&format!(":{currency}")));
    let way = way.unwrap_or_else(|| panic!("no {currency} in {buttons:?}"));
    let started = app.browser().post(&format!("r/{code}/pay"), &[("method", way)]).await.status(303);
    order(started.location())["id"].as_str().expect("an id").to_owned()
}

async fn pay(app: &App, hook: &Hook, code: &str, (amount, currency): (&str, &str)) {
    let order = start(app, code, currency).await;
    hook.reported(&Message::new(&order, "approve").of(amount, currency)).await;
}

/// Records money by hand; answers the payment.
pub async fn record(api: &Api, code: &str, amount: Option<&str>, currency: &str) -> Value {
    let body = json!({"amount": amount, "currency": currency});
    api.post(&format!("requests/{code}/payments"), &body).await.status(201).json()
}

async fn any_price_pays_by_a_rail(app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    for (at, (amount, currency)) in PRICES.into_iter().enumerate() {
        let code = app.request(&api, &priced()).await;
        let made = request(&api, &code).await;
        assert_eq!((&made["amount"], &made["currency"]), (&json!("25.00"), &json!("EUR")));
        assert_eq!(made["prices"][1], json!({"amount": "27.00", "currency": "USD", "paid_total": "0.00"}));
        assert_eq!(made["warnings"], json!([]));
        let page = app.browser().page(&format!("r/{code}")).await;
        has(&page, &["€25.00", "or <bdi>US$27.00 · JP¥4,000</bdi>", "Pay US$27.00 with Demo"]);
        let buttons = offered(&app, &code).await;
        let currencies: Vec<_> = buttons.iter().filter_map(|way| way.split_once(':')).map(|(_, code)| code).collect();
        assert_eq!(currencies, ["EUR", "USD", "JPY"], "the main price first");
        pay(&app, &hook, &code, (amount, currency)).await;
        let mut expected = ["0.00", "0.00", "0"].map(str::to_owned);
        amount.clone_into(&mut expected[at]);
        assert_eq!(arrived(&api, &code).await, expected);
        let paid = request(&api, &code).await;
        assert_eq!((&paid["status"], &paid["paid_count"]), (&json!("paid"), &json!(1)));
        assert_eq!((&paid["amount"], &paid["check_words"]), (&json!("25.00"), &made["check_words"]));
        let payments = api.get(&format!("payments?request={code}")).await.status(200).json();
        let payment = &payments["data"][0];
        assert_eq!((&payment["amount"], &payment["currency"]), (&json!(amount), &json!(currency)));
        assert_eq!(payment["difference"], Value::Null);
        let page = app.browser().page(&format!("r/{code}")).await;
        has(&page, &["PAID"]);
        has_not(&page, &["or <bdi>"]);
        // Lists and sums count it by the currency that it was paid in.
        has(&seller.page("app/requests").await, &[&code]);
        let found = api.get(&format!("requests?q={amount}")).await.status(200).json();
        assert!(found["data"].as_array().expect("a list").iter().any(|one| one["code"] == code), "{found}");
    }
    app.audit();
}

async fn any_price_pays_by_hand(app: App) {
    let (_, api, _) = app.seller("anna").await;
    for (at, (amount, currency)) in PRICES.into_iter().enumerate() {
        let code = app.request(&api, &priced()).await;
        // Without an amount, the whole price arrived.
        let payment = record(&api, &code, None, currency).await;
        assert_eq!((&payment["amount"], &payment["currency"]), (&json!(amount), &json!(currency)));
        assert_eq!(arrived(&api, &code).await[at], amount);
        assert_eq!(stands(&api, &code).await.0, "paid");
    }
    let code = app.request(&api, &priced()).await;
    let francs = json!({"amount": "20.00", "currency": "CHF"});
    let refused = api.post(&format!("requests/{code}/payments"), &francs).await.status(400);
    assert_eq!(refused.problems(), [("currency".to_owned(), "wrong_currency".to_owned())]);
    assert_eq!(stands(&api, &code).await, standing("open", 0, "0.00"));
    app.audit();
}

async fn once_some_has_arrived_only_its_rest_is_asked_for(app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &priced()).await;
    let ways = offered(&app, &code).await;
    for currency in ["EUR", "USD", "JPY"] {
        start(&app, &code, currency).await;
    }
    let over = "select count(*) from payments where over_at is not null";
    api.patch(&format!("requests/{code}"), &json!({"memo": "Two loaves"})).await.status(200);
    assert_eq!(app.db().number(over).await, 0, "each may be paid");
    let part = record(&api, &code, Some("10.00"), "USD").await;
    assert_eq!(part["difference"], "under");
    assert_eq!(app.db().number(over).await, 3, "none of these is the rest");
    assert_eq!(arrived(&api, &code).await, ["0.00", "10.00", "0"]);
    let page = app.browser().page(&format!("r/{code}")).await;
    has(&page, &["US$17.00", "US$27.00"]);
    has_not(&page, &["€", "¥"]);
    let seller = app.signed_in(&payee).await;
    has(&seller.page(&format!("app/requests/{code}")).await, &["US$10.00", "US$27.00"]);
    has(&seller.page("app/look").await, &["US$17.00"]);
    has(&seller.page("app/requests").await, &["US$17.00"]);
    // A page that was opened before starts nothing of what is no longer asked for, and shows what is.
    let before = app.db().rows().await;
    for way in &ways {
        let page = app.browser().post(&format!("r/{code}/pay"), &[("method", way)]).await.status(400).text();
        has(&page, &["US$17.00"]);
    }
    assert_eq!(app.db().rows().await, before, "something was written");
    let (_, rest) = app.start_payment(&code).await;
    hook.reported(&Message::new(&rest, "approve").of("17.00", "USD")).await;
    assert_eq!(stands(&api, &code).await, standing("paid", 2, "0.00"));
    assert_eq!(arrived(&api, &code).await, ["0.00", "27.00", "0"]);
    app.audit();
}

async fn what_goes_back_opens_all_prices_again(app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    let code = app.request(&api, &priced()).await;
    // The payee's word, taken back.
    let word = record(&api, &code, None, "JPY").await;
    assert_eq!(stands(&api, &code).await, standing("paid", 1, "0.00"));
    let id = word["id"].as_str().expect("an id");
    seller.post(&format!("app/payments/{id}/not-arrived"), &[]).await.status(303);
    assert_eq!(stands(&api, &code).await, standing("open", 0, "0.00"));
    assert_eq!(offered(&app, &code).await.len(), 3);
    // A part that goes back.
    let part = record(&api, &code, Some("1.00"), "USD").await;
    assert_eq!(offered(&app, &code).await.len(), 1);
    let refund = format!("payments/{}/refund", part["id"].as_str().expect("an id"));
    api.post(&refund, &json!({"amount": "0.40"})).await.status(201);
    assert_eq!(arrived(&api, &code).await, ["0.00", "0.60", "0"]);
    has(&app.browser().page(&format!("r/{code}")).await, &["US$26.40"]);
    api.post(&refund, &json!({})).await.status(201);
    assert_eq!(offered(&app, &code).await.len(), 3, "all again");
    app.audit();
    // What was paid stays paid when it goes back.
    pay(&app, &hook, &code, ("27.00", "USD")).await;
    let newest = api.get(&format!("payments?request={code}")).await.status(200).json();
    let id = newest["data"][0]["id"].as_str().expect("an id").to_owned();
    api.post(&format!("payments/{id}/refund"), &json!({})).await.status(201);
    assert_eq!(stands(&api, &code).await.0, "paid");
    assert_eq!(arrived(&api, &code).await, ["0.00", "0.00", "0"]);
    app.audit();
}

async fn money_in_two_currencies_at_once_is_booked_and_told(app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    for _ in 0..8 {
        let code = app.request(&api, &priced()).await;
        let (euros, dollars) = (start(&app, &code, "EUR").await, start(&app, &code, "USD").await);
        let euros = Message::new(&euros, "approve").of("25.00", "EUR");
        let dollars = Message::new(&dollars, "approve").of("27.00", "USD");
        tokio::join!(deliver(&hook, &euros), deliver(&hook, &dollars));
        // Both arrived, so both are booked, whichever was first; the request is paid by the first, and has the other too much.
        assert_eq!(stands(&api, &code).await, standing("paid", 2, "25.00"));
        assert_eq!(arrived(&api, &code).await, ["25.00", "27.00", "0"]);
        app.audit();
        let look = seller.page("app/look").await;
        let told = ["US$27.00 more arrived than the €25.00", "€25.00 more arrived than the US$27.00"];
        assert!(told.iter().any(|told| look.contains(told)), "{look}");
        let payments = api.get(&format!("payments?request={code}")).await.status(200).json();
        let last = payments["data"].as_array().expect("a list").iter().max_by_key(|one| one["settled_at"].to_string());
        let id = last.expect("a payment")["id"].as_str().expect("an id").to_owned();
        api.post(&format!("payments/{id}/refund"), &json!({})).await.status(201);
        assert_eq!(stands(&api, &code).await.0, "paid");
        has_not(&seller.page("app/look").await, &["more arrived"]);
    }
    app.audit();
}

async fn several_payers_choose_each(app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let mut body = priced();
    body["max_payments"] = json!(4);
    let code = app.request(&api, &body).await;
    for (count, price) in (1..).zip([PRICES[1], PRICES[0], PRICES[1], PRICES[2]]) {
        assert_eq!(offered(&app, &code).await.len(), 3, "each payer has the choice");
        pay(&app, &hook, &code, price).await;
        assert_eq!(stands(&api, &code).await.1, count);
    }
    assert_eq!(arrived(&api, &code).await, ["25.00", "54.00", "4000"]);
    assert_eq!(stands(&api, &code).await, standing("paid", 4, "25.00"));
    let seller = app.signed_in(&payee).await;
    // A sum of each currency, and none of them together.
    let list = seller.page("app/requests?status=paid").await;
    has(&list, &["€25.00 · US$54.00 · JP¥4,000", ">€25.00</bdi> ·", ">JP¥4,000</bdi> ·", ">US$54.00</bdi>"]);
    has(&seller.page(&format!("app/requests/{code}")).await, &["€25.00", "US$54.00", "JP¥4,000"]);
    app.audit();
}

async fn a_tip_is_in_the_currency_that_is_paid(app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let mut body = priced();
    body["takes_tips"] = json!(true);
    let code = app.request(&api, &body).await;
    let page = app.browser().page(&format!("r/{code}")).await;
    has(&page, &["value=\"10\"> 10%"]);
    has_not(&page, &["value=\"own\"", "in all"]);
    let way = offered(&app, &code).await[1].clone();
    let fields = [("tip", "10"), ("method", &*way)];
    let started = app.browser().post(&format!("r/{code}/pay"), &fields).await.status(303);
    let order = order(started.location())["id"].as_str().expect("an id").to_owned();
    hook.reported(&Message::new(&order, "approve").of("29.70", "USD")).await;
    assert_eq!(arrived(&api, &code).await, ["0.00", "27.00", "0"], "a tip pays nothing of the price");
    let payments = api.get(&format!("payments?request={code}")).await.status(200).json();
    assert_eq!((&payments["data"][0]["amount"], &payments["data"][0]["tip"]), (&json!("29.70"), &json!("2.70")));
    app.audit();
}

async fn further_prices_are_checked(app: App) {
    let payee = app.payee("anna");
    let api = app.api(&payee.api_key);
    let dollars = json!([{"amount": "27.00", "currency": "USD"}]);
    let with = |more: Value| {
        let mut body = json!({"amount": "25.00", "prices": dollars});
        let more = more.as_object().expect("an object").clone();
        body.as_object_mut().expect("an object").extend(more);
        body
    };
    let parts = json!([{"amount": "10.00", "due_on": "2030-01-01"}, {"due_on": "2030-02-01"}]);
    for (body, field, code) in [
        (with(json!({"amount": null})), "prices", "conflict"),
        (with(json!({"amount": null, "min_amount": "5.00"})), "prices", "conflict"),
        (with(json!({"min_amount": "5.00"})), "amount", "conflict"),
        (with(json!({"items": [{"name": "Rye", "amount": "25.00"}]})), "prices", "conflict"),
        (with(json!({"parts": parts})), "prices", "conflict"),
        (with(json!({"suggested_amounts": ["5.00"]})), "suggested_amounts", "conflict"),
        (with(json!({"currency": "USD"})), "prices[0].currency", "duplicate"),
        (with(json!({"prices": [{"amount": "1", "currency": "ZZZ"}]})), "prices[0].currency", "unknown_currency"),
        (with(json!({"prices": [{"amount": "1"}]})), "prices[0].currency", "required"),
        (with(json!({"prices": [{"currency": "USD"}]})), "prices[0].amount", "required"),
        (with(json!({"prices": [{"amount": "1.5", "currency": "JPY"}]})), "prices[0].amount", "too_many_decimals"),
        (with(json!({"prices": vec![json!({"amount": "1", "currency": "USD"}); 11]})), "prices", "too_many"),
    ] {
        let refused = api.post("requests", &body).await.status(400);
        assert_eq!(refused.problems(), [(field.to_owned(), code.to_owned())], "{body}");
    }
    // Fixed once it is made.
    let code = app.request(&api, &with(json!({}))).await;
    let refused = api.patch(&format!("requests/{code}"), &json!({"prices": []})).await.status(400);
    assert_eq!(refused.problems(), [("prices".to_owned(), "unknown_field".to_owned())]);
    assert_eq!(
        request(&api, &app.request(&api, &json!({"amount": "1", "prices": []})).await).await["prices"],
        json!([])
    );
}
