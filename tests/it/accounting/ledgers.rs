//! Files for bookkeeping programs as downloads. `src/accounting/export` tests their lines, `tests/peers/ledgers.test.js` the programs.

use libtest_mimic::Trial;
use serde_json::json;

use crate::support::{App, Message, both};

pub fn tests() -> Vec<Trial> {
    both![files_for_bookkeeping_programs]
}

async fn files_for_bookkeeping_programs(app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00", "memo": "=1+1; \"é\" €"})).await;
    let (_, order) = app.start_payment(&code).await;
    hook.reported(&Message::new(&order, "approve").keeping("0.58")).await;
    let dinars = app.request(&api, &json!({"amount": "1.234", "currency": "KWD"})).await;
    api.post(&format!("requests/{dinars}/payments"), &json!({})).await.status(201);
    let journal = "text/plain; charset=utf-8";
    for (format, media_type, name, begins, has) in [
        (
            "datev&currency=EUR",
            "text/csv; charset=windows-1252; header=present",
            "EXTF_movements-provisional.csv",
            &b"\"EXTF\";700;21;\"Buchungsstapel\";13;"[..],
            &b"\r\n25,00;\"S\";\"EUR\";;;;1376;10000;;"[..],
        ),
        ("datev&currency=EUR", "", "", b"\"EXTF\"", b"\"Zahlung demo =1+1; \"\"\xE9\"\" \x80\""),
        ("datev&currency=EUR", "", "", b"\"EXTF\"", b"\r\n0,58;\"S\";\"EUR\";;;;4970;1376;;"),
        (
            "beancount",
            journal,
            "movements-provisional.beancount",
            b"; Chit, payee anna\noption",
            b": =1+1; \\\"\xC3\xA9\\\" ",
        ),
        ("beancount", "", "", b";", b" balance Assets:Chit:Clearing:Demo  24.42 ~ 0 EUR\n"),
        (
            "hledger",
            journal,
            "movements-provisional.journal",
            b"; Chit, payee anna\ndecimal-mark .\n",
            b": =1+1, \"\xC3\xA9\" ",
        ),
        ("hledger", "", "", b";", b"    Assets:Receivable:Chit  0.000 KWD = -1.234 KWD\n"),
        (
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "movements-provisional.xlsx",
            b"PK\x03\x04",
            b"xl/worksheets/sheet2.xml",
        ),
    ] {
        let file = api.get(&format!("exports/movements?format={format}")).await.status(200);
        if !name.is_empty() {
            let disposition = format!("attachment; filename=\"{name}\"");
            assert_eq!((file.header("content-type"), file.header("content-disposition")), (media_type, &*disposition));
        }
        let found = file.body.windows(has.len()).any(|part| part == has);
        assert!(file.body.starts_with(begins) && found, "{format}: {}", String::from_utf8_lossy(&file.body));
    }
    let refused = async |query: &str| api.get(&format!("exports/movements?format=datev{query}")).await.status(400);
    // Of a ledger with several currencies, it has to be said which.
    assert_eq!(refused("").await.problems(), [("currency".to_owned(), "required".to_owned())]);
    let dinars = refused("&currency=KWD").await;
    assert_eq!(dinars.problems(), [("format".to_owned(), "does_not_fit".to_owned())]);
    assert!(dinars.text().contains("1.234 has more than two decimals"), "{}", dinars.text());
}
