//! Endpoints. Their secrets are sealed when they are stored, and opened when something is signed.

use secrecy::ExposeSecret;

use super::vault::SealedColumn;
use super::{Error, Store, Tx, execute, read, within};
use crate::domain::clock::Timestamp;
use crate::domain::id::{EndpointId, PayeeId};
use crate::domain::notice::endpoint::{DisabledWhy, Endpoint};
use crate::domain::notice::signing::SigningSecrets;

macro_rules! select_endpoint {
    ($more:literal, $rest:literal) => {
        concat!(
            "select e.id, e.payee_id, e.url, e.kinds, e.created_at, e.disabled_at, e.disabled_why, e.failing_since, e.last_success_at",
            $more,
            " from endpoints e ",
            $rest
        )
    };
}

#[derive(sqlx::FromRow)]
struct SealedEndpoint {
    #[sqlx(flatten)]
    endpoint: Endpoint,
    secrets: String,
}

impl Store {
    /// Seals the secrets of an endpoint.
    ///
    /// # Errors
    /// [`Error::Defect`] when the cipher fails.
    pub fn seal_secrets(&self, id: &EndpointId, secrets: &SigningSecrets) -> Result<String, Error> {
        let text = secrets.to_json().map_err(|e| Error::Defect(e.to_string()))?;
        self.vault.seal(SealedColumn::Endpoints, id.as_str(), text.expose_secret())
    }

    /// Opens the secrets of an endpoint.
    ///
    /// # Errors
    /// [`Error::Sealed`] when no key opens them.
    pub fn open_secrets(&self, id: &EndpointId, sealed: &str) -> Result<SigningSecrets, Error> {
        let text = self.vault.open(SealedColumn::Endpoints, id.as_str(), sealed)?;
        SigningSecrets::from_json(&text).map_err(|_| Error::Defect(format!("the secrets of {id} are none")))
    }

    /// A payee's endpoints, oldest first.
    pub async fn endpoints(&self, payee: &PayeeId) -> Result<Vec<Endpoint>, Error> {
        const SQL: &str = select_endpoint!("", "where e.payee_id = $1 order by e.created_at, e.id");
        Ok(read!(self, db => sqlx::query_as(SQL).bind(payee).fetch_all(db).await)?)
    }

    /// One of a payee's endpoints.
    pub async fn endpoint(&self, payee: &PayeeId, id: &EndpointId) -> Result<Option<Endpoint>, Error> {
        const SQL: &str = select_endpoint!("", "where e.id = $1 and e.payee_id = $2");
        Ok(read!(self, db => sqlx::query_as(SQL).bind(id).bind(payee).fetch_optional(db).await)?)
    }

    /// An endpoint of any payee, with its secrets, sealed.
    pub async fn sealed_endpoint(&self, id: &EndpointId) -> Result<Option<(Endpoint, String)>, Error> {
        const SQL: &str = select_endpoint!(", e.secrets", "where e.id = $1");
        let row: Option<SealedEndpoint> = read!(self, db => sqlx::query_as(SQL).bind(id).fetch_optional(db).await)?;
        Ok(row.map(|SealedEndpoint { endpoint, secrets }| (endpoint, secrets)))
    }
}

impl Tx<'_> {
    /// A payee's endpoints as they stand inside this transaction, oldest first.
    pub async fn endpoints(&mut self, payee: &PayeeId) -> Result<Vec<Endpoint>, Error> {
        const SQL: &str = select_endpoint!("", "where e.payee_id = $1 order by e.created_at, e.id");
        Ok(within!(self, db => sqlx::query_as(SQL).bind(payee).fetch_all(db).await)?)
    }

    /// One of a payee's endpoints as it stands inside this transaction, with its secrets, sealed.
    pub async fn endpoint(&mut self, payee: &PayeeId, id: &EndpointId) -> Result<Option<(Endpoint, String)>, Error> {
        const SQL: &str = select_endpoint!(", e.secrets", "where e.id = $1 and e.payee_id = $2");
        let row: Option<SealedEndpoint> =
            within!(self, db => sqlx::query_as(SQL).bind(id).bind(payee).fetch_optional(db).await)?;
        Ok(row.map(|SealedEndpoint { endpoint, secrets }| (endpoint, secrets)))
    }

    /// Stores a new endpoint with its sealed secrets.
    pub async fn insert_endpoint(&mut self, endpoint: &Endpoint, secrets: &str) -> Result<(), Error> {
        const SQL: &str =
            "insert into endpoints (id, payee_id, url, kinds, created_at, secrets) values ($1, $2, $3, $4, $5, $6)";
        let Endpoint { id, payee_id, url, kinds, created_at, .. } = endpoint;
        execute!(self, SQL, id, payee_id, url, kinds.stored(), created_at, secrets).map(drop)
    }

    /// Stores what a payee changes about an endpoint. One that is enabled again, or moved, begins without failures.
    pub async fn update_endpoint(&mut self, endpoint: &Endpoint) -> Result<(), Error> {
        const SQL: &str = "update endpoints set url = $2, kinds = $3, disabled_at = $4, disabled_why = $5, failing_since = $6 \
            where id = $1";
        let Endpoint { id, url, kinds, disabled_at, disabled_why, failing_since, .. } = endpoint;
        execute!(self, SQL, id, url, kinds.stored(), disabled_at, disabled_why, failing_since).map(drop)
    }

    /// Replaces the sealed secrets of an endpoint. `false` when they were changed meanwhile.
    pub async fn replace_secrets(&mut self, id: &EndpointId, old: &str, new: &str) -> Result<bool, Error> {
        const SQL: &str = "update endpoints set secrets = $3, lost_at = null where id = $1 and secrets = $2";
        Ok(execute!(self, SQL, id, old, new)? == 1)
    }

    /// Records that an endpoint took a message.
    pub async fn note_success(&mut self, id: &EndpointId, now: Timestamp) -> Result<(), Error> {
        const SQL: &str = "update endpoints set last_success_at = $2, failing_since = null where id = $1";
        execute!(self, SQL, id, now).map(drop)
    }

    /// Records that an endpoint failed. Returns since when it has, without a success in between; `None` when it is gone.
    pub async fn note_failure(&mut self, id: &EndpointId, now: Timestamp) -> Result<Option<Timestamp>, Error> {
        const SQL: &str =
            "update endpoints set failing_since = coalesce(failing_since, $2) where id = $1 returning failing_since";
        Ok(within!(self, db => sqlx::query_scalar(SQL).bind(id).bind(now).fetch_optional(db).await)?)
    }

    /// Disables an endpoint that is in use. `false` when it is not.
    pub async fn disable_endpoint(&mut self, id: &EndpointId, why: DisabledWhy, now: Timestamp) -> Result<bool, Error> {
        const SQL: &str =
            "update endpoints set disabled_at = $2, disabled_why = $3 where id = $1 and disabled_at is null";
        Ok(execute!(self, SQL, id, now, why)? == 1)
    }

    /// Deletes an endpoint with its secrets. Its deliveries stay until they are old, and nobody sees them.
    pub async fn delete_endpoint(&mut self, payee: &PayeeId, id: &EndpointId) -> Result<bool, Error> {
        const SQL: &str = "delete from endpoints where id = $1 and payee_id = $2";
        Ok(execute!(self, SQL, id, payee)? == 1)
    }
}
