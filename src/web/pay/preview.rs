//! Previews of links in chats: Open Graph tags, in the language that the payee chose for the link. A messenger's crawler has no language
//! of its own, and its one result is shown to everybody in the chat, for days.

use crate::domain::language::Language;
use crate::domain::money::Money;
use crate::domain::request::{Preview, RequestAmount};
use crate::domain::text::DisplayName;
use crate::locale::{Locale, Words};

/// The longest title that messengers show in full, in characters.
const TITLE: usize = 60;

/// The Open Graph tags of a page.
pub struct PreviewTags {
    /// `og:title`, of at most [`TITLE`] characters if possible.
    pub title: String,
    /// `og:description`, the line below the title.
    pub description: String,
    /// `og:image:alt`, a description of the picture.
    pub alt: String,
    /// `og:url`, the link's absolute URL.
    pub url: String,
    /// `og:image`, the absolute URL of the preview card.
    pub image: String,
    /// Set unless the payee has switched the preview off.
    pub show: bool,
}

impl PreviewTags {
    /// Makes the preview of a request, both for its page and for the payee who is about to send the link.
    /// `test` is set when only test methods can pay the request.
    pub fn of_request(
        dial: Preview,
        language: Language,
        name: &DisplayName,
        asked: &RequestAmount,
        url: &str,
        test: bool,
    ) -> Self {
        Self::new(dial, language, name.as_str(), asked.fixed(), url.to_owned(), format!("{url}/card.png"), test)
    }

    /// Makes a preview with as much as the payee's setting `dial` allows, marked as a test if it is one. It never contains the memo or
    /// the payment state. `image` is the card's URL.
    pub fn new(
        dial: Preview,
        language: Language,
        name: &str,
        amount: Option<Money>,
        url: String,
        image: String,
        test: bool,
    ) -> Self {
        let locale = Locale::from(language);
        let t = Words::new(locale).with("payee", name);
        let t = match (dial, amount) {
            (Preview::Amount, Some(amount)) => t.with("amount", locale.money(&amount)),
            _ => t,
        };
        let marked = |title| if test { format!("{} · {title}", t.say("test-only")) } else { title };
        let titles: &[&str] = match (dial, amount) {
            (Preview::Amount, Some(_)) => &["preview-title-amount", "preview-title-long"],
            _ => &["preview-title"],
        };
        let mut titles = titles.iter().map(|key| marked(t.say(key).into_owned()));
        let fitting = titles.find(|title| title.chars().count() <= TITLE);
        Self {
            // The fallback leaves the amount to the picture; where messengers cut it off as well, the test mark in front remains.
            title: fitting.unwrap_or_else(|| marked(t.say("preview-title").into_owned())),
            description: t.say("preview-description").into_owned(),
            alt: t.say("preview-picture").into_owned(),
            url,
            image,
            show: dial != Preview::None,
        }
    }
}
