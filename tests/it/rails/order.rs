//! Payers are offered the ways to pay in the order that the payee gave them.

use libtest_mimic::Trial;
use serde_json::json;

use crate::support::{Api, App, both, has, has_not};

pub fn tests() -> Vec<Trial> {
    both![a_payee_orders_the_ways_to_pay]
}

/// The rails of a payee's methods, in order.
async fn order(api: &Api) -> Vec<String> {
    let list = api.get("methods").await.status(200).json();
    list["data"].as_array().expect("a list").iter().map(|m| m["rail"].as_str().expect("a rail").to_owned()).collect()
}

async fn a_payee_orders_the_ways_to_pay(app: App) {
    let payee = app.payee("anna");
    let api = app.api(&payee.api_key);
    let mut ids = Vec::new();
    for (rail, settings) in [
        ("demo", json!({})),
        ("sepa", json!({"iban": "DE75512108001245126199", "beneficiary": "Anna"})),
        ("cash", json!({"directions": "At the counter"})),
    ] {
        let made = api.post("methods", &json!({"rail": rail, "settings": settings})).await.status(201).json();
        ids.push(made["id"].as_str().expect("an id").to_owned());
    }
    let moved = |id: &str, position: i64| {
        let (api, path) = (api.clone(), format!("methods/{id}"));
        async move { api.patch(&path, &json!({"position": position})).await }
    };

    // Until the payee says so: what is best for payers first, and play money last.
    assert_eq!(order(&api).await, ["sepa", "cash", "demo"]);
    moved(&ids[0], 1).await.status(200);
    assert_eq!(order(&api).await, ["demo", "sepa", "cash"]);
    let answer = moved(&ids[2], 1).await.status(200).json();
    assert_eq!((&answer["data"][0]["id"], &answer["data"][2]["rail"]), (&json!(ids[2]), &json!("sepa")));
    assert_eq!(order(&api).await, ["cash", "demo", "sepa"]);
    moved(&ids[2], 99).await.status(200);
    assert_eq!(order(&api).await, ["demo", "sepa", "cash"]);
    assert_eq!(moved(&ids[2], 0).await.status(400).problems(), [("position".into(), "too_small".into())]);
    assert_eq!(moved(&ids[2], -1).await.status(400).problems()[0].0, "position");
    assert_eq!(api.patch(&format!("methods/{}", ids[2]), &json!({})).await.status(400).problems()[0].0, "position");

    let seller = app.signed_in(&payee).await;
    seller.post(&format!("app/methods/{}/up", ids[2]), &[]).await.status(303);
    assert_eq!(order(&api).await, ["demo", "cash", "sepa"]);
    seller.post(&format!("app/methods/{}/up", ids[0]), &[]).await.status(303);
    assert_eq!(order(&api).await, ["demo", "cash", "sepa"], "the first stays the first");
    seller.post(&format!("app/methods/{}/down", ids[0]), &[]).await.status(303);
    assert_eq!(order(&api).await, ["cash", "demo", "sepa"]);
    seller.post(&format!("app/methods/{}/down", ids[1]), &[]).await.status(303);
    assert_eq!(order(&api).await, ["cash", "demo", "sepa"], "the last stays the last");
    seller.post(&format!("app/methods/{}/up", ids[0]), &[]).await.status(303);
    let page = seller.page("app/methods/add").await;
    // What takes the payee's own currency is offered to it first.
    let form = |rail: &str| page.find(&format!("/app/methods/add/{rail}\"")).expect("a form");
    assert!(form("sepa") < form("pix") && form("pix") < form("stripe") && form("stripe") < form("cash"));
    let page = seller.page("app/methods/order").await;
    has(&page, &[&format!("/app/methods/{}/up", ids[1]), &format!("/app/methods/{}/up", ids[2])]);
    has_not(&page, &[&format!("/app/methods/{}/up", ids[0])]);

    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    for page in [format!("r/{code}"), "anna/25".into()] {
        let page = app.browser().page(&page).await;
        let at = |id: &String| page.find(&format!("value=\"{id}\"")).expect("offered");
        assert!(at(&ids[0]) < at(&ids[2]) && at(&ids[2]) < at(&ids[1]));
    }

    // Somebody else's stay where they are, and so do those that were taken away.
    let other = app.api(&app.payee("berta").api_key);
    other.patch(&format!("methods/{}", ids[0]), &json!({"position": 1})).await.status(404);
    api.delete(&format!("methods/{}", ids[0])).await.status(204);
    moved(&ids[0], 1).await.status(404);
    assert_eq!(order(&api).await, ["cash", "sepa"]);
    // From then on a new one goes behind the others, however good it is.
    api.post("methods", &json!({"rail": "upi", "settings": {"id": "anna@okbank", "beneficiary": "Anna"}}))
        .await
        .status(201);
    assert_eq!(order(&api).await, ["cash", "sepa", "upi"]);
}
