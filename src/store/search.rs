//! Search: what requests are found by, kept beside them, and the requests of a list that are found.
//!
//! A term fits a range of words, and a range may have a hundred thousand requests. So the distinct words of the range are walked by
//! skipping from each to the next, the newest requests of each are taken, and those merged: a few hundred places of an index, whatever
//! the size of the table. What else is asked of a request is asked of those. If too few are left, more of each word are taken; see
//! [`DEPTHS`].

use std::collections::{BTreeSet, HashSet};

use sqlx::QueryBuilder;

use super::request_list::{ListPart, push_page, push_status};
use super::requests::{RequestRow, request_columns};
use super::{Error, Store, Tx, execute, read, within};
use crate::domain::clock::Timestamp;
use crate::domain::id::PayeeId;
use crate::domain::request::code::RequestCode;
use crate::domain::request::{PaymentRequest, Status};
use crate::domain::search::{Search, Term, identifier, words_of};

/// The rule by which words are folded. A new rule gets the next number, and an index of requests that are behind it.
pub(super) const RULE: i64 = 1;
/// How many words of a term's range are walked. A term of one or two letters may fit more: then not all it fits is found.
const WORDS: i64 = 256;
/// How far back is looked for requests that are what else is asked for: at first, and where that finds too few. Two frequent words that
/// hardly meet may have met before that as well.
const DEPTHS: [Depth; 2] = [Depth::Together(256), Depth::AtMost(1024)];
/// How many requests of a term are counted, to begin with the term that has the fewest.
const COUNTED: i64 = 2000;
/// The rows that a statement inserts are a multiple of this.
const ROWS: usize = 8;
/// The multiples of [`ROWS`] that there are statements for.
const MULTIPLES: usize = 8;
/// How many references of a request's payments are words of it.
const CARRIED: i64 = 1000;
/// Takes requests up under the rule, those that are older.
const TAKE: &str = "update requests set words_version = 1 where words_version < 1 and code";

/// How many of the requests of each word are looked at, the newest first.
#[derive(Debug, Clone, Copy)]
enum Depth {
    /// So many of each.
    EachWord(i64),
    /// So many of all words together, and of these those since which none is left out.
    Together(i64),
    /// So many of all words together.
    AtMost(i64),
}

impl Tx<'_> {
    /// Keeps what new requests are found by.
    pub(super) async fn insert_words(&mut self, requests: &[&PaymentRequest]) -> Result<(), Error> {
        let words: Vec<_> = requests.iter().map(|request| (*request, words_of(request, []))).collect();
        self.add_words(&words).await
    }

    /// Keeps what a request is found by now, and nothing that it was found by before.
    pub async fn replace_words(&mut self, request: &PaymentRequest) -> Result<(), Error> {
        const OLD: &str = "delete from request_words where code = $1";
        const CARRIED_BY: &str = "select distinct provider_ref from (select x.provider_ref from payments x \
            where x.request_code = $1 and x.provider_ref is not null order by x.created_at desc, x.id desc limit $2) c";
        let carried: Vec<String> =
            within!(self, db => sqlx::query_scalar(CARRIED_BY).bind(&request.code).bind(CARRIED).fetch_all(db).await)?;
        execute!(self, OLD, &request.code)?;
        let words = words_of(request, carried.iter().map(String::as_str));
        self.add_words(&[(request, words)]).await
    }

    /// Adds the reference that travels with one of a request's payments.
    pub(super) async fn add_carried_word(&mut self, code: &RequestCode, reference: &str) -> Result<(), Error> {
        const SQL: &str = "insert into request_words (payee_id, word, created_at, code) \
            select r.payee_id, $2, r.created_at, r.code from requests r where r.code = $1 on conflict do nothing";
        let Some(word) = identifier(reference) else { return Ok(()) };
        execute!(self, SQL, code, word.as_bytes()).map(drop)
    }

    /// Removes the reference of a payment that is gone, unless another one of the request carries it too, or it is the request's own.
    pub(super) async fn remove_carried_word(&mut self, code: &RequestCode, reference: &str) -> Result<(), Error> {
        const SQL: &str = "delete from request_words where code = $1 and word = $2 \
            and not exists (select 1 from payments x where x.request_code = $1 and x.provider_ref = $3) \
            and not exists (select 1 from requests r where r.code = $1 and (r.rf = $3 or r.reference = $3))";
        let Some(word) = identifier(reference) else { return Ok(()) };
        execute!(self, SQL, code, word.as_bytes(), reference).map(drop)
    }

    async fn add_words(&mut self, requests: &[(&PaymentRequest, BTreeSet<String>)]) -> Result<(), Error> {
        let each =
            requests.iter().flat_map(|(request, words)| words.iter().map(move |word| (*request, word.as_bytes())));
        let mut rows: Vec<_> = each.collect();
        let Some(last) = rows.last().copied() else { return Ok(()) };
        // The last one again until the rows are a multiple: so there are few different statements, and they are prepared once.
        rows.resize(rows.len().next_multiple_of(ROWS), last);
        for rows in rows.chunks(ROWS * MULTIPLES) {
            within!(self, db => {
                let mut query = QueryBuilder::new("insert into request_words (payee_id, word, created_at, code) ");
                query.push_values(rows, |mut row, (request, word)| {
                    row.push_bind(&request.payee_id).push_bind(*word).push_bind(request.created_at).push_bind(&request.code);
                });
                query.push(" on conflict do nothing");
                query.build().execute(db).await.map(drop)
            })?;
        }
        Ok(())
    }

    /// Folds the words of requests that are older than the rule by which words are folded, `limit` at most, in the order of their codes after
    /// one. Answers the last code; none when no older request is left behind that one.
    pub async fn fold_older(&mut self, after: Option<&RequestCode>, limit: i64) -> Result<Option<RequestCode>, Error> {
        const OLDER: &str = "select code from requests where words_version < 1 and code > $1 order by code limit $2";
        let after = after.map_or("", RequestCode::as_str);
        let codes: Vec<RequestCode> =
            within!(self, db => sqlx::query_scalar(OLDER).bind(after).bind(limit).fetch_all(db).await)?;
        let Some(last) = codes.last().cloned() else { return Ok(None) };
        // Those that another replica takes up meanwhile are waited for, and then are not older any more. By their codes, because PostgreSQL
        // would look for the first hundred once for each older request if they were a subquery.
        let codes: Vec<RequestCode> = within!(self, db => {
            let mut query = among(TAKE, &codes);
            query.push(" returning code").build_query_scalar().fetch_all(db).await
        })?;
        if codes.is_empty() {
            return Ok(Some(last));
        }
        // Many at a time: a statement for each request would cost more than its words.
        let carrying: HashSet<RequestCode> = within!(self, db => {
            among("select distinct x.request_code from payments x where x.provider_ref is not null and x.request_code", &codes)
                .build_query_scalar()
                .fetch_all(db)
                .await
        })?
        .into_iter()
        .collect();
        within!(self, db => among("delete from request_words where code", &codes).build().execute(db).await.map(drop))?;
        let rows: Vec<RequestRow> = within!(self, db => {
            among(concat!("select ", request_columns!(), " from requests r where r.code"), &codes)
                .build_query_as()
                .fetch_all(db)
                .await
        })?;
        let requests: Vec<PaymentRequest> = rows.into_iter().map(TryInto::try_into).collect::<Result<_, _>>()?;
        let (carrying, plain): (Vec<_>, Vec<_>) = requests.iter().partition(|request| carrying.contains(&request.code));
        self.insert_words(&plain).await?;
        for request in carrying {
            self.replace_words(request).await?;
        }
        Ok(Some(last))
    }
}

/// A statement that ends in `in (…)`, with codes for the places.
fn among<DB: sqlx::Database>(statement: &str, codes: &[RequestCode]) -> QueryBuilder<DB>
where
    for<'q> String: sqlx::Encode<'q, DB> + sqlx::Type<DB>,
{
    let mut query = QueryBuilder::new(format!("{statement} in ("));
    let mut places = query.separated(", ");
    for code in codes {
        places.push_bind(code.as_str().to_owned());
    }
    query.push(")");
    query
}

/// The filters that go with a search.
pub(super) struct Narrowed<'f> {
    pub(super) payee: &'f PayeeId,
    pub(super) status: Option<Status>,
    pub(super) now: Timestamp,
}

impl Store {
    /// The requests of a page that a search finds.
    pub(super) async fn search_requests(
        &self,
        search: &Search,
        narrowed: &Narrowed<'_>,
        page: &ListPart<'_>,
    ) -> Result<Vec<RequestRow>, Error> {
        let mut found: Vec<RequestRow> = Vec::new();
        for terms in search.alternatives() {
            found.extend(self.search_alternative(terms, narrowed, page).await?);
        }
        found.sort_unstable_by(|a, b| b.place().cmp(&a.place()));
        found.dedup_by(|a, b| a.place() == b.place());
        found.truncate(usize::try_from(page.limit).unwrap_or(usize::MAX));
        Ok(found)
    }

    async fn search_alternative(
        &self,
        terms: &[Term],
        narrowed: &Narrowed<'_>,
        page: &ListPart<'_>,
    ) -> Result<Vec<RequestRow>, Error> {
        let Some(at) = self.rarest(narrowed.payee, terms).await? else { return Ok(Vec::new()) };
        let others: Vec<&Term> = terms.iter().enumerate().filter(|(n, _)| *n != at).map(|(_, term)| term).collect();
        let mut found = Vec::new();
        // If nothing else is asked for, the newest of each word are enough.
        if others.is_empty() && narrowed.status.is_none() {
            return self.newest(&terms[at], &others, narrowed, page, Depth::EachWord(page.limit)).await;
        }
        for depth in DEPTHS {
            found = self.newest(&terms[at], &others, narrowed, page, depth).await?;
            if i64::try_from(found.len()).is_ok_and(|found| found >= page.limit) {
                break;
            }
        }
        Ok(found)
    }

    /// The place of the term that the fewest requests have, as far as they are counted; none where one has none.
    async fn rarest(&self, payee: &PayeeId, terms: &[Term]) -> Result<Option<usize>, Error> {
        const SQL: &str = "select count(*) from (select 1 from request_words w \
            where w.payee_id = $1 and w.word >= $2 and w.word < $3 limit $4) c";
        let mut rarest = None;
        for (at, term) in terms.iter().enumerate() {
            let (from, to) = term.range();
            let count: i64 = read!(self, db => sqlx::query_scalar(SQL)
                .bind(payee)
                .bind(from)
                .bind(to)
                .bind(COUNTED)
                .fetch_one(db).await)?;
            if count == 0 {
                return Ok(None);
            }
            rarest = rarest.filter(|(_, least)| *least <= count).or(Some((at, count)));
        }
        Ok(rarest.map(|(at, _)| at))
    }

    /// Of the newest requests of each word that a term fits, as far back as is said, those that have the other terms and are what else is
    /// asked for.
    async fn newest(
        &self,
        term: &Term,
        others: &[&Term],
        narrowed: &Narrowed<'_>,
        page: &ListPart<'_>,
        depth: Depth,
    ) -> Result<Vec<RequestRow>, Error> {
        let Narrowed { payee, status, now } = narrowed;
        let (from, to) = term.range();
        Ok(read!(self, db => {
            let mut query = QueryBuilder::new("with recursive w (word, n) as (select (select x.word from request_words x where x.payee_id = ");
            query.push_bind(payee).push(" and x.word >= ").push_bind(&from).push(" and x.word < ").push_bind(&to);
            query.push(" order by x.word limit 1), 1 union all select (select x.word from request_words x where x.payee_id = ");
            query.push_bind(payee).push(" and x.word > w.word and x.word < ").push_bind(&to);
            query.push(" order by x.word limit 1), w.n + 1 from w where w.word is not null and w.n < ").push_bind(WORDS);
            // The place of the last one of each word that is looked at; before time where there aren't so many.
            query.push("), e (word, last) as (select w.word, (select x.created_at from request_words x where x.payee_id = ");
            query.push_bind(payee).push(" and x.word = w.word");
            if let Some(to) = page.to.or(page.after.map(|after| after.created_at)) {
                query.push(" and x.created_at <= ").push_bind(to);
            }
            query.push(" order by x.created_at desc, x.code desc limit 1 offset ");
            match depth {
                Depth::EachWord(depth) => query.push_bind(depth),
                Depth::Together(depth) | Depth::AtMost(depth) => {
                    query.push_bind(depth).push(" / (select count(*) from w)")
                }
            };
            query.push(") from w where w.word is not null) select ").push(request_columns!());
            query.push(" from (select distinct r.created_at, r.code from e cross join request_words r");
            query.push(if status.is_some() { " cross join requests q where q.code = r.code and r.payee_id = " } else { " where r.payee_id = " });
            query.push_bind(payee).push(" and r.word = e.word and r.created_at >= coalesce(e.last, ");
            query.push_bind(chrono::DateTime::UNIX_EPOCH).push(")");
            if matches!(depth, Depth::Together(_)) {
                query.push(" and r.created_at >= coalesce((select max(e.last) from e), ");
                query.push_bind(chrono::DateTime::UNIX_EPOCH).push(")");
            }
            for other in others {
                let (from, to) = other.range();
                query.push(" and exists (select 1 from request_words y where y.code = r.code and y.word >= ").push_bind(from);
                query.push(" and y.word < ").push_bind(to).push(")");
            }
            push_status!(query, "q", *status, *now);
            push_page!(query, page);
            query.push(") f cross join requests r where r.code = f.code");
            query.build_query_as().fetch_all(db).await
        })?)
    }
}
