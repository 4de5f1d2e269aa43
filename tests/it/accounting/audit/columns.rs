//! Every column of the books, and how the audit knows it.

use Known::{As, Chain, Named, Not};
use libtest_mimic::Trial;

use crate::support::{App, Backend, both};

pub fn tests() -> Vec<Trial> {
    both![every_column_is_covered_or_says_why_not]
}

/// How the audit knows a column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Known {
    /// Any other value is found under `table.column`.
    Named,
    /// A value that comes to something else is found under this name.
    As(&'static str),
    /// A change breaks the chain.
    Chain,
    /// Not compared, for this reason.
    Not(&'static str),
}

const SETTING: Not0 = "a setting of the payee, in no line";

const TERM: Not0 = "a term or a text of the request, in no line";

const SERVICE: Not0 = "the service’s own progress, of which no money follows";

const CHOICE: Not0 = "what the payee chose to do about it, of which no money follows";

const PROVIDER: Not0 = "the provider’s moment; the open dispute that follows of both is compared as the state";

const UNITS: Not0 = "a number of goods, of which no money follows";

type Not0 = &'static str;

pub const COLUMNS: &[(&str, &[(&str, Known)])] = &[
    (
        "payees",
        &[
            ("id", As("payees.missing")),
            ("handle", Not(SETTING)),
            ("skeleton", Not(SETTING)),
            ("name", Not(SETTING)),
            ("currency", Not(SETTING)),
            ("created_at", Not(SETTING)),
            ("disabled_at", Not(SETTING)),
            ("language", Not(SETTING)),
            ("accent", Not(SETTING)),
            ("suggested", Not(SETTING)),
            ("asks_note", Not(SETTING)),
            ("takes_tips", Not(SETTING)),
            ("zone", Not(SETTING)),
            ("closing_day", Not(SETTING)),
            ("accounts", Not(SETTING)),
            ("closed_at", Not(SETTING)),
            ("next_erase_at", Not(SERVICE)),
            ("ledger_erased_at", Not(SERVICE)),
        ],
    ),
    (
        "requests",
        &[
            ("code", As("requests.missing")),
            ("payee_id", Named),
            ("origin", Not(TERM)),
            ("currency", Named),
            // More asked, or more often, would leave it open.
            ("amount", As("requests.state")),
            ("prices", Named),
            ("min_amount", Not(TERM)),
            ("max_amount", Not(TERM)),
            ("memo", Not(TERM)),
            ("reference", Named),
            ("rf", Named),
            ("preview", Not(TERM)),
            ("items", Not(TERM)),
            ("state", Named),
            ("max_payments", As("requests.state")),
            ("paid_count", Named),
            ("paid_total", Named),
            ("paid_elsewhere", Named),
            ("due_on", Not(TERM)),
            ("parts", Not(TERM)),
            ("part_from", Named),
            ("part_until", Named),
            ("expires_at", Not(TERM)),
            ("created_at", Not(TERM)),
            ("paid_at", Named),
            ("cancelled_at", As("requests.state")),
            ("disabled_at", Not(SETTING)),
            ("language", Not(TERM)),
            ("suggested", Not(TERM)),
            ("asks_note", Not(TERM)),
            ("takes_tips", Not(TERM)),
            ("lapsed", Not(SERVICE)),
            ("words_version", Not(SERVICE)),
            ("archived_at", Not(SETTING)),
            ("labels", Not(TERM)),
            ("order_state", Not(TERM)),
            ("order_note", Not(TERM)),
        ],
    ),
    (
        "item_stocks",
        &[
            ("request_code", Not(TERM)),
            ("position", Not(TERM)),
            ("stock", Not(TERM)),
            ("taken", Not(UNITS)),
            ("sold", Not(UNITS)),
        ],
    ),
    ("after_payments", &[("id", Not(TERM)), ("sealed", Not(TERM)), ("lost_at", Not(SERVICE))]),
    (
        "split_shares",
        &[
            ("id", Not(TERM)),
            ("split_id", Not(TERM)),
            ("position", Not(TERM)),
            ("sealed", Not(TERM)),
            ("lost_at", Not(SERVICE)),
        ],
    ),
    (
        "payments",
        &[
            ("id", As("payments.missing")),
            ("request_code", Named),
            ("payee_id", Named),
            // Another of the same payee and rail would pass: a line has the rail, not the method.
            ("method_id", Named),
            ("rail", Named),
            ("currency", Named),
            ("amount", Not("what was asked of the payer; what arrived is booked")),
            ("tip", Named),
            ("picks", Not(UNITS)),
            ("received", Named),
            ("refunded", Named),
            ("state", Named),
            ("evidence", Named),
            ("external_id", Named),
            ("token_hash", Not("opens the payer’s page")),
            ("instructions", Not("what the payer was shown, sealed")),
            ("note", Not("a remark, which may be erased")),
            ("created_at", Not(SERVICE)),
            ("expires_at", Not(SERVICE)),
            ("claimed_at", Not(SERVICE)),
            ("settled_at", Named),
            ("fee", Named),
            ("refund_reported", As("payments.refund_sums")),
            ("refund_elsewhere", As("payments.refund_sums")),
            ("refund_lost", As("payments.refund_sums")),
            ("dispute_opened_at", Not(PROVIDER)),
            ("dispute_closed_at", Not(PROVIDER)),
            ("next_poll_at", Not(SERVICE)),
            ("polls", Not(SERVICE)),
            ("polled_at", Not(SERVICE)),
            ("test", Named),
            ("payer_note", Not("the payer’s words, which may be erased")),
            ("set_aside_at", Not(SERVICE)),
            ("put_off_until", Not(CHOICE)),
            ("kept_at", Not(CHOICE)),
            ("lost_at", Not("when the key of the sealed instructions was given up, of which no money follows")),
            ("booking_date", Named),
            ("fee_unknown", As("payments.fee")),
            ("over_at", Not(SERVICE)),
            ("end_try_at", Not(SERVICE)),
            ("end_attempts", Not(SERVICE)),
            ("end_outcome", Not(SERVICE)),
            // By hand the RF reference and the QR reference that says the same would pass for each other.
            ("provider_ref", Named),
        ],
    ),
    (
        "refunds",
        &[
            ("id", Not("the lines name a refund’s payment, not the refund")),
            ("payment_id", As("refunds.movement_id")),
            ("payee_id", Named),
            ("currency", Named),
            ("amount", As("payments.refund_sums")),
            ("state", As("payments.refund_sums")),
            ("way", Named),
            ("attempts", Not(SERVICE)),
            ("next_try_at", Not(SERVICE)),
            ("created_at", Not(SERVICE)),
            ("ended_at", Not(SERVICE)),
            ("external_id", Not("the provider’s name for it, in no line")),
            ("stage", Not("the provider’s progress; the state that follows is compared")),
            ("movement_id", Named),
        ],
    ),
    (
        "ledger_heads",
        &[
            ("payee_id", Chain),
            ("seq", Chain),
            ("hash", Chain),
            ("not_before", Chain),
            ("open_from", Chain),
            ("seal", Chain),
            ("next_close_at", Not(SERVICE)),
        ],
    ),
    (
        "ledger_entries",
        &[
            ("id", Chain),
            ("payee_id", Chain),
            ("seq", Chain),
            ("prev_hash", Chain),
            ("hash", Chain),
            ("kind", Chain),
            ("request_code", Chain),
            ("payment_id", Chain),
            ("reference", Chain),
            ("rf", Chain),
            ("currency", Chain),
            ("gross", Chain),
            ("tip", Chain),
            ("fee", Chain),
            ("fee_unknown", Chain),
            ("rail", Chain),
            ("evidence", Chain),
            ("evidence_ref", Chain),
            ("booking_date", Chain),
            ("created_at", Chain),
            ("settled_at", Chain),
            ("reverses_id", Chain),
            ("statement_id", Chain),
            ("accounting_date", Chain),
            ("belongs_to", Chain),
        ],
    ),
];

/// Values that a column might have as well, beside those of its type.
const VALUES: &[(&str, &str, &[&str])] = &[
    ("requests", "currency", &["'USD'"]),
    ("requests", "state", &["'open'", "'cancelled'", "'paid '"]),
    ("requests", "order_state", &["'placed'", "'confirmed'"]),
    ("requests", "amount", &["amount + 100"]),
    ("requests", "max_payments", &["max_payments + 5"]),
    ("payments", "currency", &["'USD'"]),
    ("payments", "state", &["'settled'", "'refunded'", "'disputed'", "'pending'", "'failed'"]),
    ("payments", "evidence", &["'manual'", "'poll'"]),
    ("payments", "rail", &["'manual'", "'stripe'"]),
    ("payments", "refund_reported", &["refund_reported + 1000000"]),
    ("payments", "refund_elsewhere", &["refund_elsewhere + 1000000"]),
    ("payments", "refund_lost", &["refund_lost + 1"]),
    ("refunds", "amount", &["amount + 1", "amount - 1"]),
    ("refunds", "state", &["'failed'", "'asked'", "'sent'"]),
    ("refunds", "way", &["'rail'"]),
    ("ledger_entries", "kind", &["'refund'", "'correction'"]),
    ("ledger_entries", "currency", &["'USD'", "'???'"]),
    ("ledger_entries", "evidence", &["'manual'"]),
    ("ledger_entries", "seq", &["seq + 100"]),
];

/// Columns whose null, or whose value in place of null, says the same.
const SAME: &[(&str, &str, &str)] = &[
    ("refunds", "movement_id", "null"),
    // What may be paid once is paid by one payment, whether or not an amount was asked.
    ("requests", "amount", "null"),
];

/// The columns of a table as the database's own catalogue has them, with their types and whether they may be null.
pub async fn catalogue(app: &App, table: &str) -> Vec<(String, String, bool)> {
    let sql = match app.db().backend {
        Backend::Sqlite => format!(
            "select name || '|' || lower(type) || '|' || (1 - \"notnull\") from pragma_table_info('{table}') order by cid"
        ),
        Backend::Postgres => format!(
            "select column_name || '|' || data_type || '|' || case is_nullable when 'YES' then 1 else 0 end \
            from information_schema.columns where table_name = '{table}' order by ordinal_position"
        ),
    };
    let columns = app.db().texts(&sql).await;
    let split = |column: &String| {
        let parts: Vec<_> = column.split('|').collect();
        (parts[0].to_owned(), parts[1].to_owned(), parts[2] == "1")
    };
    columns.iter().map(split).collect()
}

pub fn known(table: &str, column: &str) -> Known {
    let columns = COLUMNS.iter().find(|(name, _)| *name == table).map(|(_, columns)| *columns).unwrap_or_default();
    let found = columns.iter().find(|(name, _)| *name == column);
    found.unwrap_or_else(|| panic!("{table}.{column} is new: say how the audit knows it, or why it doesn’t")).1
}

async fn every_column_is_covered_or_says_why_not(app: App) {
    for (table, columns) in COLUMNS {
        let there: Vec<_> = catalogue(&app, table).await.into_iter().map(|(name, _, _)| name).collect();
        for column in &there {
            known(table, column);
        }
        for (column, _) in *columns {
            assert!(there.iter().any(|name| name == column), "{table}.{column} is gone");
        }
    }
}

/// Other values than a column has.
pub fn others(table: &str, column: &str, kind: &str, nullable: bool) -> Vec<String> {
    let own = VALUES.iter().find(|(t, c, _)| (*t, *c) == (table, column)).map(|(_, _, values)| *values);
    let mut values: Vec<String> = match own {
        Some(values) => values.iter().map(|&value| value.to_owned()).collect(),
        None => vec![match kind {
            "bigint" => format!("coalesce({column}, 0) + 1"),
            "boolean" => format!("not {column}"),
            "date" => "'2020-01-01'".to_owned(),
            kind if kind.starts_with("timestamp") => "'2020-01-01T00:00:00+00:00'".to_owned(),
            _ => "'changed'".to_owned(),
        }],
    };
    if nullable {
        values.push("null".to_owned());
    }
    values.retain(|value| !SAME.contains(&(table, column, value.as_str())));
    values
}
