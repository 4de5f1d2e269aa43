//! The operator's texts stand at the foot of every page, whoever opens it: the route table is walked, as a stranger and as a seller.

use std::fs;

use libtest_mimic::Trial;
use serde_json::json;

use crate::support::routes::{id_of_nothing, routes};
use crate::support::{Answer, App, Browser, alone, between, both};

pub fn tests() -> Vec<Trial> {
    let mut tests = both![every_page_has_the_operators_texts];
    tests.extend(alone![a_foot_of_its_own_has_them_too]);
    tests
}

/// The links, whatever the page's language.
const TEXTS: [&str; 3] = ["href=\"/imprint?lang=", "href=\"/contact?lang=", "href=\"/accessibility?lang="];

/// The layout has the links in the block `foot`, and needs a foot of every page to have them. A template that says otherwise says it there.
fn a_foot_of_its_own_has_them_too() {
    let (mut folders, mut own) = (vec!["templates".to_owned()], 0);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path.to_string_lossy().into_owned());
                continue;
            }
            let text = fs::read_to_string(&path).expect("a template");
            let Some((_, foot)) = text.split_once("{% block foot %}") else { continue };
            let foot = foot.split("{% endblock").next().unwrap_or_default();
            assert!(foot.contains("{% call feet::"), "{}", path.display());
            own += 1;
        }
    }
    assert!(own > 5, "{own}");
}

/// The addresses of one thing of each kind, by the parameters of routes.
struct Things {
    code: String,
    sandbox: String,
    payer: String,
    sign_in: String,
    invitation: String,
}

impl Things {
    async fn of(app: &App) -> (Self, Browser) {
        let (payee, api, _) = app.seller("anna").await;
        let seller = app.signed_in(&payee).await;
        let code = app.request(&api, &json!({"amount": "25.00"})).await;
        let (sandbox, _) = app.start_payment(&code).await;
        let other = app.payee("berta");
        let bank = json!({"rail": "sepa", "settings": {"iban": "DE75512108001245126199", "beneficiary": "Berta"}});
        let theirs = app.api(&other.api_key);
        theirs.post("methods", &bank).await.status(201);
        let by_hand = app.request(&theirs, &json!({"amount": "25.00"})).await;
        let payer = app.browser().post(&format!("r/{by_hand}/pay"), &[]).await.status(303).location().to_owned();
        let sign_in = app.cli_ok(&["payee", "sign-in", "berta"]).trim().to_owned();
        let made = seller.post("app/settings/people", &[("label", "Till"), ("role", "seller")]).await.status(201);
        let invitation = between(&made.text(), "data-copy=\"", "\"").to_owned();
        let last = |address: &str| address.rsplit('/').next().unwrap_or_default().to_owned();
        let things = Self {
            code,
            sandbox: sandbox.trim_start_matches('/').to_owned(),
            payer: last(&payer),
            sign_in: last(&sign_in),
            invitation: last(&invitation),
        };
        (things, seller)
    }

    /// The address of a route's page. Of what is a seller's alone, a stranger is asked to sign in, and anything may stand there.
    fn address(&self, template: &str) -> String {
        if template.starts_with("/sandbox/") {
            return self.sandbox.clone();
        }
        let part = |part: &str| {
            let Some(parameter) = part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) else {
                return part.to_owned();
            };
            match parameter {
                "code" => self.code.clone(),
                "token" if template.starts_with("/p/") => self.payer.clone(),
                "token" if template.contains("invite") => self.invitation.clone(),
                "token" => self.sign_in.clone(),
                "handle" => "anna".to_owned(),
                "amount" => "25eur".to_owned(),
                "problem" => "not-found".to_owned(),
                "month" => "2026-11".to_owned(),
                "rail" => "sepa".to_owned(),
                _ => id_of_nothing(template, parameter).unwrap_or("nothing").to_owned(),
            }
        };
        template.trim_start_matches('/').split('/').map(part).collect::<Vec<_>>().join("/")
    }
}

/// The page at an address, after redirects to others. `None` for what is no page.
async fn page_at(browser: &Browser, address: &str) -> Option<Answer> {
    let mut answer = browser.get(address).await;
    for _ in 0..3 {
        if !(300..400).contains(&answer.code) {
            break;
        }
        let next = answer.location().to_owned();
        if !next.starts_with('/') {
            return None;
        }
        answer = browser.get(next.trim_start_matches('/')).await;
    }
    let is_page = answer.headers.get("content-type").is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    is_page.then_some(answer)
}

#[track_caller]
fn has_texts(answer: &Answer, who: &str, address: &str) {
    let text = answer.text();
    for link in TEXTS {
        assert!(text.contains(link), "{who}: {address} ({}) lacks {link}", answer.code);
    }
}

async fn every_page_has_the_operators_texts(app: App) {
    let app = app.with(&[("CHIT_OPERATORS", "olga"), ("CHIT_SIGNUP", "open")]).await;
    let olga = app.signed_in(&app.payee("olga")).await;
    for text in ["imprint", "contact", "accessibility"] {
        olga.post(&format!("app/operator/texts/{text}"), &[("text", "Olga, olga@example.org")]).await.status(303);
    }
    let (things, seller) = Things::of(&app).await;
    // A page that is open stays so, and files are none.
    let is_page = |template: &str| !template.ends_with("/live") && !template.starts_with("/api/");
    let routes = routes();
    let templates: Vec<_> = routes
        .iter()
        .filter(|route| route.methods.contains(&reqwest::Method::GET) && is_page(&route.template))
        .map(|route| route.template.as_str())
        .collect();
    let stranger = app.browser();
    for (who, browser) in [("a stranger", &stranger), ("a seller", &seller)] {
        let mut pages = 0;
        for template in &templates {
            let address = things.address(template);
            if let Some(answer) = page_at(browser, &address).await {
                has_texts(&answer, who, &address);
                pages += 1;
            }
        }
        assert!(pages > 60, "{who}: {pages} of {}", templates.len());
    }
    // Pages that answer a form, and those of what isn't there.
    let made = app.browser().post("app/sign-up", &[("handle", "carla"), ("currency", "EUR")]).await.status(201);
    has_texts(&made, "a stranger", "app/sign-up");
    for address in [format!("app/sign-in/{}", things.sign_in), format!("app/invite/{}", things.invitation)] {
        app.browser().post(&address, &[]).await.status(303);
        has_texts(&app.browser().post(&address, &[]).await.status(403), "a stranger", &address);
    }
    has_texts(&app.browser().get("r/aaaaaaaaaaaa").await.status(404), "a stranger", "r/aaaaaaaaaaaa");
    let closed = app.signed_in(&app.payee("dora")).await;
    let closed = closed.post("app/settings/close", &[("handle", "dora")]).await.status(200);
    has_texts(&closed, "a seller", "app/settings/close");
}
