//! Sums: over random histories of closes, batches and lines of any kind, every sum is that of the lines.

use std::collections::BTreeMap;

use chit::actions::books::audit::audit;
use chit::actions::books::batches::{BatchDraft, make_batch};
use chit::actions::books::close::close_books;
use chit::actions::{Context, Error};
use chit::domain::chance::Chance;
use chit::domain::id::{MovementId, PaymentId};
use chit::domain::ledger::{LedgerEntry, Movement, MovementKind};
use chit::domain::money::currency::Currency;
use chit::domain::payee::Payee;
use chrono::{NaiveDate, TimeDelta};
use libtest_mimic::Trial;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};

use super::books::by_clock;
use crate::house::store::{context, fill, payee};
use crate::support::{App, both};

pub fn tests() -> Vec<Trial> {
    both![every_sum_is_that_of_the_lines]
}

/// The number of histories that are tried on each database.
const CASES: u32 = 8;

/// Of no decimals, two and three.
const CURRENCIES: [&str; 3] = ["JPY", "EUR", "KWD"];

/// The day on which histories begin.
fn first_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 1).expect("a day")
}

#[derive(Debug, Clone)]
enum Step {
    /// A line whose money moved some days before, of a currency and a kind, with or without a fee that is known.
    Line { day: i64, before: i64, currency: usize, kind: MovementKind, gross: i64, fee: Option<i64> },
    /// The books are closed up to some days before.
    Close { day: i64, before: i64 },
    /// A batch of one currency or of all.
    Batch { day: i64, currency: Option<usize> },
}

fn step() -> impl Strategy<Value = Step> {
    let kinds = vec![MovementKind::Settlement, MovementKind::Refund, MovementKind::Correction];
    let line =
        (0..60i64, 0..20i64, 0..3usize, prop::sample::select(kinds), 1..1_000_000i64, prop::option::of(0..900i64));
    prop_oneof![
        10 => line.prop_map(|(day, before, currency, kind, gross, fee)| {
            let gross = if kind == MovementKind::Refund { -gross } else { gross };
            Step::Line { day, before, currency, kind, gross, fee }
        }),
        1 => (0..60i64, 1..20i64).prop_map(|(day, before)| Step::Close { day, before }),
        2 => (0..60i64, prop::option::of(0..3usize)).prop_map(|(day, currency)| Step::Batch { day, currency }),
    ]
}

/// Sums of gross, known fees, unknown fees and lines.
type Sums = BTreeMap<String, (i64, i64, i64, i64)>;

fn add(sums: &mut Sums, key: impl Into<String>, (gross, fee, unknown, lines): (i64, i64, i64, i64)) {
    let sum = sums.entry(key.into()).or_default();
    *sum = (sum.0 + gross, sum.1 + fee, sum.2 + unknown, sum.3 + lines);
}

fn of_line(line: &LedgerEntry) -> (i64, i64, i64, i64) {
    let movement = &line.movement;
    (movement.gross, movement.fee.unwrap_or_default(), i64::from(movement.fee.is_none()), 1)
}

async fn take(ctx: &Context, payee: &Payee, like: &Movement, step: &Step) -> Result<Sums, TestCaseError> {
    let at = |day: i64| by_clock(ctx, &format!("{}T12:00:00Z", first_day() + TimeDelta::days(day)));
    let mut delivered = Sums::new();
    match step.clone() {
        Step::Line { day, before, currency, kind, gross, fee } => {
            let now = at(day).clock.now();
            let line = Movement {
                id: MovementId::draw(&Chance::secure()),
                payment_id: PaymentId::draw(&Chance::secure()),
                kind,
                currency: Currency::parse(CURRENCIES[currency]).expect("a currency"),
                gross,
                tip: gross / 10,
                fee,
                created_at: now,
                settled_at: now - TimeDelta::days(before),
                ..like.clone()
            };
            ctx.store
                .write(move |mut tx| Box::pin(async move { Ok::<_, Error>(tx.append(line).await?) }))
                .await
                .expect("written");
        }
        Step::Close { day, before } => {
            let until = (first_day() + TimeDelta::days(day - before)).to_string();
            close_books(&at(day), payee, Some(&until), vec![], None).await.expect("closed");
        }
        Step::Batch { day, currency } => {
            let currency = currency.map(|at| CURRENCIES[at].to_owned());
            let draft = BatchDraft { currency, ..BatchDraft::default() };
            let made = make_batch(&at(day), payee, draft, None).await.expect("a batch");
            let tally = made.contents.expect("complete").tally;
            for total in tally.totals {
                add(&mut delivered, total.currency.code(), (total.gross, total.fee, total.unknown_fees, 0));
            }
            add(&mut delivered, "lines", (0, 0, 0, tally.lines));
        }
    }
    Ok(delivered)
}

async fn check(ctx: &Context, payee: &Payee, mut delivered: Sums) -> Result<(), TestCaseError> {
    let lines = ctx.store.ledger_after(&payee.id, 0).await.expect("lines");
    // By day, currency, rail and kind: of everything, and of a part of the days.
    let middle = first_day() + TimeDelta::days(20);
    for (from, until) in [(None, None), (Some(middle), None), (None, middle.pred_opt())] {
        let (mut wanted, mut found) = (Sums::new(), Sums::new());
        for line in &lines {
            let day = line.day.accounting_date;
            if from.is_none_or(|from| from <= day) && until.is_none_or(|until| day <= until) {
                let key = format!("{} {} {}", line.movement.currency, line.movement.rail, line.movement.kind.as_str());
                add(&mut wanted, key, of_line(line));
            }
        }
        for sum in ctx.store.day_sums(&payee.id, from, until, None).await.expect("sums") {
            let key = format!("{} {} {}", sum.currency, sum.rail, sum.kind.as_str());
            add(&mut found, key, (sum.gross, sum.fee, sum.unknown_fees, sum.lines));
        }
        prop_assert_eq!(found, wanted);
    }
    // What was delivered, with all the rest, is everything, once.
    let rest = take(ctx, payee, &lines[0].movement, &Step::Batch { day: 60, currency: None }).await?;
    for (key, sum) in rest {
        add(&mut delivered, key, sum);
    }
    let mut all = Sums::new();
    for line in &lines {
        let (gross, fee, unknown, _) = of_line(line);
        add(&mut all, line.movement.currency.code(), (gross, fee, unknown, 0));
        add(&mut all, "lines", (0, 0, 0, 1));
    }
    prop_assert_eq!(delivered, all);
    Ok(())
}

async fn every_sum_is_that_of_the_lines(mut app: App) {
    app.kill();
    // The runner shrinks what fails, and so can't wait for a future: it gets a thread and a runtime of its own.
    let mut app = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let ctx = runtime.block_on(context(&mut app));
        let config = Config { cases: CASES, max_shrink_iters: 50, failure_persistence: None, ..Config::default() };
        let told = TestRunner::new(config).run(&prop::collection::vec(step(), 1..40), |steps| {
            runtime.block_on(async {
                let anna = payee(&ctx, &format!("m{}", Chance::secure().base58(12).to_lowercase())).await;
                // A first line that the others are like.
                let like = fill(&ctx, &anna, 1, |_| Some(first_day())).await.remove(0);
                let like = Movement { booking_date: None, ..like };
                let mut delivered = Sums::new();
                for step in &steps {
                    for (key, sum) in take(&ctx, &anna, &like, step).await? {
                        add(&mut delivered, key, sum);
                    }
                }
                check(&ctx, &anna, delivered).await
            })
        });
        if let Err(failed) = told {
            panic!("{failed}");
        }
        runtime.block_on(async {
            let verdicts = audit(&ctx).await.expect("an audit");
            // The lines were written without their payments, which is another matter.
            let wrong = |name: &str| ["closes.", "batches.", "ledger_"].iter().any(|table| name.starts_with(table));
            let found = verdicts.iter().flat_map(|verdict| &verdict.findings).map(|finding| finding.name());
            assert_eq!(found.filter(|name| wrong(name)).collect::<Vec<_>>(), [""; 0]);
            assert!(verdicts.iter().all(|verdict| verdict.chain.is_ok()));
            ctx.store.close().await;
        });
        app
    })
    .join()
    .unwrap_or_else(|panic| std::panic::resume_unwind(panic));
    app.kill();
}
