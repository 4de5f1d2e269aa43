//! Settings, keys and the demo.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use chit::domain::request::code::RequestCode;
use chit::share::qr::LinkQr;
use libtest_mimic::Trial;

use super::{Running, chit, files, place, said};
use crate::support::{Answer, Api, alone, alone_async, between, form, has, has_not};

pub fn tests() -> Vec<Trial> {
    let mut tests: Vec<_> = alone![
        wrong_settings_are_told_at_once,
        a_file_of_settings_is_read,
        a_key_is_made_beside_the_database,
        only_commands_that_begin_something_make_a_database,
        the_demo_stays_off_a_public_url,
    ]
    .into();
    tests.extend(alone_async![the_demo_shows_everything]);
    tests
}

fn wrong_settings_are_told_at_once() {
    const WRONG: [(&str, &str); 17] = [
        ("CHIT_LISTEN", "here"),
        ("CHIT_PUBLIC_URL", "ftp://x/y"),
        ("CHIT_DATABASE_CONNECTIONS", "0"),
        ("CHIT_DATABASE_PATIENCE", "61"),
        ("CHIT_SECRET_KEY", "hunter2hunter2"),
        ("CHIT_SECRET_KEY_FALLBACKS", "hunter2hunter2"),
        ("CHIT_SIGNUP", "maybe"),
        ("CHIT_ALLOW_TEST_RAILS", "demo, sepa"),
        ("CHIT_PROXY_HOPS", "-1"),
        ("CHIT_LIMIT_MISSES", "some"),
        ("CHIT_LIMIT_PAYMENTS", "1.5"),
        ("CHIT_LIMIT_REPORTS", "none"),
        ("CHIT_LIMIT_SIGN_INS", "many"),
        ("CHIT_LIMIT_HOOKS", "lots"),
        ("CHIT_LIMIT_API", "-5"),
        ("CHIT_LOG", "chit=loud"),
        ("CHIT_LOG_FORMAT", "xml"),
    ];
    let dir = place();
    for command in [&["serve"][..], &["demo"], &["audit"], &["payee", "add", "anna"], &["export"]] {
        let done = chit(dir.path(), &WRONG, command).output().expect("chit runs");
        assert_eq!(done.status.code(), Some(2), "{command:?}: {}", said(&done));
        for (name, _) in WRONG {
            assert!(said(&done).lines().any(|line| line.trim().starts_with(name)), "{name} in:\n{}", said(&done));
        }
        has_not(&said(&done), &["hunter2"]);
        assert_eq!(files(dir.path()), [""; 0], "nothing is made for a start that doesn't happen");
    }
    for url in ["mysql://x", "chit.db"] {
        let done = chit(dir.path(), &[("CHIT_DATABASE_URL", url)], &["serve"]).output().expect("chit runs");
        assert_eq!(done.status.code(), Some(2));
        has(&said(&done), &["CHIT_DATABASE_URL", "sqlite://", "postgres://"]);
    }
    // PostgreSQL wants a key of its own, before anybody is called.
    let url = [("CHIT_DATABASE_URL", "postgres://127.0.0.1:1/chit")];
    let done = chit(dir.path(), &url, &["serve"]).output().expect("chit runs");
    assert_eq!(done.status.code(), Some(2));
    has(&said(&done), &["CHIT_SECRET_KEY", "openssl rand -base64 32"]);
}

fn a_file_of_settings_is_read() {
    let dir = place();
    fs::write(dir.path().join(".env"), "CHIT_SIGNUP=maybe\nCHIT_LIMIT_API=many\n").expect("written");
    let done = chit(dir.path(), &[("CHIT_LIMIT_API", "5")], &["serve"]).output().expect("chit runs");
    assert_eq!(done.status.code(), Some(2));
    has(&said(&done), &["CHIT_SIGNUP"]);
    has_not(&said(&done), &["CHIT_LIMIT_API"]);
    fs::write(dir.path().join(".env"), "what is this\n").expect("written");
    let done = chit(dir.path(), &[], &["serve"]).output().expect("chit runs");
    assert_eq!(done.status.code(), Some(2));
    has(&said(&done), &[".env"]);
}

fn a_key_is_made_beside_the_database() {
    let (dir, data) = (place(), place());
    let url = format!("sqlite://{}", data.path().join("books.db").display());
    let settings = [("CHIT_DATABASE_URL", url.as_str())];
    let run = |arguments: &[&str]| {
        let done = chit(dir.path(), &settings, arguments).output().expect("chit runs");
        assert!(done.status.success(), "{}", said(&done));
        String::from_utf8(done.stdout).expect("text")
    };
    run(&["payee", "add", "anna"]);
    let path = data.path().join("chit.key");
    assert_eq!(fs::metadata(&path).expect("a key").permissions().mode() & 0o777, 0o600);
    let key = fs::read(&path).expect("a key");
    assert_eq!(files(dir.path()), [""; 0]);
    run(&["audit"]);
    assert_eq!(fs::read(&path).expect("a key"), key, "made once");
    assert_eq!(files(data.path()).iter().filter(|name| name.contains("key")).count(), 1);
    fs::write(&path, "broken").expect("written");
    let done = chit(dir.path(), &settings, &["audit"]).output().expect("chit runs");
    assert_eq!(done.status.code(), Some(2));
    has(&said(&done), &["CHIT_SECRET_KEY", "chit.key"]);
}

/// A cron job in the wrong directory would be content with a database that it made itself.
fn only_commands_that_begin_something_make_a_database() {
    let dir = place();
    let commands = [
        &["audit"][..],
        &["export"],
        &["reports"],
        &["disable", "abcdefghijkm"],
        &["rekey"],
        &["rekey", "--check"],
        &["rekey", "--lost"],
        &["payee", "sign-in", "anna"],
        &["payee", "disable", "anna"],
    ];
    for command in commands {
        let done = chit(dir.path(), &[], command).output().expect("chit runs");
        assert_eq!(done.status.code(), Some(2), "{command:?}: {}", said(&done));
        has(&said(&done), &["there is no database at chit.db", "CHIT_DATABASE_URL"]);
        assert_eq!(files(dir.path()), [""; 0], "{command:?}");
    }
    let done = chit(dir.path(), &[], &["payee", "add", "ab"]).output().expect("chit runs");
    assert_eq!(done.status.code(), Some(2), "{}", said(&done));
    assert_eq!(files(dir.path()), [""; 0]);
    let done = chit(dir.path(), &[], &["payee", "add", "anna"]).output().expect("chit runs");
    assert!(done.status.success(), "{}", said(&done));
    has(&files(dir.path()).join(" "), &["chit.db", "chit.key"]);
}

fn the_demo_stays_off_a_public_url() {
    let dir = place();
    let public = [("CHIT_LISTEN", "127.0.0.1:0"), ("CHIT_PUBLIC_URL", "https://pay.example")];
    let done = chit(dir.path(), &public, &["demo"]).output().expect("chit runs");
    assert_eq!(done.status.code(), Some(2), "{}", said(&done));
    has(&said(&done), &["CHIT_ALLOW_TEST_RAILS"]);
    assert_eq!(done.stdout, b"");
    assert_eq!(files(dir.path()), [""; 0], "nothing is written before the refusal");
    let allowed = [&public[..], &[("CHIT_ALLOW_TEST_RAILS", "demo")]].concat();
    let demo = Running::start(chit(dir.path(), &allowed, &["demo"]));
    let printed = demo.until("Stop with");
    has(&printed, &["https://pay.example/r/", "https://pay.example/app/sign-in/"]);
    assert_eq!(demo.stop(), Some(0));
}

async fn the_demo_shows_everything() {
    let dir = place();
    let settings = [("CHIT_LISTEN", "127.0.0.1:0")];
    let mut links = Vec::new();
    for _ in 0..2 {
        let demo = Running::start(chit(dir.path(), &settings, &["demo"]));
        let printed = demo.until("Stop with");
        let after = |name: &str| between(&printed, &format!("{name}:"), "\n").trim().to_owned();
        let (link, key) = (after("Pay link"), after("API key"));
        let code = link.rsplit('/').next().expect("a code").to_owned();
        let base = link.strip_suffix(&format!("r/{code}")).expect("a pay link").to_owned();
        let qr = LinkQr::new(&format!("{base}r/")).expect("short");
        let qr = qr.matrix(&RequestCode::parse(&code).expect("a code")).terminal(false);
        has(&printed, &[qr.trim_end_matches('\n'), "▀"]);
        let http = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).build();
        let http = http.expect("a client");
        let page = Answer::of(http.get(&link)).await.status(200).text();
        has(&page, &["Demo Bakery", "€", "25.00", "/pay\""]);
        has(&Answer::of(http.get(after("Personal link"))).await.status(200).text(), &["Demo Bakery"]);
        let sign_in = http.post(after("Sign in")).header("Sec-Fetch-Site", "same-origin");
        assert!(!Answer::of(form(sign_in, &[])).await.status(303).header("set-cookie").is_empty());
        let requests = Api::new(http, &base, &key).get("requests").await.status(200).json();
        assert_eq!(requests["data"].as_array().map(Vec::len), Some(1), "one sample, however often it starts");
        assert_eq!(requests["data"][0]["code"], code.as_str());
        links.push(code);
        assert_eq!(demo.stop(), Some(0));
    }
    assert_eq!(links[0], links[1]);
    assert!(files(dir.path()).iter().any(|name| name == "chit-demo.db"));
    assert_eq!(fs::metadata(dir.path().join("chit.key")).expect("a key").permissions().mode() & 0o777, 0o600);
}
