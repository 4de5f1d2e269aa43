//! The background tasks of the service, each by itself: refunds that wait for their provider, polls of payments and of those that have
//! settled, charges that are over, expiry and forgetting, and what was erased or is older than this version. They end with the service.

mod clearing;
mod ends;
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
use crate::supervisor::Supervisor;

/// The pause between turns.
const PAUSE: Duration = Duration::from_secs(60);

/// Runs until `stopping` turns true. A failure is logged and tried again at the next turn; a task that panics starts again.
pub async fn run(ctx: Context, supervisor: Supervisor, stopping: watch::Receiver<bool>) {
    let mut tasks = JoinSet::new();
    for task in Task::ALL {
        let (ctx, supervisor, stopping) = (ctx.clone(), supervisor.clone(), stopping.clone());
        tasks.spawn(async move {
            let turns = || task.run(ctx.clone(), stopping.clone());
            supervisor.run(task.name(), stopping.clone(), turns).await;
        });
    }
    tasks.join_all().await;
}
