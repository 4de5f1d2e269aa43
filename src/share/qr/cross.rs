//! The Swiss cross in the middle of a QR-bill's code: a code of 46 mm has a cross of 7 mm, which error correction level M compensates for.

use super::{Matrix, QUIET};

/// The side of the code and of the cross with its white border, in millimetres.
const CODE: usize = 46;
const CROSS: usize = 7;
/// The number of units of the cross's drawing grid.
const GRID: usize = 396;
/// The black square, and the width and length of the white cross's arms.
const SQUARE: std::ops::Range<usize> = 28..368;
const WIDE: std::ops::Range<usize> = 165..231;
const LONG: std::ops::Range<usize> = 88..308;

/// The cross as two SVG paths, in the units of [`Matrix::svg_path`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cross {
    /// The area below the cross, to be filled white.
    pub plate: String,
    /// The square without the cross, to be filled black with the rule `evenodd`.
    pub ink: String,
}

impl Matrix {
    /// Adds a Swiss cross to the middle of the code.
    pub fn with_swiss_cross(self) -> Self {
        Self { crossed: true, ..self }
    }

    /// The cross to draw, if the code has one.
    pub fn cross(&self) -> Option<Cross> {
        self.crossed.then(|| {
            let points = |points: &[(usize, usize)]| {
                let at = |(x, y): &(usize, usize)| format!("{} {}", self.along(*x), self.along(*y));
                format!("M{}z", points.iter().map(at).collect::<Vec<_>>().join("L"))
            };
            let square = |from, to| points(&[(from, from), (to, from), (to, to), (from, to)]);
            let (a, b, c, d) = (LONG.start, WIDE.start, WIDE.end, LONG.end);
            let arms = [(b, a), (c, a), (c, b), (d, b), (d, c), (c, c), (c, d), (b, d), (b, c), (a, c), (a, b), (b, b)];
            Cross { plate: square(0, GRID), ink: format!("{}{}", square(SQUARE.start, SQUARE.end), points(&arms)) }
        })
    }

    /// The position of a grid line, in modules with three decimals.
    fn along(&self, units: usize) -> String {
        let start = self.width * 1000 * (CODE - CROSS) / (2 * CODE);
        let at = QUIET * 1000 + start + self.width * 1000 * CROSS * units / (CODE * GRID);
        format!("{}.{:03}", at / 1000, at % 1000)
    }

    /// The colour that the cross gives to a pixel of a code `side` pixels wide: dark, light, or `None` outside of it.
    pub(super) fn crossed_at(&self, side: usize, x: usize, y: usize) -> Option<bool> {
        let on_grid = |at: usize| {
            let within = at.checked_sub(side * (CODE - CROSS) / (2 * CODE))?;
            // The middle of a pixel decides.
            let units = (2 * within + 1) * GRID * CODE / (2 * side * CROSS);
            (units < GRID).then_some(units)
        };
        let (x, y) = self.crossed.then_some((on_grid(x)?, on_grid(y)?))?;
        let square = SQUARE.contains(&x) && SQUARE.contains(&y);
        let arms = WIDE.contains(&x) && LONG.contains(&y) || LONG.contains(&x) && WIDE.contains(&y);
        Some(square && !arms)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A code of 46 modules, one per millimetre, of ten pixels each.
    fn matrix() -> Matrix {
        Matrix { width: CODE, bits: vec![u64::MAX; 64], crossed: false }.with_swiss_cross()
    }

    #[test]
    fn it_lies_in_the_middle_and_covers_seven_millimetres() {
        let matrix = matrix();
        let cross = matrix.cross().expect("it has one");
        assert_eq!(cross.plate, "M23.500 23.500L30.500 23.500L30.500 30.500L23.500 30.500z");
        assert!(cross.ink.starts_with("M23.994 23.994L30.005 23.994"), "{}", cross.ink);
        let touched = (0..460).filter(|x| matrix.crossed_at(460, *x, 230).is_some()).collect::<Vec<_>>();
        assert_eq!((touched.first(), touched.len()), (Some(&195), 70));
        let says = |x, y| matrix.crossed_at(460, x, y);
        assert_eq!(
            (says(196, 230), says(203, 230), says(230, 230), says(203, 203)),
            (Some(false), Some(true), Some(false), Some(true))
        );
        for x in 195..265 {
            assert_eq!((says(x, 210), says(x, 194)), (says(459 - x, 249), None), "the same from both sides at {x}");
        }
    }

    #[test]
    fn without_it_nothing_is_drawn() {
        let plain = Matrix { crossed: false, ..matrix() };
        assert_eq!((plain.cross(), plain.crossed_at(460, 230, 230)), (None, None));
        assert!(!plain.svg().contains("evenodd") && matrix().svg().contains("evenodd"));
        assert_ne!(plain.png(540).expect("a picture"), matrix().png(540).expect("a picture"));
    }
}
