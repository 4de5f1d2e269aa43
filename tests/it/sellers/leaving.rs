//! Taking along: one file with all that is kept of a payee, and nothing of anybody else.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use chit::domain::access::Role;
use libtest_mimic::Trial;
use reqwest::Method;
use serde_json::{Value, json};
use zip::ZipArchive;

use crate::accounting::statements::{Booking, booking, import};
use crate::support::{Api, App, Browser, between, both, has, has_not};

pub fn tests() -> Vec<Trial> {
    both![
        the_file_has_what_the_api_lists,
        the_file_has_nothing_of_another_payee,
        long_lists_are_whole,
        only_an_owner_takes_the_file,
        the_operator_writes_the_same_file,
    ]
}

const IBAN: &str = "DE75512108001245126199";
const FILE: &str = "app/settings/data/file";

/// The archive's files as texts, by their names.
fn unpacked(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut files = BTreeMap::new();
    for at in 0..archive.len() {
        let mut file = archive.by_index(at).expect("a file");
        let mut text = String::new();
        file.read_to_string(&mut text).expect("UTF-8");
        let name = file.name().expect("a name").into_owned();
        files.insert(name, text);
    }
    files
}

/// Somebody who joined in a role.
pub async fn member(app: &App, owner: &Browser, role: Role) -> Browser {
    let made = owner.post("app/settings/people", &[("label", role.word()), ("role", role.word())]).await.status(201);
    let link = between(&made.text(), "data-copy=\"", "\"").to_owned();
    let member = app.browser();
    member.post(&link, &[]).await.status(303);
    member
}

/// The files that a payee takes along.
pub async fn taken(browser: &Browser) -> BTreeMap<String, String> {
    let answer = browser.get(FILE).await.status(200);
    assert_eq!(answer.header("content-type"), "application/zip");
    unpacked(&answer.body)
}

/// A file of JSON among them.
pub fn read(files: &BTreeMap<String, String>, name: &str) -> Value {
    let text = files.get(name).unwrap_or_else(|| panic!("no {name} among {:?}", files.keys()));
    serde_json::from_str(text).unwrap_or_else(|e| panic!("{name}: {e}: {text}"))
}

/// Everything that a list of the API has.
async fn listed(api: &Api, path: &str) -> Vec<Value> {
    let (mut found, mut cursor) = (Vec::new(), String::new());
    loop {
        let sign = if path.contains('?') { '&' } else { '?' };
        let page = api.get(&format!("{path}{cursor}")).await.status(200).json();
        found.extend(page["data"].as_array().expect("a list").iter().cloned());
        match page["next_cursor"].as_str() {
            Some(next) => cursor = format!("{sign}cursor={next}"),
            None => return found,
        }
    }
}

/// A payee that has something of everything.
pub async fn busy(app: &App, handle: &str) -> (Browser, Api) {
    let (payee, api, hook) = app.seller(handle).await;
    let bank = json!({"rail": "sepa", "settings": {"iban": IBAN, "beneficiary": format!("{handle} Ltd")}});
    api.post("methods", &bank).await.status(201);
    let after = json!({"text": format!("{handle}’s door code"), "url": "https://shop.example/thanks"});
    let body = json!({"amount": "25.00", "memo": format!("{handle}’s beans"), "labels": [format!("{handle}-label")],
        "after_payment": after, "asks_note": true});
    let code = app.request(&api, &body).await;
    app.request(&api, &json!({"memo": format!("{handle}’s open one")})).await;
    let fields = [("method", hook.url.rsplit('/').next().expect("an id")), ("note", "a payer’s own words")];
    app.browser().post(&format!("r/{code}/pay"), &fields).await.status(303);
    api.post(&format!("requests/{code}/payments"), &json!({"note": format!("{handle}’s remark")})).await.status(201);
    let wanted = app.request(&api, &json!({"amount": "7.31"})).await;
    let rf = api.get(&format!("requests/{wanted}")).await.json()["rf"].as_str().expect("text").to_owned();
    let paid = [Booking { structured: vec![&rf], ..booking("7.31", "GB33BUKB20201555555555", "x") }];
    assert_eq!(import(&api, &paid).await["matched"], 1);
    let shares = json!([{"name": format!("{handle}’s friend")}, {}]);
    api.post("splits", &json!({"amount": "9.00", "currency": "EUR", "shares": shares})).await.status(201);
    let bread = json!({"products": [{"name": format!("{handle}’s bread"), "price": "4.50"}]});
    api.put("catalogue", &bread).await.status(200);
    api.post("webhooks", &json!({"url": "https://shop.example/chit"})).await.status(201);
    api.post("keys", &json!({"name": format!("{handle}’s shop"), "scopes": ["requests:read"]})).await.status(201);
    api.post("closes", &json!({"until": "2020-01-31"})).await.status(201);
    api.post("batches", &json!({"format": "csv"})).await.status(201);
    (app.signed_in(&payee).await, api)
}

async fn the_file_has_what_the_api_lists(app: App) {
    let (owner, api) = busy(&app, "anna").await;
    let page = owner.page("app/settings/data").await;
    has(&page, &["href=\"/app/settings/data/file\"", "Take it along"]);
    let files = taken(&owner).await;
    for (name, path) in [
        ("keys.json", "keys"),
        ("webhooks.json", "webhooks"),
        ("statements.json", "statements"),
        ("closes.json", "closes"),
        ("batches.json", "batches"),
    ] {
        let list = listed(&api, path).await;
        assert!(!list.is_empty(), "{path}");
        assert_eq!(read(&files, name), json!(list), "{name}");
    }
    let mut requests = read(&files, "requests.json");
    let texts: Vec<_> =
        requests.as_array_mut().expect("a list").iter_mut().map(|r| r["after_payment"].take()).collect();
    assert_eq!(texts.iter().filter(|text| text["text"] == json!("anna’s door code")).count(), 1, "{texts:?}");
    let shares: Vec<_> = requests.as_array_mut().expect("a list").iter_mut().map(|r| r["split"].take()).collect();
    let named = shares.iter().filter(|share| share["name"] == json!("anna’s friend")).count();
    assert_eq!((named, shares.iter().filter(|share| share["id"].is_string()).count()), (1, 2), "{shares:?}");
    let listed_requests = listed(&api, "requests").await;
    for (at, request) in listed_requests.iter().enumerate() {
        let mut taken = requests[at].clone();
        taken.as_object_mut().expect("an object").retain(|member, _| member != "after_payment" && member != "split");
        assert_eq!(&taken, request);
    }
    assert_eq!(requests.as_array().map(Vec::len), Some(listed_requests.len()));
    let payments = read(&files, "payments.json");
    let list = listed(&api, "payments").await;
    assert_eq!(payments.as_array().map(Vec::len), Some(list.len()));
    let notes: Vec<_> = payments.as_array().expect("a list").iter().map(|payment| payment["note"].clone()).collect();
    assert!(notes.contains(&json!("anna’s remark")), "{notes:?}");
    for (taken, told) in payments.as_array().expect("a list").iter().zip(&list) {
        for member in ["id", "request", "amount", "asked", "state", "rail", "evidence", "created_at"] {
            assert_eq!(taken[member], told[member], "{member}");
        }
        assert_eq!(taken.get("payer_note"), None, "what a payer wrote, or that it wrote nothing");
    }
    let entries = read(&files, "statement-entries.json");
    assert_eq!((&entries[0]["amount"], &entries[0]["state"]), (&json!("7.31"), &json!("matched")), "{entries}");
    assert_eq!(entries[0]["statement"], read(&files, "statements.json")[0]["id"]);
    let csv = api.get("exports/movements").await.status(200).text();
    assert!(csv.lines().count() > 2);
    assert_eq!(files["movements.csv"], csv);
    let profile = read(&files, "profile.json");
    assert_eq!((&profile["handle"], &profile["closing_day"]), (&json!("anna"), &json!(10)), "{profile}");
    assert_eq!(read(&files, "labels.json"), json!(["anna-label"]));
    let methods = read(&files, "methods.json");
    let of = |rail: &str| methods.as_array().expect("a list").iter().find(|method| method["rail"] == rail).expect("it");
    assert_eq!(of("sepa")["settings"]["iban"], IBAN);
    assert_eq!(of("demo")["left_out"], json!(["refunds", "webhook_secret"]), "{methods}");
    assert_eq!(read(&files, "people.json")["people"][0]["role"], "owner");
    assert_eq!(read(&files, "devices.json")[0]["signed_in"].as_array().map(Vec::len), Some(1));
    // What it says of itself, and what is in no file.
    let named = |name: &String| name == "README.txt" || files["README.txt"].contains(&format!("\n{name}\n"));
    assert!(files.keys().all(named), "{:?}: {}", files.keys(), files["README.txt"]);
    let everything = files.values().cloned().collect::<Vec<_>>().join("\n");
    has_not(&everything, &["a payer’s own words", "a-secret-of-the-tests", api.key(), "whsec_"]);
    // In the language of whoever takes it.
    let german = owner.request(Method::GET, FILE).header("Accept-Language", "de");
    let german = unpacked(&owner.send(german).await.status(200).body);
    has(&german["README.txt"], &["Ihre Anfragen mit dem, was Sie geschrieben haben"]);
}

async fn the_file_has_nothing_of_another_payee(app: App) {
    let (anna, _) = busy(&app, "anna").await;
    let (berta, _) = busy(&app, "berta").await;
    for (owner, own, other) in [(anna, "anna", "berta"), (berta, "berta", "anna")] {
        let everything = taken(&owner).await.into_values().collect::<Vec<_>>().join("\n");
        has(&everything, &[own]);
        has_not(&everything, &[other]);
    }
}

async fn long_lists_are_whole(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let rows: String = (0..450).map(|n| format!("1.00,number {n}\n")).collect();
    let table = api.call(Method::POST, "requests/bulk").header("Content-Type", "text/csv");
    assert_eq!(table.body(format!("amount,memo\n{rows}")).send().await.expect("an answer").status(), 200);
    let files = taken(&app.signed_in(&payee).await).await;
    let requests = read(&files, "requests.json");
    let mut memos: Vec<_> = requests.as_array().expect("a list").iter().map(|r| r["memo"].to_string()).collect();
    memos.sort();
    memos.dedup();
    assert_eq!(memos.len(), 450);
    for empty in ["payments.json", "statements.json", "statement-entries.json", "closes.json", "batches.json"] {
        assert_eq!(read(&files, empty), json!([]), "{empty}");
    }
}

async fn only_an_owner_takes_the_file(app: App) {
    let payee = app.payee("anna");
    let owner = app.signed_in(&payee).await;
    for role in [Role::Seller, Role::Accountant] {
        let other = member(&app, &owner, role).await;
        has_not(&other.page("app/settings/data").await, &[FILE]);
        let refused = other.get(FILE).await.status(403).text();
        has(&refused, &["Not with your role"]);
    }
    has(app.browser().get(FILE).await.status(303).location(), &["/app/sign-in?to="]);
}

async fn the_operator_writes_the_same_file(app: App) {
    let (owner, _) = busy(&app, "anna").await;
    let path = app.dir().join("anna.zip");
    let out = path.to_str().expect("text");
    app.cli_ok(&["payee", "export", "anna", "--out", out]);
    let written = unpacked(&std::fs::read(&path).expect("a file"));
    let taken = taken(&owner).await;
    assert_eq!(written.keys().collect::<Vec<_>>(), taken.keys().collect::<Vec<_>>());
    for (name, text) in &written {
        assert_eq!(text, &taken[name], "{name}");
    }
    let other = path.with_file_name("other.zip");
    let told = app.cli_ok(&["payee", "export", "anna", "--json", "--out", other.to_str().expect("text")]);
    assert_eq!(told, format!("{}\n", json!({"handle": "anna", "file": other})));
    // What is there already stays, and nothing half is left beside it.
    assert_eq!(app.cli(&["payee", "export", "anna", "--out", out]).status.code(), Some(1));
    assert_eq!(app.cli(&["payee", "export", "nobody", "--out", "nobody.zip"]).status.code(), Some(2));
    let parts = std::fs::read_dir(app.dir()).expect("a directory");
    assert!(parts.flatten().all(|file| !file.file_name().to_string_lossy().ends_with(".part")));
}
