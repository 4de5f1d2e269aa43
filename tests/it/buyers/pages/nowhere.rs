//! Links that lead nowhere, or nearly somewhere.

use libtest_mimic::Trial;
use serde_json::json;

use super::{UNKNOWN, asked_at_provider, headers};
use crate::support::{App, both, has, has_not, order};

pub fn tests() -> Vec<Trial> {
    both![
        whatever_leads_nowhere_is_one_page,
        what_a_link_cannot_be_leads_nowhere_too,
        a_handle_is_read_in_either_case,
        nonsense_amounts_in_links_get_a_helpful_page,
    ]
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
