//! The JSON API, to the letter: what each resource has, how lists are walked, what is done once, and how bad input is told.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{SecondsFormat, TimeDelta};
use futures_util::future::join_all;
use libtest_mimic::Trial;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Answer, Api, App, Message, both, has, has_not, now};

pub fn tests() -> Vec<Trial> {
    both![
        a_key_shows_its_payee,
        without_a_key_there_is_nothing,
        a_request_has_every_documented_field,
        a_request_with_everything_comes_back_as_it_was_written,
        money_has_the_decimals_of_its_currency,
        an_amount_that_is_left_out_is_open,
        items_add_up_to_the_amount,
        every_wrong_field_is_named,
        everything_wrong_is_told_at_once,
        a_wrong_type_or_an_unknown_field_is_named,
        what_is_no_json_is_told_as_such,
        the_wrong_media_type_and_too_large_a_body_are_refused,
        a_wrong_method_or_address_is_a_problem,
        the_four_statuses,
        a_request_changes_while_nothing_is_paid,
        a_change_is_checked_like_a_new_request,
        a_cancelled_request_answers_the_same_again,
        lists_are_walked_without_gaps_or_doubles,
        lists_are_filtered,
        bad_queries_are_named,
        other_peoples_things_do_not_exist,
        a_recorded_payment_has_every_documented_field,
        recorded_payments_are_checked,
        payments_are_listed_and_filtered,
        methods_keep_their_settings_to_themselves,
        methods_are_checked,
        an_export_is_narrowed_and_checked,
        a_repeated_call_gets_the_same_bytes,
        a_key_belongs_to_one_call,
        many_calls_with_one_key_do_it_once,
        a_refused_call_does_not_use_its_key_up,
        every_post_is_done_once,
        extreme_times_are_refused_or_kept,
    ]
}

const REQUEST_FIELDS: [&str; 26] = [
    "amount",
    "asks_note",
    "cancelled_at",
    "check_words",
    "code",
    "created_at",
    "currency",
    "disabled_at",
    "due_on",
    "expires_at",
    "items",
    "language",
    "max_amount",
    "max_payments",
    "memo",
    "min_amount",
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

/// An API of a new payee.
fn anna(app: &App) -> Api {
    app.api(&app.payee("anna").api_key)
}

/// The fields and codes of a problem, as pairs of text.
fn named(answer: &Answer) -> Vec<String> {
    answer.problems().into_iter().map(|(field, code)| format!("{field} {code}")).collect()
}

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

async fn every_wrong_field_is_named(app: App) {
    let api = anna(&app);
    let past = (now() - TimeDelta::seconds(1)).to_rfc3339();
    let before = app.db().rows().await;
    for (body, expected) in [
        (json!({"amount": "12,50"}), "amount not_a_number"),
        (json!({"amount": "1e3"}), "amount not_a_number"),
        (json!({"amount": "-5"}), "amount not_a_number"),
        (json!({"amount": "+5"}), "amount not_a_number"),
        (json!({"amount": "5."}), "amount not_a_number"),
        (json!({"amount": ".5"}), "amount not_a_number"),
        (json!({"amount": "1 000"}), "amount not_a_number"),
        (json!({"amount": "٢٥"}), "amount not_a_number"),
        (json!({"amount": "NaN"}), "amount not_a_number"),
        (json!({"amount": "0"}), "amount not_positive"),
        (json!({"amount": "0.00"}), "amount not_positive"),
        (json!({"amount": "25.001"}), "amount too_many_decimals"),
        (json!({"amount": "1.5", "currency": "JPY"}), "amount too_many_decimals"),
        (json!({"amount": "1.2345", "currency": "BHD"}), "amount too_many_decimals"),
        (json!({"amount": "10000000000.00"}), "amount too_large"),
        (json!({"amount": "9".repeat(5000)}), "amount not_a_number"),
        (json!({"amount": "5", "min_amount": "1"}), "amount conflict"),
        (json!({"amount": "5", "max_amount": "9"}), "amount conflict"),
        (json!({"min_amount": "9", "max_amount": "5"}), "min_amount out_of_range"),
        (json!({"min_amount": "zero"}), "min_amount not_a_number"),
        (json!({"min_amount": "0"}), "min_amount not_positive"),
        (json!({"max_amount": "1.001"}), "max_amount too_many_decimals"),
        (json!({"currency": "ZZZ"}), "currency unknown_currency"),
        (json!({"currency": "euro"}), "currency unknown_currency"),
        (json!({"currency": "XXX"}), "currency unknown_currency"),
        (json!({"currency": "XAU"}), "currency unknown_currency"),
        (json!({"memo": "x".repeat(141)}), "memo too_long"),
        (json!({"memo": "two\nlines"}), "memo unprintable"),
        (json!({"memo": "nul\u{0}"}), "memo unprintable"),
        (json!({"memo": "pay \u{202E}00.01"}), "memo unprintable"),
        (json!({"reference": "x".repeat(65)}), "reference too_long"),
        (json!({"reference": "nul\u{0}x"}), "reference unprintable"),
        (json!({"due_on": "30.11.2026"}), "due_on invalid"),
        (json!({"due_on": "2026-02-30"}), "due_on invalid"),
        (json!({"due_on": "2026-11-30T00:00:00Z"}), "due_on invalid"),
        (json!({"expires_at": past}), "expires_at past"),
        (json!({"expires_at": "2071-01-01"}), "expires_at invalid"),
        (json!({"expires_at": "2071-01-01T00:00:00"}), "expires_at invalid"),
        (json!({"expires_at": "tomorrow"}), "expires_at invalid"),
        (json!({"preview": "all"}), "preview invalid"),
        (json!({"preview": "Generic"}), "preview invalid"),
        (json!({"max_payments": 0}), "max_payments out_of_range"),
        (json!({"max_payments": -1}), "max_payments out_of_range"),
        (json!({"max_payments": i64::MAX}), "max_payments out_of_range"),
    ] {
        let refused = api.post("requests", &body).await.status(400);
        assert_eq!(named(&refused), [expected], "{body}");
        assert!(refused.body.len() < 1500, "an answer does not repeat all it was sent");
    }
    assert_eq!(app.db().rows().await, before, "something was written");
}

async fn everything_wrong_is_told_at_once(app: App) {
    let api = anna(&app);
    let body = json!({
        "amount": "12,50", "memo": "x".repeat(141), "reference": "y".repeat(65), "due_on": "soon", "expires_at": "later",
        "preview": "all", "max_payments": 0,
    });
    let refused = api.post("requests", &body).await.status(400);
    let fields: Vec<_> = refused.problems().into_iter().map(|(field, _)| field).collect();
    assert_eq!(fields, ["amount", "memo", "reference", "due_on", "expires_at", "preview", "max_payments"]);
}

async fn a_wrong_type_or_an_unknown_field_is_named(app: App) {
    let api = anna(&app);
    for (body, expected) in [
        (json!({"amount": 25}), "amount wrong_type"),
        (json!({"amount": 25.5}), "amount wrong_type"),
        (json!({"amount": true}), "amount wrong_type"),
        (json!({"amount": ["25"]}), "amount wrong_type"),
        (json!({"memo": {"a": 1}}), "memo wrong_type"),
        (json!({"max_payments": "1"}), "max_payments wrong_type"),
        (json!({"max_payments": 1.5}), "max_payments wrong_type"),
        (json!({"items": {}}), "items wrong_type"),
        (json!({"amout": "25.00"}), "amout unknown_field"),
        (json!({"amount": "25.00", "status": "paid"}), "status unknown_field"),
        (json!([]), "body wrong_type"),
        (json!(["25.00", "EUR"]), "body wrong_type"),
        (json!("25.00"), "body wrong_type"),
        (json!(null), "body wrong_type"),
    ] {
        let refused = api.post("requests", &body).await.status(400);
        assert_eq!(named(&refused), [expected], "{body}");
    }
}

async fn what_is_no_json_is_told_as_such(app: App) {
    let api = anna(&app);
    for body in [
        "{",
        "{\"amount\": \"1\"",
        "amount=25",
        "{\"amount\":\"25\"}}",
        "{\"amount\":\"25\"} x",
        "\u{feff}{}",
        "{'amount':'1'}",
    ] {
        let request = api.call(Method::POST, "requests").header("Content-Type", "application/json").body(body);
        let refused = Answer::of(request).await.status(400);
        has(refused.problem()["detail"].as_str().expect("a text"), &["JSON"]);
    }
    let bytes =
        api.call(Method::POST, "requests").header("Content-Type", "application/json").body(vec![b'"', 0xff, b'"']);
    Answer::of(bytes).await.status(400).problem();
    // So deep that a careless reader would fall over.
    let deep = "[".repeat(30_000);
    let deep = api.call(Method::POST, "requests").header("Content-Type", "application/json").body(deep);
    Answer::of(deep).await.status(400).problem();
    let twice = "{\"amount\":\"1\",\"amount\":\"2\"}";
    let twice = api.call(Method::POST, "requests").header("Content-Type", "application/json").body(twice);
    Answer::of(twice).await.status(400).problem();
    assert_eq!(app.db().number("select count(*) from requests").await, 0);
}

async fn the_wrong_media_type_and_too_large_a_body_are_refused(app: App) {
    let api = anna(&app);
    let code = app.request(&api, &json!({"amount": "1"})).await;
    for path in ["requests", "methods", &format!("requests/{code}/payments"), &format!("requests/{code}/cancel")] {
        for media_type in
            ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/xml"]
        {
            let request = api.call(Method::POST, path).header("Content-Type", media_type).body("{}");
            Answer::of(request).await.status(415).problem();
        }
        Answer::of(api.call(Method::POST, path).body("{}")).await.status(415).problem();
        let large =
            api.call(Method::POST, path).header("Content-Type", "application/json").body(" ".repeat(64 * 1024 + 1));
        Answer::of(large).await.status(413).problem();
    }
    let patch = api.call(Method::PATCH, &format!("requests/{code}")).header("Content-Type", "text/plain").body("{}");
    Answer::of(patch).await.status(415).problem();
    for media_type in ["application/json; charset=utf-8", "APPLICATION/JSON", "application/vnd.api+json"] {
        let request = api.call(Method::POST, "requests").header("Content-Type", media_type).body("{}");
        Answer::of(request).await.status(201);
    }
    let full = json!({"memo": "x", "reference": " ".repeat(64 * 1024 - 40)});
    api.post("requests", &full).await.status(201);
    assert_eq!(api.get(&format!("requests/{code}")).await.json()["status"], "open");
}

async fn a_wrong_method_or_address_is_a_problem(app: App) {
    let api = anna(&app);
    for (method, path) in [
        (Method::DELETE, "me"),
        (Method::POST, "me"),
        (Method::PUT, "requests"),
        (Method::DELETE, "requests/abc"),
        (Method::GET, "requests/abc/cancel"),
        (Method::GET, "requests/abc/payments"),
        (Method::POST, "payments"),
        (Method::GET, "methods/abc"),
        (Method::POST, "exports/movements"),
    ] {
        let refused = Answer::of(api.call(method.clone(), path)).await;
        assert_eq!(refused.code, 405, "{method} {path}");
        refused.problem();
        assert!(!refused.header("allow").is_empty(), "{method} {path} says what is allowed");
    }
    for path in ["", "nothing", "requests/", "requests/a/b/c", "me/x", "../v1/nothing", "v2/me"] {
        let missing = api.get(path).await;
        assert_eq!((missing.code, missing.header("content-type")), (404, "application/problem+json"), "{path}");
        missing.problem();
    }
    for id in ["x", "abcdefghijkm", "%00", "..%2Fme", "a%20b", &"x".repeat(2000)] {
        for path in [format!("requests/{id}"), format!("payments/{id}")] {
            let missing = api.get(&path).await;
            assert_eq!(missing.code, 404, "{path}");
            missing.problem();
        }
        api.delete(&format!("methods/{id}")).await.status(404).problem();
        api.patch(&format!("requests/{id}"), &json!({"memo": "x"})).await.status(404).problem();
        api.post(&format!("requests/{id}/cancel"), &json!({})).await.status(404).problem();
        api.post(&format!("requests/{id}/payments"), &json!({"amount": "1"})).await.status(404).problem();
    }
}

/// Lets a request expire, past the service: nobody waits for the time to come.
async fn expire(app: &App, code: &str) {
    let sql = format!("update requests set expires_at = created_at where code = '{code}'");
    assert_eq!(app.db().execute(&sql).await, 1);
}

async fn the_four_statuses(app: App) {
    let api = anna(&app);
    let mut codes = Vec::new();
    for _ in 0..4 {
        codes.push(app.request(&api, &json!({"amount": "25.00"})).await);
    }
    let [open, paid, cancelled, expired] = codes.as_slice() else { unreachable!("there are four") };
    api.post(&format!("requests/{paid}/payments"), &json!({})).await.status(201);
    api.post(&format!("requests/{cancelled}/cancel"), &json!({})).await.status(200);
    expire(&app, expired).await;
    for (code, status, paid_at, cancelled_at) in [
        (open, "open", false, false),
        (paid, "paid", true, false),
        (cancelled, "cancelled", false, true),
        (expired, "expired", false, false),
    ] {
        let request = api.get(&format!("requests/{code}")).await.json();
        assert_eq!(request["status"], status);
        assert_eq!(
            (request["paid_at"].is_string(), request["cancelled_at"].is_string()),
            (paid_at, cancelled_at),
            "{status}"
        );
        let listed = api.get(&format!("requests?status={status}")).await.json();
        let found: Vec<_> = listed["data"].as_array().expect("a list").iter().map(|r| &r["code"]).collect();
        assert_eq!(found, [code.as_str()], "{status}");
    }
    // What is paid stays paid, what is over can't be changed.
    api.post(&format!("requests/{paid}/cancel"), &json!({})).await.status(409).problem();
    api.post(&format!("requests/{paid}/payments"), &json!({})).await.status(409).problem();
    for code in [paid, cancelled] {
        api.patch(&format!("requests/{code}"), &json!({"memo": "x"})).await.status(409).problem();
    }
    // Another end opens an expired one again.
    let later = json!({"expires_at": "2071-01-01T00:00:00Z"});
    assert_eq!(api.patch(&format!("requests/{expired}"), &later).await.status(200).json()["status"], "open");
}

async fn a_request_changes_while_nothing_is_paid(app: App) {
    let api = anna(&app);
    let body = json!({"amount": "25.00", "memo": "Eggs", "reference": "R-1", "due_on": "2071-01-01", "expires_at": "2071-02-01T00:00:00Z"});
    let made = api.post("requests", &body).await.json();
    let path = format!("requests/{}", made["code"].as_str().expect("a code"));
    assert_eq!(api.patch(&path, &json!({})).await.status(200).json(), made, "nothing said, nothing changed");
    let change =
        json!({"memo": "Milk", "reference": null, "due_on": "2071-03-01", "expires_at": null, "preview": "none"});
    let changed = api.patch(&path, &change).await.status(200).json();
    let mut expected = made.clone();
    for (field, value) in change.as_object().expect("an object") {
        expected[field] = value.clone();
    }
    expected["share"] = changed["share"].clone();
    assert_ne!(changed["check_words"], made["check_words"], "another memo has other words");
    expected["check_words"] = changed["check_words"].clone();
    assert_eq!(changed, expected);
    assert_eq!(api.get(&path).await.json(), changed);
    // Part of the money came: what was agreed stays.
    api.post(&format!("{path}/payments"), &json!({"amount": "5.00"})).await.status(201);
    api.patch(&path, &json!({"memo": "Bread"})).await.status(409).problem();
    assert_eq!(api.get(&path).await.json()["memo"], "Milk");
}

async fn a_change_is_checked_like_a_new_request(app: App) {
    let api = anna(&app);
    let code = app.request(&api, &json!({"amount": "25.00", "memo": "Eggs"})).await;
    let path = format!("requests/{code}");
    for (body, expected) in [
        (json!({"memo": "x".repeat(141)}), "memo too_long"),
        (json!({"memo": "a\u{0}b"}), "memo unprintable"),
        (json!({"memo": 5}), "memo wrong_type"),
        (json!({"reference": "x".repeat(65)}), "reference too_long"),
        (json!({"due_on": "soon"}), "due_on invalid"),
        (json!({"expires_at": "2001-01-01T00:00:00Z"}), "expires_at past"),
        (json!({"preview": "all"}), "preview invalid"),
        (json!({"amount": "30.00"}), "amount unknown_field"),
        (json!({"status": "paid"}), "status unknown_field"),
    ] {
        assert_eq!(named(&api.patch(&path, &body).await.status(400)), [expected], "{body}");
    }
    assert_eq!(api.get(&path).await.json()["memo"], "Eggs");
}

async fn a_cancelled_request_answers_the_same_again(app: App) {
    let api = anna(&app);
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let cancel = format!("requests/{code}/cancel");
    let first = api.post(&cancel, &json!({})).await.status(200);
    assert_eq!(first.json()["status"], "cancelled");
    assert_eq!(api.post(&cancel, &json!({})).await.status(200).body, first.body);
    assert_eq!(Answer::of(api.call(Method::POST, &cancel)).await.status(200).body, first.body, "without a body too");
    assert_eq!(named(&api.post(&cancel, &json!({"why": "x"})).await.status(400)), ["why unknown_field"]);
}

/// Walks a list to its end; answers what a field of its entries says.
async fn walk(api: &Api, path: &str, field: &str) -> Vec<String> {
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = api.get(&format!("{path}{cursor}")).await.status(200).json();
        let data = page["data"].as_array().expect("a list");
        seen.extend(data.iter().map(|entry| entry[field].as_str().expect("a text").to_owned()));
        assert_eq!(page["has_more"], page["next_cursor"].is_string(), "{page}");
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return seen,
        }
    }
}

async fn lists_are_walked_without_gaps_or_doubles(app: App) {
    let api = anna(&app);
    let mut codes = Vec::new();
    for at in 0..25 {
        codes.push(app.request(&api, &json!({"amount": "1.00", "memo": format!("{at}")})).await);
    }
    codes.reverse();
    let first = api.get("requests?limit=10").await.json();
    assert_eq!((first["data"].as_array().map(Vec::len), &first["has_more"]), (Some(10), &json!(true)));
    assert_eq!(walk(&api, "requests?limit=10", "code").await, codes);
    assert_eq!(walk(&api, "requests?limit=25", "code").await, codes, "no page behind the last entry");
    assert_eq!(walk(&api, "requests?limit=1", "code").await, codes);
    assert_eq!(api.get("requests").await.json()["data"].as_array().map(Vec::len), Some(20));
    // What is made while somebody walks moves nothing.
    let cursor = first["next_cursor"].as_str().expect("a cursor");
    app.request(&api, &json!({"amount": "1.00"})).await;
    let second = api.get(&format!("requests?limit=10&cursor={cursor}")).await.json();
    assert_eq!(second["data"][0]["code"], codes[10]);
    // Many at one moment stay in one order.
    app.db().execute("update requests set created_at = (select min(created_at) from requests)").await;
    let mut at_once = walk(&api, "requests?limit=7", "code").await;
    assert_eq!(at_once.len(), 26);
    at_once.sort();
    at_once.dedup();
    assert_eq!(at_once.len(), 26);
    // Payments are walked the same way.
    for code in &codes {
        api.post(&format!("requests/{code}/payments"), &json!({})).await.status(201);
    }
    assert_eq!(walk(&api, "payments?limit=10", "request").await, codes.iter().rev().cloned().collect::<Vec<_>>());
}

async fn lists_are_filtered(app: App) {
    let api = anna(&app);
    let first = api.post("requests", &json!({"amount": "1.00", "reference": "A"})).await.json();
    let second = api.post("requests", &json!({"amount": "1.00", "reference": "B"})).await.json();
    let codes = async |query: &str| {
        let page = api.get(&format!("requests?{query}")).await.status(200).json();
        let data = page["data"].as_array().expect("a list").clone();
        data.into_iter().map(|request| request["code"].clone()).collect::<Vec<_>>()
    };
    let (one, two) = ([first["code"].clone()], [second["code"].clone()]);
    let at = second["created_at"].as_str().expect("a moment");
    assert_eq!(codes("reference=A").await, one);
    assert_eq!(codes("reference=a").await, Vec::<Value>::new());
    assert_eq!(codes("reference=%25").await, Vec::<Value>::new());
    assert_eq!(codes(&format!("created_from={at}")).await, two, "the start is part of it");
    assert_eq!(codes(&format!("created_to={at}")).await, one, "the end is not");
    assert_eq!(codes(&format!("created_from={at}&created_to={at}")).await, Vec::<Value>::new());
    assert_eq!(codes("created_from=2001-01-01T00:00:00%2B02:00&status=open").await, [two, one].concat());
    assert_eq!(codes("status=paid").await, Vec::<Value>::new());
}

async fn bad_queries_are_named(app: App) {
    let api = anna(&app);
    for (path, field) in [
        ("requests?limit=0", "limit"),
        ("requests?limit=101", "limit"),
        ("requests?limit=ten", "limit"),
        ("requests?cursor=nonsense", "cursor"),
        ("requests?cursor=%00", "cursor"),
        ("requests?status=done", "status"),
        ("requests?status=OPEN", "status"),
        ("requests?created_from=yesterday", "created_from"),
        ("requests?created_to=2026-01-01", "created_to"),
        ("requests?reference=%00", "reference"),
        ("payments?limit=0", "limit"),
        ("payments?cursor=x", "cursor"),
        ("payments?state=done", "state"),
        ("payments?request=x", "request"),
        ("payments?settled_from=x", "settled_from"),
        ("payments?settled_to=x", "settled_to"),
        ("exports/movements?from=x", "from"),
        ("exports/movements?to=2026-02-30", "to"),
        ("exports/movements?zone=Mars/Olympus", "zone"),
        ("exports/movements?currency=ZZZ", "currency"),
        ("exports/movements?format=xml", "format"),
        ("exports/movements?by=heart", "by"),
        ("exports/movements?after=x", "after"),
        ("exports/movements?after=-1", "after"),
        ("exports/movements?after=1&by=settled", "after"),
        ("exports/movements?after=1&from=2026-01-01", "after"),
        ("exports/movements?from=2026-02-01&to=2026-01-01", "to"),
    ] {
        let refused = api.get(path).await;
        assert_eq!(refused.code, 400, "{path}: {}", refused.text());
        let fields: Vec<_> = refused.problems().into_iter().map(|(field, _)| field).collect();
        assert_eq!(fields, [field], "{path}");
    }
    // What is unknown is told too: a misspelt filter would show everything.
    for path in
        ["requests?statsu=open", "payments?foo=1", "exports/movements?form=2026-01-01", "requests?limit=1&limit=2"]
    {
        let refused = api.get(path).await.status(400);
        assert_eq!(refused.problems().len(), 1, "{path}");
    }
    // A cursor that somebody wrote himself is refused or leads somewhere; it breaks nothing.
    for place in [
        "-9000000000000000000 abc",
        "8000000000000000000 abc",
        "-8000000000000000000 abc",
        "0 ",
        "0 '",
        "1 \u{0}",
        "9223372036854775807 x",
    ] {
        let cursor = URL_SAFE_NO_PAD.encode(place);
        for list in ["requests", "payments"] {
            let answer = api.get(&format!("{list}?cursor={cursor}")).await;
            assert!([200, 400].contains(&answer.code), "{list} {place:?}: {} {}", answer.code, answer.text());
        }
    }
}

async fn other_peoples_things_do_not_exist(app: App) {
    let (_, anna, hook) = app.seller("anna").await;
    let berta = app.api(&app.payee("berta").api_key);
    let code = app.request(&anna, &json!({"amount": "25.00", "reference": "R-1"})).await;
    let payment = anna.post(&format!("requests/{code}/payments"), &json!({"amount": "1.00"})).await.json();
    let id = payment["id"].as_str().expect("an id");
    let method = hook.url.rsplit('/').next().expect("an id").to_owned();
    let missing = berta.get("requests/abcdefghijkm").await.status(404);
    for path in [format!("requests/{code}"), format!("payments/{id}")] {
        assert_eq!(berta.get(&path).await.status(404).body, missing.body, "{path}");
    }
    for (method, path) in [
        (Method::PATCH, format!("requests/{code}")),
        (Method::POST, format!("requests/{code}/cancel")),
        (Method::POST, format!("requests/{code}/erase")),
        (Method::POST, format!("requests/{code}/payments")),
        (Method::DELETE, format!("methods/{method}")),
    ] {
        let refused = Answer::of(berta.call(method.clone(), &path).json(&json!({}))).await;
        assert_eq!(refused.status(404).body, missing.body, "{method} {path}");
    }
    for path in [
        "requests".to_owned(),
        "requests?reference=R-1".into(),
        "payments".into(),
        format!("payments?request={code}"),
        "methods".into(),
    ] {
        assert_eq!(berta.get(&path).await.status(200).json()["data"], json!([]), "{path}");
    }
    assert_eq!(berta.get("exports/movements").await.status(200).text().lines().count(), 1);
    assert_eq!(anna.get("exports/movements").await.status(200).text().lines().count(), 2);
    // The same Idempotency-Key is another one for another payee.
    anna.post_once("requests", "one", &json!({"memo": "anna"})).await.status(201);
    assert_eq!(berta.post_once("requests", "one", &json!({"memo": "berta"})).await.status(201).json()["memo"], "berta");
}

async fn a_recorded_payment_has_every_documented_field(app: App) {
    let api = anna(&app);
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let body = json!({"amount": "25.00", "currency": "EUR", "paid_on": "2026-01-02", "note": "cash"});
    let made = api.post(&format!("requests/{code}/payments"), &body).await.status(201);
    let payment = made.json();
    let id = payment["id"].as_str().expect("an id");
    assert_eq!(made.location(), format!("{}api/v1/payments/{id}", app.base));
    for (field, value) in [
        ("request", json!(code)),
        ("amount", json!("25.00")),
        ("currency", json!("EUR")),
        ("state", json!("settled")),
        ("rail", json!("manual")),
        ("evidence", json!("manual")),
        ("refunded", json!("0.00")),
        ("settled_at", json!("2026-01-02T12:00:00.000000Z")),
        ("paid_on", json!("2026-01-02")),
        ("payer_note", Value::Null),
    ] {
        assert_eq!(payment[field], value, "{field}");
    }
    assert!(payment["created_at"].is_string());
    has_not(&made.text(), &["cash"]);
    assert_eq!(api.get(&format!("payments/{id}")).await.status(200).json(), payment);
    assert_eq!(api.get("payments").await.json()["data"], json!([payment]));
    let export = api.get("exports/movements?by=settled&from=2026-01-02&to=2026-01-03").await.text();
    has(&export, &["2026-01-02,EUR,25.00,0.00,25.00", "manual"]);
    has_not(&export, &["cash"]);
}

async fn recorded_payments_are_checked(app: App) {
    let api = anna(&app);
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let open = app.request(&api, &json!({})).await;
    let future = (now() + TimeDelta::days(3)).date_naive().to_string();
    let before = app.db().rows().await;
    for (body, expected) in [
        (json!({"amount": "12,50"}), "amount not_a_number"),
        (json!({"amount": "0"}), "amount not_positive"),
        (json!({"amount": "25.001"}), "amount too_many_decimals"),
        (json!({"amount": 25}), "amount wrong_type"),
        (json!({"currency": "USD"}), "currency wrong_currency"),
        (json!({"currency": "ZZZ"}), "currency unknown_currency"),
        (json!({"paid_on": "yesterday"}), "paid_on invalid"),
        (json!({"paid_on": future}), "paid_on future"),
        (json!({"note": "x".repeat(141)}), "note too_long"),
        (json!({"note": "a\u{0}"}), "note unprintable"),
        (json!({"payer": "x"}), "payer unknown_field"),
    ] {
        let refused = api.post(&format!("requests/{code}/payments"), &body).await.status(400);
        assert_eq!(named(&refused), [expected], "{body}");
    }
    let refused = api.post(&format!("requests/{open}/payments"), &json!({})).await.status(400);
    assert_eq!(named(&refused), ["amount required"], "an open request does not say how much came");
    assert_eq!(app.db().rows().await, before);
}

async fn payments_are_listed_and_filtered(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    app.start_payment(&code).await;
    let record = async |day: &str| {
        let body = json!({"amount": "1.00", "paid_on": day});
        api.post(&format!("requests/{code}/payments"), &body).await.status(201).json()["id"].clone()
    };
    let (first, second) = (record("2026-01-01").await, record("2026-01-02").await);
    let ids = async |query: &str| {
        let page = api.get(&format!("payments?{query}")).await.status(200).json();
        page["data"].as_array().expect("a list").iter().map(|payment| payment["id"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(ids("").await.len(), 3);
    assert_eq!(ids(&format!("request={code}")).await.len(), 3);
    assert_eq!(ids("request=abcdefghijkm").await.len(), 0);
    assert_eq!(ids("state=pending").await.len(), 1);
    assert_eq!(ids("state=settled").await, [second.clone(), first.clone()]);
    assert_eq!(ids("settled_from=2026-01-02T12:00:00Z").await, [second]);
    assert_eq!(ids("settled_to=2026-01-02T12:00:00Z").await, [first]);
    assert_eq!(ids("state=failed").await.len(), 0);
}

async fn methods_keep_their_settings_to_themselves(app: App) {
    let api = anna(&app);
    let sepa = json!({"rail": "sepa", "settings": {"iban": "DE75512108001245126199", "beneficiary": "Anna Beispiel", "bic": "SOLADEST600"}});
    let made = api.post("methods", &sepa).await.status(201);
    let demo = api
        .post("methods", &json!({"rail": "demo", "settings": {"webhook_secret": "sixteen-chars-or-more"}}))
        .await
        .status(201);
    let bare = api.post("methods", &json!({"rail": "demo"})).await.status(201);
    let listed = api.get("methods").await.status(200);
    for text in [made.text(), demo.text(), bare.text(), listed.text()] {
        has_not(&text, &["DE75", "Beispiel", "SOLADEST", "sixteen", "settings", "whsec_"]);
    }
    let method = demo.json();
    let id = method["id"].as_str().expect("an id");
    assert_eq!(
        (&method["rail"], &method["webhook_url"]),
        (&json!("demo"), &json!(format!("{}hooks/demo/{id}", app.base)))
    );
    assert_eq!(made.json()["webhook_url"], Value::Null);
    let listed = listed.json();
    assert_eq!(listed["data"], json!([made.json(), method, bare.json()]), "in the order of adding");
    assert_eq!((&listed["has_more"], &listed["next_cursor"]), (&json!(false), &Value::Null));
    api.delete(&format!("methods/{id}")).await.status(204);
    api.delete(&format!("methods/{id}")).await.status(404).problem();
    assert_eq!(api.get("methods").await.json()["data"], json!([made.json(), bare.json()]));
    // At rest they are sealed.
    let stored = app.db().texts("select settings from methods").await.join("\n");
    has_not(&stored, &["DE75", "Beispiel", "SOLADEST", "sixteen"]);
}

async fn methods_are_checked(app: App) {
    let api = anna(&app);
    for (body, field) in [
        (json!({}), "rail"),
        (json!({"rail": "gold"}), "rail"),
        (json!({"rail": 5}), "rail"),
        (json!({"rail": "sepa"}), "iban"),
        (json!({"rail": "sepa", "settings": {"iban": "DE00512108001245126199", "beneficiary": "Anna"}}), "iban"),
        (json!({"rail": "sepa", "settings": {"iban": "", "beneficiary": "Anna"}}), "iban"),
        (
            json!({"rail": "sepa", "settings": {"iban": "DE75512108001245126199", "beneficiary": "Anna", "bic": "X"}}),
            "bic",
        ),
        (
            json!({"rail": "sepa", "settings": {"iban": "DE75512108001245126199", "beneficiary": "x".repeat(71)}}),
            "beneficiary",
        ),
        (
            json!({"rail": "sepa", "settings": {"iban": "DE75512108001245126199", "beneficiary": "Anna", "pin": "1234"}}),
            "settings",
        ),
        (json!({"rail": "sepa", "settings": {"iban": "DE75512108001245126199"}}), "beneficiary"),
        (json!({"rail": "sepa", "settings": {"iban": "DE75512108001245126199", "beneficiary": "☕"}}), "beneficiary"),
        (json!({"rail": "sepa", "settings": []}), "settings"),
        (json!({"rail": "demo", "settings": {"webhook_secret": "short"}}), "settings"),
        (json!({"rail": "demo", "settings": {"webhook_secret": 5}}), "settings"),
        (json!({"rail": "demo", "secret": "x"}), "secret"),
    ] {
        let refused = api.post("methods", &body).await.status(400);
        assert_eq!(refused.problems()[0].0, field, "{body}: {}", refused.text());
        has_not(&refused.text(), &["512108001245126199"]);
    }
    assert_eq!(app.db().number("select count(*) from methods").await, 0);
    for _ in 0..20 {
        api.post("methods", &json!({"rail": "demo"})).await.status(201);
    }
    assert_eq!(named(&api.post("methods", &json!({"rail": "demo"})).await.status(400)), ["rail too_many"]);
}

async fn an_export_is_narrowed_and_checked(app: App) {
    let api = anna(&app);
    let record = async |amount: &str, currency: &str, day: &str, memo: &str| {
        let code = app.request(&api, &json!({"amount": amount, "currency": currency, "memo": memo})).await;
        api.post(&format!("requests/{code}/payments"), &json!({"paid_on": day})).await.status(201);
    };
    record("1.00", "EUR", "2026-01-31", "=HYPERLINK(\"x\")").await;
    record("2.00", "EUR", "2026-02-01", "a \"b\", c").await;
    record("300", "JPY", "2026-02-28", "-5").await;
    record("4.000", "BHD", "2026-03-01", "plain").await;
    let gross = async |query: &str| {
        let file = api.get(&format!("exports/movements?{query}")).await.status(200).text();
        let mut reader = csv::Reader::from_reader(file.as_bytes());
        reader.records().map(|record| record.expect("a record")[12].to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(gross("").await, ["1.00", "2.00", "300", "4.000"], "oldest first");
    assert_eq!(gross("by=settled&from=2026-02-01&to=2026-03-01").await, ["2.00", "300"]);
    assert_eq!(
        gross("by=settled&from=2026-02-01T12:00:00Z&to=2026-02-28T12:00:00Z").await,
        ["2.00"],
        "from the start, not to the end"
    );
    assert_eq!(gross("currency=jpy").await, ["300"]);
    assert_eq!(
        gross("from=2026-02-01&to=2026-03-01&zone=Pacific/Auckland&format=csv&by=settled").await,
        ["2.00", "300"],
        "there the month begins and ends earlier, but a day is a day"
    );
    assert_eq!(gross("from=2026-01-01&to=2026-03-02").await.len(), 0, "they were written today");
    assert_eq!(gross("by=created&from=2026-01-01&to=2026-03-02").await.len(), 0);
    assert_eq!(gross("from=2071-01-01").await.len(), 0);
    let file = api.get("exports/movements").await.text();
    has(&file, &["\"'=HYPERLINK(\"\"x\"\")\"", "\"a \"\"b\"\", c\"", ",'-5,", "\r\n"]);
}

async fn a_repeated_call_gets_the_same_bytes(app: App) {
    let api = anna(&app);
    let body = json!({"amount": "25.00", "memo": "Eggs"});
    let first = api.post_once("requests", "key-1", &body).await.status(201);
    assert_eq!(first.header("idempotent-replayed"), "");
    // The request moves on; what was answered stays.
    let code = first.json()["code"].as_str().expect("a code").to_owned();
    api.post(&format!("requests/{code}/cancel"), &json!({})).await.status(200);
    for key in ["key-1", "\"key-1\"", " key-1 "] {
        let again = api.post_once("requests", key, &body).await.status(201);
        assert_eq!((&again.body, again.location()), (&first.body, first.location()), "{key}");
        assert_eq!(again.header("idempotent-replayed"), "true");
        assert_eq!(again.header("content-type"), first.header("content-type"));
    }
    assert_eq!(app.db().number("select count(*) from requests").await, 1);
    for bad in ["", "\"\"", &"x".repeat(256), "tab\there", "ümlaut"] {
        let refused = api.post_once("requests", bad, &body).await.status(400);
        assert_eq!(named(&refused), ["Idempotency-Key invalid"], "{bad:?}");
    }
    api.post_once("requests", &"x".repeat(255), &body).await.status(201);
}

async fn a_key_belongs_to_one_call(app: App) {
    let api = anna(&app);
    let first = api.post_once("requests", "key-1", &json!({"amount": "25.00"})).await.status(201);
    let code = first.json()["code"].as_str().expect("a code").to_owned();
    api.post_once("requests", "key-1", &json!({"amount": "26.00"})).await.status(422).problem();
    api.post_once("requests", "\"key-1\"", &json!({})).await.status(422).problem();
    api.post_once(&format!("requests/{code}/cancel"), "key-1", &json!({})).await.status(422).problem();
    api.post_once("methods", "key-1", &json!({"rail": "demo"})).await.status(422).problem();
    assert_eq!(api.get(&format!("requests/{code}")).await.json()["status"], "open");
    assert_eq!(app.db().number("select count(*) from requests").await, 1);
    assert_eq!(app.db().number("select count(*) from methods").await, 0);
}

async fn many_calls_with_one_key_do_it_once(app: App) {
    let api = anna(&app);
    let body = json!({"amount": "25.00"});
    let calls = (0..20).map(|_| api.post_once("requests", "key-1", &body));
    let answers = join_all(calls).await;
    let made: Vec<_> = answers.iter().filter(|answer| answer.code == 201).collect();
    assert!(!made.is_empty());
    for answer in &answers {
        // Whoever comes while the first is under way is asked to come again.
        assert!([201, 409].contains(&answer.code), "{} {}", answer.code, answer.text());
        if answer.code == 409 {
            answer.problem();
        }
    }
    assert!(made.iter().all(|answer| answer.body == made[0].body));
    assert_eq!(api.post_once("requests", "key-1", &body).await.status(201).body, made[0].body);
    assert_eq!(app.db().number("select count(*) from requests").await, 1);
    // Two replicas know nothing of one another's calls; the database does.
    let replica = app.replica().await;
    let other = replica.api(api.key());
    let body = json!({"amount": "26.00"});
    let calls = (0..20).map(|at| if at % 2 == 0 { &api } else { &other }.post_once("requests", "key-2", &body));
    let answers = join_all(calls).await;
    let codes: Vec<_> = answers.iter().map(|answer| answer.code).collect();
    assert!(codes.iter().all(|code| [201, 409].contains(code)) && codes.contains(&201), "{codes:?}");
    assert_eq!(app.db().number("select count(*) from requests").await, 2);
}

async fn a_refused_call_does_not_use_its_key_up(app: App) {
    let api = anna(&app);
    api.post_once("requests", "key-1", &json!({"amount": "12,50"})).await.status(400);
    api.post_once("requests", "key-1", &json!({"amount": "12.50"})).await.status(201);
    let code = app.request(&api, &json!({"amount": "1.00"})).await;
    api.post(&format!("requests/{code}/payments"), &json!({})).await.status(201);
    let cancel = format!("requests/{code}/cancel");
    api.post_once(&cancel, "key-2", &json!({})).await.status(409).problem();
    api.post_once("requests", "key-2", &json!({"amount": "2.00"})).await.status(201);
    assert_eq!(app.db().number("select count(*) from idempotency_keys").await, 2);
}

async fn every_post_is_done_once(app: App) {
    let api = anna(&app);
    let code = app.request(&api, &json!({})).await;
    let record = format!("requests/{code}/payments");
    let body = json!({"amount": "5.00"});
    let first = api.post_once(&record, "pay", &body).await.status(201);
    let again = api.post_once(&record, "pay", &body).await.status(201);
    assert_eq!((&again.body, again.location()), (&first.body, first.location()));
    assert_eq!(api.get(&format!("requests/{code}")).await.json()["paid_total"], "5.00");
    let method = json!({"rail": "demo"});
    let first = api.post_once("methods", "method", &method).await.status(201);
    assert_eq!(api.post_once("methods", "method", &method).await.status(201).body, first.body);
    assert_eq!(api.get("methods").await.json()["data"].as_array().map(Vec::len), Some(1));
    let cancel = format!("requests/{code}/cancel");
    let first = api.post_once(&cancel, "cancel", &json!({})).await.status(200);
    let again = api.post_once(&cancel, "cancel", &json!({})).await.status(200);
    assert_eq!((&again.body, again.header("idempotent-replayed")), (&first.body, "true"));
    // Concurrently too.
    let calls = (0..20).map(|_| api.post_once(&record, "pay-2", &body));
    assert!(join_all(calls).await.iter().all(|answer| [201, 409].contains(&answer.code)));
    assert_eq!(api.get(&format!("requests/{code}")).await.json()["paid_total"], "10.00");
    app.audit();
}

async fn extreme_times_are_refused_or_kept(app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let soon = (now() + TimeDelta::days(400)).to_rfc3339_opts(SecondsFormat::Micros, true);
    for (field, value) in [
        ("expires_at", "9999-12-31T23:59:59-12:00"),
        ("expires_at", "9998-12-31T23:59:60Z"),
        ("expires_at", "2071-12-31T23:59:60Z"),
        ("expires_at", "2071-06-01T00:00:00.123456789Z"),
        ("expires_at", &soon),
        ("due_on", "9999-12-31"),
        ("due_on", "0000-01-01"),
        ("due_on", "-001-01-01"),
        ("due_on", "+123-01-01"),
        ("due_on", "9998-12-31"),
    ] {
        let answer = api.post("requests", &json!({"amount": "25.00", field: value})).await;
        if answer.code == 400 {
            assert_eq!(answer.problems()[0].0, field);
            continue;
        }
        let made = answer.status(201).json();
        let code = made["code"].as_str().expect("a code");
        assert_eq!(api.get(&format!("requests/{code}")).await.status(200).json(), made, "{value}");
        app.browser().get(&format!("r/{code}")).await.status(200);
        let (_, order) = app.start_payment(code).await;
        hook.reported(&Message::new(&order, "approve")).await;
    }
    for day in ["0000-01-01", "-001-01-01", "1970-01-01", "0001-01-01"] {
        let code = app.request(&api, &json!({})).await;
        let answer = api.post(&format!("requests/{code}/payments"), &json!({"amount": "1.00", "paid_on": day})).await;
        assert!([201, 400].contains(&answer.code), "{day}: {}", answer.text());
    }
    for query in [
        "requests?created_from=0000-01-01T00:00:00Z",
        "requests?created_to=9999-12-31T23:59:59-12:00",
        "exports/movements?from=0000-01-01&to=9999-12-31",
        "payments?settled_from=0000-01-01T00:00:00Z",
    ] {
        let answer = api.get(query).await;
        assert!([200, 400].contains(&answer.code), "{query}: {}", answer.text());
    }
    api.get("requests").await.status(200);
    api.get("payments").await.status(200);
    api.get("exports/movements").await.status(200);
    app.audit();
}
