//! Worlds of many steps in a row.

use chit::actions::books::audit::audit;
use libtest_mimic::Trial;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use super::World;
use super::steps::step;
use crate::house::store::context;
use crate::support::{App, both};

pub fn tests() -> Vec<Trial> {
    both![the_books_say_what_happened]
}

/// The number of worlds that are tried on each database.
const CASES: u32 = 40;

async fn the_books_say_what_happened(mut app: App) {
    app.kill();
    // The runner shrinks what fails, and so can't wait for a future: it gets a thread and a runtime of its own.
    let mut app = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let ctx = runtime.block_on(context(&mut app));
        let config = Config { cases: CASES, max_shrink_iters: 200, failure_persistence: None, ..Config::default() };
        let told = TestRunner::new(config).run(&prop::collection::vec(step(), 1..40), |steps| {
            runtime.block_on(async {
                let mut world = World::new(&ctx).await;
                for step in &steps {
                    world.take(step).await;
                    world.check().await?;
                }
                world.end().await
            })
        });
        if let Err(failed) = told {
            panic!("{failed}");
        }
        runtime.block_on(async {
            let verdicts = audit(&ctx).await.expect("an audit");
            assert!(verdicts.iter().all(|verdict| verdict.holds()), "{verdicts:?}");
            assert!(verdicts.iter().any(|verdict| matches!(verdict.chain, Ok(2..))), "something was booked");
            ctx.store.close().await;
        });
        app
    })
    .join()
    .unwrap_or_else(|panic| std::panic::resume_unwind(panic));
    app.kill();
}
