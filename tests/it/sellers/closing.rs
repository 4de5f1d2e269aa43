//! Closing an account: what ends at once, what is erased, what stays, and for how long.

use chit::actions::Error;
use chit::actions::methods::manage::{MethodDraft, add_method};
use chit::actions::payees::api_key::{KeyDraft, add_api_key, make_api_key};
use chit::actions::payees::close_account::erase_closed_accounts;
use chit::actions::payees::sign_in::make_link;
use chit::actions::webhooks::manage::{EndpointDraft, add_endpoint};
use chit::domain::access::Role;
use chit::domain::clock::Clock;
use chrono::TimeDelta;
use libtest_mimic::Trial;
use reqwest::Method;
use serde_json::json;

use super::leaving::{busy, member};
use crate::house::canary::needles::Needles;
use crate::house::store::context;
use crate::support::{App, Backend, Hook, Message, Payee, bare_form, both, has, has_not, order, until};

pub fn tests() -> Vec<Trial> {
    both![
        everything_ends_at_once,
        a_wrong_name_closes_nothing,
        only_an_owner_closes,
        what_waits_is_said_before,
        two_taps_close_once,
        no_word_is_left_in_any_file,
        money_that_comes_late_is_booked,
        a_payer_keeps_the_proof,
        a_payer_who_said_that_it_paid_keeps_the_proof,
        the_ledger_goes_when_its_time_is_over,
        the_operator_closes_an_account,
        calls_in_flight_leave_nothing,
    ]
}

const CLOSE: &str = "app/settings/close";

async fn everything_ends_at_once(app: App) {
    let (owner, api) = busy(&app, "anna").await;
    let (other, others_api) = busy(&app, "berta").await;
    let till = member(&app, &owner, Role::Seller).await;
    let link = app.cli_ok(&["payee", "sign-in", "anna"]).trim().to_owned();
    let code = app.request(&api, &json!({"amount": "25.00", "memo": "Beans"})).await;
    let buyer = app.browser();
    buyer.get(&format!("r/{code}")).await.status(200);
    let page = owner.post(CLOSE, &[("handle", " Anna ")]).await.status(200).text();
    has(&page, &["The account is closed", "signed out everywhere"]);
    // Links.
    for path in [format!("r/{code}"), "anna".into(), "anna/25eur".into()] {
        let gone = buyer.get(&path).await.status(404).text();
        has_not(&gone, &["Beans", "anna’s"]);
    }
    // Those who sign in.
    for browser in [&owner, &till] {
        assert_eq!(browser.get("app").await.status(303).location(), "/app/sign-in");
    }
    assert_eq!(app.browser().post(&link, &[]).await.code, 403);
    // Programs.
    api.get("me").await.status(401);
    assert_eq!(app.db().number("select count(*) from endpoints").await, 1, "berta’s is left");
    // The name stays taken, and nothing switches it on again.
    for command in [&["payee", "add", "anna"][..], &["payee", "enable", "anna"], &["enable", "@anna"]] {
        assert_eq!(app.cli(command).status.code(), Some(2), "{command:?}");
    }
    assert_eq!(app.cli(&["payee", "sign-in", "anna"]).status.code(), Some(2));
    assert_eq!(app.cli(&["key", "add", "anna", "Shop", "--scope", "admin"]).status.code(), Some(2));
    // The books stay, and the other payee has everything still.
    assert!(app.cli_ok(&["export", "--payee", "anna"]).lines().count() > 2);
    others_api.get("me").await.status(200);
    other.page("app").await;
    app.browser().get("berta").await.status(200);
    app.audit();
}

async fn a_wrong_name_closes_nothing(app: App) {
    let (owner, api) = busy(&app, "anna").await;
    let before = app.db().rows().await;
    for typed in ["", "berta", "ann", "anna2"] {
        let refused = owner.post(CLOSE, &[("handle", typed)]).await.status(400).text();
        has(&refused, &["id=\"handle-error\"", "Nothing was closed", "autofocus", &format!("value=\"{typed}\"")]);
    }
    let bare = owner.request(Method::POST, CLOSE).header("Origin", app.base.trim_end_matches('/'));
    let nothing = owner.send(bare_form(bare, &[("handle", "anna")])).await;
    assert!((400..500).contains(&nothing.code), "a form that names no deed does nothing: {}", nothing.code);
    assert_eq!(app.db().rows().await, before);
    api.get("me").await.status(200);
    app.browser().get("anna").await.status(200);
}

async fn only_an_owner_closes(app: App) {
    let owner = app.signed_in(&app.payee("anna")).await;
    let till = member(&app, &owner, Role::Seller).await;
    till.get(CLOSE).await.status(403);
    till.post(CLOSE, &[("handle", "anna")]).await.status(403);
    has_not(&till.page("app/settings/data").await, &["settings/close"]);
    has(&owner.page("app/settings/data").await, &["href=\"/app/settings/close\""]);
    app.browser().get("anna").await.status(200);
}

async fn what_waits_is_said_before(app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let owner = app.signed_in(&payee).await;
    let quiet = owner.page(CLOSE).await;
    has(&quiet, &["What goes", "What stays", "until whoever runs this service removes them", "<bdi>anna</bdi>"]);
    has_not(&quiet, &["have no answer", "has no answer", "since your last delivery"]);
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (_, named) = app.start_payment(&code).await;
    hook.reported(&Message::new(&named, "approve")).await;
    hook.reported(&Message::new(&named, "dispute").shifted(1)).await;
    let page = owner.page(CLOSE).await;
    has(&page, &["1 refund or dispute has no answer yet", "1 line since your last delivery", "href=\"/app/look\""]);
    let app = app.with(&[("CHIT_KEEP_LEDGER_DAYS", "3653")]).await;
    has(&app.signed_in(&payee_again(&app)).await.page(CLOSE).await, &["3,653 days after you leave"]);
}

/// A payee with another sign-in link.
fn payee_again(app: &App) -> Payee {
    let link = app.cli_ok(&["payee", "sign-in", "anna"]).trim().to_owned();
    Payee { handle: "anna".into(), api_key: String::new(), sign_in_url: link }
}

async fn two_taps_close_once(app: App) {
    let owner = app.signed_in(&app.payee("anna")).await;
    let twin = owner.copy();
    let form = [("handle", "anna")];
    let (one, two) = tokio::join!(owner.post(CLOSE, &form), twin.post(CLOSE, &form));
    let codes = [one.code, two.code];
    assert!(codes.contains(&200), "{codes:?}");
    assert!(codes.iter().all(|code| [200, 303, 401, 403, 409].contains(code)), "{codes:?}");
    assert_eq!(app.db().number("select count(*) from payees where closed_at is not null").await, 1);
    app.audit();
}

/// What a payee wrote, whole, to look for it in every spelling.
const SPELLED: [&str; 8] = [
    "Zq7 Anna’s Bakery",
    "zq7anna’s beans",
    "zq7anna’s remark",
    "zq7anna’s door code",
    "zq7anna-label",
    "zq7anna’s shop",
    "zq7anna’s bread",
    "zq7anna’s friend",
];

async fn no_word_is_left_in_any_file(app: App) {
    let (owner, api) = busy(&app, "zq7anna").await;
    owner.post("app/settings/profile", &[("name", "Zq7 Anna’s Bakery")]).await.status(200);
    member(&app, &owner, Role::Seller).await;
    for n in 0..120 {
        app.request(&api, &json!({"amount": "1.00", "memo": format!("Zq7memo {n}"), "labels": ["Zq7label"]})).await;
    }
    let words = [
        "Zq7 Anna",
        "beans",
        "Zq7memo",
        "zq7memo",
        "Zq7label",
        "-label",
        "remark",
        "own words",
        "’s shop",
        "’s bread",
        "shop.example",
    ];
    if app.db().backend == Backend::Sqlite {
        let there = words.iter().filter(|word| !holding(&app, word).is_empty()).count();
        assert_eq!(there, words.len(), "the search finds nothing");
    }
    owner.post(CLOSE, &[("handle", "zq7anna")]).await.status(200);
    app.audit();
    let mut left = Vec::new();
    for table in [
        "requests",
        "ledger_entries",
        "split_shares",
        "statement_entries",
        "request_words",
        "members",
        "api_keys",
        "endpoints",
        "products",
        "catalogues",
    ] {
        left.push(app.db().number(&format!("select count(*) from {table}")).await);
    }
    assert_eq!(left, [2, 2, 0, 0, 0, 0, 0, 0, 0, 0], "what the ledger names, and nothing else");
    let kept = app.db().texts("select name from payees").await;
    assert_eq!(kept, ["zq7anna"]);
    if app.db().backend == Backend::Sqlite {
        app.cli_ok(&["backup", "chit.db-copy"]);
        until("the words are gone", async || words.iter().all(|word| holding(&app, word).is_empty())).await;
        // In no other spelling either.
        let spelled = Needles::of(SPELLED.map(|text| (text, text)));
        for name in ["chit.db", "chit.db-wal", "chit.db-copy"] {
            let bytes = std::fs::read(app.dir().join(name)).unwrap_or_default();
            assert_eq!(spelled.found(&bytes), [""; 0], "{name}");
        }
        assert!(holding(&app, "zq7anna").contains(&"chit.db-copy".to_owned()), "the search finds nothing at all");
    } else {
        let mut rows = Vec::new();
        let tables = "select table_name::text from information_schema.tables where table_schema = 'public'";
        for table in app.db().texts(tables).await {
            rows.extend(app.db().texts(&format!("select cast(r as text) from {table} r")).await);
        }
        let rows = rows.join("\n");
        assert!(rows.contains("zq7anna") && words.iter().all(|word| !rows.contains(word)), "{rows}");
    }
}

/// The files of the database that hold a text.
fn holding(app: &App, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(app.dir()).expect("a directory").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Ok(bytes) = std::fs::read(entry.path()) else { continue };
        if name.starts_with("chit.db") && bytes.windows(text.len()).any(|at| at == text.as_bytes()) {
            found.push(name);
        }
    }
    found.sort();
    found
}

async fn money_that_comes_late_is_booked(app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00", "memo": "Beans", "reference": "Zq7 order"})).await;
    let (_, named) = app.start_payment(&code).await;
    app.signed_in(&payee).await.post(CLOSE, &[("handle", "anna")]).await.status(200);
    app.browser().get(&format!("r/{code}")).await.status(404);
    hook.reported(&Message::new(&named, "approve")).await;
    let line = app.db().texts("select request_code from ledger_entries").await;
    assert_eq!(line, [code.as_str()]);
    assert_eq!(app.db().number("select count(*) from requests where memo is not null").await, 0);
    app.audit();
    // Once nothing is under way, the credentials go, and the provider's messages open nothing any more.
    app.db().execute("update payments set end_try_at = null, next_poll_at = null").await;
    let then = long_ago(&app);
    app.db().execute(&format!("update payees set next_erase_at = {then}, closed_at = {then}")).await;
    let mut app = app;
    app.stop();
    app.start_again();
    until("the settings are gone", async || {
        app.db().number("select count(*) from methods where settings is not null").await == 0
    })
    .await;
    until("nothing is left to erase", async || {
        app.db().number("select count(*) from payees where next_erase_at is not null").await == 0
    })
    .await;
    assert!((400..500).contains(&hook_again(&app, &hook, &named).await));
    app.audit();
}

/// A moment at which nothing of this was there.
fn long_ago(app: &App) -> &'static str {
    match app.db().backend {
        Backend::Sqlite => "'2020-01-01T00:00:00+00:00'",
        Backend::Postgres => "timestamptz '2020-01-01'",
    }
}

/// What a report gets at the service's present address.
async fn hook_again(app: &App, hook: &Hook, named: &str) -> u16 {
    let path = hook.url.split("/hooks/").nth(1).expect("a path").to_owned();
    let moved = Hook { url: format!("{}hooks/{path}", app.base), ..hook.clone() };
    moved.report(&Message::new(named, "dispute")).await.code
}

async fn a_payer_keeps_the_proof(app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00", "memo": "Beans"})).await;
    let (page, named) = app.start_payment(&code).await;
    hook.reported(&Message::new(&named, "approve")).await;
    let own = order(&page)["return_url"].as_str().expect("the payer's page").to_owned();
    app.signed_in(&payee).await.post(CLOSE, &[("handle", "anna")]).await.status(200);
    let page = app.browser().page(&own).await;
    has(&page, &["25.00"]);
    has_not(&page, &["Beans"]);
    let receipt = app.browser().get(&format!("{own}/receipt.json")).await.status(200).text();
    has_not(&receipt, &["Beans"]);
}

async fn a_payer_who_said_that_it_paid_keeps_the_proof(app: App) {
    let payee = app.payee("anna");
    let api = app.api(&payee.api_key);
    let bank = json!({"rail": "sepa", "settings": {"iban": "DE75512108001245126199", "beneficiary": "Anna"}});
    api.post("methods", &bank).await.status(201);
    let mut pages = Vec::new();
    for said in [true, false] {
        let code = app.request(&api, &json!({"amount": "9.00", "memo": "Zq7 beans", "reference": "Zq7-1"})).await;
        let payer = app.browser();
        let page = payer.post(&format!("r/{code}/pay"), &[]).await.status(303).location().to_owned();
        if said {
            payer.post(&format!("{page}/claim"), &[]).await.status(303);
        }
        pages.push(page);
    }
    app.signed_in(&payee).await.post(CLOSE, &[("handle", "anna")]).await.status(200);
    let page = app.browser().page(&pages[0]).await;
    has(&page, &["9.00", "Waiting for confirmation"]);
    has_not(&page, &["Zq7", "DE75"]);
    // Whoever said nothing has nothing to keep, and no bank details to pay to.
    app.browser().get(&pages[1]).await.status(404);
    assert_eq!(app.db().number("select count(*) from requests").await, 1);
    app.audit();
}

async fn the_ledger_goes_when_its_time_is_over(app: App) {
    let (owner, _) = busy(&app, "anna").await;
    busy(&app, "berta").await;
    owner.post(CLOSE, &[("handle", "anna")]).await.status(200);
    let lines = "select count(*) from ledger_entries";
    let all = app.db().number(lines).await;
    let long_ago = long_ago(&app);
    let closed = "closed_at is not null";
    app.db()
        .execute(&format!("update payees set closed_at = {long_ago}, next_erase_at = {long_ago} where {closed}"))
        .await;
    app.db().execute("update payments set end_try_at = null, next_poll_at = null").await;
    // Without the setting nothing goes.
    let mut app = app;
    app.stop();
    app.start_again();
    until("the words are done with", async || {
        app.db().number("select count(*) from payees where next_erase_at is not null").await == 0
    })
    .await;
    assert_eq!(app.db().number(lines).await, all);
    let of_closed = format!("payee_id in (select id from payees where {closed})");
    app.db().execute(&format!("update ledger_heads set not_before = {long_ago} where {of_closed}")).await;
    let app = app.with(&[("CHIT_KEEP_LEDGER_DAYS", "365")]).await;
    until("the ledger is erased", async || app.db().number(lines).await < all).await;
    for table in ["ledger_entries", "ledger_days", "closes", "batches", "requests", "payments"] {
        let left = app.db().number(&format!("select count(*) from {table} where {of_closed}")).await;
        assert_eq!(left, 0, "{table}");
        assert!(app.db().number(&format!("select count(*) from {table}")).await > 0, "{table} of the other");
    }
    app.audit();
    assert_eq!(app.cli(&["payee", "add", "anna"]).status.code(), Some(2), "the name stays taken");
}

async fn the_operator_closes_an_account(app: App) {
    let (owner, _) = busy(&app, "anna").await;
    let asked = app.cli(&["payee", "close", "anna"]);
    assert_eq!(asked.status.code(), Some(2));
    has(&String::from_utf8_lossy(&asked.stderr), &["--yes", "chit payee export anna"]);
    owner.page("app").await;
    has(&app.cli_ok(&["payee", "close", "anna", "--yes"]), &["The account of anna is closed."]);
    app.payee("berta");
    let told = app.cli_ok(&["payee", "close", "berta", "--yes", "--json"]);
    assert_eq!(told, format!("{}\n", json!({"handle": "berta", "closed": true})));
    owner.get("app").await.status(303);
    app.browser().get("anna").await.status(404);
    assert_eq!(app.cli(&["payee", "close", "anna", "--yes"]).status.code(), Some(2), "it is closed already");
    app.audit();
}

async fn calls_in_flight_leave_nothing(mut app: App) {
    let owner = app.signed_in(&app.payee("anna")).await;
    owner.post(CLOSE, &[("handle", "anna")]).await.status(200);
    let mut ctx = context(&mut app).await;
    let payee = ctx.store.payees().await.expect("reads").remove(0);
    let closed_at = payee.closed_at.expect("closed");
    // Calls that were let in before, and come to their writing afterwards.
    let key = KeyDraft { name: Some("Shop".into()), scopes: Some(vec!["admin".into()]), misread: Vec::new() };
    let key = add_api_key(&ctx, &payee.id, None, key, None).await;
    let url = Some("https://shop.example/chit".to_owned());
    let hook = EndpointDraft { url, events: None, secret: None, misread: Vec::new() };
    let hook = add_endpoint(&ctx, &payee.id, hook, None).await;
    let settings = json!({"directions": "At the counter"});
    let settings = settings.as_object().expect("an object");
    let cash = MethodDraft { id: None, rail: "cash", label: None, settings, misread: &[] };
    let method = add_method(&ctx, &payee.id, cash, None).await;
    // The operator's commands look whether it is closed, and come to their writing later, too.
    let (first, link) = (make_api_key(&ctx, &payee.id, "first").await, make_link(&ctx, &payee.id).await);
    for refused in [key.err(), hook.err(), method.err(), first.err(), link.err()] {
        assert!(matches!(refused, Some(Error::Conflict("error-account-closed"))), "{refused:?}");
    }
    let rows = "select (select count(*) from api_keys) + (select count(*) from endpoints) + (select count(*) from methods) \
        + (select count(*) from one_time_links)";
    assert_eq!(app.db().number(rows).await, 0);
    // What came in by whatever way goes with the turn after all calls have ended.
    app.db().execute("update payees set name = 'Anna again', accounts = '{\"a\":1}'").await;
    ctx.clock = Clock::fixed(closed_at + TimeDelta::minutes(16));
    erase_closed_accounts(&ctx).await.expect("erases");
    assert_eq!(app.db().texts("select name || accounts from payees").await, ["anna{}"]);
    assert_eq!(app.db().number("select count(*) from payees where next_erase_at is not null").await, 0);
}
