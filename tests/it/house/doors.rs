//! Every address that takes a part from outside, with parts that would like to be an address of their own: nothing that a page sends its
//! reader to, and no form's address, is made of them, and nothing happens.

use std::collections::BTreeSet;
use std::fs;

use libtest_mimic::Trial;
use reqwest::Method;
use serde_json::json;

use crate::support::routes::{Route, id_of_nothing, is_a_route, routes};
use crate::support::wire::Wire;
use crate::support::{Answer, App, Page, alone, bare_form, between, both, deed, has, order};

pub fn tests() -> Vec<Trial> {
    let mut tests = both![
        no_part_of_an_address_becomes_another_address,
        an_empty_form_does_nothing,
        a_form_does_nothing_at_another_address,
        a_mangled_link_leads_to_its_own_address,
    ];
    tests.extend(alone![every_route_is_in_one_table, addresses_are_read_in_few_places, every_form_says_what_it_does]);
    tests
}

fn every_route_is_in_one_table() {
    let routes = routes();
    assert!(routes.len() > 60, "{}", routes.len());
    assert!(routes.iter().all(|route| !route.methods.is_empty()));
    let has = |template: &str| routes.iter().any(|route| route.template == template);
    assert!(
        has("/app/sign-in/{token}") && has("/api/v1/payments/{id}/refunds/{refund}/not-sent") && has("/static/{file}")
    );
    for (name, source) in sources() {
        assert!(name == "src/web/mod.rs" || !source.contains(".route("), "{name} has routes of its own");
    }
}

/// Where a request's address may be read as text: it is decoded, compared or parsed there, and handed on as a type.
const READERS: [&str; 9] = [
    "src/web/app/kept.rs",
    "src/web/http/edge.rs",
    "src/web/http/extract/mod.rs",
    "src/web/http/extract/path.rs",
    "src/web/http/extract/query.rs",
    "src/web/http/links.rs",
    "src/web/http/mount.rs",
    "src/web/http/reader.rs",
    "src/web/http/security.rs",
];

fn addresses_are_read_in_few_places() {
    let readers = sources().into_iter().filter(|(_, source)| source.contains(".uri")).map(|(name, _)| name);
    let readers: BTreeSet<_> = readers.collect();
    assert_eq!(readers.iter().map(String::as_str).collect::<Vec<_>>(), READERS);
}

/// The sources of the web, by their paths.
fn sources() -> Vec<(String, String)> {
    let (mut folders, mut sources) = (vec!["src/web".to_owned()], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path.to_string_lossy().into_owned();
            if path.is_dir() {
                folders.push(name);
            } else {
                sources.push((name, fs::read_to_string(path).expect("a source")));
            }
        }
    }
    sources
}

/// What has turned an address into another one elsewhere. A space stands for itself in none of them: it ends a request line.
const HOSTILE: [&str; 34] = [
    "..",
    ".",
    "..%2f..%2fapp%2frequests%2fCODE%2fmark-paid",
    "..%2F..%2Fapp%2Frequests%2FCODE%2Fcancel",
    "%2e%2e",
    "%2e%2e%2f%2e%2e%2fapp%2fsettings%2fowner-key",
    "..%5c..%5capp",
    "..\\..\\app",
    "..;",
    "..%3b",
    "%2f",
    "%2fapp%2fsign-out-everywhere",
    "%2f%2fevil.example",
    "%5c%5cevil.example",
    "\\\\evil.example",
    "//evil.example",
    "https:%2f%2fevil.example",
    "javascript:alert(1)",
    "javascript%3aalert(1)",
    "@evil.example",
    "%40evil.example",
    "%3f",
    "%3fdo%3dcancel",
    "%23",
    "?",
    "%00",
    "%ff",
    "%0d%0aLocation:%20%2f%2fevil.example",
    "%0a",
    "%22%3e%3cscript%3e",
    "\"><script>",
    "%252e%252e%252f",
    "%e2%80%ae..",
    "{code}",
];

/// Panics where an answer leads elsewhere.
#[track_caller]
fn stays(routes: &[Route], app: &App, answer: &Answer, what: &str) {
    let check = |address: &str, place: &str| {
        let address = address.strip_prefix(&*app.base).map_or(address.to_owned(), |path| format!("/{path}"));
        let (path, query) = address.split_once(['?', '#']).unwrap_or((&address, ""));
        let known = path.is_empty() || is_a_route(routes, path);
        let plain = query.bytes().all(|b| b.is_ascii_alphanumeric() || b"=&-_.#%".contains(&b));
        assert!(known && plain, "{what}: {place} leads to {address:?}");
    };
    if answer.headers.contains_key("location") {
        check(answer.header("location"), "Location");
    }
    assert!(!answer.headers.contains_key("refresh") && !answer.headers.contains_key("link"), "{what}");
    if !answer.header("content-type").starts_with("text/html") {
        return;
    }
    let page = Page::read(&answer.text());
    for name in [
        "action",
        "formaction",
        "href",
        "src",
        "srcset",
        "data",
        "poster",
        "ping",
        "background",
        "data-live",
        "data-picture",
    ] {
        for element in page.all("").iter().filter(|element| element.attributes.contains_key(name)) {
            check(element.attribute(name), &format!("<{} {name}>", element.name));
        }
    }
    for meta in page.all("meta").iter().filter(|meta| !meta.attribute("http-equiv").is_empty()) {
        assert!(!meta.attribute("content").contains("url"), "{what}: {}", meta.attribute("content"));
    }
}

/// All that an address could change, row by row.
async fn everything(app: &App) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for sql in [
        "select code || state || coalesce(memo, '') || paid_count from requests order by 1",
        "select id || state || refunded from payments order by 1",
        "select id || position || coalesce(cast(removed_at as text), '') from methods order by 1",
        "select id || state from refunds order by 1",
        "select token_hash from sessions order by 1",
        "select id || role || label || coalesce(cast(removed_at as text), '') from members order by 1",
        "select hash from recovery_codes union all select token_hash from ceremonies order by 1",
        "select token_hash || coalesce(cast(used_at as text), '') from one_time_links order by 1",
        "select secret_hash from credentials order by 1",
        "select handle || name || currency from payees order by 1",
        "select id || coalesce(cast(dismissed_at as text), '') from reports order by 1",
        "select handle from payees where disabled_at is not null union all select code from requests where disabled_at is not null order by 1",
        "select id || body from service_texts order by 1",
        "select id from ledger_entries order by 1",
    ] {
        rows.push(app.db().texts(sql).await);
    }
    rows
}

/// A payee with something of everything, and the text that each parameter of a route has where it is there.
struct There {
    code: String,
    cookie: String,
    own: String,
    sign_in: String,
    payment: String,
    method: String,
    sandbox: String,
    file: String,
}

impl There {
    async fn new(app: &App) -> Self {
        let (payee, api, _) = app.seller("anna").await;
        let code = app.request(&api, &json!({"amount": "25.00", "memo": "Bread"})).await;
        let (browser, (sandbox, _)) = (app.browser(), app.start_payment(&code).await);
        let sepa = json!({"rail": "sepa", "settings": {"iban": "DE75512108001245126199", "beneficiary": "Anna"}});
        let method = api.post("methods", &sepa).await.status(201).json()["id"].as_str().expect("an id").to_owned();
        let started = browser.post(&format!("r/{code}/pay"), &[("method", &method)]).await.status(303);
        let own = started.location().trim_start_matches("/p/").to_owned();
        let seller = browser.post(&payee.sign_in_url, &[]).await.status(303);
        let cookie = seller.header("set-cookie").split(';').next().expect("a cookie").to_owned();
        let payments = api.get(&format!("payments?request={code}")).await.json();
        let payment = payments["data"][0]["id"].as_str().expect("an id").to_owned();
        api.put("catalogue", &json!({"products": [{"name": "Rye", "price": "4.50"}]})).await.status(200);
        let sign_in = app.cli_ok(&["payee", "sign-in", "anna"]).trim().rsplit('/').next().expect("a token").to_owned();
        let css = Page::read(&browser.page("anna").await).one("link").attribute("href").to_owned();
        assert!(order(&sandbox)["id"].is_string());
        let sandbox = sandbox.split_once("/sandbox/").expect("the stand-in").1.to_owned();
        Self { code, cookie, own, sign_in, payment, method, sandbox, file: css.replace("/static/", "") }
    }

    /// The path of a route. The parameter at `place` is `part`, if there is one.
    fn path(&self, template: &str, place: usize, part: &str) -> String {
        let ((sandbox_method, order), mut at) = (self.sandbox.split_once('/').expect("two parts"), 0);
        let parts = template.split('/').map(|name| {
            let Some(name) = name.strip_prefix('{').and_then(|name| name.strip_suffix('}')) else { return name };
            at += 1;
            match name {
                _ if at - 1 == place => part,
                "code" => &self.code,
                "token" if template.starts_with("/app") => &self.sign_in,
                "token" => &self.own,
                "handle" => "anna",
                "amount" => "25eur",
                "id" if template.contains("payments") => &self.payment,
                "id" if template.contains("/methods") => &self.method,
                "month" => "2026-11",
                "method" if template.starts_with("/sandbox") => sandbox_method,
                "method" => &self.method,
                "order" => order,
                "rail" => "demo",
                "file" => &self.file,
                "problem" => "no-key",
                other => id_of_nothing(template, other)
                    .unwrap_or_else(|| panic!("a parameter that this test doesn't know: {other} of {template}")),
            }
        });
        parts.collect::<Vec<_>>().join("/")
    }
}

async fn no_part_of_an_address_becomes_another_address(app: App) {
    let app = app.with(&[("CHIT_OPERATORS", "anna")]).await;
    let there = There::new(&app).await;
    let (routes, before) = (routes(), everything(&app).await);
    let parts = HOSTILE.into_iter().map(|part| part.replace("CODE", &there.code));
    let hostile: Vec<_> = parts.chain(["x".repeat(5000)]).collect();
    let wires = [None, Some(there.cookie.clone())].map(|cookie| Wire { app: &app, cookie });
    let (mut asked, mut read) = (0, BTreeSet::new());
    for route in &routes {
        let parameters = route.template.matches('{').count();
        for (place, part) in (0..parameters).flat_map(|place| hostile.iter().map(move |part| (place, part))) {
            let path = there.path(&route.template, place, part);
            for method in &route.methods {
                let said = deed(&route.template).map(|deed| format!("do={deed}")).unwrap_or_default();
                let body = if *method == Method::GET { "" } else { said.as_str() };
                for wire in &wires {
                    let answer = wire.send(method.as_str(), path.as_bytes(), body).await;
                    let what = format!("{method} {path}");
                    // `?` in the place of a handle is the front page.
                    let fine = (300..500).contains(&answer.code) || route.template.starts_with("/{handle}");
                    assert!(fine, "{what}: {}", answer.code);
                    asked += 1;
                    // The page of nothing is one and the same; it needs to be read once.
                    if read.insert((answer.body.clone(), answer.header("location").to_owned())) {
                        stays(&routes, &app, &answer, &what);
                    }
                }
            }
        }
    }
    assert!(asked > 2000, "{asked}");
    assert_eq!(everything(&app).await, before);
}

/// Addresses at which an empty form may do something: a payer who begins to pay says nothing else, where there is one way to pay.
const MAY_BE_EMPTY: [&str; 3] = ["/r/{code}/pay", "/{handle}/pay", "/{handle}/{amount}/pay"];

async fn an_empty_form_does_nothing(app: App) {
    let app = app.with(&[("CHIT_OPERATORS", "anna")]).await;
    let there = There::new(&app).await;
    let before = everything(&app).await;
    let wire = Wire { app: &app, cookie: Some(there.cookie.clone()) };
    let mut tried = 0;
    for route in routes().iter().filter(|route| route.methods.contains(&Method::POST)) {
        let template = route.template.as_str();
        if MAY_BE_EMPTY.contains(&template) || template.starts_with("/api/") || template.starts_with("/hooks/") {
            continue;
        }
        let path = there.path(template, usize::MAX, "");
        for body in ["", "do=", "do=nothing", "do=cancel&do=cancel", "x=1"] {
            let refused = wire.send("POST", path.as_bytes(), body).await;
            assert_eq!(refused.code, 400, "{path} {body:?}: {}", refused.text());
            has(refused.header("content-type"), &["text/html"]);
        }
        if deed(template).is_some() {
            has(&wire.send("POST", path.as_bytes(), "").await.text(), &["Nothing was done", "press its button"]);
        }
        tried += 1;
    }
    assert!(tried >= 20, "{tried}");
    assert_eq!(everything(&app).await, before);
}

/// Each form's fields, sent to every other form's address.
async fn a_form_does_nothing_at_another_address(app: App) {
    let app = app.with(&[("CHIT_OPERATORS", "anna")]).await;
    let there = There::new(&app).await;
    let (routes, before) = (routes(), everything(&app).await);
    let wire = Wire { app: &app, cookie: Some(there.cookie.clone()) };
    let deeds: Vec<_> = routes
        .iter()
        .filter(|route| route.methods.contains(&Method::POST))
        .filter_map(|route| Some((route.template.as_str(), deed(&route.template)?)))
        .collect();
    // A dozen deeds of others, spread over all of them.
    for (at, (template, own)) in deeds.iter().enumerate() {
        let path = there.path(template, usize::MAX, "");
        let others = deeds.iter().cycle().skip(at).step_by(deeds.len() / 12).take(12);
        for (_, other) in others.filter(|(_, other)| other != own) {
            let body = format!("do={other}&amount=25&seen=0&left=2500&name=Mallory&handle=mallory&rail=demo");
            wire.send("POST", path.as_bytes(), &body).await.status(400);
        }
    }
    assert!(deeds.len() >= 20);
    assert_eq!(everything(&app).await, before);
}

fn every_form_says_what_it_does() {
    let (mut forms, mut deeds) = (0, BTreeSet::new());
    for folder in ["templates/app", "templates/pay"] {
        for entry in fs::read_dir(folder).expect("templates") {
            let path = entry.expect("an entry").path();
            let template = fs::read_to_string(&path).expect("a template");
            for (at, _) in template.match_indices("<form ") {
                let (tag, rest) = template[at..].split_once('>').expect("a whole tag");
                let said =
                    rest.strip_prefix("<input type=\"hidden\" name=\"do\" value=\"").and_then(|r| r.split('"').next());
                if tag.contains("method=\"get\"") {
                    assert!(said.is_none(), "{tag}");
                    continue;
                }
                // What an expression stands for is one part, or the whole address.
                let action = between(tag, "action=\"", "\"");
                let wanted = match action {
                    "{{ action }}" if path.ends_with("sign_in_link.html") => Some("sign-in-by-link"),
                    "{{ view.action }}" if path.ends_with("join.html") => Some("join"),
                    "{{ action.to }}" if path.ends_with("look.html") => Some("{{ deed }}"),
                    "{{ action }}" if path.ends_with("send_again.html") => Some("{{ deed }}"),
                    "{{ action }}" if path.ends_with("payment.html") => Some("claim"),
                    "{{ action }}" | "{{ pay_action }}" => None,
                    action => Some(deed(action).unwrap_or_else(|| panic!("{action} has no deed"))),
                };
                assert_eq!(said, wanted, "{}: {tag}", path.display());
                forms += 1;
                deeds.extend(wanted.filter(|deed| *deed != "{{ deed }}"));
            }
        }
    }
    let wanted = routes();
    let wanted: BTreeSet<_> = wanted
        .iter()
        .filter(|route| route.methods.contains(&Method::POST))
        .filter(|route| route.template.starts_with("/app") || route.template.starts_with("/p/"))
        .map(|route| deed(&route.template).unwrap_or_else(|| panic!("{} has no deed", route.template)))
        .collect();
    assert!(["see-event", "replace-device"].into_iter().all(|deed| deeds.insert(deed)), "look.html; worker.js");
    assert_eq!(deeds, wanted);
    assert!(forms >= wanted.len());
}

async fn a_mangled_link_leads_to_its_own_address(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let wire = Wire { app: &app, cookie: None };
    for (path, link, shown) in [
        (format!("/r/{code}."), format!("/r/{code}"), "25.00"),
        (format!("/r/{code}/"), format!("/r/{code}"), "25.00"),
        (format!("/R/{code}/"), format!("/r/{code}"), "25.00"),
        (format!("/r/{code}/)"), format!("/r/{code}"), "25.00"),
        (format!("/r/{code}%E2%80%8B"), format!("/r/{code}"), "25.00"),
        (format!("/r/%EF%BB%BF{code}"), format!("/r/{code}"), "25.00"),
        (format!("/r/{code}*?lang=de&x=%2f"), format!("/r/{code}?lang=de"), "25,00"),
        ("/anna/".into(), "/anna".into(), "/anna</dd>"),
        ("/Anna,".into(), "/anna".into(), "/anna</dd>"),
        ("/anna/25eur.".into(), "/anna/25eur".into(), "25.00"),
        ("/anna/25.50usd)/".into(), "/anna/25.50usd".into(), "25.50"),
        ("/anna/25eur%E2%80%A6".into(), "/anna/25eur".into(), "25.00"),
    ] {
        let sent = wire.send("GET", path.as_bytes(), "").await;
        assert_eq!((sent.code, sent.header("location")), (308, link.as_str()), "{path}");
        assert_eq!(sent.header("cache-control"), "no-store");
        has(&app.browser().page(&link).await, &[shown]);
        let head = wire.send("HEAD", path.as_bytes(), "").await;
        assert_eq!((head.code, head.header("location")), (308, link.as_str()), "{path}");
    }
    // What is posted is not sent on, and what isn't there is not told from what is.
    assert!(!wire.send("POST", format!("/r/{code}./pay").as_bytes(), "").await.headers.contains_key("location"));
    assert_eq!(wire.send("GET", b"/nobody/25eur.", "").await.header("location"), "/nobody/25eur");
    let unused = app.browser().request(Method::POST, &payee.sign_in_url);
    Answer::of(bare_form(unused, &[])).await.status(400);
}
