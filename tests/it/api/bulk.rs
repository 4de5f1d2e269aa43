//! Many requests by one table: all or none, told row by row, once for a key.

use libtest_mimic::Trial;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Answer, Api, App, both, has, has_not, until};

pub fn tests() -> Vec<Trial> {
    both![
        each_row_becomes_a_request,
        one_wrong_row_makes_nothing_and_every_wrong_one_is_told,
        the_right_ones_are_made_where_that_is_wanted,
        a_repetition_gets_the_same_bytes_and_makes_nothing,
        what_is_no_table_of_requests_is_refused_whole,
        nothing_that_comes_back_is_a_formula,
        a_thousand_rows_are_made_at_once,
        it_needs_the_scope_to_write,
        erasing_leaves_no_text_in_what_is_kept,
        the_command_line_makes_a_table,
    ]
}

const TABLE: &str = "amount,currency,memo,reference,due_on,max_payments,labels\r\n\
    25.00,EUR,\"Two loaves, rye\",R-1,2046-11-30,,Market|Bread\r\n\
    12.50,USD,Eggs,R-2,,3,\r\n\
    ,,Tip,,,,\r\n";

async fn send(api: &Api, path: &str, key: Option<&str>, table: &str) -> Answer {
    let call = api.call(Method::POST, path).header("Content-Type", "text/csv").body(table.to_owned());
    Answer::of(match key {
        Some(key) => call.header("Idempotency-Key", key),
        None => call,
    })
    .await
}

/// The cells of an answer, its header first.
fn cells(answer: &Answer, delimiter: u8) -> Vec<Vec<String>> {
    assert_eq!(answer.header("content-type"), "text/csv; charset=utf-8; header=present");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).delimiter(delimiter).from_reader(&*answer.body);
    reader.records().map(|read| read.expect("a row").iter().map(str::to_owned).collect()).collect()
}

async fn requests(app: &App) -> i64 {
    app.db().number("select count(*) from requests").await
}

async fn each_row_becomes_a_request(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let answer = send(&api, "requests/bulk", None, TABLE).await.status(200);
    let rows = cells(&answer, b',');
    assert_eq!(rows[0].join(","), "amount,currency,memo,reference,due_on,max_payments,labels,code,url,error");
    assert_eq!(rows.len(), 4);
    let came = ["25.00", "EUR", "Two loaves, rye", "R-1", "2046-11-30", "", "Market|Bread"];
    assert_eq!(rows[1][..7], came);
    let read = async |row: &Vec<String>| {
        assert_eq!(row[8], format!("{}r/{}", app.base, row[7]));
        assert_eq!(row[9], "");
        api.get(&format!("requests/{}", row[7])).await.status(200).json()
    };
    let first = read(&rows[1]).await;
    assert_eq!((&first["amount"], &first["currency"]), (&json!("25.00"), &json!("EUR")));
    assert_eq!((&first["memo"], &first["reference"]), (&json!("Two loaves, rye"), &json!("R-1")));
    assert_eq!((&first["due_on"], &first["labels"]), (&json!("2046-11-30"), &json!(["Market", "Bread"])));
    let second = read(&rows[2]).await;
    assert_eq!((&second["currency"], &second["max_payments"]), (&json!("USD"), &json!(3)));
    let third = read(&rows[3]).await;
    assert_eq!((&third["amount"], &third["currency"], &third["memo"]), (&Value::Null, &json!("EUR"), &json!("Tip")));
    // Lists and programs find them as if each was made by itself, in the table's order.
    let listed = api.get("requests").await.json();
    let codes: Vec<_> = listed["data"].as_array().expect("a list").iter().map(|one| one["code"].clone()).collect();
    assert_eq!(codes, rows[1..].iter().map(|row| json!(row[7])).collect::<Vec<_>>());
    assert_eq!(api.get("requests?q=rye").await.json()["data"].as_array().map(Vec::len), Some(1));
    assert_eq!(api.get("requests?label=Bread").await.json()["data"].as_array().map(Vec::len), Some(1));
    until("each is told to programs", async || {
        api.get("events").await.json()["data"].as_array().map(Vec::len) == Some(3)
    })
    .await;
    // A semicolon and a mark come back as they came.
    let answer = send(&api, "requests/bulk", None, "\u{feff}amount;memo\n5;A,B\n").await.status(200);
    assert!(answer.text().starts_with("\u{feff}amount;memo;code;url;error\r\n5;A,B;"), "{}", answer.text());
}

async fn one_wrong_row_makes_nothing_and_every_wrong_one_is_told(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let rows = app.db().rows().await;
    let table = "amount,memo,due_on,max_payments\n5.00,Good,,\n5.001,,soon,\n-1,,,\n6.00,a\u{202e}b,,often\n";
    let answer = send(&api, "requests/bulk", Some("bad"), table).await.status(200);
    let told = cells(&answer, b',');
    assert!(told[1..].iter().all(|row| row[4].is_empty() && row[5].is_empty()), "{told:?}");
    assert_eq!(told[1][6], "");
    has(&told[2][6], &["amount: ", "due_on: Write a day"]);
    has(&told[3][6], &["amount: "]);
    has(&told[4][6], &["memo: ", "U+202E", "max_payments: Write how many times"]);
    assert_eq!(app.db().rows().await, rows, "nothing was made, and nothing is kept");
    // So the key is good for the corrected table.
    send(&api, "requests/bulk", Some("bad"), "amount\n5.00\n").await.status(200);
    assert_eq!(requests(&app).await, 1);
}

async fn the_right_ones_are_made_where_that_is_wanted(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let table = "amount,memo\n5.00,A\nfive,B\n7.00,C\n";
    for (path, made) in
        [("requests/bulk?partial=0", 0), ("requests/bulk?partial=1", 2), ("requests/bulk?partial=true", 4)]
    {
        let told = cells(&send(&api, path, None, table).await.status(200), b',');
        let coded: Vec<_> = told[1..].iter().map(|row| !row[2].is_empty()).collect();
        assert_eq!(coded, if made == 0 { [false; 3] } else { [true, false, true] }, "{path}");
        has(&told[2][4], &["amount: "]);
        assert_eq!(requests(&app).await, made, "{path}");
    }
    let refused = send(&api, "requests/bulk?partial=maybe", None, table).await.status(400);
    assert_eq!(refused.problems(), [("partial".to_owned(), "invalid".to_owned())]);
    // Where none is right, none is made.
    send(&api, "requests/bulk?partial=1", None, "amount\nfive\n").await.status(200);
    assert_eq!(requests(&app).await, 4);
}

async fn a_repetition_gets_the_same_bytes_and_makes_nothing(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let table = "amount,memo\n5.00,Zq7 A\nfive,Zq7 B\n";
    let path = "requests/bulk?partial=1";
    let first = send(&api, path, Some("once"), table).await.status(200);
    let rows = app.db().rows().await;
    let again = send(&api, path, Some("once"), table).await.status(200);
    assert_eq!((&again.body, again.header("idempotent-replayed")), (&first.body, "true"));
    assert_eq!(app.db().rows().await, rows);
    // Another table or another wish under the same key is another call.
    send(&api, path, Some("once"), "amount,memo\n6.00,Zq7 A\n").await.status(422);
    send(&api, "requests/bulk", Some("once"), table).await.status(422);
    assert_eq!(requests(&app).await, 1);
    // Two at a time make one lot.
    let both = futures_util::future::join_all((0..4).map(|_| send(&api, path, Some("race"), "amount\n9\n8\n"))).await;
    assert!(both.iter().all(|answer| [200, 409].contains(&answer.code)), "made once");
    assert_eq!(requests(&app).await, 3);
    // What is kept has no text of the rows: the repetition brings it along.
    let kept = app.db().texts("select body from idempotency_keys").await.join(" ");
    has_not(&kept, &["Zq7"]);
}

async fn what_is_no_table_of_requests_is_refused_whole(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let rows = app.db().rows().await;
    let thousand = format!("amount\n{}", "5\n".repeat(1001));
    for (table, expected) in [
        ("", ("file", "no_rows")),
        ("amount,memo\n", ("file", "no_rows")),
        ("amount\n5,6\n", ("file", "uneven")),
        (thousand.as_str(), ("file", "too_many_rows")),
        ("amount,payer_iban\n5,x\n", ("payer_iban", "unknown_field")),
        ("amount,items\n5,x\n", ("items", "unknown_field")),
        ("amount,after_payment.text\n5,x\n", ("after_payment.text", "unknown_field")),
        ("amount,Amount\n5,5\n", ("amount", "duplicate")),
    ] {
        let refused = send(&api, "requests/bulk", None, table).await.status(400);
        assert_eq!(refused.problems(), [(expected.0.to_owned(), expected.1.to_owned())]);
    }
    has(&send(&api, "requests/bulk", None, &thousand).await.text(), &["1001 rows: 1000 at most"]);
    let long = format!("memo\n{}", "x".repeat(1024 * 1024));
    has(&send(&api, "requests/bulk", None, &long).await.status(413).text(), &["1024 KiB and 1000 rows at most"]);
    let binary = api.call(Method::POST, "requests/bulk").header("Content-Type", "text/csv").body(vec![b'a', 0xff]);
    assert_eq!(Answer::of(binary).await.status(400).problems(), [("file".to_owned(), "not_utf8".to_owned())]);
    api.post("requests/bulk", &json!({"amount": "5"})).await.status(415);
    assert_eq!(app.db().rows().await, rows);
}

async fn nothing_that_comes_back_is_a_formula(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let table = "amount,memo,reference\n5,=cmd|' /C calc'!A0,+1\n6,\"@SUM(1,2)\",-2\n=5,ok,ok\n";
    let told = cells(&send(&api, "requests/bulk?partial=1", None, table).await.status(200), b',');
    for cell in told.iter().flatten() {
        assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell:?}");
    }
    assert_eq!((&*told[1][1], &*told[1][2], &*told[3][0]), ("'=cmd|' /C calc'!A0", "'+1", "'=5"));
    let made = api.get(&format!("requests/{}", told[1][3])).await.status(200).json();
    assert_eq!(made["memo"], "=cmd|' /C calc'!A0", "the request has what was written");
}

async fn a_thousand_rows_are_made_at_once(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let rows: String = (1..=1000).map(|n| format!("{n}.00,Row {n},R-{n}\n")).collect();
    let answer = send(&api, "requests/bulk", Some("many"), &format!("amount,memo,reference\n{rows}")).await.status(200);
    let told = cells(&answer, b',');
    let codes: std::collections::BTreeSet<_> = told[1..].iter().map(|row| row[3].as_str()).collect();
    assert_eq!((codes.len(), requests(&app).await), (1000, 1000));
    assert_eq!(app.db().number("select cast(sum(amount) as bigint) from requests").await, 50_050_000);
    let last = api.get(&format!("requests/{}", told[1000][3])).await.status(200).json();
    assert_eq!((&last["amount"], &last["reference"]), (&json!("1000.00"), &json!("R-1000")));
}

async fn it_needs_the_scope_to_write(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let key = api.post("keys", &json!({"name": "reads", "scopes": ["requests:read"]})).await.status(201).json();
    let reader = app.api(key["secret"].as_str().or(key["key"].as_str()).expect("a key"));
    send(&reader, "requests/bulk", None, TABLE).await.status(403);
    send(&app.api("nonsense"), "requests/bulk", None, TABLE).await.status(401);
    assert_eq!(requests(&app).await, 0);
    app.cli_ok(&["payee", "disable", "anna"]);
    send(&api, "requests/bulk", None, TABLE).await.status(409);
    assert_eq!(requests(&app).await, 0);
}

async fn erasing_leaves_no_text_in_what_is_kept(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let told = cells(&send(&api, "requests/bulk", Some("k"), "amount,memo,labels\n5,Zq7 memo,Zq7 label\n").await, b',');
    let code = &told[1][3];
    api.post(&format!("requests/{code}/cancel"), &json!({})).await.status(200);
    api.post(&format!("requests/{code}/erase"), &json!({})).await.status(200);
    for (table, column) in [("requests", "coalesce(memo, '') || labels"), ("idempotency_keys", "body")] {
        has_not(&app.db().texts(&format!("select {column} from {table}")).await.join(" "), &["Zq7"]);
    }
}

async fn the_command_line_makes_a_table(app: App) {
    let (payee, _, _) = app.seller("anna").await;
    let file = app.dir().join("table.csv");
    let path = file.to_str().expect("a path");
    let run = |table: &str, arguments: &[&str]| {
        std::fs::write(&file, table).expect("a file");
        app.cli(&[&["bulk", path, "--url", &app.base, "--key", &payee.api_key], arguments].concat())
    };
    let done = run(TABLE, &[]);
    let (said, told) = (String::from_utf8_lossy(&done.stdout).into_owned(), String::from_utf8_lossy(&done.stderr));
    assert_eq!(done.status.code(), Some(0), "{told}");
    has(&said, &["labels,code,url,error\r\n", &format!("{}r/", app.base)]);
    has(&told, &["3 links were made."]);
    let wrong = run("amount;memo\n5;A\nfive;B\n", &["--json"]);
    assert_eq!(wrong.status.code(), Some(1));
    let rows: Value = serde_json::from_slice(&wrong.stdout).expect("JSON");
    assert_eq!((&rows[0]["code"], &rows[0]["error"]), (&Value::Null, &Value::Null));
    has(rows[1]["error"].as_str().expect("an error"), &["amount: "]);
    has(&String::from_utf8_lossy(&wrong.stderr), &["1 row is wrong, so nothing was made"]);
    let partly = run("amount;memo\n5;A\nfive;B\n", &["--json", "--partial"]);
    let rows: Value = serde_json::from_slice(&partly.stdout).expect("JSON");
    assert!(rows[0]["url"].is_string() && rows[1]["url"].is_null(), "{rows}");
    // A table that is sent again under the same name is made once, and another one isn't taken for it.
    let named = [(); 2].map(|()| run("amount,memo\n6,C\n", &["--json", "--once", "week-48"]));
    let rows = named.map(|done| serde_json::from_slice::<Value>(&done.stdout).expect("JSON"));
    assert!(rows[0][0]["code"].is_string() && rows[0] == rows[1], "{rows:?}");
    assert_eq!(run("amount,memo\n7,D\n", &["--once", "week-48"]).status.code(), Some(2));
    assert_eq!(run("nothing\n5\n", &[]).status.code(), Some(2));
    assert_eq!(app.cli(&["bulk", "/nowhere.csv", "--url", &app.base, "--key", "x"]).status.code(), Some(2));
    assert_eq!(requests(&app).await, 5);
}
