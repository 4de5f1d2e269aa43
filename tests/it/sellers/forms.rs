//! Sellers' forms: each says what is wrong with which field, keeps what was typed, and writes nothing.

use libtest_mimic::Trial;
use serde_json::json;

use crate::buyers::pages::{IBAN, refused};
use crate::support::{App, between, both, has};

pub fn tests() -> Vec<Trial> {
    both![
        the_new_request_form_names_what_is_wrong,
        the_new_request_form_takes_everything,
        the_mark_as_paid_form_names_what_is_wrong,
        the_method_forms_name_what_is_wrong,
        the_settings_form_names_what_is_wrong,
        the_sign_up_form_names_what_is_wrong,
        the_export_form_names_what_is_wrong,
        sellers_pages_want_somebody_signed_in,
    ]
}

async fn the_new_request_form_names_what_is_wrong(app: App) {
    let seller = app.signed_in(&app.payee("anna")).await;
    let long = "x".repeat(141);
    refused(
        &app,
        &seller,
        "app/new",
        &[
            (&[][..], "amount"),
            (&[("amount", ""), ("memo", "Eggs")], "amount"),
            (&[("amount", "twelve"), ("memo", "Eggs"), ("reference", "R-1")], "amount"),
            (&[("amount", "0")], "amount"),
            (&[("amount", "-5")], "amount"),
            (&[("amount", "1.234")], "amount"),
            (&[("amount", "12,505")], "amount"),
            (&[("amount", "99999999999999")], "amount"),
            (&[("amount", "1,5"), ("currency", "JPY")], "amount"),
            (&[("amount", "5"), ("currency", "ZZZ")], "currency"),
            (&[("amount", "5"), ("currency", "euro")], "currency"),
            (&[("amount", "5"), ("memo", &long)], "memo"),
            (&[("amount", "5"), ("memo", "a\0b")], "memo"),
            (&[("amount", "5"), ("memo", "two\nlines")], "memo"),
            (&[("amount", "5"), ("reference", &long)], "reference"),
            (&[("amount", "5"), ("due_on", "30.11.2026")], "due_on"),
            (&[("amount", "5"), ("expires_in", "soon")], "expires_in"),
            (&[("amount", "5"), ("expires_in", "0")], "expires_in"),
            (&[("amount", "5"), ("expires_in", "99999")], "expires_in"),
            (&[("amount", "5"), ("max_payments", "often")], "max_payments"),
            (&[("amount", "5"), ("max_payments", "0")], "max_payments"),
            (&[("amount", "5"), ("preview", "all")], "preview"),
            (&[("kind", "between")], "min_amount"),
            (&[("kind", "between"), ("min_amount", "nine")], "min_amount"),
            (&[("kind", "between"), ("min_amount", "9"), ("max_amount", "5")], "min_amount"),
            (&[("kind", "between"), ("max_amount", "0")], "max_amount"),
        ],
    )
    .await;
    has(
        &seller.post("app/new", &[("kind", "between"), ("min_amount", "x")]).await.text(),
        &["value=\"between\" checked"],
    );
}

async fn the_new_request_form_takes_everything(app: App) {
    let payee = app.payee("anna");
    let (api, seller) = (app.api(&payee.api_key), app.signed_in(&payee).await);
    let make = async |fields: &[(&str, &str)]| {
        let made = seller.post("app/new", fields).await.status(303);
        let code = between(made.location(), "requests/", "/share").to_owned();
        api.get(&format!("requests/{code}")).await.json()
    };
    let request = make(&[
        ("kind", "fixed"),
        ("amount", "1.234,50"),
        ("currency", "chf"),
        ("min_amount", "nonsense of the other kind"),
        ("memo", " Eggs "),
        ("reference", "R-1"),
        ("due_on", "2071-01-02"),
        ("expires_in", "7"),
        ("max_payments", "3"),
        ("preview", "amount"),
    ])
    .await;
    for (field, value) in [
        ("amount", json!("1234.50")),
        ("currency", json!("CHF")),
        ("memo", json!("Eggs")),
        ("reference", json!("R-1")),
        ("due_on", json!("2071-01-02")),
        ("max_payments", json!(3)),
        ("preview", json!("amount")),
    ] {
        assert_eq!(request[field], value, "{field}");
    }
    assert!(request["expires_at"].is_string());
    let open = make(&[("kind", "open"), ("amount", "nonsense"), ("min_amount", "nonsense")]).await;
    assert_eq!((&open["amount"], &open["min_amount"], &open["max_amount"]), (&json!(null), &json!(null), &json!(null)));
    let open = make(&[("kind", "between"), ("amount", "nonsense"), ("min_amount", "5,00"), ("max_amount", "50")]).await;
    assert_eq!(
        (&open["amount"], &open["min_amount"], &open["max_amount"]),
        (&json!(null), &json!("5.00"), &json!("50.00"))
    );
    let bare = make(&[("amount", "5")]).await;
    assert_eq!(
        (&bare["amount"], &bare["currency"], &bare["preview"]),
        (&json!("5.00"), &json!("EUR"), &json!("generic"))
    );
    // A link may fill the form in.
    has(
        &seller.page("app/new?amount=12%2C50&memo=Eggs&currency=CHF").await,
        &["value=\"12,50\"", "value=\"Eggs\"", "value=\"CHF\""],
    );
}

async fn the_mark_as_paid_form_names_what_is_wrong(app: App) {
    let payee = app.payee("anna");
    let (api, seller) = (app.api(&payee.api_key), app.signed_in(&payee).await);
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let open = app.request(&api, &json!({})).await;
    let long = "x".repeat(141);
    let cases: [(&[(&str, &str)], &str); 7] = [
        (&[("amount", "some"), ("note", "cash")], "amount"),
        (&[("amount", "0")], "amount"),
        (&[("amount", "1.234")], "amount"),
        (&[("amount", "5"), ("paid_on", "yesterday")], "paid_on"),
        (&[("amount", "5"), ("paid_on", "2999-01-01")], "paid_on"),
        (&[("amount", "5"), ("note", &long)], "note"),
        (&[("amount", "5"), ("note", "a\0b")], "note"),
    ];
    refused(&app, &seller, &format!("app/requests/{code}/mark-paid"), &cases).await;
    refused(&app, &seller, &format!("app/requests/{open}/mark-paid"), &[(&[("note", "cash")], "amount")]).await;
}

async fn the_method_forms_name_what_is_wrong(app: App) {
    let seller = app.signed_in(&app.payee("anna")).await;
    let long = "x".repeat(71);
    refused(
        &app,
        &seller,
        "app/methods",
        &[
            (&[("rail", "sepa")], "sepa-iban"),
            (&[("rail", "sepa"), ("iban", "DE00512108001245126199"), ("beneficiary", "Anna")], "sepa-iban"),
            (&[("rail", "sepa"), ("iban", IBAN), ("beneficiary", "Anna"), ("bic", "X")], "sepa-bic"),
            (&[("rail", "sepa"), ("iban", IBAN)], "sepa-beneficiary"),
            (&[("rail", "sepa"), ("iban", IBAN), ("beneficiary", &long)], "sepa-beneficiary"),
        ],
    )
    .await;
    for fields in [
        &[][..],
        &[("rail", "gold")],
        &[("rail", "sepa"), ("iban", IBAN), ("beneficiary", "Anna"), ("extra", "x")],
        &[("rail", "demo"), ("webhook_secret", "short")],
    ] {
        let answer = seller.post("app/methods", fields).await.status(400).text();
        assert!(answer.contains("Nothing was saved yet"), "{fields:?}: {answer}");
    }
    assert_eq!(app.db().number("select count(*) from methods").await, 0);
}

async fn the_settings_form_names_what_is_wrong(app: App) {
    let seller = app.signed_in(&app.payee("anna")).await;
    let long = "x".repeat(71);
    refused(
        &app,
        &seller,
        "app/settings/profile",
        &[(&[("name", "")], "name"), (&[("name", &long)], "name"), (&[("name", "a\u{202e}b")], "name")],
    )
    .await;
    let wrong: &[(&[(&str, &str)], &str)] = &[(&[("currency", "ZZZ")], "currency"), (&[("zone", "Mars")], "zone")];
    refused(&app, &seller, "app/settings/language", wrong).await;
    assert_eq!(app.db().texts("select name from payees").await, ["anna"]);
}

async fn the_sign_up_form_names_what_is_wrong(app: App) {
    let app = app.with(&[("CHIT_SIGNUP", "open")]).await;
    let long = "x".repeat(71);
    let browser = app.browser();
    refused(
        &app,
        &browser,
        "app/sign-up",
        &[
            (&[][..], "handle"),
            (&[("handle", "ab"), ("name", "Anna"), ("currency", "EUR")], "handle"),
            (&[("handle", "a-very-long-handle-indeed"), ("name", "Anna")], "handle"),
            (&[("handle", "an na"), ("name", "Anna")], "handle"),
            (&[("handle", "änna"), ("name", "Anna")], "handle"),
            (&[("handle", "-anna"), ("name", "Anna")], "handle"),
            (&[("handle", "admin"), ("name", "Anna")], "handle"),
            (&[("handle", "paypa1"), ("name", "Anna")], "handle"),
            (&[("handle", "anna"), ("name", &long)], "name"),
            (&[("handle", "anna"), ("name", "Anna"), ("currency", "euro")], "currency"),
        ],
    )
    .await;
    browser.get("app").await.status(303);
}

async fn the_export_form_names_what_is_wrong(app: App) {
    let seller = app.signed_in(&app.payee("anna")).await;
    has(&seller.page("app/books").await, &["Up to and including", "Europe/Berlin"]);
    for (query, wrong) in [
        ("from=x&to=2026-01-31&zone=UTC", "from"),
        ("from=2026-01-01&to=2026-02-30&zone=UTC", "to"),
        ("from=2026-02-01&to=2026-01-01&zone=UTC", "to"),
        ("from=2026-01-01&to=2026-01-31&zone=Mars/Olympus", "zone"),
        ("from=2026-01-01&to=2026-01-31&zone=UTC&format=xml", "format"),
    ] {
        let page = seller.get(&format!("app/export/movements?{query}")).await.status(400).text();
        has(&page, &["Nothing was exported", &format!("id=\"{wrong}-error\"")]);
    }
    let file = seller.get("app/export/movements?from=2026-01-01&to=2026-01-01&zone=UTC&format=csv").await.status(200);
    has(file.header("content-disposition"), &["attachment"]);
    app.browser().get("app/export/movements").await.status(303);
}

async fn sellers_pages_want_somebody_signed_in(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let stranger = app.browser();
    let before = app.db().rows().await;
    for path in [
        "app",
        "app/new",
        "app/methods",
        "app/methods/add",
        "app/methods/add/sepa",
        "app/methods/order",
        "app/settings",
        "app/settings/profile",
        "app/settings/language",
        "app/settings/keys",
        "app/settings/webhooks",
        "app/settings/data",
        "app/settings/about",
        "app/books",
        "app/books/month/2026-11",
        "app/books/deliveries",
        "app/books/close",
        "app/books/accounts",
        "app/export",
        "app/export/movements",
        &format!("app/requests/{code}"),
    ] {
        let sent = stranger.get(path).await.status(303);
        // Signing in leads to the page that was asked for.
        let asked = if path == "app" { String::new() } else { format!("?to=%2F{}", path.replace('/', "%2F")) };
        assert_eq!((sent.location(), sent.body.len()), (format!("/app/sign-in{asked}").as_str(), 0), "{path}");
    }
    for path in [
        "app/new".to_owned(),
        "app/methods".into(),
        "app/methods/x/delete".into(),
        "app/settings/profile".into(),
        "app/settings/language".into(),
        "app/settings/pages-language".into(),
        "app/settings/keys".into(),
        "app/settings/webhooks".into(),
        "app/settings/owner-key".into(),
        format!("app/requests/{code}/cancel"),
        format!("app/requests/{code}/mark-paid"),
        "app/payments/x/confirm".into(),
    ] {
        let sent =
            stranger.post(&path, &[("amount", "5"), ("name", "Mallory"), ("currency", "EUR"), ("rail", "demo")]).await;
        match sent.code {
            // What holds no secret is kept while its seller signs in.
            401 => has(&sent.text(), &["Sign in to go on. What you typed is kept."]),
            code => assert_eq!((code, sent.location()), (303, "/app/sign-in"), "{path}"),
        }
    }
    assert_eq!(app.db().rows().await, before);
    assert_eq!(api.get(&format!("requests/{code}")).await.json()["status"], "open");
}
