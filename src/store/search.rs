//! Search: the words by which requests are found, stored beside them, and the requests of a list that a search finds.
//!
//! A term fits a range of words, and a range may have a hundred thousand requests. So the distinct words of the range are found by skipping
//! from each to the next (a loose index scan), the newest requests of each are taken, and those merged: a few hundred places of an index,
//! whatever the size of the table. Further conditions are checked on those. If too few are left, more of each word are taken; see
//! [`DEPTHS`].

use std::collections::{BTreeSet, HashSet};

use sqlx::QueryBuilder;

use super::request_list::{ListPart, Narrowed, push_compared, push_page, push_status};
use super::requests::{RequestRow, among, request_columns};
use super::{Error, Store, Tx, execute, read, within};
use crate::domain::id::PayeeId;
use crate::domain::request::code::RequestCode;
use crate::domain::request::{PaymentRequest, Status};
use crate::domain::search::{Search, Term, identifier, words_of};

/// The version of the rule by which words are folded, as a literal for statements. A new one needs an index of the requests that are behind it.
macro_rules! rule {
    () => {
        1
    };
}
/// The same as a value, by which new requests are folded.
pub(super) const RULE: i64 = rule!();
/// The maximum number of words of a term's range. A term of one or two letters may fit more: then not all requests are found.
const WORDS: i64 = 256;
/// The numbers of newest requests on which further conditions are checked: at first, and where that finds too few. Older requests that have
/// two frequent words may be missed.
const DEPTHS: [Depth; 2] = [Depth::Together(256), Depth::AtMost(1024)];
/// The number up to which a term's requests are counted, to find the rarest term.
const COUNTED: i64 = 2000;
/// The rows that a statement inserts are a multiple of this.
const ROWS: usize = 8;
/// The number of multiples of [`ROWS`] that have a statement.
const MULTIPLES: usize = 8;
/// The maximum number of payments' references that are search words of one request.
const CARRIED: i64 = 1000;
/// Marks older requests as folded by the current rule.
const TAKE: &str =
    concat!("update requests set words_version = ", rule!(), " where words_version < ", rule!(), " and code");

/// The number of requests of each word that are checked, the newest first.
#[derive(Debug, Clone, Copy)]
enum Depth {
    /// The given number for each word.
    EachWord(i64),
    /// The given number, shared by all words; and of these requests only those since the moment from which no word's are left out.
    Together(i64),
    /// The given number, shared by all words.
    AtMost(i64),
}

impl Tx<'_> {
    /// Stores the search words of new requests.
    pub(super) async fn insert_words(&mut self, requests: &[&PaymentRequest]) -> Result<(), Error> {
        let words: Vec<_> = requests.iter().map(|request| (*request, words_of(request, []))).collect();
        self.add_words(&words).await
    }

    /// Replaces the search words of a request by those that it has now.
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

    /// Adds the reference that travels with a payment to its request's search words.
    pub(super) async fn add_carried_word(&mut self, code: &RequestCode, reference: &str) -> Result<(), Error> {
        const SQL: &str = "insert into request_words (payee_id, word, created_at, code) \
            select r.payee_id, $2, r.created_at, r.code from requests r where r.code = $1 on conflict do nothing";
        let Some(word) = identifier(reference) else { return Ok(()) };
        execute!(self, SQL, code, word.as_bytes()).map(drop)
    }

    /// Removes the reference of a deleted payment from the search words, unless another payment of the request carries it too, or it is the
    /// request's own.
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
        // Filled up with the last row, which the conflict ignores: so there are few different statements, and each is prepared once.
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

    /// Folds the words of requests that are older than the current rule, `limit` at most, in the order of codes, after one. Returns the
    /// last code; `None` when no older request comes after `after`.
    pub async fn fold_older(&mut self, after: Option<&RequestCode>, limit: i64) -> Result<Option<RequestCode>, Error> {
        const OLDER: &str = concat!(
            "select code from requests where words_version < ",
            rule!(),
            " and code > $1 order by code limit $2"
        );
        let after = after.map_or("", RequestCode::as_str);
        let codes: Vec<RequestCode> =
            within!(self, db => sqlx::query_scalar(OLDER).bind(after).bind(limit).fetch_all(db).await)?;
        let Some(last) = codes.last().cloned() else { return Ok(None) };
        // Requests that another replica is folding are waited for, and are not older any more then. By their codes: with a subquery,
        // PostgreSQL would look for the first hundred once for each older request.
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
        // Without further conditions, the newest requests of each word are enough.
        if others.is_empty() && !narrowed.filter.narrows() {
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

    /// The index of the term that the fewest requests have, up to [`COUNTED`]; `None` where a term has none.
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

    /// The newest requests of each word that `term` fits, down to `depth`, which have the other terms and fulfil the other conditions.
    async fn newest(
        &self,
        term: &Term,
        others: &[&Term],
        narrowed: &Narrowed<'_>,
        page: &ListPart<'_>,
        depth: Depth,
    ) -> Result<Vec<RequestRow>, Error> {
        let Narrowed { payee, filter, now } = narrowed;
        let (from, to) = term.range();
        Ok(read!(self, db => {
            // A loose index scan: each step is one look for the next distinct word, however many requests a word has.
            let mut query = QueryBuilder::new("with recursive w (word, n) as (select (select x.word from request_words x where x.payee_id = ");
            query.push_bind(payee).push(" and x.word >= ").push_bind(&from).push(" and x.word < ").push_bind(&to);
            query.push(" order by x.word limit 1), 1 union all select (select x.word from request_words x where x.payee_id = ");
            query.push_bind(payee).push(" and x.word > w.word and x.word < ").push_bind(&to);
            query.push(" order by x.word limit 1), w.n + 1 from w where w.word is not null and w.n < ").push_bind(WORDS);
            // The moment of the last request of each word that is checked; null for a word that has fewer.
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
            query.push(if filter.narrows() { " cross join requests q where q.code = r.code and r.payee_id = " } else { " where r.payee_id = " });
            query.push_bind(payee).push(" and r.word = e.word and r.created_at >= coalesce(e.last, ");
            query.push_bind(chrono::DateTime::UNIX_EPOCH).push(")");
            // Before the latest of these moments, requests of some word are missing, and the page would have gaps.
            if matches!(depth, Depth::Together(_)) {
                query.push(" and r.created_at >= coalesce((select max(e.last) from e), ");
                query.push_bind(chrono::DateTime::UNIX_EPOCH).push(")");
            }
            // The other terms are checked on each request that is left: one look into the index by its code.
            for other in others {
                let (from, to) = other.range();
                query.push(" and exists (select 1 from request_words y where y.code = r.code and y.word >= ").push_bind(from);
                query.push(" and y.word < ").push_bind(to).push(")");
            }
            push_compared!(query, "q", filter, *now);
            push_page!(query, "r", page);
            query.push(") f cross join requests r where r.code = f.code");
            query.build_query_as().fetch_all(db).await
        })?)
    }
}
