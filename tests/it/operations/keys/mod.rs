//! The service's secret is changed: while it runs, after a mistake, after a loss. What was sealed stays readable, what was said and
//! signed stays true, and a service with a wrong secret doesn't start.

mod change;
mod loss;

use std::process::{Output, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use chit::domain::secret::SecretKey;
use libtest_mimic::Trial;
use serde_json::json;

use crate::support::{Api, App, Hook, Message, has, has_not, order};

pub fn tests() -> Vec<Trial> {
    [change::tests(), loss::tests()].into_iter().flatten().collect()
}

/// The next secret, and one that nobody knows of.
pub const NEXT: &str = "ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=";

const STRANGE: &str = "QEFCQ0RFRkdISUpLTE1OT1BRUlNUVVZXWFlaW1xdXl8=";

/// The time that a start may take that is refused.
const PATIENCE: Duration = Duration::from_secs(60);

const IBAN: &str = "DE75512108001245126199";

const SHOWN: &str = "DE75 5121 0800 1245 1261 99";

fn fingerprint(secret: &str) -> String {
    SecretKey::parse(secret).expect("a key").fingerprint()
}

/// The settings of a service with this secret, and these fallbacks.
pub fn secrets<'a>(current: &'a str, fallbacks: &'a str) -> [(&'static str, &'a str); 2] {
    [("CHIT_SECRET_KEY", current), ("CHIT_SECRET_KEY_FALLBACKS", fallbacks)]
}

/// A command of a service with other secrets than `app` has.
fn run(app: &App, secrets: &[(&str, &str)], arguments: &[&str]) -> Output {
    let child = app
        .command_for(arguments)
        .envs(secrets.iter().copied())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("chit runs");
    let (tell, told) = mpsc::channel();
    std::thread::spawn(move || tell.send(child.wait_with_output()));
    told.recv_timeout(PATIENCE).expect("it ends by itself").expect("a child")
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

#[track_caller]
pub fn done(app: &App, secrets: &[(&str, &str)], arguments: &[&str], code: i32) -> String {
    let output = run(app, secrets, arguments);
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {}", said(&output));
    said(&output)
}

/// A service with these secrets doesn't start, and says why.
#[track_caller]
fn refused(app: &App, secrets: &[(&str, &str)]) -> String {
    let why = done(app, secrets, &["serve"], 2);
    has(&why, &["CHIT_SECRET_KEY is another key", "add it to CHIT_SECRET_KEY_FALLBACKS"]);
    has_not(&why, &["Listening on"]);
    why
}

/// A payee with two ways to be paid, a request, and what there is to lose.
struct Seller {
    api: Api,
    hook: Hook,
    bank: String,
    code: String,
    words: String,
}

impl Seller {
    async fn new(app: &App) -> Self {
        let (_, api, hook) = app.seller("anna").await;
        let bank = bank(&api).await;
        let made = api.post("requests", &json!({"amount": "25.00", "memo": "Eggs", "max_payments": 100})).await;
        let made = made.status(201).json();
        let text = |name: &str| made[name].as_str().expect("text").to_owned();
        Self { code: text("code"), words: text("check_words"), api, hook, bank }
    }

    /// The same one, at another replica.
    fn at(&self, app: &App) -> Self {
        let path = self.hook.url.split_once("/hooks/").expect("a webhook's address").1;
        let hook = Hook { url: format!("{}hooks/{path}", app.base), ..self.hook.clone() };
        let Self { bank, code, words, .. } = self;
        Self { api: app.api(self.api.key()), hook, bank: bank.clone(), code: code.clone(), words: words.clone() }
    }

    /// Starts a transfer; answers the token of the payer's own page.
    async fn transfer(&self, app: &App) -> String {
        let wish = [("method", self.bank.as_str())];
        let begun = app.browser().post(&format!("r/{}/pay", self.code), &wish).await.status(303);
        begun.location().rsplit('/').next().expect("a token").to_owned()
    }

    /// Money that arrives by the provider; answers the payer's own page.
    async fn paid(&self, app: &App) -> String {
        let there = self.at(app);
        let demo = there.hook.url.rsplit('/').next().expect("an id");
        let begun = app.browser().post(&format!("r/{}/pay", self.code), &[("method", demo)]).await.status(303);
        let order = order(begun.location());
        there.hook.reported(&Message::new(order["id"].as_str().expect("an id"), "approve")).await;
        let own = order["return_url"].as_str().expect("where the payer comes back to");
        format!("p/{}", own.rsplit('/').next().expect("a token"))
    }

    /// Both sides still read the words that the seller has said.
    async fn has_its_words(&self, app: &App) {
        let told = app.api(self.api.key()).get(&format!("requests/{}", self.code)).await.status(200).json();
        assert_eq!(told["check_words"], self.words.as_str());
        has(&app.browser().page(&format!("r/{}", self.code)).await, &[&format!(">{}<", self.words)]);
    }
}

async fn bank(api: &Api) -> String {
    let body = json!({"rail": "sepa", "settings": {"iban": IBAN, "beneficiary": "Anna"}});
    api.post("methods", &body).await.status(201).json()["id"].as_str().expect("an id").to_owned()
}

/// The payer's own page tells where to send the money.
async fn shows_the_bank(app: &App, token: &str) {
    has(&app.browser().page(&format!("p/{token}")).await, &[SHOWN]);
}

/// The number of texts that are sealed under each key, `v1` for those that don't say.
async fn under(app: &App) -> Vec<(String, usize)> {
    let mut found: Vec<(String, usize)> = Vec::new();
    for (table, column) in [("methods", "settings"), ("payments", "instructions"), ("service_keys", "sealed")] {
        for text in app.db().texts(&format!("select {column} from {table} where {column} is not null")).await {
            let key = text.strip_prefix("v2.").map_or("v1", |rest| &rest[..8]).to_owned();
            match found.iter_mut().find(|(known, _)| *known == key) {
                Some((_, count)) => *count += 1,
                None => found.push((key, 1)),
            }
        }
    }
    found.sort();
    found
}
