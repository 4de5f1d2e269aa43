//! The payee's decisions, and files that can't be read.

use libtest_mimic::Trial;
use serde_json::json;

use super::{booking, camt, counts, entries, import, paid, request, send};
use crate::support::{App, both, has};

pub fn tests() -> Vec<Trial> {
    both![a_payee_confirms_and_dismisses, what_cannot_be_read_changes_nothing]
}

async fn a_payee_confirms_and_dismisses(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let (_, bea, _) = app.seller("bea").await;
    let code = app.request(&api, &json!({"amount": "33.00"})).await;
    let francs = app.request(&api, &json!({"amount": "33.00", "currency": "CHF"})).await;
    let foreign = app.request(&bea, &json!({"amount": "33.00"})).await;
    let file = [
        booking("33.00", "C-1", ""),
        booking("8.00", "C-2", ""),
        booking("9.00", "C-3", ""),
        booking("-1.00", "C-4", ""),
    ];
    let statement = import(&api, &file).await;
    assert_eq!(counts(&statement), [4, 0, 1, 2, 0]);
    let found = entries(&api, &statement).await;
    let id = statement["id"].as_str().expect("an id");
    let path =
        |n: usize, what: &str| format!("statements/{id}/entries/{}/{what}", found[n]["id"].as_str().expect("an id"));
    for (wrong, code) in [
        (json!({"request": francs}), "wrong_currency"),
        (json!({"request": foreign}), "unknown"),
        (json!({"request": "x"}), "invalid"),
    ] {
        let problems = api.post(&path(0, "confirm"), &wrong).await.status(400).problems();
        assert_eq!(problems, [("request".to_owned(), code.to_owned())]);
    }
    assert_eq!(
        api.post(&path(1, "confirm"), &json!({})).await.status(400).problems(),
        [("request".into(), "required".into())]
    );
    bea.post(&path(0, "confirm"), &json!({})).await.status(404);
    bea.get(&format!("statements/{id}")).await.status(404);
    bea.get(&format!("statements/{id}/entries")).await.status(404);
    assert_eq!(paid(&api, &code).await.1, "0.00");
    // Its only suggestion; repeated, it is the same.
    for _ in 0..2 {
        let entry = api.post(&path(0, "confirm"), &json!({})).await.status(200).json();
        assert_eq!((&entry["state"], &entry["request"]), (&json!("matched"), &json!(code)));
    }
    assert_eq!(paid(&api, &code).await, ("paid".to_owned(), "33.00".to_owned()));
    for _ in 0..2 {
        assert_eq!(api.post(&path(1, "dismiss"), &json!({})).await.status(200).json()["state"], "dismissed");
    }
    for (n, what, body) in
        [(0, "dismiss", json!({})), (3, "dismiss", json!({})), (3, "confirm", json!({"request": code}))]
    {
        api.post(&path(n, what), &body).await.status(409);
    }
    // Two decisions at a time about one entry.
    let open = app.request(&api, &json!({})).await;
    let body = json!({"request": open});
    let (one, other) = (path(2, "confirm"), path(2, "confirm"));
    let (one, other) = tokio::join!(api.post(&one, &body), api.post(&other, &body));
    assert_eq!((one.code, other.code), (200, 200));
    assert_eq!(paid(&api, &open).await.1, "9.00");
    let statement = api.get(&format!("statements/{id}")).await.status(200).json();
    assert_eq!((counts(&statement), &statement["dismissed"]), ([4, 2, 0, 0, 0], &json!(1)));
    let matched = api.get(&format!("statements/{id}/entries?state=matched&limit=1")).await.status(200).json();
    let next = matched["next_cursor"].as_str().expect("a cursor");
    let rest = api.get(&format!("statements/{id}/entries?state=matched&cursor={next}")).await.status(200).json();
    assert_eq!((&rest["data"][0]["id"], &rest["has_more"]), (&found[2]["id"], &json!(false)));
    app.audit();
}

async fn what_cannot_be_read_changes_nothing(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let rf = request(&api, &code).await["rf"].as_str().expect("a reference").to_owned();
    let good = camt(&[booking("25.00", "D-1", &rf), booking("26.00", "D-2", "x")]);
    let cut = good[..good.len() - 60].to_owned();
    let bad = good.replace("26.00", "26.005");
    for file in [cut, bad.clone(), String::new(), "hello".to_owned(), "\0".repeat(1000)] {
        let answer = send(&api, "", file).await.status(400);
        assert_eq!(answer.problems(), [("file".to_owned(), "unreadable".to_owned())]);
    }
    has(&send(&api, "", bad.clone()).await.text(), &["Amt", "line"]);
    let large = vec![b' '; 50 * 1024 * 1024 + 1];
    send(&api, "", large).await.status(413).problem();
    assert_eq!(send(&api, "?dry_run=perhaps", good.clone()).await.status(400).problems()[0].0, "dry_run");
    assert_eq!(api.get("statements").await.status(200).json()["data"], json!([]));
    assert_eq!(paid(&api, &code).await, ("open".to_owned(), "0.00".to_owned()));
    // A table that leaves something open is asked about, and the answer is remembered for the next one.
    let table = "day;sum;note\n02/03/2026;7.00;x\n";
    let asked = send(&api, "", table).await.status(400).problems();
    assert!(!asked.is_empty() && asked.iter().all(|(field, _)| field.starts_with("mapping.")), "{asked:?}");
    assert_eq!(send(&api, "?mapping=%7B", table).await.status(400).problems()[0].0, "mapping");
    let mapping =
        r#"{"header_line":1,"date":"day","date_order":"dmy","amount":"sum","text":["note"],"currency":"EUR"}"#;
    let mapping: String =
        percent_encoding::utf8_percent_encode(mapping, percent_encoding::NON_ALPHANUMERIC).to_string();
    let told = send(&api, &format!("?mapping={mapping}"), table).await.status(200).json();
    assert_eq!((counts(&told), &told["format"], &told["to"]), ([1, 0, 0, 1, 0], &json!("csv"), &json!("2026-03-02")));
    assert_eq!(
        counts(&send(&api, "", format!("{table}03/03/2026;8.00;y\n")).await.status(200).json()),
        [2, 0, 0, 1, 1]
    );
    // The command line does the same.
    let file = app.dir().join("statement.xml");
    std::fs::write(&file, bad).expect("written");
    let path = file.to_str().expect("text");
    let key = ["--payee", payee.handle.as_str()];
    let failed = app.cli(&[&["import", path][..], &key].concat());
    assert_eq!(failed.status.code(), Some(2));
    has(&String::from_utf8_lossy(&failed.stderr), &["Amt"]);
    std::fs::write(&file, good).expect("written");
    let told = app.cli_ok(&[&["import", path, "--dry-run", "--json"][..], &key].concat());
    let told: serde_json::Value = serde_json::from_str(&told).expect("JSON");
    assert_eq!(counts(&told), [2, 1, 0, 1, 0]);
    assert_eq!(paid(&api, &code).await.1, "0.00");
    has(&app.cli_ok(&[&["import", path][..], &key].concat()), &["1 matched", "1 unmatched"]);
    assert_eq!(paid(&api, &code).await.1, "25.00");
    has(&app.cli_ok(&[&["import", path][..], &key].concat()), &["2 duplicates", "Nothing new"]);
    app.audit();
}
