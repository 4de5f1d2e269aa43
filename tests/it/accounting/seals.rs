//! The ends of ledgers are sealed under a key of the service: whoever writes the database alone can't write a ledger anew.

use std::fs;

use chit::actions::settle::{ManualDraft, record_payment};
use libtest_mimic::Trial;

use crate::house::store::{context, forged, ledger, put};
use crate::operations::keys::{NEXT, done, secrets};
use crate::support::{App, both, has, has_not};

pub fn tests() -> Vec<Trial> {
    both![
        a_ledger_written_anew_is_told,
        older_ledgers_are_sealed_once,
        a_key_that_was_taken_away_is_missed,
        seals_outlive_a_change_of_the_secret,
        a_lost_secret_has_ledgers_sealed_anew,
        kept_ends_are_held_against_the_ledger,
    ]
}

const SEALED: &str = "isn't sealed by this service's key";

fn said(app: &App, code: i32) -> String {
    let done = app.cli(&["audit"]);
    let said = String::from_utf8_lossy(&done.stdout).into_owned();
    assert_eq!(done.status.code(), Some(code), "{said}");
    said
}

/// Somebody who writes the database gives every payment another amount, in every table, with sound hashes.
async fn rewrite(app: &App, payee: &chit::domain::payee::Payee, lines: &[chit::domain::ledger::LedgerEntry]) {
    let mut after = None;
    for line in lines {
        let gross = line.movement.gross + 5;
        let line = forged(line, after.as_ref(), gross);
        assert_eq!(app.db().execute(&put(&line)).await, 1);
        let payment = &line.movement.payment_id;
        app.db().execute(&format!("update payments set received = {gross} where id = '{payment}'")).await;
        app.db()
            .execute(&format!("update requests set paid_total = paid_total + 5 where payee_id = '{}'", payee.id))
            .await;
        app.db().execute(&format!("update ledger_days set gross = gross + 5 where payee_id = '{}'", payee.id)).await;
        after = Some(line);
    }
    let hash = after.expect("a line").hash;
    let head = format!("update ledger_heads set hash = '{}' where payee_id = '{}'", hash.as_str(), payee.id);
    assert_eq!(app.db().execute(&head).await, 1);
}

async fn a_ledger_written_anew_is_told(mut app: App) {
    let ctx = context(&mut app).await;
    let (anna, lines) = ledger(&ctx, "anna").await;
    ledger(&ctx, "berta").await;
    has(&said(&app, 0), &["anna: 4 lines, unbroken", "berta: 4 lines, unbroken"]);
    rewrite(&app, &anna, &lines).await;
    has(&said(&app, 1), &[&format!("anna: BROKEN: the ledger's end of @anna {SEALED}"), "berta: 4 lines, unbroken"]);
    // Another's seal, an older one and none are no better.
    let seal_of = |handle: &str| {
        format!("(select h.seal from ledger_heads h join payees p on p.id = h.payee_id where p.handle = '{handle}')")
    };
    for seal in [seal_of("berta"), "null".to_owned(), "'00'".to_owned()] {
        let set = format!("update ledger_heads set seal = {seal} where payee_id = '{}'", anna.id);
        assert_eq!(app.db().execute(&set).await, 1);
        has(&said(&app, 1), &[SEALED]);
    }
    // Money that arrives is booked, and doesn't make good what was done.
    let draft = ManualDraft { amount: Some("5.00".into()), ..ManualDraft::default() };
    record_payment(&ctx, &anna.id, &lines[0].movement.request_code, draft, None).await.expect("recorded");
    has(&said(&app, 1), &[SEALED]);
    // The operator knows why, and says so.
    has(&app.cli_ok(&["rekey", "--new-ledger-key"]), &["2 ends were sealed as they are"]);
    has(&said(&app, 0), &["anna: 5 lines, unbroken"]);
    ctx.store.close().await;
}

/// A database as the version before left it.
async fn unseal(app: &App) {
    app.db().execute("update ledger_heads set seal = null").await;
    assert_eq!(app.db().execute("delete from service_keys where id = 'ledger'").await, 1);
}

async fn older_ledgers_are_sealed_once(mut app: App) {
    let ctx = context(&mut app).await;
    ledger(&ctx, "anna").await;
    ctx.store.close().await;
    unseal(&app).await;
    // An audit that is the first to seal them can't vouch for what was before, and says so; the next one can.
    app.kill();
    let first = app.cli(&["audit"]);
    assert_eq!(first.status.code(), Some(1));
    has(&String::from_utf8_lossy(&first.stderr), &["were not sealed until now"]);
    has(&said(&app, 0), &["anna: 4 lines, unbroken"]);
    unseal(&app).await;
    let app = app.with(&[]).await;
    has(&app.log(), &["ledgers were sealed for the first time"]);
    has(&said(&app, 0), &["anna: 4 lines, unbroken"]);
    assert_eq!(app.db().number("select count(*) from service_keys where id = 'ledger'").await, 1);
    // An end that has no seal later isn't given one.
    app.db().execute("update ledger_heads set seal = null").await;
    let app = app.with(&[]).await;
    has(&said(&app, 1), &[SEALED]);
}

async fn a_key_that_was_taken_away_is_missed(mut app: App) {
    let ctx = context(&mut app).await;
    ledger(&ctx, "anna").await;
    ctx.store.close().await;
    app.db().execute("delete from service_keys where id = 'ledger'").await;
    has(&done(&app, &[], &["serve"], 1), &["the key of their seals is gone from the database"]);
    assert_eq!(app.db().number("select count(*) from service_keys where id = 'ledger'").await, 0);
    has(&done(&app, &[], &["rekey", "--lost"], 0), &["The ends of ledgers have a new key"]);
    has(&said(&app, 0), &["anna: 4 lines, unbroken"]);
}

async fn seals_outlive_a_change_of_the_secret(mut app: App) {
    let ctx = context(&mut app).await;
    ledger(&ctx, "anna").await;
    ctx.store.close().await;
    let both = secrets(NEXT, crate::support::SECRET_KEY);
    done(&app, &both, &["rekey"], 0);
    let told = done(&app, &secrets(NEXT, ""), &["audit"], 0);
    has(&told, &["anna: 4 lines, unbroken"]);
}

async fn a_lost_secret_has_ledgers_sealed_anew(mut app: App) {
    let ctx = context(&mut app).await;
    let (anna, lines) = ledger(&ctx, "anna").await;
    ctx.store.close().await;
    has(&done(&app, &secrets(NEXT, ""), &["rekey", "--lost"], 0), &["The ends of ledgers have a new key"]);
    has(&done(&app, &secrets(NEXT, ""), &["audit"], 0), &["anna: 4 lines, unbroken"]);
    rewrite(&app, &anna, &lines).await;
    has(&done(&app, &secrets(NEXT, ""), &["audit"], 1), &[SEALED]);
}

async fn kept_ends_are_held_against_the_ledger(mut app: App) {
    let ctx = context(&mut app).await;
    let (anna, lines) = ledger(&ctx, "anna").await;
    let kept = app.cli_ok(&["audit", "--json"]);
    has(&kept, &["\"payee\":\"anna\",\"seq\":4,\"hash\":\"", lines[3].hash.as_str()]);
    has_not(&kept, &["broken"]);
    fs::write(app.dir().join("heads.jsonl"), kept).expect("written");
    let held = |code: i32| {
        let done = app.cli(&["audit", "--heads", "heads.jsonl"]);
        assert_eq!(done.status.code(), Some(code));
        format!("{}{}", String::from_utf8_lossy(&done.stdout), String::from_utf8_lossy(&done.stderr))
    };
    let draft = ManualDraft { amount: Some("5.00".into()), ..ManualDraft::default() };
    record_payment(&ctx, &anna.id, &lines[0].movement.request_code, draft, None).await.expect("recorded");
    has(&held(0), &["anna: 5 lines, unbroken"]);
    // Even somebody who holds the service's key can't make the ledger what it was when its end was kept.
    let all = ctx.store.ledger_after(&anna.id, 0).await.expect("lines");
    ctx.store.close().await;
    rewrite(&app, &anna, &all).await;
    app.cli_ok(&["rekey", "--new-ledger-key"]);
    has(&said(&app, 0), &["anna: 5 lines, unbroken"]);
    has(&held(1), &["anna: BROKEN: line 4 isn't the one whose hash was kept"]);
    fs::write(app.dir().join("heads.jsonl"), "anna: 4 lines, unbroken\n").expect("written");
    has(&held(2), &["heads.jsonl, line 1: not an output of chit audit --json"]);
}
