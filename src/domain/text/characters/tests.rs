use proptest::prelude::*;

use super::*;

/// Invisible characters, and those that change their surroundings: one or two of each kind.
const HIDDEN: [char; 44] = [
    '\0',
    '\u{1B}',
    '\n',
    '\t',
    '\u{7F}',
    '\u{85}',
    '\u{9B}',
    '\u{AD}',
    '\u{34F}',
    '\u{61C}',
    '\u{115F}',
    '\u{1160}',
    '\u{17B4}',
    '\u{180B}',
    '\u{180E}',
    '\u{200B}',
    '\u{200C}',
    '\u{200D}',
    '\u{200E}',
    '\u{202A}',
    '\u{202E}',
    '\u{2028}',
    '\u{2029}',
    '\u{2060}',
    '\u{2066}',
    '\u{206F}',
    '\u{2800}',
    '\u{3164}',
    '\u{FE00}',
    '\u{FE0F}',
    '\u{FEFF}',
    '\u{FFA0}',
    '\u{FFF0}',
    '\u{FFF9}',
    '\u{E000}',
    '\u{378}',
    '\u{FDD0}',
    '\u{1BCA0}',
    '\u{1D173}',
    '\u{E0001}',
    '\u{E0041}',
    '\u{E0100}',
    '\u{10FFFD}',
    '\u{10FFFF}',
];

/// Real texts that contain characters which are hidden by themselves.
const WRITTEN: [&str; 34] = [
    "Bäckerei Müller & Söhne – “No 7”",
    "Cafe\u{301} Quán Phở",
    "مقهى الزاوية",
    "می\u{200C}خواهم",
    "کتاب\u{200C}ها و خانه\u{200C}ای",
    "مُحَمَّد",
    "श्री कृष्ण मिठाई",
    "क्\u{200D}ष",
    "ශ්\u{200D}රී ලංකා",
    "র\u{200D}্যাব",
    "ಕ್\u{200C}ಷ",
    "ร้านกาแฟ น้ำ",
    "ཧཱུྃ",
    "བསྒྲུབས",
    "שָׁלוֹם",
    "葛\u{E0100}城",
    "ᠠ\u{180B}",
    "커피",
    "㐂寿司",
    "👩\u{200D}🌾 Farm",
    "👨\u{200D}👩\u{200D}👧\u{200D}👦",
    "🏳\u{FE0F}\u{200D}🌈",
    "🧑🏽\u{200D}🤝\u{200D}🧑🏻",
    "❤\u{FE0F}\u{200D}🔥",
    "1\u{FE0F}\u{20E3} ☎\u{FE0E}",
    "🇪🇺",
    "🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F} pub",
    "🏴\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}",
    "⠃⠗⠁⠊⠇⠇⠑\u{2800}⠃⠁⠗",
    "a\u{A0}b\u{3000}c   d",
    "\u{600}١٢٣",
    "Z\u{351}\u{36B}\u{343}\u{36A}\u{302}\u{36B}a\u{30D}\u{350}\u{33C}lgo",
    "﷽ ＡＢＣ ﬁ ½ ①",
    "\u{FFFD}",
];

#[test]
fn hidden_characters_are_found_wherever_they_stand() {
    for hidden in HIDDEN {
        let around = [
            format!("{hidden}"),
            format!("{hidden}Anna"),
            format!("Anna{hidden}"),
            format!("Anna{hidden}Berg"),
            format!("Anna {hidden} Berg"),
            format!("Anna{hidden}{hidden}Berg"),
        ];
        for text in around {
            assert_eq!(first_fault(&text), Some((hidden, CharacterFault::Hidden)), "{text:?}");
            assert_eq!(cleaned(&text), text.replace(hidden, "").trim(), "{text:?}");
            assert!(escaped(&text).chars().all(|c| c == ' ' || c.is_ascii_graphic()), "{text:?}");
        }
        assert!(!shows_something(&hidden.to_string()), "{hidden:?}");
    }
}

#[test]
fn what_people_write_stays_as_it_is() {
    for text in WRITTEN {
        assert_eq!(first_fault(text), None, "{text:?}");
        assert_eq!(cleaned(text), text);
        assert_eq!(escaped(text), text);
        assert!(shows_something(text), "{text:?}");
    }
}

#[test]
fn joiners_and_selectors_need_their_place() {
    for (text, fault) in [
        ("\u{200D}🌾", '\u{200D}'),
        ("👩\u{200D}", '\u{200D}'),
        ("👩\u{200D}\u{200D}🌾", '\u{200D}'),
        ("👩\u{200D} 🌾", '\u{200D}'),
        ("👩\u{200D}a", '\u{200D}'),
        ("a\u{200D}🌾", '\u{200D}'),
        ("👩\u{200C}🌾", '\u{200C}'),
        ("\u{200C}می", '\u{200C}'),
        ("می\u{200C}", '\u{200C}'),
        ("می\u{200C} خواهم", '\u{200C}'),
        ("می\u{200C}\u{200C}خواهم", '\u{200C}'),
        ("می\u{200C}क", '\u{200C}'),
        ("Auf\u{200C}lage", '\u{200C}'),
        ("क\u{200D}", '\u{200D}'),
        ("Anna\u{FE0F}", '\u{FE0F}'),
        ("❤\u{FE0F}\u{FE0F}", '\u{FE0F}'),
        ("a\u{E0100}", '\u{E0100}'),
        ("葛\u{E0100}\u{E0100}", '\u{E0100}'),
        ("a\u{180B}", '\u{180B}'),
        ("🏴\u{E0067}\u{E0062}", '\u{E0067}'),
        ("🏴\u{E0068}\u{E0069}\u{E0064}\u{E0064}\u{E006E}\u{E007F}", '\u{E0068}'),
        ("⠃\u{2800}", '\u{2800}'),
        ("⠃\u{2800}\u{2800}⠃", '\u{2800}'),
    ] {
        assert_eq!(first_fault(text), Some((fault, CharacterFault::Hidden)), "{text:?}");
    }
    // Characters after a flag aren't part of it.
    let flag = "🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}";
    assert_eq!(first_fault(&format!("{flag}\u{E0041}")), Some(('\u{E0041}', CharacterFault::Hidden)));
}

#[test]
fn marks_need_a_letter_and_have_an_end() {
    for text in ["\u{301}", "\u{301}a", "a \u{301}", "a\u{3000}\u{20E3}", "\u{903}"] {
        assert!(matches!(first_fault(text), Some((_, CharacterFault::Mark))), "{text:?}");
    }
    let stacked = |count: usize| format!("Z{}", "\u{351}".repeat(count));
    assert_eq!(first_fault(&stacked(MAX_MARKS)), None);
    assert_eq!(first_fault(&stacked(MAX_MARKS + 1)), Some(('\u{351}', CharacterFault::Mark)));
    assert_eq!(cleaned(&stacked(40)), stacked(MAX_MARKS));
    assert_eq!(cleaned("\u{301}Anna"), "Anna");
}

#[test]
fn punctuation_and_spaces_name_nothing() {
    for text in ["", " ", "...", "–", "«»", "\u{3000}", "!?"] {
        assert!(!shows_something(text), "{text:?}");
    }
    for text in ["x", "7", "$", "💶", "‼", "付", "€."] {
        assert!(shows_something(text), "{text:?}");
    }
}

#[test]
fn pictures_go_with_what_belongs_to_them() {
    for (text, rest) in [
        ("Anna", "Anna"),
        ("👩\u{200D}🌾 Farm 👋🏽", "Farm"),
        ("A\u{FE0F} ❤\u{FE0F}B", "A B"),
        ("\u{1F1E9}\u{1F1EA}7\u{FE0F}\u{20E3}", "7"),
        ("\u{1F3F4}\u{E0067}\u{E007F}Pub", "Pub"),
        ("چای\u{200C}خانه क्\u{200D}ष", "چای\u{200C}خانه क्\u{200D}ष"),
        ("☕ ™ 👍", "™"),
        ("🍞", ""),
    ] {
        assert_eq!(without_pictures(text, |c| c == '™'), rest);
    }
}

#[test]
fn directions_are_those_of_unicode() {
    for c in ['\u{61C}', '\u{200E}', '\u{200F}', '\u{202A}', '\u{202E}', '\u{2066}', '\u{2069}'] {
        assert!(is_direction_mark(c), "{c:?}");
    }
    assert!(!"a\u{200B}\u{200D}م".chars().any(is_direction_mark));
    assert!("שא\u{FB1D}ﻼ\u{10800}\u{1E900}٣".chars().all(is_right_to_left));
    assert!(!"a1€付क\u{200D}".chars().any(is_right_to_left));
}

proptest! {
    #[test]
    fn what_is_cleaned_has_no_fault(text in any::<String>(), more in prop::collection::vec(prop::sample::select(HIDDEN.to_vec()), 0..6)) {
        let text: String = text.chars().chain(more).collect();
        let clean = cleaned(&text);
        prop_assert_eq!(first_fault(&clean), None, "{:?}", clean);
        prop_assert_eq!(cleaned(&clean), clean);
    }

    #[test]
    fn nothing_that_is_escaped_steers(text in any::<String>()) {
        prop_assert_eq!(first_fault(&escaped(&text)).filter(|(_, fault)| *fault == CharacterFault::Hidden), None);
    }
}
