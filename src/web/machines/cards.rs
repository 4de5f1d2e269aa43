//! Drawing of preview cards, with bounded use of the processor: a card is drawn once for all concurrent requests, one card at a time,
//! with a short queue; drawn cards are cached up to a number of bytes.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::body::Bytes;
use quick_cache::Weighter;
use quick_cache::sync::Cache;
use tokio::sync::Semaphore;

use crate::share::card::{CardError, Face};

/// The number of cards drawn at a time. One, so that the other processors remain free for payers.
const DRAWN_AT_ONCE: usize = 1;
/// The most different cards in the queue. At some tens of milliseconds for each, the last one waits for less than a second.
const WAITING: usize = 16;
/// The capacity of the cache in bytes: some 300 cards.
const KEPT_BYTES: u64 = 8 * 1024 * 1024;
const KEPT: usize = 300;

/// An error of drawing a card.
#[derive(Debug, thiserror::Error)]
pub enum CardsError {
    /// The queue is full; a later request will succeed.
    #[error("too many cards are waiting to be drawn")]
    Busy,
    /// The card could not be drawn.
    #[error(transparent)]
    Card(#[from] CardError),
    /// The drawing task panicked, or the service is stopping.
    #[error("the drawing of a card ended early")]
    Ended,
}

type Draw = fn(&Face) -> Result<Vec<u8>, CardError>;

/// The renderer and its cache, by [`Face::key`]. Cheap to clone.
#[derive(Clone)]
pub struct Cards(Arc<Renderer>);

struct Renderer {
    drawn: Cache<[u8; 32], Bytes, CardWeighter>,
    /// Slots for cards that are queued or being drawn.
    places: Semaphore,
    brushes: Semaphore,
    drawings: AtomicU64,
    draw: Draw,
}

/// Weighs a picture by its size in bytes.
#[derive(Debug, Clone)]
struct CardWeighter;

impl Weighter<[u8; 32], Bytes> for CardWeighter {
    fn weight(&self, _: &[u8; 32], picture: &Bytes) -> u64 {
        u64::try_from(picture.len()).unwrap_or(u64::MAX)
    }
}

impl Cards {
    /// Makes a renderer with an empty cache.
    pub fn new() -> Self {
        Self::drawing_by(Face::draw)
    }

    fn drawing_by(draw: Draw) -> Self {
        Self(Arc::new(Renderer {
            drawn: Cache::with_weighter(KEPT, KEPT_BYTES, CardWeighter),
            places: Semaphore::new(DRAWN_AT_ONCE + WAITING),
            brushes: Semaphore::new(DRAWN_AT_ONCE),
            drawings: AtomicU64::new(0),
            draw,
        }))
    }

    /// Returns a card as PNG, from the cache or drawn now. A drawing that has begun is finished and cached even if the client disconnects,
    /// so that reconnecting can't multiply the work.
    ///
    /// # Errors
    /// [`CardsError`] when the queue is full or the drawing fails.
    pub async fn picture(&self, face: Face) -> Result<Bytes, CardsError> {
        let key = face.key();
        if let Some(picture) = self.0.drawn.get(&key) {
            return Ok(picture);
        }
        let inner = Arc::clone(&self.0);
        let drawing = async move { inner.drawn.get_or_insert_async(&key, inner.draw(face)).await };
        tokio::spawn(drawing).await.map_err(|_| CardsError::Ended)?
    }

    /// The number of cards drawn since the start.
    pub fn drawings(&self) -> u64 {
        self.0.drawings.load(Ordering::Relaxed)
    }
}

impl Renderer {
    async fn draw(&self, face: Face) -> Result<Bytes, CardsError> {
        let _place = self.places.try_acquire().map_err(|_| CardsError::Busy)?;
        let _brush = self.brushes.acquire().await.map_err(|_| CardsError::Ended)?;
        let draw = self.draw;
        let picture = tokio::task::spawn_blocking(move || draw(&face)).await.map_err(|_| CardsError::Ended)??;
        let drawings = self.drawings.fetch_add(1, Ordering::Relaxed) + 1;
        tracing::debug!(drawings, bytes = picture.len(), "drew a card");
        Ok(picture.into())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Condvar, Mutex};

    use futures_util::future::join_all;

    use super::*;

    fn face(n: usize) -> Face {
        Face::Generic { heading: n.to_string(), test: None }
    }

    fn counting(_: &Face) -> Result<Vec<u8>, CardError> {
        Ok(vec![0; 10])
    }

    #[tokio::test]
    async fn a_card_is_drawn_once_however_many_ask_for_it() {
        let cards = Cards::drawing_by(counting);
        let asked = join_all((0..200).map(|_| cards.picture(face(1)))).await;
        assert!(asked.iter().all(Result::is_ok));
        assert_eq!(cards.drawings(), 1);
        assert!(cards.picture(face(1)).await.is_ok() && cards.picture(face(2)).await.is_ok());
        assert_eq!(cards.drawings(), 2);
    }

    /// The gate at which [`held`] waits until it is `true`.
    static OPEN: (Mutex<bool>, Condvar) = (Mutex::new(false), Condvar::new());

    fn held(_: &Face) -> Result<Vec<u8>, CardError> {
        let (open, told) = &OPEN;
        let _open = told.wait_while(open.lock().expect("a lock"), |open| !*open).expect("a lock");
        Ok(vec![0; 10])
    }

    #[tokio::test]
    async fn few_wait_and_the_rest_is_sent_away() {
        let cards = Cards::drawing_by(held);
        let places = DRAWN_AT_ONCE + WAITING;
        let asked: Vec<_> = (0..places)
            .map(|n| {
                tokio::spawn({
                    let cards = cards.clone();
                    async move { cards.picture(face(n)).await }
                })
            })
            .collect();
        while cards.0.places.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        for n in places..places + 100 {
            assert!(matches!(cards.picture(face(n)).await, Err(CardsError::Busy)), "{n}");
        }
        // A second request for a queued card takes no slot of its own.
        let same = tokio::spawn({
            let cards = cards.clone();
            async move { cards.picture(face(0)).await }
        });
        // A client that disconnects doesn't stop its drawing.
        asked[1].abort();
        let (open, told) = &OPEN;
        *open.lock().expect("a lock") = true;
        told.notify_all();
        assert!(same.await.expect("it ends").is_ok());
        for (n, asked) in asked.into_iter().enumerate().filter(|(n, _)| *n != 1) {
            assert!(asked.await.expect("it ends").is_ok(), "{n}");
        }
        while cards.0.places.available_permits() < places {
            tokio::task::yield_now().await;
        }
        assert_eq!(cards.drawings(), u64::try_from(places).expect("few"));
        assert!(cards.picture(face(1)).await.is_ok());
        assert_eq!(cards.drawings(), u64::try_from(places).expect("few"));
        assert!(cards.picture(face(places)).await.is_ok(), "there is room again");
    }

    fn failing(_: &Face) -> Result<Vec<u8>, CardError> {
        Err(CardError::Canvas)
    }

    #[tokio::test]
    async fn what_failed_is_not_kept_and_frees_its_place() {
        let cards = Cards::drawing_by(failing);
        for _ in 0..3 * (DRAWN_AT_ONCE + WAITING) {
            assert!(matches!(cards.picture(face(1)).await, Err(CardsError::Card(_))));
        }
    }

    fn large(_: &Face) -> Result<Vec<u8>, CardError> {
        Ok(vec![0; 200 * 1024])
    }

    #[tokio::test]
    async fn no_more_is_kept_than_so_many_bytes() {
        let cards = Cards::drawing_by(large);
        for n in 0..200 {
            assert!(cards.picture(face(n)).await.is_ok());
        }
        assert!(cards.0.drawn.weight() <= KEPT_BYTES);
        assert!(cards.0.drawn.weight() > KEPT_BYTES / 4, "{}", cards.0.drawn.weight());
    }
}
