//! Signing up, in and out.

use libtest_mimic::Trial;
use reqwest::Method;
use serde_json::json;

use super::another;
use crate::support::{App, Browser, between, both, form, has, has_not};

pub fn tests() -> Vec<Trial> {
    both![
        anybody_signs_up_where_that_is_open,
        an_invitation_is_good_for_one_sign_up,
        nobody_signs_up_where_that_is_closed,
        a_sign_in_link_is_used_up_by_pressing_its_button_only,
        an_owner_key_signs_in_until_there_is_a_new_one,
        signing_out_ends_one_session_and_everywhere_ends_all,
        a_session_ends_at_the_server_too,
        posts_from_other_sites_are_refused,
        a_payer_is_not_stopped_by_an_old_browser,
    ]
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
    has(&browser.page("app").await, &["Bertas Brote", "Two steps to your first link"]);
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
    has_not(&seller.page("app/settings/keys").await, &["owner_1", &second]);
}

async fn signing_out_ends_one_session_and_everywhere_ends_all(app: App) {
    let payee = app.payee("anna");
    let (phone, laptop, tablet) =
        (app.signed_in(&payee).await, another(&app, &payee).await, another(&app, &payee).await);
    let stranger = app.payee("berta");
    let other = app.signed_in(&stranger).await;
    has(&phone.page("app/settings/data").await, &["on 3 devices"]);
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
