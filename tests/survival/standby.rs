//! Two PostgreSQL servers with streaming replication: the primary dies, and the standby takes its place.

use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use futures_util::future::join;
use libtest_mimic::Trial;
use sqlx::{Connection, PgConnection};

use crate::proxy::Proxy;
use crate::support::postgres::Cluster;
use crate::support::{App, until};
use crate::traffic::{Patient, Traffic};
use crate::{aside, on_postgres, times};

pub fn tests() -> Vec<Trial> {
    vec![on_postgres(module_path!(), "a_standby_takes_the_primarys_place", |app| {
        Box::pin(a_standby_takes_the_primarys_place(app))
    })]
}

/// A base backup of a cluster as the files of another one, which isn't started.
pub fn copy_of(primary: &Cluster, how: &[&str]) -> Cluster {
    let copy = Cluster::place();
    let copied = copy
        .program("pg_basebackup")
        .args(["--wal-method=stream", "--checkpoint=fast", "--no-sync", "--username=chit"])
        .args(how)
        .arg(format!("--host={}", socket_dir(primary).display()))
        .arg(format!("--pgdata={}", copy.data().display()))
        .output()
        .expect("pg_basebackup runs");
    assert!(copied.status.success(), "pg_basebackup: {}", String::from_utf8_lossy(&copied.stderr));
    copy
}

/// Makes and starts a second cluster that follows the first by streaming replication.
fn standby(primary: &Cluster) -> Cluster {
    let mut standby = copy_of(primary, &["--write-recovery-conf"]);
    standby.start();
    standby
}

/// The directory with a cluster's socket.
pub fn socket_dir(cluster: &Cluster) -> PathBuf {
    cluster.data().parent().expect("a directory").to_owned()
}

/// Makes a standby, without which nothing is acknowledged from now on.
async fn followed(primary: Cluster) -> (Cluster, Cluster) {
    let (primary, standby) = tokio::task::spawn_blocking(move || {
        let standby = standby(&primary);
        primary.execute("alter system set synchronous_standby_names = '*'");
        primary.execute("select pg_reload_conf()");
        (primary, standby)
    })
    .await
    .expect("a standby");
    let mut connection = PgConnection::connect(&primary.url("busy")).await.expect("the database opens");
    let connection = tokio::sync::Mutex::new(&mut connection);
    until("the standby follows", async || {
        const FOLLOWING: &str = "select count(*) from pg_stat_replication where sync_state = 'sync'";
        let following = sqlx::query_scalar::<_, i64>(FOLLOWING).fetch_one(&mut **connection.lock().await).await;
        following.expect("a number") == 1
    })
    .await;
    (primary, standby)
}

/// Leads the way to a server, in one step.
pub fn lead(way: &Path, to: &Cluster) {
    let new = way.with_extension("new");
    symlink(socket_dir(to), &new).expect("a link");
    std::fs::rename(new, way).expect("put in place");
}

async fn a_standby_takes_the_primarys_place(app: App) {
    let mut primary = tokio::task::spawn_blocking(Cluster::make).await.expect("a cluster");
    primary.execute("create database busy");
    // What is acknowledged must be with the standby.
    primary.execute("alter database busy set synchronous_commit = on");
    let way = app.dir().join("way");
    lead(&way, &primary);
    let proxy = Proxy::start(&way);
    let url = format!("postgres://chit@127.0.0.1:{}/busy", proxy.port);
    let app = app.with(&[("CHIT_DATABASE_URL", &url), ("CHIT_DATABASE_PATIENCE", "2")]).await;
    let traffic = Traffic::of(&app, &app.base).await;
    traffic.be_patient(Patient::WithOutages);
    let failing = async {
        for _ in 0..times(1, 10) {
            let (old, standby) = followed(primary).await;
            traffic.goes_on(30).await;
            primary = aside(standby, move |standby| {
                let mut old = old;
                old.stop();
                standby.execute("select pg_promote()");
            })
            .await;
            lead(&way, &primary);
            traffic.goes_on(30).await;
            traffic.pause();
            traffic.rests().await;
            traffic.check(&app).await;
            traffic.resume();
        }
        traffic.end();
        primary
    };
    let (_, primary) = join(traffic.run(), failing).await;
    traffic.check(&app).await;
    drop(primary);
}
