//! Connections that keep the service waiting, and connections without end: nobody holds off others by them.

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use libtest_mimic::Trial;
use serde_json::json;

use crate::support::{App, both, has, has_not};

pub fn tests() -> Vec<Trial> {
    both![
        a_silent_connection_is_ended,
        a_body_that_never_comes_is_not_waited_for,
        an_answer_that_nobody_takes_is_given_up,
        open_pages_leave_room_for_everything_else,
        silent_connections_leave_room_for_everybody_else,
        the_limit_of_open_files_is_raised,
    ]
}

/// Whoever waits so long waits in vain.
const PATIENCE: Duration = Duration::from_secs(60);
/// Runs the service with few file descriptors.
const FEW_DESCRIPTORS: &str = "ulimit -n 100; exec \"$0\" serve";

fn connect(app: &App) -> TcpStream {
    let address = app.base.trim_start_matches("http://").trim_end_matches('/');
    let connection = TcpStream::connect(address).expect("open");
    connection.set_read_timeout(Some(PATIENCE)).expect("a timeout");
    connection.set_write_timeout(Some(PATIENCE)).expect("a timeout");
    connection
}

/// Says something, and hears what the service says until it ends the connection.
fn until_ended(app: &App, said: &str) -> String {
    let mut connection = connect(app);
    connection.write_all(said.as_bytes()).expect("sent");
    let mut heard = Vec::new();
    connection.read_to_end(&mut heard).unwrap_or_else(|e| panic!("{said:?} is waited for: {e}"));
    String::from_utf8_lossy(&heard).into_owned()
}

async fn a_silent_connection_is_ended(app: App) {
    let app = app.with(&[("CHIT_IDLE_SECONDS", "1")]).await;
    for silence in ["", "GET /hea", "GET /healthz HTTP/1.1\r\nhost: x\r\nx-half: "] {
        assert_eq!(until_ended(&app, silence), "", "{silence:?}");
    }
    // One that was kept after its answer.
    let answer = until_ended(&app, "GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n");
    has(&answer, &["HTTP/1.1 200 OK\r\n", "\r\n\r\nok\n"]);
    has_not(&answer, &["connection: close"]);
}

async fn a_body_that_never_comes_is_not_waited_for(app: App) {
    app.payee("anna");
    let head = "POST /anna/report HTTP/1.1\r\nhost: x\r\ncontent-type: application/x-www-form-urlencoded\r\n";
    has(&until_ended(&app, &format!("{head}content-length: 100\r\n\r\nrea")), &["HTTP/1.1 408 "]);
}

async fn an_answer_that_nobody_takes_is_given_up(app: App) {
    let app = app.with(&[("CHIT_IDLE_SECONDS", "1")]).await;
    let mut connection = connect(&app);
    let requests = "GET /app/sign-in HTTP/1.1\r\nhost: x\r\n\r\n".repeat(1000);
    // The answers fill every buffer between the two, and then the requests do.
    let ended = loop {
        if let Err(e) = connection.write_all(requests.as_bytes()) {
            break e;
        }
    };
    assert!(matches!(ended.kind(), ErrorKind::ConnectionReset | ErrorKind::BrokenPipe), "it is waited for: {ended}");
}

async fn open_pages_leave_room_for_everything_else(mut app: App) {
    let (_, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    app.serve_through(FEW_DESCRIPTORS);
    let mut pages: Vec<_> = (0..75)
        .map(|_| {
            let mut page = connect(&app);
            let asked = format!("GET /r/{code}/live?since=open HTTP/1.1\r\nhost: x\r\n\r\n");
            page.write_all(asked.as_bytes()).expect("sent");
            page
        })
        .collect();
    // Each page is answered 200: any other status would keep a browser from connecting again.
    let (mut held, mut sent_away) = (0, 0);
    for page in &mut pages {
        let mut heard = String::new();
        while !heard.contains("\n\n") {
            let mut piece = [0; 4096];
            let bytes = page.read(&mut piece).expect("an answer");
            assert_ne!(bytes, 0, "{heard}");
            heard.push_str(&String::from_utf8_lossy(&piece[..bytes]));
        }
        has(&heard, &["HTTP/1.1 200 OK\r\n", "content-type: text/event-stream\r\n", "retry: "]);
        if heard.contains("retry: 30000") {
            page.read_to_string(&mut heard).expect("its end");
            has(&heard, &["connection: close\r\n"]);
            sent_away += 1;
        } else {
            held += 1;
        }
    }
    assert_eq!((held, sent_away), (20, 55));
    for path in ["healthz", "readyz", &format!("r/{code}")] {
        app.browser().get(path).await.status(200);
    }
    let api = app.api(api.key());
    app.request(&api, &json!({"amount": "3.00"})).await;
    // A place that is given back is somebody else's.
    drop(pages);
    let mut page = connect(&app);
    api.post(&format!("requests/{code}/cancel"), &json!({})).await.status(200);
    let asked = format!("GET /r/{code}/live?since=open HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
    page.write_all(asked.as_bytes()).expect("sent");
    let mut heard = String::new();
    page.read_to_string(&mut heard).expect("its end");
    has(&heard, &["event: change\n", "data: Something has changed"]);
}

async fn silent_connections_leave_room_for_everybody_else(mut app: App) {
    app.serve_through(FEW_DESCRIPTORS);
    let silent: Vec<_> = (0..70).map(|_| connect(&app)).collect();
    app.browser().get("healthz").await.status(200);
    has(&app.log(), &["descriptors=100 connections=50"]);
    app.browser().get("readyz").await.status(200);
    drop(silent);
}

async fn the_limit_of_open_files_is_raised(mut app: App) {
    app.serve_through("ulimit -Hn 200; ulimit -Sn 64; exec \"$0\" serve");
    app.browser().get("healthz").await.status(200);
    has(&app.log(), &["descriptors=200"]);
}
