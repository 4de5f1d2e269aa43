//! Sentences of the documentation that nothing else holds to: addresses of webhooks, invitations, ways in, currencies, words to compare, settings.

use std::fs;
use std::path::Path;

use chit::domain::id::MethodId;
use libtest_mimic::Trial;
use reqwest::Method;
use serde_json::json;

use crate::operations::service::{Running, chit, files, place, said};
use crate::support::{App, Backend, Browser, alone, between, both, form, has, has_not};

pub fn tests() -> Vec<Trial> {
    let mut tests = both![
        a_webhooks_address_stays_until_it_is_used,
        a_used_invitation_says_so,
        signing_out_everywhere_ends_links_too,
        withdrawn_currencies_are_refused_where_something_begins,
        what_was_asked_in_a_withdrawn_currency_stays_readable,
        a_new_memo_has_new_words_and_says_so,
        an_expired_request_can_be_opened_again,
        everything_of_a_wrong_type_is_told_at_once,
        a_file_of_settings_serves_requests_too,
        a_name_that_is_no_setting_is_warned_about,
    ];
    tests.extend(alone![the_demo_leaves_other_databases_alone, a_request_without_a_key_says_what_it_lacks,]);
    tests
}

/// The address of the webhook that a rail's form shows, and the id in the form.
async fn webhook(browser: &Browser, rail: &str) -> String {
    let page = browser.page(&format!("app/methods/add/{rail}")).await;
    let (_, forms) = page.split_once(&format!("/hooks/{rail}/mtd_")).unwrap_or_else(|| panic!("no {rail} in {page}"));
    let drawn = forms.split(|c: char| !c.is_ascii_alphanumeric()).next().expect("an id");
    let id = format!("mtd_{drawn}");
    assert!(MethodId::parse(&id).is_some(), "{id}");
    has(&page, &[&format!("value=\"{id}\"")]);
    id
}

async fn a_webhooks_address_stays_until_it_is_used(mut app: App) {
    let (anna, berta) = (app.payee("anna"), app.payee("berta"));
    let (browser, hers) = (app.signed_in(&anna).await, app.signed_in(&berta).await);
    let api = app.api(&anna.api_key);
    let mut ids = Vec::new();
    for rail in ["stripe", "paypal", "btcpay"] {
        let id = webhook(&browser, rail).await;
        assert_eq!(webhook(&browser, rail).await, id, "the same at every load");
        assert_ne!(webhook(&hers, rail).await, id, "each payee has its own");
        ids.push(id);
    }
    // A failed attempt doesn't use it up, and other methods don't move it.
    api.post("methods", &json!({"rail": "cash", "settings": {"directions": "At the counter"}})).await.status(201);
    browser.post("app/methods", &[("rail", "stripe"), ("id", &ids[0])]).await.status(400);
    assert_eq!(app.stop(), Some(0));
    app.start_again();
    for (rail, id) in ["stripe", "paypal", "btcpay"].into_iter().zip(&ids) {
        assert_eq!(webhook(&browser, rail).await, *id, "{rail}");
    }
    // Whatever uses it, the form has another one from then on, also when the method is gone.
    api.post("methods", &json!({"rail": "demo", "id": ids[0]})).await.status(201);
    let next = webhook(&browser, "stripe").await;
    assert_ne!(next, ids[0]);
    api.delete(&format!("methods/{}", ids[0])).await.status(204);
    assert_eq!(webhook(&browser, "stripe").await, next);
    assert_eq!(webhook(&browser, "paypal").await, ids[1]);
}

async fn a_used_invitation_says_so(app: App) {
    let app = app.with(&[("CHIT_SIGNUP", "invite")]).await;
    let link = app.cli_ok(&["payee", "invite"]);
    let token = link.trim().rsplit("invite=").next().expect("a token").to_owned();
    let with =
        |handle| [("handle", handle), ("name", "Berta’s Bikes"), ("currency", "EUR"), ("invite", token.as_str())];
    // Two have the form open; one is quicker.
    app.browser().page(link.trim()).await;
    app.browser().post("app/sign-up", &with("berta")).await.status(201);
    let late = app.browser().post("app/sign-up", &with("carla")).await.status(403).text();
    has(&late, &["This invitation was used, or it has expired", "value=\"carla\"", "Berta’s Bikes"]);
    let again = app.browser().get(link.trim()).await.status(403).text();
    has(&again, &["This invitation was used, or it has expired"]);
    has_not(&format!("{late}{again}"), &["another site"]);
    assert_eq!(app.db().number("select count(*) from payees").await, 1);
    // What does come from another site is told as that.
    let request = app.browser().request(Method::POST, "app/sign-up");
    let foreign = request.header("Sec-Fetch-Site", "cross-site").header("Origin", "https://elsewhere.example");
    let foreign = app.browser().send(form(foreign, &with("dora"))).await.status(403).text();
    has(&foreign, &["another site"]);
}

async fn signing_out_everywhere_ends_links_too(app: App) {
    let (anna, berta) = (app.payee("anna"), app.payee("berta"));
    let link = |handle: &str| app.cli_ok(&["payee", "sign-in", handle]).trim().to_owned();
    let (unused, hers) = (link("anna"), link("berta"));
    let browser = app.signed_in(&anna).await;
    let settings = browser.page("app/settings/data").await;
    has(&settings, &["on this device only", "Sign out everywhere", "Your owner key still signs you in"]);
    let shown = browser.post("app/settings/owner-key", &[]).await.status(200).text();
    let key = format!("owner_{}", between(&shown, "owner_", "\"").split('<').next().expect("a key"));
    browser.post("app/sign-out-everywhere", &[]).await.status(303);
    let refused = app.browser().post(&unused, &[]).await.status(403).text();
    has(&refused, &["This link was used or has expired"]);
    browser.get("app").await.status(303);
    // The other payee's ways in are its own.
    app.browser().post(&hers, &[]).await.status(303);
    app.browser().post(&berta.sign_in_url, &[]).await.status(303);
    app.browser().post("app/sign-in", &[("owner_key", &key)]).await.status(303);
    app.api(&anna.api_key).get("me").await.status(200);
}

const WITHDRAWN: [&str; 5] = ["BGN", "CUC", "HRK", "SLL", "ZWL"];

async fn withdrawn_currencies_are_refused_where_something_begins(app: App) {
    let (anna, api, _) = app.seller("anna").await;
    let browser = app.signed_in(&anna).await;
    let before = app.db().rows().await;
    for code in WITHDRAWN {
        let body = json!({"amount": "25.00", "currency": code});
        let refused = api.post("requests", &body).await.status(400);
        assert_eq!(refused.problems(), [("currency".to_owned(), "withdrawn_currency".to_owned())], "{code}");
        has(&refused.text(), &[&format!("{code} was withdrawn")]);
        let typed = [("kind", "fixed"), ("amount", "25"), ("currency", code)];
        has(&browser.post("app/new", &typed).await.status(400).text(), &[&format!("{code} was withdrawn")]);
        let settings = [("name", "Anna"), ("currency", code), ("language", "en")];
        has(
            &browser.post("app/settings/language", &settings).await.status(400).text(),
            &[&format!("{code} was withdrawn")],
        );
        let added = app.cli(&["payee", "add", "berta", "--currency", code]);
        assert!(!added.status.success());
        has(&said(&added), &[&format!("{code} was withdrawn")]);
        let path = format!("anna/25{}", code.to_lowercase());
        let page = app.browser().get(&path).await.status(404).text();
        has(&page, &["no longer used as money"]);
        has_not(&page, &["can’t be read"]);
        app.browser().post(&format!("{path}/pay"), &[]).await.status(400);
    }
    assert_eq!(app.db().rows().await, before);
}

async fn what_was_asked_in_a_withdrawn_currency_stays_readable(app: App) {
    let (anna, api, _) = app.seller("anna").await;
    let browser = app.signed_in(&anna).await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    app.db().execute("update requests set currency = 'HRK'").await;
    app.db().execute("update payees set currency = 'HRK'").await;
    assert_eq!(api.get(&format!("requests/{code}")).await.status(200).json()["currency"], "HRK");
    assert_eq!(api.get("requests").await.status(200).json()["data"][0]["currency"], "HRK");
    has(&browser.page(&format!("app/requests/{code}")).await, &["HRK"]);
    has(&app.browser().page(&format!("r/{code}")).await, &["HRK"]);
    assert_eq!(api.get("me").await.status(200).json()["currency"], "HRK");
    // Nothing new begins in it, also where nobody names it.
    let refused = api.post("requests", &json!({"amount": "25.00"})).await.status(400);
    assert_eq!(refused.problems(), [("currency".to_owned(), "withdrawn_currency".to_owned())]);
    has(&app.browser().page("anna").await, &["HRK", "no longer used as money"]);
    let pay = app.browser().post("anna/pay", &[("amount", "25")]).await.status(400).text();
    has(&pay, &["no longer used as money"]);
    app.browser().get("anna/25").await.status(404);
    app.browser().get("anna/25eur").await.status(200);
    assert_eq!(app.db().number("select count(*) from payments").await, 0);
}

async fn a_new_memo_has_new_words_and_says_so(app: App) {
    let anna = app.payee("anna");
    let (api, browser) = (app.api(&anna.api_key), app.signed_in(&anna).await);
    let code = app.request(&api, &json!({"amount": "25.00", "memo": "Two loaves"})).await;
    let words = async || {
        let words = api.get(&format!("requests/{code}")).await.status(200).json()["check_words"].clone();
        words.as_str().expect("words").to_owned()
    };
    let page = format!("app/requests/{code}");
    has(&browser.page(&page).await, &["the three words to compare change as well"]);
    has_not(&browser.page(&page).await, &["These words are new"]);
    let before = words().await;
    let change = |memo| [("memo", memo), ("language", "de"), ("preview", "none")];
    // Only what the words follow from.
    let kept = browser.post(&format!("{page}/change"), &change("Two loaves")).await.status(303).location().to_owned();
    assert_eq!((words().await, kept), (before.clone(), format!("/{page}")));
    let changed = browser.post(&format!("{page}/change"), &change("Three loaves")).await.status(303);
    let shown = browser.page(changed.location()).await;
    assert_ne!(words().await, before);
    has(&shown, &["These words are new", &words().await]);
    has_not(&shown, &[&before]);
}

async fn an_expired_request_can_be_opened_again(app: App) {
    let api = app.api(&app.payee("anna").api_key);
    let code = app.request(&api, &json!({"amount": "25.00", "expires_at": "2090-01-01T00:00:00Z"})).await;
    let path = format!("requests/{code}");
    let past = match app.db().backend {
        Backend::Sqlite => "update requests set expires_at = '2020-01-01T00:00:00+00:00'",
        Backend::Postgres => "update requests set expires_at = '2020-01-01T00:00:00Z'",
    };
    app.db().execute(past).await;
    assert_eq!(api.get(&path).await.json()["status"], "expired");
    let memo = api.patch(&path, &json!({"memo": "Late"})).await.status(200).json();
    assert_eq!((&memo["memo"], &memo["status"]), (&json!("Late"), &json!("expired")));
    let opened = api.patch(&path, &json!({"expires_at": "2090-01-01T00:00:00Z"})).await.status(200).json();
    assert_eq!(opened["status"], "open");
    api.post(&format!("{path}/cancel"), &json!({})).await.status(200);
    api.patch(&path, &json!({"memo": "Never"})).await.status(409);
}

async fn everything_of_a_wrong_type_is_told_at_once(app: App) {
    let api = app.api(&app.payee("anna").api_key);
    let body =
        json!({"amount": 25, "memo": ["x"], "max_payments": "1", "amout": "1", "items": [{"name": 5, "amount": 1}]});
    let mut told = api.post("requests", &body).await.status(400).problems();
    told.sort();
    let expected = [
        ("amount", "wrong_type"),
        ("amout", "unknown_field"),
        ("items[0].amount", "wrong_type"),
        ("items[0].name", "wrong_type"),
        ("max_payments", "wrong_type"),
        ("memo", "wrong_type"),
    ];
    assert_eq!(told, expected.map(|(field, code)| (field.to_owned(), code.to_owned())));
    assert_eq!(app.db().number("select count(*) from requests").await, 0);
}

async fn a_file_of_settings_serves_requests_too(app: App) {
    let (anna, dir) = (app.payee("anna"), place());
    let settings = format!("CHIT_URL={}\nCHIT_KEY={}\n", app.base, anna.api_key);
    fs::write(dir.path().join(".env"), settings).expect("written");
    let made = chit(dir.path(), &[], &["request", "25.00", "EUR"]).output().expect("chit runs");
    assert!(made.status.success(), "{}", said(&made));
    has(&String::from_utf8(made.stdout).expect("text"), &[&format!("{}r/", app.base)]);
    // The environment counts more than the file, and what is typed more than both.
    let wrong = [("CHIT_KEY", "key_of_nobody")];
    let refused = chit(dir.path(), &wrong, &["request", "25.00", "EUR"]).output().expect("chit runs");
    assert_eq!(refused.status.code(), Some(2));
    let typed = ["request", "25.00", "EUR", "--key", &anna.api_key];
    assert!(chit(dir.path(), &wrong, &typed).output().expect("chit runs").status.success());
    assert_eq!(app.db().number("select count(*) from requests").await, 2);
}

fn a_request_without_a_key_says_what_it_lacks() {
    let dir = place();
    for settings in [&[][..], &[("CHIT_KEY", " ")]] {
        let done = chit(dir.path(), settings, &["request", "25.00", "EUR"]).output().expect("chit runs");
        assert_eq!(done.status.code(), Some(2));
        has(&said(&done), &["CHIT_KEY", ".env"]);
    }
    let settings = [("CHIT_KEY", "x"), ("CHIT_URL", "here")];
    let done = chit(dir.path(), &settings, &["request", "25.00", "EUR"]).output().expect("chit runs");
    assert_eq!(done.status.code(), Some(2));
    has(&said(&done), &["CHIT_URL"]);
}

async fn a_name_that_is_no_setting_is_warned_about(mut app: App) {
    has_not(&app.log(), &["is no setting"]);
    fs::write(app.dir().join(".env"), "CHIT_LIMIT_SIGNINS=5\n").expect("written");
    app = app.with(&[("CHIT_PUBLIC_ULR", "https://pay.example")]).await;
    let log = app.log();
    for (name, nearest) in [("CHIT_PUBLIC_ULR", "CHIT_PUBLIC_URL"), ("CHIT_LIMIT_SIGNINS", "CHIT_LIMIT_SIGN_INS")] {
        let line = log.lines().find(|line| line.contains(name)).unwrap_or_else(|| panic!("no {name} in {log}"));
        has(line, &["WARN", "is no setting", nearest]);
    }
    has_not(&log, &["CHIT_LISTEN is no setting", "pay.example"]);
    // Also where another setting is wrong, and the misspelt one may be why.
    let wrong = chit(app.dir(), &[("CHIT_LISTEN", "here"), ("CHIT_LISTN", "here")], &["serve"]);
    let wrong = { wrong }.output().expect("chit runs");
    assert_eq!(wrong.status.code(), Some(2));
    has(&said(&wrong), &["CHIT_LISTN is no setting", "CHIT_LISTEN wants"]);
}

fn the_demo_leaves_other_databases_alone() {
    let (dir, data) = (place(), place());
    let start = |settings: &[(&str, &str)]| {
        let settings = [&[("CHIT_LISTEN", "127.0.0.1:0")], settings].concat();
        let demo = Running::start(chit(dir.path(), &settings, &["demo"]));
        demo.until("Stop with");
        assert_eq!(demo.stop(), Some(0));
    };
    let url = format!("sqlite://{}", data.path().join("books.db").display());
    start(&[("CHIT_DATABASE_URL", &url)]);
    start(&[("CHIT_DATABASE_URL", "postgres://nobody@127.0.0.1:1/books")]);
    fs::write(dir.path().join(".env"), format!("CHIT_DATABASE_URL={url}\n")).expect("written");
    start(&[]);
    assert_eq!(files(data.path()), [""; 0], "nothing is made beside the books");
    assert!(Path::new(&dir.path().join("chit-demo.db")).exists());
}
