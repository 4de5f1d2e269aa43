//! Three replicas on one PostgreSQL, behind a load balancer, of which one at a time is away.

use futures_util::future::{join, join_all};
use libtest_mimic::Trial;

use crate::balancer::{self, Balancer};
use crate::support::App;
use crate::traffic::{Patient, Traffic};
use crate::{aside, on_postgres, signal, times};

pub fn tests() -> Vec<Trial> {
    let trials = [
        on_postgres(module_path!(), "replicas_are_rolled_without_a_failure", |app| {
            Box::pin(replicas_are_rolled_without_a_failure(app))
        }),
        on_postgres(module_path!(), "a_replica_that_stands_still_is_taken_out", |app| {
            Box::pin(a_replica_that_stands_still_is_taken_out(app))
        }),
    ];
    let ignored = |trial: &Trial| trial.has_ignored_flag() || balancer::installed().is_none();
    trials
        .into_iter()
        .map(|trial| {
            let ignored = ignored(&trial);
            trial.with_ignored_flag(ignored)
        })
        .collect()
}

/// Three replicas that drain until they are told once more.
async fn replicas(app: App, balancer: &Balancer) -> Vec<App> {
    let settings = [("CHIT_PUBLIC_URL", &*balancer.base), ("CHIT_DRAIN_SECONDS", "3600")];
    let others = [app.replica().await, app.replica().await];
    join_all([app].into_iter().chain(others).map(|app| app.with(&settings))).await
}

async fn replicas_are_rolled_without_a_failure(app: App) {
    let mut balancer = Balancer::place();
    let mut replicas = replicas(app, &balancer).await;
    balancer.start(&replicas, "20s", "").await;
    let traffic = Traffic::of(&replicas[0], &balancer.base).await;
    let rolling = async {
        for _ in 0..times(1, 20) {
            for number in 0..replicas.len() {
                traffic.goes_on(20).await;
                let replica = replicas.remove(number);
                replica.terminate();
                balancer.finds(number, "DOWN").await;
                traffic.goes_on(20).await;
                // Nobody is sent there any more.
                replica.terminate();
                let replica = aside(replica, |replica| {
                    assert_eq!(replica.wait(), Some(0));
                    replica.start_again();
                })
                .await;
                replicas.insert(number, replica);
                balancer.finds(number, "UP").await;
            }
        }
        traffic.goes_on(20).await;
        traffic.end();
        replicas
    };
    let (_, replicas) = join(traffic.run(), rolling).await;
    traffic.check(&replicas[0]).await;
}

async fn a_replica_that_stands_still_is_taken_out(app: App) {
    let mut balancer = Balancer::place();
    let replicas = replicas(app, &balancer).await;
    // Who was sent there doesn't wait any longer, and asks again: another replica does what this one has begun.
    balancer.start(&replicas, "1s", "on-marked-down shutdown-sessions").await;
    let traffic = Traffic::of(&replicas[0], &balancer.base).await;
    traffic.be_patient(Patient::WithOutages);
    let freezing = async {
        for (number, replica) in replicas.iter().enumerate().take(times(1, 3)) {
            traffic.goes_on(20).await;
            signal(replica, "STOP");
            balancer.finds(number, "DOWN").await;
            traffic.goes_on(40).await;
            // It goes on with what it was told before.
            signal(replica, "CONT");
            balancer.finds(number, "UP").await;
            traffic.goes_on(20).await;
        }
        traffic.end();
    };
    join(traffic.run(), freezing).await;
    traffic.check(&replicas[0]).await;
}
