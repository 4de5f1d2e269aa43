//! The languages of links, messages and cards. Sellers' pages and the API are in English.

use serde::Serialize;

/// A language of buyers' pages. Stored and written as its BCP 47 tag.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, sqlx::Type, strum::IntoStaticStr, utoipa::ToSchema,
)]
#[sqlx(type_name = "TEXT", rename_all = "lowercase")]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum Language {
    /// English (`en`), the default.
    #[default]
    En,
    /// German; texts in `locales/de/`.
    De,
    /// French; texts in `locales/fr/`.
    Fr,
    /// Spanish; texts in `locales/es/`.
    Es,
    /// Portuguese (`pt`), in Brazil's wording.
    Pt,
    /// Italian; texts in `locales/it/`.
    It,
    /// Dutch; texts in `locales/nl/`.
    Nl,
    /// Polish; texts in `locales/pl/`.
    Pl,
    /// Turkish; texts in `locales/tr/`.
    Tr,
    /// Arabic (`ar`), from right to left.
    Ar,
    /// Hindi (`hi`), in Devanagari script.
    Hi,
    /// Japanese; texts in `locales/ja/`.
    Ja,
    /// Chinese (`zh`), in simplified characters.
    Zh,
}

impl Language {
    /// Every language, in the order of lists.
    pub const ALL: [Self; 13] = [
        Self::En,
        Self::De,
        Self::Fr,
        Self::Es,
        Self::Pt,
        Self::It,
        Self::Nl,
        Self::Pl,
        Self::Tr,
        Self::Ar,
        Self::Hi,
        Self::Ja,
        Self::Zh,
    ];

    /// The BCP 47 tag, for `lang=` and the API.
    pub fn tag(self) -> &'static str {
        self.into()
    }

    /// Reads a tag in either case (BCP 47). A tag with a region (`de-AT`) is refused: a caller that negotiates removes the region first.
    pub fn parse(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.tag().eq_ignore_ascii_case(tag))
    }

    /// The language's name in itself.
    pub fn own_name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::De => "Deutsch",
            Self::Fr => "Français",
            Self::Es => "Español",
            Self::Pt => "Português",
            Self::It => "Italiano",
            Self::Nl => "Nederlands",
            Self::Pl => "Polski",
            Self::Tr => "Türkçe",
            Self::Ar => "العربية",
            Self::Hi => "हिन्दी",
            Self::Ja => "日本語",
            Self::Zh => "简体中文",
        }
    }

    /// Returns whether the script runs from right to left.
    pub fn is_rtl(self) -> bool {
        matches!(self, Self::Ar)
    }

    /// The value of `dir=`: `rtl` or `ltr`.
    pub fn dir(self) -> &'static str {
        if self.is_rtl() { "rtl" } else { "ltr" }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn a_tag_is_read_back_in_either_case_and_written_as_json() {
        for language in Language::ALL {
            assert_eq!(Language::parse(language.tag()), Some(language));
            assert_eq!(Language::parse(&language.tag().to_uppercase()), Some(language));
            let json = serde_json::to_value(language).expect("a string");
            assert_eq!(json, language.tag(), "what is stored and sent is the tag");
        }
        for other in ["", "e", "eng", "de-AT", "sv", " de", "𝕕𝕖"] {
            assert_eq!(Language::parse(other), None, "{other}");
        }
    }

    #[test]
    fn thirteen_each_with_a_tag_and_a_name_of_its_own() {
        let tags: HashSet<_> = Language::ALL.map(Language::tag).into();
        let names: HashSet<_> = Language::ALL.map(Language::own_name).into();
        assert_eq!((tags.len(), names.len()), (13, 13));
        let rtl: Vec<_> = Language::ALL.into_iter().filter(|l| l.is_rtl()).collect();
        assert_eq!(rtl, [Language::Ar]);
    }
}
