//! The requests that a chunk of entries may mean, looked up together.

use std::collections::HashMap;

use crate::accounting::matching::FoundBy;
use crate::accounting::statement::{EntryItem, Place, Reference, ReferenceWords};
use crate::actions::Error;
use crate::domain::id::PayeeId;
use crate::domain::reference::carried::CarriedReference;
use crate::domain::request::code::RequestCode;
use crate::domain::search::identifier;
use crate::store::{Claim, Tx};

/// The requests and claims that the references of a chunk's entries lead to.
#[derive(Debug)]
pub(super) struct Facts {
    rf: HashMap<String, Vec<RequestCode>>,
    carried: HashMap<String, Vec<RequestCode>>,
    /// By the search word.
    words: HashMap<String, Vec<RequestCode>>,
    pub claims: Vec<Claim>,
}

/// A request that a reference leads to.
#[derive(Debug, Clone)]
pub(super) struct Hit<'i> {
    pub request: RequestCode,
    pub by: FoundBy,
    pub is_ambiguous: bool,
    /// The words that have to be the payee's own reference of the request.
    pub own: Option<ReferenceWords<'i>>,
}

/// The requests that one reference of an entry leads to.
struct FoundRequests<'i> {
    codes: Vec<RequestCode>,
    by: FoundBy,
    own: Option<ReferenceWords<'i>>,
}

fn grouped(pairs: Vec<(String, RequestCode)>) -> HashMap<String, Vec<RequestCode>> {
    let mut grouped: HashMap<String, Vec<RequestCode>> = HashMap::new();
    for (key, code) in pairs {
        grouped.entry(key).or_default().push(code);
    }
    grouped
}

/// A reference as payments keep it.
pub(super) fn kept(text: &str) -> Option<String> {
    CarriedReference::parse(text).map(|reference| reference.as_str().to_owned())
}

impl Facts {
    /// Looks up all references of the items.
    pub async fn load<'i>(
        tx: &mut Tx<'_>,
        payee: &PayeeId,
        items: impl Iterator<Item = &'i EntryItem>,
    ) -> Result<Self, Error> {
        let (mut rf, mut carried, mut words) = (Vec::new(), Vec::new(), Vec::new());
        for reference in items.flat_map(|item| item.references.iter()) {
            match reference {
                Reference::Rf(reference, _) => rf.push(reference),
                Reference::Carried(text) => carried.extend(kept(text)),
                Reference::Code(code) => words.push(code),
                Reference::Own(own) => words.push(own.text()),
            }
        }
        let carried: Vec<&str> = carried.iter().map(String::as_str).collect();
        Ok(Self {
            rf: grouped(tx.requests_by_rf(payee, &rf).await?),
            carried: grouped(tx.requests_by_carried(payee, &carried).await?),
            words: grouped(tx.requests_by_identifier(payee, &words).await?),
            claims: tx.claims(payee).await?,
        })
    }

    /// The requests that an entry's references lead to, each once by its surest reference.
    pub fn hits<'i>(&self, item: &'i EntryItem) -> Vec<Hit<'i>> {
        let found: Vec<_> = item.references.iter().map(|reference| self.found(reference)).collect();
        // One reference of many requests leaves room for the others of the text.
        let room = MOST / found.iter().filter(|found| !found.codes.is_empty()).count().max(1);
        let mut hits: Vec<Hit<'i>> = Vec::new();
        for FoundRequests { codes, by, own } in found {
            // Several requests with one reference of the payee's own are told apart by their states.
            let is_ambiguous = codes.len() > 1 && own.is_none();
            for request in codes.into_iter().take(room.max(1)) {
                let hit = Hit { request, by, is_ambiguous, own };
                match hits.iter_mut().find(|known| known.request == hit.request && known.own == hit.own) {
                    Some(known) if hit.by < known.by => *known = hit,
                    Some(_) => {}
                    None => hits.push(hit),
                }
            }
        }
        hits.truncate(MOST);
        hits
    }

    /// The requests that one reference leads to.
    fn found<'i>(&self, reference: Reference<'i>) -> FoundRequests<'i> {
        let (codes, by, own) = match reference {
            Reference::Rf(rf, place) => (self.rf.get(rf).cloned(), found_by(place), None),
            Reference::Carried(text) => {
                (kept(text).and_then(|text| self.carried.get(&text).cloned()), FoundBy::Structured, None)
            }
            Reference::Code(code) => {
                let mut codes = self.of_word(code);
                codes.retain(|found| found.as_str().eq_ignore_ascii_case(code));
                (Some(codes), FoundBy::Code, None)
            }
            Reference::Own(words) => (Some(self.of_word(words.text())), FoundBy::OwnReference, Some(words)),
        };
        FoundRequests { codes: codes.unwrap_or_default(), by, own }
    }

    fn of_word(&self, text: &str) -> Vec<RequestCode> {
        identifier(text).and_then(|word| self.words.get(&word).cloned()).unwrap_or_default()
    }
}

/// The greatest number of requests that are looked at for one entry.
const MOST: usize = 64;

fn found_by(place: Place) -> FoundBy {
    match place {
        Place::Structured => FoundBy::Structured,
        Place::Text => FoundBy::Text,
    }
}
