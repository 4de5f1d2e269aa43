//! What buyers, sellers, programs and accountants get, whole: pages in each state, bodies, files.

use libtest_mimic::Trial;
use reqwest::Method;
use serde_json::{Value, json};

use crate::house::store::column;
use crate::snapshots::Named;
use crate::support::{Answer, Api, App, Browser, Hook, Message, both, order};

pub fn tests() -> Vec<Trial> {
    both![pages_of_a_request, pages_of_a_payee, bodies_of_the_api, files_of_the_books]
}

const IBAN: &str = "DE75512108001245126199";

/// A request with every kind of text, that ends on a day that doesn't move.
fn terms() -> Value {
    json!({
        "amount": "25.00", "memo": "Window cleaning", "reference": "2026-117",
        "expires_at": "2099-01-02T12:00:00Z",
    })
}

/// The pages of a request in one state, its payee's, its payer's and everybody's; `own` is a payer's.
async fn states(app: &App, seller: &Browser, api: &Api, code: &str, own: Option<&str>, state: &str) {
    let mut named = Named::of(app);
    named.name_all(&api.get(&format!("requests/{code}")).await.status(200).json());
    let payments = api.get(&format!("payments?request={code}")).await.status(200).json();
    named.name_all(&payments).name_all(&api.get("methods").await.status(200).json());
    if let Some(own) = own {
        named.name(own.rsplit('/').next().expect("a token"), "token");
        named.page(&format!("payer_{state}"), &app.browser().page(own).await);
    }
    named.page(&format!("pay_{state}"), &app.browser().page(&format!("r/{code}")).await);
    named.page(&format!("request_{state}"), &seller.page(&format!("app/requests/{code}")).await);
}

/// Starts a payment; answers the payer's own page and the provider's name for the payment.
async fn begun(app: &App, code: &str) -> (String, String) {
    let (page, name) = app.start_payment(code).await;
    (order(&page)["return_url"].as_str().expect("the payer comes back").to_owned(), name)
}

async fn pages_of_a_request(app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    let made = async || app.request(&api, &terms()).await;
    let open = made().await;
    states(&app, &seller, &api, &open, None, "open").await;
    let cancelled = made().await;
    api.post(&format!("requests/{cancelled}/cancel"), &json!({})).await.status(200);
    states(&app, &seller, &api, &cancelled, None, "cancelled").await;
    let expired = made().await;
    let ends = format!("update requests set expires_at = created_at where code = '{expired}'");
    assert_eq!(app.db().execute(&ends).await, 1);
    states(&app, &seller, &api, &expired, None, "expired").await;
    for (outcomes, state) in [
        (&["approve"][..], "paid"),
        (&["decline"], "declined"),
        (&["pending"], "processing"),
        (&["approve", "refund"], "refunded"),
        (&["approve", "dispute"], "disputed"),
    ] {
        let code = made().await;
        let (own, name) = begun(&app, &code).await;
        for outcome in outcomes {
            hook.reported(&Message::new(&name, outcome)).await;
        }
        states(&app, &seller, &api, &code, Some(&own), state).await;
        if state == "paid" {
            let receipt = app.browser().get(&format!("{own}/receipt.json")).await.status(200).json();
            let signature = receipt["signature"]["value"].as_str().expect("it is signed");
            Named::of(&app).name_all(&receipt).name(signature, "signature").json("receipt", &receipt);
        }
    }
}

async fn pages_of_a_payee(app: App) {
    let payee = app.payee("anna");
    let api = app.api(&payee.api_key);
    api.post("methods", &json!({"rail": "sepa", "settings": {"iban": IBAN, "beneficiary": "Anna"}})).await.status(201);
    let seller = app.signed_in(&payee).await;
    let mut named = Named::of(&app);
    named.name_all(&api.get("methods").await.status(200).json());
    named.page("personal", &app.browser().page("anna").await);
    named.page("personal_with_amount", &app.browser().page("anna/25eur").await);
    named.page("books", &seller.page("app/books?from=2026-01-01&to=2026-01-31").await);
    let code = app.request(&api, &terms()).await;
    let started = app.browser().post(&format!("r/{code}/pay"), &[]).await.status(303);
    let own = started.location();
    states(&app, &seller, &api, &code, Some(own), "transfer").await;
    app.browser().post(&format!("{own}/claim"), &[]).await.status(303);
    states(&app, &seller, &api, &code, Some(own), "claimed").await;
    let products = json!([{"name": "Rye bread", "price": "4.50", "description": "A kilo, sour"},
        {"name": "Cake", "price": "3.33", "available": false}]);
    named.name_all(&api.put("catalogue", &json!({"products": products})).await.status(200).json());
    named.page("order", &app.browser().page("anna/order").await);
    named.page("catalogue", &seller.page("app/catalogue").await);
}

async fn bodies_of_the_api(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let mut named = Named::of(&app);
    let made = api.post("requests", &terms()).await.status(201).json();
    named.name_all(&made);
    named.json("api_create", &made);
    let code = made["code"].as_str().expect("a code");
    named.json("api_read", &api.get(&format!("requests/{code}")).await.status(200).json());
    named.json("api_list", &api.get("requests").await.status(200).json());
    let methods = api.get("methods").await.status(200).json();
    named.name_all(&methods).json("api_methods", &methods);
    for (name, answer) in [
        (
            "api_invalid",
            api.post("requests", &json!({"amount": "1.234", "currency": "XXX", "no": 1})).await.status(400),
        ),
        ("api_not_found", api.get("requests/abcdefghijkm").await.status(404)),
        ("api_no_key", app.api("wrong").get("requests").await.status(401)),
        ("api_conflict", {
            api.post(&format!("requests/{code}/cancel"), &json!({})).await.status(200);
            api.patch(&format!("requests/{code}"), &json!({"memo": "x"})).await.status(409)
        }),
        ("api_wrong_method", Answer::of(api.call(Method::PUT, "requests")).await.status(405)),
    ] {
        named.json(name, &answer.problem());
    }
}

async fn files_of_the_books(app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let mut named = Named::of(&app);
    let code = app.request(&api, &terms()).await;
    paid(&app, &hook, &code).await;
    named.name_all(&api.get(&format!("requests/{code}")).await.json());
    named.name_all(&api.get("payments").await.json());
    let csv = api.get("exports/movements").await.status(200);
    for id in column(&csv.body, "movement_id") {
        named.name(&id, "movement");
    }
    // The others say when they were made or what the ledger's head is; `accounting::ledgers` and `tests/peers` read them.
    for format in ["csv", "csv-eu", "jsonl", "ofx", "qif", "xero", "quickbooks"] {
        let file = api.get(&format!("exports/movements?format={format}&currency=EUR")).await.status(200);
        named.text(&format!("export_{format}"), &file.text());
    }
}

async fn paid(app: &App, hook: &Hook, code: &str) {
    let (_, name) = begun(app, code).await;
    hook.reported(&Message::new(&name, "approve")).await;
}
