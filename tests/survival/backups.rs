//! A backup is made under mixed load, and takes the place of a database that is lost.

use std::fs;

use futures_util::future::join;
use libtest_mimic::Trial;

use crate::books::Books;
use crate::support::{App, on_both};
use crate::times;
use crate::traffic::Traffic;

/// On SQLite alone: PostgreSQL is backed up by its own tools.
pub fn tests() -> Vec<Trial> {
    let name = "a_backup_has_what_was_acknowledged_before";
    let [on_sqlite, _] = on_both(module_path!(), name, |app| Box::pin(a_backup_has_what_was_acknowledged_before(app)));
    vec![on_sqlite]
}

async fn a_backup_has_what_was_acknowledged_before(mut app: App) {
    let traffic = Traffic::of(&app, &app.base).await;
    let backups = async {
        let mut backups = Vec::new();
        for number in 0..times(2, 20) {
            traffic.goes_on(60 + number * 11 % 17).await;
            let (acknowledged, file) = (traffic.deals(), format!("backup-{number}.db"));
            let command = app.command_for(&["backup", &file]);
            // On a thread of its own: the traffic goes on meanwhile.
            let made = tokio::task::spawn_blocking(move || { command }.output().expect("chit runs"));
            let made = made.await.expect("no panic");
            assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
            backups.push((acknowledged, file));
        }
        traffic.goes_on(20).await;
        traffic.end();
        backups
    };
    let ((), backups) = join(traffic.run(), backups).await;
    traffic.check(&app).await;
    for (acknowledged, file) in backups {
        assert_eq!(app.stop(), Some(0));
        fs::remove_file(app.dir().join("chit.db")).expect("the database is lost");
        app.cli_ok(&["restore", &file]);
        app.start_again();
        let books = Books::read(traffic.api()).await;
        books.are_sound();
        for deal in &acknowledged {
            books.have(traffic.api(), deal).await;
        }
        app.audit();
    }
}
