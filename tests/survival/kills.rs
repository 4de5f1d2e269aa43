//! The service is killed (SIGKILL) under mixed load, and started again.

use futures_util::future::join;
use libtest_mimic::Trial;

use crate::support::{App, both};
use crate::times;
use crate::traffic::{Patient, Traffic};

pub fn tests() -> Vec<Trial> {
    both![what_was_acknowledged_outlives_a_kill]
}

async fn what_was_acknowledged_outlives_a_kill(mut app: App) {
    let traffic = Traffic::of(&app, &app.base).await;
    traffic.be_patient(Patient::WithBreaks);
    let kills = async {
        for kill in 0..times(4, 100) {
            // The others are in the middle of something else each time.
            traffic.goes_on(20 + kill * 7 % 23).await;
            traffic.pause();
            app.kill();
            traffic.rests().await;
            app.start_again();
            traffic.check(&app).await;
            traffic.resume();
        }
        traffic.goes_on(20).await;
        traffic.end();
    };
    join(traffic.run(), kills).await;
    traffic.check(&app).await;
    assert_eq!(app.stop(), Some(0));
}
