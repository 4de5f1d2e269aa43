//! The main job from end to end, as the people in it do it: a payee comes to be, asks, is paid, and keeps its books.

use chrono::TimeDelta;
use libtest_mimic::Trial;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{App, Browser, Message, Payee, between, both, form, has, has_not, now, order};

pub fn tests() -> Vec<Trial> {
    both![
        a_request_is_made_paid_recorded_and_exported,
        a_declined_payment_can_be_tried_again,
        a_payment_that_is_on_its_way_arrives_later,
        a_transfer_is_claimed_by_its_payer_and_confirmed_by_its_payee,
        a_payment_that_was_left_can_be_taken_up_again,
        a_personal_link_stores_nothing_until_somebody_pays,
        a_personal_link_takes_the_amount_that_is_typed,
        anybody_signs_up_where_that_is_open,
        an_invitation_is_good_for_one_sign_up,
        nobody_signs_up_where_that_is_closed,
        a_sign_in_link_is_used_up_by_pressing_its_button_only,
        an_owner_key_signs_in_until_there_is_a_new_one,
        signing_out_ends_one_session_and_everywhere_ends_all,
        a_session_ends_at_the_server_too,
        posts_from_other_sites_are_refused,
        a_payer_is_not_stopped_by_an_old_browser,
        methods_are_added_and_removed_on_a_page,
        settings_change_what_payers_see,
        the_list_searches_and_filters,
        the_list_goes_on_page_by_page,
        a_request_is_cancelled_on_its_page,
        a_request_is_marked_as_paid_on_its_page,
        the_command_line_makes_requests_and_exports,
        a_disabled_payee_comes_back,
        a_restart_loses_nothing,
    ]
}

/// Pays a request by the demo provider's pages, as a payer without scripts does; answers the payer's own page.
async fn pay(payer: &Browser, link: &str, outcome: &str) -> String {
    let page = payer.page(link).await;
    let (action, method) =
        (between(&page, "<form method=\"post\" action=\"", "\""), between(&page, "name=\"method\" value=\"", "\""));
    let provider = payer.post(action, &[("method", method)]).await.status(303);
    decide(payer, provider.location(), outcome).await
}

/// Presses a button on the demo provider's page; answers where the payer is sent.
async fn decide(payer: &Browser, provider: &str, outcome: &str) -> String {
    let page = payer.page(provider).await;
    has(&page, &["No money moves on this page", &format!("value=\"{outcome}\"")]);
    let action = between(&page, "<form method=\"post\" action=\"", "\"");
    payer.post(action, &[("outcome", outcome)]).await.status(303).location().to_owned()
}

/// Makes a request on the page; answers its code.
async fn make(seller: &Browser, fields: &[(&str, &str)]) -> String {
    let made = seller.post("app/new", fields).await.status(303);
    let code = between(made.location(), "/app/requests/", "?made").to_owned();
    has(&seller.page(made.location()).await, &["Your link is ready", &code]);
    code
}

/// The lines of a CSV by the names of their columns.
fn csv_lines(file: &str) -> Vec<Value> {
    let mut reader = csv::Reader::from_reader(file.as_bytes());
    let names = reader.headers().expect("a header").clone();
    let record = |record: Result<csv::StringRecord, csv::Error>| {
        let record = record.expect("a record");
        names.iter().zip(record.iter()).map(|(name, cell)| (name.to_owned(), Value::from(cell))).collect()
    };
    reader.records().map(record).collect()
}

/// A period around today, as the export's query says it.
fn around_today() -> (String, String) {
    let day = |offset| (now() + TimeDelta::days(offset)).date_naive().to_string();
    (day(-2), day(2))
}

async fn a_request_is_made_paid_recorded_and_exported(app: App) {
    // A payee comes to be and signs in on its phone.
    let payee = app.payee("anna");
    let seller = app.signed_in(&payee).await;
    has(&seller.page("app").await, &["No requests yet", "Nobody can pay you yet"]);
    seller.post("app/methods", &[("rail", "demo")]).await.status(303);
    // It asks.
    let fields = [
        ("kind", "fixed"),
        ("amount", "25,00"),
        ("currency", "EUR"),
        ("memo", "Coffee & beans"),
        ("reference", "R-17"),
        ("due_on", "2071-02-03"),
    ];
    let code = make(&seller, &fields).await;
    // The payer sees who, how much, what for, until when.
    let payer = app.browser();
    let link = payer.url(&format!("r/{code}"));
    has(
        &payer.page(&link).await,
        &[
            "<bdi>anna</bdi> asks for",
            "25.00",
            "Coffee &#38; beans",
            "3 February 2071",
            "Pay €25.00 with Demo",
            "Test: no money moves",
        ],
    );
    // It pays, and its own page is the receipt.
    let own = pay(&payer, &link, "approve").await;
    has(&payer.page(&own).await, &["You paid <bdi>anna</bdi>", "PAID", "25.00", "Coffee &#38; beans", &code]);
    has(&payer.page(&link).await, &["PAID", "This has been paid"]);
    // The payee sees it, and so does its shop.
    has(&seller.page("app").await, &["Coffee &#38; beans", "is-paid"]);
    has(&seller.page(&format!("app/requests/{code}")).await, &["is-paid\">Paid", "Arrived", "€25.00", "R-17"]);
    let api = app.api(&payee.api_key);
    let request = api.get(&format!("requests/{code}")).await.status(200).json();
    assert_eq!(
        (&request["status"], &request["paid_total"], &request["paid_count"]),
        (&json!("paid"), &json!("25.00"), &json!(1))
    );
    assert!(request["paid_at"].is_string());
    let payments = api.get(&format!("payments?request={code}")).await.status(200).json();
    let payment = &payments["data"][0];
    assert_eq!(
        (&payment["state"], &payment["evidence"], &payment["rail"]),
        (&json!("settled"), &json!("webhook"), &json!("demo"))
    );
    // The books get a clean record.
    let (from, to) = around_today();
    let export =
        api.get(&format!("exports/movements?format=csv&from={from}&to={to}&zone=Europe/Berlin")).await.status(200);
    has(export.header("content-type"), &["text/csv"]);
    has(export.header("content-disposition"), &["attachment", ".csv"]);
    assert_eq!(
        export.text().lines().next(),
        Some(
            "movement_id,request_code,payment_id,type,reference,rf,created_at_utc,settled_at_utc,settled_at_local,zone,\
             booking_date,currency,gross,fee,net,status,rail,evidence,evidence_ref,memo,reverses_id,batch_id,seq,\
             provider_ref"
        )
    );
    let lines = csv_lines(&export.text());
    assert_eq!(lines.len(), 1, "{lines:?}");
    let expected = [
        ("request_code", code.as_str()),
        ("payment_id", payment["id"].as_str().expect("an id")),
        ("type", "settlement"),
        ("reference", "R-17"),
        ("rf", request["rf"].as_str().expect("a reference")),
        ("settled_at_utc", payment["settled_at"].as_str().expect("a moment")),
        ("zone", "Europe/Berlin"),
        ("booking_date", ""),
        ("currency", "EUR"),
        ("gross", "25.00"),
        ("fee", "0.00"),
        ("net", "25.00"),
        ("status", "settled"),
        ("rail", "demo"),
        ("evidence", "webhook"),
        ("memo", "Coffee & beans"),
        ("reverses_id", ""),
        ("batch_id", ""),
    ];
    for (column, value) in expected {
        assert_eq!(lines[0][column], value, "{column}");
    }
    let by_page = format!("app/export/movements?from={from}&to={to}&zone=Europe/Berlin&format=csv");
    assert_eq!(seller.page(&by_page).await, export.text(), "the page exports the same");
    app.audit();
}

async fn a_declined_payment_can_be_tried_again(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (payer, link) = (app.browser(), format!("r/{code}"));
    let own = pay(&payer, &link, "decline").await;
    has(&payer.page(&own).await, &["Did not go through", "No money has reached", &format!("/r/{code}")]);
    assert_eq!(api.get(&link.replace("r/", "requests/")).await.json()["status"], "open");
    let own = pay(&payer, &link, "approve").await;
    has(&payer.page(&own).await, &["PAID"]);
    let states = api.get(&format!("payments?request={code}")).await.json();
    assert_eq!((&states["data"][0]["state"], &states["data"][1]["state"]), (&json!("settled"), &json!("failed")));
    app.audit();
}

async fn a_payment_that_is_on_its_way_arrives_later(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (payer, link) = (app.browser(), format!("r/{code}"));
    let page = payer.page(&link).await;
    let method = between(&page, "name=\"method\" value=\"", "\"").to_owned();
    let started = payer.post(&format!("{link}/pay"), &[("method", &method)]).await.status(303);
    let own = decide(&payer, started.location(), "pending").await;
    has(&payer.page(&own).await, &["On its way", "http-equiv=\"refresh\""]);
    has(&payer.page(&link).await, &["A payment is on its way"]);
    has_not(&payer.page(&link).await, &["name=\"method\""]);
    // Whoever comes second is told so, and charged nothing.
    let second = app.browser().post(&format!("{link}/pay"), &[("method", &method)]).await.status(409);
    has(&second.text(), &["Don’t pay again"]);
    assert_eq!(app.db().number("select count(*) from payments").await, 1);
    let again = decide(&payer, started.location(), "approve").await;
    has(&payer.page(&again).await, &["PAID"]);
    assert_eq!(api.get(&format!("requests/{code}")).await.json()["status"], "paid");
    app.audit();
}

async fn a_transfer_is_claimed_by_its_payer_and_confirmed_by_its_payee(app: App) {
    let payee = app.payee("anna");
    let api = app.api(&payee.api_key);
    api.post(
        "methods",
        &json!({"rail": "sepa", "settings": {"iban": "DE75 5121 0800 1245 1261 99", "beneficiary": "Anna"}}),
    )
    .await
    .status(201);
    let code = app.request(&api, &json!({"amount": "12.50", "memo": "Eggs"})).await;
    let rf = api.get(&format!("requests/{code}")).await.json()["rf"].as_str().expect("a reference").to_owned();
    let payer = app.browser();
    let started = payer.post(&format!("r/{code}/pay"), &[]).await.status(303);
    let own = started.location().to_owned();
    has(
        &payer.page(&own).await,
        &["DE75 5121 0800 1245 1261 99", &rf, "payto://iban/DE75512108001245126199", "12.50", "I have sent the money"],
    );
    // A claim is a word, not money.
    payer.post(&format!("{own}/claim"), &[]).await.status(303);
    payer.post(&format!("{own}/claim"), &[]).await.status(303);
    has(&payer.page(&own).await, &["Waiting for confirmation", "Don’t send it twice"]);
    let request = api.get(&format!("requests/{code}")).await.json();
    assert_eq!((&request["status"], &request["paid_total"]), (&json!("open"), &json!("0.00")));
    assert_eq!(app.db().number("select count(*) from ledger_entries").await, 0);
    has(&payer.page(&format!("r/{code}")).await, &["Somebody has said that they paid this already"]);
    // The payee looks into its account and says so.
    let seller = app.signed_in(&payee).await;
    let page = seller.page(&format!("app/requests/{code}")).await;
    has(&page, &["Payer says sent", "It arrived"]);
    let id = between(&page, "action=\"/app/payments/", "/confirm\"").to_owned();
    let confirm = format!("app/payments/{id}/confirm");
    seller.post(&confirm, &[]).await.status(303);
    seller.post(&confirm, &[]).await.status(409);
    has(&payer.page(&own).await, &["You paid <bdi>anna</bdi>", "PAID"]);
    has_not(&payer.page(&own).await, &["DE75"]);
    let payment = api.get(&format!("payments/{id}")).await.json();
    assert_eq!(
        (&payment["state"], &payment["evidence"], &payment["amount"]),
        (&json!("settled"), &json!("manual"), &json!("12.50"))
    );
    assert_eq!(api.get(&format!("requests/{code}")).await.json()["status"], "paid");
    app.audit();
}

async fn a_payment_that_was_left_can_be_taken_up_again(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (page, _) = app.start_payment(&code).await;
    // The payer goes back from the provider without having decided: its own page leads there again.
    let payer = app.browser();
    let own = order(&page)["return_url"].as_str().expect("a URL").to_owned();
    let left = payer.page(&own).await;
    has(&left, &["You have not finished paying yet", "Continue to <bdi>Demo</bdi>"]);
    assert_eq!(between(&left, "<a class=\"primary\" href=\"", "\""), page);
    assert_eq!(decide(&payer, &page, "approve").await, own);
    has(&payer.page(&own).await, &["PAID"]);
    // The provider's page is still there for somebody who goes back, and can't charge twice.
    decide(&payer, &page, "approve").await;
    assert_eq!(api.get(&format!("requests/{code}")).await.json()["paid_total"], "25.00");
    app.audit();
}

async fn a_personal_link_stores_nothing_until_somebody_pays(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let before = app.db().rows().await;
    let payer = app.browser();
    for link in ["anna", "ANNA", "anna/25", "Anna/25.50usd", "anna/25EUR", "anna/1200jpy", "anna/nonsense"] {
        payer.get(link).await;
    }
    has(&payer.page("anna").await, &["<bdi>anna</bdi>", "How much do you want to pay?"]);
    has(&payer.page("anna/25").await, &["asks for", "25.00", "Pay €25.00 with Demo"]);
    has(&payer.page("AnNa/25.50usd").await, &["Pay US$25.50 with Demo"]);
    assert_eq!(app.db().rows().await, before, "looking left something behind");
    let own = pay(&payer, "anna/25.50usd", "approve").await;
    has(&payer.page(&own).await, &["You paid", "25.50"]);
    let requests = api.get("requests").await.json();
    let request = &requests["data"][0];
    assert_eq!(
        (&request["amount"], &request["currency"], &request["status"]),
        (&json!("25.50"), &json!("USD"), &json!("paid"))
    );
    assert_eq!(app.db().texts("select origin from requests").await, ["link"]);
    app.audit();
}

async fn a_personal_link_takes_the_amount_that_is_typed(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let payer = app.browser();
    for (typed, amount) in [("12,50", "12.50"), ("12.50", "12.50"), ("€7", "7.00"), ("1.234,50", "1234.50")] {
        let provider = payer.post("anna/pay", &[("amount", typed)]).await.status(303).location().to_owned();
        decide(&payer, &provider, "approve").await;
        assert_eq!(api.get("requests?limit=1").await.json()["data"][0]["paid_total"], amount, "{typed}");
    }
    let before = app.db().rows().await;
    for typed in ["", "twelve", "0", "-5", "1.234", "12,505", "99999999999999"] {
        let refused = payer.post("anna/pay", &[("amount", typed)]).await.status(400).text();
        has(&refused, &["class=\"error\"", &format!("value=\"{typed}\"")]);
    }
    assert_eq!(app.db().rows().await, before);
    app.audit();
}

/// Signs up; answers the owner key that the page shows once.
async fn sign_up(browser: &Browser, fields: &[(&str, &str)]) -> String {
    let welcome = browser.post("app/sign-up", fields).await.status(201).text();
    has(&welcome, &["Keep your owner key"]);
    format!("owner_{}", between(&welcome, "data-copy=\"owner_", "\""))
}

async fn anybody_signs_up_where_that_is_open(app: App) {
    let app = app.with(&[("CHIT_SIGNUP", "open")]).await;
    let browser = app.browser();
    has(&browser.page("/").await, &["/app/sign-up"]);
    has(&browser.page("app/sign-up").await, &["No e-mail, no phone number, no legal name"]);
    let key = sign_up(&browser, &[("handle", "Berta"), ("name", "Bertas Brote"), ("currency", "chf")]).await;
    has(&browser.page("app").await, &["Bertas Brote", "/berta"]);
    has(&app.browser().page("berta/25").await, &["Bertas Brote", "CHF", "This can’t be paid yet"]);
    // The key signs in on another device.
    let other = app.browser();
    other.post("app/sign-in", &[("owner_key", &format!(" {key} "))]).await.status(303);
    has(&other.page("app").await, &["Bertas Brote"]);
    // Neither it nor one that looks like it can be had twice; what was typed is kept.
    for taken in ["berta", "BERTA", "ber-ta"] {
        let refused = app
            .browser()
            .post("app/sign-up", &[("handle", taken), ("name", "Mallory"), ("currency", "EUR")])
            .await
            .status(400)
            .text();
        has(&refused, &["is taken", "value=\"Mallory\"", &format!("value=\"{taken}\"")]);
    }
    assert_eq!(app.db().number("select count(*) from payees").await, 1);
}

async fn an_invitation_is_good_for_one_sign_up(app: App) {
    let app = app.with(&[("CHIT_SIGNUP", "invite")]).await;
    let fields = [("handle", "berta"), ("name", "Berta"), ("currency", "EUR")];
    app.browser().get("app/sign-up").await.status(409);
    app.browser().post("app/sign-up", &fields).await.status(409);
    app.browser().post("app/sign-up", &[&fields[..], &[("invite", "invite_madeup")]].concat()).await.status(403);
    let link = app.cli_ok(&["payee", "invite"]);
    let invitation = link.trim().rsplit("invite=").next().expect("a token").to_owned();
    has(&app.browser().page(link.trim()).await, &[&format!("name=\"invite\" value=\"{invitation}\"")]);
    // A mistake does not use it up.
    let with = |handle| [("handle", handle), ("name", "Berta"), ("currency", "EUR"), ("invite", invitation.as_str())];
    let refused = app.browser().post("app/sign-up", &with("app")).await.status(400).text();
    has(&refused, &["reserved", &invitation]);
    sign_up(&app.browser(), &with("berta")).await;
    app.browser().post("app/sign-up", &with("carla")).await.status(403);
    assert_eq!(app.db().texts("select handle from payees").await, ["berta"]);
}

async fn nobody_signs_up_where_that_is_closed(app: App) {
    let browser = app.browser();
    browser.get("app/sign-up").await.status(404);
    browser.post("app/sign-up", &[("handle", "berta"), ("name", "Berta"), ("currency", "EUR")]).await.status(404);
    has(&browser.page("/").await, &["Ask whoever runs this service"]);
    assert_eq!(app.db().number("select count(*) from payees").await, 0);
}

async fn a_sign_in_link_is_used_up_by_pressing_its_button_only(app: App) {
    let payee = app.payee("anna");
    let browser = app.browser();
    // A chat's preview looks as often as it likes.
    for _ in 0..3 {
        has(&browser.page(&payee.sign_in_url).await, &["This link works once"]);
    }
    browser.get("app").await.status(303);
    let signed_in = browser.post(&payee.sign_in_url, &[]).await.status(303);
    assert_eq!(signed_in.location(), "/app");
    has(signed_in.header("set-cookie"), &["HttpOnly", "SameSite=Lax", "Path=/"]);
    browser.get("app").await.status(200);
    let second = app.browser();
    let refused = second.post(&payee.sign_in_url, &[]).await.status(403).text();
    has(&refused, &["This link was used"]);
    second.get("app").await.status(303);
    second.post("app/sign-in/made-up", &[]).await.status(404);
    second.post("app/sign-in/abcdefghijkmnopqrstuvwxy", &[]).await.status(403);
    // A new link can be had.
    let link = app.cli_ok(&["payee", "sign-in", "anna"]);
    second.post(link.trim(), &[]).await.status(303);
    second.get("app").await.status(200);
}

async fn an_owner_key_signs_in_until_there_is_a_new_one(app: App) {
    let payee = app.payee("anna");
    let seller = app.signed_in(&payee).await;
    let key = |page: &str| format!("owner_{}", between(page, "data-copy=\"owner_", "\""));
    let first = key(&seller.post("app/settings/owner-key", &[]).await.status(200).text());
    app.browser().post("app/sign-in", &[("owner_key", &first)]).await.status(303);
    let second = key(&seller.post("app/settings/owner-key", &[]).await.status(200).text());
    assert_ne!(first, second);
    let refused = app.browser().post("app/sign-in", &[("owner_key", &first)]).await.status(403).text();
    has(&refused, &["This key opens nothing"]);
    has_not(&refused, &[&first]);
    app.browser().post("app/sign-in", &[("owner_key", &second)]).await.status(303);
    for wrong in ["", "owner_", &payee.api_key, "' or 1=1 --"] {
        app.browser().post("app/sign-in", &[("owner_key", wrong)]).await.status(403);
    }
    // The settings page shows a key once and never again.
    has_not(&seller.page("app/settings").await, &["owner_1", &second]);
}

/// A further browser in which a payee is signed in.
async fn another(app: &App, payee: &Payee) -> Browser {
    let link = app.cli_ok(&["payee", "sign-in", &payee.handle]);
    let browser = app.browser();
    browser.post(link.trim(), &[]).await.status(303);
    browser
}

async fn signing_out_ends_one_session_and_everywhere_ends_all(app: App) {
    let payee = app.payee("anna");
    let (phone, laptop, tablet) =
        (app.signed_in(&payee).await, another(&app, &payee).await, another(&app, &payee).await);
    let stranger = app.payee("berta");
    let other = app.signed_in(&stranger).await;
    has(&phone.page("app/settings").await, &["on 3 devices"]);
    phone.post("app/sign-out", &[]).await.status(303);
    phone.get("app").await.status(303);
    laptop.get("app").await.status(200);
    laptop.post("app/sign-out-everywhere", &[]).await.status(303);
    for browser in [&phone, &laptop, &tablet] {
        assert_eq!(browser.get("app").await.status(303).location(), "/app/sign-in");
    }
    other.get("app").await.status(200);
}

async fn a_session_ends_at_the_server_too(app: App) {
    let payee = app.payee("anna");
    let seller = app.signed_in(&payee).await;
    let thief = seller.copy();
    thief.get("app").await.status(200);
    seller.post("app/sign-out", &[]).await.status(303);
    thief.get("app").await.status(303);
    // What signs in is nowhere in the database as it is.
    let stored =
        app.db().texts("select token_hash from sessions union all select token_hash from one_time_links").await;
    let token = payee.sign_in_url.rsplit('/').next().expect("a token");
    assert!(!stored.is_empty() && stored.iter().all(|hash| hash != token), "{stored:?}");
    let another = another(&app, &payee).await;
    another.get("app").await.status(200);
    let gone = app.db().execute("delete from sessions").await;
    assert_eq!(gone, 1);
    another.get("app").await.status(303);
    for made_up in ["chit=", "chit=x", "chit=%00", "other=1"] {
        let request = app.browser().request(Method::GET, "app").header("cookie", made_up);
        app.browser().send(request).await.status(303);
    }
}

async fn posts_from_other_sites_are_refused(app: App) {
    let payee = app.payee("anna");
    let seller = app.signed_in(&payee).await;
    let (fields, host) = ([("rail", "demo")], app.base.trim_end_matches('/').to_owned());
    let post = |headers: &[(&'static str, &str)]| {
        let mut request = form(seller.request(Method::POST, "app/methods"), &fields);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        seller.send(request)
    };
    for headers in [
        &[("Sec-Fetch-Site", "cross-site")][..],
        &[("Sec-Fetch-Site", "same-site")],
        &[("Origin", "https://evil.example")],
        &[("Origin", "null")],
        &[("Origin", "http://127.0.0.1:1")],
        &[("Sec-Fetch-Site", "cross-site"), ("Origin", "https://evil.example")],
    ] {
        let refused = post(headers).await;
        has(&refused.status(403).text(), &["Sent from another site"]);
    }
    assert_eq!(app.db().number("select count(*) from methods").await, 0);
    for headers in [&[("Sec-Fetch-Site", "same-origin")][..], &[("Sec-Fetch-Site", "none")], &[("Origin", &host)]] {
        post(headers).await.status(303);
    }
    assert_eq!(app.db().number("select count(*) from methods").await, 3);
    // Signing somebody in from another site is refused as well.
    let link = app.cli_ok(&["payee", "sign-in", "anna"]);
    let request = app.browser().request(Method::POST, link.trim()).header("Sec-Fetch-Site", "cross-site");
    app.browser().send(request).await.status(403);
}

async fn a_payer_is_not_stopped_by_an_old_browser(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let payer = app.browser();
    let post = |headers: &[(&'static str, &'static str)]| {
        let request = form(payer.request(Method::POST, &format!("r/{code}/pay")), &[]);
        payer.send(headers.iter().fold(request, |request, (name, value)| request.header(*name, *value)))
    };
    post(&[]).await.status(303);
    post(&[("Origin", "null")]).await.status(303);
    let refused = post(&[("Sec-Fetch-Site", "cross-site")]).await;
    has(&refused.status(403).text(), &["Sent from another site"]);
    assert_eq!(app.db().number("select count(*) from payments").await, 2);
}

async fn methods_are_added_and_removed_on_a_page(app: App) {
    let payee = app.payee("anna");
    let seller = app.signed_in(&payee).await;
    has(&seller.page("app/methods").await, &["There is none yet", "Bank transfer", "Demo"]);
    seller
        .post(
            "app/methods",
            &[("rail", "sepa"), ("iban", "de75 5121 0800 1245 1261 99"), ("beneficiary", "Anna"), ("bic", "")],
        )
        .await
        .status(303);
    seller.post("app/methods", &[("rail", "demo")]).await.status(303);
    let page = seller.page("app/methods").await;
    has(&page, &["Remove Bank transfer", "Remove Demo"]);
    has_not(&page, &["DE75", "de75", "5121"]);
    assert_eq!(
        app.db().number("select count(*) from methods where settings like '%DE75%' or settings like '%5121%'").await,
        0
    );
    has(&app.browser().page("anna/5").await, &["Choose how to pay", "by bank transfer", "with Demo"]);
    has_not(&app.browser().page("anna/5usd").await, &["by bank transfer"]);
    let id = between(&page, "action=\"/app/methods/", "/delete\"").to_owned();
    // Nobody else can take it away.
    let stranger = app.signed_in(&app.payee("berta")).await;
    stranger.post(&format!("app/methods/{id}/delete"), &[]).await.status(404);
    seller.post(&format!("app/methods/{id}/delete"), &[]).await.status(303);
    seller.post(&format!("app/methods/{id}/delete"), &[]).await.status(404);
    has_not(&seller.page("app/methods").await, &[&id]);
    has_not(&app.browser().page("anna/5").await, &["by bank transfer"]);
}

async fn settings_change_what_payers_see(app: App) {
    let payee = app.payee("anna");
    let seller = app.signed_in(&payee).await;
    let saved = seller.post("app/settings", &[("name", "Café Anna"), ("currency", "usd")]).await.status(200).text();
    has(&saved, &["Saved.", "value=\"Café Anna\"", "value=\"USD\""]);
    has(&app.browser().page("anna/25").await, &["Café Anna", ">US$<", "25.00"]);
    let me = app.api(&payee.api_key).get("me").await.json();
    assert_eq!((&me["name"], &me["currency"]), (&json!("Café Anna"), &json!("USD")));
}

async fn the_list_searches_and_filters(app: App) {
    let payee = app.payee("anna");
    let api = app.api(&payee.api_key);
    let eggs = app.request(&api, &json!({"amount": "1.00", "memo": "Eggs 100%"})).await;
    let milk = app.request(&api, &json!({"amount": "2.00", "memo": "Milk", "reference": "INV-2"})).await;
    let rf = api.get(&format!("requests/{milk}")).await.json()["rf"].as_str().expect("a reference").to_owned();
    api.post(&format!("requests/{eggs}/cancel"), &json!({})).await.status(200);
    let seller = app.signed_in(&payee).await;
    let shows = async |query: &str, found: &[&str], not: &[&str]| {
        let page = seller.page(&format!("app?{query}")).await;
        has(&page, found);
        has_not(&page, not);
    };
    shows("", &[&eggs, &milk], &[]).await;
    shows("q=eggs", &[&eggs], &[&milk]).await;
    shows("q=100%25", &[&eggs], &[&milk]).await;
    // Signs are no words.
    shows("q=%25", &["Nothing found"], &[&eggs, &milk]).await;
    shows("q=_", &["Nothing found"], &[&eggs, &milk]).await;
    shows("q=inv-2", &[&milk], &[&eggs]).await;
    shows(&format!("q={milk}"), &[&format!("/app/requests/{milk}")], &[&eggs]).await;
    shows(&format!("q={rf}"), &[&milk], &[&eggs]).await;
    shows("status=cancelled", &[&eggs], &[&milk]).await;
    shows("status=open", &[&milk], &[&eggs]).await;
    shows("status=paid", &["Nothing found"], &[&milk, &eggs]).await;
    shows("status=nonsense&q=%00&before=x&before_code=y", &[], &[]).await;
}

async fn the_list_goes_on_page_by_page(app: App) {
    let payee = app.payee("anna");
    let api = app.api(&payee.api_key);
    let mut codes = Vec::new();
    for _ in 0..65 {
        codes.push(app.request(&api, &json!({"amount": "1.00", "memo": "a & b"})).await);
    }
    let seller = app.signed_in(&payee).await;
    let (mut seen, mut path) = (Vec::new(), "app?q=a+%26+b".to_owned());
    loop {
        let page = seller.page(&path).await;
        let slips = page.split("href=\"/app/requests/").skip(1);
        seen.extend(slips.map(|slip| slip.split('"').next().expect("a code").to_owned()));
        if !page.contains("Older requests") {
            break;
        }
        let next = page.rsplit_once("Older requests").expect("there").0.rsplit("href=\"").next().expect("a link");
        path = next.split('"').next().expect("a link").replace("&#38;", "&");
    }
    codes.reverse();
    assert_eq!(seen, codes);
}

async fn a_request_is_cancelled_on_its_page(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let seller = app.signed_in(&payee).await;
    let cancel = format!("app/requests/{code}/cancel");
    seller.post(&cancel, &[]).await.status(303);
    seller.post(&cancel, &[]).await.status(303);
    has(&seller.page(&format!("app/requests/{code}")).await, &["Cancelled"]);
    let payer = app.browser();
    has(&payer.page(&format!("r/{code}")).await, &["has withdrawn this request"]);
    payer.post(&format!("r/{code}/pay"), &[]).await.status(409);
    assert_eq!(app.db().number("select count(*) from payments").await, 0);
}

async fn a_request_is_marked_as_paid_on_its_page(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let seller = app.signed_in(&payee).await;
    let mark = format!("app/requests/{code}/mark-paid");
    has(&seller.page(&format!("app/requests/{code}")).await, &["It was paid another way", "value=\"25.00\""]);
    // In two parts, as the payee writes numbers.
    seller
        .post(&mark, &[("amount", "5,00"), ("paid_on", "2026-01-02"), ("note", "Cash <at> the door")])
        .await
        .status(303);
    let page = seller.page(&format!("app/requests/{code}")).await;
    has(
        &page,
        &["Recorded by you", "€5.00", "€20.00 less than was asked", "Cash &#60;at&#62; the door", "value=\"20.00\""],
    );
    has(&app.browser().page(&format!("r/{code}")).await, &["Part of <bdi>€25.00</bdi> has been paid", "20.00"]);
    seller.post(&mark, &[("amount", "")]).await.status(303);
    let page = seller.page(&format!("app/requests/{code}")).await;
    has(&page, &["is-paid\">Paid"]);
    has_not(&page, &["less than was asked"]);
    // A second tap changes nothing.
    seller.post(&mark, &[("amount", "20,00")]).await.status(303);
    let request = api.get(&format!("requests/{code}")).await.json();
    assert_eq!(
        (&request["status"], &request["paid_total"], &request["paid_count"]),
        (&json!("paid"), &json!("25.00"), &json!(2))
    );
    let payments = api.get(&format!("payments?request={code}")).await.json();
    assert_eq!(payments["data"][1]["settled_at"], "2026-01-02T12:00:00.000000Z");
    app.audit();
}

async fn the_command_line_makes_requests_and_exports(app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let run = |arguments: &[&str]| {
        let keyed = [arguments, &["--url", &app.base, "--key", &payee.api_key]].concat();
        app.cli(&keyed)
    };
    let made = run(&["request", "25.00", "EUR", "Coffee", "--json"]);
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let request: Value = serde_json::from_slice(&made.stdout).expect("JSON");
    assert_eq!((&request["amount"], &request["memo"]), (&json!("25.00"), &json!("Coffee")));
    let plain = run(&["request", "open", "JPY"]);
    has(&String::from_utf8_lossy(&plain.stdout), &[&format!("{}r/", app.base)]);
    let wrong = run(&["request", "12,50", "EUR"]);
    assert_eq!(wrong.status.code(), Some(2));
    has(&String::from_utf8_lossy(&wrong.stderr), &["amount"]);
    let code = request["code"].as_str().expect("a code");
    let (_, order) = app.start_payment(code).await;
    hook.reported(&Message::new(&order, "approve")).await;
    let (from, to) = around_today();
    let by_api = api.get(&format!("exports/movements?from={from}&to={to}")).await.status(200).text();
    let period = ["export", "--from", &from, "--to", &to];
    assert_eq!(app.cli_ok(&period), by_api);
    let file = app.dir().join("books.csv");
    app.cli_ok(&[&period[..], &["--payee", "anna", "--out", file.to_str().expect("a path")]].concat());
    assert_eq!(std::fs::read_to_string(file).expect("the file"), by_api);
    assert_eq!(csv_lines(&by_api).len(), 1);
    // With a second payee one must say whose; and a bad period is named.
    app.payee("berta");
    assert_eq!(app.cli(&period).status.code(), Some(2));
    let bad = app.cli(&["export", "--from", "yesterday", "--to", &to, "--payee", "anna"]);
    assert_eq!(bad.status.code(), Some(2));
    has(&String::from_utf8_lossy(&bad.stderr), &["from"]);
    for wrong in [&["payee", "add", "app"][..], &["payee", "add", "anna"], &["payee", "disable", "nobody"]] {
        assert_eq!(app.cli(wrong).status.code(), Some(2), "{wrong:?}");
    }
}

async fn a_disabled_payee_comes_back(app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (_, order) = app.start_payment(&code).await;
    let seller = app.signed_in(&payee).await;
    app.cli_ok(&["payee", "disable", "anna"]);
    for path in ["anna", "anna/25", &format!("r/{code}")] {
        app.browser().get(path).await.status(404);
    }
    // Its books stay open to it.
    seller.get("app").await.status(200);
    api.get("me").await.status(200);
    // Money that is on its way arrives all the same.
    hook.reported(&Message::new(&order, "approve")).await;
    app.cli_ok(&["payee", "enable", "anna"]);
    assert_eq!(api.get(&format!("requests/{code}")).await.status(200).json()["status"], "paid");
    app.browser().get("anna").await.status(200);
    app.audit();
}

async fn a_restart_loses_nothing(mut app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (_, order) = app.start_payment(&code).await;
    let seller = app.signed_in(&payee).await;
    assert_eq!(app.stop(), Some(0), "a graceful stop is a success");
    app.start_again();
    seller.get("app").await.status(200);
    hook.reported(&Message::new(&order, "approve")).await;
    app.kill();
    app.start_again();
    assert_eq!(api.get(&format!("requests/{code}")).await.json()["status"], "paid");
    hook.reported(&Message::new(&order, "approve")).await;
    assert_eq!(api.get(&format!("requests/{code}")).await.json()["paid_total"], "25.00");
    app.audit();
}
