//! Tables of providers with the fees that they kept: in the books they are the fees of the payments, and one that isn't told is unknown.

use libtest_mimic::Trial;
use serde_json::{Value, json};

use super::{counts, entries, paid, request, send, today};
use crate::house::store::column;
use crate::support::{Api, App, both, has};

pub fn tests() -> Vec<Trial> {
    both![a_fee_is_booked_with_its_payment, a_fee_that_is_not_proved_is_unknown]
}

const HEAD: &str = "Date,Gross,Fee,Net,Currency,Subject,Transaction ID\n";

async fn make(app: &App, api: &Api, amount: &str) -> (String, String) {
    let code = app.request(api, &json!({"amount": amount})).await;
    let rf = request(api, &code).await["rf"].as_str().expect("a reference").to_owned();
    (code, rf)
}

async fn lines(api: &Api, name: &str) -> Vec<String> {
    column(&api.get("exports/movements").await.status(200).body, name)
}

async fn import(api: &Api, query: &str, table: &str) -> Value {
    send(api, query, table.to_owned()).await.status(200).json()
}

async fn a_fee_is_booked_with_its_payment(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let (one, one_rf) = make(&app, &api, "25.00").await;
    let (_, two_rf) = make(&app, &api, "10.00").await;
    let (_, three_rf) = make(&app, &api, "15.00").await;
    let (later, _) = make(&app, &api, "33.00").await;
    let day = today();
    let table = format!(
        "{HEAD}{day},25.00,-0.58,24.42,EUR,{one_rf},TX-0001\n{day},25.00,-0.75,24.25,EUR,{two_rf} {three_rf},TX-0002\n\
        {day},33.00,-0.91,32.09,EUR,cake,TX-0003\n{day},-25.00,0.58,-24.42,EUR,{one_rf},TX-0004\n"
    );
    // A sum that is wrong by a cent refuses the whole file, with its line and column.
    let wrong = table.replace("32.09", "32.08");
    let refused = send(&api, "", wrong).await.status(400);
    assert_eq!(refused.problems(), [("file".to_owned(), "unreadable".to_owned())]);
    has(&refused.text(), &["Line 4", "fee in column 3"]);
    assert_eq!(paid(&api, &one).await.1, "0.00");

    let statement = import(&api, "", &table).await;
    assert_eq!(counts(&statement), [4, 2, 1, 0, 0], "{statement}");
    // One fee was kept of a transfer for two requests: the first one bears it.
    assert_eq!(lines(&api, "fee").await, ["0.58", "0.75", "0.00"]);
    // What waits for a decision keeps its fee.
    let found = entries(&api, &statement).await;
    let waits = found.iter().find(|entry| entry["state"] == "suggested").expect("an entry that waits");
    assert_eq!(waits["fee"], "0.91");
    let (id, entry) = (statement["id"].as_str().expect("an id"), waits["id"].as_str().expect("an id"));
    api.post(&format!("statements/{id}/entries/{entry}/confirm"), &json!({})).await.status(200);
    assert_eq!(paid(&api, &later).await, ("paid".to_owned(), "33.00".to_owned()));
    assert_eq!(lines(&api, "fee").await[3], "0.91");
    let nets = lines(&api, "net").await;
    assert_eq!((&*nets[0], &*nets[3]), ("24.42", "32.09"));
    app.audit();
    // A settlement that is taken back leaves no fee behind.
    api.post(&format!("statements/{id}/undo"), &json!({})).await.status(200);
    let mut fees = lines(&api, "fee").await.split_off(4);
    fees.sort();
    assert_eq!(fees, ["-0.58", "-0.75", "-0.91", "0.00"]);
    app.audit();
}

async fn a_fee_that_is_not_proved_is_unknown(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let (_, first) = make(&app, &api, "25.00").await;
    let (_, second) = make(&app, &api, "30.00").await;
    let (_, third) = make(&app, &api, "40.00").await;
    let row = |amount: &str, fee: &str, text: &str| format!("{},{amount},{fee},EUR,{text}\n", today());
    let head = "Date,Amount,Fee,Currency,Description\n";
    import(&api, "", &format!("{head}{}{}", row("25.00", "0.58", &first), row("30.00", "0.00", &second))).await;
    assert_eq!(lines(&api, "fee").await, ["", "0.00"]);
    assert_eq!(lines(&api, "net").await, ["", "30.00"]);
    // Somebody says that the column comes off the amount.
    let mapping = percent_encoding::utf8_percent_encode(r#"{"fee":"Fee"}"#, percent_encoding::NON_ALPHANUMERIC);
    import(&api, &format!("?mapping={mapping}"), &format!("{head}{}", row("40.00", "1.10", &third))).await;
    assert_eq!(lines(&api, "fee").await, ["", "0.00", "1.10"]);
    app.audit();
}
