//! A PostgreSQL database returns to a moment, by the lines of docs/operating.md: a base backup that was made under load, and the archived
//! log up to that moment.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::Path;

use futures_util::future::join;
use libtest_mimic::Trial;
use sqlx::{Connection, PgConnection};

use crate::books::Books;
use crate::proxy::Proxy;
use crate::standby::{copy_of, lead, socket_dir};
use crate::support::postgres::Cluster;
use crate::support::{App, until};
use crate::traffic::Traffic;
use crate::{aside, on_postgres};

pub fn tests() -> Vec<Trial> {
    vec![on_postgres(module_path!(), "a_database_returns_to_a_moment", |app| {
        Box::pin(a_database_returns_to_a_moment(app))
    })]
}

/// A cluster that archives its log in a directory, and an empty database `busy` in it.
fn archiving(archive: &Path) -> Cluster {
    let mut cluster = Cluster::make();
    let to = archive.display();
    cluster.execute("create database busy");
    cluster.execute("alter system set archive_mode = on");
    cluster.execute(&format!("alter system set archive_command = 'test ! -f {to}/%f && cp %p {to}/%f'"));
    cluster.stop();
    cluster.start();
    cluster
}

/// Asks one of its databases for one text.
async fn ask(cluster: &Cluster, sql: &'static str) -> String {
    let mut connection = PgConnection::connect(&cluster.url("busy")).await.expect("the database opens");
    sqlx::query_scalar(sql).fetch_one(&mut connection).await.expect("an answer")
}

async fn a_database_returns_to_a_moment(mut app: App) {
    // A directory of the server's user.
    let place = Cluster::place();
    let archive = socket_dir(&place);
    let to = archive.clone();
    let primary = tokio::task::spawn_blocking(move || archiving(&to)).await.expect("a cluster");
    let way = app.dir().join("way");
    lead(&way, &primary);
    let proxy = Proxy::start(&way);
    let url = format!("postgres://chit@127.0.0.1:{}/busy", proxy.port);
    app = app.with(&[("CHIT_DATABASE_URL", &url)]).await;
    let traffic = Traffic::of(&app, &app.base).await;
    let working = async {
        traffic.goes_on(30).await;
        // The base is copied while the service works.
        let copied = tokio::task::spawn_blocking(move || (copy_of(&primary, &[]), primary));
        let (restored, primary) = copied.await.expect("a copy");
        traffic.goes_on(30).await;
        // Nothing is under way at the moment, so all that is acknowledged is all there is.
        traffic.pause();
        traffic.rests().await;
        let (kept, moment) = (traffic.deals(), ask(&primary, "select clock_timestamp()::text").await);
        traffic.resume();
        traffic.goes_on(60).await;
        traffic.end();
        (primary, restored, kept, moment)
    };
    let ((), (primary, restored, kept, moment)) = join(traffic.run(), working).await;
    let all = traffic.deals().len();
    assert!(all > kept.len() && kept.iter().any(|deal| deal.is_settled), "{} of {all}", kept.len());
    assert_eq!(app.stop(), Some(0));

    let last = ask(&primary, "select pg_walfile_name(pg_switch_wal())").await;
    until("the log is archived", async || {
        ask(&primary, "select last_archived_wal from pg_stat_archiver").await >= last
    })
    .await;
    drop(primary);

    let settings = format!(
        "restore_command = 'cp {}/%f %p'\nrecovery_target_time = '{moment}'\nrecovery_target_action = 'promote'\n",
        archive.display()
    );
    let mut file = OpenOptions::new().append(true).open(restored.data().join("postgresql.auto.conf")).expect("a file");
    file.write_all(settings.as_bytes()).expect("written");
    fs::write(restored.data().join("recovery.signal"), "").expect("written");
    let restored = aside(restored, Cluster::start).await;
    until("it is promoted", async || ask(&restored, "select pg_is_in_recovery()::text").await == "false").await;

    lead(&way, &restored);
    app.start_again();
    let books = Books::read(traffic.api()).await;
    books.are_sound();
    for deal in &kept {
        books.have(traffic.api(), deal).await;
    }
    books.have_nothing_else(&kept);
    app.audit();
}
