//! The description of the API: the same from the service and from the command line, of every call that there is and of nothing else.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use libtest_mimic::Trial;
use serde_json::{Value, json};

use crate::support::routes::routes;
use crate::support::{Answer, App, Page, alone, both, has, has_not};

pub fn tests() -> Vec<Trial> {
    let mut tests = both![
        the_service_serves_what_the_command_prints,
        every_problem_has_a_page_that_says_what_to_do,
        an_answer_has_the_members_that_are_described,
    ];
    tests.extend(alone![
        every_call_is_described_with_its_scope,
        every_body_has_an_example,
        a_reference_leads_somewhere,
        every_word_has_a_meaning,
    ]);
    tests
}

fn description() -> Value {
    serde_json::from_str(&chit::web::OPENAPI).expect("JSON")
}

/// The calls of a description by method and path.
fn calls(description: &Value) -> BTreeMap<(String, String), Value> {
    let paths = description["paths"].as_object().expect("paths");
    let of_path = |(path, item): (&String, &Value)| {
        let item = item.as_object().expect("an item").clone();
        let path = path.clone();
        item.into_iter().map(move |(method, call)| ((method.to_uppercase(), path.clone()), call))
    };
    paths.iter().flat_map(of_path).collect()
}

async fn the_service_serves_what_the_command_prints(app: App) {
    let served = app.browser().get("openapi.json").await.status(200);
    assert_eq!(served.header("content-type"), "application/json");
    let printed = app.cli_ok(&["openapi"]);
    assert_eq!(served.text(), printed);
    assert_eq!(served.json()["openapi"], "3.1.0");
    let page = app.browser().get("docs/api").await.status(200).text();
    for (_, call) in calls(&served.json()) {
        has(&page, &[&format!("id=\"{}\"", call["operationId"].as_str().expect("a name"))]);
    }
    let page = Page::read(&page);
    let ids: BTreeSet<_> = page.all("").iter().map(|element| element.attribute("id").to_owned()).collect();
    for link in page.all("a") {
        if let Some(target) = link.attribute("href").strip_prefix('#') {
            assert!(ids.contains(target), "{target}");
        }
    }
    // Nothing is loaded from elsewhere.
    let loaded = [("script", "src"), ("img", "src"), ("source", "srcset"), ("iframe", "src"), ("object", "data")];
    let loaded = loaded.into_iter().flat_map(|(element, attribute)| {
        page.all(element).into_iter().map(move |element| element.attribute(attribute).to_owned())
    });
    let linked = page.all("link").into_iter().map(|link| link.attribute("href").to_owned());
    let loaded: Vec<_> = loaded.chain(linked).collect();
    assert!(loaded.iter().any(|address| address.ends_with(".css")), "{loaded:?}");
    assert!(loaded.iter().all(|address| address.starts_with("/static/")), "{loaded:?}");
    for style in loaded.iter().filter(|address| address.ends_with(".css")) {
        let style = app.browser().get(style.trim_start_matches('/')).await.status(200).text();
        has_not(&style, &["@import", "url(http", "url(\"http", "url('http", "url(//", "url(\"//", "url('//"]);
    }
}

/// The scopes that the table of addresses has for each call, in its order.
fn scopes() -> BTreeMap<(String, String), Vec<String>> {
    let source = fs::read_to_string("src/web/access.rs").expect("the table");
    let (_, rows) = source.split_once("const CALLS").expect("the calls");
    let rows = rows.lines().filter(|line| line.starts_with("    (\""));
    let read = rows.map(|line| {
        let texts: Vec<_> = line.split('"').collect();
        let need = line.rsplit_once("\", ").expect("a need").1.trim_end_matches("),");
        let named = need.split_once('(').map_or("", |(_, named)| named.trim_end_matches(')'));
        let scopes = named.split(", ").filter(|name| !name.is_empty()).map(|name| {
            let known = chit::domain::access::Scope::ALL.into_iter().find(|scope| format!("{scope:?}") == name);
            known.expect("a scope").word().to_owned()
        });
        ((texts[1].to_owned(), texts[3].to_owned()), scopes.collect())
    });
    read.collect()
}

fn every_call_is_described_with_its_scope() {
    let (calls, scopes) = (calls(&description()), scopes());
    let routed: BTreeSet<_> = routes()
        .into_iter()
        .filter_map(|route| Some((route.template.strip_prefix("/api/v1")?.to_owned(), route.methods)))
        .flat_map(|(path, methods)| methods.into_iter().map(move |method| (method.to_string(), path.clone())))
        .collect();
    assert!(routed.len() > 40, "the routes were not found");
    assert_eq!(calls.keys().cloned().collect::<BTreeSet<_>>(), routed);
    let mut names = BTreeSet::new();
    for (call, described) in &calls {
        assert_eq!(described["security"], json!([{"key": scopes[call]}]), "{call:?}");
        let words = described["description"].as_str().expect("words");
        assert!(scopes[call].iter().all(|scope| words.contains(&format!("`{scope}`"))), "{call:?}: {words}");
        assert!(names.insert(described["operationId"].as_str().expect("a name")), "{call:?}");
        let answers = described["responses"].as_object().expect("answers");
        assert!(answers.keys().any(|status| status.starts_with('2')), "{call:?} never succeeds");
        for status in ["401", "429", "500", "503"] {
            assert!(answers.contains_key(status), "{call:?} lacks {status}");
        }
        let parameters = described["parameters"].as_array().cloned().unwrap_or_default();
        let named = |place: &str| -> BTreeSet<_> {
            let of_place = parameters.iter().filter(|parameter| parameter["in"] == place);
            of_place.map(|parameter| parameter["name"].as_str().expect("a name").to_owned()).collect()
        };
        let in_path: BTreeSet<_> =
            call.1.split('/').filter_map(|part| Some(part.strip_prefix('{')?.strip_suffix('}')?.to_owned())).collect();
        assert_eq!(named("path"), in_path, "{call:?}");
        assert_eq!(named("header").contains("Idempotency-Key"), call.0 == "POST", "{call:?}");
    }
}

fn every_body_has_an_example() {
    let description = description();
    for (call, described) in calls(&description) {
        for (media_type, content) in described["requestBody"]["content"].as_object().into_iter().flatten() {
            let schema = &content["schema"];
            let named = schema["$ref"].as_str().and_then(|at| description.pointer(at.trim_start_matches('#')));
            let shown = [content, schema].into_iter().chain(named).any(|place| !place["example"].is_null());
            assert!(shown, "{call:?} has no example of {media_type}");
        }
    }
}

/// All values under a name, wherever they stand.
fn under<'a>(value: &'a Value, name: &str, found: &mut Vec<&'a Value>) {
    match value {
        Value::Object(members) => {
            found.extend(members.get(name));
            members.values().for_each(|member| under(member, name, found));
        }
        Value::Array(values) => values.iter().for_each(|value| under(value, name, found)),
        _ => {}
    }
}

fn a_reference_leads_somewhere() {
    let description = description();
    let (mut references, mut links) = (Vec::new(), Vec::new());
    under(&description, "$ref", &mut references);
    assert!(references.len() > 100, "{}", references.len());
    for reference in references.iter().filter_map(|reference| reference.as_str()) {
        let pointer = reference.strip_prefix('#').expect("a reference within");
        assert!(description.pointer(pointer).is_some(), "{reference}");
    }
    under(&description, "links", &mut links);
    let calls = calls(&description);
    let names: BTreeSet<_> = calls.values().filter_map(|call| call["operationId"].as_str()).collect();
    for link in links.iter().filter_map(|links| links.as_object()).flat_map(|links| links.values()) {
        assert!(names.contains(link["operationId"].as_str().expect("a name")), "{link}");
    }
}

/// Whatever a program can read or write is explained, by itself or where its type is.
fn every_word_has_a_meaning() {
    let description = description();
    let schemas = description["components"]["schemas"].as_object().expect("schemas");
    let mut silent = Vec::new();
    let says =
        |value: &Value| value["description"].as_str().is_some_and(|text| !text.is_empty() && !text.contains("[`"));
    for (name, schema) in schemas {
        silent.extend((!says(schema)).then(|| name.clone()));
        for (member, kind) in schema["properties"].as_object().into_iter().flatten() {
            let refers = !kind["$ref"].is_null() || !kind["oneOf"].is_null() || !kind["items"]["$ref"].is_null();
            silent.extend((!says(kind) && !refers).then(|| format!("{name}.{member}")));
        }
    }
    for ((method, path), call) in calls(&description) {
        for parameter in call["parameters"].as_array().into_iter().flatten() {
            let explained = says(parameter) || !parameter["schema"]["$ref"].is_null();
            silent.extend((!explained).then(|| format!("{method} {path} {}", parameter["name"])));
        }
    }
    assert!(silent.is_empty(), "nothing is said about {silent:?}");
}

async fn every_problem_has_a_page_that_says_what_to_do(app: App) {
    let payee = app.payee("anna");
    let api = app.api(&payee.api_key);
    let stranger = app.api("chit_nobody");
    let refusals = [
        stranger.get("me").await.status(401),
        api.get("requests/3ofrqFxy6SKa").await.status(404),
        api.post("requests", &json!({"amount": "x"})).await.status(400),
        Answer::of(api.call(reqwest::Method::PUT, "me")).await.status(405),
    ];
    for refusal in refusals {
        let problem = refusal.problem();
        let address = problem["type"].as_str().expect("an address").to_owned();
        let path = address.strip_prefix(&*app.base).unwrap_or_else(|| panic!("{address} is elsewhere"));
        let page = app.browser().get(path).await.status(200).text();
        has(&page, &[&format!("status {}", refusal.code)]);
    }
    let all = Page::read(&app.browser().get("docs/api").await.text());
    let pages: Vec<_> = all.all("a").iter().map(|link| link.attribute("href").to_owned()).collect();
    let pages: Vec<_> = pages.iter().filter(|href| href.starts_with("/docs/problems/")).collect();
    assert!(pages.len() > 15, "{pages:?}");
    for page in pages {
        app.browser().get(page.trim_start_matches('/')).await.status(200);
    }
    app.browser().get("docs/problems/nothing").await.status(404);
}

/// The members of an object, against those of its schema: none is missing that is always there, and none is undescribed.
#[track_caller]
fn fits(description: &Value, name: &str, value: &Value) {
    let schema = &description["components"]["schemas"][name];
    let value = value.as_object().expect("an object");
    let known = schema["properties"].as_object().expect("properties");
    let strange: Vec<_> = value.keys().filter(|member| !known.contains_key(*member)).collect();
    assert!(strange.is_empty(), "{name} has {strange:?}");
    for member in schema["required"].as_array().into_iter().flatten() {
        assert!(value.contains_key(member.as_str().expect("a name")), "{name} lacks {member}");
    }
}

async fn an_answer_has_the_members_that_are_described(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let description = description();
    fits(&description, "Payee", &api.get("me").await.json());
    let code = app.request(&api, &json!({"amount": "25.00", "items": [{"name": "Bread", "amount": "25.00"}]})).await;
    let request = api.get(&format!("requests/{code}")).await.json();
    fits(&description, "Request", &request);
    fits(&description, "Item", &request["items"][0]);
    let payment = api.post(&format!("requests/{code}/payments"), &json!({})).await.status(201).json();
    fits(&description, "Payment", &payment);
    let id = payment["id"].as_str().expect("an id");
    let refunded = api.post(&format!("payments/{id}/refund"), &json!({"amount": "5.00"})).await.status(201).json();
    fits(&description, "Payment", &refunded);
    fits(&description, "Refund", &refunded["refunds"][0]);
    fits(&description, "Batch", &api.post("batches", &json!({})).await.status(201).json());
    fits(&description, "EventList", &api.get("events").await.json());
    fits(&description, "Event", &api.get("events").await.json()["data"][0]);
    fits(&description, "KeyList", &api.get("keys").await.json());
    fits(&description, "Key", &api.get("keys").await.json()["data"][0]);
    fits(&description, "Problem", &api.get("nothing").await.problem());
}
