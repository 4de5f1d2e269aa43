//! A report, from the page to the operator's terminal.

use futures_util::{StreamExt, stream};
use libtest_mimic::Trial;
use reqwest::Method;
use serde_json::{Value, json};

use super::{UNKNOWN, report, reported};
use crate::support::{Answer, App, both, form, has, has_not};

pub fn tests() -> Vec<Trial> {
    both![
        a_report_reaches_the_operator,
        reports_are_counted_and_do_not_pile_up,
        only_a_known_reason_is_taken,
        what_cannot_be_reported_is_not_there,
        reports_are_limited,
        the_terminal_is_safe_from_what_is_reported,
    ]
}

/// Runs a command that is used wrongly; answers what it says.
#[track_caller]
fn refused(app: &App, arguments: &[&str]) -> String {
    let done = app.cli(arguments);
    let said = String::from_utf8(done.stderr).expect("text");
    assert_eq!(done.status.code(), Some(2), "{arguments:?}: {said}");
    said
}

async fn a_report_reaches_the_operator(app: App) {
    let (_, api, _) = app.seller("anna").await;
    assert_eq!(reported(&app), Vec::<Value>::new());
    assert_eq!(app.cli_ok(&["reports"]), "No reports wait.\n");
    let memo = json!({"amount": "25.00", "memo": "Customs fee", "items": [{"name": "Parcel", "amount": "25.00"}]});
    let code = app.request(&api, &memo).await;
    let (link, buyer) = (format!("r/{code}"), app.browser());
    let form = buyer.page(&format!("{link}/report")).await;
    has(&form, &["Report this request", "anna", &format!("action=\"/{link}/report\""), "value=\"never_ordered\""]);
    has_not(&form, &["<input", "<textarea", "Customs fee"]);

    let sent = report(&app, &link, "impersonation").await.status(303);
    assert_eq!(sent.location(), format!("/{link}/report?sent=1"));
    for _ in 0..3 {
        let thanks = buyer.page(sent.location()).await;
        has(&thanks, &["Your report is kept for whoever runs this service to see.", "don’t pay until you are sure."]);
        has_not(&thanks, &["<form"]);
    }
    report(&app, &link, "impersonation").await.status(303);
    report(&app, &link, "other").await.status(303);
    has(&buyer.page("anna/report").await, &["Report this page", "action=\"/anna/report\""]);
    assert_eq!(report(&app, "Anna", "never_ordered").await.status(303).location(), "/anna/report?sent=1");

    let [page, request] = &reported(&app)[..] else { panic!("two links were reported") };
    assert_eq!((&page["link"], &page["url"]), (&json!("@anna"), &json!(format!("{}anna", app.base))));
    assert_eq!((&page["reasons"], &page["amount"]), (&json!({"never_ordered": 1}), &Value::Null));
    for (field, value) in [
        ("link", json!(code)),
        ("url", json!(format!("{}{link}", app.base))),
        ("payee", json!("anna")),
        ("name", json!("anna")),
        ("amount", json!("25.00")),
        ("currency", json!("EUR")),
        ("memo", json!("Customs fee")),
        ("items", json!([{"name": "Parcel", "quantity": 1, "amount": "25.00"}])),
        ("reports", json!(3)),
        ("reasons", json!({"impersonation": 2, "other": 1})),
        ("disabled_at", Value::Null),
    ] {
        assert_eq!(request[field], value, "{field}");
    }
    assert!(request["first_at"].as_str() <= request["last_at"].as_str() && request["first_at"].is_string());
    let text = app.cli_ok(&["reports"]);
    has(&text, &[&code, "@anna", "25.00 EUR", "Customs fee", "1 × Parcel, 25.00", "2 × impersonation, 1 × other"]);
    has_not(&text, &["Disabled"]);

    app.cli_ok(&["disable", &code]);
    assert!(reported(&app)[1]["disabled_at"].is_string());
    has(&app.cli_ok(&["reports"]), &["Disabled: since 20"]);
    let enabled: Value = serde_json::from_str(&app.cli_ok(&["enable", "--json", &code])).expect("JSON");
    assert_eq!(enabled, json!({"link": code, "disabled": false}));
    let dismissed: Value = serde_json::from_str(&app.cli_ok(&["reports", "dismiss", "@anna", "--json"])).expect("JSON");
    assert_eq!(dismissed, json!({"link": "@anna", "dismissed": true}));
    assert_eq!(reported(&app).len(), 1);
    app.cli_ok(&["reports", "dismiss", &format!("{}{link}?x#y", app.base)]);
    assert_eq!(reported(&app), Vec::<Value>::new());
    has(&refused(&app, &["reports", "dismiss", &code]), &["no reports", &code]);
    // What comes later is news.
    report(&app, &link, "impersonation").await.status(303);
    assert_eq!(reported(&app)[0]["reasons"], json!({"impersonation": 1}));
    for (arguments, says) in [
        (["disable", "anna"], "begins with @"),
        (["disable", "@nobody"], "there is no payee nobody"),
        (["enable", UNKNOWN], "there is no request"),
        (["disable", "\u{1b}[2J"], "\\u{1b}[2J"),
    ] {
        has(&refused(&app, &arguments), &[says]);
    }
}

async fn reports_are_counted_and_do_not_pile_up(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let link = format!("r/{}", app.request(&api, &json!({"amount": "25.00"})).await);
    let (app, link) = (&app, &link);
    let sent = (0..200).map(|n| async move {
        let (path, reason) = [(link.as_str(), "offensive"), ("anna", "other")][n % 2];
        report(app, path, reason).await.status(303);
    });
    stream::iter(sent).buffer_unordered(20).collect::<Vec<_>>().await;
    assert_eq!(app.db().number("select count(*) from reports").await, 2);
    let mut counted: Vec<_> = reported(app).iter().map(|entry| entry["reports"].clone()).collect();
    counted.dedup();
    assert_eq!(counted, [json!(100)], "each of the two was reported a hundred times");
}

async fn only_a_known_reason_is_taken(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let link = format!("r/{}", app.request(&api, &json!({"amount": "25.00"})).await);
    let long = "x".repeat(5000);
    for path in [&link, "anna"] {
        for reason in [
            "",
            "Other",
            "other ",
            "other\0",
            "already_paid",
            "other', 1); drop table reports; --",
            "<script>alert(1)</script>",
            "\u{202e}rehto",
            "call me at +49 1579 4447719",
            &long,
        ] {
            let page = report(&app, path, reason).await.status(400).text();
            has(&page, &["Choose what is wrong.", "value=\"other\""]);
            has_not(&page, &["<script>alert", "drop table", "1579", &long]);
        }
        app.browser().post(&format!("{path}/report"), &[]).await.status(400);
        let twice = [("reason", "other"), ("reason", "offensive")];
        app.browser().post(&format!("{path}/report"), &twice).await.status(400);
    }
    assert_eq!(app.db().number("select count(*) from reports").await, 0);
}

async fn what_cannot_be_reported_is_not_there(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let stranger = app.browser();
    let nothing = stranger.get(&format!("r/{UNKNOWN}")).await.status(404).body;
    for path in [&format!("r/{UNKNOWN}"), "r/short", &format!("r/{code}.svg"), "nobody", "app1", "anna/25"] {
        let path = format!("{path}/report");
        assert_eq!(stranger.get(&path).await.status(404).body, nothing, "{path}");
        for reason in ["other", "nonsense"] {
            let answer = stranger.post(&path, &[("reason", reason)]).await.status(404);
            assert_eq!(answer.body, nothing, "{path} {reason}");
        }
    }
    for site in ["cross-site", "same-site"] {
        for path in [format!("r/{code}/report"), "anna/report".into()] {
            let forged = stranger.request(Method::POST, &path).header("Sec-Fetch-Site", site);
            Answer::of(form(forged, &[("reason", "other")])).await.status(403);
        }
    }
    stranger.send(stranger.request(Method::DELETE, &format!("r/{code}/report"))).await.status(405);
    assert_eq!(app.db().number("select count(*) from reports").await, 0);
}

async fn reports_are_limited(app: App) {
    let app = app.with(&[("CHIT_LIMIT_REPORTS", "2"), ("CHIT_PROXY_HOPS", "1")]).await;
    let (_, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let passed_on = async |who: &str, path: &str| {
        let call = app.browser().request(Method::POST, path).header("X-Forwarded-For", who);
        Answer::of(form(call, &[("reason", "other")])).await
    };
    let path = format!("r/{code}/report");
    let mut taken = 0;
    let refused = loop {
        let answer = passed_on("198.51.100.7", &path).await;
        if answer.code == 429 {
            break answer;
        }
        answer.status(303);
        taken += 1;
        assert!(taken < 20, "it never is too much");
    };
    assert!(taken >= 2);
    assert_eq!(refused.header("ratelimit-policy"), "\"minute\";q=2;w=60");
    assert!(refused.header("retry-after").parse().is_ok_and(|seconds: u32| (1..=60).contains(&seconds)));
    assert_eq!(passed_on("198.51.100.7", "anna/report").await.code, 429);
    assert_eq!(app.db().number("select cast(sum(times) as bigint) from reports").await, taken);
    passed_on("198.51.100.8", "anna/report").await.status(303);
    app.browser().page(&path).await;
}

async fn the_terminal_is_safe_from_what_is_reported(app: App) {
    const NASTY: &str = "Fee\u{1b}]0;owned\u{7}\u{1b}[2J\r\u{9b}31m\u{7f}\u{202e}00.5\u{2066}\u{200b}";
    let (_, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00", "items": [{"name": "Thing", "amount": "25.00"}]})).await;
    report(&app, &format!("r/{code}"), "other").await.status(303);
    // Texts are checked on their way in; this is what a hand in the tables, or a check that was forgotten, would leave.
    let changes = [
        format!("update requests set memo = '{NASTY}', items = replace(items, 'Thing', '\\u001b[31m\u{202e}Thing')"),
        format!("update payees set name = '{NASTY}'"),
    ];
    for sql in changes {
        assert_eq!(app.db().execute(&sql).await, 1);
    }
    let text = app.cli_ok(&["reports"]);
    let printable = |c: char| c == '\n' || c == '×' || (' '..='~').contains(&c);
    assert!(text.chars().all(printable), "{text:?}");
    has(&text, &["Fee\\u{1b}]0;owned\\u{7}", "\\u{202e}00.5", "\\u{1b}[31m\\u{202e}Thing"]);
    let printed = app.cli_ok(&["reports", "--json"]);
    assert!(printed.trim_end().bytes().all(|b| (b' '..=b'~').contains(&b)), "{printed:?}");
    let entry = &reported(&app)[0];
    assert_eq!((&entry["memo"], &entry["name"]), (&json!(NASTY), &json!(NASTY)));
}
