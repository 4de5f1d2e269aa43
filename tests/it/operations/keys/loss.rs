//! Secrets that are wrong, older, or lost.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use libtest_mimic::Trial;
use serde_json::{Value, json};

use super::{NEXT, SHOWN, STRANGE, Seller, bank, done, fingerprint, refused, said, secrets, shows_the_bank};
use crate::buyers::receipt::{Desk, keys, receipt};
use crate::support::{App, BINARY, SECRET_KEY, alone, both, has, has_not};

pub fn tests() -> Vec<Trial> {
    let mut tests = both![
        what_does_not_open_is_named,
        a_wrong_secret_does_not_start,
        an_older_database_keeps_its_words,
        an_older_database_under_another_secret_does_not_start,
        a_lost_secret_is_put_up_with,
        words_can_be_made_anew,
    ];
    tests.extend(alone![a_key_file_is_put_aside]);
    tests
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
    let told: Value =
        serde_json::from_str(&done(&app, &secrets(NEXT, ""), &["rekey", "--lost", "--json"], 1)).expect("JSON");
    assert_eq!((&told["new_keys"]["words"], &told["key"]), (&json!(true), &json!(fingerprint(NEXT))));
    let columns = told["columns"].as_array().expect("columns");
    let unopened: usize = columns.iter().map(|column| column["unopened"].as_array().expect("a list").len()).sum();
    assert!(unopened > 0, "{told}");
    assert_eq!(told["recorded_as_lost"], unopened);
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
