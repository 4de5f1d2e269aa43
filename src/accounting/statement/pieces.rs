//! A list that grows without being moved, and is let go while it is consumed.

/// The number of values in a piece.
const PIECE: usize = 4096;

/// A list in pieces. A vector of many entries would be copied as it grows, and would be there as a whole until its last value is taken out of
/// it: at either time twice as much memory as is wanted.
#[derive(Debug)]
pub struct Pieces<T>(Vec<Vec<T>>);

impl<T> Default for Pieces<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Pieces<T> {
    /// Adds a value.
    pub fn push(&mut self, value: T) {
        match self.0.last_mut().filter(|last| last.len() < PIECE) {
            Some(last) => last.push(value),
            None => {
                // A short list stays small.
                let mut piece = if self.0.is_empty() { Vec::new() } else { Vec::with_capacity(PIECE) };
                piece.push(value);
                self.0.push(piece);
            }
        }
    }

    /// The number of values.
    pub fn len(&self) -> usize {
        self.0.iter().map(Vec::len).sum()
    }

    /// Returns whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The value at a place, from 0.
    pub fn get(&self, at: usize) -> Option<&T> {
        // All pieces but the last are full.
        self.0.get(at / PIECE)?.get(at % PIECE)
    }

    /// The values in their order.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.0.iter().flatten()
    }
}

impl<T> From<Vec<T>> for Pieces<T> {
    fn from(values: Vec<T>) -> Self {
        let mut pieces = Self::default();
        pieces.extend(values);
        pieces
    }
}

impl<T> Extend<T> for Pieces<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, values: I) {
        values.into_iter().for_each(|value| self.push(value));
    }
}

impl<T> IntoIterator for Pieces<T> {
    type Item = T;
    type IntoIter = std::iter::Flatten<std::vec::IntoIter<Vec<T>>>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter().flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_keep_their_order() {
        let mut pieces = Pieces::default();
        assert!(pieces.is_empty());
        pieces.push(0);
        pieces.extend(1..10_000);
        assert_eq!((pieces.len(), pieces.is_empty(), pieces.0.len()), (10_000, false, 3));
        assert!(pieces.iter().copied().eq(0..10_000));
        assert!((0..10_000).all(|at| pieces.get(at) == Some(&at)) && pieces.get(10_000).is_none());
        assert!(pieces.into_iter().eq(0..10_000));
    }
}
