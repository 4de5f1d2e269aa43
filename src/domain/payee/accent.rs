//! The accent colour of a payee's pages: one of eight, defined in `static/chit.css` for light and dark themes.

/// One of eight colours, stored as its number. It decorates a payee's pages and never conveys a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::Type, strum::IntoStaticStr)]
#[repr(i64)]
pub enum Accent {
    /// Number 0; also the colour of pages without a payee.
    Blue = 0,
    /// Stored as 1; class `accent-1`.
    Teal = 1,
    /// Stored as 2; class `accent-2`.
    Plum = 2,
    /// Stored as 3; class `accent-3`.
    Indigo = 3,
    /// Stored as 4; class `accent-4`.
    Slate = 4,
    /// Stored as 5; class `accent-5`.
    Ocean = 5,
    /// Stored as 6; class `accent-6`.
    Violet = 6,
    /// Stored as 7; class `accent-7`.
    Brown = 7,
}

impl Accent {
    /// Every accent, ordered by number.
    pub const ALL: [Self; 8] =
        [Self::Blue, Self::Teal, Self::Plum, Self::Indigo, Self::Slate, Self::Ocean, Self::Violet, Self::Brown];

    /// The default accent of a payee: a function of its handle.
    pub fn of(handle: &str) -> Self {
        let bytes = handle.as_bytes();
        let edge = |byte: Option<&u8>| byte.copied().map_or(0, usize::from);
        let sum = edge(bytes.first()) + edge(bytes.last()) + bytes.len();
        Self::ALL.get(sum % Self::ALL.len()).copied().unwrap_or(Self::Blue)
    }

    /// Reads a number, `0` to `7`.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|accent| accent.number().to_string() == text)
    }

    /// The number that is stored, 0 to 7.
    pub fn number(self) -> u8 {
        match self {
            Self::Blue => 0,
            Self::Teal => 1,
            Self::Plum => 2,
            Self::Indigo => 3,
            Self::Slate => 4,
            Self::Ocean => 5,
            Self::Violet => 6,
            Self::Brown => 7,
        }
    }

    /// The accent's CSS class.
    pub fn class(self) -> &'static str {
        match self {
            Self::Blue => "accent-0",
            Self::Teal => "accent-1",
            Self::Plum => "accent-2",
            Self::Indigo => "accent-3",
            Self::Slate => "accent-4",
            Self::Ocean => "accent-5",
            Self::Violet => "accent-6",
            Self::Brown => "accent-7",
        }
    }

    /// The name shown beside the colour in the settings.
    pub fn name(self) -> &'static str {
        self.into()
    }
}

#[cfg(test)]
#[expect(clippy::float_arithmetic, reason = "contrast is defined in real numbers (WCAG 2.2)")]
mod tests {
    use super::*;

    const CSS: &str = include_str!("../../../static/chit.css");

    /// The value of a custom property such as `--paper` in one theme: up to the next `;` or `}`.
    fn value<'c>(css: &'c str, name: &str) -> &'c str {
        let (_, rest) = css.split_once(&format!("{name}:")).unwrap_or_else(|| panic!("no {name} in {css}"));
        rest.split([';', '}']).next().expect("a value")
    }

    /// The two themes: the style sheet before the media query for dark, and the content of the query.
    fn themes() -> [&'static str; 2] {
        let (light, rest) = CSS.split_once("@media (prefers-color-scheme:dark){").expect("a dark theme");
        [light, rest.split_once("\n}").expect("its end").0]
    }

    /// Red, green and blue, 0 to 1, of `#FFF` or `#1A1D22`.
    fn colour(hex: &str) -> [f64; 3] {
        let digits = hex.strip_prefix('#').unwrap_or_else(|| panic!("{hex} is no colour"));
        let long: String =
            if digits.len() == 3 { digits.chars().flat_map(|d| [d, d]).collect() } else { digits.into() };
        assert_eq!(long.len(), 6, "{hex}");
        [0, 2, 4].map(|at| f64::from(u8::from_str_radix(&long[at..at + 2], 16).expect("hex")) / 255.0)
    }

    /// WCAG 2.2's contrast ratio.
    fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
        let luminance = |colour: [f64; 3]| {
            let [r, g, b] = colour.map(|c| if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) });
            0.2126 * r + 0.7152 * g + 0.0722 * b
        };
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    fn accent_of(theme: &'static str, accent: Accent) -> [f64; 3] {
        // The first is the default of pages without a class.
        let rule = match accent {
            Accent::Blue => theme,
            other => theme.split_once(&format!(".{}{{", other.class())).expect("its rule").1,
        };
        colour(value(rule, "--accent"))
    }

    #[test]
    fn the_measure_is_right() {
        assert!((contrast(colour("#000"), colour("#FFFFFF")) - 21.0).abs() < 0.001);
        assert!((contrast(colour("#777"), colour("#FFF")) - 4.478).abs() < 0.001, "the well-known near miss");
    }

    #[test]
    fn every_accent_can_be_read_on_paper_and_under_a_buttons_words_in_both_themes() {
        for theme in themes() {
            let (paper, on) = (colour(value(theme, "--paper")), colour(value(theme, "--on")));
            let mixed = value(theme, "--fill").starts_with("color-mix(in srgb,var(--accent),var(--paper))");
            assert!(mixed || value(theme, "--fill") == "var(--accent)", "a fill that this test doesn't know");
            for accent in Accent::ALL {
                let ink = accent_of(theme, accent);
                let fill = if mixed { [0, 1, 2].map(|i| f64::midpoint(ink[i], paper[i])) } else { ink };
                let (text, button) = (contrast(ink, paper), contrast(on, fill));
                assert!(text >= 4.5, "{accent:?} on paper {paper:?}: {text:.2}");
                assert!(button >= 4.5, "a button of {accent:?} on paper {paper:?}: {button:.2}");
            }
        }
    }

    #[test]
    fn a_number_is_read_back_and_is_the_one_that_is_stored() {
        for (number, accent) in (0_u8..).zip(Accent::ALL) {
            assert_eq!((accent.number(), accent.class()), (number, format!("accent-{number}").as_str()));
            assert_eq!(Accent::parse(&number.to_string()), Some(accent));
        }
        for other in ["", "8", "-1", "03", " 3", "blue", "٣"] {
            assert_eq!(Accent::parse(other), None, "{other}");
        }
    }

    #[test]
    fn a_handle_has_its_accent_for_ever() {
        // b'a' + b'a' + 4 = 198, b'd' + b'o' + 4 = 215.
        assert_eq!((Accent::of("anna"), Accent::of("demo")), (Accent::Violet, Accent::Brown));
        assert_eq!(Accent::of(""), Accent::Blue);
    }
}
