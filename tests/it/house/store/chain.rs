//! A ledger that was tampered with, and one in use.

use chit::actions::books::audit::audit;
use chit::actions::settle::{ManualDraft, record_payment};
use chit::domain::ledger::LedgerEntry;
use chit::domain::payee::Payee;
use futures_util::future::join_all;
use libtest_mimic::Trial;

use super::{context, forged, ledger, put};
use crate::support::{App, both, has};

pub fn tests() -> Vec<Trial> {
    both![tampering_shows, an_audit_of_a_ledger_in_use_raises_no_alarm]
}

async fn tampering_shows(mut app: App) {
    type Tamper = fn(&Payee, &[LedgerEntry]) -> Vec<String>;
    const CASES: [(&str, &str, Tamper); 15] = [
        ("gross", "line 2 (", |payee, _| {
            vec![format!("update ledger_entries set gross = gross + 1 where payee_id = '{}' and seq = 2", payee.id)]
        }),
        ("tip", "line 2 (", |payee, _| {
            vec![format!("update ledger_entries set tip = 1 where payee_id = '{}' and seq = 2", payee.id)]
        }),
        ("currency", "line 1 (", |payee, _| {
            vec![format!("update ledger_entries set currency = 'USD' where payee_id = '{}' and seq = 1", payee.id)]
        }),
        ("settled", "line 3 (", |_, lines| {
            let (id, other) = (&lines[2].movement.id, &lines[1].movement.id);
            let at = format!("select settled_at from ledger_entries where id = '{other}'");
            vec![format!("update ledger_entries set settled_at = ({at}) where id = '{id}'")]
        }),
        ("reference", "line 4 (", |_, lines| {
            vec![format!("update ledger_entries set evidence_ref = 'x' where id = '{}'", lines[3].movement.id)]
        }),
        ("first", "line 1 is missing", |_, lines| {
            vec![format!("delete from ledger_entries where id = '{}'", lines[0].movement.id)]
        }),
        ("middle", "line 2 is missing", |_, lines| {
            vec![format!("delete from ledger_entries where id = '{}'", lines[1].movement.id)]
        }),
        ("last", "should end at line 4 and ends at line 3", |_, lines| {
            vec![format!("delete from ledger_entries where id = '{}'", lines[3].movement.id)]
        }),
        ("all-gone", "should end at line 4 and ends at line 0", |payee, _| {
            vec![format!("delete from ledger_entries where payee_id = '{}'", payee.id)]
        }),
        ("added", "should end at line 4 and ends at line 5", |_, lines| {
            let rest = "kind, request_code, payment_id, reference, rf, currency, gross, fee, rail, evidence, \
                evidence_ref, booking_date, created_at, settled_at, reverses_id, statement_id, fee_unknown, \
                accounting_date, belongs_to, tip";
            let id = &lines[3].movement.id;
            vec![format!(
                "insert into ledger_entries (id, payee_id, seq, prev_hash, hash, {rest}) \
                select 'mov_added', payee_id, 5, hash, hash, {rest} from ledger_entries where id = '{id}'"
            )]
        }),
        ("swapped", "line 2 (", |_, lines| {
            let number = |line: &LedgerEntry, seq| {
                format!("update ledger_entries set seq = {seq} where id = '{}'", line.movement.id)
            };
            vec![number(&lines[1], 99), number(&lines[2], 2), number(&lines[1], 3)]
        }),
        ("rewritten", "line 3 (", |_, lines| vec![put(&forged(&lines[1], None, 1))]),
        ("last-rewritten", "line 4", |_, lines| vec![put(&forged(&lines[3], None, 1))]),
        // The whole chain is new and sound, but the payments remember.
        ("new-chain", "payment pay_", |payee, lines| {
            let second = forged(&lines[1], None, 1);
            let third = forged(&lines[2], Some(&second), lines[2].movement.gross);
            let fourth = forged(&lines[3], Some(&third), lines[3].movement.gross);
            let hash = fourth.hash.as_str();
            let head = format!("update ledger_heads set hash = '{hash}' where payee_id = '{}'", payee.id);
            vec![put(&second), put(&third), put(&fourth), head]
        }),
        ("received", "payment pay_", |_, lines| {
            let payment = &lines[1].movement.payment_id;
            vec![format!("update payments set received = received + 1 where id = '{payment}'")]
        }),
    ];
    let ctx = context(&mut app).await;
    ledger(&ctx, "innocent").await;
    let mut made = Vec::new();
    for (handle, _, _) in CASES {
        made.push(ledger(&ctx, handle).await);
    }
    app.audit();
    for ((handle, expected, tamper), (payee, lines)) in CASES.into_iter().zip(&made) {
        for statement in tamper(payee, lines) {
            assert!(app.db().execute(&statement).await > 0, "{handle}: {statement}");
        }
        let done = app.cli(&["audit"]);
        let said = String::from_utf8_lossy(&done.stdout).into_owned();
        assert_eq!(done.status.code(), Some(1), "{handle}: {said}");
        let verdict = said.lines().find(|line| line.starts_with(&format!("{handle}: BROKEN: ")));
        let verdict = verdict.unwrap_or_else(|| panic!("{handle} is not named in:\n{said}"));
        has(verdict, &[expected]);
        has(&said, &["innocent: 4 lines, unbroken"]);
    }
    // The one that was named is the one whose money was changed.
    let said = app.cli(&["audit"]).stdout;
    for at in [made.len() - 2, made.len() - 1] {
        has(&String::from_utf8_lossy(&said), &[made[at].1[1].movement.payment_id.as_str()]);
    }
    ctx.store.close().await;
}

async fn an_audit_of_a_ledger_in_use_raises_no_alarm(mut app: App) {
    let ctx = context(&mut app).await;
    let (anna, lines) = ledger(&ctx, "anna").await;
    let code = &lines[0].movement.request_code;
    let record = async || {
        let draft = ManualDraft { amount: Some("5.00".into()), ..ManualDraft::default() };
        record_payment(&ctx, &anna.id, code, draft, None).await.expect("recorded");
    };
    let writing = join_all((0..300).map(|_| record()));
    let auditing = async {
        let mut length = 0;
        while length < 304 {
            let verdict = audit(&ctx).await.expect("an audit").remove(0);
            length = verdict.chain.unwrap_or_else(|broken| panic!("after line {length}: {broken}"));
        }
    };
    futures_util::future::join(writing, auditing).await;
    ctx.store.close().await;
}
