//! The API reads what stands there: it neither trims nor guesses, and tells one call from another by what it says.

use chit::domain::language::Language;
use libtest_mimic::Trial;
use serde_json::{Value, json};

use crate::support::{Answer, Api, App, both};

pub fn tests() -> Vec<Trial> {
    both![
        what_is_empty_or_padded_is_named_in_a_new_request,
        what_is_empty_or_padded_is_named_in_a_change,
        null_is_left_out_or_cleared,
        free_text_is_trimmed_alike,
        what_is_empty_or_padded_is_named_in_other_calls,
        all_that_is_wrong_with_a_method_is_named_at_once,
        filters_that_say_nothing_are_named,
        a_key_compares_what_was_asked,
        a_key_tells_calls_apart,
        a_member_that_stands_twice_is_refused,
        a_number_is_its_value,
    ]
}

fn anna(app: &App) -> Api {
    app.api(&app.payee("anna").api_key)
}

#[track_caller]
fn fields(answer: &Answer) -> Vec<String> {
    answer.problems().into_iter().map(|(field, _)| field).collect()
}

/// Sends a body as it is spelled.
async fn raw(api: &Api, path: &str, key: &str, body: &str) -> Answer {
    let call = api.call(reqwest::Method::POST, path).header("Content-Type", "application/json");
    Answer::of(call.header("Idempotency-Key", key).body(body.to_owned())).await
}

async fn what_is_empty_or_padded_is_named_in_a_new_request(app: App) {
    let api = anna(&app);
    let before = app.db().rows().await;
    for (field, good) in [
        ("amount", "25.00"),
        ("currency", "EUR"),
        ("min_amount", "5"),
        ("max_amount", "5"),
        ("due_on", "2031-01-01"),
        ("expires_at", "2031-01-01T00:00:00Z"),
        ("preview", "none"),
        ("language", "de"),
    ] {
        for text in ["".to_owned(), " ".into(), format!(" {good}"), format!("{good} "), format!("{good}\n")] {
            let refused = api.post("requests", &json!({field: text})).await.status(400);
            assert_eq!(fields(&refused), [field], "{text:?}");
        }
    }
    for (body, field) in [
        (json!({"suggested_amounts": [""]}), "suggested_amounts"),
        (json!({"suggested_amounts": [" 5"]}), "suggested_amounts"),
        (json!({"items": [{"name": "Jam", "amount": " 5"}]}), "items"),
        (json!({"items": [{"name": "", "amount": "5"}]}), "items"),
        (json!({"due_on": "2031-1 -01"}), "due_on"),
        (json!({"due_on": "2031-01- 1"}), "due_on"),
        (json!({"due_on": " 2031-1-01"}), "due_on"),
        (json!({"due_on": "+2031-1-01"}), "due_on"),
    ] {
        assert_eq!(fields(&api.post("requests", &body).await.status(400)), [field], "{body}");
    }
    assert_eq!(app.db().rows().await, before);
}

async fn what_is_empty_or_padded_is_named_in_a_change(app: App) {
    let api = anna(&app);
    let path = format!("requests/{}", app.request(&api, &json!({"memo": "Eggs", "reference": "R-1"})).await);
    let before = api.get(&path).await.json();
    for field in ["due_on", "expires_at", "preview", "language"] {
        for text in ["", " "] {
            let refused = api.patch(&path, &json!({field: text})).await.status(400);
            assert_eq!(fields(&refused), [field], "{text:?}");
        }
    }
    for (field, text) in
        [("due_on", " 2031-01-01"), ("expires_at", "2031-01-01T00:00:00Z "), ("preview", "none "), ("language", " de")]
    {
        assert_eq!(fields(&api.patch(&path, &json!({field: text})).await.status(400)), [field], "{text:?}");
    }
    assert_eq!(fields(&api.patch(&path, &json!({"suggested_amounts": [""]})).await.status(400)), ["suggested_amounts"]);
    assert_eq!(api.get(&path).await.json(), before);
}

async fn null_is_left_out_or_cleared(app: App) {
    let api = anna(&app);
    let all = [
        "amount",
        "currency",
        "min_amount",
        "max_amount",
        "memo",
        "reference",
        "due_on",
        "expires_at",
        "max_payments",
        "preview",
        "items",
        "language",
        "suggested_amounts",
        "asks_note",
        "takes_tips",
    ];
    let nulls: Value =
        all.iter().map(|field| ((*field).to_owned(), Value::Null)).collect::<serde_json::Map<_, _>>().into();
    let made = api.post("requests", &nulls).await.status(201).json();
    let plain = api.post("requests", &json!({})).await.status(201).json();
    for field in all.iter().filter(|field| **field != "items") {
        assert_eq!(made[field], plain[field], "{field}");
    }
    let item = json!({"items": [{"name": "Jam", "amount": "5", "quantity": null}]});
    assert_eq!(api.post("requests", &item).await.status(201).json()["amount"], "5.00");
    let full = json!({
        "memo": "Eggs", "reference": "R-1", "due_on": "2031-01-01", "expires_at": "2031-02-01T00:00:00Z",
        "preview": "amount", "language": "tr", "suggested_amounts": ["5"], "asks_note": true,
    });
    let path = format!("requests/{}", app.request(&api, &full).await);
    let cleared: Value = full
        .as_object()
        .expect("an object")
        .keys()
        .map(|field| (field.clone(), Value::Null))
        .collect::<serde_json::Map<_, _>>()
        .into();
    let cleared = api.patch(&path, &cleared).await.status(200).json();
    for field in full.as_object().expect("an object").keys() {
        assert_eq!(cleared[field], plain[field], "{field} is what a new request has");
    }
    assert_eq!(cleared["language"], Language::En.tag());
}

/// Blanks around free text mean nothing; a text of nothing else is none, in a new request and in a change.
async fn free_text_is_trimmed_alike(app: App) {
    let api = anna(&app);
    let padded = json!({"memo": "  Eggs ", "reference": " R-1 "});
    let made = api.post("requests", &padded).await.status(201).json();
    let path = format!("requests/{}", app.request(&api, &json!({})).await);
    let changed = api.patch(&path, &padded).await.status(200).json();
    for request in [made, changed] {
        assert_eq!((&request["memo"], &request["reference"]), (&json!("Eggs"), &json!("R-1")));
    }
    for nothing in ["", " \t ", "\u{a0}"] {
        let body = json!({"memo": nothing, "reference": nothing});
        let made = api.post("requests", &body).await.status(201).json();
        api.patch(&path, &padded).await.status(200);
        let changed = api.patch(&path, &body).await.status(200).json();
        for request in [made, changed] {
            assert_eq!((&request["memo"], &request["reference"]), (&Value::Null, &Value::Null), "{nothing:?}");
        }
    }
}

async fn what_is_empty_or_padded_is_named_in_other_calls(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let record = format!("requests/{code}/payments");
    let before = app.db().rows().await;
    for (body, field) in [
        (json!({"amount": ""}), "amount"),
        (json!({"amount": " 5.00"}), "amount"),
        (json!({"currency": ""}), "currency"),
        (json!({"currency": "EUR "}), "currency"),
        (json!({"paid_on": ""}), "paid_on"),
        (json!({"paid_on": " 2026-01-02"}), "paid_on"),
    ] {
        assert_eq!(fields(&api.post(&record, &body).await.status(400)), [field], "{body}");
    }
    for (body, field) in [
        (json!({"rail": ""}), "rail"),
        (json!({"rail": " demo"}), "rail"),
        (json!({"rail": null}), "rail"),
        (json!({"rail": "demo", "id": ""}), "id"),
        (json!({"rail": "demo", "settings": {"refunds": ""}}), "refunds"),
        (json!({"rail": "demo", "settings": {"refunds": " "}}), "refunds"),
    ] {
        assert_eq!(fields(&api.post("methods", &body).await.status(400)), [field], "{body}");
    }
    assert_eq!(app.db().rows().await, before);
    let nothing = json!({"amount": null, "currency": null, "paid_on": null, "note": null});
    let payment = api.post(&record, &nothing).await.status(201).json();
    assert_eq!(payment["amount"], "25.00");
    let refund = format!("payments/{}/refund", payment["id"].as_str().expect("an id"));
    for body in [json!({"amount": ""}), json!({"amount": " "}), json!({"amount": "5 "})] {
        assert_eq!(fields(&api.post(&refund, &body).await.status(400)), ["amount"], "{body}");
    }
    assert_eq!(api.post(&refund, &json!({"amount": null})).await.status(201).json()["refunded"], "25.00");
}

async fn all_that_is_wrong_with_a_method_is_named_at_once(app: App) {
    let api = anna(&app);
    let before = app.db().rows().await;
    for (body, wrong) in [
        (
            json!({"id": "mine", "rail": "stripe", "settings": {"secret_key": "pk_test_nothing", "webhook_secret": " "}}),
            vec![("webhook_secret", "empty"), ("id", "invalid"), ("secret_key", "invalid")],
        ),
        (
            json!({"rail": "sepa", "settings": {"iban": "DE00", "beneficiary": ""}}),
            vec![("beneficiary", "empty"), ("iban", "invalid")],
        ),
        (
            json!({"id": "mine", "rail": "cheque", "settings": {"payee": ""}}),
            vec![("payee", "empty"), ("id", "invalid"), ("rail", "unknown")],
        ),
    ] {
        let wrong: Vec<_> = wrong.into_iter().map(|(field, code)| (field.to_owned(), code.to_owned())).collect();
        assert_eq!(api.post("methods", &body).await.status(400).problems(), wrong, "{body}");
    }
    assert_eq!(app.db().rows().await, before);
}

async fn filters_that_say_nothing_are_named(app: App) {
    let api = anna(&app);
    let code = app.request(&api, &json!({})).await;
    for (path, names) in [
        ("requests", &["status", "reference", "created_from", "created_to", "limit", "cursor"][..]),
        ("payments", &["request", "state", "settled_from", "settled_to", "limit", "cursor"]),
        ("exports/movements", &["from", "to", "zone", "currency", "format", "by"]),
        (&format!("requests/{code}"), &["lang"]),
    ] {
        api.get(path).await.status(200);
        for name in names {
            for nothing in ["", "%20"] {
                let refused = api.get(&format!("{path}?{name}={nothing}")).await.status(400);
                assert_eq!(fields(&refused), [*name], "{path}");
            }
        }
    }
    for query in ["limit=%2B5", "limit=5%20", "status=open%20"] {
        api.get(&format!("requests?{query}")).await.status(400).problem();
    }
    for query in ["currency=EUR%20", "from=%202026-01-01", "format=csv%20", "by=%20settled"] {
        api.get(&format!("exports/movements?{query}")).await.status(400).problem();
    }
}

async fn a_key_compares_what_was_asked(app: App) {
    let api = anna(&app);
    let body = r#"{"amount":"25.00","memo":"Aé","max_payments":2,"suggested_amounts":null}"#;
    let first = raw(&api, "requests", "one", body).await.status(201);
    for same in [
        body,
        "{\n  \"amount\": \"25.00\",\n  \"memo\": \"Aé\", \"max_payments\": 2\n}\n",
        r#"{"max_payments":2,"memo":"Aé","amount":"25.00"}"#,
        r#"{"\u0061mount":"25.0\u0030","memo":"\u0041\u00e9","max_payments":2}"#,
        r#"{"amount":"25.00","memo":"Aé","max_payments":2.0,"reference":null,"items":null}"#,
        r#"{"amount":"25.00","memo":"Aé","max_payments":2e0}"#,
    ] {
        let again = raw(&api, "requests", "one", same).await.status(201);
        assert_eq!((&again.body, again.header("idempotent-replayed")), (&first.body, "true"), "{same}");
    }
    assert_eq!(app.db().number("select count(*) from requests").await, 1);
    // Nothing, no members and members that are null are the same for a call that takes none.
    let cancel = format!("requests/{}/cancel", first.json()["code"].as_str().expect("a code"));
    let done = raw(&api, &cancel, "two", "").await.status(200);
    for same in ["{}", " { } "] {
        let again = raw(&api, &cancel, "two", same).await.status(200);
        assert_eq!((&again.body, again.header("idempotent-replayed")), (&done.body, "true"), "{same:?}");
    }
}

async fn a_key_tells_calls_apart(app: App) {
    let api = anna(&app);
    let body = r#"{"amount":"25.00","memo":"Eggs"}"#;
    let code = raw(&api, "requests", "one", body).await.status(201).json()["code"].as_str().expect("a code").to_owned();
    for other in [
        r#"{"amount":"25.01","memo":"Eggs"}"#,
        r#"{"amount":"25.0","memo":"Eggs"}"#,
        r#"{"amount":"25.00","memo":"eggs"}"#,
        r#"{"amount":"25.00","memo":"Eggs "}"#,
        r#"{"amount":"25.00"}"#,
        r#"{"amount":"25.00","memo":"Eggs","max_payments":1}"#,
    ] {
        raw(&api, "requests", "one", other).await.status(422).problem();
    }
    for path in [format!("requests/{code}/cancel"), format!("requests/{code}/payments")] {
        raw(&api, &path, "one", "{}").await.status(422).problem();
    }
    let berta = app.api(&app.payee("berta").api_key);
    assert_ne!(raw(&berta, "requests", "one", body).await.status(201).json()["code"], code, "another payee's key");
    assert_eq!(app.db().number("select count(*) from requests").await, 2);
}

async fn a_member_that_stands_twice_is_refused(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let before = app.db().rows().await;
    for (path, body, field) in [
        ("requests", r#"{"amount":"1.00","amount":"1.00"}"#, "amount"),
        ("requests", r#"{"memo":"a","m\u0065mo":"b"}"#, "memo"),
        ("requests", r#"{"items":[{"name":"a","amount":"1","amount":"2"}]}"#, "items[0].amount"),
        ("methods", r#"{"rail":"demo","settings":{"refunds":"yes","refunds":"no"}}"#, "settings.refunds"),
    ] {
        let refused = raw(&api, path, "one", body).await.status(400);
        assert_eq!(refused.problems(), [(field.to_owned(), "duplicate".to_owned())], "{body}");
    }
    assert_eq!(app.db().rows().await, before);
}

async fn a_number_is_its_value(app: App) {
    let api = anna(&app);
    for (number, read) in [("3", 3), ("3.0", 3), ("3e0", 3), ("30e-1", 3)] {
        let made = raw(&api, "requests", &format!("key {number}"), &format!("{{\"max_payments\":{number}}}")).await;
        assert_eq!(made.status(201).json()["max_payments"], read, "{number}");
    }
    for number in ["3.5", "9007199254740993.0", "1e300", "\"3\""] {
        let refused = raw(&api, "requests", "key", &format!("{{\"max_payments\":{number}}}")).await.status(400);
        assert_eq!(fields(&refused), ["max_payments"], "{number}");
    }
}
