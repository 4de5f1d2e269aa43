//! The reference that travels with the money: the payee finds it on the request's page, in the API, in the export and by searching, as
//! the payer's bank prints it.

use chit::domain::reference::qr::QrReference;
use chit::domain::reference::rf::RfReference;
use libtest_mimic::Trial;
use serde_json::{Value, json};

use crate::support::{Api, App, both, has, has_not};

pub fn tests() -> Vec<Trial> {
    both![
        a_qr_reference_is_found_wherever_the_payee_looks,
        every_rail_says_what_travels,
        a_qr_iban_is_offered_for_francs_alone,
    ]
}

const QR_IBAN: &str = "CH4431999123000889012";

async fn paid_by(app: &App, api: &Api, rail: &str, settings: &Value, amount: &str, currency: &str) -> (String, String) {
    let method = api.post("methods", &json!({"rail": rail, "settings": settings})).await.status(201).json();
    let code = app.request(api, &json!({"amount": amount, "currency": currency})).await;
    let rf = api.get(&format!("requests/{code}")).await.json()["rf"].as_str().expect("a reference").to_owned();
    app.browser().post(&format!("r/{code}/pay"), &[]).await.status(303);
    api.delete(&format!("methods/{}", method["id"].as_str().expect("an id"))).await.status(204);
    (code, rf)
}

fn qr_settings() -> Value {
    json!({"iban": QR_IBAN, "beneficiary": "Anna", "postcode": "8000", "town": "Zürich"})
}

async fn a_qr_reference_is_found_wherever_the_payee_looks(app: App) {
    let payee = app.payee("anna");
    let api = app.api(&payee.api_key);
    let (code, rf) = paid_by(&app, &api, "swiss", &qr_settings(), "25.00", "CHF").await;
    let other = app.request(&api, &json!({"amount": "25.00", "currency": "CHF"})).await;
    let qr = QrReference::of(&RfReference::parse(&rf).expect("valid")).expect("short enough");
    let payment = api.get(&format!("payments?request={code}")).await.json()["data"][0].clone();
    assert_eq!(payment["provider_ref"], qr.as_str());

    let found = async |query: String| {
        let list = api.get(&format!("requests?{query}")).await.status(200).json();
        list["data"].as_array().expect("a list").iter().map(|r| r["code"].clone()).collect::<Vec<_>>()
    };
    let spaced = |text: &str| text.replace(' ', "%20");
    for query in [
        format!("provider_ref={}", qr.as_str()),
        format!("provider_ref={}", spaced(&qr.printed())),
        format!("rf={rf}"),
        format!("rf={}", rf.to_lowercase()),
        format!("rf={rf}&provider_ref={}", qr.as_str()),
        format!("provider_ref={}&status=open", qr.as_str()),
    ] {
        assert_eq!(found(query.clone()).await, [json!(code)], "{query}");
    }
    for query in [
        "provider_ref=210000000003139471430009017".to_owned(),
        "rf=RF18539007547034".to_owned(),
        format!("rf=RF18539007547034&provider_ref={}", qr.as_str()),
        format!("provider_ref={}&status=paid", qr.as_str()),
    ] {
        assert_eq!(found(query.clone()).await.len(), 0, "{query}");
    }
    for (query, field) in [("rf=RF00", "rf"), ("rf=", "rf"), ("provider_ref=", "provider_ref")] {
        assert_eq!(api.get(&format!("requests?{query}")).await.status(400).problems()[0].0, field, "{query}");
    }

    let seller = app.signed_in(&payee).await;
    has(&seller.page(&format!("app/requests/{code}")).await, &[&qr.printed()]);
    for typed in [qr.as_str().to_owned(), qr.printed(), rf.clone()] {
        let page = seller.page(&format!("app/requests?q={}", spaced(&typed))).await;
        has(&page, &[&format!("/app/requests/{code}")]);
        has_not(&page, &[&other]);
    }

    // Nobody else finds it.
    let berta = app.api(&app.payee("berta").api_key);
    let list = berta.get(&format!("requests?provider_ref={}", qr.as_str())).await.json();
    assert_eq!(list["data"], json!([]));

    let id = payment["id"].as_str().expect("an id");
    seller.post(&format!("app/payments/{id}/confirm"), &[]).await.status(303);
    let export = api.get("exports/movements").await.text();
    let mut reader = csv::Reader::from_reader(export.as_bytes());
    let column = reader.headers().expect("a head").iter().position(|name| name == "provider_ref").expect("a column");
    let line = reader.records().next().expect("a line").expect("a record");
    assert_eq!(&line[column], qr.as_str());
    app.audit();
}

async fn every_rail_says_what_travels(app: App) {
    let payee = app.payee("anna");
    let api = app.api(&payee.api_key);
    for (rail, settings, currency) in [
        ("sepa", json!({"iban": "DE75512108001245126199", "beneficiary": "Anna"}), "EUR"),
        ("spayd", json!({"iban": "SK3112000000198742637541", "beneficiary": "Anna"}), "EUR"),
        ("pix", json!({"key": "anna@example.com"}), "BRL"),
        ("paynow", json!({"id": "201403121W"}), "SGD"),
        ("upi", json!({"id": "anna@okbank"}), "INR"),
    ] {
        let (code, rf) = paid_by(&app, &api, rail, &settings, "25.00", currency).await;
        let payment = api.get(&format!("payments?request={code}")).await.json()["data"][0].clone();
        assert_eq!(payment["provider_ref"], json!(rf), "{rail}");
    }
    // A scheme that carries nothing.
    let (code, _) = paid_by(&app, &api, "promptpay", &json!({"id": "0812345678"}), "25.00", "THB").await;
    assert_eq!(api.get(&format!("payments?request={code}")).await.json()["data"][0]["provider_ref"], Value::Null);
    // A provider's name for the payment.
    let (code, _) = paid_by(&app, &api, "demo", &json!({}), "25.00", "EUR").await;
    let name = api.get(&format!("payments?request={code}")).await.json()["data"][0]["provider_ref"].clone();
    let name = name.as_str().expect("a name");
    let found = api.get(&format!("requests?provider_ref={name}")).await.json();
    assert_eq!(found["data"][0]["code"], json!(code));
}

async fn a_qr_iban_is_offered_for_francs_alone(app: App) {
    let payee = app.payee("anna");
    let api = app.api(&payee.api_key);
    for settings in [
        qr_settings(),
        json!({"iban": "CH5800791123000889012", "beneficiary": "Anna", "postcode": "1", "town": "Bern"}),
    ] {
        api.post("methods", &json!({"rail": "swiss", "settings": settings})).await.status(201);
    }
    let page = app.browser().page("anna/5chf").await;
    assert_eq!(page.matches("name=\"method\"").count(), 2);
    let page = app.browser().page("anna/5eur").await;
    has(&page, &["name=\"method\""]);
    assert_eq!(page.matches("name=\"method\"").count(), 1);
    has_not(&page, &[QR_IBAN]);
    let kept = app.db().texts("select coalesce(only_currency, '-') from methods order by created_at, id").await;
    assert_eq!(kept.len(), 2);
    assert_eq!(kept.iter().filter(|currency| *currency == "CHF").count(), 1, "{kept:?}");
}
