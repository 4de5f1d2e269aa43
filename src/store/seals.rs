//! Sealed columns, and sealing them anew under another key.

use super::vault::SealedColumn;
use super::{Error, Store, Tx, Vault, execute, read_long};
use crate::domain::clock::Timestamp;

/// A sealed text and its row.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Seal {
    /// The id of the row.
    pub id: String,
    /// The text as it is stored.
    pub sealed: String,
}

impl Seal {
    /// The fingerprint of the key that the text names; `None` in the older format, which names none.
    pub fn fingerprint(&self) -> Option<&str> {
        Vault::fingerprint(&self.sealed)
    }
}

/// The number of texts of a column that are sealed under one key.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct SealCount {
    /// The key's fingerprint; `None` for texts of the older format, which names none.
    pub fingerprint: Option<String>,
    /// The number of these texts.
    pub texts: i64,
}

struct Statements {
    others: &'static str,
    counts: &'static str,
    replace: &'static str,
    losses: Option<Losses>,
}

/// The statements of a column whose texts may be lost with their key.
struct Losses {
    list: &'static str,
    record: &'static str,
}

macro_rules! statements {
    ($table:literal, $column:literal) => {
        Statements { losses: None, ..statements!($table, $column, "", "") }
    };
    ($table:literal, $column:literal, may be lost) => {
        statements!($table, $column, " and lost_at is null", ", lost_at = null")
    };
    // A lost text needs no key, and one that is sealed anew isn't lost any more.
    ($table:literal, $column:literal, $not_lost:literal, $found:literal) => {
        Statements {
            // `like` works on both databases, and a fingerprint has no wildcard.
            others: concat!(
                "select id, ",
                $column,
                " as sealed from ",
                $table,
                " where ",
                $column,
                " is not null and ",
                $column,
                " not like $1 || '%' and id > $2 order by id limit $3"
            ),
            // Extracts the fingerprint as `Vault::fingerprint` does.
            counts: concat!(
                "select case when ",
                $column,
                " like 'v2.%' then substr(",
                $column,
                ", 4, 8) end as fingerprint, \
                    count(*) as texts \
                from ",
                $table,
                " where ",
                $column,
                " is not null",
                $not_lost,
                " group by 1 order by 1"
            ),
            replace: concat!(
                "update ",
                $table,
                " set ",
                $column,
                " = $3",
                $found,
                " where id = $1 and ",
                $column,
                " = $2"
            ),
            losses: Some(Losses {
                list: concat!("select id from ", $table, " where lost_at is not null"),
                record: concat!(
                    "update ",
                    $table,
                    " set lost_at = $3 where id = $1 and ",
                    $column,
                    " = $2 and lost_at is null"
                ),
            }),
        }
    };
}

impl SealedColumn {
    fn statements(self) -> Statements {
        match self {
            Self::Methods => statements!("methods", "settings", may be lost),
            Self::Payments => statements!("payments", "instructions", may be lost),
            Self::StatementKeys => statements!("statement_keys", "sealed"),
            Self::Endpoints => statements!("endpoints", "secrets", may be lost),
            Self::AfterPayments => statements!("after_payments", "sealed", may be lost),
            Self::ShareNames => statements!("split_shares", "sealed", may be lost),
            Self::AlertDevices => statements!("alert_devices", "subscription", may be lost),
            Self::ServiceKeys => statements!("service_keys", "sealed"),
        }
    }
}

impl Store {
    /// The fingerprint of the key that seals.
    pub fn sealing_key(&self) -> &str {
        self.vault.sealing()
    }

    /// The fingerprint of the key that opens a sealed text; `None` if none of the service's keys does.
    pub fn opening_key(&self, column: SealedColumn, seal: &Seal) -> Option<&str> {
        self.vault.open_with(column, &seal.id, &seal.sealed).map(|(fingerprint, _)| fingerprint)
    }

    /// The same text, sealed anew under the current key; `None` if none of the service's keys opens it.
    ///
    /// # Errors
    /// [`Error::Defect`] when the cipher fails.
    pub fn sealed_anew(&self, column: SealedColumn, seal: &Seal) -> Result<Option<String>, Error> {
        let opened = self.vault.open_with(column, &seal.id, &seal.sealed);
        opened.map(|(_, text)| self.vault.seal(column, &seal.id, &text)).transpose()
    }

    /// A walk along the texts of a column that aren't sealed under the current key, or don't name it.
    pub fn seals_of_others(&self, column: SealedColumn) -> SealWalk<'_> {
        SealWalk { store: self, column, after: String::new() }
    }

    /// The ids of the rows whose text in a column is recorded as lost.
    pub async fn lost_seals(&self, column: SealedColumn) -> Result<Vec<String>, Error> {
        let Some(Losses { list, .. }) = column.statements().losses else { return Ok(Vec::new()) };
        Ok(read_long!(self, db => sqlx::query_scalar(list).fetch_all(db).await)?)
    }

    /// The numbers of a column's texts by key, without those that are recorded as lost.
    pub async fn seal_counts(&self, column: SealedColumn) -> Result<Vec<SealCount>, Error> {
        let sql = column.statements().counts;
        Ok(read_long!(self, db => sqlx::query_as(sql).fetch_all(db).await)?)
    }
}

/// The walk of [`Store::seals_of_others`]. It goes by id, so that a text which changes on the way is neither missed nor met twice.
#[derive(Debug)]
pub struct SealWalk<'s> {
    store: &'s Store,
    column: SealedColumn,
    after: String,
}

impl SealWalk<'_> {
    /// The next texts, a hundred at most; none at the end.
    pub async fn next(&mut self) -> Result<Vec<Seal>, Error> {
        const LIMIT: i64 = 100;
        let sql = self.column.statements().others;
        let prefix = Vault::prefix(self.store.sealing_key());
        let seals: Vec<Seal> = read_long!(self.store, db => sqlx::query_as(sql)
            .bind(&prefix)
            .bind(&self.after)
            .bind(LIMIT)
            .fetch_all(db).await)?;
        if let Some(last) = seals.last() {
            self.after.clone_from(&last.id);
        }
        Ok(seals)
    }
}

impl Tx<'_> {
    /// Records that no key opens a text any more. `false` when that is recorded already, the text has changed meanwhile, or texts of the
    /// column can't be lost.
    pub async fn record_lost_seal(&mut self, column: SealedColumn, seal: &Seal, now: Timestamp) -> Result<bool, Error> {
        let Some(Losses { record, .. }) = column.statements().losses else { return Ok(false) };
        Ok(execute!(self, record, &seal.id, &seal.sealed, now)? == 1)
    }

    /// Replaces a text by the same one sealed anew. `false` when the text has changed meanwhile: the newer one stays.
    pub async fn replace_seal(&mut self, column: SealedColumn, old: &Seal, new: &str) -> Result<bool, Error> {
        let sql = column.statements().replace;
        Ok(execute!(self, sql, &old.id, &old.sealed, new)? == 1)
    }
}
