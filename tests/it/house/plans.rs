//! Plans: no statement of the service walks a table that grows. What is explained is what the service said to PostgreSQL while the other
//! tests ran, so these trials run behind all others, whatever the filter, and a new statement is among them as soon as a test has it
//! executed. SQLite is asked about the same texts.

use libtest_mimic::{Failed, Trial};
use serde_json::Value;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{AssertSqlSafe, Connection, PgConnection, Row};
use tempfile::TempDir;

use crate::support::postgres::{self, statements};
use crate::support::{BINARY, SECRET_KEY};

/// Statements that may walk what they walk, by a part of their text, with the reason. Whoever adds one says why it stays short, or who
/// waits for it.
const ALLOWED: &[(&str, &str)] = &[
    (" as fingerprint, count(*) as texts ", "`chit rekey` counts what is sealed under which key, all of it"),
    (" not like $1 || '%' and id > $2 order by id ", "`chit rekey` walks all that is sealed, a hundred at a time"),
    (" from service_keys order by ", "a service has a few keys"),
    ("update service_keys set retired_at = $3 where retired_at is null ", "a service has a few keys"),
    (
        "from methods where payee_id = $2 and removed_at is null",
        "SQLite looks for payments of a new method only where a foreign key is broken until the commit, and none may be",
    ),
    ("from ledger_heads h left join payees p ", "`chit audit` reads every ledger"),
    ("from ledger_heads order by payee_id", "every ledger is sealed when a new key is taken up"),
    ("select id from service_texts", "the operator has three texts at most"),
    ("from payees p order by p.handle", "`chit payee list` shows all"),
    ("from ledger_entries where payee_id = $1 union all select accounting_date", "`chit audit` adds up every line"),
    (
        "as unknown_fees from ledger_days where payee_id = $1",
        "sums of days: a few rows a day, however many lines it has",
    ),
    ("from closes c where c.payee_id = $1 order by c.until", "`chit audit` reads every close"),
    ("from batches b where b.payee_id = $1 order by b.number", "`chit audit` reads every batch"),
    ("delete from alerts where true", "all devices go with the key that they subscribed to, by `chit rekey --lost`"),
    (
        "delete from alert_devices where true",
        "all devices go with the key that they subscribed to, by `chit rekey --lost`",
    ),
    ("delete from service_keys where purpose = ", "a service has a few keys"),
    // A ledger whose time is over goes whole, once, and so do the rows that are compared with it.
    ("delete from ledger_entries where payee_id ", "the ledger of a closed account is erased as a whole"),
    ("delete from ledger_days where payee_id ", "the ledger of a closed account is erased as a whole"),
    ("delete from payments where payee_id ", "the ledger of a closed account is erased as a whole"),
    ("delete from requests where payee_id ", "the ledger of a closed account is erased as a whole"),
    ("delete from request_words where payee_id ", "the ledger of a closed account is erased as a whole"),
    (
        "delete from refunds where payment_id in (select x.id from payments x where x.payee_id ",
        "the ledger of a closed account is erased as a whole",
    ),
    (
        "delete from notices where request_code in (select r.code from requests r where r.payee_id ",
        "the ledger of a closed account is erased as a whole",
    ),
    (
        "delete from reports where request_code in (select r.code from requests r where r.payee_id ",
        "the ledger of a closed account is erased as a whole",
    ),
];

/// Indexes that may be read as a whole: they have only what waits for somebody, and who reads them is that somebody; or what was lost with
/// a key, which `chit rekey` names; or they are read up to a limit.
const WAITING: [&str; 15] = [
    "payments_waiting",
    "payments_charges",
    "requests_without_words",
    "reports_waiting",
    "methods_lost",
    "payments_lost",
    "notices_waiting",
    "endpoints_lost",
    "after_payments_lost",
    "split_shares_lost",
    "alert_devices_lost",
    // The operator's page reads a hundred entries of them at most, of the newest payees a thousand.
    "requests_down",
    "payees_down",
    "payees_newest",
    "endpoints_failing",
];

/// What PostgreSQL's texts are on SQLite, whose transactions hold the whole database and whose JSON has another name.
const ELSEWHERE: &[(&str, &str)] = &[
    (" for no key update", ""),
    (" for share of r, p", ""),
    ("json_array_elements_text(cast($1 as json)) as code", "value as code from json_each($1)"),
    (
        "select k.word, f.code from json_array_elements_text(cast($2 as json)) k (word) cross join lateral \
            (select w.code from request_words w where w.payee_id = $1 and w.word = convert_to(k.word, 'UTF8') \
            order by w.created_at desc, w.code desc limit 65) f",
        "select cast(k.value as text), cast(c.value as text) from json_each($2) k, json_each((select json_group_array(f.code) \
            from (select w.code from request_words w where w.payee_id = $1 and w.word = cast(k.value as blob) \
            order by w.created_at desc, w.code desc limit 65) f)) c",
    ),
    ("json_array_elements_text(cast($2 as json))", "value from json_each($2)"),
    ("json_agg(json_build_array(", "json_group_array(json_array("),
    ("))::text from (", ")) from ("),
    (
        " left join payments x on x.id = e.payment_id and x.provider_ref is not null",
        " left join payments x indexed by payments_carrying on x.id = e.payment_id and x.provider_ref is not null",
    ),
];

pub fn tests() -> Vec<Trial> {
    let nothing = statements().is_empty();
    let trials = [
        Trial::test("house::plans::sqlite", || on_runtime(explain_on_sqlite())),
        Trial::test("house::plans::postgres", || on_runtime(explain_on_postgres())),
    ];
    trials.into_iter().map(|trial| trial.with_ignored_flag(nothing)).collect()
}

fn on_runtime(work: impl Future<Output = Vec<String>>) -> Result<(), Failed> {
    let faults = tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(work);
    if faults.is_empty() { Ok(()) } else { Err(Failed::from(faults.join("\n\n"))) }
}

/// The statements that have a plan worth looking at: those that look for rows.
fn searching() -> impl Iterator<Item = String> {
    let is_ours =
        |s: &String| ["select ", "update ", "delete ", "insert ", "with "].iter().any(|verb| s.starts_with(verb));
    let is_allowed = |s: &String| ALLOWED.iter().any(|(part, _)| s.contains(part));
    // The library's own look for migrations, under its advisory lock.
    let is_libs = |s: &String| s.contains("_sqlx_migrations") || s.contains("pg_advisory") || s.contains("pg_notify");
    statements().into_iter().filter(move |s| is_ours(s) && !is_allowed(s) && !is_libs(s))
}

async fn explain_on_sqlite() -> Vec<String> {
    let dir = TempDir::new().expect("a directory");
    let url = format!("sqlite://{}", dir.path().join("chit.db").display());
    let mut made = std::process::Command::new(BINARY);
    made.args(["payee", "add", "anna"]).env_clear().env("CHIT_DATABASE_URL", &url).env("CHIT_SECRET_KEY", SECRET_KEY);
    assert!(made.current_dir(dir.path()).output().expect("chit runs").status.success());
    let options: SqliteConnectOptions = url.parse().expect("a URL");
    let mut db = SqliteConnection::connect_with(&options).await.expect("it opens");
    let mut faults = Vec::new();
    for statement in searching().filter(|s| !s.contains("information_schema")) {
        let text = ELSEWHERE.iter().fold(statement.clone(), |text, (here, there)| text.replace(here, there));
        let explained = sqlx::raw_sql(AssertSqlSafe(format!("explain query plan {text}"))).fetch_all(&mut db).await;
        let steps: Vec<String> = match explained {
            Ok(rows) => rows.iter().map(|row| row.get("detail")).collect(),
            Err(e) => vec![format!("SCAN what can't be explained: {e}")],
        };
        if steps.iter().any(|step| walks(step)) || sorts_all(&statement, &steps) {
            faults.push(format!("{statement}\n    {}", steps.join("\n    ")));
        }
    }
    faults
}

/// Whether a step of SQLite's plan reads a table from one end to the other. Results of subqueries and lists that were handed in are short.
fn walks(step: &str) -> bool {
    let Some(what) = step.strip_prefix("SCAN ") else { return false };
    let what = what.split(' ').next().unwrap_or_default();
    !step.contains("VIRTUAL TABLE")
        && !step.ends_with("VALUES CLAUSE")
        && !WAITING.iter().any(|index| step.ends_with(&format!("INDEX {index}")))
        && !["CONSTANT", "f", "noted", "c", "w", "v", "l"].contains(&what)
        && !what.starts_with('(')
        && !is_lane(what)
}

/// Whether a plan finds all requests, payments or lines of a payee, or those that only a bound tells apart, and then sorts them or takes every
/// one.
fn sorts_all(statement: &str, steps: &[String]) -> bool {
    let found_by = |condition: &str| {
        steps.iter().any(|step| {
            let grows = ["requests_", "payments_", "ledger_", "request_words_"]
                .iter()
                .any(|index| step.contains(&format!("INDEX {index}")));
            grows && step.contains(condition)
        })
    };
    // The requests that upkeep has noted are taken in their order, and few are sorted with those it hasn't.
    let is_merge = statement.contains(" noted union all ");
    let sorts = steps.iter().any(|step| step.contains("TEMP B-TREE FOR ORDER BY"));
    let bounded = ["<?)", ">?)"].iter().any(|bound| found_by(&format!("(payee_id=? AND seq{bound}")));
    let takes_all = found_by("(payee_id=?)") && (sorts || !statement.contains(" limit "));
    !is_merge && (takes_all || bounded && sorts)
}

fn is_lane(name: &str) -> bool {
    name.strip_prefix('s').is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
}

async fn explain_on_postgres() -> Vec<String> {
    let url = postgres::create("plans");
    let mut db = PgConnection::connect(&url).await.expect("it opens");
    let mut faults = Vec::new();
    // Tables are empty here: a walk that is left has no index to go by.
    run(&mut db, "set enable_seqscan = off; set enable_sort = on; set plan_cache_mode = force_generic_plan")
        .await
        .expect("set");
    // An index of few rows, such as those that wait for something, may be read as a whole.
    let partial = "select indexname from pg_indexes where schemaname = current_schema() and indexdef like '% WHERE %'";
    let partial: Vec<String> = sqlx::query_scalar(partial).fetch_all(&mut db).await.expect("indexes");
    for statement in searching().filter(|s| !s.contains("information_schema")) {
        if let Err(error) = run(&mut db, &format!("prepare p as {statement}")).await {
            // Only where values are selected into a table does the type of a value depend on who sends it.
            if !statement.starts_with("insert ") {
                faults.push(format!("{statement}\n    {error}"));
            }
            continue;
        }
        let values = (1..).take_while(|n| statement.contains(&format!("${n}"))).count();
        let values = if values == 0 { String::new() } else { format!("({})", vec!["null"; values].join(", ")) };
        let explain = AssertSqlSafe(format!("explain (format json) execute p{values}"));
        let rows = sqlx::raw_sql(explain).fetch_all(&mut db).await.expect("explained");
        let plan: String = rows.iter().map(|row| row.get_unchecked::<String, _>(0)).collect();
        let plan: Value = serde_json::from_str(&plan).expect("JSON");
        let mut walks = Vec::new();
        find_walks(&plan[0]["Plan"], &partial, &mut walks);
        if !walks.is_empty() {
            faults.push(format!("{statement}\n    {}", walks.join("\n    ")));
        }
        run(&mut db, "deallocate p").await.expect("forgotten");
    }
    db.close().await.expect("it closes");
    postgres::remove("plans");
    faults
}

async fn run(db: &mut PgConnection, sql: &str) -> Result<(), sqlx::Error> {
    sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(db).await.map(drop)
}

/// The nodes of a plan that read a whole table, or a whole index that is not one of the partial ones.
fn find_walks(node: &Value, partial: &[String], found: &mut Vec<String>) {
    let kind = node["Node Type"].as_str().unwrap_or_default();
    let by_index = ["Index Scan", "Index Only Scan", "Bitmap Index Scan"].contains(&kind)
        && !partial.iter().any(|index| node["Index Name"] == **index);
    if kind == "Seq Scan" || by_index && node.get("Index Cond").is_none() {
        let name = |key: &str| node[key].as_str().unwrap_or_default().to_owned();
        found.push(format!("{kind} {} {} {}", name("Relation Name"), name("Alias"), name("Index Name")));
    }
    for inner in node["Plans"].as_array().into_iter().flatten() {
        find_walks(inner, partial, found);
    }
}
