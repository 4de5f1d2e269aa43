//! What a payer takes along: check words before it pays, the bank's code as a picture while it pays, a signed receipt after it has.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chit::domain::secret::SecretKey;
use chit::receipt::keys::{KnownKey, PublishedKeys, ReceiptKey};
use chit::receipt::{FORMAT, Receipt, ReceiptItem, ReceiptPayee, VERSION};
use libtest_mimic::Trial;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::{Api, App, BINARY, Hook, Message, SECRET_KEY, alone, between, both, has, has_not, now, order};

pub fn tests() -> Vec<Trial> {
    let mut tests = both![
        a_receipt_says_what_was_paid_and_holds_for_others,
        there_is_no_receipt_before_the_money,
        a_receipt_says_what_became_of_the_money,
        the_payees_word_is_called_that,
        replicas_sign_alike,
        nothing_personal_is_on_a_receipt,
        both_sides_see_the_same_words,
        the_banks_code_is_a_picture_while_it_is_needed,
        a_code_in_capitals_leads_to_the_same_page,
    ];
    tests.extend(alone![a_file_that_proves_nothing_is_told_why, a_hostile_file_steers_no_terminal,]);
    tests
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

/// Checks a signature as OpenSSL does. The canonical form is worked out anew: sorted members, no white space.
fn openssl_verifies(desk: &Path, signed: &Value) -> bool {
    fn sorted(value: &Value) -> String {
        match value {
            Value::Object(members) => {
                let mut names: Vec<_> = members.keys().collect();
                names.sort();
                let members = names.iter().map(|name| format!("{}:{}", json!(name), sorted(&members[*name])));
                format!("{{{}}}", members.collect::<Vec<_>>().join(","))
            }
            Value::Array(list) => format!("[{}]", list.iter().map(sorted).collect::<Vec<_>>().join(",")),
            other => other.to_string(),
        }
    }
    let bytes = |name: &str| URL_SAFE_NO_PAD.decode(signed["signature"][name].as_str().expect("text")).expect("base64");
    // RFC 8410: the head of an Ed25519 key's SubjectPublicKeyInfo.
    let head = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];
    fs::write(desk.join("key.der"), [&head[..], &bytes("public_key")].concat()).expect("a file");
    fs::write(desk.join("signature"), bytes("value")).expect("a file");
    fs::write(desk.join("message"), sorted(&signed["receipt"])).expect("a file");
    let words = "pkeyutl -verify -rawin -pubin -keyform DER -inkey key.der -in message -sigfile signature";
    let done = Command::new("openssl").args(words.split(' ')).current_dir(desk).output().expect("openssl runs");
    let said = String::from_utf8_lossy(&done.stdout).into_owned();
    assert!(said.contains("Signature Verif"), "{said}{}", String::from_utf8_lossy(&done.stderr));
    done.status.success()
}

async fn a_receipt_says_what_was_paid_and_holds_for_others(app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    app.signed_in(&payee)
        .await
        .post("app/settings", &[("name", "Anna’s Bakery"), ("currency", "EUR")])
        .await
        .status(200);
    let items = json!([{"name": "Rye \"dark\"", "quantity": 2, "amount": "10.00"}, {"name": "Cake", "amount": "5"}]);
    let request = api.post("requests", &json!({"memo": "Loaves & a cake €", "items": items})).await.status(201).json();
    let code = request["code"].as_str().expect("a code");
    let own = paid(&app, &hook, code).await;
    let answer = app.browser().get(&format!("{own}/receipt.json")).await.status(200);
    assert_eq!(answer.header("content-type"), "application/json");
    assert_eq!(answer.header("content-disposition"), format!("attachment; filename=\"chit-receipt-{code}.json\""));
    assert_eq!(answer.header("cache-control"), "no-store");
    let signed = answer.json();
    let payment = api.get(&format!("payments?request={code}")).await.json()["data"][0].clone();
    let expected = json!({
        "format": "chit-receipt", "version": 1, "service": app.base,
        "payee": {"handle": "anna", "name": "Anna’s Bakery"}, "request": code, "payment": payment["id"],
        "memo": "Loaves & a cake €",
        "items": [{"name": "Rye \"dark\"", "quantity": 2, "amount": "10.00"}, {"name": "Cake", "quantity": 1, "amount": "5"}],
        "currency": "EUR", "asked": "25.00", "received": "25.00", "refunded": "0.00", "state": "settled",
        "settled_at": payment["settled_at"], "issued_at": signed["receipt"]["issued_at"], "rail": "demo", "test": true,
        "evidence": "webhook", "check_words": request["check_words"],
    });
    assert_eq!(signed["receipt"], expected);
    let issued = signed["receipt"]["issued_at"].as_str().expect("a moment").parse::<chrono::DateTime<chrono::Utc>>();
    assert!((now() - issued.expect("a moment")).num_minutes() < 10);

    // The key is the one that the service publishes, and may be kept for an hour.
    let published = app.browser().get(".well-known/chit-keys.json").await.status(200);
    assert_eq!(published.header("content-type"), "application/jwk-set+json");
    assert_eq!(published.header("cache-control"), "public, max-age=3600");
    let key = published.json()["keys"][0].clone();
    assert_eq!(published.json()["keys"].as_array().map(Vec::len), Some(1));
    assert_eq!((&key["kid"], &key["x"]), (&signed["signature"]["kid"], &signed["signature"]["public_key"]));
    assert_eq!(
        (&key["kty"], &key["crv"], &signed["signature"]["alg"]),
        (&json!("OKP"), &json!("Ed25519"), &json!("EdDSA"))
    );

    // It holds for us, and for somebody who has never heard of us.
    let desk = Desk::new();
    desk.put("receipt.json", &answer.body);
    desk.put("keys.json", &published.body);
    let kid = key["kid"].as_str().expect("a name");
    let said = desk.holds(&["receipt.json"]);
    has(
        &said,
        &["Anna’s Bakery (@anna)", "25.00 EUR", "settled", "2 × Rye \"dark\", 10.00 EUR each", "TEST: no money moved"],
    );
    has(&said, &[request["check_words"].as_str().expect("words"), "webhook: the provider said so, signed"]);
    has(
        &said,
        &[&format!("the key {kid} that the file itself carries"), &format!("{}.well-known/chit-keys.json", app.base)],
    );
    has(&said, &["does not say who paid", "does not say that the money is still there"]);
    let said = desk.holds(&["receipt.json", "--keys", "keys.json"]);
    has(&said, &[&format!("the key {kid}, which is among the keys that you gave"), "does not say who paid"]);
    has_not(&said, &["that the file itself carries"]);
    assert_eq!(desk.files(), 2, "checking leaves nothing behind");
    assert!(openssl_verifies(desk.0.path(), &signed));

    // Changed, it holds for neither.
    let mut forged = signed.clone();
    forged["receipt"]["received"] = json!("2500.00");
    desk.put("forged.json", forged.to_string());
    has(&desk.refuses(&["forged.json"], 1), &["forged.json proves nothing", "the signature does not fit"]);
    assert!(!openssl_verifies(desk.0.path(), &forged));
}

async fn there_is_no_receipt_before_the_money(app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (own, name) = begun(&app, &code).await;
    let path = format!("{own}/receipt.json");
    for state in ["pending", "claimed", "processing", "failed", "expired"] {
        app.db().execute(&format!("update payments set state = '{state}'")).await;
        let refused = app.browser().get(&path).await.status(409);
        has(refused.header("content-type"), &["text/html"]);
        has(&refused.text(), &["There is a receipt once the money has arrived"]);
        assert_eq!(refused.header("content-disposition"), "");
        let german = app.browser().get(&format!("{path}?lang=de")).await.status(409).text();
        has(&german, &["Einen Beleg gibt es, sobald das Geld angekommen ist."]);
    }
    hook.reported(&Message::new(&name, "approve")).await;
    app.browser().get(&path).await.status(200);
    // To others it doesn't exist. Its payer keeps it, whatever becomes of the payee.
    for token in ["", "x", &code, &"1".repeat(24)] {
        app.browser().get(&format!("p/{token}/receipt.json")).await.status(404);
    }
    app.cli_ok(&["payee", "disable", "anna"]);
    app.browser().get(&path).await.status(200);
    app.db().execute("update payments set state = 'pending', received = null").await;
    app.browser().get(&path).await.status(404);
}

async fn a_receipt_says_what_became_of_the_money(app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let desk = Desk::new();
    desk.put("keys.json", keys(&app).await.to_string());
    // More than was asked.
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (own, name) = begun(&app, &code).await;
    hook.reported(&Message::new(&name, "approve").of("30.00", "EUR")).await;
    for (state, refunded, minor) in [
        ("settled", "0.00", 0),
        ("partially_refunded", "4.99", 499),
        ("refunded", "30.00", 3000),
        ("disputed", "0.00", 0),
    ] {
        app.db().execute(&format!("update payments set state = '{state}', refunded = {minor}")).await;
        let signed = receipt(&app, &own).await;
        let told = |name: &str| signed["receipt"][name].as_str().expect("text").to_owned();
        assert_eq!(
            (told("asked"), told("received"), told("refunded")),
            ("25.00".into(), "30.00".into(), refunded.into())
        );
        assert_eq!(told("state"), state);
        desk.put("receipt.json", signed.to_string());
        has(&desk.holds(&["receipt.json", "--keys", "keys.json"]), &[state, &format!("{refunded} EUR")]);
    }
    // Yen have no decimals.
    let code = app.request(&api, &json!({"amount": "1200", "currency": "JPY"})).await;
    let (own, name) = begun(&app, &code).await;
    hook.reported(&Message::new(&name, "approve").of("1200", "JPY")).await;
    let signed = receipt(&app, &own).await;
    assert_eq!((&signed["receipt"]["received"], &signed["receipt"]["currency"]), (&json!("1200"), &json!("JPY")));
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

async fn the_payees_word_is_called_that(app: App) {
    let api = bank(&app).await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let own = app.browser().post(&format!("r/{code}/pay"), &[]).await.status(303).location().to_owned();
    app.browser().post(&format!("{own}/claim"), &[]).await.status(303);
    app.browser().get(&format!("{own}/receipt.json")).await.status(409);
    api.post(&format!("requests/{code}/payments"), &json!({"paid_on": "2026-01-02"})).await.status(201);
    let signed = receipt(&app, &own).await;
    let told = &signed["receipt"];
    assert_eq!((&told["evidence"], &told["rail"], &told["test"]), (&json!("manual"), &json!("sepa"), &json!(false)));
    assert_eq!((&told["memo"], &told["items"]), (&Value::Null, &json!([])));
    has(told["settled_at"].as_str().expect("a moment"), &["2026-01-02T"]);
    let desk = Desk::new();
    desk.put("receipt.json", signed.to_string());
    let said = desk.holds(&["receipt.json"]);
    has(&said, &["manual: the payee said that it arrived"]);
    has_not(&said, &["TEST", "a test"]);
}

async fn replicas_sign_alike(app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let own = paid(&app, &hook, &code).await;
    let replica = app.replica().await;
    assert_eq!(keys(&replica).await, keys(&app).await);
    let token = own.rsplit('/').next().expect("a token");
    let desk = Desk::new();
    desk.put("keys.json", keys(&app).await.to_string());
    for one in [&app, &replica] {
        desk.put("receipt.json", receipt(one, &format!("p/{token}")).await.to_string());
        desk.holds(&["receipt.json", "--keys", "keys.json"]);
    }
    // Another service's keys are no proof of it.
    desk.put("keys.json", published(&key(8)));
    has(&desk.refuses(&["receipt.json", "--keys", "keys.json"], 1), &["is not among the keys that you gave"]);
}

async fn nothing_personal_is_on_a_receipt(app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let terms = json!({"amount": "25.00", "reference": "zq7-order"});
    let other = app.request(&api, &terms).await;
    let (own, name) = begun(&app, &other).await;
    hook.reported(&Message::new(&name, "approve")).await;
    let settings = json!({"iban": "DE75512108001245126199", "beneficiary": "Zq7 Kontoinhaberin"});
    let bank = api.post("methods", &json!({"rail": "sepa", "settings": settings})).await.status(201).json();
    let code = app.request(&api, &terms).await;
    let wish = [("method", bank["id"].as_str().expect("an id")), ("name", "Zq7 Payer")];
    let transfer = app.browser().post(&format!("r/{code}/pay"), &wish).await.status(303).location().to_owned();
    app.browser().post(&format!("{transfer}/claim"), &[("note", "Zq7 Payer")]).await.status(303);
    api.post(&format!("requests/{code}/payments"), &json!({"note": "from Zq7 Payer"})).await.status(201);
    for (own, code) in [(&transfer, &code), (&own, &other)] {
        let text = receipt(&app, own).await.to_string();
        let rf = api.get(&format!("requests/{code}")).await.json()["rf"].as_str().expect("a reference").to_owned();
        let token = own.rsplit('/').next().expect("a token");
        has(&text, &["\"anna\"", code]);
        has_not(&text, &["Zq7", "zq7", "DE75", "1245126199", &rf, &name, token, SECRET_KEY]);
    }
}

async fn both_sides_see_the_same_words(app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let made = api.post("requests", &json!({"amount": "25.00", "memo": "Eggs"})).await.status(201).json();
    let (code, words) = (made["code"].as_str().expect("a code"), made["check_words"].as_str().expect("words"));
    assert_eq!(words.split(' ').filter(|word| (3..=8).contains(&word.len())).count(), 3, "{words}");
    let path = format!("app/requests/{code}");
    let seller = app.signed_in(&payee).await;
    has(&seller.page(&path).await, &[&format!(">{words}<"), "Say these words in the chat"]);
    // Another memo is another request to trust; when it is due is not.
    let api_path = format!("requests/{code}");
    let later = json!({"due_on": "2071-01-01", "expires_at": "2071-01-02T00:00:00Z", "reference": "R"});
    assert_eq!(api.patch(&api_path, &later).await.status(200).json()["check_words"], words);
    let other = api.patch(&api_path, &json!({"memo": "Egg"})).await.status(200).json();
    assert_ne!(other["check_words"], words);
    let words = other["check_words"].as_str().expect("words");
    has(&seller.page(&path).await, &[&format!(">{words}<")]);
    let own = paid(&app, &hook, code).await;
    assert_eq!(receipt(&app, &own).await["receipt"]["check_words"], words);
    assert_eq!(api.get(&api_path).await.json()["check_words"], words);
    // There is nothing to compare any more.
    has_not(&seller.page(&path).await, &["Say these words in the chat"]);
}

async fn the_banks_code_is_a_picture_while_it_is_needed(app: App) {
    let api = bank(&app).await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let own = app.browser().post(&format!("r/{code}/pay"), &[]).await.status(303).location().to_owned();
    let picture = format!("{own}/qr.png");
    let width = |png: &[u8]| {
        let reader = png::Decoder::new(std::io::Cursor::new(png.to_vec())).read_info().expect("a picture");
        reader.info().width
    };
    for claimed in [false, true] {
        if claimed {
            app.browser().post(&format!("{own}/claim"), &[]).await.status(303);
        }
        let answer = app.browser().get(&picture).await.status(200);
        assert_eq!((answer.header("content-type"), answer.header("cache-control")), ("image/png", "no-store"));
        assert_eq!(width(&answer.body), 512);
        assert_eq!(width(&app.browser().get(&format!("{picture}?size=300")).await.status(200).body), 300);
    }
    for size in ["0", "1", "99999", "x", "-5", ""] {
        app.browser().get(&format!("{picture}?size={size}")).await.status(400);
    }
    app.browser().get("p/111111111111111111111111/qr.png").await.status(404);
    // Paid: nobody should pay by it again.
    api.post(&format!("requests/{code}/payments"), &json!({})).await.status(201);
    app.browser().get(&picture).await.status(404);
    // A provider's page has no code of a bank's.
    let demo = app.api(&app.payee("berta").api_key);
    app.demo_method(&demo).await;
    let code = app.request(&demo, &json!({"amount": "25.00"})).await;
    let (own, _) = begun(&app, &code).await;
    app.browser().get(&format!("{own}/qr.png")).await.status(404);
}

async fn a_code_in_capitals_leads_to_the_same_page(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let page = app.browser().page(&format!("r/{code}")).await;
    assert_eq!(app.browser().page(&format!("R/{code}")).await, page);
    has(&page, &[&format!("action=\"/r/{code}/pay\"")]);
    app.browser().get(&format!("R/{}", code.to_uppercase())).await.status(404);
    // By capitals, a code of version 2 (25 modules and the quiet zone); a longer name has version 3 either way.
    for (url, size) in [("https://chit.me", 33), ("https://chit.example", 37)] {
        let app = app.replica().await.with(&[("CHIT_PUBLIC_URL", url), ("CHIT_ALLOW_TEST_RAILS", "demo")]).await;
        let svg = app.browser().get(&format!("r/{code}.svg")).await.status(200).text();
        assert_eq!(between(&svg, "viewBox=\"0 0 ", " "), size.to_string(), "{url}");
        has(&app.browser().page(&format!("r/{code}")).await, &[&format!("{url}/r/{code}")]);
    }
}

/// A receipt that a stranger has made up and signed with a key of his own.
fn made_up(change: impl FnOnce(&mut Receipt)) -> Value {
    let mut receipt = Receipt {
        format: FORMAT.into(),
        version: VERSION,
        service: "https://pay.example/".into(),
        payee: ReceiptPayee { handle: "anna".into(), name: "Anna".into() },
        request: "abcdefghijkm".into(),
        payment: "pay_1111111111111111111111".into(),
        memo: Some("Eggs".into()),
        items: vec![ReceiptItem { name: "Egg".into(), quantity: 10, amount: "2.50".into() }],
        currency: "EUR".into(),
        asked: "25.00".into(),
        received: "25.00".into(),
        refunded: "0.00".into(),
        state: "settled".into(),
        settled_at: "2026-01-02T03:04:05.000000Z".into(),
        issued_at: "2026-01-02T03:04:05.000000Z".into(),
        rail: "sepa".into(),
        test: false,
        evidence: "manual".into(),
        check_words: "abandon ability able".into(),
    };
    change(&mut receipt);
    serde_json::to_value(key(9).sign(receipt).expect("signed")).expect("JSON")
}

/// The key set of a service with this key.
fn published(key: &ReceiptKey) -> String {
    let known = KnownKey { public_key: key.public_key().to_owned(), since: now(), until: None };
    serde_json::to_string(&PublishedKeys::from_iter([known])).expect("JSON")
}

fn key(byte: u8) -> ReceiptKey {
    ReceiptKey::new(&SecretKey::from_bytes([byte; 32]))
}

fn a_file_that_proves_nothing_is_told_why() {
    let desk = Desk::new();
    let good = made_up(|_| {}).to_string();
    desk.put("good.json", &good);
    desk.holds(&["good.json"]);
    for (file, says) in [
        (good.replace("\"25.00\"", "\"26.00\""), "the signature does not fit"),
        (good.replacen("\"received\":", "\"received\":\"9999.00\",\"received\":", 1), "duplicate field `received`"),
        (good.replacen("\"asked\":", "\"paid_by\":\"me\",\"asked\":", 1), "unknown field `paid_by`"),
        (good.replace("\"asked\":\"25.00\",", ""), "missing field `asked`"),
        (good.replace("\"kid\":\"", "\"kid\":\"x"), "not the one that it names"),
        (good.replace("EdDSA", "none"), "signed with none"),
        (good.replace("chit-receipt", "other"), "its format is “other”"),
        (good[..200].to_owned(), "no JSON"),
        ("Dear Sir or Madam".into(), "no JSON"),
        (String::new(), "no JSON"),
        ("{}".into(), "no receipt as Chit writes them"),
        (good.clone() + &" ".repeat(300_000), "larger than any receipt"),
    ] {
        desk.put("file.json", &file);
        has(&desk.refuses(&["file.json"], 1), &["chit: file.json proves nothing: ", says]);
    }
    desk.put("file.json", good.replace("\"version\":1", "\"version\":2"));
    has(&desk.refuses(&["file.json"], 2), &["of version 2, and this program knows version 1"]);
    has(&desk.refuses(&["nowhere.json"], 2), &["can’t read nowhere.json"]);
    has(&desk.refuses(&["."], 2), &["can’t read ."]);
    desk.put("theirs.json", published(&key(8)));
    has(&desk.refuses(&["good.json", "--keys", "theirs.json"], 1), &["not among the keys that you gave"]);
    desk.put("own.json", published(&key(9)));
    desk.holds(&["good.json", "--keys", "own.json"]);
    for (keys, says) in [("good.json", "no key set"), ("nowhere.json", "can’t read"), ("empty.json", "no Ed25519 key")]
    {
        desk.put("empty.json", "{\"keys\":[]}");
        has(&desk.refuses(&["good.json", "--keys", keys], 2), &[keys, says]);
    }
}

fn a_hostile_file_steers_no_terminal() {
    const HOSTILE: &str = "x\u{1b}[2J\u{1b}]0;owned\u{7}\r\nPROVEN\u{202e}00.52\u{2066}\u{200b}\u{9b}";
    let desk = Desk::new();
    let steers =
        |said: &str| said.contains(|c: char| (c.is_control() && c != '\n') || "\u{202e}\u{2066}\u{200b}".contains(c));
    let everywhere = made_up(|r| {
        for text in [
            &mut r.service,
            &mut r.payee.handle,
            &mut r.payee.name,
            &mut r.request,
            &mut r.payment,
            &mut r.currency,
            &mut r.asked,
            &mut r.received,
            &mut r.refunded,
            &mut r.state,
            &mut r.settled_at,
            &mut r.issued_at,
            &mut r.rail,
            &mut r.evidence,
            &mut r.check_words,
        ] {
            *text = HOSTILE.into();
        }
        r.items = vec![ReceiptItem { name: HOSTILE.into(), quantity: 1, amount: HOSTILE.into() }];
        r.memo = Some(HOSTILE.into());
    });
    desk.put("file.json", everywhere.to_string());
    let said = desk.holds(&["file.json"]);
    assert!(!steers(&said), "{said:?}");
    assert!(!said.lines().any(|line| line.starts_with("PROVEN")), "{said}");
    has(&said, &["x\\u{1b}[2J\\u{1b}]0;owned\\u{7}\\r\\nPROVEN\\u{202e}00.52\\u{2066}\\u{200b}\\u{9b}"]);
    // Nor does what is said of a file that isn't even a receipt.
    let good = made_up(|_| {});
    let with = |part: &str, name: &str, value: Value| {
        let mut file = good.clone();
        file[part][name] = value;
        file
    };
    for file in [
        with("receipt", HOSTILE, json!(1)),
        with("receipt", "format", json!(HOSTILE)),
        with("signature", "alg", json!(HOSTILE)),
        with("signature", "kid", json!(HOSTILE)),
        with("receipt", "test", json!(HOSTILE)),
    ] {
        desk.put("file.json", file.to_string());
        let said = desk.refuses(&["file.json"], 1);
        assert!(!steers(&said), "{said:?}");
    }
    desk.put("good.json", good.to_string());
    desk.put("keys.json", json!({"keys": HOSTILE}).to_string());
    let said = desk.refuses(&["good.json", "--keys", "keys.json"], 2);
    assert!(!steers(&said), "{said:?}");
}
