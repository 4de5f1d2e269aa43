//! A server that crashes and starts again while requests are made.

use std::cell::{Cell, RefCell};

use futures_util::future::{join, join_all};
use libtest_mimic::Trial;
use serde_json::json;

use crate::support::App;
use crate::support::postgres::Cluster;
use crate::{on_postgres, until};

/// The number of those who make requests at the same time.
const CALLERS: usize = 6;

pub fn tests() -> Vec<Trial> {
    vec![on_postgres(module_path!(), "what_was_acknowledged_is_there", |app| {
        Box::pin(what_was_acknowledged_is_there(app))
    })]
}

async fn what_was_acknowledged_is_there(app: App) {
    let cluster = Cluster::make();
    cluster.execute("create database busy");
    // What is acknowledged must be on the disk here.
    cluster.execute("alter database busy set synchronous_commit = on");
    let settings = [("CHIT_DATABASE_URL", &*cluster.url("busy")), ("CHIT_DATABASE_PATIENCE", "1")];
    let app = app.with(&settings).await;
    let (_, api, _) = app.seller("anna").await;
    let (made, refused, ends) = (RefCell::new(Vec::new()), Cell::new(0), Cell::new(false));
    let body = json!({"amount": "7.00"});
    let calls = join_all((0..CALLERS).map(|_| async {
        while !ends.get() {
            let answer = api.post("requests", &body).await;
            match answer.code {
                201 => made.borrow_mut().push(answer.json()["code"].as_str().expect("a code").to_owned()),
                503 => refused.set(refused.get() + 1),
                other => panic!("{other}: {}", answer.text()),
            }
        }
    }));
    let restarts = async {
        let mut cluster = cluster;
        for _ in 0..2 {
            let before = made.borrow().len();
            until("requests are made", || made.borrow().len() >= before + 20).await;
            let refused_before = refused.get();
            cluster = tokio::task::spawn_blocking(move || {
                cluster.stop();
                cluster
            })
            .await
            .expect("it stops");
            until("requests are refused", || refused.get() > refused_before).await;
            cluster = tokio::task::spawn_blocking(move || {
                cluster.start();
                cluster
            })
            .await
            .expect("it starts");
            let before = made.borrow().len();
            until("requests are made again", || made.borrow().len() >= before + 20).await;
        }
        ends.set(true);
        cluster
    };
    let (_, cluster) = join(calls, restarts).await;
    for code in made.into_inner() {
        api.get(&format!("requests/{code}")).await.status(200);
    }
    app.audit();
    drop(cluster);
}
