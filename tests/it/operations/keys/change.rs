//! A change of the secret, while the service runs and beside other changes.

use std::process::Stdio;

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

use super::{NEXT, STRANGE, Seller, bank, done, fingerprint, refused, said, secrets, shows_the_bank, under};
use crate::buyers::receipt::{Desk, keys, receipt};
use crate::support::{App, SECRET_KEY, both, has, has_not, now};

pub fn tests() -> Vec<Trial> {
    both![
        a_secret_is_changed_while_the_service_runs,
        nothing_is_lost_beside_a_busy_service,
        a_text_that_changes_meanwhile_is_left_alone,
        what_was_interrupted_goes_on,
        of_two_secrets_at_once_one_wins,
        a_replica_that_was_forgotten_is_noticed,
    ]
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
    let draft = MethodDraft { id: None, rail: "demo", label: None, settings: &settings, misread: &[] };
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
    let told: Value =
        serde_json::from_str(&done(&app, &secrets(NEXT, SECRET_KEY), &["rekey", "--json"], 0)).expect("JSON");
    assert_eq!(told["key"], fingerprint(NEXT).as_str());
    assert_eq!(
        (&told["no_other_is_needed"], &told["left"], &told["recorded_as_lost"]),
        (&json!(true), &json!(0), &json!(0))
    );
    assert_eq!(told["new_keys"], json!({"words": false, "ledgers": false}));
    assert_eq!(told["columns"][0], json!({"column": "methods", "anew": 0, "lost": 0, "unopened": []}));
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
    ctx.store.method(&method.id).await.expect("it opens").expect("it is there");
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
                wallet: None,
                label: None,
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
        let (_, settings) = ctx.store.method(&method.id).await.expect("it opens").expect("it is there");
        assert_eq!(settings.value()["of"], method.id.as_str());
    }
    ctx.store.close().await;
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
        alone.store.method(&id).await.expect("it opens").expect("it is there");
    }
    join_all([old, new, alone].map(|ctx| async move { ctx.store.close().await })).await;
}
