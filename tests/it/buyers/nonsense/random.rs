//! Random addresses and forms.

use libtest_mimic::Trial;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use reqwest::Method;
use serde_json::json;

use crate::support::{App, both, form, order};

pub fn tests() -> Vec<Trial> {
    both![no_address_and_no_form_breaks_it]
}

/// Addresses that lead somewhere.
const THERE: [&str; 26] = [
    "r/CODE",
    "r/CODE.svg",
    "r/CODE.png",
    "r/CODE/card.png",
    "r/CODE/pay",
    "r/CODE/print",
    "r/CODE/report",
    "anna",
    "anna/25",
    "anna/pay",
    "anna/25/pay",
    "anna/report",
    "anna/card.png",
    "OWN",
    "OWN/claim",
    "OWN/receipt.json",
    "OWN/qr.png",
    "app",
    "app/new",
    "app/settings",
    "app/methods",
    "app/export/movements",
    "app/requests/CODE",
    "app/requests/CODE/mark-paid",
    "app/requests/CODE/cancel",
    "app/sign-in",
];

/// Something to ask for: a method, an address, and the bytes of a form.
fn asked() -> impl Strategy<Value = (bool, String, Vec<u8>)> {
    let word = || {
        prop_oneof![
            3 => prop::sample::select(vec![
                "r", "p", "anna", "25", "pay", "report", "print", "card.png", "live", "claim", "receipt.json", "qr.png", "CODE",
                "CODE.svg", "CODE.png", "sandbox", "app", "api", "v1", "static", "..", "", "%00", "%FF", "%zz", "%2F", "0", "-1",
            ])
            .prop_map(str::to_owned),
            1 => "\\PC{0,20}".prop_map(|text| percent(text.as_bytes())),
            1 => prop::collection::vec(any::<u8>(), 0..12).prop_map(|bytes| percent(&bytes)),
        ]
    };
    let name = || {
        prop_oneof![
            4 => prop::sample::select(vec![
                "lang", "size", "since", "sent", "amount", "pick", "note", "method", "reason", "outcome", "q", "status",
            ])
            .prop_map(str::to_owned),
            1 => "\\PC{0,10}".prop_map(|text| percent(text.as_bytes())),
        ]
    };
    let value = || prop_oneof![word(), Just("5".to_owned()), Just("other".to_owned()), Just("9".repeat(400))];
    let pairs = move || {
        prop::collection::vec((name(), value()), 0..4).prop_map(|pairs| {
            pairs.into_iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&")
        })
    };
    let body = prop_oneof![
        4 => pairs().prop_map(String::into_bytes),
        1 => prop::collection::vec(any::<u8>(), 0..64),
    ];
    // One that is there, with nonsense for one of its parts or for none; or nothing but nonsense.
    let there = (prop::sample::select(THERE.to_vec()), word(), any::<bool>());
    let there = there.prop_map(|(path, word, whole)| match path.rsplit_once('/') {
        Some((before, _)) if !whole => format!("{before}/{word}"),
        _ => path.to_owned(),
    });
    let path = prop_oneof![2 => there, 1 => prop::collection::vec(word(), 0..5).prop_map(|parts| parts.join("/"))];
    (any::<bool>(), path, pairs(), body).prop_map(|(post, path, query, body)| (post, format!("{path}?{query}"), body))
}

/// Every byte by its number.
fn percent(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("%{byte:02X}")).collect()
}

async fn no_address_and_no_form_breaks_it(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"asks_note": true})).await;
    let started = app.browser().post(&format!("r/{code}/pay"), &[("amount", "5")]).await.status(303);
    let own = order(started.location())["return_url"].as_str().expect("a URL").replace(&app.base, "");
    let seller = app.signed_in(&payee).await;
    let (app, seller) = (&app, &seller);
    let ask = async |post: bool, path: &str, body: Vec<u8>| {
        let path = path.replace("CODE", &code).replace("OWN", &own);
        let browser = if path.starts_with("app") { seller.copy() } else { app.browser() };
        let request = browser.request(if post { Method::POST } else { Method::GET }, &path);
        let request =
            if post { form(request, &[]).body(body).header("Sec-Fetch-Site", "same-origin") } else { request };
        // A stream of news begins with its head; its body has no end.
        tokio::time::timeout(std::time::Duration::from_secs(20), request.send())
            .await
            .map(|answer| answer.expect("an answer"))
    };
    // Proptest doesn't wait for anything; it runs beside this test's runtime, which has nothing else to do meanwhile.
    std::thread::scope(|scope| {
        let run = || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
            let config = Config { cases: 256, max_shrink_iters: 200, failure_persistence: None, ..Config::default() };
            TestRunner::new(config).run(&asked(), |(post, path, body)| {
                let status = runtime.block_on(ask(post, &path, body)).map(|answer| answer.status().as_u16());
                prop_assert!(status.as_ref().is_ok_and(|status| *status < 500), "{post} {path}: {status:?}");
                Ok::<_, TestCaseError>(())
            })
        };
        let ran = scope.spawn(run).join().expect("no panic");
        ran.unwrap_or_else(|e| panic!("{e}"));
    });
    let log = app.log();
    for line in log.lines() {
        assert!(!line.contains(" ERROR ") && !line.contains("panicked"), "{line}");
    }
    app.audit();
}
