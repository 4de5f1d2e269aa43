//! What lies in the directory of an embedded database: nobody but its owner reads it, and a start that is refused leaves it as it was.

use std::collections::BTreeMap;
use std::fs::{self, Permissions};
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use libtest_mimic::Trial;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{Connection, SqliteConnection};

use crate::operations::service::{Running, chit, files, place, said};
use crate::support::{App, BINARY, alone, both, has, has_not, runtime};

/// A secret that no test's database was sealed under.
const STRANGE: &str = "//////////////////////////////////////////8=";

pub fn tests() -> Vec<Trial> {
    let mut tests = both![an_older_database_is_not_brought_up_to_date_under_another_secret];
    tests.extend(alone![
        whatever_the_umask_files_are_their_owners,
        files_that_others_could_read_are_narrowed,
        a_file_of_settings_is_the_directorys_own,
        without_its_key_a_database_is_left_as_it_was,
        a_start_that_is_refused_makes_nothing,
    ]);
    tests
}

/// The binary under a umask of its own.
fn under(umask: &str, dir: &Path, settings: &[(&str, &str)], arguments: &[&str]) -> Command {
    let mut shell = Command::new("/bin/sh");
    shell.env_clear().envs(settings.iter().copied()).current_dir(dir).stdin(Stdio::null());
    shell.args(["-c", &format!("umask {umask}; exec \"$0\" \"$@\""), BINARY]).args(arguments);
    shell
}

#[track_caller]
fn done(mut command: Command) -> Output {
    let output = command.output().expect("chit runs");
    assert!(output.status.success(), "{}", said(&output));
    output
}

/// Every file but the shell's own, with its mode.
fn modes(dir: &Path) -> BTreeMap<String, u32> {
    let mode = |name: &String| fs::metadata(dir.join(name)).expect("a file").permissions().mode() & 0o7777;
    files(dir).into_iter().map(|name| (name.clone(), mode(&name))).collect()
}

#[track_caller]
fn all_private(dir: &Path, expected: &[&str]) {
    let modes = modes(dir);
    for name in expected {
        assert!(modes.contains_key(*name), "no {name} in {modes:?}");
    }
    assert!(modes.values().all(|mode| *mode == 0o600), "{modes:?}");
}

fn whatever_the_umask_files_are_their_owners() {
    let settings = [("CHIT_LISTEN", "127.0.0.1:0")];
    for umask in ["000", "022", "077", "777"] {
        let dir = place();
        done(under(umask, dir.path(), &settings, &["payee", "add", "anna"]));
        all_private(dir.path(), &["chit.db", "chit.key"]);
        let serving = Running::start(under(umask, dir.path(), &settings, &["serve"]));
        serving.until("Listening on");
        done(under(umask, dir.path(), &settings, &["payee", "add", "berta"]));
        all_private(dir.path(), &["chit.db", "chit.db-shm", "chit.db-wal", "chit.key"]);
        let export = ["export", "--payee", "anna", "--from", "2026-01-01", "--to", "2026-02-01", "--out", "books.csv"];
        // A file of that name which others can read is not written into, but replaced.
        fs::write(dir.path().join("books.csv"), "half").expect("written");
        fs::set_permissions(dir.path().join("books.csv"), Permissions::from_mode(0o666)).expect("set");
        done(under(umask, dir.path(), &settings, &export));
        all_private(dir.path(), &["books.csv"]);
        assert_eq!(serving.stop(), Some(0));
    }
    let dir = place();
    let demo = Running::start(under("000", dir.path(), &settings, &["demo"]));
    demo.until("Stop with");
    all_private(dir.path(), &["chit-demo.db", "chit-demo.db-wal", "chit.key"]);
    assert_eq!(demo.stop(), Some(0));
}

fn files_that_others_could_read_are_narrowed() {
    let dir = place();
    done(chit(dir.path(), &[], &["payee", "add", "anna"]));
    for mode in [0o644, 0o666, 0o640, 0o777] {
        for name in files(dir.path()) {
            fs::set_permissions(dir.path().join(name), Permissions::from_mode(mode)).expect("set");
        }
        let output = done(chit(dir.path(), &[], &["audit"]));
        let modes = modes(dir.path());
        assert!(modes.values().all(|mode| mode & 0o077 == 0), "{modes:?}");
        has(&said(&output), &["others could read or write this file", "chit.db", "chit.key"]);
    }
    // What is narrow stays as it is, and nothing is said.
    fs::set_permissions(dir.path().join("chit.key"), Permissions::from_mode(0o400)).expect("set");
    let output = done(chit(dir.path(), &[], &["audit"]));
    has_not(&said(&output), &["others could read"]);
    assert_eq!(modes(dir.path())["chit.key"], 0o400);
}

fn a_file_of_settings_is_the_directorys_own() {
    let dir = place();
    let below = dir.path().join("below");
    fs::create_dir(&below).expect("made");
    fs::write(dir.path().join(".env"), "CHIT_SIGNUP=maybe\nCHIT_DATABASE_URL=sqlite://above.db\n").expect("written");
    done(chit(&below, &[], &["payee", "add", "anna"]));
    assert!(below.join("chit.db").exists() && !below.join("above.db").exists());
    // One that can't be read there is no concern of ours either.
    fs::write(dir.path().join(".env"), "what is this\n").expect("written");
    done(chit(&below, &[], &["audit"]));
    fs::write(below.join(".env"), "CHIT_SIGNUP=maybe\n").expect("written");
    let refused = chit(&below, &[], &["audit"]).output().expect("chit runs");
    assert_eq!(refused.status.code(), Some(2));
    has(&said(&refused), &["CHIT_SIGNUP"]);
}

/// The keys and the payees that a database knows.
fn known(dir: &Path) -> Vec<String> {
    let options = SqliteConnectOptions::new().filename(dir.join("chit.db"));
    runtime().block_on(async {
        let mut db = SqliteConnection::connect_with(&options).await.expect("it opens");
        let both = "select id from service_keys union all select handle from payees order by 1";
        let known = sqlx::query_scalar(both).fetch_all(&mut db).await.expect("a look");
        db.close().await.expect("it closes");
        known
    })
}

fn without_its_key_a_database_is_left_as_it_was() {
    let dir = place();
    done(chit(dir.path(), &[], &["payee", "add", "anna"]));
    let (key, kept) = (dir.path().join("chit.key"), dir.path().join("kept"));
    fs::rename(&key, &kept).expect("put aside");
    let before = known(dir.path());
    let listen = [("CHIT_LISTEN", "127.0.0.1:0")];
    for command in [&["serve"][..], &["audit"], &["payee", "add", "berta"], &["export"], &["reports"], &["rekey"]] {
        let refused = chit(dir.path(), &listen, command).output().expect("chit runs");
        assert_eq!(refused.status.code(), Some(2), "{command:?}: {}", said(&refused));
        if command != ["export"] {
            has(&said(&refused), &["CHIT_SECRET_KEY is another key", "chit.key is missing", "No key was made"]);
        }
        let left = files(dir.path());
        assert!(!left.iter().any(|name| name.contains("key")), "{command:?}: {left:?}");
        assert_eq!(known(dir.path()), before, "{command:?}");
    }
    fs::rename(&kept, &key).expect("put back");
    let looked = done(chit(dir.path(), &[], &["audit"]));
    has(&String::from_utf8_lossy(&looked.stdout), &["anna: 0 lines"]);
    // A second database in the directory is new, and has the key that is there.
    let other = [("CHIT_DATABASE_URL", "sqlite://other.db")];
    let found = fs::read(&key).expect("a key");
    done(chit(dir.path(), &other, &["payee", "add", "carla"]));
    assert_eq!(fs::read(&key).expect("a key"), found);
    // A key that is lost is given up by saying so, and a new one is made then.
    fs::remove_file(&key).expect("lost");
    done(chit(dir.path(), &[], &["rekey", "--lost"]));
    assert!(fs::read(&key).expect("a key") != found);
    done(chit(dir.path(), &[], &["audit"]));
}

fn a_start_that_is_refused_makes_nothing() {
    let dir = place();
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("an address").to_string();
    for command in ["serve", "demo"] {
        let refused = chit(dir.path(), &[("CHIT_LISTEN", &address)], &[command]).output().expect("chit runs");
        assert_eq!(refused.status.code(), Some(1), "{}", said(&refused));
        has(&said(&refused), &["CHIT_LISTEN"]);
        assert_eq!(files(dir.path()), [""; 0], "{command}");
    }
}

async fn an_older_database_is_not_brought_up_to_date_under_another_secret(mut app: App) {
    const VERSIONS: &str = "select count(*) from _sqlx_migrations";
    app.seller("anna").await;
    app.kill();
    assert!(app.db().execute("delete from _sqlx_migrations").await > 0);
    let before = app.db().rows().await;
    for command in ["serve", "audit"] {
        let refused = app.command_for(&[command]).env("CHIT_SECRET_KEY", STRANGE).output().expect("chit runs");
        assert_eq!(refused.status.code(), Some(2), "{}", said(&refused));
        has(&said(&refused), &["CHIT_SECRET_KEY is another key", "The database was not changed"]);
        assert_eq!((app.db().number(VERSIONS).await, app.db().rows().await), (0, before.clone()));
    }
}
