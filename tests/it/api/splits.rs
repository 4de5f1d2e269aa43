//! `/splits`: one amount in shares that add up to it, all or none, once for a key.

use libtest_mimic::Trial;
use serde_json::{Value, json};

use crate::support::{App, Message, both, until};

pub fn tests() -> Vec<Trial> {
    both![
        equal_shares_add_up_and_are_requests_like_others,
        shares_with_names_and_amounts_are_made_as_told,
        what_is_wrong_is_told_by_its_field_and_makes_nothing,
        a_repetition_gets_the_same_bytes_and_makes_nothing,
        it_needs_the_scopes_of_requests,
        the_command_line_splits,
    ]
}

fn of<'v>(split: &'v Value, member: &str) -> Vec<&'v Value> {
    split["shares"].as_array().expect("shares").iter().map(|share| &share[member]).collect()
}

async fn requests(app: &App) -> i64 {
    app.db().number("select count(*) from requests").await
}

async fn equal_shares_add_up_and_are_requests_like_others(app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let body = json!({"amount": "100.00", "memo": "Dinner", "shares": 3, "due_on": "2046-11-30", "labels": ["Club"]});
    let answer = api.post("splits", &body).await.status(201);
    let split = answer.json();
    let id = split["id"].as_str().expect("an id").to_owned();
    assert_eq!(answer.header("location"), format!("{}api/v1/splits/{id}", app.base));
    assert_eq!((&split["total"], &split["currency"]), (&json!("100.00"), &json!("EUR")));
    assert_eq!((&split["paid_count"], &split["paid_total"]), (&json!(0), &json!("0.00")));
    assert_eq!(of(&split, "amount"), ["33.34", "33.33", "33.33"]);
    assert_eq!(of(&split, "status"), ["open", "open", "open"]);
    assert_eq!(of(&split, "name"), [&Value::Null, &Value::Null, &Value::Null]);
    for share in split["shares"].as_array().expect("shares") {
        let code = share["code"].as_str().expect("a code");
        assert_eq!(share["url"], format!("{}r/{code}", app.base));
        let request = api.get(&format!("requests/{code}")).await.status(200).json();
        assert_eq!((&request["amount"], &request["memo"]), (&share["amount"], &json!("Dinner")));
        assert_eq!((&request["max_payments"], &request["labels"]), (&json!(1), &json!(["Club"])));
        assert_eq!(request["due_on"], "2046-11-30");
    }
    until("each is told to programs", async || {
        api.get("events").await.json()["data"].as_array().map(Vec::len) == Some(3)
    })
    .await;
    let code = split["shares"][1]["code"].as_str().expect("a code");
    let order = app.start_payment(code).await.1;
    hook.reported(&Message::new(&order, "approve").of("33.33", "EUR")).await;
    let last = split["shares"][2]["code"].as_str().expect("a code");
    api.post(&format!("requests/{last}/cancel"), &json!({})).await.status(200);
    let now = api.get(&format!("splits/{id}")).await.status(200).json();
    assert_eq!((&now["paid_count"], &now["paid_total"], &now["total"]), (&json!(1), &json!("33.33"), &json!("100.00")));
    assert_eq!(of(&now, "status"), ["open", "paid", "cancelled"]);
    api.get("splits/spl_aaaaaaaaaaaaaaaaaaaaaa").await.status(404);
    app.audit();
}

async fn shares_with_names_and_amounts_are_made_as_told(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let shares = json!([{"name": "Anna", "amount": "50.00"}, {"name": "Ben"}, {}]);
    let split = api.post("splits", &json!({"amount": "100", "currency": "usd", "shares": shares})).await.status(201);
    let split = split.json();
    assert_eq!(of(&split, "amount"), ["50.00", "25.00", "25.00"]);
    assert_eq!(of(&split, "name"), [&json!("Anna"), &json!("Ben"), &Value::Null]);
    assert_eq!(split["currency"], "USD");
    let yen = json!({"amount": "1000", "currency": "JPY", "shares": 7});
    let split = api.post("splits", &yen).await.status(201).json();
    assert_eq!(of(&split, "amount"), ["143", "143", "143", "143", "143", "143", "142"]);
}

async fn what_is_wrong_is_told_by_its_field_and_makes_nothing(app: App) {
    let (_, api, _) = app.seller("anna").await;
    for (body, told) in [
        (json!({}), vec![("amount", "required"), ("shares", "required")]),
        (json!({"amount": "10", "shares": 1}), vec![("shares", "out_of_range")]),
        (json!({"amount": "10", "shares": 51}), vec![("shares", "out_of_range")]),
        (json!({"amount": "10", "shares": 2.5}), vec![("shares", "wrong_type")]),
        (json!({"amount": "10", "shares": "2"}), vec![("shares", "wrong_type")]),
        (json!({"amount": "10", "shares": [["Anna"], {}]}), vec![("shares[0]", "wrong_type")]),
        (json!({"amount": "10", "shares": []}), vec![("shares", "out_of_range")]),
        (json!({"amount": "0.05", "shares": 6}), vec![("amount", "too_small")]),
        (json!({"amount": 10, "shares": 2}), vec![("amount", "wrong_type")]),
        (
            json!({"amount": "10", "shares": [{"name": 5}, {"nmae": "x"}, {"amount": "x"}]}),
            vec![("shares[0].name", "wrong_type"), ("shares[1].nmae", "unknown_field")],
        ),
        (
            json!({"amount": "10", "shares": [{"amount": "1.001"}, {"name": "a\u{202e}"}]}),
            vec![("shares[0].amount", "too_many_decimals"), ("shares[1].name", "unprintable")],
        ),
        (json!({"amount": "10", "shares": [{"amount": "5"}, {"amount": "4"}]}), vec![("shares", "sum_differs")]),
        (json!({"amount": "10", "shares": [{"amount": "10"}, {}]}), vec![("shares", "sum_differs")]),
        (json!({"amount": "10", "shares": 2, "expires_at": "2001-01-01T00:00:00Z"}), vec![("expires_at", "past")]),
        (json!({"amount": "10", "shares": 2, "max_payments": 2}), vec![("max_payments", "unknown_field")]),
    ] {
        let problem = api.post("splits", &body).await.status(400).json();
        let errors = problem["errors"].as_array().expect("errors");
        let errors: Vec<_> = errors.iter().map(|e| (e["field"].as_str(), e["code"].as_str())).collect();
        assert_eq!(errors, told.into_iter().map(|(f, c)| (Some(f), Some(c))).collect::<Vec<_>>(), "{body}");
    }
    assert_eq!(requests(&app).await, 0);
}

async fn a_repetition_gets_the_same_bytes_and_makes_nothing(app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let body = json!({"amount": "9.00", "shares": [{"name": "Anna"}, {"name": "Ben"}]});
    let first = api.post_once("splits", "key", &body).await.status(201);
    let code = first.json()["shares"][0]["code"].as_str().expect("a code").to_owned();
    let order = app.start_payment(&code).await.1;
    hook.reported(&Message::new(&order, "approve")).await;
    let again = api.post_once("splits", "key", &body).await.status(201);
    assert_eq!(again.header("idempotent-replayed"), "true");
    assert_eq!((first.text(), first.header("location")), (again.text(), again.header("location")));
    assert_eq!(requests(&app).await, 2);
    let other = json!({"amount": "9.00", "shares": 2});
    api.post_once("splits", "key", &other).await.status(422);
    assert_eq!(requests(&app).await, 2);
}

async fn it_needs_the_scopes_of_requests(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let split = api.post("splits", &json!({"amount": "9", "shares": 2})).await.status(201).json();
    let path = format!("splits/{}", split["id"].as_str().expect("an id"));
    for (scope, write, read) in [("requests:read", 403, 200), ("requests:write", 201, 403), ("payments:read", 403, 403)]
    {
        let key = api.post("keys", &json!({"name": scope, "scopes": [scope]})).await.status(201).json();
        let limited = app.api(key["secret"].as_str().or(key["key"].as_str()).expect("a key"));
        limited.post("splits", &json!({"amount": "9", "shares": 2})).await.status(write);
        limited.get(&path).await.status(read);
    }
}

async fn the_command_line_splits(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let run = |arguments: &[&str]| {
        let all = [&["split"], arguments, &["--url", &app.base, "--key", api.key()]].concat();
        let done = app.cli(&all);
        (done.status.code(), String::from_utf8_lossy(&[done.stdout, done.stderr].concat()).into_owned())
    };
    let (code, said) = run(&["10", "EUR", "3", "Dinner", "--name", "Anna", "--name", "Ben"]);
    let lines: Vec<_> = said.lines().collect();
    assert_eq!((code, lines.len()), (Some(0), 3), "{said}");
    assert!(lines.iter().all(|line| line.starts_with(&format!("{}r/", app.base))), "{said}");
    assert!(
        lines[0].ends_with(" 3.34 Anna") && lines[1].ends_with(" 3.33 Ben") && lines[2].ends_with(" 3.33"),
        "{said}"
    );
    let (code, said) = run(&["10", "EUR", "2", "--json"]);
    assert_eq!(code, Some(0), "{said}");
    assert_eq!(serde_json::from_str::<Value>(&said).expect("JSON")["total"], "10.00");
    assert_eq!(run(&["0.01", "EUR", "2"]).0, Some(2));
    assert_eq!(run(&["10", "EUR", "2", "--name", "A", "--name", "B", "--name", "C"]).0, Some(2));
    assert_eq!(requests(&app).await, 5);
}
