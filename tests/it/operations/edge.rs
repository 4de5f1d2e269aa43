//! The service's edge: limits, headers, the cookie, and names that a caller makes up.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use libtest_mimic::Trial;
use reqwest::Method;
use serde_json::json;

use crate::support::{Answer, App, between, both, form, has, has_not, until_too_many, without_allowed_style};

pub fn tests() -> Vec<Trial> {
    both![
        guessing_is_answered_429,
        payments_are_limited,
        sign_ins_are_limited,
        the_api_is_limited_by_key,
        every_answer_has_its_headers,
        only_https_is_remembered,
        a_made_up_host_is_never_repeated,
        the_cookie_is_for_this_host_alone,
    ]
}

/// Callers, as a proxy in front would name them.
const ANNA: &str = "198.51.100.7";
const BERTA: &str = "198.51.100.8";
const CLARA: &str = "198.51.100.9";

/// A call that a proxy passes on for somebody.
async fn passed_on(app: &App, who: &str, method: Method, path: &str, fields: &[(&str, &str)]) -> Answer {
    let request = app.browser().request(method.clone(), path).header("X-Forwarded-For", who);
    let request = request.header("Sec-Fetch-Site", "same-origin");
    Answer::of(if method == Method::POST { form(request, fields) } else { request }).await
}

/// Says 429 as a program can use it.
#[track_caller]
fn too_many(answer: &Answer, limit: u32) {
    assert_eq!(answer.code, 429, "{}", answer.text());
    let wait: u32 = answer.header("retry-after").parse().expect("seconds");
    assert!((1..=60).contains(&wait), "{wait}");
    assert_eq!(answer.header("ratelimit-policy"), format!("\"minute\";q={limit};w=60"));
    assert_eq!(answer.header("ratelimit"), format!("\"minute\";r=0;t={wait}"));
    has(&answer.text(), &[&format!("Wait {wait} seconds")]);
}

async fn guessing_is_answered_429(app: App) {
    let app = app.with(&[("CHIT_LIMIT_MISSES", "5"), ("CHIT_PROXY_HOPS", "1")]).await;
    let (_, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (page, _) = app.start_payment(&code).await;
    let back = app.browser().post(&page, &[("outcome", "pending")]).await.status(303);
    let own = back.location().to_owned();

    let guesses = ["r/zzzzzzzzzzzz", "r/short", "p/nothing", "nobody-here", "nobody-here/25"];
    let turn = std::cell::Cell::new(0);
    let (misses, answer) = until_too_many(async || {
        let guess = guesses[turn.replace(turn.get() + 1) % guesses.len()];
        let answer = passed_on(&app, ANNA, Method::GET, guess, &[]).await;
        assert!(matches!(answer.code, 404 | 429), "{guess}: {}", answer.code);
        answer
    })
    .await;
    assert!(misses >= 5, "sent away after {misses}");
    too_many(&answer, 5);
    // Who was sent away learns nothing from a good link either.
    for path in [format!("r/{code}"), format!("r/{code}.svg"), "anna".into(), "anna/25".into(), own.clone()] {
        too_many(&passed_on(&app, ANNA, Method::GET, &path, &[]).await, 5);
        passed_on(&app, BERTA, Method::GET, &path, &[]).await.status(200);
    }
    too_many(&passed_on(&app, ANNA, Method::POST, &format!("r/{code}/pay"), &[]).await, 5);
    // What the caller wrote before our proxy's word doesn't count.
    let (lie, truth) = (format!("{ANNA}, {BERTA}"), format!("{BERTA}, {ANNA}"));
    passed_on(&app, &lie, Method::GET, &format!("r/{code}"), &[]).await.status(200);
    too_many(&passed_on(&app, &truth, Method::GET, &format!("r/{code}"), &[]).await, 5);
    // What needs no guessing goes on.
    for path in ["", "app/sign-in", "healthz"] {
        passed_on(&app, ANNA, Method::GET, path, &[]).await.status(200);
    }
}

async fn payments_are_limited(app: App) {
    let app = app.with(&[("CHIT_LIMIT_PAYMENTS", "1"), ("CHIT_PROXY_HOPS", "1")]).await;
    let (_, api, _) = app.seller("anna").await;
    let iban = json!({"rail": "sepa", "settings": {"iban": "DE75512108001245126199", "beneficiary": "Anna"}});
    let bank = api.post("methods", &iban).await.status(201).json();
    let bank = bank["id"].as_str().expect("an id");
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let pay = format!("r/{code}/pay");
    let (started, answer) = until_too_many(async || {
        let answer = passed_on(&app, ANNA, Method::POST, &pay, &[("method", bank)]).await;
        assert!(matches!(answer.code, 303 | 429), "{}", answer.text());
        answer
    })
    .await;
    assert!(started >= 1);
    too_many(&answer, 1);
    let count = async || usize::try_from(app.db().number("select count(*) from payments").await).expect("a count");
    assert_eq!(count().await, started);
    for path in ["anna/pay", "anna/25/pay"] {
        let fields = [("method", bank), ("amount", "3")];
        too_many(&passed_on(&app, ANNA, Method::POST, path, &fields).await, 1);
    }
    assert_eq!(count().await, started, "what was refused left something behind");
    passed_on(&app, ANNA, Method::GET, &format!("r/{code}"), &[]).await.status(200);
    let own = passed_on(&app, BERTA, Method::POST, &pay, &[("method", bank)]).await.status(303);
    let claim = format!("{}/claim", own.location());
    too_many(&passed_on(&app, ANNA, Method::POST, &claim, &[]).await, 1);
    passed_on(&app, CLARA, Method::POST, &claim, &[]).await.status(303);
}

async fn sign_ins_are_limited(app: App) {
    let settings = [("CHIT_LIMIT_SIGN_INS", "1"), ("CHIT_PROXY_HOPS", "1"), ("CHIT_SIGNUP", "open")];
    let app = app.with(&settings).await;
    let payee = app.payee("anna");
    let (tries, answer) = until_too_many(async || {
        let answer = passed_on(&app, ANNA, Method::POST, "app/sign-in", &[("owner_key", "owner_guess")]).await;
        assert!(matches!(answer.code, 403 | 429), "{}", answer.text());
        answer
    })
    .await;
    assert!(tries >= 1);
    too_many(&answer, 1);
    too_many(&passed_on(&app, ANNA, Method::POST, &payee.sign_in_url, &[]).await, 1);
    too_many(&passed_on(&app, ANNA, Method::POST, "app/sign-up", &[("handle", "clara")]).await, 1);
    assert_eq!(app.db().number("select count(*) from payees").await, 1);
    passed_on(&app, ANNA, Method::GET, "app/sign-in", &[]).await.status(200);
    // The link was not used up by who was sent away.
    passed_on(&app, BERTA, Method::POST, &payee.sign_in_url, &[]).await.status(303);
    passed_on(&app, CLARA, Method::POST, "app/sign-up", &[("handle", "clara")]).await.status(201);
}

async fn the_api_is_limited_by_key(app: App) {
    let app = app.with(&[("CHIT_LIMIT_API", "1")]).await;
    let (anna, berta) = (app.payee("anna"), app.payee("berta"));
    let api = app.api(&anna.api_key);
    let (calls, answer) = until_too_many(async || {
        let answer = api.get("me").await;
        assert!(matches!(answer.code, 200 | 429), "{}", answer.text());
        answer
    })
    .await;
    assert!(calls >= 1);
    too_many(&answer, 1);
    answer.problem();
    let refused = api.post("requests", &json!({"amount": "25.00"})).await;
    too_many(&refused, 1);
    refused.problem();
    assert_eq!(app.db().number("select count(*) from requests").await, 0);
    app.api(&berta.api_key).get("me").await.status(200);
    // So is another key of the same payee.
    let second = app.cli_ok(&["key", "add", "anna", "Shop", "--scope", "requests:read", "--json"]);
    let second: serde_json::Value = serde_json::from_str(&second).expect("JSON");
    app.api(second["key"].as_str().expect("a key")).get("me").await.status(200);
    too_many(&api.get("me").await, 1);
    // A made-up key is not counted as anybody's.
    app.api("chit_made_up").get("me").await.status(401);
}

/// Pages of every kind, with the status that each answers.
async fn everywhere(app: &App) -> Vec<(String, u16)> {
    let (_, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (page, _) = app.start_payment(&code).await;
    let back = app.browser().post(&page, &[("outcome", "pending")]).await.status(303);
    let asset = format!("static/{}", between(&app.browser().page("").await, "/static/", "\""));
    let path = |url: &str| url.splitn(4, '/').nth(3).expect("a path").to_owned();
    let mut pages = vec![
        (String::new(), 200),
        (format!("r/{code}"), 200),
        (format!("r/{code}.svg"), 200),
        (format!("r/{code}.png"), 200),
        ("anna".into(), 200),
        ("anna/25eur".into(), 200),
        ("anna/nonsense".into(), 404),
        (path(back.location()), 200),
        (path(&page), 200),
        (asset, 200),
    ];
    let others = [
        ("app/sign-in", 200),
        ("app/sign-in/abcdefghijkmnopqrstuvwxy", 200),
        ("app/sign-up", 404),
        ("app", 303),
        ("app/nothing", 404),
        ("app/sign-out", 405),
        ("nowhere/at/all", 404),
        ("r/zzzzzzzzzzzz", 404),
        ("r/%ff", 404),
        ("static/nothing.css", 404),
        ("api/v1/me", 401),
        ("api/v1/nothing", 404),
        ("api/v1/requests/zzzzzzzzzzzz/cancel", 405),
        ("hooks/demo/mtd_nothing", 405),
        ("healthz", 200),
        ("readyz", 200),
        ("robots.txt", 200),
    ];
    pages.extend(others.map(|(path, status)| (path.to_owned(), status)));
    pages
}

async fn every_answer_has_its_headers(app: App) {
    for (path, status) in everywhere(&app).await {
        let answer = app.browser().get(&path).await;
        assert_eq!(answer.code, status, "{path}: {}", answer.text());
        let policy = answer.header("content-security-policy");
        for part in ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"] {
            assert!(policy.contains(part), "{path}: {policy}");
        }
        has_not(policy, &["unsafe", "http:", "*"]);
        let same_origin = path == "app" || path.starts_with("app/");
        let seen = [
            ("x-content-type-options", "nosniff"),
            ("x-robots-tag", "noindex, nofollow, noarchive"),
            ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
            ("cross-origin-opener-policy", "same-origin"),
            ("strict-transport-security", ""),
            ("server", ""),
            ("x-powered-by", ""),
        ];
        for (name, value) in seen {
            assert_eq!(answer.header(name), value, "{path}: {name}");
        }
        let referrer = answer.header("referrer-policy");
        assert!(referrer == "no-referrer" || (same_origin && referrer == "same-origin"), "{path}: {referrer}");
        let kept = path.starts_with("static/") && answer.code == 200;
        assert_eq!(answer.header("cache-control").contains("no-store"), !kept, "{path}");
        assert!(!answer.header("x-request-id").is_empty(), "{path}");
        assert!(answer.headers.get_all("set-cookie").iter().next().is_none(), "{path}: who looks gets no cookie");
        if answer.header("content-type").starts_with("text/html") {
            let page = without_allowed_style(&answer.text(), policy);
            has_not(&page, &["<style", " style=", "<script>", " onclick", " onload", "javascript:"]);
        }
    }
}

async fn only_https_is_remembered(app: App) {
    let mut paths: Vec<_> = everywhere(&app).await.into_iter().map(|(path, _)| path).collect();
    let pay_page = paths.iter().find(|path| path.starts_with("r/")).expect("a pay page").clone();
    paths.push(format!("{pay_page}/live?since=nothing"));
    let sent = async |app: &App, value: &str| {
        for path in &paths {
            let answer = app.browser().get(path).await;
            assert_eq!(answer.header("strict-transport-security"), value, "{path}: {}", answer.code);
        }
    };
    sent(&app, "").await;
    let app = app.with(&[("CHIT_PUBLIC_URL", "https://pay.example")]).await;
    sent(&app, "max-age=31536000").await;
    // Where the proxy sends its own, there is one all the same.
    sent(&app.with(&[("CHIT_HSTS", "proxy")]).await, "").await;
}

async fn a_made_up_host_is_never_repeated(app: App) {
    const HOST: &str = "evil.example";
    let app = app.with(&[("CHIT_SIGNUP", "open")]).await;
    let pages = everywhere(&app).await;
    let (berta, api, _) = app.seller("berta").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let hostile = |method: Method, path: &str| {
        let request = app.browser().request(method, path).header("Host", HOST).header("X-Forwarded-Host", HOST);
        let request =
            request.header("X-Forwarded-Proto", "https").header("Forwarded", format!("host={HOST};proto=https"));
        let request = request.header("X-Original-URL", format!("https://{HOST}/")).header("X-Host", HOST);
        request.header("Referer", format!("https://{HOST}/")).header("Sec-Fetch-Site", "same-origin")
    };
    let clean = |answer: Answer| {
        let headers: Vec<_> = answer.headers.iter().map(|(name, value)| format!("{name}: {value:?}")).collect();
        has_not(&headers.join("\n").to_lowercase(), &["evil"]);
        has_not(&answer.text().to_lowercase(), &["evil"]);
        answer
    };
    for (path, _) in &pages {
        let answer = clean(Answer::of(hostile(Method::GET, path)).await);
        let honest = app.browser().get(path).await;
        assert_eq!((answer.code, answer.header("location")), (honest.code, honest.header("location")), "{path}");
        // A form that is good once has another id each time.
        let without_id = |answer: &Answer| match answer.text() {
            text if text.contains("name=\"once\"") => text.replace(between(&text, "name=\"once\" value=\"", "\""), ""),
            text => text,
        };
        assert!(without_id(&answer) == without_id(&honest), "/{path} depends on what the caller calls us");
    }
    let base = app.base.as_str();
    let paid = clean(Answer::of(form(hostile(Method::POST, &format!("r/{code}/pay")), &[])).await.status(303));
    has(paid.location(), &[base]);
    let signed_in = clean(Answer::of(form(hostile(Method::POST, &berta.sign_in_url), &[])).await.status(303));
    assert_eq!(signed_in.location(), "/app");
    let made = hostile(Method::POST, "api/v1/requests").bearer_auth(&berta.api_key).json(&json!({"amount": "25.00"}));
    let made = clean(Answer::of(made).await.status(201));
    has(made.location(), &[base]);
    assert!(made.json()["url"].as_str().is_some_and(|url| url.starts_with(base)), "{}", made.text());
    let method = hostile(Method::POST, "api/v1/methods").bearer_auth(&berta.api_key).json(&json!({"rail": "demo"}));
    let method = clean(Answer::of(method).await.status(201)).json();
    assert!(method["webhook_url"].as_str().is_some_and(|url| url.starts_with(base)), "{method}");
    let joined = form(hostile(Method::POST, "app/sign-up"), &[("handle", "clara")]);
    has(&clean(Answer::of(joined).await.status(201)).text(), &[&format!("{base}clara")]);

    // The request line itself can hold a host, too.
    let address = base.trim_start_matches("http://").trim_end_matches('/');
    for path in [format!("r/{code}"), "app".into(), "app/sign-up".into(), "nowhere/at/all".into()] {
        let mut connection = TcpStream::connect(address).expect("open");
        connection.set_read_timeout(Some(Duration::from_secs(60))).expect("a timeout");
        let line = format!("GET http://{HOST}/{path} HTTP/1.1\r\nhost: {HOST}\r\nconnection: close\r\n\r\n");
        connection.write_all(line.as_bytes()).expect("sent");
        let mut answer = String::new();
        connection.read_to_string(&mut answer).expect("an answer");
        has(&answer, &["HTTP/1.1 "]);
        has_not(&answer.to_lowercase(), &["evil"]);
    }
}

async fn the_cookie_is_for_this_host_alone(app: App) {
    let local = app.payee("anna");
    let plain = app.browser().post(&local.sign_in_url, &[]).await.status(303);
    let parts = parts(plain.header("set-cookie"));
    has(&parts[0], &["chit="]);
    assert_eq!(parts[1..], ["httponly", "max-age=2592000", "path=/", "samesite=lax"]);

    let app = app.with(&[("CHIT_PUBLIC_URL", "https://pay.example")]).await;
    let link = app.cli_ok(&["payee", "sign-in", "anna"]);
    let browser = app.browser();
    // Behind a proxy that ends TLS the browser's own origin is the public one.
    let request = browser.request(Method::POST, link.trim()).header("Origin", "https://pay.example");
    let signed_in = browser.send(form(request, &[])).await.status(303);
    let cookie = signed_in.header("set-cookie");
    let secure = self::parts(cookie);
    assert!(secure[0].strip_prefix("__Host-chit=").is_some_and(|token| token.len() >= 22), "{cookie}");
    assert_eq!(secure[1..], ["httponly", "max-age=2592000", "path=/", "samesite=lax", "secure"]);
    has(&browser.page("app").await, &["anna"]);
    // The name without the prefix, which a subdomain could set, opens nothing there.
    let token = secure[0].split_once('=').expect("a value").1;
    let tossed = app.browser().request(Method::GET, "app").header("Cookie", format!("chit={token}"));
    Answer::of(tossed).await.status(303);
    // Another origin is none of ours.
    for origin in ["http://pay.example", "https://evil.example", "https://pay.example.evil.example", "null"] {
        let request = browser.request(Method::POST, "app/sign-out").header("Origin", origin);
        browser.send(form(request, &[])).await.status(403);
    }
    browser.page("app").await;
    let request = browser.request(Method::POST, "app/sign-out").header("Origin", "https://pay.example");
    let gone = browser.send(form(request, &[])).await.status(303);
    let gone = self::parts(gone.header("set-cookie"));
    assert_eq!((gone[0].as_str(), gone.contains(&"max-age=0".to_owned())), ("__Host-chit=", true));
    assert!(gone.contains(&"secure".to_owned()), "browsers take it back only as it was given");
}

/// A cookie's pair, and its attributes in order.
fn parts(cookie: &str) -> Vec<String> {
    let mut parts = cookie.split("; ").map(str::to_owned);
    let pair = parts.next().expect("a pair");
    let mut attributes: Vec<_> = parts.map(|part| part.to_lowercase()).collect();
    attributes.sort();
    [vec![pair], attributes].concat()
}
