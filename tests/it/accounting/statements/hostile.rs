//! Files that are broken or meant badly, sent to a running service: each is read or refused with its place, nothing half of one is written,
//! the service serves on, and its memory stays what it was.

use futures_util::{StreamExt, stream};
use libtest_mimic::Trial;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::{booking, camt, counts, import, paid, request, send};
use crate::support::{Answer, Api, App, Payee, both};

#[path = "../../../../src/accounting/statement/mutation.rs"]
mod mutation;

pub fn tests() -> Vec<Trial> {
    both![mutated_files_leave_nothing_half_written, a_length_is_only_a_claim]
}

/// The number of mutated files that each database gets, or as many as `CHIT_MUTATIONS` says.
fn how_many() -> usize {
    std::env::var("CHIT_MUTATIONS").map_or(400, |count| count.parse().expect("CHIT_MUTATIONS is a number"))
}
/// The files that are sent at a time.
const AT_A_TIME: usize = 4;
/// The most memory that reading may take, in KiB.
const MEMORY: u64 = 64 * 1024;

/// Samples of every format.
const SAMPLES: [&str; 17] = [
    "camt/camt053.v2.five.decimals.xml",
    "camt/camt053.v2.multi.statement.xml",
    "camt/camt053.v4.xml",
    "camt/camt054.v8.xml",
    "made/camt052.08.made.xml",
    "made/camt053.02.made.xml",
    "made/camt053.13.made.xml",
    "made/chit.ofx",
    "ofx/decimal_error.ofx",
    "made/mt942.sta",
    "made/rc.sta",
    "made/wrap.sta",
    "mt940/mt940.sta",
    "mt940/malformed_details.sta",
    "csv/n26.csv",
    "csv/paypal.csv",
    "csv/revolut.csv",
];

/// Samples that broke on their way, the same ones each time.
fn mutated_files() -> impl Iterator<Item = Vec<u8>> {
    let mutated = mutation::mutated(SAMPLES.map(mutation::sample));
    let mut runner = TestRunner::deterministic();
    (0..how_many()).map(move |_| mutated.new_tree(&mut runner).expect("a file").current())
}

/// A file that is refused says what is wrong with it, or what about a table has to be said; one that is read is told whole.
#[track_caller]
fn judged(answer: &Answer) -> Option<Value> {
    match answer.code {
        200 => Some(serde_json::from_slice(&answer.body).expect("JSON")),
        400 => {
            let problem: Value = serde_json::from_slice(&answer.body).expect("JSON");
            let errors = problem["errors"].as_array().expect("errors");
            assert!(!errors.is_empty(), "{problem}");
            for error in errors {
                let field = error["field"].as_str().expect("a field");
                assert!(field == "file" || field.starts_with("mapping."), "{problem}");
            }
            None
        }
        code => panic!("{code}: {}", String::from_utf8_lossy(&answer.body)),
    }
}

async fn mutated_files_leave_nothing_half_written(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let idle = kib(&app, "VmRSS");
    let sent = stream::iter(mutated_files()).map(|file| send(&api, "", file)).buffer_unordered(AT_A_TIME);
    let read: Vec<Value> = sent.filter_map(async |answer| judged(&answer)).collect().await;
    // Both happen, or the mutations show nothing.
    let all = how_many();
    assert!(read.len() > all / 10 && read.len() < all * 9 / 10, "{} of {all} are read", read.len());
    // What is stored is what was told, and no entry stands without its statement.
    let told = read.iter().map(|statement| counts(statement)[0] - counts(statement)[4]).sum::<i64>();
    let count = async |sql: &str| app.db().number(sql).await;
    assert_eq!(count("select count(*) from statements").await, i64::try_from(read.len()).expect("few"));
    assert_eq!(count("select count(*) from statement_entries").await, told);
    let by_statement = "select count(*) from statements s where s.entries - s.duplicates \
        <> (select count(*) from statement_entries t where t.statement_id = s.id)";
    assert_eq!(count(by_statement).await, 0);
    for table in ["statement_matches", "payments", "ledger_entries", "requests"] {
        assert_eq!(count(&format!("select count(*) from {table}")).await, 0, "{table}");
    }
    still_serves(&app, &api).await;
    let most = kib(&app, "VmHWM");
    assert!(most < idle + MEMORY, "{most} KiB, and {idle} KiB before");
}

/// A file that is said to be longer than what is sent, or longer than anything: nothing is waited for, and nothing is written.
async fn a_length_is_only_a_claim(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let idle = kib(&app, "VmRSS");
    let start = camt(&[booking("25.00", "A-1", "hello")]);
    for (claim, is_answered) in [
        ("content-length: 52428800", false),
        ("content-length: 52428801", true),
        ("content-length: 99999999999999999999", true),
        ("content-length: -1", true),
        ("transfer-encoding: chunked\r\n\r\n3200000", false),
        ("transfer-encoding: chunked\r\n\r\nffffffffffffffff", false),
        ("transfer-encoding: chunked\r\n\r\nfffffffffffffffffffffffff", true),
        ("transfer-encoding: chunked\r\n\r\nzz", true),
    ] {
        let code = claimed(&app, &payee, claim, &start).await;
        let is_refusal = code.is_none() || code.is_some_and(|code| (400..500).contains(&code));
        assert!(is_refusal && (!is_answered || code.is_some()), "{claim}: {code:?}");
        assert_eq!(api.get("statements").await.status(200).json()["data"], json!([]), "{claim}");
    }
    let most = kib(&app, "VmHWM");
    assert!(most < idle + MEMORY, "{most} KiB, and {idle} KiB before");
    still_serves(&app, &api).await;
}

/// Sends a file whose length is claimed, and no more than its beginning; answers the status, if there is one.
async fn claimed(app: &App, payee: &Payee, claim: &str, start: &str) -> Option<u16> {
    let address = app.base.trim_start_matches("http://").trim_end_matches('/');
    let mut stream = TcpStream::connect(address).await.expect("it listens");
    let end = if claim.contains("\r\n\r\n") { "\r\n" } else { "\r\n\r\n" };
    let key = &payee.api_key;
    let sent = format!(
        "POST /api/v1/statements HTTP/1.1\r\nhost: {address}\r\nauthorization: Bearer {key}\r\nconnection: close\r\n{claim}{end}{start}"
    );
    stream.write_all(sent.as_bytes()).await.expect("sent");
    stream.shutdown().await.expect("no more is sent");
    let mut answer = Vec::new();
    // A service that has nothing to say to a client that went may cut it off.
    let _ = stream.read_to_end(&mut answer).await;
    String::from_utf8_lossy(&answer).split(' ').nth(1).and_then(|code| code.parse().ok())
}

/// A statement settles what it names, as ever.
async fn still_serves(app: &App, api: &Api) {
    let code = app.request(api, &json!({"amount": "25.00"})).await;
    let rf = request(api, &code).await["rf"].as_str().expect("a reference").to_owned();
    assert_eq!(counts(&import(api, &[booking("25.00", &code, &rf)]).await), [1, 1, 0, 0, 0]);
    assert_eq!(paid(api, &code).await, ("paid".to_owned(), "25.00".to_owned()));
    app.audit();
}

/// A number of the service's memory in KiB, by its name in `/proc`.
fn kib(app: &App, name: &str) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", app.pid())).expect("it runs");
    let line = status.lines().find_map(|line| line.strip_prefix(name)).expect("the number");
    line.trim_matches(|c: char| !c.is_ascii_digit()).parse().expect("a number")
}
