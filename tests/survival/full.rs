//! A disk that is full, under mixed load.

use std::process::Command;

use futures_util::future::join;
use libtest_mimic::Trial;
use serde_json::json;
use sqlx::{AssertSqlSafe, Connection, PgConnection};

use crate::support::{App, Backend, both};
use crate::times;
use crate::traffic::{Patient, Traffic};

/// The tables that grow with traffic.
const TABLES: [&str; 4] = ["requests", "payments", "ledger_entries", "idempotency_keys"];

pub fn tests() -> Vec<Trial> {
    both![a_full_disk_refuses_changes_only]
}

/// Lets no file of the service grow, or lets them again. PostgreSQL itself says that its disk is full: by the code that it has for that, in
/// every statement that needs room.
async fn fill(app: &App, is_full: bool) {
    match app.db().backend {
        Backend::Sqlite => {
            // The log, which is written first, has as much room at most; and it is not emptied while the database may not grow.
            let size = app.dir().join("chit.db").metadata().expect("a file").len();
            let limit = if is_full { size.to_string() } else { "unlimited".into() };
            let limits = [format!("--pid={}", app.pid()), format!("--fsize={limit}:")];
            assert!(Command::new("prlimit").args(limits).status().expect("prlimit is in util-linux").success());
        }
        Backend::Postgres => {
            const REFUSE: &str = "create or replace function refuse() returns trigger language plpgsql as \
                $$ begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$";
            let mut statements = vec![REFUSE.to_owned()];
            statements.extend(TABLES.map(|table| match is_full {
                true => format!("create trigger full_disk before insert on {table} execute function refuse()"),
                false => format!("drop trigger full_disk on {table}"),
            }));
            let mut connection = PgConnection::connect(&app.db().url).await.expect("the database opens");
            // Each by itself: two locks at a time would be in the way of two of the service's.
            for sql in statements {
                sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut connection).await.expect("the statement runs");
            }
            connection.close().await.expect("the database closes");
        }
    }
}

async fn a_full_disk_refuses_changes_only(mut app: App) {
    // A file that may not grow is an error then, and no signal.
    app.serve_through("trap '' XFSZ; exec \"$0\" serve");
    let traffic = Traffic::of(&app, &app.base).await;
    traffic.be_patient(Patient::WithOutages);
    let (browser, api) = (app.browser(), traffic.api());
    let filling = async {
        for _ in 0..times(2, 20) {
            traffic.goes_on(20).await;
            fill(&app, true).await;
            traffic.is_refused(20).await;
            browser.page("anna").await;
            let newest = api.get("requests?limit=1").await.status(200).json();
            let code = newest["data"][0]["code"].as_str().expect("a code").to_owned();
            browser.page(&format!("r/{code}")).await;
            api.get("exports/movements").await.status(200);
            // On SQLite there may be some room in its log.
            if app.db().backend == Backend::Postgres {
                api.post("requests", &json!({"amount": "7.00"})).await.status(503).problem();
            }
            fill(&app, false).await;
            traffic.goes_on(20).await;
            traffic.pause();
            traffic.rests().await;
            traffic.check(&app).await;
            traffic.resume();
        }
        traffic.end();
    };
    join(traffic.run(), filling).await;
    traffic.check(&app).await;
}
