//! The operator's texts about the service.

use super::{Error, Store, Subject, Tx, execute, read};
use crate::domain::clock::Timestamp;
use crate::domain::service_text::{ServiceText, TextKind};

/// A text as it is stored.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct StoredText {
    /// The text.
    pub body: ServiceText,
    /// The time at which it was written.
    pub changed_at: Timestamp,
}

impl Store {
    /// A text, if it was written.
    pub async fn service_text(&self, kind: TextKind) -> Result<Option<StoredText>, Error> {
        const SQL: &str = "select body, changed_at from service_texts where id = $1";
        Ok(read!(self, db => sqlx::query_as(SQL).bind(kind).fetch_optional(db).await)?)
    }

    /// The kinds of the texts that were written.
    pub async fn written_texts(&self) -> Result<Vec<TextKind>, Error> {
        const SQL: &str = "select id from service_texts";
        Ok(read!(self, db => sqlx::query_scalar(SQL).fetch_all(db).await)?)
    }
}

impl Tx<'_> {
    /// Stores a text in place of an earlier one, or removes it. The feet of all pages are told.
    pub async fn replace_service_text(
        &mut self,
        kind: TextKind,
        text: Option<&ServiceText>,
        now: Timestamp,
    ) -> Result<(), Error> {
        const PUT: &str = "insert into service_texts (id, body, changed_at) values ($1, $2, $3) \
            on conflict (id) do update set body = excluded.body, changed_at = excluded.changed_at";
        const REMOVE: &str = "delete from service_texts where id = $1";
        match text {
            Some(text) => execute!(self, PUT, kind, text, now)?,
            None => execute!(self, REMOVE, kind)?,
        };
        self.announce_changed(Subject::Texts).await
    }
}
