//! What a chat shows of a link: Open Graph tags, in the language that the payee chose for it. Whoever unfurls a link has no language
//! of its own, and shows one picture to everybody in the chat, for days.

use crate::domain::language::Language;
use crate::domain::money::Money;
use crate::domain::request::{Asked, Preview};
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
    pub fn of_request(dial: Preview, language: Language, name: &DisplayName, asked: &Asked, url: &str) -> Self {
        Self::new(dial, language, name.as_str(), asked.fixed(), url.to_owned(), format!("{url}/card.png"))
    }

    /// As much as the payee's dial allows; never the memo, never that it was paid. `image` is the picture's address.
    pub fn new(
        dial: Preview,
        language: Language,
        name: &str,
        amount: Option<Money>,
        url: String,
        image: String,
    ) -> Self {
        let locale = Locale::from(language);
        let t = Words::new(locale).with("payee", name);
        let (t, title) = match (dial, amount) {
            (Preview::Amount, Some(amount)) => {
                let t = t.with("amount", locale.money(&amount));
                let title = t.say("preview-title-amount");
                let fits = title.chars().count() <= TITLE;
                let title = if fits { title } else { t.say("preview-title-long") };
                (t, title)
            }
            _ => {
                let title = t.say("preview-title");
                (t, title)
            }
        };
        Self {
            title: title.into_owned(),
            description: t.say("preview-description").into_owned(),
            alt: t.say("preview-picture").into_owned(),
            url,
            image,
            show: dial != Preview::None,
        }
    }
}
