//! Pages and tools about several prices: the form that makes a link, the seller's page, tables and the command line.

use libtest_mimic::Trial;
use serde_json::{Value, json};

use super::{arrived, priced, request};
use crate::settlement::arrivals::{standing, stands};
use crate::support::{App, Page, between, both, form_id, has, has_not};

pub fn tests() -> Vec<Trial> {
    both![
        the_form_makes_further_prices,
        a_price_that_nothing_takes_is_not_offered,
        money_is_recorded_in_any_of_the_currencies,
        tables_and_the_command_line_take_prices,
        messages_name_the_main_price,
    ]
}

async fn the_form_makes_further_prices(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    let once = form_id();
    let fields = |more: &[(&'static str, &'static str)]| {
        let mut fields = vec![("kind", "fixed"), ("currency", "EUR"), ("amount", "25")];
        fields.extend(more);
        fields
    };
    // Rows that are left empty are no prices, and each error is at its row.
    let mut wrong = fields(&[("price_2", "27"), ("price_3", "1"), ("price_currency_3", "EUR")]);
    wrong.push(("once", &once));
    let page = seller.post("app/new", &wrong).await.status(400).text();
    let shown = Page::read(&page);
    assert_eq!(shown.one("#price_currency_2").attribute("aria-invalid"), "true");
    assert_eq!(shown.one("#price_currency_3").attribute("aria-invalid"), "true");
    assert!(!shown.one("#price_2").attributes.contains_key("aria-invalid"), "its amount is right");
    assert_eq!(shown.one("#price_2").attribute("value"), "27");
    let once = form_id();
    let mut right =
        fields(&[("price_1", "27.00"), ("price_currency_1", "usd"), ("price_3", "4000"), ("price_currency_3", "JPY")]);
    right.push(("once", &once));
    let made = seller.post("app/new", &right).await.status(303).location().to_owned();
    let code = between(&format!("{made}/"), "/app/requests/", "/").to_owned();
    let prices = request(&api, &code).await["prices"].clone();
    let prices: Vec<_> = prices.as_array().expect("a list").iter().map(|price| price["amount"].clone()).collect();
    assert_eq!(prices, [json!("25.00"), json!("27.00"), json!("4000")]);
    has(
        &seller.page(&format!("app/requests/{code}")).await,
        &["Payers choose one of these prices", "US$27.00", "JP¥4,000"],
    );
    // Another one like it has them, too.
    let like = Page::read(&seller.page(&format!("app/new?like={code}")).await);
    let typed = |id: &str| like.one(id).attribute("value").to_owned();
    assert_eq!([typed("#price_1"), typed("#price_currency_1")], ["27.00", "USD"]);
    assert_eq!([typed("#price_2"), typed("#price_currency_2"), typed("#price_3")], ["4000", "JPY", ""]);
    // An open amount has none: browsers send the fields all the same.
    let once = form_id();
    let open =
        [("once", &*once), ("kind", "open"), ("currency", "EUR"), ("price_1", "27"), ("price_currency_1", "USD")];
    let made = seller.post("app/new", &open).await.status(303).location().to_owned();
    let code = between(&format!("{made}/"), "/app/requests/", "/").to_owned();
    assert_eq!(request(&api, &code).await["prices"], json!([]));
}

async fn a_price_that_nothing_takes_is_not_offered(app: App) {
    let payee = app.payee("anna");
    let api = app.api(&payee.api_key);
    let bank = json!({"rail": "sepa", "settings": {"iban": "DE75512108001245126199", "beneficiary": "Anna"}});
    api.post("methods", &bank).await.status(201);
    let seller = app.signed_in(&payee).await;
    let code = app.request(&api, &priced()).await;
    let warnings = request(&api, &code).await["warnings"].clone();
    let codes: Vec<_> = warnings.as_array().expect("a list").iter().map(|one| one["code"].clone()).collect();
    assert_eq!(codes, [json!("price_not_offered"), json!("price_not_offered")], "{warnings}");
    has(&seller.page(&format!("app/requests/{code}")).await, &["Not offered", "US$27.00 · JP¥4,000"]);
    let page = app.browser().page(&format!("r/{code}")).await;
    has(&page, &["€25.00"]);
    has_not(&page, &["US$27.00", "JP¥4,000"]);
    // The main price may be the one that is left out.
    let dollars = json!({"amount": "27.00", "currency": "USD", "prices": [{"amount": "25.00", "currency": "EUR"}]});
    let code = app.request(&api, &dollars).await;
    let page = app.browser().page(&format!("r/{code}")).await;
    has(&page, &["€25.00"]);
    has_not(&page, &["US$27.00"]);
    let started = app.browser().post(&format!("r/{code}/pay"), &[]).await.status(303).location().to_owned();
    has(&app.browser().page(&started).await, &["€25.00"]);
    // Where nothing takes any, that is all there is to say.
    let yen = json!({"amount": "27", "currency": "JPY", "prices": [{"amount": "25.00", "currency": "USD"}]});
    let code = app.request(&api, &yen).await;
    let warnings = request(&api, &code).await["warnings"].clone();
    assert_eq!((warnings[0]["code"].clone(), warnings[1].clone()), (json!("nobody_can_pay"), Value::Null));
    has(&seller.page(&format!("app/requests/{code}")).await, &["Nobody can pay this yet"]);
    app.browser().post(&format!("r/{code}/pay"), &[]).await.status(400);
}

async fn money_is_recorded_in_any_of_the_currencies(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    let code = app.request(&api, &priced()).await;
    let page = seller.page(&format!("app/requests/{code}")).await;
    has(&page, &["Currency that arrived", "<option value=\"USD\">", "<option value=\"EUR\" selected>"]);
    let mark = format!("app/requests/{code}/mark-paid");
    seller.post(&mark, &[("amount", "10"), ("currency", "USD")]).await.status(303);
    assert_eq!(arrived(&api, &code).await, ["0.00", "10.00", "0"]);
    let page = seller.page(&format!("app/requests/{code}")).await;
    has(&page, &["<option value=\"USD\" selected>"]);
    // Left empty, the whole of what is missing arrived.
    seller.post(&mark, &[("currency", "USD")]).await.status(303);
    assert_eq!(stands(&api, &code).await, standing("paid", 2, "0.00"));
    // A request with one price has no choice.
    let plain = app.request(&api, &json!({"amount": "25.00"})).await;
    has_not(&seller.page(&format!("app/requests/{plain}")).await, &["Currency that arrived", "Payers choose"]);
    app.audit();
}

async fn tables_and_the_command_line_take_prices(app: App) {
    let payee = app.payee("anna");
    let api = app.api(&payee.api_key);
    let table = "amount,currency,prices\n25.00,EUR,27.00 USD|4000 JPY\n5.00,EUR,\n";
    let call = api.call(reqwest::Method::POST, "requests/bulk").header("content-type", "text/csv");
    let answer = crate::support::Answer::of(call.body(table)).await.status(200).text();
    let first = answer.lines().nth(1).expect("a row").to_owned();
    let code = first.split(',').nth(3).expect("a code").to_owned();
    assert_eq!(arrived(&api, &code).await, ["0.00", "0.00", "0"]);
    let wrong = "amount,currency,prices\n25.00,EUR,27.00\n";
    let call = api.call(reqwest::Method::POST, "requests/bulk").header("content-type", "text/csv");
    let answer = crate::support::Answer::of(call.body(wrong)).await.text();
    has(&answer, &["currency"]);
    let url = format!("--url={}", app.browser().url(""));
    let key = format!("--key={}", payee.api_key);
    let made = app.cli_ok(&["request", "25.00", "EUR", "--or=27.00USD", "--or", "4000 JPY", "--json", &url, &key]);
    let made: Value = serde_json::from_str(&made).expect("JSON");
    assert_eq!(made["prices"][2], json!({"amount": "4000", "currency": "JPY", "paid_total": "0"}));
}

async fn messages_name_the_main_price(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let mut body = priced();
    body["preview"] = json!("amount");
    let code = app.request(&api, &body).await;
    let made = request(&api, &code).await;
    let text = made["share"]["text"].as_str().expect("a text").to_owned();
    has(&text, &["€25.00"]);
    has_not(&text, &["27.00", "4,000"]);
    let preview = |page: &str| Page::read(page).meta("og:title").to_owned();
    let before = preview(&app.browser().page(&format!("r/{code}")).await);
    has(&before, &["€25.00"]);
    // Money in another currency isn't told to a chat.
    api.post(&format!("requests/{code}/payments"), &json!({"amount": "1.00", "currency": "USD"})).await.status(201);
    assert_eq!(preview(&app.browser().page(&format!("r/{code}")).await), before);
}
