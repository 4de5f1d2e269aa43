//! A database of a given size, written behind the server's back: one payee's requests, three of four of them paid, with a payment and a
//! line in the ledger each, and the sums of the days. The words that requests are found by are left to the server, which folds them when it
//! starts.

use chit::domain::chance::Chance;
use chit::domain::clock::Clock;
use chit::domain::reference::rf::RfReference;
use chit::domain::request::code::RequestCode;
use chrono::{DateTime, TimeDelta, Utc};
use sqlx::{AssertSqlSafe, QueryBuilder};

use super::database::{Pool, on};
use super::rows::{ALIKE, DAYS, HEAD, LINES, PAYMENTS, PENDING, REQUEST, WAYS};
use super::work::Code;

/// Rows in one statement of the filling.
const BATCH: u32 = 2500;
/// The age of the first request, and the interval from each to the next.
const AGE: TimeDelta = TimeDelta::days(400);
const INTERVAL: TimeDelta = TimeDelta::seconds(30);

/// A request, as far as a load has to know it.
#[derive(Debug, Clone, Copy)]
pub struct Filled {
    /// The request's code.
    pub code: Code,
    /// The amount, in cents.
    pub cents: i64,
    /// Nobody has paid it.
    pub is_open: bool,
}

/// The memos: one of them in turn, so that a search for a word of it finds some, many or all.
const MEMOS: [&str; 8] = [
    "Window cleaning in May",
    "Gutters and windows, Rue des Érables",
    "Guitar lesson",
    "Wheel of Comté, 2 kg",
    "Кофе и пирог",
    "Fahrradreparatur: Bremsen und Kette",
    "Window cleaning in June",
    "Two tickets for Saturday",
];

impl Pool {
    /// Adds the requests from number `from` up to `to`, which is not among them, and returns them. Payments went by `method`.
    pub async fn fill(&self, handle: &str, method: &Method, from: u32, to: u32) -> Result<Vec<Filled>, sqlx::Error> {
        let (payee, chance) = (self.payee(handle).await?, Chance::secure());
        let start = Clock::system().now() - AGE;
        let moment = |at: u32| start + INTERVAL * i32::try_from(at).unwrap_or(i32::MAX);
        let mut filled = Vec::new();
        for first in (from..to).step_by(BATCH.try_into().unwrap_or(usize::MAX)) {
            let numbers = first..to.min(first + BATCH);
            let rows: Vec<_> = numbers.map(|at| (at, RequestCode::draw(&chance))).collect();
            on!(self, db => {
                let mut query = QueryBuilder::new(REQUEST);
                query.push_values(&rows, |mut row, (at, code)| {
                    let (cents, paid) = (cents(*at), paid(*at));
                    row.push_bind(code)
                        .push_bind(&payee)
                        .push_bind(RfReference::draw(&chance))
                        .push_bind(cents)
                        .push_bind(moment(*at))
                        .push_bind(MEMOS[*at as usize / 3 % MEMOS.len()])
                        .push_bind(format!("2026-{at}"))
                        .push_bind(if paid { "paid" } else { "open" })
                        .push_bind(i64::from(paid))
                        .push_bind(if paid { cents } else { 0 })
                        .push_bind(paid.then(|| moment(*at)))
                        .push(ALIKE);
                });
                query.build().execute(db).await?;
            });
            filled.extend(rows.iter().filter_map(|(at, code)| {
                Some(Filled { code: code.as_str().as_bytes().try_into().ok()?, cents: cents(*at), is_open: !paid(*at) })
            }));
        }
        self.pay(&payee, method, moment(from)).await?;
        Ok(filled)
    }

    async fn pay(&self, payee: &str, method: &Method, since: DateTime<Utc>) -> Result<(), sqlx::Error> {
        on!(self, db => {
            sqlx::query(PAYMENTS).bind(payee).bind(&method.id).bind(since).execute(db).await?;
            sqlx::query(WAYS).bind(payee).bind(since).execute(db).await?;
            sqlx::query(LINES).bind(payee).bind(since).execute(db).await?;
            sqlx::query(DAYS).bind(payee).bind(since).execute(db).await?;
            sqlx::query(HEAD).bind(payee).execute(db).await?;
        });
        Ok(())
    }

    /// Gives open requests a payment each that is under way by a method, and whose provider is due to be asked, if it `is_due`.
    pub async fn begin_payments(&self, by: &Method, requests: &[Filled], is_due: bool) -> Result<(), sqlx::Error> {
        let now = Clock::system().now();
        for some in requests.chunks(500) {
            let codes: Vec<_> = some.iter().map(|request| format!("'{}'", request.name())).collect();
            let query = format!("{PENDING} ({})", codes.join(", "));
            on!(self, db => {
                sqlx::query(AssertSqlSafe(query))
                    .bind(&by.id)
                    .bind(by.rail)
                    .bind(by.order)
                    .bind(now)
                    .bind(now + TimeDelta::hours(2))
                    .bind(is_due.then_some(now))
                    .execute(db)
                    .await?;
            });
        }
        Ok(())
    }

    /// Has a method's payments be due again, as if nobody had ever asked.
    pub async fn due_again(&self, by: &Method) -> Result<(), sqlx::Error> {
        const SQL: &str = "update payments set next_poll_at = $2, polls = 0, polled_at = null where method_id = $1";
        on!(self, db => { sqlx::query(SQL).bind(&by.id).bind(Clock::system().now()).execute(db).await?; });
        Ok(())
    }

    /// Waits until the server has folded the words of every request.
    pub async fn folded(&self) -> Result<(), sqlx::Error> {
        const LEFT: &str = "select count(*) from (select 1 from requests where words_version < 1 limit 1) as one";
        loop {
            let left: i64 = on!(self, db => sqlx::query_scalar(LEFT).fetch_one(db).await?);
            if left == 0 {
                return self.tidy().await;
            }
            tokio::time::sleep(std::time::Duration::from_millis(200)).await;
        }
    }

    /// A server that has run for a while has had both done to its database.
    async fn tidy(&self) -> Result<(), sqlx::Error> {
        match self {
            Self::Sqlite(db) => sqlx::query("pragma wal_checkpoint(truncate)").execute(db).await.map(drop),
            Self::Postgres(db) => sqlx::query("vacuum analyze").execute(db).await.map(drop),
        }
    }
}

/// A way to be paid.
#[derive(Debug)]
pub struct Method {
    /// The method's id.
    pub id: String,
    /// The name of the rail.
    pub rail: &'static str,
    /// The beginning of its provider's names for payments; a request's code follows.
    pub order: &'static str,
}

impl Filled {
    /// The code, as text.
    pub fn name(&self) -> &str {
        std::str::from_utf8(&self.code).unwrap_or_default()
    }
}

/// The amount of a request: from 1.00 to 1,000.00.
fn cents(at: u32) -> i64 {
    i64::from(at) * 725 % 100_000 + 100
}

fn paid(at: u32) -> bool {
    at % 4 != 3
}
