//! Backups: whole, private, and never in the place of something else. `tests/survival` makes them under load, `tests/peers` encrypts them.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Output;

use libtest_mimic::Trial;
use serde_json::json;
use tempfile::TempDir;

use super::service::{chit, files, place, said};
use crate::support::{App, Backend, Message, SECRET_KEY, both, has, has_not, until};

pub fn tests() -> Vec<Trial> {
    both![
        a_backup_is_the_database,
        a_backup_goes_to_standard_output,
        nothing_is_overwritten,
        what_is_no_backup_is_not_restored,
        nothing_is_left_of_a_backup_that_fails,
    ]
}

/// Panics unless a command ended with this code.
#[track_caller]
fn ended(done: &Output, code: i32, says: &[&str]) {
    assert_eq!(done.status.code(), Some(code), "{}", said(done));
    has(&said(done), says);
}

/// Tells whether the embedded database is under test. PostgreSQL's tools are named where it is not.
fn is_embedded(app: &App) -> bool {
    let is_embedded = app.db().backend == Backend::Sqlite;
    if !is_embedded {
        for command in ["backup", "restore"] {
            ended(&app.cli(&[command, "some.db"]), 2, &["pg_dump", "pg_basebackup", "docs/operating.md"]);
        }
        assert!(!app.dir().join("some.db").exists());
    }
    is_embedded
}

/// Another place, in which a backup is restored.
struct Elsewhere {
    dir: TempDir,
}

impl Elsewhere {
    fn new() -> Self {
        Self { dir: place() }
    }

    fn run(&self, secret: &str, arguments: &[&str]) -> Output {
        chit(self.dir.path(), &[("CHIT_SECRET_KEY", secret)], arguments).output().expect("chit runs")
    }

    fn restore(&self, from: &Path) -> Output {
        self.run(SECRET_KEY, &["restore", from.to_str().expect("text")])
    }
}

async fn a_backup_is_the_database(app: App) {
    if !is_embedded(&app) {
        return;
    }
    let (_, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (_, order) = app.start_payment(&code).await;
    hook.reported(&Message::new(&order, "approve")).await;
    let made = app.cli_ok(&["backup", "kept.db"]);
    let backup = app.dir().join("kept.db");
    assert_eq!(backup.metadata().expect("a file").permissions().mode() & 0o777, 0o600);
    assert!(!files(app.dir()).iter().any(|name| name.ends_with(".part") || name.starts_with("kept.db-")));
    // What comes later is not in it.
    app.request(&api, &json!({"amount": "26.00"})).await;

    let elsewhere = Elsewhere::new();
    let done = elsewhere.restore(&backup);
    ended(&done, 0, &[]);
    has(&String::from_utf8_lossy(&done.stdout), &["chit.db is restored", "The secret key opens it"]);
    assert_eq!(files(elsewhere.dir.path()), ["chit.db"]);
    assert_eq!(elsewhere.dir.path().join("chit.db").metadata().expect("a file").permissions().mode() & 0o777, 0o600);
    let here = app.cli_ok(&["audit", "--json"]);
    let there = elsewhere.run(SECRET_KEY, &["audit", "--json"]);
    ended(&there, 0, &[]);
    assert_eq!(String::from_utf8_lossy(&there.stdout), here);
    let lines = elsewhere.run(SECRET_KEY, &["export"]);
    assert_eq!(String::from_utf8_lossy(&lines.stdout), app.cli_ok(&["export"]));

    // Without the secret it is restored all the same, and says which one is missing.
    let stranger = Elsewhere::new();
    let other = "//79/Pv6+fj39vX08/Lx8O/u7ezr6uno5+bl5OPi4eA=";
    let done = stranger.run(other, &["restore", backup.to_str().expect("text")]);
    ended(&done, 0, &[]);
    let printed = String::from_utf8_lossy(&done.stdout).into_owned();
    let fingerprint = crate::support::between(&made, "the secret key ", ":");
    has(&printed, &["IT CAN'T BE SERVED YET", "CHIT_SECRET_KEY is another key", fingerprint]);
    ended(&stranger.run(other, &["audit"]), 2, &[fingerprint]);
}

async fn a_backup_goes_to_standard_output(app: App) {
    if !is_embedded(&app) {
        return;
    }
    let (_, api, _) = app.seller("anna").await;
    app.request(&api, &json!({"amount": "25.00"})).await;
    let done = app.cli(&["backup", "-"]);
    ended(&done, 0, &["chit.db is backed up in standard output", "without the secret key"]);
    assert!(done.stdout.starts_with(b"SQLite format 3\0"));
    assert!(!files(app.dir()).iter().any(|name| name == "-" || name.ends_with(".part")));
    let elsewhere = Elsewhere::new();
    let file = elsewhere.dir.path().join("piped.db");
    fs::write(&file, &done.stdout).expect("written");
    ended(&elsewhere.restore(&file), 0, &[]);
    let there = elsewhere.run(SECRET_KEY, &["audit", "--json"]);
    assert_eq!(String::from_utf8_lossy(&there.stdout), app.cli_ok(&["audit", "--json"]));
    let told = app.cli(&["backup", "-", "--json"]);
    ended(&told, 0, &["\"encrypted\":false"]);
    assert!(told.stdout.starts_with(b"SQLite format 3\0"));
}

async fn nothing_is_overwritten(mut app: App) {
    if !is_embedded(&app) {
        return;
    }
    app.payee("anna");
    app.cli_ok(&["backup", "kept.db"]);
    let before = fs::read(app.dir().join("kept.db")).expect("a file");
    app.payee("berta");
    ended(&app.cli(&["backup", "kept.db"]), 2, &["kept.db is there already"]);
    assert_eq!(fs::read(app.dir().join("kept.db")).expect("a file"), before);
    // While the service runs, and after it has ended.
    ended(&app.cli(&["restore", "kept.db"]), 2, &["chit.db is there already", "Stop the service"]);
    assert_eq!(app.stop(), Some(0));
    ended(&app.cli(&["restore", "kept.db"]), 2, &["chit.db is there already"]);
    // The log of another database would be taken for its own.
    fs::rename(app.dir().join("chit.db"), app.dir().join("lost.db")).expect("moved away");
    fs::write(app.dir().join("chit.db-wal"), "").expect("a file");
    ended(&app.cli(&["restore", "kept.db"]), 2, &["chit.db-wal is there already"]);
    fs::remove_file(app.dir().join("chit.db-wal")).expect("removed");
    app.cli_ok(&["restore", "kept.db"]);
    app.start_again();
    assert_eq!(app.db().number("select count(*) from payees").await, 1);
    let nowhere = chit(place().path(), &[], &["backup", "kept.db"]).output().expect("chit runs");
    ended(&nowhere, 2, &["there is no database"]);
}

async fn what_is_no_backup_is_not_restored(app: App) {
    if !is_embedded(&app) {
        return;
    }
    app.payee("anna");
    app.cli_ok(&["backup", "kept.db"]);
    let good = fs::read(app.dir().join("kept.db")).expect("a file");
    let elsewhere = Elsewhere::new();
    let refused = |bytes: &[u8], code: i32, says: &[&str]| {
        let file = app.dir().join("other.db");
        fs::write(&file, bytes).expect("a file");
        ended(&elsewhere.restore(&file), code, says);
        assert!(files(elsewhere.dir.path()).is_empty(), "something was left");
    };
    refused(b"", 1, &["other.db was not restored", "no database of Chit"]);
    refused(b"Dear diary", 1, &["other.db was not restored"]);
    refused(&good[..good.len() / 2], 1, &["other.db was not restored", "damaged"]);
    // A page in the middle that is no page.
    let mut torn = good.clone();
    let middle = torn.len() / 2 / 4096 * 4096;
    torn[middle..middle + 64].fill(0xff);
    refused(&torn, 1, &["other.db was not restored", "damaged"]);
    let missing = elsewhere.restore(Path::new("nowhere.db"));
    ended(&missing, 2, &["can't read nowhere.db"]);

    let later = "insert into _sqlx_migrations (version, description, success, checksum, execution_time) \
        select 99990101, 'later', success, checksum, 0 from _sqlx_migrations where version = 1";
    assert_eq!(app.db().execute(later).await, 1);
    // It isn't known here, so nothing says that a copy of it is whole.
    ended(&app.cli(&["backup", "newer.db"]), 2, &["written by a newer Chit"]);
    app.db().execute(&format!("vacuum into '{}'", app.dir().join("newer.db").display())).await;
    ended(&elsewhere.restore(&app.dir().join("newer.db")), 2, &["written by a newer Chit", "99990101"]);
    assert!(files(elsewhere.dir.path()).is_empty());
}

/// A program that stands for age, in the only directory where programs are looked for.
fn put_age(dir: &Path, script: &str) {
    let file = dir.join("age");
    fs::write(&file, format!("#!/bin/sh\n{script}\n")).expect("a file");
    fs::set_permissions(&file, Permissions::from_mode(0o700)).expect("a program");
}

async fn nothing_is_left_of_a_backup_that_fails(app: App) {
    if !is_embedded(&app) {
        return;
    }
    app.payee("anna");
    let programs = place();
    let before = files(app.dir());
    let path = programs.path().to_str().expect("text");
    let backup = || {
        let mut command = app.command_for(&["backup", "kept.age", "--to", "age1anna"]);
        command.env("PATH", path);
        command
    };
    ended(&backup().output().expect("chit runs"), 1, &["the program age is needed"]);
    put_age(programs.path(), "echo half a file; exit 3");
    ended(&backup().output().expect("chit runs"), 1, &["age failed; nothing was written"]);
    // It is stopped in the middle.
    put_age(programs.path(), "echo half a file; : > begun; exec /bin/sleep 600");
    let stopped = backup().spawn().expect("chit runs");
    until("age runs", async || app.dir().join("begun").exists()).await;
    let told = std::process::Command::new("kill").args(["-TERM", &stopped.id().to_string()]).status();
    assert!(told.expect("kill runs").success());
    ended(&stopped.wait_with_output().expect("it ends"), 1, &[]);
    fs::remove_file(app.dir().join("begun")).expect("it was there");
    assert_eq!(files(app.dir()), before);
    // What it is asked for, and what it leaves.
    put_age(programs.path(), "echo \"$1 $2 $3\"");
    ended(&backup().args(["--to", "age1berta"]).output().expect("chit runs"), 0, &[]);
    let written = fs::read_to_string(app.dir().join("kept.age")).expect("a file");
    assert_eq!(written, "--encrypt --recipient=age1anna --recipient=age1berta\n");
    has_not(&files(app.dir()).join(" "), &[".part"]);
}
