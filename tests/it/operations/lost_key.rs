//! After a key is lost: what can't be opened is recorded, told to whom it concerns, and asked of nobody any more.

use libtest_mimic::Trial;
use serde_json::{Value, json};

use crate::operations::keys::{NEXT, secrets};
use crate::support::{Api, App, Hook, Message, Payee, SECRET_KEY, both, has, has_not};

const IBAN: &str = "DE75 5121 0800 1245 1261 99";
const DEAD: &str = "Add it again, and remove this one.";

pub fn tests() -> Vec<Trial> {
    both![
        what_is_lost_comes_to_an_end,
        a_dead_way_is_offered_to_nobody,
        a_provider_whose_settings_are_lost_is_told_so,
        what_is_found_again_works_again,
        a_text_for_payers_who_paid_is_said_to_be_lost,
    ]
}

/// A seller with two ways to be paid and a request, and payers of it.
struct Before {
    payee: Payee,
    bank: String,
    code: String,
    /// The pages of a payer who has begun, of one who says it has sent, and of one who has paid.
    begun: String,
    claimed: String,
    paid: String,
}

impl Before {
    async fn new(app: &App) -> Self {
        let (payee, api, _) = app.seller("anna").await;
        let bank = add_bank(&api).await;
        let code = app.request(&api, &json!({"amount": "25.00", "max_payments": 9})).await;
        let starts = async || {
            let started = app.browser().post(&format!("r/{code}/pay"), &[("method", &bank)]).await.status(303);
            own(started.location())
        };
        let (begun, claimed) = (starts().await, starts().await);
        app.browser().post(&format!("{claimed}/claim"), &[]).await.status(303);
        let demo = app.request(&api, &json!({"amount": "25.00"})).await;
        let ways = api.get("methods").await.status(200).json();
        let demo_way = ways["data"].as_array().expect("a list").iter().find(|m| m["rail"] == "demo").expect("one");
        let demo_way = demo_way["id"].as_str().expect("an id");
        let started = app.browser().post(&format!("r/{demo}/pay"), &[("method", demo_way)]).await.status(303);
        let approved = app.browser().post(started.location(), &[("outcome", "approve")]).await.status(303);
        let paid = own(approved.location());
        Self { payee, bank, code, begun, claimed, paid }
    }

    fn api(&self, app: &App) -> Api {
        app.api(&self.payee.api_key)
    }
}

/// A payer's page without what stands before it: the service's address changes.
fn own(location: &str) -> String {
    location[location.find("p/").expect("a payer's page")..].to_owned()
}

async fn add_bank(api: &Api) -> String {
    let bank = json!({"rail": "sepa", "settings": {"iban": IBAN, "beneficiary": "Anna"}});
    api.post("methods", &bank).await.status(201).json()["id"].as_str().expect("an id").to_owned()
}

/// Runs a command under other secrets; answers what it printed.
#[track_caller]
fn under(app: &App, secrets: &[(&str, &str)], arguments: &[&str], code: i32) -> String {
    let done = app.command_for(arguments).envs(secrets.iter().copied()).output().expect("chit runs");
    let said = String::from_utf8_lossy(&done.stdout).into_owned();
    assert_eq!(done.status.code(), Some(code), "{arguments:?}: {said}{}", String::from_utf8_lossy(&done.stderr));
    said
}

async fn what_is_lost_comes_to_an_end(app: App) {
    let before = Before::new(&app).await;
    let anew = secrets(NEXT, "");
    let told = under(&app, &anew, &["rekey", "--lost"], 1);
    has(&told, &[&format!("method:{}: CAN'T BE OPENED", before.bank), "recorded as lost"]);
    let texts = told.matches("CAN'T BE OPENED").count();
    assert_eq!(app.db().number("select count(*) from methods where lost_at is not null").await, 2);
    let payments = app.db().number("select count(*) from payments where lost_at is not null").await;
    assert_eq!(i64::try_from(texts).expect("few"), payments + 2);
    has(&under(&app, &anew, &["rekey", "--check"], 0), &["No key but CHIT_SECRET_KEY"]);
    has(&under(&app, &anew, &["rekey"], 0), &["methods: 0 sealed anew, 2 lost"]);
    has_not(&under(&app, &anew, &["rekey", "--lost"], 0), &["CAN'T", "recorded"]);

    let app = app.with(&anew).await;
    // A payer sees how its payment stands, and nothing that invites to pay twice.
    let page = app.browser().page(&before.begun).await;
    has(&page, &["can’t be shown any more", "don’t send it again", "choose a way to pay again"]);
    has_not(&page, &[IBAN, "Waiting for your payment to arrive."]);
    has(&app.browser().page(&before.claimed).await, &["Waiting for confirmation"]);
    has(&app.browser().page(&before.paid).await, &["PAID"]);
    app.browser().get(&format!("{}/receipt.json", before.paid)).await.status(200);
    app.browser().get(&format!("{}/qr.png", before.begun)).await.status(404);
    app.browser().post(&format!("{}/claim", before.begun), &[]).await.status(303);
    app.audit();
}

async fn a_dead_way_is_offered_to_nobody(app: App) {
    let before = Before::new(&app).await;
    under(&app, &secrets(NEXT, ""), &["rekey", "--lost"], 1);
    let app = app.with(&secrets(NEXT, "")).await;
    let (api, link) = (before.api(&app), format!("r/{}", before.code));
    let press = async || app.browser().post(&format!("{link}/pay"), &[("method", &before.bank)]).await;
    for path in [link.as_str(), "anna", "anna/25eur"] {
        let page = app.browser().page(path).await;
        has(&page, &["has not set up a way to be paid yet"]);
        has_not(&page, &[&before.bank]);
    }
    press().await.status(400);
    // The payee reads what to do, wherever it looks.
    let request = async || api.get(&format!("requests/{}", before.code)).await.status(200).json();
    assert_eq!(request().await["warnings"][0]["code"], "nobody_can_pay");
    let ways = api.get("methods").await.status(200).json();
    let ways = ways["data"].as_array().expect("a list").clone();
    assert_eq!(ways.len(), 2);
    for way in &ways {
        assert_eq!(way["warnings"][0]["code"], "settings_lost", "{way}");
        has(way["warnings"][0]["detail"].as_str().expect("a text"), &[DEAD]);
    }
    // A session and a sign-in link are no matter of the key.
    let seller = app.browser();
    let sign_in = app.cli_ok(&["payee", "sign-in", "anna"]);
    seller.post(sign_in.trim(), &[]).await.status(303);
    assert_eq!(seller.page("app/methods").await.matches(DEAD).count(), 2);
    has(&seller.page("app").await, &["Nobody can pay you yet."]);
    has(&seller.page(&format!("app/requests/{}", before.code)).await, &["Nobody can pay this yet"]);
    // A way that was given up by an earlier version is dead as well, though nobody recorded it.
    app.db().execute("update methods set lost_at = null").await;
    let page = press().await.status(400).text();
    has(&page, &["Choose one of the ways to pay"]);
    assert_eq!(api.get("methods").await.json()["data"][0]["warnings"][0]["code"], "settings_lost");
    under(&app, &[], &["rekey", "--lost"], 1);

    let anew = add_bank(&api).await;
    assert_eq!(request().await["warnings"], Value::Array(Vec::new()));
    let started = app.browser().post(&format!("{link}/pay"), &[("method", &anew)]).await.status(303);
    has(&app.browser().page(started.location()).await, &[IBAN]);
    under(&app, &[], &["rekey", "--check"], 0);
}

async fn what_is_found_again_works_again(app: App) {
    let before = Before::new(&app).await;
    under(&app, &secrets(NEXT, ""), &["rekey", "--lost"], 1);
    under(&app, &secrets(NEXT, SECRET_KEY), &["rekey"], 0);
    assert_eq!(app.db().number("select count(*) from methods where lost_at is not null").await, 0);
    assert_eq!(app.db().number("select count(*) from payments where lost_at is not null").await, 0);
    let app = app.with(&secrets(NEXT, "")).await;
    has(&app.browser().page(&before.begun).await, &[IBAN]);
    has(&app.browser().page(&format!("r/{}", before.code)).await, &[&before.bank]);
    let ways = before.api(&app).get("methods").await.status(200).json();
    assert!(ways["data"].as_array().expect("a list").iter().all(|way| way["warnings"] == json!([])), "{ways}");
}

async fn a_provider_whose_settings_are_lost_is_told_so(app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let [paid, begun] =
        [app.request(&api, &json!({"amount": "25.00"})).await, app.request(&api, &json!({"amount": "8.00"})).await];
    let (_, order) = app.start_payment(&paid).await;
    hook.reported(&Message::new(&order, "approve").of("25.00", "EUR")).await;
    let (page, waiting) = app.start_payment(&begun).await;
    let waiting = Message::new(&waiting, "approve").of("8.00", "EUR");
    let own = own(crate::support::order(&page)["return_url"].as_str().expect("a URL"));
    let id =
        api.get(&format!("payments?request={paid}")).await.json()["data"][0]["id"].as_str().expect("one").to_owned();
    let of = |app: &App| Hook {
        url: format!("{}{}", app.base.trim_end_matches('/'), &hook.url[hook.url.find("/hooks/").expect("a hook")..]),
        ..hook.clone()
    };

    // It is given up: nobody need come again, and the payee reads what to do.
    under(&app, &secrets(NEXT, ""), &["rekey", "--lost"], 1);
    let app = app.with(&secrets(NEXT, "")).await;
    let api = app.api(&payee.api_key);
    let before = app.db().rows().await;
    let gone = of(&app).report(&waiting).await.status(410).problem();
    let said = ["way", "is lost", "Nothing was done", "provider’s own pages"];
    has(gone["detail"].as_str().expect("a text"), &said);
    let refused = api.post(&format!("payments/{id}/refund"), &json!({})).await.status(410).problem();
    has(refused["detail"].as_str().expect("a text"), &said);
    let seller = app.browser();
    seller.post(app.cli_ok(&["payee", "sign-in", "anna"]).trim(), &[]).await.status(303);
    let form = [("amount", "25.00"), ("left", "2500")];
    has(&seller.post(&format!("app/payments/{id}/refund"), &form).await.status(409).text(), &said);
    seller.page(&format!("app/requests/{paid}")).await;
    app.browser().page(&own).await;
    assert_eq!(app.db().rows().await, before, "something was written");
    // Its provider can't be told what is over here.
    api.post(&format!("requests/{begun}/cancel"), &json!({})).await.status(200);
    has(&app.browser().page(&own).await, &["Not finished in time"]);

    // Given up by an earlier version, which recorded nothing: whoever tells comes again.
    app.db().execute("update methods set lost_at = null").await;
    assert!(!of(&app).report(&waiting).await.status(503).header("retry-after").is_empty(), "it says when");
    api.post(&format!("payments/{id}/refund"), &json!({})).await.status(503).problem();
    app.audit();

    // It is found again: what was told in vain counts, and money can go back.
    under(&app, &secrets(NEXT, SECRET_KEY), &["rekey"], 0);
    let app = app.with(&secrets(NEXT, "")).await;
    let api = app.api(&payee.api_key);
    of(&app).reported(&waiting).await;
    api.post(&format!("payments/{id}/refund"), &json!({})).await.status(201);
    app.audit();
}

async fn a_text_for_payers_who_paid_is_said_to_be_lost(app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let body = json!({"amount": "25.00", "after_payment": {"text": "The door code is 4711"}});
    let [paid, open] = [app.request(&api, &body).await, app.request(&api, &body).await];
    let (page, order) = app.start_payment(&paid).await;
    hook.reported(&Message::new(&order, "approve")).await;
    let own = own(crate::support::order(&page)["return_url"].as_str().expect("a URL"));
    has(&app.browser().page(&own).await, &["The door code is 4711"]);
    under(&app, &secrets(NEXT, ""), &["rekey", "--lost"], 1);
    let app = app.with(&secrets(NEXT, "")).await;
    // The payer reads whom to ask, and the payee what to write anew.
    let page = app.browser().page(&own).await;
    has(&page, &["PAID", "left something to read here, but it can’t be shown any more"]);
    has_not(&page, &["4711", "id=\"after-payment\""]);
    let seller = app.browser();
    seller.post(app.cli_ok(&["payee", "sign-in", "anna"]).trim(), &[]).await.status(303);
    for code in [&paid, &open] {
        let page = seller.page(&format!("app/requests/{code}")).await;
        has(&page, &["It can’t be opened any more: the key that it was sealed under was given up."]);
        has_not(&page, &["4711"]);
    }
    // Nobody who hasn't paid hears of it, and what is written anew is read again.
    has_not(&app.browser().page(&format!("r/{open}")).await, &["left something to read", "4711"]);
    let api = app.api(&payee.api_key);
    api.patch(&format!("requests/{open}"), &json!({"after_payment": {"text": "It is 0815 now"}})).await.status(200);
    let page = seller.page(&format!("app/requests/{open}")).await;
    has(&page, &["It is 0815 now"]);
    has_not(&page, &["It can’t be opened any more"]);
    app.audit();
}
