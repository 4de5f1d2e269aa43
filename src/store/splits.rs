//! Splits: which requests are the shares of one amount, and the payee's names for them. Only the payee's own pages and calls read this.

use std::collections::HashMap;

use super::requests::{RequestRow, among, request_columns};
use super::vault::SealedColumn;
use super::{Error, Store, Tx, execute, read};
use crate::domain::id::{PayeeId, SplitId};
use crate::domain::request::PaymentRequest;
use crate::domain::request::code::RequestCode;
use crate::domain::text::ShareName;

/// A share of a split, for its payee.
#[derive(Clone)]
pub struct SplitShare {
    /// The share's request.
    pub request: PaymentRequest,
    /// The payee's word for who is to pay it; `None` where it has none, it was erased, or no key opens it any more.
    pub name: Option<ShareName>,
}

/// Names nothing of its payer, so that no log does.
impl std::fmt::Debug for SplitShare {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SplitShare").field("code", &self.request.code).finish_non_exhaustive()
    }
}

/// The split that a request is a share of.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct ShareOf {
    /// The split.
    #[sqlx(rename = "split_id")]
    pub split: SplitId,
    /// Set where the share has a name to erase.
    pub named: bool,
}

#[derive(sqlx::FromRow)]
struct ShareRow {
    #[sqlx(flatten)]
    request: RequestRow,
    sealed: Option<String>,
}

impl Store {
    /// Seals a share's name for the request that it belongs to.
    ///
    /// # Errors
    /// [`Error::Defect`] when the cipher fails.
    pub fn seal_share_name(&self, code: &RequestCode, name: &ShareName) -> Result<String, Error> {
        self.vault.seal(SealedColumn::ShareNames, code.as_str(), name.as_str())
    }

    /// The shares of a payee's split, in their order; none when there is no such split.
    pub async fn split_shares(&self, payee: &PayeeId, split: &SplitId) -> Result<Vec<SplitShare>, Error> {
        const SQL: &str = concat!(
            "select ",
            request_columns!(),
            ", s.sealed from split_shares s join requests r on r.code = s.id \
            where s.split_id = $1 and r.payee_id = $2 order by s.position"
        );
        let rows: Vec<ShareRow> = read!(self, db => sqlx::query_as(SQL).bind(split).bind(payee).fetch_all(db).await)?;
        rows.into_iter().map(|row| self.opened(row)).collect()
    }

    fn opened(&self, ShareRow { request, sealed }: ShareRow) -> Result<SplitShare, Error> {
        let request = PaymentRequest::try_from(request)?;
        let name = self.open_share_name(&request.code, sealed.as_deref())?;
        Ok(SplitShare { request, name })
    }

    fn open_share_name(&self, code: &RequestCode, sealed: Option<&str>) -> Result<Option<ShareName>, Error> {
        let Some(sealed) = sealed else { return Ok(None) };
        match self.vault.open(SealedColumn::ShareNames, code.as_str(), sealed) {
            Ok(text) => ShareName::parse(&text).map(Some).map_err(|e| Error::Defect(format!("a share’s name: {e}"))),
            Err(Error::Sealed(_)) => Ok(None),
            Err(other) => Err(other),
        }
    }

    /// The splits and names of those of some requests that are shares, by their codes.
    pub async fn shares_of(
        &self,
        codes: &[RequestCode],
    ) -> Result<HashMap<RequestCode, (SplitId, Option<ShareName>)>, Error> {
        if codes.is_empty() {
            return Ok(HashMap::new());
        }
        let rows: Vec<(RequestCode, SplitId, Option<String>)> = read!(self, db => {
            among("select id, split_id, sealed from split_shares where id", codes).build_query_as().fetch_all(db).await
        })?;
        let opened = |(code, split, sealed): (RequestCode, SplitId, Option<String>)| {
            let name = self.open_share_name(&code, sealed.as_deref())?;
            Ok((code, (split, name)))
        };
        rows.into_iter().map(opened).collect()
    }

    /// The split that a request is a share of. Whoever calls this decides first who may know.
    pub async fn share_of(&self, code: &RequestCode) -> Result<Option<ShareOf>, Error> {
        const SQL: &str = "select split_id, sealed is not null as named from split_shares where id = $1";
        Ok(read!(self, db => sqlx::query_as(SQL).bind(code).fetch_optional(db).await)?)
    }
}

impl Tx<'_> {
    /// Stores a request, which this transaction has just stored, as a share of a split.
    pub async fn insert_split_share(
        &mut self,
        split: &SplitId,
        position: i64,
        code: &RequestCode,
        sealed: Option<&str>,
    ) -> Result<(), Error> {
        const SQL: &str = "insert into split_shares (id, split_id, position, sealed) values ($1, $2, $3, $4)";
        execute!(self, SQL, code, split, position, sealed).map(drop)
    }

    /// Erases the name of a request as a share. The caller holds the request.
    pub(super) async fn erase_share_name(&mut self, code: &RequestCode) -> Result<(), Error> {
        const SQL: &str = "update split_shares set sealed = null, lost_at = null where id = $1";
        execute!(self, SQL, code).map(drop)
    }
}
