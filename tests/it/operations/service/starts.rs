//! Starts on databases that are new, in use, or newer than the program.

use std::fs;
use std::path::Path;
use std::process::Stdio;

use libtest_mimic::Trial;
use serde_json::json;

use super::{chit, said};
use crate::support::{App, Backend, Message, SECRET_KEY, both, has, has_not};

pub fn tests() -> Vec<Trial> {
    both![
        it_says_whether_it_is_well,
        starting_again_changes_nothing,
        several_may_start_at_once,
        a_newer_database_is_left_alone,
    ]
}

async fn it_says_whether_it_is_well(mut app: App) {
    for (path, says) in [("healthz", "ok\n"), ("readyz", "ready\n")] {
        assert_eq!(app.browser().get(path).await.status(200).text(), says);
    }
    let listens = app.base.trim_start_matches("http://").trim_end_matches('/').to_owned();
    let health = |app: &App, more: &[&str]| {
        app.command_for(&[&["health"], more].concat()).env("CHIT_LISTEN", &listens).output().expect("chit runs")
    };
    let well = health(&app, &[]);
    assert_eq!((well.status.code(), &well.stdout[..]), (Some(0), &b"ready\n"[..]), "{}", said(&well));
    let told = health(&app, &["--json"]).stdout;
    assert_eq!(String::from_utf8_lossy(&told), "{\"ready\":true,\"said\":\"ready\"}\n");
    has(&app.browser().page("robots.txt").await, &["Disallow: /"]);
    app.kill();
    let away = health(&app, &[]);
    assert_eq!(away.status.code(), Some(1));
    has(&said(&away), &["no answer from", "CHIT_LISTEN"]);
}

/// How many there are.
fn migrations() -> i64 {
    let files = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations")).expect("migrations");
    i64::try_from(files.count()).expect("few")
}

async fn starting_again_changes_nothing(mut app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (_, order) = app.start_payment(&code).await;
    let signed_in = app.signed_in(&payee).await;
    for _ in 0..2 {
        let before = app.db().rows().await;
        assert_eq!(app.stop(), Some(0));
        app.start_again();
        assert_eq!(app.db().rows().await, before);
        has(&signed_in.page("app/requests").await, &[&code]);
    }
    assert_eq!(app.db().number("select count(*) from _sqlx_migrations").await, migrations());
    hook.reported(&Message::new(&order, "approve")).await;
    app.audit();
}

/// Several processes that find an empty database bring it up to date once.
async fn several_may_start_at_once(mut app: App) {
    app.kill();
    match app.db().backend {
        Backend::Sqlite => {
            for file in ["chit.db", "chit.db-wal", "chit.db-shm"] {
                let _ = fs::remove_file(app.dir().join(file));
            }
        }
        Backend::Postgres => {
            app.db().execute("drop schema public cascade").await;
            app.db().execute("create schema public").await;
        }
    }
    let settings = [("CHIT_DATABASE_URL", app.db().url.as_str()), ("CHIT_SECRET_KEY", SECRET_KEY)];
    let starting: Vec<_> = (0..4)
        .map(|_| {
            let mut command = chit(app.dir(), &settings, &["payee", "invite"]);
            command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("chit runs")
        })
        .collect();
    for child in starting {
        let done = child.wait_with_output().expect("it ends");
        assert!(done.status.success(), "{}", said(&done));
    }
    assert_eq!(app.db().number("select count(*) from _sqlx_migrations").await, migrations());
}

async fn a_newer_database_is_left_alone(mut app: App) {
    app.kill();
    let later = "insert into _sqlx_migrations (version, description, success, checksum, execution_time) \
        select 99990101, 'later', success, checksum, 0 from _sqlx_migrations where version = 1";
    assert_eq!(app.db().execute(later).await, 1);
    // Its tables may be others, so nothing else is asked of it.
    app.db().execute("alter table service_keys rename to keys_of_the_service").await;
    for command in [&["serve"][..], &["audit"], &["rekey", "--lost"]] {
        let done = app.cli(command);
        assert_eq!(done.status.code(), Some(2), "{command:?}: {}", said(&done));
        has(&said(&done), &["this database was written by a newer Chit", "99990101"]);
        has_not(&said(&done), &["missing in the resolved migrations"]);
        assert_eq!(done.stdout, b"");
    }
}
