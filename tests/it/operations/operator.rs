//! The operator's pages: who finds them, what they list and do, what they never show, and the texts at the foot of all pages.

use std::io::Read as _;

use flate2::read::GzDecoder;
use libtest_mimic::Trial;
use reqwest::Method;
use serde_json::json;

use crate::snapshots::Named;
use crate::support::{Answer, Api, App, Browser, Page, between, both, has, has_not, until};

/// A moment long ago, as both databases read it.
const LONG_AGO: &str = "'2020-01-02T12:00:00+00:00'";
/// The pages of the operator.
const PAGES: [&str; 5] = [
    "app/operator",
    "app/operator/health",
    "app/operator/texts/imprint",
    "app/operator/texts/contact",
    "app/operator/texts/accessibility",
];

pub fn tests() -> Vec<Trial> {
    both![
        the_pages_are_unknown_to_everybody_else,
        an_operators_handle_is_not_for_taking,
        reported_links_are_listed_taken_down_and_put_away,
        a_link_is_taken_down_by_any_name_of_it,
        deliveries_and_payees_that_need_the_operator_are_listed,
        nothing_of_what_payees_ask_for_is_shown,
        the_health_is_told,
        texts_stand_at_the_foot_of_every_page,
        a_text_is_plain_and_bounded,
        a_snapshot_of_the_pages,
    ]
}

async fn operated(app: App) -> App {
    app.with(&[("CHIT_OPERATORS", "@olga, otto")]).await
}

/// The operator, signed in.
async fn operator(app: &App) -> Browser {
    app.signed_in(&app.payee("olga")).await
}

async fn report(app: &App, link: &str, reason: &str) {
    app.browser().post(&format!("{link}/report"), &[("reason", reason)]).await.status(303);
}

/// A page as a reader of it gets it, but for the form's values.
fn said(page: &str) -> String {
    Page::read(page).text()
}

async fn the_pages_are_unknown_to_everybody_else(app: App) {
    let app = operated(app).await;
    let payee = app.payee("olga");
    let olga = app.signed_in(&payee).await;
    let (otto, carla) = (app.signed_in(&app.payee("otto")).await, app.signed_in(&app.payee("carla")).await);
    let mut members = Vec::new();
    for role in ["seller", "accountant"] {
        let made = olga.post("app/settings/people", &[("label", role), ("role", role)]).await.status(201);
        let member = app.browser();
        member.post(between(&made.text(), "data-copy=\"", "\""), &[]).await.status(303);
        members.push(member);
    }
    for browser in [&olga, &otto] {
        has(&browser.page("app/settings").await, &["href=\"/app/operator\"", "Operator’s corner"]);
        for path in PAGES {
            browser.page(path).await;
        }
    }
    let code = app.request(&app.api(&payee.api_key), &json!({"amount": "25.00"})).await;
    report(&app, &format!("r/{code}"), "other").await;
    let stranger = app.browser();
    for browser in [&carla, &members[0], &members[1], &stranger] {
        let unknown = browser.get("app/nowhere").await.status(404).text();
        for path in PAGES {
            assert_eq!(browser.get(path).await.status(404).text(), unknown, "{path}");
        }
        for path in ["app/operator/take-down", "app/operator/put-back", "app/operator/dismiss"] {
            browser.post(path, &[("link", &code)]).await.status(404);
        }
        browser.post("app/operator/texts/imprint", &[("text", "Mallory")]).await.status(404);
    }
    for browser in [&carla, &members[0], &members[1]] {
        has_not(&browser.page("app/settings").await, &["operator"]);
    }
    app.browser().page(&format!("r/{code}")).await;
    app.browser().get("imprint").await.status(404);
    assert_eq!(app.db().number("select count(*) from reports where dismissed_at is null").await, 1);
    // Without the setting there is no operator.
    let app = app.with(&[("CHIT_OPERATORS", "")]).await;
    app.signed_in(&app.payee("oleg")).await.get("app/operator").await.status(404);
}

async fn an_operators_handle_is_not_for_taking(app: App) {
    let app = app.with(&[("CHIT_OPERATORS", "olga"), ("CHIT_SIGNUP", "open")]).await;
    let form = [("handle", " Olga"), ("currency", "EUR")];
    let refused = app.browser().post("app/sign-up", &form).await.status(400).text();
    has(&refused, &["id=\"handle-error\"", "reserved"]);
    app.browser().post("app/sign-up", &[("handle", "oleg"), ("currency", "EUR")]).await.status(201);
    app.payee("olga");
}

async fn reported_links_are_listed_taken_down_and_put_away(app: App) {
    let app = operated(app).await;
    let olga = operator(&app).await;
    has(&olga.page("app/operator").await, &["No reports wait.", "Nothing is taken down."]);
    let (_, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let link = format!("r/{code}");
    for reason in ["impersonation", "other", "other"] {
        report(&app, &link, reason).await;
    }
    report(&app, "anna", "offensive").await;
    let page = olga.page("app/operator").await;
    has(&page, &[&format!("href=\"/{link}\""), "@anna", "It pretends to be somebody else: 1", "Something else: 2"]);
    has(&page, &["Its text is offensive or threatening: 1", "Waits for you"]);

    // Down, and what is down can be put back only.
    let named = [("link", code.as_str())];
    assert_eq!(olga.post("app/operator/take-down", &named).await.status(303).location(), "/app/operator");
    app.browser().get(&link).await.status(404);
    let page = olga.page("app/operator").await;
    has(&page, &["Taken down ", "action=\"/app/operator/put-back\""]);
    has_not(&page, &[&format!("href=\"/{link}\"")]);
    let since = app.db().texts("select cast(disabled_at as text) from requests where disabled_at is not null").await;
    olga.post("app/operator/take-down", &named).await.status(303);
    let again = app.db().texts("select cast(disabled_at as text) from requests where disabled_at is not null").await;
    assert_eq!(since, again, "it is down since it was taken down");
    olga.post("app/operator/put-back", &named).await.status(303);
    app.browser().page(&link).await;

    // Dismissed reports are told, with when; later ones wait anew.
    olga.post("app/operator/dismiss", &named).await.status(303);
    olga.post("app/operator/dismiss", &named).await.status(303);
    let page = olga.page("app/operator").await;
    let (waiting, dismissed) = page.split_once("id=\"dismissed\"").expect("two lists");
    has_not(waiting, &[&code]);
    has(dismissed, &[&code, "Something else: 2", "Dismissed "]);
    report(&app, &link, "never_ordered").await;
    let page = olga.page("app/operator").await;
    has(
        page.split_once("id=\"dismissed\"").expect("two lists").0,
        &[&code, "I don’t know who is asking, or what for: 1"],
    );

    // A payee goes with all its links; the request isn't taken down by itself.
    olga.post("app/operator/take-down", &[("link", "@anna")]).await.status(303);
    for path in [&link, "anna"] {
        app.browser().get(path).await.status(404);
    }
    has(&olga.page("app/operator").await, &["All links of this payee are taken down"]);
    olga.post("app/operator/put-back", &[("link", "@anna")]).await.status(303);
    app.browser().page(&link).await;
    // After a while, what was dismissed is no more of interest.
    app.db().execute(&format!("update reports set dismissed_at = {LONG_AGO} where dismissed_at is not null")).await;
    has_not(&olga.page("app/operator").await, &["id=\"dismissed\""]);
}

async fn a_link_is_taken_down_by_any_name_of_it(app: App) {
    let app = operated(app).await;
    let olga = operator(&app).await;
    let (_, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    for name in [code.clone(), format!(" {}r/{code}?lang=de ", app.base)] {
        olga.post("app/operator/take-down", &[("link", &name)]).await.status(303);
        app.browser().get(&format!("r/{code}")).await.status(404);
        olga.post("app/operator/put-back", &[("link", &name)]).await.status(303);
    }
    for (wrong, why) in [
        ("", "Write a request’s code"),
        ("anna", "Write a request’s code"),
        ("https://evil.example/r/abcdefghijkm", "Write a request’s code"),
        ("abcdefghijkm", "There is no such link."),
        ("@nobody", "There is no such link."),
    ] {
        let refused = olga.post("app/operator/take-down", &[("link", wrong)]).await.status(400).text();
        has(&refused, &[why, "id=\"link-error\""]);
        let page = Page::read(&refused);
        let field = page.one("input#link");
        assert_eq!(field.attribute("value"), wrong);
        assert!(field.attributes.contains_key("autofocus"), "{wrong}");
    }
    olga.post("app/operator/put-back", &[("link", "abcdefghijkm")]).await.status(400);
    olga.post("app/operator/dismiss", &[("link", "<script>")]).await.status(400);
    app.cli_ok(&["payee", "close", "anna", "--yes"]);
    let refused = olga.post("app/operator/put-back", &[("link", "@anna")]).await.status(400).text();
    has(&refused, &["This account is closed for good."]);
}

/// An endpoint at which nobody listens, with secrets in its address.
async fn deaf(api: &Api) {
    let url = "http://127.0.0.1:1/zq7path?token=zq7token";
    api.post("webhooks", &json!({"url": url, "events": null})).await.status(201);
}

async fn deliveries_and_payees_that_need_the_operator_are_listed(app: App) {
    let app = operated(app).await;
    let olga = operator(&app).await;
    has(&olga.page("app/operator").await, &["No delivery fails.", "@olga", "Of the 1,000 newest payees."]);
    let (_, api, _) = app.seller("anna").await;
    has_not(&olga.page("app/operator").await, &["@anna"]);
    deaf(&api).await;
    app.request(&api, &json!({"amount": "25.00"})).await;
    let failing = "select count(*) from endpoints where failing_since is not null";
    until("a failure", async || app.db().number(failing).await == 1).await;
    let page = olga.page("app/operator").await;
    has(&page, &["@anna", "127.0.0.1", "Still tried"]);
    let failures = app.db().texts("select failure from deliveries where failure is not null").await;
    has(&page, &[&failures[0]]);
    has_not(&page, &["zq7"]);
    app.db().execute(&format!("update endpoints set disabled_at = {LONG_AGO}, disabled_why = 'failing'")).await;
    has(&olga.page("app/operator").await, &["127.0.0.1", "Stopped "]);
    app.db().execute("update endpoints set disabled_why = 'owner'").await;
    has(&olga.page("app/operator").await, &["No delivery fails."]);
    // A way that was removed leaves a payee without one; one that is taken down is no case.
    app.db().execute(&format!("update methods set removed_at = {LONG_AGO}")).await;
    has(&olga.page("app/operator").await, &["@anna", "2020"]);
    app.cli_ok(&["disable", "@anna"]);
    has_not(between(&olga.page("app/operator").await, "id=\"wayless\"", "id=\"texts\""), &["@anna"]);
}

async fn nothing_of_what_payees_ask_for_is_shown(app: App) {
    let app = operated(app).await;
    let olga = operator(&app).await;
    let payee = app.payee("anna");
    let api = app.api(&payee.api_key);
    let bank =
        json!({"rail": "sepa", "settings": {"iban": "DE75512108001245126199", "beneficiary": "Zq7 Beneficiary"}});
    let bank = api.post("methods", &bank).await.status(201).json()["id"].as_str().expect("an id").to_owned();
    app.db().execute("update methods set label = 'zq7label'").await;
    app.db().execute("update payees set name = 'zq7name' where handle = 'anna'").await;
    deaf(&api).await;
    let terms = json!({
        "amount": "31415.93", "memo": "zq7memo", "reference": "zq7reference", "labels": ["zq7word"],
        "items": [{"name": "zq7item", "amount": "31415.93"}],
    });
    let (code, other) = (app.request(&api, &terms).await, app.request(&api, &terms).await);
    let failing = "select count(*) from endpoints where failing_since is not null";
    until("a failure", async || app.db().number(failing).await == 1).await;
    for link in [format!("r/{code}"), format!("r/{other}"), "anna".to_owned()] {
        report(&app, &link, "other").await;
    }
    olga.post("app/operator/take-down", &[("link", &code)]).await.status(303);
    olga.post("app/operator/dismiss", &[("link", &other)]).await.status(303);
    app.db().execute(&format!("update methods set removed_at = {LONG_AGO}")).await;
    for path in PAGES {
        let page = olga.page(path).await;
        let lower = page.to_lowercase();
        for canary in ["zq7", "31415", "31,415", "5121", "sepa", &bank] {
            assert!(!lower.contains(canary), "{canary} is in {path}:\n{page}");
        }
    }
    has(&olga.page("app/operator").await, &[&code, &other, "@anna", "127.0.0.1"]);
}

async fn the_health_is_told(app: App) {
    let app = operated(app).await;
    let olga = operator(&app).await;
    let page = olga.page("app/operator/health").await;
    has(&page, &[concat!("Chit ", env!("CARGO_PKG_VERSION")), "Answers and takes writes"]);
    let page = Page::read(&page);
    let tasks = page.texts("th code");
    for task in ["polls", "refunds", "ends", "deliveries", "upkeep", "feet", "kept_pages"] {
        assert!(tasks.contains(&task), "{task} is not among {tasks:?}");
    }
}

/// A pay page as a browser gets it that takes gzip, whose page may have been kept.
async fn packed(app: &App, path: &str) -> String {
    let request = app.browser().request(Method::GET, path).header("Accept-Encoding", "gzip");
    let answer = Answer::of(request).await.status(200);
    let mut page = String::new();
    GzDecoder::new(&answer.body[..]).read_to_string(&mut page).expect("a gzip file");
    page
}

async fn texts_stand_at_the_foot_of_every_page(app: App) {
    const LINK: &str = "href=\"/imprint?lang=en\"";
    let app = operated(app).await;
    let replica = app.replica().await;
    let olga = operator(&app).await;
    let (_, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let link = format!("r/{code}");
    for app in [&app, &replica] {
        for _ in 0..3 {
            has_not(&packed(app, &link).await, &["/imprint"]);
        }
    }
    has(&olga.page("app/operator").await, &["Not written yet"]);
    app.browser().get("imprint").await.status(404);
    let (_, order) = app.start_payment(&code).await;
    let own =
        crate::support::order(&app.start_payment(&code).await.0)["return_url"].as_str().expect("a URL").to_owned();
    assert!(!order.is_empty());
    let text = "Olga Beispiel\r\nAm Markt 1\r\n\r\nhttps://olga.example/?a=1&b=<i>2</i>";
    let saved = olga.post("app/operator/texts/imprint", &[("text", text)]).await.status(303).location().to_owned();
    let saved = olga.page(&saved).await;
    has(&saved, &["Saved.", "Written "]);

    // At once where it was written, on pages that were kept, too; within a moment elsewhere.
    for _ in 0..3 {
        has(&packed(&app, &link).await, &[LINK, "Imprint"]);
    }
    until("the replica has heard", async || packed(&replica, &link).await.contains(LINK)).await;
    let shown = app.browser().page("imprint").await;
    has(&shown, &["<h1 class=\"plain\">Imprint</h1>", "Olga Beispiel<br>Am Markt 1</p>", LINK]);
    has(&shown, &["https://olga.example/?a=1&#38;b=&#60;i&#62;2&#60;/i&#62;"]);
    has(&app.browser().page("imprint?lang=de").await, &["Impressum", "href=\"/imprint?lang=de\""]);
    for path in ["", "anna", "anna/25eur", &format!("{link}/report"), &format!("{link}/print"), &own, "app/sign-in"] {
        has(&app.browser().page(path).await, &[LINK]);
    }
    has(&app.browser().get("r/abcdefghijkm").await.status(404).text(), &[LINK]);
    for path in ["app", "app/requests", "app/new", "app/settings", "app/operator"] {
        has(&olga.page(path).await, &[LINK]);
        has_not(&olga.page(path).await, &["href=\"/contact", "href=\"/accessibility"]);
    }

    // In their order, whichever was written first; and gone when they are emptied.
    for kind in ["accessibility", "contact"] {
        olga.post(&format!("app/operator/texts/{kind}"), &[("text", "Text")]).await.status(303);
    }
    let page = packed(&app, &link).await;
    let places = ["/imprint", "/contact", "/accessibility"].map(|path| page.find(&format!("href=\"{path}?")));
    assert!(places.is_sorted() && places[0].is_some(), "{places:?}");
    let restarted = app.with(&[]).await;
    has(&restarted.browser().page(&link).await, &[LINK]);
    let olga = restarted.signed_in(&restarted.payee("otto")).await;
    olga.post("app/operator/texts/imprint", &[("text", " \r\n ")]).await.status(303);
    has_not(&packed(&restarted, &link).await, &["/imprint"]);
    has(&packed(&restarted, &link).await, &["href=\"/contact?"]);
    until("the replica has heard", async || !packed(&replica, &link).await.contains("/imprint")).await;
    restarted.browser().get("imprint").await.status(404);
}

async fn a_text_is_plain_and_bounded(app: App) {
    let app = operated(app).await;
    let olga = operator(&app).await;
    // A draft is shown to the operator, in its language, and to nobody else before it is saved.
    has(&olga.page("app/operator/texts/accessibility").await, &["WCAG 2.1", "This is a draft.", &app.base]);
    let request = olga.request(Method::GET, "app/operator/texts/accessibility").header("Accept-Language", "de");
    has(&olga.send(request).await.status(200).text(), &["Diese Erklärung", "Das ist ein Entwurf."]);
    has_not(&olga.page("app/operator/texts/imprint").await, &["This is a draft."]);
    app.browser().get("accessibility").await.status(404);
    for (wrong, why) in [
        ("x".repeat(5001), "too long"),
        ("a\n".repeat(200) + "b", "too many lines"),
        ("a\u{202e}b".to_owned(), "U+202E"),
    ] {
        let refused = olga.post("app/operator/texts/contact", &[("text", &wrong)]).await.status(400).text();
        has(&refused, &[why, "id=\"text-error\"", "autofocus"]);
        assert!(refused.contains(wrong.lines().next().expect("a line")), "what was typed is kept");
    }
    assert_eq!(app.db().number("select count(*) from service_texts").await, 0);
    let longest = "\u{fc}".repeat(5000);
    olga.post("app/operator/texts/contact", &[("text", &longest)]).await.status(303);
    has(&said(&app.browser().page("contact").await), &[&longest]);
    olga.get("app/operator/texts/privacy").await.status(404);
    // Nobody gets a handle that would stand in the way.
    for handle in ["imprint", "contact", "accessibility", "accessibi1ity"] {
        assert!(!app.cli(&["payee", "add", handle]).status.success(), "{handle}");
    }
}

async fn a_snapshot_of_the_pages(app: App) {
    let app = operated(app).await;
    let olga = operator(&app).await;
    let (_, api, _) = app.seller("anna").await;
    let (code, other) =
        (app.request(&api, &json!({"amount": "25.00"})).await, app.request(&api, &json!({"amount": "7.00"})).await);
    for (link, reason) in [(&code, "other"), (&code, "impersonation")] {
        report(&app, &format!("r/{link}"), reason).await;
    }
    deaf(&api).await;
    let failing = "select count(*) from endpoints where failing_since is not null";
    app.request(&api, &json!({"amount": "9.00"})).await;
    until("a failure", async || app.db().number(failing).await == 1).await;
    olga.post("app/operator/take-down", &[("link", &other)]).await.status(303);
    olga.post("app/operator/texts/contact", &[("text", "Olga, olga@example.org")]).await.status(303);
    for column in [
        "reports set created_at = {}, last_at = {}",
        "requests set disabled_at = {} where disabled_at is not null",
        "payees set created_at = {}",
        "endpoints set failing_since = {}",
        "service_texts set changed_at = {}",
    ] {
        app.db().execute(&format!("update {}", column.replace("{}", LONG_AGO))).await;
    }
    let mut named = Named::of(&app);
    named.name(&code, "code").name(&other, "other");
    named.page("operator", &olga.page("app/operator").await);
    named.page("operator_text", &olga.page("app/operator/texts/contact").await);
    named.page("operator_health", &olga.page("app/operator/health").await);
    named.page("contact", &app.browser().page("contact").await);
}
