//! Links that open a messenger with the message ready. Where a messenger has none (WeChat, Instagram, Google Chat), the message is
//! copied, or the QR picture saved.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Everything but RFC 3986's unreserved characters is encoded; a space is `%20`, because some messengers show a `+`.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A messenger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Messenger {
    /// WhatsApp.
    WhatsApp,
    /// Facebook's Messenger; on phones only.
    Messenger,
    /// Telegram.
    Telegram,
    /// Viber.
    Viber,
    /// LINE.
    Line,
    /// Snapchat.
    Snapchat,
    /// A text message.
    Sms,
    /// An e-mail.
    Email,
}

impl Messenger {
    /// Every one, in the order in which they are offered.
    pub const ALL: [Self; 8] = [
        Self::WhatsApp,
        Self::Messenger,
        Self::Telegram,
        Self::Viber,
        Self::Line,
        Self::Snapchat,
        Self::Sms,
        Self::Email,
    ];

    /// Its name in the API.
    pub fn name(self) -> &'static str {
        match self {
            Self::WhatsApp => "whatsapp",
            Self::Messenger => "messenger",
            Self::Telegram => "telegram",
            Self::Viber => "viber",
            Self::Line => "line",
            Self::Snapchat => "snapchat",
            Self::Sms => "sms",
            Self::Email => "email",
        }
    }

    /// What people call it.
    pub fn label(self) -> &'static str {
        match self {
            Self::WhatsApp => "WhatsApp",
            Self::Messenger => "Messenger",
            Self::Telegram => "Telegram",
            Self::Viber => "Viber",
            Self::Line => "LINE",
            Self::Snapchat => "Snapchat",
            Self::Sms => "Text message",
            Self::Email => "E-mail",
        }
    }

    /// The link that opens it. `text` is the whole message, the link included; `url` is the link alone, for those that take no text.
    pub fn link(self, text: &str, url: &str) -> String {
        let (text, url) = (utf8_percent_encode(text, ENCODED), utf8_percent_encode(url, ENCODED));
        match self {
            Self::WhatsApp => format!("https://wa.me/?text={text}"),
            Self::Messenger => format!("fb-messenger://share/?link={url}"),
            // Telegram puts the link in front of the text by itself and would show it twice.
            Self::Telegram => format!("https://t.me/share/url?url={url}"),
            Self::Viber => format!("viber://forward?text={text}"),
            Self::Line => format!("https://line.me/R/share?text={text}"),
            Self::Snapchat => format!("https://www.snapchat.com/share?link={url}"),
            Self::Sms => format!("sms:?&body={text}"),
            Self::Email => format!("mailto:?body={text}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_message_is_one_value() {
        let link = Messenger::WhatsApp.link("Tea & cake, €5: https://c.example/r/x", "https://c.example/r/x");
        assert_eq!(link, "https://wa.me/?text=Tea%20%26%20cake%2C%20%E2%82%AC5%3A%20https%3A%2F%2Fc.example%2Fr%2Fx");
    }

    proptest! {
        #[test]
        fn no_text_breaks_out_of_its_parameter(text in "\\PC*") {
            for messenger in Messenger::ALL {
                let link = messenger.link(&text, "https://c.example/r/x");
                let plain = messenger.link("", "https://c.example/r/x");
                prop_assert_eq!(link.matches(['&', '#', '?', '"', '<', ' ']).count(), plain.matches(['&', '#', '?', '"', '<', ' ']).count());
                prop_assert!(link.is_ascii());
            }
        }

        #[test]
        fn a_reader_gets_the_text_back(text in "\\PC*") {
            let link = Messenger::WhatsApp.link(&text, "https://c.example/r/x");
            let url = url::Url::parse(&link).expect("a URL");
            let read = url.query_pairs().find(|(name, _)| name == "text").map(|(_, value)| value.into_owned());
            prop_assert_eq!(read, Some(text));
        }
    }
}
