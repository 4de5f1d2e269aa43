//! A cache of compressed pay pages, for links that are opened repeatedly.
//!
//! A page is a function of its request's current state, of its reader's language, of the links at its foot, and of settings that are
//! constant for the process. So a cached page is valid for all readers of the same language while request and foot equal those that it was
//! rendered from. Every view still reads its request from the database, and no page is ever stale. The cache saves the rendering and the
//! compression.

use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::body::Bytes;
use quick_cache::Weighter;
use quick_cache::sync::Cache;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{broadcast, watch};

use super::feet::Foot;
use super::reader::ReaderLanguage;
use crate::domain::request::code::RequestCode;
use crate::domain::request::public::PublicRequest;
use crate::store::Subject;

/// The cache's capacity in bytes. It fills on demand; some three thousand links fill it.
const KEPT_BYTES: u64 = 12 * 1024 * 1024;
/// The estimated number of entries, for which the table is sized at the start.
const KEPT: usize = 1000;
/// The size of the table of links that were opened once.
const OPENED: usize = 4096;
/// The most languages in which a request's page is kept.
const LANGUAGES: usize = 4;
/// An entry's size without its texts, in bytes: the structs, and its slot in the table.
const ENTRY: usize = size_of::<CachedPage>() + 256;

/// The cached pages, by the request's code. Cheap to clone.
#[derive(Clone)]
pub struct PageCache(Arc<CachedPages>);

struct CachedPages {
    pages: Cache<RequestCode, Arc<CachedPage>, PageWeighter>,
    opened: Opened,
}

/// The pages that were rendered from one state of a request.
struct CachedPage {
    request: PublicRequest,
    foot: Foot,
    pages: Vec<(ReaderLanguage, Bytes)>,
}

impl CachedPage {
    fn page(&self, language: ReaderLanguage) -> Option<Bytes> {
        self.pages.iter().find(|(of, _)| *of == language).map(|(_, page)| page.clone())
    }
}

/// Weighs an entry by its memory, approximately, in bytes.
#[derive(Debug, Clone)]
struct PageWeighter;

impl Weighter<RequestCode, Arc<CachedPage>> for PageWeighter {
    fn weight(&self, _: &RequestCode, kept: &Arc<CachedPage>) -> u64 {
        let CachedPage { request, pages, .. } = &**kept;
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
    /// Makes an empty cache.
    pub fn new() -> Self {
        Self::within(KEPT_BYTES)
    }

    fn within(bytes: u64) -> Self {
        Self(Arc::new(CachedPages { pages: Cache::with_weighter(KEPT, bytes, PageWeighter), opened: Opened::new() }))
    }

    /// Returns the compressed page of a request that was just read: the cached one, or a new one by `make`. A page is cached from its
    /// second view on: most links are opened once, and would only evict those that are opened repeatedly.
    ///
    /// # Errors
    /// Those of `make`.
    pub fn page<E>(
        &self,
        request: PublicRequest,
        language: ReaderLanguage,
        foot: Foot,
        make: impl FnOnce(PublicRequest) -> Result<Bytes, E>,
    ) -> Result<Bytes, E> {
        let kept = self.0.pages.get(&request.code);
        let current = kept.as_ref().filter(|kept| kept.request == request && kept.foot == foot);
        if let Some(page) = current.and_then(|kept| kept.page(language)) {
            return Ok(page);
        }
        if kept.is_none() && !self.0.opened.again(&request.code) {
            return make(request);
        }
        let page = make(request.clone())?;
        // Pages in other languages remain valid, unless the request has changed.
        let mut pages = current.map(|kept| kept.pages.clone()).unwrap_or_default();
        if pages.len() == LANGUAGES {
            pages.remove(0);
        }
        // Copied, because the encoder's buffer may have spare capacity.
        pages.push((language, Bytes::copy_from_slice(&page)));
        self.0.pages.insert(request.code.clone(), Arc::new(CachedPage { request, foot, pages }));
        Ok(page)
    }

    /// Drops all pages from the cache.
    pub fn clear(&self) {
        self.0.pages.clear();
    }

    /// Drops the pages of changed requests until the service stops. Correctness doesn't depend on it; but texts that were erased must
    /// not stay in memory until somebody opens their link.
    pub async fn forget_changed(self, mut news: broadcast::Receiver<Subject>, mut stopping: watch::Receiver<bool>) {
        loop {
            let changed = tokio::select! {
                changed = news.recv() => changed,
                _ = stopping.wait_for(|stopping| *stopping) => return,
            };
            match changed {
                Ok(Subject::Request(code)) => drop(self.0.pages.remove(&code)),
                // The request that has changed is announced as well; a page with other links at its foot is made anew when it is opened.
                Ok(Subject::Requests(_) | Subject::Texts) => {}
                Ok(Subject::Payee(_) | Subject::Anything) | Err(RecvError::Lagged(_)) => self.clear(),
                Err(RecvError::Closed) => return,
            }
        }
    }
}

/// Links that were opened recently: a table of hashes, in which a collision overwrites the earlier one.
struct Opened {
    hasher: RandomState,
    hashes: Box<[AtomicU64]>,
}

impl Opened {
    fn new() -> Self {
        Self { hasher: RandomState::new(), hashes: std::iter::repeat_with(AtomicU64::default).take(OPENED).collect() }
    }

    /// Records a link, and returns whether it was there already.
    fn again(&self, code: &RequestCode) -> bool {
        let hash = self.hasher.hash_one(code);
        let length = u64::try_from(self.hashes.len()).unwrap_or(u64::MAX);
        let place = usize::try_from(hash % length).ok().and_then(|at| self.hashes.get(at));
        place.is_some_and(|place| place.swap(hash, Ordering::Relaxed) == hash)
    }
}

#[cfg(test)]
mod tests;
