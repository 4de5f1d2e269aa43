//! The source of randomness for codes and tokens.

use std::sync::Arc;

/// The base58 alphabet: without `0`, `O`, `I`, `l`, which are confused when read aloud.
const BASE58: [char; 58] = [
    '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'J', 'K', 'L', 'M', 'N', 'P',
    'Q', 'R', 'S', 'T', 'U', 'V', 'W', 'X', 'Y', 'Z', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'm', 'n',
    'o', 'p', 'q', 'r', 's', 't', 'u', 'v', 'w', 'x', 'y', 'z',
];

/// Upper-case letters and digits without look-alikes, for references that are copied by hand.
const UPPER32: [char; 32] = [
    '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'J', 'K', 'L', 'M', 'N', 'P', 'Q',
    'R', 'S', 'T', 'U', 'V', 'W', 'X', 'Y', 'Z',
];

/// A source of random bytes. In production it is the operating system's CSPRNG, through nanoid; tests script it to force a collision.
#[derive(Clone)]
pub struct Chance(Arc<dyn Fn(usize) -> Vec<u8> + Send + Sync>);

impl Chance {
    /// nanoid's secure default: ChaCha seeded by the operating system.
    pub fn secure() -> Self {
        Self(Arc::new(nanoid::rngs::default))
    }

    /// A source with the bytes of a function: a test's, or a key derivation.
    pub fn scripted(bytes: impl Fn(usize) -> Vec<u8> + Send + Sync + 'static) -> Self {
        Self(Arc::new(bytes))
    }

    /// `length` bytes from the source.
    pub fn bytes(&self, length: usize) -> Vec<u8> {
        (self.0)(length)
    }

    /// `length` base58 characters: 5.86 bits each.
    pub fn base58(&self, length: usize) -> String {
        nanoid::format(|n| (self.0)(n), &BASE58, length)
    }

    /// `length` characters of `2–9A–Z` without I and O: 5 bits each.
    pub fn upper32(&self, length: usize) -> String {
        nanoid::format(|n| (self.0)(n), &UPPER32, length)
    }
}

impl std::fmt::Debug for Chance {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Chance")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alphabets_hold_no_look_alikes_and_no_repeats() {
        for alphabet in [&BASE58[..], &UPPER32[..]] {
            let unique: std::collections::HashSet<_> = alphabet.iter().collect();
            assert_eq!(unique.len(), alphabet.len());
        }
        assert!(!BASE58.iter().any(|c| "0OIl".contains(*c)));
        assert!(!UPPER32.iter().any(|c| "01OI".contains(*c)));
    }

    #[test]
    fn every_character_is_equally_likely() {
        // Every byte equally often: then every character is, too, because bytes that would favour some are drawn again.
        let counter = std::sync::atomic::AtomicUsize::new(0);
        let bytes = move |length| {
            let from = counter.fetch_add(length, std::sync::atomic::Ordering::Relaxed);
            (from..from + length).map(|n| u8::try_from(n % 256).unwrap_or_default()).collect()
        };
        let chance = Chance::scripted(bytes);
        let drawn = chance.base58(58 * 1000);
        for letter in BASE58 {
            let times = drawn.matches(letter).count();
            assert_eq!(times, 1000, "{letter}");
        }
        assert!(UPPER32.iter().all(|letter| chance.upper32(32 * 64).contains(*letter)));
    }
}
