//! Headers, cookies, refused methods and forms, and limits of every page.

use libtest_mimic::Trial;
use reqwest::Method;
use serde_json::json;

use super::UNKNOWN;
use crate::support::{Answer, App, Message, between, both, form, has, has_not, until_too_many, without_allowed_style};

pub fn tests() -> Vec<Trial> {
    both![
        every_page_has_its_headers,
        over_https_cookies_and_links_say_so,
        test_rails_are_refused_on_a_public_url,
        what_is_no_form_is_refused,
        a_wrong_method_is_told_on_a_page,
        guessing_links_is_slowed_down,
        paying_and_signing_in_are_slowed_down,
        operators_get_their_answers,
    ]
}

async fn every_page_has_its_headers(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let seller = app.signed_in(&payee).await;
    let (page, _) = app.start_payment(&code).await;
    let own = app.browser().post(&page, &[("outcome", "approve")]).await.status(303).location().to_owned();
    for (path, referrer) in [
        ("/", "no-referrer"),
        (&format!("r/{code}"), "no-referrer"),
        (&format!("r/{code}.svg"), "no-referrer"),
        (&format!("r/{UNKNOWN}"), "no-referrer"),
        (&own, "no-referrer"),
        (&page, "no-referrer"),
        ("anna", "no-referrer"),
        ("anna/25", "no-referrer"),
        ("anna/report", "no-referrer"),
        (&format!("r/{code}/report"), "no-referrer"),
        ("anna/nonsense", "no-referrer"),
        ("api/v1/me", "no-referrer"),
        ("app", "same-origin"),
        ("app/new", "same-origin"),
        ("app/methods", "same-origin"),
        ("app/settings", "same-origin"),
        ("app/books", "same-origin"),
        ("app/sign-in", "same-origin"),
        (&payee.sign_in_url, "same-origin"),
        (&format!("app/requests/{code}"), "same-origin"),
    ] {
        let answer = seller.get(path).await;
        assert_eq!(answer.header("referrer-policy"), referrer, "{path}");
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("x-robots-tag"), "noindex, nofollow, noarchive", "{path}");
        let policy = answer.header("content-security-policy");
        has(policy, &["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"]);
        // Payers are sent on to providers' pages by the answer to a form, and by nothing else.
        let known =
            ["https://checkout.stripe.com", "https://www.paypal.com", "https://www.sandbox.paypal.com"].join(" ");
        has_not(&policy.replace(&format!("form-action 'self' {known}"), ""), &["unsafe", "http", "*"]);
        assert_eq!(answer.header("server"), "", "{path}");
        let text = answer.text();
        let is_page = answer.header("content-type").starts_with("text/html");
        let markup = if is_page { without_allowed_style(&text, policy) } else { text.clone() };
        has_not(&markup, &["style=\"", "<style", "onclick", "javascript:"]);
        for script in text.split("<script").skip(1) {
            assert!(script.starts_with(" src=\"/static/"), "{path} has a script of its own");
        }
        for part in text.split("src=\"").skip(1).chain(text.split("<link rel=\"stylesheet\" href=\"").skip(1)) {
            assert!(part.starts_with('/'), "{path} loads from elsewhere");
        }
    }
    // A first view is one answer, which arrives in the first TCP round trip with room to spare. The script comes later.
    let zipped = async |path: &str| {
        let request = app.browser().request(Method::GET, path).header("Accept-Encoding", "gzip");
        Answer::of(request).await.status(200)
    };
    let plain = app.browser().page(&format!("r/{code}")).await;
    let page = zipped(&format!("r/{code}")).await;
    has_not(&plain, &["rel=\"stylesheet\""]);
    let script = zipped(between(&plain, "<script src=\"/", "\"")).await;
    assert_eq!([&page, &script].map(|part| part.header("content-encoding")), ["gzip"; 2]);
    let weight = page.body.len() + header_bytes(&page);
    assert!(weight <= 8_000, "{weight} bytes");
    let head = app.browser().request(Method::HEAD, &format!("r/{code}"));
    assert!(Answer::of(head).await.status(200).body.is_empty());
}

async fn over_https_cookies_and_links_say_so(app: App) {
    let app = app
        .with(&[("CHIT_PUBLIC_URL", "https://pay.example"), ("CHIT_ALLOW_TEST_RAILS", "demo"), ("CHIT_SIGNUP", "open")])
        .await;
    let fields = [("handle", "anna"), ("name", "Anna"), ("currency", "EUR")];
    let request =
        form(app.browser().request(Method::POST, "app/sign-up"), &fields).header("Origin", "https://pay.example");
    let welcome = Answer::of(request).await.status(201);
    let cookie = welcome.header("set-cookie");
    assert!(cookie.starts_with("__Host-chit="), "{cookie}");
    has(cookie, &["Secure", "HttpOnly", "SameSite=Lax", "Path=/"]);
    has_not(cookie, &["Domain"]);
    has(welcome.header("strict-transport-security"), &["max-age="]);
    has(&welcome.text(), &["https://pay.example/anna"]);
    has_not(&welcome.text(), &["127.0.0.1"]);
    // The Host header is nobody's word.
    let request = app.browser().request(Method::GET, "anna/25").header("Host", "evil.example");
    let page = Answer::of(request).await.status(200).text();
    has(&page, &["https://pay.example/anna/25eur"]);
    has_not(&page, &["evil.example", "127.0.0.1"]);
    let request = form(app.browser().request(Method::POST, "app/sign-in"), &[("owner_key", "x")])
        .header("Origin", "https://evil.example")
        .header("Host", "evil.example");
    Answer::of(request).await.status(403);
}

async fn test_rails_are_refused_on_a_public_url(app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (page, order) = app.start_payment(&code).await;
    let (old, public) = (app.base.clone(), ("CHIT_PUBLIC_URL", "https://pay.example"));
    let app = app.with(&[public]).await;
    let api = app.api(&payee.api_key);
    let refused = api.post("methods", &json!({"rail": "demo"})).await.status(400);
    assert_eq!(refused.problems(), [("rail".to_owned(), "unknown".to_owned())]);
    // What was set up before is not offered, has no page, and reports nothing.
    has(&app.browser().page(&format!("r/{code}")).await, &["This can’t be paid yet"]);
    let page = page.replace(&old, &app.base);
    app.browser().get(&page).await.status(404);
    app.browser().post(&page, &[("outcome", "approve")]).await.status(404);
    let hook = crate::support::Hook { url: hook.url.replace(&old, &app.base), ..hook };
    let report = hook.report(&Message::new(&order, "approve")).await;
    assert!(report.code >= 400, "{}", report.code);
    assert_eq!(api.get(&format!("requests/{code}")).await.json()["paid_count"], 0);
    let app = app.with(&[public, ("CHIT_ALLOW_TEST_RAILS", "demo")]).await;
    app.api(&payee.api_key).post("methods", &json!({"rail": "demo"})).await.status(201);
    has(&app.browser().page(&format!("r/{code}")).await, &["Test: no money moves"]);
}

/// The weight of an answer's headers.
fn header_bytes(answer: &Answer) -> usize {
    answer.headers.iter().map(|(name, value)| name.as_str().len() + value.len() + 4).sum()
}

async fn what_is_no_form_is_refused(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let seller = app.signed_in(&payee).await;
    let before = app.db().rows().await;
    for path in [
        format!("r/{code}/pay"),
        "anna/pay".into(),
        "app/new".into(),
        "app/methods".into(),
        "app/settings/profile".into(),
        "app/sign-in".into(),
        format!("app/requests/{code}/mark-paid"),
    ] {
        let send = |media_type: &'static str, body: Vec<u8>| {
            let request = seller.request(Method::POST, &path).header("Content-Type", media_type).body(body);
            seller.send(request.header("Sec-Fetch-Site", "same-origin"))
        };
        const FORM: &str = "application/x-www-form-urlencoded";
        for (media_type, body, status) in [
            ("application/json", b"{}".to_vec(), 415),
            ("text/plain", b"amount=5".to_vec(), 415),
            ("multipart/form-data; boundary=x", b"--x--".to_vec(), 415),
            (FORM, format!("memo={}", "x".repeat(64 * 1024)).into_bytes(), 413),
        ] {
            let answer = send(media_type, body).await;
            assert_eq!(answer.code, status, "{path} {media_type}");
            has(answer.header("content-type"), &["text/html"]);
        }
        for body in [&b"amount=%FF%FE"[..], b"amount=%", b"amount=1&amount=2", b"\xff\xfe", b"&&&=&=", b"amount"] {
            let answer = send(FORM, body.to_vec()).await;
            assert!(
                (400..500).contains(&answer.code) || answer.code == 303,
                "{path}: {} {}",
                answer.code,
                answer.text()
            );
        }
    }
    let after = app.db().rows().await;
    let changed: Vec<_> =
        after.iter().zip(&before).filter(|(now, before)| now != before).map(|(now, _)| &now.0).collect();
    // A fixed amount is paid, or marked as paid, by a form that says nothing else; nothing else came of it.
    assert!(changed.iter().all(|table| ["payments", "ledger_entries"].contains(&table.as_str())), "{changed:?}");
    app.audit();
}

async fn a_wrong_method_is_told_on_a_page(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let seller = app.signed_in(&payee).await;
    for (method, path) in [
        (Method::POST, format!("r/{code}")),
        (Method::GET, format!("r/{code}/pay")),
        (Method::PUT, format!("r/{code}")),
        (Method::DELETE, "anna".into()),
        (Method::POST, "p/x".into()),
        (Method::GET, "p/x/claim".into()),
        (Method::GET, "app/sign-out".into()),
        (Method::PUT, "app/new".into()),
        (Method::GET, format!("app/requests/{code}/cancel")),
        (Method::POST, "/".into()),
    ] {
        let request = seller.request(method.clone(), &path).header("Sec-Fetch-Site", "same-origin");
        let answer = seller.send(request).await;
        assert_eq!(answer.code, 405, "{method} {path}");
        has(&answer.text(), &["Not done this way"]);
        assert!(!answer.header("allow").is_empty(), "{method} {path} says what is allowed");
    }
    let hook = app.browser().request(Method::GET, "hooks/demo/x");
    Answer::of(hook).await.status(405);
}

async fn guessing_links_is_slowed_down(app: App) {
    let app = app.with(&[("CHIT_LIMIT_MISSES", "10")]).await;
    let (_, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let unseen = app.request(&api, &json!({"amount": "30.00"})).await;
    let guesser = app.browser();
    // Looking at what is there is no guess.
    for _ in 0..20 {
        guesser.get(&format!("r/{code}")).await.status(200);
    }
    let (misses, _) = until_too_many(async || {
        let answer = guesser.get(&format!("r/{UNKNOWN}")).await;
        assert!([404, 429].contains(&answer.code), "{}", answer.code);
        answer
    })
    .await;
    assert!(misses >= 10, "sent away after {misses}");
    // Now it learns nothing more, not even by a link that is right.
    for path in [format!("r/{unseen}"), "anna".into(), "anna/25".into(), "p/abcdefghijkmnopqrstuvwxy".into()] {
        let answer = guesser.get(&path).await.status(429);
        assert!(answer.header("retry-after").parse::<u32>().is_ok_and(|seconds| (1..=61).contains(&seconds)), "{path}");
        has(&answer.text(), &["Too many at once"]);
    }
    // What it has found before, it still finds.
    guesser.get(&format!("r/{code}")).await.status(200);
    // Who has a key is not held up.
    api.get(&format!("requests/{code}")).await.status(200);
}

async fn paying_and_signing_in_are_slowed_down(app: App) {
    let limits = [("CHIT_LIMIT_PAYMENTS", "1"), ("CHIT_LIMIT_SIGN_INS", "1"), ("CHIT_LIMIT_API", "2")];
    let app = app.with(&limits).await;
    let (_, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let payer = app.browser();
    let only = |answer: Answer, usual: u16| {
        assert!([usual, 429].contains(&answer.code), "{}", answer.text());
        answer
    };
    let (paid, _) = until_too_many(async || only(payer.post(&format!("r/{code}/pay"), &[]).await, 303)).await;
    assert!(paid >= 1);
    payer.get(&format!("r/{code}")).await.status(200);
    let sign_in = async || only(payer.post("app/sign-in", &[("owner_key", "guess")]).await, 403);
    assert!(until_too_many(sign_in).await.0 >= 1);
    payer.post("app/sign-in/abcdefghijkmnopqrstuvwxy", &[]).await.status(429);
    // Two calls made what is paid for above.
    let (_, limited) = until_too_many(async || only(api.get("me").await, 200)).await;
    limited.problem();
    has(limited.header("ratelimit-policy"), &["q=2", "w=60"]);
    assert!(!limited.header("retry-after").is_empty());
}

async fn operators_get_their_answers(app: App) {
    let browser = app.browser();
    assert_eq!(browser.get("healthz").await.status(200).text(), "ok\n");
    assert_eq!(browser.get("readyz").await.status(200).text(), "ready\n");
    has(&browser.get("robots.txt").await.status(200).text(), &["Disallow: /"]);
    let page = browser.page("app/sign-in").await;
    for mark in ["rel=\"stylesheet\" href=\"/", "<script src=\"/"] {
        let path = between(&page, mark, "\"");
        let file = browser.get(path).await.status(200);
        has(file.header("cache-control"), &["immutable"]);
    }
    for path in ["static/none.css", "static/..%2Fchit.css", "static/%00"] {
        browser.get(path).await.status(404);
    }
    // The log speaks of routes, not of what was in them.
    browser.get(&format!("r/{UNKNOWN}")).await;
    browser.get("anna/25").await;
    let log = app.log();
    has(&log, &["/r/{code}"]);
    has_not(&log, &[UNKNOWN, "anna/25", "127.0.0.1:1"]);
}
