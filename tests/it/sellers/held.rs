//! Taking along what a payee doesn't see on its pages any more, and every table that has something of it.

use std::collections::BTreeMap;

use chit::domain::access::Role;
use libtest_mimic::Trial;
use reqwest::Method;
use serde_json::{Value, json};

use super::leaving::{busy, member, read, taken};
use crate::support::{Api, App, Backend, Browser, both, has, has_not};

pub fn tests() -> Vec<Trial> {
    both![what_was_removed_is_taken_along, every_table_is_taken_along_or_says_why_not]
}

/// A table of a bank with columns that have to be explained, and their explanation.
const TABLE: &str = "day;sum;note\n02/03/2026;7.00;x\n";
const MAPPING: &str =
    r#"{"header_line":1,"date":"day","date_order":"dmy","amount":"sum","text":["note"],"currency":"EUR"}"#;

/// A payee that has something of everything, and has removed something of everything that can be removed.
async fn tidy(app: &App) -> (Browser, Api) {
    let (owner, api) = busy(app, "anna").await;
    let cash = json!({"rail": "cash", "settings": {"directions": "At the old counter"}});
    let cash = api.post("methods", &cash).await.status(201).json()["id"].as_str().expect("an id").to_owned();
    app.db().execute(&format!("update methods set label = 'The old till' where id = '{cash}'")).await;
    api.delete(&format!("methods/{cash}")).await.status(204);
    let demo = app.db().texts("select id from methods where rail = 'demo'").await.remove(0);
    api.delete(&format!("methods/{demo}")).await.status(204);
    let key = json!({"name": "The old shop", "scopes": ["requests:read"]});
    let key = api.post("keys", &key).await.status(201).json()["id"].as_str().expect("an id").to_owned();
    api.delete(&format!("keys/{key}")).await.status(204);
    member(app, &owner, Role::Seller).await;
    let left = app.db().texts("select id from members where role = 'seller'").await.remove(0);
    app.db().execute("update members set label = 'The old hand' where role = 'seller'").await;
    owner.post(&format!("app/settings/people/{left}/remove"), &[]).await.status(303);
    owner.post("app/settings/people", &[("label", "The new hand"), ("role", "seller")]).await.status(201);
    let mapping = percent_encoding::utf8_percent_encode(MAPPING, percent_encoding::NON_ALPHANUMERIC);
    let import = api.call(Method::POST, &format!("statements?mapping={mapping}")).body(TABLE);
    assert_eq!(import.send().await.expect("an answer").status(), 200);
    let paid = app.db().texts("select id from payments where evidence = 'manual'").await.remove(0);
    api.post(&format!("payments/{paid}/refund"), &json!({"amount": "1.00"})).await.status(201);
    (owner, api)
}

async fn what_was_removed_is_taken_along(app: App) {
    let (owner, api) = tidy(&app).await;
    let files = taken(&owner).await;
    let methods = read(&files, "methods.json");
    let methods = methods.as_array().expect("a list");
    let of = |rail: &str| methods.iter().find(|method| method["rail"] == rail).expect("it");
    assert_eq!(of("sepa").get("removed_at"), None);
    let (cash, demo) = (of("cash"), of("demo"));
    assert!(cash["removed_at"].is_string() && demo["removed_at"].is_string(), "{methods:?}");
    assert_eq!(
        (&cash["label"], &cash["settings"]["directions"]),
        (&json!("The old till"), &json!("At the old counter"))
    );
    assert_eq!(demo["left_out"], json!(["refunds", "webhook_secret"]));
    let keys = read(&files, "keys.json");
    let keys = keys.as_array().expect("a list");
    let revoked: Vec<_> = keys.iter().filter(|key| key["revoked_at"].is_string()).map(|key| &key["name"]).collect();
    assert_eq!(revoked, ["The old shop"], "{keys:?}");
    let people = read(&files, "people.json");
    assert_eq!(
        (&people["removed"][0]["label"], &people["removed"][0]["role"]),
        (&json!("The old hand"), &json!("seller"))
    );
    assert!(people["removed"][0]["removed_at"].is_string(), "{people}");
    assert_eq!(people["people"].as_array().map(Vec::len), Some(1));
    let mappings = read(&files, "statement-mappings.json");
    assert_eq!(mappings[0]["mapping"], serde_json::from_str::<Value>(MAPPING).expect("JSON"));
    let everything = files.values().cloned().collect::<Vec<_>>().join("\n");
    has_not(&everything, &["a-secret-of-the-tests", api.key(), "chit_", "whsec_"]);
    // Once the settings of a removed method are erased, its name is left.
    app.db().execute("update methods set settings = null where removed_at is not null").await;
    let files = taken(&owner).await;
    has(&files["methods.json"], &["The old till"]);
    has_not(&files["methods.json"], &["At the old counter"]);
}

/// The place of a table's rows in the file that a payee takes along.
enum Held {
    /// Elements of the lists at these paths of a file of JSON, where `*` is every element of a list; of the rows that fit the condition.
    In(&'static str, &'static [&'static str], &'static str),
    /// Lines of the file of movements.
    Lines,
    /// The reason why it isn't in any file.
    Left(&'static str),
}

use Held::{In, Left, Lines};

/// The tables with something of a payee.
const HELD: &[(&str, Held)] = &[
    ("members", In("people.json", &["people", "removed"], "true")),
    ("one_time_links", In("people.json", &["invitations"], "purpose = 'join' and used_at is null")),
    ("sessions", In("devices.json", &["*/signed_in"], "true")),
    // Another test, of alerts, has one.
    ("alert_devices", In("devices.json", &["*/alerts"], "true")),
    ("api_keys", In("keys.json", &[""], "true")),
    ("methods", In("methods.json", &[""], "true")),
    ("products", In("catalogue.json", &["products"], "true")),
    ("catalogues", Left("the currency and the way of taking orders, which the file of the products begins with")),
    ("requests", In("requests.json", &[""], "true")),
    ("request_labels", In("requests.json", &["*/labels"], "true")),
    ("payments", In("payments.json", &[""], "true")),
    ("refunds", In("payments.json", &["*/refunds"], "true")),
    ("ledger_entries", Lines),
    ("closes", In("closes.json", &[""], "true")),
    ("batches", In("batches.json", &[""], "true")),
    ("statements", In("statements.json", &[""], "true")),
    ("statement_entries", In("statement-entries.json", &[""], "true")),
    ("statement_mappings", In("statement-mappings.json", &[""], "true")),
    ("endpoints", In("webhooks.json", &[""], "true")),
    ("ledger_heads", Left("the number and the seal of the last line, by which an audit finds what was cut off")),
    ("ledger_days", Left("sums of the lines, day by day")),
    ("request_words", Left("words of the requests' own texts, to find them by")),
    ("request_ways", Left("the rails of the requests' payments, to find them by")),
    ("alerts", Left("alerts on their way to a device; the payments that they tell of are taken along")),
    ("notices", Left("what happened to requests and payments, in line for programs; they are taken along as they are")),
    ("notice_heads", Left("the number of the last notice")),
    ("deliveries", Left("copies of notices on their way to programs, which are deleted after a month")),
    ("idempotency_keys", Left("copies of answers to programs, which are deleted after days")),
    ("reports", Left("what strangers told the operator, who has to judge it undisturbed")),
];

/// The number of elements of the list at a path.
fn elements(value: &Value, path: &str) -> usize {
    match path.split_once('/') {
        Some(("*", rest)) => value.as_array().expect("a list").iter().map(|one| elements(one, rest)).sum(),
        _ if path.is_empty() => value.as_array().expect("a list").len(),
        // A list that has nothing may be left out.
        _ => value.get(path).map_or(0, |list| list.as_array().expect("a list").len()),
    }
}

fn elements_of(files: &BTreeMap<String, String>, file: &str, paths: &[&str]) -> usize {
    let file = read(files, file);
    paths.iter().map(|path| elements(&file, path)).sum()
}

async fn every_table_is_taken_along_or_says_why_not(app: App) {
    let tables = match app.db().backend {
        Backend::Sqlite => {
            "select m.name from sqlite_master m where m.type = 'table' \
            and exists (select 1 from pragma_table_info(m.name) c where c.name = 'payee_id')"
        }
        Backend::Postgres => {
            "select table_name::text from information_schema.columns \
            where column_name = 'payee_id' and table_schema = 'public'"
        }
    };
    let tables = app.db().texts(tables).await;
    for table in &tables {
        assert!(HELD.iter().any(|(name, _)| name == table), "{table} is new: take it along, or say why not");
    }
    let (owner, _) = tidy(&app).await;
    let files = taken(&owner).await;
    for (table, held) in HELD {
        assert!(tables.iter().any(|name| name == table), "{table} is gone");
        let (found, which) = match held {
            In(file, paths, which) => (elements_of(&files, file, paths), *which),
            Lines => (files["movements.csv"].lines().count() - 1, "true"),
            Left(why) => {
                assert!(!why.is_empty(), "{table}");
                continue;
            }
        };
        let rows = app.db().number(&format!("select count(*) from {table} where {which}")).await;
        assert_eq!(i64::try_from(found), Ok(rows), "{table}");
        assert!(rows > 0 || *table == "alert_devices", "{table} has nothing to be taken along");
    }
}
