//! The app in the pocket: what a browser installs it by, texts that other apps share with it, and what signing out leaves behind. What the
//! service worker does is tried in a browser, by `tests/browser/pocket.test.js`.

use libtest_mimic::Trial;
use serde_json::{Value, json};

use crate::support::{App, Page, both, form_id, has, has_not};

pub fn tests() -> Vec<Trial> {
    both![
        the_manifest_is_in_the_readers_language,
        the_manifest_stays_below_a_path,
        only_sellers_pages_can_be_installed,
        a_shared_text_fills_the_form_in,
        a_link_that_waited_is_made_for_whose_it_is,
        signing_out_and_closing_forget,
        signing_out_forgets_where_the_session_has_ended,
    ]
}

/// The manifest that a page links to, with the link's address.
async fn manifest(app: &App, page: &str) -> (Value, String) {
    let browser = app.browser();
    let page = Page::read(&browser.page(page).await);
    let links = page.all("link");
    let link = links.iter().find(|link| link.attribute("rel") == "manifest").expect("a manifest");
    let address = link.attribute("href").to_owned();
    let answer = browser.get(address.trim_start_matches("/pay").trim_start_matches('/')).await.status(200);
    assert_eq!(answer.header("content-type"), "application/manifest+json");
    (answer.json(), address)
}

async fn the_manifest_is_in_the_readers_language(app: App) {
    let (english, address) = manifest(&app, "app/sign-in?lang=en").await;
    assert_eq!(address, "/app/manifest.webmanifest?lang=en");
    for (member, value) in [
        ("id", "/app"),
        ("name", "Chit"),
        ("short_name", "Chit"),
        ("start_url", "/app"),
        ("scope", "/app"),
        ("display", "standalone"),
        ("lang", "en"),
        ("dir", "ltr"),
    ] {
        assert_eq!(english[member], value, "{member}");
    }
    assert_eq!(english["shortcuts"], json!([{"name": "New link", "url": "/app/new"}]));
    let target = json!({
        "action": "/app/new", "method": "GET", "enctype": "application/x-www-form-urlencoded",
        "params": {"title": "title", "text": "text", "url": "url"},
    });
    assert_eq!(english["share_target"], target);
    has(english["description"].as_str().expect("a text"), &["Links that ask for money"]);

    let icons = english["icons"].as_array().expect("icons");
    let mut kinds = Vec::new();
    for icon in icons {
        let text = |member: &str| icon[member].as_str().expect("a text");
        let answer = app.browser().get(text("src").trim_start_matches('/')).await.status(200);
        assert_eq!(answer.header("content-type"), text("type"));
        if text("type") == "image/png" {
            let side = |at: usize| u32::from_be_bytes(answer.body[at..at + 4].try_into().expect("four bytes"));
            assert_eq!(format!("{}x{}", side(16), side(20)), text("sizes"));
        }
        kinds.push(format!("{} {} {}", text("type"), text("sizes"), text("purpose")));
    }
    let wanted =
        ["image/png 192x192 any", "image/png 512x512 any", "image/png 512x512 maskable", "image/svg+xml any any"];
    assert_eq!(kinds, wanted);

    let (arabic, _) = manifest(&app, "app/sign-in?lang=ar").await;
    assert_eq!((&arabic["lang"], &arabic["dir"]), (&json!("ar"), &json!("rtl")));
    assert_eq!(arabic["shortcuts"][0]["name"], "رابط جديد");
}

async fn the_manifest_stays_below_a_path(app: App) {
    let app = app.below("pay").await;
    let (manifest, address) = manifest(&app, "app/sign-in?lang=de").await;
    assert_eq!(address, "/pay/app/manifest.webmanifest?lang=de");
    for member in ["id", "start_url", "scope"] {
        assert_eq!(manifest[member], "/pay/app", "{member}");
    }
    assert_eq!(manifest["shortcuts"], json!([{"name": "Neuer Link", "url": "/pay/app/new"}]));
    assert_eq!(manifest["share_target"]["action"], "/pay/app/new");
    for icon in manifest["icons"].as_array().expect("icons") {
        assert!(icon["src"].as_str().is_some_and(|src| src.starts_with("/pay/static/")), "{icon}");
    }
    let worker = app.browser().get("app/worker.js").await.status(200);
    assert_eq!(worker.header("service-worker-allowed"), "/pay/app");
    let page = app.browser().page("app/sign-in").await;
    has(&page, &["data-worker=\"/pay/app/worker.js\""]);
}

async fn only_sellers_pages_can_be_installed(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let seller = app.signed_in(&payee).await;
    for path in ["app", "app/requests", "app/new", "app/sign-in", "app/offline"] {
        let answer = seller.get(path).await.status(200);
        has(
            answer.header("content-security-policy"),
            &["manifest-src 'self';", "worker-src 'self';", "default-src 'none';"],
        );
        has(&answer.text(), &["rel=\"manifest\"", "rel=\"apple-touch-icon\"", "name=\"theme-color\""]);
    }
    // A payee's address may begin like the app's.
    app.payee("apple");
    for path in [format!("r/{code}"), "anna".into(), "apple".into(), String::new()] {
        let answer = app.browser().get(&path).await.status(200);
        has_not(answer.header("content-security-policy"), &["manifest-src", "worker-src"]);
        has_not(&answer.text(), &["rel=\"manifest\"", "data-worker", "worker.js"]);
    }
    let missing = seller.get("app/requests/zzzzzzzzzzzz").await.status(404);
    has_not(missing.header("content-security-policy"), &["worker-src"]);

    let worker = app.browser().get("app/worker.js").await.status(200);
    assert_eq!(worker.header("content-type"), "text/javascript; charset=utf-8");
    assert_eq!(worker.header("service-worker-allowed"), "/app");
    assert_eq!(worker.header("cache-control"), "no-store");
    has(worker.header("content-security-policy"), &["connect-src 'self'"]);
    assert_eq!(app.browser().get("apple-touch-icon.png").await.status(200).header("content-type"), "image/png");
}

/// The values of the form's fields.
fn filled_in(page: &str) -> [String; 3] {
    let page = Page::read(page);
    ["amount", "currency", "memo"].map(|id| page.one(&format!("#{id}")).attribute("value").to_owned())
}

async fn a_shared_text_fills_the_form_in(app: App) {
    let (payee, _, _) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    for (query, wanted) in [
        ("text=Two+loaves+25,00+%E2%82%AC", ["25.00", "EUR", "Two loaves"]),
        ("lang=de&title=x&text=Zopf+CHF+8.50", ["8,50", "CHF", "Zopf"]),
        ("title=Two+loaves&text=&url=https%3A%2F%2Fshop.example", ["", "EUR", "Two loaves"]),
        ("url=https%3A%2F%2Fshop.example%2F5", ["", "EUR", "https://shop.example/5"]),
        ("text=25+%E2%82%AC+or+30+%E2%82%AC", ["", "EUR", "25 € or 30 €"]),
        ("text=1.234+%E2%82%AC", ["", "EUR", "1.234 €"]),
        ("text=%22%3E%3Cscript%3E", ["", "EUR", "\"><script>"]),
        // Without a shared text, a link with a draft is what it was.
        ("amount=7&memo=Coffee", ["7", "EUR", "Coffee"]),
    ] {
        assert_eq!(filled_in(&seller.page(&format!("app/new?{query}")).await), wanted.map(str::to_owned), "{query}");
    }
    // Signing in on the way loses nothing.
    let asked = app.browser().get("app/new?text=Two+loaves+25,00+%E2%82%AC").await.status(303);
    assert_eq!(asked.location(), "/app/sign-in?to=%2Fapp%2Fnew%3Ftext%3DTwo%2Bloaves%2B25%2C00%2B%25E2%2582%25AC");
    assert_eq!(app.db().number("select count(*) from requests").await, 0, "nothing is made by sharing");
}

async fn a_link_that_waited_is_made_for_whose_it_is(app: App) {
    let ((anna, _, _), berta) = (app.seller("anna").await, app.payee("berta"));
    let (hers, other) = (app.signed_in(&anna).await, app.signed_in(&berta).await);
    let count = async || app.db().number("select count(*) from requests").await;
    let fields = |once| [("once", once), ("amount", "25"), ("memo", "Two loaves"), ("payee", "anna"), ("another", "1")];
    let (first, second) = (form_id(), form_id());
    for browser in [&other, &app.browser()] {
        // No redirect: that would look like a link that was made.
        let refused = browser.post("app/new", &fields(&first)).await.status(401);
        assert!(!refused.headers.contains_key("location"));
    }
    has_not(&other.post("app/new", &fields(&first)).await.status(401).text(), &["Two loaves"]);
    assert_eq!(count().await, 0);
    let made = hers.post("app/new", &fields(&first)).await.status(303);
    assert_eq!(hers.post("app/new", &fields(&first)).await.status(303).location(), made.location(), "made once");
    assert_eq!(count().await, 1);
    // One like it that waited as well is one of its own.
    hers.post("app/new", &fields(&second)).await.status(303);
    assert_eq!(count().await, 2);
    has(&hers.page("app/requests").await, &["Two loaves"]);
    has_not(&other.page("app/requests").await, &["Two loaves"]);
}

async fn signing_out_forgets_where_the_session_has_ended(app: App) {
    let (_, berta) = (app.payee("anna"), app.payee("berta"));
    for path in ["app/sign-out", "app/sign-out-everywhere"] {
        let seller = app.browser();
        let link = app.cli_ok(&["payee", "sign-in", "anna"]);
        seller.post(link.trim(), &[]).await.status(303);
        assert_eq!(app.db().execute("delete from sessions").await, 1);
        let out = seller.post(path, &[]).await.status(303);
        assert_eq!(out.location(), "/app/sign-in?out");
        has(out.header("set-cookie"), &["Max-Age=0"]);
        has(&seller.page("app/sign-in?out").await, &["data-forget"]);
    }
    // It ends nobody else's session.
    let other = app.signed_in(&berta).await;
    app.browser().post("app/sign-out-everywhere", &[]).await.status(303);
    other.get("app").await.status(200);
}

async fn signing_out_and_closing_forget(app: App) {
    let (payee, _, _) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    // An address from somebody else makes nobody's browser forget.
    has_not(&seller.page("app/sign-in?out").await, &["data-forget"]);
    for path in ["app/sign-out", "app/sign-out-everywhere"] {
        let seller = app.browser();
        let payee = app.payee(if path.ends_with("out") { "berta" } else { "clara" });
        seller.post(&payee.sign_in_url, &[]).await.status(303);
        let out = seller.post(path, &[]).await.status(303);
        assert_eq!(out.location(), "/app/sign-in?out");
        has(&seller.page("app/sign-in?out").await, &["data-forget"]);
        has_not(&seller.page("app/sign-in").await, &["data-forget"]);
    }
    has(&seller.post("app/settings/close", &[("handle", "anna")]).await.status(200).text(), &["data-forget"]);
}
