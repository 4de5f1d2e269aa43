//! Monthly statements of more lines than a page lists: what is not shown is said, and every balance is that of all lines.

use chit::actions::Error;
use chit::domain::chance::Chance;
use chit::domain::id::{MovementId, PaymentId};
use chit::domain::ledger::Movement;
use chrono::{NaiveDate, TimeDelta};
use libtest_mimic::Trial;

use crate::house::store::{arrive, column, context, fill};
use crate::support::{App, Page, both, has, has_not};

pub fn tests() -> Vec<Trial> {
    both![a_month_of_many_lines_says_what_it_leaves_out]
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

async fn a_month_of_many_lines_says_what_it_leaves_out(mut app: App) {
    let (seller, api, _) = app.seller("anna").await;
    let ctx = context(&mut app).await;
    let anna = ctx.store.payees().await.expect("a read").remove(0);
    // Three lines of January, in euros, dollars and yen, of which the others take their request.
    let like = fill(&ctx, &anna, 3, |_| Some(day("2026-01-15"))).await;
    let [eur, usd, jpy] = <[Movement; 3]>::try_from(like).expect("three");
    // Euros first, then dollars on the day of the last listed line, then yen; some of March.
    let mut lines = Vec::new();
    for (like, count, on, gross) in [
        (&eur, 900, "2026-02-03", 1_01),
        (&usd, 300, "2026-02-20", 2_02),
        (&jpy, 40, "2026-02-27", 3),
        (&eur, 5, "2026-03-01", 7_77),
    ] {
        for _ in 0..count {
            let (id, payment_id) = (MovementId::draw(&Chance::secure()), PaymentId::draw(&Chance::secure()));
            let booking_date = Some(day(on));
            let created_at = like.created_at + TimeDelta::seconds(1);
            lines.push(Movement { id, payment_id, gross, booking_date, created_at, ..like.clone() });
        }
    }
    let write = ctx.store.write(move |mut tx| {
        Box::pin(async move {
            for line in lines {
                arrive(&mut tx, line).await?;
            }
            Ok::<_, Error>(())
        })
    });
    write.await.expect("stored");
    ctx.store.close().await;
    app.start_again();
    let browser = app.signed_in(&seller).await;
    let page = browser.page("app/books/month/2026-02").await;
    let read = Page::read(&page);
    let text = read.texts("main").join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
    // The balances are those of all lines: 1.00 + 900 × 1.01, 1.01 + 300 × 2.02, 102 + 40 × 3.
    has(
        &text,
        &[
            "Balance before 1 February 2026€1.00",
            "Balance after 28 February 2026€910.00",
            "Balance before 1 February 2026US$1.01",
            "Balance after 28 February 2026US$607.01",
            "Balance before 1 February 2026JP¥102",
            "Balance after 28 February 2026JP¥222",
            "By hand900 lines€909.00",
            "By hand300 linesUS$606.00",
            "By hand40 linesJP¥120",
        ],
    );
    has(
        &page,
        &[
            "The first 1,000 of 1,240 lines are listed. The sums are those of all, and the export has every one.",
            "The first 100 of 300 lines are listed. The sums are those of all, and the export has every one.",
            "None of its lines is among those that are listed here.",
            "href=\"/app/books?from=2026-02-01&amp;to=2026-02-28\"",
        ],
    );
    has_not(&page, &["of 900 lines are listed", "€7.77"]);
    assert_eq!((page.matches("<span class=\"memo\"").count(), page.matches("¥3<").count()), (1000, 0));
    // The export that it names has them all.
    let file = api.get("exports/movements?from=2026-02-01&to=2026-03-01").await.status(200).body;
    assert_eq!(column(&file, "seq").len(), 1240);
    // A month whose lines are all listed says nothing of the kind.
    let march = browser.page("app/books/month/2026-03").await;
    has(&march, &["€7.77"]);
    has_not(&march, &["are listed"]);
    app.audit();
}
