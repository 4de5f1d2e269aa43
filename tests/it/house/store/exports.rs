//! Exports of many lines.

use chit::actions::books::export::{ExportDraft, export_movements};
use chit::actions::requests::create::create_request;
use chit::actions::settle::{ManualDraft, record_payment};
use chit::domain::clock::Timestamp;
use chit::domain::ledger::Movement;
use chit::domain::request::Origin;
use chit::domain::request::terms::RequestDraft;
use chrono::TimeDelta;
use futures_util::{StreamExt, pin_mut};
use libtest_mimic::Trial;

use super::{column, context, export, fill, payee, terms};
use crate::support::{App, both, now};

pub fn tests() -> Vec<Trial> {
    both![an_export_is_complete_and_in_order, an_export_is_a_snapshot, an_exported_memo_is_no_formula,]
}

async fn an_export_is_complete_and_in_order(mut app: App) {
    let ctx = context(&mut app).await;
    let (anna, berta) = (payee(&ctx, "anna").await, payee(&ctx, "berta").await);
    let movements = fill(&ctx, &anna, 3300, |_| None).await;
    fill(&ctx, &berta, 10, |_| None).await;
    app.audit();
    let first = movements[0].created_at;
    let text = |at: Timestamp| at.to_rfc3339_opts(chrono::SecondsFormat::Micros, true);
    for by in ["settled", "created"] {
        let time = |m: &Movement| if by == "created" { m.created_at } else { m.settled_at };
        // Edges that lie on movements: the first of them is in, the second is not.
        let edges = if by == "created" { [400, 1200] } else { [40, 120].map(|at| at * 1_000_000) };
        let edges = edges.map(|at| first + TimeDelta::microseconds(at));
        assert!(edges.iter().all(|edge| movements.iter().any(|m| time(m) == *edge)));
        for currency in [None, Some("EUR"), Some("JPY"), Some("CHF")] {
            for period in [None, Some(edges)] {
                let draft = ExportDraft {
                    from: period.map(|[from, _]| text(from)),
                    to: period.map(|[_, to]| text(to)),
                    currency: currency.map(Into::into),
                    by: Some(by.into()),
                    ..ExportDraft::default()
                };
                let mut wanted: Vec<_> = movements
                    .iter()
                    .enumerate()
                    .filter(|(_, m)| currency.is_none_or(|code| m.currency.code() == code))
                    .filter(|(_, m)| period.is_none_or(|[from, to]| (from..to).contains(&time(m))))
                    .map(|(seq, m)| (time(m), seq, m.id.to_string()))
                    .collect();
                wanted.sort();
                let wanted: Vec<_> = wanted.into_iter().map(|(_, _, id)| id).collect();
                let (file, chunks) = export(&ctx, &anna, &draft).await;
                assert!(column(&file, "movement_id") == wanted, "{draft:?}: not the {} lines it has", wanted.len());
                assert_eq!(chunks, 1 + wanted.len().div_ceil(1000), "{draft:?}");
                if period.is_none() {
                    let only = currency.map(|code| format!("and currency = '{code}'")).unwrap_or_default();
                    let sql = format!("select count(*) from ledger_entries where payee_id = '{}' {only}", anna.id);
                    assert_eq!(usize::try_from(app.db().number(&sql).await).ok(), Some(wanted.len()));
                }
            }
        }
    }
    ctx.store.close().await;
}

async fn an_export_is_a_snapshot(mut app: App) {
    let ctx = context(&mut app).await;
    let anna = payee(&ctx, "anna").await;
    let movements = fill(&ctx, &anna, 2100, |_| None).await;
    for by in ["accounting", "settled", "created"] {
        let draft = ExportDraft { by: Some(by.into()), ..ExportDraft::default() };
        let (before, _) = export(&ctx, &anna, &draft).await;
        let chunks = export_movements(&ctx, &anna, draft.check().expect("good")).await.expect("it begins").chunks;
        pin_mut!(chunks);
        let mut file = Vec::new();
        while let Some(chunk) = chunks.next().await {
            file.extend(chunk.expect("a chunk"));
            // One that settled before all others, one in between, one now.
            for paid_on in [Some("2026-01-01"), Some("2026-09-21"), None] {
                let paid_on = paid_on.filter(|day| *day < now().date_naive().to_string().as_str());
                let amount = Some("7".into());
                let draft = ManualDraft { amount, paid_on: paid_on.map(Into::into), ..ManualDraft::default() };
                record_payment(&ctx, &anna.id, &movements[0].request_code, draft, None).await.expect("recorded");
            }
        }
        assert!(file == before, "{by}: what arrived meanwhile is in the file");
        let (after, _) = export(&ctx, &anna, &draft).await;
        assert!(column(&after, "movement_id").len() > column(&before, "movement_id").len());
    }
    ctx.store.close().await;
}

async fn an_exported_memo_is_no_formula(mut app: App) {
    let ctx = context(&mut app).await;
    let anna = payee(&ctx, "anna").await;
    for memo in ["=1+1", "+49 30", "-1", "@SUM(A1)", "＝1", "plain, \"quoted\"", "1=1"] {
        let reference = Some(memo.into());
        let draft =
            RequestDraft { amount: Some("5.00".into()), memo: Some(memo.into()), reference, ..RequestDraft::default() };
        let request = create_request(&ctx, &anna.id, &terms(draft), Origin::Api, None).await.expect("a request");
        record_payment(&ctx, &anna.id, &request.code, ManualDraft::default(), None).await.expect("recorded");
    }
    let (file, _) = export(&ctx, &anna, &ExportDraft { by: Some("created".into()), ..ExportDraft::default() }).await;
    for name in ["memo", "reference"] {
        assert_eq!(
            column(&file, name),
            ["'=1+1", "'+49 30", "'-1", "'@SUM(A1)", "'＝1", "plain, \"quoted\"", "1=1"],
            "{name}"
        );
    }
    ctx.store.close().await;
}
