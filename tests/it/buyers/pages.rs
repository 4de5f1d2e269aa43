//! Pages: what strangers may see and what they may not, the states of a pay page, and forms that say what is wrong.

use libtest_mimic::Trial;
use reqwest::Method;
use serde_json::json;

use crate::support::{
    Answer, App, Browser, Message, between, both, form, has, has_not, order, until_too_many, without_allowed_style,
};

pub fn tests() -> Vec<Trial> {
    both![
        whatever_leads_nowhere_is_one_page,
        what_a_link_cannot_be_leads_nowhere_too,
        a_pay_page_shows_how_things_stand,
        an_open_amount_is_typed_as_people_write,
        bounds_are_shown_and_kept,
        a_handle_is_read_in_either_case,
        nonsense_amounts_in_links_get_a_helpful_page,
        every_page_has_its_headers,
        over_https_cookies_and_links_say_so,
        test_rails_are_refused_on_a_public_url,
        hostile_text_stays_text,
        a_preview_tells_no_more_than_the_dial_allows,
        bank_details_are_on_the_payers_own_page_only,
        the_qr_code_comes_as_a_picture,
        the_new_request_form_names_what_is_wrong,
        the_new_request_form_takes_everything,
        the_mark_as_paid_form_names_what_is_wrong,
        the_method_forms_name_what_is_wrong,
        the_settings_form_names_what_is_wrong,
        the_sign_up_form_names_what_is_wrong,
        the_export_form_names_what_is_wrong,
        the_pay_form_names_what_is_wrong,
        the_providers_form_takes_its_three_answers,
        what_is_no_form_is_refused,
        a_wrong_method_is_told_on_a_page,
        sellers_pages_want_somebody_signed_in,
        guessing_links_is_slowed_down,
        paying_and_signing_in_are_slowed_down,
        operators_get_their_answers,
    ]
}

const UNKNOWN: &str = "abcdefghijkm";

/// A SEPA method's settings, with an account that is nobody's.
const IBAN: &str = "DE75512108001245126199";

/// The headers of an answer, but for those that every answer has its own of.
pub fn headers(answer: &Answer) -> Vec<(String, String)> {
    let shown = |value: &reqwest::header::HeaderValue| value.to_str().unwrap_or_default().to_owned();
    let mut headers: Vec<_> = answer.headers.iter().map(|(name, value)| (name.to_string(), shown(value))).collect();
    headers.retain(|(name, _)| name != "date" && name != "x-request-id");
    headers.sort();
    headers
}

async fn whatever_leads_nowhere_is_one_page(app: App) {
    let (_, anna, _) = app.seller("anna").await;
    let (berta, bertas, _) = app.seller("berta").await;
    let code = app.request(&anna, &json!({"amount": "25.00"})).await;
    let disabled = app.request(&bertas, &json!({"amount": "25.00"})).await;
    let (page, _) = app.start_payment(&disabled).await;
    let own = order(&page)["return_url"].as_str().expect("a URL").to_owned();
    app.cli_ok(&["payee", "disable", "berta"]);
    let stranger = app.browser();
    let first = stranger.get(&format!("r/{UNKNOWN}")).await.status(404);
    has(&first.text(), &["Nothing here", "This link leads nowhere"]);
    let own = own.replace(&app.base, "");
    for path in [
        "r/short".to_owned(),
        "r/0OIl0OIl0OIl".into(),
        format!("r/{disabled}"),
        format!("r/{disabled}.svg"),
        format!("r/{disabled}.png?size=1"),
        format!("r/{UNKNOWN}.svg"),
        format!("r/{UNKNOWN}.png"),
        format!("r/{code}.gif"),
        format!("r/{}", code.to_uppercase()),
        "nobody".into(),
        "nobody/25".into(),
        "nobody/nonsense".into(),
        "berta".into(),
        "berta/25".into(),
        "berta/nonsense".into(),
        "x".into(),
        "p/unknown".into(),
        own.clone(),
        "nothing/at/all/here".into(),
        "favicon.gif".into(),
    ] {
        let missing = stranger.get(&path).await;
        assert_eq!(missing.code, 404, "{path}");
        assert_eq!(missing.body, first.body, "{path}");
        assert_eq!(headers(&missing), headers(&first), "{path}");
    }
    for path in [
        format!("r/{UNKNOWN}/pay"),
        format!("r/{disabled}/pay"),
        "nobody/pay".into(),
        "nobody/25/pay".into(),
        "berta/pay".into(),
        "berta/25/pay".into(),
        "p/unknown/claim".into(),
        format!("{own}/claim"),
    ] {
        let missing = stranger.post(&path, &[("amount", "5")]).await;
        assert_eq!((missing.code, &missing.body), (404, &first.body), "{path}");
    }
    // On the seller's side somebody else's request is no different from one that never was.
    app.cli_ok(&["payee", "enable", "berta"]);
    let berta = app.signed_in(&berta).await;
    let first = berta.get(&format!("app/requests/{UNKNOWN}")).await.status(404);
    for path in [format!("app/requests/{code}"), "app/requests/short".into(), "app/requests/%00".into()] {
        let missing = berta.get(&path).await.status(404);
        assert_eq!((&missing.body, headers(&missing)), (&first.body, headers(&first)), "{path}");
    }
    for action in ["cancel", "mark-paid"] {
        for code in [&code, UNKNOWN, "short"] {
            let missing = berta.post(&format!("app/requests/{code}/{action}"), &[]).await.status(404);
            assert_eq!(missing.body, first.body, "{code} {action}");
        }
    }
    assert_eq!(anna.get(&format!("requests/{code}")).await.json()["status"], "open");
}

async fn what_a_link_cannot_be_leads_nowhere_too(app: App) {
    app.seller("anna").await;
    let stranger = app.browser();
    let long = "x".repeat(4000);
    for path in [
        "r/%00",
        "r/%FF%FE",
        "r/a%2Fb",
        "r/..%2F..%2Fetc",
        "%FF",
        "%00",
        "an%6Ea%00",
        "p/%FF",
        "p/%00",
        "%E2%80%AEanna",
        "r/",
        "p/",
        "sandbox/x/y",
        "sandbox/%FF/%FF",
        &long,
        &format!("r/{long}"),
        &format!("p/{long}"),
        &format!("anna/{long}"),
        "app/sign-in/%FF",
    ] {
        let answer = stranger.get(path).await;
        assert_eq!(answer.code, 404, "{path}");
        has(answer.header("content-type"), &["text/html"]);
    }
}

async fn a_pay_page_shows_how_things_stand(app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let payer = app.browser();
    let body =
        json!({"amount": "25.00", "memo": "Coffee", "due_on": "2071-11-30", "expires_at": "2071-12-01T18:30:00Z"});
    let code = app.request(&api, &body).await;
    let (link, pay) = (format!("r/{code}"), format!("r/{code}/pay"));
    has(
        &payer.page(&link).await,
        &[
            "<bdi>anna</bdi> asks for",
            "Coffee",
            "30 November 2071",
            "1 December 2071 at 6:30\u{202f}pm UTC",
            "Pay €25.00 with Demo",
            "class=\"qr\"",
        ],
    );
    let (_, order) = app.start_payment(&code).await;
    hook.reported(&Message::new(&order, "pending")).await;
    has(&payer.page(&link).await, &["On its way", "Don’t pay again"]);
    has_not(&payer.page(&link).await, &["name=\"method\""]);
    has(&payer.post(&pay, &[]).await.status(409).text(), &["Don’t pay again"]);
    hook.reported(&Message::new(&order, "decline")).await;
    has(&payer.page(&link).await, &["Pay €25.00 with Demo"]);
    hook.reported(&Message::new(&order, "approve")).await;
    has(&payer.page(&link).await, &["PAID", "There is nothing left to do here"]);
    has_not(&payer.page(&link).await, &["name=\"method\"", "class=\"qr\""]);
    has(&payer.post(&pay, &[]).await.status(409).text(), &["PAID"]);
    let code = app.request(&api, &body).await;
    app.db().execute(&format!("update requests set expires_at = created_at where code = '{code}'")).await;
    has(&payer.page(&format!("r/{code}")).await, &["Expired on", "ask <bdi>anna</bdi> for a new link"]);
    has(&payer.post(&format!("r/{code}/pay"), &[]).await.status(409).text(), &["Expired on"]);
    let code = app.request(&api, &body).await;
    api.post(&format!("requests/{code}/cancel"), &json!({})).await.status(200);
    has(&payer.page(&format!("r/{code}")).await, &["Cancelled", "has withdrawn this request"]);
    has(&payer.post(&format!("r/{code}/pay"), &[]).await.status(409).text(), &["has withdrawn"]);
    assert_eq!(app.db().number("select count(*) from payments").await, 1);
    // One that several may pay is not closed by one of them being on his way.
    let code = app.request(&api, &json!({"amount": "5.00", "max_payments": 2})).await;
    let (_, order) = app.start_payment(&code).await;
    hook.reported(&Message::new(&order, "pending").of("5.00", "EUR")).await;
    has(&payer.page(&format!("r/{code}")).await, &["Pay €5.00 with Demo"]);
    // Without a way to pay there is a page all the same.
    let berta = app.api(&app.payee("berta").api_key);
    let code = app.request(&berta, &json!({"amount": "5.00"})).await;
    has(&payer.page(&format!("r/{code}")).await, &["This can’t be paid yet"]);
    payer.post(&format!("r/{code}/pay"), &[]).await.status(400);
}

/// The amount on the demo provider's page that a form leads to.
async fn asked_at_provider(payer: &Browser, path: &str, fields: &[(&str, &str)]) -> String {
    let page = payer.post(path, fields).await.status(303);
    let page = payer.page(page.location()).await;
    let amount = between(&page, "<bdi dir=\"ltr\" class=\"amount", "</bdi>");
    amount
        .split_once('>')
        .expect("a class")
        .1
        .replace("<span class=\"sign\">", "")
        .replace("<span class=\"sign code\">", "")
        .replace("</span>", "")
}

async fn an_open_amount_is_typed_as_people_write(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let payer = app.browser();
    let pay = format!("r/{}/pay", app.request(&api, &json!({"memo": "Tips"})).await);
    for (typed, asked) in [
        ("12,50", "€12.50"),
        ("12.50", "€12.50"),
        (" 12,5 ", "€12.50"),
        ("€12,50", "€12.50"),
        ("12.50 EUR", "€12.50"),
        ("1.234,50", "€1,234.50"),
        ("1 234.50", "€1,234.50"),
        ("١٢٫٥٠", "€12.50"),
    ] {
        assert_eq!(asked_at_provider(&payer, &pay, &[("amount", typed)]).await, asked, "{typed}");
    }
    let yen = format!("r/{}/pay", app.request(&api, &json!({"currency": "JPY"})).await);
    assert_eq!(asked_at_provider(&payer, &yen, &[("amount", "1,200")]).await, "¥1,200");
    let dinar = format!("r/{}/pay", app.request(&api, &json!({"currency": "BHD"})).await);
    assert_eq!(asked_at_provider(&payer, &dinar, &[("amount", "1234,5")]).await, "BHD\u{a0}1,234.500");
    // A fixed amount is what it is, whatever a form says.
    let fixed = format!("r/{}/pay", app.request(&api, &json!({"amount": "25.00"})).await);
    assert_eq!(asked_at_provider(&payer, &fixed, &[("amount", "0.01")]).await, "€25.00");
}

async fn bounds_are_shown_and_kept(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let payer = app.browser();
    let between = "Between <bdi>€5.00</bdi> and <bdi>€50.00</bdi>.";
    for (body, shown) in [
        (json!({"min_amount": "5", "max_amount": "50"}), between),
        (json!({"min_amount": "5"}), "<bdi>€5.00</bdi> or more."),
        (json!({"max_amount": "50"}), "Up to <bdi>€50.00</bdi>."),
        (json!({}), "Any amount, in <bdi>EUR</bdi>."),
    ] {
        let code = app.request(&api, &body).await;
        has(&payer.page(&format!("r/{code}")).await, &[shown]);
    }
    let pay = format!("r/{}/pay", app.request(&api, &json!({"min_amount": "5", "max_amount": "50"})).await);
    let before = app.db().rows().await;
    for (typed, said) in
        [("4,99", "The smallest amount is €5.00"), ("50,01", "The largest amount is €50.00"), ("0", "more than zero")]
    {
        let refused = payer.post(&pay, &[("amount", typed)]).await.status(400).text();
        has(&refused, &[said, &format!("value=\"{typed}\""), "aria-invalid=\"true\"", between]);
    }
    assert_eq!(app.db().rows().await, before);
    for (typed, asked) in [("5", "€5.00"), ("50,00", "€50.00")] {
        assert_eq!(asked_at_provider(&payer, &pay, &[("amount", typed)]).await, asked);
    }
}

async fn a_handle_is_read_in_either_case(app: App) {
    app.seller("anna-shop").await;
    let payer = app.browser();
    let first = payer.page("anna-shop/25").await;
    for path in ["Anna-Shop/25", "ANNA-SHOP/25EUR", "anna-shop/25.00", "anna-shop/25,00eur"] {
        assert_eq!(payer.page(path).await, first, "{path}");
    }
    assert_eq!(asked_at_provider(&payer, "ANNA-SHOP/25/pay", &[]).await, "€25.00");
    assert_eq!(asked_at_provider(&payer, "ANNA-SHOP/25.50Usd/pay", &[]).await, "$25.50");
    payer.get("annashop").await.status(404);
}

async fn nonsense_amounts_in_links_get_a_helpful_page(app: App) {
    app.seller("anna").await;
    let payer = app.browser();
    let nines = "9".repeat(3000);
    let before = app.db().rows().await;
    for nonsense in [
        "abc",
        "0",
        "0.00",
        "-5",
        "25.001",
        "1e9",
        "25zzz",
        "25eur25",
        "2.5.0",
        "NaN",
        "%00",
        "25%00",
        "%F0%9F%92%B6",
        "25%20eur",
        "'",
        "\"",
        "%3Cscript%3E",
        "99999999999999",
        &nines,
        "1.5jpy",
        ".5",
        "+5",
        "0x10",
        "25%E2%82%AC",
    ] {
        let page = payer.get(&format!("anna/{nonsense}")).await;
        assert_eq!(page.code, 404, "{nonsense}");
        has(&page.text(), &["The amount in this link can’t be read"]);
        has(&page.text(), &["<bdi>anna</bdi>", "name=\"amount\"", "action=\"/anna/pay\""]);
        has_not(&page.text(), &["<script>"]);
        let refused = payer.post(&format!("anna/{nonsense}/pay"), &[]).await;
        assert_eq!(refused.code, 400, "{nonsense}");
    }
    assert_eq!(app.db().rows().await, before);
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
        ("app/export", "same-origin"),
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

async fn hostile_text_stays_text(app: App) {
    const HOSTILE: &str = "\"><script>alert(1)</script>&'{{7777*7777}}";
    let (payee, api, _) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    let saved = seller.post("app/settings", &[("name", HOSTILE), ("currency", "EUR")]).await.status(200);
    let body = json!({"memo": HOSTILE, "reference": HOSTILE, "items": [{"name": HOSTILE, "amount": "25.00"}], "preview": "amount"});
    let code = app.request(&api, &body).await;
    let (provider, _) = app.start_payment(&code).await;
    let payer = app.browser();
    let own = payer.post(&provider, &[("outcome", "approve")]).await.status(303).location().to_owned();
    let open = app.request(&api, &json!({})).await;
    let pages = [
        saved.text(),
        payer.page(&format!("r/{code}")).await,
        payer.page("anna/25").await,
        payer.page("anna/report").await,
        payer.page(&format!("r/{code}/report?sent=%22%3E%3Cscript%3E")).await,
        payer.post(&format!("r/{code}/report"), &[("reason", HOSTILE)]).await.status(400).text(),
        payer.page(&provider).await,
        payer.page(&own).await,
        payer.post(&format!("r/{open}/pay"), &[("amount", HOSTILE)]).await.status(400).text(),
        payer.post(&format!("r/{open}/pay"), &[("amount", "5"), ("method", HOSTILE)]).await.status(400).text(),
        seller.page("app").await,
        seller.page(&format!("app/requests/{code}")).await,
        seller.page("app/settings").await,
        seller.page("app?q=%22%3E%3Cscript%3Ealert(1)&status=%22%3E%3Cscript%3E").await,
        seller
            .page("app/new?memo=%22%3E%3Cscript%3Ealert(1)&amount=%22%3E%3Cscript%3E&currency=%22%3E%3Cscript%3E")
            .await,
        seller
            .post("app/new", &[("amount", HOSTILE), ("currency", HOSTILE), ("memo", HOSTILE), ("preview", HOSTILE)])
            .await
            .status(400)
            .text(),
        seller
            .post("app/methods", &[("rail", "sepa"), ("iban", HOSTILE), ("beneficiary", HOSTILE)])
            .await
            .status(400)
            .text(),
        seller.post("app/methods", &[("rail", HOSTILE)]).await.status(400).text(),
        seller
            .post(
                &format!("app/requests/{open}/mark-paid"),
                &[("amount", HOSTILE), ("paid_on", HOSTILE), ("note", HOSTILE)],
            )
            .await
            .status(400)
            .text(),
        seller
            .get("app/export/movements?from=%22%3E%3Cscript%3E&to=%3Cscript%3E&zone=%3Cscript%3E")
            .await
            .status(400)
            .text(),
        payer.get("app/sign-in/%22%3E%3Cscript%3E").await.text(),
        payer.post("app/sign-in/%22%3E%3Cscript%3E", &[]).await.text(),
        payer.post("app/sign-in", &[("owner_key", HOSTILE)]).await.text(),
    ];
    for (at, page) in pages.iter().enumerate() {
        assert!(
            !page.contains("<script>") && !page.contains("alert(1)</") && !page.contains("60481729"),
            "page {at}:\n{page}"
        );
    }
}

async fn a_preview_tells_no_more_than_the_dial_allows(app: App) {
    let (_, api, _) = app.seller("anna").await;
    // Nothing but a demo would be marked as a test.
    let cash = json!({"rail": "cash", "settings": {"directions": "At the counter."}});
    api.post("methods", &cash).await.status(201);
    let head = async |dial: &str| {
        let code = app.request(&api, &json!({"amount": "25.00", "memo": "Secret purpose", "preview": dial})).await;
        let page = app.browser().page(&format!("r/{code}")).await;
        has(&page, &["Secret purpose"]);
        between(&page, "<head>", "</head>").to_owned()
    };
    let none = head("none").await;
    has_not(&none, &["og:", "anna", "25.00", "Secret"]);
    let generic = head("generic").await;
    has(&generic, &["og:title\" content=\"A payment request\""]);
    has_not(&generic, &["anna", "25.00", "Secret"]);
    let amount = head("amount").await;
    has(&amount, &["og:title\" content=\"anna asks for €25.00\""]);
    has_not(&amount, &["Secret"]);
}

async fn bank_details_are_on_the_payers_own_page_only(app: App) {
    let payee = app.payee("anna");
    let api = app.api(&payee.api_key);
    let settings = json!({"iban": IBAN, "beneficiary": "Anna Beispiel", "bic": "SOLADEST600"});
    api.post("methods", &json!({"rail": "sepa", "settings": settings})).await.status(201);
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (payer, seller) = (app.browser(), app.signed_in(&payee).await);
    let secret = [&IBAN[2..10], "DE75 5121", "Beispiel", "SOLADEST", "payto:"];
    let own = payer.post(&format!("r/{code}/pay"), &[]).await.status(303);
    has_not(&own.text(), &secret);
    let own = own.location().to_owned();
    let page = payer.get(&own).await.status(200);
    assert_eq!(page.header("cache-control"), "no-store");
    has(
        &page.text(),
        &[
            "DE75 5121 0800 1245 1261 99",
            "Anna Beispiel",
            "SOLADEST600",
            "payto://iban/",
            "RF",
            "25.00",
            "class=\"qr\"",
        ],
    );
    for page in [
        payer.page(&format!("r/{code}")).await,
        payer.page("anna").await,
        payer.page("anna/25").await,
        payer.page(&format!("r/{code}.svg")).await,
        seller.page("app").await,
        seller.page("app/methods").await,
        seller.page(&format!("app/requests/{code}")).await,
        api.get("methods").await.text(),
        api.get(&format!("requests/{code}")).await.text(),
        api.get("payments").await.text(),
        api.get("exports/movements").await.text(),
        app.log(),
    ] {
        has_not(&page, &secret);
    }
    // At rest they are sealed, and so is what the payer is shown.
    let stored =
        app.db().texts("select settings from methods union all select instructions from payments").await.join("\n");
    has_not(&stored, &secret);
    // Amounts that a transfer can't carry are not offered one.
    let dollars = app.request(&api, &json!({"amount": "25.00", "currency": "USD"})).await;
    has(&payer.page(&format!("r/{dollars}")).await, &["This can’t be paid yet"]);
    payer.post(&format!("r/{dollars}/pay"), &[]).await.status(400);
}

/// Width and height of a PNG.
fn pixels(png: &[u8]) -> (u32, u32) {
    assert!(png.starts_with(b"\x89PNG\r\n\x1a\n"));
    let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().expect("four bytes"));
    (number(16), number(20))
}

async fn the_qr_code_comes_as_a_picture(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let payer = app.browser();
    let svg = payer.get(&format!("r/{code}.svg")).await.status(200);
    assert_eq!(svg.header("content-type"), "image/svg+xml");
    has(&svg.text(), &["<svg xmlns=\"http://www.w3.org/2000/svg\"", "viewBox", "<path"]);
    has_not(&svg.text(), &["<script", &code]);
    // The drawing on the page is the same.
    let path = between(&svg.text(), "stroke=\"#000\" d=\"", "\"").to_owned();
    has(&payer.page(&format!("r/{code}")).await, &[&path]);
    for (query, size) in [("", 512), ("?size=512", 512), ("?size=100", 100), ("?size=2048", 2048), ("?size=333", 333)] {
        let png = payer.get(&format!("r/{code}.png{query}")).await.status(200);
        assert_eq!(png.header("content-type"), "image/png");
        assert_eq!(pixels(&png.body), (size, size), "{query}");
    }
    for size in ["0", "1", "-1", "2049", "99999999999", "abc", "", "1.5", "%00"] {
        let refused = payer.get(&format!("r/{code}.png?size={size}")).await;
        assert_eq!(refused.code, 400, "{size}");
        has(&refused.text(), &["pixels"]);
    }
    // Another link is another code.
    let other = app.request(&api, &json!({"amount": "25.00"})).await;
    assert_ne!(payer.get(&format!("r/{other}.svg")).await.body, svg.body);
}

/// Posts forms that are wrong; each must come back with what is wrong with the field, what was typed, and nothing written.
async fn refused(app: &App, browser: &Browser, path: &str, cases: &[(&[(&str, &str)], &str)]) {
    let before = app.db().rows().await;
    for (fields, wrong) in cases {
        let answer = browser.post(path, fields).await;
        let page = answer.text();
        assert_eq!(answer.code, 400, "{path} {fields:?}");
        has(answer.header("content-type"), &["text/html"]);
        let mark = format!("id=\"{wrong}-error\"");
        assert!(page.contains(&mark), "{path} {fields:?} does not mark {wrong}:\n{page}");
        for (name, value) in *fields {
            // What is chosen from a list is not typed, and needs no keeping.
            let chosen = ["expires_in", "preview", "kind", "rail"].contains(name);
            let kept = format!("value=\"{value}\"");
            let told = chosen
                || value.is_empty()
                || value.contains(['<', '"', '\n', '\0', '\u{202e}'])
                || page.contains(&kept);
            assert!(told, "{path} {fields:?} forgets {name}");
        }
    }
    assert_eq!(app.db().rows().await, before, "something was written");
}

async fn the_new_request_form_names_what_is_wrong(app: App) {
    let seller = app.signed_in(&app.payee("anna")).await;
    let long = "x".repeat(141);
    refused(
        &app,
        &seller,
        "app/new",
        &[
            (&[][..], "amount"),
            (&[("amount", ""), ("memo", "Eggs")], "amount"),
            (&[("amount", "twelve"), ("memo", "Eggs"), ("reference", "R-1")], "amount"),
            (&[("amount", "0")], "amount"),
            (&[("amount", "-5")], "amount"),
            (&[("amount", "1.234")], "amount"),
            (&[("amount", "12,505")], "amount"),
            (&[("amount", "99999999999999")], "amount"),
            (&[("amount", "1,5"), ("currency", "JPY")], "amount"),
            (&[("amount", "5"), ("currency", "ZZZ")], "currency"),
            (&[("amount", "5"), ("currency", "euro")], "currency"),
            (&[("amount", "5"), ("memo", &long)], "memo"),
            (&[("amount", "5"), ("memo", "a\0b")], "memo"),
            (&[("amount", "5"), ("memo", "two\nlines")], "memo"),
            (&[("amount", "5"), ("reference", &long)], "reference"),
            (&[("amount", "5"), ("due_on", "30.11.2026")], "due_on"),
            (&[("amount", "5"), ("expires_in", "soon")], "expires_in"),
            (&[("amount", "5"), ("expires_in", "0")], "expires_in"),
            (&[("amount", "5"), ("expires_in", "99999")], "expires_in"),
            (&[("amount", "5"), ("max_payments", "often")], "max_payments"),
            (&[("amount", "5"), ("max_payments", "0")], "max_payments"),
            (&[("amount", "5"), ("preview", "all")], "preview"),
            (&[("kind", "open"), ("min_amount", "nine")], "min_amount"),
            (&[("kind", "open"), ("min_amount", "9"), ("max_amount", "5")], "min_amount"),
            (&[("kind", "open"), ("max_amount", "0")], "max_amount"),
        ],
    )
    .await;
    has(&seller.post("app/new", &[("kind", "open"), ("min_amount", "x")]).await.text(), &["value=\"open\" checked"]);
}

async fn the_new_request_form_takes_everything(app: App) {
    let payee = app.payee("anna");
    let (api, seller) = (app.api(&payee.api_key), app.signed_in(&payee).await);
    let make = async |fields: &[(&str, &str)]| {
        let made = seller.post("app/new", fields).await.status(303);
        let code = between(made.location(), "requests/", "?").to_owned();
        api.get(&format!("requests/{code}")).await.json()
    };
    let request = make(&[
        ("kind", "fixed"),
        ("amount", "1.234,50"),
        ("currency", "chf"),
        ("min_amount", "nonsense of the other kind"),
        ("memo", " Eggs "),
        ("reference", "R-1"),
        ("due_on", "2071-01-02"),
        ("expires_in", "7"),
        ("max_payments", "3"),
        ("preview", "amount"),
    ])
    .await;
    for (field, value) in [
        ("amount", json!("1234.50")),
        ("currency", json!("CHF")),
        ("memo", json!("Eggs")),
        ("reference", json!("R-1")),
        ("due_on", json!("2071-01-02")),
        ("max_payments", json!(3)),
        ("preview", json!("amount")),
    ] {
        assert_eq!(request[field], value, "{field}");
    }
    assert!(request["expires_at"].is_string());
    let open = make(&[("kind", "open"), ("amount", "nonsense"), ("min_amount", "5,00"), ("max_amount", "50")]).await;
    assert_eq!(
        (&open["amount"], &open["min_amount"], &open["max_amount"]),
        (&json!(null), &json!("5.00"), &json!("50.00"))
    );
    let bare = make(&[("amount", "5")]).await;
    assert_eq!(
        (&bare["amount"], &bare["currency"], &bare["preview"]),
        (&json!("5.00"), &json!("EUR"), &json!("generic"))
    );
    // A link may fill the form in.
    has(
        &seller.page("app/new?amount=12%2C50&memo=Eggs&currency=CHF").await,
        &["value=\"12,50\"", "value=\"Eggs\"", "value=\"CHF\""],
    );
}

async fn the_mark_as_paid_form_names_what_is_wrong(app: App) {
    let payee = app.payee("anna");
    let (api, seller) = (app.api(&payee.api_key), app.signed_in(&payee).await);
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let open = app.request(&api, &json!({})).await;
    let long = "x".repeat(141);
    let cases: [(&[(&str, &str)], &str); 7] = [
        (&[("amount", "some"), ("note", "cash")], "amount"),
        (&[("amount", "0")], "amount"),
        (&[("amount", "1.234")], "amount"),
        (&[("amount", "5"), ("paid_on", "yesterday")], "paid_on"),
        (&[("amount", "5"), ("paid_on", "2999-01-01")], "paid_on"),
        (&[("amount", "5"), ("note", &long)], "note"),
        (&[("amount", "5"), ("note", "a\0b")], "note"),
    ];
    refused(&app, &seller, &format!("app/requests/{code}/mark-paid"), &cases).await;
    refused(&app, &seller, &format!("app/requests/{open}/mark-paid"), &[(&[("note", "cash")], "amount")]).await;
}

async fn the_method_forms_name_what_is_wrong(app: App) {
    let seller = app.signed_in(&app.payee("anna")).await;
    let long = "x".repeat(71);
    refused(
        &app,
        &seller,
        "app/methods",
        &[
            (&[("rail", "sepa")], "sepa-iban"),
            (&[("rail", "sepa"), ("iban", "DE00512108001245126199"), ("beneficiary", "Anna")], "sepa-iban"),
            (&[("rail", "sepa"), ("iban", IBAN), ("beneficiary", "Anna"), ("bic", "X")], "sepa-bic"),
            (&[("rail", "sepa"), ("iban", IBAN)], "sepa-beneficiary"),
            (&[("rail", "sepa"), ("iban", IBAN), ("beneficiary", &long)], "sepa-beneficiary"),
        ],
    )
    .await;
    for fields in [
        &[][..],
        &[("rail", "gold")],
        &[("rail", "sepa"), ("iban", IBAN), ("beneficiary", "Anna"), ("extra", "x")],
        &[("rail", "demo"), ("webhook_secret", "short")],
    ] {
        let answer = seller.post("app/methods", fields).await.status(400).text();
        assert!(answer.contains("Nothing was saved yet"), "{fields:?}: {answer}");
    }
    assert_eq!(app.db().number("select count(*) from methods").await, 0);
}

async fn the_settings_form_names_what_is_wrong(app: App) {
    let seller = app.signed_in(&app.payee("anna")).await;
    let long = "x".repeat(71);
    refused(
        &app,
        &seller,
        "app/settings",
        &[
            (&[("name", ""), ("currency", "EUR")], "name"),
            (&[("name", &long), ("currency", "EUR")], "name"),
            (&[("name", "a\u{202e}b"), ("currency", "EUR")], "name"),
            (&[("name", "Anna"), ("currency", "ZZZ")], "currency"),
            (&[("name", "Anna")], "currency"),
        ],
    )
    .await;
    assert_eq!(app.db().texts("select name from payees").await, ["anna"]);
}

async fn the_sign_up_form_names_what_is_wrong(app: App) {
    let app = app.with(&[("CHIT_SIGNUP", "open")]).await;
    let long = "x".repeat(71);
    let browser = app.browser();
    refused(
        &app,
        &browser,
        "app/sign-up",
        &[
            (&[][..], "handle"),
            (&[("handle", "ab"), ("name", "Anna"), ("currency", "EUR")], "handle"),
            (&[("handle", "a-very-long-handle-indeed"), ("name", "Anna")], "handle"),
            (&[("handle", "an na"), ("name", "Anna")], "handle"),
            (&[("handle", "änna"), ("name", "Anna")], "handle"),
            (&[("handle", "-anna"), ("name", "Anna")], "handle"),
            (&[("handle", "admin"), ("name", "Anna")], "handle"),
            (&[("handle", "paypa1"), ("name", "Anna")], "handle"),
            (&[("handle", "anna"), ("name", &long)], "name"),
            (&[("handle", "anna"), ("name", "Anna"), ("currency", "euro")], "currency"),
        ],
    )
    .await;
    browser.get("app").await.status(303);
}

async fn the_export_form_names_what_is_wrong(app: App) {
    let seller = app.signed_in(&app.payee("anna")).await;
    has(&seller.page("app/export").await, &["Up to and including", "Europe/Berlin"]);
    for (query, wrong) in [
        ("from=x&to=2026-01-31&zone=UTC", "from"),
        ("from=2026-01-01&to=2026-02-30&zone=UTC", "to"),
        ("from=2026-02-01&to=2026-01-01&zone=UTC", "to"),
        ("from=2026-01-01&to=2026-01-31&zone=Mars/Olympus", "zone"),
        ("from=2026-01-01&to=2026-01-31&zone=UTC&format=xml", "format"),
    ] {
        let page = seller.get(&format!("app/export/movements?{query}")).await.status(400).text();
        has(&page, &["Nothing was exported", &format!("id=\"{wrong}-error\"")]);
    }
    let file = seller.get("app/export/movements?from=2026-01-01&to=2026-01-01&zone=UTC&format=csv").await.status(200);
    has(file.header("content-disposition"), &["attachment"]);
    app.browser().get("app/export/movements").await.status(303);
}

async fn the_pay_form_names_what_is_wrong(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let (fixed, open) = (app.request(&api, &json!({"amount": "25.00"})).await, app.request(&api, &json!({})).await);
    let payer = app.browser();
    let before = app.db().rows().await;
    for path in [format!("r/{fixed}/pay"), format!("r/{open}/pay"), "anna/pay".into(), "anna/25/pay".into()] {
        for method in ["nothing", "'", "m\0", &"x".repeat(5000)] {
            let answer = payer.post(&path, &[("amount", "5,00"), ("method", method)]).await.status(400).text();
            has(&answer, &["Choose one of the ways to pay", "class=\"error\""]);
        }
    }
    for path in [format!("r/{open}/pay"), "anna/pay".into()] {
        for (typed, said) in [
            ("", "Type how much"),
            ("zwölf", "Write the amount in digits"),
            ("1.234", "two different amounts"),
            ("12,505", "two different amounts"),
            ("12,5055", "does not have that many decimals"),
            ("0", "more than zero"),
            ("99999999999999", "The largest amount is €9,999,999,999.99."),
        ] {
            let answer = payer.post(&path, &[("amount", typed)]).await.status(400).text();
            has(&answer, &[said, &format!("value=\"{typed}\""), "amount-error"]);
        }
    }
    assert_eq!(app.db().rows().await, before);
    // Another payee's method is no way to pay this one.
    let (_, berta, hook) = app.seller("berta").await;
    drop(berta);
    let foreign = hook.url.rsplit('/').next().expect("an id");
    payer.post(&format!("r/{fixed}/pay"), &[("method", foreign)]).await.status(400);
    // A transfer has a claim; a provider reports by itself.
    let (page, _) = app.start_payment(&fixed).await;
    let own = payer.post(&page, &[("outcome", "pending")]).await.status(303).location().to_owned();
    let refused = payer.post(&format!("{own}/claim?lang=fr"), &[]).await.status(409).text();
    has(&refused, &["Vous n’avez rien à confirmer ici."]);
}

async fn the_providers_form_takes_its_three_answers(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (page, _) = app.start_payment(&code).await;
    let payer = app.browser();
    for fields in [
        &[][..],
        &[("outcome", "")],
        &[("outcome", "steal")],
        &[("outcome", "Approve")],
        &[("outcome", "approve"), ("outcome", "decline")],
    ] {
        payer.post(&page, fields).await.status(400);
    }
    let changed = page.replace("/sandbox/", "/sandbox/x");
    for page in [&changed, &format!("{page}x"), &page.replace("/sandbox/", "/sandbox/mtd_")] {
        payer.get(page).await.status(404);
        payer.post(page, &[("outcome", "approve")]).await.status(404);
    }
    assert_eq!(api.get(&format!("requests/{code}")).await.json()["paid_count"], 0);
    payer.post(&page, &[("outcome", "approve")]).await.status(303);
    assert_eq!(api.get(&format!("requests/{code}")).await.json()["paid_count"], 1);
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
        "app/settings".into(),
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

async fn sellers_pages_want_somebody_signed_in(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let stranger = app.browser();
    let before = app.db().rows().await;
    for path in [
        "app",
        "app/new",
        "app/methods",
        "app/settings",
        "app/export",
        "app/export/movements",
        &format!("app/requests/{code}"),
    ] {
        let sent = stranger.get(path).await.status(303);
        assert_eq!((sent.location(), sent.body.len()), ("/app/sign-in", 0), "{path}");
    }
    for path in [
        "app/new".to_owned(),
        "app/methods".into(),
        "app/methods/x/delete".into(),
        "app/settings".into(),
        "app/settings/owner-key".into(),
        "app/sign-out".into(),
        "app/sign-out-everywhere".into(),
        format!("app/requests/{code}/cancel"),
        format!("app/requests/{code}/mark-paid"),
        "app/payments/x/confirm".into(),
    ] {
        let sent =
            stranger.post(&path, &[("amount", "5"), ("name", "Mallory"), ("currency", "EUR"), ("rail", "demo")]).await;
        assert_eq!((sent.code, sent.location()), (303, "/app/sign-in"), "{path}");
    }
    assert_eq!(app.db().rows().await, before);
    assert_eq!(api.get(&format!("requests/{code}")).await.json()["status"], "open");
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
