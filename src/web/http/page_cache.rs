//! Pay pages of links that are opened again, kept compressed.
//!
//! A page is a function of its request as it stands now, of its reader's language, and of settings that last as long as the process.
//! So a page that was made is answered again to whoever reads in the same language, while the request that was just looked up equals
//! the one that it was made of: every view still reads its request, and none is ever out of date. What is kept saves the rendering and
//! the compressing.

use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::body::Bytes;
use quick_cache::Weighter;
use quick_cache::sync::Cache;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{broadcast, watch};

use super::reader::ReaderLanguage;
use crate::domain::request::code::RequestCode;
use crate::domain::request::public::PublicRequest;
use crate::store::Subject;

/// The memory that pages are kept in, in bytes. It is taken as links are opened again: some three thousand links fill it.
const KEPT_BYTES: u64 = 12 * 1024 * 1024;
/// The number of links that the table has room for from the start.
const KEPT: usize = 1000;
/// The number of links that are remembered as opened once.
const OPENED: usize = 4096;
/// The number of languages in which a page is kept at most.
const LANGUAGES: usize = 4;
/// The bytes of an entry beside its texts: the structs, and its place in the table.
const ENTRY: usize = size_of::<CachedPage>() + 256;

/// Pages, by their links. Cheap to clone.
#[derive(Clone)]
pub struct PageCache(Arc<Inner>);

struct Inner {
    pages: Cache<RequestCode, Arc<CachedPage>, PageWeighter>,
    opened: Opened,
}

/// The pages that were made of a request as it stood.
struct CachedPage {
    request: PublicRequest,
    pages: Vec<(ReaderLanguage, Bytes)>,
}

impl CachedPage {
    fn page(&self, language: ReaderLanguage) -> Option<Bytes> {
        self.pages.iter().find(|(of, _)| *of == language).map(|(_, page)| page.clone())
    }
}

/// An entry weighs about the memory that it takes.
#[derive(Debug, Clone)]
struct PageWeighter;

impl Weighter<RequestCode, Arc<CachedPage>> for PageWeighter {
    fn weight(&self, _: &RequestCode, kept: &Arc<CachedPage>) -> u64 {
        let CachedPage { request, pages } = &**kept;
        let items = request.items.iter().map(|item| size_of_val(item) + item.name.len() + item.amount.len());
        let methods =
            request.methods.iter().map(|method| size_of_val(method) + method.id.as_str().len() + method.rail.len());
        let texts = request.name.as_str().len() + request.memo.as_ref().map_or(0, |memo| memo.as_str().len());
        let pages = pages.iter().map(|page| size_of_val(page) + page.1.len());
        let bytes = ENTRY + texts + size_of_val(&*request.suggested) + items.chain(methods).chain(pages).sum::<usize>();
        u64::try_from(bytes).unwrap_or(u64::MAX)
    }
}

impl PageCache {
    /// None is kept yet.
    pub fn new() -> Self {
        Self::within(KEPT_BYTES)
    }

    fn within(bytes: u64) -> Self {
        Self(Arc::new(Inner { pages: Cache::with_weighter(KEPT, bytes, PageWeighter), opened: Opened::new() }))
    }

    /// The compressed page of a request that was just read: as it was kept, or made by `make`. It is kept from the second view on:
    /// most links are opened once, and would only push out those that are opened again.
    ///
    /// # Errors
    /// Those of `make`.
    pub fn page<E>(
        &self,
        request: PublicRequest,
        language: ReaderLanguage,
        make: impl FnOnce(PublicRequest) -> Result<Bytes, E>,
    ) -> Result<Bytes, E> {
        let kept = self.0.pages.get(&request.code);
        let current = kept.as_ref().filter(|kept| kept.request == request);
        if let Some(page) = current.and_then(|kept| kept.page(language)) {
            return Ok(page);
        }
        if kept.is_none() && !self.0.opened.again(&request.code) {
            return make(request);
        }
        let page = make(request.clone())?;
        // Those in other languages are as good as before, unless the request has changed.
        let mut pages = current.map(|kept| kept.pages.clone()).unwrap_or_default();
        if pages.len() == LANGUAGES {
            pages.remove(0);
        }
        // The encoder's buffer may be larger than what it holds.
        pages.push((language, Bytes::copy_from_slice(&page)));
        self.0.pages.insert(request.code.clone(), Arc::new(CachedPage { request, pages }));
        Ok(page)
    }

    /// Lets go of all pages.
    pub fn clear(&self) {
        self.0.pages.clear();
    }

    /// Lets go of what has changed, until the service stops. No page needs it to be right; but texts that were erased shall not stay in
    /// memory for as long as nobody opens their link.
    pub async fn forget_changed(self, mut news: broadcast::Receiver<Subject>, mut stopping: watch::Receiver<bool>) {
        loop {
            let changed = tokio::select! {
                changed = news.recv() => changed,
                _ = stopping.wait_for(|stopping| *stopping) => return,
            };
            match changed {
                Ok(Subject::Request(code)) => drop(self.0.pages.remove(&code)),
                Ok(Subject::Payee(_) | Subject::Anything) | Err(RecvError::Lagged(_)) => self.clear(),
                Err(RecvError::Closed) => return,
            }
        }
    }
}

/// Links that were opened not long ago: a table of their hashes, in which a later one may take an earlier one's place.
struct Opened {
    hasher: RandomState,
    hashes: Box<[AtomicU64]>,
}

impl Opened {
    fn new() -> Self {
        Self { hasher: RandomState::new(), hashes: std::iter::repeat_with(AtomicU64::default).take(OPENED).collect() }
    }

    /// Notes a link, and answers whether it was noted before.
    fn again(&self, code: &RequestCode) -> bool {
        let hash = self.hasher.hash_one(code);
        let length = u64::try_from(self.hashes.len()).unwrap_or(u64::MAX);
        let place = usize::try_from(hash % length).ok().and_then(|at| self.hashes.get(at));
        place.is_some_and(|place| place.swap(hash, Ordering::Relaxed) == hash)
    }
}

#[cfg(test)]
mod tests;
