//! Statements about money of a rail: the QR reference of a Swiss bill, and what a provider reported before the bank did.

use chit::domain::reference::qr::QrReference;
use chit::domain::reference::rf::RfReference;
use libtest_mimic::Trial;
use serde_json::{Value, json};

use super::{Booking, booking, camt, counts, entries, import, paid, request, send, today};
use crate::house::store::column;
use crate::rails::doubles::state;
use crate::rails::paypal::{beside_paypal, settings, start};
use crate::support::{Api, App, both};

pub fn tests() -> Vec<Trial> {
    both![a_qr_reference_settles_its_bill, what_a_provider_reported_is_booked_once]
}

/// A bill that a payer began to pay by a QR-IBAN: the request, and the 27 digits that travel.
async fn billed(app: &App, api: &Api, amount: &str) -> (String, QrReference) {
    let code = app.request(api, &json!({"amount": amount, "currency": "CHF"})).await;
    app.browser().post(&format!("r/{code}/pay"), &[]).await.status(303);
    let payment = api.get(&format!("payments?request={code}")).await.json()["data"][0].clone();
    let rf = request(api, &code).await["rf"].as_str().expect("a reference").to_owned();
    let qr = QrReference::of(&RfReference::parse(&rf).expect("valid")).expect("short enough");
    assert_eq!((&payment["provider_ref"], qr.as_str().len()), (&json!(qr.as_str()), 27), "{payment}");
    (code, qr)
}

/// In the field for references of a camt.053 and a camt.054, and in the text of a Swiss bank's table.
async fn a_qr_reference_settles_its_bill(app: App) {
    let api = app.api(&app.payee("anna").api_key);
    let bank = json!({"iban": "CH4431999123000889012", "beneficiary": "Anna", "postcode": "8000", "town": "Zürich"});
    api.post("methods", &json!({"rail": "swiss", "settings": bank})).await.status(201);
    let mut bills = Vec::new();
    for amount in ["25.00", "30.00", "35.00", "40.00", "45.00"] {
        bills.push(billed(&app, &api, amount).await);
    }
    let structured = |amount: &'static str, reference: &str, bank_ref: &str| {
        let row = Booking { structured: vec![reference], currency: Some("CHF"), ..booking(amount, bank_ref, "") };
        camt(&[row]).replace("<Cd>SCOR</Cd>", "<Prtry>QRR</Prtry>")
    };
    let notification = structured("30.00", bills[1].1.as_str(), "CHB-1002")
        .replace("camt.053.001", "camt.054.001")
        .replace("BkToCstmrStmt", "BkToCstmrDbtCdtNtfctn")
        .replace("<Stmt>", "<Ntfctn>")
        .replace("</Stmt>", "</Ntfctn>");
    let day = today();
    let (y, m, d) = (&day[..4], &day[5..7], &day[8..]);
    let table = format!(
        "Buchungsdatum;Valutadatum;Währung;Belastung;Gutschrift;Beschreibung;Transaktions-Nr.\n\
         {d}.{m}.{y};{d}.{m}.{y};CHF;;35.00;Gutschrift QR-Rechnung Referenz {};CHB-1003\n\
         {d}.{m}.{y};{d}.{m}.{y};CHF;;40.00;Gutschrift {};CHB-1004\n",
        bills[2].1.printed(),
        bills[3].1.as_str()
    );
    let files = [
        ("camt053", structured("25.00", bills[0].1.as_str(), "CHB-1001"), &bills[..1]),
        ("camt054", notification, &bills[1..2]),
        ("csv", table, &bills[2..4]),
    ];
    for (format, file, settled) in files {
        let statement = send(&api, "", file.clone()).await.status(200).json();
        let count = i64::try_from(settled.len()).expect("few");
        assert_eq!(
            (counts(&statement), &statement["format"]),
            ([count, count, 0, 0, 0], &json!(format)),
            "{statement}"
        );
        for (code, _) in settled {
            assert_eq!(paid(&api, code).await.0, "paid", "{format}");
            // The bill that the payer began is the one that arrived.
            let payments = api.get(&format!("payments?request={code}")).await.json();
            let told: Vec<_> =
                payments["data"].as_array().expect("a list").iter().map(|p| (&p["rail"], &p["state"])).collect();
            assert_eq!(told, [(&json!("swiss"), &json!("settled"))], "{payments}");
        }
        assert_eq!(counts(&send(&api, "", file).await.status(200).json()), [count, 0, 0, 0, count], "{format}");
    }
    // One wrong digit names nothing; and the digits of somebody else's bill are nobody's.
    let mut wrong = bills[4].1.as_str().to_owned();
    let last = wrong.pop().expect("a digit");
    wrong.push(if last == '0' { '1' } else { '0' });
    for (index, reference) in [wrong.as_str(), "210000000003139471430009017"].into_iter().enumerate() {
        let statement =
            send(&api, "", structured("77.00", reference, &format!("CHB-200{index}"))).await.status(200).json();
        assert_eq!(counts(&statement), [1, 0, 0, 1, 0], "{statement}");
    }
    assert_eq!(paid(&api, &bills[4].0).await, ("open".to_owned(), "0.00".to_owned()));
    assert_eq!(column(&api.get("exports/movements").await.status(200).body, "provider_ref")[0], bills[0].1.as_str());
    app.audit();
}

/// PayPal's webhook settles; its own table, the bank's line with its reference and the payout show the same money again.
async fn what_a_provider_reported_is_booked_once(app: App) {
    let (app, double, api) = beside_paypal(app).await;
    let mut live = settings();
    live["environment"] = json!("live");
    let method = api.post("methods", &json!({"rail": "paypal", "settings": live})).await.status(201).json();
    let hook = method["webhook_url"].as_str().expect("PayPal reports").to_owned();
    let mut made = Vec::new();
    // The second is a link that many pay: only its reference tells which payment an entry is about.
    for body in [json!({"amount": "25.00"}), json!({"memo": "Donations"})] {
        let code = app.request(&api, &body).await;
        let order = if body["amount"].is_null() {
            let fields = [("amount", "25.00")];
            let started = app.browser().post(&format!("r/{code}/pay"), &fields).await.status(303);
            started.location().rsplit('=').next().expect("an order").to_owned()
        } else {
            start(&app, &double, &code).await
        };
        double.agree(&order);
        double.post(&hook, &double.event("CHECKOUT.ORDER.APPROVED", &order)).await.status(204);
        assert_eq!(state(&api, &code).await, json!("settled"));
        let payment = api.get(&format!("payments?request={code}")).await.json()["data"][0].clone();
        assert_eq!((&payment["evidence"], &payment["test"]), (&json!("webhook"), &json!(false)), "{payment}");
        let carried = payment["provider_ref"].as_str().map(str::to_owned);
        made.push((code, payment["id"].clone(), carried));
    }
    let before = lines(&api).await;
    assert_eq!(before.len(), 2);
    let reference = |index: usize| made[index].2.clone().expect("PayPal's own id");
    let day = today();
    let table = format!(
        "Date,Time,TimeZone,Name,Type,Status,Currency,Gross,Fee,Net,Transaction ID,Subject,Balance Impact\n\
         {day},10:00:00,CET,Zq7vorname,Express Checkout Payment,Completed,EUR,25.00,-0.98,24.02,{},,Credit\n\
         {day},10:05:00,CET,Zq7vorname,Express Checkout Payment,Completed,EUR,25.00,-0.98,24.02,{},,Credit\n\
         {day},11:00:00,CET,,General Withdrawal,Completed,EUR,-48.04,0.00,-48.04,9AB00000000000099,,Debit\n",
        reference(0),
        reference(1)
    );
    let statement = send(&api, "", table).await.status(200).json();
    assert_eq!(counts(&statement)[1..4], [2, 0, 0], "{statement}");
    let shown: Vec<Value> = entries(&api, &statement).await;
    for (entry, (code, payment, _)) in shown.iter().zip(&made) {
        let matched = &entry["matches"][0];
        assert_eq!(
            (&entry["request"], &matched["payment"], &matched["booked"]),
            (&json!(code), payment, &json!(false))
        );
    }
    // The payout reaches the bank as one sum, and a transfer with the same reference is known to be recorded.
    let first = reference(0);
    let bank =
        [booking("48.04", "BANK-0001", "PAYPAL PAYOUT 9AB00000000000099"), booking("25.00", "BANK-0002", &first)];
    let told = import(&api, &bank).await;
    assert_eq!(counts(&told)[1], 0, "nothing is booked a second time: {told}");
    assert_eq!(lines(&api).await, before);
    for (code, ..) in &made {
        assert_eq!(paid(&api, code).await.1, "25.00");
    }
    app.audit();
}

async fn lines(api: &Api) -> Vec<String> {
    column(&api.get("exports/movements").await.status(200).body, "movement_id")
}
