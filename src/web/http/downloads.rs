//! Files that are being written for sellers, so that a page can say how far one is.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::{Arc, Mutex, PoisonError};

use crate::actions::books::export::LinesRead;
use crate::domain::id::PayeeId;

/// The longest name of a download.
const LONGEST: usize = 40;

type NamedDownload = (PayeeId, String);

/// The downloads that this process is writing, by payee and name.
#[derive(Debug, Clone, Default)]
pub struct Downloads(Arc<Mutex<HashMap<NamedDownload, LinesRead>>>);

/// The entry of a download, removed by dropping it.
#[derive(Debug)]
pub struct UnderWay {
    downloads: Downloads,
    named: NamedDownload,
}

impl Downloads {
    /// Enters a download. `None` where its name is none, or in use.
    pub fn enter(&self, payee: &PayeeId, name: &str, lines: LinesRead) -> Option<UnderWay> {
        if name.is_empty() || name.len() > LONGEST {
            return None;
        }
        let named = (payee.clone(), name.to_owned());
        match self.0.lock().unwrap_or_else(PoisonError::into_inner).entry(named.clone()) {
            Entry::Occupied(_) => None,
            Entry::Vacant(place) => {
                place.insert(lines);
                Some(UnderWay { downloads: self.clone(), named })
            }
        }
    }

    /// The number of lines that were read for a download; `None` once it is over.
    pub fn lines(&self, payee: &PayeeId, name: &str) -> Option<i64> {
        let named = (payee.clone(), name.to_owned());
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&named).map(LinesRead::get)
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.downloads.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.named);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::chance::Chance;

    #[test]
    fn a_download_is_known_by_its_payee_and_name_until_it_is_over() {
        let downloads = Downloads::default();
        let chance = Chance::secure();
        let (anna, berta) = (PayeeId::draw(&chance), PayeeId::draw(&chance));
        let read = LinesRead::default();
        let entered = downloads.enter(&anna, "a-name", read.clone()).expect("a free name");
        assert_eq!(downloads.lines(&anna, "a-name"), Some(0));
        read.add(1000);
        read.add(234);
        assert_eq!(downloads.lines(&anna, "a-name"), Some(1234));
        assert_eq!(downloads.lines(&berta, "a-name"), None);
        assert_eq!(downloads.lines(&anna, "another"), None);
        assert!(downloads.enter(&anna, "a-name", LinesRead::default()).is_none(), "one name, one download");
        drop(entered);
        assert_eq!(downloads.lines(&anna, "a-name"), None);
        assert!(downloads.enter(&anna, "", LinesRead::default()).is_none());
        assert!(downloads.enter(&anna, &"x".repeat(LONGEST + 1), LinesRead::default()).is_none());
    }
}
