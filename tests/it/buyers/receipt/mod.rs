//! What a payer takes along: check words before it pays, the bank's code as a picture while it pays, a signed receipt after it has.

mod beforehand;
mod issued;
mod verifier;

use std::fs;
use std::process::{Command, Output, Stdio};

use chit::domain::secret::SecretKey;
use chit::receipt::keys::{KnownKey, PublishedKeys, ReceiptKey};
use libtest_mimic::Trial;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::{Api, App, BINARY, Hook, Message, now, order};

pub fn tests() -> Vec<Trial> {
    [issued::tests(), beforehand::tests(), verifier::tests()].into_iter().flatten().collect()
}

/// A payment of a request by the demo provider: the payer's own page, and what reports of it.
async fn begun(app: &App, code: &str) -> (String, String) {
    let (page, name) = app.start_payment(code).await;
    let own = order(&page)["return_url"].as_str().expect("where the payer comes back to").to_owned();
    (own, name)
}

/// A payment that has arrived; answers the payer's own page.
async fn paid(app: &App, hook: &Hook, code: &str) -> String {
    let (own, name) = begun(app, code).await;
    hook.reported(&Message::new(&name, "approve")).await;
    own
}

pub async fn receipt(app: &App, own: &str) -> Value {
    app.browser().get(&format!("{own}/receipt.json")).await.status(200).json()
}

pub async fn keys(app: &App) -> Value {
    app.browser().get(".well-known/chit-keys.json").await.status(200).json()
}

/// The verifier, where there is no service, no settings that are good for anything, and nothing but these files.
pub struct Desk(TempDir);

impl Desk {
    pub fn new() -> Self {
        Self(tempfile::Builder::new().prefix("chit-it-").tempdir().expect("a directory"))
    }

    pub fn put(&self, name: &str, bytes: impl AsRef<[u8]>) {
        fs::write(self.0.path().join(name), bytes).expect("a file");
    }

    fn verify(&self, arguments: &[&str]) -> Output {
        Command::new(BINARY)
            .env_clear()
            .env("CHIT_DATABASE_URL", "nonsense://")
            .env("CHIT_SECRET_KEY", "nonsense")
            .current_dir(self.0.path())
            .stdin(Stdio::null())
            .args(["receipt", "verify"])
            .args(arguments)
            .output()
            .expect("chit runs")
    }

    /// What it says of a file that holds.
    #[track_caller]
    pub fn holds(&self, arguments: &[&str]) -> String {
        let done = self.verify(arguments);
        assert_eq!(done.status.code(), Some(0), "{}", String::from_utf8_lossy(&done.stderr));
        assert!(done.stderr.is_empty());
        String::from_utf8(done.stdout).expect("text")
    }

    /// What it says of a file that doesn't, with this exit code.
    #[track_caller]
    fn refuses(&self, arguments: &[&str], code: i32) -> String {
        let done = self.verify(arguments);
        let said = String::from_utf8(done.stderr).expect("text");
        assert_eq!(done.status.code(), Some(code), "{arguments:?}: {said}{}", String::from_utf8_lossy(&done.stdout));
        assert!(done.stdout.is_empty(), "it tells what the file says although it proves nothing");
        said
    }

    fn files(&self) -> usize {
        fs::read_dir(self.0.path()).expect("a directory").count()
    }
}

/// A payee with a bank account.
async fn bank(app: &App) -> Api {
    let api = app.api(&app.payee("anna").api_key);
    api.post(
        "methods",
        &json!({"rail": "sepa", "settings": {"iban": "DE75512108001245126199", "beneficiary": "Anna"}}),
    )
    .await
    .status(201);
    api
}

/// The key set of a service with this key.
fn published(key: &ReceiptKey) -> String {
    let known = KnownKey { public_key: key.public_key().to_owned(), since: now(), until: None };
    serde_json::to_string(&PublishedKeys::from_iter([known])).expect("JSON")
}

fn key(byte: u8) -> ReceiptKey {
    ReceiptKey::new(&SecretKey::from_bytes([byte; 32]))
}
