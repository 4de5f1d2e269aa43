//! Avatars: four shapes on a plate, computed from the handle. Pictures can't be uploaded, so none has to be checked or stored, and none can
//! deceive.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

/// The side of the drawing, for `viewBox="0 0 12 12"`.
pub const SIDE: u8 = 12;

/// The shapes, each six by six: their start within the cell, and the path from there.
const SHAPES: [(u8, u8, &str); 16] = [
    // A quarter of a disc, in each corner
    (0, 0, "h6a6 6 0 01-6 6z"),
    (6, 0, "v6a6 6 0 01-6-6z"),
    (6, 6, "h-6a6 6 0 016-6z"),
    (0, 6, "v-6a6 6 0 016 6z"),
    // A leaf, either way
    (0, 0, "a6 6 0 016 6a6 6 0 01-6-6z"),
    (6, 0, "a6 6 0 01-6 6a6 6 0 016-6z"),
    // A disc, and a small one
    (0, 3, "a3 3 0 016 0a3 3 0 01-6 0z"),
    (1, 3, "a2 2 0 014 0a2 2 0 01-4 0z"),
    // A gate, open to each side
    (0, 6, "v-3a3 3 0 016 0v3z"),
    (0, 0, "h3a3 3 0 010 6h-3z"),
    (6, 0, "v3a3 3 0 01-6 0v-3z"),
    (6, 6, "h-3a3 3 0 010-6h3z"),
    // A drop, its tip in each corner
    (0, 0, "h3a3 3 0 11-3 3z"),
    (6, 0, "v3a3 3 0 11-3-3z"),
    (6, 6, "h-3a3 3 0 113-3z"),
    (0, 6, "v-3a3 3 0 113 3z"),
];

/// A payee's avatar: the numbers of its four shapes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Avatar([u8; 4]);

impl Avatar {
    /// The avatar of a handle: the first two bytes of its SHA-256 select one of 65,536.
    pub fn of(handle: &str) -> Self {
        let hash = Sha256::digest(handle.as_bytes());
        Self([hash[0] >> 4, hash[0] & 15, hash[1] >> 4, hash[1] & 15])
    }

    /// One SVG path to fill, in a square of [`SIDE`] units.
    pub fn path(&self) -> String {
        let mut path = String::with_capacity(160);
        for (shape, (x, y)) in self.0.iter().zip([(0, 0), (6, 0), (0, 6), (6, 6)]) {
            let (from_x, from_y, rest) = SHAPES[usize::from(*shape)];
            // Writing to a String does not fail.
            let _ = write!(path, "M{} {}{rest}", x + from_x, y + from_y);
        }
        path
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn one_handle_has_one_avatar() {
        assert_eq!(Avatar::of("anna").path(), Avatar::of("anna").path());
        // Fixed values, so that no payee's avatar changes by accident.
        assert_eq!(
            Avatar::of("anna").path(),
            "M6 0a6 6 0 01-6 6a6 6 0 016-6zM12 0a6 6 0 01-6 6a6 6 0 016-6zM6 6a6 6 0 01-6 6a6 6 0 016-6zM7 9a2 2 0 014 0a2 2 0 01-4 0z"
        );
    }

    #[test]
    fn handles_look_different() {
        let avatars: HashSet<_> = (0..500).map(|n| Avatar::of(&format!("shop-{n}")).path()).collect();
        assert!(avatars.len() >= 490, "{} of 500", avatars.len());
    }

    #[test]
    fn shapes_are_all_different() {
        let paths: HashSet<_> = (0..16).map(|n| Avatar([n, 0, 0, 0]).path()).collect();
        assert_eq!(paths.len(), 16);
    }

    proptest! {
        #[test]
        fn a_path_is_short_and_stays_on_the_plate(shapes in prop::array::uniform4(0_u8..16)) {
            let path = Avatar(shapes).path();
            prop_assert!(path.len() < 220, "{}", path.len());
            let svg = format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"12\" height=\"12\"><path d=\"{path}\"/></svg>");
            let tree = resvg::usvg::Tree::from_str(&svg, &resvg::usvg::Options::default()).expect("a drawing");
            let drawn = tree.root().abs_bounding_box().round().expect("a box");
            prop_assert!(drawn.left() >= 0 && drawn.top() >= 0 && drawn.right() <= 12 && drawn.bottom() <= 12, "{drawn:?}");
            prop_assert!(drawn.width() >= 9 && drawn.height() >= 9, "{drawn:?}");
        }
    }
}
