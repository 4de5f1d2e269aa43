//! Addresses that lead nowhere or nearly somewhere, and their answers.

use libtest_mimic::Trial;
use reqwest::Method;
use reqwest::header::ACCEPT_LANGUAGE;
use serde_json::json;

use crate::buyers::pages::headers;
use crate::support::{Answer, App, Message, Page, both, has, order};

pub fn tests() -> Vec<Trial> {
    both![
        a_picture_has_a_size_that_makes_sense,
        a_token_that_opens_nothing_is_told_so,
        what_is_behind_a_dot_is_known_or_nothing,
        a_link_with_a_strange_amount_can_be_mended,
        there_is_no_sheet_of_what_is_over,
        asking_for_the_head_gives_the_head,
        other_methods_are_told_which_there_are,
    ]
}

const UNKNOWN: &str = "abcdefghijkm";

/// A page that says what is wrong: a heading, a sentence, and nothing of what is inside.
#[track_caller]
fn helps(answer: &Answer, what: &str) {
    has(answer.header("content-type"), &["text/html"]);
    let page = Page::read(&answer.text());
    assert!(page.texts("h1").iter().all(|h1| !h1.trim().is_empty()), "{what}");
    assert!(page.texts("main p").iter().any(|p| p.trim().len() > 20), "{what}: {}", answer.text());
    for inside in ["sqlx", "panicked", "Err(", "src/", "thread", "database", "serde"] {
        assert!(!answer.text().contains(inside), "{what} tells of {inside}");
    }
}

/// The width and height that a PNG has in its head.
fn pixels(png: &[u8]) -> (u32, u32) {
    let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().expect("four bytes"));
    (number(16), number(20))
}

async fn a_picture_has_a_size_that_makes_sense(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let payer = app.browser();
    for size in [
        "0",
        "1",
        "-1",
        "2049",
        "99999999",
        "4294967295",
        "4294967296",
        "18446744073709551616",
        "abc",
        "",
        "512.5",
        "1e3",
        "0x200",
        "512px",
        "512%20",
        "%00",
        "%FF",
        "NaN",
        "%D9%A5%D9%A1%D9%A2",
        &"9".repeat(4000),
    ] {
        let refused = payer.get(&format!("r/{code}.png?size={size}")).await;
        assert_eq!(refused.code, 400, "{size}");
        helps(&refused, size);
        has(&refused.text(), &["pixels"]);
    }
    for (query, side) in [("", 512), ("?size=512", 512), ("?size=2048", 2048), ("?size=100", 100), ("?other=1", 512)] {
        let png = payer.get(&format!("r/{code}.png{query}")).await.status(200);
        assert_eq!((png.header("content-type"), pixels(&png.body)), ("image/png", (side, side)), "{query}");
    }
    // The bank's code, too.
    let bank = app.api(&app.payee("berta").api_key);
    let settings = json!({"rail": "sepa", "settings": {"iban": "DE75512108001245126199", "beneficiary": "Anna"}});
    bank.post("methods", &settings).await.status(201);
    let code = app.request(&bank, &json!({"amount": "25.00"})).await;
    let own = payer.post(&format!("r/{code}/pay"), &[]).await.status(303).location().to_owned();
    for size in ["0", "1", "-1", "99999999", "abc", ""] {
        let refused = payer.get(&format!("{own}/qr.png?size={size}")).await;
        assert_eq!(refused.code, 400, "{size}");
        helps(&refused, size);
    }
    assert_eq!(pixels(&payer.get(&format!("{own}/qr.png?size=700")).await.status(200).body), (700, 700));
}

async fn a_token_that_opens_nothing_is_told_so(app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (page, name) = app.start_payment(&code).await;
    hook.reported(&Message::new(&name, "approve")).await;
    let own = order(&page)["return_url"].as_str().expect("a URL").replace(&app.base, "");
    let stranger = app.browser();
    stranger.get(&format!("{own}/receipt.json")).await.status(200);
    let first = stranger.get("p/unknown").await.status(404);
    helps(&first, "an unknown token");
    let longer = format!("{own}x");
    let long = format!("p/{}", "x".repeat(4000));
    let (upper, code) = (own.to_uppercase().replace("P/", "p/"), format!("p/{code}"));
    let inside = format!("{own}%00");
    let short = &own[..own.len() - 1];
    let tokens = [
        "p/%00",
        "p/%0A",
        "p/%20",
        "p/%2F",
        "p/..%2f",
        "p/0",
        "p/-",
        "p/%E2%80%AE",
        "p/%F0%9F%92%B6",
        "p/%25",
        "p/%zz",
        "p/null",
        "p/{token}",
        "p/'%20or%201=1--",
        short,
        &longer,
        &long,
        &upper,
        &code,
        &inside,
    ];
    for token in tokens {
        for part in ["", "/receipt.json", "/qr.png", "/live"] {
            let missing = stranger.get(&format!("{token}{part}")).await;
            assert_eq!((missing.code, missing.text()), (404, first.text()), "{token}{part}");
        }
        let claim = stranger.post(&format!("{token}/claim"), &[]).await;
        assert_eq!((claim.code, claim.text()), (404, first.text()), "{token}");
    }
    assert_eq!(stranger.get("p/%FF").await.status(404).text(), first.text());
}

async fn what_is_behind_a_dot_is_known_or_nothing(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let stranger = app.browser();
    let first = stranger.get("r/unknown").await.status(404);
    let long = format!(".{}", "x".repeat(3000));
    for suffix in
        [".gif", ".PNG", ".Svg", ".svg.png", ".png.svg", ".json", ".html", ".%00", ".png%00", "%2Esvgz", long.as_str()]
    {
        let missing = stranger.get(&format!("r/{code}{suffix}")).await;
        assert_eq!((missing.code, missing.text()), (404, first.text()), "{suffix}");
    }
    for path in ["card.gif", "card", "cards.png", "print.pdf", "pay/again", "live/x", "report/x", "receipt.json"] {
        let missing = stranger.get(&format!("r/{code}/{path}")).await;
        assert_eq!((missing.code, missing.text()), (404, first.text()), "{path}");
    }
    // Whatever a card's query says, it is a picture or there is none.
    for query in ["", "?size=0", "?size=99999999", "?v=%00", "?lang=xx", "?lang=%FF", "?%FF=%FF"] {
        for link in [format!("r/{code}"), format!("r/{UNKNOWN}"), "anna".to_owned(), "nobody".to_owned()] {
            let card = stranger.get(&format!("{link}/card.png{query}")).await;
            let wanted = if card.code == 200 { "image/png" } else { "text/html" };
            assert!([200, 404].contains(&card.code), "{link}{query}: {}", card.code);
            has(card.header("content-type"), &[wanted]);
        }
    }
}

async fn a_link_with_a_strange_amount_can_be_mended(app: App) {
    app.seller("anna").await;
    let payer = app.browser();
    let strange = [
        "25,50,00",
        "1_000",
        "%D9%A2%D9%A5",
        "25%2E50%2E1",
        "%EF%BC%92%EF%BC%95",
        "25eur%00",
        "eur25",
        "25e",
        "25euro",
        "25.50.usd",
        "...",
        ",",
        "%25",
        "%zz",
        "25%20000",
        "25%0A",
        "-0",
        "∞",
        "%E2%88%9225",
        "9999999999.999",
        "10000000000",
        "0.001bhd0",
        "25xxx",
        "25XTS",
    ];
    for amount in strange {
        for (query, lang) in [("", "en"), ("?lang=ar", "ar")] {
            let answer = payer.get(&format!("anna/{amount}{query}")).await;
            assert_eq!(answer.code, 404, "{amount}");
            helps(&answer, amount);
            let page = Page::read(&answer.text());
            assert_eq!(page.one("html").attribute("lang"), lang);
            assert_eq!(page.one("#amount").attribute("value"), "", "there is a field to mend it in");
            assert!(page.one("#amount-error").text.len() > 20, "{amount}");
            let action = page.one("form").attribute("action").to_owned();
            let started = payer.post(&action, &[("amount", "5")]).await.status(303);
            assert_eq!(order(started.location())["amount"], 500);
        }
    }
    let started = app.db().number("select count(*) from requests").await;
    assert_eq!(usize::try_from(started), Ok(2 * strange.len()), "only the mended ones left something behind");
    for amount in ["%32%35", "25", "25.00eur", "25,5", "0.01", "9999999999.99", "025"] {
        payer.get(&format!("anna/{amount}")).await.status(200);
    }
    for path in ["anna/25/x", "anna//25", "anna/25/pay/x", "anna/25/report"] {
        payer.get(path).await.status(404);
    }
}

async fn there_is_no_sheet_of_what_is_over(app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let payer = app.browser();
    let made = async || app.request(&api, &json!({"amount": "25.00"})).await;
    let (open, paid, cancelled, expired) = (made().await, made().await, made().await, made().await);
    let (_, name) = app.start_payment(&paid).await;
    hook.reported(&Message::new(&name, "approve")).await;
    api.post(&format!("requests/{cancelled}/cancel"), &json!({})).await.status(200);
    app.db().execute(&format!("update requests set expires_at = created_at where code = '{expired}'")).await;
    payer.get(&format!("r/{open}/print")).await.status(200);
    for code in [paid, cancelled, expired] {
        for (query, carried) in [("", ""), ("?lang=de", "?lang=de"), ("?lang=xx", ""), ("?lang=%00", "")] {
            let sheet = payer.get(&format!("r/{code}/print{query}")).await.status(303);
            assert_eq!(sheet.location(), format!("/r/{code}{carried}"));
        }
    }
    helps(&payer.get(&format!("r/{UNKNOWN}/print")).await.status(404), "an unknown sheet");
}

async fn asking_for_the_head_gives_the_head(app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00", "memo": "Zwieback"})).await;
    let open = app.request(&api, &json!({})).await;
    let paid = app.request(&api, &json!({"amount": "25.00"})).await;
    let (page, name) = app.start_payment(&paid).await;
    hook.reported(&Message::new(&name, "approve")).await;
    let own = order(&page)["return_url"].as_str().expect("a URL").to_owned();
    let browser = app.signed_in(&payee).await;
    let css = Page::read(&browser.page("anna").await);
    let css = css.one("link").attribute("href").to_owned();
    for path in [
        "/".to_owned(),
        format!("r/{code}"),
        format!("r/{code}?lang=ar"),
        format!("R/{}", code.to_uppercase()),
        format!("r/{open}"),
        format!("r/{paid}"),
        format!("r/{code}.svg"),
        format!("r/{code}.png"),
        format!("r/{code}.png?size=0"),
        format!("r/{code}/print"),
        format!("r/{paid}/print"),
        format!("r/{code}/report"),
        format!("r/{UNKNOWN}"),
        format!("r/{code}/pay"),
        "anna".into(),
        "anna/25".into(),
        "anna/nonsense".into(),
        "anna/report".into(),
        "nothing/at/all".into(),
        own.clone(),
        format!("{own}?lang=ja"),
        "p/unknown".into(),
        page,
        "app".into(),
        "app/new".into(),
        "app/methods".into(),
        "app/settings".into(),
        "app/books".into(),
        "app/sign-in".into(),
        format!("app/requests/{code}"),
        css,
        "static/icon.svg".into(),
        "static/none".into(),
        "favicon.ico".into(),
        "robots.txt".into(),
        "healthz".into(),
        "readyz".into(),
        ".well-known/chit-keys.json".into(),
        "api/v1/me".into(),
        "api/v1/none".into(),
    ] {
        let got = browser.get(&path).await;
        let head = browser.send(browser.request(Method::HEAD, &path)).await;
        assert_eq!((head.code, headers(&head)), (got.code, headers(&got)), "{path}");
        assert!(head.body.is_empty(), "{path}");
    }
    // A receipt tells when it was issued, so that no two are the same; their heads are.
    let receipt = format!("{own}/receipt.json");
    let head = browser.send(browser.request(Method::HEAD, &receipt)).await.status(200);
    assert_eq!(headers(&head), headers(&browser.get(&receipt).await.status(200)));
}

async fn other_methods_are_told_which_there_are(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let before = app.db().rows().await;
    for (path, allowed) in [
        (format!("r/{code}"), "GET,HEAD"),
        (format!("r/{code}/print"), "GET,HEAD"),
        (format!("r/{code}/pay"), "POST"),
        (format!("r/{code}/report"), "GET,HEAD,POST"),
        ("anna".to_owned(), "GET,HEAD"),
        ("anna/25".into(), "GET,HEAD"),
        ("anna/pay".into(), "POST"),
        ("p/unknown".into(), "GET,HEAD"),
        ("p/unknown/claim".into(), "POST"),
        ("p/unknown/receipt.json".into(), "GET,HEAD"),
    ] {
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW", "PROPFIND"] {
            if allowed.split(',').any(|a| a == method) {
                continue;
            }
            let method = Method::from_bytes(method.as_bytes()).expect("a method");
            let request = app.browser().request(method.clone(), &path).header(ACCEPT_LANGUAGE, "pl");
            let answer = Answer::of(request).await;
            assert_eq!((answer.code, answer.header("allow")), (405, allowed), "{method} {path}");
            helps(&answer, &path);
            assert_eq!(Page::read(&answer.text()).one("html").attribute("lang"), "pl", "{method} {path}");
        }
    }
    assert_eq!(app.db().rows().await, before);
}
