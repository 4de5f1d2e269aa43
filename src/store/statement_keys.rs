//! A payee's key of statements' fingerprints, and the mappings of tables that are remembered by such fingerprints.

use zeroize::Zeroizing;

use super::vault::SealedColumn;
use super::{Error, Store, Tx, execute, read};
use crate::domain::chance::Chance;
use crate::domain::clock::Timestamp;
use crate::domain::id::PayeeId;

impl Store {
    /// The payee's key of fingerprints, which is made when it is first needed.
    pub async fn statement_key(&self, payee: &PayeeId, chance: &Chance) -> Result<Zeroizing<[u8; 32]>, Error> {
        const INSERT: &str = "insert into statement_keys (id, turns, sealed) values ($1, 0, $2) on conflict do nothing";
        if let Some(key) = self.find_statement_key(payee).await? {
            return Ok(key);
        }
        let text = Zeroizing::new(hex::encode(Zeroizing::new(chance.bytes(32))));
        let sealed = self.vault.seal(SealedColumn::StatementKeys, payee.as_str(), &text)?;
        let payee_id = payee.clone();
        self.write_one(move |mut tx| Box::pin(async move { execute!(tx, INSERT, &payee_id, &sealed).map(drop) }))
            .await?;
        // Another replica may have been faster, and its key is the one.
        self.find_statement_key(payee).await?.ok_or_else(|| Error::Defect("a statement key was not stored".into()))
    }

    async fn find_statement_key(&self, payee: &PayeeId) -> Result<Option<Zeroizing<[u8; 32]>>, Error> {
        const SQL: &str = "select sealed from statement_keys where id = $1";
        let sealed: Option<String> = read!(self, db => sqlx::query_scalar(SQL).bind(payee).fetch_optional(db).await)?;
        let Some(sealed) = sealed else { return Ok(None) };
        let text = Zeroizing::new(self.vault.open(SealedColumn::StatementKeys, payee.as_str(), &sealed)?);
        let mut key = Zeroizing::new([0; 32]);
        hex::decode_to_slice(text.as_bytes(), key.as_mut_slice())
            .map_err(|_| Error::Defect(format!("the statement key of {payee} is none")))?;
        Ok(Some(key))
    }

    /// The payee's own references of its requests that follow one in the database's order, ten thousand at most; none at the end.
    pub async fn references_after(&self, payee: &PayeeId, last: &str) -> Result<Vec<String>, Error> {
        const SQL: &str = "select distinct r.reference from requests r where r.payee_id = $1 and r.reference is not null \
            and r.reference > $2 order by r.reference limit 10000";
        Ok(read!(self, db => sqlx::query_scalar(SQL).bind(payee).bind(last).fetch_all(db).await)?)
    }

    /// The mapping that a payee chose for tables with these headings, as JSON.
    pub async fn statement_mapping(&self, payee: &PayeeId, header: &str) -> Result<Option<String>, Error> {
        const SQL: &str = "select mapping from statement_mappings where payee_id = $1 and header = $2";
        Ok(read!(self, db => sqlx::query_scalar(SQL).bind(payee).bind(header).fetch_optional(db).await)?)
    }
}

impl Tx<'_> {
    /// Remembers the mapping that a payee chose for tables with these headings, in place of an earlier one.
    pub async fn remember_mapping(
        &mut self,
        payee: &PayeeId,
        header: &str,
        mapping: &str,
        now: Timestamp,
    ) -> Result<(), Error> {
        const SQL: &str = "insert into statement_mappings (payee_id, header, created_at, mapping) values ($1, $2, $3, $4) \
            on conflict (payee_id, header) do update set created_at = excluded.created_at, mapping = excluded.mapping";
        execute!(self, SQL, payee, header, now, mapping).map(drop)
    }
}
