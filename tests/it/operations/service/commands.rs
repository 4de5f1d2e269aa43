//! Commands that make a link and an export.

use std::fs;
use std::process::Command;

use libtest_mimic::Trial;
use serde_json::json;
use tempfile::TempDir;

use super::{chit, files, said};
use crate::support::{App, alone, both, has, has_not};

pub fn tests() -> Vec<Trial> {
    let mut tests = both![request_makes_a_link, export_gives_what_the_api_gives];
    tests.extend(alone![shells_and_manuals_know_the_commands, a_reader_may_have_seen_enough]);
    tests
}

fn shells_and_manuals_know_the_commands() {
    let dir = TempDir::new().expect("a directory");
    let done = |command: &mut Command| {
        let done = command.output().expect("it runs");
        assert_eq!(done.status.code(), Some(0), "{}", said(&done));
        String::from_utf8(done.stdout).expect("text")
    };
    // A setting that can't be read is no obstacle.
    fs::write(dir.path().join(".env"), "nonsense without a sign\n").expect("a file");
    let script = done(&mut chit(dir.path(), &[], &["completions", "bash"]));
    fs::write(dir.path().join("chit.bash"), script).expect("a file");
    let ask =
        "source ./chit.bash; COMP_WORDS=(chit receipt v); COMP_CWORD=2; _chit chit v receipt; echo ${COMPREPLY[@]}";
    let completed = done(Command::new("bash").args(["-c", ask]).current_dir(dir.path()));
    assert_eq!(completed, "verify\n");
    for shell in ["elvish", "fish", "powershell", "zsh"] {
        has(&done(&mut chit(dir.path(), &[], &["completions", shell])), &["payee", "since-last"]);
    }
    done(&mut chit(dir.path(), &[], &["man", "."]));
    let page = |name: &str| fs::read_to_string(dir.path().join(name)).expect("a page");
    has(
        &page("chit.1"),
        &[".TH chit 1", "chit\\-audit(1)", "Exit codes: 0 done, 1 failed, 2 used or configured wrongly"],
    );
    has(&page("chit-receipt-verify.1"), &[".TH", "\\-\\-keys"]);
    let refused = chit(dir.path(), &[], &["man", "nowhere"]).output().expect("it runs");
    assert_eq!(refused.status.code(), Some(1));
    has(&said(&refused), &["writing to nowhere"]);
}

fn a_reader_may_have_seen_enough() {
    let dir = TempDir::new().expect("a directory");
    for arguments in [&["openapi"][..], &["completions", "bash"]] {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        // As `| head` does, only earlier.
        drop(reader);
        let done = chit(dir.path(), &[], arguments).stdout(writer).output().expect("it runs");
        assert_eq!((done.status.code(), said(&done).as_str()), (Some(0), ""), "{arguments:?}");
    }
}

async fn request_makes_a_link(app: App) {
    let payee = app.payee("anna");
    let settings = [("CHIT_URL", app.base.as_str()), ("CHIT_KEY", payee.api_key.as_str())];
    let run = |arguments: &[&str]| {
        let done = chit(app.dir(), &settings, &[&["request"], arguments].concat()).output().expect("chit runs");
        let out = String::from_utf8(done.stdout.clone()).expect("text");
        (done.status.code(), out, said(&done))
    };
    let (code, link, _) = run(&["25.00", "EUR", "For the cake"]);
    assert_eq!(code, Some(0));
    assert_eq!(link.lines().count(), 1, "not a terminal, so the link alone: {link}");
    has(&app.browser().page(link.trim_end()).await, &["For the cake"]);
    let (code, made, _) = run(&["open", "JPY", "--json"]);
    assert_eq!(code, Some(0));
    let made: serde_json::Value = serde_json::from_str(&made).expect("JSON");
    assert_eq!((&made["amount"], &made["currency"]), (&json!(null), &json!("JPY")));
    assert_eq!(app.db().number("select count(*) from requests").await, 2);

    for (arguments, field) in [(["12,50", "EUR"], "amount"), (["0", "EUR"], "amount"), (["25", "ZZZ"], "currency")] {
        let (code, out, said) = run(&arguments);
        assert_eq!((code, out.as_str()), (Some(2), ""), "{arguments:?}: {said}");
        has(&said, &[&format!("{field}: ")]);
    }
    let (code, _, said) = run(&["25", "EUR", "--key", "chit_wrong"]);
    assert_eq!(code, Some(2));
    has(&said, &["API key"]);
    has_not(&said, &["chit_wrong", &payee.api_key]);
    let (code, _, said) = run(&["25", "EUR", "--url", "http://127.0.0.1:1/"]);
    assert_eq!(code, Some(1));
    has(&said, &["CHIT_URL"]);
    assert_eq!(app.db().number("select count(*) from requests").await, 2);
}

async fn export_gives_what_the_api_gives(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    for (amount, currency, memo) in [("25.00", "EUR", "=1+1"), ("12", "JPY", "Bücher, \"gut\""), ("1.250", "BHD", "x")]
    {
        let code = app.request(&api, &json!({"amount": amount, "currency": currency, "memo": memo})).await;
        api.post(&format!("requests/{code}/payments"), &json!({"paid_on": "2026-02-03"})).await.status(201);
    }
    for (query, arguments) in [
        ("", &[][..]),
        ("?from=2026-02-01&to=2026-03-01", &["--from", "2026-02-01", "--to", "2026-03-01"]),
        ("?zone=Asia/Tokyo&currency=JPY", &["--zone", "Asia/Tokyo", "--currency", "JPY"]),
        ("?by=created", &["--by", "created"]),
        (
            "?from=2020-01-01&to=2020-02-01&format=csv",
            &["--from", "2020-01-01", "--to", "2020-02-01", "--format", "csv"],
        ),
    ] {
        let expected = api.get(&format!("exports/movements{query}")).await.status(200).body;
        let printed = app.cli_ok(&[&["export"], arguments].concat());
        assert_eq!(printed.as_bytes(), expected, "{query}");
        app.cli_ok(&[&["export", "--out", "books.csv", "--key", &payee.api_key], arguments].concat());
        assert_eq!(fs::read(app.dir().join("books.csv")).expect("a file"), expected, "{query}");
        assert!(!files(app.dir()).iter().any(|name| name.ends_with(".part")));
    }
    assert_eq!(app.cli_ok(&["export"]).lines().count(), 4);

    let before = fs::read(app.dir().join("books.csv")).expect("a file");
    for (arguments, field) in [
        (["--from", "yesterday"], "from: "),
        (["--zone", "Mars"], "zone: "),
        (["--currency", "ZZZ"], "currency: "),
        (["--format", "xls"], "format: "),
        (["--by", "colour"], "by: "),
        (["--payee", "nobody"], "nobody"),
        (["--key", "chit_wrong"], "CHIT_KEY"),
    ] {
        let done = app.cli(&[&["export", "--out", "books.csv"], &arguments[..]].concat());
        assert_eq!(done.status.code(), Some(2), "{arguments:?}: {}", said(&done));
        has(&said(&done), &[field]);
    }
    app.payee("berta");
    let done = app.cli(&["export"]);
    assert_eq!(done.status.code(), Some(2));
    has(&said(&done), &["--payee"]);
    assert_eq!(app.cli_ok(&["export", "--payee", "berta"]).lines().count(), 1);
    assert_eq!(fs::read(app.dir().join("books.csv")).expect("a file"), before, "what goes wrong spoils no file");
}
