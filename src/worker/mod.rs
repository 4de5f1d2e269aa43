//! The background tasks of the service: refunds to repeat, payments to poll, charges to end, months to close, notices and their
//! deliveries, alerts to devices, upkeep, the record of keys in use, clearing of erased texts, and search words of older requests. They end with the service.

mod alerts;
mod clearing;
mod closes;
mod deliveries;
mod ends;
mod lanes;
mod notices;
mod polls;
mod refunds;
mod sealing;
mod tasks;
mod upkeep;
mod words;

use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinSet;

use self::tasks::Task;
use crate::actions::Context;
use crate::actions::webhooks::message::Resources;
use crate::supervisor::Supervisor;

/// The pause between two turns of a task.
const PAUSE: Duration = Duration::from_secs(60);

/// Runs until `stopping` turns true. Messages to payees' endpoints are made of `resources`. A failure is logged and the work repeated at the next turn; a task that panics is restarted.
pub async fn run(ctx: Context, resources: Resources, supervisor: Supervisor, stopping: watch::Receiver<bool>) {
    let mut tasks = JoinSet::new();
    for task in Task::ALL.into_iter().filter(|task| task.is_needed(&ctx)) {
        let (ctx, supervisor, stopping) = (ctx.clone(), supervisor.clone(), stopping.clone());
        tasks.spawn(async move {
            let turns = || task.run(ctx.clone(), resources, stopping.clone());
            supervisor.run(task.name(), stopping.clone(), turns).await;
        });
    }
    tasks.join_all().await;
}
