//! A Swiss QR-bill on a screen (implementation guidelines 2.4): the payer reads that it is for e-banking, sees every value of the
//! payment part, and gets the whole bill, receipt and all, to print.

use libtest_mimic::Trial;
use serde_json::json;

use super::by_hand::scanned;
use crate::support::{App, both, has, has_not};

pub fn tests() -> Vec<Trial> {
    both![a_bill_on_a_screen_is_for_e_banking_and_prints_whole, other_ways_have_no_bill]
}

const ON_SCREEN: &str = "On a screen, this QR-bill is for e-banking and your bank’s app only.";

async fn started(app: &App, rail: &str, settings: serde_json::Value, currency: &str) -> (crate::support::Api, String) {
    let payee = app.payee("anna");
    let api = app.api(&payee.api_key);
    api.post("methods", &json!({"rail": rail, "settings": settings})).await.status(201);
    let code = app.request(&api, &json!({"amount": "1949.75", "currency": currency})).await;
    let started = app.browser().post(&format!("r/{code}/pay"), &[]).await.status(303);
    (api, started.location().to_owned())
}

async fn a_bill_on_a_screen_is_for_e_banking_and_prints_whole(app: App) {
    let settings = json!({"iban": "CH44 3199 9123 0008 8901 2", "beneficiary": "Zoë Müller", "street": "Rue du Lac",
        "building": "12a", "postcode": "2501", "town": "Biel/Bienne"});
    let (api, own) = started(&app, "swiss", settings, "CHF").await;
    let code = scanned(&app, &own).await;
    let lines: Vec<_> = code.split('\n').collect();
    let page = app.browser().page(&own).await;
    has(&page, &[ON_SCREEN, &format!("href=\"{own}/qr-bill\"")]);
    // The printed reference, which the page of the payment shows as well.
    let shown = page.split("<span class=\"value\" dir=\"ltr\">").skip(1).filter_map(|rest| rest.split('<').next());
    let reference = shown.last().expect("a reference").to_owned();
    assert_eq!(reference.replace(' ', ""), lines[28]);
    let values = [
        "CH44 3199 9123 0008 8901 2",
        "Zoë Müller<br>Rue du Lac 12a<br>2501 Biel/Bienne",
        &reference,
        "1 949.75",
        "CHF",
    ];
    for (language, headings) in [
        ("de", ["Zahlteil", "Empfangsschein", "Konto / Zahlbar an", "Zahlbar durch (Name/Adresse)", "Annahmestelle"]),
        ("fr", ["Section paiement", "Récépissé", "Compte / Payable à", "Payable par (nom/adresse)", "Point de dépôt"]),
        (
            "it",
            [
                "Sezione pagamento",
                "Ricevuta",
                "Conto / Pagabile a",
                "Pagabile da (nome/indirizzo)",
                "Punto di accettazione",
            ],
        ),
        // The standard has no other languages.
        ("ja", ["Payment part", "Receipt", "Account / Payable to", "Payable by (name/address)", "Acceptance point"]),
    ] {
        let bill = app.browser().page(&format!("{own}/qr-bill?lang={language}")).await;
        has(&bill, &headings);
        let (stub, part) = bill.split_once("class=\"part\"").expect("two parts");
        for value in values {
            assert!(stub.contains(value) && part.contains(value), "{language}: {value}");
        }
        // The code is framed without its quiet zone, because the standard says how wide it is on paper.
        has(part, &["viewBox=\"4 4 ", "fill-rule=\"evenodd\""]);
    }
    // While the payer says that it was sent, the bill can still be looked at; once it has arrived, there is a receipt instead.
    app.browser().post(&format!("{own}/claim"), &[]).await.status(303);
    has(&app.browser().page(&own).await, &[ON_SCREEN]);
    app.browser().get(&format!("{own}/qr-bill")).await.status(200);
    let payment = api.get("payments").await.json()["data"][0]["request"].as_str().expect("its request").to_owned();
    api.post(&format!("requests/{payment}/cancel"), &json!({})).await.status(200);
    app.db().execute("update payments set state = 'failed'").await;
    assert_eq!(app.browser().get(&format!("{own}/qr-bill")).await.status(303).location(), own);
    has_not(&app.browser().page(&own).await, &[ON_SCREEN, "qr-bill"]);
}

async fn other_ways_have_no_bill(app: App) {
    let settings = json!({"iban": "DE75512108001245126199", "beneficiary": "Anna"});
    let (_, own) = started(&app, "sepa", settings, "EUR").await;
    has_not(&app.browser().page(&own).await, &[ON_SCREEN, "qr-bill"]);
    app.browser().get(&format!("{own}/qr-bill")).await.status(404);
}
