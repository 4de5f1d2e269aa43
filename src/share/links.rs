//! Links that open a messenger with the message prepared. Where a messenger has none (WeChat, Instagram, Google Chat), the seller copies
//! the message or saves the QR picture.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::message::ShareMessage;

/// Characters to encode: all but RFC 3986's unreserved ones. A space becomes `%20`, because some messengers show a `+`.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A messenger, or SMS or e-mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "lowercase")]
pub enum Messenger {
    /// WhatsApp, by its web link `wa.me`.
    WhatsApp,
    /// Facebook Messenger; on phones only.
    Messenger,
    /// Telegram, by its web link `t.me`.
    Telegram,
    /// Viber, by its URL scheme.
    Viber,
    /// LINE, by its web link `line.me`.
    Line,
    /// Snapchat, by its web link.
    Snapchat,
    /// A text message, by `sms:` (RFC 5724).
    Sms,
    /// An e-mail, by `mailto:`.
    Email,
}

impl Messenger {
    /// Every messenger, in the order of the page.
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

    /// The identifier in the API.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// The name shown to sellers.
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

    /// Returns whether it accepts the link only, without the text around it.
    pub fn takes_link_only(self) -> bool {
        matches!(self, Self::Messenger | Self::Snapchat)
    }

    /// Returns whether its link only works with the app for phones.
    pub fn on_phones_only(self) -> bool {
        matches!(self, Self::Messenger)
    }

    /// The link that opens it with the message prepared.
    pub fn link(self, message: &ShareMessage) -> String {
        let encoded = |text| utf8_percent_encode(text, ENCODED);
        let (text, about, url) = (encoded(&message.text), encoded(&message.about), encoded(&message.url));
        match self {
            Self::WhatsApp => format!("https://wa.me/?text={text}"),
            Self::Messenger => format!("fb-messenger://share/?link={url}"),
            // Telegram joins the two itself, and would show the link twice if the text had it.
            Self::Telegram => format!("https://t.me/share/url?url={url}&text={about}"),
            Self::Viber => format!("viber://forward?text={text}"),
            Self::Line => format!("https://line.me/R/share?text={text}"),
            Self::Snapchat => format!("https://www.snapchat.com/share?link={url}"),
            // RFC 5724 begins the body with `?`, iPhones expect `&`; both accept this form.
            Self::Sms => format!("sms:?&body={text}"),
            Self::Email => format!("mailto:?subject={about}&body={text}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use url::Url;

    use super::*;

    const URL: &str = "https://c.example/r/x";

    fn message(about: &str) -> ShareMessage {
        ShareMessage { text: format!("{about}: {URL}"), about: about.to_owned(), url: URL.to_owned() }
    }

    /// The parsed link: its target, and the decoded parameters.
    fn told(messenger: Messenger, message: &ShareMessage) -> (String, Vec<(String, String)>) {
        let link = Url::parse(&messenger.link(message)).expect("a URL");
        assert_eq!(link.fragment(), None);
        let place = format!("{}:{}{}", link.scheme(), link.host_str().unwrap_or_default(), link.path());
        (place, link.query_pairs().into_owned().collect())
    }

    #[test]
    fn a_message_is_one_value() {
        let link = Messenger::WhatsApp.link(&message("Tea & cake, €5"));
        assert_eq!(link, "https://wa.me/?text=Tea%20%26%20cake%2C%20%E2%82%AC5%3A%20https%3A%2F%2Fc.example%2Fr%2Fx");
    }

    #[test]
    fn each_is_named_once() {
        let names: std::collections::HashSet<_> = Messenger::ALL.map(Messenger::name).into();
        let labels: std::collections::HashSet<_> = Messenger::ALL.map(Messenger::label).into();
        assert_eq!((names.len(), labels.len()), (8, 8));
    }

    proptest! {
        #[test]
        fn each_messenger_gets_exactly_the_message(about in "[\\PC&%#?+=/\"'<>😀خ\u{2068}]{0,160}") {
            let message = message(&about);
            let ShareMessage { text, about, url } = &message;
            for messenger in Messenger::ALL {
                let (place, values): (_, &[(&str, &str)]) = match messenger {
                    Messenger::WhatsApp => ("https:wa.me/", &[("text", text)]),
                    Messenger::Messenger => ("fb-messenger:share/", &[("link", url)]),
                    Messenger::Telegram => ("https:t.me/share/url", &[("url", url), ("text", about)]),
                    Messenger::Viber => ("viber:forward", &[("text", text)]),
                    Messenger::Line => ("https:line.me/R/share", &[("text", text)]),
                    Messenger::Snapchat => ("https:www.snapchat.com/share", &[("link", url)]),
                    Messenger::Sms => ("sms:", &[("body", text)]),
                    Messenger::Email => ("mailto:", &[("subject", about), ("body", text)]),
                };
                let wanted: Vec<_> = values.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
                prop_assert_eq!(told(messenger, &message), (place.to_owned(), wanted));
                // Some messengers read a plus as a space, and any other character might end the link in a chat or in HTML.
                let plain = |b: u8| b.is_ascii_alphanumeric() || b"-._~%:/?&=".contains(&b);
                prop_assert!(messenger.link(&message).bytes().all(plain));
                prop_assert_eq!(messenger.takes_link_only(), !values.iter().any(|(_, value)| *value == text || *value == about));
            }
        }
    }
}
