//! What an operator meets: settings, keys, the demo, the command line, starts and stops, a crash, a full disk, a lost database.

use std::collections::HashMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use chit::domain::request::code::RequestCode;
use chit::share::qr::LinkQr;
use futures_util::StreamExt;
use futures_util::future::join_all;
use futures_util::stream::FuturesUnordered;
use libtest_mimic::Trial;
use serde_json::json;
use tempfile::TempDir;

use crate::support::postgres::Cluster;
use crate::support::{
    Answer, Api, App, BINARY, Backend, Hook, Message, SECRET_KEY, alone, alone_async, between, both, form, has,
    has_not, on_both,
};

/// How long anything may take.
const PATIENCE: Duration = Duration::from_secs(60);

pub fn tests() -> Vec<Trial> {
    let [full_disk, _] =
        on_both(module_path!(), "a_full_disk_is_survived", |app| Box::pin(a_full_disk_is_survived(app)));
    let [_, lost] =
        on_both(module_path!(), "a_lost_database_is_survived", |app| Box::pin(a_lost_database_is_survived(app)));
    let mut tests = both![
        it_says_whether_it_is_well,
        a_log_that_cannot_be_written_stops_nothing,
        what_has_begun_is_finished,
        a_crash_loses_no_request,
        a_crash_loses_no_settlement,
        starting_again_changes_nothing,
        several_may_start_at_once,
        a_newer_database_is_left_alone,
        request_makes_a_link,
        export_gives_what_the_api_gives,
    ];
    tests.extend(alone![
        wrong_settings_are_told_at_once,
        a_file_of_settings_is_read,
        a_key_is_made_beside_the_database,
        only_commands_that_begin_something_make_a_database,
        the_demo_stays_off_a_public_url,
    ]);
    tests.extend(alone_async![the_demo_shows_everything]);
    tests.extend([full_disk, lost]);
    tests
}

pub fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime")
}

pub fn place() -> TempDir {
    tempfile::Builder::new().prefix("chit-it-").tempdir().expect("a directory")
}

/// The binary in a directory, with these settings and no others.
pub fn chit(dir: &Path, settings: &[(&str, &str)], arguments: &[&str]) -> Command {
    let mut command = Command::new(BINARY);
    command.env_clear().envs(settings.iter().copied()).current_dir(dir).stdin(Stdio::null()).args(arguments);
    command
}

pub fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

pub fn files(dir: &Path) -> Vec<String> {
    let names = fs::read_dir(dir).expect("a directory").map(|entry| entry.expect("an entry").file_name());
    let mut names: Vec<_> = names.map(|name| name.into_string().expect("text")).collect();
    names.sort();
    names
}

/// A process that goes on, and the lines that it prints.
pub struct Running {
    child: Child,
    lines: Receiver<String>,
}

impl Running {
    pub fn start(mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("chit runs");
        let said = BufReader::new(child.stdout.take().expect("piped")).lines().map_while(Result::ok);
        let (tell, lines) = mpsc::channel();
        // The thread ends with the process.
        std::thread::spawn(move || said.for_each(|line| drop(tell.send(line))));
        Self { child, lines }
    }

    /// What it prints up to the line that holds this.
    #[track_caller]
    pub fn until(&self, mark: &str) -> String {
        let mut said = String::new();
        while !said.contains(mark) {
            let line = self.lines.recv_timeout(PATIENCE).unwrap_or_else(|_| panic!("no {mark:?} in:\n{said}"));
            said = format!("{said}{line}\n");
        }
        said
    }

    pub fn stop(mut self) -> Option<i32> {
        let told = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().expect("kill runs");
        assert!(told.success(), "it was gone already");
        while self.lines.recv_timeout(PATIENCE).is_ok() {}
        self.child.wait().expect("a child").code()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
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

async fn it_says_whether_it_is_well(app: App) {
    for (path, says) in [("healthz", "ok\n"), ("readyz", "ready\n")] {
        assert_eq!(app.browser().get(path).await.status(200).text(), says);
    }
    has(&app.browser().page("robots.txt").await, &["Disallow: /"]);
}

/// A disk that is full of the log's own lines is no reason to stop taking payments.
async fn a_log_that_cannot_be_written_stops_nothing(mut app: App) {
    app.serve_through("exec \"$0\" serve 2>/dev/full");
    let (_, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    app.browser().page(&format!("r/{code}")).await;
    let (_, order) = app.start_payment(&code).await;
    hook.reported(&Message::new(&order, "approve")).await;
    assert_eq!(api.get(&format!("requests/{code}")).await.status(200).json()["status"], "paid");
    app.browser().get("nowhere/at/all").await.status(404);
    assert_eq!(app.stop(), Some(0));
}

async fn what_has_begun_is_finished(mut app: App) {
    let payee = app.payee("anna");
    let mut connection =
        TcpStream::connect(app.base.trim_start_matches("http://").trim_end_matches('/')).expect("open");
    connection.set_read_timeout(Some(PATIENCE)).expect("a timeout");
    let body = r#"{"amount":"25.00","memo":"begun before the end"}"#;
    let (first, second) = body.split_at(20);
    let length = body.len();
    // The service asks for the body when it begins to read it: then the request is under way.
    let head = format!(
        "POST /api/v1/requests HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {}\r\ncontent-type: application/json\r\n\
         content-length: {length}\r\nexpect: 100-continue\r\n\r\n",
        payee.api_key
    );
    connection.write_all(head.as_bytes()).expect("sent");
    let mut reader = BufReader::new(connection.try_clone().expect("a second handle"));
    let mut line = String::new();
    reader.read_line(&mut line).expect("a line");
    has(&line, &["HTTP/1.1 100 "]);
    connection.write_all(first.as_bytes()).expect("sent");

    app.terminate();
    let begun = Instant::now();
    let address = app.base.trim_start_matches("http://").trim_end_matches('/').to_owned();
    while TcpStream::connect(&address).is_ok() {
        assert!(begun.elapsed() < PATIENCE, "it goes on listening");
        std::thread::yield_now();
    }
    connection.write_all(second.as_bytes()).expect("sent");
    let mut answer = String::new();
    reader.read_to_string(&mut answer).expect("an answer");
    has(&answer, &["HTTP/1.1 201 ", "begun before the end"]);
    assert_eq!(app.wait(), Some(0));
    assert_eq!(app.db().texts("select memo from requests").await, ["begun before the end"]);
    has(&app.log(), &["stopping", "stopped"]);
    app.start_again();
    assert_eq!(
        app.api(&payee.api_key).get("requests").await.status(200).json()["data"].as_array().map(Vec::len),
        Some(1)
    );
}

async fn a_crash_loses_no_request(mut app: App) {
    let (_, api, _) = app.seller("anna").await;
    let create = async |n: usize| {
        let call = api.call(reqwest::Method::POST, "requests").header("Idempotency-Key", format!("key-{n}"));
        let answer = call.json(&json!({"amount": "25.00", "reference": format!("n{n}")})).send().await.ok()?;
        assert_eq!(answer.status(), 201);
        let made: serde_json::Value = answer.json().await.ok()?;
        Some((n, made["code"].as_str()?.to_owned()))
    };
    let mut under_way: FuturesUnordered<_> = (0..200).map(create).collect();
    let mut acknowledged = HashMap::new();
    while let Some(made) = under_way.next().await {
        acknowledged.extend(made);
        if acknowledged.len() == 40 {
            app.kill();
        }
    }
    assert!(acknowledged.len() >= 40, "{} were acknowledged", acknowledged.len());
    app.start_again();
    for (n, code) in &acknowledged {
        let kept = api.get(&format!("requests/{code}")).await.status(200).json();
        assert_eq!(kept["reference"], format!("n{n}"));
    }
    // Whoever got no answer asks again with the same key, and nothing is made twice.
    let again = join_all((0..200).map(create)).await;
    let again: HashMap<_, _> = again.into_iter().flatten().collect();
    assert_eq!(again.len(), 200);
    assert!(acknowledged.iter().all(|(n, code)| again[n] == *code));
    assert_eq!(app.db().number("select count(*) from requests").await, 200);
    app.audit();
}

async fn a_crash_loses_no_settlement(mut app: App) {
    const COUNT: usize = 60;
    let (_, api, hook) = app.seller("anna").await;
    let mut orders = Vec::new();
    for _ in 0..COUNT {
        let code = app.request(&api, &json!({"amount": "25.00"})).await;
        let (_, order) = app.start_payment(&code).await;
        orders.push((code, order));
    }
    let report = async |(code, order): &(String, String)| {
        let message = json!({"id": format!("{order}:1"), "order": order, "outcome": "approve", "amount": "25.00",
            "currency": "EUR", "at": crate::support::now().timestamp()});
        let body = serde_json::to_vec(&message).expect("JSON");
        let signature = hook.sign(crate::support::now().timestamp(), &body);
        let Hook { client, url, .. } = &hook;
        let call = client.post(url).header("chit-demo-signature", signature).body(body);
        let answer = call.send().await.ok()?;
        assert_eq!(answer.status(), 204);
        Some(code.clone())
    };
    let mut under_way: FuturesUnordered<_> = orders.iter().map(report).collect();
    let mut acknowledged = Vec::new();
    while let Some(settled) = under_way.next().await {
        acknowledged.extend(settled);
        if acknowledged.len() == 10 {
            app.kill();
        }
    }
    drop(under_way);
    assert!(acknowledged.len() >= 10);
    app.start_again();
    for code in &acknowledged {
        assert_eq!(api.get(&format!("requests/{code}")).await.status(200).json()["status"], "paid");
    }
    app.audit();
    // The provider comes again with what got no answer, and with what did.
    assert_eq!(join_all(orders.iter().map(report)).await.into_iter().flatten().count(), COUNT);
    let count = i64::try_from(COUNT).expect("small");
    for sql in [
        "select count(*) from ledger_entries where kind = 'settlement'",
        "select count(*) from payments where state = 'settled' and received = 2500",
        "select count(*) from requests where state = 'paid' and paid_count = 1 and paid_total = 2500",
        "select count(*) from rail_events where outcome = 'applied'",
    ] {
        assert_eq!(app.db().number(sql).await, count, "{sql}");
    }
    app.audit();
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
        has(&signed_in.page("app").await, &[&code]);
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

/// Says 503 as a program can use it.
#[track_caller]
fn unavailable(answer: &Answer) {
    assert_eq!(answer.code, 503, "{}", answer.text());
    answer.problem();
    assert!(answer.header("retry-after").parse().is_ok_and(|seconds: u32| seconds > 0), "{:?}", answer.headers);
    has_not(&answer.text().to_lowercase(), &["sqlite", "postgres", "sqlx", "disk", "os error"]);
}

/// A limit on the size of files, which the kernel answers as it answers a full disk: the write fails. (EFBIG instead of ENOSPC; to
/// SQLite it is the same.)
fn limit_files(app: &App, bytes: &str) {
    let limit = format!("--fsize={bytes}:");
    let done = Command::new("prlimit").args(["--pid", &app.pid().to_string(), &limit]).output();
    let done = done.expect("prlimit is missing: it is in util-linux");
    assert!(done.status.success(), "prlimit: {}", said(&done));
}

async fn a_full_disk_is_survived(mut app: App) {
    // Without the trap the limit would be a signal that kills, which a full disk is not.
    app.serve_through("trap '' XFSZ; exec \"$0\" serve");
    let (_, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (_, order) = app.start_payment(&code).await;
    let open = app.request(&api, &json!({})).await;
    let size = |name: &str| fs::metadata(app.dir().join(name)).map_or(0, |file| file.len());
    limit_files(&app, &(size("chit.db").max(size("chit.db-wal")) + 64 * 1024).to_string());

    let mut acknowledged = vec![code.clone(), open.clone()];
    let body = json!({"amount": "7.00", "memo": "x".repeat(140)});
    let full = loop {
        let answer = api.post("requests", &body).await;
        if answer.code != 201 {
            break answer;
        }
        acknowledged.push(answer.json()["code"].as_str().expect("a code").to_owned());
        assert!(acknowledged.len() < 2000, "the disk does not get full");
    };
    unavailable(&full);
    let rows = app.db().rows().await;
    for answer in join_all((0..20).map(|_| api.post("requests", &body))).await {
        unavailable(&answer);
    }
    unavailable(&api.post_once("requests", "once", &body).await);
    unavailable(&hook.report(&Message::new(&order, "approve")).await);
    unavailable(&api.post(&format!("requests/{open}/payments"), &json!({"amount": "1.00"})).await);
    let payer = app.browser().post(&format!("r/{code}/pay"), &[]).await.status(503);
    has(&payer.text(), &["Not available for a moment"]);
    assert!(!payer.header("retry-after").is_empty());
    // Who only looks is served.
    app.browser().page(&format!("r/{code}")).await;
    app.browser().page("healthz").await;
    assert_eq!(api.get(&format!("requests/{code}")).await.status(200).json()["status"], "open");
    assert_eq!(app.db().rows().await, rows, "what was refused left something behind");

    limit_files(&app, "unlimited");
    for _ in 0..3 {
        acknowledged.push(app.request(&api, &body).await);
    }
    let once = api.post_once("requests", "once", &body).await.status(201).json();
    acknowledged.push(once["code"].as_str().expect("a code").to_owned());
    hook.reported(&Message::new(&order, "approve")).await;
    assert_eq!(api.get(&format!("requests/{code}")).await.status(200).json()["status"], "paid");
    for code in &acknowledged {
        api.get(&format!("requests/{code}")).await.status(200);
    }
    let count = i64::try_from(acknowledged.len()).expect("small");
    assert_eq!(app.db().number("select count(*) from requests").await, count);
    assert_eq!(app.db().number("select count(*) from payments").await, 1);
    assert_eq!(app.db().texts("pragma integrity_check").await, ["ok"]);
    app.audit();
    assert_eq!(app.stop(), Some(0));
}

async fn a_lost_database_is_survived(app: App) {
    let mut cluster = Cluster::make();
    cluster.execute("create database lost");
    // What is acknowledged must be on the disk here: the cluster is stopped as by a crash.
    cluster.execute("alter database lost set synchronous_commit = on");
    let app = app.with(&[("CHIT_DATABASE_URL", &cluster.url("lost"))]).await;
    let (payee, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (_, order) = app.start_payment(&code).await;
    let body = json!({"amount": "7.00"});
    let made = join_all((0..20).map(|_| app.request(&api, &body))).await;
    let signed_in = app.signed_in(&payee).await;
    app.browser().page("readyz").await;

    for _ in 0..2 {
        cluster.stop();
        unavailable(&api.get("me").await);
        unavailable(&api.post_once("requests", "once", &body).await);
        unavailable(&hook.report(&Message::new(&order, "approve")).await);
        // The last one is where payers land who have just paid.
        for path in [format!("r/{code}"), "anna".into(), "p/abcdefghijkmnopqrstuvwxy".into()] {
            let page = app.browser().get(&path).await.status(503);
            has(&page.text(), &["Not available for a moment", "If you have just paid, don’t pay again"]);
            has_not(&page.text(), &["charged"]);
            assert!(!page.header("retry-after").is_empty());
        }
        let sellers = signed_in.get("app").await.status(503).text();
        has(&sellers, &["Not available for a moment", "Try again in a moment."]);
        has_not(&sellers, &["just paid", "charged"]);
        app.browser().get("readyz").await.status(503);
        assert_eq!(app.browser().page("healthz").await, "ok\n");

        cluster.start();
        // Connections that broke are noticed one by one, when they are used.
        let mut tries = 0;
        while app.browser().get("readyz").await.code != 200 || api.get("me").await.code != 200 {
            tries += 1;
            assert!(tries < 50, "it does not recover");
        }
        for code in &made {
            api.get(&format!("requests/{code}")).await.status(200);
        }
        // One key, so what is asked for once more is the one that was made.
        let mut once = api.post_once("requests", "once", &body).await;
        while once.code != 201 {
            tries += 1;
            assert!(tries < 50, "{}", once.text());
            once = api.post_once("requests", "once", &body).await;
        }
    }
    hook.reported(&Message::new(&order, "approve")).await;
    assert_eq!(api.get(&format!("requests/{code}")).await.status(200).json()["status"], "paid");
    has(&signed_in.page("app").await, &[&code]);
    let requests = api.get("requests?limit=100").await.status(200).json();
    assert_eq!(requests["data"].as_array().map(Vec::len), Some(made.len() + 2));
    app.audit();
}
