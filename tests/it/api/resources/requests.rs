//! Requests: their fields, their money, their items.

use libtest_mimic::Trial;
use reqwest::Method;
use serde_json::{Value, json};

use super::{anna, named};
use crate::support::{Answer, App, both, has};

pub fn tests() -> Vec<Trial> {
    both![
        a_key_shows_its_payee,
        without_a_key_there_is_nothing,
        a_request_has_every_documented_field,
        a_request_with_everything_comes_back_as_it_was_written,
        money_has_the_decimals_of_its_currency,
        an_amount_that_is_left_out_is_open,
        items_add_up_to_the_amount,
    ]
}

const REQUEST_FIELDS: [&str; 30] = [
    "amount",
    "archived_at",
    "asks_note",
    "takes_tips",
    "cancelled_at",
    "check_words",
    "code",
    "created_at",
    "currency",
    "disabled_at",
    "due_on",
    "expires_at",
    "items",
    "labels",
    "language",
    "max_amount",
    "max_payments",
    "memo",
    "min_amount",
    "order",
    "paid_at",
    "paid_count",
    "paid_total",
    "preview",
    "reference",
    "rf",
    "status",
    "suggested_amounts",
    "test",
    "url",
];

async fn a_key_shows_its_payee(app: App) {
    let api = anna(&app);
    let me = api.get("me").await.status(200);
    assert_eq!(me.header("content-type"), "application/json");
    assert_eq!(me.header("cache-control"), "no-store");
    let me = me.json();
    let fields: Vec<_> = me.as_object().expect("an object").keys().map(String::as_str).collect();
    assert_eq!(
        fields,
        [
            "accent",
            "asks_note",
            "created_at",
            "currency",
            "disabled_at",
            "handle",
            "language",
            "name",
            "suggested_amounts",
            "takes_tips",
            "zone"
        ]
    );
    assert_eq!((&me["handle"], &me["name"], &me["currency"]), (&json!("anna"), &json!("anna"), &json!("EUR")));
    has(me["created_at"].as_str().expect("a moment"), &["T", "Z"]);
}

async fn without_a_key_there_is_nothing(app: App) {
    let payee = app.payee("anna");
    let with = async |header: Option<String>| {
        let request = app.browser().request(Method::GET, "api/v1/me");
        Answer::of(match header {
            Some(value) => request.header("Authorization", value),
            None => request,
        })
        .await
    };
    let key = &payee.api_key;
    for header in [
        None,
        Some("Bearer".into()),
        Some("Bearer ".into()),
        Some("Bearer chit_x".into()),
        Some(key.clone()),
        Some(format!("Basic {key}")),
    ] {
        let refused = with(header.clone()).await;
        assert_eq!(refused.code, 401, "{header:?}");
        refused.problem();
        assert_eq!(refused.header("www-authenticate"), "Bearer");
    }
    for header in [format!("Bearer {key}"), format!("bearer {key}"), format!("BEARER  {key}")] {
        with(Some(header)).await.status(200);
    }
    for (method, path) in [
        (Method::GET, "requests"),
        (Method::POST, "requests"),
        (Method::GET, "payments"),
        (Method::GET, "methods"),
        (Method::POST, "methods"),
        (Method::DELETE, "methods/x"),
        (Method::GET, "exports/movements"),
        (Method::PATCH, "requests/x"),
        (Method::POST, "requests/x/cancel"),
        (Method::POST, "requests/x/payments"),
    ] {
        let refused = Answer::of(app.browser().request(method.clone(), &format!("api/v1/{path}"))).await;
        assert_eq!(refused.code, 401, "{method} {path}");
        refused.problem();
    }
    // A key is stored hashed.
    assert_eq!(app.db().number(&format!("select count(*) from api_keys where secret_hash = '{key}'")).await, 0);
}

async fn a_request_has_every_documented_field(app: App) {
    let api = anna(&app);
    let made = api.post("requests", &json!({"amount": "25.00"})).await.status(201);
    let request = made.json();
    let code = request["code"].as_str().expect("a code");
    assert_eq!(made.location(), format!("{}api/v1/requests/{code}", app.base));
    for field in REQUEST_FIELDS {
        assert!(request.get(field).is_some(), "no {field} in {request}");
    }
    assert!(code.len() >= 11 && code.bytes().all(|b| b.is_ascii_alphanumeric() && !b"0OIl".contains(&b)), "{code}");
    assert_eq!(request["url"], format!("{}r/{code}", app.base));
    has(request["rf"].as_str().expect("a reference"), &["RF"]);
    for (field, value) in [
        ("amount", json!("25.00")),
        ("currency", json!("EUR")),
        ("min_amount", Value::Null),
        ("max_amount", Value::Null),
        ("memo", Value::Null),
        ("reference", Value::Null),
        ("status", json!("open")),
        ("preview", json!("generic")),
        ("max_payments", json!(1)),
        ("paid_count", json!(0)),
        ("paid_total", json!("0.00")),
        ("due_on", Value::Null),
        ("expires_at", Value::Null),
        ("paid_at", Value::Null),
        ("cancelled_at", Value::Null),
        ("disabled_at", Value::Null),
        ("archived_at", Value::Null),
        ("labels", json!([])),
        ("order", json!(null)),
        ("test", json!(false)),
        ("items", json!([])),
    ] {
        assert_eq!(request[field], value, "{field}");
    }
    let got = api.get(&format!("requests/{code}")).await.status(200).json();
    assert_eq!(got, request);
    assert_eq!(api.get("requests").await.json()["data"][0], request);
}

async fn a_request_with_everything_comes_back_as_it_was_written(app: App) {
    let api = anna(&app);
    let body = json!({
        "amount": "25.00", "currency": "usd", "memo": " Würstchen & 👩‍🌾 ", "reference": "INV-2026/17", "due_on": "2071-11-30",
        "expires_at": "2071-12-01T00:00:00.5+01:00", "max_payments": 3, "preview": "amount",
        "items": [{"name": "Würstchen", "quantity": 2, "amount": "10.00"}, {"name": "Senf", "amount": "5"}],
    });
    let request = api.post("requests", &body).await.status(201).json();
    for (field, value) in [
        ("amount", json!("25.00")),
        ("currency", json!("USD")),
        ("memo", json!("Würstchen & 👩‍🌾")),
        ("reference", json!("INV-2026/17")),
        ("due_on", json!("2071-11-30")),
        ("expires_at", json!("2071-11-30T23:00:00.500000Z")),
        ("max_payments", json!(3)),
        ("preview", json!("amount")),
        (
            "items",
            json!([{"name": "Würstchen", "quantity": 2, "amount": "10.00"}, {"name": "Senf", "quantity": 1, "amount": "5"}]),
        ),
    ] {
        assert_eq!(request[field], value, "{field}");
    }
    let got = api.get(&format!("requests/{}", request["code"].as_str().expect("a code"))).await.json();
    assert_eq!(got, request, "read back it is the same");
}

async fn money_has_the_decimals_of_its_currency(app: App) {
    let api = anna(&app);
    for (amount, currency, written, nothing) in [
        ("1200", "JPY", "1200", "0"),
        ("1.234", "BHD", "1.234", "0.000"),
        ("1.2", "BHD", "1.200", "0.000"),
        ("25", "EUR", "25.00", "0.00"),
        ("0.5", "EUR", "0.50", "0.00"),
        ("0.0001", "CLF", "0.0001", "0.0000"),
        ("9999999999.99", "EUR", "9999999999.99", "0.00"),
    ] {
        let request = api.post("requests", &json!({"amount": amount, "currency": currency})).await.status(201).json();
        assert_eq!(
            (&request["amount"], &request["paid_total"]),
            (&json!(written), &json!(nothing)),
            "{amount} {currency}"
        );
        let code = request["code"].as_str().expect("a code");
        let payment = api.post(&format!("requests/{code}/payments"), &json!({})).await.status(201).json();
        assert_eq!((&payment["amount"], &payment["refunded"]), (&json!(written), &json!(nothing)));
        assert_eq!(api.get(&format!("requests/{code}")).await.json()["paid_total"], written);
    }
    app.audit();
}

async fn an_amount_that_is_left_out_is_open(app: App) {
    let api = anna(&app);
    let open = api.post("requests", &json!({})).await.status(201).json();
    assert_eq!(
        (&open["amount"], &open["max_payments"], &open["currency"]),
        (&Value::Null, &Value::Null, &json!("EUR"))
    );
    let nothing = Answer::of(api.call(Method::POST, "requests")).await.status(201).json();
    assert_eq!(nothing["amount"], Value::Null, "no body at all is an empty one");
    let bounded = api
        .post("requests", &json!({"min_amount": "5", "max_amount": "50.00", "max_payments": 10}))
        .await
        .status(201)
        .json();
    assert_eq!(
        (&bounded["min_amount"], &bounded["max_amount"], &bounded["max_payments"]),
        (&json!("5.00"), &json!("50.00"), &json!(10))
    );
    let null =
        json!({"amount": null, "currency": null, "memo": null, "max_payments": null, "due_on": null, "items": null});
    assert_eq!(api.post("requests", &null).await.status(201).json()["amount"], Value::Null);
}

async fn items_add_up_to_the_amount(app: App) {
    let api = anna(&app);
    let items = json!([{"name": "Bread", "quantity": 2, "amount": "3.50"}, {"name": "Jam", "amount": "4"}]);
    let request = api.post("requests", &json!({"items": items})).await.status(201).json();
    assert_eq!(request["amount"], "11.00");
    has(&app.browser().page(&format!("r/{}", request["code"].as_str().expect("a code"))).await, &["2 × Bread", "Jam"]);
    let off = api.post("requests", &json!({"amount": "10.00", "items": items})).await.status(400);
    assert_eq!(named(&off), ["items sum_differs"]);
    for wrong in [
        json!([{"name": "", "amount": "1"}]),
        json!([{"name": "Bread", "amount": "1,50"}]),
        json!([{"name": "Bread", "amount": "1.505"}]),
        json!([{"name": "Bread", "quantity": 0, "amount": "1.50"}]),
        json!([{"name": "Bread", "quantity": 4_294_967_295_u32, "amount": "9999999999.99"}]),
        json!([{"name": "x".repeat(141), "amount": "1"}]),
        Value::from(vec![json!({"name": "Bread", "amount": "1"}); 51]),
    ] {
        let refused = api.post("requests", &json!({"items": wrong})).await.status(400);
        assert_eq!(refused.problems()[0].0, "items", "{wrong}");
    }
    for (wrong, field) in [
        (json!([{"name": "Bread"}]), "items[0]"),
        (json!([{"amount": "1", "name": 5}]), "items[0].name"),
        (json!([{"amount": 1, "name": "x"}]), "items[0].amount"),
        (json!([{"amount": "1", "name": "x", "quantity": -1}]), "items[0].quantity"),
        (json!([{"amount": "1", "name": "x", "price": "1"}]), "items[0].price"),
        (json!("Bread"), "items"),
    ] {
        let refused = api.post("requests", &json!({"items": wrong})).await.status(400);
        assert_eq!(refused.problems()[0].0, field, "{wrong}: {}", refused.text());
    }
}
