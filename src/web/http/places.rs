//! Slots for connections that stay open: bounded in total and per client.

use std::collections::HashMap;
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, PoisonError};

use super::client::Client;

/// A bounded number of slots.
pub struct Places {
    all: usize,
    each: Option<NonZeroU32>,
    taken: Mutex<Taken>,
}

#[derive(Default)]
struct Taken {
    all: usize,
    by: HashMap<Client, u32>,
}

/// A slot, which is released when this is dropped.
pub struct Slot {
    places: Arc<Places>,
    client: Client,
}

impl Places {
    /// Makes `all` slots, of which one client may take `each`; `None` is all of them.
    pub fn new(all: usize, each: Option<NonZeroU32>) -> Arc<Self> {
        Arc::new(Self { all, each, taken: Mutex::default() })
    }

    /// The number of slots in use.
    pub fn taken(&self) -> usize {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner).all
    }

    /// Takes a slot for a client. `None` when all slots, or all of its own, are in use.
    pub fn take(self: &Arc<Self>, client: Client) -> Option<Slot> {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let own = taken.by.get(&client).copied().unwrap_or_default();
        if taken.all >= self.all || self.each.is_some_and(|each| own >= each.get()) {
            return None;
        }
        taken.all += 1;
        taken.by.insert(client, own + 1);
        Some(Slot { places: Arc::clone(self), client })
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        let mut taken = self.places.taken.lock().unwrap_or_else(PoisonError::into_inner);
        taken.all -= 1;
        match taken.by.get_mut(&self.client) {
            Some(own) if *own > 1 => *own -= 1,
            // Clients without a slot are dropped from the map, which would grow otherwise.
            _ => drop(taken.by.remove(&self.client)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANNA: Client = Client::of(1);
    const BERTA: Client = Client::of(2);

    #[test]
    fn one_address_leaves_places_to_others() {
        let places = Places::new(3, NonZeroU32::new(2));
        let held: Vec<_> = [ANNA, ANNA].into_iter().filter_map(|client| places.take(client)).collect();
        assert_eq!(held.len(), 2);
        assert!(places.take(ANNA).is_none(), "its own places are taken");
        let other = places.take(BERTA).expect("a place");
        assert!(places.take(BERTA).is_none(), "all places are taken");
        drop(other);
        assert!(places.take(BERTA).is_some());
    }

    #[test]
    fn a_place_is_given_back_and_its_address_forgotten() {
        let places = Places::new(2, NonZeroU32::new(1));
        drop(places.take(ANNA));
        let again = places.take(ANNA).expect("it was given back");
        drop(again);
        let taken = places.taken.lock().expect("quiet");
        assert_eq!((taken.all, taken.by.len()), (0, 0));
    }

    #[test]
    fn without_a_limit_one_address_may_take_all() {
        let places = Places::new(2, None);
        let held: Vec<_> = [ANNA; 3].into_iter().map_while(|client| places.take(client)).collect();
        assert_eq!(held.len(), 2);
    }
}
