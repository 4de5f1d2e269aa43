//! A payee's colour: one of eight, the same on every page and card of the payee's.

/// The number of one of the eight accents. What colour each is says `static/chit.css`, and for pictures `share/card`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Accent(u8);

impl Accent {
    /// How many there are.
    pub const COUNT: u8 = 8;
    /// The house's own, where no payee is meant.
    pub const HOUSE: Self = Self(0);

    /// The accent of a payee: the one it chose, else always the same one for the same handle. A choice that isn't one of the eight is
    /// none.
    pub fn of(handle: &str, chosen: Option<u8>) -> Self {
        if let Some(chosen) = chosen.filter(|n| *n < Self::COUNT) {
            return Self(chosen);
        }
        let ends = [handle.bytes().next(), handle.bytes().last()].into_iter().flatten();
        // Eight divides 256, so what wraps around leaves the same remainder.
        let length = handle.len().to_le_bytes()[0];
        Self(ends.fold(length, u8::wrapping_add) % Self::COUNT)
    }

    /// From 0 on.
    pub fn number(self) -> u8 {
        self.0
    }
}

impl std::fmt::Display for Accent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn a_handle_keeps_the_accent_that_it_has() {
        for (handle, accent) in [("anna", 6), ("demo", 7), ("anna-shop", 2), ("zzzzzzzzzzzzzzzzzzzz", 0), ("", 0)] {
            assert_eq!(Accent::of(handle, None).number(), accent, "{handle}");
        }
    }

    #[test]
    fn every_accent_is_somebodys() {
        let all: HashSet<_> = ('a'..='z').map(|c| Accent::of(&format!("shop-{c}"), None)).collect();
        assert_eq!(all.len(), usize::from(Accent::COUNT));
    }

    #[test]
    fn a_choice_goes_before_the_rule() {
        assert_eq!(Accent::of("anna", Some(3)).number(), 3);
        assert_eq!(Accent::of("anna", Some(8)), Accent::of("anna", None));
    }
}
