//! The links at the foot of pages, to those of the operator's texts that were written. They are kept in memory and read anew when a text
//! changes on any replica, so they cost no query per page.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;

use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{broadcast, watch};

use crate::domain::service_text::TextKind;
use crate::store::{Error, Store, Subject};

/// The pause before the texts are looked for again when the database didn't answer.
const PAUSE: Duration = Duration::from_secs(1);

/// The texts that a page's foot links to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Foot(u8);

/// A link at the foot of a page.
pub struct FootLink {
    /// The path, without a leading slash.
    pub path: &'static str,
    /// The Fluent key of its name.
    pub title: &'static str,
}

impl Foot {
    /// The foot with links to some texts.
    pub fn of(written: &[TextKind]) -> Self {
        let bit = |(at, kind): (usize, TextKind)| u8::from(written.contains(&kind)) << at;
        Self(TextKind::ALL.into_iter().enumerate().map(bit).sum())
    }

    /// The texts, in the order of their links.
    pub fn kinds(self) -> impl Iterator<Item = TextKind> {
        TextKind::ALL.into_iter().enumerate().filter(move |(at, _)| self.0 & (1 << at) != 0).map(|(_, kind)| kind)
    }

    /// The links, in their order.
    pub fn links(self) -> impl Iterator<Item = FootLink> {
        self.kinds().map(|kind| FootLink { path: kind.as_str(), title: title(kind) })
    }

    /// Returns whether there is no link.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// The Fluent key of a text's title, which is the name of its link.
pub fn title(kind: TextKind) -> &'static str {
    match kind {
        TextKind::Imprint => "foot-imprint",
        TextKind::Contact => "foot-contact",
        TextKind::Accessibility => "foot-accessibility",
    }
}

/// The present foot of all pages. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Feet(Arc<AtomicU8>);

impl Feet {
    /// The foot for a page that is rendered now.
    pub fn foot(&self) -> Foot {
        Foot(self.0.load(Ordering::Relaxed))
    }

    /// Reads which texts were written.
    ///
    /// # Errors
    /// The database's.
    pub async fn read(&self, store: &Store) -> Result<(), Error> {
        let Foot(bits) = Foot::of(&store.written_texts().await?);
        self.0.store(bits, Ordering::Relaxed);
        Ok(())
    }

    /// Follows changes until the service stops. `news` is subscribed to before the first read, so none is missed in between.
    pub async fn follow(
        self,
        store: Store,
        mut news: broadcast::Receiver<Subject>,
        mut stopping: watch::Receiver<bool>,
    ) {
        loop {
            while let Err(error) = self.read(&store).await {
                tracing::warn!(%error, "the texts at the foot of pages can't be read");
                tokio::select! {
                    () = tokio::time::sleep(PAUSE) => {}
                    _ = stopping.wait_for(|stopping| *stopping) => return,
                }
            }
            tokio::select! {
                () = next_change(&mut news) => {}
                _ = stopping.wait_for(|stopping| *stopping) => return,
            }
        }
    }
}

/// Waits until a text may have changed.
async fn next_change(news: &mut broadcast::Receiver<Subject>) {
    loop {
        match news.recv().await {
            Ok(Subject::Texts | Subject::Anything) | Err(RecvError::Lagged(_)) => return,
            Ok(Subject::Request(_) | Subject::Requests(_) | Subject::Payee(_)) => {}
            // The store is gone, and with it the service.
            Err(RecvError::Closed) => std::future::pending().await,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_foot_links_to_what_was_written_in_one_order() {
        let [imprint, contact, accessibility] = TextKind::ALL;
        for (written, wanted) in [
            (vec![], vec![]),
            (vec![contact], vec![contact]),
            (vec![accessibility, imprint], vec![imprint, accessibility]),
            (vec![accessibility, contact, imprint], vec![imprint, contact, accessibility]),
        ] {
            let foot = Foot::of(&written);
            assert_eq!((foot.kinds().collect::<Vec<_>>(), foot.is_empty()), (wanted.clone(), wanted.is_empty()));
        }
    }
}
