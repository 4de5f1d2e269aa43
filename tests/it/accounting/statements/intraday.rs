//! One day in several files: a report of the day so far, the statement of the whole day, and a notification count each entry once.

use libtest_mimic::Trial;
use serde_json::json;

use super::{Booking, booking, camt, counts, entries, paid, request, send, today};
use crate::house::store::column;
use crate::support::{Answer, Api, App, both};

pub fn tests() -> Vec<Trial> {
    both![
        an_mt942_and_the_mt940_of_its_day_count_once,
        a_report_and_the_statement_of_its_day_count_once,
        other_references_of_the_bank_settle_nothing_twice,
        a_return_with_another_reference_is_asked_about,
    ]
}

async fn asked(app: &App, api: &Api, amount: &str) -> (String, String) {
    let code = app.request(api, &json!({"amount": amount})).await;
    let rf = request(api, &code).await["rf"].as_str().expect("a reference").to_owned();
    (code, rf)
}

/// The same entries as a camt.052.
fn report(bookings: &[Booking<'_>]) -> String {
    camt(bookings)
        .replace("camt.053.001", "camt.052.001")
        .replace("BkToCstmrStmt", "BkToCstmrAcctRpt")
        .replace("<Stmt>", "<Rpt>")
        .replace("</Stmt>", "</Rpt>")
}

async fn told(api: &Api, file: String) -> [i64; 5] {
    let answer: Answer = send(api, "", file).await;
    counts(&answer.status(200).json())
}

async fn lines(api: &Api) -> Vec<String> {
    column(&api.get("exports/movements").await.status(200).body, "gross")
}

/// What the day's report has isn't booked yet, and the bank may still give it another reference.
async fn an_mt942_and_the_mt940_of_its_day_count_once(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let (code, rf) = asked(&app, &api, "25.00").await;
    let day = today().replace('-', "").split_off(2);
    let entry = |bank_ref: &str| format!(":61:{day}{}C25,00NTRFNONREF//{bank_ref}\r\n:86:{rf}\r\n", &day[2..]);
    let head = ":20:CHIT\r\n:25:51210800/1245126199\r\n:28C:1/1\r\n";
    let interim = format!("{head}:34F:EURC0,\r\n:13D:{day}1200+0100\r\n{}:90C:1EUR25,00\r\n-\r\n", entry("PEND-17"));
    let last = format!("{head}:60F:C{day}EUR0,00\r\n{}:62F:C{day}EUR25,00\r\n-\r\n", entry("4711-0001"));
    let statement = send(&api, "", interim.clone()).await.status(200).json();
    assert_eq!((counts(&statement), &statement["pending"], &statement["format"]), ([0; 5], &json!(1), &json!("mt942")));
    assert_eq!(paid(&api, &code).await, ("open".to_owned(), "0.00".to_owned()));
    assert_eq!(told(&api, last.clone()).await, [1, 1, 0, 0, 0]);
    assert_eq!(told(&api, interim).await, [0; 5]);
    assert_eq!(told(&api, last).await, [1, 0, 0, 0, 1]);
    assert_eq!(paid(&api, &code).await, ("paid".to_owned(), "25.00".to_owned()));
    assert_eq!(lines(&api).await, ["25.00"]);
    app.audit();
}

/// Whichever comes first, whether or not one of them lacks the bank's reference, and though an entry was announced before.
async fn a_report_and_the_statement_of_its_day_count_once(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let mut expected = Vec::new();
    for (index, (in_report, in_statement)) in
        [("BANK-1001", "BANK-1001"), ("", "BANK-1002"), ("BANK-1003", ""), ("", "")].into_iter().enumerate()
    {
        for report_first in [true, false] {
            let amount = format!("{}.{:02}", 20 + index, u8::from(report_first));
            let (code, rf) = asked(&app, &api, &amount).await;
            let stranger = format!("3{index}.{:02}", u8::from(report_first));
            let bookings = |bank_ref: &'static str| {
                let own = |mark: &str| {
                    if bank_ref.is_empty() { String::new() } else { format!("{bank_ref}-{report_first}-{mark}") }
                };
                (own("A"), own("B"))
            };
            let (report_refs, statement_refs) = (bookings(in_report), bookings(in_statement));
            let in_report =
                report(&[booking(&amount, &report_refs.0, &rf), booking(&stranger, &report_refs.1, "rent")]);
            let in_statement =
                camt(&[booking(&amount, &statement_refs.0, &rf), booking(&stranger, &statement_refs.1, "rent")]);
            let announced = in_report.replace("<Cd>BOOK</Cd>", "<Cd>PDNG</Cd>");
            assert_eq!(told(&api, announced).await, [0; 5]);
            let files = if report_first { [in_report, in_statement] } else { [in_statement, in_report] };
            let [first, second] = files;
            assert_eq!(told(&api, first.clone()).await, [2, 1, 0, 1, 0], "{index} {report_first}");
            for file in [second, first] {
                assert_eq!(told(&api, file).await, [2, 0, 0, 0, 2], "{index} {report_first}");
            }
            assert_eq!(paid(&api, &code).await, ("paid".to_owned(), amount.clone()));
            expected.push(amount);
        }
    }
    assert_eq!(lines(&api).await, expected);
    app.audit();
}

/// A bank that gives an entry another reference in the statement: the money is booked once, and the payee is asked about the second entry.
async fn other_references_of_the_bank_settle_nothing_twice(app: App) {
    let (_, api, _) = app.seller("anna").await;
    // The second is open for more after its first money, so that nothing but the file tells that it isn't more.
    for (amount, body) in [("25.00", json!({"amount": "25.00"})), ("10.00", json!({}))] {
        let code = app.request(&api, &body).await;
        let rf = request(&api, &code).await["rf"].as_str().expect("a reference").to_owned();
        let names = [format!("TMP-{amount}"), format!("FINAL-{amount}")];
        assert_eq!(told(&api, report(&[booking(amount, &names[0], &rf)])).await, [1, 1, 0, 0, 0]);
        let statement = send(&api, "", camt(&[booking(amount, &names[1], &rf)])).await.status(200).json();
        assert_eq!(counts(&statement), [1, 0, 1, 0, 0], "{statement}");
        let entry = entries(&api, &statement).await.remove(0);
        assert_eq!(entry["suggestions"][0]["why"], "booked_from_other_file", "{entry}");
        assert_eq!(paid(&api, &code).await.1, amount);
    }
    assert_eq!(lines(&api).await, ["25.00", "10.00"]);
    app.audit();
}

async fn a_return_with_another_reference_is_asked_about(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let (code, rf) = asked(&app, &api, "25.00").await;
    assert_eq!(told(&api, camt(&[booking("25.00", "IN-0001", &rf)])).await, [1, 1, 0, 0, 0]);
    let back = |bank_ref| [Booking { reversal: true, ..booking("-10.00", bank_ref, &rf) }];
    assert_eq!(told(&api, report(&back("TMP-0002"))).await, [1, 1, 0, 0, 0]);
    assert_eq!(told(&api, camt(&back("FINAL-0002"))).await, [1, 0, 1, 0, 0]);
    assert_eq!(paid(&api, &code).await.1, "15.00");
    app.audit();
}
