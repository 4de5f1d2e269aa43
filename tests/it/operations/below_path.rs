//! A service whose public URL has a path: everything that it writes stays below that, and nothing else of the host is its own.

use std::collections::{BTreeSet, VecDeque};
use std::io::Read as _;

use libtest_mimic::Trial;
use reqwest::Method;
use serde_json::json;

use crate::rails::by_hand::decoded;
use crate::support::{Answer, App, Browser, Message, both, client, has};

pub fn tests() -> Vec<Trial> {
    both![every_page_stays_below, a_buyer_pays_below, programs_find_what_is_below, nothing_else_is_its_own]
}

/// The attributes of a page that hold addresses: those that are read, and those that something is sent to or that don't end.
const READ: [&str; 2] = [" href=\"", " src=\""];
const OTHERS: [&str; 3] = [" action=\"", " formaction=\"", " data-live=\""];

/// The addresses in some attributes of a page, as they stand there.
fn addresses(page: &str, attributes: &[&str]) -> Vec<String> {
    let found = attributes.iter().flat_map(|attribute| page.split(attribute).skip(1));
    let found = found.filter_map(|rest| rest.split_once('"').map(|(address, _)| address.to_owned()));
    found.map(|address| address.replace("&#38;", "&").replace("&amp;", "&")).collect()
}

/// Panics unless an address of a page leads to where it stands, below the path, or to another site.
#[track_caller]
fn stays(address: &str, app: &App, on: &str) {
    // Messengers have schemes of their own. An address by plain http is the service's, or it is wrong.
    let elsewhere = address.split_once(':').is_some_and(|(scheme, _)| !scheme.contains('/') && scheme != "http");
    let relative = address.is_empty() || address.starts_with(['#', '?']);
    let inside = address.starts_with("/pay/") || address.starts_with(&app.base);
    assert!(relative || elsewhere || inside, "{address:?} on {on}");
}

/// A path of the answers' own, as the browser wants it.
fn inside(address: &str) -> Option<&str> {
    address.strip_prefix("/pay/").map(|path| path.split('#').next().unwrap_or(path))
}

async fn signed_in(app: &App, sign_in_url: &str) -> Browser {
    let browser = app.browser();
    let answer = browser.post(sign_in_url, &[("do", "sign-in-by-link")]).await.status(303);
    assert_eq!(answer.location(), "/pay/app");
    has(answer.header("set-cookie"), &["chit=", "Path=/pay/;"]);
    browser
}

/// All pages that links lead to, from those of a seller and of buyers.
async fn every_page_stays_below(app: App) {
    let app = app.below("pay").await;
    let (payee, api, hook) = app.seller("anna").await;
    assert!(hook.url.starts_with(&app.base), "{}", hook.url);
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    app.request(&api, &json!({"memo": "=\"/x"})).await;
    let browser = signed_in(&app, &payee.sign_in_url).await;
    let starts = ["", "app", "app/sign-in", "anna", "anna/25eur", "nowhere-at-all"];
    let mut waiting: VecDeque<_> = starts.map(str::to_owned).into();
    waiting.push_back(format!("r/{code}"));
    let mut seen = BTreeSet::new();
    while let Some(path) = waiting.pop_front() {
        // A page in another language or order has the same links, and each month leads to the one before.
        let page = path.split('?').next().unwrap_or_default();
        let page = if page.starts_with("app/books/month/") { "app/books/month" } else { page };
        if !seen.insert(page.to_owned()) {
            continue;
        }
        let answer = browser.get(&path).await;
        let wanted = if path == "nowhere-at-all" { 404 } else { 200 };
        if (300..400).contains(&answer.code) {
            stays(answer.location(), &app, &path);
            waiting.extend(inside(answer.location()).map(str::to_owned));
            continue;
        }
        let answer = answer.status(wanted);
        if !answer.header("content-type").starts_with("text/html") {
            continue;
        }
        let text = answer.text();
        for address in addresses(&text, &OTHERS) {
            stays(&address, &app, &path);
        }
        for address in addresses(&text, &READ) {
            stays(&address, &app, &path);
            waiting.extend(inside(&address).map(str::to_owned));
        }
    }
    assert!(seen.len() > 30, "few pages were found: {seen:?}");
    assert!(seen.iter().any(|path| path.starts_with("static/")), "no script was found");
}

async fn a_buyer_pays_below(app: App) {
    let app = app.below("pay").await;
    let (payee, api, _) = app.seller("anna").await;
    let made = api.post("requests", &json!({"amount": "25.00"})).await.status(201);
    let request = made.json();
    let (code, url) = (request["code"].as_str().expect("a code"), request["url"].as_str().expect("a URL"));
    assert_eq!(url, format!("{}r/{code}", app.base));
    let location = made.location().to_owned();
    assert!(location.starts_with("/pay/api/v1/requests/") || location.starts_with(&app.base), "{location}");

    let buyer = app.browser();
    has(&buyer.page(url).await, &[&format!("action=\"/pay/r/{code}/pay"), &format!("{}r/{code}/card.png", app.base)]);
    // The second and further views come from the cache, as compressed bytes.
    for _ in 0..3 {
        let packed = buyer.send(buyer.request(Method::GET, url).header("Accept-Encoding", "gzip")).await.status(200);
        assert_eq!(packed.header("content-encoding"), "gzip");
        has(&unpacked(&packed), &[&format!("action=\"/pay/r/{code}/pay")]);
    }
    // The code to scan is the link, path and all.
    let png = buyer.get(&format!("r/{code}.png?size=512")).await.status(200).body;
    assert_eq!(decoded(png).to_lowercase(), url.to_lowercase());
    for picture in [".svg", ".png", "/card.png"] {
        buyer.get(&format!("r/{code}{picture}")).await.status(200);
    }
    let glued = buyer.get(&format!("r/{code}.)")).await.status(308);
    assert_eq!(glued.location(), format!("/pay/r/{code}"));

    let started = buyer.post(&format!("r/{code}/pay"), &[]).await.status(303);
    assert!(started.location().starts_with(&app.base), "{}", started.location());
    let approved = buyer.post(started.location(), &[("outcome", "approve")]).await.status(303);
    let own = approved.location().to_owned();
    assert!(own.starts_with(&format!("{}p/", app.base)), "{own}");
    has(&buyer.page(&own).await, &[&format!("href=\"/pay/r/{code}\"")]);
    let token = own.rsplit('/').next().expect("a token").to_owned();
    buyer.get(&format!("p/{}/receipt.json", token.split('?').next().unwrap_or_default())).await.status(200);

    let seller = signed_in(&app, &payee.sign_in_url).await;
    has(&seller.page(&format!("app/requests/{code}")).await, &["Paid"]);
    let kept =
        seller.post("app/settings/pages-language", &[("do", "pages-language"), ("pages", "de")]).await.status(303);
    assert_eq!(kept.location(), "/pay/app/settings/language?saved");
    has(kept.header("set-cookie"), &["chit-lang=de", "Path=/pay/"]);
    // Who isn't signed in is led back afterwards.
    let asked = app.browser().get("app/requests").await.status(303);
    assert_eq!(asked.location(), "/pay/app/sign-in?to=%2Fapp%2Frequests");
    app.audit();
}

async fn programs_find_what_is_below(app: App) {
    let app = app.below("pay").await;
    let (_, api, hook) = app.seller("anna").await;
    assert!(hook.url.starts_with(&format!("{}hooks/", app.base)), "{}", hook.url);
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (_, order) = app.start_payment(&code).await;
    hook.reported(&Message::new(&order, "approve")).await;
    assert_eq!(api.get(&format!("requests/{code}")).await.json()["status"], "paid");
    let description = app.browser().get("openapi.json").await.status(200).json();
    assert_eq!(description["openapi"], "3.1.0");
    let server = description["servers"][0]["url"].as_str().expect("a server").to_owned();
    let at =
        url::Url::parse(&format!("{}openapi.json", app.base)).expect("an address").join(&server).expect("an address");
    assert_eq!(at.path().trim_end_matches('/'), "/pay/api/v1");
    let problem = api.get("requests/3ofrqFxy6SKa").await.status(404).problem();
    let kind = problem["type"].as_str().expect("an address").to_owned();
    assert!(kind.starts_with(&format!("{}docs/problems/", app.base)), "{kind}");
    app.browser().get(&kind).await.status(200);
}

fn unpacked(answer: &Answer) -> String {
    let mut text = String::new();
    flate2::read::GzDecoder::new(&answer.body[..]).read_to_string(&mut text).expect("gzip");
    text
}

async fn nothing_else_is_its_own(app: App) {
    let app = app.below("pay").await;
    let root = app.base.strip_suffix("pay/").expect("a path").to_owned();
    let get = async |path: &str| Answer::of(client().get(format!("{root}{path}"))).await;
    for (path, status) in
        [("", 404), ("app", 404), ("payments", 404), ("healthz", 200), ("readyz", 200), ("pay/healthz", 200)]
    {
        assert_eq!(get(path).await.code, status, "{path}");
    }
    let bare = get("pay?lang=de").await.status(308);
    assert_eq!(bare.location(), "/pay/?lang=de");
    // With TLS in front, the cookie can't have the prefix that demands the root path.
    let app = app.with(&[("CHIT_PUBLIC_URL", "https://shop.example/pay/"), ("CHIT_ALLOW_TEST_RAILS", "demo")]).await;
    let made = app
        .command_for(&["payee", "add", "berta", "--json"])
        .env("CHIT_PUBLIC_URL", "https://shop.example/pay/")
        .output();
    let made = String::from_utf8(made.expect("chit runs").stdout).expect("text");
    let sign_in = crate::support::between(&made, "https://shop.example/", "\"").to_owned();
    let browser = app.browser();
    let signed = browser.post(&sign_in, &[("do", "sign-in-by-link")]).await.status(303);
    has(signed.header("set-cookie"), &["__Secure-chit=", "Path=/pay/;", "Secure"]);
    has(&browser.page("pay/app").await, &["/pay/app/new"]);
}
