//! Items that payers choose from, as their payee makes them: by a program, by the form, and how many there are of each.

use libtest_mimic::Trial;
use serde_json::{Value, json};

use crate::settlement::stock::{begin, first_item, list, post};
use crate::support::{App, between, both, has};

pub fn tests() -> Vec<Trial> {
    both![the_payee_says_how_many_there_are, what_is_wrong_with_items_is_told, a_link_is_made_by_a_form]
}

async fn the_payee_says_how_many_there_are(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let code = list(&app, &api, 2).await;
    let path = format!("requests/{code}");
    begin(&app, &code, "2").await;
    assert_eq!(post(&app, &code, &[("q-0", "1")]).await.code, 409);
    let changed = api.patch(&path, &json!({"stocks": [{"item": 0, "stock": 3}, {"item": 1, "stock": 4}]})).await;
    let changed = changed.status(200).json();
    assert_eq!((&changed["items"][0]["left"], &changed["items"][1]["left"]), (&json!(1), &json!(4)));
    begin(&app, &code, "1").await;
    // Any number again, and labels beside it.
    let open = api.patch(&path, &json!({"stocks": [{"item": 0, "stock": null}], "labels": ["market"]})).await;
    assert_eq!(open.status(200).json()["items"][0].get("stock"), None);
    begin(&app, &code, "5").await;
    for (stocks, field, wrong) in [
        (json!([{"item": 3, "stock": 1}]), "stocks[0].item", "unknown"),
        (json!([{"item": 0, "stock": 8}, {"item": 9, "stock": 1}]), "stocks[1].item", "unknown"),
        (json!([{"item": 0, "stock": 7}]), "stocks[0].stock", "too_small"),
        (json!([{"item": 0, "stock": 1_000_001}]), "stocks[0].stock", "out_of_range"),
        (json!([{"item": 0, "stock": "1"}]), "stocks[0].stock", "wrong_type"),
    ] {
        let refused = api.patch(&path, &json!({"stocks": stocks})).await.status(400);
        assert_eq!(refused.problems(), [(field.to_owned(), wrong.to_owned())], "{stocks}");
    }
    assert_eq!(first_item(&api, &code).await.get("stock"), None, "nothing of a refused change stays");
    api.post(&format!("{path}/cancel"), &json!({})).await.status(200);
    api.patch(&path, &json!({"stocks": [{"item": 0, "stock": 50}]})).await.status(409);
}

async fn what_is_wrong_with_items_is_told(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let rye = json!({"name": "Rye", "amount": "4.50", "max_quantity": 5});
    let with = |more: Value| {
        let mut item = rye.clone();
        for (member, value) in more.as_object().expect("members") {
            item[member] = value.clone();
        }
        json!({"items": [item]})
    };
    let beside = |more: Value| {
        let mut body = json!({"items": [rye]});
        for (member, value) in more.as_object().expect("members") {
            body[member] = value.clone();
        }
        body
    };
    let parts = json!([{"amount": "5.00", "due_on": "2035-01-01"}, {"due_on": "2035-02-01"}]);
    for (body, field, code) in [
        (with(json!({"max_quantity": 0})), "items[0].max_quantity", "out_of_range"),
        (with(json!({"max_quantity": 1000})), "items[0].max_quantity", "out_of_range"),
        (with(json!({"min_quantity": 6})), "items[0].min_quantity", "out_of_range"),
        (with(json!({"quantity": 6})), "items[0].quantity", "out_of_range"),
        (with(json!({"stock": -1})), "items[0].stock", "out_of_range"),
        (with(json!({"max_quantity": null, "stock": 5})), "items[0].stock", "conflict"),
        (with(json!({"max_quantity": null, "min_quantity": 1})), "items[0].min_quantity", "conflict"),
        (with(json!({"max_quantity": "5"})), "items[0].max_quantity", "wrong_type"),
        (beside(json!({"amount": "5.00"})), "items", "conflict"),
        (beside(json!({"min_amount": "5.00"})), "items", "conflict"),
        (beside(json!({"suggested_amounts": ["5.00"]})), "items", "conflict"),
        (beside(json!({"parts": parts})), "items", "conflict"),
        (beside(json!({"takes_tips": true})), "takes_tips", "open_amount"),
    ] {
        let refused = api.post("requests", &body).await.status(400);
        assert_eq!(refused.problems(), [(field.to_owned(), code.to_owned())], "{body}");
    }
    assert_eq!(app.db().number("select count(*) from item_stocks").await, 0);
    let code = app.request(&api, &beside(json!({"max_payments": 1}))).await;
    let refused = api.patch(&format!("requests/{code}"), &json!({"suggested_amounts": ["5.00"]})).await.status(400);
    assert_eq!(refused.problems(), [("suggested_amounts".to_owned(), "conflict".to_owned())]);
}

async fn a_link_is_made_by_a_form(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    has(&seller.page("app/new").await, &["Let payers choose from a list", "name=\"item_stock_6\""]);
    let fields = [
        ("kind", "fixed"),
        ("currency", "EUR"),
        ("item_1", "Rye"),
        ("item_price_1", "4,50"),
        ("item_most_1", "5"),
        ("item_stock_1", "12"),
        ("item_3", "Box"),
        ("item_price_3", "1"),
    ];
    let wrong = [&fields[..], &[("amount", "5")]].concat();
    let page = seller.post("app/new", &wrong).await.status(400).text();
    has(between(&page, "id=\"items-error\"", "</p>"), &["What payers choose of the items makes the amount."]);
    has(&page, &["value=\"4,50\""]);
    let wrong: Vec<_> =
        fields.iter().map(|(name, text)| (*name, if *name == "item_most_1" { "many" } else { text })).collect();
    let page = seller.post("app/new", &wrong).await.status(400).text();
    has(between(&page, "id=\"items-error\"", "</p>"), &["whole number from 1 to 999"]);
    let made = seller.post("app/new", &fields).await.status(303).location().to_owned();
    let code = between(&made, "requests/", "/").to_owned();
    let items = api.get(&format!("requests/{code}")).await.status(200).json()["items"].clone();
    assert_eq!(
        (&items[0]["stock"], &items[0]["max_quantity"], &items[0]["amount"]),
        (&json!(12), &json!(5), &json!("4.50"))
    );
    assert_eq!(items[1], json!({"name": "Box", "quantity": 1, "amount": "1.00"}));
    let page = seller.page(&format!("app/new?like={code}")).await;
    has(
        &page,
        &[
            "name=\"item_1\" value=\"Rye\"",
            "name=\"item_price_1\" value=\"4.50\"",
            "name=\"item_stock_1\" value=\"12\"",
        ],
    );
    // The same once more, from another form, is asked about.
    seller.post("app/new", &fields).await.status(409);
    let other: Vec<_> =
        fields.iter().map(|(name, text)| (*name, if *name == "item_stock_1" { "13" } else { text })).collect();
    seller.post("app/new", &other).await.status(303);
}
