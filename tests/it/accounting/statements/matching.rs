//! What the references and amounts of a statement's entries lead to.

use libtest_mimic::Trial;
use serde_json::{Value, json};

use super::{Booking, booking, counts, entries, import, paid, request, today};
use crate::house::store::column;
use crate::support::{Answer, App, both, has};

pub fn tests() -> Vec<Trial> {
    both![
        references_settle_what_they_name,
        what_the_bank_takes_back_is_booked,
        the_same_money_is_booked_once,
        a_second_payer_is_not_swallowed,
        the_rest_of_a_request_is_suggested,
        many_requests_of_one_reference_hide_no_other,
        money_beside_cash_is_not_swallowed,
        a_payment_is_known_by_what_travelled_with_it,
    ]
}

async fn references_settle_what_they_name(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let bank = json!({"rail": "sepa", "settings": {"iban": "DE75512108001245126199", "beneficiary": "Anna"}});
    let bank = api.post("methods", &bank).await.status(201).json()["id"].as_str().expect("an id").to_owned();
    let make = async |body: Value| {
        let code = app.request(&api, &body).await;
        let rf = request(&api, &code).await["rf"].as_str().expect("a reference").to_owned();
        (code, rf)
    };
    let (exact, exact_rf) = make(json!({"amount": "25.00"})).await;
    let (part, part_rf) = make(json!({"amount": "30.00"})).await;
    let (over, over_rf) = make(json!({"amount": "10.00"})).await;
    let (coded, _) = make(json!({"amount": "12.00"})).await;
    let (own, _) = make(json!({"amount": "55.50", "reference": "RE-2026-0042"})).await;
    let (other_sum, _) = make(json!({"amount": "70.00", "reference": "RE-2026-0043"})).await;
    let (one, one_rf) = make(json!({"amount": "21.00"})).await;
    let (two, two_rf) = make(json!({"amount": "39.00"})).await;
    let (twice, twice_rf) = make(json!({"amount": "100.00"})).await;
    let (francs, francs_rf) = make(json!({"amount": "15.00", "currency": "CHF"})).await;
    let (alike, _) = make(json!({"amount": "33.33"})).await;
    let (claimed, _) = make(json!({"amount": "33.33"})).await;
    let started = app.browser().post(&format!("r/{claimed}/pay"), &[("method", &bank)]).await.status(303);
    app.browser().post(&format!("{}/claim", started.location()), &[]).await.status(303);
    let (sent, sent_rf) = make(json!({"amount": "44.00"})).await;
    let started =
        app.browser().post(&format!("r/{sent}/pay"), &[("method", &bank)]).await.status(303).location().to_owned();

    let glued = format!("THANKS{}{}", &part_rf[..9].to_lowercase(), &part_rf[9..]);
    let spaced = over_rf.as_bytes().chunks(4).map(String::from_utf8_lossy).collect::<Vec<_>>().join(" ");
    let link = format!("HTTPS://CHIT.EXAMPLE/R/{}", coded.to_uppercase());
    let both = format!("{one_rf} {two_rf}");
    let file = [
        Booking { structured: vec![&exact_rf], ..booking("25.00", "B001", "") },
        booking("12.34", "B002", &glued),
        booking("11.00", "B003", &spaced),
        booking("12.00", "B004", &link),
        booking("55.50", "B005", "Invoice RE-2026-0042, thanks"),
        booking("69.00", "B006", "re 2026 0043"),
        booking("60.00", "B007", &both),
        booking("40.00", "B008", &twice_rf),
        booking("60.00", "B009", &twice_rf),
        booking("15.00", "B010", &francs_rf),
        booking("33.33", "B011", "hello"),
        booking("44.00", "B012", &sent_rf),
        booking("77.77", "B013", "nobody knows, 2026-0042"),
        booking("-9.99", "B014", "rent"),
    ];
    let statement = import(&api, &file).await;
    assert_eq!(counts(&statement), [14, 9, 3, 1, 0], "{statement}");
    assert_eq!(
        (&statement["outgoing"], &statement["format"], &statement["account"]),
        (&json!(1), &json!("camt053"), &json!("6199"))
    );
    assert_eq!(statement["sums"], json!([{"currency": "EUR", "credit": "514.94", "debit": "-9.99"}]));
    assert_eq!((&statement["from"], &statement["to"]), (&json!(today()), &json!(today())));
    for (code, status, total) in [
        (&exact, "paid", "25.00"),
        (&part, "open", "12.34"),
        (&over, "paid", "11.00"),
        (&coded, "paid", "12.00"),
        (&own, "paid", "55.50"),
        (&other_sum, "open", "0.00"),
        (&one, "paid", "21.00"),
        (&two, "paid", "39.00"),
        (&twice, "paid", "100.00"),
        (&francs, "open", "0.00"),
        (&alike, "open", "0.00"),
        (&claimed, "open", "0.00"),
        (&sent, "paid", "44.00"),
    ] {
        assert_eq!(paid(&api, code).await, (status.to_owned(), total.to_owned()), "{code}");
    }
    let found = entries(&api, &statement).await;
    let states: Vec<_> = found.iter().map(|entry| entry["state"].as_str().expect("a state")).collect();
    let (m, s) = ("matched", "suggested");
    assert_eq!(states, [m, m, m, m, m, s, m, m, m, s, s, m, "unmatched", "outgoing"]);
    let why = |entry: &Value| -> Vec<(String, String)> {
        let text = |value: &Value| value.as_str().expect("text").to_owned();
        entry["suggestions"]
            .as_array()
            .expect("a list")
            .iter()
            .map(|s| (text(&s["request"]), text(&s["why"])))
            .collect()
    };
    assert_eq!(why(&found[5]), [(other_sum, "own_reference".to_owned())]);
    assert_eq!(why(&found[9]), [(francs, "other_currency".to_owned())]);
    assert_eq!(why(&found[10]), [(claimed, "claimed".to_owned()), (alike, "amount_and_time".to_owned())]);
    assert_eq!((&found[0]["request"], &found[6]["request"]), (&json!(exact), &Value::Null));
    assert_eq!(found[6]["matches"].as_array().map(Vec::len), Some(2));
    assert_eq!((&found[0]["bank_ref"], &found[13]["amount"]), (&json!("B001"), &json!("-9.99")));
    // The transfer that a payer began is the one that arrived, so that its page says so.
    has(&app.browser().page(&started).await, &["44.00"]);
    let payments = api.get(&format!("payments?request={sent}")).await.status(200).json();
    assert_eq!(payments["data"].as_array().map(Vec::len), Some(1));
    let payment = &payments["data"][0];
    assert_eq!(
        (&payment["rail"], &payment["evidence"], &payment["paid_on"]),
        (&json!("sepa"), &json!("statement"), &json!(today()))
    );
    let file = api.get("exports/movements").await.status(200).body;
    assert_eq!(column(&file, "evidence"), ["statement"; 10]);
    assert_eq!(column(&file, "booking_date"), vec![today(); 10]);
    assert_eq!(column(&file, "evidence_ref")[0], found[0]["id"].as_str().expect("an id"));
    app.audit();
}

async fn what_the_bank_takes_back_is_booked(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let make = async |amount: &str| {
        let code = app.request(&api, &json!({"amount": amount})).await;
        let rf = request(&api, &code).await["rf"].as_str().expect("a reference").to_owned();
        (code, rf)
    };
    let ((first, first_rf), (second, second_rf), (third, third_rf)) =
        (make("25.00").await, make("21.00").await, make("39.00").await);
    let both = format!("{second_rf} {third_rf}");
    let taken = |amount, bank_ref, text| Booking { reversal: true, ..booking(amount, bank_ref, text) };
    // By the bank's reference, by the references of a transfer for two, and something that never came.
    let file = [
        booking("25.00", "A-100-1", &first_rf),
        booking("60.00", "A-100-2", &both),
        taken("-25.00", "A-100-1", "returned"),
        taken("-60.00", "A-100-3", &both),
        taken("-13.00", "A-100-4", "returned"),
        booking("19.00", "A-100-5", "unknown"),
        taken("-19.00", "A-100-5", "unknown"),
    ];
    let statement = import(&api, &file).await;
    assert_eq!(counts(&statement), [7, 4, 0, 1, 0], "{statement}");
    for code in [&first, &second, &third] {
        let payments = api.get(&format!("payments?request={code}")).await.status(200).json();
        assert_eq!(payments["data"][0]["state"], "refunded", "{payments}");
        assert_eq!(paid(&api, code).await.1, "0.00");
    }
    let file = api.get("exports/movements").await.status(200).body;
    let gross: i64 =
        column(&file, "gross").iter().map(|text| text.replace('.', "").parse::<i64>().expect("a number")).sum();
    assert_eq!((gross, column(&file, "type").len()), (0, 6));
    let states: Vec<_> = entries(&api, &statement).await.iter().map(|entry| entry["state"].clone()).collect();
    assert_eq!(states[4..], [json!("unmatched"), json!("replaced"), json!("replaced")]);
    app.audit();
}

/// What the payee recorded, or another file has, isn't counted again.
async fn the_same_money_is_booked_once(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let rf = request(&api, &code).await["rf"].as_str().expect("a reference").to_owned();
    api.post(&format!("requests/{code}/payments"), &json!({})).await.status(201);
    let statement = import(&api, &[booking("25.00", "A-1000", &rf)]).await;
    assert_eq!(counts(&statement), [1, 1, 0, 0, 0]);
    assert_eq!(paid(&api, &code).await, ("paid".to_owned(), "25.00".to_owned()));
    let entry = &entries(&api, &statement).await[0];
    assert_eq!((&entry["request"], &entry["matches"][0]["booked"]), (&json!(code), &json!(false)));
    // A second transfer for a request that is paid is the payee's to decide.
    let statement = import(&api, &[booking("25.00", "A-1001", &rf)]).await;
    assert_eq!(counts(&statement), [1, 0, 1, 0, 0]);
    assert_eq!(entries(&api, &statement).await[0]["suggestions"][0]["why"], "paid_already");
    assert_eq!(column(&api.get("exports/movements").await.status(200).body, "evidence"), ["manual"]);
    app.audit();
}

/// Of a link that many may pay, equal money of one week may be somebody else's.
async fn a_second_payer_is_not_swallowed(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"memo": "Donations"})).await;
    let rf = request(&api, &code).await["rf"].as_str().expect("a reference").to_owned();
    api.post(&format!("requests/{code}/payments"), &json!({"amount": "10.00"})).await.status(201);
    let statement = import(&api, &[booking("10.00", "A-1", &rf), booking("11.00", "A-2", &rf)]).await;
    assert_eq!(counts(&statement), [2, 1, 1, 0, 0], "{statement}");
    let entry = entries(&api, &statement).await.remove(0);
    assert_eq!((&entry["state"], &entry["suggestions"][0]["why"]), (&json!("suggested"), &json!("recorded_before")));
    let (id, entry) = (statement["id"].as_str().expect("an id"), entry["id"].as_str().expect("an id").to_owned());
    api.post(&format!("statements/{id}/entries/{entry}/confirm"), &json!({"request": code})).await.status(200);
    assert_eq!(paid(&api, &code).await.1, "31.00", "the payee says that it is somebody else's");
    app.audit();
}

async fn the_rest_of_a_request_is_suggested(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "40.00"})).await;
    api.post(&format!("requests/{code}/payments"), &json!({"amount": "25.00"})).await.status(201);
    let statement = import(&api, &[booking("15.00", "A-1", "hello"), booking("14.00", "A-2", "hello")]).await;
    assert_eq!(counts(&statement), [2, 0, 1, 1, 0], "{statement}");
    let found = &entries(&api, &statement).await[0]["suggestions"][0];
    assert_eq!((&found["request"], &found["why"]), (&json!(code), &json!("amount_and_time")));
}

/// A payee that gives many requests the same reference has others found beside them.
async fn many_requests_of_one_reference_hide_no_other(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let rows = "10.00,ABO-2026\n".repeat(300);
    let made = Answer::of(
        api.call(reqwest::Method::POST, "requests/bulk")
            .header("Content-Type", "text/csv")
            .body(format!("amount,reference\n{rows}")),
    )
    .await;
    made.status(200);
    let code = app.request(&api, &json!({"amount": "55.50", "reference": "RE-2026-0042"})).await;
    let text = "ABO-2026 and RE-2026-0042";
    let statement = import(&api, &[booking("55.50", "A-1", text), booking("1.00", "A-2", "ABO-2026")]).await;
    let found = entries(&api, &statement).await;
    let why = found[1]["suggestions"].as_array().expect("suggestions");
    assert!(!why.is_empty() && why.iter().all(|suggestion| suggestion["why"] == "own_reference"), "{why:?}");
    // Two references are two meanings; the request of that amount goes first.
    assert_eq!(found[0]["suggestions"][0]["request"], json!(code), "{found:?}");
}

/// Half of the amount in cash, and the other half by transfer: equal, and both are money.
async fn money_beside_cash_is_not_swallowed(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "50.00"})).await;
    let rf = request(&api, &code).await["rf"].as_str().expect("a reference").to_owned();
    api.post(&format!("requests/{code}/payments"), &json!({"amount": "25.00"})).await.status(201);
    let statement = import(&api, &[booking("25.00", "A-1", &rf)]).await;
    assert_eq!(counts(&statement), [1, 0, 1, 0, 0], "{statement}");
    let entry = entries(&api, &statement).await.remove(0);
    assert_eq!(entry["suggestions"][0]["why"], "recorded_before");
    let (id, entry) = (statement["id"].as_str().expect("an id"), entry["id"].as_str().expect("an id").to_owned());
    api.post(&format!("statements/{id}/entries/{entry}/confirm"), &json!({"request": code})).await.status(200);
    assert_eq!(paid(&api, &code).await, ("paid".to_owned(), "50.00".to_owned()));
    app.audit();
}

/// Of a link that many pay, a provider's reference tells which payment an entry of its payout is about.
async fn a_payment_is_known_by_what_travelled_with_it(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"memo": "Donations"})).await;
    for reference in ["pi_3QabcdefA", "pi_3QabcdefB"] {
        let made = api.post(&format!("requests/{code}/payments"), &json!({"amount": "10.00"})).await.status(201).json();
        let id = made["id"].as_str().expect("an id").to_owned();
        let provided =
            format!("update payments set evidence = 'webhook', provider_ref = '{reference}' where id = '{id}'");
        assert_eq!(app.db().tamper(&provided).await, 1);
    }
    let statement = import(&api, &[booking("10.00", "pi_3QabcdefB", ""), booking("10.00", "pi_3QabcdefA", "")]).await;
    assert_eq!(counts(&statement), [2, 2, 0, 0, 0], "{statement}");
    for entry in entries(&api, &statement).await {
        assert_eq!((&entry["request"], &entry["matches"][0]["booked"]), (&json!(code), &json!(false)), "{entry}");
    }
    assert_eq!(paid(&api, &code).await.1, "20.00");
}
