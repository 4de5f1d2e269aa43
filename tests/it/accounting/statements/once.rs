//! A file counts once, whatever comes twice.

use chit::domain::language::Language;
use chit::locale::Locale;
use libtest_mimic::Trial;
use serde_json::json;

use super::{Booking, booking, camt, counts, import, paid, request, send};
use crate::house::store::column;
use crate::support::{App, both, has, now, until};

pub fn tests() -> Vec<Trial> {
    both![
        what_comes_twice_counts_once,
        two_replicas_import_one_file,
        a_batch_and_its_payments_are_one,
        an_import_is_undone_as_a_whole,
        an_import_of_a_closed_day_stays,
        an_import_of_a_delivered_day_stays,
        an_import_that_is_undone_meanwhile_ends,
        money_that_went_back_does_not_stop_an_undo,
    ]
}

async fn what_comes_twice_counts_once(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({})).await;
    let rf = request(&api, &code).await["rf"].as_str().expect("a reference").to_owned();
    // The last two are two payments, which nothing tells apart but their number.
    let file = [
        booking("10.00", "REF-1", &rf),
        booking("11.00", "REF-2", &rf),
        booking("25.00", "", "no text"),
        booking("25.00", "", "no text"),
    ];
    let dry = send(&api, "?dry_run=true", camt(&file)).await.status(200).json();
    assert_eq!((counts(&dry), &dry["id"]), ([4, 2, 0, 2, 0], &json!(null)), "{dry}");
    assert_eq!(api.get("statements").await.status(200).json()["data"], json!([]));
    assert_eq!(paid(&api, &code).await.1, "0.00");
    assert_eq!(counts(&import(&api, &file).await), [4, 2, 0, 2, 0]);
    assert_eq!(counts(&import(&api, &file).await), [4, 0, 0, 0, 4]);
    // A period that overlaps; and a third payment of the same look.
    let alike = || booking("25.00", "", "no text");
    let next = [booking("11.00", "REF-2", &rf), alike(), alike(), alike(), booking("12.00", "REF-3", &rf)];
    assert_eq!(counts(&import(&api, &next).await), [5, 1, 0, 1, 3]);
    // The bank's number makes it one, even if another file words it differently.
    assert_eq!(counts(&import(&api, &[booking("12.00", "REF-3", "other words")]).await), [1, 0, 0, 0, 1]);
    assert_eq!(paid(&api, &code).await.1, "33.00");
    let list = api.get("statements?limit=2").await.status(200).json();
    assert_eq!((list["data"].as_array().map(Vec::len), &list["has_more"]), (Some(2), &json!(true)));
    let next = list["next_cursor"].as_str().expect("a cursor");
    let rest = api.get(&format!("statements?cursor={next}")).await.status(200).json();
    assert_eq!(rest["data"].as_array().map(Vec::len), Some(2));
    // A call that is repeated with its key gets its first answer.
    let once = async || {
        let call = api.call(reqwest::Method::POST, "statements").header("Idempotency-Key", "k1");
        crate::support::Answer::of(call.body(camt(&[booking("1.00", "REF-4", &rf)]))).await.status(200).text()
    };
    assert_eq!(once().await, once().await);
    app.audit();
}

async fn two_replicas_import_one_file(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let replica = app.replica().await;
    let other = replica.api(&payee.api_key);
    let code = app.request(&api, &json!({})).await;
    let rf = request(&api, &code).await["rf"].as_str().expect("a reference").to_owned();
    let names: Vec<String> = (0..450).map(|n| format!("NAME-{n}")).collect();
    let file: Vec<Booking<'_>> = names.iter().map(|name| booking("1.00", name, &rf)).collect();
    let (first, second) = tokio::join!(import(&api, &file), import(&other, &file));
    let ([all, a, _, _, da], [_, b, _, _, db]) = (counts(&first), counts(&second));
    assert_eq!((all, a + b, da + db), (450, 450, 450), "{first} {second}");
    assert_eq!(paid(&api, &code).await.1, "450.00");
    let seqs = column(&api.get("exports/movements").await.status(200).body, "seq");
    assert_eq!(seqs.len(), 450);
    app.audit();
}

/// A statement has a batch as one entry, and the notification has its payments: whichever comes first.
async fn a_batch_and_its_payments_are_one(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let make = async |amount: &str| {
        let code = app.request(&api, &json!({"amount": amount})).await;
        let rf = request(&api, &code).await["rf"].as_str().expect("a reference").to_owned();
        (code, rf)
    };
    let ((first, first_rf), (second, second_rf)) = (make("4.50").await, make("5.50").await);
    let one = |amount: &str, rf: &str| {
        format!(
            "<TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs><Amt Ccy=\"EUR\">{amount}</Amt>\
            <CdtDbtInd>CRDT</CdtDbtInd><RmtInf><Ustrd>{rf}</Ustrd></RmtInf></TxDtls>"
        )
    };
    let batch = camt(&[booking("10.00", "BATCH-1", "")]);
    let start = batch.find("<TxDtls>").expect("details");
    let end = batch.find("</NtryDtls>").expect("details");
    let whole = format!("{}{}{}{}", &batch[..start], one("4.50", &first_rf), one("5.50", &second_rf), &batch[end..]);
    let bare = send(&api, "", batch).await.status(200).json();
    assert_eq!(counts(&bare), [1, 0, 0, 1, 0]);
    let parts = send(&api, "", whole.clone()).await.status(200).json();
    assert_eq!(counts(&parts), [2, 2, 0, 0, 0], "{parts}");
    let id = bare["id"].as_str().expect("an id");
    assert_eq!(counts(&api.get(&format!("statements/{id}")).await.status(200).json()), [1, 0, 0, 0, 0]);
    for (code, total) in [(&first, "4.50"), (&second, "5.50")] {
        assert_eq!(paid(&api, code).await, ("paid".to_owned(), total.to_owned()));
    }
    assert_eq!(counts(&send(&api, "", whole.clone()).await.status(200).json()), [2, 0, 0, 0, 2]);
    assert_eq!(counts(&import(&api, &[booking("10.00", "BATCH-1", "")]).await), [1, 0, 0, 0, 1]);
    // Details that don't come to the entry's amount don't replace it.
    let wrong = whole.replace("BATCH-1", "BATCH-2").replace(">5.50<", ">5.40<");
    let wrong = send(&api, "", wrong).await.status(200).json();
    assert_eq!((counts(&wrong)[0], wrong["warnings"].as_array().map(Vec::len)), (1, Some(1)), "{wrong}");
    app.audit();
}

async fn an_import_is_undone_as_a_whole(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let bank = json!({"rail": "sepa", "settings": {"iban": "DE75512108001245126199", "beneficiary": "Anna"}});
    let bank = api.post("methods", &bank).await.status(201).json()["id"].as_str().expect("an id").to_owned();
    let mut made = Vec::new();
    for amount in ["25.00", "30.00", "8.00"] {
        let code = app.request(&api, &json!({"amount": amount})).await;
        let rf = request(&api, &code).await["rf"].as_str().expect("a reference").to_owned();
        made.push((code, rf));
    }
    let started = app.browser().post(&format!("r/{}/pay", made[0].0), &[("method", &bank)]).await.status(303);
    app.browser().post(&format!("{}/claim", started.location()), &[]).await.status(303);
    let file = [
        booking("25.00", "REF-1", &made[0].1),
        booking("12.00", "REF-2", &made[1].1),
        booking("18.00", "REF-3", &made[1].1),
        booking("5.55", "REF-4", "unknown"),
    ];
    let statement = import(&api, &file).await;
    assert_eq!(counts(&statement), [4, 3, 0, 1, 0]);
    let id = statement["id"].as_str().expect("an id");
    for _ in 0..2 {
        let undone = api.post(&format!("statements/{id}/undo"), &json!({})).await.status(200).json();
        assert_eq!((counts(&undone), undone["undone_at"].is_string()), ([4, 0, 0, 0, 0], true), "{undone}");
    }
    for (code, _) in &made {
        assert_eq!(paid(&api, code).await, ("open".to_owned(), "0.00".to_owned()));
    }
    let payments = api.get(&format!("payments?request={}", made[0].0)).await.status(200).json();
    assert_eq!(payments["data"][0]["state"], "claimed", "{payments}");
    let file_of = async || api.get("exports/movements").await.status(200).body;
    let lines = file_of().await;
    assert_eq!(
        column(&lines, "type"),
        ["settlement", "settlement", "settlement", "correction", "correction", "correction"]
    );
    assert_eq!(column(&lines, "gross")[3..], ["-18.00", "-12.00", "-25.00"]);
    let reversed: Vec<_> = column(&lines, "reverses_id").into_iter().rev().take(3).collect();
    assert_eq!(reversed, column(&lines, "movement_id")[..3]);
    app.audit();
    // Another import begins from the start, with the same payment of the payer who claimed.
    assert_eq!(counts(&import(&api, &file).await), [4, 3, 0, 1, 0]);
    assert_eq!(paid(&api, &made[1].0).await, ("paid".to_owned(), "30.00".to_owned()));
    let again = api.get(&format!("payments?request={}", made[0].0)).await.status(200).json();
    assert_eq!((&again["data"][0]["id"], &again["data"][0]["state"]), (&payments["data"][0]["id"], &json!("settled")));
    app.audit();
    // What has gone back since can't be taken back once more.
    let back = again["data"][0]["id"].as_str().expect("an id");
    api.post(&format!("payments/{back}/refund"), &json!({"amount": "1.00"})).await.status(201);
    let last = api.get("statements").await.status(200).json()["data"][0]["id"].as_str().expect("an id").to_owned();
    api.post(&format!("statements/{last}/undo"), &json!({})).await.status(409);
    app.audit();
}

async fn an_import_of_a_closed_day_stays(app: App) {
    a_day_is_over(app, "closes").await;
}

async fn an_import_of_a_delivered_day_stays(app: App) {
    a_day_is_over(app, "batches").await;
}

async fn a_day_is_over(app: App, closed_by: &str) {
    let (payee, api, _) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let rf = request(&api, &code).await["rf"].as_str().expect("a reference").to_owned();
    let day = (now().date_naive() - chrono::TimeDelta::days(40)).to_string();
    let file = [Booking { day: Some(day.clone()), ..booking("25.00", "REF-1", &rf) }];
    let statement = import(&api, &file).await;
    assert_eq!(counts(&statement), [1, 1, 0, 0, 0]);
    // A close and a batch both end the day.
    match closed_by {
        "closes" => api.post("closes", &json!({"until": day})).await.status(201),
        _ => api.post("batches", &json!({})).await.status(201),
    };
    let undo = format!("statements/{}/undo", statement["id"].as_str().expect("an id"));
    let refused = api.post(&undo, &json!({})).await.status(409).json();
    let named = Locale::from(Language::En).day(day.parse().expect("a day"));
    let detail = refused["detail"].as_str().expect("a detail");
    assert!(detail.contains("closed") && detail.contains(&named), "{refused} {named}");
    let page = seller.post(&format!("app/books/{undo}"), &[]).await.status(409).text();
    has(&page, &["Nothing was changed.", &named, "that day is closed in your books."]);
    assert_eq!(paid(&api, &code).await, ("paid".to_owned(), "25.00".to_owned()));
    assert_eq!(column(&api.get("exports/movements").await.status(200).body, "type"), ["settlement"]);
    app.audit();
}

/// An import that is undone before its end books nothing afterwards.
async fn an_import_that_is_undone_meanwhile_ends(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({})).await;
    let rf = request(&api, &code).await["rf"].as_str().expect("a reference").to_owned();
    let names: Vec<String> = (0..300).map(|n| format!("NAME-{n}")).collect();
    let file: Vec<Booking<'_>> = names.iter().map(|name| booking("1.00", name, &rf)).collect();
    let undo = async {
        let first =
            async || api.get("statements").await.status(200).json()["data"][0]["id"].as_str().map(str::to_owned);
        until("the statement is listed", async || first().await.is_some()).await;
        let id = first().await.expect("listed");
        api.post(&format!("statements/{id}/undo"), &json!({})).await.status(200)
    };
    let (imported, undone) = tokio::join!(send(&api, "", camt(&file)), undo);
    if imported.code != 200 {
        let refused = imported.status(409).json();
        assert!(refused["detail"].as_str().is_some_and(|detail| detail.contains("undone")), "{refused}");
    }
    assert!(undone.json()["undone_at"].is_string());
    assert_eq!(paid(&api, &code).await, ("open".to_owned(), "0.00".to_owned()));
    app.audit();
    assert_eq!(counts(&import(&api, &file[..10]).await)[1], 10, "it may be imported again");
    app.audit();
}

/// Money goes back while an import is being undone: the rest is undone all the same, however often that is asked.
async fn money_that_went_back_does_not_stop_an_undo(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({})).await;
    let rf = request(&api, &code).await["rf"].as_str().expect("a reference").to_owned();
    let file = [booking("10.00", "REF-1", &rf), booking("11.00", "REF-2", &rf), booking("12.00", "REF-3", &rf)];
    let statement = import(&api, &file).await;
    let id = statement["id"].as_str().expect("an id");
    let payments = api.get(&format!("payments?request={code}")).await.status(200).json();
    let payments = payments["data"].as_array().expect("payments");
    let second = payments.iter().find(|payment| payment["amount"] == "11.00").expect("a payment")["id"].clone();
    let second = second.as_str().expect("an id");
    api.post(&format!("payments/{second}/refund"), &json!({"amount": "4.00"})).await.status(201);
    // It was interrupted behind its first transaction.
    app.db().execute("update statements set undone_at = created_at").await;
    for _ in 0..2 {
        let undone = api.post(&format!("statements/{id}/undo"), &json!({})).await.status(200).json();
        assert_eq!(counts(&undone), [3, 1, 0, 0, 0], "{undone}");
    }
    assert_eq!(paid(&api, &code).await.1, "7.00");
    app.audit();
}
