//! Each export format as a download, and what a format refuses. `src/accounting/export` tests their lines, `tests/peers` their readers.

use chit::actions::Error;
use chit::actions::books::export::{ExportDraft, export_movements};
use libtest_mimic::Trial;
use serde_json::json;

use crate::house::store::{context, fill, payee};
use crate::support::{App, Message, both};

pub fn tests() -> Vec<Trial> {
    both![each_format_is_a_download]
}

const CSV: &str = "text/csv; charset=utf-8; header=present";

async fn each_format_is_a_download(mut app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00", "reference": "00012", "memo": "=A & B; “c”"})).await;
    let (_, order) = app.start_payment(&code).await;
    hook.reported(&Message::new(&order, "approve").keeping("0.58")).await;
    let rf = api.get(&format!("requests/{code}")).await.json()["rf"].as_str().expect("a reference").to_owned();
    let (xero, quickbooks) =
        (format!(",-0.58,Chit demo,Fee / 00012 / {rf},00012\r\n"), format!(",Fee / 00012 / {rf},-0.58\r\n"));
    for (format, media_type, extension, begins, has, ends) in [
        ("csv", CSV, "csv", "movement_id,request_code", ",00012,", ",,0.00\r\n"),
        ("csv-eu", CSV, "csv", "\u{FEFF}movement_id;request_code", ";EUR;25,00;0,58;24,42;", ";;0,00\r\n"),
        (
            "jsonl",
            "application/jsonl",
            "jsonl",
            "{\"movement_id\":\"mov_",
            "\"fee\":\"0.58\"",
            ",\"belongs_to\":null,\"tip\":\"0.00\"}\n",
        ),
        ("ofx", "application/x-ofx", "ofx", "<?xml version=\"1.0\"", "<BALAMT>24.42</BALAMT>", "</OFX>\n"),
        ("qif", "application/x-qif", "qif", "!Type:Bank\nD", "\nT-0.58\n", "\n^\n"),
        ("xero", CSV, "csv", "*Date,*Amount,", ",25.00,Chit demo,Payment / ", &*xero),
        ("quickbooks", CSV, "csv", "Date,Description,Amount\r\n", ",25.00\r\n", &*quickbooks),
    ] {
        let file = api.get(&format!("exports/movements?format={format}&currency=EUR")).await.status(200);
        assert_eq!(file.header("content-type"), media_type, "{format}");
        let name = format!("attachment; filename=\"movements-provisional.{extension}\"");
        assert_eq!(file.header("content-disposition"), name, "{format}");
        let text = file.text();
        assert!(text.starts_with(begins) && text.contains(has) && text.ends_with(ends), "{format}: {text}");
        // Of a ledger with one currency, it need not be said which.
        let all = api.get(&format!("exports/movements?format={format}")).await.status(200).text();
        assert!(all.starts_with(begins) && all.contains(has) && all.ends_with(ends), "{format}: {all}");
    }
    // Nothing is sent of a file that has a row too many.
    let ctx = context(&mut app).await;
    let berta = payee(&ctx, "berta").await;
    fill(&ctx, &berta, 3003, |_| None).await;
    let draft = |currency: &str, format: &str| ExportDraft {
        currency: Some(currency.into()),
        format: Some(format.into()),
        ..ExportDraft::default()
    };
    let export = draft("EUR", "xero").check().expect("good");
    let Err(Error::Invalid(wrong)) = export_movements(&ctx, &berta, export).await else { panic!("row 1,001 was sent") };
    assert_eq!((&*wrong[0].field, wrong[0].code), ("format", "does_not_fit"));
    assert!(wrong[0].detail.contains("Choose a shorter period."), "{}", wrong[0].detail);
    let export = draft("EUR", "quickbooks").check().expect("good");
    assert!(export_movements(&ctx, &berta, export).await.is_ok(), "1,001 rows have less than 350 KB");
    ctx.store.close().await;
}
