//! A payer's note.

use libtest_mimic::Trial;
use serde_json::{Value, json};

use super::{NOTE, pay};
use crate::support::{App, Message, between, both, has, has_not, order};

pub fn tests() -> Vec<Trial> {
    both![
        a_note_is_kept_where_it_was_asked_for,
        a_note_that_cannot_be_kept_starts_nothing,
        a_note_is_plain_text_in_its_payers_words,
    ]
}

async fn a_note_is_kept_where_it_was_asked_for(app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let asking = app.request(&api, &json!({"amount": "25.00", "asks_note": true, "max_payments": 9})).await;
    let silent = app.request(&api, &json!({"amount": "25.00"})).await;
    for (code, sent, kept) in [
        (&asking, format!("  {NOTE} "), json!(NOTE)),
        (&asking, String::new(), Value::Null),
        (&asking, "   ".into(), Value::Null),
        (&asking, "ü".repeat(140), json!("ü".repeat(140))),
        (&silent, NOTE.into(), Value::Null),
        (&silent, "x".repeat(9000), Value::Null),
        (&silent, "a\u{202e}b\0".into(), Value::Null),
    ] {
        let provider = pay(&app, &format!("r/{code}"), &[("note", &sent)]).await;
        has_not(&order(&provider).to_string(), &["table seven", "note", "üü"]);
        let payment = api.get("payments").await.json()["data"][0].clone();
        assert_eq!(payment["payer_note"], kept, "{sent}");
        let id = payment["id"].as_str().expect("an id");
        assert_eq!(api.get(&format!("payments/{id}")).await.json(), payment);
    }
    assert_eq!(app.db().number("select count(*) from payments where payer_note is not null").await, 2);
    // Through settlement it stays; the books and the log don't know of it.
    let provider = pay(&app, &format!("r/{asking}"), &[("note", NOTE)]).await;
    let order = order(&provider)["id"].as_str().expect("an id").to_owned();
    hook.reported(&Message::new(&order, "approve")).await;
    let settled = api.get("payments?state=settled").await.json();
    assert_eq!(settled["data"][0]["payer_note"], NOTE);
    has(&app.signed_in(&payee).await.page(&format!("app/requests/{asking}")).await, &["The payer writes:", NOTE]);
    has_not(&app.browser().page(&format!("r/{asking}")).await, &["table seven"]);
    let export = api.get("exports/movements").await.status(200).text();
    assert_eq!(export.lines().count(), 2);
    has_not(&export, &["table seven"]);
    has_not(&app.log(), &["table seven"]);
    // What the payee records has none, and the payee's own remark is another thing.
    let cash = api.post(&format!("requests/{silent}/payments"), &json!({"note": "in cash"})).await.status(201).json();
    assert_eq!(cash["payer_note"], Value::Null);
}

async fn a_note_that_cannot_be_kept_starts_nothing(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let asking = app.request(&api, &json!({"amount": "25.00", "asks_note": true})).await;
    let before = app.db().rows().await;
    for note in ["x".repeat(141), "two\nlines".into(), "a\u{202e}b".into(), "nul\0".into(), "zero\u{200b}width".into()]
    {
        let page = app.browser().post(&format!("r/{asking}/pay"), &[("note", &note)]).await.status(400).text();
        has(&page, &["role=\"alert\""]);
    }
    assert_eq!(app.db().rows().await, before, "something was written");
    pay(&app, &format!("r/{asking}"), &[("note", NOTE)]).await;
}

async fn a_note_is_plain_text_in_its_payers_words(app: App) {
    const HOSTILE: &str = "\"><script>alert(1)</script>&'{{7*7}} https://zq7.example/win";
    let (payee, api, _) = app.seller("anna").await;
    let asking = app.request(&api, &json!({"amount": "25.00", "asks_note": true})).await;
    pay(&app, &format!("r/{asking}"), &[("note", HOSTILE)]).await;
    let page = app.signed_in(&payee).await.page(&format!("app/requests/{asking}")).await;
    has_not(&page, &["<script>alert", "href=\"https://zq7", "49 https"]);
    let words = between(&page, "The payer writes:</p>\n<blockquote dir=\"auto\">", "</blockquote>");
    has(words, &["{{7*7}} https://zq7.example/win"]);
    has_not(words, &["<"]);
    assert_eq!(api.get("payments").await.json()["data"][0]["payer_note"], HOSTILE);
}
