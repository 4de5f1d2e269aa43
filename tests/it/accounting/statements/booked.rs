//! When and on which day the money of an entry is booked.

use libtest_mimic::Trial;
use serde_json::json;

use super::{Booking, booking, camt, counts, entries, import, paid, request, send, today};
use crate::house::store::column;
use crate::support::{Api, App, both};

pub fn tests() -> Vec<Trial> {
    both![
        what_the_bank_has_not_booked_settles_nothing,
        an_entry_of_a_closed_day_is_booked_on_an_open_one,
        an_entry_of_a_delivered_day_is_booked_on_an_open_one,
        what_a_later_file_takes_back_is_booked_once,
        money_that_a_webhook_settled_is_booked_once,
    ]
}

/// A request of 25 euros, and its reference.
async fn asked(app: &App, api: &Api) -> (String, String) {
    let code = app.request(api, &json!({"amount": "25.00"})).await;
    let rf = request(api, &code).await["rf"].as_str().expect("a reference").to_owned();
    (code, rf)
}

fn days_ago(days: i64) -> String {
    (crate::support::now().date_naive() - chrono::TimeDelta::days(days)).to_string()
}

/// An entry that waits, is announced or lies ahead is shown and forgotten, so that it counts when it is booked.
async fn what_the_bank_has_not_booked_settles_nothing(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let (code, rf) = asked(&app, &api).await;
    let booked = camt(&[booking("25.00", "REF-1", &rf)]);
    for state in ["PDNG", "INFO", "FUTR"] {
        let file = booked.replace("<Cd>BOOK</Cd>", &format!("<Cd>{state}</Cd>"));
        let told = send(&api, "", file).await.status(200).json();
        assert_eq!((counts(&told), &told["pending"]), ([0; 5], &json!(1)), "{state} {told}");
        assert_eq!(paid(&api, &code).await, ("open".to_owned(), "0.00".to_owned()), "{state}");
    }
    assert_eq!(counts(&send(&api, "", booked).await.status(200).json()), [1, 1, 0, 0, 0]);
    assert_eq!(paid(&api, &code).await, ("paid".to_owned(), "25.00".to_owned()));
    app.audit();
}

async fn an_entry_of_a_closed_day_is_booked_on_an_open_one(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let (code, rf) = asked(&app, &api).await;
    let (closed, open) = (days_ago(40), days_ago(39));
    api.post("closes", &json!({"until": closed})).await.status(201);
    let before = api.get(&format!("exports/movements?from={}&to={open}", days_ago(60))).await.status(200).body;
    let day = days_ago(45);
    let file = [Booking { day: Some(day.clone()), ..booking("25.00", "REF-1", &rf) }];
    assert_eq!(counts(&import(&api, &file).await), [1, 1, 0, 0, 0]);
    assert_eq!(paid(&api, &code).await, ("paid".to_owned(), "25.00".to_owned()));
    let lines = api.get("exports/movements").await.status(200).body;
    for (name, wanted) in [("accounting_date", &open), ("belongs_to", &day), ("booking_date", &day)] {
        assert_eq!(column(&lines, name), std::slice::from_ref(wanted), "{name}");
    }
    let after = api.get(&format!("exports/movements?from={}&to={open}", days_ago(60))).await.status(200).body;
    assert!(after == before, "what was closed has changed");
    app.audit();
}

/// The day of what a batch delivered isn't open any more.
async fn an_entry_of_a_delivered_day_is_booked_on_an_open_one(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let ((_, first_rf), (_, second_rf)) = (asked(&app, &api).await, asked(&app, &api).await);
    let of_day = |days, bank_ref, rf| [Booking { day: Some(days_ago(days)), ..booking("25.00", bank_ref, rf) }];
    assert_eq!(counts(&import(&api, &of_day(3, "REF-1", &first_rf)).await)[1], 1);
    let batch = api.post("batches", &json!({})).await.status(201).json();
    assert_eq!(batch["rows"], json!(1), "{batch}");
    assert_eq!(counts(&import(&api, &of_day(4, "REF-2", &second_rf)).await)[1], 1);
    let lines = api.get("exports/movements").await.status(200).body;
    assert_eq!(column(&lines, "belongs_to"), [String::new(), days_ago(4)], "{batch}");
    assert!(column(&lines, "accounting_date")[1] > days_ago(4));
    // The next batch has it, and it alone.
    let next = api.post("batches", &json!({})).await.status(201).json();
    let id = next["id"].as_str().expect("an id");
    assert_eq!(column(&api.get(&format!("batches/{id}/file")).await.status(200).body, "seq"), ["2"]);
    app.audit();
}

/// A credit in one MT940, and its `RC` in the next, which comes twice.
async fn what_a_later_file_takes_back_is_booked_once(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let (code, rf) = asked(&app, &api).await;
    let day = today().replace('-', "").split_off(2);
    let month_day = &day[2..];
    let file = |mark: &str, text: &str, (opening, closing): (&str, &str)| {
        format!(
            ":20:CHIT\r\n:25:51210800/1245126199\r\n:28C:1/1\r\n:60F:C{day}EUR{opening}\r\n\
             :61:{day}{month_day}{mark}25,00NTRFNONREF//MT-1001\r\n:86:{text}\r\n:62F:C{day}EUR{closing}\r\n-\r\n"
        )
    };
    let (credit, back) = (file("C", &rf, ("100,00", "125,00")), file("RC", "returned", ("125,00", "100,00")));
    let told = send(&api, "", credit.clone()).await.status(200).json();
    assert_eq!((counts(&told), &told["warnings"]), ([1, 1, 0, 0, 0], &json!([])), "{told}");
    assert_eq!(paid(&api, &code).await, ("paid".to_owned(), "25.00".to_owned()));
    let told = send(&api, "", back.clone()).await.status(200).json();
    assert_eq!((counts(&told), &told["warnings"]), ([1, 1, 0, 0, 0], &json!([])), "{told}");
    for file in [back, credit] {
        assert_eq!(counts(&send(&api, "", file).await.status(200).json()), [1, 0, 0, 0, 1]);
    }
    assert_eq!(paid(&api, &code).await.1, "0.00");
    let lines = api.get("exports/movements").await.status(200).body;
    assert_eq!(column(&lines, "gross"), ["25.00", "-25.00"]);
    app.audit();
}

/// The bank's entry is evidence of it, and the ledger stays as it is, even if the entry is undone.
async fn money_that_a_webhook_settled_is_booked_once(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let (code, rf) = asked(&app, &api).await;
    let made = api.post(&format!("requests/{code}/payments"), &json!({})).await.status(201).json();
    let id = made["id"].as_str().expect("an id");
    assert_eq!(app.db().tamper(&format!("update payments set evidence = 'webhook' where id = '{id}'")).await, 1);
    let lines = async || column(&api.get("exports/movements").await.status(200).body, "gross");
    for file in [[booking("25.00", "REF-1", &rf)], [booking("25.00", "REF-1", "other words")]] {
        import(&api, &file).await;
        assert_eq!(lines().await, ["25.00"]);
    }
    let list = api.get("statements").await.status(200).json();
    let first = &list["data"][1];
    let entry = &entries(&api, first).await[0];
    assert_eq!((&entry["state"], &entry["matches"][0]["booked"]), (&json!("matched"), &json!(false)), "{entry}");
    let undo = format!("statements/{}/undo", first["id"].as_str().expect("an id"));
    api.post(&undo, &json!({})).await.status(200);
    assert_eq!(lines().await, ["25.00"]);
    assert_eq!(paid(&api, &code).await, ("paid".to_owned(), "25.00".to_owned()));
}
