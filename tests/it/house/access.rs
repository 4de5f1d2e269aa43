//! Every address of sellers and programs stands in the one table of `src/web/access.rs`, and each role and scope reaches what the table
//! gives it, and nothing else.

use std::collections::BTreeMap;
use std::fs;

use chit::domain::access::{Right, Role, Scope};
use libtest_mimic::Trial;
use reqwest::Method;
use serde_json::json;

use crate::support::routes::{Route, id_of_nothing, routes};
use crate::support::{Answer, App, Browser, alone, bare_form, between, both, has};

pub fn tests() -> Vec<Trial> {
    let mut tests = both![each_role_reaches_what_its_rights_allow, each_scope_reaches_its_calls];
    tests.extend(alone![every_route_is_bound_once]);
    tests
}

/// The table as its source has it: what a method and a route need.
fn table() -> BTreeMap<(String, String), String> {
    let source = fs::read_to_string("src/web/access.rs").expect("the table");
    let (pages, calls) = source.split_once("const CALLS").expect("two parts");
    let mut table = BTreeMap::new();
    for (part, prefix) in [(pages, ""), (calls, "/api/v1")] {
        for line in part.lines().filter(|line| line.starts_with("    (\"")) {
            let texts: Vec<_> = line.split('"').collect();
            let need = line.rsplit_once("\", ").expect("a need").1.trim_end_matches("),");
            let before = table.insert((texts[1].to_owned(), format!("{prefix}{}", texts[3])), need.to_owned());
            assert_eq!(before, None, "{line}");
        }
    }
    table
}

/// The routes that belong to sellers and programs.
fn bound() -> Vec<Route> {
    let ours = |route: &Route| {
        let template = route.template.as_str();
        template == "/" || template == "/app" || template.starts_with("/app/") || template.starts_with("/api/")
    };
    routes().into_iter().filter(ours).collect()
}

fn every_route_is_bound_once() {
    let table = table();
    assert!(table.len() > 90, "the table was not found");
    let missing: Vec<_> = bound()
        .iter()
        .flat_map(|route| route.methods.iter().map(|method| (method.to_string(), route.template.clone())))
        .filter(|route| !table.contains_key(route))
        .collect();
    assert!(missing.is_empty(), "not in src/web/access.rs, so refused to everybody: {missing:?}");
}

/// A path of a route, whose parameters are well formed and name nothing.
fn path(template: &str) -> String {
    let parts = template.split('/').map(|part| match part {
        "{code}" => "3ofrqFxy6SKa",
        "{token}" => "abcdefghijkmnopqrstuvwxy",
        "{month}" => "2026-11",
        "{rail}" => "sepa",
        "{id}" if template.contains("payments") => "pay_aaaaaaaaaaaaaaaaaaaaaa",
        part => match part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) {
            Some(name) => id_of_nothing(template, name).unwrap_or(part),
            None => part,
        },
    });
    parts.collect::<Vec<_>>().join("/")
}

/// Somebody who joined in a role.
async fn joined(app: &App, owner: &Browser, role: Role) -> Browser {
    let made = owner.post("app/settings/people", &[("label", role.word()), ("role", role.word())]).await.status(201);
    let link = between(&made.text(), "data-copy=\"", "\"").to_owned();
    let member = app.browser();
    member.post(&link, &[]).await.status(303);
    member
}

fn right(need: &str) -> Option<Right> {
    let name = need.strip_prefix("May(")?.strip_suffix(')')?;
    Some(match name {
        "SeeRequests" => Right::SeeRequests,
        "MakeRequests" => Right::MakeRequests,
        "BookMoney" => Right::BookMoney,
        "SeeBooks" => Right::SeeBooks,
        "KeepBooks" => Right::KeepBooks,
        "Manage" => Right::Manage,
        other => panic!("{other}"),
    })
}

/// Asks for a route. A POST says nothing that a form of ours says, so that it does nothing where it is let in.
async fn ask(browser: &Browser, app: &App, method: &Method, path: &str) -> Answer {
    let request = browser.request(method.clone(), path).header("Origin", app.base.trim_end_matches('/'));
    Answer::of(if *method == Method::POST { bare_form(request, &[("do", "nothing")]) } else { request }).await
}

async fn each_role_reaches_what_its_rights_allow(app: App) {
    let payee = app.payee("anna");
    let owner = app.signed_in(&payee).await;
    let (seller, accountant) = (joined(&app, &owner, Role::Seller).await, joined(&app, &owner, Role::Accountant).await);
    let nobody = app.browser();
    let (table, mut refused) = (table(), 0);
    for route in bound().iter().filter(|route| route.template.starts_with("/app")) {
        let path = path(&route.template);
        for method in &route.methods {
            let need = &table[&(method.to_string(), route.template.clone())];
            let what = format!("{method} {path}");
            if need == "Nothing" {
                continue;
            }
            let stranger = ask(&nobody, &app, method, &path).await;
            if need == "Operator" {
                // None of them is the operator, so there is nothing here.
                for answer in
                    [stranger, ask(&owner, &app, method, &path).await, ask(&seller, &app, method, &path).await]
                {
                    assert_eq!(answer.code, 404, "{what}");
                }
                continue;
            }
            assert!(matches!(stranger.code, 303 | 401), "{what}: {}", stranger.code);
            for (role, browser) in [(Role::Owner, &owner), (Role::Seller, &seller), (Role::Accountant, &accountant)] {
                let may = right(need).is_none_or(|right| role.may(right));
                if may && route.template.ends_with("/live") {
                    continue;
                }
                let answer = ask(browser, &app, method, &path).await;
                if may {
                    assert_ne!(answer.code, 403, "{what} as {role:?}: {}", answer.text());
                    assert!(answer.code != 303 || answer.location() != "/app/sign-in", "{what} as {role:?}");
                } else {
                    assert_eq!(answer.code, 403, "{what} as {role:?}");
                    has(&answer.text(), &["Not with your role"]);
                    refused += 1;
                }
            }
        }
    }
    assert!(refused > 40, "{refused}");
    assert_eq!(app.db().number("select count(*) from sessions").await, 3);
}

/// The scopes that a need names, in its order.
fn scopes(need: &str) -> Vec<Scope> {
    let named = need.split_once('(').map(|(_, scopes)| scopes.trim_end_matches(')').split(", "));
    let named = named.into_iter().flatten();
    named.filter_map(|name| Scope::ALL.into_iter().find(|scope| format!("{scope:?}") == name)).collect()
}

async fn each_scope_reaches_its_calls(app: App) {
    let payee = app.payee("anna");
    let api = app.api(&payee.api_key);
    let (table, mut refused) = (table(), 0);
    for scope in Scope::ALL {
        app.db().execute(&format!("update api_keys set scopes = '{}'", scope.word())).await;
        for route in bound().iter().filter(|route| route.template.starts_with("/api/")) {
            let path = path(&route.template).replace("/api/v1/", "");
            for method in &route.methods {
                let need = &table[&(method.to_string(), route.template.clone())];
                let needed = scopes(need);
                assert!(!needed.is_empty() || need == "Key", "{path}: {need}");
                let missing = needed.into_iter().find(|needed| !needed.is_in(scope.word()));
                let may = missing.is_none();
                let call = api.call(method.clone(), &path);
                let call = if *method == Method::GET { call } else { call.json(&json!({"nonsense": true})) };
                let answer = Answer::of(call).await;
                if may {
                    assert_ne!(answer.code, 403, "{method} {path} with {}: {}", scope.word(), answer.text());
                } else {
                    assert_eq!(answer.code, 403, "{method} {path} with {}", scope.word());
                    has(answer.problem()["detail"].as_str().expect("a text"), &[missing.expect("a scope").word()]);
                    refused += 1;
                }
            }
        }
    }
    assert!(refused > 80, "{refused}");
}
