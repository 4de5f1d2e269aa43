//! Input that is wrong, and the problem that names it.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{SecondsFormat, TimeDelta};
use libtest_mimic::Trial;
use reqwest::Method;
use serde_json::json;

use super::{anna, named};
use crate::support::{Answer, App, Message, both, has, now};

pub fn tests() -> Vec<Trial> {
    both![
        every_wrong_field_is_named,
        everything_wrong_is_told_at_once,
        a_wrong_type_or_an_unknown_field_is_named,
        what_is_no_json_is_told_as_such,
        the_wrong_media_type_and_too_large_a_body_are_refused,
        a_wrong_method_or_address_is_a_problem,
        bad_queries_are_named,
        extreme_times_are_refused_or_kept,
    ]
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
