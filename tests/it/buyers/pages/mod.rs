//! Pages: what strangers may see and what they may not, the states of a pay page, and forms that say what is wrong.

mod answers;
mod nowhere;
mod pay;

use libtest_mimic::Trial;

use crate::support::{Answer, App, Browser, between, has};

pub fn tests() -> Vec<Trial> {
    [nowhere::tests(), pay::tests(), answers::tests()].into_iter().flatten().collect()
}

const UNKNOWN: &str = "abcdefghijkm";

/// A SEPA method's settings, with an account that is nobody's.
pub const IBAN: &str = "DE75512108001245126199";

/// The headers of an answer, but for those that every answer has its own of.
pub fn headers(answer: &Answer) -> Vec<(String, String)> {
    let shown = |value: &reqwest::header::HeaderValue| value.to_str().unwrap_or_default().to_owned();
    let mut headers: Vec<_> = answer.headers.iter().map(|(name, value)| (name.to_string(), shown(value))).collect();
    headers.retain(|(name, _)| name != "date" && name != "x-request-id");
    headers.sort();
    headers
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

/// Posts forms that are wrong; each must come back with what is wrong with the field, what was typed, and nothing written.
pub async fn refused(app: &App, browser: &Browser, path: &str, cases: &[(&[(&str, &str)], &str)]) {
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
