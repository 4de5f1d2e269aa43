//! Entries that look like a payment that was recorded before: the payee says that it is that payment, or another one.

use libtest_mimic::Trial;
use serde_json::{Value, json};

use super::{booking, counts, entries, import, paid, request};
use crate::house::store::column;
use crate::support::{Api, App, both, has, has_not};

pub fn tests() -> Vec<Trial> {
    both![
        an_entry_is_the_payment_that_was_recorded,
        a_tap_says_which_payment_it_is,
        what_is_other_money_is_refused,
        many_payments_of_before_hide_none_of_this_week,
    ]
}

/// A link that many may pay, its reference, and payments that were recorded by hand.
async fn recorded(app: &App, api: &Api, amounts: &[&str]) -> (String, String, Vec<String>) {
    let code = app.request(api, &json!({"memo": "Donations"})).await;
    let rf = request(api, &code).await["rf"].as_str().expect("a reference").to_owned();
    let mut ids = Vec::new();
    for amount in amounts {
        let made = api.post(&format!("requests/{code}/payments"), &json!({"amount": amount})).await.status(201).json();
        ids.push(made["id"].as_str().expect("an id").to_owned());
    }
    (code, rf, ids)
}

fn confirm(statement: &Value, entry: &Value) -> String {
    let text = |value: &Value| value["id"].as_str().expect("an id").to_owned();
    format!("statements/{}/entries/{}/confirm", text(statement), text(entry))
}

async fn lines(api: &Api) -> usize {
    column(&api.get("exports/movements").await.status(200).body, "gross").len()
}

async fn an_entry_is_the_payment_that_was_recorded(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let (code, rf, ids) = recorded(&app, &api, &["10.00", "10.00", "12.00"]).await;
    let file = [booking("10.00", "A-1", &rf), booking("10.00", "A-2", &rf), booking("10.00", "A-3", &rf)];
    let statement = import(&api, &file).await;
    assert_eq!(counts(&statement), [3, 0, 3, 0, 0], "{statement}");
    let found = entries(&api, &statement).await;
    for entry in &found {
        let suggestion = &entry["suggestions"][0];
        assert_eq!((&suggestion["why"], &suggestion["request"]), (&json!("recorded_before"), &json!(code)));
        let mut offered: Vec<_> = suggestion["payments"].as_array().expect("payments").iter().collect();
        offered.sort_by_key(|id| id.as_str() != Some(&ids[0]));
        assert_eq!(offered, [&json!(ids[0]), &json!(ids[1])], "both of that amount");
    }
    // It is that payment: nothing is booked, and nobody else's entry is that one again. Repeated, it changes nothing.
    for _ in 0..2 {
        let told = api.post(&confirm(&statement, &found[0]), &json!({"payment": ids[1]})).await.status(200).json();
        assert_eq!((&told["state"], &told["request"]), (&json!("matched"), &json!(code)), "{told}");
        assert_eq!(told["matches"], json!([{"request": code, "payment": ids[1], "amount": "10.00", "booked": false}]));
    }
    assert_eq!((paid(&api, &code).await.1.as_str(), lines(&api).await), ("32.00", 3));
    let rest = entries(&api, &statement).await;
    assert_eq!(rest[1]["suggestions"][0]["payments"], json!([ids[0]]));
    api.post(&confirm(&statement, &found[0]), &json!({"payment": ids[0]})).await.status(409);
    api.post(&confirm(&statement, &found[1]), &json!({"payment": ids[1]})).await.status(409);
    // What is put aside may still be that payment; two taps at a time for one payment are one.
    let aside = confirm(&statement, &found[1]).replace("/confirm", "/dismiss");
    let told = api.post(&aside, &json!({})).await.status(200).json();
    assert_eq!(told["suggestions"][0]["payments"], json!([ids[0]]));
    let body = json!({"payment": ids[0], "request": code});
    let (one, other) = (confirm(&statement, &found[1]), confirm(&statement, &found[2]));
    let (one, other) = tokio::join!(api.post(&one, &body), api.post(&other, &body));
    let mut codes = [one.code, other.code];
    codes.sort_unstable();
    assert_eq!(codes, [200, 409]);
    assert_eq!((paid(&api, &code).await.1.as_str(), lines(&api).await), ("32.00", 3));
    // The one that is left is somebody else's, and is booked.
    let left = if one.code == 200 { &found[2] } else { &found[1] };
    assert_eq!(entries(&api, &statement).await.iter().filter(|entry| entry["state"] == "matched").count(), 2);
    api.post(&confirm(&statement, left), &json!({"request": code})).await.status(200);
    assert_eq!((paid(&api, &code).await.1.as_str(), lines(&api).await), ("42.00", 4));
    // Undone, the import takes back what it booked, and what was recorded is recorded.
    let undo = format!("statements/{}/undo", statement["id"].as_str().expect("an id"));
    assert_eq!(counts(&api.post(&undo, &json!({})).await.status(200).json()), [3, 0, 0, 0, 0]);
    assert_eq!((paid(&api, &code).await.1.as_str(), lines(&api).await), ("32.00", 5));
    // Imported anew, it is asked about anew.
    let again = import(&api, &file[..1]).await;
    let entry = entries(&api, &again).await.remove(0);
    assert_eq!(entry["suggestions"][0]["payments"].as_array().map(Vec::len), Some(2));
    api.post(&confirm(&again, &entry), &json!({"payment": ids[0]})).await.status(200);
    app.audit();
}

async fn a_tap_says_which_payment_it_is(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    let (code, rf, ids) = recorded(&app, &api, &["10.00"]).await;
    let statement = import(&api, &[booking("10.00", "A-1", &rf), booking("10.00", "A-2", "hello")]).await;
    assert_eq!(counts(&statement), [2, 0, 1, 1, 0], "{statement}");
    let place = format!("app/books/statements/{}", statement["id"].as_str().expect("an id"));
    let page = seller.page(&place).await;
    let tap = format!("name=\"payment\" value=\"{}\"", ids[0]);
    has(&page, &["recorded for this request already", "It is this payment", "Another payment: book it", &tap]);
    let found = entries(&api, &statement).await;
    let form = |entry: &Value| format!("app/books/{}", confirm(&statement, entry));
    let payment = [("state", "suggested"), ("after", "0"), ("payment", ids[0].as_str())];
    seller.post(&form(&found[0]), &payment).await.status(303);
    assert_eq!((paid(&api, &code).await.1.as_str(), lines(&api).await), ("10.00", 1));
    has(
        &seller.page(&format!("{place}?state=matched")).await,
        &["Matched 1", "Booked before; this is further evidence."],
    );
    // The second tap is told that the payment has its entry.
    let late = seller.post(&form(&found[1]), &payment).await.status(409).text();
    has(&late, &["Nothing was changed", "another entry shows it already"]);
    let wrong = [("state", "suggested"), ("after", "0"), ("payment", "nonsense")];
    has(&seller.post(&form(&found[1]), &wrong).await.status(409).text(), &["None of your payments has this id."]);

    // An entry that names nothing: its request is searched for, and the payment is offered there.
    let made = api.post(&format!("requests/{code}/payments"), &json!({"amount": "10.00"})).await.status(201).json();
    let second = made["id"].as_str().expect("an id");
    let search = format!("{place}?state=unmatched&entry={}&q=donations", found[1]["id"].as_str().expect("an id"));
    let page = seller.page(&search).await;
    has(&page, &["Donations", &format!("name=\"payment\" value=\"{second}\"")]);
    has_not(&page, &[&tap]);
    seller.post(&form(&found[1]), &[("state", "unmatched"), ("after", "0"), ("payment", second)]).await.status(303);
    assert_eq!((paid(&api, &code).await.1.as_str(), lines(&api).await), ("20.00", 2));
    app.audit();
}

async fn what_is_other_money_is_refused(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let (_, bea, _) = app.seller("bea").await;
    let (code, rf, ids) = recorded(&app, &api, &["10.00", "11.00"]).await;
    let (_, _, foreign) = recorded(&app, &bea, &["10.00"]).await;
    let francs = app.request(&api, &json!({"amount": "10.00", "currency": "CHF"})).await;
    let francs = api.post(&format!("requests/{francs}/payments"), &json!({})).await.status(201).json()["id"].clone();
    let file = [booking("10.00", "A-1", &rf), booking("13.00", "A-2", &rf), booking("-10.00", "A-3", "rent")];
    let statement = import(&api, &file).await;
    let found = entries(&api, &statement).await;
    assert_eq!(found[1]["state"], "matched");
    let booked = found[1]["matches"][0]["payment"].clone();
    let field = |code: &str| [("payment".to_owned(), code.to_owned())];
    for (payment, told) in [(json!("x"), "invalid"), (json!(foreign[0]), "unknown")] {
        let body = json!({"payment": payment});
        assert_eq!(api.post(&confirm(&statement, &found[0]), &body).await.status(400).problems(), field(told));
    }
    let other = app.request(&api, &json!({"amount": "10.00"})).await;
    let body = json!({"payment": ids[0], "request": other});
    assert_eq!(api.post(&confirm(&statement, &found[0]), &body).await.status(400).problems(), field("conflict"));
    // Another amount, another currency, and what a statement booked itself.
    for payment in [json!(ids[1]), francs, booked] {
        api.post(&confirm(&statement, &found[0]), &json!({"payment": payment})).await.status(409);
    }
    // Money that left is no payment that came.
    api.post(&confirm(&statement, &found[2]), &json!({"payment": ids[0]})).await.status(409);
    // Without a payment that may be it, nothing is offered.
    assert_eq!(entries(&api, &statement).await[0]["suggestions"][0]["payments"], json!([ids[0]]));
    assert_eq!(paid(&api, &code).await.1, "34.00");
    app.audit();
}

/// Of a link that has many equal payments, those of this week are looked at first.
async fn many_payments_of_before_hide_none_of_this_week(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let (code, rf, ids) = recorded(&app, &api, &["5.00"; 26]).await;
    let older = ids[..25].iter().map(|id| format!("'{id}'")).collect::<Vec<_>>().join(", ");
    let months_ago = (crate::support::now() - chrono::TimeDelta::days(90)).to_rfc3339();
    let set = format!(
        "update payments set settled_at = '{months_ago}', booking_date = null, evidence = 'webhook' where id in ({older})"
    );
    assert_eq!(app.db().tamper(&set).await, 25);
    let statement = import(&api, &[booking("5.00", "A-1", &rf)]).await;
    assert_eq!(counts(&statement), [1, 0, 1, 0, 0], "it may be the payment of this week: {statement}");
    let entry = entries(&api, &statement).await.remove(0);
    assert_eq!(entry["suggestions"][0]["payments"], json!([ids[25]]));
    assert_eq!(paid(&api, &code).await.1, "130.00");
}
