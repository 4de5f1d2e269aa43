//! What a chat shows of a link: Open Graph tags, in the language that the payee chose for it. Whoever unfurls a link has no language
//! of its own, and shows one picture to everybody in the chat, for days.

use crate::domain::language::Language;
use crate::domain::money::Money;
use crate::domain::request::{Preview, RequestAmount};
use crate::domain::text::DisplayName;
use crate::locale::{Locale, Words};

/// The longest title that messengers show whole, in characters.
const TITLE: usize = 60;

/// The tags of a page.
pub struct PreviewView {
    /// The title.
    pub title: String,
    /// The line below.
    pub description: String,
    /// What the picture shows, in words.
    pub alt: String,
    /// The link.
    pub url: String,
    /// The picture.
    pub image: String,
    /// Whether anything is shown.
    pub show: bool,
}

impl PreviewView {
    /// Of a request: what its page's tags tell a chat, and what its payee is shown before sending it, are this one thing.
    /// `test` says that nothing but tests can pay what is asked.
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

    /// As much as the payee's dial allows, behind the mark of a test; never the memo, never that it was paid. `image` is the picture's
    /// address.
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
            // What is too long is cut off behind the mark, or says that money is asked for and leaves the amount to the picture.
            title: fitting.unwrap_or_else(|| marked(t.say("preview-title").into_owned())),
            description: t.say("preview-description").into_owned(),
            alt: t.say("preview-picture").into_owned(),
            url,
            image,
            show: dial != Preview::None,
        }
    }
}
