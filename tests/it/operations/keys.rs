//! The service's secret is changed: while it runs, after a mistake, after a loss. What was sealed stays readable, what was said and
//! signed stays true, and a service with a wrong secret doesn't start.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chit::actions::keys::rekey::rekey;
use chit::actions::keys::service::still_sealing;
use chit::actions::methods::manage::{MethodDraft, add_method};
use chit::actions::payees::sign_up::{SignUp, sign_up};
use chit::actions::{self, Context};
use chit::config::Config;
use chit::domain::id::MethodId;
use chit::domain::method::Method;
use chit::domain::payee::Payee;
use chit::domain::request::check_words::CheckWordKey;
use chit::domain::secret::SecretKey;
use chit::store::SealedColumn;
use futures_util::future::join_all;
use libtest_mimic::Trial;
use serde_json::{Map, Value, json};

use crate::buyers::receipt::{Desk, keys, receipt};
use crate::support::{Api, App, BINARY, Hook, Message, SECRET_KEY, alone, both, has, has_not, now, order};

pub fn tests() -> Vec<Trial> {
    let mut tests = both![
        a_secret_is_changed_while_the_service_runs,
        nothing_is_lost_beside_a_busy_service,
        a_text_that_changes_meanwhile_is_left_alone,
        what_was_interrupted_goes_on,
        what_does_not_open_is_named,
        a_wrong_secret_does_not_start,
        an_older_database_keeps_its_words,
        an_older_database_under_another_secret_does_not_start,
        of_two_secrets_at_once_one_wins,
        a_replica_that_was_forgotten_is_noticed,
        a_lost_secret_is_put_up_with,
        words_can_be_made_anew,
    ];
    tests.extend(alone![a_key_file_is_put_aside]);
    tests
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

/// The library on the test's database.
async fn library(app: &mut App, secret: &str, fallbacks: &str) -> anyhow::Result<Context> {
    app.kill();
    let url = app.db().url.clone();
    let settings = |name: &str| match name {
        "CHIT_DATABASE_URL" => Some(url.clone()),
        "CHIT_SECRET_KEY" => Some(secret.to_owned()),
        "CHIT_SECRET_KEY_FALLBACKS" => Some(fallbacks.to_owned()),
        _ => None,
    };
    let config = Config::read(&settings, "sqlite://chit.db").expect("good settings");
    chit::app::context(&config, None).await
}

async fn a_payee(ctx: &Context) -> Payee {
    let wish = SignUp { handle: "anna".into(), ..SignUp::default() };
    sign_up(ctx, &wish, None).await.expect("a payee").payee
}

async fn a_method(ctx: &Context, payee: &Payee) -> Method {
    let settings = Map::new();
    let draft = MethodDraft { id: None, rail: "demo", settings: &settings, misread: &[] };
    add_method(ctx, &payee.id, draft, None).await.expect("a method").method
}

async fn a_secret_is_changed_while_the_service_runs(app: App) {
    // It begins with one secret.
    let app = app.with(&[("CHIT_LOG", "trace")]).await;
    let seller = Seller::new(&app).await;
    let first = seller.transfer(&app).await;
    let own = seller.paid(&app).await;
    let desk = Desk::new();
    desk.put("first.json", receipt(&app, &own).await.to_string());
    desk.put("first-keys.json", keys(&app).await.to_string());
    let [before] = <[Value; 1]>::try_from(keys(&app).await["keys"].as_array().expect("a list").clone()).expect("one");
    has_not(&app.log(), &["still needs an older key"]);
    let current = fingerprint(SECRET_KEY);
    assert_eq!(under(&app).await.iter().map(|(key, _)| key).collect::<Vec<_>>(), [&current]);

    // Every replica learns to open with the next one. It is published before it signs.
    let app = app.with(&secrets(SECRET_KEY, NEXT)).await;
    let seller = seller.at(&app);
    let published = keys(&app).await;
    assert_eq!(published["keys"].as_array().map(Vec::len), Some(2));
    has_not(&app.log(), &["still needs an older key"]);
    let looked = done(&app, &[], &["rekey", "--check"], 0);
    has(&looked, &[&format!("methods: 2 under {current}"), "No key but CHIT_SECRET_KEY"]);

    // Then one after the other seals with it. Meanwhile, each reads what the other seals, and each one's receipts hold.
    let next = app.replica().await.with(&[("CHIT_LOG", "trace")]).await.with(&secrets(NEXT, SECRET_KEY)).await;
    assert_eq!(app.log().matches("still needs an older key").count(), 1);
    has(&app.log(), &["chit rekey", &current]);
    assert_eq!((keys(&app).await, keys(&next).await), (published.clone(), published.clone()));
    let there = seller.at(&next);
    let second = seller.transfer(&next).await;
    assert_eq!(under(&app).await.len(), 2);
    let theirs = Seller { bank: bank(&there.api).await, ..seller.at(&app) };
    let third = theirs.transfer(&app).await;
    for replica in [&app, &next] {
        for token in [&first, &second, &third] {
            shows_the_bank(replica, token).await;
        }
        seller.has_its_words(replica).await;
        seller.paid(replica).await;
        desk.put("keys.json", published.to_string());
        desk.put("receipt.json", receipt(replica, &own).await.to_string());
        desk.holds(&["receipt.json", "--keys", "keys.json"]);
        desk.holds(&["first.json", "--keys", "keys.json"]);
    }
    let looked = done(&app, &secrets(NEXT, SECRET_KEY), &["rekey", "--check"], 1);
    has(&looked, &[&format!("under {current}"), &format!("under {}", fingerprint(NEXT)), "chit rekey"]);
    // Without the old one nothing would be readable, so nothing starts; nor does a replica that hasn't heard of the new one.
    has(&refused(&app, &secrets(NEXT, "")), &[&current]);
    has(&refused(&app, &secrets(SECRET_KEY, "")), &[&fingerprint(NEXT)]);

    // Everything is sealed anew while both go on.
    let resealed = done(&app, &secrets(NEXT, SECRET_KEY), &["rekey"], 0);
    has(&resealed, &["methods: 2 sealed anew", "service keys: 2 sealed anew", "is needed any more"]);
    assert_eq!(under(&app).await.iter().map(|(key, _)| key).collect::<Vec<_>>(), [&fingerprint(NEXT)]);
    let again = done(&app, &secrets(NEXT, SECRET_KEY), &["rekey"], 0);
    has(&again, &["methods: 0 sealed anew", "payments: 0 sealed anew", "service keys: 0 sealed anew"]);
    done(&app, &secrets(NEXT, SECRET_KEY), &["rekey", "--check"], 0);
    for replica in [&app, &next] {
        for token in [&first, &second, &third] {
            shows_the_bank(replica, token).await;
        }
        seller.has_its_words(replica).await;
    }

    // The old one goes. What it signed holds against what is published, and says until when it was used.
    drop(app);
    done(&next, &[], &["rekey"], 0);
    let app = next.with(&secrets(NEXT, "")).await;
    assert_eq!(app.log().matches("still needs an older key").count(), 1);
    for token in [&first, &second, &third] {
        shows_the_bank(&app, token).await;
    }
    seller.has_its_words(&app).await;
    let seller = seller.at(&app);
    shows_the_bank(&app, &seller.transfer(&app).await).await;
    seller.paid(&app).await;
    let published = keys(&app).await;
    let kept = published["keys"].as_array().expect("a list").iter().find(|key| key["kid"] == before["kid"]);
    let kept = kept.expect("it stays");
    assert_eq!((&kept["x"], &kept["iat"], before.get("exp")), (&before["x"], &before["iat"], None));
    assert!(kept["exp"].as_i64() >= kept["iat"].as_i64() && kept["exp"].is_i64());
    let signed = receipt(&app, &own).await;
    assert_ne!(signed["signature"]["kid"], before["kid"]);
    assert_eq!(signed["receipt"]["check_words"], seller.words.as_str());
    desk.put("last.json", signed.to_string());
    desk.put("keys.json", published.to_string());
    for file in ["first.json", "last.json"] {
        desk.holds(&[file, "--keys", "keys.json"]);
    }
    desk.holds(&["first.json", "--keys", "first-keys.json"]);
    refused(&app, &secrets(SECRET_KEY, ""));

    // Nobody has told a secret.
    let words = SecretKey::parse(SECRET_KEY).map(|key| hex::encode(*CheckWordKey::first(&key))).expect("a key");
    let mut told = vec![words];
    for secret in [SECRET_KEY, NEXT] {
        let bytes = STANDARD.decode(secret).expect("base64");
        told.extend([secret.to_owned(), hex::encode(&bytes), format!("{bytes:?}")]);
    }
    let told: Vec<_> = told.iter().map(String::as_str).collect();
    for text in [&app.log(), &app.printed(), &looked, &resealed, &again] {
        has_not(text, &told);
    }
    has(&app.log(), &["DEBUG"]);
}

async fn nothing_is_lost_beside_a_busy_service(app: App) {
    let app = app.with(&secrets(SECRET_KEY, NEXT)).await;
    let seller = Seller::new(&app).await;
    for _ in 0..10 {
        seller.transfer(&app).await;
    }
    let next = app.replica().await.with(&secrets(NEXT, SECRET_KEY)).await;
    // Both go on sealing, each under its own, while everything is sealed anew.
    let mut rekeying = app.command_for(&["rekey"]);
    let rekeying = rekeying.envs(secrets(NEXT, SECRET_KEY)).stdout(Stdio::null()).stderr(Stdio::null());
    let mut rekeying = rekeying.spawn().expect("chit runs");
    let mut tokens = Vec::new();
    let mut methods = vec![seller.bank.clone()];
    for round in 0.. {
        for replica in [&app, &next] {
            let there = seller.at(replica);
            // A payee may have twenty, and this goes on as long as the other takes.
            if methods.len() < 18 {
                methods.push(bank(&there.api).await);
            }
            tokens.push(there.transfer(replica).await);
        }
        if round >= 5 && rekeying.try_wait().expect("a child").is_some() {
            break;
        }
    }
    // The old one seals no more; what it sealed since is sealed anew, too.
    drop(app);
    done(&next, &[], &["rekey"], 0);
    let app = next.with(&secrets(NEXT, "")).await;
    assert_eq!(under(&app).await.iter().map(|(key, _)| key).collect::<Vec<_>>(), [&fingerprint(NEXT)]);
    for token in &tokens {
        shows_the_bank(&app, token).await;
    }
    for bank in methods {
        let there = Seller { bank, ..seller.at(&app) };
        shows_the_bank(&app, &there.transfer(&app).await).await;
    }
}

async fn a_text_that_changes_meanwhile_is_left_alone(mut app: App) {
    let ctx = library(&mut app, SECRET_KEY, "").await.expect("a store");
    let anna = a_payee(&ctx).await;
    let method = a_method(&ctx, &anna).await;
    ctx.store.close().await;
    let ctx = library(&mut app, NEXT, SECRET_KEY).await.expect("a store");
    let [seal] = ctx.store.seals_of_others(SealedColumn::Methods).next().await.expect("read").try_into().expect("one");
    let anew = ctx.store.sealed_anew(SealedColumn::Methods, &seal).expect("sealed").expect("opened");
    // Somebody else is quicker.
    let quicker = ctx.store.sealed_anew(SealedColumn::Methods, &seal).expect("sealed").expect("opened");
    let put = async |new: String| {
        let seal = seal.clone();
        let put = ctx.store.write(move |mut tx| {
            Box::pin(async move { Ok::<_, actions::Error>(tx.replace_seal(SealedColumn::Methods, &seal, &new).await?) })
        });
        put.await.expect("written")
    };
    assert!(put(quicker.clone()).await);
    assert!(!put(anew).await);
    assert_eq!(app.db().texts("select settings from methods").await, [quicker]);
    ctx.store.method(&method.id, false).await.expect("it opens").expect("it is there");
    // A text opens in its own row only, whichever key it is under.
    let other = MethodId::draw(&ctx.chance);
    let stray = chit::store::Seal { id: other.as_str().to_owned(), sealed: seal.sealed.clone() };
    assert_eq!(ctx.store.sealed_anew(SealedColumn::Methods, &stray).expect("tried"), None);
    ctx.store.close().await;
}

async fn what_was_interrupted_goes_on(mut app: App) {
    const MANY: usize = 1000;
    let ctx = library(&mut app, SECRET_KEY, "").await.expect("a store");
    let anna = a_payee(&ctx).await;
    let mut methods = Vec::new();
    for _ in 0..MANY {
        let id = MethodId::draw(&ctx.chance);
        let settings = chit::domain::method::Settings::new(json!({"of": id.as_str()}));
        let sealed = ctx.store.seal_settings(&id, &settings).expect("sealed");
        methods.push((
            Method {
                id,
                payee_id: anna.id.clone(),
                rail: "demo".into(),
                test: true,
                only_currency: None,
                created_at: now(),
            },
            sealed,
        ));
    }
    let stored = ctx.store.write(move |mut tx| {
        Box::pin(async move {
            for (method, sealed) in &methods {
                tx.insert_method(method, sealed, -1).await?;
            }
            Ok::<_, actions::Error>(methods)
        })
    });
    let stored = stored.await.expect("stored");
    ctx.store.close().await;
    // The power is cut after the first batch that is seen.
    let count = format!("select count(*) from methods where settings like 'v2.{}.%'", fingerprint(NEXT));
    let mut rekeying = app.command_for(&["rekey"]);
    let rekeying = rekeying.envs(secrets(NEXT, SECRET_KEY)).stdout(Stdio::null()).stderr(Stdio::null());
    let mut rekeying = rekeying.spawn().expect("chit runs");
    while rekeying.try_wait().expect("a child").is_none() && app.db().number(&count).await == 0 {}
    let _ = rekeying.kill();
    rekeying.wait().expect("a child");
    let before = usize::try_from(app.db().number(&count).await).expect("some");
    assert!(before > 0 && (before == MANY || before % 100 == 0), "{before}");
    let rest = done(&app, &secrets(NEXT, SECRET_KEY), &["rekey"], 0);
    has(&rest, &[&format!("methods: {} sealed anew", MANY - before)]);
    let ctx = library(&mut app, NEXT, "").await.expect("a store");
    for (method, _) in stored {
        let (_, settings) = ctx.store.method(&method.id, false).await.expect("it opens").expect("it is there");
        assert_eq!(settings.value()["of"], method.id.as_str());
    }
    ctx.store.close().await;
}

async fn what_does_not_open_is_named(app: App) {
    let seller = Seller::new(&app).await;
    let (kept, broken) = (seller.transfer(&app).await, seller.transfer(&app).await);
    let newest = "select id from payments order by created_at desc limit 1";
    let payment = app.db().texts(newest).await.remove(0);
    // One text of a key that nobody has, one that is damaged, one in another's row.
    let strange = format!("update methods set settings = 'v2.deadbeef.AAAA' where id = '{}'", seller.bank);
    assert_eq!(app.db().execute(&strange).await, 1);
    let damaged = format!("update payments set instructions = instructions || 'AAAA' where id = '{payment}'");
    assert_eq!(app.db().execute(&damaged).await, 1);
    let told = done(&app, &secrets(NEXT, SECRET_KEY), &["rekey"], 1);
    has(
        &told,
        &[
            "methods: 1 sealed anew",
            &format!("method:{}: CAN'T BE OPENED", seller.bank),
            "payments: 1 sealed anew",
            &format!("payment:{payment}: CAN'T BE OPENED"),
        ],
    );
    assert_eq!(told.matches("CAN'T").count(), 2);
    has_not(&told, &["deadbeef"]);
    // The rest needs the old key no more. It is told as long as it is so.
    done(&app, &secrets(NEXT, ""), &["rekey", "--check"], 1);
    let app = app.with(&secrets(NEXT, "")).await;
    shows_the_bank(&app, &kept).await;
    has(&app.browser().page(&format!("p/{broken}")).await, &["can’t be shown any more"]);
    seller.has_its_words(&app).await;
}

async fn a_wrong_secret_does_not_start(app: App) {
    // Nothing but the service's own keys is sealed yet, and that is enough to tell.
    let before = app.db().texts("select id from service_keys order by id").await;
    assert_eq!(before.len(), 4);
    for _ in 0..2 {
        let why = refused(&app, &secrets(STRANGE, NEXT));
        has(&why, &[&fingerprint(SECRET_KEY), &fingerprint(STRANGE), "The database was not changed"]);
        has_not(&why, &[SECRET_KEY, NEXT, STRANGE]);
    }
    for command in [&["audit"][..], &["payee", "add", "anna"], &["rekey"], &["rekey", "--check"]] {
        has(&done(&app, &secrets(STRANGE, ""), command, 2), &["CHIT_SECRET_KEY is another key"]);
    }
    assert_eq!(app.db().texts("select id from service_keys order by id").await, before);
    assert_eq!(app.db().number("select count(*) from payees").await, 0);
    done(&app, &[], &["audit"], 0);
}

/// A database as it was before the service's keys were kept in it.
async fn as_it_was(app: &App) {
    for (table, column) in [("methods", "settings"), ("payments", "instructions")] {
        let unnamed = format!("update {table} set {column} = 'v1.' || substr({column}, 13) where {column} like 'v2.%'");
        app.db().execute(&unnamed).await;
    }
    app.db().execute("delete from service_keys").await;
    app.db().execute("update ledger_heads set seal = null").await;
}

async fn an_older_database_keeps_its_words(mut app: App) {
    let seller = Seller::new(&app).await;
    let token = seller.transfer(&app).await;
    app.kill();
    as_it_was(&app).await;
    // It is brought up to date with the secret that it had…
    app.start_again();
    shows_the_bank(&app, &token).await;
    seller.has_its_words(&app).await;
    assert_eq!(
        app.db().texts("select id from service_keys where purpose = 'sealing'").await,
        [fingerprint(SECRET_KEY)]
    );
    // A replica with the next one that sealed nothing leaves nothing behind.
    done(&app, &secrets(NEXT, SECRET_KEY), &["audit"], 0);
    done(&app, &[], &["audit"], 0);
    // … or with the next one at the same time.
    app.kill();
    as_it_was(&app).await;
    let app = app.with(&secrets(NEXT, &format!("{STRANGE},{SECRET_KEY}"))).await;
    shows_the_bank(&app, &token).await;
    seller.has_its_words(&app).await;
    has(&app.log(), &["still needs an older key"]);
    let looked = done(&app, &[], &["rekey", "--check"], 1);
    has(&looked, &["methods: 2 under a key that they do not name", "payments: 1 under a key that they do not name"]);
    // An unnamed text may need the old key, so it is not forgotten.
    refused(&app, &secrets(NEXT, ""));
    done(&app, &[], &["rekey"], 0);
    let app = app.with(&secrets(NEXT, "")).await;
    shows_the_bank(&app, &token).await;
    seller.has_its_words(&app).await;
}

async fn an_older_database_under_another_secret_does_not_start(mut app: App) {
    let seller = Seller::new(&app).await;
    let token = seller.transfer(&app).await;
    app.kill();
    as_it_was(&app).await;
    has(&refused(&app, &secrets(NEXT, STRANGE)), &["it opens nothing of what is sealed in the database"]);
    assert_eq!(app.db().number("select count(*) from service_keys").await, 0);
    app.start_again();
    shows_the_bank(&app, &token).await;
    // Some that don't open are no reason not to start, however many they are: it is the others' secret.
    app.kill();
    as_it_was(&app).await;
    let broken = format!("update methods set settings = 'v1.AAAA' where id <> '{}'", seller.bank);
    assert_eq!(app.db().execute(&broken).await, 1);
    app.start_again();
    shows_the_bank(&app, &token).await;
}

async fn of_two_secrets_at_once_one_wins(mut app: App) {
    app.kill();
    app.db().execute("delete from service_keys").await;
    // Four that are alike all start.
    let starts = |secrets: [&'static str; 4]| {
        secrets.map(|secret| {
            let mut command = app.command_for(&["audit"]);
            command.env("CHIT_SECRET_KEY", secret).stdout(Stdio::piped()).stderr(Stdio::piped());
            (secret, command.spawn().expect("chit runs"))
        })
    };
    for (_, child) in starts([NEXT; 4]) {
        let output = child.wait_with_output().expect("a child");
        assert!(output.status.success(), "{}", said(&output));
    }
    assert_eq!(app.db().number("select count(*) from service_keys").await, 4);
    // Of those that differ, whoever comes first is right.
    app.db().execute("delete from service_keys").await;
    let mut started = Vec::new();
    for (secret, child) in starts([NEXT, STRANGE, NEXT, STRANGE]) {
        let output = child.wait_with_output().expect("a child");
        if output.status.success() {
            started.push(secret);
        } else {
            has(&said(&output), &["CHIT_SECRET_KEY is another key"]);
        }
    }
    assert_eq!(started.len(), 2);
    assert_eq!(started[0], started[1]);
    let known = app.db().texts("select id from service_keys where purpose = 'sealing'").await;
    assert_eq!(known, [fingerprint(started[0])]);
}

async fn a_replica_that_was_forgotten_is_noticed(mut app: App) {
    let old = library(&mut app, SECRET_KEY, NEXT).await.expect("a store");
    let anna = a_payee(&old).await;
    let method = a_method(&old, &anna).await;
    let new = library(&mut app, NEXT, SECRET_KEY).await.expect("a store");
    assert!(!still_sealing(&old).await.expect("said"));
    assert_eq!(rekey(&new).await.expect("done").left, 0);
    let used = "select id from service_keys where purpose = 'sealing' and retired_at is null";
    assert_eq!(app.db().texts(used).await, [fingerprint(NEXT)]);
    // It says that it is still there.
    assert!(still_sealing(&old).await.expect("said"));
    assert!(!still_sealing(&old).await.expect("said"));
    // As long as it seals nothing, nobody needs its key.
    drop(library(&mut app, NEXT, "").await.expect("a store"));
    assert_eq!(app.db().texts(used).await, [fingerprint(NEXT)]);
    // Then somebody does.
    assert!(still_sealing(&old).await.expect("said"));
    let late = a_method(&old, &anna).await;
    let refused = library(&mut app, NEXT, "").await.err().map(|e| e.to_string()).unwrap_or_default();
    has(&refused, &["CHIT_SECRET_KEY is another key", &fingerprint(SECRET_KEY)]);
    assert_eq!(rekey(&new).await.expect("done").left, 0);
    let alone = library(&mut app, NEXT, "").await.expect("a store");
    for id in [method.id, late.id] {
        alone.store.method(&id, false).await.expect("it opens").expect("it is there");
    }
    join_all([old, new, alone].map(|ctx| async move { ctx.store.close().await })).await;
}

async fn a_lost_secret_is_put_up_with(app: App) {
    let seller = Seller::new(&app).await;
    let token = seller.transfer(&app).await;
    let own = seller.paid(&app).await;
    let desk = Desk::new();
    desk.put("first.json", receipt(&app, &own).await.to_string());
    refused(&app, &secrets(STRANGE, ""));
    let told = done(&app, &secrets(STRANGE, ""), &["rekey", "--lost"], 1);
    has(
        &told,
        &[&format!("method:{}: CAN'T BE OPENED", seller.bank), "payment:pay_", "The words to compare have a new key"],
    );
    assert_eq!(told.matches("CAN'T").count(), 4);
    // The books are there, receipts hold, and who wants to be paid says once more where to.
    let app = app.with(&secrets(STRANGE, "")).await;
    app.audit();
    let lost = app.browser().page(&format!("p/{token}")).await;
    has(&lost, &["can’t be shown any more", "If you have sent the money, don’t send it again"]);
    has_not(&lost, &["charged", SHOWN]);
    desk.put("keys.json", keys(&app).await.to_string());
    desk.holds(&["first.json", "--keys", "keys.json"]);
    let anew = Seller { bank: bank(&app.api(seller.api.key())).await, ..seller.at(&app) };
    shows_the_bank(&app, &anew.transfer(&app).await).await;
    let told = app.api(seller.api.key()).get(&format!("requests/{}", seller.code)).await.status(200).json();
    assert_ne!(told["check_words"], seller.words.as_str());
    // Where nothing is lost, nothing is given up.
    has_not(&done(&app, &[], &["rekey", "--lost"], 0), &["words to compare", "CAN'T"]);
    // A database from before, too.
    as_it_was(&app).await;
    has(&done(&app, &secrets(NEXT, ""), &["rekey", "--lost"], 1), &["The words to compare have a new key"]);
    app.with(&secrets(NEXT, "")).await.audit();
}

async fn words_can_be_made_anew(app: App) {
    let seller = Seller::new(&app).await;
    let token = seller.transfer(&app).await;
    let told = done(&app, &secrets(NEXT, SECRET_KEY), &["rekey", "--new-words"], 0);
    has(&told, &["The words to compare have a new key", "methods: 2 sealed anew"]);
    let app = app.with(&secrets(NEXT, "")).await;
    let words = app.api(seller.api.key()).get(&format!("requests/{}", seller.code)).await.status(200).json();
    let words = words["check_words"].as_str().expect("words").to_owned();
    assert_ne!(words, seller.words);
    Seller { words, ..seller.at(&app) }.has_its_words(&app).await;
    shows_the_bank(&app, &token).await;
}

fn a_key_file_is_put_aside() {
    let dir = tempfile::Builder::new().prefix("chit-it-").tempdir().expect("a directory");
    let chit = |arguments: &[&str], code: i32| {
        let mut command = Command::new(BINARY);
        let output = command.env_clear().current_dir(dir.path()).stdin(Stdio::null()).args(arguments).output();
        let output = output.expect("chit runs");
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {}", said(&output));
        said(&output)
    };
    let file = |name: &str| Path::new(dir.path()).join(name);
    chit(&["payee", "add", "anna"], 0);
    fs::rename(file("chit.key"), file("chit.key.old")).expect("put aside");
    // A new one is made; the old one still opens.
    chit(&["audit"], 0);
    has(&chit(&["rekey", "--check"], 1), &["service keys: 2 under "]);
    has(&chit(&["rekey"], 0), &["service keys: 2 sealed anew"]);
    chit(&["rekey", "--check"], 0);
    fs::remove_file(file("chit.key.old")).expect("removed");
    chit(&["audit"], 0);
    // Without its key it doesn't start, and with it again it does.
    fs::rename(file("chit.key"), file("kept")).expect("put aside");
    has(&chit(&["audit"], 2), &["CHIT_SECRET_KEY is another key"]);
    fs::rename(file("kept"), file("chit.key")).expect("put back");
    chit(&["audit"], 0);
}
