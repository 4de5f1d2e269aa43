//! The service is told to stop (SIGTERM) while requests are on their way.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use libtest_mimic::Trial;

use crate::signal;
use crate::support::{App, both, has};

const REQUEST: &[u8] = b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n";
const EACH: usize = 4;

pub fn tests() -> Vec<Trial> {
    both![a_request_that_was_sent_before_is_answered, it_drains_until_it_is_told_again]
}

fn connect(app: &App) -> TcpStream {
    let address = app.base.trim_start_matches("http://").trim_end_matches('/');
    let connection = TcpStream::connect(address).expect("open");
    connection.set_read_timeout(Some(Duration::from_secs(60))).expect("a timeout");
    connection
}

/// Sends a request, and reads its answer off a connection that is kept.
fn ask(connection: &mut TcpStream) -> String {
    connection.write_all(REQUEST).expect("sent");
    let mut heard = Vec::new();
    while !heard.ends_with(b"\r\n\r\nok\n") {
        let mut byte = [0];
        connection.read_exact(&mut byte).expect("an answer");
        heard.extend(byte);
    }
    String::from_utf8(heard).expect("text")
}

fn hear(mut connection: TcpStream) -> String {
    let mut heard = String::new();
    connection.read_to_string(&mut heard).expect("an answer, and a proper end");
    heard
}

/// The process stands still until both the requests and the signal are there: it finds them at once.
async fn a_request_that_was_sent_before_is_answered(mut app: App) {
    for _ in 0..2 {
        let mut connections: Vec<_> = (0..EACH).map(|_| connect(&app)).collect();
        connections.iter_mut().for_each(|kept| drop(ask(kept)));
        signal(&app, "STOP");
        connections.extend((0..EACH).map(|_| connect(&app)));
        for connection in &mut connections {
            connection.write_all(REQUEST).expect("sent");
        }
        signal(&app, "TERM");
        signal(&app, "CONT");
        for (number, connection) in connections.into_iter().enumerate() {
            assert!(hear(connection).starts_with("HTTP/1.1 200 OK\r\n"), "connection {number}");
        }
        assert_eq!(app.wait(), Some(0));
        app.start_again();
    }
}

async fn it_drains_until_it_is_told_again(app: App) {
    let mut app = app.with(&[("CHIT_DRAIN_SECONDS", "3600")]).await;
    let browser = app.browser();
    browser.page("readyz").await;
    let (mut kept, idle) = (connect(&app), connect(&app));
    assert!(!ask(&mut kept).contains("connection: close"));
    app.terminate();
    crate::support::until("it is not ready", async || browser.get("readyz").await.code == 503).await;
    has(&browser.get("readyz").await.text(), &["about to stop"]);
    // It serves, those that come and those that are there, whose connections then end.
    assert_eq!(browser.page("healthz").await, "ok\n");
    has(&ask(&mut kept), &["connection: close"]);
    assert_eq!(hear(kept), "");
    app.terminate();
    assert_eq!(app.wait(), Some(0));
    assert_eq!(hear(idle), "");
}
